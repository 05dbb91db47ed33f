package extract_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guihua/corpus"
	"guihua/extract"
)

// explained is what x makes of src with its reasons.
func explained(t testing.TB, x *extract.Extractor, src *corpus.Source) *extract.Document {
	t.Helper()
	d, err := x.Explain(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// allCases are the texts of all archives of cases, those of explanations too.
func allCases(t testing.TB) []string {
	t.Helper()
	texts := caseTexts(t, "outline", "notice", "tasks", "clauses", "references", "tables", "quantities")
	for _, c := range stepCases(t) {
		texts = append(texts, c.text)
	}
	return texts
}

// A stepCase is a fragment, steps that must be among its explanations, and words
// without which none of them may be.
type stepCase struct {
	name, text, cut string
	want            []string
}

// stepCases reads testdata/explain/steps.txt, which says at its head what it holds.
func stepCases(t testing.TB) []stepCase {
	t.Helper()
	path := filepath.Join("testdata", "explain", "steps.txt")
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	frames := map[string]string{"in": ""}
	var cases []stepCase
	for _, f := range a.Files {
		name, kind, _ := strings.Cut(f.Name, ".")
		words := string(f.Data)
		if kind == "frame" {
			frames[name] = words
			continue
		}
		if frame, ok := frames[kind]; ok {
			cases = append(cases, stepCase{name: name, text: frame + words})
			continue
		}
		if len(cases) == 0 || cases[len(cases)-1].name != name {
			t.Fatalf("%s: %s stands behind no fragment of its name", path, f.Name)
		}
		c := &cases[len(cases)-1]
		switch kind {
		case "want":
			c.want = strings.Split(strings.TrimSpace(words), "\n")
		case "cut":
			if c.cut = strings.TrimSpace(words); !strings.Contains(c.text, c.cut) {
				t.Fatalf("%s: %s has no %q", path, name, c.cut)
			}
		default:
			t.Fatalf("%s: no %s.frame for %s", path, kind, f.Name)
		}
	}
	return cases
}

// steps are the steps of a document as the cases write them.
func steps(d *extract.Document) map[string]bool {
	out := map[string]bool{}
	for _, e := range d.Explanations {
		for _, s := range e.Steps {
			line := fmt.Sprintf("%s %s: %s = %s | %s", e.Record, e.At, s.About, s.Is, s.Rule)
			if s.Entry != nil {
				line += " | " + *s.Entry
			}
			out[line] = true
		}
	}
	return out
}

// The steps that a fragment leads to are those of its rules; without the words
// that were the evidence they are not taken: what an explanation names did decide.
func TestExplainSteps(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	cuts := 0
	for _, c := range stepCases(t) {
		t.Run(c.name, func(t *testing.T) {
			d := explained(t, x, openText(c.text))
			got := steps(d)
			for _, w := range c.want {
				if !got[w] {
					t.Errorf("no step %q among\n%s", w, strings.Join(slices.Sorted(maps.Keys(got)), "\n"))
				}
			}
			if len(c.want) == 0 {
				t.Error("no .want")
			}
			if c.cut == "" {
				return
			}
			cuts++
			got = steps(explained(t, x, openText(strings.ReplaceAll(c.text, c.cut, ""))))
			for _, w := range c.want {
				if got[w] {
					t.Errorf("without %q there is %q still", c.cut, w)
				}
			}
		})
	}
	if cuts < 20 {
		t.Errorf("only %d cases take their evidence away", cuts)
	}
}

// sources opens the documents of a folder; OCR takes its time and is left out.
func sources(t testing.TB, dir string) map[string]*corpus.Source {
	t.Helper()
	out := map[string]*corpus.Source{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if src, err := (corpus.Options{OCR: corpus.OCRNever}).Open(t.Context(), e.Name(), data); err == nil { // what cannot be read is no matter here
			out[path] = src
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("no documents in %s", dir)
	}
	return out
}

// plain is the JSON of a document without its reasons.
func plain(d *extract.Document) []byte {
	bare := *d
	bare.Explanations = nil
	return extract.Encode(&bare)
}

// Asking for reasons changes nothing else of a document.
func TestExplainChangesNothing(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*corpus.Source{}
	for i, text := range allCases(t) {
		all["case "+strings.SplitN(text, "\n", 2)[0]+string(rune('a'+i%26))] = openText(text)
	}
	for path, src := range sources(t, filepath.Join("..", "corpus", "samples")) {
		all[path] = src
	}
	if !testing.Short() {
		for path, src := range realDocuments(t) {
			all[path] = src
		}
	}
	for path, src := range all {
		with := explained(t, x, src)
		if without := extracted(t, x, src); !bytes.Equal(extract.Encode(without), plain(with)) {
			t.Errorf("%s comes out differently when reasons are asked for", path)
		}
	}
}

// realDocuments are those beside the repository, none where there are none.
func realDocuments(t testing.TB) map[string]*corpus.Source {
	t.Helper()
	shared := os.Getenv("GUIHUA_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	all := map[string]*corpus.Source{}
	for _, dir := range []string{"corpus", "wild"} {
		if _, err := os.Stat(filepath.Join(shared, dir)); err != nil {
			t.Logf("no real documents: %v", err)
			continue
		}
		for path, src := range sources(t, filepath.Join(shared, dir)) {
			all[path] = src
		}
	}
	return all
}

// Every rule that explanations name fires on some sample or case, and none that
// is in no list: rules without a name in the list are an error of Explain.
func TestRulesFire(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	fired := map[string]bool{}
	note := func(src *corpus.Source) {
		for _, e := range explained(t, x, src).Explanations {
			for _, s := range e.Steps {
				fired[s.Rule] = true
			}
		}
	}
	for _, text := range allCases(t) {
		note(openText(text))
	}
	for _, src := range sources(t, filepath.Join("..", "corpus", "samples")) {
		note(src)
	}
	note(webPage(t))
	note(sideBySide())
	for _, r := range extract.Rules() {
		if r.Name == "paragraph/contents-title" {
			continue // 目录: no record ever stands on that line
		}
		if !fired[r.Name] {
			t.Errorf("%s fires on no sample and no case", r.Name)
		}
		delete(fired, r.Name)
	}
	for name := range fired {
		t.Errorf("%s is in no list", name)
	}
}

// Every record has its explanation, in the order of its list, with the kind of
// its paragraph and a rule beside it; every place in it lies in the text, and
// every sentence is whole.
func TestExplanationsWhole(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	for path, src := range sources(t, filepath.Join("..", "corpus", "samples")) {
		d := explained(t, x, src)
		checkPromises(t, d)
		if err := extract.Validate(extract.Encode(d)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		type key struct {
			list, at string
			span     extract.Span
		}
		var want, got []key
		for _, r := range d.Outline {
			want = append(want, key{"outline", r.ID, r.Span})
		}
		for _, r := range d.Tasks {
			want = append(want, key{"tasks", r.ID, r.Span})
		}
		for _, r := range d.Boxes {
			number := ""
			if r.Number != nil {
				number = strconv.Itoa(*r.Number)
			}
			want = append(want, key{"boxes", number, r.Span})
			for k, it := range r.Items {
				want = append(want, key{"boxes", fmt.Sprintf("专栏%s/%d", number, k+1), it.Span})
			}
		}
		for _, r := range d.Responsibilities {
			want = append(want, key{"responsibilities", r.At, r.Span})
		}
		for _, r := range d.Targets {
			want = append(want, key{"targets", r.At, r.Span})
		}
		for _, r := range d.Achievements {
			want = append(want, key{"achievements", r.At, r.Span})
		}
		for _, r := range d.References {
			want = append(want, key{"references", "", r.Span})
		}
		for _, r := range d.Tables {
			want = append(want, key{"tables", r.ID, r.Span})
		}
		length := len([]rune(d.Text))
		for i, e := range d.Explanations {
			if i == 0 {
				if e.Record != "document" || e.Span != nil {
					t.Errorf("%s: the first explanation is of %s", path, e.Record)
				}
			} else {
				got = append(got, key{e.Record, e.At, *e.Span})
				paragraph := slices.ContainsFunc(e.Steps, func(s extract.Step) bool { return strings.HasPrefix(s.Rule, "paragraph/") })
				other := slices.ContainsFunc(e.Steps, func(s extract.Step) bool { return !strings.HasPrefix(s.Rule, "paragraph/") })
				if !paragraph || !other {
					t.Errorf("%s: %s %s is explained by %+v", path, e.Record, e.At, e.Steps)
				}
			}
			for _, s := range e.Steps {
				if s.Span != nil && (s.Span[0] < 0 || s.Span[0] >= s.Span[1] || s.Span[1] > length) {
					t.Errorf("%s: %s %s: %s stands at %v", path, e.Record, e.At, s.Rule, *s.Span)
				}
				if s.Is == "" || strings.ContainsAny(s.Why, "{}") || strings.Contains(s.Why, "“”") {
					t.Errorf("%s: %s %s: %+v", path, e.Record, e.At, s)
				}
			}
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s: explanations of\n%v\nrecords are\n%v", path, got, want)
		}
	}
}

// webPage is a page whose title and date are in its head alone.
func webPage(t testing.TB) *corpus.Source {
	t.Helper()
	src, err := corpus.Open("a.html", []byte(`<html><head><title>澜川市湿地保护规划</title><meta name="PubDate" content="2026-03-05 10:00"></head><body>`+
		`<p>一、主要任务</p><p>（一）建设观测站。健全管护机制，建成观测站6座，完善候鸟迁徙通道。</p></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// sideBySide is a page with a table that is neither declared nor drawn.
func sideBySide() *corpus.Source {
	src := openText("一、发展目标\n指标\n单位\n2030年\n观测站\n座\n6\n栈道\n条\n8\n浮桥\n座\n9")
	src.Pages = 1
	for i := range src.Lines {
		l := &src.Lines[i]
		l.Page = 1
		row, col := (i+2)/3, (i+2)%3
		x, y := float64(80+150*col), float64(80+24*row)
		l.Box = corpus.Box{X0: x, Y0: y, X1: x + 60, Y1: y + 12}
	}
	return src
}
