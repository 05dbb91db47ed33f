package golden

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var secondOut = flag.String("second-out", "", "keep the outputs that the second gold is scored against in this `folder`")

// The second gold was made by reading documents of wild: golden/gold before a
// rule was changed for them, golden/gold/unseen after most of the rules were
// done. ACCURACY.md says how, and keeps the scores.
func TestSecondGold(t *testing.T) {
	out := t.TempDir()
	if *secondOut != "" {
		out = *secondOut
	}
	for _, set := range []struct {
		dir    string
		floors map[string]float64
	}{
		// What the rules have to reach on documents that were read after the rules
		// for the five of gold were written.
		{"gold", map[string]float64{
			"outline": 0.97, "clauses": 0.97, "units": 0.97, "tasks": 0.95, "box items": 0.95, "targets": 0.90, "targets named": 0.85, SpansGrounded: 1,
		}},
		{"gold/unseen", map[string]float64{"outline": 0.97, "clauses": 0.97, "units": 0.97, "tasks": 0.95, "targets": 0.90, SpansGrounded: 1}},
	} {
		t.Run(set.dir, func(t *testing.T) { scoreSecond(t, set.dir, out, set.floors) })
	}
}

// scoreSecond scores the documents of the gold in goldDir, keeps their outputs
// in out, and compares the scores with the floors and with ACCURACY.md.
func scoreSecond(t *testing.T, goldDir, out string, floors map[string]float64) {
	wild := shared(t, "wild")
	paths, err := filepath.Glob(filepath.Join(goldDir, "*.gold.json"))
	if err != nil || len(paths) < 5 {
		t.Fatalf("%d *.gold.json in %s: %v", len(paths), goldDir, err)
	}
	for _, path := range paths {
		source := checkedSource(t, path, wild)
		extractTo(t, out, filepath.Join(wild, source), source)
	}
	r, err := Score(goldDir, out, ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s\n%s", r.Table(), r.Extra())
	for _, m := range r.Misses {
		if flaggedKinds[m.Kind] && !m.Flagged {
			t.Logf("without a warning: %s: %s", m.Kind, m)
		}
	}
	low, err := r.FailUnder(floors)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range low {
		t.Error(line)
	}
	recorded := recordedScores(t, "ACCURACY.md", goldDir)
	for _, name := range r.Used() {
		_, _, f1 := r.Total[name].PRF()
		if got := fmt.Sprintf("%.3f", f1); got != recorded[name] {
			t.Errorf("%s: F1 is %s, ACCURACY.md records %q", name, got, recorded[name])
		}
	}
}

// recordedScores reads the last column of the table of goldDir in ACCURACY.md,
// so that the page cannot say what is not measured.
func recordedScores(t *testing.T, path, goldDir string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(data), "<!-- "+goldDir+" -->")
	table, _, closed := strings.Cut(rest, "<!-- /"+goldDir+" -->")
	if !ok || !closed {
		t.Fatalf("%s has no table between the marks of %s", path, goldDir)
	}
	scores := map[string]string{}
	for line := range strings.Lines(table) {
		if cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|"); len(cells) > 2 {
			scores[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[len(cells)-1])
		}
	}
	return scores
}

// checkedSource returns the name of the document that the gold file at path is
// about, after checking that wild holds the very document that was read.
func checkedSource(t *testing.T, path, wild string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var gold struct{ Source, SHA256 string }
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	document, err := os.ReadFile(filepath.Join(wild, gold.Source))
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(document); hex.EncodeToString(sum[:]) != gold.SHA256 {
		t.Fatalf("%s: %s is not the document that was read: its SHA-256 is %x", path, gold.Source, sum)
	}
	return gold.Source
}
