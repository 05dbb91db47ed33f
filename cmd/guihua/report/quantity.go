package report

import (
	"fmt"
	"strconv"

	"guihua/cmd/guihua/webpage"
)

// numberText is a number without an exponent.
func numberText(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// inYear is a year as it stands behind a value, "" for 0.
func inYear(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("（%d）", year)
}

// goalText is the value of a goal with its bound.
func goalText(r row) string {
	return quantityText(r.text("value_text"), r.text("value_max_text"), r.text("unit"), r.text("bound"), r.text("per"))
}

// quantityText writes a figure in base units as people write it: 850000000 元 is
// 8.5亿元. Its bound stands in front: ≥, ≤, ~.
func quantityText(value, most, unit, bound, per string) string {
	out := map[string]string{"at_least": "≥", "at_most": "≤", "about": "~"}[bound]
	number, power := webpage.Large(value)
	if most != "" {
		if n, p := webpage.Large(most); p == power {
			out += number + "–" + n + power
		} else {
			out += number + power + "–" + n + p
		}
	} else {
		out += number + power
	}
	out += unit
	if per != "" {
		out += "/" + per
	}
	return out
}
