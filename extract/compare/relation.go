package compare

import (
	"fmt"

	"guihua/extract"
)

// decide tells the relation of two items that are a pair, and by what.
func decide(superior *reading, a *reads, subordinate *reading, b *reads, m match) Pair {
	p := Pair{Superior: &a.Item, Subordinate: &b.Item, Relation: Same, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}}
	there := grams(subordinate.Side, b.item)
	here := grams(superior.Side, a.item)
	p.Overlap, p.OverlapBack = contained(here, there), contained(there, here)
	title := m.title
	p.TitleSimilarity = &title
	p.Evidence = append(p.Evidence, paired(a, b, m)...)
	d := compareTokens(a.tokens, b.tokens)
	cut := sideOf(superior, a, d.of, b.tokens, d.back).changes()
	added := sideOf(subordinate, b, d.back, a.tokens, d.of).changes()
	var wc, wa float64
	for _, c := range cut {
		p.Cut = append(p.Cut, c.Change)
		if c.Counts {
			wc += c.weight
		}
	}
	for _, c := range added {
		p.Added = append(p.Added, c.Change)
		if c.Counts {
			wa += c.weight
		}
	}
	total := 0.0
	for _, t := range a.tokens {
		total += t.weight
	}
	switch {
	case wa > 0:
		p.Relation = Adapted
	case wc > 0:
		p.Relation = Partial
	}
	p.Evidence = append(p.Evidence, Evidence{About: "relation", Rule: "relation/x", Why: fmt.Sprintf("cut %.1f added %.1f of %.1f", wc, wa, total)})
	_ = extract.Span{}
	return p
}
