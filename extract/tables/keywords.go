package tables

import (
	"bufio"
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/extract"
)

// Words are the tables of words: what documents and tasks are about, and which
// words the documents together are written with.
var Words = []Table{
	keywords,
	terms,
}

//go:embed vocab/stopwords.txt
var builtInStops string

// A WordFilter says which words count.
type WordFilter struct {
	stops map[string]bool
}

// NewWordFilter returns the filter that holds without more: words of two
// characters and more that say something by themselves and are not on the
// built-in stop list.
func NewWordFilter() *WordFilter {
	f := &WordFilter{map[string]bool{}}
	if err := f.AddStops(strings.NewReader(builtInStops)); err != nil {
		panic(err) // it is inside the program
	}
	return f
}

// AddStops adds the words of a stop list: parted by white space, # begins a
// comment. Its error tells the line.
func (f *WordFilter) AddStops(r io.Reader) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if !utf8.ValidString(line) {
			return fmt.Errorf("line %d: is not UTF-8", n)
		}
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(line) {
			f.stops[w] = true
		}
	}
	return lines.Err()
}

// functionTags are those of words that say nothing by themselves: prepositions,
// conjunctions, particles, adverbs, numerals and measure words, pronouns, words
// of direction and of time. Whatever has another tag counts, unknown words (x)
// too: jieba takes 湿地 for a word of state.
var functionTags = []string{"p", "c", "u", "d", "ad", "vd", "m", "mq", "q", "r", "rr", "f", "t"}

func (f *WordFilter) counts(text, tag string) bool {
	if utf8.RuneCountInString(text) < 2 || f.stops[text] || slices.Contains(functionTags, tag) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r)
}

// A bag counts the words of a part of a document.
type bag struct {
	words map[string]*counted
	total int
}

type counted struct {
	term  string
	tag   string
	count int
	first extract.Span // its first place
}

// A part is what keywords are told for: a document, or one of its tasks.
type part struct {
	scope string
	node  *string
	bag   bag
}

// parts are the document and its tasks.
func (d *Doc) parts() []part {
	if d.counted == nil {
		d.counted = d.count()
	}
	return d.counted
}

func (d *Doc) count() []part {
	f := d.Corpus.Filter
	type span struct {
		extract.Span
		part int
	}
	var spans []span
	out := []part{{scope: "document", bag: bag{words: map[string]*counted{}}}}
	for t := range each(d.Tasks) {
		p := len(out)
		out = append(out, part{"task", &t.ID, bag{words: map[string]*counted{}}})
		spans = append(spans, span{t.Span, p})
		if n := d.index().nodes[t.ID]; n != nil && n.Span != t.Span {
			spans = append(spans, span{n.Span, p})
		}
		for _, m := range t.Measures {
			if m.Span != t.Span {
				spans = append(spans, span{m.Span, p})
			}
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.Span[0]-b.Span[0], a.Span[1]-b.Span[1]) })
	clauses := d.clauseSpans()
	for _, w := range d.Tagger.Tag(d.Text) {
		for len(clauses) > 0 && clauses[0][1] <= w.Start {
			clauses = clauses[1:]
		}
		if !f.counts(w.Text, w.Tag) || len(clauses) > 0 && clauses[0][0] <= w.Start {
			continue
		}
		at := extract.Span{w.Start, w.End}
		out[0].bag.add(w.Text, w.Tag, at)
		for len(spans) > 0 && spans[0].Span[1] <= w.Start {
			spans = spans[1:]
		}
		done := 0 // a task counts a word once where two of its spans overlap
		for _, s := range spans {
			if s.Span[0] > w.Start {
				break
			}
			if w.End <= s.Span[1] && s.part != done {
				out[s.part].bag.add(w.Text, w.Tag, at)
				done = s.part
			}
		}
	}
	return out
}

// clauseSpans are the places of the responsibility clauses, in their order: who
// does a task is not what it is about.
func (d *Doc) clauseSpans() []extract.Span {
	var out []extract.Span
	for _, r := range d.Responsibilities {
		out = append(out, r.Span)
	}
	slices.SortFunc(out, func(a, b extract.Span) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	return out
}

func (b *bag) add(term, tag string, at extract.Span) {
	b.total++
	c := b.words[term]
	if c == nil {
		c = &counted{term: term, tag: tag, first: at}
		b.words[term] = c
	}
	c.count++
}

// A lexicon is what the documents' words come to together.
type lexicon struct {
	documents, tasks int
	terms            map[string]*term
}

type term struct {
	count, documents, tasks int
	first                   string // document it occurs in first
}

// WordCount is what one document adds to the words of all.
type WordCount struct {
	id    string
	parts []part
}

// CountWords counts the words of a document, the slow part of AddWords. It may
// run for several documents at once.
func (d *Doc) CountWords() WordCount { return WordCount{d.ID, d.parts()} }

// AddWords takes in the words of one document.
func (c *Corpus) AddWords(w WordCount) {
	if c.lexicon.terms == nil {
		c.lexicon.terms = map[string]*term{}
	}
	l := &c.lexicon
	for _, p := range w.parts {
		if p.scope == "task" {
			l.tasks++
		} else {
			l.documents++
		}
		for name, n := range p.bag.words {
			t := l.terms[name]
			if t == nil {
				t = &term{first: w.id}
				l.terms[name] = t
			}
			if p.scope == "task" {
				t.tasks++
			} else {
				t.documents++
				t.count += n.count
			}
		}
	}
}

// idf is how rare a term is: ln((1+n)/(1+k))+1 where k of n parts have it, the
// smoothed inverse document frequency of scikit-learn, which is never 0.
func idf(n, k int) float64 { return math.Log(float64(1+n)/float64(1+k)) + 1 }

// short is a weight with the six decimals that mean something.
func short(f float64) float64 { return math.Round(f*1e6) / 1e6 }

// A keyword is one word of a part with its weight.
type keyword struct {
	*counted
	part            *part
	tf, idf, weight float64
	rank            int
}

// keywords are the words of a part in the order of their weight.
func (p *part) keywords(l *lexicon) []keyword {
	var out []keyword
	for _, name := range slices.Sorted(maps.Keys(p.bag.words)) {
		c, t := p.bag.words[name], l.terms[name]
		k := keyword{counted: c, part: p, tf: float64(c.count) / float64(p.bag.total)}
		if p.scope == "task" {
			k.idf = idf(l.tasks, t.tasks)
		} else {
			k.idf = idf(l.documents, t.documents)
		}
		k.weight = k.tf * k.idf
		out = append(out, k)
	}
	slices.SortStableFunc(out, func(a, b keyword) int { return cmp.Compare(b.weight, a.weight) })
	for i := range out {
		out[i].rank = i + 1
	}
	return out
}

var keywords = define("keywords", "a word of a document or a task and its weight there, the heaviest first; jieba's words, without those of the stop list and of responsibility clauses",
	func(d *Doc) iter.Seq[keyword] {
		return func(yield func(keyword) bool) {
			for _, p := range d.parts() {
				list := p.keywords(&d.Corpus.lexicon)
				if top := d.Corpus.Top; top > 0 {
					list = list[:min(top, len(list))]
				}
				for _, k := range list {
					if !yield(k) {
						return
					}
				}
			}
		}
	},
	func(_ *Doc, k keyword) where { return where{node: k.part.node, span: &k.first} },
	text("scope", "document, or task: then node_id is the task", "task", "how it was counted", func(k keyword) any { return k.part.scope }).coded(),
	text("term", "the word", "湿地", "jieba", func(k keyword) any { return k.term }),
	text("tag", "its part of speech in jieba's tags: n noun, v verb, vn verbal noun, nt body, ns place …", "n", "jieba", func(k keyword) any { return k.tag }).coded(),
	integer("count", "how often it occurs there", "7", "counted", func(k keyword) any { return k.count }),
	number("tf", "count by the number of all words that count there", "0.035", "computed", func(k keyword) any { return short(k.tf) }),
	number("idf", "how rare it is: ln((1+n)/(1+k))+1, where k of n documents, for a task of n tasks, have it", "2.32", "computed over all documents laid out together", func(k keyword) any { return short(k.idf) }),
	number("tfidf", "its weight: tf times idf", "0.081", "computed", func(k keyword) any { return short(k.weight) }),
	integer("rank_no", "its place by weight, from 1", "1", "computed", func(k keyword) any { return k.rank }),
)

// A termOf is a term at the document it occurs in first.
type termOf struct {
	*counted
	*term
	idf    float64
	weight float64
}

var terms = define("terms", "a word of all documents together, at the first document it occurs in",
	func(d *Doc) iter.Seq[termOf] {
		return func(yield func(termOf) bool) {
			l := &d.Corpus.lexicon
			first := d.parts()[0].bag
			for _, name := range slices.Sorted(maps.Keys(first.words)) {
				t := l.terms[name]
				if t.first != d.ID {
					continue
				}
				i := idf(l.documents, t.documents)
				if !yield(termOf{first.words[name], t, i, float64(t.count) * i}) {
					return
				}
			}
		}
	},
	func(_ *Doc, t termOf) where { return where{span: &t.counted.first} },
	text("term", "the word", "湿地", "jieba", func(t termOf) any { return t.counted.term }),
	text("tag", "its part of speech in jieba's tags at its first place", "n", "jieba", func(t termOf) any { return t.tag }).coded(),
	integer("count", "how often it occurs in all documents", "93", "counted", func(t termOf) any { return t.term.count }),
	integer("documents", "documents that have it", "4", "counted", func(t termOf) any { return t.documents }),
	integer("tasks", "tasks that have it", "18", "counted", func(t termOf) any { return t.tasks }),
	number("idf", "how rare it is among documents: ln((1+n)/(1+documents))+1", "1.84", "computed", func(t termOf) any { return short(t.idf) }),
	number("weight", "count times idf", "171.1", "computed", func(t termOf) any { return short(t.weight) }),
)
