package quantity

import (
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

type limit struct {
	word  string
	bound Bound
}

// limitsBefore are words in front of a number that limit it, longest first.
var limitsBefore = []limit{
	{"最高不超过", AtMost}, {"最多不超过", AtMost},
	{"不得低于", AtLeast}, {"不应低于", AtLeast}, {"不宜低于", AtLeast}, {"不能低于", AtLeast}, {"不得少于", AtLeast}, {"不应少于", AtLeast}, {"不得小于", AtLeast}, {"不宜小于", AtLeast}, {"不应小于", AtLeast},
	{"不得超过", AtMost}, {"不应超过", AtMost}, {"不宜超过", AtMost}, {"不能超过", AtMost}, {"不得高于", AtMost}, {"不应高于", AtMost}, {"不宜高于", AtMost}, {"不得大于", AtMost}, {"不宜大于", AtMost}, {"不应大于", AtMost}, {"不得多于", AtMost},
	{"不少于", AtLeast}, {"不低于", AtLeast}, {"不小于", AtLeast}, {"不超过", AtMost}, {"不高于", AtMost}, {"不多于", AtMost}, {"不大于", AtMost},
	{"至少", AtLeast}, {"超过", AtLeast}, {"突破", AtLeast}, {"大于", AtLeast}, {"高于", AtLeast}, {"超出", AtLeast},
	{"低于", AtMost}, {"小于", AtMost}, {"至多", AtMost}, {"最高", AtMost}, {"最多", AtMost}, {"少于", AtMost},
	{"将近", About}, {"接近", About}, {"大约", About},
	{"≥", AtLeast}, {"≧", AtLeast}, {"＞", AtLeast}, {"≤", AtMost}, {"≦", AtMost}, {"＜", AtMost}, {"优于", AtLeast},
	{"逾", AtLeast}, {"超", AtLeast}, {"上", AtLeast}, {"近", About}, {"约", About},
}

// limitsEnding are limitsBefore by their last character.
var limitsEnding = func() map[rune][]limit {
	m := map[rune][]limit{}
	for _, l := range limitsBefore {
		r, _ := utf8.DecodeLastRuneInString(l.word)
		m[r] = append(m[r], l)
	}
	return m
}()

// limitsBehind are words behind a unit that limit it.
var limitsBehind = []limit{
	{"及以上", AtLeast}, {"以上", AtLeast}, {"及以下", AtMost}, {"以下", AtMost}, {"以内", AtMost}, {"之内", AtMost}, {"左右", About}, {"上下", About},
}

// BoundBefore returns the bound that the words s in front of a number set,
// "" where they set none.
func BoundBefore(s string) Bound {
	for _, l := range limitsBefore {
		if strings.HasSuffix(s, l.word) {
			return l.bound
		}
	}
	switch s {
	case "≥", ">", "＞", "≧":
		return AtLeast
	case "≤", "<", "＜", "≦":
		return AtMost
	}
	return ""
}

// BoundBehind returns the bound that the words s behind a number set, "" where
// they set none.
func BoundBehind(s string) Bound {
	for _, l := range limitsBehind {
		if strings.HasPrefix(s, l.word) {
			return l.bound
		}
	}
	return ""
}

// limitBehind takes the words behind q that limit it into it.
func (q *Quantity) limitBehind(text []rune) {
	k := q.End + bracketed(text, q.End)
	for _, l := range limitsBehind {
		if !begins(text, k, l.word) {
			continue
		}
		if q.Bound == Equal {
			q.Bound, q.Limit = l.bound, [2]int{k, k + length(l.word)}
		}
		q.End = k + length(l.word)
		q.End += bracketed(text, q.End)
		return
	}
}

// limitBefore takes the words in front of q that limit it into it.
func (q *Quantity) limitBefore(text []rune, lo int) {
	if q.Num <= lo {
		return
	}
	for _, l := range limitsEnding[text[q.Num-1]] {
		if !ends(text, lo, q.Num, l.word) {
			continue
		}
		at := q.Num - length(l.word)
		// 上百家, but 以上百 and 之上: 上 alone limits only Chinese numerals.
		if l.word == "上" && (!q.Han || at > lo && text[at-1] != ' ' && strings.ContainsRune("以之年迈站跨跃登", text[at-1])) {
			continue
		}
		if q.Bound == Equal {
			q.Bound, q.Limit = l.bound, [2]int{at, q.Num}
		}
		q.Start = at
		return
	}
}

// inclusive is a bracket between a number and its limit: 200平方米（含）以内.
var inclusive = pattern.MustCompile(`^[（(](?:含本?数?|含[0-9]{1,6}[^（）()]{0,6}|不含[^（）()]{0,8}|等价值|当量值)[）)]`)

// bracketed returns the length of an inclusive bracket at k.
func bracketed(text []rune, k int) int {
	if k >= len(text) || text[k] != '（' && text[k] != '(' {
		return 0
	}
	return length(inclusive.FindString(string(text[k:min(len(text), k+10)])))
}
