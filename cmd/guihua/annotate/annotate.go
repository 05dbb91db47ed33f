// Package annotate hands documents to the annotation tools that people already
// use, and makes corrections of what they changed there.
//
// A document becomes Annotations, labelled runs of its text with relations
// between them (Of), which a tool's format writes and reads; Compare makes
// corrections of the difference between what came back and what the document
// holds. Nothing else knows both sides: a new tool is one file and a line in
// tools.
//
// Inside the package positions are Unicode code points of the text, as in
// documents. Every tool counts in its own unit (see Unit), which the tool's file
// says with its source.
package annotate

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guihua/cmd/guihua/batch"
	"guihua/extract"
	"guihua/extract/correction"
)

// Annotations are what a tool shows and changes of one document.
type Annotations struct {
	ID        string // path of the document's JSON file below the output folder, without .json, with slashes
	SHA256    string // of the source; "" where the tool's files don't keep it
	Records   string // a hash of the entities and relations as they were exported, "" where it is not known
	Text      string
	Entities  []Entity
	Relations []Relation

	// Of what came back from a tool:
	NoRelations bool      // it has none to tell of, so that a missing one says nothing
	Problems    []Problem // entities and relations that can't be read
	Remarks     []string  // what people may want to know of the file
	Deletions   bool      // what did not come back was deleted, even where it more likely was not shown
	file        string    // it was read from
}

// An Entity is a labelled run of text.
type Entity struct {
	ID    string // in its document
	Label string // one of Labels
	Span  extract.Span
	Words string // the text of the span as the tool keeps it; "" where it does not
	Facts []Fact // what the words don't say; nil where the tool does not keep it

	records []record // those it stands for, of entities that Of made
}

// A Fact is something of a record that is no run of text: value, 98.
type Fact struct{ Key, Value string }

// A Relation leads from one entity to another.
type Relation struct{ Type, From, To string }

// A Problem is something that can't be read.
type Problem struct {
	Line  string // what is wrong, beginning with the entity or relation it is about
	Lost  bool   // an entity is missing because of it
	Label string // that entity's, "" where it is not known
}

// A record is where in a document an entity comes from.
type record struct {
	kind correction.Kind
	i    int // in its list
	part int // of the items of a box or the units of a clause, -1 for the record itself
}

// A Unit is what offsets count.
type Unit string

// The units. A character outside the Basic Multilingual Plane, such as 𠮷, is
// one code point and two UTF-16 code units.
const (
	CodePoints Unit = "code-point"
	UTF16      Unit = "utf-16"
)

// A tool is one format.
type tool struct {
	name      string
	units     []Unit   // the tool's own first
	files     []string // that every export has
	create    func(st *batch.Stage, u Unit) (writer, error)
	read      func(path string) iter.Seq2[*Annotations, error]
	pageUTF16 bool // the tool's page counts otherwise than its files
	live      bool // people's annotations are in the files that an export writes
}

// A writer writes documents in one format. Its errors are lines that name the
// file.
type writer interface {
	add(a *Annotations) error
	close() (names []string, err error) // completes the files, and names those beyond files
	drop()                              // lets go of them
}

// tools are in the order of their use by most people.
var tools = []tool{doccano, labelStudio, brat}

// Formats are the names of the formats.
func Formats() []string {
	var names []string
	for _, t := range tools {
		names = append(names, t.name)
	}
	return names
}

// Units are what the offsets of a format can count, the tool's own first; none
// for a format that is not known.
func Units(format string) []Unit {
	t, err := find(format)
	if err != nil {
		return nil
	}
	return t.units
}

func find(format string) (*tool, error) {
	i := slices.IndexFunc(tools, func(t tool) bool { return t.name == format })
	if i < 0 {
		return nil, fmt.Errorf("%q is no format: it must be one of %s", format, strings.Join(Formats(), ", "))
	}
	return &tools[i], nil
}

// An Export is files of a folder in the making.
type Export struct {
	tool  *tool
	dir   string
	w     writer
	stage *batch.Stage
	wide  int // documents with characters outside the BMP
}

// Create begins the files of a format in a folder, which is made if need be.
// unit is what offsets count, "" for the tool's own. Its error is one line that
// names the file or folder, or a format or unit that is none.
func Create(dir, format string, unit Unit) (*Export, error) {
	t, err := find(format)
	if err != nil {
		return nil, err
	}
	if unit == "" {
		unit = t.units[0]
	}
	if !slices.Contains(t.units, unit) {
		return nil, fmt.Errorf("%s does not count in %s", format, unit)
	}
	st, err := batch.OpenStage(dir, t.files)
	if err != nil {
		return nil, err
	}
	w, err := t.create(st, unit)
	if err != nil {
		st.Drop()
		return nil, err
	}
	return &Export{tool: t, dir: dir, w: w, stage: st}, nil
}

// Add writes a document.
func (e *Export) Add(a *Annotations) error {
	if firstWide(a.Text) >= 0 {
		e.wide++
	}
	return e.w.add(a)
}

// Close completes the files and gives them their names, all of them when all are
// complete. The lines say what the tool will not show as it is.
func (e *Export) Close() (notes []string, err error) {
	defer e.Drop()
	names, err := e.w.close()
	if err != nil {
		return nil, err
	}
	if e.tool.live {
		if err := e.spare(names); err != nil {
			return nil, err
		}
	}
	if e.tool.pageUTF16 && e.wide > 0 {
		notes = append(notes, fmt.Sprintf("documents with characters outside the BMP: %d; behind such a character the page of %s shows and makes annotations a place off", e.wide, e.tool.name))
	}
	return notes, e.stage.Finish(append(slices.Clone(e.tool.files), names...))
}

// spare refuses to replace files that people may have annotated.
func (e *Export) spare(names []string) error {
	for _, name := range names {
		path := filepath.Join(e.dir, name)
		there, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		made, again := os.ReadFile(e.stage.Path(name))
		if err != nil || again != nil || !bytes.Equal(there, made) {
			return fmt.Errorf("%s: is there already and differs, perhaps by what people annotated; export to another folder", path)
		}
	}
	return nil
}

// Drop removes what is temporary. After Close there is nothing to remove.
func (e *Export) Drop() {
	e.w.drop()
	e.stage.Drop()
}

// Read yields the documents of a file, or of a folder of files, that a tool has
// written. An error is one line that names the file and the document or line in
// it; the documents after it follow all the same.
func Read(format, path string) iter.Seq2[*Annotations, error] {
	t, err := find(format)
	if err != nil {
		return func(yield func(*Annotations, error) bool) { yield(nil, err) }
	}
	return t.read(path)
}
