package extract

import (
	"slices"
	"strconv"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// aYear is the digits of a year in a pattern. Plans, their targets and what they
// look back on begin with the first five-year plan (1953). Digits alone are a
// count as well (1958座, 1980万元): patterns ask for 年 behind them, unless they
// read nothing but a header, a title or a range.
const aYear = `(?:19[5-9]|20\d)\d`

// aHanYear is aYear in Chinese numerals, as dates are written: 一九九六, 二〇二一.
const aHanYear = `(?:一九|二[〇○零０0O])[一二三四五六七八九〇○零０0O]{2}`

// A stated year: where it stands and what it is.
type statedYear struct {
	pos  int
	end  int // behind its words
	year string
	goal bool // 到2025年, “十四五”末: a year to reach
	term bool // 2025年5月1日至12月31日: bounds when an offer is open
}

// told is the year that a rule tells, and where it stands; without a year the
// rule says why there is none.
type told struct {
	year, rule string
	at         Span
}

func (y statedYear) told() told { return told{year: y.year, at: Span{y.pos, y.end}} }

// by is a year told by a rule.
func (t told) by(rule string) told {
	t.rule = rule
	return t
}

var yearWords = pattern.MustCompile(`(?:(到|至|截至|截止|截止到|于|力争)?(` + aYear + `)年(?:(底|末|年底|前)?))|[“"]?(?:十?[一二三四五六七八九]|十)五[”"]?(?:期间|时期|末|以来|规划)?`)

// yearsIn returns the years stated in [start, end), a five-year plan's (“十四五”)
// being its last one. Years of what is cited in 《》 and of terms do not count.
func (d *doc) yearsIn(start, end int) []statedYear {
	return slices.DeleteFunc(d.yearsAndTerms(start, end), func(y statedYear) bool { return y.term })
}

// yearsAndTerms is yearsIn with the years of terms.
func (d *doc) yearsAndTerms(start, end int) []statedYear {
	if !slices.ContainsFunc(d.rs[start:end], func(r rune) bool { return r == '年' || r == '五' }) {
		return nil // neither 2025年 nor 十四五
	}
	s := corpus.FoldDigits(d.str(start, end))
	var out []statedYear
	pos, at := start, 0 // the same place in the document and in s
	cited := false      // it stands inside 《》
	for _, m := range yearWords.FindAllStringSubmatchIndex(s, -1) {
		for end := pos + runeLen(s[at:m[0]]); pos < end; pos++ {
			switch d.rs[pos] {
			case '《':
				cited = true
			case '》':
				cited = false
			}
		}
		at = m[0]
		if cited {
			continue
		}
		words, before, after := s[m[0]:m[1]], s[:m[0]], s[m[1]:]
		stop := pos + runeLen(words)
		if hasAnySuffix(before, []string{"同", "和", "跟"}) && comparedWith.MatchString(after) {
			continue
		}
		if m[4] >= 0 {
			// 较2020年增长…: a year compared with is not the year of the value.
			if since.MatchString(after) || priceYear.MatchString(after) || m[2] < 0 && builtIn.MatchString(after) {
				continue
			}
			if window.MatchString(after) {
				out = append(out, statedYear{pos: pos, end: stop, year: s[m[4]:m[5]], term: true})
				continue
			}
			if hasAnySuffix(before, []string{"较", "比", "与", "相比", "自", "从", "由"}) || strings.HasPrefix(after, "以来") || strings.HasPrefix(after, "起") ||
				strings.HasPrefix(after, "的") && hasAnySuffix(before, []string{"是", "为", "达到", "达", "相当于", "占"}) || strings.HasPrefix(after, "度") && strings.HasSuffix(before, "超过") {
				continue
			}
			out = append(out, statedYear{pos: pos, end: stop, year: s[m[4]:m[5]], goal: m[2] >= 0})
			continue
		}
		if hasAnySuffix(before, []string{"较", "比", "是", "与", "较“", "比“", "是“"}) {
			continue
		}
		if strings.IndexAny(words, "“\"") != 0 && countedOn.MatchString(before) {
			continue
		}
		if !strings.ContainsAny(words, "”\"") && !containsAny(words, []string{"期间", "时期", "末", "以来"}) {
			continue
		}
		if _, last, ok := d.fiveYearsAt(s[m[0]:]); ok {
			out = append(out, statedYear{pos: pos, end: stop, year: strconv.Itoa(last), goal: strings.HasSuffix(words, "末")})
		}
	}
	return out
}

// window follows a year that bounds when something applies, not when it is to
// be reached.
var window = pattern.MustCompile(`^(?:\d{1,2}月)?(?:\d{1,2}日)?(?:（含）)?(?:(?:至|—|-|到)(?:` + aYear + `年)?\d{1,2}月|(?:之?前|以前)(?:在|购|缴|签|办|认购|取得|已)|(?:之?后|以后)(?:新?认定|新?注册|取得|签订|购买)|期间|止|起)|^\d{1,2}月\d{1,2}日(?:期间|止|，对)`)

// builtIn follows a year that says how old something is: 2000年|以前建成的小区.
var builtIn = pattern.MustCompile(`^(?:之?前|以前)?(?:建成|竣工|建造|修建|兴建|投产|出厂)(?:并?(?:投产|投用|使用|投入使用|交付使用))?的`)

// comparedWith follows a year that values are compared with: 同“七五”期间|平均水平相比.
var comparedWith = pattern.MustCompile(`^[^，。；、]{0,12}相比`)

// countedOn ends words in front of 十五期间 that make it part of a number.
var countedOn = pattern.MustCompile(`[第一二三四五六七八九十百]$`)

// priceYear follows a year whose prices values are reckoned in: 按1990年|不变价格计算.
var priceYear = pattern.MustCompile(`^的?(?:不变|可比|固定)?价`)

// since follows a year that only says from when on something counts.
var since = pattern.MustCompile(`^(?:\d{1,2}月)?(?:\d{1,2}日)?(?:（含）)?(?:之后|以后|后)`)

// yearFor finds the year of a quantity at pos: the last one stated before it
// in its sentence; in goals and background also the last one stated before in
// the paragraph, in goals at last the one that opens the section. A task's
// quantity without a year in its sentence has none.
func (d *doc) yearFor(c *sentenceContext, years []statedYear, pos int, achieved bool) told {
	for _, y := range slices.Backward(years) {
		if y.pos < pos {
			if !ownTerm.MatchString(d.str(y.pos, pos)) { // 2025年建成4个，三年内覆盖率达到60%
				return y.told().by("year/before")
			}
			break
		}
	}
	if c.sentenceYear.year != "" && !d.saidBefore(c, ownTerm, pos) {
		return c.sentenceYear.by("year/sentence")
	}
	if d.saidBefore(c, thisYear, pos) {
		front := Span{c.start, pos}
		if p := d.out.Document.Period; p != nil && p[0] == p[1] {
			return told{strconv.Itoa(p[0]), "year/this-year-of-period", front}
		}
		if i := d.out.Document.Issued; i != nil {
			return told{(*i)[:4], "year/this-year-of-issue", front}
		}
	}
	switch {
	case c.role == RoleBackground && achieved, c.role == RoleGoals, c.role == RoleGeneral:
		if c.year.year != "" {
			return c.year.by("year/paragraph")
		}
		return d.sectionYear(c)
	}
	return told{rule: "year/none"}
}

// ownTerm is a term that takes what follows out of the year stated before.
var ownTerm = pattern.MustCompile(`[一二两三四五六七八九十0-9]年内`)

// lastYear is the last of years, none where there is none.
func lastYear(years []statedYear) told {
	if len(years) == 0 {
		return told{}
	}
	return years[len(years)-1].told()
}

// thisYear is the year of the plan, or of its issue.
var thisYear = pattern.MustCompile(`全年|今年|本年度|[一二三四]季度|[上下]半年|(?:^|[^0-9一二三四五六七八九十两几])年内`)

// sectionYear is the year that governs a paragraph of goals without one: of the
// nearest paragraph above it in its section that opens with a year to reach
// (到2025年, 第二步，到2030年), dash goals not counted, else of what opens the
// sections above it.
func (d *doc) sectionYear(c *sentenceContext) told {
	if c.role == RoleBackground {
		return d.planEnd(c)
	}
	if c.node == nil {
		return d.preambleYear(c.para)
	}
	for n := c.node; n != nil && (n.role == RoleGoals || n.role == RoleGeneral); n = n.parent {
		if n.para < 0 {
			break
		}
		end := c.para
		if n != c.node {
			end = n.para + 4
		}
		if y := d.yearAbove(n, min(end, n.end, len(d.paras))); y.year != "" {
			return y.by("year/section")
		}
		if y := lastYear(d.yearsIn(n.title[0], n.title[1])); y.year != "" { // “十五五”时期主要目标
			return y.by("year/section-title")
		}
	}
	return told{rule: "year/none-in-section"}
}

// yearAbove is the year stated last below the title of n and above paragraph
// end, dash goals and headings not counted. Every quantity of a section asks, so
// a paragraph is read once for all below it.
func (d *doc) yearAbove(n *node, end int) told {
	seen, known := d.yearsSeen[n]
	if !known || seen.end > end {
		seen = yearSeen{end: n.para}
	}
	for i := seen.end; i < end; i++ {
		p := &d.paras[i]
		start := p.Start
		if i == n.para {
			start = n.title[1]
		} else if p.kind == dashPara || p.kind == headingPara {
			continue
		}
		if y := lastYear(d.yearsIn(start, p.End)); y.year != "" {
			seen.year = y
		}
	}
	seen.end = max(seen.end, end)
	d.yearsSeen[n] = seen
	return seen.year
}

// yearSeen is the year stated last in the paragraphs of a node before end.
type yearSeen struct {
	year told
	end  int
}

// planEnd is the last year of the five-year plan that the first words of a
// background section look back on: “十三五”以来.
func (d *doc) planEnd(c *sentenceContext) told {
	n := c.node
	if n == nil || n.para < 0 {
		return told{rule: "year/none-in-section"}
	}
	for i := n.para; i < c.para && i < n.para+3; i++ {
		if _, b, ok := d.fiveYears(d.text(&d.paras[i])); ok {
			return told{strconv.Itoa(b), "year/plan-looked-back-on", d.paraAt(i)}
		}
	}
	return told{rule: "year/none-in-section"}
}

// preambleYear is the year to reach stated last above paragraph i, before the
// first heading.
func (d *doc) preambleYear(i int) told {
	for k := i - 1; k >= 0; k-- {
		if p := &d.paras[k]; p.kind == bodyPara && reachYear.MatchString(d.text(p)) {
			if y := lastYear(d.yearsIn(p.Start, p.End)); y.year != "" {
				return y.by("year/preamble")
			}
		}
	}
	return told{rule: "year/none-in-section"}
}
