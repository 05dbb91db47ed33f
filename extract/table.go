package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"guihua/corpus"
)

// A grid is a table while it is read: one the source has as a grid, or one
// found in glued lines.
type grid struct {
	id      string
	part    *part
	within  *node
	caption Span
	cols    []column
	header  []Span
	rows    []gridRow
	span    Span
	glued   bool
	// doubtful says that rows may be mixed up: no records are made of them.
	doubtful bool
}

type gridRow struct {
	cells []Span // one for each column, empty where the cell is blank; fewer for a row that spans the table
	node  *node  // the heading a row of a task table is
	// unsplit says that glued numbers could not be parted: they are no value.
	unsplit bool
}

// A column's kind, told by its header.
type column struct {
	kind columnKind
	year string // of baseline and target columns
}

type columnKind int

const (
	otherCol    columnKind = iota
	serialCol              // 序号
	nameCol                // 指标名称
	taskCol                // 任务内容
	measureCol             // 落实举措
	regionCol              // 责任地市
	unitsCol               // 责任单位
	leadCol                // 牵头单位
	supportCol             // 配合单位
	dueCol                 // 完成时限
	baselineCol            // 2020年 基期值
	targetCol              // 2025年 目标值
	unitCol                // 单位 (of measure)
)

// columnKinds tells a column's kind by the words of its header cell; the first
// that matches wins.
var columnKinds = []struct {
	kind columnKind
	re   *regexp.Regexp
}{
	{serialCol, regexp.MustCompile(`^(序号|编号|号)$`)},
	{leadCol, regexp.MustCompile(`^(牵头|主责|主办)(责任)?(单位|部门|处室)$`)},
	{supportCol, regexp.MustCompile(`^(配合|参与|参加|协办|协同)(单位|部门|处室)$`)},
	{unitsCol, regexp.MustCompile(`^(责任|落实|负责|承办|实施|主管|指导)(单位|部门|处室|主体|科室)(及分工|（部门）)?$`)},
	{regionCol, regexp.MustCompile(`^(责任|实施|落实)?(地市|市县|市州|地区|县区|区县|县（市、区）|市（州）)$|^责任(地方|区域)$`)},
	{dueCol, regexp.MustCompile(`^(完成|时间|办结|实施)?(时限|时间|期限|进度|时间节点)(要求|安排)?$`)},
	{unitCol, regexp.MustCompile(`^(计量)?单位$`)},
	{baselineCol, regexp.MustCompile(`20\d\d年.*(基期|基数|现状|实际|完成|基准)|^(基期|基数|现状|基准)值?`)},
	{targetCol, regexp.MustCompile(`20\d\d年|目标值?$|规划值|预期值`)},
	{nameCol, regexp.MustCompile(`^(主要|具体|预期)?指标(名称|内容)?$`)},
	{taskCol, regexp.MustCompile(`^(主要|重点|工作|具体)?(任务|事项|工作|项目)(内容|名称|分工|事项)?$`)},
	{measureCol, regexp.MustCompile(`举措|措施|工作内容|主要内容|具体内容|建设内容|工作要求|落实`)},
}

func kindOfColumn(s string) column {
	s = squeeze(s)
	c := column{}
	for _, k := range columnKinds {
		if k.re.MatchString(s) {
			c.kind = k.kind
			break
		}
	}
	if m := regexp.MustCompile(`20\d\d`).FindString(s); m != "" && (c.kind == baselineCol || c.kind == targetCol) {
		c.year = m
	}
	return c
}

// tables reads the grids of the source, and the tables whose cells a copy has
// glued together.
func (d *doc) tables() {
	d.readGrids()
	d.findGlued()
	for _, g := range d.grids {
		d.recordGrid(g)
	}
	d.sortNodes()
}

// readGrids makes grids of the source's tables.
func (d *doc) readGrids() {
	for ti, t := range d.t.Tables {
		first := -1
		for i := range d.paras {
			if d.paras[i].Table == ti {
				first = i
				break
			}
		}
		if first < 0 || len(t.Rows) == 0 {
			continue
		}
		g := &grid{within: d.paras[first].node, part: d.partOf(first)}
		g.span = Span{d.paras[first].Start, 0}
		for i := first; i < len(d.paras) && d.paras[i].Table == ti; i++ {
			g.span[1] = d.paras[i].End
		}
		g.caption = d.captionAbove(first)
		wide := 0
		for _, row := range t.Rows {
			wide = max(wide, len(row))
		}
		for ri, row := range t.Rows {
			var cells []Span
			for _, c := range row {
				cells = append(cells, Span{c.Start, c.End})
			}
			if ri == 0 && len(row) == wide && wide > 1 {
				g.header = cells
				for _, c := range cells {
					g.cols = append(g.cols, kindOfColumn(d.str(c[0], c[1])))
				}
				continue
			}
			g.rows = append(g.rows, gridRow{cells: cells})
		}
		d.nameGrid(g)
		if g.doubtful = t.Doubtful; g.doubtful {
			d.warn("table_doubtful", g.id+": cells of several lines were put together by their places, rows may be mixed up", g.span[0], g.span[1])
			continue
		}
		d.settleYears(g)
		d.readTaskRows(g)
	}
}

// settleYears makes baselines of the year columns that say no more than a
// year and lie before the plan's first one; where the plan's years are not
// known, of the first of several.
func (d *doc) settleYears(g *grid) {
	if g.has(baselineCol) {
		return
	}
	p := d.out.Document.Period
	first := true
	years := 0
	for _, c := range g.cols {
		if c.kind == targetCol && c.year != "" {
			years++
		}
	}
	for i, c := range g.cols {
		if c.kind != targetCol || c.year == "" || years < 2 {
			continue
		}
		words := squeeze(d.str(g.header[i][0], g.header[i][1]))
		bare := words == c.year+"年" || words == c.year
		if bare && (p != nil && c.year < strconv.Itoa(p[0]) || p == nil && first) {
			g.cols[i].kind = baselineCol
		}
		first = false
	}
}

func (d *doc) partOf(i int) *part {
	for _, p := range d.parts {
		if i >= p.first && i < p.end {
			return p
		}
	}
	return d.parts[0]
}

// captionAbove is the short line above paragraph i, empty where there is none.
func (d *doc) captionAbove(i int) Span {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		switch p := &d.paras[k]; p.kind {
		case shortPara, titlePara:
			return Span{p.Start, p.End}
		case annexPara:
			if m := annexLine.FindStringSubmatch(d.text(p)); m[2] != "" {
				return Span{p.End - runeLen(m[2]), p.End}
			}
		default:
			return Span{}
		}
	}
	return Span{}
}

// nameGrid gives g its id: 表1, 附件/表1. Tables are counted in each part.
func (d *doc) nameGrid(g *grid) {
	prefix := ""
	if g.part.annex {
		prefix = g.part.prefix
	}
	n := 1
	for _, o := range d.grids {
		if o.part == g.part {
			n++
		}
	}
	g.id = fmt.Sprintf("%s表%d", prefix, n)
	d.grids = append(d.grids, g)
}

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

// sortNodes puts the headings found in tables where they stand.
func (d *doc) sortNodes() {
	stableSort(d.nodes, func(n *node) int { return n.start })
}

// recordGrid writes g as printed, and the clauses and deadlines of its cells.
func (d *doc) recordGrid(g *grid) {
	t := Table{ID: g.id, Header: []string{}, Rows: [][]string{}, Page: d.page(g.span[0]), Span: g.span}
	if g.caption[1] > g.caption[0] {
		t.Caption = ptr(d.str(g.caption[0], g.caption[1]))
	}
	if g.within != nil {
		t.Within = &g.within.id
	}
	for _, c := range g.header {
		t.Header = append(t.Header, d.str(c[0], c[1]))
	}
	for _, r := range g.rows {
		row := []string{}
		for _, c := range r.cells {
			row = append(row, d.str(c[0], c[1]))
		}
		t.Rows = append(t.Rows, row)
	}
	d.out.Tables = append(d.out.Tables, t)
	if g.doubtful {
		return
	}
	for ri, r := range g.rows {
		at := g.place(ri)
		var due *Span
		for ci, c := range r.cells {
			if ci < len(g.cols) && g.cols[ci].kind == dueCol && c[1] > c[0] {
				due = &Span{c[0], c[1]}
			}
		}
		for ci, c := range r.cells {
			if ci >= len(g.cols) || c[1] == c[0] {
				continue
			}
			kind := g.cols[ci].kind
			if kind != unitsCol && kind != leadCol && kind != supportCol {
				continue
			}
			cl := d.readClause(clauseText{start: c[0], end: c[1], closes: true, cell: true})
			if cl == nil {
				if names, open, ok := d.readUnits(c[0], c[1], true); ok {
					cl = &clause{open: open}
					for _, n := range names {
						cl.units = append(cl.units, unit{n, Joint})
					}
				} else {
					continue
				}
			}
			for i := range cl.units {
				if kind == leadCol {
					cl.units[i].role = Lead
				} else if kind == supportCol {
					cl.units[i].role = Support
				}
			}
			cl.start, cl.end = c[0], c[1]
			if cl.due == nil {
				cl.due = due
			}
			d.respond(cl, at)
		}
	}
}

// place is the id of row ri: the heading it is, or 表1/3.
func (g *grid) place(ri int) string {
	if n := g.rows[ri].node; n != nil {
		return n.id
	}
	return fmt.Sprintf("%s/%d", g.id, ri+1)
}

// gridQuantities reads the quantities of a table: of an indicator table by its
// columns, of a task table in the cells of its measures.
func (d *doc) gridQuantities(g *grid) {
	if g.glued || g.doubtful {
		return // splitGlued reads glued ones
	}
	if g.has(targetCol) && g.has(nameCol) {
		for ri := range g.rows {
			d.indicatorRow(g, ri)
		}
		return
	}
	for ri, r := range g.rows {
		for ci, c := range r.cells {
			if ci < len(g.cols) && g.cols[ci].kind == measureCol && c[1] > c[0] {
				d.readQuantities(passage{start: c[0], end: c[1], at: g.place(ri), role: RoleTasks, node: r.node})
			}
		}
	}
}

func (g *grid) has(k columnKind) bool { return g.col(k) >= 0 }

func (g *grid) col(k columnKind) int {
	for i, c := range g.cols {
		if c.kind == k {
			return i
		}
	}
	return -1
}

// cellUnit is a unit of measure in the bracket that ends an indicator's cell:
// 有效注册商标量（万件）.
var cellUnit = regexp.MustCompile(`[（(]([^（）()]{1,12})[）)]$`)

// indicatorRow records the target of row ri of an indicator table. The unit is
// in the name's bracket, in a column of its own or behind the number.
func (d *doc) indicatorRow(g *grid, ri int) {
	r := g.rows[ri]
	cell := func(k columnKind) Span {
		if i := g.col(k); i >= 0 && i < len(r.cells) {
			return r.cells[i]
		}
		return Span{}
	}
	name := cell(nameCol)
	if name[0] == name[1] {
		return
	}
	text := d.str(name[0], name[1])
	unit := d.str(cell(unitCol)[0], cell(unitCol)[1])
	if m := cellUnit.FindStringSubmatch(text); m != nil && (d.measureUnit(m[1]) || unit == "") {
		if d.measureUnit(m[1]) {
			unit = m[1]
			text = strings.TrimSuffix(text, m[0])
		}
	}
	if m := regexp.MustCompile(`^[0-9]{1,2}[.、．]`).FindString(text); m != "" && m != text {
		text = text[len(m):]
	}
	var base *Baseline
	if b := cell(baselineCol); b[1] > b[0] {
		if v, ok := d.cellValue(b, unit); ok {
			base = &Baseline{Value: v.value}
			if y := g.cols[g.col(baselineCol)].year; y != "" {
				base.AsOf = &y
			}
		}
	}
	for ci, c := range g.cols {
		if c.kind != targetCol || ci >= len(r.cells) || r.cells[ci][0] == r.cells[ci][1] {
			continue
		}
		t := r.cells[ci]
		f := found{indicator: strings.TrimSpace(text), year: c.year, baseline: base, measure: Level}
		v, ok := d.cellValue(t, unit)
		if r.unsplit {
			ok, f.baseline = false, nil
		}
		if ok {
			f.qty = v
			f.measure = measureOf(d.str(t[0], v.num), v.unit)
			if strings.Contains(text, "增长") || strings.Contains(text, "增速") {
				f.measure = Increase
			}
		} else {
			f.qty = qty{}
			if growing.MatchString(d.str(t[0], t[1])) {
				f.measure = Increase
				if strings.Contains(d.str(t[0], t[1]), "下降") {
					f.measure = Decrease
				}
			}
		}
		f.start, f.end = t[0], t[1]
		f.per = perYear(text, f.unit)
		d.recordQuantity(f, g.place(ri))
	}
}

func (d *doc) measureUnit(s string) bool {
	s = strings.TrimLeft(s, "万亿千百")
	w := prefixOf(d.vocab.measures, []rune(s), 0)
	return w != "" && (w == s || strings.HasPrefix(s[len(w):], "/"))
}

// cellValue reads a cell that holds a number; unit is the one its row states,
// with its scale: 万件.
func (d *doc) cellValue(c Span, unit string) (qty, bool) {
	i := c[0]
	for i < c[1] && !isDigit(d.rs[i]) {
		i++
	}
	v, k := d.decimal(i, c[1])
	if v == "" || i-c[0] > 4 {
		return qty{}, false
	}
	q := qty{start: c[0], end: c[1], num: i, bound: Equal, value: v}
	rest := d.str(k, c[1])
	if full, ok := d.quantityAt(i, c[0], c[1]); ok && rest != "" {
		full.start, full.end = c[0], c[1]
		return full, true
	}
	pow := 0
	for _, s := range scales {
		if u, ok := strings.CutPrefix(unit, s.word); ok && (d.measureUnit(u) || u != "") {
			unit, pow = u, s.pow
			break
		}
	}
	q.value, q.unit = shift(v, pow), unitName(unit)
	for _, l := range limitsBehind {
		if strings.HasPrefix(rest, l.word) {
			q.bound = l.bound
		}
	}
	for _, l := range limitsBefore {
		if strings.HasSuffix(d.str(c[0], i), l.word) {
			q.bound = l.bound
		}
	}
	switch d.str(c[0], i) {
	case "≥", ">", "＞", "≧":
		q.bound = AtLeast
	case "≤", "<", "＜", "≦":
		q.bound = AtMost
	}
	return q, true
}
