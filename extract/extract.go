package extract

import (
	"context"

	"guihua/corpus"
	"guihua/segment"
)

// A Tagger splits text into words with their part of speech, in order and
// without leaving anything out, as segment.Segmenter.Tag does, which is the one
// used outside tests. It must be safe for use by several goroutines.
type Tagger interface {
	Tag(s string) []segment.Word
}

// An Extractor makes documents of sources. It keeps no state between
// documents and may be used by several goroutines at once.
type Extractor struct {
	tagger Tagger
}

// New returns an Extractor that asks t where words begin and end. Without one,
// nil, it goes by characters alone, which is less exact.
func New(t Tagger) *Extractor { return &Extractor{tagger: t} }

// rules in the order they run. The structure comes first, because every
// record names the heading it stands under; tables come before quantities,
// which must not be read twice; notice data comes after the outline, because
// what stands above the first heading is the covering notice.
var rules = []struct {
	name string
	run  func(d *doc)
}{
	{"paragraph kinds", (*doc).classify},
	{"outline", (*doc).outline},
	{"boxes", (*doc).fillBoxes},
	{"notice data", (*doc).notice},
	{"tables", (*doc).tables},
	{"tasks", (*doc).tasks},
	{"responsibilities", (*doc).responsibilities},
	{"bodies", (*doc).bodies},
	{"quantities", (*doc).quantities},
	{"glued cells", (*doc).splitGlued},
	{"references", (*doc).references},
	{"records", (*doc).record},
}

// Extract returns everything found in src, which it does not change; it cleans
// its layout itself, see corpus.Clean. The same source gives the same document.
//
// Content never fails: what cannot be read is a warning of the document. An
// error means that there is no document. It is the cause of ctx, where that
// ended before the document was done, or a mistake of ours, as one line that
// begins with "internal error" and says where: nothing panics, whatever src
// holds. A nil src is an error too.
func (x *Extractor) Extract(ctx context.Context, src *corpus.Source) (*Document, error) {
	return x.run(ctx, src, false)
}

// Explain is Extract with the reasons of every record in Explanations; nothing
// else of the document differs.
func (x *Extractor) Explain(ctx context.Context, src *corpus.Source) (*Document, error) {
	return x.run(ctx, src, true)
}

func (x *Extractor) run(ctx context.Context, src *corpus.Source, explains bool) (_ *Document, err error) {
	defer corpus.Recover(&err)
	t, err := corpus.Clean(ctx, src)
	if err != nil {
		return nil, err
	}
	text, at := written(t.Runes)
	d := &doc{ctx: ctx, src: src, t: t, rs: t.Runes, at: at, tagger: x.tagger, vocab: loadVocabulary(), out: newDocument(src, t, text), clauseAt: map[clauseText]*clause{}, yearsSeen: map[*node]yearSeen{}, explains: explains}
	for _, w := range src.Warnings {
		out := Warning{Code: w.Code, Message: w.Message}
		if w.Page > 0 {
			out.Page = ptr(w.Page)
		}
		d.out.Warnings = append(d.out.Warnings, out)
	}
	d.matchMarks()
	for _, r := range rules {
		corpus.Alive(ctx)
		r.run(d)
	}
	if explains {
		d.explain()
	}
	return d.out, nil
}

func newDocument(src *corpus.Source, t *corpus.Text, text string) *Document {
	out := &Document{
		Schema:           SchemaID,
		Source:           Source{Name: src.Name, SHA256: src.SHA256, Format: src.Format, Bytes: src.Bytes},
		Outline:          []Node{},
		Tasks:            []Task{},
		Boxes:            []Box{},
		Responsibilities: []Responsibility{},
		Targets:          []Target{},
		Achievements:     []Achievement{},
		References:       []Reference{},
		Tables:           []Table{},
		Warnings:         []Warning{},
		Coverage:         Coverage{SourceChars: t.SourceChars, LeftOut: []LeftOut{}},
		Text:             text,
	}
	if src.Encoding != "" {
		out.Source.Encoding = ptr(src.Encoding)
	}
	if src.Pages > 0 {
		out.Source.Pages = ptr(src.Pages)
	}
	if src.Reader != "" {
		out.Source.Reader = ptr(src.Reader)
	}
	kept := t.SourceChars
	for _, l := range t.LeftOut {
		out.Coverage.LeftOut = append(out.Coverage.LeftOut, LeftOut{l.Why, l.Chars})
		kept -= l.Chars
	}
	out.Coverage.KeptChars = kept
	return out
}

// record writes the records whose ids and texts are settled last.
func (d *doc) record() {
	for _, n := range d.nodes {
		d.out.Outline = append(d.out.Outline, Node{ID: n.id, Label: n.label.Text, Title: d.str(n.title[0], n.title[1]), Role: n.role, Page: d.page(n.start), Span: n.title})
	}
	d.recordBoxes()
	d.sortByPlace()
}
