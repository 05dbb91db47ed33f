package export

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written here is read by other programs, those of the people who use
// it: Python for CSV and JSON Lines, LibreOffice, SQLite's shell, DuckDB for
// Parquet. Where one is missing its test is skipped, but not where GUIHUA_CI is
// set: there all of them have been installed.

// needs stops a test that can't go on without a program.
func needs(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("GUIHUA_CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// run returns what a program prints.
func run(t *testing.T, stdin string, name string, args ...string) []byte {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		needs(t, "%s is not installed", name)
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, stderr.String())
	}
	return out
}

// python runs a script that prints JSON. Its arguments are in sys.argv[1:].
func python(t *testing.T, v any, script string, args ...string) {
	t.Helper()
	out := run(t, "", "python3", append([]string{"-c", script}, args...)...)
	if err := json.Unmarshal(out, v); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// factRows are the rows of facts that nastyRows yields, with every value as a
// reader of some format gets it.
func factRows(as func(v any) any) [][]any {
	var rows [][]any
	for table, row := range nastyRows() {
		if table != facts {
			continue
		}
		row = slices.Clone(row)
		for i, v := range row {
			row[i] = as(v)
		}
		rows = append(rows, row)
	}
	return rows
}

// asFloat makes every number a float64, as JSON does.
func asFloat(v any) any {
	if n, ok := v.(int); ok {
		return float64(n)
	}
	return v
}

func TestCSVReadByPython(t *testing.T) {
	const script = `
import csv, json, sys
with open(sys.argv[1], newline="", encoding=sys.argv[2]) as f:
    json.dump(list(csv.reader(f, strict=True)), sys.stdout)
`
	for encoding, o := range map[string]Options{"utf-8": {}, "utf-8-sig": {BOM: true}} {
		dir := t.TempDir()
		write(t, dir, []string{"csv"}, o, nastyRows())
		var got [][]any
		python(t, &got, script, filepath.Join(dir, "facts.csv"), encoding)
		want := [][]any{{"doc_id", "row_id", "node_id", "zeta", "alpha", "count", "value", "yes"}}
		want = append(want, factRows(func(v any) any {
			switch v := v.(type) {
			case nil:
				return ""
			case string:
				if slices.Contains(apostrophe, v) {
					return "'" + v
				}
				return v
			case float64:
				return decimal[v]
			case bool:
				return map[bool]string{true: "TRUE", false: "FALSE"}[v]
			}
			return fmt.Sprint(v)
		})...)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (- written, + read):\n%s", encoding, d)
		}
		b, err := os.ReadFile(filepath.Join(dir, "facts.csv"))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(b, []byte("\ufeff")) != o.BOM {
			t.Errorf("BOM %v, and the file begins with %q", o.BOM, b[:8])
		}
	}
}

// apostrophe are the texts of nasty that Excel would run.
var apostrophe = []string{"\ttab", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "=HYPERLINK(\"x\")", "-建设", "-5."}

// decimal are numbers as they are written.
var decimal = map[float64]string{
	0: "0", 1250000000: "1250000000", 0.1: "0.1", 1e21: "1e+21", 3.65: "3.65", -3.65: "-3.65", 1e-7: "1e-07", 123456789012345: "123456789012345",
	0.30000000000000004: "0.30000000000000004", 5e-324: "5e-324", 1.7976931348623157e308: "1.7976931348623157e+308", -1: "-1",
}

func TestJSONLReadByPython(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"jsonl"}, Options{}, nastyRows())
	const script = `
import json, sys
with open(sys.argv[1], newline="\n", encoding="utf-8") as f:
    json.dump([list(json.loads(line, object_pairs_hook=list)) for line in f], sys.stdout)
`
	var got [][][2]any
	python(t, &got, script, filepath.Join(dir, "facts.jsonl"))
	want := factRows(asFloat)
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i, pairs := range got {
		var keys []string
		var values []any
		for _, p := range pairs {
			keys = append(keys, p[0].(string))
			values = append(values, p[1])
		}
		if d := cmp.Diff([]string{"doc_id", "row_id", "node_id", "zeta", "alpha", "count", "value", "yes"}, keys); d != "" {
			t.Fatalf("line %d: keys (- written, + read):\n%s", i+1, d)
		}
		if d := cmp.Diff(want[i], values); d != "" {
			t.Errorf("line %d (- written, + read):\n%s", i+1, d)
		}
	}
}

// duckDB runs statements and returns the rows of the last.
func duckDB(t *testing.T, statements ...string) [][]any {
	t.Helper()
	root := os.Getenv("GUIHUA_DUCKDB")
	if root == "" {
		needs(t, "GUIHUA_DUCKDB names no folder in which npm install @duckdb/node-api has run")
	}
	script, err := json.Marshal(statements)
	if err != nil {
		t.Fatal(err)
	}
	module, err := json.Marshal(filepath.Join(root, "node_modules", "@duckdb", "node-api"))
	if err != nil {
		t.Fatal(err)
	}
	out := run(t, fmt.Sprintf(`
const { DuckDBInstance } = require(%s);
(async () => {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  let last;
  for (const s of %s) last = await db.runAndReadAll(s);
  console.log(JSON.stringify(last.getRowsJson()));
})().catch(e => { console.error(e); process.exit(1); });
`, module, script), "node", "-")
	var rows [][]any
	if err := json.Unmarshal(out, &rows); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return rows
}

func sqlText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func TestParquetReadByDuckDB(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"parquet"}, Options{}, nastyRows())
	file := sqlText(filepath.Join(dir, "facts.parquet"))
	// Whole numbers of 64 bits come out of DuckDB's JSON as text.
	// Node takes a BOM off the beginning of a text.
	got := duckDB(t, "SELECT * REPLACE (row_id::INTEGER AS row_id, count::INTEGER AS count, '.' || zeta AS zeta) FROM "+file)
	want := factRows(asFloat)
	for _, row := range want {
		if text, ok := row[3].(string); ok {
			row[3] = "." + text
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows (- written, + read):\n%s", d)
	}
	columns := duckDB(t, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+file+")")
	want = [][]any{
		{"doc_id", "VARCHAR"}, {"row_id", "BIGINT"}, {"node_id", "VARCHAR"}, {"zeta", "VARCHAR"}, {"alpha", "VARCHAR"},
		{"count", "BIGINT"}, {"value", "DOUBLE"}, {"yes", "BOOLEAN"},
	}
	if d := cmp.Diff(want, columns); d != "" {
		t.Errorf("columns (- written, + read):\n%s", d)
	}
	stored := duckDB(t, "SELECT path_in_schema, contains(encodings, 'DICTIONARY'), compression FROM parquet_metadata("+file+")")
	want = [][]any{
		{"doc_id", true, "ZSTD"}, {"row_id", false, "ZSTD"}, {"node_id", false, "ZSTD"}, {"zeta", false, "ZSTD"}, {"alpha", true, "ZSTD"},
		{"count", false, "ZSTD"}, {"value", false, "ZSTD"}, {"yes", false, "ZSTD"},
	}
	if d := cmp.Diff(want, stored); d != "" {
		t.Errorf("column chunks (- written, + read):\n%s", d)
	}
	meanings := duckDB(t, "SELECT decode(key), decode(value) FROM parquet_kv_metadata("+file+") WHERE decode(key) IN ('guihua.table', 'guihua.column.count') ORDER BY 1")
	if d := cmp.Diff([][]any{{"guihua.column.count", "a whole number (pages)"}, {"guihua.table", testTables[facts].Meaning}}, meanings); d != "" {
		t.Errorf("metadata (- written, + read):\n%s", d)
	}
}

// TestParquetGroups writes more than one row group holds.
func TestParquetGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	dir := t.TempDir()
	const rows = 200_000
	write(t, dir, []string{"parquet"}, Options{}, func(yield func(int, []any) bool) {
		for i := range rows {
			if !yield(facts, []any{"a", i + 1, nil, "文字", nil, i, nil, nil}) {
				return
			}
		}
	})
	file := sqlText(filepath.Join(dir, "facts.parquet"))
	got := duckDB(t, "SELECT count(*)::INTEGER, sum(count)::DOUBLE, (SELECT count(DISTINCT row_group_id)::INTEGER FROM parquet_metadata("+file+")) FROM "+file)
	if d := cmp.Diff([][]any{{float64(rows), float64(rows) * (rows - 1) / 2, 2.0}}, got); d != "" {
		t.Errorf("rows, sum, row groups (- written, + read):\n%s", d)
	}
}

// TestCSVReadByDuckDB lets a program find out by itself what kind of CSV it is.
func TestCSVReadByDuckDB(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"csv"}, Options{}, manyRowsOfFacts)
	got := duckDB(t, "SELECT typeof(row_id), typeof(zeta), typeof(value), typeof(yes), count(*)::INTEGER, sum(value)::DOUBLE FROM read_csv("+sqlText(filepath.Join(dir, "facts.csv"))+") GROUP BY ALL")
	if d := cmp.Diff([][]any{{"BIGINT", "VARCHAR", "DOUBLE", "BOOLEAN", 100.0, 4950 * 0.5}}, got); d != "" {
		t.Errorf("(- written, + read):\n%s", d)
	}
}

func manyRowsOfFacts(yield func(int, []any) bool) {
	for i := range 100 {
		if !yield(facts, []any{"a", i + 1, "一", "第一行\n\"第二行\"", nil, i, float64(i) * 0.5, i%2 == 0}) {
			return
		}
	}
}

// sqliteShell returns what SQLite's shell says, a line per row.
func sqliteShell(t *testing.T, file string, statements ...string) []string {
	t.Helper()
	out := run(t, strings.Join(statements, ";\n")+";\n", "sqlite3", "-bail", "-noheader", file)
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

func TestSQLiteReadBySQLite(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"sqlite"}, Options{}, nastyRows())
	file := filepath.Join(dir, "guihua.sqlite")
	if got := sqliteShell(t, file, "PRAGMA integrity_check", "PRAGMA foreign_key_check", "PRAGMA application_id", "PRAGMA user_version", "PRAGMA journal_mode"); !slices.Equal(got, []string{"ok", strconv.Itoa(sqliteApplication), strconv.Itoa(sqliteVersion), "delete"}) {
		t.Errorf("pragmas: %q", got)
	}
	// Exact: texts as bytes, numbers as the bytes of a double.
	var cells []string
	for _, c := range testTables[facts].Columns {
		name := quote(c.Name)
		cells = append(cells, fmt.Sprintf(`CASE typeof(%[1]s) WHEN 'text' THEN 't' || hex(%[1]s) WHEN 'real' THEN 'r' || hex(ieee754_to_blob(%[1]s)) WHEN 'integer' THEN 'i' || %[1]s ELSE typeof(%[1]s) END`, name))
	}
	lines := sqliteShell(t, file, "SELECT "+strings.Join(cells, " || ',' || ")+" FROM facts ORDER BY rowid")
	var got [][]any
	for _, line := range lines {
		var row []any
		for _, cell := range strings.Split(line, ",") {
			row = append(row, sqliteValue(t, cell))
		}
		got = append(got, row)
	}
	want := factRows(func(v any) any {
		if b, ok := v.(bool); ok {
			return map[bool]int{true: 1}[b]
		}
		return v
	})
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows (- written, + read):\n%s", d)
	}
	types := sqliteShell(t, file, "SELECT name || ' ' || type || ' ' || pk FROM pragma_table_info('facts')")
	if d := cmp.Diff([]string{"doc_id TEXT 1", "row_id INTEGER 2", "node_id TEXT 0", "zeta TEXT 0", "alpha TEXT 0", "count INTEGER 0", "value REAL 0", "yes BOOLEAN 0"}, types); d != "" {
		t.Errorf("columns (- written, + read):\n%s", d)
	}
	keys := sqliteShell(t, file, `SELECT "table", "from", "to" FROM pragma_foreign_key_list('facts')`, "SELECT name FROM pragma_index_list('facts') WHERE origin = 'c' ORDER BY name", "SELECT name, pk FROM pragma_table_info('documents') WHERE pk > 0")
	if d := cmp.Diff([]string{"documents|doc_id|doc_id", "facts_alpha", "facts_node_id", "doc_id|1"}, keys); d != "" {
		t.Errorf("keys and indices (- written, + read):\n%s", d)
	}
	plan := strings.Join(sqliteShell(t, file, "EXPLAIN QUERY PLAN SELECT * FROM facts WHERE alpha = '约束性'"), " ")
	if !strings.Contains(plan, "facts_alpha") {
		t.Errorf("a coded column is looked for without its index: %s", plan)
	}
	if got := sqliteShell(t, file, "SELECT meaning, unit FROM dictionary WHERE table_name = 'facts' AND column_name = 'count'", "SELECT meaning FROM dictionary WHERE table_name = 'facts' AND position = 0"); !slices.Equal(got, []string{"a whole number|pages", testTables[facts].Meaning}) {
		t.Errorf("dictionary: %q", got)
	}
}

// sqliteValue is a cell as the query of TestSQLiteReadBySQLite has it.
func sqliteValue(t *testing.T, cell string) any {
	t.Helper()
	if cell == "null" {
		return nil
	}
	kind, rest := cell[0], cell[1:]
	if kind == 'i' {
		n, err := strconv.Atoi(rest)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	b, err := hex.DecodeString(rest)
	if err != nil {
		t.Fatal(err)
	}
	if kind == 'r' {
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return string(b)
}

// TestSearch looks words up as the documentation says.
func TestSearch(t *testing.T) {
	dir := t.TempDir()
	rows := [][]any{
		{"a", 1, "一", "加强湿地保护工作", "约束性", nil, nil, nil},
		{"a", 2, "一", "湿地修复", "预期性", nil, nil, nil},
		{"b", 1, "二", "建设“湿地保护”区\nWetland Park", nil, nil, nil, nil},
		{"b", 2, "二", nil, nil, nil, nil, nil},
	}
	write(t, dir, []string{"sqlite"}, Options{}, func(yield func(int, []any) bool) {
		yield(documents, []any{"a", 1, "湿地保护规划"})
		yield(documents, []any{"b", 1, "规划"})
		for _, row := range rows {
			yield(facts, row)
		}
	})
	for query, want := range map[string][]string{
		`search WHERE search MATCH '"湿地保护"'`:                {"documents a 1", "facts a 1", "facts b 1"},
		`search WHERE search MATCH '"湿地保护" NOT "加强湿地"'`:     {"documents a 1", "facts b 1"},
		`search WHERE search MATCH 'wetland'`:               {"facts b 1"},
		`search WHERE text LIKE '%湿地保护%'`:                   {"documents a 1", "facts a 1", "facts b 1"},
		`search_text WHERE text LIKE '%湿地%'`:                {"documents a 1", "facts a 1", "facts a 2", "facts b 1"},
		`search_text WHERE text LIKE '%修%'`:                 {"facts a 2"},
		`search WHERE search MATCH '"约束性"'`:                 nil, // coded
		`search_text WHERE text LIKE '%约束性%'`:               nil,
		`search WHERE search MATCH '"湿地保护"' AND row_id = 1`: {"documents a 1", "facts a 1", "facts b 1"},
	} {
		got := sqliteShell(t, filepath.Join(dir, "guihua.sqlite"), `SELECT table_name || ' ' || doc_id || ' ' || row_id FROM `+query+` ORDER BY 1`)
		if len(got) == 1 && got[0] == "" {
			got = nil
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (- want, + found):\n%s", query, d)
		}
	}
	if got := sqliteShell(t, filepath.Join(dir, "guihua.sqlite"), "SELECT text FROM search_text WHERE doc_id = 'b' AND table_name = 'facts'"); strings.Join(got, "\n") != rows[2][3] {
		t.Errorf("the text of a row is %q", got)
	}
}

// A workbook as LibreOffice writes it in its own format.
type fods struct {
	Tables []struct {
		Name string `xml:"name,attr"`
		Rows []struct {
			Repeated int        `xml:"number-rows-repeated,attr"`
			Cells    []fodsCell `xml:"table-cell"`
		} `xml:"table-row"`
	} `xml:"body>spreadsheet>table"`
	Filters []struct {
		Range   string `xml:"target-range-address,attr"`
		Buttons bool   `xml:"display-filter-buttons,attr"`
	} `xml:"body>spreadsheet>database-ranges>database-range"`
}

type fodsCell struct {
	Repeated int     `xml:"number-columns-repeated,attr"`
	Type     string  `xml:"value-type,attr"`
	Value    string  `xml:"value,attr"`
	Formula  string  `xml:"formula,attr"`
	Lines    []fodsP `xml:"p"`
}

// A fodsP is a line of text. Tabs and all blanks but the first of several are
// elements.
type fodsP string

func (p *fodsP) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.CharData:
			text.Write(e)
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			switch e.Name.Local {
			case "tab":
				text.WriteString("\t")
			case "line-break":
				text.WriteString("\n")
			case "s":
				n := 1
				for _, a := range e.Attr {
					if a.Name.Local == "c" {
						n, _ = strconv.Atoi(a.Value)
					}
				}
				text.WriteString(strings.Repeat(" ", n))
			}
		}
	}
	*p = fodsP(text.String())
	return nil
}

func (c *fodsCell) value(t *testing.T) any {
	t.Helper()
	switch c.Formula { // what LibreOffice makes of a boolean
	case "of:=TRUE()", "of:=FALSE()":
		return c.Formula == "of:=TRUE()"
	case "":
	default:
		t.Errorf("a formula: %s", c.Formula)
	}
	switch c.Type {
	case "":
		return nil
	case "float":
		v, err := strconv.ParseFloat(c.Value, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var lines []string
	for _, p := range c.Lines {
		lines = append(lines, string(p))
	}
	return strings.Join(lines, "\n")
}

// libreOffice opens a workbook.
func libreOffice(t *testing.T, file string) fods {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long")
	}
	out := t.TempDir()
	run(t, "", "soffice", "--headless", "--norestore", "--nolockcheck", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(out, "profile")), "--convert-to", "fods", "--outdir", out, file)
	b, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(filepath.Base(file), ".xlsx")+".fods"))
	if err != nil {
		needs(t, "LibreOffice opens no workbooks: its part Calc is not installed")
	}
	var f fods
	if err := xml.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestXLSXReadByLibreOffice(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"xlsx"}, Options{}, nastyRows())
	f := libreOffice(t, filepath.Join(dir, "guihua.xlsx"))
	var sheets []string
	for _, table := range f.Tables {
		sheets = append(sheets, table.Name)
	}
	got := sheetRows(t, f, "facts")
	if d := cmp.Diff([]string{"documents", "facts", "dictionary"}, sheets); d != "" {
		t.Errorf("sheets (- written, + read):\n%s", d)
	}
	want := [][]any{{"doc_id", "row_id", "node_id", "zeta", "alpha", "count", "value", "yes"}}
	want = append(want, factRows(func(v any) any {
		switch v := v.(type) {
		case string:
			if v == "" {
				return nil // LibreOffice makes no difference
			}
			return strings.NewReplacer("\r\n", "\n", "\x01", "\ufffd", "\x1b", "\ufffd").Replace(v)
		case float64:
			if v == 0.30000000000000004 {
				return 0.3 // it writes fifteen digits
			}
		}
		return asFloat(v)
	})...)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows (- written, + read):\n%s", d)
	}
	var filters []string
	for _, f := range f.Filters {
		if f.Buttons {
			filters = append(filters, f.Range)
		}
	}
	if d := cmp.Diff([]string{"documents.A1:documents.C4", fmt.Sprintf("facts.A1:facts.H%d", len(want)), "dictionary.A1:dictionary.H14"}, filters); d != "" {
		t.Errorf("filters (- written, + read):\n%s", d)
	}
}
