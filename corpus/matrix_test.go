package corpus

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/unicode/norm"
)

var recordPdftotext = flag.Bool("record-pdftotext", false, "write testdata/matrix/pdftotext.tsv from what pdftotext reads now")

// normal is s as it is compared: without white space, every form of a character
// the same.
func normal(s string) []rune {
	var out []rune
	for _, r := range norm.NFKC.String(s) {
		if !unicode.IsSpace(r) {
			out = append(out, foldRadical(r))
		}
	}
	return out
}

// accuracy is the share of the truth that got repeats: 1 - distance / length.
func accuracy(truth, got []rune) float64 {
	row := make([]int, len(got)+1)
	for i := range row {
		row[i] = i
	}
	for i, a := range truth {
		diagonal := row[0]
		row[0] = i + 1
		for k, b := range got {
			d := min(row[k]+1, row[k+1]+1, diagonal+1)
			if a == b {
				d = min(d, diagonal)
			}
			diagonal, row[k+1] = row[k+1], d
		}
	}
	return max(0, 1-float64(row[len(got)])/float64(len(truth)))
}

// matrixTruth is the text of truth.txt or truth-table.txt without its marks.
func matrixTruth(t *testing.T, name string) []rune {
	var text strings.Builder
	for line := range strings.Lines(string(readFixture(t, "matrix/"+name))) {
		line = strings.TrimLeft(line, "#> ")
		text.WriteString(strings.ReplaceAll(line, "|", ""))
	}
	return normal(text.String())
}

// A matrixReading is what one reader makes of a file.
type matrixReading struct {
	text  []rune
	lines int
	err   error
	took  time.Duration
}

func (r matrixReading) String() string {
	if r.err != nil {
		return "-"
	}
	return strconv.Itoa(r.lines)
}

func readingOf(lines []string, err error, began time.Time) matrixReading {
	r := matrixReading{err: err, took: time.Since(began)}
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			r.lines++
			r.text = append(r.text, normal(l)...)
		}
	}
	return r
}

func pageTexts(pages []pdfPage) []string {
	var out []string
	for _, p := range pages {
		lines, _ := p.lines()
		out = append(out, texts(lines)...)
	}
	return out
}

// plainText is what ledongthuc's own function for text says, unguarded but for
// the leash.
func plainText(ctx context.Context, b []byte) (lines []string, err error) {
	defer func() {
		if x := recover(); x != nil {
			lines, err = nil, fmt.Errorf("panic: %v", x)
		}
	}()
	r, err := pdf.NewReader(&leash{ctx, bytes.NewReader(b), 48 << 20}, int64(len(b)))
	if err != nil {
		return nil, err
	}
	for i := range min(r.NumPage(), 10) {
		text, err := r.Page(i + 1).GetPlainText(nil)
		if err != nil {
			return nil, err
		}
		lines = append(lines, strings.Split(text, "\n")...)
	}
	return lines, nil
}

// pdftotext is what pdftotext says, with ok where it is installed.
func pdftotext(b []byte) (lines []string, err error, ok bool) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return nil, nil, false
	}
	c := exec.Command("pdftotext", "-q", "-enc", "UTF-8", "-", "-")
	c.Stdin = bytes.NewReader(b)
	out, err := c.Output()
	return strings.Split(string(out), "\n"), err, true
}

// The notice of testdata/matrix/truth.txt, printed by every kind of program and
// damaged in every way, is read as well as pdftotext reads it, and nothing else
// comes out as text without a warning.
func TestPDFMatrix(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and the same without the race detector: whole runs have it")
	}
	files, err := filepath.Glob("testdata/matrix/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	notice, table := matrixTruth(t, "truth.txt"), matrixTruth(t, "truth-table.txt")
	recorded := map[string]float64{}
	for line := range strings.Lines(string(readFixture(t, "matrix/pdftotext.tsv"))) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		recorded[name], _ = strconv.ParseFloat(value, 64)
	}
	percent := func(truth []rune, r matrixReading) float64 { return 100 * accuracy(truth, r.text) }
	var out, tsv strings.Builder
	fmt.Fprintf(&out, "%-24s %19s %19s %19s %26s %9s\n", "accuracy % / lines / ms", "GetPlainText", "ledongthuc", "pdfium", "Open", "pdftotext")
	readPdfium(Options{}.job(t.Context()), readFixture(t, "gbk.pdf")) // its start is not counted
	for _, file := range files {
		name := filepath.Base(file)
		b := readFixture(t, "matrix/"+name)
		truth := notice
		if strings.Contains(name, "table") {
			truth = table
		}
		fmt.Fprintf(&out, "%-24s", name)
		show := func(r matrixReading) {
			fmt.Fprintf(&out, "%6.1f /%4v /%5.0f", percent(truth, r), r, float64(r.took.Microseconds())/1000)
		}
		began := time.Now()
		lines, err := plainText(t.Context(), b)
		show(readingOf(lines, err, began))

		began = time.Now()
		pages, ok := readLedongthuc(t.Context(), b)
		if err = nil; !ok {
			err = io.EOF
		}
		show(readingOf(pageTexts(pages), err, began))

		began = time.Now()
		pages, _, err = readPdfium(Options{}.job(t.Context()), b)
		show(readingOf(pageTexts(pages), err, began))

		began = time.Now()
		s, err := Open(name, b)
		if s == nil {
			s = &Source{Reader: "-"}
		}
		open := readingOf(texts(s.Lines), err, began)
		show(open)
		fmt.Fprintf(&out, " %-10s", s.Reader)

		if lines, err, ok := pdftotext(b); ok {
			recorded[name] = percent(truth, readingOf(lines, err, began))
		}
		fmt.Fprintf(&tsv, "%s\t%.1f\n", name, recorded[name])
		var codes []string
		for _, w := range s.Warnings {
			codes = append(codes, w.Code)
		}
		fmt.Fprintf(&out, "%6.1f  %s %v\n", recorded[name], strings.Join(codes, " "), err)

		got := percent(truth, open)
		if theirs := recorded[name]; theirs >= 50 && got < theirs-0.2 {
			t.Errorf("%s: %.1f %% right, pdftotext %.1f %%: %v", name, got, theirs, err)
		}
		warnings := []string{"pdf_repaired", "page_unreadable", "page_doubtful", "little_text"}
		if err == nil && got < 95 && !slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(warnings, c) }) {
			t.Errorf("%s: %.1f %% right and no warning", name, got)
		}
		for _, l := range s.Lines {
			noise := 0
			for _, r := range normal(l.Text) {
				if !slices.Contains(truth, r) {
					noise++
				}
				if r >= 0x2e80 && r <= 0x2fd5 || r >= 0xf900 && r <= 0xfaff {
					t.Errorf("%s: %q has a radical", name, l.Text)
				}
			}
			warned := slices.ContainsFunc(s.Warnings, func(w Warning) bool { return w.Code == "page_unreadable" && w.Page == l.Page })
			if noise*2 > len(normal(l.Text)) && !warned && s.Format == "pdf" {
				t.Errorf("%s: page %d: %q is noise without a warning", name, l.Page, l.Text)
			}
		}
	}
	t.Logf("\n%s", out.String())
	if *recordPdftotext {
		if err := os.WriteFile("testdata/matrix/pdftotext.tsv", []byte(tsv.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
