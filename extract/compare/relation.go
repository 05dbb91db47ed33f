package compare

import "guihua/extract"

// decide tells the relation of two items that are a pair, and by what.
func decide(superior *reading, a *reads, subordinate *reading, b *reads, m match) Pair {
	p := Pair{Superior: &a.Item, Subordinate: &b.Item, Relation: Same, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}}
	there := grams(subordinate.Side, b.item)
	here := grams(superior.Side, a.item)
	p.Overlap, p.OverlapBack = contained(here, there), contained(there, here)
	title := m.title
	p.TitleSimilarity = &title
	p.Evidence = append(p.Evidence, paired(a, b, m)...)
	if p.Overlap != nil && *p.Overlap < 0.9 {
		p.Relation = Partial
		p.Cut = append(p.Cut, Change{Span: extract.Span{a.body[0][0], min(a.body[0][0]+6, a.body[0][1])}, Kind: WordsChange, Counts: true})
	}
	return p
}
