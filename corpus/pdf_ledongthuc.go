package corpus

import (
	"bytes"
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// maxPlainPages bounds what ledongthuc is asked to read: it parses a font's
// table anew for every change of font and needs a tenth of a second a page.
const maxPlainPages = 40

// plainReads is how many bytes ledongthuc may fetch from a file; it goes
// round in circles in files whose parts point at each other.
const plainReads = 48 << 20

// readLedongthuc reads a PDF with ledongthuc/pdf. It answers ok only where
// what it returns can be trusted to be all of the text at its places:
//   - a file of the plain structure (a cross-reference table, no encryption):
//     the library can be driven into endless recursion by others;
//   - no text in forms, which it never enters; nothing turned or slanting;
//   - every character has a meaning; a font it does not know comes as noise;
//   - one column and no tables: it knows no widths for Chinese fonts, so the
//     gap between two cells is not to be seen.
func readLedongthuc(b []byte) (pages []pdfPage, ok bool) {
	if !plainStructure(b) {
		return nil, false
	}
	type result struct {
		pages []pdfPage
		ok    bool
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if recover() != nil {
				r = result{}
			}
			done <- r
		}()
		r.pages, r.ok = plainPages(b)
	}()
	select {
	case r := <-done:
		return r.pages, r.ok
	case <-time.After(pdfTimeLimit):
		// It can't be stopped, only left behind; reading is bounded by
		// plainReads, so it ends some time.
		return nil, false
	}
}

var startxref = regexp.MustCompile(`startxref\s+(\d{1,12})\s+%%EOF\s*$`)

// plainStructure reports whether b is a PDF of the old structure with sound
// cross-reference tables. ledongthuc makes room for the highest number it
// reads in one, so a number no file can hold would take all memory.
func plainStructure(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("%PDF-1.")) || bytes.Contains(b, []byte("/Encrypt")) {
		return false
	}
	m := startxref.FindSubmatch(b[max(0, len(b)-100):])
	if m == nil {
		return false
	}
	at, err := strconv.Atoi(string(m[1]))
	if err != nil || at >= len(b) || !bytes.HasPrefix(b[at:], []byte("xref")) {
		return false
	}
	for rest := b; ; {
		i := bytes.Index(rest, []byte("xref"))
		if i < 0 {
			return true
		}
		start := i >= 5 && string(rest[i-5:i]) == "start"
		rest = rest[i+4:]
		if !start && !soundTable(rest, len(b)) {
			return false
		}
	}
}

// soundTable checks a cross-reference table: "0 6" and six lines of
// "0000000016 00000 n", again and again, then "trailer".
func soundTable(b []byte, size int) bool {
	word := func() string {
		b = bytes.TrimLeft(b, " \r\n\t\f\x00")
		n := bytes.IndexAny(b, " \r\n\t\f\x00<")
		if n < 0 || n > 20 {
			return ""
		}
		w := string(b[:n])
		b = b[n:]
		return w
	}
	for {
		w := word()
		if w == "trailer" {
			return true
		}
		from, err1 := strconv.Atoi(w)
		n, err2 := strconv.Atoi(word())
		if err1 != nil || err2 != nil || from < 0 || n < 0 || from > size || n > size {
			return false
		}
		for range n {
			offset, generation, use := word(), word(), word()
			if offset == "" || generation == "" || use != "n" && use != "f" {
				return false
			}
		}
	}
}

// A leash lets ledongthuc read only so much. Its panic is a runtime error,
// the only kind that the library does not swallow inside a content stream.
type leash struct {
	r    *bytes.Reader
	left int
}

type leashError struct{}

func (leashError) Error() string { return "read enough" }
func (leashError) RuntimeError() {}

func (l *leash) ReadAt(p []byte, off int64) (int, error) {
	if l.left -= len(p); l.left < 0 {
		panic(leashError{})
	}
	return l.r.ReadAt(p, off)
}

// plainPages reads all pages; see readLedongthuc.
func plainPages(b []byte) ([]pdfPage, bool) {
	r, err := pdf.NewReader(&leash{bytes.NewReader(b), plainReads}, int64(len(b)))
	if err != nil {
		return nil, false
	}
	n := r.NumPage()
	if n < 1 || n > maxPlainPages {
		return nil, false
	}
	pages := make([]pdfPage, n)
	for i := range pages {
		p := r.Page(i + 1)
		if p.V.IsNull() {
			return nil, false
		}
		glyphs, ok := plainGlyphs(p)
		if !ok {
			return nil, false
		}
		pages[i].glyphs = glyphs
	}
	return pages, true
}

// inherited looks a page attribute up, bounded where parents go in a circle.
func inherited(p pdf.Page, key string) pdf.Value {
	for v, n := p.V, 0; !v.IsNull() && n < 32; v, n = v.Key("Parent"), n+1 {
		if x := v.Key(key); !x.IsNull() {
			return x
		}
	}
	return pdf.Value{}
}

// upright reports whether a page draws its text level, which the places the
// library gives do not tell; has no pictures inside its content, whose bytes
// would be taken for operators; and draws no upright lines, as tables have.
// Scale is the biggest area the page gives to a unit square, which is what a
// picture fills, in square points.
func upright(p pdf.Page) (ok bool, scale float64) {
	ok = true
	var penX, penY float64
	pdf.Interpret(p.V.Key("Contents"), func(stk *pdf.Stack, op string) {
		args := make([]float64, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop().Float64()
		}
		switch op {
		case "Tm", "cm":
			ok = ok && len(args) == 6 && args[1] == 0 && args[2] == 0 && args[0] > 0
			if ok && op == "cm" {
				scale = max(scale, math.Abs(args[0]*args[3]))
			}
		case "BI", "Tr": // and no text drawn invisibly, under a scan
			ok = false
		case "m":
			if len(args) == 2 {
				penX, penY = args[0], args[1]
			}
		case "l":
			if len(args) == 2 {
				ok = ok && !(math.Abs(args[0]-penX) < 1 && math.Abs(args[1]-penY) >= shortStroke)
				penX, penY = args[0], args[1]
			}
		case "re":
			ok = ok && !(len(args) == 4 && math.Abs(args[2]) < thinStroke && math.Abs(args[3]) >= shortStroke)
		}
	})
	return ok, scale
}

// plainGlyphs reads one page; ok is false where pdfium should read it.
func plainGlyphs(p pdf.Page) ([]glyph, bool) {
	level, scale := upright(p)
	if inherited(p, "Rotate").Int64() != 0 || !level {
		return nil, false
	}
	forms := inherited(p, "Resources").Key("XObject")
	pictures := len(forms.Keys())
	for _, name := range forms.Keys() {
		if forms.Key(name).Key("Subtype").Name() != "Image" {
			return nil, false
		}
	}
	box := inherited(p, "CropBox")
	if box.Len() != 4 {
		box = inherited(p, "MediaBox")
	}
	if box.Len() != 4 {
		return nil, false
	}
	x, y := box.Index(0).Float64(), box.Index(1).Float64()
	right, top := box.Index(2).Float64(), box.Index(3).Float64()
	if right <= x || top <= y {
		return nil, false
	}
	if pictures > 0 && scale > 0.6*(right-x)*(top-y) { // a scan, maybe with text under it
		return nil, false
	}
	var glyphs []glyph
	var q quality
	for _, t := range p.Content().Text {
		if t.S == "\n" { // the library's mark for the end of a TJ
			continue
		}
		for _, r := range t.S {
			q.add(r)
			if r == unicode.ReplacementChar || isControl(r) || t.FontSize <= 0 || t.X < x || t.X > right || t.Y < y || t.Y > top {
				return nil, false
			}
			w := t.W
			if w <= 0 {
				w = -1
			}
			glyphs = append(glyphs, glyph{r: r, x0: t.X - x, x1: t.X - x + w, y: top - t.Y, size: t.FontSize})
		}
	}
	if q.signs > 12 && (q.share() < 0.9 || q.han*2 < q.signs) { // a page number may stand alone
		return nil, false
	}
	return glyphs, spread(glyphs) && oneColumn(glyphs)
}

// spread gives places to glyphs whose font has no widths. Within a string the
// pen of the library moves by what was said about spacing but not by the
// characters, so their estimated widths are added up. It fails where the next
// string begins before this one can have ended.
func spread(glyphs []glyph) bool {
	for i := 0; i < len(glyphs); {
		if glyphs[i].x1 >= glyphs[i].x0 {
			i++
			continue
		}
		size, y, pen, last := glyphs[i].size, glyphs[i].y, 0.0, glyphs[i].x0
		j := i
		for ; j < len(glyphs) && glyphs[j].x1 < glyphs[j].x0 && glyphs[j].y == y && math.Abs(glyphs[j].x0-last) < 0.4*size; j++ {
			last = glyphs[j].x0
			w := advance(glyphs[j].r) * size
			glyphs[j].x0 += pen
			glyphs[j].x1, glyphs[j].guess = glyphs[j].x0+w, true
			pen += w
		}
		if j < len(glyphs) && sameBaseline(glyphs[i], glyphs[j]) && glyphs[j].x0 > last && glyphs[j].x0 < glyphs[j-1].x1-0.6*size {
			return false
		}
		if half := (j - i) / 2; half >= 2 && j-i == 2*half && slices.EqualFunc(glyphs[i:i+half], glyphs[i+half:j],
			func(a, b glyph) bool { return a.r == b.r }) {
			return false // one string drawn twice, for bold, looks like this
		}
		i = j
	}
	return true
}

// advance is the width of a character in em: Chinese ones are square, others
// about half as wide.
func advance(r rune) float64 {
	if r < 0x2000 {
		return 0.5
	}
	return 1
}

// oneColumn reports whether no two pieces of text stand apart on one line.
func oneColumn(glyphs []glyph) bool {
	runs := joinRuns(makeRuns(glyphs, nil), nil)
	slices.SortStableFunc(runs, func(a, b *run) int { return cmp.Compare(a.y, b.y) })
	for i, r := range runs {
		if i > 0 && r.top() < runs[i-1].bottom() {
			return false
		}
		for k := 1; k < len(r.glyphs); k++ {
			if r.glyphs[k].x0-r.glyphs[k-1].x1 > r.glyphs[k].size {
				return false
			}
		}
	}
	return true
}
