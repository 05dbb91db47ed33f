package report

import (
	"fmt"
	"strconv"
	"strings"
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
	number, power := large(value)
	if most != "" {
		if n, p := large(most); p == power {
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

// large writes a plain decimal with 万 or 亿 where it is long enough for that: no
// digit is lost.
func large(decimal string) (number, power string) {
	digits := strings.TrimPrefix(decimal, "-")
	whole, _, _ := strings.Cut(digits, ".")
	if strings.Trim(digits, "0123456789.") != "" || strings.HasPrefix(whole, "0") {
		return decimal, ""
	}
	switch {
	case len(whole) > 8:
		return shift(decimal, 8), "亿"
	case len(whole) > 4:
		return shift(decimal, 4), "万"
	}
	return decimal, ""
}

// shift moves the point of a decimal with more than n digits before it n places to
// the left.
func shift(decimal string, n int) string {
	whole, rest, _ := strings.Cut(decimal, ".")
	cut := len(whole) - n
	out := whole[:cut] + "." + whole[cut:] + rest
	return strings.TrimSuffix(strings.TrimRight(out, "0"), ".")
}
