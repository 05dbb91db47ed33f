package golden

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct { // a subset of a document, with a source that is a name
			Document         extract.Notice
			Responsibilities []extract.Responsibility
		}
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		d := extract.Document{Document: gold.Document, Responsibilities: gold.Responsibilities}
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
