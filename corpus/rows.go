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
// three lines with the same number of tabs between words.
func (c *cleaner) rowLines() map[int]rowLine {
	found := map[int]rowLine{}
	ls := c.src.Lines
	tabs := func(i int) int {
		s := strings.TrimRight(ls[i].Text, " \t\u3000")
		if strings.HasPrefix(s, "\t") {
			return 0 // a cell on a line of its own
		}
		return strings.Count(s, "\t")
	}
	for i := 0; i < len(ls); {
		end := i
		markdown := markdownRow.MatchString(ls[i].Text)
		switch n := tabs(i); {
		case markdown:
			for end < len(ls) && markdownRow.MatchString(ls[end].Text) {
				end++
			}
		case n >= 2:
			for end < len(ls) && tabs(end) == n {
				end++
			}
		}
		if end-i < 3 && !(markdown && end-i == 2) {
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
