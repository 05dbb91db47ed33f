package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// An interrupt lets the documents in hand finish, keeps what was done, and ends
// the run with 130; the next run goes on. A second interrupt ends it at once.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a named pipe as a document that takes long")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"1.txt": "云溪市数字经济发展规划\n", "3.txt": "青禾县养老服务实施方案\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// A document that is in hand until someone has written it.
	pipe := filepath.Join(dir, "2.txt")
	if out, err := exec.Command("mkfifo", pipe).CombinedOutput(); err != nil {
		t.Fatalf("mkfifo: %v\n%s", err, out)
	}
	out := filepath.Join(dir, "out")
	start := func() (*exec.Cmd, *strings.Builder) {
		cmd := exec.Command("guihua", "extract", "1.txt", "2.txt", "3.txt", "-o", out, "-j", "1")
		cmd.Dir = dir
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd, &stderr
	}
	interrupt := func(cmd *exec.Cmd) {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
	}
	// inHand waits until the pipe is read, and returns its other end.
	inHand := func() *os.File {
		w, err := os.OpenFile(pipe, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	exitCode := func(err error) int {
		if e, ok := errors.AsType[*exec.ExitError](err); ok {
			return e.ExitCode()
		}
		return 0
	}

	cmd, stderr := start()
	w := inHand()
	interrupt(cmd)
	time.Sleep(time.Second) // for the signal to arrive, before 3.txt has its turn
	w.WriteString("白鹭区消费促进措施\n")
	w.Close()
	if code := exitCode(cmd.Wait()); code != 130 {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
	if !regexp.MustCompile(`(?m)^2 documents in .*, stopped with 1 not read$`).MatchString(stderr.String()) {
		t.Errorf("the summary says\n%s", stderr)
	}
	for name, want := range map[string]bool{"1.txt.json": true, "2.txt.json": true, "3.txt.json": false, "manifest.jsonl": true, ".guihua-journal": false} {
		if _, err := os.Stat(filepath.Join(out, name)); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", name, err == nil, want)
		}
	}

	cmd, stderr = start()
	inHand()
	interrupt(cmd)
	time.Sleep(time.Second)
	interrupt(cmd)
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err == nil {
			t.Errorf("a second interrupt is no success\n%s", stderr)
		}
	case <-time.After(time.Minute):
		cmd.Process.Kill()
		t.Fatal("a second interrupt does not end the run")
	}

	if err := os.Remove(pipe); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pipe, []byte("白鹭区消费促进措施\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd, stderr = start()
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, stderr)
	}
	if !regexp.MustCompile(`(?m)^3 documents in .*, 2 up to date$`).MatchString(stderr.String()) {
		t.Errorf("the next run says\n%s", stderr)
	}
}
