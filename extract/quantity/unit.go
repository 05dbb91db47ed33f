package quantity

import (
	"embed"
	"regexp"
	"sort"
	"strings"
	"sync"
)

//go:embed vocab/*.txt
var vocabFiles embed.FS

// measures are the units of measure of vocab/measures.txt by their first
// character, longest first.
var measures = sync.OnceValue(func() map[rune][]string {
	b, err := vocabFiles.ReadFile("vocab/measures.txt")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	out := map[rune][]string{}
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			first := []rune(w)[0]
			out[first] = append(out[first], w)
		}
	}
	for _, list := range out {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i]) > len(list[j]) })
	}
	return out
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
	}
	return u
}

// unitAt reads the unit of q at k and returns where it ends; "" where what
// stands there makes the number no quantity.
func (q *Quantity) unitAt(text []rune, k, lo int) (unit string, next int) {
	u := measureAt(text, k)
	if t := duration.FindString(string(text[k:min(len(text), k+4)])); t != "" {
		// A time is a quantity only where it is made shorter.
		if !shortened.MatchString(string(text[max(lo, q.Num-8):q.Num])) {
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
	for k < len(text) && (text[k] == '/' || text[k] == '／') {
		m := perUnit.FindStringSubmatch(string(text[k:min(len(text), k+8)]))
		if m == nil {
			break
		}
		u, k = u+"/"+m[1], k+length(m[0])
	}
	return u, k
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
