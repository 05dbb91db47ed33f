package correction

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"guihua/extract"
)

// A Store is the corrections that an output folder keeps, so that every run
// over it puts them into effect again.
type Store struct{ lines []Kept }

// A Kept is a line of a store: the corrections of one document as it was read
// from one source.
type Kept struct {
	Schema string `json:"schema"`
	Document
	Read string `json:"read,omitempty"` // Digest of the records that someone has read, where Reviewed
}

// ReadStore reads what Encode writes. The error says in one line what is wrong
// with data.
func ReadStore(data []byte) (*Store, error) {
	s := &Store{}
	for n, line := range bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		k := Kept{}
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		err := d.Decode(&k)
		switch _, more := d.Token(); {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		case more != io.EOF:
			return nil, fmt.Errorf("line %d: something stands behind the corrections", n+1)
		case k.Schema != SchemaID:
			return nil, fmt.Errorf("line %d: has schema %q, not %s", n+1, k.Schema, SchemaID)
		}
		s.lines = append(s.lines, k)
	}
	return s, nil
}

// Encode returns s as JSON Lines, by id.
func (s *Store) Encode() []byte {
	var b bytes.Buffer
	for _, k := range s.lines {
		b.Write(marshal(k))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// For are the lines of a document: those of its id, with those of its source
// last; where there are none, those of the first other document that was read
// from the same source.
func (s *Store) For(id, sha256 string) []Kept {
	var own []Kept
	other := ""
	for _, k := range s.lines {
		switch {
		case k.ID == id:
			own = append(own, k)
		case k.SHA256 == sha256 && (other == "" || k.ID < other):
			other = k.ID
		}
	}
	if own == nil && other != "" {
		for _, k := range s.lines {
			if k.ID == other && k.SHA256 == sha256 {
				own = append(own, k)
			}
		}
	}
	last := func(k Kept) int {
		if k.SHA256 == sha256 {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(own, func(a, b Kept) int { return last(a) - last(b) })
	return own
}

// Hash tells whether the lines of a document are others than they were; it is
// empty where there are none.
func (s *Store) Hash(id, sha256 string) string {
	lines := s.For(id, sha256)
	if len(lines) == 0 {
		return ""
	}
	return hash(marshal(lines))
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// Replace puts the lines of a document in the place of those it had.
func (s *Store) Replace(id string, lines []Kept) {
	s.lines = slices.DeleteFunc(s.lines, func(k Kept) bool { return k.ID == id })
	for _, k := range lines {
		if len(k.Corrections) == 0 && !k.Reviewed {
			continue
		}
		k.Schema, k.ID = SchemaID, id
		s.lines = append(s.lines, k)
	}
	slices.SortStableFunc(s.lines, func(a, b Kept) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.SHA256, b.SHA256))
	})
}

// Keep puts the kept corrections of a document into effect, as Apply does. What
// someone has read through, and reads otherwise now or is another text, is no
// longer Reviewed, and has a warning.
func Keep(doc *extract.Document, lines []Kept, check func(*extract.Document) []string) (*extract.Document, []Outcome) {
	ds := make([]Document, len(lines))
	for i, k := range lines {
		ds[i] = k.Document
	}
	out, outcomes := Apply(doc, ds, check)
	out.Warnings = slices.DeleteFunc(out.Warnings, func(w extract.Warning) bool { return w.Code == OutdatedWarning })
	if out.Corrected == nil || !out.Corrected.Reviewed {
		if slices.ContainsFunc(lines, func(k Kept) bool { return k.Reviewed }) {
			out.Warnings = append(out.Warnings, extract.Warning{Code: OutdatedWarning,
				Message: "someone has read all of another version of this document: read it again"})
		}
		return out, outcomes
	}
	for _, k := range lines {
		if k.Reviewed && k.SHA256 == doc.Source.SHA256 && k.Read != "" && k.Read != Digest(out) {
			out.Corrected.Reviewed = false
			out.Warnings = append(out.Warnings, extract.Warning{Code: OutdatedWarning,
				Message: "someone has read all of this document, and it has other records since: read it again"})
			if *out.Corrected == (extract.Corrected{}) {
				out.Corrected = nil
			}
			break
		}
	}
	return out, outcomes
}

// OutdatedWarning is the code of the warning of a document that someone has read
// all of before its records became others.
const OutdatedWarning = "review_outdated"

// Digest tells the records of a document from others. Pages, marks and white
// space do not count.
func Digest(d *extract.Document) string {
	var b bytes.Buffer
	for _, k := range Kinds() {
		for _, r := range records(d, k) {
			b.WriteString(string(k) + r.likeness() + "\n")
		}
	}
	return hash(b.Bytes())
}

// Take adds corrections to those that are kept of a document, kept as For
// returns them, and puts all into effect. It returns the document, the lines to
// keep, and what became of d: of it only what is in effect is kept. d says that
// someone has read all of the document, or that nobody has any more, if it was
// made on the same source; where it says neither, the mark is as it was.
func Take(doc *extract.Document, kept []Kept, d Document, check func(*extract.Document) []string) (*extract.Document, []Kept, []Outcome) {
	sha := doc.Source.SHA256
	d.Corrections = Merge(nil, d.Corrections)
	was, before := Keep(doc, kept, check)
	out, outcomes := add(was, before, d, check)

	own := Kept{Schema: SchemaID, Document: Document{SHA256: sha}}
	var lines []Kept
	var inEffect, added, unfit []Correction
	for _, k := range kept {
		left := k
		left.Corrections = nil
		for _, o := range before[:len(k.Corrections)] {
			switch {
			case o.InEffect():
				inEffect = append(inEffect, o.Correction)
			case k.SHA256 == sha:
				unfit = append(unfit, o.Correction)
			default:
				left.Corrections = append(left.Corrections, o.Correction)
			}
		}
		before = before[len(k.Corrections):]
		if k.SHA256 == sha {
			own.Reviewed, own.Read = k.Reviewed, k.Read
		} else if len(left.Corrections) > 0 || left.Reviewed {
			lines = append(lines, left)
		}
	}
	for _, o := range outcomes {
		if o.InEffect() {
			added = append(added, o.Correction)
		}
	}
	own.Corrections = append(Merge(inEffect, added), unfit...)
	switch {
	case d.Unreviewed && d.SHA256 == sha:
		own.Reviewed, own.Read = false, ""
	case d.Reviewed && d.SHA256 == sha, own.Reviewed && own.Read == Digest(was):
		// What was read stays read where only the reader's own corrections are new.
		own.Reviewed, own.Read = true, Digest(out)
	}
	lines = append(lines, own)
	out, _ = Keep(out, lines, check)
	return out, lines, outcomes
}

// InEffect are those of the kept corrections that doc, an output of the folder,
// has in it: as they stand in its text, with the record before and the one that
// is there now. Those it lacks are not among them.
func InEffect(doc *extract.Document, kept []Kept) []Correction {
	_, outcomes := Keep(doc, kept, nil)
	var list []Correction
	for i := range outcomes {
		if o := &outcomes[i]; o.InEffect() && o.Already {
			list = append(list, o.Correction)
		}
	}
	return list
}

// Drop takes the corrections that are not in effect out of the lines kept of a
// document. It returns the document, the lines that are left, and what was taken.
func Drop(doc *extract.Document, kept []Kept, check func(*extract.Document) []string) (*extract.Document, []Kept, []Outcome) {
	_, outcomes := Keep(doc, kept, check)
	lines := slices.Clone(kept)
	var dropped []Outcome
	for i := range lines {
		var left []Correction
		for _, o := range outcomes[:len(lines[i].Corrections)] {
			if o.InEffect() {
				left = append(left, o.Correction)
			} else {
				dropped = append(dropped, o)
			}
		}
		outcomes = outcomes[len(lines[i].Corrections):]
		lines[i].Corrections = left
	}
	out, _ := Keep(doc, lines, check)
	return out, lines, dropped
}

// A Change is a key of a record that a correction gives another value.
type Change struct {
	Key      string
	Old, New string // for people: words, or JSON
}

// Changes are the keys in which the new record differs from the old one, pages
// left out; none where there is only one of them.
func (c *Correction) Changes() []Change {
	s := stepOf(*c)
	if s.old == nil || s.new == nil {
		return nil
	}
	var out []Change
	a, b := reflect.ValueOf(s.old.value).Elem(), reflect.ValueOf(s.new.value).Elem()
	for i := range a.NumField() {
		key, _, _ := strings.Cut(a.Type().Field(i).Tag.Get("json"), ",")
		if old, new := said(a.Field(i)), said(b.Field(i)); old != new && key != "page" {
			out = append(out, Change{key, old, new})
		}
	}
	return out
}

// said writes a value for people.
func said(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case []extract.Unit:
		names := make([]string, len(x))
		for i, u := range x {
			names[i] = u.Name + " " + string(u.Role)
		}
		return strings.Join(names, "、")
	case []string:
		return strings.Join(x, "、")
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "null"
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.String {
		return v.String()
	}
	return string(marshal(v.Interface()))
}
