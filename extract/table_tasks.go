package extract

import (
	"strings"

	"guihua/corpus"
)

// readTaskRows makes headings and tasks of the rows of a task table: a row that
// spans the table and has a label is a chapter, a labelled first cell a task,
// every row below it one of its measures. Merged cells are blank; a blank cell
// continues the one above.
//
// A list of tasks attached to a plan mostly has no column for what is to be
// done: 序号, 工作任务, 牵头单位, 完成时限. Its tasks have no measures, what a cell
// says after its title is their text. In the body of a plan such a table only
// divides the work of the tasks around it.
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
	for i, c := range g.cols {
		if title >= 0 && measure < 0 && i > title && c.kind == taskCol {
			measure = i // 重点任务, 工作内容: the second says what the first is
			g.cols[i].kind = measureCol
		}
	}
	if title < 0 && measure >= 0 && serial >= 0 { // 序号, 工作措施, 责任单位
		title, measure = measure, -1
	}
	listed := measure < 0 && g.part.annex && g.owned()
	rule := "task/table-row"
	if listed {
		rule = "task/listed-row"
	}
	if title < 0 || measure < 0 && !listed {
		return
	}
	nodes, tasks, repeated := len(d.nodes), len(d.out.Tasks), len(d.rowsAgain)
	var chapter, cur *node
	var task *Task
	var why *reasons            // of task
	var region, printed *string // of the task; the last one printed
	flush := func() {
		if task != nil {
			d.out.Tasks = append(d.out.Tasks, *task)
			d.keep(&d.why.tasks, why)
			task = nil
		}
	}
	for ri := range g.rows {
		row := &g.rows[ri]
		if d.repeatsHeader(g, row) {
			continue
		}
		if n := d.chapterRow(g, row, serial, title, chapter); n != nil {
			flush()
			chapter, cur = n, nil
			row.node = n
			continue
		}
		if len(row.cells) == 1 {
			continue
		}
		if len(row.cells) <= max(title, measure) {
			continue
		}
		if c := row.cells[title]; c[1] > c[0] {
			n := d.rowNode(g, c, chapter, "label/cell")
			if n == nil && serial >= 0 && serial < len(row.cells) {
				n = d.serialNode(g, row.cells[serial], c, chapter)
			}
			if n != nil {
				flush()
				cur = n
				task = &Task{ID: n.id, Title: d.str(n.title[0], n.title[1]), Page: d.page(n.start), Span: n.title, Measures: []Measure{}}
				why = d.reasons()
				why.note("task", n.id, rule, d.headerOf(g, title), c)
				why.note("title", "", "title/cell", "", n.title)
				region = nil
			}
			if listed {
				if cur = n; n != nil {
					d.cellText(task, n, c, why)
				}
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
			case ditto.MatchString(s):
				region = printed
			case s != "":
				region, printed = &s, &s
			case len(task.Measures) == 0:
				region = nil
			}
		}
		if listed {
			continue
		}
		if c := row.cells[measure]; c[1] > c[0] {
			r := region
			if regions >= 0 && regions < len(row.cells) {
				if rc := row.cells[regions]; rc[0] == rc[1] && len(task.Measures) > 0 {
					r = task.Measures[len(task.Measures)-1].Regions
				}
			}
			why.note("measure", "", "task/measure", d.headerOf(g, measure), c)
			task.Measures = append(task.Measures, Measure{Text: d.str(c[0], c[1]), Regions: r, Span: c})
		}
	}
	flush()
	if again := d.rowsAgain[repeated:]; !listed {
		for _, n := range again {
			d.warnRepeated(n)
		}
	} else if len(again) > 0 {
		// Numbers that begin anew without a chapter name no task.
		d.nodes, d.out.Tasks = d.nodes[:nodes], d.out.Tasks[:tasks]
		d.why.tasks = d.why.tasks[:min(tasks, len(d.why.tasks))]
		for ri := range g.rows {
			g.rows[ri].node = nil
		}
	}
}

// owned says whether g says who does the work.
func (g *grid) owned() bool { return g.has(unitsCol) || g.has(leadCol) || g.has(supportCol) }

// repeatsHeader says whether a row is the second one of the header, or the
// header again, as it is printed at the top of each page.
func (d *doc) repeatsHeader(g *grid, row *gridRow) bool {
	if row.header {
		return true
	}
	if len(row.cells) != len(g.header) || len(g.header) < 2 {
		return false
	}
	for i, c := range row.cells {
		if squeeze(d.str(c[0], c[1])) != squeeze(d.str(g.header[i][0], g.header[i][1])) {
			return false
		}
	}
	return true
}

// chapterRow makes a heading of a row that spans the table, or has nothing but
// its number and its words: 一、建设设施, or 一 | 建设设施.
func (d *doc) chapterRow(g *grid, row *gridRow, serial, title int, above *node) *node {
	under := func(k corpus.LabelKind) *node {
		n := above
		for n != nil && n.label.Kind >= k {
			n = n.parent
		}
		return n
	}
	if len(row.cells) == 1 {
		l, ok := corpus.ParseLabel(d.rs[row.cells[0][0]:row.cells[0][1]])
		if !ok {
			return nil
		}
		return d.rowNode(g, row.cells[0], under(l.Kind), "label/chapter-row")
	}
	if serial < 0 || serial >= len(row.cells) || title >= len(row.cells) {
		return nil
	}
	for i, c := range row.cells {
		if (c[1] > c[0]) != (i == serial || i == title) {
			return nil
		}
	}
	number := row.cells[serial]
	s := strings.TrimRight(d.str(number[0], number[1]), "、.．")
	l, ok := corpus.ParseLabel([]rune(s + "、题"))
	if !ok || l.Kind != corpus.Han {
		if l, ok = corpus.ParseLabel([]rune(s + "题")); !ok || l.Kind != corpus.HanParen {
			return nil
		}
	}
	l.Text = s
	return d.addRow(g, l, number, d.cutTitle(row.cells[title][0], row.cells[title][1]), under(l.Kind), "label/chapter-row")
}

// cellText parts the cell of a task that has no measures into title and text.
func (d *doc) cellText(t *Task, n *node, c Span, why *reasons) {
	start := max(n.title[0], c[0])
	h := d.titleOf(start, c[1], false)
	text := Span{h.body, c[1]}
	if h.untitled {
		text[0] = start
	}
	text[0], text[1] = d.trim(text[0], text[1])
	n.title = h.title
	t.Title, t.Span = d.str(h.title[0], h.title[1]), h.title
	n.why.note("title", "", h.rule, "", h.title)
	why.note("title", "", h.rule, "", h.title)
	if text[1] > text[0] {
		t.Text, t.Span = ptr(d.str(text[0], text[1])), text
	}
}

// rowNode makes a heading of a labelled cell, nil where it has no label.
func (d *doc) rowNode(g *grid, c Span, parent *node, rule string) *node {
	l, ok := corpus.ParseLabel(d.rs[c[0]:c[1]])
	if !ok {
		return nil
	}
	return d.addRow(g, l, c, d.cutTitle(c[0]+l.Len, c[1]), parent, rule)
}

// serialNode makes a heading of a row whose number stands in a cell of its own.
func (d *doc) serialNode(g *grid, number, title Span, parent *node) *node {
	l, ok := corpus.ParseLabel([]rune(d.str(number[0], number[1]) + ".题"))
	if !ok || number[1]-number[0] > 3 {
		return nil
	}
	l.Text = d.str(number[0], number[1])
	return d.addRow(g, l, number, d.cutTitle(title[0], title[1]), parent, "label/serial")
}

// addRow makes a heading of a row whose number stands in cell by a rule.
func (d *doc) addRow(g *grid, l corpus.Label, cell, title Span, parent *node, rule string) *node {
	n := &node{part: g.part, label: l, para: -1, start: cell[0], row: true, parent: parent, title: title, body: title[1], why: d.reasons()}
	n.why.note("label", l.Text, rule, g.id, cell)
	n.why.note("title", "", "title/cell", "", title)
	n.id = g.part.prefix + labelID(l)
	if parent != nil {
		n.id = parent.id + "/" + labelID(l)
		parent.children = append(parent.children, n)
		n.why.note("level", parent.id, "level/chapter-row", parent.label.Text, parent.title)
	} else if g.within != nil && !g.part.annex {
		n.id = g.within.id + "/" + labelID(l)
		n.why.note("level", g.within.id, "level/around-table", g.within.label.Text, g.within.title)
	} else {
		n.why.note("level", "top", "level/table", g.id, cell)
	}
	if g.part.annex {
		n.plays(RoleAnnex, "role/attachment", "", Span{})
	} else {
		n.plays(RoleTasks, "role/task-table", g.id, title)
	}
	if d.rowIDs[n.id] {
		d.rowsAgain = append(d.rowsAgain, n)
	}
	d.rowIDs[n.id] = true
	d.nodes = append(d.nodes, n)
	return n
}
