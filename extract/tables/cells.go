package tables

import (
	"fmt"
	"iter"

	"guihua/extract"
)

// A cell is one of a table as printed.
type cell struct {
	*extract.Table
	row, column int // from 1; row 0 is the header
	text        string
}

var cells = define("tables", "a cell of a table as printed, row by row; an empty cell is no row",
	func(d *Doc) iter.Seq[cell] {
		return func(yield func(cell) bool) {
			for t := range each(d.Tables) {
				for i, row := range append([][]string{t.Header}, t.Rows...) {
					for j, text := range row {
						if text != "" && !yield(cell{t, i, j + 1, text}) {
							return
						}
					}
				}
			}
		}
	},
	func(_ *Doc, c cell) where {
		id := c.ID
		if c.row > 0 {
			id = fmt.Sprintf("%s/%d", c.ID, c.row)
		}
		return where{node: &id, span: &c.Span, page: c.Page, quote: &c.text}
	},
	text("table_id", "the table; its rows are 表1/1, 表1/2 …", "表1", "tables.id", func(c cell) any { return c.ID }),
	text("caption", "its caption", "主要指标表", "tables.caption", func(c cell) any { return opt(c.Caption) }),
	text("within", "node_id of the heading it follows", "二/（三）", "tables.within", func(c cell) any { return opt(c.Within) }),
	integer("table_row", "row in the table, from 1; 0 is the header", "3", "counted", func(c cell) any { return c.row }),
	integer("table_column", "column in the table, from 1", "2", "counted", func(c cell) any { return c.column }),
	text("header", "the header's cell above it", "2025年目标", "tables.header", func(c cell) any {
		if c.row == 0 || c.column > len(c.Header) || c.Header[c.column-1] == "" {
			return nil
		}
		return c.Header[c.column-1]
	}),
	text("text", "what the cell says; the span is that of the whole table", "58", "tables.rows", func(c cell) any { return c.text }),
)
