package reuse

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/wordlist"
)

// A Kind says what a paragraph belongs to.
type Kind string

// The kinds of paragraphs.
const (
	Task    Kind = "task"    // the text of a task
	Measure Kind = "measure" // a row of a task table
	Box     Kind = "box"     // an item of a 专栏
	Other   Kind = "text"    // any other: goals, principles, background

	Heading Kind = "heading" // a title, a heading
	Clause  Kind = "clause"  // who is responsible
	Cells   Kind = "table"   // a table that is no table of tasks
	Notice  Kind = "notice"  // the notice that issues the plan, and what every notice says
)

// LeftOut are the kinds that are left out unless they are asked for: they are alike
// because their form is, not because one was written after another.
var LeftOut = []Kind{Heading, Clause, Cells, Notice}

// A unit is a paragraph, or the part of it that is of one kind. Passages lie within
// one.
type unit struct {
	kind       Kind
	node, role string
	page       int
	from, to   int32 // symbols
	chars      int32 // of the text, that are no white space
}

// noticeWords are the words of vocab/notice.txt.
var noticeWords = wordlist.Lines(wordlist.Read(vocab, "vocab/notice.txt"))

// An area is a stretch of the text that belongs to a record.
type area struct {
	extract.Span
	kind Kind
	node string
	page *int
}

// A cutter cuts the text of a document into units.
type cutter struct {
	rs    []rune
	areas []area
	nodes []extract.Node // in reading order
	first int            // code point of the first heading, -1 for none
}

// units are the paragraphs of a document that are of kinds that keep says, with
// their symbols, and the text as code points.
func units(d *extract.Document, keep func(Kind) bool) ([]unit, *symbols, []rune) {
	c := newCutter(d)
	s := &symbols{}
	var out []unit
	c.each(func(start, end int, a area) {
		if !keep(a.kind) {
			return
		}
		u := unit{kind: a.kind, node: a.node, from: int32(len(s.sym))}
		if n := c.heading(start); n != nil {
			if u.role = string(n.Role); u.node == "" {
				u.node = n.ID
			}
			if a.page == nil {
				a.page = n.Page
			}
		}
		if a.page != nil {
			u.page = *a.page
		}
		s.add(c.rs[start:end], start)
		u.to = int32(len(s.sym))
		for _, l := range s.length[u.from:] {
			u.chars += int32(l)
		}
		if u.to > u.from {
			out = append(out, u)
			s.put(noSymbol, end, 0, false)
		}
	})
	return out, s, c.rs
}

func newCutter(d *extract.Document) *cutter {
	c := &cutter{rs: []rune(d.Text), first: -1}
	c.nodes = slices.Clone(d.Outline)
	slices.SortStableFunc(c.nodes, func(a, b extract.Node) int { return a.Span[0] - b.Span[0] })
	if len(c.nodes) > 0 {
		c.first = c.nodes[0].Span[0]
	}
	// What stands later here is in front where areas overlap.
	for i := range d.Tasks {
		t := &d.Tasks[i]
		if t.Text != nil {
			c.areas = append(c.areas, area{t.Span, Task, t.ID, t.Page})
		}
	}
	for i := range d.Boxes {
		b := &d.Boxes[i]
		for j, it := range b.Items {
			id := fmt.Sprintf("专栏/%d", j+1)
			if b.Number != nil {
				id = fmt.Sprintf("专栏%d/%d", *b.Number, j+1)
			}
			c.areas = append(c.areas, area{it.Span, Box, id, b.Page})
		}
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		c.areas = append(c.areas, area{t.Span, Cells, t.ID, t.Page})
	}
	for i := range d.Boxes {
		b := &d.Boxes[i]
		c.areas = append(c.areas, area{b.Span, Heading, "", b.Page})
	}
	for i := range c.nodes {
		n := &c.nodes[i]
		c.areas = append(c.areas, area{n.Span, Heading, n.ID, n.Page})
	}
	for i := range d.Tasks {
		t := &d.Tasks[i]
		for _, m := range t.Measures {
			c.areas = append(c.areas, area{m.Span, Measure, t.ID, t.Page})
		}
	}
	for i := range d.Responsibilities {
		r := &d.Responsibilities[i]
		c.areas = append(c.areas, area{r.Span, Clause, r.At, r.Page})
	}
	for i := range c.areas {
		s := &c.areas[i].Span
		s[1] = min(max(s[1], 0), len(c.rs))
		s[0] = min(max(s[0], 0), s[1])
	}
	return c
}

// each calls f for every stretch of one line that lies in the same area, in reading
// order.
func (c *cutter) each(f func(start, end int, a area)) {
	of := make([]int32, len(c.rs)) // the area of every code point, from 1
	for i, a := range c.areas {
		for p := a.Span[0]; p < a.Span[1]; p++ {
			of[p] = int32(i + 1)
		}
	}
	for start := 0; start < len(c.rs); {
		end := start
		for end < len(c.rs) && c.rs[end] != '\n' {
			end++
		}
		c.line(start, end, of, f)
		start = end + 1
	}
}

func (c *cutter) line(start, end int, of []int32, f func(start, end int, a area)) {
	form := c.form(start, end)
	for start < end {
		to := start + 1
		for to < end && of[to] == of[start] {
			to++
		}
		a := area{kind: Other}
		if n := of[start]; n > 0 {
			a = c.areas[n-1]
		}
		if form && (a.kind == Other || a.kind == Task) {
			a.kind = Notice
		}
		f(start, to, a)
		start = to
	}
}

// form says whether a line is of the notice and not of the plan: by its words, or
// because it stands before the first heading and is no sentence (title, number,
// recipients, date).
func (c *cutter) form(start, end int) bool {
	line := strings.TrimRightFunc(string(c.rs[start:end]), unicode.IsSpace)
	for _, w := range noticeWords {
		if strings.Contains(line, w) {
			return true
		}
	}
	return end <= c.first && !strings.HasSuffix(line, "。") && !strings.HasSuffix(line, "；") && !strings.HasSuffix(line, ";")
}

// heading is the last heading that begins before a code point, nil for none.
func (c *cutter) heading(at int) *extract.Node {
	i, _ := slices.BinarySearchFunc(c.nodes, at+1, func(n extract.Node, at int) int { return n.Span[0] - at })
	if i == 0 {
		return nil
	}
	return &c.nodes[i-1]
}
