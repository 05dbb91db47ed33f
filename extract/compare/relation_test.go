package compare

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
)

// A relationCase is a case of testdata/relations.txt.
type relationCase struct {
	name, a, b string
	relation   Relation
	changes    []string // cut figure 600
}

func relationCases(t *testing.T) (out []relationCase) {
	data, err := os.ReadFile("testdata/relations.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "", "#":
		case "==":
			out = append(out, relationCase{name: rest})
		case "A":
			out[len(out)-1].a = rest
		case "B":
			out[len(out)-1].b = rest
		case "is":
			out[len(out)-1].relation = Relation(rest)
		case "cut", "added":
			out[len(out)-1].changes = append(out[len(out)-1].changes, line)
		default:
			t.Fatalf("testdata/relations.txt: %s", line)
		}
	}
	return out
}

// TestRelations asks for the relation and for every change that counts.
func TestRelations(t *testing.T) {
	c := comparer(t)
	seen := map[Relation]int{}
	for _, k := range relationCases(t) {
		t.Run(k.name, func(t *testing.T) {
			a := plan("云岭省", made{"推进冷链发展", k.a})
			b := plan("澜川市", made{"推进冷链发展", k.b})
			p := onlyPair(t, c, a, b)
			seen[p.Relation]++
			if p.Relation != k.relation {
				t.Errorf("%s, want %s", p.Relation, k.relation)
			}
			var got []string
			list := func(what string, changes []Change, d *extract.Document) {
				for _, x := range changes {
					if x.Counts {
						got = append(got, fmt.Sprintf("%s %s %s", what, x.Kind, cut(d, x.Span)))
					}
				}
			}
			list("cut", p.Cut, a)
			list("added", p.Added, b)
			if d := cmp.Diff(k.changes, got); d != "" {
				t.Errorf("changes that count (-want +got):\n%s", d)
			}
		})
	}
	if len(seen) < 3 {
		t.Errorf("the cases have only the relations %v", seen)
	}
}

// TestBothWays: where the sides are exchanged, what was added is cut.
func TestBothWays(t *testing.T) {
	c := comparer(t)
	for _, k := range relationCases(t) {
		a := plan("云岭省", made{"推进冷链发展", k.a})
		b := plan("澜川市", made{"推进冷链发展", k.b})
		p, q := onlyPair(t, c, a, b), onlyPair(t, c, b, a)
		if counted(p.Cut) != counted(q.Added) || counted(p.Added) != counted(q.Cut) {
			t.Errorf("%s: %d cut and %d added, the other way round %d added and %d cut", k.name, counted(p.Cut), counted(p.Added), counted(q.Added), counted(q.Cut))
		}
		if (p.Relation == Same) != (q.Relation == Same) {
			t.Errorf("%s: %s, the other way round %s", k.name, p.Relation, q.Relation)
		}
	}
}

// TestWith: words of another clause do not stand in the place of a measure that is cut.
func TestWith(t *testing.T) {
	a := plan("云岭省", made{"推进冷链发展", "推广移动式冷藏装备，将符合条件的装备纳入补贴范围。到2030年，新增装备600台。"})
	b := plan("澜川市", made{"推进冷链发展", "推广移动式冷藏装备90台以上。到2030年，新增装备600台。"})
	p := onlyPair(t, comparer(t), a, b)
	found := false
	for _, x := range p.Cut {
		if cut(a, x.Span) == "将符合条件的装备纳入补贴范围" {
			if found = true; x.With != nil {
				t.Errorf("%s stands in the place of a measure", cut(b, *x.With))
			}
		}
	}
	if !found {
		t.Errorf("the measure is not cut: %v", p.Cut)
	}
}

func counted(list []Change) (n int) {
	for _, c := range list {
		if c.Counts {
			n++
		}
	}
	return n
}

// onlyPair is the pair of two plans with one item each.
func onlyPair(t *testing.T, c *Comparer, a, b *extract.Document) Pair {
	t.Helper()
	got := c.Compare(c.Read("a", a), c.Read("b", b))
	for _, broken := range Check(got, a, b) {
		t.Error(broken)
	}
	i := slices.IndexFunc(got.Pairs, func(p Pair) bool { return p.Superior != nil && p.Subordinate != nil })
	if i < 0 {
		t.Fatalf("no pair")
	}
	return got.Pairs[i]
}

func cut(d *extract.Document, s extract.Span) string { return string([]rune(d.Text)[s[0]:s[1]]) }
