package corpus

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A stroke is a level or upright line drawn on a page, in points, origin at
// the top left, x0 <= x1 and y0 <= y1: mostly a side of a table's cells.
type stroke struct {
	x0, y0, x1, y1 float64
	edge           bool // the side of a filled box: no line of a table by itself
}

func (s stroke) upright() bool { return s.y1-s.y0 > s.x1-s.x0 }

// A line of a table is at least shortStroke long; a box thinner than thinStroke
// is a line. In points.
const (
	shortStroke = 6.0
	thinStroke  = 3.0
)

// strokeOf is the line that a thin box is; ok is false where it is none.
func strokeOf(x0, y0, x1, y1 float64) (s stroke, ok bool) {
	w, h := x1-x0, y1-y0
	switch {
	case w < thinStroke && h >= shortStroke:
		x := (x0 + x1) / 2
		return stroke{x0: x, y0: y0, x1: x, y1: y1}, true
	case h < thinStroke && w >= shortStroke:
		y := (y0 + y1) / 2
		return stroke{x0: x0, y0: y, x1: x1, y1: y}, true
	}
	return stroke{}, false
}

// sides are the upright lines of the page, those of filled boxes too.
func (p *pdfPage) sides() []stroke {
	var out []stroke
	for _, s := range p.strokes {
		if s.upright() {
			out = append(out, s)
		}
	}
	return out
}

// maxObjects bounds the search for lines on drawings of thousands of strokes,
// maxFormDepth forms inside forms.
const (
	maxObjects   = 20000
	maxFormDepth = 4
)

// A matrix maps x, y to a·x+c·y+e, b·x+d·y+f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// then is m followed by n.
func (m matrix) then(n matrix) matrix {
	e, f := n.apply(m.e, m.f)
	return matrix{m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d, e, f}
}

// A strokeFinder collects the level and upright lines of a page.
type strokeFinder struct {
	d    *pdfiumDoc
	view view
	left int // objects it may still look at
	out  []stroke
}

// strokes are the lines drawn on a page; nil on a page of too many objects.
func (d *pdfiumDoc) strokes(page requests.Page, v view) []stroke {
	n, err := d.inst.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil || n.Count > maxObjects {
		return nil
	}
	f := strokeFinder{d: d, view: v, left: maxObjects}
	for i := range n.Count {
		o, err := d.inst.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err == nil {
			f.object(o.PageObject, identity, 0)
		}
	}
	return f.out
}

// object looks at one object, m mapping its coordinates to those of the page.
func (f *strokeFinder) object(o references.FPDF_PAGEOBJECT, m matrix, depth int) {
	if f.left--; f.left < 0 {
		return
	}
	t, err := f.d.inst.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return
	}
	switch t.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		f.path(o, m)
	case enums.FPDF_PAGEOBJ_FORM:
		n, err := f.d.inst.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		if err != nil || depth == maxFormDepth {
			return
		}
		inner := f.matrixOf(o).then(m)
		for i := range n.Count {
			if c, err := f.d.inst.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)}); err == nil {
				f.object(c.PageObject, inner, depth+1)
			}
		}
	}
}

func (f *strokeFinder) matrixOf(o references.FPDF_PAGEOBJECT) matrix {
	m, err := f.d.inst.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return identity
	}
	x := m.Matrix
	return matrix{float64(x.A), float64(x.B), float64(x.C), float64(x.D), float64(x.E), float64(x.F)}
}

// path reads the lines of one path: a thin box is one, a box drawn with a pen
// has four, a filled one only edges, a path of many parts those of its parts.
func (f *strokeFinder) path(o references.FPDF_PAGEOBJECT, m matrix) {
	b, err := f.d.inst.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return
	}
	x0, y0, x1, y1 := f.box(m, float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top))
	if s, ok := strokeOf(x0, y0, x1, y1); ok {
		f.out = append(f.out, s)
		return
	}
	if y1-y0 < shortStroke && x1-x0 < shortStroke {
		return
	}
	mode, err := f.d.inst.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil {
		return
	}
	n, err := f.d.inst.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil {
		return
	}
	if !mode.Stroke && n.Count <= 5 {
		f.out = append(f.out, stroke{x0, y0, x0, y1, true}, stroke{x1, y0, x1, y1, true})
		return
	}
	f.parts(o, m, n.Count, mode.Stroke)
}

// parts reads the lines of a path of n segments: those it is stroked along, or
// the thin boxes it fills.
func (f *strokeFinder) parts(o references.FPDF_PAGEOBJECT, m matrix, n int, stroked bool) {
	inner := f.matrixOf(o).then(m)
	var box []float64 // of the part at hand: left, top, right, bottom
	var x, y, startX, startY float64
	end := func() {
		if !stroked && box != nil {
			if s, ok := strokeOf(box[0], box[1], box[2], box[3]); ok {
				f.out = append(f.out, s)
			}
		}
		box = nil
	}
	line := func(toX, toY float64) {
		if stroked {
			if s, ok := strokeOf(min(x, toX), min(y, toY), max(x, toX), max(y, toY)); ok {
				f.out = append(f.out, s)
			}
		}
	}
	for i := range n {
		if f.left--; f.left < 0 {
			return
		}
		g, err := f.d.inst.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return
		}
		p, err := f.d.inst.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: g.PathSegment})
		if err != nil {
			return
		}
		t, err := f.d.inst.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: g.PathSegment})
		if err != nil {
			return
		}
		toX, toY := f.view.point(inner.apply(float64(p.X), float64(p.Y)))
		switch t.Type {
		case enums.FPDF_SEGMENT_MOVETO:
			end()
			startX, startY = toX, toY
		case enums.FPDF_SEGMENT_LINETO:
			line(toX, toY)
		}
		x, y = toX, toY
		if box == nil {
			box = []float64{x, y, x, y}
		}
		box[0], box[1] = min(box[0], x), min(box[1], y)
		box[2], box[3] = max(box[2], x), max(box[3], y)
		if c, err := f.d.inst.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: g.PathSegment}); err == nil && c.IsClose {
			line(startX, startY)
			x, y = startX, startY
		}
	}
	end()
}

// box maps a box in the coordinates of an object to those of the page as one
// reads it.
func (f *strokeFinder) box(m matrix, left, bottom, right, top float64) (x0, y0, x1, y1 float64) {
	x0, y0 = math.Inf(1), math.Inf(1)
	x1, y1 = math.Inf(-1), math.Inf(-1)
	for _, p := range [][2]float64{{left, bottom}, {left, top}, {right, bottom}, {right, top}} {
		x, y := f.view.point(m.apply(p[0], p[1]))
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	return x0, y0, x1, y1
}
