package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

var soak = flag.Int("soak", 0, "TestSoak: the number of documents; 100000 takes most of an hour and 20 GB in the temporary folder")

// TestSoak holds a large batch of all kinds of documents and bad inputs with two
// workers, which is interrupted and killed again and again on the way, and looks
// at every single output. It prints its figures as they stand in
// golden/RELIABILITY.md:
//
//	go test ./cmd/guihua -run '^TestSoak$' -soak 100000 -timeout 2h -v
func TestSoak(t *testing.T) {
	if *soak == 0 {
		t.Skip("takes long: -soak 100000 runs it with so many documents")
	}
	if runtime.GOOS == "windows" {
		t.Skip("Windows can't interrupt another process")
	}
	if *soak < 1000 {
		t.Fatal("-soak: fewer than 1000 documents end before they can be interrupted")
	}
	began := time.Now()
	l := mustLoad(t, loadPlan{documents: *soak, seed: 1})
	t.Logf("%d documents, %d MB of text, made in %.0f s", *soak, l.text()>>20, time.Since(began).Seconds())

	s := &soaking{T: t, program: testProgram(t), load: l, out: filepath.Join(t.TempDir(), "out"), written: map[string]time.Time{}}
	// Ctrl-C and kill -9 in turn; the killed ones leave most behind.
	signals := []syscall.Signal{syscall.SIGINT, syscall.SIGKILL, syscall.SIGINT, syscall.SIGKILL, syscall.SIGKILL, syscall.SIGINT, syscall.SIGKILL, syscall.SIGKILL}
	for i, signal := range signals {
		s.interrupted(signal, float64(i+1)/float64(len(signals)+1))
	}
	s.completed()
	again := s.again()
	v := verify(l, s.out)
	s.undisturbed()

	fmt.Print(s.report(v, again))
	if err := v.err(); err != nil {
		t.Error(err)
	}
}

// A soaking is a batch on its way.
type soaking struct {
	*testing.T
	program *program
	load    *testLoad
	out     string
	written map[string]time.Time // when every output was written that was there at the last look

	took       time.Duration // of all runs together
	peak       int64
	interrupts int
	kills      int
	doneTwice  int // outputs that were there and were written anew
	wasUndone  int // outputs that were not whole after an interruption
	compared   int // documents compared with those of an undisturbed run
}

const (
	soakWorkers = 2
	exitSIGINT  = 130 // of a batch that was interrupted
)

func (s *soaking) command() *exec.Cmd {
	return s.program.command("extract", s.load.dir, "-o", s.out, "-j", fmt.Sprint(soakWorkers), "-q")
}

// interrupted goes on with the batch until so much of it is done, and ends it.
func (s *soaking) interrupted(signal syscall.Signal, share float64) {
	s.Helper()
	cmd := s.command()
	began := time.Now()
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for s.share() < share {
		select {
		case err := <-ended:
			s.Fatalf("ended by itself with %.2f of it done: %v", s.share(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
	// Not always just when a folder is begun.
	time.Sleep(time.Duration(share*97) * time.Millisecond)
	if err := cmd.Process.Signal(signal); err != nil {
		s.Fatal(err)
	}
	err := <-ended
	s.took += time.Since(began)
	s.peak = max(s.peak, peakMemory(cmd.ProcessState))
	s.doneTwice += s.look()
	exit, _ := errors.AsType[*exec.ExitError](err)
	switch {
	case exit == nil:
		s.Fatalf("%v at %.2f: %v", signal, share, err)
	case signal == syscall.SIGKILL:
		s.kills++
	default:
		s.interrupts++
		if code := exit.ExitCode(); code != exitSIGINT {
			s.Errorf("%v at %.2f: exit code %d, want %d", signal, share, code, exitSIGINT)
		}
	}
}

// share is how much of the batch has been done, told from the folders that have
// been begun.
func (s *soaking) share() float64 {
	begun, _ := filepath.Glob(filepath.Join(s.out, "*", "*"))
	all := (len(s.load.files) + leafSize - 1) / leafSize
	return float64(len(begun)) / float64(all)
}

// look compares the outputs with those of the last look and returns how many
// were written anew. Every output that is new since must be a whole document.
func (s *soaking) look() (again int) {
	s.Helper()
	err := filepath.WalkDir(s.out, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".json" || strings.HasPrefix(e.Name(), ".") {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		before, known := s.written[name]
		if known && before.Equal(info.ModTime()) {
			return nil
		}
		if known {
			again++
		}
		s.written[name] = info.ModTime()
		b, err := os.ReadFile(name)
		if err == nil && !json.Valid(b) {
			s.wasUndone++
			s.Errorf("%q is not whole", name)
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return again
}

// completed lets the batch come to its end.
func (s *soaking) completed() {
	s.Helper()
	r := runCommand(s.T, s.command())
	s.took += r.took
	s.peak = max(s.peak, r.peak)
	if want := s.load.exitCode(); r.code != want {
		s.Fatalf("exit code %d, want %d\n%s", r.code, want, tail(r.stderr))
	}
	s.doneTwice += s.look()
	// What a killed run has written and had no time to note is done twice.
	if most := s.kills * soakWorkers; s.doneTwice > most {
		s.Errorf("%d documents done twice after %d kills, at most %d may be", s.doneTwice, s.kills, most)
	}
}

// again runs the batch once more, which has nothing to do.
func (s *soaking) again() ran {
	s.Helper()
	r := runCommand(s.T, s.command())
	if want := s.load.exitCode(); r.code != want {
		s.Errorf("run again: exit code %d, want %d\n%s", r.code, want, tail(r.stderr))
	}
	if n := s.look(); n > 0 {
		s.Errorf("run again: %d documents done although they were up to date", n)
	}
	return r
}

// undisturbed compares every hundredth folder with what a run makes of it that
// nobody interrupts.
func (s *soaking) undisturbed() {
	s.Helper()
	part, out := filepath.Join(s.TempDir(), "part"), filepath.Join(s.TempDir(), "out")
	for leaf := 0; leaf*leafSize < len(s.load.files); leaf += 100 {
		name := filepath.FromSlash(leafName(leaf))
		from, err := filepath.Abs(filepath.Join(s.load.dir, name))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(part, name)), 0o777)
		}
		if err == nil {
			err = os.Symlink(from, filepath.Join(part, name))
		}
		if err != nil {
			s.Fatal(err)
		}
	}
	r := s.program.run(s.T, "extract", part, "-o", out, "-q")
	if r.code != 0 && r.code != int(exitTrouble) {
		s.Fatalf("exit code %d\n%s", r.code, tail(r.stderr))
	}
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".json" {
			return err
		}
		rel, _ := filepath.Rel(out, name)
		now, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		was, err := os.ReadFile(filepath.Join(s.out, rel))
		if err != nil || string(was) != string(now) {
			s.Errorf("%q is not what an undisturbed run makes", rel)
		}
		s.compared++
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
	if s.compared == 0 {
		s.Error("no document of an undisturbed run to compare with")
	}
}

// report is what golden/RELIABILITY.md says of a soak.
func (s *soaking) report(v *verdict, again ran) string {
	n := len(s.load.files)
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d documents of %d MB of text with %d workers, interrupted %d times by Ctrl-C and %d times by kill -9, in %.0f s: %.0f documents/s, %.1f MB/s, at most %d MB of memory.\n\n",
		n, s.load.text()>>20, soakWorkers, s.interrupts, s.kills, s.took.Seconds(),
		float64(n)/s.took.Seconds(), float64(s.load.text())/s.took.Seconds()/1e6, s.peak>>20)
	fmt.Fprintf(&b, "| what | figure |\n|---|---|\n")
	fmt.Fprintf(&b, "| documents put in | %d |\n", n)
	fmt.Fprintf(&b, "| read, without a warning | %d |\n", v.ok)
	fmt.Fprintf(&b, "| read, with warnings | %d |\n", v.warned)
	fmt.Fprintf(&b, "| refused, with a reason | %d |\n", v.failed)
	fmt.Fprintf(&b, "| **lost, or not what it must be** | **%d** |\n", v.wrong+n-v.ok-v.warned-v.failed)
	fmt.Fprintf(&b, "| not whole after an interruption | %d |\n", s.wasUndone)
	fmt.Fprintf(&b, "| done twice: written when the process was killed, but not yet noted | %d |\n", s.doneTwice)
	fmt.Fprintf(&b, "| compared with an undisturbed run, byte for byte | %d |\n", s.compared)
	fmt.Fprintf(&b, "| seconds to find that nothing is to be done | %.1f |\n\n", again.took.Seconds())
	b.WriteString(v.badKinds())
	return b.String()
}
