package compare

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guihua/extract"
	"guihua/extract/body"
)

// unitPairs tells which body of one plan does the work of which of the other; pairs
// are those of their items.
//
// First by name: the body of the same name a level below. Then by the line of work
// (条线): a body whose central counterpart is the same, or among those of a merged
// body, or manages it. What is left is learnt from the clauses of paired items: see
// learn.
func unitPairs(superior, subordinate *Side, pairs []Pair) []UnitPair {
	m := unitMatcher{a: readUnits(superior), b: readUnits(subordinate), of: map[[2]int]UnitPair{}}
	m.indexA, m.indexB = m.a.index(), m.b.index()
	m.meet(pairs)
	m.byName()
	m.byGeneral()
	m.byField()
	m.zones()
	m.learn()
	if territoryOf(superior, subordinate) == apart {
		m.elsewhere(subordinate.home.Name, superior.home.Name)
	}
	return m.rows()
}

// elsewhere says of bodies that answer each other by their names that one is not below
// the other: the places of the plans are apart.
func (m *unitMatcher) elsewhere(here, there string) {
	for k, p := range m.of {
		if p.Relation != UnitMissing && p.Relation != UnitAdded {
			m.of[k] = withEvidence(p, Evidence{About: "unit", Rule: "unit/elsewhere", Why: fmt.Sprintf("a counterpart elsewhere, not one below: %s is no part of %s", here, there)})
		}
	}
}

// A unit is a body as one plan names it.
type unit struct {
	body.Body
	key     string
	part    string         // words of a bracket for the part of it that is meant: 军民融合部分
	fields  []string       // central bodies of its lines of work
	class   string         // of bodies in general: what they are
	stem    string         // its name without place, level and the word for what it is
	printed map[string]int // names, with the level that lists leave out
	order   int            // its number among the units, by the first clause that names it
	side    UnitSide
}

// A namedUnits is the bodies of one plan.
type namedUnits struct {
	*Side
	units   []unit
	at      map[string][]int // units by the place of the clauses that name them, each once
	clauses [][]clauseAt     // of each unit, its clauses
}

// A clauseAt is a place where a clause names a unit.
type clauseAt struct {
	at   string
	lead bool
}

func readUnits(s *Side) *namedUnits {
	n := &namedUnits{Side: s, at: map[string][]int{}}
	byKey := map[string]int{}
	for i := range s.Responsibilities {
		r := &s.Responsibilities[i]
		inClause := map[int]bool{}
		for j, b := range body.Resolve(r.Names(), s.home) {
			u := s.unitOf(&r.Units[j], b)
			k, ok := byKey[u.key]
			if !ok {
				k = len(n.units)
				byKey[u.key] = k
				u.order = k
				n.units = append(n.units, u)
				n.clauses = append(n.clauses, nil)
			}
			n.units[k].printed[s.inFull(&r.Units[j], b, u.part)]++
			lead := r.Units[j].Role == extract.Lead
			if inClause[k] {
				if at := n.clauses[k]; lead {
					at[len(at)-1].lead = true
				}
				continue
			}
			inClause[k] = true
			n.clauses[k] = append(n.clauses[k], clauseAt{r.At, lead})
			if !slices.Contains(n.at[r.At], k) {
				n.at[r.At] = append(n.at[r.At], k)
			}
		}
	}
	for i := range n.units {
		n.units[i].side = n.sideOf(i)
	}
	return n
}

// unitOf makes a unit of a name of a clause.
func (s *Side) unitOf(named *extract.Unit, b body.Body) unit {
	u := unit{Body: b, printed: map[string]int{}}
	u.key = b.Canonical
	if !b.Known && named.Canonical != nil {
		u.key = *named.Canonical
	}
	u.fields = fieldsOf(b)
	if part, fields := partOfBody(named.Name, u.fields); part != "" {
		u.part, u.fields = part, fields
		u.key += "（" + part + "）"
	}
	if b.Kind == body.Central && len(u.fields) == 1 && b.Level != "" { // 中心支行 and 分行 of one bank in one place
		u.key = u.fields[0] + "|" + string(b.Level) + "|" + b.Place
	}
	if b.Kind == body.Generic {
		u.class = classOf(b)
	}
	u.stem = s.stemOf(b)
	return u
}

// fieldsOf are the central bodies of the lines of work of a body, of those that are
// no more also what follows them.
func fieldsOf(b body.Body) []string {
	var out []string
	for _, list := range []string{b.Counterpart, b.Successor} {
		for f := range strings.SplitSeq(list, "、") {
			if f != "" && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// partOfBody reads the bracket of 市工业和信息化局（军民融合部分）: a part of a body that
// has a line of work of its own is a unit of its own.
func partOfBody(name string, fields []string) (part string, own []string) {
	_, inside := lastBracket(name)
	stem, ok := strings.CutSuffix(inside, "部分")
	if !ok || stem == "" {
		return "", nil
	}
	own = fieldsOf(body.Resolve([]string{stem + "部门"}, body.Country)[0])
	if len(own) == 0 || overlap(own, fields) {
		return "", nil
	}
	return inside, own
}

// lastBracket parts the bracket that ends a name from it.
func lastBracket(name string) (core, inside string) {
	t := strings.TrimRight(name, "）)")
	open := max(strings.LastIndex(t, "（"), strings.LastIndex(t, "("))
	if t == name || open <= 0 {
		return name, ""
	}
	return t[:open], strings.TrimLeft(t[open:], "（(")
}

func overlap[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(f T) bool { return slices.Contains(b, f) })
}

// onlyLevels takes everything out of names that mean the governments below: 各市、县
// （市、区）.
var onlyLevels = strings.NewReplacer("各", "", "有关", "", "相关", "", "所属", "", "设区", "", "地级以上", "", "地级", "", "地方", "", "地区", "", "街道", "", "乡", "", "镇", "",
	"省", "", "市", "", "县", "", "区", "", "州", "", "旗", "", "盟", "", "级", "", "、", "", "（", "", "）", "", "(", "", ")", "", "和", "", "及", "", "自治", "")

// classOf says what bodies in general are: governments, departments of one field,
// departments, else their name without levels.
func classOf(b body.Body) string {
	s := b.Canonical
	switch {
	case b.Counterpart != "":
		return b.Counterpart
	case strings.Contains(s, "政府"), strings.Contains(s, "管委会"), onlyLevels.Replace(s) == "":
		return "政府"
	case hasSuffixOf(s, []string{"部门", "单位"}):
		return "部门"
	}
	return strings.TrimLeft(s, "省市县区州各有关相")
}

// stemOf is the name of a body without place, level and the word for what it is: 教育
// of 教育部, 省教育厅 and 市教育局.
func (s *Side) stemOf(b body.Body) string {
	name := b.Entry
	if b.Rule != body.ByEntry || name == "" {
		name = b.Canonical
		for _, w := range s.ownNames() {
			name = strings.TrimPrefix(name, w)
		}
		if rs := []rune(name); b.Level != "" && len(rs) > 2 && strings.ContainsRune("省市县区州盟旗", rs[0]) {
			name = string(rs[1:])
		}
	}
	for _, w := range []string{"中国共产党", "中华人民共和国", "中共", "国务院", "国家", "中国", "中央", "全国"} {
		if rest, ok := strings.CutPrefix(name, w); ok && len([]rune(rest)) > 2 {
			name = rest
		}
	}
	name = strings.TrimPrefix(strings.TrimPrefix(strings.ReplaceAll(name, "*", ""), "人民政府"), "委")
	for cut := true; cut; {
		cut = false
		for _, w := range []string{"总局", "委员会", "办公室", "办公厅", "分局", "厅", "局", "部", "委", "办", "署"} {
			if rest, ok := strings.CutSuffix(name, w); ok && len([]rune(rest)) >= 2 {
				name, cut = rest, true
			}
		}
	}
	return name
}

// inFull is a name as printed, with the level that the list leaves out, without a
// bracket that is no part.
func (s *Side) inFull(named *extract.Unit, b body.Body, part string) string {
	name := strings.TrimLeft(named.Name, "*＊ 　")
	if core, inside := lastBracket(name); inside != "" && part == "" && b.Kind != body.Generic {
		name = core
	}
	full := b.Canonical
	if named.Canonical != nil {
		full = *named.Canonical
	}
	if b.LevelFrom != body.List && b.LevelFrom != body.Document || b.Kind == body.Generic {
		return name
	}
	if hasPrefixOf(name, s.ownNames()) { // a place that the table of divisions does not have
		return name
	}
	for _, w := range []string{"自治区", "自治州", "自治县", "兵团", "省", "市", "县", "区", "州", "盟", "旗"} {
		if strings.HasPrefix(full, w) && !strings.HasPrefix(name, w) {
			return w + name
		}
	}
	return name
}

// sideOf is what the output says of unit i; Paired is set by meet.
func (n *namedUnits) sideOf(i int) UnitSide {
	u := &n.units[i]
	names := slices.SortedFunc(maps.Keys(u.printed), func(a, b string) int {
		return cmp.Or(u.printed[b]-u.printed[a], cmp.Compare(a, b))
	})
	side := UnitSide{Name: names[0], Clauses: len(n.clauses[i])}
	if u.Known {
		full := u.Canonical
		side.Canonical = &full
	}
	for _, c := range n.clauses[i] {
		if c.lead {
			side.Led++
		}
	}
	return side
}

// A unitMatcher matches the bodies of two plans.
type unitMatcher struct {
	a, b   *namedUnits
	lists  [][2][]int // the units of each pair of items that names some on both sides
	inA    [][]int    // of each unit of a, the lists that have it, ascending
	inB    [][]int
	of     map[[2]int]UnitPair
	ofA    [][]int // of each unit of a, those of b that are counterparts
	ofB    [][]int
	indexA unitIndex
	indexB unitIndex
	hasA   []bool
	hasB   []bool
}

// meet counts which units the clauses of paired items name.
func (m *unitMatcher) meet(pairs []Pair) {
	m.inA, m.inB = make([][]int, len(m.a.units)), make([][]int, len(m.b.units))
	m.ofA, m.ofB = make([][]int, len(m.a.units)), make([][]int, len(m.b.units))
	m.hasA, m.hasB = make([]bool, len(m.a.units)), make([]bool, len(m.b.units))
	pairedA, pairedB := map[string]bool{}, map[string]bool{}
	for i := range pairs {
		p := &pairs[i]
		if p.Superior == nil || p.Subordinate == nil {
			continue
		}
		pairedA[p.Superior.ID], pairedB[p.Subordinate.ID] = true, true
		x, y := m.a.at[p.Superior.ID], m.b.at[p.Subordinate.ID]
		if len(x) == 0 || len(y) == 0 {
			continue
		}
		for _, i := range x {
			m.inA[i] = append(m.inA[i], len(m.lists))
		}
		for _, j := range y {
			m.inB[j] = append(m.inB[j], len(m.lists))
		}
		m.lists = append(m.lists, [2][]int{x, y})
	}
	for _, s := range []struct {
		n  *namedUnits
		at map[string]bool
	}{{m.a, pairedA}, {m.b, pairedB}} {
		for i := range s.n.units {
			for _, c := range s.n.clauses[i] {
				if s.at[c.at] {
					s.n.units[i].side.Paired++
				}
			}
		}
	}
}

// together is how many pairs of items have clauses that name both units.
func (m *unitMatcher) together(i, j int) (n int) {
	for x, y := m.inA[i], m.inB[j]; len(x) > 0 && len(y) > 0; {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			n, x, y = n+1, x[1:], y[1:]
		}
	}
	return n
}

// A unitIndex finds units by what two that answer each other have in common, so that not every one
// is asked of every other.
type unitIndex map[trait][]int

// A trait is something of a unit, by the kind of thing it is.
type trait struct{ kind, what string }

// index are the units of a plan by name, class and lines of work.
func (n *namedUnits) index() unitIndex {
	x := unitIndex{}
	for i := range n.units {
		u := &n.units[i]
		traits := []trait{{"canonical", u.Canonical}, {"stem", u.stem}, {"class", u.class}, {"key", u.key}}
		for _, f := range u.fields {
			traits = append(traits, trait{"field", f}, trait{"managed by", facts().managed[f]})
		}
		for _, t := range traits {
			x[t] = append(x[t], i)
		}
	}
	return x
}

// of are the units that have one of the traits, each once, ascending.
func (x unitIndex) of(traits ...trait) (out []int) {
	for _, t := range traits {
		out = append(out, x[t]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// inFields are the traits of bodies of one of the lines of work.
func inFields(fields []string) (out []trait) {
	for _, f := range fields {
		out = append(out, trait{"field", f})
	}
	return out
}

// take makes a pair of units i and j.
func (m *unitMatcher) take(i, j int, r UnitRelation, rule, why string) {
	k := [2]int{i, j}
	if _, ok := m.of[k]; ok {
		return
	}
	a, b := &m.a.units[i], &m.b.units[j]
	m.of[k] = UnitPair{Superior: &a.side, Subordinate: &b.side, Relation: r, Together: m.together(i, j), Evidence: []Evidence{{About: "unit", Rule: rule, Why: why}}}
	if n := m.of[k].Together; n > 0 && rule != "unit/learnt" {
		m.of[k] = withEvidence(m.of[k], Evidence{About: "unit", Rule: "unit/together", Why: fmt.Sprintf("pairs of items whose clauses name both: %d", n)})
	}
	m.hasA[i], m.hasB[j] = true, true
	m.ofA[i], m.ofB[j] = append(m.ofA[i], j), append(m.ofB[j], i)
}

func withEvidence(p UnitPair, e Evidence) UnitPair {
	p.Evidence = append(p.Evidence, e)
	return p
}

// best is the unit of the subordinate plan, of those with one of the traits, that fits i
// best: of its own level, named together with it, named often. -1 where none fits.
func (m *unitMatcher) best(i int, traits []trait, fits func(b *unit) bool) int {
	out := -1
	for _, j := range m.indexB.of(traits...) {
		if !fits(&m.b.units[j]) {
			continue
		}
		if out < 0 || m.better(i, j, out) {
			out = j
		}
	}
	return out
}

func (m *unitMatcher) better(i, j, than int) bool {
	x, y := &m.b.units[j], &m.b.units[than]
	own := func(u *unit) int {
		if u.Level == m.b.Level {
			return 1
		}
		return 0
	}
	return cmp.Or(own(x)-own(y), m.together(i, j)-m.together(i, than), x.side.Clauses-y.side.Clauses, than-j) > 0
}

// byName pairs the bodies of one name, whatever their level.
func (m *unitMatcher) byName() {
	for i := range m.a.units {
		a := &m.a.units[i]
		if a.Kind == body.Generic {
			continue
		}
		traits := append(inFields(a.fields), trait{"canonical", a.Canonical}, trait{"stem", a.stem})
		j := m.best(i, traits, func(b *unit) bool { return sameName(a, b) })
		if j < 0 {
			continue
		}
		b := &m.b.units[j]
		if a.Kind == body.Central && b.Kind == body.Central && a.Canonical != b.Canonical {
			m.take(i, j, Branch, "unit/branch", "both are branches of "+a.Counterpart)
			continue
		}
		m.take(i, j, SameBody, "unit/name", "the names are one but for place and level")
	}
	for i := range m.a.units {
		a := &m.a.units[i]
		for _, j := range m.indexB[trait{"key", a.key}] {
			if !m.hasB[j] && a.class == "" {
				m.take(i, j, SameBody, "unit/itself", "the subordinate plan names the superior's body itself")
			}
		}
	}
}

// notOffices end names of bodies that are no offices of government: 疾控局 and 疾控中心 are
// two.
var notOffices = []string{"中心", "集团", "公司", "院", "学校", "大学"}

// sameName says whether two bodies have one name but for place and level.
func sameName(a, b *unit) bool {
	if b.Kind == body.Generic || a.part != b.part {
		return false
	}
	if a.Kind == body.Central && b.Kind == body.Central {
		return overlap(a.fields, b.fields)
	}
	if a.Rule == body.ByPlace || b.Rule == body.ByPlace { // zones and places: only themselves
		return a.Canonical == b.Canonical
	}
	if hasSuffixOf(a.Canonical, notOffices) != hasSuffixOf(b.Canonical, notOffices) {
		return false
	}
	return a.stem == b.stem && (a.Kind == b.Kind || a.Known != b.Known || overlap(a.fields, b.fields))
}

// byGeneral pairs bodies named in general: 省有关部门 → 市有关部门, 各市人民政府 →
// 各县（市、区）人民政府. First those that stand at items that are a pair, then what is left
// of one sort.
func (m *unitMatcher) byGeneral() {
	for _, apart := range []bool{false, true} {
		for i := range m.a.units {
			a := &m.a.units[i]
			if a.class == "" || m.hasA[i] {
				continue
			}
			j := m.best(i, []trait{{"class", a.class}}, func(b *unit) bool {
				return m.together(i, b.order) > 0 || apart && !m.hasB[b.order]
			})
			if j >= 0 {
				m.take(i, j, SameBody, "unit/general", "both name "+general(a.class))
			}
		}
	}
	for j := range m.b.units {
		b := &m.b.units[j]
		if b.class == "" {
			continue
		}
		for _, i := range m.indexA[trait{"class", b.class}] {
			if !m.hasB[j] && m.together(i, j) > 0 {
				m.take(i, j, SameBody, "unit/general", "both name "+general(b.class))
			}
		}
	}
}

// general says in words what bodies of a class are.
func general(class string) string {
	switch class {
	case "政府":
		return "the governments below"
	case "部门":
		return "departments in general"
	}
	return "bodies in general, " + class
}

// byField pairs bodies whose lines of work have a central body in common. A body with
// one of its own name takes no other, but a body that is left looks for one.
func (m *unitMatcher) byField() {
	for i := range m.a.units {
		a := &m.a.units[i]
		if m.hasA[i] || len(a.fields) == 0 || a.Kind == body.Generic {
			continue
		}
		for _, f := range a.fields { // a merged body has several
			j := m.best(i, []trait{{"field", f}}, func(b *unit) bool { return inField(a, b) })
			if j >= 0 {
				m.take(i, j, otherOr(a, &m.b.units[j]), "unit/field", fmt.Sprintf("both have %s in their line of work", f))
			}
		}
		if m.hasA[i] {
			continue
		}
		var traits []trait
		for _, f := range a.fields {
			traits = append(traits, trait{"field", facts().managed[f]}, trait{"managed by", f})
		}
		j := m.best(i, traits, func(b *unit) bool {
			return inField(a, b) && managed(a.fields, b.fields) && m.standsFor(i, b.order)
		})
		if j >= 0 {
			m.take(i, j, OtherBody, "unit/managed", fmt.Sprintf("%s is managed by the central body of the field of %s", a.fields[0], m.b.units[j].side.Name))
		}
	}
	for j := range m.b.units {
		b := &m.b.units[j]
		if m.hasB[j] || b.Kind == body.Generic {
			continue
		}
		for _, i := range m.indexA.of(inFields(b.fields)...) {
			a := &m.a.units[i]
			if inField(a, b) && m.together(i, j) > 0 {
				m.take(i, j, otherOr(a, b), "unit/field", "both have "+firstCommon(a.fields, b.fields)+" in their line of work")
			}
		}
	}
}

// standsFor says whether at a pair of items j stands where i does, and not for another
// body that has it as its counterpart.
func (m *unitMatcher) standsFor(i, j int) bool {
	return slices.ContainsFunc(m.lists, func(l [2][]int) bool {
		return slices.Contains(l[0], i) && slices.Contains(l[1], j) &&
			!overlap(l[0], m.ofB[j])
	})
}

// inField says whether two bodies may be compared by their line of work: firms have none, and
// a branch of the centre is with branches and with the centre, not with departments
// of its field.
func inField(a, b *unit) bool {
	for _, k := range []body.Kind{body.Generic, body.Enterprise} {
		if a.Kind == k || b.Kind == k {
			return false
		}
	}
	if (a.Kind == body.Central) != (b.Kind == body.Central) {
		return a.Level == body.Nation || b.Level == body.Nation
	}
	return true
}

func otherOr(a, b *unit) UnitRelation {
	if a.Kind == body.Central || b.Kind == body.Central {
		return Branch
	}
	return OtherBody
}

func firstCommon(a, b []string) string {
	for _, f := range a {
		if slices.Contains(b, f) {
			return f
		}
	}
	return ""
}

// managed says whether a central body of one list manages one of the other.
func managed(a, b []string) bool {
	for _, x := range a {
		if slices.Contains(b, facts().managed[x]) {
			return true
		}
	}
	for _, y := range b {
		if slices.Contains(a, facts().managed[y]) {
			return true
		}
	}
	return false
}

// zones gives the committees of zones that are named beside the governments below to
// the superior's governments below: 各级政府 → 各县人民政府, 高新区管委会. Then it pairs
// committees of zones that are the only ones left at a pair of items.
func (m *unitMatcher) zones() {
	for j := range m.b.units {
		b := &m.b.units[j]
		if m.hasB[j] || !b.isZone() {
			continue
		}
		for _, i := range m.indexA[trait{"class", "政府"}] {
			if n := m.together(i, j); n >= leastTogether && 2*n > b.side.Paired {
				m.take(i, j, OtherBody, "unit/zone", fmt.Sprintf("the committee of a zone, named beside the governments below at %d of %d items", n, b.side.Paired))
			}
		}
	}
	for _, l := range m.lists {
		x := slices.DeleteFunc(slices.Clone(l[0]), func(i int) bool { return m.hasA[i] || !m.a.units[i].isZone() })
		y := slices.DeleteFunc(slices.Clone(l[1]), func(j int) bool { return m.hasB[j] || !m.b.units[j].isZone() })
		if len(x) == 1 && len(y) == 1 {
			m.take(x[0], y[0], OtherBody, "unit/zone", "each is the only committee of a zone at a pair of items")
		}
	}
}

// isZone says whether a unit is the committee of a zone: 高新区管委会.
func (u *unit) isZone() bool {
	return u.Kind == body.Government && strings.HasSuffix(u.Canonical, "委员会")
}

// rows makes the pairs of the output.
func (m *unitMatcher) rows() []UnitPair {
	out := []UnitPair{}
	orderB := byCount(m.b)
	place := make([]int, len(orderB)) // of each unit of b, in that order
	for k, j := range orderB {
		place[j] = k
	}
	for _, i := range byCount(m.a) {
		if !m.hasA[i] {
			out = append(out, m.missing(i))
			continue
		}
		slices.SortFunc(m.ofA[i], func(x, y int) int { return place[x] - place[y] })
		for _, j := range m.ofA[i] {
			out = append(out, m.of[[2]int{i, j}])
		}
	}
	for _, j := range orderB {
		if !m.hasB[j] {
			out = append(out, m.addedUnit(j))
		}
	}
	return out
}

// byCount are the units of a plan, most often named first.
func byCount(n *namedUnits) []int {
	out := upTo(len(n.units))
	slices.SortStableFunc(out, func(i, j int) int { return n.units[j].side.Clauses - n.units[i].side.Clauses })
	return out
}

// missing is the row of a body of the superior plan that has no counterpart.
func (m *unitMatcher) missing(i int) UnitPair {
	p := UnitPair{Superior: &m.a.units[i].side, Relation: UnitMissing, Evidence: []Evidence{}}
	if j, n := m.candidate(&m.a.units[i], m.inA[i], 1, m.b, m.hasB); n > 0 {
		p.Evidence = append(p.Evidence, unsureUnit(&m.b.units[j], n))
	}
	return p
}

// addedUnit is the row of a body of the subordinate plan that is no counterpart.
func (m *unitMatcher) addedUnit(j int) UnitPair {
	p := UnitPair{Subordinate: &m.b.units[j].side, Relation: UnitAdded, Evidence: []Evidence{}}
	if i, n := m.candidate(&m.b.units[j], m.inB[j], 0, m.a, m.hasA); n > 0 {
		p.Evidence = append(p.Evidence, unsureUnit(&m.a.units[i], n))
	}
	return p
}

func unsureUnit(u *unit, n int) Evidence {
	return Evidence{About: "unit", Rule: "unit/unsure", Why: fmt.Sprintf("unsure: %s stands at %d of its pairs of items and has no counterpart either", u.side.Name, n)}
}

// candidate is the body of the other plan without a counterpart, of the same sort, that
// stands most often at the pairs of items of u: those are lists, of which it is on side.
func (m *unitMatcher) candidate(u *unit, lists []int, side int, other *namedUnits, has []bool) (best, most int) {
	count := map[int]int{}
	for _, l := range lists {
		for _, k := range m.lists[l][side] {
			if !has[k] && other.units[k].Kind == u.Kind {
				count[k]++
			}
		}
	}
	for k, n := range count {
		if n > most || n == most && k < best {
			best, most = k, n
		}
	}
	return best, most
}
