package extract

import (
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

// A labelled clause names each group of units with a label and a colon:
//
//	（牵头单位：市经信局；配合单位：市财政局、各区人民政府）
//	（责任单位：市科技局牵头，市教育局等按职责分工负责）
//
// It is not a clause where nothing that reads as a name follows the label
// （责任单位：另行确定的除外）. 牵头 makes leads, 配合, 参加, 协办 and the like make
// supports; 责任单位 makes supports beside a lead and joint units without one.
func labelledClause(d *doc, c clauseText) *clause {
	s := d.str(c.start, c.end)
	loc := clauseLabel.FindStringIndex(s)
	if loc == nil {
		return nil
	}
	at := func(b int) int { return c.start + runeLen(s[:b]) }
	loc = withoutName(s, loc)
	cl := &clause{why: d.reasons()}
	cl.why.note("clause", "labelled", "clause/labelled", s[loc[0]:loc[1]], Span{at(loc[0]), at(loc[1])})
	if head := strings.TrimRight(s[:loc[0]], "，,；; "); head != "" {
		h0, h1 := d.trim(c.start, c.start+runeLen(head))
		if isDue(d.str(h0, h1)) { // （6月底完成，牵头单位：市财政局）
			cl.dueIn(d.deadline(h0, h1), d)
		} else {
			sub := dutyClause(d, clauseText{start: h0, end: h1})
			if sub == nil {
				return nil
			}
			cl.units, cl.open = sub.units, sub.open
			cl.why.add(sub.why)
		}
	}
	// One label after the other: what is no clause mostly shows at the first.
	for from := at(loc[1]); loc != nil; {
		label, rest := s[loc[0]:loc[1]], s[loc[1]:]
		end, behind := c.end, c.end
		next := withoutName(rest, clauseLabel.FindStringIndex(rest))
		if next != nil {
			end = from + runeLen(rest[:next[0]])
			behind = end + runeLen(rest[next[0]:next[1]])
		}
		said := role{rule: "unit/label", entry: label, at: Span{from - runeLen(label), from}}
		switch is, body := labelRole(label); {
		case dueLabel.MatchString(label):
			if a, b := d.trimMarks(from, end); b > a {
				cl.dueIn(&Span{a, b}, d)
			}
		case body:
			if said.is = is; !d.readChunks(from, end, said, true, cl) {
				return nil
			}
		}
		s, loc, from = rest, next, behind
	}
	if len(cl.units) == 0 {
		return nil
	}
	for _, u := range cl.units { // 责任单位：要明确分管领导
		if s := d.str(u.name[0], u.name[1]); notName.MatchString(s) && !d.vocab.unitLike(s) {
			return nil
		}
	}
	settleRoles(cl)
	return cl
}

// withoutName takes the first character of a name off a label that has no colon:
// 责任单位|市发改委.
func withoutName(s string, loc []int) []int {
	if loc == nil {
		return nil
	}
	r, n := utf8.DecodeLastRuneInString(s[:loc[1]])
	if strings.ContainsRune(levels+"各", r) {
		return []int{loc[0], loc[1] - n}
	}
	return loc
}

// notName are words of sentences, which no name of a body has.
var notName = pattern.MustCompile(`^(?:要|应|需|可|将|须)|确保|明确|及时|切实|加强|认真`)

// trimMarks shrinks [a, b) past white space and the marks around a group.
func (d *doc) trimMarks(a, b int) (int, int) {
	for a < b && strings.ContainsRune("，,；;。：: \n", d.rs[a]) {
		a++
	}
	for b > a && strings.ContainsRune("，,；;。 \n", d.rs[b-1]) {
		b--
	}
	return a, b
}

// labelRole is the role a label gives. body is false where it is a person that
// is named, not a body.
func labelRole(label string) (role UnitRole, body bool) {
	switch {
	case dueLabel.MatchString(label), containsAny(label, []string{"领导", "责任人", "负责人", "联系人"}):
		return "", false
	case strings.Contains(label, "牵头"), strings.Contains(label, "主办"), strings.Contains(label, "主责"):
		return Lead, true
	case containsAny(label, []string{"配合", "协办", "参与", "参加", "支持", "协同", "协作", "落实"}):
		return Support, true
	}
	return Joint, true
}

// labelExpr is the label in front of a group of units, of a person or of a
// deadline.
const labelExpr = `【?(?:省级|市级|县级|区级|主要|第一|其他|主体|监管|具体)?(?:牵头|责任|配合|主办|协办|承办|主责|参与|参加|落实|支持|实施|协同|协作|协助|主管|负责|组织|指导|督导){1,2}(?:单位|部门|处室|科室|股室|主体|机构|市县|市（州）|县区|地区|单位（部门）)(?:及分工|（部门）)?】?(?:为|是)?(?:[：:∶]|为|是|】)` +
	`|(?:牵头|责任|配合)(?:单位|部门)[ —-]*[省市县区州各]|(?:牵头|配合|主办|协办|责任)[：:∶]|\p{Han}{0,4}(?:领导|责任人|负责人|联系人)[：:∶]|` + dueExpr

// dueExpr is the label of a deadline.
const dueExpr = `(?:计划|预计|拟)?(?:完成|办结|推进|整改|落实|实施|时间|工作|进度|截止)?(?:时限|时间|期限|进度|日期|节点)(?:要求|安排|节点|进度)?[：:∶]`

var (
	clauseLabel = pattern.MustCompile(labelExpr)
	labelFirst  = pattern.MustCompile(`^(?:` + labelExpr + `)`)
	dueLabel    = pattern.MustCompile(`^(?:` + dueExpr + `)$`)
	dueFirst    = pattern.MustCompile(`^(?:` + dueExpr + `)`)
)
