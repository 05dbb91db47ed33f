// Package quantity reads numbers with their units of measure as official
// documents write them:
//
//	不少于30家   8.5亿元   6-10个   80％以上   180万多条   上千件   第6位
//
// It knows how a quantity is written, not what it means: whether one is a
// target, an offer or a condition is decided by who reads the sentence.
// Ordinals, dates, times, numbers inside 《》 and short quoted names (“1+5”) are
// no quantities. Positions are code points.
package quantity

import (
	"guihua/corpus/pattern"
	"strconv"
	"strings"
)

// Bound says how a value limits what it belongs to.
type Bound string

// The bounds of OUTPUT.md.
const (
	Equal   Bound = "="
	AtLeast Bound = ">="
	AtMost  Bound = "<="
	Range   Bound = "range"
	About   Bound = "~"
)

// A Quantity is a number with its unit, as it stands in a text.
type Quantity struct {
	Start, End int    // 不少于30家, 80%以上: with the words that limit it
	Num        int    // where the number itself begins
	Value      string // plain decimal in base units: 120万件 is 1200000
	Max        string // upper end of a range, else empty
	Unit       string // 件, 元, 立方米; without its scale
	Bound      Bound
	Limit      [2]int // where the word is that sets the bound, empty where none does
	Rank       bool   // 第6位
	Each       bool   // 各1家: counts every item of the list before it
	Han        bool   // written with Chinese numerals
	Share      bool   // 三分之二, 翻一番: a ratio by its form
}

// Scan returns the quantities in text[start:end], in order.
func Scan(text []rune, start, end int) []Quantity {
	var out []Quantity
	for i := start; i < end; {
		switch c := classOf(text[i]); {
		case c == plain:
			i++
			continue
		case c == opening:
			if to := quoted(text, i, end); to > i {
				i = to
			} else {
				i++
			}
			continue
		}
		if q, ok := At(text, i, start, end); ok {
			out = append(out, q)
			i = q.End
			continue
		}
		if !IsDigit(text[i]) {
			i++
			continue
		}
		// A number without a unit: pass over all of it.
		for i < end && (IsDigit(text[i]) || strings.ContainsRune(".．,·•", text[i])) {
			i++
		}
	}
	return out
}

// The classes of characters where a quantity, or what hides one, may begin.
const (
	plain = iota
	opening
	numeral
)

func classOf(r rune) int {
	switch {
	case r >= '0' && r <= '9' || r >= '０' && r <= '９':
		return numeral
	case r < 0x2000:
		return plain
	}
	switch r {
	case '《', '“', '〔':
		return opening
	case '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '翻':
		return numeral
	}
	return plain
}

// quoted returns where the 《…》 or short quotation that begins at i ends, or i
// if none does.
func quoted(text []rune, i, end int) int {
	var close rune
	limit := 100
	switch text[i] {
	case '《':
		close = '》'
	case '“':
		close, limit = '”', 14
	case '〔':
		close, limit = '〕', 8
	}
	for k := i + 1; k < end && k-i <= limit; k++ {
		if text[k] == close {
			return k + 1
		}
	}
	return i
}

// At reads the quantity whose number begins at i. The words that limit it are
// looked for from lo on; ok is false where no quantity begins at i.
func At(text []rune, i, lo, end int) (q Quantity, ok bool) {
	q = Quantity{Start: i, Num: i, Bound: Equal}
	if i > lo {
		switch p := text[i-1]; {
		case IsDigit(p) || strings.ContainsRune(".．·•", p) || p < 0x80 && (p >= 'A' && p <= 'Z' || p >= 'a' && p <= 'z') || p == '+' || p == '＋':
			return q, false
		case p == '第':
			return rankAt(text, i, lo, end)
		}
	}
	s := text[:end]
	if v, u, next, ok := ratio(s, i, lo); ok {
		q.Value, q.Unit, q.End, q.Han, q.Share = v, u, next, true, u != "%"
		q.limitBehind(s)
		q.limitBefore(s, lo)
		return q, true
	}
	k := i
	if q.Value, k = Decimal(s, i); k == i {
		if q.Value, k, q.Han = hanAmount(s, i, lo); !q.Han {
			return q, false
		}
	}
	vague := false
	eat := func() {
		for k < end && strings.ContainsRune("余多几", s[k]) {
			vague = true
			k++
		}
	}
	eat()
	pow := 0
	if u := measureAt(s, k); u == "" || !strings.ContainsRune("百千万", s[k]) { // 3百分点, 50千瓦
		pow, k = scaleAt(s, k)
		eat()
	}
	// 6-10家, 10%—15%, 5个至8个: a range, the first unit may be printed too.
	if v2, p2, next, ok := rangeEnd(s, k); ok {
		if p2 == 0 && pow > 0 {
			p2 = pow
		}
		q.Max = Shift(v2, p2)
		if pow == 0 {
			pow = p2
		}
		k, q.Bound, q.Limit = next, Range, [2]int{i, next}
		eat()
	}
	u, k3 := q.unitAt(s, k, lo)
	if u == "" && !q.bare(s, k, lo, pow) {
		return q, false
	}
	k = k3
	q.Value, q.Unit = Shift(q.Value, pow), UnitName(u)
	q.End = k
	q.limitBehind(s)
	if vague && q.Bound == Equal {
		q.Bound, q.Limit = AtLeast, [2]int{q.Num, q.End}
	}
	q.limitBefore(s, lo)
	q.Each = q.Start > lo && s[q.Start-1] == '各' || q.Num > lo && s[q.Num-1] == '各'
	return q, true
}

// ratio reads a quantity whose form is a ratio: 三分之二, 百分之三十, 翻一番.
func ratio(text []rune, i, lo int) (value, unit string, next int, ok bool) {
	if v, next, ok := doubling(text, i); ok {
		return v, "倍", next, true
	}
	if IsDigit(text[i]) {
		return "", "", i, false
	}
	return fraction(text, i, lo)
}

// bare says whether the number of q that ends at k is a quantity without a
// unit: one that words limit and nothing follows (不超过3万。, 突破4.78万亿，, 近4000、).
// A year is none.
func (q *Quantity) bare(text []rune, k, lo, pow int) bool {
	if k < len(text) && !strings.ContainsRune("，,。；;、）) \n", text[k]) {
		return false
	}
	if !q.Han && coefficient.MatchString(string(text[max(lo, q.Num-14):q.Num])) {
		return true
	}
	if pow == 0 && (q.Han || len(q.Value) < 3 || len(q.Value) == 4 && (q.Value[:2] == "19" || q.Value[:2] == "20")) {
		return false
	}
	limited := *q
	limited.limitBefore(text, lo)
	return limited.Start < q.Start
}

// coefficient ends words whose number has no unit: 有效利用系数提高到|0.62.
var coefficient = pattern.MustCompile(`(?:系数|指数|死亡率|得分)(?:达到?|提高到|提升到|提高至|降低到|控制在|为|不低于|不超过|达)+$`)

// rankAt reads a place in an order: 位列第7, 居全国第6位. i is behind 第.
func rankAt(text []rune, i, lo, end int) (Quantity, bool) {
	v, k := Decimal(text[:end], i)
	if k == i {
		n, next := hanNumber(text[:end], i)
		if n == 0 || next < end && !strings.ContainsRune("位名，,。；;、）)", text[next]) {
			return Quantity{}, false
		}
		v, k = strconv.Itoa(n), next
	}
	before := string(text[max(lo, i-9) : i-1])
	if !ranking.MatchString(before) {
		return Quantity{}, false
	}
	q := Quantity{Start: i - 1, Num: i, Value: Shift(v, 0), Bound: Equal, Rank: true, End: k}
	if k < end && strings.ContainsRune("位名", text[k]) {
		q.Unit, q.End = string(text[k]), k+1
	} else if k < end && strings.ContainsRune("届次期批条款章节号个产大方三版", text[k]) {
		return Quantity{}, false
	}
	return q, true
}

// begins says whether text has word at i.
func begins(text []rune, i int, word string) bool {
	for _, r := range word {
		if i >= len(text) || text[i] != r {
			return false
		}
		i++
	}
	return true
}

// ends says whether text[lo:i] ends with word.
func ends(text []rune, lo, i int, word string) bool {
	n := 0
	for range word {
		n++
	}
	return i-n >= lo && begins(text[:i], i-n, word)
}

// endsAny says whether text[lo:i] ends with one of words.
func endsAny(text []rune, lo, i int, words ...string) bool {
	for _, w := range words {
		if ends(text, lo, i, w) {
			return true
		}
	}
	return false
}

func length(s string) int { return len([]rune(s)) }
