package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// granting are the words that offer money.
var granting = pattern.MustCompile(`给予|给与|给于|奖励|补助|补贴|资助|奖补|贴息|奖金|最高支持|代缴|下拨|减免|贷款(?:最高)?(?:额度|金额|上限)|(?:贷款|授信)额度|可申请|可获得?|免费\p{Han}{2,10}(?:支持|服务)|予以支持|一次性支持|发放[^，]{0,12}券|发放最高|担保贷款|予以返还|可返还|扶持资金|的资金支持`)

var (
	// reckonedBy begins the words of a rate an offer is reckoned by.
	reckonedBy = pattern.MustCompile(`^[，,]?(?:最高)?(?:可)?(?:由?\p{Han}{0,4}(?:政府|财政))?按照?`)
	// conceding are words that lower what somebody has to pay, in percent.
	conceding = pattern.MustCompile(`减按|减征|返还|加计抵减|加计扣除|税前扣除`)
)

// budget ends words that set money aside rather than offer it.
var budget = pattern.MustCompile(`(?:安排|列支|到位)[^，,]{0,12}$|总额(?:为|达到?|不超过)?$|补助收入|补贴收入|退回`)

// capped begins words behind an offer that limit it.
var capped = pattern.MustCompile(`^[，,](?:单个|每个|每家|每项|每次|每户|每人|其余|同一|年度|累计|总额|最高|最多|不超过|且|其中)`)

// tierAlone is a clause that is nothing but a step of a scale.
var tierAlone = pattern.MustCompile(`^[，,](?:国家|省|市|县|区)级(?:\p{Han}{0,4})$|^[，,](?:每[人月年次户]|单[个次])+$`)

// grants says whether q is an amount offered as support.
func (d *doc) grants(c *sentenceContext, q quantity.Quantity) bool {
	rule, _ := d.granted(c, q)
	return rule != ""
}

// granted returns the rule by which q is an amount offered as support, and the
// words it goes by: those of q or words before them in the sentence offer
// something, and q is money or a share. It returns "" where q is none.
func (d *doc) granted(c *sentenceContext, q quantity.Quantity) (rule string, at Span) {
	if !strings.Contains(q.Unit, "元") && q.Unit != "%" && q.Unit != "个百分点" {
		return "", Span{}
	}
	hi := c.end
	if i := d.index(q.End, c.end, "，,"); i >= 0 {
		hi = i
	}
	lo := c.start
	if i := d.lastIndex(c.start, q.Start, "，,"); i >= 0 {
		lo = i
	}
	if budget.MatchString(d.str(lo, q.Start)) {
		return "", Span{}
	}
	if granting.MatchString(d.str(lo, hi)) {
		return "support/offering-word", Span{lo, hi}
	}
	if q.Unit == "%" && conceding.MatchString(d.str(lo, hi)) {
		return "support/lowering-word", Span{lo, hi}
	}
	// 按设备投资额5%的比例，最高给予200万元: the rate stands before the giving.
	if reckonedBy.MatchString(d.str(lo, q.Start)) && hi < c.end {
		next := d.str(hi+1, min(c.end, hi+16))
		if i := strings.IndexAny(next, "，,"); i >= 0 {
			next = next[:i]
		}
		if granting.MatchString(next) {
			return "support/rate-of-offer", Span{lo, min(c.end, hi+16)}
		}
	}
	if !d.saidBefore(c, granting, lo) {
		return "", Span{}
	}
	if capped.MatchString(d.str(lo, q.End)) {
		return "support/limit-of-offer", Span{lo, q.End}
	}
	if strings.Contains(q.Unit, "元") && tierAlone.MatchString(d.str(lo, q.Start)) { // 国家级奖励100万元，|省级50万元
		return "support/step-of-offer", Span{lo, q.End}
	}
	return "", Span{}
}

// supported returns what an amount is offered for: its receiver or the thing
// paid for, as the sentence names it, with the amount's own label in a list
// (博士|8万元、硕士|5万元).
func (d *doc) supported(c *sentenceContext, q quantity.Quantity) indicator {
	lo := c.start
	if i := d.lastIndex(c.start, q.Start, "，,："); i >= 0 {
		lo = i + 1
	}
	base := d.offered(c, q, lo)
	if name := d.paired(c, q, lo, base.words); name != "" {
		return indicator{name, base.doubt, "indicator/paired", Span{c.start, q.End}}
	}
	if base.words == "" {
		base.words, base.rule = c.receiver, "indicator/receiver-before"
	}
	c.receiver = base.words
	label := d.ownLabel(q, lo)
	if label != "" && !strings.Contains(base.words, label) {
		if levelStart.MatchString(label) && levelStart.MatchString(base.words) {
			base.words = levelStart.ReplaceAllString(label, "") + levelStart.FindString(label) + levelStart.ReplaceAllString(base.words, "")
		} else {
			base.words += label
		}
		base.rule, base.at = "indicator/receiver-with-label", Span{lo, q.Start}
	}
	if other := d.otherwiseNamed(c, q, lo); base.doubt == "" && other != "" && !strings.Contains(base.words, other) && !strings.Contains(other, base.words) {
		base.doubt = "perhaps " + other
	}
	return base
}

// otherwiseNamed is what else an offer may be said to be for beside its
// receiver, and readers do say: what a rate is reckoned of (按研发成本的|30%), or
// the support by its name (最高10万元|购房补贴); "" where neither is told.
func (d *doc) otherwiseNamed(c *sentenceContext, q quantity.Quantity, lo int) string {
	if m := reckonedOf.FindStringSubmatch(d.str(lo, q.Start)); m != nil && q.Unit == "%" {
		return m[1]
	}
	if m := supportName.FindStringSubmatch(d.str(q.End, min(c.end, q.End+14))); m != nil && !plainSupport.MatchString(m[1]) {
		return m[1]
	}
	return ""
}

var (
	reckonedOf  = pattern.MustCompile(`按(?:照|其)?(?:不超过|不高于|最高)?([^，。；、]{2,20}?)(?:的|给予|予以)?$`)
	supportName = pattern.MustCompile(`^的?(\p{Han}{2,8}(?:补贴|补助|资助|奖励|优惠|贷款|津贴|贴息))`)
	// plainSupport says no more than that something is given.
	plainSupport = pattern.MustCompile(`^(?:的|一次性|资金|专项|财政|相应|定额|经费|现金|适当|给予|标准|比例)`)
)

// openYear is the year in which an offer is open: the last one stated before
// the receiver. One behind 对 says whom it is for: 对2025年新认定的企业.
func (d *doc) openYear(c *sentenceContext, q quantity.Quantity) told {
	end := q.Start
	if a := d.lastWord(c.start, q.Start, "对"); a >= 0 && !given.MatchString(d.str(a, max(a, d.index(a, q.Start, "，,")))) {
		end = a
	}
	if y := lastYear(d.yearsAndTerms(c.start, end)); y.year != "" {
		c.open = y.by("year/open")
	}
	if c.open.year == "" {
		return told{rule: "year/none"}
	}
	return c.open
}

// ownLabel is the short name right in front of an amount of a list: 博士|8万元、
// 五级（初级）|4000元.
func (d *doc) ownLabel(q quantity.Quantity, lo int) string {
	from := lo
	if i := d.lastIndex(lo, q.Start, "、和及"); i >= 0 {
		from = i + 1
	}
	s := d.str(from, q.Start)
	s = strings.TrimPrefix(strings.TrimSuffix(s, "的"), "其中")
	if from > lo {
		s = offerEnd.ReplaceAllString(s, "") // 本科学历补贴|1万元
	}
	if i := strings.LastIndex(s, "给予"); i >= 0 {
		s = s[i+len("给予"):]
	}
	if n := runeLen(s); n < 2 || n > 12 || !shortName.MatchString(s) || granting.MatchString(s) || grantWord.MatchString(s) || onlyTime.MatchString(s) || trailing.MatchString(s) || q.Unit == "%" && shareBase.MatchString(s) {
		return ""
	}
	return s
}

// shareBase is what a rate is reckoned of, which is no name in a list:
// 给予总投资|30%的支持.
var shareBase = pattern.MustCompile(`(?:投资额?|投入|费用?|成本|金额|租金|[发实]\p{Han}{0,2}额)$`)

var offerEnd = pattern.MustCompile(`(?:补贴|奖励|补助|资助)$`)

var shortName = pattern.MustCompile(`^\p{Han}+(?:（\p{Han}{1,8}）)?$`)

// offered returns the words that name what an offer is for, "" where its
// sentence has none. lo begins the amount's own clause.
func (d *doc) offered(c *sentenceContext, q quantity.Quantity, lo int) indicator {
	pre, front := d.str(lo, q.Start), Span{lo, q.Start}
	if m := loan.FindStringSubmatch(d.str(q.End, min(c.end, q.End+30))); m != nil && lending.MatchString(pre) {
		return sure("indicator/lent", m[1], Span{q.End, q.End + runeLen(m[0])})
	}
	if m := reckoned.FindStringSubmatch(d.str(q.End, min(c.end, q.End+20))); m != nil && strings.HasSuffix(pre, "按") {
		return sure("indicator/rate-of", m[1], Span{q.End, q.End + runeLen(m[0])})
	}
	if m := ownStandard.FindStringSubmatch(pre); m != nil {
		return sure("indicator/offer-itself", m[1], front)
	}
	if m := givenTo.FindStringSubmatch(pre); m != nil && runeLen(m[1]) >= 2 && !granting.MatchString(m[1]) && !tier.MatchString(m[1]) {
		return sure("indicator/given-to", m[1], front)
	}
	if t := d.receiverBehind(c, q, lo); t != "" {
		if name := d.referredTo(c, t, lo); name != "" {
			return indicator{name, "taken from a clause before", "indicator/referred-to", Span{c.start, q.Start}}
		}
		return sure("indicator/receiver", t, Span{c.start, q.Start})
	}
	if m := handedOut.FindStringSubmatch(pre); m != nil {
		return sure("indicator/handed-out", m[1], front)
	}
	if m := givenBare.FindStringSubmatch(pre); m != nil && !notGiven.MatchString(m[1]) && !tier.MatchString(m[1]) {
		return sure("indicator/given-to", m[1], front)
	}
	if m := namedInto.FindStringSubmatch(d.str(c.start, lo)); m != nil && runeLen(m[1]+m[2]) >= 3 {
		return sure("indicator/put-on-list", m[1]+m[2], Span{c.start, lo})
	}
	for _, w := range []string{"支持", "鼓励"} {
		if a := d.lastWord(c.start, q.Start, w); a >= 0 {
			b := d.index(a, q.Start, "，,：:")
			if b < 0 {
				b = q.Start
			}
			if t := d.cutGrant(a, b); t != "" {
				return sure("indicator/supported", t, Span{a - runeLen(w), b})
			}
		}
	}
	if t := d.cutGrant(lo, q.Start); t != "" && !actionStart.MatchString(t) {
		return sure("indicator/before-offer", t, front)
	}
	if c.receiver != "" {
		return indicator{}
	}
	// The nearest clause before that names something: 培养产业领军人才，并给予….
	parts := d.split(c.start, max(c.start, lo-1), "，,")
	for k := len(parts) - 1; k >= 0 && lo > c.start; k-- {
		a, b := parts[k][0], parts[k][1]
		for _, x := range c.scanned {
			if x.End == b && x.Start > a && !strings.ContainsAny(x.Unit, "元%") {
				b = x.Start // 建成工作室|10个以上，每个给予5万元
			}
		}
		n := d.trimLead(a, b, !strings.HasSuffix(d.str(a, b), "的"))
		if t := d.cutGrant(n[0], n[1]); t != "" && !actionStart.MatchString(t) {
			return indicator{t, "taken from a clause before", "indicator/clause-before", n}
		}
	}
	if c.announced != "" {
		return indicator{c.announced, "taken from the offer before", "indicator/offer-before", Span{}}
	}
	if m := paidFor.FindStringSubmatch(d.str(q.End, min(c.end, q.End+30))); m != nil {
		return sure("indicator/paid-for", m[1], Span{q.End, q.End + runeLen(m[0])})
	}
	for k := len(parts) - 1; k >= 0 && lo > c.start; k-- {
		if t := d.cutGrant(parts[k][0], parts[k][1]); t != "" {
			return indicator{t, "made of words that state a condition", "indicator/condition", parts[k]}
		}
	}
	if t := d.cutGrant(lo, q.Start); t != "" {
		return indicator{t, "made of words that state a condition", "indicator/condition", front}
	}
	return indicator{c.previous, "taken from the sentence before", "indicator/sentence-before", Span{}}
}

// paidFor finds what an amount is paid or charged for, behind it: 按100元/年的标准
// 为其代缴|养老保险费, 减按15%的税率征收|企业所得税.
var paidFor = pattern.MustCompile(`^的?(?:标准|比例|税率|额度)?(?:为其)?(?:代缴|下拨|征收|收取|缴纳|确定|发放)(\p{Han}{2,16})`)

// reckoned finds what a reduced rate is reckoned of: 减按25%计算|应纳税所得额,
// 按20%的税率缴纳|企业所得税.
var reckoned = pattern.MustCompile(`^的?(?:税率|比例)?(?:计算|计入|缴纳)(\p{Han}{3,12})`)

// announce keeps the receiver of an offer whose amounts follow in the sentences
// or parts below: 给予该协会|一次性补贴。满1个月的补贴200元/人.
func (d *doc) announce(c *sentenceContext) {
	if c.receiver != "" {
		c.announced = c.receiver
	} else if m := promised.FindStringSubmatch(d.str(c.start, c.end)); m != nil {
		c.announced = m[1]
	}
}

var promised = pattern.MustCompile(`给予(?:该|其)?(\p{Han}{2,10}?)(?:一次性|相应|适当|一定)\p{Han}{0,8}(?:补贴|补助|奖励|资助)$`)

// ownStandard finds an offer that is the subject of its own clause: 岗位补贴|按最低
// 工资的30%, 贴息比例|提升到40%.
var ownStandard = pattern.MustCompile(`^(?:且|其中)?(\p{Han}{2,10}(?:补贴|补助|津贴)|\p{Han}{0,10}(?:补贴|补助|贴息|奖励)(?:标准|比例))(?:按照?[^，。；]*|(?:提升|提高|调整|上调|增加)(?:到|至|为))$`)

// referredTo is the full name of what name only refers back to: 支持打造省级标杆
// 场景，对符合要求的场景….
func (d *doc) referredTo(c *sentenceContext, name string, lo int) string {
	m := backReference.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	parts := d.split(c.start, max(c.start, lo-1), "，,")
	for k := len(parts) - 1; k >= 0; k-- {
		if s := d.str(parts[k][0], parts[k][1]); strings.HasSuffix(s, m[1]) && !strings.HasSuffix(s, name) {
			n := d.trimLead(parts[k][0], parts[k][1], true)
			if n[1]-n[0] > runeLen(m[1]) {
				return d.str(n[0], n[1])
			}
		}
	}
	return ""
}

// backReference names something by the conditions stated for it.
var backReference = pattern.MustCompile(`^(?:经[评审]?[定审]?\p{Han}{0,2})?(?:符合(?:要求|条件|标准)|上述|达到要求)的(\p{Han}{2,6})$`)

// receiverBehind returns the receiver behind the last 对 of the sentence: up to
// its first comma, or, where that leaves it without a head, the noun that the
// words before the giving end with (对与企业签订协议，…的|职业院校，给予…).
func (d *doc) receiverBehind(c *sentenceContext, q quantity.Quantity, lo int) string {
	a := d.lastWord(c.start, q.Start, "对")
	if a < 0 {
		return ""
	}
	b := d.index(a, q.Start, "，,：:")
	if b < 0 {
		return d.cutGrant(a, q.Start)
	}
	// 对甲给予支持，给予乙最高…: what 对 names has been given already.
	if given.MatchString(d.str(a, b)) && strings.Contains(d.str(b, q.Start), "给予") {
		return ""
	}
	first := d.cutGrant(a, b)
	if lo-1 > b && !strings.HasSuffix(d.str(a, b), "的") && (first == "" || strings.HasPrefix(first, "与") || strings.HasPrefix(first, "在")) {
		from := d.lastIndex(a, lo-1, "，,") + 1
		if m := headNoun.FindStringSubmatch(d.str(from, lo-1)); m != nil {
			return m[1]
		}
	}
	return first
}

var (
	// headNoun is the noun that ends words with an attribute: …缴纳社保的|职业院校（含技校）.
	headNoun = pattern.MustCompile(`的(\p{Han}{2,12}(?:（[^（）]{1,12}）)?)$`)

	// givenTo finds the receiver between the verb of giving and the amount.
	givenTo = pattern.MustCompile(`(?:给予|给于|发放|奖励|补助|补贴|资助)(?:每[件个家户名人项])?((?:“[^”]{1,16}”)?[\p{Han}A-Za-z]{2,16}?)(?:一次性|最高|不超过|分别|每[年户人家个])+(?:\p{Han}{0,6}(?:补助|补贴|奖励|资助|奖补|支持))?$`)

	// givenBare is givenTo without words around the amount: 一次性奖励|孵化器|10万元.
	givenBare = pattern.MustCompile(`(?:奖励|给予|补助|补贴|资助)(?:给)?([\p{Han}A-Za-z]{2,12})$`)
	notGiven  = pattern.MustCompile(`^(?:一次性|最高|最多|不|总额|资金|金额|每|累计|经费|财政|单|年度|适当|相应|分别|标准|额度)|(?:资金|总额|金额|额度|标准|最高|补助|补贴|奖励|不超过)$`)

	// handedOut finds what is handed out: 发放|消费券|500万元.
	handedOut = pattern.MustCompile(`发放([^，。；]{0,16}?(?:券|补贴|津贴|资金|补助|红包))(?:每人|每月|每年|每户|共|总额)*$`)

	// given ends words whose giving is complete.
	given = pattern.MustCompile(`(?:给予|予以)\p{Han}{0,6}(?:支持|补贴|补助|奖励|扶持)$`)

	// tier is a step of a scale of prizes rather than a receiver.
	tier = pattern.MustCompile(`(?:[一二三四特优]等|[金银铜]|优秀|优胜)奖?$`)

	// lending ends words that lend; loan begins what is lent.
	lending = pattern.MustCompile(`(?:申请|提供|获得|享受|发放|给予)(?:单笔|累计|最高|不超过|(?:贷款|授信)?额度|金额|总额|的)*$`)
	loan    = pattern.MustCompile(`^(?:以内|以下)?(?:、[^，。；、]{2,10})?的?(\p{Han}{0,8}?(?:贷款|授信|担保(?:贷款)?|算力券|服务券|创新券|消费券))`)

	// namedInto finds what is put on a list or named something before an offer:
	// 将优秀项目|纳入…，给予…, 将其认定为|就业帮扶基地，给予….
	namedInto = pattern.MustCompile(`将([^，。；其]{3,30}?)(?:纳入|列入)[^。；]*$|(?:认定|评定|评选|命名|授予)为([^，。；]{3,20}?)的?，?$`)
)

// actionStart begins conditions (稳定就业6个月的补贴…) as names of receivers do not.
var actionStart = pattern.MustCompile(`^(?:[0-9]|[凭在按经据由自从以]|根据|通过|依据|结合|年内|并|同时|原则上|稳定|连续|累计|吸纳|招用|满|达到|每|超过|按|减按|面积|年销售|对)|满[0-9一二两三四五六七八九十]+个?[年月日天]`)

// grantWord begins the giving behind what is supported.
var grantWord = pattern.MustCompile(`由?(?:地方|各级|县|市|区|省|州)?(?:级|人民)?(?:政府|财政)(?:部门)?(?:按|每|给予|予以|再|分别|最高|补)|减?按照?|可按|一次性|给予|给于|予以|分别|最高|每[年户人家个台套吨亩]|每平方米|单个|单次|累计|奖励|补助|补贴|资助|贴息|奖补|不超过|发放|享受|可获|给与|实施|进行|再`)

// trailing are words that end what cutGrant leaves without naming anything.
var trailing = pattern.MustCompile(`(?:分档|单次|每次|单个|再|另|另外|由|从|均|各|同时|且|可|将|并|应|年度|按照)+$`)

// leading are words in front of what is supported.
var leading = pattern.MustCompile(`^(?:或按照?|对于?|凡|支持|鼓励|同时|此外|另外|其中|并|再|` + aYear + `年(?:对)?)+`)

// cutGrant returns the words of [a, b) up to the giving; "" where nothing that
// names something is left. A word of giving inside a name is no giving: 获得国家
// 补助的企业, 补贴对象.
func (d *doc) cutGrant(a, b int) string {
	t := d.str(a, b)
	for from := 0; ; {
		loc := grantWord.FindStringIndex(t[from:])
		if loc == nil {
			break
		}
		i, j := from+loc[0], from+loc[1]
		if partOfName.MatchString(t[j:]) || strings.HasSuffix(t[:i], "获得") || strings.HasSuffix(t[:i], "享受") || t[i:j] == "再" && i+len("再") < len(t) && !strings.HasPrefix(t[j:], "按") && !strings.HasPrefix(t[j:], "给") {
			from = j
			continue
		}
		t = t[:i]
		break
	}
	t = strings.TrimRight(strings.TrimSpace(t), "的，,：:、")
	t = strings.TrimSuffix(t, "等")
	t = trailing.ReplaceAllString(leading.ReplaceAllString(t, ""), "")
	if runeLen(t) < 3 || moneyIn.MatchString(t) || onlyTime.MatchString(t) || bareCondition.MatchString(t) {
		return ""
	}
	return t
}

// moneyIn is an amount of money: words with one are no name (安排8000万元).
var moneyIn = pattern.MustCompile(`^(?:统筹)?(?:安排|投入|设立|列支)\P{Han}*[0-9.]+[万亿]?元`)

var partOfName = pattern.MustCompile(`^(?:的|总额|收入|活动|奖|对象|科学技术|政策|资金|标准|范围|方案|规划|意见|细则)`)

// bareCondition refers back to what was named before.
var bareCondition = pattern.MustCompile(`^(?:符合条件|经审核(?:通过|合格)?|验收合格|达到标准|考核合格|以上|上述)(?:的|后)?$`)

// onlyTime are words that state a time and nothing else.
var onlyTime = pattern.MustCompile(`^(?:在|自|从|于|到)?(?:` + aYear + `年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至|起|前|后|底|末|期间|以来|之间|（含）|` + aYear + `年|\d{1,2}月|\d{1,2}日)*$|^第[一二三四五六七八九十0-9]年$|^(?:同时|另外|其中|此外|再|并|对此)$`)

// otherThanTo follows a 对 that is part of a longer word: 对接, 对外开放.
var otherThanTo = pattern.MustCompile(`^(?:[接照应口标]|外(?:开放|贸易|合作|投资|交流|承包|宣传))`)

// lastWord returns where the last w that is a word of its own in [start, end)
// ends, -1 if there is none. 对 in 对接 or 面对 is no word of its own.
func (d *doc) lastWord(start, end int, w string) int {
	if !strings.Contains(d.str(start, end), w) {
		return -1
	}
	at := -1
	for _, t := range d.tag(start, end) {
		if t.Text == w || w == "对" && t.Text == "对于" {
			at = start + t.End
		}
	}
	if w != "对" {
		return at
	}
	// Where a clause begins with 对 it is a word, whatever the segmenter joins to it.
	for i := end - 2; i > at && i >= start; i-- {
		if d.rs[i] == '对' && (i == start || strings.ContainsRune("，,；;：:", d.rs[i-1])) && !otherThanTo.MatchString(d.str(i+1, min(end, i+4))) {
			if d.rs[i+1] == '于' {
				i++
			}
			return i + 1
		}
	}
	return at
}
