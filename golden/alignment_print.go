package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"guihua/extract/compare"
)

// Table writes the score: precision, recall and F1 of the rows, the share of the
// decisions about them that are right, and which relation the output has where the
// gold has which.
func (r *PairsReport) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s%6s%6s%8s%8s%8s", "kind", "gold", "out", "P", "R", "F1")
	r.heads(&b)
	for _, kind := range PairKinds() {
		c := r.Total.Counts[kind]
		if c.empty() {
			continue
		}
		p, rec, f1 := c.PRF()
		fmt.Fprintf(&b, "%-18s%6d%6d%8.3f%8.3f%8.3f", kind, c.Gold, c.Out, p, rec, f1)
		r.cells(&b, func(s *PairScore) (float64, bool) {
			_, _, f := s.Counts[kind].PRF()
			return f, !s.Counts[kind].empty()
		})
	}
	fmt.Fprintf(&b, "\n%-18s%6s%6s%24s", "decision", "right", "of", "share")
	r.heads(&b)
	for _, kind := range JudgedKinds() {
		j := r.Total.Judged[kind]
		if j.Of == 0 {
			continue
		}
		fmt.Fprintf(&b, "%-18s%6d%6d%24.3f", kind, j.Right, j.Of, j.Share())
		r.cells(&b, func(s *PairScore) (float64, bool) { return s.Judged[kind].Share(), s.Judged[kind].Of > 0 })
	}
	b.WriteString("\n" + r.confusion())
	if missing := r.missing(); len(missing) > 0 {
		b.WriteString("\nno comparison of " + strings.Join(missing, ", ") + "\n")
	}
	return b.String()
}

// heads and cells end a line with a column for every pair, where there are several.
func (r *PairsReport) heads(b *strings.Builder) {
	if len(r.Pairs) > 1 {
		b.WriteString("  ")
		for _, s := range r.Pairs {
			fmt.Fprintf(b, " %7s", first(s.Subordinate, 7))
		}
	}
	b.WriteByte('\n')
}

func (r *PairsReport) cells(b *strings.Builder, value func(s *PairScore) (float64, bool)) {
	if len(r.Pairs) > 1 {
		b.WriteString("  ")
		for _, s := range r.Pairs {
			cell := "-"
			if f, ok := value(s); ok {
				cell = fmt.Sprintf("%.3f", f)
			}
			fmt.Fprintf(b, " %7s", cell)
		}
	}
	b.WriteByte('\n')
}

// confusion has a line for every relation of the gold and a column for every one of
// the output, of the rows both have.
func (r *PairsReport) confusion() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s", "gold \\ output")
	for _, o := range relations {
		fmt.Fprintf(&b, "%9s", o)
	}
	b.WriteByte('\n')
	for _, g := range relations {
		line, any := fmt.Sprintf("%-18s", g), false
		for _, o := range relations {
			n := r.Total.Relations[[2]compare.Relation{g, o}]
			any = any || n > 0
			line += fmt.Sprintf("%9d", n)
		}
		if any {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func (r *PairsReport) missing() (list []string) {
	for _, s := range r.Pairs {
		if s.Missing {
			list = append(list, s.Superior+" and "+s.Subordinate)
		}
	}
	return list
}

// shown are the kinds that Show lists: pairs are those of tasks and of box items.
func shownKinds() []string { return append(PairKinds(), JudgedKinds()...) }

// Show lists what of a kind was missed (-) and what was extra (+), one line each; of
// a decision what the gold has and what the output says. An unknown kind is an error
// that lists the kinds.
func (r *PairsReport) Show(kind string) (string, error) {
	if !slices.Contains(shownKinds(), kind) {
		return "", fmt.Errorf("score: unknown kind %q: it is one of %s", kind, quoted(shownKinds()))
	}
	var b strings.Builder
	for _, m := range r.Total.Misses {
		if m.Kind == kind || kind == pairKind && (m.Kind == taskPairKind || m.Kind == boxPairKind) {
			b.WriteString(m.line(first(m.Source, 8)) + "\n")
		}
	}
	return b.String(), nil
}

// FailUnder returns a line for every kind that is under its floor, F1 of rows and
// share of decisions, and for one the gold has nothing of. An unknown name is an
// error that lists the names.
func (r *PairsReport) FailUnder(floors map[string]float64) ([]string, error) {
	for name := range floors {
		if !slices.Contains(shownKinds(), name) {
			return nil, fmt.Errorf("score: unknown kind %q: it is one of %s", name, quoted(shownKinds()))
		}
	}
	var lines []string
	for _, name := range shownKinds() {
		floor, ok := floors[name]
		if !ok {
			continue
		}
		value, detail, measured := r.measure(name)
		switch {
		case !measured:
			lines = append(lines, fmt.Sprintf("%s: nothing to measure the floor of %.4g against", name, floor))
		case value < floor:
			lines = append(lines, fmt.Sprintf("%s: %.4f is under the floor of %.4g (%s)", name, value, floor, detail))
		}
	}
	return lines, nil
}

func (r *PairsReport) measure(name string) (value float64, detail string, measured bool) {
	if slices.Contains(JudgedKinds(), name) {
		j := r.Total.Judged[name]
		return j.Share(), fmt.Sprintf("%d right of %d", j.Right, j.Of), j.Of > 0
	}
	c := r.Total.Counts[name]
	p, rec, f1 := c.PRF()
	return f1, fmt.Sprintf("P %.3f, R %.3f: %d right of %d, %d in gold", p, rec, c.Hit, c.Out, c.Gold), c.Gold > 0
}

// JSON writes the report as an object: kinds (precision, recall, f1, gold, out),
// decisions (right, of, share), relations (gold, output, rows), missing, and pairs
// with the first two of each.
func (r *PairsReport) JSON() []byte {
	type cell struct {
		Gold   string `json:"gold"`
		Output string `json:"output"`
		Rows   int    `json:"rows"`
	}
	cells := []cell{}
	for _, g := range relations {
		for _, o := range relations {
			if n := r.Total.Relations[[2]compare.Relation{g, o}]; n > 0 {
				cells = append(cells, cell{string(g), string(o), n})
			}
		}
	}
	missing := r.missing()
	if missing == nil {
		missing = []string{}
	}
	pairs := []ordered{}
	for _, s := range r.Pairs {
		var one ordered
		one.add("superior", s.Superior)
		one.add("subordinate", s.Subordinate)
		one.add("kinds", s.kindsJSON())
		one.add("decisions", s.decisionsJSON())
		pairs = append(pairs, one)
	}
	var top ordered
	top.add("kinds", r.Total.kindsJSON())
	top.add("decisions", r.Total.decisionsJSON())
	top.add("relations", cells)
	top.add("missing", missing)
	top.add("pairs", pairs)
	var b bytes.Buffer
	if err := json.Indent(&b, marshal(top), "", " "); err != nil {
		panic(err) // it is our own JSON
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func (s *PairScore) kindsJSON() (kinds ordered) {
	for _, name := range PairKinds() {
		c := s.Counts[name]
		if c.empty() {
			continue
		}
		p, rec, f1 := c.PRF()
		kinds.add(name, struct {
			Precision float64 `json:"precision"`
			Recall    float64 `json:"recall"`
			F1        float64 `json:"f1"`
			Gold      int     `json:"gold"`
			Out       int     `json:"out"`
		}{p, rec, f1, c.Gold, c.Out})
	}
	return kinds
}

func (s *PairScore) decisionsJSON() (decisions ordered) {
	for _, name := range JudgedKinds() {
		j := s.Judged[name]
		if j.Of == 0 {
			continue
		}
		decisions.add(name, struct {
			Right int     `json:"right"`
			Of    int     `json:"of"`
			Share float64 `json:"share"`
		}{j.Right, j.Of, j.Share()})
	}
	return decisions
}
