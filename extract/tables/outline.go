package tables

import (
	"iter"
	"slices"

	"guihua/extract"
)

type heading struct {
	*extract.Node
	*index
}

var outline = define("outline", "a numbered heading, in reading order",
	func(d *Doc) iter.Seq[heading] {
		return func(yield func(heading) bool) {
			for n := range each(d.Outline) {
				if !yield(heading{n, d.index()}) {
					return
				}
			}
		}
	},
	func(_ *Doc, h heading) where { return where{node: &h.ID, span: &h.Span, page: h.Page} },
	slices.Concat(
		[]column[heading]{
			text("label", "its number as printed", "（一）", "outline.label", func(h heading) any { return h.Label }),
			text("title", "its title", "推进数字治理", "outline.title", func(h heading) any { return h.Title }),
			text("role", "what its chapter is for: background, general, goals, tasks, schedule, safeguards, annex", "tasks", "outline.role", func(h heading) any { return string(h.Role) }).coded(),
			integer("level", "how many headings stand above it, and itself", "2", "the id", func(h heading) any { return len(h.above(h.ID)) + 1 }),
			boolean("leaf", "has no heading below it", "true", "the ids", func(h heading) any { return !h.parents[h.ID] }),
		},
		pathColumns(func(h heading) (*index, string) { return h.index, h.ID }),
		[]column[heading]{correctedColumn("outline", func(h heading) bool { return h.Corrected })},
	)...,
)
