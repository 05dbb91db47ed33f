package segment

import (
	"strings"
	"unicode/utf8"
)

// maxChunk is the most bytes given to jieba at once. It needs up to 300 bytes of
// memory for every one of a text without punctuation.
const maxChunk = 128 << 10

// separators are the characters jieba never looks across, so that cutting a text
// after one changes nothing.
const separators = " \t\n，。"

// chunkLen is the length in bytes of the first part of s to give to jieba. It
// ends after a separator; only where maxChunk bytes have none may it end within
// a word.
func chunkLen(s string) int {
	if len(s) <= maxChunk {
		return len(s)
	}
	n := maxChunk
	for !utf8.RuneStart(s[n]) {
		n--
	}
	if i := strings.LastIndexAny(s[:n], separators); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		return i + size
	}
	return n
}

// fold returns s as jieba should see it, with exactly as many code points:
//
//   - full-width digits and letters, and a full-width stop between digits, as
//     ASCII: jieba takes ２０２３ for four words, 2023 for one;
//   - bytes that are no UTF-8, for which jieba returns nothing at all, and NUL,
//     at which it stops, as a space;
//   - other white space, control and invisible characters as a space too, since
//     jieba knows only the three in separators and may glue the rest to words.
func fold(s string) string {
	first := -1
	for i, r := range s {
		if r >= 0x20 && r < 0x7f || r == '\n' {
			continue
		}
		if r >= 0x3001 && r < 0xfe00 {
			continue // nearly everything in a Chinese text
		}
		if foldRune(r) != r || r == '．' || r == utf8.RuneError && sizeAt(s, i, r) == 1 {
			first = i
			break
		}
	}
	if first < 0 {
		return s
	}

	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:first])
	prev, _ := utf8.DecodeLastRuneInString(s[:first])
	for i, r := range s[first:] {
		i += first
		switch {
		case r == utf8.RuneError && sizeAt(s, i, r) == 1:
			r = ' '
		case r == '．':
			next, _ := utf8.DecodeRuneInString(s[i+len("．"):])
			if isDigit(prev) && isDigit(foldRune(next)) {
				r = '.'
			}
		default:
			r = foldRune(r)
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

func foldRune(r rune) rune {
	switch {
	case '０' <= r && r <= '９', 'Ａ' <= r && r <= 'Ｚ', 'ａ' <= r && r <= 'ｚ':
		return r - '０' + '0'
	case r == '\t', r == '\n':
		return r
	case blank(r):
		return ' '
	}
	return r
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// blank reports whether r is white space or shows nothing.
func blank(r rune) bool {
	return r < 0x20 || 0x7f <= r && r <= 0xa0 || r == 0xad || // controls, soft hyphen
		r == 0x1680 || r == 0x180e ||
		0x2000 <= r && r <= 0x200f || 0x2028 <= r && r <= 0x202f || 0x205f <= r && r <= 0x206f ||
		r == 0x3000 || r == 0xfeff
}
