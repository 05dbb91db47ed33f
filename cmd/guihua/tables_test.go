package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guihua/extract"
)

// manyOutputs writes n outputs of one sample to a folder.
func manyOutputs(t *testing.T, n int) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "golden", "testdata", "samples", "lanchuan_lenglian_fangan.txt.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := extract.Decode(b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt.json", i)), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestTablesInterrupted stops tables while they are written: nothing of them is
// left, and those of an earlier run are as they were.
func TestTablesInterrupted(t *testing.T) {
	in, out := manyOutputs(t, 300), t.TempDir()
	earlier := filepath.Join(out, "targets.csv")
	if err := os.WriteFile(earlier, []byte("earlier\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	ended := make(chan int)
	go func() {
		root := newRoot()
		root.SetArgs([]string{"tables", in, "-o", out, "-q", "-f", "csv,sqlite"})
		ended <- run(ctx, root)
	}()
	for begun := false; !begun; time.Sleep(time.Millisecond) {
		select {
		case code := <-ended:
			t.Fatalf("ended with %d before it was interrupted", code)
		default:
		}
		entries, err := os.ReadDir(out)
		if err != nil {
			t.Fatal(err)
		}
		begun = len(entries) > 1
	}
	interrupt()
	if code := <-ended; code != int(exitInterrupted) {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "targets.csv" {
			t.Errorf("%s is left", e.Name())
		}
	}
	if b, err := os.ReadFile(earlier); err != nil || string(b) != "earlier\n" {
		t.Errorf("the earlier table is %q, %v", b, err)
	}
}
