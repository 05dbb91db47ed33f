package compare

import (
	"fmt"
	"sync"
	"testing"

	"guihua/extract"
	"guihua/segment"
)

// A made item of a made plan.
type made struct{ title, text string }

// plan is a document of a place with a task for each item, as extract makes one.
func plan(region string, items ...made) *extract.Document {
	d := &extract.Document{}
	d.Document.Region.Name = &region
	var text []rune
	add := func(s string) extract.Span {
		from := len(text)
		text = append(text, []rune(s)...)
		to := len(text)
		text = append(text, '\n')
		return extract.Span{from, to}
	}
	add(region + "冷链物流发展规划")
	d.Outline = append(d.Outline, extract.Node{ID: "一", Title: "重点任务", Span: add("重点任务")})
	for i, m := range items {
		id := fmt.Sprintf("一/（%d）", i+1)
		d.Outline = append(d.Outline, extract.Node{ID: id, Title: m.title, Span: add(m.title)})
		t := m.text
		d.Tasks = append(d.Tasks, extract.Task{ID: id, Title: m.title, Text: &t, Span: add(m.text)})
	}
	d.Text = string(text)
	return d
}

var testWords = sync.OnceValues(func() (*segment.Segmenter, error) { return segment.Open(segment.Options{}) })

// comparer is one for all tests.
func comparer(t testing.TB) *Comparer {
	t.Helper()
	w, err := testWords()
	if err != nil {
		t.Fatal(err)
	}
	return New(w)
}
