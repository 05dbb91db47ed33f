// Package sidebyside lays comparisons of plans out as pages for a browser: the
// superior plan and a subordinate one side by side, what was cut and added marked
// in the words, their targets and units; for several subordinate plans an
// overview, with pictures of what became of each task, and of targets over the
// levels of government.
//
//	s := sidebyside.New(superior)
//	for each comparison { s.Learn(c, subordinate)() }
//	w, err := s.Create("compare.html")
//	for each comparison { part, err := w.Lay(c, subordinate); err = w.Add(part) }
//	err = w.Close()
//
// No comparison is held between Learn and Lay: both are given it, and the same.
// What a page is, and what it needs, stands in package webpage.
package sidebyside

import (
	"cmp"
	"encoding/json"
	"path/filepath"

	"guihua/cmd/guihua/batch"
	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/compare"
)

// A Set is one superior plan with the plans compared with it, as far as must be
// known of all before the first of them can be written.
type Set struct {
	superior *extract.Document
	entries  []entry
	numbers  map[string]int // of entries, by ID
	bytes    int            // of the JSON of all
	overview overview
}

// An entry is what a page knows of a comparison without its data.
type entry struct {
	ID    string `json:"id"` // of the subordinate plan
	Title string `json:"title"`
	Page  string `json:"page"` // file of its own, relative to the overview; "" where it is in this one
}

// New returns a set of no comparisons with superior, which is held.
func New(superior *extract.Document) *Set {
	return &Set{superior: superior, numbers: map[string]int{}, bytes: len(superior.Text)}
}

// Learn reads a comparison of the superior plan with subordinate for the first
// time; its Subordinate.ID is its name and stands for no other. It may be called
// for several at once; what it returns is called for one after the other, in
// their order.
func (s *Set) Learn(c *compare.Comparison, subordinate *extract.Document) func() {
	e := entry{ID: c.Subordinate.ID, Title: titleOf(c.Subordinate)}
	n := len(encode(c)) + len(subordinate.Text)
	seen := s.overview.learn(c)
	return func() {
		s.numbers[e.ID] = len(s.entries)
		s.entries = append(s.entries, e)
		s.bytes += n
		seen()
	}
}

// Len is how many comparisons have been learnt.
func (s *Set) Len() int { return len(s.entries) }

// Split reports whether every comparison has a page of its own, in a folder
// beside the file: compare_pages beside compare.html.
func (s *Set) Split() bool {
	return len(s.entries) > webpage.MaxDocuments || len(s.entries) > 1 && s.bytes > webpage.MaxBytes
}

// Create begins the files of a set whose comparisons have been learnt. Its error
// is one line that names the file or folder.
func (s *Set) Create(path string) (*Writer, error) {
	book, err := webpage.Create(path, s.pages(path))
	if err != nil {
		return nil, err
	}
	w, err := create(s, book)
	if err != nil {
		book.Drop()
	}
	return w, err
}

// CreateIn begins the same on a stage of the file's folder: Complete ends the files,
// and who has the stage finishes it.
func (s *Set) CreateIn(stage *batch.Stage, path string) (*Writer, error) {
	book, err := webpage.CreateIn(stage, path, s.pages(path))
	if err != nil {
		return nil, err
	}
	w, err := create(s, book)
	if err != nil {
		book.Abandon()
	}
	return w, err
}

// pages names the pages of a set that has some.
func (s *Set) pages(path string) (pages []string) {
	if s.Split() {
		for i := range s.entries {
			s.entries[i].Page = webpage.PageName(filepath.Base(path), s.entries[i].ID)
			pages = append(pages, s.entries[i].Page)
		}
	}
	return pages
}

// titleOf is what people call a plan.
func titleOf(p compare.Plan) string {
	if p.Title != nil && *p.Title != "" {
		return *p.Title
	}
	return cmp.Or(p.Source, p.ID)
}

// encode is JSON of our own types.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own types
	}
	return b
}
