package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"guihua/corpus"
)

// notice finds the notice data: what GB/T 9704—2012 prints above and below the
// text (发文字号, 标题, 主送机关, 发文机关署名, 成文日期) and what the title says of
// the plan's kind, period and place.
func (d *doc) notice() {
	f := d.front()
	n := &d.out.Document
	n.Issuers, n.Recipients = []string{}, []string{}
	d.noticeTitle(f, n)
	d.planTitle(f, n)
	d.number(f, n)
	d.recipients(f, n)
	d.issued(f, n)
	n.Published = published(d.t.Chrome)
	d.issuers(f, n)
	d.period(n)
	n.Kind = kindOfTitle(n.Title)
	if n.Kind == nil {
		n.Kind = kindOfTitle(n.NoticeTitle)
	}
	d.region(n)
}

// A front is the paragraphs above the main text, and what was found in them.
type front struct {
	end         int // first paragraph of the main text: its first heading
	noticeFirst int // paragraphs of the covering notice's title, -1 if there is none
	noticeEnd   int
	titleEnd    int // paragraph behind the plan's title, -1 if it was not found above the text
}

func (d *doc) front() *front {
	f := &front{end: len(d.paras), noticeFirst: -1, noticeEnd: -1, titleEnd: -1}
	for i := range d.paras {
		if d.paras[i].node != nil && d.paras[i].kind == headingPara {
			f.end = i
			break
		}
	}
	return f
}

// noticeWords end the title of a notice that issues or forwards a text.
var noticeTail = regexp.MustCompile(`(?:通知|函|公告|通告|批复|决定)$`)

// noticeTitle finds the covering notice's title: short lines from the issuer's
// name to the line that ends with 通知. Pages often print it above the document
// too: the last one before the text is the document's own.
func (d *doc) noticeTitle(f *front, n *Notice) {
	for i := 0; i < f.end; i++ {
		p := &d.paras[i]
		s := d.text(p)
		if p.kind == bodyPara && (runeLen(s) > 160 || strings.ContainsRune(s, '。')) {
			return // the text has begun
		}
		if p.kind == recipients && n.NoticeTitle != nil {
			return
		}
		if p.kind == annexPara || p.kind == recipients && !strings.Contains(s, "关于") || strings.ContainsAny(s, "，；") ||
			!strings.Contains(s, "关于") && !strings.Contains(s, "印发") && !strings.Contains(s, "转发") {
			continue
		}
		end := i + 1
		for end < f.end && end < i+5 && !d.endsNotice(end-1) {
			if k := d.paras[end].kind; k != shortPara && k != titlePara && k != bodyPara {
				break
			}
			end++
		}
		if !d.endsNotice(end - 1) {
			continue
		}
		first := i
		issuer := issuerBefore.FindStringSubmatch(s)
		for first > 0 && d.isIssuerLine(first-1) && (issuer == nil || !strings.HasPrefix(issuer[1], d.text(&d.paras[first-1]))) {
			first--
		}
		title := ""
		for k := first; k < end; k++ {
			title += d.text(&d.paras[k])
		}
		n.NoticeTitle = &title
		f.noticeFirst, f.noticeEnd = first, end
		i = end - 1
	}
}

// endsNotice says whether paragraph i ends like the title of a covering notice.
func (d *doc) endsNotice(i int) bool {
	s := titleTail.ReplaceAllString(d.text(&d.paras[i]), "")
	return noticeTail.MatchString(strings.TrimRight(s, "”》)）"))
}

// isIssuerLine says whether paragraph i is a body's name alone, as printed
// above 关于….
func (d *doc) isIssuerLine(i int) bool {
	p := &d.paras[i]
	s := d.text(p)
	return (p.kind == shortPara || p.kind == bodyPara) && runeLen(s) <= 70 && !strings.ContainsAny(s, "，。：；") &&
		!strings.HasSuffix(s, "文件") && d.vocab.unitLike(s)
}

// planTitle finds the plan's own title: the lines that end like a document's
// name right above the main text or its introduction; else what the covering
// notice issues.
func (d *doc) planTitle(f *front, n *Notice) {
	start := max(0, f.noticeEnd)
	for i := f.end - 1; i >= start; i-- {
		p := &d.paras[i]
		if p.kind != titlePara && !(p.kind == bodyPara && p.End-p.Start < 100 && endsLikeTitle(d.text(p)) && !strings.ContainsRune(d.text(p), '。')) {
			continue
		}
		s := d.text(p)
		if noticeTail.MatchString(s) && strings.Contains(s, "关于") && !d.isMain(i, f) {
			continue
		}
		title := s
		for k := i - 1; k >= start && k >= i-3 && d.titleAbove(k, title); k-- {
			title = d.text(&d.paras[k]) + title
		}
		// （2025—2027年） or （试行） on the line below.
		if i+1 < f.end && bracketLine.MatchString(d.text(&d.paras[i+1])) {
			title += d.text(&d.paras[i+1])
			i++
		}
		n.Title = &title
		if f.noticeEnd < 0 {
			f.titleEnd = i + 1
		}
		return
	}
	if n.NoticeTitle != nil {
		if t := issuedTitle(*n.NoticeTitle); t != "" {
			n.Title = &t
			return
		}
		n.Title, n.NoticeTitle = n.NoticeTitle, nil
		return
	}
	for i := 0; i < f.end && i < 6; i++ {
		if p := &d.paras[i]; p.kind == titlePara || p.kind == shortPara && endsLikeTitle(d.text(p)) {
			n.Title = ptr(d.text(p))
			return
		}
	}
}

// titleAbove says whether paragraph k begins or goes on with the title whose
// last lines are title: titles are set on two or three lines, cut where it
// looks well. The line above is no part of it where it is a whole name itself:
// the issuer's, or another title's.
func (d *doc) titleAbove(k int, title string) bool {
	p := &d.paras[k]
	s := d.text(p)
	if p.kind != shortPara && p.kind != titlePara || runeLen(s) > 40 || runeLen(s) < 3 || runeLen(s)+runeLen(title) > 80 {
		return false
	}
	if d.namedSomewhere(s + title) {
		return true
	}
	return p.kind == shortPara && !d.vocab.unitLike(s) && !notTitle.MatchString(s) && !strings.HasPrefix(title, "关于") &&
		(strings.HasPrefix(s, "关于") || strings.Contains(s, "关于") || hanShare(s) > 0.8)
}

// notTitle are marks of lines that are no part of a title.
var notTitle = regexp.MustCompile(`[:：>＞|｜@#*]|^\d|\d{4}[-/.]\d|号$|文件$|^(?:附|第|目录|首页|政策|通知|公告|索引)|公开$|[。；，]$`)

// hanShare is the share of s that is Chinese characters and the marks of titles.
func hanShare(s string) float64 {
	n, all := 0, 0
	for _, r := range s {
		all++
		if r >= 0x4e00 && r <= 0x9fff || strings.ContainsRune("“”《》〈〉（）、—+·", r) || isDigit(r) {
			n++
		}
	}
	return float64(n) / float64(max(1, all))
}

// bracketLine is a line that is nothing but the bracket a title ends with.
var bracketLine = regexp.MustCompile(`^[（(【〔](?:试行|暂行|草案|征求意见稿|送审稿|修订稿?|[^（）()]{0,4}(?:19|20)\d{2}[^（）()]{0,12})[）)】〕]$`)

func (d *doc) isMain(i int, f *front) bool { return f.noticeFirst < 0 }

// namedSomewhere says whether name stands in the text as one run: in 《》, or
// in the notice's title.
func (d *doc) namedSomewhere(name string) bool {
	key := foldPunct(name)
	if d.out.Document.NoticeTitle != nil && strings.Contains(foldPunct(*d.out.Document.NoticeTitle), key) {
		return true
	}
	for i := range d.paras {
		if p := &d.paras[i]; p.kind == bodyPara && strings.Contains(foldPunct(d.text(p)), "<"+key+">") {
			return true
		}
	}
	return false
}

var issues = regexp.MustCompile(`(?:印发|转发|发布|公布)(?:实施)?(?:了)?[《]?(.+?)[》]?(?:的|等)?(?:通知|函|公告|决定|通告)$`)

// issuedTitle returns what a covering notice's title says it issues.
func issuedTitle(s string) string {
	if i := strings.IndexRune(s, '《'); i >= 0 {
		if j := strings.LastIndex(s, "》"); j > i {
			return s[i+len("《") : j]
		}
	}
	if m := issues.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// number finds the 发文字号: a line of its own above the text, or the first
// one printed on the title's lines.
func (d *doc) number(f *front, n *Notice) {
	limit := f.end
	if f.noticeEnd > 0 {
		// Below the notice's title only the line under it can be its number.
		limit = min(limit, f.noticeEnd+2)
	}
	for i := 0; i < limit; i++ {
		p := &d.paras[i]
		s := d.text(p)
		switch {
		case p.kind == numberPara:
			n.Number = ptr(s)
			return
		case p.kind != bodyPara && p.End-p.Start < 60 && !strings.ContainsRune(s, '《'):
			if m := docNumber.FindString(s); m != "" && (p.kind == shortPara || p.kind == titlePara) {
				n.Number = &m
				return
			}
		}
	}
	// 索引号 and 文号 lines of a web page's head.
	for _, s := range d.t.Chrome {
		if strings.Contains(s, "文号") || strings.Contains(s, "字号：") {
			if m := docNumber.FindString(s); m != "" {
				n.Number = &m
				return
			}
		}
	}
}

// recipients finds the 主送机关: the line above the notice's first paragraph
// that ends with a colon.
func (d *doc) recipients(f *front, n *Notice) {
	from := max(f.noticeEnd, f.titleEnd, 0)
	for i := from; i < f.end && i < from+8; i++ {
		p := &d.paras[i]
		s := strings.TrimRight(d.text(p), "：: ")
		switch {
		case p.kind == recipients && addressed.MatchString(s) && !pageWord.MatchString(s):
		case f.noticeEnd > 0 && i == f.noticeEnd && p.kind == shortPara && i+1 < f.end && d.paras[i+1].kind == bodyPara && runeLen(s) <= 40 && !dateLine.MatchString(s) && addressed.MatchString(s):
		case p.kind == bodyPara && p.End-p.Start > 60:
			return
		default:
			continue
		}
		n.Recipients = d.addressees(p.Start, p.Start+runeLen(s))
		return
	}
}

// addressed ends the last of a list of addressees.
var addressed = regexp.MustCompile(`(?:政府|部门|单位|机构|委|局|办|厅|院|会|部|署|企业|公司|集团|团体|学校|高校|中心|所|室|人|行|组|处|科|站|街道|镇|乡|区|市|县|州|旗|大队|支队|同志|[）)])$`)

// pageWord is a label of a web page that ends with a colon too.
var pageWord = regexp.MustCompile(`^(?:发文机关|发布机构|发文字号|成文日期|发布日期|标题|主题词|索引号|主题分类|公文种类|来源|作者|分享|字号|打印)`)

// addressees parts a list of addressees at commas and 、. Bare words of level
// share the head that follows them and are no addressee: 各市、县（区）人民政府,
// 市政府各委、办、局.
func (d *doc) addressees(start, end int) []string {
	var out []string
	for _, group := range d.split(start, end, "，,；;") {
		open := -1 // where a run of bare words began
		for _, x := range d.split(group[0], group[1], "、") {
			a, b := d.trim(x[0], x[1])
			if a == b {
				continue
			}
			s := d.str(a, b)
			switch {
			case bareLevel.MatchString(s) && b < group[1]:
				if open < 0 {
					open = a
				}
				continue
			case open >= 0 && strings.ContainsRune("县区市州旗盟省自直办局委计", d.rs[a]):
				a, open = open, -1
			case open >= 0: // 各市、雄安新区: two addressees after all
				out = append(out, d.str(open, x[0]-1))
				open = -1
			case len(out) > 0 && (s == "办" || s == "局" || s == "委") && a > group[0]:
				i := len(out) - 1
				out[i] += d.str(x[0]-1, b)
				continue
			}
			out = append(out, d.str(a, b))
		}
		if open >= 0 {
			out = append(out, d.str(open, group[1]))
		}
	}
	return out
}

// bareLevel are words that name a level without a body.
var bareLevel = regexp.MustCompile(`^(?:各省|自治区|直辖市|各市|各县|各区|各州|各盟|各旗|各设区市|市|州|县|区|旗|中央|(?:省|市|县|区)?(?:政府)?各委|各部|委|办|局)$`)

// issued finds the 成文日期: the date under the notice's signature, else under
// the text's, written YYYY-MM-DD.
func (d *doc) issued(f *front, n *Notice) {
	for i := 0; i < f.end; i++ {
		if d.paras[i].kind == datePara {
			n.Issued = isoDate(d.text(&d.paras[i]))
			return
		}
	}
	for i := len(d.paras) - 1; i >= f.end; i-- {
		if d.paras[i].kind == datePara && i > 0 && (d.paras[i-1].kind == shortPara || d.paras[i-1].kind == titlePara) {
			n.Issued = isoDate(d.text(&d.paras[i]))
			return
		}
	}
	// （2025年11月17日…全体会议通过） and （2022年3月1日） under the title.
	for i := 0; i < f.end && i < 40; i++ {
		s := d.text(&d.paras[i])
		if m := adopted.FindStringSubmatch(s); m != nil {
			n.Issued = isoDate(m[1])
			return
		}
	}
	for i := 0; i < f.end && i < 12; i++ {
		if s := strings.Trim(d.text(&d.paras[i]), "（）()"); dateLine.MatchString(s) {
			n.Issued = isoDate(s)
			return
		}
	}
}

// adopted is the bracket under a title that says when it was passed.
var adopted = regexp.MustCompile(`^[（(]((?:[12][0-9]{3}|二[〇○零０0O][一二三四五六七八九〇○零０0O]{2})年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日).{0,60}(?:通过|批准|审议)[）)]$`)

var (
	anyDate  = regexp.MustCompile(`((?:19|20)\d{2})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})`)
	yearSpan = regexp.MustCompile(`((?:19|20)\d{2})年?\s*(?:[—–－\-~～―─一至到]|——){1,2}\s*((?:19|20)\d{2})年?`)
	oneYear  = regexp.MustCompile(`((?:19|20)\d{2})年?`)
	fiveYear = regexp.MustCompile(`“?[十]([一二三四五六七])五”?|第十([一二三四五六七])个五年`)
)

// isoDate turns 2021年12月7日 or 二〇二一年十二月七日 into 2021-12-07.
func isoDate(s string) *string {
	m := dateLine.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	y, _ := strconv.Atoi(m[1])
	if y == 0 {
		for _, r := range m[1] {
			y = y*10 + max(0, strings.Index("〇一二三四五六七八九", string(r))/3)
		}
	}
	num := func(s string) int {
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
		n, _ := corpus.ParseHanNumber([]rune(s))
		return n
	}
	return ptr(fmt.Sprintf("%04d-%02d-%02d", y, num(m[2]), num(m[3])))
}

// published reads the web page's own date out of its chrome: the one behind a
// label of publishing, else the first that is no other date of the document.
func published(chrome []string) *string {
	var other *string
	for i, s := range chrome {
		m := anyDate.FindStringSubmatch(s)
		if m == nil && publishing.MatchString(s) && i+1 < len(chrome) {
			if m = anyDate.FindStringSubmatch(chrome[i+1]); m != nil {
				return date(m)
			}
		}
		switch {
		case m == nil || otherDate.MatchString(s) || i > 0 && anyDate.FindString(chrome[i-1]) == "" && otherDate.MatchString(chrome[i-1]):
		case publishing.MatchString(s):
			return date(m)
		case other == nil:
			other = date(m)
		}
	}
	return other
}

func date(m []string) *string {
	mo, _ := strconv.Atoi(m[2])
	da, _ := strconv.Atoi(m[3])
	return ptr(fmt.Sprintf("%s-%02d-%02d", m[1], mo, da))
}

var (
	publishing = regexp.MustCompile(`^[\[【]?(?:发布|发表|公开)(?:日期|时间)`)
	otherDate  = regexp.MustCompile(`^[\[【]?(?:成文|生成|颁发|实施|废止|生效|印发)(?:日期|时间)`)
)

// manyIssuers is a title that names only the first of several issuers.
var manyIssuers = regexp.MustCompile(`等[0-9一二三四五六七八九十]+(?:个)?(?:部门|单位|厅局|委办局)`)

var issuerBefore = regexp.MustCompile(`^(.*?)(?:关于|印发|转发)`)

// issuers finds the 发文机关: the names before 关于 in the title, else the
// signature above the date.
func (d *doc) issuers(f *front, n *Notice) {
	if n.NoticeTitle != nil && !manyIssuers.MatchString(*n.NoticeTitle) {
		if m := issuerBefore.FindStringSubmatch(*n.NoticeTitle); m != nil && m[1] != "" {
			n.Issuers = d.splitIssuers(m[1])
			return
		}
	}
	for i := range d.paras {
		if d.paras[i].kind == datePara && i > 0 {
			var names []string
			for k := i - 1; k >= 0 && k > i-12; k-- {
				p := &d.paras[k]
				if p.kind != shortPara && p.kind != titlePara {
					break
				}
				names = append([]string{d.text(p)}, names...)
			}
			// A name set on two lines.
			for k := 0; k+1 < len(names); k++ {
				if !d.vocab.unitLike(names[k]) || strings.HasSuffix(names[k], "工作") {
					names[k] += names[k+1]
					names = append(names[:k+1], names[k+2:]...)
					k--
				}
			}
			for _, name := range names {
				n.Issuers = append(n.Issuers, d.splitIssuers(strings.TrimSuffix(strings.TrimSuffix(name, "（代章）"), "(代章)"))...)
			}
			if len(names) > 0 {
				return
			}
		}
	}
	if n.NoticeTitle != nil {
		if m := issuerBefore.FindStringSubmatch(*n.NoticeTitle); m != nil && m[1] != "" {
			n.Issuers = d.splitIssuers(m[1])
		}
	} else if n.Title != nil {
		if m := issuerBefore.FindStringSubmatch(*n.Title); m != nil && d.vocab.unitLike(m[1]) && !placeName.MatchString(m[1]) {
			n.Issuers = d.splitIssuers(m[1])
		}
	}
}

// splitIssuers parts names printed one after the other: each begins with the
// place the first begins with, or with 中共 before it.
func (d *doc) splitIssuers(s string) []string {
	if parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，, ", r) }); len(parts) > 1 {
		return parts
	}
	name, _ := regionOf(strings.TrimPrefix(s, "中共"))
	if name == "" {
		return []string{s}
	}
	var out []string
	start := 0
	for i := range s {
		if i <= start || !strings.HasPrefix(s[i:], name) && !strings.HasPrefix(s[i:], "中共") || strings.HasSuffix(s[:i], "中共") {
			continue
		}
		if d.vocab.unitLike(s[start:i]) && !placeName.MatchString(s[start:i]) {
			out = append(out, s[start:i])
			start = i
		}
	}
	return append(out, s[start:])
}

// period finds the years the plan covers: in its title, else where the text
// states its term (规划期为…), else in its schedule.
func (d *doc) period(n *Notice) {
	set := func(a, b string) {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		n.Period = &[2]int{x, y}
	}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t == nil {
			continue
		}
		if m := yearSpan.FindStringSubmatch(*t); m != nil {
			set(m[1], m[2])
			return
		}
		if a, b, ok := fiveYears(*t); ok {
			n.Period = &[2]int{a, b}
			return
		}
	}
	for i := range d.paras {
		if p := &d.paras[i]; p.kind == bodyPara {
			s := d.text(p)
			if k := strings.Index(s, "规划期"); k >= 0 && k < 60 {
				if m := yearSpan.FindStringSubmatch(s[k:]); m != nil {
					set(m[1], m[2])
					return
				}
			}
		}
	}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t != nil {
			if m := oneYear.FindStringSubmatch(*t); m != nil {
				set(m[1], m[1])
				return
			}
		}
	}
	if m := validity.FindStringSubmatch(d.str(max(0, len(d.rs)-3000), len(d.rs))); m != nil {
		set(m[1], m[2])
		return
	}
	for _, nd := range d.nodes {
		if nd.role != RoleSchedule {
			continue
		}
		ys := oneYear.FindAllStringSubmatch(d.str(nd.body, d.bodyEnd(nd)), -1)
		if len(ys) > 0 {
			lo, hi := ys[0][1], ys[0][1]
			for _, y := range ys {
				lo, hi = min(lo, y[1]), max(hi, y[1])
			}
			set(lo, hi)
			return
		}
	}
}

// validity is a closing provision that states the term: 自2026年3月1日起施行，
// 有效期至2028年12月31日.
var validity = regexp.MustCompile(`自(20\d\d)年[^。；]{0,16}起[^。；]{0,12}(?:有效期|执行|截)至(20\d\d)年`)

// bodyEnd is the end of the last paragraph under n.
func (d *doc) bodyEnd(n *node) int {
	if n.end > n.para && n.end <= len(d.paras) {
		return max(n.body, d.paras[n.end-1].End)
	}
	return n.body
}

// fiveYears returns the years of the five-year plan s names: the 14th
// (十四五) is 2021–2025.
func fiveYears(s string) (first, lastYear int, ok bool) {
	m := fiveYear.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, false
	}
	k := 10 + strings.Index("一二三四五六七八九", m[1]+m[2])/3 + 1
	return 2021 + (k-14)*5, 2025 + (k-14)*5, true
}

// kinds of plans, longest first, as the end of a title names them.
var planKinds = strings.Fields(`实施方案 工作方案 行动方案 专项方案 总体方案 试点方案 行动计划 工作计划 实施计划 实施意见 指导意见 若干意见 若干措施 政策措施 若干政策 实施办法
	管理办法 暂行办法 实施细则 规划纲要 工作要点 实施指引 规划 纲要 方案 计划 意见 措施 举措 政策 办法 细则 规定 条例 决定 公告 通告 通知 要点 建议 指引 清单`)

// kindOfTitle returns the 文种 a title ends with, brackets not counted.
func kindOfTitle(t *string) *string {
	if t == nil {
		return nil
	}
	s := *t
	for {
		u := titleTail.ReplaceAllString(s, "")
		if u == s {
			break
		}
		s = u
	}
	for _, k := range planKinds {
		if strings.HasSuffix(s, k) {
			return &k
		}
	}
	return nil
}

// placeStart is a place at the start of a title that no table has.
var placeStart = regexp.MustCompile(`^\p{Han}{1,6}?(?:省|自治区|市|县|区|州)`)

// region finds the place the plan is for: the one its title begins with, else
// its issuer's.
func (d *doc) region(n *Notice) {
	var tries []string
	if len(n.Issuers) > 0 {
		tries = append(tries, n.Issuers[0])
	}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t != nil {
			s := strings.TrimPrefix(*t, "关于")
			tries = append(tries, s)
			for _, w := range []string{"推进", "推动", "促进", "支持", "加快", "建设", "深入开展《", "印发", "《"} {
				if _, after, ok := strings.Cut(s, w); ok {
					tries = append(tries, after)
				}
			}
		}
	}
	for i, s := range tries {
		tries[i] = strings.TrimPrefix(s, "中共")
	}
	for _, s := range tries {
		if name, code := regionOf(s); code != "" {
			n.Region = Region{&name, &code}
			return
		}
	}
	for _, s := range tries {
		if m := placeStart.FindString(s); m != "" && !strings.ContainsAny(m, "的和与及全各本我") && !ordering.MatchString(s) && !strings.HasPrefix(s[len(m):], "场") {
			n.Region = Region{Name: &m}
			return
		}
	}
}
