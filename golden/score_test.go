package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// files writes a folder of invented files and returns it.
func files(t *testing.T, content map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, s := range content {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	lakeGold = `{"source": "湖/a.txt", "document": {"title": "青川市湿地规划", "region": {"code": "990100"}},
 "outline": [{"id": "一", "title": "湿地现状", "role": "background"}, {"id": "二", "title": "重点任务", "role": "tasks"}],
 "targets": [{"at": "二", "indicator": "湿地面积", "raw": "9公顷", "value": "9", "unit": "公顷"}],
 "references": [{"title": "湿地保护条例"}]}`
	lakeOut = `{"document": {"title": "青川市湿地规划", "region": {"code": "990100"}},
 "outline": [{"id": "一", "title": "湿地 现状", "role": "background", "span": [0, 4]}, {"id": "二", "title": "任务", "role": "goals", "span": [0, 2]}],
 "targets": [{"at": "二", "indicator": "全市湿地面积", "raw": "9公顷", "value": "9.0", "unit": "公顷", "span": [5, 8]}],
 "references": [], "text": "湿地现状\n9公顷"}`
)

func TestScore(t *testing.T) {
	gold := files(t, map[string]string{"a.gold.json": lakeGold, "b.gold.json": `{"source": "b.txt", "outline": [{"id": "一", "title": "总则"}]}`})
	out := files(t, map[string]string{"湖/a.txt.json": lakeOut})
	r, err := Score(gold, out, ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := `kind                gold   out       P       R      F1   湖/a.txt   b.txt
document               2     2   1.000   1.000   1.000     1.000       -
outline                3     2   0.500   0.333   0.400     0.500   0.000
roles                  3     2   0.500   0.333   0.400     0.500   0.000
targets                1     1   1.000   1.000   1.000     1.000       -
targets named          1     1   1.000   1.000   1.000     1.000       -
targets, whole         1     1   0.000   0.000   0.000     0.000       -
references             1     0   0.000   0.000   0.000     0.000       -
macro F1 0.5429   spans grounded 2/3   no output for ['b.txt']
`
	if got := r.Table(); got != want {
		t.Errorf("table:\n%s\nwant:\n%s", got, want)
	}
	wantExtra := `strings                   gold   out strict F1   soft F1
outline titles               3     2     0.400     0.800
target indicators            1     1     0.000     1.000
reference titles             1     0     0.000     0.000

whole documents          right    of     share
document                     1     1     1.000
outline                      0     2     0.000
roles                        0     2     0.000
targets                      1     1     1.000
targets named                1     1     1.000
targets, whole               0     1     0.000
references                   0     1     0.000
everything                   0     2     0.000

warnings                errors    of     share
at the place of              0     7     0.000
per document                               0.0
`
	if got := r.Extra(); got != wantExtra {
		t.Errorf("extra:\n%s\nwant:\n%s", got, wantExtra)
	}
	shown, err := r.Show("outline")
	if err != nil {
		t.Fatal(err)
	}
	if want := "- 湖/a.txt ('二', '重点任务')\n+ 湖/a.txt ('二', '任务')\n- b.txt ('一', '总则')\n"; shown != want {
		t.Errorf("show:\n%s\nwant:\n%s", shown, want)
	}
	if _, err := r.Show("outlines"); err == nil || !strings.Contains(err.Error(), `"box items"`) {
		t.Errorf("Show of an unknown kind: %v", err)
	}
	var j struct {
		Kinds   map[string]struct{ F1 float64 }
		Missing []string
		Strings map[string]struct {
			Strict float64 `json:"strict_f1"`
			Soft   float64 `json:"soft_f1"`
		}
		Whole map[string]struct{ Right, Of int }
	}
	if err := json.Unmarshal(r.JSON(), &j); err != nil {
		t.Fatal(err)
	}
	if len(j.Kinds) != 7 || j.Kinds["outline"].F1 != 0.4 || len(j.Missing) != 1 || j.Strings["outline titles"].Soft != 0.8 || j.Whole["everything"].Of != 2 {
		t.Errorf("JSON:\n%s", r.JSON())
	}
}

func TestScoreAcceptsOtherReadings(t *testing.T) {
	gold := `{"source": "a.txt", "tasks": [
 {"id": "一", "title": "植树", "text_head": "种植一二三四五六七八九十", "text_tail": "种植一二三四五六七八九十", "text_chars": 12, "alt": {"title": "造林"}},
 {"id": "二", "title": "修路", "text_head": "甲", "text_tail": "甲", "text_chars": 1, "alt": [{"text_head": "乙", "text_tail": "乙"}]},
 {"id": "三", "title": "建桥", "text_head": "甲", "text_tail": "丙", "text_chars": 1, "text_chars_with_clause": 9},
 {"id": "四", "title": "治水", "text_head": "甲乙", "text_tail": "丙", "text_chars": 9, "alt": {"text_chars": 3}}]}`
	out := `{"tasks": [
 {"id": "一", "title": "造林。", "text": "种植一二三四五六七八九十"},
 {"id": "二", "title": "修路", "text": "乙"},
 {"id": "三", "title": "建桥", "text": "甲23456丙"},
 {"id": "四", "title": "治水", "text": "戊己丙"}]}`
	r, err := Score(files(t, map[string]string{"a.gold.json": gold}), files(t, map[string]string{"a.txt.json": out}), ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if c := r.Total["tasks"]; !c.Right() {
		t.Errorf("tasks %+v: %v", c, r.Misses)
	}
}

func TestFailUnder(t *testing.T) {
	gold := files(t, map[string]string{"a.gold.json": lakeGold})
	out := files(t, map[string]string{"湖/a.txt.json": lakeOut})
	r, err := Score(gold, out, ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := r.FailUnder(map[string]float64{"document": 1, "outline": 0.98, "targets": 0.5, "units": 0.9, SpansGrounded: 1, MacroF1: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	want := `outline: 0.5000 is under the floor of 0.98 (P 0.500, R 0.500: 1 right of 2, 2 in gold)
units: nothing in the gold to measure the floor of 0.9 against
spans grounded: 0.6667 is under the floor of 1 (2 of 3)`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("FailUnder:\n%s\nwant:\n%s", got, want)
	}
	if _, err := r.FailUnder(map[string]float64{"task": 1}); err == nil || !strings.Contains(err.Error(), `"tasks", "measures"`) {
		t.Errorf("FailUnder of an unknown kind: %v", err)
	}
}

func TestScoreErrors(t *testing.T) {
	good := `{"source": "a.txt", "outline": [{"id": "一", "title": "总则"}]}`
	tests := []struct {
		name, gold, out string
		want            []string
	}{
		{"gold is no JSON", "{\n \"source\": oops}", "{}", []string{"a.gold.json", "line 2 column 12", "invalid character 'o'"}},
		{"gold without source", `{}`, "{}", []string{"a.gold.json", "no source"}},
		{"output is no JSON", good, `{"outline": [`, []string{"a.txt.json", "unexpected end of JSON"}},
		{"output is empty", good, ``, []string{"a.txt.json", "unexpected end of JSON"}},
		{"outline is no list", good, `{"outline": 3}`, []string{"a.txt.json", "outline"}},
		{"node without id", good, `{"outline": [{"title": "总则"}]}`, []string{"a.txt.json", "outline[0] has no id"}},
		{"clause without raw", good, `{"responsibilities": [{"at": "一"}]}`, []string{"a.txt.json", "responsibilities[0]"}},
		{"unit without name", good, `{"responsibilities": [{"at": "一", "raw": "x", "units": [{}]}]}`, []string{"units[0] has no name"}},
		{"achievement without at", good, `{"targets": [{"at": "一"}], "achievements": [{}]}`, []string{"achievements[0] has no at"}},
		{"title is a list", good, `{"outline": [{"id": "一", "title": []}]}`, []string{"a.txt.json", "no string, number or null"}},
		{"period in words", good, `{"document": {"period": ["今年", 2025]}}`, []string{"a.txt.json", "document.period[0]"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Score(files(t, map[string]string{"a.gold.json": test.gold}), files(t, map[string]string{"a.txt.json": test.out}), ScoreOptions{})
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range test.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not name %q", err, part)
				}
			}
		})
	}
	if _, err := Score(t.TempDir(), t.TempDir(), ScoreOptions{}); err == nil || !strings.Contains(err.Error(), "no *.gold.json") {
		t.Errorf("no gold: %v", err)
	}
	if _, err := Score(filepath.Join(t.TempDir(), "absent"), t.TempDir(), ScoreOptions{}); err == nil {
		t.Error("no gold folder: no error")
	}
	if _, err := Score(files(t, map[string]string{"a.gold.json": good}), t.TempDir(), ScoreOptions{Only: "zzz"}); err == nil {
		t.Error("only names no gold: no error")
	}
}

func TestScoreOnlyAndBody(t *testing.T) {
	gold := files(t, map[string]string{"a.gold.json": lakeGold, "b.gold.json": `{"source": "b.txt",
 "outline": [{"id": "一", "title": "总则"}, {"id": "附件/一", "title": "清单"}], "targets": [{"at": "表1/2", "value": "3", "unit": "个"}]}`})
	r, err := Score(gold, t.TempDir(), ScoreOptions{Only: "b.", Body: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Documents) != 1 || r.Total["outline"].Gold != 1 || r.Total["targets"].Gold != 0 {
		t.Errorf("%+v", r.Total)
	}
}
