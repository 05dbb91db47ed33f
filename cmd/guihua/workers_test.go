package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWorkers runs a batch of all kinds of documents and bad inputs with eight
// workers and with one: both leave every document where it must be, and the
// same bytes. Under -race the program has the race detector as well.
func TestWorkers(t *testing.T) {
	plan := loadPlan{documents: 500, seed: 8, badEvery: 8, largest: 12 << 10}
	if testing.Short() {
		plan = loadPlan{documents: 60, seed: 8, badEvery: 2, largest: 4 << 10} // every kind of bad input once
	}
	l := mustLoad(t, plan)
	t.Logf("%d documents:\n%s", plan.documents, l.kinds())
	p := testProgram(t)
	dir := t.TempDir()
	many, one := filepath.Join(dir, "many"), filepath.Join(dir, "one")
	for _, run := range []struct {
		out  string
		jobs int
	}{{many, 8}, {one, 1}} {
		r := p.batch(t, l, run.out, run.jobs)
		if strings.Contains(r.stderr, "DATA RACE") {
			t.Fatalf("%d workers:\n%s", run.jobs, r.stderr)
		}
		if err := verify(l, run.out).err(); err != nil {
			t.Errorf("%d workers:\n%v", run.jobs, err)
		}
		t.Logf("%d workers: %v", run.jobs, r.took)
	}
	sameDocuments(t, many, one)
}

// sameDocuments compares the JSON files of two output folders.
func sameDocuments(tb testing.TB, a, b string) {
	tb.Helper()
	differ := 0
	names := map[string]bool{}
	for _, dir := range []string{a, b} {
		err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(dir, name)
			if err != nil || e.IsDir() || !strings.HasSuffix(rel, ".json") || names[rel] {
				return err
			}
			names[rel] = true
			was, errA := os.ReadFile(filepath.Join(a, rel))
			is, errB := os.ReadFile(filepath.Join(b, rel))
			if errA != nil || errB != nil || !bytes.Equal(was, is) {
				if differ++; differ <= mostLost {
					tb.Errorf("%q differs", rel)
				}
			}
			return nil
		})
		if err != nil {
			tb.Error(err)
		}
	}
	if len(names) == 0 {
		tb.Error("no documents to compare")
	}
	if differ > 0 {
		tb.Errorf("%d of %d documents differ", differ, len(names))
	}
}
