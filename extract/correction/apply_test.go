package correction_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// notice is a document of one target and more, whose words are what a test says.
func notice(text string, targets ...string) *extract.Document {
	d := &extract.Document{
		Schema:  extract.SchemaID,
		Source:  extract.Source{Name: "甲.txt", SHA256: strings.Repeat("a", 64), Format: "txt", Bytes: len(text)},
		Outline: []extract.Node{}, Tasks: []extract.Task{}, Boxes: []extract.Box{}, Responsibilities: []extract.Responsibility{},
		Targets: []extract.Target{}, Achievements: []extract.Achievement{}, References: []extract.Reference{},
		Tables: []extract.Table{}, Warnings: []extract.Warning{}, Text: text,
	}
	d.Document = extract.Notice{Issuers: []string{}, Recipients: []string{}}
	n := len([]rune(strings.Join(strings.Fields(text), "")))
	d.Coverage = extract.Coverage{SourceChars: n, KeptChars: n, LeftOut: []extract.LeftOut{}}
	at := 0
	for _, words := range targets {
		i := strings.Index(text[at:], words)
		if i < 0 {
			panic(words + " is not in " + text)
		}
		start := len([]rune(text[:at+i]))
		at += i + len(words)
		d.Targets = append(d.Targets, target(extract.Span{start, start + len([]rune(words))}, words))
	}
	return d
}

func target(s extract.Span, raw string) extract.Target {
	value := strings.TrimRight(raw, "处%个")
	bound, measure, unit, name := extract.Equal, extract.Level, strings.TrimPrefix(raw, value), "湿地"
	return extract.Target{Indicator: &name, Raw: raw, Value: &value, Unit: &unit, Bound: &bound, Measure: &measure, Span: s}
}

// correct is the correction of the record at a place of d; nil for old adds, for
// new deletes.
func correct(d *extract.Document, kind correction.Kind, old, new any) correction.Correction {
	c := correction.Correction{Record: kind, Old: raw(old), New: raw(new)}
	of := c.Old
	if old == nil {
		of = c.New
	}
	var at struct{ Span *extract.Span }
	if err := json.Unmarshal(of, &at); err != nil {
		panic(err)
	}
	if c.Span = at.Span; c.Span == nil {
		return c
	}
	text := []rune(d.Text)
	c.Words = string(text[c.Span[0]:c.Span[1]])
	c.Before = string(text[max(0, c.Span[0]-correction.Around):c.Span[0]])
	c.After = string(text[c.Span[1]:min(len(text), c.Span[1]+correction.Around)])
	return c
}

func raw(v any) correction.Record {
	if v == nil {
		return correction.Record("null")
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// of are the corrections of a document, made on the source of d.
func of(d *extract.Document, cs ...correction.Correction) []correction.Document {
	return []correction.Document{{ID: d.Source.Name, SHA256: d.Source.SHA256, Corrections: cs}}
}

func ptr[T any](v T) *T { return &v }

// TestPlace corrects a target of one text and applies that to another.
func TestPlace(t *testing.T) {
	const made = "一是建设湿地。每年建设8处，投入10个工作日。二是修复湿地。"
	for _, c := range []struct {
		name, text string
		targets    []string
		want       string // the values of the targets
		why        string // of what does not fit
	}{
		{"the same text", made, []string{"8处"}, "9处*", ""},
		{"shifted", "桐岭县通知\n" + made, []string{"8处"}, "9处*", ""},
		{"shifted by astral characters", "𠮷𠀋" + made, []string{"8处"}, "9处*", ""},
		{"white space in front", "  一是 建设湿地。\n每年建设8处，投入10个工作日。", []string{"8处"}, "9处*", ""},
		{"white space inside", "一是建设湿地。每年建设8 处，投入10个工作日。二是修复湿地。", []string{"8 处"}, "9处*", ""},
		{"the same words before it", "已建8处。" + made, []string{"8处", "8处"}, "8处 9处*", ""},
		{"the same words at its old place, the place itself moved", "一是建设湿地。去年已经建8处，" + made, []string{"8处", "8处"}, "8处 9处*", ""},
		{"what stands behind it has changed", "通知\n一是建设湿地。每年建设8处，投入甚多。", []string{"8处"}, "9处*", ""},
		{"what stands before it has changed", "各镇共建设8处，投入10个工作日。二是修复湿地。", []string{"8处"}, "9处*", ""},
		{"all around it has changed, its place has not", "甲乙丙丁戊己庚辛壬癸子8处以上。", nil, "9处*", ""},
		{"the words have changed", "一是建设湿地。每年建设12处，投入10个工作日。二是修复湿地。", []string{"12处"}, "12处", "no longer in the text"},
		{"short words somewhere else", "一是建设湿地。每年建设12处，投入10个工作日。二是修复湿地，共8处。", []string{"12处", "8处"}, "12处 8处", "another place now"},
		{"twice, with the same around them", "通知" + made + made, []string{"8处", "8处"}, "8处 8处", "2 times now"},
		{"the rules read another value", made, []string{"8处"}, "9处*", ""},
		{"the rules no longer read it", made, nil, "9处*", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := notice(made, "8处")
			new := d.Targets[0]
			new.Value = ptr("9")
			fix := correct(d, correction.Targets, d.Targets[0], new)

			to := notice(c.text, c.targets...)
			if c.name == "the rules read another value" {
				to.Targets[0].Value, to.Targets[0].Indicator = ptr("80"), ptr("人工湿地")
			}
			for round := range 2 {
				got, outcomes := correction.Apply(to, of(d, fix), golden.Check)
				if values(got) != c.want {
					t.Errorf("round %d: values %s, want %s", round, values(got), c.want)
				}
				if why := outcomes[0].Why; (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
					t.Errorf("round %d: why %q, want %q", round, why, c.why)
				}
				if broken := golden.Check(got); len(broken) > 0 {
					t.Error(broken)
				}
				warned := slices.ContainsFunc(got.Warnings, func(w extract.Warning) bool { return w.Code == correction.UnfitWarning })
				if warned != (c.why != "") {
					t.Errorf("round %d: warnings %v", round, got.Warnings)
				}
				if round == 1 {
					if d := cmp.Diff(to, got); d != "" {
						t.Errorf("applied again (- first, + again):\n%s", d)
					}
				}
				to = got
			}
		})
	}
}

// TestRepeated deletes the first of two targets whose sentence stands twice in the
// text, takes what guihua keeps of that to another text, and says which are left.
func TestRepeated(t *testing.T) {
	const sentence = "健全风险补偿机制，促进质押融资产品的多样化，力争全年融资额达到23亿元。完善市场化运营基金，扩大覆盖面并提升质量水平。"
	const first, second = "（一）推进融资。" + sentence + "（县财政局）\n", "（一）融资清单。" + sentence + "（县财政局）\n"
	const made = "保护方案\n" + first + "（二）加强宣传。开展活动。\n二、清单\n" + second
	const deleted = "保护方案\n（一）加强宣传。开展活动。\n二、清单\n" + second
	for _, c := range []struct {
		name, text string
		targets    []string
		left       int
		why        string
	}{
		{"the same text", made, []string{"23亿元", "23亿元"}, 1, ""},
		{"a line in front", "通知\n" + made, []string{"23亿元", "23亿元"}, 1, ""},
		{"its section is gone", deleted, []string{"23亿元"}, 1, "it is not clear which"},
		{"its sentence is another one", strings.Replace(made, "23亿元", "25亿元", 1), []string{"25亿元", "23亿元"}, 2, "it is not clear which"},
		{"the other one is gone", "保护方案\n" + first + "（二）加强宣传。开展活动。\n", []string{"23亿元"}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := notice(made, "23亿元", "23亿元")
			_, kept, _ := correction.Take(d, nil, of(d, correct(d, correction.Targets, d.Targets[0], nil))[0], golden.Check)
			to := notice(c.text, c.targets...)
			to.Source.SHA256 = strings.Repeat("b", 64)
			got, outcomes := correction.Keep(to, kept, golden.Check)
			if len(got.Targets) != c.left || !strings.Contains(outcomes[0].Why, c.why) || (c.why == "") != outcomes[0].InEffect() {
				t.Errorf("%d targets left, %q", len(got.Targets), outcomes[0].Why)
			}
			if c.name == "a line in front" && got.Targets[0].Span[0] < 60 {
				t.Errorf("the other one is deleted: %+v", got.Targets)
			}
		})
	}
}

// TestRenumbered takes corrections to a text where their headings have other ids.
func TestRenumbered(t *testing.T) {
	with := func(text, id string) *extract.Document {
		d := notice(text, "8处")
		for _, h := range []struct{ id, title string }{{"一", "序言"}, {id, "任务"}} {
			if i := strings.Index(text, h.title); i >= 0 {
				start := len([]rune(text[:i]))
				d.Outline = append(d.Outline, extract.Node{ID: h.id, Label: h.id + "、", Title: h.title, Role: extract.RoleTasks, Span: extract.Span{start, start + 2}})
			}
		}
		d.Targets[0].At = id
		return d
	}
	d := with("一、任务\n建设湿地8处，投入资金。", "一")
	named, role, moved := d.Targets[0], d.Outline[0], d.Targets[0]
	named.Indicator, role.Role, moved.At = ptr("小微湿地"), extract.RoleGoals, ""
	added := extract.Target{At: "一", Indicator: ptr("资金"), Raw: "投入", Span: extract.Span{12, 14}}
	to := with("一、序言\n略。\n二、任务\n建设湿地8处，投入资金。", "二")
	to.Source.SHA256 = strings.Repeat("b", 64)
	for _, c := range []struct {
		name string
		correction.Correction
		want string // at and indicator of the targets, id and role of the headings
		why  string
	}{
		{"another key", correct(d, correction.Targets, d.Targets[0], named), "二 小微湿地, 一 tasks, 二 tasks", ""},
		{"a heading", correct(d, correction.Outline, d.Outline[0], role), "二 湿地, 一 tasks, 二 goals", ""},
		{"added", correct(d, correction.Targets, nil, added), "二 湿地, 二 资金, 一 tasks, 二 tasks", ""},
		{"another place", correct(d, correction.Targets, d.Targets[0], moved), "二 湿地, 一 tasks, 二 tasks", "at is 二 now"},
		{"deleted", correct(d, correction.Targets, d.Targets[0], nil), "一 tasks, 二 tasks", ""},
	} {
		got, outcomes := correction.Apply(to, of(d, c.Correction), golden.Check)
		var is []string
		for _, x := range got.Targets {
			is = append(is, x.At+" "+*x.Indicator)
		}
		for _, x := range got.Outline {
			is = append(is, x.ID+" "+string(x.Role))
		}
		if s := strings.Join(is, ", "); s != c.want || !strings.Contains(outcomes[0].Why, c.why) || (c.why == "") != outcomes[0].InEffect() {
			t.Errorf("%s: %s, want %s; %q", c.name, s, c.want, outcomes[0].Why)
		}
	}
}

// values are the values of targets, marked where a person made them.
func values(d *extract.Document) string {
	var out []string
	for _, x := range d.Targets {
		s := *x.Value + *x.Unit
		if x.Corrected {
			s += "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// Several records may share a span: place and indicator tell which is meant, and
// what is deleted takes no neighbour along, however often it is deleted.
func TestSharedSpan(t *testing.T) {
	text := "一、目标\n普通湿地和人工湿地各建8处。"
	d := notice(text, "8处")
	d.Targets[0].Indicator = ptr("普通湿地")
	other := d.Targets[0]
	other.Indicator = ptr("人工湿地")
	d.Targets = append(d.Targets, other)

	got, outcomes := correction.Apply(d, of(d, correct(d, correction.Targets, d.Targets[0], nil)), golden.Check)
	for range 2 {
		if len(got.Targets) != 1 || *got.Targets[0].Indicator != "人工湿地" || outcomes[0].Effect != correction.Deleted {
			t.Fatalf("%+v, %v", got.Targets, outcomes)
		}
		if *got.Corrected != (extract.Corrected{Deleted: 1}) {
			t.Errorf("counts %+v", *got.Corrected)
		}
		got, outcomes = correction.Apply(got, of(d, correct(d, correction.Targets, d.Targets[0], nil)), golden.Check)
	}

	new := other
	new.Value = ptr("9")
	got, _ = correction.Apply(d, of(d, correct(d, correction.Targets, other, new)), golden.Check)
	if values(got) != "8处 9处*" {
		t.Errorf("%s", values(got))
	}
	// One rule less, another name: the place is the same.
	d.Targets = d.Targets[:1]
	d.Targets[0].Indicator = ptr("湿地")
	got, _ = correction.Apply(d, of(d, correct(d, correction.Targets, other, nil)), golden.Check)
	if len(got.Targets) != 0 {
		t.Errorf("%s", values(got))
	}
}

func TestRefused(t *testing.T) {
	text := "一、目标\n建设湿地8处。"
	d := notice(text, "8处")
	d.Outline = append(d.Outline, extract.Node{ID: "一", Label: "一、", Title: "目标", Role: extract.RoleGoals, Span: extract.Span{2, 4}})
	d.Targets[0].At = "一"
	good := d.Targets[0]
	with := func(change func(x *extract.Target)) correction.Correction {
		x := good
		change(&x)
		return correct(d, correction.Targets, good, x)
	}
	for _, c := range []struct {
		name string
		correction.Correction
		why string
	}{
		{"no such place", with(func(x *extract.Target) { x.At = "九" }), `nothing has the id "九"`},
		{"no number", with(func(x *extract.Target) { x.Value = ptr("很多") }), "value: "},
		{"half a range", with(func(x *extract.Target) { x.ValueMax = ptr("9") }), "value_max: "},
		{"a bare number", func() correction.Correction {
			c := with(func(*extract.Target) {})
			c.New = correction.Record(strings.Replace(string(c.New), `"value":"8"`, `"value":8`, 1))
			return c
		}(), "value: no number can stand there"},
		{"another's words", with(func(x *extract.Target) { x.Raw = "九处" }), "raw is not what stands at its span"},
		{"out of the text", with(func(x *extract.Target) { x.Span = extract.Span{8, 99} }), "leads out of the text"},
		{"turned round", with(func(x *extract.Target) { x.Span = extract.Span{10, 8} }), "leads out of the text"},
		{"a key too many", func() correction.Correction {
			c := with(func(*extract.Target) {})
			c.New = correction.Record(`{"valeu": "9"}`)
			return c
		}(), `unknown field "valeu"`},
		{"no such kind", correction.Correction{Record: "warnings", Span: &extract.Span{0, 1}, Old: raw(good)}, "no records are called"},
		{"nothing", correction.Correction{Record: correction.Targets, Span: &extract.Span{0, 1}}, "neither an old record nor a new one"},
		{"no span", correction.Correction{Record: correction.Targets, Old: raw(good)}, "no span"},
		{"no notice data", correction.Correction{Record: correction.Notice, Old: raw(d.Document)}, "not added or deleted"},
		{"a heading that others stand at", correct(d, correction.Outline, d.Outline[0], nil), "delete what stands there too"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fine := good
			fine.Per = ptr("年")
			before := string(extract.Encode(d))
			got, outcomes := correction.Apply(d, of(d, c.Correction), golden.Check)
			if outcomes[0].Effect != correction.Refused || !strings.Contains(outcomes[0].Why, c.why) || strings.Contains(outcomes[0].Why, "\n") {
				t.Errorf("%s %q, want %q", outcomes[0].Effect, outcomes[0].Why, c.why)
			}
			if broken := golden.Check(got); len(broken) > 0 {
				t.Error(broken)
			}
			if got.Warnings = got.Warnings[:0]; string(extract.Encode(got)) != before {
				t.Errorf("it changed the document to\n%s", extract.Encode(got))
			}
			// It alone: the one beside it goes through.
			got, outcomes = correction.Apply(d, of(d, c.Correction, correct(d, correction.Targets, good, fine)), golden.Check)
			if outcomes[1].Effect != correction.Changed || len(got.Targets) != 1 || got.Targets[0].Per == nil {
				t.Errorf("the next one: %+v", outcomes[1])
			}
		})
	}
}

// What keeps the promises only together is applied together.
func TestTogether(t *testing.T) {
	d := notice("一、目标\n建设湿地8处。", "8处")
	d.Outline = append(d.Outline, extract.Node{ID: "一", Label: "一、", Title: "目标", Role: extract.RoleGoals, Span: extract.Span{2, 4}})
	d.Targets[0].At = "一"
	node, at, wrong := d.Outline[0], d.Targets[0], d.Targets[0]
	node.ID, at.At = "二", "二"
	wrong.At = "三"
	heading := correct(d, correction.Outline, d.Outline[0], node)
	got, outcomes := correction.Apply(d, of(d, heading, correct(d, correction.Targets, d.Targets[0], at)), golden.Check)
	if got.Outline[0].ID != "二" || got.Targets[0].At != "二" {
		t.Errorf("%v", outcomes)
	}
	got, outcomes = correction.Apply(d, of(d, heading, correct(d, correction.Targets, d.Targets[0], wrong)), golden.Check)
	if broken := golden.Check(got); len(broken) > 0 || got.Outline[0].ID != "一" {
		t.Errorf("%v %v %+v", broken, outcomes, got.Outline)
	}
}

func TestNotice(t *testing.T) {
	d := notice("桐岭县规划\n建设湿地8处。")
	d.Document.Title = ptr("桐岭县规")
	new := d.Document
	new.Title = ptr("桐岭县规划")
	fix := of(d, correct(d, correction.Notice, d.Document, new))
	for _, c := range []struct {
		sha, title string
		want       string
		fits       bool
	}{
		{d.Source.SHA256, "桐岭县规", "桐岭县规划", true},
		{d.Source.SHA256, "县规", "桐岭县规划", true}, // other rules
		{strings.Repeat("b", 64), "桐岭县规", "桐岭县规划", true},
		{strings.Repeat("b", 64), "桐岭县规划", "桐岭县规划", true},
		{strings.Repeat("b", 64), "青禾县规划", "青禾县规划", false},
	} {
		to := *d
		to.Source.SHA256, to.Document.Title = c.sha, &c.title
		got, outcomes := correction.Apply(&to, fix, golden.Check)
		if *got.Document.Title != c.want || outcomes[0].InEffect() != c.fits || got.Document.Corrected != c.fits {
			t.Errorf("%.1s %s: %s, %+v", c.sha, c.title, *got.Document.Title, outcomes[0])
		}
	}
}

// What people leave out is completed: page, full names of units, lists, words
// that differ in white space.
func TestCompleted(t *testing.T) {
	text := "一、任务\n建设湿地。（县林业局牵头，\n县财政局配合）建成8处。"
	d := notice(text, "8处")
	d.Source.Pages = ptr(3)
	d.Targets[0].Page = ptr(3)
	d.Document.Region.Name = ptr("桐岭县")
	d.Outline = append(d.Outline, extract.Node{ID: "一", Label: "一、", Title: "任务", Role: extract.RoleTasks, Page: ptr(2), Span: extract.Span{2, 4}})
	start := len([]rune("一、任务\n建设湿地。"))
	c := correct(d, correction.Responsibilities, nil, map[string]any{
		"at": "一", "raw": "（县林业局牵头，县财政局配合）", "open": false, "due": nil, "span": []int{start, start + 16}, "page": nil,
		"units": []map[string]any{{"name": "县林业局", "role": "lead"}, {"name": "县财政局", "canonical": nil, "role": "support"}},
	})
	got, outcomes := correction.Apply(d, of(d, c), golden.Check)
	if len(got.Responsibilities) != 1 {
		t.Fatal(outcomes)
	}
	r := got.Responsibilities[0]
	if r.Raw != "（县林业局牵头，\n县财政局配合）" || r.Page == nil || *r.Page != 2 || r.Units[0].Canonical == nil || *r.Units[1].Canonical != "县财政局" || !r.Corrected {
		t.Errorf("%+v, page %v", r, r.Page)
	}
	if *got.Corrected != (extract.Corrected{Added: 1}) || d.Corrected != nil || len(d.Responsibilities) != 0 {
		t.Errorf("%+v; the document it was made of: %+v", got.Corrected, d.Corrected)
	}
	if broken := golden.Check(got); len(broken) > 0 {
		t.Error(broken)
	}
}

func TestMerge(t *testing.T) {
	d := notice("建设湿地8处，修复6处。", "8处", "6处")
	a, x := d.Targets[0], d.Targets[1]
	b, c := a, a
	b.Value, c.Value = ptr("9"), ptr("10")
	c.Indicator = ptr("小微湿地")
	fix := func(old, new any) correction.Correction { return correct(d, correction.Targets, old, new) }
	for _, s := range []struct {
		name       string
		kept, more []correction.Correction
		want       []correction.Correction
	}{
		{"one after the other", []correction.Correction{fix(a, b)}, []correction.Correction{fix(b, c)}, []correction.Correction{fix(a, c)}},
		{"back again", []correction.Correction{fix(a, b)}, []correction.Correction{fix(b, a)}, nil},
		{"three times", nil, []correction.Correction{fix(a, b), fix(b, c), fix(c, a)}, nil},
		{"the same again", []correction.Correction{fix(a, b)}, []correction.Correction{fix(a, b)}, []correction.Correction{fix(a, b)}},
		{"made on an older output", []correction.Correction{fix(a, b)}, []correction.Correction{fix(a, c)}, []correction.Correction{fix(a, c)}},
		{"two records", []correction.Correction{fix(a, b)}, []correction.Correction{fix(x, nil)}, []correction.Correction{fix(a, b), fix(x, nil)}},
		{"added and changed", []correction.Correction{fix(nil, a)}, []correction.Correction{fix(a, b)}, []correction.Correction{fix(nil, b)}},
		{"added and deleted", []correction.Correction{fix(nil, a), fix(x, nil)}, []correction.Correction{fix(a, nil)}, []correction.Correction{fix(x, nil)}},
		{"added twice", []correction.Correction{fix(nil, a)}, []correction.Correction{fix(nil, b)}, []correction.Correction{fix(nil, b)}},
		{"changed and deleted", []correction.Correction{fix(a, b)}, []correction.Correction{fix(b, nil)}, []correction.Correction{fix(a, nil)}},
		{"deleted and there again", []correction.Correction{fix(a, nil)}, []correction.Correction{fix(nil, a)}, nil},
	} {
		got := correction.Merge(s.kept, s.more)
		if diff := cmp.Diff(s.want, got, cmp.Transformer("", func(r correction.Record) string { return string(r) })); len(got)+len(s.want) > 0 && diff != "" {
			t.Errorf("%s (- want, + got):\n%s", s.name, diff)
		}
	}
}

// samples are the recorded outputs of the samples.
func samples(t testing.TB) map[string]*extract.Document {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "golden", "testdata", "samples", "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatal(err, "no samples")
	}
	out := map[string]*extract.Document{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := extract.Decode(b)
		if err != nil {
			t.Fatal(name, err)
		}
		out[filepath.Base(name)] = d
	}
	return out
}

// TestFromOneToAnother makes the difference of two versions of a document
// corrections and applies them to the first: the second comes of it, but for the
// order of records that begin at one place. So it does where all text has moved,
// and where they were applied before.
func TestFromOneToAnother(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	applied := 0
	for name, d := range samples(t) {
		for round := range 6 {
			other, cs := changed(random, d)
			got, outcomes := correction.Apply(d, of(d, cs...), golden.Check)
			for _, o := range outcomes {
				if !o.InEffect() {
					t.Fatalf("%s %d: %s %s", name, round, o.Effect, o.String())
				}
			}
			applied += len(cs)
			if diff := cmp.Diff(plain(other), plain(got)); diff != "" {
				t.Fatalf("%s %d (- want, + got):\n%s", name, round, diff)
			}
			again, _ := correction.Apply(got, of(d, cs...), golden.Check)
			if diff := cmp.Diff(got, again); diff != "" {
				t.Fatalf("%s %d: again (- once, + twice):\n%s", name, round, diff)
			}
			// In another text, with the corrections as made and as they came out.
			far := shifted(d, 7)
			moved, outcomes := correction.Apply(far, of(far, cs...), golden.Check)
			if diff := cmp.Diff(plain(shifted(other, 7)), plain(moved)); diff != "" {
				t.Fatalf("%s %d: shifted (- want, + got):\n%s", name, round, diff)
			}
			var here []correction.Correction
			for _, o := range outcomes {
				here = append(here, o.Correction)
			}
			home, _ := correction.Apply(d, of(d, correction.Merge(nil, here)...), golden.Check)
			if diff := cmp.Diff(plain(other), plain(home)); diff != "" {
				t.Fatalf("%s %d: there and back (- want, + got):\n%s", name, round, diff)
			}
		}
	}
	t.Logf("%d corrections", applied)
	if applied < 500 {
		t.Error("too few corrections to say anything")
	}
}

// changed is d with some records changed, added and deleted in ways that keep
// what documents promise, and the corrections that do it.
func changed(random *rand.Rand, d *extract.Document) (*extract.Document, []correction.Correction) {
	var cs []correction.Correction
	out := clone(d)
	fix := func(kind correction.Kind, old, new any) { cs = append(cs, correct(d, kind, old, new)) }
	often := func() bool { return random.IntN(4) == 0 }
	out.Responsibilities = out.Responsibilities[:0]
	for _, x := range d.Responsibilities {
		was := x
		switch {
		case !often():
		case random.IntN(2) == 0:
			fix(correction.Responsibilities, was, nil)
			continue
		default:
			x.Units = slices.Clone(x.Units)
			for i := range x.Units {
				x.Units[i].Role = extract.Support
			}
			x.Open = !x.Open
			fix(correction.Responsibilities, was, x)
		}
		out.Responsibilities = append(out.Responsibilities, x)
	}
	out.Targets = out.Targets[:0]
	for _, x := range d.Targets {
		was := x
		switch {
		case !often():
		case random.IntN(2) == 0:
			fix(correction.Targets, was, nil)
			continue
		default:
			x.Indicator, x.Support = ptr(fmt.Sprint("指标", random.IntN(99))), !x.Support
			fix(correction.Targets, was, x)
		}
		out.Targets = append(out.Targets, x)
		if often() { // at the words of a heading
			if n := d.Outline[random.IntN(len(d.Outline))]; n.Title != "" {
				y := extract.Target{At: n.ID, Indicator: ptr(fmt.Sprint("目标", random.IntN(1<<30))), Raw: n.Title, Page: n.Page, Span: n.Span}
				fix(correction.Targets, nil, y)
				out.Targets = append(out.Targets, y)
			}
		}
	}
	for i := range out.Outline {
		if often() {
			was := out.Outline[i]
			out.Outline[i].Role = extract.RoleSchedule
			if was.Role != extract.RoleSchedule {
				fix(correction.Outline, was, out.Outline[i])
			}
		}
	}
	for i := range out.Tasks {
		if x := &out.Tasks[i]; often() && x.Text != nil && x.Span[1]-x.Span[0] > 20 { // a boundary
			was := *x
			x.Span[1] -= 7
			x.Text = ptr(string([]rune(d.Text)[x.Span[0]:x.Span[1]]))
			fix(correction.Tasks, was, *x)
		}
	}
	if often() {
		was := out.Document
		out.Document.Title = ptr("又一个标题")
		fix(correction.Notice, was, out.Document)
	}
	random.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
	return out, cs
}

func clone(d *extract.Document) *extract.Document {
	c, err := extract.Decode(extract.Encode(d))
	if err != nil {
		panic(err)
	}
	return c
}

// shifted is d with characters more in front of its text.
func shifted(d *extract.Document, n int) *extract.Document {
	c := clone(d)
	shift(reflect.ValueOf(c).Elem(), n)
	c.Text = strings.Repeat("𠮷", n) + c.Text
	c.Coverage.SourceChars += n
	c.Coverage.KeptChars += n
	return c
}

func shift(v reflect.Value, n int) {
	switch v.Kind() {
	case reflect.Array:
		if s, ok := v.Addr().Interface().(*extract.Span); ok {
			s[0], s[1] = s[0]+n, s[1]+n
		}
	case reflect.Pointer:
		if !v.IsNil() {
			shift(v.Elem(), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			shift(v.Field(i), n)
		}
	case reflect.Slice:
		for i := range v.Len() {
			shift(v.Index(i), n)
		}
	}
}

// plain is the document without marks, its records in an order that does not
// depend on which of two at one place comes first.
func plain(d *extract.Document) map[string][]string {
	var fields map[string]any
	if err := json.Unmarshal(extract.Encode(d), &fields); err != nil {
		panic(err)
	}
	delete(fields, "corrected")
	out := map[string][]string{}
	for key, v := range fields {
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, x := range list {
			if m, ok := x.(map[string]any); ok {
				delete(m, "corrected")
			}
			out[key] = append(out[key], string(raw(x)))
		}
		sort.Strings(out[key])
	}
	return out
}

// FuzzApply: whatever is read as corrections, nothing panics, and what comes of
// it keeps its promises.
func FuzzApply(f *testing.F) {
	d := notice("一、目标\n建设湿地8处，\n修复湿地6处。（县林业局牵头）", "8处", "6处")
	d.Outline = append(d.Outline, extract.Node{ID: "一", Label: "一、", Title: "目标", Role: extract.RoleGoals, Span: extract.Span{2, 4}})
	new := d.Targets[0]
	new.Value = ptr("9")
	node := d.Outline[0]
	node.Title, node.Span = "标", extract.Span{3, 4}
	cs := []correction.Correction{
		correct(d, correction.Targets, d.Targets[0], new), correct(d, correction.Targets, d.Targets[1], nil),
		correct(d, correction.Outline, d.Outline[0], node), correct(d, correction.Notice, d.Document, d.Document),
		correct(d, correction.Boxes, nil, extract.Box{Title: "修复", Span: extract.Span{13, 15}, Items: []extract.BoxItem{{Text: "湿地", Span: extract.Span{15, 17}}}}),
		correct(d, correction.Tasks, nil, extract.Task{ID: "一", Title: "目标", Span: extract.Span{2, 4}, Measures: []extract.Measure{{Text: "建设", Span: extract.Span{5, 7}}}}),
	}
	file := &correction.File{Schema: correction.SchemaID, Documents: of(d, cs...)}
	f.Add(correction.Encode(file))
	for _, c := range cs {
		file.Documents = of(d, c)
		f.Add(correction.Encode(file))
	}
	if broken := golden.Check(d); len(broken) > 0 {
		f.Fatal(broken)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := correction.Decode(data)
		if err != nil {
			return
		}
		got, outcomes := correction.Apply(d, file.Documents, golden.Check)
		if broken := golden.Check(got); len(broken) > 0 {
			t.Fatal(broken)
		}
		var here []correction.Correction
		for _, o := range outcomes {
			if o.InEffect() {
				here = append(here, o.Correction)
			}
		}
		merged := correction.Merge(nil, here)
		got, _ = correction.Apply(got, of(d, merged...), golden.Check)
		if broken := golden.Check(got); len(broken) > 0 {
			t.Fatal(broken)
		}
		s := &correction.Store{}
		s.Replace("甲.txt", []correction.Kept{{Document: of(d, merged...)[0]}})
		if _, err := correction.ReadStore(s.Encode()); err != nil {
			t.Fatal(err)
		}
	})
}
