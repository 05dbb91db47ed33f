package annotate

import (
	"sort"
	"unicode/utf8"

	"guihua/extract"
)

// A ruler translates between code points of a text and another unit.
type ruler struct {
	length int   // code points
	wide   []int // the characters that are two units, as code points; none where units are code points
}

func newRuler(text string, u Unit) *ruler {
	r := &ruler{length: utf8.RuneCountInString(text)}
	if u == UTF16 {
		i := 0
		for _, c := range text {
			if c > 0xffff {
				r.wide = append(r.wide, i)
			}
			i++
		}
	}
	return r
}

// units is where a code point begins, in units.
func (r *ruler) units(point int) int { return point + sort.SearchInts(r.wide, point) }

// point is the code point that begins at a unit; ok is false inside a character
// and outside the text.
func (r *ruler) point(unit int) (point int, ok bool) {
	if unit < 0 {
		return 0, false
	}
	// Wide character k occupies two units from wide[k]+k on.
	k := sort.Search(len(r.wide), func(k int) bool { return r.wide[k]+k+2 > unit })
	point = unit - k
	if k < len(r.wide) && r.wide[k]+k+1 == unit {
		return 0, false
	}
	return point, point <= r.length
}

// span is a span of code points of one in units.
func (r *ruler) span(start, end int) (extract.Span, bool) {
	s, ok1 := r.point(start)
	e, ok2 := r.point(end)
	return extract.Span{s, e}, ok1 && ok2 && s < e
}

// firstWide is the first character outside the BMP, in code points, -1 where there
// is none.
func firstWide(text string) int {
	if w := newRuler(text, UTF16).wide; len(w) > 0 {
		return w[0]
	}
	return -1
}
