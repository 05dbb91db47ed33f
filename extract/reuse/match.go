package reuse

import "sort"

// A stretch is symbols that follow each other in a later document and, the same ones,
// in an earlier one.
type stretch struct {
	later, earlier int32 // the first symbol
	n              int32
}

// A match is a passage in the making: stretches, with edits in between.
type match struct {
	doc            int // the earlier document
	unit, its      int // paragraphs of the later and of the earlier document
	parts          []stretch
	shared, titles int // characters of the later document in parts; of them in 《》
}

func (m *match) from() int32 { return m.parts[0].later }
func (m *match) to() int32   { p := m.parts[len(m.parts)-1]; return p.later + p.n }

// counts is how many of the characters count: naming the same document in 《》 is no
// reuse of words.
func (m *match) counts() int { return m.shared - m.titles }

// Edits that a passage goes on behind.
const (
	// gap is the most symbols that may be between two stretches, on either side.
	gap = 24
	// least is how long a stretch behind an edit must be; and it must be as long as
	// the edit is.
	least = 6
)

// A pair is two documents that are compared.
type pair struct {
	later, earlier *laid
}

// unitAt is the paragraph that a symbol is in.
func (l *laid) unitAt(at int32) int {
	return sort.Search(len(l.units), func(i int) bool { return l.units[i].to > at })
}

// grow makes the match of a run of k equal symbols: as far as both paragraphs go on
// alike. It is nil where the symbols are not equal: hashes may be the same by chance.
func (p *pair) grow(seed stretch) *match {
	u, s := p.later.unitAt(seed.later), p.earlier.unitAt(seed.earlier)
	if u == len(p.later.units) || s == len(p.earlier.units) {
		return nil
	}
	a, b := &p.later.units[u], &p.earlier.units[s]
	i, j := seed.later, seed.earlier
	if i < a.from || j < b.from || i+seed.n > a.to || j+seed.n > b.to {
		return nil
	}
	for n := range seed.n {
		if p.later.sym[i+n] != p.earlier.sym[j+n] {
			return nil
		}
	}
	m := &match{unit: u, its: s}
	forth := walk{p.later.sym[a.from:a.to], p.earlier.sym[b.from:b.to], 1}
	back := walk{forth.a, forth.b, -1}
	i, j = i-a.from, j-b.from
	// Backwards from the symbol in front of the seed, forwards from the one behind it.
	for _, s := range back.all(i-1, j-1) {
		m.parts = append(m.parts, stretch{s.later - s.n + 1, s.earlier - s.n + 1, s.n})
	}
	for l, r := 0, len(m.parts)-1; l < r; l, r = l+1, r-1 {
		m.parts[l], m.parts[r] = m.parts[r], m.parts[l]
	}
	m.parts = append(m.parts, stretch{i, j, seed.n})
	m.parts = append(m.parts, forth.all(i+seed.n, j+seed.n)...)
	m.parts = joined(m.parts)
	for i := range m.parts {
		m.parts[i].later += a.from
		m.parts[i].earlier += b.from
	}
	p.count(m)
	return m
}

// joined makes one of stretches without an edit between.
func joined(parts []stretch) []stretch {
	out := parts[:0]
	for _, s := range parts {
		if n := len(out); n > 0 && out[n-1].later+out[n-1].n == s.later && out[n-1].earlier+out[n-1].n == s.earlier {
			out[n-1].n += s.n
			continue
		}
		if s.n > 0 {
			out = append(out, s)
		}
	}
	return out
}

// count counts the characters of a match.
func (p *pair) count(m *match) {
	m.shared, m.titles = 0, 0
	for _, s := range m.parts {
		for i := s.later; i < s.later+s.n; i++ {
			n := int(p.later.length[i])
			m.shared += n
			if p.later.title[i] {
				m.titles += n
			}
		}
	}
}

// A walk goes through two paragraphs at once, forwards (step 1) or backwards (-1).
type walk struct {
	a, b []uint16
	step int32
}

func (w walk) equal(i, j int32) bool {
	return i >= 0 && j >= 0 && int(i) < len(w.a) && int(j) < len(w.b) && w.a[i] == w.b[j] && w.a[i] != noSymbol
}

// run is how many symbols are equal from i and j on, at most n.
func (w walk) run(i, j, n int32) int32 {
	k := int32(0)
	for k < n && w.equal(i+k*w.step, j+k*w.step) {
		k++
	}
	return k
}

const endless = 1 << 30

// all are the stretches from i and j on, each where the walk begins it.
func (w walk) all(i, j int32) []stretch {
	var out []stretch
	for {
		if n := w.run(i, j, endless); n > 0 {
			out = append(out, stretch{i, j, n})
			i, j = i+n*w.step, j+n*w.step
		}
		a, b, ok := w.behind(i, j)
		if !ok {
			return out
		}
		i, j = i+a*w.step, j+b*w.step
	}
}

// behind is the smallest edit behind which both go on alike for long enough: a
// symbols of the one for b of the other.
func (w walk) behind(i, j int32) (a, b int32, ok bool) {
	for size := int32(1); size <= gap; size++ {
		need := max(size, least)
		for less := size; less >= 0; less-- { // a replacement before an addition or a cut
			if w.run(i+size*w.step, j+less*w.step, need) == need {
				return size, less, true
			}
			if w.run(i+less*w.step, j+size*w.step, need) == need {
				return less, size, true
			}
		}
	}
	return 0, 0, false
}

// clip is the part of a match whose symbols of the later document lie in from to to,
// nil for none.
func (p *pair) clip(m *match, from, to int32) *match {
	c := &match{doc: m.doc, unit: m.unit, its: m.its}
	for _, s := range m.parts {
		lo, hi := max(s.later, from), min(s.later+s.n, to)
		if lo < hi {
			c.parts = append(c.parts, stretch{lo, s.earlier + lo - s.later, hi - lo})
		}
	}
	if c.parts == nil {
		return nil
	}
	p.count(c)
	return c
}
