package reuse

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

const (
	// asMuch is the share of a passage that an earlier document must have to be its
	// source in place of the one that has all of it.
	asMuch = 0.9
	// sameShare is the share of the characters of both documents that must be the
	// same for them to be one notice.
	sameShare = 0.9
)

// document finds the passages of a document by its links, which are sorted.
func (f *finder) document(doc int, links []record) (Found, error) {
	found := Found{Doc: doc, CopyOf: f.docs[doc].copyOf}
	if len(links) == 0 || found.CopyOf >= 0 {
		return found, nil
	}
	later, err := f.shelf.get(doc)
	if err != nil {
		return found, err
	}
	sharing := map[int32]int{} // documents that share the fingerprint at a symbol
	seeds := map[int][]stretch{}
	for _, r := range links {
		at := int32(uint32(r[0]))
		if s := r[1] >> 32; s == shared {
			sharing[at] = int(uint32(r[1]))
		} else {
			seeds[int(s)] = append(seeds[int(s)], stretch{at, int32(uint32(r[1])), int32(f.opt.gram())})
		}
	}
	sources := make([]int, 0, len(seeds))
	for s := range seeds {
		sources = append(sources, s)
	}
	slices.SortFunc(sources, func(a, b int) int { return cmp.Compare(f.rank[a], f.rank[b]) })
	c := chooser{finder: f, doc: doc, later: later, sharing: sharing, byUnit: make([][]*match, len(later.units))}
	for _, s := range sources {
		if err := c.compare(s, seeds[s]); err != nil {
			return found, err
		}
	}
	var chosen []*match
	for _, ms := range c.byUnit {
		chosen = append(chosen, c.choose(ms)...)
	}
	if found.CopyOf = c.copyOf(); found.CopyOf >= 0 {
		return found, nil
	}
	for _, m := range chosen {
		if c.trim(m); m.counts() < f.opt.MinChars {
			continue
		}
		p, err := c.passage(m)
		if err != nil {
			return found, err
		}
		if p.Share >= f.opt.MinShare {
			found.Passages = append(found.Passages, p)
		}
	}
	return found, nil
}

// A chooser chooses the passages of one document.
type chooser struct {
	*finder
	doc     int
	later   *laid
	sharing map[int32]int
	byUnit  [][]*match // what earlier documents have of each paragraph, the earliest first
}

func (c *chooser) pair(earlier *laid) *pair { return &pair{c.later, earlier} }

// compare finds what an earlier document has, from where they share fingerprints.
func (c *chooser) compare(source int, seeds []stretch) error {
	earlier, err := c.shelf.get(source)
	if err != nil {
		return err
	}
	p := c.pair(earlier)
	done := map[int32]int32{} // up to where those so far apart were compared
	for _, s := range seeds {
		if s.later < done[s.later-s.earlier] {
			continue
		}
		m := p.grow(s)
		if m == nil {
			continue
		}
		for _, part := range m.parts {
			done[part.later-part.earlier] = part.later + part.n
		}
		if m.counts() >= c.opt.MinChars {
			m.doc = source
			c.byUnit[m.unit] = append(c.byUnit[m.unit], m)
		}
	}
	return nil
}

// choose says from where the passages of a paragraph are: the longest one first, from
// the earliest document that has as much of it; then what is left of the others.
// Passages do not overlap, so there are no more than the paragraph has room for.
func (c *chooser) choose(ms []*match) []*match {
	p := c.pair(nil)
	var out []*match
	for len(ms) > 0 {
		best := ms[0]
		for _, m := range ms[1:] {
			if m.counts() > best.counts() { // of equal ones the earliest
				best = m
			}
		}
		for _, m := range ms {
			if c.covers(m, best) {
				best = m
				break
			}
		}
		out = append(out, best)
		var rest []*match
		for _, m := range ms {
			for _, left := range []*match{p.clip(m, 0, best.from()), p.clip(m, best.to(), endless)} {
				if left != nil && left.counts() >= c.opt.MinChars {
					rest = append(rest, left)
				}
			}
		}
		ms = rest
	}
	slices.SortFunc(out, func(a, b *match) int { return cmp.Compare(a.from(), b.from()) })
	return out
}

// covers says whether m has as much of the words of best as makes no difference.
func (c *chooser) covers(m, best *match) bool {
	part := c.pair(nil).clip(m, best.from(), best.to())
	return part != nil && float64(part.counts()) >= asMuch*float64(best.counts())
}

// copyOf is the earliest document that the document is one with, -1 for none.
func (c *chooser) copyOf() int {
	have := map[int]int{}
	for _, ms := range c.byUnit {
		for _, m := range ms {
			have[m.doc] += m.shared
		}
	}
	first := -1
	own := c.docs[c.doc].Chars
	for s, n := range have {
		most := max(own, c.docs[s].Chars)
		if float64(n) >= sameShare*float64(most) && sameNotice(&c.docs[s], &c.docs[c.doc]) && (first < 0 || c.rank[s] < c.rank[first]) {
			first = s
		}
	}
	return first
}

// passage is what is told of a match.
func (c *chooser) passage(m *match) (Passage, error) {
	earlier, err := c.shelf.get(m.doc)
	if err != nil {
		return Passage{}, err
	}
	first, last := m.parts[0], m.parts[len(m.parts)-1]
	p := Passage{
		Place:  c.later.place(c.doc, m.unit, first.later, last.later+last.n),
		Source: earlier.place(m.doc, m.its, first.earlier, last.earlier+last.n),
		Order:  order(&c.docs[m.doc], &c.docs[c.doc]),
		Match:  Exact,
		Shared: m.shared, Superior: -1,
	}
	theirs := 0
	for i, s := range m.parts {
		theirs += earlier.chars(s.earlier, s.earlier+s.n)
		if i > 0 {
			b := m.parts[i-1]
			p.Changed += max(c.later.chars(b.later+b.n, s.later), earlier.chars(b.earlier+b.n, s.earlier))
		}
	}
	p.Share = share(m.shared, c.later.units[m.unit].chars)
	p.Source.Share = share(theirs, earlier.units[m.its].chars)
	switch {
	case p.Changed > 0:
		p.Match = Edited
	case bare(p.Text) != bare(p.Source.Text):
		p.Match = Folded
	}
	p.Formula = isFormula(p.Text)
	p.Documents = c.documents(m)
	p.Superior, p.SuperiorShared = c.superior(m)
	return p, nil
}

// mostTrimmed is how many symbols are taken off an end of a match at most; of a short
// one a quarter of what is asked for.
const mostTrimmed = 12

// trim takes the rest of a clause off the ends of a match, where it begins or ends
// inside one in the later document, a mark is near and enough is left. What is longer
// stays, though it may begin inside a word: words are not known here.
func (c *chooser) trim(m *match) {
	most := int32(min(mostTrimmed, c.opt.MinChars/4))
	u := &c.later.units[m.unit]
	for at := m.from(); at <= min(m.from()+most, m.to()-1); at++ {
		if (at == u.from || c.later.parts(at-1)) && !c.later.closes(at) {
			c.cut(m, at, m.to())
			break
		}
	}
	for at := m.to(); at >= max(m.to()-most, m.from()+1); at-- {
		if at == u.to || c.later.parts(at-1) {
			c.cut(m, m.from(), at)
			break
		}
	}
	// What ends something else is no part of it, whatever is left.
	for c.later.closes(m.from()) && m.from() < m.to()-1 {
		*m = *c.pair(nil).clip(m, m.from()+1, m.to())
	}
}

// cut leaves of a match what lies in from to to, where that is enough.
func (c *chooser) cut(m *match, from, to int32) {
	if left := c.pair(nil).clip(m, from, to); left != nil && left.counts() >= c.opt.MinChars {
		*m = *left
	}
}

// parts says whether a symbol is a mark behind which a clause begins.
func (l *laid) parts(at int32) bool {
	return strings.ContainsRune("，。；：！？,;:!?", l.text[l.start[at]])
}

// closes says whether a symbol is a mark that ends something, and begins nothing.
func (l *laid) closes(at int32) bool {
	return l.parts(at) || strings.ContainsRune("、.》〉）)]】｝}”’」』", l.text[l.start[at]])
}

// documents is the least number of documents that share a fingerprint of the match.
func (c *chooser) documents(m *match) int {
	n := 0
	for at := m.from(); at <= m.to()-int32(c.opt.gram()); at++ {
		if s := c.sharing[at]; s > 0 && (n == 0 || s < n) {
			n = s
		}
	}
	return max(n, 2)
}

// superior is the earliest document of the nearest place above that has as much of
// the match.
func (c *chooser) superior(m *match) (doc, chars int) {
	doc = -1
	for _, o := range c.byUnit[m.unit] {
		if c.isAbove(o.doc, c.doc) && c.covers(o, m) && (doc < 0 || c.depth(o.doc, c.doc) < c.depth(doc, c.doc)) {
			doc, chars = o.doc, c.pair(nil).clip(o, m.from(), m.to()).shared
		}
	}
	return doc, chars
}

// place is where symbols from to to of a paragraph stand.
func (l *laid) place(doc, unit int, from, to int32) Place {
	u := &l.units[unit]
	p := Place{Doc: doc, Kind: u.kind, Node: u.node, Role: u.role, Page: u.page, Start: int(l.start[from]), End: l.end(int(to - 1)), Chars: l.chars(from, to)}
	p.Text = string(l.text[p.Start:p.End])
	return p
}

// chars is how many characters symbols stand for.
func (l *laid) chars(from, to int32) int {
	n := 0
	for _, c := range l.length[from:max(from, to)] {
		n += int(c)
	}
	return n
}

func share(n int, of int32) float64 { return float64(n) / float64(max(of, 1)) }

// bare is a text without white space.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
