package extract

import (
	"strconv"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
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
	for ri, r := range g.rows {
		for ci, c := range r.cells {
			if ci < len(g.cols) && g.cols[ci].kind == measureCol && c[1] > c[0] {
				subject := ""
				if t := g.col(taskCol); t >= 0 && t < len(r.cells) {
					subject = d.str(r.cells[t][0], r.cells[t][1])
				}
				d.readQuantities(passage{start: c[0], end: c[1], at: g.place(ri), role: RoleTasks, node: r.node, subject: subject})
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
	if m := cellUnit.FindStringSubmatch(text); m != nil && d.measureUnit(m[1]) {
		unit = m[1]
		text = strings.TrimSuffix(text, m[0])
	}
	if l, ok := corpus.ParseLabel([]rune(text)); ok {
		text = string([]rune(text)[l.Len:]) // 1.常住人口城镇化率
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
				if falling.MatchString(d.str(t[0], t[1])) {
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
