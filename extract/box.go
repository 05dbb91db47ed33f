package extract

import (
	"fmt"
	"sort"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
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
	// run says whether the items so numbered go on behind their title, on the
	// same paragraph.
	run bool
	why *reasons
}

// numbers says whether l goes on with the box's own numbering.
func (b *box) numbers(l corpus.Label) bool {
	return b.counted.Kind == l.Kind && l.Number == b.counted.Number+1
}

// ownNumber says whether the heading of paragraph i is an item of the box
// rather than the next heading of the outline. Where the number is next in
// both, it is the outline's only if it has the form of the outline's headings
// (a line of their own, or the text behind them) and not that of the box's.
func (d *doc) ownNumber(b *box, i int, path []*node) bool {
	l := d.paras[i].label
	if !goesOn(path, l) {
		return true
	}
	if !b.numbers(l) {
		// 第一节, 专栏1, 一、: a plan of chapters and sections counts only in its
		// boxes that way, where nothing else stands between.
		return l.Kind == corpus.Han && l.Number == 1 && i == b.para+1 && len(path) > 0 && last(path).label.Kind < corpus.Han
	}
	for _, n := range path {
		if n.label.Kind == l.Kind {
			run := d.runsOn(i)
			return l.Number != n.label.Number+1 || run == b.run || run != d.runsOn(n.para)
		}
	}
	return true
}

// runsOn says whether the paragraph of a heading goes on behind its title.
func (d *doc) runsOn(i int) bool {
	p := &d.paras[i]
	return p.End-p.Start > maxTitle || d.index(p.Start, p.End-1, "。；：:") >= 0
}

type boxItem struct {
	title, text Span
	first, end  int // paragraphs
	start       int // where it begins
	// marked items have a number or a bullet: paragraphs without one go on with them.
	marked bool
	why    *reasons
}

// bullets stand before the items of a box that are not numbered.
const bullets = "·•●▪■◆◇○▶➢★*"

// openBox starts the 专栏 whose title is paragraph i.
func (d *doc) openBox(i int, within *node) *box {
	p := &d.paras[i]
	s := d.text(p)
	m := boxTitle.FindStringSubmatch(s)
	b := &box{para: i, within: within, why: d.reasons()}
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
	b.why.note("number", m[1], "box/number", m[1], Span{p.Start, b.title[0]})
	b.why.note("title", "", "box/title", "", b.title)
	if within != nil {
		b.why.note("within", within.id, "box/within", within.label.Text, Span{within.start, within.start + within.label.Len})
	}
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
			b.why.note("title", "", "box/title-below", "", b.title)
			i++
		}
		for ; i < len(d.paras) && d.paras[i].box == b; i++ {
			p := &d.paras[i]
			if p.kind == rowPara {
				continue
			}
			if c := d.lineClause(p); c != nil && len(b.items) > 0 {
				it := &b.items[len(b.items)-1]
				it.end = i + 1
				it.why.note("end", "", "text/before-clause-line", "", Span{c.start, c.end})
				continue
			}
			start := p.Start
			rule := "item/paragraph"
			marked := p.kind == headingPara || strings.ContainsRune(bullets, d.rs[start])
			if !marked && len(b.items) > 0 && d.continues(&b.items[len(b.items)-1], p) {
				b.items[len(b.items)-1].end = i + 1
				continue
			}
			if p.kind == headingPara {
				rule = "item/number"
				start += p.label.Len
			} else if marked {
				rule = "item/bullet"
				for start < p.End && strings.ContainsRune(bullets+" \u3000", d.rs[start]) {
					start++
				}
				if start == p.End {
					continue
				}
			} else if p.kind == dashPara {
				rule = "item/dash"
				for start < p.End && strings.ContainsRune("—-", d.rs[start]) {
					start++
				}
			}
			parts := d.listedItems(start, p.End)
			for k, part := range parts {
				h := d.titleOf(part[0], part[1], true)
				it := boxItem{title: h.title, text: Span{h.body, part[1]}, first: i, end: i + 1, start: part[0], marked: marked, why: d.reasons()}
				if k == 0 {
					it.start = p.Start
					it.why.note("item", d.str(h.title[0], h.title[1]), rule, "", Span{p.Start, start})
				} else {
					it.why.note("item", d.str(h.title[0], h.title[1]), "item/on-one-line", "", h.title)
				}
				it.why.note("title", "", h.rule, "", h.title)
				if len(parts) == 1 && d.lineTitle(p, h.title) && i+1 < len(d.paras) && d.paras[i+1].box == b && d.paras[i+1].kind == bodyPara {
					i++
					it.text = Span{d.paras[i].Start, d.paras[i].End}
					it.end = i + 1
					it.why.note("text", "", "item/text-below", "", it.text)
				} else if h.untitled {
					it.text[0] = part[0]
				}
				for {
					c := d.closingClause(it.text[0], it.text[1])
					if c == nil {
						break
					}
					it.text[1] = c.start
					it.why.note("end", "", "text/before-clause", "", Span{c.start, c.end})
				}
				it.text[0], it.text[1] = d.trim(it.text[0], it.text[1])
				b.items = append(b.items, it)
			}
		}
	}
}

// continues takes paragraph p into item it where only p's place says whose it
// is: a sentence without number, bullet or title below an item that has one.
func (d *doc) continues(it *boxItem, p *para) bool {
	if !it.marked || p.kind != bodyPara {
		return false
	}
	if h := d.titleOf(p.Start, p.End, false); !h.untitled {
		if from, to := d.trim(h.body, p.End); h.title[1]-h.title[0] <= 20 && to > from {
			return false // an item with a title of its own
		}
	}
	from := it.text[0]
	if it.text[0] == it.text[1] {
		from = p.Start
	}
	to := p.End
	for c := d.closingClause(from, to); c != nil; c = d.closingClause(from, to) {
		to = c.start
	}
	it.text[0], it.text[1] = d.trim(from, to)
	it.why.note("text", "", "item/goes-on", "", Span{p.Start, p.End})
	return true
}

// itemTitle is a short title with a colon at the start of a sentence.
var itemTitle = pattern.MustCompile(`^\p{Han}{2,20}[：:]`)

// listedItems parts [start, end), a paragraph of a box, into the items that a
// copy has put on one line: 智能感知系统：研制…。网络系统：开展….
func (d *doc) listedItems(start, end int) []Span {
	start, end = d.trim(start, end)
	out := []Span{{start, end}}
	for i := start; i >= start && i < end; {
		if itemTitle.MatchString(d.str(i, min(end, i+22))) {
			if i > start {
				out[len(out)-1][1] = i
				out = append(out, Span{i, end})
			}
		} else if i == start {
			break // it begins with no title: colons further on are words
		}
		if i = d.index(i, end, "。") + 1; i == 0 {
			break
		}
	}
	return out
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

// A placed is a range of the text with the id of what it belongs to.
type placed struct {
	start, end int
	at         string
}

// itemsOn parts paragraph i, from start on, among the box items that stand on
// it; at is its place where it belongs to one thing.
func (d *doc) itemsOn(i, start int, at string) []placed {
	p := &d.paras[i]
	out := []placed{{start, p.End, at}}
	if p.box == nil {
		return out
	}
	for k, it := range p.box.items {
		if it.first == i && it.start > start {
			out[len(out)-1].end = it.start
			out = append(out, placed{it.start, p.End, p.box.place(k + 1)})
		}
	}
	return out
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
