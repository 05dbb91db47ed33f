package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"guihua/extract/correction"
	"guihua/extract/tables"
	"guihua/golden"
)

// status is what the page has said last.
func (d *desk) status() string {
	d.Helper()
	return eval[string](d.tab, "document.querySelector('.status').textContent")
}

// TestFormStays has a form with something typed in it: no key, no button and no
// way through the page takes it away.
func TestFormStays(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.choose("targets", "≥\u00a040家")
	d.correct()
	d.keys(kb.Escape) // nothing is typed yet
	d.until("!document.querySelector('form.correct')")
	d.correct()
	d.set(`[data-field="indicator"] input`, "机构")
	d.click(`form.correct [data-step="1+"]`)
	stays := func(what string) {
		t.Helper()
		if !eval[bool](d.tab, `document.querySelector('form.correct [data-field="indicator"] input')?.value === '机构'`) {
			t.Fatalf("%s has taken the form away", what)
		}
		if eval[bool](d.tab, "document.querySelector('tr.deleted') !== null") {
			t.Fatalf("%s has deleted the record", what)
		}
	}
	for _, key := range []string{"x", "e", "u", "n", "j", "a", kb.Backspace, kb.Escape} {
		d.keys(key)
		stays(key)
	}
	eval[int](d.tab, `(() => { document.querySelector('form.correct [data-field="support"] input').focus(); return 0; })()`)
	d.keys(kb.Backspace)
	stays("Backspace")
	d.click(`form.correct [data-field="indicator"] input`)
	d.keys(kb.Escape)
	stays("Esc in a field")
	d.click(".bar .language")
	stays("the language")
	eval[int](d.tab, `(() => { location.hash = '#x/targets/1'; return 0; })()`)
	d.until("document.querySelector('.status').textContent !== ''")
	stays("another address")

	// Apply, and it is there; a note alone counts too.
	d.apply()
	d.correct()
	eval[int](d.tab, `(() => { [...document.querySelectorAll('form.correct > .field input')].pop().value = 'a note'; return 0; })()`)
	d.keys(kb.Escape)
	d.until("document.querySelector('form.correct')")
	d.click("form.correct .cancel")
	d.until("!document.querySelector('form.correct')")
}

// TestTwoTabs corrects one document in two tabs.
func TestTwoTabs(t *testing.T) {
	a := openDesk(t, sample(t, elders))
	b := &desk{tab: open(t, a.file), doc: a.doc, file: a.file, id: a.id, downloads: a.downloads}
	b.until("document.querySelector('article.text mark')")
	remove := func(d *desk, kind string) {
		d.click(`[data-tab="` + kind + `"]`)
		d.click(`tr[data-key="` + kind + `/0"] .open`)
		d.click(".detail .delete")
	}
	remove(a, "targets")
	remove(b, "references")
	for _, d := range []*desk{a, b} {
		d.click(`[data-tab="changes"]`)
		d.until("document.querySelectorAll('#panel-changes tr.deleted').length === 2")
	}
	a.visit(a.file)
	a.until("document.querySelector('article.text mark')")
	if got := a.save(); len(got.Corrections) != 2 {
		t.Errorf("%d corrections are left", len(got.Corrections))
	}
	b.until("!document.querySelector('.save.unsaved')") // it knows of the file
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
	d.click(".detail .delete")
	d.click(".bar .reviewed")
	saved := d.save()

	reopen := func(kept []correction.Kept) {
		t.Helper()
		d.file = filepath.Join(t.TempDir(), "report.html")
		writeApplied(t, d.file, d.id, d, kept)
		eval[int](d.tab, "localStorage.clear(), 0")
		d.visit(d.file)
		d.until("document.querySelector('article.text mark')")
	}
	doc, kept, _ := correction.Take(fresh, nil, *saved, golden.Check)
	d.doc = doc
	reopen(kept)
	if !eval[bool](d.tab, "document.querySelector('.bar .reviewed').checked && document.querySelector('.bar .save').disabled") {
		t.Error("the document is reviewed, and nothing is to be saved; the page says otherwise")
	}
	d.click(`[data-tab="changes"]`)
	if rows := d.rows(); len(rows) != 2 || !strings.Contains(strings.Join(rows, "\n"), "云岭省养老服务条例") {
		t.Fatalf("corrections in effect: %q", rows)
	}
	d.choose("changes", "云岭省养老服务条例")
	d.screenshot("applied-deleted")
	d.click(".detail .restore")
	d.choose("targets", "≥\u00a045家")
	if got := d.text(".detail .changes"); !strings.Contains(got, "40") || !strings.Contains(got, "45") {
		t.Errorf("what was there before is not shown: %q", got)
	}
	d.click(".detail .restore")
	d.click(".bar .reviewed")
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
	if got := string(inScript(encodeApplied(list))); strings.Contains(got, "<") || !strings.Contains(got, `\u003c/script\u003e`) {
		t.Errorf("embedded: %s", got)
	}
}

// TestLoadTwice loads a file that is there already, and says so.
func TestLoadTwice(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.choose("references", "云岭省养老服务条例")
	d.click(".detail .delete")
	got := d.save()
	file := filepath.Join(t.TempDir(), "corrections.json")
	if err := os.WriteFile(file, correction.Encode(&correction.File{Schema: correction.SchemaID, Documents: []correction.Document{*got}}), 0o666); err != nil {
		t.Fatal(err)
	}
	d.do(chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{file}))
	d.until("document.querySelector('.status').textContent.includes('already')")
	if got := d.status(); got != "0 corrections loaded, 1 were here already" {
		t.Errorf("it says %q", got)
	}
	d.click(`[data-tab="references"]`)
	d.keys("u")
	d.until("document.querySelector('.bar .save').disabled")
	d.click(".bar .reviewed")
	d.visit(d.file)
	d.until("document.querySelector('.status').textContent !== ''")
	if got, n := d.status(), d.text(".bar .save .count"); strings.Contains(got, "0 corrections") || n != "1" {
		t.Errorf("with the mark alone it says %q, and %s to save", got, n)
	}
}

// TestAddedIsSeen adds a target while targets are filtered off, and keeps the
// filter and the search when the language is another one.
func TestAddedIsSeen(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.click(`input[data-kind="targets"]`)
	d.click(`input[data-kind="tasks"]`)
	d.click(".bar .language")
	if !eval[bool](d.tab, `!document.querySelector('input[data-kind="targets"]').checked`) {
		t.Error("the language has changed the filter")
	}
	d.click(".bar .language")
	d.selectWords("2024年")
	d.click(`.selection [data-add="targets"]`)
	d.apply()
	d.until("document.querySelector('#panel-targets tr.added') && document.querySelector('article mark.selected:not(.out)')")
	if eval[bool](d.tab, `document.querySelector('input[data-kind="tasks"]').checked`) {
		t.Error("a filter that hid nothing is cleared")
	}
}

// TestFocusStays: the keyboard is somewhere after Esc.
func TestFocusStays(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	somewhere := func(after string) {
		t.Helper()
		if eval[bool](d.tab, "document.activeElement === document.body") {
			t.Errorf("the focus is lost after %s", after)
		}
	}
	d.click(`[data-tab="warnings"]`)
	d.click(`tr[data-key="warnings/0"] .open`)
	for range 3 {
		eval[int](d.tab, "document.querySelector('.detail .back')?.focus(), 0")
		d.keys(kb.Escape)
		somewhere("Esc on Back")
	}
	d.keys("/")
	d.keys("养老")
	d.keys(kb.Escape)
	somewhere("Esc in the search")
}

// TestFormInNarrowWindow takes words for the form in a window that has room for
// one part.
func TestFormInNarrowWindow(t *testing.T) {
	d := openDesk(t, sample(t, elders))
	d.choose("targets", "≥\u00a040家")
	d.correct()
	d.size(390, 800)
	d.click(`.views [data-view="text"]`)
	if got := d.status(); !strings.Contains(got, "Records") {
		t.Errorf("nothing says where the form is: %q", got)
	}
	d.selectWords("2024年")
	d.click(".selection .primary")
	d.until(`document.querySelector('.reader').dataset.view === 'records'`)
	if got := eval[string](d.tab, "document.querySelector('form.correct output').value"); got != "2024年" {
		t.Errorf("the form has %q", got)
	}
}
