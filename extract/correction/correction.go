// Package correction holds what people correct in documents that were
// extracted, and puts it into effect.
//
// A correction is a whole record as it was and as it is to be, and the words it
// points at, so that it finds its place again when the document is extracted
// anew: by position where the same words still stand there, else by the words
// and what stands around them, as a TextQuoteSelector of the W3C Web Annotation
// Data Model does (https://www.w3.org/TR/annotation-model/#text-quote-selector).
package correction

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"guihua/extract"
)

// SchemaID names the version of the format.
const SchemaID = "guihua/corrections/v1"

// A File is what a report saves and guihua apply reads: UTF-8 JSON.
type File struct {
	Schema    string     `json:"schema"`
	Documents []Document `json:"documents"`
}

// A Document is the corrections of one document, in the order they were made.
type Document struct {
	ID          string       `json:"id"`                   // path of its JSON file below the output folder, without .json, with slashes
	SHA256      string       `json:"sha256"`               // of the source they were made on
	Reviewed    bool         `json:"reviewed"`             // someone has read all of it; false says nothing of it
	Unreviewed  bool         `json:"unreviewed,omitempty"` // it was marked as read, and someone has taken the mark away
	Corrections []Correction `json:"corrections"`
}

// A Correction changes, adds or deletes one record.
type Correction struct {
	Record Kind          `json:"record"`
	Span   *extract.Span `json:"span"`           // of the old record, of the new one where there was none; nil for the notice data
	Words  string        `json:"words"`          // the text of span
	Before string        `json:"before"`         // up to Around code points of text before it
	After  string        `json:"after"`          // and behind it
	Old    Record        `json:"old"`            // the record as it stands in the document, with all its keys; null: it is added
	New    Record        `json:"new"`            // the record as it is to stand there; null: it is deleted
	Note   string        `json:"note,omitempty"` // why, for people

	// How often words, before+words and words+after stand at other places of the
	// text that span is of. Only what guihua keeps has it, and only where the words
	// stand elsewhere; before and after are longer there, up to mostAround, so that
	// each of them tells its place from the others.
	Elsewhere *[3]int `json:"elsewhere,omitempty"`
}

// Around is how many code points of text on either side of its words a
// correction keeps.
const Around = 24

// mostAround is how many it keeps where its words stand at several places.
const mostAround = 512

// A Record is the JSON of a record; empty or null where there is none.
type Record = json.RawMessage

// A Kind is the key of the document that a record stands under.
type Kind string

// The kinds of records that can be corrected. A box is one record with its
// items, a clause one with its units.
const (
	Notice           Kind = "document" // the notice data, of which there is one
	Outline          Kind = "outline"
	Tasks            Kind = "tasks"
	Boxes            Kind = "boxes"
	Responsibilities Kind = "responsibilities"
	Targets          Kind = "targets"
	Achievements     Kind = "achievements"
	References       Kind = "references"
)

// Kinds are all kinds, in the order of the document.
func Kinds() []Kind {
	return []Kind{Notice, Outline, Tasks, Boxes, Responsibilities, Targets, Achievements, References}
}

// Encode returns f as JSON, a correction a line, Chinese and <>& as they are, a
// newline at the end.
func Encode(f *File) []byte {
	var b bytes.Buffer
	b.WriteString(`{"schema": ` + string(marshal(f.Schema)) + `, "documents": [`)
	for i, d := range f.Documents {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n  {\"id\": %s, \"sha256\": %s, \"reviewed\": %t, ", marshal(d.ID), marshal(d.SHA256), d.Reviewed)
		if d.Unreviewed {
			b.WriteString(`"unreviewed": true, `)
		}
		b.WriteString(`"corrections": [`)
		for j, c := range d.Corrections {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString("\n    ")
			b.Write(marshal(c))
		}
		b.WriteString("\n  ]}")
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // our own types; a Record is JSON
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// Decode reads what Encode or a report writes. The error says in one line what
// is wrong with data.
func Decode(data []byte) (*File, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	f := &File{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(f)
	// What is well-formed is read to its end, whatever is wrong with it: a file of
	// something else is best told by its schema.
	_, broken := errors.AsType[*json.SyntaxError](err)
	switch cut := err == io.EOF || err == io.ErrUnexpectedEOF; {
	case !broken && !cut && f.Schema != SchemaID:
		return nil, fmt.Errorf("has schema %q, not %s", f.Schema, SchemaID)
	case err != nil:
		return nil, extract.Located(err, data)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something stands behind the corrections")
	}
	for _, d := range f.Documents {
		if d.Reviewed && d.Unreviewed {
			return nil, fmt.Errorf("%s is both reviewed and unreviewed", d.ID)
		}
	}
	return f, nil
}

// Begins reports whether a file that begins with head, of some hundred bytes, is
// one of corrections.
func Begins(head []byte) bool { return bytes.Contains(head, []byte(`"`+SchemaID+`"`)) }
