package corpus

import (
	"strings"
	"unicode"

	"guihua/corpus/pattern"
)

// joins says whether line i goes on with the paragraph written so far, whose
// last line is line last.
func (c *cleaner) joins(para []rune, paraLine, last, i, blanks int) bool {
	a, b := &c.ls[last], &c.ls[i]
	if b.hard {
		return false
	}
	if strings.ContainsRune("，。、；：）》”", b.text[0]) && !strings.ContainsRune("。！？", para[len(para)-1]) {
		return true // no line begins with such a mark
	}
	if dateOnly.MatchString(a.str()) || dateOnly.MatchString(b.str()) || len(para) <= 8 && para[len(para)-1] == '、' {
		return false
	}
	positions := c.em > 0
	if positions {
		switch c.placed(last, i) {
		case 0:
			return false
		case 1:
			return true
		}
	}
	s := b.startsAs()
	if s == strongStart {
		return false
	}
	if opened(para) && s != weakStart {
		return true
	}
	if s == weakStart && (!c.wrap || !c.full(last) || endsSentence(para) || c.indented(i) && positions) {
		return false
	}
	end := para[len(para)-1]
	heading := isHeading(para)
	if heading && len(b.text) <= 3 && allHan(b.text) && unicode.Is(unicode.Han, end) {
		return true // the last characters of a title that ran over its line
	}
	switch {
	case strings.ContainsRune("。！？!?", end) || endsSentence(para):
		if !c.wrap || !c.full(last) || c.indented(i) || endsClause(para) {
			return false
		}
		return !heading || !strings.ContainsRune("。", end)
	case strings.ContainsRune("；;：:", end):
		if strings.ContainsRune("：:", end) && afterAddress.MatchString(string(b.text[:min(len(b.text), 4)])) {
			return false // the line of the addressees, however full
		}
		if !c.wrap {
			return false
		}
		return c.full(last) && !c.indented(i)
	case strings.ContainsRune("，、,“（(《〔—-", end):
		return true
	}
	if c.wrap {
		if positions {
			return c.full(last) && !c.indented(i) && !c.centered(last)
		}
		if c.full(last) {
			return !c.indented(i)
		}
		return !heading && c.bodyLike(para)
	}
	// Paragraphs stand on lines of their own; only a page break in the middle
	// of a sentence leaves one without its end.
	return !heading && !a.hard && c.bodyLike(para) && !c.indented(i) && !endsClause(para)
}

// afterAddress begins the first paragraph of a notice.
var afterAddress = pattern.MustCompile(`^(?:现将|现就|《|经\p{Han}|根据|按照|为[了贯深进认切加])`)

// dateOnly is a date alone on its line, as under a signature.
var dateOnly = pattern.MustCompile(`^(?:[12]\d{3}|(?:一九|二[〇○零０0O])[一二三四五六七八九〇○零０0O]{2})年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日$`)

// marks are what the open paragraph has been seen to hold. A paragraph is asked
// for them at each of its lines, so only what is new is looked at.
type marks struct {
	para, read          int // where the paragraph begins, and how much of it was read
	stop, comma, digits bool
}

// bodyLike says whether para is running text that has not ended: it has a
// full stop before its last words, or commas and some length.
func (c *cleaner) bodyLike(para []rune) bool {
	m := &c.marks
	if start := len(c.out.Runes) - len(para); m.para != start || m.read > len(para) {
		*m = marks{para: start}
	}
	for _, r := range para[m.read:] {
		switch {
		case r == '。':
			m.stop = true
		case r == '，' || r == ',':
			m.comma = true
		case r >= '0' && r <= '9':
			m.digits = true
		}
	}
	m.read = len(para)
	if m.stop {
		return len(para) >= 12
	}
	return len(para) >= 40 && m.comma && !m.digits
}

// isHeading says whether para so far is a heading on a line of its own.
func isHeading(para []rune) bool {
	l, ok := ParseLabel(para)
	if !ok || len(para)-l.Len > 45 {
		return false
	}
	rest := strings.TrimSuffix(string(para[l.Len:]), "。")
	return !strings.ContainsAny(rest, "。；;")
}

type lineStart int

const (
	plainStart  lineStart = iota
	weakStart             // looks like a label, but wrapped numbers do too
	strongStart           // begins a paragraph wherever it stands
)

var startWords = pattern.MustCompile(`^(专\s*栏\s*[0-9０-９一二三四五六七八九十]|附\s*件\s*[0-9０-９一二三四五六七八九十]{0,2}\s*[:：]|附\s*件\s*[0-9]{0,2}$|抄\s*送|附$|附件\s*[0-9]{1,2}[-—][0-9]{1,2}|[（(]此件|[（(]信息公开|联\s*系\s*人|主\s*送|——|--\S)`)

func (l *line) startsAs() lineStart {
	if lab, ok := ParseLabel(l.text); ok {
		if lab.Kind == Digit || lab.Kind == DigitParen || lab.Kind == Circled || lab.Kind == Article {
			return weakStart
		}
		return strongStart
	}
	if startWords.MatchString(firstRunes(l.str(), 24)) {
		return strongStart
	}
	return plainStart
}

// firstRunes returns the first n code points of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// opened says whether a bracket or 《 was opened within the last 60 code points
// of rs, and in its last sentence, that is still open at its end.
func opened(rs []rune) bool {
	closed := 0
	for i := len(rs) - 1; i >= 0 && len(rs)-i < 60; i-- {
		switch rs[i] {
		case '》', '）', ')', '〕', '〉':
			closed++
		case '《', '（', '(', '〔', '〈':
			if closed == 0 {
				return true
			}
			closed--
		case '。':
			return false
		}
	}
	return false
}

// endsSentence says whether rs ends with a full stop or with a bracket or
// quotation mark closed behind one, or with a clause in brackets.
func endsSentence(rs []rune) bool {
	i := len(rs) - 1
	for i >= 0 && (isBlank(rs[i]) || rs[i] == '*') {
		i--
	}
	if i < 0 {
		return false
	}
	switch rs[i] {
	case '。', '！', '？', '!', '?', '；', ';', '：', ':':
		return true
	case '）', ')', '〕', ']', '］', '”', '》', '"':
		return i > 0 && strings.ContainsRune("。！？", rs[i-1]) || endsClause(rs[:i+1])
	}
	return false
}

// endsClause says whether rs ends with a bracket that names who does the
// work, which closes a paragraph: （…负责）, （责任单位：…）, （省委宣传部）.
func endsClause(rs []rune) bool {
	n := len(rs)
	if n < 4 || !strings.ContainsRune("）)〕]］】", rs[n-1]) {
		return false
	}
	depth := 0
	for i := n - 1; i >= 0 && n-i < 400; i-- {
		switch rs[i] {
		case '）', ')', '〕', ']', '］', '】':
			depth++
		case '（', '(', '〔', '[', '［', '【':
			depth--
			if depth == 0 {
				in := string(rs[i+1 : n-1])
				return i == 0 || strings.ContainsRune("。；！？”）)", rs[i-1]) ||
					strings.HasSuffix(in, "负责") || strings.HasSuffix(in, "落实") || strings.HasSuffix(in, "配合") || strings.Contains(in, "单位")
			}
		}
	}
	return false
}

// doubled returns how many characters at the start of next repeat the end of
// text: a page break that cut a word may print its last characters again
// (…交流合作 / 作,加快…).
func doubled(text, next []rune) int {
	if len(text) == 0 || len(next) < 2 {
		return 0
	}
	for n := min(6, len(next)-1, len(text)); n >= 1; n-- {
		if string(text[len(text)-n:]) != string(next[:n]) || !allHan(next[:n]) {
			continue
		}
		if n >= 3 || strings.ContainsRune("，,、。；;", next[n]) {
			return n
		}
	}
	return 0
}

func allHan(rs []rune) bool {
	for _, r := range rs {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}
