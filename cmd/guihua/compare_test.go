package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/compare"
	"guihua/extract/tables"
	"guihua/segment"
)

// filesOf are the files below a folder with what is in them.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Base(path) == ".guihua-lock" {
			return err
		}
		b, err := os.ReadFile(path)
		files[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// An interrupted run leaves what an earlier one has written, and nothing of its own.
func TestCompareInterrupted(t *testing.T) {
	dir := t.TempDir()
	samples := filepath.Join("..", "..", "corpus", "samples")
	args := func(subordinate string) []string {
		return []string{"compare", filepath.Join(samples, "yunling_lenglian_guihua_pdf.txt"), filepath.Join(samples, subordinate), "-o", dir, "-q"}
	}
	root := newRoot()
	root.SetArgs(args("lanchuan_lenglian_fangan.txt"))
	if code := run(context.Background(), root); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	before := filesOf(t, dir)
	if len(before) < 9 {
		t.Fatalf("%d files", len(before))
	}

	x := &compareOptions{tableOptions: tableOptions{out: dir, formats: []string{"csv"}, jobs: 1, quiet: true}}
	e, err := openEngine(nil, corpus.Defaults)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	superior, err := readSuperior(context.Background(), e, args("")[1], "", dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := x.compare(ctx, e, superior, &batch.Plans{Names: []string{filepath.Join(samples, "yihang-shishi-fangan.txt")}, Out: dir}); err != exitInterrupted {
		t.Errorf("interrupted: %v", err)
	}
	after := filesOf(t, dir)
	for path, data := range before {
		if after[path] != data {
			t.Errorf("%s is not what it was", path)
		}
	}
	for path := range after {
		if _, ok := before[path]; !ok {
			t.Errorf("%s was left", path)
		}
	}
}

// noWords is a tagger with a mistake.
type noWords struct{}

func (noWords) Tag(string) []segment.Word { panic("no words") }

// A mistake of ours costs one plan, and the run goes on.
func TestComparePanics(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.json")
	d := &extract.Document{Schema: extract.SchemaID, Text: "建设湿地保护中心", Tasks: []extract.Task{{ID: "一", Title: "建设湿地保护中心", Span: extract.Span{0, 8}}}}
	if err := os.WriteFile(name, extract.Encode(d), 0o666); err != nil {
		t.Fatal(err)
	}
	c := &comparing{engine: &engine{}, superior: &tables.Doc{Document: d}, comparer: compare.New(noWords{})}
	for p := range (&batch.Plans{Names: []string{name}}).All() {
		if r := c.one(t.Context(), p); r.err == nil || !strings.Contains(r.err.Error(), "internal error: no words in ") || r.plan.Path != name {
			t.Errorf("%q: %v", r.plan.Path, r.err)
		}
	}
}
