package extract

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
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
		for _, part := range d.itemsOn(i, start, at) {
			d.readQuantities(passage{start: part.start, end: d.beforeClauses(part.start, part.end), at: part.at, role: role, node: p.node, para: i})
		}
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
	subject    string // what the passage is about, where it is a table's cell
	cell       bool   // it is a cell of a table, para means nothing
}

// found is a quantity with its reading.
type found struct {
	quantity.Quantity
	indicator string
	measure   MeasureKind
	achieved  bool
	year      string
	per       string
	support   bool
	baseline  *Baseline
	doubt     string // why the indicator may be wrong
	why       *reasons
}

// measures settles what f measures by a rule.
func (f *found) measures(m MeasureKind, rule string, at Span) {
	f.measure = m
	f.why.note("measure", string(m), rule, "", at)
}

// readQuantities records the quantities of a passage, sentence by sentence.
func (d *doc) readQuantities(p passage) {
	ctx := sentenceContext{passage: p, previous: p.subject}
	for _, s := range d.sentences(p.start, p.end) {
		ctx.start, ctx.end = s[0], s[1]
		ctx.receiver = ""
		if s[0] == p.start || !strings.ContainsRune("；;", d.rs[s[0]-1]) {
			ctx.sentenceYear, ctx.open, ctx.yearly = told{}, told{}, false
		}
		fs := d.readSentence(&ctx)
		for _, f := range fs {
			d.notePassage(f.why, &p)
			d.recordQuantity(f, p.at)
		}
		d.warnDoubts(fs)
		for _, f := range d.goalsInWords(&ctx) {
			d.notePassage(f.why, &p)
			d.recordQuantity(f, p.at)
		}
		d.announce(&ctx)
	}
}

// notePassage notes why what stands in p belongs to its place.
func (d *doc) notePassage(why *reasons, p *passage) {
	switch {
	case p.cell:
		why.note("at", p.at, "at/row", "", Span{p.start, p.end})
	case p.at == "":
		why.note("at", "", "at/above-headings", "", Span{p.start, p.end})
	default:
		d.notePlace(why, p.at, p.para)
	}
}

// warnDoubts warns once of the indicators of a sentence that may be wrong.
func (d *doc) warnDoubts(fs []found) {
	var doubts []string
	start, end := 0, 0
	for _, f := range fs {
		if f.doubt == "" {
			continue
		}
		if len(doubts) == 0 {
			start = f.Start
		}
		end = f.End
		doubts = append(doubts, d.str(f.Start, f.End)+": "+f.doubt)
	}
	if len(doubts) > 0 {
		d.warn("indicator_doubtful", strings.Join(doubts, "; "), start, end)
	}
}

// doubtful says what about an indicator's words makes them doubtful.
func doubtful(name string) string {
	switch n := runeLen(name); {
	case n == 0:
		return "no words name it"
	case n < 3:
		return "one short word"
	case n > 40:
		return "many words"
	case strings.ContainsAny(name, "，；："):
		return "words of several clauses"
	case hasNumber.MatchString(name):
		return "words with a number of their own"
	}
	return ""
}

var hasNumber = pattern.MustCompile(`[0-9０-９]`)

// sentences parts [start, end) at the marks that end sentences and their parts,
// and around responsibility clauses, which end a sentence that has no mark.
func (d *doc) sentences(start, end int) []Span {
	var inside []Span // clauses
	para := sort.Search(len(d.paras), func(i int) bool { return d.paras[i].End > start })
	if para == len(d.paras) {
		return nil // nothing stands at the end of the text: an item that is only a label
	}
	for i := sort.Search(len(d.clauseSpans), func(i int) bool { return d.clauseSpans[i][0] >= d.paras[para].Start }); i < len(d.clauseSpans); i++ {
		c := d.clauseSpans[i]
		if c[0] >= d.paras[para].End && c[0] >= end {
			break
		}
		if c[0] > start && c[1] <= end {
			inside = append(inside, c)
		}
	}
	var out []Span
	for s := range d.pieces(start, end, "。；;！？\n") {
		for _, c := range inside {
			if c[0] > s[0] && c[1] <= s[1] {
				out = append(out, Span{s[0], c[0]})
				s[0] = c[1]
			}
		}
		for s[1]-s[0] > maxSentence {
			cut := min(s[1], s[0]+2*maxSentence)
			if i := d.index(s[0]+maxSentence, cut, "，,、"); i >= 0 {
				cut = i
			}
			out = append(out, Span{s[0], cut})
			s[0] = cut
		}
		out = append(out, s)
	}
	return out
}

// maxSentence limits the code points that are read as one sentence: each of its
// quantities looks at the words before and behind it. What is longer is a list
// without full stops, whose commas part it as well.
const maxSentence = 1000

// sentenceContext is a sentence and what the sentences before it left.
type sentenceContext struct {
	passage
	start, end int  // of the sentence
	year       told // the last year stated in the passage
	// Stated before in this sentence, whose parts end with ；:
	sentenceYear told
	open         told   // the year in which its offers are open
	yearly       bool   // 每年
	previous     string // the last indicator
	receiver     string // of the last offer in this part of the sentence
	announced    string // of the last offer before it
	scanned      []quantity.Quantity
	said         saidWords
}

// saidWords keeps where in a sentence the words of a rule are first complete.
type saidWords struct {
	in  Span
	end map[*pattern.Pattern]int
}

// saidBefore says whether re matches the sentence up to pos. Every quantity of
// the sentence asks, so the sentence is read once for all of them. re must not
// ask what stands behind a match.
func (d *doc) saidBefore(c *sentenceContext, re *pattern.Pattern, pos int) bool {
	if in := (Span{c.start, c.end}); c.said.end == nil || c.said.in != in {
		c.said = saidWords{in, map[*pattern.Pattern]int{}}
	}
	end, known := c.said.end[re]
	if !known {
		end = re.FirstEnd(d.str(c.start, c.end))
		c.said.end[re] = end
	}
	return end >= 0 && end <= int(d.at[pos]-d.at[c.start])
}

func (d *doc) readSentence(c *sentenceContext) []found {
	c.scanned = quantity.Scan(d.rs, c.start, c.end)
	years := d.yearsIn(c.start, c.end)
	defer func() {
		if n := len(years); n > 0 {
			c.year = years[n-1].told()
			c.sentenceYear = c.year
		}
	}()
	if len(c.scanned) == 0 {
		return nil
	}
	qs := d.counted(c, c.scanned)
	var out []found
	var list []string // indicators of an open 分别 list
	var used []string // indicators of this sentence in order
	for i, q := range qs {
		lo := d.chunkStart(c.start, q.Start, qs[:i])
		hi := d.chunkEnd(q.End, c.end, qs[i+1:])
		f := found{Quantity: q, why: d.reasons()}
		d.noteNumber(&f, c)
		pre, front := d.str(lo, q.Start), Span{lo, q.Start}
		if f.Bound == Equal {
			var rule string
			var at Span
			if f.Bound, rule, at = d.boundBefore(c, qs, i); f.Bound != Equal {
				f.why.note("bound", string(f.Bound), rule, "", at)
			} else {
				f.why.note("bound", string(Equal), "bound/none", "", Span{})
			}
			qs[i].Bound = f.Bound
		}
		m, rule := measureOf(d.str(max(lo, q.Start-16), q.Start), q.Unit)
		read := Span{max(lo, q.Start-16), q.Start}
		if m == Level && rule == plainLevel {
			read = Span{} // no word is its evidence
		}
		f.measures(m, rule, read)
		switch post := d.str(q.End, hi); {
		case strings.HasPrefix(post, "增长"), strings.HasPrefix(post, "的增长"), strings.HasPrefix(post, "的增速"):
			f.measures(Increase, "measure/behind", Span{q.End, hi})
		case strings.HasPrefix(post, "下降"), strings.HasPrefix(post, "的降幅"):
			f.measures(Decrease, "measure/behind", Span{q.End, hi})
		}
		if i > 0 && len(out) > 0 && pre == "" && q.Start > 0 && strings.ContainsRune("、和与", d.rs[q.Start-1]) && f.measure == Level && q.Unit == qs[i-1].Unit {
			f.measures(out[len(out)-1].measure, "measure/as-before", Span{qs[i-1].Start, qs[i-1].End}) // 分别增长8%、6%
		}
		if m := perPiece.FindStringSubmatch(pre); m != nil && !strings.Contains(q.Unit, "/") {
			f.Unit += "/" + m[1]
			f.why.note("unit", f.Unit, "unit-of-measure/by-the-piece", "每"+m[1], front)
		}
		if f.measure == Level && q.Unit != "%" && !reaching.MatchString(pre) && !changeTo.MatchString(pre) {
			if m, rule := measureOfVerb(pre); m != Level {
				f.measures(m, rule, front)
			}
			if f.measure == Level && i > 0 && len(out) > 0 && d.listed(qs[i-1], q, lo) {
				f.measures(out[len(out)-1].measure, "measure/as-before", Span{qs[i-1].Start, qs[i-1].End})
			}
		}
		if c.role == RoleBackground && d.saidBefore(c, forecast, q.Start) {
			continue
		}
		f.achieved = d.isAchieved(c, &f, lo, years)
		before := d.str(c.start, q.Start)
		switch {
		case strings.Contains(before, "每年"):
			c.yearly = !reachYear.MatchString(before[strings.LastIndex(before, "每年"):])
		case d.saidBefore(c, reachYear, q.Start):
			c.yearly = false
		}
		var yearly string
		if f.per, yearly = perYear(pre, q.Unit); f.per != "" {
			f.why.note("per", f.per, "per/words", yearly, Span{lo, q.End})
		} else if c.yearly && !eachOne.MatchString(pre) && !quantity.IsTime(q.Unit) {
			f.per = "年"
			f.why.note("per", f.per, "per/sentence", "每年", Span{c.start, q.Start})
		}
		d.dates(&f, d.yearFor(c, years, q.Start, f.achieved))
		var names []indicator
		if from, rule := d.baselineBefore(c, qs[:i], q); from != nil && len(out) > 0 {
			f.baseline = from
			f.why.note("baseline", from.Value, rule, "", Span{qs[i-1].Start, q.Start})
			last := out[len(out)-1]
			if last.indicator != "" && (q.End == hi || notCounted.MatchString(d.str(q.End, hi))) {
				names = []indicator{sure("indicator/of-baseline", fromWhere.ReplaceAllString(last.indicator, "$1"), Span{last.Start, last.End})}
				if f.support = last.support; f.support {
					f.why.note("support", "true", "support/as-baseline", "", Span{last.Start, last.End})
				}
			}
			out = out[:len(out)-1]
		}
		offer, offering := "", Span{}
		if names == nil && c.role != RoleBackground {
			offer, offering = d.granted(c, q)
		}
		switch {
		case names != nil:
		case offer != "":
			f.support = true
			f.why.note("support", "true", offer, "", offering)
			f.measures(Level, "measure/offer", Span{})
			d.dates(&f, d.openYear(c, q))
			names = []indicator{d.supported(c, q)}
		default:
			names = d.indicators(c, q, lo, hi, qs, i, used, &list)
		}
		for _, n := range names {
			name := balanced(explained.ReplaceAllString(n.words, ""))
			shared := f.why
			f.why = shared.copy() // each name has reasons of its own
			f.why.note("indicator", name, n.rule, "", n.at)
			f.doubt = n.doubt
			if (name == "" || stub.MatchString(name)) && c.node != nil && !c.node.untitled {
				name, f.doubt = d.str(c.node.title[0], c.node.title[1]), "taken from the heading"
				f.why.note("indicator", name, "indicator/heading", c.node.label.Text, c.node.title)
			}
			if f.doubt == "" {
				f.doubt = doubtful(name)
			}
			f.indicator = name
			if m := measureOfName(name); m != Level && f.measure == Level && f.Unit == "%" {
				f.measures(m, "measure/name", n.at)
				shared.note("measure", string(m), "measure/name", "", n.at) // of all names
			}
			out = append(out, f)
			f.why = shared
			if name != "" {
				c.previous = name
				used = append(used, name)
			}
		}
	}
	return out
}

// fromWhere parts a name from what its first level is a share of: 计容面积上限|由套内
// 面积的18%提高到20%.
var fromWhere = pattern.MustCompile(`^(.{3,}?)[由从].{2,}$`)

// listed says whether q goes on with what last counts, so that the verb in
// front of last is also its own: 新增甲2个、|乙3个, 新增甲5个，|其中乙3个.
func (d *doc) listed(last, q quantity.Quantity, lo int) bool {
	if lo != last.End+1 || q.Unit != last.Unit || prefixOf(d.vocab.verbs, d.rs[:q.Start], lo) != "" {
		return false
	}
	return strings.ContainsRune("、和与及", d.rs[last.End]) || strings.HasPrefix(d.str(lo, q.Start), "其中")
}

// forecast are words of what is expected rather than set.
var forecast = pattern.MustCompile(`预计|预测|有望`)

var (
	// perPiece ends words that count an amount by the piece: 每平方米补贴|100元.
	perPiece = pattern.MustCompile(`每(平方米|立方米|吨|亩|千瓦时|度|证|公里|月)[^，、0-9]{0,8}$`)

	// eachOne begins what 每年 before it does not govern.
	eachOne = pattern.MustCompile(`单个|每个|每家|每人|每项|累计|总额`)

	// stub is a word that names nothing by itself.
	stub = pattern.MustCompile(`^(?:收取|返还|发放|金额|每次|每人|每家|上限|计算|面积|提高到|调整|行动|条件|标准|政策|要求|(?:按|由|为|在|其中)[^的]{0,12})$`)
)

// chunkStart is where the words that belong to a quantity at pos begin: after
// the last comma, or behind the quantity before it in a 、 list.
func (d *doc) chunkStart(start, pos int, before []quantity.Quantity) int {
	lo := start
	if i := d.lastIndex(start, pos, "，,：:"); i >= 0 {
		lo = i + 1
	}
	if in := d.enclosing(start, pos, min(len(d.rs), pos+80)); in[1] > in[0] && in[0] > lo {
		lo = in[0] // （其中标准化茶园|3万亩）
		if i := d.lastIndex(lo, pos, "，,、"); i >= 0 {
			lo = i + 1
		}
	}
	if n := len(before); n > 0 && before[n-1].End > lo {
		lo = before[n-1].End
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
func (d *doc) chunkEnd(pos, end int, after []quantity.Quantity) int {
	hi := end
	if i := d.index(pos, end, "，,：:"); i >= 0 {
		hi = i
	}
	if len(after) > 0 && after[0].Start < hi {
		hi = after[0].Start
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
	futureWords  = pattern.MustCompile(`力争|将达|预计到`)
	toYear       = pattern.MustCompile(`(?:^|[^加高长升少低大至])到` + aYear + `年`)
	upToYear     = pattern.MustCompile(`到` + aYear)
	presentWords = pattern.MustCompile(`现有|已有|已建成|已达|已累计|目前|截至` + aYear + `年`)
)

// noteNumber notes how the number of f is read.
func (d *doc) noteNumber(f *found, c *sentenceContext) {
	printed, q := Span{f.Num, f.End}, f.Quantity
	f.why.note("sentence", "", "quantity/sentence", "", Span{c.start, c.end})
	rule := "value/number"
	switch {
	case q.Rank:
		rule = "value/rank"
	case q.Share:
		rule = "value/ratio"
	case q.Unit == "":
		rule = "value/bare"
	case q.Han:
		rule = "value/numerals"
	}
	f.why.note("value", q.Value, rule, d.str(f.Num, f.End), printed)
	if q.Max != "" {
		f.why.note("value_max", q.Max, rule, d.str(f.Num, f.End), printed)
	}
	if q.Unit != "" {
		f.why.note("unit", q.Unit, "unit-of-measure/entry", q.Unit, printed)
	}
	if q.Bound != Equal {
		f.why.note("bound", string(q.Bound), "bound/words", d.str(q.Limit[0], q.Limit[1]), q.Limit)
	}
}

// isAchieved says whether f is reported as reached, and notes why.
func (d *doc) isAchieved(c *sentenceContext, f *found, lo int, years []statedYear) bool {
	front := Span{c.start, f.Start}
	if c.role == RoleBackground {
		switch {
		case d.saidBefore(c, futureWords, f.Start):
			f.why.note("kind", "target", "kind/future-word", "", front)
			return false
		case !d.saidBefore(c, toYear, f.Start):
			f.why.note("kind", "achievement", "kind/background", string(c.role), c.title())
			return true
		case d.over(years, f.Start):
			f.why.note("kind", "achievement", "kind/year-over", "", front)
			return true
		}
		f.why.note("kind", "target", "kind/to-year", "", front)
		return false
	}
	if d.isPresent(c, lo, f.Start, f.End) {
		f.why.note("kind", "achievement", "kind/present-word", "", front)
		return true
	}
	f.why.note("kind", "target", "kind/set", string(c.role), c.title())
	return false
}

// title is the heading above the passage, empty where there is none.
func (p *passage) title() Span {
	if p.node == nil {
		return Span{}
	}
	return p.node.title
}

// dates gives f the year a rule told.
func (d *doc) dates(f *found, y told) {
	f.year = y.year
	is := y.year
	if is == "" {
		is = "null"
	}
	f.why.note("year", is, y.rule, "", y.at)
}

// over says whether the year stated last before pos lies before the plan's first
// one, or the year of its issue: 到1995年底 is no goal in the background of a plan
// for 1996—2000.
func (d *doc) over(years []statedYear, pos int) bool {
	begin := ""
	if p := d.out.Document.Period; p != nil {
		begin = strconv.Itoa(p[0])
	} else if i := d.out.Document.Issued; i != nil {
		begin = (*i)[:4]
	}
	for _, y := range slices.Backward(years) {
		if y.pos < pos {
			return y.year < begin
		}
	}
	return false
}

// isPresent says whether q is there already: 现有15家…, 已建成3个….
func (d *doc) isPresent(c *sentenceContext, lo, pos, end int) bool {
	s := d.str(lo, pos)
	if presentWords.MatchString(s) && !upToYear.MatchString(s) {
		return true
	}
	// 在现有甲、乙、丙等15家…基础上
	if !d.saidBefore(c, presentWords, pos) {
		return false
	}
	post := d.str(end, c.end)
	j := strings.Index(post, "基础上")
	return j >= 0 && !strings.ContainsAny(post[:j], "，,。；")
}

func (d *doc) recordQuantity(f found, at string) {
	raw := d.str(f.Start, f.End)
	var indicator, value, max, unit, year, per *string
	var bound *Bound
	if f.indicator != "" {
		indicator = ptr(f.indicator)
	}
	if f.Value != "" {
		value, bound = ptr(f.Value), ptr(f.Bound)
	}
	if f.Max != "" {
		max = ptr(f.Max)
	}
	if f.Unit != "" {
		unit = ptr(f.Unit)
	}
	if f.year != "" {
		year = ptr(f.year)
	}
	if f.per != "" {
		per = ptr(f.per)
	}
	span := Span{f.Start, f.End}
	if f.achieved {
		d.out.Achievements = append(d.out.Achievements, Achievement{At: at, Indicator: indicator, Raw: raw, Value: value, ValueMax: max, Unit: unit, Bound: bound, Measure: ptr(f.measure), AsOf: year, Page: d.page(f.Start), Span: span})
		d.keep(&d.why.achievements, f.why)
		return
	}
	d.out.Targets = append(d.out.Targets, Target{At: at, Indicator: indicator, Raw: raw, Value: value, ValueMax: max, Unit: unit, Bound: bound, Measure: ptr(f.measure), By: year, Per: per, Baseline: f.baseline, Support: f.support, Page: d.page(f.Start), Span: span})
	d.keep(&d.why.targets, f.why)
}
