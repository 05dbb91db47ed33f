package golden

import "strings"

// A kind is one line of the score: what is compared, and how.
type kind struct {
	name  string
	score func(gold, out *facts) tally
}

// kinds lists what is scored, in the order it is printed.
var kinds = []kind{
	{"document", func(g, o *facts) tally { return same(documentItems(g), documentItems(o)) }},
	{"outline", func(g, o *facts) tally { return same(outlineItems(g), outlineItems(o)) }},
	{"roles", func(g, o *facts) tally { return same(roleItems(g), roleItems(o)) }},
	{"tasks", func(g, o *facts) tally { return bodies(taskPassages(g), taskPassages(o)) }},
	{"measures", func(g, o *facts) tally { return bodies(measurePassages(g), measurePassages(o)) }},
	{"box items", func(g, o *facts) tally { return bodies(boxPassages(g), boxPassages(o)) }},
	{"clauses", func(g, o *facts) tally { return same(clauseItems(g), clauseItems(o)) }},
	{"units", func(g, o *facts) tally { return same(unitItems(g), unitItems(o)) }},
	{"targets", func(g, o *facts) tally { return same(quantityItems(g.Targets), quantityItems(o.Targets)) }},
	{"targets named", func(g, o *facts) tally { return named(g.Targets, o.Targets) }},
	{"targets, whole", func(g, o *facts) tally { return same(wholeItems(g.Targets), wholeItems(o.Targets)) }},
	{"baselines", func(g, o *facts) tally { return same(baselineItems(g.Targets), baselineItems(o.Targets)) }},
	{"achievements", func(g, o *facts) tally { return same(quantityItems(g.Achievements), quantityItems(o.Achievements)) }},
	{"achievements named", func(g, o *facts) tally { return named(g.Achievements, o.Achievements) }},
	{"references", func(g, o *facts) tally { return same(referenceItems(g), referenceItems(o)) }},
}

// Kinds returns the names of what is scored, in the order it is printed.
func Kinds() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}

// A tally is what one kind of one document scored.
type tally struct {
	Count
	missed, extra []item
}

func documentItems(d *facts) []item {
	doc := d.Document
	var items []item
	add := func(name string, x scalar) {
		if x.given() {
			items = append(items, tuple{name, foldName(x.s)})
		}
	}
	add("title", doc.Title)
	add("notice_title", doc.NoticeTitle)
	add("number", doc.Number)
	add("issued", doc.Issued)
	add("published", doc.Published)
	add("kind", doc.Kind)
	for _, x := range doc.Issuers {
		items = append(items, tuple{"issuers", foldName(x.s)})
	}
	for _, x := range doc.Recipients {
		items = append(items, tuple{"recipients", foldName(x.s)})
	}
	if len(doc.Period) > 0 {
		var years tuple
		for _, y := range doc.Period {
			n, _ := y.integer() // readFacts has checked it
			years = append(years, n)
		}
		items = append(items, tuple{"period", years})
	}
	if doc.Region != nil && doc.Region.Code.given() {
		items = append(items, tuple{"region", doc.Region.Code.s})
	}
	return items
}

func outlineItems(d *facts) []item {
	var items []item
	for _, x := range d.Outline {
		items = append(items, tuple{fold(x.ID.s), foldName(x.Title.s)})
	}
	return items
}

func roleItems(d *facts) []item {
	var items []item
	for _, x := range d.Outline {
		items = append(items, tuple{fold(x.ID.s), x.Role.s})
	}
	return items
}

func clauseItems(d *facts) []item {
	var items []item
	for _, x := range d.Responsibilities {
		items = append(items, tuple{fold(x.At.s), strings.Trim(*fold(x.Raw.s), "()")})
	}
	return items
}

func unitItems(d *facts) []item {
	var items []item
	for _, x := range d.Responsibilities {
		for _, u := range x.Units {
			items = append(items, tuple{fold(x.At.s), foldName(u.Name.s), u.Role.s})
		}
	}
	return items
}

// quantityKey is place, value, upper value, and the unit or, where there is no
// value, the words.
func quantityKey(q quantity) tuple {
	what := foldName(q.Raw.s)
	if q.Value.given() {
		what = fold(q.Unit.s)
	}
	return tuple{fold(q.At.s), foldNumber(q.Value.s), foldNumber(q.ValueMax.s), what}
}

func quantityItems(list []quantity) []item {
	var items []item
	for _, q := range list {
		items = append(items, quantityKey(q))
	}
	return items
}

func wholeItems(list []quantity) []item {
	var items []item
	for _, q := range list {
		by := q.By.s
		if !q.By.given() {
			by = nil
		}
		items = append(items, append(quantityKey(q), foldName(q.Indicator.s), q.Bound.s, q.Measure.s, by))
	}
	return items
}

func baselineItems(list []quantity) []item {
	var items []item
	for _, q := range list {
		if q.Baseline != nil {
			items = append(items, append(quantityKey(q), foldNumber(q.Baseline.Value.s)))
		}
	}
	return items
}

func referenceItems(d *facts) []item {
	var items []item
	for _, x := range d.References {
		items = append(items, tuple{foldName(x.Title.s)})
	}
	return items
}

// A keyed passage is matched by its key before its words are compared.
type keyed struct {
	key item
	passage
}

func taskPassages(d *facts) []keyed {
	var list []keyed
	for _, x := range d.Tasks {
		list = append(list, keyed{fold(x.ID.s), x})
	}
	return list
}

func measurePassages(d *facts) []keyed {
	var list []keyed
	for _, x := range d.Tasks {
		for _, m := range x.Measures {
			m.Title.s = new(string) // a row has no title of its own
			list = append(list, keyed{fold(x.ID.s), m})
		}
	}
	return list
}

func boxPassages(d *facts) []keyed {
	var list []keyed
	for _, b := range d.Boxes {
		var number item = b.Number.s
		if n, err := b.Number.integer(); err == nil && b.Number.number {
			number = n
		}
		for i, x := range b.Items {
			list = append(list, keyed{tuple{number, foldName(b.Title.s), i + 1}, x})
		}
	}
	return list
}

// same counts the items two lists share, each as often as it stands in both.
func same(gold, out []item) tally {
	t := tally{Count: Count{Out: len(out), Gold: len(gold)}}
	t.missed = surplus(gold, out)
	t.extra = surplus(out, gold)
	t.Hit = len(gold) - len(t.missed)
	return t
}

// surplus returns the items of a beyond those of b, equal ones together where
// the first of them stands.
func surplus(a, b []item) []item {
	count := map[string]int{}
	var order []item
	for _, x := range a {
		key := repr(x)
		if _, seen := count[key]; !seen {
			order = append(order, x)
		}
		count[key]++
	}
	for _, x := range b {
		if key := repr(x); count[key] > 0 {
			count[key]--
		}
	}
	var rest []item
	for _, x := range order {
		for range count[repr(x)] {
			rest = append(rest, x)
		}
	}
	return rest
}

// A shelf holds records by key, keys in the order they came.
type shelf[T any] struct {
	order []string
	byKey map[string][]T
}

func newShelf[T any](list []T, key func(T) string) *shelf[T] {
	s := &shelf[T]{byKey: map[string][]T{}}
	for _, x := range list {
		k := key(x)
		if _, seen := s.byKey[k]; !seen {
			s.order = append(s.order, k)
		}
		s.byKey[k] = append(s.byKey[k], x)
	}
	return s
}

// take removes the first record under key that fits.
func (s *shelf[T]) take(key string, fits func(T) bool) bool {
	list := s.byKey[key]
	for i, x := range list {
		if fits(x) {
			s.byKey[key] = append(list[:i:i], list[i+1:]...)
			return true
		}
	}
	return false
}

// rest returns what was not taken.
func (s *shelf[T]) rest() []T {
	var rest []T
	for _, k := range s.order {
		rest = append(rest, s.byKey[k]...)
	}
	return rest
}

// named matches quantities by place and value, then requires the indicators to
// be alike.
func named(gold, out []quantity) tally {
	t := tally{Count: Count{Out: len(out), Gold: len(gold)}}
	left := newShelf(out, func(q quantity) string { return repr(quantityKey(q)) })
	for _, g := range gold {
		if left.take(repr(quantityKey(g)), func(o quantity) bool { return alike(g.Indicator.s, o.Indicator.s) }) {
			t.Hit++
		} else {
			t.missed = append(t.missed, append(quantityKey(g), foldName(g.Indicator.s)))
		}
	}
	for _, o := range left.rest() {
		t.extra = append(t.extra, append(quantityKey(o), foldName(o.Indicator.s)))
	}
	return t
}

// bodies matches passages by key, then requires title and body to agree.
func bodies(gold, out []keyed) tally {
	t := tally{Count: Count{Out: len(out), Gold: len(gold)}}
	left := newShelf(out, func(x keyed) string { return repr(x.key) })
	show := func(x keyed) item {
		head, tail, chars := x.body()
		return tuple{x.key, x.Title.s, tuple{head, tail, chars}}
	}
	for _, g := range gold {
		if left.take(repr(g.key), func(o keyed) bool { return sameTitle(g.passage, o.passage) && sameBody(g.passage, o.passage) }) {
			t.Hit++
		} else {
			t.missed = append(t.missed, show(g))
		}
	}
	for _, o := range left.rest() {
		t.extra = append(t.extra, show(o))
	}
	return t
}

func sameTitle(gold, out passage) bool {
	title := repr(foldName(out.Title.s))
	if title == repr(foldName(gold.Title.s)) {
		return true
	}
	for _, alt := range gold.Alts {
		if alt.Title.given() && title == repr(foldName(alt.Title.s)) {
			return true
		}
	}
	return false
}

// sameBody reports whether out has the first and last 12 characters of gold
// and a length within 1 % (at least 2) of one gold accepts, or the same of one
// of gold's other readings.
func sameBody(gold, out passage) bool {
	if agrees(gold, out, true) {
		return true
	}
	for _, alt := range gold.Alts {
		// A reading that only gives another length begins somewhere else.
		if agrees(gold.with(alt), out, alt.has["text_head"] || alt.has["text_tail"]) {
			return true
		}
	}
	return false
}

func agrees(gold, out passage, withHead bool) bool {
	goldHead, goldTail, goldChars := gold.body()
	outHead, outTail, outChars := out.body()
	h1, h2, t1, t2 := []rune(goldHead), []rune(outHead), []rune(goldTail), []rune(outTail)
	k, l := min(len(h1), len(h2), 12), min(len(t1), len(t2), 12)
	if withHead && string(h1[:k]) != string(h2[:k]) {
		return false
	}
	if string(t1[len(t1)-l:]) != string(t2[len(t2)-l:]) {
		return false
	}
	if near(goldChars, outChars) {
		return true
	}
	for _, n := range gold.Lengths {
		if near(n, outChars) {
			return true
		}
	}
	return false
}

func near(want, got int) bool {
	diff := want - got
	if diff < 0 {
		diff = -diff
	}
	return float64(diff) <= max(2, 0.01*float64(want))
}

// grounded counts the spans of an output and those that point at the words
// they claim.
func grounded(o *facts) (right, all int) {
	text := []rune(deref(o.Text.s))
	look := func(span []int, value scalar) {
		if !value.given() {
			return
		}
		all++
		if len(span) < 2 {
			return
		}
		words := string(slice(text, span[0], span[1]))
		if strings.Contains(*fold(&words), *fold(value.s)) {
			right++
		}
	}
	for _, x := range o.Outline {
		look(x.Span, x.Title)
	}
	for _, x := range o.Responsibilities {
		look(x.Span, x.Raw)
	}
	for _, list := range [][]quantity{o.Targets, o.Achievements} {
		for _, x := range list {
			look(x.Span, x.Raw)
		}
	}
	for _, x := range o.References {
		look(x.Span, x.Title)
	}
	for _, x := range o.Tasks {
		look(x.Span, x.Text)
	}
	return right, all
}

// slice is Python's text[start:end]: offsets below 0 count from the end,
// offsets beyond it are cut.
func slice(text []rune, start, end int) []rune {
	clamp := func(i int) int {
		if i < 0 {
			i += len(text)
		}
		return min(max(i, 0), len(text))
	}
	start, end = clamp(start), clamp(end)
	return text[start:max(start, end)]
}
