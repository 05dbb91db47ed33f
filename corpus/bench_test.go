package corpus

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkPDFAgainstReader opens PDFs, and reads the same with nothing but the
// reader that Open has chosen: ratio is the reader's time over that of Open,
// measured in turns. What Open adds is the choice of the reader, the search for
// damage, lines and tables.
func BenchmarkPDFAgainstReader(b *testing.B) {
	for _, of := range []struct {
		name   string
		folder func(testing.TB) string
	}{
		{"fixtures", func(testing.TB) string { return "testdata" }},
		{"samples", func(testing.TB) string { return "samples" }},
		{"real", func(b testing.TB) string { return filepath.Join(shared(b), "wild") }},
	} {
		b.Run(of.name, func(b *testing.B) {
			var files [][]byte
			var chosen []string
			paths, err := filepath.Glob(filepath.Join(of.folder(b), "*.pdf"))
			if err != nil {
				b.Fatal(err)
			}
			for _, path := range paths {
				data, err := os.ReadFile(path)
				if err != nil {
					b.Fatal(err)
				}
				if src, err := Open(path, data); err == nil { // scans and hostile files are errors
					files, chosen = append(files, data), append(chosen, src.Reader)
				}
			}
			if len(files) == 0 {
				b.Fatal("no PDFs")
			}
			var open, reader time.Duration
			for b.Loop() {
				for i, data := range files {
					start := time.Now()
					if _, err := Open("x.pdf", data); err != nil {
						b.Fatal(err)
					}
					opened := time.Now()
					if chosen[i] == "ledongthuc" {
						readLedongthuc(b.Context(), data)
					} else {
						readPdfium(Options{}.job(b.Context()), data)
					}
					open, reader = open+opened.Sub(start), reader+time.Since(opened)
				}
			}
			b.ReportMetric(reader.Seconds()/open.Seconds(), "ratio")
		})
	}
}
