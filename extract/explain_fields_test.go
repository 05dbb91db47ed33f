package extract_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"guihua/corpus"
	"guihua/extract"
)

// explainedFields are the fields of a record that explanations are about, by what
// their steps call them.
var explainedFields = map[string]map[string]string{
	"outline":          {"label": "label", "title": "title", "role": "role"},
	"tasks":            {"title": "title"},
	"responsibilities": {"at": "at", "open": "open", "due": "due"},
	"targets": {
		"at": "at", "indicator": "indicator", "value": "value", "value_max": "value_max", "unit": "unit", "bound": "bound",
		"measure": "measure", "year": "by", "per": "per", "support": "support", "baseline": "baseline",
	},
	"achievements": {
		"at": "at", "indicator": "indicator", "value": "value", "value_max": "value_max", "unit": "unit", "bound": "bound",
		"measure": "measure", "year": "as_of",
	},
	"references": {"title": "title", "number": "number"},
}

// Every field of a record that is not null has a step that says what it is; of
// several the last one decides.
func TestExplainFields(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	check := func(name string, src *corpus.Source) {
		d := explained(t, x, src)
		var lists map[string]json.RawMessage
		if err := json.Unmarshal(extract.Encode(d), &lists); err != nil {
			t.Fatal(err)
		}
		by := map[string][]extract.Explanation{}
		for _, e := range d.Explanations {
			by[e.Record] = append(by[e.Record], e)
		}
		for list, fields := range explainedFields {
			var records []map[string]any
			if err := json.Unmarshal(lists[list], &records); err != nil {
				t.Fatal(err)
			}
			for i, r := range records {
				said := map[string]string{}
				for _, s := range by[list][i].Steps {
					said[s.About] = s.Is
				}
				for about, field := range fields {
					v := r[field]
					if b, ok := v.(map[string]any); ok {
						v = b["value"] // the step is about the number
					}
					if v == nil || v == false || v == "" {
						continue
					}
					seen[list+" "+field]++
					if want := fmt.Sprint(v); !says(said[about], want) {
						t.Errorf("%s: %s/%d: %s is %q, the step about it says %q", name, list, i+1, field, want, said[about])
					}
				}
				for _, u := range unitsOf(r) {
					name := u["name"].(string)
					for _, about := range []string{"role", "canonical"} {
						if is, ok := u[about].(string); ok {
							seen["unit "+about]++
							if got := said[about+" of "+name]; got != is {
								t.Errorf("%s: %s/%d: %s of %s is %q, the step about it says %q", name, list, i+1, about, name, is, got)
							}
						}
					}
				}
			}
		}
	}
	for i, text := range allCases(t) {
		check(fmt.Sprintf("case %d %.60q", i, text), openText(text))
	}
	for path, src := range sources(t, filepath.Join("..", "corpus", "samples")) {
		check(path, src)
	}
	for list, fields := range explainedFields {
		for _, field := range fields {
			if seen[list+" "+field] == 0 {
				t.Errorf("no %s has %s", list, field)
			}
		}
	}
}

// says reports whether a step says a value, of which a long one is shortened in
// the middle.
func says(is, value string) bool {
	front, end, cut := strings.Cut(is, "…")
	return is == value || cut && front != "" && end != "" && strings.HasPrefix(value, front) && strings.HasSuffix(value, end)
}

func unitsOf(r map[string]any) (all []map[string]any) {
	units, _ := r["units"].([]any)
	for _, u := range units {
		all = append(all, u.(map[string]any))
	}
	return all
}
