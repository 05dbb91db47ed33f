package corpus

import (
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
	if t == 0 {
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
	g := c.newGrid()
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
	c.frames = append(c.frames, frame{grid: g, table: t, first: from, end: len(c.ls), rows: len(order), cols: wide})
	return end
}

func sameCell(a, b TableCell) bool {
	return a.Table == b.Table && a.Row == b.Row && a.Col == b.Col
}

// isLayout says whether the table of lines [i, end) is a frame around text.
func (c *cleaner) isLayout(i, end int) bool {
	type place struct{ row, col int }
	cols, rows, cells := map[int]bool{}, map[int]bool{}, map[place]int{}
	biggest, wide := 0, 0
	for k := i; k < end; k++ {
		l := &c.src.Lines[k]
		wide = max(wide, l.Cell.Col+max(l.Cell.Cols, 1))
		n := inkIn(l.Text)
		if n == 0 {
			continue
		}
		cols[l.Cell.Col], rows[l.Cell.Row] = true, true
		p := place{l.Cell.Row, l.Cell.Col}
		cells[p] += n
		biggest = max(biggest, cells[p])
	}
	return len(cols) < 2 || len(rows) < 2 || wide > maxColumns || len(cells) <= 3 && biggest > 500
}

// A frame is a grid made by declaredTable: lines [first, end) of c.ls.
type frame struct {
	grid, table int
	first, end  int
	rows, cols  int
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
		skip := c.repeatedRows(open, f)
		shift := open.rows - skip
		cut := skip < f.rows && c.cutRow(open, f, skip)
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
			l.above = l.above || l.blank() && l.row == skip && !cut && c.mergedAbove(open, l.col)
			l.row, l.grid = l.row+shift, open.grid
		}
		open.rows, open.end = f.rows+shift, f.end
		c.sortCells(open)
	}
}

// sortCells puts the lines of f in the order of its cells. Lines between them
// keep their places.
func (c *cleaner) sortCells(f *frame) {
	var at []int
	var cells []line
	for k := f.first; k < f.end; k++ {
		if c.ls[k].grid == f.grid {
			at, cells = append(at, k), append(cells, c.ls[k])
		}
	}
	slices.SortStableFunc(cells, byCell)
	for n, k := range at {
		c.ls[k] = cells[n]
	}
}

func byCell(a, b line) int {
	if a.row != b.row {
		return a.row - b.row
	}
	return a.col - b.col
}

// goesOn says whether table b goes on with table a of the page before.
func (c *cleaner) goesOn(a, b *frame) bool {
	if a.cols != b.cols || c.page(a.end-1) == 0 || c.page(b.first) != c.page(a.end-1)+1 {
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

// rowWords are the words of the cells of row n of f, white space not counted.
func (c *cleaner) rowWords(f *frame, n int) []string {
	words := make([]string, f.cols)
	for k := f.first; k < f.end; k++ {
		if l := &c.ls[k]; l.grid == f.grid && l.row == n && l.col < len(words) {
			words[l.col] += squeeze(l.text)
		}
	}
	return words
}

// repeatedRows returns how many of the first rows of b print the header of a
// again.
func (c *cleaner) repeatedRows(a, b *frame) int {
	n := 0
	for n < 3 && n < a.rows && n < b.rows && slices.Equal(c.rowWords(a, n), c.rowWords(b, n)) {
		n++
	}
	return n
}

// cutRow says whether row n of b, the first after the header, goes on with the
// last row of a: it is blank in a column in which every row of a has words of
// its own, and where it has words the row above has some too.
func (c *cleaner) cutRow(a, b *frame, n int) bool {
	if a.rows < 2 || n > 0 && a.rows < n+1 {
		return false
	}
	first, last := c.rowWords(b, n), c.rowWords(a, a.rows-1)
	for i, s := range first {
		if s != "" && last[i] == "" {
			return false
		}
	}
	full := make([]bool, a.cols)
	for i := range full {
		full[i] = true
	}
	for r := range a.rows {
		words := c.rowWords(a, r)
		if len(words) > 1 && strings.Join(words[1:], "") == "" {
			continue // a heading that spans the table
		}
		for i, s := range words {
			full[i] = full[i] && s != ""
		}
	}
	for i, s := range first {
		if full[i] && s == "" {
			return true
		}
	}
	return false
}

// mergedAbove says whether column col of a has cells merged over rows.
func (c *cleaner) mergedAbove(a *frame, col int) bool {
	for k := a.first; k < a.end; k++ {
		if l := &c.ls[k]; l.grid == a.grid && l.col == col && l.above {
			return true
		}
	}
	return false
}
