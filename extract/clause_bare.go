package extract

import (
	"strings"

	"guihua/corpus/pattern"
)

// A bare clause is a list of names alone, in brackets after the end of a
// sentence: （省委宣传部）, （市财政局、市税务局）. Brackets inside a sentence, as in
// 专利代理机构（含分支机构）, and brackets that explain （以下简称管委会） are not
// clauses.
//
// Behind a sentence one name of an authority is enough (（高新区、经开区） says
// where, （高新区、市科技局） who). Without one a bracket that ends a line of its own
// (1.压减办理环节（市发改委）) must name departments.
func bareClause(d *doc, c clauseText) *clause {
	s := nestedBracket.ReplaceAllString(d.str(c.start, c.end), "")
	if !c.closes && !c.cell && !c.line || containsAny(s, notBare) {
		return nil
	}
	cl := &clause{why: d.reasons()}
	end := c.end
	if i := d.lastIndex(c.start, c.end, "，,；;"); i >= 0 && isDue(d.str(i+1, c.end)) { // （市水务局；2026年9月底前）
		cl.dueIn(d.deadline(i+1, c.end), d)
		end = i
	}
	names, open, ok := d.readUnits(c.start, end, false)
	if !ok {
		return nil
	}
	cl.endsOpen(open, Span{c.start, end})
	authorities := 0
	for _, n := range names {
		name := d.str(n[0], n[1])
		if n[1]-n[0] < 3 && !c.cell && !shortPlace.MatchString(name) {
			return nil
		}
		if authority.MatchString(name) {
			authorities++
		}
		u := d.unit(n, Joint, "unit/joint", "", n)
		if strings.HasPrefix(name, "*") || strings.HasPrefix(name, "＊") {
			u = d.unit(Span{n[0] + 1, n[1]}, Lead, "unit/asterisk", "*", n)
		}
		cl.units = append(cl.units, u)
	}
	if !c.cell && authorities == 0 || !c.closes && !c.cell && !department.MatchString(d.str(names[0][0], names[0][1])) {
		return nil
	}
	switch {
	case c.cell:
		cl.why.note("clause", "bare list", "clause/bare-cell", "", Span{c.start, c.end})
	case c.closes:
		cl.why.note("clause", "bare list", "clause/bare-behind-sentence", "", Span{c.start, c.end})
	default:
		cl.why.note("clause", "bare list", "clause/bare-line", "", Span{c.start, c.end})
	}
	settleRoles(cl)
	return cl
}

var (
	// notBare are words of brackets that explain rather than name.
	notBare = strings.Fields(`简称 以下 下同 包括 含 不含 例如 即 详见 见附件 除外 指 如 试行 暂行 位于`)

	nestedBracket = pattern.MustCompile(`[（(][^（）()]*[）)]`)

	// shortPlace are names of two characters that a list may hold.
	shortPlace = pattern.MustCompile(`^(?:各[县区市镇村乡州旗]|街道|社区|镇街|市委|县委|省委|区委|人行)$`)

	// authority is a body that can be given a task, rather than a place, a bank or
	// a school.
	authority  = pattern.MustCompile(`^(?:各|有关|相关|[*＊]|[省市县区州]|全)|[厅局委办部署会府室]$|[厅局委办部署]（|中心$|公司$|集团$|海关$|法院$|检察院$|支队$|大队$|总队$|单位$|部门$|专班$|机关$|分局$|指挥部$|人民银行|人行`)
	department = pattern.MustCompile(`[厅局委办部]$|政府$`)
)
