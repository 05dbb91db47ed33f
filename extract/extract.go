package extract

import (
	"guihua/corpus"
	"guihua/segment"
)

// A Tagger splits text into words with their part of speech.
// *segment.Segmenter is the one used outside tests.
type Tagger interface {
	Tag(s string) []segment.Word
}

// An Extractor makes documents of sources. It keeps no state between
// documents and may be used by several goroutines at once.
type Extractor struct {
	tagger Tagger
}

// New returns an Extractor that asks t where words begin and end.
func New(t Tagger) *Extractor { return &Extractor{tagger: t} }

// Extract returns everything found in src. Content never fails: what cannot
// be read is a warning of the document.
func (x *Extractor) Extract(src *corpus.Source) *Document {
	panic("not written yet")
}
