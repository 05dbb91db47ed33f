package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A recipe is a fenced block of a page that is marked as one, "```sql recipe",
// and the block behind it, which holds what it prints.
type recipe struct {
	page, language string
	code, prints   string
	at             [2]int // where in the page that is
}

var recipeBlock = regexp.MustCompile("(?ms)^```([a-z]+) recipe\n(.*?)^```\n\\s*(?:[^`\n][^\n]*\n\\s*)*^```text\n(.*?)^```$")

func recipes(t *testing.T, page string) []recipe {
	t.Helper()
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var out []recipe
	for _, m := range recipeBlock.FindAllSubmatchIndex(b, -1) {
		part := func(i int) string { return string(b[m[2*i]:m[2*i+1]]) }
		out = append(out, recipe{page, part(1), part(2), part(3), [2]int{m[6], m[7]}})
	}
	if marked := bytes.Count(b, []byte(" recipe\n")); len(out) != marked {
		t.Fatalf("%s: %d blocks are marked as recipes, %d have a ```text block with what they print", page, marked, len(out))
	}
	return out
}

// shells run a recipe of a language in a folder that holds the tables.
var shells = map[string]struct {
	program string
	args    []string
}{
	"sql":    {"sqlite3", []string{"-header", "-separator", " | ", "tables/guihua.sqlite"}},
	"python": {"python3", []string{"-X", "utf8", "-"}},
	"r":      {"Rscript", []string{"--vanilla", "-"}},
}

// recipesPage has the recipes that the READMEs have no room for.
const recipesPage = "extract/tables/RECIPES.md"

// TestRecipes runs what the READMEs and RECIPES.md show, over the samples, and
// compares what it prints (UPDATE_SCRIPTS=1 writes it there). R is not needed:
// without it its recipes are skipped.
func TestRecipes(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{
		{"extract", filepath.Join("..", "..", "corpus", "samples"), "--ocr", "never", "-q", "-o", filepath.Join(dir, "out")},
		{"tables", filepath.Join(dir, "out"), "-q", "--format", "csv,sqlite", "-o", filepath.Join(dir, "tables")},
	} {
		root := newRoot()
		root.SetArgs(args)
		if code := run(context.Background(), root); code != 0 {
			t.Fatalf("guihua %s: exit code %d", strings.Join(args, " "), code)
		}
	}
	found := map[string]int{}
	for _, page := range []string{"README.md", "README.zh-CN.md", recipesPage} {
		// From the last, so that the places of the others stay when one is updated.
		for _, r := range slices.Backward(recipes(t, filepath.Join("..", "..", page))) {
			found[page]++
			first, _, _ := strings.Cut(r.code, "\n")
			t.Run(page+"/"+first, func(t *testing.T) { r.run(t, dir) })
		}
	}
	if found["README.md"] < 3 || found["README.md"] != found["README.zh-CN.md"] || found[recipesPage] == 0 {
		t.Errorf("recipes found: %v", found)
	}
}

func (r recipe) run(t *testing.T, dir string) {
	shell, ok := shells[r.language]
	if !ok {
		t.Fatalf("no program is known that runs %s", r.language)
	}
	if _, err := exec.LookPath(shell.program); err != nil {
		t.Skipf("no %s", shell.program)
	}
	cmd := exec.Command(shell.program, shell.args...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(r.code)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	if trimLines(string(got)) == trimLines(r.prints) {
		return
	}
	if os.Getenv("UPDATE_SCRIPTS") != "" {
		r.update(t, trimLines(string(got))+"\n")
	} else {
		t.Errorf("prints\n%s\n%s says\n%s", got, filepath.Base(r.page), r.prints)
	}
}

// update writes what the recipe prints into its page.
func (r recipe) update(t *testing.T, prints string) {
	b, err := os.ReadFile(r.page)
	if err != nil {
		t.Fatal(err)
	}
	b = slices.Concat(b[:r.at[0]], []byte(prints), b[r.at[1]:])
	if err := os.WriteFile(r.page, b, 0o666); err != nil {
		t.Fatal(err)
	}
}

// trimLines is s without blanks at line ends.
func trimLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \r")
	}
	return strings.Join(lines, "\n")
}
