package indicator

import (
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
	"guihua/extract/place"
	"guihua/extract/quantity"
)

// A reading takes a name apart: what is left is the name, the rest says over
// which time and in which way it is reckoned.
type reading struct {
	name   string // folded
	place  string
	period Period
	added  bool
	moves  string // growth or fall: what the figure of the name is, 增速 of 增长率
}

// What the names of changes end with in a key.
const (
	growth = "增速"
	fall   = "降幅"
)

// fold gives the written forms of a name one form: no white space, no quotation
// marks and no 的, ASCII in half width and capital letters, brackets and colons
// in full width as GB/T 15834 has them.
func fold(s string) string {
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case r == '的' && !ofWord(rs, i), r <= ' ', r == '　', r == '\u00a0', strings.ContainsRune("“”„‟\"'‘’「」『』", r):
			continue
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r == '〔' || r == '[' || r == '［' || r == '【' || r == '(':
			r = '（'
		case r == '〕' || r == ']' || r == '］' || r == '】' || r == ')':
			r = '）'
		case r == ':':
			r = '：'
		case r == '＆':
			r = '&'
		case strings.ContainsRune("–—－‐‑―", r):
			r = '-'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ofWord says whether the 的 at i is part of a word: 目的, 标的额.
func ofWord(rs []rune, i int) bool {
	return i > 0 && strings.ContainsRune("目标", rs[i-1])
}

// read takes the name apart up to its ending, which depends on the unit.
func (n *reading) read() {
	n.trimLabels()
	n.name = words().replace(n.name)
	n.trimFront()
	n.trimBack()
	n.trimFront()
	n.name = words().replace(n.name) // what is at the beginning now
	n.within()
	n.change()
	if noThing.MatchString(n.name) {
		n.name = ""
	}
}

// noThing are words that say when and how, and name nothing.
var noThing = pattern.MustCompile(`^(?:[0-9一二三四五六七八九十]{1,4}年|比|其|平均|年均|每年|年度|当年|逐年|累计|递增|合计|其中|以来|包括|·)+$`)

var (
	// numbering stands in front of a name: （1）, ①, 一是, 3., 三、. The figure behind one
	// tells that it is none: 1.5万吨级码头, 二、三孩家庭.
	numbering = pattern.MustCompile(`^(（[0-9一二三四五六七八九十]{1,3}）|[①-⑳]|[一二三四五六]是|[·*★◆●▲△■□-]+)|^([0-9]{1,2}[.、])(?:[^0-9]|$)|^([一二三四五六七八九十]{1,2}、)(?:[^一二三四五六七八九十]|$)`)
	// asides are brackets that say how a figure is meant to bind, or its year, or
	// repeat the words before it in letters.
	asides = pattern.MustCompile(`（(?:(?:预期|约束|指导|参考)(?:性|值)?(?:指标)?|(?:到|至)?(?:19|20)[0-9]{2}年[底末]?|单位：?[^（）]{1,8}|以上|以下)）`)
	// accumulated is a bracket, or the words in front, that say that a figure is a sum over years.
	accumulated = pattern.MustCompile(`（(?:[一二三四五六七八九十两0-9]年|期内)?累计[值数]?）`)
	perYear     = pattern.MustCompile(`（(?:年均|每年|年度|当年)[值数]?）`)
)

// trimLabels takes away what is printed around a name in tables and lists.
func (n *reading) trimLabels() {
	for {
		m := numbering.FindStringSubmatch(n.name)
		if m == nil || len(m[1]+m[2]+m[3]) == len(n.name) {
			break
		}
		n.name = n.name[len(m[1]+m[2]+m[3]):]
	}
	n.name = letters.ReplaceAllString(n.name, "$1")
	n.drop(asides)
	if n.drop(accumulated) {
		n.period = Cumulative
	}
	if n.drop(perYear) {
		n.period = Yearly
	}
}

// drop takes p out of the name and says whether it was there.
func (n *reading) drop(p *pattern.Pattern) bool {
	rest := p.ReplaceAllString(n.name, "")
	if rest == n.name || rest == "" {
		return false
	}
	n.name = rest
	return true
}

var (
	// moment is when a figure is reached, in front of its name.
	moment = pattern.MustCompile(`^(?:力争)?(?:到|至|截至|截止到?|于)?(?:(?:19|20)[0-9]{2}年(?:度|年?[底末初中]|之?前)?|十[一二三四五六七]五(?:期间|时期|末期?|以来|规划期)?|本?规划期[内末]?|本世纪[末中]叶?|今年|明年|本年度?|[0-9]{1,2}月[底末]?)[，,]?`)
	// summed and yearly are words in front of a name that say over which time it
	// is reckoned, renewed that it counts what is new.
	summed  = pattern.MustCompile(`^(?:[一二三四五六七八九十两0-9]年(?:内|间)?)?(?:累计|期内累计)`)
	yearly  = pattern.MustCompile(`^(?:年平均|平均每年|年均|每年|全年|年度|当年|逐年)`)
	renewed = pattern.MustCompile(`^(?:净增|新增加?)`)
	// growing begins with what looks like renewed: 新|增长点.
	growing = pattern.MustCompile(`^(?:净增|新增)[长值幅效速]`)
)

// plainYear begins yearly figures: 年|登记技术合同成交额.
const plainYear = "年"

// trimFront takes times, scopes, places and adverbs off the front, as long as
// there are any; two characters stay.
func (n *reading) trimFront() {
	for n.name != "" {
		switch {
		case n.cut(moment):
		case n.cut(summed):
			n.period = Cumulative
		case n.cut(yearly):
			n.period = Yearly
		case !growing.MatchString(n.name) && n.cut(renewed):
			n.added = true
		case strings.HasPrefix(n.name, plainYear) && flows().Of(n.name[len(plainYear):]) != "" && n.cutBytes(len(plainYear)):
			n.period = Yearly
		case n.cutLead(), n.cutPlace(), n.cutCountry():
		default:
			trimmed := strings.TrimLeft(n.name, "，,、：:。.的·-")
			if trimmed == n.name || trimmed == "" {
				return
			}
			n.name = trimmed
		}
	}
}

// cut takes what p finds in front of the name.
func (n *reading) cut(p *pattern.Pattern) bool {
	m := p.FindString(n.name)
	return m != "" && n.cutBytes(len(m))
}

// cutBytes takes b bytes off the front unless less than two characters stay or
// they are a rest of what was cut: 全市|场主体, 全区|域.
func (n *reading) cutBytes(b int) bool {
	rest := n.name[b:]
	if utf8.RuneCountInString(rest) < 2 || restOfWord.MatchString(rest) {
		return false
	}
	n.name = rest
	return true
}

// restOfWord begins what goes on with a place, a scope or an adverb as one word:
// 全市|场, 浙江省|级, 完成|率.
var restOfWord = pattern.MustCompile(`^(?:[级域场块属内辖直管委率值额者员度]|本级|及以|以上|以下)`)

func (n *reading) cutLead() bool {
	m := lead().Of(n.name)
	if m == "" || strings.HasSuffix(m, "建成") && ofBuilt.MatchString(n.name[len(m):]) {
		return false
	}
	return n.cutBytes(len(m))
}

// ofBuilt goes on with 建成 as one word: 建成区绿化覆盖率, 建成投产项目.
var ofBuilt = pattern.MustCompile(`^(?:区|面积|投产|投用|通车|并网|开通|运营|使用|时|后|率)`)

// cutPlace takes the name of a place off: that of the document or one that the
// standard has; its stem alone only before the beginning of an indicator.
func (n *reading) cutPlace() bool {
	if n.place != "" {
		if strings.HasPrefix(n.name, n.place) && !listed.MatchString(n.name[len(n.place):]) && n.cutBytes(len(n.place)) {
			return true
		}
		if s := stem(n.place); strings.HasPrefix(n.name, s) && heads().Of(n.name[len(s):]) != "" && n.cutBytes(len(s)) {
			return true
		}
	}
	end := 0 // in bytes
	for l, rs := 2, []rune(n.name); l <= min(len(rs)-2, 12); l++ {
		words := string(rs[:l])
		if restOfWord.MatchString(n.name[len(words):]) {
			continue // 江苏|省级
		}
		for _, v := range place.ByName(words) {
			if v.Name == words && l > 2 && !partOfCity.MatchString(words) || v.Level() != place.County && heads().Of(n.name[len(words):]) != "" {
				end = len(words)
			}
		}
	}
	return end > 0 && !listed.MatchString(n.name[end:]) && n.cutBytes(end)
}

// listed goes on with more places: 甲市|、乙市和丙县有效发明专利.
var listed = pattern.MustCompile(`^(?:、|和|与|及|以及|至|-)`)

// partOfCity begins names of districts that are ordinary words too: 城关区, 新城区.
var partOfCity = pattern.MustCompile(`^(?:城|市|新城|郊|矿)`)

// stem is the name of a place without its kind, where two characters are left.
func stem(name string) string {
	for _, kind := range []string{"省", "市", "县", "区"} {
		if s, ok := strings.CutSuffix(name, kind); ok && utf8.RuneCountInString(s) >= 2 {
			return s
		}
	}
	return name
}

// cutCountry takes 全国 off what is measured. In front of what is counted it is a
// rank: 全国文明城市, 全国质量标杆.
func (n *reading) cutCountry() bool {
	return strings.HasPrefix(n.name, "全国") && measured.MatchString(n.name) && n.cutBytes(len("全国"))
}

// measured ends names of what is measured, not counted.
var measured = pattern.MustCompile(`(?:[^数]量|额|值|率|比重|比例|强度|收入|投入|投资|面积|人口|产能|能耗|动力|水平|规模|增长|增速)$`)

var (
	// reached are words between a name and its figure that were left at its end.
	reached   = pattern.MustCompile(`(?:(?:要|须|应|将|均|已|总体|稳定)?(?:达到|提高到|提高至|提升到|提升至|增加到|增至|下降到|降低到|降至|控制在|保持在|稳定在|不低于|不少于|不超过|超过|突破|约为))$|([率量值额数重])要$`)
	yearlyEnd = pattern.MustCompile(`(?:年平均|平均每年|年均|每年)$`)
	// unitBracket is a unit in the bracket that ends a name.
	unitBracket = pattern.MustCompile(`（([^（）]{1,10})）$`)
	// letters is a bracket that gives words in Latin letters: 技术与创新支持中心（TISC）. Those of
	// a class are meant: 企业（AAA）.
	letters = pattern.MustCompile(`(\p{Han}{2})（[A-Z0-9&.+-]*[D-Z][A-Z0-9&.+-]*）`)
)

func (n *reading) trimBack() {
	for again := true; again; {
		again = false
		if m := unitBracket.FindStringSubmatch(n.name); m != nil && isUnit(m[1]) && len(m[0]) < len(n.name) {
			n.name, again = strings.TrimSuffix(n.name, m[0]), true
		}
		if m := reached.FindStringSubmatch(n.name); m != nil && len(n.name)-len(m[0]) >= len("二字") {
			n.name, again = strings.TrimSuffix(n.name, m[0])+m[1], true
		}
		if m := yearlyEnd.FindString(n.name); m != "" && len(n.name)-len(m) >= len("二字") {
			n.name, n.period, again = strings.TrimSuffix(n.name, m), Yearly, true
		}
		if s := strings.TrimRight(n.name, "，,、：:；;。-"); s != n.name && s != "" {
			n.name, again = s, true
		}
	}
}

// isUnit says whether s is a unit of measure with or without its scale: 万元, %,
// 件/万人, MS.
func isUnit(s string) bool {
	return quantity.IsUnit(s) || quantity.IsUnit(strings.ToLower(s)) || s == "天" || s == "岁" || s == "年" || s == "MS" || s == "%"
}

var (
	// eachYear is 年 between what is counted and what is done to it: 著作权|年|登记量.
	// 青年, 老年 and the like are words of their own.
	eachYear = pattern.MustCompile(`[^青少成老百往周当学中幼近多历每全去今明后前整数逐次千0-9一二三四五六七八九十两]年`)
	// newly is 新增, where it is no part of 创新增长 or 新增长点.
	newly = pattern.MustCompile(`([^创更革翻高崭维])新增([^长值幅效速])`)
)

// within reads what stands inside a name: 著作权年登记量 is yearly, 城镇新增就业 new.
func (n *reading) within() {
	if at := eachYear.FindStringIndex(n.name); at != nil {
		i := at[1] - len("年")
		if rest := n.name[at[1]:]; flows().Of(rest) != "" {
			n.name, n.period = n.name[:i]+strings.TrimPrefix(rest, "均"), Yearly
		}
	}
	if rest := newly.ReplaceAllString(n.name, "$1$2"); rest != n.name {
		n.name, n.added = rest, true
	} else if rest, ok := strings.CutSuffix(n.name, "新增"); ok && utf8.RuneCountInString(rest) >= 2 {
		n.name, n.added = rest, true
	}
}

var (
	// rise and decline end names of changes.
	rise    = pattern.MustCompile(`(?:(年均|年平均|平均每年|年)|同比|平均|累计)?(?:增长速度|增长率|增长幅度|增长|增速|增幅|递增|增加率)$`)
	decline = pattern.MustCompile(`(?:(年均|年平均|平均每年|年)|同比|平均|累计)?(?:降低率|下降率|降低幅度|下降幅度|降幅|降低|下降|减少率|削减率|下降比例|降低比例)$`)
	// ofItself is growth that is the thing: 人口自然增长率.
	ofItself = pattern.MustCompile(`(?:自然|经济|机械)增长率?$`)
	// rate ends names of what is a rate itself: its change in % is no 增速.
	rate = pattern.MustCompile(`(?:率|比重|比例|占比|强度|系数)$`)
	// ownChange ends names of changes that have no other name: 销售价格涨幅.
	ownChange = pattern.MustCompile(`(?:涨幅|涨跌幅|跌幅|增速|降幅|差额)$`)
)

// change reads what a name says of its change.
func (n *reading) change() {
	if ofItself.MatchString(n.name) {
		return
	}
	for _, c := range []struct {
		*pattern.Pattern
		as string
	}{{rise, growth}, {decline, fall}} {
		m := c.FindStringSubmatch(n.name)
		if m == nil || utf8.RuneCountInString(n.name)-utf8.RuneCountInString(m[0]) < 2 {
			continue
		}
		n.name, n.moves = strings.TrimSuffix(n.name, m[0]), c.as
		if m[1] != "" {
			n.period = Yearly
		}
		return
	}
}

var (
	// number ends names of what is counted. 指数, 系数, 天数 and the like are none.
	number = pattern.MustCompile(`(?:总数量?|数量|总量|个数|家数|件数|人数|总人数|([^指系基分天倍次年函常参岁度个家件人])数)$`)
	// total ends names of sums, which are what they sum.
	total = pattern.MustCompile(`总(量|额|产值|产量|规模)$`)
	// ofSum ends a sum that says so twice: 生产总值|总量.
	ofSum = pattern.MustCompile(`([值额量])总[量额]$`)
	// done ends what is counted by how often it is done: 登记数量 is 登记量.
	done  = pattern.MustCompile(`(?:申请|授权|登记|注册|拥有|发表|交易|处理|受理|使用|销售|生产|消费|供应|供给|接待|运输|投放)$`)
	share = pattern.MustCompile(`占.{2,}$`)
	// numberOf is the number of what has a share: 企业|数|占….
	numberOf = pattern.MustCompile(`([业目位家户件构体区人员])(?:数量?|总数)占`)
	// ofShare are the words that end the name of a share, isRate the name of a rate.
	ofShare = pattern.MustCompile(`(?:比重|比例|份额|百分比|比率)$`)
	isRate  = pattern.MustCompile(`(?:占比|率|满意度|面积)$`)
)

// ending gives the end of a name, which depends on what is counted, one form:
// 企业数量 counted in 家 is 企业, 占…的比例 is 占…比重, 交易金额 is 交易额.
func (n *reading) ending(unit string, kind Kind) string {
	s := n.name
	if s == "" {
		return ""
	}
	if n.moves != "" && (kind == Level || kind == Words) {
		return names().replace(names().replace(endName(s)) + n.moves)
	}
	if m := number.FindStringSubmatch(s); m != nil && counts(unit) && utf8.RuneCountInString(s)-utf8.RuneCountInString(m[0]) >= 2 {
		s = strings.TrimSuffix(s, m[0]) + m[1]
		if done.MatchString(s) {
			s += "量"
		}
	}
	s = endName(s)
	if share.MatchString(s) && unit == "%" {
		s = numberOf.ReplaceAllString(s, "${1}占")
		if m := ofShare.FindString(s); m != "" {
			s = strings.TrimSuffix(s, m) + "比重"
		} else if !isRate.MatchString(s) {
			s += "比重"
		}
	}
	return names().replace(s)
}

func endName(s string) string {
	if t := strings.TrimSuffix(s, "金额"); t != s && utf8.RuneCountInString(t) >= 2 {
		s = t + "额"
	}
	if m := ofSum.FindStringSubmatch(s); m != nil {
		s = strings.TrimSuffix(s, m[0]) + m[1]
	}
	if m := total.FindStringSubmatch(s); m != nil && utf8.RuneCountInString(s) > 3 && !strings.HasSuffix(s, "零售总额") {
		s = strings.TrimSuffix(s, m[0]) + m[1]
	}
	return s
}
