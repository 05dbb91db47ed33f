package export

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guihua/extract/tables"
)

// TestKilled kills a program that writes every format, at any moment. There are
// only whole files, of this run or the one before, and the next run removes what
// the killed one has left.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	const rounds = 10
	formats := strings.Join(Formats(), ",")
	of := map[int]map[string]string{}
	began := time.Now()
	for _, rows := range []int{1000, 1500} {
		dir := t.TempDir()
		if out, err := childCommand(t, dir, formats, rows).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		of[rows] = folder(t, dir)
	}
	whole := time.Since(began) / 2

	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(writeTo(t, of[1000]))); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	killed, left := 0, 0
	for killed < rounds {
		cmd := childCommand(t, dir, formats, 1500)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(whole))))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		for _, name := range listed(t, dir) {
			if strings.HasPrefix(name, ".guihua-") {
				left++
				continue
			}
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if text := string(b); text != of[1000][name] && text != of[1500][name] {
				t.Errorf("killed %d times: %s is neither that of before nor that of now", killed, name)
			}
		}
	}
	if left == 0 {
		t.Error("no killed run has left anything, so none was killed at work")
	}
	if out, err := childCommand(t, dir, formats, 1500).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := folder(t, dir)
	if d := cmp.Diff(slices.Sorted(maps.Keys(of[1500])), slices.Sorted(maps.Keys(got))); d != "" {
		t.Errorf("files at the end (- want, + there):\n%s", d)
	}
	for name := range got {
		if got[name] != of[1500][name] {
			t.Errorf("at the end %s is another", name)
		}
	}
}

// writeTo makes a folder of files.
func writeTo(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestNoRoom lets files grow to some size only. Whichever write fails, what was
// there stays, nothing is left over, and one line names the file.
func TestNoRoom(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	if runtime.GOOS == "windows" {
		t.Skip("Windows can't limit the size of files")
	}
	for _, format := range Formats() {
		before := t.TempDir()
		if out, err := childCommand(t, before, format, 100).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		want := folder(t, before)
		for _, room := range []int{0, 1000, 100_000} {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(before)); err != nil {
				t.Fatal(err)
			}
			cmd := childCommand(t, dir, format, 3000, fmt.Sprint("GUIHUA_EXPORT_ROOM=", room))
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			if cmd.Run() == nil {
				t.Errorf("%s: %d bytes are enough", format, room)
				continue
			}
			line := stderr.String()
			if !strings.HasPrefix(line, dir+string(filepath.Separator)) || strings.Count(line, "\n") != 1 {
				t.Errorf("%s, %d bytes: %s", format, room, line)
			}
			if room == 1000 {
				t.Log(strings.TrimSpace(line))
			}
			got := folder(t, dir)
			if d := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); d != "" {
				t.Errorf("%s, %d bytes: files (- before, + after):\n%s", format, room, d)
			}
			for name := range got {
				if got[name] != want[name] {
					t.Errorf("%s, %d bytes: %s is another", format, room, name)
				}
			}
		}
	}
}

// TestSQLiteFull: SQLite has its own word for a full disk.
func TestSQLiteFull(t *testing.T) {
	dir := t.TempDir()
	s, err := Create(dir, []string{"sqlite"}, testTables, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.workers[0].w.(*sqliteFile).tx.Exec("PRAGMA max_page_count = 100"); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("湿地", 2000)
	for i := range 1000 {
		if err = s.Row(documents, []any{fmt.Sprint(i), 1, long}); err != nil {
			break
		}
	}
	want := filepath.Join(dir, "guihua.sqlite") + ": no space left on device; make room and run again"
	if !errors.Is(err, syscall.ENOSPC) || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	if notes, again := s.Close(); again != err {
		t.Errorf("Close forgets it: %q, %v", notes, again)
	}
	if left := listed(t, dir); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
}

// TestWrongRow: a row that does not fit its table is no file.
func TestWrongRow(t *testing.T) {
	good := []any{"a", 1, nil, nil, nil, 1, 0.5, true}
	for want, change := range map[string]func(row []any) []any{
		"a row of 7 values for 8 columns":           func(row []any) []any { return row[:7] },
		"column doc_id: 1 (int) is no text":         func(row []any) []any { row[0] = 1; return row },
		"column count: 1 (float64) is no integer":   func(row []any) []any { row[5] = 1.0; return row },
		"column value: 1 (int) is no number":        func(row []any) []any { row[6] = 1; return row },
		"column value: NaN (float64) is no number":  func(row []any) []any { row[6] = math.NaN(); return row },
		"column value: +Inf (float64) is no number": func(row []any) []any { row[6] = math.Inf(1); return row },
		"column yes: yes (string) is no boolean":    func(row []any) []any { row[7] = "yes"; return row },
		"column yes: 1 (int64) is no boolean":       func(row []any) []any { row[7] = int64(1); return row },
	} {
		dir := t.TempDir()
		s, err := Create(dir, Formats(), testTables, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Row(facts, change(slices.Clone(good))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
		if _, err := s.Close(); err == nil {
			t.Errorf("%s: files all the same", want)
		}
		if left := listed(t, dir); len(left) > 0 {
			t.Errorf("it leaves %v", left)
		}
	}
}

func TestWrongFormat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	_, err := Create(dir, []string{"csv", "xls"}, testTables, Options{})
	if want := `"xls" is no format: it must be one of csv, xlsx, parquet, sqlite, jsonl`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made all the same")
	}
}

// TestNoRows: tables without rows are files all the same, and a folder of any
// name will do.
func TestNoRows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a?b#c%20d e", "表格")
	write(t, dir, append(Formats(), "csv"), Options{}, func(func(int, []any) bool) {})
	want := []string{
		"dictionary.csv", "dictionary.jsonl", "dictionary.parquet", "documents.csv", "documents.jsonl", "documents.parquet",
		"facts.csv", "facts.jsonl", "facts.parquet", "guihua.sqlite", "guihua.xlsx",
	}
	if d := cmp.Diff(want, listed(t, dir)); d != "" {
		t.Errorf("files (- want, + there):\n%s", d)
	}
}

// TestStale: the journal of the database that is replaced is not left to the new
// one.
func TestStale(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"guihua.sqlite", "guihua.sqlite-wal", "guihua.sqlite-shm", "guihua.sqlite-journal", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("old"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, []string{"sqlite"}, Options{}, nastyRows())
	if got := listed(t, dir); !slices.Equal(got, []string{"guihua.sqlite", "notes.txt"}) {
		t.Errorf("there are %v", got)
	}
}

// TestRepaired: what is no text becomes one, in every format alike, and is told
// of. The caller's row stays as it is.
func TestRepaired(t *testing.T) {
	dir := t.TempDir()
	row := []any{"a", 1, nil, "nul\x00 bad\xff", nil, nil, nil, nil}
	notes := write(t, dir, []string{"jsonl", "csv"}, Options{}, func(yield func(int, []any) bool) { yield(facts, row) })
	if row[3] != "nul\x00 bad\xff" {
		t.Errorf("the row is now %q", row)
	}
	if want := []string{"facts: 1 cell with NUL, or with bytes that are no UTF-8, got U+FFFD for them"}; !slices.Equal(notes, want) {
		t.Errorf("%q, want %q", notes, want)
	}
	files := folder(t, dir)
	if want := `{"doc_id":"a","row_id":1,"node_id":null,"zeta":"nul` + "\ufffd bad\ufffd" + `","alpha":null,"count":null,"value":null,"yes":null}` + "\n"; files["facts.jsonl"] != want {
		t.Errorf("%s\nwant %s", files["facts.jsonl"], want)
	}
	if want := "doc_id,row_id,node_id,zeta,alpha,count,value,yes\r\na,1,,nul\ufffd bad\ufffd,,,,\r\n"; files["facts.csv"] != want {
		t.Errorf("%q\nwant %q", files["facts.csv"], want)
	}
}

// TestDictionary: it says everything there is to say of a column.
func TestDictionary(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []string{"csv"}, Options{}, func(func(int, []any) bool) {})
	got := folder(t, dir)["dictionary.csv"]
	for _, line := range []string{
		"table_name,position,column_name,type,unit,meaning,example,made_from",
		`facts,0,,,,"a fact, ""quoted"", = formula",,`,
		"facts,4,zeta,text,,any text,-5,made",
		"facts,6,count,integer,pages,a whole number,,",
	} {
		if !strings.Contains(got, line+"\r\n") {
			t.Errorf("no line %s in\n%s", line, got)
		}
	}
	if got, want := strings.Count(got, "\r\n"), 1+len(testTables)+columns(testTables); got != want {
		t.Errorf("%d lines, want %d", got, want)
	}
}

func columns(ts []tables.Table) int {
	n := 0
	for _, t := range ts {
		n += len(t.Columns)
	}
	return n
}
