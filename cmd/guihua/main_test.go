package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"guihua": main})
}

// oneAtATime are the scripts of commands that work at one thing after the other. Short
// runs, which are those with the race detector, leave them to whole ones: they took half
// of its time.
var oneAtATime = []string{
	"annotations", "apply", "extract_explain", "extract_usage", "golden_diff", "golden_pairs", "golden_score",
	"help", "schema", "show", "show_color", "show_input", "version",
}

// TestScript runs the command line as testdata/script says, one behaviour per
// file. With UPDATE_SCRIPTS=1 the cmp lines take the output they get.
func TestScript(t *testing.T) {
	// Scripts share one dictionary cache: unpacking it for each costs more
	// than everything else they do.
	cache := filepath.Join(t.TempDir(), "cache")
	if err := os.MkdirAll(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	if testing.Short() {
		files = slices.DeleteFunc(files, func(f string) bool {
			return slices.Contains(oneAtATime, strings.TrimSuffix(filepath.Base(f), ".txtar"))
		})
	}
	testscript.Run(t, testscript.Params{
		Files:         files,
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", cache)
			env.Setenv("LocalAppData", cache)
			env.Setenv("HOME", cache)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"fill":  fill,
		},
	})
}

// fill writes a file of so many bytes:
//
//	fill big.txt 2000000
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill file bytes")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte{'x'}, n), 0o666))
}

// exits runs a command that must end with the code given first:
//
//	exits 2 guihua extract missing.txt
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
