package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// A qty is a number with its unit, as it stands in the text.
type qty struct {
	start, end int    // raw: 不少于30家, 80%以上
	num        int    // where the number itself begins
	value, max string // in base units
	unit       string
	bound      Bound
	rank       bool // 第6位
	each       bool // 各1家: counts every item of the list before it
	han        bool // written with Chinese numerals
}

// Words in front of a number that limit it, longest first.
var limitsBefore = []struct {
	word  string
	bound Bound
}{
	{"最高不超过", AtMost}, {"最多不超过", AtMost},
	{"不得低于", AtLeast}, {"不应低于", AtLeast}, {"不宜低于", AtLeast}, {"不能低于", AtLeast}, {"不得少于", AtLeast}, {"不应少于", AtLeast}, {"不得小于", AtLeast}, {"不宜小于", AtLeast}, {"不应小于", AtLeast},
	{"不得超过", AtMost}, {"不应超过", AtMost}, {"不宜超过", AtMost}, {"不能超过", AtMost}, {"不得高于", AtMost}, {"不应高于", AtMost}, {"不宜高于", AtMost}, {"不得大于", AtMost}, {"不宜大于", AtMost}, {"不应大于", AtMost}, {"不得多于", AtMost},
	{"不少于", AtLeast}, {"不低于", AtLeast}, {"不小于", AtLeast}, {"不超过", AtMost}, {"不高于", AtMost}, {"不多于", AtMost}, {"不大于", AtMost},
	{"至少", AtLeast}, {"超过", AtLeast}, {"突破", AtLeast}, {"大于", AtLeast}, {"高于", AtLeast}, {"超出", AtLeast},
	{"低于", AtMost}, {"小于", AtMost}, {"至多", AtMost}, {"最高", AtMost}, {"最多", AtMost}, {"少于", AtMost},
	{"将近", About}, {"接近", About}, {"大约", About},
	{"逾", AtLeast}, {"超", AtLeast}, {"上", AtLeast}, {"近", About}, {"约", About},
}

// Words behind a unit that limit it.
var limitsBehind = []struct {
	word  string
	bound Bound
}{
	{"及以上", AtLeast}, {"以上", AtLeast}, {"及以下", AtMost}, {"以下", AtMost}, {"以内", AtMost}, {"之内", AtMost}, {"左右", About}, {"上下", About},
}

// scales multiply a number; longest first.
var scales = []struct {
	word string
	pow  int
}{{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"亿", 8}, {"万", 4}, {"千", 3}, {"百", 2}}

// scanQuantities returns the quantities in [start, end), in order. Ordinals,
// dates, numbers inside 《》 and short quoted names (“1+5”) are none.
func (d *doc) scanQuantities(start, end int) []qty {
	var out []qty
	for i := start; i < end; {
		if skip := d.quoted(i, end); skip > i {
			i = skip
			continue
		}
		if q, ok := d.quantityAt(i, start, end); ok {
			out = append(out, q)
			i = q.end
			continue
		}
		if isDigit(d.rs[i]) { // a number without a unit: pass over all of it
			for i < end && (isDigit(d.rs[i]) || strings.ContainsRune(".．,·•", d.rs[i])) {
				i++
			}
			continue
		}
		i++
	}
	return out
}

// quoted returns where the 《…》 or short quotation that begins at i ends, or
// i if none does.
func (d *doc) quoted(i, end int) int {
	var close rune
	limit := 100
	switch d.rs[i] {
	case '《':
		close = '》'
	case '“':
		close, limit = '”', 14
	case '〔':
		close, limit = '〕', 8
	default:
		return i
	}
	for k := i + 1; k < end && k-i <= limit; k++ {
		if d.rs[k] == close {
			return k + 1
		}
	}
	return i
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// quantityAt reads the quantity whose number begins at i; lo bounds the
// search for words in front of it.
func (d *doc) quantityAt(i, lo, end int) (qty, bool) {
	q := qty{start: i, num: i, bound: Equal}
	if i > lo {
		switch p := d.rs[i-1]; {
		case isDigit(p) || strings.ContainsRune(".．·•", p) || p < 0x80 && (p >= 'A' && p <= 'Z' || p >= 'a' && p <= 'z') || p == '+' || p == '＋':
			return q, false
		case p == '第':
			return d.rankAt(i, lo, end)
		}
	}
	k, ok := i, false
	var pow int
	if q.value, k = d.decimal(i, end); k > i {
		ok = true
	} else if q.value, k, ok = d.hanAmount(i, lo, end); ok {
		q.han = true
	}
	if !ok {
		return q, false
	}
	vague := false
	eat := func() {
		for k < end && strings.ContainsRune("余多几", d.rs[k]) {
			vague = true
			k++
		}
	}
	scale := func() int {
		for _, s := range scales {
			if n := runeLen(s.word); k+n <= end && d.str(k, k+n) == s.word {
				k += n
				return s.pow
			}
		}
		return 0
	}
	eat()
	pow = scale()
	eat()
	// 6-10家, 10%—15%, 5个至8个: a range, the first unit may be printed too.
	if v2, p2, k2, ok := d.rangeEnd(k, end); ok {
		if p2 == 0 && pow > 0 {
			p2 = pow
		}
		q.max = shift(v2, p2)
		if pow == 0 {
			pow = p2
		}
		k, q.bound = k2, Range
		eat()
	}
	u := prefixOf(d.vocab.measures, d.rs[:end], k)
	if t := duration.FindString(d.str(k, min(end, k+4))); t != "" {
		// A time is a quantity only where it is made shorter.
		if !shortened.MatchString(d.str(max(lo, i-8), i)) {
			return q, false
		}
		u = t
	}
	if u == "" {
		return q, false
	}
	k += runeLen(u)
	rest := d.str(k, min(end, k+3))
	if hasAnyPrefix(rest, otherWord[u]) || u == "项" && q.han && strings.HasPrefix(rest, "制度") {
		return q, false
	}
	if k < end && d.rs[k] == '级' { // 3万吨级船舶: a class
		return q, false
	}
	for k < end {
		m := perUnit.FindStringSubmatch(d.str(k, min(end, k+8)))
		if m == nil {
			break
		}
		u, k = u+"/"+m[1], k+runeLen(m[0])
	}
	q.value = shift(q.value, pow)
	q.unit = unitName(u)
	q.end = k
	if m := inclusive.FindString(d.str(k, min(end, k+10))); m != "" {
		k += runeLen(m)
	}
	for _, l := range limitsBehind {
		if n := runeLen(l.word); k+n <= end && d.str(k, k+n) == l.word {
			if q.bound == Equal {
				q.bound = l.bound
			}
			q.end = k + n
			q.end += runeLen(inclusive.FindString(d.str(q.end, min(end, q.end+10))))
			break
		}
	}
	if vague && q.bound == Equal {
		q.bound = AtLeast
	}
	for _, l := range limitsBefore {
		if n := runeLen(l.word); q.num-n >= lo && d.str(q.num-n, q.num) == l.word {
			if l.word == "上" && (!q.han || q.num-n > lo && d.rs[q.num-n-1] != ' ' && strings.ContainsRune("以之年省市", d.rs[q.num-n-1])) {
				continue
			}
			if q.bound == Equal {
				q.bound = l.bound
			}
			q.start = q.num - n
			break
		}
	}
	if q.start > lo && d.rs[q.start-1] == '各' || q.num > lo && d.rs[q.num-1] == '各' {
		q.each = true
	}
	return q, true
}

// otherWord lists how a measure word goes on where it is part of another word
// or counts an event: 人民, 条例, 第三次会议, 两个五年规划.
var otherWord = map[string][]string{
	"个": {"五年", "百年"}, "次": {"会议"}, "部": {"门"}, "家": {"级"}, "条": {"例"}, "期": {"间"}, "名": {"单"}, "人": {"民"},
}

// duration is a length of time behind a number.
var duration = regexp.MustCompile(`^(?:个?工作日|个?自然日|个月|个小时|小时|分钟|天|日)`)

// shortened ends words that make a time shorter: 审批时限压缩至|3个工作日.
var shortened = regexp.MustCompile(`(?:压缩|缩短|压减|减少|精简|降低|缩减|控制)(?:到|至|为|在)?(?:不超过|最短)?$`)

// perUnit is what an amount is counted by: 元/平方米, 元／人/月.
var perUnit = regexp.MustCompile(`^[/／]每?(平方米|立方米|人次|人|年|月|日|天|个|辆|台|套|家|户|亩|吨|度|千瓦时|次|件|平方公里|万元|小时)`)

// inclusive is a bracket between a number and its limit: 200平方米（含）以内.
var inclusive = regexp.MustCompile(`^[（(](?:含本?数?|含[0-9]{1,6}[^（）()]{0,6}|不含[^（）()]{0,8}|等价值|当量值)[）)]`)

// unitName gives the forms of one unit one name.
func unitName(u string) string {
	switch u {
	case "％":
		return "%"
	case "百分点":
		return "个百分点"
	case "千米":
		return "公里"
	case "人民币":
		return "元"
	}
	return u
}

// decimal reads digits with a decimal point and thousands commas at i and
// returns them half-width, and where they end.
func (d *doc) decimal(i, end int) (string, int) {
	var b strings.Builder
	k := i
	point := false
	for k < end {
		r := d.rs[k]
		switch {
		case isDigit(r):
			if r >= '０' {
				r = r - '０' + '0'
			}
			b.WriteRune(r)
		case (r == '.' || r == '．' || r == '·' || r == '•') && !point && k > i && k+1 < end && isDigit(d.rs[k+1]):
			point = true
			b.WriteByte('.')
		case r == ',' && !point && k > i && d.thousands(i, k, end):
		default:
			return b.String(), k
		}
		k++
	}
	return b.String(), k
}

// thousands says whether the comma at k groups digits: one to three before
// it, exactly three after it.
func (d *doc) thousands(i, k, end int) bool {
	n := 0
	for j := k - 1; j >= i && isDigit(d.rs[j]); j-- {
		n++
	}
	m := 0
	for j := k + 1; j < end && isDigit(d.rs[j]); j++ {
		m++
	}
	return n >= 1 && n <= 3 && m == 3
}

// rangeEnd reads the second number of a range at k.
func (d *doc) rangeEnd(k, end int) (value string, pow, next int, ok bool) {
	j := k
	if u := prefixOf(d.vocab.measures, d.rs[:end], j); u != "" && j+runeLen(u) < end {
		j += runeLen(u)
	}
	sep := false
	for j < end && strings.ContainsRune("-—–－~～―至到─", d.rs[j]) {
		sep, j = true, j+1
	}
	if !sep || j >= end {
		return "", 0, 0, false
	}
	v, n := d.decimal(j, end)
	if n == j || len(v) == 4 && v[0] == '2' && n < end && d.rs[n] == '年' {
		return "", 0, 0, false
	}
	for _, s := range scales {
		if l := runeLen(s.word); n+l <= end && d.str(n, n+l) == s.word {
			pow, n = s.pow, n+l
			break
		}
	}
	return v, pow, n, true
}

// hanAmount reads an amount written with Chinese numerals: round ones
// (近百家, 上千件) anywhere; small ones only right behind a verb of making or
// adding (新增三个), because 一个 and 两项 are mostly articles and names.
func (d *doc) hanAmount(i, lo, end int) (value string, next int, ok bool) {
	const ones = "零一二三四五六七八九"
	r := d.rs[i]
	if i > lo && strings.ContainsRune(ones+"十百千万亿两几第数每", d.rs[i-1]) {
		return "", i, false
	}
	before := d.str(max(lo, i-4), i)
	switch {
	case r == '百' || r == '千' || r == '万':
		counts := i+1 < end && strings.ContainsRune("个家名", d.rs[i+1]) && hasAnySuffix(before, []string{"建成", "培育", "集聚", "支持", "打造", "引进", "培训", "建设", "吸引"})
		if counts || hasAnySuffix(before, []string{"近", "约", "超", "上", "逾", "超过"}) || i+1 < end && d.rs[i+1] == '余' {
			return map[rune]string{'百': "100", '千': "1000", '万': "10000"}[r], i + 1, true
		}
	case strings.ContainsRune("一二两三四五六七八九十", r):
		k := i
		for k < end && strings.ContainsRune("一二两三四五六七八九十百", d.rs[k]) {
			k++
		}
		n := 0
		for _, c := range d.rs[i:k] {
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
		adding := hasAnySuffix(before, []string{"新增", "增设", "增加", "再增", "增建", "新建", "新设"})
		if k < end && !strings.ContainsRune("个家座所条处项支名", d.rs[k]) {
			return "", i, false
		}
		making := hasAnySuffix(before, []string{"建成", "打造", "培育", "创建", "组建", "争创"})
		if adding || making && n > 1 || n > 1 && k < end && strings.ContainsRune("个家项所", d.rs[k]) && d.basis(k, end) {
			return strconv.Itoa(n), k, true
		}
	}
	return "", i, false
}

// basis says whether what is counted at k is what something is added to:
// 在两个预审产业的基础上.
func (d *doc) basis(k, end int) bool {
	s := d.str(k, min(end, k+24))
	j := strings.Index(s, "基础上")
	return j >= 0 && !strings.ContainsAny(s[:j], "，,。；")
}

// rankAt reads a place in an order: 位列第7, 居全国第6位. i is behind 第.
func (d *doc) rankAt(i, lo, end int) (qty, bool) {
	v, k := d.decimal(i, end)
	if k == i {
		return qty{}, false
	}
	before := d.str(max(lo, i-9), i-1)
	if !containsAny(before, []string{"位列", "位居", "名列", "排名", "排在", "居全", "跃居", "升至", "上升到", "进位", "居于", "排位", "保持全国", "位次", "列全", "居第"}) && !hasAnySuffix(before, []string{"居", "列", "排"}) {
		return qty{}, false
	}
	q := qty{start: i - 1, num: i, value: v, bound: Equal, rank: true, end: k}
	if k < end && strings.ContainsRune("位名", d.rs[k]) {
		q.unit, q.end = string(d.rs[k]), k+1
	} else if k < end && strings.ContainsRune("届次期批条款章节号个产大方三版", d.rs[k]) {
		return qty{}, false
	}
	return q, true
}

// shift multiplies the decimal v by 10^pow and writes it plainly: no trailing
// zeros behind the point, no leading ones before it.
func shift(v string, pow int) string {
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
