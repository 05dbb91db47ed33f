package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// notice finds the notice data: what GB/T 9704—2012 prints above and below the
// text (发文字号, 标题, 主送机关, 发文机关署名, 成文日期) and what the title says of
// the plan's kind, period and place.
func (d *doc) notice() {
	f := d.front()
	n := &d.out.Document
	n.Issuers, n.Recipients = []string{}, []string{}
	d.noticeWhy = d.reasons()
	d.noticeTitle(f, n)
	d.planTitle(f, n)
	if n.Title == nil && n.NoticeTitle == nil && d.src.Title != "" {
		n.Title = ptr(d.src.Title) // a page may print it in its head alone
		d.noticeWhy.note("title", *n.Title, "notice/title-of-page", "", Span{})
	}
	d.number(f, n)
	d.recipients(f, n)
	d.issued(f, n)
	if date, rule := published(d.t.Chrome, d.src.Published); date != nil {
		n.Published = date
		d.noticeWhy.note("published", *date, rule, "", Span{})
	}
	d.issuers(f, n)
	d.period(n)
	d.kind(f, n)
	d.region(n)
}

// kind finds the 文种: what the title ends with, else what the covering notice's
// does, else what the text calls itself.
func (d *doc) kind(f *front, n *Notice) {
	rule := "notice/kind-of-title"
	if n.Kind = kindOfTitle(n.Title); n.Kind == nil {
		n.Kind, rule = kindOfTitle(n.NoticeTitle), "notice/kind-of-notice"
	}
	at := Span{}
	if n.Kind == nil && n.Title == nil {
		rule = "notice/kind-of-preamble"
		n.Kind, at = d.kindOfPreamble(f)
	}
	if n.Kind != nil {
		d.noticeWhy.note("kind", *n.Kind, rule, *n.Kind, at)
	}
}

// lines is where paragraphs [first, end) stand.
func (d *doc) lines(first, end int) Span {
	return Span{d.paras[first].Start, d.paras[end-1].End}
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

// noticeTail ends the title of a notice that issues or forwards a text.
var noticeTail = pattern.MustCompile(`(?:通知|函|公告|通告|批复|决定)$`)

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
		d.noticeWhy.note("notice_title", title, "notice/covering-title", "", d.lines(first, end))
		f.noticeFirst, f.noticeEnd = first, end
		i = end - 1
	}
}

// endsNotice says whether paragraph i ends like the title of a covering notice.
func (d *doc) endsNotice(i int) bool {
	s := titleTail.ReplaceAllString(d.text(&d.paras[i]), "")
	return noticeTail.MatchString(strings.TrimRight(s, "”》)）")) || strings.HasSuffix(s, "》") && strings.Contains(s, "印发《")
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
		if noticeTail.MatchString(s) && strings.Contains(s, "关于") && f.noticeFirst >= 0 {
			continue
		}
		title := s
		first := i
		for k := i - 1; k >= start && k >= i-3 && d.titleAbove(k, title); k-- {
			title = d.text(&d.paras[k]) + title
			first = k
		}
		// （2025—2027年） or （试行） on the line below.
		if i+1 < f.end && bracketLine.MatchString(d.text(&d.paras[i+1])) {
			title += d.text(&d.paras[i+1])
			i++
		}
		if f.noticeFirst < 0 && strings.HasPrefix(title, "关于") { // the issuer's line above its own 意见
			for k := first - 1; k >= 0 && k >= first-4 && d.isIssuerLine(k); k-- {
				title, first = d.text(&d.paras[k])+title, k
			}
		}
		n.Title = &title
		d.noticeWhy.note("title", title, "notice/title-above-text", titleEnd(s), d.lines(first, i+1))
		if f.noticeEnd < 0 {
			f.titleEnd = i + 1
		}
		return
	}
	if n.NoticeTitle != nil {
		if t := issuedTitle(*n.NoticeTitle); t != "" {
			n.Title = &t
			d.noticeWhy.note("title", t, "notice/title-issued", "", d.lines(f.noticeFirst, f.noticeEnd))
			return
		}
		n.Title, n.NoticeTitle = n.NoticeTitle, nil
		d.noticeWhy.note("title", *n.Title, "notice/title-of-notice", "", d.lines(f.noticeFirst, f.noticeEnd))
		return
	}
	for i := 0; i < f.end && i < 6; i++ {
		if p := &d.paras[i]; p.kind == titlePara || p.kind == shortPara && endsLikeTitle(d.text(p)) {
			n.Title = ptr(d.text(p))
			d.noticeWhy.note("title", *n.Title, "notice/title-first-lines", "", d.paraAt(i))
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
var notTitle = pattern.MustCompile(`[:：>＞|｜@#*]|\d{4}年\d{1,2}月\d{1,2}日|^\d|\d{4}[-/.]\d|号$|文件$|^(?:附|第|目录|首页|政策|通知|公告|索引)|公开$|[。；，]$`)

// hanShare is the share of s that is Chinese characters and the marks of titles.
func hanShare(s string) float64 {
	n, all := 0, 0
	for _, r := range s {
		all++
		if r >= 0x4e00 && r <= 0x9fff || strings.ContainsRune("“”《》〈〉（）、—+·", r) || quantity.IsDigit(r) {
			n++
		}
	}
	return float64(n) / float64(max(1, all))
}

// bracketLine is a line that is nothing but the bracket a title ends with.
var bracketLine = pattern.MustCompile(`^[（(【〔](?:试行|暂行|草案|征求意见稿|送审稿|修订稿?|[^（）()]{0,4}` + aYear + `[^（）()月]{0,12})[）)】〕]$`)

// namedSomewhere says whether name stands in the text as one run: in 《》, or
// in the notice's title.
func (d *doc) namedSomewhere(name string) bool {
	key := foldPunct(name)
	if d.out.Document.NoticeTitle != nil && strings.Contains(foldPunct(*d.out.Document.NoticeTitle), key) {
		return true
	}
	for i := range d.paras {
		if p := &d.paras[i]; p.kind == bodyPara && cites.MatchString(d.text(p)) && strings.Contains(foldPunct(d.text(p)), "<"+key+">") {
			return true
		}
	}
	return false
}

var issues = pattern.MustCompile(`(?:印发|转发|发布|公布)(?:实施)?(?:了)?[《]?(.+?)[》]?(?:的|等)?(?:通知|函|公告|决定|通告)$`)

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
			n.Number = bareNumber(s)
			d.noticeWhy.note("number", *n.Number, "notice/number-line", "", d.paraAt(i))
			return
		case p.kind != bodyPara && p.End-p.Start < 60 && !strings.ContainsRune(s, '《'):
			if m := docNumber.FindString(s); m != "" && (p.kind == shortPara || p.kind == titlePara) {
				n.Number = bareNumber(m)
				d.noticeWhy.note("number", *n.Number, "notice/number-in-line", "", d.paraAt(i))
				return
			}
		}
	}
	// 索引号 and 文号 lines of a web page's head.
	for i, s := range d.t.Chrome {
		if strings.Contains(s, "文号") || strings.Contains(s, "发文字号") {
			if i+1 < len(d.t.Chrome) && !strings.ContainsAny(s, "〔[") {
				s = d.t.Chrome[i+1] // the value stands on the line below
			}
			if m := docNumber.FindString(s); m != "" {
				n.Number = bareNumber(m)
				d.noticeWhy.note("number", *n.Number, "notice/number-of-page", "文号", Span{})
				return
			}
		}
	}
}

// bareNumber is a 发文字号 without the label that a cell glued to it.
func bareNumber(s string) *string {
	if i := strings.LastIndex(s, "文号"); i >= 0 {
		s = s[i+len("文号"):]
	}
	return &s
}

// kinds of plans, longest first, as the end of a title names them.
var planKinds = strings.Fields(`实施方案 工作方案 行动方案 专项方案 总体方案 试点方案 行动计划 工作计划 实施计划 实施意见 指导意见 实施办法
	管理办法 暂行办法 实施细则 规划纲要 工作要点 实施指引 规划 纲要 方案 计划 意见 措施 举措 政策 办法 细则 规定 条例 决定 公告 通告 通知 要点 建议 指引 清单`)

// kindOfPreamble returns the kind a text without a title calls itself: 制定本行动
// 计划, 提出以下意见.
func (d *doc) kindOfPreamble(f *front) (kind *string, at Span) {
	for i := 0; i < f.end; i++ {
		s := d.text(&d.paras[i])
		for _, m := range callsItself.FindAllStringIndex(s, -1) {
			for _, k := range planKinds {
				if strings.HasPrefix(strings.Replace(s[m[1]:], "政策措施", "措施", 1), k) {
					return &k, d.paraAt(i)
				}
			}
		}
	}
	return nil, Span{}
}

var callsItself = pattern.MustCompile(`(?:制定|制订|提出|编制|现提出)(?:了)?(?:本|以下|如下|若干)(?:若干)?`)

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
