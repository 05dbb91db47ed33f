package batch

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"guihua/extract"
)

// outputsFrom lists the outputs of names: their IDs, or what is wrong.
func outputsFrom(names ...string) string {
	var list []string
	read := func(o Output) string {
		d, err := o.Document()
		if err != nil {
			return filepath.Base(o.Label()) + ": " + Cause(err).Error()
		}
		return o.ID + " " + d.Text
	}
	for s := range Read(context.Background(), 2, &Outputs{Names: names}, func(Output) {}, read) {
		list = append(list, s)
	}
	return strings.Join(list, "\n")
}

func TestOutputs(t *testing.T) {
	dir := t.TempDir()
	doc := func(name, text string) *extract.Document {
		return &extract.Document{Schema: extract.SchemaID, Source: extract.Source{Name: name}, Text: text}
	}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	put(t, at("out/b.txt.json"), string(extract.Encode(doc("b.txt", "乙"))))
	put(t, at("out/2021/a.txt.json"), string(extract.Encode(doc("2021/a.txt", "甲"))))
	put(t, at("out/c.json"), `{"schema": "x/v1"}`)
	put(t, at("out/manifest.jsonl"), "{}\n")
	put(t, at("out/.guihua-1.tmp/d.txt.json"), "")
	put(t, at("out/tables/tasks.csv"), "")
	put(t, at("all.jsonl"), string(extract.EncodeLine(doc("a.txt", "丙")))+"\n"+string(extract.EncodeLine(doc("a.txt", "丁")))+`{"a": 1}`)
	put(t, at("empty/notes.txt"), "")

	for _, c := range []struct{ names, want string }{
		{"out", "2021/a.txt 甲\nb.txt 乙\nc.json: has schema \"x/v1\", not guihua/document/v1"},
		{"out/b.txt.json", "b.txt 乙"},
		{"out/b.txt.json out", "b.txt 乙\n2021/a.txt 甲\nb.txt.json: its name b.txt is that of " + at("out/b.txt.json") + "; name their common folder\nc.json: has schema \"x/v1\", not guihua/document/v1"},
		{"all.jsonl", "a.txt 丙\nall.jsonl:3: its name a.txt is that of " + at("all.jsonl") + ":1; name their common folder\nall.jsonl:4: has schema \"\", not guihua/document/v1"},
		{"empty", "empty: no documents in this folder; guihua extract writes them"},
		{"none", "none: no such file or directory"},
	} {
		var names []string
		for _, n := range strings.Fields(c.names) {
			names = append(names, at(n))
		}
		if got := outputsFrom(names...); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.names, got, c.want)
		}
	}
}
