package extract

import (
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// setTitle finds where a heading's title ends. A title ends with its line, or
// with the first full stop of its paragraph; a paragraph that simply begins has
// no title of its own and lends its first clause.
func (d *doc) setTitle(n *node) {
	p := &d.paras[n.para]
	start := p.Start + n.label.Len
	t := d.titleOf(start, p.End, len(n.children) > 0 || d.bodyFollows(n))
	n.named(t)
}

// A heading is a paragraph without its label, parted into title and body.
type heading struct {
	title    Span
	body     int // where the text after the title begins
	untitled bool
	rule     string // that told the title
}

// named gives n its title.
func (n *node) named(h heading) {
	n.title, n.body, n.untitled = h.title, h.body, h.untitled
	n.why.note("title", "", h.rule, "", h.title)
}

const (
	maxTitle    = 50 // code points of a title before a full stop
	maxLineOnly = 70 // code points of a title on a line of its own
)

// titleOf splits [start, end), a paragraph without its label, into title and
// body. more says that text or numbered parts follow below the paragraph.
func (d *doc) titleOf(start, end int, more bool) heading {
	start, end = d.trim(start, end)
	if !more && (end-start > 20 || d.index(start, end, "，,") > 0) && strings.ContainsRune("；;", d.rs[end-1]) && d.index(start, end, "。！") < 0 {
		return heading{d.firstClause(start, end), start, true, "title/first-clause-of-list"} // ①…；②…；: sentences of a list
	}
	stop := d.index(start, end, "。！")
	const maxLabel = 24 // of what a colon stands behind: 主要目标：…
	colon := d.indexUpTo(start, start+maxLabel+1, end, "：:")
	if c := d.closingClause(start, end); c != nil && (stop < 0 || stop > c.start) && c.start-start <= maxTitle {
		return heading{d.cutTitle(start, c.start), c.start, false, "title/before-clause"} // 推进…建设（责任单位：…）
	}
	if stop < 0 {
		if colon > start && colon < end-1 {
			return heading{Span{start, colon}, colon + 1, false, "title/before-colon"}
		}
		// 购房人满足以下条件的，可享受补贴，具体为： – a sentence that leads into a list.
		leadsIn := strings.ContainsRune("：:", d.rs[end-1]) && d.index(start, end, "，,") > 0
		if end-start <= maxLineOnly && !leadsIn {
			return heading{d.cutTitle(start, end), end, false, "title/whole-line"}
		}
		return heading{d.firstClause(start, end), start, true, "title/first-clause"}
	}
	rest := d.afterClauses(stop+1, end)
	comma := d.index(start, stop, "，,；;")
	if colon > start && colon < stop && (comma < 0 || colon < comma) {
		return heading{Span{start, colon}, colon + 1, false, "title/before-colon"}
	}
	switch {
	case rest || more && stop-start <= maxTitle:
		if d.titleLike(start, stop) {
			return heading{Span{start, stop}, stop + 1, false, "title/first-sentence"}
		}
	case comma < 0 && stop-start <= 30:
		return heading{Span{start, stop}, stop + 1, false, "title/short-sentence"}
	}
	return heading{d.firstClause(start, end), start, true, "title/first-clause"}
}

// titleLikeSiblings gives a long first sentence back to its heading as a title
// where most headings beside it have titles of their own: 优化…要求，破解…难题。
func (d *doc) titleLikeSiblings() {
	titled := map[*node]int{}
	all := map[*node]int{}
	long := map[*node]int{} // titles of several clauses
	// Numbers that run on across chapters have their siblings there.
	parent := func(n *node) *node { return d.level(n.part, n.label.Kind) }
	for _, n := range d.nodes {
		all[parent(n)]++
		if !n.untitled {
			titled[parent(n)]++
			if strings.ContainsRune(d.str(n.title[0], n.title[1]), '，') {
				long[parent(n)]++
			}
		}
	}
	for _, n := range d.nodes {
		p := parent(n)
		if !n.untitled || titled[p] < 2 || titled[p]*10 < all[p]*6 {
			continue
		}
		start, end := n.title[0], d.paras[n.para].End
		stop := d.index(start, end, "。")
		// Where most titles beside it have a comma, a comma ends no title here.
		if stop < 0 || stop-start > 52 || !d.afterClauses(stop+1, end) || !titleLike(d.str(start, stop), long[p]*2 > titled[p]) {
			d.warn("title_doubtful", "most headings beside this one have a title of their own, here its first words are taken", n.title[0], n.title[1])
			continue
		}
		n.named(heading{Span{start, stop}, stop + 1, false, "title/like-siblings"})
	}
}

// titleLike says whether a first sentence can be a title: it orders something,
// or the titles beside it are as long.
func titleLike(s string, longTitles bool) bool {
	return (longTitles || ordering.MatchString(s)) && !strings.ContainsAny(s, "；;") && !provision.MatchString(s) && strings.Count(s, "，") <= 3
}

// provision begins sentences that grant or allow something; they are no titles.
var provision = pattern.MustCompile(`^(?:对|凡|鼓励|支持|给予|允许|各)|给予|[0-9]`)

// level stands for all headings of one style in a part.
func (d *doc) level(p *part, k corpus.LabelKind) *node {
	if p.levels == nil {
		p.levels = map[corpus.LabelKind]*node{}
	}
	if p.levels[k] == nil {
		p.levels[k] = &node{part: p}
	}
	return p.levels[k]
}

// sentenceItems makes whole-sentence items among untitled ones untitled too: an
// item ②…。 beside ①…，…。 is text, not the title of what follows below it.
func (d *doc) sentenceItems() {
	untitled := map[*node]int{}
	for _, n := range d.nodes {
		if n.untitled && n.parent != nil {
			untitled[n.parent]++
		}
	}
	for _, n := range d.nodes {
		if n.untitled || n.parent == nil || untitled[n.parent]*2 < len(n.parent.children) || len(n.children) > 0 {
			continue
		}
		p := &d.paras[n.para]
		if end := d.beforeClauses(n.title[0], p.End); n.title[1] < end && d.rs[end-1] == '。' && n.body >= end {
			n.named(heading{d.firstClause(n.title[0], end), n.title[0], true, "title/item-among-sentences"})
		}
	}
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
