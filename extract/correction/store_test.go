package correction_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

const wetlands = "一是建设湿地8处。二是修复湿地6处，投入资金。"

func valued(d *extract.Document, i int, value string) correction.Correction {
	new := d.Targets[i]
	new.Value = &value
	new.Corrected = false
	return correct(d, correction.Targets, d.Targets[i], new)
}

func hasWarning(d *extract.Document, code string) bool {
	return slices.ContainsFunc(d.Warnings, func(w extract.Warning) bool { return w.Code == code })
}

// A folder's life: corrected, corrected again, extracted anew with other rules
// and from another source.
func TestTake(t *testing.T) {
	fresh := notice(wetlands, "8处", "6处")
	id, sha := fresh.Source.Name, fresh.Source.SHA256
	s := &correction.Store{}
	take := func(d *extract.Document, read bool, cs ...correction.Correction) *extract.Document {
		t.Helper()
		c := of(d, cs...)[0]
		c.Reviewed = read
		out, kept, outcomes := correction.Take(d, s.For(id, d.Source.SHA256), c, golden.Check)
		for _, o := range outcomes {
			if !o.InEffect() {
				t.Fatal(o.String())
			}
		}
		s.Replace(id, kept)
		var err error
		if s, err = correction.ReadStore(s.Encode()); err != nil {
			t.Fatal(err)
		}
		return out
	}
	keep := func(d *extract.Document) *extract.Document {
		out, _ := correction.Keep(d, s.For(id, d.Source.SHA256), golden.Check)
		return out
	}

	d := take(fresh, false, valued(fresh, 0, "9"))
	d = take(d, false, valued(d, 0, "10"), valued(d, 1, "7")) // on what was corrected
	if values(d) != "10处* 7处*" || *d.Corrected != (extract.Corrected{Changed: 2}) {
		t.Errorf("%s %+v", values(d), *d.Corrected)
	}
	if kept := s.For(id, sha); len(kept) != 1 || len(kept[0].Corrections) != 2 || kept[0].SHA256 != sha {
		t.Errorf("%+v", kept)
	}
	d = take(d, true, valued(d, 1, "6")) // back again
	if values(d) != "10处* 6处" || *d.Corrected != (extract.Corrected{Changed: 1, Reviewed: true}) {
		t.Errorf("%s %+v", values(d), *d.Corrected)
	}
	if diff := cmp.Diff(d, keep(fresh)); diff != "" {
		t.Errorf("extracted anew (- corrected, + anew):\n%s", diff)
	}

	// Other rules: what was corrected stays, what was read was something else.
	other := notice(wetlands, "8处", "6处")
	other.Targets[1].Indicator = ptr("退化湿地")
	got := keep(other)
	if values(got) != "10处* 6处" || got.Corrected.Reviewed || !hasWarning(got, correction.OutdatedWarning) {
		t.Errorf("%s %+v %v", values(got), got.Corrected, got.Warnings)
	}
	before := s.Hash(id, sha)
	got = take(got, false)
	if got.Corrected.Reviewed || s.Hash(id, sha) != before {
		t.Error("what nobody has read again is reviewed")
	}
	got = take(got, true)
	if !got.Corrected.Reviewed || hasWarning(got, correction.OutdatedWarning) || s.Hash(id, sha) == before {
		t.Errorf("read again: %+v %v", got.Corrected, got.Warnings)
	}
	// A reader's own corrections leave it read.
	if got = take(got, false, valued(got, 1, "5")); !got.Corrected.Reviewed || values(got) != "10处* 5处*" {
		t.Errorf("%s %+v", values(got), got.Corrected)
	}

	// The mark is taken away, and set again; what says nothing of it leaves it.
	mark := func(c correction.Document) {
		t.Helper()
		c.ID = id
		var kept []correction.Kept
		got, kept, _ = correction.Take(got, s.For(id, sha), c, golden.Check)
		s.Replace(id, kept)
		if anew := keep(other); !cmp.Equal(anew.Corrected, got.Corrected) {
			t.Errorf("extracted anew it is %+v, not %+v", anew.Corrected, got.Corrected)
		}
	}
	mark(correction.Document{SHA256: sha, Unreviewed: true})
	if got.Corrected.Reviewed || got.Corrected.Changed != 2 || hasWarning(got, correction.OutdatedWarning) {
		t.Errorf("unreviewed: %+v %v", got.Corrected, got.Warnings)
	}
	mark(correction.Document{SHA256: sha})
	if got.Corrected.Reviewed {
		t.Error("reviewed by a file that says nothing of it")
	}
	mark(correction.Document{SHA256: sha, Reviewed: true})
	mark(correction.Document{SHA256: "of another source", Unreviewed: true})
	if !got.Corrected.Reviewed {
		t.Error("reviewed again, but it is not")
	}

	// Another source: what its words still say is kept, the rest stays with its
	// own source.
	next := notice("通知如下：一是建设湿地8处。二是修复湿地3处，投入资金。", "8处", "3处")
	next.Source.SHA256 = strings.Repeat("b", 64)
	got = keep(next)
	if values(got) != "10处* 3处" || *got.Corrected != (extract.Corrected{Changed: 1}) || !hasWarning(got, correction.UnfitWarning) || !hasWarning(got, correction.OutdatedWarning) {
		t.Errorf("%s %+v %v", values(got), *got.Corrected, got.Warnings)
	}
	got = take(got, false, valued(got, 1, "4"))
	kept := s.For(id, next.Source.SHA256)
	if values(got) != "10处* 4处*" || len(kept) != 2 || kept[1].SHA256 != next.Source.SHA256 || len(kept[0].Corrections) != 1 || len(kept[1].Corrections) != 2 {
		t.Errorf("%s %+v", values(got), kept)
	}
	out, left, dropped := correction.Drop(got, kept, golden.Check)
	if len(dropped) != 1 || len(left[0].Corrections) != 0 || hasWarning(out, correction.UnfitWarning) || values(out) != values(got) {
		t.Errorf("%v %+v", dropped, left)
	}
}

// The corrections of a document are those of its name; a copy and a file that has
// another name have those of the same source.
func TestFor(t *testing.T) {
	s := &correction.Store{}
	a, b := strings.Repeat("a", 64), strings.Repeat("b", 64)
	line := func(sha string) correction.Kept {
		return correction.Kept{Document: correction.Document{SHA256: sha, Reviewed: true}}
	}
	s.Replace("y.txt", []correction.Kept{line(a)})
	s.Replace("x.txt", []correction.Kept{line(b), line(a), {Document: correction.Document{SHA256: a}}})
	for _, c := range []struct{ id, sha, want string }{
		{"x.txt", a, "x.txt b, x.txt a"},
		{"x.txt", b, "x.txt a, x.txt b"},
		{"x.txt", "c", "x.txt a, x.txt b"},
		{"z.txt", a, "x.txt a"},
		{"z.txt", "c", ""},
	} {
		var got []string
		for _, k := range s.For(c.id, c.sha) {
			got = append(got, k.ID+" "+k.SHA256[:1])
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %.1s: %s, want %s", c.id, c.sha, strings.Join(got, ", "), c.want)
		}
	}
	if s.Hash("z.txt", "c") != "" || s.Hash("x.txt", a) == s.Hash("x.txt", b) {
		t.Error("hashes do not tell lines apart")
	}
}

func TestReadStoreRefuses(t *testing.T) {
	good := `{"schema":"guihua/corrections/v1","id":"a","sha256":"","reviewed":true,"corrections":[]}`
	for _, c := range []struct{ in, want string }{
		{good + "\n{", "line 2: "},
		{good + "\n\n" + strings.Replace(good, "corrections/v1", "document/v1", 1), "line 3: has schema"},
		{good + good, "line 1: something stands behind"},
		{strings.Replace(good, "reviewed", "read_by", 1), "line 1: "},
	} {
		if _, err := correction.ReadStore([]byte(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.in, err, c.want)
		}
	}
}

// Two files made on one output correct the same record, which the rules read in
// yet another way since: the later one is refused, and nothing else stands there.
// Beside it stands another target of the same words and indicator, by another year.
func TestTwoFiles(t *testing.T) {
	old := notice(wetlands, "8处", "6处")
	first := old.Targets[0]
	first.Indicator, first.Value = ptr("新湿地"), ptr("9")
	second := first
	second.Value = ptr("10")

	now := notice(wetlands, "8处", "6处")
	now.Targets[0].Indicator = ptr("湿地等")
	twin := now.Targets[1]
	twin.By = ptr("2030")
	now.Targets = append(now.Targets, twin)
	var kept []correction.Kept
	d := now
	for _, c := range []correction.Correction{
		correct(old, correction.Targets, old.Targets[0], first),
		correct(old, correction.Targets, old.Targets[0], second),
		valued(now, 1, "7"), valued(now, 2, "5"),
	} {
		d, kept, _ = correction.Take(d, kept, of(d, c)[0], golden.Check)
	}
	if values(d) != "9处* 7处* 5处*" || len(kept) != 1 || len(kept[0].Corrections) != 3 {
		t.Errorf("%s, %d kept", values(d), len(kept[0].Corrections))
	}
	if anew, _ := correction.Keep(now, kept, golden.Check); values(anew) != "9处* 7处* 5处*" {
		t.Errorf("anew: %s", values(anew))
	}
	// Both in one file.
	d, _, _ = correction.Take(now, nil, of(now, correct(old, correction.Targets, old.Targets[0], first), correct(old, correction.Targets, old.Targets[0], second))[0], golden.Check)
	if values(d) != "10处* 6处 6处" {
		t.Errorf("one file: %s", values(d))
	}
}

// Two people correct one document, neither of whom has seen what the other did.
func TestTwoPeople(t *testing.T) {
	d := notice(wetlands, "8处", "6处")
	of0 := func(change func(x *extract.Target)) correction.Correction {
		x := d.Targets[0]
		change(&x)
		return correct(d, correction.Targets, d.Targets[0], x)
	}
	value := func(v string) correction.Correction { return of0(func(x *extract.Target) { x.Value = &v }) }
	indicator := of0(func(x *extract.Target) { x.Indicator = ptr("小微湿地") })
	wider := func(n int) correction.Correction {
		return of0(func(x *extract.Target) {
			x.Span[0] -= n
			x.Raw = string([]rune(wetlands)[x.Span[0]:x.Span[1]])
		})
	}
	gone := correct(d, correction.Targets, d.Targets[0], nil)
	added := func(name string) correction.Correction {
		return correct(d, correction.Targets, nil, extract.Target{Indicator: &name, Raw: "投入", Span: extract.Span{18, 20}})
	}
	never := target(extract.Span{0, 2}, "一是")
	never.Value, never.Bound, never.Measure, never.Unit = nil, nil, nil, nil
	for _, c := range []struct {
		name          string
		first, second correction.Correction
		want          string // indicator, value and words of the targets
		effect        correction.Effect
		why           string
		already       bool
	}{
		{"two keys", value("9"), indicator, "小微湿地 9 8处*, 湿地 6 6处", correction.Changed, "", false},
		{"two keys, the other way", indicator, value("9"), "小微湿地 9 8处*, 湿地 6 6处", correction.Changed, "", false},
		{"a key and a boundary", wider(2), value("9"), "湿地 9 湿地8处*, 湿地 6 6处", correction.Changed, "", false},
		{"one key, two values", value("9"), value("10"), "湿地 9 8处*, 湿地 6 6处", correction.Refused, "contradicts an earlier correction: value is 9, not 8", false},
		{"one key, one value", value("9"), value("9"), "湿地 9 8处*, 湿地 6 6处", correction.Changed, "", true},
		{"two boundaries", wider(2), wider(4), "湿地 8 湿地8处*, 湿地 6 6处", correction.Refused, "contradicts an earlier correction: raw is 湿地8处, not 8处", false},
		{"deleted, then changed", gone, value("9"), "湿地 6 6处", correction.Refused, "contradicts an earlier correction: it was deleted", false},
		{"deleted, then another boundary", gone, wider(2), "湿地 6 6处", correction.Refused, "contradicts an earlier correction: it was deleted", false},
		{"changed, then deleted", value("9"), gone, "湿地 9 8处*, 湿地 6 6处", correction.Refused, "contradicts an earlier correction: value is 9, not 8", false},
		{"another boundary, then deleted", wider(2), gone, "湿地 8 湿地8处*, 湿地 6 6处", correction.Refused, "contradicts an earlier correction: raw is 湿地8处, not 8处", false},
		{"deleted twice", gone, gone, "湿地 6 6处", correction.Deleted, "", true},
		{"added twice", added("资金"), added("资金"), "湿地 8 8处, 湿地 6 6处, 资金 投入*", correction.Added, "", true},
		{"added with two names", added("资金"), added("经费"), "湿地 8 8处, 湿地 6 6处, 资金 投入*", correction.Refused, "contradicts an earlier correction: indicator is 资金, not 经费", false},
		{"a record that never was is deleted", value("9"), correct(d, correction.Targets, never, nil), "湿地 9 8处*, 湿地 6 6处", correction.Unfit, "no such record", false},
		{"a record that never was is changed", value("9"), func() correction.Correction {
			x := never
			x.Per = ptr("年")
			return correct(d, correction.Targets, never, x)
		}(), "湿地 9 8处*, 湿地 6 6处", correction.Unfit, "no such record", false},
		{"deleted as older rules read it", valued(d, 1, "7"), func() correction.Correction {
			x := d.Targets[0]
			x.Indicator, x.Span, x.Raw = ptr("湿地等"), extract.Span{x.Span[0] - 2, x.Span[1]}, "湿地8处"
			return correct(d, correction.Targets, x, nil)
		}(), "湿地 7 6处*", correction.Deleted, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			one, kept, outcomes := correction.Take(d, nil, of(d, c.first)[0], golden.Check)
			if !outcomes[0].InEffect() {
				t.Fatal(outcomes[0].String())
			}
			got, kept, outcomes := correction.Take(one, kept, of(d, c.second)[0], golden.Check)
			o := outcomes[0]
			if o.Effect != c.effect || !strings.Contains(o.Why, c.why) || o.Already != c.already || (o.Why == "") != (c.why == "") {
				t.Errorf("%s %q, there before: %v", o.Effect, o.Why, o.Already)
			}
			for _, d := range []*extract.Document{d, got} {
				if again, _ := correction.Keep(d, kept, golden.Check); said(again) != c.want {
					t.Errorf("%s, want %s", said(again), c.want)
				}
			}
		})
	}
}

// said are the targets in words.
func said(d *extract.Document) string {
	var out []string
	for _, x := range d.Targets {
		s := *x.Indicator + " "
		if x.Value != nil {
			s += *x.Value + " "
		}
		if s += x.Raw; x.Corrected {
			s += "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// What a report says of a corrected document: what was there, also of what is
// deleted; and the way back is a correction that leaves nothing of the first.
func TestInEffect(t *testing.T) {
	fresh := notice(wetlands, "8处", "6处")
	deleted := fresh.Targets[1]
	remove := correct(fresh, correction.Targets, deleted, nil)
	d, kept, _ := correction.Take(fresh, nil, of(fresh, valued(fresh, 0, "9"), remove)[0], golden.Check)
	list := correction.InEffect(d, kept)
	if len(list) != 2 || !strings.Contains(string(list[0].Old), `"value":"8"`) || !strings.Contains(string(list[0].New), `"value":"9"`) || string(list[1].New) != "null" {
		t.Fatalf("%+v", list)
	}
	if got := correction.InEffect(fresh, kept); len(got) != 0 {
		t.Errorf("an output without them has %+v", got)
	}
	back := correction.Document{ID: fresh.Source.Name, SHA256: fresh.Source.SHA256}
	for _, c := range list {
		c.Old, c.New = c.New, c.Old
		back.Corrections = append(back.Corrections, c)
	}
	// The page has the record with its mark.
	back.Corrections[0].Old = correction.Record(strings.Replace(string(back.Corrections[0].Old), "}", `,"corrected":true}`, 1))
	d, kept, outcomes := correction.Take(d, kept, back, golden.Check)
	for _, o := range outcomes {
		if !o.InEffect() {
			t.Error(o.String())
		}
	}
	if diff := cmp.Diff(fresh, d); diff != "" {
		t.Errorf("restored (- fresh, + restored):\n%s", diff)
	}
	if len(kept) != 1 || len(kept[0].Corrections) != 0 {
		t.Errorf("%+v is kept", kept)
	}
}
