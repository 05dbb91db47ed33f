package golden

import "strings"

// Warnings say where the extractor is unsure. They are worth something when
// errors stand where they are: Flags counts how many do.

// A Flags is how many errors have a warning at their place, and how many
// warnings that took.
type Flags struct {
	Errors    int // records missed and extra, targets and achievements by name
	Flagged   int // of them, those with a warning at their place
	Warnings  int
	Documents int
}

// Share is the share of errors that are flagged, 1 where there are none.
func (f Flags) Share() float64 {
	if f.Errors == 0 {
		return 1
	}
	return float64(f.Flagged) / float64(f.Errors)
}

// PerDocument is the number of warnings per document.
func (f Flags) PerDocument() float64 { return float64(f.Warnings) / float64(max(1, f.Documents)) }

// flaggedKinds are the kinds whose errors are counted: each once, so targets by
// their name and not again by their value, and units not again with the roles.
var flaggedKinds = map[string]bool{
	"document": true, "outline": true, "roles": true, "tasks": true, "measures": true, "box items": true, "clauses": true, "units": true,
	"targets named": true, "achievements named": true, "references": true,
}

// count counts an error. The place of a record is the outline
// node, box or table row it belongs to, that of notice data what stands above
// the first heading and below the last.
func (f *Flags) count(m Miss) {
	if !flaggedKinds[m.Kind] {
		return
	}
	f.Errors++
	if m.Flagged {
		f.Flagged++
	}
}

// placeOfItem is the id of what a scored item belongs to, "" for notice data
// and references.
func placeOfItem(kind string, x item) string {
	t, ok := x.(tuple)
	if !ok || len(t) == 0 || kind == "document" || kind == "references" {
		return ""
	}
	if inner, ok := t[0].(tuple); ok { // a box: number, title, item
		return "专栏" + strings.Trim(repr(inner[0]), "'")
	}
	switch id := t[0].(type) {
	case string:
		return id
	case *string:
		if id != nil {
			return *id
		}
	}
	return ""
}

// warnedAt says whether a warning stands at the place named id.
func (d *facts) warnedAt(id string) bool {
	start, end := d.extent(id)
	for _, w := range d.Warnings {
		switch {
		case len(w.Span) < 2:
			if id == "" {
				return true
			}
		case w.Span[0] < end && start < w.Span[1]:
			return true
		}
	}
	return false
}

// extent is the range of the text that belongs to id: from its heading to the
// next, or its box or table. What no heading has belongs to the head.
func (d *facts) extent(id string) (start, end int) {
	const all = 1 << 40
	if id == "" {
		if len(d.Outline) > 0 && len(d.Outline[0].Span) > 1 {
			return 0, d.Outline[0].Span[0]
		}
		return 0, all
	}
	box, _, _ := strings.Cut(id, "/")
	for _, b := range d.Boxes {
		if len(b.Span) > 1 && box == "专栏"+deref(b.Number.s) {
			end = b.Span[1]
			for _, it := range b.Items {
				if len(it.Span) > 1 {
					end = max(end, it.Span[1])
				}
			}
			return b.Span[0], end
		}
	}
	for _, t := range d.Tables {
		if fold(t.ID.s) != nil && strings.HasPrefix(id+"/", *fold(t.ID.s)+"/") && len(t.Span) > 1 {
			return t.Span[0], t.Span[1]
		}
	}
	// A node that was missed has the place of the last one that begins its id.
	for key := id; key != ""; key = parentID(key) {
		for i, n := range d.Outline {
			if s := fold(n.ID.s); s == nil || *s != key || len(n.Span) < 2 {
				continue
			}
			end = all
			for _, m := range d.Outline[i+1:] {
				if len(m.Span) > 1 && m.Span[0] > n.Span[0] && (key == id || !strings.HasPrefix(deref(fold(m.ID.s)), key+"/")) {
					end = m.Span[0]
					break
				}
			}
			return n.Span[0], end
		}
	}
	// Nothing begins like it: it was missed above the first heading.
	if len(d.Outline) > 0 && len(d.Outline[0].Span) > 1 {
		return 0, d.Outline[0].Span[1]
	}
	return 0, 0
}

func parentID(id string) string {
	if i := strings.LastIndex(id, "/"); i >= 0 {
		return id[:i]
	}
	return ""
}
