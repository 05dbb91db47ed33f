package compare

// pairs aligns the items of two plans.
func pairs(superior, subordinate *Side) []Pair {
	a, b := readBeside(superior, subordinate)
	found := align(a, b)
	ofA, ofB := map[int][]match{}, map[int][]match{}
	for _, m := range found {
		ofA[m.a], ofB[m.b] = append(ofA[m.a], m), append(ofB[m.b], m)
	}
	out := []Pair{}
	next := 0
	news := func(upto int) {
		for ; next < upto; next++ {
			if ofB[next] == nil {
				out = append(out, alone(nil, &b.read[next], b.needs))
			}
		}
	}
	for i := range a.read {
		if ofA[i] == nil {
			out = append(out, alone(&a.read[i], nil, a.needs))
		}
		for _, m := range ofA[i] {
			if !m.crossed && !m.joined {
				news(m.b)
			}
			p := decide(a, &a.read[i], b, &b.read[m.b], m)
			switch {
			case len(ofB[m.b]) > 1:
				p.group(Merged, len(ofB[m.b]))
			case len(ofA[i]) > 1:
				p.group(Split, len(ofA[i]))
			}
			out = append(out, p)
		}
	}
	news(len(b.read))
	return out
}

// alone is the pair of an item that has no counterpart.
func alone(a, b *reads, need float64) Pair {
	p := Pair{Relation: Dropped, Or: []Relation{}, Cut: []Change{}, Added: []Change{}}
	if a != nil {
		p.Superior = &a.Item
		p.Evidence = []Evidence{nothing(a, "superior", need)}
	} else {
		p.Subordinate, p.Relation = &b.Item, NewHere
		p.Evidence = []Evidence{nothing(b, "subordinate", need)}
	}
	return p
}
