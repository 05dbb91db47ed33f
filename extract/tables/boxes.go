package tables

import (
	"fmt"
	"iter"

	"guihua/extract"
)

// A boxItem is an item of a 专栏, or the 专栏 alone where it has none.
type boxItem struct {
	*extract.Box
	item *extract.BoxItem
	n    int
}

var boxes = define("boxes", "an item of a 专栏; a 专栏 without items is one row",
	func(d *Doc) iter.Seq[boxItem] {
		return func(yield func(boxItem) bool) {
			for b := range each(d.Boxes) {
				if len(b.Items) == 0 && !yield(boxItem{Box: b}) {
					return
				}
				for i := range b.Items {
					if !yield(boxItem{b, &b.Items[i], i + 1}) {
						return
					}
				}
			}
		}
	},
	func(_ *Doc, b boxItem) where {
		w := where{node: b.id(), span: &b.Span, page: b.Page}
		if b.item != nil {
			w.span = &b.item.Span
		}
		return w
	},
	integer("box_number", "number of the 专栏", "1", "boxes.number", func(b boxItem) any { return opt(b.Number) }),
	text("box_title", "its title", "产地冷链提升工程", "boxes.title", func(b boxItem) any { return b.Title }),
	text("within", "node_id of the heading it follows", "三/（一）", "boxes.within", func(b boxItem) any { return opt(b.Within) }),
	integer("item", "number of the item in it, from 1", "2", "counted", func(b boxItem) any {
		if b.item == nil {
			return nil
		}
		return b.n
	}),
	text("item_title", "short title of the item", "冷链集配中心", "boxes.items.title", func(b boxItem) any {
		if b.item == nil {
			return nil
		}
		return b.item.Title
	}),
	text("item_text", "its text", "在主产区建设12个产地冷链集配中心。", "boxes.items.text", func(b boxItem) any {
		if b.item == nil {
			return nil
		}
		return b.item.Text
	}),
	correctedColumn("boxes", func(b boxItem) bool { return b.Corrected }),
)

// id is how clauses and targets name the item: 专栏1/2, 专栏/2 where the 专栏 has
// no number.
func (b boxItem) id() *string {
	id := "专栏"
	if b.Number != nil {
		id += fmt.Sprint(*b.Number)
	}
	if b.item != nil {
		id += fmt.Sprintf("/%d", b.n)
	}
	return &id
}
