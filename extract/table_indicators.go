package extract

import (
	"strconv"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

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
			g.why.note("column", c.year, "column/baseline-by-year", "", g.head(i))
		}
		first = false
	}
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
	// Without a column for what is to be done the task itself says it.
	content := measureCol
	if !g.has(measureCol) && g.owned() {
		content = taskCol
	}
	for ri, r := range g.rows {
		if d.repeatsHeader(g, &r) {
			continue
		}
		for ci, c := range r.cells {
			if ci < len(g.cols) && g.cols[ci].kind == content && c[1] > c[0] {
				subject := ""
				if t := g.col(taskCol); t >= 0 && t < len(r.cells) && t != ci {
					subject = d.str(r.cells[t][0], r.cells[t][1])
				}
				d.readQuantities(passage{start: c[0], end: c[1], at: g.place(ri), role: RoleTasks, node: r.node, subject: subject, cell: true})
			}
		}
	}
}

// cellUnit is a unit of measure in the bracket that ends an indicator's cell:
// 有效注册商标量（万件）.
var cellUnit = pattern.MustCompile(`[（(]([^（）()]{1,12})[）)]$`)

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
	if m := cellUnit.FindStringSubmatch(text); m != nil && quantity.IsUnit(m[1]) {
		unit = m[1]
		text = strings.TrimSuffix(text, m[0])
	}
	if l, ok := corpus.ParseLabel([]rune(text)); ok {
		text = string([]rune(text)[l.Len:]) // 1.常住人口城镇化率
	}
	place := g.place(ri)
	why := d.reasons()
	why.note("at", place, "at/row", "", name)
	why.note("kind", "target", "kind/indicator-table", "", name)
	why.note("indicator", strings.TrimSpace(text), "indicator/column", d.headerOf(g, g.col(nameCol)), name)
	var base *Baseline
	if b := cell(baselineCol); b[1] > b[0] {
		if v, ok := d.cellValue(b, unit); ok {
			base = &Baseline{Value: v.Value}
			if y := g.cols[g.col(baselineCol)].year; y != "" {
				base.AsOf = &y
			}
			why.note("baseline", v.Value, "baseline/column", d.headerOf(g, g.col(baselineCol)), b)
		}
	}
	for ci, c := range g.cols {
		if c.kind != targetCol || ci >= len(r.cells) || r.cells[ci][0] == r.cells[ci][1] {
			continue
		}
		t := r.cells[ci]
		f := found{indicator: strings.TrimSpace(text), year: c.year, baseline: base, measure: Level, why: why.copy()}
		header := d.headerOf(g, ci)
		v, ok := d.cellValue(t, unit)
		if r.unsplit {
			ok, f.baseline = false, nil
			f.why.note("value", "null", "value/unsplit", header, t)
		}
		if ok {
			f.Quantity = v
			f.why.note("value", v.Value, "value/cell", header, t)
			if v.Unit != "" {
				f.why.note("unit", v.Unit, "unit-of-measure/row", unit, name)
			}
			if v.Max != "" {
				f.why.note("value_max", v.Max, "value/cell", header, t)
			}
			if v.Bound != Equal {
				f.why.note("bound", string(v.Bound), "bound/words", d.str(v.Limit[0], v.Limit[1]), v.Limit)
			} else {
				f.why.note("bound", string(Equal), "bound/none", "", Span{})
			}
			m, rule := measureOf(d.str(t[0], v.Num), v.Unit)
			f.measures(m, rule, Span{t[0], v.Num})
			if strings.Contains(text, "增长") || strings.Contains(text, "增速") {
				f.measures(Increase, "measure/name", name)
			}
		} else {
			f.Quantity = quantity.Quantity{}
			if !r.unsplit {
				f.why.note("value", "null", "value/cell-in-words", header, t)
			}
			f.measures(Level, plainLevel, Span{})
			if growing.MatchString(d.str(t[0], t[1])) {
				f.measures(Increase, "measure/goal", t)
				if falling.MatchString(d.str(t[0], t[1])) {
					f.measures(Decrease, "measure/goal", t)
				}
			}
		}
		f.Start, f.End = t[0], t[1]
		var yearly string
		if f.per, yearly = perYear(text, f.Unit); f.per != "" {
			f.why.note("per", f.per, "per/words", yearly, name)
		}
		rule := "year/column"
		if c.year == "" {
			rule = "year/none-in-column"
		}
		d.dates(&f, told{c.year, rule, g.head(ci)})
		d.recordQuantity(f, place)
	}
}

// cellValue reads a cell that holds a number; unit is the one its row states,
// with its scale: 万件.
func (d *doc) cellValue(c Span, unit string) (quantity.Quantity, bool) {
	i := c[0]
	for i < c[1] && !quantity.IsDigit(d.rs[i]) {
		i++
	}
	v, k := quantity.Decimal(d.rs[:c[1]], i)
	if v == "" || i-c[0] > 4 {
		return quantity.Quantity{}, false
	}
	rest := d.str(k, c[1])
	if full, ok := quantity.At(d.rs, i, c[0], c[1]); ok && rest != "" {
		full.Start, full.End = c[0], c[1]
		return full, true
	}
	q := quantity.Quantity{Start: c[0], End: c[1], Num: i, Bound: Equal}
	front, behind := [2]int{c[0], i}, [2]int{k, c[1]}
	unit, pow := quantity.CutScale(unit)
	q.Value, q.Unit = quantity.Shift(v, pow), quantity.UnitName(unit)
	if b := quantity.BoundBehind(rest); b != "" {
		q.Bound, q.Limit = b, behind
	}
	if b := quantity.BoundBefore(d.str(c[0], i)); b != "" {
		q.Bound, q.Limit = b, front
	}
	return q, true
}
