// Package pattern is regexp for rules that are asked of every line and nearly
// always say no.
//
// A Pattern answers exactly as the regexp.Regexp of the same expression. Before
// it asks that, it looks for what every match must have: the characters a match
// can begin with (牵|头, 责|任 of 牵头单位|责任单位), those it can end with where
// it ends with the text, or, where it may begin with anything, a word that
// stands inside. Most lines have none of these and are done in one pass over
// their characters; of the others only the places where a match can begin are
// tried. What to look for is read off the expression, so a rule is extended by
// writing its expression, and never gets faster by being written differently.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
	"unicode/utf8"
)

// A Pattern is a compiled expression. It may be used by several goroutines at
// once.
type Pattern struct {
	re *regexp.Regexp

	once sync.Once // analyse sets what follows
	// here is re for a match that begins where the text does; nil where places
	// are not tried one by one.
	here *regexp.Regexp

	begins bool // every match begins with the text
	ends   bool // every match ends with the text
	// free says that a match is the same wherever the text before it is cut off,
	// open that it is the same wherever the text behind it is.
	free, open bool
	longest    int // code points of the longest match, -1 where there is no limit

	starts *pairs // what matches begin with; nil: anything
	stops  *pairs // what matches end with, read backwards; nil: anything
	inside *pairs // what matches contain; nil: not known, or starts says more
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
	p.longest = longest(tree)
	forward, backward := compile(tree), compile(reversed(tree))
	p.begins, p.starts = forward.beginnings()
	p.ends, p.stops = backward.beginnings()
	p.free = !forward.asks(syntax.EmptyBeginText | syntax.EmptyBeginLine | syntax.EmptyWordBoundary | syntax.EmptyNoWordBoundary)
	p.open = !forward.asks(syntax.EmptyEndText | syntax.EmptyEndLine | syntax.EmptyWordBoundary | syntax.EmptyNoWordBoundary)
	switch {
	case p.starts == nil:
		p.inside = required(tree)
	case p.free && p.longest >= 0 && !p.ends:
		p.here = regexp.MustCompile(`\A(?:` + expr + `)`)
	}
}

// String returns the expression.
func (p *Pattern) String() string { return p.re.String() }

// possible returns from where on a match may begin in s, false if there can be
// none. What stands before that place is no part of any match.
func (p *Pattern) possible(s string) (from int, ok bool) {
	p.once.Do(p.analyse)
	if p.ends && p.stops != nil && !p.stops.end(s) {
		return 0, false
	}
	if p.begins {
		return 0, (p.starts == nil || p.starts.start(s)) && (p.inside == nil || p.inside.find(s, 0) >= 0)
	}
	if p.ends && p.longest >= 0 {
		from = len(s)
		for n := p.longest; n > 0 && from > 0; n-- {
			_, size := utf8.DecodeLastRuneInString(s[:from])
			from -= size
		}
	}
	switch {
	case p.starts != nil:
		from = p.starts.find(s, from)
		return from, from >= 0
	case p.inside != nil:
		return from, p.inside.find(s, from) >= 0
	}
	return from, true
}

// search calls ask with each part of s that has to be tried, and where it
// begins in s, until ask says that it has found the match.
func (p *Pattern) search(s string, ask func(re *regexp.Regexp, s string, at int) bool) {
	from, ok := p.possible(s)
	switch {
	case !ok:
	case !p.free:
		ask(p.re, s, 0)
	case p.here == nil:
		ask(p.re, s[from:], from)
	default:
		for from >= 0 {
			part := s[from:]
			if p.open {
				part = part[:min(len(part), p.longest*utf8.UTFMax)]
			}
			if ask(p.here, part, from) {
				return
			}
			_, size := utf8.DecodeRuneInString(s[from:])
			from = p.starts.find(s, from+size)
		}
	}
}

// MatchString says whether s has a match.
func (p *Pattern) MatchString(s string) (found bool) {
	p.search(s, func(re *regexp.Regexp, s string, _ int) bool {
		found = re.MatchString(s)
		return found
	})
	return found
}

// FindStringIndex returns the place of the first match in s, nil if there is
// none.
func (p *Pattern) FindStringIndex(s string) (loc []int) {
	p.search(s, func(re *regexp.Regexp, s string, at int) bool {
		loc = shifted(re.FindStringIndex(s), at)
		return loc != nil
	})
	return loc
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
func (p *Pattern) FindStringSubmatchIndex(s string) (loc []int) {
	p.search(s, func(re *regexp.Regexp, s string, at int) bool {
		loc = shifted(re.FindStringSubmatchIndex(s), at)
		return loc != nil
	})
	return loc
}

// FindStringSubmatch returns the first match in s and its groups, nil if there
// is none.
func (p *Pattern) FindStringSubmatch(s string) (m []string) {
	p.search(s, func(re *regexp.Regexp, s string, _ int) bool {
		m = re.FindStringSubmatch(s)
		return m != nil
	})
	return m
}

// FindAllStringIndex returns the places of the first n matches in s, of all
// where n < 0.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if _, ok := p.possible(s); !ok {
		return nil
	}
	if p.here == nil {
		return p.re.FindAllStringIndex(s, n)
	}
	return p.all(s, n, p.FindStringIndex)
}

// FindAllStringSubmatchIndex is FindAllStringIndex with groups.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if _, ok := p.possible(s); !ok {
		return nil
	}
	if p.here == nil {
		return p.re.FindAllStringSubmatchIndex(s, n)
	}
	return p.all(s, n, p.FindStringSubmatchIndex)
}

// all returns what find finds in s and behind each match. No match is empty:
// it has something to begin with.
func (p *Pattern) all(s string, n int, find func(s string) []int) (locs [][]int) {
	for at := 0; n < 0 || len(locs) < n; {
		loc := find(s[at:])
		if loc == nil {
			break
		}
		loc = shifted(loc, at)
		locs, at = append(locs, loc), loc[1]
	}
	return locs
}

// FindAllStringSubmatch returns the first n matches in s with their groups,
// all where n < 0.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if _, ok := p.possible(s); !ok {
		return nil
	}
	return p.re.FindAllStringSubmatch(s, n)
}

// ReplaceAllString returns s with every match replaced as regexp does.
func (p *Pattern) ReplaceAllString(s, repl string) string {
	if _, ok := p.possible(s); !ok {
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
