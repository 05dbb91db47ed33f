package export

import (
	"archive/zip"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"guihua/extract/tables"
)

// TestXLSXLongText: what does not fit into a cell is cut off between two
// characters, and told of.
func TestXLSXLongText(t *testing.T) {
	texts := []string{
		strings.Repeat("字", 32_767),         // just fits
		strings.Repeat("字", 32_768),         //
		strings.Repeat("𠮷", 16_383) + "a",   // two units each: just fits
		strings.Repeat("𠮷", 20_000),         //
		"a" + strings.Repeat("<&>", 10_922), // more bytes in the file than in the cell: just fits
	}
	kept := []int{32_767, 32_767, 16_384, 16_383, 32_767}
	dir := t.TempDir()
	notes := write(t, dir, []string{"xlsx"}, Options{}, func(yield func(int, []any) bool) {
		for i, text := range texts {
			yield(facts, []any{"2021/a.txt", i + 1, nil, text, nil, nil, nil, nil})
		}
	})
	want := []string{
		"guihua.xlsx: facts, 2021/a.txt, row 2, column zeta: only the first 32767 of 32768 characters: a cell of Excel holds no more",
		"guihua.xlsx: facts, 2021/a.txt, row 4, column zeta: only the first 16383 of 20000 characters: a cell of Excel holds no more",
	}
	if d := cmp.Diff(want, notes); d != "" {
		t.Errorf("notes (- want, + got):\n%s", d)
	}
	rows := sheetRows(t, libreOffice(t, filepath.Join(dir, "guihua.xlsx")), "facts")
	for i, text := range texts {
		got, _ := rows[i+1][3].(string)
		if n := utf8.RuneCountInString(got); n != kept[i] || !strings.HasPrefix(text, got) {
			t.Errorf("text %d has %d characters, want the first %d", i+1, n, kept[i])
		}
	}
}

// TestXLSXManyCuts: not every one of many is named.
func TestXLSXManyCuts(t *testing.T) {
	long := strings.Repeat("a", 40_000)
	notes := write(t, t.TempDir(), []string{"xlsx"}, Options{}, func(yield func(int, []any) bool) {
		for i := range mostCuts + 5 {
			yield(facts, []any{"a", i + 1, nil, long, nil, nil, nil, nil})
		}
	})
	if len(notes) != mostCuts+1 || notes[mostCuts] != "guihua.xlsx: 5 texts more were cut off" {
		t.Errorf("%d notes, the last: %q", len(notes), notes[len(notes)-1])
	}
}

// TestXLSXManyRows: rows that a worksheet has no room for go on in the next,
// which stands behind it, with the same heading and a filter of its own.
func TestXLSXManyRows(t *testing.T) {
	dir := t.TempDir()
	notes := write(t, dir, []string{"xlsx"}, Options{sheetRows: 4}, func(yield func(int, []any) bool) {
		for i := range 7 {
			yield(documents, []any{fmt.Sprint(i), 1, "规划"})
			yield(facts, []any{fmt.Sprint(i), 1, nil, nil, nil, i, nil, nil})
		}
	})
	const why = ": a sheet of Excel holds no more"
	if d := cmp.Diff([]string{"guihua.xlsx: the rows of documents go on in the sheet documents (3)" + why, "guihua.xlsx: the rows of facts go on in the sheet facts (3)" + why}, notes[:min(2, len(notes))]); d != "" {
		t.Errorf("notes (- want, + got):\n%s", d)
	}
	f := libreOffice(t, filepath.Join(dir, "guihua.xlsx"))
	var sheets []string
	for _, table := range f.Tables {
		if !strings.HasPrefix(table.Name, "dictionary") {
			sheets = append(sheets, table.Name)
		}
	}
	if want := []string{"documents", "documents (2)", "documents (3)", "facts", "facts (2)", "facts (3)"}; !slices.Equal(sheets, want) {
		t.Errorf("sheets %q, want %q", sheets, want)
	}
	next := 0.0
	for name, n := range map[string]int{"facts": 4, "facts (2)": 4, "facts (3)": 2} {
		if got := len(sheetRows(t, f, name)); got != n {
			t.Errorf("%s has %d rows, want %d", name, got, n)
		}
	}
	for _, name := range []string{"facts", "facts (2)", "facts (3)"} {
		rows := sheetRows(t, f, name)
		if rows[0][5] != "count" {
			t.Errorf("%s has no heading: %v", name, rows[0])
		}
		for _, row := range rows[1:] {
			if row[5] != next {
				t.Errorf("%s: %v, want %v", name, row[5], next)
			}
			next++
		}
	}
	var filters []string
	for _, f := range f.Filters {
		if strings.Contains(f.Range, "facts") {
			filters = append(filters, f.Range)
		}
	}
	if d := cmp.Diff([]string{"facts.A1:facts.H4", "'facts (2)'.A1:'facts (2)'.H4", "'facts (3)'.A1:'facts (3)'.H2"}, filters); d != "" {
		t.Errorf("filters (- want, + read):\n%s", d)
	}
}

// sheetRows are the values of a worksheet, as many columns as facts has.
func sheetRows(t *testing.T, f fods, name string) [][]any {
	t.Helper()
	var rows [][]any
	for _, table := range f.Tables {
		if table.Name != name {
			continue
		}
		for _, r := range table.Rows {
			var row []any
			for _, c := range r.Cells {
				for range max(1, c.Repeated) {
					row = append(row, c.value(t))
				}
			}
			rows = append(rows, row[:min(len(row), len(testTables[facts].Columns))])
		}
	}
	return rows
}

// TestXLSXLook: the heading is bold and stays in sight, columns are wide enough
// for their names.
func TestXLSXLook(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"xlsx"}, Options{}, nastyRows())
	sheet := unzipped(t, filepath.Join(dir, "guihua.xlsx"), "xl/worksheets/sheet2.xml")
	for _, part := range []string{
		`state="frozen"`, `ySplit="1"`, `topLeftCell="A2"`, `<autoFilter ref="$A$1:$H$66"`, `<c r="A1" s="1" t="inlineStr"`,
		`<col min="1" max="1" width="32"`, `<col min="4" max="4" width="44"`, `<c r="H2" t="b"><v>1</v>`, `<v>0.30000000000000004</v>`,
	} {
		if !strings.Contains(sheet, part) {
			t.Errorf("no %s in %.1500s", part, sheet)
		}
	}
	if strings.Index(sheet, `<col min="1"`) > strings.Index(sheet, `<col min="4"`) {
		t.Errorf("the columns are not in their order: %.1500s", sheet)
	}
	for _, part := range []string{"<f>", "wrapText"} {
		if strings.Contains(sheet, part) {
			t.Errorf("%s in the sheet", part)
		}
	}
	styles := unzipped(t, filepath.Join(dir, "guihua.xlsx"), "xl/styles.xml")
	if !strings.Contains(styles, "<b") {
		t.Errorf("nothing is bold: %s", styles)
	}
	if w := width(tables.Column{Name: strings.Repeat("a", 50), Type: tables.Integer}); w < 50 {
		t.Errorf("a name of 50 letters in a column of %v", w)
	}
}

// unzipped is a file of an archive.
func unzipped(t *testing.T, archive, name string) string {
	t.Helper()
	r, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
