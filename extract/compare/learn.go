package compare

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
)

// What it takes to learn that two bodies of different names do one work.
const (
	leastTogether = 2    // pairs of items whose clauses name both
	leastG        = 6.63 // the G² that a pair has by chance in one of a hundred cases
	surelyMore    = 10.83
	maxLeft       = 10_000 // pairs of units that two clauses may leave: of more, none tells which stands for which
)

// learn pairs bodies of different names that stand in each other's place: from the
// clauses of items that are a pair, what has a counterpart in the other's clause is
// taken away; of what is left, those that are left together far more often than by
// chance are pairs. How far is told by the log-likelihood ratio G² of Dunning (1993,
// Accurate methods for the statistics of surprise and coincidence), and the best is
// taken first, which takes it away from the others (competitive linking, Melamed 2000,
// Models of translational equivalence among words). Two bodies that are left together
// once are never a pair.
func (m *unitMatcher) learn() {
	for {
		k, n, g := m.strongest()
		if n == 0 {
			return
		}
		m.take(k[0], k[1], OtherBody, "unit/learnt", fmt.Sprintf("at %d pairs of items each stands where the other has no counterpart (G² = %.1f)", n, g))
	}
}

// strongest is the pair of units that are left together least by chance.
func (m *unitMatcher) strongest() (best [2]int, count int, most float64) {
	left, leftA, leftB := m.left()
	keys := slices.SortedFunc(maps.Keys(left), func(x, y [2]int) int { return cmp.Or(x[0]-y[0], x[1]-y[1]) })
	for _, k := range keys {
		n := left[k]
		if n < leastTogether || !m.mayLearn(k) {
			continue
		}
		need, least := leastG, leastTogether
		if m.hasA[k[0]] || m.hasB[k[1]] { // it has a counterpart elsewhere
			need, least = surelyMore, leastTogether+1
		}
		g := logLikelihood(n, leftA[k[0]], leftB[k[1]], len(m.lists))
		if n >= least && 2*n >= leftA[k[0]] && 2*n >= leftB[k[1]] && g >= need && g > most {
			best, count, most = k, n, g
		}
	}
	return best, count, most
}

// mayLearn says whether two units may be learnt to be a pair: both or none are named
// in general.
func (m *unitMatcher) mayLearn(k [2]int) bool {
	_, done := m.of[k]
	return !done && m.a.units[k[0]].class == "" && m.b.units[k[1]].class == ""
}

// left counts, over the pairs of items, the units whose counterpart is not in the
// other's clause, alone and together.
func (m *unitMatcher) left() (both map[[2]int]int, a, b map[int]int) {
	both, a, b = map[[2]int]int{}, map[int]int{}, map[int]int{}
	for _, l := range m.lists {
		var x, y []int
		for _, i := range l[0] {
			if !overlap(l[1], m.ofA[i]) {
				x = append(x, i)
				a[i]++
			}
		}
		for _, j := range l[1] {
			if !overlap(l[0], m.ofB[j]) {
				y = append(y, j)
				b[j]++
			}
		}
		if len(x)*len(y) > maxLeft {
			continue
		}
		for _, i := range x {
			for _, j := range y {
				both[[2]int{i, j}]++
			}
		}
	}
	return both, a, b
}

// logLikelihood is G² of two events that happen a and b times in n, both times
// together; 0 where they happen together less than by chance.
func logLikelihood(both, a, b, n int) float64 {
	if n == 0 || both*n <= a*b {
		return 0
	}
	sum := 0.0
	for _, c := range [][3]int{{both, a, b}, {a - both, a, n - b}, {b - both, n - a, b}, {n - a - b + both, n - a, n - b}} {
		if c[0] > 0 {
			sum += float64(c[0]) * math.Log(float64(c[0])*float64(n)/(float64(c[1])*float64(c[2])))
		}
	}
	return 2 * sum
}
