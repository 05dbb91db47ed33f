package main

import (
	"testing"

	"guihua/extract"
)

func TestReadable(t *testing.T) {
	for value, want := range map[string]string{
		"8.5":        "8.5",
		"100":        "100",
		"12345":      "12345",
		"1200000":    "120万",
		"123400":     "12.34万",
		"850000000":  "8.5亿",
		"1000000000": "10亿",
		"123456789":  "123456789",
		"-20000":     "-20000",
		"20000.5":    "20000.5",
		"10000":      "1万",
		"9999":       "9999",
		"0":          "0",
	} {
		if got := readable(value); got != want {
			t.Errorf("readable(%s) = %s, want %s", value, got, want)
		}
	}
}

func TestTargetText(t *testing.T) {
	p := func(s string) *string { return &s }
	bound := func(b extract.Bound) *extract.Bound { return &b }
	measure := func(m extract.MeasureKind) *extract.MeasureKind { return &m }
	for want, target := range map[string]extract.Target{
		"算力规模：≥ 3万架，2025年（2020年 8000）": {
			Indicator: p("算力规模"), Value: p("30000"), Unit: p("架"), Bound: bound(extract.AtLeast), By: p("2025"),
			Baseline: &extract.Baseline{Value: "8000", AsOf: p("2020")},
		},
		"营业收入：增长 10–12%，每年": {
			Indicator: p("营业收入"), Value: p("10"), ValueMax: p("12"), Unit: p("%"), Bound: bound(extract.Range),
			Measure: measure(extract.Increase), Per: p("年"),
		},
		"能耗：下降 约 5%":            {Indicator: p("能耗"), Value: p("5"), Unit: p("%"), Bound: bound(extract.About), Measure: measure(extract.Decrease)},
		"满意度：稳步提升":              {Indicator: p("满意度"), Raw: "稳步提升"},
		"改造项目：≤ 50万元 [support]": {Indicator: p("改造项目"), Value: p("500000"), Unit: p("元"), Bound: bound(extract.AtMost), Support: true},
		"稳居前列":                  {Raw: "稳居前列"},
	} {
		if got := targetText(target); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
