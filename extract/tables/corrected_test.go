package tables_test

import (
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
)

// What people have corrected is marked in the row of its record, and in no other.
func TestCorrected(t *testing.T) {
	var d *tables.Doc
	for _, s := range samples(t) {
		if s.ID == "yunling_lenglian_guihua_pdf.txt" {
			d = s
		}
	}
	d.Outline[2].Corrected, d.Tasks[1].Corrected, d.Boxes[1].Corrected = true, true, true
	d.Responsibilities[3].Corrected, d.Targets[0].Corrected, d.Achievements[1].Corrected, d.References[1].Corrected = true, true, true, true
	d.Document.Corrected = &extract.Corrected{Changed: 4, Added: 2, Deleted: 1, Reviewed: true}
	spans := map[string][]extract.Span{
		"outline": {d.Outline[2].Span}, "tasks": {d.Tasks[1].Span}, "responsibilities": {d.Responsibilities[3].Span},
		"targets": {d.Targets[0].Span, d.Achievements[1].Span}, "citations": {d.References[1].Span},
	}
	for _, item := range d.Boxes[1].Items {
		spans["boxes"] = append(spans["boxes"], item.Span)
	}
	found := 0
	for i := range tables.All {
		table := &tables.All[i]
		if spans[table.Name] == nil {
			continue
		}
		mark, start, end := index(t, table, "corrected"), index(t, table, "span_start"), index(t, table, "span_end")
		for row := range table.Rows(d) {
			want := false
			for _, s := range spans[table.Name] {
				want = want || s == extract.Span{row[start].(int), row[end].(int)}
			}
			if row[mark] != want {
				t.Errorf("%s: corrected is %v in %v", table.Name, row[mark], row)
			}
			if want {
				found++
			}
		}
	}
	if found < 7 {
		t.Errorf("%d rows are marked", found)
	}
	if rows := layOut(t, d, "documents", "corrected", "reviewed"); rows[0] != "7|true" {
		t.Errorf("documents: %q", rows)
	}
}
