package compare

import (
	"fmt"
	"slices"

	"guihua/extract"
)

// Check returns what the pairs of a comparison of a with b break of what they promise, a
// line for each; none where they keep it all. The promises:
//
//   - every item of both plans is in a pair, those of the superior plan in their order;
//   - only dropped has no subordinate, only new has no superior; these have no overlap,
//     no likeness of titles and no changes;
//   - an item in several pairs is merged or split in all of them, and no other is;
//   - overlaps and likenesses are shares, overlaps nil only where there is no run of
//     characters that could be counted;
//   - changes stand in a body of the item they are said to be of, in reading order, none
//     in another; what stands in their place stands in the other item;
//   - what else a relation may be is another one, each once;
//   - every pair says why.
func Check(c *Comparison, a, b *extract.Document) (broken []string) {
	k := &checker{c: c, a: bare(a), b: bare(b)}
	k.all()
	k.groups()
	for i := range c.Pairs {
		k.pair(i)
	}
	return k.broken
}

// bare is a document with its items, without their words.
func bare(d *extract.Document) *Side {
	s := &Side{Document: d, runes: []rune(d.Text)}
	s.addItems()
	return s
}

type checker struct {
	c      *Comparison
	a, b   *Side
	broken []string
}

func (k *checker) say(format string, args ...any) {
	k.broken = append(k.broken, fmt.Sprintf(format, args...))
}

// key tells the items of a plan apart, two of which may have one id.
type key struct {
	kind ItemKind
	id   string
	span extract.Span
}

func keyOf(x *Item) key { return key{x.Kind, x.ID, x.Span} }

func (s *Side) find(x *Item) *item {
	for i := range s.items {
		if keyOf(&s.items[i].Item) == keyOf(x) {
			return &s.items[i]
		}
	}
	return nil
}

// all asks for every item of both plans.
func (k *checker) all() {
	ofA, ofB := map[key]bool{}, map[key]bool{}
	last := -1
	for i, p := range k.c.Pairs {
		if p.Superior != nil {
			ofA[keyOf(p.Superior)] = true
			if x := k.a.find(p.Superior); x == nil {
				k.say("pair %d: no item %s in the superior plan", i, p.Superior.ID)
			} else if at := slices.IndexFunc(k.a.items, func(y item) bool { return keyOf(&y.Item) == keyOf(p.Superior) }); at < last {
				k.say("pair %d: item %s stands behind one that follows it", i, p.Superior.ID)
			} else {
				last = at
			}
		}
		if p.Subordinate != nil {
			ofB[keyOf(p.Subordinate)] = true
			if k.b.find(p.Subordinate) == nil {
				k.say("pair %d: no item %s in the subordinate plan", i, p.Subordinate.ID)
			}
		}
	}
	for i := range k.a.items {
		if x := &k.a.items[i].Item; !ofA[keyOf(x)] {
			k.say("item %s of the superior plan is in no pair", x.ID)
		}
	}
	for i := range k.b.items {
		if x := &k.b.items[i].Item; !ofB[keyOf(x)] {
			k.say("item %s of the subordinate plan is in no pair", x.ID)
		}
	}
}

// groups asks whether merged and split are said of what is in several pairs.
func (k *checker) groups() {
	ofA, ofB := map[key]int{}, map[key]int{}
	for _, p := range k.c.Pairs {
		if p.Superior != nil {
			ofA[keyOf(p.Superior)]++
		}
		if p.Subordinate != nil {
			ofB[keyOf(p.Subordinate)]++
		}
	}
	for i, p := range k.c.Pairs {
		var want Relation
		switch {
		case p.Subordinate != nil && ofB[keyOf(p.Subordinate)] > 1:
			want = Merged
		case p.Superior != nil && ofA[keyOf(p.Superior)] > 1:
			want = Split
		}
		if (p.Relation == Merged || p.Relation == Split || want != "") && p.Relation != want {
			k.say("pair %d is %s, by the pairs its items are in %q", i, p.Relation, want)
		}
	}
}

func (k *checker) pair(i int) {
	p := &k.c.Pairs[i]
	both := p.Superior != nil && p.Subordinate != nil
	switch {
	case p.Superior == nil && p.Subordinate == nil:
		k.say("pair %d has no items", i)
	case (p.Subordinate == nil) != (p.Relation == Dropped), (p.Superior == nil) != (p.Relation == NewHere):
		k.say("pair %d is %s, its sides do not fit that", i, p.Relation)
	}
	if p.Cut == nil || p.Added == nil || p.Or == nil {
		k.say("pair %d has a list that is nil", i)
	}
	for n, r := range p.Or {
		fits := slices.Contains([]Relation{Same, Adapted, Partial}, r) || r == Dropped && p.Superior != nil && p.Subordinate != nil
		if r == p.Relation || slices.Contains(p.Or[:n], r) || !fits {
			k.say("pair %d is %s or %v", i, p.Relation, p.Or)
		}
	}
	for _, f := range []*float64{p.Overlap, p.OverlapBack, p.TitleSimilarity} {
		if f != nil && !(*f >= 0 && *f <= 1) {
			k.say("pair %d has the share %v", i, *f)
		}
	}
	k.evidence(i)
	if !both {
		if p.Overlap != nil || p.OverlapBack != nil || p.TitleSimilarity != nil || len(p.Cut)+len(p.Added) > 0 {
			k.say("pair %d has one side and is compared", i)
		}
		return
	}
	x, y := k.a.find(p.Superior), k.b.find(p.Subordinate)
	if x == nil || y == nil {
		return
	}
	if (p.Overlap == nil) != (len(grams(k.a, x)) == 0) || (p.OverlapBack == nil) != (len(grams(k.b, y)) == 0) || p.TitleSimilarity == nil {
		k.say("pair %d: overlap %v, back %v, likeness of titles %v", i, p.Overlap, p.OverlapBack, p.TitleSimilarity)
	}
	k.changes(i, "cut", p.Cut, x, y)
	k.changes(i, "added", p.Added, y, x)
}

// changes asks where changes stand.
func (k *checker) changes(i int, what string, list []Change, x, other *item) {
	end := 0
	for n, c := range list {
		if c.Span[0] >= c.Span[1] || c.Span[0] < end {
			k.say("pair %d: %s %d is empty or stands in the one before it", i, what, n)
		}
		end = c.Span[1]
		if !slices.ContainsFunc(x.body, func(b extract.Span) bool { return b[0] <= c.Span[0] && c.Span[1] <= b[1] }) {
			k.say("pair %d: %s %d stands outside of the body of %s", i, what, n, x.ID)
		}
		if w := c.With; w != nil && (w[0] >= w[1] || w[0] < other.body[0][0] || w[1] > other.body[len(other.body)-1][1]) {
			k.say("pair %d: what %s %d stands for is outside of the body of %s", i, what, n, other.ID)
		}
	}
}

// evidence asks for the reasons of a pair, and where they stand.
func (k *checker) evidence(i int) {
	p := &k.c.Pairs[i]
	about := map[string]bool{}
	for _, e := range p.Evidence {
		about[e.About] = true
		if e.Rule == "" || e.Why == "" {
			k.say("pair %d has a reason without words", i)
		}
		for n, s := range []*extract.Span{e.Superior, e.Subordinate} {
			if s != nil && (s[0] < 0 || s[0] >= s[1] || s[1] > len([]*Side{k.a, k.b}[n].runes)) {
				k.say("pair %d: the evidence %s stands outside of the text", i, e.Rule)
			}
		}
	}
	if !about["pair"] || p.Superior != nil && p.Subordinate != nil && !about["relation"] {
		k.say("pair %d does not say why", i)
	}
}
