package pattern

import "unicode/utf8"

// pairs is a set of beginnings, each one or two code points long. It may have
// a pair too many, never one too few.
type pairs struct {
	first runeSet // what they begin with
	alone runeSet // of these, the ones anything may follow
	both  [64]uint64
}

func pairBit(a, b rune) (word, bit uint32) {
	h := (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b) >> 20
	return h >> 6, h & 63
}

func (p *pairs) add(a, b rune) {
	p.first.add(a, a)
	w, bit := pairBit(a, b)
	p.both[w] |= 1 << bit
}

func (p *pairs) addAlone(lo, hi rune) {
	p.first.add(lo, hi)
	p.alone.add(lo, hi)
}

func (p *pairs) has(a, b rune) bool {
	if p.alone.has(a) {
		return true
	}
	w, bit := pairBit(a, b)
	return p.both[w]>>bit&1 != 0
}

// start says whether s begins with one of the set.
func (p *pairs) start(s string) bool {
	a, n := utf8.DecodeRuneInString(s)
	if n == 0 || !p.first.has(a) {
		return false
	}
	b, m := utf8.DecodeRuneInString(s[n:])
	if m == 0 {
		return p.alone.has(a)
	}
	return p.has(a, b)
}

// end says whether s, read backwards, begins with one of the set.
func (p *pairs) end(s string) bool {
	a, n := utf8.DecodeLastRuneInString(s)
	if n == 0 || !p.first.has(a) {
		return false
	}
	b, m := utf8.DecodeLastRuneInString(s[:len(s)-n])
	if m == 0 {
		return p.alone.has(a)
	}
	return p.has(a, b)
}

// find returns where the next of the set begins in s, from position from on,
// -1 if there is none.
func (p *pairs) find(s string, from int) int {
	for i, size := from, 0; i < len(s); i += size {
		var a rune
		// Chinese takes three bytes. Decoding them here is most of what makes
		// this loop fast; 0xe0 and 0xed have rules of their own.
		if c := s[i]; c < utf8.RuneSelf {
			a, size = rune(c), 1
		} else if i+2 < len(s) && c > 0xe0 && c < 0xf0 && c != 0xed && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
			a, size = rune(c&15)<<12|rune(s[i+1]&63)<<6|rune(s[i+2]&63), 3
		} else {
			a, size = utf8.DecodeRuneInString(s[i:])
		}
		if p.first.has(a) && p.start(s[i:]) {
			return i
		}
	}
	return -1
}

// A runeSet is a set of code points: of the basic plane by bits, one page for
// each 256 of them, all others taken together.
type runeSet struct {
	pages  [256]*[4]uint64
	higher bool
}

func (s *runeSet) add(lo, hi rune) {
	if hi > 0xffff {
		s.higher = true
	}
	for r := lo; r <= min(hi, 0xffff); r++ {
		if s.pages[r>>8] == nil {
			s.pages[r>>8] = new([4]uint64)
		}
		s.pages[r>>8][r>>6&3] |= 1 << (r & 63)
	}
}

func (s *runeSet) has(r rune) bool {
	if r > 0xffff {
		return s.higher
	}
	page := s.pages[uint32(r)>>8&255]
	return page != nil && page[r>>6&3]>>(r&63)&1 != 0
}
