package tables

import (
	"fmt"
	"sync"

	"guihua/extract"
	"guihua/extract/indicator"
)

// A tally counts the indicators of goals and achievements of all documents, each
// with its first place: its size is that of the distinct keys. Amounts of support
// are left out, what they are paid for is no indicator.
type tally struct {
	keys map[indicator.Key]*tallied

	once  sync.Once
	pairs map[string][]doubt // by the document of the first place
}

type tallied struct {
	count int
	doc   string
	node  string
	page  *int
	span  extract.Span
}

// A doubt is a warning of two indicators that may be one, at the first place of
// the rarer one.
type doubt struct {
	extract.Warning
	node string
}

// maybeSame is the code of these warnings.
const maybeSame = "indicator_maybe_same"

func (t *tally) add(d *Doc) {
	if t.keys == nil {
		t.keys = map[indicator.Key]*tallied{}
	}
	for f := range d.figures() {
		if f.key.Name == "" || f.kind == supportFigure || f.kind == baselineFigure {
			continue
		}
		at := t.keys[f.key]
		if at == nil {
			at = &tallied{doc: d.ID, node: f.at, page: f.page, span: f.span}
			t.keys[f.key] = at
		}
		at.count++
	}
}

// doubtfulIndicators are the warnings of indicators that may be one, indicator.MaxPairs
// at most in all documents together: those whose place is in a document. It may be
// asked by several goroutines once all documents are added.
func (c *Corpus) doubtfulIndicators(doc string) []doubt {
	t := &c.indicators
	t.once.Do(func() {
		counts := make([]indicator.Count, 0, len(t.keys))
		for k, at := range t.keys {
			counts = append(counts, indicator.Count{Key: k, N: at.count})
		}
		t.pairs = map[string][]doubt{}
		for _, p := range indicator.Doubtful(counts) {
			at := t.keys[p.B]
			t.pairs[at.doc] = append(t.pairs[at.doc], doubt{
				Warning: extract.Warning{Code: maybeSame, Message: sameMessage(p, t.keys[p.A]), Page: at.page, Span: &at.span},
				node:    at.node,
			})
		}
	})
	return t.pairs[doc]
}

// sameMessage says which indicator another may be, and what differs.
func sameMessage(p indicator.Pair, other *tallied) string {
	var differs string
	switch {
	case p.Reason == indicator.Order:
		differs = "the same characters in another order"
	case p.InA == "":
		differs = "“" + p.InB + "” only here"
	case p.InB == "":
		differs = "“" + p.InA + "” only there"
	default:
		differs = "“" + p.InB + "” here, “" + p.InA + "” there"
	}
	return fmt.Sprintf("the indicator %s may be %s, first at %s %s: %s", p.B.Name, p.A.Name, other.doc, other.node, differs)
}
