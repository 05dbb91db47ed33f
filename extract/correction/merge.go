package correction

// Merge adds corrections to those that are kept, so that each record has one:
// what takes a record from A to B and then from B to C takes it from A to C,
// what takes it back to A is none. All are of one text, as the outcomes of Apply
// are.
func Merge(kept, more []Correction) []Correction {
	var list []*step
	for _, c := range append(kept[:len(kept):len(kept)], more...) {
		s := stepOf(c)
		i := s.follows(list)
		if i < 0 {
			list = append(list, s)
			continue
		}
		list[i] = list[i].then(s)
		if list[i].isNothing() {
			list = append(list[:i], list[i+1:]...)
		}
	}
	out := make([]Correction, len(list))
	for i, s := range list {
		out[i] = s.Correction
	}
	return out
}

// A step is a correction with its records read; nil is none.
type step struct {
	Correction
	old, new *record
}

func stepOf(c Correction) *step {
	s := &step{Correction: c}
	if r, err := parse(c.Record, c.Old); err == nil && !isNone(c.Old) {
		s.old = &r
	}
	if r, err := parse(c.Record, c.New); err == nil && !isNone(c.New) {
		s.new = &r
	}
	return s
}

// follows is the step of the list whose record s goes on with, -1 for none. The
// surest sign is that s begins with what the other ends with.
func (s *step) follows(list []*step) int {
	alike := func(a, b *record) bool { return a != nil && b != nil && a.alike(*b) }
	same := func(a, b *record) bool { return a != nil && b != nil && a.sameOne(*b) }
	for _, sign := range []func(o *step) bool{
		func(o *step) bool { return alike(o.new, s.old) },
		func(o *step) bool { return s.old == nil && o.new == nil && alike(o.old, s.new) }, // deleted, and there again
		func(o *step) bool { return alike(o.old, s.old) },
		func(o *step) bool { return s.old == nil && o.old == nil && alike(o.new, s.new) },
		func(o *step) bool { return s.old == nil && o.old == nil && same(o.new, s.new) },
	} {
		for i := len(list) - 1; i >= 0; i-- {
			if o := list[i]; o.Record == s.Record && sign(o) {
				return i
			}
		}
	}
	return -1
}

// then is o followed by s.
func (o *step) then(s *step) *step {
	out := &step{Correction: o.Correction, old: o.old, new: s.new}
	out.New, out.Note = s.New, s.Note
	if s.Note == "" {
		out.Note = o.Note
	}
	if o.old == nil && s.new != nil && s.old == nil { // its place is that of the new record
		out.Span, out.Words, out.Before, out.After, out.Elsewhere = s.Span, s.Words, s.Before, s.After, s.Elsewhere
	}
	return out
}

// isNothing reports that s leaves everything as it is.
func (s *step) isNothing() bool {
	if s.old == nil || s.new == nil {
		return s.old == nil && s.new == nil
	}
	return s.old.alike(*s.new)
}
