package extract

import (
	"maps"
	"slices"
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/place"
)

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
	is := func(name, rule, entry string, at Span) {
		d.noticeWhy.note("region", name, rule, entry, at)
	}
	for _, s := range tries {
		if name, code := place.Named(s); code != "" {
			n.Region = Region{&name, &code}
			is(name, "notice/region-named", s, Span{})
			return
		}
	}
	for _, s := range tries {
		if m := place.Printed(s); m != "" && !strings.HasSuffix(m, "城市") && !strings.ContainsAny(m, "的和与及全各本我") && !ordering.MatchString(s) && !strings.HasPrefix(s[len(m):], "场") {
			n.Region = Region{Name: &m}
			is(m, "notice/region-by-its-form", s, Span{})
			return
		}
	}
	if name, code := d.ownPlace(); code != "" {
		n.Region = Region{&name, &code}
		is(name, "notice/region-own", "", Span{})
		return
	}
	if name, code, start := d.mostNamed(); code != "" {
		n.Region = Region{&name, &code}
		is(name, "notice/region-most-named", name, Span{start, start + 2})
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
			if name, code := place.Named(m[1]); code != "" {
				return name, code
			}
		}
		if d.paras[i].kind == ccPara {
			if name, code := place.Named(s); code != "" {
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
	name, code = place.Named(best)
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
		v, n := place.At(d.rs[i:], level)
		if n == 0 {
			i++
			continue
		}
		if named[v.Name] == 0 {
			codes[v.Name], first[v.Name] = v.Code, i
		}
		named[v.Name]++
		i += n
	}
	best := mostOf(named)
	for name, n := range named {
		if name != best && n*3 > named[best] {
			return "", "", 0
		}
	}
	if named[best] < 3 {
		return "", "", 0
	}
	return best, codes[best], first[best]
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
