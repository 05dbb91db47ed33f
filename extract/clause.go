package extract

import (
	"slices"
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// A clause is a responsibility clause: a bracket, a line or a table cell that
// says who does the work.
type clause struct {
	start, end int // raw, brackets included
	units      []unit
	open       bool
	due        *Span
	suspect    string // what makes the reading doubtful, for a warning
	why        *reasons
}

type unit struct {
	name Span
	role UnitRole
	why  *reasons // for its role
}

// unit is a unit with the role a rule gives it; entry is the word that fired and
// at where it stands.
func (d *doc) unit(name Span, role UnitRole, rule, entry string, at Span) unit {
	u := unit{name: name, why: d.reasons()}
	u.plays(role, rule, entry, at)
	return u
}

// plays settles the role of u by a rule.
func (u *unit) plays(role UnitRole, rule, entry string, at Span) {
	u.role = role
	u.why.note("role", string(role), rule, entry, at)
}

// A clauseText is the inside of a possible clause.
type clauseText struct {
	start, end int
	closes     bool // it stands where a sentence has ended
	cell       bool // it is a table cell or a line, not a bracket
	line       bool // it ends a line that has no full stop
}

// A clauseFamily is one way officials write who does the work. read returns
// nil where the text is not of its family.
type clauseFamily struct {
	name string
	read func(d *doc, c clauseText) *clause
}

// clauseFamilies in the order they are tried: what carries a label is surest,
// a bare list of names is tried last because any bracket of nouns looks like it.
var clauseFamilies = []clauseFamily{
	{"labelled", labelledClause}, // （牵头单位：市经信局；配合单位：市财政局）
	{"predicate", dutyClause},    // （省商务厅牵头，省财政厅等按职责分工负责）
	{"bare list", bareClause},    // （省委宣传部）
}

// readClause reads the inside of a possible clause with the first family that
// takes it. Titles, tasks, responsibilities and quantities all ask for the
// clauses that close their text, so each is read once. The clause returned is
// the caller's to change.
func (d *doc) readClause(c clauseText) *clause {
	cl, known := d.clauseAt[c]
	if !known {
		cl = d.tryFamilies(c)
		d.clauseAt[c] = cl
	}
	if cl == nil {
		return nil
	}
	own := *cl
	own.units = slices.Clone(cl.units)
	own.why = cl.why.copy()
	for i := range own.units {
		own.units[i].why = own.units[i].why.copy()
	}
	return &own
}

// maxClause is the length in code points beyond which words are no clause.
const maxClause = 600

func (d *doc) tryFamilies(c clauseText) *clause {
	c.start, c.end = d.trim(c.start, c.end)
	for _, re := range []*pattern.Pattern{remark, firstLeads} {
		if loc := re.FindStringIndex(d.str(c.start, c.end)); loc != nil && loc[0] > 0 {
			c.end = c.start + runeLen(d.str(c.start, c.end)[:loc[0]])
		}
	}
	if n := c.end - c.start; n < 2 || n > maxClause {
		return nil
	}
	for _, f := range clauseFamilies {
		if cl := f.read(d, c); cl != nil {
			return cl
		}
	}
	return nil
}

// firstLeads states once that the first unit of a list leads:
// （人力资源社会保障部、财政部负责。列第一位者为牵头单位，下同）.
var firstLeads = pattern.MustCompile(`[。，；,;〔（(\[]?(?:列|排)?(?:在|名)?(?:第一位?|首位|第一个|最前)(?:的|者)?(?:单位|部门)?(?:的)?(?:为|是)(?:牵头|主办|主责)(?:单位|部门)?(?:[，,；;](?:其他|其余)(?:单位|部门)?(?:为|是)?(?:配合|责任)(?:单位|部门))?[，、,]?(?:下同|以下同)?[。]?[〕）)\]]?|[。，；,;〔（(]?第一个逗号前(?:的)?为牵头单位[，,]?(?:下同)?[〕）)]?`)

// remark ends a clause with words about the clauses below it:
// （…，以下均需各市政府落实，不再列出）.
var remark = pattern.MustCompile(`[，。；,;]?(?:以下[^，。；、]{0,8}均.*|(?:不再|不)(?:再)?(?:单独|重复|一一|逐一)?列出.*)$`)

// carryLead gives the lead by position: from the clause that states the rule
// with 下同 on, the first unit of each clause leads, a body named in general
// (各地区) like any other. A clause with a lead of its own keeps it. A unit that
// stands alone is the first of its clause.
func (d *doc) carryLead(c *clause, stated *bool) {
	raw := d.str(c.start, c.end)
	rule := firstLeads.FindString(strings.TrimRight(raw, clauseClosers))
	if strings.Contains(rule, "下同") {
		*stated = true
	}
	if rule == "" && !*stated || len(c.units) == 0 {
		return
	}
	name, entry := "unit/position-first", rule
	if rule == "" {
		name, entry = "unit/position-carried", "下同"
	}
	for _, u := range c.units {
		if u.role == Lead {
			return
		}
	}
	lead := c.units[0].name[1]
	if strings.Contains(rule, "逗号") || d.commaLeads {
		d.commaLeads = true
		if i := d.index(c.start+1, c.end-1, "，,"); i > 0 {
			lead, name = i, "unit/before-comma"
		}
	}
	for i := range c.units {
		u := &c.units[i]
		if u.name[1] <= lead {
			u.plays(Lead, name, entry, u.name)
		} else {
			u.plays(Support, "unit/behind-first", entry, u.name)
		}
	}
}

const (
	clauseOpeners = "（(〔[［【﹝"
	clauseClosers = "）)〕]］】﹞"
)

func isClauseOpener(r rune) bool {
	return isOpen(r) && strings.ContainsRune(clauseOpeners, r)
}

func isClauseCloser(r rune) bool {
	return isClose(r) && strings.ContainsRune(clauseClosers, r)
}

// closingClause returns the clause in brackets that ends [start, end), a full
// stop behind it not counted, or nil.
func (d *doc) closingClause(start, end int) *clause {
	start, end = d.trim(start, end)
	if end > start && strings.ContainsRune("。；;", d.rs[end-1]) {
		end--
	}
	if end-start < 4 {
		return nil
	}
	if !isClauseCloser(d.rs[end-1]) {
		return d.bareLabel(start, end)
	}
	depth := 0
	for i := end - 1; i >= start && end-i < 700; i-- {
		switch {
		case isIdeograph(d.rs[i]): // nearly every character
		case isClauseCloser(d.rs[i]):
			depth++
		case isClauseOpener(d.rs[i]):
			if depth--; depth == 0 {
				cl := d.readClause(clauseText{start: i + 1, end: end - 1, closes: d.sentenceEnded(start, i), line: d.endsLine(start, i, end)})
				if cl != nil {
					cl.start, cl.end = i, end
					cl.why.note("form", "bracket", "clause/bracket", "", Span{i, end})
				}
				return cl
			}
		}
	}
	return nil
}

// bareLabel returns the clause without brackets that ends a paragraph behind a
// full stop: …。责任单位：市科技局、市教育局。
func (d *doc) bareLabel(start, end int) *clause {
	// A clause of two labels has a ； inside, never a 。.
	from := d.lastIndexDownTo(start, end-301, end, "。\n") + 1
	if from == 0 {
		return nil
	}
	if !labelFirst.MatchString(d.str(from, min(end, from+16))) {
		return nil
	}
	c := labelledClause(d, clauseText{start: from, end: end, closes: true, cell: true})
	if c != nil {
		c.start, c.end = from, end
		c.why.note("form", "end of a paragraph", "clause/behind-full-stop", "", Span{from, end})
	}
	return c
}

// sentenceEnded says whether a sentence has ended right before position i, so
// that a bracket there is an addition to the whole of it. The start of the
// range counts.
func (d *doc) sentenceEnded(start, i int) bool {
	for i > start && (d.rs[i-1] == ' ' || d.rs[i-1] == '\n') {
		i--
	}
	return i == start || strings.ContainsRune("。；;！？”)）〕", d.rs[i-1])
}

// endsLine says whether the bracket [i, end) ends a numbered line without a
// full stop, of which start is within its label or behind it.
func (d *doc) endsLine(start, i, end int) bool {
	if end < len(d.rs) && d.rs[end] != '\n' || i-start < 4 || d.index(start, i, "。；;！\n") >= 0 {
		return false
	}
	from := start
	for from > 0 && d.rs[from-1] != '\n' && start-from < 10 {
		from--
	}
	_, ok := corpus.ParseLabel(d.rs[from:min(len(d.rs), from+12)])
	return ok
}

// clauses returns the clauses in [start, end), in order.
func (d *doc) clauses(start, end int) []*clause {
	var out []*clause
	closing := d.bracketPairs(start, end)
	stop := start // where the paragraph ends
	for i := start; i < end; i++ {
		if isIdeograph(d.rs[i]) || !isClauseOpener(d.rs[i]) {
			continue
		}
		close, closed := closing[i]
		if !closed {
			if i >= stop {
				stop = d.paraEnd(i, end)
			}
			if stop-i > maxClause {
				continue
			}
			if in := d.str(i+1, stop); clauseLabel.MatchString(in) || dutyVerb.MatchString(in) {
				if c := d.unclosed(i, stop); c != nil {
					return append(out, c)
				}
			}
			continue
		}
		// A bracket in the middle of a sentence explains it: 证书的实施（院校内由
		// 教育部门负责），…. Only a label or a lead makes a clause there.
		middle := close+1 < end && strings.ContainsRune("，,、的", d.rs[close+1]) && !d.sentenceEnded(start, i)
		if in := d.str(i+1, close); middle && !strings.Contains(in, "牵头") && !clauseLabel.MatchString(in) {
			i = close
			continue
		}
		closes := d.sentenceEnded(start, i)
		if c := d.readClause(clauseText{start: i + 1, end: close, closes: closes, line: d.endsLine(start, i, close+1)}); c != nil {
			c.start, c.end = i, close+1
			c.why.note("form", "bracket", "clause/bracket", "", Span{i, close + 1})
			out = append(out, c)
		} else if in := d.str(i+1, close); closes && (clauseLabel.MatchString(in) || strings.Contains(in, "牵头")) {
			d.warn("clause_unread", "a bracket that looks like a responsibility clause could not be read", i, close+1)
		}
		i = close
	}
	return out
}

// bracketPairs returns where each bracket that opens in [start, end) is closed,
// any style of bracket closing any other. A bracket is open no longer than its
// paragraph.
func (d *doc) bracketPairs(start, end int) map[int]int {
	var closing map[int]int
	var open []int
	for i := start; i < end; i++ {
		switch r := d.rs[i]; {
		case isIdeograph(r): // nearly every character
		case r == '\n':
			open = open[:0]
		case isClauseOpener(r):
			open = append(open, i)
		case isClauseCloser(r) && len(open) > 0:
			if closing == nil {
				closing = map[int]int{}
			}
			closing[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	return closing
}

// paraEnd is where the paragraph of position i ends, no later than end.
func (d *doc) paraEnd(i, end int) int {
	for i < end && d.rs[i] != '\n' {
		i++
	}
	return i
}

// unclosed reads a clause whose bracket at i is not closed before its paragraph
// ends at stop.
func (d *doc) unclosed(i, stop int) *clause {
	c := labelledClause(d, clauseText{start: i + 1, end: stop, closes: true})
	if c == nil {
		c = dutyClause(d, clauseText{start: i + 1, end: stop, closes: true})
	}
	if c != nil {
		c.start, c.end = i, stop
		c.suspect = "the bracket is not closed"
		c.why.note("form", "bracket", "clause/unclosed", "", Span{i, stop})
	}
	return c
}

// dueTime is a deadline as it stands inside a clause: 2027年6月底前完成, 长期坚持.
var dueTime = pattern.MustCompile(`^(?:完成时限|完成时间|时限|时间要求|时间|于|在|到)?[：:]?(?:(?:` + aYear + `年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|上半年|下半年|年底|[一二三四]季度)?(?:之?前|以前)?(?:完成|落实|启动|建成|实施)?|(?:长期|持续|常年|每年|按年度|按季度)(?:坚持|推进|实施|开展|落实)?)$`)

func isDue(s string) bool {
	return dueTime.MatchString(s) && (strings.ContainsAny(s, "年月日季") || strings.HasPrefix(s, "长期") || strings.HasPrefix(s, "持续"))
}

// dueFrame is what stands around a deadline's words: 完成时限：…, …完成.
var dueFrame = pattern.MustCompile(`^(?:完成时限|完成时间|时限|时间要求|时间)[：:]?|(?:完成|落实|启动|实施|建成)$`)

// deadline is [a, b) without the words around the time itself.
func (d *doc) deadline(a, b int) *Span {
	for _, loc := range dueFrame.FindAllStringIndex(d.str(a, b), -1) {
		s := d.str(a, b)
		if loc[0] == 0 && loc[1] < len(s) {
			a += runeLen(s[:loc[1]])
		}
	}
	if m := dueFrame.FindString(d.str(a, b)); m != "" && strings.HasSuffix(d.str(a, b), m) && runeLen(m) < b-a && strings.ContainsAny(d.str(a, b), "0123456789年月底") {
		b -= runeLen(m)
	}
	return &Span{a, b}
}

// respond turns the clause into a record.
func (d *doc) respond(c *clause, at string) {
	r := Responsibility{At: at, Raw: d.str(c.start, c.end), Open: c.open, Page: d.page(c.start), Span: Span{c.start, c.end}, Units: []Unit{}}
	for _, u := range c.units {
		r.Units = append(r.Units, Unit{Name: d.str(u.name[0], u.name[1]), Role: u.role})
		c.why.ofUnit(d.str(u.name[0], u.name[1]), u.why)
	}
	if c.due != nil {
		r.Due = ptr(d.str(c.due[0], c.due[1]))
	}
	if c.suspect != "" {
		d.warn("clause_doubtful", c.suspect, c.start, c.end)
	}
	d.out.Responsibilities = append(d.out.Responsibilities, r)
	d.keep(&d.why.responsibilities, c.why)
}

// responsibilities records the clauses of every paragraph, at the heading,
// box item or table row it stands under.
func (d *doc) responsibilities() {
	stated := false
	var lines []int // clauses on lines of their own right above
	for i := range d.paras {
		p := &d.paras[i]
		if p.kind == rowPara || p.used || p.kind == boxPara {
			continue
		}
		at := d.placeOf(i)
		if at == "" {
			continue
		}
		if c := d.lineClause(p); c != nil {
			d.carryLead(c, &stated)
			d.notePlace(c.why, at, i)
			d.respond(c, at)
			lines = append(lines, len(d.out.Responsibilities)-1)
			continue
		}
		if due := d.dueLine(p); due != nil { // 完成时限：… below 责任单位：…
			for _, k := range lines {
				if r := &d.out.Responsibilities[k]; r.At == at && r.Due == nil {
					r.Due = ptr(d.str(due[0], due[1]))
					d.kept(d.why.responsibilities, k).note("due", *r.Due, "clause/due-line", "", Span{p.Start, p.End})
				}
			}
		}
		if p.kind != headingPara {
			lines = lines[:0]
		}
		start := p.Start
		if p.kind == headingPara {
			start += p.label.Len
		}
		found := d.clauses(start, p.End)
		if c := d.closingClause(start, p.End); c != nil && !isClauseOpener(d.rs[c.start]) {
			found = append(found, c)
		}
		for _, c := range found {
			if m := remark.FindString(strings.TrimRight(d.str(c.start, c.end), clauseClosers)); strings.Contains(m, "以下") {
				d.warn("clause_inherited", "bodies named here once carry out the clauses below too, which do not list them", c.start, c.end)
			}
			d.carryLead(c, &stated)
			d.notePlace(c.why, at, i)
			d.respond(c, at)
			d.clauseSpans = append(d.clauseSpans, Span{c.start, c.end})
		}
	}
}

// besideLead makes supports of units named with 责任单位 on a line or in a cell of
// their own, where the line or cell before names the leads.
func (d *doc) besideLead() {
	rs := d.out.Responsibilities
	only := func(r Responsibility, role UnitRole) bool {
		for _, u := range r.Units {
			if u.Role != role {
				return false
			}
		}
		return len(r.Units) > 0
	}
	for i := 1; i < len(rs); i++ {
		if rs[i].At != rs[i-1].At || !only(rs[i-1], Lead) || !only(rs[i], Joint) || strings.ContainsAny(rs[i].Raw[:3], clauseOpeners) {
			continue
		}
		for k := range rs[i].Units {
			rs[i].Units[k].Role = Support
			d.kept(d.why.responsibilities, i).noteUnit(rs[i].Units[k].Name, "role", string(Support), "unit/beside-lead-line", "", rs[i-1].Span)
		}
	}
}

// lineClause reads a paragraph that is a clause without brackets, or a numbered
// item that is: 责任单位：市科技局、市财政局; 3.责任单位：市科技局.
func (d *doc) lineClause(p *para) *clause {
	start, end := p.Start, p.End
	if p.kind == headingPara {
		start += p.label.Len
	}
	if start, end = d.trim(start, end); end-start > 400 {
		return nil
	}
	if end > start && strings.ContainsRune("。；;", d.rs[end-1]) {
		end--
	}
	if !labelFirst.MatchString(d.str(start, min(end, start+16))) {
		return nil
	}
	c := labelledClause(d, clauseText{start: start, end: end, closes: true, cell: true})
	if c == nil {
		return nil
	}
	c.start, c.end = start, end
	c.why.note("form", "line", "clause/line", "", Span{start, end})
	if p.kind == headingPara { // a section about the bodies, rather than their list
		for _, u := range c.units {
			if !d.vocab.unitLike(d.str(u.name[0], u.name[1])) {
				return nil
			}
		}
	}
	return c
}

// dueLine returns the deadline of a line that states it and nothing else:
// 完成时限：2026年底; nil where p is no such line.
func (d *doc) dueLine(p *para) *Span {
	start, end := p.Start, p.End
	if p.kind == headingPara {
		start += p.label.Len
	}
	m := dueFirst.FindString(d.str(start, min(end, start+12)))
	if m == "" || end-start > 60 {
		return nil
	}
	a, b := d.trimMarks(start+runeLen(m), end)
	if a == b {
		return nil
	}
	return &Span{a, b}
}

// notePlace notes why what stands in paragraph i belongs to at, see placeOf.
func (d *doc) notePlace(why *reasons, at string, i int) {
	switch p := &d.paras[i]; {
	case p.box != nil && p.box.itemOf(i) > 0:
		why.note("at", at, "at/box-item", "", p.box.title)
	case p.node != nil:
		why.note("at", at, "at/heading", p.node.label.Text, p.node.title)
	}
}

// placeOf returns the id of what paragraph i belongs to: a box item, or the
// innermost heading; "" above the first heading.
func (d *doc) placeOf(i int) string {
	p := &d.paras[i]
	if p.box != nil {
		if it := p.box.itemOf(i); it > 0 {
			return p.box.place(it)
		}
	}
	if p.node != nil && !p.node.row {
		return p.node.id
	}
	return ""
}
