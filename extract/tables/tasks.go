package tables

import (
	"iter"

	"guihua/extract"
)

var tasks = define("tasks", "a task: an innermost heading of a task or safeguard chapter with its text, or a row of an attached task table",
	func(d *Doc) iter.Seq[*extract.Task] { return each(d.Tasks) },
	func(d *Doc, t *extract.Task) where { return where{node: &t.ID, span: &t.Span, page: t.Page} },
	text("title", "its heading", "建设小微湿地", "tasks.title", func(t *extract.Task) any { return t.Title }),
	text("text", "its text up to the responsibility clause that closes it; none for rows of tables", "结合农村人居环境整治，…", "tasks.text", func(t *extract.Task) any { return opt(t.Text) }),
)

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
