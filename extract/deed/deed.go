// Package deed reads what a measure does, as officials write it: the verb and the
// object of its first main clause.
package deed

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"guihua/corpus/pattern"
	"guihua/extract/wordlist"
	"guihua/segment"
)

// A Deed is the verb and the object of a sentence's first main clause, as
// officials write measures: verb, then object (建设|小微湿地). What leads to it is
// passed over: times (到2025年，), adverbial clauses (结合…，围绕…，依托…), adverbs
// and verbs that say only how (加快|推进|…建设 is 推进). The conventions:
//
//   - the verb is what the body that speaks does itself: in 支持企业开展技术攻关 and
//     鼓励建设养老设施 that is 支持 and 鼓励, their object who or what is supported,
//     企业 and 建设养老设施;
//   - verbs said together are one where they are a fixed pair (建立健全); of others,
//     joined by 和 or 、, it is the first, the object that of all (引进|和培育一批|品牌);
//   - the object is the rest of the clause without numbers in front of it (建成30家|示范企业);
//   - in 对…给予补助 it is 给予|补助, in 将…纳入… 纳入 and what stands behind 将;
//   - the object of 给予, 发放 and the like is what is given, without its receiver and
//     figures (给予|每家最高50万元|补助).
//
// Where the sentence is none of these there is no deed, and a verb whose object is
// not sure has none.
type Deed struct {
	Verb, Object *Span // nil for none
	Action       *Span // what the one that is supported is to do: 支持|企业|牵头组建…; nil for none
	Clauses      int   // how many clauses the sentence has between its commas and colons
}

// A Span is [start, end) in code points of the sentence.
type Span = [2]int

// A clauseReader reads one sentence.
type clauseReader struct {
	text []rune
	tags map[int]string // of the words, by where they begin
	ends map[int]bool   // where words end
	v    *deedWords
}

// Of reads the sentence text, whose words are given.
func Of(text string, words []segment.Word) Deed {
	c := &clauseReader{text: []rune(text), tags: map[int]string{}, ends: map[int]bool{}, v: deedVocabulary()}
	for _, w := range words {
		c.tags[w.Start], c.ends[w.End] = w.Tag, true
	}
	c.partBodies()
	clauses := c.clauses()
	d := c.first(clauses)
	d.Clauses = len(clauses)
	return d
}

// partBodies parts the words at the end of each 社会组织, as jieba takes 组织开展 for one.
func (c *clauseReader) partBodies() {
	for i := 4; i < len(c.text); i++ {
		if c.str(i-4, i) == "社会组织" && !c.ends[i] {
			c.tags[i], c.ends[i] = "v", true
		}
	}
}

// first is the deed of the first of the clauses that is a main clause.
func (c *clauseReader) first(clauses []Span) Deed {
	var weak Deed // of an opener, if no clause has a better one
	for _, span := range clauses {
		d, more := c.clause(span)
		if d.Verb != nil && more {
			if weak.Verb == nil {
				weak = d
			}
			continue
		}
		if d.Verb != nil || !more {
			return d
		}
	}
	return weak
}

// clauses parts the sentence at the commas and colons outside brackets.
func (c *clauseReader) clauses() []Span {
	var out []Span
	start := 0
	for i, depth := 0, 0; i <= len(c.text); i++ {
		if i < len(c.text) {
			depth += Nesting(c.text[i])
			if depth > 0 || !strings.ContainsRune("，,：:；;。！？", c.text[i]) || c.betweenDigits(i) {
				continue
			}
		}
		if slices.ContainsFunc(c.text[start:i], isWritten) {
			out = append(out, Span{start, i})
		}
		start = i + 1
	}
	return out
}

func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (c *clauseReader) betweenDigits(i int) bool {
	return i > 0 && i+1 < len(c.text) && unicode.IsDigit(c.text[i-1]) && unicode.IsDigit(c.text[i+1])
}

// Nesting is 1 for what opens a bracket or quotation, -1 for what closes one.
func Nesting(r rune) int {
	switch {
	case strings.ContainsRune("（(〔[【“‘《〈「", r):
		return 1
	case strings.ContainsRune("）)〕]】”’》〉」", r):
		return -1
	}
	return 0
}

func (c *clauseReader) str(start, end int) string { return string(c.text[start:end]) }

// at is the longest of words that stands at p and ends before end, where a word ends;
// "" too where nothing stands at p.
func (c *clauseReader) at(words wordlist.Beginnings, p, end int) string {
	if p >= end {
		return ""
	}
	for _, w := range words[c.text[p]] {
		n := utf8.RuneCountInString(w)
		if p+n <= end && c.str(p, p+n) == w && c.ends[p+n] {
			return w
		}
	}
	return ""
}

// inside is like at, but the word may be the beginning of one that jieba takes
// for longer, whose rest is known too: 组织|开展.
func (c *clauseReader) inside(words, rest wordlist.Beginnings, p, end int) string {
	if w := c.at(words, p, end); w != "" || p >= end {
		return w
	}
	for _, w := range words[c.text[p]] {
		n := utf8.RuneCountInString(w)
		if p+n < end && c.str(p, p+n) == w && c.at(rest, p+n, end) != "" {
			return w
		}
	}
	return ""
}

var (
	// itemLabel stands in front of a sentence: （一）, 1., 一是, ①.
	itemLabel = pattern.MustCompile(`^(?:（[0-9一二三四五六七八九十]{1,3}）|\([0-9]{1,2}\)|[0-9]{1,2}[.、．]|[①-⑳]|[一二三四五六七八九十]{1,2}[是要、]|[—–\-·●◆■★]+|\s)+`)
	// whenever is a time in front of a clause.
	whenever = pattern.MustCompile(`^(?:(?:力争|确保|争取)?(?:到|至|截至|自|从)?(?:(?:19|20)[0-9]{2}年?(?:至|到|-|—)?)?(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:年?[底末初]|起|间|期间|内|度)?(?:之?前)?|“?十[一二三四五六七]五”?(?:期间|时期|末|以来)|[0-9一二三四五六七八九十两]+年(?:内|左右|之内|期间)|[0-9]{1,2}月[底末]?前?|[0-9]{1,2}个月内|未来[0-9一二三四五六七八九十]+年)`)
)

// skip passes over labels, times and adverbs from p on, as long as something is
// left, and over auxiliary verbs that another verb follows.
func (c *clauseReader) skip(p, end int) int {
	for p < end {
		rest := c.str(p, end)
		n := utf8.RuneCountInString(itemLabel.FindString(rest))
		if n == 0 {
			n = utf8.RuneCountInString(whenever.FindString(rest))
		}
		if n == 0 && c.at(c.v.kinds["doubled"], p, end) == "" {
			if w := c.at(c.v.kinds["auxiliary"], p, end); w != "" && c.verbFollows(p+utf8.RuneCountInString(w), end) {
				n = utf8.RuneCountInString(w)
			} else if w := c.prefixOf(c.v.kinds["auxiliary"], p, end); w != "" {
				n = utf8.RuneCountInString(w)
			}
		}
		if n == 0 {
			if w := c.inside(c.v.kinds["adverbs"], c.v.verbs, p, end); w != "" && (c.at(c.v.verbs, p, end) == "" || c.verbFollows(p+utf8.RuneCountInString(w), end)) {
				n = utf8.RuneCountInString(w)
			} else if w := c.word(p, end); w != "" && !negative.MatchString(w) && slices.Contains([]string{"d", "ad", "vd"}, c.tags[p]) && c.at(c.v.verbs, p, end) == "" && c.at(c.v.kinds["openers"], p, end) == "" && c.at(c.v.kinds["negations"], p, end) == "" {
				n = utf8.RuneCountInString(w)
			}
		}
		if n == 0 && strings.ContainsRune("、 　地", c.text[p]) {
			n = 1
		}
		if n == 0 {
			return p
		}
		p += n
	}
	return p
}

// negative begins adverbs that turn the verb into its opposite.
var negative = pattern.MustCompile(`^(?:暂?不|未|无|没|勿|别|非)`)

// prefixOf is the one of words that begins a longer word whose rest is a verb: 加快|推进.
func (c *clauseReader) prefixOf(words wordlist.Beginnings, p, end int) string {
	w := c.word(p, end)
	for _, x := range words[c.text[p]] {
		if rest, ok := strings.CutPrefix(w, x); ok && c.v.isVerb[rest] {
			return x
		}
	}
	return ""
}

// word is the word of the text at p.
func (c *clauseReader) word(p, end int) string {
	for i := p + 1; i <= end; i++ {
		if c.ends[i] {
			return c.str(p, i)
		}
	}
	return ""
}

// verbFollows says whether a verb stands at p, behind adverbs, that has something
// behind it itself or ends the clause.
func (c *clauseReader) verbFollows(p, end int) bool {
	for p < end {
		w := c.at(c.v.kinds["adverbs"], p, end)
		if w == "" || c.at(c.v.verbs, p, end) != "" {
			break
		}
		p += utf8.RuneCountInString(w)
	}
	if p >= end {
		return false
	}
	w := c.at(c.v.verbs, p, end)
	next := p + utf8.RuneCountInString(w)
	return w != "" && next < end && !strings.ContainsRune("的、和与", c.text[next]) && (next+1 >= end || !nounAct.MatchString(c.str(next, end)))
}

// nounAct goes on behind a verb that is the attribute of a noun: 规划|体系, 服务|能力.
var nounAct = pattern.MustCompile(`^(?:体系|机制|制度|能力|水平|力度|质量|效率|标准|模式|工程|计划|行动|规划|方案|措施|政策|工作|项目|机构|平台|中心|基地|步伐|进程|进度|方式|改革|环境|条件|资金|经费|人才|人员|队伍|网络|设施|设备|技术|产品|产业|成果|空间|功能|作用|资源|市场|领域|品牌|活动|管理|服务|建设)$`)

// clause reads one clause. more says that the sentence goes on to its main clause:
// with a verb, that the clause has one only if no other follows.
func (c *clauseReader) clause(s Span) (d Deed, more bool) {
	start, end := s[0], s[1]
	if end-start > maxClause {
		return Deed{}, false
	}
	p := c.skip(start, end)
	if p >= end {
		return Deed{}, true
	}
	opens := c.at(c.v.kinds["openers"], p, end) != "" && c.at(c.v.kinds["negations"], p, end) == ""
	if c.endsWith(c.v.kinds["conditions"], end) && !(opens && c.text[p] == '将') {
		return Deed{}, true
	}
	if opens {
		return c.opened(p, end)
	}
	if d, ok := c.deedAt(p, end); ok {
		return d, false
	}
	return c.withSubject(p, end)
}

// endsWith says whether the clause that ends at end does so with one of words.
func (c *clauseReader) endsWith(words wordlist.Beginnings, end int) bool {
	return words.Ends(c.str(max(0, end-6), end))
}

// deedAt reads verb and object at p.
func (c *clauseReader) deedAt(p, end int) (Deed, bool) {
	verb, next := c.verbAt(p, end)
	if verb == "" || next < end && c.text[next] == '地' && c.ends[next+1] {
		return Deed{}, false
	}
	if m := c.modal(next, end); m > next && c.text[m-1] == '的' {
		return Deed{}, false // 满足条件的可享受…: a condition without its comma
	}
	d := Deed{Verb: &Span{p, next}, Object: c.object(verb, c.joined(next, end), end)}
	if c.v.isLetting[verb] && d.Object != nil {
		d.Action = c.action(*d.Object, end)
	}
	return d, true
}

// verbAt is the verb at p and where it ends: one of the vocabulary, or any behind 不得
// and the like.
func (c *clauseReader) verbAt(p, end int) (string, int) {
	if no := c.at(c.v.kinds["negations"], p, end); no != "" {
		n := utf8.RuneCountInString(no)
		if p+n < end {
			if w := c.word(p+n, end); utf8.RuneCountInString(w) >= 2 && strings.HasPrefix(c.tags[p+n], "v") {
				return w, p + n + utf8.RuneCountInString(w)
			}
		}
		return "", p
	}
	if w := c.inside(c.v.verbs, c.v.verbs, p, end); w != "" {
		next := p + utf8.RuneCountInString(w)
		if c.v.isNoun[w] && changes.MatchString(c.str(next, end)) {
			return "", p
		}
		if next < end && (c.text[next] == '的' || !c.v.isLetting[w] && c.nounHead(w, next, end) || c.nominal(w, next, end)) {
			return "", p
		}
		return w, next
	}
	return "", p
}

// changes ends a clause that says of its subject how much it becomes, or what it is:
// 申请额度|上调10万元, 申报时间|为6月30日.
var changes = pattern.MustCompile(`(?:上调|下调|提高|提升|降低|降|增长|增加|减少|延长|缩短|放宽|扩大|调整)(?:至|到|为)?[0-9０-９][^的]*$|(?:上调|下调)$|[间限额例准率]为[^的]+$`)

// nounHead says whether what stands at p makes a subject of the verb w in front of it:
// 建设|项目要…, 培训|人员可….
func (c *clauseReader) nounHead(w string, p, end int) bool {
	m := c.modal(p, end)
	return m > p && (m-p <= 6 || c.v.isNoun[w] || c.v.kinds["built"].Ends(w)) && !strings.ContainsRune("一各每不", c.text[p])
}

// nominal says whether the verb w is a noun here, the attribute of what stands at p,
// with which the clause goes on to its verb: 考核|结果作为….
func (c *clauseReader) nominal(w string, p, end int) bool {
	kind := "heads"
	switch {
	case c.v.kinds["built"].Ends(w):
		kind = "builders"
	case !c.v.isNoun[w]:
		return false
	}
	head := c.at(c.v.kinds[kind], p, end)
	return head != "" && p+utf8.RuneCountInString(head) < end
}

// modal is where a modal word stands behind p outside brackets, -1 for nowhere.
func (c *clauseReader) modal(p, end int) int {
	depth := 0
	for i := p; i < end; i++ {
		depth += Nesting(c.text[i])
		if depth == 0 && (i == p || c.ends[i] && c.text[i-1] != '按') && (c.at(c.v.kinds["modals"], i, end) != "" || c.at(c.v.kinds["negations"], i, end) != "") {
			return i
		}
	}
	return -1
}

// joined passes over verbs joined to the one that ends at p: 引进|和培育|….
func (c *clauseReader) joined(p, end int) int {
	for p+1 < end && strings.ContainsRune("、和与并及或", c.text[p]) {
		q := p + 1
		w := c.inside(c.v.verbs, c.v.verbs, q, end)
		n := utf8.RuneCountInString(w)
		if w == "" || q+n >= end || c.text[q+n] == '的' {
			break
		}
		p = q + n
	}
	return p
}

// maxClause is how many characters a clause has at most that is read: what is longer
// is a table or a list without marks, and its reading takes the square of its length.
const maxClause = 300

// maxObject is how many characters an object has at most: what is longer holds a
// clause of its own.
const maxObject = 60

var (
	// aspect stands between a verb and its object.
	aspect = pattern.MustCompile(`^(?:了|好|出|起|到位)+`)
	// amount is how many of the object there are.
	amount = pattern.MustCompile(`^(?:不少于|不低于|不超过|超过|至少|约|近|最高|最高不超过|累计|共|新)?(?:[0-9０-９.．]+(?:[-—~至][0-9.]+)?|[一二三四五六七八九十百千万两几数]+)[余多]?[万亿千百]?[余多]?(?:[个家件项人名所份位张台套座处条部种次场期户辆批支款类门间组片款]|人次)(?:以上|左右|以内)?(?:的|、)?|^(?:一批|一系列|若干个?|多个|一定数量的?|更多|各类)`)
	// ofTime goes on with a measure word as a length of time: 3个|月.
	ofTime = pattern.MustCompile(`^(?:月|工作日|小时|百分点)`)
	// amountBehind is where an object says how many there are: 示范企业|50家以上.
	amountBehind = pattern.MustCompile(`(?:不少于|不低于|不超过|超过|至少|达到?|突破|约|近)?[0-9０-９][0-9０-９.．]*(?:[-—~～至][0-9.]+)?[余多]?[万亿千百]?(?:[元个件项人名所份位张台套座处条部种次场期户辆批支款门间组片家米亩吨%％]|公里|平方米)(?:以上|以下|以内|左右|及以上)?$|(?:不少于|不低于|不超过|至少)[0-9０-９].*$`)
	// atWhere begins what is no object: 在…, 到…, 为….
	atWhere = pattern.MustCompile(`^(?:在|到(?:[0-9]|位)|至|于|向|由|为|以|与|同|从|不|或|和|及|并|通过|对|按|按照|根据|将|把|经)`)
	// onlyNumber is an object that names nothing.
	onlyNumber = pattern.MustCompile(`^[0-9０-９.．,、%％·万亿千百十元个件项人次家以上左右内不少于超过低和]+$`)
)

// object is the object of verb in what follows it up to end.
func (c *clauseReader) object(verb string, p, end int) *Span {
	if !c.v.isGiving[verb] {
		return c.plainObject(verb, p, end)
	}
	s := c.gift(p, end)
	if s == nil && verb != "给予" {
		s = c.plainObject(verb, p, end) // 安排|专题研究, 予以|降级处理
	}
	if s == nil || slices.ContainsFunc(c.text[s[0]:s[1]], unicode.IsDigit) {
		return nil
	}
	return s
}

var (
	// figure is how much is given, or for what share.
	figure = pattern.MustCompile(`[0-9０-９][0-9０-９.．,，]*(?:[-—~～至][0-9０-９.．]+)?[余多]?[万亿千百]*(?:元|%|％|倍|折|个百分点|个月|年|天)(?:/[人月年天户套人次平方米]+)?(?:以上|以下|以内|左右)?`)
	// once begins what is given once: 每户|一次性补助.
	once = pattern.MustCompile(`一次性`)
	// somewhat begins what is given without saying how much.
	somewhat = pattern.MustCompile(`^(?:一定|适当|相应|必要)(?:的|比例的)?`)
)

// gift is what is given in [p, end), which ends with a word of gifts: behind the last 的
// and figure in front of it, and behind who it is given to.
func (c *clauseReader) gift(p, end int) *Span {
	first, last := c.giftEnds(p, end)
	if first == 0 {
		return nil
	}
	start := p
	for i := p; i < first; i++ {
		if c.text[i] == '的' && c.ends[i+1] {
			start = i + 1
		}
	}
	for _, re := range []*pattern.Pattern{figure, once} {
		text := c.str(start, first)
		if all := re.FindAllStringIndex(text, -1); all != nil {
			at := all[len(all)-1]
			cut := at[1]
			if re == once {
				cut = at[0]
			}
			if n := utf8.RuneCountInString(text[:cut]); c.ends[start+n] || n == 0 {
				start += n
			}
		}
	}
	start += utf8.RuneCountInString(somewhat.FindString(c.str(start, first)))
	start = c.behindReceiver(start, first)
	if n := last - start; n < 2 || n > maxObject || c.begins(start, first) || !balancedQuotes(c.str(start, last)) {
		return nil
	}
	return &Span{start, last}
}

// begins says whether the gift [p, end) is the object of another verb: 5万元|发放购车补贴,
// but not 5万元|创新扶持.
func (c *clauseReader) begins(p, end int) bool {
	w := c.word(p, end)
	next := p + utf8.RuneCountInString(w)
	return c.tags[p] == "v" && c.v.isVerb[w] && !c.v.isNoun[w] && next < end && c.at(c.v.kinds["gifts"], next, end) != c.str(next, end)
}

// giftEnds is where the first word of gifts ends that nothing follows as its head, and
// where the last one that is joined to it does: 岗位补贴|、社保补贴|. It is 0 for none.
func (c *clauseReader) giftEnds(p, end int) (first, last int) {
	depth := 0
	for i := p + 1; i <= end; i++ {
		depth += Nesting(c.text[i-1])
		if depth > 0 || !c.ends[i] || !c.v.kinds["gifts"].Ends(c.str(p, i)) || !c.closes(i, end) {
			continue
		}
		first, last = i, i
		break
	}
	if first > 0 && first < end && strings.ContainsRune("、和或及与", c.text[first]) {
		if _, more := c.giftEnds(first+1, end); more > 0 && !figure.MatchString(c.str(first, more)) && !strings.ContainsRune(c.str(first, more), '的') {
			last = more
		}
	}
	if last > 0 && last+1 == end && c.text[last] == '等' {
		last = end
	}
	return first, last
}

// closes says whether the phrase that ends at i is whole: no noun follows, nor a word of
// gifts that ends a phrase itself (资金|支持).
func (c *clauseReader) closes(i, end int) bool {
	if i == end || strings.ContainsRune("、和或及与并（(", c.text[i]) || unicode.IsDigit(c.text[i]) || i+1 == end && c.text[i] == '等' {
		return true
	}
	if w := c.at(c.v.kinds["gifts"], i, end); w != "" && c.closes(i+utf8.RuneCountInString(w), end) {
		return false
	}
	return slices.Contains([]string{"v", "p", "d", "m"}, c.tags[i])
}

// behindReceiver is where the receiver ends that [p, end) begins with, p where it begins
// with none. One without an attribute is part of the name: 企业|贷款贴息.
func (c *clauseReader) behindReceiver(p, end int) int {
	for i := end - 3; i > p+2; i-- {
		if c.ends[i] && !strings.ContainsRune("、和或及与", c.text[i]) && c.v.kinds["receivers"].Ends(c.str(p, i)) && c.at(c.v.kinds["receivers"], p, i) != c.str(p, i) {
			return i
		}
	}
	return p
}

// plainObject is the object of a verb that gives nothing.
func (c *clauseReader) plainObject(verb string, p, end int) *Span {
	p += utf8.RuneCountInString(aspect.FindString(c.str(p, end)))
	if n := utf8.RuneCountInString(amount.FindString(c.str(p, end))); c.ends[p+n] && !ofTime.MatchString(c.str(p+n, end)) {
		p += n
	}
	if p < end && c.text[p] == '的' {
		return nil
	}
	if at := amountBehind.FindStringIndex(c.str(p, end)); at != nil && at[0] > 0 {
		end = p + utf8.RuneCountInString(c.str(p, end)[:at[0]])
	}
	if end = c.beforeSecond(p, end); c.v.isLetting[verb] || strings.HasPrefix(c.lastTag(p, end), "v") {
		end = c.beforePreposition(p, end)
	}
	if c.v.isLetting[verb] {
		end = c.afterActor(p, end)
	}
	for end > p && (unicode.IsSpace(c.text[end-1]) || strings.ContainsRune("、—-", c.text[end-1])) {
		end--
	}
	s := c.str(p, end)
	if n := end - p; n < 2 || n > maxObject || c.adverbial(verb, p, end) || onlyNumber.MatchString(s) || !balancedQuotes(s) {
		return nil
	}
	return &Span{p, end}
}

func balancedQuotes(s string) bool {
	depth := 0
	for _, r := range s {
		if depth += Nesting(r); depth < 0 {
			return false
		}
	}
	return depth == 0
}

// adverbial says whether [p, end) begins with a preposition: 在…设立…. What ends with
// a noun that it belongs to is an object (加大|对企业的支持力度), but not of who acts.
func (c *clauseReader) adverbial(verb string, p, end int) bool {
	m := atWhere.FindString(c.str(p, end))
	if m == "" || !c.ends[p+utf8.RuneCountInString(m)] && m != "到" {
		return false
	}
	return c.v.isLetting[verb] || verb == "负责" || !strings.ContainsRune(c.str(p, end), '的') || !strings.ContainsAny(m, "与对为以从在")
}

// beforeSecond is where a second verb begins that 并 or 且 joins to the first:
// 建立台账|并动态更新.
func (c *clauseReader) beforeSecond(p, end int) int {
	depth := 0
	for i := p; i < end; i++ {
		depth += Nesting(c.text[i])
		if depth == 0 && i > p && c.ends[i] && strings.ContainsRune("并且", c.text[i]) && c.ends[i+1] {
			return i
		}
	}
	return end
}

// inPost goes on with 在 as one word: 在岗培训.
var inPost = pattern.MustCompile(`^在[岗职校线建编册]`)

// lastTag is the tag of the last word of [p, end).
func (c *clauseReader) lastTag(p, end int) string {
	for i := end - 1; i >= p; i-- {
		if tag, ok := c.tags[i]; ok {
			return tag
		}
	}
	return ""
}

// beforePreposition is where a preposition and the adverbs in front of it begin that
// say how it is done: 采用新技术|对旧线进行改造, 引导服务业|向高端延伸. With 的 behind it, or
// a noun at the end (人大|对政府监督制度), it may belong to the object.
func (c *clauseReader) beforePreposition(p, end int) int {
	depth := 0
	for i := p + 1; i < end; i++ {
		depth += Nesting(c.text[i-1])
		if depth > 0 || !c.ends[i] || i-p < 2 || strings.ContainsRune("、和与及", c.text[i-1]) || inPost.MatchString(c.str(i, end)) {
			continue
		}
		if k := c.skip(i, end); k < end && c.tags[k] == "p" && strings.ContainsRune("在对向从以按", c.text[k]) && !strings.ContainsRune(c.str(k, end), '的') {
			return i
		}
	}
	return end
}

// afterActor is where what 支持 and the like support ends: the first actor that a verb
// follows, 支持|企业|牵头组建….
func (c *clauseReader) afterActor(p, end int) int {
	if w := c.at(c.v.verbs, p, end); w != "" && !c.v.isNoun[w] {
		return end // 鼓励|购买…
	}
	depth := 0
	for i := p + 1; i < end; i++ {
		depth += Nesting(c.text[i-1])
		if depth > 0 || !c.ends[i] || c.ends[i+1] && strings.ContainsRune("的、和及或", c.text[i]) {
			continue
		}
		k := c.skip(i, end)
		if k >= end {
			return end
		}
		if c.isActor(p, i) && (c.acts(k, end) || k > i && c.at(c.v.verbs, k, end) != "") && !nounAct.MatchString(c.str(i, end)) {
			return i
		}
	}
	return end
}

// isActor says whether [p, end) ends with one of those who act, 县（市、区） and 企业等 among
// them, or with a name in Latin letters, or is the names of places.
func (c *clauseReader) isActor(p, end int) bool {
	if c.v.kinds["actors"].Ends(added.ReplaceAllString(c.str(p, end), "")) {
		return true
	}
	last := c.lastTag(p, end)
	for i := p; i < end; i++ {
		tag, begins := c.tags[i]
		if begins && (last == "eng" && strings.HasPrefix(tag, "v") || last == "ns" && tag != "ns" && tag != "x" && tag != "c") {
			return false
		}
	}
	return last == "ns" || last == "eng"
}

// added stands behind those who act: the kinds of place that a bracket adds to one,
// 县|（市、区）, and 企业|等.
var added = pattern.MustCompile(`[（(][市县区旗、]+[）)]$|等$`)

// action is what the actor is to do, from its verb on to end: 企业|牵头组建…. It is nil
// where the object is no actor, or another thing than a verb follows it.
func (c *clauseReader) action(actor Span, end int) *Span {
	if !c.isActor(actor[0], actor[1]) || actor[1] >= end || strings.ContainsRune("并且的、和与及或", c.text[actor[1]]) {
		return nil
	}
	p := c.skip(actor[1], end)
	w := c.at(c.v.verbs, p, end)
	next := p + utf8.RuneCountInString(w)
	if w == "" || next >= end || c.text[next] == '的' || c.at(c.v.kinds["openers"], p, end) != "" {
		return nil
	}
	if head := c.at(c.v.kinds["heads"], next, end); head != "" && w != "建设" && c.tags[p] == "vn" && head != c.str(next, end) {
		return nil // 证券公司|经营机构…: a noun
	}
	if second := c.at(c.v.verbs, next, end); second != "" && second == c.str(next, end) {
		return nil // 训练基地|扩容升级: a thing that changes
	}
	for end > p && (unicode.IsSpace(c.text[end-1]) || strings.ContainsRune("、—-", c.text[end-1])) {
		end--
	}
	if end-p > maxObject || !balancedQuotes(c.str(p, end)) {
		return nil
	}
	return &Span{p, end}
}

// acts says whether what stands at k is a verb with something behind it, or a
// preposition.
func (c *clauseReader) acts(k, end int) bool {
	if n := utf8.RuneCountInString(c.word(k, end)); k+n < end && strings.ContainsRune("方商者", c.text[k+n]) && c.ends[k+n+1] {
		return false // 数据中心|运营方
	}
	if w := c.at(c.v.verbs, k, end); (c.v.isNoun[w] || c.tags[k] == "vn") && strings.HasPrefix(c.lastTag(k, end), "v") {
		return false // 政府|管理职能转变
	}
	if k > 0 && c.text[k-1] == '等' && c.at(c.v.kinds["auxiliary"], k, end) != "" && strings.HasPrefix(c.lastTag(k, end), "v") {
		return false // 中心等|创新载体建设
	}
	if c.at(c.v.kinds["openers"], k, end) == "面向" {
		return true // a noun to jieba
	}
	switch tag := c.tags[k]; {
	case tag == "v" || tag == "p" || tag == "d":
		return !nounAct.MatchString(c.str(k, end))
	case tag == "vn":
		w := c.at(c.v.verbs, k, end)
		next := k + utf8.RuneCountInString(w)
		return w != "" && next < end && c.text[next] != '的' && (strings.HasPrefix(c.tags[next], "n") || c.tags[next] == "m") && !nounAct.MatchString(c.str(next, end))
	}
	return false
}

// opened reads a clause that begins as an adverbial: 对…给予…, 将…纳入…, 由…负责…,
// 在…方面|…, 通过…等方式|…. With nothing of that the main clause follows.
func (c *clauseReader) opened(p, end int) (d Deed, more bool) {
	opener := c.at(c.v.kinds["openers"], p, end)
	next := p + utf8.RuneCountInString(opener)
	switch opener {
	case "将", "把":
		if k, n := c.lastVerb(next, end); k > next {
			d := Deed{Verb: &Span{k, k + n}}
			if s := c.str(next, k); k-next >= 2 && k-next <= maxObject && balancedQuotes(s) {
				d.Object = &Span{next, k}
			}
			return d, false
		}
		return Deed{}, false
	case "由":
		for _, word := range []string{"负责", "牵头", "承担", "给予", "组织", "统筹", "按"} {
			if k := c.find(word, next, end); k > 0 {
				if word == "按" {
					return Deed{}, false
				}
				d, _ := c.deedAt(k, end)
				return d, false
			}
		}
		return Deed{}, false
	case "对", "给", "向", "为", "与", "同", "对于", "经", "按", "按照", "根据", "以", "就", "从", "经认定":
		if k, n := c.lightVerb(next, end); k > 0 {
			return Deed{Verb: &Span{k, k + n}, Object: c.object(c.str(k, k+n), k+n, end)}, false
		}
	}
	if k := c.behindFrame(next, end); k > 0 {
		if d, ok := c.deedAt(c.skip(k, end), end); ok {
			return d, false
		}
	}
	if c.v.isWeak[opener] {
		return Deed{Verb: &Span{p, next}, Object: c.object(opener, next, end)}, true
	}
	return Deed{}, true
}

// find is where word stands as one in [p, end), 0 for nowhere.
func (c *clauseReader) find(word string, p, end int) int {
	n := utf8.RuneCountInString(word)
	for i := p; i+n <= end; i++ {
		if c.ends[i] && c.ends[i+n] && c.str(i, i+n) == word {
			return i
		}
	}
	return 0
}

// lightVerb is the first verb in [p, end) that comes at last in a clause, and that no
// 的 makes an attribute: 对开展…的企业|给予|…. With 的 behind it, it is one where a noun
// stands in front: 对企业|实行|…的办法.
func (c *clauseReader) lightVerb(p, end int) (at, n int) {
	for _, first := range []bool{true, false} {
		depth := 0
		for i := p + 1; i < end; i++ {
			depth += Nesting(c.text[i-1])
			w := c.at(c.v.kinds["light"], i, end)
			if depth > 0 || !c.ends[i] || w == "" || i+utf8.RuneCountInString(w) >= end {
				continue
			}
			if first == (w == "给予" || w == "予以" || w == "加以") && (first || !strings.ContainsRune(c.str(i, end), '的') || w != "开展" && strings.HasPrefix(c.lastTag(p, i), "n") && !strings.ContainsRune(c.str(p, i), '的')) {
				return i, utf8.RuneCountInString(w)
			}
		}
	}
	return 0, 0
}

// lastVerb is the verb behind what 将 brings to the front: 将…|纳入|….
func (c *clauseReader) lastVerb(p, end int) (at, n int) {
	for i := end - 1; i > p; i-- {
		if w := c.at(c.v.kinds["light"], i, end); c.ends[i] && w != "" && !strings.ContainsRune("给予进行实施开展提供", c.text[i]) {
			at, n = i, utf8.RuneCountInString(w)
		}
	}
	return at, n
}

// behindFrame is where a place or a way ends that the verb of its clause follows:
// 在…方面|开展…, 通过…等方式|吸引….
func (c *clauseReader) behindFrame(p, end int) int {
	for i := end - 2; i > p; i-- {
		if c.ends[i] && c.v.kinds["frames"].Ends(c.str(max(p, i-4), i)) {
			if k := c.skip(i, end); k < end && c.at(c.v.verbs, k, end) != "" {
				return i
			}
		}
	}
	return 0
}

// withSubject reads a clause that begins with who acts: 各县要|建立|…, 市财政局|负责|…,
// or with what is acted on: …由…|负责|.
func (c *clauseReader) withSubject(p, end int) (d Deed, more bool) {
	if m := c.modal(p, end); m >= p {
		k := m
		if w := c.at(c.v.kinds["negations"], k, end); w == "" {
			k += utf8.RuneCountInString(c.at(c.v.kinds["modals"], m, end))
		}
		k = c.skip(k, end)
		if k < end {
			if c.at(c.v.kinds["openers"], k, end) != "" && c.at(c.v.kinds["negations"], k, end) == "" {
				return c.opened(k, end)
			}
			d, _ := c.deedAt(k, end)
			return d, false
		}
	}
	for _, word := range []string{"负责", "给予", "予以"} {
		if k := c.find(word, p+1, end); k > 0 && !strings.ContainsRune(c.str(p, k), '的') {
			d, _ := c.deedAt(k, end)
			return d, false
		}
	}
	return Deed{}, false
}

//go:embed vocab/deeds.txt
var deedLists string

// deedWords are the words of vocab/deeds.txt.
type deedWords struct {
	kinds                                       map[string]wordlist.Beginnings
	verbs                                       wordlist.Beginnings // verbs and doubled ones
	isVerb, isLetting, isWeak, isNoun, isGiving map[string]bool
}

var deedVocabulary = sync.OnceValue(func() *deedWords {
	v := &deedWords{kinds: map[string]wordlist.Beginnings{}}
	lists := map[string][]string{}
	for _, line := range wordlist.Lines(deedLists) {
		kind, words, _ := strings.Cut(line, ":")
		lists[kind] = strings.Fields(words)
		v.kinds[kind] = wordlist.NewBeginnings(slices.Clone(lists[kind]))
	}
	all := slices.Concat(lists["verbs"], lists["doubled"])
	v.verbs = wordlist.NewBeginnings(all)
	v.isVerb, v.isLetting, v.isWeak, v.isNoun = wordlist.Set(all), wordlist.Set(lists["letting"]), wordlist.Set(lists["weak"]), wordlist.Set(lists["nouns"])
	v.isGiving = wordlist.Set(lists["giving"])
	return v
})

// IsVerb says whether a word is a verb of measures, whatever else it may be.
func IsVerb(word string) bool { return deedVocabulary().isVerb[word] }
