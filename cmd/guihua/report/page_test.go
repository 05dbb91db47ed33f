package report

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"guihua/cmd/guihua/webpage"
	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
	"guihua/extract/correction"
)

// long is a document n times in a row.
func long(t testing.TB, doc *extract.Document, n int) *extract.Document {
	t.Helper()
	var all map[string]any
	length := len([]rune(doc.Text))
	for i := range n {
		var one map[string]any
		if err := json.Unmarshal(extract.EncodeLine(doc), &one); err != nil {
			t.Fatal(err)
		}
		shiftSpans(one, i*length)
		if all == nil {
			all = one
			continue
		}
		for key, value := range one {
			if list, ok := value.([]any); ok {
				all[key] = append(all[key].([]any), list...)
			}
		}
	}
	all["text"] = strings.Repeat(doc.Text, n)
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	d, err := extract.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// shiftSpans moves the spans in JSON.
func shiftSpans(v any, by int) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if span, ok := value.([]any); ok && key == "span" {
				v[key] = []any{span[0].(float64) + float64(by), span[1].(float64) + float64(by)}
				continue
			}
			shiftSpans(value, by)
		}
	case []any:
		for _, e := range v {
			shiftSpans(e, by)
		}
	}
}

// TestLongPlanOpens opens a plan of 200 pages, all of which is there; how long that
// takes is BenchmarkOpen's.
func TestLongPlanOpens(t *testing.T) {
	doc := long(t, sample(t, "lanchuan_yanglao_guihua_web.txt"), 42)
	if n := len([]rune(doc.Text)); n < 200_000 {
		t.Fatalf("only %d characters", n)
	}
	file := write(t, filepath.Join(t.TempDir(), "report.html"), input{"long.txt", doc})
	p := browser.New(t)
	p.Visit(file) // until its text and tables are shown; what is below the window follows
	p.Until("document.querySelectorAll('article.text p').length > 1000")

	// Its last records are there too, and can be found.
	last := doc.Targets[len(doc.Targets)-1]
	p.Until("document.querySelectorAll('#panel-targets tr.targets').length === %s", len(doc.Targets))
	browser.Eval[int](p, "[...document.querySelectorAll('#panel-targets tr.targets .open')].at(-1).click(), 0")
	if got := browser.Eval[string](p, "document.activeElement.textContent"); !strings.Contains(got, last.Raw) {
		t.Errorf("the last target leads to %q, not to %q", got, last.Raw)
	}
	if !browser.Eval[bool](p, `(() => { const r = document.activeElement.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()`) {
		t.Error("the words of the last target are not in view")
	}
}

// TestReasons shows why a record is what it is where the document says so, and
// how to have it said where it doesn't.
func TestReasons(t *testing.T) {
	doc := sample(t, "qinghe_shuzi_xiangcun.txt")
	target := doc.Targets[0]
	entry := "达到"
	doc.Explanations = []extract.Explanation{
		{Record: "targets", At: target.At, Span: &target.Span, Steps: []extract.Step{
			{About: "by", Is: "2028", Rule: "year/stated-before", Entry: &entry, Span: &extract.Span{0, 2}, Why: "the year that stands before it"},
		}},
		{Record: "boxes", At: "1", Span: &doc.Boxes[0].Span, Steps: []extract.Step{{About: "title", Is: "x", Rule: "box/title", Why: "of the box"}}},
		{Record: "boxes", At: "专栏1/1", Span: &doc.Boxes[0].Items[0].Span, Steps: []extract.Step{{About: "item", Is: "y", Rule: "item/paragraph", Why: "of its item"}}},
	}
	p := browser.Open(t, write(t, filepath.Join(t.TempDir(), "report.html"), input{"a.txt", doc}))
	p.Click(`tr[data-key="targets/0"] .open`)
	if got := p.Text(".reasons"); !strings.Contains(got, "by = 2028 year/stated-before 达到") || !strings.Contains(got, "the year that stands before it") {
		t.Errorf("the reasons are %q", got)
	}
	p.Click(`.reasons .link`)
	p.Until("document.querySelector('mark.draft') && document.querySelector('mark.draft').textContent === %s", string([]rune(doc.Text)[:2]))
	p.Click(`[data-tab="boxes"]`)
	p.Click(`tr[data-key="boxes/0"] .open`)
	if got := p.Text(".reasons"); !strings.Contains(got, "of the box") || !strings.Contains(got, "of its item") {
		t.Errorf("the reasons of the box are %q", got)
	}
	p.Click(`[data-tab="targets"]`)
	p.Click(`tr[data-key="targets/1"] .open`)
	if got := p.Text(".reasons"); !strings.Contains(got, "--explain all -o OUT") {
		t.Errorf("where there are no reasons stands %q", got)
	}
}

// TestPages goes from the overview of a large report to a page and back, corrects
// there and saves here.
func TestPages(t *testing.T) {
	in := many(t, webpage.MaxDocuments+1)
	for i := range in {
		in[i].id = t.Name() + "/" + in[i].id
	}
	file := write(t, filepath.Join(t.TempDir(), "report.html"), in...)
	d := &desk{Tab: browser.Open(t, file), doc: in[3].doc, file: file, downloads: t.TempDir(), id: in[3].id}
	t.Cleanup(func() { browser.Eval[int](d.Tab, "localStorage.clear(), 0") })
	d.allowDownloads()
	d.Click(`.overview-documents a[data-document="3"]`)
	d.Until("document.querySelector('article.text mark')")
	first := d.doc.Targets[0]
	d.Click(`tr[data-key="targets/0"] .open`)
	d.Click(".detail .delete")
	d.Until("document.querySelector('tr.deleted')")
	d.Click(".bar .home") // without a question: the browser keeps what is in no file
	d.Until("document.querySelector('.overview-documents a[data-document=\"3\"] + .badge')")
	got := d.save()
	if len(got.Corrections) != 1 {
		t.Fatalf("%d corrections are saved in the overview", len(got.Corrections))
	}
	check(t, d.doc, got.Corrections[0], correction.Targets, first.Span, &first, nil)
	if browser.Eval[bool](d.Tab, "document.querySelector('.bar .save').classList.contains('unsaved')") {
		t.Error("what is saved is not known to be")
	}
}

// TestAddress opens a report at a record, and follows where the reader goes.
func TestAddress(t *testing.T) {
	doc := sample(t, "qinghe_shuzi_xiangcun.txt")
	file := write(t, filepath.Join(t.TempDir(), "report.html"), input{"a b/甲.txt", doc}, input{"b.txt", sample(t, "lanchuan_lenglian_fangan.txt")})
	p := browser.New(t)
	p.Do(chromedp.Navigate(browser.FileURL(t, file) + "#a%20b%2F%E7%94%B2.txt/targets/2"))
	p.Until("document.querySelector('tr[data-key=\"targets/2\"][aria-selected=true]')")
	if got := browser.Eval[string](p, "document.activeElement.dataset.key"); got != "targets/2" {
		t.Errorf("the focus is on %q", got)
	}
	p.Click(`tr[data-key="targets/4"] .open`)
	if got := browser.Eval[string](p, "location.hash"); got != "#a%20b%2F%E7%94%B2.txt/targets/4" {
		t.Errorf("the address is %s", got)
	}
	browser.Eval[int](p, "history.back(), 0")
	p.Until("document.querySelector('tr[data-key=\"targets/2\"][aria-selected=true]')")
	p.Click(".bar .home")
	p.Until("document.querySelector('.overview-documents')")
	p.Click(`.overview-documents a[data-document="1"]`)
	p.Until("document.title === %s", *sample(t, "lanchuan_lenglian_fangan.txt").Document.Title)
}
