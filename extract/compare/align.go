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
	title   float64
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
	l.sum = 0.45*l.words + 0.10*l.most + 0.2*math.Sqrt(l.copied) + 0.25*l.title*l.title + 0.05*l.heading + 0.05*l.aims + 0.02*l.bodies
	return l
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.key == y.key })
}

// What a pair needs: where it keeps the order of both plans, and where it crosses
// another. Items of plans that have nothing to do with each other stay below it.
const (
	enough        = 0.165
	enoughCrossed = 0.26
)

// A match is a pair of items by their order.
type match struct {
	a, b int
	likeness
	crossed bool // it does not keep the order of the others
	joined  bool // one of the two is in another pair that is more like it
}

// align finds which items are pairs: first those that keep the order of both plans,
// the best of all such assignments (Needleman and Wunsch 1970), then, as often as
// there are any, those of the rest.
func align(a, b *reading) (out []match) {
	sums := make([][]likeness, len(a.read))
	for i := range a.read {
		sums[i] = make([]likeness, len(b.read))
		for j := range b.read {
			sums[i][j] = like(&a.read[i], &b.read[j])
		}
	}
	findRivals(sums)
	for i := range sums {
		for j, l := range sums[i] {
			a.read[i].best = max(a.read[i].best, l.strength())
			b.read[j].best = max(b.read[j].best, l.strength())
		}
	}
	as, bs := upTo(len(a.read)), upTo(len(b.read))
	for need, crossed := enough, false; ; need, crossed = enoughCrossed, true {
		chain := inOrder(sums, as, bs, need)
		if len(chain) == 0 {
			break
		}
		for _, m := range chain {
			m.crossed = crossed
			out = append(out, m)
			as = slices.DeleteFunc(as, func(i int) bool { return i == m.a })
			bs = slices.DeleteFunc(bs, func(j int) bool { return j == m.b })
		}
	}
	out = append(out, further(a, b, sums, out)...)
	slices.SortFunc(out, func(x, y match) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
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

// inOrder is the best assignment of the items as and bs that keeps their order.
// What is like far more than needed counts more than several that are hardly so.
func inOrder(sums [][]likeness, as, bs []int, need float64) (out []match) {
	best := make([][]float64, len(as)+1)
	for i := range best {
		best[i] = make([]float64, len(bs)+1)
	}
	gain := func(i, j int) float64 {
		g := sums[as[i]][bs[j]].strength() - need
		if g <= 0 {
			return 0
		}
		return g + g*g
	}
	for i := len(as) - 1; i >= 0; i-- {
		for j := len(bs) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if g := gain(i, j); g > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+g)
			}
		}
	}
	for i, j := 0, 0; i < len(as) && j < len(bs); {
		switch g := gain(i, j); {
		case g > 0 && best[i][j] == best[i+1][j+1]+g:
			out = append(out, match{a: as[i], b: bs[j], likeness: sums[as[i]][bs[j]]})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}

// What an item needs to be said to have gone into one that is in a pair already: that
// the two are as like as a pair, that it is like no other nearly as much, and that it
// has a good part of its own words in common with it that the other of that pair has
// not, so that nothing which all of them say makes it one.
const (
	enoughJoined = 0.2
	likeNoOther  = 1.25
	ofItsOwn     = 0.2
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
	if first < enoughJoined || first < likeNoOther*second {
		return -1
	}
	return best
}

// own is the weight of the words of x that y has and z has not.
func own(x, y, z []feature) float64 {
	return shared(x, y) - sharedByAll(x, y, z)
}
