package extract

import (
	"fmt"
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// Copying a web page loses the borders of its tables: a row of an indicator
// table becomes one line, its cells glued together,
//
//	指标名称2020年基期值2025年目标值责任单位
//	有效注册商标量（万件）6.6910.7市市场监管局
//
// The header line tells the columns, the row's names of bodies where the last
// column begins. Two glued numbers can be parted in several ways; which one is
// right is decided by numbers stated elsewhere in the text, and the table's
// record carries a warning with that evidence. Without evidence the cells stay
// unsplit, with a warning.

// gluedHeader begins a header line.
var gluedHeader = pattern.MustCompile(`^(?:序号)?(?:主要|具体)?指标(?:名称|内容)?`)

// gluedColumn is one header cell of a glued header line.
var gluedColumn = pattern.MustCompile(`序号|(?:主要|具体)?指标(?:名称|内容)?|` + aYear + `年(?:目标值?|基期值?|基数|现状值?|实际值?|预期值?|规划值?|完成值?|基准值?)?|(?:基期|目标|现状|预期)值|(?:责任|牵头|配合)(?:单位|部门)|单位|属性|指标属性|类型`)

// findGlued finds glued indicator tables in the paragraphs.
func (d *doc) findGlued() {
	for i := range d.paras {
		p := &d.paras[i]
		if p.kind == rowPara || p.used || p.End-p.Start > 80 {
			continue
		}
		g := d.gluedHeaderAt(p)
		if g == nil {
			continue
		}
		g.within, g.part, g.caption = p.node, d.partOf(i), d.captionAbove(i)
		end := i + 1
		for end < len(d.paras) && d.gluedRow(g, &d.paras[end]) {
			end++
		}
		if len(g.rows) < 2 {
			continue
		}
		for k := i; k < end; k++ {
			d.paras[k].used = true
			d.paras[k].why = d.reasons()
			d.paras[k].why.note("paragraph", "row", "paragraph/glued-row", "", Span{})
		}
		if g.caption[1] > g.caption[0] {
			for k := i - 1; k >= 0 && d.paras[k].Start >= g.caption[0]; k-- {
				d.paras[k].used = true
			}
		}
		g.span = Span{p.Start, d.paras[end-1].End}
		g.why.note("table", "glued lines", "table/glued-lines", "", Span{p.Start, p.End})
		d.noteHeader(g, "header/glued-line")
		d.nameGrid(g)
	}
}

// gluedHeaderAt reads p as the header line of a glued table: nothing but
// column names, one of them an indicator's, two or more of them years.
func (d *doc) gluedHeaderAt(p *para) *grid {
	s := d.text(p)
	if !gluedHeader.MatchString(s) {
		return nil
	}
	g := &grid{glued: true, why: d.reasons()}
	years, left := 0, s
	at := p.Start
	for left != "" {
		m := gluedColumn.FindString(left)
		if m == "" || !strings.HasPrefix(left, m) {
			return nil
		}
		c := kindOfColumn(m)
		if c.kind == baselineCol || c.kind == targetCol {
			years++
		}
		g.cols = append(g.cols, c)
		g.header = append(g.header, Span{at, at + runeLen(m)})
		at += runeLen(m)
		left = left[len(m):]
	}
	if years == 0 || !g.has(nameCol) || !g.inOrder() {
		return nil
	}
	d.settleYears(g)
	return g
}

// inOrder reports whether the columns of a glued table stand as its rows are
// read: one name, then the numbers, then the bodies. Others are two headers run
// together.
func (g *grid) inOrder() bool {
	stage := map[columnKind]int{nameCol: 1, baselineCol: 2, targetCol: 2, unitsCol: 3, leadCol: 3}
	last := 0
	for _, c := range g.cols {
		switch s := stage[c.kind]; {
		case s == 0:
		case s < last, s == 1 && last == 1:
			return false
		default:
			last = s
		}
	}
	return true
}

// gluedNumbers are the glued number cells of a row.
var gluedNumbers = pattern.MustCompile(`[0-9０-９][0-9０-９.．%％]*`)

// gluedRow reads p as a row of g.
func (d *doc) gluedRow(g *grid, p *para) bool {
	if p.kind == headingPara || p.kind == boxPara || p.kind == rowPara || p.End-p.Start > 300 {
		return false
	}
	s := d.text(p)
	if strings.ContainsAny(s, "。；") {
		return false
	}
	cells := make([]Span, len(g.cols))
	for i := range cells {
		cells[i] = Span{p.Start, p.Start}
	}
	end := p.End
	uc := g.col(unitsCol)
	if uc < 0 {
		uc = g.col(leadCol)
	}
	nameEnd, numEnd := -1, -1
	if words := d.goalWordIn(s); words >= 0 {
		nameEnd = p.Start + words
		numEnd = nameEnd + runeLen(prefixOf(d.vocab.goals, d.rs, nameEnd))
	}
	// The last run of digits whose rest reads as a list of bodies: digits may
	// stand in the indicator's name too (80岁以上老人…).
	if locs := gluedNumbers.FindAllStringIndex(s, -1); nameEnd < 0 {
		for k := len(locs) - 1; k >= 0; k-- {
			a, b := p.Start+runeLen(s[:locs[k][0]]), p.Start+runeLen(s[:locs[k][1]])
			if a == p.Start {
				continue
			}
			if uc < 0 && b == end || uc >= 0 && d.readsAsUnits(b, end) {
				nameEnd, numEnd = a, b
				break
			}
		}
	}
	if nameEnd < 0 || uc >= 0 && numEnd < end && !d.readsAsUnits(numEnd, end) {
		return false
	}
	cells[g.col(nameCol)] = Span{p.Start, nameEnd}
	if uc >= 0 {
		cells[uc] = Span{numEnd, end}
	} else if numEnd < end {
		return false
	}
	// All numbers of the row, still glued, wait in the first number column.
	for i, c := range g.cols {
		if c.kind == baselineCol || c.kind == targetCol {
			cells[i] = Span{nameEnd, numEnd}
			break
		}
	}
	for i := range cells { // blank cells stand where their words would
		if cells[i][0] == cells[i][1] && i > 0 {
			cells[i] = Span{cells[i-1][1], cells[i-1][1]}
		}
	}
	if !quantity.IsDigit(d.rs[nameEnd]) { // words, not numbers: they are the goal
		tc := g.col(targetCol)
		for i, c := range g.cols {
			if c.kind == baselineCol {
				cells[i] = Span{nameEnd, nameEnd}
			}
		}
		cells[tc] = Span{nameEnd, numEnd}
	}
	g.rows = append(g.rows, gridRow{cells: cells})
	return true
}

// goalWordIn returns where a goal in words begins in s, in code points, -1 if
// there is none.
func (d *doc) goalWordIn(s string) int {
	for _, w := range d.vocab.words {
		if i := strings.Index(s, w); i > 0 && !strings.ContainsAny(s[i:], "0123456789") {
			return runeLen(s[:i])
		}
	}
	return -1
}

func (d *doc) readsAsUnits(start, end int) bool {
	if start >= end {
		return false
	}
	c := d.readClause(clauseText{start: start, end: end, closes: true, cell: true})
	return c != nil
}

// splitGlued parts the glued numbers of glued tables by evidence. It runs
// after the quantities of the text are known and reads those of the tables.
func (d *doc) splitGlued() {
	for _, g := range d.grids {
		if !g.glued {
			continue
		}
		for ri := range g.rows {
			d.splitRow(g, ri)
			d.indicatorRow(g, ri)
		}
	}
	byID := map[string]*grid{}
	for _, g := range d.grids {
		if g.glued {
			byID[g.id] = g
		}
	}
	for i := range d.out.Tables {
		if g := byID[d.out.Tables[i].ID]; g != nil {
			d.out.Tables[i].Rows = d.cellsOf(g)
		}
	}
}

func (d *doc) cellsOf(g *grid) [][]string {
	rows := [][]string{}
	for _, r := range g.rows {
		row := []string{}
		for _, c := range r.cells {
			row = append(row, d.str(c[0], c[1]))
		}
		rows = append(rows, row)
	}
	return rows
}

// splitRow parts the numbers of row ri.
func (d *doc) splitRow(g *grid, ri int) {
	r := &g.rows[ri]
	var cols []int
	for i, c := range g.cols {
		if c.kind == baselineCol || c.kind == targetCol {
			cols = append(cols, i)
		}
	}
	run := r.cells[cols[0]]
	if run[0] == run[1] || !quantity.IsDigit(d.rs[run[0]]) {
		return
	}
	place := g.place(ri)
	if len(cols) < 2 {
		return
	}
	if cuts := d.percentCuts(run); len(cuts) == len(cols)-1 {
		d.setCells(r, cols, run, cuts)
		g.why.note("cells", place, "cells/percent-signs", "%", run)
		return
	}
	name, unit := d.rowName(g, ri)
	best, score, ties := []int(nil), 0, 0
	var evidence []stated
	for _, cut := range d.cuts(run, len(cols)) {
		n, stated := d.evidence(run, cut, name, unit)
		switch {
		case n > score:
			best, score, ties, evidence = cut, n, 1, stated
		case n == score && n > 0:
			ties++
		}
	}
	glued := d.str(run[0], run[1])
	// One number alone: the base is blank.
	if n, one := d.evidence(run, nil, name, unit); n > 0 && score <= n && (best == nil || score == 0) {
		last := cols[len(cols)-1]
		for _, c := range cols {
			r.cells[c] = Span{run[0], run[0]}
		}
		r.cells[last] = run
		g.why.note("cells", place, "cells/one-number", words(one), run)
		g.noteStated(one)
		d.warn("glued_cells", fmt.Sprintf("%s: %s is read as one number, because the text states %s", place, glued, words(one)), run[0], run[1])
		return
	}
	if best == nil || ties > 1 {
		d.warn("glued_cells_unsplit", fmt.Sprintf("%s: nothing in the text tells how to part %s", place, glued), run[0], run[1])
		last := cols[len(cols)-1]
		for _, c := range cols {
			r.cells[c] = Span{run[0], run[0]}
		}
		r.cells[last] = run
		r.unsplit = true
		g.why.note("cells", place, "cells/undecided", "", run)
		return
	}
	d.setCells(r, cols, run, best)
	var parts []string
	for _, c := range cols {
		parts = append(parts, d.str(r.cells[c][0], r.cells[c][1]))
	}
	g.why.note("cells", place, "cells/parted", words(evidence), run)
	g.noteStated(evidence)
	d.warn("glued_cells", fmt.Sprintf("%s: %s is parted as %s, because the text states %s", place, glued, strings.Join(parts, " | "), words(evidence)), run[0], run[1])
}

// percentCuts parts a run where a percent sign ends every number.
func (d *doc) percentCuts(run Span) []int {
	var cuts []int
	for i := run[0]; i < run[1]-1; i++ {
		if d.rs[i] == '%' || d.rs[i] == '％' {
			cuts = append(cuts, i+1)
		}
	}
	return cuts
}

// cuts returns the ways to part run into n plain decimals.
func (d *doc) cuts(run Span, n int) [][]int {
	if n == 1 {
		if plainDecimal.MatchString(d.str(run[0], run[1])) {
			return [][]int{{}}
		}
		return nil
	}
	var out [][]int
	for i := run[0] + 1; i < run[1]; i++ {
		if !plainDecimal.MatchString(d.str(run[0], i)) {
			continue
		}
		for _, rest := range d.cuts(Span{i, run[1]}, n-1) {
			out = append(out, append([]int{i}, rest...))
		}
	}
	return out
}

var plainDecimal = pattern.MustCompile(`^(?:0|[1-9][0-9]{0,7})(?:\.[0-9]{1,4})?%?$`)

func (d *doc) setCells(r *gridRow, cols []int, run Span, cuts []int) {
	at := run[0]
	for k, c := range cols {
		end := run[1]
		if k < len(cuts) {
			end = cuts[k]
		}
		r.cells[c] = Span{at, end}
		at = end
	}
}

// rowName returns the indicator of row ri and the unit in its bracket.
func (d *doc) rowName(g *grid, ri int) (name, unit string) {
	c := g.rows[ri].cells[g.col(nameCol)]
	name = d.str(c[0], c[1])
	if m := cellUnit.FindStringSubmatch(name); m != nil {
		return strings.TrimSuffix(name, m[0]), m[1]
	}
	return name, ""
}

// evidence weighs the numbers a cut makes against those the text states with
// the row's unit, and names the ones found. A number stated of something named
// like the row weighs twice one stated of something else; the last number
// weighs more than what it starts from, because targets are repeated in the text.
func (d *doc) evidence(run Span, cut []int, name, unit string) (score int, all []stated) {
	at := run[0]
	for k := 0; k <= len(cut); k++ {
		end := run[1]
		if k < len(cut) {
			end = cut[k]
		}
		v, ok := d.cellValue(Span{at, end}, unit)
		if !ok || !plainDecimal.MatchString(d.str(at, end)) {
			return 0, nil
		}
		x, related := d.statedAs(v, d.str(at, end), name)
		weight := 0
		switch {
		case x.raw == "":
		case related && k == len(cut):
			weight = 4
		case related:
			weight = 2
		case k == len(cut):
			weight = 1
		}
		if weight > 0 {
			all = append(all, stated{x, d.str(at, end), x.value != v.Value})
		}
		score += weight
		at = end
	}
	return score, all
}

// A stated is a number of a run that the text states elsewhere.
type stated struct {
	figure
	printed string // in the run
	rounded bool   // from the longer one that the text states
}

// words are the numbers as the text states them.
func words(all []stated) string {
	var raw []string
	for _, s := range all {
		raw = append(raw, s.raw)
	}
	return strings.Join(raw, ", ")
}

// noteStated notes where the text states the numbers that a run was parted by.
func (g *grid) noteStated(all []stated) {
	for _, s := range all {
		rule := "cells/stated"
		if s.rounded {
			rule = "cells/stated-longer"
		}
		g.why.note("stated", s.printed, rule, "", s.span)
	}
}

// statedAs returns where the text states the value v, none if it does not, and
// whether it states it of something that shares words with name. A number
// printed with fewer digits states a longer one rounded: 66860件 is 6.69万件.
func (d *doc) statedAs(v quantity.Quantity, printed, name string) (_ figure, related bool) {
	var first figure
	for _, t := range d.out.Targets[d.targets.read:] {
		d.targets.add(t.Span, t.Raw, t.Value, t.Unit, t.Indicator)
	}
	for _, a := range d.out.Achievements[d.reports.read:] {
		d.reports.add(a.Span, a.Raw, a.Value, a.Unit, a.Indicator)
	}
	for _, fs := range [][]figure{d.targets.byUnit[v.Unit], d.reports.byUnit[v.Unit]} {
		for _, f := range fs {
			if f.value != v.Value && !rounds(f.value, v.Value, printed) {
				continue
			}
			if sharesWord(f.indicator, name) {
				return f, true
			}
			if first.raw == "" {
				first = f
			}
		}
	}
	return first, false
}

// figures are the numbers that records state, by their unit and in the order
// of the records. One that is stated of one thing again and again is there once.
type figures struct {
	read   int // records read
	byUnit map[string][]figure
	seen   map[[3]string]bool
}

type figure struct {
	span                  Span
	raw, value, indicator string
}

func (f *figures) add(span Span, raw string, value, unit, indicator *string) {
	f.read++
	if value == nil || unit == nil {
		return
	}
	if f.seen == nil {
		f.byUnit, f.seen = map[string][]figure{}, map[[3]string]bool{}
	}
	x := figure{span: span, raw: raw, value: *value}
	if indicator != nil {
		x.indicator = *indicator
	}
	if key := [3]string{x.value, *unit, x.indicator}; !f.seen[key] {
		f.seen[key] = true
		f.byUnit[*unit] = append(f.byUnit[*unit], x)
	}
}

// sharesWord says whether a and b have two neighbouring characters in common.
func sharesWord(a, b string) bool {
	rs := []rune(a)
	for i := 0; i+2 <= len(rs); i++ {
		if strings.Contains(b, string(rs[i:i+2])) {
			return true
		}
	}
	return false
}
