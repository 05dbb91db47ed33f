package batch

import (
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// A disk is what a batch asks of the file system. Tests put faults in between.
type disk interface {
	Open(name string) (source, error)
	Create(name string) (sink, error) // a new file
	Append(name string) (sink, error) // made if need be
	Rename(from, to string) error
	Remove(name string) error
	MkdirAll(name string) error
}

// A source is a file that is read.
type source interface {
	io.ReadCloser
	Stat() (fs.FileInfo, error)
}

// A sink is a file that is written.
type sink interface {
	io.WriteCloser
	Sync() error
}

type osDisk struct{}

func (osDisk) Open(name string) (source, error) { return os.Open(name) }

// Not os.CreateTemp, whose files only their owner may read.
func (osDisk) Create(name string) (sink, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

func (osDisk) Append(name string) (sink, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
}

func (osDisk) Rename(from, to string) error { return os.Rename(from, to) }
func (osDisk) Remove(name string) error     { return os.Remove(name) }
func (osDisk) MkdirAll(name string) error   { return os.MkdirAll(name, 0o777) }

// A wholeFile is a file that appears under its name when it is finished, or
// never: it is written beside and renamed.
type wholeFile struct {
	sink
	disk       disk
	name, temp string
}

// Temporary files are hidden, so that no run takes a left-over for a document,
// and known by their name, so that the next run can remove what a killed one
// left.
const tempPrefix, tempSuffix = ".guihua-", ".tmp"

func isTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

func tempName() string { return fmt.Sprintf("%s%016x%s", tempPrefix, rand.Uint64(), tempSuffix) }

// create begins a file in an existing or new folder.
func create(d disk, name string) (*wholeFile, error) {
	dir := filepath.Dir(name)
	if err := d.MkdirAll(dir); err != nil {
		return nil, err
	}
	temp := filepath.Join(dir, tempName())
	f, err := d.Create(temp)
	if err != nil {
		return nil, err
	}
	return &wholeFile{sink: f, disk: d, name: name, temp: temp}, nil
}

// finish gives the file its name.
func (f *wholeFile) finish() error {
	if err := f.Close(); err != nil {
		f.disk.Remove(f.temp)
		return err
	}
	if err := f.disk.Rename(f.temp, f.name); err != nil {
		f.disk.Remove(f.temp)
		return err
	}
	return nil
}

// drop leaves everything as it was before create.
func (f *wholeFile) drop() {
	f.Close()
	f.disk.Remove(f.temp)
}

// writeWhole writes a file, whole or not at all.
func writeWhole(d disk, name string, data []byte) error {
	f, err := create(d, name)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.drop()
		return err
	}
	return f.finish()
}
