//go:build unix

package batch

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"guihua/extract"
)

// A pipe in a folder is left out: nobody may ever write to it.
func TestPipes(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.json"), string(extract.Encode(&extract.Document{Schema: extract.SchemaID, Text: "湿地"})))
	for _, name := range []string{"0.json", "b.json", "c.jsonl", "d.txt"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o666); err != nil {
			t.Skip("no pipes here:", err)
		}
	}
	found := make(chan string, 3)
	go func() {
		found <- outputsFrom(dir)
		for p := range (&Plans{Names: []string{dir}}).All() {
			found <- p.ID
		}
		for in := range (&Inputs{Names: []string{dir}}).All() { // a.json is an output
			found <- in.err.Error()
		}
	}()
	for _, want := range []string{"a 湿地", "a", "no documents in this folder"} {
		select {
		case got := <-found:
			if got != want {
				t.Errorf("found %q, want %q", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("waits for a pipe")
		}
	}
}
