package compare

import (
	"unicode"

	"golang.org/x/text/width"
)

// gramLength is the length of the runs of characters that overlap counts.
const gramLength = 8

// grams are the distinct runs of gramLength characters of an item's body: white
// space left out, width and the marks that are printed in two forms folded, places
// as they are.
func grams(s *Side, x *item) map[[gramLength]rune]bool {
	out := map[[gramLength]rune]bool{}
	for _, b := range x.body {
		var rs []rune
		for _, r := range s.runes[b[0]:b[1]] {
			if !unicode.IsSpace(r) {
				rs = append(rs, foldMark(r))
			}
		}
		for i := 0; i+gramLength <= len(rs); i++ {
			out[[gramLength]rune(rs[i:])] = true
		}
	}
	return out
}

// contained is the share of a that b has, nil where a is empty.
func contained(a, b map[[gramLength]rune]bool) *float64 {
	if len(a) == 0 {
		return nil
	}
	n := 0
	for g := range a {
		if b[g] {
			n++
		}
	}
	share := float64(n) / float64(len(a))
	return &share
}

// foldMark is r in half width, quotation marks as one.
func foldMark(r rune) rune {
	if p := width.LookupRune(r).Folded(); p != 0 {
		r = p
	}
	switch r {
	case '“', '”', '＂', '『', '』', '「', '」':
		return '"'
	case '‘', '’':
		return '\''
	case '。':
		return '.'
	case '、':
		return ','
	}
	return r
}
