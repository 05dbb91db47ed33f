package extract

import (
	"strconv"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// fiveYears returns the first and the last year of the five-year plan that s
// names first: the 14th (“十四五”, 第十四个五年规划) is 2021–2025.
func (d *doc) fiveYears(s string) (first, last int, ok bool) {
	for _, m := range fiveYear.FindAllStringSubmatchIndex(s, -1) {
		if first, last, ok = d.namedPlan(s, m); ok {
			return first, last, true
		}
	}
	return 0, 0, false
}

// fiveYearsAt is fiveYears of the plan whose name s begins with.
func (d *doc) fiveYearsAt(s string) (first, last int, ok bool) {
	m := fiveYearHere.FindStringSubmatchIndex(s)
	if m == nil {
		return 0, 0, false
	}
	return d.namedPlan(s, m)
}

// planName is the name of a five-year plan. From the eleventh on it is nothing
// else; the first ten were 计划, and their short names are numbers too (十五,
// 八五折) where no mark or word says that they are names.
const planName = `“?十([一二三四五六七])五”?|第十([一二三四五六七])个五年` +
	`|[“"]([一二三四五六七八九十])五[”"]|(?:^|[^“"一二三四五六七八九十百第])([一二三四五六七八九十])五(?:期间|时期|末|以来|计划)|第([一二三四五六七八九十])个五年计划`

var (
	fiveYear     = pattern.MustCompile(planName)
	fiveYearHere = pattern.MustCompile(`^(?:` + planName + `)`)
)

// namedPlan returns the years of the plan that match m of planName in s names.
// One of the first ten counts only where the document states one of its years:
// programmes that were counted later have the same names.
func (d *doc) namedPlan(s string, m []int) (first, last int, ok bool) {
	nth := 0
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			nth = strings.Index("一二三四五六七八九十", s[m[i]:m[i+1]])/len("一") + 1
		}
	}
	known := m[2] >= 0 || m[4] >= 0 // the eleventh or later
	if known {
		nth += 10
	}
	first, last = 1953+(nth-1)*5, 1957+(nth-1)*5
	if nth > 2 {
		first, last = 1966+(nth-3)*5, 1970+(nth-3)*5 // three years lie between the second and the third
	}
	if !known && (ofLaw.MatchString(s[m[1]:]) || !d.statesYear(first, last)) {
		return 0, 0, false
	}
	return first, last, true
}

// ofLaw follows the name of a programme of legal education, counted from 1986 on:
// “八五”普法 is 2021–2025.
var ofLaw = pattern.MustCompile(`^(?:期间|时期|以来)?(?:全[国省市县区]|的)?(?:普法|法[治制])`)

// statesYear says whether the document states a year from first to last.
func (d *doc) statesYear(first, last int) bool {
	if d.stated == nil {
		d.stated = map[string]bool{}
		for i := range d.paras {
			for _, m := range yearStated.FindAllStringSubmatch(corpus.FoldDigits(d.text(&d.paras[i])), -1) {
				d.stated[m[1]] = true
			}
		}
	}
	for y := first; y <= last; y++ {
		if d.stated[strconv.Itoa(y)] {
			return true
		}
	}
	return false
}

// yearStated is a year in the text.
var yearStated = pattern.MustCompile(`(` + aYear + `)年`)
