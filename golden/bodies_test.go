package golden

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/body"
)

// How many of the names that the gold has are of known bodies stands in the
// section Bodies of ACCURACY.md, which cannot say what is not measured.
func TestBodiesKnown(t *testing.T) {
	page, err := os.ReadFile("ACCURACY.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct {
		name, dir string
		known     float64 // least share of mentions that are no names in general
	}{
		{"five", "", 0.97},
		{"eighteen", "gold", 0.95},
		{"five unseen", "gold/unseen", 0.93},
	} {
		t.Run(set.name, func(t *testing.T) {
			dir := set.dir
			if dir == "" {
				dir = shared(t, "gold")
			}
			row, share := knownBodies(t, set.name, dir)
			if share < set.known {
				t.Errorf("%.3f of the mentions are known, the floor is %.2f", share, set.known)
			}
			if !strings.Contains(string(page), row+"\n") {
				t.Errorf("ACCURACY.md does not record\n%s", row)
			}
		})
	}
}

// knownBodies counts the names of the gold in dir, as a row of the table, and
// returns the share of mentions that are known.
func knownBodies(t *testing.T, set, dir string) (row string, share float64) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil || len(paths) < 5 {
		t.Fatalf("%d *.gold.json in %s: %v", len(paths), dir, err)
	}
	mentions, generic, known := 0, 0, 0
	distinct := map[string]bool{} // whether it is known, of names not in general
	for _, path := range paths {
		d := readGold(t, path)
		for i := range d.Responsibilities {
			names := d.Responsibilities[i].Names()
			for k, b := range body.Resolve(names, d.Home()) {
				mentions++
				switch {
				case b.Kind == body.Generic:
					generic++
				case b.Known:
					known++
					distinct[names[k]] = true
				default:
					t.Logf("not known: %s", names[k])
					distinct[names[k]] = distinct[names[k]]
				}
			}
		}
	}
	names := 0
	for _, ok := range distinct {
		if ok {
			names++
		}
	}
	share = float64(known) / float64(mentions-generic)
	return fmt.Sprintf("| %s | %d | %d | %d of %d (%.1f %%) | %d of %d (%.1f %%) |", set, mentions, generic,
		known, mentions-generic, 100*share, names, len(distinct), 100*float64(names)/float64(len(distinct))), share
}

// goldColumns are the columns of bodies.gold.tsv that a body is compared in, with
// the least share that must agree.
var goldColumns = []struct {
	name  string
	value func(b body.Body) string
	least float64
}{
	{"canonical", func(b body.Body) string { return b.Canonical }, 0.96},
	{"level", func(b body.Body) string { return string(b.Level) }, 0.97},
	{"place_code", func(b body.Body) string { return b.Code }, 0.98},
	{"kind", func(b body.Body) string { return string(b.Kind) }, 0.99},
	{"counterpart", func(b body.Body) string { return b.Counterpart }, 0.96},
}

// The bodies of bodies.gold.tsv were told by reading; ACCURACY.md says how, and
// in how many of them the vocabulary agrees.
func TestBodiesGold(t *testing.T) {
	page, err := os.ReadFile("ACCURACY.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("bodies.gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	agree, checked := map[string]int{}, map[string]int{}
	for no, line := range lines[1:] {
		f := strings.Split(line, "\t")
		if len(f) != len(header) {
			t.Fatalf("bodies.gold.tsv:%d: %d fields, want %d", no+2, len(f), len(header))
		}
		row := map[string]string{}
		for i, name := range header {
			row[name] = f[i]
		}
		b := goldBody(t, row)
		for _, c := range goldColumns {
			want, ok := row[c.name]
			if !ok {
				t.Fatalf("bodies.gold.tsv has no column %s", c.name)
			}
			if want == "?" {
				continue // the reader could not say
			}
			checked[c.name]++
			if got := c.value(b); got == want {
				agree[c.name]++
			} else {
				t.Logf("%s: %s: %s is %q, gold %q", row["doc"], row["name"], c.name, got, want)
			}
		}
	}
	for _, c := range goldColumns {
		share := float64(agree[c.name]) / float64(checked[c.name])
		if share < c.least || checked[c.name] < 400 {
			t.Errorf("%s: %d of %d agree, the floor is %.2f of at least 400", c.name, agree[c.name], checked[c.name], c.least)
		}
		if row := fmt.Sprintf("| %s | %d of %d | %.3f |\n", c.name, agree[c.name], checked[c.name], share); !strings.Contains(string(page), row) {
			t.Errorf("ACCURACY.md does not record\n%s", row)
		}
	}
}

// goldBody resolves the name of a row of bodies.gold.tsv in the first list of its
// document that has it, or alone where the list is not at hand, because the gold
// of the document is kept outside.
func goldBody(t *testing.T, row map[string]string) body.Body {
	t.Helper()
	d, ok := goldDocument(t, row["doc"])
	if !ok {
		name, code, _ := strings.Cut(row["home"], " ")
		d.Document.Region.Name, d.Document.Region.Code = &name, &code
	}
	if h := d.Home(); h.Name+" "+h.Code != row["home"] {
		t.Errorf("%s: home is %v, gold %s", row["doc"], h, row["home"])
	}
	for i := range d.Responsibilities {
		names := d.Responsibilities[i].Names()
		if k := slices.Index(names, row["name"]); k >= 0 {
			return body.Resolve(names, d.Home())[k]
		}
	}
	if ok {
		t.Errorf("%s: no clause names %s", row["doc"], row["name"])
	}
	return body.Resolve([]string{row["name"]}, d.Home())[0]
}

// goldDocument is what the gold of a document in this folder says of its notice
// and its clauses; false where it has none here.
func goldDocument(t *testing.T, name string) (*extract.Document, bool) {
	t.Helper()
	for _, dir := range []string{"gold", "gold/unseen"} {
		path := filepath.Join(dir, name+".gold.json")
		if _, err := os.Stat(path); err == nil {
			return readGold(t, path), true
		}
	}
	return new(extract.Document), false
}

// readGold reads notice and clauses of a gold, which is a subset of a document
// with a source that is a name.
func readGold(t *testing.T, path string) *extract.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Document         extract.Notice
		Responsibilities []extract.Responsibility
	}
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return &extract.Document{Document: gold.Document, Responsibilities: gold.Responsibilities}
}
