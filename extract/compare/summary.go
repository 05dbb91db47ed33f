package compare

// summarize counts a comparison. An item that was split has several rows and counts
// once; so does one that several were merged into, each of which counts.
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
		switch {
		case t.Relation == TargetDropped:
			s.TargetsDropped++
		case t.Relation == TargetNew:
			s.TargetsNew++
		case t.Outcome != nil:
			s.Targets[*t.Outcome]++
		}
		if t.Ambition != nil {
			switch *t.Ambition {
			case "raised":
				s.Raised++
			case "lowered":
				s.Lowered++
			}
		}
	}
	return s
}
