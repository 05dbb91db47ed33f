package compare

import (
	"os"
	"sync"
	"testing"

	"guihua/extract"
)

// sides are two sample plans made ready.
func sides(t *testing.T, superior, subordinate string) (c *Comparer, a, b *Side) {
	t.Helper()
	c = comparer(t)
	return c, c.Read(superior, sample(t, superior)), c.Read(subordinate, sample(t, subordinate))
}

var samplesRead sync.Map

// sample is a sample document. It is extracted once; no test changes it.
func sample(t *testing.T, name string) *extract.Document {
	t.Helper()
	if d, ok := samplesRead.Load(name); ok {
		return d.(*extract.Document)
	}
	data, err := os.ReadFile("../../corpus/samples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	d := extracted(t, name, data)
	samplesRead.Store(name, d)
	return d
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
