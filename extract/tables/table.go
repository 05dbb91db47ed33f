// Package tables lays documents out as flat tables: one row per task, target,
// responsible unit, cited document and so on, each with the document, the place
// and the words it comes from.
//
// [All] is the one list of the tables; a [Table] is the one description of its
// columns, which the data dictionary prints. Writers of files know neither.
package tables

import (
	"iter"

	"guihua/extract"
)

// A Type is what the values of a column are.
type Type string

// The types of columns. A value is nil where the document says nothing.
const (
	Text    Type = "text"    // string
	Integer Type = "integer" // int
	Number  Type = "number"  // float64
	Boolean Type = "boolean" // bool
)

// A Column is described here and nowhere else.
type Column struct {
	Name    string // snake_case, never changes
	Type    Type
	Unit    string // what a figure counts: characters, pages, year; "" where it is none
	Meaning string
	Example string
	From    string // the key of the document it is, or how it is made
	Coded   bool   // few distinct values over many rows: role, kind, doc_id
}

// A Table is what one row stands for, and its columns. The first two, doc_id
// and row_id, are its key: row_id counts from 1 within a document.
type Table struct {
	Name    string // snake_case, plural
	Meaning string // what one row is
	Columns []Column

	rows func(d *Doc) iter.Seq[[]any]
}

// Rows yields the rows of one document, values in the order of Columns: nil,
// string, int, float64 or bool, as their Type says.
func (t *Table) Rows(d *Doc) iter.Seq[[]any] { return t.rows(d) }

// column is a Column of a table whose rows are made of R.
type column[R any] struct {
	Column
	value func(r R) any
}

func text[R any](name, meaning, example, from string, value func(r R) any) column[R] {
	return column[R]{Column{Name: name, Type: Text, Meaning: meaning, Example: example, From: from}, value}
}

func integer[R any](name, meaning, example, from string, value func(r R) any) column[R] {
	return column[R]{Column{Name: name, Type: Integer, Meaning: meaning, Example: example, From: from}, value}
}

func number[R any](name, meaning, example, from string, value func(r R) any) column[R] {
	return column[R]{Column{Name: name, Type: Number, Meaning: meaning, Example: example, From: from}, value}
}

func boolean[R any](name, meaning, example, from string, value func(r R) any) column[R] {
	return column[R]{Column{Name: name, Type: Boolean, Meaning: meaning, Example: example, From: from}, value}
}

// coded says that the column has few distinct values.
func (c column[R]) coded() column[R] {
	c.Coded = true
	return c
}

// in says what the figures of the column count.
func (c column[R]) in(unit string) column[R] {
	c.Unit = unit
	return c
}

// where a row's words stand: every row has a place.
type where struct {
	node  *string // id of the task, heading, box item or table row; "" is before the first heading
	span  *extract.Span
	page  *int
	quote *string // nil: the words of the span
}

// define makes a table of what records returns for a document. To the columns
// of its own it adds those that every table has: doc_id, row_id and node_id in
// front, span_start, span_end, page and quote behind.
func define[R any](name, meaning string, records func(d *Doc) iter.Seq[R], at func(d *Doc, r R) where, columns ...column[R]) Table {
	t := Table{Name: name, Meaning: meaning}
	t.Columns = append(t.Columns, idColumns...)
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	t.Columns = append(t.Columns, placeColumns...)
	t.rows = laid(records, columns,
		func(d *Doc, r R) []any {
			if w := at(d, r); w.node != nil {
				return []any{filled(*w.node)}
			}
			return []any{nil}
		},
		func(d *Doc, r R) []any { return d.place(at(d, r)) })
	return t
}

// keyed is what rows are made from: it says what they are called by.
type keyed interface{ key() string }

// laid lays records out as rows: the key of what they are from, their number in it,
// what front returns, the values of the columns, what back returns.
func laid[D keyed, R any](records func(d D) iter.Seq[R], columns []column[R], front, back func(d D, r R) []any) func(d D) iter.Seq[[]any] {
	return func(d D) iter.Seq[[]any] {
		return func(yield func([]any) bool) {
			n := 0
			for r := range records(d) {
				n++
				row := append([]any{d.key(), n}, front(d, r)...)
				for _, c := range columns {
					row = append(row, c.value(r))
				}
				if !yield(append(row, back(d, r)...)) {
					return
				}
			}
		}
	}
}

var idColumns = []Column{
	{Name: "doc_id", Type: Text, Coded: true, Meaning: "the document: key of the table documents", Example: "2021/a.txt", From: "path of the JSON file below the folder, without .json"},
	{Name: "row_id", Type: Integer, Meaning: "number of the row within the document, from 1; with doc_id the key of the table", Example: "17", From: "counted"},
	{Name: "node_id", Type: Text, Meaning: "where in the document: printed labels joined by /, box item 专栏1/2, table row 表1/3. Where a document prints a label twice (warning repeated_label) two places share it", Example: "三/（一）/1", From: "id, at, within"},
}

var placeColumns = []Column{
	{Name: "span_start", Type: Integer, Unit: "characters (code points) from 0", Meaning: "where the words begin in the document's text", Example: "1250", From: "span"},
	{Name: "span_end", Type: Integer, Unit: "characters (code points)", Meaning: "where they end; the character there is no longer part of them", Example: "1262", From: "span"},
	{Name: "page", Type: Integer, Unit: "page from 1", Meaning: "page of the source, where it has pages", Example: "7", From: "page"},
	{Name: "quote", Type: Text, Meaning: "the words themselves, as the document has them; of a document its title, of a cell the cell, of a baseline those of its goal", Example: "达到8.5件", From: "text[span]"},
}

// correctedColumn is the last of the tables whose records people correct.
func correctedColumn[R any](key string, is func(r R) bool) column[R] {
	return boolean("corrected", "a person has changed or added it (guihua apply)", "false", key+": corrected", func(r R) any { return is(r) })
}

// filled is s, nil where it is empty.
func filled(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// opt is the value a pointer points to, nil for none.
func opt[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}
