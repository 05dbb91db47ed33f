package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"guihua/extract"
)

// targetPairs tells how the targets of two plans answer each other; pairs are those
// of their items.
//
// What a plan states several times is one goal. Goals are matched one to one: first
// by the names of their indicators alone where these say enough, then where names
// differ or say little, by what else speaks for them. How much has to speak for a
// match grows with how much the names differ.
func targetPairs(superior, subordinate *Side, pairs []Pair) []TargetPair {
	m := matcher{a: readGoals(superior), b: readGoals(subordinate), lie: territoryOf(superior, subordinate), bonds: bondsOf(pairs)}
	m.weigh()
	m.match()
	return m.rows()
}

// A matcher matches the goals of two plans.
type matcher struct {
	a, b  *goals
	lie   territory
	bonds map[[2]string]float64
	edges []edge
	order []int  // edges, the best first
	of    []int  // goal of a that each goal of b answers, -1 for none
	taken []bool // goals of a that are answered
	by    []edge // by which each goal of b answers one of a
	bestA []int  // the best edge of each statement of a, -1 for none
	bestB []int
}

// An edge is two statements that may be of one indicator.
type edge struct {
	a, b   int
	like   nameLikeness
	speaks []reason // what speaks for it besides the names
	points int
	needed int // points it takes
	rank   float64
	moved  bool // it got points since the edges were put in order
}

// A reason is one thing that speaks for a pair.
type reason struct {
	rule, why string
	points    int
}

func (e *edge) quality(m *matcher) float64 {
	q := e.like.share + 0.1*float64(e.points)
	if !sameYear(&m.a.statements[e.a], &m.b.statements[e.b]) {
		q -= 0.3
	}
	if m.a.statements[e.a].key.Unit != m.b.statements[e.b].key.Unit {
		q -= 0.2
	}
	return q
}

// surePair is what a pair of items must have in common, of their titles or words, for
// what they hold to count as sure.
const surePair = 0.5

// bondsOf says of two items by id how sure it is that they are a pair, 0 to 1.
func bondsOf(pairs []Pair) map[[2]string]float64 {
	out := map[[2]string]float64{}
	for i := range pairs {
		p := &pairs[i]
		if p.Superior == nil || p.Subordinate == nil {
			continue
		}
		sure := 0.0
		for _, f := range []*float64{p.TitleSimilarity, p.Overlap, p.OverlapBack} {
			if f != nil {
				sure = max(sure, *f)
			}
		}
		key := [2]string{p.Superior.ID, p.Subordinate.ID}
		out[key] = max(out[key], sure)
	}
	return out
}

const (
	// leastShare is what names must have in common to be looked at.
	leastShare = 0.5
	// maxHolders is how many statements may hold a pair of characters for it to lead to
	// a candidate, so that time grows with the number of targets.
	maxHolders = 200
	// maxBeside is how many statements of the paired item one is weighed against whatever
	// their names: of more, those that stand as far along as it does.
	maxBeside = 60
)

// weigh makes the edges: statements whose names share a pair of characters, and those
// that stand at items that are surely a pair, whatever their names.
func (m *matcher) weigh() {
	beside := map[string][]string{} // the places in b that are paired with one in a
	for k, sure := range m.bonds {
		if sure >= surePair {
			beside[k[0]] = append(beside[k[0]], k[1])
		}
	}
	standing := map[string][]int{}
	for j := range m.b.statements {
		standing[m.b.statements[j].At] = append(standing[m.b.statements[j].At], j)
	}
	along, places := map[string]int{}, map[string]int{} // of statements of a at a place: seen so far, and all
	for i := range m.a.statements {
		places[m.a.statements[i].At]++
	}
	holders := map[[2]rune][]int{}
	for j := range m.b.statements {
		for _, two := range twos(m.b.statements[j].name) {
			holders[two] = append(holders[two], j)
		}
	}
	for i := range m.a.statements {
		a := &m.a.statements[i]
		seen := map[int]bool{}
		for _, two := range twos(a.name) {
			if len(holders[two]) > maxHolders {
				continue
			}
			for _, j := range holders[two] {
				if !seen[j] {
					seen[j] = true
					m.consider(i, j, false)
				}
			}
		}
		slices.Sort(beside[a.At])
		for _, at := range beside[a.At] {
			for _, j := range window(standing[at], along[a.At], places[a.At]) {
				if !seen[j] || alike(a.name, m.b.statements[j].name).share < leastShare {
					m.consider(i, j, true)
				}
			}
		}
		along[a.At]++
	}
}

// window is the part of a list, maxBeside at most, around what stands as far along in it
// as the k-th stands among n.
func window(list []int, k, n int) []int {
	if len(list) <= maxBeside {
		return list
	}
	from := min(max(0, k*len(list)/n-maxBeside/2), len(list)-maxBeside)
	return list[from : from+maxBeside]
}

// twos are the distinct pairs of neighbouring characters of a name.
func twos(rs []rune) [][2]rune {
	var out [][2]rune
	for i := 1; i < len(rs); i++ {
		out = append(out, [2]rune{rs[i-1], rs[i]})
	}
	slices.SortFunc(out, func(a, b [2]rune) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

// consider makes an edge of two statements if they may be of one indicator; bonded are
// those at items that are surely a pair, of which names may have nothing in common.
func (m *matcher) consider(i, j int, bonded bool) {
	a, b := &m.a.statements[i], &m.b.statements[j]
	if a.Support != b.Support {
		return
	}
	like := alike(a.name, b.name)
	if like.share < leastShare {
		if !bonded || a.Value == nil || b.Value == nil || a.key.Unit != b.key.Unit {
			return
		}
		like.how = nameApart
	}
	e := edge{a: i, b: j, like: like, needed: m.needed(a, b, like)}
	if e.needed > mostNeeded {
		return
	}
	e.speaks = m.speaks(a, b)
	for _, r := range e.speaks {
		e.points += r.points
	}
	e.rank = e.quality(m)
	m.edges = append(m.edges, e)
}

// mostNeeded is how many points a match may take; one that takes more is none.
const mostNeeded = 6

// needed is how many points it takes to match two statements.
func (m *matcher) needed(a, b *statement, l nameLikeness) int {
	n := 0
	switch l.how {
	case nameEqual:
		if m.a.weak(a) {
			n = 2
		}
		if a.Support { // its name says who gets it, not what for
			n = 3
		}
	case nameOrder:
		n = 1
	case nameApart:
		return 5
	case nameInserted:
		n = byShare(l.share, 0.85, 0.7) + 1
	default:
		n = byShare(l.share, 0.85, 0.7) + 2
		if !l.head {
			n += 2
		}
		if l.shareCharacters() {
			n--
		}
	}
	if l.how != nameEqual {
		if l.telling {
			n += 2
		}
		if !sameYear(a, b) {
			n++
		}
		if min(len(a.name), len(b.name)) <= shortName {
			n++
		}
	}
	if a.key.Unit != b.key.Unit {
		n += 2
		if a.Value == nil || b.Value == nil {
			n--
		}
	}
	return n
}

// byShare is 0 for a share of at least high, 1 of at least low, else 2.
func byShare(share, high, low float64) int {
	switch {
	case share >= high:
		return 0
	case share >= low:
		return 1
	}
	return 2
}

// speaks finds what speaks for two statements besides their names.
func (m *matcher) speaks(a, b *statement) (out []reason) {
	if sure, ok := m.bonds[[2]string{a.At, b.At}]; ok {
		r := reason{"target/items", fmt.Sprintf("they stand at items that are a pair, %s and %s", a.At, b.At), 2}
		if sure < surePair {
			r.points = 1
		}
		out = append(out, r)
	} else if a.at == b.at && (a.at == inGoals || a.at == inTable) {
		what := map[spot]string{inGoals: "among the goals", inTable: "in a table"}[a.at]
		out = append(out, reason{"target/place", "both stand " + what, 1})
	}
	switch c := resembles(a.context, b.context); {
	case c >= 0.75:
		out = append(out, reason{"target/sentence", fmt.Sprintf("their sentences have %.0f%% of their words in common", 100*c), 2})
	case c >= 0.5:
		out = append(out, reason{"target/sentence", fmt.Sprintf("their sentences have %.0f%% of their words in common", 100*c), 1})
	}
	if a.Value != nil && b.Value != nil && *a.Value == *b.Value && a.key.Unit == b.key.Unit && len(*a.Value) > 1 {
		out = append(out, reason{"target/value", "the figures are the same", 1})
	}
	return out
}

// match assigns goals to each other, the best edges first, as long as neighbours that
// are matched make more.
func (m *matcher) match() {
	m.of = make([]int, len(m.b.goals))
	for i := range m.of {
		m.of[i] = -1
	}
	m.taken, m.by = make([]bool, len(m.a.goals)), make([]edge, len(m.b.goals))
	for again := true; again; {
		again = m.assign()
		if again {
			again = m.neighbours()
		}
	}
	m.attach()
	m.best()
}

// assign takes the best edges that have what they need, and says whether there were
// any.
func (m *matcher) assign() bool {
	m.sort()
	found := false
	for _, k := range m.order {
		e := &m.edges[k]
		x, y := m.a.statements[e.a].goal, m.b.statements[e.b].goal
		if e.points >= e.needed && m.of[y] < 0 && !m.taken[x] {
			m.of[y], m.taken[x], m.by[y], found = x, true, *e, true
		}
	}
	return found
}

// sort puts the best edges first. Only those that got points since change their place.
func (m *matcher) sort() {
	better := func(i, j int) int {
		e, f := &m.edges[i], &m.edges[j]
		return cmp.Or(cmp.Compare(f.rank, e.rank), e.a-f.a, e.b-f.b)
	}
	if m.order == nil {
		m.order = upTo(len(m.edges))
		slices.SortFunc(m.order, better)
		return
	}
	var rest, moved []int
	for _, k := range m.order {
		if e := &m.edges[k]; e.moved {
			e.moved, moved = false, append(moved, k)
		} else {
			rest = append(rest, k)
		}
	}
	slices.SortFunc(moved, better)
	m.order = m.order[:0]
	for len(rest) > 0 && len(moved) > 0 {
		if better(rest[0], moved[0]) < 0 {
			m.order, rest = append(m.order, rest[0]), rest[1:]
		} else {
			m.order, moved = append(m.order, moved[0]), moved[1:]
		}
	}
	m.order = append(append(m.order, rest...), moved...)
}

// neighbours gives an edge a point for each neighbour, before and behind it, that is
// matched with its neighbour, and says whether any got one.
func (m *matcher) neighbours() bool {
	found := false
	for i := range m.edges {
		e := &m.edges[i]
		if m.of[m.b.statements[e.b].goal] >= 0 || e.hasRule("target/sequence") {
			continue
		}
		n := 0
		for _, d := range []int{-1, 1} {
			if m.answered(e.a+d, e.b+d) && m.a.statements[e.a+d].At == m.a.statements[e.a].At && m.b.statements[e.b+d].At == m.b.statements[e.b].At {
				n++
			}
		}
		if n > 0 {
			e.speaks = append(e.speaks, reason{"target/sequence", "what stands next to them is matched too", n})
			e.points += n
			e.rank, e.moved = e.quality(m), true
			found = true
		}
	}
	return found
}

func (e *edge) hasRule(rule string) bool {
	return slices.ContainsFunc(e.speaks, func(r reason) bool { return r.rule == rule })
}

// answered says whether two statements are of goals that answer each other.
func (m *matcher) answered(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(m.a.statements) && j < len(m.b.statements) &&
		m.of[m.b.statements[j].goal] == m.a.statements[i].goal
}

// attach gives goals that are left the one whose indicator they state for another
// year, or by another figure.
func (m *matcher) attach() {
	for _, k := range m.order {
		e := &m.edges[k]
		y := m.b.statements[e.b].goal
		if m.of[y] < 0 && e.like.how == nameEqual && e.points >= e.needed {
			m.of[y], m.by[y] = m.a.statements[e.a].goal, *e
		}
	}
}

// A line is a row of the result, with its place in the order.
type line struct {
	a, b int // statements, -1 for none
	pair TargetPair
}

// rows makes the pairs, in the order of the superior plan; what is new stands behind
// what it follows in the subordinate.
func (m *matcher) rows() []TargetPair {
	var lines []line
	for j := range m.b.statements {
		if m.of[m.b.statements[j].goal] >= 0 {
			lines = append(lines, m.pair(j))
		}
	}
	for i := range m.a.statements {
		if !m.taken[m.a.statements[i].goal] {
			lines = append(lines, m.dropped(i))
		}
	}
	slices.SortStableFunc(lines, func(x, y line) int { return cmp.Or(x.a-y.a, x.b-y.b) })
	stands := map[int]int{} // the superior statement of each of b that has one
	for _, l := range lines {
		if l.b >= 0 {
			stands[l.b] = l.a
		}
	}
	behind := map[int][]line{} // by the superior statement whose rows they follow, -1 for the beginning
	last := -1
	for j := range m.b.statements {
		if i, ok := stands[j]; ok {
			last = i
		} else {
			behind[last] = append(behind[last], m.added(j))
		}
	}
	out := []TargetPair{}
	told := map[[2]int]bool{}
	write := func(l line) {
		x, y := -1, -1
		if l.a >= 0 {
			x = m.a.statements[l.a].goal
		}
		if l.b >= 0 {
			y = m.b.statements[l.b].goal
		}
		l.pair.Again = told[[2]int{x, y}]
		told[[2]int{x, y}] = true
		out = append(out, l.pair)
	}
	for _, l := range behind[-1] {
		write(l)
	}
	for k, l := range lines {
		write(l)
		if k+1 == len(lines) || lines[k+1].a != l.a {
			for _, n := range behind[l.a] {
				write(n)
			}
		}
	}
	return out
}

// pair is the row of statement j of the subordinate plan.
func (m *matcher) pair(j int) line {
	b := &m.b.statements[j]
	i := m.statementFor(j)
	a := &m.a.statements[i]
	like := alike(a.name, b.name)
	v := compareValues(a, b, m.lie)
	p := TargetPair{Superior: a.Target, Subordinate: b.Target, Relation: relationOf(string(a.name), string(b.name), like), Outcome: &v.outcome, Share: v.share, Why: v.why}
	p.SuperiorStart, p.SubordinateStart = m.a.start(a), m.b.start(b)
	p.Why += starts(m.a.directionOf(a.goal), &p, b, v)
	p.Ambition = ambition(m.a, m.b, a, b, v)
	if s, why := otherYears(m.a, m.b, a, b, m.lie); s != nil {
		p.Ambition = s
		p.Why += "; " + why
	}
	p.Evidence = []Evidence{evidence("target/"+string(like.how), a, b, like.why())}
	for _, r := range m.speaks(a, b) {
		p.Evidence = append(p.Evidence, evidence(r.rule, a, b, r.why))
	}
	for _, r := range m.by[b.goal].speaks {
		if r.rule == "target/sequence" {
			p.Evidence = append(p.Evidence, evidence(r.rule, a, b, r.why))
		}
	}
	if len(m.a.goals[a.goal].statements) > 1 {
		p.Evidence = append(p.Evidence, evidence("target/stated", a, b, "the superior plan states it at "+m.a.statesAt(a.goal)))
	}
	return line{i, j, p}
}

func evidence(rule string, a, b *statement, why string) Evidence {
	e := Evidence{About: "target", Rule: rule, Why: why}
	if a != nil {
		e.Superior = &a.Span
	}
	if b != nil {
		e.Subordinate = &b.Span
	}
	return e
}

// statementFor is the statement of the superior plan that statement j answers: of
// those of its goal the one at the corresponding place, else among the goals.
func (m *matcher) statementFor(j int) int {
	b := &m.b.statements[j]
	best, most := -1, -1.0
	for _, i := range m.a.goals[m.of[b.goal]].statements {
		a := &m.a.statements[i]
		fit := alike(a.name, b.name).share
		switch sure, ok := m.bonds[[2]string{a.At, b.At}]; {
		case ok && sure >= surePair:
			fit += 8
		case ok:
			fit += 6
		case a.at == b.at && a.at != inItem:
			fit += 4
		case a.at == inGoals:
			fit += 2
		}
		if fit > most {
			best, most = i, fit
		}
	}
	return best
}

// relationOf tells from the names whether the subordinate's counts more or less:
// where it alone has words that widen (企业 → 企事业单位), or lacks one that parts kinds
// (发明专利 → 专利), it counts more.
func relationOf(a, b string, l nameLikeness) TargetRelation {
	if l.how == nameEqual || l.how == nameOrder {
		return SameIndicator
	}
	wide := func(name, other string, alone []string) bool {
		return slices.ContainsFunc(facts().wider, func(w string) bool {
			return slices.ContainsFunc(alone, func(s string) bool { return strings.HasPrefix(s, w) }) || len([]rune(w)) > 2 && strings.Contains(name, w) && !strings.Contains(other, w)
		})
	}
	switch wideA, wideB := wide(a, b, l.onlyA), wide(b, a, l.onlyB); {
	case wideA != wideB && wideB:
		return Broader
	case wideA != wideB:
		return Narrower
	}
	switch partsA, partsB := parts(l.onlyA), parts(l.onlyB); {
	case partsA && !partsB:
		return Broader
	case partsB && !partsA:
		return Narrower
	}
	return SameIndicator
}

// dropped is the row of a superior statement that nothing answers.
func (m *matcher) dropped(i int) line {
	a := &m.a.statements[i]
	p := TargetPair{Superior: a.Target, SuperiorStart: m.a.start(a), Relation: TargetDropped, Why: shown(a) + ": the subordinate plan states no such target", Evidence: []Evidence{}}
	if e := m.nearest(m.bestA, i); e != nil {
		p.Evidence = append(p.Evidence, m.unsure(e))
	} else if at, ok := m.b.names(a); ok {
		p.Evidence = append(p.Evidence, Evidence{About: "target", Rule: "target/named", Superior: &a.Span, Subordinate: &at,
			Why: "the subordinate plan has the words " + string(a.name) + ", but no target of them"})
	}
	return line{i, -1, p}
}

// added is the row of a statement of the subordinate plan that answers nothing.
func (m *matcher) added(j int) line {
	b := &m.b.statements[j]
	p := TargetPair{Subordinate: b.Target, SubordinateStart: m.b.start(b), Relation: TargetNew, Why: shown(b) + ": the superior plan states no such target", Evidence: []Evidence{}}
	if e := m.nearest(m.bestB, j); e != nil {
		p.Evidence = append(p.Evidence, m.unsure(e))
	} else if at, ok := m.a.names(b); ok {
		p.Evidence = append(p.Evidence, Evidence{About: "target", Rule: "target/named", Superior: &at, Subordinate: &b.Span,
			Why: "the superior plan has the words " + string(b.name) + ", but no target of them"})
	}
	return line{-1, j, p}
}

// nearest is the best edge of a statement, nil where it has none.
func (m *matcher) nearest(best []int, i int) *edge {
	if best[i] < 0 {
		return nil
	}
	return &m.edges[best[i]]
}

// best finds the best edge of every statement.
func (m *matcher) best() {
	m.bestA, m.bestB = make([]int, len(m.a.statements)), make([]int, len(m.b.statements))
	for _, k := range slices.Backward(m.order) {
		m.bestA[m.edges[k].a], m.bestB[m.edges[k].b] = k+1, k+1
	}
	for _, list := range [][]int{m.bestA, m.bestB} {
		for i := range list {
			list[i]--
		}
	}
}

// unsure tells of an edge that was not taken.
func (m *matcher) unsure(e *edge) Evidence {
	a, b := &m.a.statements[e.a], &m.b.statements[e.b]
	why := fmt.Sprintf("unsure: nearest are %s and %s; %s, and too little else speaks for them", said(a.Indicator), said(b.Indicator), e.like.why())
	if e.points >= e.needed {
		why = fmt.Sprintf("unsure: nearest are %s and %s, one of which answers another", said(a.Indicator), said(b.Indicator))
	}
	return evidence("target/unsure", a, b, why)
}

// names finds the name of another plan's target in the text of g.
func (g *goals) names(st *statement) (extract.Span, bool) {
	if len(st.name) <= shortName {
		return extract.Span{}, false
	}
	i := strings.Index(g.Text, string(st.name))
	if i < 0 {
		return extract.Span{}, false
	}
	start := len([]rune(g.Text[:i]))
	return extract.Span{start, start + len(st.name)}, true
}
