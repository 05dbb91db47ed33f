package report

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

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
	p := newTab(t)
	p.visit(file) // until its text and tables are shown; what is below the window follows
	p.until("document.querySelectorAll('article.text p').length > 1000")

	// Its last records are there too, and can be found.
	last := doc.Targets[len(doc.Targets)-1]
	p.until("document.querySelectorAll('#panel-targets tr.targets').length === %s", len(doc.Targets))
	eval[int](p, "[...document.querySelectorAll('#panel-targets tr.targets .open')].at(-1).click(), 0")
	if got := eval[string](p, "document.activeElement.textContent"); !strings.Contains(got, last.Raw) {
		t.Errorf("the last target leads to %q, not to %q", got, last.Raw)
	}
	if !eval[bool](p, `(() => { const r = document.activeElement.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()`) {
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
	p := open(t, write(t, filepath.Join(t.TempDir(), "report.html"), input{"a.txt", doc}))
	p.click(`tr[data-key="targets/0"] .open`)
	if got := p.text(".reasons"); !strings.Contains(got, "by = 2028 year/stated-before 达到") || !strings.Contains(got, "the year that stands before it") {
		t.Errorf("the reasons are %q", got)
	}
	p.click(`.reasons .link`)
	p.until("document.querySelector('mark.draft') && document.querySelector('mark.draft').textContent === %s", string([]rune(doc.Text)[:2]))
	p.click(`[data-tab="boxes"]`)
	p.click(`tr[data-key="boxes/0"] .open`)
	if got := p.text(".reasons"); !strings.Contains(got, "of the box") || !strings.Contains(got, "of its item") {
		t.Errorf("the reasons of the box are %q", got)
	}
	p.click(`[data-tab="targets"]`)
	p.click(`tr[data-key="targets/1"] .open`)
	if got := p.text(".reasons"); !strings.Contains(got, "--explain all -o OUT") {
		t.Errorf("where there are no reasons stands %q", got)
	}
}

// TestPages goes from the overview of a large report to a page and back, corrects
// there and saves here.
func TestPages(t *testing.T) {
	in := many(t, maxDocuments+1)
	for i := range in {
		in[i].id = t.Name() + "/" + in[i].id
	}
	file := write(t, filepath.Join(t.TempDir(), "report.html"), in...)
	d := &desk{tab: open(t, file), doc: in[3].doc, file: file, downloads: t.TempDir(), id: in[3].id}
	t.Cleanup(func() { eval[int](d.tab, "localStorage.clear(), 0") })
	d.allowDownloads()
	d.click(`.overview-documents a[data-document="3"]`)
	d.until("document.querySelector('article.text mark')")
	first := d.doc.Targets[0]
	d.click(`tr[data-key="targets/0"] .open`)
	d.click(".detail .delete")
	d.until("document.querySelector('tr.deleted')")
	d.click(".bar .home") // without a question: the browser keeps what is in no file
	d.until("document.querySelector('.overview-documents a[data-document=\"3\"] + .badge')")
	got := d.save()
	if len(got.Corrections) != 1 {
		t.Fatalf("%d corrections are saved in the overview", len(got.Corrections))
	}
	check(t, d.doc, got.Corrections[0], correction.Targets, first.Span, &first, nil)
	if eval[bool](d.tab, "document.querySelector('.bar .save').classList.contains('unsaved')") {
		t.Error("what is saved is not known to be")
	}
}

// TestAddress opens a report at a record, and follows where the reader goes.
func TestAddress(t *testing.T) {
	doc := sample(t, "qinghe_shuzi_xiangcun.txt")
	file := write(t, filepath.Join(t.TempDir(), "report.html"), input{"a b/甲.txt", doc}, input{"b.txt", sample(t, "lanchuan_lenglian_fangan.txt")})
	p := newTab(t)
	p.do(chromedp.Navigate(fileURL(t, file) + "#a%20b%2F%E7%94%B2.txt/targets/2"))
	p.until("document.querySelector('tr[data-key=\"targets/2\"][aria-selected=true]')")
	if got := eval[string](p, "document.activeElement.dataset.key"); got != "targets/2" {
		t.Errorf("the focus is on %q", got)
	}
	p.click(`tr[data-key="targets/4"] .open`)
	if got := eval[string](p, "location.hash"); got != "#a%20b%2F%E7%94%B2.txt/targets/4" {
		t.Errorf("the address is %s", got)
	}
	eval[int](p, "history.back(), 0")
	p.until("document.querySelector('tr[data-key=\"targets/2\"][aria-selected=true]')")
	p.click(".bar .home")
	p.until("document.querySelector('.overview-documents')")
	p.click(`.overview-documents a[data-document="1"]`)
	p.until("document.title === %s", *sample(t, "lanchuan_lenglian_fangan.txt").Document.Title)
}
