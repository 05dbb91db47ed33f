package quantity

import (
	"embed"
	"strings"
	"sync"

	"guihua/corpus/pattern"
	"guihua/extract/wordlist"
)

//go:embed vocab/*.txt
var vocabFiles embed.FS

// measures are the units of measure of vocab/measures.txt by their first
// character, longest first.
var measures = sync.OnceValue(func() wordlist.Beginnings {
	return wordlist.NewBeginnings(wordlist.Words(wordlist.Read(vocabFiles, "vocab/measures.txt")))
})

// measureAt returns the longest unit of measure at i, "" where there is none.
func measureAt(text []rune, i int) string {
	if i >= len(text) {
		return ""
	}
	for _, w := range measures()[text[i]] {
		if begins(text, i, w) {
			return w
		}
	}
	return ""
}

// IsUnit says whether s is a unit of measure, with or without its scale: 万件,
// 立方米/万元.
func IsUnit(s string) bool {
	s = strings.TrimLeft(s, "万亿千百")
	w := measureAt([]rune(s), 0)
	return w != "" && (w == s || strings.HasPrefix(s[len(w):], "/"))
}

// UnitName gives the forms of one unit one name.
func UnitName(u string) string {
	switch u {
	case "％":
		return "%"
	case "百分点":
		return "个百分点"
	case "千米":
		return "公里"
	case "人民币":
		return "元"
	case "㎡", "m²", "m2":
		return "平方米"
	case "m³", "m3", "㎥":
		return "立方米"
	case "km", "KM":
		return "公里"
	case "km²":
		return "平方公里"
	}
	if base, per, ok := strings.Cut(u, "/"); ok {
		return UnitName(base) + "/" + per
	}
	return u
}

// unitAt reads the unit of q at k and returns where it ends; "" where what
// stands there makes the number no quantity.
func (q *Quantity) unitAt(text []rune, k, lo int) (unit string, next int) {
	u := measureAt(text, k)
	if t := duration.FindString(string(text[k:min(len(text), k+4)])); t != "" {
		if !q.limitsTime(text, k+length(t), lo) {
			return "", k
		}
		u = t
	}
	if u == "" {
		return "", k
	}
	k += length(u)
	for _, w := range otherWord[u] {
		if begins(text, k, w) {
			return "", k
		}
	}
	if u == "项" && q.Han && begins(text, k, "制度") || begins(text, k, "级") { // 3万吨级船舶: a class
		return "", k
	}
	if n := variant(text, k); n > 0 {
		u, k = u+string(text[k:k+n]), k+n
	}
	for k < len(text) && (text[k] == '/' || text[k] == '／') {
		m := perUnit.FindStringSubmatch(string(text[k:min(len(text), k+8)]))
		if m == nil {
			break
		}
		u, k = u+"/"+UnitName(m[1]), k+length(m[0])
	}
	return u, k
}

// variant returns the length of a bracket at k that holds a second unit and
// nothing else: 套|（间）, 家|（次）.
func variant(text []rune, k int) int {
	if k+2 >= len(text) || text[k] != '（' && text[k] != '(' {
		return 0
	}
	u := measureAt(text, k+1)
	if u == "" {
		return 0
	}
	if end := k + 1 + length(u); end < len(text) && (text[end] == '）' || text[end] == ')') {
		return end + 1 - k
	}
	return 0
}

// otherWord lists how a measure word goes on where it is part of another word
// or counts an event: 人民, 条例, 第三次会议, 两个五年规划.
var otherWord = map[string][]string{
	"个": {"五年", "百年"}, "次": {"会议"}, "部": {"门"}, "家": {"级"}, "条": {"例"}, "期": {"间"}, "名": {"单"}, "人": {"民", "生产安全"}, "米": {"覆盖", "服务半径", "范围"}, "公里": {"服务半径"},
	"千伏": {"变电站", "线路", "输变电", "输电", "电网", "及以上"}, // a class
}

// duration is a length of time behind a number.
var duration = pattern.MustCompile(`^(?:个?工作日|个?自然日|个月|个小时|小时|分钟|天|日|年|岁)`)

// IsTime says whether a unit is a length of time.
func IsTime(unit string) bool { return unit != "" && duration.FindString(unit) == unit }

// limitsTime says whether a length of time that ends at k is a quantity: one
// that a limit is set to or moved from. Any other is a term, an age or a date.
func (q *Quantity) limitsTime(text []rune, k, lo int) bool {
	if !q.Han && len(q.Value) == 4 && !strings.Contains(q.Value, ".") && text[k-1] == '年' {
		return false // a year
	}
	if timeSet.MatchString(string(text[max(lo, q.Num-16):q.Num])) {
		return true
	}
	after := string(text[k:min(len(text), k+14)])
	return timeMoved.MatchString(after) || endsAny(text, lo, q.Num, "由", "从", "由原来的", "从原来的") && timeMovedLater.MatchString(after)
}

var (
	// timeSet ends words that set a limit of time: 审批时限压缩至|3个工作日,
	// 去化周期为|26个月, 减免|6个月.
	timeSet = pattern.MustCompile(`(?:压缩|缩短|压减|减少|精简|降低|缩减|控制)(?:到|至|为|在)?(?:不超过|最短)?$|(?:延长|放宽)(?:到|至|为)$|(?:期限|时限|年限)(?:统一)?调整(?:为|至|到)$|(?:时限|周期|时长|(?:办理|审批|办结|审核|开办|实习|培训)时间)(?:一般|原则上|最长|最短|控制)?(?:为|在|不超过|不得超过|不少于|达到)$|(?:减免|缓缴期限?|时限|周期)$|(?:预期寿命|受教育年限|天数)[^，。；、0-9]{0,6}$`)
	// timeMoved begins words behind a limit that is moved: 3个工作日|压缩至1个工作日.
	timeMoved      = pattern.MustCompile(`^(?:以上)?(?:压缩|缩短|压减|减少|延长|放宽|调整|提高)(?:到|至|为)(?:\d{4}年的)?[0-9一二三四五六七八九十]`)
	timeMovedLater = pattern.MustCompile(`(?:压缩|缩短|压减|减少|延长|放宽|调整)(?:到|至|为)(?:\d{4}年的)?[0-9一二三四五六七八九十]`)
)

// perUnit is what an amount is counted by: 元/平方米, 元／人/月.
var perUnit = pattern.MustCompile(`^[/／]每?(平方米|立方米|平方公里|㎡|m²|m³|人次|千人|万人|百人|千名|千瓦时|千克|千瓦|人|年|月|日|天|个|辆|台|套|家|户|亩|吨|度|千瓦时|次|件|平方公里|公里|米|万元|小时|千人|万人|百人|千名|千克|公斤|班|生|项|处|座|张|份|例|头|只|千瓦)`)
