package tables

import (
	"unicode/utf8"

	"guihua/extract"
	"guihua/extract/body"
	"guihua/segment"
)

// A Tagger splits text into words; *segment.Segmenter is one.
type Tagger interface {
	Tag(text string) []segment.Word
}

// A Doc is one document about to be laid out. It may not be used by several
// goroutines at once.
type Doc struct {
	*extract.Document
	ID     string // unique among the documents laid out together
	Corpus *Corpus
	Tagger Tagger

	offsets []int // byte offset in Text of every code point, and its length
	byPlace *index
	counted []part // words
	named   []named
}

func (d *Doc) key() string { return d.ID }

func (d *Doc) notice() *extract.Notice { return &d.Document.Document }

// str is the text from code point start to end. What lies outside the text is
// left out.
func (d *Doc) str(start, end int) string {
	if d.offsets == nil {
		d.offsets = make([]int, 0, utf8.RuneCountInString(d.Text)+1)
		for i := range d.Text {
			d.offsets = append(d.offsets, i)
		}
		d.offsets = append(d.offsets, len(d.Text))
	}
	last := len(d.offsets) - 1
	start = min(max(start, 0), last)
	end = min(max(end, start), last)
	return d.Text[d.offsets[start]:d.offsets[end]]
}

// place is the values of placeColumns.
func (d *Doc) place(w where) []any {
	out := []any{nil, nil, opt(w.page), opt(w.quote)}
	if w.span != nil {
		out[0], out[1] = w.span[0], w.span[1]
		if w.quote == nil {
			out[3] = d.str(w.span[0], w.span[1])
		}
	}
	return out
}

// A Corpus is what is known of all documents together before the first is laid
// out: which titles are among them, which indicators they count, how often
// their words occur. Add every document, then lay out.
type Corpus struct {
	Filter *WordFilter      // which words count; for tables of Words
	Top    int              // keywords of a document or task; 0 is all
	Bodies *body.Vocabulary // bodies that units stand for; nil is what is built in
	Units  UnitCount

	lexicon    lexicon
	titles     titles
	indicators tally
}

// Add takes in one document.
func (c *Corpus) Add(d *Doc) {
	c.Units.add(d)
	c.titles.add(d)
	c.indicators.add(d)
}
