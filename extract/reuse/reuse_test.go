package reuse

import (
	"context"
	"testing"

	"guihua/extract"
)

// plan is a document of tasks, one for each text.
func plan(region, issued string, texts ...string) *extract.Document {
	d := &extract.Document{Schema: extract.SchemaID}
	if region != "" {
		d.Document.Region.Name = &region
	}
	if issued != "" {
		d.Document.Issued = &issued
	}
	at := 0
	for _, s := range texts {
		n := len([]rune(s))
		d.Text += s + "\n"
		d.Tasks = append(d.Tasks, extract.Task{ID: "一", Text: &s, Span: extract.Span{at, at + n}})
		at += n + 1
	}
	return d
}

func find(t testing.TB, o Options, docs ...*extract.Document) []Found {
	t.Helper()
	x, err := New(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i, d := range docs {
		if err := x.Add(Read(string(rune('a'+i)), d, o)); err != nil {
			t.Fatal(err)
		}
	}
	var out []Found
	for f, err := range x.Find(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

func TestFirst(t *testing.T) {
	const a = "鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，支持合作社购置移动冷库，推动形成覆盖城乡的冷链网络。"
	const b = "鼓励各县在农产品集中的乡镇建设田头冷藏保鲜设施，引导合作社购置移动冷库，推动形成覆盖城乡的冷链网络。"
	got := find(t, Options{MinChars: 30}, plan("澜川市", "2026-05-01", b), plan("云岭省", "2026-01-01", a))
	t.Logf("%+v", got)
	if len(got) != 2 || len(got[0].Passages) != 1 || len(got[1].Passages) != 0 {
		t.Fatal("not found")
	}
}
