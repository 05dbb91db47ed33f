package quantity

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"guihua/golden/stock"
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

// FuzzScan reads sentences made of the forms of testdata/forms.txt and of units
// of measure: every quantity lies behind the one before it and inside what was
// to be read, its numbers are plain decimals, and the same is found twice.
func FuzzScan(f *testing.F) {
	read := func(path string) string {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		return string(b)
	}
	var forms []string
	for line := range strings.Lines(read("testdata/forms.txt")) {
		if form, ok := strings.CutPrefix(line, "\t"); ok {
			forms = append(forms, strings.ReplaceAll(strings.TrimSpace(form), "…", ""))
		}
	}
	s := stock.New(forms, strings.Fields(read("vocab/measures.txt")))
	for _, form := range forms {
		f.Add(s.Program(form), uint8(0), uint8(0))
	}
	decimal := regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$`)
	f.Fuzz(func(t *testing.T, program []byte, from, to uint8) {
		text := []rune(s.Text(program))
		start, end := min(int(from), len(text)), max(len(text)-int(to), 0)
		start = min(start, end)
		found := Scan(text, start, end)
		if again := Scan(text, start, end); !reflect.DeepEqual(found, again) {
			t.Errorf("%q: %+v, and then %+v", string(text), found, again)
		}
		last := start
		for _, q := range found {
			if q.Start < last || q.Num < q.Start || q.End <= q.Num || q.End > end {
				t.Errorf("%q is %+v behind %d of [%d, %d) of %q", string(text[q.Start:q.End]), q, last, start, end, string(text))
			}
			if !decimal.MatchString(q.Value) || q.Max != "" && !decimal.MatchString(q.Max) || (q.Max != "") != (q.Bound == Range) {
				t.Errorf("%q is %+v in %q", string(text[q.Start:q.End]), q, string(text))
			}
			last = q.End
		}
	})
}
