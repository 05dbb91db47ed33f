// Package jieba splits Chinese text into words with part of speech as cppjieba
// does, in Go alone: the likeliest path through the words of a dictionary, then
// for what is left of it in single characters a hidden Markov model.
//
// It reads cppjieba's files and follows its MixSegment and PosTagger to the
// letter, so that both give the same words; what is odd there (which tag a mix of
// digits and letters gets, that a Latin letter is never joined with a Chinese
// character) is odd here. The rest of cppjieba, keywords and other ways to cut, is
// left out.
package jieba

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Jieba is a loaded dictionary, about 25 MB. Tag and Whole may be called from
// several goroutines at once, Add only while nothing else is.
type Jieba struct {
	// The dictionary is a trie of code points. Node 0 is its root; edges holds
	// all its edges, which takes a third of the memory of a map per node.
	edges map[edge]int32
	nodes []node

	tags  []string // by the number that nodes give; 0 is the empty tag
	tagID map[string]int32

	sum  float64 // of all frequencies of the file
	rare float64 // weight of a character that is no word

	path []stop // of the word that put has put last

	model *model
}

type edge struct {
	from int32
	r    rune
}

// A stop is one character of a word and the node it leads to.
type stop struct {
	r  rune
	to int32
}

// A node stands for the characters on the way to it. They are a word if it has a
// tag.
type node struct {
	weight float64 // logarithm of the word's share in the sum of frequencies
	tag    int32
}

// A Token is a word of a text: its length in bytes and its part of speech.
type Token struct {
	Len int
	Tag string
}

// New loads the dictionary dict, lines of "word frequency tag", and the hidden
// Markov model hmm, both as cppjieba has them. It keeps neither. Its errors name
// the line that is malformed.
func New(dict, hmm []byte) (*Jieba, error) {
	m, err := parseModel(hmm)
	if err != nil {
		return nil, err
	}
	// Room for the words and what they begin with, which is half of them again.
	lines := bytes.Count(dict, []byte("\n"))
	j := &Jieba{
		edges: make(map[edge]int32, lines+lines/2),
		nodes: make([]node, 1, 1+lines+lines/2),
		tags:  []string{""},
		tagID: map[string]int32{"": 0},
		model: m,
	}
	n := 0
	for line := range bytes.Lines(dict) {
		n++
		word, freq, tag, err := parseLine(string(bytes.TrimSuffix(line, []byte("\n"))))
		if err != nil {
			return nil, fmt.Errorf("dictionary: line %d: %w", n, err)
		}
		j.put(word, float64(freq), tag)
		j.sum += float64(freq)
	}
	if j.sum == 0 {
		return nil, errors.New("dictionary: no words")
	}
	for i := range j.nodes {
		if nd := &j.nodes[i]; nd.tag != 0 {
			nd.weight = j.weight(nd.weight)
			j.rare = min(j.rare, nd.weight)
		}
	}
	return j, nil
}

func parseLine(line string) (word string, freq int, tag string, err error) {
	word, rest, _ := strings.Cut(line, " ")
	count, tag, _ := strings.Cut(rest, " ")
	if word == "" || tag == "" || strings.Contains(tag, " ") {
		return "", 0, "", fmt.Errorf("%.40q is not: word frequency tag", line)
	}
	if freq, err = strconv.Atoi(count); err != nil || freq < 1 {
		return "", 0, "", fmt.Errorf("%.40q: frequency %.20q is not a number from 1", line, count)
	}
	return word, freq, tag, nil
}

// Add makes word, which must not be empty, a word with this frequency (from 1) and
// part of speech, whatever it was before.
func (j *Jieba) Add(word string, freq int, tag string) {
	j.put(word, j.weight(float64(freq)), tag)
}

func (j *Jieba) weight(freq float64) float64 { return math.Log(freq / j.sum) }

func (j *Jieba) put(word string, weight float64, tag string) {
	id, ok := j.tagID[tag]
	if !ok {
		tag = strings.Clone(tag) // not the line it is a part of
		id = int32(len(j.tags))
		j.tags = append(j.tags, tag)
		j.tagID[tag] = id
	}
	// Neighbours in a dictionary begin alike, and what comes after a new node is
	// new: most edges need not be looked for.
	old := j.path
	j.path = j.path[:0]
	at, alike, fresh := int32(0), true, false
	for _, r := range word {
		if n := len(j.path); alike && n < len(old) && old[n].r == r {
			at = old[n].to
		} else {
			alike = false
			next, ok := int32(0), false
			if !fresh {
				next, ok = j.edges[edge{at, r}]
			}
			if !ok {
				next, fresh = int32(len(j.nodes)), true
				j.nodes = append(j.nodes, node{})
				j.edges[edge{at, r}] = next
			}
			at = next
		}
		j.path = append(j.path, stop{r, at})
	}
	j.nodes[at] = node{weight, id}
}

// Tag splits text, which must be valid UTF-8, into words: their lengths add up to
// that of text.
func (j *Jieba) Tag(text string) []Token {
	c := cutter{Jieba: j, tokens: make([]Token, 0, len(text)/5+1)}
	c.cut(text)
	return c.tokens
}

// Whole reports whether text, which must be valid UTF-8, is one word.
func (j *Jieba) Whole(text string) bool { return len(j.Tag(text)) == 1 }

// A cutter is at work on one text.
type cutter struct {
	*Jieba
	tokens []Token
	runes  []rune // of the part at work, which has no separator inside
	best   []step // by the number of a rune of it
	walk   viterbi
}

// A step is the first of the likeliest way from a rune to the end.
type step struct {
	weight float64 // of the whole way
	length int32   // of the first word, in code points
	node   int32   // of the first word, where it is longer than one
}

// separators are never a part of a longer word.
func separator(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '，' || r == '。'
}

func (c *cutter) cut(text string) {
	for _, r := range text {
		if separator(r) {
			c.part()
			c.runes = append(c.runes, r)
			c.part()
			continue
		}
		c.runes = append(c.runes, r)
	}
	c.part()
}

// part adds the words of c.runes, which it empties.
func (c *cutter) part() {
	if len(c.runes) == 0 {
		return
	}
	c.plan()
	single := 0 // where the run of single characters before i begins
	for i := 0; i < len(c.runes); {
		s := c.best[i]
		if s.length > 1 {
			c.unknown(c.runes[single:i])
			c.add(c.runes[i:i+int(s.length)], c.nodes[s.node].tag)
			single = i + int(s.length)
		}
		i += int(s.length)
	}
	c.unknown(c.runes[single:])
	c.runes = c.runes[:0]
}

// plan finds the likeliest way through c.runes, from the end to the beginning. Of
// equal ones the way that begins with the shorter word is taken.
func (c *cutter) plan() {
	n := len(c.runes)
	if cap(c.best) <= n {
		c.best = make([]step, n+1, 2*n+1)
	}
	c.best = c.best[:n+1]
	c.best[n] = step{}
	for i := n - 1; i >= 0; i-- {
		at, ok := c.edges[edge{0, c.runes[i]}]
		alone := c.rare
		if ok && c.nodes[at].tag != 0 {
			alone = c.nodes[at].weight
		}
		best := step{weight: c.best[i+1].weight + alone, length: 1}
		for k := i + 1; ok && k < n; k++ {
			if at, ok = c.edges[edge{at, c.runes[k]}]; !ok {
				break
			}
			if nd := c.nodes[at]; nd.tag != 0 {
				if w := c.best[k+1].weight + nd.weight; w > best.weight {
					best = step{w, int32(k + 1 - i), at}
				}
			}
		}
		c.best[i] = best
	}
}

// unknown adds the words of a run of single characters: a number or a word in
// Latin letters each, what the model says of the others.
func (c *cutter) unknown(run []rune) {
	begin := 0
	for i := 0; i < len(run); {
		if run[i] >= 0x80 {
			i++
			continue
		}
		c.model.split(run[begin:i], &c.walk, c.word)
		n := 1
		switch {
		case letter(run[i]):
			for i+n < len(run) && (letter(run[i+n]) || digit(run[i+n])) {
				n++
			}
		case digit(run[i]):
			for i+n < len(run) && (digit(run[i+n]) || run[i+n] == '.') {
				n++
			}
		}
		c.word(run[i : i+n])
		i += n
		begin = i
	}
	c.model.split(run[begin:], &c.walk, c.word)
}

func letter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
func digit(r rune) bool  { return '0' <= r && r <= '9' }

// word adds a word that is perhaps in the dictionary.
func (c *cutter) word(word []rune) { c.add(word, c.nodes[c.find(word)].tag) }

// find returns the node of word, or that of the root.
func (c *cutter) find(word []rune) int32 {
	at := int32(0)
	for _, r := range word {
		next, ok := c.edges[edge{at, r}]
		if !ok {
			return 0
		}
		at = next
	}
	return at
}

func (c *cutter) add(word []rune, tag int32) {
	n := 0
	for _, r := range word {
		n += size(r)
	}
	t := Token{n, c.tags[tag]}
	if tag == 0 {
		t.Tag = guess(word)
	}
	c.tokens = append(c.tokens, t)
}

// size is the number of bytes of r in UTF-8.
func size(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}

// guess is the tag of a word that is not in the dictionary: m for ASCII digits,
// eng for other ASCII, else x. It never looks at a word of one character, and at
// no more of another than are half of it in ASCII.
func guess(word []rune) string {
	ascii, digits := 0, 0
	for _, r := range word {
		if ascii >= len(word)/2 {
			break
		}
		if r < 0x80 {
			ascii++
			if digit(r) {
				digits++
			}
		}
	}
	switch {
	case ascii == 0:
		return "x"
	case ascii == digits:
		return "m"
	}
	return "eng"
}
