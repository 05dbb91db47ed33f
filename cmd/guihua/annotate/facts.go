package annotate

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"guihua/extract"
	"guihua/extract/correction"
)

// A key is a fact that a record can have. Keys are those of the document's JSON,
// one in an object within the record parted by a point: baseline.value.
type key struct {
	name string
	kind factKind
}

type factKind int

const (
	optional factKind = iota // a text, or null where the tool has none
	required                 // a text that stays what it is where the tool has none
	truth                    // true; false where the tool has none
	whole                    // a whole number, or null
)

var figureKeys = []key{
	{"at", required}, {"indicator", optional}, {"value", optional}, {"value_max", optional}, {"unit", optional}, {"bound", optional}, {"measure", optional},
}

// keysOf are the facts of the records, and of the parts of records, of a kind.
var keysOf = map[correction.Kind][]key{
	correction.Outline:          {{"id", required}, {"label", required}, {"role", required}},
	correction.Tasks:            {{"id", required}, {"title", required}},
	correction.Boxes:            {{"number", whole}, {"within", optional}},
	correction.Responsibilities: {{"at", required}, {"due", optional}, {"open", truth}},
	correction.Targets: append(slices.Clip(figureKeys), key{"by", optional}, key{"per", optional},
		key{"baseline.value", optional}, key{"baseline.as_of", optional}, key{"support", truth}),
	correction.Achievements: append(slices.Clip(figureKeys), key{"as_of", optional}),
	correction.References:   {{"number", optional}},
}

var partKeys = map[correction.Kind][]key{
	correction.Boxes:            {{"title", required}},
	correction.Responsibilities: {{"canonical", optional}},
}

// factsOf are the facts of a record of a document, never nil. With linked its
// indicator is left out, which is an entity then.
func factsOf(d *extract.Document, r record, linked bool) []Fact {
	keys := keysOf[r.kind]
	if r.part >= 0 {
		keys = partKeys[r.kind]
	}
	object := objectOf(recordOf(d, r))
	facts := []Fact{}
	for _, k := range keys {
		if k.name == "indicator" && linked || k.name == "title" && titleIsWords(d, r) {
			continue
		}
		if v := get(object, k); v != "" {
			facts = append(facts, Fact{k.name, v})
		}
	}
	return facts
}

// titleIsWords says that the entity of a record is its title.
func titleIsWords(d *extract.Document, r record) bool {
	switch {
	case r.kind == correction.Tasks:
		return d.Tasks[r.i].Text == nil
	case r.kind == correction.Boxes && r.part >= 0:
		return d.Boxes[r.i].Items[r.part].Text == ""
	}
	return false
}

// recordOf is a record, or a part of one, of a document.
func recordOf(d *extract.Document, r record) any {
	switch r.kind {
	case correction.Outline:
		return d.Outline[r.i]
	case correction.Tasks:
		return d.Tasks[r.i]
	case correction.Boxes:
		if r.part >= 0 {
			return d.Boxes[r.i].Items[r.part]
		}
		return d.Boxes[r.i]
	case correction.Responsibilities:
		if r.part >= 0 {
			return d.Responsibilities[r.i].Units[r.part]
		}
		return d.Responsibilities[r.i]
	case correction.Targets:
		return d.Targets[r.i]
	case correction.Achievements:
		return d.Achievements[r.i]
	case correction.References:
		return d.References[r.i]
	}
	panic("no record of kind " + string(r.kind))
}

// objectOf is the JSON object of a record.
func objectOf(v any) map[string]any {
	var object map[string]any
	if err := json.Unmarshal(encode(v), &object); err != nil {
		panic(err) // our own types
	}
	return object
}

// get is a fact as text, "" where there is none.
func get(object map[string]any, k key) string {
	outer, inner, within := strings.Cut(k.name, ".")
	v := object[outer]
	if within {
		o, _ := v.(map[string]any)
		v = o[inner]
	}
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "true"
		}
	}
	return ""
}

// set writes a fact, "" for none.
func set(object map[string]any, k key, value string) error {
	var v any
	switch {
	case k.kind == truth && (value == "true" || value == "" || value == "false"):
		v = value == "true"
	case k.kind == truth:
		return fmt.Errorf("%s=%s is neither true nor false", k.name, value)
	case value == "":
	case k.kind == whole:
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%s=%s is no whole number", k.name, value)
		}
		v = n
	default:
		v = value
	}
	outer, inner, within := strings.Cut(k.name, ".")
	if !within {
		object[outer] = v
		return nil
	}
	o, _ := object[outer].(map[string]any)
	if o == nil {
		if v == nil {
			return nil
		}
		o = map[string]any{}
		object[outer] = o
	}
	o[inner] = v
	return nil
}

// change sets the facts of a record that differ from those that its entity had;
// what is a pointer to it. Without facts there is nothing to tell. The lines say
// which facts can't be taken.
func change[R any](what *R, keys []key, had, has []Fact) (lines []string) {
	if has == nil {
		return nil
	}
	before, after := factMap(had), factMap(has)
	var changed []key
	for _, k := range keys {
		if before[k.name] != after[k.name] && !(k.kind == required && after[k.name] == "") {
			changed = append(changed, k)
		}
	}
	for _, f := range has {
		if !slices.ContainsFunc(keys, func(k key) bool { return k.name == f.Key }) {
			lines = append(lines, fmt.Sprintf("%s=%s: there is no such fact; it can have %s", f.Key, f.Value, names(keys)))
		}
	}
	if len(changed) == 0 {
		return lines
	}
	object := objectOf(*what)
	for _, k := range changed {
		if err := set(object, k, after[k.name]); err != nil {
			lines = append(lines, err.Error())
		}
	}
	if base, ok := object["baseline"].(map[string]any); ok && (base["value"] == nil || base["value"] == "") {
		object["baseline"] = nil
	}
	var out R
	if err := json.Unmarshal(encode(object), &out); err != nil {
		return append(lines, err.Error())
	}
	if err := valid(out); err != nil {
		return append(lines, err.Error())
	}
	*what = out
	return lines
}

func names(keys []key) string {
	var s []string
	for _, k := range keys {
		s = append(s, k.name)
	}
	return strings.Join(s, ", ")
}

func factMap(facts []Fact) map[string]string {
	m := map[string]string{}
	for _, f := range facts {
		m[f.Key] = f.Value
	}
	return m
}

// valid says in one line what of a record, or of a part of one, breaks the schema
// of documents.
func valid(r any) error {
	d := extract.Document{
		Schema: extract.SchemaID, Source: extract.Source{Name: "name", SHA256: strings.Repeat("0", 64), Format: "txt"},
		Document: extract.Notice{Issuers: []string{}, Recipients: []string{}},
		Outline:  []extract.Node{}, Tasks: []extract.Task{}, Boxes: []extract.Box{}, Responsibilities: []extract.Responsibility{},
		Targets: []extract.Target{}, Achievements: []extract.Achievement{}, References: []extract.Reference{},
		Tables: []extract.Table{}, Warnings: []extract.Warning{}, Coverage: extract.Coverage{LeftOut: []extract.LeftOut{}},
	}
	figure := func(value, max *string, bound *extract.Bound) error {
		switch {
		case (value == nil) != (bound == nil):
			return fmt.Errorf("a value needs a bound, and a bound a value")
		case (max != nil) != (bound != nil && *bound == extract.Range):
			return fmt.Errorf("value_max needs bound=range, and bound=range a value_max")
		}
		return nil
	}
	switch r := r.(type) {
	case extract.Node:
		d.Outline = append(d.Outline, r)
	case extract.Task:
		d.Tasks = append(d.Tasks, r)
	case extract.Box:
		d.Boxes = append(d.Boxes, r)
	case extract.Responsibility:
		d.Responsibilities = append(d.Responsibilities, r)
	case extract.Target:
		if err := figure(r.Value, r.ValueMax, r.Bound); err != nil {
			return err
		}
		d.Targets = append(d.Targets, r)
	case extract.Achievement:
		if err := figure(r.Value, r.ValueMax, r.Bound); err != nil {
			return err
		}
		d.Achievements = append(d.Achievements, r)
	case extract.Reference:
		d.References = append(d.References, r)
	}
	err := extract.Validate(extract.Encode(&d))
	bad, ok := errors.AsType[*extract.InvalidError](err)
	if !ok {
		return err
	}
	p := bad.Problems[0]
	_, at, _ := strings.Cut(p.Path, "].") // of the record: $.targets[0].value
	return fmt.Errorf("%s: %s", at, p.Message)
}
