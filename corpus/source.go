// Package corpus opens documents of any supported format and undoes their
// layout. Every format ends as the same thing: an ordered list of lines with
// page and position, a [Source], and the clean [Text] made of them.
//
//	src, err := corpus.Options{}.Open(ctx, "notices/a.pdf", data)
//	…
//	text, err := corpus.Clean(ctx, src)
//
// Package extract does the second step itself: who wants records hands it the
// Source.
//
// Open fails where a file cannot be read, with one line that says what it is
// and what to do about it. Content fails nothing. Both stop when their context
// ends, with its cause as the error; a mistake of ours is an error that begins
// with "internal error" and never a panic. Nothing is written to standard
// output or standard error. All functions may be called from several
// goroutines at once.
package corpus

// A Source is one opened document, before its layout is undone.
type Source struct {
	Name     string
	SHA256   string // hex, of the bytes as read
	Format   string // txt, pdf, html, docx, doc, ofd, …
	Encoding string // IANA name; empty where the format fixes it
	Reader   string // what read it where there is a choice: ledongthuc, pdfium, tesseract, libreoffice
	// What the head of a web page, which nobody sees, says of it.
	Title     string // empty where it says none
	Published string // 2006-01-02; empty where it says none
	Bytes     int
	Pages     int // 0 where the source has no pages
	Lines     []Line
	Frames    []Frame   // of the tables the source draws or declares, by TableCell.Table-1; may be shorter
	Warnings  []Warning // what a person should know about the reading
}

// A Line is one printed line, decoded, without its line end. Blank lines are
// kept: they are layout too.
type Line struct {
	Text string
	Page int // 1-based; 0 where the source has no pages
	Box  Box // zero where the position is unknown
	Cell TableCell
	Out  string // why the reader leaves it out of the text (page_chrome, …); it is still counted
}

// A TableCell says in which cell of a table a line stands. The lines of one
// table follow each other, those of a cell in reading order; blank cells have
// no line. A table inside a cell is flattened into that cell.
type TableCell struct {
	Table      int // 1-based, in the order of the source; 0 outside tables
	Row, Col   int // 0-based, where the cell begins
	Rows, Cols int // how many it spans; 0 is 1
}

// A Frame is how a table is drawn on a page.
type Frame struct {
	Edges []float64 // sides of its columns from left to right, in points
}

// A Box is a line's place on its page in PDF points, origin at the top left.
type Box struct{ X0, Y0, X1, Y1 float64 }

// A Warning is something noticed while a source was read.
type Warning struct {
	Code    string
	Message string
	Page    int // 0 where it concerns the whole document
}
