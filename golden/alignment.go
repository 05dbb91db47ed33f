package golden

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"guihua/extract/compare"
)

// An Alignment is gold of a comparison: what a subordinate plan made of a superior
// one, by reading both. It is a JSON file with these keys:
//
//	superior, subordinate   names of the two documents (source.name of their JSON)
//	tasks, boxes            lists of AlignedItem: tasks, items of 专栏
//	targets                 list of AlignedTarget
//	units                   list of AlignedUnit
//	notes                   sentences; those that begin with Borderline are read
//
// Every item of both documents stands in at least one row, that of an item without
// a counterpart has null on the other side. Every target of the subordinate stands
// in one row, one of the superior in as many as the subordinate states it. Of units
// only the pairs are listed.
type Alignment struct {
	Superior    string          `json:"superior"`
	Subordinate string          `json:"subordinate"`
	Tasks       []AlignedItem   `json:"tasks"`
	Boxes       []AlignedItem   `json:"boxes"`
	Targets     []AlignedTarget `json:"targets"`
	Units       []AlignedUnit   `json:"units"`
	Notes       []string        `json:"notes"`
}

// An AlignedItem says which item of the subordinate an item of the superior became.
type AlignedItem struct {
	Superior    *string            `json:"superior"` // id of the item, null: new
	Subordinate *string            `json:"subordinate"`
	Relation    compare.Relation   `json:"relation"`
	Also        []compare.Relation `json:"also"` // what else a careful reader may choose: the row is borderline
	Note        string             `json:"note"` // for people, as are the overlaps: not scored
	Overlap     *float64           `json:"overlap"`
	OverlapBack *float64           `json:"overlap_back"`
}

// An AlignedTarget says which target of the subordinate answers one of the superior.
type AlignedTarget struct {
	Superior    *AlignedFigure         `json:"superior"`
	Subordinate *AlignedFigure         `json:"subordinate"`
	Relation    compare.TargetRelation `json:"relation"`
	Difference  string                 `json:"difference"` // in words; see outcomeOf
	Outcome     *compare.Outcome       `json:"outcome"`    // goes before difference
	Also        []compare.Outcome      `json:"also"`
	// NoTarget says that the superior's side stands in its text and is no target by
	// the rules of extraction: an output that has only the subordinate's side, as new,
	// is right as well. "not in its gold targets" in difference says the same.
	NoTarget bool   `json:"no_target"`
	Note     string `json:"note"` // not scored
}

// An AlignedFigure is what a target is known by.
type AlignedFigure struct {
	At        string  `json:"at"`
	Indicator *string `json:"indicator"`
	Value     *string `json:"value"` // null: a target in words
	Unit      *string `json:"unit"`
}

// An AlignedUnit says which body of the subordinate does the work of one of the
// superior.
type AlignedUnit struct {
	Superior    string `json:"superior"`
	Subordinate string `json:"subordinate"`
	Note        string `json:"note"` // not scored
}

// readAlignments reads the gold at path: a file, or the *.json of a folder but for
// *.gold.json, which is gold of documents.
func readAlignments(path string) ([]*Alignment, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	names := []string{path}
	if info.IsDir() {
		if names, err = filepath.Glob(filepath.Join(path, "*.json")); err != nil {
			return nil, err
		}
		names = slices.DeleteFunc(names, func(s string) bool { return strings.HasSuffix(s, ".gold.json") })
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no gold of comparisons (NAME.json) in %s", path)
	}
	var list []*Alignment
	for _, name := range names {
		a, err := readAlignment(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, a)
	}
	return list, nil
}

func readAlignment(name string) (*Alignment, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	a := &Alignment{}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	err = json.Unmarshal(data, a) // says what is no JSON, and what stands behind it
	if err == nil {
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields() // a key with a slip of the pen
		err = dec.Decode(&Alignment{})
	}
	if err != nil {
		return nil, fmt.Errorf("no gold of a comparison: %w", err)
	}
	if err := a.readNotes(); err != nil {
		return nil, err
	}
	return a, a.check()
}

var (
	relations       = []compare.Relation{compare.Same, compare.Adapted, compare.Partial, compare.Merged, compare.Split, compare.Dropped, compare.NewHere}
	targetRelations = []compare.TargetRelation{compare.SameIndicator, compare.Broader, compare.Narrower, compare.TargetDropped, compare.TargetNew}
	outcomes        = []compare.Outcome{compare.Higher, compare.Lower, compare.Equal, compare.ScaledTotal, compare.NotComparable}
)

// check says what is wrong with gold that would be scored silently.
func (a *Alignment) check() error {
	if a.Superior == "" || a.Subordinate == "" {
		return errors.New("it does not say superior and subordinate, the names of its documents")
	}
	if len(a.Tasks)+len(a.Boxes)+len(a.Targets)+len(a.Units) == 0 {
		return errors.New("it has no rows")
	}
	for _, list := range []struct {
		key  string
		rows []AlignedItem
	}{{"tasks", a.Tasks}, {"boxes", a.Boxes}} {
		seen := map[string]bool{}
		for i, r := range list.rows {
			err := r.check()
			if err == nil && seen[r.name()] {
				err = errors.New("a second row of this pair")
			}
			seen[r.name()] = true
			if err != nil {
				return fmt.Errorf("%s[%d] %s: %w", list.key, i, r.name(), err)
			}
		}
	}
	for i, t := range a.Targets {
		if err := t.check(); err != nil {
			return fmt.Errorf("targets[%d]: %w", i, err)
		}
	}
	for i, u := range a.Units {
		if u.Superior == "" || u.Subordinate == "" {
			return fmt.Errorf("units[%d]: a pair of units has two names", i)
		}
	}
	return nil
}

func (r *AlignedItem) check() error {
	for _, x := range append([]compare.Relation{r.Relation}, r.Also...) {
		if !slices.Contains(relations, x) {
			return fmt.Errorf("relation %q is none of %v", x, relations)
		}
		if err := sidesFit(r.Superior != nil, r.Subordinate != nil, x == compare.NewHere, x == compare.Dropped, string(x)); err != nil {
			return err
		}
	}
	return nil
}

func (t *AlignedTarget) check() error {
	if !slices.Contains(targetRelations, t.Relation) {
		return fmt.Errorf("relation %q is none of %v", t.Relation, targetRelations)
	}
	for _, f := range []*AlignedFigure{t.Superior, t.Subordinate} {
		if f != nil && f.At == "" && f.Indicator == nil {
			return errors.New("a side has neither place nor indicator")
		}
	}
	said := t.Also
	if t.Outcome != nil {
		said = append([]compare.Outcome{*t.Outcome}, said...)
	}
	for _, o := range said {
		if !slices.Contains(outcomes, o) {
			return fmt.Errorf("outcome %q is none of %v", o, outcomes)
		}
	}
	return sidesFit(t.Superior != nil, t.Subordinate != nil, t.Relation == compare.TargetNew, t.Relation == compare.TargetDropped, string(t.Relation))
}

// sidesFit checks that what is new has no superior side, what is dropped no
// subordinate one, and all else has both.
func sidesFit(superior, subordinate, isNew, isDropped bool, relation string) error {
	if superior == isNew || subordinate == isDropped {
		return fmt.Errorf("its sides do not fit the relation %s", relation)
	}
	return nil
}

func (r *AlignedItem) name() string { return pairName(r.Superior, r.Subordinate) }

func pairName(superior, subordinate *string) string {
	side := func(s *string) string {
		if s == nil {
			return "–"
		}
		return *s
	}
	return side(superior) + " → " + side(subordinate)
}

// borderline is a sentence of the notes that names borderline rows by their
// superior item: Borderline same/adapted (a remark): 三/（一）/1, 专栏3/4→专栏3/3
// (a remark), 四/（二）.
var borderline = regexp.MustCompile(`Borderline ([a-z]+)/([a-z]+)(?: \([^)]*\))?: ([^.]*)`)

// readNotes adds to Also what the notes say of borderline rows.
func (a *Alignment) readNotes() error {
	for _, note := range a.Notes {
		for _, m := range borderline.FindAllStringSubmatch(note, -1) {
			two := []compare.Relation{compare.Relation(m[1]), compare.Relation(m[2])}
			for _, entry := range splitOutside(m[3]) {
				if err := a.borderline(entry, two); err != nil {
					return fmt.Errorf("notes: Borderline %s/%s: %w", m[1], m[2], err)
				}
			}
		}
	}
	return nil
}

func (a *Alignment) borderline(entry string, two []compare.Relation) error {
	entry, _, _ = strings.Cut(entry, "(")
	superior, subordinate, paired := strings.Cut(strings.TrimSpace(entry), "→")
	rows := 0
	for _, list := range [][]AlignedItem{a.Tasks, a.Boxes} {
		for i := range list {
			r := &list[i]
			if r.Superior == nil || *r.Superior != superior || paired && deref(r.Subordinate) != subordinate {
				continue
			}
			if !slices.Contains(two, r.Relation) {
				return fmt.Errorf("%s is %s", superior, r.Relation)
			}
			rows++
			for _, x := range two {
				if x != r.Relation && !slices.Contains(r.Also, x) {
					r.Also = append(r.Also, x)
				}
			}
		}
	}
	if rows == 0 {
		return fmt.Errorf("no row has %q", superior)
	}
	return nil
}

// splitOutside splits a list at commas that stand outside brackets.
func splitOutside(s string) (parts []string) {
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}

// outcomeWords are the words that a bracket of difference begins with, and what they
// say.
var outcomeWords = map[string]compare.Outcome{
	"higher":    compare.Higher,
	"lower":     compare.Lower,
	"unchanged": compare.Equal,
	"total":     compare.ScaledTotal,
	"half":      compare.ScaledTotal,   // a share of the superior's
	"words":     compare.NotComparable, // lower reference group and the like: no figure tells
}

var bracket = regexp.MustCompile(`\(([a-z]+)`)

// outcomeOf is the outcome of row i: what it says itself (outcome), else the first
// bracket of its difference that begins with a word of outcomeWords:
//
//	8.5 → 9 (higher); table repeats it        higher
//	5万件 → 1.4万件 (total; 28%)               scaled total
//	80%以上 → 80%以上 (unchanged)               same
//
// A difference without one that says "table repeats it" has the outcome of the row
// with the same two figures. All others have none and are not scored: the gold does
// not judge them (600家 firms → 200 certified bodies).
func (a *Alignment) outcomeOf(i int) *compare.Outcome {
	t := &a.Targets[i]
	if t.Outcome != nil || t.Superior == nil || t.Subordinate == nil {
		return t.Outcome
	}
	if o := inBracket(t.Difference); o != nil {
		return o
	}
	if !strings.Contains(t.Difference, "table repeats it") {
		return nil
	}
	for k := range a.Targets {
		if u := &a.Targets[k]; k != i && sameFigure(u.Superior, t.Superior) && sameFigure(u.Subordinate, t.Subordinate) {
			if o := inBracket(u.Difference); o != nil {
				return o
			}
		}
	}
	return nil
}

func inBracket(difference string) *compare.Outcome {
	for _, m := range bracket.FindAllStringSubmatch(difference, -1) {
		if o, ok := outcomeWords[m[1]]; ok {
			return &o
		}
	}
	return nil
}

// sameFigure says whether two sides give the same figure of the same indicator,
// wherever they stand.
func sameFigure(a, b *AlignedFigure) bool {
	if a == nil || b == nil {
		return a == b
	}
	return deref(foldName(a.Indicator)) == deref(foldName(b.Indicator)) && deref(foldNumber(a.Value)) == deref(foldNumber(b.Value)) && deref(fold(a.Unit)) == deref(fold(b.Unit))
}

// noTarget says that the superior's side is no target by the rules of extraction.
func (t *AlignedTarget) noTarget() bool {
	return t.NoTarget || strings.Contains(t.Difference, "not in its gold targets")
}

// readComparison reads a file of guihua compare.
func readComparison(name string) (*compare.Comparison, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	c, err := compare.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i, p := range c.Pairs {
		if p.Superior == nil && p.Subordinate == nil {
			return nil, fmt.Errorf("%s: pairs[%d] has no item", name, i)
		}
	}
	return c, nil
}

// findComparisons finds the comparison of every gold in the folder of guihua compare,
// nil where there is none. No more than those are held.
func findComparisons(golds []*Alignment, dir string) ([]*compare.Comparison, error) {
	dir = filepath.Join(dir, "comparisons")
	found := make([]*compare.Comparison, len(golds))
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || filepath.Ext(path) != ".json" {
			return err
		}
		c, err := readComparison(path)
		if err != nil {
			return err
		}
		for i, g := range golds {
			if !sameSource(c.Superior.Source, g.Superior) || !sameSource(c.Subordinate.Source, g.Subordinate) {
				continue
			}
			if found[i] != nil {
				return fmt.Errorf("%s: a second comparison of %s and %s", path, g.Superior, g.Subordinate)
			}
			found[i] = c
		}
		return nil
	})
	return found, err
}

// sameSource compares the name of a source, which may have a folder in front, with
// that of the gold.
func sameSource(source, gold string) bool {
	return source == gold || strings.HasSuffix(source, "/"+gold)
}
