package compare

import (
	"slices"
	"unicode"

	"guihua/extract"
	"guihua/extract/quantity"
)

// printed are the tokens of an item as a diff looks at them: the level as it is
// printed, numerals that are no figures words like others (三大产业, “1+5”, and 十 for
// + in 互联网十医疗), without the clauses of responsible bodies that stand in the body:
// they are compared as bodies.
func printed(r *reading, x *reads) []token {
	var figures, duties []extract.Span
	for _, b := range x.body {
		for _, q := range quantity.Scan(r.runes, b[0], b[1]) {
			figures = append(figures, extract.Span{q.Start, q.End})
		}
	}
	for _, c := range x.clauses {
		duties = append(duties, r.Responsibilities[c].Span)
	}
	out := make([]token, 0, len(x.tokens))
	for _, t := range x.tokens {
		if overlaps(duties, t) {
			continue
		}
		if t.kind == levelToken || t.kind == placeToken {
			t.surface = string(r.runes[t.start:t.end])
		}
		if t.kind == numberToken && !overlaps(figures, t) && !counts(r.runes, t) {
			t.kind = plainToken
		}
		out = append(out, t)
	}
	return out
}

func overlaps(spans []extract.Span, t token) bool {
	return slices.ContainsFunc(spans, func(s extract.Span) bool { return t.start < s[1] && s[0] < t.end })
}

// counts says whether digits that are no quantity of a target count or date something
// all the same: a unit or 年 is in the word or behind it (36个小时, 2030年).
func counts(rs []rune, t token) bool {
	i := t.start
	for i < t.end && !unicode.IsDigit(rs[i]) {
		i++
	}
	if i == t.end || i > 0 && isPlus(rs[i-1]) {
		return false
	}
	for i < t.end && unicode.IsDigit(rs[i]) {
		i++
	}
	for n := 1; n <= 2 && i+n <= len(rs); n++ {
		if quantity.IsUnit(string(rs[i:i+n])) || rs[i] == '年' {
			return true
		}
	}
	return false
}

func isPlus(r rune) bool { return r == '+' || r == '＋' }
