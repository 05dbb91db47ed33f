package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"guihua/cmd/guihua/webpage"
	"guihua/cmd/guihua/webpage/browser"
	"guihua/extract"
	"guihua/extract/correction"
)

// TestScript runs testdata/page.test.js with Node.js.
func TestScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		browser.Needs(t, "Node.js is not installed (Debian: apt-get install nodejs)")
	}
	tests, err := os.ReadFile(filepath.Join("testdata", "page.test.js"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range scripts {
		if name != "page/main.js" { // opens the page
			names = append(names, name)
		}
	}
	file := filepath.Join(t.TempDir(), "page.test.js")
	if err := os.WriteFile(file, []byte("'use strict';\n"+webpage.Concat(files, names)+string(tests)), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(node, "--test", "--test-reporter=tap", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !regexp.MustCompile(`(?m)^# pass [1-9]`).Match(out) {
		t.Errorf("no test has run:\n%s", out)
	}
}

// labels are the labels of the page, by key, Chinese before English.
func labels(t *testing.T) map[string][2]string {
	t.Helper()
	b, err := files.ReadFile("page/labels.js")
	if err != nil {
		t.Fatal(err)
	}
	list, _, ok := strings.Cut(string(b), "\n};\n")
	if !ok {
		t.Fatal("labels.js has no list")
	}
	_, list, _ = strings.Cut(list, "const LABELS = {\n")
	form := regexp.MustCompile(`^  (?:'([^']+)'|(\w+)): \['([^']+)', '([^']+)'\],$`)
	found := map[string][2]string{}
	for line := range strings.Lines(list) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "  //") {
			continue
		}
		m := form.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("not a label in both languages: %s", line)
			continue
		}
		key := m[1] + m[2]
		if _, ok := found[key]; ok {
			t.Errorf("%s stands twice", key)
		}
		found[key] = [2]string{m[3], m[4]}
	}
	return found
}

// TestLabels sees that every label has both languages, with the same gaps, and
// that every label asked for is there and every one there is asked for.
func TestLabels(t *testing.T) {
	all := labels(t)
	gap := regexp.MustCompile(`\{\d\}`)
	for key, l := range all {
		if a, b := gap.FindAllString(l[0], -1), gap.FindAllString(l[1], -1); !reflect.DeepEqual(a, b) {
			t.Errorf("%s has gaps %v and %v", key, a, b)
		}
	}
	script := webpage.Concat(files, scripts)
	for _, m := range regexp.MustCompile(`\bt\('([^']+)'\s*[,)]`).FindAllStringSubmatch(script, -1) {
		if _, ok := all[m[1]]; !ok {
			t.Errorf("no label %s", m[1])
		}
	}
	// Where the key is put together: kinds, fields and the values of fields.
	for _, kind := range correction.Kinds() {
		for _, key := range []string{string(kind), "one." + string(kind)} {
			if _, ok := all[key]; !ok {
				t.Errorf("no label %s", key)
			}
		}
	}
	shownOtherwise := map[string]bool{"corrected": true}
	for _, record := range []any{
		extract.Notice{}, extract.Node{}, extract.Task{}, extract.Box{}, extract.Responsibility{}, extract.Target{},
		extract.Achievement{}, extract.Reference{}, extract.Warning{},
	} {
		r := reflect.TypeOf(record)
		for i := range r.NumField() {
			key, _, _ := strings.Cut(r.Field(i).Tag.Get("json"), ",")
			if _, ok := all["f."+key]; !ok && !shownOtherwise[key] {
				t.Errorf("no label f.%s for a field of %s", key, r.Name())
			}
		}
	}
	for _, value := range []string{
		string(extract.RoleBackground), string(extract.RoleGeneral), string(extract.RoleGoals), string(extract.RoleTasks), string(extract.RoleSchedule),
		string(extract.RoleSafeguards), string(extract.RoleAnnex), string(extract.Lead), string(extract.Support), string(extract.Joint),
		string(extract.Equal), string(extract.AtLeast), string(extract.AtMost), string(extract.Range), string(extract.About),
		string(extract.Level), string(extract.Increase), string(extract.Decrease), string(extract.Ratio),
	} {
		if _, ok := all[value]; !ok {
			t.Errorf("no label %s", value)
		}
	}
}

// TestCodesHaveNames sees that every code of a warning in the README has a name in
// both languages, and that there are no others.
func TestCodesHaveNames(t *testing.T) {
	readme := read(t, filepath.Join("..", "..", "..", "README.md"))
	_, list, ok := strings.Cut(readme, "\n| `invalid_bytes` |")
	if !ok {
		t.Fatal("the README has no table of warnings")
	}
	list, _, _ = strings.Cut("| `invalid_bytes` |"+list, "\n\n")
	codes := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|").FindAllStringSubmatch(list, -1) {
		codes["w."+m[1]] = true
	}
	if len(codes) < 30 {
		t.Errorf("the table of warnings has %d codes", len(codes))
	}
	all := labels(t)
	for key := range codes {
		if _, ok := all[key]; !ok {
			t.Errorf("no label %s", key)
		}
	}
	for key := range all {
		if strings.HasPrefix(key, "w.") && !codes[key] {
			t.Errorf("%s is no code of a warning", key)
		}
	}
}
