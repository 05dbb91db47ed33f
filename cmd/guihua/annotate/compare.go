package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/body"
	"guihua/extract/correction"
	"guihua/extract/quantity"
)

// Compare makes corrections of what came back for a document, whose text has to
// be that of the document. The lines say what of it can't be taken, each
// beginning with the entity it is about; the rest is.
//
// Facts are only taken where the records are those that were exported: a text
// that stands where it stood is a decision, a value left as it was is not.
//
// Where an entity can't be read nobody knows which one it was: then nothing of
// its group counts as deleted. Nor does, unless a.Deletions, all of a document
// that came back without an entity, and what overlaps an entity that came back
// where no two that came back overlap: a project that allows no overlapping spans
// drops them without a word.
func Compare(d *extract.Document, a *Annotations) (all []correction.Correction, lines []string) {
	c := &comparer{d: d, text: []rune(d.Text), had: Of(a.ID, d), came: a, unread: map[group]bool{}}
	if c.changed = a.Records != c.had.Records; c.changed && a.Records == "" && hasFacts(a) {
		c.say("what tells whether its records are those exported is gone from the file: labels, boundaries and relations are taken as they came, key=value is not")
	} else if c.changed && a.Records != "" {
		c.say("its records have changed since it was exported, by corrections or another extraction: labels, boundaries and relations are taken as they came, key=value is not; export it again to change that")
	}
	c.entities, c.counted = map[record]int{}, map[record]int{}
	for i, e := range c.had.Entities {
		for _, r := range e.records {
			if e.Label == Indicator {
				c.counted[r] = i
			} else {
				c.entities[r] = i
			}
		}
	}
	for _, p := range a.Problems {
		if p.Lost {
			c.refuse(p.Label, "%s", p.Line)
		} else {
			c.say("%s", p.Line)
		}
	}
	c.take()
	c.was, c.became = match(c.had.Entities, c.has)
	c.spare()
	c.relate()
	c.headings()
	c.tasks()
	c.boxes()
	c.clauses()
	c.quantities()
	c.references()
	if len(c.kept) > 0 {
		more := ""
		if n := len(c.kept) - mostKept; n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		c.say("not taken for deleted, since entities can't be read: %s%s", strings.Join(c.kept[:min(len(c.kept), mostKept)], ", "), more)
	}
	slices.SortStableFunc(c.out, func(x, y correction.Correction) int {
		return cmp.Or(cmp.Compare(slices.Index(correction.Kinds(), x.Record), slices.Index(correction.Kinds(), y.Record)), slices.Compare(x.Span[:], y.Span[:]))
	})
	return c.out, c.lines
}

type comparer struct {
	d    *extract.Document
	text []rune
	had  *Annotations // what the document says
	came *Annotations
	has  []Entity // those that came and can be taken, in the order of the text

	entities map[record]int // places in had.Entities
	counted  map[record]int // of the indicators of targets and achievements

	was, became []int          // places in had.Entities and has, see match
	unread      map[group]bool // an entity of the group can't be read
	units       map[int][]int  // by clause, all of has
	indicators  map[int][]int  // by target or achievement, all of has
	unrelated   bool           // relations did not come back
	changed     bool           // the records are others than those exported
	kept        []string       // entities that are missing and don't count as deleted
	spared      map[int]bool   // those that a tool may not have shown, places in had.Entities

	out   []correction.Correction
	lines []string
}

func (c *comparer) say(format string, args ...any) {
	c.lines = append(c.lines, fmt.Sprintf(format, args...))
}

// refuse says why an entity can't be taken.
func (c *comparer) refuse(label, format string, args ...any) {
	c.say(format, args...)
	if g := groupOf(label); g != noGroup {
		c.unread[g] = true
		return
	}
	for _, l := range labels {
		c.unread[l.group] = true
	}
}

// take checks the entities. White space at their ends is nobody's.
func (c *comparer) take() {
	there := map[place]extract.Span{}
	for _, e := range c.had.Entities {
		there[place{e.Label, c.trim(e.Span)}] = e.Span
	}
	for _, e := range c.came.Entities {
		switch s := e.Span; {
		case groupOf(e.Label) == noGroup:
			c.refuse("", "entity %s: there is no label %q", e.ID, e.Label)
			continue
		case s[0] < 0 || s[0] >= s[1] || s[1] > len(c.text):
			c.refuse(e.Label, "entity %s: [%d, %d) are no offsets of a text of %d", e.ID, s[0], s[1], len(c.text))
			continue
		case e.Words != "" && squeeze(e.Words) != squeeze(c.words(s)):
			c.refuse(e.Label, "entity %s: its words are %s, but at [%d, %d) stands %s", e.ID, short(e.Words), s[0], s[1], short(c.words(s)))
			continue
		}
		e.Span = c.trim(e.Span)
		if whole, ok := there[place{e.Label, e.Span}]; ok {
			e.Span = whole
		}
		if e.Span[0] == e.Span[1] {
			c.refuse(e.Label, "entity %s: is nothing but white space", e.ID)
			continue
		}
		c.has = append(c.has, e)
	}
	slices.SortStableFunc(c.has, func(x, y Entity) int {
		return cmp.Or(slices.Compare(x.Span[:], y.Span[:]), cmp.Compare(rank(x.Label), rank(y.Label)))
	})
}

func (c *comparer) trim(s extract.Span) extract.Span {
	for s[0] < s[1] && unicode.IsSpace(c.text[s[0]]) {
		s[0]++
	}
	for s[0] < s[1] && unicode.IsSpace(c.text[s[1]-1]) {
		s[1]--
	}
	return s
}

func (c *comparer) words(s extract.Span) string { return string(c.text[s[0]:s[1]]) }

// line is words on one line.
func (c *comparer) line(s extract.Span) string {
	return strings.Join(strings.FieldsFunc(c.words(s), func(r rune) bool { return r == '\n' || r == '\r' }), "")
}

// short quotes words in a message.
func short(s string) string {
	if r := []rune(s); len(r) > 24 {
		s = string(r[:24]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// relate sorts the relations that came by their ends.
func (c *comparer) relate() {
	c.units, c.indicators = map[int][]int{}, map[int][]int{}
	byID := map[string][]int{}
	for j, e := range c.has {
		byID[e.ID] = append(byID[e.ID], j)
	}
	end := func(id string, g group) int {
		for _, j := range byID[id] {
			if groupOf(c.has[j].Label) == g {
				return j
			}
		}
		return -1
	}
	owners := map[int][]int{} // the clauses of units
	for _, r := range c.came.Relations {
		switch r.Type {
		case UnitOf:
			unit, clause := end(r.From, units), end(r.To, clauses)
			if unit < 0 || clause < 0 {
				c.say("relation %s from %s to %s: does not lead from a unit to a clause", r.Type, r.From, r.To)
				continue
			}
			owners[unit] = append(owners[unit], clause)
		case HasIndicator:
			figure, indicator := end(r.From, quantities), end(r.To, indicators)
			if figure < 0 || indicator < 0 {
				c.say("relation %s from %s to %s: does not lead from a target or achievement to an indicator", r.Type, r.From, r.To)
				continue
			}
			c.indicators[figure] = append(c.indicators[figure], indicator)
		default:
			c.say("relation from %s to %s: there is no type %q", r.From, r.To, r.Type)
		}
	}
	c.unrelated = c.came.NoRelations
	if !c.unrelated && len(c.came.Relations) == 0 && c.pairsLeft() > 1 {
		c.unrelated = true
		c.say("no relation came back, as from a project without relations: units belong to the clause they stand in, indicators stay with their targets")
	}
	c.belong(owners)
}

// belong gives every unit to its clauses: those that relations lead to, else
// those it was in, else the one it stands in.
func (c *comparer) belong(owners map[int][]int) {
	all := c.clausesInOrder()
	for j, e := range c.has {
		if groupOf(e.Label) != units {
			continue
		}
		of, gone := owners[j], false
		if was := c.was[j]; len(of) == 0 && was >= 0 {
			for _, r := range c.had.Entities[was].records {
				clause := c.became[c.entities[record{r.kind, r.i, -1}]]
				if gone = clause < 0; !gone && !slices.Contains(of, clause) {
					of = append(of, clause)
				}
			}
		}
		if len(of) == 0 {
			if clause := c.around(all, e.Span); clause >= 0 {
				of = []int{clause}
			}
		}
		for _, clause := range of {
			c.units[clause] = append(c.units[clause], j)
		}
		if len(of) == 0 && !gone { // a unit goes with its clause
			c.say("entity %s: the unit %s stands in no clause", e.ID, short(c.words(e.Span)))
		}
	}
}

func (c *comparer) clausesInOrder() (all []int) {
	for j, e := range c.has {
		if e.Label == Clause {
			all = append(all, j)
		}
	}
	return all
}

// pairsLeft counts the relations of the document both of whose ends came back.
func (c *comparer) pairsLeft() (n int) {
	at := map[string]int{}
	for i, e := range c.had.Entities {
		at[e.ID] = i
	}
	for _, r := range c.had.Relations {
		if c.became[at[r.From]] >= 0 && c.became[at[r.To]] >= 0 {
			n++
		}
	}
	return n
}

// around is the shortest of the clauses that a span lies in, -1 where there is
// none.
func (c *comparer) around(clauses []int, s extract.Span) int {
	best := -1
	k, _ := slices.BinarySearchFunc(clauses, s[0]+1, func(j, start int) int { return cmp.Compare(c.has[j].Span[0], start) })
	for n := 0; n < most && k > 0; n++ {
		k--
		if e := c.has[clauses[k]]; e.Span[1] >= s[1] && (best < 0 || e.Span[1]-e.Span[0] < c.has[best].Span[1]-c.has[best].Span[0]) {
			best = clauses[k]
		}
	}
	return best
}

// emit adds a correction where old and new differ; nil stands for no record.
func (c *comparer) emit(kind correction.Kind, s extract.Span, old, new any, note string) {
	s[0] = min(max(0, s[0]), len(c.text))
	s[1] = min(max(s[0], s[1]), len(c.text))
	x := correction.Correction{
		Record: kind, Span: &s, Words: c.words(s), Old: correction.Record("null"), New: correction.Record("null"), Note: note,
		Before: c.words(extract.Span{max(0, s[0]-correction.Around), s[0]}),
		After:  c.words(extract.Span{s[1], min(len(c.text), s[1]+correction.Around)}),
	}
	if old != nil {
		x.Old = encode(old)
	}
	if new != nil {
		x.New = encode(new)
	}
	if string(x.Old) != string(x.New) {
		c.out = append(c.out, x)
	}
}

// A pair is an entity of had and what it became, nil where it is gone.
type pair struct {
	had *Entity
	has *Entity
	j   int // of has
}

// pairs are the entities of a label and what they became; those that are gone
// although their group can't be read in full are left out.
func (c *comparer) pairs(label string) (all []pair) {
	for i := range c.had.Entities {
		e := &c.had.Entities[i]
		if e.Label != label {
			continue
		}
		p := pair{had: e, j: c.became[i]}
		if p.j >= 0 {
			p.has = &c.has[p.j]
		} else if c.stays(i) {
			continue
		}
		all = append(all, p)
	}
	return all
}

// mostKept is how many entities a line names.
const mostKept = 5

// stays reports whether entity i of had, which did not come back, may be there
// still, and notes one that may only be unreadable.
func (c *comparer) stays(i int) bool {
	if c.spared[i] {
		return true
	}
	e := &c.had.Entities[i]
	if !c.unread[groupOf(e.Label)] {
		return false
	}
	c.kept = append(c.kept, e.Label+" "+short(e.Words))
	return true
}

// spare finds the entities that a tool may not have shown, so that nobody can
// have deleted them.
func (c *comparer) spare() {
	c.spared = map[int]bool{}
	if c.came.Deletions || len(c.has) < len(c.came.Entities) || slices.ContainsFunc(c.came.Problems, func(p Problem) bool { return p.Lost }) {
		return // asked for, or not all can be read, which is another matter
	}
	if len(c.has) == 0 {
		for i := range c.had.Entities {
			c.spared[i] = true
		}
		if n := len(c.spared); n > 0 {
			c.say("no entity came back: its %d are not taken for deleted; with --deletions they are", n)
		}
		return
	}
	ends := make([]int, len(c.has)) // up to each of has, the last end
	for j, e := range c.has {
		if ends[j] = e.Span[1]; j > 0 {
			if e.Span[0] < ends[j-1] {
				return // overlapping ones do come back
			}
			ends[j] = max(ends[j], ends[j-1])
		}
	}
	var names []string
	for i, e := range c.had.Entities {
		k, _ := slices.BinarySearchFunc(c.has, e.Span[1], func(x Entity, end int) int { return cmp.Compare(x.Span[0], end) })
		if c.became[i] < 0 && k > 0 && ends[k-1] > e.Span[0] {
			c.spared[i] = true
			names = append(names, e.Label+" "+short(e.Words))
		}
	}
	if n := len(names); n > 0 {
		more := ""
		if n > mostKept {
			more = fmt.Sprintf(" and %d more", n-mostKept)
		}
		c.say("%d that overlap others did not come back, nor did anything that overlaps, as from a project without overlapping spans: not taken for deleted, with --deletions they are: %s%s", n, strings.Join(names[:min(n, mostKept)], ", "), more)
	}
}

// hasFacts reports whether an entity came with facts.
func hasFacts(a *Annotations) bool {
	return slices.ContainsFunc(a.Entities, func(e Entity) bool { return len(e.Facts) > 0 })
}

// added are the entities of labels that were not there before.
func (c *comparer) added(names ...string) (all []int) {
	for j, e := range c.has {
		if c.was[j] < 0 && slices.Contains(names, e.Label) {
			all = append(all, j)
		}
	}
	return all
}

func (p pair) moved() bool { return p.has.Span != p.had.Span }

// facts sets what people changed of a record's facts.
func facts[R any](c *comparer, r *R, keys []key, had, has *Entity) {
	if c.changed && had != nil {
		return // what was not changed there is out of date here
	}
	var before []Fact
	if had != nil {
		if len(had.records) > 1 && len(has.Facts) > 0 {
			c.say("entity %s: stands for several records, whose facts can't be told apart", has.ID)
			return
		}
		before = had.Facts
	}
	for _, line := range change(r, keys, before, has.Facts) {
		c.say("entity %s: %s", has.ID, line)
	}
}

func (c *comparer) headings() {
	for _, p := range c.pairs(Heading) {
		for _, r := range p.had.records {
			old := c.d.Outline[r.i]
			if p.has == nil {
				c.emit(r.kind, old.Span, old, nil, "")
				continue
			}
			x := old
			if p.moved() {
				x.Span, x.Title = p.has.Span, c.line(p.has.Span)
			}
			facts(c, &x, keysOf[r.kind], p.had, p.has)
			c.emit(r.kind, old.Span, old, x, "")
		}
	}
	for _, j := range c.added(Heading, Box) {
		c.say("entity %s: a new %s needs its number, which the words %s don't say; add it in the report", c.has[j].ID, c.has[j].Label, short(c.words(c.has[j].Span)))
	}
}

func (c *comparer) tasks() {
	for _, p := range c.pairs(Task) {
		for _, r := range p.had.records {
			old := c.d.Tasks[r.i]
			if p.has == nil {
				c.emit(r.kind, old.Span, old, nil, "")
				continue
			}
			x := old
			if p.moved() {
				x.Span = p.has.Span
				if x.Text == nil {
					x.Title = c.line(x.Span)
				} else {
					words := c.words(x.Span)
					x.Text = &words
				}
			}
			facts(c, &x, keysOf[r.kind], p.had, p.has)
			c.emit(r.kind, old.Span, old, x, "")
		}
	}
	for _, j := range c.added(Task) {
		e := &c.has[j]
		k := lastBefore(c.d.Outline, e.Span[0], func(n extract.Node) extract.Span { return n.Span })
		if k < 0 {
			c.say("entity %s: a task needs a heading, and none stands before %s", e.ID, short(c.words(e.Span)))
			continue
		}
		n := c.d.Outline[k]
		if slices.ContainsFunc(c.d.Tasks, func(t extract.Task) bool { return t.ID == n.ID }) {
			c.say("entity %s: the heading %s has a task already; move its end instead of adding %s", e.ID, n.ID, short(c.words(e.Span)))
			continue
		}
		words := c.words(e.Span)
		x := extract.Task{ID: n.ID, Title: n.Title, Text: &words, Page: c.page(e.Span[0]), Span: e.Span, Measures: []extract.Measure{}}
		facts(c, &x, keysOf[correction.Tasks], nil, e)
		c.emit(correction.Tasks, e.Span, nil, x, "")
	}
}

// lastBefore is the last of records in the order of the text that ends at or
// before i, -1 where there is none.
func lastBefore[R any](all []R, i int, span func(R) extract.Span) int {
	k := -1
	for n, r := range all {
		if span(r)[1] <= i {
			k = n
		}
	}
	return k
}

func (c *comparer) boxes() {
	gone := map[int]bool{}
	changed := map[int]extract.Box{}
	for i, b := range c.d.Boxes {
		b.Items = slices.Clone(b.Items)
		changed[i] = b
	}
	for _, p := range c.pairs(Box) {
		for _, r := range p.had.records {
			if p.has == nil {
				gone[r.i] = true
				continue
			}
			x := changed[r.i]
			if p.moved() {
				x.Span, x.Title = p.has.Span, c.line(p.has.Span)
			}
			facts(c, &x, keysOf[r.kind], p.had, p.has)
			changed[r.i] = x
		}
	}
	dropped := map[record]bool{}
	for _, p := range c.pairs(BoxItem) {
		for _, r := range p.had.records {
			if p.has == nil {
				dropped[r] = true
				continue
			}
			x := &changed[r.i].Items[r.part]
			if p.moved() {
				x.Span = p.has.Span
				if x.Text == "" {
					x.Title = c.line(x.Span)
				} else {
					x.Text = c.words(x.Span)
				}
			}
			facts(c, x, partKeys[r.kind], p.had, p.has)
		}
	}
	more := map[int][]extract.BoxItem{}
	for _, j := range c.added(BoxItem) {
		e := &c.has[j]
		k := lastBefore(c.d.Boxes, e.Span[0], func(b extract.Box) extract.Span { return b.Span })
		next := lastBefore(c.d.Outline, e.Span[0], func(n extract.Node) extract.Span { return n.Span })
		if k < 0 || next >= 0 && c.d.Outline[next].Span[0] > c.d.Boxes[k].Span[0] {
			c.say("entity %s: a box_item needs a 专栏, and none begins between the last heading and %s", e.ID, short(c.words(e.Span)))
			continue
		}
		x := extract.BoxItem{Text: c.words(e.Span), Span: e.Span}
		facts(c, &x, partKeys[correction.Boxes], nil, e)
		more[k] = append(more[k], x)
	}
	for i, old := range c.d.Boxes {
		if gone[i] {
			c.emit(correction.Boxes, old.Span, old, nil, "")
			continue
		}
		x := changed[i]
		items := []extract.BoxItem{}
		for part, item := range x.Items {
			if !dropped[record{correction.Boxes, i, part}] {
				items = append(items, item)
			}
		}
		x.Items = append(items, more[i]...)
		slices.SortStableFunc(x.Items, func(a, b extract.BoxItem) int { return cmp.Compare(a.Span[0], b.Span[0]) })
		c.emit(correction.Boxes, old.Span, old, x, "")
	}
}

func (c *comparer) clauses() {
	for _, p := range c.pairs(Clause) {
		for _, r := range p.had.records {
			old := c.d.Responsibilities[r.i]
			if p.has == nil {
				c.emit(r.kind, old.Span, old, nil, "")
				continue
			}
			x := old
			if p.moved() {
				x.Span, x.Raw = p.has.Span, c.words(p.has.Span)
			}
			note := c.members(&x, r.i, p.j)
			facts(c, &x, keysOf[r.kind], p.had, p.has)
			c.emit(r.kind, old.Span, old, x, note)
		}
	}
	for _, j := range c.added(Clause) {
		e := &c.has[j]
		x := extract.Responsibility{At: c.at(e.Span[0]), Raw: c.words(e.Span), Page: c.page(e.Span[0]), Span: e.Span, Units: []extract.Unit{}}
		note := c.members(&x, -1, j)
		x.Open = c.open(x, j)
		facts(c, &x, keysOf[correction.Responsibilities], nil, e)
		c.emit(correction.Responsibilities, e.Span, nil, x, note)
	}
}

// open reports whether 等 stands behind the last unit of a clause.
func (c *comparer) open(x extract.Responsibility, j int) bool {
	end := -1
	for _, k := range c.units[j] {
		end = max(end, c.has[k].Span[1])
	}
	return end >= 0 && end < x.Span[1] && c.text[end] == '等'
}

// A member is a unit at its place in the text.
type member struct {
	extract.Unit
	at    int
	fresh bool    // its name is new
	had   *Entity // nil for one that is new,
	has   *Entity // and for one that tools don't show
	label *Entity // the one that says its role, where that is another
}

// members sets the units of clause i of the document, -1 for a new one, which is
// entity j of has. The note says what its roles were made to agree with.
func (c *comparer) members(x *extract.Responsibility, i, j int) (note string) {
	var all []member
	if i >= 0 {
		all = c.unseen(i)
	}
	for _, k := range c.units[j] {
		e := &c.has[k]
		if e.Span[0] < x.Span[0] || e.Span[1] > x.Span[1] {
			c.say("entity %s: the unit %s stands outside its clause", e.ID, short(c.words(e.Span)))
			continue
		}
		m := member{Unit: extract.Unit{Name: c.line(e.Span)}, at: e.Span[0], fresh: true, has: e}
		if was := c.was[k]; was >= 0 {
			m.had = &c.had.Entities[was]
			r := m.had.records[0]
			if u := c.d.Responsibilities[r.i].Units[r.part]; m.had.Span == e.Span || squeeze(u.Name) == squeeze(m.Name) {
				m.Unit, m.fresh = u, false
			}
		}
		m.Role = roleOf(e.Label)
		all = append(all, m)
	}
	all = once(all)
	slices.SortStableFunc(all, func(a, b member) int { return cmp.Compare(a.at, b.at) })
	return c.settle(x, all)
}

// once makes one unit of a unit and a new entity at the same words, whose label
// is its new role: a tool that can't change a label adds another.
func once(all []member) (left []member) {
	at := map[extract.Span]int{} // places in left
	for _, m := range all {
		if m.has == nil {
			left = append(left, m)
			continue
		}
		k, there := at[m.has.Span]
		switch {
		case !there:
			at[m.has.Span] = len(left)
			left = append(left, m)
		case m.had == nil:
			left[k].Role, left[k].label = m.Role, m.has
		case left[k].had == nil:
			m.Role, m.label = left[k].Role, left[k].has
			left[k] = m
		default:
			left = append(left, m)
		}
	}
	return left
}

// unseen are the units of clause i that tools don't show, and those that are gone
// where units can't be read in full. They keep their place behind the one before.
func (c *comparer) unseen(i int) (all []member) {
	place := c.d.Responsibilities[i].Span[0]
	for part, u := range c.d.Responsibilities[i].Units {
		e, shown := c.entities[record{correction.Responsibilities, i, part}]
		if shown {
			place = c.had.Entities[e].Span[0]
		}
		lost := shown && c.became[e] < 0 && c.stays(e)
		if !shown || lost {
			all = append(all, member{Unit: u, at: place})
		}
	}
	return all
}

// settle gives a clause its units: those with new names their bodies, and those
// without a lead beside one the role of support, since joint means that no lead
// is named.
func (c *comparer) settle(x *extract.Responsibility, all []member) (note string) {
	lead := slices.ContainsFunc(all, func(m member) bool { return m.Role == extract.Lead })
	names := make([]string, len(all))
	var turned []string
	for k := range all {
		names[k] = all[k].Name
		if lead && all[k].Role == extract.Joint {
			all[k].Role = extract.Support
			note = "a lead is named, so that joint units became support"
			switch m := all[k]; {
			case m.has == nil || m.had != nil && m.had.Label == m.has.Label && m.label == nil:
				turned = append(turned, short(m.Name))
			case m.label != nil:
				c.say("entity %s: beside a lead %s is no joint unit; it counts as support", m.label.ID, short(m.Name))
			default:
				c.say("entity %s: beside a lead %s is no joint unit; it counts as support", m.has.ID, short(m.Name))
			}
		}
	}
	if len(turned) > 0 {
		c.say("clause %s: a lead is named in it now, so that %s, joint before, count as support", short(x.Raw), strings.Join(turned, ", "))
	}
	var bodies []body.Body
	if slices.ContainsFunc(all, func(m member) bool { return m.fresh }) {
		bodies = body.Resolve(names, c.d.Home())
	}
	x.Units = []extract.Unit{}
	for k, m := range all {
		if m.fresh && (bodies[k].Known || bodies[k].LevelFrom == body.List) {
			m.Canonical = &bodies[k].Canonical
		}
		if m.has != nil {
			facts(c, &m.Unit, partKeys[correction.Responsibilities], m.had, m.has)
		}
		x.Units = append(x.Units, m.Unit)
	}
	return note
}

// quantities compares targets and achievements, of which one can become the
// other.
func (c *comparer) quantities() {
	for _, label := range []string{Target, Achievement} {
		for _, p := range c.pairs(label) {
			for _, r := range p.had.records {
				c.quantity(p, r)
			}
		}
	}
	for _, j := range c.added(Target, Achievement) {
		e := &c.has[j]
		x := extract.Target{At: c.at(e.Span[0]), Raw: c.words(e.Span), Page: c.page(e.Span[0]), Span: e.Span}
		read(e.Span, c.text, &x)
		if x.Value != nil {
			level := extract.Level
			x.Measure = &level
		}
		if list := c.indicators[j]; len(list) > 0 {
			name := c.line(c.has[list[0]].Span)
			x.Indicator = &name
		}
		if e.Label == Target {
			facts(c, &x, keysOf[correction.Targets], nil, e)
			c.emit(correction.Targets, e.Span, nil, x, "")
			continue
		}
		y := achieved(x)
		facts(c, &y, keysOf[correction.Achievements], nil, e)
		c.emit(correction.Achievements, e.Span, nil, y, "")
	}
	c.loose()
}

// quantity compares one target or achievement, as a target on the way.
func (c *comparer) quantity(p pair, r record) {
	var old any
	var x extract.Target
	if r.kind == correction.Targets {
		x = c.d.Targets[r.i]
		old = x
	} else {
		old = c.d.Achievements[r.i]
		x = aimed(c.d.Achievements[r.i])
	}
	span := x.Span
	if p.has == nil {
		c.emit(r.kind, span, old, nil, "")
		return
	}
	if p.moved() {
		// What the words said stays where something else said it, as the head of a
		// table's column.
		var before extract.Target
		read(x.Span, c.text, &before)
		x.Span, x.Raw = p.has.Span, c.words(p.has.Span)
		if sameFigure(before, x) {
			read(x.Span, c.text, &x)
		}
	}
	c.indicator(&x, p, r)
	var new any = x
	if r.kind == correction.Targets {
		facts(c, &x, keysOf[r.kind], p.had, p.has)
		new = x
		if p.has.Label == Achievement {
			new = achieved(x)
		}
	} else {
		y := achieved(x)
		facts(c, &y, keysOf[r.kind], p.had, p.has)
		new = y
		if p.has.Label == Target {
			new = aimed(y)
		}
	}
	if p.has.Label == p.had.Label {
		c.emit(r.kind, span, old, new, "")
		return
	}
	other := correction.Targets
	if r.kind == other {
		other = correction.Achievements
	}
	c.emit(r.kind, span, old, nil, "")
	c.emit(other, x.Span, nil, new, "")
}

func achieved(x extract.Target) extract.Achievement {
	return extract.Achievement{
		At: x.At, Indicator: x.Indicator, Raw: x.Raw, Value: x.Value, ValueMax: x.ValueMax, Unit: x.Unit, Bound: x.Bound,
		Measure: x.Measure, AsOf: x.By, Page: x.Page, Span: x.Span, Corrected: x.Corrected,
	}
}

func aimed(x extract.Achievement) extract.Target {
	return extract.Target{
		At: x.At, Indicator: x.Indicator, Raw: x.Raw, Value: x.Value, ValueMax: x.ValueMax, Unit: x.Unit, Bound: x.Bound,
		Measure: x.Measure, By: x.AsOf, Page: x.Page, Span: x.Span, Corrected: x.Corrected,
	}
}

// read sets what the words of a figure say: value, unit and bound; none of them
// for a goal in words.
func read(s extract.Span, text []rune, x *extract.Target) {
	x.Value, x.ValueMax, x.Unit, x.Bound = nil, nil, nil, nil
	if s[0] < 0 || s[1] > len(text) {
		return
	}
	found := quantity.Scan(text[s[0]:s[1]], 0, s[1]-s[0])
	if len(found) == 0 {
		return
	}
	q := found[0]
	x.Value, x.Bound = &q.Value, &q.Bound
	if q.Max != "" {
		x.ValueMax = &q.Max
	}
	if q.Unit != "" {
		x.Unit = &q.Unit
	}
}

func sameFigure(a, b extract.Target) bool {
	return equal(a.Value, b.Value) && equal(a.ValueMax, b.ValueMax) && equal(a.Unit, b.Unit) && equal(a.Bound, b.Bound)
}

func equal[T comparable](a, b *T) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// indicator sets what a figure counts, where another run of text says so now.
func (c *comparer) indicator(x *extract.Target, p pair, r record) {
	linked := c.indicators[p.j]
	if len(p.had.records) > 1 {
		return // which of the records a relation is of is not told
	}
	i, became := -1, -1
	if k, ok := c.counted[r]; ok {
		i, became = k, c.became[k]
	}
	switch {
	case i >= 0 && became >= 0 && (c.unrelated || slices.Contains(linked, became)):
		if c.has[became].Span != c.had.Entities[i].Span {
			name := c.line(c.has[became].Span)
			x.Indicator = &name
		}
	case len(linked) > 0:
		name := c.line(c.has[linked[0]].Span)
		x.Indicator = &name
	case i >= 0 && !(became < 0 && (c.spared[i] || c.unread[indicators])):
		x.Indicator = nil
	}
}

// loose tells of new indicators that belong to nothing.
func (c *comparer) loose() {
	used := map[int]bool{}
	for _, list := range c.indicators {
		for _, j := range list {
			used[j] = true
		}
	}
	for _, j := range c.added(Indicator) {
		if !used[j] {
			c.say("entity %s: the indicator %s belongs to no target: a relation %s from the target is missing", c.has[j].ID, short(c.words(c.has[j].Span)), HasIndicator)
		}
	}
}

func (c *comparer) references() {
	cited := map[string]bool{}
	for _, p := range c.pairs(Reference) {
		for _, r := range p.had.records {
			old := c.d.References[r.i]
			if p.has == nil {
				c.emit(r.kind, old.Span, old, nil, "")
				continue
			}
			x := old
			if p.moved() {
				x.Span = c.inner(p.has.Span)
				x.Title = c.line(x.Span)
			}
			facts(c, &x, keysOf[r.kind], p.had, p.has)
			cited[squeeze(x.Title)] = true
			c.emit(r.kind, old.Span, old, x, "")
		}
	}
	for _, j := range c.added(Reference) {
		e := &c.has[j]
		s := c.inner(e.Span)
		x := extract.Reference{Title: c.line(s), Page: c.page(s[0]), Span: s}
		if s[0] == s[1] || cited[squeeze(x.Title)] {
			c.say("entity %s: %s is cited already; a document is one reference, at its first place", e.ID, short(x.Title))
			continue
		}
		cited[squeeze(x.Title)] = true
		facts(c, &x, keysOf[correction.References], nil, e)
		c.emit(correction.References, s, nil, x, "")
	}
}

// inner is a title without the 《》 around it.
func (c *comparer) inner(s extract.Span) extract.Span {
	if s[1]-s[0] > 1 && c.text[s[0]] == '《' && c.text[s[1]-1] == '》' {
		return extract.Span{s[0] + 1, s[1] - 1}
	}
	return s
}
