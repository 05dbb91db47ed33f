package annotate

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"guihua/extract"
	"guihua/extract/correction"
)

// fuzz gives bytes to an importer. Whatever they are, there are corrections in
// their format, whose records are grounded in the text, or lines, and no panic.
func fuzz(f *testing.F, format, file string) {
	doc := wide(f)
	docs := map[string]*extract.Document{"wide.txt": doc}
	dir := exported(f, format, "", docs)
	path := cameBack(f, format, dir)
	if file != "" {
		path = filepath.Join(path, file)
	}
	seed, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		var all []*Annotations
		if format == brat.name {
			a := parseBrat(string(data), wideText)
			a.ID = "wide.txt"
			all = append(all, a)
		} else {
			name := filepath.Join(t.TempDir(), "x")
			if err := os.WriteFile(name, data, 0o666); err != nil {
				t.Fatal(err)
			}
			for a, err := range Read(format, name) {
				if (a == nil) == (err == nil) {
					t.Fatalf("%v and %v", a, err)
				}
				if a != nil && a.Text == wideText {
					all = append(all, a)
				}
			}
		}
		text := []rune(doc.Text)
		for _, a := range all {
			made, _ := Compare(doc, a)
			file := &correction.File{Schema: correction.SchemaID, Documents: []correction.Document{{ID: "wide.txt", Corrections: made}}}
			if _, err := correction.Decode(correction.Encode(file)); err != nil {
				t.Fatal(err)
			}
			for _, c := range made {
				if c.Words != string(text[c.Span[0]:c.Span[1]]) {
					t.Fatalf("the span covers other words: %s", encode(c))
				}
				if err := validRecord(c); err != nil {
					t.Fatalf("%v: %s", err, encode(c))
				}
			}
		}
	})
}

// validRecord says what of the new record breaks the schema.
func validRecord(c correction.Correction) error {
	read := func(v any, err error) error {
		if err != nil {
			return err
		}
		return valid(v)
	}
	if string(c.New) == "null" {
		return nil
	}
	switch c.Record {
	case correction.Outline:
		return read(as[extract.Node](c.New))
	case correction.Tasks:
		return read(as[extract.Task](c.New))
	case correction.Boxes:
		return read(as[extract.Box](c.New))
	case correction.Responsibilities:
		return read(as[extract.Responsibility](c.New))
	case correction.Targets:
		return read(as[extract.Target](c.New))
	case correction.Achievements:
		return read(as[extract.Achievement](c.New))
	case correction.References:
		return read(as[extract.Reference](c.New))
	}
	return os.ErrInvalid
}

func FuzzDoccano(f *testing.F)     { fuzz(f, doccano.name, "") }
func FuzzLabelStudio(f *testing.F) { fuzz(f, labelStudio.name, "") }
func FuzzBrat(f *testing.F)        { fuzz(f, brat.name, "wide.txt.ann") }

func as[R any](raw []byte) (any, error) {
	var r R
	err := json.Unmarshal(raw, &r)
	return r, err
}
