package corpus

import (
	"strconv"
	"strings"
)

// maxNumeral is the highest number Word gives a list item. Above it numbers are
// plain, so that no file makes a label of a million Roman Ms.
const maxNumeral = 32767

// numeral writes n as a number of a list, in the format that the file names
// (ST_NumberFormat, ISO/IEC 29500-1 17.18.59), as Word prints it: 十一 for
// chineseCounting, ⑪ for decimalEnclosedCircle. A number that the format has no
// sign for, and a format of a language that Chinese documents do not count in,
// is a plain decimal. Bullets and "none" have no number.
func numeral(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	}
	decimal := strconv.Itoa(n)
	if n < 0 || n > maxNumeral {
		return decimal
	}
	switch format {
	case "decimalZero":
		if n < 10 {
			return "0" + decimal
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, decimal)
	case "numberInDash":
		return "- " + decimal + " -"
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return signOf(n, '①', 20, decimal)
	case "decimalEnclosedParen":
		return signOf(n, '⑴', 20, decimal)
	case "decimalEnclosedFullstop":
		return signOf(n, '⒈', 20, decimal)
	case "ideographEnclosedCircle":
		return signOf(n, '㈠', 10, decimal) // Word prints brackets, whatever the name says
	case "upperLetter":
		return letters(n, 'A', decimal)
	case "lowerLetter":
		return letters(n, 'a', decimal)
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "ideographTraditional":
		if n >= 1 && n <= len(stems) {
			return string(stems[n-1])
		}
	case "ideographZodiac":
		if n >= 1 && n <= len(branches) {
			return string(branches[n-1])
		}
	case "ideographZodiacTraditional":
		if n >= 1 && n <= 60 {
			return string(stems[(n-1)%len(stems)]) + string(branches[(n-1)%len(branches)])
		}
	case "chineseCounting", "taiwaneseCounting":
		// Tens are counted, hundreds are spelled digit by digit: 九十九, 一○○.
		if n >= 100 {
			return spelled(decimal, '○')
		}
		return hanCounting.write(n)
	case "chineseCountingThousand", "taiwaneseCountingThousand":
		return hanCounting.write(n)
	case "japaneseCounting":
		return japaneseCounting.write(n)
	case "ideographDigital", "japaneseDigitalTenThousand", "koreanDigital2":
		return spelled(decimal, '〇')
	case "taiwaneseDigital":
		return spelled(decimal, '○')
	case "chineseLegalSimplified":
		return legalSimplified.write(n)
	case "ideographLegalTraditional":
		return legalTraditional.write(n)
	}
	return decimal
}

var (
	stems    = []rune("甲乙丙丁戊己庚辛壬癸")
	branches = []rune("子丑寅卯辰巳午未申酉戌亥")
)

// signOf is the n-th of count signs that follow first in Unicode.
func signOf(n int, first rune, count int, decimal string) string {
	if n < 1 || n > count {
		return decimal
	}
	return string(first + rune(n-1))
}

// letters counts a, b, … z, aa, bb, ….
func letters(n int, a rune, decimal string) string {
	if n < 1 || n > 26*30 {
		return decimal
	}
	return strings.Repeat(string(a+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n == 0 {
		return "0"
	}
	var b strings.Builder
	for _, d := range []struct {
		n    int
		sign string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.n {
			b.WriteString(d.sign)
			n -= d.n
		}
	}
	return b.String()
}

// spelled writes a decimal digit by digit in Chinese.
func spelled(decimal string, zero rune) string {
	return strings.Map(func(r rune) rune {
		if r == '0' {
			return zero
		}
		return []rune("一二三四五六七八九")[r-'1']
	}, decimal)
}

// A counting is a way to count in Chinese characters.
type counting struct {
	zero   string // also for places between digits: 一百零一; "" is not written
	digits []rune // 1 to 9
	units  []rune // ten, hundred, thousand, ten thousand
	oneTen bool   // ten is 壹拾, not 十
	bare   bool   // no 一 before a unit: 百十一
}

var (
	hanCounting      = counting{"零", []rune("一二三四五六七八九"), []rune("十百千万"), false, false}
	japaneseCounting = counting{"", []rune("一二三四五六七八九"), []rune("十百千万"), false, true}
	legalSimplified  = counting{"零", []rune("壹贰叁肆伍陆柒捌玖"), []rune("拾佰仟万"), true, false}
	legalTraditional = counting{"零", []rune("壹貳參肆伍陸柒捌玖"), []rune("拾佰仟萬"), true, false}
)

// write counts from 0 to 99999.
func (c counting) write(n int) string {
	if n == 0 {
		if c.zero == "" {
			return "〇"
		}
		return c.zero
	}
	var b strings.Builder
	gap := false // a place without a digit stands before the next one
	for power, unit := 10000, 4; unit >= 0; power, unit = power/10, unit-1 {
		digit := n / power % 10
		if digit == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteString(c.zero)
			gap = false
		}
		leading := unit == 1 && b.Len() == 0 && !c.oneTen // 十一, but 一百一十一
		if unit == 0 || digit > 1 || !leading && !(c.bare && unit < 4) {
			b.WriteRune(c.digits[digit-1])
		}
		if unit > 0 {
			b.WriteRune(c.units[unit-1])
		}
	}
	return b.String()
}
