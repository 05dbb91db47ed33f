package body

import (
	"strings"
	"unicode/utf8"
)

// genericEnds end names of bodies in general.
var genericEnds = []string{"部门", "单位", "主体", "企业", "国企", "央企", "高校", "院校", "科研院所", "运营商", "金融机构"}

// genericStarts begin them.
var genericStarts = []string{"其他", "其它", "所有", "全体", "属地", "所在地", "事发地", "项目所在"}

// genericWords are such names as a whole.
var genericWords = map[string]bool{
	"地方": true, "地区": true, "地方政府": true, "地方人民政府": true, "街道办事处": true, "街道": true, "乡镇街道": true, "社区": true, "学校": true, "医院": true, "园区": true, "银行机构": true,
}

// isGeneric says whether a name means no body by name: 有关部门, 各县（市、区）
// 人民政府, 商务部门, 省（区、市）人民政府.
func isGeneric(s string) bool {
	if genericWords[s] || strings.Contains(s, "各") || strings.Contains(s, "有关") || strings.Contains(s, "相关") {
		return true
	}
	core, _ := cutBracket(s)
	return hasAnyPrefix(s, genericStarts...) || hasAnySuffix(core, genericEnds...) || listsLevels(s)
}

// listsLevels says whether a name begins with several levels, or with one and
// more in a bracket, and says nothing else than that their governments are
// meant: 县（市、区）政府, 市县, 乡镇（街道）.
func listsLevels(s string) bool {
	n := 0
	for rest := s; rest != ""; {
		c, size := utf8.DecodeRuneInString(rest)
		_, level := levelOfChar[c]
		switch {
		case level:
			n++
		case n == 0:
			return false
		case strings.HasPrefix(rest, "街道"):
			n, size = n+1, len("街道")
		case strings.ContainsRune("（(〔〈）)〕〉、，,和及/级", c):
		default:
			return n > 1 && hasAnyPrefix(rest, "人民政府", "政府", "管委会", "办事处", "党委")
		}
		rest = rest[size:]
	}
	return n > 1
}

func hasAnyPrefix(s string, list ...string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, list ...string) bool {
	for _, e := range list {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

var levelOfChar = map[rune]Level{'省': Province, '市': City, '州': City, '盟': City, '县': County, '区': County, '旗': County, '镇': Township, '乡': Township}

// readGeneric tells level and field of a name in general.
func (v *Vocabulary) readGeneric(r *reading, printed string) {
	r.generic, r.kind = true, Generic
	r.name, r.core = printed, printed
	s := printed
	if word := printedLevel(s); word != "" && !seemsLevel(s) && !listsLevels(s) {
		r.word = word // 省有关部门, 市直各单位: of one government
		s = strings.TrimLeft(s[len(word):], "级直属")
	} else if hasAnyPrefix(s, "国务院", "国家", "中央") && !strings.HasPrefix(s, "国家级") {
		r.word = "国家"
	} else if div, n := cutPlace(s); n > 0 && n < len(s) {
		r.place, r.div, s = s[:n], div, s[n:]
	}
	for _, w := range []string{"各级", "各有关", "各相关", "有关", "相关", "各", "其他", "其它", "所有", "属地"} {
		if t, ok := strings.CutPrefix(s, w); ok {
			s = t
			break
		}
	}
	if r.word == "" && r.place == "" {
		r.level = levelOfMany(s)
	}
	s = behindLevels(s)
	stem, ok := strings.CutSuffix(s, "部门")
	for _, w := range []string{"主管", "行政", "行业"} {
		stem = strings.TrimSuffix(stem, w)
	}
	if l := v.fieldNamed(stem); ok && l != nil {
		r.fields = l.central
	} else if f, known := v.local[s]; known && f.of.kind != Government {
		r.fields = f.of.central
	}
}

// behindLevels is what follows the levels that a name lists: 县（市、区）|教育局,
// 设区市|财政局, 市州|商务部门.
func behindLevels(s string) string {
	if seemsLevel(s) {
		return s
	}
	for _, w := range []string{"设区市", "地级以上市", "地级市", "城区"} {
		s = strings.TrimPrefix(s, w)
	}
	depth := 0
	for i, c := range s {
		_, level := levelOfChar[c]
		switch {
		case strings.ContainsRune("（(", c):
			depth++
		case strings.ContainsRune("）)", c):
			depth--
		case depth > 0 || level && !seemsLevel(s[i:]) || strings.ContainsRune("级、", c):
		default:
			return s[i:]
		}
	}
	return ""
}

// fieldNamed is the line of a field: 商务, 消防救援, 组织; nil where there is none.
func (v *Vocabulary) fieldNamed(stem string) *line {
	if l := v.fields[stem]; l != nil {
		return l
	}
	for _, end := range []string{"局", "部", "委", "办"} {
		if f, ok := v.local[stem+end]; ok {
			return f.of
		}
	}
	return nil
}

// levelOfMany is the level of the governments that words behind 各 list: 县（市、
// 区）人民政府 are counties, 市、县（市、区） of two levels, which is none.
func levelOfMany(s string) Level {
	if seemsLevel(s) {
		return ""
	}
	switch {
	case hasAnyPrefix(s, "城区", "区、市", "区市", "县市"): // 市 of counties
		return County
	case hasAnyPrefix(s, "设区市", "地级以上市", "地级市", "地市", "地州"):
		return City
	case hasAnyPrefix(s, "省"):
		return Province
	}
	all := map[Level]bool{}
	first := Level("")
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		if strings.HasPrefix(s, "街道") {
			c, size = '镇', len("街道")
		}
		level, ok := levelOfChar[c]
		switch {
		case ok:
			if first == "" {
				first = level
			}
			all[level] = true
		case strings.ContainsRune("（(", c):
			// 县（市、区）: other kinds of the same level
			end := strings.IndexAny(s, "）)")
			if end < 0 {
				end = len(s) - 1
			}
			_, last := utf8.DecodeRuneInString(s[end:])
			size = end + last
		case !strings.ContainsRune("、，,和及级", c):
			s, size = "", 0
		}
		s = s[size:]
	}
	if len(all) == 1 {
		return first
	}
	return ""
}
