package extract

import (
	"slices"
	"sort"
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// An indicator is the noun phrase a number belongs to. It stands
//
//	before a verb of reaching:  每万人口发明专利拥有量|达到|8.5件
//	between a verb and number:  签订|信用承诺书|68份
//	behind the number:          培育|30家|知识产权服务品牌机构
//	in the sentence before:     是“十二五”末的|2.71倍, 新增|16个

// reaching are the verbs between an indicator and its number.
var reaching = pattern.MustCompile(`(?:(?:要|应|将|今年|继续|连续|稳居|跻身|迈上|跨过|跨上|站上|世界|能够|基本|力争|总体|均|分别|累计|合计|总计|仅|已|共|就|也|再|各|稳定|保持|维持|控制|提高|提升|增加|增长|扩大|上升|跃升|下降|降低|减少|压减|缩减|缩短|压缩|降|升|发展|完成|实现|达到|达|为|是|至|到|在|有|占|超|约|近|了|总数|突破|位列|位居|名列|排名|全国|全省|第|年均|同比|不低于|不少于|超过)*(?:达到|达|为|是|至|到|在|有|占|超|了|突破|位列|位居|名列|排名|居全国|居全省|列全国|列全省|居世界|稳居|跻身|迈上|跨过|跨上|站上|保持全国|保持全省|增长|提高|提升|增加|上升|下降|降低|减少|压减|缩减|缩短|压缩|扩大|保持|稳定|控制|由|从|约|近|各|分别|累计|合计|总计|共|实现|完成|总数|年均|同比|均|仅))+$`)

// sharedValue begins verbs of reaching whose number holds for every indicator of
// a list.
var sharedValue = pattern.MustCompile(`^(?:要|应)?均`)

// weakly reaching words may also follow a verb of doing: 每县建有|1所敬老院.
var weakly = pattern.MustCompile(`^(?:有|共|约|近|再|各|累计|了|在|均|仅)+$`)

// comparison is what a change is measured against, at the end of an
// indicator: 生态护岸率|较2023年.
var comparison = pattern.MustCompile(`(?:较|比|与|由|从|相比于?)(?:` + aYear + `年|上年|上一年|去年|基期|基准年|“?十[一二三四五六七]五”?|“[一二三四五六七八九十]五”)(?:末|底|同期|期末|相比)?的?$`)

// compared begins words that only compare with the sentence before.
var compared = pattern.MustCompile(`^(?:分别|均)?(?:较[^大高低重]|比|是|为|同比|环比|与|相当于|占)`)

// shareOf ends an indicator whose number is a share of a whole.
var shareOf = pattern.MustCompile(`(?:占到?了?|占|(?:下调|上调|降低|提高|调整|扩大|提升|放宽|控制|达)(?:至|到|为|在))[^，,]{1,16}的$`)

// An indicator is named by words of the text; doubt says why they may be the
// wrong ones, "" where nothing speaks against them.
type indicator struct {
	words string
	doubt string
	rule  string // that took them
	at    Span   // where they stand, or what they were found in
}

func sure(rule, words string, at Span) indicator { return indicator{words: words, rule: rule, at: at} }

// indicators returns the indicators of q, one for each item of a list that q
// counts; an empty string where none is found. lo and hi bound the words that
// belong to q. list holds the names of an open 甲和乙分别为… list.
func (d *doc) indicators(c *sentenceContext, q quantity.Quantity, lo, hi int, qs []quantity.Quantity, i int, used []string, list *[]string) []indicator {
	pre := Span{lo, q.Start}
	if q.Each && pre[1] > pre[0] && d.rs[pre[1]-1] == '各' {
		pre[1]--
	}
	if m := perHead.FindString(d.str(pre[0], pre[1])); m != "" && runeLen(m) < pre[1]-pre[0] {
		pre[1] -= runeLen(m) // 低保标准提高到|每人每月|750元
	}
	pre[0] = d.behindSize(c, pre)
	raw := d.str(pre[0], pre[1])
	verb := reaching.FindString(raw)
	reached := verb != "" && !weakly.MatchString(verb)
	pre[1] -= runeLen(verb)
	if s := comparison.FindString(d.str(pre[0], pre[1])); s != "" && runeLen(s) < pre[1]-pre[0] {
		pre[1] -= runeLen(s)
	}
	if m := boundPhrase.FindStringIndex(d.str(pre[0], pre[1])); m != nil {
		pre[1] = pre[0] + runeLen(d.str(pre[0], pre[1])[:m[0]])
		if ofBound := boundOf.FindStringSubmatch(raw); ofBound != nil && byRate.MatchString(d.str(pre[0], pre[1])) {
			return []indicator{sure("indicator/share-of", ofBound[1], Span{lo, q.Start})} // 按照不高于市场租金的70%|缴纳
		}
		// 提供不低于备案价85%|的优惠房源: what is counted follows.
		reached = measurable.MatchString(d.str(pre[0], pre[1])) || !strings.HasPrefix(d.str(q.End, hi), "的")
	}
	if s := shareOf.FindString(d.str(pre[0], pre[1])); s != "" {
		pre[1] -= runeLen(s)
		reached = true
	}
	if strings.Contains(raw, "分别") {
		if compared.MatchString(raw) || pre[0] == pre[1] {
			*list = lastOf(used, d.run(qs, i))
		} else {
			*list = d.respectively(pre, d.run(qs, i))
		}
	}
	if n := len(*list); n > 0 {
		name := (*list)[0]
		*list = (*list)[1:]
		return []indicator{sure("indicator/respectively", name, Span{c.start, q.End})}
	}
	post := d.behind(q.End, hi)
	if q.Start < q.Num && measurable.MatchString(d.str(pre[0], pre[1])) {
		reached = true // 首付款比例|不低于20%
	}
	if q.End < hi && d.rs[q.End] == '的' && !reached && post[1] > post[0] {
		return []indicator{sure("indicator/behind-attribute", d.str(post[0], post[1]), post)} // 建设长约1.5公里的观鸟廊道
	}
	if m := shareName.FindString(raw); m != "" && len(used) > 0 && !strings.HasPrefix(used[0], "占") {
		return []indicator{{used[0] + m, "the subject is taken from before", "indicator/share-name", Span{lo, q.Start}}} // …投入增长12%，|占地区生产总值比重|达到2.5%
	}
	if s := d.str(pre[0], pre[1]); compared.MatchString(s) && !framed.MatchString(s) && post[0] == post[1] {
		return []indicator{{c.previous, "taken from before", "indicator/comparison", pre}}
	}
	if onlyMoney.MatchString(d.str(post[0], post[1])) {
		if name := d.purpose(post[1], c.end); name != "" {
			return []indicator{sure("indicator/purpose", name, Span{post[1], c.end})} // 安排100万元|资金，支持…
		}
	}
	if sharedValue.MatchString(verb) {
		if n := len(d.split(pre[0], pre[1], "、和与及")); n > 1 && measurable.MatchString(d.str(pre[0], pre[1])) {
			var out []indicator
			for _, name := range d.respectively(pre, n) {
				out = append(out, sure("indicator/list-with-one-number", name, pre)) // 种植、收获机械化率均达到|45%
			}
			return out
		}
	}
	name := d.trimLead(pre[0], pre[1], !reached)
	if q.Each {
		var out []indicator
		for _, s := range d.splitList(name[0], name[1]) {
			out = append(out, sure("indicator/each-of-list", d.str(s[0], s[1]), s))
		}
		return out
	}
	had := name[1]-name[0] >= 2
	switch {
	case post[1] > post[0] && !reached:
		return []indicator{sure("indicator/behind", d.str(post[0], post[1]), post)}
	case had && reached:
		return []indicator{sure("indicator/before-verb", d.str(name[0], name[1]), name)}
	case had:
		return []indicator{sure("indicator/before", d.str(name[0], name[1]), name)}
	case post[1] > post[0]:
		return []indicator{sure("indicator/behind", d.str(post[0], post[1]), post)}
	}
	if name := d.purpose(hi, c.end); name != "" {
		return []indicator{sure("indicator/purpose", name, Span{hi, c.end})}
	}
	if m := doneToPeople.FindString(d.str(pre[0], pre[1])); m != "" && people.MatchString(q.Unit) {
		return []indicator{sure("indicator/done-to-people", m, pre)} // 每年培训|5000人以上
	}
	return []indicator{d.elided(c, q, lo, used)}
}

var (
	people = pattern.MustCompile(`^(?:人|人次|名)$`)

	// doneToPeople ends words that count people by what is done for them.
	doneToPeople = pattern.MustCompile(`(?:培训|轮训|招收|培养|选派|帮扶|救助|资助)$`)
)

// behindSize is where the name in s begins behind the size of what it names:
// 长120米、宽8米的|桥梁1座.
func (d *doc) behindSize(c *sentenceContext, s Span) int {
	n := sort.Search(len(c.scanned), func(k int) bool { return c.scanned[k].End >= s[1] })
	for k := n - 1; k >= 0 && c.scanned[k].Start > s[0]; k-- {
		x := c.scanned[k]
		if d.rs[x.End] == '的' && measured.MatchString(d.str(s[0], x.Start)) {
			return x.End + 1
		}
	}
	return s[0]
}

var (
	// byRate ends words that only say that something follows a rate.
	byRate = pattern.MustCompile(`按照?$`)
	// boundOf is what a bound in front of a number is a share of.
	boundOf = pattern.MustCompile(`(?:低于|少于|高于|超过|大于)([^，。；0-9]{2,20})的$`)
)

// purpose returns what money is set aside for, behind the comma at hi:
// 安排2亿元，用于….
func (d *doc) purpose(hi, end int) string {
	if hi >= end || !strings.ContainsRune("，,", d.rs[hi]) {
		return ""
	}
	m := usedFor.FindStringSubmatch(d.str(hi+1, min(end, hi+60)))
	if m == nil {
		return ""
	}
	return m[1]
}

// onlyMoney is what an amount of money is called without saying what for.
var onlyMoney = pattern.MustCompile(`^(?:专项|财政|奖补)?(?:资金|经费)$`)

// usedFor finds what money is set aside for in the clauses behind it: 安排2亿元，
// 用于支持…, 安排800万元，聚焦春节，发放….
var usedFor = pattern.MustCompile(`^(?:[^。；]{0,30}，)?(?:专项|主要|重点|统筹)?(?:用于(?:支持|开展|实施|发放)?|(?:深入)?开展|(?:继续)?实施|发放|支持)([^，。；、]{2,24})`)

// elided returns the indicator of a number that stands without one: the last
// one of its sentence, the object of the words before the comma (…建设小微湿地，
// 每年建设|不少于8处), or the last one of the passage.
func (d *doc) elided(c *sentenceContext, q quantity.Quantity, lo int, used []string) indicator {
	if len(used) > 0 {
		before := Span{c.start, q.Start}
		for _, x := range c.scanned {
			if x.End <= q.Start {
				before = Span{x.Start, x.End}
			}
		}
		return indicator{c.previous, "taken from before", "indicator/number-before", before}
	}
	if q.Rank {
		return indicator{c.previous, "taken from before", "indicator/sentence-before", Span{}}
	}
	if lo > c.start {
		from := c.start
		if i := d.lastIndex(c.start, lo-1, "，,：:"); i >= 0 {
			from = i + 1
		}
		if n := d.trimLead(from, lo-1, true); n[1]-n[0] >= 2 && n[1]-n[0] <= 24 {
			return indicator{d.str(n[0], n[1]), "taken from a clause before", "indicator/clause-before", n}
		}
	}
	return indicator{c.previous, "taken from the sentence before", "indicator/sentence-before", Span{}}
}

// run counts the quantities from qs[i] on that stand in one list.
func (d *doc) run(qs []quantity.Quantity, i int) int {
	n := 1
	for k := i + 1; k < len(qs) && qs[k].Start-qs[k-1].End <= 2; k++ {
		n++
	}
	return n
}

func lastOf(s []string, n int) []string {
	return append([]string(nil), s[max(0, len(s)-n):]...)
}

// splitList parts a list of indicators: 专利申请量和授权量, 商标申请量、注册量.
func (d *doc) splitList(start, end int) []Span {
	var out []Span
	for _, s := range d.split(start, end, "、") {
		a := s[0]
		for k := a + 2; k < s[1]-1; k++ {
			if strings.ContainsRune("和与及", d.rs[k]) && measurable.MatchString(d.str(a, k)) {
				out = append(out, Span{a, k})
				a = k + 1
			}
		}
		out = append(out, Span{a, s[1]})
	}
	return out
}

// leadTime is a time or a scope in front of an indicator.
var leadTime = pattern.MustCompile(`^(?:(?:到|至|截至|截止|截止到|于)?` + aYear + `年(?:度|年?底|末|间)?(?:之?前)?|[“"]?十[一二三四五六七]五[”"]?(?:期间|时期|末|以来)?|[“"]?[一二三四五六七八九十]五[”"]?(?:期间|时期|末|以来)|到?(?:本世纪末|本世纪中叶)|经过?[一二三四五六七八九十两0-9]+年(?:左右)?(?:的?努力)?|[一二三四五六七八九十两0-9]+年(?:内|累计|共)|连续[一二三四五六七八九十两0-9]+(?:年|个季度)|其中|一是|二是|三是|四是|五是|并|且)[，,]?`)

// stubs cannot stand alone as an indicator: what looked like a verb before
// them is part of the name (登记|数量, 服务|机构).
var stubs = pattern.MustCompile(`^(?:占比|比重|比例|成功率|数量|量|率|额|机构|人数|基地|单位|项目|总量|总数|面积|中心|金额|规模|人员|企业|能力|水平|平台|体系|资金|经费|专利|任务|强度|工程|站|点|所|区|网络|网点|时间|周期|成本)$`)

// respectively returns the run names of a list whose numbers follow 分别: what
// the last one ends with belongs to all (粮食、油料产量 is 粮食产量, 油料产量), and
// one name alone has all numbers.
func (d *doc) respectively(s Span, run int) []string {
	parts := d.splitList(s[0], s[1])
	if len(parts) != run {
		if all := d.split(s[0], s[1], "、和与及"); len(all) == run {
			parts = all
		}
	}
	var names []string
	for _, p := range parts {
		if p = d.trimLead(p[0], p[1], false); p[1] > p[0] {
			names = append(names, d.str(p[0], p[1]))
		}
	}
	if len(names) == 0 {
		return nil
	}
	last := parts[len(parts)-1]
	last = d.trimLead(last[0], last[1], false)
	tail := names[len(names)-1]
	if whole := d.sharedActs(d.trimLead(parts[0][0], parts[0][1], false), last, names); whole != nil {
		return whole
	}
	for i, name := range names[:len(names)-1] {
		switch {
		case levelEnd.MatchString(name) && levelStart.MatchString(tail):
			names[i] += levelStart.ReplaceAllString(tail, "")
		case measurable.MatchString(tail) && !measurable.MatchString(name) && runeLen(name) <= 8:
			names[i] += d.sharedEnd(last, runeLen(name))
		}
	}
	if len(names) == 1 {
		names = slices.Repeat(names, max(1, run))
	}
	return names
}

// sharedActs gives names that list what is done to one thing, as verbs of one
// length, the thing and the measure: 水稻种植、收获机械化率 is 水稻种植机械化率, 水稻收获
// 机械化率. It returns nil where they list anything else.
func (d *doc) sharedActs(first, last Span, names []string) []string {
	a, b := d.tag(first[0], first[1]), d.tag(last[0], last[1])
	if len(names) < 2 || len(a) < 2 || len(b) < 2 || measurable.MatchString(names[0]) || !measurable.MatchString(names[len(names)-1]) {
		return nil
	}
	act, own := a[len(a)-1], b[0]
	if act.Tag != "v" || own.Tag != "v" || act.End-act.Start != own.End-own.Start {
		return nil
	}
	thing, measure := d.str(first[0], first[0]+act.Start), d.str(last[0]+own.End, last[1])
	out := []string{names[0] + measure}
	for _, name := range names[1 : len(names)-1] {
		out = append(out, thing+name+measure)
	}
	return append(out, thing+names[len(names)-1])
}

// sharedEnd is what the name at s shares with a name of n characters before it
// in its list: all behind its own word, where that is as long. Else the name
// before it is whole. A long word is made of short ones: 农村|居民.
func (d *doc) sharedEnd(s Span, n int) string {
	for _, w := range d.tag(s[0], s[1]) {
		if w.Start == n || w.End-w.Start >= 4 && w.Start+2 == n {
			return d.str(s[0]+n, s[1])
		}
	}
	return ""
}

// trimLead takes times, adverbs and verbs of doing off the front of
// [start, end). cut also drops everything up to the last verb of doing inside,
// for numbers that follow their object: 指导各县建立|商标品牌指导站|20家.
func (d *doc) trimLead(start, end int, cut bool) Span {
	start, end = d.trim(start, end)
	from := start
	if perCapita.MatchString(d.str(start, end)) {
		return Span{start, end}
	}
	if m := framed.FindString(d.str(start, end)); m != "" && runeLen(m) < end-start {
		start += runeLen(m)
	}
	for again := true; again && start < end; {
		again = false
		if m := leadTime.FindString(d.str(start, end)); m != "" {
			start, again = start+runeLen(m), true
			continue
		}
		words := []string{prefixOf(d.vocab.adverbs, d.rs[:end], start)}
		if cut { // before a verb of reaching, a verb in front is an attribute: 新建冷库绿色设计比例
			words = append(words, prefixOf(d.vocab.verbs, d.rs[:end], start))
		}
		for _, w := range words {
			n := runeLen(w)
			if w == "" || start+n > end {
				continue
			}
			if !d.wordAt(start, start+n, end) {
				if n = d.twoVerbs(start, n, end); n == 0 {
					continue
				}
			}
			if rest := d.str(start+n, end); rest != "" && (runeLen(rest) == 1 || w == "在" && inWord.MatchString(rest) || stubs.MatchString(rest) || strings.ContainsRune("后前率量额者员", d.rs[start+n])) {
				continue
			}
			start, again = start+n, true
			break
		}
		if start < end && !again && strings.ContainsRune("的，,、：:—-将把", d.rs[start]) || start > from && start < end && !again && strings.ContainsRune("地了", d.rs[start]) && !d.wordStart(start, end) {
			start, again = start+1, true
		}
	}
	if payer.MatchString(d.str(start, end)) {
		start = end
	}
	for _, scope := range []string{"全省", "全市", "全县", "全区", "全国", "我省", "我市"} {
		if s := d.str(start, end); s == scope || s == scope+"共" || s == scope+"共有" {
			start = end
		}
	}
	if cut && start < end && !perCapita.MatchString(d.str(start, end)) {
		start = d.afterLastVerb(start, end)
	}
	if m := remnants.FindString(d.str(start, end)); m != "" && runeLen(m) < end-start {
		end -= runeLen(m)
	}
	for end > start && strings.ContainsRune("的，,、：:", d.rs[end-1]) {
		end--
	}
	return Span{start, end}
}

// framed are words in front of an indicator that say where, after what or by
// whom: （2）…, 合同签订后1个月内缴纳|出让价款, 推动各区各部门实现|检查量占比.
var framed = pattern.MustCompile(`^(?:[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳])|^[^，。；]{0,40}后[一二三四五六七八九十0-9]{1,3}(?:个月|个工作日|日|天|年)内(?:缴纳|支付|付清)?|^在[^，。；]{2,20}(?:范围|区域|领域)内|^(?:推动|督促|引导|指导|支持|确保)\p{Han}{2,16}?(?:实现|确保)|^为\p{Han}{2,8}?提供`)

// perHead ends words that say of whom and how often an amount is reckoned.
var perHead = pattern.MustCompile(`(?:每(?:人|户|月|年|生|学年|班|辆|亩|百平方公里))+$`)

// perCapita begins indicators that are themselves shares: 每万人拥有律师.
var perCapita = pattern.MustCompile(`^(?:平均)?(?:每[百千万]\p{Han}{1,4}|人均|户均)拥有`)

// shareName is an indicator without its subject: 占地区生产总值比重.
var shareName = pattern.MustCompile(`^占[^，。；]{2,20}?(?:比重|比例|份额)`)

// payer is who sets money aside, and nothing else.
var payer = pattern.MustCompile(`^(?:省|市|县|区|各级)?(?:级|本级)?财政(?:每年|连续\p{Han}年)?(?:统筹)?(?:安排|列支|出资|投入|设立)$`)

// inWord goes on with 在 as one word: 在校学生, 在岗职工.
var inWord = pattern.MustCompile(`^[校岗册建编库园产用职]`)

// remnants are words between an indicator and its number that are no part of it.
var remnants = pattern.MustCompile(`(?:(?:在(?:原有?|现有|此)[^，]{0,10}基础上|原则上|可阶段性|(?:的?(?:控制|预期))目标|阶段性|可|暂按|最高|调整|上调|下调|放宽|加快实施|(?:今年)?(?:阶段性)?由[0-9.]+%(?:以上)?|继续保持|再降?|继续|从|均|今年|持续保持|保持|[由从](?:原来|原有|现行|现在|目前|当前|原)?的?)(?:为|至|到)?)+$`)

// wordAt says whether [a, b) is a word of its own in [a, end), so that the
// first characters of a longer word are not taken for a verb.
func (d *doc) wordAt(a, b, end int) bool {
	if b == end {
		return true
	}
	for _, w := range d.tag(a, end) {
		if w.Start >= b-a {
			return w.Start == b-a
		}
	}
	return true
}

// wordStart says whether the character at a begins a word of two or more.
func (d *doc) wordStart(a, end int) bool {
	w := d.tag(a, end)
	return len(w) > 0 && w[0].End > 1
}

// twoVerbs returns the length of the word at a if it is made of two verbs of
// doing, the first n long: 引进|培育; 0 if it is not.
func (d *doc) twoVerbs(a, n, end int) int {
	w := prefixOf(d.vocab.verbs, d.rs[:end], a+n)
	if w == "" || a+n+runeLen(w) >= end || !d.wordAt(a, a+n+runeLen(w), end) {
		return 0
	}
	return n + runeLen(w)
}

// afterLastVerb is the position behind the last verb of doing in [start, end)
// that is a word of its own and leaves an object behind it.
func (d *doc) afterLastVerb(start, end int) int {
	at := start
	for _, w := range d.tag(start, end) {
		a, b := start+w.Start, start+w.End
		if a == start || b >= end || d.rs[b] == '的' || quantity.IsDigit(d.rs[b]) {
			continue // 首次突破|100亿元的企业 is an attribute
		}
		two := w.End-w.Start == 4 && hasAnySuffix(w.Text, d.vocab.verbs)
		doing := two || prefixOf(d.vocab.verbs, d.rs[:b], a) == w.Text && strings.HasPrefix(w.Tag, "v")
		// 垃圾投放|点: a verb in the name of a place, a person or a measure
		if doing && d.depthAt(start, a) == 0 && !strings.ContainsRune("点站所区期率量额者员", d.rs[b]) {
			if rest := d.str(b, end); !stubs.MatchString(rest) && runeLen(rest) >= 2 {
				at = b
			}
		}
	}
	return at
}

// depthAt counts the brackets open at pos.
func (d *doc) depthAt(start, pos int) int {
	n := 0
	for i := start; i < pos; i++ {
		if isOpen(d.rs[i]) {
			n++
		} else if isClose(d.rs[i]) {
			n--
		}
	}
	return n
}

// behindEnds are words behind a counted noun that are no part of it.
var behindEnds = pattern.MustCompile(`(?:等)?(?:建设|工作|创建|培育|申建|认定|落地|目标|任务|行列|投入使用|建成|开工|的建设|的目标|开展试点|向(?:全球|全国|全社会|社会)[^，]{0,4}发布)$`)

// notCounted begins words behind a number that are no name of what it counts.
var notCounted = pattern.MustCompile(`^(?:[（(]|办结|办理完毕|可|或|时|后|确定|按|要求|政策|标准(?:$|[^化厂])|不变|税率|征收|缴纳|计算|扣除|严格|的政策|的支持|的资金|居|位居|位列|较|比|增加到|提高|提升|下降|降至|降到|降低|减少|扩大|上升|增至|升至|(?:压缩|缩短|压减|精简|调整)(?:至|到|为)|同比|环比|增长|其中|等|并|且|和|与|及|以|在|左右|的?目标|的?速度|的?比例|的?标准(?:$|[^化厂])|的?奖励|的?补助|的?规模)`)

// behind returns the noun phrase behind a number in [start, end).
func (d *doc) behind(start, end int) Span {
	start, end = d.trim(start, end)
	if start < end && d.rs[start] == '、' {
		return Span{start, start} // the next item of a list
	}
	for start < end && d.rs[start] == '的' {
		start++
	}
	if notCounted.MatchString(d.str(start, end)) {
		return Span{start, start}
	}
	if i := d.index(start, end, "，,。；;：:"); i >= 0 {
		end = i
	}
	if m := spentOn.FindString(d.str(start, end)); m != "" && runeLen(m) < end-start {
		return Span{start + runeLen(m), end}
	}
	if m := behindEnds.FindString(d.str(start, end)); m != "" && runeLen(m) < end-start {
		end -= runeLen(m)
	}
	for end > start && strings.ContainsRune("的，,、：:等", d.rs[end-1]) {
		end--
	}
	if start < end && d.rs[start] == '”' {
		return Span{start, start} // “…不低于20%”的政策
	}
	for start < end && isClose(d.rs[start]) {
		start++
	}
	return Span{start, end}
}

// explained is a bracket that explains a word of a name.
var explained = pattern.MustCompile(`[（(](?:即|是?指|以下|下同|含[^（）()]{6,})[^（）()]*[）)]`)

// spentOn begins words that say what money is set aside for: 安排5000万元|用于开展….
var spentOn = pattern.MustCompile(`^(?:资金)?用于(?:支持|开展|实施|发放)?|^(?:资金)?(?:发放|开展|深入开展|实施)`)

// balanced cuts a name at a bracket that is not closed or was not opened.
func balanced(s string) string {
	s = strings.TrimLeft(s, "的")
	depth, at := 0, -1
	for i, r := range s {
		switch {
		case strings.ContainsRune("（(《“〔", r):
			if depth == 0 {
				at = i
			}
			depth++
		case strings.ContainsRune("）)》”〕", r):
			if depth == 0 {
				return strings.TrimLeft(balanced(s[i+len(string(r)):]), "的")
			}
			depth--
		}
	}
	if depth > 0 {
		// 严格执行“首套住房首付款比例: the name stands inside the quotation.
		if in, ok := strings.CutPrefix(s[at:], "“"); ok && runeLen(s[:at]) <= 8 && runeLen(in) >= 4 {
			return in
		}
		return s[:at]
	}
	return s
}
