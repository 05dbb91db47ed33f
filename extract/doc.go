package extract

import (
	"context"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/corpus"
)

// A doc is one document while its records are being made.
type doc struct {
	ctx    context.Context // see text
	src    *corpus.Source
	t      *corpus.Text
	rs     []rune  // the cleaned text
	at     []int32 // where each rune begins in out.Text, and where the last ends
	match  []int32 // distance from each paired mark to its partner, 0 elsewhere
	tagger Tagger
	vocab  *vocabulary
	out    *Document

	paras []para
	parts []*part
	nodes []*node // of all parts, in reading order
	boxes []*box
	// rowIDs holds the ids of the headings while rows of tables become some, and
	// rowsAgain those rows whose id was there before.
	rowIDs    map[string]bool
	rowsAgain []*node
	grids     []*grid

	clauseSpans []Span // of the responsibility clauses of paragraphs, in order

	commaLeads bool // the text stated that units before the first comma lead

	explains  bool     // reasons are kept, see reasons
	noticeWhy *reasons // of the notice data
	why       whys     // of the records

	// Found once, when a rule first asks.
	clauseAt  map[clauseText]*clause // what readClause has read
	titles    map[string]int         // see lastTitles
	yearsSeen map[*node]yearSeen     // see yearAbove
	stated    map[string]bool        // years of the text, see statesYear
	notices   []string               // paragraphs that issue several texts, folded
	targets   figures                // numbers of out.Targets and
	reports   figures                // of out.Achievements, see statedAs
}

// A para is a paragraph with its kind.
type para struct {
	corpus.Para
	kind  paraKind
	label corpus.Label // of a heading candidate
	node  *node        // the heading it is, or the innermost heading it stands under
	box   *box         // the 专栏 it belongs to
	used  bool         // belongs to a table found in the text
	why   *reasons
}

func (d *doc) str(start, end int) string { return d.out.Text[d.at[start]:d.at[end]] }

// text returns the words of p. Rules ask for every paragraph they read, and
// index and lastIndex for every sentence: these three end a document whose
// context has ended, so that the rules need not think of it.
func (d *doc) text(p *para) string {
	corpus.Alive(d.ctx)
	return d.str(p.Start, p.End)
}

// written returns string(rs), where each rune begins in it, and where the last
// one ends.
func written(rs []rune) (s string, at []int32) {
	b := make([]byte, 0, len("中")*len(rs))
	at = make([]int32, len(rs)+1)
	for i, r := range rs {
		if r >= 0x800 && r < 0xd800 { // nearly every character
			b = append(b, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0xbf, 0x80|byte(r)&0xbf)
		} else {
			b = utf8.AppendRune(b, r)
		}
		at[i+1] = int32(len(b))
	}
	return string(b), at
}

// page returns the page of position i, nil where the source has no pages.
func (d *doc) page(i int) *int {
	if d.src.Pages == 0 || len(d.rs) == 0 {
		return nil
	}
	for i >= 0 {
		if pl := d.t.Origin(min(i, len(d.rs)-1)); pl.Line >= 0 {
			p := d.src.Lines[pl.Line].Page
			return &p
		}
		i--
	}
	return nil
}

// warn records something a person should look at.
func (d *doc) warn(code, message string, start, end int) {
	w := Warning{Code: code, Message: message}
	if end > start {
		w.Page, w.Span = d.page(start), &Span{start, end}
	}
	d.out.Warnings = append(d.out.Warnings, w)
}

func ptr[T any](v T) *T { return &v }

// trim shrinks [start, end) past white space on both sides.
func (d *doc) trim(start, end int) (int, int) {
	for start < end && unicode.IsSpace(d.rs[start]) {
		start++
	}
	for end > start && unicode.IsSpace(d.rs[end-1]) {
		end--
	}
	return start, end
}

// matchMarks pairs brackets, quotation marks and 《》 inside each paragraph. A
// mark without its partner is left alone, so that one missing quotation mark
// does not hide the rest of a paragraph, and warned of. ASCII " closes an open “.
func (d *doc) matchMarks() {
	d.match = make([]int32, len(d.rs))
	var open []int
	var waiting [families]int // how many of open are of each family
	unclosed := func() {
		waiting = [families]int{}
		for _, i := range open {
			if strings.ContainsRune("（(《“", d.rs[i]) {
				d.warn("unclosed_mark", string(d.rs[i])+" is not closed", i, min(i+12, len(d.rs)))
			}
		}
		open = open[:0]
	}
	defer unclosed()
	for i, r := range d.rs {
		switch {
		case isIdeograph(r): // nearly every character
		case r == '\n':
			corpus.Alive(d.ctx)
			unclosed()
		case isOpen(r):
			open = append(open, i)
			waiting[familyOf(r)]++
		case (isClose(r) || r == '"') && waiting[familyOf(r)] > 0:
			for closed := false; !closed; {
				o := open[len(open)-1]
				open = open[:len(open)-1]
				waiting[familyOf(d.rs[o])]--
				if closed = familyOf(d.rs[o]) == familyOf(r); closed {
					d.match[o], d.match[i] = int32(i-o), int32(o-i)
				}
			}
		}
	}
}

// A markFamily is marks that close each other. Copies mix the styles of
// brackets, but a bracket never ends a quotation.
type markFamily int

const (
	brackets markFamily = iota
	quotations
	titleMarks
	families
)

func familyOf(r rune) markFamily {
	switch r {
	case '“', '‘', '「', '『', '”', '’', '」', '』', '"':
		return quotations
	case '《', '〈', '<', '》', '〉', '>':
		return titleMarks
	}
	return brackets
}

// index returns the position in [start, end) of the first rune of set that
// stands outside brackets, quotation marks and 《》, or -1.
func (d *doc) index(start, end int, set string) int { return d.indexUpTo(start, end, end, set) }

// indexUpTo is index for a mark that counts only before to.
func (d *doc) indexUpTo(start, to, end int, set string) int {
	corpus.Alive(d.ctx)
	marks := marksOf(set)
	for i := start; i < min(to, end); i++ {
		if marks.has(d.rs[i]) {
			return i
		}
		if m := int(d.match[i]); m > 0 && i+m < end {
			i += m
		}
	}
	return -1
}

// lastIndex is index from the end.
func (d *doc) lastIndex(start, end int, set string) int {
	return d.lastIndexDownTo(start, start, end, set)
}

// lastIndexDownTo is lastIndex for a mark that counts only from to on.
func (d *doc) lastIndexDownTo(start, to, end int, set string) int {
	corpus.Alive(d.ctx)
	marks := marksOf(set)
	for i := end - 1; i >= max(start, to); i-- {
		if marks.has(d.rs[i]) {
			return i
		}
		if m := int(d.match[i]); m < 0 && i+m >= start {
			i += m
		}
	}
	return -1
}

// A markSet is a set of characters; some answers the question for nearly all
// that are not in it, by their last six bits.
type markSet struct {
	set  string
	some uint64
	han  bool // some of them are ideographs
}

func marksOf(set string) markSet {
	m := markSet{set: set}
	for _, r := range set {
		m.some |= 1 << (r & 63)
		m.han = m.han || isIdeograph(r)
	}
	return m
}

func (m *markSet) has(r rune) bool {
	return m.some>>(r&63)&1 != 0 && (m.han || !isIdeograph(r)) && strings.ContainsRune(m.set, r)
}

// isIdeograph says whether r is one of the characters Chinese is written with,
// among which there are no marks.
func isIdeograph(r rune) bool { return r >= '\u3400' && r < '\ua000' }

// split cuts [start, end) at the runes of set that stand outside brackets,
// quotation marks and 《》.
func (d *doc) split(start, end int, set string) []Span {
	return slices.Collect(d.pieces(start, end, set))
}

// pieces yields what split returns.
func (d *doc) pieces(start, end int, set string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for {
			i := d.index(start, end, set)
			if i < 0 {
				yield(Span{start, end})
				return
			}
			if !yield(Span{start, i}) {
				return
			}
			start = i + 1
		}
	}
}

func isOpen(r rune) bool {
	switch r {
	case '（', '(', '《', '〈', '“', '‘', '〔', '[', '［', '【', '「', '『', '<', '﹝':
		return true
	}
	return false
}

func isClose(r rune) bool {
	switch r {
	case '）', ')', '》', '〉', '”', '’', '〕', ']', '］', '】', '」', '』', '>', '﹞':
		return true
	}
	return false
}

// squeeze returns s without white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// foldPunct gives s the form in which titles are compared: no white space,
// full-width brackets and punctuation as half-width, quotation marks alike.
func foldPunct(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '“', '”', '‘', '’', '"', '\'', '＂':
			return '"'
		case '〈', '《', '＜':
			return '<'
		case '〉', '》', '＞':
			return '>'
		case '〔', '［', '【':
			return '('
		case '〕', '］', '】':
			return ')'
		case '—', '–', '－', '─':
			return '-'
		}
		switch {
		case unicode.IsSpace(r):
			return -1
		case r > 0xff00 && r < 0xff5f:
			return r - 0xfee0
		}
		return r
	}, s)
}

func runeLen(s string) int { return utf8.RuneCountInString(s) }

func hasAnySuffix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

func containsAny(s string, list []string) bool {
	for _, x := range list {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}
