package place

import (
	"strings"
	"sync"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

// byName indexes divisions by their name and by its stem (济源 of 济源市).
var byName = sync.OnceValue(func() map[string][]Division {
	m := map[string][]Division{}
	for _, v := range divisions() {
		m[v.Name] = append(m[v.Name], v)
		if s := stem(v.Name); s != v.Name {
			m[s] = append(m[s], v)
		}
		// 恩施土家族苗族自治州 is 恩施州 in daily use.
		if s := ofPeoples.ReplaceAllString(v.Name, ""); s != v.Name && utf8.RuneCountInString(s) >= 2 {
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
		if s, ok := strings.CutSuffix(name, k); ok && utf8.RuneCountInString(s) >= 2 {
			return s
		}
	}
	return name
}

// Names are the names of all divisions, today's and past ones, and their stems, in
// the order of the table; one that several divisions bear stands once.
func Names() []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range divisions() {
		for _, s := range []string{v.Name, stem(v.Name)} {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// ByName returns the divisions that bear a name, or whose name without its kind
// it is, in the order of the table: 朝阳区 are two, 济源 is 济源市.
func ByName(name string) []Division { return byName()[name] }

// Named returns the division a title or a body's name begins with, the
// lowest one where several follow each other (浙江省杭州市). A city known only by
// its stem (济源产城融合示范区) counts when the stem is not a county's.
// Both are empty where s begins with none.
func Named(s string) (name, code string) {
	rest := s
	parent := ""
	for rest != "" {
		best, n := Division{}, 0
		rs := []rune(rest)
		for l := min(len(rs), 12); l >= 2; l-- {
			key := string(rs[:l])
			for _, v := range byName()[key] {
				exact := v.Name == key
				if !exact && (!strings.HasSuffix(v.Code, "00") && !strings.HasPrefix(v.Code[2:], "90") || followsAsWord(rs[l:])) {
					continue // a county's stem alone is an ordinary word too often
				}
				if parent != "" && !strings.HasPrefix(v.Code, strings.TrimRight(parent, "0")) {
					continue
				}
				if parent == "" && !strings.HasSuffix(v.Code, "00") && ambiguous(v.Name) {
					continue
				}
				if best.Code == "" || exact {
					best, n = v, l
				}
			}
			if best.Code != "" {
				break
			}
		}
		if best.Code == "" {
			break
		}
		name, code, parent = best.Name, best.Code, best.Code
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
	for _, v := range byName()[name] {
		if v.Name == name {
			n++
		}
	}
	return n > 1
}

// placeStart is a place at the start of a title that no table has.
var placeStart = pattern.MustCompile(`^\p{Han}{1,6}?(?:省|自治区|市|县|区|州)`)

// Printed returns the words at the start of s that have the form of a place's
// name, whether a table has it or not; it follows places that stand one behind
// the other to the last: 甲省乙市丙县 is 丙县.
func Printed(s string) string {
	m := placeStart.FindString(s)
	for m != "" {
		next := placeStart.FindString(s[len(m):])
		if next == "" || utf8.RuneCountInString(next) < 3 || strings.ContainsAny(next, "人民的和与及") {
			return m
		}
		s, m = s[len(m):], next
	}
	return m
}

// starts are the first two characters of all names of byName, and a bit for
// each first one: most places of a text need no look-up, most others one.
type starts struct {
	first [1 << 10]uint64
	pairs map[[2]rune]bool
}

var nameStarts = sync.OnceValue(func() *starts {
	s := &starts{pairs: map[[2]rune]bool{}}
	for name := range byName() {
		if rs := []rune(name); len(rs) >= 2 && rs[0] < 1<<16 {
			s.pairs[[2]rune(rs[:2])] = true
			s.first[rs[0]>>6] |= 1 << (rs[0] & 63)
		}
	}
	return s
})

func (s *starts) has(a, b rune) bool {
	return a < 1<<16 && s.first[a>>6]>>(a&63)&1 != 0 && s.pairs[[2]rune{a, b}]
}

// At returns the division whose name rs begins with, n characters long, among
// those of one kind (the last character of the name: 省, 市, 县, 区). A name that
// several bear is none.
func At(rs []rune, kind string) (v Division, n int) {
	if len(rs) < 2 || !nameStarts().has(rs[0], rs[1]) {
		return Division{}, 0
	}
	for l := min(len(rs), 7); l >= 2; l-- {
		for _, v := range byName()[string(rs[:l])] {
			// A county's stem alone is an ordinary word too often: 合作市.
			exact := v.Name == string(rs[:l])
			if strings.HasSuffix(v.Name, kind) && (exact || strings.HasSuffix(v.Code, "00") && !followsAsWord(rs[l:])) && !ambiguous(v.Name) {
				return v, l
			}
		}
	}
	return Division{}, 0
}
