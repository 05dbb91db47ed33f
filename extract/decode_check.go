package extract

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// checkDecoded says what is wrong with a document of which others could not be made:
// a span that is none of its text, a figure that is no number. All that is done with a
// document cuts its text by the spans, and counts with its figures. Whether it keeps
// its other promises is golden.Check, which takes its time.
func checkDecoded(d *Document) error {
	c := &decodedCheck{chars: utf8.RuneCountInString(d.Text)}
	each(c, "outline", d.Outline, func(x *Node) { c.span(x.Span) })
	each(c, "tasks", d.Tasks, func(x *Task) {
		c.span(x.Span)
		for i := range x.Measures {
			c.span(x.Measures[i].Span)
		}
	})
	each(c, "boxes", d.Boxes, func(x *Box) {
		c.span(x.Span)
		for i := range x.Items {
			c.span(x.Items[i].Span)
		}
	})
	each(c, "responsibilities", d.Responsibilities, func(x *Responsibility) { c.span(x.Span) })
	each(c, "targets", d.Targets, func(x *Target) {
		c.span(x.Span)
		c.figure(x.Value)
		c.figure(x.ValueMax)
		if x.Baseline != nil {
			c.figure(&x.Baseline.Value)
		}
	})
	each(c, "achievements", d.Achievements, func(x *Achievement) {
		c.span(x.Span)
		c.figure(x.Value)
		c.figure(x.ValueMax)
	})
	each(c, "references", d.References, func(x *Reference) { c.span(x.Span) })
	each(c, "tables", d.Tables, func(x *Table) { c.span(x.Span) })
	each(c, "warnings", d.Warnings, func(x *Warning) { c.place(x.Span) })
	each(c, "explanations", d.Explanations, func(x *Explanation) {
		c.place(x.Span)
		for i := range x.Steps {
			c.place(x.Steps[i].Span)
		}
	})
	return c.err
}

// A decodedCheck keeps the first thing that is wrong.
type decodedCheck struct {
	chars int // code points of the text
	err   error
}

// each checks the records of a list, and says of the first that is wrong which it is.
func each[R any](c *decodedCheck, list string, records []R, check func(*R)) {
	for i := range records {
		if c.err != nil {
			return
		}
		if check(&records[i]); c.err != nil {
			c.err = fmt.Errorf("%s[%d]: %w", list, i, c.err)
		}
	}
}

func (c *decodedCheck) span(s Span) {
	if c.err == nil && !(0 <= s[0] && s[0] <= s[1] && s[1] <= c.chars) {
		c.err = fmt.Errorf("span [%d, %d] is none of a text of %d characters", s[0], s[1], c.chars)
	}
}

func (c *decodedCheck) place(s *Span) {
	if s != nil {
		c.span(*s)
	}
}

func (c *decodedCheck) figure(s *string) {
	if c.err != nil || s == nil {
		return
	}
	// NaN, 1e9 and 0x1p3 are numbers to strconv, and none in the format.
	f, err := strconv.ParseFloat(*s, 64)
	if err != nil || math.IsInf(f, 0) || strings.Trim(*s, "-0123456789.") != "" {
		c.err = fmt.Errorf("%.40q is no number", *s)
	}
}
