package tables_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guihua/extract/tables"
)

var update = flag.Bool("update", false, "write testdata/golden; read the diff line by line before you commit it")

// laidOut are the samples whose tables are recorded: a province's plan and its
// city's, one with a table of tasks, one with tables of figures.
var laidOut = []string{"yunling_lenglian_guihua_pdf.txt", "lanchuan_lenglian_fangan.txt", "cangyan_gongyesheji_niandu_2026.txt", "wunian-guihua-ocr.txt"}

// TestGolden compares the tables of some samples with those recorded, a file of
// tabs for each.
func TestGolden(t *testing.T) {
	c := &tables.Corpus{Filter: tables.NewWordFilter(), Top: 5}
	var docs []*tables.Doc
	for _, d := range samples(t) {
		if slices.Contains(laidOut, d.ID) {
			d.Corpus = c
			docs = append(docs, d)
			c.Add(d)
			c.AddWords(d.CountWords())
		}
	}
	if len(docs) != len(laidOut) {
		t.Fatalf("%d of the samples %v", len(docs), laidOut)
	}
	for _, table := range slices.Concat(tables.All, tables.Words) {
		if table.Name == "terms" {
			continue // thousands of words, which TestTerms is about
		}
		got := tabbed(&table, docs)
		name := filepath.Join("testdata", "golden", table.Name+".tsv")
		if *update {
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatalf("%v; go test ./extract/tables -update makes it", err)
		}
		if string(want) != got {
			t.Errorf("%s (- recorded, + now):\n%s", name, changed(string(want), got))
		}
	}
}

// changed lists the lines that only one of two tables has.
func changed(a, b string) string {
	var s strings.Builder
	for _, side := range []struct{ sign, has, not string }{{"- ", a, b}, {"+ ", b, a}} {
		others := map[string]bool{}
		for line := range strings.Lines(side.not) {
			others[line] = true
		}
		for line := range strings.Lines(side.has) {
			if !others[line] {
				s.WriteString(side.sign + line)
			}
		}
	}
	if s.Len() == 0 {
		return "the same lines in another order"
	}
	return s.String()
}

var oneLine = strings.NewReplacer("\n", `\n`, "\t", `\t`)

// tabbed is a table in lines of fields parted by tabs. A long text is cut: its
// place says which it is.
func tabbed(table *tables.Table, docs []*tables.Doc) string {
	const most = 60
	var s strings.Builder
	for i, c := range table.Columns {
		if i > 0 {
			s.WriteByte('\t')
		}
		s.WriteString(c.Name)
	}
	s.WriteByte('\n')
	for _, d := range docs {
		for row := range table.Rows(d) {
			for i, v := range row {
				if i > 0 {
					s.WriteByte('\t')
				}
				if v == nil {
					continue
				}
				text := []rune(oneLine.Replace(fmt.Sprint(v)))
				if len(text) > most {
					text = append(text[:most], '…')
				}
				s.WriteString(string(text))
			}
			s.WriteByte('\n')
		}
	}
	return s.String()
}
