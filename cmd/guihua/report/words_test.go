package report

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
)

// madeOf is a document whose every word is s, with a record of each kind.
func madeOf(t testing.TB, s string) *extract.Document {
	n := len([]rune(s))
	span := extract.Span{0, n}
	level, equal := extract.Level, extract.Equal
	one := 1
	target := extract.Target{
		At: "一", Indicator: &s, Raw: s, Value: str("5"), Unit: &s, Bound: &equal, Measure: &level, By: str("2030"),
		Baseline: &extract.Baseline{Value: "3"}, Span: span,
	}
	return decoded(t, &extract.Document{
		Source:   extract.Source{Name: s, SHA256: strings.Repeat("0", 64)},
		Document: extract.Notice{Title: &s, NoticeTitle: &s, Number: &s, Issuers: []string{s}, Recipients: []string{s}, Region: extract.Region{Name: &s}, Kind: &s},
		Outline:  []extract.Node{{ID: "一", Label: s, Title: s, Role: extract.RoleTasks, Span: span}},
		Tasks:    []extract.Task{{ID: "一", Title: s, Text: &s, Span: span, Measures: []extract.Measure{{Text: s, Regions: &s, Span: span}}}},
		Boxes:    []extract.Box{{Number: &one, Title: s, Span: span, Items: []extract.BoxItem{{Title: s, Text: s, Span: span}}}},
		Responsibilities: []extract.Responsibility{
			{At: "一", Raw: s, Units: []extract.Unit{{Name: s, Canonical: &s, Role: extract.Lead}, {Name: s + "2", Canonical: str(s + "2"), Role: extract.Support}}, Due: &s, Span: span},
		},
		Targets:      []extract.Target{target},
		Achievements: []extract.Achievement{{At: "一", Indicator: &s, Raw: s, Value: str("4"), Unit: &s, AsOf: str("2025"), Span: span}},
		References:   []extract.Reference{{Title: s, Number: &s, Span: span}},
		Tables:       []extract.Table{{ID: s, Caption: &s, Header: []string{s}, Rows: [][]string{{s}}, Span: extract.Span{n + 1, 3*n + 2}}},
		Warnings:     []extract.Warning{{Code: s, Message: s, Span: &span}},
		Coverage:     extract.Coverage{SourceChars: 10, KeptChars: 9, LeftOut: []extract.LeftOut{{Why: s, Chars: 1}}},
		Explanations: []extract.Explanation{{Record: "targets", At: "一", Span: &span, Steps: []extract.Step{{About: s, Is: s, Rule: s, Entry: &s, Span: &span, Why: s}}}},
		Text:         s + "\n" + s + "\n" + s,
	})
}

// tour goes through the overview and all parts of the first document, and calls
// look in each.
func tour(p *browser.Tab, look func(where string)) {
	p.Helper()
	look("the overview")
	p.Click(".overview-documents tbody a")
	p.Until(`document.querySelector('article')`)
	for _, tab := range browser.Eval[[]string](p, `[...document.querySelectorAll('[data-tab]')].map((e) => e.dataset.tab)`) {
		p.Click(`[data-tab="` + tab + `"]`)
		if browser.Eval[bool](p, `document.querySelector('#panel-' + %s + ' tr button') !== null`, tab) {
			p.Click(`#panel-` + tab + ` tr button`)
		}
		look(tab)
		if browser.Eval[bool](p, `document.querySelector('.detail .edit') !== null`) && tab != "plots" {
			p.Click(".detail .edit")
			look("the form of " + tab)
			p.Click(`[data-tab="` + tab + `"]`)
		}
	}
	p.Keys("?")
	p.Until(`document.querySelector('dialog[open]')`)
	look("the keys")
}

// TestWordsStayWords makes documents of words that are markup or script somewhere.
// The page has the same elements as with harmless words, nothing runs, and the words
// are seen as they are.
func TestWordsStayWords(t *testing.T) {
	elements := func(s string) map[string]string {
		p := browser.New(t)
		p.Visit(write(t, filepath.Join(t.TempDir(), "r.html"), input{"甲/" + s + ".txt", madeOf(t, s)}, input{"乙.txt", madeOf(t, s)}))
		counts := map[string]string{}
		tour(p, func(where string) {
			// Names of elements, and of what acts.
			counts[where] = browser.Eval[string](p, `(() => {
				const n = {};
				for (const e of document.querySelectorAll('*')) {
					n[e.localName] = (n[e.localName] || 0) + 1;
					for (const a of e.attributes) if (/^on|^srcdoc$/.test(a.name) || /^\s*javascript:/i.test(a.value) && /href|src|action/.test(a.name)) n['@' + a.name] = (n['@' + a.name] || 0) + 1;
				}
				return Object.entries(n).sort().join(' ');
			})()`)
			if where == "the overview" || where == "responsibilities" || where == "tasks" {
				if !browser.Eval[bool](p, `document.querySelector('#page').textContent.includes(%s)`, s) {
					t.Errorf("%q: %s does not show the words as they are", s, where)
				}
			}
		})
		if browser.Eval[bool](p, "window.ran !== undefined") {
			t.Errorf("%q has run", s)
		}
		return counts
	}
	want := elements("词")
	for _, s := range []string{
		`<script>window.ran = 1</script></script><script>window.ran = 1</script><!--<script>'><svg onload=window.ran=1>`,
		`"><img src=x onerror="window.ran = 1"></template></textarea></title></style><b>词</b>]]>--><!--`,
		"javascript:window.ran=1//\u2028\u2029&lt;b&gt;&#60;b>{{.}}${ran}`\\",
	} {
		got := elements(s)
		for where, n := range want {
			if got[where] != n {
				t.Errorf("%q: %s has other elements\n%s\nthan with harmless words\n%s", s, where, got[where], n)
			}
		}
	}
}

// What stays as it is in either language: terms in brackets, names of files, of
// columns, of keys, and of the program with what it is given; 等 is quoted.
var nameInLabel = regexp.MustCompile(`\([^)]*\)|corrections\.json|guihua [^,，。；)]*|[a-z]+_[a-z_]+|Shift|等`)

// TestBothLanguages looks for labels that stay in the other language. The words of
// the document are of neither.
func TestBothLanguages(t *testing.T) {
	p := browser.New(t)
	chinese(p)
	path := write(t, filepath.Join(t.TempDir(), "r.html"), input{"※.txt", madeOf(t, "※")}, input{"2※.txt", madeOf(t, "※")})
	for _, language := range []struct {
		name  string
		other *regexp.Regexp
	}{{"zh-CN", regexp.MustCompile(`[A-Za-z]{2,}`)}, {"en", regexp.MustCompile(`\p{Han}`)}} {
		p.Visit(path)
		if got := browser.Eval[string](p, "document.documentElement.lang"); got != language.name {
			t.Fatalf("the page is in %s, want %s", got, language.name)
		}
		tour(p, func(where string) {
			found := map[string]bool{}
			for _, s := range browser.Eval[[]string](p, `(() => {
				const out = [], skip = '.language, kbd, small, code, option';
				for (const e of document.querySelectorAll('#page *')) {
					if (e.closest(skip)) continue;
					for (const node of e.childNodes) if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
					for (const name of ['title', 'aria-label', 'placeholder', 'alt']) if (e.hasAttribute(name)) out.push(e.getAttribute(name));
				}
				return out;
			})()`) {
				s = strings.NewReplacer(".txt", "", "一", "").Replace(s)
				if language.other.MatchString(nameInLabel.ReplaceAllString(s, "")) {
					found[s] = true
				}
			}
			if len(found) > 0 {
				t.Errorf("%s, %s: %q", language.name, where, slices.Sorted(maps.Keys(found)))
			}
			p.Screenshot(fmt.Sprint("labels-", language.name, "-", where))
		})
		p.Keys(kb.Escape)
		p.Click("button.language")
	}
}
