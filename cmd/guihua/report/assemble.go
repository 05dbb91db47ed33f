package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"
	"strings"
	"sync"

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
		"labels.js", "points.js", "dom.js", // words, places, elements
		"model.js", "marks.js", "figures.js", "create.js", "corrections.js", "store.js", // documents, nothing of how they look
		"text.js", "outline.js", "filter.js", "search.js", "records.js", "detail.js", // the parts of the page
		"checks.js", "fields.js", "form.js", "select.js", // correcting
		"overview.js", "plots.js", "reader.js", "keys.js", "main.js",
	}
	styles = []string{"page.css", "overview.css"}
)

// A frame is the part of a page that no document changes.
type frame struct {
	Policy string // Content-Security-Policy: this script and these styles, nothing else
	Style  template.CSS
	Script template.JS
}

var frameOf = sync.OnceValue(func() frame {
	style, script := concat(styles), "(() => {\n'use strict';\n"+concat(scripts)+"})();\n"
	return frame{
		Policy: "default-src 'none'; script-src " + hashOf(script) + "; style-src " + hashOf(style) +
			"; img-src data:; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(style),
		Script: template.JS(script),
	}
})

func concat(names []string) string {
	var s strings.Builder
	for _, name := range names {
		b, err := files.ReadFile("page/" + name)
		if err != nil {
			panic(err) // it is not embedded: the list is wrong
		}
		s.Write(b)
	}
	return s.String()
}

// hashOf is the source expression of CSP that lets one inline element in.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var pageTemplate = template.Must(template.ParseFS(files, "page/page.html"))

// A pageFile is one file: its head, documents, and the end.
type pageFile struct {
	frame
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
	return &section{N: n, Data: inScript(extract.EncodeLine(d.Document)), Applied: inScript(encodeApplied(applied)), Plots: plots}, nil
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
	return inScript(b)
}

// inScript escapes JSON for a script element: nothing in it can end the element,
// or a line of script. The values are the same.
func inScript(data []byte) template.JS {
	var b bytes.Buffer
	json.HTMLEscape(&b, bytes.TrimSpace(data))
	return template.JS(b.String())
}
