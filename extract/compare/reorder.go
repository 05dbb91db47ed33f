package compare

import "slices"

// reorder matches members of an enumeration that stand in another order: 苹果、梨 and
// 梨、苹果. They are runs of words that answer nothing, between marks or what answers,
// in a clause with marks on both sides. Figures keep their place.
func (d *diff) reorder(moved map[int]bool) {
	there := members(d.b, d.back)
	for _, r := range members(d.a, d.of) {
		for k, g := range there {
			if g[1]-g[0] != r[1]-r[0] || !keysAs(d.a[r[0]:r[1]], d.b[g[0]:g[1]]) {
				continue
			}
			for n := range r[1] - r[0] {
				d.match(r[0]+n, g[0]+n)
				moved[r[0]+n] = true
			}
			there = slices.Delete(there, k, k+1)
			break
		}
	}
}

// members are the runs of tokens that answer nothing, split at marks, of clauses that
// have marks inside, without those that have figures.
func members(tokens []token, of []int) (out [][2]int) {
	for _, c := range clauseRanges(tokens) {
		if len(markRanges(tokens[c[0]:c[1]])) < 2 {
			continue
		}
		for i := c[0]; i < c[1]; i++ {
			if of[i] >= 0 {
				continue
			}
			end := i + 1
			for end < c[1] && of[end] < 0 && tokens[end-1].end == tokens[end].start {
				end++
			}
			if !slices.ContainsFunc(tokens[i:end], func(t token) bool { return t.kind == numberToken }) {
				out = append(out, [2]int{i, end})
			}
			i = end - 1
		}
	}
	return out
}
