package golden

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guihua/extract"
)

var update = flag.Bool("update", false, "write testdata/samples from what the extractor does now")

var goldenDir = filepath.Join("testdata", "samples")

// The samples' outputs are recorded: what a change does to them is read line
// by line before it is committed. -update records them anew.
func TestGolden(t *testing.T) {
	names := inputs(t, samplesDir)
	if *update {
		if err := os.MkdirAll(goldenDir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			d, err := extractFile(t, filepath.Join(samplesDir, name), name)
			if err != nil {
				t.Fatal(err)
			}
			if err := checkGolden(filepath.Join(goldenDir, name+".json"), d, *update); err != nil {
				t.Error(err)
			}
		})
	}
	for _, path := range staleGoldens(t, goldenDir, names) {
		if *update {
			if err := os.Remove(path); err != nil {
				t.Error(err)
			}
			continue
		}
		t.Errorf("%s: no sample of this name; go test ./golden -update removes it", path)
	}
}

// checkGolden compares d with the golden at path, or writes it there.
func checkGolden(path string, d *extract.Document, update bool) error {
	data := extract.Encode(d)
	if update {
		return os.WriteFile(path, data, 0o666)
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no golden %s; go test ./golden -update makes it", path)
	}
	if err != nil {
		return err
	}
	if bytes.Equal(data, want) {
		return nil
	}
	recorded, err := extract.Decode(want)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	diff := Diff(recorded, d)
	if diff == "" {
		diff = "only the layout of the file\n"
	}
	return fmt.Errorf("differs from %s (- recorded, + now):\n%sread every line; go test ./golden -update records it", path, diff)
}

// staleGoldens lists the goldens of dir that belong to no sample.
func staleGoldens(t *testing.T, dir string, names []string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, name := range names {
		known[name+".json"] = true
	}
	var stale []string
	for _, e := range entries {
		if !known[e.Name()] {
			stale = append(stale, filepath.Join(dir, e.Name()))
		}
	}
	return stale
}

// The harness is tried on a hand-built document: what it records it accepts,
// a change it shows, and a golden that is missing or of no sample it names.
func TestCheckGolden(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "lake.txt.json")
	d := lakePlan()
	if err := checkGolden(path, d, false); err == nil || !strings.Contains(err.Error(), "-update makes it") {
		t.Errorf("no golden: %v", err)
	}
	if err := checkGolden(path, d, true); err != nil {
		t.Fatal(err)
	}
	if err := checkGolden(path, d, false); err != nil {
		t.Errorf("what was recorded differs: %v", err)
	}
	d.Targets[0].By = nil
	if err := checkGolden(path, d, false); err == nil || !strings.Contains(err.Error(), "~ targets 二/（一） 3处以上 by: 「2025」→null\n") {
		t.Errorf("changed: %v", err)
	}
	if err := os.WriteFile(path, marshal(lakePlan()), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := checkGolden(path, lakePlan(), false); err == nil || !strings.Contains(err.Error(), "only the layout") {
		t.Errorf("another layout: %v", err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := checkGolden(path, lakePlan(), false); err == nil || !strings.Contains(err.Error(), "lake.txt.json: ") {
		t.Errorf("broken golden: %v", err)
	}
	if stale := staleGoldens(t, dir, []string{"lake.txt"}); len(stale) != 0 {
		t.Errorf("stale: %q", stale)
	}
	if stale := staleGoldens(t, dir, []string{"other.txt"}); len(stale) != 1 || stale[0] != path {
		t.Errorf("stale: %q", stale)
	}
}
