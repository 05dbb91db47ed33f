package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"guihua/extract"
)

// writeDocument writes a document to a file below an existing or new folder,
// whole or not at all: a run that is killed leaves no half document behind.
func writeDocument(name string, doc *extract.Document) (err error) {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	// Not os.CreateTemp, whose files only their owner may read. The name is
	// hidden, so that no run takes a left-over for a document.
	tmp := filepath.Join(dir, fmt.Sprintf(".guihua-%016x.tmp", rand.Uint64()))
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(tmp)
		}
	}()
	if _, err := f.Write(extract.Encode(doc)); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(tmp, name)
}
