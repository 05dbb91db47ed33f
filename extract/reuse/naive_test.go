package reuse

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
)

// checkFound reports what a passage must not be, whatever the documents are: shorter
// than asked for, outside its paragraph, from a later document, of other words than
// the spans hold, over another passage.
func checkFound(t testing.TB, o Options, docs []*extract.Document, found []Found) {
	t.Helper()
	for n, f := range found {
		if f.Doc != n {
			t.Errorf("document %d stands at %d", f.Doc, n)
		}
		end := 0
		for _, p := range f.Passages {
			for _, at := range []Place{p.Place, p.Source} {
				if got := string([]rune(docs[at.Doc].Text)[at.Start:at.End]); got != at.Text || strings.Contains(got, "\n") {
					t.Errorf("%q is said to be %q", got, at.Text)
				}
				if at.Share < 0 || at.Share > 1 {
					t.Errorf("share %v", at.Share)
				}
			}
			if p.Doc != n || p.Start < end {
				t.Errorf("document %d: a passage at %d, where another one ends at %d", n, p.Start, end)
			}
			end = p.End
			if p.Shared < o.MinChars || p.Share < o.MinShare || p.Shared > p.Chars {
				t.Errorf("%d characters of %d, %v of the paragraph: %q", p.Shared, p.Chars, p.Share, p.Text)
			}
			if first := []rune(p.Text)[0]; strings.ContainsRune("，。；：、》”", first) {
				t.Errorf("it begins with what ends something: %q", p.Text)
			}
			if (p.Match == Edited) != (p.Changed > 0) || p.Match == Exact && bare(p.Text) != bare(p.Source.Text) {
				t.Errorf("%s with %d changed: %q, %q", p.Match, p.Changed, p.Text, p.Source.Text)
			}
			a, b := docs[p.Source.Doc].Document.Issued, docs[n].Document.Issued
			if a != nil && b != nil && *a > *b || (p.Order == Dated) != (a != nil && b != nil && *a < *b) {
				t.Errorf("%v: %v from %v", p.Order, b, a)
			}
			if p.Source.Doc == n {
				t.Errorf("document %d has something from itself", n)
			}
		}
	}
}

// naive calls f with every longest run of equal characters of two texts, white space
// left out, that has at least n: where it begins and ends in the first text.
func naive(a, b []rune, n int, f func(start, end int)) {
	for i := range a {
		for j := range b {
			if i > 0 && j > 0 && a[i-1] == b[j-1] {
				continue
			}
			k := 0
			for i+k < len(a) && j+k < len(b) && a[i+k] == b[j+k] {
				k++
			}
			if k >= n {
				f(i, i+k)
			}
		}
	}
}

// FuzzAgainstNaive compares what is found with a matcher that tries all places: where
// two paragraphs have a run of --min-chars in common, there is a passage, of one
// source or another.
func FuzzAgainstNaive(f *testing.F) {
	for n := range 60 { // documents at random, cut of each other
		r := rand.New(rand.NewPCG(1, uint64(n)))
		var of [3][]byte
		for i := range of {
			for range 30 + r.IntN(60) {
				of[i] = append(of[i], byte(r.IntN(256)))
			}
			if i > 0 {
				from := r.IntN(len(of[i-1]) / 2)
				cut := 1 + r.IntN(len(of[i]))
				of[i] = append(of[i][:cut:cut], of[i-1][from:from+r.IntN(len(of[i-1])-from)]...)
			}
		}
		f.Add(of[0], of[1], of[2], uint8(n))
	}
	f.Fuzz(func(t *testing.T, a, b, c []byte, min uint8) {
		o := Options{MinChars: MinMinChars + int(min)%30, Memory: 4096, Jobs: 2}
		var docs []*extract.Document
		for i, program := range [][]byte{a, b, c} {
			if len(program) > 200 {
				return
			}
			docs = append(docs, plan(fmt.Sprint(i), fmt.Sprintf("2026-01-0%d", i+1), strings.Split(written(program), "\n")...))
		}
		found := find(t, o, docs...)
		checkFound(t, o, docs, found)
		for n, d := range docs {
			for e := range n {
				for i := range d.Tasks {
					la := layOut(d, i)
					for j := range docs[e].Tasks {
						lb := layOut(docs[e], j)
						naive(la.runes(), lb.runes(), o.MinChars, func(start, end int) {
							if la.counted(start, end) < o.MinChars {
								return
							}
							at := d.Tasks[i].Span[0]
							for _, p := range found[n].Passages {
								if p.Start < at+la.end(end-1) && p.End > at+int(la.start[start]) {
									return
								}
							}
							if end-start >= o.Guarantee() {
								t.Errorf("document %d has %q from %d, which is not found", n, d.Text, e)
							}
						})
					}
				}
			}
		}
	})
}

// written is the text that bytes stand for: few words, so that much is alike, and no
// names, marks and titles, which are compared otherwise.
func written(program []byte) string {
	words := strings.Fields("甲 乙 丙 丁 戊 建设冷库 支持合作社购置移动设备 推动形成覆盖城乡的网络 提高流通效率 甲甲甲甲甲甲甲甲 乙丙乙丙乙丙")
	var s strings.Builder
	for _, b := range program {
		if b > 250 {
			s.WriteByte('\n')
		} else {
			s.WriteString(words[int(b)%len(words)])
		}
	}
	return s.String()
}

// layOut are the symbols of a task's text.
func layOut(d *extract.Document, task int) *symbols {
	s := &symbols{}
	s.add([]rune(*d.Tasks[task].Text), 0)
	return s
}

func (s *symbols) runes() []rune {
	out := make([]rune, len(s.sym))
	for i, c := range s.sym {
		out[i] = rune(c)
	}
	return out
}

func (s *symbols) counted(from, to int) int {
	n := 0
	for _, l := range s.length[from:to] {
		n += int(l)
	}
	return n
}

// Any memory and any number of workers find the same.
func TestSameWithAnyMemory(t *testing.T) {
	var docs []*extract.Document
	r := []rune("建设冷库支持合作社购置移动设备推动形成覆盖城乡的网络提高流通效率降低损耗")
	for i := range 40 {
		var texts []string
		for j := range 12 {
			var s strings.Builder
			for k := range 80 {
				s.WriteRune(r[(k*k*(j%5+1)+k*(i%7)+j)%len(r)])
			}
			texts = append(texts, s.String())
		}
		docs = append(docs, plan(fmt.Sprint(i%3), fmt.Sprintf("2026-%02d-01", 1+i%12), texts...))
	}
	want := find(t, Options{MinChars: 30}, docs...)
	if n := len(want[39].Passages); n == 0 {
		t.Fatal("nothing is found")
	}
	checkFound(t, Options{MinChars: 30}, docs, want)
	for _, o := range []Options{{Memory: 1}, {Memory: 1000, Jobs: 3}, {Memory: 50_000, Jobs: 2}, {Memory: math.MaxInt}} {
		o.MinChars = 30
		if d := cmp.Diff(want, find(t, o, docs...)); d != "" {
			t.Errorf("%+v:\n%s", o, d)
		}
	}
}

// What a temporary file can't take is an error, and no file is left.
func TestNoRoom(t *testing.T) {
	dir := t.TempDir()
	o := Options{MinChars: 30, Memory: 64}
	x, err := New(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	a := plan("", "", strings.Repeat("支持合作社购置移动冷库，推动形成覆盖城乡的网络。", 3))
	if err := x.Add(Read("a", a, o)); err != nil {
		t.Fatal(err)
	}
	x.spool.file.Close()
	if err := x.Add(Read("b", a, o)); err == nil {
		t.Error("a closed file took a document")
	}
	for _, err := range x.Find(context.Background()) {
		if err == nil {
			continue
		}
		x.Close()
	}
	x.Close()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if _, err := New(dir+"/none", o); err == nil {
		t.Error("no folder, no error")
	}
}

// A temporary file with other bytes than were written crashes nothing, and takes no more
// room than there are bytes.
func FuzzUnpack(f *testing.F) {
	us, s, rs := units(plan("", "", "鼓励河北省建设田头冷藏设施", "按照《规划》执行"), func(Kind) bool { return true })
	l := &laid{us, *s, rs}
	f.Add(l.pack())
	f.Fuzz(func(t *testing.T, b []byte) {
		if l, err := unpack(b); err == nil && len(l.units)+len(l.sym)+len(l.text) > len(b) {
			t.Errorf("%d units, %d symbols and %d characters of %d bytes", len(l.units), len(l.sym), len(l.text), len(b))
		}
	})
	got, err := unpack(l.pack())
	if err != nil || cmp.Diff(l, got, cmp.AllowUnexported(laid{}, unit{}, symbols{})) != "" {
		f.Errorf("%v: %s", err, cmp.Diff(l, got, cmp.AllowUnexported(laid{}, unit{}, symbols{})))
	}
}
