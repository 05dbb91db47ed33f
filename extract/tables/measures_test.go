package tables_test

import (
	"fmt"
	"os"
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

// TestDeeds reads the sentences of testdata/deeds.txt.
func TestDeeds(t *testing.T) {
	b, err := os.ReadFile("testdata/deeds.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		_, text, _ := strings.Cut(line, " | ")
		_, text, _ = strings.Cut(text, " | ")
		d := plan("a", "任务", text)
		same(t, lay(t, "measures", []*tables.Doc{d}, "verb", "object", "quote"), []string{line})
	}
	if n < 40 {
		t.Errorf("only %d sentences were read", n)
	}
}

// TestActions reads what those who are supported are to do; - where nobody is named, or
// what stands behind is no plain verb.
func TestActions(t *testing.T) {
	for _, line := range []string{
		"企业 | 牵头组建创新联合体 | 1 | 支持企业牵头组建创新联合体。",
		"高校、社会组织 | 开展维权援助工作 | 1 | 鼓励高校、社会组织开展维权援助工作。",
		"有条件的县（市、区） | 设立服务机构 | 2 | 鼓励有条件的县（市、区）设立服务机构，完善网络。",
		"区县 | 设置春假 | 1 | 鼓励区县结合实际探索设置春假。",
		"金融机构 | 加大信贷投放并降低费率 | 1 | 引导金融机构加大信贷投放并降低费率。",
		"金融机构 | - | 1 | 鼓励金融机构在风险可控的前提下加大信贷投放。",
		"新型研发机构建设 | - | 1 | 支持新型研发机构建设。",
		"训练基地 | - | 1 | 推动训练基地扩容升级。",
		"算力中心 | - | 1 | 引导算力中心运营主体通过绿证交易用绿电。",
		"组建创新联合体 | - | 1 | 支持组建创新联合体。",
		"骨干企业 | - | 2 | 培育骨干企业，支持企业开展研发。",
		"台账（含水质，水量） | - | 3 | 建立台账（含水质，水量），每年投入1,000万元：专款专用。",
	} {
		parts := strings.Split(line, " | ")
		d := plan("a", "任务", parts[len(parts)-1])
		same(t, lay(t, "measures", []*tables.Doc{d}, "object", "action", "clauses", "quote"), []string{line})
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

// TestCutSentences reads what is left of the sentences of testdata/deeds.txt wherever
// they are cut.
func TestCutSentences(t *testing.T) {
	for _, sentence := range deeds(t) {
		rs := []rune(sentence)
		for n := range rs {
			holdDeeds(t, string(rs[:n]))
			holdDeeds(t, string(rs[n:]))
		}
	}
}

func FuzzDeeds(f *testing.F) {
	for _, sentence := range deeds(f) {
		f.Add(sentence)
	}
	f.Fuzz(holdDeeds)
}

// deeds are the sentences of testdata/deeds.txt.
func deeds(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/deeds.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if parts := strings.Split(strings.TrimSpace(line), " | "); len(parts) == 3 && !strings.HasPrefix(line, "#") {
			out = append(out, parts[2])
		}
	}
	return out
}

// holdDeeds fails unless the sentences of a task's text and their verbs and objects lie
// within it, one behind the other, and are the words of their places.
func holdDeeds(t *testing.T, text string) {
	s, err := tagger()
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.ValidString(text) {
		return // documents are
	}
	d := plan("a", "任务", text)
	d.Corpus, d.Tagger = new(tables.Corpus), s
	rs := []rune(d.Text)
	i := slices.IndexFunc(tables.All, func(t tables.Table) bool { return t.Name == "measures" })
	table, last := &tables.All[i], 0
	for row := range table.Rows(d) {
		get := func(name string) int { return row[index(t, table, name)].(int) }
		start, end := get("span_start"), get("span_end")
		if start < last || end <= start || end > len(rs) {
			t.Fatalf("%q: a sentence from %d to %d behind one to %d", text, start, end, last)
		}
		last = end
		for _, part := range []string{"verb", "object", "action"} {
			words, ok := row[index(t, table, part)].(string)
			if !ok {
				continue
			}
			from, to := get(part+"_start"), get(part+"_end")
			if from < start || to > end || from >= to || string(rs[from:to]) != words {
				t.Fatalf("%q: %s %q from %d to %d, the sentence from %d to %d", text, part, words, from, to, start, end)
			}
		}
	}
}
