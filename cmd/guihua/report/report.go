// Package report lays documents out as pages for a browser: the clean text with
// its records highlighted, their tables, plots, and a form to correct them.
// What a page is, and what it needs, stands in package webpage.
package report

import (
	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/correction"
	"guihua/extract/tables"
)

// A Report is what must be known of all documents before the first of them can
// be written.
type Report struct {
	entries  []entry
	numbers  map[string]int // of entries, by ID
	bytes    int            // of the JSON of all documents
	overview overview
}

// An entry is what a page knows of a document without its data.
type entry struct {
	ID     string `json:"id"` // path of its JSON file below the output folder
	SHA256 string `json:"sha256"`
	Title  string `json:"title"`
	Page   string `json:"page"` // file of its own, relative to the report; "" where it is in this one
}

// New returns a report of no documents.
func New() *Report { return &Report{numbers: map[string]int{}} }

// Learn reads a document for the first time; applied are the corrections known to
// be in effect in it. It may be called for several at once; what it returns is
// called for one after the other, in their order.
func (r *Report) Learn(d *tables.Doc, applied ...correction.Correction) func() {
	e := entry{ID: d.ID, SHA256: d.Source.SHA256, Title: titleOf(d)}
	n := len(extract.EncodeLine(d.Document)) + len(encodeApplied(applied))
	seen := r.overview.learn(d)
	return func() {
		r.numbers[e.ID] = len(r.entries)
		r.entries = append(r.entries, e)
		r.bytes += n
		seen()
	}
}

// Len is how many documents have been learnt.
func (r *Report) Len() int { return len(r.entries) }

// Split reports whether every document has a page of its own.
func (r *Report) Split() bool {
	return len(r.entries) > webpage.MaxDocuments || r.bytes > webpage.MaxBytes
}

// titleOf is what people call a document.
func titleOf(d *tables.Doc) string {
	for _, t := range []*string{d.Document.Document.Title, d.Document.Document.NoticeTitle} {
		if t != nil && *t != "" {
			return *t
		}
	}
	return d.Source.Name
}
