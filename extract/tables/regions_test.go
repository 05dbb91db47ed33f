package tables_test

import (
	"fmt"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
)

// layOut are the rows of a table, as words: the columns named, joined by |.
func layOut(t *testing.T, d *tables.Doc, name string, columns ...string) []string {
	t.Helper()
	for i := range tables.All {
		table := &tables.All[i]
		if table.Name != name {
			continue
		}
		var out []string
		for row := range table.Rows(d) {
			var values []string
			for _, c := range columns {
				s := ""
				if v := row[index(t, table, c)]; v != nil {
					s = fmt.Sprint(v)
				}
				values = append(values, s)
			}
			out = append(out, strings.Join(values, "|"))
		}
		return out
	}
	t.Fatalf("there is no table %s", name)
	return nil
}

func spanOf(text, words string) extract.Span {
	before, _, _ := strings.Cut(text, words)
	n := len([]rune(before))
	return extract.Span{n, n + len([]rune(words))}
}

func equalRows(t *testing.T, got []string, want ...string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "none", "none"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("row %d:\n\tgot  %s\n\twant %s", i+1, g, w)
		}
	}
}

// TestRegions has a table whose cells of places stand behind the words they
// belong to; the one of the second measure is blank, that of the third is found
// in two columns.
func TestRegions(t *testing.T) {
	text := "工作任务\t落实举措\t责任地市\t配合地市\n1.清河\t清理河道。\t石家庄、唐山市，雄安新区\t\n\t修复河岸。\n2.造林\t栽植树木。\t各设区市\t各设区市\n\t看护林地。\t沿河\t"
	name, code := "河北省", "130000"
	cell, all, river := "石家庄、唐山市，雄安新区", "各设区市", "沿河"
	d := &tables.Doc{ID: "a", Document: &extract.Document{
		Text:     text,
		Document: extract.Notice{Region: extract.Region{Name: &name, Code: &code}, Issuers: []string{"河北省澜川厅"}, Recipients: []string{"各市(含定州市)人民政府", "省有关部门"}},
		Tables: []extract.Table{{
			ID: "表1", Header: []string{"工作任务", "落实举措", "责任地市", "配合地市"}, Span: extract.Span{0, len([]rune(text))},
			Rows: [][]string{{"1.清河", "清理河道。", cell, ""}, {"", "修复河岸。"}, {"2.造林", "栽植树木。", all, all}, {"", "看护林地。", river, ""}},
		}},
		Tasks: []extract.Task{
			{ID: "表1/1", Measures: []extract.Measure{
				{Text: "清理河道。", Regions: &cell, Span: spanOf(text, "清理河道。")},
				{Text: "修复河岸。", Regions: &cell, Span: spanOf(text, "修复河岸。")},
			}},
			{ID: "表1/2", Measures: []extract.Measure{
				{Text: "栽植树木。", Regions: &all, Span: spanOf(text, "栽植树木。")},
				{Text: "看护林地。", Regions: &river, Span: spanOf(text, "看护林地。")},
			}},
		},
	}}
	d.Corpus = new(tables.Corpus)
	equalRows(t, layOut(t, d, "regions", "role", "name_printed", "name", "code", "level", "kind", "province", "city", "node_id", "quote"),
		"document|河北省|河北省|130000|province|division|河北省|||河北省",
		"issuer|河北省|河北省|130000|province|division|河北省|||河北省",
		"recipient|各市|各市|||general|河北省|||各市",
		"recipient|定州市|定州市|130682|county|division|河北省|保定市||定州市",
		"measure|石家庄|石家庄市|130100|city|division|河北省|石家庄市|表1/1|石家庄",
		"measure|唐山市|唐山市|130200|city|division|河北省|唐山市|表1/1|唐山市",
		"measure|雄安新区|雄安新区|||functional|河北省||表1/1|雄安新区",
		"measure|石家庄|石家庄市|130100|city|division|河北省|石家庄市|表1/1|石家庄",
		"measure|唐山市|唐山市|130200|city|division|河北省|唐山市|表1/1|唐山市",
		"measure|雄安新区|雄安新区|||functional|河北省||表1/1|雄安新区",
		"measure|各设区市|各设区市|||general|河北省||表1/2|栽植树木。",
		"measure||||||||表1/2|沿河",
	)
}
