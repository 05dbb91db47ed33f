// Package reuse finds the passages that documents of a corpus have from earlier
// ones: who copied which clause from whom.
//
//	opt := reuse.Options{MinChars: 30}
//	x, err := reuse.New(dir, opt)             // dir is for temporary files
//	defer x.Close()
//	r := reuse.Read(id, doc, opt)             // by several goroutines at once
//	err = x.Add(r)                            // for every document, one after the other
//	for found, err := range x.Find(ctx) { … } // document by document, in the order they were added
//
// The method is winnowing (Schleimer, Wilkerson and Aiken: Winnowing: Local
// Algorithms for Document Fingerprinting, SIGMOD 2003). Of every paragraph a part of
// its runs of characters is kept as fingerprints, chosen so that two paragraphs
// that share a run of a certain length share a fingerprint ([Options.Guarantee]).
// Fingerprints are sorted on the disk; those that are equal lead from a document
// to the earliest ones that have them, to the last one before it, and to those of
// the places above it, never to all: so there are a few pairs for each fingerprint,
// however many documents share it, and the time is that of sorting. Each pair is
// then compared character by character and extended as far as the two say the
// same, over small edits too.
//
// That a passage is found says that both documents have it and which is dated
// earlier. It does not prove that the later one copied from the earlier one: both
// may follow a third that is not among the documents.
package reuse

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"guihua/extract/body"
)

// Options say what counts as reuse.
type Options struct {
	// MinChars is the least number of characters, white space and the titles in
	// 《》 not counted, that a passage shares with its source. At least 10.
	MinChars int
	// MinShare is the least share of the later document's paragraph that they are.
	MinShare float64
	// Include are kinds of paragraphs that are otherwise left out.
	Include []Kind
	// Memory bounds the bytes of fingerprints, and of documents, that are held at
	// once; what is more goes to the disk. 0 is 64 MB of each.
	Memory int
	// Jobs is how many documents Find compares at the same time; 0 is one.
	Jobs int
}

// MinMinChars is the least that Options.MinChars may be.
const MinMinChars = 10

const defaultMemory = 64 << 20

// Guarantee is the number of symbols (see symbols) that are in the same order in
// two paragraphs for which it is certain that they share a fingerprint.
func (o Options) Guarantee() int { return min(o.MinChars, 30) * 4 / 5 }

// gram is the length of the runs that fingerprints are made of, and window how many
// of them in a row one is chosen from: a run of gram+window-1 symbols has one.
func (o Options) gram() int   { return o.Guarantee() * 2 / 3 }
func (o Options) window() int { return o.Guarantee() - o.gram() + 1 }

// Check says what is wrong with the options.
func (o Options) Check() error {
	switch {
	case o.MinChars < MinMinChars:
		return fmt.Errorf("passages must have at least %d characters", MinMinChars)
	case !(o.MinShare >= 0 && o.MinShare <= 1):
		return fmt.Errorf("the least share of a paragraph must be between 0 and 1")
	}
	for _, k := range o.Include {
		if !slices.Contains(LeftOut, k) {
			return fmt.Errorf("%q is no kind of paragraph that is left out: %s", k, joinKinds(LeftOut))
		}
	}
	return nil
}

// Order says what is known of which of two documents is earlier.
type Order string

// The orders.
const (
	Dated    Order = "dated"     // the dates of both say it
	SameDate Order = "same date" // they are the same
	Unknown  Order = "unknown"   // one has none, or they are years and the same year
)

// Match says how far two passages agree.
type Match string

// The matches.
const (
	Exact  Match = "exact"  // character by character, white space aside
	Folded Match = "folded" // but for names of places, words of levels, marks
	Edited Match = "edited" // characters were added, cut or replaced
)

// A Place is where a passage stands.
type Place struct {
	Doc   int    // number of the document, in the order they were added
	Kind  Kind   // of the paragraph
	Node  string // id of the task, heading, box item or table row
	Role  string // of the chapter, "" for none
	Page  int    // 0 for none
	Start int    // code points of the text
	End   int
	Text  string
	Chars int     // that are no white space
	Share float64 // of the paragraph's that are shared with the other side
}

// A Passage is words that a document has from an earlier one.
type Passage struct {
	Place                // in the later document
	Source         Place // in the earliest document that has them
	Order          Order
	Match          Match
	Shared         int  // characters of the later document that the source has
	Changed        int  // characters that were replaced, added or cut between them, the longer of both sides
	Documents      int  // that have the run of it that fewest have, these two included
	Formula        bool // half of it and more is the guiding formula (以习近平新时代…为指导), which all have from the centre
	Superior       int  // number of the nearest document of a place above that has it too; -1 for none
	SuperiorShared int
}

// A Doc is what is told of a document.
type Doc struct {
	ID      string
	Title   string // "" for none
	Region  string
	Code    string     // of its place in GB/T 2260, "" for none
	Level   body.Level // of government, "" where it is not known
	Date    string     // YYYY-MM-DD, YYYY where only the year is known, "" where none is
	DatedBy string     // issued, published, number, period; "" for no date
	Chars   int        // compared, white space not counted

	number  string // 发文字号
	issued  string
	sum     [32]byte // of what is compared
	copyOf  int      // number of the document it is the same as, or -1
	records int      // units in the spool
	at, end int64    // in the spool
}

// DaysTo is how many days after d another document is dated, negative for before;
// false where not both have a day.
func (d *Doc) DaysTo(later *Doc) (int, bool) {
	a, err := time.Parse(time.DateOnly, d.Date)
	b, err2 := time.Parse(time.DateOnly, later.Date)
	if err != nil || err2 != nil {
		return 0, false
	}
	return int(b.Sub(a).Hours() / 24), true
}

// Found is what was found for one document.
type Found struct {
	Doc      int
	CopyOf   int // the same document as this earlier one, which then has its passages; -1 for none
	Passages []Passage
}

func joinKinds(ks []Kind) string {
	var out []string
	for _, k := range ks {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}
