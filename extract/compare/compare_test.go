package compare

import (
	"context"
	"os"
	"testing"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// sides are two sample plans made ready.
func sides(t *testing.T, superior, subordinate string) (c *Comparer, a, b *Side) {
	t.Helper()
	words, err := segment.Open(segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(words.Close)
	c = New(words)
	read := func(name string) *Side {
		data, err := os.ReadFile("../../corpus/samples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		src, err := corpus.Defaults.Open(context.Background(), name, data)
		if err != nil {
			t.Fatal(err)
		}
		d, err := extract.New(words).Extract(context.Background(), src)
		if err != nil {
			t.Fatal(err)
		}
		return c.Read(name, d)
	}
	return c, read(superior), read(subordinate)
}

func TestCompare(t *testing.T) {
	c, a, b := sides(t, "yunling_lenglian_guihua_pdf.txt", "lanchuan_lenglian_fangan.txt")
	cmp := c.Compare(a, b)
	if a.Level != "province" || b.Level != "city" {
		t.Errorf("levels %q, %q", a.Level, b.Level)
	}
	for _, p := range cmp.Pairs {
		if p.Superior == nil && p.Subordinate == nil {
			t.Errorf("a pair of nothing: %+v", p)
		}
	}
}
