package extract

import (
	"strings"

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
	cl := &clause{}
	if head := strings.TrimRight(s[:loc[0]], "，,；; "); head != "" {
		h0, h1 := d.trim(c.start, c.start+runeLen(head))
		if isDue(d.str(h0, h1)) { // （6月底完成，牵头单位：市财政局）
			cl.due = d.deadline(h0, h1)
		} else {
			sub := dutyClause(d, clauseText{start: h0, end: h1})
			if sub == nil {
				return nil
			}
			cl.units, cl.open = sub.units, sub.open
		}
	}
	// One label after the other: what is no clause mostly shows at the first.
	for from := at(loc[1]); loc != nil; {
		label, rest := s[loc[0]:loc[1]], s[loc[1]:]
		end, behind := c.end, c.end
		next := clauseLabel.FindStringIndex(rest)
		if next != nil {
			end = from + runeLen(rest[:next[0]])
			behind = end + runeLen(rest[next[0]:next[1]])
		}
		if role, body := labelRole(label); body && !d.readChunks(from, end, role, true, cl) {
			return nil
		}
		s, loc, from = rest, next, behind
	}
	if len(cl.units) == 0 {
		return nil
	}
	settleRoles(cl)
	return cl
}

// labelRole is the role a label gives. body is false where it is a person that
// is named, not a body.
func labelRole(label string) (role UnitRole, body bool) {
	switch {
	case strings.Contains(label, "领导"), strings.Contains(label, "责任人"):
		return "", false
	case strings.Contains(label, "牵头"), strings.Contains(label, "主办"), strings.Contains(label, "主责"):
		return Lead, true
	case containsAny(label, []string{"配合", "协办", "参与", "参加", "支持", "协同", "协作", "落实"}):
		return Support, true
	}
	return Joint, true
}

// labelExpr is the label in front of a group of units.
const labelExpr = `(?:牵头|责任|配合|主办|协办|承办|主责|参与|参加|落实|支持|实施|协同|协作|主管|负责|组织){1,2}(?:单位|部门|处室|科室|股室|主体|机构|市县|市（州）|县区|地区|单位（部门）)(?:及分工)?(?:[：:]|为|是)|(?:牵头|配合|主办|协办)[：:]|(?:分管|责任|牵头)领导[：:]|责任人[：:]`

var (
	clauseLabel = pattern.MustCompile(labelExpr)
	labelFirst  = pattern.MustCompile(`^(?:` + labelExpr + `)`)
)
