package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// quantities records what is set to be reached (targets) and what is reported
// as reached (achievements). The part a quantity stands in decides: in the
// background everything is reported, elsewhere what is there already (现有,
// 已建成) is reported and the rest is set.
func (d *doc) quantities() {
	for i := range d.paras {
		p := &d.paras[i]
		if p.used || p.kind == rowPara || p.kind == boxPara || p.kind == tocPara {
			continue
		}
		at := d.placeOf(i)
		if at == "" && d.preamble(i) {
			d.readQuantities(passage{start: p.Start, end: p.End, role: RoleGoals, para: i})
			continue
		}
		if at == "" || p.node == nil || d.tail(i) {
			continue
		}
		start := p.Start
		if p.kind == headingPara {
			start += p.label.Len
			if p.node.role == RoleAnnex && p.node.part.annex {
				continue
			}
		}
		role := p.node.role
		if p.box != nil {
			role = RoleTasks
		}
		d.readQuantities(passage{start: start, end: d.beforeClauses(start, p.End), at: at, role: role, node: p.node, para: i})
	}
	for _, g := range d.grids {
		d.gridQuantities(g)
	}
}

// preamble says whether paragraph i states goals above the first heading:
// 具体指标：到2022年，…建设50所….
func (d *doc) preamble(i int) bool {
	p := &d.paras[i]
	if p.kind != bodyPara && p.kind != dashPara || len(d.nodes) == 0 || p.Start > d.nodes[0].start {
		return false
	}
	s := d.text(p)
	return p.kind == dashPara || reachYear.MatchString(s) || strings.Contains(s[:min(len(s), 60)], "目标")
}

// tail says whether paragraph i is below the text: signature, contacts, copies.
func (d *doc) tail(i int) bool {
	switch d.paras[i].kind {
	case annexPara, contactPara, ccPara, notePara, datePara, numberPara:
		return true
	}
	return false
}

// beforeClauses is where the responsibility clauses that close [start, end)
// begin.
func (d *doc) beforeClauses(start, end int) int {
	for {
		c := d.closingClause(start, end)
		if c == nil {
			return end
		}
		end = c.start
	}
}

// A passage is text read for quantities.
type passage struct {
	start, end int
	at         string
	role       Role
	node       *node
	para       int
}

// found is a quantity with its reading.
type found struct {
	qty
	indicator string
	measure   MeasureKind
	achieved  bool
	year      string
	per       string
	support   bool
	baseline  *Baseline
}

// readQuantities records the quantities of a passage, sentence by sentence.
func (d *doc) readQuantities(p passage) {
	ctx := sentenceContext{passage: p}
	for _, s := range d.split(p.start, p.end, "。；;！？\n") {
		ctx.start, ctx.end = s[0], s[1]
		if s[0] == p.start || !strings.ContainsRune("；;", d.rs[s[0]-1]) {
			ctx.sentenceYear, ctx.yearly = "", false
		}
		for _, f := range d.readSentence(&ctx) {
			d.recordQuantity(f, p.at)
		}
		for _, f := range d.goalsInWords(&ctx) {
			d.recordQuantity(f, p.at)
		}
	}
}

// sentenceContext is a sentence and what the sentences before it left.
type sentenceContext struct {
	passage
	start, end int    // of the sentence
	year       string // the last year stated in the passage
	// Stated before in this sentence, whose parts end with ；:
	sentenceYear string
	yearly       bool   // 每年
	previous     string // the last indicator
}

func (d *doc) readSentence(c *sentenceContext) []found {
	qs := d.counted(c, d.scanQuantities(c.start, c.end))
	years := d.yearsIn(c.start, c.end)
	defer func() {
		if n := len(years); n > 0 {
			c.year, c.sentenceYear = years[n-1].year, years[n-1].year
		}
	}()
	if len(qs) == 0 {
		return nil
	}
	var out []found
	var list []string // indicators of an open 分别 list
	var used []string // indicators of this sentence in order
	for i, q := range qs {
		lo := d.chunkStart(c.start, q.start, qs[:i])
		hi := d.chunkEnd(q.end, c.end, qs[i+1:])
		f := found{qty: q}
		pre := d.str(lo, q.start)
		if f.bound == Equal {
			f.bound = d.boundBefore(c, qs, i)
		}
		f.measure = measureOf(d.str(max(lo, q.start-16), q.start), q.unit)
		if f.measure == Level && !reaching.MatchString(pre) {
			f.measure = measureOfVerb(pre)
		}
		f.achieved = c.role == RoleBackground && !futureWords.MatchString(d.str(c.start, q.start))
		if !f.achieved && c.role != RoleBackground && d.isPresent(c, lo, q.start, q.end) {
			f.achieved = true
		}
		before := d.str(c.start, q.start)
		switch {
		case strings.Contains(before, "每年"):
			c.yearly = !reachYear.MatchString(before[strings.LastIndex(before, "每年"):])
		case reachYear.MatchString(before):
			c.yearly = false
		}
		if f.per = perYear(pre, q.unit); f.per == "" && c.yearly {
			f.per = "年"
		}
		f.year = d.yearFor(c, years, q.start, f.achieved)
		var names []string
		if from, ok := d.baselineBefore(c, qs[:i], q); ok && len(out) > 0 {
			f.baseline = from
			if from := out[len(out)-1].indicator; from != "" && q.end == hi {
				names = []string{from}
			}
			out = out[:len(out)-1]
		}
		switch {
		case names != nil:
		case c.role != RoleBackground && d.grants(c, q):
			f.support = true
			f.measure = Level
			names = []string{d.supported(c, q, used)}
		default:
			names = d.indicators(c, q, lo, hi, qs, i, used, &list)
		}
		for _, name := range names {
			name = balanced(name)
			f.indicator = name
			out = append(out, f)
			if name != "" {
				c.previous = name
				used = append(used, name)
			}
		}
	}
	return out
}

// chunkStart is where the words that belong to a quantity at pos begin: after
// the last comma, or behind the quantity before it in a 、 list.
func (d *doc) chunkStart(start, pos int, before []qty) int {
	lo := start
	if i := d.lastIndex(start, pos, "，,：:"); i >= 0 {
		lo = i + 1
	}
	if n := len(before); n > 0 && before[n-1].end > lo {
		lo = before[n-1].end
		if lo < pos && strings.ContainsRune("、和与及", d.rs[lo]) {
			return lo + 1 // …150家、|智能工厂和数字化车间1500家
		}
		if i := d.lastIndex(lo, pos, "、和与及"); i > lo {
			lo = i + 1
		}
	}
	return lo
}

// chunkEnd is where the words behind a quantity end: at a comma, or at the 、
// before the next quantity.
func (d *doc) chunkEnd(pos, end int, after []qty) int {
	hi := end
	if i := d.index(pos, end, "，,：:"); i >= 0 {
		hi = i
	}
	if len(after) > 0 && after[0].start < hi {
		hi = after[0].start
		if strings.ContainsRune("、和与及", d.rs[pos]) {
			return pos
		}
		if i := d.lastIndex(pos, hi, "、和与及"); i >= 0 {
			hi = i
		}
	}
	return hi
}

var (
	futureWords  = regexp.MustCompile(`到20\d\d年|力争|将达|预计到`)
	presentWords = regexp.MustCompile(`现有|已有|已建成|已达|已累计|目前|截至20\d\d年`)
)

// granting are the words that offer money.
var granting = regexp.MustCompile(`给予|奖励|补助|补贴|资助|奖补|贴息|奖金|最高支持|予以支持|一次性支持`)

// grants says whether q is an amount offered as support: its words or words
// before them in the sentence offer something, and it is money or a share.
func (d *doc) grants(c *sentenceContext, q qty) bool {
	if !strings.Contains(q.unit, "元") && q.unit != "%" && q.unit != "个百分点" {
		return false
	}
	hi := c.end
	if i := d.index(q.end, c.end, "，,"); i >= 0 {
		hi = i
	}
	lo := c.start
	if i := d.lastIndex(c.start, q.start, "，,"); i >= 0 {
		lo = i
	}
	if granting.MatchString(d.str(lo, hi)) {
		return true
	}
	return granting.MatchString(d.str(c.start, lo)) && regexp.MustCompile(`^[，,](?:单个|每个|每家|每项|同一|年度|累计|总额|最高|最多|不超过|且|其中)`).MatchString(d.str(lo, q.end))
}

// passing says whether q is mentioned in passing: a place in an order, a
// divisor (每10人), the sum of a list (等7个行业), what something revolves around,
// an example in brackets, a threshold (达到100人的，给予…), the count of a
// heading's items.
func (d *doc) passing(c *sentenceContext, q qty, pre, post string, hi int) bool {
	switch {
	case hasAnySuffix(pre, []string{"前", "排名前", "每", "第"}) && !q.rank:
		return true
	case strings.HasSuffix(pre, "等") && c.role != RoleBackground && !making.MatchString(pre) && !presentWords.MatchString(pre):
		return true
	case around.MatchString(pre) && c.role != RoleBackground && !making.MatchString(pre) && !d.grants(c, q):
		return true
	case q.unit == "项" && post == "" && strings.HasSuffix(pre, "方面"):
		return true
	case q.unit == "成" && (len(q.value) > 2 || strings.HasPrefix(post, "都") || strings.HasPrefix(post, "立") || strings.HasPrefix(post, "功") || strings.HasPrefix(post, "为") || strings.HasPrefix(post, "果")):
		return true
	}
	if m := d.enclosing(c.start, q.start, c.end); m[1] > m[0] {
		in := d.str(m[0], m[1])
		if !strings.Contains(in, "达到") && !strings.Contains(in, "其中") && m[1]-m[0] < 40 || strings.ContainsAny(in, "=＝*×") {
			return true
		}
	}
	if c.role != RoleBackground && c.role != RoleGoals && hi < c.end && !d.grants(c, q) {
		// …达到100人以上的，给予…; …增长10%的，可…
		if strings.HasSuffix(d.str(q.end, hi), "的") && consequence.MatchString(d.str(hi, min(c.end, hi+14))) {
			return true
		}
	}
	return false
}

var (
	making      = regexp.MustCompile(`建成|新建|建设|培育|布局|打造|创建|推进|实施|完成|新增|投用|启动|引进|开展`)
	around      = regexp.MustCompile(`^(?:围绕|聚焦|针对|依托|按照|根据|面向|结合)`)
	consequence = regexp.MustCompile(`^[，,](?:可|给予|予以|减按|按|补贴|奖励|一次性|每|分别|无需|不再|免|由|优先|即可|最高|实行|享受|再)`)
)

// enclosing returns the inside of the bracket around pos within [start, end),
// empty where there is none.
func (d *doc) enclosing(start, pos, end int) Span {
	for i := pos - 1; i >= start && pos-i < 80; i-- {
		m := d.match[i]
		if m > 0 && i+m > pos && strings.ContainsRune("（(〔[", d.rs[i]) {
			return Span{i + 1, i + m}
		}
		if m < 0 && i+m >= start {
			i += m
		}
	}
	return Span{}
}

// upTo ends words that make an amount the highest: 最高补助|300万元.
var upTo = regexp.MustCompile(`(?:最高|最多)(?:可|可获|不超过|按|按照)?(?:给予|补贴|补助|奖励|资助|支持|获得?|享受|提供|额度为?|限额为?)?$`)

// boundPhrase ends words that limit the number behind them from further away:
// 不低于财政资金的|20%.
var boundPhrase = regexp.MustCompile(`(?:原则上)?(不[得应宜能可]?(?:低于|少于|小于|高于|超过|大于|多于)|高于或等于|低于或等于)[^，。；0-9]{0,25}的?$`)

// boundBefore reads the bound of qs[i] from words further in front of it, and
// of a list from its first number: 最高50万元、30万元.
func (d *doc) boundBefore(c *sentenceContext, qs []qty, i int) Bound {
	q := qs[i]
	from := c.start
	if k := d.lastIndex(c.start, q.start, "，,"); k >= 0 {
		from = k + 1
	}
	if i > 0 && qs[i-1].end > from {
		from = qs[i-1].end
		if q.start-from == 1 && d.rs[from] == '、' && qs[i-1].bound != Range && upTo.MatchString(d.str(c.start, qs[i-1].num)) {
			return AtMost
		}
	}
	s := d.str(from, q.start)
	if m := boundPhrase.FindStringSubmatch(s); m != nil {
		if containsAny(m[1], []string{"低于", "少于", "小于"}) == strings.HasPrefix(m[1], "不") {
			return AtLeast
		}
		return AtMost
	}
	if upTo.MatchString(s) {
		return AtMost
	}
	return q.bound
}

// conditional begins words that say who or what something applies to.
var conditional = regexp.MustCompile(`^(?:对|凡|对于|针对|允许|可以|经|获|符合|首次|新)`)

// balanced cuts a name at a bracket that is not closed or was not opened.
func balanced(s string) string {
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
		return s[:at]
	}
	return s
}

// counted leaves out the numbers that set or report nothing: conditions
// (对投资超过1亿元的企业给予…), parts of a name or of a description that another
// number follows (20户以上自然村通达率达到95%), the rest of a whole (其余8个县).
func (d *doc) counted(c *sentenceContext, qs []qty) []qty {
	var out []qty
	for i, q := range qs {
		lo := c.start
		if k := d.lastIndex(c.start, q.start, "，,：:"); k >= 0 {
			lo = k + 1
		}
		hi := c.end
		if k := d.index(q.end, c.end, "，,"); k >= 0 {
			hi = k
		}
		pre, post := d.str(lo, q.start), d.str(q.end, hi)
		if d.passing(c, q, pre, post, hi) {
			continue
		}
		attributive := strings.HasPrefix(post, "的")
		limited := q.bound != Equal && q.end > q.num && strings.HasSuffix(d.str(q.num, q.end), "以上")
		another := i+1 < len(qs) && qs[i+1].start < hi
		switch {
		case strings.HasSuffix(pre, "其余"), strings.HasSuffix(pre, "其他"):
			continue
		case strings.HasPrefix(post, "部门") && strings.Contains(post, "签署"), q.unit == "次" && strings.HasPrefix(post, "全会"):
			continue
		case attributive && another && runeLen(post) > 2 && !d.grants(c, q):
			continue // 零售额超千万元的经营主体不少于5家
		case limited && another && reaching.MatchString(d.str(q.end, qs[i+1].start)) && runeLen(post) > 3 && !strings.ContainsAny(d.str(q.end, qs[i+1].start), "、"):
			continue // 20户以上自然村通达率达到95%
		case attributive && conditional.MatchString(pre) && !granting.MatchString(pre):
			continue // 对总面积1.26万亩的湿地实行…
		case conditional.MatchString(pre) && c.role != RoleBackground && !d.grants(c, q) && granting.MatchString(d.str(q.end, c.end)):
			continue // 对首次突破100亿元、50亿元的企业，给予…
		}
		out = append(out, q)
	}
	return out
}

// supported returns what an amount is offered for: the words behind 对 in its
// sentence, those between 给予 and the amount, those in front of 补贴 in its own
// clause, or what the sentence named last.
func (d *doc) supported(c *sentenceContext, q qty, used []string) string {
	lo := c.start
	if i := d.lastIndex(c.start, q.start, "，,"); i >= 0 {
		lo = i + 1
	}
	if m := givenTo.FindStringSubmatch(d.str(lo, q.start)); m != nil && runeLen(m[1]) >= 2 && !granting.MatchString(m[1]) {
		return m[1]
	}
	for _, w := range []string{"对", "支持", "鼓励"} {
		if a := d.lastWord(c.start, q.start, w); a >= 0 {
			b := d.index(a, q.start, "，,：:")
			if b < 0 {
				b = q.start
			}
			if t := d.cutGrant(a, b); t != "" {
				return t
			}
		}
	}
	if t := d.cutGrant(lo, q.start); t != "" {
		return t
	}
	if len(used) > 0 {
		return used[len(used)-1]
	}
	if i := d.index(c.start, q.start, "，,"); i > c.start {
		n := d.trimLead(c.start, i, true)
		if t := d.cutGrant(n[0], n[1]); t != "" {
			return t
		}
	}
	return c.previous
}

// givenTo finds the receiver between the verb of giving and the amount.
var givenTo = regexp.MustCompile(`(?:给予|发放)(\p{Han}{2,16}?)(?:一次性|最高|不超过|分别|每[年户人家个])+$`)

// grantWords end what is supported and begin the giving.
var grantWords = regexp.MustCompile(`(?:可?按照?|一次性|给予|予以|分别|最高|每[年户人家个台套吨]|单个|累计|奖励|补助|补贴|资助|贴息|奖补|不超过|发放|享受|可获).*$`)

// cutGrant returns the words of [a, b) up to the giving; "" where nothing that
// names something is left.
func (d *doc) cutGrant(a, b int) string {
	t := grantWords.ReplaceAllString(d.str(a, b), "")
	t = strings.TrimRight(strings.TrimSpace(t), "的，,：:、")
	if runeLen(t) < 3 || onlyTime.MatchString(t) {
		return ""
	}
	return t
}

// onlyTime are words that state a time and nothing else.
var onlyTime = regexp.MustCompile(`^(?:在|自|从|于|到)?(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至|起|前|后|底|末|期间|以来|之间|（含）|20\d\d年|\d{1,2}月|\d{1,2}日)*$|^第[一二三四五六七八九十]年$|^(?:同时|另外|其中|此外|再|并|对此)$`)

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
	return at
}

// isPresent says whether q is there already: 现有15家…, 已建成3个….
func (d *doc) isPresent(c *sentenceContext, lo, pos, end int) bool {
	s := d.str(lo, pos)
	if presentWords.MatchString(s) && !strings.Contains(s, "到20") {
		return true
	}
	if i := d.lastIndex(c.start, pos, "，,"); i >= 0 {
		s = d.str(i, pos)
	}
	// 在现有甲、乙、丙等15家…基础上
	post := d.str(end, c.end)
	j := strings.Index(post, "基础上")
	return j >= 0 && !strings.ContainsAny(post[:j], "，,。；") && presentWords.MatchString(d.str(c.start, pos))
}

// measureOf tells from the words right before a number what it measures.
func measureOf(pre, unit string) MeasureKind {
	if i := strings.LastIndexAny(pre, "，,。；、"); i >= 0 {
		_, n := lastRune(pre[i:])
		pre = pre[i+n:]
	}
	up := changeUp.MatchString(pre)
	down := changeDown.MatchString(pre)
	switch {
	case changeTo.MatchString(pre):
		return Level
	case up:
		return Increase
	case down:
		return Decrease
	case unit == "倍":
		return Ratio
	case strings.HasSuffix(unit, "百分点"):
		return Increase
	}
	return Level
}

// measureOfVerb tells what a number behind its object measures by the verb in
// front of the object: 新增省级平台|2个, 撤并老旧专业|6个.
func measureOfVerb(pre string) MeasureKind {
	switch {
	case addingVerb.MatchString(pre):
		return Increase
	case cuttingVerb.MatchString(pre):
		return Decrease
	}
	return Level
}

var (
	addingVerb  = regexp.MustCompile(`(?:新增|增设|增加|新设)[^，。；]*$`)
	cuttingVerb = regexp.MustCompile(`(?:撤并|压减|减少|淘汰|关停|取缔|削减)[^，。；]*$`)
)

func lastRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

var (
	changeTo   = regexp.MustCompile(`(?:增长|增加|提高|提升|扩大|上升|下降|降低|减少|压减|缩短|降|增|升|提|压缩|控制|稳定|保持|调整|上调|下调|上浮|下浮|放宽|缩减|调)(?:到|至|为|在)(?:不?[\p{Han}]{0,3})?$`)
	changeUp   = regexp.MustCompile(`(?:增长|增加|新增|增设|提高|提升|上升|上调|上浮|扩大|增幅|增|增速|增建|再建|多)(?:了|约|近|超|再|超过|不低于|不少于|达到|达|率)?$`)
	changeDown = regexp.MustCompile(`(?:下降|降低|减少|压减|缩减|削减|缩短|压缩|下调|下浮|降幅|降|撤并|减)(?:了|约|近|超|超过|不低于|不少于|达到|达)?$`)
)

// reachYear is a year to reach, which ends what a 每年 before it governs.
var reachYear = regexp.MustCompile(`(?:到|至)20\d\d年`)

// perYear says whether a quantity is yearly.
func perYear(pre, unit string) string {
	if strings.Contains(pre, "每年") || strings.Contains(pre, "年均") || strings.HasSuffix(unit, "/年") || strings.Contains(pre, "逐年") {
		return "年"
	}
	return ""
}

// baselineBefore reads 由X提高到Y: the quantity before q is where it starts.
// So is what something is added to (在两个…的基础上,再增加一个).
func (d *doc) baselineBefore(c *sentenceContext, before []qty, q qty) (*Baseline, bool) {
	if len(before) == 0 {
		return nil, false
	}
	b := before[len(before)-1]
	between := d.str(b.end, q.start)
	pre := d.str(max(c.start, b.start-16), b.start)
	if i := strings.LastIndexAny(pre, "，,、；"); i >= 0 {
		_, n := lastRune(pre[i:])
		pre = pre[i+n:]
	}
	if b.value == "" {
		return nil, false
	}
	from := (strings.Contains(pre, "由") || strings.Contains(pre, "从") || strings.HasPrefix(between, "调整为") || strings.HasPrefix(between, "提高到") || strings.HasPrefix(between, "提高至")) && changeTo.MatchString(between) && runeLen(between) < 12
	added := strings.Contains(between, "基础上") && changeUp.MatchString(between) && !strings.Contains(d.str(c.start, b.start), "现有")
	if !from && !added {
		return nil, false
	}
	base := &Baseline{Value: b.value}
	if m := regexp.MustCompile(`(20\d\d)年`).FindAllStringSubmatch(pre, -1); from && len(m) > 0 {
		base.AsOf = &m[len(m)-1][1]
	}
	return base, true
}

// A stated year: where it stands and what it is.
type statedYear struct {
	pos  int
	year string
	goal bool // 到2025年, “十四五”末: a year to reach
}

var yearWords = regexp.MustCompile(`(?:(到|至|截至|截止|截止到|于|力争)?(20\d\d)年(?:(底|末|年底|前)?))|[“"]?([十])([一二三四五六七])五[”"]?(?:期间|时期|末|以来|规划)?`)

// yearsIn returns the years stated in [start, end), a five-year plan's (“十四五”)
// being its last one. Years of what is cited in 《》 do not count.
func (d *doc) yearsIn(start, end int) []statedYear {
	s := d.str(start, end)
	var out []statedYear
	for _, m := range yearWords.FindAllStringSubmatchIndex(s, -1) {
		pos := start + runeLen(s[:m[0]])
		if d.inTitle(start, pos) {
			continue
		}
		if m[4] >= 0 {
			// 较2020年增长…: a year compared with is not the year of the value.
			before, after := s[:m[0]], s[m[1]:]
			if hasAnySuffix(before, []string{"较", "比", "与", "相比", "自", "从", "由"}) || strings.HasPrefix(after, "以来") || strings.HasPrefix(after, "起") ||
				strings.HasPrefix(after, "的") && hasAnySuffix(before, []string{"是", "为", "达到", "达", "相当于", "占"}) || strings.HasPrefix(after, "度") && strings.HasSuffix(before, "超过") {
				continue
			}
			out = append(out, statedYear{pos, s[m[4]:m[5]], m[2] >= 0})
			continue
		}
		words := s[m[0]:m[1]]
		before := s[:m[0]]
		if hasAnySuffix(before, []string{"较", "比", "是", "与", "较“", "比“", "是“"}) {
			continue
		}
		if !strings.ContainsAny(words, "”\"") && !containsAny(words, []string{"期间", "时期", "末", "以来"}) {
			continue
		}
		if _, last, ok := fiveYears(words); ok {
			out = append(out, statedYear{pos, strconv.Itoa(last), strings.HasSuffix(words, "末")})
		}
	}
	return out
}

// inTitle says whether position pos stands inside 《》 that open after start.
func (d *doc) inTitle(start, pos int) bool {
	for i := pos - 1; i >= start; i-- {
		switch d.rs[i] {
		case '》':
			return false
		case '《':
			return true
		}
	}
	return false
}

// yearFor finds the year of a quantity at pos: the last one stated before it
// in its sentence; in goals and background also the last one stated before in
// the paragraph, in goals at last the one that opens the section. A task's
// quantity without a year in its sentence has none.
func (d *doc) yearFor(c *sentenceContext, years []statedYear, pos int, achieved bool) string {
	year := ""
	for _, y := range years {
		if y.pos < pos {
			year = y.year
		}
	}
	if year == "" {
		year = c.sentenceYear
	}
	if year != "" {
		return year
	}
	if s := d.str(c.start, pos); strings.Contains(s, "全年") || strings.Contains(s, "年内") || strings.Contains(s, "今年") || strings.Contains(s, "本年度") {
		if p := d.out.Document.Period; p != nil && p[0] == p[1] {
			return strconv.Itoa(p[0])
		}
	}
	switch {
	case c.role == RoleBackground && achieved, c.role == RoleGoals, c.role == RoleGeneral:
		if c.year != "" {
			return c.year
		}
		return d.sectionYear(c)
	}
	return ""
}

// sectionYear is the year that governs a paragraph of goals without one: of the
// nearest paragraph above it in its section that opens with a year to reach
// (到2025年, 第二步，到2030年), dash goals not counted, else of what opens the
// sections above it.
func (d *doc) sectionYear(c *sentenceContext) string {
	if c.role == RoleBackground {
		return ""
	}
	if c.node == nil {
		return d.preambleYear(c.para)
	}
	for n := c.node; n != nil && (n.role == RoleGoals || n.role == RoleGeneral); n = n.parent {
		if n.para < 0 {
			break
		}
		last := c.para - 1
		if n != c.node {
			last = n.para + 3
		}
		for i := min(last, n.end-1, len(d.paras)-1); i >= n.para; i-- {
			p := &d.paras[i]
			start := p.Start
			if i == n.para {
				start = n.title[1]
			} else if p.kind == dashPara || p.kind == headingPara {
				continue
			}
			if ys := d.yearsIn(start, p.End); len(ys) > 0 {
				return ys[len(ys)-1].year
			}
		}
	}
	return ""
}

// preambleYear is the year to reach stated last above paragraph i, before the
// first heading.
func (d *doc) preambleYear(i int) string {
	for k := i - 1; k >= 0; k-- {
		if p := &d.paras[k]; p.kind == bodyPara && reachYear.MatchString(d.text(p)) {
			if ys := d.yearsIn(p.Start, p.End); len(ys) > 0 {
				return ys[len(ys)-1].year
			}
		}
	}
	return ""
}

// growing are the goals in words that tell a direction.
var growing = regexp.MustCompile(`增长|提升|提高|上升|增加|扩大|下降`)

var measurable = regexp.MustCompile(`(?:量|率|额|值|数|比重|收入|规模|面积|密度|强度|指数|满意度|覆盖面|占比|总额|总数|人数|数量|产量)$`)

// goalsInWords reads 商标申请量、注册量稳步增长 in a goals section: one record for
// each indicator of the list. What cannot be measured (影响力稳步提升) is none.
func (d *doc) goalsInWords(c *sentenceContext) []found {
	if c.role != RoleGoals {
		return nil
	}
	var out []found
	for _, s := range d.split(c.start, c.end, "，,") {
		a, b := d.trim(s[0], s[1])
		text := d.str(a, b)
		for _, w := range d.vocab.words {
			if !strings.HasSuffix(text, w) || !growing.MatchString(w) {
				continue
			}
			b -= runeLen(w)
			var names []Span
			for _, x := range d.splitList(a, b) {
				x = d.trimLead(x[0], x[1], false)
				names = append(names, x)
			}
			ok := len(names) > 0
			for _, x := range names {
				ok = ok && measurable.MatchString(d.str(x[0], x[1]))
			}
			if !ok {
				break
			}
			m := Increase
			if strings.Contains(w, "下降") {
				m = Decrease
			}
			years := d.yearsIn(c.start, c.end)
			for _, x := range names {
				out = append(out, found{qty: qty{start: b, end: b + runeLen(w)}, indicator: d.str(x[0], x[1]), measure: m, year: d.yearFor(c, years, b, false)})
			}
			break
		}
	}
	return out
}

func (d *doc) recordQuantity(f found, at string) {
	raw := d.str(f.start, f.end)
	var indicator, value, max, unit, year, per *string
	var bound *Bound
	if f.indicator != "" {
		indicator = ptr(f.indicator)
	}
	if f.value != "" {
		value, bound = ptr(f.value), ptr(f.bound)
	}
	if f.max != "" {
		max = ptr(f.max)
	}
	if f.unit != "" {
		unit = ptr(f.unit)
	}
	if f.year != "" {
		year = ptr(f.year)
	}
	if f.per != "" {
		per = ptr(f.per)
	}
	span := Span{f.start, f.end}
	if f.achieved {
		d.out.Achievements = append(d.out.Achievements, Achievement{At: at, Indicator: indicator, Raw: raw, Value: value, ValueMax: max, Unit: unit, Bound: bound, Measure: ptr(f.measure), AsOf: year, Page: d.page(f.start), Span: span})
		return
	}
	d.out.Targets = append(d.out.Targets, Target{At: at, Indicator: indicator, Raw: raw, Value: value, ValueMax: max, Unit: unit, Bound: bound, Measure: ptr(f.measure), By: year, Per: per, Baseline: f.baseline, Support: f.support, Page: d.page(f.start), Span: span})
}
