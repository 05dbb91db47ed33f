package export

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract/tables"
)

// testTables have columns of every type, and the table that keys refer to.
var testTables = []tables.Table{
	{Name: "documents", Meaning: "a document", Columns: []tables.Column{
		{Name: "doc_id", Type: tables.Text, Coded: true},
		{Name: "row_id", Type: tables.Integer},
		{Name: "title", Type: tables.Text},
	}},
	{Name: "facts", Meaning: "a fact, \"quoted\", = formula", Columns: []tables.Column{
		{Name: "doc_id", Type: tables.Text, Coded: true, Meaning: "the document"},
		{Name: "row_id", Type: tables.Integer, Meaning: "number of the row"},
		{Name: "node_id", Type: tables.Text, Meaning: "where it stands"},
		{Name: "zeta", Type: tables.Text, Meaning: "any text", Example: "-5", From: "made"},
		{Name: "alpha", Type: tables.Text, Meaning: "one of few", Coded: true},
		{Name: "count", Type: tables.Integer, Meaning: "a whole number", Unit: "pages"},
		{Name: "value", Type: tables.Number, Meaning: "a number"},
		{Name: "yes", Type: tables.Boolean, Meaning: "whether"},
	}},
}

const documents, facts = 0, 1 // places in testTables

// nasty are texts that some format, or some program that reads it, has trouble
// with.
var nasty = []string{
	"", "建设小微湿地", `他说"好"`, `"`, "a,b;c|d", "第一行\n第二行", "第一行\r\n第二行", "a\rb", "\ttab", "tab\t", " leading", "trailing ", "　",
	"\ufffd", "\ufeffBOM", "𠮷野家🏭👨‍👩‍👧", "010000", "1e5", "1-2", "2021/1/2", "TRUE", "NA", "NULL", "null", "None", "\\N", "\\n",
	"=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "=HYPERLINK(\"x\")", "-建设", "--", "-", "－", "+5", "-5", "-0.5", "-5%", "－5", "-5.", "'quoted",
	"_x0041_", "_x005F_", "&amp;<b>]]>", "\u2028\u2029", "\u0001\u001b\u007f\u0085", "e\u0301",
	"1250000000", "0.1", "1e21", "3.65", strings.Repeat("很长的文字", 400),
}

// numbers are those that are easily changed on the way.
var numbers = []float64{0, 1250000000, 0.1, 1e21, 3.65, -3.65, 1e-7, 123456789012345, 0.30000000000000004, 5e-324, 1.7976931348623157e308, -1}

// nastyRows yields rows of both tables, one document after the other: every
// nasty text and number, and rows with nothing in them.
func nastyRows() iter.Seq2[int, []any] {
	return func(yield func(int, []any) bool) {
		id := ""
		for i, text := range nasty {
			if i%25 == 0 {
				id = fmt.Sprintf("2021/规划 %d.txt", i/25)
				if !yield(documents, []any{id, 1, "规划" + fmt.Sprint(i/25)}) {
					return
				}
			}
			row := i%25 + 1
			coded := []any{"约束性", "预期性", nil, ""}[i%4]
			if !yield(facts, []any{id, row, "三/（一）/1", text, coded, i - 5, numbers[i%len(numbers)], i%2 == 0}) {
				return
			}
			if i%9 == 0 && !yield(facts, []any{id, row + 100, nil, nil, nil, nil, nil, nil}) {
				return
			}
		}
	}
}

// write makes the files of rows and returns what is said of them.
func write(tb testing.TB, dir string, formats []string, o Options, rows iter.Seq2[int, []any]) []string {
	tb.Helper()
	s, err := Create(dir, formats, testTables, o)
	if err != nil {
		tb.Fatal(err)
	}
	for table, row := range rows {
		if err := s.Row(table, row); err != nil {
			s.Drop()
			tb.Fatal(err)
		}
	}
	notes, err := s.Close()
	if err != nil {
		tb.Fatal(err)
	}
	return notes
}

// folder holds the files below a folder by name.
func folder(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	for _, name := range listed(tb, dir) {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = string(b)
	}
	return files
}

// listed are the names of what is in a folder.
func listed(tb testing.TB, dir string) []string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestSameBytes writes everything twice, the second time over the first.
func TestSameBytes(t *testing.T) {
	dir, again := t.TempDir(), t.TempDir()
	notes := write(t, dir, Formats(), Options{}, nastyRows())
	t.Logf("%q", notes)
	first := folder(t, dir)
	for range 3 {
		write(t, again, Formats(), Options{}, nastyRows())
		second := folder(t, again)
		if d := cmp.Diff(listed(t, dir), listed(t, again)); d != "" {
			t.Errorf("other files (- once, + twice):\n%s", d)
		}
		for name := range first {
			if first[name] != second[name] {
				t.Errorf("%s is not the same the second time", name)
			}
		}
	}
}
