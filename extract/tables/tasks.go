package tables

import (
	"iter"
	"slices"
	"unicode"

	"guihua/extract"
)

type task struct {
	*extract.Task
	*index
}

var tasks = define("tasks", "a task: an innermost heading of a task or safeguard chapter with its text, or a row of an attached task table",
	func(d *Doc) iter.Seq[task] {
		return func(yield func(task) bool) {
			for t := range each(d.Tasks) {
				if !yield(task{t, d.index()}) {
					return
				}
			}
		}
	},
	func(_ *Doc, t task) where { return where{node: &t.ID, span: &t.Span, page: t.Page} },
	slices.Concat(
		[]column[task]{
			text("title", "its heading; the first clause of its text where it has none", "建设小微湿地", "tasks.title", func(t task) any { return t.Title }),
			text("text", "its text up to the responsibility clause that closes it; none for rows of tables", "结合农村人居环境整治，…", "tasks.text", func(t task) any { return opt(t.Text) }),
			integer("chars", "length of the text, white space not counted", "96", "tasks.text", func(t task) any { return chars(t.Text) }).in("characters"),
			integer("n_clauses", "responsibility clauses at it", "1", "counted", func(t task) any { return len(t.clauses[t.ID]) }),
			integer("n_units", "units named in them", "3", "counted", func(t task) any { return t.units(nil) }),
			integer("n_leads", "of them leading (牵头)", "1", "counted", func(t task) any { lead := extract.Lead; return t.units(&lead) }),
			integer("n_targets", "targets at it", "2", "counted", func(t task) any { return t.targets[t.ID] }),
			integer("n_measures", "measures of a row of a task table", "4", "counted", func(t task) any { return len(t.Measures) }),
		},
		pathColumns(func(t task) (*index, string) { return t.index, t.ID }),
		[]column[task]{correctedColumn("tasks", func(t task) bool { return t.Corrected })},
	)...,
)

// units counts the units of a role at the task, of all roles where it is nil.
func (t task) units(role *extract.UnitRole) int {
	n := 0
	for _, r := range t.clauses[t.ID] {
		for _, u := range r.Units {
			if role == nil || u.Role == *role {
				n++
			}
		}
	}
	return n
}

// chars counts the characters that are no white space, nil for no text.
func chars(s *string) any {
	if s == nil {
		return nil
	}
	n := 0
	for _, r := range *s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// each yields pointers to the records of a list.
func each[R any](list []R) iter.Seq[*R] {
	return func(yield func(*R) bool) {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}
