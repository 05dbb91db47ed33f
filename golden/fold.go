package golden

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// isSpace reports what Python's \s and str.split call white space.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// squeeze removes white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}

// punctuation folds marks to their ASCII twins, and every quotation mark to ".
var punctuation = func() map[rune]rune {
	full, half := []rune(`，；：（）！？％．～－〔〕［］【】“”‘’"'＂`), []rune(`,;:()!?%.~-()()()"""""""`)
	m := make(map[rune]rune, len(full))
	for i, r := range full {
		m[r] = half[i]
	}
	return m
}()

// fold is how strings are compared: without white space and the ** of bold
// words, punctuation folded to ASCII. An absent string stays absent.
func fold(s *string) *string {
	if s == nil {
		return nil
	}
	f := strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		if p, ok := punctuation[r]; ok {
			return p
		}
		return r
	}, strings.ReplaceAll(*s, "**", ""))
	return &f
}

// foldName folds a title or name: also without a final stop.
func foldName(s *string) *string {
	f := fold(s)
	if f != nil {
		*f = strings.TrimRight(*f, "。;,:.")
	}
	return f
}

// foldNumber writes a number as Python's repr(round(float(v), 6)), so that
// 8.50 and 8.5 agree; what is no number is folded as a string.
func foldNumber(v *string) *string {
	if v == nil || *v == "" {
		return nil
	}
	x, ok := parsePythonFloat(*v)
	if !ok {
		return fold(v)
	}
	if !math.IsInf(x, 0) && !math.IsNaN(x) {
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'f', 6, 64), 64)
	}
	s := reprFloat(x)
	return &s
}

// parsePythonFloat reads what Python's float() reads: decimal digits of any
// script, _ between digits, white space around.
func parsePythonFloat(s string) (float64, bool) {
	var b strings.Builder
	runes := []rune(strings.TrimSpace(s))
	for i, r := range runes {
		switch {
		case r == '_':
			if i == 0 || i+1 == len(runes) || !unicode.IsDigit(runes[i-1]) || !unicode.IsDigit(runes[i+1]) {
				return 0, false
			}
		case r == 'x' || r == 'X' || r == 'p' || r == 'P':
			return 0, false // Go reads hexadecimal floats, Python does not
		case unicode.IsDigit(r):
			b.WriteByte(byte('0' + digitValue(r)))
		default:
			b.WriteRune(r)
		}
	}
	x, err := strconv.ParseFloat(b.String(), 64)
	if err != nil && !math.IsInf(x, 0) {
		return 0, false
	}
	return x, true
}

// digitValue returns the value of a decimal digit: Unicode keeps the ten
// digits of a script together, 0 first.
func digitValue(r rune) int {
	if '0' <= r && r <= '9' {
		return int(r - '0')
	}
	for _, table := range unicode.Nd.R16 {
		if lo, hi := rune(table.Lo), rune(table.Hi); lo <= r && r <= hi {
			return int(r-lo) % 10
		}
	}
	for _, table := range unicode.Nd.R32 {
		if lo, hi := rune(table.Lo), rune(table.Hi); lo <= r && r <= hi {
			return int(r-lo) % 10
		}
	}
	return 0
}

// ratio is difflib.SequenceMatcher(None, a, b, autojunk=False).ratio():
// twice the code points in matching blocks, divided by all.
func ratio(a, b string) float64 {
	ra, rb := []rune(a), []rune(b)
	if len(ra)+len(rb) == 0 {
		return 1
	}
	return 2 * float64(matching(ra, rb)) / float64(len(ra)+len(rb))
}

// matching sums the sizes of the blocks difflib's get_matching_blocks finds:
// the longest block, then the same to its left and to its right.
func matching(a, b []rune) int {
	places := map[rune][]int{}
	for j, r := range b {
		places[r] = append(places[r], j)
	}
	var within func(alo, ahi, blo, bhi int) int
	within = func(alo, ahi, blo, bhi int) int {
		i, j, size := longestMatch(a, places, alo, ahi, blo, bhi)
		if size == 0 {
			return 0
		}
		return size + within(alo, i, blo, j) + within(i+size, ahi, j+size, bhi)
	}
	return within(0, len(a), 0, len(b))
}

// longestMatch is difflib's find_longest_match without junk: among the
// longest blocks the one that begins first in a, then first in b. Which of
// them is taken decides what is left to match beside it.
func longestMatch(a []rune, places map[rune][]int, alo, ahi, blo, bhi int) (besti, bestj, size int) {
	besti, bestj = alo, blo
	lengths := map[int]int{} // j -> length of the block that ends at a[i-1], b[j]
	for i := alo; i < ahi; i++ {
		next := map[int]int{}
		for _, j := range places[a[i]] {
			if j < blo {
				continue
			}
			if j >= bhi {
				break
			}
			k := lengths[j-1] + 1
			next[j] = k
			if k > size {
				besti, bestj, size = i-k+1, j-k+1, k
			}
		}
		lengths = next
	}
	return besti, bestj, size
}

// alike reports whether two indicators agree: one contains the other, or they
// share most characters in order.
func alike(a, b *string) bool {
	x, y := deref(foldName(a)), deref(foldName(b))
	if x == "" || y == "" {
		return x == y
	}
	return strings.Contains(y, x) || strings.Contains(x, y) || ratio(x, y) >= 0.75
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
