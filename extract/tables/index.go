package tables

import (
	"strings"

	"guihua/extract"
)

// An index finds the records of a document by the place they stand at.
type index struct {
	nodes   map[string]*extract.Node // the first of an id
	parents map[string]bool          // ids that have parts
	clauses map[string][]*extract.Responsibility
	targets map[string]int     // number of them
	titles  map[string]string  // of tasks and of items of 专栏
	doubts  []*extract.Warning // of indicators
}

func (d *Doc) index() *index {
	if d.byPlace != nil {
		return d.byPlace
	}
	x := &index{nodes: map[string]*extract.Node{}, parents: map[string]bool{}, clauses: map[string][]*extract.Responsibility{}, targets: map[string]int{}, titles: map[string]string{}}
	for i := range d.Outline {
		n := &d.Outline[i]
		if x.nodes[n.ID] == nil {
			x.nodes[n.ID] = n
		}
	}
	for i := range d.Outline {
		if p := x.parent(d.Outline[i].ID); p != nil {
			x.parents[p.ID] = true
		}
	}
	for i := range d.Responsibilities {
		r := &d.Responsibilities[i]
		x.clauses[r.At] = append(x.clauses[r.At], r)
	}
	for i := range d.Targets {
		x.targets[d.Targets[i].At]++
	}
	for t := range each(d.Tasks) {
		x.titles[t.ID] = t.Title
	}
	for b := range each(d.Boxes) {
		for i := range b.Items {
			x.titles[*boxItem{b, &b.Items[i], i + 1}.id()] = b.Items[i].Title
		}
	}
	for w := range each(d.Warnings) {
		if w.Code == doubtfulIndicator && w.Span != nil {
			x.doubts = append(x.doubts, w)
		}
	}
	d.byPlace = x
	return x
}

// parent is the nearest heading above a place, nil where it stands on top. A
// level that the document skips is skipped.
func (x *index) parent(id string) *extract.Node {
	for {
		i := strings.LastIndexByte(id, '/')
		if i < 0 {
			return nil
		}
		id = id[:i]
		if n := x.nodes[id]; n != nil {
			return n
		}
	}
}

// above are the headings above a place, the outermost first.
func (x *index) above(id string) []*extract.Node {
	p := x.parent(id)
	if p == nil {
		return nil
	}
	return append(x.above(p.ID), p)
}

// heading is the title of the task, box item or heading with an id, or else of the
// nearest heading above it, nil for none.
func (x *index) heading(id string) any {
	if t := x.titles[id]; t != "" {
		return t
	}
	if n := x.nodes[id]; n != nil {
		return n.Title
	}
	if n := x.parent(id); n != nil {
		return n.Title
	}
	return nil
}

// pathColumns say under which headings a record stands.
func pathColumns[R any](id func(r R) (*index, string)) []column[R] {
	top := func(r R) *extract.Node {
		x, at := id(r)
		if above := x.above(at); len(above) > 0 {
			return above[0]
		}
		return x.nodes[at]
	}
	return []column[R]{
		text("parent_id", "node_id of the heading above it", "三/（一）", "the id without its last label", func(r R) any {
			x, at := id(r)
			if p := x.parent(at); p != nil {
				return p.ID
			}
			return nil
		}),
		text("path", "titles of the headings above it, from the chapter down", "主要任务 > 推进数字治理", "outline", func(r R) any {
			x, at := id(r)
			var titles []string
			for _, n := range x.above(at) {
				titles = append(titles, n.Title)
			}
			if titles == nil {
				return nil
			}
			return strings.Join(titles, " > ")
		}),
		text("chapter", "title of its chapter", "主要任务", "outline", func(r R) any {
			if n := top(r); n != nil {
				return n.Title
			}
			return nil
		}),
		text("chapter_role", "what the chapter is for: background, general, goals, tasks, schedule, safeguards, annex", "tasks", "outline.role", func(r R) any {
			if n := top(r); n != nil {
				return string(n.Role)
			}
			return nil
		}).coded(),
	}
}

// list joins what a cell has several of; none is nil.
func list(values []string) any {
	if len(values) == 0 {
		return nil
	}
	return strings.Join(values, "；")
}
