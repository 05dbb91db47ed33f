package tables_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
	"guihua/segment"
)

var tagger = sync.OnceValues(func() (*segment.Segmenter, error) { return segment.Open(segment.Options{}) })

// samples are the documents of the project's samples.
func samples(t testing.TB) []*tables.Doc {
	t.Helper()
	s, err := tagger()
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../../golden/testdata/samples/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	c := new(tables.Corpus)
	var docs []*tables.Doc
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := extract.Decode(b)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		docs = append(docs, &tables.Doc{Document: d, ID: strings.TrimSuffix(filepath.Base(name), ".json"), Corpus: c, Tagger: s})
	}
	docs = append(docs, &tables.Doc{Document: coded(), ID: "coded.txt", Corpus: c, Tagger: s})
	for _, d := range docs {
		c.Add(d)
	}
	return docs
}

// coded is a document of a place that has a code: those of the samples are
// invented.
func coded() *extract.Document {
	const title, clause = "长安区湿地保护方案", "（区财政局、区商务局（区招商局）、银保监会）"
	d := &extract.Document{Schema: extract.SchemaID, Text: title + "\n" + clause}
	d.Document.Title = new(title)
	d.Document.Region = extract.Region{Name: new("长安区"), Code: new("130102")}
	start := len([]rune(title)) + 1
	d.Responsibilities = []extract.Responsibility{{Raw: clause, Span: extract.Span{start, start + len([]rune(clause))}}}
	for _, name := range []string{"区财政局", "区商务局（区招商局）", "银保监会"} {
		d.Responsibilities[0].Units = append(d.Responsibilities[0].Units, extract.Unit{Name: name, Role: extract.Joint})
	}
	return d
}

var snake = regexp.MustCompile(`^[a-z]+(_[a-z0-9]+)*$`)

// TestColumns holds the dictionary to what a reader of it expects.
func TestColumns(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range tables.All {
		if !snake.MatchString(table.Name) || seen[table.Name] || table.Meaning == "" {
			t.Errorf("table %q: its name is no snake_case or stands twice, or it has no meaning", table.Name)
		}
		seen[table.Name] = true
		names := map[string]bool{}
		for _, c := range table.Columns {
			if !snake.MatchString(c.Name) || names[c.Name] {
				t.Errorf("%s.%s: no snake_case, or twice", table.Name, c.Name)
			}
			names[c.Name] = true
			if c.Meaning == "" || c.Example == "" || c.From == "" {
				t.Errorf("%s.%s: meaning, example or origin is missing", table.Name, c.Name)
			}
		}
	}
}

// TestRows checks every row of the samples: values are of their columns' types,
// the keys are unique, and the words are those of the span.
func TestRows(t *testing.T) {
	filled := map[string]bool{} // columns that have a value somewhere
	for _, d := range samples(t) {
		text := []rune(d.Text)
		for i := range tables.All {
			table := &tables.All[i]
			n := 0
			for row := range table.Rows(d) {
				n++
				at := fmt.Sprintf("%s %s row %d", d.ID, table.Name, n)
				if len(row) != len(table.Columns) {
					t.Fatalf("%s: %d values of %d columns", at, len(row), len(table.Columns))
				}
				get := func(name string) any { return row[index(t, table, name)] }
				if get("doc_id") != d.ID || get("row_id") != n {
					t.Errorf("%s: its key is %v %v", at, get("doc_id"), get("row_id"))
				}
				for j, c := range table.Columns {
					if row[j] == nil {
						continue
					}
					filled[table.Name+"."+c.Name] = true
					if typeOf(row[j]) != c.Type {
						t.Errorf("%s: %s is the %T %v, no %s", at, c.Name, row[j], row[j], c.Type)
					}
				}
				start, ok := get("span_start").(int)
				if !ok {
					continue
				}
				end := get("span_end").(int)
				if start < 0 || start > end || end > len(text) {
					t.Errorf("%s: span %d to %d of %d characters", at, start, end, len(text))
					continue
				}
				quote, _ := get("quote").(string)
				if !strings.Contains(squeeze(string(text[start:end])), squeeze(quote)) {
					t.Errorf("%s: %q is not in the words of its span, %.60q", at, quote, string(text[start:end]))
				}
			}
		}
	}
	for _, table := range tables.All {
		for _, c := range table.Columns {
			if name := table.Name + "." + c.Name; filled[name] == neverInSamples[name] {
				t.Errorf("%s has a value in a sample: %v, listed as one that has none: %v", name, filled[name], neverInSamples[name])
			}
		}
	}
}

// neverInSamples are columns that no sample has a value for.
var neverInSamples = map[string]bool{
	"documents.node_id": true, "documents.page": true, // a document is at no place of its own
	"regions.name_revision": true, "regions.page": true,
}

func index(t *testing.T, table *tables.Table, name string) int {
	for i, c := range table.Columns {
		if c.Name == name {
			return i
		}
	}
	t.Fatalf("%s has no column %s", table.Name, name)
	return -1
}

func typeOf(v any) tables.Type {
	switch v.(type) {
	case string:
		return tables.Text
	case int:
		return tables.Integer
	case float64:
		return tables.Number
	case bool:
		return tables.Boolean
	}
	return ""
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
