package extract

import (
	"strings"

	"guihua/corpus"
)

// readTaskRows makes headings and tasks of the rows of a task table: a row that
// spans the table and has a label is a chapter, a labelled first cell a task,
// every row below it one of its measures. Merged cells are blank; a blank cell
// continues the one above.
func (d *doc) readTaskRows(g *grid) {
	title, measure, regions := -1, -1, -1
	for i, c := range g.cols {
		switch {
		case c.kind == taskCol && title < 0:
			title = i
		case c.kind == measureCol && measure < 0:
			measure = i
		case c.kind == regionCol && regions < 0:
			regions = i
		}
	}
	serial := g.col(serialCol)
	if title < 0 && serial >= 0 { // 序号, 改革举措, 主要内容: the first of the two names the task
		for i, c := range g.cols {
			if i > measure && c.kind == measureCol {
				title, measure = measure, i
				break
			}
		}
	}
	if title < 0 || measure < 0 {
		return
	}
	var chapter, cur *node
	var task *Task
	var region *string
	flush := func() {
		if task != nil {
			d.out.Tasks = append(d.out.Tasks, *task)
			task = nil
		}
	}
	for ri := range g.rows {
		row := &g.rows[ri]
		if len(row.cells) == 1 {
			if n := d.rowNode(g, row.cells[0], nil); n != nil {
				flush()
				chapter, cur = n, nil
				row.node = n
			}
			continue
		}
		if len(row.cells) <= max(title, measure) {
			continue
		}
		if c := row.cells[title]; c[1] > c[0] {
			n := d.rowNode(g, c, chapter)
			if n == nil && serial >= 0 {
				n = d.serialNode(g, row.cells[serial], c, chapter)
			}
			if n != nil {
				flush()
				cur = n
				task = &Task{ID: n.id, Title: d.str(n.title[0], n.title[1]), Page: d.page(n.start), Span: n.title, Measures: []Measure{}}
				region = nil
			}
		}
		row.node = cur
		if task == nil {
			continue
		}
		if regions >= 0 && regions < len(row.cells) {
			c := row.cells[regions]
			switch s := d.str(c[0], c[1]); {
			case strings.Trim(s, "-—–－/") == "" && s != "":
				region = nil
			case s != "":
				region = &s
			case len(task.Measures) == 0:
				region = nil
			}
		}
		if c := row.cells[measure]; c[1] > c[0] {
			r := region
			if regions >= 0 && regions < len(row.cells) {
				if rc := row.cells[regions]; rc[0] == rc[1] && len(task.Measures) > 0 {
					r = task.Measures[len(task.Measures)-1].Regions
				}
			}
			task.Measures = append(task.Measures, Measure{Text: d.str(c[0], c[1]), Regions: r, Span: c})
		}
	}
	flush()
}

// rowNode makes a heading of a labelled cell, nil where it has no label.
func (d *doc) rowNode(g *grid, c Span, parent *node) *node {
	l, ok := corpus.ParseLabel(d.rs[c[0]:c[1]])
	if !ok {
		return nil
	}
	return d.addRow(g, l, c[0], d.cutTitle(c[0]+l.Len, c[1]), parent)
}

// serialNode makes a heading of a row whose number stands in a cell of its own.
func (d *doc) serialNode(g *grid, number, title Span, parent *node) *node {
	l, ok := corpus.ParseLabel([]rune(d.str(number[0], number[1]) + ".题"))
	if !ok || number[1]-number[0] > 3 {
		return nil
	}
	l.Text = d.str(number[0], number[1])
	return d.addRow(g, l, number[0], d.cutTitle(title[0], title[1]), parent)
}

func (d *doc) addRow(g *grid, l corpus.Label, start int, title Span, parent *node) *node {
	n := &node{part: g.part, label: l, para: -1, start: start, row: true, parent: parent, role: RoleAnnex, title: title, body: title[1]}
	n.id = g.part.prefix + labelID(l)
	if parent != nil {
		n.id = parent.id + "/" + labelID(l)
		parent.children = append(parent.children, n)
	} else if g.within != nil && !g.part.annex {
		n.id = g.within.id + "/" + labelID(l)
	}
	if !g.part.annex {
		n.role = RoleTasks
	}
	d.nodes = append(d.nodes, n)
	return n
}
