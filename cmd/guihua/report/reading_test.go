package report

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"

	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
)

// samples are the recorded outputs of all samples.
func samples(t testing.TB) []input {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "golden", "testdata", "samples", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	var out []input
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		out = append(out, input{name, sample(t, name)})
	}
	return out
}

// opened is a report of documents, opened in a tab.
func opened(t testing.TB, in ...input) *browser.Tab {
	t.Helper()
	p := browser.New(t)
	chinese(p)
	p.Visit(write(t, filepath.Join(t.TempDir(), "report.html"), in...))
	return p
}

// chinese makes the browser one of a reader of Chinese: the page begins in the
// language that the browser prefers.
func chinese(p *browser.Tab) {
	p.Helper()
	browser.Call(p, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
		UserAgent: browser.Eval[string](p, "navigator.userAgent"), AcceptLanguage: "zh-CN",
	})
}

// elders is a sample with tables, warnings of several codes and baselines.
const elders = "lanchuan_yanglao_guihua_web.txt"

var emptyList = regexp.MustCompile(`"(issuers|recipients|outline|tasks|boxes|responsibilities|targets|achievements|references|tables|warnings|left_out|measures|items|units|header|rows)": *null`)

// decoded is a document as a reading gives it: no list is nil.
func decoded(t testing.TB, d *extract.Document) *extract.Document {
	t.Helper()
	d.Schema = extract.SchemaID
	out, err := extract.Decode(emptyList.ReplaceAll(extract.Encode(d), []byte(`"$1":[]`)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// squeezed is s without white space, as spans are compared.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// words are those of a span.
func words(d *extract.Document, s extract.Span) string { return string([]rune(d.Text)[s[0]:s[1]]) }

// shownText is the text of the document that the page shows, without white space.
func shownText(p *browser.Tab) string {
	p.Helper()
	return squeezed(browser.Eval[string](p, `(() => {
		const copy = document.querySelector('article').cloneNode(true);
		for (const e of copy.querySelectorAll('.task-tag')) e.remove();
		return copy.textContent;
	})()`))
}

// rows are the texts of the rows of the table in front.
func rows(p *browser.Tab) []string {
	p.Helper()
	return browser.Eval[[]string](p, `[...document.querySelectorAll('[role=tabpanel]:not([hidden]) tbody tr')].map((r) => r.innerText.replace(/\s+/g, ' '))`)
}

func TestEverySampleOpens(t *testing.T) {
	in := samples(t)
	dir := t.TempDir()
	p := browser.New(t)
	shown := map[string]bool{}
	for _, i := range in {
		if shown[i.doc.Text] {
			continue // the same in another format
		}
		shown[i.doc.Text] = true
		p.Visit(write(t, filepath.Join(dir, "one.html"), i))
		if got, want := shownText(p), squeezed(i.doc.Text); got != want {
			t.Errorf("%s: the page shows another text, of %d bytes and not %d", i.id, len(got), len(want))
		}
		marked := browser.Eval[int](p, `new Set([...document.querySelectorAll('article mark[data-key^="targets/"]')].map((e) => e.dataset.key)).size`)
		if marked != len(i.doc.Targets) {
			t.Errorf("%s: %d of %d targets are marked", i.id, marked, len(i.doc.Targets))
		}
		for _, fault := range p.TakeFaults() {
			t.Errorf("%s: the page: %s", i.id, fault)
		}
		p.Screenshot("sample-" + i.id)
	}
}

func TestFolderOpens(t *testing.T) {
	in := samples(t)
	p := opened(t, in...)
	p.ScreenshotWhole("folder-zh")
	if n := browser.Eval[int](p, `document.querySelectorAll('.overview-documents tbody tr').length`); n != len(in) {
		t.Fatalf("the overview has %d rows for %d documents", n, len(in))
	}
	i := slices.IndexFunc(in, func(i input) bool { return i.id == elders })
	d := in[i].doc
	row := browser.Eval[[]string](p, `[...document.querySelectorAll('.overview-documents tbody tr')][%s].innerText.split(/\s*[\t\n]\s*/)`, i)
	want := []string{*d.Document.Title, elders, "澜川市", *d.Document.Published, *d.Document.Kind, fmt.Sprint(len(d.Tasks)), fmt.Sprint(len(d.Targets)), fmt.Sprint(len(d.Responsibilities)), fmt.Sprint(len(d.Warnings)),
		fmt.Sprintf("%.1f", 100*float64(d.Coverage.KeptChars)/float64(d.Coverage.SourceChars)), "0", ""}
	if d.Document.Issued != nil {
		want[3] = *d.Document.Issued
	}
	if !slices.Equal(row, want) {
		t.Errorf("the row of %s is\n%q, want\n%q", elders, row, want)
	}

	// Into a document and back.
	p.Click(fmt.Sprintf(`.overview-documents tbody tr:nth-child(%d) a`, i+1))
	p.Until(`document.querySelector('article')`)
	if got, want := shownText(p), squeezed(d.Text); got != want {
		t.Error("a link of the overview leads to another document")
	}
	p.Click("a.home")
	p.Until(`document.querySelector('.overview-documents')`)

	// A warning leads to itself.
	p.Click("details.overview-code summary")
	p.Click("details.overview-code[open] a")
	p.Until(`document.querySelector('article .selected')`)
	if key := browser.Eval[string](p, `document.querySelector('article .selected').dataset.key`); !strings.HasPrefix(key, "warnings/") {
		t.Errorf("a warning of the overview leads to %s", key)
	}
}

func TestOverviewSortsAndFilters(t *testing.T) {
	var in []input
	for i, c := range []struct {
		title, region string
		tasks         int
	}{{"乙规划", "云溪市", 2}, {"甲方案", "青禾县", 10}, {"丙意见", "云溪市", 9}} {
		d := &extract.Document{Text: "正文"}
		d.Document.Title, d.Document.Region.Name = &c.title, &c.region
		for range c.tasks {
			d.Tasks = append(d.Tasks, extract.Task{ID: "一", Title: "正文", Span: extract.Span{0, 2}})
		}
		d = decoded(t, d)
		in = append(in, input{fmt.Sprintf("%d.txt", i), d})
	}
	p := opened(t, in...)
	order := func() string {
		return strings.Join(browser.Eval[[]string](p, `[...document.querySelectorAll('.overview-documents tbody tr')].filter((r) => !r.hidden).map((r) => r.querySelector('a').textContent)`), " ")
	}
	check := func(what, want string) {
		t.Helper()
		if got := order(); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	check("as written", "乙规划 甲方案 丙意见")
	tasks, title := `.overview-documents th:nth-child(5) button`, `.overview-documents th:nth-child(1) button`
	p.Click(tasks)
	check("by tasks", "甲方案 丙意见 乙规划")
	if got := browser.Eval[string](p, `document.querySelector('.overview-documents th:nth-child(5)').getAttribute('aria-sort')`); got != "descending" {
		t.Errorf("aria-sort is %s", got)
	}
	p.Click(tasks)
	check("by tasks, the other way", "乙规划 丙意见 甲方案")
	p.Click(title)
	check("by title, in pinyin", "丙意见 甲方案 乙规划")
	p.Click(".overview-filter")
	p.Keys("云溪")
	check("filtered", "丙意见 乙规划")
	if got := p.Text(".overview-count"); got != "2 / 3" {
		t.Errorf("it says that %s are seen", got)
	}
	p.Keys(" 规划")
	check("filtered by two words", "乙规划")
}

// TestTargetLeadsToItsWords clicks on rows of targets: their sentence is shown,
// with the words marked, and the way back leads to the row.
func TestTargetLeadsToItsWords(t *testing.T) {
	d := sample(t, elders)
	p := opened(t, input{elders, d})
	for _, n := range []int{0, len(d.Targets) / 2, len(d.Targets) - 1} {
		key := fmt.Sprintf("targets/%d", n)
		p.Click(`tr[data-key="` + key + `"] button`)
		mark := `article [data-key="` + key + `"].selected`
		p.Until(`document.querySelector(%s)`, mark)
		if got, want := squeezed(browser.Eval[string](p, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join('')`, mark)), squeezed(words(d, d.Targets[n].Span)); got != want {
			t.Errorf("%s marks %q, want %q", key, got, want)
		}
		p.Until(`(() => {
			const e = document.querySelector(%s), [box] = e.getClientRects();
			return e.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
		})()`, mark)
		if quote := p.Text(".detail blockquote"); !strings.Contains(squeezed(quote), squeezed(d.Targets[n].Raw)) {
			t.Errorf("%s: the sentence is %q", key, quote)
		}
		p.Screenshot(fmt.Sprintf("target-%d", n))
		p.Keys(kb.Escape)
		if got := browser.Eval[string](p, `document.activeElement.closest('tr')?.dataset.key ?? document.activeElement.tagName`); got != key {
			t.Errorf("the way back from %s leads to %s", key, got)
		}
	}

	// From words to their row.
	p.Click(`article mark[data-key="responsibilities/3"]`)
	p.Until(`document.querySelector('tr[data-key="responsibilities/3"][aria-selected=true]')`)
	if !browser.Eval[bool](p, `document.querySelector('#panel-responsibilities').hidden === false`) {
		t.Error("a click on the words of a clause does not bring its table to the front")
	}
}

// choose chooses a value of a select by its keys, as no mouse can do it in a
// browser without a window.
func choose(p *browser.Tab, selector, value string) {
	p.Helper()
	browser.Eval[bool](p, `(() => {
		const e = document.querySelector(%s);
		e.value = %s;
		e.dispatchEvent(new Event('change', { bubbles: true }));
		return true;
	})()`, selector, value)
	if got := browser.Eval[string](p, `document.querySelector(%s).value`, selector); got != value {
		p.Fatalf("%s has no choice %s", selector, value)
	}
}

func TestFiltersAndSearch(t *testing.T) {
	d := sample(t, elders)
	p := opened(t, input{elders, d})

	// Each kind that is marked can be switched off and on.
	for _, kind := range browser.Eval[[]string](p, `[...document.querySelectorAll('[data-kind]')].map((e) => e.dataset.kind)`) {
		seen := func() int {
			return browser.Eval[int](p, `document.querySelectorAll('article mark[data-key^="' + %s + '/"]:not(.out)').length`, kind)
		}
		before := seen()
		p.Click(`[data-kind="` + kind + `"]`)
		if n := seen(); n != 0 {
			t.Errorf("%s is switched off, and %d are marked", kind, n)
		}
		p.Click(`[data-kind="` + kind + `"]`)
		if n := seen(); n != before {
			t.Errorf("%s is switched on again, and %d of %d are marked", kind, n, before)
		}
	}
	p.Click(`[data-kind="targets"]`)
	if n := len(rows(p)); n != len(d.Achievements) {
		t.Errorf("without targets the table has %d rows, and there are %d achievements", n, len(d.Achievements))
	}
	p.Click(`[data-kind="targets"]`)

	// A unit.
	p.Click(`[data-tab="responsibilities"]`)
	unit := d.Responsibilities[0].Units[0]
	want := 0
	for _, r := range d.Responsibilities {
		if slices.ContainsFunc(r.Units, func(u extract.Unit) bool { return name(u) == name(unit) }) {
			want++
		}
	}
	choose(p, `[data-filter="unit"]`, name(unit))
	if got := rows(p); len(got) != want || want == len(d.Responsibilities) || want == 0 {
		t.Errorf("%s: %d rows, want %d of %d", name(unit), len(got), want, len(d.Responsibilities))
	}
	p.Click(".reset")
	if got := rows(p); len(got) != len(d.Responsibilities) {
		t.Errorf("without filters %d rows of %d", len(got), len(d.Responsibilities))
	}

	// The code of a warning.
	p.Click(`[data-tab="warnings"]`)
	want = 0
	for _, w := range d.Warnings {
		if w.Code == "glued_cells" {
			want++
		}
	}
	choose(p, `[data-filter="code"]`, "glued_cells")
	got := rows(p)
	if len(got) != want || want == len(d.Warnings) || slices.ContainsFunc(got, func(r string) bool { return !strings.HasPrefix(r, "相邻数字相连，已拆开 ") }) {
		t.Errorf("glued_cells: want %d of %d rows, got %q", want, len(d.Warnings), got)
	}
	p.Click(".reset")

	// Search.
	const word = "养老服务"
	places := strings.Count(d.Text, word)
	p.Click(`input[type="search"]`)
	p.Keys(word)
	p.Until(`document.querySelectorAll('article mark.hit').length > 0`)
	if found := browser.Eval[string](p, `[...document.querySelectorAll('article mark.hit')].map((e) => e.textContent).join('')`); found != strings.Repeat(word, places) {
		t.Errorf("%s is marked %d times of %d", word, strings.Count(found, word), places)
	}
	for i := range 3 {
		p.Keys(kb.Enter)
		if n := browser.Eval[int](p, `(() => {
			const hits = [...document.querySelectorAll('article mark.hit')];
			return hits.findIndex((e) => e.classList.contains('now'));
		})()`); n != i {
			t.Errorf("Enter no. %d goes to place %d", i+1, n)
		}
	}
	p.Screenshot("search")
	p.Keys("不在文中的词")
	p.Until(`document.querySelectorAll('article mark.hit').length === 0`)
}

// name is what a unit is counted under.
func name(u extract.Unit) string {
	if u.Canonical != nil {
		return *u.Canonical
	}
	return u.Name
}

// TestPlotsLead clicks on parts of plots: a unit filters the responsibilities, an
// indicator leads to its words.
func TestPlotsLead(t *testing.T) {
	d := sample(t, elders)
	p := opened(t, input{elders, d})
	p.Click(`[data-tab="plots"]`)
	p.Screenshot("plots")
	bar := `#plot-units .plot-mark`
	unit := browser.Eval[string](p, `document.querySelector(%s).dataset.unit`, bar)
	p.Click(bar)
	p.Until(`!document.querySelector('#panel-responsibilities').hidden`)
	if got := browser.Eval[string](p, `document.querySelector('[data-filter="unit"]').value`); got != unit {
		t.Errorf("the bar of %s chooses %q", unit, got)
	}
	if n := len(rows(p)); n == 0 || n == len(d.Responsibilities) {
		t.Errorf("%s: %d rows", unit, n)
	}
	p.Click(".reset")
	p.Click(`[data-tab="plots"]`)
	pair := `#plot-baselines .plot-mark`
	key := browser.Eval[string](p, `document.querySelector(%s).dataset.key`, pair)
	p.Click(pair)
	p.Until(`document.querySelector('article .selected').dataset.key === %s`, key)
}

// TestKeyboardAlone does all of it with keys.
func TestKeyboardAlone(t *testing.T) {
	d := sample(t, elders)
	p := opened(t, input{elders, d}, input{"b.txt", sample(t, "lanping_shidi_zhuanfa.txt")})
	focus := func() string {
		return browser.Eval[string](p, `(() => { const e = document.activeElement; return e.closest('tr')?.dataset.key ?? e.dataset.key ?? e.dataset.tab ?? e.className; })()`)
	}
	selected := func() string {
		return browser.Eval[string](p, `document.querySelector('article .selected')?.dataset.key ?? ''`)
	}
	expect := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}

	// The overview: sort, filter, open.
	p.TabTo(".overview-filter")
	p.Keys("养老")
	expect("filtered", p.Text(".overview-count"), "1 / 2")
	p.TabTo(".overview-documents .sort")
	p.Keys(kb.Enter)
	expect("sorted", browser.Eval[string](p, `document.querySelector('.overview-documents th').getAttribute('aria-sort')`), "ascending")
	p.TabTo(".overview-documents tbody a")
	p.Keys(kb.Enter)
	p.Until(`document.querySelector('article')`)

	// To the row of a target, to its words, and back.
	p.TabTo("tr button.open")
	p.Keys(kb.Enter)
	expect("Enter on a row", focus(), selected())
	first := selected()
	if !strings.HasPrefix(first, "targets/") && !strings.HasPrefix(first, "achievements/") {
		t.Errorf("the first row leads to %q", first)
	}
	p.Keys(kb.Escape)
	if !browser.Eval[bool](p, `document.activeElement.closest('tr')?.dataset.key === %s`, first) {
		t.Errorf("Escape does not lead back to the row but to %s", focus())
	}
	p.Keys("j")
	if selected() == first {
		t.Error("j does not go to the next row")
	}
	p.Keys("k")
	expect("k", selected(), first)
	p.Keys(kb.Escape)

	// From warning to warning.
	for i := range len(d.Warnings) + 1 {
		p.Keys("n")
		expect("n", selected(), fmt.Sprintf("warnings/%d", i%len(d.Warnings)))
	}
	p.Keys("p")
	expect("p", selected(), fmt.Sprintf("warnings/%d", len(d.Warnings)-1))

	// Search.
	p.Keys("/")
	p.Keys("养老服务")
	p.Until(`document.querySelector('article mark.hit')`)
	p.Keys(kb.Enter)
	p.Until(`document.querySelector('article mark.hit.now')`)
	p.Keys(kb.Escape + "/" + kb.Backspace + kb.Escape) // the words that were searched for are selected: gone
	p.Until(`document.querySelectorAll('article mark.hit').length === 0`)

	// A kind, a unit.
	p.TabTo(`[data-kind="targets"]`)
	p.Keys(" ")
	p.Until(`document.querySelectorAll('article mark[data-key^="targets/"]:not(.out)').length === 0`)
	p.Keys(" ")
	p.TabTo(`[data-filter="unit"]`)
	p.Keys(kb.ArrowDown)
	p.Until(`document.querySelector('[data-filter="unit"]').value !== ''`)
	p.TabTo(".reset")
	p.Keys(kb.Enter)
	p.Until(`document.querySelector('[data-filter="unit"]').value === ''`)

	// The plots.
	p.TabTo(`[role="tab"][aria-selected="true"]`)
	for range 20 {
		if focus() == "plots" {
			break
		}
		p.Keys(kb.ArrowRight)
	}
	expect("arrows in the tabs", focus(), "plots")
	p.TabTo("#plot-units .plot-mark")
	p.Screenshot("keyboard-plots")
	p.Keys(kb.Enter)
	p.Until(`document.querySelector('[data-filter="unit"]').value !== '' && !document.querySelector('#panel-responsibilities').hidden`)

	// Correct a record, and take it back.
	p.TabTo("tr button.open")
	p.Keys(kb.Enter)
	p.Keys("x")
	p.Until(`document.querySelector('.save .count').textContent === '1'`)
	p.Keys("u")
	p.Until(`document.querySelector('.save .count').textContent === '0'`)

	// The list of keys, the language, and out again.
	p.Keys("?")
	p.Until(`document.querySelector('dialog[open]')`)
	p.Keys(kb.Escape)
	p.Until(`!document.querySelector('dialog[open]')`)
	p.TabTo("button.language")
	p.Keys(kb.Enter)
	p.Until(`document.documentElement.lang === 'en'`)
	p.TabTo("a.home")
	p.Keys(kb.Enter)
	p.Until(`document.querySelector('.overview-documents')`)
}

var han = regexp.MustCompile(`\p{Han}{4,8}`)

func TestPrint(t *testing.T) {
	d := sample(t, elders)
	p := opened(t, input{elders, d})
	printed := squeezed(p.Print("print-document"))
	lines := strings.Split(d.Text, "\n")
	for _, line := range []string{lines[0], lines[len(lines)/2], lines[len(lines)-1]} {
		// pdftotext moves brackets and figures, which are of another font.
		if run := han.FindString(line); run == "" || !strings.Contains(printed, run) {
			t.Errorf("the text is not printed: %q of %s", run, line)
		}
	}
	for _, r := range d.Responsibilities[:3] {
		if !strings.Contains(printed, r.Units[0].Name) {
			t.Errorf("the table of responsibilities is not printed: %s", r.Units[0].Name)
		}
	}
	for _, label := range []string{"责任分工", "各单位承担的任务", "按年份的目标"} {
		if !strings.Contains(printed, label) {
			t.Errorf("%s is not printed", label)
		}
	}
	for _, control := range browser.Eval[[]string](p, `[...document.querySelectorAll('.bar button, .views button, .filters option, .filters button')].map((e) => e.textContent.trim()).filter((s) => s.length > 1)`) {
		if strings.Contains(printed, squeezed(control)) && !strings.Contains(squeezed(d.Text), squeezed(control)) && !strings.ContainsAny(control, "(0123456789") && !slices.Contains([]string{"目录", "正文", "记录"}, control) {
			t.Errorf("the control %q is printed", control)
		}
	}

	p = opened(t, samples(t)[:3]...)
	printed = squeezed(p.Print("print-folder"))
	if !strings.Contains(printed, squeezed(*d.Document.Title)[:24]) || !strings.Contains(printed, "责任单位网络") || strings.Contains(printed, "筛选文件") {
		t.Error("the overview is not printed as it should be")
	}
}

// TestNarrow looks at everything at the width of a telephone.
func TestNarrow(t *testing.T) {
	d := sample(t, elders)
	p := browser.New(t)
	p.Size(390, 844)
	fits := func(what string) {
		t.Helper()
		if w := browser.Eval[int](p, "document.documentElement.scrollWidth"); w > 390 {
			t.Errorf("%s: the page is %d px wide", what, w)
		}
		// What can be pressed is in the window, or in what can be scrolled.
		out := browser.Eval[[]string](p, `[...document.querySelectorAll('button, a, input:not([type=file]), select, .plot-mark')].filter((e) => {
			if (!e.checkVisibility({ visibilityProperty: true })) return false;
			const box = e.getBoundingClientRect();
			if (box.width === 0 || (box.left >= -0.5 && box.right <= 390.5)) return false;
			for (let up = e.parentElement; up; up = up.parentElement) {
				if (/auto|scroll/.test(getComputedStyle(up).overflowX) && up.getBoundingClientRect().right <= 390.5) return false;
			}
			return true;
		}).map((e) => e.outerHTML.slice(0, 120))`)
		if len(out) > 0 {
			t.Errorf("%s: out of the window: %q", what, out)
		}
	}
	p.Visit(write(t, filepath.Join(t.TempDir(), "one.html"), input{elders, d}))
	for _, view := range []string{"outline", "text", "records"} {
		p.Click(`.views [data-view="` + view + `"]`)
		fits(view)
		p.Screenshot("narrow-" + view)
	}
	for _, tab := range browser.Eval[[]string](p, `[...document.querySelectorAll('[data-tab]')].map((e) => e.dataset.tab)`) {
		p.Click(`[data-tab="` + tab + `"]`)
		fits("the table " + tab)
		p.Screenshot("narrow-" + tab)
	}
	p.Click(`[data-tab="targets"]`)
	p.Click(`tr[data-key="targets/5"] button`)
	p.Until(`document.querySelector('article .selected')`)
	fits("a target")
	p.Screenshot("narrow-target")
	p.Click(`article mark.selected`)
	p.Click(".detail .edit")
	fits("the form")
	p.Screenshot("narrow-form")

	p = browser.New(t)
	p.Size(390, 844)
	p.Visit(write(t, filepath.Join(t.TempDir(), "folder.html"), samples(t)...))
	fits("the overview")
	p.ScreenshotWhole("narrow-folder")
}

// BenchmarkOpen opens a plan of about 200 pages: 100,000 characters and some 1500
// records. It reports the times from the start of loading until the page is ready, and
// until its text is seen.
func BenchmarkOpen(b *testing.B) {
	d := long(b, sample(b, elders), 25)
	b.Logf("%d characters, %d targets, %d clauses, %d headings", len([]rune(d.Text)), len(d.Targets), len(d.Responsibilities), len(d.Outline))
	path := write(b, filepath.Join(b.TempDir(), "long.html"), input{"long.txt", d})
	if info, err := os.Stat(path); err == nil {
		b.Logf("%d bytes", info.Size())
	}
	p := browser.New(b)
	var ready, seen float64
	n := 0
	for b.Loop() {
		p.Visit(path)
		p.Until(`document.querySelector('article') && performance.getEntriesByName('first-contentful-paint').length > 0`)
		ready += browser.Eval[float64](p, `performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd`)
		seen += browser.Eval[float64](p, `performance.getEntriesByName('first-contentful-paint')[0].startTime`)
		n++
	}
	b.ReportMetric(ready/float64(n), "ready-ms")
	b.ReportMetric(seen/float64(n), "seen-ms")
}

// TestManyDocuments splits 500 documents into pages, and follows links there and
// back.
func TestManyDocuments(t *testing.T) {
	var in []input
	for i := range 500 {
		d := clauses("市财政局:lead,市教育局:support")
		d.Text = fmt.Sprintf("第%d号规划", i)
		d = decoded(t, d)
		in = append(in, input{fmt.Sprintf("%03d.txt", i), d})
	}
	p := opened(t, in...)
	if n := browser.Eval[int](p, `document.querySelectorAll('.overview-documents tbody tr').length`); n != 500 {
		t.Fatalf("%d rows for 500 documents", n)
	}
	p.Screenshot("many")
	for _, n := range []int{0, 499} {
		p.Click(fmt.Sprintf(".overview-documents tbody tr:nth-child(%d) a", n+1))
		p.Until(`document.querySelector('article')`)
		if got, want := shownText(p), squeezed(in[n].doc.Text); got != want {
			t.Errorf("row %d leads to another document", n)
		}
		p.Click("a.home")
		p.Until(`document.querySelectorAll('.overview-documents tbody tr').length === 500`)
	}
}
