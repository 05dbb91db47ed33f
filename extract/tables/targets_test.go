package tables_test

import (
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
)

func ptr[T any](v T) *T { return &v }

// goal is a target of a document whose text is words and nothing else.
func goal(name, raw, value, unit string, measure extract.MeasureKind) extract.Target {
	return extract.Target{At: "二", Indicator: &name, Raw: raw, Value: &value, Unit: &unit, Bound: ptr(extract.Equal), Measure: &measure, By: ptr("2025"), Span: extract.Span{0, len([]rune(raw))}}
}

// figures is a document of targets, at one place.
func figures(id string, targets ...extract.Target) *tables.Doc {
	return &tables.Doc{ID: id, Document: &extract.Document{Text: "8.5件以上的目标", Targets: targets}}
}

func TestTargets(t *testing.T) {
	owned := goal("全县每万人口发明专利拥有量", "8.5件", "8.5", "件", extract.Level)
	owned.Bound, owned.Baseline = ptr(extract.AtLeast), &extract.Baseline{Value: "6.30", AsOf: ptr("2020")}
	more := goal("预审产业", "一个", "1", "个", extract.Increase)
	more.Baseline = &extract.Baseline{Value: "2"}
	grown := goal("GDP增速", "6%", "6", "%", extract.Increase)
	grown.At, grown.Baseline = "表1/2", &extract.Baseline{Value: "5.1", AsOf: ptr("2020")}
	words := goal("商标申请量", "稳步增长", "", "", extract.Increase)
	words.Value, words.Unit, words.Bound = nil, nil, nil
	offered := goal("示范企业", "最高50万元", "500000", "元", extract.Level)
	offered.Support, offered.Bound = true, ptr(extract.AtMost)
	span := goal("湿地", "6-10处", "6", "处", extract.Level)
	span.Bound, span.ValueMax = ptr(extract.Range), ptr("10")
	unnamed := goal("", "5%", "5", "%", extract.Level)
	unnamed.Indicator = nil

	d := figures("a", owned, more, grown, words, offered, span, unnamed)
	d.Achievements = []extract.Achievement{{At: "一", Indicator: ptr("每万人口发明专利拥有量"), Raw: "8.5件", Value: ptr("6.3"), Unit: ptr("件"), Bound: ptr(extract.Equal), Measure: ptr(extract.Level), AsOf: ptr("2020"), Span: extract.Span{0, 4}}}
	same(t, lay(t, "targets", []*tables.Doc{d}, "kind", "indicator_key", "direction", "basis", "value", "value_text", "value_max", "bound", "year", "baseline_value", "baseline_year", "in_table"), []string{
		"goal | 每万人口发明专利拥有量|件|当期 | up | level | 8.5 | 8.5 | - | at_least | 2025 | 6.3 | 2020 | false",
		"baseline | 每万人口发明专利拥有量|件|当期 | - | level | 6.3 | 6.30 | - | - | 2020 | - | - | false",
		"goal | 预审产业|个|新增 | up | added | 1 | 1 | - | exact | 2025 | 2 | - | false",
		"baseline | 预审产业|个|当期 | - | level | 2 | 2 | - | - | - | - | - | false",
		"goal | 地区生产总值增速|%|当期 | up | level | 6 | 6 | - | exact | 2025 | 5.1 | 2020 | true",
		"baseline | 地区生产总值增速|%|当期 | - | level | 5.1 | 5.1 | - | - | 2020 | - | - | true",
		"goal | 商标申请量|-|定性 | up | words | - | - | - | - | 2025 | - | - | false",
		"support | 示范企业|元|当期 | - | level | 500000 | 500000 | - | at_most | 2025 | - | - | false",
		"goal | 湿地|个|当期 | - | level | 6 | 6 | 10 | range | 2025 | - | - | false",
		"goal | - | - | - | 5 | 5 | - | exact | 2025 | - | - | false",
		"achievement | 每万人口发明专利拥有量|件|当期 | - | level | 6.3 | 6.3 | - | exact | 2020 | - | - | false",
	})
}

// TestDoubtfulFigures marks the figures that a warning of their sentence names, not
// those between them.
func TestDoubtfulFigures(t *testing.T) {
	text := "培训50人、60次、70家"
	var targets []extract.Target
	for _, raw := range []string{"50人", "60次", "70家"} {
		g := goal("培训", raw, "5", "人", extract.Level)
		at := len([]rune(text[:strings.Index(text, raw)]))
		g.Span = extract.Span{at, at + 3}
		targets = append(targets, g)
	}
	d := figures("a", targets...)
	d.Text = text
	d.Warnings = []extract.Warning{
		{Code: "indicator_doubtful", Message: "50人: one short word; 70家: no words name it", Span: &extract.Span{2, 13}},
		{Code: "other", Message: "60次: something else", Span: &extract.Span{2, 13}},
	}
	same(t, lay(t, "targets", []*tables.Doc{d}, "quote", "indicator_doubtful"), []string{"50人 | true", "60次 | false", "70家 | true"})
}

// TestMaybeSame warns once of two names, where the rarer one stands first, and not of
// what is offered as support.
func TestMaybeSame(t *testing.T) {
	printed := func(name string) extract.Target { return goal(name, "8.5件", "8", "家", extract.Level) }
	offered := printed("知识产权服务品牌联合机构")
	offered.Support = true
	docs := []*tables.Doc{
		figures("a", printed("知识产权服务品牌机构"), offered),
		figures("b", printed("知识产权品牌服务机构"), printed("全县知识产权服务品牌机构"), printed("知识产权品牌服务机构"), printed("全市知识产权服务品牌机构数量")),
		figures("c", printed("产地冷库")),
	}
	same(t, lay(t, "warnings", docs, "doc_id", "node_id", "code", "origin", "message", "quote"), []string{
		"b | 二 | indicator_maybe_same | tables | the indicator 知识产权品牌服务机构 may be 知识产权服务品牌机构, first at a 二: the same characters in another order | 8.5件",
	})
}
