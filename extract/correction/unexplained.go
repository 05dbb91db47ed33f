package correction

import (
	"slices"

	"guihua/extract"
)

// unexplained drops the explanations of records that corrections changed or
// deleted: they are about what the program read. Those of other records and of
// tables stay.
func unexplained(d *extract.Document) {
	type key struct {
		list string
		span extract.Span
	}
	of := func(e extract.Explanation) key {
		if e.Span == nil {
			return key{list: e.Record}
		}
		return key{e.Record, *e.Span}
	}
	left := map[key]int{} // records as the program read them, less their explanations
	for _, k := range Kinds() {
		for _, r := range records(d, k) {
			p := r.parts()
			if *p.corrected {
				continue
			}
			if k == Notice {
				left[key{list: string(k)}]++
				continue
			}
			left[key{string(k), r.span()}]++
			if b, ok := r.value.(*extract.Box); ok {
				for _, item := range b.Items {
					left[key{string(k), item.Span}]++
				}
			}
		}
	}
	for _, e := range d.Explanations {
		left[of(e)]--
	}
	d.Explanations = slices.DeleteFunc(slices.Clone(d.Explanations), func(e extract.Explanation) bool {
		return e.Record != "tables" && left[of(e)] < 0
	})
}
