package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// A paraKind says what a paragraph is, before anything inside it is read.
type paraKind int

const (
	bodyPara    paraKind = iota
	headingPara          // begins with a heading number: （一）推进…
	boxPara              // the title of a 专栏
	dashPara             // a goal behind a dash: ——创新能力。…
	rowPara              // a row of a table
	numberPara           // 发文字号 alone: 冀政字〔2021〕66号
	datePara             // a date alone: 2021年12月7日
	titlePara            // a short line that ends like a document's name
	annexPara            // 附件, 附件1, 附件：…
	recipients           // 主送机关, up to the colon
	notePara             // （此件公开发布）
	contactPara          // 联系人：…
	ccPara               // 抄送：… and the printing line …印发
	tocPara              // a line of the table of contents
	shortPara            // a short line without a full stop: a name, a caption
)

// kindNames are what explanations call the kinds.
var kindNames = [...]string{
	bodyPara: "text", headingPara: "heading", boxPara: "title of a 专栏", dashPara: "item behind a dash", rowPara: "row of a table",
	numberPara: "发文字号 line", datePara: "date line", titlePara: "title line", annexPara: "attachment line", recipients: "line with a colon",
	notePara: "note", contactPara: "contact line", ccPara: "copies line", tocPara: "line of the contents", shortPara: "short line",
}

// is settles the kind of p by a rule; at are the words that were its evidence.
func (p *para) is(kind paraKind, rule, entry string, at Span) {
	p.kind = kind
	p.why.note("paragraph", kindNames[kind], rule, entry, at)
}

var (
	docNumber  = pattern.MustCompile(`[\p{Han}]{1,14}[〔\[（(﹝【〈]\s*(?:19|20)\d{2}\s*[〕\]）)﹞】〉]\s*第?\s*[0-9０-９]{1,4}\s*号`)
	numberLine = pattern.MustCompile(`^[\p{Han}]{1,14}[〔\[（(﹝【〈]\s*(?:19|20)\d{2}\s*[〕\]）)﹞】〉]\s*第?\s*[0-9０-９]{1,4}\s*号$`)
	dateLine   = pattern.MustCompile(`^([12][0-9]{3}|` + aHanYear + `)年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日$`)
	boxTitle   = pattern.MustCompile(`^专\s*栏\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?\s*[-：:、.．]?\s*(.*)$`)
	annexLine  = pattern.MustCompile(`^附\s*件\s*([0-9０-９]{1,2}(?:[-—－][0-9]{1,2})?|[一二三四五六七八九十]{1,2})?\s*[：:．.]?\s*(.*)$|^附(?:表|录)?\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[：:]\s*(.*))?$`)
	noteLine   = pattern.MustCompile(`^[（(](此件|信息公开|本文有删减|公开方式|此文).*[）)]$`)
	contact    = pattern.MustCompile(`^[（(]?(联系人|联系电话|电话|联系方式|邮箱|电子邮箱|传真|联系地址|通讯地址|邮编)(及电话)?\s*[：:]?.{0,80}$`)
	ccLine     = pattern.MustCompile(`^(抄送|抄报|主送|分送)\s*[：:]|年\d{1,2}月\d{1,2}日印发$`)
	tocDots    = pattern.MustCompile(`(\.{4,}|…{2,}|·{4,}|．{4,})\s*\d*$`)
	titleTail  = pattern.MustCompile(`[（(【〔](试行|暂行|第[一二三四五六七八九十0-9]+[批版期]|草案|征求意见稿|公开征求意见稿|送审稿|修订|修订稿|修订版|[^（）()]{0,8}(19|20)\d{2}[^（）()]{0,12})[）)】〕]$`)
)

// titleWords are the ends of the names of official documents (文种 of
// GB/T 9704—2012 and the kinds of plans in use).
var titleWords = strings.Fields(`规划 纲要 实施方案 工作方案 行动方案 专项方案 总体方案 改革方案 试点方案 方案
	行动计划 工作计划 三年计划 计划 实施意见 指导意见 若干意见 意见 若干措施 政策措施 十条措施 措施 举措 若干政策 政策 通知 办法 暂行办法 管理办法
	细则 实施细则 规定 条例 决定 决议 公告 通告 通报 批复 函 报告 请示 纪要 要点 工作要点 清单 任务清单 目录 解读 简要解读 指引 实施指引 导则 指南
	建议 章程 标准 规范 规则 分工方案 任务分工 任务分工表 分工表 一览表 指标体系 说明`)

var titleEnds = newEndings(titleWords)

// noteList begins notes with numbers of their own.
var noteList = pattern.MustCompile(`^(?:备注|注|说明|填表说明)[：:]\s*1[.．、]`)

// endsLikeTitle says whether s ends like the name of an official document.
func endsLikeTitle(s string) bool { return titleEnd(s) != "" }

// titleEnd is the kind of document that s ends with, a bracket such as （试行） or
// （2021—2025年） not counted; "" where it ends with none.
func titleEnd(s string) string {
	for {
		t := titleTail.ReplaceAllString(s, "")
		if t == s {
			break
		}
		s = t
	}
	s = strings.TrimRight(s, "》〉”\"")
	return titleEnds.end(s)
}

// classify gives every paragraph its kind.
func (d *doc) classify() {
	d.paras = make([]para, len(d.t.Paras))
	toc := false
	note := 0 // last number of a list of notes: 备注：1.… 2.…
	for i, cp := range d.t.Paras {
		p := &d.paras[i]
		p.Para, p.why = cp, d.reasons()
		s, all := d.text(p), Span{cp.Start, cp.End}
		if cp.Table >= 0 {
			p.is(rowPara, "paragraph/table-row", "", all)
			continue
		}
		k := kindOf(s, d.rs[cp.Start:cp.End])
		p.label = k.label
		at := all
		if k.kind == headingPara {
			at[1] = cp.Start + k.label.Len
		}
		p.is(k.kind, k.rule, k.entry, at)
		if m := noteList.FindString(s); m != "" {
			note = 1
		} else if note > 0 && p.kind == headingPara && p.label.Kind == corpus.Digit && p.label.Number == note+1 {
			note++
			p.is(bodyPara, "paragraph/list-of-notes", p.label.Text, all)
		} else {
			note = 0
		}
		switch {
		case cp.End-cp.Start < 20 && squeeze(s) == "目录":
			toc = true
			p.is(tocPara, "paragraph/contents-title", "目录", all)
		case tocDots.MatchString(s) && runeLen(s) < 80:
			p.is(tocPara, "paragraph/contents-dots", "", all)
		case toc && p.kind == headingPara && runeLen(s) <= 40 && !strings.ContainsRune(s, '。') && d.repeated(i):
			p.is(tocPara, "paragraph/contents-repeated", "", all)
		default:
			toc = toc && (p.kind == shortPara || p.kind == titlePara)
		}
	}
	d.splitBoxTitles()
}

// gluedBox is a paragraph that begins with a 专栏 whose title has lost its line
// break: 专栏6试点示范新船试点：开展….
var gluedBox = pattern.MustCompile(`^专\s*栏\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*(\p{Han}{5,40})[：:]`)

// splitBoxTitles parts such paragraphs behind the title, which is told by the
// heading above it: it says what the section does (推动工程应用|试点示范). Where the
// heading does not tell, the paragraph stays text, with a warning.
func (d *doc) splitBoxTitles() {
	heading := ""
	for i := 0; i < len(d.paras); i++ {
		p := &d.paras[i]
		s := d.text(p)
		if p.kind == headingPara {
			heading = s
		}
		if p.kind != bodyPara || !strings.HasPrefix(s, "专") {
			continue
		}
		m := gluedBox.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		words := []rune(s[m[2]:m[3]])
		n := len(words) - 2
		for n >= 3 && !strings.Contains(heading, string(words[:n])) {
			n--
		}
		if n < 3 {
			d.warn("box_title_glued", "the title of a 专栏 has run into what follows and could not be told", p.Start, min(p.End, p.Start+24))
			continue
		}
		at := p.Start + runeLen(s[:m[2]]) + n
		d.warn("box_title_glued", "the title of a 专栏 is read as "+string(words[:n])+", because the heading above it names it", p.Start, at)
		rest := *p
		rest.Start, rest.why = at, p.why.copy()
		p.End = at
		p.is(boxPara, "paragraph/box-title-glued", string(words[:n]), Span{p.Start, at})
		d.paras = slices.Insert(d.paras, i+1, rest)
		i++
	}
}

// repeated says whether the words of paragraph i, a page number at their end
// not counted, begin a later paragraph too: it is a line of a table of contents.
func (d *doc) repeated(i int) bool {
	cp := d.t.Paras[i]
	s := strings.TrimRight(squeeze(d.str(cp.Start, cp.End)), "0123456789-—.·…")
	first, _ := utf8.DecodeRuneInString(s)
	for _, q := range d.t.Paras[i+1:] {
		if q.Table >= 0 || q.End-q.Start >= 80 {
			continue
		}
		if at, _ := d.trim(q.Start, q.End); s != "" && (at == q.End || d.rs[at] != first) {
			continue // nearly every paragraph
		}
		if strings.HasPrefix(squeeze(d.str(q.Start, q.End)), s) {
			return true
		}
	}
	return false
}

// A kindRead is a kind with the rule that told it and the form that fired.
type kindRead struct {
	kind        paraKind
	label       corpus.Label // of a heading
	rule, entry string
}

func kindOf(s string, rs []rune) kindRead {
	n := len(rs)
	if n <= 60 && !strings.ContainsAny(s, "。；") {
		if m := boxTitle.FindStringSubmatch(s); m != nil && (m[1] != "" || n > 3) {
			return kindRead{kind: boxPara, rule: "paragraph/box-title", entry: "专栏"}
		}
	}
	if l, ok := corpus.ParseLabel(rs); ok {
		return kindRead{headingPara, l, "paragraph/heading", l.Text}
	}
	switch {
	case strings.HasPrefix(s, "——") || strings.HasPrefix(s, "--"):
		return kindRead{kind: dashPara, rule: "paragraph/dash"}
	case numberLine.MatchString(s):
		return kindRead{kind: numberPara, rule: "paragraph/number"}
	case dateLine.MatchString(s):
		return kindRead{kind: datePara, rule: "paragraph/date"}
	case noteLine.MatchString(s):
		return kindRead{kind: notePara, rule: "paragraph/note"}
	case n < 100 && contact.MatchString(s):
		return kindRead{kind: contactPara, rule: "paragraph/contact"}
	case ccLine.MatchString(s):
		return kindRead{kind: ccPara, rule: "paragraph/copies"}
	}
	if n <= 80 && !strings.ContainsAny(s, "。；") && annexLine.MatchString(s) {
		return kindRead{kind: annexPara, rule: "paragraph/attachment"}
	}
	if n <= 70 && !strings.ContainsAny(s, "。；！，") {
		if strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":") {
			return kindRead{kind: recipients, rule: "paragraph/colon"}
		}
		if end := titleEnd(s); end != "" && n >= 4 {
			return kindRead{kind: titlePara, rule: "paragraph/title", entry: end}
		}
		if n <= 50 {
			return kindRead{kind: shortPara, rule: "paragraph/short"}
		}
	}
	if (strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":")) && n <= 300 && !strings.ContainsAny(s, "。；") && startsLikeRecipients(s) {
		return kindRead{kind: recipients, rule: "paragraph/addressees"}
	}
	if n <= 60 && !strings.ContainsAny(s, "。；") && strings.Contains(s, "关于") {
		if end := titleEnd(s); end != "" {
			return kindRead{kind: titlePara, rule: "paragraph/title-about", entry: end}
		}
	}
	return kindRead{kind: bodyPara, rule: "paragraph/text"}
}

// startsLikeRecipients says whether s begins as a list of addressees does.
func startsLikeRecipients(s string) bool {
	return strings.HasPrefix(s, "各") || strings.Contains(s, "人民政府") || strings.Contains(s, "单位") || strings.Contains(s, "部门") || strings.Contains(s, "委员会")
}
