package compare

import (
	"slices"
	"testing"

	"guihua/extract"
)

// keyed are tokens of one character each; a blank is a mark between two, a bar the end
// of a clause.
func keyed(s string, kind tokenKind) (out []token) {
	clause := 0
	for i, r := range []rune(s) {
		switch r {
		case '|':
			clause++
		case ' ':
		default:
			out = append(out, token{start: i, end: i + 1, key: string(r), kind: kind, weight: 1, clause: clause})
		}
	}
	return out
}

// TestSlide: of “pq”“pr” without “pq” it is p q that is cut, not q”“p.
func TestSlide(t *testing.T) {
	a, b := keyed("x pq pr y", plainToken), keyed("x pr y", plainToken)
	of, back := []int{0, 1, -1, -1, 2, 3}, []int{0, 1, 4, 5}
	slide(a, of, back)
	if want := []int{0, -1, -1, 1, 2, 3}; !slices.Equal(of, want) {
		t.Errorf("%v, want %v", of, want)
	}
	if want := []int{0, 3, 4, 5}; !slices.Equal(back, want) {
		t.Errorf("back %v, want %v", back, want)
	}
	if len(b) != len(back) {
		t.Fatal("the case is wrong")
	}
}

// TestDrop: a word that says nothing does not match alone between others; one that says
// something does.
func TestDrop(t *testing.T) {
	for _, c := range []struct {
		weight float64
		want   int
	}{{0, -1}, {2, 1}} {
		d := &diff{a: keyed("pmq", plainToken), b: keyed("rms", plainToken), of: []int{-1, 1, -1}, back: []int{-1, 1, -1}}
		d.a[1].weight, d.b[1].weight = c.weight, c.weight
		d.drop()
		if d.of[1] != c.want || d.back[1] != c.want {
			t.Errorf("a word of weight %.0f answers %d, want %d", c.weight, d.of[1], c.want)
		}
	}
}

func TestBalanced(t *testing.T) {
	for text, want := range map[string]string{
		"办好[《甲]》会": "《甲》", "办好《[甲》]会": "《甲》", "（[甲]）": "甲", "[甲（乙]）丙": "甲（乙）", "[“甲”]": "“甲”",
	} {
		var rs []rune
		var s extract.Span
		for _, r := range text {
			switch r {
			case '[':
				s[0] = len(rs)
			case ']':
				s[1] = len(rs)
			default:
				rs = append(rs, r)
			}
		}
		s = balanced(rs, s)
		if got := string(rs[s[0]:s[1]]); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestTopic: what stands in nearly every item weighs less than what stands in one.
func TestTopic(t *testing.T) {
	c := comparer(t)
	list := []made{one, two, three, four, five}
	for i := range list {
		list[i].text = "发展冷链。" + list[i].text
	}
	weight := func(list ...made) (w float64) {
		x, _ := readBeside(c.Read("a", plan("云岭省", list...)), c.Read("b", plan("澜川市", list...)))
		for _, k := range x.read[0].tokens {
			if k.key == "冷链" {
				w = k.weight
			}
		}
		return w
	}
	if many, few := weight(list...), weight(list[0]); many != 1 || few != 2 {
		t.Errorf("冷链 weighs %v in plans about it, %v in plans too short to tell", many, few)
	}
}
