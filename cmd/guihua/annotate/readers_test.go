package annotate

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written here is cut by other programs, which count for themselves, so
// that a mistake in counting can't be made twice and come out even: Python slices
// are code points, those of JavaScript UTF-16 code units. Where one is missing
// its test is skipped, but not where GUIHUA_CI is set: there both have been
// installed.

// slices is what a program that prints JSON has cut: [id, label, words] of every
// entity.
func cut(t *testing.T, program, script string, args ...string) (all [][3]string) {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("GUIHUA_CI") != "" {
			t.Fatalf("%s is not installed", program)
		}
		t.Skipf("%s is not installed", program)
	}
	flag := "-c"
	if program == "node" {
		flag = "-e"
	}
	cmd := exec.Command(path, append([]string{flag, script}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, stderr.String())
	}
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return all
}

// TestReadByOthers: the offsets cover the words of the records, for a program
// that counts as the tool does.
func TestReadByOthers(t *testing.T) {
	docs := documents(t)
	var want [][3]string
	for _, id := range sortedKeys(docs) {
		for _, e := range Of(id, docs[id]).Entities {
			want = append(want, [3]string{id, e.Label, e.Words})
		}
	}
	check := func(t *testing.T, got [][3]string) {
		t.Helper()
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(- want, + read):\n%s", d)
		}
	}
	const (
		doccanoInNode = `
const lines = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter(x => x).map(x => JSON.parse(x))
console.log(JSON.stringify(lines.flatMap(d => d.entities.map(e => [d.guihua_id, e.label, d.text.slice(e.start_offset, e.end_offset)]))))`
		doccanoInPython = `
import json, sys
out = []
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line)
    out += [[d["guihua_id"], e["label"], d["text"][e["start_offset"]:e["end_offset"]]] for e in d["entities"]]
print(json.dumps(out))`
		studioInPython = `
import json, sys
out = []
for task in json.load(open(sys.argv[1], encoding="utf-8")):
    for r in task["predictions"][0]["result"]:
        if r["type"] == "labels":
            v = r["value"]
            words = task["data"]["text"][v["start"]:v["end"]]
            assert words == v["text"], (words, v)
            out.append([task["data"]["guihua_id"], v["labels"][0], words])
print(json.dumps(out))`
		studioInNode = `
const tasks = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))
console.log(JSON.stringify(tasks.flatMap(t => t.predictions[0].result.filter(r => r.type == "labels")
  .map(r => [t.data.guihua_id, r.value.labels[0], t.data.text.slice(r.value.start, r.value.end)]))))`
		bratInPython = `
import json, os, sys
out = []
for dir, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        if not name.endswith(".ann"):
            continue
        path = os.path.join(dir, name)
        text = open(path[:-4] + ".txt", encoding="utf-8", newline="").read()
        for line in open(path, encoding="utf-8", newline="").read().split("\n"):
            if not line.startswith("T"):
                continue
            id, head, words = line.split("\t", 2)
            label, spans = head.split(" ", 1)
            spans = [[int(n) for n in s.split(" ")] for s in spans.split(";")]
            cut = [text[a:b] for a, b in spans]
            assert " ".join(cut) == words and "\n" not in words, line
            out.append([os.path.relpath(path, sys.argv[1])[:-4].replace(os.sep, "/"), label, text[spans[0][0]:spans[-1][1]]])
out.sort(key=lambda x: x[0])
print(json.dumps(out))`
	)
	t.Run("doccano", func(t *testing.T) {
		check(t, cut(t, "node", doccanoInNode, filepath.Join(exported(t, doccano.name, "", docs), doccanoFile)))
	})
	t.Run("doccano/code-point", func(t *testing.T) {
		check(t, cut(t, "python3", doccanoInPython, filepath.Join(exported(t, doccano.name, CodePoints, docs), doccanoFile)))
	})
	t.Run("label-studio", func(t *testing.T) {
		check(t, cut(t, "python3", studioInPython, filepath.Join(exported(t, labelStudio.name, "", docs), studioTasks)))
	})
	t.Run("label-studio/utf-16", func(t *testing.T) {
		check(t, cut(t, "node", studioInNode, filepath.Join(exported(t, labelStudio.name, UTF16, docs), studioTasks)))
	})
	t.Run("brat", func(t *testing.T) {
		check(t, cut(t, "python3", bratInPython, exported(t, brat.name, "", docs)))
	})
	if !strings.ContainsRune(docs["2026/wide.txt"].Text, '𠮷') {
		t.Error("no character outside the BMP was in it")
	}
}

// TestStudioConfig: the configuration is XML with all labels and relations.
func TestStudioConfig(t *testing.T) {
	all := cut(t, "python3", `
import json, sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
print(json.dumps([[x.tag, x.get("value"), x.get("html") or ""] for x in root.iter() if x.tag in ("Label", "Relation")]))`,
		filepath.Join(exported(t, labelStudio.name, "", documents(t)), studioConfig))
	want := [][3]string{{"Relation", "unit_of", ""}, {"Relation", "has_indicator", ""}}
	for _, l := range labels {
		want = append(want, [3]string{"Label", l.name, l.chinese + " " + l.name})
	}
	if d := cmp.Diff(want, all); d != "" {
		t.Errorf("(- want, + read):\n%s", d)
	}
}
