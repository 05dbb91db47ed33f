package extract

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// fullDocument has every field of every record set. Its spans are not
// grounded: a schema cannot see that.
func fullDocument() *Document {
	page := new(2)
	return &Document{
		Schema: SchemaID,
		Source: Source{
			Name: "notices/a.pdf", SHA256: strings.Repeat("0a", 32), Format: "pdf",
			Encoding: new("GB18030"), Bytes: 4096, Pages: new(3), Reader: new("pdfium"),
		},
		Document: Notice{
			Title: new("青川市湿地保护规划（2021—2025年）"), NoticeTitle: new("青川市人民政府关于印发青川市湿地保护规划的通知"),
			Number: new("青政发〔2021〕9号"), Issuers: []string{"青川市人民政府"}, Recipients: []string{"各县（区）人民政府"},
			Issued: new("2021-12-31"), Published: new("2022-01-04"), Period: &[2]int{2021, 2025},
			Region: Region{Name: new("青川市"), Code: new("990100")}, Kind: new("规划"), Corrected: true,
		},
		Outline: []Node{
			{ID: "一", Label: "一、", Title: "湿地现状", Role: RoleBackground, Page: page, Span: Span{2, 6}, Corrected: true},
			{ID: "二", Label: "二、", Title: "重点任务", Role: RoleTasks, Page: page, Span: Span{8, 12}},
			{ID: "二/（一）", Label: "（一）", Title: "扩大湿地", Role: RoleTasks, Page: page, Span: Span{15, 19}},
		},
		Tasks: []Task{
			{ID: "二/（一）", Title: "扩大湿地", Text: new("新增湿地三处。"), Page: page, Span: Span{20, 27}, Measures: []Measure{}},
			{ID: "附件/一/1", Title: "修复河岸", Page: page, Span: Span{30, 34}, Measures: []Measure{
				{Text: "种植芦苇。", Regions: new("沿河各县"), Span: Span{35, 40}},
				{Text: "清理河道。", Span: Span{40, 45}},
			}, Corrected: true},
		},
		Boxes: []Box{{
			Number: new(1), Title: "湿地工程", Within: new("二/（一）"), Page: page, Span: Span{46, 50},
			Items: []BoxItem{{Title: "观鸟站", Text: "建设观鸟站。", Span: Span{51, 57}}}, Corrected: true,
		}},
		Responsibilities: []Responsibility{{
			At: "专栏1/1", Raw: "（市林业局牵头，水务局等配合，2023年底前完成）", Open: true, Due: new("2023年底前"), Page: page, Span: Span{58, 82},
			Units: []Unit{{Name: "市林业局", Canonical: new("市林业局"), Role: Lead}, {Name: "水务局", Role: Support}}, Corrected: true,
		}},
		Targets: []Target{
			{
				At: "表1/1", Indicator: new("湿地面积"), Raw: "8—9.5万公顷", Value: new("80000"), ValueMax: new("95000"), Unit: new("公顷"),
				Bound: new(Range), Measure: new(Level), By: new("2025"), Per: new("年"),
				Baseline: &Baseline{Value: "70000", AsOf: new("2020")}, Support: true, Page: page, Span: Span{83, 91}, Corrected: true,
			},
			{At: "二/（一）", Raw: "稳步增长", Measure: new(Increase), Span: Span{92, 96}},
		},
		Achievements: []Achievement{{
			At: "", Indicator: new("观鸟人次"), Raw: "-1.2%", Value: new("-1.2"), Unit: new("%"), Bound: new(Equal),
			Measure: new(Increase), AsOf: new("2020"), Page: page, Span: Span{97, 102}, Corrected: true,
		}},
		References: []Reference{{Title: "湿地保护条例", Number: new("国湿发〔2020〕1号"), Page: page, Span: Span{103, 109}, Corrected: true}},
		Tables: []Table{{
			ID: "表1", Caption: new("主要指标"), Within: new("二"), Header: []string{"指标", "数值"},
			Rows: [][]string{{"湿地面积", "9"}, {"", "8"}}, Page: page, Span: Span{110, 120},
		}},
		Warnings:  []Warning{{Code: "outline-gap", Message: "（二） is missing", Page: page, Span: &Span{15, 19}}, {Code: "no-text", Message: "page 3 has no text"}},
		Coverage:  Coverage{SourceChars: 130, KeptChars: 120, LeftOut: []LeftOut{{Why: "page number", Chars: 10}}},
		Corrected: &Corrected{Reviewed: true, Changed: 8, Added: 1, Deleted: 2},
		Explanations: []Explanation{{Record: "targets", At: "表1/1", Span: &Span{83, 91}, Steps: []Step{
			{About: "by", Is: "2025", Rule: "year/period", Entry: new("“十四五”末"), Span: &Span{78, 83}, Why: "the last year of the five-year plan named before it"},
		}}},
		Text: "一、湿地现状",
	}
}

func documentJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestValidateFullDocument(t *testing.T) {
	if err := Validate(documentJSON(t, fullDocument())); err != nil {
		t.Errorf("full document:\n%v", err)
	}
	empty := &Document{
		Schema: SchemaID, Source: Source{Name: "a.txt", SHA256: strings.Repeat("f", 64), Format: "txt"},
		Document: Notice{Issuers: []string{}, Recipients: []string{}}, Outline: []Node{}, Tasks: []Task{}, Boxes: []Box{},
		Responsibilities: []Responsibility{}, Targets: []Target{}, Achievements: []Achievement{}, References: []Reference{},
		Tables: []Table{}, Warnings: []Warning{}, Coverage: Coverage{LeftOut: []LeftOut{}},
	}
	if err := Validate(documentJSON(t, empty)); err != nil {
		t.Errorf("empty document:\n%v", err)
	}
}

// fullDocument must set every field, or a field could be missing from the
// schema unnoticed.
func TestFullDocumentIsFull(t *testing.T) {
	seen := map[string]bool{} // type.field -> set in some record
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				name := v.Type().Name() + "." + v.Type().Field(i).Name
				seen[name] = seen[name] || !v.Field(i).IsZero()
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(fullDocument()))
	for name, set := range seen {
		// Empty on purpose; a Target sets the same ones.
		if !set && name != "Achievement.ValueMax" && name != "Achievement.At" {
			t.Errorf("%s is never set", name)
		}
	}
}

func TestValidateRejects(t *testing.T) {
	list := func(m map[string]any, key string, i int) map[string]any { return m[key].([]any)[i].(map[string]any) }
	object := func(m map[string]any, key string) map[string]any { return m[key].(map[string]any) }
	tests := []struct {
		name   string
		mutate func(d map[string]any)
		want   string // part of one line of the error
	}{
		{"another contract", func(d map[string]any) { d["schema"] = "guihua/document/v2" }, "$.schema: "},
		{"missing list", func(d map[string]any) { delete(d, "tables") }, `$: missing "tables"`},
		{"unknown key", func(d map[string]any) { d["notes"] = []any{} }, `$: unknown "notes"`},
		{"list is null", func(d map[string]any) { d["tasks"] = nil }, "$.tasks: got null, want array"},
		{"text is null", func(d map[string]any) { d["text"] = nil }, "$.text: "},
		{"source without name", func(d map[string]any) { object(d, "source")["name"] = "" }, "$.source.name: "},
		{"upper-case digest", func(d map[string]any) { object(d, "source")["sha256"] = strings.Repeat("0A", 32) }, "$.source.sha256: "},
		{"short digest", func(d map[string]any) { object(d, "source")["sha256"] = "0a" }, "$.source.sha256: "},
		{"format as suffix", func(d map[string]any) { object(d, "source")["format"] = ".PDF" }, "$.source.format: "},
		{"encoding with blank", func(d map[string]any) { object(d, "source")["encoding"] = "GB 18030" }, "$.source.encoding: "},
		{"negative size", func(d map[string]any) { object(d, "source")["bytes"] = -1 }, "$.source.bytes: "},
		{"no pages as zero", func(d map[string]any) { object(d, "source")["pages"] = 0 }, "$.source.pages: "},
		{"empty title", func(d map[string]any) { object(d, "document")["title"] = "" }, "$.document.title: "},
		{"issuers null", func(d map[string]any) { object(d, "document")["issuers"] = nil }, "$.document.issuers: "},
		{"blank recipient", func(d map[string]any) { object(d, "document")["recipients"] = []any{" "} }, "$.document.recipients[0]: "},
		{"Chinese date", func(d map[string]any) { object(d, "document")["issued"] = "2021年12月31日" }, "$.document.issued: "},
		{"month 13", func(d map[string]any) { object(d, "document")["published"] = "2021-13-01" }, "$.document.published: "},
		{"one-year period", func(d map[string]any) { object(d, "document")["period"] = []any{2021} }, "$.document.period: "},
		{"three-year period", func(d map[string]any) { object(d, "document")["period"] = []any{2021, 2022, 2023} }, "$.document.period"},
		{"period as strings", func(d map[string]any) { object(d, "document")["period"] = []any{"2021", "2025"} }, "$.document.period["},
		{"five-digit region", func(d map[string]any) { object(object(d, "document"), "region")["code"] = "13000" }, "$.document.region.code: "},
		{"role outside the list", func(d map[string]any) { list(d, "outline", 1)["role"] = "chapter" }, "$.outline[1].role: "},
		{"id with blank", func(d map[string]any) { list(d, "outline", 0)["id"] = "一 /（一）" }, "$.outline[0].id: "},
		{"id ends with slash", func(d map[string]any) { list(d, "tasks", 0)["id"] = "二/" }, "$.tasks[0].id: "},
		{"node without label", func(d map[string]any) { delete(list(d, "outline", 2), "label") }, `$.outline[2]: missing "label"`},
		{"span of one", func(d map[string]any) { list(d, "outline", 0)["span"] = []any{1} }, "$.outline[0].span: "},
		{"span of three", func(d map[string]any) { list(d, "tasks", 0)["span"] = []any{1, 2, 3} }, "$.tasks[0].span"},
		{"negative span", func(d map[string]any) { list(d, "references", 0)["span"] = []any{-1, 2} }, "$.references[0].span[0]: "},
		{"span is null", func(d map[string]any) { list(d, "targets", 0)["span"] = nil }, "$.targets[0].span: "},
		{"page zero", func(d map[string]any) { list(d, "boxes", 0)["page"] = 0 }, "$.boxes[0].page: "},
		{"measures null", func(d map[string]any) { list(d, "tasks", 0)["measures"] = nil }, "$.tasks[0].measures: "},
		{"unknown key of a measure", func(d map[string]any) { list(list(d, "tasks", 1), "measures", 0)["merged"] = true }, `$.tasks[1].measures[0]: unknown "merged"`},
		{"box number as string", func(d map[string]any) { list(d, "boxes", 0)["number"] = "1" }, "$.boxes[0].number: "},
		{"item text null", func(d map[string]any) { list(list(d, "boxes", 0), "items", 0)["text"] = nil }, "$.boxes[0].items[0].text: "},
		{"unit role outside the list", func(d map[string]any) { list(list(d, "responsibilities", 0), "units", 1)["role"] = "牵头" }, "$.responsibilities[0].units[1].role: "},
		{"unit without a name", func(d map[string]any) { list(list(d, "responsibilities", 0), "units", 0)["name"] = "" }, "$.responsibilities[0].units[0].name: "},
		{"open as string", func(d map[string]any) { list(d, "responsibilities", 0)["open"] = "true" }, "$.responsibilities[0].open: "},
		{"empty due", func(d map[string]any) { list(d, "responsibilities", 0)["due"] = "" }, "$.responsibilities[0].due: "},
		{"value with a unit", func(d map[string]any) { list(d, "targets", 0)["value"] = "8万" }, "$.targets[0].value: "},
		{"value as number", func(d map[string]any) { list(d, "targets", 0)["value"] = 80000 }, "$.targets[0].value: "},
		{"value with an exponent", func(d map[string]any) { list(d, "targets", 0)["value"] = "8e4" }, "$.targets[0].value: "},
		{"value ends with a point", func(d map[string]any) { list(d, "achievements", 0)["value"] = "1." }, "$.achievements[0].value: "},
		{"bound outside the list", func(d map[string]any) { list(d, "achievements", 0)["bound"] = ">" }, "$.achievements[0].bound: "},
		{"range without upper end", func(d map[string]any) { list(d, "targets", 0)["value_max"] = nil }, "$.targets[0].value_max: "},
		{"upper end without range", func(d map[string]any) { list(d, "achievements", 0)["value_max"] = "3" }, "$.achievements[0].value_max: "},
		{"measure outside the list", func(d map[string]any) { list(d, "achievements", 0)["measure"] = "growth" }, "$.achievements[0].measure: "},
		{"by with 年", func(d map[string]any) { list(d, "targets", 0)["by"] = "2025年" }, "$.targets[0].by: "},
		{"per outside the list", func(d map[string]any) { list(d, "targets", 0)["per"] = "每年" }, "$.targets[0].per: "},
		{"baseline without year key", func(d map[string]any) { delete(object(list(d, "targets", 0), "baseline"), "as_of") }, `$.targets[0].baseline: missing "as_of"`},
		{"support null", func(d map[string]any) { list(d, "targets", 1)["support"] = nil }, "$.targets[1].support: "},
		{"as_of as number", func(d map[string]any) { list(d, "achievements", 0)["as_of"] = 2020 }, "$.achievements[0].as_of: "},
		{"empty reference", func(d map[string]any) { list(d, "references", 0)["title"] = "" }, "$.references[0].title: "},
		{"cell null", func(d map[string]any) { list(d, "tables", 0)["rows"].([]any)[1].([]any)[0] = nil }, "$.tables[0].rows[1][0]: "},
		{"code with blank", func(d map[string]any) { list(d, "warnings", 0)["code"] = "Outline gap" }, "$.warnings[0].code: "},
		{"warning without place key", func(d map[string]any) { delete(list(d, "warnings", 1), "span") }, `$.warnings[1]: missing "span"`},
		{"kept as fraction", func(d map[string]any) { object(d, "coverage")["kept_chars"] = 1.5 }, "$.coverage.kept_chars: "},
		{"nothing left out", func(d map[string]any) { list(object(d, "coverage"), "left_out", 0)["chars"] = 0 }, "$.coverage.left_out[0].chars: "},
	}
	good := documentJSON(t, fullDocument())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var d map[string]any
			if err := json.Unmarshal(good, &d); err != nil {
				t.Fatal(err)
			}
			test.mutate(d)
			err := Validate(documentJSON(t, d))
			var invalid *InvalidError
			if !errors.As(err, &invalid) {
				t.Fatalf("Validate = %v, want an *InvalidError", err)
			}
			for _, line := range strings.Split(err.Error(), "\n") {
				if !strings.HasPrefix(line, test.want) {
					t.Errorf("line %q does not begin with %q", line, test.want)
				}
			}
		})
	}
}

// Every key of every object must be required and no other allowed, but for what
// is there only where a person or an option asked for it.
func TestSchemaIsStrict(t *testing.T) {
	var d map[string]any
	if err := json.Unmarshal(documentJSON(t, fullDocument()), &d); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, old := range v {
				delete(v, key)
				if optional := key == "corrected" || key == "explanations"; Validate(documentJSON(t, d)) == nil != optional {
					t.Errorf("%q optional: %t, not so in the schema; in %v", key, optional, v)
				}
				v[key] = old
				walk(old)
			}
			v["surplus"] = 1
			if Validate(documentJSON(t, d)) == nil {
				t.Errorf("a surplus key in %v is valid", v)
			}
			delete(v, "surplus")
		case []any:
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(d)
}

// Every property of the schema says what it is, itself or where it refers to.
func TestSchemaDescribesEveryField(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(SchemaJSON, &schema); err != nil {
		t.Fatal(err)
	}
	defs := schema["$defs"].(map[string]any)
	var walk func(path string, s map[string]any)
	walk = func(path string, s map[string]any) {
		properties, _ := s["properties"].(map[string]any)
		for name, p := range properties {
			p := p.(map[string]any)
			said := p["description"]
			if ref, ok := p["$ref"].(string); ok && said == nil {
				said = defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)["description"]
			}
			if said == nil {
				t.Errorf("%s.%s has no description", path, name)
			}
			walk(path+"."+name, p)
			if items, ok := p["items"].(map[string]any); ok {
				walk(path+"."+name+"[]", items)
			}
		}
	}
	walk("$", schema)
}

func TestValidateListsEveryProblem(t *testing.T) {
	d := fullDocument()
	d.Outline[2].Role = "x"
	d.Targets[1].By = new("soon")
	d.Source.Bytes = -1
	err := Validate(documentJSON(t, d))
	if err == nil {
		t.Fatal("valid")
	}
	want := []string{"$.outline[2].role: ", "$.source.bytes: ", "$.targets[1].by: "}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d:\n%v", len(lines), len(want), err)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("line %d is %q, want %q…", i, lines[i], want[i])
		}
	}
	t.Log(err)
}

func TestValidateNoJSON(t *testing.T) {
	for _, doc := range []string{"", "{", "{} {}", "\x00"} {
		if err := Validate([]byte(doc)); err == nil || !strings.HasPrefix(err.Error(), "no JSON: ") {
			t.Errorf("Validate(%q) = %v", doc, err)
		}
	}
}

func TestNewValidatorFetchesNothing(t *testing.T) {
	if _, err := newValidator([]byte(`{"$ref": "https://guihua.invalid/other.json"}`)); err == nil {
		t.Error("a schema that refers to another address compiled")
	}
	if _, err := newValidator([]byte(`{"type": 5}`)); err == nil {
		t.Error("a schema that is no schema compiled")
	}
}
