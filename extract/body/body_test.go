package body

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"guihua/extract/place"
)

var update = flag.Bool("update", false, "write testdata/cases.tsv from what Resolve says now; read the diff line by line")

// describe writes b the way testdata/cases.tsv states it.
func describe(b Body) string {
	or := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	known := "known"
	if !b.Known {
		known = "unknown"
	}
	s := strings.Join([]string{b.Canonical, known, or(string(b.Kind)), or(string(b.Level)), or(string(b.LevelFrom)), or(b.Place), or(b.Code), or(b.Counterpart)}, "\t")
	if b.Successor != "" {
		s += "\tthen " + b.Successor
	}
	if b.Also != "" {
		s += "\talso " + b.Also
	}
	return s
}

// Every list of names is resolved as the lines below it say.
func TestCases(t *testing.T) {
	const path = "testdata/cases.tsv"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	home := place.Division{}
	var want, got []string
	at, lists := 0, 0
	check := func() {
		for i := range max(len(want), len(got)) {
			w, g := "nothing", "nothing"
			if i < len(want) {
				w = want[i]
			}
			if i < len(got) {
				g = got[i]
			}
			if w != g && !*update {
				t.Errorf("%s:%d:\nwant %s\ngot  %s", path, at+i+1, w, g)
			}
		}
		for _, g := range got {
			fmt.Fprintln(&out, "\t"+g)
		}
		want, got = nil, nil
	}
	for no, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if b, ok := strings.CutPrefix(line, "\t"); ok {
			want = append(want, b)
			continue
		}
		check()
		fmt.Fprintln(&out, line)
		if line == "" || line[0] == '#' {
			continue
		}
		if h, ok := strings.CutPrefix(line, "home"); ok {
			home = place.Division{}
			if f := strings.Fields(h); len(f) > 0 {
				home.Name = f[0]
				if len(f) > 1 {
					home.Code = f[1]
				}
			}
			continue
		}
		at = no + 1
		lists++
		for _, b := range Resolve(strings.Split(line, " "), home) {
			got = append(got, describe(b))
		}
	}
	check()
	if lists < 100 {
		t.Errorf("%s has %d lists", path, lists)
	}
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// What a name means does not depend on how often or with whom it is asked,
// unless it leaves its level out.
func TestAloneOrInAList(t *testing.T) {
	home := place.Division{Name: "河北省", Code: "130000"}
	names := []string{"省工信厅", "市财政局", "河北证监局", "团市委", "各县（市、区）人民政府", "某某中心", "国家发展改革委"}
	all := Resolve(names, home)
	for i, n := range names {
		if alone := Resolve([]string{n}, home)[0]; alone != all[i] {
			t.Errorf("%s: alone %v, in a list %v", n, alone, all[i])
		}
	}
}

// The vocabulary that is built in loads, no form of it is written down twice,
// and the central bodies that lines name are lines themselves.
func TestVocabulary(t *testing.T) {
	v, err := Load(strings.NewReader(bodies))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.central) < 300 || len(v.local) < 1500 || len(v.branch) < 100 {
		t.Errorf("%d central, %d local and %d branch forms", len(v.central), len(v.local), len(v.branch))
	}
	central := map[string]bool{}
	var lines []*line
	for _, s := range strings.Split(bodies, "\n") {
		if s == "" || s[0] == '#' {
			continue
		}
		l, err := parseLine(s)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
		if l.which == "中央" {
			central[l.name] = true
		}
	}
	for _, l := range lines {
		for _, c := range strings.Split(l.central, "、") {
			if c != "" && !central[c] {
				t.Errorf("%s: the central body %s has no line", l.name, c)
			}
		}
		if l.successor != "" && !central[l.successor] {
			t.Errorf("%s: the successor %s has no line", l.name, l.successor)
		}
		full := map[string]bool{}
		for _, n := range l.names() {
			full[n] = true
		}
		for _, o := range l.others {
			if l.which == "地方" && l.ends == nil && full[o] {
				t.Errorf("%s: %s is its own name", l.name, o)
			}
		}
	}
	seen := map[string]string{}
	for _, l := range lines {
		for _, o := range append([]string{l.name}, l.others...) {
			keys := []string{o}
			if l.ends != nil {
				keys = nil
				for _, end := range l.ends {
					if whole, ok := strings.CutPrefix(o, "="); ok {
						keys = []string{whole}
						break
					}
					keys = append(keys, o+end)
				}
			}
			for _, k := range keys {
				which := l.which
				if which == "分支" {
					which, k = "地方", strings.TrimPrefix(k, "*")
				}
				if first, ok := seen[which+k]; ok {
					t.Errorf("%s is a form of %s and of %s", k, first, l.name)
				}
				seen[which+k] = l.name
			}
		}
	}
}

// Mistakes in a file are reported with their line.
func TestLoadErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"地方\t数字\t局\t-", "line 1: 4 fields, want 5 to 7 parted by tabs"},
		{"# x\n\n省\t数字\t局\t\tdepartment", `line 3: the first field is "省", want 中央, 地方, 分支 or 简字`},
		{"地方\t数字\t局\t\tbureau", `line 1: 数字 is of the kind "bureau", which is none`},
		{"分支\t数字局\t-\t\tcentral", "line 1: 数字局: needs one * for the place"},
		{"地方\t\t局\t\tdepartment", "line 1: no name"},
		{"中央\t数字总局\t局\t\tdepartment", "line 1: 数字总局: only 地方 has ends"},
		{"地方\t数字\t局\t\tdepartment\n地方\t数字\t局\t\tparty", "line 2: 数字 stands on line 1 already"},
		{"地方\t\xff\t局\t\tdepartment", "line 1: not UTF-8"},
	} {
		_, err := Load(strings.NewReader(c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// A researcher's own file goes before what is built in, as Excel saves it, too.
func TestWith(t *testing.T) {
	own := "\ufeff地方\t低空与数字\t局 厅\t低数\tdepartment\t国家数据局\r\n分支\t国家低空总局*分局\t-\t*低空分局\tcentral\r\n地方\t教育科创\t局\t教育\tdepartment\t教育部\r\n"
	v, err := Default().With(strings.NewReader(own))
	if err != nil {
		t.Fatal(err)
	}
	home := place.Division{Name: "杭州市", Code: "330100"}
	for name, want := range map[string]string{
		"市低数局": "市低空与数字局", "杭州低空分局": "国家低空总局杭州分局", "国家低空总局宁波分局": "国家低空总局宁波分局",
		"市教育局": "市教育科创局", "市财政局": "市财政局", "人行杭州中心支行": "中国人民银行杭州中心支行",
	} {
		if b := v.Resolve([]string{name}, home)[0]; b.Canonical != want || !b.Known {
			t.Errorf("%s: %v, want %s", name, b, want)
		}
	}
	if b := Resolve([]string{"市低数局"}, home)[0]; b.Known {
		t.Errorf("the vocabulary that is built in has changed: %v", b)
	}
}

// BenchmarkResolve counts names, of the lists of testdata/cases.tsv.
func BenchmarkResolve(b *testing.B) {
	data, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		b.Fatal(err)
	}
	var lists [][]string
	names := 0
	for _, line := range strings.Split(string(data), "\n") {
		if line != "" && line[0] != '#' && line[0] != '\t' && !strings.HasPrefix(line, "home") {
			lists = append(lists, strings.Split(line, " "))
			names += len(lists[len(lists)-1])
		}
	}
	home := place.Division{Name: "杭州市", Code: "330100"}
	Resolve(lists[0], home)
	for b.Loop() {
		for _, l := range lists {
			Resolve(l, home)
		}
	}
	b.ReportMetric(float64(names)*float64(b.N)/b.Elapsed().Seconds(), "names/s")
}

// Whatever the names are, each has a body: nothing panics, and the canonical name
// is not empty where the printed one isn't.
func FuzzResolve(f *testing.F) {
	data, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		f.Fatal(err)
	}
	home := ""
	for _, line := range strings.Split(string(data), "\n") {
		if h, ok := strings.CutPrefix(line, "home"); ok {
			home = strings.TrimSpace(h)
		} else if line != "" && line[0] != '#' && line[0] != '\t' {
			f.Add(line, home)
		}
	}
	f.Add("（）", "省 000000")
	f.Add("市（", "市 1")
	f.Add("各\xff部门 \xe5", "\xff 12")
	f.Fuzz(func(t *testing.T, list, home string) {
		names := strings.Split(list, " ")
		name, code, _ := strings.Cut(home, " ")
		bodies := Resolve(names, place.Division{Name: name, Code: code})
		if len(bodies) != len(names) {
			t.Fatalf("%d bodies of %d names", len(bodies), len(names))
		}
		for i, b := range bodies {
			if b.Canonical == "" && strings.Trim(names[i], "*＊ 　") != "" {
				t.Errorf("%q: no canonical", names[i])
			}
			if b.Level != "" && b.LevelFrom == "" || b.Level == "" && b.LevelFrom != "" {
				t.Errorf("%q: level %q from %q", names[i], b.Level, b.LevelFrom)
			}
			if b.Kind == Generic && b.Known {
				t.Errorf("%q: a body in general is known", names[i])
			}
		}
	})
}
