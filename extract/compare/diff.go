package compare

import (
	"slices"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// A diff says of every token of two items which of the other one it answers.
type diff struct {
	a, b       []token
	of, back   []int     // by token of a, of b; -1 for none
	gone, came []float64 // by token of a, of b: the weight of what it says that the other does not
	has, had   []bool    // by token of a, of b: it answers one of the other, or the words it stands in are in the other too
}

// bounded says whether the tokens [i, end) have marks or words that answer others on
// both ends.
func bounded(tokens []token, of []int, i, end int) bool {
	ends := func(k int) bool {
		return k == 0 || k == len(tokens) || of[k-1] >= 0 || of[k] >= 0 || tokens[k-1].end < tokens[k].start || tokens[k-1].clause != tokens[k].clause
	}
	return ends(i) && ends(end)
}

// turned is d as the other side has it.
func (d *diff) turned() *diff {
	return &diff{a: d.b, b: d.a, of: d.back, back: d.of, gone: d.came, came: d.gone, has: d.had, had: d.has}
}

// compareTokens finds what the words of one item became in the other: clauses
// that are the same in both, in their order (Myers 1986), between them the words,
// and of what is left the runs that only stand elsewhere.
func compareTokens(a, b []token) *diff {
	d := &diff{a: a, b: b, of: fill(len(a)), back: fill(len(b))}
	d.clauses()
	d.drop()
	slide(d.a, d.of, d.back)
	slide(d.b, d.back, d.of)
	swap(d.a, d.of, d.b, d.back)
	swap(d.b, d.back, d.a, d.of)
	moved := d.moves()
	d.reorder(moved)
	d.gone, d.came = weights(a, d.of), weights(b, d.back)
	d.parts(moved)
	d.has, d.had = elsewhere(d.a, d.of, d.gone, d.b, d.back), elsewhere(d.b, d.back, d.came, d.a, d.of)
	return d
}

// repeatedWeight is what words between marks or words that stay weigh at least that are
// neither cut nor added because the other item has them elsewhere. The name of what a
// measure is about may stand in the other and the measure be cut; with a figure in them
// words from movedWeight on need no marks around them.
const repeatedWeight = 4

// elsewhere says which tokens the other item has: those that answer one, and runs of
// others that stand in it at another place, be it as what answers something already.
// It takes their weight. A figure alone is none of them.
func elsewhere(tokens []token, of []int, gone []float64, other []token, back []int) []bool {
	has := make([]bool, len(tokens))
	byTwo := map[[2]string][]int{} // one token alone is no run, and 推进 stands everywhere
	for q := 1; q < len(other); q++ {
		two := [2]string{other[q-1].key, other[q].key}
		byTwo[two] = append(byTwo[two], q-1)
	}
	same := func(i, q int) bool {
		return tokens[i].key == other[q].key && (back[q] < 0 || tokens[i].surface == other[q].surface)
	}
	for i := 0; i < len(tokens); {
		if of[i] >= 0 {
			has[i] = true
			i++
			continue
		}
		n, weight := 0, 0.0
		var begins []int
		if i+1 < len(tokens) {
			begins = byTwo[[2]string{tokens[i].key, tokens[i+1].key}]
		}
		for _, q := range begins {
			k, w := 0, 0.0
			for i+k < len(tokens) && q+k < len(other) && of[i+k] < 0 && tokens[i+k].clause == tokens[i].clause && same(i+k, q+k) {
				w += tokens[i+k].weight
				k++
			}
			if k > n {
				n, weight = k, w
			}
		}
		figure := slices.ContainsFunc(tokens[i:i+n], func(t token) bool { return t.kind == numberToken })
		if n > 1 && (weight >= movedWeight && figure || weight >= repeatedWeight && bounded(tokens, of, i, i+n)) {
			for k := range n {
				has[i+k], gone[i+k] = true, 0
			}
		}
		i += max(1, n)
	}
	return has
}

func fill(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func (d *diff) match(i, j int) { d.of[i], d.back[j] = j, i }

// clauses matches the clauses that both have, and the words between them.
func (d *diff) clauses() {
	as, bs := clauseRanges(d.a), clauseRanges(d.b)
	names := map[string]rune{}
	code := func(tokens []token, ranges [][2]int) (out []rune) {
		for _, r := range ranges {
			key := ""
			for _, t := range tokens[r[0]:r[1]] {
				key += t.key + "\x00"
			}
			if names[key] == 0 {
				names[key] = runeOf(len(names))
			}
			out = append(out, names[key])
		}
		return out
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // a deadline would make the result depend on the machine
	i, j, a0, b0 := 0, 0, 0, 0
	for _, c := range dmp.DiffMainRunes(code(d.a, as), code(d.b, bs), false) {
		n := len([]rune(c.Text))
		switch c.Type {
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		case diffmatchpatch.DiffEqual:
			for range n {
				d.words(a0, as[i][0], b0, bs[j][0])
				for k := range as[i][1] - as[i][0] {
					d.match(as[i][0]+k, bs[j][0]+k)
				}
				a0, b0 = as[i][1], bs[j][1]
				i, j = i+1, j+1
			}
		}
	}
	d.words(a0, len(d.a), b0, len(d.b))
}

// runeOf names the n-th clause by a character that survives in a string.
func runeOf(n int) rune {
	if n++; n >= 0xd800 {
		n += 0x800
	}
	return rune(n)
}

// clauseRanges are the tokens of each clause.
func clauseRanges(tokens []token) (out [][2]int) {
	for i, t := range tokens {
		if i == 0 || t.clause != tokens[i-1].clause {
			out = append(out, [2]int{i, i})
		}
		out[len(out)-1][1] = i + 1
	}
	return out
}

// maxCells bounds the work on what two items have between two clauses that are the
// same: items as long as a plan without headings, rewritten throughout, stay apart.
const maxCells = 1 << 21

// opening is what it costs to begin a stretch of words that the other has not: words
// that stand together are matched together.
const opening = 1.2

// worth is what it is worth that two tokens match.
func (t *token) worth() float64 {
	switch t.kind {
	case plainToken, numberToken:
		return t.weight
	case verbToken:
		return 0.6
	}
	return 0.3
}

// words matches the words of two stretches, in their order, so that what matches is
// worth most: global alignment with affine gaps (Gotoh 1982), no word for another.
func (d *diff) words(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0].key == d.b[b0].key {
		d.match(a0, b0)
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1].key == d.b[b1-1].key {
		a1, b1 = a1-1, b1-1
		d.match(a1, b1)
	}
	d.between(a0, a1, b0, b1)
}

// between is words without a beginning or an end that both have.
func (d *diff) between(a0, a1, b0, b1 int) {
	n, m := a1-a0, b1-b0
	if n == 0 || m == 0 || (n+1)*(m+1) > maxCells {
		return
	}
	// in[i][j] is the best of what begins at i, j inside a run that matches, out that
	// outside of one.
	in, out := make([]float64, (n+1)*(m+1)), make([]float64, (n+1)*(m+1))
	at := func(i, j int) int { return i*(m+1) + j }
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			o := 0.0
			if i < n {
				o = max(o, out[at(i+1, j)])
			}
			if j < m {
				o = max(o, out[at(i, j+1)])
			}
			hit := -1.0
			if i < n && j < m && d.a[a0+i].key == d.b[b0+j].key {
				hit = d.a[a0+i].worth() + in[at(i+1, j+1)]
			}
			in[at(i, j)] = max(hit, o)
			out[at(i, j)] = max(hit-opening, o)
		}
	}
	inside := true
	for i, j := 0, 0; i < n && j < m; {
		now, cost := in[at(i, j)], 0.0
		if !inside {
			now, cost = out[at(i, j)], opening
		}
		if d.a[a0+i].key == d.b[b0+j].key && now == d.a[a0+i].worth()+in[at(i+1, j+1)]-cost {
			d.match(a0+i, b0+j)
			i, j, inside = i+1, j+1, true
			continue
		}
		inside = false
		if out[at(i+1, j)] >= out[at(i, j+1)] {
			i++
		} else {
			j++
		}
	}
}

// drop takes back matches by chance: runs that say next to nothing, with more that
// does not match on both sides.
func (d *diff) drop() {
	for i := 0; i < len(d.a); {
		if d.of[i] < 0 {
			i++
			continue
		}
		end, worth := i, 0.0
		for end < len(d.a) && d.of[end] >= 0 && (end == i || d.of[end] == d.of[end-1]+1) {
			worth += d.a[end].weight
			end++
		}
		j, jend := d.of[i], d.of[end-1]+1
		before := i > 0 && d.of[i-1] < 0 || j > 0 && d.back[j-1] < 0
		behind := end < len(d.a) && d.of[end] < 0 || jend < len(d.b) && d.back[jend] < 0
		if worth < 1 && end-i <= 2 && before && behind {
			for k := i; k < end; k++ {
				d.back[d.of[k]], d.of[k] = -1, -1
			}
		}
		i = end
	}
}

// movedWeight is what a run of words weighs at least that is said to have moved:
// shorter ones stand in many clauses.
const movedWeight = 6

// moves matches what is left where long runs of it stand elsewhere in the other,
// the heaviest first. It returns which tokens of a have moved.
func (d *diff) moves() (moved map[int]bool) {
	moved = map[int]bool{}
	var as, bs []int
	for i := range d.a {
		if d.of[i] < 0 {
			as = append(as, i)
		}
	}
	for j := range d.b {
		if d.back[j] < 0 {
			bs = append(bs, j)
		}
	}
	if len(as)*len(bs) > maxCells {
		return moved
	}
	for range 50 {
		i, j, n := d.heaviest(as, bs)
		if n == 0 {
			break
		}
		for k := range n {
			d.match(i+k, j+k)
			moved[i+k] = true
		}
		as = slices.DeleteFunc(as, func(k int) bool { return d.of[k] >= 0 })
		bs = slices.DeleteFunc(bs, func(k int) bool { return d.back[k] >= 0 })
	}
	return moved
}

// heaviest is the run of tokens that answer nothing yet in both that weighs most,
// the first of several; n is 0 where none is heavy enough.
func (d *diff) heaviest(as, bs []int) (i, j, n int) {
	best := 0.0
	byKey := map[string][]int{}
	for _, k := range bs {
		byKey[d.b[k].key] = append(byKey[d.b[k].key], k)
	}
	for _, p := range as {
		for _, q := range byKey[d.a[p].key] {
			if p > 0 && q > 0 && d.of[p-1] < 0 && d.back[q-1] < 0 && d.a[p-1].key == d.b[q-1].key {
				continue // it begins further in front
			}
			w, k := 0.0, 0
			for p+k < len(d.a) && q+k < len(d.b) && d.of[p+k] < 0 && d.back[q+k] < 0 && d.a[p+k].key == d.b[q+k].key {
				w += d.a[p+k].weight
				k++
			}
			if w >= movedWeight && w > best {
				best, i, j, n = w, p, q, k
			}
		}
	}
	return i, j, n
}

// weights are the weights of the tokens that answer nothing.
func weights(tokens []token, of []int) []float64 {
	out := make([]float64, len(tokens))
	for i := range tokens {
		if of[i] < 0 {
			out[i] = tokens[i].weight
		}
	}
	return out
}

// slide moves each run of words that the other has not to where marks stand around
// it, if the same words stand on both sides: of “甲市”“甲县”“乙县” without 甲县
// it is “甲县” that is cut, and not 市”“甲.
func slide(tokens []token, of, back []int) {
	for i := 0; i < len(tokens); i++ {
		if of[i] >= 0 {
			continue
		}
		end := i
		for end < len(tokens) && of[end] < 0 {
			end++
		}
		best, at := borders(tokens, i, end), 0
		for k := 1; i-k >= 0 && of[i-k] >= 0 && tokens[i-k].key == tokens[end-k].key && (k == 1 || of[i-k] == of[i-k+1]-1); k++ {
			if n := borders(tokens, i-k, end-k); n > best {
				best, at = n, k
			}
		}
		for k := 1; k <= at; k++ {
			j := of[i-k]
			of[end-k], of[i-k], back[j] = j, -1, end-k
		}
		i = end
	}
}

// swap lets what is named answer what has the level as it is printed, where things
// that differ in their level alone stand side by side: of “全国示范区”“省级示范区” it is
// 省级示范区 that is cut if the other has 全国示范区.
func swap(tokens []token, of []int, other []token, back []int) {
	ranges := markRanges(tokens)
	for x, r := range ranges {
		if !answers(of, r, 1) || levelsAs(tokens[r[0]:r[1]], other[of[r[0]]:]) {
			continue
		}
		for y, g := range ranges {
			n := g[1] - g[0]
			if y == x || n != r[1]-r[0] || tokens[g[0]].clause != tokens[r[0]].clause || !answers(of, g, -1) {
				continue
			}
			if q := of[r[0]]; keysAs(tokens[g[0]:g[1]], other[q:]) && levelsAs(tokens[g[0]:g[1]], other[q:]) {
				for k := range n {
					of[g[0]+k], of[r[0]+k], back[q+k] = q+k, -1, g[0]+k
				}
				break
			}
		}
	}
}

// markRanges are the tokens between marks.
func markRanges(tokens []token) (out [][2]int) {
	for i, t := range tokens {
		if i == 0 || t.clause != tokens[i-1].clause || tokens[i-1].end < t.start {
			out = append(out, [2]int{i, i})
		}
		out[len(out)-1][1] = i + 1
	}
	return out
}

// answers says whether all tokens of a range answer tokens one behind the other (step
// 1), or all answer nothing (-1).
func answers(of []int, r [2]int, step int) bool {
	for k := r[0]; k < r[1]; k++ {
		if (of[k] < 0) != (step < 0) || step > 0 && k > r[0] && of[k] != of[k-1]+1 {
			return false
		}
	}
	return true
}

func keysAs(list, other []token) bool {
	return len(other) >= len(list) && slices.EqualFunc(list, other[:len(list)], func(a, b token) bool { return a.key == b.key })
}

func levelsAs(list, other []token) bool {
	return slices.EqualFunc(list, other[:len(list)], func(a, b token) bool { return a.surface == b.surface })
}

// borders counts the ends of the run [i, end) at which marks stand, twice where
// clauses end there.
func borders(tokens []token, i, end int) (n int) {
	for _, k := range []int{i, end} {
		switch {
		case k == 0 || k == len(tokens) || tokens[k-1].clause != tokens[k].clause:
			n += 2
		case tokens[k-1].end < tokens[k].start:
			n++
		}
	}
	return n
}

// parts takes from the weight of words those parts of two characters or more that
// stand in what the other has in their place: 转移转化 has the half of 促进转化.
func (d *diff) parts(moved map[int]bool) {
	for i := 0; i < len(d.a); i++ {
		if d.of[i] >= 0 {
			continue
		}
		end := i
		for end < len(d.a) && d.of[end] < 0 {
			end++
		}
		from, to := d.opposite(i, end, moved)
		if from < to {
			sub := &diff{a: characters(d.a[i:end]), b: characters(d.b[from:to])}
			sub.of, sub.back = fill(len(sub.a)), fill(len(sub.b))
			sub.between(0, len(sub.a), 0, len(sub.b))
			lessen(d.gone[i:end], sub.a, sub.of)
			lessen(d.came[from:to], sub.b, sub.back)
		}
		i = end
	}
}

// opposite are the tokens of b that stand where the tokens [i, end) of a stand and
// answer nothing.
func (d *diff) opposite(i, end int, moved map[int]bool) (from, to int) {
	from, to = 0, len(d.b)
	for k := i - 1; k >= 0; k-- {
		if !moved[k] {
			from = d.of[k] + 1
			break
		}
	}
	for k := end; k < len(d.a); k++ {
		if d.of[k] >= 0 && !moved[k] {
			to = d.of[k]
			break
		}
	}
	for from < to && d.back[from] >= 0 {
		from++
	}
	for k := from; k < to; k++ {
		if d.back[k] >= 0 {
			return from, k
		}
	}
	return from, to
}

// characters are those of the plain words and figures of tokens, the clause of each
// the number of its token.
func characters(tokens []token) (out []token) {
	for i, t := range tokens {
		if t.kind == numberToken || hasDigit(t.key) {
			out = append(out, token{key: t.key, weight: 1, clause: i}) // half of a figure is another one
			continue
		}
		for _, r := range t.key {
			out = append(out, token{key: string(r), weight: 1, clause: i})
		}
	}
	return out
}

// lessen takes from the weights of tokens the share of their characters that answer.
func lessen(weights []float64, chars []token, of []int) {
	total, hit := make([]float64, len(weights)), make([]float64, len(weights))
	for i, c := range chars {
		total[c.clause]++
		if of[i] >= 0 {
			hit[c.clause]++
		}
	}
	for k := range weights {
		if total[k] > 0 {
			weights[k] *= 1 - hit[k]/total[k]
		}
	}
}
