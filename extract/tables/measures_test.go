package tables_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"guihua/extract"
	"guihua/extract/tables"
)

// lay returns the rows of a table for documents that are put together, the named
// columns joined by " | ", - for none.
func lay(t *testing.T, name string, docs []*tables.Doc, columns ...string) []string {
	t.Helper()
	s, err := tagger()
	if err != nil {
		t.Fatal(err)
	}
	c := new(tables.Corpus)
	for _, d := range docs {
		d.Corpus, d.Tagger = c, s
		c.Add(d)
	}
	i := slices.IndexFunc(tables.All, func(t tables.Table) bool { return t.Name == name })
	var out []string
	for _, d := range docs {
		for row := range tables.All[i].Rows(d) {
			var cells []string
			for _, column := range columns {
				v := row[index(t, &tables.All[i], column)]
				if v == nil {
					v = "-"
				}
				cells = append(cells, fmt.Sprint(v))
			}
			out = append(out, strings.Join(cells, " | "))
		}
	}
	return out
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSentences cuts a text, and reads the spans of verbs and objects back.
func TestSentences(t *testing.T) {
	text := "建设湿地“一张图”（含水质、水量。）；健全机制！\n修复岸线《规划。要点》？责任单位：甲局\n（乙局负责）保护候鸟(未闭合\n开展巡护"
	d := plan("a", "保护", text)
	for _, words := range []string{"责任单位：甲局", "乙局负责"} {
		at := len([]rune(d.Text[:strings.Index(d.Text, words)]))
		d.Responsibilities = append(d.Responsibilities, extract.Responsibility{At: "一", Raw: words, Span: extract.Span{at, at + len([]rune(words))}})
	}
	same(t, lay(t, "measures", []*tables.Doc{d}, "sentence", "verb", "object", "quote"), []string{
		"1 | 建设 | 湿地“一张图”（含水质、水量。） | 建设湿地“一张图”（含水质、水量。）；",
		"2 | 健全 | 机制 | 健全机制！",
		"3 | 修复 | 岸线《规划。要点》 | 修复岸线《规划。要点》？",
		"4 | 保护 | - | 保护候鸟(未闭合",
		"5 | 开展 | 巡护 | 开展巡护",
	})
	rs := []rune(d.Text)
	i := slices.IndexFunc(tables.All, func(t tables.Table) bool { return t.Name == "measures" })
	for row := range tables.All[i].Rows(d) {
		get := func(name string) any { return row[index(t, &tables.All[i], name)] }
		for _, part := range []string{"verb", "object", "action"} {
			if get(part) == nil {
				continue
			}
			if got := string(rs[get(part+"_start").(int):get(part+"_end").(int)]); got != get(part) {
				t.Errorf("%s is %v, at its place is %q", part, get(part), got)
			}
		}
	}
}

// TestRowMeasures gives rows of task tables a number of the measure and its places.
func TestRowMeasures(t *testing.T) {
	text := "一、保护湿地\n开展巡护。建立台账。\n修复岸线"
	at := func(words string) extract.Span {
		i := len([]rune(text[:strings.Index(text, words)]))
		return extract.Span{i, i + len([]rune(words))}
	}
	places := "沿江各县"
	d := &tables.Doc{ID: "a", Document: &extract.Document{Text: text, Tasks: []extract.Task{{ID: "表1/1", Title: "保护湿地", Span: at("开展巡护。建立台账。\n修复岸线"), Measures: []extract.Measure{
		{Text: "开展巡护。建立台账。", Regions: &places, Span: at("开展巡护。建立台账。")},
		{Text: "修复岸线", Span: at("修复岸线")},
	}}}}}
	same(t, lay(t, "measures", []*tables.Doc{d}, "node_id", "sentence", "measure", "verb", "object", "regions"), []string{
		"表1/1 | 1 | 1 | 开展 | 巡护 | 沿江各县",
		"表1/1 | 2 | 1 | 建立 | 台账 | 沿江各县",
		"表1/1 | 3 | 2 | 修复 | 岸线 | -",
	})
}

// TestLongSentence: a text without marks is one sentence, read in no time.
func TestLongSentence(t *testing.T) {
	d := plan("a", "任务", strings.Repeat("建设湿地和", 20000))
	same(t, lay(t, "measures", []*tables.Doc{d}, "verb", "object", "chars"), []string{"- | - | 100000"})
}

// FuzzMeasures: the sentences of a task's text lie within it, one behind the other,
// and their verbs, objects and actions within them.
func FuzzMeasures(f *testing.F) {
	for _, text := range []string{"建设湿地“一张图”（含水质。）；健全机制！\n修复岸线？", "支持企业（含个体）开展巡护。〔乙局负责〕对候鸟(未闭合", "。；\n！"} {
		f.Add(text)
	}
	s, err := tagger()
	if err != nil {
		f.Fatal(err)
	}
	i := slices.IndexFunc(tables.All, func(t tables.Table) bool { return t.Name == "measures" })
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // documents are
		}
		d := plan("a", "任务", text)
		d.Corpus, d.Tagger = new(tables.Corpus), s
		table, last, all := &tables.All[i], 0, utf8.RuneCountInString(d.Text)
		for row := range table.Rows(d) {
			get := func(name string) int { return row[index(t, table, name)].(int) }
			start, end := get("span_start"), get("span_end")
			if start < last || end <= start || end > all {
				t.Fatalf("%q: a sentence from %d to %d behind one to %d", text, start, end, last)
			}
			last = end
			for _, part := range []string{"verb", "object", "action"} {
				if row[index(t, table, part)] == nil {
					continue
				}
				if from, to := get(part+"_start"), get(part+"_end"); from < start || to > end || from >= to {
					t.Fatalf("%q: %s from %d to %d, the sentence from %d to %d", text, part, from, to, start, end)
				}
			}
		}
	})
}
