package golden

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"guihua/extract"
)

// invariants returns what an output breaks of its promises, and what is only
// worth a look because a real document may be so.
func invariants(d *extract.Document) (broken, findings []string) {
	bad := func(format string, args ...any) { broken = append(broken, fmt.Sprintf(format, args...)) }
	text := []rune(d.Text)

	// Every span lies inside the text and covers the words it grounds.
	inside := func(place string, s extract.Span) bool {
		if s[0] < 0 || s[0] > s[1] || s[1] > len(text) {
			bad("%s: span [%d,%d) of a text of %d", place, s[0], s[1], len(text))
			return false
		}
		return true
	}
	covers := func(place string, s extract.Span, words string) {
		if !inside(place, s) {
			return
		}
		if got := squeeze(string(text[s[0]:s[1]])); got != squeeze(words) {
			bad("%s: the span covers %s", place, showChange(squeeze(words), got))
		}
	}
	for i, x := range d.Outline {
		covers(fmt.Sprintf("outline[%d] %s title", i, x.ID), x.Span, x.Title)
		if i > 0 && x.Span[0] < d.Outline[i-1].Span[1] {
			bad("outline[%d] %s begins at %d, before %s ends at %d", i, x.ID, x.Span[0], d.Outline[i-1].ID, d.Outline[i-1].Span[1])
		}
	}
	for i, x := range d.Tasks {
		place := fmt.Sprintf("tasks[%d] %s", i, x.ID)
		if x.Text != nil {
			covers(place+" text", x.Span, *x.Text)
		} else {
			covers(place+" title", x.Span, x.Title)
		}
		for j, m := range x.Measures {
			covers(fmt.Sprintf("%s measures[%d] text", place, j), m.Span, m.Text)
		}
	}
	for i, x := range d.Boxes {
		covers(fmt.Sprintf("boxes[%d] title", i), x.Span, x.Title)
		for j, y := range x.Items {
			words := y.Text
			if words == "" {
				words = y.Title
			}
			covers(fmt.Sprintf("boxes[%d].items[%d]", i, j), y.Span, words)
		}
	}
	for i, x := range d.Responsibilities {
		covers(fmt.Sprintf("responsibilities[%d] at %s raw", i, x.At), x.Span, x.Raw)
	}
	for i, x := range d.Targets {
		covers(fmt.Sprintf("targets[%d] at %s raw", i, x.At), x.Span, x.Raw)
	}
	for i, x := range d.Achievements {
		covers(fmt.Sprintf("achievements[%d] at %s raw", i, x.At), x.Span, x.Raw)
	}
	for i, x := range d.References {
		covers(fmt.Sprintf("references[%d] title", i), x.Span, x.Title)
	}
	for i, x := range d.Tables {
		cells := strings.Join(x.Header, "")
		for _, row := range x.Rows {
			cells += strings.Join(row, "")
		}
		covers(fmt.Sprintf("tables[%d] %s cells", i, x.ID), x.Span, cells)
	}
	for i, x := range d.Warnings {
		if x.Span != nil {
			inside(fmt.Sprintf("warnings[%d] %s", i, x.Code), *x.Span)
		}
	}

	// A document may print a label twice; then its id is twice too.
	seen := map[string]bool{}
	for _, x := range d.Outline {
		if seen[x.ID] {
			findings = append(findings, fmt.Sprintf("outline id %s more than once", x.ID))
		}
		seen[x.ID] = true
	}

	// What a record stands in exists.
	places := places(d)
	at := func(list string, i int, place, raw string) {
		if !places[place] {
			bad("%s[%d] %q: nothing has the id %q", list, i, raw, place)
		}
	}
	for i, x := range d.Responsibilities {
		at("responsibilities", i, x.At, x.Raw)
	}
	for i, x := range d.Targets {
		at("targets", i, x.At, x.Raw)
	}
	for i, x := range d.Achievements {
		at("achievements", i, x.At, x.Raw)
	}

	// Every character of the source is kept or accounted for.
	left := 0
	for _, x := range d.Coverage.LeftOut {
		left += x.Chars
	}
	if c := d.Coverage; c.SourceChars != c.KeptChars+left {
		bad("coverage: %d characters in the source, %d kept and %d left out", c.SourceChars, c.KeptChars, left)
	}
	if n := len([]rune(squeeze(d.Text))); d.Coverage.KeptChars != n {
		bad("coverage: %d characters kept, the text has %d", d.Coverage.KeptChars, n)
	}

	for _, path := range nilLists(reflect.ValueOf(*d), "") {
		bad("%s is null", strings.TrimPrefix(path, "."))
	}
	return broken, findings
}

// places lists the ids a record can stand at: outline nodes, tasks, 专栏N and
// its items, tables and their rows. The empty one is the text before the
// first heading.
func places(d *extract.Document) map[string]bool {
	ids := map[string]bool{"": true}
	for _, x := range d.Outline {
		ids[x.ID] = true
	}
	for _, x := range d.Tasks {
		ids[x.ID] = true
	}
	for _, x := range d.Boxes {
		id := "专栏"
		if x.Number != nil {
			id = fmt.Sprintf("专栏%d", *x.Number)
		}
		ids[id] = true
		for i := range x.Items {
			ids[fmt.Sprintf("%s/%d", id, i+1)] = true
		}
	}
	for _, x := range d.Tables {
		ids[x.ID] = true
		for i := range x.Rows {
			ids[fmt.Sprintf("%s/%d", x.ID, i+1)] = true
		}
	}
	return ids
}

// nilLists returns the paths of lists that would be written as null.
func nilLists(v reflect.Value, path string) []string {
	var paths []string
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return []string{path}
		}
		for i := range v.Len() {
			paths = append(paths, nilLists(v.Index(i), fmt.Sprintf("%s[%d]", path, i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := strings.Split(v.Type().Field(i).Tag.Get("json"), ",")[0]
			paths = append(paths, nilLists(v.Field(i), path+"."+name)...)
		}
	}
	return paths
}

func TestInvariants(t *testing.T) {
	if broken, findings := invariants(lakePlan()); len(broken)+len(findings) > 0 {
		t.Fatalf("the document they are tried on breaks them: %q %q", broken, findings)
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
		{"outline out of order", func(d *extract.Document) { d.Outline[0], d.Outline[1] = d.Outline[1], d.Outline[0] }, "outline[1] 一 begins at"},
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
		{"null cells", func(d *extract.Document) { d.Tables[0].Header = nil }, "tables[0].header is null"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := lakePlan()
			test.change(d)
			broken, _ := invariants(d)
			found := test.want == "" && len(broken) == 0
			for _, s := range broken {
				found = found || test.want != "" && strings.HasPrefix(s, test.want)
			}
			if !found {
				t.Errorf("got %q, want %q…", broken, test.want)
			}
		})
	}
	d := lakePlan()
	d.Outline[1].ID = "一"
	if _, findings := invariants(d); len(findings) != 1 {
		t.Errorf("an id twice: findings %q", findings)
	}
}
