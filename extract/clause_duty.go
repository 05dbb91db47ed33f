package extract

import (
	"strings"

	"guihua/corpus/pattern"
)

// A duty clause says with a verb what its units do:
//
//	（省市场监管局牵头，省发展改革委、省科技厅等按职责分工负责）
//	（省商务厅牵头，合肥海关配合）
//	（各地区、各部门按职责分别负责）
//
// Every name must read as a body, so （由省教育厅负责解释本办法） and
// （负责人签字） are not clauses.
func dutyClause(d *doc, c clauseText) *clause {
	if !dutyVerb.MatchString(d.str(c.start, c.end)) {
		return nil
	}
	cl := &clause{}
	if !d.readChunks(c.start, c.end, Joint, false, cl) || len(cl.units) == 0 {
		return nil
	}
	settleRoles(cl)
	return cl
}

var dutyVerb = pattern.MustCompile(`牵头|主责|负责|配合|落实|参与|参加|协助|组织实施|会同`)

// duty is what a group of units does, at the end of the group.
var duty = pattern.MustCompile(`(?:、|，|,)?(?:按照?(?:各自|有关|相关)?(?:职责|职能|任务)(?:任务)?(?:分工)?(?:分别|协同|共同|各自)?(?:负责落实|负责|落实|配合|推进|抓好落实|组织实施|做好[^，；]{0,8}工作|参与)|(?:依|根)据职责(?:分工)?负责|分工负责|分别负责|共同负责|负责牵头|主责|牵头负责|牵头落实|牵头推进|牵头组织实施|牵头组织|牵头|负责落实|具体负责|负责|配合落实|协同配合|积极配合|配合实施|配合|参与|参加|协助|协同|组织落实|抓好落实|落实|组织实施|具体实施|实施)$`)

// readChunks reads groups of units parted by commas or semicolons, each with
// its verb or without one, into cl. It returns false where a group reads as
// neither units nor a deadline.
func (d *doc) readChunks(start, end int, role UnitRole, lenient bool, cl *clause) bool {
	var waiting []unit // names whose verb follows after a comma
	for s := range d.pieces(start, end, "，,；;。") {
		a, b := d.trim(s[0], s[1])
		if a == b {
			continue
		}
		text := d.str(a, b)
		if isDue(text) {
			cl.due = d.deadline(a, b)
			continue
		}
		verb := duty.FindString(text)
		b -= runeLen(verb)
		r := role
		switch {
		case strings.Contains(verb, "牵头"), strings.Contains(verb, "主责"):
			r = Lead
		case strings.Contains(verb, "配合"), strings.Contains(verb, "参与"), strings.Contains(verb, "参加"), strings.Contains(verb, "协助"), strings.Contains(verb, "协同"):
			r = Support
		}
		if a == b { // the verb alone: …、省税务局，按职责分工负责
			for i := range waiting {
				if r != Joint {
					cl.units[len(cl.units)-len(waiting)+i].role = r
				}
			}
			continue
		}
		units, open, ok := d.readGroup(a, b, r, lenient)
		if !ok {
			return false
		}
		cl.open = cl.open || open
		cl.units = append(cl.units, units...)
		waiting = units
	}
	return true
}

// readGroup reads one group of units. A name inside it may carry 牵头 of its
// own, and 会同 or an asterisk also mark the lead.
func (d *doc) readGroup(a, b int, role UnitRole, lenient bool) (units []unit, open, ok bool) {
	leads := false
	for _, s := range d.groupNames(a, b) {
		x, y := d.trim(s[0], s[1])
		if x == y {
			continue
		}
		r := role
		if leads {
			r = Support
		}
		text := d.str(x, y)
		switch i := strings.Index(text, "会同"); {
		case strings.HasSuffix(text, "牵头"):
			r, leads, y = Lead, true, y-2
			for k := range units { // A、B牵头、C: A leads too
				units[k].role = Lead
			}
		case i > 0:
			n := runeLen(text[:i])
			names, o, good := d.readUnits(x, x+n, lenient)
			if !good {
				return nil, false, false
			}
			open = open || o
			for _, name := range names {
				units = append(units, unit{name, Lead})
			}
			r, leads, x = Support, true, x+n+2
		case strings.HasPrefix(text, "*") || strings.HasPrefix(text, "＊"):
			r, x = Lead, x+1
			for k := range units {
				if units[k].role == Joint {
					units[k].role = Support
				}
			}
			role = Support
		}
		if len(placesBy()[d.str(x, y)]) > 0 && strings.HasSuffix(d.str(a, b), "政府") {
			units = append(units, unit{Span{x, y}, r})
			continue
		}
		names, o, good := d.readUnits(x, y, lenient)
		if !good {
			return nil, false, false
		}
		open = open || o
		for _, name := range names {
			units = append(units, unit{name, r})
		}
	}
	return units, open, true
}

// groupNames parts names at 、. Bare kinds of places are parted from the kind
// that follows them by no more than their common body: 各区、市政府 is one name.
// Places without their kind (广州、深圳市政府) are names of their own.
func (d *doc) groupNames(a, b int) []Span {
	var out []Span
	for _, s := range d.split(a, b, "、") {
		if n := len(out); n > 0 && bareKind.MatchString(d.str(out[n-1][0], out[n-1][1])) && strings.ContainsRune("区县市州旗", d.rs[s[0]]) {
			out[n-1][1] = s[1]
			continue
		}
		out = append(out, s)
	}
	return out
}

var bareKind = pattern.MustCompile(`^(?:各|有关|相关)?(?:省|区|县|市|州|旗)$`)

// settleRoles makes the units beside a lead supports.
func settleRoles(cl *clause) {
	lead := false
	for _, u := range cl.units {
		lead = lead || u.role == Lead
	}
	for i := range cl.units {
		switch {
		case lead && cl.units[i].role == Joint:
			cl.units[i].role = Support
		}
	}
}
