package correction_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// TestGarbled applies corrections that were made on another document or that
// someone has spoilt. Nothing panics, what comes of it keeps its promises, what
// is refused or does not fit leaves no trace, and applying them again changes
// nothing.
func TestGarbled(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 2))
	docs := samples(t)
	names := slices.Sorted(maps.Keys(docs))
	pick := func() *extract.Document { return docs[names[random.IntN(len(names))]] }
	effects := map[correction.Effect]int{}
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	for round := range rounds {
		from, to := pick(), pick()
		if round%3 > 0 {
			to = from
		}
		_, cs := changed(random, from)
		for i := range cs {
			garble(random, &cs[i], from)
		}
		cs = correction.Merge(nil, cs[:min(len(cs), 20)])
		ds := of(from, cs...)
		got, outcomes := correction.Apply(to, ds, golden.Check)
		if broken := golden.Check(got); len(broken) > 0 {
			t.Fatalf("round %d: %v", round, broken)
		}
		inEffect := 0
		for _, o := range outcomes {
			effects[o.Effect]++
			if o.InEffect() {
				inEffect++
			} else if o.Why == "" || strings.Contains(o.Why, "\n") {
				t.Errorf("round %d: %s: %q", round, o.Effect, o.Why)
			}
		}
		counted := 0
		if c := got.Corrected; c != nil {
			counted = c.Changed + c.Added + c.Deleted
		}
		if counted != inEffect {
			t.Errorf("round %d: %d counted, %d in effect", round, counted, inEffect)
		}
		again, _ := correction.Apply(got, ds, golden.Check)
		if d := cmp.Diff(got, again); d != "" {
			t.Errorf("round %d: again (- once, + twice):\n%s", round, d)
		}
	}
	t.Logf("%v", effects)
	for _, e := range []correction.Effect{correction.Changed, correction.Added, correction.Deleted, correction.Unfit, correction.Refused} {
		if effects[e] == 0 {
			t.Errorf("no correction was %s", e)
		}
	}
}

// garble spoils a correction now and then.
func garble(random *rand.Rand, c *correction.Correction, d *extract.Document) {
	near := func(n int) int { return max(0, n+random.IntN(9)-4) }
	switch random.IntN(10) {
	case 0:
		if c.Span != nil {
			c.Span = &extract.Span{near(c.Span[0]), near(c.Span[1])}
		}
	case 1:
		c.Words = cutAt(random, c.Words)
	case 2:
		c.Before, c.After = cutAt(random, c.Before), ""
	case 3:
		c.Old, c.New = c.New, c.Old
	case 4:
		c.Old = correction.Record("null")
	case 5:
		c.New = correction.Record(strings.Replace(string(c.New), `"at":"`, `"at":"九/`, 1))
	case 6:
		c.New = correction.Record(strings.Replace(string(c.New), `"span":[`, `"span":[1`, 1))
	case 7:
		c.Span, c.Words = &extract.Span{random.IntN(len(d.Text)), random.IntN(len(d.Text))}, "𠀋"
	}
}

func cutAt(random *rand.Rand, s string) string {
	r := []rune(s)
	return string(r[:random.IntN(len(r)+1)])
}
