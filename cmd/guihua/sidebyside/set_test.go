package sidebyside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"guihua/cmd/guihua/webpage"
	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
	"guihua/extract/compare"
	"guihua/segment"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }

// The pair of invented plans among the samples.
const province, city = "yunling_lenglian_guihua_pdf.txt", "lanchuan_lenglian_fangan.txt"

// sample is the recorded output for a sample.
func sample(t testing.TB, name string) *extract.Document {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "golden", "testdata", "samples", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := extract.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var words = sync.OnceValues(func() (*segment.Segmenter, error) { return segment.Open(segment.Options{}) })

// A subordinate is a plan with its comparison.
type subordinate struct {
	doc *extract.Document
	cmp *compare.Comparison
}

// compared compares plans with a superior one; ids are their names.
func comparedWith(t testing.TB, superior *extract.Document, ids []string, docs ...*extract.Document) []subordinate {
	t.Helper()
	w, err := words()
	if err != nil {
		t.Fatal(err)
	}
	c := compare.New(w)
	above := c.Read("superior", superior)
	var out []subordinate
	for i, d := range docs {
		out = append(out, subordinate{d, c.Compare(above, c.Read(ids[i], d))})
	}
	return out
}

// write makes the page of a superior plan and others, and returns it.
func write(t testing.TB, path string, superior *extract.Document, subs ...subordinate) string {
	t.Helper()
	s := New(superior)
	for _, x := range subs {
		s.Learn(x.cmp, x.doc)()
	}
	w, err := s.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Drop()
	for _, x := range subs {
		p, err := w.Lay(x.cmp, x.doc)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func str(s string) *string { return &s }

// labels are the labels of the page, by key, Chinese before English.
func labels(t *testing.T) map[string][2]string {
	t.Helper()
	b, err := files.ReadFile("page/labels.js")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][2]string{}
	for _, m := range regexp.MustCompile(`(?m)^  (?:'([^']+)'|(\w+)): \['([^']+)', '([^']+)'\],$`).FindAllStringSubmatch(string(b), -1) {
		found[m[1]+m[2]] = [2]string{m[3], m[4]}
	}
	if n := strings.Count(string(b), "],\n"); n != len(found) {
		t.Errorf("%d labels are in both languages, of %d", len(found), n)
	}
	return found
}

// TestLabels sees that every label has both languages, with the same gaps, that
// every label asked for is there, and that every value of a comparison has one.
func TestLabels(t *testing.T) {
	all := labels(t)
	gap := regexp.MustCompile(`\{\d\}`)
	for key, l := range all {
		if a, b := gap.FindAllString(l[0], -1), gap.FindAllString(l[1], -1); !reflect.DeepEqual(a, b) {
			t.Errorf("%s has gaps %v and %v", key, a, b)
		}
	}
	var keys []string
	for _, m := range regexp.MustCompile(`\bt\('([^']+)'\s*[,)]`).FindAllStringSubmatch(webpage.Concat(files, scripts), -1) {
		keys = append(keys, m[1])
	}
	for _, l := range relations {
		keys = append(keys, "r."+string(l.Relation), "l."+string(l.Relation), "m."+string(l.Relation))
		if got := all["r."+string(l.Relation)]; got != [2]string{l.Name.Zh, l.Name.En} {
			t.Errorf("%s is %v on the page, %v in pictures", l.Relation, got, l.Name)
		}
		if got := all["l."+string(l.Relation)]; got != [2]string{l.Letter.Zh, l.Letter.En} {
			t.Errorf("the letter of %s is %v on the page, %v in pictures", l.Relation, got, l.Letter)
		}
	}
	for _, k := range []compare.ChangeKind{compare.MeasureChange, compare.CitedChange, compare.BodyChange, compare.FigureChange, compare.ListChange, compare.VerbChange, compare.WordsChange, compare.LevelChange, compare.PlaceChange} {
		keys = append(keys, "c."+string(k))
	}
	for _, o := range []compare.Outcome{compare.Higher, compare.Lower, compare.Equal, compare.ScaledTotal, compare.NotComparable} {
		keys = append(keys, "o."+string(o))
	}
	for _, r := range []compare.TargetRelation{compare.SameIndicator, compare.Broader, compare.Narrower, compare.TargetDropped, compare.TargetNew} {
		keys = append(keys, "t."+string(r))
	}
	for _, r := range []compare.UnitRelation{compare.SameBody, compare.Branch, compare.OtherBody, compare.UnitMissing, compare.UnitAdded} {
		keys = append(keys, "u."+string(r))
	}
	keys = append(keys, "k."+string(compare.TaskItem), "k."+string(compare.BoxEntry))
	for _, key := range keys {
		if _, ok := all[key]; !ok {
			t.Errorf("no label %s", key)
		}
	}
}

// TestFiles finds files that no page has, and keeps to the rule of dom.js.
func TestFiles(t *testing.T) {
	entries, err := fs.ReadDir(files, "page")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); (ext == ".js" || ext == ".css") && !slices.Contains(append(slices.Clone(scripts), styles...), "page/"+e.Name()) {
			t.Errorf("%s is in no page", e.Name())
		}
	}
	sink := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|createContextualFragment|javascript:`)
	if found := sink.FindString(webpage.Concat(files, scripts)); found != "" {
		t.Errorf("a script uses %s", found)
	}
}

// TestPageHoldsComparison reads a comparison back out of its page.
func TestPageHoldsComparison(t *testing.T) {
	above, below := sample(t, province), sample(t, city)
	subs := comparedWith(t, above, []string{"b.txt"}, below)
	page := read(t, write(t, filepath.Join(t.TempDir(), "c.html"), above, subs...))
	found := regexp.MustCompile(`(?s)<script type="application/json" id="data-0">(.*?)</script>`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal("no comparison in the page")
	}
	var got compared
	if err := json.Unmarshal([]byte(found[1]), &got); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(encode(got.Comparison), encode(subs[0].cmp)) || got.Plan.Text != below.Text {
		t.Error("the comparison is not what was put in")
	}
	for _, from := range []string{"http:", "https:", "//cdn", "@import", "url("} {
		if strings.Contains(strings.ReplaceAll(page, "http://www.w3.org/2000/svg", ""), from) {
			t.Errorf("the page has %s", from)
		}
	}
}

// many are n subordinate plans, the same one under n names and places.
func many(t testing.TB, above *extract.Document, n int) []subordinate {
	one := comparedWith(t, above, []string{"x"}, sample(t, city))[0]
	var out []subordinate
	for i := range n {
		c := *one.cmp
		c.Subordinate.ID = fmt.Sprintf("市/%02d.txt", i)
		c.Subordinate.Region.Name = str(fmt.Sprintf("第%d市", i+1))
		out = append(out, subordinate{one.doc, &c})
	}
	return out
}

// TestSplit makes pages of more plans than one file holds, and of fewer again.
func TestSplit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "compare.html")
	above := sample(t, province)
	subs := many(t, above, 60)
	write(t, path, above, subs...)
	home := read(t, path)
	for _, x := range subs {
		name := webpage.PageName("compare.html", x.cmp.Subordinate.ID)
		page := read(t, filepath.Join(dir, name))
		if !strings.Contains(home, `href="`+name+`"`) || strings.Count(page, `id="data-`) != 1 || !strings.Contains(page, `"home":"../compare.html"`) {
			t.Errorf("%s has no page, or no link to it", x.cmp.Subordinate.ID)
		}
	}
	if strings.Contains(home, `id="data-`) || strings.Contains(home, `id="superior"`) {
		t.Error("the overview holds a comparison")
	}
	if got, want := strings.Count(home, `id="plot-matrix-`), 2; got != want {
		t.Errorf("%d pictures of the matrix, want %d", got, want)
	}
	again := filepath.Join(dir, "again", "compare.html")
	write(t, again, above, subs...)
	if read(t, again) != home {
		t.Error("the same comparisons give other bytes")
	}
	write(t, path, above, subs[:2]...)
	if entries, _ := filepath.Glob(filepath.Join(dir, "compare_pages", "*")); len(entries) != 0 {
		t.Errorf("left are %v", entries)
	}
}

// TestMatrixCells counts the cells of the matrix against the comparisons.
func TestMatrixCells(t *testing.T) {
	above := sample(t, province)
	subs := many(t, above, 3)
	// An item that was merged with others and is in another item too.
	pairs := subs[1].cmp.Pairs
	i := slices.IndexFunc(pairs, func(p compare.Pair) bool {
		return p.Superior != nil && p.Subordinate != nil && p.Relation != compare.Split
	})
	again := pairs[i]
	again.Relation = compare.Merged
	subs[1].cmp.Pairs = slices.Insert(slices.Clone(pairs), i, again)
	want := map[string]int{}
	for _, x := range subs {
		rows := map[*compare.Item]int{}
		of := map[*compare.Item]compare.Relation{}
		for _, p := range x.cmp.Pairs {
			if p.Superior != nil {
				rows[p.Superior]++
				of[p.Superior] = p.Relation
			}
		}
		for item, n := range rows {
			if n > 1 {
				of[item] = compare.Split
			}
			want[string(of[item])]++
		}
		if x.cmp.Summary.Relations[compare.NewHere] > 0 {
			want["new"]++
		}
	}
	page := read(t, write(t, filepath.Join(t.TempDir(), "c.html"), above, subs...))
	got := map[string]int{}
	for _, m := range regexp.MustCompile(`class="plot-mark" data-relation="(\w+)"`).FindAllStringSubmatch(page, -1) {
		got[m[1]]++
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("cells %v, want %v", got, want)
	}
}
