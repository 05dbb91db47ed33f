package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	cdpinput "github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// A desk is a tab with one document that is being corrected.
type desk struct {
	*browser.Tab
	doc       *extract.Document
	file      string // the report
	id        string // of the document
	downloads string
}

// openDesk opens a document of its own ID: the browser that all tests share keeps
// corrections by it.
func openDesk(t *testing.T, doc *extract.Document) *desk {
	t.Helper()
	file := write(t, filepath.Join(t.TempDir(), "report.html"), input{t.Name() + ".txt", doc})
	d := &desk{Tab: browser.Open(t, file), doc: doc, file: file, downloads: t.TempDir(), id: t.Name() + ".txt"}
	d.allowDownloads()
	t.Cleanup(func() { browser.Eval[int](d.Tab, "localStorage.clear(), 0") })
	d.Until("document.querySelector('article.text mark')")
	return d
}

// Keys presses keys as a keyboard does: where a page takes a key for itself, no
// letter follows.
func (d *desk) Keys(keys string) {
	d.Helper()
	d.Do(chromedp.KeyEvent(keys, func(p *cdpinput.DispatchKeyEventParams) {
		if p.Type == kb.KeyDown {
			p.Type = cdpinput.DispatchKeyEventTypeRawKeyDown
		}
	}))
}

// allowDownloads lets files be saved without asking.
func (d *desk) allowDownloads() {
	d.Helper()
	browser.Call(d.Tab, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: d.downloads,
	})
}

// choose opens the tab of a kind and the record whose row has the words.
func (d *desk) choose(tab, words string) {
	d.Helper()
	d.Click(`[data-tab="` + tab + `"]`)
	ok := browser.Eval[bool](d.Tab, `(() => {
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
	d.Click(".detail .edit")
}

// set puts a value into a field of the form, as a reader would.
func (d *desk) set(selector, value string) {
	d.Helper()
	d.Until("document.querySelector(%s)", "form.correct "+selector)
	browser.Eval[int](d.Tab, `(() => {
		const e = document.querySelector(%s);
		e.value = %s;
		e.dispatchEvent(new Event('input', { bubbles: true }));
		return 0;
	})()`, "form.correct "+selector, value)
}

func (d *desk) apply() {
	d.Helper()
	d.Click("form.correct .primary")
	d.Until("!document.querySelector('form.correct')")
}

// selectWords selects words of the text with the mouse, so to speak.
func (d *desk) selectWords(words string) {
	d.Helper()
	ok := browser.Eval[bool](d.Tab, `(() => {
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
	d.Until("!document.querySelector('.selection').hidden")
}

// save saves the corrections and reads the file.
func (d *desk) save() *correction.Document {
	d.Helper()
	d.Click(".bar .save")
	path := filepath.Join(d.downloads, "corrections.json")
	var data []byte
	for deadline := time.Now().Add(browser.Patience); len(data) == 0; time.Sleep(20 * time.Millisecond) {
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
	if len(f.Documents) != 1 || f.Documents[0].SHA256 != d.doc.Source.SHA256 || f.Documents[0].ID != d.id {
		d.Fatalf("corrections of %d documents: %v", len(f.Documents), f.Documents)
	}
	_, outcomes := correction.Apply(d.doc, f.Documents, golden.Check)
	for _, o := range outcomes {
		if !o.InEffect() {
			d.Errorf("guihua apply would not take %s", o.String())
		}
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
	if row := d.Text(`tr[data-key^="responsibilities"][aria-selected="true"]`); !strings.Contains(row, "Changed") {
		t.Errorf("the row %q does not say it is changed", row)
	}

	// A value, and the year.
	target := find(t, doc.Targets, func(r extract.Target) bool { return r.Raw == "40家以上" })
	d.choose("targets", "≥\u00a040家")
	d.correct()
	d.set(`[data-field="value"] input`, "45")
	d.set(`[data-field="by"] input`, "2029")
	d.apply()

	// A boundary, by a character and by a selection.
	achievement := find(t, doc.Achievements, func(r extract.Achievement) bool { return r.Raw == "超过210万人次" })
	d.choose("targets", "210万")
	d.correct()
	d.Click(`form.correct [data-step="0+"]`)
	d.selectWords("210万人次")
	d.Click(".selection .primary")
	d.apply()

	// A false record.
	false_ := find(t, doc.References, func(r extract.Reference) bool { return r.Title == "云岭省养老服务条例" })
	d.choose("references", false_.Title)
	d.Click(".detail .delete")
	if n := browser.Eval[int](d.Tab, `document.querySelectorAll('mark.references').length`); n == 0 {
		t.Error("no references are left")
	}
	if browser.Eval[bool](d.Tab, `[...document.querySelectorAll('article mark.references')].some((m) => m.textContent === %s)`, false_.Title) {
		t.Error("the words of the deleted record are still marked")
	}

	// A missed one.
	d.selectWords("2024年")
	d.Click(`.selection [data-add="targets"]`)
	d.set(`[data-field="indicator"] input`, "年份")
	d.Screenshot("correct-form")
	d.apply()
	d.Screenshot("correct")

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

// TestCorrectByKeyboard does without the mouse, from the row of a target to the
// file.
func TestCorrectByKeyboard(t *testing.T) {
	d := openDesk(t, sample(t, "lanchuan_yanglao_guihua_web.txt"))
	focus := func(selector string) {
		t.Helper()
		if !browser.Eval[bool](d.Tab, "document.activeElement.matches(%s)", selector) {
			t.Fatalf("the focus is on %s, not on %s", browser.Eval[string](d.Tab, "document.activeElement.outerHTML.slice(0, 200)"), selector)
		}
	}
	d.TabTo(`[role="tab"][aria-selected="true"]`)
	d.Keys(kb.Tab)
	focus(`tr[data-key="achievements/0"] .open`)
	d.Keys("j")
	d.Keys("j")
	focus(`tr[data-key="achievements/2"] .open`)
	d.Keys(kb.Enter)
	focus(`mark[data-key="achievements/2"]`)
	d.Keys(kb.Enter)
	focus(".detail")
	d.Keys("e")
	focus(`form.correct [data-field="indicator"] input`)
	d.Keys(kb.End)
	d.Keys("的")
	d.Keys(kb.Enter)
	focus(".detail")
	if got := d.Text(`tr[data-key="achievements/2"]`); !strings.Contains(got, "护理型床位占比的") {
		t.Errorf("the row is %q", got)
	}
	d.Keys(kb.Escape)
	focus(`mark[data-key="achievements/2"], tr[data-key="achievements/2"] .open`)

	// A record of words that are searched for.
	d.Keys("/")
	focus(".search input")
	d.Keys("15分钟")
	d.Keys(kb.Enter)
	d.Until("document.querySelector('mark.hit.now')")
	d.Keys(kb.Escape)
	d.Keys("a")
	focus(".selection button")
	d.Keys(kb.Enter)
	focus(`form.correct [data-field="indicator"] input`)
	d.Keys("养老服务圈")
	d.Keys(kb.Enter)
	d.Until("document.querySelector('tr.added')")
	got := d.save()
	if len(got.Corrections) != 2 {
		t.Fatalf("%d corrections", len(got.Corrections))
	}
	old := d.doc.Achievements[2]
	now, indicator := old, "护理型床位占比的"
	now.Indicator = &indicator
	check(t, d.doc, got.Corrections[0], correction.Achievements, old.Span, &old, &now)
	if c := got.Corrections[1]; c.Record != correction.Targets || c.Words != "15分钟" {
		t.Errorf("added is %s %q", c.Record, c.Words)
	}
}

// TestCorrectionsAreKept closes a page and opens it again, and loads the file in
// another report.
func TestCorrectionsAreKept(t *testing.T) {
	d := openDesk(t, sample(t, "qinghe_shuzi_xiangcun.txt"))
	first := d.doc.Targets[0]
	d.choose("targets", *first.Indicator)
	d.Click(".detail .delete")
	d.Click(".bar .reviewed")
	if n := browser.Eval[int](d.Tab, `document.querySelectorAll('tr.deleted').length`); n != 1 {
		t.Fatalf("%d rows are deleted", n)
	}
	// What the browser keeps is there again when one comes back, and nobody is asked.
	d.Visit(d.file)
	if faults := d.TakeFaults(); len(faults) > 0 {
		t.Errorf("the browser keeps it, but %q", faults)
	}
	d.Until("document.querySelector('tr.deleted')")
	got := d.save()
	if !got.Reviewed || len(got.Corrections) != 1 {
		t.Errorf("reviewed %v, %d corrections", got.Reviewed, len(got.Corrections))
	}
	check(t, d.doc, got.Corrections[0], correction.Targets, first.Span, &first, nil)
	d.Visit(d.file)
	if faults := d.TakeFaults(); len(faults) > 0 {
		t.Errorf("all is saved, but %q", faults)
	}
	d.Until("document.querySelector('tr.deleted')")

	// A second report of the same document under another name.
	saved := correction.Encode(&correction.File{Schema: correction.SchemaID, Documents: []correction.Document{*got}})
	file := filepath.Join(t.TempDir(), "corrections.json")
	if err := os.WriteFile(file, saved, 0o666); err != nil {
		t.Fatal(err)
	}
	d.Visit(write(t, filepath.Join(t.TempDir(), "other.html"), input{"other.txt", d.doc}))
	d.Until("document.querySelector('article.text mark')")
	if browser.Eval[bool](d.Tab, "document.querySelector('tr.deleted') !== null") {
		t.Error("another report has the corrections without being asked")
	}
	d.Do(chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{file}))
	d.Until("document.querySelector('tr.deleted')")
	if !browser.Eval[bool](d.Tab, "document.querySelector('.reviewed').checked") {
		t.Error("reviewed is not loaded")
	}
	// Undone, it is as before.
	d.Keys("u")
	d.Until("!document.querySelector('tr.deleted')")
	d.Click(".bar .reviewed")
	d.Until("document.querySelector('.bar .save').disabled")
}

// TestCorrectNotice changes records with lists in them: the notice data, a box, a
// clause.
func TestCorrectNotice(t *testing.T) {
	d := openDesk(t, sample(t, "qinghe_shuzi_xiangcun.txt"))
	old := d.doc.Document
	d.Click(`[data-tab="document"]`)
	d.Click(`#panel-document .open`)
	d.correct()
	d.set(`[data-field="issuers"] input`, "青禾县人民政府、青禾县委办公室")
	d.set(`[data-field="period"] input:nth-child(1)`, "2025")
	d.set(`[data-field="period"] input:nth-child(2)`, "2029")
	d.set(`[data-field="region"] input:nth-child(2)`, "99")
	d.Click("form.correct .primary")
	if !browser.Eval[bool](d.Tab, "document.querySelector('form.correct :invalid') !== null") {
		t.Fatal("a code of two digits is taken")
	}
	d.Click("nav.outline button")
	if !browser.Eval[bool](d.Tab, "document.querySelector('form.correct') !== null") {
		t.Fatal("a click elsewhere has thrown the form away")
	}
	d.set(`[data-field="region"] input:nth-child(2)`, "990101")
	d.apply()

	box := d.doc.Boxes[0]
	d.choose("boxes", box.Title)
	d.correct()
	d.set(`[data-field="items"] .row:nth-child(1) input`, "水稻农场")
	d.apply()

	clause := d.doc.Responsibilities[0]
	d.Click(`[data-tab="responsibilities"]`)
	d.Click(`tr[data-key="responsibilities/0"] .open`)
	d.correct()
	d.Click(`form.correct [data-field="units"] .row:last-child .remove`)
	d.apply()

	got := d.save()
	if len(got.Corrections) != 3 {
		t.Fatalf("%d corrections", len(got.Corrections))
	}
	code := "990101"
	want := old
	want.Issuers = []string{"青禾县人民政府", "青禾县委办公室"}
	want.Period = &[2]int{2025, 2029}
	want.Region.Code = &code
	c := got.Corrections[0]
	if c.Record != correction.Notice || c.Span != nil || c.Words+c.Before+c.After != "" {
		t.Errorf("the notice data is at %v: %q", c.Span, c.Words)
	}
	if now := record[extract.Notice](t, c.New); !reflect.DeepEqual(now, want) {
		t.Errorf("the notice data is %s", c.New)
	}
	if was := record[extract.Notice](t, c.Old); !reflect.DeepEqual(was, old) {
		t.Errorf("the notice data was %s", c.Old)
	}
	renamed := box
	renamed.Items = slices.Clone(box.Items)
	renamed.Items[0].Title = "水稻农场"
	check(t, d.doc, got.Corrections[1], correction.Boxes, box.Span, &box, &renamed)
	less := clause
	less.Units = clause.Units[:len(clause.Units)-1]
	check(t, d.doc, got.Corrections[2], correction.Responsibilities, clause.Span, &clause, &less)
}

// TestCorrectBeyondBMP has characters of two UTF-16 units in front of what is
// selected, before and in the marks.
func TestCorrectBeyondBMP(t *testing.T) {
	d := sample(t, "qinghe_shuzi_xiangcun.txt")
	text := "𠮷𠀋市规划\n一、发展𠮷业\n建成𠮷园5家，𠀋村3个。\n"
	place := func(words string) extract.Span {
		i := strings.Index(text, words)
		n := len([]rune(text[:i]))
		return extract.Span{n, n + len([]rune(words))}
	}
	title := "𠮷𠀋市规划"
	unit, value := "家", "5"
	*d = extract.Document{
		Schema: d.Schema, Source: d.Source, Document: extract.Notice{Title: &title, Issuers: []string{}, Recipients: []string{}},
		Outline: []extract.Node{{ID: "一", Label: "一、", Title: "发展𠮷业", Role: extract.RoleGoals, Span: place("发展𠮷业")}},
		Targets: []extract.Target{{At: "一", Raw: "𠮷园5家", Value: &value, Unit: &unit, Span: place("𠮷园5家")}},
		Tasks:   []extract.Task{}, Boxes: []extract.Box{}, Responsibilities: []extract.Responsibility{}, Achievements: []extract.Achievement{},
		References: []extract.Reference{}, Tables: []extract.Table{}, Warnings: []extract.Warning{}, Coverage: d.Coverage, Text: text,
	}
	p := openDesk(t, d)
	if got := p.Text("article mark.targets"); got != "𠮷园5家" {
		t.Errorf("the words of the target are %q", got)
	}
	p.choose("targets", "5")
	p.correct()
	p.selectWords("5家")
	p.Click(".selection .primary")
	p.apply()
	p.selectWords("𠀋村3个")
	p.Click(`.selection [data-add="targets"]`)
	p.Click(`form.correct [data-step="0+"]`)
	p.apply()
	got := p.save()
	if len(got.Corrections) != 2 {
		t.Fatalf("%d corrections", len(got.Corrections))
	}
	now := d.Targets[0]
	now.Raw, now.Span = "5家", place("5家")
	check(t, d, got.Corrections[0], correction.Targets, d.Targets[0].Span, &d.Targets[0], &now)
	few, pieces, equal, level := "3", "个", extract.Equal, extract.Level
	missed := extract.Target{At: "一", Raw: "村3个", Value: &few, Unit: &pieces, Bound: &equal, Measure: &level, Span: place("村3个")}
	check(t, d, got.Corrections[1], correction.Targets, place("村3个"), nil, &missed)
}

// TestHostileInBrowser opens a document whose words are markup wherever they can
// be. The tab fails the test for every refusal of the policy and every dialog.
func TestHostileInBrowser(t *testing.T) {
	h := hostile
	doc := sample(t, "qinghe_shuzi_xiangcun.txt")
	doc.Document.Title = &h
	doc.Outline[0].Title, doc.Outline[0].Label = h, h
	doc.Tasks[0].Title = h
	doc.Targets[0].Indicator, doc.Targets[0].Unit = &h, &h
	doc.Responsibilities[0].Units[0].Name, doc.Responsibilities[0].Units[0].Canonical = h, &h
	doc.References[0].Number = &h
	doc.Boxes[0].Items[0].Title = h
	doc.Warnings = append(doc.Warnings, extract.Warning{Code: "hostile", Message: h})
	doc.Text += h + "\n"
	d := openDesk(t, doc)
	if got := browser.Eval[string](d.Tab, "document.title"); !strings.Contains(got, "<script>alert(1)</script>") {
		t.Errorf("the title is %q", got)
	}
	for _, tab := range []string{"targets", "responsibilities", "tasks", "boxes", "references", "warnings", "document"} {
		d.Click(`[data-tab="` + tab + `"]`)
		browser.Eval[int](d.Tab, `(() => {
			for (const b of document.querySelectorAll('[role=tabpanel]:not([hidden]) .open')) { b.click(); document.querySelector('.detail .edit')?.click(); }
			return 0;
		})()`)
	}
	d.choose("targets", "onerror")
	d.correct()
	d.set(`[data-field="indicator"] input`, h+"!")
	d.apply()
	if n := browser.Eval[int](d.Tab, "document.querySelectorAll('img, article script, aside script, nav script').length"); n != 0 {
		t.Errorf("%d elements have come of words", n)
	}
	if !strings.Contains(d.Text(".detail"), "<img src=x onerror=alert(2)>!") {
		t.Error("the words are not shown as they are")
	}
	if !strings.Contains(d.Text("article.text"), "<img src=x onerror=alert(2)>") {
		t.Error("the text lacks its last words")
	}
	d.save()
}

// TestFormSaysWhatIsWrong fills in what guihua apply would refuse, and figures as
// people type them.
func TestFormSaysWhatIsWrong(t *testing.T) {
	d := openDesk(t, sample(t, "lanchuan_yanglao_guihua_web.txt"))
	d.choose("responsibilities", "表1/2")
	d.correct()
	d.Click("form.correct .add")
	d.set(`[data-field="units"] .row:last-child input`, "市外星局")
	d.Click("form.correct .primary")
	d.Until(`document.querySelector('form.correct .problem').value.includes('市外星局')`)
	d.Click("form.correct .row:last-child .remove")
	d.set(`[data-field="at"] input`, "九/九")
	if browser.Eval[bool](d.Tab, `document.querySelector('form.correct').checkValidity()`) {
		t.Error("a place that is not there is taken")
	}
	d.set(`[data-field="at"] input`, "表1/2")
	if !browser.Eval[bool](d.Tab, `document.querySelector('form.correct').checkValidity() && [...document.querySelectorAll('form.correct datalist option')].some((o) => o.value === '表1/2')`) {
		t.Error("a place that is there is not taken, or not offered")
	}
	d.Click("form.correct .cancel")

	d.selectWords("40家以上")
	d.Click(`.selection [data-add="targets"]`)
	d.Until(`document.querySelector('form.correct [data-field="value"] input').value === '40'`)
	for field, want := range map[string]string{"unit": "家", "bound": ">=", "measure": "level"} {
		if got := browser.Eval[string](d.Tab, `document.querySelector('form.correct [data-field="' + %s + '"]').querySelector('input, select').value`, field); got != want {
			t.Errorf("%s is proposed as %q, want %q", field, got, want)
		}
	}
	d.Click(`form.correct [data-field="value"] input`)
	d.Keys(kb.End)
	d.Keys(".5万")
	d.Keys(kb.Tab)
	d.Until(`document.querySelector('form.correct [data-field="value"] input').value === '405000'`)
	d.Screenshot("form-figures")
	d.set(`[data-field="value"] input`, "很多")
	if got := browser.Eval[string](d.Tab, `document.querySelector('form.correct [data-field="value"] input').validationMessage`); !strings.Contains(got, "base units") {
		t.Errorf("the field says %q", got)
	}
}
