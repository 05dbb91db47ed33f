package corpus

import (
	"strings"

	"guihua/corpus/pattern"
)

// Tables come along in text files in two more ways: as markdown, which programs
// that read scans write,
//
//	| 指标 | 2025年 | 2030年 |
//	|------|--------|--------|
//	| 床位 | 36.5   | 42     |
//
// and as lines whose cells are parted by tabs, as spreadsheets copy them.

// A rowLine is a source line that holds a row of a table.
type rowLine struct {
	grid     int
	row      int
	markdown bool
	rule     bool // |---|---|, which only draws a line
}

var (
	markdownRow  = pattern.MustCompile(`^\s*\|.*\|\s*$`)
	markdownRule = pattern.MustCompile(`^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$`)
)

// rowLines finds the lines that hold rows. A table is two markdown rows, or
// three lines with tabs between words, each as many as the first or, where its
// last cells are blank, fewer. A heading on a line of its own between two rows
// spans the table.
func (c *cleaner) rowLines() map[int]rowLine {
	found := map[int]rowLine{}
	ls := c.src.Lines
	for i := 0; i < len(ls); {
		end, rows := i, 0
		switch {
		case markdownRow.MatchString(ls[i].Text):
			for end < len(ls) && markdownRow.MatchString(ls[end].Text) {
				end++
			}
			rows = end - i + 1
		case !strings.HasPrefix(ls[i].Text, "\t"): // a tab in front: a cell on a line of its own
			end, rows = c.tabRows(i)
		}
		markdown := end > i && markdownRow.MatchString(ls[i].Text)
		if rows < 3 {
			i = max(end, i+1)
			continue
		}
		g, row := c.newGrid(), 0
		for k := i; k < end; k++ {
			rule := markdown && markdownRule.MatchString(ls[k].Text)
			found[k] = rowLine{g, row, markdown, rule}
			if !rule {
				row++
			}
		}
		i = end
	}
	return found
}

// tabRows returns where the rows parted by tabs that begin at line i end, and
// how many they are.
func (c *cleaner) tabRows(i int) (end, rows int) {
	n := c.tabs(i)
	if n < 2 {
		return i, 0
	}
	for end = i; ; end++ {
		switch m := c.tabs(end); {
		case m == n, rows > 0 && n >= 3 && m >= 2 && m < n:
			rows++
		case rows > 0 && c.spansTable(end, n):
		default:
			return end, rows
		}
	}
}

// tabs counts the tabs between the words of line i.
func (c *cleaner) tabs(i int) int {
	if i >= len(c.src.Lines) || fieldStart.MatchString(c.src.Lines[i].Text) {
		return 0 // the fields of a page's head are no table
	}
	return strings.Count(strings.TrimRight(c.src.Lines[i].Text, " \t\u3000"), "\t")
}

// spansTable says whether line i is a heading alone, with a row of n tabs
// below it or below one more heading.
func (c *cleaner) spansTable(i, n int) bool {
	for k := i; k < i+3 && k < len(c.src.Lines); k++ {
		if m := c.tabs(k); m >= 2 && m <= n {
			return k > i
		}
		rs := []rune(strings.TrimSpace(c.src.Lines[k].Text))
		if _, ok := ParseLabel(rs); !ok || len(rs) > 40 || c.tabs(k) > 0 {
			return false
		}
	}
	return false
}

// readRow makes the cells of source line i.
func (c *cleaner) readRow(i int, rs []rune, r rowLine) {
	if r.rule {
		c.left[whyMarkup] += inkChars(rs)
		return
	}
	sep, start := '\t', 0
	if r.markdown {
		sep = '|'
		start = skipBlank(rs, 0) + 1
		end := len(rs)
		for end > start && isBlank(rs[end-1]) {
			end--
		}
		rs = rs[:end-1]
		c.left[whyMarkup] += 2
	}
	col := 0
	for at := start; ; at++ {
		if at < len(rs) && rs[at] != sep {
			continue
		}
		l := line{src: i, grid: r.grid, row: r.row, col: col}
		for k := start; k < at; k++ {
			if len(l.text) > 0 || !isBlank(rs[k]) {
				l.text, l.cols = append(l.text, rs[k]), append(l.cols, k)
			}
		}
		for n := len(l.text); n > 0 && isBlank(l.text[n-1]); n-- {
			l.text, l.cols = l.text[:n-1], l.cols[:n-1]
		}
		c.dropMarkup(&l)
		c.ls = append(c.ls, l)
		if at >= len(rs) {
			return
		}
		if r.markdown {
			c.left[whyMarkup]++
		}
		col, start = col+1, at+1
	}
}
