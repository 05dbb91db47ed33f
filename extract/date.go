package extract

import (
	"fmt"
	"strconv"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// issued finds the 成文日期: the date under the notice's signature, else under
// the text's, written YYYY-MM-DD.
func (d *doc) issued(f *front, n *Notice) {
	on := func(date *string, rule string, i int) { // the date of paragraph i
		if n.Issued = date; date != nil {
			d.noticeWhy.note("issued", *date, rule, "", d.paraAt(i))
		}
	}
	for i := 0; i < f.end; i++ {
		if d.paras[i].kind == datePara {
			on(isoDate(d.text(&d.paras[i])), "notice/date-above-text", i)
			return
		}
	}
	for i := len(d.paras) - 1; i >= f.end; i-- {
		if d.paras[i].kind == datePara && i > 0 && (d.paras[i-1].kind == shortPara || d.paras[i-1].kind == titlePara) {
			on(isoDate(d.text(&d.paras[i])), "notice/date-below-signature", i)
			return
		}
	}
	// 某某局2026年3月5日 on one line.
	for i := range d.paras {
		if p := &d.paras[i]; p.kind == shortPara {
			if m := signedLine.FindStringSubmatch(d.text(p)); m != nil && d.vocab.unitLike(m[1]) {
				on(isoDate(m[2]), "notice/date-beside-signature", i)
				if n.NoticeTitle == nil {
					d.issuedBy(n, d.splitIssuers(m[1]), "notice/issuer-beside-date", d.paraAt(i))
				}
				return
			}
		}
	}
	// A date alone at the very end.
	if k := len(d.paras) - 1; k >= f.end && d.paras[k].kind == datePara {
		on(isoDate(d.text(&d.paras[k])), "notice/date-last-line", k)
		return
	}
	// …局2026年4月24日发布。
	for i := len(d.paras) - 1; i >= f.end && i > len(d.paras)-6; i-- {
		if m := releasedBy.FindStringSubmatch(d.text(&d.paras[i])); m != nil {
			on(isoDate(m[2]), "notice/date-released", i)
			if len(n.Issuers) == 0 && d.vocab.unitLike(m[1]) {
				d.issuedBy(n, []string{m[1]}, "notice/issuer-released", d.paraAt(i))
			}
			return
		}
	}
	// （2025年11月17日…全体会议通过） and （2022年3月1日） under the title.
	for i := 0; i < f.end && i < 40; i++ {
		s := d.text(&d.paras[i])
		if m := adopted.FindStringSubmatch(s); m != nil {
			on(isoDate(m[1]), "notice/date-adopted", i)
			return
		}
	}
	for i := 0; i < f.end && i < 12; i++ {
		if s := strings.Trim(d.text(&d.paras[i]), "（）()"); dateLine.MatchString(s) {
			on(isoDate(s), "notice/date-in-bracket", i)
			return
		}
	}
}

// signedLine is a signature with its date on the same line.
var signedLine = pattern.MustCompile(`^(\p{Han}{4,40}?)(\d{4}年\d{1,2}月\d{1,2}日)$`)

// releasedBy is a last line that says who released the text and when.
var releasedBy = pattern.MustCompile(`^([^。，]{4,50}?)(\d{4}年\d{1,2}月\d{1,2}日)(?:发布|公布)`)

// adopted is the bracket under a title that says when it was passed.
var adopted = pattern.MustCompile(`^[（(]((?:[12][0-9]{3}|` + aHanYear + `)年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日).{0,60}(?:通过|批准|审议)[）)]$`)

var (
	anyDate  = pattern.MustCompile(`(` + aYear + `)\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})`)
	yearSpan = pattern.MustCompile(`(` + aYear + `)年?\s*(?:[—–－\-~～―─一至到]|——){1,2}\s*(` + aYear + `)年?`)
	oneYear  = pattern.MustCompile(`(` + aYear + `)年?`)
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
// label of publishing, else the one said in the page's head, where nobody sees
// it, else the first that is no other date of the document.
// rule says which.
func published(chrome []string, said string) (day *string, rule string) {
	var other *string
	for i, s := range chrome {
		m := anyDate.FindStringSubmatch(s)
		if m == nil && publishing.MatchString(s) && i+1 < len(chrome) {
			if m = anyDate.FindStringSubmatch(chrome[i+1]); m != nil {
				return date(m), "notice/published-label"
			}
		}
		switch {
		case m != nil && publishing.MatchString(s):
			return date(m), "notice/published-label"
		case m == nil || otherDate.MatchString(s) || i > 0 && anyDate.FindString(chrome[i-1]) == "" && otherDate.MatchString(chrome[i-1]):
		case other == nil:
			other = date(m)
		}
	}
	if said != "" {
		return &said, "notice/published-in-head"
	}
	return other, "notice/published-first-date"
}

func date(m []string) *string {
	mo, _ := strconv.Atoi(m[2])
	da, _ := strconv.Atoi(m[3])
	return ptr(fmt.Sprintf("%s-%02d-%02d", m[1], mo, da))
}

var (
	publishing = pattern.MustCompile(`^[\[【]?(?:发布|发表|公开)(?:日期|时间)`)
	otherDate  = pattern.MustCompile(`^[\[【]?(?:成文|生成|颁发|实施|废止|生效|印发)(?:日期|时间)`)
)

// period finds the years the plan covers: in its title, else where the text
// states its term (规划期为…), else in its schedule.
func (d *doc) period(n *Notice) {
	set := func(a, b, rule, entry string, at Span) {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		n.Period = &[2]int{x, y}
		d.noticeWhy.note("period", a+"–"+b, rule, entry, at)
	}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t == nil {
			continue
		}
		if m := yearSpan.FindStringSubmatch(*t); m != nil {
			set(m[1], m[2], "notice/period-in-title", m[0], Span{})
			return
		}
		if a, b, ok := d.fiveYears(*t); ok {
			n.Period = &[2]int{a, b}
			d.noticeWhy.note("period", fmt.Sprintf("%d–%d", a, b), "notice/period-of-five-years", *t, Span{})
			return
		}
	}
	for i := range d.paras {
		if p := &d.paras[i]; p.kind == bodyPara {
			s := d.text(p)
			if k := strings.Index(s, "规划期"); k >= 0 && k < 60 {
				if m := yearSpan.FindStringSubmatch(s[k:]); m != nil {
					set(m[1], m[2], "notice/period-stated", m[0], d.paraAt(i))
					return
				}
			}
		}
	}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t != nil {
			if m := oneYear.FindStringSubmatch(*t); m != nil {
				set(m[1], m[1], "notice/period-one-year", m[0], Span{})
				return
			}
		}
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
			set(lo, hi, "notice/period-of-schedule", "", nd.title)
			return
		}
	}
}

// bodyEnd is the end of the last paragraph under n.
func (d *doc) bodyEnd(n *node) int {
	if n.end > n.para && n.end <= len(d.paras) {
		return max(n.body, d.paras[n.end-1].End)
	}
	return n.body
}
