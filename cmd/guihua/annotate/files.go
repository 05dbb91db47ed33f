package annotate

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"guihua/cmd/guihua/batch"
)

// A stageFile is a file of a stage that is being written.
type stageFile struct {
	stage *batch.Stage
	name  string
	w     *bufio.Writer
	file  io.WriteCloser // nil when it is closed
}

func openFile(st *batch.Stage, name string) (*stageFile, error) {
	f, err := st.Create(name)
	if err != nil {
		return nil, st.Error(name, err)
	}
	return &stageFile{st, name, bufio.NewWriterSize(f, 64<<10), f}, nil
}

func (f *stageFile) write(b []byte) error {
	if _, err := f.w.Write(b); err != nil {
		return f.stage.Error(f.name, err)
	}
	return nil
}

func (f *stageFile) close() error {
	err := f.w.Flush()
	if e := f.file.Close(); err == nil {
		err = e
	}
	f.file = nil
	if err != nil {
		return f.stage.Error(f.name, err)
	}
	return nil
}

func (f *stageFile) drop() {
	if f.file != nil {
		f.file.Close()
		f.file = nil
	}
}

// writeFile writes a whole file of a stage.
func writeFile(st *batch.Stage, name string, data []byte) error {
	f, err := openFile(st, name)
	if err != nil {
		return err
	}
	defer f.drop()
	if err := f.write(data); err != nil {
		return err
	}
	return f.close()
}

// readFiles reads a file, or those of a folder and below that end in ext, in the
// order of their names. read returns false where the loop was left.
func readFiles(path, ext string, read func(name string, yield func(*Annotations, error) bool) bool) iter.Seq2[*Annotations, error] {
	return func(yield func(*Annotations, error) bool) {
		from := func(name string) func(*Annotations, error) bool {
			return func(a *Annotations, err error) bool {
				if a != nil {
					a.file = name
				}
				return yield(a, err)
			}
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			yield(nil, fileError(path, err))
			return
		case !info.IsDir():
			read(path, from(path))
			return
		}
		found := false
		stop := errors.New("left")
		err = filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				if !yield(nil, fileError(name, err)) {
					return stop
				}
			case strings.HasPrefix(e.Name(), ".") && name != path:
				if e.IsDir() {
					return fs.SkipDir
				}
			case !e.IsDir() && filepath.Ext(name) == ext:
				found = true
				if !read(name, from(name)) {
					return stop
				}
			}
			return nil
		})
		if err == nil && !found {
			yield(nil, fmt.Errorf("%s: no files *%s in this folder", path, ext))
		}
	}
}

func fileError(name string, err error) error { return fmt.Errorf("%s: %w", name, batch.Cause(err)) }
