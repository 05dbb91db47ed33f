package corpus

import "unicode"

// A Text is the cleaned text of a source: layout undone, wording untouched.
// Positions are code points of Runes.
type Text struct {
	Runes   []rune
	Paras   []Para
	Tables  []Grid
	Chrome  []string // lines left out as page chrome; they may hold a date
	LeftOut []LeftOut
	// SourceChars counts the source's characters, white space not counted:
	// what Runes holds and what LeftOut counts.
	SourceChars int

	origin []place // one for each rune
}

// A Para is one paragraph, or one row of a table.
type Para struct {
	Start, End int  // [Start, End) of Runes, the newline not counted
	Page       int  // page of its first character; 0 where there are no pages
	Table      int  // index into Tables, -1 outside tables
	Row        int  // row of that table, header included
	Centered   bool // printed in the middle of its line; only known from positions
}

// A Grid is a table as printed. A blank cell is empty, not copied from a
// merged neighbour; a row that spans the table has one cell.
type Grid struct {
	Rows [][]Cell
	// Doubtful says that cells of several lines were put together by their
	// places alone and rows may be mixed up.
	Doubtful bool
	Form     TableForm // how the source shows that it is one
}

// A TableForm is how a source shows that there is a table.
type TableForm string

// The forms of tables.
const (
	Declared   TableForm = "declared"     // the source has it as a table: HTML, DOCX, lines drawn on a page
	Tagged     TableForm = "tagged"       // <table> written into plain text
	Markdown   TableForm = "markdown"     // | … | … |
	Tabbed     TableForm = "tabbed"       // cells behind or between tabs
	Listed     TableForm = "listed"       // a header and rows with each cell on a line of its own
	SideBySide TableForm = "side by side" // cells in columns on a page, without lines
)

// A Cell is a range of Runes, empty for a blank cell.
type Cell struct {
	Start, End int
	// Above says that the place belongs to the cell above it, which is merged
	// over several rows: what that one says holds here too. Only known where
	// the source says how its cells are merged.
	Above bool
}

// A Place is where a character of the clean text came from.
type Place struct {
	Line int // index into Source.Lines, -1 for a separator put in by Clean and for what an entity (&lt;) stands for
	Col  int // code points from the start of that line
}

// A place is a Place in half the memory: there is one for each character.
type place struct{ line, col int32 }

// LeftOut counts the characters, white space not counted, that did not reach
// the text for one reason: page_number, running_head, page_chrome, markup,
// doubled_at_page_break, margin_comment, repeated_table_header,
// deleted_revision, hidden_text, ruby_text or unreadable_page.
type LeftOut struct {
	Why   string
	Chars int
}

// Slice returns the words of [start, end).
func (t *Text) Slice(start, end int) string { return string(t.Runes[start:end]) }

// Origin returns where the character at position i came from.
func (t *Text) Origin(i int) Place {
	at := t.origin[i]
	return Place{int(at.line), int(at.col)}
}

// inkIn is inkChars of a string.
func inkIn(s string) int {
	n := 0
	for _, r := range s {
		if isInk(r) {
			n++
		}
	}
	return n
}

// inkChars counts code points that are not white space.
func inkChars(rs []rune) int {
	n := 0
	for _, r := range rs {
		if isInk(r) {
			n++
		}
	}
	return n
}

// isInk says whether r is no white space.
func isInk(r rune) bool {
	if r > '\u3000' {
		return r != '\ufeff' // nearly every character
	}
	return !unicode.IsSpace(r) && !isBlank(r)
}
