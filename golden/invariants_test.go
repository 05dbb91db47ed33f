package golden

import (
	"slices"
	"strings"
	"testing"

	"guihua/extract"
)

// Every promise of Check is broken once.
func TestCheck(t *testing.T) {
	if broken := Check(lakePlan()); len(broken) > 0 {
		t.Fatalf("the document they are tried on breaks them: %q", broken)
	}
	tests := []struct {
		name   string
		change func(d *extract.Document)
		want   string
	}{
		{"span ends before it starts", func(d *extract.Document) { d.Outline[0].Span = extract.Span{9, 8} }, "outline[0] 一 title: span [9,8)"},
		{"span beyond the text", func(d *extract.Document) { d.Tables[0].Span[1] = 9999 }, "tables[0] 表1 cells: span ["},
		{"negative span", func(d *extract.Document) { d.Warnings[0].Span[0] = -1 }, "warnings[0] outline-gap: span [-1,"},
		{"outline title", func(d *extract.Document) { d.Outline[0].Title += "x" }, "outline[0] 一 title: the span covers"},
		{"outline out of order", func(d *extract.Document) { d.Outline[0], d.Outline[1] = d.Outline[1], d.Outline[0] }, "outline[1] begins at"},
		{"task text", func(d *extract.Document) { *d.Tasks[0].Text += "。" }, "tasks[0] 二/（一） text: the span covers"},
		{"task without text", func(d *extract.Document) { d.Tasks[1].Title = "修河岸" }, "tasks[1] 附件/一/1 title: the span covers"},
		{"measure", func(d *extract.Document) { d.Tasks[1].Measures[0].Span[0]++ }, "tasks[1] 附件/一/1 measures[0] text: the span covers"},
		{"box", func(d *extract.Document) { d.Boxes[0].Span[0]-- }, "" /* a blank is no word */},
		{"box title", func(d *extract.Document) { d.Boxes[0].Span[0] -= 2 }, "boxes[0] title: the span covers"},
		{"box item", func(d *extract.Document) { d.Boxes[0].Items[0].Text = "" }, "boxes[0].items[0]: the span covers"},
		{"clause", func(d *extract.Document) { d.Responsibilities[0].Span[1]-- }, "responsibilities[0] at 二/（一） raw: the span covers"},
		{"target", func(d *extract.Document) { d.Targets[1].Raw = "8万公顷" }, "targets[1] at 表1/1 raw: the span covers"},
		{"achievement", func(d *extract.Document) { d.Achievements[1].Span[1]++ }, "achievements[1] at 一 raw: the span covers"},
		{"reference", func(d *extract.Document) { d.References[0].Span[0]-- }, "references[0] title: the span covers"},
		{"cells", func(d *extract.Document) { d.Tables[0].Rows[1][1] = "" }, "tables[0] 表1 cells: the span covers"},
		{"clause at nothing", func(d *extract.Document) { d.Responsibilities[1].At = "专栏1/2" }, `responsibilities[1] "（市文旅局）": nothing has the id "专栏1/2"`},
		{"target at nothing", func(d *extract.Document) { d.Targets[0].At = "二/（二）" }, `targets[0] "3处以上": nothing has the id "二/（二）"`},
		{"achievement at nothing", func(d *extract.Document) { d.Achievements[0].At = "表1/3" }, `achievements[0] "7万公顷": nothing has the id "表1/3"`},
		{"before the first heading", func(d *extract.Document) { d.Achievements[0].At = "" }, ""},
		{"unaccounted", func(d *extract.Document) { d.Coverage.LeftOut = d.Coverage.LeftOut[:0] }, "coverage: "},
		{"kept", func(d *extract.Document) { d.Coverage.KeptChars--; d.Coverage.SourceChars-- }, "coverage: "},
		{"null list", func(d *extract.Document) { d.Tasks[0].Measures = nil }, "tasks[0].measures is null"},
		{"outline over tasks", func(d *extract.Document) { d.Tasks[0].ID = "一" }, "tasks[0] 一 ends at"},
		{"task before its heading", func(d *extract.Document) { d.Tasks[0].Span = d.Outline[1].Span }, "tasks[0] 二/（一） begins at"},
		{"targets out of order", func(d *extract.Document) { slices.Reverse(d.Targets) }, "targets[1] begins at"},
		{"box item before its box", func(d *extract.Document) { d.Boxes[0].Items[0].Span = d.Outline[0].Span }, "boxes[0].items[0] begins at"},
		{"warnings out of order", func(d *extract.Document) {
			d.Warnings = append(d.Warnings, extract.Warning{Code: "x", Message: "x", Page: new(1), Span: &extract.Span{0, 1}})
		}, "warnings with a place[1] begins at"},
		{"empty warning", func(d *extract.Document) { d.Warnings[0].Span[1] = d.Warnings[0].Span[0] }, "warnings[0] outline-gap: an empty span"},
		{"id twice", func(d *extract.Document) { d.Outline[1].ID = "一" }, "outline: two headings 一 and no warning"},
		{"id twice, with a warning", func(d *extract.Document) {
			d.Outline[1].ID, d.Tables[0].Within = "一", nil
			d.Warnings[0].Code = "repeated_label"
		}, ""},
		{"box within nothing", func(d *extract.Document) { d.Boxes[0].Within = new("九") }, `boxes[0] follows "九": no heading`},
		{"unit of nowhere", func(d *extract.Document) { d.Responsibilities[0].Units[0].Name = "市水利局" }, "responsibilities[0] \"（市林业局牵头，水务局等配合，2023年底前完成）\" has no unit"},
		{"deadline of nowhere", func(d *extract.Document) { d.Responsibilities[0].Due = new("2024年") }, "responsibilities[0] \"（市林业局牵头，水务局等配合，2023年底前完成）\": the text has no"},
		{"lead and joint", func(d *extract.Document) { d.Responsibilities[0].Units[1].Role = extract.Joint }, "responsibilities[0] \"（市林业局牵头，水务局等配合，2023年底前完成）\" has a lead and"},
		{"half a range", func(d *extract.Document) { d.Targets[1].ValueMax = nil }, `targets[1] "8—9.5万公顷" is half a range`},
		{"task without its heading", func(d *extract.Document) { d.Tasks[0].ID = "五" }, "tasks[0] 五 has no heading"},
		{"task twice", func(d *extract.Document) { d.Tasks = slices.Insert(d.Tasks, 1, d.Tasks[0]) }, "tasks[1] 二/（一） is there twice"},
		{"value without bound", func(d *extract.Document) { d.Achievements[0].Bound = nil }, `achievements[0] "7万公顷" has a value or a bound`},
		{"no decimal", func(d *extract.Document) { d.Achievements[0].Value = new("7万") }, "the schema: $.achievements[0].value"},
		{"cited twice", func(d *extract.Document) { d.References = append(d.References, d.References[0]) }, `references[1] "湿地保护条例" is there twice`},
		{"period", func(d *extract.Document) { d.Document.Period = &[2]int{2025, 2021} }, "document: the period"},
		{"page of none", func(d *extract.Document) { d.Source.Pages = nil }, "outline[0] is on page 1"},
		{"page beyond the last", func(d *extract.Document) { d.Tables[0].Page = new(3) }, "tables[0] is on page 3"},
		{"no page", func(d *extract.Document) { d.References[0].Page = nil }, "references[0] has no page"},
		{"reason twice", func(d *extract.Document) {
			d.Coverage.LeftOut = []extract.LeftOut{{Why: "markup", Chars: 2}, {Why: "markup", Chars: 2}}
		}, "coverage: markup twice"},
		{"null cells", func(d *extract.Document) { d.Tables[0].Header = nil }, "tables[0].header is null"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := lakePlan()
			test.change(d)
			broken := Check(d)
			found := test.want == "" && len(broken) == 0
			for _, s := range broken {
				found = found || test.want != "" && strings.HasPrefix(s, test.want)
			}
			if !found {
				t.Errorf("got %q, want %q…", broken, test.want)
			}
		})
	}
}

// A range that descends is what a document may print, and no person may write.
func TestCheckCorrected(t *testing.T) {
	d := lakePlan()
	d.Targets[1].Value, d.Targets[1].ValueMax = d.Targets[1].ValueMax, d.Targets[1].Value
	if broken := Check(d); len(broken) > 0 {
		t.Errorf("as extracted: %q", broken)
	}
	if broken := CheckCorrected(d); len(broken) != 1 || !strings.HasPrefix(broken[0], `targets[1] "8—9.5万公顷" ends at`) {
		t.Errorf("as corrected: %q", broken)
	}
}
