package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Files made to keep a reader busy for ever or to take all memory end in time,
// read or refused in one line, and nothing goes on working on them.
func TestHostilePDFs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	files, err := filepath.Glob("testdata/matrix/hostile/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	const limit = 10 * time.Second
	for _, file := range files {
		name := filepath.Base(file)
		began := time.Now()
		s, err := Options{OCR: OCRNever, MaxTime: limit}.Open(t.Context(), name, readFixture(t, "matrix/hostile/"+name))
		took := time.Since(began)
		if took > limit+2*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if err != nil {
			if msg := err.Error(); strings.Contains(msg, "\n") || strings.Contains(msg, name) {
				t.Errorf("%s: %q", name, msg)
			}
			t.Logf("%-24s %6.2f s  %v", name, took.Seconds(), err)
			continue
		}
		checkLines(t, name, s)
		t.Logf("%-24s %6.2f s  %d lines by %s", name, took.Seconds(), len(s.Lines), s.Reader)
	}
	stacks := make([]byte, 4<<20)
	for end := time.Now().Add(limit); ; time.Sleep(100 * time.Millisecond) {
		all := stacks[:runtime.Stack(stacks, true)]
		if !bytes.Contains(all, []byte("corpus.plainPages")) && !bytes.Contains(all, []byte("corpus.readPdfium")) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("still busy:\n%s", all)
		}
	}
}

// What a job may take holds for PDFs as well.
func TestPDFLimits(t *testing.T) {
	for want, o := range map[string]Options{
		"PDF has more pages than --max-pages allows (2 of 1)": {MaxPages: 1},
		"unfolds to more than 0 MB (limit: --max-expanded)":   {MaxExpanded: 100, MaxPages: 1},
		"takes too long to read (limit: --max-time)":          {MaxTime: time.Nanosecond},
		"file of more than 0 MB (limit: --max-size)":          {MaxBytes: 100},
	} {
		o.OCR = OCRNever
		_, err := o.Open(t.Context(), "x", readFixture(t, "plain.pdf"))
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func addPDFs(f *testing.F) {
	for _, glob := range []string{"testdata/*.pdf", "testdata/matrix/cmap-*.pdf", "testdata/matrix/hostile/open-*.pdf", "testdata/matrix/hostile/loop-*.pdf"} {
		files, _ := filepath.Glob(glob)
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
}

// FuzzPDF opens damaged PDFs: a file may take no longer than the time of its
// job, and what is read keeps what every source promises. An execution is some
// tenths of a second; -fuzzminimizetime 1s keeps it from using all its time to
// make what it found smaller.
func FuzzPDF(f *testing.F) {
	addPDFs(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		limit := 300 * time.Millisecond
		if raceDetector {
			limit = time.Minute // pdfium is killed while it is at work, which its wrapper does without a lock
		}
		o := Options{OCR: OCRNever, MaxTime: limit, MaxPages: 20, MaxExpanded: 8 << 20}
		began := time.Now()
		s, err := o.Open(t.Context(), "x", b)
		if took := time.Since(began); took > 20*limit { // the machine may be busy
			t.Errorf("took %v", took)
		}
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		checkLines(t, "x", s)
		checkText(t, s, cleaned(t, s))
	})
}

// FuzzPlainPDF is for what reads PDFs outside the sandbox of pdfium, where
// nothing can stop it: it has to end by itself.
func FuzzPlainPDF(f *testing.F) {
	addPDFs(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		began := time.Now()
		pages, ok := readLedongthuc(t.Context(), b)
		j := Options{MaxExpanded: 8 << 20}.job(t.Context())
		if _, err := checkPDF(j, b); err == nil {
			repairPDF(j, b)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		if ok && len(pages) == 0 {
			t.Error("no pages and yet read")
		}
	})
}
