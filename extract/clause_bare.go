package extract

import "strings"

// A bare clause is a list of names alone, in brackets after the end of a
// sentence: （省委宣传部）, （市财政局、市税务局）. Brackets inside a sentence, as in
// 专利代理机构（含分支机构）, and brackets that explain （以下简称管委会） are not
// clauses.
func bareClause(d *doc, c clauseText) *clause {
	s := d.str(c.start, c.end)
	if !c.closes && !c.cell || containsAny(s, notBare) {
		return nil
	}
	cl := &clause{}
	end := c.end
	if i := d.lastIndex(c.start, c.end, "，,；;"); i >= 0 && isDue(d.str(i+1, c.end)) { // （市水务局；2026年9月底前）
		cl.due, end = d.deadline(i+1, c.end), i
	}
	names, open, ok := d.readUnits(c.start, end, false)
	if !ok {
		return nil
	}
	cl.open = open
	for _, n := range names {
		if n[1]-n[0] < 3 && !c.cell {
			return nil
		}
		u := unit{n, Joint}
		if s := d.str(n[0], n[1]); strings.HasPrefix(s, "*") || strings.HasPrefix(s, "＊") {
			u = unit{Span{n[0] + 1, n[1]}, Lead}
		}
		cl.units = append(cl.units, u)
	}
	settleRoles(cl)
	return cl
}

// notBare are words of brackets that explain rather than name.
var notBare = strings.Fields(`简称 以下 下同 包括 含 不含 例如 即 详见 见附件 除外 指 如 试行 暂行`)
