// Package golden compares what the extractor does with what is right and with
// what it did before.
//
// Gold is hand-made truth: NAME.gold.json, written by reading a document.
// Score measures output against it. Golden is recorded output: Encode writes
// it so that a version diff is readable, Diff tells two outputs apart record by
// record.
package golden

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// ScoreOptions says what of a document is scored.
type ScoreOptions struct {
	Body bool   // leave out attachments and tables: places that begin with 附 or 表
	Only string // score only the gold whose source contains this
}

// A Count is how many records gold and output have and how many they share.
type Count struct {
	Hit, Out, Gold int
}

func (c Count) empty() bool { return c.Gold == 0 && c.Out == 0 }

// PRF returns precision, recall and F1. Where there is nothing to find and
// nothing was found all three are 1.
func (c Count) PRF() (precision, recall, f1 float64) {
	switch {
	case c.Out > 0:
		precision = float64(c.Hit) / float64(c.Out)
	case c.Gold == 0:
		precision = 1
	}
	recall = 1
	if c.Gold > 0 {
		recall = float64(c.Hit) / float64(c.Gold)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

// Right reports whether everything was found and nothing else.
func (c Count) Right() bool { return c.Hit == c.Gold && c.Hit == c.Out }

func (c *Count) add(d Count) {
	c.Hit += d.Hit
	c.Out += d.Out
	c.Gold += d.Gold
}

// A Report is the score of the documents of a gold folder. Maps are keyed by
// the names of Kinds or StringKinds.
type Report struct {
	Documents []DocumentScore // in the order of the gold files
	Total     map[string]Count
	Strict    map[string]Count // strings equal but for white space
	Soft      map[string]Count // strings alike, or one inside the other
	Grounded  int              // spans that point at the words they claim
	Spans     int              // spans looked at
	Missing   []string         // sources without an output, scored as empty
	Misses    []Miss           // by document, kind, missed before extra
	Flags     Flags            // errors that have a warning at their place
}

// A DocumentScore is the score of one document.
type DocumentScore struct {
	Source string
	Counts map[string]Count
}

// A Miss is a record only gold or only the output has.
type Miss struct {
	Source string
	Kind   string
	Extra  bool   // only the output has it
	Item   string // what it is compared by, written as a Python tuple
	// Flagged says that the output has a warning at its place.
	Flagged bool
}

// String writes m as score.py --show does, with the whole name of the source.
func (m Miss) String() string { return m.line(m.Source) }

func (m Miss) line(source string) string {
	sign := "-"
	if m.Extra {
		sign = "+"
	}
	return sign + " " + source + " " + m.Item
}

// Score measures the outputs in outDir against the gold in goldDir: precision,
// recall and F1 per kind and document. Gold is goldDir/NAME.gold.json, its
// "source" names the input; the output is outDir/<source>.json. A missing
// output is scored as empty and named in the report; malformed JSON is an
// error naming file and cause.
//
// Strings are compared with white space removed and punctuation folded to
// ASCII.
func Score(goldDir, outDir string, o ScoreOptions) (*Report, error) {
	entries, err := os.ReadDir(goldDir)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	var golds []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".gold.json") && !strings.HasPrefix(e.Name(), ".") {
			golds = append(golds, filepath.Join(goldDir, e.Name()))
		}
	}
	if len(golds) == 0 {
		return nil, fmt.Errorf("score: no *.gold.json in %s", goldDir)
	}
	sort.Strings(golds)
	r := &Report{Total: map[string]Count{}, Strict: map[string]Count{}, Soft: map[string]Count{}}
	for _, path := range golds {
		if err := r.scoreFile(path, outDir, o); err != nil {
			return nil, fmt.Errorf("score: %w", err)
		}
	}
	if len(r.Documents) == 0 {
		return nil, fmt.Errorf("score: no gold in %s has %q in its source", goldDir, o.Only)
	}
	return r, nil
}

func (r *Report) scoreFile(path, outDir string, o ScoreOptions) error {
	gold, err := readFacts(path, true)
	if err != nil {
		return err
	}
	if !strings.Contains(gold.source, o.Only) {
		return nil
	}
	out, err := readFacts(filepath.Join(outDir, filepath.FromSlash(gold.source)+".json"), false)
	if errors.Is(err, fs.ErrNotExist) {
		out, err = new(facts), nil
		r.Missing = append(r.Missing, gold.source)
	}
	if err != nil {
		return err
	}
	if o.Body {
		gold.keepBody()
		out.keepBody()
	}
	right, all := grounded(out)
	r.Grounded += right
	r.Spans += all
	r.Flags.Documents++
	r.Flags.Warnings += len(out.Warnings)
	d := DocumentScore{Source: gold.source, Counts: map[string]Count{}}
	for _, k := range kinds {
		t := k.score(gold, out)
		d.Counts[k.name] = t.Count
		addTo(r.Total, k.name, t.Count)
		for _, list := range []struct {
			extra bool
			items []item
		}{{false, t.missed}, {true, t.extra}} {
			for _, x := range list.items {
				m := Miss{gold.source, k.name, list.extra, repr(x), out.warnedAt(placeOfItem(k.name, x))}
				r.Misses = append(r.Misses, m)
				r.Flags.count(m)
			}
		}
	}
	for _, k := range stringKinds {
		strict, soft := k.score(gold, out)
		addTo(r.Strict, k.name, strict)
		addTo(r.Soft, k.name, soft)
	}
	r.Documents = append(r.Documents, d)
	return nil
}

func addTo(m map[string]Count, name string, c Count) {
	sum := m[name]
	sum.add(c)
	m[name] = sum
}

// Used returns the kinds gold has records of, in the order of Kinds.
func (r *Report) Used() []string {
	var used []string
	for _, name := range Kinds() {
		if r.Total[name].Gold > 0 {
			used = append(used, name)
		}
	}
	return used
}

// MacroF1 is the mean F1 of the kinds gold has records of.
func (r *Report) MacroF1() float64 {
	sum := 0.0
	used := r.Used()
	for _, name := range used {
		_, _, f1 := r.Total[name].PRF()
		sum += f1
	}
	return sum / float64(max(1, len(used)))
}

// WholeRight returns in how many documents a kind is entirely right (P = R =
// 1), of those where gold or output has records of it. The empty name asks for
// all kinds at once.
func (r *Report) WholeRight(name string) (right, of int) {
	for _, d := range r.Documents {
		all, any := true, false
		for k, c := range d.Counts {
			if name == "" || k == name {
				all = all && c.Right()
				any = any || c.Gold > 0 || c.Out > 0
			}
		}
		if !any && name != "" {
			continue
		}
		of++
		if all {
			right++
		}
	}
	return right, of
}

// The measures of the whole report FailUnder knows beside the kinds.
const (
	MacroF1       = "macro F1"
	SpansGrounded = "spans grounded"
)

// FailUnder returns a line for every kind whose F1 is under its floor, and for
// one gold has no records of: a floor that nothing is measured against holds
// nothing. MacroF1 and SpansGrounded can have a floor too; an unknown name is
// an error that lists the names.
func (r *Report) FailUnder(floors map[string]float64) ([]string, error) {
	known := append(Kinds(), MacroF1, SpansGrounded)
	for name := range floors {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("score: unknown kind %q: it is one of %s", name, quoted(known))
		}
	}
	var lines []string
	for _, name := range known {
		floor, ok := floors[name]
		if !ok {
			continue
		}
		value, detail, measured := r.measure(name)
		switch {
		case !measured:
			lines = append(lines, fmt.Sprintf("%s: nothing in the gold to measure the floor of %.4g against", name, floor))
		case value < floor:
			lines = append(lines, fmt.Sprintf("%s: %.4f is under the floor of %.4g (%s)", name, value, floor, detail))
		}
	}
	return lines, nil
}

func (r *Report) measure(name string) (value float64, detail string, measured bool) {
	switch name {
	case MacroF1:
		return r.MacroF1(), fmt.Sprintf("%d kinds", len(r.Used())), len(r.Used()) > 0
	case SpansGrounded:
		if r.Spans == 0 {
			return 0, "no spans", true
		}
		return float64(r.Grounded) / float64(r.Spans), fmt.Sprintf("%d of %d", r.Grounded, r.Spans), true
	}
	c := r.Total[name]
	p, rec, f1 := c.PRF()
	return f1, fmt.Sprintf("P %.3f, R %.3f: %d right of %d, %d in gold", p, rec, c.Hit, c.Out, c.Gold), c.Gold > 0
}

func quoted(names []string) string {
	q := make([]string, len(names))
	for i, s := range names {
		q[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(q, ", ")
}
