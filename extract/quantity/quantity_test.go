package quantity

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// describe writes q the way testdata/forms.txt states it.
func describe(q Quantity) string {
	unit := q.Unit
	if unit == "" {
		unit = "-"
	}
	s := fmt.Sprintf("%s %s %s", q.Bound, q.Value, unit)
	if q.Bound == Range {
		s = fmt.Sprintf("%s..%s %s", q.Value, q.Max, unit)
	}
	for _, f := range []struct {
		name string
		on   bool
	}{{"rank", q.Rank}, {"share", q.Share}, {"han", q.Han && !q.Share && !q.Rank && q.Unit != "%"}} {
		if f.on {
			s += " " + f.name
		}
	}
	return s
}

// Every form is read as exactly what stands above it, in any surroundings.
func TestForms(t *testing.T) {
	data, err := os.ReadFile("testdata/forms.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, forms := "", 0
	for no, line := range strings.Split(string(data), "\n") {
		form, indented := strings.CutPrefix(line, "\t")
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "#") || line == "":
			continue
		case !indented:
			want = line
			continue
		}
		forms++
		before, rest, framed := strings.Cut(form, "…")
		if !framed || want == "none" {
			before, rest = "", form
		}
		core, after, closed := strings.Cut(rest, "…")
		if framed && !closed && strings.ContainsAny(rest, "，。、") { // 突破4万亿…，
			before, core, after = "", before, rest
		}
		for _, around := range [][2]string{{"", ""}, {"到本期末，全市", "，力争更多"}} {
			text := []rune(around[0] + before + core + after + around[1])
			qs := Scan(text, 0, len(text))
			if want == "none" {
				for _, q := range qs {
					t.Errorf("forms.txt:%d: %s holds a quantity: %q is %s", no+1, form, string(text[q.Start:q.End]), describe(q))
				}
				continue
			}
			var read []string
			found := false
			for _, q := range qs {
				words := string(text[q.Start:q.End])
				found = found || words == core && describe(q) == want
				read = append(read, fmt.Sprintf("%q is %s", words, describe(q)))
			}
			if !found || len(qs) > 1 && !strings.ContainsAny(after, "0123456789") {
				t.Errorf("forms.txt:%d: %s in %q: want %q to be %s, read %v", no+1, form, string(text), core, want, read)
			}
		}
	}
	if forms < 150 {
		t.Errorf("only %d forms: the file is not read as it should be", forms)
	}
}
