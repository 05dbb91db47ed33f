package export

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

const sqliteName = "guihua.sqlite"

// What the database says of itself, for who has to tell it from others: the
// letters ghua, and the version of its tables.
const (
	sqliteApplication = 0x67687561
	sqliteVersion     = 1
)

// A sqliteFile is an SQLite database. The key of a table is doc_id and row_id, and
// doc_id refers to the table documents. Columns of few values are indexed.
//
// The table search finds the rows in whose text three or more characters stand
// together, as Chinese needs it, which does not part its words:
//
//	SELECT * FROM search WHERE search MATCH '"湿地保护"'
//
// The texts themselves are in the table search_text, where shorter words are
// found by reading all of it:
//
//	SELECT * FROM search_text WHERE text LIKE '%湿地%'
type sqliteFile struct {
	stage  *batch.Stage
	tables []tables.Table
	db     *sql.DB
	tx     *sql.Tx
	insert []*sql.Stmt // per table
	text   *sql.Stmt   // into search_text
	search *sql.Stmt
	nTexts int
	parts  []string
}

func openSQLite(st *batch.Stage, ts []tables.Table, _ Options) (_ writer, err error) {
	f, err := st.Create(sqliteName) // its rights are those of the other files
	if err != nil {
		return nil, st.Error(sqliteName, err)
	}
	if err := f.Close(); err != nil {
		return nil, st.Error(sqliteName, err)
	}
	s := &sqliteFile{stage: st, tables: ts}
	defer func() {
		if err != nil {
			s.drop()
			err = s.error(err)
		}
	}()
	if s.db, err = sql.Open("sqlite", sqliteURL(st.Path(sqliteName))); err != nil {
		return nil, err
	}
	s.db.SetMaxOpenConns(1) // what PRAGMA says holds for a connection
	// Nobody sees the file before it is complete, and one that does not become so
	// is removed: there is nothing to roll back to.
	for _, statement := range []string{
		fmt.Sprintf("PRAGMA application_id = %d", sqliteApplication),
		fmt.Sprintf("PRAGMA user_version = %d", sqliteVersion),
		"PRAGMA journal_mode = OFF",
		"PRAGMA synchronous = OFF",
		"PRAGMA cache_size = -16384", // KiB
	} {
		if _, err := s.db.Exec(statement); err != nil {
			return nil, err
		}
	}
	if s.tx, err = s.db.BeginTx(context.Background(), nil); err != nil {
		return nil, err
	}
	for i := range ts {
		if err := s.create(&ts[i]); err != nil {
			return nil, err
		}
	}
	return s, s.createSearch()
}

// sqliteURL is the path of a file as SQLite takes it, whatever characters are in
// it.
func sqliteURL(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// create makes a table and the statement that adds a row to it.
func (s *sqliteFile) create(t *tables.Table) error {
	types := map[tables.Type]string{tables.Text: "TEXT", tables.Integer: "INTEGER", tables.Number: "REAL", tables.Boolean: "BOOLEAN"}
	var lines []string
	for _, c := range t.Columns {
		lines = append(lines, quote(c.Name)+" "+types[c.Type])
	}
	switch {
	case t.Name == documentsTable:
		lines = append(lines, `PRIMARY KEY (doc_id)`)
	case isKeyed(t):
		lines = append(lines, `PRIMARY KEY (doc_id, row_id)`)
		if slices.ContainsFunc(s.tables, func(t tables.Table) bool { return t.Name == documentsTable }) {
			lines = append(lines, `FOREIGN KEY (doc_id) REFERENCES `+documentsTable+` (doc_id)`)
		}
	}
	if _, err := s.tx.Exec("CREATE TABLE " + quote(t.Name) + " (\n\t" + strings.Join(lines, ",\n\t") + "\n)"); err != nil {
		return err
	}
	insert, err := s.tx.Prepare("INSERT INTO " + quote(t.Name) + " VALUES (?" + strings.Repeat(", ?", len(t.Columns)-1) + ")")
	s.insert = append(s.insert, insert)
	return err
}

// createSearch makes the tables to search. The texts are not left to search to
// keep: with LIKE on a table of its kind older versions of SQLite, which many
// people have (3.40, of 2022, is one), find no Chinese word of one or two
// characters.
func (s *sqliteFile) createSearch() (err error) {
	for _, statement := range []string{
		`CREATE TABLE search_text (id INTEGER PRIMARY KEY, table_name TEXT, doc_id TEXT, row_id INTEGER, text TEXT)`,
		`CREATE VIRTUAL TABLE search USING fts5 (table_name UNINDEXED, doc_id UNINDEXED, row_id UNINDEXED, text, tokenize = 'trigram', content = 'search_text', content_rowid = 'id')`,
	} {
		if _, err := s.tx.Exec(statement); err != nil {
			return err
		}
	}
	if s.text, err = s.tx.Prepare(`INSERT INTO search_text VALUES (?, ?, ?, ?, ?)`); err != nil {
		return err
	}
	s.search, err = s.tx.Prepare(`INSERT INTO search (rowid, text) VALUES (?, ?)`)
	return err
}

// documentsTable is the table whose rows are documents, one each.
const documentsTable = "documents"

// isKeyed reports whether a table has the key that all have but the dictionary.
func isKeyed(t *tables.Table) bool {
	return len(t.Columns) > 1 && t.Columns[0].Name == "doc_id" && t.Columns[1].Name == "row_id"
}

func quote(name string) string { return `"` + name + `"` }

func (s *sqliteFile) row(table int, row []any) error {
	if _, err := s.insert[table].Exec(row...); err != nil {
		return s.error(err)
	}
	t := &s.tables[table]
	if !isKeyed(t) {
		return nil
	}
	words := s.words(t, row)
	if words == "" {
		return nil
	}
	s.nTexts++
	if _, err := s.text.Exec(s.nTexts, t.Name, row[0], row[1], words); err != nil {
		return s.error(err)
	}
	if _, err := s.search.Exec(s.nTexts, words); err != nil {
		return s.error(err)
	}
	return nil
}

// words are the texts of a row that are looked for: all but ids and names of few
// values, one per line. What stands within another is left out: a quotation
// mostly has the others in it.
func (s *sqliteFile) words(t *tables.Table, row []any) string {
	s.parts = s.parts[:0]
	for i, v := range row {
		c := t.Columns[i]
		if text, ok := v.(string); ok && !c.Coded && !strings.HasSuffix(c.Name, "_id") {
			s.parts = append(s.parts, text)
		}
	}
	var b strings.Builder
	for i, text := range s.parts {
		if text == "" || isWithin(i, s.parts) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text)
	}
	return b.String()
}

// isWithin reports whether the ith text stands within another, or is the same as
// one before it.
func isWithin(i int, texts []string) bool {
	for j, other := range texts {
		if j != i && strings.Contains(other, texts[i]) && (len(other) > len(texts[i]) || j < i) {
			return true
		}
	}
	return false
}

func (s *sqliteFile) close() error {
	if err := s.finish(); err != nil {
		return s.error(err)
	}
	return nil
}

func (s *sqliteFile) finish() error {
	for i := range s.tables {
		if err := s.index(&s.tables[i]); err != nil {
			return err
		}
	}
	if err := s.tx.Commit(); err != nil {
		return err
	}
	s.tx = nil
	if err := s.db.Close(); err != nil {
		return err
	}
	s.db = nil
	f, err := os.OpenFile(s.stage.Path(sqliteName), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// index makes the indices of a table, when it is full: that is faster.
func (s *sqliteFile) index(t *tables.Table) error {
	if !isKeyed(t) {
		return nil
	}
	for _, c := range t.Columns[1:] {
		columns := quote(c.Name)
		switch {
		case c.Name == "node_id":
			columns = `"doc_id", "node_id"`
		case !c.Coded:
			continue
		}
		if _, err := s.tx.Exec("CREATE INDEX " + quote(t.Name+"_"+c.Name) + " ON " + quote(t.Name) + " (" + columns + ")"); err != nil {
			return err
		}
	}
	return nil
}

// error says what SQLite met as the other formats do.
func (s *sqliteFile) error(err error) error {
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code()&0xff == sqlite3.SQLITE_FULL {
		err = syscall.ENOSPC
	}
	return s.stage.Error(sqliteName, err)
}

func (s *sqliteFile) drop() {
	if s.tx != nil {
		s.tx.Rollback()
	}
	if s.db != nil {
		s.db.Close()
	}
}

func (s *sqliteFile) notes() []string { return nil }
