package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guihua/corpus"
	"guihua/extract"
)

// benchSources opens the texts and PDFs of the folders, of folders with real
// documents only the texts; bytes is the length of their text.
func benchSources(b *testing.B, exts string, dirs ...string) (sources []*corpus.Source, bytes int64) {
	b.Helper()
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			b.Skipf("no documents: %v", err)
		}
		for _, e := range entries {
			if ext := filepath.Ext(e.Name()); ext == "" || !strings.Contains(exts, ext) {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				b.Fatal(err)
			}
			src, err := corpus.Open(e.Name(), data)
			if err != nil {
				b.Fatal(err)
			}
			sources = append(sources, src)
			for _, l := range src.Lines {
				bytes += int64(len(l.Text)) + 1
			}
		}
	}
	if len(sources) == 0 {
		b.Fatalf("no documents in %s", dirs)
	}
	return sources, bytes
}

// BenchmarkExtract extracts all samples one after the other; opening them is
// not counted, Clean is. "words" asks the segmenter, "no words" has none.
// Samples have a target or a clause in every second sentence.
func BenchmarkExtract(b *testing.B) {
	sources, bytes := benchSources(b, ".txt .pdf", filepath.Join("..", "corpus", "samples"))
	benchmark(b, sources, bytes)
}

// BenchmarkExtractReal does the same with real texts.
func BenchmarkExtractReal(b *testing.B) {
	shared := os.Getenv("GUIHUA_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	sources, bytes := benchSources(b, ".txt", filepath.Join(shared, "corpus"), filepath.Join(shared, "wild"))
	benchmark(b, sources, bytes)
}

func benchmark(b *testing.B, sources []*corpus.Source, bytes int64) {
	withWords, err := extractor()
	if err != nil {
		b.Fatal(err)
	}
	for _, with := range []struct {
		name string
		f    func(*corpus.Source)
	}{
		{"words", func(s *corpus.Source) { extracted(b, withWords, s) }},
		{"no words", func(s *corpus.Source) { extracted(b, withoutWords, s) }},
		{"clean only", func(s *corpus.Source) { corpus.Clean(b.Context(), s) }},
	} {
		b.Run(with.name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			with.f(sources[0]) // loads the dictionary
			for b.Loop() {
				for _, src := range sources {
					with.f(src)
				}
			}
		})
	}
}

var withoutWords = extract.New(noWords{})
