package extract

import (
	"strings"

	"guihua/corpus/pattern"
)

// unitQualifier is a bracket that belongs to a unit's name:
// 市工业和信息化局（军民融合部分）.
var unitQualifier = pattern.MustCompile(`[（(][^（）()]{1,20}[）)]$`)

// regionList is a bracket of kinds of places inside a name: 各县（市、区）.
var regionList = pattern.MustCompile(`[（(](?:市|县|区|旗|镇|街道|、|，|,|自治|管委会|开发|功能|新){1,14}[）)]$`)

// unitLike says whether s reads as the name of a body.
func (v *vocabulary) unitLike(s string) bool {
	s = strings.TrimLeft(s, "*＊")
	if n := runeLen(s); n < 2 || n > 40 {
		return false
	}
	if strings.ContainsAny(s, "。；：:！？《》%") {
		return false
	}
	if regionList.MatchString(s) {
		return true
	}
	core := unitQualifier.ReplaceAllString(s, "")
	if core == "" {
		return false
	}
	return v.unitEnds.of(core) || placeName.MatchString(core)
}

// placeName is a whole place named as responsible: 各设区市, 洛川市, 全市各区.
var placeName = pattern.MustCompile(`^(?:各|全|有关|相关)?\p{Han}{0,8}(?:省|市|县|区|州|旗|盟|镇|乡|村)$`)

// notUnits are ends that look like a unit's and are not.
var notUnits = pattern.MustCompile(`(?:以上|以下|一部|[^安]全部|^全部|内部|外部|局部|机会|社会|大会|协会的|不会|进行|执行|发行|流行|试行|现行|先行|举行|可行|运行|施行|暂行|平台|舞台|场所|住所|党委会|委托)$|^(?:责任|牵头|配合)(?:单位|部门)$`)

// readUnits reads a list of units in [start, end): names parted by 、 or ，,
// ending with 等 where the list is open. ok is false where a name does not
// read as a body; lenient skips that test, for lists behind a label.
func (d *doc) readUnits(start, end int, lenient bool) (names []Span, open, ok bool) {
	start, end = d.trim(start, end)
	if end > start && d.rs[start] == '由' {
		start++
	}
	var parts []Span
	for _, s := range d.split(start, end, "，,；; /／") {
		parts = append(parts, d.groupNames(s[0], s[1])...)
	}
	for _, s := range parts {
		a, b := d.trim(s[0], s[1])
		if a == b {
			continue
		}
		for _, p := range d.splitAnd(a, b) {
			t := d.str(p[0], p[1])
			if t == "等" {
				open = true
				continue
			}
			if m := openEnd.FindString(t); m != "" && len(m) < len(t) {
				p[1] -= runeLen(m)
				t, open = d.str(p[0], p[1]), true
			}
			if !d.vocab.unitLike(t) || notUnits.MatchString(t) {
				if !lenient || runeLen(t) > 40 || runeLen(t) < 2 || strings.ContainsAny(t, "。《》") {
					return nil, false, false
				}
			}
			names = append(names, p)
		}
	}
	return names, open, len(names) > 0
}

// openEnd ends a list that is not complete: 等, 等部门, 等省级有关单位.
var openEnd = pattern.MustCompile(`等[0-9０-９一二三四五六七八九十]{0,3}个?(?:国务院|省级|市级|县级|区级|省直|市直|县直|区直|各|[省市县区州])?(?:有关|相关|职能|相关职能|成员|责任|行业主管|主管)?(?:部门和单位|部门及单位|部门（单位）|部门单位|部门|单位)?$`)

// splitAnd splits 市发展改革委和市财政局 in two, but not 市自然资源和规划局: both
// sides must read as bodies.
func (d *doc) splitAnd(a, b int) []Span {
	// 市水务局市财政局: a blank between two names is lost; each begins with the
	// level of the first.
	if strings.ContainsRune(levels, d.rs[a]) {
		for i := a + 3; i < b-2; i++ {
			if d.rs[i] == d.rs[a] && d.vocab.unitLike(d.str(a, i)) && strings.ContainsRune("局厅委办部会院", d.rs[i-1]) && d.vocab.unitLike(d.str(i, b)) && d.rs[i+1] != '场' {
				return append([]Span{{a, i}}, d.splitAnd(i, b)...)
			}
		}
	}
	// 县水利局各乡镇: so do bodies named in general.
	for i := a + 3; i < b-1; i++ {
		if d.rs[i] == '各' && d.vocab.unitLike(d.str(a, i)) && strings.ContainsRune("局厅委办部会院府心", d.rs[i-1]) && d.vocab.unitLike(d.str(i, b)) {
			return append([]Span{{a, i}}, d.splitAnd(i, b)...)
		}
	}
	for i := a + 2; i < b-2; i++ {
		n := 0
		switch {
		case d.rs[i] == '和' || d.rs[i] == '及' || d.rs[i] == '与':
			n = 1
		case d.rs[i] == '以' && d.rs[i+1] == '及':
			n = 2
		case d.rs[i] == '会' && d.rs[i+1] == '同':
			n = 2
		default:
			continue
		}
		if l, r := d.str(a, i), d.str(i+n, b); runeLen(l) >= 3 && runeLen(r) >= 3 && d.vocab.unitLike(l) && d.vocab.unitLike(r) {
			return append([]Span{{a, i}}, d.splitAnd(i+n, b)...)
		}
	}
	return []Span{{a, b}}
}

// levels are the characters that begin a unit's name with its administrative
// level.
const levels = "省市县区州旗"
