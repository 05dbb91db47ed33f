package place

import (
	"slices"
	"strings"

	"guihua/corpus/pattern"
)

// A Kind says what a mention names.
type Kind string

// The kinds of mentions.
const (
	Administrative Kind = "division"   // a division of GB/T 2260; without a code where several bear the name
	Functional     Kind = "functional" // an area run by a committee of its own: 开发区, 雄安新区
	Group          Kind = "group"      // a group of places with a name: 长三角
	General        Kind = "general"    // places in general: 各设区市, 相关市县, 全省
	Unknown        Kind = "unknown"    // has the form of a place's name and is in no table
)

// A Mention is a place as words name it.
type Mention struct {
	Text     string // as printed, with the places in front of it: 石家庄市长安区
	Start    int    // code points from the start of the words
	Name     string // of the place itself: 长安区; a stem is completed, an older name stays
	Code     string // six digits of GB/T 2260; empty where none is known
	Level    Level  // empty where no code is known
	Kind     Kind
	Within   string // code of the division a place without a code lies in, where that is said or known
	Revision string // the last of GB/T 2260 that has the name, where it is one of the past
}

// In returns the places that words name, in their order: those of a cell
// (责任地市), of the name of a body, of a list of recipients. home is the place of
// the document, its zero value where that is not known. It is what tells places
// of the same name apart (朝阳区), what counties named without their kind must lie
// in, and where areas and 各市 are that nothing else places. What stays ambiguous
// has a name and no code.
//
// Names without their kind (石家庄) and those of two characters (忠县) are read
// where one begins: at the start, behind a mark, behind another place, behind 和
// and the like; others anywhere. 京津冀 are three places.
func In(s string, home Division) []Mention {
	r := &reader{rs: []rune(s), home: home, v: load(), end: -1}
	for i := 0; i < len(r.rs); {
		i = max(r.read(i), i+1)
	}
	return r.out
}

// A reader goes through words once.
type reader struct {
	rs   []rune
	home Division
	v    *vocabulary
	out  []Mention
	end  int // of the last mention
}

// read takes in what begins at i and returns where it ends, i for nothing.
func (r *reader) read(i int) int {
	for _, f := range []func(int) int{r.general, r.named, r.tradeZone, r.division, r.letters, r.counted, r.area, r.unknown} {
		if end := f(i); end > i {
			r.end = end
			return end
		}
	}
	return i
}

func (r *reader) str(a, b int) string { return string(r.rs[a:b]) }

func (r *reader) add(start, end int, m Mention) int {
	m.Text, m.Start = r.str(start, end), start
	r.out = append(r.out, m)
	return end
}

// marks part the items of a list.
const marks = "、，,；;。：:/／\\（）()〔〕[]【】“”\"《》｜| \t\n　-—–－"

func isMark(c rune) bool { return strings.ContainsRune(marks, c) }

// leads are words of one character in front of a place.
const leads = "和与及含在由至对从以赴驻"

// begins says whether a name can begin at i.
func (r *reader) begins(i int) bool {
	if i == 0 || i == r.end || isMark(r.rs[i-1]) || strings.ContainsRune(leads, r.rs[i-1]) {
		return true
	}
	for _, w := range bodiesBefore {
		if n := len([]rune(w)); i >= n && r.str(i-n, i) == w {
			return true
		}
	}
	return false
}

// bodiesBefore stand in front of the place whose branch a body is, or of any
// place.
var bodiesBefore = []string{"国家税务总局", "人民银行", "人行", "国网", "中共", "包括", "其中", "支持", "推动", "以及", "国家统计局", "中华人民共和国"}

// ends says whether an item ends at i.
func (r *reader) ends(i int) bool {
	return i == len(r.rs) || isMark(r.rs[i]) || strings.ContainsRune("等和与及", r.rs[i])
}

// closes says whether what ends at i is an item of its own or begins the name
// of a body: 澜川市|教育局.
func (r *reader) closes(i int) bool {
	if r.ends(i) {
		return true
	}
	end := i
	for end < len(r.rs) && !isMark(r.rs[end]) {
		end++
	}
	return strings.ContainsRune("局厅委办会院所站处队府室署部行社庭校", r.rs[end-1]) || strings.HasSuffix(r.str(i, end), "中心")
}

// general reads places in general.
func (r *reader) general(i int) int {
	s := r.str(i, min(len(r.rs), i+24))
	m := generalPlaces.FindString(s)
	if m == "" || isKindAlone(m) && !r.begins(i) {
		return i
	}
	end := i + len([]rune(m))
	if end < len(r.rs) && r.rs[end] == '场' && r.rs[end-1] == '市' {
		end-- // 各区|市场监管局, 全|市场
		m = r.str(i, end)
	}
	if end-i < 2 || end < len(r.rs) && strings.ContainsRune("域际容属直级", r.rs[end]) {
		return i // 各区域, 各市属学校
	}
	within := r.homeCode(i)
	switch {
	case strings.HasPrefix(m, "全国") || strings.HasPrefix(m, "各省") && !strings.HasPrefix(m, "各省辖") && !strings.HasPrefix(m, "各省直"):
		within = ""
	case m == "全省" && len(within) == 6:
		within = within[:2] + "0000"
	}
	return r.add(i, end, Mention{Name: m, Kind: General, Within: within})
}

// counted reads places in general that are counted: 11个设区市, 珠三角|九市.
func (r *reader) counted(i int) int {
	m := countedPlaces.FindString(r.str(i, min(len(r.rs), i+12)))
	end := i + len([]rune(m))
	if m == "" || !r.begins(i) || !r.closes(end) {
		return i
	}
	return r.add(i, end, Mention{Name: m, Kind: General, Within: r.homeCode(i)})
}

var countedPlaces = pattern.MustCompile(`^(?:[0-9]+|[东西南北中苏浙皖豫]{0,2}[两二三四五六七八九十]+)个?(?:设区的?|地级|县级)?(?:自治州|[省市州县区盟])(?:（[市州县区、]+）)?`)

// isKindAlone says whether general words have no 各 or 全 in front.
func isKindAlone(m string) bool {
	return !strings.HasPrefix(m, "各") && !strings.HasPrefix(m, "全")
}

// generalPlaces are 各市, 各县（市、区）, 各设区市, 省直管县（市）, 相关地市, 全省.
var generalPlaces = pattern.MustCompile(`^(?:` +
	`全[国省市县区州域盟旗]|` +
	`(?:各|(?:各)?(?:相关|有关|其他|其它|其余|所有|部分|试点|沿海|重点))(?:设区的?|省辖|地级及?以上|地级|县级|直属|省直管|直辖|沿海|相关|有关)*(?:自治区|自治县|自治州|直辖市|地区|街道|乡镇|[省市州县区旗盟地镇乡])+(?:[（(](?:自治县|[省市州县区旗盟、，,乡镇街道])+[）)][区旗]?)?(?:[、和及与](?:自治区|自治县|自治州|直辖市|计划单列市|地区|[市州县区旗盟])+(?:[（(][市州县区旗盟、，,]+[）)])?)*|` +
	`各(?:类|级)?(?:开发区|高新区|经开区|功能区|园区|新区)|各地|` +
	`省(?:直管|直辖|管)(?:的)?(?:试点)?(?:县级市|县|市)(?:[（(][市县、]+[）)])?|省辖市|设区的?市|地级以上市|市辖区` +
	`)`)

// named reads the names of groups and of the areas that are listed.
func (r *reader) named(i int) int {
	for n := min(longest, len(r.rs)-i); n >= 3; n-- {
		s := r.str(i, i+n)
		if r.v.groups[s] {
			return r.add(i, i+n, Mention{Name: s, Kind: Group})
		}
		if v, ok := r.v.areas[s]; ok && r.begins(i) {
			m := Mention{Name: s, Kind: Functional}
			if r.here(v) {
				m.Within = v.Code
			}
			return r.add(i, i+n, m)
		}
	}
	return i
}

// tradeZone reads 中国（河北）自由贸易试验区, with the part of it that is named.
func (r *reader) tradeZone(i int) int {
	m := tradeZone.FindStringSubmatch(r.str(i, min(len(r.rs), i+30)))
	if m == nil {
		return i
	}
	within := Division{}
	for _, a := range r.v.names[m[1]] {
		if a.Level() == Province {
			within = a.Division
		}
	}
	return r.add(i, i+len([]rune(m[0])), Mention{Name: m[0], Kind: Functional, Within: within.Code})
}

var tradeZone = pattern.MustCompile(`^中国[（(](\p{Han}{2,4})[）)]自由贸易试验区(?:\p{Han}{2,6}片区)?`)

// here says whether an area within v may be meant in a document of home: other
// provinces have areas of the same name.
func (r *reader) here(v Division) bool {
	return r.home.Code == "" || r.home.Code[:2] == v.Code[:2]
}

// division reads a division, those that stand behind it and lie in it, and
// what is no division behind them: an area, or a place of no table.
func (r *reader) division(i int) int {
	v, end, known := r.divisionAt(i, Division{})
	if end == i {
		return i
	}
	for known {
		next, to, sure := r.divisionAt(end, v)
		if to == end || !sure {
			break
		}
		v, end = next, to
	}
	if !known {
		return r.add(i, end, Mention{Name: v.Name, Kind: Administrative})
	}
	if to := r.areaEnd(end); to > end && !r.beginsGeneral(end) {
		name := r.str(i, to)
		m := Mention{Name: name, Kind: Functional, Within: v.Code}
		if _, listed := r.v.areas[r.str(end, to)]; listed {
			m.Name = r.str(end, to)
		}
		return r.add(i, to, m)
	}
	if to := r.unknownEnd(end); to > end {
		return r.add(i, to, Mention{Name: r.str(end, to), Kind: Unknown, Within: v.Code})
	}
	return r.add(i, end, Mention{Name: v.Name, Code: v.Code, Level: v.Level(), Kind: Administrative, Revision: v.Revision})
}

func (r *reader) beginsGeneral(i int) bool {
	return generalPlaces.MatchString(r.str(i, min(len(r.rs), i+24)))
}

// divisionAt is the division whose name begins at i, where the name ends, and
// whether it is known which of those that bear it is meant. Behind another place
// it must lie in it.
func (r *reader) divisionAt(i int, within Division) (v Division, end int, known bool) {
	for n := min(longest, len(r.rs)-i); n >= 2; n-- {
		name := r.str(i, i+n)
		list := r.v.names[name]
		if len(list) == 0 {
			continue
		}
		var fits []alias
		for _, a := range list {
			if r.fits(a, name, i, i+n, within) {
				fits = append(fits, a)
			}
		}
		if len(fits) == 0 {
			continue
		}
		if v, ok := r.choose(fits, within); ok {
			return v, i + n, true
		}
		return Division{Name: name}, i + n, false
	}
	return Division{}, i, false
}

// fits says whether a division can be meant by name at [i,end).
func (r *reader) fits(a alias, name string, i, end int, within Division) bool {
	behind := within.Code != ""
	if behind && !contains(within, a.Division) {
		return false
	}
	home := r.home.Code != "" && contains(r.home, a.Division)
	item := r.begins(i) && r.ends(end)
	if r.partOfWord(name, end) {
		return false
	}
	if a.full {
		switch {
		case r.v.ordinary[name]:
			return behind || item && home && r.home.Level() != Province
		case end-i == 2:
			return behind || r.begins(i)
		}
		return true
	}
	switch {
	case !behind && !r.begins(i) || r.kindFollows(end) || followsAsWord(r.rs[end:]) && !r.goesOn(end, a.Division):
		return false
	case behind:
		return a.Level() != County || r.ends(end)
	case r.v.ordinary[name]:
		return item && home
	case a.Level() == County && a.Code[2:4] != "90":
		return item && home
	}
	return true
}

// goesOn says whether the name of an area or of a division within v follows at
// end: 青岛|西海岸新区, 广州|南沙.
func (r *reader) goesOn(end int, v Division) bool {
	_, to, _ := r.divisionAt(end, v)
	return to > end || r.areaEnd(end) > end
}

// partOfWord says whether the last character of a name belongs to the word
// behind it: 唐山市|场, 西湖区|域, 和县|城.
func (r *reader) partOfWord(name string, end int) bool {
	if end >= len(r.rs) {
		return false
	}
	next := r.rs[end]
	switch {
	case strings.HasSuffix(name, "市"):
		return strings.ContainsRune("场容", next)
	case strings.HasSuffix(name, "区"):
		return strings.ContainsRune("域块间际", next)
	case strings.HasSuffix(name, "县"):
		return strings.ContainsRune("域城级乡", next)
	}
	return false
}

// kindFollows says whether the kind of another place follows a stem: 朝阳|区.
func (r *reader) kindFollows(end int) bool {
	if end >= len(r.rs) || !strings.ContainsRune("省市县区州旗盟", r.rs[end]) {
		return false
	}
	return end+1 == len(r.rs) || !strings.ContainsRune("场域级属直辖", r.rs[end+1])
}

// choose tells which division is meant: inside home before others and the
// highest there, then those in the province of home, then the only one. A city's
// stem that is also a county's elsewhere (朝阳) is not clear.
func (r *reader) choose(fits []alias, within Division) (Division, bool) {
	if within.Code != "" {
		return highest(fits)
	}
	for _, a := range fits {
		if a.Code == r.home.Code && a.Level() != Province {
			return a.Division, true // 长沙 in a document of 长沙市 is not 长沙县
		}
	}
	for scope := r.home; scope.Code != ""; {
		var in []alias
		for _, a := range fits {
			if a.Code != scope.Code && contains(scope, a.Division) {
				in = append(in, a)
			}
		}
		if len(in) == 0 {
			in = slices.DeleteFunc(slices.Clone(fits), func(a alias) bool { return a.Code != scope.Code })
		}
		if len(in) > 0 {
			return highest(in)
		}
		up, ok := scope.Parent()
		if !ok {
			break
		}
		scope = up
	}
	v, ok := highest(fits)
	if !ok || fits[0].full || v.Level() == Province {
		return v, ok
	}
	for _, a := range r.v.names[stemOf(v.Name)] {
		if a.Level() == County && !contains(v, a.Division) && a.Code != v.Code && a.Revision == "" {
			return v, false
		}
	}
	return v, true
}

func stemOf(name string) string {
	for _, k := range kinds {
		if s, ok := strings.CutSuffix(name, k); ok {
			return s
		}
	}
	return name
}

// highest is the only division of the highest level among those of a list, and
// of today's names before those of the past.
func highest(list []alias) (Division, bool) {
	for _, past := range []bool{false, true} {
		for _, level := range []Level{Province, City, County} {
			var found []Division
			for _, a := range list {
				if a.Level() == level && (a.Revision != "") == past && !slices.Contains(found, a.Division) {
					found = append(found, a.Division)
				}
			}
			if len(found) > 0 {
				return found[0], len(found) == 1
			}
		}
	}
	return Division{}, false
}

// contains says whether in lies in out, or is it.
func contains(out, in Division) bool {
	for v, ok := in, true; ok; v, ok = v.Parent() {
		if v.Code == out.Code {
			return true
		}
	}
	return false
}

// letters reads short forms of provinces: three and more behind one another
// anywhere, two and one where they are an item of their own.
func (r *reader) letters(i int) int {
	end := i
	for end < len(r.rs) && r.v.short[r.rs[end]].Code != "" {
		end++
	}
	if end == i || i > 0 && r.end != i && r.v.short[r.rs[i-1]].Code != "" {
		return i
	}
	switch end - i {
	case 1:
		if !r.begins(i) || end < len(r.rs) && !isMark(r.rs[end]) {
			return i
		}
	case 2:
		if !r.begins(i) || !r.ends(end) && !pairBehind.MatchString(r.str(end, min(end+2, len(r.rs)))) {
			return i
		}
	}
	for k := i; k < end; k++ {
		v := r.v.short[r.rs[k]]
		r.add(k, k+1, Mention{Name: v.Name, Code: v.Code, Level: v.Level(), Kind: Administrative})
	}
	return end
}

// pairBehind follows two short forms that name places: 川渝地区, 京津两市.
var pairBehind = pattern.MustCompile(`^(?:地区|两|双城|毗邻|一体|协同|合作|等)`)

// led says whether something that only leads to a name stands at i: 含, 中共.
func (r *reader) led(i int) bool {
	if strings.ContainsRune(leads, r.rs[i]) {
		return true
	}
	s := r.str(i, min(len(r.rs), i+9))
	for _, w := range bodiesBefore {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// area reads an area whose name begins with no division: 高新区, 澜川新区.
func (r *reader) area(i int) int {
	if !r.begins(i) || r.led(i) {
		return i
	}
	end := r.areaEnd(i)
	if name := r.str(i, end); end > i && (r.v.alone[name] || !slices.Contains(r.v.ends, name)) {
		return r.add(i, end, Mention{Name: r.str(i, end), Kind: Functional, Within: r.homeCode(i)})
	}
	return i
}

// areaEnd is where the name of an area ends that begins at i, or goes on there.
func (r *reader) areaEnd(i int) int {
	for end := i + 1; end <= len(r.rs) && end <= i+16; end++ {
		if c := r.rs[end-1]; isMark(c) || strings.ContainsRune("的和与及等各局厅委府在为对向把将本该每", c) {
			return i
		}
		s := r.str(i, end)
		for _, w := range r.v.ends {
			if strings.HasSuffix(s, w) && r.closes(end) && (end == len(r.rs) || r.rs[end] != '域') {
				return end
			}
		}
	}
	return i
}

// unknown reads a place of no table, behind others of no table.
func (r *reader) unknown(i int) int {
	if !r.begins(i) || r.led(i) {
		return i
	}
	end, from := r.unknownEnd(i), i
	if end == i {
		return i
	}
	for {
		to := r.unknownEnd(end)
		if to == end {
			break
		}
		from, end = end, to
	}
	if to := r.areaEnd(end); to > end {
		return r.add(i, to, Mention{Name: r.str(i, to), Kind: Functional})
	}
	return r.add(i, end, Mention{Name: r.str(from, end), Kind: Unknown})
}

// unknownEnd is where a name ends at i that has the form of a place's.
func (r *reader) unknownEnd(i int) int {
	for end := i + 1; end <= len(r.rs) && end <= i+8; end++ {
		c := r.rs[end-1]
		if isMark(c) || strings.ContainsRune("的和与及等各局厅委府在为对向把将本该每全有相个", c) {
			return i
		}
		if end < i+2 || !strings.ContainsRune("省市县区州旗盟", c) || !r.closes(end) {
			continue
		}
		if notPlaces.MatchString(r.str(i, end)) || r.partOfWord(r.str(i, end), end) || end < len(r.rs) && strings.ContainsRune("级直属", r.rs[end]) {
			return i
		}
		return end
	}
	return i
}

// notPlaces end words that have the form of a place's name: 特大城市, 社区, 市县.
var notPlaces = pattern.MustCompile(`(?:城市|地市|都市|超市|上市|门市|股市|楼市|城区|园区|社区|街区|片区|地区|小区|灾区|校区|库区|景区|矿区|林区|牧区|山区|郊区|辖区|市区|县区|区县|市县|州县|老区|特区|厂区|港区|湖区|灌区|疫区|营区|专区|军区|战区|禁区|误区|盲区|分区|功能区|经济区|保护区|示范区|试验区|新区|联盟|同盟|旗县|县市|州市|省市|省州|[大中小两几多各]市|强县|强省|强市|[省市县区州旗盟]{2})$`)

// homeCode is the division that places in general are in: the one right in front
// of them, else home.
func (r *reader) homeCode(i int) string {
	if k := len(r.out) - 1; k >= 0 && r.end == i && r.out[k].Code != "" {
		return r.out[k].Code
	}
	return r.home.Code
}
