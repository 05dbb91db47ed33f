package extract

import (
	"math/big"
	"sort"
	"strings"
)

func stableSort[T any](s []T, key func(T) int) {
	sort.SliceStable(s, func(i, j int) bool { return key(s[i]) < key(s[j]) })
}

// sortWith is stableSort that keeps the reasons of s, where there are any, in the
// order of s.
func sortWith[T any](s []T, why []*reasons, key func(T) int) {
	if len(why) == len(s) {
		type pair struct {
			record T
			why    *reasons
		}
		pairs := make([]pair, len(s))
		for i := range s {
			pairs[i] = pair{s[i], why[i]}
		}
		stableSort(pairs, func(p pair) int { return key(p.record) })
		for i, p := range pairs {
			s[i], why[i] = p.record, p.why
		}
		return
	}
	stableSort(s, key)
}

// sortByPlace puts every list in the order of the text, warnings without a
// place last.
func (d *doc) sortByPlace() {
	out := d.out
	sortWith(out.Tasks, d.why.tasks, func(t Task) int { return t.Span[0] })
	sortWith(out.Responsibilities, d.why.responsibilities, func(r Responsibility) int { return r.Span[0] })
	d.besideLead()
	sortWith(out.Targets, d.why.targets, func(t Target) int { return t.Span[0] })
	sortWith(out.Achievements, d.why.achievements, func(a Achievement) int { return a.Span[0] })
	sortWith(out.Tables, d.why.tables, func(t Table) int { return t.Span[0] })
	stableSort(out.Warnings, func(w Warning) int {
		if w.Span == nil {
			return len(out.Text)
		}
		return w.Span[0]
	})
}

// rounds says whether value, rounded to the digits printed shows, is short:
// 66860 is 66900 when 6.69 stands for it.
func rounds(value, short, printed string) bool {
	_, frac, _ := strings.Cut(printed, ".")
	if len(frac) < 2 {
		return false // too few digits to be sure
	}
	a, ok1 := new(big.Rat).SetString(value)
	b, ok2 := new(big.Rat).SetString(short)
	p, ok3 := new(big.Rat).SetString(strings.TrimRight(printed, "%％"))
	if !ok1 || !ok2 || !ok3 || p.Sign() == 0 || b.Sign() == 0 {
		return false
	}
	// One unit of the last printed digit, in the base unit.
	step := new(big.Rat).Quo(b, p)
	for range frac {
		step.Quo(step, big.NewRat(10, 1))
	}
	diff := new(big.Rat).Sub(a, b)
	diff.Abs(diff)
	return diff.Cmp(step.Quo(step, big.NewRat(2, 1))) <= 0
}
