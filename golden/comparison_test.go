package golden

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/compare"
	"guihua/segment"
)

var comparisonsDir = filepath.Join("testdata", "comparisons")

// comparisonOf compares two documents.
func comparisonOf(t *testing.T, superior, subordinate string) *compare.Comparison {
	t.Helper()
	words, err := segment.Open(segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(words.Close)
	c := compare.New(words)
	read := func(path string) *compare.Side {
		d, err := extractFile(t, path, filepath.Base(path))
		if err != nil {
			t.Fatal(err)
		}
		return c.Read(filepath.Base(path), d)
	}
	return c.Compare(read(superior), read(subordinate))
}

// sampleComparisons are the gold of comparisons of samples, with what is said now.
func sampleComparisons(t *testing.T, check func(t *testing.T, name string, g *Alignment, c *compare.Comparison)) {
	t.Helper()
	golds, err := filepath.Glob(filepath.Join("samples", "*.align.json"))
	if err != nil || len(golds) == 0 {
		t.Fatal("no gold of comparisons", err)
	}
	for _, path := range golds {
		name := strings.TrimSuffix(filepath.Base(path), ".align.json")
		t.Run(name, func(t *testing.T) {
			g, err := ReadAlignment(path)
			if err != nil {
				t.Fatal(err)
			}
			check(t, name, g, comparisonOf(t, filepath.Join(samplesDir, g.Superior), filepath.Join(samplesDir, g.Subordinate)))
		})
	}
}

// The comparisons of the samples are recorded, as the samples' outputs are.
func TestGoldenComparisons(t *testing.T) {
	if *update {
		if err := os.MkdirAll(comparisonsDir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	sampleComparisons(t, func(t *testing.T, name string, _ *Alignment, c *compare.Comparison) {
		if err := checkGoldenComparison(filepath.Join(comparisonsDir, name+".json"), c, *update); err != nil {
			t.Error(err)
		}
	})
}

func checkGoldenComparison(path string, c *compare.Comparison, update bool) error {
	data := compare.Encode(c)
	if update {
		return os.WriteFile(path, data, 0o666)
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no golden %s; go test ./golden -update makes it", path)
	}
	if err != nil {
		return err
	}
	if bytes.Equal(data, want) {
		return nil
	}
	recorded, err := compare.Decode(want)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	diff := DiffComparisons(recorded, c)
	if diff == "" {
		diff = "only the layout of the file\n"
	}
	return fmt.Errorf("differs from %s (- recorded, + now):\n%sread every line; go test ./golden -update records it", path, diff)
}

// The comparisons of the samples are what their gold says but for the misses that
// are listed with a reason; a listed miss that no longer happens fails.
func TestSampleComparisonsScore(t *testing.T) {
	known, err := readKnownMisses(filepath.Join("samples", "known_pair_misses.txt"), shownKinds())
	if err != nil {
		t.Fatal(err)
	}
	var misses []Miss
	sampleComparisons(t, func(t *testing.T, _ string, g *Alignment, c *compare.Comparison) {
		s := ScoreComparison(g, c)
		for _, m := range s.Misses {
			// A relation is looked at once: borderline rows with either of theirs.
			if m.Kind != relationKind && m.Kind != relationOrKind && m.Kind != relationExactKind {
				misses = append(misses, m)
			}
		}
		r := &PairsReport{Pairs: []*PairScore{s}, Total: newPairScore("", "")}
		r.Total.add(s)
		t.Logf("\n%s", r.Table())
	})
	for _, line := range checkKnownMisses(misses, known) {
		t.Error(line)
	}
}

// The comparison of the real pair has floors.
func TestScoreOfRealPair(t *testing.T) {
	g, err := ReadAlignment(shared(t, "align", "000_001.json"))
	if err != nil {
		t.Fatal(err)
	}
	s := ScoreComparison(g, comparisonOf(t, shared(t, "corpus", g.Superior), shared(t, "corpus", g.Subordinate)))
	r := &PairsReport{Pairs: []*PairScore{s}, Total: newPairScore("", "")}
	r.Total.add(s)
	t.Logf("\n%s", r.Table())
	low, err := r.FailUnder(map[string]float64{pairKind: 0.97, relationKind: 0.85, targetPairKind: 0.88, outcomeKind: 0.90, unitPairKind: 0.85})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range low {
		t.Error(line)
	}
}

// Whatever changes in a comparison, the difference names it, and only that.
func TestDiffComparisons(t *testing.T) {
	whole := func() *compare.Comparison {
		c := lakeComparison()
		p := &c.Pairs[0]
		p.Cut = []compare.Change{{Span: extract.Span{3, 9}, Kind: compare.MeasureChange, Counts: true}}
		p.Evidence = []compare.Evidence{{About: "pair", Rule: "pair/title", Why: "titles are the same"}}
		return c
	}
	if d := DiffComparisons(whole(), whole()); d != "" {
		t.Errorf("the same differ:\n%s", d)
	}
	for _, test := range []struct {
		change func(c *compare.Comparison)
		want   string
	}{
		{func(c *compare.Comparison) { c.Pairs[0].Relation = compare.Same }, "~ pairs 二/（一） → 二/（一） relation: 「adapted」→「same」\n"},
		{func(c *compare.Comparison) { c.Pairs[0].Or = []compare.Relation{compare.Partial} }, "~ pairs 二/（一） → 二/（一） or: 「[]」→「[partial]」\n"},
		{func(c *compare.Comparison) { c.Pairs[0].Overlap = new(0.5) }, "~ pairs 二/（一） → 二/（一） overlap: null→「0.5」\n"},
		{func(c *compare.Comparison) { c.Pairs = c.Pairs[:7] }, "- pairs 专栏1/2 → 专栏1/1 relation=same"},
		{func(c *compare.Comparison) { c.Pairs[0].Cut = nil }, "- changes 二/（一） → 二/（一） cut [3,9) kind=measure counts=true with=null\n"},
		{func(c *compare.Comparison) { c.Pairs[0].Evidence[0].Why = "titles are alike" }, "~ pairs 二/（一） → 二/（一） evidence: "},
		{func(c *compare.Comparison) { c.Targets[0].Outcome = nil }, "~ target_pairs 一 全省湿地保护率 50% → 一 湿地保护率 55% outcome: 「lower」→null\n"},
		{func(c *compare.Comparison) { c.Units[0].Together = 3 }, "~ unit_pairs 省市场监督管理局 → 市市场监管局 together: "},
		{func(c *compare.Comparison) { c.Summary.Raised = 3 }, "~ summary raised, lowered, dropped, new: "},
		{func(c *compare.Comparison) { c.Subordinate.Level = "city" }, "~ plans subordinate level: "},
	} {
		c := whole()
		test.change(c)
		if d := DiffComparisons(whole(), c); !strings.HasPrefix(d, test.want) || strings.Count(d, "\n") != 1 {
			t.Errorf("want %q, got:\n%s", test.want, d)
		}
	}
}

// The harness of the recorded comparisons says what is missing and what changed.
func TestCheckGoldenComparison(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lake.json")
	c := lakeComparison()
	if err := checkGoldenComparison(path, c, false); err == nil || !strings.Contains(err.Error(), "-update makes it") {
		t.Errorf("no golden: %v", err)
	}
	if err := checkGoldenComparison(path, c, true); err != nil {
		t.Fatal(err)
	}
	if err := checkGoldenComparison(path, lakeComparison(), false); err != nil {
		t.Errorf("what was recorded differs: %v", err)
	}
	c.Pairs[0].Relation = compare.Partial
	if err := checkGoldenComparison(path, c, false); err == nil || !strings.Contains(err.Error(), "relation: 「adapted」→「partial」") {
		t.Errorf("changed: %v", err)
	}
	// The same comparison gives the same bytes.
	if a, b := compare.Encode(lakeComparison()), compare.Encode(lakeComparison()); !slices.Equal(a, b) {
		t.Error("two encodings differ")
	}
}
