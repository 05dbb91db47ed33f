package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/place"
)

// A duty clause says with a verb what its units do:
//
//	（省市场监管局牵头，省发展改革委、省科技厅等按职责分工负责）
//	（省商务厅牵头，合肥海关配合）
//	（各地区、各部门按职责分别负责）
//
// Names must read as bodies, so （由省教育厅负责解释本办法） and （负责人签字） are
// not clauses. Where the form leaves no doubt – behind the end of a sentence,
// closed by its verb, with a body among the names – the others are trusted too,
// with a warning.
func dutyClause(d *doc, c clauseText) *clause {
	s := d.str(c.start, c.end)
	verb := dutyVerb.FindStringIndex(s)
	if verb == nil {
		return nil
	}
	from := c.start + runeLen(s[:verb[0]])
	at := Span{from, from + runeLen(s[verb[0]:verb[1]])}
	if m := runUp.FindString(s); m != "" {
		c.start += runeLen(m)
	}
	cl, rule := &clause{why: d.reasons()}, "clause/predicate"
	if !d.readChunks(c.start, c.end, unnamed, false, cl) {
		if cl, rule = d.trustedDuty(c), "clause/predicate-trusted"; cl == nil {
			return nil
		}
	}
	if len(cl.units) == 0 {
		return nil
	}
	cl.why.note("clause", "predicate", rule, d.str(at[0], at[1]), at)
	settleRoles(cl)
	return cl
}

// trustedDuty reads a clause some of whose names are in no list of bodies.
func (d *doc) trustedDuty(c clauseText) *clause {
	s := d.str(c.start, c.end)
	if !c.closes || !strings.Contains(s, "牵头") && !surelyDuty.MatchString(s) {
		return nil
	}
	cl := &clause{why: d.reasons()}
	if !d.readChunks(c.start, c.end, unnamed, true, cl) {
		return nil
	}
	var unknown []string
	known := 0
	for _, u := range cl.units {
		s := d.str(u.name[0], u.name[1])
		switch {
		case d.vocab.unitLike(s) && !notUnits.MatchString(s):
			known++
		case plainName.MatchString(s) && !doing.MatchString(s):
			unknown = append(unknown, s)
		default:
			return nil
		}
	}
	if known == 0 && !fieldNames.MatchString(s) {
		return nil
	}
	if len(unknown) > 0 && known > 0 {
		cl.suspect = "names of no known body: " + strings.Join(unknown, ", ")
	}
	return cl
}

var (
	dutyVerb = pattern.MustCompile(`牵头|主责|负责|配合|落实|参与|参加|协助|组织实施|会同|协办|主办|承担|推进|按职责|按照职责|(?:牵头|责任|配合)单位`)

	// runUp is words in front of the names: 该项工作由|市发改委牵头.
	runUp = pattern.MustCompile(`^(?:该项|此项|本项|以上|上述)\p{Han}{0,4}由`)

	// surelyDuty ends a clause that can be nothing else.
	surelyDuty = pattern.MustCompile(`(?:职责|职能|分工|分别|共同|具体)\p{Han}{0,4}(?:负责|落实|推进)$|(?:配合|负责|落实)$`)

	// plainName is a name by its characters alone, doing are words of sentences.
	plainName = pattern.MustCompile(`^[\p{Han}A-Za-z0-9（）()“”]{2,16}$`)
	doing     = pattern.MustCompile(`负责|牵头|制定|解释|报送|公布|印发|审批|办理|出资|组长|参照|执行|实施|推进|完善|建立|加强|开展|[的是]`)

	// fieldNames are departments named by their field alone: 发改、财政、住建等部门.
	fieldNames = pattern.MustCompile(`^\p{Han}{2,6}(?:、\p{Han}{2,6})+等?(?:有关|相关)?部门`)
)

// dutyWords are what a group of units does, at the end of the group.
const dutyWords = `(?:依法)?(?:按照?|依照?|依据|根据|结合)(?:各自|有关|相关)?(?:的)?(?:职责|职能|任务|分工)*(?:任务)?(?:分工|分头)?(?:分别|协同|共同|各自)?(?:牵头|负责落实|负责|落实|配合|推进|抓好落实|组织实施|做好[^，；]{0,8}工作|参与)` +
	`|(?:依|根)据职责(?:分工)?负责|按照?(?:各自)?职责分工|分工负责|分别负责|共同负责|联合负责|分头负责|各负其责|负责(?:实施|推进|推动|牵头|落实)|分工落实|推进落实|共同推进|承担` +
	`|主责|(?:总)?牵头(?:负责|落实|推进|组织实施|组织|抓总|协调|办理)?|为主|统筹|主办|为(?:牵头|主办|主责)(?:单位|部门)|为(?:配合|协办|责任)(?:单位|部门)` +
	`|(?:具体)?负责|参与配合|共同参与|参与实施|协同推进|协同配合|做好配合|积极配合|配合(?:落实|实施|做好)?|参照(?:执行|落实)|参与|参加|协助(?:办理)?|协办|协同|支持|组织落实|抓好落实|具体落实|落实|组织实施|具体实施|实施`

var duty = pattern.MustCompile(`(?:、|，|,)?(?:` + dutyWords + `)$`)

// leads and supports tell the role of a duty.
var (
	leads    = pattern.MustCompile(`牵头|主责|主办|为主|统筹`)
	supports = pattern.MustCompile(`配合|参与|参加|协助|协同|协办|支持|参照`)
)

// A role is what words say units play: the part, and the rule and the word that
// give it, with its place.
type role struct {
	is          UnitRole
	rule, entry string
	at          Span
}

// unnamed is the part of units that no word gives one.
var unnamed = role{is: Joint, rule: "unit/joint"}

// readChunks reads groups of units parted by commas or semicolons, each with
// its verb or without one, into cl. It returns false where a group reads as
// neither units nor a deadline.
func (d *doc) readChunks(start, end int, as role, lenient bool, cl *clause) bool {
	var waiting []unit // names whose verb follows after a comma
	for s := range d.pieces(start, end, "，,；;。") {
		a, b := d.trim(s[0], s[1])
		if a == b {
			continue
		}
		text := d.str(a, b)
		if isDue(text) {
			cl.dueIn(d.deadline(a, b), d)
			continue
		}
		if len(cl.units) > 0 && tail.MatchString(text) { // …，2023年底前|取得明显成效
			if m := tailTime.FindString(text); m == text || reachedBy.MatchString(text[len(m):]) {
				cl.dueIn(&Span{a, a + runeLen(m)}, d)
			}
			continue
		}
		if len(cl.units) > 0 && strings.HasPrefix(text, "会同") {
			a += runeLen("会同")
			with := Span{a - runeLen("会同"), a}
			for i := range cl.units {
				cl.units[i].plays(Lead, "unit/before-huitong", "会同", with)
			}
			as, text = role{Support, "unit/behind-huitong", "会同", with}, d.str(a, b)
		}
		verb := duty.FindString(text)
		if verb == "" && strings.Count(d.str(start, end), "负责") > 1 {
			verb = doesWhat.FindString(text) // 市发改委|负责统筹协调，各县政府|负责具体实施
		}
		b -= runeLen(verb)
		r, said := as, Span{b, b + runeLen(verb)}
		switch {
		case leads.MatchString(verb):
			r = role{Lead, "unit/verb", verb, said}
		case supports.MatchString(verb):
			r = role{Support, "unit/verb", verb, said}
		case verb != "" && r.rule == unnamed.rule:
			r = role{r.is, "unit/verb-of-all", verb, said}
		}
		if a == b { // the verb alone: …、省税务局，按职责分工负责
			for i := range waiting {
				if r.is != Joint {
					cl.units[len(cl.units)-len(waiting)+i].plays(r.is, "unit/verb-behind-comma", r.entry, r.at)
				}
			}
			continue
		}
		units, open, ok := d.readGroup(a, b, r, lenient)
		if !ok {
			return false
		}
		cl.endsOpen(open, Span{a, b})
		cl.units = append(cl.units, units...)
		waiting = units
	}
	return true
}

// readGroup reads one group of units. A name inside it may carry 牵头 of its
// own, and 会同 or an asterisk also mark the lead.
func (d *doc) readGroup(a, b int, as role, lenient bool) (units []unit, open, ok bool) {
	leads := false
	behind := role{is: Support, rule: "unit/behind-lead"}
	add := func(name Span, r role) {
		units = append(units, d.unit(name, r.is, r.rule, r.entry, r.at))
	}
	lead := func(x, y int, r role) bool { // the units of [x, y) lead
		names, o, ok := d.readUnits(x, y, lenient)
		open = open || o
		for _, name := range names {
			add(name, r)
		}
		return ok
	}
	for _, s := range d.groupNames(a, b) {
		x, y := d.trim(s[0], s[1])
		if x == y {
			continue
		}
		r := as
		if leads {
			r = behind
		}
		text := d.str(x, y)
		switch i := strings.Index(text, "会同"); {
		case text == "等" && len(units) > 0:
			open = true
			continue
		case strings.HasSuffix(text, "牵头"):
			r, leads, y = role{Lead, "unit/own-verb", "牵头", Span{y - 2, y}}, true, y-2
			for k := range units { // A、B牵头、C: A leads too
				units[k].plays(Lead, "unit/before-own-verb", "牵头", r.at)
			}
		case i > 0: // 甲、乙会同丙: what stands before leads
			n := runeLen(text[:i])
			with := Span{x + n, x + n + 2}
			if !lead(x, x+n, role{Lead, "unit/before-huitong", "会同", with}) {
				return nil, false, false
			}
			for k := range units {
				if units[k].role != Lead {
					units[k].plays(Lead, "unit/before-huitong", "会同", with)
				}
			}
			r, leads, x = role{Support, "unit/behind-huitong", "会同", with}, true, x+n+2
		case leadInside(text) > 0: // a blank between two groups is lost: 甲牵头|市乙局
			n := leadInside(text)
			said := Span{x + n, x + n + 2}
			if !lead(x, x+n, role{Lead, "unit/own-verb", "牵头", said}) {
				return nil, false, false
			}
			r, leads, x = role{Support, "unit/behind-lead", "牵头", said}, true, x+n+2
		case strings.HasSuffix(text, "（牵头）") || strings.HasSuffix(text, "(牵头)"):
			r, leads, y = role{Lead, "unit/own-bracket", "（牵头）", Span{y - 4, y}}, true, y-4
			for k := range units {
				units[k].plays(Support, "unit/beside-marked", "（牵头）", r.at)
			}
		case strings.HasPrefix(text, "*") || strings.HasPrefix(text, "＊"):
			r, x = role{Lead, "unit/asterisk", "*", Span{x, x + 1}}, x+1
			for k := range units {
				if units[k].role == Joint {
					units[k].plays(Support, "unit/beside-marked", "*", r.at)
				}
			}
			as = role{Support, "unit/beside-marked", "*", r.at}
		}
		if len(place.ByName(d.str(x, y))) > 0 && strings.HasSuffix(d.str(a, b), "政府") {
			add(Span{x, y}, r)
			continue
		}
		names, o, good := d.readUnits(x, y, lenient)
		if !good {
			return nil, false, false
		}
		open = open || o
		for _, name := range names {
			add(name, r)
		}
	}
	return units, open, true
}

// leadInside returns where 牵头 stands in text with another name behind it, 0
// where it does not.
func leadInside(text string) int {
	i := strings.Index(text, "牵头")
	if i <= 0 || !strings.ContainsAny(text[i+len("牵头"):], "局委厅办部") || strings.HasPrefix(text[i:], "牵头部门") || strings.HasPrefix(text[i:], "牵头单位") {
		return 0
	}
	return runeLen(text[:i])
}

// tail begins what may follow the last group of a clause: a time and what is
// to be reached by then.
var tail = pattern.MustCompile(`^(?:` + aYear + `年|今年|明年|\d{1,2}月|每季度|每年|每月|分年度|分阶段|常态化|立即|长期|持续|并长期|已完成|力争)[^、]{0,30}$`)

var (
	tailTime  = pattern.MustCompile(`^(?:` + aYear + `年|今年|明年)?(?:[—–-]` + aYear + `年)?(?:年底|\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|[一二三四]季度)?(?:之?前|以前)?(?:并?(?:长期|持续|常态化)\p{Han}{0,4})?`)
	reachedBy = pattern.MustCompile(`^(?:基本|全部|全面|取得|实现|完成|建成|达到|落实|并)`)
	doesWhat  = pattern.MustCompile(`负责[^，；、。]{2,10}$`)
)

// groupNames parts names at 、. Bare kinds of places are parted from the kind
// that follows them by no more than their common body: 各区、市政府 is one name.
// Places without their kind (广州、深圳市政府) are names of their own.
func (d *doc) groupNames(a, b int) []Span {
	var out []Span
	for _, s := range d.split(a, b, "、") {
		if n := len(out); n > 0 && bareKind.MatchString(d.str(out[n-1][0], out[n-1][1])) && kindFollows.MatchString(d.str(s[0], s[1])) {
			out[n-1][1] = s[1]
			continue
		}
		out = append(out, s)
	}
	return out
}

var (
	// bareKind is kinds of places without a body, kindFollows goes on with them:
	// 各市、县、|区人民政府, 各市（州）、|县（市、区）人民政府.
	bareKind    = pattern.MustCompile(`^(?:各|有关|相关)?(?:省|区|县|市|州|旗|地市|自治区|直辖市|自治州|县（市）|市（州）|州（市）)(?:、(?:区|县|市|州|旗|自治区|直辖市|县（市）))*$`)
	kindFollows = pattern.MustCompile(`^(?:自治|直辖)?[区县市州旗]`)
)

// settleRoles makes the units beside a lead supports.
func settleRoles(cl *clause) {
	lead := Span{}
	for _, u := range cl.units {
		if u.role == Lead {
			lead = u.name
			break
		}
	}
	for i := range cl.units {
		if u := &cl.units[i]; lead[1] > 0 && u.role == Joint {
			u.plays(Support, "unit/beside-lead", "", lead)
		}
	}
}

// dueIn gives the clause its deadline.
func (c *clause) dueIn(due *Span, d *doc) {
	c.due = due
	c.why.note("due", d.str(due[0], due[1]), "clause/due", "", *due)
}

// endsOpen notes that a list of units ends with 等.
func (c *clause) endsOpen(open bool, list Span) {
	if open {
		c.open = true
		c.why.note("open", "true", "clause/open", "等", list)
	}
}
