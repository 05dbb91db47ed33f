package compare

import (
	"cmp"
	"math"
	"slices"
)

// A likeness is what speaks for two items being a pair, each 0 to 1.
type likeness struct {
	words   float64 // share of the weight of their words that both have, the mean of both directions
	most    float64 // the greater of both directions
	copied  float64 // the same of runs of characters
	part    float64 // words of a paragraph of one and of the other, where that has more
	title   float64
	object  float64 // words of their titles, or of the label of a paragraph and the title of the other
	within  float64 // the share of the words of one's title that the other has, the greater
	heading float64
	aims    float64 // indicators
	bodies  float64
	sum     float64 // all of it
	rival   float64 // the sum of the next best pair that one of the two could be in
}

// strength is what an assignment goes by. Two items that are more like each other than
// like any other are a pair though one is written anew; two that are like many are none
// for that.
func (l likeness) strength() float64 { return l.sum + (l.sum-l.rival)/2 }

// like weighs two items.
func like(a, b *reads) likeness {
	var l likeness
	switch {
	case a.total == 0 && b.total == 0 && slices.Equal(a.titles, b.titles) && sameWords(a.tokens, b.tokens):
		l.words, l.most = 1, 1 // nothing but marks, or words that say nothing: 全省
	case a.total > 0 && b.total > 0:
		w := shared(a.bag, b.bag)
		l.words, l.most = math.Sqrt(w/a.total*w/b.total), max(w/a.total, w/b.total)
	}
	if len(a.grams) > 0 && len(b.grams) > 0 {
		n := float64(common(a.grams, b.grams))
		l.copied = max(n/float64(len(a.grams)), n/float64(len(b.grams)))/2 + math.Sqrt(n/float64(len(a.grams))*n/float64(len(b.grams)))/2
	}
	l.title, l.heading = dice(a.titles, b.titles), dice(a.heading, b.heading)
	l.aims, l.bodies = dice(a.aims, b.aims), dice(a.bodies, b.bodies)
	l.object = max(together(a.name, b.name), labelled(a, b.name), labelled(b, a.name))
	l.within = max(held(a.name, b.bag), held(b.name, a.bag))
	l.part = max(ofParagraph(a, b), ofParagraph(b, a))
	l.sum = 0.10*l.object + 0.05*l.within + 0.45*max(l.words, l.part) + 0.10*l.most + 0.2*math.Sqrt(l.copied) + 0.25*l.title*l.title + 0.05*l.heading + 0.05*l.aims + 0.02*l.bodies
	if a.Kind != b.Kind {
		l.sum *= otherKind
	}
	return l
}

// otherKind is what the likeness of a task and an item of a 专栏 counts: the boxes tell
// again what the tasks around them say, and those are answered first.
const otherKind = 0.9

// together is the share of the weight of the words that two bags have in common, the
// mean of both directions, 0 where one is empty.
func together(a, b bag) float64 {
	if a.total == 0 || b.total == 0 {
		return 0
	}
	return shared(a.words, b.words) / math.Sqrt(a.total*b.total)
}

// held is the share of the weight of the words of a that b has, 0 where a is empty.
func held(a bag, b []feature) float64 {
	if a.total == 0 {
		return 0
	}
	return shared(a.words, b) / a.total
}

// labelled is how much the label of a paragraph of x is like a title. The habit: a
// long task of a superior plan has paragraphs with labels, 智慧养老。…, and what
// is a paragraph there is a task of its own a level below.
func labelled(x *reads, title bag) (best float64) {
	for _, p := range x.parts {
		best = max(best, together(p.label, title))
	}
	return best
}

// ofParagraph is how much a paragraph of x is like all of y.
func ofParagraph(x, y *reads) (best float64) {
	for _, p := range x.parts {
		best = max(best, together(p.bag, bag{y.bag, y.total}))
	}
	return best
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.key == y.key })
}

// What a pair needs in plans about the same: where it keeps the order of both plans,
// where it crosses another and each of the two is more like the other than like any
// third, and where it only crosses another. Plans about different things have the
// phrases of official writing in common, 加强宣传推广: there it needs enoughFar more.
const (
	enough        = 0.165
	enoughBest    = 0.17
	enoughCrossed = 0.26
	enoughFar     = 0.13
)

// A bar is what pairs of two plans need.
type bar struct{ far float64 }

// barOf is the bar for two plans.
func barOf(a, b *reading) bar { return bar{1 - akin(a, b)} }

func (r bar) inOrder(likeness) float64 { return enough + r.far*enoughFar }

func (r bar) crossed(l likeness) float64 {
	if l.sum > l.rival {
		return min(enoughCrossed, enoughBest+r.far*enoughFar)
	}
	return enoughCrossed
}

// A match is a pair of items by their order.
type match struct {
	a, b int
	likeness
	need    float64 // the strength it needed
	crossed bool    // it does not keep the order of the others
	joined  bool    // one of the two is in another pair that is more like it
	faint   bool    // little speaks for it: a careful reader may say there is none
}

// align finds which items are pairs: first those that keep the order of both plans,
// the best of all such assignments (Needleman and Wunsch 1970), then, as often as
// there are any, those of the rest.
func align(a, b *reading) (out []match) {
	sums := table(a, b)
	for i := range sums {
		for j, l := range sums[i] {
			a.read[i].best = max(a.read[i].best, l.strength())
			b.read[j].best = max(b.read[j].best, l.strength())
		}
	}
	r := barOf(a, b)
	a.needs, b.needs = r.inOrder(likeness{}), r.inOrder(likeness{})
	usedA, usedB := make([]bool, len(a.read)), make([]bool, len(b.read))
	take := func(chain []gain, need func(likeness) float64, crossed bool) {
		for _, g := range chain {
			m := match{a: g.a, b: g.b, likeness: sums[g.a][g.b], crossed: crossed}
			m.need = need(m.likeness)
			out = append(out, m)
			usedA[m.a], usedB[m.b] = true, true
		}
	}
	take(inOrder(gains(sums, usedA, usedB, r.inOrder), usedB), r.inOrder, false)
	if len(out) > 0 {
		for left := gains(sums, usedA, usedB, r.crossed); len(left) > 0; {
			take(inOrder(left, usedB), r.crossed, true)
			left = slices.DeleteFunc(left, func(g gain) bool { return usedA[g.a] || usedB[g.b] })
		}
	}
	settle(sums, out)
	out = slices.DeleteFunc(out, func(m match) bool { return m.strength() < enoughCrossed && betterOff(a, b, sums, m) })
	out = append(out, further(a, b, sums, out)...)
	if r.far <= farAtMost {
		out = append(out, faint(a, b, sums, out)...)
	}
	slices.SortFunc(out, func(x, y match) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}

// moreLike is how much more one likeness must be than another to be told from it.
const moreLike = 1.05

// settle gives an item of a pair that little more than the order holds together to
// one without a counterpart that it is more like: a plan that is written anew has an
// order of its own.
func settle(sums [][]likeness, found []match) {
	usedA, usedB := used(sums, found)
	for changed := true; changed; {
		changed = false
		for k, m := range found {
			if m.strength() >= enoughCrossed {
				continue
			}
			a, b := m.a, m.b
			for j := range usedB {
				if !usedB[j] && sums[m.a][j].sum > moreLike*sums[a][b].sum {
					a, b = m.a, j
				}
			}
			for i := range usedA {
				if !usedA[i] && sums[i][m.b].sum > moreLike*sums[a][b].sum {
					a, b = i, m.b
				}
			}
			if a != m.a || b != m.b {
				usedA[m.a], usedB[m.b] = false, false
				usedA[a], usedB[b] = true, true
				found[k] = match{a: a, b: b, likeness: sums[a][b], need: m.need, crossed: true}
				found[k].crossed = crosses(found, found[k])
				changed = true
			}
		}
	}
}

// crosses says whether a pair keeps another order than one of those that keep it.
func crosses(found []match, m match) bool {
	return slices.ContainsFunc(found, func(x match) bool {
		return !x.crossed && (x.a-m.a)*(x.b-m.b) < 0
	})
}

// used says which items are in a pair.
func used(sums [][]likeness, found []match) (a, b []bool) {
	a = make([]bool, len(sums))
	if len(sums) > 0 {
		b = make([]bool, len(sums[0]))
	}
	for _, m := range found {
		a[m.a], b[m.b] = true, true
	}
	return a, b
}

// What another pair of an item must be more than its own for the item to be in that
// one rather: less where the other has paragraphs, that can go to several items.
const (
	clearlyMore     = 1.15
	moreInParagraph = 1.02
)

// betterOff says whether one of a pair is rather in another item, that is in a pair
// with a third.
func betterOff(a, b *reading, sums [][]likeness, m match) bool {
	more := func(l likeness, x *reads) bool {
		return l.sum > clearlyMore*m.sum || l.sum > moreInParagraph*m.sum && len(x.parts) > 0
	}
	for i := range sums {
		if more(sums[i][m.b], &a.read[i]) {
			return true
		}
	}
	for j := range sums[m.a] {
		if more(sums[m.a][j], &b.read[j]) {
			return true
		}
	}
	return false
}

// What a faint pair needs, which plans that are about the same may have: likeness, and
// a title that names what the other does. Where one of the two is in a pair already,
// that one must not be like another so much more that it is nothing but that.
const (
	farAtMost     = 0.1
	enoughFaint   = 0.115
	wordsFaint    = 0.09
	titleFaint    = 0.15
	titleAlone    = 0.25
	withinFaint   = 0.5
	withinAlone   = 0.9
	otherwiseLike = 2.2
)

// faint finds pairs for which little but their titles speaks, of an item without a
// counterpart. The habit: a plan that is written anew keeps the names of the
// matters, in titles, when it says all else in its own words.
func faint(a, b *reading, sums [][]likeness, found []match) (out []match) {
	usedA, usedB := used(sums, found)
	columns := make([][]likeness, len(usedB))
	for j := range columns {
		for i := range sums {
			columns[j] = append(columns[j], sums[i][j])
		}
	}
	for i, row := range sums {
		for j, l := range row {
			if usedA[i] && usedB[j] || l.sum < enoughFaint || max(l.words, l.part) < wordsFaint || otherwiseLike*l.sum < l.rival {
				continue
			}
			named := l.object > titleFaint && l.within > withinFaint && a.read[i].Kind == b.read[j].Kind
			ok := false
			switch {
			case usedA[i]:
				ok = named && l.sum > moreLike*nextBest(columns[j], i)
			case usedB[j]:
				ok = named && l.sum > moreLike*nextBest(row, j)
			default:
				ok = l.sum > l.rival && (l.object > titleAlone || l.within > withinAlone)
			}
			if ok {
				out = append(out, match{a: i, b: j, likeness: l, need: enoughFaint, crossed: true, joined: usedA[i] || usedB[j], faint: true})
			}
		}
	}
	return out
}

// nextBest is the greatest sum of a list but for the one at skip.
func nextBest(list []likeness, skip int) (best float64) {
	for k, l := range list {
		if k != skip {
			best = max(best, l.sum)
		}
	}
	return best
}

// table weighs every item of a beside every one of b.
func table(a, b *reading) [][]likeness {
	sums := make([][]likeness, len(a.read))
	for i := range a.read {
		sums[i] = make([]likeness, len(b.read))
		for j := range b.read {
			sums[i][j] = like(&a.read[i], &b.read[j])
		}
	}
	findRivals(sums)
	return sums
}

// findRivals gives each likeness the next best of its row and column.
func findRivals(sums [][]likeness) {
	type best struct{ first, second float64 }
	add := func(b *best, v float64) {
		if v > b.first {
			b.first, b.second = v, b.first
		} else {
			b.second = max(b.second, v)
		}
	}
	var columns []best
	rows := make([]best, len(sums))
	for i, row := range sums {
		if columns == nil {
			columns = make([]best, len(row))
		}
		for j := range row {
			add(&rows[i], row[j].sum)
			add(&columns[j], row[j].sum)
		}
	}
	without := func(b best, v float64) float64 {
		if v == b.first {
			return b.second
		}
		return b.first
	}
	for i, row := range sums {
		for j := range row {
			row[j].rival = max(without(rows[i], row[j].sum), without(columns[j], row[j].sum))
		}
	}
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// A gain is what a pair of items adds to an assignment.
type gain struct {
	a, b  int
	worth float64
	sum   float64 // of the best assignment that begins with it
	rest  float64 // of the best behind it
}

// gains are the pairs of items, of those not used, that are worth anything, by row and
// column. What is like far more than needed counts more than several that are hardly so.
func gains(sums [][]likeness, usedA, usedB []bool, need func(likeness) float64) (out []gain) {
	for i, row := range sums {
		if usedA[i] {
			continue
		}
		for j := range row {
			if usedB[j] {
				continue
			}
			if g := row[j].strength() - need(row[j]); g > 0 {
				out = append(out, gain{a: i, b: j, worth: g + g*g})
			}
		}
	}
	return out
}

// inOrder is the best assignment of items that keeps their order, of the gains that
// there are: time grows with them, not with the table of all items (as in Hunt and
// Szymanski 1977).
func inOrder(list []gain, usedB []bool) (out []gain) {
	best := make([]float64, len(usedB)+1) // of the rows behind, from a column on: a Fenwick tree
	bySum := map[float64][]int{}
	for end := len(list); end > 0; {
		from := end - 1
		for from > 0 && list[from-1].a == list[end-1].a {
			from--
		}
		for k := from; k < end; k++ { // a row at a time: no item is in two pairs
			g := &list[k]
			g.rest = 0
			for j := g.b + 1; j < len(usedB); j |= j + 1 {
				g.rest = max(g.rest, best[j])
			}
			g.sum = g.worth + g.rest
			bySum[g.sum] = append(bySum[g.sum], k)
		}
		for k := from; k < end; k++ {
			for j := list[k].b; j >= 0; j = j&(j+1) - 1 {
				best[j] = max(best[j], list[k].sum)
			}
		}
		end = from
	}
	left := 0.0
	for _, g := range list {
		left = max(left, g.sum)
	}
	for i, j := 0, 0; left > 0; {
		for j < len(usedB) && usedB[j] {
			j++
		}
		g := next(list, bySum[left], i, j)
		out = append(out, g)
		i, j, left = g.a+1, g.b+1, g.rest
	}
	return out
}

// next is the gain to begin with of several as good, from row i and column j on: the
// first of column j, else the first of the last row.
func next(list []gain, which []int, i, j int) (found gain) {
	some := false
	for _, k := range which {
		g := list[k]
		if g.a < i || g.b < j {
			continue
		}
		better := g.a > found.a || g.a == found.a && g.b < found.b
		switch {
		case some && found.b == j:
			better = g.b == j && g.a < found.a
		case g.b == j:
			better = true
		}
		if !some || better {
			found, some = g, true
		}
	}
	return found
}

// What an item needs to be said to have gone into one that is in a pair already: that
// the two are as like as a pair, that it is like no other nearly as much or their titles
// name the same, and that it
// has a good part of its own words in common with it that the other of that pair has
// not, so that nothing which all of them say makes it one.
const (
	enoughJoined = 0.19
	namesIt      = 0.2
	likeNoOther  = 1.1
	ofItsOwn     = 0.1
)

// further finds the items of either plan without a counterpart that were joined to
// another in one item of the other plan.
func further(a, b *reading, sums [][]likeness, found []match) (out []match) {
	ofA, ofB := map[int]int{}, map[int]int{}
	for _, m := range found {
		ofA[m.a], ofB[m.b] = m.b, m.a
	}
	for i := range a.read {
		if _, ok := ofA[i]; ok {
			continue
		}
		at := func(j int) likeness { return sums[i][j] }
		if j := nearest(len(b.read), at); j >= 0 {
			if k, ok := ofB[j]; ok && own(a.read[i].bag, b.read[j].bag, a.read[k].bag) >= ofItsOwn*a.read[i].total {
				out = append(out, match{a: i, b: j, likeness: sums[i][j], joined: true})
			}
		}
	}
	for j := range b.read {
		if _, ok := ofB[j]; ok {
			continue
		}
		at := func(i int) likeness { return sums[i][j] }
		if i := nearest(len(a.read), at); i >= 0 {
			if k, ok := ofA[i]; ok && own(b.read[j].bag, a.read[i].bag, b.read[k].bag) >= ofItsOwn*b.read[j].total {
				out = append(out, match{a: i, b: j, likeness: sums[i][j], joined: true})
			}
		}
	}
	return out
}

// nearest is the one of n that an item is like, -1 where it is like none or several.
func nearest(n int, at func(int) likeness) int {
	best, first, second := -1, 0.0, 0.0
	for k := range n {
		if s := at(k).sum; s > first {
			best, first, second = k, s, first
		} else {
			second = max(second, s)
		}
	}
	if first < enoughJoined || first < likeNoOther*second && at(best).object < namesIt {
		return -1
	}
	return best
}

// own is the weight of the words of x that y has and z has not.
func own(x, y, z []feature) float64 {
	return shared(x, y) - sharedByAll(x, y, z)
}
