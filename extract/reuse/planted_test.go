package reuse_test

import (
	"context"
	"fmt"
	"testing"
	"unicode/utf8"

	"guihua/extract"
	"guihua/extract/reuse"
	"guihua/golden/stock"
)

// made is a made plan as a document of tasks.
func made(p stock.CopyingPlan) *extract.Document {
	d := &extract.Document{Schema: extract.SchemaID}
	d.Document.Region.Name, d.Document.Issued = &p.Region, &p.Issued
	at := 0
	for i, s := range p.Paragraphs {
		n := utf8.RuneCountInString(s)
		d.Tasks = append(d.Tasks, extract.Task{ID: fmt.Sprint(i), Text: &s, Span: extract.Span{at, at + n}})
		d.Text += s + "\n"
		at += n + 1
	}
	return d
}

// TestPlanted plants copies among plans and looks which are found: every copy word by
// word with its source, nearly every one that is edited.
func TestPlanted(t *testing.T) {
	n := 600
	if testing.Short() {
		n = 150
	}
	c := stock.NewCopies(7)
	opt := reuse.Options{MinChars: 30, Jobs: 2}
	x, err := reuse.New(t.TempDir(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i := range n {
		if err := x.Add(reuse.Read(fmt.Sprintf("%05d", i), made(c.Plan(i)), opt)); err != nil {
			t.Fatal(err)
		}
	}
	var exact, edited, whole, some int
	var share float64
	for f, err := range x.Find(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		p := c.Plan(f.Doc)
		at := map[string][]reuse.Passage{}
		for _, q := range f.Passages {
			at[q.Node] = append(at[q.Node], q)
		}
		planted := map[string]stock.Planted{}
		for _, from := range p.Planted {
			node := fmt.Sprint(from.Paragraph)
			planted[node] = from
			best := 0.0
			for _, q := range at[node] {
				if q.Source.Doc == from.Source {
					best += float64(q.Shared) / float64(utf8.RuneCountInString(c.Plan(from.Source).Paragraphs[from.Of]))
				}
			}
			switch {
			case from.Edits == 0:
				exact++
				if best > 0.6 { // a sentence that many have may follow on either side
					whole++
				} else {
					t.Logf("%d/%s from %d/%d: %.2f %+v", f.Doc, node, from.Source, from.Of, best, at[node])
				}
			default:
				edited++
				share += min(best, 1)
				if best > 0 {
					some++
				}
			}
		}
	}
	t.Logf("exact: %d of %d; edited: %d of %d found, %.3f of their characters", whole, exact, some, edited, share/float64(edited))
	if whole != exact {
		t.Errorf("%d of %d copies were found", whole, exact)
	}
	if float64(some) < 0.98*float64(edited) {
		t.Errorf("%d of %d edited copies were found", some, edited)
	}
}

// TestUnrelated looks at plans that have the same vocabulary and copy nothing.
func TestUnrelated(t *testing.T) {
	c := stock.NewCopies(8)
	opt := reuse.Options{MinChars: 30, Jobs: 2}
	x, err := reuse.New(t.TempDir(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i := range 300 {
		p := c.Plan(i)
		for j := range p.Paragraphs {
			p.Paragraphs[j] = c.Own(i, j)
		}
		if err := x.Add(reuse.Read(fmt.Sprintf("%05d", i), made(p), opt)); err != nil {
			t.Fatal(err)
		}
	}
	for f, err := range x.Find(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range f.Passages {
			t.Errorf("%d has %q from %d, %q", f.Doc, p.Text, p.Source.Doc, p.Source.Text)
		}
	}
}
