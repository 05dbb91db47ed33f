package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"guihua/cmd/guihua/webpage"
	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract/correction"
	"guihua/extract/tables"
	"guihua/golden"
)

// status is what the page has said last.
func (d *desk) status() string {
	d.Helper()
	return browser.Eval[string](d.Tab, "document.querySelector('.status').textContent")
}

// TestFormStays has a form with something typed in it: no key, no button and no
// way through the page takes it away.
func TestFormStays(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.choose("targets", "≥\u00a040家")
	d.correct()
	d.Keys(kb.Escape) // nothing is typed yet
	d.Until("!document.querySelector('form.correct')")
	d.correct()
	d.set(`[data-field="indicator"] input`, "机构")
	d.Click(`form.correct [data-step="1+"]`)
	stays := func(what string) {
		t.Helper()
		if !browser.Eval[bool](d.Tab, `document.querySelector('form.correct [data-field="indicator"] input')?.value === '机构'`) {
			t.Fatalf("%s has taken the form away", what)
		}
		if browser.Eval[bool](d.Tab, "document.querySelector('tr.deleted') !== null") {
			t.Fatalf("%s has deleted the record", what)
		}
	}
	for _, key := range []string{"x", "e", "u", "n", "j", "a", kb.Backspace, kb.Escape} {
		d.Keys(key)
		stays(key)
	}
	browser.Eval[int](d.Tab, `(() => { document.querySelector('form.correct [data-field="support"] input').focus(); return 0; })()`)
	d.Keys(kb.Backspace)
	stays("Backspace")
	d.Click(`form.correct [data-field="indicator"] input`)
	d.Keys(kb.Escape)
	stays("Esc in a field")
	d.Click(".bar .language")
	stays("the language")
	browser.Eval[int](d.Tab, `(() => { location.hash = '#x/targets/1'; return 0; })()`)
	d.Until("document.querySelector('.status').textContent !== ''")
	stays("another address")

	// Apply, and it is there; a note alone counts too.
	d.apply()
	d.correct()
	browser.Eval[int](d.Tab, `(() => { [...document.querySelectorAll('form.correct > .field input')].pop().value = 'a note'; return 0; })()`)
	d.Keys(kb.Escape)
	d.Until("document.querySelector('form.correct')")
	d.Click("form.correct .cancel")
	d.Until("!document.querySelector('form.correct')")
}

// TestTwoTabs corrects one document in two tabs.
func TestTwoTabs(t *testing.T) {
	a := openDesk(t, sample(t, elders))
	b := &desk{Tab: browser.Open(t, a.file), doc: a.doc, file: a.file, id: a.id, downloads: a.downloads}
	b.Until("document.querySelector('article.text mark')")
	remove := func(d *desk, kind string) {
		d.Click(`[data-tab="` + kind + `"]`)
		d.Click(`tr[data-key="` + kind + `/0"] .open`)
		d.Click(".detail .delete")
	}
	remove(a, "targets")
	remove(b, "references")
	for _, d := range []*desk{a, b} {
		d.Click(`[data-tab="changes"]`)
		d.Until("document.querySelectorAll('#panel-changes tr.deleted').length === 2")
	}
	a.Visit(a.file)
	a.Until("document.querySelector('article.text mark')")
	if got := a.save(); len(got.Corrections) != 2 {
		t.Errorf("%d corrections are left", len(got.Corrections))
	}
	b.Until("!document.querySelector('.save.unsaved')") // it knows of the file
}

// TestAppliedIsShown applies what is saved and opens the report again: what was there is
// shown and restored, also the mark of reading.
func TestAppliedIsShown(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	fresh := d.doc
	d.choose("targets", "≥\u00a040家")
	d.correct()
	d.set(`[data-field="value"] input`, "45")
	d.apply()
	d.choose("references", "云岭省养老服务条例")
	d.Click(".detail .delete")
	d.Click(".bar .reviewed")
	saved := d.save()

	reopen := func(kept []correction.Kept) {
		t.Helper()
		d.file = filepath.Join(t.TempDir(), "report.html")
		writeApplied(t, d.file, d.id, d, kept)
		browser.Eval[int](d.Tab, "localStorage.clear(), 0")
		d.Visit(d.file)
		d.Until("document.querySelector('article.text mark')")
	}
	doc, kept, _ := correction.Take(fresh, nil, *saved, golden.Check)
	d.doc = doc
	reopen(kept)
	if !browser.Eval[bool](d.Tab, "document.querySelector('.bar .reviewed').checked && document.querySelector('.bar .save').disabled") {
		t.Error("the document is reviewed, and nothing is to be saved; the page says otherwise")
	}
	d.Click(`[data-tab="changes"]`)
	if rows := rows(d.Tab); len(rows) != 2 || !strings.Contains(strings.Join(rows, "\n"), "云岭省养老服务条例") {
		t.Fatalf("corrections in effect: %q", rows)
	}
	d.choose("changes", "云岭省养老服务条例")
	d.Screenshot("applied-deleted")
	d.Click(".detail .restore")
	d.choose("targets", "≥\u00a045家")
	if got := d.Text(".detail .changes"); !strings.Contains(got, "40") || !strings.Contains(got, "45") {
		t.Errorf("what was there before is not shown: %q", got)
	}
	d.Click(".detail .restore")
	d.Click(".bar .reviewed")
	back := d.save()
	if back.Reviewed || !back.Unreviewed || len(back.Corrections) != 2 {
		t.Errorf("saved: %+v", back)
	}
	doc, kept, _ = correction.Take(doc, kept, *back, golden.Check)
	if doc.Corrected != nil || len(kept[0].Corrections) != 0 {
		t.Errorf("after all is restored: %+v, kept %+v", doc.Corrected, kept)
	}
}

// writeApplied writes a report of a desk's document with what is kept of it.
func writeApplied(t *testing.T, path, id string, d *desk, kept []correction.Kept) {
	t.Helper()
	c := &tables.Corpus{}
	doc := &tables.Doc{Document: d.doc, ID: id, Corpus: c}
	c.Add(doc)
	r := New()
	applied := correction.InEffect(d.doc, kept)
	r.Learn(doc, applied...)()
	w, err := r.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Drop()
	p, err := w.Lay(doc, applied...)
	if err == nil {
		err = w.Add(p)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestAppliedIsEscaped: words of corrections end no script either.
func TestAppliedIsEscaped(t *testing.T) {
	list := []correction.Correction{{Record: correction.References, Old: correction.Record(`{"title":"</script><script>alert(1)</script>"}`), New: correction.Record("null")}}
	if got := string(webpage.InScript(encodeApplied(list))); strings.Contains(got, "<") || !strings.Contains(got, `\u003c/script\u003e`) {
		t.Errorf("embedded: %s", got)
	}
}

// TestLoadTwice loads a file that is there already, and says so.
func TestLoadTwice(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.choose("references", "云岭省养老服务条例")
	d.Click(".detail .delete")
	got := d.save()
	file := filepath.Join(t.TempDir(), "corrections.json")
	if err := os.WriteFile(file, correction.Encode(&correction.File{Schema: correction.SchemaID, Documents: []correction.Document{*got}}), 0o666); err != nil {
		t.Fatal(err)
	}
	d.Do(chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{file}))
	d.Until("document.querySelector('.status').textContent.includes('already')")
	if got := d.status(); got != "0 corrections loaded, 1 were here already" {
		t.Errorf("it says %q", got)
	}
	d.Click(`[data-tab="references"]`)
	d.Keys("u")
	d.Until("document.querySelector('.bar .save').disabled")
	d.Click(".bar .reviewed")
	d.Visit(d.file)
	d.Until("document.querySelector('.status').textContent !== ''")
	if got, n := d.status(), d.Text(".bar .save .count"); strings.Contains(got, "0 corrections") || n != "1" {
		t.Errorf("with the mark alone it says %q, and %s to save", got, n)
	}
}

// TestAddedIsSeen adds a target while targets are filtered off, and keeps the
// filter and the search when the language is another one.
func TestAddedIsSeen(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.Click(`input[data-kind="targets"]`)
	d.Click(`input[data-kind="tasks"]`)
	d.Click(".bar .language")
	if !browser.Eval[bool](d.Tab, `!document.querySelector('input[data-kind="targets"]').checked`) {
		t.Error("the language has changed the filter")
	}
	d.Click(".bar .language")
	d.selectWords("2024年")
	d.Click(`.selection [data-add="targets"]`)
	d.apply()
	d.Until("document.querySelector('#panel-targets tr.added') && document.querySelector('article mark.selected:not(.out)')")
	if browser.Eval[bool](d.Tab, `document.querySelector('input[data-kind="tasks"]').checked`) {
		t.Error("a filter that hid nothing is cleared")
	}
}

// TestFocusStays: the keyboard is somewhere after Esc.
func TestFocusStays(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	somewhere := func(after string) {
		t.Helper()
		if browser.Eval[bool](d.Tab, "document.activeElement === document.body") {
			t.Errorf("the focus is lost after %s", after)
		}
	}
	d.Click(`[data-tab="warnings"]`)
	d.Click(`tr[data-key="warnings/0"] .open`)
	for range 3 {
		browser.Eval[int](d.Tab, "document.querySelector('.detail .back')?.focus(), 0")
		d.Keys(kb.Escape)
		somewhere("Esc on Back")
	}
	d.Keys("/")
	d.Keys("养老")
	d.Keys(kb.Escape)
	somewhere("Esc in the search")
}

// TestFormInNarrowWindow takes words for the form in a window that has room for
// one part.
func TestFormInNarrowWindow(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.choose("targets", "≥\u00a040家")
	d.correct()
	d.Size(390, 800)
	d.Click(`.views [data-view="text"]`)
	if got := d.status(); !strings.Contains(got, "Records") {
		t.Errorf("nothing says where the form is: %q", got)
	}
	d.selectWords("2024年")
	d.Click(".selection .primary")
	d.Until(`document.querySelector('.reader').dataset.view === 'records'`)
	if got := browser.Eval[string](d.Tab, "document.querySelector('form.correct output').value"); got != "2024年" {
		t.Errorf("the form has %q", got)
	}
}
