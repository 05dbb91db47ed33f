package reuse

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
)

// A record is what is sorted.
type record [2]uint64

const recordBytes = 16

func (a record) compare(b record) int {
	if c := cmp.Compare(a[0], b[0]); c != 0 {
		return c
	}
	return cmp.Compare(a[1], b[1])
}

// A sorter sorts more records than the memory has room for: what is full is sorted
// and written behind the rest in one file, and the runs of it are merged when they
// are read.
type sorter struct {
	name string
	file *os.File // nil until the first run
	most int      // records held
	held []record
	runs []int64 // where each begins in the file
	end  int64
}

func newSorter(dir, name string, memory int) *sorter {
	return &sorter{name: filepath.Join(dir, name), most: max(memory/recordBytes, 2)}
}

func (s *sorter) add(r record) error {
	if s.held == nil {
		// What is not used takes addresses and no memory; there may be no room for
		// all the addresses that are asked for.
		s.held = make([]record, 0, min(s.most, defaultMemory/recordBytes))
	}
	s.held = append(s.held, r)
	if len(s.held) < s.most {
		return nil
	}
	return s.spill()
}

func (s *sorter) spill() error {
	if s.file == nil {
		var err error
		if s.file, err = os.OpenFile(s.name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
			return err
		}
	}
	slices.SortFunc(s.held, record.compare)
	w := bufio.NewWriterSize(s.file, 1<<16)
	var b [recordBytes]byte
	for _, r := range s.held {
		binary.LittleEndian.PutUint64(b[:8], r[0])
		binary.LittleEndian.PutUint64(b[8:], r[1])
		if _, err := w.Write(b[:]); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	s.runs = append(s.runs, s.end)
	s.end += int64(len(s.held)) * recordBytes
	s.held = s.held[:0]
	return nil
}

// sorted yields all records in order. Nothing may be added any more.
func (s *sorter) sorted() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		slices.SortFunc(s.held, record.compare)
		if len(s.runs) == 0 {
			for _, r := range s.held {
				if !yield(r, nil) {
					return
				}
			}
			return
		}
		var h runs
		for i, at := range s.runs {
			end := s.end
			if i+1 < len(s.runs) {
				end = s.runs[i+1]
			}
			size := min(max(s.most*recordBytes/len(s.runs), 4<<10), 1<<18)
			h = append(h, &run{r: bufio.NewReaderSize(io.NewSectionReader(s.file, at, end-at), size)})
		}
		h = append(h, &run{held: s.held})
		h = slices.DeleteFunc(h, func(r *run) bool { r.next(); return r.over })
		heap.Init(&h)
		for len(h) > 0 {
			first := h[0]
			if first.err != nil {
				yield(record{}, first.err)
				return
			}
			if !yield(first.record, nil) {
				return
			}
			if first.next(); first.over {
				heap.Pop(&h)
			} else {
				heap.Fix(&h, 0)
			}
		}
	}
}

// close removes the file.
func (s *sorter) close() {
	s.held = nil
	if s.file != nil {
		s.file.Close()
		os.Remove(s.name)
		s.file = nil
	}
}

// A run is a part of what is sorted, in order.
type run struct {
	record
	err  error
	over bool

	r    *bufio.Reader // nil: held
	held []record
}

func (r *run) next() {
	if r.r == nil {
		if r.over = len(r.held) == 0; !r.over {
			r.record, r.held = r.held[0], r.held[1:]
		}
		return
	}
	var b [recordBytes]byte
	switch _, err := io.ReadFull(r.r, b[:]); {
	case errors.Is(err, io.EOF):
		r.over = true
	case err != nil:
		r.err, r.record = err, record{} // in front of all others
	default:
		r.record = record{binary.LittleEndian.Uint64(b[:8]), binary.LittleEndian.Uint64(b[8:])}
	}
}

// runs are a heap.
type runs []*run

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, j int) bool { return h[i].compare(h[j].record) < 0 }
func (h runs) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runs) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runs) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
