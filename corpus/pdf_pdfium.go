package corpus

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"
)

// squares is all of a file system pdfium sees: a folder with one font in which
// every character is a box. pdfium drops strings of fonts a PDF does not embed
// where it can't measure them, so without it the text would depend on what
// fonts the machine has. See fonts/make-squares.sh.
//
//go:embed fonts/squares.ttf
var squares embed.FS

// pdfiumPool is the process's pdfium: compiled once, an instance per document.
var pdfiumPool = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCloseOnContextDone(true). // or a document could never be given up
		WithMemoryLimitPages(pdfiumMemory)
	if dir, err := os.UserCacheDir(); err == nil {
		// Compiling takes seconds, loading the compiled a tenth. Without a
		// place to write it works all the same.
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "guihua")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	memory := experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		return &sandboxMemory{max: most}
	})
	return webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(context.Background(), memory),
		MaxTotal:      max(1, runtime.GOMAXPROCS(0)),
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig().WithFSMount(squares, "/usr/share"),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
})

// readPdfium reads a PDF with pdfium, in a sandbox of its own that is thrown
// away afterwards or when the time of the job is up. A file that is not whole
// is one whose cross-reference table pdfium had to make anew.
func readPdfium(j *job, b []byte) (pages []pdfPage, whole bool, err error) {
	defer func() {
		if x := recover(); x != nil {
			pages, err = nil, errPDFDamaged
		}
		if late := j.ctx.Err(); late != nil {
			pages, err = nil, late // what it stopped in the middle of is no damage
		}
	}()
	if len(b) > pdfiumMemory*65536/2 {
		return nil, false, errPDFTooBig
	}
	p, err := pdfiumPool()
	if err != nil {
		return nil, false, fmt.Errorf("the PDF reader does not start: %w", oneLine(err))
	}
	inst, err := p.GetInstanceWithContext(j.ctx)
	if err != nil {
		return nil, false, fmt.Errorf("the PDF reader does not start: %w", oneLine(err))
	}
	defer discard(j.ctx, inst)()
	d := pdfiumDoc{inst: inst, job: j}
	if pages, err = d.read(b); err != nil {
		return nil, false, pdfiumError(err)
	}
	return pages, d.whole, nil
}

// discard throws an instance away when ctx ends, or when it is called, whichever
// comes first. Kill does no more than that; Close would first run code on a
// document that may be broken.
func discard(ctx context.Context, inst pdfium.Pdfium) func() {
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		inst.Kill()
	})
	return func() {
		if stop() {
			inst.Kill()
			return
		}
		<-killed
	}
}

// oneLine keeps the first line of an error.
func oneLine(err error) error {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(msg)
}

func pdfiumError(err error) error {
	switch {
	case errors.Is(err, errPDFTooBig), errors.Is(err, errPDFPages), errors.Is(err, errPDFUnread):
		return err
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return errPDFPassword
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return errPDFSecurity
	}
	return errPDFDamaged
}

// A pdfiumDoc reads one document with one instance.
type pdfiumDoc struct {
	inst   pdfium.Pdfium
	job    *job
	doc    references.FPDF_DOCUMENT
	glyphs int  // read so far
	whole  bool // its cross-reference table is sound
}

func (d *pdfiumDoc) read(b []byte) ([]pdfPage, error) {
	doc, err := d.inst.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return nil, err
	}
	d.doc = doc.Document
	if table, err := d.inst.FPDF_DocumentHasValidCrossReferenceTable(&requests.FPDF_DocumentHasValidCrossReferenceTable{Document: doc.Document}); err == nil {
		d.whole = table.DocumentHasValidCrossReferenceTable
	}
	n, err := d.inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, err
	}
	if n.PageCount == 0 {
		return nil, errPDFDamaged
	}
	if n.PageCount > d.job.MaxPages {
		return nil, fmt.Errorf("%w (%d of %d)", errPDFPages, n.PageCount, d.job.MaxPages)
	}
	pages := make([]pdfPage, n.PageCount)
	bad := 0
	for i := range pages {
		if err := d.job.ctx.Err(); err != nil {
			return nil, err
		}
		page, err := d.inst.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc.Document, Index: i})
		if err == nil {
			pages[i], err = d.page(page.Page)
			d.inst.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
		}
		if errors.Is(err, errPDFTooBig) {
			return nil, err
		}
		if err != nil {
			pages[i] = pdfPage{problem: "page is damaged and could not be read"}
			bad++
		}
	}
	if bad == len(pages) {
		return nil, errPDFUnread
	}
	return pages, nil
}

// page reads the glyphs of a page and the lines drawn on it.
func (d *pdfiumDoc) page(ref references.FPDF_PAGE) (pdfPage, error) {
	var p pdfPage
	page := requests.Page{ByReference: &ref}
	box, err := d.inst.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return p, err
	}
	v := view{
		left: float64(box.Rect.Left), right: float64(box.Rect.Right),
		bottom: float64(box.Rect.Bottom), top: float64(box.Rect.Top),
	}
	tp, err := d.inst.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return p, err
	}
	defer d.inst.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: tp.TextPage})
	n, err := d.inst.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: tp.TextPage})
	if err != nil {
		return p, err
	}
	if d.glyphs += n.Count; d.glyphs > maxPDFGlyphs {
		return p, errPDFTooBig
	}
	byTurn := map[int][]rawGlyph{}
	askew := 0
	var s sizer
	for i := range n.Count {
		g, ok, err := d.glyph(tp.TextPage, i, &s)
		if err != nil {
			return p, err
		}
		if !ok || !v.shows(g) {
			continue
		}
		quarter := -g.angle / (math.Pi / 2) // pdfium counts clockwise
		turn := math.Round(quarter)
		if math.Abs(quarter-turn) > 0.06 { // some five degrees: a scanner's slant is less
			askew++
			continue
		}
		k := int(turn) & 3
		byTurn[k] = append(byTurn[k], g)
	}
	// The page is read the way most of its text stands, whatever its /Rotate
	// says: tables are often printed sideways on an upright page.
	for k, g := range byTurn {
		if len(g) > len(byTurn[v.turn]) || len(g) == len(byTurn[v.turn]) && k < v.turn {
			v.turn = k
		}
	}
	for k, g := range byTurn {
		if k != v.turn {
			askew += len(g)
		}
	}
	p.turned = askew
	for _, g := range surrogates(byTurn[v.turn]) {
		p.glyphs = append(p.glyphs, v.glyph(g))
	}
	m := d.makeup(page, v)
	p.scan, p.hidden = m.scan, m.scan && m.hidden > m.shown
	p.strokes = d.strokes(page, v)
	return p, nil
}

// A rawGlyph is a glyph in the coordinates of the PDF page, y upwards.
type rawGlyph struct {
	r                        rune
	left, right, bottom, top float64 // the loose box, as wide as the pen moves
	x, y                     float64 // the pen
	size, angle              float64
}

// A sizer remembers the last scale of text, as neighbours share it.
type sizer struct {
	font, y, scale float64
	ok             bool
}

// glyph reads one character; ok is false for what pdfium itself put in
// between words and lines.
func (d *pdfiumDoc) glyph(tp references.FPDF_TEXTPAGE, i int, s *sizer) (g rawGlyph, ok bool, err error) {
	gen, err := d.inst.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: tp, Index: i})
	if err != nil || gen.IsGenerated {
		return g, false, err
	}
	u, err := d.inst.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: tp, Index: i})
	if err != nil {
		return g, false, err
	}
	g.r = rune(u.Unicode)
	if g.r == 0x02 || g.r == 0xfffe { // pdfium's mark for a hyphen at a line's end
		g.r = '-'
	}
	box, err := d.inst.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: tp, Index: i})
	if err != nil {
		return g, false, nil // a character without a place is not on the page
	}
	g.left, g.right = float64(box.Rect.Left), float64(box.Rect.Right)
	g.bottom, g.top = float64(box.Rect.Bottom), float64(box.Rect.Top)
	pen, err := d.inst.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: tp, Index: i})
	if err != nil {
		return g, false, nil
	}
	g.x, g.y = pen.X, pen.Y
	font, err := d.inst.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: tp, Index: i})
	if err != nil {
		return g, false, nil
	}
	if angle, err := d.inst.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: tp, Index: i}); err == nil {
		g.angle = float64(angle.CharAngle)
	}
	if !s.ok || s.font != font.FontSize || s.y != g.y {
		// The font size is multiplied by a matrix that can hold all of it.
		*s = sizer{font: font.FontSize, y: g.y, scale: 1, ok: true}
		if m, err := d.inst.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: tp, Index: i}); err == nil {
			s.scale = math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		}
	}
	g.size = font.FontSize * s.scale
	if box := max(math.Abs(g.top-g.bottom), math.Abs(g.right-g.left)); !(g.size > 0.2*box && g.size < 5*box) && g.angle == 0 {
		g.size = box
	}
	return g, g.size > 0, nil
}

// surrogates joins the halves of characters beyond the basic plane.
func surrogates(glyphs []rawGlyph) []rawGlyph {
	for i := 0; i+1 < len(glyphs); i++ {
		if r := utf16.DecodeRune(glyphs[i].r, glyphs[i+1].r); r != unicode.ReplacementChar {
			glyphs[i].r = r
			glyphs = slices.Delete(glyphs, i+1, i+2)
		}
	}
	return glyphs
}

// A view maps the coordinates of a PDF page to those of a reader: origin at
// the top left, text upright after turn quarters.
type view struct {
	left, bottom, right, top float64
	turn                     int
}

// shows reports whether a glyph is on the page at all.
func (v view) shows(g rawGlyph) bool {
	cx, cy := (g.left+g.right)/2, (g.bottom+g.top)/2
	return cx >= v.left && cx <= v.right && cy >= v.bottom && cy <= v.top
}

// point maps one point.
func (v view) point(x, y float64) (float64, float64) {
	switch v.turn {
	case 1:
		return y - v.bottom, x - v.left
	case 2:
		return v.right - x, y - v.bottom
	case 3:
		return v.top - y, v.right - x
	}
	return x - v.left, v.top - y
}

func (v view) glyph(g rawGlyph) glyph {
	ax, _ := v.point(g.left, g.bottom)
	bx, _ := v.point(g.right, g.top)
	_, y := v.point(g.x, g.y)
	return glyph{r: g.r, x0: min(ax, bx), x1: max(ax, bx), y: y, size: g.size}
}
