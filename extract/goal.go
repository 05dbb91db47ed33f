package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// growing are the goals in words that tell a direction.
var growing = pattern.MustCompile(`增长|提升|提高|上升|增加|扩大|下降|降低|减少`)

// steady are those of them that a sentence of goals sets: 稳步增长. What is to
// rise in any other way (不断提高, 持续增加) is said of everything.
var steady = pattern.MustCompile(`^(?:稳步|稳定|平稳|较快)(?:增长|提升|提高|上升|增加|扩大|下降|降低|减少)`)

var falling = pattern.MustCompile(`下降|降低|减少`)

var measurable = pattern.MustCompile(`(?:量|率|额|值|数|比重|收入|规模|面积|密度|强度|指数|满意度|覆盖面|占比|总额|总数|人数|数量|产量|比例|成本|总量|投入)$`)

// goalsInWords reads 商标申请量、注册量稳步增长 in a goals section: one record for
// each indicator of the list. What cannot be measured (影响力稳步提升) is none.
func (d *doc) goalsInWords(c *sentenceContext) []found {
	if c.role != RoleGoals {
		return nil
	}
	var out []found
	for _, s := range d.split(c.start, c.end, "，,") {
		a, b := d.trim(s[0], s[1])
		text := d.str(a, b)
		for _, w := range d.vocab.words {
			if !strings.HasSuffix(text, w) || !steady.MatchString(w) {
				continue
			}
			b -= runeLen(w)
			var names []Span
			for _, x := range d.splitList(a, b) {
				x = d.trimLead(x[0], x[1], false)
				names = append(names, x)
			}
			ok := len(names) > 0
			for _, x := range names {
				name := d.str(x[0], x[1])
				ok = ok && measurable.MatchString(name) && !hasAnySuffix(name, []string{"质量", "力量", "效率"})
			}
			if !ok {
				break
			}
			m := Increase
			if falling.MatchString(w) {
				m = Decrease
			}
			years := d.yearsIn(c.start, c.end)
			for _, x := range names {
				f := found{Quantity: quantity.Quantity{Start: b, End: b + runeLen(w)}, indicator: d.str(x[0], x[1]), why: d.reasons()}
				f.why.note("sentence", "", "quantity/sentence", "", Span{c.start, c.end})
				f.why.note("value", "null", "value/goal-in-words", w, Span{f.Start, f.End})
				f.why.note("kind", "target", "kind/goal-in-words", string(c.role), c.title())
				f.why.note("indicator", f.indicator, "indicator/before-goal", "", x)
				f.measures(m, "measure/goal", Span{f.Start, f.End})
				d.dates(&f, d.yearFor(c, years, b, false))
				out = append(out, f)
			}
			break
		}
	}
	return out
}
