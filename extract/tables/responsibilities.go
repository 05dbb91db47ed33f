package tables

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"guihua/extract"
	"guihua/extract/body"
)

// A named is one unit that a clause names.
type named struct {
	*extract.Responsibility
	*extract.Unit
	body.Body
	clause, position int // from 1
	index            *index
}

// units are the units of all clauses, in reading order.
func (d *Doc) units() []named {
	if d.named != nil || len(d.Responsibilities) == 0 {
		return d.named
	}
	bodies, home := body.Default(), d.Document.Home()
	if d.Corpus != nil && d.Corpus.Bodies != nil {
		bodies = d.Corpus.Bodies
	}
	for i := range d.Responsibilities {
		r := &d.Responsibilities[i]
		for j, b := range bodies.Resolve(r.Names(), home) {
			d.named = append(d.named, named{r, &r.Units[j], b, i + 1, j + 1, d.index()})
		}
	}
	return d.named
}

// name is what units are told apart by: the full name where the body is known,
// else what is printed, with what the list leaves out restored.
func (u named) name() string {
	switch {
	case u.Known:
		return u.Body.Canonical
	case u.Unit.Canonical != nil:
		return *u.Unit.Canonical
	}
	return u.Name
}

var responsibilities = define("responsibilities", "a unit that a responsibility clause names, one row per clause and unit",
	func(d *Doc) iter.Seq[*named] { return each(d.units()) },
	func(_ *Doc, u *named) where { return where{node: &u.At, span: &u.Span, page: u.Page} },
	text("heading", "title of the task, box item or innermost heading the clause stands at", "建设小微湿地", "outline, tasks, boxes", func(u *named) any { return u.index.heading(u.At) }),
	integer("clause", "number of the clause in the document, from 1; its words are the quote", "12", "counted", func(u *named) any { return u.clause }),
	text("unit", "the unit as printed", "县林业局", "responsibilities.units.name", func(u *named) any { return u.Name }),
	text("canonical", "its full name with its level, by which units are counted; as printed where the body is not known", "县林业局", "responsibilities.units.canonical", func(u *named) any { return u.name() }).coded(),
	boolean("known", "whether the vocabulary of bodies has it", "true", "vocabulary of bodies", func(u *named) any { return u.Known }),
	text("role", "lead 牵头, support 配合 or named behind a lead, joint where no lead is named", "lead", "responsibilities.units.role", func(u *named) any { return string(u.Role) }).coded(),
	integer("position", "its place in the clause, from 1", "1", "counted", func(u *named) any { return u.position }),
	boolean("open", "the list ends with 等: there are more that are not named", "false", "responsibilities.open", func(u *named) any { return u.Open }),
	text("due", "a deadline in the clause, as printed", "2026年12月底前", "responsibilities.due", func(u *named) any { return opt(u.Due) }),
	text("kind", "department, party, government, central (branch of the centre in a place), mass, judicial, congress, institution, enterprise, association, coordination, generic (各有关部门)", "department", "vocabulary of bodies", func(u *named) any { return filled(string(u.Kind)) }).coded(),
	text("level", "nation, province, city, county or township", "county", "level_from", func(u *named) any { return filled(string(u.Level)) }).coded(),
	text("level_from", "what tells the level: printed (in the name), place (that the name has), list (another name of the clause), document (its own place); the last two are inferred", "printed", "the clause", func(u *named) any { return filled(string(u.LevelFrom)) }).coded(),
	text("place", "the place it is a body of, where that is known", "桐岭县", "the name, else the document's own place or one above it", func(u *named) any { return filled(u.Place) }).coded(),
	text("place_code", "code of that place by GB/T 2260", "130000", "GB/T 2260", func(u *named) any { return filled(u.Code) }).coded(),
	text("counterpart", "the central body of the same field, for following a field over levels (条线); several of a merged body joined by 、", "国家林业和草原局", "vocabulary of bodies", func(u *named) any { return filled(u.Counterpart) }).coded(),
	text("successor", "the central body of the field today, where it or the unit is no more", "国家金融监督管理总局", "vocabulary of bodies", func(u *named) any { return filled(u.Successor) }).coded(),
	text("also", "second name of a body that has two: 市商务局（市招商局）", "市招商局", "the bracket behind the name", func(u *named) any { return filled(u.Also) }),
	correctedColumn("responsibilities", func(u *named) bool { return u.Corrected }),
)

// UnitCount counts the units that clauses name.
type UnitCount struct {
	Named   int // each time
	Known   int // bodies the vocabulary has
	Generic int // named in general: 各有关部门

	unknown map[string]int
}

func (c *UnitCount) add(d *Doc) {
	if c.unknown == nil {
		c.unknown = map[string]int{}
	}
	for u := range each(d.units()) {
		c.Named++
		switch {
		case u.isGeneric():
			c.Generic++
		case u.Known:
			c.Known++
		default:
			c.unknown[u.name()]++
		}
	}
}

// Unknown are the n names most often given to bodies the vocabulary does not
// have, and how many such names there are.
func (c *UnitCount) Unknown(n int) (names []string, all int) {
	names = slices.SortedFunc(maps.Keys(c.unknown), func(a, b string) int {
		return cmp.Or(c.unknown[b]-c.unknown[a], cmp.Compare(a, b))
	})
	return names[:min(n, len(names))], len(names)
}
