package correction

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"guihua/extract"
)

// A record is one of any kind: a pointer to an extract.Notice, Node, Task …
type record struct {
	kind  Kind
	value any
}

// parse reads the JSON of a record, with no other keys than those it has.
func parse(kind Kind, data Record) (record, error) {
	r := record{kind, kind.zero()}
	if r.value == nil {
		return r, fmt.Errorf("no records are called %q", kind)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(r.value); err != nil {
		return r, extract.Located(err, data)
	}
	if _, err := d.Token(); err != io.EOF {
		return r, errors.New("something stands behind the record")
	}
	fill(reflect.ValueOf(r.value).Elem())
	r.mark(false)
	return r, nil
}

// fill makes lists that are not there empty ones.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fill(v.Index(i))
		}
	}
}

func (k Kind) zero() any {
	switch k {
	case Notice:
		return new(extract.Notice)
	case Outline:
		return new(extract.Node)
	case Tasks:
		return new(extract.Task)
	case Boxes:
		return new(extract.Box)
	case Responsibilities:
		return new(extract.Responsibility)
	case Targets:
		return new(extract.Target)
	case Achievements:
		return new(extract.Achievement)
	case References:
		return new(extract.Reference)
	}
	return nil
}

// isNone reports that there is no record: null, or nothing.
func isNone(data Record) bool {
	data = bytes.TrimSpace(data)
	return len(data) == 0 || string(data) == "null"
}

// A grounded field has the words of a span.
type grounded struct {
	name  string
	words *string
	span  *extract.Span
}

// parts are what all kinds have in common.
type parts struct {
	span      *extract.Span
	page      **int
	corrected *bool
	place     string // id or at, the number of a 专栏
	indicator string
	fields    []grounded
}

func (r record) parts() parts {
	switch x := r.value.(type) {
	case *extract.Notice:
		return parts{corrected: &x.Corrected}
	case *extract.Node:
		return parts{&x.Span, &x.Page, &x.Corrected, x.ID, "", []grounded{{"title", &x.Title, &x.Span}}}
	case *extract.Task:
		p := parts{&x.Span, &x.Page, &x.Corrected, x.ID, "", []grounded{{"title", &x.Title, &x.Span}}}
		if x.Text != nil {
			p.fields[0] = grounded{"text", x.Text, &x.Span}
		}
		for i := range x.Measures {
			m := &x.Measures[i]
			p.fields = append(p.fields, grounded{fmt.Sprintf("measures[%d].text", i), &m.Text, &m.Span})
		}
		return p
	case *extract.Box:
		p := parts{&x.Span, &x.Page, &x.Corrected, "专栏", "", []grounded{{"title", &x.Title, &x.Span}}}
		if x.Number != nil {
			p.place += fmt.Sprint(*x.Number)
		}
		for i := range x.Items {
			item := &x.Items[i]
			g := grounded{fmt.Sprintf("items[%d].text", i), &item.Text, &item.Span}
			if item.Text == "" {
				g = grounded{fmt.Sprintf("items[%d].title", i), &item.Title, &item.Span}
			}
			p.fields = append(p.fields, g)
		}
		return p
	case *extract.Responsibility:
		return parts{&x.Span, &x.Page, &x.Corrected, x.At, "", []grounded{{"raw", &x.Raw, &x.Span}}}
	case *extract.Target:
		return parts{&x.Span, &x.Page, &x.Corrected, x.At, deref(x.Indicator), []grounded{{"raw", &x.Raw, &x.Span}}}
	case *extract.Achievement:
		return parts{&x.Span, &x.Page, &x.Corrected, x.At, deref(x.Indicator), []grounded{{"raw", &x.Raw, &x.Span}}}
	case *extract.Reference:
		return parts{&x.Span, &x.Page, &x.Corrected, "", x.Title, []grounded{{"title", &x.Title, &x.Span}}}
	}
	panic("correction: no such record")
}

func (r record) mark(corrected bool) { *r.parts().corrected = corrected }
func (r record) span() extract.Span  { return *r.parts().span }
func (r record) json() Record        { return marshal(r.value) }

// likeness is what two readings of one record share: all but its page, its mark,
// and white space.
func (r record) likeness() string {
	var v any
	if err := json.Unmarshal(r.json(), &v); err != nil {
		panic(err) // just written
	}
	fields := v.(map[string]any)
	delete(fields, "page")
	delete(fields, "corrected")
	return string(marshal(squeezed(v)))
}

func squeezed(v any) any {
	switch v := v.(type) {
	case string:
		return squeeze(v)
	case []any:
		for i := range v {
			v[i] = squeezed(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = squeezed(v[k])
		}
	}
	return v
}

// alike reports whether two records say the same.
func (r record) alike(o record) bool {
	p, q := r.parts(), o.parts()
	if r.kind != o.kind || p.span != nil && *p.span != *q.span {
		return false
	}
	return r.likeness() == o.likeness()
}

// sameOne reports whether two records are readings of one thing: at one place of
// text and document, of one indicator.
func (r record) sameOne(o record) bool {
	p, q := r.parts(), o.parts()
	if r.kind != o.kind || p.span == nil {
		return r.kind == o.kind
	}
	return *p.span == *q.span && p.place == q.place && p.indicator == q.indicator
}

// records are those of a kind, each a pointer into d.
func records(d *extract.Document, kind Kind) []record {
	switch kind {
	case Notice:
		return []record{{kind, &d.Document}}
	case Outline:
		return pointers(kind, d.Outline)
	case Tasks:
		return pointers(kind, d.Tasks)
	case Boxes:
		return pointers(kind, d.Boxes)
	case Responsibilities:
		return pointers(kind, d.Responsibilities)
	case Targets:
		return pointers(kind, d.Targets)
	case Achievements:
		return pointers(kind, d.Achievements)
	case References:
		return pointers(kind, d.References)
	}
	return nil
}

func pointers[T any](kind Kind, list []T) []record {
	out := make([]record, len(list))
	for i := range list {
		out[i] = record{kind, &list[i]}
	}
	return out
}

// remove takes the i-th record of a kind out of d.
func remove(d *extract.Document, kind Kind, i int) {
	switch kind {
	case Outline:
		d.Outline = slices.Delete(d.Outline, i, i+1)
	case Tasks:
		d.Tasks = slices.Delete(d.Tasks, i, i+1)
	case Boxes:
		d.Boxes = slices.Delete(d.Boxes, i, i+1)
	case Responsibilities:
		d.Responsibilities = slices.Delete(d.Responsibilities, i, i+1)
	case Targets:
		d.Targets = slices.Delete(d.Targets, i, i+1)
	case Achievements:
		d.Achievements = slices.Delete(d.Achievements, i, i+1)
	case References:
		d.References = slices.Delete(d.References, i, i+1)
	}
}

// insert puts r into d in reading order, behind what begins where it does.
func insert(d *extract.Document, r record) {
	at := 0
	for i, o := range records(d, r.kind) {
		if o.span()[0] <= r.span()[0] {
			at = i + 1
		}
	}
	switch x := r.value.(type) {
	case *extract.Node:
		d.Outline = slices.Insert(d.Outline, at, *x)
	case *extract.Task:
		d.Tasks = slices.Insert(d.Tasks, at, *x)
	case *extract.Box:
		d.Boxes = slices.Insert(d.Boxes, at, *x)
	case *extract.Responsibility:
		d.Responsibilities = slices.Insert(d.Responsibilities, at, *x)
	case *extract.Target:
		d.Targets = slices.Insert(d.Targets, at, *x)
	case *extract.Achievement:
		d.Achievements = slices.Insert(d.Achievements, at, *x)
	case *extract.Reference:
		d.References = slices.Insert(d.References, at, *x)
	}
}

// set puts r in the place of another record of its kind.
func (r record) set(by record) { reflect.ValueOf(r.value).Elem().Set(reflect.ValueOf(by.value).Elem()) }

// copied is d with lists of its own: their records are those of d.
func copied(d *extract.Document) *extract.Document {
	c := *d
	c.Outline = slices.Clone(d.Outline)
	c.Tasks = slices.Clone(d.Tasks)
	c.Boxes = slices.Clone(d.Boxes)
	c.Responsibilities = slices.Clone(d.Responsibilities)
	c.Targets = slices.Clone(d.Targets)
	c.Achievements = slices.Clone(d.Achievements)
	c.References = slices.Clone(d.References)
	c.Warnings = slices.Clone(d.Warnings)
	return &c
}

// breaks says in which way r breaks the schema of documents, "" for in none.
func (r record) breaks() string {
	d := &extract.Document{
		Schema: extract.SchemaID,
		Source: extract.Source{Name: "-", SHA256: strings.Repeat("0", 64), Format: "txt"},
		Tables: []extract.Table{}, Warnings: []extract.Warning{}, Coverage: extract.Coverage{LeftOut: []extract.LeftOut{}},
	}
	fill(reflect.ValueOf(d).Elem())
	if r.kind == Notice {
		d.Document = *r.value.(*extract.Notice)
	} else {
		insert(d, r)
	}
	err := extract.Validate(extract.Encode(d))
	if err == nil {
		return ""
	}
	if bad, ok := errors.AsType[*extract.InvalidError](err); ok {
		p := bad.Problems[0]
		path := strings.TrimPrefix(strings.TrimPrefix(p.Path, "$."+string(r.kind)), "[0]")
		return strings.TrimPrefix(strings.TrimPrefix(path, ".")+": "+p.Message, ": ")
	}
	return err.Error()
}

func deref[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
