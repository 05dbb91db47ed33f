package annotate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/extract"
)

// at is the id of what a new record at i stands in: the row of a table, a task
// table's task, the item of a 专栏, else the innermost heading before it.
func (c *comparer) at(i int) string {
	for _, t := range c.d.Tables {
		if t.Span[0] <= i && i < t.Span[1] {
			return rowAt(c.text, t, i)
		}
	}
	headings := map[string]bool{}
	id, start := "", -1
	for _, n := range c.d.Outline {
		headings[n.ID] = true
		if n.Span[0] <= i && n.Span[0] > start {
			id, start = n.ID, n.Span[0]
		}
	}
	for _, t := range c.d.Tasks {
		end := t.Span[1]
		for _, m := range t.Measures {
			end = max(end, m.Span[1])
		}
		if !headings[t.ID] && t.Span[0] <= i && i < end && t.Span[0] > start {
			id, start = t.ID, t.Span[0]
		}
	}
	for _, b := range c.d.Boxes {
		box := "专栏"
		if b.Number != nil {
			box = fmt.Sprintf("专栏%d", *b.Number)
		}
		for k, item := range b.Items {
			// An item ends with its paragraph, a clause behind its text being in it.
			if item.Span[0] <= i && i < c.paragraphEnd(item.Span[1]) && item.Span[0] > start {
				id, start = fmt.Sprintf("%s/%d", box, k+1), item.Span[0]
			}
		}
	}
	return id
}

func (c *comparer) paragraphEnd(i int) int {
	for i = max(i, 0); i < len(c.text) && c.text[i] != '\n'; {
		i++
	}
	return i
}

// rowAt is the id of the row of a table that i stands in, of the table for its
// head: the cells, white space not counted, are the words of its span.
func rowAt(text []rune, t extract.Table, i int) string {
	before := 0
	for _, r := range text[max(0, t.Span[0]):min(i, len(text))] {
		if !unicode.IsSpace(r) {
			before++
		}
	}
	end := utf8.RuneCountInString(squeeze(strings.Join(t.Header, "")))
	if before < end {
		return t.ID
	}
	for k, row := range t.Rows {
		if end += utf8.RuneCountInString(squeeze(strings.Join(row, ""))); before < end {
			return fmt.Sprintf("%s/%d", t.ID, k+1)
		}
	}
	return t.ID
}

// page is the page of the last record that begins at or before i, as far as pages
// are known.
func (c *comparer) page(i int) *int {
	if c.d.Source.Pages == nil {
		return nil
	}
	page, start := 1, -1
	see := func(s extract.Span, p *int) {
		if p != nil && s[0] <= i && s[0] > start {
			page, start = *p, s[0]
		}
	}
	for _, x := range c.d.Outline {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.Tasks {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.Boxes {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.Responsibilities {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.Targets {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.Achievements {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.References {
		see(x.Span, x.Page)
	}
	for _, x := range c.d.Tables {
		see(x.Span, x.Page)
	}
	return &page
}
