package report

import (
	"bytes"
	"cmp"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"guihua/extract/tables"
)

// An overview is what a report says of all its documents together.
type overview struct {
	rows  []overviewRow
	plots gathering
}

// An overviewRow is a document in the list of all.
type overviewRow struct {
	ID, Title, Region, Date, Kind     string
	Tasks, Targets, Clauses, Warnings int
	Chars, Kept                       int // characters of the source, and of them in the text
	Corrected                         int // records changed, added and deleted by people
	Reviewed                          bool
	Copy                              bool // of a document before it
	Link                              link

	codes map[string]codeCount // of its warnings
}

// A codeCount counts the warnings of one code in a document.
type codeCount struct {
	n     int
	first int // place of the first in Document.Warnings
}

// learn reads a document; it may be called for several at once, what it returns
// for one after the other, when the document's Corpus has taken it in.
func (o *overview) learn(d *tables.Doc) func() {
	f := factsOf(d)
	row := overviewRow{
		ID: d.ID, Title: cmp.Or(titleOf(d), d.ID),
		Tasks: len(d.Tasks), Targets: len(d.Targets), Clauses: len(d.Responsibilities), Warnings: len(d.Warnings),
		Chars: d.Coverage.SourceChars, Kept: d.Coverage.KeptChars,
		codes: map[string]codeCount{},
	}
	for i, w := range d.Warnings {
		c, ok := row.codes[w.Code]
		if !ok {
			c.first = i
		}
		c.n++
		row.codes[w.Code] = c
	}
	if c := d.Document.Corrected; c != nil {
		row.Reviewed, row.Corrected = c.Reviewed, c.Changed+c.Added+c.Deleted
	}
	return func() {
		doc := documentOf(d)
		row.Copy = doc.CopyOf != ""
		for r := range rowsOf("documents", d) {
			row.Region, row.Kind = r.text("region"), r.text("kind")
			row.Date = cmp.Or(r.text("issued"), r.text("published"))
		}
		o.rows = append(o.rows, row)
		o.plots.add(doc, f)
	}
}

// Coverage is the share of the source's characters that are in the text, as in
// 98.4 %; "" where it has none.
func (r overviewRow) Coverage() string {
	if r.Chars <= 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(r.Kept)/float64(r.Chars), 'f', 1, 64)
}

// An overviewPage is what the template makes the overview of.
type overviewPage struct {
	Documents []overviewRow
	Total     overviewRow
	Copies    int
	Reviewed  int
	Codes     []code
	Plots     template.HTML
}

// A code is a kind of warning, with the documents that have it.
type code struct {
	Code      string
	N         int
	Documents []warnedDocument
}

type warnedDocument struct {
	Title string
	N     int
	Key   string // of the first such warning in the page of the document
	Link  link
}

var overviewTemplate = template.Must(template.New("overview.html").Funcs(template.FuncMap{
	"split": func(s string) []string { return strings.Split(s, "|") },
}).ParseFS(files, "page/overview.html"))

// html is the section of the overview. Links with data-document open the
// document of that number in this page, at the record that data-key names; those
// of documents with a page of their own lead there.
func (o *overview) html(entries []entry) (template.HTML, error) {
	links := map[string]link{}
	for i, e := range entries {
		links[e.ID] = link{i, e.ID, e.Page}
	}
	p := overviewPage{Documents: o.rows}
	for i := range o.rows {
		r := &o.rows[i]
		r.Link = links[r.ID]
		p.Total.Tasks += r.Tasks
		p.Total.Targets += r.Targets
		p.Total.Clauses += r.Clauses
		p.Total.Warnings += r.Warnings
		p.Total.Chars += r.Chars
		p.Total.Kept += r.Kept
		p.Total.Corrected += r.Corrected
		if r.Copy {
			p.Copies++
		}
		if r.Reviewed {
			p.Reviewed++
		}
	}
	p.Codes = codesOf(o.rows)
	var err error
	if p.Plots, err = o.plots.plots(func(doc string) link { return links[doc] }); err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = overviewTemplate.Execute(&b, p)
	return template.HTML(b.String()), err
}

// codesOf are the codes of all warnings, the commonest first.
func codesOf(rows []overviewRow) []code {
	byCode := map[string]*code{}
	for _, r := range rows {
		for _, name := range slices.Sorted(maps.Keys(r.codes)) {
			if byCode[name] == nil {
				byCode[name] = &code{Code: name}
			}
			c, n := byCode[name], r.codes[name]
			c.N += n.n
			c.Documents = append(c.Documents, warnedDocument{r.Title, n.n, "warnings/" + strconv.Itoa(n.first), r.Link})
		}
	}
	var out []code
	for _, c := range byCode {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b code) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Code, b.Code)) })
	return out
}

// A link leads to a document of the report.
type link struct {
	Number int    // in the index of the page
	ID     string // of the document
	Page   string // file of its own, "" where it is in this one
}

// To is the address of a record of the document: #2021%2Fa.txt/targets/3, with
// the page in front where it is another one. For "" it is that of the document.
func (l link) To(key string) string {
	// html/template would take what stands before a colon for a scheme.
	to := "#" + strings.ReplaceAll(url.PathEscape(l.ID), ":", "%3A")
	switch {
	case key != "":
		to += "/" + key
	case l.Page != "":
		to = "" // the page has no other
	}
	return l.Page + to
}

// plotsOf draws the plots of one document as SVG.
func plotsOf(d *tables.Doc) (template.HTML, error) {
	var g gathering
	doc := documentOf(d)
	doc.CopyOf = "" // here it stands for itself
	g.add(doc, factsOf(d))
	return g.plots(nil)
}
