package corpus

import (
	"slices"
	"sort"
	"strings"

	"guihua/corpus/pattern"
)

// findListed finds tables that lost all but their order: a header that begins
// with 序号, each of its cells on a line of its own, then rows of as many lines,
// numbered from 1. It runs before page numbers are looked for, which the row
// numbers resemble.
func (c *cleaner) findListed() {
	var words []int // the lines with words
	for i := range c.ls {
		if !c.ls[i].blank() {
			words = append(words, i)
		}
	}
	for k, i := range words {
		Alive(c.ctx)
		if c.ls[i].grid > 0 {
			continue
		}
		if !c.ls[i].is("序号") {
			c.findUnnumbered(words[k:min(len(words), k+4000)])
			continue
		}
		at := words[k:min(len(words), k+4000)] // from the header on
		cols := 0
		for cols < len(at) && cols < 12 && len(c.ls[at[cols]].text) <= 16 && !c.startsRow(at[cols], 1) {
			cols++
		}
		if cols < 2 || cols >= len(at) {
			continue
		}
		type cell struct{ line, row, col int }
		var cells []cell
		for k := range cols {
			cells = append(cells, cell{at[k], 0, k})
		}
		heads := c.headsOf(at[:cols])
		doubtful := false
		row, next, n := 1, 1, cols
		for n < len(at) {
			if num, ok := parseDigits(c.ls[at[n]].text); ok && num >= next && num < next+20 {
				got := c.listedRow(at, n, num, heads)
				if got == nil {
					break
				}
				places, ways := c.placeCells(got, heads)
				doubtful = doubtful || ways != 1
				for k, lines := range got {
					for _, i := range lines {
						cells = append(cells, cell{i, row, places[k]})
						n++
					}
				}
				row, next = row+1, num+1
				continue
			}
			// A row that spans the table, on one line or two.
			k := n
			for k < len(at) && k < n+2 && !isNumber(c.ls[at[k]].text) {
				k++
			}
			if _, ok := ParseLabel(c.ls[at[n]].text); !ok || k >= len(at) || !isNumber(c.ls[at[k]].text) {
				break
			}
			for from := n; n < k; n++ {
				if _, ok := ParseLabel(c.ls[at[n]].text); ok && n > from {
					row++
				}
				cells = append(cells, cell{at[n], row, 0})
			}
			row++
		}
		if next < 4 {
			continue
		}
		g := c.newGrid(Listed)
		c.out.Tables[g-1].Doubtful = doubtful
		for _, x := range cells {
			l := &c.ls[x.line]
			l.grid, l.row, l.col, l.out = g, x.row, x.col, ""
		}
	}
}

// listedRow returns the lines of each cell of the row with number num at
// at[n]: one for each of heads, fewer where blank ones left no line. A list of bodies that
// is broken behind or before 、 is one cell. It is nil where the lines end.
func (c *cleaner) listedRow(at []int, n, num int, heads []head) [][]int {
	cols := len(heads)
	var got [][]int
	k := n
	for k < len(at) && len(got) < cols {
		if len(got) >= 2 && c.endsList(at[k]) {
			if _, ways := c.placeCells(got, heads); ways > 0 {
				return got
			}
		}
		lines := []int{at[k]}
		for k++; k < len(at) && len(got) > 0 && c.brokenList(at[k-1], at[k]); k++ {
			lines = append(lines, at[k])
		}
		got = append(got, lines)
	}
	whole := len(got) == cols
	if whole && (k == len(at) || c.startsRow(at[k], num+1)) {
		return got
	}
	for j := 2; j < len(got); j++ { // the next row begins too early: blank cells
		if v, ok := parseDigits(c.ls[got[j][0]].text); ok && v == num+1 {
			if _, ways := c.placeCells(got[:j], heads); ways > 0 {
				return got[:j]
			}
		}
	}
	if !whole { // the text ends here
		if _, ways := c.placeCells(got, heads); len(got) < 2 || ways == 0 {
			return nil
		}
	}
	return got
}

// endsList says whether line i is a heading, an annex or a note: no cell.
func (c *cleaner) endsList(i int) bool {
	l, ok := ParseLabel(c.ls[i].text)
	return ok && l.Kind != Digit && l.Kind != DigitParen && l.Kind != Circled || afterList.MatchString(c.ls[i].str())
}

var afterList = pattern.MustCompile(`^(?:附件?\s*[0-9]{0,2}(?:[：:].*)?|(?:备?注|说明)[：:].*)$`)

// brokenList says whether line i goes on with a list of line prev.
func (c *cleaner) brokenList(prev, i int) bool {
	p, l := c.ls[prev].text, c.ls[i].text
	return p[len(p)-1] == '、' || l[0] == '、'
}

// A head is what a header tells of its column, for rows with blank cells.
type head struct{ due, optional bool }

// Every task has a number, words and a body in charge; what a table leaves
// blank is who helps, until when, and remarks.
var (
	dueHead      = pattern.MustCompile(`(?:时限|时间|期限|日期|节点|进度)(?:要求|安排)?$`)
	optionalHead = pattern.MustCompile(`^(?:配合|协助|参与|参加|协办|协同|支持)|备注|责任人|联系人`)
	dueCell      = pattern.MustCompile(`\d{4}年|\d{1,2}月|[年月]?底前?|长期|持续|常态|每年|每月|年内|季度`)
)

func (c *cleaner) headsOf(at []int) []head {
	heads := make([]head, len(at))
	for k, i := range at {
		s := c.ls[i].str()
		heads[k].due = dueHead.MatchString(s)
		heads[k].optional = heads[k].due || optionalHead.MatchString(s)
	}
	return heads
}

// placeCells returns the column of each cell of a row, some of whose cells may
// be blank, and how many ways there are to leave no column blank that every row
// fills and to have deadlines below the header for deadlines.
func (c *cleaner) placeCells(row [][]int, heads []head) (cols []int, ways int) {
	cols = make([]int, len(row))
	for k := range cols {
		cols[k] = k
	}
	if len(row) == len(heads) {
		return cols, 1
	}
	try := make([]int, len(row))
	var place func(k, col int)
	place = func(k, col int) {
		if k == len(row) {
			for ; col < len(heads); col++ {
				if !heads[col].optional {
					return
				}
			}
			if ways++; ways == 1 {
				copy(cols, try)
			}
			return
		}
		s := c.ls[row[k][0]].str()
		for ; col < len(heads) && len(row)-k <= len(heads)-col; col++ {
			if isDue := len([]rune(s)) <= 16 && dueCell.MatchString(s); k < 2 || isDue == heads[col].due {
				try[k] = col
				place(k+1, col+1)
			}
			if !heads[col].optional {
				return
			}
		}
	}
	place(0, 0)
	return cols, ways
}

// Headers of a table that divides work and has no numbers, and how its cells
// look: officials name bodies by few kinds of endings, parted by 、.
var (
	taskHead   = pattern.MustCompile(`^(?:主要|重点|具体|目标|工作)*(?:任务|事项|工作|项目|措施|举措)(?:内容|名称|分工|事项)?$`)
	bodiesHead = pattern.MustCompile(`^(?:省级|市级|县级|区级)?(?:责任|牵头|配合|协助|参与|协办|主办|主责|落实|负责)(?:责任)?(?:单位|部门)(?:[（(].{1,20}[）)])?$`)
	bodiesCell = pattern.MustCompile(`^[^。；]{1,80}(?:[局委办厅部院会署处所站队科社行]|政府|单位|部门|中心|公司|集团|大学|学校|街道|乡镇|县区|管委会|县（市、区）|等|负责|牵头|配合)$`)
)

// findUnnumbered finds a table that lost all but its order and has no 序号: a
// header of 工作任务, bodies and deadlines, each of its cells on a line of its
// own, and rows whose cells look like what their headers promise.
func (c *cleaner) findUnnumbered(at []int) {
	if l := &c.ls[at[0]]; l.tab || len(l.text) > 12 || !taskHead.MatchString(l.str()) {
		return // rows of cells behind tabs are parted by blank lines
	}
	if x := c.box(at[0]); x.X1 > x.X0 {
		return // places say more than order does
	}
	cols, bodies := 1, 0
	for ; cols < len(at) && cols < 8; cols++ {
		s := c.ls[at[cols]].str()
		if bodiesHead.MatchString(s) {
			bodies++
		} else if len(c.ls[at[cols]].text) > 12 || !dueHead.MatchString(s) {
			break
		}
	}
	if bodies == 0 {
		return
	}
	heads := c.headsOf(at[:cols])
	type cell struct{ line, row, col int }
	var cells []cell
	for k := range cols {
		cells = append(cells, cell{at[k], 0, k})
	}
	n, row, full := cols, 1, 0
	for n < len(at) {
		from := n
		if l, ok := ParseLabel(c.ls[at[n]].text); ok && l.Kind == Han && n+1 < len(at) && len(c.ls[at[n]].text) <= 40 {
			n++ // a chapter that spans the table
		}
		got, next := c.unnumberedRow(at, n, heads)
		if got == nil {
			n = from
			break
		}
		if n > from {
			cells, row = append(cells, cell{at[from], row, 0}), row+1
		}
		for k, lines := range got {
			for _, i := range lines {
				cells = append(cells, cell{i, row, k})
			}
		}
		n, row, full = next, row+1, full+1
	}
	if full < 2 {
		return
	}
	g := c.newGrid(Listed)
	// Where it breaks off among short lines without a full stop, the rows above
	// may have been counted wrong as well.
	if n < len(at) && !c.endsList(at[n]) {
		s := c.ls[at[n]].text
		c.out.Tables[g-1].Doubtful = len(s) <= 30 && s[len(s)-1] != '。'
	}
	for _, x := range cells {
		l := &c.ls[x.line]
		l.grid, l.row, l.col, l.out = g, x.row, x.col, ""
	}
}

// unnumberedRow returns the lines of the cells of the row at at[n] and where
// the next one begins; nil where its cells are not what heads promise.
func (c *cleaner) unnumberedRow(at []int, n int, heads []head) (got [][]int, next int) {
	for len(got) < len(heads) {
		if n >= len(at) || c.ls[at[n]].grid > 0 || c.endsList(at[n]) {
			return nil, n
		}
		lines, s := []int{at[n]}, c.ls[at[n]].str()
		for n++; n < len(at) && len(got) > 0 && c.brokenList(at[n-1], at[n]); n++ {
			lines, s = append(lines, at[n]), s+c.ls[at[n]].str()
		}
		switch h := heads[len(got)]; {
		case len(got) == 0:
			if bodiesCell.MatchString(s) && strings.Contains(s, "、") {
				return nil, n // a list of bodies where a task belongs
			}
		case h.due && !dueCell.MatchString(s), !h.due && !bodiesCell.MatchString(s):
			return nil, n
		}
		got = append(got, lines)
	}
	return got, n
}

// startsRow says whether line i is number n alone or a chapter's heading.
func (c *cleaner) startsRow(i, n int) bool {
	if v, ok := parseDigits(c.ls[i].text); ok {
		return v == n
	}
	l, ok := ParseLabel(c.ls[i].text)
	return ok && l.Kind == Han
}

func isNumber(rs []rune) bool {
	_, ok := parseDigits(rs)
	return ok && len(rs) <= 3
}

// findGrids finds the other tables of the source: those flattened to text, every
// cell on a line of its own behind a tab and rows parted by blank lines, as
// word processors copy them; and those whose cells stand side by side on a page.
func (c *cleaner) findGrids() {
	for i := 0; i < len(c.ls); i++ {
		Alive(c.ctx)
		if !c.ls[i].tab || c.ls[i].out != "" {
			continue
		}
		end, rows := c.cellLines(i)
		if len(rows) >= 3 && twoAlike(rows) {
			for k := i; k < end; k++ {
				c.release(k)
			}
			g := c.newGrid(Tabbed)
			row, col := 0, 0
			for k := i; k < end; k++ {
				if !c.ls[k].tab {
					continue
				}
				if k > i && !c.ls[k-1].tab {
					row, col = row+1, 0
				}
				c.ls[k].grid, c.ls[k].row, c.ls[k].col, c.ls[k].out = g, row, col, ""
				col++
			}
		}
		i = end
	}
	if c.em > 0 {
		c.findRuled()
	}
}

// release takes the lines of the grid that line k is a cell of out of it: half
// a grid is none.
func (c *cleaner) release(k int) {
	g := c.ls[k].grid
	if g == 0 {
		return
	}
	ours := func(i int) bool { return c.ls[i].grid == g || c.ls[i].blank() }
	for k > 0 && ours(k-1) {
		k--
	}
	for ; k < len(c.ls) && ours(k); k++ {
		if l := &c.ls[k]; l.grid == g {
			l.grid, l.row, l.col = 0, 0, 0
		}
	}
}

func (c *cleaner) newGrid(form TableForm) int {
	c.out.Tables = append(c.out.Tables, Grid{Form: form})
	return len(c.out.Tables)
}

// cellLines returns the end of the run of cell lines that starts at line i,
// and the number of cells of each row.
func (c *cleaner) cellLines(i int) (end int, rows []int) {
	blanks := 0
	n := 0
	for k := i; k < len(c.ls); k++ {
		switch l := &c.ls[k]; {
		case l.tab:
			n++
			blanks = 0
			end = k + 1
		case l.blank():
			if n > 0 {
				rows, n = append(rows, n), 0
			}
			if blanks++; blanks > 2 {
				return end, rows
			}
		default:
			if n > 0 {
				rows = append(rows, n)
			}
			return end, rows
		}
	}
	if n > 0 {
		rows = append(rows, n)
	}
	return end, rows
}

func twoAlike(rows []int) bool {
	seen := map[int]bool{}
	for _, n := range rows {
		if n > 1 && seen[n] {
			return true
		}
		seen[n] = true
	}
	return false
}

// A band is lines that stand side by side at one height of a page.
type band struct{ first, end int } // lines [first, end)

// findRuled finds tables by the places of their cells: three or more bands of
// two or more lines, each following the other.
func (c *cleaner) findRuled() {
	var run []band
	many := 0
	flush := func() {
		if many >= 3 {
			c.ruled(run)
		}
		run, many = nil, 0
	}
	for i := 0; i < len(c.ls); {
		Alive(c.ctx)
		b := c.bandAt(i)
		switch {
		case b.end == b.first: // blank or left out
			i++
			continue
		case b.end-b.first > 1 && (len(run) == 0 || c.page(run[0].first) == c.page(b.first)):
			run, many = append(run, b), many+1
		case len(run) > 0 && c.page(run[0].first) == c.page(b.first) && c.inColumn(run, b):
			run = append(run, b)
		default:
			flush()
			if b.end-b.first > 1 {
				run, many = []band{b}, 1
			}
		}
		i = b.end
	}
	flush()
}

func (c *cleaner) page(i int) int { return c.src.Lines[c.ls[i].src].Page }

// box returns the place of line i, zero where it is unknown or no place on a
// page: a side that is no number would make a nonsense of all comparisons.
func (c *cleaner) box(i int) Box {
	const far = 1e6 // points; a page of PDF has at most 14400
	b := c.src.Lines[c.ls[i].src].Box
	if b.X0 < b.X1 && b.Y0 < b.Y1 && b.X0 > -far && b.Y0 > -far && b.X1 < far && b.Y1 < far {
		return b
	}
	return Box{}
}

// bandAt returns the lines from i on that share their height, from left to
// right; it is empty where line i has no place.
func (c *cleaner) bandAt(i int) band {
	b := band{i, i}
	if l := &c.ls[i]; l.blank() || l.out != "" || l.grid > 0 || c.box(i).X1 <= c.box(i).X0 {
		return b
	}
	first := c.box(i)
	right := first.X1
	for b.end = i + 1; b.end < len(c.ls); b.end++ {
		l, x := &c.ls[b.end], c.box(b.end)
		mid := (x.Y0 + x.Y1) / 2
		if l.blank() || l.out != "" || c.page(b.end) != c.page(i) || x.X0 < right+0.3*c.em || mid < first.Y0 || mid > first.Y1 {
			break
		}
		right = x.X1
	}
	return b
}

// inColumn says whether the single line of b goes on with a cell of one
// column of the bands before it.
func (c *cleaner) inColumn(run []band, b band) bool {
	x := c.box(b.first)
	if x.Y0-c.box(run[len(run)-1].first).Y1 > 1.5*c.em {
		return false
	}
	hits := 0
	for _, col := range c.columnsOf(run) {
		if x.X0 < col.X1 && x.X1 > col.X0 {
			hits++
		}
	}
	return hits == 1 && x.X1-x.X0 < (c.pageRight(b.first)-c.pageLeft(b.first))*0.6
}

// pageLeft and pageRight are the outermost places on the page of line i.
func (c *cleaner) pageLeft(i int) float64 {
	x := c.box(i).X0
	for k := i - 60; k < i+60; k++ {
		if k >= 0 && k < len(c.ls) && c.page(k) == c.page(i) && !c.ls[k].blank() {
			x = min(x, c.box(k).X0)
		}
	}
	return x
}

func (c *cleaner) pageRight(i int) float64 {
	x := c.box(i).X1
	for k := i - 60; k < i+60; k++ {
		if k >= 0 && k < len(c.ls) && c.page(k) == c.page(i) && !c.ls[k].blank() {
			x = max(x, c.box(k).X1)
		}
	}
	return x
}

// columnsOf merges the widths of the cells of bands into columns.
func (c *cleaner) columnsOf(run []band) []Box {
	var all []Box
	for _, b := range run {
		if b.end-b.first < 2 {
			continue
		}
		for i := b.first; i < b.end; i++ {
			all = append(all, c.box(i))
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].X0 < all[j].X0 })
	var cols []Box
	for _, x := range all {
		if n := len(cols); n > 0 && x.X0 < cols[n-1].X1 {
			cols[n-1].X1 = max(cols[n-1].X1, x.X1)
			continue
		}
		cols = append(cols, x)
	}
	return cols
}

// ruled makes a grid of bands. A band without a cell in the first column goes
// on with the row above it.
func (c *cleaner) ruled(run []band) {
	cols := c.columnsOf(run)
	if len(cols) < 2 {
		return
	}
	g := c.newGrid(SideBySide)
	row := -1
	bottom := 0.0
	for _, b := range run {
		colOf := func(i int) int {
			x := c.box(i)
			for k, col := range cols {
				if x.X0 < col.X1 && x.X1 > col.X0 {
					return k
				}
			}
			return len(cols) - 1
		}
		goesOn := row >= 0 && !(b.end-b.first > 1 && colOf(b.first) == 0 || b.end-b.first == len(cols))
		if goesOn && (b.end-b.first > 1 || c.box(b.first).Y0-bottom > 0.6*c.em) {
			c.out.Tables[g-1].Doubtful = true
		}
		bottom = c.box(b.end - 1).Y1
		if !goesOn {
			row++
		}
		for i := b.first; i < b.end; i++ {
			c.ls[i].grid, c.ls[i].row, c.ls[i].col = g, row, colOf(i)
		}
	}
	// Cells of several lines are written whole. Blank lines between them keep
	// their places.
	var at []int
	var cells []line
	for i := run[0].first; i < run[len(run)-1].end; i++ {
		if c.ls[i].grid == g {
			at, cells = append(at, i), append(cells, c.ls[i])
		}
	}
	slices.SortStableFunc(cells, func(a, b line) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	for k, i := range at {
		c.ls[i] = cells[k]
	}
}

// writeCell appends a line of a grid's cell: cells of a row are parted by
// tabs, rows by newlines, blank cells are empty. Another row begins wherever
// its number is another: some rows may have been left out, or read as
// something else. Where something else stands between two rows, the second
// begins a table of its own.
func (c *cleaner) writeCell(l *line) {
	t := c.out
	n := l.grid
	if part, ok := c.parted[n]; ok {
		n = part
	}
	if len(t.Tables[n-1].Rows) > 0 && t.Paras[len(t.Paras)-1].Table != n-1 {
		n = c.newGrid(t.Tables[n-1].Form)
		c.parted[l.grid] = n
	}
	g := &t.Tables[n-1]
	row := len(g.Rows) - 1
	if row < 0 || l.row != c.row || l.col < len(g.Rows[row])-1 {
		row++
		g.Rows = append(g.Rows, nil)
		if len(t.Paras) > 0 {
			c.put('\n', place{-1, 0})
		}
		t.Paras = append(t.Paras, Para{Start: len(t.Runes), Page: c.src.Lines[l.src].Page, Table: n - 1, Row: row})
		g.Rows[row] = append(g.Rows[row], Cell{Start: len(t.Runes), End: len(t.Runes)})
	}
	c.row = l.row
	cells := &g.Rows[row]
	for len(*cells) <= l.col {
		c.put('\t', place{-1, 0})
		*cells = append(*cells, Cell{Start: len(t.Runes), End: len(t.Runes)})
	}
	if len(l.text) > 0 {
		c.writeLine(l)
	}
	cell := &(*cells)[l.col]
	cell.End, cell.Above = len(t.Runes), cell.Above || l.above
	t.Paras[len(t.Paras)-1].End = len(t.Runes)
}
