package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"guihua/cmd/guihua/batch"
	"guihua/extract/correction"
	"guihua/extract/tables"
)

// A Writer writes the files of a report. They have their names when all are
// complete; until then those of an earlier report are as they were.
type Writer struct {
	report *Report
	dir    string
	name   string // of the report, in dir
	names  []string
	stage  *batch.Stage
	out    *bufio.Writer // the report
	file   io.Closer
	page   *pageFile // the report
}

// Create begins the files of a report whose documents have been learnt. Its
// error is one line that names the file or folder.
func (r *Report) Create(path string) (_ *Writer, err error) {
	w := &Writer{report: r, dir: filepath.Dir(path), name: filepath.Base(path)}
	if r.Split() {
		for i := range r.entries {
			r.entries[i].Page = pagesDir(w.name) + "/" + pageName(r.entries[i].ID)
			w.names = append(w.names, r.entries[i].Page)
		}
	}
	w.names = append(w.names, w.name) // the last: when it is there, all it leads to is
	if w.stage, err = batch.OpenStage(w.dir, w.names); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			w.Drop()
		}
	}()
	file, err := w.stage.Create(w.name)
	if err != nil {
		return nil, w.stage.Error(w.name, err)
	}
	w.file, w.out = file, bufio.NewWriter(file)
	overview, err := r.overview.html(r.entries)
	if err != nil {
		return nil, err
	}
	w.page = &pageFile{frame: frameOf(), Index: index{Documents: r.entries}.script(), Overview: overview}
	if err := w.page.head(w.out); err != nil {
		return nil, w.stage.Error(w.name, err)
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
		return layOut(w.name, nil, n, d, applied)
	}
	e := w.report.entries[n]
	home := "../" + w.name
	name := e.Page
	e.Page = ""
	return layOut(name, &pageFile{frame: frameOf(), Index: index{Home: home, Documents: []entry{e}}.script()}, 0, d, applied)
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
	if p.name == w.name {
		if _, err := w.out.Write(p.html); err != nil {
			return w.stage.Error(w.name, err)
		}
		return nil
	}
	f, err := w.stage.Create(p.name)
	if err != nil {
		return w.stage.Error(p.name, err)
	}
	_, err = f.Write(p.html)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return w.stage.Error(p.name, err)
	}
	return nil
}

// Close completes the files, gives them their names and removes the pages of an
// earlier report that no document stands on any more. Its error is one line that
// names the file.
func (w *Writer) Close() error {
	defer w.Drop()
	err := w.page.end(w.out)
	if err == nil {
		err = w.out.Flush()
	}
	if e := w.file.Close(); err == nil {
		err = e
	}
	w.file = nil
	if err != nil {
		return w.stage.Error(w.name, err)
	}
	if err := w.stage.Finish(w.names); err != nil {
		return err
	}
	return w.sweep()
}

var pageNameForm = regexp.MustCompile(`^[0-9a-f]{16}\.html$`)

// sweep removes pages of earlier reports, and their folder when it is empty.
func (w *Writer) sweep() error {
	dir := filepath.Join(w.dir, pagesDir(w.name))
	entries, _ := os.ReadDir(dir) // there may be none
	for _, e := range entries {
		if !pageNameForm.MatchString(e.Name()) || slices.Contains(w.names, pagesDir(w.name)+"/"+e.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("%s: %w", filepath.Join(dir, e.Name()), batch.Cause(err))
		}
	}
	if !w.report.Split() {
		os.Remove(dir) // stays where something else is in it
	}
	return nil
}

// Drop removes what is temporary. After Close there is nothing to remove.
func (w *Writer) Drop() {
	if w.file != nil {
		w.file.Close()
		w.file = nil
	}
	w.stage.Drop()
}
