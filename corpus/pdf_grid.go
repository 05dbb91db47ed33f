package corpus

import (
	"cmp"
	"slices"
)

// A drawnGrid is a table as its lines draw it: columns between xs, rows between
// ys, and to each place the cell it belongs to.
type drawnGrid struct {
	xs, ys []float64
	cells  []drawnCell
	cellAt []int // by row*columns + column
}

// A drawnCell is a box of places without a line between them.
type drawnCell struct {
	row, col, rows, cols int
	glyphs               []glyph
}

type drawnGrids []*drawnGrid

// Tolerances in points: the lines of neighbouring cells meet only roughly, and
// a double line is one.
const (
	lineSnap = 3.0
	lineMeet = 2.5
	// maxGridLines bounds a grid: what has more is a drawing.
	maxGridLines = 400
)

// findGrids finds the tables that strokes draw, from top to bottom: level and
// upright lines that meet each other, with two columns at least.
func findGrids(strokes []stroke) drawnGrids {
	var level, upright []stroke
	for _, s := range strokes {
		switch {
		case s.edge:
		case s.upright():
			upright = append(upright, s)
		default:
			level = append(level, s)
		}
	}
	if len(upright) == 0 || len(level) < 2 || len(level)+len(upright) > 20*maxGridLines {
		return nil
	}
	level, upright = mergeStrokes(level, false), mergeStrokes(upright, true)
	// Lines that meet are of one table.
	all := append(slices.Clone(level), upright...)
	groups := newUnion(len(all))
	for i, h := range level {
		for k, v := range upright {
			if v.x0 > h.x0-lineMeet && v.x0 < h.x1+lineMeet && h.y0 > v.y0-lineMeet && h.y0 < v.y1+lineMeet {
				groups.join(i, len(level)+k)
			}
		}
	}
	byGroup := map[int][]stroke{}
	for i, s := range all {
		byGroup[groups.find(i)] = append(byGroup[groups.find(i)], s)
	}
	var out drawnGrids
	for _, ss := range byGroup {
		if g := gridOf(ss); g != nil {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b *drawnGrid) int {
		return cmp.Or(cmp.Compare(a.ys[0], b.ys[0]), cmp.Compare(a.xs[0], b.xs[0]))
	})
	return out
}

// mergeStrokes joins strokes that go on with each other on one line.
func mergeStrokes(ss []stroke, upright bool) []stroke {
	// along is where a stroke begins and ends, across where it stands.
	along := func(s stroke) (float64, float64) { return s.x0, s.x1 }
	across := func(s stroke) float64 { return s.y0 }
	if upright {
		along = func(s stroke) (float64, float64) { return s.y0, s.y1 }
		across = func(s stroke) float64 { return s.x0 }
	}
	slices.SortFunc(ss, func(a, b stroke) int {
		from, _ := along(a)
		next, _ := along(b)
		return cmp.Or(cmp.Compare(across(a), across(b)), cmp.Compare(from, next))
	})
	// Lines a hair apart are one line; then its parts in their order.
	var rows [][]stroke
	for _, s := range ss {
		if n := len(rows); n > 0 && across(s)-across(rows[n-1][0]) < lineSnap/2 {
			rows[n-1] = append(rows[n-1], s)
			continue
		}
		rows = append(rows, []stroke{s})
	}
	var out []stroke
	for _, row := range rows {
		slices.SortFunc(row, func(a, b stroke) int {
			from, _ := along(a)
			next, _ := along(b)
			return cmp.Compare(from, next)
		})
		at := across(row[0])
		from, to := along(row[0])
		put := func() {
			if upright {
				out = append(out, stroke{x0: at, y0: from, x1: at, y1: to})
			} else {
				out = append(out, stroke{x0: from, y0: at, x1: to, y1: at})
			}
		}
		for _, s := range row[1:] {
			next, end := along(s)
			if next <= to+lineSnap {
				to = max(to, end)
				continue
			}
			put()
			from, to = next, end
		}
		put()
	}
	return out
}

// gridOf makes a table of lines that meet; nil where they make less than two
// columns or rows, or a drawing.
func gridOf(ss []stroke) *drawnGrid {
	var xs, ys, ends, sides []float64
	var level, upright []stroke
	for _, s := range ss {
		if s.upright() {
			upright = append(upright, s)
			xs, ends = append(xs, s.x0), append(ends, s.y0, s.y1)
		} else {
			level = append(level, s)
			ys, sides = append(ys, s.y0), append(sides, s.x0, s.x1)
		}
	}
	if len(upright) == 0 || len(level) < 2 {
		return nil
	}
	// A table may be open at its sides, its top or its foot: then most of its
	// lines end at one place.
	xs = append(xs, sharedEnds(sides, max(2, len(level)/2))...)
	ys = append(ys, sharedEnds(ends, max(2, len(upright)/2))...)
	g := &drawnGrid{xs: snap(xs), ys: snap(ys)}
	cols, rows := len(g.xs)-1, len(g.ys)-1
	if cols < 2 || rows < 1 || cols > maxGridLines || rows > maxGridLines {
		return nil
	}
	places := newUnion(rows * cols)
	for r := range rows {
		for c := range cols {
			if c+1 < cols && !covered(upright, g.xs[c+1], g.ys[r], g.ys[r+1], true) {
				places.join(r*cols+c, r*cols+c+1)
			}
			if r+1 < rows && !covered(level, g.ys[r+1], g.xs[c], g.xs[c+1], false) {
				places.join(r*cols+c, (r+1)*cols+c)
			}
		}
	}
	g.cellAt = make([]int, rows*cols)
	index := map[int]int{}
	for p := range g.cellAt {
		r, c := p/cols, p%cols
		root := places.find(p)
		i, ok := index[root]
		if !ok {
			i = len(g.cells)
			index[root] = i
			g.cells = append(g.cells, drawnCell{row: r, col: c, rows: 1, cols: 1})
		}
		cell := &g.cells[i]
		if c < cell.col {
			cell.cols += cell.col - c
			cell.col = c
		}
		cell.cols = max(cell.cols, c-cell.col+1)
		cell.rows = max(cell.rows, r-cell.row+1)
		g.cellAt[p] = i
	}
	if len(g.cells) < 2 {
		return nil
	}
	return g
}

// snap sorts positions and makes one of those that are closer than lineSnap.
func snap(v []float64) []float64 {
	slices.Sort(v)
	out := v[:0:0]
	for _, x := range v {
		if n := len(out); n == 0 || x-out[n-1] > lineSnap {
			out = append(out, x)
		}
	}
	return out
}

// sharedEnds returns the positions where n of v stand at least.
func sharedEnds(v []float64, n int) []float64 {
	slices.Sort(v)
	var out []float64
	for i := 0; i < len(v); {
		k := i
		for k < len(v) && v[k]-v[i] < lineSnap {
			k++
		}
		if k-i >= n {
			out = append(out, v[i])
		}
		i = k
	}
	return out
}

// covered says whether a line at position at runs along most of [from, to).
func covered(lines []stroke, at, from, to float64, upright bool) bool {
	have := 0.0
	for _, s := range lines {
		pos, a, b := s.y0, s.x0, s.x1
		if upright {
			pos, a, b = s.x0, s.y0, s.y1
		}
		if pos > at-lineSnap && pos < at+2*lineSnap {
			have = max(have, min(b, to)-max(a, from))
		}
	}
	return have > 0.6*(to-from)
}

// take gives each glyph that stands in a table to its cell and returns the
// others.
func (gs drawnGrids) take(glyphs []glyph) []glyph {
	var rest []glyph
next:
	for _, x := range glyphs {
		for _, g := range gs {
			if c := g.cellOf((x.x0+x.x1)/2, x.y-0.35*x.size); c != nil {
				c.glyphs = append(c.glyphs, x)
				continue next
			}
		}
		rest = append(rest, x)
	}
	return rest
}

// cellOf is the cell at a point, nil outside the table.
func (g *drawnGrid) cellOf(x, y float64) *drawnCell {
	c, _ := slices.BinarySearch(g.xs, x)
	r, _ := slices.BinarySearch(g.ys, y)
	if c == 0 || r == 0 || c == len(g.xs) || r == len(g.ys) {
		return nil
	}
	return &g.cells[g.cellAt[(r-1)*(len(g.xs)-1)+c-1]]
}

// lines are the lines of the cells, row by row. A blank cell that spans places
// has an empty line, which tells so.
func (g *drawnGrid) lines(sides []stroke, table int) []Line {
	slices.SortStableFunc(g.cells, func(a, b drawnCell) int {
		return cmp.Or(a.row-b.row, a.col-b.col)
	})
	var out []Line
	words := false
	for _, c := range g.cells {
		at := TableCell{Table: table, Row: c.row, Col: c.col, Rows: c.rows, Cols: c.cols}
		lines := linesOf(c.glyphs, sides)
		if len(lines) == 0 && c.rows*c.cols > 1 {
			out = append(out, Line{Cell: at, Box: Box{g.xs[c.col], g.ys[c.row], g.xs[c.col+c.cols], g.ys[c.row+c.rows]}})
		}
		for _, l := range lines {
			l.Cell = at
			out, words = append(out, l), true
		}
	}
	if !words {
		return nil
	}
	return out
}

// place is the index in lines before which the table is read: behind the last
// line above it that it stands below.
func (g *drawnGrid) place(lines []Line) int {
	left, right := g.xs[0], g.xs[len(g.xs)-1]
	at, above := -1, 0.0
	first := len(lines)
	for i, l := range lines {
		if l.Box.X0 > right || l.Box.X1 < left || l.Cell.Table > 0 && l.Box.Y0 > g.ys[0] {
			continue
		}
		if (l.Box.Y0+l.Box.Y1)/2 < g.ys[0] {
			if at < 0 || l.Box.Y1 >= above {
				at, above = i, l.Box.Y1
			}
		} else {
			first = min(first, i)
		}
	}
	if at >= 0 {
		return at + 1
	}
	return first
}

// frame says how the table is drawn.
func (g *drawnGrid) frame() Frame { return Frame{Edges: g.xs} }

// A union joins numbers to groups.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

// find is the number that stands for the group of i, its smallest.
func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(a, b int) {
	a, b = u.find(a), u.find(b)
	u[max(a, b)] = min(a, b)
}
