package tables

import (
	"iter"

	"guihua/extract"
)

// A warned is a warning of the extraction or of the tables.
type warned struct {
	*extract.Warning
	node   *string
	origin string
}

var warnings = define("warnings", "something a person should look at",
	func(d *Doc) iter.Seq[warned] {
		return func(yield func(warned) bool) {
			for w := range each(d.Warnings) {
				var node *string
				if w.Span != nil {
					node = d.headingBefore(w.Span[0])
				}
				if !yield(warned{w, node, "extract"}) {
					return
				}
			}
			for _, w := range d.Corpus.doubtfulIndicators(d.ID) {
				if !yield(warned{&w.Warning, &w.node, "tables"}) {
					return
				}
			}
		}
	},
	func(_ *Doc, w warned) where { return where{node: w.node, span: w.Span, page: w.Page} },
	text("code", "what kind of doubt; the README has the list", "numbering_gap", "warnings.code", func(w warned) any { return w.Code }).coded(),
	text("message", "what is doubtful here", "（四） follows （二）", "warnings.message", func(w warned) any { return w.Message }),
	text("origin", "extract: a warning of the document; tables: of putting documents together", "extract", "how it was found", func(w warned) any { return w.origin }).coded(),
)
