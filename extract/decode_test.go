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
