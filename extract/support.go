package extract

import (
	"guihua/extract/quantity"
	"regexp"
	"strings"
)

// granting are the words that offer money.
var granting = regexp.MustCompile(`给予|奖励|补助|补贴|资助|奖补|贴息|奖金|最高支持|予以支持|一次性支持|发放[^，]{0,12}券|发放最高|担保贷款|予以返还|可返还|扶持资金|的资金支持`)

// budget ends words that set money aside rather than offer it.
var budget = regexp.MustCompile(`(?:安排|列支|到位)[^，,]{0,12}$|总额(?:为|达到?|不超过)?$|补助收入|补贴收入|退回`)

// capped begins words behind an offer that limit it.
var capped = regexp.MustCompile(`^[，,](?:单个|每个|每家|每项|同一|年度|累计|总额|最高|最多|不超过|且|其中)`)

// grants says whether q is an amount offered as support: its words or words
// before them in the sentence offer something, and it is money or a share.
func (d *doc) grants(c *sentenceContext, q quantity.Quantity) bool {
	if !strings.Contains(q.Unit, "元") && q.Unit != "%" && q.Unit != "个百分点" {
		return false
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
		return false
	}
	if granting.MatchString(d.str(lo, hi)) {
		return true
	}
	return granting.MatchString(d.str(c.start, lo)) && capped.MatchString(d.str(lo, q.End))
}

// supported returns what an amount is offered for: the words behind 对 in its
// sentence, those between 给予 and the amount, those in front of 补贴 in its own
// clause, or what the sentence named last.
func (d *doc) supported(c *sentenceContext, q quantity.Quantity, used []string) string {
	lo := c.start
	if i := d.lastIndex(c.start, q.Start, "，,"); i >= 0 {
		lo = i + 1
	}
	base := d.offered(c, q, lo, used)
	if name := d.paired(c, q, base); name != "" {
		return name
	}
	if label := d.ownLabel(c, q, lo); label != "" && !strings.Contains(base, label) {
		return base + label
	}
	return base
}

// ownLabel is the short name right in front of an amount of a list: 博士|8万元、
// 硕士|5万元.
func (d *doc) ownLabel(c *sentenceContext, q quantity.Quantity, lo int) string {
	from := lo
	if i := d.lastIndex(lo, q.Start, "、和及"); i >= 0 {
		from = i + 1
	}
	s := d.str(from, q.Start)
	if i := strings.LastIndex(s, "给予"); i >= 0 {
		s = s[i+len("给予"):]
	}
	if n := runeLen(s); n < 2 || n > 10 || !shortName.MatchString(s) || granting.MatchString(s) || grantWord.MatchString(s) || onlyTime.MatchString(s) {
		return ""
	}
	return s
}

var shortName = regexp.MustCompile(`^\p{Han}+$`)

// paired gives each amount of a 分别 list its own of as many receivers: 对首次突破
// 10亿元、5亿元的企业，分别给予50万元、30万元.
func (d *doc) paired(c *sentenceContext, q quantity.Quantity, base string) string {
	if base == "" || !strings.Contains(d.str(c.start, q.Start), "分别") {
		return ""
	}
	if c.end-c.start > 2000 {
		return "" // no sentence of people
	}
	run, at := 0, -1
	for _, o := range quantity.Scan(d.rs, c.start, c.end) {
		if !strings.Contains(d.str(c.start, o.Start), "分别") || o.Unit != q.Unit {
			continue
		}
		if o.Num == q.Num {
			at = run
		}
		run++
	}
	items := splitNames.Split(base, -1)
	if run < 2 || at < 0 || len(items) != run {
		return ""
	}
	first, last := numberIn.FindStringIndex(items[0]), numberIn.FindStringIndex(items[run-1])
	if first == nil || last == nil {
		return items[at]
	}
	// Only the numbers differ: what stands before the first and behind the last
	// belongs to all.
	head, tail := items[0][:first[0]], items[run-1][last[1]:]
	if n := numberIn.FindString(items[at]); n != "" {
		return head + n + tail
	}
	return items[at]
}

var (
	splitNames = regexp.MustCompile(`、|和|以及|及`)
	numberIn   = regexp.MustCompile(`[0-9０-９.．]+\s*[十百千万亿]*(?:元|%|家|人|个|名|强)?`)
)

// offered returns the words that name what an offer is for.
func (d *doc) offered(c *sentenceContext, q quantity.Quantity, lo int, used []string) string {
	if m := givenTo.FindStringSubmatch(d.str(lo, q.Start)); m != nil && runeLen(m[1]) >= 2 && !granting.MatchString(m[1]) {
		return m[1]
	}
	for _, w := range []string{"对", "支持", "鼓励"} {
		if a := d.lastWord(c.start, q.Start, w); a >= 0 {
			b := d.index(a, q.Start, "，,：:")
			if b < 0 {
				b = q.Start
			}
			if t := d.cutGrant(a, b); t != "" {
				return t
			}
		}
	}
	if t := d.cutGrant(lo, q.Start); t != "" {
		return t
	}
	if len(used) > 0 {
		return used[len(used)-1]
	}
	if i := d.index(c.start, q.Start, "，,"); i > c.start {
		n := d.trimLead(c.start, i, true)
		if t := d.cutGrant(n[0], n[1]); t != "" {
			return t
		}
	}
	return c.previous
}

// givenTo finds the receiver between the verb of giving and the amount.
var givenTo = regexp.MustCompile(`(?:给予|发放)(\p{Han}{2,16}?)(?:一次性|最高|不超过|分别|每[年户人家个])+$`)

// grantWord begins the giving behind what is supported.
var grantWord = regexp.MustCompile(`可?按照?|一次性|给予|予以|分别|最高|每[年户人家个台套吨]|单个|累计|奖励|补助|补贴|资助|贴息|奖补|不超过|发放|享受|可获`)

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
		if partOfName.MatchString(t[j:]) || strings.HasSuffix(t[:i], "获得") || strings.HasSuffix(t[:i], "享受") {
			from = j
			continue
		}
		t = t[:i]
		break
	}
	t = strings.TrimRight(strings.TrimSpace(t), "的，,：:、")
	t = strings.TrimSuffix(t, "等")
	if runeLen(t) < 3 || onlyTime.MatchString(t) {
		return ""
	}
	return t
}

var partOfName = regexp.MustCompile(`^(?:的|总额|收入|活动|奖|对象|科学技术|政策|资金|标准|范围)`)

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
