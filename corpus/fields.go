package corpus

import (
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

// Web pages print above a document what they know of it: a field is a label,
// a colon and a value, on a line of its own or several on one line,
//
//	发文机关：国务院    成文日期：2018年11月16日
//	来源：审批处发布时间：2023-07-28 16:14:43浏览次数：
//
// Fields belong to the page, but for the dates, the number and the issuer they
// tell, which are kept in Text.Chrome.
const (
	sp        = `[\s\x{3000}\x{a0}]*`
	fieldName = `索` + sp + `引` + sp + `号|信息索引号|统一登记号|主题分类|其他主题分类|体裁分类|信息分类|发布机构|发文机关|发文机构|联合发文单位|` +
		`成文日期|颁发时间|发文日期|登记日期|发布日期|发布时间|公开日期|生效日期|失效日期|实施日期|废止日期|发文字号|发文文号|文` + sp + `号|主` + sp + `题` + sp + `词|关键词|` +
		`分类|公文种类|信息来源|文件来源|有` + sp + `效` + sp + `性|文件有效性|效力级别|效力状态|公开方式|公开形式|公开类别|浏览次数|浏览量|阅读次数|点击数`
	looseName = `标` + sp + `题|名` + sp + `称|来` + sp + `源|作` + sp + `者|字` + sp + `[号体]|类` + sp + `别|城` + sp + `市|时` + sp + `间`
)

var (
	fieldStart = pattern.MustCompile(`^[\[【·]?` + sp + `(?:` + fieldName + `|` + looseName + `)` + sp + `[\]】]?` + sp + `[:：]`)
	// fieldNext is a field behind another; the names of the second kind are words
	// too and need a blank in front.
	fieldNext = pattern.MustCompile(`(?:[\[【]?(?:` + fieldName + `)|[ \t\x{3000}\x{a0}](?:` + looseName + `))` + sp + `[\]】]?` + sp + `[:：]`)
)

// splitFields parts a line of several fields, and appends them to out; ok is
// false where l is no such line.
func splitFields(out []line, l line) (_ []line, ok bool) {
	if len(l.text) < 8 || len(l.text) > 2000 {
		return out, false
	}
	s := l.str()
	if !fieldStart.MatchString(s) || strings.ContainsRune(s, '。') || inkChars(l.text) > 400 {
		return out, false
	}
	var cuts []int
	for from := len(fieldStart.FindString(s)); ; {
		loc := fieldNext.FindStringIndex(s[from:])
		if loc == nil {
			break
		}
		cuts = append(cuts, utf8.RuneCountInString(s[:from+loc[0]]))
		from += loc[1]
	}
	if len(cuts) == 0 {
		return out, false
	}
	start := 0
	for _, end := range append(cuts, len(l.text)) {
		a, b := start, end
		for a < b && isBlank(l.text[a]) {
			a++
		}
		for b > a && isBlank(l.text[b-1]) {
			b--
		}
		p := l
		p.set(l.text[a:b:b], l.cols[a:b:b])
		if start > 0 {
			p.hard, p.indent, p.tab = true, 0, false
		}
		p.field = true
		out, start = append(out, p), end
	}
	return out, true
}

// markFields marks the fields above line first: those that shared a line, and
// those that stand one below the other. It says whether there are any.
func (c *cleaner) markFields(first int) (found bool) {
	last := -2 // the last line with words that begins like a field
	n := 0     // line with words
	prev := -1
	for i := 0; i < first && i < len(c.ls); i++ {
		l := &c.ls[i]
		if l.blank() || l.grid > 0 {
			continue
		}
		n++
		if !l.field && (len(l.text) > 120 || !fieldStart.MatchString(l.str()) || strings.ContainsRune(l.str(), '。')) {
			continue
		}
		if l.field && l.out == "" {
			l.out, found = whyChrome, true
		}
		if last == n-1 {
			for _, k := range []int{prev, i} {
				if c.ls[k].out == "" {
					c.ls[k].out, found = whyChrome, true
				}
			}
		}
		last, prev = n, i
	}
	return found
}
