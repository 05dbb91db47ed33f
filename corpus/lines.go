package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

// readLines trims every line, takes markdown marks out and splits one-line
// documents and lines whose wide runs of blanks stand for line breaks.
func (c *cleaner) readLines() {
	full, chars, size := 0, 0, 0
	for _, l := range c.src.Lines {
		Alive(c.ctx)
		n := 0
		for _, r := range l.Text {
			if size++; isInk(r) {
				n++
			}
		}
		c.out.SourceChars += n
		chars += n
		if n > 0 {
			full++
		}
	}
	// A notice kept in one database field has lost its line breaks: every
	// blank between Chinese characters stands for one.
	oneLine := full <= 3 && chars > 400
	rows := c.rowLines()
	next := 0 // lines before it belong to a table that was read
	c.ls = make([]line, 0, len(c.src.Lines))
	var parts []line
	// The code points of all lines, and their columns, share two arrays.
	runes, cols := make([]rune, 0, size), make([]int32, 0, size)
	for i, l := range c.src.Lines {
		Alive(c.ctx)
		if i < next {
			continue
		}
		from, valid := len(runes), true
		for _, r := range l.Text {
			runes = append(runes, r)
			valid = valid && r != utf8.RuneError
		}
		rs := runes[from:]
		if end := c.declaredTable(i); end > i {
			next = end
			continue
		}
		if l.Out != "" {
			ln := lineOf(i, l.Text, 0)
			ln.out = l.Out
			c.ls = append(c.ls, ln)
			continue
		}
		if end := c.htmlTable(i); end > i {
			next = end
			continue
		}
		if r, ok := rows[i]; ok {
			c.readRow(i, rs, r)
			continue
		}
		ln := line{src: i, tab: len(rs) > 0 && rs[0] == '\t'}
		start := 0
		for start < len(rs) && isBlank(rs[start]) {
			ln.indent += columns(rs[start])
			start++
		}
		end := len(rs)
		for end > start && isBlank(rs[end-1]) {
			end--
		}
		ln.text = rs[start:end:end]
		if valid {
			ln.words = strings.TrimFunc(l.Text, isBlank)
		}
		for j := start; j < end; j++ {
			cols = append(cols, int32(j))
		}
		ln.cols = cols[len(cols)-(end-start) : len(cols) : len(cols)]
		c.dropMarkup(&ln)
		if fields, ok := splitFields(c.ls, ln); ok {
			c.ls = fields
			continue
		}
		parts = splitLine(parts[:0], ln, oneLine || ln.has&innerBlank != 0 && holdsDocument(ln.text))
		for _, part := range parts {
			c.ls = splitGlued(c.ls, part)
		}
	}
	for i := range c.ls {
		Alive(c.ctx)
		for _, r := range c.ls[i].text {
			c.ls[i].width += columns(r)
		}
	}
}

// commentRemains are ends of HTML comments that a copy of a page leaves.
var commentRemains = pattern.MustCompile(`^(?:begin|end)?\s*-->|(?:begin|end)?\s*-->$|<!--.*?-->`)

// pageMark is a page number in dashes that a copy has left inside a line, where
// the page ended in the middle of a sentence: 市教- 5 -育局.
var pageMark = pattern.MustCompile(`[\p{Han}，、；]\s?([-—–－]{1,2}\s?\d{1,3}\s?[-—–－]{1,2})\s?\p{Han}`)

// contents are kinds of characters that a line holds. One look at a line's
// characters tells which of the rest need not be looked for.
type contents uint8

const (
	innerBlank contents = 1 << iota
	dash
	star
	closeParen
)

func contentsOf(rs []rune) (has contents) {
	for _, r := range rs {
		switch {
		case r >= '\u3100' && r < '\uf900': // nearly every character
		case isBlank(r):
			has |= innerBlank
		case r == '-' || r == '—' || r == '–' || r == '－':
			has |= dash
		case r == '*':
			has |= star
		case r == ')' || r == '）':
			has |= closeParen
		}
	}
	return has
}

// dropMarkup takes markdown remains out of l: # before a heading, ** around
// words, as left by programs that read scans; and page numbers inside it.
func (c *cleaner) dropMarkup(l *line) {
	var drop []bool
	leave := func(i int, why string) {
		if drop == nil {
			drop = make([]bool, len(l.text))
		}
		drop[i] = true
		c.left[why]++
	}
	mark := func(i int) { leave(i, whyMarkup) }
	l.has = contentsOf(l.text)
	s := l.str()
	var comments [][]int
	if l.has&dash != 0 && strings.Contains(s, "-->") {
		comments = commentRemains.FindAllStringIndex(s, -1)
	}
	for _, m := range comments {
		a, b := utf8.RuneCountInString(s[:m[0]]), utf8.RuneCountInString(s[:m[1]])
		for i := a; i < b; i++ {
			if !isBlank(l.text[i]) {
				mark(i)
			}
		}
	}
	for from := 0; l.has&dash != 0; {
		m := pageMark.FindStringSubmatchIndex(s[from:])
		if m == nil {
			break
		}
		a := utf8.RuneCountInString(s[:from+m[2]])
		for i := a; i < a+utf8.RuneCountInString(s[from+m[2]:from+m[3]]); i++ {
			if !isBlank(l.text[i]) {
				leave(i, whyPageNumber)
			}
		}
		from += m[3]
	}
	hashes := 0
	for hashes < len(l.text) && l.text[hashes] == '#' {
		hashes++
	}
	if hashes > 0 && hashes <= 6 && hashes < len(l.text) && (isBlank(l.text[hashes]) || unicode.Is(unicode.Han, l.text[hashes])) {
		for i := range hashes {
			mark(i)
		}
	}
	for i := 0; l.has&star != 0 && i+1 < len(l.text); i++ {
		if l.text[i] == '*' && l.text[i+1] == '*' && !(i+2 < len(l.text) && l.text[i+2] == '*') && !(i > 0 && l.text[i-1] == '*' && drop == nil) {
			mark(i)
			mark(i + 1)
			i++
		}
	}
	if drop == nil {
		return
	}
	k := 0
	for i := range l.text {
		if drop[i] || k == 0 && isBlank(l.text[i]) {
			continue
		}
		l.text[k], l.cols[k] = l.text[i], l.cols[i]
		k++
	}
	for k > 0 && isBlank(l.text[k-1]) {
		k--
	}
	l.set(l.text[:k], l.cols[:k])
}

// holdsDocument says whether a line is a whole text that has lost its line
// breaks, although the file has other lines: blanks part a good many headings.
func holdsDocument(rs []rune) bool {
	if len(rs) < 1000 {
		return false
	}
	labels := 0
	for i := 1; i < len(rs); i++ {
		if isBlank(rs[i-1]) && !isBlank(rs[i]) && (strings.ContainsRune("一二三四五六七八九十", rs[i]) || isOpenParen(rs[i])) {
			if l, ok := ParseLabel(rs[i:min(len(rs), i+12)]); ok && l.Kind <= HanParen {
				labels++
			}
		}
	}
	return labels >= 4
}

// splitLine splits l where blanks inside it stand for line breaks, and appends
// its parts to out.
func splitLine(out []line, l line, oneLine bool) []line {
	if l.has&innerBlank == 0 {
		return append(out, l)
	}
	before := len(out)
	start, open := 0, 0
	cut := func(from, to int) {
		p := l
		if from > 0 || to < len(l.text) {
			p.set(l.text[from:to:to], l.cols[from:to:to])
		}
		if len(out) > before {
			p.hard, p.indent, p.tab = true, 0, false
		}
		out = append(out, p)
	}
	for i := 0; i < len(l.text); i++ {
		switch l.text[i] {
		case '《', '（', '(', '“', '〔':
			open++
		case '》', '）', ')', '”', '〕':
			open = max(0, open-1)
		}
		if !isBlank(l.text[i]) {
			continue
		}
		j, cols := i, 0
		for j < len(l.text) && isBlank(l.text[j]) {
			cols += columns(l.text[j])
			j++
		}
		prev, next := l.text[i-1], l.text[j]
		switch {
		case oneLine && open == 0 && (prev > 0x2000 || next > 0x2000):
			cut(start, i)
			start = j
		case len(out) == before && l.titleBlank(i, j):
			cut(start, i)
			start = j
		case boxStart.MatchString(string(l.text[j:min(len(l.text), j+5)])) && endsSentence(l.text[start:i]):
			cut(start, i) // …的试点示范。 专栏6 试点示范
			start = j
		case cols >= 6 && endsSentence(l.text[start:i]) && !strings.ContainsRune("：:", l.text[i-1]) && j-start >= 8 && len(l.text)-j >= 8:
			cut(start, i)
			start = j
		}
		i = j - 1
	}
	cut(start, len(l.text))
	return out
}

// boxStart begins the title of a 专栏.
var boxStart = pattern.MustCompile(`^专栏\s*[0-9一二三四五六七八九十]`)

// titleBlank says whether the blank [i, j) of l parts a heading from the text
// that begins on its line: （五）加强测试能力建设 充分利用….
func (l *line) titleBlank(i, j int) bool {
	label, ok := ParseLabel(l.text)
	if !ok || i-label.Len < 6 || i-label.Len > 30 || len(l.text)-j < 30 && (len(l.text)-j < 8 || !strings.ContainsRune("。；", l.text[len(l.text)-1])) || !allHan(l.text[label.Len:i]) || !unicode.Is(unicode.Han, l.text[j]) {
		return false
	}
	for _, r := range l.text[j:] {
		if isBlank(r) {
			return false // blanks stray all over the line
		}
	}
	return true
}

// gluedLabel is a heading number right behind a bracket, where a copy may have
// lost the line break; it has if the bracket is a clause that closes a
// paragraph: …等按职责分工负责)四、实施….
var (
	gluedLabel    = pattern.MustCompile(`[)）]\s*((?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9０-９]{1,2}[.．])\p{Han})`)
	closingClause = pattern.MustCompile(`(?:负责|落实|配合|(?:责任|牵头|配合)(?:单位|部门)[：:][^（）()。]{2,200})$`)
)

// splitGlued splits l before heading numbers glued to a closing clause, and
// appends its parts to out.
func splitGlued(out []line, l line) []line {
	if l.has&closeParen == 0 {
		return append(out, l)
	}
	for s, from := l.str(), 0; ; {
		m := gluedLabel.FindStringSubmatchIndex(s[from:])
		if m == nil {
			return append(out, l)
		}
		bracket, label := from+m[0], from+m[2]
		if from = label; !closingClause.MatchString(s[:bracket]) {
			continue
		}
		at := utf8.RuneCountInString(s[:label])
		head := l
		head.set(l.text[:at:at], l.cols[:at:at])
		out = append(out, head)
		l.set(l.text[at:], l.cols[at:])
		l.hard, l.indent, l.tab = true, 0, false
		s, from = s[label:], 0
	}
}

// columns returns the display columns of r: two for East Asian wide
// characters and full-width forms.
func columns(r rune) int {
	switch {
	case r >= 0x2e80 && r <= 0xa4cf: // nearly every character
		return 2
	case r < 0x1100:
		return 1
	case r >= 0x2010 && r <= 0x2027, r == '\u3000':
		return 2
	case r >= 0x1100 && r <= 0x115f, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x20000:
		return 2
	}
	return 1
}

// squeeze returns rs without white space.
func squeeze(rs []rune) string {
	var b strings.Builder
	for _, r := range rs {
		if !isBlank(r) && !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
