package extract

import (
	"strings"

	"guihua/corpus/pattern"
)

// recipients finds the 主送机关: the line above the notice's first paragraph
// that ends with a colon.
func (d *doc) recipients(f *front, n *Notice) {
	from := max(f.noticeEnd, 0)
	for i := from; i < f.end && i < from+8; i++ {
		p := &d.paras[i]
		s := strings.TrimRight(d.text(p), "：: ")
		switch {
		case p.kind == recipients && addressed.MatchString(s) && !pageWord.MatchString(s):
		case f.noticeEnd > 0 && i == f.noticeEnd && p.kind == shortPara && i+1 < f.end && d.paras[i+1].kind == bodyPara && runeLen(s) <= 40 && !dateLine.MatchString(s) && addressed.MatchString(s):
		case p.kind == bodyPara && p.End-p.Start > 60:
			return
		default:
			continue
		}
		n.Recipients = d.addressees(p.Start, p.Start+runeLen(s))
		for _, name := range n.Recipients {
			d.noticeWhy.note("recipients", name, "notice/addressees", "", d.paraAt(i))
		}
		return
	}
}

// addressed ends the last of a list of addressees.
var addressed = pattern.MustCompile(`(?:政府|部门|单位|机构|委|局|办|厅|院|会|部|署|企业|公司|集团|团体|学校|高校|中心|所|室|人|行|组|处|科|站|街道|镇|乡|区|市|县|州|旗|大队|支队|同志|[）)])$`)

// pageWord is a label of a web page that ends with a colon too.
var pageWord = pattern.MustCompile(`^(?:发文机关|发布机构|发文字号|成文日期|发布日期|标题|主题词|索引号|主题分类|公文种类|来源|作者|分享|字号|打印)`)

// addressees parts a list of addressees at commas and 、. Bare words of level
// share the head that follows them and are no addressee: 各市、县（区）人民政府,
// 市政府各委、办、局.
func (d *doc) addressees(start, end int) []string {
	var out []string
	for _, group := range d.split(start, end, "，,；;") {
		open := -1 // where a run of bare words began
		for _, x := range d.split(group[0], group[1], "、") {
			a, b := d.trim(x[0], x[1])
			if a == b {
				continue
			}
			s := d.str(a, b)
			switch {
			case bareLevel.MatchString(s) && b < group[1]:
				if open < 0 {
					open = a
				}
				continue
			case open >= 0 && strings.ContainsRune("县区市州旗盟省自直办局委厅计", d.rs[a]):
				a, open = open, -1
			case open >= 0: // 各市、雄安新区: two addressees after all
				out = append(out, d.str(open, x[0]-1))
				open = -1
			case len(out) > 0 && (s == "办" || s == "局" || s == "委" || s == "厅") && a > group[0]:
				i := len(out) - 1
				out[i] += d.str(x[0]-1, b)
				continue
			}
			out = append(out, d.str(a, b))
		}
		if open >= 0 {
			out = append(out, d.str(open, group[1]))
		}
	}
	return out
}

// bareLevel are words that name a level without a body.
var bareLevel = pattern.MustCompile(`^(?:各省|自治区|直辖市|各市|各县|各区|各州|各盟|各旗|各设区市|市|州|县|区|旗|中央|(?:省直|市直|县直|区直|省|市|县|区)?(?:政府)?各委|各部|委|办|局|厅)$`)
