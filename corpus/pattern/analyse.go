package pattern

import (
	"regexp/syntax"
	"slices"
	"unicode/utf8"
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

// reaches says whether an instruction that is asked for can be come to from the
// begin without reading a character and, with free, without asking whether the
// text begins.
func (p program) reaches(asked func(op syntax.InstOp) bool, free bool) bool {
	seen := make([]bool, len(p.Inst))
	var walk func(pc uint32) bool
	walk = func(pc uint32) bool {
		if seen[pc] {
			return false
		}
		seen[pc] = true
		switch in := &p.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			return walk(in.Out) || walk(in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			return walk(in.Out)
		case syntax.InstEmptyWidth:
			return !(free && syntax.EmptyOp(in.Arg)&syntax.EmptyBeginText != 0) && walk(in.Out)
		default:
			return asked(in.Op)
		}
	}
	return walk(uint32(p.Start))
}

// anchored says whether every match begins with the text.
func (p program) anchored() bool {
	return !p.reaches(func(op syntax.InstOp) bool { return op != syntax.InstFail }, true)
}

// empty says whether a match may have no character.
func (p program) empty() bool {
	return p.reaches(func(op syntax.InstOp) bool { return op == syntax.InstMatch }, false)
}

// ranges returns the characters in reads, as pairs of the first and the last
// of a range; ok is false where case is folded.
func ranges(in *syntax.Inst) (rs []rune, ok bool) {
	switch in.Op {
	case syntax.InstRune1:
		return []rune{in.Rune[0], in.Rune[0]}, true
	case syntax.InstRuneAny:
		return []rune{0, utf8.MaxRune}, true
	case syntax.InstRuneAnyNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, utf8.MaxRune}, true
	}
	if syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
		return nil, false
	}
	if len(in.Rune) == 1 {
		return []rune{in.Rune[0], in.Rune[0]}, true
	}
	return in.Rune, true
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
