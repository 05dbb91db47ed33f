package compare

import (
	"fmt"
	"slices"

	"guihua/extract"
	"guihua/extract/place"
	"guihua/segment"
)

// A Side is one plan made ready for comparison. It is not changed by it, and may
// be compared with several others at once.
type Side struct {
	Plan
	*extract.Document

	home  place.Division
	runes []rune // of Text
	items []item // in reading order
}

// An item is what is known of an Item.
type item struct {
	Item
	order    int            // its place in items
	chapters []string       // titles of the headings above it, the outermost first; of a 专栏 its own title last
	title    extract.Span   // where the title stands; empty where it is not known
	body     []extract.Span // the words compared: the text, or the measures of a table's row; the title alone where there are none
	words    []segment.Word // of the body's parts, one after the other, offsets in code points of the text
	named    []segment.Word // of the title, offsets in code points of it
	clauses  []int          // of Responsibilities, that stand at it
	targets  []int          // of Targets, that stand at it
}

// Read makes a document ready; id is what it is called in the comparison.
func (c *Comparer) Read(id string, d *extract.Document) *Side {
	n := &d.Document
	s := &Side{
		Plan:     Plan{ID: id, Source: d.Source.Name, SHA256: d.Source.SHA256, Title: n.Title, Issued: n.Issued, Region: n.Region, Level: d.HomeLevel()},
		Document: d,
		home:     d.Home(),
		runes:    []rune(d.Text),
	}
	s.addItems()
	clauses, targets := map[string][]int{}, map[string][]int{}
	for i, r := range d.Responsibilities {
		clauses[r.At] = append(clauses[r.At], i)
	}
	for i, t := range d.Targets {
		targets[t.At] = append(targets[t.At], i)
	}
	for i := range s.items {
		x := &s.items[i]
		x.order = i
		x.clauses, x.targets = clauses[x.ID], targets[x.ID]
		x.named = c.words.Tag(x.Title)
		for _, b := range x.body {
			for _, w := range c.words.Tag(string(s.runes[b[0]:b[1]])) {
				w.Start, w.End = w.Start+b[0], w.End+b[0]
				x.words = append(x.words, w)
			}
		}
	}
	return s
}

// addItems makes an item of every task and of every item of a 专栏, in reading order.
func (s *Side) addItems() {
	titles := map[string]string{}
	spans := map[string]extract.Span{}
	for _, n := range s.Outline {
		if _, ok := titles[n.ID]; !ok {
			titles[n.ID], spans[n.ID] = n.Title, n.Span
		}
	}
	for i := range s.Tasks {
		t := &s.Tasks[i]
		x := item{Item: Item{Kind: TaskItem, ID: t.ID, Title: t.Title, Page: t.Page, Span: t.Span}, chapters: above(titles, t.ID), title: spans[t.ID]}
		switch {
		case len(t.Measures) > 0:
			for _, m := range t.Measures {
				x.body = append(x.body, m.Span)
			}
			x.Span = extract.Span{x.body[0][0], x.body[len(x.body)-1][1]}
		default:
			x.body = []extract.Span{t.Span}
		}
		s.items = append(s.items, x)
	}
	for i := range s.Boxes {
		b := &s.Boxes[i]
		var chapters []string
		if b.Within != nil {
			chapters = above(titles, *b.Within+"/")
		}
		for j, e := range b.Items {
			x := item{Item: Item{Kind: BoxEntry, ID: boxID(b, j), Title: e.Title, Page: b.Page, Span: e.Span}, chapters: append(slices.Clip(chapters), b.Title)}
			x.body = []extract.Span{e.Span}
			s.items = append(s.items, x)
		}
	}
	slices.SortStableFunc(s.items, func(a, b item) int { return a.Span[0] - b.Span[0] })
}

// boxID is how clauses and targets name an item of a 专栏: 专栏1/2, 专栏/2 where the
// 专栏 has no number.
func boxID(b *extract.Box, i int) string {
	if b.Number == nil {
		return fmt.Sprintf("专栏/%d", i+1)
	}
	return fmt.Sprintf("专栏%d/%d", *b.Number, i+1)
}

// above are the titles of the headings above a place, the outermost first.
func above(titles map[string]string, id string) (out []string) {
	for i, r := range id {
		if t, ok := titles[id[:i]]; r == '/' && ok {
			out = append(out, t)
		}
	}
	return out
}
