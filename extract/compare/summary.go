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
	for _, t := range c.Targets {
		if !t.Again && !t.support() {
			s.addTarget(&t)
		}
	}
	return s
}

// support says whether a pair is of amounts offered as support.
func (t *TargetPair) support() bool {
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
