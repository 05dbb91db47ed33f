package corpus

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// Word numbers headings itself: 一、 （一） 1. are not in the text of a document
// typed with its list engine, but computed from word/numbering.xml (ISO/IEC
// 29500-1 17.9). A paragraph names a num and a level; the num names an
// abstractNum, which has the formats of nine levels, and may change some of
// them. All nums of one abstractNum count on with each other, unless one says
// where to begin (startOverride).

// listLevels is how many levels a list has.
const listLevels = 9

// maxLevelText is the longest text of a level, in bytes. Word accepts less.
const maxLevelText = 255

// A docxLevel is how one level of a list is numbered.
type docxLevel struct {
	start   int
	format  string // ST_NumberFormat
	text    string // literal, but %1 to %9 stand for the numbers of the levels
	legal   bool   // all numbers in decimal
	restart int    // it begins anew after the levels below this one; 0 never
	apart   bool   // a tab or a blank stands between label and text
	hidden  bool
	pad     int    // digits of a number with zeros before it: 001
	style   string // paragraph style that has this level
}

// A docxList is an abstractNum.
type docxList struct {
	levels  [listLevels]*docxLevel
	linksTo string // a numbering style whose list this one is
	linkID  string // the numbering style this list is

	counts [listLevels]int
	begun  [listLevels]bool
}

// A docxNum is a num: a use of a list.
type docxNum struct {
	list   *docxList
	levels [listLevels]*docxLevel // instead of those of the list
	start  [listLevels]*int       // where it begins when it is first used
}

// A docxNumbering holds the lists of a document and what they have counted so far.
type docxNumbering struct {
	lists map[int]*docxList
	nums  map[int]*docxNum
	links map[string]*docxList // by the numbering style they are
}

// read reads word/numbering.xml.
func (n *docxNumbering) read(p *xmlPart) error {
	n.lists, n.nums, n.links = map[int]*docxList{}, map[int]*docxNum{}, map[string]*docxList{}
	uses := map[int]int{} // list of each num; a num may stand before its list
	err := p.each(func(root xml.StartElement) error {
		return p.each(func(e xml.StartElement) error {
			if e.Name.Space != "w" {
				return nil
			}
			switch e.Name.Local {
			case "abstractNum":
				id, ok := xmlNumber(e, "abstractNumId")
				if !ok {
					return nil
				}
				l := &docxList{}
				n.lists[id] = l
				return l.read(p)
			case "num":
				id, ok := xmlNumber(e, "numId")
				if !ok {
					return nil
				}
				num := &docxNum{}
				n.nums[id] = num
				of, err := num.read(p)
				uses[id] = of
				return err
			}
			return nil
		})
	})
	for id, num := range n.nums {
		num.list = n.lists[uses[id]]
	}
	for _, l := range n.lists {
		if l.linkID != "" {
			n.links[l.linkID] = l
		}
	}
	return err
}

func (l *docxList) read(p *xmlPart) error {
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "lvl":
			return readLevel(p, e, &l.levels)
		case "numStyleLink":
			l.linksTo = xmlAttr(e, "val")
		case "styleLink":
			l.linkID = xmlAttr(e, "val")
		}
		return nil
	})
}

// read reads a num and returns the number of its list, -1 for none.
func (n *docxNum) read(p *xmlPart) (of int, err error) {
	of = -1
	err = p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			if id, ok := xmlNumber(e, "val"); ok {
				of = id
			}
		case "lvlOverride":
			at, ok := xmlNumber(e, "ilvl")
			if !ok || at < 0 || at >= listLevels {
				return nil
			}
			return p.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					if start, ok := xmlNumber(e, "val"); ok {
						n.start[at] = &start
					}
				case "lvl":
					return readLevel(p, e, &n.levels)
				}
				return nil
			})
		}
		return nil
	})
	return of, err
}

// readLevel reads a lvl into its place.
func readLevel(p *xmlPart, e xml.StartElement, levels *[listLevels]*docxLevel) error {
	at, ok := xmlNumber(e, "ilvl")
	if !ok || at < 0 || at >= listLevels {
		return nil
	}
	l := &docxLevel{format: "decimal", restart: at, apart: true}
	levels[at] = l
	return p.each(func(e xml.StartElement) error { return l.read(p, e) })
}

// read reads a property of a level.
func (l *docxLevel) read(p *xmlPart, e xml.StartElement) error {
	switch e.Name.Local {
	case "start":
		l.start, _ = xmlNumber(e, "val")
	case "numFmt":
		l.format = xmlAttr(e, "val")
		if l.format == "custom" { // 001, 002, 003, …
			first, _, _ := strings.Cut(xmlAttr(e, "format"), ",")
			l.format, l.pad = "decimal", min(len(first), 10)
			if strings.Trim(first, "0123456789") != "" {
				l.pad = 0
			}
		}
	case "lvlText":
		l.text = xmlAttr(e, "val")
		for len(l.text) > maxLevelText {
			_, n := utf8.DecodeLastRuneInString(l.text)
			l.text = l.text[:len(l.text)-n]
		}
	case "lvlRestart":
		if r, ok := xmlNumber(e, "val"); ok && r >= 0 && r < l.restart {
			l.restart = r // one that is not above the level itself is ignored
		}
	case "isLgl":
		l.legal = xmlOn(e)
	case "suff":
		l.apart = xmlAttr(e, "val") != "nothing"
	case "pStyle":
		l.style = xmlAttr(e, "val")
	case "rPr":
		return p.each(func(e xml.StartElement) error {
			if e.Name.Local == "vanish" {
				l.hidden = xmlOn(e)
			}
			return nil
		})
	case "AlternateContent":
		return firstForm(p, func(e xml.StartElement) error { return l.read(p, e) })
	}
	return nil
}

// num returns a num by its number, nil where it numbers nothing. The levels of
// a list that is a numbering style are those of the style.
func (n *docxNumbering) num(id int, styles *styleSheet) *docxNum {
	num := n.nums[id]
	if num == nil || num.list == nil {
		return nil
	}
	from := num.list
	for hops := 0; from.linksTo != "" && hops < 10; hops++ {
		next := n.links[from.linksTo]
		if s := styles.byID[from.linksTo]; s != nil && n.nums[s.num] != nil && n.nums[s.num].list != nil {
			next = n.nums[s.num].list
		}
		if next == nil || next == from {
			break
		}
		from = next
	}
	if from != num.list {
		num.list.levels, num.list.linksTo = from.levels, ""
	}
	return num
}

// level returns how a num numbers a level, nil where the file does not say.
func (n *docxNum) level(at int) *docxLevel {
	if l := n.levels[at]; l != nil {
		return l
	}
	return n.list.levels[at]
}

// levelOf returns the level that belongs to a paragraph style.
func (n *docxNum) levelOf(style string) (at int, ok bool) {
	for at := range listLevels {
		if l := n.level(at); l != nil && l.style == style {
			return at, true
		}
	}
	return 0, false
}

// next counts a paragraph and returns its label: "" for a bullet, and where the
// level is hidden or has no text.
//
// A level that was skipped counts as begun: after 1.1 without a 1 before it
// comes 2. LibreOffice numbers as Word does, but that it takes no notice of
// isLgl and lvlRestart and of what formats do above a hundred.
func (n *docxNum) next(at int) (label string, level *docxLevel) {
	level = n.level(at)
	if level == nil {
		return "", nil
	}
	l := n.list
	for above := range at {
		if !l.begun[above] {
			l.counts[above], l.begun[above] = n.first(above), true
		}
	}
	switch {
	case n.start[at] != nil || !l.begun[at]:
		l.counts[at], l.begun[at] = n.first(at), true
	default:
		l.counts[at]++
	}
	for below := at + 1; below < listLevels; below++ {
		if b := n.level(below); b != nil && at < b.restart {
			l.begun[below] = false
		}
	}
	if level.format == "bullet" || level.hidden {
		return "", level
	}
	var b strings.Builder
	for i := 0; i < len(level.text); i++ {
		c := level.text[i]
		if c != '%' || i+1 == len(level.text) || level.text[i+1] < '1' || level.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		if of := int(level.text[i] - '1'); of <= at {
			b.WriteString(n.number(of, level.legal))
		}
	}
	return b.String(), level
}

// first is where a level begins. What a num says of it holds once.
func (n *docxNum) first(at int) int {
	if s := n.start[at]; s != nil {
		n.start[at] = nil
		return *s
	}
	if l := n.level(at); l != nil {
		return l.start
	}
	return 1
}

// number writes the number a level has reached.
func (n *docxNum) number(at int, legal bool) string {
	l := n.level(at)
	if l == nil {
		return ""
	}
	format := l.format
	if legal && format != "decimalZero" && format != "bullet" && format != "none" {
		format = "decimal"
	}
	s := numeral(n.list.counts[at], format)
	if zeros := l.pad - len(s); zeros > 0 && !legal {
		s = strings.Repeat("0", zeros) + s
	}
	return s
}
