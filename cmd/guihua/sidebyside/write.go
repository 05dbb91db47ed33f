package sidebyside

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"sync"

	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/compare"
)

//go:embed page
var files embed.FS

// Scripts and styles are put together in this order; what is used while the
// script is read stands before what uses it.
var (
	scripts = []string{
		"page/labels.js", "shared/language.js", "shared/points.js", "shared/dom.js", "shared/store.js",
		"page/words.js", "page/pairs.js", "page/tables.js", "page/filter.js", "page/keys.js", "page/main.js",
	}
	styles = []string{"shared/base.css", "page/page.css"}
)

// frameOf is the part of a page that no comparison changes.
var frameOf = sync.OnceValue(func() webpage.Frame { return webpage.NewFrame("guihua compare", files, styles, scripts) })

var pageTemplate = webpage.Templates(files, "page/page.html")

// A pageFile is one file: its head, comparisons, and the end.
type pageFile struct {
	webpage.Frame
	Index    template.JS   // of the comparisons that are in this file, or have a page beside it
	Superior template.JS   // the superior plan; "" where no comparison is in this file
	Overview template.HTML // "" where there is one comparison alone
}

func (p *pageFile) head(w io.Writer) error { return pageTemplate.ExecuteTemplate(w, "head", p) }
func (p *pageFile) end(w io.Writer) error  { return pageTemplate.ExecuteTemplate(w, "end", p) }

// A section is a comparison on a page.
type section struct {
	N    int // its place in the index of the page
	Data template.JS
}

// An index is what the script knows of comparisons before it opens one.
type index struct {
	Home        string  `json:"home"`
	Superior    string  `json:"superior"` // its title, of an overview
	Comparisons []entry `json:"comparisons"`
}

// A plan is what a page needs of a plan beside the comparison.
type plan struct {
	Text  string              `json:"text"`
	Units map[string][]string `json:"units"` // of items, by their ID
}

// A compared is a comparison with its subordinate plan.
type compared struct {
	Comparison *compare.Comparison `json:"comparison"`
	Plan       plan                `json:"plan"`
}

func planOf(d *extract.Document) plan {
	p := plan{Text: d.Text, Units: map[string][]string{}}
	for _, r := range d.Responsibilities {
		for _, u := range r.Units {
			name := u.Name
			if u.Canonical != nil {
				name = *u.Canonical
			}
			if !slices.Contains(p.Units[r.At], name) {
				p.Units[r.At] = append(p.Units[r.At], name)
			}
		}
	}
	return p
}

// A Writer writes the files of a set. They have their names when all are
// complete; until then those of an earlier run are as they were.
type Writer struct {
	set      *Set
	book     *webpage.Book
	page     *pageFile   // the file
	superior template.JS // the plan, of which each page has a copy
}

func create(s *Set, book *webpage.Book) (_ *Writer, err error) {
	w := &Writer{set: s, book: book, superior: webpage.InScript(encode(planOf(s.superior)))}
	w.page = &pageFile{Frame: frameOf(), Index: webpage.InScript(encode(index{Superior: titleOf(s.overview.superior), Comparisons: s.entries}))}
	if !s.Split() {
		w.page.Superior = w.superior
	}
	if len(s.entries) > 1 {
		w.page.Overview, err = s.overview.html(s.entries)
	}
	if err == nil {
		err = w.page.head(book)
	}
	if err != nil {
		return nil, err
	}
	return w, nil
}

// A Part is a comparison that has been laid out.
type Part struct {
	name string // of its file
	html []byte
}

// Lay lays out a comparison that has been learnt. It may be called for several at
// once.
func (w *Writer) Lay(c *compare.Comparison, subordinate *extract.Document) (*Part, error) {
	n, ok := w.set.numbers[c.Subordinate.ID]
	if !ok {
		return nil, fmt.Errorf("%s: was not there when the page was begun", c.Subordinate.ID)
	}
	s := section{n, webpage.InScript(encode(compared{c, planOf(subordinate)}))}
	name := w.book.Name
	var p *pageFile
	if e := w.set.entries[n]; e.Page != "" {
		name, e.Page, s.N = e.Page, "", 0
		p = &pageFile{Frame: frameOf(), Index: webpage.InScript(encode(index{Home: "../" + w.book.Name, Comparisons: []entry{e}})), Superior: w.superior}
	}
	var b bytes.Buffer
	var err error
	if p != nil {
		err = p.head(&b)
	}
	if err == nil {
		err = pageTemplate.ExecuteTemplate(&b, "section", s)
	}
	if err == nil && p != nil {
		err = p.end(&b)
	}
	return &Part{name, b.Bytes()}, err
}

// Add writes a comparison, in the order they were learnt. Its error is one line
// that names the file.
func (w *Writer) Add(p *Part) error {
	if p.name == w.book.Name {
		_, err := w.book.Write(p.html)
		return err
	}
	return w.book.Page(p.name, p.html)
}

// Close completes the files, gives them their names and removes the pages of an
// earlier run that no comparison stands on any more. Its error is one line that
// names the file.
func (w *Writer) Close() error {
	if err := w.page.end(w.book); err != nil {
		w.Drop()
		return err
	}
	return w.book.Close()
}

// Complete completes the files and returns their names on the stage, and the pages
// of an earlier run that no comparison stands on any more.
func (w *Writer) Complete() (names, stale []string, err error) {
	if err := w.page.end(w.book); err != nil {
		w.book.Abandon()
		return nil, nil, err
	}
	return w.book.Complete()
}

// Abandon lets go of the file, which then is none.
func (w *Writer) Abandon() { w.book.Abandon() }

// Drop removes what is temporary. After Close there is nothing to remove.
func (w *Writer) Drop() { w.book.Drop() }
