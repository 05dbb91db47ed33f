package reuse

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"sync"
)

// A laid document is what passages are looked for in: its paragraphs, their symbols
// and the text.
type laid struct {
	units []unit
	symbols
	text []rune
}

// pack is a laid document as bytes.
func (l *laid) pack() []byte {
	b := make([]byte, 0, 4*len(l.sym)+3*len(l.text)+64)
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	b = binary.AppendUvarint(b, uint64(len(l.units)))
	for _, u := range l.units {
		str(string(u.kind))
		str(u.node)
		str(u.role)
		for _, n := range []int{u.page, int(u.from), int(u.to), int(u.chars)} {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	b = binary.AppendUvarint(b, uint64(len(l.sym)))
	for _, s := range l.sym {
		b = binary.LittleEndian.AppendUint16(b, s)
	}
	last := int32(0)
	for i, at := range l.start {
		step := uint64(at-last) << 1 // most stand for one character and are not in a title
		if l.length[i] != 1 || l.title[i] {
			b = binary.AppendUvarint(b, step|1)
			more := uint64(l.length[i]) << 1
			if l.title[i] {
				more |= 1
			}
			b = binary.AppendUvarint(b, more)
		} else {
			b = binary.AppendUvarint(b, step)
		}
		last = at
	}
	str(string(l.text))
	return b
}

var errSpool = errors.New("a temporary file is not what was written to it")

// unpack is the document that pack made bytes of.
func unpack(b []byte) (_ *laid, err error) {
	num := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<40 {
			err, b = errSpool, nil
			return 0
		}
		b = b[n:]
		return int(v)
	}
	str := func() string {
		n := num()
		if n > len(b) {
			err, n = errSpool, 0
		}
		s := string(b[:n])
		b = b[n:]
		return s
	}
	l := &laid{}
	for range min(num(), len(b)) {
		u := unit{kind: Kind(str()), node: str(), role: str()}
		u.page, u.from, u.to, u.chars = num(), int32(num()), int32(num()), int32(num())
		l.units = append(l.units, u)
	}
	n := num()
	if 2*n > len(b) {
		return nil, errSpool
	}
	l.sym, l.start, l.length, l.title = make([]uint16, n), make([]int32, n), make([]uint8, n), make([]bool, n)
	for i := range l.sym {
		l.sym[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	b = b[2*n:]
	last := 0
	for i := range l.start {
		step := num()
		last += step >> 1
		l.start[i], l.length[i] = int32(last), 1
		if step&1 != 0 {
			more := num()
			l.length[i], l.title[i] = uint8(more>>1), more&1 != 0
		}
	}
	l.text = []rune(str())
	return l, err
}

// size is about what the document takes of the memory.
func (l *laid) size() int { return 8*len(l.sym) + 4*len(l.text) + 96*len(l.units) + 256 }

// A spool keeps laid documents on the disk, one behind the other.
type spool struct {
	name string
	file *os.File
	end  int64
}

func openSpool(dir string) (*spool, error) {
	s := &spool{name: filepath.Join(dir, "documents")}
	var err error
	s.file, err = os.OpenFile(s.name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	return s, err
}

func (s *spool) add(b []byte) (at, end int64, err error) {
	at = s.end
	if _, err := s.file.WriteAt(b, at); err != nil {
		return 0, 0, err
	}
	s.end += int64(len(b))
	return at, s.end, nil
}

func (s *spool) read(at, end int64) (*laid, error) {
	b := make([]byte, end-at)
	if _, err := s.file.ReadAt(b, at); err != nil {
		return nil, err
	}
	return unpack(b)
}

func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.name)
		s.file = nil
	}
}

// A shelf holds the documents that were asked for last, as many as there is room
// for. It may be used by several goroutines at once.
type shelf struct {
	spool *spool
	docs  []Doc
	room  int

	mu    sync.Mutex
	held  map[int]*shelved
	used  int
	clock int
}

type shelved struct {
	*laid
	at int // when it was asked for last
}

func newShelf(s *spool, docs []Doc, room int) *shelf {
	return &shelf{spool: s, docs: docs, room: room, held: map[int]*shelved{}}
}

func (s *shelf) get(doc int) (*laid, error) {
	s.mu.Lock()
	s.clock++
	if h := s.held[doc]; h != nil {
		h.at = s.clock
		s.mu.Unlock()
		return h.laid, nil
	}
	s.mu.Unlock()
	l, err := s.spool.read(s.docs[doc].at, s.docs[doc].end)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[doc] == nil {
		s.held[doc] = &shelved{l, s.clock}
		s.used += l.size()
		s.makeRoom()
	}
	return l, nil
}

// makeRoom takes the half of the documents off that nobody has asked for longest,
// where there are more than there is room for.
func (s *shelf) makeRoom() {
	if s.used <= s.room {
		return
	}
	oldest := make([]int, 0, len(s.held))
	for _, h := range s.held {
		oldest = append(oldest, h.at)
	}
	half := median(oldest)
	for doc, h := range s.held {
		if h.at <= half {
			delete(s.held, doc)
			s.used -= h.size()
		}
	}
}
