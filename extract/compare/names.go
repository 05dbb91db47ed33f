package compare

import (
	"slices"
	"strings"

	"guihua/extract/indicator"
)

// A wording says how the names of two indicators differ.
type wording string

// The wordings, the likeliest to be one indicator first.
const (
	nameEqual    wording = "name_equal"
	nameOrder    wording = "name_order"    // 品牌服务机构, 服务品牌机构: the same characters
	nameInserted wording = "name_inserted" // 质押登记额, 质押融资登记额: one has words more
	nameReplaced wording = "name_replaced" // each has words of its own
	nameApart    wording = "name_apart"    // they have little in common
)

// A nameLikeness is what two names have in common.
type nameLikeness struct {
	how          wording
	share        float64  // of the characters of both that are common, in their order
	onlyA, onlyB []string // runs of characters that one has alone
	telling      bool     // words that part kinds are among them (发明, 人均, 省级)
	head         bool     // they end with the same word: what is counted
}

// headLength is how many characters at the end of a name say what is counted.
const headLength = 2

// alike compares two names.
func alike(a, b []rune) nameLikeness {
	if slices.Equal(a, b) {
		return nameLikeness{how: nameEqual, share: 1, head: true}
	}
	l := nameLikeness{}
	common := l.part(a, b)
	l.share = 2 * float64(common) / float64(len(a)+len(b))
	l.head = len(a) >= headLength && len(b) >= headLength && slices.Equal(a[len(a)-headLength:], b[len(b)-headLength:])
	switch {
	case len(a) == len(b) && slices.Equal(ordered(a), ordered(b)):
		return nameLikeness{how: nameOrder, share: 0.95, head: l.head, onlyA: l.onlyA, onlyB: l.onlyB}
	case len(l.onlyA) == 0 || len(l.onlyB) == 0:
		l.how = nameInserted
	default:
		l.how = nameReplaced
	}
	if short := min(len(a), len(b)); l.how == nameInserted && short > shortName && slices.Equal(a[len(a)-short:], b[len(b)-short:]) {
		l.share = max(l.share, leastShare) // 服务能力突出的|数字社区: words in front alone
	}
	l.telling = parts(l.onlyA) || parts(l.onlyB)
	return l
}

// longestKind is the length of words that part kinds; longer ones describe.
const longestKind = 5

// parts says whether words part kinds.
func parts(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return len([]rune(w)) <= longestKind && indicator.Telling(w) })
}

// part finds the longest common subsequence of two names, returns its length and
// keeps what is not part of it.
func (l *nameLikeness) part(a, b []rune) int {
	n := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	i, j, fromA, fromB := 0, 0, 0, 0
	keep := func() {
		if fromA < i {
			l.onlyA = append(l.onlyA, string(a[fromA:i]))
		}
		if fromB < j {
			l.onlyB = append(l.onlyB, string(b[fromB:j]))
		}
	}
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			keep()
			i, j = i+1, j+1
			fromA, fromB = i, j
		case n[i+1][j] >= n[i][j+1]:
			i++
		default:
			j++
		}
	}
	i, j = len(a), len(b)
	keep()
	return n[0][0]
}

func ordered(rs []rune) []rune {
	out := slices.Clone(rs)
	slices.Sort(out)
	return out
}

// shareCharacters says whether the words that each name has alone have a character
// in common: 比|率, 占|比.
func (l nameLikeness) shareCharacters() bool {
	return strings.ContainsAny(strings.Join(l.onlyA, ""), strings.Join(l.onlyB, ""))
}

// why says how two names differ.
func (l nameLikeness) why() string {
	switch l.how {
	case nameEqual:
		return "the names are one"
	case nameOrder:
		return "the names have the same characters in another order"
	case nameInserted:
		if len(l.onlyA) > 0 {
			return "the subordinate's name leaves out " + strings.Join(l.onlyA, ", ")
		}
		return "the subordinate's name adds " + strings.Join(l.onlyB, ", ")
	}
	return "the names differ by " + strings.Join(l.onlyA, ", ") + " and " + strings.Join(l.onlyB, ", ")
}
