package reuse

import (
	"embed"
	"sync"
	"unicode"

	"golang.org/x/text/width"

	"guihua/extract/place"
	"guihua/extract/wordlist"
)

//go:embed vocab
var vocab embed.FS

// symbols are what the characters of a text are compared as. A name of a division is
// one symbol, white space is none. The same words give the same symbols wherever they stand, but
// at the edges of a stretch that cuts a name: what is copied stays equal.
type symbols struct {
	sym    []uint16
	start  []int32 // code points of the text
	length []uint8 // characters the symbol stands for
	title  []bool  // inside 《》
}

const (
	noSymbol    = 0      // between paragraphs: equal to nothing
	placeSymbol = 0xd800 // a surrogate, which no text has
)

// folding is made of the vocabulary once.
var folding = sync.OnceValue(func() *fold {
	f := &fold{places: map[rune][][]rune{}}
	for r := range rune(1 << 16) {
		f.symbol[r] = uint16(r)
		if p := width.LookupRune(r).Folded(); p > 0 && p < 1<<16 {
			f.symbol[r] = uint16(p)
		}
		f.symbol[r] = uint16(unicode.ToLower(rune(f.symbol[r])))
	}
	for _, line := range wordlist.Lines(wordlist.Read(vocab, "vocab/fold.txt")) {
		first := rune(-1)
		for _, r := range line {
			if first < 0 {
				first = r
			}
			f.symbol[r] = uint16(first)
			if r >= '!' && r <= '~' {
				f.symbol[r-'!'+'！'] = uint16(first)
			}
		}
	}
	for _, name := range wordlist.LongestFirst(place.Names()) {
		if rs := []rune(name); len(rs) > 1 {
			f.places[rs[0]] = append(f.places[rs[0]], rs)
			if rs[0] < 1<<16 {
				f.begins[rs[0]] = true
			}
		}
	}
	return f
})

// A fold knows the symbol of every character, and the names of places.
type fold struct {
	symbol [1 << 16]uint16
	begins [1 << 16]bool     // a name begins with it
	places map[rune][][]rune // the longest first
}

// of is the symbol of a character. Those outside the basic plane share the
// surrogates: two that fall together are a reason for an edit not to be seen, no
// more.
func (f *fold) of(r rune) uint16 {
	if r < 0 || r >= 1<<16 {
		return uint16(0xd801 + uint32(r)%0x7fe)
	}
	return f.symbol[r]
}

// place is the length of the name that rs begins with, with the word of its level
// where it has one, 0 for none: 内蒙古自治区 is as 赤峰市 and as 赤峰.
func (f *fold) place(rs []rune) int {
	if r := rs[0]; r >= 1<<16 || !f.begins[r] {
		return 0
	}
next:
	for _, name := range f.places[rs[0]] {
		if len(name) > len(rs) {
			continue
		}
		for i, r := range name {
			if rs[i] != r {
				continue next
			}
		}
		return len(name)
	}
	return 0
}

// add appends the symbols of rs, which begins at code point at of the text.
func (s *symbols) add(rs []rune, at int) {
	f := folding()
	open := f.of('《')
	closed := f.of('》')
	inTitle := 0
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		if unicode.IsSpace(r) {
			continue
		}
		sym, n := f.of(r), 1
		if l := f.place(rs[i:]); l > 0 {
			sym, n = placeSymbol, l
		}
		if sym == open {
			inTitle++
		}
		s.put(sym, at+i, n, inTitle > 0)
		if sym == closed && inTitle > 0 {
			inTitle--
		}
		i += n - 1
	}
}

func (s *symbols) put(sym uint16, at, n int, title bool) {
	s.sym = append(s.sym, sym)
	s.start = append(s.start, int32(at))
	s.length = append(s.length, uint8(n))
	s.title = append(s.title, title)
}

// end is the code point behind symbol i.
func (s *symbols) end(i int) int { return int(s.start[i]) + int(s.length[i]) }
