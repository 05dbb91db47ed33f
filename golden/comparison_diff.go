package golden

import (
	"fmt"
	"strconv"
	"strings"

	"guihua/extract"
	"guihua/extract/compare"
)

// DiffComparisons tells two comparisons of the same plans apart, row by row, as Diff
// does documents:
//
//	~ pairs 三/（一） → 二/（一） relation: 「partial」→「adapted」
//	- target_pairs 二/（三） 冷库库容 → 二 冷库库容 …
//
// Equal comparisons give the empty string.
func DiffComparisons(a, b *compare.Comparison) string {
	moved := func(s, u *extract.Span) bool { return s != nil && u != nil && *s != *u }
	var lines []string
	ga, gb := comparisonGroups(a), comparisonGroups(b)
	for i := range ga {
		lines = append(lines, diffGroup(ga[i], gb[i], moved)...)
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

func comparisonGroups(c *compare.Comparison) []group {
	var plans, pairs, changes, targets, units []record
	for _, p := range []struct {
		side string
		compare.Plan
	}{{"superior", c.Superior}, {"subordinate", c.Subordinate}} {
		plans = append(plans, record{p.side, p.side, []field{
			said("id", p.ID), said("source", p.Source), said("sha256", p.SHA256), {"title", p.Title}, {"issued", p.Issued},
			{"region", p.Region.Name}, {"code", p.Region.Code}, said("level", string(p.Level)),
		}, nil})
	}
	for i := range c.Pairs {
		p := &c.Pairs[i]
		name := pairName(idOf(p.Superior), idOf(p.Subordinate))
		pairs = append(pairs, record{name, name, []field{
			said("relation", string(p.Relation)), said("or", fmt.Sprint(p.Or)), share("overlap", p.Overlap), share("overlap_back", p.OverlapBack),
			share("title_similarity", p.TitleSimilarity), itemField("superior", p.Superior), itemField("subordinate", p.Subordinate), evidenceField(p.Evidence),
		}, nil})
		changes = append(changes, changeRecords(name+" cut", p.Cut)...)
		changes = append(changes, changeRecords(name+" added", p.Added)...)
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		name := figureOf(t.Superior).String() + " → " + figureOf(t.Subordinate).String()
		targets = append(targets, record{name, name, []field{
			said("relation", string(t.Relation)), {"outcome", (*string)(t.Outcome)}, {"ambition", t.Ambition}, share("share", t.Share), said("again", strconv.FormatBool(t.Again)), said("why", t.Why), evidenceField(t.Evidence),
		}, nil})
	}
	for i := range c.Units {
		u := &c.Units[i]
		name := pairName(unitName(u.Superior), unitName(u.Subordinate))
		units = append(units, record{name, name, []field{
			said("relation", string(u.Relation)), said("together", strconv.Itoa(u.Together)), unitField("superior", u.Superior), unitField("subordinate", u.Subordinate), evidenceField(u.Evidence),
		}, nil})
	}
	s := c.Summary
	summary := []record{{"", "", []field{
		said("items", fmt.Sprint(s.Items, s.SubordinateItems)), said("relations", fmt.Sprint(s.Relations)), said("shares", fmt.Sprint(s.Shares)),
		said("targets", fmt.Sprint(s.Targets)), said("raised, lowered, dropped, new", fmt.Sprint(s.Raised, s.Lowered, s.TargetsDropped, s.TargetsNew)),
	}, nil}}
	groups := []group{{"plans", plans}, {"pairs", pairs}, {"changes", changes}, {"target_pairs", targets}, {"unit_pairs", units}, {"summary", summary}}
	for i := range groups {
		groups[i].records = numbered(groups[i].records)
	}
	return groups
}

func said(name, value string) field { return field{name, &value} }

func share(name string, value *float64) field {
	if value == nil {
		return field{name, nil}
	}
	return said(name, strconv.FormatFloat(*value, 'f', -1, 64))
}

func itemField(name string, x *compare.Item) field {
	if x == nil {
		return field{name, nil}
	}
	page := "no page"
	if x.Page != nil {
		page = fmt.Sprint("page ", *x.Page)
	}
	return said(name, fmt.Sprintf("%s %s %s [%d,%d) %s", x.Kind, x.ID, x.Title, x.Span[0], x.Span[1], page))
}

func unitName(u *compare.UnitSide) *string {
	if u == nil {
		return nil
	}
	return &u.Name
}

func unitField(name string, u *compare.UnitSide) field {
	if u == nil {
		return field{name, nil}
	}
	return said(name, fmt.Sprintf("%s (%s), %d clauses, %d paired, %d led", u.Name, deref(u.Canonical), u.Clauses, u.Paired, u.Led))
}

func evidenceField(list []compare.Evidence) field {
	var out []string
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s %s %s %s: %s", e.About, e.Rule, showSpan(e.Superior), showSpan(e.Subordinate), e.Why))
	}
	return said("evidence", listed(out))
}

func changeRecords(name string, list []compare.Change) (out []record) {
	for i := range list {
		x := &list[i]
		id := fmt.Sprintf("%s [%d,%d)", name, x.Span[0], x.Span[1])
		out = append(out, record{id, id, []field{said("kind", string(x.Kind)), said("counts", strconv.FormatBool(x.Counts)), said("with", showSpan(x.With))}, &x.Span})
	}
	return out
}
