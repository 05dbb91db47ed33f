package batch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/correction"
)

// An Output is one document that was extracted before, or the reason why it
// can't be read.
type Output struct {
	ID   string // path of the JSON file below the folder named, without .json, with slashes
	Path string // of the file, as the user would type it; with the line in a file of lines
	In   string // the folder named that it was found in, "" for none

	data []byte // of a line
	err  error
}

// Label names the output in messages.
func (o Output) Label() string { return validName(o.Path) }

// Document reads the document.
func (o Output) Document() (*extract.Document, error) {
	if o.err != nil {
		return nil, o.err
	}
	b := o.data
	if b == nil {
		var err error
		if b, err = ReadFile(o.Path, corpus.Options{MaxBytes: maxOutput}); err != nil {
			return nil, err
		}
	}
	return extract.Decode(b)
}

// maxOutput bounds the JSON of one document: the text of the largest input
// there may be, and its records.
const maxOutput = 2 << 30

// Outputs are the documents that earlier runs wrote: folders of JSON files,
// single ones and files of JSON Lines, in the order they are named and folders
// in the order of their file names. The file system is read as the loop over
// All goes on.
type Outputs struct {
	Names []string
}

// All yields the outputs. A folder without any is an error of its name, so is a
// second document of one ID.
func (l *Outputs) All() iter.Seq[Output] {
	return func(yield func(Output) bool) {
		taken := map[string]string{}
		once := func(o Output) bool {
			if o.err == nil && o.ID != "" {
				if first, ok := taken[o.ID]; ok {
					o.err = fmt.Errorf("its name %s is that of %s; name their common folder", o.ID, first)
				} else {
					taken[o.ID] = o.Label()
				}
			}
			return yield(o)
		}
		for _, name := range l.Names {
			if !outputsOf(name, once) {
				return
			}
		}
	}
}

// Count returns how many outputs All will yield if nothing changes in between.
func (l *Outputs) Count() int { return count(l.All()) }

// outputsOf yields what a name on the command line stands for; false means the
// loop was left.
func outputsOf(name string, yield func(Output) bool) bool {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return yield(Output{Path: name, err: err})
	case info.IsDir():
		found := false
		if !outputsIn(name, "", func(o Output) bool { found, o.In = true, name; return yield(o) }) {
			return false
		}
		return found || yield(Output{Path: name, err: errors.New("no documents in this folder; guihua extract writes them")})
	case filepath.Ext(name) == ".jsonl":
		return outputLines(name, yield)
	}
	return yield(Output{ID: outputID(filepath.Base(name)), Path: name})
}

func outputID(rel string) string { return validName(strings.TrimSuffix(rel, ".json")) }

// isCorrections reports a file of corrections, which a report saves and which
// may lie among the documents.
func isCorrections(file string) bool { return correction.Begins(headOf(file)) }

// outputsIn yields the JSON files of a folder, but for corrections, below being its path relative to
// the folder the user named. What is no regular file is left out, as extract does.
func outputsIn(dir, below string, yield func(Output) bool) bool {
	entries, err := os.ReadDir(dir)
	if err != nil && !yield(Output{Path: dir, err: err}) {
		return false
	}
	for _, e := range entries {
		file, rel := filepath.Join(dir, e.Name()), path.Join(below, e.Name())
		info, err := os.Stat(file) // links are followed
		switch {
		case isHidden(e.Name()):
		case err != nil:
			if !errors.Is(err, fs.ErrNotExist) && !yield(Output{Path: file, err: err}) {
				return false
			}
		case info.IsDir():
			if e.IsDir() && !outputsIn(file, rel, yield) { // links to folders may be loops
				return false
			}
		case info.Mode().IsRegular() && filepath.Ext(file) == ".json" && !isCorrections(file):
			if !yield(Output{ID: outputID(rel), Path: file}) {
				return false
			}
		}
	}
	return true
}

// outputLines yields the documents of a file of JSON Lines. Their IDs are the
// names of their sources.
func outputLines(name string, yield func(Output) bool) bool {
	f, err := os.Open(name)
	if err != nil {
		return yield(Output{Path: name, err: err})
	}
	defer f.Close()
	lines := bufio.NewReaderSize(f, 1<<20)
	for n := 1; ; n++ {
		b, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return yield(Output{Path: name, err: err})
		}
		if line := bytes.TrimSpace(b); len(line) > 0 {
			o := Output{ID: sourceName(line), Path: fmt.Sprintf("%s:%d", name, n), data: line}
			if !yield(o) {
				return false
			}
		}
		if err == io.EOF {
			return true
		}
	}
}

// sourceName is the name of the document's source, which stands second in it.
// What is no document has none; reading it will say why.
func sourceName(line []byte) string {
	source, _ := sourceOf(bytes.NewReader(line))
	return source.Name
}

// Read calls work on every document, at most jobs at a time, and yields what
// comes of it in the order of the outputs; wait is told which one the loop waits
// for. When ctx ends no new one is begun.
func Read[R any](ctx context.Context, jobs int, outputs *Outputs, wait func(Output), work func(Output) R) iter.Seq[R] {
	return inOrder(ctx, jobs, streamWindow*jobs, outputs.All(), wait, work)
}
