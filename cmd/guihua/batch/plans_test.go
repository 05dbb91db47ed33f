package batch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is named together is called by its place in the folder that holds it all.
func TestCommonFolder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"out/province.txt.json", "out/cities/a.txt.json", "out/cities2/a.txt.json", "lines.jsonl"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(`{"schema": "guihua/document/v1"}`), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, test := range []struct {
		names []string
		want  string // "-": none
	}{
		{[]string{"out/province.txt.json", "out/cities"}, "out"},
		{[]string{"out/province.txt.json", "out/province.txt.json"}, "out"},
		{[]string{"out/cities/a.txt.json", filepath.Join(dir, "out", "cities2")}, "out"}, // not cities
		{[]string{"out/cities", "out"}, "out"},
		{[]string{"out/cities"}, "out/cities"},
		{[]string{"out/cities", "lines.jsonl", "nowhere"}, "out/cities"},
		{[]string{"lines.jsonl"}, "-"},
		{[]string{"/", "out"}, "-"},
	} {
		want := filepath.Join(dir, filepath.FromSlash(test.want))
		if test.want == "-" {
			want = ""
		}
		if got := CommonFolder(test.names); got != want {
			t.Errorf("%v: %q, want %q", test.names, got, want)
		}
	}
	var ids []string
	for p := range (&Plans{Names: []string{"out/cities", "out/cities2/a.txt.json"}, Below: filepath.Join(dir, "out")}).All() {
		ids = append(ids, p.ID)
	}
	if len(ids) != 2 || ids[0] != "cities/a.txt" || ids[1] != "cities2/a.txt" {
		t.Errorf("IDs are %q", ids)
	}
}

// What no file can be called costs that plan, not the run.
func TestPlanFile(t *testing.T) {
	for _, id := range []string{"a.txt", "2021/规划.txt", strings.Repeat("长", 83) + "/" + strings.Repeat("长", 83)} {
		if name, err := PlanFile(id); err != nil || name != id+".json" {
			t.Errorf("%q: %q, %v", id, name, err)
		}
	}
	for _, id := range []string{"a\x00b", "../../evil", "/abs/evil", strings.Repeat("长", 84), strings.Repeat("长", 86) + "/a"} {
		if name, err := PlanFile(id); err == nil || strings.ContainsAny(err.Error(), "\x00\n") {
			t.Errorf("%q: %q, %v", id, name, err)
		}
	}
}
