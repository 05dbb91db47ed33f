package extract

import (
	"fmt"
	"strings"

	"guihua/corpus"
)

// A node is a heading with what stands under it.
type node struct {
	part       *part
	id         string
	label      corpus.Label
	para       int // index of its paragraph, -1 in a table
	start      int // first position of its paragraph or cell, label included
	title      Span
	body       int // where the text after the title begins
	untitled   bool
	role       Role
	parent     *node
	children   []*node
	first, end int // paragraphs [first, end) of the body, the heading's own included
	row        bool
	closed     bool // what closes the document was taken from its end
	why        *reasons
}

// outline finds the headings and their tree.
//
// GB/T 9704—2012 orders heading numbers 一、 （一） 1. （1）; plans skip levels,
// turn them round and let numbers run on across chapters, so which style
// contains which is read off each document's own sequence of labels, and the
// standard's order decides only where the document says nothing.
func (d *doc) outline() {
	d.findParts()
	for _, p := range d.parts {
		d.buildTree(p)
	}
	d.setRanges()
	for _, n := range d.nodes {
		d.setTitle(n)
	}
	d.titleLikeSiblings()
	d.sentenceItems()
	d.closeDocument()
	d.setRoles()
	d.checkNumbering()
}

// buildTree makes the nodes of part p.
func (d *doc) buildTree(p *part) {
	order := d.order(p)
	var path []*node
	latest := map[corpus.LabelKind]*node{} // the last heading of each style
	var box *box
	for i := p.first; i < p.end; i++ {
		pa := &d.paras[i]
		switch pa.kind {
		case boxPara:
			box = d.openBox(i, last(path))
			pa.box, pa.node = box, last(path)
			continue
		case headingPara:
		default:
			pa.node, pa.box = last(path), box
			if pa.kind == ccPara || pa.kind == annexPara {
				box = nil
			}
			continue
		}
		if box != nil {
			if d.ownNumber(box, i, path) {
				box.counted, box.run = pa.label, d.runsOn(i)
				pa.box, pa.node = box, last(path) // the box has numbers of its own
				pa.why.note("paragraph", "item of a 专栏", "paragraph/number-of-box", pa.label.Text, Span{pa.Start, pa.Start + pa.label.Len})
				continue
			}
			box = nil
		}
		if !plausible(path, pa.label, latest) {
			pa.node = last(path)
			pa.is(bodyPara, "paragraph/out-of-sequence", pa.label.Text, Span{pa.Start, pa.Start + pa.label.Len})
			continue
		}
		for len(path) > 0 && !order.above(last(path).label.Kind, pa.label.Kind) {
			path = path[:len(path)-1]
		}
		n := &node{part: p, label: pa.label, para: i, start: pa.Start, why: d.reasons()}
		label := Span{pa.Start, pa.Start + pa.label.Len}
		n.why.note("label", pa.label.Text, "label/form", labelForms[pa.label.Kind], label)
		if len(path) > 0 {
			n.parent = last(path)
			n.parent.children = append(n.parent.children, n)
			n.id = n.parent.id + "/" + labelID(pa.label)
			rule := "level/standard"
			if order.told(n.parent.label.Kind, pa.label.Kind) {
				rule = "level/as-numbered"
			}
			n.why.note("level", n.parent.id, rule, n.parent.label.Text, Span{n.parent.start, n.parent.start + n.parent.label.Len})
		} else {
			n.id = p.prefix + labelID(pa.label)
			n.why.note("level", "top", "level/top", pa.label.Text, label)
		}
		pa.node, latest[n.label.Kind] = n, n
		path = append(path, n)
		d.nodes = append(d.nodes, n)
	}
}

func last[T any](s []*T) *T {
	if len(s) == 0 {
		return nil
	}
	return s[len(s)-1]
}

// labelID is a label as it stands in an id: 三、 is 三, （一） keeps its
// brackets, 1. is 1.
func labelID(l corpus.Label) string { return strings.TrimRight(l.Text, "、.．") }

// goesOn says whether label l continues the numbering of one of the headings
// in path, or opens a chapter.
func goesOn(path []*node, l corpus.Label) bool {
	for _, n := range path {
		if n.label.Kind == l.Kind {
			return l.Number > n.label.Number
		}
	}
	return l.Kind <= corpus.Han || len(path) == 0
}

// plausible says whether l is the label of a heading at all: a number out of
// its sequence is a word of the text that only looks like a label.
func plausible(path []*node, l corpus.Label, latest map[corpus.LabelKind]*node) bool {
	if l.Number == 1 || l.Kind <= corpus.HanParen && l.Kind != corpus.Article {
		return true
	}
	prev := latest[l.Kind]
	if len(path) == 0 || prev == nil {
		return l.Number <= 3
	}
	return l.Number > prev.label.Number && l.Number <= prev.label.Number+4
}

// order returns which style of label stands above which in part p, as the
// part's own sequence shows: the style that comes right before the first
// number of another contains it.
func (d *doc) order(p *part) *styleOrder {
	votes := new(styleOrder)
	var prev corpus.LabelKind
	for i := p.first; i < p.end; i++ {
		pa := &d.paras[i]
		if pa.kind == boxPara {
			prev = corpus.NoLabel
		}
		if pa.kind != headingPara {
			continue
		}
		if k := pa.label.Kind; pa.label.Number == 1 && prev != corpus.NoLabel && prev != k {
			votes[prev][k]++
		}
		prev = pa.label.Kind
	}
	return votes
}

// A styleOrder counts for two styles of label how often the first number of the
// second comes right behind the first.
type styleOrder [corpus.Circled + 1][corpus.Circled + 1]int

// told says whether the document itself tells which of two styles contains the
// other.
func (o *styleOrder) told(a, b corpus.LabelKind) bool { return o[a][b] != o[b][a] }

// above says whether style a contains style b; where the document does not
// tell, in the order of GB/T 9704—2012.
func (o *styleOrder) above(a, b corpus.LabelKind) bool {
	switch {
	case a == b:
		return false
	case o.told(a, b):
		return o[a][b] > o[b][a]
	}
	return a < b
}

// labelForms are the styles of labels as explanations show them.
var labelForms = [...]string{
	corpus.Part: "第一部分", corpus.Chapter: "第一章", corpus.SectionL: "第一节", corpus.Han: "一、", corpus.Article: "第一条",
	corpus.HanParen: "（一）", corpus.Digit: "1.", corpus.DigitParen: "（1）", corpus.Circled: "①",
}

// setRanges gives every node the paragraphs that stand under it before the
// next heading of its part.
func (d *doc) setRanges() {
	for i, n := range d.nodes {
		n.first, n.end = n.para, n.part.end
		if i+1 < len(d.nodes) && d.nodes[i+1].part == n.part {
			n.end = d.nodes[i+1].para
		}
	}
}

// checkNumbering warns of numbers left out: （二） … （四）.
func (d *doc) checkNumbering() {
	var part *part
	var prev [corpus.Circled + 1]*node // of each style, in this part
	for i, n := range d.nodes {
		if n.row {
			continue
		}
		if n.part != part {
			part = n.part
			clear(prev[:])
		}
		if (i == 0 || d.nodes[i-1].part != n.part) && n.label.Number > 1 {
			d.warn("numbering_gap", fmt.Sprintf("the first heading is %s", n.label.Text), n.start, n.title[1])
		}
		kind := n.label.Kind
		if q := prev[kind]; q != nil && n.label.Number > q.label.Number+1 {
			d.warn("numbering_gap", fmt.Sprintf("%s follows %s", n.label.Text, q.label.Text), n.start, n.title[1])
		}
		prev[kind] = n
		if n.label.Number == 1 {
			clear(prev[kind+1:])
		}
	}
	ids := map[string]bool{}
	for _, n := range d.nodes {
		if ids[n.id] {
			d.warnRepeated(n)
		}
		ids[n.id] = true
	}
}

func (d *doc) warnRepeated(n *node) {
	d.warn("repeated_label", "a second heading "+n.id, n.start, n.title[1])
}
