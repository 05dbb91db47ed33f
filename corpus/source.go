// Package corpus opens documents of any supported format and undoes their
// layout. Every format ends as the same thing: an ordered list of lines with
// page and position, and the clean text made of them.
package corpus

// A Source is one opened document, before its layout is undone.
type Source struct {
	Name     string
	SHA256   string // hex, of the bytes as read
	Format   string // txt, pdf
	Encoding string // IANA name; empty where the format fixes it
	Reader   string // of a PDF: ledongthuc or pdfium
	Bytes    int
	Pages    int // 0 where the source has no pages
	Lines    []Line
	Warnings []Warning // what a person should know about the reading
}

// A Line is one printed line, decoded, without its line end. Blank lines are
// kept: they are layout too.
type Line struct {
	Text string
	Page int // 1-based; 0 where the source has no pages
	Box  Box // zero where the position is unknown
}

// A Box is a line's place on its page in PDF points, origin at the top left.
type Box struct{ X0, Y0, X1, Y1 float64 }

// A Warning is something noticed while a source was read.
type Warning struct {
	Code    string
	Message string
	Page    int // 0 where it concerns the whole document
}
