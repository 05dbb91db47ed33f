package extract

import (
	"fmt"
	"sort"
	"strings"

	"guihua/corpus"
)

// A box is a 专栏 while its items are gathered.
type box struct {
	number *int
	title  Span
	para   int
	within *node
	items  []boxItem
	// counted is the last number of the box's own numbering, if it has one.
	counted corpus.Label
}

// numbers says whether l goes on with the box's own numbering.
func (b *box) numbers(l corpus.Label) bool {
	return b.counted.Kind == l.Kind && l.Number == b.counted.Number+1
}

type boxItem struct {
	title, text Span
	first, end  int // paragraphs
}

// openBox starts the 专栏 whose title is paragraph i.
func (d *doc) openBox(i int, within *node) *box {
	p := &d.paras[i]
	s := d.text(p)
	m := boxTitle.FindStringSubmatch(s)
	b := &box{para: i, within: within}
	if n, ok := corpus.ParseHanNumber([]rune(m[1])); ok {
		b.number = &n
	} else if m[1] != "" {
		n := 0
		for _, r := range foldPunct(m[1]) {
			n = n*10 + int(r-'0')
		}
		b.number = &n
	}
	end := p.Start + runeLen(s)
	b.title = Span{end - runeLen(m[2]), end}
	d.boxes = append(d.boxes, b)
	return b
}

// fillBoxes makes the items of every box: one for each paragraph, its title
// the short first sentence or a line of its own above it.
func (d *doc) fillBoxes() {
	for _, b := range d.boxes {
		i := b.para + 1
		if b.title[0] == b.title[1] && i < len(d.paras) && d.paras[i].box == b && (d.paras[i].kind == shortPara || d.paras[i].kind == titlePara) {
			b.title = Span{d.paras[i].Start, d.paras[i].End}
			i++
		}
		for ; i < len(d.paras) && d.paras[i].box == b; i++ {
			p := &d.paras[i]
			if p.kind == rowPara {
				continue
			}
			if c := d.lineClause(p); c != nil && len(b.items) > 0 {
				b.items[len(b.items)-1].end = i + 1
				continue
			}
			start := p.Start
			if p.kind == headingPara {
				start += p.label.Len
			} else if p.kind == dashPara {
				for start < p.End && strings.ContainsRune("—-", d.rs[start]) {
					start++
				}
			}
			title, body, untitled := d.titleOf(start, p.End, true)
			it := boxItem{title: title, text: Span{body, p.End}, first: i, end: i + 1}
			if d.lineTitle(p, title) && i+1 < len(d.paras) && d.paras[i+1].box == b && d.paras[i+1].kind == bodyPara {
				i++
				it.text = Span{d.paras[i].Start, d.paras[i].End}
				it.end = i + 1
			} else if untitled {
				it.text[0] = start
			}
			for {
				c := d.closingClause(it.text[0], it.text[1])
				if c == nil {
					break
				}
				it.text[1] = c.start
			}
			it.text[0], it.text[1] = d.trim(it.text[0], it.text[1])
			b.items = append(b.items, it)
		}
	}
}

// lineTitle says whether the paragraph p is nothing but its title.
func (d *doc) lineTitle(p *para, title Span) bool {
	return !strings.ContainsRune(d.text(p), '。') && p.End-title[1] <= 1 && title[1]-title[0] <= 40
}

// itemOf returns the number, from 1, of the item that paragraph i belongs to.
func (b *box) itemOf(i int) int {
	k := sort.Search(len(b.items), func(k int) bool { return i < b.items[k].end })
	if k < len(b.items) && i >= b.items[k].first {
		return k + 1
	}
	return 0
}

// place is the id of item n: 专栏1/2.
func (b *box) place(n int) string {
	s := "专栏"
	if b.number != nil {
		s += fmt.Sprint(*b.number)
	}
	return fmt.Sprintf("%s/%d", s, n)
}

func (d *doc) recordBoxes() {
	for _, b := range d.boxes {
		r := Box{Number: b.number, Title: d.str(b.title[0], b.title[1]), Page: d.page(b.title[0]), Span: b.title, Items: []BoxItem{}}
		if b.within != nil {
			r.Within = &b.within.id
		}
		for _, it := range b.items {
			x := BoxItem{Title: d.str(it.title[0], it.title[1]), Text: d.str(it.text[0], it.text[1]), Span: it.text}
			if x.Text == "" {
				x.Span = it.title
			}
			r.Items = append(r.Items, x)
		}
		d.out.Boxes = append(d.out.Boxes, r)
	}
}
