package indicator

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// unitName gives the forms of a unit one name; 名 counts people as 人 does.
func unitName(u string) string {
	u = strings.NewReplacer("／", "/", "％", "%", "（", "(", "）", ")").Replace(u)
	u = quantity.UnitName(strings.Join(strings.Fields(u), ""))
	switch {
	case u == "名":
		return "人"
	case strings.HasSuffix(strings.ToUpper(u), "FLOPS"):
		return strings.ToUpper(u)
	}
	return u
}

var yearUnit = pattern.MustCompile(`/每?(年|月|天|日)$`)

// perPeriod parts a unit that is reckoned by the year: 件/年.
func perPeriod(u string) (unit string, p Period, ok bool) {
	m := yearUnit.FindStringSubmatch(u)
	if m == nil || m[1] != "年" {
		return u, Unsaid, false
	}
	return strings.TrimSuffix(u, m[0]), Yearly, true
}

// countUnits are units that count things or people.
var countUnits = pattern.MustCompile(`^(?:[个件家项人名所份位张台套座处条部种场期户辆架艘间床篇支只头株门册例起宗片块组队班口站栋幢款枚]|家次|户次)$`)

func counts(unit string) bool { return countUnits.MatchString(unit) }

// counter is the measure word of counters.txt for what a name counts, u where it
// has none.
func counter(name, u string) string {
	for _, c := range counters() {
		if !c.words[u] {
			continue
		}
		for _, end := range c.ends {
			if strings.HasSuffix(name, end) {
				return c.shown
			}
		}
	}
	return u
}
