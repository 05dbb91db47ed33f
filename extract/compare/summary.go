package compare

// summarize counts a comparison.
//
// An item of the superior plan that was split has several rows and counts once, by
// its first; those that were merged count one each. An item of the subordinate plan
// counts among the new ones only. A target that is stated several times counts once;
// amounts offered as support don't count.
func summarize(superior, subordinate *Side, c *Comparison) Summary {
	s := Summary{Items: len(superior.items), SubordinateItems: len(subordinate.items), Relations: map[Relation]int{}, Shares: map[Relation]float64{}, Targets: map[Outcome]int{}}
	counted := map[*Item]bool{}
	for _, p := range c.Pairs {
		if p.Superior != nil {
			if counted[p.Superior] {
				continue
			}
			counted[p.Superior] = true
		}
		s.Relations[p.Relation]++
	}
	for r, n := range s.Relations {
		of := s.Items
		if r == NewHere {
			of = s.SubordinateItems
		}
		if of > 0 {
			s.Shares[r] = float64(n) / float64(of)
		}
	}
	s.addOverlaps(c.Pairs)
	for _, t := range c.Targets {
		if !t.Again && !t.Support() {
			s.addTarget(&t)
		}
	}
	return s
}

// addOverlaps tells how much the plans have to do with each other.
func (s *Summary) addOverlaps(pairs []Pair) {
	ofA, ofB := map[*Item]bool{}, map[*Item]bool{}
	var there, back mean
	for i := range pairs {
		p := &pairs[i]
		if p.Superior == nil || p.Subordinate == nil {
			continue
		}
		ofA[p.Superior], ofB[p.Subordinate] = true, true
		there.add(p.Overlap)
		back.add(p.OverlapBack)
	}
	s.Paired, s.SubordinatePaired = len(ofA), len(ofB)
	s.MeanOverlap, s.MeanOverlapBack = there.of(), back.of()
}

// A mean is that of the figures added that are known.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(f *float64) {
	if f != nil {
		m.sum += *f
		m.n++
	}
}

// of is the mean, nil of none.
func (m *mean) of() *float64 {
	if m.n == 0 {
		return nil
	}
	f := m.sum / float64(m.n)
	return &f
}

// Support says whether a pair is of amounts offered as support, which a summary does
// not count.
func (t *TargetPair) Support() bool {
	return t.Superior != nil && t.Superior.Support || t.Subordinate != nil && t.Subordinate.Support
}

func (s *Summary) addTarget(t *TargetPair) {
	switch {
	case t.Relation == TargetDropped:
		s.TargetsDropped++
	case t.Relation == TargetNew:
		s.TargetsNew++
	case t.Outcome != nil:
		s.Targets[*t.Outcome]++
	}
	if t.Ambition == nil {
		return
	}
	switch *t.Ambition {
	case raised:
		s.Raised++
	case lowered:
		s.Lowered++
	}
}
