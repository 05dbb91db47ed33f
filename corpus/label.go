package corpus

import (
	"strconv"
	"strings"

	"guihua/corpus/pattern"
)

// A LabelKind is a style of heading number, GB/T 9704—2012 7.3.3 (一、 （一） 1.
// （1）) and the styles of laws (第一章, 第一节, 第一条).
type LabelKind int

// The styles, in the order in which they usually contain each other.
const (
	NoLabel    LabelKind = iota
	Part                 // 第一部分, 第一篇
	Chapter              // 第一章
	SectionL             // 第一节
	Han                  // 一、
	Article              // 第一条
	HanParen             // （一）
	Digit                // 1. 1、 1．
	DigitParen           // （1） 1）
	Circled              // ①
)

// A Label is a heading number found at the start of a paragraph.
type Label struct {
	Kind   LabelKind
	Number int
	Text   string // normalised: 三、 （一） 1. （1） ① 第一章
	Len    int    // code points it takes, with its punctuation and blanks
}

// ParseLabel reads the heading number at the start of rs, which may begin
// with blanks. It rejects decimals (1.65), dates (2025.12), ranges and times,
// which only look like labels.
func ParseLabel(rs []rune) (Label, bool) {
	i := skipBlank(rs, 0)
	if i >= len(rs) {
		return Label{}, false
	}
	start := i
	switch c := rs[i]; {
	case c == '第':
		return parseLawLabel(rs, i)
	case c >= '①' && c <= '⑳':
		return Label{Circled, int(c-'①') + 1, string(c), skipBlank(rs, i+1)}, true
	case c >= '⑴' && c <= '⒇':
		n := int(c-'⑴') + 1
		return Label{DigitParen, n, "（" + strconv.Itoa(n) + "）", skipBlank(rs, i+1)}, true
	case c >= '㈠' && c <= '㈩':
		return Label{HanParen, int(c-'㈠') + 1, "（" + string([]rune("一二三四五六七八九十")[c-'㈠']) + "）", skipBlank(rs, i+1)}, true
	case isOpenParen(c):
		j := skipBlank(rs, i+1)
		k := j
		for k < len(rs) && isNumeralRune(rs[k]) {
			k++
		}
		e := skipBlank(rs, k)
		if k == j || k-j > 4 || e >= len(rs) || !isCloseParen(rs[e]) {
			return Label{}, false
		}
		end := skipBlank(rs, e+1)
		if end < len(rs) && rs[end] == '、' { // （一）、
			end = skipBlank(rs, end+1)
		}
		if end+1 < len(rs) && strings.ContainsRune("至到—-", rs[end]) && isOpenParen(rs[end+1]) {
			return Label{}, false // （一）至（三）项
		}
		if n, ok := ParseHanNumber(rs[j:k]); ok {
			return Label{HanParen, n, "（" + string(rs[j:k]) + "）", end}, true
		}
		if n, ok := parseDigits(rs[j:k]); ok && n > 0 && n < 200 {
			return Label{DigitParen, n, "（" + fold(rs[j:k]) + "）", end}, true
		}
	case isHanDigit(c):
		k := i
		for k < len(rs) && isHanDigit(rs[k]) {
			k++
		}
		e := skipBlank(rs, k)
		if e >= len(rs) || k-i > 3 || !strings.ContainsRune("、.．", rs[e]) {
			return Label{}, false
		}
		next := skipBlank(rs, e+1)
		if ordinals.MatchString(string(rs[next:min(len(rs), next+4)])) {
			return Label{}, false // 一、二级保护区; 三、四季度
		}
		if n, ok := ParseHanNumber(rs[i:k]); ok && n > 0 {
			return Label{Han, n, string(rs[i:k]) + "、", skipBlank(rs, e+1)}, true
		}
	case isDigit(c):
		k := i
		for k < len(rs) && isDigit(rs[k]) {
			k++
		}
		n, ok := parseDigits(rs[i:k])
		e := skipBlank(rs, k)
		if !ok || k-i > 2 || n == 0 || e >= len(rs) {
			return Label{}, false
		}
		if isCloseParen(rs[e]) {
			return Label{DigitParen, n, "（" + fold(rs[i:k]) + "）", skipBlank(rs, e+1)}, true
		}
		if !strings.ContainsRune(".．、﹒", rs[e]) {
			return Label{}, false
		}
		next := skipBlank(rs, e+1)
		// 1.65 is a decimal, 1、2号楼 a list; a label is followed by words.
		if next < len(rs) && isDigit(rs[next]) && !yearFollows(rs[next:]) {
			return Label{}, false
		}
		if next < len(rs) && strings.ContainsRune("%％、，。；～~－-—", rs[next]) {
			return Label{}, false
		}
		mark := rs[e]
		if mark == '．' || mark == '﹒' {
			mark = '.'
		}
		return Label{Digit, n, fold(rs[start:k]) + string(mark), next}, true
	}
	return Label{}, false
}

// yearFollows says whether rs begins with a year such as 2025年: 1.2025年底前…
// is item 1, not a decimal.
func yearFollows(rs []rune) bool {
	return len(rs) >= 5 && isDigit(rs[0]) && isDigit(rs[1]) && isDigit(rs[2]) && isDigit(rs[3]) && rs[4] == '年'
}

// ordinals follow a numeral and 、 in a list of ordinals, which is no label.
var ordinals = pattern.MustCompile(`^[二三四五六七八九十](?:、|级|季度|期|类|线|产|次产|者|是)`)

// wordsOfLaw follow a chapter that is cited, not begun: 第一章的规定, 第二节、第三节.
var wordsOfLaw = pattern.MustCompile(`^(?:的|规定|[、和至及或与]第|中[所的规]|所[列述称规]|以[上下及])`)

func parseLawLabel(rs []rune, i int) (Label, bool) {
	k := i + 1
	for k < len(rs) && (isNumeralRune(rs[k]) || rs[k] == ' ') {
		k++
	}
	if k == i+1 || k-i > 6 || k >= len(rs) {
		return Label{}, false
	}
	num := []rune(strings.ReplaceAll(string(rs[i+1:k]), " ", ""))
	n, ok := ParseHanNumber(num)
	if !ok {
		n, ok = parseDigits(num)
	}
	if !ok || n == 0 {
		return Label{}, false
	}
	var kind LabelKind
	end := k + 1
	switch rs[k] {
	case '章':
		kind = Chapter
	case '节':
		kind = SectionL
	case '条':
		kind = Article
	case '篇', '编':
		kind = Part
	case '部':
		if k+1 >= len(rs) || rs[k+1] != '分' {
			return Label{}, false
		}
		kind, end = Part, k+2
	default:
		return Label{}, false
	}
	// A label stands apart from its title: 第一章　总则. 第一章的规定 and 第五条第二款
	// are words of a sentence; 第一条为… is rarer than 第一条本办法….
	if end < len(rs) && (kind == Article && strings.ContainsRune("的、和至及或第中所以", rs[end]) || wordsOfLaw.MatchString(string(rs[end:min(len(rs), end+3)]))) {
		return Label{}, false
	}
	text := "第" + fold(num) + string(rs[k:end])
	end = skipBlank(rs, end)
	if end < len(rs) && strings.ContainsRune("：:、", rs[end]) {
		end = skipBlank(rs, end+1)
	}
	return Label{kind, n, text, end}, true
}

// ParseHanNumber reads 一 … 九百九十九 and 〇; ok is false for anything else, such
// as 一二三 or 十十.
func ParseHanNumber(rs []rune) (n int, ok bool) {
	const ones = "〇一二三四五六七八九"
	digit := func(r rune) int {
		if i := strings.IndexRune(ones, r); i >= 0 {
			return i / len("一")
		}
		return -1
	}
	if len(rs) == 1 && (rs[0] == '〇' || rs[0] == '零') {
		return 0, true
	}
	i := 0
	take := func(unit rune, times int, bare bool) bool {
		switch {
		case i+1 < len(rs) && rs[i+1] == unit && digit(rs[i]) > 0:
			n += digit(rs[i]) * times
			i += 2
		case bare && i < len(rs) && rs[i] == unit:
			n += times
			i++
		default:
			return false
		}
		return true
	}
	hundreds := take('百', 100, false)
	zero := hundreds && i < len(rs) && (rs[i] == '零' || rs[i] == '〇')
	if zero {
		i++
	}
	tens := take('十', 10, !hundreds)
	if i < len(rs) && digit(rs[i]) > 0 && (!hundreds || tens || zero) {
		n += digit(rs[i])
		i++
	}
	return n, i == len(rs) && n > 0
}

func parseDigits(rs []rune) (int, bool) {
	n := 0
	for _, r := range rs {
		switch {
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		case r >= '０' && r <= '９':
			n = n*10 + int(r-'０')
		default:
			return 0, false
		}
		if n > 1<<20 {
			return 0, false
		}
	}
	return n, len(rs) > 0
}

func isHanDigit(r rune) bool {
	switch r {
	case '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '零':
		return true
	}
	return false
}

func isNumeralRune(r rune) bool { return isDigit(r) || isHanDigit(r) }
func isDigit(r rune) bool       { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
func isOpenParen(r rune) bool   { return r == '（' || r == '(' || r == '﹙' }
func isCloseParen(r rune) bool  { return r == '）' || r == ')' || r == '﹚' }

func skipBlank(rs []rune, i int) int {
	for i < len(rs) && isBlank(rs[i]) {
		i++
	}
	return i
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u3000' || r == '\u00a0' || r >= '\u2000' && r <= '\u200b' || r == '\ufeff'
}

// FoldDigits gives the full-width digits of s their half-width form; every
// code point keeps its place.
func FoldDigits(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= '０' && r <= '９' }) < 0 {
		return s
	}
	return fold([]rune(s))
}

// fold gives full-width digits their half-width form.
func fold(rs []rune) string {
	out := make([]rune, len(rs))
	for i, r := range rs {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		out[i] = r
	}
	return string(out)
}
