package pattern

import (
	"regexp/syntax"
	"slices"
)

const (
	manyFirst = 600  // a match that begins with more characters than these begins with anything
	manyPairs = 1500 // more pairs than these let everything through
)

// A program is what an expression compiles to.
type program struct{ *syntax.Prog }

func compile(tree *syntax.Regexp) program {
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		panic(err)
	}
	return program{prog}
}

// asks says whether the expression has one of the assertions in op.
func (p program) asks(op syntax.EmptyOp) bool {
	return slices.ContainsFunc(p.Inst, func(in syntax.Inst) bool {
		return in.Op == syntax.InstEmptyWidth && syntax.EmptyOp(in.Arg)&op != 0
	})
}

// next returns the instructions that read the next character from pc on.
// ends says that a match may end before it, free that there is a way to an
// instruction or the end that does not lead over the begin of the text.
func (p program) next(pc uint32) (reads []*syntax.Inst, ends, free bool) {
	type state struct {
		pc   uint32
		text bool // the begin of the text was asked for
	}
	seen := map[state]bool{}
	var walk func(s state)
	walk = func(s state) {
		if seen[s] {
			return
		}
		seen[s] = true
		switch in := &p.Inst[s.pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			walk(state{in.Out, s.text})
			walk(state{in.Arg, s.text})
		case syntax.InstCapture, syntax.InstNop:
			walk(state{in.Out, s.text})
		case syntax.InstEmptyWidth:
			walk(state{in.Out, s.text || syntax.EmptyOp(in.Arg)&syntax.EmptyBeginText != 0})
		case syntax.InstMatch:
			ends, free = true, free || !s.text
		case syntax.InstFail:
		default:
			reads, free = append(reads, in), free || !s.text
		}
	}
	walk(state{pc: pc})
	return reads, ends, free
}

// beginnings returns what the matches of the program begin with, nil where
// that says little, and whether they all begin with the text.
func (p program) beginnings() (text bool, set *pairs) {
	reads, ends, free := p.next(uint32(p.Start))
	if ends {
		return !free, nil
	}
	set = &pairs{}
	first, both := 0, 0
	for _, in := range reads {
		as, ok := ranges(in)
		if first += size(as); !ok || first > manyFirst {
			return !free, nil
		}
		behind, ends, _ := p.next(in.Out)
		var bs []rune
		for _, in := range behind {
			r, ok := ranges(in)
			bs, ends = append(bs, r...), ends || !ok
		}
		if both += size(as) * size(bs); ends || both > manyPairs {
			for i := 0; i < len(as); i += 2 {
				set.addAlone(as[i], as[i+1])
			}
			both -= size(as) * size(bs)
			continue
		}
		each(as, func(a rune) { each(bs, func(b rune) { set.add(a, b) }) })
	}
	return !free, set
}

// ranges returns the characters in reads, as pairs of the first and the last
// of a range; ok is false where case is folded.
func ranges(in *syntax.Inst) (rs []rune, ok bool) {
	switch in.Op {
	case syntax.InstRune1:
		return []rune{in.Rune[0], in.Rune[0]}, true
	case syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return []rune{0, 0x10ffff}, true
	}
	if syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
		return nil, false
	}
	if len(in.Rune) == 1 {
		return []rune{in.Rune[0], in.Rune[0]}, true
	}
	return in.Rune, true
}

func size(rs []rune) int {
	n := 0
	for i := 0; i < len(rs); i += 2 {
		n += int(rs[i+1]-rs[i]) + 1
	}
	return n
}

func each(rs []rune, do func(r rune)) {
	for i := 0; i < len(rs); i += 2 {
		for r := rs[i]; r <= rs[i+1]; r++ {
			do(r)
		}
	}
}

// reversed is the expression that matches what tree matches read backwards.
func reversed(tree *syntax.Regexp) *syntax.Regexp {
	out := *tree
	out.Rune = slices.Clone(tree.Rune)
	switch tree.Op {
	case syntax.OpLiteral:
		slices.Reverse(out.Rune)
	case syntax.OpBeginText:
		out.Op = syntax.OpEndText
	case syntax.OpEndText:
		out.Op = syntax.OpBeginText
	case syntax.OpBeginLine:
		out.Op = syntax.OpEndLine
	case syntax.OpEndLine:
		out.Op = syntax.OpBeginLine
	}
	out.Sub = nil
	for _, sub := range tree.Sub {
		out.Sub = append(out.Sub, reversed(sub))
	}
	if tree.Op == syntax.OpConcat {
		slices.Reverse(out.Sub)
	}
	return &out
}

// longest is the length in code points of the longest match, -1 where there is
// no limit.
func longest(tree *syntax.Regexp) int {
	times := 1
	switch tree.Op {
	case syntax.OpLiteral:
		return len(tree.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpStar, syntax.OpPlus:
		return -1
	case syntax.OpRepeat:
		if times = tree.Max; times < 0 {
			return -1
		}
	}
	n := 0
	for _, sub := range tree.Sub {
		m := longest(sub)
		switch {
		case m < 0:
			return -1
		case tree.Op == syntax.OpAlternate:
			n = max(n, m)
		default:
			n += m
		}
	}
	return n * times
}

// required returns words of which every match has one, nil where there are
// none or too many of them.
func required(tree *syntax.Regexp) *pairs {
	words := requiredWords(tree)
	if words == nil || weight(words) > 400 {
		return nil
	}
	set := &pairs{}
	for _, w := range words {
		if len(w) == 1 {
			set.addAlone(w[0], w[0])
		} else {
			set.add(w[0], w[1])
		}
	}
	return set
}

// weight tells how much a list of words lets through.
func weight(words [][]rune) int {
	n := 0
	for _, w := range words {
		n++
		if len(w) == 1 {
			n += 8
		}
	}
	return n
}

func requiredWords(tree *syntax.Regexp) [][]rune {
	switch tree.Op {
	case syntax.OpLiteral:
		if tree.Flags&syntax.FoldCase == 0 {
			return [][]rune{tree.Rune[:min(2, len(tree.Rune))]}
		}
	case syntax.OpCharClass:
		if size(tree.Rune) <= 24 {
			var words [][]rune
			each(tree.Rune, func(r rune) { words = append(words, []rune{r}) })
			return words
		}
	case syntax.OpCapture, syntax.OpPlus:
		return requiredWords(tree.Sub[0])
	case syntax.OpRepeat:
		if tree.Min > 0 {
			return requiredWords(tree.Sub[0])
		}
	case syntax.OpConcat:
		var best [][]rune
		for _, sub := range tree.Sub {
			if words := requiredWords(sub); words != nil && (best == nil || weight(words) < weight(best)) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all [][]rune
		for _, sub := range tree.Sub {
			words := requiredWords(sub)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		return all
	}
	return nil
}
