package compare

// pairs aligns the items of two plans.
func pairs(superior, subordinate *Side) []Pair {
	a, b := readBeside(superior, subordinate)
	of := map[int]match{}
	taken := map[int]bool{}
	for _, m := range align(a, b) {
		of[m.a], taken[m.b] = m, true
	}
	out := []Pair{}
	next := 0
	news := func(upto int) {
		for ; next < upto; next++ {
			if !taken[next] {
				out = append(out, Pair{Subordinate: &b.read[next].Item, Relation: NewHere, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}})
			}
		}
	}
	for i := range a.read {
		m, ok := of[i]
		if !ok {
			out = append(out, Pair{Superior: &a.read[i].Item, Relation: Dropped, Or: []Relation{}, Cut: []Change{}, Added: []Change{}, Evidence: []Evidence{}})
			continue
		}
		if !m.crossed {
			news(m.b)
		}
		out = append(out, decide(a, &a.read[i], b, &b.read[m.b], m))
	}
	news(len(b.read))
	return out
}
