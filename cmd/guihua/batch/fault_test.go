package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFaults lets every single operation on the file system fail in turn, once
// and from then on, as a disk does that is full, broken or read-only. Whatever
// fails: it is told of, no file is half-written, nothing is lost that was there,
// and a run without faults completes the folder.
func TestFaults(t *testing.T) {
	in, before := t.TempDir(), t.TempDir()
	for i, name := range []string{"a.txt", "b/c.txt", "b/d.txt", "e.txt"} {
		put(t, filepath.Join(in, name), fmt.Sprintf("云溪市第%d号规划\n一、重点任务\n（一）建设中心。建成中心。\n", i))
	}
	put(t, filepath.Join(in, "empty.txt"), "")
	// What is there before: an output that is up to date, one of an earlier
	// version of its input, a list of failures.
	extractTo(t.Context(), osDisk{}, before, testOptions, in)
	put(t, filepath.Join(in, "b", "c.txt"), "青禾县规划\n")
	os.Remove(filepath.Join(before, "e.txt.json"))
	put(t, filepath.Join(in, "new.txt"), "白鹭区规划\n")
	old, want := tree(t, before), reference(t, in)

	o := testOptions
	o.Jobs = 1 // the same operations in the same order
	tried := map[string]int{}
	for _, fault := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
		for _, goesOn := range []bool{false, true} {
			for k := 0; ; k++ {
				out := filepath.Join(t.TempDir(), "out")
				if err := os.CopyFS(out, os.DirFS(before)); err != nil {
					t.Fatal(err)
				}
				d := &faultyDisk{at: k, goesOn: goesOn, fault: fault}
				r := extractTo(t.Context(), d, out, o, in)
				if d.met == "" {
					break // all operations have had their turn
				}
				op, _, _ := strings.Cut(d.met, " ")
				tried[op]++
				when := fmt.Sprintf("%v, operation %d (%s), goes on: %v", fault, k, d.met, goesOn)
				checkWhole(t, when, tree(t, out), old, want)
				for name := range old {
					if _, err := os.Stat(filepath.Join(out, name)); err != nil && name != failuresName {
						t.Errorf("%s: %s is lost", when, name)
					}
				}
				told := r.err != nil || slices.ContainsFunc(r.results, func(r Result) bool { return errors.Is(r.Err, fault) })
				if !told {
					t.Errorf("%s: nobody was told", when)
				}
				if r.err != nil && strings.Contains(r.err.Error(), "\n") {
					t.Errorf("%s: more than one line: %v", when, r.err)
				}
				again := extractTo(t.Context(), osDisk{}, out, o, in)
				if again.err != nil {
					t.Errorf("%s: the next run: %v", when, again.err)
				}
				if d := cmp.Diff(want, tree(t, out)); d != "" {
					t.Fatalf("%s: the next run leaves\n%s", when, d)
				}
			}
		}
	}
	t.Logf("faults tried: %v", tried)
	for _, op := range []string{"open", "read", "stat", "create", "append", "write", "sync", "close", "rename", "remove", "mkdir"} {
		if tried[op] == 0 {
			t.Errorf("no %s failed; the operations were %v", op, slices.Sorted(maps.Keys(tried)))
		}
	}
}

// A faultyDisk fails at one operation, and may go on to.
type faultyDisk struct {
	osDisk
	at     int
	goesOn bool
	fault  error
	n      int
	met    string // the operation that failed first
}

func (d *faultyDisk) fails(op, name string) error {
	n := d.n
	d.n++
	if n < d.at || n > d.at && !d.goesOn {
		return nil
	}
	if d.met == "" {
		d.met = op + " " + filepath.Base(name)
	}
	return &fs.PathError{Op: op, Path: name, Err: d.fault}
}

func (d *faultyDisk) Open(name string) (source, error) {
	if err := d.fails("open", name); err != nil {
		return nil, err
	}
	f, err := d.osDisk.Open(name)
	return faultySource{f, d, name}, err
}

func (d *faultyDisk) Create(name string) (sink, error) {
	if err := d.fails("create", name); err != nil {
		return nil, err
	}
	f, err := d.osDisk.Create(name)
	return faultySink{f, d, name}, err
}

func (d *faultyDisk) Append(name string) (sink, error) {
	if err := d.fails("append", name); err != nil {
		return nil, err
	}
	f, err := d.osDisk.Append(name)
	return faultySink{f, d, name}, err
}

func (d *faultyDisk) Rename(from, to string) error {
	if err := d.fails("rename", to); err != nil {
		return err
	}
	return d.osDisk.Rename(from, to)
}

func (d *faultyDisk) Remove(name string) error {
	if err := d.fails("remove", name); err != nil {
		return err
	}
	return d.osDisk.Remove(name)
}

func (d *faultyDisk) MkdirAll(name string) error {
	if err := d.fails("mkdir", name); err != nil {
		return err
	}
	return d.osDisk.MkdirAll(name)
}

type faultySource struct {
	source
	d    *faultyDisk
	name string
}

func (f faultySource) Read(p []byte) (int, error) {
	if err := f.d.fails("read", f.name); err != nil {
		return 0, err
	}
	return f.source.Read(p)
}

func (f faultySource) Stat() (fs.FileInfo, error) {
	if err := f.d.fails("stat", f.name); err != nil {
		return nil, err
	}
	return f.source.Stat()
}

type faultySink struct {
	sink
	d    *faultyDisk
	name string
}

// Write writes half of it, as a disk does that is full.
func (f faultySink) Write(p []byte) (int, error) {
	if err := f.d.fails("write", f.name); err != nil {
		n, _ := f.sink.Write(p[:len(p)/2])
		return n, err
	}
	return f.sink.Write(p)
}

func (f faultySink) Sync() error {
	if err := f.d.fails("sync", f.name); err != nil {
		return err
	}
	return f.sink.Sync()
}

func (f faultySink) Close() error {
	err := f.d.fails("close", f.name)
	f.sink.Close()
	return err
}
