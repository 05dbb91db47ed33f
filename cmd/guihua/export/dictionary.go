package export

import (
	"iter"

	"guihua/extract/tables"
)

// dictionary is the table that says what the columns of the others are: one row
// per table, without a column name, and one per column.
var dictionary = tables.Table{
	Name:    "dictionary",
	Meaning: "what a table, or a column of it, is",
	Columns: []tables.Column{
		{Name: "table_name", Type: tables.Text, Coded: true, Meaning: "the table", Example: "tasks"},
		{Name: "position", Type: tables.Integer, Meaning: "place of the column in its table, from 1; 0 for the table itself", Example: "3"},
		{Name: "column_name", Type: tables.Text, Meaning: "the column; none for the table itself", Example: "node_id"},
		{Name: "type", Type: tables.Text, Meaning: "text, integer, number or boolean", Example: "text"},
		{Name: "unit", Type: tables.Text, Meaning: "what a figure counts", Example: "year"},
		{Name: "meaning", Type: tables.Text, Meaning: "what the values say, or what one row of the table is", Example: "its heading"},
		{Name: "example", Type: tables.Text, Meaning: "a value", Example: "17"},
		{Name: "made_from", Type: tables.Text, Meaning: "key of the document it is, or how it is made", Example: "tasks.title"},
	},
}

// describe yields the rows of the dictionary.
func describe(ts []tables.Table) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, t := range ts {
			if !yield([]any{t.Name, 0, nil, nil, nil, t.Meaning, nil, nil}) {
				return
			}
			for i, c := range t.Columns {
				if !yield([]any{t.Name, i + 1, c.Name, string(c.Type), text(c.Unit), text(c.Meaning), text(c.Example), text(c.From)}) {
					return
				}
			}
		}
	}
}

// text is nil for none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}
