package corpus

// findGrids finds tables that were flattened to text: every cell on a line of
// its own behind a tab, rows parted by blank lines, as word processors copy
// them. Grids need at least three rows of which two have the same number of
// cells, two or more.
func (c *cleaner) findGrids() {
	for i := 0; i < len(c.ls); i++ {
		if !c.ls[i].tab || c.ls[i].out != "" {
			continue
		}
		end, rows := c.cellLines(i)
		if len(rows) >= 3 && twoAlike(rows) {
			g := len(c.out.Tables) + 1
			c.out.Tables = append(c.out.Tables, Grid{})
			row := 0
			for k := i; k < end; k++ {
				if !c.ls[k].tab {
					continue
				}
				if k > i && !c.ls[k-1].tab {
					row++
				}
				c.ls[k].grid, c.ls[k].row = g, row
			}
		}
		i = end
	}
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

// writeCell appends a cell of a grid: cells of a row are parted by tabs, rows
// by newlines.
func (c *cleaner) writeCell(l *line) {
	t := c.out
	g := &t.Tables[l.grid-1]
	if l.row == len(g.Rows) {
		g.Rows = append(g.Rows, nil)
		if len(t.Runes) > 0 {
			c.put('\n', Place{-1, 0})
		}
		t.Paras = append(t.Paras, Para{Start: len(t.Runes), Page: c.src.Lines[l.src].Page, Table: l.grid - 1, Row: l.row})
	} else {
		c.put('\t', Place{-1, 0})
	}
	start := len(t.Runes)
	if len(l.text) > 0 {
		c.writeLine(l)
	}
	g.Rows[l.row] = append(g.Rows[l.row], Cell{start, len(t.Runes)})
	t.Paras[len(t.Paras)-1].End = len(t.Runes)
}
