package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A program is guihua as a user runs it: another process. Nothing it writes
// beside its output, such as the cache of dictionaries, outlives the test.
type program struct {
	path string
	env  []string
}

// testProgram is the program inside the test binary, so with the race detector
// where the test has it.
func testProgram(tb testing.TB) *program {
	tb.Helper()
	return newProgram(tb, "guihua")
}

// builtProgram is the program as a release is built.
func builtProgram(tb testing.TB) *program {
	tb.Helper()
	return newProgram(tb, goBuild(tb, "guihua", "."))
}

// goBuild builds a program once for all that ask, beside the one inside the test
// binary, which goes when the tests are over.
func goBuild(tb testing.TB, name, dir string) string {
	tb.Helper()
	inside, err := exec.LookPath("guihua")
	if err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(filepath.Dir(inside), "built", name+exe())
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if out, err := exec.Command("go", "build", "-trimpath", "-o", path, dir).CombinedOutput(); err != nil {
		tb.Fatalf("go build %s: %v\n%s", dir, err, out)
	}
	return path
}

// newProgram has run once when it is returned: unpacking the dictionaries is
// no part of what comes.
func newProgram(tb testing.TB, path string) *program {
	tb.Helper()
	home := tb.TempDir()
	p := &program{path, append(os.Environ(), "XDG_CACHE_HOME="+home, "LocalAppData="+home, "HOME="+home)}
	cmd := p.command("extract", "-")
	cmd.Stdin = strings.NewReader(oneSentence)
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return p
}

const oneSentence = "云溪市数字经济发展规划\n一、重点任务\n（一）建设数据底座。建成算力中心3个。\n"

func (p *program) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.path, args...)
	cmd.Env = p.env
	return cmd
}

// A ran is how a process ended.
type ran struct {
	code   int // -1 for one that was killed
	took   time.Duration
	worked time.Duration // of all cores
	peak   int64         // bytes of memory at most; 0 where the system does not say
	stderr string
}

// run runs the program to its end.
func (p *program) run(tb testing.TB, args ...string) ran {
	tb.Helper()
	return runCommand(tb, p.command(args...))
}

func runCommand(tb testing.TB, cmd *exec.Cmd) ran {
	tb.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	began := time.Now()
	err := cmd.Run()
	r := ran{took: time.Since(began), stderr: stderr.String()}
	if err != nil {
		if _, ok := errors.AsType[*exec.ExitError](err); !ok {
			tb.Fatal(err)
		}
	}
	r.worked = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	r.code, r.peak = cmd.ProcessState.ExitCode(), peakMemory(cmd.ProcessState)
	return r
}

// batch extracts a load into an empty folder and stops the test where that ends
// as it must not.
func (p *program) batch(tb testing.TB, l *testLoad, out string, jobs int) ran {
	tb.Helper()
	r := p.run(tb, "extract", l.dir, "-o", out, "-j", fmt.Sprint(jobs), "-q")
	if want := l.exitCode(); r.code != want {
		tb.Fatalf("exit code %d, want %d\n%s", r.code, want, tail(r.stderr))
	}
	return r
}

// exitCode is the one of a batch that does everything it can.
func (l *testLoad) exitCode() int {
	for _, f := range l.files {
		if f.must == mustFail {
			return int(exitTrouble)
		}
	}
	return 0
}

// tail is the end of what a program said.
func tail(s string) string {
	if most := 3000; len(s) > most {
		return "…" + s[len(s)-most:]
	}
	return s
}
