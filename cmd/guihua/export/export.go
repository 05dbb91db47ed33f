// Package export writes the rows of tables into files of a folder, as CSV, Excel,
// Parquet, SQLite and JSON Lines. It knows the tables' names, columns and types,
// and nothing of what is in them.
//
// Every format holds the same rows in the same order, and a table more, the
// dictionary, which says what the columns are. Text is what the rows hold, with
// two changes that no program that opens the files could do without: bytes that
// are no UTF-8, and the character NUL, become U+FFFD. The same rows give the same
// bytes.
package export

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

// A format is one way to write tables.
type format struct {
	name  string
	files func(ts []tables.Table) []string // the names of its files
	open  func(st *batch.Stage, ts []tables.Table, o Options) (writer, error)
	stale []string // files that other programs make beside its own, and that must not outlive them
}

// A writer writes the tables of a Set in one format. Rows are not its own: it
// changes none. Its errors are lines that name the file.
type writer interface {
	row(table int, row []any) error
	close() error // completes the files
	drop()        // lets go of them, after an error or before close
	notes() []string
}

// formats are in the order of their use by most people.
var formats = []format{
	{name: "csv", files: filePerTable(".csv"), open: openCSV},
	{name: "xlsx", files: oneFile(xlsxName), open: openXLSX},
	{name: "parquet", files: filePerTable(".parquet"), open: openParquet},
	// A journal left beside a database would be taken for one of the new.
	{name: "sqlite", files: oneFile(sqliteName), open: openSQLite, stale: []string{sqliteName + "-journal", sqliteName + "-wal", sqliteName + "-shm"}},
	{name: "jsonl", files: filePerTable(".jsonl"), open: openJSONL},
}

func filePerTable(ext string) func([]tables.Table) []string {
	return func(ts []tables.Table) []string {
		var names []string
		for _, t := range ts {
			names = append(names, t.Name+ext)
		}
		return names
	}
}

func oneFile(name string) func([]tables.Table) []string {
	return func([]tables.Table) []string { return []string{name} }
}

// Formats are the names of the formats.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Options say how files are written.
type Options struct {
	// BOM begins every CSV file with a byte order mark. Excel, which takes a file
	// without one for another encoding, needs it; R's read.csv makes it a part of
	// the first column's name unless it is told fileEncoding = "UTF-8-BOM".
	BOM bool

	sheetRows int // of a worksheet at most, for tests; 0: as many as Excel has
}

// A Set is the files of a folder in the making.
type Set struct {
	tables   []tables.Table // with the dictionary behind
	names    []string       // of the files
	stale    []string
	stage    *batch.Stage
	workers  []*worker
	repaired []int // per table: cells with bytes or NUL that were replaced
	err      error // the first one; nothing is written after it
}

// Create begins the files of the tables in a folder, which is made if need be.
// Files of the same names that an earlier run has made stay as they are until
// Close. Its error is one line that names the file or folder, or a format that
// is none.
func Create(dir string, names []string, ts []tables.Table, o Options) (_ *Set, err error) {
	files, err := Files(names, ts)
	if err != nil {
		return nil, err
	}
	stage, err := batch.OpenStage(dir, files)
	if err != nil {
		return nil, err
	}
	s, err := CreateIn(stage, names, ts, o)
	if err != nil {
		stage.Drop()
		return nil, err
	}
	return s, nil
}

// Files are the names of the files that tables have in formats. Its error is one
// line that names a format that is none.
func Files(names []string, ts []tables.Table) ([]string, error) {
	chosen, err := choose(names)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, f := range chosen {
		files = append(files, f.files(append(slices.Clip(ts), dictionary))...)
	}
	return files, nil
}

func choose(names []string) (chosen []format, err error) {
	for _, name := range names {
		i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
		if i < 0 {
			return nil, fmt.Errorf("%q is no format: it must be one of %s", name, strings.Join(Formats(), ", "))
		}
		if !slices.ContainsFunc(chosen, func(f format) bool { return f.name == name }) {
			chosen = append(chosen, formats[i])
		}
	}
	return chosen, nil
}

// CreateIn begins the files of the tables on a stage, where other files may be
// written as well: Complete ends them, and who has the stage finishes it.
func CreateIn(stage *batch.Stage, names []string, ts []tables.Table, o Options) (*Set, error) {
	chosen, err := choose(names)
	if err != nil {
		return nil, err
	}
	s := &Set{tables: append(slices.Clip(ts), dictionary), repaired: make([]int, len(ts)+1), stage: stage}
	for _, f := range chosen {
		s.names = append(s.names, f.files(s.tables)...)
		s.stale = append(s.stale, f.stale...)
	}
	for _, f := range chosen {
		w, err := f.open(s.stage, s.tables, o)
		if err != nil {
			s.Abandon()
			return nil, err
		}
		s.workers = append(s.workers, startWorker(w))
	}
	for row := range describe(ts) {
		if err := s.Row(len(ts), row); err != nil {
			s.Abandon()
			return nil, err
		}
	}
	return s, nil
}

// Row writes a row of a table, which is named by its place in the list that
// Create was given: values in the order of the columns, each nil or of the Go
// type of its column. The row may be used again afterwards. Rows of different
// tables may come in any order. After an error, which is one line and may be that
// of an earlier row, there is nothing but Drop.
func (s *Set) Row(table int, row []any) error {
	if s.err == nil {
		s.err = s.row(table, row)
	}
	return s.err
}

func (s *Set) row(table int, row []any) error {
	t := &s.tables[table]
	if len(row) != len(t.Columns) {
		return fmt.Errorf("table %s: a row of %d values for %d columns", t.Name, len(row), len(t.Columns))
	}
	cells := slices.Clone(row)
	for i, v := range cells {
		if !fits(t.Columns[i].Type, v) {
			return fmt.Errorf("table %s, column %s: %v (%T) is no %s", t.Name, t.Columns[i].Name, v, v, t.Columns[i].Type)
		}
		if text, ok := v.(string); ok && !clean(text) {
			cells[i] = repair(text)
			s.repaired[table]++
		}
	}
	for _, k := range s.workers {
		if err := k.add(table, cells); err != nil {
			return err
		}
	}
	return nil
}

// fits reports whether a value can stand in a column.
func fits(t tables.Type, v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return t == tables.Text
	case int:
		return t == tables.Integer
	case float64:
		return t == tables.Number && !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		return t == tables.Boolean
	}
	return false
}

func clean(text string) bool { return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 }

func repair(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
}

// Close completes the files and gives them their names, all of them when all are
// complete. The lines say what in the files is not what the rows hold. Its error
// is one line that names the file; the files of an earlier run are then as they
// were, but for those that had been replaced when a rename failed.
func (s *Set) Close() (notes []string, err error) {
	defer s.Drop()
	files, stale, notes, err := s.Complete()
	if err != nil {
		return nil, err
	}
	return notes, s.stage.Finish(files, stale...)
}

// Complete completes the files and returns their names on the stage, those of
// files that other programs have made beside them, and what Close returns.
func (s *Set) Complete() (files, stale, notes []string, err error) {
	defer s.Abandon()
	if s.err != nil {
		return nil, nil, nil, s.err
	}
	for i, n := range s.repaired {
		if n > 0 {
			notes = append(notes, fmt.Sprintf("%s: %s with NUL, or with bytes that are no UTF-8, got U+FFFD for them", s.tables[i].Name, plural(n, "cell")))
		}
	}
	for _, k := range s.workers {
		k.complete()
	}
	for _, k := range s.workers {
		if err := k.wait(); err != nil {
			return nil, nil, nil, err
		}
		notes = append(notes, k.w.notes()...)
	}
	return s.names, s.stale, notes, nil
}

// Temp is a folder for temporary files of who makes the rows: on the disk of the
// output folder, and removed together with the Set.
func (s *Set) Temp() string { return s.stage.Path("") }

// TempError says in one line that a file in Temp could not be written or read, why,
// and what to do.
func (s *Set) TempError(err error) error { return s.stage.Error("", err) }

// Drop removes what is temporary. After Close there is nothing to remove.
func (s *Set) Drop() {
	s.Abandon()
	s.stage.Drop()
}

// Abandon lets go of the files, which then are none.
func (s *Set) Abandon() {
	for _, k := range s.workers {
		k.abandon()
	}
	s.workers = nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
