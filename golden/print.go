package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Table writes the score the way score.py prints it, byte for byte: a head
// line, a line per kind gold has records of, a line with macro F1 and grounded
// spans. Widths count code points.
func (r *Report) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s%6s%6s%8s%8s%8s   ", "kind", "gold", "out", "P", "R", "F1")
	cells := make([]string, len(r.Documents))
	for i, d := range r.Documents {
		cells[i] = fmt.Sprintf("%7s", first(d.Source, 7))
	}
	b.WriteString(strings.Join(cells, " ") + "\n")
	for _, name := range r.Used() {
		c := r.Total[name]
		p, rec, f1 := c.PRF()
		for i, d := range r.Documents {
			cell := "-"
			if dc := d.Counts[name]; dc.Gold > 0 || dc.Out > 0 {
				_, _, f := dc.PRF()
				cell = fmt.Sprintf("%.3f", f)
			}
			cells[i] = fmt.Sprintf("%7s", cell)
		}
		fmt.Fprintf(&b, "%-18s%6d%6d%8.3f%8.3f%8.3f   %s\n", name, c.Gold, c.Out, p, rec, f1, strings.Join(cells, " "))
	}
	fmt.Fprintf(&b, "macro F1 %.4f   spans grounded %d/%d", r.MacroF1(), r.Grounded, r.Spans)
	if len(r.Missing) > 0 {
		b.WriteString("   no output for " + reprList(r.Missing))
	}
	b.WriteString("\n")
	return b.String()
}

func first(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

// Extra writes what score.py does not measure: F1 of strings under strict and
// soft comparison, and in how many documents a kind is entirely right.
func (r *Report) Extra() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s%6s%6s%10s%10s\n", "strings", "gold", "out", "strict F1", "soft F1")
	for _, name := range StringKinds() {
		strict, soft := r.Strict[name], r.Soft[name]
		if strict.empty() {
			continue
		}
		_, _, f := strict.PRF()
		_, _, g := soft.PRF()
		fmt.Fprintf(&b, "%-24s%6d%6d%10.3f%10.3f\n", name, strict.Gold, strict.Out, f, g)
	}
	fmt.Fprintf(&b, "\n%-24s%6s%6s%10s\n", "whole documents", "right", "of", "share")
	for _, name := range append(Kinds(), "") {
		right, of := r.WholeRight(name)
		if of == 0 {
			continue
		}
		if name == "" {
			name = "everything"
		}
		fmt.Fprintf(&b, "%-24s%6d%6d%10.3f\n", name, right, of, float64(right)/float64(of))
	}
	fmt.Fprintf(&b, "\n%-24s%6s%6s%10s\n", "warnings", "errors", "of", "share")
	fmt.Fprintf(&b, "%-24s%6d%6d%10.3f\n", "at the place of", r.Flags.Flagged, r.Flags.Errors, r.Flags.Share())
	fmt.Fprintf(&b, "%-24s%22.1f\n", "per document", r.Flags.PerDocument())
	return b.String()
}

// Show lists what of a kind was missed (-) and what was extra (+), one line
// each, as score.py --show does. An unknown kind is an error that lists the
// kinds.
func (r *Report) Show(kind string) (string, error) {
	if !slices.Contains(Kinds(), kind) {
		return "", fmt.Errorf("score: unknown kind %q: it is one of %s", kind, quoted(Kinds()))
	}
	var b strings.Builder
	for _, m := range r.Misses {
		if m.Kind == kind {
			b.WriteString(m.line(first(m.Source, 8)) + "\n")
		}
	}
	return b.String(), nil
}

// JSON writes the report as an object: the keys of score.py --json (kinds,
// macro_f1, grounded, missing), then documents (source, then hit, out, gold and
// F1 per kind), strings (strict_f1 and soft_f1 per kind of string) and whole
// (right and of per kind, "everything" for all at once).
func (r *Report) JSON() []byte {
	var kinds, strs, whole, documents ordered
	for _, name := range r.Used() {
		c := r.Total[name]
		p, rec, f1 := c.PRF()
		kinds.add(name, struct {
			Precision float64 `json:"precision"`
			Recall    float64 `json:"recall"`
			F1        float64 `json:"f1"`
			Gold      int     `json:"gold"`
			Out       int     `json:"out"`
		}{p, rec, f1, c.Gold, c.Out})
	}
	for _, d := range r.Documents {
		var counts ordered
		for _, name := range Kinds() {
			c := d.Counts[name]
			if c.empty() {
				continue
			}
			_, _, f1 := c.PRF()
			counts.add(name, struct {
				Hit  int     `json:"hit"`
				Out  int     `json:"out"`
				Gold int     `json:"gold"`
				F1   float64 `json:"f1"`
			}{c.Hit, c.Out, c.Gold, f1})
		}
		documents.add(d.Source, counts)
	}
	for _, name := range StringKinds() {
		strict, soft := r.Strict[name], r.Soft[name]
		if strict.empty() {
			continue
		}
		_, _, f := strict.PRF()
		_, _, g := soft.PRF()
		strs.add(name, struct {
			Gold   int     `json:"gold"`
			Out    int     `json:"out"`
			Strict float64 `json:"strict_f1"`
			Soft   float64 `json:"soft_f1"`
		}{strict.Gold, strict.Out, f, g})
	}
	for _, name := range append(Kinds(), "") {
		right, of := r.WholeRight(name)
		if of == 0 {
			continue
		}
		if name == "" {
			name = "everything"
		}
		whole.add(name, struct {
			Right int `json:"right"`
			Of    int `json:"of"`
		}{right, of})
	}
	missing := r.Missing
	if missing == nil {
		missing = []string{}
	}
	var top ordered
	top.add("kinds", kinds)
	top.add("macro_f1", r.MacroF1())
	top.add("grounded", [2]int{r.Grounded, r.Spans})
	top.add("missing", missing)
	top.add("documents", documents)
	top.add("strings", strs)
	top.add("whole", whole)
	var b bytes.Buffer
	if err := json.Indent(&b, marshal(top), "", " "); err != nil {
		panic(err) // it is our own JSON
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// ordered is a JSON object whose keys keep the order they were added in.
type ordered struct {
	keys   []string
	values []any
}

func (o *ordered) add(key string, value any) {
	o.keys = append(o.keys, key)
	o.values = append(o.values, value)
}

func (o ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, key := range o.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(marshal(key))
		b.WriteByte(':')
		b.Write(marshal(o.values[i]))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// marshal writes JSON without escaping < > &, which a bound and a title may
// hold. It panics on what cannot be written: it is given our own records only.
func marshal(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}
