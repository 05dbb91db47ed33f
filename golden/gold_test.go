package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
)

// goldFolders writes the gold of every sample, made of its recorded output, and
// the outputs, and returns both folders.
func goldFolders(t *testing.T, change func(d *extract.Document)) (gold, out string, sources []string) {
	t.Helper()
	gold, out = t.TempDir(), t.TempDir()
	names, err := filepath.Glob(filepath.Join("testdata", "samples", "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatal("no samples", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := extract.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		source := strings.TrimSuffix(filepath.Base(name), ".json")
		sources = append(sources, source)
		for file, data := range map[string][]byte{
			filepath.Join(gold, source+".gold.json"): Gold(d, source),
			filepath.Join(out, source+".json"):       func() []byte { change(d); return extract.Encode(d) }(),
		} {
			if err := os.WriteFile(file, data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return gold, out, sources
}

// Gold made of an output finds nothing wrong with it, in any kind, and neither
// does score.py.
func TestGoldOfItself(t *testing.T) {
	gold, out, sources := goldFolders(t, func(*extract.Document) {})
	r, err := Score(gold, out, ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Documents) != len(sources) || len(r.Missing)+len(r.Misses) > 0 || r.MacroF1() != 1 {
		t.Errorf("%d of %d documents, %d missing, macro F1 %v, misses %v", len(r.Documents), len(sources), len(r.Missing), r.MacroF1(), r.Misses)
	}
	if d := cmp.Diff(Kinds(), r.Used()); d != "" {
		t.Errorf("kinds that no gold has (- kinds, + gold):\n%s", d)
	}
	for _, kind := range Kinds() {
		if c := r.Total[kind]; c.Hit == 0 || !c.Right() {
			t.Errorf("%s: %+v", kind, c)
		}
	}
	var py struct {
		Kinds map[string]struct{ F1 float64 }
		Macro float64 `json:"macro_f1"`
	}
	if err := json.Unmarshal([]byte(scorePy(t, gold, out, "--json")), &py); err != nil {
		t.Fatal(err)
	}
	for _, kind := range Kinds() {
		if py.Kinds[kind].F1 != 1 {
			t.Errorf("score.py: %s %v", kind, py.Kinds[kind])
		}
	}
	if py.Macro != 1 {
		t.Errorf("score.py: macro F1 %v", py.Macro)
	}
}

// Whatever goes wrong in an output, the score against the gold of the right one
// shows it.
func TestGoldFindsErrors(t *testing.T) {
	first := func(s *string) { *s = "错" + *s }
	for _, c := range []struct {
		kind  string
		error func(d *extract.Document)
	}{
		{"document", func(d *extract.Document) { d.Document.Period = &[2]int{1999, 2000} }},
		{"outline", func(d *extract.Document) { d.Outline = d.Outline[1:] }},
		{"roles", func(d *extract.Document) { d.Outline[0].Role = extract.RoleAnnex }},
		{"tasks", func(d *extract.Document) {
			for i := range d.Tasks {
				if d.Tasks[i].Text != nil {
					*d.Tasks[i].Text = string([]rune(*d.Tasks[i].Text)[3:])
				}
			}
		}},
		{"measures", func(d *extract.Document) {
			for i := range d.Tasks {
				for k := range d.Tasks[i].Measures {
					first(&d.Tasks[i].Measures[k].Text)
				}
			}
		}},
		{"box items", func(d *extract.Document) {
			for i := range d.Boxes {
				d.Boxes[i].Items = d.Boxes[i].Items[1:]
			}
		}},
		{"clauses", func(d *extract.Document) {
			for i := range d.Responsibilities {
				first(&d.Responsibilities[i].Raw)
			}
		}},
		{"units", func(d *extract.Document) {
			for i := range d.Responsibilities {
				for k := range d.Responsibilities[i].Units {
					d.Responsibilities[i].Units[k].Role = "none"
				}
			}
		}},
		{"targets", func(d *extract.Document) { d.Targets[0].Unit = new("箱") }},
		{"targets named", func(d *extract.Document) { d.Targets[0].Indicator = new("另一样") }},
		{"targets, whole", func(d *extract.Document) { d.Targets[0].By = new("1999") }},
		{"baselines", func(d *extract.Document) {
			for i := range d.Targets {
				d.Targets[i].Baseline = nil
			}
		}},
		{"achievements", func(d *extract.Document) { d.Achievements = nil }},
		{"achievements named", func(d *extract.Document) {
			for i := range d.Achievements {
				d.Achievements[i].Indicator = new("另一样")
			}
		}},
		{"references", func(d *extract.Document) { d.References = nil }},
	} {
		gold, out, _ := goldFolders(t, c.error)
		r, err := Score(gold, out, ScoreOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if n := r.Total[c.kind]; n.Right() || n.Gold == 0 {
			t.Errorf("%s: an error in every sample, and the score is %+v", c.kind, n)
		}
	}
}

// The keys of gold that is made are those of gold made by hand.
func TestGoldKeys(t *testing.T) {
	hand, made := map[string]bool{}, map[string]bool{}
	for dir, keys := range map[string]map[string]bool{"samples": hand, "": made} {
		if dir == "" {
			dir, _, _ = goldFolders(t, func(*extract.Document) {})
		}
		names, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
		if err != nil || len(names) == 0 {
			t.Fatal("no gold", err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var v any
			if err := json.Unmarshal(b, &v); err != nil {
				t.Fatal(name, err)
			}
			paths(v, "", keys)
		}
	}
	// Left to a reader: what gold accepts beside, and full names of units.
	for _, key := range []string{".document.inner_notice", ".tasks.alt", ".tasks.measures.merged", ".responsibilities.units.canonical", ".references.aliases"} {
		for path := range hand {
			if strings.HasPrefix(path, key) {
				delete(hand, path)
			}
		}
	}
	delete(made, ".sha256") // as in golden/gold
	for path := range made {
		if !hand[path] {
			t.Errorf("gold made by hand has no %s", path)
		}
	}
	for path := range hand {
		if !made[path] {
			t.Errorf("gold that is made has no %s", path)
		}
	}
}

// paths collects the keys of a value, with those above them.
func paths(v any, path string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			into[path+"."+k] = true
			paths(v[k], path+"."+k, into)
		}
	case []any:
		for _, x := range v {
			paths(x, path, into)
		}
	}
}

func TestNotGold(t *testing.T) {
	unfit := []extract.Warning{{Code: "correction_unfit"}}
	outdated := []extract.Warning{{Code: "review_outdated"}}
	for _, c := range []struct {
		corrected *extract.Corrected
		warnings  []extract.Warning
		rest      bool
		want      string // "" for gold
	}{
		{nil, nil, false, "nobody has read it"},
		{nil, nil, true, "nobody has read it"},
		{&extract.Corrected{Changed: 2}, nil, false, "corrections (2)"},
		{&extract.Corrected{Changed: 2}, nil, true, ""},
		{&extract.Corrected{Reviewed: true}, nil, false, ""},
		{&extract.Corrected{Reviewed: true}, unfit, true, "correction_unfit"},
		{&extract.Corrected{Changed: 2}, outdated, true, "review_outdated"},
	} {
		err := NotGold(&extract.Document{Corrected: c.corrected, Warnings: c.warnings}, c.rest)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v %v rest %v: %v, want %q", c.corrected, c.warnings, c.rest, err, c.want)
		}
	}
}
