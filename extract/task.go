package extract

// tasks records the leaves of the tasks and safeguards chapters.
func (d *doc) tasks() {
	for _, n := range d.nodes {
		if n.row || len(n.children) > 0 || n.role != RoleTasks && n.role != RoleSafeguards {
			continue
		}
		text := d.taskText(n)
		t := Task{ID: n.id, Title: d.str(n.title[0], n.title[1]), Text: ptr(d.str(text[0], text[1])), Page: d.page(n.start), Span: text, Measures: []Measure{}}
		if text[0] == text[1] {
			t.Text, t.Span = nil, n.title
		}
		d.out.Tasks = append(d.out.Tasks, t)
	}
}

// taskText is the body under a heading up to the clause that closes it: a box,
// a table, a signature and what follows them are not in it.
func (d *doc) taskText(n *node) Span {
	end := d.paras[n.para].End
	for i := n.para + 1; i < n.end; i++ {
		p := &d.paras[i]
		if p.box != nil || p.kind == rowPara || p.used || d.ending(i, n.end) {
			break
		}
		end = p.End
	}
	start, end := d.trim(n.body, end)
	for {
		if c := d.closingClause(start, end); c != nil {
			end = c.start
		} else if c := d.closingLine(start, end); c != nil {
			end = c.start
		} else {
			break
		}
		start, end = d.trim(start, end)
	}
	return Span{start, end}
}

// closingLine returns the clause without brackets that is the last paragraph
// of [start, end).
func (d *doc) closingLine(start, end int) *clause {
	at := end
	for at > start && d.rs[at-1] != '\n' {
		at--
	}
	if at == start {
		return nil
	}
	p := para{kind: bodyPara}
	p.Start, p.End = at, end
	return d.lineClause(&p)
}

// ending says whether paragraph i begins what closes a document: a list of
// attachments, a contact, a note, the signature above the date.
func (d *doc) ending(i, end int) bool {
	switch d.paras[i].kind {
	case annexPara, contactPara, ccPara, notePara, datePara, numberPara:
		return true
	case shortPara, titlePara:
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
