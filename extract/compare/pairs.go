package compare

// pairs aligns the items of two plans.
func pairs(superior, subordinate *Side) []Pair {
	byID := map[string]*item{}
	for i := range subordinate.items {
		byID[subordinate.items[i].ID] = &subordinate.items[i]
	}
	out := []Pair{}
	taken := map[string]bool{}
	for i := range superior.items {
		a := &superior.items[i]
		b := byID[a.ID]
		if b == nil || taken[a.ID] {
			out = append(out, Pair{Superior: &a.Item, Relation: Dropped, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}})
			continue
		}
		taken[a.ID] = true
		out = append(out, decide(superior, a, subordinate, b))
	}
	for i := range subordinate.items {
		if b := &subordinate.items[i]; !taken[b.ID] {
			out = append(out, Pair{Subordinate: &b.Item, Relation: NewHere, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}})
		}
	}
	return out
}
