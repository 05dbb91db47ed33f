package compare

import (
	"slices"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/deed"
	"guihua/extract/place"
)

// A sidelong is one side of a diff, with the other.
type sidelong struct {
	r      *reading
	rest   []rune // text of the other
	tokens []token
	of     []int // of tokens of the other; -1 for none
	other  []token
	back   []int
	gone   []float64      // of tokens: the weight of what the other side has not
	has    []bool         // of tokens: the other side has it, here or elsewhere
	titles []extract.Span // 《…》 in the body
	from   []int          // of tokens, and the end: where the stretch in front begins that answers nothing
	upto   []int          // likewise where that behind ends
	places map[stretch]opposed
}

// A stretch is tokens with what answers nothing around them; many changes may have the
// same one, and what stands opposite is as long as the item.
type stretch struct {
	from, upto int
	whole      bool
}

// An opposed is what stands opposite a stretch: tokens of the other side.
type opposed struct{ p, q int }

// sideOf is how the tokens of x, that are a in d, look beside those of the other.
func sideOf(r, rest *reading, x *reads, d *diff) *sidelong {
	s := &sidelong{r: r, rest: rest.runes, tokens: d.a, of: d.of, gone: d.gone, has: d.has, other: d.b, back: d.back}
	for _, b := range x.body {
		s.titles = append(s.titles, titlesIn(r.runes, b)...)
	}
	n := len(d.of)
	s.from, s.upto, s.places = make([]int, n+1), make([]int, n+1), map[stretch]opposed{}
	s.upto[n] = n
	for i := range n {
		s.from[i+1] = i + 1
		if d.of[i] < 0 {
			s.from[i+1] = s.from[i]
		}
		k := n - 1 - i
		s.upto[k] = k
		if d.of[k] < 0 {
			s.upto[k] = s.upto[k+1]
		}
	}
	return s
}

// titlesIn are the 《…》 of a stretch of text, without those inside others.
func titlesIn(rs []rune, in extract.Span) (out []extract.Span) {
	open := -1
	for i := in[0]; i < in[1]; i++ {
		switch rs[i] {
		case '《':
			if open < 0 {
				open = i
			}
		case '》':
			if open >= 0 {
				out = append(out, extract.Span{open, i + 1})
			}
			open = -1
		}
	}
	return out
}

// A change is a Change with what it weighs.
type change struct {
	Change
	weight float64 // of the words that the other side does not have
	first  int     // tokens
	last   int     // behind the last
}

// wholeShare is the share of a clause that the other side does not have where the
// clause as a whole is cut or added.
const wholeShare = 2. / 3

// What the words of a clause weigh at least that is a measure, and words inside one
// that count.
const (
	minMeasure = 3
	minWords   = 4
)

// changes are the words that the other side does not have: whole clauses where it
// has next to nothing of them, else runs of words.
func (s *sidelong) changes() (out []change) {
	for _, c := range clauseRanges(s.tokens) {
		total, missing := 0.0, 0.0
		for i := c[0]; i < c[1]; i++ {
			total += s.tokens[i].weight
			missing += s.gone[i]
		}
		if missing >= minMeasure && missing >= wholeShare*total {
			out = append(out, s.change(c[0], c[1], missing, true))
			continue
		}
		for i := c[0]; i < c[1]; i++ {
			if s.has[i] {
				continue
			}
			end, weight := i, 0.0
			for end < c[1] && !s.has[end] {
				weight += s.gone[end]
				end++
			}
			out = append(out, s.change(i, end, weight, false))
			i = end - 1
		}
	}
	return out
}

// change is the change that the tokens [i, end) are.
func (s *sidelong) change(i, end int, weight float64, whole bool) change {
	c := change{weight: weight, first: i, last: end}
	c.Span = balanced(s.r.runes, extract.Span{s.tokens[i].start, s.tokens[end-1].end})
	o := s.opposite(i, end, whole)
	if p, q := s.standing(i, end, o.p, o.q, whole); q > p {
		with := balanced(s.rest, extract.Span{s.other[p].start, s.other[q-1].end})
		c.With = &with
	}
	c.Kind = s.kind(i, end, o.p, o.q, whole)
	c.Counts = c.counts() && !s.slogan(i, end)
	return c
}

// balanced is a span with the bracket or quotation mark right behind it that closes
// one inside, or right in front of it that opens one.
func balanced(rs []rune, s extract.Span) extract.Span {
	open, closed := 0, 0
	for _, r := range rs[s[0]:s[1]] {
		switch deed.Nesting(r) {
		case 1:
			open++
		case -1:
			if open > 0 {
				open--
			} else {
				closed++
			}
		}
	}
	for ; open > 0 && s[1] < len(rs) && deed.Nesting(rs[s[1]]) < 0; open-- {
		s[1]++
	}
	for ; closed > 0 && s[0] > 0 && deed.Nesting(rs[s[0]-1]) > 0; closed-- {
		s[0]--
	}
	return s
}

// opposite is what the other side has where [i, end) stand.
func (s *sidelong) opposite(i, end int, whole bool) opposed {
	at := stretch{s.from[i], s.upto[end], whole}
	o, ok := s.places[at]
	if !ok {
		o.p, o.q = s.place(at.from, at.upto, whole)
		s.places[at] = o
	}
	return o
}

// place are the tokens of the other side that stand where [i, end) stand: those
// between what the words around it answer. Nothing of it answers what is outside.
func (s *sidelong) place(i, end int, whole bool) (p, q int) {
	p, q = 0, len(s.other)
	if i > 0 {
		p = s.of[i-1] + 1
	}
	if end < len(s.of) {
		q = s.of[end]
	}
	for k := p; k < q; k++ {
		if j := s.back[k]; j >= 0 && (j < i || j >= end || !whole) {
			return 0, 0
		}
	}
	return p, max(p, q)
}

// standing narrows the tokens [p, q) of the other side to those that stand for [i, end):
// whole clauses for a whole clause, for words inside one those of the clause that has
// the words beside them.
func (s *sidelong) standing(i, end, p, q int, whole bool) (int, int) {
	if whole {
		for p < q && !s.clauseMissing(p) {
			p++
		}
		for p < q && !s.clauseMissing(q-1) {
			q--
		}
		return p, q
	}
	left := i > 0 && s.of[i-1] >= 0 && s.tokens[i-1].clause == s.tokens[i].clause
	right := end < len(s.of) && s.of[end] >= 0 && s.tokens[end].clause == s.tokens[end-1].clause
	switch {
	case left && p < q && !(right && s.other[s.of[end]].clause == s.other[q-1].clause && s.other[p].clause != s.other[s.of[i-1]].clause):
		for p < q && s.other[q-1].clause != s.other[s.of[i-1]].clause {
			q--
		}
	case right && p < q:
		for p < q && s.other[p].clause != s.other[s.of[end]].clause {
			p++
		}
	}
	return p, q
}

// clauseMissing says whether the clause of a token of the other side is one that this
// side has next to nothing of.
func (s *sidelong) clauseMissing(k int) bool {
	total, missing := 0.0, 0.0
	count := func(n int) {
		total += s.other[n].weight
		if s.back[n] < 0 {
			missing += s.other[n].weight
		}
	}
	count(k)
	for n := k - 1; n >= 0 && s.other[n].clause == s.other[k].clause; n-- {
		count(n)
	}
	for n := k + 1; n < len(s.other) && s.other[n].clause == s.other[k].clause; n++ {
		count(n)
	}
	return missing > 0 && missing >= wholeShare*total
}

// kind says what the tokens [i, end) are; those of the other side in their place are
// [p, q).
func (s *sidelong) kind(i, end, p, q int, whole bool) ChangeKind {
	v := words()
	var plain, verbs, levels, places, numbers, carrying, vague int
	for k := i; k < end; k++ {
		t := &s.tokens[k]
		if s.has[k] {
			continue
		}
		switch t.kind {
		case plainToken:
			plain++
		case verbToken:
			verbs++
			if v.is("carrying", t.key) || v.is("making", t.key) {
				carrying++
			}
		case functionToken:
			if v.is("vague", t.key) {
				vague++
			}
		case levelToken:
			levels++
		case placeToken:
			places++
		case numberToken:
			numbers++
		}
	}
	switch {
	case whole && s.adverbial(i, end) && (numbers == 0 || s.dated(i, end) && !slices.ContainsFunc(s.other[p:q], func(t token) bool { return t.kind == numberToken })):
		return WordsChange
	case whole && s.governs(i, end) && !s.adverbial(i, end) && !s.onlyCites(i, end):
		return MeasureChange
	case s.cites(i, end):
		return CitedChange
	case s.named(i, end):
		return BodyChange
	case numbers > 0:
		return FigureChange
	case plain > 0 && !whole && s.listed(i, end):
		return ListChange
	case plain > 0:
		return WordsChange
	case verbs > carrying:
		return VerbChange
	case vague > 0:
		return WordsChange
	case verbs+levels > 0:
		return LevelChange
	case places > 0:
		return PlaceChange
	}
	return WordsChange
}

// governs says whether a verb among the tokens has something it is done to, behind it
// (建立制度) or in front (对质量进行评价).
func (s *sidelong) governs(i, end int) bool {
	objects := 0
	for k := i; k < end; k++ {
		t := &s.tokens[k]
		if (t.kind == verbToken || t.acts) && objects > 0 {
			return true
		}
		if t.weight > 0 {
			objects++
		}
	}
	return s.verbWith(i, end)
}

// verbWith says whether a verb among the tokens [i, end) has an object behind it.
func (s *sidelong) verbWith(i, end int) bool {
	for k := i; k < end; k++ {
		if t := &s.tokens[k]; t.kind != verbToken && !t.acts {
			continue
		}
		if slices.ContainsFunc(s.tokens[k+1:end], func(t token) bool { return t.weight > 0 }) {
			return true
		}
	}
	return false
}

// adverbial says whether the clause [i, end) only says when, where or in view of what
// the next one is done: 到2030年, 在…基础上, 顺应形势变化.
func (s *sidelong) adverbial(i, end int) bool {
	v := words()
	first, last := &s.tokens[i], &s.tokens[end-1]
	switch {
	case v.is("locating", first.key):
		return v.endsAs("located", string(s.r.runes[first.start:last.end])) || !s.governs(i+1, end)
	case v.is("viewing", first.key):
		return i+2 >= end || !s.verbWith(i+2, end)
	}
	return false
}

// dated says whether the figures among the tokens are years alone.
func (s *sidelong) dated(i, end int) bool {
	for _, t := range s.tokens[i:end] {
		if t.kind == numberToken && !strings.HasSuffix(t.key, "年") && s.r.runes[min(t.end, len(s.r.runes)-1)] != '年' {
			return false
		}
	}
	return true
}

// cites says whether most of a 《…》 is among the tokens that answer nothing.
func (s *sidelong) cites(i, end int) bool {
	for _, t := range s.titles {
		in, missing := 0.0, 0.0
		for k := i; k < end; k++ {
			if x := &s.tokens[k]; x.start >= t[0] && x.end <= t[1] {
				in += x.weight
				if !s.has[k] {
					missing += x.weight
				}
			}
		}
		if missing > in/2 && missing >= 3 {
			return true
		}
	}
	return false
}

// onlyCites says whether the plain words that answer nothing are those of a 《…》.
func (s *sidelong) onlyCites(i, end int) bool {
	inside, outside := 0.0, 0.0
	for k := i; k < end; k++ {
		x := &s.tokens[k]
		if s.has[k] {
			continue
		}
		if slices.ContainsFunc(s.titles, func(t extract.Span) bool { return x.start >= t[0] && x.end <= t[1] }) {
			inside += x.weight
		} else {
			outside += x.weight
		}
	}
	return inside > outside
}

// named says whether a body or a place by its name is among the tokens that answer
// nothing: 公司, 学院; 中心 and the like with a place, a brand or a quotation in front;
// a division that is not the plan's own.
func (s *sidelong) named(i, end int) bool {
	v := words()
	for k := i; k < end; k++ {
		t := &s.tokens[k]
		if s.has[k] || t.kind != plainToken {
			continue
		}
		if t.weight >= 4 && v.endsAs("bodies", t.key) {
			return true
		}
		if v.endsAs("bodies", t.key) && k > i && !s.has[k-1] {
			return true
		}
		if t.end-t.start >= 2 && isDivision(t.key) {
			return true
		}
		if v.endsAs("facilities", t.key) {
			for b := k; b >= i && b > k-6; b-- {
				if s.tokens[b].kind == placeToken && b < k {
					return true
				}
			}
		}
	}
	return false
}

// isDivision says whether a word is the name of a division, with or without its kind.
func isDivision(word string) bool {
	for _, v := range place.ByName(word) {
		if v.Name == word || strings.HasSuffix(v.Code, "00") {
			return true
		}
	}
	return false
}

// listed says whether the tokens are members of an enumeration: 、 or quotation marks
// stand between them or beside them. What has a verb in front, or 在 or 的, is part of
// what is said with it.
func (s *sidelong) listed(i, end int) bool {
	for k := i; k < end; k++ {
		if t := &s.tokens[k]; !s.has[k] && (t.kind == verbToken || words().is("attributive", t.key)) {
			return false
		}
	}
	from, to := s.tokens[i].start, s.tokens[end-1].end
	text := s.r.runes
	if slices.Contains(text[from:to], '、') || strings.Contains(string(text[from:to]), "”“") {
		return true
	}
	if s.beside(from-1, -1) == '、' || s.beside(to, 1) == '、' {
		return true
	}
	return from >= 2 && string(text[from-2:from]) == "”“" || to+2 <= len(text) && string(text[to:to+2]) == "”“"
}

// beside is the first character from i on that is no blank or quotation mark.
func (s *sidelong) beside(i, step int) rune {
	for ; i >= 0 && i < len(s.r.runes); i += step {
		if r := s.r.runes[i]; !unicode.IsSpace(r) && !strings.ContainsRune("“”\"", r) {
			return r
		}
	}
	return 0
}

// slogan says whether the tokens are a principle or a slogan: 遵循“…”的原则.
func (s *sidelong) slogan(i, end int) bool {
	return words().endsAs("slogan", s.tokens[end-1].key)
}

// counts says whether a change is weighed when the relation is decided.
func (c *change) counts() bool {
	switch c.Kind {
	case MeasureChange:
		return c.weight >= minMeasure
	case WordsChange:
		return c.weight >= minWords
	case CitedChange, BodyChange, FigureChange:
		return true
	case ListChange:
		return c.weight >= 2
	}
	return false
}
