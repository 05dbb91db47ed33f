package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/compare"
)

// lakeAlignment is gold of an invented pair of plans.
const lakeAlignment = `{"superior": "province.txt", "subordinate": "city.txt",
 "tasks": [
  {"superior": "二/（一）", "subordinate": "二/（一）", "relation": "same"},
  {"superior": "二/（二）", "subordinate": "二/（三）", "relation": "adapted"},
  {"superior": "二/（三）", "subordinate": "二/（四）", "relation": "partial"},
  {"superior": "二/（四）", "subordinate": "二/（五）", "relation": "partial", "also": ["same"]},
  {"superior": "二/（五）", "subordinate": null, "relation": "dropped"},
  {"superior": null, "subordinate": "二/（二）", "relation": "new"}],
 "boxes": [{"superior": "专栏1/2", "subordinate": "专栏1/1", "relation": "adapted"}],
 "targets": [
  {"superior": {"at": "一", "indicator": "湿地保护率", "value": "50", "unit": "%"}, "subordinate": {"at": "一", "indicator": "湿地保护率", "value": "55.0", "unit": "%"}, "relation": "same indicator", "difference": "50 → 55 (higher)"},
  {"superior": {"at": "一", "indicator": "观测站", "value": "30", "unit": "个"}, "subordinate": {"at": "二/（一）", "indicator": "观测站", "value": "3", "unit": "个"}, "relation": "same indicator", "outcome": "scaled total", "also": ["lower"]},
  {"superior": {"at": "一", "indicator": "公众满意度", "value": null, "unit": null}, "subordinate": {"at": "表1/1", "indicator": "公众满意度", "value": null, "unit": null}, "relation": "same indicator", "difference": "words; not in its gold targets"},
  {"superior": null, "subordinate": {"at": "一", "indicator": "巡护站", "value": "2", "unit": "个"}, "relation": "new", "difference": "(higher) says nothing of a row with one side"}],
 "units": [{"superior": "省市场监管局", "subordinate": "市市场监管局"}, {"superior": "省林草局", "subordinate": "市自然资源和规划局"}],
 "notes": ["Some words. Borderline same/adapted (a remark: with a colon): 二/（一） (words, more words). Borderline adapted/partial: 专栏1/2→专栏1/1.", "二/（三） is no borderline case."]}`

func lakeComparison() *compare.Comparison {
	item := func(id string) *compare.Item {
		if id == "" {
			return nil
		}
		k := compare.TaskItem
		if strings.HasPrefix(id, "专栏") {
			k = compare.BoxEntry
		}
		return &compare.Item{Kind: k, ID: id}
	}
	pair := func(a, b string, r compare.Relation, or ...compare.Relation) compare.Pair {
		return compare.Pair{Superior: item(a), Subordinate: item(b), Relation: r, Or: or}
	}
	target := func(at, indicator, value, unit string) *extract.Target {
		t := &extract.Target{At: at, Indicator: &indicator}
		if value != "" {
			t.Value, t.Unit = &value, &unit
		}
		return t
	}
	return &compare.Comparison{
		Schema:   compare.SchemaID,
		Superior: compare.Plan{Source: "a/province.txt"}, Subordinate: compare.Plan{Source: "city.txt"},
		Pairs: []compare.Pair{
			pair("二/（一）", "二/（一）", compare.Adapted),                  // borderline by the notes
			pair("二/（二）", "二/（三）", compare.Partial, compare.Adapted), // wrong, and the right one thought of
			pair("二/（三）", "二/（四）", compare.Partial),
			pair("二/（四）", "", compare.Dropped), // missed, with what is extra in its place
			pair("", "二/（五）", compare.NewHere),
			pair("二/（五）", "", compare.Dropped),
			pair("", "二/（二）", compare.NewHere),
			pair("专栏1/2", "专栏1/1", compare.Same),
		},
		Targets: []compare.TargetPair{
			{Superior: target("一", "全省湿地保护率", "50", "%"), Subordinate: target("一", "湿地保护率", "55", "%"), Relation: compare.SameIndicator, Outcome: new(compare.Lower)},
			{Superior: target("一", "观测站", "30", "个"), Subordinate: target("二/（一）", "观测站", "3", "个"), Relation: compare.Narrower, Outcome: new(compare.Lower)},
			{Subordinate: target("表1/1", "公众满意度", "", ""), Relation: compare.TargetNew},
		},
		Units: []compare.UnitPair{
			{Superior: &compare.UnitSide{Name: "省市场监督管理局"}, Subordinate: &compare.UnitSide{Name: "市市场监管局", Canonical: new("市市场监督管理局")}},
			{Superior: &compare.UnitSide{Name: "省林草局"}, Subordinate: &compare.UnitSide{Name: "市财政局"}},
			{Superior: &compare.UnitSide{Name: "省科学院"}, Relation: compare.UnitMissing},
		},
	}
}

// pairFolders writes the invented gold and comparison.
func pairFolders(t *testing.T, gold string) (golds, out string) {
	t.Helper()
	b, err := json.Marshal(lakeComparison())
	if err != nil {
		t.Fatal(err)
	}
	return files(t, map[string]string{"lake.json": gold, "lake.txt.gold.json": "{}"}), files(t, map[string]string{"comparisons/2021/city.txt.json": string(b), "comparisons/b.txt.json": `{"schema": "guihua/comparison/v1"}`})
}

func TestScorePairs(t *testing.T) {
	gold, out := pairFolders(t, lakeAlignment)
	r, err := ScorePairs(gold, out)
	if err != nil {
		t.Fatal(err)
	}
	want := `kind                gold   out       P       R      F1
pairs                  7     8   0.750   0.857   0.800
task pairs             6     7   0.714   0.833   0.769
box item pairs         1     1   1.000   1.000   1.000
target pairs           4     3   1.000   0.750   0.857
unit pairs             2     2   0.500   0.500   0.500

decision           right    of                   share
relations              1     2                   0.500
relations, or          2     2                   1.000
relations, all         2     4                   0.500
relations, exact       1     4                   0.250
outcomes               1     2                   0.500
target relations       1     2                   0.500

gold \ output          same  adapted  partial   merged    split  dropped      new
same                      0        1        0        0        0        0        0
adapted                   1        0        1        0        0        0        0
partial                   0        0        1        0        0        0        0
dropped                   0        0        0        0        0        1        0
new                       0        0        0        0        0        0        1
`
	if got := r.Table(); got != want {
		t.Errorf("table:\n%s\nwant:\n%s", got, want)
	}
	for kind, want := range map[string]string{
		"pairs":        "- city.txt 二/（四） → 二/（五） partial\n+ city.txt 二/（四） → – dropped\n+ city.txt – → 二/（五） new\n",
		"relations":    "- city.txt 二/（二） → 二/（三） adapted, the output says partial\n",
		"outcomes":     "- city.txt 一 湿地保护率 50% → 一 湿地保护率 55.0% higher, the output says lower\n",
		"target pairs": "- city.txt – → 一 巡护站 2个 new\n",
		"unit pairs":   "- city.txt 省林草局 → 市自然资源和规划局\n+ city.txt 省林草局 → 市财政局\n",
	} {
		if got, err := r.Show(kind); err != nil || got != want {
			t.Errorf("%s: %v\n%swant:\n%s", kind, err, got, want)
		}
	}
	if _, err := r.Show("units"); err == nil || !strings.Contains(err.Error(), `"unit pairs"`) {
		t.Errorf("Show of an unknown kind: %v", err)
	}
	var j struct {
		Kinds     map[string]struct{ F1 float64 }
		Decisions map[string]struct{ Right, Of int }
		Relations []struct{ Gold, Output string }
		Missing   []string
		Pairs     []struct{ Subordinate string }
	}
	if err := json.Unmarshal(r.JSON(), &j); err != nil {
		t.Fatal(err)
	}
	if len(j.Kinds) != 5 || j.Decisions["relations"].Of != 2 || len(j.Relations) != 6 || len(j.Pairs) != 1 || len(j.Missing) != 0 {
		t.Errorf("JSON:\n%s", r.JSON())
	}
	lines, err := r.FailUnder(map[string]float64{"pairs": 0.97, "relations": 0.5, "relations, all": 0.6})
	if err != nil {
		t.Fatal(err)
	}
	wantLines := `pairs: 0.8000 is under the floor of 0.97 (P 0.750, R 0.857: 6 right of 8, 7 in gold)
relations, all: 0.5000 is under the floor of 0.6 (2 right of 4)`
	if got := strings.Join(lines, "\n"); got != wantLines {
		t.Errorf("FailUnder:\n%s\nwant:\n%s", got, wantLines)
	}
	if _, err := r.FailUnder(map[string]float64{"pair": 1}); err == nil {
		t.Error("FailUnder of an unknown kind: no error")
	}
}

// Without a comparison nothing is right, and a floor is not met.
func TestScorePairsMissing(t *testing.T) {
	gold, out := pairFolders(t, strings.ReplaceAll(lakeAlignment, `"city.txt"`, `"town.txt"`))
	r, err := ScorePairs(gold, out)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(r.Table(), "\nno comparison of province.txt and town.txt\n") || r.Total.Counts[pairKind] != (Count{Gold: 7}) {
		t.Errorf("%+v\n%s", r.Total.Counts, r.Table())
	}
	lines, err := r.FailUnder(map[string]float64{"pairs": 0.1, "relations": 0.1})
	if err != nil || len(lines) != 2 {
		t.Errorf("%q, %v", lines, err)
	}
}

func TestScorePairsErrors(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"no JSON", `{"superior"`, `{superior`, "lake.json: no gold of a comparison"},
		{"unknown key", `"tasks":`, `"task":`, `unknown field "task"`},
		{"unknown key of a row", `"also"`, `"allso"`, `unknown field "allso"`},
		{"no rows", lakeAlignment, `{"superior": "a", "subordinate": "b"}`, "no rows"},
		{"row twice", `"subordinate": "二/（三）"`, `"subordinate": "二/（三）", "relation": "adapted"}, {"superior": "二/（二）", "subordinate": "二/（三）"`, "a second row"},
		{"also and sides", `["same"]`, `["dropped"]`, "do not fit the relation dropped"},
		{"figure", `{"at": "一", "indicator": "巡护站", "value": "2", "unit": "个"}`, `{}`, "targets[3]: a side has neither"},
		{"no names", `"superior": "province.txt"`, `"superior": ""`, "does not say superior and subordinate"},
		{"relation", `"relation": "dropped"}`, `"relation": "gone"}`, `tasks[4] 二/（五） → –: relation "gone"`},
		{"also", `["same"]`, `["equal"]`, `relation "equal"`},
		{"sides", `"subordinate": null, "relation": "dropped"}`, `"subordinate": null, "relation": "same"}`, "sides do not fit the relation same"},
		{"outcome", `"scaled total"`, `"total"`, `targets[1]: outcome "total"`},
		{"borderline item", "专栏1/2→专栏1/1.", "专栏1/3→专栏1/1.", `no row has "专栏1/3"`},
		{"borderline pair", "专栏1/2→专栏1/1.", "专栏1/2→专栏1/2.", `no row has "专栏1/2"`},
		{"borderline relation", "adapted/partial: 专栏1/2", "same/partial: 专栏1/2", "专栏1/2 is adapted"},
		{"unit", `"subordinate": "市自然资源和规划局"`, `"subordinate": null`, "units[1]"},
	} {
		text := strings.Replace(lakeAlignment, c.old, c.new, 1)
		if text == lakeAlignment {
			t.Fatalf("%s: nothing replaced", c.name)
		}
		gold, out := pairFolders(t, text)
		if _, err := ScorePairs(gold, out); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	gold, out := pairFolders(t, lakeAlignment)
	if _, err := ScorePairs(gold, t.TempDir()); err == nil || !strings.Contains(err.Error(), "comparisons") {
		t.Errorf("no comparisons: %v", err)
	}
	if _, err := ScorePairs(t.TempDir(), out); err == nil || !strings.Contains(err.Error(), "no gold of comparisons") {
		t.Errorf("no gold: %v", err)
	}
	again, err := json.Marshal(lakeComparison())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"again": string(again), "a second": `{"schema": "guihua/document/v1"}`, "no JSON": "{", "an empty pair": `{"schema": "guihua/comparison/v1", "pairs": [{"superior": null, "subordinate": null}]}`} {
		path := filepath.Join(out, "comparisons", "c.json")
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := ScorePairs(gold, out); err == nil || !strings.Contains(err.Error(), "c.json: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What gold says in words of the values of two targets.
func TestOutcomeOf(t *testing.T) {
	figure := func(at, indicator, value string) *AlignedFigure {
		return &AlignedFigure{At: at, Indicator: &indicator, Value: &value}
	}
	a := figure("一", "专利转让量", "4500000000")
	total := AlignedTarget{Superior: a, Subordinate: figure("一", "专利转让量", "500000000"), Difference: "45亿元 → 5亿元 (total; 11.1%); a remark"}
	for _, c := range []struct{ difference, want string }{
		{"8.5 → 9 (higher); table repeats it, baseline 6.3", "higher"},
		{"7.4% → 6% (lower; from a lower level, 6.6 vs 4.9)", "lower"},
		{"稳步增长 → 稳步增长 (unchanged; 行业 inserted in the name)", "same"},
		{"5万件 → 1.4万件 (total; 28%); 达到 → 累计达到", "scaled total"},
		{"100家 → 50家 (half), and for others", "scaled total"},
		{"全国先进 → 全省前列 (words; lower reference group)", "not comparable"},
		{"45亿元 → 5亿元; table repeats it, and lower than its own baseline", "scaled total"}, // of the row above
		{"600家 firms → 200 certified bodies (bound >= → =), a lower baseline", ""},        // not judged
		{"", ""},
	} {
		g := &Alignment{Targets: []AlignedTarget{total, {Superior: figure("二", "专利转让量", "4500000000"), Subordinate: figure("表1/6", "专利转让量", "500000000"), Difference: c.difference}}}
		got := ""
		if o := g.outcomeOf(1); o != nil {
			got = string(*o)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.difference, got, c.want)
		}
		g.Targets[1].Outcome = new(compare.Higher)
		if o := g.outcomeOf(1); o == nil || *o != compare.Higher {
			t.Errorf("%s: outcome does not go before it: %v", c.difference, o)
		}
	}
	g := &Alignment{Targets: []AlignedTarget{total, {Superior: figure("二", "专利许可量", "4500000000"), Subordinate: figure("表1/6", "专利许可量", "500000000"), Difference: "table repeats it"}}}
	if o := g.outcomeOf(1); o != nil {
		t.Errorf("the outcome of another indicator: %v", *o)
	}
}

// The gold of the real pair: every row judged or left out as its words say.
func TestSharedAlignment(t *testing.T) {
	g, err := ReadAlignment(shared(t, "align", "000_001.json"))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for i := range g.Targets {
		switch o := g.outcomeOf(i); {
		case g.Targets[i].Superior == nil || g.Targets[i].Subordinate == nil:
			count["one side"]++
		case o == nil:
			count["not judged"]++
		default:
			count[string(*o)]++
		}
		if g.Targets[i].noTarget() {
			count["no target"]++
		}
	}
	borderline, pairs := 0, 0
	for _, r := range append(g.Tasks, g.Boxes...) {
		pairs++
		if len(r.Also) > 0 {
			borderline++
		}
	}
	want := map[string]int{"higher": 5, "lower": 2, "same": 6, "scaled total": 14, "not comparable": 1, "not judged": 1, "one side": 8, "no target": 1}
	for k, n := range want {
		if count[k] != n {
			t.Errorf("%s: %d rows, want %d", k, count[k], n)
		}
	}
	if len(count) != len(want) || pairs != 61 || borderline != 20 {
		t.Errorf("%v; %d borderline of %d", count, borderline, pairs)
	}
}

// Rows with one side are right by their relation, and a list of all relations is no
// second thought.
func TestScoreRelabelled(t *testing.T) {
	g := &Alignment{}
	if err := json.Unmarshal([]byte(lakeAlignment), g); err != nil {
		t.Fatal(err)
	}
	c := lakeComparison()
	before := ScoreComparison(g, c)
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Relation == compare.Dropped || p.Relation == compare.NewHere {
			p.Relation = compare.Same
		}
		if p.Or != nil {
			p.Or = relations
		}
	}
	after := ScoreComparison(g, c)
	if b, a := before.Counts[pairKind].Hit, after.Counts[pairKind].Hit; b != 6 || a != 4 {
		t.Errorf("dropped and new called same: %d right before, %d after", b, a)
	}
	if b, a := before.Judged[relationOrKind].Right, after.Judged[relationOrKind].Right; a >= b {
		t.Errorf("or lists every relation: %d right before, %d after", b, a)
	}
}
