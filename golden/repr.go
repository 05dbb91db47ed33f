package golden

import (
	"fmt"
	"strconv"
	"strings"
)

// An item is what two records are compared by: *string, int, or a tuple of
// items.
type item any

// A tuple is written like a Python tuple, which is also what makes it a key.
type tuple []item

// repr writes an item as Python's repr does.
func repr(x item) string {
	switch x := x.(type) {
	case nil:
		return "None"
	case *string:
		if x == nil {
			return "None"
		}
		return reprString(*x)
	case string:
		return reprString(x)
	case int:
		return strconv.Itoa(x)
	case *int:
		if x == nil {
			return "None"
		}
		return strconv.Itoa(*x)
	case tuple:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = repr(e)
		}
		if len(parts) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	panic(fmt.Sprintf("repr of %T", x))
}

func reprList(list []string) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = reprString(s)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func reprString(s string) string {
	quote := '\''
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	var b strings.Builder
	b.WriteRune(quote)
	for _, r := range s {
		switch {
		case r == quote || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case strconv.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteRune(quote)
	return b.String()
}

// reprFloat writes a float as Python's repr does: the shortest digits that
// read back, with an exponent below 1e-4 and from 1e16 on.
func reprFloat(x float64) string {
	s := strconv.FormatFloat(x, 'e', -1, 64)
	_, exponent, ok := strings.Cut(s, "e")
	if !ok { // inf, nan
		return strings.ToLower(strings.TrimPrefix(s, "+"))
	}
	if e, _ := strconv.Atoi(exponent); e < -4 || e >= 16 {
		return s
	}
	s = strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
