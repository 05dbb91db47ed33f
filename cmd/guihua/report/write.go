package report

import (
	"bytes"
	"fmt"
	"path/filepath"

	"guihua/cmd/guihua/webpage"
	"guihua/extract/correction"
	"guihua/extract/tables"
)

// A Writer writes the files of a report. They have their names when all are
// complete; until then those of an earlier report are as they were.
type Writer struct {
	report *Report
	book   *webpage.Book
	page   *pageFile // the report
}

// Create begins the files of a report whose documents have been learnt. Its
// error is one line that names the file or folder.
func (r *Report) Create(path string) (*Writer, error) {
	var pages []string
	if r.Split() {
		for i := range r.entries {
			r.entries[i].Page = webpage.PageName(filepath.Base(path), r.entries[i].ID)
			pages = append(pages, r.entries[i].Page)
		}
	}
	book, err := webpage.Create(path, pages)
	if err != nil {
		return nil, err
	}
	overview, err := r.overview.html(r.entries)
	if err != nil {
		book.Drop()
		return nil, err
	}
	w := &Writer{report: r, book: book}
	w.page = &pageFile{Frame: frameOf(), Index: index{Documents: r.entries}.script(), Overview: overview}
	if err := w.page.head(book); err != nil {
		book.Drop()
		return nil, err
	}
	return w, nil
}

// A Part is a document that has been laid out.
type Part struct {
	name string // of its file
	html []byte
}

// Lay lays out a document that has been learnt, with the same corrections. It may
// be called for several at once.
func (w *Writer) Lay(d *tables.Doc, applied ...correction.Correction) (*Part, error) {
	n, ok := w.report.numbers[d.ID]
	if !ok {
		return nil, fmt.Errorf("%s: was not there when the report was begun", d.ID)
	}
	if !w.report.Split() {
		return layOut(w.book.Name, nil, n, d, applied)
	}
	e := w.report.entries[n]
	home := "../" + w.book.Name
	name := e.Page
	e.Page = ""
	return layOut(name, &pageFile{Frame: frameOf(), Index: index{Home: home, Documents: []entry{e}}.script()}, 0, d, applied)
}

// layOut makes a document's section, and the page around it where it has one.
func layOut(name string, p *pageFile, n int, d *tables.Doc, applied []correction.Correction) (*Part, error) {
	s, err := newSection(n, d, applied)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if p != nil {
		err = p.head(&b)
	}
	if err == nil {
		err = s.write(&b)
	}
	if err == nil && p != nil {
		err = p.end(&b)
	}
	return &Part{name, b.Bytes()}, err
}

// Add writes a document, in the order they were learnt. Its error is one line
// that names the file.
func (w *Writer) Add(p *Part) error {
	if p.name == w.book.Name {
		_, err := w.book.Write(p.html)
		return err
	}
	return w.book.Page(p.name, p.html)
}

// Close completes the files, gives them their names and removes the pages of an
// earlier report that no document stands on any more. Its error is one line that
// names the file.
func (w *Writer) Close() error {
	if err := w.page.end(w.book); err != nil {
		w.Drop()
		return err
	}
	return w.book.Close()
}

// Drop removes what is temporary. After Close there is nothing to remove.
func (w *Writer) Drop() { w.book.Drop() }
