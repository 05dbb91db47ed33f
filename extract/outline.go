package extract

import (
	"fmt"
	"regexp"
	"strings"

	"guihua/corpus"
)

// A part is a text of its own inside one file: the main text, an attachment,
// one of two texts issued by one notice. Labels start anew in each.
type part struct {
	prefix     string // "", 附件/, 附件1/, 文2/
	first, end int    // paragraphs [first, end)
	title      string
	annex      bool
	root       *node // stands for the parent of its first-level headings
}

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
	d.closeDocument()
	d.setRoles()
	d.checkNumbering()
}

// findParts cuts the file into the main text and what is attached to it. The
// main text begins with the file: covering notices carry no headings, and
// where they do they are the main text.
func (d *doc) findParts() {
	main := &part{first: 0}
	d.parts = []*part{main}
	cur := main
	seen := map[corpus.LabelKind]int{} // last number of each style in the current part
	var top corpus.LabelKind           // style of the part's first heading
	headings := 0
	announced := d.announcedAnnexes()
	begin := func(i int, prefix, title string, annex bool) {
		cur.end = i
		cur = &part{prefix: prefix, first: i, title: title, annex: annex}
		d.parts = append(d.parts, cur)
		seen, top, headings = map[corpus.LabelKind]int{}, corpus.NoLabel, 0
	}
	annexes, texts := 0, 1
	for i := range d.paras {
		p := &d.paras[i]
		s := d.text(p)
		switch p.kind {
		case annexPara:
			no, rest, ok := annexNamed(s)
			if !ok {
				continue
			}
			if headings == 0 && !cur.annex || rest != "" && d.laterTitle(i, rest) {
				continue // above the main text, or a list of what is attached
			}
			if rest != "" && !d.startsOver(i+1, seen, top) && !d.tableFollows(i+1) {
				continue
			}
			annexes++
			begin(i, annexPrefix(no), rest, true)
		case titlePara, shortPara, bodyPara:
			if headings == 0 || p.kind == bodyPara && p.End-p.Start > 60 {
				continue
			}
			key := foldPunct(s)
			if no, ok := announced[key]; ok {
				annexes++
				begin(i, annexPrefix(no), s, true)
			} else if p.kind == titlePara && d.startsOver(i+1, seen, top) {
				if d.issuedTogether(s) {
					if texts == 1 {
						main.prefix = "文1/"
					}
					texts++
					begin(i, fmt.Sprintf("文%d/", texts), s, false)
				} else {
					annexes++
					begin(i, "附件/", s, true)
				}
			}
		case headingPara:
			if top == corpus.NoLabel {
				top = p.label.Kind
			}
			headings++
			seen[p.label.Kind] = p.label.Number
			for k := range seen {
				if k > p.label.Kind {
					delete(seen, k)
				}
			}
		case rowPara:
			headings++
		}
	}
	cur.end = len(d.paras)
	d.numberAnnexes()
}

// annexNamed reads a line such as 附件1：任务清单 or 附件：1.任务清单.
func annexNamed(s string) (no, name string, ok bool) {
	m := annexLine.FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	no, name = m[1], strings.TrimSpace(m[2])
	if l, ok := corpus.ParseLabel([]rune(name)); ok {
		no, name = fmt.Sprint(l.Number), string([]rune(name)[l.Len:])
	}
	return no, name, true
}

func annexPrefix(no string) string {
	if no == "" {
		return "附件/"
	}
	if n, ok := corpus.ParseHanNumber([]rune(no)); ok {
		no = fmt.Sprint(n)
	}
	return "附件" + foldPunct(no) + "/"
}

// numberAnnexes gives attachments printed without numbers 附件1/, 附件2/ … where
// there are several of them.
func (d *doc) numberAnnexes() {
	count := map[string]int{}
	for _, p := range d.parts {
		count[p.prefix]++
	}
	n := map[string]int{}
	for _, p := range d.parts {
		if p.annex && count[p.prefix] > 1 {
			n[p.prefix]++
			p.prefix = fmt.Sprintf("%s%d/", strings.TrimSuffix(p.prefix, "/"), n[p.prefix])
		}
	}
}

// announcedAnnexes returns the names printed after 附件：, folded, with their
// numbers.
func (d *doc) announcedAnnexes() map[string]string {
	out := map[string]string{}
	for i := range d.paras {
		p := &d.paras[i]
		if p.kind != annexPara {
			continue
		}
		no, rest, ok := annexNamed(d.text(p))
		if !ok {
			continue // a line of the list below 附件：
		}
		if runeLen(rest) >= 3 {
			out[foldPunct(rest)] = no
		}
		// 2.… on the lines below belong to the same list.
		for k := i + 1; k < len(d.paras) && d.paras[k].kind == headingPara && d.paras[k].label.Kind == corpus.Digit && d.paras[k].label.Number == k-i+1 && d.paras[k].End-d.paras[k].Start < 60; k++ {
			q := &d.paras[k]
			out[foldPunct(d.str(q.Start+q.label.Len, q.End))] = fmt.Sprint(q.label.Number)
			q.kind, q.label = annexPara, corpus.Label{}
		}
	}
	return out
}

// laterTitle says whether name stands as a paragraph of its own after i.
func (d *doc) laterTitle(i int, name string) bool {
	key := foldPunct(name)
	if l, ok := corpus.ParseLabel([]rune(key)); ok {
		key = string([]rune(key)[l.Len:])
	}
	for k := i + 1; k < len(d.paras); k++ {
		if s := foldPunct(d.text(&d.paras[k])); s == key || len(s) < len(key) && s != "" && strings.HasPrefix(key, s) && k+1 < len(d.paras) && s+foldPunct(d.text(&d.paras[k+1])) == key {
			return true
		}
	}
	return false
}

// issuedTogether says whether one notice issues the text named title beside
// another: 现将《甲》和《乙》印发给你们.
func (d *doc) issuedTogether(title string) bool {
	key := foldPunct(title)
	for i := range d.paras {
		p := &d.paras[i]
		s := foldPunct(d.text(p))
		if strings.Contains(s, "印发给你们") && strings.Contains(s, "<"+key+">") && strings.Count(s, "<") > 1 {
			return true
		}
	}
	return false
}

// startsOver says whether the next heading from paragraph i on is a number
// one that cannot go on with the numbering so far.
func (d *doc) startsOver(i int, seen map[corpus.LabelKind]int, top corpus.LabelKind) bool {
	for k := i; k < len(d.paras) && k < i+12; k++ {
		p := &d.paras[k]
		if p.kind == boxPara {
			return false
		}
		if p.kind == headingPara {
			_, open := seen[p.label.Kind]
			return p.label.Number == 1 && (open || p.label.Kind <= top)
		}
	}
	return false
}

func (d *doc) tableFollows(i int) bool {
	for k := i; k < len(d.paras) && k < i+4; k++ {
		if d.paras[k].kind == rowPara {
			return true
		}
	}
	return false
}

// buildTree makes the nodes of part p.
func (d *doc) buildTree(p *part) {
	above := d.order(p)
	var path []*node
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
			if box.numbers(pa.label) || !goesOn(path, pa.label) {
				box.counted = pa.label
				pa.box, pa.node = box, last(path) // the box has numbers of its own
				continue
			}
			box = nil
		}
		if !d.plausible(path, pa, above) {
			pa.kind, pa.node = bodyPara, last(path)
			continue
		}
		for len(path) > 0 && !above(last(path).label.Kind, pa.label.Kind) {
			path = path[:len(path)-1]
		}
		n := &node{part: p, label: pa.label, para: i, start: pa.Start}
		if len(path) > 0 {
			n.parent = last(path)
			n.parent.children = append(n.parent.children, n)
			n.id = n.parent.id + "/" + labelID(pa.label)
		} else {
			n.id = p.prefix + labelID(pa.label)
		}
		pa.node = n
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

// plausible says whether pa is a heading at all: a number out of its
// sequence is a word of the text that only looks like a label.
func (d *doc) plausible(path []*node, pa *para, above func(a, b corpus.LabelKind) bool) bool {
	l := pa.label
	if l.Number == 1 || l.Kind <= corpus.HanParen && l.Kind != corpus.Article {
		return true
	}
	var prev *node
	for k := len(d.nodes) - 1; k >= 0; k-- {
		if d.nodes[k].part == pathPart(path) && d.nodes[k].label.Kind == l.Kind {
			prev = d.nodes[k]
			break
		}
	}
	if prev == nil {
		return l.Number <= 3
	}
	return l.Number > prev.label.Number && l.Number <= prev.label.Number+4
}

func pathPart(path []*node) *part {
	if len(path) == 0 {
		return nil
	}
	return path[0].part
}

// order returns which style of label stands above which in part p, as the
// part's own sequence shows: the style that comes right before the first
// number of another contains it.
func (d *doc) order(p *part) func(a, b corpus.LabelKind) bool {
	const kinds = int(corpus.Circled) + 1
	var votes [kinds][kinds]int
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
	return func(a, b corpus.LabelKind) bool {
		if a == b {
			return false
		}
		if x, y := votes[a][b], votes[b][a]; x != y {
			return x > y
		}
		return a < b
	}
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

// setTitle finds where a heading's title ends. A title ends with its line, or
// with the first full stop of its paragraph; a paragraph that simply begins has
// no title of its own and lends its first clause.
func (d *doc) setTitle(n *node) {
	p := &d.paras[n.para]
	start := p.Start + n.label.Len
	n.title, n.body, n.untitled = d.titleOf(start, p.End, len(n.children) > 0 || d.bodyFollows(n))
}

const (
	maxTitle    = 50 // code points of a title before a full stop
	maxLineOnly = 70 // code points of a title on a line of its own
)

// titleOf splits [start, end), a paragraph without its label, into title and
// body. more says that text or numbered parts follow below the paragraph.
func (d *doc) titleOf(start, end int, more bool) (title Span, body int, untitled bool) {
	start, end = d.trim(start, end)
	if !more && end-start > 20 && strings.ContainsRune("；;", d.rs[end-1]) && d.index(start, end, "。！") < 0 {
		return d.firstClause(start, end), start, true // ①…；②…；: sentences of a list
	}
	stop := d.index(start, end, "。！")
	colon := d.index(start, end, "：:")
	if c := d.closingClause(start, end); c != nil && (stop < 0 || stop > c.start) && c.start-start <= maxTitle {
		return d.cutTitle(start, c.start), c.start, false // 推进…建设（责任单位：…）
	}
	if stop < 0 {
		if colon > start && colon < end-1 && colon-start <= 24 {
			return Span{start, colon}, colon + 1, false
		}
		if end-start <= maxLineOnly {
			return d.cutTitle(start, end), end, false
		}
		return d.firstClause(start, end), start, true
	}
	rest := d.afterClauses(stop+1, end)
	comma := d.index(start, stop, "，,；;")
	if colon > start && colon < stop && colon-start <= 24 && (comma < 0 || colon < comma) {
		return Span{start, colon}, colon + 1, false
	}
	switch {
	case rest || more && stop-start <= maxTitle:
		if d.titleLike(start, stop) {
			return Span{start, stop}, stop + 1, false
		}
	case comma < 0 && stop-start <= 30:
		return Span{start, stop}, stop + 1, false
	}
	return d.firstClause(start, end), start, true
}

// titleLikeSiblings gives a long first sentence back to its heading as a title
// where most headings beside it have titles of their own: 优化…要求，破解…难题。
func (d *doc) titleLikeSiblings() {
	titled := map[*node]int{}
	all := map[*node]int{}
	parent := func(n *node) *node {
		if n.parent == nil {
			return d.roots(n.part)
		}
		return n.parent
	}
	for _, n := range d.nodes {
		all[parent(n)]++
		if !n.untitled {
			titled[parent(n)]++
		}
	}
	for _, n := range d.nodes {
		p := parent(n)
		if !n.untitled || titled[p] < 2 || titled[p]*10 < all[p]*6 {
			continue
		}
		start, end := n.title[0], d.paras[n.para].End
		stop := d.index(start, end, "。")
		if stop < 0 || stop-start > 64 || !d.afterClauses(stop+1, end) || strings.ContainsAny(d.str(start, stop), "；;") || provision.MatchString(d.str(start, stop)) || strings.Count(d.str(start, stop), "，") > 3 {
			continue
		}
		n.title, n.body, n.untitled = Span{start, stop}, stop+1, false
	}
}

// provision begins sentences that grant or allow something; they are no titles.
var provision = regexp.MustCompile(`^(?:对|凡|鼓励|支持|给予|允许|各)|给予|[0-9]`)

// roots stands for the parent of the first-level headings of a part.
func (d *doc) roots(p *part) *node {
	if p.root == nil {
		p.root = &node{part: p}
	}
	return p.root
}

// titleLike says whether the first sentence of a paragraph can be its title.
func (d *doc) titleLike(start, stop int) bool {
	s := d.str(start, stop)
	commas := strings.Count(s, "，") + strings.Count(s, ",")
	return stop-start <= maxTitle && commas <= 2 && !strings.ContainsAny(s, "；;") && (commas == 0 || stop-start <= 36)
}

// afterClauses says whether anything but responsibility clauses stands in
// [start, end).
func (d *doc) afterClauses(start, end int) bool {
	for {
		start, end = d.trim(start, end)
		c := d.closingClause(start, end)
		if c == nil {
			return start < end
		}
		end = c.start
	}
}

// firstClause is the title of a paragraph that has none: its words up to the
// first comma.
func (d *doc) firstClause(start, end int) Span {
	if i := d.index(start, end, "，,。；;：:"); i > start {
		return Span{start, i}
	}
	return d.cutTitle(start, end)
}

// cutTitle is [start, end) without the punctuation that closes a line.
func (d *doc) cutTitle(start, end int) Span {
	start, end = d.trim(start, end)
	for end > start && strings.ContainsRune("。；;：:，,", d.rs[end-1]) {
		end--
	}
	return Span{start, end}
}

// bodyFollows says whether a paragraph of text stands below the heading of n.
func (d *doc) bodyFollows(n *node) bool {
	for i := n.para + 1; i < n.end; i++ {
		switch d.paras[i].kind {
		case bodyPara, dashPara:
			return d.paras[i].box == nil
		case shortPara:
			continue
		default:
			return false
		}
	}
	return false
}

// checkNumbering warns of numbers left out: （二） … （四）.
func (d *doc) checkNumbering() {
	prev := map[string]*node{}
	for i, n := range d.nodes {
		if n.row {
			continue
		}
		if (i == 0 || d.nodes[i-1].part != n.part) && n.label.Number > 1 {
			d.warn("numbering_gap", fmt.Sprintf("the first heading is %s", n.label.Text), n.start, n.title[1])
		}
		key := n.part.prefix + fmt.Sprint(n.label.Kind)
		if q := prev[key]; q != nil && n.label.Number > q.label.Number+1 {
			d.warn("numbering_gap", fmt.Sprintf("%s follows %s", n.label.Text, q.label.Text), n.start, n.title[1])
		}
		prev[key] = n
		for k := range prev {
			if strings.HasPrefix(k, n.part.prefix) && k > key {
				if c := prev[k]; c != nil && n.label.Number == 1 {
					delete(prev, k)
				}
			}
		}
	}
	ids := map[string]bool{}
	for _, n := range d.nodes {
		if ids[n.id] {
			d.warn("repeated_label", "a second heading "+n.id, n.start, n.title[1])
		}
		ids[n.id] = true
	}
}
