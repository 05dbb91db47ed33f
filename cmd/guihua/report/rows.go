package report

import (
	"fmt"
	"iter"
	"math"

	"guihua/extract/tables"
)

// A row is one row of a table, whose values are asked for by column.
type row struct {
	table  *tables.Table
	values []any
}

// rowsOf yields the rows of the table called name for a document.
func rowsOf(name string, d *tables.Doc) iter.Seq[row] {
	for i := range tables.All {
		if t := &tables.All[i]; t.Name == name {
			return func(yield func(row) bool) {
				for values := range t.Rows(d) {
					if !yield(row{t, values}) {
						return
					}
				}
			}
		}
	}
	panic("report: no table " + name)
}

func (r row) value(column string) any {
	for i := range r.table.Columns {
		if r.table.Columns[i].Name == column {
			return r.values[i]
		}
	}
	panic(fmt.Sprintf("report: no column %s in table %s", column, r.table.Name))
}

// text is a value that is text, "" for none.
func (r row) text(column string) string {
	s, _ := r.value(column).(string)
	return s
}

// integer is a value that is a whole number, 0 for none.
func (r row) integer(column string) int {
	n, _ := r.value(column).(int)
	return n
}

// number is a value that can be drawn. A document made by hand may hold others:
// NaN, Inf.
func (r row) number(column string) (float64, bool) {
	x, ok := r.value(column).(float64)
	return x, ok && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// is is a value that is a yes or a no.
func (r row) is(column string) bool {
	b, _ := r.value(column).(bool)
	return b
}
