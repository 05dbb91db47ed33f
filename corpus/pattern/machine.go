package pattern

import (
	"encoding/binary"
	"math"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// A machine runs a program over a text with one look-up for each character: a
// state is a list of the instructions the program may be at, made when a text
// first leads there and kept. It tells where a match begins or ends, not what
// its groups are, and answers as regexp does. It may be used by several
// goroutines at once.
type machine struct {
	program
	classes *classes
	// all keeps every way a match can go on, so that the last end seen is that
	// of the longest match; else it is that of the match regexp prefers.
	all bool
	// anywhere lets matches begin at every character, not only at the first.
	anywhere bool

	first, later atomic.Pointer[state] // where reading begins: with the text, behind its begin

	list atomic.Pointer[[]*state] // by id, less one

	mu     sync.Mutex // for what follows
	states map[string]*state
	size   int // of all states
}

// A state is where a machine is between two characters.
type state struct {
	at    []uint32 // instructions, the preferred first
	match bool     // a match ends here
	last  bool     // a match ends here where the text ends
	id    uint32
	next  []atomic.Uint32 // ids by class, 0 where not known; no pointers, for the garbage collector
}

const (
	// maxSize limits the memory of one machine, counted in words, to about 1 MB.
	// One that needs more leaves its question to regexp.
	maxSize   = 1 << 17
	stateSize = 30 // of a state, its key and its entry among the states

	// begin stands behind the instructions of a state where a match may begin
	// at every later character.
	begin = math.MaxUint32
)

// start returns the state in which reading begins.
func (m *machine) start(text bool) *state {
	keep := &m.later
	if text {
		keep = &m.first
	}
	if st := keep.Load(); st != nil {
		return st
	}
	return m.makeStart(text, keep)
}

func (m *machine) makeStart(text bool, keep *atomic.Pointer[state]) *state {
	m.mu.Lock()
	defer m.mu.Unlock()
	b := m.builder(text)
	b.enter(uint32(m.Start))
	st := b.state(m.anywhere)
	keep.Store(st)
	return st
}

// follow returns where a character of class c leads from st, nil where that is
// not known and there is no room for it.
func (m *machine) follow(st *state, c uint8) *state {
	if id := st.next[c].Load(); id != 0 {
		return (*m.list.Load())[id-1]
	}
	return m.step(st, c)
}

// step returns where a character of class c leads from st, nil where there is
// no room for it.
func (m *machine) step(st *state, c uint8) *state {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size > maxSize {
		return nil
	}
	b := m.builder(false)
	again := false
	for _, pc := range st.at {
		if pc == begin {
			b.enter(uint32(m.Start))
			again = true
		} else if in := &m.Inst[pc]; in.Op != syntax.InstEmptyWidth && in.Op != syntax.InstMatch && in.MatchRune(m.classes.one[c]) {
			b.enter(in.Out)
		}
	}
	to := b.state(again)
	st.next[c].Store(to.id)
	return to
}

// A builder makes a state.
type builder struct {
	*machine
	text bool // it is where the text begins
	seen []bool
	at   []uint32
	done bool // a match ends here, what would be added is not preferred to it
	ends bool
}

func (m *machine) builder(text bool) *builder {
	return &builder{machine: m, text: text, seen: make([]bool, len(m.Inst))}
}

// enter adds pc and what can be reached from it without a character.
func (b *builder) enter(pc uint32) {
	if b.done || b.seen[pc] {
		return
	}
	b.seen[pc] = true
	switch in := &b.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		b.enter(in.Out)
		b.enter(in.Arg)
	case syntax.InstCapture, syntax.InstNop:
		b.enter(in.Out)
	case syntax.InstEmptyWidth:
		switch op := syntax.EmptyOp(in.Arg); {
		case op&syntax.EmptyEndText != 0:
			b.at = append(b.at, pc) // whether the text ends here shows later
		case b.text:
			b.enter(in.Out)
		}
	case syntax.InstFail:
	case syntax.InstMatch:
		b.ends, b.done = true, !b.all
	default:
		b.at = append(b.at, pc)
	}
}

// state returns the state of what has been entered.
func (b *builder) state(again bool) *state {
	if again && !b.done {
		b.at = append(b.at, begin)
	}
	st := &state{at: b.at, match: b.ends, last: b.ends || b.endsWithText()}
	key := make([]byte, 0, 4*len(st.at)+2)
	for _, pc := range st.at {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	key = append(key, bit(st.match), bit(st.last))
	if known := b.states[string(key)]; known != nil {
		return known
	}
	b.size += stateSize + len(st.at) + len(b.classes.one)
	st.next = make([]atomic.Uint32, len(b.classes.one))
	var list []*state
	if old := b.list.Load(); old != nil {
		list = *old
	}
	list = append(list, st)
	st.id = uint32(len(list))
	b.list.Store(&list)
	b.states[string(key)] = st
	return st
}

// endsWithText says whether a match ends here if the text does.
func (b *builder) endsWithText() bool {
	seen := make([]bool, len(b.Inst))
	var walk func(pc uint32) bool
	walk = func(pc uint32) bool {
		if seen[pc] {
			return false
		}
		seen[pc] = true
		switch in := &b.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			return walk(in.Out) || walk(in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			return walk(in.Out)
		case syntax.InstEmptyWidth:
			return (b.text || syntax.EmptyOp(in.Arg)&syntax.EmptyBeginText == 0) && walk(in.Out)
		case syntax.InstMatch:
			return true
		}
		return false
	}
	return slices.ContainsFunc(b.at, func(pc uint32) bool {
		return pc != begin && b.Inst[pc].Op == syntax.InstEmptyWidth && walk(pc)
	})
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// forward returns where in s a match ends that begins at position from or, if
// the machine is one for anywhere, behind it; -1 if there is none. With any it
// is the end that shows first. ok is false where the machine cannot tell.
func (m *machine) forward(s string, from int, any bool) (end int, ok bool) {
	st := m.start(from == 0)
	end = -1
	for i := from; st != nil; {
		if st.match {
			if end = i; any {
				return end, true
			}
		}
		if i == len(s) {
			if st.last {
				end = i
			}
			return end, true
		}
		if len(st.at) == 0 {
			return end, true
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if r, size = decode(s, i); size == 1 {
				return 0, false
			}
		}
		st = m.follow(st, m.classes.of(r))
		i += size
	}
	return 0, false
}

// backward is forward for a machine that reads backwards: it returns the first
// place in s, not before from, where a match begins that ends at end.
func (m *machine) backward(s string, from, end int, any bool) (at int, ok bool) {
	st := m.start(end == len(s))
	at = -1
	for i := end; st != nil; {
		if st.match {
			if at = i; any {
				return at, true
			}
		}
		if i == 0 && st.last {
			return 0, true
		}
		if i <= from || len(st.at) == 0 {
			return at, true
		}
		r, size := rune(s[i-1]), 1
		if r >= utf8.RuneSelf {
			if r, size = decodeLast(s, i); size == 1 {
				return 0, false
			}
		}
		st = m.follow(st, m.classes.of(r))
		i -= size
	}
	return 0, false
}

// decode is utf8.DecodeRuneInString(s[i:]), decodeLast of s[:i]. Most characters
// are Chinese and take three bytes.
func decode(s string, i int) (rune, int) {
	if i+2 < len(s) {
		if r := three(s[i], s[i+1], s[i+2]); r > 0 {
			return r, 3
		}
	}
	return utf8.DecodeRuneInString(s[i:])
}

func decodeLast(s string, i int) (rune, int) {
	if i > 2 {
		if r := three(s[i-3], s[i-2], s[i-1]); r > 0 {
			return r, 3
		}
	}
	return utf8.DecodeLastRuneInString(s[:i])
}

// three returns the character of three bytes, 0 where they are none or begin
// with 0xe0 or 0xed, which have rules of their own.
func three(a, b, c byte) rune {
	if a > 0xe0 && a < 0xf0 && a != 0xed && b&0xc0 == 0x80 && c&0xc0 == 0x80 {
		return rune(a&15)<<12 | rune(b&63)<<6 | rune(c&63)
	}
	return 0
}

// classes parts all characters into those that no instruction tells apart.
type classes struct {
	one    []rune                     // a character of each class
	block  [0x10000 / perBlock]uint16 // of the basic plane: where in blocks its classes are
	blocks [][perBlock]uint8
	higher []rune // where the parts beyond the basic plane begin,
	class  []uint8
}

// perBlock is small so that what a pattern looks up for Chinese text, where
// nearly all blocks are one and the same, stays in the cache beside that of
// hundreds of others.
const perBlock = 32

// of returns the class of r. It is just short enough for the compiler to put it
// in the loops that call it.
func (c *classes) of(r rune) uint8 {
	if r > 0xffff {
		return c.beyond(r)
	}
	return c.blocks[c.block[r>>5]][r&(perBlock-1)]
}

func (c *classes) beyond(r rune) uint8 {
	i, found := slices.BinarySearch(c.higher, r)
	if !found {
		i--
	}
	return c.class[i]
}

// classesOf returns the classes of the characters in ps; nil where case is
// folded or there are too many classes.
func classesOf(ps ...program) *classes {
	// The sets in which characters are, as one bit for each distinct set: where
	// a set begins or ends its bit turns.
	turns := map[rune][]int{}
	sets := map[string]bool{}
	for _, p := range ps {
		for i := range p.Inst {
			in := &p.Inst[i]
			switch in.Op {
			case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			default:
				continue
			}
			rs, ok := ranges(in)
			if !ok {
				return nil
			}
			if sets[string(rs)] {
				continue
			}
			n := len(sets)
			sets[string(rs)] = true
			for k := 0; k < len(rs); k += 2 {
				turns[rs[k]] = append(turns[rs[k]], n)
				turns[rs[k+1]+1] = append(turns[rs[k+1]+1], n)
			}
		}
	}
	bounds := []rune{0, 0x10000}
	for r := range turns {
		if r > 0 && r <= utf8.MaxRune && r != 0x10000 {
			bounds = append(bounds, r)
		}
	}
	slices.Sort(bounds)
	c := &classes{}
	known := map[string]uint8{}
	alike := map[uint8]uint16{} // blocks of one class
	var block [perBlock]uint8   // the one being filled
	in := make([]byte, len(sets)/8+1)
	for i, lo := range bounds {
		for _, n := range turns[lo] {
			in[n/8] ^= 1 << (n % 8)
		}
		class, ok := known[string(in)]
		if !ok {
			if len(c.one) == 256 {
				return nil
			}
			class = uint8(len(c.one))
			known[string(in)] = class
			c.one = append(c.one, lo)
		}
		if lo > 0xffff {
			c.higher, c.class = append(c.higher, lo), append(c.class, class)
			continue
		}
		for r, end := lo, bounds[i+1]; r < end; {
			if r%perBlock == 0 && r+perBlock <= end {
				n, ok := alike[class]
				if !ok {
					n = uint16(len(c.blocks))
					alike[class] = n
					c.blocks = append(c.blocks, [perBlock]uint8(slices.Repeat([]uint8{class}, perBlock)))
				}
				c.block[r/perBlock] = n
				r += perBlock
				continue
			}
			block[r%perBlock] = class
			if r++; r%perBlock == 0 {
				c.block[(r-1)/perBlock] = uint16(len(c.blocks))
				c.blocks = append(c.blocks, block)
			}
		}
	}
	return c
}
