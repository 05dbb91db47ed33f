package annotate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// TestApplied: with the corrections in effect a document keeps its promises and
// says what people annotated, so that the same file makes no more of them.
func TestApplied(t *testing.T) {
	for _, tool := range tools {
		for _, x := range edits {
			t.Run(tool.name+"/"+x.name, func(t *testing.T) {
				docs := map[string]*extract.Document{"wide.txt": wide(t)}
				path := cameBack(t, tool.name, exported(t, tool.name, "", docs))
				e := openEditor(t, tool.name, path)
				if !x.do(e) {
					t.Skip("the tool has no facts")
				}
				e.save()
				f, _, _ := imported(t, tool.name, path, docs)
				out, outcomes := correction.Apply(docs["wide.txt"], f.Documents, golden.Check)
				for _, o := range outcomes {
					if !o.InEffect() || o.Already {
						t.Errorf("%s: %s", o.Effect, o.String())
					}
				}
				if len(outcomes) != len(x.want) {
					t.Errorf("%d outcomes of %d corrections", len(outcomes), len(x.want))
				}
				if broken := golden.Check(out); len(broken) > 0 {
					t.Errorf("it breaks\n%s", strings.Join(broken, "\n"))
				}
				docs["wide.txt"] = out
				again, _, lines := imported(t, tool.name, path, docs)
				for _, d := range again.Documents {
					for _, c := range d.Corrections {
						t.Errorf("once more: %s", said(t, c))
					}
				}
				if told := strings.Contains(strings.Join(lines, "\n"), "its records have changed"); told != (len(x.want) > 0) {
					t.Errorf("that the records have changed: %q", lines)
				}
			})
		}
	}
}

// TestAnyEdits makes edits at random on the samples. Corrections that break a
// promise are refused one by one; where none is, the document says what the
// annotations do. Of a thousand seeds three make a record more the second time,
// as a new task whose heading became none.
func TestAnyEdits(t *testing.T) {
	docs := documents(t)
	ids := sortedKeys(docs)
	whole, rounds := 0, uint64(150)
	if testing.Short() {
		rounds = 40
	}
	for seed := range rounds {
		random := rand.New(rand.NewPCG(seed, 7))
		doc := docs[ids[random.IntN(len(ids))]]
		a := Of("x", doc)
		for range 1 + random.IntN(6) {
			scramble(random, a)
		}
		made, _ := Compare(doc, a)
		ds := []correction.Document{{ID: "x", SHA256: doc.Source.SHA256, Corrections: made}}
		out, outcomes := correction.Apply(doc, ds, golden.Check)
		if before, after := golden.Check(doc), golden.Check(out); len(after) > len(before) {
			t.Errorf("seed %d: it breaks\n%s", seed, strings.Join(after, "\n"))
		}
		if slices.ContainsFunc(outcomes, func(o correction.Outcome) bool { return !o.InEffect() }) {
			continue
		}
		whole++
		again, _ := Compare(out, a)
		for _, c := range again {
			t.Errorf("seed %d: once more: %s\n%s\n%s", seed, said(t, c), c.Old, c.New)
		}
	}
	if whole < int(rounds/3) {
		t.Errorf("all corrections were in effect %d times", whole)
	}
}

// scramble does something to an entity.
func scramble(random *rand.Rand, a *Annotations) {
	n := len([]rune(a.Text))
	k := random.IntN(len(a.Entities))
	e := &a.Entities[k]
	switch random.IntN(4) {
	case 0: // another boundary
		e.Span[0] = min(max(0, e.Span[0]+random.IntN(5)-2), n-1)
		e.Span[1] = min(max(e.Span[0]+1, e.Span[1]+random.IntN(5)-2), n)
		e.Words = ""
	case 1: // another label
		e.Label = labels[random.IntN(len(labels))].name
	case 2: // none
		id := e.ID
		a.Entities = slices.Delete(a.Entities, k, k+1)
		a.Relations = slices.DeleteFunc(a.Relations, func(r Relation) bool { return r.From == id || r.To == id })
	case 3: // a new one
		start := random.IntN(n - 1)
		a.Entities = append(a.Entities, Entity{ID: "N" + e.ID, Label: labels[random.IntN(len(labels))].name, Span: extract.Span{start, min(n, start+1+random.IntN(12))}})
	}
}
