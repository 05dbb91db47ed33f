package tables

import (
	"cmp"
	"iter"
	"slices"

	"guihua/extract"
	"guihua/extract/body"
)

// An edge is two units that share tasks of a document.
type edge struct {
	from, to *named
	relation string
	weight   float64
	tasks    []string
}

// What two units of a task are to each other.
const (
	leadSupport = "lead_support" // the first leads, the second supports
	coLead      = "co_lead"      // both lead
	coSupport   = "co_support"   // both support
	joint       = "joint"        // both carry it out, no lead is named
	sameTask    = "same_task"    // of different clauses of the task
)

var unitEdges = define("unit_edges", "two units that share tasks of a document, and what they are to each other there: lead_support is directed, all else is not. Units named in general (各有关部门) have none",
	func(d *Doc) iter.Seq[*edge] { return slices.Values(d.edges()) },
	func(_ *Doc, e *edge) where {
		return where{node: &e.from.At, span: &e.from.Span, page: e.from.Page}
	},
	slices.Concat([]column[*edge]{
		text("from_unit", "for lead_support the unit that leads, else the first of the two by name; its full name where it is known", "县林业局", "responsibilities.canonical", func(e *edge) any { return e.from.name() }).coded(),
		text("to_unit", "for lead_support the unit that supports, else the other", "县财政局", "responsibilities.canonical", func(e *edge) any { return e.to.name() }).coded(),
		text("relation", "lead_support, co_lead, co_support, joint (no lead is named), same_task (in different clauses of it)", "lead_support", "responsibilities.role", func(e *edge) any { return e.relation }).coded(),
		boolean("directed", "whether the edge has a direction", "true", "relation", func(e *edge) any { return e.relation == leadSupport }),
		integer("weight", "tasks they share in this relation", "5", "counted", func(e *edge) any { return len(e.tasks) }).in("tasks"),
		number("weight_shared", "the same, each task counting 1/(n-1) where it names n units, so that long lists do not outweigh (Newman 2001)", "1.25", "computed", func(e *edge) any { return short(e.weight) }),
		text("tasks", "node_id of all these tasks, joined by ；; the quote is the first clause", "二/（一）/1；二/（二）/2", "responsibilities.at", func(e *edge) any { return list(e.tasks) }),
	},
		endColumns("from", "the first", func(e *edge) *named { return e.from }),
		endColumns("to", "the second", func(e *edge) *named { return e.to }),
	)...,
)

// endColumns tell the body at one end of an edge from those of its name in other
// places.
func endColumns(prefix, which string, end func(e *edge) *named) []column[*edge] {
	return []column[*edge]{
		text(prefix+"_kind", "kind of "+which+", as in responsibilities", "department", "vocabulary of bodies", func(e *edge) any { return filled(string(end(e).Kind)) }).coded(),
		text(prefix+"_level", "level of "+which, "county", "responsibilities.level", func(e *edge) any { return filled(string(end(e).Level)) }).coded(),
		text(prefix+"_place", "place of "+which+": needed where documents of several places are put into one network", "桐岭县", "responsibilities.place", func(e *edge) any { return filled(end(e).Place) }).coded(),
		text(prefix+"_place_code", "code of that place by GB/T 2260", "130000", "responsibilities.place_code", func(e *edge) any { return filled(end(e).Code) }).coded(),
		text(prefix+"_counterpart", "central body of the field of "+which, "国家林业和草原局", "responsibilities.counterpart", func(e *edge) any { return filled(end(e).Counterpart) }).coded(),
	}
}

type edgeKey struct{ from, to, relation string }

// edges are the edges of a document in the order of their first task. Units in
// general (各有关部门) are no nodes of a network and have none.
func (d *Doc) edges() []*edge {
	var order []*edge
	byKey := map[edgeKey]*edge{}
	for _, units := range d.unitsOfTasks() {
		for key, pair := range relations(units) {
			e := byKey[key]
			if e == nil {
				e = &edge{from: pair[0], to: pair[1], relation: key.relation}
				byKey[key] = e
				order = append(order, e)
			}
			e.tasks = append(e.tasks, units[0].At)
			e.weight += 1 / float64(distinct(units)-1)
		}
	}
	return order
}

// unitsOfTasks groups the units by the place their clauses stand at, in reading
// order. Places of one name that do not follow each other are different tasks
// with the same printed label; clauses before any heading are of no task, and
// stand alone.
func (d *Doc) unitsOfTasks() [][]*named {
	var out [][]*named
	var last *named
	for u := range each(d.units()) {
		if u.isGeneric() {
			continue
		}
		if last == nil || u.clause != last.clause && (u.At != last.At || u.At == "") {
			out = append(out, nil)
		}
		i := len(out) - 1
		out[i] = append(out[i], u)
		last = u
	}
	return out
}

// relations yields every pair of different units of a task once per relation, in
// the order of the clauses. Units of different clauses are same_task where no
// clause names both.
func relations(units []*named) iter.Seq2[edgeKey, [2]*named] {
	return func(yield func(edgeKey, [2]*named) bool) {
		seen := map[edgeKey]bool{}
		together := map[[2]string]bool{}
		pairs := func(sameClause bool) bool {
			for i, a := range units {
				for _, b := range units[i+1:] {
					if a.name() == b.name() || (a.clause == b.clause) != sameClause {
						continue
					}
					key, pair := relate(a, b)
					names := [2]string{min(key.from, key.to), max(key.from, key.to)}
					if sameClause {
						together[names] = true
					} else if together[names] {
						continue
					}
					if seen[key] {
						continue
					}
					seen[key] = true
					if !yield(key, pair) {
						return false
					}
				}
			}
			return true
		}
		_ = pairs(true) && pairs(false)
	}
}

// relate says what two units of a task are to each other.
func relate(a, b *named) (edgeKey, [2]*named) {
	relation := sameTask
	if a.clause == b.clause {
		switch roles := [2]extract.UnitRole{a.Role, b.Role}; {
		case roles == [2]extract.UnitRole{extract.Support, extract.Lead}:
			a, b = b, a
			fallthrough
		case roles == [2]extract.UnitRole{extract.Lead, extract.Support}:
			return edgeKey{a.name(), b.name(), leadSupport}, [2]*named{a, b}
		case roles[0] == extract.Lead && roles[1] == extract.Lead:
			relation = coLead
		case roles[0] == extract.Support && roles[1] == extract.Support:
			relation = coSupport
		default:
			relation = joint
		}
	}
	if cmp.Compare(a.name(), b.name()) > 0 {
		a, b = b, a
	}
	return edgeKey{a.name(), b.name(), relation}, [2]*named{a, b}
}

// distinct counts the units of different names.
func distinct(units []*named) int {
	names := map[string]bool{}
	for _, u := range units {
		names[u.name()] = true
	}
	return len(names)
}

func (u *named) isGeneric() bool { return u.Kind == body.Generic }
