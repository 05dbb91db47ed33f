package indicator

import (
	"os"
	"strings"
	"testing"

	"guihua/extract/quantity"
)

// record reads a form of testdata/keys.txt.
func record(t *testing.T, form string) Record {
	t.Helper()
	parts := strings.Split(form, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for len(parts) < 4 {
		parts = append(parts, "")
	}
	r := Record{Indicator: parts[0], Raw: parts[1], Measure: parts[2], Per: parts[3], Place: "桐岭县"}
	if r.Measure == "" {
		r.Measure = "level"
	}
	if r.Raw == "words" {
		return r
	}
	text := []rune("位列" + r.Raw)
	for i := 2; i <= 3; i++ {
		if q, ok := quantity.At(text, i, 0, len(text)); ok {
			r.Value, r.Unit, r.Bound = q.Value, q.Unit, string(q.Bound)
			return r
		}
	}
	r.Value = r.Raw // a coefficient
	return r
}

// TestKeys makes the keys of testdata/keys.txt.
func TestKeys(t *testing.T) {
	b, err := os.ReadFile("testdata/keys.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, seen, forms := "", map[string]bool{}, 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		form, indented := strings.CutPrefix(line, "\t")
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "":
			want = "" // what follows names nothing
		case !indented:
			want = line
			if seen[want] {
				t.Errorf("%s stands twice", want)
			}
			seen[want] = true
		default:
			forms++
			r := record(t, form)
			k := Of(r)
			if k.String() != want {
				t.Errorf("%s\n got %s\nwant %s", form, k, want)
			}
			// The name is its own key: names of keys may be compared with names.
			r.Indicator = k.Name
			if again := Of(r); again.Name != k.Name {
				t.Errorf("%s: the name %s becomes %s", form, k.Name, again.Name)
			}
		}
	}
	if forms < 100 {
		t.Errorf("only %d forms were read", forms)
	}
}

// TestLongNames: a sentence is no indicator.
func TestLongNames(t *testing.T) {
	r := Record{Indicator: strings.Repeat("全省森林覆盖率", 20), Raw: "5%", Value: "5", Unit: "%", Measure: "level"}
	if k := Of(r); k != (Key{}) {
		t.Errorf("%s", k)
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		measure, bound, from, to string
		want                     Direction
	}{
		{"level", ">=", "", "58", Up}, {"level", "<=", "", "8", Down}, {"level", "=", "", "5", Neither}, {"level", "range", "", "3", Neither},
		{"increase", "=", "", "5", Up}, {"increase", ">=", "", "5", Up}, {"increase", "<=", "", "3", Neither}, // 涨幅不超过3%
		{"decrease", "=", "", "15", Down}, {"decrease", ">=", "", "15", Down}, // 下降15%以上
		{"level", "=", "19", "16", Down}, {"level", "<=", "180", "200", Up}, {"level", ">=", "30", "20", Down}, // 由180平方米提高到200平方米以内
		{"level", ">=", "20", "20", Up}, {"increase", "=", "19", "5", Up}, {"level", "=", "19", "", Neither},
	} {
		if got := DirectionOf(Record{Measure: c.measure, Bound: c.bound, Baseline: c.from, Value: c.to}); got != c.want {
			t.Errorf("%v: %q", c, got)
		}
	}
}

// FuzzKeys: whatever a record says, its key has the form that columns show.
func FuzzKeys(f *testing.F) {
	f.Add("全省每万人口高价值发明专利拥有量（件）", "3.5件", "3.5", "件", "level", "年", "桐岭县")
	f.Add("“十四五”末，GDP年均增长", "6%", "6", "%", "increase", "", "")
	f.Add("3.城镇新增就业人数〔预期性〕", "5万人", "50000", "人", "increase", "5年", "河北省")
	f.Fuzz(func(t *testing.T, name, raw, value, unit, measure, per, place string) {
		k := Of(Record{Indicator: name, Raw: raw, Value: value, Unit: unit, Measure: measure, Per: per, Place: place})
		s := k.String()
		if (s == "") != (k.Name == "") || strings.ContainsAny(k.Name, " \n\t") {
			t.Errorf("%q: key %q", name, s)
		}
	})
}
