package quantity

import (
	"regexp"
	"strconv"
	"strings"
)

// IsDigit says whether r is a digit, half- or full-width.
func IsDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// Decimal reads digits with a decimal point and thousands commas at i and
// returns them half-width, and where they end; i where there are none.
func Decimal(text []rune, i int) (value string, next int) {
	if i >= len(text) || !IsDigit(text[i]) {
		return "", i
	}
	var b strings.Builder
	k := i
	point := false
	for k < len(text) {
		r := text[k]
		switch {
		case IsDigit(r):
			if r >= '０' {
				r = r - '０' + '0'
			}
			b.WriteRune(r)
		case (r == '.' || r == '．' || r == '·' || r == '•') && !point && k+1 < len(text) && IsDigit(text[k+1]):
			point = true
			b.WriteByte('.')
		case r == ',' && !point && thousands(text, i, k):
		default:
			return b.String(), k
		}
		k++
	}
	return b.String(), k
}

// thousands says whether the comma at k groups digits: one to three before
// it, exactly three after it.
func thousands(text []rune, i, k int) bool {
	n := 0
	for j := k - 1; j >= i && IsDigit(text[j]); j-- {
		n++
	}
	m := 0
	for j := k + 1; j < len(text) && IsDigit(text[j]); j++ {
		m++
	}
	return n >= 1 && n <= 3 && m == 3
}

// scales multiply a number; longest first.
var scales = []struct {
	word string
	pow  int
}{{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"亿", 8}, {"万", 4}, {"千", 3}, {"百", 2}}

// scaleAt returns the power of ten of the scale word at i, and where it ends;
// 0 and i where there is none.
func scaleAt(text []rune, i int) (pow, next int) {
	for _, s := range scales {
		if begins(text, i, s.word) {
			return s.pow, i + length(s.word)
		}
	}
	return 0, i
}

// CutScale takes a scale word off the front of a unit: 万件 is 件 times 10⁴.
func CutScale(unit string) (rest string, pow int) {
	for _, s := range scales {
		if rest, ok := strings.CutPrefix(unit, s.word); ok && rest != "" {
			return rest, s.pow
		}
	}
	return unit, 0
}

// rangeEnd reads the second number of a range at k.
func rangeEnd(text []rune, k int) (value string, pow, next int, ok bool) {
	j := k
	if u := measureAt(text, j); u != "" && j+length(u) < len(text) {
		j += length(u)
	}
	sep := false
	for j < len(text) && strings.ContainsRune("-—–－~～―至到─", text[j]) {
		sep, j = true, j+1
	}
	if !sep || j >= len(text) {
		return "", 0, 0, false
	}
	v, n := Decimal(text, j)
	if n == j || len(v) == 4 && v[0] == '2' && n < len(text) && text[n] == '年' {
		return "", 0, 0, false
	}
	pow, n = scaleAt(text, n)
	return v, pow, n, true
}

// hanAmount reads an amount written with Chinese numerals: round ones
// (近百家, 上千件) anywhere; small ones only right behind a verb of making or
// adding (新增三个), because 一个 and 两项 are mostly articles and names.
func hanAmount(text []rune, i, lo int) (value string, next int, ok bool) {
	const ones = "零一二三四五六七八九"
	end := len(text)
	r := text[i]
	if i > lo && strings.ContainsRune(ones+"十百千万亿两几第数每", text[i-1]) {
		return "", i, false
	}
	lo = max(lo, i-4)
	switch {
	case r == '百' || r == '千' || r == '万':
		counts := i+1 < end && strings.ContainsRune("个家名", text[i+1]) && endsAny(text, lo, i, "建成", "培育", "集聚", "支持", "打造", "引进", "培训", "建设", "吸引")
		if counts || endsAny(text, lo, i, "近", "约", "超", "上", "逾", "超过") || i+1 < end && text[i+1] == '余' {
			return map[rune]string{'百': "100", '千': "1000", '万': "10000"}[r], i + 1, true
		}
	case strings.ContainsRune("一二两三四五六七八九十", r):
		k := i
		for k < end && strings.ContainsRune("一二两三四五六七八九十百", text[k]) {
			k++
		}
		n := 0
		for _, c := range text[i:k] {
			switch {
			case c == '两':
				n += 2
			case c == '十':
				n = max(n, 1) * 10
			case c == '百':
				n = max(n, 1) * 100
			default:
				n += strings.IndexRune(ones, c) / 3
			}
		}
		adding := endsAny(text, lo, i, "新增", "增设", "增加", "再增", "增建", "新建", "新设")
		if k < end && !strings.ContainsRune("个家座所条处项支名", text[k]) {
			return "", i, false
		}
		making := endsAny(text, lo, i, "建成", "打造", "培育", "创建", "组建", "争创")
		if adding || making && n > 1 || n > 1 && k < end && strings.ContainsRune("个家项所", text[k]) && basis(text, k) {
			return strconv.Itoa(n), k, true
		}
	}
	return "", i, false
}

// basis says whether what is counted at k is what something is added to:
// 在两个预审产业的基础上.
func basis(text []rune, k int) bool {
	s := string(text[k:min(len(text), k+24)])
	j := strings.Index(s, "基础上")
	return j >= 0 && !strings.ContainsAny(s[:j], "，,。；")
}

// ranking are the words in front of a place in an order.
var ranking = regexp.MustCompile(`位列|位居|名列|排名|排在|居全|跃居|升至|上升到|进位|居于|排位|保持全国|位次|列全|居第|[居列排]$`)

// Shift multiplies the decimal v by 10^pow and writes it plainly: no trailing
// zeros behind the point, no leading ones before it.
func Shift(v string, pow int) string {
	if v == "" {
		return ""
	}
	whole, frac, _ := strings.Cut(v, ".")
	for len(frac) < pow {
		frac += "0"
	}
	whole += frac[:pow]
	frac = strings.TrimRight(frac[pow:], "0")
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}
