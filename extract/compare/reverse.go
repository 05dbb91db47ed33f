package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"guihua/corpus/pattern"
	"guihua/extract"
	"guihua/extract/body"
	"guihua/extract/quantity"
	"guihua/extract/wordlist"
)

// A hinge is a word or figure on which the meaning of a measure hangs, whatever the
// length of the item: a figure or date with what it counts, the 《…》 cited, a body, a
// negation, what must and may be done, a bound, a rise or fall, the level that pays.
type hinge struct {
	span  extract.Span
	kind  ChangeKind
	what  string // for a person
	class string // what may stand in its place
	key   string // what is the same in both plans
	weak  bool   // says something only where another of its class stands in its place
	level int    // from the nation's down, of a level that pays; else 0

	number extract.Span // of a figure: its digits or numerals, without what stands around them
	value  string       // what they are worth, in digits
}

// reversals are the words of vocab/reversals.txt.
type reversals struct {
	words  []string          // of the kinds below and plain ones, the longest first
	kindOf map[string]string // not, forbid, must …
	levels map[string]int    // 1 is the nation's
	acts   []string
	counts map[string]bool
}

var reversing = sync.OnceValue(func() *reversals {
	v := &reversals{kindOf: map[string]string{}, levels: map[string]int{}}
	for _, line := range wordlist.Lines(wordlist.Read(vocabFiles, "vocab/reversals.txt")) {
		kind, list, _ := strings.Cut(line, ":")
		switch kind {
		case "levels":
			for i, names := range strings.Split(list, "/") {
				for _, w := range strings.Fields(names) {
					v.levels[w] = i + 1
				}
			}
		case "acts":
			v.acts = strings.Fields(list)
		case "counted":
			v.counts = wordlist.Set(strings.Fields(list))
		default:
			for _, w := range strings.Fields(list) {
				v.kindOf[w] = kind
				v.words = append(v.words, w)
			}
		}
	}
	v.words = wordlist.LongestFirst(v.words)
	return v
})

// hinges are those of the body of an item, without the clauses of responsible bodies.
func hinges(r *reading, x *reads) (out []hinge) {
	var duties []extract.Span
	for _, c := range x.clauses {
		duties = append(duties, r.Responsibilities[c].Span)
	}
	starts := map[int]bool{}
	for _, t := range x.tokens {
		starts[t.start] = true
	}
	for _, b := range x.body {
		titles := titlesIn(r.runes, b)
		s := scan{rs: r.runes, begin: b[0], end: b[1], starts: starts}
		for _, t := range titles {
			s.add(hinge{span: t, kind: CitedChange, what: "a law, plan or agreement", class: "cited", key: cited(x.tokens, t)})
		}
		for i := b[0]; i < b[1]; {
			if k := slices.IndexFunc(titles, func(t extract.Span) bool { return t[0] <= i && i < t[1] }); k >= 0 {
				i = titles[k][1]
				continue
			}
			i += max(1, s.at(i))
		}
		out = append(out, s.out...)
	}
	out = slices.DeleteFunc(out, func(h hinge) bool {
		return slices.ContainsFunc(duties, func(d extract.Span) bool { return h.span[0] < d[1] && d[0] < h.span[1] })
	})
	slices.SortStableFunc(out, func(a, b hinge) int { return cmp.Compare(a.span[0], b.span[0]) })
	return out
}

// cited is a title, places and levels folded, also those of a place in front that neither
// plan is of.
func cited(tokens []token, t extract.Span) (key string) {
	for _, k := range tokens {
		if k.start >= t[0] && k.end <= t[1] {
			key += k.key
		}
	}
	for _, level := range []string{levelKey, "省", "市", "县", "区"} {
		if place, rest, ok := strings.Cut(key, level); ok && len([]rune(place)) <= 4 && !strings.HasPrefix(rest, "场") {
			key = rest
			break
		}
	}
	return strings.NewReplacer("省", "", "市", "", "县", "", "区", "", "全", "", levelKey, "").Replace(key)
}

// A scan finds the hinges of a stretch of text.
type scan struct {
	rs         []rune
	begin, end int
	starts     map[int]bool // where words begin
	out        []hinge
}

func (s *scan) add(h hinge) { s.out = append(s.out, h) }

// at adds the hinge that begins at i, and returns how many characters have been read.
func (s *scan) at(i int) int {
	if n := s.figure(i); n > 0 {
		return n
	}
	rest := string(s.rs[i:min(i+8, s.end)])
	v := reversing()
	if n := s.payer(i, rest); n > 0 {
		return n
	}
	s.body(i)
	for _, w := range v.words {
		if strings.HasPrefix(rest, w) {
			n := len([]rune(w))
			s.word(i, n, v.kindOf[w], w)
			return n
		}
	}
	return 1
}

// word adds a word of the vocabulary.
func (s *scan) word(i, n int, kind, w string) {
	h := hinge{span: extract.Span{i, i + n}, kind: VerbChange, class: "says", key: kind}
	switch kind {
	case "plain":
		return
	case "not":
		h.what = "a negation"
		if n == 1 {
			h.key += string(s.rs[i+n : min(i+n+2, s.end)])
		}
	case "forbid":
		h.what = "what must not be"
	case "must":
		h.what, h.weak = "what must be", true
	case "may":
		h.what, h.weak = "what may be", true
	case "least", "most":
		h.kind, h.class, h.what = FigureChange, "bound", "a bound"
	case "rise", "fall":
		h.class, h.what, h.weak = "trend", "a rise or fall", true
	}
	s.add(h)
}

// payer adds the level of government that pays for something or decides it.
func (s *scan) payer(i int, rest string) int {
	v := reversing()
	rs := []rune(rest)
	for n := min(3, len(rs)); n > 0; n-- {
		level := v.levels[string(rs[:n])]
		if level == 0 {
			continue
		}
		for _, a := range v.acts {
			if strings.HasPrefix(string(rs[n:]), a) {
				s.add(hinge{span: extract.Span{i, i + n}, kind: LevelChange, what: "the level that pays or decides", class: "level " + a, key: a, weak: true, level: level})
				return n
			}
		}
	}
	return 0
}

// body adds the body whose name ends at i.
func (s *scan) body(i int) {
	if !strings.ContainsRune("局厅委办部", s.rs[i]) {
		return
	}
	for n := 3; n <= 12; n++ {
		if i+1-n < s.begin || !unicode.Is(unicode.Han, s.rs[i+1-n]) {
			return
		}
		name := string(s.rs[i+1-n : i+1])
		if !s.starts[i+1-n] || words().is("seat", string(s.rs[i-1:i+1])) {
			continue
		}
		if b := body.Resolve([]string{name}, body.Country)[0]; b.Known {
			s.add(hinge{span: extract.Span{i + 1 - n, i + 1}, kind: BodyChange, what: "a body by its name", class: "body", key: foldLevels(name), weak: true})
			return
		}
	}
}

const hanNumerals = "〇零一二三四五六七八九十百千万亿两"

// counting is a number in digits or Chinese numerals, with its scale.
var counting = pattern.MustCompile(`^(?:[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?|[〇零一二三四五六七八九十百千两]+)[万亿]*`)

// figure adds the figure at i with its sign, ordinal or 每 in front and what it counts
// behind. Numbers of paragraphs are none, Chinese numerals only with something to count.
func (s *scan) figure(i int) int {
	front, n := "", 0
	switch {
	case s.rs[i] == '第' || s.rs[i] == '每' || s.rs[i] == '前':
		front, n = string(s.rs[i]), 1
	case isMinus(s.rs[i]) && i > s.begin && unicode.Is(unicode.Han, s.rs[i-1]) && !strings.ContainsRune("年月日"+hanNumerals, s.rs[i-1]):
		front, n = "-", 1
	}
	var folded strings.Builder
	for _, r := range s.rs[i+n : min(i+n+24, s.end)] {
		folded.WriteRune(foldMark(r))
	}
	m := counting.FindString(folded.String())
	digits := len([]rune(m))
	if m == "" && front != "每" {
		return 0
	}
	end := i + n + digits
	unit := s.unit(end)
	if front == "每" && unit == "" && strings.HasPrefix(string(s.rs[end:min(s.end, end+2)]), "半年") {
		unit = "半年"
	}
	han := m != "" && !unicode.IsDigit([]rune(m)[0])
	switch {
	case (m == "" || han) && unit == "", s.paragraph(i+n, end), s.sum(i+n, end):
		return 0
	case han && front != "第" && slices.ContainsFunc(reversing().words, func(w string) bool {
		return reversing().kindOf[w] == "plain" && strings.HasPrefix(string(s.rs[i+n:min(s.end, i+n+4)]), w)
	}):
		return 0
	}
	counted := quantity.UnitName(unit)
	if unit == "个" && s.unit(end+1) != "" {
		counted = quantity.UnitName(s.unit(end + 1)) // 36个小时
	}
	s.add(hinge{span: extract.Span{i, end + len([]rune(unit))}, kind: FigureChange, what: "a figure, date or count",
		class: "figure " + counted, key: front + value(m) + counted, weak: m == "一",
		number: extract.Span{i + n, end}, value: value(m)})
	return n + digits + len([]rune(unit))
}

// unit is what is counted with the number that ends at end, "" for nothing.
func (s *scan) unit(end int) string {
	for k := min(3, s.end-end); k > 0; k-- {
		if u := string(s.rs[end : end+k]); quantity.IsUnit(u) || reversing().counts[u] {
			return u
		}
	}
	return ""
}

// sum says whether a number is part of a name like “3+2”.
func (s *scan) sum(i, end int) bool {
	return i > s.begin && isPlus(s.rs[i-1]) || end < s.end && isPlus(s.rs[end])
}

func isMinus(r rune) bool { return r == '-' || r == '－' || r == '−' || r == '负' }

// paragraph says whether digits number a paragraph: 1.  （2）
func (s *scan) paragraph(i, end int) bool {
	first := i == s.begin || strings.ContainsRune("\n。；（(", s.rs[i-1])
	return first && end < s.end && strings.ContainsRune(".．、)）", s.rs[end])
}

// value is a number in digits, as far as it has a value; 三千 is 3000.
func value(m string) string {
	scale := 1.0
	for {
		if r, ok := strings.CutSuffix(m, "亿"); ok {
			m, scale = r, scale*1e8
		} else if r, ok := strings.CutSuffix(m, "万"); ok {
			m, scale = r, scale*1e4
		} else {
			break
		}
	}
	plain := strings.NewReplacer(",", "", "，", "").Replace(m)
	f, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		f = float64(hanValue(plain))
	}
	return strconv.FormatFloat(f*scale, 'f', -1, 64)
}

// hanValue is the value of Chinese numerals below 万.
func hanValue(s string) (sum int) {
	digit, seen := 0, false
	for _, r := range s {
		if r == '两' {
			r = '二'
		}
		if i := slices.Index([]rune("零一二三四五六七八九"), r); i >= 0 || r == '〇' {
			digit, seen = digit*10+max(0, i), true
			continue
		}
		if !seen {
			digit = 1
		}
		sum += digit * map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
		digit, seen = 0, false
	}
	return sum + digit
}

// stepsBelow says by how many levels b is below a, nil where one is not known.
func stepsBelow(a, b body.Level) *int {
	levels := []body.Level{body.Nation, body.Province, body.City, body.County}
	i, j := slices.Index(levels, a), slices.Index(levels, b)
	if i < 0 || j < 0 {
		return nil
	}
	n := j - i
	return &n
}

// spelled gives figures in Chinese numerals, and those with marks between their digits,
// the key of the same number in plain digits: 一家 is 1家.
func spelled(tokens []token, list []hinge) (out []token) {
	for _, t := range tokens {
		at := slices.IndexFunc(list, func(h hinge) bool {
			return h.value != "" && h.number[0] == t.start && h.number[1] <= t.end
		})
		if at < 0 {
			out = append(out, t)
			continue
		}
		n := t
		n.end, n.key = list[at].number[1], list[at].value
		out = append(out, n)
		if n.end < t.end {
			unit := t
			unit.start, unit.weight, unit.kind = n.end, 0, functionToken
			unit.key = string([]rune(t.key)[n.end-n.start:])
			out = append(out, unit)
		}
	}
	return out
}

// A turn is a hinge that the other side does not have, with what stands in its place.
type turn struct {
	hinge
	with *extract.Span
}

// turns are the hinges of either side that the other has not. below says by how much the
// subordinate plan is of a lower level, nil where the plans do not tell.
func turns(a, b []hinge, below *int) (cut, added []turn) {
	here, there := unanswered(a, b, below)
	return turned(here, there, b), turned(there, here, a)
}

// unanswered are the hinges without an equal in the other list, one for each.
func unanswered(a, b []hinge, below *int) (here, there []hinge) {
	used := make([]bool, len(b))
	for _, h := range a {
		at := slices.IndexFunc(b, func(o hinge) bool {
			return h.class == o.class && h.key == o.key && levelsFit(o.level-h.level, below)
		})
		for at >= 0 && at < len(b) && used[at] {
			next := slices.IndexFunc(b[at+1:], func(o hinge) bool {
				return h.class == o.class && h.key == o.key && levelsFit(o.level-h.level, below)
			})
			if next < 0 {
				at = -1
				break
			}
			at += 1 + next
		}
		if at < 0 {
			here = append(here, h)
		} else {
			used[at] = true
		}
	}
	for i, o := range b {
		if !used[i] {
			there = append(there, o)
		}
	}
	return here, there
}

// levelsFit says whether a level so far below another is the same in the plan's own
// view, or the same government.
func levelsFit(lower int, below *int) bool {
	if below == nil || *below == 0 {
		return lower >= -1 && lower <= 1
	}
	return lower == 0 || lower == *below
}

// turned are the hinges that count: weak ones, and those that are said once less, where
// another of their class has come in their place.
func turned(list, others, all []hinge) (out []turn) {
	for _, h := range list {
		with := slices.IndexFunc(others, func(o hinge) bool { return o.class == h.class })
		again := slices.ContainsFunc(all, func(o hinge) bool { return o.class == h.class && o.key == h.key && h.level == 0 })
		if with < 0 && (h.weak || again) {
			continue
		}
		t := turn{hinge: h}
		if with >= 0 {
			t.with = spanOf(others[with].span)
		}
		out = append(out, t)
	}
	return out
}

// reverse makes no pair the same whose meaning hangs on what was cut or added.
func (p *Pair) reverse(cut, added []turn) {
	if len(cut)+len(added) == 0 {
		return
	}
	p.Cut, p.Added = marked(p.Cut, cut), marked(p.Added, added)
	p.Or = slices.DeleteFunc(p.Or, func(r Relation) bool { return r == Same })
	if p.Relation == Same {
		p.Relation = Partial
		if len(added) > 0 {
			p.Relation = Adapted
		}
		p.Or = slices.DeleteFunc(p.Or, func(r Relation) bool { return r == p.Relation })
	}
	for i, list := range [][]turn{cut, added} {
		for _, t := range list[:min(1, len(list))] {
			e := Evidence{About: "relation", Rule: "relation/turned", Superior: spanOf(t.span), Subordinate: t.with,
				Why: fmt.Sprintf("Cut, however long the items are: %s (%d such words or figures in all).", t.what, len(list))}
			if i == 1 {
				e.Superior, e.Subordinate = t.with, spanOf(t.span)
				e.Why = strings.Replace(e.Why, "Cut", "Added", 1)
			}
			p.Evidence = append(p.Evidence, e)
		}
	}
}

// marked lets the changes count that turns stand in, and adds those that no change has.
func marked(list []Change, turns []turn) []Change {
	for _, t := range turns {
		at := slices.IndexFunc(list, func(c Change) bool { return c.Span[0] < t.span[1] && t.span[0] < c.Span[1] })
		if at >= 0 {
			if !list[at].Counts {
				list[at].Kind, list[at].Counts = t.kind, true
			}
			continue
		}
		list = append(list, Change{Span: t.span, Kind: t.kind, Counts: true, With: t.with})
	}
	slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(a.Span[0], b.Span[0]) })
	return list
}
