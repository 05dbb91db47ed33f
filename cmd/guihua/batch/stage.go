package batch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/gofrs/flock"
)

// A Stage is where files of an output folder are written that are to appear
// together: a hidden folder in it, which no run takes for documents. While it is
// open no other process can write to the output folder.
type Stage struct {
	dir, temp string
	disk      disk
	lock      *flock.Flock
}

// OpenStage begins files in an output folder, which is made if need be, and
// removes what a killed run has left there. Names are those of the files to
// come: one that can't be replaced is told of now, not when the work is done.
// Its error is one line that names the file or folder.
func OpenStage(dir string, names []string) (*Stage, error) { return openStage(osDisk{}, dir, names) }

func openStage(d disk, dir string, names []string) (_ *Stage, err error) {
	s := &Stage{dir: dir, disk: d}
	defer func() {
		if err != nil {
			s.Drop()
		}
	}()
	if err := d.MkdirAll(dir); err != nil {
		return nil, writeError(dir, err)
	}
	if s.lock, err = lockFolder(filepath.Join(dir, lockName)); err != nil {
		return nil, writeError(dir, err)
	}
	s.sweep()
	if err := s.replaceable(names); err != nil {
		return nil, err
	}
	temp := filepath.Join(dir, tempName())
	if err := d.MkdirAll(temp); err != nil {
		return nil, writeError(dir, err)
	}
	s.temp = temp
	return s, nil
}

// sweep removes what killed runs have left half-written.
func (s *Stage) sweep() {
	entries, _ := os.ReadDir(s.dir)
	for _, e := range entries {
		if isTemp(e.Name()) {
			os.RemoveAll(filepath.Join(s.dir, e.Name()))
		}
	}
}

// replaceable says which of the names no file can have. Where a file is open in
// another program Windows does not let it be replaced.
func (s *Stage) replaceable(names []string) error {
	for _, name := range names {
		path := filepath.Join(s.dir, name)
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && info.IsDir() {
			return fmt.Errorf("%s: is a folder; move it away, or write to another folder", path)
		}
		if err == nil && runtime.GOOS == "windows" {
			var f *os.File
			if f, err = os.OpenFile(path, os.O_RDWR, 0); err == nil {
				f.Close()
			}
		}
		if err != nil {
			return writeError(path, err)
		}
	}
	return nil
}

// Path is where a file is written until all are finished. Programs that ask for
// a folder for their own temporary files get Path("").
func (s *Stage) Path(name string) string { return filepath.Join(s.temp, name) }

// Create begins a file. Its name may lead into folders below, which are made.
func (s *Stage) Create(name string) (io.WriteCloser, error) {
	if dir := filepath.Dir(name); dir != "." {
		if err := s.disk.MkdirAll(s.Path(dir)); err != nil {
			return nil, err
		}
	}
	f, err := s.disk.Create(s.Path(name))
	if err != nil {
		return nil, err
	}
	return &staged{f}, nil
}

// A staged file is on the disk when it is closed: a name must not lead to a
// file whose bytes a power failure can still take away.
type staged struct{ sink }

func (f *staged) Close() error {
	err := f.Sync()
	if e := f.sink.Close(); err == nil {
		err = e
	}
	return err
}

// Finish gives the files, which are complete and closed, their names, and the
// folder free. A file of the same name is replaced in one step; files named as
// stale, which other programs have made beside it, are removed first. Its error
// is one line that names the file; files before it in the list then have their
// names.
func (s *Stage) Finish(names []string, stale ...string) error {
	defer s.Drop()
	if err := s.replaceable(names); err != nil {
		return err
	}
	for _, name := range stale {
		path := filepath.Join(s.dir, name)
		if err := s.disk.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return writeError(path, err)
		}
	}
	for _, name := range names {
		path := filepath.Join(s.dir, name)
		if dir := filepath.Dir(path); dir != filepath.Clean(s.dir) {
			if err := s.disk.MkdirAll(dir); err != nil {
				return writeError(dir, err)
			}
		}
		if err := s.disk.Rename(s.Path(name), path); err != nil {
			return writeError(path, err)
		}
	}
	return nil
}

// Drop removes what is temporary and gives the folder free.
func (s *Stage) Drop() {
	if s.temp != "" {
		os.RemoveAll(s.temp)
		s.temp = ""
	}
	if s.lock != nil {
		unlock(s.lock)
		s.lock = nil
	}
}

// Error says in one line which of the files could not be written, why, and what
// to do.
func (s *Stage) Error(name string, err error) error {
	return writeError(filepath.Join(s.dir, name), err)
}

// writeError says in one line which file or folder could not be written, why,
// and what to do.
func writeError(name string, err error) error {
	err = Cause(err)
	switch {
	case isFull(err):
		return fmt.Errorf("%s: %w; make room and run again", name, err)
	case isOpenElsewhere(err):
		return fmt.Errorf("%s: %w; close it where it is open, as in Excel, and run again", name, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s: %w; write to a folder that is yours", name, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// isOpenElsewhere reports that another program has the file open, which only
// Windows minds.
func isOpenElsewhere(err error) bool {
	const sharingViolation, lockViolation = syscall.Errno(32), syscall.Errno(33)
	return runtime.GOOS == "windows" && (errors.Is(err, sharingViolation) || errors.Is(err, lockViolation))
}
