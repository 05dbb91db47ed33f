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
// A correction sets the keys in which its records differ in the record that
// stands at its words now; the others stay what the document says. In these keys a
// person's reading goes before what the rules say by now. Applied again to what
// came of it, the same corrections change nothing.
//
// check returns a line for each promise that a document breaks. A correction
// that adds one is refused; corrections that keep all only together are applied
// together. It may be nil.
func Apply(doc *extract.Document, ds []Document, check func(*extract.Document) []string) (*extract.Document, []Outcome) {
	a := &applying{from: doc, words: wordsOf(doc.Text), ds: ds}
	if c := doc.Corrected; c != nil {
		a.before = c.Changed+c.Added+c.Deleted > 0
	}
	return a.apply(check)
}

// add puts new corrections into effect in a document that has earlier ones in
// effect. One that gives a key another value where an earlier one has changed it
// from the value that this one began with is refused: two people, who each have
// not seen what the other did.
func add(doc *extract.Document, earlier []Outcome, d Document, check func(*extract.Document) []string) (*extract.Document, []Outcome) {
	a := &applying{from: doc, words: wordsOf(doc.Text), ds: []Document{d}, adding: true}
	for i := range earlier {
		if o := &earlier[i]; o.InEffect() {
			a.earlier = append(a.earlier, stepOf(o.Correction))
		}
	}
	return a.apply(check)
}

func (a *applying) apply(check func(*extract.Document) []string) (*extract.Document, []Outcome) {
	doc := a.from
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
	if best < 0 {
		return -1, ""
	}
	stays := strings.Contains(why, "nothing has the id") || strings.HasSuffix(why, "has no heading")
	if stays && isNone(outcomes[best].New) {
		why += ": delete what stands there too"
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
	before bool // it had these corrections in effect before, or some of them

	adding  bool    // they are new
	earlier []*step // in effect before those that are new

	doc *extract.Document // what comes of it
	sha string            // of the source the corrections in hand were made on

	set  map[string][]string // by the name of a record the keys that were corrected so far
	gone []record            // what was deleted so far
}

// run applies all corrections but those refused.
func (a *applying) run(refused map[int]string) (*extract.Document, []Outcome) {
	a.doc = copied(a.from)
	a.set, a.gone = map[string][]string{}, nil
	for _, s := range a.earlier {
		a.note(s.old, s.new)
	}
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
	lost := false // the old record is not of this text
	if old != nil {
		lost = old.settle(a.words) != ""
	}
	if new != nil {
		switch field := new.settle(a.words); {
		case field != "" && lost:
			return c.refused("its words are not those of its records")
		case field != "":
			return c.refused(field + " is not what stands at its span")
		}
		if why := new.breaks(); why != "" {
			return c.refused(why)
		}
	}
	o := a.effect(&old, &new)
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
	if old == nil || new == nil {
		return c.refused("the notice data are there once: they can be changed, not added or deleted")
	}
	if why := new.breaks(); why != "" {
		return c.refused(why)
	}
	keys := differ(*old, *new)
	n, before, after := now.keys(), old.keys(), new.keys()
	for _, key := range keys {
		if a.sha != a.doc.Source.SHA256 && !sameValue(n[key], before[key]) && !sameValue(n[key], after[key]) {
			return Outcome{Effect: Unfit, Why: "the source is another one, and so are its notice data", Correction: c}
		}
	}
	if why := a.contradicts(now, *old, *new, keys); why != "" {
		return c.refused(why)
	}
	was, put := a.patch(now, *old, *new, keys)
	o := Outcome{Effect: Changed, Already: now.alike(put)}
	a.note(&was, &put)
	now.set(put)
	now.mark(true)
	c.Span, c.Words, c.Before, c.After, c.Elsewhere = nil, "", "", "", nil
	c.Old, c.New = was.json(), put.json()
	o.Correction = c
	return o
}

// patch is the record now there before and after a correction of keys. Where it
// is as the correction says, what was before is the correction's word.
func (a *applying) patch(now, old, new record, keys []string) (was, put record) {
	put, was = now.with(keys, new), now.with(nil, new)
	if put.alike(now) {
		was = now.with(keys, old)
	}
	put.mark(false)
	was.mark(false)
	return was, put
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
	c.Before, c.After, c.Elsewhere = a.words.around(s)
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
func (a *applying) complete(old *record, new record) {
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
	r.Units = slices.Clone(r.Units)
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

// effect changes the document as a correction says, whose records are moved, and
// makes of them what the document had and has.
func (a *applying) effect(old, new **record) Outcome {
	switch {
	case *new == nil:
		return a.delete(*old)
	case *old == nil:
		return a.added(*new)
	}
	return a.change(*old, *new)
}

// missing is what is said of a correction of a record that is not there.
const missing = "the document has no such record"

// delete takes old out of the document, and makes it what stood there.
func (a *applying) delete(old *record) Outcome {
	all := records(a.doc, old.kind)
	i := slices.IndexFunc(all, old.alike)
	if i < 0 && (a.wasGone(*old, record.alike) || a.wasGone(*old, record.sameOne)) {
		return Outcome{Effect: Deleted, Already: true}
	}
	// What else stands at the place of a record that was deleted before is not
	// that record.
	if i < 0 && (a.adding || !a.before) {
		var why string
		if i, why = a.find(*old, *old); why != "" {
			return Outcome{Effect: Unfit, Why: why}
		}
	}
	switch {
	case i < 0 && a.adding:
		return Outcome{Effect: Unfit, Why: missing}
	case i < 0:
		a.note(old, nil)
		return Outcome{Effect: Deleted, Already: true}
	}
	now := records(a.doc, old.kind)[i]
	if why := a.contradicts(now, *old, *old, differ(*old, now)); why != "" {
		return Outcome{Effect: Refused, Why: why}
	}
	given := *old
	a.gone = append(a.gone, given)
	was := now.with(nil, *old)
	was.mark(false)
	old.value = was.value
	a.note(old, nil)
	remove(a.doc, old.kind, i)
	return Outcome{Effect: Deleted}
}

// added puts new into the document.
func (a *applying) added(new *record) Outcome {
	if a.sha != a.doc.Source.SHA256 {
		a.placed(*new)
	}
	a.complete(nil, *new)
	o := Outcome{Effect: Added}
	if i := a.index(*new, record.alike); i >= 0 {
		a.again(i, *new)
		a.note(nil, new)
		o.Already = true
		return o
	}
	i := a.index(*new, record.sameOne)
	other := i
	if i < 0 { // two people have added the same words; one may add them twice
		other = a.index(*new, func(r, o record) bool { return r.span() == o.span() && a.addedBefore(r) })
	}
	if other >= 0 {
		now := records(a.doc, new.kind)[other]
		if why := a.contradicts(now, *new, *new, differ(now, *new)); why != "" {
			return Outcome{Effect: Refused, Why: why}
		}
	}
	a.note(nil, new)
	a.put(i, *new)
	return o
}

// again marks the i-th record, which is as a correction says but for white space.
func (a *applying) again(i int, new record) {
	r := records(a.doc, new.kind)[i]
	page := *r.parts().page
	r.set(new)
	*r.parts().page = page
	r.mark(true)
}

// put puts a record in the place of the i-th of its kind, or where it belongs.
func (a *applying) put(i int, put record) {
	put = put.with(nil, put)
	put.mark(true)
	if i >= 0 {
		if r := records(a.doc, put.kind)[i]; r.span()[0] == put.span()[0] {
			r.set(put)
			return
		}
		remove(a.doc, put.kind, i)
	}
	insert(a.doc, put)
}

// change takes a record from old to new, and makes of them what it was and is.
func (a *applying) change(old, new *record) Outcome {
	o := Outcome{Effect: Changed}
	keys := differ(*old, *new)
	a.complete(old, *new)
	if i := a.index(*new, record.alike); i >= 0 {
		a.again(i, *new)
		o.Already = true
		if !old.alike(*new) {
			if k := a.index(*old, record.alike); k >= 0 && k != i {
				remove(a.doc, old.kind, k)
				o.Already = false
			}
		}
		a.note(old, new)
		return o
	}
	i := slices.IndexFunc(records(a.doc, old.kind), old.alike)
	if i < 0 && a.wasGone(*old, record.alike) {
		return Outcome{Effect: Refused, Why: deletedBefore}
	}
	if i < 0 {
		var why string
		if i, why = a.find(*old, *new); why != "" {
			return Outcome{Effect: Unfit, Why: why}
		}
	}
	switch {
	case i < 0 && a.wasGone(*old, record.sameOne):
		return Outcome{Effect: Refused, Why: deletedBefore}
	case i < 0 && a.adding:
		return Outcome{Effect: Unfit, Why: missing}
	case i < 0: // the rules no longer read it
		if a.sha != a.doc.Source.SHA256 && !slices.ContainsFunc(keys, isPlace) {
			a.placed(*old)
			a.placed(*new)
		}
		a.note(old, new)
		a.put(-1, *new)
		return o
	}
	now := records(a.doc, old.kind)[i]
	if why := a.contradicts(now, *old, *new, keys); why != "" {
		return Outcome{Effect: Refused, Why: why}
	}
	n, before, after := now.keys(), old.keys(), new.keys()
	for _, key := range keys {
		if isPlace(key) && a.sha != a.doc.Source.SHA256 && !sameValue(n[key], before[key]) && !sameValue(n[key], after[key]) {
			return Outcome{Effect: Unfit, Why: fmt.Sprintf("%s is %s now, and %s may be another place", key, said(n[key]), said(after[key]))}
		}
	}
	was, put := a.patch(now, *old, *new, keys)
	a.complete(&was, put)
	o.Already = put.alike(now)
	if why := put.breaks(); why != "" {
		return Outcome{Effect: Refused, Why: why}
	}
	a.note(&was, &put)
	a.put(i, put)
	old.value, new.value = was.value, put.value
	return o
}

const deletedBefore = "contradicts an earlier correction: it was deleted"

// isPlace reports whether a key holds an id, which another place may have in
// another text.
func isPlace(key string) bool { return key == "id" || key == "at" || key == "within" }

// index is the first record that is like r and was not made by another
// correction, -1 for none.
func (a *applying) index(r record, like func(record, record) bool) int {
	return slices.IndexFunc(records(a.doc, r.kind), func(o record) bool {
		return !*o.parts().corrected && like(o, r)
	})
}

// find is the record that a correction from old to new is about, where the very
// one is not there, -1 where there is none: the same thing, the most alike of
// several; the one at its place; the one that overlaps it at the same id.
func (a *applying) find(old, new record) (_ int, why string) {
	all := records(a.doc, old.kind)
	best, same, twice := -1, 0, false
	for i, r := range all {
		if *r.parts().corrected || !r.sameOne(old) && !r.sameOne(new) {
			continue
		}
		switch n := max(agree(r, old), agree(r, new)); {
		case best < 0 || n > same:
			best, same, twice = i, n, false
		case n == same && !r.alike(all[best]):
			twice = true
		}
	}
	if twice {
		return -1, "several records at its place are equally like the one that was corrected"
	}
	if best >= 0 {
		return best, ""
	}
	p, to := old.parts(), new.parts()
	var here, place, over []int
	for i, r := range all {
		q := r.parts()
		switch {
		case *q.corrected:
		case *q.span == *p.span || *q.span == *to.span:
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
