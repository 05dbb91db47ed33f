package body

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guihua/extract/place"
)

// A reading is what one name says by itself.
type reading struct {
	name string // without marks in front and the bracket behind
	also string // what the bracket behind holds
	core string // the name without level or place, and without the head of a branch
	form form   // of the vocabulary
	ok   bool   // form is one

	word  string         // printed level: 省, 市, 自治区
	place string         // printed place: 河北, 澜川市
	div   place.Division // the division of that place, if the table has it

	office  bool   // 政府 is printed between level and name: 市政府外办
	central bool   // form is that of a whole name
	elided  bool   // form is local, without level or place
	both    bool   // it is elided, and the name of a central body too: 发展改革委
	nation  form   // the central body, if both
	generic bool   // no body by name: 有关部门
	level   Level  // of the bodies a generic name is for: 各县（市、区）
	kind    Kind   // where the vocabulary has none
	second  string // second name, in full
	canon   string // canonical where it is settled without the vocabulary
	fields  string // central bodies of a merged body, or of a field named in general
	merged  bool
}

// read tells the parts of one name.
func (v *Vocabulary) read(printed string, r *reading) {
	r.name = strings.TrimLeft(printed, "*＊ 　")
	r.name, r.also = cutBracket(r.name)
	s := r.name
	if f, ok := v.central[s]; ok {
		r.form, r.ok, r.central = f, true, true
		if _, local := v.local[s]; local {
			r.elided, r.both, r.nation, r.form, r.central = true, true, f, v.local[s], false
		}
		r.core = s
		return
	}
	if v.readLevel(r, s) { // most names
		return
	}
	if isGeneric(printed) {
		v.readGeneric(r, printed)
		return
	}
	if v.readBranch(r, s) || v.readPlace(r, s) {
		return
	}
	if f, ok := v.local[s]; ok {
		r.form, r.ok, r.elided, r.core = f, true, true, s
		return
	}
	if v.readUnlisted(r, s) || v.readMerged(r, s) || v.readJoined(r, s) || v.readPart(r, s) {
		return
	}
	r.core = s
	r.kind = kindOf(s)
	v.readUnknown(r, s)
}

// cutBracket parts a bracket at the end of a name from it: 市商务局（市招商局）.
func cutBracket(s string) (name, inside string) {
	last, size := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune("）)〕〉】]》", last) {
		return s, ""
	}
	depth := 0
	for i := len(s); i > 0; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		switch {
		case strings.ContainsRune("）)〕〉】]》", r):
			depth++
		case strings.ContainsRune("（(〔〈【[《", r):
			if depth--; depth == 0 {
				if utf8.RuneCountInString(s[:i]) < 2 {
					return s, ""
				}
				return s[:i], s[i+n : len(s)-size]
			}
		}
	}
	return s, ""
}

// levelWords of more than one character go before their last one.
var levelWords = []string{"自治区", "自治州", "自治县", "自治旗", "兵团", "师市", "街道", "省", "市", "县", "区", "州", "旗", "盟", "镇", "乡"}

// notLevel are words that begin like a level and name none: 市场, 区块链, 县域.
var notLevel = map[string]bool{
	"市场": true, "市政": true, "市民": true, "市容": true, "市值": true, "市郊": true, "市域": true,
	"区块": true, "区域": true, "区间": true, "区位": true, "县域": true, "县城": true, "省会": true, "省力": true,
	"旗舰": true, "旗下": true, "旗帜": true, "乡村": true, "乡土": true, "旗县": true, "州县": true, "盟员": true,
}

// stillLevel are beginnings of notLevel that go on so that they name one.
var stillLevel = map[string]bool{
	"县城投": true, "县城建": true, "县城管": true, "县城乡": true, "县城市": true, "市民营": true, "市民族": true, "市民宗": true, "市民防": true, "市民用": true, "市民间": true,
}

// seemsLevel says whether a name begins with a word that only looks like a level.
func seemsLevel(s string) bool { return notLevel[firstChars(s, 2)] && !stillLevel[firstChars(s, 3)] }

// levelStarts are the first characters of levelWords.
var levelStarts = "自兵师街省市县区州旗盟镇乡"

// printedLevel is the level a name begins with.
func printedLevel(s string) string {
	if c, _ := utf8.DecodeRuneInString(s); !strings.ContainsRune(levelStarts, c) {
		return ""
	}
	for _, w := range levelWords {
		if strings.HasPrefix(s, w) && len(s) > len(w) {
			return w
		}
	}
	return ""
}

// readLevel reads a name that begins with its level: 省|财政厅, 市|委宣传部,
// 市|政府|外办, 市级|机关事务局.
func (v *Vocabulary) readLevel(r *reading, s string) bool {
	word := printedLevel(s)
	if word == "" || !v.readTail(r, s[len(word):]) {
		return false
	}
	r.word = word
	return true
}

// readTail reads what follows a level or a place.
func (v *Vocabulary) readTail(r *reading, rest string) bool {
	if f, ok := v.local[rest]; ok {
		r.form, r.ok, r.core = f, true, rest
		return true
	}
	for _, w := range []string{"级", "直", "属"} {
		if t, ok := strings.CutPrefix(rest, w); ok {
			if f, known := v.local[t]; known {
				r.form, r.ok, r.core = f, true, t
				return true
			}
		}
	}
	if t, ok := strings.CutPrefix(rest, "党委"); ok { // 自治区|党委宣传部
		if f, known := v.local["委"+t]; known && strings.HasPrefix(f.full, "委") {
			f.full = "党" + f.full
			r.form, r.ok, r.core = f, true, rest
			return true
		}
	}
	for _, w := range []string{"人民政府", "政府"} {
		if t, ok := strings.CutPrefix(rest, w); ok && t != "" {
			f, known := v.local["人民政府"+t]
			if !known {
				f, known = v.local[t]
			}
			if known {
				r.form, r.ok, r.office, r.core = f, true, true, t
				return true
			}
		}
	}
	return false
}

// readBranch reads a branch that begins with its central body:
// 人行|石家庄|中心支行, 团|市|委.
func (v *Vocabulary) readBranch(r *reading, s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	for _, head := range v.heads[first] {
		rest, ok := strings.CutPrefix(s, head)
		if !ok || rest == "" {
			continue
		}
		if div, n := cutPlace(rest); n > 0 {
			if f, ok := v.branch[head+"*"+rest[n:]]; ok {
				r.form, r.ok, r.place, r.div, r.core = f, true, rest[:n], div, rest[n:]
				return true
			}
		}
		if word := printedLevel(rest); word != "" {
			if f, ok := v.branch[head+"*"+rest[len(word):]]; ok {
				r.form, r.ok, r.word, r.core = f, true, word, rest[len(word):]
				return true
			}
		}
		for i := range rest { // a place that is in no table
			if f, ok := v.branch[head+"*"+rest[i:]]; ok && utf8.RuneCountInString(rest[:i]) >= 2 {
				r.form, r.ok, r.place, r.core = f, true, rest[:i], rest[i:]
				return true
			}
		}
	}
	return false
}

// readPlace reads a name that begins with a place of the table: 北京市|教委,
// 河北|证监局, 杭州市, 廊坊开发区|管委会.
func (v *Vocabulary) readPlace(r *reading, s string) bool {
	s, party := strings.CutPrefix(s, "中共")
	div, n := cutPlace(s)
	if n == 0 {
		return false
	}
	rest := s[n:]
	if rest == "" {
		if div.Name != s {
			div, _ = oneNamed(s)
		}
		r.place, r.div, r.kind, r.canon = s, div, Government, div.Name
		return true
	}
	if v.readTail(r, rest) {
		r.place, r.div = s[:n], div
		return true
	}
	if party {
		return false
	}
	if v.readLevel(r, rest) { // 吉林市|市|教育局
		r.place, r.div, r.word = s[:n], div, ""
		return true
	}
	if stem, ok := strings.CutSuffix(s[:n], "市"); ok && v.readTail(r, s[len(stem):]) { // 上海|市场监管局
		r.place, r.div = stem, div
		return true
	}
	return false
}

// oneNamed is the division of a name or stem that only one has.
func oneNamed(s string) (place.Division, bool) {
	if all := place.ByName(s); len(all) == 1 {
		return all[0], true
	}
	return place.Division{Name: s}, false
}

// cutPlace returns the division that s begins with, the lowest where several
// stand one behind the other, and the bytes they take.
func cutPlace(s string) (div place.Division, n int) {
	var buf [16]rune
	rs := buf[:0]
	for _, r := range s {
		if len(rs) == cap(buf) {
			break
		}
		rs = append(rs, r)
	}
	at := 0
	for {
		next, l := place.At(rs[at:], "")
		if l == 0 || at > 0 && !strings.HasPrefix(next.Code, strings.TrimRight(div.Code, "0")) {
			return div, n
		}
		for _, c := range rs[at : at+l] {
			n += utf8.RuneLen(c)
		}
		div, at = next, at+l
	}
}

// readUnlisted reads the bodies of places that are in no table:
// 澜川市|教育局, 澜川|海关.
func (v *Vocabulary) readUnlisted(r *reading, s string) bool {
	s = strings.TrimPrefix(s, "中共")
	chars := 0
	for i, c := range s {
		if strings.ContainsRune("、，,；和与及（(", c) {
			return false
		}
		if chars >= 2 && strings.ContainsRune("省市县区州旗盟镇乡", c) {
			n := i + utf8.RuneLen(c)
			if n < len(s) && v.readTail(r, s[n:]) {
				r.place = s[:n]
				return true
			}
		}
		if f, ok := v.local[s[i:]]; ok && chars >= 2 && f.of.which == "分支" {
			r.form, r.ok, r.place, r.core = f, true, s[:i], s[i:]
			return true
		}
		if chars++; chars > 12 {
			break
		}
	}
	return false
}

// readMerged reads a department put together from several fields, which no line
// has: 县|发展改革|和|民政|局.
func (v *Vocabulary) readMerged(r *reading, s string) bool {
	word := printedLevel(s)
	div, n := cutPlace(s)
	for _, cut := range []int{len(word), n, 0} {
		if cut == 0 && (word != "" && !seemsLevel(s) || n > 0) {
			continue
		}
		rest := s[cut:]
		stem, end := cutEnd(rest)
		if end == "" {
			continue
		}
		var parts []*line
		if !v.fieldsOf(stem, &parts) || len(parts) < 2 {
			continue
		}
		r.merged, r.fields, r.core = true, join(parts), rest
		r.form.full, r.kind = stem+end, Department
		switch {
		case cut > 0 && cut == len(word):
			r.word = word
		case cut > 0:
			r.place, r.div = s[:cut], div
		default:
			r.elided = true
		}
		return true
	}
	return false
}

// readJoined reads two names of one body that stand one behind the other, the
// second that of a zone: 市|科委|中关村管委会.
func (v *Vocabulary) readJoined(r *reading, s string) bool {
	word := printedLevel(s)
	if word == "" || !zone(s) {
		return false
	}
	rest := s[len(word):]
	for i := range rest {
		if f, ok := v.local[rest[:i]]; ok && i > 0 {
			r.form, r.ok, r.word, r.core, r.second = f, true, word, rest[:i], zoneInFull(rest[i:])
			return true
		}
	}
	return false
}

// partEnds end the names of parts of a body.
var partEnds = []string{"分局", "支队", "大队", "总队", "管理部", "分中心", "监管组", "办事处", "监管所", "分院", "分会"}

// readPart reads a part of a body that has a name of its own behind it:
// 市|生态环境局|桐岭分局, 邯郸|银保监分局|成安监管组.
func (v *Vocabulary) readPart(r *reading, s string) bool {
	if !hasAnySuffix(s, partEnds...) {
		return false
	}
	word := printedLevel(s)
	div, n := cutPlace(s)
	if word == "" && n == 0 {
		return false
	}
	from := max(len(word), n)
	for i := len(s); i > from; i-- {
		if i == len(s) || !utf8.RuneStart(s[i]) || utf8.RuneCountInString(s[from:i]) < 3 {
			continue
		}
		f, ok := v.local[s[from:i]]
		if !ok { // 市|生态环境|桐岭分局
			f, ok = v.local[s[from:i]+"局"]
		}
		if ok {
			f.full += s[i:]
			r.form, r.ok, r.core = f, true, s[from:]
			if n > 0 {
				r.place, r.div = s[:n], div
			} else {
				r.word = word
			}
			return true
		}
	}
	return false
}

// cutEnd parts the end of a department's name, in full, from its stem.
func cutEnd(s string) (stem, end string) {
	for _, e := range []struct{ printed, full string }{{"委员会", "委员会"}, {"办公室", "办公室"}, {"厅", "厅"}, {"局", "局"}, {"委", "委员会"}, {"办", "办公室"}} {
		if t, ok := strings.CutSuffix(s, e.printed); ok {
			return t, e.full
		}
	}
	return s, ""
}

// fieldsOf splits a stem into fields, the longest first, without a rest.
func (v *Vocabulary) fieldsOf(stem string, parts *[]*line) bool {
	if stem == "" {
		return true
	}
	if len(*parts) > 0 {
		for _, and := range []string{"和", "与", "、"} {
			if rest, ok := strings.CutPrefix(stem, and); ok {
				return v.fieldsOf(rest, parts)
			}
		}
	}
	if len(*parts) >= 6 {
		return false
	}
	for n := min(len(stem), 60); n > 0; n-- {
		if n < len(stem) && !utf8.RuneStart(stem[n]) {
			continue
		}
		if l := v.fields[stem[:n]]; l != nil {
			*parts = append(*parts, l)
			if v.fieldsOf(stem[n:], parts) {
				return true
			}
			*parts = (*parts)[:len(*parts)-1]
		}
	}
	return false
}

// join lists the central bodies of lines, each once.
func join(lines []*line) string {
	var out []string
	for _, l := range lines {
		for _, c := range strings.Split(l.central, "、") {
			if c != "" && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return strings.Join(out, "、")
}

// firstChars are the first n characters of s.
func firstChars(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// readUnknown tells level and place of a name that the vocabulary does not have.
func (v *Vocabulary) readUnknown(r *reading, s string) {
	if zone(s) {
		r.kind = Government
		r.canon = zoneInFull(s)
		r.ok = r.canon != "" && utf8.RuneCountInString(s) > 3
	}
	if div, n := cutPlace(s); n > 0 && (div.Name == s[:n] || !named(s)) {
		r.place, r.div, r.core = s[:n], div, s[n:]
		return
	}
	if word := printedLevel(s); word != "" && !seemsLevel(s) {
		r.word, r.core = word, s[len(word):]
		return
	}
	for _, w := range []string{"国务院", "国家", "中央", "全国", "中华", "中国"} {
		if strings.HasPrefix(s, w) {
			r.word = "国家"
			return
		}
	}
	if c, size := utf8.DecodeLastRuneInString(s); strings.ContainsRune("县镇乡", c) && len(s) > size && len(s) <= 8*size {
		r.place, r.kind = s, Government // 石楼镇: a place that is in no table, named as responsible
	}
}

// named says whether a body bears a place in its name without being of it:
// 中山大学.
func named(s string) bool {
	return hasAnySuffix(s, "大学", "学院", "医院", "实验室")
}
