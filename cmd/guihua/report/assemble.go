package report

import (
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"sync"

	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/correction"
	"guihua/extract/tables"
)

//go:embed page
var files embed.FS

// Scripts and styles are put together in this order; what is used while the
// script is read stands before what uses it.
var (
	scripts = []string{
		"page/labels.js", "shared/language.js", "page/warnings.js", "shared/points.js", "shared/dom.js", // words, places, elements
		"page/model.js", "page/marks.js", "page/figures.js", "page/create.js", "page/corrections.js", "shared/store.js", "page/kept.js", // documents, nothing of how they look
		"page/text.js", "page/outline.js", "page/filter.js", "page/search.js", "page/records.js", "page/detail.js", // the parts of the page
		"page/checks.js", "page/fields.js", "page/form.js", "page/select.js", // correcting
		"page/overview.js", "page/plots.js", "page/reader.js", "page/keys.js", "page/main.js",
	}
	styles = []string{"shared/base.css", "page/page.css", "page/overview.css"}
)

// frameOf is the part of a page that no document changes.
var frameOf = sync.OnceValue(func() webpage.Frame { return webpage.NewFrame("guihua report", files, styles, scripts) })

var pageTemplate = webpage.Templates(files, "page/page.html")

// A pageFile is one file: its head, documents, and the end.
type pageFile struct {
	webpage.Frame
	Index    template.JS   // of the documents that are in this file, or have a page beside it
	Overview template.HTML // "" on the page of one document
}

// A section is a document on a page.
type section struct {
	N       int // its place in the index of the page
	Data    template.JS
	Applied template.JS // corrections in effect, "" for none
	Plots   template.HTML
}

func (p *pageFile) head(w io.Writer) error { return pageTemplate.ExecuteTemplate(w, "head", p) }
func (p *pageFile) end(w io.Writer) error  { return pageTemplate.ExecuteTemplate(w, "end", p) }

func (s *section) write(w io.Writer) error { return pageTemplate.ExecuteTemplate(w, "section", s) }

// newSection lays out a document.
func newSection(n int, d *tables.Doc, applied []correction.Correction) (*section, error) {
	plots, err := plotsOf(d)
	if err != nil {
		return nil, err
	}
	return &section{N: n, Data: webpage.InScript(extract.EncodeLine(d.Document)), Applied: webpage.InScript(encodeApplied(applied)), Plots: plots}, nil
}

// encodeApplied is what a page needs of the corrections in effect in its document:
// the records before and now. It is empty where there are none.
func encodeApplied(list []correction.Correction) []byte {
	if len(list) == 0 {
		return nil
	}
	type applied struct {
		Record correction.Kind   `json:"record"`
		Old    correction.Record `json:"old"`
		New    correction.Record `json:"new"`
		Note   string            `json:"note"`
	}
	out := make([]applied, len(list))
	for i, c := range list {
		out[i] = applied{c.Record, c.Old, c.New, c.Note}
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err) // our own types; a Record is JSON
	}
	return b
}

// An index is what the script knows of documents before it opens one.
type index struct {
	Home      string  `json:"home"`
	Documents []entry `json:"documents"`
}

func (x index) script() template.JS {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err) // our own types
	}
	return webpage.InScript(b)
}
