package golden

import (
	"errors"
	"fmt"
	"slices"

	"guihua/extract"
	"guihua/extract/body"
	"guihua/extract/compare"
)

// The kinds of what gold and comparison list, and of what is judged of the rows
// they share.
const (
	pairKind       = "pairs"
	taskPairKind   = "task pairs"
	boxPairKind    = "box item pairs"
	targetPairKind = "target pairs"
	unitPairKind   = "unit pairs"

	relationKind       = "relations"
	relationOrKind     = "relations, or"
	relationAllKind    = "relations, all"
	relationExactKind  = "relations, exact"
	outcomeKind        = "outcomes"
	targetRelationKind = "target relations"
)

// PairKinds are the kinds of rows, which have precision and recall, in the order
// they are printed.
func PairKinds() []string {
	return []string{pairKind, taskPairKind, boxPairKind, targetPairKind, unitPairKind}
}

// JudgedKinds are the kinds of decisions about rows that gold and output share:
//
//	relations         of items with two sides whose row is not borderline
//	relations, or     likewise, and one of "or" may be the right one, if it lists two at most
//	relations, all    borderline rows too, any of their relations is right
//	relations, exact  borderline rows too, and only the gold's first relation is right
//	outcomes          of pairs of targets the gold judges
//	target relations  of pairs of targets with two sides
func JudgedKinds() []string {
	return []string{relationKind, relationOrKind, relationAllKind, relationExactKind, outcomeKind, targetRelationKind}
}

// A Judged is how many decisions were made and how many are right.
type Judged struct {
	Right, Of int
}

// Share is the share that is right, 1 where there is none to make.
func (j Judged) Share() float64 {
	if j.Of == 0 {
		return 1
	}
	return float64(j.Right) / float64(j.Of)
}

func (j *Judged) count(right bool) {
	j.Of++
	if right {
		j.Right++
	}
}

// A PairScore is how a comparison answers its gold.
type PairScore struct {
	Superior, Subordinate string
	Missing               bool // there is no comparison; it is scored as an empty one
	Counts                map[string]Count
	Judged                map[string]Judged
	// Relations counts rows both have, by the gold's relation and the output's.
	Relations map[[2]compare.Relation]int
	Misses    []Miss // by kind
}

// A PairsReport is the score of all gold of a folder.
type PairsReport struct {
	Pairs []*PairScore // in the order of the gold files
	Total PairScore    // of all of them
}

// ScorePairs measures the folder of guihua compare at outDir against the gold at
// gold, a file or a folder of them (Alignment). A comparison is known by the names
// of its documents; gold without one is scored as an empty one and named.
func ScorePairs(gold, outDir string) (*PairsReport, error) {
	golds, err := readAlignments(gold)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	found, err := findComparisons(golds, outDir)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	r := &PairsReport{Total: newPairScore("", "")}
	for i, g := range golds {
		s := ScoreComparison(g, found[i])
		r.Pairs = append(r.Pairs, s)
		r.Total.add(s)
	}
	return r, nil
}

// ReadAlignment reads one gold file.
func ReadAlignment(name string) (*Alignment, error) {
	golds, err := readAlignments(name)
	if err != nil {
		return nil, err
	}
	if len(golds) != 1 {
		return nil, errors.New("more than one gold in " + name)
	}
	return golds[0], nil
}

func newPairScore(superior, subordinate string) PairScore {
	return PairScore{Superior: superior, Subordinate: subordinate, Counts: map[string]Count{}, Judged: map[string]Judged{}, Relations: map[[2]compare.Relation]int{}}
}

func (s *PairScore) add(o *PairScore) {
	for k, c := range o.Counts {
		addTo(s.Counts, k, c)
	}
	for k, j := range o.Judged {
		sum := s.Judged[k]
		sum.Right += j.Right
		sum.Of += j.Of
		s.Judged[k] = sum
	}
	for k, n := range o.Relations {
		s.Relations[k] += n
	}
	s.Misses = append(s.Misses, o.Misses...)
}

// ScoreComparison measures one comparison, nil for none.
func ScoreComparison(g *Alignment, c *compare.Comparison) *PairScore {
	s := newPairScore(g.Superior, g.Subordinate)
	if c == nil {
		s.Missing = true
		c = &compare.Comparison{}
	}
	tasks, boxes := byKind(c.Pairs)
	s.items(taskPairKind, g.Tasks, tasks)
	s.items(boxPairKind, g.Boxes, boxes)
	s.targets(g, c)
	s.units(g, c)
	return &s
}

func (s *PairScore) count(kind string, hit, out, gold int) {
	addTo(s.Counts, kind, Count{Hit: hit, Out: out, Gold: gold})
}

func (s *PairScore) judge(kind string, right bool, item string) {
	j := s.Judged[kind]
	j.count(right)
	s.Judged[kind] = j
	if !right {
		s.miss(kind, false, item)
	}
}

func (s *PairScore) miss(kind string, extra bool, item string) {
	s.Misses = append(s.Misses, Miss{Source: s.Subordinate, Kind: kind, Extra: extra, Item: item})
}

// byKind parts pairs of tasks from those of items of a 专栏, by the superior's side
// where there is one.
func byKind(pairs []compare.Pair) (tasks, boxes []compare.Pair) {
	for _, p := range pairs {
		x := p.Superior
		if x == nil {
			x = p.Subordinate
		}
		if x.Kind == compare.BoxEntry {
			boxes = append(boxes, p)
		} else {
			tasks = append(tasks, p)
		}
	}
	return tasks, boxes
}

// match pairs the rows of two lists, each once: those that fit best first.
// It returns for every gold row the place of its output row, -1 for none, and the
// output rows that are left.
func match[G, O any](gold []G, out []O, fits ...func(g *G, o *O) bool) (pair, left []int) {
	pair = make([]int, len(gold))
	for i := range pair {
		pair[i] = -1
	}
	taken := make([]bool, len(out))
	for _, fit := range fits {
		for i := range gold {
			for k := 0; k < len(out) && pair[i] < 0; k++ {
				if !taken[k] && fit(&gold[i], &out[k]) {
					pair[i], taken[k] = k, true
				}
			}
		}
	}
	for k := range out {
		if !taken[k] {
			left = append(left, k)
		}
	}
	return pair, left
}

func (s *PairScore) items(kind string, gold []AlignedItem, out []compare.Pair) {
	pair, left := match(gold, out, func(g *AlignedItem, o *compare.Pair) bool {
		if g.Superior == nil || g.Subordinate == nil { // that it is dropped or new is all such a row says
			if o.Relation != g.Relation {
				return false
			}
		}
		return repr(fold(g.Superior)) == repr(fold(idOf(o.Superior))) && repr(fold(g.Subordinate)) == repr(fold(idOf(o.Subordinate)))
	})
	hit := len(out) - len(left)
	s.count(kind, hit, len(out), len(gold))
	s.count(pairKind, hit, len(out), len(gold))
	for i := range gold {
		g := &gold[i]
		if pair[i] < 0 {
			s.miss(kind, false, g.name()+" "+string(g.Relation))
			continue
		}
		o := &out[pair[i]]
		s.Relations[[2]compare.Relation{g.Relation, o.Relation}]++
		if g.Superior != nil && g.Subordinate != nil {
			s.relation(g, o)
		}
	}
	for _, k := range left {
		s.miss(kind, true, pairName(idOf(out[k].Superior), idOf(out[k].Subordinate))+" "+string(out[k].Relation))
	}
}

// mostOr is how many relations "or" may list: a longer list says nothing.
const mostOr = 2

func (s *PairScore) relation(g *AlignedItem, o *compare.Pair) {
	sure := len(g.Also) == 0
	exact := o.Relation == g.Relation
	item := fmt.Sprintf("%s %s, the output says %s", g.name(), g.Relation, o.Relation)
	if !sure {
		item += fmt.Sprintf(" (also %v)", g.Also)
	}
	if sure {
		s.judge(relationKind, exact, item)
		s.judge(relationOrKind, exact || len(o.Or) <= mostOr && slices.Contains(o.Or, g.Relation), item)
	}
	s.judge(relationAllKind, exact || slices.Contains(g.Also, o.Relation), item)
	s.judge(relationExactKind, exact, item)
}

func idOf(x *compare.Item) *string {
	if x == nil {
		return nil
	}
	return &x.ID
}

func figureOf(t *extract.Target) *AlignedFigure {
	if t == nil {
		return nil
	}
	return &AlignedFigure{At: t.At, Indicator: t.Indicator, Value: t.Value, Unit: t.Unit}
}

// samePlace says whether two sides are the same figure at the same place, whatever
// its indicator is called.
func samePlace(a, b *AlignedFigure) bool {
	if a == nil || b == nil {
		return a == b
	}
	if deref(fold(&a.At)) != deref(fold(&b.At)) || deref(foldNumber(a.Value)) != deref(foldNumber(b.Value)) {
		return false
	}
	return a.Value == nil || deref(fold(a.Unit)) == deref(fold(b.Unit))
}

func sameIndicator(a, b *AlignedFigure) bool {
	return a == nil || deref(foldName(a.Indicator)) == deref(foldName(b.Indicator))
}

func likeIndicator(a, b *AlignedFigure) bool { return a == nil || alike(a.Indicator, b.Indicator) }

func (f *AlignedFigure) String() string {
	if f == nil {
		return "–"
	}
	return fmt.Sprintf("%s %s %s%s", f.At, deref(f.Indicator), deref(f.Value), deref(f.Unit))
}

func (s *PairScore) targets(g *Alignment, c *compare.Comparison) {
	type figures struct {
		a, b *AlignedFigure
	}
	out := make([]figures, len(c.Targets))
	for i, t := range c.Targets {
		out[i] = figures{figureOf(t.Superior), figureOf(t.Subordinate)}
	}
	with := func(indicator func(a, b *AlignedFigure) bool) func(t *AlignedTarget, o *figures) bool {
		return func(t *AlignedTarget, o *figures) bool {
			return samePlace(t.Superior, o.a) && samePlace(t.Subordinate, o.b) && indicator(t.Superior, o.a) && indicator(t.Subordinate, o.b)
		}
	}
	// Where the superior's side is no target, the output may have the other alone.
	halfOf := func(t *AlignedTarget, o *figures) bool {
		return t.noTarget() && o.a == nil && samePlace(t.Subordinate, o.b) && likeIndicator(t.Subordinate, o.b)
	}
	pair, left := match(g.Targets, out, with(sameIndicator), with(likeIndicator), halfOf)
	excused := 0
	for i := range g.Targets {
		t := &g.Targets[i]
		name := t.Superior.String() + " → " + t.Subordinate.String()
		if pair[i] < 0 {
			if t.noTarget() {
				excused++
				continue
			}
			s.miss(targetPairKind, false, name+" "+string(t.Relation))
			continue
		}
		o := &c.Targets[pair[i]]
		if o.Superior == nil || o.Subordinate == nil {
			continue
		}
		s.judge(targetRelationKind, o.Relation == t.Relation, fmt.Sprintf("%s %s, the output says %s", name, t.Relation, o.Relation))
		if want := g.outcomeOf(i); want != nil {
			got := compare.Outcome("none")
			if o.Outcome != nil {
				got = *o.Outcome
			}
			s.judge(outcomeKind, got == *want || slices.Contains(t.Also, got), fmt.Sprintf("%s %s, the output says %s", name, *want, got))
		}
	}
	for _, k := range left {
		s.miss(targetPairKind, true, out[k].a.String()+" → "+out[k].b.String()+" "+string(c.Targets[k].Relation))
	}
	s.count(targetPairKind, len(out)-len(left), len(out), len(g.Targets)-excused)
}

// A unitNames reads names of one plan's units.
type unitNames struct{ plan *extract.Document }

func namesOf(p compare.Plan) unitNames {
	d := &extract.Document{}
	d.Document.Region = p.Region
	return unitNames{d}
}

// same says whether a side is the body that the gold calls name: by its printed or
// its full name.
func (n unitNames) same(name string, side *compare.UnitSide) bool {
	if deref(foldName(&name)) == deref(foldName(&side.Name)) || side.Canonical != nil && deref(foldName(&name)) == deref(foldName(side.Canonical)) {
		return true
	}
	a, b := body.Resolve([]string{name}, n.plan.Home())[0], body.Resolve([]string{side.Name}, n.plan.Home())[0]
	return a.Known && b.Known && a.Kind != body.Generic && a.Canonical == b.Canonical
}

// units scores pairs of bodies; what only one plan names is no pair.
func (s *PairScore) units(g *Alignment, c *compare.Comparison) {
	var out []compare.UnitPair
	for _, u := range c.Units {
		if u.Superior != nil && u.Subordinate != nil {
			out = append(out, u)
		}
	}
	superior, subordinate := namesOf(c.Superior), namesOf(c.Subordinate)
	exact := func(u *AlignedUnit, o *compare.UnitPair) bool {
		return u.Superior == o.Superior.Name && u.Subordinate == o.Subordinate.Name
	}
	like := func(u *AlignedUnit, o *compare.UnitPair) bool {
		return superior.same(u.Superior, o.Superior) && subordinate.same(u.Subordinate, o.Subordinate)
	}
	pair, left := match(g.Units, out, exact, like)
	for i, u := range g.Units {
		if pair[i] < 0 {
			s.miss(unitPairKind, false, u.Superior+" → "+u.Subordinate)
		}
	}
	for _, k := range left {
		s.miss(unitPairKind, true, out[k].Superior.Name+" → "+out[k].Subordinate.Name)
	}
	s.count(unitPairKind, len(out)-len(left), len(out), len(g.Units))
}
