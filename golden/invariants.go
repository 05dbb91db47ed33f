package golden

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"

	"guihua/extract"
)

// Check returns what an output breaks of the promises that can be seen in one
// output, a line for each; none where it keeps them all. It is the oracle of
// the tests of whole documents and of fuzzing. The promises:
//
//   - its JSON follows the schema: values are plain decimals, dates and years
//     have their form, ids are labels joined by /;
//   - no list is null;
//   - every span lies inside the text and covers, white space not counted, the
//     words it grounds;
//   - headings, tasks, boxes, clauses, targets, achievements, references,
//     tables and warnings stand in the order of the text, headings and tables
//     without overlapping; items of a box stand behind its title and one
//     behind the other, rows of a task behind its title;
//   - the text of a task of the outline begins behind the label of its heading
//     and ends before the next heading; it has a heading, and no heading has two;
//   - what a record stands in or follows is there, and an id that two headings
//     have is warned of;
//   - a unit's name and a deadline are words of the document, the name words of
//     its clause; no clause has a lead and units that have none;
//   - a range has both ends, and a value has a bound;
//   - a document is cited once, a period does not end before it begins;
//   - records have pages where the source has, and those it has;
//   - a reason for leaving characters out is named once, and every character of
//     the source is kept or left out.
//
// Whether the same input gives the same bytes twice is for those who have it.
func Check(d *extract.Document) (broken []string) { return check(d).broken }

// CheckCorrected is Check of a document that a person has corrected: its ranges
// ascend too. A document may print 9—8个, and is read as it stands.
func CheckCorrected(d *extract.Document) (broken []string) {
	c := check(d)
	c.ranges()
	return c.broken
}

func check(d *extract.Document) *checker {
	c := &checker{d: d, text: []rune(d.Text)}
	c.schema()
	c.grounded()
	c.order()
	c.places()
	c.facts()
	c.pages()
	c.coverage()
	return c
}

type checker struct {
	d      *extract.Document
	text   []rune
	broken []string
}

func (c *checker) bad(format string, args ...any) {
	c.broken = append(c.broken, fmt.Sprintf(format, args...))
}

func (c *checker) schema() {
	for _, path := range nilLists(reflect.ValueOf(*c.d), "") {
		c.bad("%s is null", strings.TrimPrefix(path, "."))
	}
	if err := extract.Validate(extract.Encode(c.d)); err != nil {
		c.bad("the schema: %v", err)
	}
}

// inside says whether s lies inside the text.
func (c *checker) inside(place string, s extract.Span) bool {
	ok := s[0] >= 0 && s[0] <= s[1] && s[1] <= len(c.text)
	if !ok {
		c.bad("%s: span [%d,%d) of a text of %d", place, s[0], s[1], len(c.text))
	}
	return ok
}

// covers checks that s covers words.
func (c *checker) covers(place string, s extract.Span, words string) {
	if !c.inside(place, s) {
		return
	}
	if got := squeeze(string(c.text[s[0]:s[1]])); got != squeeze(words) {
		c.bad("%s: the span covers %s", place, showChange(squeeze(words), got))
	}
}

func (c *checker) grounded() {
	d := c.d
	for i, x := range d.Outline {
		c.covers(fmt.Sprintf("outline[%d] %s title", i, x.ID), x.Span, x.Title)
	}
	for i, x := range d.Tasks {
		place := fmt.Sprintf("tasks[%d] %s", i, x.ID)
		if x.Text != nil {
			c.covers(place+" text", x.Span, *x.Text)
		} else {
			c.covers(place+" title", x.Span, x.Title)
		}
		for j, m := range x.Measures {
			c.covers(fmt.Sprintf("%s measures[%d] text", place, j), m.Span, m.Text)
		}
	}
	for i, x := range d.Boxes {
		c.covers(fmt.Sprintf("boxes[%d] title", i), x.Span, x.Title)
		for j, y := range x.Items {
			words := y.Text
			if words == "" {
				words = y.Title
			}
			c.covers(fmt.Sprintf("boxes[%d].items[%d]", i, j), y.Span, words)
		}
	}
	for i, x := range d.Responsibilities {
		c.covers(fmt.Sprintf("responsibilities[%d] at %s raw", i, x.At), x.Span, x.Raw)
	}
	for i, x := range d.Targets {
		c.covers(fmt.Sprintf("targets[%d] at %s raw", i, x.At), x.Span, x.Raw)
	}
	for i, x := range d.Achievements {
		c.covers(fmt.Sprintf("achievements[%d] at %s raw", i, x.At), x.Span, x.Raw)
	}
	for i, x := range d.References {
		c.covers(fmt.Sprintf("references[%d] title", i), x.Span, x.Title)
	}
	for i, x := range d.Tables {
		cells := strings.Join(x.Header, "")
		for _, row := range x.Rows {
			cells += strings.Join(row, "")
		}
		c.covers(fmt.Sprintf("tables[%d] %s cells", i, x.ID), x.Span, cells)
	}
	for i, x := range d.Warnings {
		if x.Span != nil && c.inside(fmt.Sprintf("warnings[%d] %s", i, x.Code), *x.Span) && x.Span[0] == x.Span[1] {
			c.bad("warnings[%d] %s: an empty span", i, x.Code)
		}
	}
}

// ascend checks that the elements of a list of n stand in the order of the
// text: each begins at or behind the start, or with apart the end, of the one
// before.
func (c *checker) ascend(list string, n int, apart bool, span func(i int) extract.Span) {
	for i := 1; i < n; i++ {
		after, from := span(i - 1)[0], "begins"
		if apart {
			after, from = span(i - 1)[1], "ends"
		}
		if at := span(i)[0]; at < after {
			c.bad("%s[%d] begins at %d, before %s[%d] %s at %d", list, i, at, list, i-1, from, after)
		}
	}
}

func (c *checker) order() {
	d := c.d
	c.ascend("outline", len(d.Outline), true, func(i int) extract.Span { return d.Outline[i].Span })
	c.ascend("tasks", len(d.Tasks), false, func(i int) extract.Span { return d.Tasks[i].Span })
	c.ascend("boxes", len(d.Boxes), true, func(i int) extract.Span { return d.Boxes[i].Span })
	c.ascend("responsibilities", len(d.Responsibilities), false, func(i int) extract.Span { return d.Responsibilities[i].Span })
	c.ascend("targets", len(d.Targets), false, func(i int) extract.Span { return d.Targets[i].Span })
	c.ascend("achievements", len(d.Achievements), false, func(i int) extract.Span { return d.Achievements[i].Span })
	c.ascend("references", len(d.References), true, func(i int) extract.Span { return d.References[i].Span })
	c.ascend("tables", len(d.Tables), true, func(i int) extract.Span { return d.Tables[i].Span })
	for i, x := range d.Boxes {
		list := fmt.Sprintf("boxes[%d].items", i)
		c.ascend(list, len(x.Items), true, func(k int) extract.Span { return x.Items[k].Span })
		if len(x.Items) > 0 && x.Items[0].Span[0] < x.Span[1] {
			c.bad("%s[0] begins at %d, before the title ends at %d", list, x.Items[0].Span[0], x.Span[1])
		}
	}
	for i, x := range d.Tasks {
		c.ascend(fmt.Sprintf("tasks[%d].measures", i), len(x.Measures), true, func(k int) extract.Span { return x.Measures[k].Span })
	}
	placed := slices.DeleteFunc(slices.Clone(d.Warnings), func(w extract.Warning) bool { return w.Span == nil })
	c.ascend("warnings with a place", len(placed), false, func(i int) extract.Span { return *placed[i].Span })

	// The text of a task lies between its heading and the next one. An id that
	// two headings have says of neither where it begins.
	at := map[string]int{}
	for i, x := range d.Outline {
		if _, again := at[x.ID]; again {
			at[x.ID] = -1
		} else {
			at[x.ID] = i
		}
	}
	seen := map[string]bool{}
	for i, x := range d.Tasks {
		k, ok := at[x.ID]
		if !ok && x.Text != nil { // a row of a table has none
			c.bad("tasks[%d] %s has no heading", i, x.ID)
		}
		if seen[x.ID] && (!ok || k >= 0) {
			c.bad("tasks[%d] %s is there twice", i, x.ID)
		}
		seen[x.ID] = true
		if !ok || k < 0 || x.Text == nil {
			continue
		}
		if x.Span[0] < d.Outline[k].Span[0] {
			c.bad("tasks[%d] %s begins at %d, before its heading at %d", i, x.ID, x.Span[0], d.Outline[k].Span[0])
		}
		if k+1 < len(d.Outline) && x.Span[1] > d.Outline[k+1].Span[0] {
			c.bad("tasks[%d] %s ends at %d, behind the next heading at %d", i, x.ID, x.Span[1], d.Outline[k+1].Span[0])
		}
	}
}

func (c *checker) places() {
	d := c.d
	warned := 0
	for _, w := range d.Warnings {
		if w.Code == "repeated_label" {
			warned++
		}
	}
	headings := map[string]bool{}
	for _, x := range d.Outline {
		if headings[x.ID] {
			if warned--; warned < 0 {
				c.bad("outline: two headings %s and no warning", x.ID)
			}
		}
		headings[x.ID] = true
	}
	within := func(list string, i int, id *string) {
		if id != nil && !headings[*id] {
			c.bad("%s[%d] follows %q: no heading has this id", list, i, *id)
		}
	}
	for i, x := range d.Boxes {
		within("boxes", i, x.Within)
	}
	for i, x := range d.Tables {
		within("tables", i, x.Within)
	}
	places := places(d)
	at := func(list string, i int, place, raw string) {
		if !places[place] {
			c.bad("%s[%d] %q: nothing has the id %q", list, i, raw, place)
		}
	}
	for i, x := range d.Responsibilities {
		at("responsibilities", i, x.At, x.Raw)
	}
	for i, x := range d.Targets {
		at("targets", i, x.At, x.Raw)
	}
	for i, x := range d.Achievements {
		at("achievements", i, x.At, x.Raw)
	}
}

func (c *checker) facts() {
	d := c.d
	words := ""
	for i, x := range d.Responsibilities {
		raw := squeeze(x.Raw)
		lead, joint := false, false
		for _, u := range x.Units {
			lead, joint = lead || u.Role == extract.Lead, joint || u.Role == extract.Joint
			if !strings.Contains(raw, squeeze(u.Name)) {
				c.bad("responsibilities[%d] %q has no unit %q", i, x.Raw, u.Name)
			}
		}
		if lead && joint {
			c.bad("responsibilities[%d] %q has a lead and units without one", i, x.Raw)
		}
		if x.Due == nil {
			continue
		}
		if words == "" {
			words = squeeze(d.Text)
		}
		// A row of a table has it in another cell.
		if !strings.Contains(words, squeeze(*x.Due)) {
			c.bad("responsibilities[%d] %q: the text has no %q", i, x.Raw, *x.Due)
		}
	}
	value := func(list string, i int, raw string, value, max *string, bound *extract.Bound) {
		switch {
		case (max != nil) != (bound != nil && *bound == extract.Range), max != nil && value == nil:
			c.bad("%s[%d] %q is half a range", list, i, raw)
		case (value == nil) != (bound == nil):
			c.bad("%s[%d] %q has a value or a bound, not both", list, i, raw)
		}
	}
	for i, x := range d.Targets {
		value("targets", i, x.Raw, x.Value, x.ValueMax, x.Bound)
	}
	for i, x := range d.Achievements {
		value("achievements", i, x.Raw, x.Value, x.ValueMax, x.Bound)
	}
	cited := map[string]bool{}
	for i, x := range d.References {
		if title := squeeze(x.Title); cited[title] {
			c.bad("references[%d] %q is there twice", i, x.Title)
		} else {
			cited[title] = true
		}
	}
	if p := d.Document.Period; p != nil && p[0] > p[1] {
		c.bad("document: the period %d–%d", p[0], p[1])
	}
}

// ranges checks that the upper end of a range lies above the lower.
func (c *checker) ranges() {
	ends := func(list string, i int, raw string, value, max *string) {
		if value != nil && max != nil && !ascends(*value, *max) {
			c.bad("%s[%d] %q ends at %s, before it begins at %s", list, i, raw, *max, *value)
		}
	}
	for i, x := range c.d.Targets {
		ends("targets", i, x.Raw, x.Value, x.ValueMax)
	}
	for i, x := range c.d.Achievements {
		ends("achievements", i, x.Raw, x.Value, x.ValueMax)
	}
}

// ascends reports whether a plain decimal is less than another; what is none is
// against the schema.
func ascends(low, high string) bool {
	a, ok := new(big.Rat).SetString(low)
	b, good := new(big.Rat).SetString(high)
	return !ok || !good || a.Cmp(b) < 0
}

func (c *checker) pages() {
	d := c.d
	page := func(list string, i int, p *int, must bool) {
		switch {
		case p == nil && (d.Source.Pages == nil || !must):
		case p == nil:
			c.bad("%s[%d] has no page", list, i)
		case d.Source.Pages == nil || *p < 1 || *p > *d.Source.Pages:
			c.bad("%s[%d] is on page %d", list, i, *p)
		}
	}
	for i, x := range d.Outline {
		page("outline", i, x.Page, true)
	}
	for i, x := range d.Tasks {
		page("tasks", i, x.Page, true)
	}
	for i, x := range d.Boxes {
		page("boxes", i, x.Page, true)
	}
	for i, x := range d.Responsibilities {
		page("responsibilities", i, x.Page, true)
	}
	for i, x := range d.Targets {
		page("targets", i, x.Page, true)
	}
	for i, x := range d.Achievements {
		page("achievements", i, x.Page, true)
	}
	for i, x := range d.References {
		page("references", i, x.Page, true)
	}
	for i, x := range d.Tables {
		page("tables", i, x.Page, true)
	}
	for i, x := range d.Warnings {
		page("warnings", i, x.Page, x.Span != nil)
	}
}

func (c *checker) coverage() {
	d := c.d
	left, reasons := 0, map[string]bool{}
	for _, x := range d.Coverage.LeftOut {
		if reasons[x.Why] {
			c.bad("coverage: %s twice", x.Why)
		}
		reasons[x.Why] = true
		left += x.Chars
	}
	if v := d.Coverage; v.SourceChars != v.KeptChars+left {
		c.bad("coverage: %d characters in the source, %d kept and %d left out", v.SourceChars, v.KeptChars, left)
	}
	if n := len([]rune(squeeze(d.Text))); d.Coverage.KeptChars != n {
		c.bad("coverage: %d characters kept, the text has %d", d.Coverage.KeptChars, n)
	}
}

// places lists the ids a record can stand at: outline nodes, tasks, 专栏N and
// its items, tables and their rows. The empty one is the text before the
// first heading.
func places(d *extract.Document) map[string]bool {
	ids := map[string]bool{"": true}
	for _, x := range d.Outline {
		ids[x.ID] = true
	}
	for _, x := range d.Tasks {
		ids[x.ID] = true
	}
	for _, x := range d.Boxes {
		id := "专栏"
		if x.Number != nil {
			id = fmt.Sprintf("专栏%d", *x.Number)
		}
		ids[id] = true
		for i := range x.Items {
			ids[fmt.Sprintf("%s/%d", id, i+1)] = true
		}
	}
	for _, x := range d.Tables {
		ids[x.ID] = true
		for i := range x.Rows {
			ids[fmt.Sprintf("%s/%d", x.ID, i+1)] = true
		}
	}
	return ids
}

// nilLists returns the paths of lists that would be written as null.
func nilLists(v reflect.Value, path string) []string {
	var paths []string
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return []string{path}
		}
		for i := range v.Len() {
			paths = append(paths, nilLists(v.Index(i), fmt.Sprintf("%s[%d]", path, i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if option == "omitempty" && v.Field(i).IsZero() {
				continue
			}
			paths = append(paths, nilLists(v.Field(i), path+"."+name)...)
		}
	}
	return paths
}
