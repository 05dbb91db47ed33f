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
	names, open, ok := d.readUnits(c.start, c.end, false)
	if !ok {
		return nil
	}
	cl := &clause{open: open}
	for _, n := range names {
		if n[1]-n[0] < 3 && !c.cell {
			return nil
		}
		u := unit{n, Joint}
		if strings.HasPrefix(d.str(n[0], n[1]), "*") {
			u = unit{Span{n[0] + 1, n[1]}, Lead}
		}
		cl.units = append(cl.units, u)
	}
	settleRoles(cl)
	return cl
}

// notBare are words of brackets that explain rather than name.
var notBare = strings.Fields(`简称 以下 下同 包括 含 不含 例如 即 详见 见附件 除外 指 如 试行 暂行`)
