package golden

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"guihua/extract"
	"guihua/extract/compare"
	"guihua/segment"
)

// Three pairs of plans for places that do not exist, each with the answer of who
// wrote them, fixed before any comparison of them was run. The floors are what was
// measured before a rule was changed for them, rounded down to two figures: raise
// them where rules improve. Misses are printed with -v.
func TestInventedPairs(t *testing.T) {
	words, err := segment.Open(segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	comparer := compare.New(words)
	pairs := []struct {
		name   string
		floors map[string]float64
	}{
		// A province's five-year plan and the city's: chapters regrouped, tasks merged
		// and split, a pair keeps 42 % of the superior's runs of 8 characters in the mean.
		{"qinglan_jieshui", map[string]float64{"pairs": 1, "box item pairs": 1, "target pairs": 0.97, "unit pairs": 0.96, "relations": 1, "relations, all": 1, "outcomes": 0.95, "target relations": 1}},
		// A flat list of measures and a plan of action in another order: 13 %.
		{"nanqu_minsu", map[string]float64{"pairs": 1, "target pairs": 0.73, "unit pairs": 0.89, "relations": 1, "relations, all": 1, "outcomes": 1, "target relations": 1}},
		// A city's plan and the county's, with traps: 69 %.
		{"hengjiang_wuzhangai", map[string]float64{"pairs": 1, "target pairs": 1, "unit pairs": 0.84, "relations": 0.84, "relations, all": 0.89, "outcomes": 1, "target relations": 1}},
	}
	entries, err := os.ReadDir(filepath.Join("samples", "pairs"))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(pairs) {
		t.Errorf("%d pairs in samples/pairs, %d with floors", len(entries), len(pairs))
	}
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			dir := filepath.Join("samples", "pairs", p.name)
			g, err := ReadAlignment(filepath.Join(dir, "gold.json"))
			if err != nil {
				t.Fatal(err)
			}
			superior, subordinate := readPlan(t, dir, g.Superior), readPlan(t, dir, g.Subordinate)
			wholeAlignment(t, g, superior, subordinate)
			c := comparer.Compare(comparer.Read("superior", superior), comparer.Read("subordinate", subordinate))
			scoreInvented(t, g, c, p.floors)
		})
	}
}

// readPlan extracts the plan that the gold in dir calls source.
func readPlan(t *testing.T, dir, source string) *extract.Document {
	t.Helper()
	d, err := extractFile(t, filepath.Join(dir, filepath.Base(source)), source)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wholeAlignment checks that the gold knows every item of both plans and every
// target of the subordinate one: of what it left out, any answer would be wrong.
func wholeAlignment(t *testing.T, g *Alignment, superior, subordinate *extract.Document) {
	t.Helper()
	above, below := map[string]bool{}, map[string]bool{}
	for _, r := range append(g.Tasks[:len(g.Tasks):len(g.Tasks)], g.Boxes...) {
		above[deref(r.Superior)], below[deref(r.Subordinate)] = true, true
	}
	for _, side := range []struct {
		doc   *extract.Document
		known map[string]bool
	}{{superior, above}, {subordinate, below}} {
		for _, id := range itemIDs(side.doc) {
			if !side.known[id] {
				t.Errorf("%s: no row of the gold has %s", side.doc.Source.Name, id)
			}
			delete(side.known, id)
		}
		delete(side.known, "")
		for id := range side.known {
			t.Errorf("%s: the gold has %s, the plan does not", side.doc.Source.Name, id)
		}
	}
	for i := range subordinate.Targets {
		x := &subordinate.Targets[i]
		rows := 0
		for _, r := range g.Targets {
			if r.Subordinate != nil && r.Subordinate.At == x.At && sameFigure(r.Subordinate, &AlignedFigure{Indicator: x.Indicator, Value: x.Value, Unit: x.Unit}) {
				rows++
			}
		}
		if rows != 1 {
			t.Errorf("%s: %d rows of the gold have the target %s of %s", subordinate.Source.Name, rows, x.Raw, x.At)
		}
	}
}

// itemIDs are the ids of tasks and of items of 专栏.
func itemIDs(d *extract.Document) (ids []string) {
	for _, x := range d.Tasks {
		ids = append(ids, x.ID)
	}
	for _, b := range d.Boxes {
		for i := range b.Items {
			ids = append(ids, "专栏"+strconv.Itoa(*b.Number)+"/"+strconv.Itoa(i+1))
		}
	}
	return ids
}

func scoreInvented(t *testing.T, g *Alignment, c *compare.Comparison, floors map[string]float64) {
	t.Helper()
	s := ScoreComparison(g, c)
	r := &PairsReport{Pairs: []*PairScore{s}, Total: *s}
	t.Logf("\n%s", r.Table())
	for _, kind := range []string{pairKind, relationAllKind, targetPairKind, targetRelationKind, outcomeKind, unitPairKind} {
		if misses, err := r.Show(kind); err != nil {
			t.Error(err)
		} else if misses != "" {
			t.Logf("%s:\n%s", kind, misses)
		}
	}
	lines, err := r.FailUnder(floors)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		t.Error(line)
	}
}
