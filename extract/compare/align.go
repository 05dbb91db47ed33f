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
}

// like weighs two items.
func like(a, b *reads) likeness {
	var l likeness
	if a.total > 0 && b.total > 0 {
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

// The likeness that a pair needs: where it keeps the order of both plans, and where
// it crosses another.
const (
	enough        = 0.30
	enoughCrossed = 0.45
)

// A match is a pair of items by their order.
type match struct {
	a, b int
	likeness
	crossed bool // it does not keep the order of the others
}

// align finds which items are pairs: first those that keep the order of both plans,
// the best of all such assignments (Needleman and Wunsch 1970), then, as often as
// there are any, those of the rest.
func align(a, b *reading) []match {
	sums := make([][]likeness, len(a.read))
	for i := range a.read {
		sums[i] = make([]likeness, len(b.read))
		for j := range b.read {
			sums[i][j] = like(&a.read[i], &b.read[j])
		}
	}
	as, bs := upTo(len(a.read)), upTo(len(b.read))
	var out []match
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
	slices.SortFunc(out, func(x, y match) int { return cmp.Compare(x.a, y.a) })
	return out
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
		g := sums[as[i]][bs[j]].sum - need
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
