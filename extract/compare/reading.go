package compare

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"unicode"
)

// A reading is a side as it is read beside another: with the places of both folded.
type reading struct {
	*Side
	read []reads // of its items
}

// reads is what an item is compared by.
type reads struct {
	*item
	tokens  []token
	best    float64   // strength of the best likeness
	bag     []feature // the plain words and figures of its tokens, by key
	total   float64   // weight of the bag
	grams   []uint64  // runs of gramsOfMatch folded characters, ascending
	titles  []uint64  // pairs of folded characters of the title, ascending
	heading []uint64  // likewise of the heading above it
	aims    []uint64  // words of the indicators of the targets at it, ascending
	bodies  []uint64  // bodies of the clauses at it, folded, ascending
}

// A feature is a word and what it says that two items share it.
type feature struct {
	key    uint64
	weight float64
}

// readBeside makes two sides ready for each other.
func readBeside(a, b *Side) (x, y *reading) {
	n := newNamer(a, b)
	x, y = n.reading(a), n.reading(b)
	weigh(x, y)
	return x, y
}

// reading folds the words of all items of a side.
func (n *namer) reading(s *Side) *reading {
	r := &reading{Side: s, read: make([]reads, len(s.items))}
	for i := range s.items {
		x := &r.read[i]
		x.item = &s.items[i]
		x.tokens = n.tokens(s, x.item)
		x.grams = gramsOf(x.tokens)
		x.titles = pairsOf(n.foldText(x.Title))
		if c := x.chapters; len(c) > 0 {
			x.heading = pairsOf(n.foldText(c[len(c)-1]))
		}
		for _, t := range x.targets {
			if name := s.Targets[t].Indicator; name != nil {
				x.aims = append(x.aims, pairsOf(n.foldText(*name))...)
			}
		}
		for _, c := range x.clauses {
			for _, u := range s.Responsibilities[c].Units {
				name := u.Name
				if u.Canonical != nil {
					name = *u.Canonical
				}
				x.bodies = append(x.bodies, hash(foldLevels(n.foldText(name))))
			}
		}
		x.aims, x.bodies = distinct(x.aims), distinct(x.bodies)
	}
	return r
}

// foldText is a title or a name with its places and levels folded.
func (n *namer) foldText(s string) string {
	f, ok := n.folded[s]
	if !ok {
		f = n.fold(s)
		n.folded[s] = f
	}
	return f
}

func (n *namer) fold(s string) string {
	rs := []rune(s)
	var out []rune
	for i := 0; i < len(rs); {
		if k := n.at(rs, i, len(rs)); k > 0 {
			i += k
			out = append(out, '#')
			continue
		}
		if k := levelAt(rs, i); k > 0 {
			i += k
			out = append(out, '#')
			continue
		}
		if f := foldWord(rs[i : i+1]); f != "" && isWordRune(rs[i]) {
			out = append(out, []rune(f)...)
		}
		i++
	}
	return foldLevels(string(out))
}

// levelAt is the length of the words of two characters or more that name the level
// at i, 0 for none.
func levelAt(rs []rune, i int) int {
	for n := min(6, len(rs)-i); n >= 2; n-- {
		if words().is("level", string(rs[i:i+n])) && !(rs[i+n-1] == '市' && i+n < len(rs) && rs[i+n] == '场') {
			return n
		}
	}
	return 0
}

// gramsOfMatch is the length of the runs of characters that show that words were
// copied: longer than what official writing has in common.
const gramsOfMatch = 5

// gramsOf are the distinct runs of characters of the tokens' keys.
func gramsOf(tokens []token) []uint64 {
	var rs []rune
	for _, t := range tokens {
		rs = append(rs, []rune(t.key)...)
	}
	var out []uint64
	for i := 0; i+gramsOfMatch <= len(rs); i++ {
		out = append(out, hash(string(rs[i:i+gramsOfMatch])))
	}
	return distinct(out)
}

// pairsOf are the distinct pairs of characters of s; s itself where it is one.
func pairsOf(s string) []uint64 {
	rs := []rune(s)
	if len(rs) == 1 {
		return []uint64{hash(s)}
	}
	var out []uint64
	for i := 0; i+2 <= len(rs); i++ {
		out = append(out, hash(string(rs[i:i+2])))
	}
	return distinct(out)
}

// hash is FNV-1a, the same in every process.
func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

func distinct(list []uint64) []uint64 {
	slices.Sort(list)
	return slices.Compact(list)
}

// weigh gives the words of two readings weights: the fewer items of either plan
// have a word, the more it says that two items share it (inverse document
// frequency, Spärck Jones 1972).
func weigh(a, b *reading) {
	count := map[uint64]int{}
	for _, r := range []*reading{a, b} {
		for i := range r.read {
			x := &r.read[i]
			weights := map[uint64]float64{}
			for _, t := range x.tokens {
				if t.weight > 0 {
					weights[hash(t.key)] = t.weight
				}
			}
			for k, w := range weights {
				x.bag = append(x.bag, feature{k, w})
				count[k]++
			}
			slices.SortFunc(x.bag, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
		}
	}
	n := float64(len(a.read) + len(b.read))
	topic := max(minTopic, int(topicShare*n))
	for _, r := range []*reading{a, b} {
		for i := range r.read {
			x := &r.read[i]
			for k := range x.bag {
				f := &x.bag[k]
				f.weight *= math.Log(1 + n/float64(count[f.key]))
				x.total += f.weight
			}
			for k := range x.tokens {
				if t := &x.tokens[k]; count[hash(t.key)] > topic {
					t.weight *= topicWeight
				}
			}
		}
	}
}

// What the plans are about stands in many items: 冷链, 知识产权. That such a word is cut
// says little, as what is named beside it says what is done.
const (
	topicShare  = 0.3 // of the items of both
	minTopic    = 5   // items
	topicWeight = 0.5
)

// shared is the weight that the words have that both bags have.
func shared(a, b []feature) (w float64) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			w += a[i].weight
			i, j = i+1, j+1
		}
	}
	return w
}

// sharedByAll is the weight that the words have that all three bags have.
func sharedByAll(a, b, c []feature) float64 {
	var both []feature
	for _, f := range a {
		if _, ok := slices.BinarySearchFunc(b, f.key, byKey); ok {
			both = append(both, f)
		}
	}
	return shared(both, c)
}

func byKey(f feature, key uint64) int { return cmp.Compare(f.key, key) }

// common counts what two ascending lists share.
func common(a, b []uint64) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// dice is the likeness of two sets (Dice 1945), 0 where one is empty.
func dice(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return 2 * float64(common(a, b)) / float64(len(a)+len(b))
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
