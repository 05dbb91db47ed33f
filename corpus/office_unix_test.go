//go:build unix

package corpus

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A LibreOffice that hangs costs its document only: it is ended in time, and
// so is what it has started.
func TestOfficeHangs(t *testing.T) {
	dir := t.TempDir()
	pid := filepath.Join(dir, "pid")
	script := "#!/bin/sh\nsleep 600 &\necho $! >" + pid + "\nwait\n"
	if err := os.WriteFile(filepath.Join(dir, "soffice"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	start := time.Now()
	_, err := Options{MaxTime: 2 * time.Second}.Open(context.Background(), "x", []byte(`{\rtf1 }`))
	if !errors.Is(err, errTooLong) || time.Since(start) > 10*time.Second {
		t.Fatalf("%v after %v", err, time.Since(start))
	}
	b, err := os.ReadFile(pid)
	if err != nil {
		t.Fatal(err)
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(5 * time.Second); syscall.Kill(child, 0) == nil && !zombie(child); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("its child still runs")
		}
	}
}

// zombie says whether a process has ended and nobody has asked for its result.
func zombie(pid int) bool {
	b, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && strings.Contains(string(b), ") Z ")
}

// One that fails, or writes nothing, is an error of its document.
func TestOfficeFails(t *testing.T) {
	for _, script := range []string{"#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "soffice"), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
		_, err := Open("x", []byte(`{\rtf1 }`))
		if err == nil || err.Error() != "RTF document that LibreOffice can't open (damaged, or locked with a password): open it and save it as .docx" {
			t.Errorf("%q: %v", script, err)
		}
	}
}
