package compare

import (
	"fmt"
	"strings"

	"guihua/extract"
	"guihua/extract/indicator"
)

// What an outcome means for what is aimed at.
const (
	raised   = "raised"
	lowered  = "lowered"
	sameAims = "same"
)

// directionOf tells which way the figures of a goal are to move, from all that the
// plan says of it: in this order what it starts from (baselines, what is reported as
// reached), bounds and measures, words in front of the figure (提高到, 降至). What
// does not agree tells nothing.
//
// It is the direction of the figure, not of the indicator: of 下降15% the figure is to
// grow, where indicator.DirectionOf says that the indicator falls.
//
// Of amounts of support more is more.
func (g *goals) directionOf(id int) indicator.Direction {
	if g.firstOf(id).Support {
		return indicator.Up
	}
	for _, tell := range []func(*statement, *goal) indicator.Direction{g.byStart, g.byMeasure, g.byWords} {
		var d indicator.Direction
		agree := true
		for _, i := range g.goals[id].statements {
			e := tell(&g.statements[i], &g.goals[id])
			if e != indicator.Neither {
				agree = agree && (d == indicator.Neither || d == e)
				d = e
			}
		}
		if d != indicator.Neither && agree {
			return d
		}
		if !agree {
			return indicator.Neither
		}
	}
	return indicator.Neither
}

func (g *goals) byStart(st *statement, of *goal) indicator.Direction {
	r := g.record(st.Target)
	if r.Measure != string(extract.Level) || st.ValueMax != nil {
		return indicator.Neither
	}
	r.Bound = ""
	if d := indicator.DirectionOf(r); d != indicator.Neither {
		return d
	}
	for _, a := range of.reached {
		if st.By == nil || *a.AsOf < *st.By {
			r.Baseline = *a.Value
			return indicator.DirectionOf(r)
		}
	}
	return indicator.Neither
}

func (g *goals) byMeasure(st *statement, _ *goal) indicator.Direction {
	r := g.record(st.Target)
	r.Baseline = ""
	moves := st.key.Basis.Kind == indicator.Removed || r.Measure == string(extract.Increase) || r.Measure == string(extract.Decrease)
	switch {
	case st.Value == nil:
		return indicator.Neither
	case moves && said(st.Bound) == extract.AtMost: // 涨幅不超过3%, 降幅控制在3%以内
		return indicator.Neither
	case moves:
		return indicator.Up
	}
	return indicator.DirectionOf(r)
}

func (g *goals) byWords(st *statement, _ *goal) indicator.Direction {
	if st.Value == nil {
		return indicator.Neither
	}
	before := string(g.runes[max(0, st.Span[0]-6):st.Span[0]])
	before = strings.TrimRight(before, " 　\n")
	for _, w := range []struct {
		words []string
		d     indicator.Direction
	}{{facts().towards["down"], indicator.Down}, {facts().towards["up"], indicator.Up}} {
		if hasSuffixOf(before, w.words) {
			return w.d
		}
	}
	return indicator.Neither
}

// ambition tells what the outcome means for what is aimed at, nil where the direction
// is not known or the plans don't agree on it. Figures for different years tell it
// where one plan aims at no less by an earlier year, or at no more by a later one.
func ambition(superior, subordinate *goals, a, b *statement, v verdict) *string {
	is := func(s string) *string { return &s }
	if v.outcome == Equal {
		return is(sameAims)
	}
	x, y := superior.directionOf(a.goal), subordinate.directionOf(b.goal)
	if a.key.Basis.Kind == indicator.Rank { // the outcome is of ranks, not of their numbers
		x, y = indicator.Up, indicator.Up
	}
	d := x
	if d == indicator.Neither {
		d = y
	} else if y != indicator.Neither && y != x {
		return nil
	}
	if d == indicator.Neither {
		return nil
	}
	if v.outcome == Higher || v.outcome == Lower {
		if (v.outcome == Higher) == (d == indicator.Up) {
			return is(raised)
		}
		return is(lowered)
	}
	return nil
}

// otherYears tells the ambition of figures that would compare but for their years.
func otherYears(superior, subordinate *goals, a, b *statement, lie territory) (*string, string) {
	if sameYear(a, b) || a.Value == nil || b.Value == nil {
		return nil, ""
	}
	x, y := *a, *b
	ta, tb := *a.Target, *b.Target
	ta.By, tb.By = nil, nil
	x.Target, y.Target = &ta, &tb
	v := compareValues(&x, &y, lie)
	if v.outcome == Equal {
		d := superior.directionOf(a.goal)
		if d == indicator.Neither {
			d = subordinate.directionOf(b.goal)
		}
		switch {
		case d == indicator.Neither:
			return nil, ""
		case *b.By < *a.By:
			s := raised
			return &s, "as much in an earlier year"
		}
		s := lowered
		return &s, "no more by a later year"
	}
	m := ambition(superior, subordinate, a, b, v)
	switch {
	case m == nil:
	case *m == raised && *b.By < *a.By:
		return m, "more by an earlier year"
	case *m == lowered && *b.By > *a.By:
		return m, "less by a later year"
	}
	return nil, ""
}

// start is what goal st starts from, nil where the plan does not say: its own
// baseline, that of another statement of it, or what the plan reports as reached
// latest before its year.
func (g *goals) start(st *statement) *Start {
	of := &g.goals[st.goal]
	if s := startAt(st, FromTarget); s != nil {
		return s
	}
	for _, i := range of.statements {
		if s := startAt(&g.statements[i], FromRestated); s != nil && g.statements[i].ValueMax == nil {
			return s
		}
	}
	var latest *extract.Achievement
	for _, a := range of.reached {
		if (st.By == nil || *a.AsOf < *st.By) && (latest == nil || *a.AsOf > *latest.AsOf) {
			latest = a
		}
	}
	if latest == nil {
		return nil
	}
	return &Start{Value: *latest.Value, Year: latest.AsOf, From: FromAchievement, At: latest.At, Span: latest.Span, words: strings.Join(strings.Fields(latest.Raw), "")}
}

// startAt is the baseline of a statement, nil where it has none.
func startAt(st *statement, from StartFrom) *Start {
	if st.Baseline == nil {
		return nil
	}
	return &Start{Value: st.Baseline.Value, Year: st.Baseline.AsOf, From: from, At: st.At, Span: st.Span, words: inWords(st.Baseline.Value) + said(st.Unit)}
}

// shown is a start as a sentence prints it, with its year.
func (s *Start) shown() string { return inYear(s.words, s.Year) }

func inYear(value string, year *string) string {
	if year == nil {
		return value
	}
	return value + " in " + *year
}

// starts adds to why what the goals start from, where the plans print it: a lower
// value may come from a lower level.
func starts(direction indicator.Direction, p *TargetPair, b *statement, v verdict) string {
	from, here := p.SuperiorStart, p.SubordinateStart
	out := ""
	switch {
	case from != nil && here != nil:
		x, y := number(&from.Value), number(&here.Value)
		switch {
		case v.values && v.outcome == Lower && y < x:
			out = fmt.Sprintf(", from a lower level (%s, superior %s)", here.shown(), from.shown())
		case v.values && v.outcome == Higher && y > x:
			out = fmt.Sprintf(", from a higher level (%s, superior %s)", here.shown(), from.shown())
		default:
			out = fmt.Sprintf("; it starts from %s, the superior's from %s", here.shown(), from.shown())
		}
	case from != nil:
		out = "; the superior's starts from " + from.shown()
	case here != nil:
		out = "; it starts from " + here.shown()
	}
	if here != nil && b.Value != nil && b.ValueMax == nil && said(b.Measure) == extract.Level {
		switch y := number(&here.Value); { // its own direction would follow from where it starts
		case direction == indicator.Up && number(b.Value) < y:
			out += "; it is below what it starts from"
		case direction == indicator.Down && number(b.Value) > y:
			out += "; it is above what it starts from"
		}
	}
	return out
}
