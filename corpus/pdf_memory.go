package corpus

// firstMemory is as much as nearly every document needs of pdfium's memory, in
// bytes.
const firstMemory = 64 << 20

// A sandboxMemory is the memory of a pdfium instance. Left to itself it grows
// by a quarter again and again, each time into a new place, and the old ones
// pile up to several times its limit before the garbage collector comes. Here
// it moves once: the few documents that need more than firstMemory get all they
// may have, of which the system hands out only what is touched.
type sandboxMemory struct {
	b   []byte
	max uint64
}

// Reallocate makes the memory size bytes long, or returns nil.
func (m *sandboxMemory) Reallocate(size uint64) []byte {
	switch room := uint64(cap(m.b)); {
	case size > m.max:
		return nil
	case size <= room:
		m.b = m.b[:size]
	default:
		room = min(firstMemory, m.max)
		if size > room {
			room = m.max
		}
		grown := make([]byte, size, room)
		copy(grown, m.b)
		m.b = grown
	}
	return m.b
}

// Free gives the memory back.
func (m *sandboxMemory) Free() { m.b = nil }
