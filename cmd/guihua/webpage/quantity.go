package webpage

import "strings"

// Large writes a plain decimal with 万 or 亿 where it is long enough for that: no
// digit is lost.
func Large(decimal string) (number, power string) {
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
