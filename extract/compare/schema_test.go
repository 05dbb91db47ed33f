package compare

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"guihua/extract"
)

// compiled is the schema of comparisons.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(SchemaJSON))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("mem:///schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("mem:///schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valid(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// Comparisons follow the schema and are read back as they were written; what is none
// does not follow it.
func TestSchema(t *testing.T) {
	s := compiled(t)
	for _, other := range []string{"lanchuan_lenglian_fangan.txt", "lanchuan_yanglao_guihua_web.txt", "yunling_lenglian_guihua_pdf.txt"} {
		c, a, b := sides(t, "yunling_lenglian_guihua_pdf.txt", other)
		data := Encode(c.Compare(a, b))
		if err := valid(t, s, data); err != nil {
			t.Errorf("%s: %v", other, err)
		}
		back, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if again := Encode(back); !bytes.Equal(again, data) {
			t.Errorf("%s: what is read back is written otherwise", other)
		}
		for _, change := range [][2]string{
			{`"relation": `, `"relations": `},
			{`"schema": "guihua/comparison/v1"`, `"schema": "guihua/document/v1"`},
			{`"kind": "task"`, `"kind": "tasks"`},
			{`"raised": `, `"raised": -`},
		} {
			bad := strings.Replace(string(data), change[0], change[1], 1)
			if bad == string(data) {
				t.Fatalf("%s: nothing replaced: %s", other, change[0])
			}
			if change[1] == `"raised": -` && strings.Contains(bad, `"raised": -0`) {
				continue
			}
			if valid(t, s, []byte(bad)) == nil {
				t.Errorf("%s: %s follows the schema", other, change[1])
			}
		}
	}
	for text, want := range map[string]string{"{": "is no comparison", "{}": "no schema", `{"schema": "guihua/document/v1"}`: "not guihua/comparison/v1"} {
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Decode(%s): %v, want %s", text, err, want)
		}
	}
}

// What the schema has from that of documents is the same there.
func TestSchemaOfTargets(t *testing.T) {
	type schema struct {
		Properties map[string]struct {
			Items      any
			Properties map[string]any
		}
		Defs map[string]any `json:"$defs"`
	}
	var own, document schema
	for data, into := range map[*[]byte]*schema{&SchemaJSON: &own, &extract.SchemaJSON: &document} {
		if err := json.Unmarshal(*data, into); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(document.Properties["targets"].Items, own.Defs["target"]); d != "" {
		t.Errorf("targets (- document, + comparison):\n%s", d)
	}
	same := 0
	for name, def := range own.Defs {
		if of, ok := document.Defs[name]; ok {
			same++
			if d := cmp.Diff(of, def); d != "" {
				t.Errorf("%s (- document, + comparison):\n%s", name, d)
			}
		}
	}
	if same < 10 {
		t.Errorf("%d definitions of the document's", same)
	}
}
