package corpus

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// maxPlainPages bounds what ledongthuc is asked to read: it parses a font's
// table anew for every change of font and needs a tenth of a second a page.
const maxPlainPages = 40

// What ledongthuc may take. It goes round in circles in files whose parts point
// at each other, and can't be stopped from outside.
const (
	plainTime  = 20 * time.Second
	plainReads = 2 << 20       // bytes fetched from the file to open it, and for each page
	plainBytes = 1 << 20       // of the contents of a page, or of a font's table, unfolded
	plainDepth = 100           // states saved inside each other
	plainChars = 500_000       // of a document
	plainWork  = 4_000_000_000 // steps of looking characters up, some nanoseconds each
)

// readLedongthuc reads a PDF with ledongthuc/pdf. It answers ok only where
// what it returns can be trusted to be all of the text at its places:
//   - a file of the plain structure (a cross-reference table, no encryption):
//     the library can be driven into endless recursion by others;
//   - no text in forms, which it never enters; nothing turned or slanting;
//   - every character has a meaning; a font it does not know comes as noise;
//   - one column and no tables: it knows no widths for Chinese fonts, so the
//     gap between two cells is not to be seen.
//
// It ends in time: what it reads is bounded by a leash, and what it computes is
// looked over before. Where that fails it is left behind.
func readLedongthuc(ctx context.Context, b []byte) (pages []pdfPage, ok bool) {
	if !plainStructure(b) {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, plainTime)
	defer cancel()
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
		r.pages, r.ok = plainPages(ctx, b)
	}()
	select {
	case r := <-done:
		return r.pages, r.ok
	case <-ctx.Done():
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
// "0000000016 00000 n", again and again, then "trailer". Every object takes
// more than 16 bytes of a file, so that its number can't be higher.
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
		if err1 != nil || err2 != nil || from < 0 || n < 0 || from > size || n > size || from+n > size/16 {
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

// A leash lets ledongthuc read only so much and only so long. Its panic is a
// runtime error, the only kind that the library does not swallow inside a
// content stream.
type leash struct {
	ctx  context.Context
	r    *bytes.Reader
	left int
}

type leashError struct{}

func (leashError) Error() string { return "read enough" }
func (leashError) RuntimeError() {}

func (l *leash) ReadAt(p []byte, off int64) (int, error) {
	if l.left -= len(p); l.left < 0 || l.ctx.Err() != nil {
		panic(leashError{})
	}
	return l.r.ReadAt(p, off)
}

// plainPages reads all pages; see readLedongthuc.
func plainPages(ctx context.Context, b []byte) ([]pdfPage, bool) {
	l := &leash{ctx, bytes.NewReader(b), plainReads}
	r, err := pdf.NewReader(l, int64(len(b)))
	if err != nil {
		return nil, false
	}
	n := r.NumPage()
	if n < 1 || n > maxPlainPages {
		return nil, false
	}
	l.left = n * plainReads
	pages := make([]pdfPage, n)
	work, chars := 0, 0
	for i := range pages {
		p := r.Page(i + 1)
		if p.V.IsNull() {
			return nil, false
		}
		w, ok := plainCost(p)
		if work += w; !ok || work > plainWork {
			return nil, false
		}
		glyphs, ok := plainGlyphs(p, plainChars-chars)
		if !ok {
			return nil, false
		}
		pages[i].glyphs = glyphs
		chars += len(glyphs)
	}
	return pages, chars > 0 // that there is no text is for pdfium to say
}

// plainCost looks a page over before the library computes on it, and estimates
// the steps that will take; ok is false for what could keep it busy for ever or
// take all memory.
func plainCost(p pdf.Page) (steps int, ok bool) {
	// Without a filter nothing tells that the length is right: text could be
	// missing. What is missing in a font's table is seen where it is used.
	contents, ok := plainStream(p.V.Key("Contents"), false)
	if !ok {
		return 0, false
	}
	fonts := inherited(p, "Resources").Key("Font")
	table, entries := 0, 0 // of the biggest font
	for _, name := range fonts.Keys() {
		font := fonts.Key(name)
		data, ok := plainStream(font.Key("ToUnicode"), true)
		if !ok {
			return 0, false
		}
		n, ok := plainEntries(data)
		if !ok {
			return 0, false
		}
		table, entries = max(table, len(data)), max(entries, n, font.Key("Encoding").Key("Differences").Len())
	}
	// The table is parsed anew for every change of font and gone through from
	// its start for every character.
	const parse = 10 // steps for a byte
	return bytes.Count(contents, []byte("Tf"))*table*parse + len(contents)*entries, true
}

// plainStream is the data of a stream, or of an array of streams: no more of it
// than plainBytes, none that the library would read for ever, and none without a
// filter if bare is false.
func plainStream(v pdf.Value, bare bool) (data []byte, ok bool) {
	parts := []pdf.Value{v}
	switch v.Kind() {
	case pdf.Null:
		return nil, true
	case pdf.Array:
		parts = parts[:0]
		for i := range v.Len() {
			parts = append(parts, v.Index(i))
		}
	}
	for _, part := range parts {
		// A predictor makes room for any number of columns that it is told.
		filter := part.Key("Filter")
		if part.Kind() != pdf.Stream || filter.Kind() == pdf.Null && !bare || filter.Len() > 2 || part.Key("DecodeParms").Kind() != pdf.Null {
			return nil, false
		}
		piece, err := io.ReadAll(io.LimitReader(part.Reader(), int64(plainBytes-len(data)+1)))
		if data = append(data, piece...); err != nil || len(piece) == 0 || len(data) > plainBytes {
			return nil, false
		}
		data = append(data, '\n')
	}
	// The library looks for the end of a string of hex digits beyond the end of
	// the data.
	rest := bytes.TrimRight(data, "0123456789abcdefABCDEF \t\r\n\f\x00")
	return data, !bytes.HasSuffix(rest, []byte("<"))
}

var (
	tableBegins = regexp.MustCompile(`(?:^|\s)(\d{1,6})\s+begin(?:bfchar|bfrange|codespacerange)`)
	tableWords  = regexp.MustCompile(`(begin|end)(?:bfchar|bfrange|codespacerange)`)
)

// plainEntries is how many entries at most the library makes of a font's table:
// at the end of each of its parts as many as the last beginning announced,
// whether they are there or not.
func plainEntries(table []byte) (entries int, ok bool) {
	parts, most := tableBegins.FindAllSubmatch(table, -1), 0
	for _, m := range parts {
		n, _ := strconv.Atoi(string(m[1])) // six digits at most
		most = max(most, n)
	}
	begins, ends := 0, 0
	for _, m := range tableWords.FindAllSubmatch(table, -1) {
		if len(m[1]) == len("end") {
			ends++
		} else {
			begins++
		}
	}
	entries = ends * most
	return entries, begins == len(parts) && entries <= 1<<18
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

// A show is one operation that shows text: how many characters it has, and how
// many follow that nobody wrote. The library marks the end of every TJ by a
// line feed that goes through the table of the font, where it can mean
// anything.
type show struct{ chars, extra int }

// plainShows follows the drawing of a page. ok is false where the page draws
// text that is not level, which the places the library gives do not tell, or
// invisibly, as under a scan; has pictures inside its content, whose bytes would
// be taken for operators; draws upright lines, as tables have; or shows text in
// a font that the library takes for another, as it forgets to go back to the
// former one. Scale is the biggest area the page gives to a unit square, which
// is what a picture fills, in square points.
func plainShows(p pdf.Page) (shows []show, scale float64, ok bool) {
	ok = true
	var penX, penY float64
	fonts := map[string]pdf.TextEncoding{}
	font, theirs, moved := "", "", true
	var saved []string
	pdf.Interpret(p.V.Key("Contents"), func(stk *pdf.Stack, op string) {
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		count := func(s string) int {
			if fonts[font] == nil {
				return utf8.RuneCountInString(s)
			}
			return utf8.RuneCountInString(fonts[font].Decode(s))
		}
		switch op {
		case "Tm", "cm":
			ok = ok && len(args) == 6 && args[1].Float64() == 0 && args[2].Float64() == 0 && args[0].Float64() > 0
			if ok && op == "cm" {
				scale = max(scale, math.Abs(args[0].Float64()*args[3].Float64()))
			}
			moved = true
		case "BT", "Td", "TD", "T*":
			moved = true
		case "BI", "Tr":
			ok = false
		case "m":
			if len(args) == 2 {
				penX, penY = args[0].Float64(), args[1].Float64()
			}
		case "l":
			if len(args) == 2 {
				x, y := args[0].Float64(), args[1].Float64()
				ok = ok && !(math.Abs(x-penX) < 1 && math.Abs(y-penY) >= shortStroke)
				penX, penY = x, y
			}
		case "re":
			ok = ok && !(len(args) == 4 && math.Abs(args[2].Float64()) < thinStroke && math.Abs(args[3].Float64()) >= shortStroke)
		case "q":
			if saved = append(saved, font); len(saved) > plainDepth {
				panic(leashError{})
			}
		case "Q":
			if n := len(saved); n > 0 {
				font, saved = saved[n-1], saved[:n-1]
			}
		case "Tf":
			if len(args) != 2 {
				ok = false
				return
			}
			font = args[0].Name()
			theirs = font
			if _, known := fonts[font]; !known {
				f := p.Font(font)
				fonts[font] = f.Encoder()
			}
		case "Tj", "TJ", "'", "\"":
			if ok = ok && len(args) > 0 && font == theirs && (moved || op[0] != 'T'); !ok {
				return
			}
			var s show
			if op != "TJ" {
				s.chars, moved = count(args[len(args)-1].RawString()), true
				shows = append(shows, s)
				return
			}
			for i := range args[0].Len() {
				s.chars += count(args[0].Index(i).RawString())
			}
			s.extra = count("\n")
			shows = append(shows, s)
			moved = false // but by the extra character
		}
	})
	return shows, scale, ok
}

// plainGlyphs reads one page of no more than most characters; ok is false where
// pdfium should read it.
func plainGlyphs(p pdf.Page, most int) ([]glyph, bool) {
	if inherited(p, "Rotate").Int64() != 0 {
		return nil, false
	}
	shows, scale, ok := plainShows(p)
	for _, s := range shows {
		most -= s.chars + s.extra
	}
	if !ok || most < 0 {
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
	text := p.Content().Text
	for _, s := range shows {
		if len(text) < s.chars+s.extra {
			return nil, false
		}
		for _, t := range text[:s.chars] {
			r, _ := utf8.DecodeRuneInString(t.S)
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
		text = text[s.chars+s.extra:]
	}
	if len(text) > 0 {
		return nil, false
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
