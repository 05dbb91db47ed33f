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

	first, later atomic.Uint32 // where reading begins: with the text, behind its begin

	// rows holds, for every state, where a character of each class leads; 0 where
	// that is not known. A full one gives way to a longer copy: what stands in one
	// never points beyond its end.
	rows atomic.Pointer[[]atomic.Uint32]

	mu     sync.Mutex // for what follows
	states [][]uint32 // the instructions of each, the preferred first, in the order of rows
	known  map[string]ref
	size   int // of all states
}

// A ref is a state as it stands in rows: where its row begins, and what has to
// be known of it while reading. The first row is nobody's, so that none is 0.
type ref = uint32

const (
	matches  ref = 1 << 31 // a match ends here
	lastly   ref = 1 << 30 // a match ends here where the text ends
	dead     ref = 1 << 29 // no instruction is left to go on
	rowStart     = dead - 1
)

const (
	// maxSize limits the memory of one machine, counted in words, to about 1 MB.
	// One that needs more leaves its question to regexp.
	maxSize   = 1 << 17
	stateSize = 30 // of a state, its key and its entry among the states

	// begin stands behind the instructions of a state where a match may begin
	// at every later character.
	begin = math.MaxUint32
)

// newMachine returns a machine for p, which tells the characters of c apart.
func newMachine(p program, c *classes, all, anywhere bool) *machine {
	m := &machine{program: p, classes: c, all: all, anywhere: anywhere, states: [][]uint32{nil}, known: map[string]ref{}}
	rows := make([]atomic.Uint32, 4*len(c.one))
	m.rows.Store(&rows)
	return m
}

// start returns the state in which reading begins.
func (m *machine) start(text bool) ref {
	keep := &m.later
	if text {
		keep = &m.first
	}
	if at := keep.Load(); at != 0 {
		return at
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b := m.builder(text)
	b.enter(uint32(m.Start))
	at := b.state(m.anywhere)
	keep.Store(at)
	return at
}

// step returns where a character of class c leads from a state, 0 where there
// is no room for it.
func (m *machine) step(from ref, c uint8) ref {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size > maxSize {
		return 0
	}
	row := from & rowStart
	b := m.builder(false)
	again := false
	for _, pc := range m.states[int(row)/len(m.classes.one)] {
		if pc == begin {
			b.enter(uint32(m.Start))
			again = true
		} else if in := &m.Inst[pc]; in.Op != syntax.InstEmptyWidth && in.Op != syntax.InstMatch && in.MatchRune(m.classes.one[c]) {
			b.enter(in.Out)
		}
	}
	to := b.state(again)
	(*m.rows.Load())[row+ref(c)].Store(to)
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
func (b *builder) state(again bool) ref {
	if again && !b.done {
		b.at = append(b.at, begin)
	}
	var flags ref
	if b.ends {
		flags |= matches
	}
	if b.ends || b.endsWithText() {
		flags |= lastly
	}
	if len(b.at) == 0 {
		flags |= dead
	}
	key := binary.LittleEndian.AppendUint32(make([]byte, 0, 4*len(b.at)+4), flags)
	for _, pc := range b.at {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	if at, ok := b.known[string(key)]; ok {
		return at
	}
	classes := len(b.classes.one)
	b.size += stateSize + len(b.at) + classes
	at := ref(len(b.states)*classes) | flags
	b.states = append(b.states, b.at)
	b.known[string(key)] = at
	if rows := *b.rows.Load(); len(b.states)*classes > len(rows) {
		longer := make([]atomic.Uint32, 2*len(rows))
		for i := range rows {
			longer[i].Store(rows[i].Load())
		}
		b.rows.Store(&longer)
	}
	return at
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

// forward returns where in s a match ends that begins at position from or, if
// the machine is one for anywhere, behind it; -1 if there is none. With any it
// is the end that shows first. ok is false where the machine cannot tell.
func (m *machine) forward(s string, from int, any bool) (end int, ok bool) {
	at := m.start(from == 0)
	rows := *m.rows.Load()
	end = -1
	for i := from; ; {
		if at > rowStart {
			if at&matches != 0 {
				if end = i; any {
					return end, true
				}
			}
			if at&dead != 0 {
				return end, true
			}
		}
		if i == len(s) {
			if at&lastly != 0 {
				end = i
			}
			return end, true
		}
		var c uint8
		if b := s[i]; b < utf8.RuneSelf {
			c = m.classes.ascii[b]
			i++
		} else if r := three(s, i); r > 0 {
			c = m.classes.of(r)
			i += 3
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			if size == 1 {
				return 0, false
			}
			c = m.classes.of(r)
			i += size
		}
		to := rows[at&rowStart+ref(c)].Load()
		if to == 0 {
			if to = m.step(at, c); to == 0 {
				return 0, false
			}
			rows = *m.rows.Load()
		}
		at = to
	}
}

// backward is forward for a machine that reads backwards: it returns the first
// place in s, not before from, where a match begins that ends at end.
func (m *machine) backward(s string, from, end int, any bool) (begin int, ok bool) {
	at := m.start(end == len(s))
	rows := *m.rows.Load()
	begin = -1
	for i := end; ; {
		if at > rowStart {
			if at&matches != 0 {
				if begin = i; any {
					return begin, true
				}
			}
			if i == 0 && at&lastly != 0 {
				return 0, true
			}
			if at&dead != 0 {
				return begin, true
			}
		}
		if i <= from {
			return begin, true
		}
		var c uint8
		if b := s[i-1]; b < utf8.RuneSelf {
			c = m.classes.ascii[b]
			i--
		} else if r := three(s, i-3); r > 0 {
			c = m.classes.of(r)
			i -= 3
		} else {
			r, size := utf8.DecodeLastRuneInString(s[:i])
			if size == 1 {
				return 0, false
			}
			c = m.classes.of(r)
			i -= size
		}
		to := rows[at&rowStart+ref(c)].Load()
		if to == 0 {
			if to = m.step(at, c); to == 0 {
				return 0, false
			}
			rows = *m.rows.Load()
		}
		at = to
	}
}

// three returns the character of the three bytes of s from i on, as nearly all
// are Chinese; 0 where there is none of three bytes or it begins with 0xe0 or
// 0xed, which have rules of their own. It is short enough for the compiler to put
// it in the loops that call it.
func three(s string, i int) rune {
	if i < 0 || i+2 >= len(s) {
		return 0
	}
	a, b, c := s[i], s[i+1], s[i+2]
	if a-0xe1 > 0xef-0xe1 || a == 0xed || b&0xc0 != 0x80 || c&0xc0 != 0x80 {
		return 0
	}
	return rune(a&15)<<12 | rune(b&63)<<6 | rune(c&63)
}

// classes parts all characters into those that no instruction tells apart.
type classes struct {
	one    []rune                     // a character of each class
	ascii  [utf8.RuneSelf]uint8       // the classes of these characters,
	block  [0x10000 / perBlock]uint16 // of the basic plane: where in blocks its classes are,
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
	for r := range c.ascii {
		c.ascii[r] = c.of(rune(r))
	}
	return c
}
