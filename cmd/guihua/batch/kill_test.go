package batch

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestMain lets the test binary be the batch that is killed.
func TestMain(m *testing.M) {
	if in, out := os.Getenv("GUIHUA_BATCH_IN"), os.Getenv("GUIHUA_BATCH_OUT"); out != "" {
		if r := extractTo(context.Background(), osDisk{}, out, testOptions, in); r.err != nil {
			fmt.Fprintln(os.Stderr, r.err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if out := os.Getenv("GUIHUA_BATCH_CORRECT"); out != "" {
		if err := corrected(osDisk{}, out); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestKilled kills a batch at random moments, 200 times. After each there are
// only whole files; what the journal says is done is not done again; and once a
// run gets through, the folder is what an undisturbed run leaves.
func TestKilled(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in := notices(t, 60)
	want := reference(t, in)
	out := filepath.Join(t.TempDir(), "out")
	start := func() *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "GUIHUA_BATCH_IN="+in, "GUIHUA_BATCH_OUT="+out)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	began := time.Now()
	if err := start().Wait(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)
	os.RemoveAll(out)

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	killed, finished, journaled := 0, 0, 0
	for killed < rounds {
		cmd := start()
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		// Half of them at a moment, half just when so much is done: on a busy
		// machine most moments are before or after the work.
		var err error
		if after := random.Int64N(int64(whole)); killed%2 == 0 {
			select {
			case <-time.After(time.Duration(after)):
				cmd.Process.Kill()
				err = <-ended
			case err = <-ended:
			}
		} else {
			done := random.IntN(len(want))
			for running := true; running; {
				select {
				case err = <-ended:
					running = false
				case <-time.After(time.Millisecond):
					if outputs(out) >= done {
						cmd.Process.Kill()
						err = <-ended
						running = false
					}
				}
			}
		}
		if _, statErr := os.Stat(out); statErr != nil {
			killed++ // before it could make the folder
			continue
		}
		got := tree(t, out)
		checkWhole(t, fmt.Sprintf("killed %d times", killed), got, want)
		if err == nil {
			finished++
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("after %d kills the folder is not what it should be:\n%s", killed, d)
			}
			os.RemoveAll(out)
			continue
		}
		killed++

		// Every fifth time, what is left is looked at from inside.
		if killed%5 != 0 {
			continue
		}
		h, err := readHistory(filepath.Join(out, manifestName), filepath.Join(out, journalName))
		if err != nil {
			t.Fatal(err)
		}
		done := map[string]bool{}
		for r := range h.unseen() {
			done[r.Name] = true
		}
		h.close()
		journaled += len(done)
		r := extractTo(t.Context(), osDisk{}, out, testOptions, in)
		if r.err != nil {
			t.Fatal(r.err)
		}
		if d := cmp.Diff(done, r.known()); d != "" {
			t.Errorf("done before, and done again (- journal, + known to the next run):\n%s", d)
		}
		if d := cmp.Diff(want, tree(t, out)); d != "" {
			t.Fatalf("after %d kills the next run leaves\n%s", killed, d)
		}
		finished++
		os.RemoveAll(out)
	}
	t.Logf("killed %d times, %d folders completed, %d documents not done twice", killed, finished, journaled)
	if journaled == 0 {
		t.Error("no run was killed after it had done a document")
	}
}

// outputs counts the documents written so far.
func outputs(dir string) int {
	n := 0
	filepath.WalkDir(dir, func(name string, _ fs.DirEntry, _ error) error {
		if filepath.Ext(name) == ".json" {
			n++
		}
		return nil
	})
	return n
}
