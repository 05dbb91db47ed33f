package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"guihua/corpus"
)

// stdin is how standard input is written on the command line.
const stdin = "-"

// An input is one document to read, or the reason why it can't be.
type input struct {
	path string // to open; stdin for standard input
	name string // for messages: the path as the user would type it
	rel  string // path below the folder named on the command line, with slashes
	err  error
}

// read returns the bytes of the input.
func (in input) read(opt corpus.Options) ([]byte, error) {
	if in.err != nil {
		return nil, in.err
	}
	return readFile(in.path, opt)
}

// An inputList collects inputs in the order they were named, folders in the
// order of their file names. Whatever is wrong with one of them becomes an
// input with an error, so that it is reported in its place.
type inputList struct {
	stdinName string
	out       fs.FileInfo // the output folder, never read; nil if it doesn't exist yet
	taken     map[string]string
	inputs    []input
}

// named adds what stands on the command line or in a list: a file, a folder
// or standard input.
func (l *inputList) named(name string) {
	if name == stdin {
		l.document(stdin, l.stdinName, filepath.ToSlash(l.stdinName))
		return
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		l.fail(name, err)
	case !info.IsDir():
		l.document(name, name, filepath.Base(name))
	case l.isOut(info):
		l.fail(name, errors.New("is the output folder; choose another one with -o"))
	default:
		before := len(l.inputs)
		l.folder(name, "", []fs.FileInfo{info})
		if len(l.inputs) == before {
			l.fail(name, errors.New("no documents in this folder"))
		}
	}
}

// folder adds the documents of a folder, below being its path relative to the
// folder the user named. Links are followed; above holds the folders on the way
// here, and a link back to one of them is a loop.
func (l *inputList) folder(name, below string, above []fs.FileInfo) {
	entries, err := os.ReadDir(name)
	if err != nil {
		l.fail(name, err)
		return
	}
	for _, entry := range entries {
		if isHidden(entry.Name()) {
			continue
		}
		file, rel := filepath.Join(name, entry.Name()), path.Join(below, entry.Name())
		info, err := os.Stat(file)
		switch {
		case err != nil:
			l.fail(file, err)
		case info.IsDir():
			if !l.isOut(info) && !isAmong(info, above) {
				l.folder(file, rel, append(above[:len(above):len(above)], info))
			}
		case info.Mode().IsRegular() && !isOutput(file):
			l.document(file, file, rel)
		}
	}
}

// document adds one document. Two documents with one output name are an error
// of the second: which of them a researcher wants is not for us to guess.
func (l *inputList) document(file, name, rel string) {
	if first, ok := l.taken[rel]; ok {
		l.fail(name, fmt.Errorf("its output %s is taken by %s; name their common folder or use another -o", outputName(rel), first))
		return
	}
	l.taken[rel] = name
	l.inputs = append(l.inputs, input{path: file, name: name, rel: rel})
}

func (l *inputList) fail(name string, err error) {
	l.inputs = append(l.inputs, input{name: name, err: err})
}

func (l *inputList) isOut(info fs.FileInfo) bool {
	return l.out != nil && os.SameFile(l.out, info)
}

func isAmong(info fs.FileInfo, infos []fs.FileInfo) bool {
	for _, other := range infos {
		if os.SameFile(info, other) {
			return true
		}
	}
	return false
}

// isHidden reports files a researcher doesn't see either: dot files and the
// lock files office programs leave beside an open document.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// isOutput reports the JSON of an earlier run: with . as the folder, the
// outputs of another run stand among the documents.
func isOutput(file string) bool {
	if !strings.HasSuffix(file, ".json") {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false // reading it as a document will say why
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	return bytes.Contains(head[:n], []byte(`"schema": "guihua/`))
}

// outputName is the path of a document's JSON below the output folder.
func outputName(rel string) string { return rel + ".json" }

// readList reads a list of inputs, one per line. Lists come from spreadsheets
// and Windows editors as often as from find: a BOM, CRLF, blank lines and
// # comments are fine.
func readList(name string) ([]string, error) {
	b, err := readFile(name, corpus.Defaults)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	var names []string
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line != "" && !strings.HasPrefix(line, "#") {
			names = append(names, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: lists no documents", name)
	}
	return names, nil
}

// cause is an error without the path and operation the os package put around
// it: messages here begin with the name of the document anyway.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
