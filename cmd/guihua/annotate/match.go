package annotate

import (
	"cmp"
	"slices"

	"guihua/extract"
)

// match finds for each entity that came back the one it was: of the same label
// and span, else of the same group and span, else of the same group and
// overlapping, the greatest overlap first. Both results hold -1 where there is
// none.
func match(had, has []Entity) (was, became []int) {
	m := &matcher{had: had, has: has, was: filled(len(has)), became: filled(len(had))}
	m.exact(func(e Entity) place { return place{e.Label, e.Span} })
	m.exact(func(e Entity) place { return place{string(rune(groupOf(e.Label))), e.Span} })
	m.overlapping()
	return m.was, m.became
}

type matcher struct {
	had, has    []Entity
	was, became []int
}

func filled(n int) []int { return slices.Repeat([]int{-1}, n) }

func (m *matcher) pair(i, j int) { m.became[i], m.was[j] = j, i }

// exact pairs what has the same place, in order.
func (m *matcher) exact(at func(Entity) place) {
	free := map[place][]int{}
	for i, e := range m.had {
		if m.became[i] < 0 {
			free[at(e)] = append(free[at(e)], i)
		}
	}
	for j, e := range m.has {
		if m.was[j] >= 0 {
			continue
		}
		if list := free[at(e)]; len(list) > 0 {
			m.pair(list[0], j)
			free[at(e)] = list[1:]
		}
	}
}

// most bounds the overlaps looked at for one entity that came back: a file of
// nothing but nested ones shall not take forever.
const most = 50

// overlapping pairs what is left.
func (m *matcher) overlapping() {
	left := map[group][]int{} // of had, in the order of the text
	for i, e := range m.had {
		if m.became[i] < 0 {
			left[groupOf(e.Label)] = append(left[groupOf(e.Label)], i)
		}
	}
	type overlap struct{ i, j, size int }
	var all []overlap
	for j, e := range m.has {
		if m.was[j] >= 0 {
			continue
		}
		list := left[groupOf(e.Label)]
		// Those that begin before e ends; entities of a group seldom lie in each
		// other, so that looking back may end at the first few that don't overlap.
		k, _ := slices.BinarySearchFunc(list, e.Span[1], func(i, end int) int { return cmp.Compare(m.had[i].Span[0], end) })
		for n := 0; n < most && k > 0; n++ {
			k--
			if size := common(m.had[list[k]].Span, e.Span); size > 0 {
				all = append(all, overlap{list[k], j, size})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y overlap) int {
		return cmp.Or(cmp.Compare(y.size, x.size), cmp.Compare(m.had[x.i].Span[0], m.had[y.i].Span[0]), cmp.Compare(x.j, y.j))
	})
	for _, o := range all {
		if m.became[o.i] < 0 && m.was[o.j] < 0 {
			m.pair(o.i, o.j)
		}
	}
}

// common is how many code points two spans have in common.
func common(a, b extract.Span) int { return max(0, min(a[1], b[1])-max(a[0], b[0])) }
