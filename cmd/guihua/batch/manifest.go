package batch

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
)

// ManifestID is the value of "schema" in every record of a manifest.
const ManifestID = "guihua/manifest/v1"

// A Record is what the manifest says of one input.
type Record struct {
	Schema string `json:"schema"`
	Name   string `json:"name"`             // source.name of the output: the path below Folder, with slashes; empty where Input stands for no document
	Input  string `json:"input"`            // the path it was read from, as it was given
	Folder string `json:"folder,omitempty"` // the folder that was named; empty for a file that was named itself

	Status Status `json:"status"`
	Reason string `json:"reason,omitempty"` // why it failed
	Output string `json:"output,omitempty"` // path below the output folder, with slashes; of a failed one that of an earlier version of it

	SHA256 string `json:"sha256,omitempty"` // of the input; empty where it could not be read
	Bytes  int64  `json:"bytes"`            // of the input
	Format string `json:"format,omitempty"`
	Reader string `json:"reader,omitempty"` // as in source.reader

	OutputBytes int64 `json:"output_bytes,omitempty"`
	Tasks       int   `json:"tasks"`
	Targets     int   `json:"targets"`
	Clauses     int   `json:"clauses"` // responsibility clauses
	Warnings    int   `json:"warnings"`
	Corrected   int   `json:"corrected,omitempty"` // corrections in effect

	Corrections string `json:"corrections,omitempty"` // tells those the folder keeps of it from others

	Versions
	Seconds float64 `json:"seconds"` // from opening the input to the written output
}

// A Status is how an input came out.
type Status string

// The values of Status.
const (
	OK     Status = "ok"
	Warned Status = "warned" // written, with warnings
	Failed Status = "failed"
)

// Versions are what the output of an input depends on besides its bytes. An
// output made with other rules, another dictionary or other options is out of
// date; the program is there for the reader.
type Versions struct {
	Program    string `json:"program"`
	Rules      string `json:"rules"` // of reading and extraction together
	Dictionary string `json:"dictionary"`
	Options    string `json:"options,omitempty"` // flags that change what is read, where they are not the defaults
}

// agree reports whether programs of two versions make the same output.
func (v Versions) agree(w Versions) bool {
	return v.Rules == w.Rules && v.Dictionary == w.Dictionary && v.Options == w.Options
}

// line is r as a line of a manifest.
func (r *Record) line() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		panic(err) // strings and numbers
	}
	return b.Bytes()
}

// A history finds records of earlier runs by name. It keeps 32 bytes of each
// and reads the others when they are asked for.
type history struct {
	files   []io.ReaderAt
	entries []entry // one of each name, the latest, by hash
	damaged int     // lines that are no records
}

// An entry tells where a record stands.
type entry struct {
	hash  uint64 // of its name
	at    int64
	file  int32
	order int32 // among all entries
	seen  bool  // its input is among those of this run
}

// readHistory reads the manifest and after it the journal of a run that did
// not end. Either may be missing.
func readHistory(names ...string) (_ *history, err error) {
	h := &history{}
	defer func() {
		if err != nil {
			h.close()
		}
	}()
	for i, name := range names {
		f, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			h.files = append(h.files, bytes.NewReader(nil))
			continue
		}
		if err != nil {
			return nil, err
		}
		h.files = append(h.files, f)
		lines, at := bufio.NewReader(f), int64(0)
		for {
			line, err := lines.ReadBytes('\n')
			if len(bytes.TrimSpace(line)) > 0 {
				if r, ok := parse(line); !ok {
					h.damaged++
				} else if r.Name != "" {
					h.entries = append(h.entries, entry{hash: hashOf(r.Name), at: at, file: int32(i), order: int32(len(h.entries))})
				}
			}
			at += int64(len(line))
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, Cause(err))
			}
		}
	}
	slices.SortFunc(h.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.order, b.order))
	})
	h.keepLatest()
	return h, nil
}

// keepLatest drops the entries of names that come again later.
func (h *history) keepLatest() {
	var kept []entry
	for i, e := range h.entries {
		again := false
		for j := i + 1; j < len(h.entries) && h.entries[j].hash == e.hash && !again; j++ {
			again = h.at(h.entries[j]).Name == h.at(e).Name
		}
		if !again {
			kept = append(kept, e)
		}
	}
	h.entries = kept
}

func (h *history) close() {
	for _, f := range h.files {
		if c, ok := f.(io.Closer); ok {
			c.Close()
		}
	}
}

func parse(line []byte) (*Record, bool) {
	r := &Record{}
	ok := json.Unmarshal(line, r) == nil && r.Schema == ManifestID
	return r, ok
}

func hashOf(name string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, name)
	return h.Sum64()
}

// find returns the latest record of a name, nil where there is none.
func (h *history) find(name string) (*entry, *Record) {
	hash := hashOf(name)
	i, _ := slices.BinarySearchFunc(h.entries, hash, func(e entry, hash uint64) int { return cmp.Compare(e.hash, hash) })
	var last *entry
	var record *Record
	for ; i < len(h.entries) && h.entries[i].hash == hash; i++ {
		if r := h.at(h.entries[i]); r.Name == name {
			last, record = &h.entries[i], r
		}
	}
	return last, record
}

// at reads the record of an entry.
func (h *history) at(e entry) *Record {
	f := bufio.NewReaderSize(io.NewSectionReader(h.files[e.file], e.at, 1<<30), 1<<10)
	line, _ := f.ReadBytes('\n')
	r, ok := parse(line)
	if !ok {
		return &Record{} // someone else has written the file since
	}
	return r
}

// unseen yields the records that are not of this run, in their order. It ends
// the history: nothing can be found in it any more.
func (h *history) unseen() iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		slices.SortFunc(h.entries, func(a, b entry) int { return cmp.Compare(a.order, b.order) })
		for _, e := range h.entries {
			if r := h.at(e); !e.seen && r.Name != "" && !yield(r) {
				return
			}
		}
	}
}
