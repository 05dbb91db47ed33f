package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"guihua/extract"
	"guihua/extract/correction"
)

// A desk is a tab with one document that is being corrected.
type desk struct {
	*tab
	doc       *extract.Document
	downloads string
}

// openDesk opens a document of its own ID: the browser that all tests share keeps
// corrections by it.
func openDesk(t *testing.T, doc *extract.Document) *desk {
	t.Helper()
	file := write(t, filepath.Join(t.TempDir(), "report.html"), input{t.Name() + ".txt", doc})
	d := &desk{tab: open(t, file), doc: doc, downloads: t.TempDir()}
	call(d.tab, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: d.downloads,
	})
	t.Cleanup(func() { eval[int](d.tab, "localStorage.clear(), 0") })
	d.until("document.querySelector('article.text mark')")
	return d
}

// choose opens the tab of a kind and the record whose row has the words.
func (d *desk) choose(tab, words string) {
	d.Helper()
	d.click(`[data-tab="` + tab + `"]`)
	ok := eval[bool](d.tab, `(() => {
		const row = [...document.querySelectorAll('[role=tabpanel]:not([hidden]) tr[data-key]')].find((r) => r.innerText.includes(%s));
		if (row) row.querySelector('.open').click();
		return Boolean(row);
	})()`, words)
	if !ok {
		d.Fatalf("no row of %s has %s", tab, words)
	}
}

// correct opens the form for the record chosen.
func (d *desk) correct() {
	d.Helper()
	d.click(".detail .edit")
}

// set puts a value into a field of the form, as a reader would.
func (d *desk) set(selector, value string) {
	d.Helper()
	d.until("document.querySelector(%s)", "form.correct "+selector)
	eval[int](d.tab, `(() => {
		const e = document.querySelector(%s);
		e.value = %s;
		e.dispatchEvent(new Event('input', { bubbles: true }));
		return 0;
	})()`, "form.correct "+selector, value)
}

func (d *desk) apply() {
	d.Helper()
	d.click("form.correct .primary")
	d.until("!document.querySelector('form.correct')")
}

// selectWords selects words of the text with the mouse, so to speak.
func (d *desk) selectWords(words string) {
	d.Helper()
	ok := eval[bool](d.tab, `(() => {
		const words = %s, walker = document.createTreeWalker(document.querySelector('article.text'), NodeFilter.SHOW_TEXT);
		for (let n = walker.nextNode(); n; n = walker.nextNode()) {
			const at = n.data.indexOf(words);
			if (at < 0) continue;
			n.parentElement.scrollIntoView({ block: 'center' });
			getSelection().setBaseAndExtent(n, at, n, at + words.length);
			return true;
		}
		return false;
	})()`, words)
	if !ok {
		d.Fatalf("no text has %s", words)
	}
	d.until("!document.querySelector('.selection').hidden")
}

// save saves the corrections and reads the file.
func (d *desk) save() *correction.Document {
	d.Helper()
	d.click(".bar .save")
	path := filepath.Join(d.downloads, "corrections.json")
	var data []byte
	for deadline := time.Now().Add(patience); len(data) == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			d.Fatal("nothing was saved")
		}
		data, _ = os.ReadFile(path)
	}
	f, err := correction.Decode(data)
	if err != nil {
		d.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		d.Fatal(err)
	}
	if got := string(correction.Encode(f)); got != string(data) {
		d.Errorf("the file is not as correction.Encode writes it:\n%s\n%s", data, got)
	}
	if len(f.Documents) != 1 || f.Documents[0].SHA256 != d.doc.Source.SHA256 || f.Documents[0].ID != d.Name()+".txt" {
		d.Fatalf("corrections of %d documents: %v", len(f.Documents), f.Documents)
	}
	return &f.Documents[0]
}

// record is JSON as a record of Go's, with no key that it doesn't know.
func record[R any](t testing.TB, data correction.Record) R {
	t.Helper()
	var r R
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	again, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if string(unescape(again)) != string(data) {
		t.Errorf("keys or their order differ:\n%s\n%s", data, again)
	}
	return r
}

// unescape undoes what json.Marshal does for HTML.
func unescape(b []byte) []byte {
	return []byte(strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b)))
}

func find[R any](t testing.TB, list []R, fits func(R) bool) R {
	t.Helper()
	for _, r := range list {
		if fits(r) {
			return r
		}
	}
	t.Fatal("no such record")
	panic("unreachable")
}

// check holds a correction against the record before and after.
func check[R any](t testing.TB, doc *extract.Document, c correction.Correction, kind correction.Kind, span extract.Span, old, now *R) {
	t.Helper()
	if c.Record != kind || c.Span == nil || *c.Span != span {
		t.Errorf("a correction of %s at %v, want %s at %v", c.Record, c.Span, kind, span)
		return
	}
	text := []rune(doc.Text)
	around := [3]string{
		string(text[max(span[0]-correction.Around, 0):span[0]]), string(text[span[0]:span[1]]), string(text[span[1]:min(span[1]+correction.Around, len(text))]),
	}
	if got := [3]string{c.Before, c.Words, c.After}; got != around {
		t.Errorf("the words are %q, want %q", got, around)
	}
	for _, part := range []struct {
		name string
		got  correction.Record
		want *R
	}{{"old", c.Old, old}, {"new", c.New, now}} {
		if part.want == nil {
			if string(part.got) != "null" {
				t.Errorf("%s is %s, want null", part.name, part.got)
			}
			continue
		}
		if got := record[R](t, part.got); !reflect.DeepEqual(got, *part.want) {
			t.Errorf("%s is %s, want %+v", part.name, part.got, *part.want)
		}
	}
}

// TestCorrect changes, deletes and adds records with the mouse and saves them.
func TestCorrect(t *testing.T) {
	d := openDesk(t, sample(t, "lanchuan_yanglao_guihua_web.txt"))
	doc := d.doc

	// The role of a unit.
	d.choose("responsibilities", "表1/2")
	clause := find(t, doc.Responsibilities, func(r extract.Responsibility) bool { return r.At == "表1/2" })
	d.correct()
	d.set(`[data-field="units"] .row:nth-child(2) select`, "support")
	d.apply()
	if row := d.text(`tr[data-key^="responsibilities"][aria-selected="true"]`); !strings.Contains(row, "Changed") {
		t.Errorf("the row %q does not say it is changed", row)
	}

	// A value, and the year.
	target := find(t, doc.Targets, func(r extract.Target) bool { return r.Raw == "40家以上" })
	d.choose("targets", "≥\u00a040 家")
	d.correct()
	d.set(`[data-field="value"] input`, "45")
	d.set(`[data-field="by"] input`, "2029")
	d.apply()

	// A boundary, by a character and by a selection.
	achievement := find(t, doc.Achievements, func(r extract.Achievement) bool { return r.Raw == "超过210万人次" })
	d.choose("targets", "2,100,000")
	d.correct()
	d.click(`form.correct [data-step="0+"]`)
	d.selectWords("210万人次")
	d.click(".selection .primary")
	d.apply()

	// A false record.
	false_ := find(t, doc.References, func(r extract.Reference) bool { return r.Title == "云岭省养老服务条例" })
	d.choose("references", false_.Title)
	d.click(".detail .delete")
	if n := eval[int](d.tab, `document.querySelectorAll('mark.references').length`); n == 0 {
		t.Error("no references are left")
	}
	if eval[bool](d.tab, `[...document.querySelectorAll('article mark.references')].some((m) => m.textContent === %s)`, false_.Title) {
		t.Error("the words of the deleted record are still marked")
	}

	// A missed one.
	d.selectWords("2024年")
	d.click(`.selection [data-add="targets"]`)
	d.set(`[data-field="indicator"] input`, "年份")
	d.screenshot("correct-form")
	d.apply()
	d.screenshot("correct")

	got := d.save()
	if len(got.Corrections) != 5 || got.Reviewed {
		t.Fatalf("%d corrections, reviewed %v", len(got.Corrections), got.Reviewed)
	}
	newClause := clause
	newClause.Units = append([]extract.Unit{}, clause.Units...)
	newClause.Units[1].Role = extract.Support
	check(t, doc, got.Corrections[0], correction.Responsibilities, clause.Span, &clause, &newClause)
	newTarget := target
	newValue, by := "45", "2029"
	newTarget.Value, newTarget.By = &newValue, &by
	check(t, doc, got.Corrections[1], correction.Targets, target.Span, &target, &newTarget)
	newAchievement := achievement
	newAchievement.Raw = "210万人次"
	newAchievement.Span[0] += 2
	check(t, doc, got.Corrections[2], correction.Achievements, achievement.Span, &achievement, &newAchievement)
	check(t, doc, got.Corrections[3], correction.References, false_.Span, &false_, nil)
	value, unit, bound, measure, indicator := "2024", "年", extract.Equal, extract.Level, "年份"
	at := strings.Index(doc.Text, "2024年")
	start := len([]rune(doc.Text[:at]))
	missed := extract.Target{
		At: "一/（二）", Indicator: &indicator, Raw: "2024年", Value: &value, Unit: &unit, Bound: &bound, Measure: &measure, Span: extract.Span{start, start + 5},
	}
	check(t, doc, got.Corrections[4], correction.Targets, missed.Span, nil, &missed)
}
