package batch

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var stageNames = []string{"a.csv", "b.csv"}

// stageFiles writes two files through a stage.
func stageFiles(d disk, dir, content string) error {
	s, err := openStage(d, dir, stageNames)
	if err != nil {
		return err
	}
	defer s.Drop()
	for _, name := range stageNames {
		f, err := s.Create(name)
		if err != nil {
			return s.Error(name, err)
		}
		_, err = io.WriteString(f, content)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return s.Error(name, err)
		}
	}
	return s.Finish(stageNames)
}

// TestStage: while files are in the making those of before are there, and no
// other process writes to the folder; what a killed run has left is removed.
func TestStage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	if err := stageFiles(osDisk{}, dir, "old"); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.csv": "old", "b.csv": "old"}
	if d := cmp.Diff(want, tree(t, dir)); d != "" {
		t.Fatalf("(- want, + there):\n%s", d)
	}

	put(t, filepath.Join(dir, tempName(), "deep", "a.csv"), "half")
	put(t, filepath.Join(dir, tempName()), "half")
	s, err := OpenStage(dir, stageNames)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Drop()
	for _, name := range stageNames {
		put(t, s.Path(name), "new")
	}
	if b, err := os.ReadFile(filepath.Join(dir, "a.csv")); err != nil || string(b) != "old" {
		t.Errorf("before it is finished a.csv is %q, %v", b, err)
	}
	const another = "another guihua is writing to this folder"
	if _, err := OpenStage(dir, nil); err == nil || !strings.Contains(err.Error(), another) {
		t.Errorf("a second one: %v", err)
	}
	if _, err := OpenFolder(dir, testOptions); err == nil || !strings.Contains(err.Error(), another) {
		t.Errorf("a batch: %v", err)
	}
	if err := s.Finish(stageNames); err != nil {
		t.Fatal(err)
	}
	want = map[string]string{"a.csv": "new", "b.csv": "new"}
	if d := cmp.Diff(want, tree(t, dir)); d != "" {
		t.Errorf("(- want, + there):\n%s", d)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != len(want) {
		t.Errorf("left over: %v", entries)
	}
}

// TestStageFolder: what can't be replaced is told of before the work begins.
func TestStageFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "b.csv", "x"), "")
	_, err := OpenStage(dir, stageNames)
	if want := filepath.Join(dir, "b.csv") + ": is a folder; move it away, or write to another folder"; err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	if got := slices.Sorted(maps.Keys(tree(t, dir))); !slices.Equal(got, []string{"b.csv/x"}) {
		t.Errorf("it leaves %v", got)
	}
}

// TestStageFaults lets every operation on the disk fail in turn. No file is ever
// half-written, nothing temporary is left, the line says what to do, and the
// next run completes the files.
func TestStageFaults(t *testing.T) {
	const old, whole = "old\n", "new and longer\n"
	tried := map[string]int{}
	for fault, advice := range map[error]string{syscall.ENOSPC: "make room and run again", syscall.EACCES: "write to a folder that is yours", syscall.EROFS: "write to a folder that is yours", syscall.EIO: ""} {
		for _, goesOn := range []bool{false, true} {
			for k := 0; ; k++ {
				dir := filepath.Join(t.TempDir(), "out")
				if err := stageFiles(osDisk{}, dir, old); err != nil {
					t.Fatal(err)
				}
				d := &faultyDisk{at: k, goesOn: goesOn, fault: fault}
				err := stageFiles(d, dir, whole)
				if d.met == "" {
					break
				}
				op, _, _ := strings.Cut(d.met, " ")
				tried[op]++
				when := fmt.Sprintf("%v, operation %d (%s), goes on: %v", fault, k, d.met, goesOn)
				if !errors.Is(err, fault) || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), dir) || !strings.HasSuffix(err.Error(), advice) {
					t.Errorf("%s: %v", when, err)
				}
				for name, content := range tree(t, dir) {
					if content != old && content != whole {
						t.Errorf("%s: %s is %q", when, name, content)
					}
				}
				if entries, _ := os.ReadDir(dir); len(entries) != len(stageNames) {
					t.Errorf("%s: it leaves %v", when, entries)
				}
				if err := stageFiles(osDisk{}, dir, whole); err != nil {
					t.Errorf("%s: the next run: %v", when, err)
				}
				if d := cmp.Diff(map[string]string{"a.csv": whole, "b.csv": whole}, tree(t, dir)); d != "" {
					t.Errorf("%s: the next run leaves\n%s", when, d)
				}
			}
		}
	}
	for _, op := range []string{"mkdir", "create", "write", "sync", "close", "rename"} {
		if tried[op] == 0 {
			t.Errorf("no %s failed; the operations were %v", op, tried)
		}
	}
}

// TestStageStale: what belongs to a file that is replaced goes with it.
func TestStageStale(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.db-wal"), "of the old one")
	s, err := OpenStage(dir, []string{"a.db"})
	if err != nil {
		t.Fatal(err)
	}
	put(t, s.Path("a.db"), "new")
	if err := s.Finish([]string{"a.db"}, "a.db-wal", "a.db-shm"); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"a.db": "new"}, tree(t, dir)); d != "" {
		t.Errorf("(- want, + there):\n%s", d)
	}
}

// TestStageBelow: names may lead into folders, which are made when the files get
// their names.
func TestStageBelow(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	names := []string{"a.txt", "x/y/b.txt"}
	for _, content := range []string{"old", "new"} {
		s, err := OpenStage(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Drop()
		for _, name := range names {
			f, err := s.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(f, content)
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if there, _ := os.ReadDir(dir); content == "old" && len(there) != 2 { // the lock and what is temporary
			t.Errorf("before it is finished there is %v", there)
		}
		if err := s.Finish(names); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(map[string]string{"a.txt": content, "x/y/b.txt": content}, tree(t, dir)); d != "" {
			t.Errorf("(- want, + there):\n%s", d)
		}
	}
}
