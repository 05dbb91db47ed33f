package stock

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Copies are made plans that copy from each other, for measuring what finds copies:
// invented words whose frequencies follow Zipf's law, sentences that every plan has,
// and paragraphs from earlier plans. Each plan is made by itself from the seed, so
// that any number of them takes no memory.
type Copies struct {
	seed  uint64
	words []string
	stale []string // sentences that many plans have
}

// A CopyingPlan is one of them.
type CopyingPlan struct {
	Region     string
	Issued     string // later for each
	Paragraphs []string
	Planted    []Planted
}

// A Planted paragraph is a copy.
type Planted struct {
	Paragraph int
	Source    int // plan
	Of        int // paragraph there
	Edits     int // words replaced, 0 for a copy word by word
}

// NewCopies makes the words of a corpus of plans.
func NewCopies(seed uint64) *Copies {
	c := &Copies{seed: seed}
	r := rand.New(rand.NewPCG(seed, 1))
	const first, count = '一', 3000
	for range 20000 {
		var w strings.Builder
		for range []int{2, 2, 2, 3, 4}[r.IntN(5)] {
			w.WriteRune(first + rune(r.IntN(count)))
		}
		c.words = append(c.words, w.String())
	}
	for range 300 {
		c.stale = append(c.stale, c.sentence(r))
	}
	return c
}

func (c *Copies) sentence(r *rand.Rand) string {
	z := rand.NewZipf(r, 1.1, 4, uint64(len(c.words)-1))
	var s strings.Builder
	for i, n := 0, 8+r.IntN(10); i < n; i++ {
		s.WriteString(c.words[z.Uint64()])
		if i < n-1 && r.IntN(4) == 0 {
			s.WriteString("，")
		}
	}
	s.WriteString("。")
	return s.String()
}

// Paragraphs of a plan; the first ones are always its own.
const (
	CopyParagraphs = 40
	ownParagraphs  = 24
)

// Own is a paragraph that a plan has first; its words are in no other.
func (c *Copies) Own(plan, n int) string {
	r := rand.New(rand.NewPCG(c.seed+2, uint64(plan)<<16|uint64(n)))
	var s strings.Builder
	for range 3 + r.IntN(4) {
		s.WriteString(c.sentence(r))
	}
	return s.String()
}

// Plan makes the plan of a number from 0. Half of the plans have copies.
func (c *Copies) Plan(n int) CopyingPlan {
	r := rand.New(rand.NewPCG(c.seed+3, uint64(n)))
	day := n % 28
	p := CopyingPlan{
		Region: fmt.Sprintf("第%d市", n),
		Issued: fmt.Sprintf("%04d-%02d-%02d", 1000+n/336, 1+n/28%12, 1+day),
	}
	copies := n > 0 && r.IntN(2) == 0
	source := 0
	if copies {
		source = r.IntN(n)
	}
	for i := range CopyParagraphs {
		switch {
		case i < ownParagraphs || !copies:
			p.Paragraphs = append(p.Paragraphs, c.Own(n, i))
		default:
			from := Planted{Paragraph: i, Source: source, Of: r.IntN(ownParagraphs)}
			if r.IntN(4) == 0 {
				from.Source = r.IntN(n)
			}
			text := c.Own(from.Source, from.Of)
			if r.IntN(2) == 0 {
				text, from.Edits = c.edited(r, text)
			}
			p.Planted = append(p.Planted, from)
			p.Paragraphs = append(p.Paragraphs, text)
		}
		if r.IntN(4) == 0 {
			p.Paragraphs[i] += c.stale[min(r.IntN(len(c.stale)), r.IntN(len(c.stale)))]
		}
	}
	return p
}

// edited replaces every twentieth or so of the characters by a word.
func (c *Copies) edited(r *rand.Rand, text string) (string, int) {
	rs := []rune(text)
	edits := 0
	for i := 10 + r.IntN(20); i+2 < len(rs); i += 15 + r.IntN(30) {
		w := []rune(c.words[r.IntN(len(c.words))])
		rs = append(rs[:i:i], append(w, rs[i+2:]...)...)
		edits++
	}
	return string(rs), edits
}
