package extract

import (
	"guihua/corpus/pattern"
	"strings"
	"unicode"
)

// tasks records the leaves of the tasks and safeguards chapters.
func (d *doc) tasks() {
	d.breaksOff()
	for _, n := range d.nodes {
		if n.row || len(n.children) > 0 || n.role != RoleTasks && n.role != RoleSafeguards {
			continue
		}
		why := d.reasons().add(d.paras[n.para].why).add(n.why.about("title", "role", "end"))
		why.note("task", n.id, "task/leaf", string(n.role), n.title)
		text := d.taskText(n, why)
		t := Task{ID: n.id, Title: d.str(n.title[0], n.title[1]), Text: ptr(d.str(text[0], text[1])), Page: d.page(n.start), Span: text, Measures: []Measure{}}
		if text[0] == text[1] {
			t.Text, t.Span = nil, n.title
		}
		d.out.Tasks = append(d.out.Tasks, t)
		d.keep(&d.why.tasks, why)
	}
}

// taskText is the body under a heading up to the clause that closes it: a box,
// a table, a signature and what follows them are not in it. why is where the
// reasons go.
func (d *doc) taskText(n *node, why *reasons) Span {
	end := d.paras[n.para].End
	stop := "" // the rule that ends it before the next heading
	for i := n.para + 1; i < n.end && stop == ""; i++ {
		p := &d.paras[i]
		switch {
		case p.box != nil:
			stop = "text/before-box"
		case p.kind == rowPara || p.used:
			stop = "text/before-table"
		case d.ending(i, n.end):
			stop = "text/before-signature"
		default:
			end = p.End
			continue
		}
		why.of("end", p.why)
		why.note("end", "", stop, "", Span{p.Start, p.End})
	}
	switch {
	case stop != "", n.closed:
	case n.end < len(d.paras):
		why.note("end", "", "text/before-heading", "", d.paraAt(n.end))
	default:
		why.note("end", "the end", "text/to-the-end", "", Span{})
	}
	start, end := d.trim(n.body, end)
	for closed := false; ; closed = true {
		if c := d.closingClause(start, end); c != nil {
			why.note("end", "", "text/before-clause", "", Span{c.start, c.end})
			end = c.start
		} else if c := d.closingLine(start, end); c != nil {
			why.note("end", "", "text/before-clause-line", "", Span{c.start, c.end})
			end = c.start
		} else if at := d.lastLine(start, end); closed && personLine.MatchString(d.str(at, end)) {
			why.note("end", "", "text/before-person", "", Span{at, end})
			end = at
		} else {
			break
		}
		start, end = d.trim(start, end)
	}
	return Span{start, end}
}

// paraAt is where paragraph i stands, empty behind the last one.
func (d *doc) paraAt(i int) Span {
	if i >= len(d.paras) {
		return Span{}
	}
	return Span{d.paras[i].Start, d.paras[i].End}
}

// breaksOff warns of a text that ends in the middle of a sentence or with a
// heading that nothing follows: the source is cut.
func (d *doc) breaksOff() {
	if len(d.nodes) == 0 {
		return
	}
	n := d.nodes[len(d.nodes)-1]
	if n.row || n.para < 0 || n.end < n.part.end || n.part.annex {
		return
	}
	p := &d.paras[n.end-1]
	start, end := d.trim(p.Start, p.End)
	if p.kind != bodyPara && p.kind != headingPara || p.box != nil || d.ending(n.end-1, n.end) || end == start {
		return
	}
	if !unicode.Is(unicode.Han, d.rs[end-1]) && !strings.ContainsRune("，、,", d.rs[end-1]) || d.lineClause(p) != nil {
		return
	}
	d.warn("text_breaks_off", "the text ends without a mark: the source may be cut", max(start, end-12), end)
}

// closingLine returns the clause without brackets that is the last paragraph
// of [start, end).
func (d *doc) closingLine(start, end int) *clause {
	start, end = d.trim(start, end)
	at := d.lastLine(start, end)
	if at == start && (at == 0 || d.rs[at-1] != '\n') {
		return nil
	}
	p := para{kind: bodyPara}
	p.Start, p.End = at, end
	if c := d.lineClause(&p); c != nil {
		return c
	}
	// A deadline below the lines of a clause.
	if d.dueLine(&p) != nil {
		if at--; at > start && d.closingLine(start, at) != nil || d.closingClause(start, at) != nil {
			return &clause{start: at + 1, end: end}
		}
	}
	return nil
}

// lastLine is where the last paragraph of [start, end) begins.
func (d *doc) lastLine(start, end int) int {
	for end > start && d.rs[end-1] != '\n' {
		end--
	}
	return end
}

// personLine names who answers for a task: 责任领导：张某.
var personLine = pattern.MustCompile(`^\p{Han}{0,4}(?:领导|责任人|负责人|联系人)[：:]`)

// ending says whether paragraph i begins what closes a document: a list of
// attachments, a contact, a note, the signature above the date.
func (d *doc) ending(i, end int) bool {
	if d.tail(i) {
		return true
	}
	switch d.paras[i].kind {
	case shortPara, titlePara:
		if i+1 < len(d.paras) && d.paras[i+1].kind == ccPara {
			return true // the printing line begins with the body's name
		}
		for k := i + 1; k < end && k < i+6; k++ {
			switch d.paras[k].kind {
			case datePara:
				return true
			case shortPara, titlePara:
			default:
				return false
			}
		}
	}
	return false
}

// closing begins a paragraph that closes a document below its last item:
// 本措施自印发之日起施行, 全市各级…要更加紧密地团结….
var closing = pattern.MustCompile(`^(?:本|以上|上述)(?:实施)?(?:通知|措施|行动计划|实施方案|工作方案|政策措施|政策|方案|意见|办法|规定|细则|计划|规划|若干措施)[^。]{0,40}(?:自[^。]{0,30}起|有效期|适用于|解释|执行期|试行期|不一致)|^特此通知|^以上(?:意见|方案|措施|政策)，请|^此前[^。]{0,24}不一致|^上述政策[^。]{0,20}(?:重复|交叉)`)

// ownRules is the title of an item that is about the document itself.
var ownRules = pattern.MustCompile(`附则|^其他|有效期|施行|解释`)

// appeal is the call that ends the last paragraph of a party document.
var appeal = pattern.MustCompile(`(?:全党|全国|全省|全市|全县|全区)[^。]{0,24}要?更加紧密地?团结|(?:团结奋斗|共同奋斗|新篇章|更大贡献|不懈奋斗)[！!]?$`)

// closeDocument takes what stands below the last item of a text away from it:
// closing provisions, and, where the items close with clauses, everything
// behind the last clause.
func (d *doc) closeDocument() {
	leavesOf := map[*part][]*node{}
	for _, n := range d.nodes {
		if len(n.children) == 0 {
			leavesOf[n.part] = append(leavesOf[n.part], n)
		}
	}
	for _, p := range d.parts {
		leaves := leavesOf[p]
		if len(leaves) == 0 {
			continue
		}
		n := leaves[len(leaves)-1]
		closed, clause := 0, -1
		for _, l := range leaves {
			if d.closingClause(d.paras[l.para].Start, d.paras[l.end-1].End) != nil || d.closingClause(d.paras[l.para].Start, d.paras[l.para].End) != nil {
				closed++
			}
		}
		for i := n.para; i < n.end; i++ {
			if d.closingClause(d.paras[i].Start, d.paras[i].End) != nil || d.lineClause(&d.paras[i]) != nil {
				clause = i
			}
		}
		for i := n.para + 1; i < n.end; i++ {
			behind := clause >= 0 && i > clause && closed*2 > len(leaves) && len(leaves) > 2
			if d.paras[i].kind == rowPara || d.paras[i].box != nil {
				break
			}
			text := d.text(&d.paras[i])
			if i == n.para+1 && n.body >= d.paras[n.para].End-1 && ownRules.MatchString(d.str(n.title[0], n.title[1])) {
				continue // 第五条 附则 on its own line: the provisions are its text
			}
			rule := ""
			switch {
			case behind:
				rule = "text/behind-last-clause"
			case closing.MatchString(text):
				rule = "text/before-provisions"
			case i >= n.end-3 && appeal.MatchString(text):
				rule = "text/before-appeal"
			}
			if rule != "" {
				n.closed = true
				n.why.note("end", "", rule, "", d.paraAt(i))
				for k := i; k < n.end && d.paras[k].kind != rowPara; k++ {
					d.paras[k].node = nil
				}
				n.end = i
				break
			}
		}
	}
}
