package extract

import (
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// upTo ends words that make an amount the highest: 最高补助|300万元.
var upTo = pattern.MustCompile(`(?:最高|最多)(?:可|可获|不超过|按|按照)?(?:给予|补贴|补助|奖励|资助|支持|获得?|享受|提供|额度为?|限额为?)?$`)

// extreme ends words whose noun limits the number: 最高贷款额度为|60万元,
// 最低首付款比例|20%. 最低工资 and 最低生活保障 are names.
var extreme = pattern.MustCompile(`(最高|最多|最大|最长|上限|最低|最少|下限)(?:[^，。；、0-9工生][^，。；、0-9]{0,13})?$`)

// boundPhrase ends words that limit the number behind them from further away:
// 不低于财政资金的|20%.
var boundPhrase = pattern.MustCompile(`(?:原则上)?(不[得应宜能可]?(?:低于|少于|小于|高于|超过|大于|多于)|高于或等于|低于或等于)[^，。；0-9]{0,25}的?$`)

// boundBefore reads the bound of qs[i] from words further in front of it, and
// of a list from its first number: 最高50万元、30万元.
// rule and at say what tells it.
func (d *doc) boundBefore(c *sentenceContext, qs []quantity.Quantity, i int) (bound Bound, rule string, at Span) {
	q := qs[i]
	from := c.start
	if k := d.lastIndex(c.start, q.Start, "，,"); k >= 0 {
		from = k + 1
	}
	if i > 0 && qs[i-1].End > from {
		from = qs[i-1].End
		// 分别不低于80%、|60%; 至少建成1个站所、|2个村.
		prev := qs[i-1]
		inFront := prev.Start < prev.Num || prev.End == prev.Num || !hasLimitBehind(d.str(prev.Num, prev.End))
		sep := d.index(from, q.Start, "、和")
		adjacent := sep == from && q.Start == from+1
		if (prev.Bound == AtMost || prev.Bound == AtLeast) && inFront && sep >= 0 && (adjacent || atLeastDone.MatchString(d.str(c.start, prev.Start))) {
			return prev.Bound, "bound/as-before", Span{prev.Start, prev.End}
		}
	}
	s, front := d.str(from, q.Start), Span{from, q.Start}
	if m := boundPhrase.FindStringSubmatch(s); m != nil {
		if containsAny(m[1], []string{"低于", "少于", "小于"}) == strings.HasPrefix(m[1], "不") {
			return AtLeast, "bound/phrase", front
		}
		return AtMost, "bound/phrase", front
	}
	if upTo.MatchString(s) {
		return AtMost, "bound/up-to", front
	}
	if atLeastDone.MatchString(s) {
		return AtLeast, "bound/at-least", front
	}
	if m := extreme.FindStringSubmatch(s); m != nil {
		if containsAny(m[1], []string{"低", "少", "下"}) {
			return AtLeast, "bound/extreme", front
		}
		return AtMost, "bound/extreme", front
	}
	return q.Bound, "", Span{}
}

// atLeastDone ends words that ask for at least as much: 至少建成|1个.
var atLeastDone = pattern.MustCompile(`至少\p{Han}{1,6}$`)

func hasLimitBehind(s string) bool {
	return hasAnySuffix(s, []string{"以上", "以下", "以内", "之内", "左右", "）", ")"})
}

// measureOf tells from the words right before a number what it measures, and
// the rule that tells it.
func measureOf(pre, unit string) (MeasureKind, string) {
	pre = behindLast(pre, "，,。；、")
	up := changeUp.MatchString(pre)
	down := changeDown.MatchString(pre)
	switch {
	case changeTo.MatchString(pre):
		return Level, "measure/change-to"
	case up:
		return Increase, "measure/up"
	case down:
		return Decrease, "measure/down"
	case unit == "倍":
		return Ratio, "measure/times"
	case strings.HasSuffix(unit, "百分点"):
		return Increase, "measure/points"
	}
	return Level, plainLevel
}

// plainLevel is the rule of what no word makes anything else.
const plainLevel = "measure/plain"

// measureOfVerb tells what a number behind its object measures by the verb in
// front of the object: 新增省级平台|2个, 撤并老旧专业|6个. rule says which verb.
func measureOfVerb(pre string) (m MeasureKind, rule string) {
	switch {
	case addingVerb.MatchString(pre):
		return Increase, "measure/verb-adds"
	case cuttingVerb.MatchString(pre):
		return Decrease, "measure/verb-cuts"
	}
	return Level, ""
}

var (
	addingVerb  = pattern.MustCompile(`(?:新增|净增|增设|增加[^值]|新设|新(?:培育|引进|引育|认定|打造|创建|招引|入库)[^的])[^，。；]*$`)
	cuttingVerb = pattern.MustCompile(`(?:撤并|压减|减少|淘汰|关停|取缔|削减)[^，。；]*$`)
)

// measureOfName tells from an indicator's name whether its percentage is a
// change: 价格涨幅, 投资增速.
func measureOfName(name string) MeasureKind {
	switch {
	case hasAnySuffix(name, []string{"涨幅", "增幅", "增速", "增长率", "增长速度"}):
		return Increase
	case hasAnySuffix(name, []string{"降幅", "下降率", "下降幅度"}):
		return Decrease
	}
	return Level
}

// behindLast is s behind the last character of set in it, s where there is none.
func behindLast(s, set string) string {
	i := strings.LastIndexAny(s, set)
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

var (
	// fromTo stands between where a change starts and where it leads.
	fromTo = pattern.MustCompile(`^[，,]?(?:以上|左右|的)?(?:大幅|逐步|进一步|分别|统一|最高|可)*(?:提|增长|增加|提高|提升|扩大|上升|下降|降低|减少|压减|缩短|压缩|调整|上调|下调|放宽|延长|精简|扩展|降|增|升)(?:到|至|为)(?:` + aYear + `年的?)?(?:不?\p{Han}{0,3})?(?:不高于[^，。；]{0,12}的)?$|^调整为|^提高[到至]`)
	// wholeChange is a change and nothing else.
	wholeChange = pattern.MustCompile(`^(?:以上)?(?:精简|压缩|缩短|压减|减少|延长|放宽|调整|提高|提升|下调|上调|降低|下降|增加)(?:到|至|为)(?:不高于[^，。；]{0,12}的)?$`)
	changeTo    = pattern.MustCompile(`(?:增长|增加|提高|提升|扩大|上升|下降|降低|减少|压减|缩短|降|增|升|提|压缩|控制|稳定|保持|调整|上调|下调|上浮|下浮|放宽|缩减|调)(?:到|至|为|在)(?:` + aYear + `年的?)?(?:不?[\p{Han}]{0,3})?$`)
	changeUp    = pattern.MustCompile(`(?:增长|增加|新增|增设|提高|提升|上升|上调|上浮|扩大|增幅|增|增速|增建|再建|多)(?:了|约|近|超|再|超过|不低于|不少于|达到|达|率)?$`)
	changeDown  = pattern.MustCompile(`(?:下降|降低|减少|压减|缩减|削减|缩短|压缩|下调|下浮|降幅|降|撤并|减)(?:了|约|近|超|超过|不低于|不少于|达到|达)?$`)
)

// reachYear is a year to reach, which ends what a 每年 before it governs.
var reachYear = pattern.MustCompile(`(?:到|至)` + aYear + `年`)

// perYear says by which words a quantity is yearly.
func perYear(pre, unit string) (per, words string) {
	if m := everyYears.FindStringSubmatch(pre); m != nil && unit == "次" && m[1] != "" {
		return m[1] + "年", m[0] // 每5年修订|1次
	}
	switch {
	case strings.Contains(pre, "每年"):
		return "年", "每年"
	case strings.HasSuffix(unit, "/年"):
		return "年", unit
	case strings.Contains(pre, "逐年"):
		return "年", "逐年"
	}
	for _, p := range []*pattern.Pattern{yearlyCap, yearlyRate} {
		if words := p.FindString(pre); words != "" {
			return "年", words
		}
	}
	return "", ""
}

// yearlyRate is a rate a year; 年均浓度 is a name.
var yearlyRate = pattern.MustCompile(`年均(?:[^浓值]|$)`)

// yearlyCap ends words that cap an amount by the year: 年度扶持金额不超过|500万元.
var yearlyCap = pattern.MustCompile(`年度[^，。；]{0,8}(?:额度?|金额|补助|资助|奖励|补贴)[^，。；]{0,4}$`)

// baselineBefore reads 由X提高到Y: the quantity before q is where it starts.
// So is what something is added to (在两个…的基础上,再增加一个).
// It is nil where there is none; rule says how it is told.
func (d *doc) baselineBefore(c *sentenceContext, before []quantity.Quantity, q quantity.Quantity) (base *Baseline, rule string) {
	if len(before) == 0 {
		return nil, ""
	}
	b := before[len(before)-1]
	between := strings.TrimLeft(d.str(b.End, q.Start), "，,")
	pre := behindLast(d.str(max(c.start, b.Start-16), b.Start), "，,、；")
	if b.Value == "" {
		return nil, ""
	}
	from := (strings.Contains(pre, "由") || strings.Contains(pre, "从") || strings.HasPrefix(between, "调整为") || strings.HasPrefix(between, "提高到") || strings.HasPrefix(between, "提高至")) && fromTo.MatchString(d.str(b.End, q.Start))
	// 3个工作日|压缩至|1个工作日: nothing between but the change.
	rule = "baseline/from"
	if !from && wholeChange.MatchString(between) {
		from, rule = true, "baseline/change"
	}
	added := strings.Contains(between, "基础上") && changeUp.MatchString(between) && !strings.Contains(d.str(c.start, b.Start), "现有")
	if !from && !added {
		return nil, ""
	}
	if !from {
		rule = "baseline/added-to"
	}
	base = &Baseline{Value: b.Value}
	if m := oneYear.FindAllStringSubmatch(pre, -1); from && len(m) > 0 {
		base.AsOf = &m[len(m)-1][1]
	}
	return base, rule
}
