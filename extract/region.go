package extract

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"guihua/corpus/pattern"
)

// gb2260 is the table of administrative divisions at county level and above,
// GB/T 2260 as published by the Ministry of Civil Affairs, revision 201904,
// with names of the revisions 201512, 201012 and 200712 that are no longer in
// it. One line a division: code, tab, name.
//
//go:embed vocab/gb2260.tsv
var gb2260 string

type division struct{ code, name string }

var divisions = sync.OnceValue(func() []division {
	var out []division
	for line := range strings.Lines(gb2260) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if code, name, ok := strings.Cut(line, "\t"); ok {
			out = append(out, division{code, name})
		}
	}
	return out
})

// placesBy indexes divisions by their name and by its stem (济源 of 济源市).
var placesBy = sync.OnceValue(func() map[string][]division {
	m := map[string][]division{}
	for _, v := range divisions() {
		m[v.name] = append(m[v.name], v)
		if s := stem(v.name); s != v.name {
			m[s] = append(m[s], v)
		}
		// 恩施土家族苗族自治州 is 恩施州 in daily use.
		if s := ofPeoples.ReplaceAllString(v.name, ""); s != v.name && runeLen(s) >= 2 {
			m[s], m[s+"州"] = append(m[s], v), append(m[s+"州"], v)
		}
	}
	return m
})

// ofPeoples ends the name of an autonomous prefecture.
var ofPeoples = pattern.MustCompile(`(?:土家族|苗族|朝鲜族|彝族|哈尼族|藏族|侗族|蒙古族?|哈萨克|羌族|白族|布依族|傣族|景颇族|傈僳族|壮族|回族|柯尔克孜)+自治州$`)

// stem is a division's name without its kind; "" forms of one character are
// not stems.
func stem(name string) string {
	for _, k := range []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "地区", "县", "区", "盟"} {
		if s, ok := strings.CutSuffix(name, k); ok && runeLen(s) >= 2 {
			return s
		}
	}
	return name
}

// regionOf returns the division a title or a body's name begins with, the
// lowest one where several follow each other (浙江省杭州市). A city known only by
// its stem (济源产城融合示范区) counts when the stem is not a county's.
// A place that is in no table has a name and no code.
func regionOf(s string) (name, code string) {
	rest := s
	parent := ""
	for rest != "" {
		best, n := division{}, 0
		rs := []rune(rest)
		for l := min(len(rs), 12); l >= 2; l-- {
			key := string(rs[:l])
			for _, v := range placesBy()[key] {
				exact := v.name == key
				if !exact && (!strings.HasSuffix(v.code, "00") && !strings.HasPrefix(v.code[2:], "90") || followsAsWord(rs[l:])) {
					continue // a county's stem alone is an ordinary word too often
				}
				if parent != "" && !strings.HasPrefix(v.code, strings.TrimRight(parent, "0")) {
					continue
				}
				if parent == "" && !strings.HasSuffix(v.code, "00") && ambiguous(v.name) {
					continue
				}
				if best.code == "" || exact {
					best, n = v, l
				}
			}
			if best.code != "" {
				break
			}
		}
		if best.code == "" {
			break
		}
		name, code, parent = best.name, best.code, best.code
		rest = string(rs[n:])
	}
	return name, code
}

// followsAsWord says whether rs goes on so that the stem before it is part of
// a longer name: 南京东路, 海南藏族.
func followsAsWord(rs []rune) bool {
	return len(rs) > 0 && strings.ContainsRune("东西南北路街镇乡村大", rs[0])
}

func ambiguous(name string) bool {
	n := 0
	for _, v := range placesBy()[name] {
		if v.name == name {
			n++
		}
	}
	return n > 1
}

// placeStart is a place at the start of a title that no table has.
var placeStart = pattern.MustCompile(`^\p{Han}{1,6}?(?:省|自治区|市|县|区|州)`)

// lowestPlace follows places that stand one behind the other to the last:
// 甲省乙市丙县 is 丙县.
func lowestPlace(s string) string {
	m := placeStart.FindString(s)
	for m != "" {
		next := placeStart.FindString(s[len(m):])
		if next == "" || runeLen(next) < 3 || strings.ContainsAny(next, "人民的和与及") {
			return m
		}
		s, m = s[len(m):], next
	}
	return m
}

// region finds the place the plan is for: the one its title begins with, else
// its issuer's.
func (d *doc) region(n *Notice) {
	var tries []string
	if len(n.Issuers) > 0 {
		tries = append(tries, n.Issuers[0])
	}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t != nil {
			s := strings.TrimPrefix(*t, "关于")
			tries = append(tries, s)
			for _, w := range []string{"推进", "推动", "促进", "支持", "加快", "建设", "深入开展《", "印发", "《"} {
				if _, after, ok := strings.Cut(s, w); ok {
					tries = append(tries, after)
				}
			}
		}
	}
	for i, s := range tries {
		tries[i] = strings.TrimPrefix(s, "中共")
	}
	for _, s := range tries {
		if name, code := regionOf(s); code != "" {
			n.Region = Region{&name, &code}
			return
		}
	}
	for _, s := range tries {
		if m := lowestPlace(s); m != "" && !strings.HasSuffix(m, "城市") && !strings.ContainsAny(m, "的和与及全各本我") && !ordering.MatchString(s) && !strings.HasPrefix(s[len(m):], "场") {
			n.Region = Region{Name: &m}
			return
		}
	}
	if name, code := d.ownPlace(); code != "" {
		n.Region = Region{&name, &code}
		return
	}
	if name, code, start := d.mostNamed(); code != "" {
		n.Region = Region{&name, &code}
		d.warn("region_doubtful", "neither a title nor an issuer names the place; "+name+" is the place of this level that the text names most", start, start+2)
	}
}

// localBodies are the central bodies whose branches bear the names of places.
var localBodies = []string{"国家税务总局", "人民银行", "人行", "国网"}

var (
	// ownAffairs names the place whose plan a text is: 结合澜川实际, 促进澜川市….
	ownAffairs = pattern.MustCompile(`(?:结合|立足|根据)(\p{Han}{2,7}?)(?:的)?(?:实际|市情|省情|县情|区情)`)
	// localBody is a branch of a central body, named after its place:
	// 国家税务总局澜川市税务局, 人民银行澜川分行.
	localBody = pattern.MustCompile(`(?:` + strings.Join(localBodies, "|") + `)(\p{Han}{2,7}?)(?:税务局|分行|营业管理部|(?:中心)?支行|供电公司)`)
	// ownLevel is how a text speaks of its own place.
	ownLevel = pattern.MustCompile(`[我全](省|市|县|区)`)
)

// ownPlace is the place a text without title and issuer speaks of as its own:
// the one it says it fits its plan to, the one that printed it, or the one that
// most of the branches it names are of.
func (d *doc) ownPlace() (name, code string) {
	own := map[string]int{}
	branches := containsAny(d.out.Text, localBodies)
	for i := range d.paras {
		s := d.text(&d.paras[i])
		if m := ownAffairs.FindStringSubmatch(s); m != nil {
			if name, code := regionOf(m[1]); code != "" {
				return name, code
			}
		}
		if d.paras[i].kind == ccPara {
			if name, code := regionOf(s); code != "" {
				return name, code
			}
		}
		if !branches {
			continue
		}
		for _, m := range localBody.FindAllStringSubmatch(s, -1) {
			own[m[1]]++
		}
	}
	best := mostOf(own)
	if best == "" {
		return "", ""
	}
	name, code = regionOf(best)
	level := ownLevel.FindStringSubmatch(d.out.Text)
	if code == "" || level == nil || !strings.HasSuffix(name, level[1]) {
		return "", ""
	}
	return name, code
}

// mostNamed is the place of the level the text speaks of as its own (全省, 我市)
// that it names at least three times and three times as often as any other of
// this level. A text of the whole country has none.
func (d *doc) mostNamed() (name, code string, start int) {
	text := d.out.Text
	levels := map[string]int{}
	for _, m := range ownLevel.FindAllStringSubmatch(text, -1) {
		levels[m[1]]++
	}
	level := mostOf(levels)
	if level == "" || !strings.Contains(text, "我"+level) && strings.Count(text, "全国") > levels[level] {
		return "", "", 0
	}
	named := map[string]int{}
	codes, first := map[string]string{}, map[string]int{}
	for i := 0; i < len(d.rs); {
		place, n := placeAt(d.rs[i:], level)
		if n == 0 {
			i++
			continue
		}
		if named[place.name] == 0 {
			codes[place.name], first[place.name] = place.code, i
		}
		named[place.name]++
		i += n
	}
	best := mostOf(named)
	for place, n := range named {
		if place != best && n*3 > named[best] {
			return "", "", 0
		}
	}
	if named[best] < 3 {
		return "", "", 0
	}
	return best, codes[best], first[best]
}

// placeStarts are the first two characters of all names of placesBy, and a bit
// for each first one: most places of a text need no look-up, most others one.
var placeStarts = sync.OnceValue(func() *starts {
	s := &starts{pairs: map[[2]rune]bool{}}
	for name := range placesBy() {
		if rs := []rune(name); len(rs) >= 2 && rs[0] < 1<<16 {
			s.pairs[[2]rune(rs[:2])] = true
			s.first[rs[0]>>6] |= 1 << (rs[0] & 63)
		}
	}
	return s
})

type starts struct {
	first [1 << 10]uint64
	pairs map[[2]rune]bool
}

func (s *starts) has(a, b rune) bool {
	return a < 1<<16 && s.first[a>>6]>>(a&63)&1 != 0 && s.pairs[[2]rune{a, b}]
}

// placeAt is the division of a level that rs begins with, n characters long.
func placeAt(rs []rune, level string) (v division, n int) {
	if len(rs) < 2 || !placeStarts().has(rs[0], rs[1]) {
		return division{}, 0
	}
	for l := min(len(rs), 7); l >= 2; l-- {
		for _, v := range placesBy()[string(rs[:l])] {
			// A county's stem alone is an ordinary word too often: 合作市.
			exact := v.name == string(rs[:l])
			if strings.HasSuffix(v.name, level) && (exact || strings.HasSuffix(v.code, "00") && !followsAsWord(rs[l:])) && !ambiguous(v.name) {
				return v, l
			}
		}
	}
	return division{}, 0
}

// mostOf is the key with the greatest number, the first one by name of several.
func mostOf(counts map[string]int) string {
	best := ""
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		if best == "" || counts[key] > counts[best] {
			best = key
		}
	}
	return best
}
