// Package pattern is regexp for rules that are asked of every line and nearly
// always say no.
//
// A Pattern answers exactly as the regexp.Regexp of the same expression, which
// tries every way to match at every character. A Pattern first runs a machine
// that reads each character once: most lines have no match and are done then.
// Where one is found, the machine of the expression read backwards tells where
// it begins, and regexp is asked only for its groups. An expression that
// matches only at the end of a text is read from there.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// A Pattern is a compiled expression. It may be used by several goroutines at
// once.
type Pattern struct {
	re *regexp.Regexp

	once sync.Once // analyse sets what follows

	begins bool // every match begins with the text
	ends   bool // every match ends with the text
	// free says that a match is the same wherever the text before it is cut off,
	// open that it is the same wherever the text behind it is.
	free, open bool
	nonempty   bool // every match has a character

	// The expression and the same read backwards; nil where it looks at more
	// around a place than whether the text begins or ends there.
	fore, back *machine
}

// MustCompile compiles expr, in the syntax of regexp, and panics where that is
// not possible.
func MustCompile(expr string) *Pattern { return &Pattern{re: regexp.MustCompile(expr)} }

// analyse reads off the expression what is looked for. It waits for the first
// question: a program has more rules than it asks.
func (p *Pattern) analyse() {
	expr := p.re.String()
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // regexp has compiled it
	}
	forward, backward := compile(tree), compile(reversed(tree))
	p.begins, p.ends = forward.anchored(), backward.anchored()
	p.nonempty = !forward.empty()
	const around = syntax.EmptyBeginLine | syntax.EmptyEndLine | syntax.EmptyWordBoundary | syntax.EmptyNoWordBoundary
	p.free = !forward.asks(syntax.EmptyBeginText | around)
	p.open = !forward.asks(syntax.EmptyEndText | around)
	if forward.asks(around) {
		return
	}
	if c := classesOf(forward, backward); c != nil {
		p.fore = newMachine(forward, c, false, !p.begins)
		p.back = newMachine(backward, c, true, false)
	}
}

// String returns the expression.
func (p *Pattern) String() string { return p.re.String() }

// place returns where the first match in s begins and ends that does not begin
// before position at; begin is -1 if there is none. known is false where regexp
// has to be asked.
func (p *Pattern) place(s string, at int) (begin, end int, known bool) {
	p.once.Do(p.analyse)
	switch {
	case p.begins && at > 0:
		return -1, 0, true
	case p.fore == nil:
		return 0, 0, false
	case p.ends && !p.begins:
		begin, known = p.back.backward(s, at, len(s), false)
		return begin, len(s), known
	}
	if end, known = p.fore.forward(s, at, false); !known || end < 0 {
		return -1, 0, known
	}
	if !p.begins {
		begin, known = p.back.backward(s, at, end, false)
	}
	return begin, end, known
}

// MatchString says whether s has a match.
func (p *Pattern) MatchString(s string) bool {
	p.once.Do(p.analyse)
	if p.fore != nil {
		at, known := 0, false
		if p.ends && !p.begins {
			at, known = p.back.backward(s, 0, len(s), true)
		} else {
			at, known = p.fore.forward(s, 0, true)
		}
		if known {
			return at >= 0
		}
	}
	return p.re.MatchString(s)
}

// FirstEnd returns the length of the shortest beginning of s that has a match,
// -1 if there is none: a longer one has that match too, where the expression
// does not ask what stands behind it.
func (p *Pattern) FirstEnd(s string) int {
	p.once.Do(p.analyse)
	if p.fore != nil && p.open {
		if end, known := p.fore.forward(s, 0, true); known {
			return end
		}
	}
	for i := range s {
		if p.re.MatchString(s[:i]) {
			return i
		}
	}
	if p.re.MatchString(s) {
		return len(s)
	}
	return -1
}

// FindStringIndex returns the place of the first match in s, nil if there is
// none.
func (p *Pattern) FindStringIndex(s string) (loc []int) { return p.indexFrom(s, 0) }

// indexFrom returns the place of the first match that does not begin before
// position at, which is 0 for all but free patterns.
func (p *Pattern) indexFrom(s string, at int) []int {
	switch begin, end, known := p.place(s, at); {
	case !known:
		return shifted(p.re.FindStringIndex(s[at:]), at)
	case begin < 0:
		return nil
	default:
		return []int{begin, end}
	}
}

// FindString returns the first match in s, "" if there is none.
func (p *Pattern) FindString(s string) string {
	if loc := p.FindStringIndex(s); loc != nil {
		return s[loc[0]:loc[1]]
	}
	return ""
}

// FindStringSubmatchIndex returns the places of the first match in s and of
// its groups, nil if there is none.
func (p *Pattern) FindStringSubmatchIndex(s string) (loc []int) { return p.groupsFrom(s, 0) }

// groupsFrom is indexFrom with groups.
func (p *Pattern) groupsFrom(s string, at int) []int {
	begin, end, known := p.place(s, at)
	switch {
	case known && begin < 0:
		return nil
	case known && p.open:
		s = s[:end]
	}
	if known && p.free {
		at = begin
	}
	return shifted(p.re.FindStringSubmatchIndex(s[at:]), at)
}

// FindStringSubmatch returns the first match in s and its groups, nil if there
// is none.
func (p *Pattern) FindStringSubmatch(s string) []string { return parts(s, p.groupsFrom(s, 0)) }

// parts returns the parts of s at the places in loc.
func parts(s string, loc []int) []string {
	if loc == nil {
		return nil
	}
	m := make([]string, len(loc)/2)
	for i := range m {
		if a := loc[2*i]; a >= 0 {
			m[i] = s[a:loc[2*i+1]]
		}
	}
	return m
}

// FindAllStringIndex returns the places of the first n matches in s, of all
// where n < 0.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	p.once.Do(p.analyse)
	if !p.oneByOne() {
		return p.re.FindAllStringIndex(s, n)
	}
	return all(s, n, p.indexFrom)
}

// FindAllStringSubmatchIndex is FindAllStringIndex with groups.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	p.once.Do(p.analyse)
	if !p.oneByOne() {
		return p.re.FindAllStringSubmatchIndex(s, n)
	}
	return all(s, n, p.groupsFrom)
}

// oneByOne says whether all can be asked: matches do not depend on what stands
// before them, and none is empty.
func (p *Pattern) oneByOne() bool { return p.free && p.nonempty }

// all returns what find finds in s and behind each match.
func all(s string, n int, find func(s string, at int) []int) (locs [][]int) {
	for at := 0; n < 0 || len(locs) < n; {
		loc := find(s, at)
		if loc == nil {
			break
		}
		locs, at = append(locs, loc), loc[1]
	}
	return locs
}

// FindAllStringSubmatch returns the first n matches in s with their groups,
// all where n < 0.
func (p *Pattern) FindAllStringSubmatch(s string, n int) (ms [][]string) {
	for _, loc := range p.FindAllStringSubmatchIndex(s, n) {
		ms = append(ms, parts(s, loc))
	}
	return ms
}

// ReplaceAllString returns s with every match replaced as regexp does.
func (p *Pattern) ReplaceAllString(s, repl string) string {
	if !p.MatchString(s) {
		return s
	}
	return p.re.ReplaceAllString(s, repl)
}

// Split returns the parts of s between matches, as regexp does.
func (p *Pattern) Split(s string, n int) []string { return p.re.Split(s, n) }

func shifted(loc []int, by int) []int {
	for i, x := range loc {
		if x >= 0 {
			loc[i] = x + by
		}
	}
	return loc
}
