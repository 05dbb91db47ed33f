package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// storeName is the file of an output folder that keeps what people have
// corrected in its documents.
const storeName = "corrections.jsonl"

// readStore reads the corrections of a folder; there may be none.
func readStore(d disk, name string) (*correction.Store, error) {
	b, err := readFile(d, name, corpus.Options{MaxBytes: maxOutput})
	if errors.Is(err, fs.ErrNotExist) {
		return &correction.Store{}, nil
	}
	var s *correction.Store
	if err == nil {
		s, err = correction.ReadStore(b)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", storeName, Cause(err))
	}
	return s, nil
}

// ReadCorrections reads the corrections that an output folder keeps.
func ReadCorrections(dir string) (*correction.Store, error) {
	s, err := readStore(osDisk{}, (&Folder{dir: dir}).path(storeName))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return s, nil
}

// correct puts what people have corrected in a document into effect, and says in
// a line each what is not.
func (f *Folder) correct(id string, doc *extract.Document) (*extract.Document, []string) {
	f.mu.Lock()
	kept := f.store.For(id, doc.Source.SHA256)
	f.mu.Unlock()
	if len(kept) == 0 {
		return doc, nil
	}
	doc, outcomes := correction.Keep(doc, kept, golden.CheckCorrected)
	var notes []string
	for i := range outcomes {
		if o := &outcomes[i]; !o.InEffect() {
			notes = append(notes, "a correction is not in effect: "+o.String())
		}
	}
	for _, w := range doc.Warnings {
		if w.Code == correction.OutdatedWarning {
			notes = append(notes, w.Message)
		}
	}
	return doc, notes
}

// adopt gives a document that has no corrections of its own those of the same
// source, which a file that was renamed or copied was read from: the next version
// of it is to find them. It returns the hash of what it has then.
func (f *Folder) adopt(id, sha256 string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if kept := f.store.For(id, sha256); len(kept) > 0 && kept[0].ID != id {
		f.store.Replace(id, kept)
		f.adopted = true
	}
	return f.store.Hash(id, sha256)
}

// Corrections are those that the folder keeps. What is done to them is kept
// once KeepCorrections has said so.
func (f *Folder) Corrections() *correction.Store { return f.store }

// KeepCorrections writes the corrections that the folder keeps. Its error is one
// line that names the file.
func (f *Folder) KeepCorrections() error {
	name := f.path(storeName)
	file, err := create(f.disk, name)
	if err != nil {
		return writeError(name, err)
	}
	if _, err = file.Write(f.store.Encode()); err == nil {
		err = file.Sync() // they are hours of someone's work
	}
	if err != nil {
		file.drop()
		return writeError(name, err)
	}
	if err := file.finish(); err != nil {
		return writeError(name, err)
	}
	return nil
}

// Rewrite replaces an output of the folder by doc, and notes in the manifest
// what it is now. Its error is one line that names the file.
func (f *Folder) Rewrite(o Output, doc *extract.Document) error {
	data := extract.Encode(doc)
	if err := writeWhole(f.disk, o.Path, data); err != nil {
		return writeError(o.Path, err)
	}
	_, rec := f.history.find(o.ID)
	if rec == nil || rec.Status == Failed {
		return nil
	}
	rec.describe(doc)
	rec.OutputBytes = int64(len(data))
	rec.Corrections = f.store.Hash(o.ID, rec.SHA256)
	if f.rewritten == nil {
		f.rewritten = map[string]*Record{}
	}
	f.rewritten[rec.Name] = rec
	if err := f.note(rec); err != nil {
		return writeError(f.path(journalName), err)
	}
	return nil
}

// Source reads where the words of the output came from, and no more of it.
func (o Output) Source() (extract.Source, error) {
	if o.err != nil {
		return extract.Source{}, o.err
	}
	file, err := os.Open(o.Path)
	if err != nil {
		return extract.Source{}, err
	}
	defer file.Close()
	return sourceOf(file)
}

// sourceOf reads the source of a document, which stands second in it.
func sourceOf(r io.Reader) (s extract.Source, err error) {
	dec := json.NewDecoder(r)
	for range 4 { // {, "schema", its value, "source"
		if _, err := dec.Token(); err != nil {
			return s, err
		}
	}
	err = dec.Decode(&s)
	return s, err
}
