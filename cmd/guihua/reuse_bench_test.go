package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"guihua/extract"
	"guihua/golden/stock"
)

// copying writes n documents that copy from each other, as guihua extract would
// have written them, and returns their folder and the characters of their texts.
func copying(tb testing.TB, n int) (dir string, chars int) {
	tb.Helper()
	dir = tb.TempDir()
	c := stock.NewCopies(11)
	for i := range n {
		d := copyingDocument(c.Plan(i))
		chars += utf8.RuneCountInString(d.Text)
		name := filepath.Join(dir, fmt.Sprint(i/1000), fmt.Sprintf("%06d.txt.json", i))
		if i%1000 == 0 {
			if err := os.Mkdir(filepath.Dir(name), 0o777); err != nil {
				tb.Fatal(err)
			}
		}
		if err := os.WriteFile(name, extract.Encode(d), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	return dir, chars
}

// copyingDocument is a made plan as a document of tasks.
func copyingDocument(p stock.CopyingPlan) *extract.Document {
	d := &extract.Document{
		Schema: extract.SchemaID, Outline: []extract.Node{}, Boxes: []extract.Box{}, Responsibilities: []extract.Responsibility{},
		Targets: []extract.Target{}, Achievements: []extract.Achievement{}, References: []extract.Reference{}, Tables: []extract.Table{},
		Warnings: []extract.Warning{},
	}
	d.Source.Format = "txt"
	d.Document.Region.Name, d.Document.Issued = &p.Region, &p.Issued
	d.Document.Issuers, d.Document.Recipients = []string{}, []string{}
	d.Coverage.LeftOut = []extract.LeftOut{}
	at := 0
	for i, s := range p.Paragraphs {
		n := utf8.RuneCountInString(s)
		d.Tasks = append(d.Tasks, extract.Task{ID: strconv.Itoa(i + 1), Title: string([]rune(s)[:6]), Text: &s, Span: extract.Span{at, at + n}, Measures: []extract.Measure{}})
		d.Text += s + "\n"
		at += n + 1
	}
	return d
}

// BenchmarkReuse finds the passages of 1,000, 3,000 and 10,000 documents that copy
// from each other, with two workers, and says what a document costs, over one of
// 1,000, and the peak of the memory, neither of which must grow with their number.
// The cost is what the cores work, which bears a busy machine.
func BenchmarkReuse(b *testing.B) {
	p := builtProgram(b)
	var first time.Duration // for a document of the fewest
	var least int64
	for _, n := range []int{1000, 3000, 10_000} {
		if n > *largest {
			continue
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir, chars := copying(b, n)
			var took, worked time.Duration
			var peak int64
			runs := 0
			for b.Loop() {
				r := p.run(b, "reuse", dir, "-o", filepath.Join(b.TempDir(), "tables"), "-j", "2", "-q")
				if r.code != 0 {
					b.Fatal(r.stderr)
				}
				took += r.took
				worked += r.worked
				peak = max(peak, r.peak)
				runs++
			}
			if peak <= ownPeak() {
				b.Fatalf("the program took no more memory than this test (%d MB), so what it took can't be told", ownPeak()>>20)
			}
			each := worked / time.Duration(runs*n)
			if first == 0 {
				first, least = each, peak
			}
			b.ReportMetric(float64(each.Microseconds())/1000, "ms/document")
			b.ReportMetric(took.Seconds()/float64(runs), "s")
			b.ReportMetric(float64(chars)*float64(runs)/took.Seconds()/1e6, "Mchars/s")
			b.ReportMetric(each.Seconds()/first.Seconds(), "ratio")
			b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
			b.ReportMetric(float64(peak)/float64(least), "reuse-memory")
		})
	}
}
