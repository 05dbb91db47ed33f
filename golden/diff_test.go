package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"guihua/extract"
)

// locate returns the span of the first words in text.
func locate(text, words string) extract.Span {
	before, _, ok := strings.Cut(text, words)
	if !ok {
		panic("no " + words)
	}
	start := len([]rune(before))
	return extract.Span{start, start + len([]rune(words))}
}

// lakePlan is an invented document in which every field is set somewhere and
// every span is right.
func lakePlan() *extract.Document {
	text := "青川市湿地规划\n依据《湿地保护条例》（国湿发〔2020〕1号）编制。\n一、湿地现状\n全市湿地面积达到7万公顷，比上年增长1.2%。\n" +
		"二、重点任务\n（一）扩大湿地\n新增观鸟站3处以上，种植芦苇。（市林业局牵头，水务局等配合，2023年底前完成）\n" +
		"专栏1 湿地工程\n观鸟站。每县建设观鸟站。（市文旅局）\n指标 数值\n湿地面积 8—9.5万公顷\n观鸟 稳步 增长\n修复河岸\n清理河道。"
	at := func(words string) extract.Span { return locate(text, words) }
	page := new(1)
	kept := len([]rune(squeeze(text)))
	return &extract.Document{
		Schema: extract.SchemaID,
		Source: extract.Source{Name: "notices/lake.pdf", SHA256: strings.Repeat("0a", 32), Format: "pdf", Encoding: new("UTF-8"), Bytes: 900, Pages: new(2)},
		Document: extract.Notice{
			Title: new("青川市湿地规划"), NoticeTitle: new("关于印发青川市湿地规划的通知"), Number: new("青政发〔2021〕9号"), Issuers: []string{"青川市人民政府"},
			Recipients: []string{"各县人民政府"}, Issued: new("2021-12-31"), Published: new("2022-01-04"), Period: &[2]int{2021, 2025},
			Region: extract.Region{Name: new("青川市"), Code: new("990100")}, Kind: new("规划"),
		},
		Outline: []extract.Node{
			{ID: "一", Label: "一、", Title: "湿地现状", Role: extract.RoleBackground, Page: page, Span: at("湿地现状")},
			{ID: "二", Label: "二、", Title: "重点任务", Role: extract.RoleTasks, Page: page, Span: at("重点任务")},
			{ID: "二/（一）", Label: "（一）", Title: "扩大湿地", Role: extract.RoleTasks, Page: page, Span: at("扩大湿地")},
		},
		Tasks: []extract.Task{
			{ID: "二/（一）", Title: "扩大湿地", Text: new("新增观鸟站3处以上，种植芦苇。"), Page: page, Span: at("新增观鸟站3处以上，种植芦苇。"), Measures: []extract.Measure{}},
			{ID: "附件/一/1", Title: "修复河岸", Page: new(2), Span: at("修复河岸"), Measures: []extract.Measure{{Text: "清理河道。", Regions: new("沿河各县"), Span: at("清理河道。")}}},
		},
		Boxes: []extract.Box{{
			Number: new(1), Title: "湿地工程", Within: new("二/（一）"), Page: page, Span: at("湿地工程"),
			Items: []extract.BoxItem{{Title: "观鸟站", Text: "每县建设观鸟站。", Span: at("每县建设观鸟站。")}},
		}},
		Responsibilities: []extract.Responsibility{
			{
				At: "二/（一）", Raw: "（市林业局牵头，水务局等配合，2023年底前完成）", Open: true, Due: new("2023年底前"), Page: page, Span: at("（市林业局牵头，水务局等配合，2023年底前完成）"),
				Units: []extract.Unit{{Name: "市林业局", Canonical: new("市林业局"), Role: extract.Lead}, {Name: "水务局", Canonical: new("市水务局"), Role: extract.Support}},
			},
			{At: "专栏1/1", Raw: "（市文旅局）", Page: page, Span: at("（市文旅局）"), Units: []extract.Unit{{Name: "市文旅局", Role: extract.Joint}}},
		},
		Targets: []extract.Target{
			{
				At: "二/（一）", Indicator: new("观鸟站"), Raw: "3处以上", Value: new("3"), Unit: new("处"), Bound: new(extract.AtLeast), Measure: new(extract.Increase),
				By: new("2025"), Per: new("年"), Support: true, Page: page, Span: at("3处以上"),
			},
			{
				At: "表1/1", Indicator: new("湿地面积"), Raw: "8—9.5万公顷", Value: new("80000"), ValueMax: new("95000"), Unit: new("公顷"), Bound: new(extract.Range),
				Measure: new(extract.Level), By: new("2025"), Baseline: &extract.Baseline{Value: "70000", AsOf: new("2020")}, Page: page, Span: at("8—9.5万公顷"),
			},
		},
		Achievements: []extract.Achievement{
			{At: "一", Indicator: new("湿地面积"), Raw: "7万公顷", Value: new("70000"), Unit: new("公顷"), Bound: new(extract.Equal), Measure: new(extract.Level), AsOf: new("2020"), Page: page, Span: at("7万公顷")},
			{At: "一", Indicator: new("湿地面积"), Raw: "1.2%", Value: new("1.2"), Unit: new("%"), Bound: new(extract.Equal), Measure: new(extract.Increase), AsOf: new("2020"), Page: page, Span: at("1.2%")},
		},
		References: []extract.Reference{{Title: "湿地保护条例", Number: new("国湿发〔2020〕1号"), Page: page, Span: at("湿地保护条例")}},
		Tables: []extract.Table{{
			ID: "表1", Caption: new("主要指标"), Within: new("二"), Header: []string{"指标", "数值"}, Page: page,
			Rows: [][]string{{"湿地面积", "8—9.5万公顷"}, {"观鸟", "稳步增长"}}, Span: at("指标 数值\n湿地面积 8—9.5万公顷\n观鸟 稳步 增长"),
		}},
		Warnings: []extract.Warning{
			{Code: "outline-gap", Message: "（二） is missing", Page: page, Span: new(at("扩大湿地"))},
			{Code: "no-text", Message: "page 2 has little text", Page: new(2)},
		},
		Coverage: extract.Coverage{SourceChars: kept + 4, KeptChars: kept, LeftOut: []extract.LeftOut{{Why: "page number", Chars: 4}}},
		Text:     text,
	}
}

func clone(d *extract.Document) *extract.Document {
	c := new(extract.Document)
	if err := json.Unmarshal(marshal(d), c); err != nil {
		panic(err)
	}
	return c
}

func TestDiff(t *testing.T) {
	tests := []struct {
		name   string
		change func(d *extract.Document)
		want   string
	}{
		{"nothing", func(d *extract.Document) {}, ""},
		{"title", func(d *extract.Document) { d.Outline[2].Title = "扩大湿地面积" }, "~ outline 二/（一） title: 「扩大湿地」→「扩大湿地面积」\n"},
		{"id", func(d *extract.Document) { d.Outline[2].ID = "二/1" },
			"- outline 二/（一） label=（一） title=扩大湿地 role=tasks\n+ outline 二/1 label=（一） title=扩大湿地 role=tasks\n"},
		{"bound lost", func(d *extract.Document) { d.Targets[0].Bound = nil }, "~ targets 二/（一） 3处以上 bound: 「>=」→null\n"},
		{"bound gained", func(d *extract.Document) { d.Targets[1].Per = new("年") }, "~ targets 表1/1 8—9.5万公顷 per: null→「年」\n"},
		{"two fields", func(d *extract.Document) { d.Targets[0].By, d.Targets[0].Support = new("2030"), false },
			"~ targets 二/（一） 3处以上 by: 「2025」→「2030」\n~ targets 二/（一） 3处以上 support: 「true」→「false」\n"},
		{"target lost", func(d *extract.Document) { d.Targets = d.Targets[:1] },
			"- targets 表1/1 8—9.5万公顷 indicator=湿地面积 value=80000 value_max=95000 unit=公顷 bound=range measure=level by=2025 baseline=70000 (2020) support=false\n"},
		{"target twice", func(d *extract.Document) { d.Targets = append(d.Targets, d.Targets[0]) },
			"+ targets 二/（一） 3处以上 #2 indicator=观鸟站 value=3 unit=处 bound=>= measure=increase by=2025 per=年 support=true\n"},
		{"unit", func(d *extract.Document) { d.Responsibilities[1].Units[0].Role = extract.Lead },
			"~ responsibilities 专栏1/1 （市文旅局） units: 「市文旅局 joint (null)」→「市文旅局 lead (null)」\n"},
		{"item", func(d *extract.Document) { d.Boxes[0].Items[0].Text = "每县建观鸟站。" }, "~ box items 专栏1/1 text: 「每县建设观鸟站。」→「每县建观鸟站。」\n"},
		{"row put in", func(d *extract.Document) {
			d.Tables[0].Rows = [][]string{{"湿地面积", "8—9.5万公顷"}, {"", "苇田", "1"}, {"观鸟", "稳步增长"}}
		}, "+ table rows 表1 苇田 cells= | 苇田 | 1\n"},
		{"order", func(d *extract.Document) {
			d.Achievements[0], d.Achievements[1] = d.Achievements[1], d.Achievements[0]
		}, "~ achievements 一 1.2%: order moved, now before 一 7万公顷\n"},
		{"span", func(d *extract.Document) { d.References[0].Span[1]-- }, "~ references 《湿地保护条例》: span moved [11,17)→[11,16)\n"},
		{"span of a changed record", func(d *extract.Document) { d.References[0].Span[1]--; d.References[0].Number = nil },
			"~ references 《湿地保护条例》 number: 「国湿发〔2020〕1号」→null\n"},
		{"document", func(d *extract.Document) { d.Document.Period[1] = 2026 }, "~ document period: 「2021–2025」→「2021–2026」\n"},
		{"coverage", func(d *extract.Document) { d.Coverage.LeftOut[0].Chars = 5 }, "~ left out page number chars: 「4」→「5」\n"},
		{"warning", func(d *extract.Document) { d.Warnings = d.Warnings[1:] }, "- warnings outline-gap （二） is missing\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := lakePlan()
			test.change(b)
			if got := Diff(lakePlan(), b); got != test.want {
				t.Errorf("got:\n%swant:\n%s", got, test.want)
			}
		})
	}
}

// Equal records are paired before the rest: a record lost in front of its
// twins must not make them look changed.
func TestDiffPairsEqualRecordsFirst(t *testing.T) {
	a := lakePlan()
	twin := a.Targets[0]
	twin.Indicator = new("芦苇荡")
	a.Targets = []extract.Target{a.Targets[0], twin}
	b := clone(a)
	b.Targets = b.Targets[1:]
	want := "- targets 二/（一） 3处以上 indicator=观鸟站 value=3 unit=处 bound=>= measure=increase by=2025 per=年 support=true\n"
	if got := Diff(a, b); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// Spans follow the text: a word put in at its head moves all of them, and only
// the text has changed.
func TestDiffFollowsText(t *testing.T) {
	a, b := lakePlan(), lakePlan()
	b.Text = "（草案）" + strings.Replace(b.Text, "种植芦苇。", "广泛种植芦苇。", 1)
	shift := func(s *extract.Span) {
		changed := locate(a.Text, "种植芦苇。")[0]
		for i := range s {
			if s[i] > changed {
				s[i] += 2
			}
			s[i] += 4
		}
	}
	eachSpan(b, shift)
	b.Tasks[0].Text = new("新增观鸟站3处以上，广泛种植芦苇。")
	want := "~ tasks 二/（一） text: 「新增观鸟站3处以上，种植芦苇。」→「新增观鸟站3处以上，广泛种植芦苇。」\n" +
		"~ text paragraph 1: 「青川市湿地规划⏎」→「（草案）青川市湿地规划⏎」\n" +
		"~ text paragraph 7: …以上，「」→「广泛」种植芦…\n"
	if got := Diff(a, b); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	b.Outline[1].Span[0]++
	if got := Diff(a, b); !strings.Contains(got, "~ outline 二: span moved") {
		t.Errorf("a span that does not follow the text is not told:\n%s", got)
	}
}

func eachSpan(d *extract.Document, f func(*extract.Span)) {
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		if s, ok := v.Interface().(extract.Span); ok {
			f(&s)
			v.Set(reflect.ValueOf(s))
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(d))
}

// Whatever changes in a document, Diff says something.
func TestDiffSeesEveryField(t *testing.T) {
	fields := 0
	var walk func(path string, v reflect.Value, d *extract.Document)
	walk = func(path string, v reflect.Value, d *extract.Document) {
		check := func(what string, changed, back func()) {
			t.Helper()
			fields++
			changed()
			if Diff(lakePlan(), d) == "" || Diff(d, lakePlan()) == "" {
				t.Errorf("%s %s: no difference", path, what)
			}
			back()
		}
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		back := func() { v.Set(old) }
		switch v.Kind() {
		case reflect.String:
			check("changed", func() { v.SetString(v.String() + "变") }, back)
		case reflect.Int:
			check("changed", func() { v.SetInt(v.Int() + 1) }, back)
		case reflect.Bool:
			check("changed", func() { v.SetBool(!v.Bool()) }, back)
		case reflect.Pointer:
			if !v.IsNil() {
				walk(path, v.Elem(), d)
				check("null", func() { v.SetZero() }, back)
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(path, v.Index(i), d)
			}
			if v.Len() > 0 {
				check("shorter", func() { v.SetLen(v.Len() - 1) }, back)
			}
		case reflect.Array:
			for i := range v.Len() {
				walk(path, v.Index(i), d)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i), d)
			}
		}
	}
	d := lakePlan()
	walk("", reflect.ValueOf(d).Elem(), d)
	if fields < 150 {
		t.Errorf("only %d changes tried", fields)
	}
}

func TestShowChange(t *testing.T) {
	long := strings.Repeat("湿地保护需要时间，", 10)
	tests := []struct{ a, b, want string }{
		{"旧", "新", "「旧」→「新」"},
		{long + "推动企业加快发展", long + "推动企业们加快发展", "…动企业「」→「们」加快发…"},
		{long + "旧", long + "新", "…时间，「旧」→「新」"},
		{"甲" + long + "旧尾巴", "乙" + long + "新尾巴", "「甲」→「乙」湿地保… …时间，「旧」→「新」尾巴"},
		{long + "一甲二乙三" + long, long + "子甲丑乙寅" + long, "…时间，「一甲二乙三」→「子甲丑乙寅」湿地保…"},
		{"a" + long, "b", "「a湿地保护需要时间，湿地保护需要时间，湿…，湿地保护需要时间， (91 characters)」→「b」"},
	}
	for _, test := range tests {
		if got := showChange(test.a, test.b); got != test.want {
			t.Errorf("showChange(%.12q, %.12q):\n%s, want\n%s", test.a, test.b, got, test.want)
		}
	}
}

func TestDiffDirs(t *testing.T) {
	changed := lakePlan()
	changed.Outline[0].Role = extract.RoleGeneral
	doc, other := string(marshal(lakePlan())), string(marshal(changed))
	a := files(t, map[string]string{"same.txt.json": doc, "湖/changed.txt.json": doc, "gone.txt.json": doc, "note.txt": "x"})
	b := files(t, map[string]string{"same.txt.json": string(extract.Encode(lakePlan())), "湖/changed.txt.json": other, "湖/new.txt.json": doc})
	got, err := DiffDirs(a, b)
	if err != nil {
		t.Fatal(err)
	}
	got = strings.NewReplacer(a, "A", b, "B").Replace(got)
	want := `- gone.txt.json only in A
~ 湖/changed.txt.json
  ~ outline 一 role: 「background」→「general」
+ 湖/new.txt.json only in B
4 documents: 1 equal, 1 changed, 1 only in A, 1 only in B
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	for name, content := range map[string]string{
		"broken": "{", "another file": `{"a": 1}`, "another version": `{"schema": "guihua/document/v9"}`, "two": doc + doc,
	} {
		path := filepath.Join(b, "same.txt.json")
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := DiffDirs(a, b); err == nil || !strings.Contains(err.Error(), "same.txt.json") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := DiffDirs(filepath.Join(a, "absent"), b); err == nil {
		t.Error("absent folder: no error")
	}
}

func TestEncode(t *testing.T) {
	d := lakePlan()
	data := extract.Encode(d)
	var compact strings.Builder
	for _, line := range strings.SplitAfter(string(data), "\n") {
		compact.WriteString(strings.TrimSpace(line))
	}
	back, err := extract.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := Diff(d, back); diff != "" || !reflect.DeepEqual(d, back) {
		t.Errorf("reading back differs:\n%s", diff)
	}
	if err := extract.Validate(data); err != nil {
		t.Errorf("golden breaks the schema:\n%v", err)
	}
	for _, line := range []string{
		"\n\"outline\": [\n  {\"id\": \"一\", \"label\": \"一、\", \"title\": \"湿地现状\", \"role\": \"background\", \"page\": 1, \"span\": [",
		"\n  {\"id\": \"附件/一/1\", \"title\": \"修复河岸\", \"text\": null, \"page\": 2, \"span\": ",
		"\"measures\": [\n    {\"text\": \"清理河道。\", ",
		"\"rows\": [\n    [\"湿地面积\",\"8—9.5万公顷\"],\n    [\"观鸟\",\"稳步增长\"]\n  ]",
		"\"bound\": \">=\"",
		"\n\"text\": \"青川市湿地规划\\n",
	} {
		if !strings.Contains(string(data), line) {
			t.Errorf("no %q in\n%s", line, data)
		}
	}
	empty := &extract.Document{Schema: extract.SchemaID, Outline: []extract.Node{}}
	if got := string(extract.Encode(empty)); !strings.Contains(got, "\n\"outline\": [],\n") {
		t.Errorf("empty list:\n%s", got)
	}
}
