package golden

import (
	"fmt"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// A chunk is a stretch of two sequences: a[a0:a1] became b[b0:b1], or is equal
// to it.
type chunk struct {
	equal          bool
	a0, a1, b0, b1 int
}

// A difference of sequences whose product of lengths is above this is not
// looked into: it would take seconds and show nothing readable.
const maxDiffWork = 4 << 20

// chunks splits two sequences into equal and changed stretches, in turn.
func chunks(a, b []rune) []chunk {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var list []chunk
	add := func(equal bool, na, nb int) {
		if na == 0 && nb == 0 {
			return
		}
		i, j := 0, 0
		if n := len(list); n > 0 {
			i, j = list[n-1].a1, list[n-1].b1
			if list[n-1].equal == equal {
				list[n-1].a1 += na
				list[n-1].b1 += nb
				return
			}
		}
		list = append(list, chunk{equal, i, i + na, j, j + nb})
	}
	add(true, start, start)
	midA, midB := a[start:len(a)-end], b[start:len(b)-end]
	if len(midA) == 0 || len(midB) == 0 || len(midA)*len(midB) > maxDiffWork {
		add(false, len(midA), len(midB))
	} else {
		dmp := diffmatchpatch.New()
		dmp.DiffTimeout = 0 // a deadline would make the result depend on the machine
		for _, d := range dmp.DiffMainRunes(midA, midB, false) {
			n := len([]rune(d.Text))
			switch d.Type {
			case diffmatchpatch.DiffEqual:
				add(true, n, n)
			case diffmatchpatch.DiffDelete:
				add(false, n, 0)
			case diffmatchpatch.DiffInsert:
				add(false, 0, n)
			}
		}
	}
	add(true, end, end)
	return list
}

const (
	contextRunes = 3  // shown on either side of a change
	shortRunes   = 20 // values up to this are shown whole
	longRunes    = 40 // changed stretches beyond this are cut in the middle
)

// showChange writes how a text changed: short texts whole, long ones around
// each difference.
func showChange(a, b string) string {
	ra, rb := []rune(a), []rune(b)
	if len(ra) <= shortRunes && len(rb) <= shortRunes {
		return "「" + oneLine(ra) + "」→「" + oneLine(rb) + "」"
	}
	list := chunks(ra, rb)
	// A few equal characters between two changes are chance.
	for i := 1; i+1 < len(list); {
		if list[i].equal && list[i].a1-list[i].a0 < contextRunes {
			list[i-1].a1, list[i-1].b1 = list[i+1].a1, list[i+1].b1
			list = append(list[:i], list[i+2:]...)
		} else {
			i++
		}
	}
	var parts []string
	for _, c := range list {
		if c.equal {
			continue
		}
		var s strings.Builder
		if c.a0 > contextRunes {
			s.WriteString("…")
		}
		s.WriteString(oneLine(ra[max(0, c.a0-contextRunes):c.a0]))
		s.WriteString("「" + shorten(ra[c.a0:c.a1]) + "」→「" + shorten(rb[c.b0:c.b1]) + "」")
		s.WriteString(oneLine(ra[c.a1:min(len(ra), c.a1+contextRunes)]))
		if c.a1+contextRunes < len(ra) {
			s.WriteString("…")
		}
		parts = append(parts, s.String())
	}
	return strings.Join(parts, " ")
}

// shorten cuts a long text in the middle and says how long it is.
func shorten(r []rune) string {
	if len(r) <= longRunes {
		return oneLine(r)
	}
	return fmt.Sprintf("%s…%s (%d characters)", oneLine(r[:longRunes/2]), oneLine(r[len(r)-longRunes/4:]), len(r))
}

func oneLine(r []rune) string { return strings.ReplaceAll(string(r), "\n", "⏎") }

// A textMap follows places of one text into another.
type textMap struct{ equal []chunk }

// diffTexts compares two texts by paragraph, then the paragraphs that changed
// by character. It returns a line for every change and the map of places.
func diffTexts(a, b string) (lines []string, m textMap) {
	pa, pb := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	names := map[string]rune{}
	code := func(list []string) []rune {
		r := make([]rune, len(list))
		for i, s := range list {
			if _, ok := names[s]; !ok {
				n := rune(len(names) + 1)
				if n >= 0xd800 {
					n += 0x800 // surrogates do not survive in a string
				}
				names[s] = n
			}
			r[i] = names[s]
		}
		return r
	}
	starts := func(list []string) []int {
		at := make([]int, len(list)+1)
		for i, s := range list {
			at[i+1] = at[i] + len([]rune(s))
		}
		return at
	}
	atA, atB := starts(pa), starts(pb)
	for _, c := range chunks(code(pa), code(pb)) {
		if c.equal {
			m.equal = append(m.equal, chunk{true, atA[c.a0], atA[c.a1], atB[c.b0], atB[c.b1]})
			continue
		}
		i, j := c.a0, c.b0
		for ; i < c.a1 && j < c.b1; i, j = i+1, j+1 {
			lines = append(lines, fmt.Sprintf("~ text paragraph %d: %s", i+1, showChange(pa[i], pb[j])))
			for _, e := range chunks([]rune(pa[i]), []rune(pb[j])) {
				if e.equal {
					m.equal = append(m.equal, chunk{true, atA[i] + e.a0, atA[i] + e.a1, atB[j] + e.b0, atB[j] + e.b1})
				}
			}
		}
		for ; i < c.a1; i++ {
			lines = append(lines, fmt.Sprintf("- text paragraph %d: %s", i+1, shorten([]rune(pa[i]))))
		}
		for ; j < c.b1; j++ {
			lines = append(lines, fmt.Sprintf("+ text paragraph %d: %s", j+1, shorten([]rune(pb[j]))))
		}
	}
	return lines, m
}

// place returns where code point i of the first text is in the second, -1
// where it is gone or changed.
func (m textMap) place(i int) int {
	for _, c := range m.equal {
		if c.a0 <= i && i < c.a1 {
			return c.b0 + i - c.a0
		}
	}
	return -1
}
