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
func Create(path string, pages []string) (*Book, error) {
	stage, err := batch.OpenStage(filepath.Dir(path), append(slices.Clone(pages), filepath.Base(path)))
	if err != nil {
		return nil, err
	}
	b, err := CreateIn(stage, path, pages)
	if err != nil {
		stage.Drop()
		return nil, err
	}
	return b, nil
}

// CreateIn begins the same on a stage of the file's folder, where other files may be
// written as well: Complete ends them, and who has the stage finishes it.
func CreateIn(stage *batch.Stage, path string, pages []string) (*Book, error) {
	b := &Book{dir: filepath.Dir(path), Name: filepath.Base(path), stage: stage}
	b.names = append(slices.Clone(pages), b.Name) // the file last: when it is there, all it leads to is
	file, err := b.stage.Create(b.Name)
	if err != nil {
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
	names, stale, err := b.Complete()
	if err != nil {
		return err
	}
	if err := b.stage.Finish(names); err != nil {
		return err
	}
	return b.sweep(stale)
}

// Complete completes the files and returns their names on the stage, and the pages
// of an earlier run that no document stands on any more.
func (b *Book) Complete() (names, stale []string, err error) {
	err = b.out.Flush()
	if e := b.file.Close(); err == nil {
		err = e
	}
	b.file = nil
	if err != nil {
		return nil, nil, b.stage.Error(b.Name, err)
	}
	return b.names, b.stale(), nil
}

var pageNameForm = regexp.MustCompile(`^[0-9a-f]{16}\.html$`)

// stale are the pages of earlier runs that are none of this one.
func (b *Book) stale() (names []string) {
	entries, _ := os.ReadDir(filepath.Join(b.dir, pagesDir(b.Name))) // there may be none
	for _, e := range entries {
		if name := pagesDir(b.Name) + "/" + e.Name(); pageNameForm.MatchString(e.Name()) && !slices.Contains(b.names, name) {
			names = append(names, name)
		}
	}
	return names
}

// sweep removes stale pages, and their folder when it is empty.
func (b *Book) sweep(stale []string) error {
	for _, name := range stale {
		path := filepath.Join(b.dir, name)
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("%s: %w", path, batch.Cause(err))
		}
	}
	if len(b.names) == 1 {
		os.Remove(filepath.Join(b.dir, pagesDir(b.Name))) // stays where something else is in it
	}
	return nil
}

// Abandon lets go of the file, which then is none.
func (b *Book) Abandon() {
	if b.file != nil {
		b.file.Close()
		b.file = nil
	}
}

// Drop removes what is temporary. After Close there is nothing to remove.
func (b *Book) Drop() {
	b.Abandon()
	b.stage.Drop()
}
