package indicator

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Pair is two keys of one unit and basis whose names may be one thing: A is
// the commoner one. Only a person can tell.
type Pair struct {
	A, B   Key
	Reason Reason
	InA    string  // what only A's name has
	InB    string  // what only B's name has
	Score  float64 // 0 to 1, the likelier the higher
}

// A Reason says how the names of a pair differ.
type Reason string

// The reasons, the likeliest first.
const (
	Order    Reason = "order"    // 品牌服务机构, 服务品牌机构: the same characters
	Inserted Reason = "inserted" // 质押登记额, 质押融资登记额: one has words more
	Replaced Reason = "replaced" // 优良天数比率, 优良天数占比: other words at one place
)

// A Count is a key and how often it occurs.
type Count struct {
	Key
	N int
}

const (
	// MaxPairs is how many pairs Doubtful gives, the likeliest ones.
	MaxPairs = 200
	// perName is how many of them one name may be part of.
	perName = 3
	// leastScore is the least likeliness of a pair.
	leastScore = 0.3
	// longest is the length of names that are compared, in characters: longer ones are
	// clauses, not names.
	longest = 30
	// rarest is how many pairs of characters of a name are looked up, those that the
	// fewest names have; crowd is how many names with one are compared at most.
	rarest = 8
	crowd  = 60
	// near is how many neighbours a name is compared with where the names stand in
	// order, and where they stand in order of their ends.
	near = 8
)

// Doubtful finds the keys that may be one, the likeliest pair first: at most
// MaxPairs, at most three for one name, two names once. Keys are compared where
// unit and basis are equal and the names share one of the rarest pairs of
// characters of either, or begin or end alike, so that the time grows with their
// number. How likely a pair is was set by reading, it is no probability.
func Doubtful(counts []Count) []Pair {
	blocks := map[Key][]Count{} // by unit and basis
	for _, c := range counts {
		if n := utf8.RuneCountInString(c.Name); n >= 4 && n <= longest {
			block := Key{Unit: c.Unit, Basis: c.Basis}
			blocks[block] = append(blocks[block], c)
		}
	}
	var pairs []Pair
	for _, block := range blocks {
		slices.SortFunc(block, byName)
		pairs = append(pairs, pairsOf(block)...)
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		if c := cmp.Compare(b.Score, a.Score); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.A.Name, b.A.Name), strings.Compare(a.B.Name, b.B.Name), strings.Compare(a.A.String(), b.A.String()))
	})
	used := map[string]int{}
	told := map[[2]string]bool{}
	var out []Pair
	for _, p := range pairs {
		names := [2]string{min(p.A.Name, p.B.Name), max(p.A.Name, p.B.Name)}
		if used[p.A.Name] < perName && used[p.B.Name] < perName && !told[names] && len(out) < MaxPairs {
			used[p.A.Name]++
			used[p.B.Name]++
			told[names] = true
			out = append(out, p)
		}
	}
	return out
}

func byName(a, b Count) int { return strings.Compare(a.Name, b.Name) }

// pairsOf compares the keys of one unit and basis, which are in the order of their
// names.
func pairsOf(block []Count) []Pair {
	names := make([][]rune, len(block))
	holders := map[[2]rune][]int{} // of a pair of characters
	for i, c := range block {
		names[i] = []rune(c.Name)
		for _, two := range bigrams(names[i]) {
			holders[two] = append(holders[two], i)
		}
	}
	var out []Pair
	compared := make([]int, len(block)) // the last name, from 1, that one was compared with
	try := func(i, j int) {
		if i == j || compared[j] == i+1 {
			return
		}
		compared[j] = i + 1
		if p, ok := compare(block[i], block[j], names[i], names[j]); ok {
			out = append(out, p)
		}
	}
	backwards := byEnd(names)
	place := make([]int, len(names)) // in backwards
	for k, i := range backwards {
		place[i] = k
	}
	for i, name := range names {
		twos := bigrams(name)
		slices.SortStableFunc(twos, func(a, b [2]rune) int { return len(holders[a]) - len(holders[b]) })
		for _, two := range twos[:min(rarest, len(twos))] {
			if len(holders[two]) > crowd {
				break
			}
			for _, j := range holders[two] {
				try(i, j)
			}
		}
		// What many names share says nothing, but those that begin or end alike
		// stand together.
		for k := 1; k <= near; k++ {
			if i+k < len(names) {
				try(i, i+k)
			}
			if place[i]+k < len(names) {
				try(i, backwards[place[i]+k])
			}
		}
	}
	return out
}

// byEnd are the numbers of names in the order of their last characters.
func byEnd(names [][]rune) []int {
	out := make([]int, len(names))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(x, y int) int {
		a, b := names[x], names[y]
		for k := 1; k <= min(len(a), len(b)); k++ {
			if c := cmp.Compare(a[len(a)-k], b[len(b)-k]); c != 0 {
				return c
			}
		}
		return len(a) - len(b)
	})
	return out
}

// bigrams are the distinct pairs of neighbouring characters of a name, sorted.
func bigrams(rs []rune) [][2]rune {
	out := make([][2]rune, 0, len(rs))
	for i := 1; i < len(rs); i++ {
		out = append(out, [2]rune{rs[i-1], rs[i]})
	}
	slices.SortFunc(out, func(a, b [2]rune) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

// compare says how two names differ and how likely they are one.
func compare(x, y Count, a, b []rune) (Pair, bool) {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	p := Pair{A: x.Key, B: y.Key, InA: string(a[head : len(a)-tail]), InB: string(b[head : len(b)-tail])}
	if y.N > x.N || y.N == x.N && y.Name < x.Name {
		p.A, p.B, p.InA, p.InB = p.B, p.A, p.InB, p.InA
	}
	shared := float64(head+tail) / float64(max(len(a), len(b)))
	switch {
	case len(a) == len(b) && sameCharacters(a, b):
		p.Reason, p.Score = Order, 0.95
	case p.InA == "" || p.InB == "":
		p.Reason, p.Score = Inserted, inserted(p.InA+p.InB, head, tail, shared)
	case head > 0 && (tail > 0 || strings.ContainsAny(p.InA, p.InB)):
		p.Reason, p.Score = Replaced, replaced(p.InA, p.InB, shared)
	}
	return p, p.Score >= leastScore
}

func sameCharacters(a, b []rune) bool {
	sum := rune(0)
	for i := range a {
		sum += a[i] - b[i]
	}
	return sum == 0 && slices.Equal(sorted(a), sorted(b))
}

func sorted(rs []rune) []rune {
	out := slices.Clone(rs)
	slices.Sort(out)
	return out
}

// Telling says whether words in one of two names make another indicator of it as a
// rule: those of telling.txt, which part kinds (发明, 人均), letters, numbers.
func Telling(words string) bool { return telling(words) }

// telling says whether words part kinds: those of telling.txt, letters, numbers.
func telling(words string) bool {
	for i, r := range words {
		if r < utf8.RuneSelf || strings.ContainsRune("一二三四五六七八九十首", r) || kinds().Of(words[i:]) != "" {
			return true
		}
	}
	return false
}

// inserted is how likely a name stays itself with words more: in the middle
// (质押|融资|登记额) rather than in front (发明|专利授权量), where they are an attribute.
func inserted(words string, head, tail int, shared float64) float64 {
	score := shared
	switch {
	case head == 0:
		score -= 0.15
	case tail > 0:
		score += 0.1
	}
	if telling(words) {
		score -= 0.25
	}
	return min(score, 0.9)
}

// replaced is how likely names with other words at one place are one: where the
// words share a character (比|率, 占|比), and are none that part kinds.
func replaced(a, b string, shared float64) float64 {
	score := shared - 0.3
	if strings.ContainsAny(a, b) {
		score += 0.2
	}
	if telling(a) || telling(b) {
		score -= 0.25
	}
	return min(score, 0.8)
}
