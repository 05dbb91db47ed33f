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
	if m.heading > 0 {
		say("pair/heading", "The headings above them are alike by %.2f of 1.", m.heading)
	}
	if m.aims > 0 {
		say("pair/targets", "The indicators of their targets are alike by %.2f of 1.", m.aims)
	}
	if m.bodies > 0 {
		say("pair/bodies", "The bodies responsible are the same by %.2f of 1, levels folded.", m.bodies)
	}
	if m.crossed {
		say("pair/crossed", "They stand in another order than the items around them, so more was asked of them: %.2f of the %.2f needed.", m.sum, enoughCrossed)
	} else {
		say("pair/order", "They keep the order of both plans; all of this together is %.2f, %.2f is needed.", m.sum, enough)
	}
	return out
}

func spanOf(s extract.Span) *extract.Span { return &s }

// titleSpan is where an item's title stands, nil where that is not known.
func titleSpan(x *reads) *extract.Span {
	if x.title[1] <= x.title[0] {
		return nil
	}
	return spanOf(x.title)
}
