package webpage

import (
	"bytes"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestNoMarkupFromScript keeps to the rule of dom.js.
func TestNoMarkupFromScript(t *testing.T) {
	sink := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|createContextualFragment|javascript:`)
	scripts, err := fs.Glob(shared, "shared/*.js")
	if err != nil || len(scripts) < 4 {
		t.Fatal(scripts, err)
	}
	if found := sink.FindString(Concat(nil, scripts)); found != "" {
		t.Errorf("a script uses %s", found)
	}
}

// TestFrame makes a page of a frame and looks that its policy lets in its own
// script and style, and that JSON in it ends nothing.
func TestFrame(t *testing.T) {
	own := fstest.MapFS{
		"page/a.js":   {Data: []byte("go();\n")},
		"page/a.css":  {Data: []byte("p { color: red }\n")},
		"page/a.html": {Data: []byte(`{{define "page"}}{{template "top" .}}<script type="application/json">{{.Data}}</script>{{template "end" .}}{{end}}`)},
	}
	f := NewFrame("a < b", own, []string{"shared/base.css", "page/a.css"}, []string{"shared/dom.js", "page/a.js"})
	var page bytes.Buffer
	err := Templates(own, "page/a.html").ExecuteTemplate(&page, "page", struct {
		Frame
		Data template.JS
	}{f, InScript([]byte(`"</script><script>alert(1)</script>"`))})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(page.String())
	for _, want := range []string{"<title>a &lt; b</title>", "script-src " + HashOf(string(f.Script)) + ";", "style-src " + HashOf(string(f.Style)) + ";", "<script>" + string(f.Script) + "</script>"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %.80q", want)
		}
	}
	if n := strings.Count(got, "</script>"); n != 2 {
		t.Errorf("%d ends of scripts, want 2", n)
	}
	if !strings.HasSuffix(string(f.Script), "go();\n})();\n") {
		t.Error("the page's own script is not the last")
	}
}

// TestBook writes a file with pages, then with fewer, and one that is dropped.
func TestBook(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.html")
	write := func(words string, ids ...string) {
		t.Helper()
		var pages []string
		for _, id := range ids {
			pages = append(pages, PageName("a.html", id))
		}
		b, err := Create(path, pages)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Drop()
		if _, err := b.Write([]byte(words)); err != nil {
			t.Fatal(err)
		}
		for i, p := range pages {
			if err := b.Page(p, []byte(ids[i])); err != nil {
				t.Fatal(err)
			}
		}
		if words == "dropped" {
			return
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(want ...string) {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(dir, "*_pages", "*"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range append([]string{path}, found...) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(b))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("the files hold %q, want %q", got, want)
		}
	}
	write("first", "甲/1.txt", "乙:2")
	holds("first", "甲/1.txt", "乙:2")
	write("dropped", "丙")
	holds("first", "甲/1.txt", "乙:2")
	write("second", "乙:2")
	holds("second", "乙:2")
	write("third")
	holds("third")
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left are %v", left)
	}
}
