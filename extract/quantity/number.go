package quantity

import (
	"strconv"
	"strings"

	"guihua/corpus/pattern"
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
	sep, unit := false, measureAt(text, k)
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
	if second := measureAt(text, n); unit != "" && second != "" && UnitName(second) != UnitName(unit) {
		return "", 0, 0, false // 提高5个百分点至70%: by how much and to what
	}
	return v, pow, n, true
}

// hanAmount reads an amount written with Chinese numerals. 一个 and 两项 are mostly
// articles and names, so small ones count only where the words around them say
// that something is counted: behind a verb of making or adding (新增三个), before
// a unit that names carry rarely (五万亿元, 三十公里), in a comparison (增长近一倍).
// Round ones (近百家, 上千件) count behind a word that limits them.
func hanAmount(text []rune, i, lo int) (value string, next int, ok bool) {
	if i > lo && strings.ContainsRune(hanNumerals+"几第数每", text[i-1]) {
		return "", i, false
	}
	lo = max(lo, i-4)
	if r := text[i]; r == '百' || r == '千' || r == '万' {
		counts := i+1 < len(text) && strings.ContainsRune("个家名", text[i+1]) && endsAny(text, lo, i, "建成", "培育", "集聚", "支持", "打造", "引进", "培训", "建设", "吸引")
		if counts || endsAny(text, lo, i, "近", "约", "超", "上", "逾", "超过", "突破", "达到") || i+1 < len(text) && text[i+1] == '余' {
			return map[rune]string{'百': "100", '千': "1000", '万': "10000"}[r], i + 1, true
		}
		return "", i, false
	}
	n, k := hanNumber(text, i)
	if n == 0 {
		return "", i, false
	}
	value = strconv.Itoa(n)
	// The end of a round number is a scale, which the caller reads: 五|万亿元.
	unit := k
	for unit < len(text) && strings.ContainsRune("余多万亿", text[unit]) {
		unit++
	}
	if u := measureAt(text, unit); u != "" {
		switch {
		case rareInNames[u] && n > 1, n >= 10 && unit > k, u == "元" && (n >= 10 || unit > k), u == "倍" && endsAny(text, lo, i, "增长", "近", "约", "超", "超过", "提高", "扩大", "提升", "增加"):
			return value, k, true
		}
	}
	switch {
	case k >= len(text):
	case text[k] == '次':
		return value, k, everyTerm.MatchString(string(text[max(0, i-10):i]))
	case timeUnit.MatchString(string(text[k:min(len(text), k+4)])):
		q := Quantity{Num: i, Han: true}
		return value, k, q.limitsTime(text, k+length(timeUnit.FindString(string(text[k:min(len(text), k+4)]))), max(0, i-16))
	case !strings.ContainsRune("个家座所条处项支名", text[k]):
		return "", i, false
	}
	adding := endsAny(text, lo, i, "新增", "增设", "增加", "再增", "增建", "新建", "新设")
	making := endsAny(text, lo, i, "建成", "打造", "培育", "创建", "组建", "争创") || endsAny(text, lo, i, "建设", "修建", "配备") && k < len(text) && text[k] != '个' && text[k] != '项'
	atLeast := endsAny(text, max(0, i-6), i, "至少", "至少建设", "至少建成", "至少有", "至少培育", "至少打造")
	if adding || atLeast && k < len(text) && text[k] != '名' || making && n > 1 || n > 1 && k < len(text) && strings.ContainsRune("个家项所", text[k]) && basis(text, k) {
		return value, k, true
	}
	return "", i, false
}

var (
	// everyTerm ends words that set how often something is done: 每10年进行|一次.
	everyTerm = pattern.MustCompile(`每[0-9０-９二两三四五六七八九十]{1,3}年(?:至少)?(?:进行|开展|组织|举办|修订)?$`)
	timeUnit  = pattern.MustCompile(`^(?:年|个月|个?工作日|天|小时)`)
)

const hanNumerals = "零一二两三四五六七八九十百千万亿"

// rareInNames are units that a Chinese numeral counts rather than names.
var rareInNames = map[string]bool{"公里": true, "平方公里": true, "平方米": true, "立方米": true, "亩": true, "公顷": true, "吨": true, "千瓦": true, "千瓦时": true, "人次": true}

// hanNumber reads the Chinese numeral at i up to 9999 and returns where it
// ends; 0 where none begins there. 一二三 is no numeral.
func hanNumber(text []rune, i int) (n, next int) {
	const ones = "零一二三四五六七八九"
	digit := -1
	for k := i; ; k++ {
		unit := 0
		if k < len(text) {
			switch r := text[k]; {
			case r == '两':
				if digit >= 0 {
					return 0, i
				}
				digit = 2
				continue
			case strings.ContainsRune(ones, r):
				if digit > 0 {
					return 0, i
				}
				digit = strings.IndexRune(ones, r) / len("零")
				continue
			case r == '十':
				unit = 10
			case r == '百':
				unit = 100
			case r == '千':
				unit = 1000
			}
		}
		switch {
		case unit == 0:
			return n + max(digit, 0), k
		case digit < 0 && (unit > 10 || n%(10*unit) != 0):
			return 0, i
		case digit < 0:
			digit = 1
		}
		if n != 0 && n%(10*unit) != 0 {
			return 0, i
		}
		n, digit = n+digit*unit, -1
	}
}

// fraction reads 三分之二 and 百分之三十 at i; of a hundred gives percent.
func fraction(text []rune, i, lo int) (value, unit string, next int, ok bool) {
	if i > lo && strings.ContainsRune(hanNumerals+"第", text[i-1]) {
		return "", "", i, false
	}
	whole, k := hanNumber(text, i)
	if k == i && text[i] == '百' {
		whole, k = 100, i+1
	}
	if whole == 0 || !begins(text, k, "分之") {
		return "", "", i, false
	}
	k += 2
	if v, end := Decimal(text, k); end > k && whole == 100 {
		return v, "%", end, true
	}
	part, end := hanNumber(text, k)
	if begins(text, k, "百") && end == k {
		part, end = 100, k+1
	}
	switch {
	case part == 0:
		return "", "", i, false
	case whole == 100:
		return strconv.Itoa(part), "%", end, true
	}
	return Shift(strconv.FormatFloat(float64(part)/float64(whole), 'f', 4, 64), 0), "", end, true
}

// doubling reads 翻番, 翻一番 and 翻两番 at i: twice, twice, four times as much.
func doubling(text []rune, i int) (value string, next int, ok bool) {
	if !begins(text, i, "翻") {
		return "", i, false
	}
	n, k := hanNumber(text, i+1)
	if k == i+1 {
		n = 1
	}
	if !begins(text, k, "番") || n > 5 || n == 0 {
		return "", i, false
	}
	return strconv.Itoa(1 << n), k + 1, true
}

// basis says whether what is counted at k is what something is added to:
// 在两个预审产业的基础上.
func basis(text []rune, k int) bool {
	s := string(text[k:min(len(text), k+24)])
	j := strings.Index(s, "基础上")
	return j >= 0 && !strings.ContainsAny(s[:j], "，,。；")
}

// ranking are the words in front of a place in an order.
var ranking = pattern.MustCompile(`位列|位居|名列|排名|排在|居全|居世界|居国内|居省内|跃居|升至|上升到|进位|居于|排位|保持全国|位次|列全|居第|[居列排]$`)

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
