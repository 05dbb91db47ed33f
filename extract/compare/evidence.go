package compare

import (
	"fmt"

	"guihua/extract"
)

// paired says why two items are a pair, what weighed most first.
func paired(a, b *reads, m match) []Evidence {
	var out []Evidence
	say := func(rule, why string, figures ...any) {
		out = append(out, Evidence{About: "pair", Rule: rule, Superior: spanOf(a.Span), Subordinate: spanOf(b.Span), Why: fmt.Sprintf(why, figures...)})
	}
	say("pair/words", "%.0f %% of the weight of their words is in both, words that few items have weighing more.", 100*m.words)
	if m.copied > 0 {
		say("pair/copied", "They have %.0f %% of their runs of %d characters in common, places and levels folded.", 100*m.copied, gramsOfMatch)
	}
	if m.title > 0 {
		out = append(out, Evidence{About: "pair", Rule: "pair/title", Superior: titleSpan(a), Subordinate: titleSpan(b), Why: fmt.Sprintf("Their titles are alike by %.2f of 1.", m.title)})
	}
	if m.part > m.words {
		say("pair/paragraph", "%.0f %% of the weight of the words is in both, of a paragraph of one and of all of the other.", 100*m.part)
	}
	if m.object > 0 {
		say("pair/named", "Their titles, or a paragraph's label and a title, name the same by %.2f of 1.", m.object)
	}
	if m.within > 0 {
		say("pair/title_in", "%.0f %% of the weight of the words of one's title is in the words of the other.", 100*m.within)
	}
	if m.heading > 0 {
		say("pair/heading", "The headings above them are alike by %.2f of 1.", m.heading)
	}
	if m.aims > 0 {
		say("pair/targets", "The indicators of their targets are alike by %.2f of 1.", m.aims)
	}
	if m.bodies > 0 {
		say("pair/bodies", "The bodies responsible are the same by %.2f of 1, levels folded.", m.bodies)
	}
	switch {
	case m.faint:
		say("pair/faint", "Little speaks for it but what their titles name: all of this together is %.2f, %.3f is needed. There may be no counterpart.", m.sum, m.need)
	case m.joined:
		say("pair/joined", "One of the two is in another pair; all of this together is %.2f, the next best of the other item is %.2f.", m.sum, m.rival)
	case m.crossed:
		say("pair/crossed", "They stand in another order than the items around them; all of this together is %.2f, %.2f with the lead over the next best, %.3f is needed.", m.sum, m.strength(), m.need)
	default:
		say("pair/order", "They keep the order of both plans; all of this together is %.2f, %.2f with the lead over the next best, %.3f is needed.", m.sum, m.strength(), m.need)
	}
	return out
}

// nothing says why an item has no counterpart.
func nothing(x *reads, side string, need float64) Evidence {
	e := Evidence{About: "pair", Rule: "pair/none"}
	if side == "superior" {
		e.Superior = spanOf(x.Span)
	} else {
		e.Subordinate = spanOf(x.Span)
	}
	e.Why = fmt.Sprintf("No item of the other plan is a pair with it: the one most like it reaches %.2f, %.3f is needed.", x.best, need)
	if x.best >= need {
		e.Why = fmt.Sprintf("The items of the other plan that are like it, by up to %.2f, are more like others, or stand in another order, where %.2f is needed.", x.best, enoughCrossed)
	}
	return e
}

// group makes a pair one of those that several items became one in, or one several.
// What the relation of the pair alone is stands first among what else it may be.
func (p *Pair) group(r Relation, n int) {
	p.Or = append([]Relation{p.Relation}, p.Or...)
	p.Relation = r
	e := Evidence{About: "relation", Rule: "relation/" + string(r), Superior: spanOf(p.Superior.Span), Subordinate: spanOf(p.Subordinate.Span)}
	if r == Merged {
		e.Why = fmt.Sprintf("%d items of the superior plan are in this one.", n)
	} else {
		e.Why = fmt.Sprintf("This item is in %d items of the subordinate plan.", n)
	}
	p.Evidence = append(p.Evidence, e)
}

func spanOf(s extract.Span) *extract.Span { return &s }

// titleSpan is where an item's title stands, nil where that is not known.
func titleSpan(x *reads) *extract.Span {
	if x.title[1] <= x.title[0] {
		return nil
	}
	return spanOf(x.title)
}
