package extract_test

import (
	"strings"
	"testing"

	"guihua/extract"
)

func TestDecode(t *testing.T) {
	whole := string(extract.Encode(&extract.Document{Schema: extract.SchemaID, Text: "湿地"}))
	for _, data := range []string{whole, "\ufeff" + whole, whole + "\n"} {
		d, err := extract.Decode([]byte(data))
		if err != nil || d.Text != "湿地" {
			t.Errorf("%.40q: %v", data, err)
		}
	}
	for data, want := range map[string]string{
		"":                   "cut off?",
		whole[:len(whole)/2]: "cut off?",
		"{\n \"schema\" 3}":  "line 2 column 11",
		`{"schema": "x/v1"}`: `has schema "x/v1", not guihua/document/v1`,
		`{"a": 1}`:           `has schema "", not guihua/document/v1`,
		`[1, 2]`:             `has schema ""`,
		whole + whole:        "behind the document",
		whole + "x":          "behind the document",
		strings.Replace(whole, `"text"`, `"texts"`, 1): `unknown field "texts"`,
		strings.Replace(whole, `"湿地"`, `5`, 1):         "text: no number can stand there",
	} {
		if _, err := extract.Decode([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %s", data, err, want)
		}
	}
}

// What no text could be cut by, and no figure be counted with, is told by its record.
func TestDecodeChecks(t *testing.T) {
	two, value := extract.Span{1, 2}, "5"
	d := extract.Document{
		Schema:       extract.SchemaID,
		Text:         "湿地",
		Outline:      []extract.Node{{}, {Span: two}},
		Tasks:        []extract.Task{{Span: two, Measures: []extract.Measure{{Span: two}}}},
		Boxes:        []extract.Box{{Span: two, Items: []extract.BoxItem{{Span: two}}}},
		Targets:      []extract.Target{{Span: two, Value: &value, ValueMax: &value, Baseline: &extract.Baseline{Value: value}}},
		Warnings:     []extract.Warning{{}, {Span: &two}},
		Explanations: []extract.Explanation{{Steps: []extract.Step{{Span: &two}}}},
	}
	whole := string(extract.Encode(&d))
	spans, figures := strings.Count(whole, "[1,2]"), strings.Count(whole, `"5"`)
	if _, err := extract.Decode([]byte(whole)); err != nil || spans != 8 || figures != 3 {
		t.Fatalf("%v; %d spans, %d figures", err, spans, figures)
	}
	breaks := func(old string, nth int, new, want string) {
		t.Helper()
		parts := strings.SplitAfter(whole, old)
		parts[nth] = strings.TrimSuffix(parts[nth], old) + new
		_, err := extract.Decode([]byte(strings.Join(parts, "")))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s for the %dth %s: %v, want %s", new, nth, old, err, want)
		}
	}
	for nth, record := range []string{"outline[1]", "tasks[0]", "tasks[0]", "boxes[0]", "boxes[0]", "targets[0]", "warnings[1]", "explanations[0]"} {
		for _, span := range []string{"[1,3]", "[-1,2]", "[2,1]", "[1,9223372036854775807]"} {
			breaks("[1,2]", nth, span, record+": span ")
		}
	}
	for nth := range figures {
		for _, v := range []string{"NaN", "inf", "1e9", "0x10", "", "五", "1.2.3", strings.Repeat("9", 400)} {
			breaks(`"5"`, nth, `"`+v+`"`, "targets[0]: ")
		}
	}
}
