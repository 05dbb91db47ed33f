package golden

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

var samplesDir = filepath.Join("..", "corpus", "samples")

// extractor is loaded once: the dictionary takes most of a second.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	tagger, err := segment.Open(segment.Options{})
	if err != nil {
		return nil, err
	}
	return extract.New(tagger), nil
})

// extractFile reads and extracts one file; openErr says why it cannot be read.
// A panic of the extractor fails the test, not the others.
func extractFile(t *testing.T, path, name string) (d *extract.Document, openErr error) {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	src, err := corpus.Open(name, data)
	if err != nil {
		return nil, err
	}
	doc, err := x.Extract(t.Context(), src)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc, nil
}

// inputs lists the documents of a folder by name.
func inputs(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") && filepath.Ext(e.Name()) != ".tsv" && filepath.Ext(e.Name()) != ".md" {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		t.Fatalf("no documents in %s", dir)
	}
	return names
}

// extractAll writes the outputs of the documents of dir to a folder of their
// own, the way the command does.
func extractAll(t *testing.T, dir string) string {
	t.Helper()
	out := t.TempDir()
	for _, name := range inputs(t, dir) {
		extractTo(t, out, filepath.Join(dir, name), name)
	}
	return out
}

// extractTo writes the output of one document to the folder out.
func extractTo(t *testing.T, out, path, name string) {
	t.Helper()
	d, err := extractFile(t, path, name)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(out, name+".json"), marshal(d), 0o666); err != nil {
		t.Fatal(err)
	}
}

// The score of the real documents has floors, so that a change that loses
// something fails here.
func TestScoreOfRealDocuments(t *testing.T) {
	gold, documents := shared(t, "gold"), shared(t, "corpus")
	r, err := Score(gold, extractAll(t, documents), ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s\n%s", r.Table(), r.Extra())
	low, err := r.FailUnder(map[string]float64{
		"outline": 0.98, "roles": 0.98, "tasks": 0.98, "measures": 0.98, "box items": 0.98, "clauses": 0.98, "units": 0.98,
		"targets": 0.98, "targets named": 0.98, "targets, whole": 0.93, "baselines": 0.98, "references": 0.98,
		"document": 0.95, "achievements": 0.95, "achievements named": 0.95, SpansGrounded: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range low {
		t.Error(line)
	}
}

// Every document that can be read, wherever it is from, follows the schema and
// keeps what an output promises.
func TestRealDocumentsKeepTheContract(t *testing.T) {
	t.Run("samples", func(t *testing.T) { contract(t, samplesDir, true) })
	t.Run("corpus", func(t *testing.T) { contract(t, shared(t, "corpus"), true) })
	t.Run("wild", func(t *testing.T) {
		if testing.Short() {
			t.Skip("the PDFs take their time")
		}
		contract(t, shared(t, "wild"), false)
	})
}

// contract checks every document of dir. Where some may be unreadable (scans,
// formats we do not read), they are logged.
func contract(t *testing.T, dir string, readable bool) {
	names := inputs(t, dir)
	unreadable := 0
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			d, err := extractFile(t, filepath.Join(dir, name), name)
			if err != nil && readable {
				t.Fatal(err)
			}
			if err != nil {
				unreadable++
				t.Skipf("cannot be read: %v", err)
			}
			data := marshal(d)
			for _, s := range Check(d) {
				t.Error(s)
			}
			again, err := extractFile(t, filepath.Join(dir, name), name)
			if err != nil {
				t.Fatalf("cannot be read a second time: %v", err)
			}
			if !bytes.Equal(data, marshal(again)) {
				t.Errorf("the second extraction differs:\n%s", Diff(d, again))
			}
		})
	}
	if unreadable == len(names) {
		t.Errorf("none of %d documents can be read", len(names))
	}
}

// The samples score 1 for every kind but for the misses that are listed with a
// reason; a listed miss that no longer happens fails, so that the list stays
// true.
func TestSamplesScore(t *testing.T) {
	const goldDir = "samples"
	paths, err := filepath.Glob(filepath.Join(goldDir, "*.gold.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no *.gold.json in %s: %v", goldDir, err)
	}
	known, err := readKnownMisses(filepath.Join(goldDir, "known_misses.txt"), Kinds())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Score(goldDir, extractAll(t, samplesDir), ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s\n%s", r.Table(), r.Extra())
	for _, source := range r.Missing {
		t.Errorf("%s has gold and no output", source)
	}
	if r.Grounded != r.Spans {
		t.Errorf("%d of %d spans grounded", r.Grounded, r.Spans)
	}
	for _, line := range checkKnownMisses(r.Misses, known) {
		t.Error(line)
	}
}
