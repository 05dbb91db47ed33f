package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// passing says whether q is mentioned in passing: a place in an order, a
// divisor (每10人), the sum of a list (等7个行业), what something revolves around,
// an example in brackets, a threshold (达到100人的，给予…), the count of a
// heading's items.
func (d *doc) passing(c *sentenceContext, q quantity.Quantity, pre, post string, hi int) bool {
	switch {
	case hasAnySuffix(pre, []string{"前", "排名前", "每", "第"}) && !q.Rank:
		return true
	case strings.HasSuffix(pre, "等") && c.role != RoleBackground && !making.MatchString(pre) && !presentWords.MatchString(pre):
		return true
	case around.MatchString(pre) && q.Start == q.Num && c.role != RoleBackground && !making.MatchString(pre) && !d.grants(c, q):
		return true
	case q.Unit == "项" && (post == "" || strings.HasPrefix(post, "：")) && strings.HasSuffix(pre, "方面"):
		return true
	case q.Share && q.Unit == "" && c.role != RoleGoals && c.role != RoleBackground:
		return true // 施工进度达到三分之一: a share as a condition
	case hasAnyPrefix(post, comparisons) || hasAnySuffix(pre, comparisons) || q.Start < q.Num && containsAny(pre, comparisons):
		return true // 100㎡≤面积<144㎡
	case perAction.MatchString(pre) && q.Value == "1":
		return true
	case c.node != nil && !c.node.untitled && scopeTitle.MatchString(d.str(c.node.title[0], c.node.title[1])):
		return true
	case q.Unit == "成" && (len(q.Value) > 2 || hasAnyPrefix(post, []string{"都", "立", "功", "为", "果"})):
		return true
	}
	if c.role != RoleBackground && c.role != RoleGoals && !d.grants(c, q) && d.ruledFor(c, q, hi) {
		return true
	}
	if strings.HasSuffix(pre, "适用") && q.Unit == "%" {
		return true // 适用3%征收率的收入，减按1%
	}
	if ifWord.MatchString(pre) && c.role != RoleBackground && !d.grants(c, q) {
		return true
	}
	if m := everyYears.FindStringSubmatch(pre); m != nil && q.Unit == "次" && m[1] == "" || (q.Unit == "条" || q.Unit == "项") && aboutItself.MatchString(post) && !making.MatchString(pre) {
		return true
	}
	if m := d.enclosing(c.start, q.Start, c.end); m[1] > m[0] {
		in := d.str(m[0], m[1])
		if gloss.MatchString(in) {
			return true
		}
		if bracketedCap.MatchString(in) && d.grants(c, q) {
			return false
		}
		if !strings.Contains(in, "达到") && !strings.Contains(in, "其中") && m[1]-m[0] < 40 || strings.ContainsAny(in, "=＝*×") {
			return true
		}
	}
	return false
}

// ruledFor says whether q, whose clause ends at hi, says for what size or on
// what condition something is ruled: 300平方米以下的…可不…, 增长10%的，可….
func (d *doc) ruledFor(c *sentenceContext, q quantity.Quantity, hi int) bool {
	limit := q.Bound != Equal
	if limit && permitted.MatchString(d.str(q.End, min(hi, q.End+36))) {
		return true
	}
	if limit {
		// 面积在300平方米以下的餐饮门店装修，无需申请许可
		if i := d.index(q.End, c.end, "，,"); i >= 0 && strings.Contains(d.str(q.End, i), "的") && allowing.MatchString(d.str(i, min(c.end, i+10))) {
			return true
		}
	}
	if hi == c.end {
		return false
	}
	next := d.str(hi, min(c.end, hi+14))
	return strings.HasSuffix(d.str(q.End, hi), "的") && consequence.MatchString(next) || limit && limitEnd.MatchString(d.str(q.Num, hi)) && ruling.MatchString(next)
}

var (
	making    = pattern.MustCompile(`建成|制定|修订|制修订|发布|出台|开发|形成|编制|认定|新建|建设|培育|布局|打造|创建|推进|实施|完成|新增|投用|启动|引进|开展`)
	around    = pattern.MustCompile(`^(?:围绕|聚焦|针对|依托|按照|根据|面向|结合)`)
	permitted = pattern.MustCompile(`^(?:（[^（）]{1,8}）)?的?[^，。]{0,24}(?:可不|可以不|无需|不再|免于|免收|免征|实行|适用|享受|不予|不给予|减按|即可|可按|可享|予以认定)`)
	// allowing begins what is ruled for things of a certain size.
	allowing = pattern.MustCompile(`^[，,](?:企业|申请人|单位|个人|建设单位)?(?:可|无需|不再|免|适用|不予|应当|须|实行|采用)`)
	ifWord   = pattern.MustCompile(`^(?:若|如果|如遇|凡)[^，]*$`)
	// perAction ends words that offer something for each time a thing is done:
	// 每认定|1家…给予10万元.
	perAction = pattern.MustCompile(`每(?:新|成功|首次)?(?:认定|招引|引进|培育|新增|增加|招用|吸纳|培训|完成|建成|创建|取得|获得|介绍|输送|孵化|落户|设立|推荐|转化|带动|组织|举办|开展)$`)
	// scopeTitle is the title of a section that says what something applies to.
	scopeTitle = pattern.MustCompile(`^(?:适用|支持|补贴|奖励|申报)(?:范围|对象|条件)|^(?:名词|术语)解释`)
	// gloss begins a bracket that defines a word.
	gloss      = pattern.MustCompile(`^[^，。]{0,40}(?:，|,)?(?:是?指|即|以下|特指)`)
	everyYears = pattern.MustCompile(`每(?:([0-9一二两三四五六七八九十]+)年|季度?|月|周|半年|两月)`)
	sizedNoun  = pattern.MustCompile(`^的?(?:企业|项目|市场|贷款|园区|集群|产业|基地|镇|村|合作社|主体|公司)(?:达到|达|数量)?$`)
	// bracketedCap begins a bracket that limits an offer: 补助30%（不高于500万元）.
	bracketedCap = pattern.MustCompile(`^(?:每[年户家人个]|单个\p{Han}{2,4}|总额|累计|最高|最多)*(?:不高于|不超过|最高|最多)[0-9.]+`)
	// ruling begins what is ruled for a limit that stands without 的.
	ruling = pattern.MustCompile(`^[，,](?:将其|不给予|不予|政府|由|即|则|方可|认定|给予|可申请|减按)`)
	// limitEnd is a number with a limit behind it and nothing more: 90平方米以上.
	limitEnd    = pattern.MustCompile(`(?:以上|以下|以内)(?:[（(][^（）()]{1,10}[）)])?的?$`)
	aboutItself = pattern.MustCompile(`^(?:意见|措施|举措|政策|规定)`)
	consequence = pattern.MustCompile(`^[，,](?:将其|不给予|不予|政府|由|即|则|方可|认定|可|给予|予以|减按|按|补贴|奖励|一次性|每|分别|无需|不再|免|优先|最高|实行|享受|再)`)
)

// comparisons are the signs of a condition written as a formula.
var comparisons = strings.Fields("< > ≤ ≥ ≦ ≧ ＜ ＞")

// enclosing returns the inside of the bracket around pos within [start, end),
// empty where there is none.
func (d *doc) enclosing(start, pos, end int) Span {
	for i := pos - 1; i >= start && pos-i < 80; i-- {
		m := int(d.match[i])
		if m > 0 && i+m > pos && strings.ContainsRune("（(〔[", d.rs[i]) {
			return Span{i + 1, i + m}
		}
		if m < 0 && i+m >= start {
			i += m
		}
	}
	return Span{}
}

// measured ends words that give the size of what is counted next.
var measured = pattern.MustCompile(`(?:(?:^|建成|[^增成生延伸提更])(?:长|宽|高|深)|长度|宽度|高度|占地|投资额|处理能力|年产|库容)(?:约|为|达)?$`)

// conditional begins words that say who or what something applies to.
var conditional = pattern.MustCompile(`^(?:对|凡|对于|针对|允许|可以|经|获|符合|首次|新)`)

// counted leaves out the numbers that set or report nothing: conditions
// (对投资超过1亿元的企业给予…), parts of a name or of a description that another
// number follows (20户以上自然村通达率达到95%), the rest of a whole (其余8个县).
func (d *doc) counted(c *sentenceContext, qs []quantity.Quantity) []quantity.Quantity {
	var out []quantity.Quantity
	for i, q := range qs {
		lo := c.start
		if k := d.lastIndex(c.start, q.Start, "，,：:"); k >= 0 {
			lo = k + 1
		}
		hi := c.end
		if k := d.index(q.End, c.end, "，,"); k >= 0 {
			hi = k
		}
		pre, post := d.str(lo, q.Start), d.str(q.End, hi)
		if d.passing(c, q, pre, post, hi) {
			continue
		}
		attributive := strings.HasPrefix(post, "的")
		limited := q.Bound != Equal && q.End > q.Num && strings.HasSuffix(d.str(q.Num, q.End), "以上")
		another := i+1 < len(qs) && qs[i+1].Start < hi
		switch {
		case strings.HasSuffix(pre, "其余"), strings.HasSuffix(pre, "其他"):
			continue
		case strings.HasPrefix(post, "部门") && strings.Contains(post, "签署"), q.Unit == "次" && strings.HasPrefix(post, "全会"):
			continue
		case q.Unit != "%" && another && measured.MatchString(pre) && (strings.HasPrefix(post, "、") || strings.Contains(d.str(q.End, qs[i+1].Start), "的")):
			continue // 长120米、宽8米的桥梁1座
		case attributive && another && runeLen(post) > 2 && !d.grants(c, q):
			continue // 零售额超千万元的经营主体不少于5家
		case another && (q.Start < q.Num || limited) && sizedNoun.MatchString(d.str(q.End, qs[i+1].Start)):
			continue // 产值超10亿元企业5家
		case limited && another && reaching.MatchString(d.str(q.End, qs[i+1].Start)) && runeLen(post) > 3 && !strings.ContainsAny(d.str(q.End, qs[i+1].Start), "、"):
			continue // 20户以上自然村通达率达到95%
		case attributive && conditional.MatchString(pre) && !granting.MatchString(pre):
			continue // 对总面积1.26万亩的湿地实行…
		case conditional.MatchString(pre) && c.role != RoleBackground && !d.grants(c, q) && granting.MatchString(d.str(q.End, c.end)):
			continue // 对首次突破100亿元、50亿元的企业，给予…
		}
		out = append(out, q)
	}
	return out
}
