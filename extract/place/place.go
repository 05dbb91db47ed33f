// Package place knows the administrative divisions of China at county level and
// above by the national standard GB/T 2260, and finds them in words:
//
//	浙江省杭州市 is 杭州市 330100, within 浙江省 330000;  澜川市 is none of them
//
// Codes have six digits: two of the province, two of the city (prefecture), two
// of the county; what is above is told from them.
package place

import (
	_ "embed"
	"guihua/extract/wordlist"
	"strings"
	"sync"
)

// gb2260 is the table of administrative divisions at county level and above,
// GB/T 2260 as published by the Ministry of Civil Affairs, revision 201904,
// with names of the revisions 201512, 201012 and 200712 that are no longer in
// it. One line a division: code, tab, name; older ones with a tab and the last
// revision that has them.
//
//go:embed vocab/gb2260.tsv
var gb2260 string

// A Division is an administrative division at county level or above.
type Division struct {
	Code     string // six digits
	Name     string // 济源市
	Revision string // 201012: the last of GB/T 2260 that has a name of the past; empty for today's
}

// A Level is the rank of a division.
type Level string

// The levels of GB/T 2260. City stands for all of the second level (地级):
// 市, 地区, 自治州, 盟.
const (
	Province Level = "province"
	City     Level = "city"
	County   Level = "county"
)

var divisions = sync.OnceValue(func() []Division {
	var out []Division
	for _, f := range wordlist.Rows(gb2260) {
		v := Division{Code: f[0], Name: f[1]}
		if len(f) > 2 {
			v.Revision = f[2]
		}
		out = append(out, v)
	}
	return out
})

// byCode has the newest name of every code.
var byCode = sync.OnceValue(func() map[string]Division {
	m := map[string]Division{}
	for _, v := range divisions() {
		if _, ok := m[v.Code]; !ok {
			m[v.Code] = v
		}
	}
	return m
})

// Lookup returns the division of a code under the newest name the table has,
// and whether there is one.
func Lookup(code string) (Division, bool) {
	v, ok := byCode()[code]
	return v, ok
}

// Level is the rank a division's code gives it. 直辖市 are provinces, their
// districts counties.
func (v Division) Level() Level {
	switch {
	case strings.HasSuffix(v.Code, "0000"):
		return Province
	case strings.HasSuffix(v.Code, "00"):
		return City
	}
	return County
}

// Parent returns the division v is part of: the city of a county, the province
// of a city. What a province governs itself has the province as its parent:
// districts of 直辖市, 省直辖县级行政区划 (济源市, counties of 海南省, whose third and
// fourth digit are 90). A province has none.
func (v Division) Parent() (Division, bool) {
	if v.Level() == Province || len(v.Code) != 6 {
		return Division{}, false
	}
	if v.Level() == County && v.Code[2:4] != "90" {
		if city, ok := Lookup(v.Code[:4] + "00"); ok {
			return city, true
		}
	}
	return Lookup(v.Code[:2] + "0000")
}
