package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// A part is a text of its own inside one file: the main text, an attachment,
// one of two texts issued by one notice. Labels start anew in each.
type part struct {
	prefix     string // "", 附件/, 附件1/, 文2/
	first, end int    // paragraphs [first, end)
	title      string
	annex      bool
	levels     map[corpus.LabelKind]*node // see doc.level
	rules      bool                       // 附则: rules about the text itself, no tasks
	chapter    int                        // paragraph of its last chapter
	why        *reasons
	tables     int // how many it has
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
	begin := func(i int, prefix, title string, annex bool, rule string) {
		cur.end = i
		cur = &part{prefix: prefix, first: i, title: title, annex: annex, why: d.reasons()}
		cur.why.of("part", d.paras[i].why)
		cur.why.note("part", prefix, rule, title, Span{d.paras[i].Start, d.paras[i].End})
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
			if rest != "" && !d.startsOver(i+1, seen, top, cur.annex) && !d.tableFollows(i+1) {
				continue
			}
			annexes++
			begin(i, annexPrefix(no), rest, true, "part/attachment-line")
		case titlePara, shortPara, bodyPara:
			if headings > 0 && supplement.MatchString(s) {
				begin(i, "附则/", s, false, "part/supplement")
				cur.rules = true
				continue
			}
			if headings == 0 || p.kind == bodyPara && p.End-p.Start > 60 {
				continue
			}
			key := foldPunct(s)
			if no, ok := announced[key]; ok {
				annexes++
				begin(i, annexPrefix(no), s, true, "part/announced")
			} else if p.kind == titlePara && d.startsOver(i+1, seen, top, cur.annex) {
				if d.issuedTogether(s) {
					if texts == 1 {
						main.prefix = "文1/"
					}
					texts++
					begin(i, fmt.Sprintf("文%d/", texts), s, false, "part/issued-together")
				} else {
					annexes++
					begin(i, "附件/", s, true, "part/numbers-restart")
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

// supplement is a heading without a number that ends the last numbered one.
var supplement = pattern.MustCompile(`^附\s*则$`)

// annexNamed reads a line such as 附件1：任务清单 or 附件：1.任务清单.
func annexNamed(s string) (no, name string, ok bool) {
	m := annexLine.FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	no, name = m[1]+m[3], strings.TrimSpace(m[2]+m[4])
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
			p.why.note("part", p.prefix, "part/counted", "", Span{})
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
			q.label = corpus.Label{}
			q.is(annexPara, "paragraph/list-of-attachments", "附件", Span{q.Start, q.End})
		}
	}
	return out
}

// laterTitle says whether name stands as a paragraph of its own after i, or as
// two.
func (d *doc) laterTitle(i int, name string) bool {
	key := foldPunct(name)
	if l, ok := corpus.ParseLabel([]rune(key)); ok {
		key = string([]rune(key)[l.Len:])
	}
	k, ok := d.lastTitles()[key]
	return ok && k > i
}

// longestName is more bytes than the name of an attachment has: its line has
// no more than 80 characters.
const longestName = 80 * utf8.UTFMax

// lastTitles returns, for the folded words of every short paragraph and of
// every two that follow each other, the last paragraph they begin with.
func (d *doc) lastTitles() map[string]int {
	if d.titles != nil {
		return d.titles
	}
	d.titles = map[string]int{}
	above := ""
	for k := range d.paras {
		s := foldPunct(d.text(&d.paras[k]))
		if above != "" && len(above)+len(s) <= longestName {
			d.titles[above+s] = max(d.titles[above+s], k-1)
		}
		if len(s) <= longestName {
			d.titles[s] = k
		}
		above = s
	}
	return d.titles
}

// issuedTogether says whether one notice issues the text named title beside
// another: 现将《甲》和《乙》印发给你们.
func (d *doc) issuedTogether(title string) bool {
	if d.notices == nil {
		d.notices = []string{}
		for i := range d.paras {
			s := d.text(&d.paras[i])
			if !cites.MatchString(s) {
				continue
			}
			if s = foldPunct(s); strings.Contains(s, "印发给你们") && strings.Count(s, "<") > 1 {
				d.notices = append(d.notices, s)
			}
		}
	}
	key := "<" + foldPunct(title) + ">"
	return slices.ContainsFunc(d.notices, func(s string) bool { return strings.Contains(s, key) })
}

// cites finds the marks that foldPunct makes < of.
var cites = pattern.MustCompile(`[〈《＜<]`)

// startsOver says whether the next heading from paragraph i on is a number
// one that cannot go on with the numbering so far. annex says that the text so
// far is an attachment, which may be a table without headings.
func (d *doc) startsOver(i int, seen map[corpus.LabelKind]int, top corpus.LabelKind, annex bool) bool {
	for k := i; k < len(d.paras) && k < i+12; k++ {
		p := &d.paras[k]
		if p.kind == boxPara {
			return false
		}
		if p.kind == headingPara {
			_, open := seen[p.label.Kind]
			return p.label.Number == 1 && (open || annex && top == corpus.NoLabel || p.label.Kind <= top)
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
