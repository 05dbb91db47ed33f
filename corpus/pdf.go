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

// A pdfPage is what a reader found on one page, in the order of drawing.
type pdfPage struct {
	glyphs  []glyph
	strokes []stroke
	turned  int    // characters left out because they stand askew (watermarks)
	problem string // why the page could not be read

	scan       bool    // a picture covers it
	hidden     bool    // its text is invisible and stands on that picture: someone's OCR
	confidence float64 // of characters recognised from its picture, 1 to 100; 0 for its own text
	unread     string  // why what was recognised was not taken
}

// readPDF fills s from a PDF. The reader is ledongthuc/pdf for the plain kind
// of document it reads as well as pdfium does, and pdfium for all others; see
// readLedongthuc for what plain means. Pages whose text makes no sense are
// recognised from their pictures.
func readPDF(j *job, s *Source, b []byte) error {
	s.Format = "pdf"
	draw := func(need []int, each func(int, picture, error) error) error {
		return drawPdfium(j.ctx, b, need, each)
	}
	if pages, ok := readLedongthuc(j.ctx, b); ok && len(pages) <= j.MaxPages {
		s.Reader = "ledongthuc"
		return s.fill(j, pages, draw)
	}
	sound, err := checkPDF(j, b)
	if err != nil {
		return err
	}
	s.Reader = "pdfium"
	pages, whole, err := readPdfium(j, b)
	if errors.Is(err, errPDFDamaged) {
		if fixed := repairPDF(j, b); fixed != nil {
			b, whole = fixed, false
			pages, _, err = readPdfium(j, b)
		}
	}
	if err != nil {
		return err
	}
	if !whole || !sound {
		s.Warnings = append(s.Warnings, Warning{Code: "pdf_repaired", Message: "the file is damaged; it was repaired before reading, text may be missing or wrong"})
	}
	return s.fill(j, pages, draw)
}

// fill makes lines of the pages, or says why there is nothing to make them of.
func (s *Source) fill(j *job, pages []pdfPage, draw drawer) error {
	s.Pages = len(pages)
	o, err := j.recognise(pages, draw)
	if err != nil {
		return err
	}
	whole, perPage := qualities(pages)
	if err := s.unread(pages, whole, o); err != nil {
		return err
	}
	s.Reader = readers(pages, s.Reader, o.engine)
	s.ocrWarnings(pages, o.engine)
	warn := func(page int, code, message string) {
		s.Warnings = append(s.Warnings, Warning{Code: code, Message: message, Page: page})
	}
	wanted := "" // said once
	if o.engine == "" && j.OCR != OCRNever {
		wanted = o.wanted
	}
	controls := 0
	for i, p := range pages {
		n := i + 1
		more := ""
		switch {
		case p.unread != "":
			more = "; " + p.unread
		case wanted != "":
			more = "; a scan " + wanted
		}
		switch {
		case p.problem != "":
			warn(n, "page_unreadable", p.problem)
		case perPage[i].signs == 0:
			warn(n, "page_without_text", "page without text (an empty page, a picture or a scan)"+more)
			wanted = ""
		case perPage[i].unreadable():
			warn(n, "page_unreadable", "the characters of this page have no meaning (its font does not say what they are)"+more)
			wanted = ""
		case perPage[i].signs >= 30 && perPage[i].share() < 0.9 && p.confidence == 0:
			warn(n, "page_doubtful", "some characters of this page may be wrong (its font does not say what they are)")
		}
		if p.turned > 0 {
			warn(n, "turned_text", plural(p.turned, "character")+" standing askew left out (a watermark or a stamp)")
		}
		for _, g := range p.glyphs {
			if isControl(g.r) {
				controls++
			}
		}
		lines, frames := p.lines()
		noise := perPage[i].unreadable()
		for _, l := range lines {
			l.Page = n
			if noise {
				l.Out = whyUnreadable // or records would be made of it
			}
			if l.Cell.Table > 0 {
				l.Cell.Table += len(s.Frames)
			}
			s.Lines = append(s.Lines, l)
		}
		s.Frames = append(s.Frames, frames...)
	}
	if n := s.restoreLabels(pages) + s.restoreCloses(pages); n > 0 {
		warn(0, "ocr_mark_restored", plural(n, "mark")+" that OCR misread set right: 、 behind the number of a chapter, which the sequence of chapters tells; ” and 》, which “ and 《 before them tell")
	}
	if controls > 0 {
		s.Warnings = append(s.Warnings, controlWarning(controls))
	}
	return nil
}

// unread is the error of a document without a text that makes sense; nil for
// others.
func (s *Source) unread(pages []pdfPage, whole quality, o ocr) error {
	what := map[string]string{"pdf": "PDF", "ofd": "OFD"}[s.Format]
	n := plural(len(pages), "page")
	switch {
	case !whole.missing(len(pages)) && !whole.senseless():
		return nil
	case what == "":
		what = s.Format
	case whole.missing(len(pages)):
		what = fmt.Sprintf("%s without a text layer (scan, %s)", what, n)
	default:
		what = fmt.Sprintf("%s text layer is unreadable (characters without meaning, %s)", what, n)
	}
	for _, p := range pages {
		if reason, failed := strings.CutPrefix(p.unread, ocrFailed); failed {
			return fmt.Errorf("%s: %s", what, reason)
		}
	}
	return fmt.Errorf("%s: %s", what, o.wanted)
}

// qualities is the quality of the text of all pages and of each.
func qualities(pages []pdfPage) (whole quality, each []quality) {
	each = make([]quality, len(pages))
	for i, p := range pages {
		for _, g := range p.glyphs {
			each[i].add(g.r)
		}
		whole.merge(each[i])
	}
	return whole, each
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

// missing reports whether a document of so many pages has no text. Page numbers
// stamped on a scan are no text either.
func (q *quality) missing(pages int) bool {
	return q.signs == 0 || q.han == 0 && q.signs < 10*pages && pages > 1
}

// senseless reports whether the text of a document makes no sense.
func (q *quality) senseless() bool {
	return q.share() < 0.6 || q.han == 0 && q.lower*2 < q.signs
}

// unreadable reports whether the text of one page makes no sense, which may
// have less Chinese than others: figures, a list of names.
func (q *quality) unreadable() bool { return q.signs >= 30 && q.share() < 0.5 }
