package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scorePy runs score.py and returns what it prints.
func scorePy(t *testing.T, args ...string) string {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run score.py with")
	}
	cmd := exec.Command(python, append([]string{shared(t, "score", "score.py")}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONUTF8=1", "PYTHONDONTWRITEBYTECODE=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("score.py %q: %v\n%s", args, err, stderr.Bytes())
	}
	return string(out)
}

// Score is a port of score.py: over outputs with all kinds of faults both must
// print the same, byte for byte.
func TestScoreEqualsScorePy(t *testing.T) {
	goldDir := shared(t, "gold")
	seeds := uint64(20)
	if testing.Short() {
		seeds = 4
	}
	kinds := Kinds()
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			n := &noise{Rand: rand.New(rand.NewPCG(seed, 7)), rate: []float64{0, 0.02, 0.1, 0.3}[seed%4]}
			gold, out := t.TempDir(), t.TempDir()
			// Each run of python takes its time: the table is compared below
			// what --show lists, the rest with a few seeds.
			few := seed < 4
			from := goldDir
			if seed%3 == 2 && !few {
				from = "samples" // the gold of the samples is made by other hands
			}
			n.write(t, from, gold, out)

			check := func(o ScoreOptions, kind string, withJSON bool) {
				t.Helper()
				args := []string{gold, out}
				if o.Body {
					args = append(args, "--body")
				}
				if o.Only != "" {
					args = append(args, "--only", o.Only)
				}
				r, err := Score(gold, out, o)
				if err != nil {
					t.Fatal(err)
				}
				if withJSON {
					sameJSON(t, scorePy(t, append(args, "--json")...), r.JSON())
				}
				lines := ""
				if kind != "" {
					args = append(args, "--show", kind)
					if lines, err = r.Show(kind); err != nil {
						t.Fatal(err)
					}
				}
				if d := cmp.Diff(strings.Split(scorePy(t, args...), "\n"), strings.Split(lines+r.Table(), "\n")); d != "" {
					t.Errorf("%q (-score.py +Score):\n%s", args[2:], d)
				}
			}
			check(ScoreOptions{}, kinds[int(seed)%len(kinds)], few)
			check(ScoreOptions{Body: true}, kinds[int(seed+7)%len(kinds)], few)
			if few {
				check(ScoreOptions{}, "", false)
				check(ScoreOptions{Only: "00"}, kinds[int(seed+3)%len(kinds)], false)
				check(ScoreOptions{Only: "003", Body: true}, "", false)
			}
		})
	}
}

// sameJSON requires every key of want in got with the same value, floats to
// the last digits.
func sameJSON(t *testing.T, want string, got []byte) {
	t.Helper()
	var a, b map[string]any
	if err := json.Unmarshal([]byte(want), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &b); err != nil {
		t.Fatal(err)
	}
	for key := range b {
		if _, ok := a[key]; !ok {
			delete(b, key)
		}
	}
	// Python 3.12 sums floats more exactly than 3.11 and Go.
	near := cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) < 1e-12 })
	if d := cmp.Diff(a, b, near); d != "" {
		t.Errorf("JSON (-score.py +Score):\n%s", d)
	}
}

// Gold scored against itself is right everywhere, and the test above compares
// something.
func TestScoreGoldAgainstItself(t *testing.T) {
	n := &noise{Rand: rand.New(rand.NewPCG(1, 1)), clean: true}
	gold, out := t.TempDir(), t.TempDir()
	n.write(t, shared(t, "gold"), gold, out)
	r, err := Score(gold, out, ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range r.Used() {
		if c := r.Total[name]; !c.Right() {
			t.Errorf("%s: %+v", name, c)
		}
	}
	for _, name := range StringKinds() {
		if c := r.Strict[name]; !c.Right() {
			t.Errorf("%s, strict: %+v", name, c)
		}
		if c := r.Soft[name]; !c.Right() {
			t.Errorf("%s, soft: %+v", name, c)
		}
	}
	if len(r.Documents) == 0 || len(r.Misses) > 0 || r.MacroF1() != 1 || r.Grounded != r.Spans || r.Spans == 0 {
		t.Errorf("%d documents, misses %v, macro F1 %v, grounded %d/%d", len(r.Documents), r.Misses, r.MacroF1(), r.Grounded, r.Spans)
	}
	if right, of := r.WholeRight(""); right != of || of != len(r.Documents) {
		t.Errorf("%d of %d documents entirely right", right, of)
	}
}

// noise makes gold and outputs with faults out of gold.
type noise struct {
	*rand.Rand
	rate  float64 // how often a fault happens
	clean bool    // no fault, no other reading either
}

func (n *noise) chance(p float64) bool { return !n.clean && n.Float64() < p }
func (n *noise) fault() bool           { return n.chance(n.rate) }

// write reads the gold in from and writes it to gold, now and then with other
// readings, and an output of it to out.
func (n *noise) write(t *testing.T, from, gold, out string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(from, "*.gold.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no gold in %s: %v", from, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var g map[string]any
		if err := json.Unmarshal(data, &g); err != nil {
			t.Fatal(err)
		}
		source := g["source"].(string)
		o := n.output(g)
		if !n.clean {
			n.readings(g)
		}
		if err := os.WriteFile(filepath.Join(gold, filepath.Base(path)), marshal(g), 0o666); err != nil {
			t.Fatal(err)
		}
		if n.fault() {
			continue // no output for this one
		}
		if err := os.WriteFile(filepath.Join(out, source+".json"), marshal(o), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// readings gives bodies of gold other titles, ends and lengths.
func (n *noise) readings(g map[string]any) {
	each(g, func(x map[string]any) {
		if _, ok := x["text_chars"]; !ok || !n.chance(0.15) {
			return
		}
		switch n.IntN(7) {
		case 0:
			x["text_chars_other"] = n.IntN(300)
		case 1:
			x["text_chars_other"] = "a remark"
		case 2:
			x["alt"] = map[string]any{"title": "另一个标题。", "text_chars": n.IntN(300)}
		case 3:
			x["alt"] = []any{"in words", map[string]any{"text_head": x["text_tail"], "text_tail": x["text_tail"]}, map[string]any{"text_chars": 5}}
		case 4:
			x["alt"] = "in words"
		case 5: // a length alone: the head is not compared
			x["alt"] = map[string]any{"text_chars": x["text_chars"]}
			x["text_head"] = "别的开头"
		case 6:
			x["alt"] = map[string]any{"text_tail": x["text_tail"]}
			x["text_head"] = "别的开头"
		}
	})
}

// each calls f for every object below v.
func each(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			each(v[k], f)
		}
	case []any:
		for _, e := range v {
			each(e, f)
		}
	}
}

// output reshapes gold to an output: bodies instead of their ends, spans into
// a text that holds the words, and faults.
func (n *noise) output(g map[string]any) map[string]any {
	o := n.copy(g).(map[string]any)
	o["source"] = map[string]any{"name": g["source"]}
	var text []rune
	ground := func(x map[string]any, key string) {
		words, ok := x[key].(string)
		if !ok || words == "" {
			x["span"] = []any{0, 0}
			return
		}
		start := len(text)
		text = append(text, []rune(words+"\n")...)
		x["span"] = []any{start, len(text) - 1}
		switch {
		case !n.fault():
		case n.chance(0.25):
			x["span"] = []any{start + 1, len(text) - 1}
		case n.chance(0.3):
			x["span"] = []any{-5, -1}
		case n.chance(0.3):
			x["span"] = []any{len(text) + 10, len(text) + 20}
		case n.chance(0.3):
			x["span"] = nil
		default:
			delete(x, "span")
		}
	}
	each(o, func(x map[string]any) {
		if _, ok := x["text_chars"]; ok {
			x["text"] = n.body(x)
			for _, key := range []string{"text_head", "text_tail", "text_chars"} {
				delete(x, key)
			}
		}
	})
	for _, k := range []struct{ list, words string }{
		{"outline", "title"}, {"tasks", "text"}, {"responsibilities", "raw"}, {"targets", "raw"}, {"achievements", "raw"}, {"references", "title"},
	} {
		list, _ := o[k.list].([]any)
		for _, x := range list {
			ground(x.(map[string]any), k.words)
		}
	}
	o["text"] = string(text)
	return o
}

// body makes a body with the first and last characters and the length gold
// gives, now and then a little off.
func (n *noise) body(x map[string]any) any {
	head, ok := x["text_head"].(string)
	if !ok {
		return nil
	}
	h, t := []rune(head), []rune(x["text_tail"].(string))
	chars := int(x["text_chars"].(float64))
	if n.fault() {
		chars += n.IntN(9) - 4
	}
	var b []rune
	for len(h)+len(b)+len(t) < chars {
		b = append(b, []rune("中间的字，")[len(b)%5])
	}
	if over := len(h) + len(t) - chars; over > 0 && over <= len(t) {
		t = t[over:]
	}
	return string(h) + string(b) + string(t)
}

// copy copies JSON with faults: records lost, doubled and moved, words changed.
func (n *noise) copy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			m[k] = v[k]
			if s, ok := v[k].(string); ok && n.fault() {
				m[k] = n.words(s)
			} else if !ok {
				m[k] = n.copy(v[k])
			}
		}
		return m
	case []any:
		list := []any{}
		for _, e := range v {
			if _, ok := e.(map[string]any); !ok {
				list = append(list, e)
				continue
			}
			if n.fault() {
				continue
			}
			list = append(list, n.copy(e))
			if n.fault() {
				list = append(list, n.copy(e))
			}
			if n.fault() {
				i := n.IntN(len(list))
				list[i], list[len(list)-1] = list[len(list)-1], list[i]
			}
		}
		return list
	}
	return v
}

// words changes a string in a way that should count, or in one that should not.
func (n *noise) words(s string) string {
	r := []rune(s)
	i := n.IntN(len(r) + 1)
	insert := func(x string) string { return string(r[:i]) + x + string(r[i:]) }
	switch n.IntN(12) {
	case 0:
		return insert("　 ")
	case 1:
		return insert("字")
	case 2:
		return s + "。"
	case 3:
		return strings.NewReplacer("（", "(", "）", ")", "，", ",", "“", "\"", "”", "'").Replace(s)
	case 4:
		return insert("'")
	case 5:
		return insert("\u200b\\\ufeff\x1c")
	case 6:
		return insert("0")
	case 7:
		return string(r[i:])
	case 8, 9, 10: // about as unlike as alike allows
		for i := range r {
			if n.Float64() < 0.3 {
				r[i] = []rune("的量数增新")[n.IntN(5)]
			}
		}
		return string(r)
	}
	return insert("**")
}
