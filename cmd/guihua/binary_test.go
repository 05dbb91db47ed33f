package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"guihua/extract"
)

// TestBinaryAlone builds the program as a release is built, takes it away from
// its sources and runs it as a user without Go would: its dictionaries must be
// inside.
func TestBinaryAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	dir := t.TempDir()
	built := filepath.Join(dir, "build", "guihua"+exe())
	build := exec.Command("go", "build", "-trimpath", "-o", built, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	elsewhere := filepath.Join(dir, "elsewhere")
	if err := os.Mkdir(elsewhere, 0o777); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(elsewhere, "guihua"+exe())
	if err := os.Rename(built, moved); err != nil {
		t.Fatal(err)
	}

	home := filepath.Join(dir, "home")
	cmd := exec.Command(moved, "extract", "-")
	cmd.Dir = elsewhere
	cmd.Env = []string{
		"HOME=" + home, "USERPROFILE=" + home, "LocalAppData=" + home, "GOPATH=" + home, "GOMODCACHE=" + home,
		"TMPDIR=" + dir, "TMP=" + dir,
	}
	cmd.Stdin = strings.NewReader("云溪市数字经济发展规划\n一、重点任务\n（一）建设数据底座。建成算力中心。\n")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	var doc extract.Document
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != extract.SchemaID || !strings.Contains(doc.Text, "算力中心") {
		t.Errorf("not the document that was given:\n%s", out)
	}
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
