package compare

import (
	"slices"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/indicator"
)

// A statement is a target as a plan states it once, with what comparison asks of it.
type statement struct {
	*extract.Target
	order   int // in the plan's list
	key     indicator.Key
	name    []rune // of the key, without the plan's own place
	at      spot
	runes   uint64           // the characters of the name, each as one of 64 bits
	context map[[2]rune]bool // pairs of characters of the sentence it stands in
	goal    int              // the goal it states
}

// A spot is the kind of place a statement stands at.
type spot string

// The spots.
const (
	inItem  spot = "item"  // a task or an item of a 专栏
	inGoals spot = "goals" // a chapter or section of goals
	inTable spot = "table"
	inText  spot = "text" // anywhere else
)

// A goal is what one or more statements of a plan set: the text, the table and a
// task may say it.
type goal struct {
	statements []int
	reached    []*extract.Achievement // what the plan reports of the same indicator
}

// A goals is what a plan states.
type goals struct {
	*Side
	statements []statement
	goals      []goal
}

func readGoals(s *Side) *goals {
	g := &goals{Side: s}
	roles := map[string]extract.Role{}
	for _, n := range s.Outline {
		if _, ok := roles[n.ID]; !ok {
			roles[n.ID] = n.Role
		}
	}
	items := map[string]bool{}
	for i := range s.items {
		items[s.items[i].ID] = true
	}
	for i := range s.Targets {
		t := &s.Targets[i]
		st := statement{Target: t, order: i, at: spotOf(t.At, items, roles)}
		st.key = indicator.Of(s.record(t))
		st.name = s.foldName(st.key.Name)
		for _, c := range st.name {
			st.runes |= 1 << (uint32(c) * 0x9e3779b1 >> 26)
		}
		st.context = s.sentence(t.Span)
		g.statements = append(g.statements, st)
	}
	g.group()
	g.addReached()
	return g
}

// record is what the key of a target is made of.
func (s *Side) record(t *extract.Target) indicator.Record {
	r := indicator.Record{
		Indicator: said(t.Indicator), Raw: t.Raw, Value: said(t.Value), Unit: said(t.Unit),
		Measure: string(said(t.Measure)), Bound: string(said(t.Bound)), Per: said(t.Per), Place: s.home.Name,
	}
	if t.Baseline != nil {
		r.Baseline = t.Baseline.Value
	}
	return r
}

// said is what a fact says, empty where it is absent.
func said[S ~string](s *S) S {
	if s == nil {
		return ""
	}
	return *s
}

// foldName takes the plan's own place out of a name, and its level from the front:
// 省知识产权保护中心 and 市知识产权保护中心 are one line of work.
func (s *Side) foldName(name string) []rune {
	for _, w := range s.ownNames() {
		if rest := strings.ReplaceAll(name, w, ""); len([]rune(rest)) >= shortName {
			name = rest
		}
	}
	rs := []rune(name)
	if len(rs) > shortName && strings.ContainsRune("省市县区州", rs[0]) && !strings.ContainsRune("级域场块内属外辖直政容民、（", rs[1]) {
		rs = rs[1:]
	}
	return rs
}

// ownNames are the names of the plan's place, in full and without its kind, the
// longer first.
func (s *Side) ownNames() []string {
	name := s.home.Name
	if len([]rune(name)) < 2 || s.Level == "nation" {
		return nil
	}
	out := []string{name}
	for _, kind := range []string{"自治区", "自治州", "自治县", "省", "市", "县", "区"} {
		if stem, ok := strings.CutSuffix(name, kind); ok && len([]rune(stem)) >= 2 {
			return append(out, stem)
		}
	}
	return out
}

func spotOf(at string, items map[string]bool, roles map[string]extract.Role) spot {
	for label := range strings.SplitSeq(at, "/") {
		if strings.HasPrefix(label, "表") {
			return inTable
		}
	}
	if items[at] {
		return inItem
	}
	for id := at; id != ""; {
		if r, ok := roles[id]; ok {
			if r == extract.RoleGoals {
				return inGoals
			}
			break
		}
		cut := strings.LastIndexByte(id, '/')
		id = id[:max(cut, 0)]
	}
	return inText
}

// contextLength is how many characters before and behind a figure are looked at.
const contextLength = 50

// sentence are the pairs of characters around a span, up to the ends of its
// sentence; digits and white space are left out.
func (s *Side) sentence(span extract.Span) map[[2]rune]bool {
	stop := func(r rune) bool { return strings.ContainsRune("。；;！\n", r) }
	lo, hi := span[0], span[1]
	for lo > 0 && span[0]-lo < contextLength && !stop(s.runes[lo-1]) {
		lo--
	}
	for hi < len(s.runes) && hi-span[1] < contextLength && !stop(s.runes[hi]) {
		hi++
	}
	out := map[[2]rune]bool{}
	var last rune
	for i := lo; i < hi; i++ {
		r := s.runes[i]
		if unicode.IsSpace(r) || unicode.IsDigit(r) || unicode.IsPunct(r) || i >= span[0] && i < span[1] {
			continue
		}
		if last != 0 {
			out[[2]rune{last, r}] = true
		}
		last = r
	}
	return out
}

// resembles is how much of two sentences is common, 0 to 1.
func resembles(a, b map[[2]rune]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for p := range a {
		if b[p] {
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// group finds which statements say one goal: the same figure for the same year under
// names that are one or nearly.
func (g *goals) group() {
	for i := range g.statements {
		a := &g.statements[i]
		a.goal = -1
		for j := range g.goals {
			if b := &g.statements[g.goals[j].statements[0]]; restates(a, b) {
				a.goal = j
				g.goals[j].statements = append(g.goals[j].statements, i)
				break
			}
		}
		if a.goal < 0 {
			a.goal = len(g.goals)
			g.goals = append(g.goals, goal{statements: []int{i}})
		}
	}
}

// restates says whether a says what b says.
func restates(a, b *statement) bool {
	if a.Support != b.Support || a.key.Unit != b.key.Unit || a.key.Basis.Kind != b.key.Basis.Kind || len(a.name) == 0 || len(b.name) == 0 {
		return false
	}
	if said(a.Value) != said(b.Value) || said(a.ValueMax) != said(b.ValueMax) || !sameYear(a, b) {
		return false
	}
	if a.Value == nil && a.Raw != b.Raw {
		return false
	}
	if a.runes&^b.runes != 0 && b.runes&^a.runes != 0 { // each has words that the other has not
		return false
	}
	l := alike(a.name, b.name)
	switch l.how {
	case nameEqual:
		return true
	case nameOrder:
		return a.At != b.At
	case nameInserted:
		return a.At != b.At && l.share >= 0.6 && !l.telling && l.head
	}
	return false
}

// sameYear says whether two statements are for one year, as far as they say.
func sameYear(a, b *statement) bool { return a.By == nil || b.By == nil || *a.By == *b.By }

// addReached gives goals what the plan reports as reached of their indicator.
func (g *goals) addReached() {
	type name struct{ name, unit string }
	byName := map[name][]*extract.Achievement{}
	for i := range g.Achievements {
		a := &g.Achievements[i]
		k := indicator.Of(indicator.Record{
			Indicator: said(a.Indicator), Raw: a.Raw, Value: said(a.Value), Unit: said(a.Unit),
			Measure: string(said(a.Measure)), Bound: string(said(a.Bound)), Place: g.home.Name,
		})
		if k.Name != "" && k.Basis.Kind == indicator.Level && a.Value != nil && a.ValueMax == nil && a.AsOf != nil {
			byName[name{string(g.foldName(k.Name)), k.Unit}] = append(byName[name{string(g.foldName(k.Name)), k.Unit}], a)
		}
	}
	for i := range g.goals {
		st := &g.statements[g.goals[i].statements[0]]
		if st.key.Basis.Kind == indicator.Level && !g.weak(st) {
			g.goals[i].reached = byName[name{string(st.name), st.key.Unit}]
		}
	}
}

// shortName is the length of names that say little of what is counted: 龙头企业, 示范项目.
const shortName = 4

// weak says whether the name of a statement is one that many plans have for
// different things.
func (g *goals) weak(st *statement) bool {
	return len(st.name) <= shortName && !isRatio(st.key)
}

// firstOf is the first statement of a goal.
func (g *goals) firstOf(goal int) *statement { return &g.statements[g.goals[goal].statements[0]] }

// statesAt lists where a goal is stated, for people.
func (g *goals) statesAt(goal int) string {
	var out []string
	for _, i := range g.goals[goal].statements {
		if at := g.statements[i].At; at != "" && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return strings.Join(out, ", ")
}
