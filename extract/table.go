package extract

import (
	"fmt"
	"slices"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
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
	why      *reasons
}

type gridRow struct {
	cells []Span // one for each column, empty where the cell is blank; fewer for a row that spans the table
	above []bool // the place belongs to the cell above, which is merged over rows; may be nil
	// header says that the row is the second of a header of two rows.
	header bool
	node   *node // the heading a row of a task table is
	// unsplit says that glued numbers could not be parted: they are no value.
	unsplit bool
}

// A column's kind, told by its header.
type column struct {
	kind columnKind
	year string // of baseline and target columns
	// firstLeads says that the header states that the first unit of a cell leads.
	firstLeads bool
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
	re   *pattern.Pattern
}{
	{serialCol, pattern.MustCompile(`^(序号|编号|号)$`)},
	{leadCol, pattern.MustCompile(`^` + columnLevel + `(总?牵头|主责|主办|第一责任)(责任|负责|实施|落实|主办)?` + columnBodies + `$`)},
	{supportCol, pattern.MustCompile(`^` + columnLevel + `(配合|参与|参加|协办|协同|协助|协作|支持|会办)(责任|实施|落实|配合)?` + columnBodies + `$`)},
	{unitsCol, pattern.MustCompile(`^` + columnLevel + `(主要|具体)?(责任|落实|负责|承办|实施|主管|指导|承担|组织实施)` + columnBodies + `(及(责任)?分工|（部门）)?$|^(责任|职责)分工$`)},
	{regionCol, pattern.MustCompile(`^(责任|实施|落实)?(地市|市县|市州|地区|县区|区县|县（市、区）|市（州）)$|^责任(地方|区域)$|^(推广|实施|试点|适用)(范围|地区|区域)$`)},
	{dueCol, pattern.MustCompile(`^(计划|预计|要求|工作|任务|目标)?(完成|办结|实施|落实|办理|建成|整改)?(时限|时间|期限|进度|年限|时间节点|节点)(要求|安排)?$|^(计划|预计|要求)?(完成|截止|办结|建成)(时间|日期|期限)$`)},
	{unitCol, pattern.MustCompile(`^(计量)?单位$`)},
	{baselineCol, pattern.MustCompile(aYear + `年.*(基期|基数|现状|实际|完成|基准)|^(基期|基数|现状|基准)值?`)},
	{targetCol, pattern.MustCompile(aYear + `年|目标值?$|规划值|预期值`)},
	{nameCol, pattern.MustCompile(`^(主要|具体|预期)?指标(名称|内容)?$`)},
	{taskCol, pattern.MustCompile(`^(主要|重点|工作|具体)?(任务|事项|工作|项目)(内容|名称|分工|事项)?$`)},
	{measureCol, pattern.MustCompile(`举措|措施|工作内容|主要内容|具体内容|建设内容|工作要求|落实`)},
}

// Headers of the columns of bodies name a level where there are columns for
// several (市级责任单位, 县级责任单位), and more than one word for the bodies
// (牵头部门单位).
const (
	columnLevel  = `(省级|市级|县级|区级|州级|省直|市直|县直|区直|州直|省|市|县|区)?`
	columnBodies = `(单位|部门|处室|科室|股室|机构|主体|部门单位|部门和单位|单位和部门|部门及单位|单位及部门|地区和部门|部门和地区|单位、部门|部门、单位|单位/部门|部门/单位)`
)

// headerBracket is what a header adds in brackets: 责任单位（排第一位的为牵头单位）,
// 牵头单位（部门）.
var headerBracket = pattern.MustCompile(`[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]$`)

// headerRule says in a header's bracket that the first unit of a cell leads,
// with fewer words than a clause does: （首位为牵头）.
var headerRule = pattern.MustCompile(`^[（(〔\[](?:注[：:])?(?:列|排|排列|位列|排名)?(?:在|于)?(?:第一位?|首位|第一个|最前面?|最前)(?:的|者)?(?:单位|部门)?(?:的)?(?:为|是)?(?:牵头|主办|主责)`)

var fourDigits = pattern.MustCompile(aYear)

func kindOfColumn(s string) column {
	s = squeeze(s)
	c := column{}
	for _, k := range columnKinds {
		if k.re.MatchString(s) {
			c.kind = k.kind
			break
		}
	}
	// What the bracket adds does not change what a column of bodies, deadlines
	// or tasks is; of an indicator's column it is the unit or the year.
	if add := headerBracket.FindString(s); c.kind == otherCol && add != "" && len(add) < len(s) {
		if b := kindOfColumn(strings.TrimSuffix(s, add)); b.kind >= taskCol && b.kind <= dueCol && b.kind != measureCol {
			c.kind = b.kind
		}
		c.firstLeads = c.kind == unitsCol && headerRule.MatchString(add)
	}
	if m := fourDigits.FindString(s); m != "" && (c.kind == baselineCol || c.kind == targetCol) {
		c.year = m
	}
	return c
}

// tables reads the grids of the source, and the tables whose cells a copy has
// glued together.
func (d *doc) tables() {
	d.rowIDs = make(map[string]bool, len(d.nodes))
	for _, n := range d.nodes {
		d.rowIDs[n.id] = true
	}
	d.readGrids()
	d.findGlued()
	for _, g := range d.grids {
		d.recordGrid(g)
	}
	d.sortNodes()
}

// readGrids makes grids of the source's tables.
func (d *doc) readGrids() {
	firstRow := map[int]int{}
	for i := len(d.paras) - 1; i >= 0; i-- {
		firstRow[d.paras[i].Table] = i
	}
	for ti, t := range d.t.Tables {
		first, ok := firstRow[ti]
		if !ok || len(t.Rows) == 0 {
			continue
		}
		g := &grid{within: d.paras[first].node, part: d.partOf(first), why: d.reasons()}
		g.span = Span{d.paras[first].Start, 0}
		for i := first; i < len(d.paras) && d.paras[i].Table == ti; i++ {
			g.span[1] = d.paras[i].End
		}
		g.why.note("table", string(t.Form), tableRules[t.Form], "", g.span)
		g.caption = d.captionAbove(first)
		wide := 0
		for _, row := range t.Rows {
			wide = max(wide, len(row))
		}
		for ri, row := range t.Rows {
			var cells []Span
			var above []bool
			for _, c := range row {
				cells, above = append(cells, Span{c.Start, c.End}), append(above, c.Above)
			}
			if ri == 0 && len(row) == wide && wide > 1 {
				g.header = cells
				for _, c := range cells {
					g.cols = append(g.cols, kindOfColumn(d.str(c[0], c[1])))
				}
				d.noteHeader(g, "header/first-row")
				continue
			}
			if d.spansTable(cells, wide) {
				cells = cells[:1]
			}
			r := gridRow{cells: cells, above: above}
			r.header = ri == 1 && d.secondHeader(g, r)
			g.rows = append(g.rows, r)
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

// tableRules are what explanations call the ways tables are found.
var tableRules = map[corpus.TableForm]string{
	corpus.Declared: "table/declared", corpus.Tagged: "table/html-in-text", corpus.Markdown: "table/markdown", corpus.Tabbed: "table/tabs",
	corpus.Listed: "table/cells-on-lines", corpus.SideBySide: "table/side-by-side",
}

// secondHeader says whether r, the row below the header, goes on with it:
//
//	指标 | 单位 | 目标值        |
//	     |      | 2028年 | 2030年
//
// The source says that the cells beside are merged with those above. What a
// column is then depends on both.
func (d *doc) secondHeader(g *grid, r gridRow) bool {
	if len(r.cells) != len(g.header) {
		return false
	}
	merged := false
	for i, c := range r.cells {
		switch {
		case r.above[i]:
			merged = true
		case c[0] == c[1] || c[1]-c[0] > 12:
			return false
		}
	}
	cols, known, upper := slices.Clone(g.cols), false, ""
	for i, c := range r.cells {
		if h := g.header[i]; h[1] > h[0] {
			upper = d.str(h[0], h[1])
		}
		if c[0] == c[1] {
			continue
		}
		lower := d.str(c[0], c[1])
		cols[i] = kindOfColumn(lower)
		// What the upper words say alone, the lower ones do not add.
		if both := kindOfColumn(upper + lower); both.kind == baselineCol || cols[i].kind == otherCol && both.kind != kindOfColumn(upper).kind {
			cols[i] = both
		}
		known = known || cols[i].kind != otherCol
	}
	if !merged || !known {
		return false
	}
	g.cols = cols
	d.noteHeader(g, "header/second-row")
	return true
}

// noteHeader notes what the columns of g were told to be by a rule.
func (d *doc) noteHeader(g *grid, rule string) {
	for i, c := range g.cols {
		if c.kind != otherCol {
			g.why.note("column", columnNames[c.kind], rule, d.headerOf(g, i), g.head(i))
		}
	}
}

// columnNames are what explanations call the kinds of columns.
var columnNames = [...]string{
	otherCol: "other", serialCol: "numbers", nameCol: "indicators", taskCol: "tasks", measureCol: "what is to be done", regionCol: "places",
	unitsCol: "units", leadCol: "lead units", supportCol: "support units", dueCol: "deadlines", baselineCol: "baseline", targetCol: "target", unitCol: "units of measure",
}

// spansTable says whether cells are a chapter of the table: a heading with
// nothing beside it.
func (d *doc) spansTable(cells []Span, wide int) bool {
	if wide < 3 || len(cells) < 2 {
		return false
	}
	for _, c := range cells[1:] {
		if c[1] > c[0] {
			return false
		}
	}
	_, ok := corpus.ParseLabel(d.rs[cells[0][0]:cells[0][1]])
	return ok
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
			if m := annexLine.FindStringSubmatch(d.text(p)); m != nil && m[2] != "" { // an entry of a list of attachments has its kind too
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
	g.part.tables++
	g.id = fmt.Sprintf("%s表%d", prefix, g.part.tables)
	d.grids = append(d.grids, g)
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
		g.why.note("caption", *t.Caption, "table/caption", "", g.caption)
	}
	if g.within != nil {
		t.Within = &g.within.id
		g.why.note("within", g.within.id, "table/within", g.within.label.Text, g.within.title)
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
	d.keep(&d.why.tables, g.why)
	if g.doubtful {
		return
	}
	d.recordCells(g)
}

// recordCells writes the clauses of the cells of g.
func (d *doc) recordCells(g *grid) {
	above := make([]Span, len(g.cols)) // what 同上 in each column stands for
	task := newestTask{row: -1}
	type owner struct {
		at   string
		cell Span
	}
	said := map[owner]bool{} // a part of a task that says 同上 adds nothing to it
	for ri := range g.rows {
		r := &g.rows[ri]
		if len(r.cells) < 2 || d.repeatsHeader(g, r) {
			continue
		}
		cells := d.fullCells(g, r, above)
		if d.startsTask(g, r) {
			task = newestTask{ri, cells}
			d.warnUnowned(g, ri, cells)
		} else if task.row >= 0 && g.place(ri) != g.place(task.row) && !g.hasOwner(cells) {
			// A row below a merged cell: who does the task does this part of it.
			for ci, c := range g.cols {
				if c.kind.owns() || c.kind == dueCol && cells[ci][0] == cells[ci][1] {
					cells[ci] = task.cells[ci]
				}
			}
		}
		at := g.place(ri)
		var due *Span
		if i := g.col(dueCol); i >= 0 && cells[i][1] > cells[i][0] {
			due = &cells[i]
		}
		for ci, c := range cells {
			if !g.cols[ci].kind.owns() || c[1] == c[0] || said[owner{at, c}] {
				continue
			}
			said[owner{at, c}] = true
			cl := d.cellClause(g.cols[ci], g.head(ci), c)
			if cl == nil {
				continue
			}
			if cl.due == nil && due != nil {
				cl.due = due
				cl.why.note("due", d.str(due[0], due[1]), "clause/due-column", d.headerOf(g, g.col(dueCol)), *due)
			}
			switch row := r.cells; {
			case ci < len(row) && row[ci] == c:
				cl.why.note("at", at, "at/row", "", row[0])
			case ci < len(row) && row[ci][1] > row[ci][0]:
				cl.why.note("at", at, "at/ditto", d.str(row[ci][0], row[ci][1]), row[ci])
			default:
				cl.why.note("at", at, "at/merged", "", c)
			}
			d.respond(cl, at)
		}
	}
}

// A newestTask is the row that began the task of the rows below it.
type newestTask struct {
	row   int
	cells []Span
}

// owns says whether a column says who does the work.
func (k columnKind) owns() bool { return k == unitsCol || k == leadCol || k == supportCol }

// hasOwner says whether one of cells says who does the work.
func (g *grid) hasOwner(cells []Span) bool {
	for ci, c := range g.cols {
		if c.kind.owns() && cells[ci][1] > cells[ci][0] {
			return true
		}
	}
	return false
}

// startsTask says whether row r names a task; in a table without tasks every
// row stands for itself.
func (d *doc) startsTask(g *grid, r *gridRow) bool {
	i := g.col(taskCol)
	return i < 0 || i < len(r.cells) && r.cells[i][1] > r.cells[i][0]
}

// ditto is a cell that repeats the one above it: officials write 同上 or 〃.
var ditto = pattern.MustCompile(`^[（(“"]?(?:同上|同前|同上行|同上栏)[”")）]?$|^[〃″〞＂"”]{1,2}$`)

// fullCells returns a cell for each column, 同上 and places of merged cells
// resolved by above, which it keeps up.
func (d *doc) fullCells(g *grid, r *gridRow, above []Span) []Span {
	cells := make([]Span, len(g.cols))
	copy(cells, r.cells)
	for ci, c := range cells {
		k := g.cols[ci].kind
		if c[0] == c[1] {
			if (k.owns() || k == dueCol) && ci < len(r.above) && r.above[ci] {
				cells[ci] = above[ci]
			}
			continue
		}
		if (k.owns() || k == dueCol) && ditto.MatchString(squeeze(d.str(c[0], c[1]))) {
			cells[ci] = above[ci]
			if above[ci][0] == above[ci][1] {
				d.warn("clause_doubtful", "the cell repeats the one above it, which is blank", c[0], c[1])
			}
			continue
		}
		above[ci] = c
	}
	return cells
}

// warnUnowned warns of a task whose cell for the body in charge is blank while
// the row above has one: nothing tells a merged cell from a task without one.
func (d *doc) warnUnowned(g *grid, ri int, cells []Span) {
	if ri == 0 || g.rows[ri].node != nil && len(g.rows[ri].node.children) > 0 {
		return
	}
	for ci, c := range g.cols {
		if c.kind != unitsCol && c.kind != leadCol {
			continue
		}
		if up := g.rows[ri-1].cells; cells[ci][1] > cells[ci][0] || ci >= len(up) || up[ci][0] == up[ci][1] {
			return
		}
	}
	if c := g.rows[ri].cells[g.taskOrFirst()]; g.owned() && !g.hasOwner(cells) && c[1] > c[0] {
		d.warn("clause_doubtful", g.place(ri)+": no body in charge; the cell above may be merged with this one", c[0], c[1])
	}
}

func (g *grid) taskOrFirst() int { return max(g.col(taskCol), 0) }

// cellClause reads cell c of a column that says who does the work, nil where it
// names no body.
// head is the header of its column.
func (d *doc) cellClause(col column, head, c Span) *clause {
	cl := d.readClause(clauseText{start: c[0], end: c[1], closes: true, cell: true})
	if cl == nil {
		names, open, ok := d.readUnits(c[0], c[1], true)
		if !ok {
			return nil
		}
		cl = &clause{why: d.reasons()}
		cl.why.note("clause", "names of bodies", "clause/names-in-cell", "", c)
		cl.endsOpen(open, c)
		for _, n := range names {
			cl.units = append(cl.units, d.unit(n, Joint, "unit/joint", "", n))
		}
	}
	for i := range cl.units {
		switch u := &cl.units[i]; col.kind {
		case leadCol:
			u.plays(Lead, "unit/column", d.str(head[0], head[1]), head)
		case supportCol:
			u.plays(Support, "unit/column", d.str(head[0], head[1]), head)
		}
	}
	if col.firstLeads {
		cl.leadFirst(d.str(head[0], head[1]), head)
	}
	cl.why.note("form", "cell", "clause/cell", d.str(head[0], head[1]), head)
	cl.start, cl.end = c[0], c[1]
	return cl
}

// leadFirst gives the lead to the first unit of a cell whose header says so. A
// cell with a lead of its own keeps it.
func (c *clause) leadFirst(header string, at Span) {
	for _, u := range c.units {
		if u.role == Lead {
			return
		}
	}
	for i := range c.units {
		if i == 0 {
			c.units[i].plays(Lead, "unit/first-in-column", header, at)
		} else {
			c.units[i].plays(Support, "unit/behind-first", header, at)
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

// head is the header of column i, empty where there is none.
func (g *grid) head(i int) Span {
	if i < 0 || i >= len(g.header) {
		return Span{}
	}
	return g.header[i]
}

// headerOf is the words of the header of column i, "" where it has none.
func (d *doc) headerOf(g *grid, i int) string {
	h := g.head(i)
	return d.str(h[0], h[1])
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
