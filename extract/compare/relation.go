package compare

import (
	"cmp"
	"fmt"
	"slices"
)

// decide tells the relation of two items that are a pair, and by what.
func decide(superior *reading, a *reads, subordinate *reading, b *reads, m match) Pair {
	p := Pair{Superior: &a.Item, Subordinate: &b.Item, Or: []Relation{}, Cut: []Change{}, Added: []Change{}}
	here, there := grams(superior.Side, a.item), grams(subordinate.Side, b.item)
	p.Overlap, p.OverlapBack = contained(here, there), contained(there, here)
	title := m.title
	p.TitleSimilarity = &title
	mine, theirs := hinges(superior, a), hinges(subordinate, b)
	d := compareTokens(spelled(printed(superior, a), mine), spelled(printed(subordinate, b), theirs))
	cut := sideOf(superior, subordinate, a, d).changes()
	added := sideOf(subordinate, superior, b, d.turned()).changes()
	w := weighing{cut: weighed(cut), added: weighed(added), small: small(d.a, d.b)}
	var why Evidence
	p.Relation, p.Or, why = w.relation()
	if m.faint {
		p.Or = append(p.Or, Dropped)
	}
	for _, c := range cut {
		p.Cut = append(p.Cut, c.Change)
	}
	for _, c := range added {
		p.Added = append(p.Added, c.Change)
	}
	p.Evidence = append(paired(a, b, m), why)
	p.Evidence = append(p.Evidence, changed(cut, added)...)
	p.reverse(turns(mine, theirs, stepsBelow(superior.Level, subordinate.Level)))
	return p
}

// A weighing is what decides a relation: how much of substance was cut and added, by
// the characters of its words, and how much makes no difference in items as long.
type weighing struct{ cut, added, small float64 }

// What is cut or added weighs as its words do, figures, names and titles no less than
// named; words inside a clause that stays half as much as a measure.
const (
	named  = 4.0
	inside = 0.5
)

func weighed(list []change) (w float64) {
	for _, c := range list {
		switch {
		case !c.Counts:
		case c.Kind == WordsChange:
			w += inside * c.weight
		case c.Kind == FigureChange, c.Kind == CitedChange, c.Kind == BodyChange:
			w += max(named, c.weight)
		default:
			w += c.weight
		}
	}
	return w
}

// small is what makes no difference in items of this length: a few words.
func small(a, b []token) float64 {
	total := 0.0
	for _, t := range a {
		total += t.weight
	}
	for _, t := range b {
		total += t.weight
	}
	return min(8, max(3, 0.01*total))
}

// LocalShare is how much, of what was cut, is added at least where what is added changes
// the task more: a local figure or body weighs more than the words that made room for it.
const LocalShare = 0.15

// relation decides by what was cut and added, and says what else that would bear.
func (w weighing) relation() (r Relation, or []Relation, why Evidence) {
	or = []Relation{}
	why = Evidence{About: "relation"}
	switch {
	case w.cut < w.small && w.added < w.small:
		r, why.Rule, why.Why = Same, "relation/nothing_of_substance", fmt.Sprintf("What was cut weighs %.1f, what was added %.1f; below %.1f neither is of substance in items as long as these.", w.cut, w.added, w.small)
		if w.added > w.small/2 {
			or = append(or, Adapted)
		}
		if w.cut > w.small/2 {
			or = append(or, Partial)
		}
	case w.added >= w.small && w.added >= LocalShare*w.cut:
		r, why.Rule, why.Why = Adapted, "relation/local_substance", w.adapted()
		if w.cut > 1.5*w.added {
			or = append(or, Partial)
		}
		if w.added < 2*w.small && w.cut < w.small {
			or = append(or, Same)
		}
	default:
		r, why.Rule, why.Why = Partial, "relation/measures_cut", w.partial()
		if w.added >= w.small || w.added > LocalShare/2*w.cut {
			or = append(or, Adapted)
		}
		if w.cut < 1.8*w.small {
			or = append(or, Same)
		}
	}
	return r, or, why
}

// adapted says why what was added decides.
func (w weighing) adapted() string {
	if w.cut < w.small {
		return fmt.Sprintf("What was added weighs %.1f, %.1f or more is of substance here; what was cut weighs %.1f.", w.added, w.small, w.cut)
	}
	return fmt.Sprintf("What was added weighs %.1f, %.0f %% of what was cut, which weighs %.1f; %.0f %% and %.1f are enough to change the task more than what was cut.",
		w.added, 100*w.added/w.cut, w.cut, 100*LocalShare, w.small)
}

// partial says why what was cut decides, whatever was added.
func (w weighing) partial() string {
	if w.added == 0 {
		return fmt.Sprintf("What was cut weighs %.1f, %.1f or more is of substance here; nothing that counts was added.", w.cut, w.small)
	}
	return fmt.Sprintf("What was cut weighs %.1f; what was added weighs %.1f, %.0f %% of that: to change the task more it would have to weigh %.1f (%.0f %% of what was cut, and no less than %.1f).",
		w.cut, w.added, 100*w.added/w.cut, max(LocalShare*w.cut, w.small), 100*LocalShare, w.small)
}

// kindNames are those of changes, for a person; what is not named does not count.
var kindNames = []struct {
	kind ChangeKind
	name string
}{
	{MeasureChange, "measures"}, {CitedChange, "laws, plans or agreements"}, {BodyChange, "bodies or places by their names"},
	{FigureChange, "figures"}, {ListChange, "members of lists"}, {VerbChange, "verbs that change what is done"}, {WordsChange, "words inside a clause"},
}

// changed names the changes that count, by kind, each with its heaviest.
func changed(cut, added []change) (out []Evidence) {
	for _, k := range kindNames {
		for i, list := range [][]change{cut, added} {
			of := slices.DeleteFunc(slices.Clone(list), func(c change) bool { return !c.Counts || c.Kind != k.kind })
			if len(of) == 0 {
				continue
			}
			first := slices.MaxFunc(of, func(a, b change) int { return cmp.Compare(a.weight, b.weight) })
			e := Evidence{About: "relation"}
			if i == 0 {
				e.Rule, e.Superior, e.Subordinate = "relation/cut_"+string(k.kind), &first.Span, first.With
				e.Why = fmt.Sprintf("Cut: %s (%d).", k.name, len(of))
			} else {
				e.Rule, e.Superior, e.Subordinate = "relation/added_"+string(k.kind), first.With, &first.Span
				e.Why = fmt.Sprintf("Added: %s (%d).", k.name, len(of))
			}
			out = append(out, e)
		}
	}
	return out
}
