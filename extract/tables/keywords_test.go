package tables_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
)

// plan is a document of one task, in which the words are easy to count.
func plan(id, title, text string) *tables.Doc {
	t := title + "\n" + text
	n := len([]rune(title))
	body := text
	return &tables.Doc{ID: id, Document: &extract.Document{
		Text:    t,
		Outline: []extract.Node{{ID: "一", Label: "一、", Title: title, Role: extract.RoleTasks, Span: extract.Span{0, n}}},
		Tasks:   []extract.Task{{ID: "一", Title: title, Text: &body, Span: extract.Span{n + 1, len([]rune(t))}}},
	}}
}

// rowsOf is what a table of Words says of documents, columns apart by a blank.
func rowsOf(t *testing.T, name string, c *tables.Corpus, docs []*tables.Doc, columns ...string) []string {
	t.Helper()
	s, err := tagger()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		d.Corpus, d.Tagger = c, s
		c.AddWords(d.CountWords())
	}
	i := slices.IndexFunc(tables.Words, func(t tables.Table) bool { return t.Name == name })
	var out []string
	for _, d := range docs {
		for row := range tables.Words[i].Rows(d) {
			var cells []string
			for _, c := range columns {
				v := row[index(t, &tables.Words[i], c)]
				if f, ok := v.(float64); ok {
					v = fmt.Sprintf("%.4f", f)
				}
				cells = append(cells, fmt.Sprint(v))
			}
			out = append(out, strings.Join(cells, " "))
		}
	}
	return out
}

func TestKeywords(t *testing.T) {
	c := &tables.Corpus{Filter: tables.NewWordFilter(), Top: 2}
	docs := []*tables.Doc{
		plan("a", "保护湿地", "修复湿地，保护候鸟。"), // 保护 2 湿地 2 修复 1 候鸟 1
		plan("b", "保护森林", "森林防火，推进保护。"), // 保护 2 森林 2 防火 1; 推进 is a stop word
	}
	got := rowsOf(t, "keywords", c, docs, "doc_id", "scope", "term", "count", "tf", "tfidf", "rank_no", "quote")
	rare := math.Log(3.0/2) + 1 // one of two
	want := []string{
		fmt.Sprintf("a document 湿地 2 0.3333 %.4f 1 湿地", 2.0/6*rare),
		"a document 保护 2 0.3333 0.3333 2 保护",
		fmt.Sprintf("a task 湿地 2 0.3333 %.4f 1 湿地", 2.0/6*rare),
		"a task 保护 2 0.3333 0.3333 2 保护",
		fmt.Sprintf("b document 森林 2 0.4000 %.4f 1 森林", 2.0/5*rare),
		"b document 保护 2 0.4000 0.4000 2 保护",
		fmt.Sprintf("b task 森林 2 0.4000 %.4f 1 森林", 2.0/5*rare),
		"b task 保护 2 0.4000 0.4000 2 保护",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTerms(t *testing.T) {
	c := &tables.Corpus{Filter: tables.NewWordFilter()}
	if err := c.Filter.AddStops(strings.NewReader("# own\n防火 修复\n")); err != nil {
		t.Fatal(err)
	}
	docs := []*tables.Doc{plan("a", "保护湿地", "修复湿地，保护候鸟。"), plan("b", "保护森林", "森林防火，推进保护。")}
	got := rowsOf(t, "terms", c, docs, "doc_id", "term", "count", "documents", "tasks", "quote")
	want := []string{"a 保护 4 2 2 保护", "a 候鸟 1 1 1 候鸟", "a 湿地 2 1 1 湿地", "b 森林 2 1 1 森林"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStopListNotUTF8(t *testing.T) {
	err := tables.NewWordFilter().AddStops(strings.NewReader("湿地\n\xb9\xfa\n"))
	if err == nil || err.Error() != "line 2: is not UTF-8" {
		t.Errorf("%v", err)
	}
}
