package compare

import "guihua/extract"

// decide tells the relation of two items that are a pair, and by what.
func decide(superior *Side, a *item, subordinate *Side, b *item) Pair {
	p := Pair{Superior: &a.Item, Subordinate: &b.Item, Relation: Same, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}}
	there := grams(subordinate, b)
	here := grams(superior, a)
	p.Overlap, p.OverlapBack = contained(here, there), contained(there, here)
	title := 0.0
	if a.Title == b.Title {
		title = 1
	}
	p.TitleSimilarity = &title
	if p.Overlap != nil && *p.Overlap < 0.9 {
		p.Relation = Partial
		p.Cut = append(p.Cut, Change{Span: extract.Span{a.body[0][0], min(a.body[0][0]+6, a.body[0][1])}, Kind: WordsChange, Counts: true})
	}
	return p
}
