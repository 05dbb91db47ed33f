package corpus

import (
	"context"
	"errors"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// What a page is made of, as far as it matters to OCR.
type makeup struct {
	scan   bool // a picture covers most of it
	hidden int  // strings nobody sees: drawn invisibly, or below that picture
	shown  int  // strings one can see
}

// scanEnds is how many objects a scan may have before or behind its picture
// besides its text: a background, a stamped number. Looking at no more saves
// going through the thousands of other pages.
const scanEnds = 20

// makeup looks through the objects of a page.
func (d *pdfiumDoc) makeup(page requests.Page, v view) makeup {
	var m makeup
	n, err := d.inst.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return m
	}
	area := (v.right - v.left) * (v.top - v.bottom)
	covers := func(o references.FPDF_PAGEOBJECT) bool {
		b, err := d.inst.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
		if err != nil {
			return false
		}
		w := min(float64(b.Right), v.right) - max(float64(b.Left), v.left)
		h := min(float64(b.Top), v.top) - max(float64(b.Bottom), v.bottom)
		return w > 0 && h > 0 && w*h > 0.6*area
	}
	left, rendered := maxObjects, 0
	var look func(o references.FPDF_PAGEOBJECT, depth int)
	look = func(o references.FPDF_PAGEOBJECT, depth int) {
		t, err := d.inst.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
		if left--; err != nil || left < 0 {
			return
		}
		switch t.Type {
		case enums.FPDF_PAGEOBJ_IMAGE:
			// Inside of a form the bounds are in its own coordinates, which
			// mostly are those of the page.
			if !covers(o) {
				return
			}
			m.scan = true
			if m.shown > 0 && rendered < 3 {
				rendered++
				if d.opaque(page, o) {
					m.hidden, m.shown = m.hidden+m.shown, 0
				}
			}
		case enums.FPDF_PAGEOBJ_TEXT:
			mode, err := d.inst.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
			if err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
				m.hidden++
			} else {
				m.shown++
			}
		case enums.FPDF_PAGEOBJ_FORM:
			if depth == 3 || depth == 0 && !covers(o) {
				return
			}
			n, err := d.inst.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
			if err != nil {
				return
			}
			for i := range min(n.Count, left) {
				if x, err := d.inst.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)}); err == nil {
					look(x.PageObject, depth+1)
				}
			}
		}
	}
	walk := func(from, to int) {
		for i := from; i < to && left > 0; i++ {
			if o, err := d.inst.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i}); err == nil {
				look(o.PageObject, 0)
			}
		}
	}
	walk(0, min(n.Count, scanEnds))
	walk(max(scanEnds, n.Count-scanEnds), n.Count)
	if m.scan && n.Count > 2*scanEnds {
		m, rendered = makeup{scan: true}, 0
		walk(0, n.Count)
	}
	return m
}

// opaque reports whether a picture hides what was drawn before it. One that
// lets much of the page through is a watermark.
func (d *pdfiumDoc) opaque(page requests.Page, o references.FPDF_PAGEOBJECT) bool {
	t, err := d.inst.FPDFPageObj_HasTransparency(&requests.FPDFPageObj_HasTransparency{PageObject: o})
	if err != nil || t.HasTransparency {
		return false
	}
	r, err := d.inst.FPDFImageObj_GetRenderedBitmap(&requests.FPDFImageObj_GetRenderedBitmap{Document: d.doc, Page: page, ImageObject: o})
	if err != nil {
		return false
	}
	defer d.inst.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: r.Bitmap})
	b, err := d.inst.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: r.Bitmap})
	if err != nil {
		return false
	}
	through := 0
	for i := 3; i < len(b.Buffer); i += 4 {
		if b.Buffer[i] < 200 {
			through++
		}
	}
	return through*4 < len(b.Buffer)/10
}

// drawPdfium is a drawer of the pages of a PDF, in an instance of pdfium of its
// own.
func drawPdfium(ctx context.Context, b []byte, need []int, each func(int, picture, error) error) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = errPDFDamaged
		}
	}()
	p, err := pdfiumPool()
	if err != nil {
		return err
	}
	inst, err := p.GetInstanceWithContext(ctx)
	if err != nil {
		return err
	}
	defer discard(ctx, inst)()
	doc, err := inst.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return pdfiumError(err)
	}
	for _, i := range need {
		pic, err := drawPage(inst, requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}})
		if err := each(i, pic, err); err != nil {
			return err
		}
	}
	return nil
}

var errNotDrawn = errors.New("page could not be drawn")

// drawPage makes the picture of one page.
func drawPage(inst pdfium.Pdfium, page requests.Page) (picture, error) {
	n, err := inst.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err == nil && n.Count == 0 {
		return picture{}, nil
	}
	size, err := inst.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil || !(size.Width >= 1 && size.Height >= 1) {
		return picture{}, errNotDrawn
	}
	dpi := dpiFor(size.Width, size.Height)
	r, err := inst.RenderPageInPixels(&requests.RenderPageInPixels{Page: page,
		Width: max(1, int(size.Width*dpi/72)), Height: max(1, int(size.Height*dpi/72))})
	if err != nil {
		return picture{}, errNotDrawn
	}
	defer r.Cleanup()
	return picture{ink(r.Result.Image, dpi), dpi}, nil
}
