package compare

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"guihua/extract"
	"guihua/extract/quantity"
)

// A factCase is a case of testdata/targets.txt or units.txt.
type factCase struct {
	name      string
	sides     [2]*Side
	pairs     []Pair
	want, got []string
}

// readCases reads a file of cases: "-- NAME", then sections superior PLACE,
// subordinate PLACE, pairs, want; add takes a line of a side.
func readCases(t *testing.T, file string, add func(t *testing.T, s *Side, line string)) (out []*factCase) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var c *factCase
	section, side := "", 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || line[0] == '#':
		case word == "--":
			c = &factCase{name: rest}
			out = append(out, c)
		case word == "superior" || word == "subordinate":
			section, side = "side", map[string]int{"superior": 0, "subordinate": 1}[word]
			c.sides[side] = placed(rest)
		case line == "pairs" || line == "want":
			section = line
		case section == "side":
			add(t, c.sides[side], line)
		case section == "pairs":
			for _, p := range strings.Fields(line) {
				a, b, _ := strings.Cut(p, "=")
				sure := 1.0
				if b, weak := strings.CutSuffix(b, "?"); weak {
					sure = 0.2
					c.pairs = append(c.pairs, Pair{Superior: &Item{ID: a}, Subordinate: &Item{ID: b}, TitleSimilarity: &sure})
					continue
				}
				c.pairs = append(c.pairs, Pair{Superior: &Item{ID: a}, Subordinate: &Item{ID: b}, TitleSimilarity: &sure})
			}
		case section == "want":
			c.want = append(c.want, line)
		default:
			t.Fatalf("%s: %s: %s", file, c.name, line)
		}
	}
	return out
}

// placed is a plan of a place with nothing in it, "-" for one whose place is not known.
func placed(name string) *Side {
	d := &extract.Document{}
	if name != "-" {
		d.Document.Region.Name = &name
	}
	s := &Side{Document: d, home: d.Home(), Plan: Plan{Level: d.HomeLevel()}}
	if name == "全国" {
		s.home.Code, s.Level = "000000", "nation"
	}
	return s
}

// addTarget reads AT | INDICATOR | FIGURE | YEAR | KEY=VALUE …: keys are measure,
// base (VALUE@YEAR), per, words (in front of the figure), support.
func addTarget(t *testing.T, s *Side, line string) {
	t.Helper()
	f := strings.Split(line, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	for len(f) < 5 {
		f = append(f, "")
	}
	target := extract.Target{At: f[0], Raw: f[2]}
	keys := map[string]string{"words": "达到", "measure": "level"}
	for _, kv := range strings.Fields(f[4]) {
		k, v, _ := strings.Cut(kv, "=")
		keys[k] = v
	}
	if f[1] != "" {
		target.Indicator = &f[1]
	}
	if f[3] != "" {
		target.By = &f[3]
	}
	measure := extract.MeasureKind(keys["measure"])
	target.Measure = &measure
	if per := keys["per"]; per != "" {
		target.Per = &per
	}
	if v, year, ok := strings.Cut(keys["base"], "@"); ok {
		target.Baseline = &extract.Baseline{Value: v, AsOf: &year}
	}
	target.Support = keys["support"] != ""
	text := []rune(f[2])
	for i, text := 0, []rune("位列"+f[2]); i < len(text); i++ { // ranks need words in front
		if q, ok := quantity.At(text, i, 0, len(text)); ok {
			target.Value, target.Bound = &q.Value, &q.Bound
			if q.Max != "" {
				target.ValueMax = &q.Max
			}
			if q.Unit != "" {
				target.Unit = &q.Unit
			}
			break
		}
	}
	words := f[1] + keys["words"]
	start := len([]rune(s.Text)) + len([]rune(words))
	target.Span = extract.Span{start, start + len(text)}
	s.Text += words + f[2] + "。\n"
	s.runes = []rune(s.Text)
	if strings.HasPrefix(f[0], "任务") || strings.HasPrefix(f[0], "专栏") {
		s.items = append(s.items, item{Item: Item{ID: f[0]}})
	}
	if strings.HasPrefix(f[0], "目标") {
		s.Outline = append(s.Outline, extract.Node{ID: f[0], Role: extract.RoleGoals})
	}
	if keys["achieved"] != "" {
		s.Achievements = append(s.Achievements, extract.Achievement{At: f[0], Indicator: target.Indicator, Raw: f[2], Value: target.Value, Unit: target.Unit, Bound: target.Bound, Measure: target.Measure, AsOf: target.By, Span: target.Span})
		return
	}
	s.Targets = append(s.Targets, target)
}

// numberOf is the place of a target in its plan, from 1, - for none.
func numberOf(all []extract.Target, t *extract.Target) string {
	for i := range all {
		if &all[i] == t {
			return fmt.Sprint(i + 1)
		}
	}
	return "-"
}

// TestTargets makes the pairs of testdata/targets.txt.
func TestTargets(t *testing.T) {
	cases := readCases(t, "testdata/targets.txt", addTarget)
	if len(cases) < 25 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		for _, p := range targetPairs(c.sides[0], c.sides[1], c.pairs) {
			got := numberOf(c.sides[0].Targets, p.Superior) + "→" + numberOf(c.sides[1].Targets, p.Subordinate) + " " + string(p.Relation)
			if p.Outcome != nil {
				got += ", " + string(*p.Outcome)
			}
			if p.Ambition != nil {
				got += ", " + *p.Ambition
			}
			if p.Share != nil {
				got += ", share " + plain(*p.Share)
			}
			if p.Again {
				got += ", again"
			}
			c.got = append(c.got, got)
			if p.Why == "" {
				t.Errorf("%s: %s: no reason", c.name, got)
			}
			c.addWhy(p.Why)
		}
		c.check(t)
	}
}

// addWhy keeps a reason if the case wants one at this place, a line that begins with why.
func (c *factCase) addWhy(why string) {
	if i := len(c.got); i < len(c.want) {
		if want, ok := strings.CutPrefix(c.want[i], "why "); ok && strings.Contains(why, want) {
			c.got = append(c.got, c.want[i])
		} else if ok {
			c.got = append(c.got, "why "+why)
		}
	}
}

func (c *factCase) check(t *testing.T) {
	t.Helper()
	if !slices.Equal(c.got, c.want) {
		t.Errorf("%s\n got %s\nwant %s", c.name, strings.Join(c.got, "\n     "), strings.Join(c.want, "\n     "))
	}
}

// addClause reads AT: NAME、NAME牵头、NAME.
func addClause(t *testing.T, s *Side, line string) {
	t.Helper()
	at, list, ok := strings.Cut(line, ": ")
	if !ok {
		t.Fatal(line)
	}
	r := extract.Responsibility{At: at}
	role := extract.Joint
	for name := range strings.SplitSeq(list, "、") {
		n, lead := strings.CutSuffix(name, "牵头")
		u := extract.Unit{Name: strings.ReplaceAll(n, "，", "、"), Role: role}
		if lead {
			u.Role, role = extract.Lead, extract.Support
		}
		r.Units = append(r.Units, u)
	}
	r.Resolve(s.home)
	s.Responsibilities = append(s.Responsibilities, r)
}

// TestUnits makes the pairs of testdata/units.txt.
func TestUnits(t *testing.T) {
	cases := readCases(t, "testdata/units.txt", addClause)
	if len(cases) < 20 {
		t.Errorf("only %d cases", len(cases))
	}
	name := func(u *UnitSide) string {
		if u == nil {
			return "-"
		}
		return u.Name
	}
	for _, c := range cases {
		for _, p := range unitPairs(c.sides[0], c.sides[1], c.pairs) {
			got := fmt.Sprintf("%s→%s %s, %d", name(p.Superior), name(p.Subordinate), p.Relation, p.Together)
			if p.Relation != UnitAdded && p.Relation != UnitMissing && len(p.Evidence) == 0 {
				t.Errorf("%s: %s: no evidence", c.name, got)
			}
			if len(p.Evidence) > 0 {
				got += ", " + p.Evidence[0].Rule
			}
			c.got = append(c.got, got)
		}
		c.check(t)
	}
}

// TestUnitCounts: clauses count once, however often they name a unit, and as paired
// where they stand at an item with a counterpart.
func TestUnitCounts(t *testing.T) {
	a, b := placed("云岭省"), placed("澜川市")
	for _, l := range []string{"任务1: 省教育厅牵头、教育厅、省财政厅", "任务2: 省财政厅、省教育厅", "表1/1: 省教育厅"} {
		addClause(t, a, l)
	}
	addClause(t, b, "任务1: 市教育局、财政局")
	sure := 1.0
	got := unitPairs(a, b, []Pair{{Superior: &Item{ID: "任务1"}, Subordinate: &Item{ID: "任务1"}, TitleSimilarity: &sure}})
	u := got[0].Superior
	if u.Name != "省教育厅" || u.Clauses != 3 || u.Paired != 1 || u.Led != 1 || *u.Canonical != "省教育厅" {
		t.Errorf("%+v", *u)
	}
	if v := got[1].Subordinate; v == nil || v.Name != "市财政局" {
		t.Errorf("the level that the list leaves out is not restored: %+v", v)
	}
}

// TestLogLikelihood checks G² against Dunning's formula by hand: 2 of 2 and 2 in 59.
func TestLogLikelihood(t *testing.T) {
	for _, c := range []struct {
		both, a, b, n int
		want          string
	}{{2, 2, 2, 59, "17.5"}, {1, 1, 1, 59, "10.1"}, {0, 3, 3, 10, "0"}, {1, 5, 5, 10, "0"}, {0, 0, 0, 0, "0"}} {
		if got := plain(logLikelihood(c.both, c.a, c.b, c.n)); got != c.want {
			t.Errorf("%v: %s", c, got)
		}
	}
}

// TestSummary counts a comparison made by hand: what was split counts once, what is
// stated again and amounts of support do not.
func TestSummary(t *testing.T) {
	s := placed("云岭省")
	s.items = make([]item, 4)
	b := placed("澜川市")
	b.items = make([]item, 5)
	higher, lower := Higher, Lower
	up, down := raised, lowered
	goal, support := &extract.Target{}, &extract.Target{Support: true}
	c := &Comparison{
		Pairs: []Pair{
			{Superior: &s.items[0].Item, Subordinate: &b.items[0].Item, Relation: Split, Overlap: new(0.25), OverlapBack: new(0.5)},
			{Superior: &s.items[0].Item, Subordinate: &b.items[1].Item, Relation: Split},
			{Superior: &s.items[1].Item, Subordinate: &b.items[2].Item, Relation: Merged, Overlap: new(0.5)},
			{Superior: &s.items[2].Item, Subordinate: &b.items[2].Item, Relation: Merged},
			{Superior: &s.items[3].Item, Relation: Dropped},
			{Subordinate: &b.items[3].Item, Relation: NewHere},
			{Subordinate: &b.items[4].Item, Relation: NewHere},
		},
		Targets: []TargetPair{
			{Superior: goal, Subordinate: goal, Relation: SameIndicator, Outcome: &higher, Ambition: &up},
			{Superior: goal, Subordinate: goal, Relation: SameIndicator, Outcome: &higher, Ambition: &up, Again: true},
			{Superior: goal, Subordinate: goal, Relation: SameIndicator, Outcome: &lower, Ambition: &down},
			{Superior: support, Subordinate: support, Relation: SameIndicator, Outcome: &higher, Ambition: &up},
			{Superior: goal, Relation: TargetDropped}, {Superior: goal, Relation: TargetDropped, Again: true},
			{Subordinate: goal, Relation: TargetNew}, {Subordinate: support, Relation: TargetNew},
		},
	}
	inJSON := func(s Summary) string {
		out, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	got := inJSON(summarize(s, b, c))
	want := inJSON(Summary{Items: 4, SubordinateItems: 5, Relations: map[Relation]int{Split: 1, Merged: 2, Dropped: 1, NewHere: 2},
		Shares:  map[Relation]float64{Split: 0.25, Merged: 0.5, Dropped: 0.25, NewHere: 0.4},
		Targets: map[Outcome]int{Higher: 1, Lower: 1}, Raised: 1, Lowered: 1, TargetsDropped: 1, TargetsNew: 1, Paired: 3, SubordinatePaired: 3, MeanOverlap: new(0.375), MeanOverlapBack: new(0.5)})
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestFactsOfSamples: the targets and bodies of the fictional pair, and none of two
// plans that have nothing in common.
func TestFactsOfSamples(t *testing.T) {
	c, a, b := sides(t, "yunling_lenglian_guihua_pdf.txt", "lanchuan_lenglian_fangan.txt")
	cmp := c.Compare(a, b)
	each := map[*extract.Target]int{}
	for _, p := range cmp.Targets {
		if p.Subordinate != nil {
			each[p.Subordinate]++
		}
	}
	for i := range b.Targets {
		if each[&b.Targets[i]] != 1 {
			t.Errorf("%s stands in %d rows", b.Targets[i].Raw, each[&b.Targets[i]])
		}
	}
	matched := 0
	for _, p := range cmp.Targets {
		if p.Superior != nil && p.Subordinate != nil {
			matched++
		}
	}
	if matched < 13 {
		t.Errorf("%d targets answer each other, the sample has 13", matched)
	}
	c, a, b = sides(t, "yunling_lenglian_guihua_pdf.txt", "qinghe_shuzi_xiangcun.txt")
	for _, p := range c.Compare(a, b).Targets {
		if p.Superior != nil && p.Subordinate != nil {
			t.Errorf("plans that have nothing in common: %s and %s", *p.Superior.Indicator, *p.Subordinate.Indicator)
		}
	}
}

// TestFactsTogether compares one superior with several subordinates at once: the race
// detector sees whether a side is changed, and each comparison is that made alone.
func TestFactsTogether(t *testing.T) {
	c, a, b := sides(t, "yunling_lenglian_guihua_pdf.txt", "lanchuan_lenglian_fangan.txt")
	print := func(cmp *Comparison) string {
		out, err := json.Marshal(cmp)
		if err != nil {
			t.Error(err)
		}
		return string(out)
	}
	want := print(c.Compare(a, b))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := print(c.Compare(a, b)); got != want {
				t.Error("the same plans give another comparison")
			}
		})
	}
	all.Wait()
}
