package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"guihua/extract"
)

// A branch is one place of a document as show prints it: a heading, a task, a
// 专栏 or one of its items, a table, with the records that belong there.
type branch struct {
	label    string // as printed: 三、 or 专栏1
	title    string
	note     string // role, where it differs from the branch above
	role     extract.Role
	style    style
	start    int // where it stands in the text
	rows     []row
	children []*branch
}

// A row is one fact under a branch.
type row struct{ label, text string }

// A tree finds the branches of a document by the ids records refer to. An id
// may stand for several branches where labels restart; they are in reading
// order then.
type tree struct {
	root *branch
	by   map[string][]*branch
}

// grow makes the tree of a document.
func grow(doc *extract.Document) *branch {
	t := &tree{root: &branch{}, by: map[string][]*branch{}}
	for _, n := range doc.Outline {
		t.add(n.ID, &branch{label: n.Label, title: marked(n.Title, n.Corrected), role: n.Role, style: bold, start: n.Span[0]})
	}
	for _, task := range doc.Tasks {
		b := t.exact(task.ID, task.Span[0])
		if b == nil { // a row of a task table has no heading
			_, label := cutLast(task.ID)
			b = &branch{label: label, title: marked(task.Title, task.Corrected), start: task.Span[0]}
			t.add(task.ID, b)
		} else if task.Corrected && !strings.HasSuffix(b.title, correctedMark) {
			b.title = marked(b.title, true)
		}
		if n := len(task.Measures); n > 0 {
			b.rows = append(b.rows, row{"措施", fmt.Sprintf("%d项", n)})
		}
	}
	for _, box := range doc.Boxes {
		t.addBox(box)
	}
	for _, table := range doc.Tables {
		_, label := cutLast(table.ID)
		t.put(deref(table.Within), table.ID, &branch{
			label: label, title: deref(table.Caption), style: cyan, start: table.Span[0],
			note: plural(len(table.Rows), "row"),
		})
	}
	for _, r := range doc.Responsibilities {
		t.note(r.At, r.Span[0], clauseRows(r)...)
	}
	for _, q := range doc.Targets {
		t.note(q.At, q.Span[0], row{"目标", marked(targetText(q), q.Corrected)})
	}
	if len(t.root.rows) > 0 { // nothing that was found is left unsaid
		t.root.children = append(t.root.children, &branch{title: "（其他）", rows: t.root.rows, start: len(doc.Text)})
	}
	t.root.settle("")
	return t.root
}

func (t *tree) addBox(box extract.Box) {
	label := "专栏"
	if box.Number != nil {
		label = fmt.Sprintf("专栏%d", *box.Number)
	}
	b := &branch{label: label, title: marked(box.Title, box.Corrected), style: cyan, start: box.Span[0]}
	t.put(deref(box.Within), label, b)
	for i, item := range box.Items {
		c := &branch{label: fmt.Sprintf("%d.", i+1), title: cmp.Or(item.Title, item.Text), start: item.Span[0]}
		b.children = append(b.children, c)
		id := fmt.Sprintf("%s/%d", label, i+1)
		t.by[id] = append(t.by[id], c)
	}
}

// add hangs a heading under the nearest part of its id that is in the tree: a
// level the document skips is skipped here too.
func (t *tree) add(id string, b *branch) {
	up, _ := cutLast(id)
	t.put(up, id, b)
}

// put hangs a branch under the nearest part of the id above it. What an id
// begins with may be no heading itself (附件, 文1): then a branch is made of it.
func (t *tree) put(above, id string, b *branch) {
	parent, rest := t.find(above, b.start)
	if parent == t.root && rest != "" {
		parent = &branch{label: rest, role: b.role, style: bold, start: b.start}
		t.put("", rest, parent)
	}
	parent.children = append(parent.children, b)
	t.by[id] = append(t.by[id], b)
}

// note adds facts to the branch at an id, or above it with the rest of the id
// in front: table rows are no branches of their own.
func (t *tree) note(at string, start int, rows ...row) {
	b, rest := t.find(at, start)
	for _, r := range rows {
		if rest != "" {
			r.text = "[" + rest + "] " + r.text
		}
		b.rows = append(b.rows, r)
	}
}

// find returns the branch at an id or the nearest one above it, and what the
// id says below that branch.
func (t *tree) find(id string, start int) (b *branch, rest string) {
	for up := id; up != ""; up, _ = cutLast(up) {
		if b := t.exact(up, start); b != nil {
			return b, strings.TrimPrefix(id[len(up):], "/")
		}
	}
	return t.root, id
}

// exact returns the branch at an id, of several the last one before start.
func (t *tree) exact(id string, start int) *branch {
	all := t.by[id]
	for _, b := range slices.Backward(all) {
		if b.start <= start {
			return b
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return nil
}

// settle puts children in reading order and notes roles where they change.
func (b *branch) settle(above extract.Role) {
	if b.role != "" && b.role != above {
		b.note = string(b.role)
	}
	slices.SortStableFunc(b.children, func(x, y *branch) int { return cmp.Compare(x.start, y.start) })
	for _, c := range b.children {
		c.settle(cmp.Or(b.role, above))
	}
}

// clauseRows are the units of a clause by their part in it: 牵头 lead, 配合
// support, 责任 joint.
func clauseRows(r extract.Responsibility) []row {
	names := map[extract.UnitRole][]string{}
	for _, u := range r.Units {
		names[u.Role] = append(names[u.Role], u.Name)
	}
	var rows []row
	for _, part := range []struct {
		role  extract.UnitRole
		label string
	}{{extract.Lead, "牵头"}, {extract.Support, "配合"}, {extract.Joint, "责任"}} {
		if len(names[part.role]) > 0 {
			rows = append(rows, row{part.label, strings.Join(names[part.role], "、")})
		}
	}
	if len(rows) == 0 {
		rows = []row{{"责任", r.Raw}}
	} else if r.Open {
		rows[len(rows)-1].text += "等"
	}
	if r.Due != nil {
		rows = append(rows, row{"时限", *r.Due})
	}
	for i := range rows {
		rows[i].text = marked(rows[i].text, r.Corrected)
	}
	return rows
}

// correctedMark stands behind what a person has changed or added: 已校正.
const correctedMark = " [已校正]"

func marked(s string, corrected bool) string {
	if corrected {
		return s + correctedMark
	}
	return s
}

// targetText says a target the way a Chinese reader writes it:
// 发明专利拥有量：≥ 8.5件，2025年（2020年 5.1）.
func targetText(t extract.Target) string {
	var s strings.Builder
	if t.Indicator != nil {
		s.WriteString(*t.Indicator + "：")
	}
	if t.Value == nil {
		s.WriteString(t.Raw)
	} else {
		s.WriteString(quantity(t))
	}
	if t.Per != nil {
		s.WriteString("，每" + *t.Per)
	}
	if t.By != nil {
		s.WriteString("，" + *t.By + "年")
	}
	if base := t.Baseline; base != nil {
		year := ""
		if base.AsOf != nil {
			year = *base.AsOf + "年 "
		}
		s.WriteString("（" + year + readable(base.Value) + "）")
	}
	if t.Support {
		s.WriteString(" [support]")
	}
	return s.String()
}

func quantity(t extract.Target) string {
	s := map[extract.MeasureKind]string{
		extract.Increase: "增长 ",
		extract.Decrease: "下降 ",
	}[deref(t.Measure)]
	s += map[extract.Bound]string{
		extract.AtLeast: "≥ ",
		extract.AtMost:  "≤ ",
		extract.About:   "约 ",
	}[deref(t.Bound)]
	s += readable(*t.Value)
	if t.ValueMax != nil {
		s += "–" + readable(*t.ValueMax)
	}
	return s + deref(t.Unit)
}

// readable writes a plain decimal with 万 or 亿 where that leaves at most two
// decimals: 850000000 is 8.5亿, 12345 stays.
func readable(value string) string {
	for _, scale := range []struct {
		zeros int
		name  string
	}{{8, "亿"}, {4, "万"}} {
		n := len(value) - scale.zeros
		if n <= 0 || strings.ContainsAny(value, ".-") {
			continue
		}
		tail := strings.TrimRight(value[n:], "0")
		switch {
		case tail == "":
			return value[:n] + scale.name
		case len(tail) <= 2:
			return value[:n] + "." + tail + scale.name
		}
	}
	return value
}

// cutLast splits an id at its last label; nothing is above a single one.
func cutLast(id string) (up, label string) {
	i := strings.LastIndexByte(id, '/')
	return id[:max(i, 0)], id[i+1:]
}

// deref is *p, or the zero value where there is none.
func deref[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
