package correction

import (
	"fmt"
	"strings"

	"guihua/extract"
)

// An added record stands at a heading, an item of a box or a row of a table. In a
// text that has changed since, the same place may have another id.

// holder is the id of what holds a place of the text: the row of a table, the
// item of a box, else the heading before it.
func (a *applying) holder(at int) string {
	d := a.doc
	for _, t := range d.Tables {
		if t.Span[0] > at || at >= t.Span[1] {
			continue
		}
		task := ""
		for _, x := range d.Tasks {
			if len(x.Measures) > 0 && t.Span[0] <= x.Span[0] && x.Span[0] <= at {
				task = x.ID // its rows are those of a task
			}
		}
		if task != "" {
			return task
		}
		n := a.words.number(t.Span[0]) + len([]rune(squeeze(strings.Join(t.Header, ""))))
		for i, row := range t.Rows {
			n += len([]rune(squeeze(strings.Join(row, ""))))
			if a.words.number(at) < n {
				return fmt.Sprintf("%s/%d", t.ID, i+1)
			}
		}
	}
	id, begins := "", -1
	if h := a.heading(at, 0); h != nil {
		id, begins = h.ID, h.Span[0]
	}
	for _, b := range d.Boxes {
		for i, item := range b.Items {
			// Its clause stands behind it, on the same line.
			if s := item.Span; s[0] > begins && s[0] <= at && !strings.Contains(a.words.in(extract.Span{min(s[1], at), at}), "\n") {
				id, begins = fmt.Sprintf("%s/%d", record{Boxes, &b}.parts().place, i+1), s[0]
			}
		}
	}
	return id
}

// heading is the last heading that begins at a place or before it, of a depth if
// that is not 0.
func (a *applying) heading(at, depth int) (found *extract.Node) {
	for i := range a.doc.Outline {
		x := &a.doc.Outline[i]
		if x.Span[0] > at {
			break
		}
		if depth == 0 || strings.Count(x.ID, "/")+1 == depth {
			found = x
		}
	}
	return found
}

// placed gives an added record, made on another source, the id of the place where
// it stands now.
func (a *applying) placed(r record) {
	at := r.span()[0]
	switch x := r.value.(type) {
	case *extract.Node:
		depth := strings.Count(x.ID, "/")
		if h := a.heading(at-1, depth); h != nil && depth > 0 {
			x.ID = h.ID + x.ID[strings.LastIndexByte(x.ID, '/'):]
		}
	case *extract.Task:
		if h := a.heading(at, 0); h != nil {
			x.ID = h.ID
		}
	case *extract.Box:
		if h := a.heading(at, 0); h != nil && x.Within != nil {
			id := h.ID
			x.Within = &id
		}
	case *extract.Responsibility:
		x.At = a.holder(at)
	case *extract.Target:
		x.At = a.holder(at)
	case *extract.Achievement:
		x.At = a.holder(at)
	}
}
