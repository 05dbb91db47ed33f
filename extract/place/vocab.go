package place

import (
	"embed"
	"guihua/extract/wordlist"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed vocab/*.txt vocab/areas.tsv vocab/short.tsv
var vocabFiles embed.FS

// A vocabulary is what In knows of names beside the table of divisions.
type vocabulary struct {
	names    map[string][]alias  // every way of writing a division
	ordinary map[string]bool     // names that are ordinary words too
	groups   map[string]bool     // 长三角
	areas    map[string]Division // 雄安新区: the division that holds it
	ends     []string            // of the names of functional areas
	alone    map[string]bool     // those that are a name by themselves
	short    map[rune]Division   // 冀
}

// An alias is a division under one way of writing it.
type alias struct {
	Division
	full bool // its name; else the name without its kind or its peoples
}

// longest is the greatest number of characters of an alias, a group or an area.
const longest = 15

var load = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{names: aliases(), ordinary: set("ordinary"), groups: set("groups"), areas: map[string]Division{}, short: map[rune]Division{}}
	for _, f := range wordlist.Rows(read("areas.tsv")) {
		v.areas[f[0]], _ = Lookup(f[1])
	}
	for _, f := range wordlist.Rows(read("short.tsv")) {
		r, _ := utf8.DecodeRuneInString(f[0])
		v.short[r], _ = Lookup(f[1])
	}
	v.ends, v.alone = words("functional"), set("alone")
	return v
})

func read(name string) string { return wordlist.Read(vocabFiles, "vocab/"+name) }

func words(name string) []string { return wordlist.Words(read(name + ".txt")) }

func set(name string) map[string]bool { return wordlist.Set(words(name)) }

// kinds end the names of divisions.
var kinds = []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "省", "市", "县", "区", "盟", "旗"}

// aliases are the names of all divisions; those without their kind, of two
// characters at least; and those without the peoples of an autonomous one, with
// and without what kind it is (恩施, 恩施州).
func aliases() map[string][]alias {
	m := map[string][]alias{}
	add := func(name string, v Division, full bool) {
		if utf8.RuneCountInString(name) >= 2 && !slices.Contains(m[name], alias{v, full}) {
			m[name] = append(m[name], alias{v, full})
		}
	}
	peoples := wordlist.LongestFirst(words("peoples"))
	for _, v := range divisions() {
		add(v.Name, v, true)
		for _, k := range kinds {
			s, ok := strings.CutSuffix(v.Name, k)
			if !ok {
				continue
			}
			if strings.HasPrefix(k, "自治") {
				whole := s
				s = withoutPeoples(s, peoples)
				if kind := strings.TrimPrefix(k, "自治"); s != whole && k != "自治区" {
					add(s+kind, v, true) // 恩施州, 大厂县
				}
			}
			add(s, v, false)
			break
		}
	}
	return m
}

// withoutPeoples cuts the names of peoples off the end of s, and leaves two
// characters at least: 内蒙古 stays.
func withoutPeoples(s string, peoples []string) string {
	for again := true; again; {
		again = false
		for _, p := range peoples {
			if rest, ok := strings.CutSuffix(s, p); ok && utf8.RuneCountInString(rest) >= 2 {
				s, again = rest, true
				break
			}
		}
	}
	return s
}
