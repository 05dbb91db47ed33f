package corpus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
)

// A recogniser reads the characters of a page's picture: glyphs in points, in
// the order of reading, and the mean confidence of their characters, 0 to 100.
// Its String says what reads, and which language.
type recogniser interface {
	recognise(ctx context.Context, p picture) (glyphs []glyph, confidence float64, err error)
	String() string
}

// A drawer makes pictures of the pages need, from 0 on and rising, and calls
// each once for every one of them: with its picture, with an empty picture
// where nothing is on the page, or with the reason why it has none. It stops
// where each returns an error, and returns that.
type drawer func(need []int, each func(page int, p picture, err error) error) error

const (
	// ocrTime is how much longer a document may take for a page of OCR.
	ocrTime = 30 * time.Second
	// leastConfidence is the mean confidence below which a page is noise. Scans
	// of notices reach 88 and more.
	leastConfidence = 55
)

// ocrFailed begins the reason why a page could not be recognised at all.
const ocrFailed = "OCR failed: "

// ocr is what came of recognising the pages of a document.
type ocr struct {
	engine string // what did it; empty if nothing did
	wanted string // why a page that needed it has stayed as it was
}

// recognise puts the characters of the pictures of pages in the place of their
// text layer, where that one is missing or has no meaning. Its error is one of
// the whole document.
func (j *job) recognise(pages []pdfPage, draw drawer) (ocr, error) {
	need := needOCR(pages, j.OCR)
	if len(need) == 0 {
		return ocr{}, nil
	}
	if j.OCR == OCRNever {
		return ocr{wanted: "needs OCR, which is switched off (--ocr auto)"}, nil
	}
	engine, err := j.engine()
	if err != nil {
		why := "needs OCR, and " + err.Error()
		if j.OCR == OCRAlways {
			return ocr{}, errors.New(why)
		}
		return ocr{wanted: why}, nil
	}
	j.grant(time.Duration(len(need)) * ocrTime)
	readings, err := j.readPictures(engine, need, len(pages), draw)
	if err != nil {
		return ocr{}, err
	}
	for _, i := range need {
		r, p := readings[i], &pages[i]
		switch {
		case r.err != nil:
			p.unread = ocrFailed + r.err.Error()
		case r.empty:
		case !r.plausible():
			p.unread = "OCR finds no Chinese text in it"
		case p.hidden && j.OCR == OCRAuto && faults(r.glyphs) >= faults(p.glyphs):
			p.unread = "OCR reads it no better"
		default:
			p.glyphs, p.confidence, p.problem = r.glyphs, r.confidence, ""
			p.strokes, p.turned = nil, 0
		}
	}
	return ocr{engine.String(), "OCR finds no Chinese text in it (" + engine.String() + ")"}, nil
}

// A reading is what was recognised on one page.
type reading struct {
	glyphs     []glyph
	confidence float64
	empty      bool // nothing is on the page
	err        error
}

// readPictures recognises the pages need, several at a time. It returns a
// reading for each of n pages, or an error where the document's time is up.
func (j *job) readPictures(engine recogniser, need []int, n int, draw drawer) ([]reading, error) {
	readings := make([]reading, n)
	for _, i := range need {
		readings[i].err = errors.New("page could not be drawn")
	}
	slots := ocrSlots()
	var running sync.WaitGroup
	err := draw(need, func(i int, p picture, err error) error {
		r := &readings[i]
		switch {
		case err != nil:
			*r = reading{err: err}
			return j.ctx.Err()
		case p.gray == nil || p.blank():
			*r = reading{empty: true}
			return j.ctx.Err()
		}
		select {
		case slots <- struct{}{}: // or the pictures of a whole book would wait in memory
		case <-j.ctx.Done():
			return j.ctx.Err()
		}
		running.Go(func() {
			defer func() {
				if x := recover(); x != nil {
					*r = reading{err: fmt.Errorf("page is read wrongly (%.80v)", x)}
				}
				<-slots
			}()
			var got reading
			got.glyphs, got.confidence, got.err = engine.recognise(j.ctx, p)
			*r = got
		})
		return nil
	})
	running.Wait()
	if j.ctx.Err() != nil {
		return nil, j.ctx.Err()
	}
	if err != nil { // what was drawn before is still good
		for _, i := range need {
			if readings[i].err != nil {
				readings[i].err = oneLine(err)
			}
		}
	}
	return readings, nil
}

// needOCR are the pages whose text is missing or makes no sense, or all.
func needOCR(pages []pdfPage, when OCR) []int {
	whole, each := qualities(pages)
	bad := whole.missing(len(pages)) || whole.senseless()
	var need []int
	for i, p := range pages {
		q := each[i]
		switch {
		case p.problem != "": // what can't be read can't be drawn
		case when == OCRAlways,
			q.signs == 0,
			p.scan && q.signs < 10, // a page number stamped on a scan
			q.unreadable(),
			bad && (q.senseless() || whole.missing(len(pages))),
			p.hidden && faults(p.glyphs) > 0.05:
			need = append(need, i)
		}
	}
	return need
}

// plausible reports whether what was recognised is text. From pictures that
// hold none (maps, photographs, the boxes that stand for characters a font
// lacks) OCR reads unsure characters, few Chinese ones, or one again and again.
func (r reading) plausible() bool {
	var q quality
	count, most := map[rune]int{}, 0
	for _, g := range r.glyphs {
		q.add(g.r)
		count[g.r]++
		most = max(most, count[g.r])
	}
	return q.han > 0 && q.han*5 >= q.signs && !q.senseless() && r.confidence >= leastConfidence &&
		(q.signs < 20 || most*4 < q.signs)
}

// faults is the share of characters of a page that OCR is likely to have made
// wrong or put in a wrong place: rare ones, single Latin letters between
// Chinese ones, and lines of one or two characters.
func faults(glyphs []glyph) float64 {
	bad, all := 0, 0
	for _, l := range linesOf(dropDoubles(glyphs), nil) {
		var q quality
		rs := []rune(l.Text)
		for i, r := range rs {
			q.add(r)
			if i > 0 && i+1 < len(rs) && unicode.Is(unicode.Latin, r) && unicode.Is(unicode.Han, rs[i-1]) && unicode.Is(unicode.Han, rs[i+1]) {
				q.noise++
			}
		}
		all += q.signs
		bad += q.noise
		if q.signs <= 2 && q.digits == 0 {
			bad += q.signs - q.noise
		}
	}
	if all == 0 {
		return 1
	}
	return float64(bad) / float64(all)
}

// ocrWarnings says of every run of pages that their text was recognised, by us
// or by whoever made the scan.
func (s *Source) ocrWarnings(pages []pdfPage, engine string) {
	runs := func(code string, is func(pdfPage) bool, message func(which string, run []pdfPage) string) {
		for i := 0; i < len(pages); i++ {
			first := i
			for i < len(pages) && is(pages[i]) {
				i++
			}
			if i > first {
				s.Warnings = append(s.Warnings, Warning{Code: code, Page: first + 1, Message: message(pageRange(first, i), pages[first:i])})
			}
		}
	}
	runs("ocr_text", func(p pdfPage) bool { return p.confidence > 0 }, func(which string, run []pdfPage) string {
		sure, signs := 0.0, 0
		for _, p := range run {
			sure += p.confidence * float64(len(p.glyphs))
			signs += len(p.glyphs)
		}
		return fmt.Sprintf("text of %s recognised from pictures (%s, mean confidence %.0f): expect wrong characters", which, engine, sure/float64(signs))
	})
	runs("ocr_layer", func(p pdfPage) bool { return p.hidden && p.confidence == 0 }, func(which string, _ []pdfPage) string {
		return "text of " + which + " is what someone's OCR has read from a scan: expect wrong characters"
	})
	runs("ocr_layer", func(p pdfPage) bool { return p.hidden && p.confidence > 0 }, func(which string, _ []pdfPage) string {
		return "text that someone's OCR has read from the scan of " + which + " is not used: it was recognised anew"
	})
}

// pageRange is "page 3" or "pages 3–7" for the pages [from, to), from 0 on.
func pageRange(from, to int) string {
	if to == from+1 {
		return fmt.Sprintf("page %d", to)
	}
	return fmt.Sprintf("pages %d–%d", from+1, to)
}

// readers is who has read the pages: reader, the engine of OCR, or both.
func readers(pages []pdfPage, reader, engine string) string {
	recognised := func(p pdfPage) bool { return p.confidence > 0 }
	other := func(p pdfPage) bool { return p.confidence == 0 && len(p.glyphs) > 0 }
	engine, _, _ = strings.Cut(engine, " ")
	switch {
	case !slices.ContainsFunc(pages, recognised):
		return reader
	case reader == "" || !slices.ContainsFunc(pages, other):
		return engine
	}
	return reader + ", " + engine
}
