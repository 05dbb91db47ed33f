package correction

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"guihua/extract"
)

// An Effect is what became of a correction.
type Effect string

// The values of Effect.
const (
	Changed Effect = "changed"
	Added   Effect = "added"
	Deleted Effect = "deleted"
	Unfit   Effect = "unfit"   // its place was not found: the document is another one there
	Refused Effect = "refused" // with it the document would break what every document promises
)

// An Outcome is what became of one correction.
type Outcome struct {
	Effect  Effect
	Why     string // in a few words, where it is Unfit or Refused
	Already bool   // it was in effect before

	// The correction as it stands in the document it was applied to: its spans
	// and what stands around them are of that text, its old record is the one
	// that was there, and its new one is complete. Where it is Unfit or Refused,
	// as it was.
	Correction
}

// InEffect reports whether the document is as the correction says.
func (o *Outcome) InEffect() bool { return o.Effect != Unfit && o.Effect != Refused }

// String says in one line which record it is about and, where it is not in
// effect, why: targets 二/（二）/2 「不少于8处」: its words are no longer in the text.
func (o *Outcome) String() string {
	s := o.Name()
	if o.Why != "" {
		s += ": " + o.Why
	}
	return s
}

// Name names the record of a correction for people: its kind, its place, its
// words.
func (c *Correction) Name() string {
	s := string(c.Record)
	from := c.Old
	if isNone(from) {
		from = c.New
	}
	if r, err := parse(c.Record, from); err == nil && r.parts().place != "" {
		s += " " + r.parts().place
	}
	if c.Words != "" {
		s += " 「" + cut(c.Words, 24) + "」"
	}
	return s
}

// cut is s on one line, with at most so many characters.
func cut(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// UnfitWarning is the code of the warnings of corrections that are not in
// effect.
const UnfitWarning = "correction_unfit"

// Apply puts corrections of one document, as Merge leaves them, into effect, and
// returns the document that comes of it; doc stays as it is. The marks, the
// counts of Document.Corrected and the warnings of corrections that are not in
// effect are of these corrections alone afterwards. The outcomes are in the order
// of the corrections.
//
// A person's reading goes before what the rules say by now: the record at the
// place of a correction is replaced or deleted, whatever it is. Applied again to
// what came of it, the same corrections change nothing.
//
// check returns a line for each promise that a document breaks. A correction
// that adds one is refused; corrections that keep all only together are applied
// together. It may be nil.
func Apply(doc *extract.Document, ds []Document, check func(*extract.Document) []string) (*extract.Document, []Outcome) {
	a := &applying{from: doc, words: wordsOf(doc.Text), ds: ds}
	if c := doc.Corrected; c != nil {
		a.before = c.Changed+c.Added+c.Deleted > 0
	}
	refused := map[int]string{}
	out, outcomes := a.run(refused)
	if check == nil {
		return out, outcomes
	}
	allowed := check(doc)
	for {
		broken := check(out)
		if len(broken) <= len(allowed) {
			return out, outcomes
		}
		i, why := a.culprit(outcomes, refused, broken, len(allowed), check)
		if i < 0 {
			return out, outcomes // not for these corrections
		}
		refused[i] = why
		out, outcomes = a.run(refused)
	}
}

// culprit is the correction without which the fewest promises are broken, the
// last of several, and what it breaks. Where two break one promise together, it is
// the last one; -1 is none.
func (a *applying) culprit(outcomes []Outcome, refused map[int]string, broken []string, allowed int, check func(*extract.Document) []string) (int, string) {
	best, least, why, last := -1, len(broken), "", -1
	// A broken promise names the kind of record it is about; the other kinds are
	// looked at where this is not enough.
	named := func(k Kind) bool {
		return slices.ContainsFunc(broken, func(line string) bool { return strings.HasPrefix(line, string(k)) })
	}
	for _, first := range []bool{true, false} {
		for i := len(outcomes) - 1; i >= 0 && least > allowed; i-- {
			if !outcomes[i].InEffect() || named(outcomes[i].Record) != first {
				continue
			}
			if last < 0 {
				last = i
			}
			refused[i] = "tried"
			out, _ := a.run(refused)
			delete(refused, i)
			left := check(out)
			if len(left) >= least {
				continue
			}
			best, least, why = i, len(left), broken[0]
			for _, line := range broken {
				if !slices.Contains(left, line) {
					why = line
					break
				}
			}
		}
		if best >= 0 {
			break
		}
	}
	if best < 0 {
		best, why = last, broken[0]
	}
	return best, cut(unnumbered(why), 200)
}

// unnumbered takes the [numbers] of records out of a broken promise: they are
// others as soon as a record is added.
func unnumbered(line string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "[")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		number, after, closed := strings.Cut(rest, "]")
		if _, err := strconv.Atoi(number); err != nil || !closed {
			b.WriteByte('[')
			after = rest
		}
		line = after
	}
}

// An applying is a run over the corrections of a document.
type applying struct {
	from   *extract.Document
	words  *words
	ds     []Document
	before bool // it had corrections in effect before

	doc *extract.Document // what comes of it
	sha string            // of the source the corrections in hand were made on
}

// run applies all corrections but those refused.
func (a *applying) run(refused map[int]string) (*extract.Document, []Outcome) {
	a.doc = copied(a.from)
	d := a.doc
	for _, k := range Kinds() {
		for _, r := range records(d, k) {
			r.mark(false)
		}
	}
	d.Warnings = slices.DeleteFunc(d.Warnings, func(w extract.Warning) bool { return w.Code == UnfitWarning })
	var outcomes []Outcome
	count := extract.Corrected{}
	for _, cs := range a.ds {
		a.sha = cs.SHA256
		count.Reviewed = count.Reviewed || cs.Reviewed && a.sha == d.Source.SHA256
		for i := range cs.Corrections {
			o := Outcome{Effect: Refused, Why: refused[len(outcomes)], Correction: cs.Corrections[i]}
			if o.Why == "" {
				o = a.one(cs.Corrections[i])
			}
			switch o.Effect {
			case Changed:
				count.Changed++
			case Added:
				count.Added++
			case Deleted:
				count.Deleted++
			default:
				d.Warnings = append(d.Warnings, extract.Warning{Code: UnfitWarning, Message: "a correction is not in effect: " + o.String()})
			}
			outcomes = append(outcomes, o)
		}
	}
	unexplained(d)
	d.Corrected = nil
	if count != (extract.Corrected{}) {
		d.Corrected = &count
	}
	return d, outcomes
}

// one applies one correction.
func (a *applying) one(c Correction) Outcome {
	var old, new *record
	for _, side := range []struct {
		name string
		data Record
		to   **record
	}{{"old", c.Old, &old}, {"new", c.New, &new}} {
		if c.Record.zero() != nil && isNone(side.data) {
			continue
		}
		r, err := parse(c.Record, side.data)
		if err != nil {
			return c.refused(side.name + ": " + err.Error())
		}
		*side.to = &r
	}
	switch {
	case old == nil && new == nil:
		return c.refused("it has neither an old record nor a new one")
	case c.Record == Notice:
		return a.notice(c, old, new)
	case c.Span == nil:
		return c.refused("it has no span")
	}
	m, why := a.words.locate(&c)
	if why != "" {
		return Outcome{Effect: Unfit, Why: why, Correction: c}
	}
	for _, r := range []*record{old, new} {
		if r == nil {
			continue
		}
		if field := r.moved(m); field != "" {
			return c.refused(field + ": its span leads out of the text")
		}
	}
	if old != nil {
		old.settle(a.words)
	}
	if new != nil {
		if field := new.settle(a.words); field != "" {
			return c.refused(field + " is not what stands at its span")
		}
		a.complete(old, new)
		if why := new.breaks(); why != "" {
			return c.refused(why)
		}
	}
	o := a.effect(old, new)
	if !o.InEffect() {
		o.Correction = c
		return o
	}
	o.Correction = a.here(c, m, old, new)
	return o
}

func (c Correction) refused(why string) Outcome {
	return Outcome{Effect: Refused, Why: cut(why, 200), Correction: c}
}

// notice applies a correction of the notice data, which have no place: they fit
// while the source is the same, or says the same of itself.
func (a *applying) notice(c Correction, old, new *record) Outcome {
	now := record{Notice, &a.doc.Document}
	switch {
	case old == nil || new == nil:
		return c.refused("the notice data are there once: they can be changed, not added or deleted")
	case a.sha != a.doc.Source.SHA256 && !now.alike(*old) && !now.alike(*new):
		return Outcome{Effect: Unfit, Why: "the source is another one, and so are its notice data", Correction: c}
	}
	if why := new.breaks(); why != "" {
		return c.refused(why)
	}
	o := Outcome{Effect: Changed, Already: now.alike(*new)}
	if !o.Already {
		was := a.doc.Document
		old = &record{Notice, &was}
		old.mark(false)
	}
	now.set(*new)
	now.mark(true)
	c.Span, c.Words, c.Before, c.After = nil, "", "", ""
	c.Old, c.New = old.json(), new.json()
	o.Correction = c
	return o
}

// here is c for the text it was applied to.
func (a *applying) here(c Correction, m move, old, new *record) Correction {
	s, ok := m.span(*c.Span)
	if !ok { // its words were found, and are inside
		s = a.words.span(m.first, m.n)
	}
	if old != nil {
		s = old.span()
	} else if new != nil {
		s = new.span()
	}
	c.Span, c.Words = &s, a.words.in(s)
	c.Before = a.words.in(extract.Span{max(0, s[0]-Around), s[0]})
	c.After = a.words.in(extract.Span{s[1], min(len(a.words.text), s[1]+Around)})
	c.Old, c.New = Record("null"), Record("null")
	if old != nil {
		c.Old = old.json()
	}
	if new != nil {
		new.mark(false)
		c.New = new.json()
	}
	return c
}

// moved moves all spans of r, and names the field whose span leads out of the
// text.
func (r *record) moved(m move) string {
	p := r.parts()
	done := map[*extract.Span]bool{}
	for _, f := range p.fields {
		if done[f.span] {
			continue
		}
		done[f.span] = true
		s, ok := m.span(*f.span)
		if !ok {
			return f.name
		}
		*f.span = s
	}
	return ""
}

// settle gives the fields of r the words of their spans, where these differ in
// white space alone, and finds the spans of words that stand nearby; it names the
// field whose words do not.
func (r *record) settle(w *words) string {
	wrong := ""
	for _, f := range r.parts().fields {
		said, stands := squeeze(*f.words), w.in(*f.span)
		if said == "" && f.name == "raw" || said == squeeze(stands) {
			*f.words = stands
			continue
		}
		if s, ok := w.near(said, *f.span); ok {
			*f.span, *f.words = s, w.in(s)
			continue
		}
		if wrong == "" {
			wrong = f.name
		}
	}
	return wrong
}

// complete adds to a new record what a person leaves to the program: its page,
// the full names of its units.
func (a *applying) complete(old, new *record) {
	p := new.parts()
	switch {
	case a.doc.Source.Pages == nil:
		*p.page = nil
	case *p.page == nil || a.sha != a.doc.Source.SHA256:
		*p.page = a.page(p.span[0])
	}
	r, ok := new.value.(*extract.Responsibility)
	if !ok {
		return
	}
	// The full name of a unit that is another one now is not its own.
	if old != nil {
		was := old.value.(*extract.Responsibility)
		for i, u := range r.Units {
			of := func(o extract.Unit) bool { return u.Canonical != nil && deref(o.Canonical) == *u.Canonical }
			same := func(o extract.Unit) bool { return o.Name == u.Name }
			if slices.ContainsFunc(was.Units, of) && !slices.ContainsFunc(was.Units, same) {
				r.Units[i].Canonical = nil
			}
		}
	}
	r.Resolve(a.doc.Home())
}

// page is the page of a place of the text: that of the last record or table that
// begins before it, else of the first behind it.
func (a *applying) page(at int) *int {
	before, after := extract.Span{-1}, extract.Span{-1}
	var page, next *int
	look := func(p *int, s extract.Span) {
		switch {
		case p == nil:
		case s[0] <= at && s[0] >= before[0]:
			before, page = s, p
		case s[0] > at && (next == nil || s[0] < after[0]):
			after, next = s, p
		}
	}
	for _, k := range Kinds()[1:] {
		for _, r := range records(a.from, k) {
			look(*r.parts().page, r.span())
		}
	}
	for i := range a.from.Tables {
		look(a.from.Tables[i].Page, a.from.Tables[i].Span)
	}
	if page == nil {
		page = next
	}
	if page == nil {
		first := 1
		page = &first
	}
	return page
}

// effect changes the document as a correction says, whose records are moved and
// complete.
func (a *applying) effect(old, new *record) Outcome {
	if new == nil {
		i, why := a.find(*old, true)
		if why != "" {
			return Outcome{Effect: Unfit, Why: why}
		}
		if i >= 0 {
			a.was(old, i)
			remove(a.doc, old.kind, i)
		}
		return Outcome{Effect: Deleted, Already: i < 0}
	}
	o := Outcome{Effect: Changed}
	if old == nil {
		o.Effect = Added
	}
	if i := a.index(*new, record.alike); i >= 0 {
		r := records(a.doc, new.kind)[i]
		// The words of both are the same but for white space.
		page := *r.parts().page
		r.set(*new)
		*r.parts().page = page
		r.mark(true)
		o.Already = true
		if old != nil && !old.alike(*new) {
			if k := a.index(*old, record.alike); k >= 0 && k != i {
				remove(a.doc, old.kind, k)
				o.Already = false
			}
		}
		return o
	}
	i := -1
	if old != nil {
		var why string
		if i, why = a.find(*old, false); why != "" {
			return Outcome{Effect: Unfit, Why: why}
		}
		if i >= 0 {
			a.was(old, i)
		}
	} else {
		i = a.index(*new, record.sameOne)
	}
	put := *new
	put.mark(true)
	if i >= 0 {
		if r := records(a.doc, new.kind)[i]; r.span()[0] == new.span()[0] {
			r.set(put)
			return o
		}
		remove(a.doc, new.kind, i)
	}
	insert(a.doc, put)
	return o
}

// was makes old what the document has in its place, which other rules may read in
// another way: the next correction of the record begins with that.
func (a *applying) was(old *record, i int) {
	r := records(a.doc, old.kind)[i]
	*old = record{old.kind, old.kind.zero()}
	old.set(r)
	old.mark(false)
}

// index is the first record that is like r and was not made by another
// correction, -1 for none.
func (a *applying) index(r record, like func(record, record) bool) int {
	return slices.IndexFunc(records(a.doc, r.kind), func(o record) bool {
		return !*o.parts().corrected && like(o, r)
	})
}

// find is the record that a correction of old is about, -1 where there is none:
// the very one; the one at its place, where there are several the one that is the
// same thing; the one that overlaps it and is the same thing.
func (a *applying) find(old record, delete bool) (_ int, why string) {
	all := records(a.doc, old.kind)
	if i := slices.IndexFunc(all, old.alike); i >= 0 {
		return i, ""
	}
	if i := a.index(old, record.sameOne); i >= 0 || delete && a.before {
		// What else stands at the place of a record that was deleted before is
		// not that record.
		return i, ""
	}
	p := old.parts()
	var here, place, over []int
	for i, r := range all {
		q := r.parts()
		switch {
		case *q.corrected:
		case *q.span == *p.span:
			here = append(here, i)
			if q.place == p.place {
				place = append(place, i)
			}
		case q.span[0] < p.span[1] && p.span[0] < q.span[1] && q.place == p.place:
			over = append(over, i)
		}
	}
	for _, list := range [][]int{place, here, over} {
		switch {
		case len(list) == 1:
			return list[0], ""
		case len(list) > 1:
			return -1, fmt.Sprintf("the rules read %d records at its place now, and none of them is the one that was corrected", len(list))
		}
	}
	return -1, ""
}
