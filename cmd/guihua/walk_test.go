package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// consoleBlock is a fenced block of a page that shows commands and what they
// print: lines that begin with "$ " are commands, … stands for any lines.
var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")

// A shown is a command of a console block and what the page says it prints.
type shown struct {
	command string
	prints  []string
}

func consoles(t *testing.T, page string) []shown {
	t.Helper()
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var all []shown
	for _, m := range consoleBlock.FindAllSubmatch(b, -1) {
		for line := range strings.Lines(string(m[1])) {
			line = strings.TrimRight(line, "\n")
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				all = append(all, shown{command: command})
			} else {
				last := &all[len(all)-1]
				last.prints = append(last.prints, line)
			}
		}
	}
	return all
}

// TestWalkThrough runs the way from extract to golden score that the READMEs
// show, over the samples and with the corrections of testdata, and compares what
// is printed with what they say.
func TestWalkThrough(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and no more than scripts do: whole runs have it")
	}
	walk := consoles(t, filepath.Join("..", "..", "README.md"))
	if len(walk) < 6 {
		t.Fatalf("README.md shows %d commands", len(walk))
	}
	other := consoles(t, filepath.Join("..", "..", "README.zh-CN.md"))
	for i := range walk {
		if i >= len(other) || walk[i].command != other[i].command || strings.Join(walk[i].prints, "\n") != strings.Join(other[i].prints, "\n") {
			t.Fatalf("README.zh-CN.md shows another walk from %q on", walk[i].command)
		}
	}
	p, dir := testProgram(t), t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "corpus", "samples"), os.DirFS(filepath.Join("..", "..", "corpus", "samples"))); err != nil {
		t.Fatal(err)
	}
	golds, err := filepath.Glob(filepath.Join("..", "..", "golden", "samples", "*.align.json"))
	if err != nil || len(golds) == 0 {
		t.Fatal("no gold of comparisons", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "golden", "samples"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, gold := range golds {
		b, err := os.ReadFile(gold)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "golden", "samples", filepath.Base(gold)), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	corrections, err := os.ReadFile(filepath.Join("testdata", "walk-corrections.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "corrections.json"), corrections, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, s := range walk {
		args := arguments(s.command)
		if args[0] != "guihua" {
			t.Fatalf("%q is no command of ours", s.command)
		}
		cmd := p.command(args[1:]...)
		cmd.Dir = dir
		var out, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &stderr
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s: %v\n%s", s.command, err, stderr.Bytes())
		}
		if line := differs(s.prints, strings.Split(trimLines(out.String()), "\n")); line != "" {
			t.Errorf("%s prints\n%s\nREADME.md says\n%s\nand %q is not there", s.command, out.String(), strings.Join(s.prints, "\n"), line)
		}
	}
}

// differs is the first line of said that got does not have in its place.
func differs(said, got []string) string {
	any := false
	for _, line := range said {
		if line == "…" {
			any = true
			continue
		}
		for any && len(got) > 0 && got[0] != line {
			got = got[1:]
		}
		if len(got) == 0 || got[0] != line {
			return line
		}
		got, any = got[1:], false
	}
	if len(said) > 0 && len(got) > 0 && !any {
		return got[0] + " (which is printed and not shown)"
	}
	return ""
}

// arguments splits a command line at blanks that are not in quotation marks.
func arguments(command string) []string {
	var out []string
	for i, part := range strings.Split(command, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}
