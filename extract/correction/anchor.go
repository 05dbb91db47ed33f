package correction

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/extract"
)

// words is a text without its white space, in which corrections look for their
// place: white space is layout, which another reader may undo in another way.
type words struct {
	text     []rune
	squeezed string
	at       []int // of each character of squeezed, its place in text (code points)
	bytes    []int // and in squeezed
}

func wordsOf(text string) *words {
	w := &words{text: []rune(text)}
	var b strings.Builder
	for i, r := range w.text {
		if !unicode.IsSpace(r) {
			w.at, w.bytes = append(w.at, i), append(w.bytes, b.Len())
			b.WriteRune(r)
		}
	}
	w.squeezed = b.String()
	return w
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// inside reports whether s lies inside the text.
func (w *words) inside(s extract.Span) bool { return s[0] >= 0 && s[0] <= s[1] && s[1] <= len(w.text) }

// in is the text of a span that lies inside it.
func (w *words) in(s extract.Span) string { return string(w.text[s[0]:s[1]]) }

// number is how many characters stand before a place of the text.
func (w *words) number(at int) int { return sort.SearchInts(w.at, at) }

// span is where the n characters from the i-th stand in the text.
func (w *words) span(i, n int) extract.Span {
	switch {
	case n > 0:
		return extract.Span{w.at[i], w.at[i+n-1] + 1}
	case i > 0:
		return extract.Span{w.at[i-1] + 1, w.at[i-1] + 1}
	}
	return extract.Span{}
}

// begins reports whether the squeezed s begins with the i-th character.
func (w *words) begins(i int, s string) bool {
	if i < 0 || i >= len(w.bytes) {
		return s == "" && i == len(w.bytes)
	}
	return strings.HasPrefix(w.squeezed[w.bytes[i]:], s)
}

// ends reports whether the squeezed s ends before the i-th character.
func (w *words) ends(i int, s string) bool {
	return w.begins(i-utf8.RuneCountInString(s), s)
}

// all are the numbers of the characters that the squeezed s begins with.
func (w *words) all(s string) []int {
	var found []int
	for from := 0; s != ""; {
		k := strings.Index(w.squeezed[from:], s)
		if k < 0 {
			break
		}
		found = append(found, sort.SearchInts(w.bytes, from+k))
		_, n := utf8.DecodeRuneInString(w.squeezed[from+k:])
		from += k + n
	}
	return found
}

// minAlone is how many characters tell a place without what stands around them:
// fewer (8处, 30%) may come anywhere.
const minAlone = 8

// A move takes places of the text that a correction was made on to those of
// another one.
type move struct {
	w     *words
	c     *Correction
	first int // number of the first of its words in w
	n     int // how many characters they have
	none  bool
}

// locate finds the place of c: where its words stand at its span with what
// stood around them; where they do so anywhere else, and once; at its span
// alone; with what stood on one side; by themselves. What stood elsewhere too in
// the text the correction is of is no sign. Else why says in a few words why it is
// not found.
func (w *words) locate(c *Correction) (m move, why string) {
	said, before, after := squeeze(c.Words), squeeze(c.Before), squeeze(c.After)
	n := utf8.RuneCountInString(said)
	found := func(i int) (move, string) { return move{w: w, c: c, first: i, n: n}, "" }
	elsewhere := deref(c.Elsewhere)
	alone, left, right := elsewhere[0] == 0, elsewhere[1] == 0, elsewhere[2] == 0

	here, stands := w.number(c.Span[0]), false
	if w.inside(*c.Span) {
		stands = squeeze(w.in(*c.Span)) == said
	}
	sides := func(i int) (all, telling int) {
		if w.ends(i, before) && (before != "" || i == 0) {
			all++
			if left {
				telling++
			}
		}
		if w.begins(i+n, after) && (after != "" || i+n == len(w.at)) {
			all++
			if right {
				telling++
			}
		}
		return all, telling
	}
	all, telling := sides(here)
	if stands && all == 2 {
		if w.in(*c.Span) == c.Words {
			return move{w: w, c: c, none: true}, ""
		}
		return found(here)
	}
	if whole := w.all(before + said + after); len(whole) == 1 && before+after != "" && (left || right) {
		return found(whole[0] + utf8.RuneCountInString(before))
	}
	if stands && (said != "" && alone || telling > 0) {
		return found(here)
	}
	places := w.all(said)
	beside := slices.DeleteFunc(slices.Clone(places), func(i int) bool { _, telling := sides(i); return telling == 0 })
	switch {
	case len(beside) == 1:
		return found(beside[0])
	case len(places) == 1 && n >= minAlone && alone:
		return found(places[0])
	case said == "":
		return m, "what stood around it is no longer in the text"
	case len(places) == 0:
		return m, "its words are no longer in the text"
	case len(places) == 1 && !alone:
		return m, "its words stood at several places, and at one of them now: it is not clear which"
	case len(places) == 1:
		return m, "its words stand at another place now, with other words around them"
	}
	return m, fmt.Sprintf("its words stand in the text %d times now, and it is not clear which of them is meant", len(places))
}

// around is what stands before and behind a span, and how often its words stand
// elsewhere: alone, with what is before, with what is behind (nil for nowhere).
// Around code points are enough where they stand nowhere else; else before and
// after grow until each of them tells the place.
func (w *words) around(s extract.Span) (before, after string, elsewhere *[3]int) {
	said := squeeze(w.in(s))
	beyond := func(words string) int { return max(0, len(w.all(words))-1) }
	alone := beyond(said)
	n := [3]int{alone}
	for k := Around; ; k = min(2*k, mostAround) {
		before = w.in(extract.Span{max(0, s[0]-k), s[0]})
		if n[1] = beyond(squeeze(before) + said); alone == 0 || n[1] == 0 || k == mostAround || k >= s[0] {
			break
		}
	}
	for k := Around; ; k = min(2*k, mostAround) {
		after = w.in(extract.Span{s[1], min(len(w.text), s[1]+k)})
		if n[2] = beyond(said + squeeze(after)); alone == 0 || n[2] == 0 || k == mostAround || s[1]+k >= len(w.text) {
			break
		}
	}
	if alone == 0 {
		return before, after, nil
	}
	return before, after, &n
}

// span moves a span; ok is false where that leads out of the text.
func (m move) span(s extract.Span) (_ extract.Span, ok bool) {
	if !m.none {
		start, end := m.number(s[0]), m.number(s[1])
		if start < 0 || end < start || end > len(m.w.at) {
			return s, false
		}
		s = m.w.span(start, end-start)
	}
	return s, m.w.inside(s)
}

// number is how many characters stand in the new text before a place of the old
// one. Of that only the words of the correction are known, and what stands
// around them: further away, white space counts as characters do.
func (m move) number(at int) int {
	chars := func(s string, from, to int) int {
		n := 0
		for _, r := range []rune(s)[from:to] {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		return n
	}
	start, end := m.c.Span[0], m.c.Span[0]+utf8.RuneCountInString(m.c.Words)
	switch {
	case at < start:
		known := utf8.RuneCountInString(m.c.Before)
		if start-at <= known {
			return m.first - chars(m.c.Before, known-(start-at), known)
		}
		return m.w.number(m.w.span(m.first, m.n)[0] - (start - at))
	case at <= end:
		return m.first + chars(m.c.Words, 0, at-start)
	}
	if known := utf8.RuneCountInString(m.c.After); at-end <= known {
		return m.first + m.n + chars(m.c.After, 0, at-end)
	}
	return m.w.number(m.w.span(m.first, m.n)[1] + at - end)
}

// near is the span of words that stand where a span overlaps them, the nearest
// by their start.
func (w *words) near(said string, s extract.Span) (extract.Span, bool) {
	said = squeeze(said)
	n, best, ok := utf8.RuneCountInString(said), extract.Span{}, false
	for _, i := range w.all(said) {
		at := w.span(i, n)
		if at[0] < s[1] && s[0] < at[1] && (!ok || distance(at[0], s[0]) < distance(best[0], s[0])) {
			best, ok = at, true
		}
	}
	return best, ok
}

func distance(a, b int) int { return max(a-b, b-a) }
