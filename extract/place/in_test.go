package place

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// A line of the cases is: home's code or -, what is read, and what is named
// there, parted by tabs. A place is text=name/code, +code behind it where it lies
// within that, !revision for a name of the past, and its kind for all but divisions;
// =name is left out where it is the text.
func TestIn(t *testing.T) {
	b, err := os.ReadFile("testdata/in.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for k, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 {
			t.Fatalf("line %d: %q", k+1, line)
		}
		n++
		home, _ := Lookup(f[0])
		want := ""
		if len(f) > 2 {
			want = f[2]
		}
		rs := []rune(f[1])
		var got []string
		for _, m := range In(f[1], home) {
			got = append(got, show(m))
			if string(rs[m.Start:m.Start+len([]rune(m.Text))]) != m.Text {
				t.Errorf("line %d: %q does not stand at %d", k+1, m.Text, m.Start)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("line %d: %s\n\tgot  %s\n\twant %s", k+1, f[1], s, want)
		}
	}
	if n < 60 {
		t.Errorf("only %d cases", n)
	}
}

func show(m Mention) string {
	s := m.Text
	if m.Name != m.Text {
		s += "=" + m.Name
	}
	if m.Code != "" {
		s += "/" + m.Code
	}
	if m.Within != "" {
		s += "+" + m.Within
	}
	if m.Revision != "" {
		s += "!" + m.Revision
	}
	if m.Kind != Administrative {
		s += fmt.Sprintf("(%s)", m.Kind)
	}
	return s
}

func TestVocabulary(t *testing.T) {
	v := load()
	for name := range v.names {
		if n := len([]rune(name)); n > longest {
			t.Errorf("%s has %d characters", name, n)
		}
	}
	for name, within := range v.areas {
		if within.Code == "" || len([]rune(name)) > longest {
			t.Errorf("%s: it lies in no division, or is too long", name)
		}
	}
	for c, p := range v.short {
		if p.Level() != Province {
			t.Errorf("%c is %q, no province", c, p.Name)
		}
	}
	for name := range v.alone {
		if !slices.ContainsFunc(v.ends, func(end string) bool { return strings.HasSuffix(name, end) }) {
			t.Errorf("%s ends like no area", name)
		}
	}
	// What is said to be ordinary is said of a name that there is.
	for name := range v.ordinary {
		if len(v.names[name]) == 0 {
			t.Errorf("%s is no division's name", name)
		}
	}
}

func FuzzIn(f *testing.F) {
	for _, s := range []string{"石家庄市长安区、各市（含定州、辛集市）", "京津冀", "澜川省墨溪市", "济源产城融合示范区市场监督管理局"} {
		f.Add(s, "130000")
	}
	f.Fuzz(func(t *testing.T, s, code string) {
		home, _ := Lookup(code)
		rs, end := []rune(s), 0
		for _, m := range In(s, home) {
			n := len([]rune(m.Text))
			if m.Start < end || n == 0 || string(rs[m.Start:m.Start+n]) != m.Text {
				t.Fatalf("%q: %+v", s, m)
			}
			end = m.Start + n
			if m.Code != "" {
				if _, ok := Lookup(m.Code); !ok || m.Kind != Administrative {
					t.Fatalf("%q: %+v", s, m)
				}
			}
		}
	})
}
