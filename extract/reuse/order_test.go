package reuse

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"guihua/extract"
)

func ptr[T any](v T) *T { return &v }

func TestDateOf(t *testing.T) {
	for _, c := range []struct {
		n        extract.Notice
		date, by string
	}{
		{extract.Notice{Issued: ptr("2026-06-12"), Published: ptr("2026-06-20")}, "2026-06-12", "issued"},
		{extract.Notice{Published: ptr("2026-06-20"), Number: ptr("澜政办发〔2025〕31号")}, "2026-06-20", "published"},
		{extract.Notice{Number: ptr("澜政办发〔2025〕31号"), Period: &[2]int{2026, 2030}}, "2025", "number"},
		{extract.Notice{Number: ptr("澜政办发[2025]31号")}, "2025", "number"},
		{extract.Notice{Number: ptr("第31号"), Period: &[2]int{2026, 2030}}, "2026", "period"},
		{extract.Notice{}, "", ""},
		{extract.Notice{Issued: ptr("garbage"), Published: ptr("2026-06-20")}, "2026-06-20", "published"},
		{extract.Notice{Issued: ptr("9999-99-99"), Published: ptr("2020-1-1")}, "", ""},
		{extract.Notice{Issued: ptr("2999-01-01"), Published: ptr("２０２０"), Period: &[2]int{9, 12}}, "", ""},
	} {
		if date, by := dateOf(&c.n); date != c.date || by != c.by {
			t.Errorf("%+v: %q by %q, want %q by %q", c.n, date, by, c.date, c.by)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Order
	}{
		{"2026-01-20", "2026-06-12", Dated},
		{"2025", "2026-06-12", Dated},
		{"2026-06-12", "2026-06-12", SameDate},
		{"2026-06-12", "2026", Unknown}, // some time in that year
		{"2026", "2026", Unknown},
		{"2026-06-12", "", Unknown},
		{"", "", Unknown},
	} {
		if got := order(&Doc{Date: c.a}, &Doc{Date: c.b}); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
	docs := []Doc{{ID: "b"}, {ID: "year", Date: "2026"}, {ID: "late", Date: "2026-12-31"}, {ID: "a"}, {ID: "next", Date: "2027-01-01"}}
	for i, want := range []int32{4, 1, 0, 3, 2} {
		if got := rank(docs); got[i] != want {
			t.Errorf("%s has rank %d, want %d", docs[i].ID, got[i], want)
		}
	}
}

const (
	storage = "鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，支持合作社购置移动冷库，推动形成覆盖城乡的冷链网络。"
	trade   = "引导流通企业在城郊布局集配中心，发展统仓共配，完善末端配送网点，逐步降低生鲜商品在运输途中的损耗。"
	formula = "坚持以邓小平理论、科学发展观为指导，深入贯彻落实党的二十大精神，认真落实党中央关于冷链的决策部署，奋进新征程。"
)

// Cases of what is a passage and from whom.
func TestFind(t *testing.T) {
	in := func(d *extract.Document, code string) *extract.Document {
		d.Document.Region.Code = &code
		return d
	}
	for _, c := range []struct {
		name string
		docs []*extract.Document
		want string // later document, source, order, match, superior; copies
	}{
		{"the earliest, not the nearest", []*extract.Document{plan("甲", "2026-03-01", storage), plan("乙", "2026-02-01", storage), plan("丙", "2026-01-01", storage)},
			"0<2 dated exact -1; 1<2 dated exact -1; "},
		{"no date, no direction", []*extract.Document{plan("甲", "", storage), plan("乙", "2026-01-01", storage)}, "0<1 unknown exact -1; "},
		{"levels and places are folded", []*extract.Document{plan("甲", "2026-01-01", "我省"+storage+"江苏省率先"), plan("乙", "2026-02-01", "我市"+storage+"苏州市率先")}, "1<0 dated folded -1; "},
		{"the whole one is the source, not an earlier part", []*extract.Document{plan("甲", "2026-01-01", storage), plan("乙", "2026-02-01", storage+trade), plan("丙", "2026-03-01", storage+trade)},
			"1<0 dated exact -1; 2<1 dated exact -1; "},
		{"two sources of one paragraph", []*extract.Document{plan("甲", "2026-01-01", storage), plan("乙", "2026-02-01", trade), plan("丙", "2026-03-01", storage+trade)},
			"2<0 dated exact -1; 2<1 dated exact -1; "},
		{"one notice twice", []*extract.Document{plan("甲", "2026-01-01", storage, trade), plan("甲", "2026-01-01", storage, trade), plan("乙", "2026-02-01", storage)},
			"1=0; 2<0 dated exact -1; "},
		{"one notice in two formats, a character misread", []*extract.Document{plan("甲", "2026-01-01", storage, trade), plan("甲", "", storage, "以"+trade)}, "1=0; "},
		{"another edition is no copy", []*extract.Document{plan("甲", "2026-01-01", storage), plan("甲", "2027-01-01", storage)}, "1<0 dated exact -1; "},
		{"the way from above", []*extract.Document{in(plan("浙江省", "2026-02-01", storage), "330000"), in(plan("杭州市", "2026-03-01", storage), "330100"), in(plan("江苏省", "2026-01-01", storage), "320000")},
			"0<2 dated exact -1; 1<2 dated exact 0; "},
		{"titles alone", []*extract.Document{plan("甲", "2026-01-01", "按照《云岭省农产品冷链物流发展规划纲要及三年行动计划实施细则》《云岭省农村寄递物流办法》执行"), plan("乙", "2026-02-01", "落实《云岭省农产品冷链物流发展规划纲要及三年行动计划实施细则》《云岭省农村寄递物流办法》要求")}, ""},
		{"too short", []*extract.Document{plan("甲", "2026-01-01", "支持合作社购置移动冷库，推动形成覆盖城乡的网络"), plan("乙", "2026-02-01", "支持合作社购置移动冷库，推动形成覆盖城乡的网络")}, ""},
		{"of the notice", []*extract.Document{plan("甲", "2026-01-01", storage+"现印发给你们，请认真贯彻执行。"), plan("乙", "2026-02-01", storage+"现印发给你们，请认真贯彻执行。")}, ""},
		{"nothing", []*extract.Document{plan("", ""), plan("", "", "")}, ""},
	} {
		got := ""
		for _, f := range find(t, Options{MinChars: 30}, c.docs...) {
			if f.CopyOf >= 0 {
				got += fmt.Sprintf("%d=%d; ", f.Doc, f.CopyOf)
			}
			for _, p := range f.Passages {
				got += fmt.Sprintf("%d<%d %s %s %d; ", p.Doc, p.Source.Doc, p.Order, p.Match, p.Superior)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Of a length nothing has, nothing is found.
func TestGuarantee(t *testing.T) {
	for chars, want := range map[int]int{10: 8, 29: 23, 30: 24, 31: 24, math.MaxInt: 24} {
		if got := (Options{MinChars: chars}).Guarantee(); got != want {
			t.Errorf("%d: %d, want %d", chars, got, want)
		}
	}
}

// A passage begins and ends with a clause where one does nearby, and enough is left.
func TestTrim(t *testing.T) {
	const common = "鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，支持合作社购置移动冷库"
	const short = "鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，支持合作" // 28 characters
	for _, c := range []struct{ earlier, later, want string }{
		{"发展新型文化业态。" + common + "，推动形成网络", "扶持小型文化业态。" + common + "，推动各方联合", common + "，"},
		{"减税。" + common + "。", "免税。" + common + "。", common + "。"},
		{common + "共享", common + "联网", common}, // the clause is too long to be left out
		{"甲" + strings.Repeat("乙丙", 8) + "，" + common, "丁" + strings.Repeat("乙丙", 8) + "，" + common, strings.Repeat("乙丙", 8) + "，" + common},
		{"新业态，" + short, "旧业态，" + short + "县", "业态，" + short}, // nothing to spare
		{"甲，" + short + "社并购", "乙，" + short + "社再购", ""},      // 30 with the mark in front
	} {
		got := find(t, Options{MinChars: 30}, plan("云岭省", "2026-01-01", c.earlier), plan("澜川市", "2026-05-01", c.later))[1].Passages
		if c.want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || got[0].Text != c.want {
			t.Errorf("%s\n%s\n%+v, want %s", c.earlier, c.later, got, c.want)
		}
	}
}

func TestDaysTo(t *testing.T) {
	for _, c := range []struct {
		a, b string
		days int
		ok   bool
	}{
		{"2026-01-20", "2026-06-12", 143, true}, {"2026-03-01", "2026-02-28", -1, true}, {"2024-02-28", "2024-03-01", 2, true},
		{"2026", "2026-06-12", 0, false}, {"2026-06-12", "", 0, false},
	} {
		if n, ok := (&Doc{Date: c.a}).DaysTo(&Doc{Date: c.b}); n != c.days || ok != c.ok {
			t.Errorf("%s to %s: %d, %v", c.a, c.b, n, ok)
		}
	}
}

// A sentence that names several things of the formula is one, also by its clauses that
// name none; one that names one of them is not.
func TestFormula(t *testing.T) {
	for _, s := range []string{
		formula,
		"协调推进“四个全面”、统筹推进“五位一体”，兼顾产地和销地两头，坚持稳中求进工作总基调，以推动冷链提质为方向，以产地预冷为突破口，以农民增收为落脚点，",
		"各冷库要牢记“两个确立”，树牢“四个意识”、“四个自信”、“两个维护”，",
		"奋进新征程、为中国式现代化和第二个百年奋斗目标添砖加瓦，",
		"统筹推进“五位一体”总体布局、“四个全面”战略布局。鼓励各县建设冷库。",
	} {
		if !isFormula(s) {
			t.Errorf("no formula: %s", s)
		}
	}
	for _, s := range []string{
		"", storage,
		"贯彻新发展理念，鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，支持合作社购置移动冷库，以县为单位统一调度。",
		"服务构建新发展格局，落实党中央部署，鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，支持合作社购置移动冷库，推动形成覆盖城乡的冷链网络。",
		"统筹推进“五位一体”总体布局、“四个全面”战略布局。" + storage,
	} {
		if isFormula(s) {
			t.Errorf("a formula: %s", s)
		}
	}
}

// Thousands of documents of one clause give a row each, not one for each two.
func TestLinearRows(t *testing.T) {
	var docs []*extract.Document
	for i := range 300 {
		docs = append(docs, plan(fmt.Sprint(i), fmt.Sprintf("2026-%02d-%02d", 1+i/28, 1+i%28), storage, fmt.Sprint(i)))
	}
	n := 0
	for _, f := range find(t, Options{MinChars: 30, Memory: 1000}, docs...) {
		for _, p := range f.Passages {
			if n++; p.Source.Doc != 0 || p.Documents != 300 {
				t.Fatalf("%d from %d, which %d have", p.Doc, p.Source.Doc, p.Documents)
			}
		}
	}
	if n != 299 {
		t.Errorf("%d passages", n)
	}
}

// An interrupt ends the search with its error.
func TestInterrupted(t *testing.T) {
	x, err := New(t.TempDir(), Options{MinChars: 30})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, id := range []string{"a", "b"} {
		if err := x.Add(Read(id, plan(id, "", storage), x.opt)); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, err := range x.Find(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		return
	}
	t.Error("it ended without an error")
}

// Each kind of paragraph is known, and those that are alike by their form are left out.
func TestUnits(t *testing.T) {
	d := &extract.Document{Text: "云岭省规划\n本规划是为推动冷链发展而编制的。\n一、任务\n（一）冷链\n建设冷库。（省商务厅）\n专栏1 工程\n建设基地。\n指标 10\n"}
	at := func(words string) extract.Span {
		rs := []rune(d.Text)
		for i := range rs {
			if len(words) <= len(string(rs[i:])) && string(rs[i:])[:len(words)] == words {
				return extract.Span{i, i + len([]rune(words))}
			}
		}
		t.Fatal(words)
		return extract.Span{}
	}
	d.Outline = []extract.Node{{ID: "一", Span: at("任务"), Role: extract.RoleTasks}, {ID: "一/（一）", Span: at("冷链\n"), Role: extract.RoleTasks}}
	d.Outline[1].Span[1]--
	d.Tasks = []extract.Task{{ID: "一/（一）", Text: ptr("建设冷库。"), Span: at("建设冷库。")}}
	d.Responsibilities = []extract.Responsibility{{At: "一/（一）", Span: at("（省商务厅）")}}
	d.Boxes = []extract.Box{{Number: ptr(1), Span: at("工程"), Items: []extract.BoxItem{{Span: at("建设基地。")}}}}
	d.Tables = []extract.Table{{ID: "表1", Span: at("指标 10")}}
	got := ""
	us, s, rs := units(d, func(Kind) bool { return true })
	for _, u := range us {
		got += fmt.Sprintf("%s %s %s|", u.kind, u.node, string(rs[s.start[u.from]:s.end(int(u.to-1))]))
	}
	want := "notice  云岭省规划|text  本规划是为推动冷链发展而编制的。|text  一、|heading 一 任务|text 一 （一）|heading 一/（一） 冷链|task 一/（一） 建设冷库。|clause 一/（一） （省商务厅）|text 一/（一） 专栏1|heading 一/（一） 工程|box 专栏1/1 建设基地。|table 表1 指标 10|"
	if got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
}
