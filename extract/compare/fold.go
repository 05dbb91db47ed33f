package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/extract/body"
	"guihua/extract/deed"
	"guihua/extract/place"
	"guihua/segment"
)

// A tokenKind says what a token can change.
type tokenKind byte

const (
	plainToken    tokenKind = iota // says what is done
	verbToken                      // a verb of a measure, in front of its object
	numberToken                    // a figure
	functionToken                  // holds the others together, or says how
	levelToken                     // the level of government, or a seat of it
	placeToken                     // the plan's own place, or one above it
)

// A token is a word as two plans are compared by: key is the same where only
// width, the plan's own place or the level of government differ.
type token struct {
	start, end int // code points of the text
	key        string
	kind       tokenKind
	clause     int     // of its item
	weight     float64 // how much of the measure it says
	acts       bool    // it is a verb elsewhere, if not here
	surface    string  // of a level or a place in a diff: as it is printed
}

// The keys of what only names the level: one for the place and its level, as
// 河北省 → 我市, 国家 → 省, one for the levels below it.
const (
	levelKey = "#"
	belowKey = "##"
	seatKey  = "#seat"
)

// A namer finds the names of the places of two plans, and of those above them.
type namer struct {
	names  [][]rune          // the longest first
	folded map[string]string // what foldText has made of titles and names
}

// newNamer knows the places of the plans: what a plan is of, what that lies in,
// each with and without its kind (云岭省, 云岭).
func newNamer(sides ...*Side) *namer {
	all := map[string]bool{}
	for _, s := range sides {
		addNames(all, s.home)
		for v, ok := s.home.Parent(); ok; v, ok = v.Parent() {
			addNames(all, v)
		}
	}
	n := &namer{folded: map[string]string{}}
	for name := range all {
		n.names = append(n.names, []rune(name))
	}
	slices.SortFunc(n.names, func(a, b []rune) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(string(a), string(b))
	})
	return n
}

// kindsOfPlaces end the names of divisions.
var kindsOfPlaces = []string{"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "特别行政区", "地区", "省", "市", "县", "区", "盟", "州", "旗"}

// addNames adds the name of a place and its stem. A stem may be an ordinary word too
// (和平区); it is folded in both plans then, and so changes nothing between them.
func addNames(all map[string]bool, v place.Division) {
	if v.Name == "" || v == body.Country {
		return
	}
	all[v.Name] = true
	for _, k := range kindsOfPlaces {
		if s, ok := strings.CutSuffix(v.Name, k); ok && utf8.RuneCountInString(s) >= 2 {
			all[s] = true
			return
		}
	}
}

// at is the length of the name that stands at i, 0 for none. 廊坊市场 has 廊坊.
func (n *namer) at(rs []rune, i, end int) int {
	for _, name := range n.names {
		if i+len(name) > end || !slices.Equal(rs[i:i+len(name)], name) {
			continue
		}
		if next := i + len(name); name[len(name)-1] == '市' && next < end && rs[next] == '场' {
			continue
		}
		return len(name)
	}
	return 0
}

// A tokenizer makes tokens of the words of an item.
type tokenizer struct {
	*namer
	rs     []rune
	out    []token
	clause int
	open   int  // brackets and quotations that are open
	head   bool // no object has been named in the clause
	verb   bool // the clause has a verb: what is one behind it may be a noun, 缩短检测周期
	filled bool // the clause has tokens
}

// tokens are those of an item of a side.
func (n *namer) tokens(s *Side, x *item) []token {
	t := &tokenizer{namer: n, rs: s.runes, head: true}
	part := 0
	for i, w := range x.words {
		if part+1 < len(x.body) && w.Start >= x.body[part][1] {
			part++
			t.open = 0
			t.endClause()
		}
		t.word(x.words, i, w)
	}
	return t.out
}

// nameTokens are those of the title of an item.
func (n *namer) nameTokens(x *item) []token {
	t := &tokenizer{namer: n, rs: []rune(x.Title), head: true}
	for i, w := range x.named {
		t.word(x.named, i, w)
	}
	return t.out
}

// endClause begins a new clause.
func (t *tokenizer) endClause() {
	if t.filled {
		t.clause++
	}
	t.filled, t.head, t.verb = false, true, false
}

// word adds the tokens of a word: the names of places are their own.
func (t *tokenizer) word(list []segment.Word, i int, w segment.Word) {
	if t.mark(list, i, w) {
		return
	}
	start := max(w.Start, t.last())
	if n := t.at(t.rs, start, min(len(t.rs), start+12)); n > 0 && start == w.Start {
		t.add(token{start: start, end: start + n, key: levelKey, kind: placeToken})
		start += n
	}
	if start < w.End {
		t.add(t.read(start, w.End, w.Tag))
	}
}

// last is where the last token ends.
func (t *tokenizer) last() int {
	if len(t.out) == 0 {
		return 0
	}
	return t.out[len(t.out)-1].end
}

func (t *tokenizer) add(k token) {
	k.clause = t.clause
	t.filled = true
	switch k.kind {
	case plainToken, numberToken:
		t.head = false
	case verbToken:
		t.verb = true
	}
	t.out = append(t.out, k)
}

// mark reads a word that is a mark: it has no token, and may end a clause.
func (t *tokenizer) mark(list []segment.Word, i int, w segment.Word) bool {
	if strings.ContainsFunc(w.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return false
	}
	for _, r := range w.Text {
		t.open = max(0, t.open+deed.Nesting(r))
		switch {
		case strings.ContainsRune("。；;！？!?\n", r):
			t.open = 0
			t.endClause()
		case strings.ContainsRune("，,：:", r) && t.open == 0 && !betweenDigits(t.rs, w.Start):
			t.endClause()
		}
	}
	return true
}

func betweenDigits(rs []rune, i int) bool {
	return i > 0 && i+1 < len(rs) && unicode.IsDigit(rs[i-1]) && unicode.IsDigit(rs[i+1])
}

// read makes a token of the words [start, end).
func (t *tokenizer) read(start, end int, tag string) token {
	k := token{start: start, end: end, key: foldWord(t.rs[start:end])}
	k.acts = strings.HasPrefix(tag, "v") && tag != "vn" || deed.IsVerb(k.key)
	v := words()
	n := float64(end - start)
	switch {
	case v.is("level", k.key):
		k.key, k.kind = levelKey, levelToken
	case v.is("below", k.key):
		k.key, k.kind = belowKey, levelToken
	case v.is("seat", k.key):
		k.key, k.kind = seatKey, levelToken
	case v.is("outside", k.key):
		k.key, k.kind, k.weight = "#outside", plainToken, 1
	case v.is("manner", k.key):
		k.kind = functionToken
	case hasDigit(k.key) || tag == "m" && isNumeral(k.key):
		k.kind, k.weight = numberToken, n
	case isFunction(tag) && !deed.IsVerb(k.key):
		k.kind = functionToken
	case v.is("carrying", k.key), t.head && v.is("making", k.key), t.head && !t.verb && deed.IsVerb(k.key):
		k.kind = verbToken
	default:
		k.weight = n
		if v.is("frame", k.key) {
			k.weight = n / 2
		}
		k.key = foldLevels(k.key)
	}
	return k
}

// isFunction says whether words of a tag hold others together.
func isFunction(tag string) bool {
	return tag != "" && strings.ContainsRune("cpurdefyoqkm", rune(tag[0]))
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// isNumeral says whether a word is a number in Chinese numerals; 一 says of most
// things that they are one.
func isNumeral(s string) bool {
	return s != "一" && strings.Trim(s, "零一二三四五六七八九十百千万亿两") == ""
}

// foldWord is a word in half width, letters small.
func foldWord(rs []rune) string {
	var b strings.Builder
	for _, r := range rs {
		if !unicode.IsSpace(r) {
			b.WriteRune(unicode.ToLower(foldMark(r)))
		}
	}
	return b.String()
}

// foldLevels is a word without the level it begins or ends with: 省农业农村厅,
// 市农业农村局; 农业强省, 农业强市.
func foldLevels(s string) string {
	rs := []rune(s)
	if len(rs) >= 3 && strings.ContainsRune("省市县区州", rs[0]) && strings.ContainsRune("厅局委办部院会社室", rs[len(rs)-1]) {
		s = string(rs[1:])
	}
	if r, ok := strings.CutSuffix(s, "厅"); ok {
		s = r + "局"
	}
	for _, e := range words().ends["inside"] {
		if strings.HasSuffix(s, e) {
			_, n := utf8.DecodeLastRuneInString(s)
			return s[:len(s)-n] + levelKey
		}
	}
	return s
}
