package corpus

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlTable reads a table written in HTML that begins on source line i, as
// programs that read scans put tables into plain text, and returns the line
// behind it; i where there is none. Spanned cells are blank but for their
// first place. What stands before and behind the table on its lines is text.
func (c *cleaner) htmlTable(i int) int {
	open := tagIn(c.src.Lines[i].Text, "<table")
	if open < 0 {
		return i
	}
	end, close := i, -1
	for ; end < len(c.src.Lines) && end < i+2000; end++ {
		from := 0
		if end == i {
			from = open
		}
		if k := tagIn(c.src.Lines[end].Text[from:], "</table>"); k >= 0 {
			close = from + k + len("</table>")
			break
		}
	}
	if close < 0 {
		return i
	}
	t := &htmlReader{c: c, grid: c.newGrid(Tagged), row: -1, busy: map[[2]int]int{}}
	for k := i; k <= end; k++ {
		line := c.src.Lines[k].Text
		a, b := 0, len(line)
		if k == i {
			c.plainPart(k, line, 0, open)
			a = open
		}
		if k == end {
			b = close
		}
		t.read(k, line, a, b)
	}
	t.finish()
	c.plainPart(end, c.src.Lines[end].Text, close, len(c.src.Lines[end].Text))
	return end + 1
}

// tagIn returns where the tag begins in s, in letters of either case, -1 if it
// is not there.
func tagIn(s, tag string) int {
	for from := 0; ; from++ {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 {
			return -1
		}
		// Not by lower-casing s: that may change its length (K, the sign of kelvin).
		if from += i; len(s)-from >= len(tag) && strings.EqualFold(s[from:from+len(tag)], tag) {
			return from
		}
	}
}

// plainPart reads the bytes [a, b) of source line k as a line of text.
func (c *cleaner) plainPart(k int, line string, a, b int) {
	l := lineOf(k, line[a:b], utf8.RuneCountInString(line[:a]))
	if l.blank() {
		return
	}
	c.dropMarkup(&l)
	l.hard = true
	c.ls = append(c.ls, l)
}

// lineOf makes a line of s, which stands from column col on in source line k.
func lineOf(k int, s string, col int) line {
	l := line{src: k}
	for _, r := range s {
		if len(l.text) > 0 || !isBlank(r) {
			l.text, l.cols = append(l.text, r), append(l.cols, int32(col))
		}
		col++
	}
	for n := len(l.text); n > 0 && isBlank(l.text[n-1]); n-- {
		l.text, l.cols = l.text[:n-1], l.cols[:n-1]
	}
	return l
}

// An htmlReader makes cells of a table's tags.
type htmlReader struct {
	c        *cleaner
	grid     int
	row, col int
	busy     map[[2]int]int // places that cells span: which row of the cell it is, from 1
	cell     *line          // the open cell
	cells    []line
}

// read reads the bytes [a, b) of source line k.
func (t *htmlReader) read(k int, s string, a, b int) {
	z := html.NewTokenizer(strings.NewReader(s[a:b]))
	col := utf8.RuneCountInString(s[:a])
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			// A tag that its line does not close is no token.
			t.c.left[whyMarkup] += inkChars([]rune(s[a:b]))
			return
		case html.TextToken:
			if t.cell != nil {
				part := lineOf(k, raw, col)
				if strings.ContainsRune(raw, '&') {
					part = entities(part)
					t.c.left[whyMarkup] += inkChars([]rune(raw)) - inkChars(part.text)
				}
				t.cell.src = k
				t.cell.text, t.cell.cols = append(t.cell.text, part.text...), append(t.cell.cols, part.cols...)
			} else {
				t.c.left[whyMarkup] += inkChars([]rune(raw))
			}
		default:
			t.c.left[whyMarkup] += inkChars([]rune(raw))
			t.tag(z.Token())
		}
		a += len(raw)
		col += utf8.RuneCountInString(raw)
	}
}

// entities gives part the characters its entities (&lt;) stand for. These have
// no place of their own in the source: their column is -1.
func entities(part line) line {
	out := line{src: part.src}
	for i := 0; i < len(part.text); i++ {
		if part.text[i] == '&' {
			for k := i + 1; k < len(part.text) && k < i+10; k++ {
				if part.text[k] != ';' {
					continue
				}
				for _, r := range html.UnescapeString(string(part.text[i : k+1])) {
					out.text, out.cols = append(out.text, r), append(out.cols, -1)
				}
				i = k + 1
				break
			}
			if i >= len(part.text) {
				break
			}
		}
		out.text, out.cols = append(out.text, part.text[i]), append(out.cols, part.cols[i])
	}
	return out
}

// tag follows a tag of the table.
func (t *htmlReader) tag(tok html.Token) {
	switch tok.DataAtom {
	case atom.Tr:
		if tok.Type == html.StartTagToken {
			t.shut()
			t.skip()
			t.row, t.col = t.row+1, 0
		}
	case atom.Td, atom.Th:
		t.shut()
		if tok.Type != html.StartTagToken {
			return
		}
		t.row = max(t.row, 0)
		t.skip()
		rows, cols := span(tok, "rowspan"), span(tok, "colspan")
		for r := range rows {
			for k := range cols {
				if r > 0 || k > 0 {
					t.busy[[2]int{t.row + r, t.col + k}] = r + 1
				}
			}
		}
		t.cell = &line{grid: t.grid, row: t.row, col: t.col}
		t.col++
	}
}

// skip fills the places that cells above or to the left span.
func (t *htmlReader) skip() {
	for t.busy[[2]int{t.row, t.col}] > 0 {
		t.cells = append(t.cells, line{grid: t.grid, row: t.row, col: t.col, above: t.busy[[2]int{t.row, t.col}] > 1})
		t.col++
	}
}

// shut ends the open cell.
func (t *htmlReader) shut() {
	if t.cell != nil {
		t.cells = append(t.cells, *t.cell)
		t.cell = nil
	}
}

// finish hands the cells over.
func (t *htmlReader) finish() {
	t.shut()
	t.skip()
	row := -1
	for i := range t.cells {
		l := &t.cells[i]
		if i == 0 || l.row != t.cells[i-1].row {
			row++ // rows without cells are none
		}
		t.c.dropMarkup(l)
		out := *l
		out.row = row
		t.c.ls = append(t.c.ls, out)
	}
}

// span is how many rows or columns a cell takes.
func span(tok html.Token, name string) int {
	for _, a := range tok.Attr {
		if a.Key == name {
			if n, err := strconv.Atoi(strings.TrimSpace(a.Val)); err == nil && n > 0 && n < 200 {
				return n
			}
		}
	}
	return 1
}
