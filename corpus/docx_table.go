package corpus

import (
	"encoding/xml"
	"maps"
	"slices"
)

// narrowest is the width, in twentieths of a point, below which a column is
// none: it holds no character. Word makes such columns where the rows of a
// table were drawn by hand and their sides are not quite in line.
const narrowest = 150

// A docxTable is a table while it is read.
type docxTable struct {
	widths []int // of the columns of its grid, in twentieths of a point
	rows   []docxRow
	after  []Line // what is left out
}

type docxRow struct {
	cells []docxCell
	col   int // column of the grid behind its last cell
}

type docxCell struct {
	col, cols int  // in columns of the grid
	goesOn    bool // it belongs to the cell above
	begins    bool // cells below may belong to it
	lines     []Line
}

// table reads a table. A table inside a cell is flattened into the cell.
func (d *docx) table(p *xmlPart, f *docxFlow) error {
	t := &docxTable{}
	err := p.each(func(e xml.StartElement) error { return d.tablePart(p, e, f, t) })
	if d.cells == 0 {
		d.tables++
		lines := t.finish(d.tables)
		if len(lines) == 0 {
			d.tables--
		}
		f.lines = append(f.lines, lines...)
		f.lines = append(f.lines, t.after...)
	}
	return err
}

// foreign reads an element that is not of WordprocessingML itself: one that may
// be ignored, alternatives of which one is read, or a wrapper.
func (d *docx) foreign(p *xmlPart, e xml.StartElement, inside func(xml.StartElement) error) error {
	switch {
	case d.ignored[e.Name.Space]:
		return nil
	case e.Name.Space == "mc":
		return d.compat(p, e, inside)
	}
	return p.each(inside)
}

// tablePart reads an element around the rows of a table.
func (d *docx) tablePart(p *xmlPart, e xml.StartElement, f *docxFlow, t *docxTable) error {
	inside := func(e xml.StartElement) error { return d.tablePart(p, e, f, t) }
	if e.Name.Space != "w" {
		return d.foreign(p, e, inside)
	}
	switch e.Name.Local {
	case "tblGrid":
		return p.each(func(e xml.StartElement) error {
			if e.Name.Local == "gridCol" {
				w, _ := xmlNumber(e, "w")
				t.widths = append(t.widths, w)
			}
			return nil
		})
	case "tr":
		return d.row(p, f, t)
	case "del", "moveFrom":
		return d.without(whyDeleted, func() error { return p.each(inside) })
	}
	if docxProps[e.Name.Local] {
		return nil
	}
	return p.each(inside)
}

// row reads a row.
func (d *docx) row(p *xmlPart, f *docxFlow, t *docxTable) error {
	r := &docxRow{}
	before := d.out
	err := p.each(func(e xml.StartElement) error { return d.rowPart(p, e, f, t, r) })
	if d.out == "" && len(r.cells) > 0 {
		t.rows = append(t.rows, *r)
	}
	d.out = before
	return err
}

// rowPart reads an element around the cells of a row.
func (d *docx) rowPart(p *xmlPart, e xml.StartElement, f *docxFlow, t *docxTable, r *docxRow) error {
	inside := func(e xml.StartElement) error { return d.rowPart(p, e, f, t, r) }
	if e.Name.Space != "w" {
		return d.foreign(p, e, inside)
	}
	switch e.Name.Local {
	case "trPr":
		return p.each(func(e xml.StartElement) error {
			switch n, _ := xmlNumber(e, "val"); e.Name.Local {
			case "gridBefore":
				r.col = min(max(n, 0), maxSpan)
			case "del":
				d.out = whyDeleted
			case "hidden":
				if xmlOn(e) && d.out == "" {
					d.out = whyHidden
				}
			}
			return nil
		})
	case "tc":
		return d.cell(p, f, t, r)
	case "del", "moveFrom":
		return d.without(whyDeleted, func() error { return p.each(inside) })
	}
	if docxProps[e.Name.Local] {
		return nil
	}
	return p.each(inside)
}

// cell reads a cell.
func (d *docx) cell(p *xmlPart, f *docxFlow, t *docxTable, r *docxRow) error {
	c := docxCell{col: r.col, cols: 1}
	joined := false // with the cell to its left
	in := f
	if d.cells == 0 {
		in = &docxFlow{}
	}
	out, mute := d.out, d.mute
	d.cells++
	err := p.each(func(e xml.StartElement) error {
		if e.Name.Space != "w" || e.Name.Local != "tcPr" {
			return d.block(p, e, in)
		}
		return p.each(func(e xml.StartElement) error {
			val := xmlAttr(e, "val")
			switch e.Name.Local {
			case "gridSpan":
				n, _ := xmlNumber(e, "val")
				c.cols = min(max(n, 1), maxSpan)
			case "vMerge":
				c.begins, c.goesOn = val == "restart", val != "restart"
				d.mute = d.mute || c.goesOn // Word counts only what it shows
			case "hMerge":
				joined = val != "restart"
			case "cellDel":
				d.out = whyDeleted
			}
			return nil
		})
	})
	d.flush(in)
	d.out, d.mute = out, mute
	if d.cells--; d.cells > 0 {
		return err
	}
	r.col += c.cols
	for _, l := range in.lines {
		if l.Out == "" {
			l.Cell = TableCell{}
			c.lines = append(c.lines, l)
		} else {
			t.after = append(t.after, l)
		}
	}
	if n := len(r.cells); joined && n > 0 {
		left := &r.cells[n-1]
		left.cols = r.col - left.col
		left.lines = append(left.lines, c.lines...)
		return err
	}
	r.cells = append(r.cells, c)
	return err
}

// finish returns the lines of a table with their cells. What stands in a cell
// that goes on with the one above is not printed.
func (t *docxTable) finish(table int) []Line {
	column := t.columns()
	var lines []Line
	type open struct{ row, first, end, rows int } // a cell and its lines
	above := map[int]*open{}
	done := func(c *open) {
		for i := c.first; i < c.end; i++ {
			lines[i].Cell.Rows = c.rows
		}
	}
	for n := range t.rows {
		for _, c := range t.rows[n].cells {
			from := column(c.col)
			cols := max(column(c.col+c.cols)-from, 1)
			if up := above[from]; c.goesOn && up != nil && up.row+up.rows == n {
				up.rows++
				for _, l := range c.lines {
					if inkIn(l.Text) > 0 {
						l.Out = whyHidden
						t.after = append(t.after, l)
					}
				}
				continue
			}
			for k := from; k < from+cols; k++ {
				if up := above[k]; up != nil {
					done(up)
					delete(above, k)
				}
			}
			first := len(lines)
			for _, l := range c.lines {
				if inkIn(l.Text) > 0 {
					l.Cell = TableCell{Table: table, Row: n, Col: from, Rows: 1, Cols: cols}
					lines = append(lines, l)
				}
			}
			if c.begins || c.goesOn {
				above[from] = &open{n, first, len(lines), 1}
			}
		}
	}
	for _, up := range above {
		done(up)
	}
	return lines
}

// columns returns how a column of the grid is numbered: only those count where
// a cell begins, and those that no character fits into do not.
func (t *docxTable) columns() func(gridCol int) int {
	begins, needed := map[int]bool{}, map[int]bool{}
	left := make([]int, len(t.widths)+1) // where each column of the grid begins
	for i, w := range t.widths {
		left[i+1] = left[i] + max(w, 0)
	}
	width := func(a, b int) int { // of the columns [a, b), wide where unknown
		if a < 0 || b >= len(left) || slices.Contains(t.widths[a:b], 0) {
			return narrowest
		}
		return left[b] - left[a]
	}
	for _, r := range t.rows {
		for _, c := range r.cells {
			begins[c.col] = true
			// A narrow cell with words in it is a column all the same.
			if len(c.lines) > 0 && width(c.col, c.col+c.cols) < narrowest {
				needed[c.col+c.cols] = true
			}
		}
	}
	var starts []int
	for _, col := range slices.Sorted(maps.Keys(begins)) {
		if n := len(starts); n > 0 && !needed[col] && width(starts[n-1], col) < narrowest {
			continue
		}
		starts = append(starts, col)
	}
	return func(col int) int {
		at, found := slices.BinarySearch(starts, col)
		if found || at == 0 {
			return at
		}
		if col > starts[at-1] && width(starts[at-1], col) < narrowest && !needed[col] {
			return at - 1
		}
		return at
	}
}
