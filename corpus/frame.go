package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// Tables that a source declares (HTML, DOCX) or draws (PDF, OFD) come as lines
// with a TableCell. They become grids here, but for frames around text, which
// are no tables: a 专栏 is printed as a table of one column, pages and
// letterheads are laid out with tables.

// Bounds of a table; one that is bigger is text, and a cell that claims to span
// more ends there.
const (
	maxColumns = 60
	maxSpan    = 500
)

// declaredTable reads the table whose lines begin at source line i, and
// returns the line behind it; i where there is none.
func (c *cleaner) declaredTable(i int) int {
	ls := c.src.Lines
	t := ls[i].Cell.Table
	if t <= 0 {
		return i
	}
	end := i
	for end < len(ls) && ls[end].Cell.Table == t {
		end++
	}
	if c.isLayout(i, end) {
		for k := i; k < end; k++ {
			l := lineOf(k, ls[k].Text, 0)
			c.dropMarkup(&l)
			l.out = ls[k].Out
			l.hard = k == i || !sameCell(ls[k-1].Cell, ls[k].Cell)
			c.ls = append(c.ls, l)
		}
		return end
	}
	at := make([]int, 0, end-i)
	wide, rows := 0, map[int]int{}
	for k := i; k < end; k++ {
		at = append(at, k)
		x := ls[k].Cell
		wide = max(wide, x.Col+max(x.Cols, 1))
		if inkIn(ls[k].Text) > 0 {
			rows[x.Row] = 0 // rows without words are none
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		x, y := ls[a].Cell, ls[b].Cell
		if x.Row != y.Row {
			return x.Row - y.Row
		}
		return x.Col - y.Col
	})
	order := make([]int, 0, len(rows))
	for r := range rows {
		order = append(order, r)
	}
	slices.Sort(order)
	for n, r := range order {
		rows[r] = n
	}
	g := c.newGrid(Declared)
	from := len(c.ls)
	spans := map[[2]int]bool{} // places that belong to a cell above
	for n, r := range order {
		cells := make([][]int, wide)
		spanned := false
		for len(at) > 0 && ls[at[0]].Cell.Row <= r {
			k := at[0]
			at = at[1:]
			x := ls[k].Cell
			if _, ok := rows[x.Row]; !ok {
				continue // a blank row's cell
			}
			cells[x.Col] = append(cells[x.Col], k)
			spanned = spanned || x.Cols >= wide
			if len(cells[x.Col]) > 1 {
				continue // its first line has said where the cell is
			}
			for down := 1; down < min(x.Rows, maxSpan); down++ {
				for across := range min(max(x.Cols, 1), maxSpan) {
					spans[[2]int{x.Row + down, x.Col + across}] = true
				}
			}
		}
		for col, lines := range cells {
			if spanned && len(lines) == 0 {
				continue // a row that spans the table has one cell
			}
			if len(lines) == 0 {
				c.ls = append(c.ls, line{src: i, grid: g, row: n, col: col, above: spans[[2]int{r, col}]})
			}
			for _, k := range lines {
				l := lineOf(k, ls[k].Text, 0)
				c.dropMarkup(&l)
				l.grid, l.row, l.col, l.out = g, n, col, ls[k].Out
				c.ls = append(c.ls, l)
			}
		}
	}
	// Blank cells belong to the page of their row.
	for k := len(c.ls) - 1; k >= from; k-- {
		if l := &c.ls[k]; l.blank() && k+1 < len(c.ls) && c.ls[k+1].row == l.row {
			l.src = c.ls[k+1].src
		} else if l.blank() && k > from {
			l.src = c.ls[k-1].src
		}
	}
	c.noteFrame(t, from, len(order), wide)
	return end
}

func sameCell(a, b TableCell) bool {
	return a.Table == b.Table && a.Row == b.Row && a.Col == b.Col
}

// isLayout says whether the table of lines [i, end) is a frame around text.
func (c *cleaner) isLayout(i, end int) bool {
	type place struct{ row, col int }
	cols, rows, cells := map[int]bool{}, map[int]int{}, map[place]int{}
	biggest, wide, labels := 0, 0, 0
	for k := i; k < end; k++ {
		l := &c.src.Lines[k]
		if l.Cell.Row < 0 || l.Cell.Col < 0 || l.Cell.Col > maxColumns {
			return true // no place in a table
		}
		wide = max(wide, l.Cell.Col+max(l.Cell.Cols, 1))
		n := inkIn(l.Text)
		if n == 0 {
			continue
		}
		cols[l.Cell.Col] = true
		p := place{l.Cell.Row, l.Cell.Col}
		if cells[p] == 0 {
			rows[l.Cell.Row]++
		}
		cells[p] += n
		if pageLabel.MatchString(strings.TrimSpace(l.Text)) {
			labels++
		}
		biggest = max(biggest, cells[p])
	}
	beside := 0 // rows with words in two cells
	for _, n := range rows {
		if n > 1 {
			beside++
		}
	}
	if labels >= 2 {
		return true // what a web page knows of its document: 索引号, 发布机构
	}
	return len(cols) < 2 || beside == 0 || len(rows) < 2 || wide > maxColumns || len(cells) <= 3 && biggest > 500
}

// A frame is a grid made by declaredTable: lines [first, end) of c.ls.
type frame struct {
	grid, table int
	first, end  int
	last        int        // where its last row begins
	words       [][]string // of each row, by column, white space not counted
	merged      []bool     // columns with cells merged over rows
}

// noteFrame keeps what joinFrames asks of the grid of lines [first, len(c.ls)).
func (c *cleaner) noteFrame(table, first, rows, cols int) {
	f := frame{grid: c.ls[first].grid, table: table, first: first, end: len(c.ls), last: first, merged: make([]bool, cols)}
	f.words = make([][]string, rows)
	for i := range f.words {
		f.words[i] = make([]string, cols)
	}
	for k := first; k < f.end; k++ {
		l := &c.ls[k]
		f.words[l.row][l.col] += squeeze(l.text)
		f.merged[l.col] = f.merged[l.col] || l.above
		if l.row > c.ls[f.last].row {
			f.last = k
		}
	}
	c.frames = append(c.frames, f)
}

// joinFrames joins a table with the one that begins the next page, where it
// goes on: nothing but running heads and page numbers stands between them and
// their columns are at the same places. A header that is printed again is left
// out; a row that the page end cut goes on in its own cells.
func (c *cleaner) joinFrames() {
	var open *frame // what the frame at hand may go on with
	for i := range c.frames {
		f := &c.frames[i]
		if open == nil || !c.goesOn(open, f) {
			open = f
			continue
		}
		skip := repeatedRows(open, f)
		cut := skip < len(f.words) && cutRow(open, f, skip)
		shift := len(open.words) - skip
		if cut {
			shift--
		}
		for k := f.first; k < f.end; k++ {
			l := &c.ls[k]
			if l.row < skip {
				l.grid = 0
				if !l.blank() {
					l.out = whyHeader
				}
				continue
			}
			// What is blank at the head of the page belongs to a merged cell
			// that began on the page before.
			l.above = l.above || l.blank() && l.row == skip && !cut && open.merged[l.col]
			l.row, l.grid = l.row+shift, open.grid
		}
		rest := f.words[skip:]
		if cut {
			c.sortCells(open.last, f.end, open.grid)
			for col, s := range rest[0] {
				open.words[len(open.words)-1][col] += s
			}
			rest = rest[1:]
		}
		if len(rest) > 0 {
			open.last = f.last
		}
		open.words = append(open.words, rest...)
		open.end = f.end
		for col, m := range f.merged {
			open.merged[col] = open.merged[col] || m
		}
	}
}

// sortCells puts the lines [first, end) of a grid in the order of its cells.
// Lines between them keep their places.
func (c *cleaner) sortCells(first, end, grid int) {
	var at []int
	var cells []line
	for k := first; k < end; k++ {
		if c.ls[k].grid == grid {
			at, cells = append(at, k), append(cells, c.ls[k])
		}
	}
	slices.SortStableFunc(cells, func(a, b line) int { return cmp.Or(a.row-b.row, a.col-b.col) })
	for n, k := range at {
		c.ls[k] = cells[n]
	}
}

// goesOn says whether table b goes on with table a of the page before.
func (c *cleaner) goesOn(a, b *frame) bool {
	if len(a.merged) != len(b.merged) || c.page(a.end-1) == 0 || c.page(b.first) != c.page(a.end-1)+1 {
		return false
	}
	for k := a.end; k < b.first; k++ {
		if l := &c.ls[k]; !l.blank() && l.out == "" {
			return false
		}
	}
	x, y := c.edgesOf(a), c.edgesOf(b)
	if len(x) != len(y) || len(x) == 0 {
		return false
	}
	for i := range x {
		if abs(x[i]-x[0]-y[i]+y[0]) > 3 {
			return false
		}
	}
	return true
}

func (c *cleaner) edgesOf(f *frame) []float64 {
	if f.table > len(c.src.Frames) {
		return nil
	}
	return c.src.Frames[f.table-1].Edges
}

// repeatedRows returns how many of the first rows of b print the header of a
// again.
func repeatedRows(a, b *frame) int {
	n := 0
	for n < min(3, len(a.words), len(b.words)) && slices.Equal(a.words[n], b.words[n]) {
		n++
	}
	return n
}

// manyRows are enough to tell how the cells of a column end.
const manyRows = 40

// cutRow says whether row n of b, the first after the header, goes on with the
// last row of a. Where it has words the row above has some too, and
//   - it is blank in a column in which every other row has words of its own
//     (序号, or the task itself), or
//   - the words above break off in a column whose cells end whole: with a full
//     stop, or with the name of a body.
func cutRow(a, b *frame, n int) bool {
	if len(a.words) < n+1 {
		return false
	}
	first, last := b.words[n], a.words[len(a.words)-1]
	for i, s := range first {
		if s != "" && last[i] == "" {
			return false
		}
	}
	upper := len(a.words) - 1
	above := a.words[min(upper, max(n, 1, upper-manyRows)):upper]
	below := b.words[n+1 : min(len(b.words), n+1+manyRows)]
	var others [][]string
	for _, words := range slices.Concat(above, below) {
		if strings.Join(words[1:], "") != "" { // else a heading that spans the table
			others = append(others, words)
		}
	}
	for i, s := range first {
		filled, stops, bodies := 0, 0, 0
		for _, words := range others {
			if words[i] == "" {
				continue
			}
			filled++
			if endsSentence([]rune(words[i])) {
				stops++
			}
			if bodiesCell.MatchString(words[i]) {
				bodies++
			}
		}
		switch {
		case s == "" && last[i] != "" && filled > 0 && filled == len(others):
			return true
		case s == "" || filled < 2:
		case stops == filled && !endsSentence([]rune(last[i])) && endsSentence([]rune(s)):
			return true
		case bodies == filled && !bodiesCell.MatchString(last[i]) && bodiesCell.MatchString(last[i]+s):
			return true
		}
	}
	return false
}
