package corpus

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Limits that no honest plan or notice comes near; they keep a hostile or
// broken file from taking the machine.
const (
	maxPDFGlyphs = 3_000_000
	pdfiumMemory = 6144 // 64 KiB pages of one pdfium instance: 384 MiB
)

var (
	errPDFDamaged  = errors.New("PDF is damaged or cut off: get it again, or open it and save it as a new PDF")
	errPDFUnread   = errors.New("PDF is damaged, none of its pages can be read: open it and save it as a new PDF")
	errPDFPassword = errors.New("PDF is locked with a password: open it and save a copy without one")
	errPDFSecurity = errors.New("PDF is encrypted in a way that can't be read: open it and save a copy without protection")
	errPDFPages    = errors.New("PDF has more pages than --max-pages allows")
	errPDFTooBig   = errors.New("PDF is too big: split it, or save its text as .txt")
)

// A glyph is one character as drawn on a page, in points, origin at the top
// left of the page as one reads it. X0 and x1 are where the pen stood before
// and after it, so that "（" at the start of a line begins where 国 would.
type glyph struct {
	r      rune
	x0, x1 float64
	y      float64 // baseline
	size   float64 // em
	guess  bool    // x1 is an estimate
}

// A rule is an upright line drawn on a page, mostly the side of a table cell.
type rule struct{ x, y0, y1 float64 }

// A pdfPage is what a reader found on one page, in the order of drawing.
type pdfPage struct {
	glyphs  []glyph
	rules   []rule
	turned  int    // characters left out because they stand askew (watermarks)
	problem string // why the page could not be read
}

// readPDF fills s from a PDF. The reader is ledongthuc/pdf for the plain kind
// of document it reads as well as pdfium does, and pdfium for all others; see
// readLedongthuc for what plain means.
func readPDF(j *job, s *Source, b []byte) error {
	s.Format = "pdf"
	if pages, ok := readLedongthuc(j.ctx, b); ok && len(pages) <= j.MaxPages {
		s.Reader = "ledongthuc"
		return s.fill(pages)
	}
	sound, err := checkPDF(j, b)
	if err != nil {
		return err
	}
	s.Reader = "pdfium"
	pages, whole, err := readPdfium(j, b)
	if errors.Is(err, errPDFDamaged) {
		if fixed := repairPDF(j, b); fixed != nil {
			whole = false
			pages, _, err = readPdfium(j, fixed)
		}
	}
	if err != nil {
		return err
	}
	if !whole || !sound {
		s.Warnings = append(s.Warnings, Warning{Code: "pdf_repaired", Message: "the file is damaged; it was repaired before reading, text may be missing or wrong"})
	}
	return s.fill(pages)
}

// fill makes lines of the pages, or says why there is nothing to make them of.
func (s *Source) fill(pages []pdfPage) error {
	s.Pages = len(pages)
	controls := 0
	var whole quality
	perPage := make([]quality, len(pages))
	for i, p := range pages {
		for _, g := range p.glyphs {
			if isControl(g.r) {
				controls++
			}
			perPage[i].add(g.r)
		}
		whole.merge(perPage[i])
	}
	switch {
	case whole.signs == 0 || whole.han == 0 && whole.signs < 10*len(pages) && len(pages) > 1:
		// Page numbers stamped on a scan are no text layer either.
		return fmt.Errorf("PDF without a text layer (scan, %s): OCR is not supported yet", plural(len(pages), "page"))
	case whole.share() < 0.6 || whole.han == 0 && whole.lower*2 < whole.signs:
		return fmt.Errorf("PDF text layer is unreadable (characters without meaning, %s): OCR is not supported yet", plural(len(pages), "page"))
	}
	warn := func(page int, code, message string) {
		s.Warnings = append(s.Warnings, Warning{Code: code, Message: message, Page: page})
	}
	for i, p := range pages {
		n := i + 1
		switch {
		case p.problem != "":
			warn(n, "page_unreadable", p.problem)
		case perPage[i].signs == 0:
			warn(n, "page_without_text", "page without text (an empty page, a picture or a scan)")
		case perPage[i].signs >= 30 && perPage[i].share() < 0.5:
			warn(n, "page_unreadable", "the characters of this page have no meaning (its font does not say what they are)")
		case perPage[i].signs >= 30 && perPage[i].share() < 0.9:
			warn(n, "page_doubtful", "some characters of this page may be wrong (its font does not say what they are)")
		}
		if p.turned > 0 {
			warn(n, "turned_text", plural(p.turned, "character")+" standing askew left out (a watermark or a stamp)")
		}
		for _, l := range p.lines() {
			l.Page = n
			s.Lines = append(s.Lines, l)
		}
	}
	if controls > 0 {
		s.Warnings = append(s.Warnings, controlWarning(controls))
	}
	return nil
}

// A quality counts the signs of a text layer (blanks don't count) that make
// sense in a Chinese document, against the noise a font without a proper
// table of characters gives: control and private characters, rare Han
// characters, letters of other scripts, a hail of ASCII marks.
type quality struct {
	signs, noise       int
	han, lower, digits int
}

func (q *quality) add(r rune) {
	if unicode.IsSpace(r) {
		return
	}
	q.signs++
	r = foldRadical(r)
	switch {
	case commonHan()[r]:
		q.han++
	case unicode.Is(unicode.Han, r) && r != '〇':
		q.han++
		q.noise++
	case r >= '0' && r <= '9':
		q.digits++
	case r >= 'a' && r <= 'z':
		q.lower++
	case r >= 'A' && r <= 'Z', isCJKPunct(r), strings.ContainsRune(".,:;()-/%", r):
	default:
		q.noise++
	}
}

func (q *quality) merge(o quality) {
	q.signs += o.signs
	q.noise += o.noise
	q.han += o.han
	q.lower += o.lower
	q.digits += o.digits
}

// share is the share of signs that make sense, 1 for no signs at all. Text
// without Chinese makes sense only as words (small letters) or as figures;
// codes without meaning, taken for letters, are spread over all of ASCII.
func (q *quality) share() float64 {
	if q.signs == 0 {
		return 1
	}
	share := 1 - float64(q.noise)/float64(q.signs)
	if q.han*10 < q.signs && q.lower*2 < q.signs && q.digits*2 < q.signs {
		share -= 0.5
	}
	return share
}
