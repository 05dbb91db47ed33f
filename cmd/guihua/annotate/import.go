package annotate

import (
	"errors"
	"fmt"

	"guihua/extract"
	"guihua/extract/correction"
)

// An Importer makes corrections of what a tool has written.
type Importer struct {
	Format string
	// Open finds a document by its ID. brat, which knows no IDs, gives the path of
	// its file, whose end is one.
	Open func(id string) (doc *extract.Document, jsonID string, err error)
	// Say is told in one line what can't be taken.
	Say func(line string)
	// Reviewed says that people have read all of every document that came back.
	Reviewed bool
	// Deletions says that what did not come back was deleted, see Compare.
	Deletions bool
}

// A Tally counts what came of an import.
type Tally struct {
	Documents int // that came back
	Untouched int // that nobody has annotated
	Changed   int // that have corrections
	Trouble   bool
}

// Read reads a file or folder and returns the corrections, in the order the
// documents came. What can't be taken is told of, and the rest is.
func (m *Importer) Read(path string) (*correction.File, Tally) {
	f := &correction.File{Schema: correction.SchemaID, Documents: []correction.Document{}}
	t := Tally{}
	trouble := func(format string, args ...any) {
		m.Say(fmt.Sprintf(format, args...))
		t.Trouble = true
	}
	tool, err := find(m.Format)
	if err != nil {
		trouble("%v", err)
		return f, t
	}
	seen := map[string]bool{}
	for a, err := range Read(m.Format, path) {
		switch {
		case errors.Is(err, errUntouched):
			t.Untouched++
			continue
		case err != nil:
			trouble("%v", err)
			continue
		}
		d, id, err := m.Open(a.ID)
		switch {
		case err != nil:
			trouble("%s: %s: %v", a.file, a.ID, err)
			continue
		case seen[id]:
			trouble("%s: %s: is there a second time; the first counts", a.file, id)
			continue
		}
		seen[id] = true
		if a.Text != d.Text {
			trouble("%s: %s: its text has changed since it was exported%s; export it again", a.file, id, difference(a.Text, d.Text))
			continue
		}
		t.Documents++
		if a.SHA256 != "" && a.SHA256 != d.Source.SHA256 {
			m.Say(fmt.Sprintf("%s: %s: was made of another version of the source since it was exported; its text is the same", a.file, id))
		}
		a.ID, a.Deletions = id, m.Deletions
		for _, line := range a.Remarks {
			m.Say(fmt.Sprintf("%s: %s: %s", a.file, id, line))
		}
		all, lines := Compare(d, a)
		for _, line := range lines {
			trouble("%s: %s: %s", a.file, id, line)
		}
		if wide := firstWide(d.Text); tool.pageUTF16 && wide >= 0 {
			for _, c := range all {
				if c.Span[1] > wide {
					m.Say(fmt.Sprintf("%s: %s: changes stand behind a character outside the BMP, where the page of %s is a place off; look at them", a.file, id, tool.name))
					break
				}
			}
		}
		if len(all) == 0 && !m.Reviewed {
			continue
		}
		if len(all) > 0 {
			t.Changed++
		}
		if all == nil {
			all = []correction.Correction{}
		}
		f.Documents = append(f.Documents, correction.Document{ID: id, SHA256: d.Source.SHA256, Reviewed: m.Reviewed, Corrections: all})
	}
	return f, t
}

// difference says where two texts begin to differ.
func difference(a, b string) string {
	was, is := []rune(a), []rune(b)
	i := 0
	for i < len(was) && i < len(is) && was[i] == is[i] {
		i++
	}
	return fmt.Sprintf(" (at %d of %d code points: %s, now %s)", i, len(was), short(string(was[i:min(i+12, len(was))])), short(string(is[i:min(i+12, len(is))])))
}
