package annotate

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/correction"
)

// Of is what tools show of a document. Records whose words can't be shown, since
// their span is empty or outside the text, are not in it, nor are units and
// indicators whose words don't stand there. Records with the same label and span
// are one entity. Entities stand in the order of the text, the longer one first.
func Of(id string, d *extract.Document) *Annotations {
	b := &builder{
		d: d, text: []rune(d.Text), at: map[place]*Entity{},
		a: &Annotations{ID: id, SHA256: d.Source.SHA256, Text: d.Text},
	}
	for i, x := range d.Outline {
		b.entity(Heading, x.Span, record{correction.Outline, i, -1})
	}
	for i, x := range d.Tasks {
		b.entity(Task, x.Span, record{correction.Tasks, i, -1})
	}
	for i, x := range d.Boxes {
		b.entity(Box, x.Span, record{correction.Boxes, i, -1})
		for j, y := range x.Items {
			b.entity(BoxItem, y.Span, record{correction.Boxes, i, j})
		}
	}
	for i := range d.Responsibilities {
		b.clause(i)
	}
	for i, x := range d.Targets {
		b.quantity(Target, x.Span, x.Indicator, record{correction.Targets, i, -1})
	}
	for i, x := range d.Achievements {
		b.quantity(Achievement, x.Span, x.Indicator, record{correction.Achievements, i, -1})
	}
	for i, x := range d.References {
		b.entity(Reference, x.Span, record{correction.References, i, -1})
	}
	return b.finish()
}

type builder struct {
	d     *extract.Document
	text  []rune
	a     *Annotations
	all   []*Entity
	at    map[place]*Entity
	links []link
}

type place struct {
	label string
	span  extract.Span
}

type link struct {
	kind     string
	from, to *Entity
}

// entity returns the entity of a record, nil where it has none.
func (b *builder) entity(label string, s extract.Span, r record) *Entity {
	if s[0] < 0 || s[0] >= s[1] || s[1] > len(b.text) {
		return nil
	}
	e := b.at[place{label, s}]
	if e == nil {
		e = &Entity{Label: label, Span: s, Words: string(b.text[s[0]:s[1]])}
		b.at[place{label, s}] = e
		b.all = append(b.all, e)
	}
	e.records = append(e.records, r)
	return e
}

func (b *builder) link(kind string, from, to *Entity) {
	if from != nil && to != nil {
		b.links = append(b.links, link{kind, from, to})
	}
}

// clause adds a clause and its units, which are looked for in their order.
func (b *builder) clause(i int) {
	x := b.d.Responsibilities[i]
	clause := b.entity(Clause, x.Span, record{correction.Responsibilities, i, -1})
	if clause == nil {
		return
	}
	last := extract.Span{x.Span[0], x.Span[0]}
	for j, u := range x.Units {
		s, ok := findWords(b.text, last[1], x.Span[1], u.Name)
		if !ok { // as people may have corrected it, it begins inside the one before
			s, ok = findWords(b.text, last[0], x.Span[1], u.Name)
		}
		if !ok {
			continue
		}
		b.link(UnitOf, b.entity(roleLabels[u.Role], s, record{correction.Responsibilities, i, j}), clause)
		last = s
	}
}

func (b *builder) quantity(label string, s extract.Span, indicator *string, r record) {
	e := b.entity(label, s, r)
	if e == nil || indicator == nil {
		return
	}
	if at, ok := lastWords(b.text, sentenceStart(b.text, s[0]), s[0], *indicator); ok {
		b.link(HasIndicator, e, b.entity(Indicator, at, r))
	}
}

// finish puts the entities in order and gives them names.
func (b *builder) finish() *Annotations {
	slices.SortStableFunc(b.all, func(x, y *Entity) int {
		return cmp.Or(cmp.Compare(x.Span[0], y.Span[0]), cmp.Compare(y.Span[1], x.Span[1]), cmp.Compare(rank(x.Label), rank(y.Label)))
	})
	linked := map[record]bool{}
	for _, l := range b.links {
		if l.kind == HasIndicator {
			for _, r := range l.to.records {
				linked[r] = true
			}
		}
	}
	for i, e := range b.all {
		e.ID = fmt.Sprintf("T%d", i+1)
		if len(e.records) == 1 && e.Label != Indicator {
			e.Facts = factsOf(b.d, e.records[0], linked[e.records[0]])
		}
		b.a.Entities = append(b.a.Entities, *e)
	}
	seen := map[Relation]bool{}
	for _, l := range b.links {
		r := Relation{l.kind, l.from.ID, l.to.ID}
		if !seen[r] {
			seen[r] = true
			b.a.Relations = append(b.a.Relations, r)
		}
	}
	b.a.Records = hash(b.a)
	return b.a
}

// hash tells whether records are still what they were: 16 hexadecimal digits.
func hash(a *Annotations) string {
	h := sha256.New()
	for _, e := range a.Entities {
		fmt.Fprintf(h, "%s %d %d %q\n", e.Label, e.Span[0], e.Span[1], e.Facts)
	}
	fmt.Fprintf(h, "%q\n", a.Relations)
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// findWords finds words in text[from:to], white space not counted.
func findWords(text []rune, from, to int, words string) (extract.Span, bool) {
	want := []rune(squeeze(words))
	if len(want) == 0 {
		return extract.Span{}, false
	}
	for i := from; i < to; i++ {
		if text[i] == want[0] {
			if end, ok := reads(text, i, to, want); ok {
				return extract.Span{i, end}, true
			}
		}
	}
	return extract.Span{}, false
}

// lastWords finds the last place of words in text[from:to].
func lastWords(text []rune, from, to int, words string) (extract.Span, bool) {
	want := []rune(squeeze(words))
	if len(want) == 0 {
		return extract.Span{}, false
	}
	for i := to - len(want); i >= from; i-- {
		if text[i] == want[0] {
			if end, ok := reads(text, i, to, want); ok {
				return extract.Span{i, end}, true
			}
		}
	}
	return extract.Span{}, false
}

// reads reports where want, without white space, ends if it begins at i.
func reads(text []rune, i, to int, want []rune) (end int, ok bool) {
	for _, w := range want {
		for i < to && unicode.IsSpace(text[i]) {
			i++
		}
		if i == to || text[i] != w {
			return 0, false
		}
		i++
	}
	return i, true
}

// sentenceStart is where the sentence, or the part of one between semicolons,
// begins that i stands in.
func sentenceStart(text []rune, i int) int {
	for i > 0 && !strings.ContainsRune("。；;！？\n", text[i-1]) {
		i--
	}
	return i
}

// squeeze leaves out white space, which spans don't count.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
