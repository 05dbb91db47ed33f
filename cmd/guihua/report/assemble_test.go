package report

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/tables"
)

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

// An input is a document with its ID.
type input struct {
	id  string
	doc *extract.Document
}

// write makes a report of documents in a folder and returns it.
func write(t testing.TB, path string, in ...input) string {
	t.Helper()
	var docs []*tables.Doc
	corpus := &tables.Corpus{}
	r := New()
	for _, i := range in {
		d := &tables.Doc{Document: i.doc, ID: i.id, Corpus: corpus}
		corpus.Add(d)
		r.Learn(d)()
		docs = append(docs, d)
	}
	w, err := r.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Drop()
	for _, d := range docs {
		p, err := w.Lay(d)
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

// many are n documents.
func many(t testing.TB, n int) []input {
	d := sample(t, "lanchuan_lenglian_fangan.txt")
	var in []input
	for i := range n {
		in = append(in, input{strings.Repeat("子", i%3) + "/" + string(rune('a'+i%26)) + strings.Repeat("x", i/26) + ".txt", d})
	}
	return in
}

// TestPageHoldsDocument reads the documents back out of a page.
func TestPageHoldsDocument(t *testing.T) {
	docs := []*extract.Document{sample(t, "lanchuan_yanglao_guihua_web.txt"), sample(t, "qinghe_shuzi_xiangcun.txt")}
	page := read(t, write(t, filepath.Join(t.TempDir(), "report.html"), input{"a.txt", docs[0]}, input{"b/c.txt", docs[1]}))
	found := regexp.MustCompile(`(?s)<script type="application/json" id="data-(\d)">(.*?)</script>`).FindAllStringSubmatch(page, -1)
	if len(found) != 2 {
		t.Fatalf("%d documents in the page", len(found))
	}
	for i, f := range found {
		d, err := extract.Decode([]byte(f[2]))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(extract.Encode(d), extract.Encode(docs[i])) {
			t.Errorf("document %s is not what was put in", f[1])
		}
	}
	var x index
	list := regexp.MustCompile(`(?s)id="index">(.*?)</script>`).FindStringSubmatch(page)
	if err := json.Unmarshal([]byte(list[1]), &x); err != nil {
		t.Fatal(err)
	}
	want := []entry{{ID: "a.txt", SHA256: docs[0].Source.SHA256, Title: *docs[0].Document.Title}, {ID: "b/c.txt", SHA256: docs[1].Source.SHA256, Title: *docs[1].Document.Title}}
	if !slices.Equal(x.Documents, want) {
		t.Errorf("index %v, want %v", x.Documents, want)
	}
}

// hostile is text that would be markup or script, or end it.
const hostile = `</script><script>alert(1)</script><!--<script>]]>&lt;"'` + "\u2028\u2029" + `<img src=x onerror=alert(2)>`

// TestHostileWords puts markup wherever a document can have words.
func TestHostileWords(t *testing.T) {
	d := sample(t, "qinghe_shuzi_xiangcun.txt")
	h := hostile
	d.Source.Name = h
	d.Document.Title = &h
	d.Text = h + d.Text
	d.Tasks[0].Title = h
	d.Targets[0].Indicator = &h
	d.Responsibilities[0].Units[0].Canonical = &h
	d.Warnings = append(d.Warnings, extract.Warning{Code: h, Message: h})
	clean := sample(t, "qinghe_shuzi_xiangcun.txt")
	dir := t.TempDir()
	count := func(page string) int { return strings.Count(page, "<script") + strings.Count(page, "</script") }
	page := read(t, write(t, filepath.Join(dir, "a.html"), input{h + ".txt", d}, input{"b.txt", clean}))
	harmless := read(t, write(t, filepath.Join(dir, "b.html"), input{"a.txt", clean}, input{"b.txt", clean}))
	if got, want := count(page), count(harmless); got != want {
		t.Errorf("%d ends of script elements, %d without the hostile words", got, want)
	}
	for _, bad := range []string{"<img", "onerror=alert(2)>", "<!--<script>"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, json := range regexp.MustCompile(`(?s)<script type="application/json"[^>]*>(.*?)</script>`).FindAllString(page, -1) {
		if i := strings.IndexAny(json[1:len(json)-len("</script>")], "&\u2028\u2029"); i >= 0 {
			t.Errorf("JSON in the page has %q", json[i+1:i+20])
		}
	}
}

// TestPolicy holds the hashes of the policy against the elements they are for: a
// browser runs and shows nothing else.
func TestPolicy(t *testing.T) {
	page := read(t, write(t, filepath.Join(t.TempDir(), "report.html"), many(t, 2)...))
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if policy == nil {
		t.Fatal("no policy")
	}
	got := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(policy[1])
	for element, directive := range map[string]string{"style": "style-src", "script": "script-src"} {
		bodies := regexp.MustCompile(`(?s)<`+element+`>(.*?)</`+element+`>`).FindAllStringSubmatch(page, -1)
		if len(bodies) != 1 {
			t.Fatalf("%d %s elements", len(bodies), element)
		}
		if want := directive + " " + webpage.HashOf(bodies[0][1]) + ";"; !strings.Contains(got, want) {
			t.Errorf("policy %s lacks %s", got, want)
		}
	}
	if !strings.HasPrefix(got, "default-src 'none';") {
		t.Errorf("policy %s lets in more than is named", got)
	}
	for _, from := range []string{"http:", "https:", "//cdn", "@import", "url("} {
		if strings.Contains(strings.ReplaceAll(page, "http://www.w3.org/2000/svg", ""), from) {
			t.Errorf("the page has %s", from)
		}
	}
}

// TestEveryFileIsUsed finds files that no page has.
func TestEveryFileIsUsed(t *testing.T) {
	entries, err := fs.ReadDir(files, "page")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch filepath.Ext(e.Name()) {
		case ".js":
			if !slices.Contains(scripts, "page/"+e.Name()) {
				t.Errorf("%s is in no page", e.Name())
			}
		case ".css":
			if !slices.Contains(styles, "page/"+e.Name()) {
				t.Errorf("%s is in no page", e.Name())
			}
		}
	}
}

// TestNoMarkupFromScript keeps to the rule of dom.js.
func TestNoMarkupFromScript(t *testing.T) {
	sink := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|createContextualFragment|javascript:`)
	for _, name := range scripts {
		if found := sink.FindString(webpage.Concat(files, []string{name})); found != "" {
			t.Errorf("%s uses %s", name, found)
		}
	}
}

// TestSplit makes reports of more documents than one file holds, of fewer again,
// and looks what is in the folder.
func TestSplit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.html")
	listing := func() (names []string) {
		fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
			if !e.IsDir() {
				names = append(names, name)
			}
			return err
		})
		return names
	}
	in := many(t, webpage.MaxDocuments+1)
	write(t, path, in...)
	names := listing()
	if len(names) != webpage.MaxDocuments+2 {
		t.Errorf("%d files for %d documents: %v", len(names), len(in), names)
	}
	home := read(t, path)
	for _, i := range in {
		link := webpage.PageName("report.html", i.id)
		if !slices.Contains(names, link) || !strings.Contains(home, `href="`+link+`"`) {
			t.Errorf("%s has no page, or no link to it", i.id)
		}
	}
	if strings.Contains(home, `id="data-`) {
		t.Error("the overview holds a document")
	}
	page := read(t, filepath.Join(dir, webpage.PageName("report.html", in[0].id)))
	if strings.Count(page, `id="data-`) != 1 || !strings.Contains(page, `"home":"../report.html"`) {
		t.Error("a page is not that of one document")
	}

	other := filepath.Join(dir, "report_pages", "notes.txt")
	if err := os.WriteFile(other, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	write(t, path, in[1:]...)
	if got, want := listing(), []string{"report.html", "report_pages/notes.txt"}; !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	write(t, path, in[1:]...)
	if _, err := os.Stat(filepath.Join(dir, "report_pages")); err == nil {
		t.Error("the empty folder is left")
	}
}

// TestUnwritable has a folder in the way of one page: the earlier report stays.
func TestUnwritable(t *testing.T) {
	dir := t.TempDir()
	in := many(t, webpage.MaxDocuments+1)
	path := write(t, filepath.Join(dir, "report.html"), in[:2]...)
	before := read(t, path)
	wall := filepath.Join(dir, webpage.PageName("report.html", in[5].id))
	if err := os.MkdirAll(wall, 0o777); err != nil {
		t.Fatal(err)
	}
	r := New()
	for _, i := range in {
		r.Learn(&tables.Doc{Document: i.doc, ID: i.id, Corpus: &tables.Corpus{}})()
	}
	w, err := r.Create(path)
	if err == nil {
		w.Drop()
		t.Fatal("begun over a folder")
	}
	if !strings.HasPrefix(err.Error(), wall+": is a folder") || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %q", err)
	}
	if read(t, path) != before {
		t.Error("the earlier report has changed")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("left are %v, %v", entries, err)
	}
}

// TestSameBytes makes the same report twice.
func TestSameBytes(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []int{3, webpage.MaxDocuments + 3} {
		in := many(t, n)
		a, b := write(t, filepath.Join(dir, "1", "r.html"), in...), write(t, filepath.Join(dir, "2", "r.html"), in...)
		files := []string{""}
		if n > webpage.MaxDocuments {
			files = append(files, "/"+webpage.PageName("r.html", in[0].id))
		}
		for _, f := range files {
			one, other := a, b
			if f != "" {
				one, other = filepath.Dir(a)+f, filepath.Dir(b)+f
			}
			if read(t, one) != read(t, other) {
				t.Errorf("%d documents: two reports differ", n)
			}
		}
	}
}
