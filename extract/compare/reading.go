package compare

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
)

// A reading is a side as it is read beside another: with the places of both folded.
type reading struct {
	*Side
	read  []reads            // of its items
	about map[uint64]float64 // in how many items the words that say something stand
	needs float64            // what a pair of them needs that keeps the order
}

// reads is what an item is compared by.
type reads struct {
	*item
	tokens  []token
	best    float64   // strength of the best likeness
	bag     []feature // the plain words and figures of its tokens, by key
	total   float64   // weight of the bag
	parts   []part    // its paragraphs, where it has several
	name    bag       // the words of its title that say what it is about
	grams   []uint64  // runs of gramsOfMatch folded characters, ascending
	titles  []uint64  // pairs of folded characters of the title, ascending
	heading []uint64  // likewise of the heading above it
	aims    []uint64  // words of the indicators of the targets at it, ascending
	bodies  []uint64  // bodies of the clauses at it, folded, ascending
}

// A bag is words by key, and what they weigh together.
type bag struct {
	words []feature
	total float64
}

// A part is a paragraph of an item. Its label is what it begins with in place of a
// title, empty where it has none.
type part struct{ bag, label bag }

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
	r := &reading{Side: s, read: make([]reads, len(s.items)), about: map[uint64]float64{}}
	for i := range s.items {
		x := &r.read[i]
		x.item = &s.items[i]
		x.tokens = n.tokens(s, x.item)
		x.name = bagOf(unframed(n.nameTokens(x.item)))
		x.parts = partsOf(s, x.tokens)
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
		for k := range saying(x.tokens) {
			r.about[k]++
		}
		x.aims, x.bodies = distinct(x.aims), distinct(x.bodies)
	}
	return r
}

// saying are the words of tokens that say what an item is about.
func saying(tokens []token) map[uint64]bool {
	out := map[uint64]bool{}
	for _, t := range tokens {
		if t.kind == plainToken && t.end-t.start >= 2 && !words().is("frame", t.key) && !words().is("making", t.key) {
			out[hash(t.key)] = true
		}
	}
	return out
}

// frameInTitle is what a noun that nearly every title ends with counts in one: 支持政策,
// 保障机制 say nothing of what.
const frameInTitle = 0.25

func unframed(tokens []token) []token {
	for i := range tokens {
		if words().is("frame", tokens[i].key) {
			tokens[i].weight *= frameInTitle
		}
	}
	return tokens
}

// bagOf is the bag of the words of tokens, not weighed yet.
func bagOf(tokens []token) (b bag) {
	weights := map[uint64]float64{}
	for _, t := range tokens {
		if t.weight > 0 {
			weights[hash(t.key)] = t.weight
		}
	}
	for k, w := range weights {
		b.words = append(b.words, feature{k, w})
	}
	slices.SortFunc(b.words, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	return b
}

// partsOf are the paragraphs of an item, where it has several.
func partsOf(s *Side, tokens []token) (out []part) {
	from := 0
	for i := range tokens {
		if i > 0 && slices.Contains(s.runes[tokens[i-1].end:tokens[i].start], '\n') {
			out = append(out, paragraphOf(s, tokens[from:i]))
			from = i
		}
	}
	if from == 0 {
		return nil
	}
	return append(out, paragraphOf(s, tokens[from:]))
}

// labelLength is up to which length, in code points, the words a paragraph begins
// with are its label: 智慧养老。, （一）智慧养老：.
const labelLength = 14

func paragraphOf(s *Side, tokens []token) part {
	p := part{bag: bagOf(tokens)}
	for i, t := range tokens {
		if t.end-tokens[0].start > labelLength {
			break
		}
		if i+1 < len(tokens) && strings.ContainsAny(string(s.runes[t.end:tokens[i+1].start]), "。：:") {
			p.label = bagOf(tokens[:i+1])
			break
		}
	}
	return p
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
			x.bag = bagOf(x.tokens).words
			for _, f := range x.bag {
				count[f.key]++
			}
			for _, f := range x.name.words {
				if _, ok := slices.BinarySearchFunc(x.bag, f.key, byKey); !ok {
					count[f.key]++
				}
			}
		}
	}
	n := float64(len(a.read) + len(b.read))
	weighBag := func(b []feature) (total float64) {
		for k := range b {
			b[k].weight *= math.Log(1 + n/float64(count[b[k].key]))
			total += b[k].weight
		}
		return total
	}
	topic := max(minTopic, int(topicShare*n))
	for _, r := range []*reading{a, b} {
		for i := range r.read {
			x := &r.read[i]
			x.total = weighBag(x.bag)
			x.name.total = weighBag(x.name.words)
			for k := range x.parts {
				p := &x.parts[k]
				p.bag.total = weighBag(p.bag.words)
				p.label.total = weighBag(p.label.words)
			}
			for k := range x.tokens {
				if t := &x.tokens[k]; count[hash(t.key)] > topic {
					t.weight *= topicWeight
				}
			}
		}
	}
}

// Two plans are about different things where the words of their items are no more
// alike than farApart, and about the same from nearBy on.
const (
	farApart = 0.2
	nearBy   = 0.36
)

// akin says how far two plans are about the same, 0 to 1: a plan that carries another
// out, however it is written, is about what that is about, and so the words that
// many of its items have are those that many of the other's have (cosine, Salton 1975).
// The counts are whole numbers, so that their order makes no difference to the sums.
func akin(a, b *reading) float64 {
	var both, x, y float64
	for k, v := range a.about {
		both += v * b.about[k]
		x += v * v
	}
	for _, v := range b.about {
		y += v * v
	}
	if both == 0 {
		return 0
	}
	return min(1, max(0, (both/math.Sqrt(x*y)-farApart)/(nearBy-farApart)))
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
