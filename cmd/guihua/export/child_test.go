package export

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"guihua/extract/tables"
)

// TestMain lets the test binary be the program that is measured, killed or has
// no room.
func TestMain(m *testing.M) {
	if dir := os.Getenv("GUIHUA_EXPORT_DIR"); dir != "" {
		if err := child(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child writes so many rows, as the environment says.
func child(dir string) error {
	rows, err := strconv.Atoi(os.Getenv("GUIHUA_EXPORT_ROWS"))
	if err != nil {
		return err
	}
	if room := os.Getenv("GUIHUA_EXPORT_ROOM"); room != "" {
		n, err := strconv.ParseUint(room, 10, 63)
		if err != nil {
			return err
		}
		if err := limitFiles(n); err != nil {
			return err
		}
	}
	s, err := Create(dir, strings.Split(os.Getenv("GUIHUA_EXPORT_FORMATS"), ","), manyTables, Options{})
	if err != nil {
		return err
	}
	defer s.Drop()
	for table, row := range manyRows(rows) {
		if err := s.Row(table, row); err != nil {
			return err
		}
	}
	_, err = s.Close()
	return err
}

// childCommand is the test binary as a program that writes rows.
func childCommand(tb testing.TB, dir, formats string, rows int, env ...string) *exec.Cmd {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "GUIHUA_EXPORT_DIR="+dir, "GUIHUA_EXPORT_FORMATS="+formats, fmt.Sprint("GUIHUA_EXPORT_ROWS=", rows))
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// manyTables are two tables, the second with twelve columns, as those of real
// documents have.
var manyTables = []tables.Table{
	{Name: "documents", Columns: []tables.Column{
		{Name: "doc_id", Type: tables.Text, Coded: true},
		{Name: "row_id", Type: tables.Integer},
		{Name: "title", Type: tables.Text},
	}},
	{Name: "targets", Columns: []tables.Column{
		{Name: "doc_id", Type: tables.Text, Coded: true},
		{Name: "row_id", Type: tables.Integer},
		{Name: "node_id", Type: tables.Text},
		{Name: "indicator", Type: tables.Text},
		{Name: "value", Type: tables.Number},
		{Name: "unit", Type: tables.Text, Coded: true},
		{Name: "year", Type: tables.Integer},
		{Name: "support", Type: tables.Boolean},
		{Name: "span_start", Type: tables.Integer},
		{Name: "span_end", Type: tables.Integer},
		{Name: "page", Type: tables.Integer},
		{Name: "quote", Type: tables.Text},
	}},
}

// manyRows yields so many rows of the second table, a hundred per document.
func manyRows(n int) iter.Seq2[int, []any] {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(most int) string {
		b := make([]rune, 2+random.IntN(most))
		for i := range b {
			b[i] = 0x4e00 + random.Int32N(2000)
		}
		return string(b)
	}
	return func(yield func(int, []any) bool) {
		id := ""
		for i := range n {
			if i%100 == 0 {
				id = fmt.Sprintf("2021/%06d.txt", i/100)
				if !yield(0, []any{id, 1, word(20)}) {
					return
				}
			}
			row := []any{id, i%100 + 1, fmt.Sprintf("三/（一）/%d", i%100), word(10), float64(random.IntN(100_000)) / 100, "万件", 2025, i%9 == 0, i, i + 40, nil, word(60)}
			if !yield(1, row) {
				return
			}
		}
	}
}
