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
	cols     int  // of rows parted by tabs: what a copy adds behind them is no cell
}

var (
	markdownRow  = pattern.MustCompile(`^\s*\|.*\|\s*$`)
	markdownRule = pattern.MustCompile(`^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$`)
)

// rowLines finds the lines that hold rows. A table is two markdown rows, or
// three lines with tabs between words, each as many as the first or, where its
// last cells are blank, fewer. One tab in a line parts many things that are no
// cells, so a table of two columns must have a header that divides work:
// 工作任务, 责任单位. A heading on a line of its own between two rows spans the
// table.
func (c *cleaner) rowLines() map[int]rowLine {
	found := map[int]rowLine{}
	ls := c.src.Lines
	for i := 0; i < len(ls); {
		Alive(c.ctx)
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
		form := Markdown
		if !markdown {
			form = Tabbed
		}
		g, row, cols := c.newGrid(form), 0, 0
		if !markdown {
			cols = c.tabs(i) + 1
		}
		for k := i; k < end; k++ {
			rule := markdown && markdownRule.MatchString(ls[k].Text)
			found[k] = rowLine{g, row, markdown, rule, cols}
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
	if n < 1 || n < 2 && !dutyHeader.MatchString(c.src.Lines[i].Text) {
		return i, 0
	}
	for end = i; ; end++ {
		switch m := c.tabs(end); {
		case m == n, rows > 0 && (c.blankTail(end, n) || end < len(c.src.Lines) && chapterCells.MatchString(c.src.Lines[end].Text)), rows > 0 && n >= 3 && m >= 2 && m < n:
			rows++
		case rows > 0 && c.spansTable(end, n):
		default:
			return end, rows
		}
	}
}

// dutyHeader is the header of a table of two columns that divides work.
var dutyHeader = pattern.MustCompile(`^\s*(?:主要|重点|具体|目标|工作)*(?:任务|事项|工作|项目|内容|措施|举措)\p{Han}{0,4}\t[ \x{3000}]*\p{Han}{0,4}(?:责任|牵头|落实|负责|主管|承办|主办|实施)\p{Han}{0,2}(?:单位|部门|主体|分工)(?:[（(][^\t]{1,20}[）)])?\s*$`)

// chapterCells are the number and the heading of a chapter of a table, the
// blank cells behind them cut off.
var chapterCells = pattern.MustCompile(`^\s*(?:[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[）)])、?\t[^\t。；]{2,40}\s*$`)

// blankTail says whether line i has words and n tabs, of which the last part
// blank cells.
func (c *cleaner) blankTail(i, n int) bool {
	if i >= len(c.src.Lines) {
		return false
	}
	s := strings.TrimRight(c.src.Lines[i].Text, " \u3000")
	return strings.Count(s, "\t") == n && strings.TrimSpace(s) != ""
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
		if m := c.tabs(k); m >= min(n, 2) && m <= n {
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
				l.text, l.cols = append(l.text, rs[k]), append(l.cols, int32(k))
			}
		}
		for n := len(l.text); n > 0 && isBlank(l.text[n-1]); n-- {
			l.text, l.cols = l.text[:n-1], l.cols[:n-1]
		}
		c.dropMarkup(&l)
		c.ls = append(c.ls, l)
		if at >= len(rs) || col+1 == r.cols && skipBlank(rs, at) == len(rs) {
			return
		}
		if r.markdown {
			c.left[whyMarkup]++
		}
		col, start = col+1, at+1
	}
}
