package annotate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"guihua/cmd/guihua/batch"
	"guihua/extract"
)

// doccano reads JSON Lines, a document a line, with the columns text, entities
// and relations as its format JSONL(Relation) has them for projects of sequence
// labelling with relations; the other columns are meta data that come back with
// the export (doccano 1.8, backend/data_import/datasets.py, pipeline/label.py,
// pipeline/readers.py and backend/data_export/models.py). A project without
// relations gives tuples in the column label.
//
// A project that does not allow overlapping spans drops those that begin inside
// another one when it reads the file (Spans.clean in pipeline/labels.py), which
// most of ours do.
//
// The server keeps the offsets that its page sends. That counts as JavaScript
// does, in UTF-16 code units: TextSelector of its component v-annotator adds up
// lengths of strings (npm, v-annotator 0.1.31, TextSelectionHandler.ts, Text.ts),
// and in a browser [8, 10) of 𠮷川县𡌛头镇95家 is 95. Only with the option that counts
// grapheme clusters as one character, which is off by default, it is not.
var doccano = tool{
	name:   "doccano",
	units:  []Unit{UTF16, CodePoints},
	files:  []string{doccanoFile, doccanoSpans, doccanoRelations},
	create: createDoccano,
	read:   readLines(doccanoLine),
}

const (
	doccanoFile      = "doccano.jsonl"
	doccanoSpans     = "doccano_span_types.json"
	doccanoRelations = "doccano_relation_types.json"
)

// Ids are unique in the file: doccano matches relations of up to a thousand
// documents at a time.
type doccanoEntity struct {
	ID    int    `json:"id"`
	Label string `json:"label"`
	Start int    `json:"start_offset"`
	End   int    `json:"end_offset"`
}

type doccanoRelation struct {
	ID   int    `json:"id"`
	From int    `json:"from_id"`
	To   int    `json:"to_id"`
	Type string `json:"type"`
}

// The document's id is no column "id", which doccano has of its own.
type doccanoDocument struct {
	Text      string            `json:"text"`
	Entities  []doccanoEntity   `json:"entities"`
	Relations []doccanoRelation `json:"relations"`
	ID        string            `json:"guihua_id"`
	SHA256    string            `json:"sha256"`
	Records   string            `json:"records"`
	Unit      Unit              `json:"offset_unit"`
}

// A doccanoType is a label as the pages of label types import it.
type doccanoType struct {
	Text       string `json:"text"`
	Background string `json:"backgroundColor"`
	Words      string `json:"textColor"`
}

type doccanoWriter struct {
	lines     *stageFile
	unit      Unit
	entity    int
	relations int
}

func createDoccano(st *batch.Stage, u Unit) (writer, error) {
	var spans, arcs []doccanoType
	for _, l := range labels {
		spans = append(spans, doccanoType{l.name, l.colour, "#000000"})
	}
	for _, r := range relations {
		arcs = append(arcs, doccanoType{r.name, r.colour, "#ffffff"})
	}
	if err := writeFile(st, doccanoSpans, append(encode(spans), '\n')); err != nil {
		return nil, err
	}
	if err := writeFile(st, doccanoRelations, append(encode(arcs), '\n')); err != nil {
		return nil, err
	}
	f, err := openFile(st, doccanoFile)
	if err != nil {
		return nil, err
	}
	return &doccanoWriter{lines: f, unit: u}, nil
}

func (w *doccanoWriter) add(a *Annotations) error {
	r := newRuler(a.Text, w.unit)
	d := doccanoDocument{Text: a.Text, Entities: []doccanoEntity{}, Relations: []doccanoRelation{}, ID: a.ID, SHA256: a.SHA256, Records: a.Records, Unit: w.unit}
	ids := map[string]int{}
	for _, e := range a.Entities {
		w.entity++
		ids[e.ID] = w.entity
		d.Entities = append(d.Entities, doccanoEntity{w.entity, e.Label, r.units(e.Span[0]), r.units(e.Span[1])})
	}
	for _, l := range a.Relations {
		w.relations++
		d.Relations = append(d.Relations, doccanoRelation{w.relations, ids[l.From], ids[l.To], l.Type})
	}
	return w.lines.write(append(encode(d), '\n'))
}

func (w *doccanoWriter) close() ([]string, error) { return nil, w.lines.close() }
func (w *doccanoWriter) drop()                    { w.lines.drop() }

// doccanoLine reads a document as doccano exports it.
func doccanoLine(line []byte) (*Annotations, error) {
	var d struct {
		Text      *string         `json:"text"`
		Data      *string         `json:"data"` // the column's name inside doccano
		Entities  json.RawMessage `json:"entities"`
		Label     json.RawMessage `json:"label"` // of a project without relations
		Relations json.RawMessage `json:"relations"`
		ID        string          `json:"guihua_id"`
		SHA256    string          `json:"sha256"`
		Records   string          `json:"records"`
		Unit      Unit            `json:"offset_unit"`
	}
	if err := json.NewDecoder(bytes.NewReader(line)).Decode(&d); err != nil {
		return nil, extract.Located(plain(err), line)
	}
	if d.Text == nil {
		d.Text = d.Data
	}
	switch {
	case d.Text == nil:
		return nil, errors.New("has no text")
	case d.ID == "":
		return nil, errors.New("has no guihua_id, which guihua annotations export gives every document")
	case d.Unit == "":
		d.Unit = UTF16
	case d.Unit != UTF16 && d.Unit != CodePoints:
		return nil, fmt.Errorf("has offset_unit %q, which is neither %s nor %s", d.Unit, UTF16, CodePoints)
	}
	a := &Annotations{ID: d.ID, SHA256: d.SHA256, Records: d.Records, Text: *d.Text, NoRelations: isNull(d.Relations)}
	entities := d.Entities
	if isNull(entities) {
		entities = d.Label
	}
	all, err := list(entities)
	if err != nil {
		return nil, fmt.Errorf("entities: %w", plain(err))
	}
	r := newRuler(a.Text, d.Unit)
	for n, raw := range all {
		a.doccanoEntity(r, n, raw)
	}
	arcs, err := list(d.Relations)
	if err != nil {
		return nil, fmt.Errorf("relations: %w", plain(err))
	}
	for _, raw := range arcs {
		var x struct {
			ID   json.RawMessage `json:"id"`
			From json.RawMessage `json:"from_id"`
			To   json.RawMessage `json:"to_id"`
			Type string          `json:"type"`
		}
		if err := json.Unmarshal(raw, &x); err != nil {
			a.problem("relation %s: %v", idText(x.ID), plain(err))
			continue
		}
		a.Relations = append(a.Relations, Relation{x.Type, idText(x.From), idText(x.To)})
	}
	return a, nil
}

// doccanoEntity reads an object or, of a project without relations, a tuple.
func (a *Annotations) doccanoEntity(r *ruler, n int, raw json.RawMessage) {
	var x struct {
		ID    json.RawMessage `json:"id"`
		Label string          `json:"label"`
		Start *int            `json:"start_offset"`
		End   *int            `json:"end_offset"`
	}
	var err error
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		tuple := []any{&x.Start, &x.End, &x.Label}
		if err = json.Unmarshal(raw, &tuple); err == nil && len(tuple) != 3 {
			err = errors.New("is not start, end and label")
		}
	} else {
		err = json.Unmarshal(raw, &x)
	}
	id := idText(x.ID)
	if id == "" {
		id = fmt.Sprintf("number %d", n+1)
	}
	switch {
	case err != nil:
		a.lost(x.Label, "entity %s: %v", id, plain(err))
	case x.Start == nil || x.End == nil:
		a.lost(x.Label, "entity %s: has no offsets", id)
	default:
		a.entity(r, Entity{ID: id, Label: x.Label}, *x.Start, *x.End)
	}
}

// entity takes an entity with offsets in a unit.
func (a *Annotations) entity(r *ruler, e Entity, start, end int) {
	span, ok := r.span(start, end)
	if !ok {
		a.lost(e.Label, "entity %s: [%d, %d) are no offsets of a text of %d", e.ID, start, end, r.units(r.length))
		return
	}
	e.Span = span
	a.Entities = append(a.Entities, e)
}

// lost tells of an entity that can't be read.
func (a *Annotations) lost(label, format string, args ...any) {
	a.Problems = append(a.Problems, Problem{fmt.Sprintf(format, args...), true, label})
}

// problem tells of something else that can't be read.
func (a *Annotations) problem(format string, args ...any) {
	a.Problems = append(a.Problems, Problem{Line: fmt.Sprintf(format, args...)})
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// list is a list of JSON values; none where there is no list.
func list(raw json.RawMessage) ([]json.RawMessage, error) {
	if isNull(raw) {
		return nil, nil
	}
	var all []json.RawMessage
	err := json.Unmarshal(raw, &all)
	return all, err
}

// maxLine bounds a line in memory: the text of the largest document, its records
// and then some.
const maxLine = 1 << 30

// readLines reads files of JSON Lines.
func readLines(document func(line []byte) (*Annotations, error)) func(path string) iter.Seq2[*Annotations, error] {
	return func(path string) iter.Seq2[*Annotations, error] {
		return readFiles(path, ".jsonl", func(name string, yield func(*Annotations, error) bool) bool {
			f, err := os.Open(name)
			if err != nil {
				return yield(nil, fileError(name, err))
			}
			defer f.Close()
			lines := bufio.NewReaderSize(f, 1<<20)
			for n := 1; ; n++ {
				line, err := readLine(lines)
				if err != nil && err != io.EOF {
					return yield(nil, fileError(fmt.Sprintf("%s:%d", name, n), err))
				}
				if n == 1 {
					line = bytes.TrimPrefix(line, []byte("\ufeff"))
				}
				if line := bytes.TrimSpace(line); len(line) > 0 {
					a, err := document(line)
					if err != nil {
						err = fileError(fmt.Sprintf("%s:%d", name, n), err)
					}
					if !yield(a, err) {
						return false
					}
				}
				if err == io.EOF {
					return true
				}
			}
		})
	}
}

// readLine is bufio.Reader.ReadBytes with a bound.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine:
			return nil, fmt.Errorf("a line of more than %d MB", maxLine>>20)
		case err != bufio.ErrBufferFull:
			return line, err
		}
	}
}
