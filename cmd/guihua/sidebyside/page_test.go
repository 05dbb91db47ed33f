package sidebyside

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"guihua/cmd/guihua/webpage"
	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
	"guihua/extract/compare"
)

// openPair opens the page of the invented province and its city.
func openPair(t *testing.T) (*browser.Tab, *extract.Document, subordinate) {
	t.Helper()
	above := sample(t, province)
	sub := comparedWith(t, above, []string{"b.txt"}, sample(t, city))[0]
	p := browser.New(t)
	chinese(p)
	p.Visit(write(t, filepath.Join(t.TempDir(), "compare.html"), above, sub))
	p.Until("document.querySelector('.pair')")
	return p, above, sub
}

// chinese lets the browser of a tab be a Chinese one.
func chinese(p *browser.Tab) {
	browser.Call(p, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
		UserAgent: browser.Eval[string](p, "navigator.userAgent"), AcceptLanguage: "zh-CN",
	})
}

func cut(text string, span extract.Span) string { return string([]rune(text)[span[0]:span[1]]) }

// squeezed is a text without white space.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// TestMarks holds the words marked in every row, and what they are called, against
// the spans of the comparison.
func TestMarks(t *testing.T) {
	p, above, sub := openPair(t)
	p.Screenshot("pair")
	type mark struct{ Group, Class, Words string }
	shown := browser.Eval[[][]mark](p, `[...document.querySelectorAll('.pair')].map((row) => {
		const out = [];
		for (const m of row.querySelectorAll('mark.m:not(.other)')) {
			const group = m.dataset.groups.split(' ').find((g) => g.startsWith(m.classList[1]));
			const last = out.at(-1);
			if (last && last.Group === group) last.Words += m.textContent;
			else out.push({ Group: group, Class: m.className.replace(' linked', ''), Words: m.textContent });
		}
		return out;
	})`)
	if len(shown) != len(sub.cmp.Pairs) {
		t.Fatalf("%d rows for %d pairs", len(shown), len(sub.cmp.Pairs))
	}
	n := 0
	for i, pair := range sub.cmp.Pairs {
		var want []mark
		for side, list := range map[string][]compare.Change{"cut": pair.Cut, "added": pair.Added} {
			text := above.Text
			if side == "added" {
				text = sub.doc.Text
			}
			for j, c := range list {
				look := "weak"
				if c.Counts {
					look = "counts"
				}
				want = append(want, mark{fmt.Sprint(side, j), fmt.Sprintf("m %s k-%s %s", side, c.Kind, look), cut(text, c.Span)})
			}
		}
		order := func(a, b mark) int { return strings.Compare(a.Group, b.Group) }
		slices.SortFunc(want, order)
		slices.SortFunc(shown[i], order)
		if !slices.Equal(shown[i], want) {
			t.Errorf("pair %d shows\n%v\nwant\n%v", i, shown[i], want)
		}
		n += len(want)
	}
	if n < 20 {
		t.Errorf("only %d marks in the pair", n)
	}

	// The bodies are whole, and the words that stand in the place of others show them.
	for i, pair := range sub.cmp.Pairs {
		if pair.Superior != nil && pair.Subordinate != nil {
			bodies := browser.Eval[[]string](p, `[...document.querySelectorAll('.pair')[%s].querySelectorAll('.body')].map((b) => b.textContent)`, i)
			if want := []string{cut(above.Text, pair.Superior.Span), cut(sub.doc.Text, pair.Subordinate.Span)}; !slices.Equal(bodies, want) {
				t.Errorf("pair %d shows %q, want %q", i, bodies, want)
			}
		}
	}
	for i, pair := range sub.cmp.Pairs {
		for j, c := range pair.Cut {
			if c.With == nil || c.With[0] == c.With[1] {
				continue
			}
			got := browser.Eval[string](p, `(() => {
				const row = document.querySelectorAll('.pair')[%s];
				row.querySelector('mark[data-groups~=cut' + %s + ']').focus();
				return [...row.querySelectorAll('.side:nth-child(2) mark.linked')].map((m) => m.textContent).join('');
			})()`, i, j)
			if !strings.Contains(got, cut(sub.doc.Text, *c.With)) {
				t.Errorf("pair %d: %q stands in the place of %q, shown is %q", i, cut(sub.doc.Text, *c.With), cut(above.Text, c.Span), got)
			}
			return
		}
	}
	t.Error("no change of the pair has words in its place")
}

// shown are the numbers of the pairs seen.
func shown(p *browser.Tab) []int {
	return browser.Eval[[]int](p, `[...document.querySelectorAll('.pair:not([hidden])')].map((e) => Number(e.dataset.pair))`)
}

// TestFilters tries each filter and the search against the comparison.
func TestFilters(t *testing.T) {
	p, above, sub := openPair(t)
	all := sub.cmp.Pairs
	expect := func(what string, takes func(compare.Pair) bool) {
		t.Helper()
		var want []int
		for i, pair := range all {
			if takes(pair) {
				want = append(want, i)
			}
		}
		if got := shown(p); !slices.Equal(got, want) {
			t.Errorf("%s: shown are %v, want %v", what, got, want)
		}
		if got := p.Text(".filters > output.count"); got != fmt.Sprintf("%d / %d", len(want), len(all)) {
			t.Errorf("%s: the count is %s", what, got)
		}
		p.Click(".filters .clear")
	}
	set := func(selector, value string) {
		browser.Eval[int](p, `(() => {
			const e = document.querySelector(%s);
			e.value = %s;
			e.dispatchEvent(new Event(e.localName === 'select' ? 'change' : 'input', { bubbles: true }));
			return 0;
		})()`, selector, value)
	}
	p.Click(`.filters input[value="dropped"]`)
	expect("without dropped", func(x compare.Pair) bool { return x.Relation != compare.Dropped })
	p.Click(`.filters input.unsure`)
	expect("unsure", func(x compare.Pair) bool { return len(x.Or) > 0 })
	set(".filters .kind", "box_item")
	expect("boxes", func(x compare.Pair) bool {
		return x.Superior != nil && x.Superior.Kind == compare.BoxEntry || x.Subordinate != nil && x.Subordinate.Kind == compare.BoxEntry
	})
	units := browser.Eval[[]string](p, `[...document.querySelectorAll('.filters .unit option')].map((o) => o.value)`)
	if len(units) < 5 {
		t.Fatalf("units %v", units)
	}
	set(".filters .unit", units[1])
	names := func(d *extract.Document, item *compare.Item) bool {
		return item != nil && slices.Contains(planOf(d).Units[item.ID], units[1])
	}
	expect("unit "+units[1], func(x compare.Pair) bool { return names(above, x.Superior) || names(sub.doc, x.Subordinate) })
	set(".filters input[type=search]", "冷库")
	if n := browser.Eval[int](p, "CSS.highlights.get('hit').size"); n == 0 {
		t.Error("the places found are not shown")
	}
	expect("冷库", func(x compare.Pair) bool {
		words := ""
		if x.Superior != nil {
			words += x.Superior.Title + cut(above.Text, x.Superior.Span)
		}
		if x.Subordinate != nil {
			words += x.Subordinate.Title + cut(sub.doc.Text, x.Subordinate.Span)
		}
		return strings.Contains(words, "冷库")
	})
	expect("nothing chosen", func(compare.Pair) bool { return true })
	set(".filters input[type=search]", "没有这样的词")
	if got := p.Text(".pairs > .none"); got != "没有符合条件的对照。" {
		t.Errorf("where nothing fits stands %q", got)
	}
	p.Click("button.language") // the choice stays
	if got := shown(p); len(got) != 0 {
		t.Errorf("in the other language %v are shown", got)
	}
}

// TestTargetsAndUnits holds the tables against the comparison, and goes from a
// target to its words.
func TestTargetsAndUnits(t *testing.T) {
	p, above, sub := openPair(t)
	type row struct{ Arrow, Outcome, Text string }
	rows := browser.Eval[[]row](p, `[...document.querySelectorAll('.targets tbody tr')].map((r) => {
		const a = r.querySelector('.arrow');
		return { Arrow: a ? a.textContent[0] : '', Outcome: a ? a.dataset.outcome : r.dataset.relation, Text: r.textContent };
	})`)
	if len(rows) != len(sub.cmp.Targets) || len(rows) == 0 {
		t.Fatalf("%d rows for %d targets", len(rows), len(sub.cmp.Targets))
	}
	arrows := map[string]string{"higher": "↑", "lower": "↓", "same": "=", "scaled total": "◔", "not comparable": "≠"}
	jumped := false
	for i, x := range sub.cmp.Targets {
		want := string(x.Relation)
		if x.Outcome != nil {
			want = string(*x.Outcome)
		}
		if rows[i].Outcome != want || rows[i].Arrow != arrows[want] || !strings.Contains(rows[i].Text, x.Why) {
			t.Errorf("target %d shows %v, want %s and %s", i, rows[i], want, x.Why)
		}
		at := slices.IndexFunc(sub.cmp.Pairs, func(y compare.Pair) bool {
			return x.Superior != nil && y.Superior != nil && y.Superior.Span[0] <= x.Superior.Span[0] && y.Superior.Span[1] >= x.Superior.Span[1]
		})
		if jumped || at < 0 {
			continue
		}
		jumped = true
		p.Click(fmt.Sprintf(`[data-key="targets/%d"] .show`, i))
		if got := p.Text("tr.words mark.here"); squeezed(got) != squeezed(cut(above.Text, x.Superior.Span)) {
			t.Errorf("the words of target %d are %q", i, got)
		}
		p.Click("tr.words .to-pair")
		if got := browser.Eval[string](p, "document.activeElement.dataset.pair"); got != fmt.Sprint(at) {
			t.Errorf("target %d leads to pair %s, not %d", i, got, at)
		}
		if got := browser.Eval[string](p, "[...CSS.highlights.get('here')].map(String).join('')"); squeezed(got) != squeezed(cut(above.Text, x.Superior.Span)) {
			t.Errorf("shown of target %d is %q", i, got)
		}
	}
	if !jumped {
		t.Error("no target stands in a pair")
	}
	if got := browser.Eval[int](p, "document.querySelectorAll('table.units tbody tr').length"); got != len(sub.cmp.Units) {
		t.Errorf("%d rows for %d units", got, len(sub.cmp.Units))
	}
}

// TestArrows shows each outcome and each relation of units of a made comparison.
func TestArrows(t *testing.T) {
	above := sample(t, province)
	sub := comparedWith(t, above, []string{"b.txt"}, sample(t, city))[0]
	a, b := above.Targets[0], sub.doc.Targets[0]
	share, raised := 0.0625, "raised"
	sub.cmp.Targets = nil
	for _, o := range []compare.Outcome{compare.Higher, compare.Lower, compare.Equal, compare.ScaledTotal, compare.NotComparable} {
		sub.cmp.Targets = append(sub.cmp.Targets, compare.TargetPair{Superior: &a, Subordinate: &b, Relation: compare.Narrower, Outcome: &o, Share: &share, Ambition: &raised, Why: "因为", Evidence: []compare.Evidence{}})
	}
	sub.cmp.Targets = append(sub.cmp.Targets, compare.TargetPair{Superior: &a, Relation: compare.TargetDropped, Evidence: []compare.Evidence{}})
	body := &compare.UnitSide{Name: "市农业农村局", Clauses: 4, Led: 2}
	sub.cmp.Units = nil
	for _, r := range []compare.UnitRelation{compare.SameBody, compare.Branch, compare.OtherBody, compare.UnitMissing, compare.UnitAdded} {
		sub.cmp.Units = append(sub.cmp.Units, compare.UnitPair{Superior: body, Relation: r, Together: 3, Evidence: []compare.Evidence{{About: "pair", Rule: "unit/name", Why: "名称相同"}}})
	}
	p := browser.New(t)
	chinese(p)
	p.Visit(write(t, filepath.Join(t.TempDir(), "compare.html"), above, sub))
	if got := squeezed(browser.Eval[string](p, `[...document.querySelectorAll('td.outcome')].map((e) => e.textContent).join('|')`)); got != "↑更高6.25%口径更窄要求提高|↓更低6.25%口径更窄要求提高|=相同6.25%口径更窄要求提高|◔总量中的份额6.25%口径更窄要求提高|≠不可比6.25%口径更窄要求提高|未采纳" {
		t.Errorf("outcomes %s", got)
	}
	if got := browser.Eval[string](p, `[...document.querySelectorAll('.unit-relation')].map((e) => e.textContent).join('|')`); got != "同一机构|垂直管理|由其他机构承担|下级未提|下级新增" {
		t.Errorf("relations of units %s", got)
	}
	browser.Eval[int](p, `(() => { const c = document.querySelector('.unit-choice'); c.value = 'branch'; c.dispatchEvent(new Event('change')); return 0; })()`)
	if got := browser.Eval[string](p, `[...document.querySelectorAll('table.units tbody tr:not([hidden])')].map((e) => e.dataset.relation).join()`); got != "branch" {
		t.Errorf("chosen are %s", got)
	}
	p.Screenshot("arrows")
}

// TestKeyboard goes through the page without a mouse.
func TestKeyboard(t *testing.T) {
	p, _, sub := openPair(t)
	at := func() string { return browser.Eval[string](p, "document.activeElement.dataset.pair ?? ''") }
	step := func(keys, want string) {
		t.Helper()
		p.Keys(keys)
		if got := at(); got != want {
			t.Errorf("%q leads to pair %q, want %s", keys, got, want)
		}
	}
	step("j", "0")
	step("jj", "2")
	step("k", "1")
	p.Keys("n")
	if !browser.Eval[bool](p, "document.activeElement.matches('mark.counts')") {
		t.Error("n leads to no change that was weighed")
	}
	p.Keys("np")
	row := browser.Eval[string](p, "document.activeElement.closest('.pair').dataset.pair")
	p.Keys(kb.ArrowRight)
	if !browser.Eval[bool](p, "document.activeElement.matches('.pair[data-pair=\"' + %s + '\"] mark.m')", row) {
		t.Error("→ leaves the row")
	}
	p.Keys("e")
	if !browser.Eval[bool](p, "document.querySelector('.pair[data-pair=\"' + %s + '\"] details').open", row) {
		t.Error("e opens no evidence")
	}
	p.Keys("/冷库" + kb.Escape)
	if got := at(); !strings.Contains(strings.Join(strings.Fields(fmt.Sprint(shown(p))), " "), got) || got == "" {
		t.Errorf("after the search the focus is on pair %q", got)
	}
	for key, section := range map[string]string{"1": "summary", "2": "pairs", "3": "targets", "4": "units"} {
		p.Keys(key)
		if got := browser.Eval[string](p, "document.activeElement.id"); got != section {
			t.Errorf("%s leads to %q", key, got)
		}
	}
	p.Keys("?")
	p.Until("document.querySelector('dialog[open]')")
	p.Keys(kb.Escape)
	p.Until("!document.querySelector('dialog')")
	p.Keys("2")
	p.TabTo(`.filters input[value="dropped"]`)
	p.Keys(" ")
	if len(shown(p)) >= len(sub.cmp.Pairs) {
		t.Error("the space bar chooses no relation")
	}
	p.TabTo(".pair summary")
	p.Keys("3")
	p.TabTo(".targets .show")
	p.Keys(kb.Enter)
	p.Until("document.querySelector('tr.words')")
}

// TestNarrowAndPaper looks at the page on a telephone and on paper.
func TestNarrowAndPaper(t *testing.T) {
	p, above, sub := openPair(t)
	paper := squeezed(p.Print("pair"))
	for _, want := range []string{*above.Document.Title, *sub.doc.Document.Title, "任务对照", "改写", "未采纳", "责任单位"} {
		if !strings.Contains(paper, squeezed(want)) {
			t.Errorf("the paper lacks %s", want)
		}
	}
	for _, x := range sub.cmp.Pairs {
		if x.Superior != nil && !strings.Contains(paper, squeezed(x.Superior.Title)) {
			t.Errorf("the paper lacks %s", x.Superior.Title)
		}
	}
	if strings.Contains(paper, "清除筛选") {
		t.Error("the filters are printed")
	}
	p.Size(390, 844)
	p.Screenshot("pair-390")
	for _, e := range []string{"document.documentElement", "document.querySelector('table.targets')"} {
		if got := browser.Eval[int](p, e+".scrollWidth"); got > 390 {
			t.Errorf("%s is %d wide", e, got)
		}
	}
	if !browser.Eval[bool](p, `(() => {
		const [a, b] = document.querySelectorAll('.pair .side');
		a.scrollIntoView();
		return b.getBoundingClientRect().top >= a.getBoundingClientRect().bottom && b.getBoundingClientRect().left < 40;
	})()`) {
		t.Error("the sides do not stand one below the other")
	}
}

// TestAddress goes from the overview to a pair by a cell of the matrix, opens a
// target by its address, and goes back; plans of a large set have pages.
func TestAddress(t *testing.T) {
	above, subs := levelSet(t)
	file := write(t, filepath.Join(t.TempDir(), "compare.html"), above, subs...)
	p := browser.New(t)
	chinese(p)
	p.Visit(file)
	p.Until("document.querySelectorAll('.overview-plans tbody tr').length === 3")
	browser.Eval[int](p, `document.querySelectorAll('#plot-matrix-1 [data-relation]')[1].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })), 0`)
	p.Until("document.activeElement.matches('.pair')")
	if got := browser.Eval[string](p, "decodeURIComponent(location.hash)"); got != "#澜川.txt/pairs/0" {
		t.Errorf("the address is %s", got)
	}
	browser.Eval[int](p, `location.hash = '#' + encodeURIComponent('云岭.txt') + '/targets/1', 0`)
	p.Until("document.activeElement.dataset.key === 'targets/1'")
	if got := browser.Eval[string](p, "document.title"); got != *subs[0].doc.Document.Title {
		t.Errorf("the plan opened is %s", got)
	}
	p.Click(".bar .home")
	p.Until("document.querySelector('.overview-plans')")
	p.Click("button.language")
	if got := p.Text("h2:not(.plans)"); got != "All plans" {
		t.Errorf("in English the overview is called %q", got)
	}
	p.Screenshot("levels")

	above = sample(t, province)
	p.Visit(write(t, filepath.Join(t.TempDir(), "many.html"), above, many(t, above, 60)...))
	p.Click(`.overview-plans a[data-comparison="41"]`)
	p.Until("document.querySelectorAll('.pair').length > 10")
	p.Click(".bar .home")
	p.Until("document.querySelectorAll('.overview-plans tbody tr').length === 60")
}

// TestOverview looks at the list of plans: which plan it is about, what is about
// something else, its order, and a telephone.
func TestOverview(t *testing.T) {
	above := sample(t, province)
	subs := comparedWith(t, above, []string{"养老.txt", "冷链.txt"}, sample(t, "lanchuan_yanglao_guihua_web.txt"), sample(t, city))
	p := browser.New(t)
	chinese(p)
	p.Visit(write(t, filepath.Join(t.TempDir(), "compare.html"), above, subs...))
	p.Until("document.querySelector('.overview-plans')")
	plan := subs[0].cmp.Superior
	for _, selector := range []string{"h2.plans, .superior-facts", ".overview-plans caption"} {
		got := browser.Eval[string](p, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join(' ')`, selector)
		for _, want := range []string{*plan.Title, *plan.Region.Name, *plan.Issued} {
			if !strings.Contains(got, want) {
				t.Errorf("%s says %q, without %s", selector, got, want)
			}
		}
	}
	if got := browser.Eval[string](p, "document.title"); got != *plan.Title {
		t.Errorf("the overview is called %q", got)
	}
	if got := browser.Eval[[]string](p, `[...document.querySelectorAll('tr.apart')].map((r) => r.querySelector('a').dataset.comparison)`); !slices.Equal(got, []string{"0"}) {
		t.Errorf("apart are %v", got)
	}
	if !browser.Eval[bool](p, `document.querySelector('.apart-note') !== null && document.querySelector('tr.apart .badge') !== null`) {
		t.Error("nothing says why a plan is grey")
	}
	order := func() []string {
		return browser.Eval[[]string](p, `[...document.querySelectorAll('.overview-plans tbody tr')].map((r) => r.querySelector('a').dataset.comparison)`)
	}
	at := slices.IndexFunc(columns(), func(l webpage.Label) bool { return l.En == "mean overlap" }) + 1
	head := fmt.Sprintf(".overview-plans thead th:nth-child(%d)", at)
	for i, want := range [][]string{{"1", "0"}, {"0", "1"}, {"1", "0"}} {
		p.Click(head + " .sort")
		if got := order(); !slices.Equal(got, want) {
			t.Errorf("sorted %d times: %v, want %v", i+1, got, want)
		}
	}
	p.Click(".overview-plans thead th .sort")
	if got := order(); !slices.Equal(got, []string{"0", "1"}) {
		t.Errorf("in the order they came in: %v", got)
	}
	p.Screenshot("overview")
	p.Size(390, 844)
	p.Screenshot("overview-390")
	if got := browser.Eval[int](p, "document.documentElement.scrollWidth"); got > 390 {
		t.Errorf("the overview is %d wide", got)
	}
	if got := browser.Eval[[]string](p, `[...document.querySelectorAll('.overview-plans td.n')].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.left < 0 || r.right > 390 || e.scrollWidth > e.clientWidth || !e.querySelector('.name').checkVisibility();
	}).map((e) => e.textContent)`); len(got) > 0 {
		t.Errorf("not seen on a telephone are %v", got)
	}
}

// TestNothingBlank opens parts of the page by their address and looks for rows that
// are not drawn, in a window and to the browser's own search.
func TestNothingBlank(t *testing.T) {
	above := sample(t, province)
	sub := comparedWith(t, above, []string{"b.txt"}, sample(t, city))[0]
	file := browser.FileURL(t, write(t, filepath.Join(t.TempDir(), "compare.html"), above, sub))
	p := browser.New(t)
	for _, part := range []string{"targets", "units", "b.txt/pairs"} {
		p.Do(chromedp.Navigate("about:blank"))
		p.Do(chromedp.Navigate(file + "#" + part))
		p.Until("document.querySelector('.pair')")
		id := filepath.Base(part)
		if !browser.Eval[bool](p, `(() => {
			const r = document.activeElement.getBoundingClientRect();
			return document.activeElement.id === %s && r.top < innerHeight && r.bottom > 0;
		})()`, id) {
			t.Errorf("#%s does not show it", part)
		}
		p.Screenshot("part-" + id)
		if got := browser.Eval[[]string](p, `[...document.querySelectorAll('.pair .body, .pair header, .targets td, .units td')].filter((e) => !e.checkVisibility({ contentVisibilityAuto: true })).map((e) => e.textContent)`); len(got) > 0 {
			t.Errorf("#%s: not drawn are %d, the first %q", part, len(got), got[0])
		}
	}
	last := sub.cmp.Pairs[len(sub.cmp.Pairs)-1].Subordinate
	if words := strings.Fields(cut(sub.doc.Text, last.Span)); !browser.Eval[bool](p, "window.find(%s, false, false, true)", words[0]) {
		t.Errorf("the browser does not find %q", words[0])
	}
}

// TestEvidence reads the evidence of a pair: by what it is about, in words, each place
// quoted once.
func TestEvidence(t *testing.T) {
	p, _, sub := openPair(t)
	type item struct{ About, Rule, Words string }
	for i, pair := range sub.cmp.Pairs {
		var want []item
		for _, e := range pair.Evidence {
			want = append(want, item{e.About, e.Rule, e.Why})
		}
		got := browser.Eval[[]item](p, `[...document.querySelectorAll('.pair')[%s].querySelectorAll('.evidence li')].map((e) => ({
			About: { '为何配成一对': 'pair', '为何是这种关系': 'relation' }[e.parentElement.previousElementSibling.textContent], Rule: e.dataset.rule, Words: e.querySelector('.why').textContent,
		}))`, i)
		if !slices.Equal(got, want) {
			t.Errorf("pair %d: the evidence is\n%v\nwant\n%v", i, got, want)
		}
	}
	if got := browser.Eval[[]string](p, `[...document.querySelectorAll('.pair')].flatMap((row) => {
		const quotes = [...row.querySelectorAll('.evidence q')].map((q) => q.className + q.textContent);
		return quotes.filter((q, i) => quotes.indexOf(q) !== i);
	})`); len(got) > 0 {
		t.Errorf("quoted twice are %q", got)
	}
}

// hostileSet is a comparison whose every word is s, of several plans.
func hostileSet(t testing.TB, s string) (*extract.Document, []subordinate) {
	n := len([]rune(s))
	span := extract.Span{0, n}
	value, page, half, share := "5", 1, 0.5, 0.25
	d := &extract.Document{
		Text:             s + "\n" + s,
		Responsibilities: []extract.Responsibility{{At: s, Raw: s, Units: []extract.Unit{{Name: s, Canonical: &s}}, Span: span}},
	}
	item := &compare.Item{Kind: compare.TaskItem, ID: s, Title: s, Span: span, Page: &page}
	why := []compare.Evidence{{About: s, Rule: s, Why: s, Superior: &span, Subordinate: &span}}
	target := &extract.Target{At: s, Indicator: &s, Raw: s, Value: &value, Unit: &s, By: &s, Baseline: &extract.Baseline{Value: s, AsOf: &s}, Span: span}
	unit := &compare.UnitSide{Name: s, Canonical: &s}
	higher := compare.Higher
	var subs []subordinate
	for i, level := range []string{"province", "city"} {
		c := &compare.Comparison{
			Superior:    compare.Plan{ID: s, Source: s, Title: &s, Region: extract.Region{Name: &s}, Level: "nation"},
			Subordinate: compare.Plan{ID: s + fmt.Sprint(i), Source: s, Title: &s, Region: extract.Region{Name: &s}},
			Pairs: []compare.Pair{{
				Superior: item, Subordinate: item, Relation: compare.Split, Or: []compare.Relation{compare.Same}, Overlap: &half, TitleSimilarity: &half,
				Cut:   []compare.Change{{Span: extract.Span{1, n}, Kind: compare.MeasureChange, Counts: true, With: &extract.Span{0, n}}},
				Added: []compare.Change{{Span: extract.Span{0, n - 1}, Kind: compare.PlaceChange}}, Evidence: why,
			}, {Superior: item, Subordinate: item, Relation: compare.Split, Evidence: why, Or: []compare.Relation{}, Cut: []compare.Change{}, Added: []compare.Change{}}},
			Targets: []compare.TargetPair{{Superior: target, Subordinate: target, Relation: compare.SameIndicator, Outcome: &higher, Share: &share, Why: s, Evidence: why}},
			Units:   []compare.UnitPair{{Superior: unit, Subordinate: unit, Relation: compare.SameBody, Evidence: why}},
			Summary: compare.Summary{Items: 1, SubordinateItems: 1, Relations: map[compare.Relation]int{compare.Split: 1}, Shares: map[compare.Relation]float64{compare.Split: 1}, Targets: map[compare.Outcome]int{compare.Higher: 1}},
		}
		switch level {
		case "province":
			c.Subordinate.Level = "province"
		default:
			c.Subordinate.Level = "city"
		}
		subs = append(subs, subordinate{&extract.Document{Text: d.Text}, c}) // it names no units
	}
	return d, subs
}

// TestWordsStayWords makes comparisons of words that are markup or script somewhere.
// The page has the same elements as with harmless words, nothing runs, and the words
// are seen as they are.
func TestWordsStayWords(t *testing.T) {
	p := browser.New(t)
	elements := func(s string) []string {
		above, subs := hostileSet(t, s)
		p.Visit(write(t, filepath.Join(t.TempDir(), "c.html"), above, subs...))
		p.Until("document.querySelector('.overview-plans')")
		var counts []string
		look := func(where string) {
			counts = append(counts, where+": "+browser.Eval[string](p, `(() => {
				const n = {};
				for (const e of document.querySelectorAll('*')) {
					n[e.localName] = (n[e.localName] || 0) + 1;
					for (const a of e.attributes) if (/^on|^srcdoc$/.test(a.name) || /^\s*javascript:/i.test(a.value) && /href|src|action/.test(a.name)) n['@' + a.name] = (n['@' + a.name] || 0) + 1;
				}
				return Object.entries(n).sort().join(' ');
			})()`))
			if !browser.Eval[bool](p, `document.querySelector('#page').textContent.includes(%s)`, s) {
				t.Errorf("%q: %s does not show the words as they are", s, where)
			}
		}
		look("the overview")
		p.Click(".overview-plans tbody a")
		p.Until("document.querySelector('.pair')")
		p.Click(".targets .show")
		look("a comparison")
		if browser.Eval[bool](p, "window.ran !== undefined") {
			t.Errorf("%q has run", s)
		}
		return counts
	}
	want := elements("一二三")
	if !strings.Contains(want[0], "circle") {
		t.Errorf("the overview draws no levels: %s", want[0])
	}
	for _, s := range []string{
		"constructor", "__proto__", // what every object of JavaScript has
		`<script>window.ran = 1</script></script><!--<script>'><svg onload=window.ran=1>`,
		`"><img src=x onerror="window.ran = 1"></template></textarea></title></style><b>词</b>]]>--><!--`,
		"javascript:window.ran=1//\u2028\u2029&lt;b&gt;&#60;b>{{.}}${ran}`\\",
	} {
		if got := elements(s); !slices.Equal(got, want) {
			t.Errorf("%q: the page has other elements\n%s\nthan with harmless words\n%s", s, got, want)
		}
	}
}

// TestBothLanguages looks for labels that stay in the other language. The words of
// the plans are of neither.
func TestBothLanguages(t *testing.T) {
	above, subs := hostileSet(t, "※※※")
	p := browser.New(t)
	chinese(p)
	p.Visit(write(t, filepath.Join(t.TempDir(), "c.html"), above, subs...))
	for _, other := range []*regexp.Regexp{regexp.MustCompile(`[A-Za-z]{2,}`), regexp.MustCompile(`\p{Han}`)} {
		look := func(where string) {
			for _, s := range browser.Eval[[]string](p, `(() => {
				const out = [];
				for (const e of document.querySelectorAll('#page *')) {
					if (e.closest('.language, kbd, code, [lang="zh-CN"] mark')) continue;
					for (const node of e.childNodes) if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
					for (const name of ['title', 'aria-label', 'placeholder']) if (e.hasAttribute(name)) out.push(e.getAttribute(name));
				}
				return out;
			})()`) {
				if strings.NewReplacer("全国", "").Replace(s) != "" && other.MatchString(strings.NewReplacer("全国", "").Replace(s)) {
					t.Errorf("%s: %q", where, s)
				}
			}
		}
		p.Until("document.querySelector('.overview-plans')")
		look("the overview")
		p.Click(".overview-plans tbody a")
		p.Until("document.querySelector('.pair')")
		p.Click(".targets .show")
		look("a comparison")
		p.Keys("?")
		p.Until("document.querySelector('dialog[open]')")
		look("the keys")
		p.Keys(kb.Escape)
		p.Click(".bar .home")
		p.Until("document.querySelector('.overview-plans')")
		p.Click("button.language")
	}
}
