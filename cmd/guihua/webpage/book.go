package webpage

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"guihua/cmd/guihua/batch"
)

// One file holds up to MaxDocuments documents with together up to MaxBytes of
// JSON, all of which a browser reads before it shows the first. More are a page
// each.
const (
	MaxDocuments = 25
	MaxBytes     = 8 << 20
)

// PageName is the file of a document's page beside a file called name:
// report_pages/0123456789abcdef.html for report.html. It is made of the ID alone,
// so that links stay right when documents are added, and is a name that every
// file system takes.
func PageName(name, id string) string {
	sum := sha256.Sum256([]byte(id))
	return pagesDir(name) + "/" + hex.EncodeToString(sum[:8]) + ".html"
}

// pagesDir is the folder of the pages beside a file.
func pagesDir(name string) string {
	return strings.TrimSuffix(name, filepath.Ext(name)) + "_pages"
}

// A Book is a file with pages in a folder beside it. They have their names when
// all are complete; until then those of an earlier run are as they were.
type Book struct {
	Name  string // of the file, without its folder
	dir   string
	names []string
	stage *batch.Stage
	out   *bufio.Writer
	file  io.Closer
}

// Create begins a file, and the pages that are to stand beside it, by the names
// PageName gives. Its error is one line that names the file or folder.
func Create(path string, pages []string) (_ *Book, err error) {
	b := &Book{dir: filepath.Dir(path), Name: filepath.Base(path)}
	b.names = append(slices.Clone(pages), b.Name) // the file last: when it is there, all it leads to is
	if b.stage, err = batch.OpenStage(b.dir, b.names); err != nil {
		return nil, err
	}
	file, err := b.stage.Create(b.Name)
	if err != nil {
		b.Drop()
		return nil, b.stage.Error(b.Name, err)
	}
	b.file, b.out = file, bufio.NewWriter(file)
	return b, nil
}

// Write writes to the file. Its error is one line that names it.
func (b *Book) Write(data []byte) (int, error) {
	n, err := b.out.Write(data)
	if err != nil {
		err = b.stage.Error(b.Name, err)
	}
	return n, err
}

// Page writes one of the pages. Its error is one line that names it.
func (b *Book) Page(name string, html []byte) error {
	f, err := b.stage.Create(name)
	if err != nil {
		return b.stage.Error(name, err)
	}
	_, err = f.Write(html)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return b.stage.Error(name, err)
	}
	return nil
}

// Close completes the files, gives them their names and removes the pages of an
// earlier run that no document stands on any more. Its error is one line that
// names the file.
func (b *Book) Close() error {
	defer b.Drop()
	err := b.out.Flush()
	if e := b.file.Close(); err == nil {
		err = e
	}
	b.file = nil
	if err != nil {
		return b.stage.Error(b.Name, err)
	}
	if err := b.stage.Finish(b.names); err != nil {
		return err
	}
	return b.sweep()
}

var pageNameForm = regexp.MustCompile(`^[0-9a-f]{16}\.html$`)

// sweep removes pages of earlier runs, and their folder when it is empty.
func (b *Book) sweep() error {
	dir := filepath.Join(b.dir, pagesDir(b.Name))
	entries, _ := os.ReadDir(dir) // there may be none
	for _, e := range entries {
		if !pageNameForm.MatchString(e.Name()) || slices.Contains(b.names, pagesDir(b.Name)+"/"+e.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("%s: %w", filepath.Join(dir, e.Name()), batch.Cause(err))
		}
	}
	if len(b.names) == 1 {
		os.Remove(dir) // stays where something else is in it
	}
	return nil
}

// Drop removes what is temporary. After Close there is nothing to remove.
func (b *Book) Drop() {
	if b.file != nil {
		b.file.Close()
		b.file = nil
	}
	b.stage.Drop()
}
