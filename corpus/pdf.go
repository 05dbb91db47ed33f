package corpus

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/ledongthuc/pdf"
	"github.com/tetratelabs/wazero"
	"golang.org/x/text/unicode/norm"
)

// Limits that no honest plan or notice comes near; they keep a hostile or
// broken file from taking the machine.
const (
	maxPDFPages  = 3000
	maxPDFGlyphs = 5_000_000
	pdfTimeLimit = 3 * time.Minute // one document, on a busy machine
	pdfiumMemory = 8192            // 64 KiB pages of one pdfium instance: 512 MiB
)

var (
	errPDFDamaged  = errors.New("PDF is damaged or cut off: get it again, or open it and save it as a new PDF")
	errPDFPassword = errors.New("PDF is locked with a password: open it and save a copy without one")
	errPDFSecurity = errors.New("PDF is encrypted in a way that can't be read: open it and save a copy without protection")
	errPDFTooLong  = errors.New("PDF takes too long to read: split it, or save its text as .txt")
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
func readPDF(s *Source, b []byte) error {
	s.Format = "pdf"
	pages, ok := readLedongthuc(b)
	s.Reader = "ledongthuc"
	if !ok {
		var err error
		if pages, err = readPdfium(b); err != nil {
			return err
		}
		s.Reader = "pdfium"
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

// ---- lines ----

// A run is a stretch of glyphs on one baseline, left to right.
type run struct {
	glyphs []glyph
	order  int     // of its first glyph in the order of drawing
	size   float64 // em of the middle glyph by size: a raised sign or a long dash does not count
	y      float64 // baseline of the first glyph of that size
}

func (r *run) first() glyph    { return r.glyphs[0] }
func (r *run) last() glyph     { return r.glyphs[len(r.glyphs)-1] }
func (r *run) x0() float64     { return r.glyphs[0].x0 }
func (r *run) x1() float64     { return r.last().x1 }
func (r *run) top() float64    { return r.y - 0.75*r.size }
func (r *run) bottom() float64 { return r.y + 0.05*r.size }

// measure sets size and y.
func (r *run) measure() {
	sizes := make([]float64, len(r.glyphs))
	for i, g := range r.glyphs {
		sizes[i] = g.size
	}
	slices.Sort(sizes)
	r.size, r.y = sizes[len(sizes)/2], r.glyphs[0].y
	for _, g := range r.glyphs {
		if math.Abs(g.size-r.size) < 0.2*r.size {
			r.y = g.y
			break
		}
	}
}

// lines are the printed lines of the page in reading order. What stands side
// by side (columns, cells of a table) comes as one Line each.
func (p *pdfPage) lines() []Line {
	runs := joinRuns(makeRuns(dropDoubles(p.glyphs), p.rules), p.rules)
	var lines []Line
	for _, r := range readingOrder(runs) {
		text := r.text()
		if text == "" {
			continue
		}
		y, size := r.y, r.size
		// The em box of Chinese fonts: 0.88 above the baseline, 0.12 below,
		// so that Y1-Y0 is the font size whatever characters the line has.
		lines = append(lines, Line{Text: text, Box: Box{
			X0: roundPoint(r.x0()), Y0: roundPoint(y - 0.88*size), X1: roundPoint(r.x1()), Y1: roundPoint(y + 0.12*size)}})
	}
	return lines
}

// roundPoint keeps a hundredth of a point, which is far below the printed.
func roundPoint(x float64) float64 { return math.Round(x*100) / 100 }

// dropDoubles drops glyphs drawn twice at one place, which is how some
// programs print bold.
func dropDoubles(glyphs []glyph) []glyph {
	type key struct {
		r    rune
		x, y int
	}
	seen := make(map[key][]glyph)
	out := glyphs[:0:0]
next:
	for _, g := range glyphs {
		k := key{g.r, int(g.x0 / 4), int(g.y / 4)}
		if !unicode.IsSpace(g.r) {
			for dx := -1; dx <= 1; dx++ {
				for dy := -1; dy <= 1; dy++ {
					for _, o := range seen[key{k.r, k.x + dx, k.y + dy}] {
						if math.Abs(o.x0-g.x0) < 0.15*g.size && math.Abs(o.y-g.y) < 0.15*g.size {
							continue next
						}
					}
				}
			}
			seen[k] = append(seen[k], g)
		}
		out = append(out, g)
	}
	return out
}

// cut reports whether an upright rule stands between x0 and x1 at height y.
func cut(rules []rule, x0, x1, y, size float64) bool {
	mid := y - 0.35*size
	for _, r := range rules {
		if r.x > x0-0.2*size && r.x < x1+0.2*size && r.y0 < mid && mid < r.y1 {
			return true
		}
	}
	return false
}

// sameBaseline allows for small signs anywhere within the height of a line:
// raised and lowered ones, quotation marks as a scanner's software places them.
func sameBaseline(a, b glyph) bool {
	if a.size < b.size {
		a, b = b, a
	}
	if b.size < 0.75*a.size {
		return b.y < a.y+0.2*a.size && b.y-0.88*b.size > a.y-a.size
	}
	return math.Abs(a.y-b.y) < 0.3*a.size
}

// makeRuns follows the order of drawing and begins a run wherever the pen
// jumps: to another line, back, over a wide gap, over the side of a cell.
func makeRuns(glyphs []glyph, rules []rule) []*run {
	var runs []*run
	var cur *run
	for i, g := range glyphs {
		if isControl(g.r) {
			continue
		}
		if unicode.IsSpace(g.r) {
			// A blank belongs to the line only if more of it follows: at its
			// start it is an indent, which the box tells.
			if cur != nil && sameBaseline(cur.last(), g) && math.Abs(g.x0-cur.x1()) < g.size {
				cur.glyphs = append(cur.glyphs, g)
			}
			continue
		}
		if cur != nil {
			l := cur.last()
			em := max(l.size, g.size)
			gap := g.x0 - l.x1
			if sameBaseline(l, g) && g.x0 > l.x0-0.1*em && gap < 3*em && !(gap > 0.2*em && cut(rules, l.x1, g.x0, g.y, em)) {
				cur.glyphs = append(cur.glyphs, g)
				continue
			}
		}
		cur = &run{order: i, glyphs: []glyph{g}}
		runs = append(runs, cur)
	}
	for _, r := range runs {
		for len(r.glyphs) > 1 && unicode.IsSpace(r.last().r) {
			r.glyphs = r.glyphs[:len(r.glyphs)-1]
		}
		r.measure()
	}
	return runs
}

// joinRuns joins runs that continue each other on one baseline though they
// were drawn at different times: many programs draw the digits of a line
// after its characters. The gap allowed is smaller than between neighbours in
// the drawing order, so that cells and columns stay apart.
func joinRuns(runs []*run, rules []rule) []*run {
	byLine := slices.Clone(runs)
	slices.SortStableFunc(byLine, func(a, b *run) int {
		if c := cmp.Compare(a.first().y, b.first().y); c != 0 {
			return c
		}
		return cmp.Compare(a.x0(), b.x0())
	})
	tallest := 0.0
	for _, r := range runs {
		tallest = max(tallest, min(r.size, 40))
	}
	gone := make(map[*run]bool)
	for i, a := range byLine {
		if gone[a] {
			continue
		}
		for again := true; again; {
			again = false
			for j := i + 1; j < len(byLine); j++ {
				b := byLine[j]
				if b.first().y-a.first().y > tallest {
					break
				}
				if gone[b] || !continues(a, b, rules) && !fills(a, b) && !fills(b, a) {
					continue
				}
				a.glyphs = append(a.glyphs, b.glyphs...)
				slices.SortStableFunc(a.glyphs, func(x, y glyph) int { return cmp.Compare(x.x0, y.x0) })
				a.order = min(a.order, b.order)
				a.measure()
				gone[b], again = true, true
			}
		}
	}
	return slices.DeleteFunc(runs, func(r *run) bool { return gone[r] })
}

// continues reports whether b stands right after or right before a.
func continues(a, b *run, rules []rule) bool {
	left, right := a, b
	if b.x0() < a.x0() {
		left, right = b, a
	}
	l, r := left.last(), right.first()
	em := max(l.size, r.size)
	gap := r.x0 - l.x1
	return sameBaseline(l, r) && gap > -0.6*em && gap < 0.9*em && !cut(rules, l.x1, r.x0, r.y, em)
}

// fills reports whether b stands in a gap of a.
func fills(a, b *run) bool {
	if b.x0() < a.x0() || b.x1() > a.x1() {
		return false
	}
	for i := 1; i < len(a.glyphs); i++ {
		l, r := a.glyphs[i-1], a.glyphs[i]
		slack := 0.25 * max(l.size, r.size)
		if l.x1 < b.x0()+slack && r.x0 > b.x1()-slack {
			return sameBaseline(l, b.first()) && sameBaseline(r, b.last())
		}
	}
	return false
}

// readingOrder sorts lines from top to bottom where each has its height to
// itself. Where lines stand side by side only the order of drawing can tell
// columns from rows, and it does in what office programs and newspapers
// print; the single lines above and below (running heads, page numbers) are
// drawn before or after everything else and go where they stand.
func readingOrder(runs []*run) []*run {
	byTop := slices.Clone(runs)
	slices.SortStableFunc(byTop, func(a, b *run) int {
		if c := cmp.Compare(a.y, b.y); c != 0 {
			return c
		}
		return cmp.Compare(a.x0(), b.x0())
	})
	// Bands: groups of lines that share some height.
	var bands [][]*run
	bottom := math.Inf(-1)
	for _, r := range byTop {
		if r.top() >= bottom-0.15*r.size {
			bands = append(bands, nil)
			bottom = math.Inf(-1)
		}
		bands[len(bands)-1] = append(bands[len(bands)-1], r)
		bottom = max(bottom, r.bottom())
	}
	first := slices.IndexFunc(bands, func(b []*run) bool { return len(b) > 1 })
	if first < 0 {
		return byTop
	}
	last := len(bands) - 1
	for len(bands[last]) == 1 {
		last--
	}
	// The first or last line of a cell may have its height to itself and is
	// still part of the cell: drawn next to the line under or over it.
	for first > 0 && nextDrawn(runs, bands[first-1][0], 1) {
		first--
	}
	for last < len(bands)-1 && nextDrawn(runs, bands[last+1][0], -1) {
		last++
	}
	var out, middle []*run
	for _, b := range bands[:first] {
		out = append(out, b...)
	}
	for _, b := range bands[first : last+1] {
		middle = append(middle, b...)
	}
	drawn := slices.Clone(middle)
	slices.SortStableFunc(drawn, func(a, b *run) int { return a.order - b.order })
	if drawnInOrder(drawn) {
		middle = drawn
	}
	out = append(out, middle...)
	for _, b := range bands[last+1:] {
		out = append(out, b...)
	}
	return out
}

// nextDrawn reports whether the line drawn after r (step 1) or before it (step
// -1) stands right under or over it.
func nextDrawn(runs []*run, r *run, step int) bool {
	i := slices.Index(runs, r) // runs are in the order of drawing
	if i < 0 || i+step < 0 || i+step >= len(runs) {
		return false
	}
	n := runs[i+step]
	d := (n.y - r.y) * float64(step)
	return d > 0 && d < 2*r.size && n.x0() < r.x1() && r.x0() < n.x1()
}

// drawnInOrder reports whether lines follow each other as one reads: down, or
// up only to something beside. A program that draws without any order goes up
// inside one column.
func drawnInOrder(runs []*run) bool {
	wrong := 0
	for i := 1; i < len(runs); i++ {
		a, b := runs[i-1], runs[i]
		if b.y < a.y-0.5*a.size && b.x0() < a.x1()-a.size && a.x0() < b.x1()-b.size {
			wrong++
		}
	}
	return wrong*8 <= len(runs)
}

// text is the line's text with radicals folded, and a blank where the gap
// between two glyphs is one.
func (r *run) text() string {
	var sb strings.Builder
	for i, g := range r.glyphs {
		if i > 0 {
			l := r.glyphs[i-1]
			gap, em := g.x0-l.x1, max(l.size, g.size)
			wide := 0.6
			if l.r < 0x2000 && g.r < 0x2000 && !l.guess {
				wide = 0.2 // between Latin words
			}
			if gap > wide*em && !unicode.IsSpace(l.r) && !unicode.IsSpace(g.r) {
				sb.WriteByte(' ')
			}
		}
		sb.WriteRune(foldRadical(g.r))
	}
	return strings.TrimSpace(sb.String())
}

// foldRadical gives the ordinary character for a Kangxi radical, a CJK
// radical of the supplement and a CJK compatibility ideograph (⼗→十, ⺠→民,
// 金→金). Fonts that draw 十 and ⼗ with one glyph make PDF printers write
// down the wrong one. No other character is touched.
func foldRadical(r rune) rune {
	switch {
	case r >= 0x2f00 && r <= 0x2fd5:
		return single(norm.NFKC, r)
	case r >= 0x2e80 && r <= 0x2ef3:
		if f := radicals()[r]; f != 0 {
			return f
		}
	case r >= 0xf900 && r <= 0xfaff:
		return single(norm.NFC, r)
	}
	return r
}

// single is the normal form of r, or r itself where that is not one character.
func single(form norm.Form, r rune) rune {
	out, size := utf8.DecodeRuneInString(form.String(string(r)))
	if size != len(form.String(string(r))) {
		return r
	}
	return out
}

// radicals is the CJK radicals supplement, which no normal form folds: pairs
// of a radical and the character it stands for (EquivalentUnifiedIdeograph.txt
// of Unicode; a form without a code of its own in the basic plane goes to the
// full character).
var radicals = sync.OnceValue(func() map[rune]rune {
	const pairs = "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵" +
		"⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网" +
		"⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅" +
		"⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾" +
		"⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
	m := make(map[rune]rune)
	var from rune
	for _, r := range pairs {
		if from == 0 {
			from = r
			continue
		}
		m[from], from = r, 0
	}
	return m
})

// ---- pdfium ----

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
	return webassembly.Init(webassembly.Config{
		Context:       context.Background(),
		MaxTotal:      max(1, runtime.GOMAXPROCS(0)),
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig().WithFSMount(squares, "/usr/share"),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
})

// readPdfium reads a PDF with pdfium, in a sandbox of its own that is thrown
// away afterwards or when the time is up.
func readPdfium(b []byte) (pages []pdfPage, err error) {
	defer func() {
		if x := recover(); x != nil {
			pages, err = nil, errPDFDamaged
		}
	}()
	if len(b) > pdfiumMemory*65536/2 {
		return nil, errPDFTooBig
	}
	p, err := pdfiumPool()
	if err != nil {
		return nil, fmt.Errorf("the PDF reader does not start: %w", oneLine(err))
	}
	inst, err := p.GetInstance(10 * pdfTimeLimit)
	if err != nil {
		return nil, fmt.Errorf("the PDF reader does not start: %w", oneLine(err))
	}
	killed := make(chan struct{})
	timer := time.AfterFunc(pdfTimeLimit, func() {
		defer close(killed)
		inst.Kill()
	})
	defer func() {
		inst.Close() // under the timer too: it runs code on a document that may be broken
		if !timer.Stop() {
			<-killed
			pages, err = nil, errPDFTooLong
		}
	}()
	d := pdfiumDoc{inst: inst}
	if pages, err = d.read(b); err != nil {
		return nil, pdfiumError(err)
	}
	return pages, nil
}

// oneLine keeps the first line of an error.
func oneLine(err error) error {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(msg)
}

func pdfiumError(err error) error {
	switch {
	case errors.Is(err, errPDFTooBig):
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
	glyphs int // read so far
}

func (d *pdfiumDoc) read(b []byte) ([]pdfPage, error) {
	doc, err := d.inst.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return nil, err
	}
	n, err := d.inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, err
	}
	if n.PageCount == 0 {
		return nil, errPDFDamaged
	}
	if n.PageCount > maxPDFPages {
		return nil, errPDFTooBig
	}
	pages := make([]pdfPage, n.PageCount)
	bad := 0
	for i := range pages {
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
		return nil, errPDFDamaged
	}
	return pages, nil
}

// page reads the glyphs of a page and, where some of them stand apart on one
// baseline, the rules between them.
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
	if hasGaps(p.glyphs) {
		p.rules = d.rules(page, v)
	}
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

// hasGaps reports whether a line of the page has a gap a cell's side could
// stand in.
func hasGaps(glyphs []glyph) bool {
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], glyphs[i]
		if math.Abs(a.y-b.y) < a.size && math.Abs(b.x0-a.x1) > 0.5*a.size && !(b.y > a.y+0.5*a.size) {
			return true
		}
		if b.y < a.y-0.5*a.size { // the pen goes up: to another column or cell
			return true
		}
	}
	return false
}

// maxObjects bounds the search for rules on drawings of thousands of strokes.
const maxObjects = 20000

// rules are the upright rules of a page: thin boxes, and the two sides of the
// boxes that have some text's height.
func (d *pdfiumDoc) rules(page requests.Page, v view) []rule {
	n, err := d.inst.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil || n.Count > maxObjects {
		return nil
	}
	var rules []rule
	for i := range n.Count {
		o, err := d.inst.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			continue
		}
		t, err := d.inst.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err != nil || t.Type != enums.FPDF_PAGEOBJ_PATH {
			continue
		}
		b, err := d.inst.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o.PageObject})
		if err != nil {
			continue
		}
		ax, ay := v.point(float64(b.Left), float64(b.Bottom))
		bx, by := v.point(float64(b.Right), float64(b.Top))
		x0, x1, y0, y1 := min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
		switch {
		case y1-y0 < 6:
		case x1-x0 < 3:
			rules = append(rules, rule{(x0 + x1) / 2, y0, y1})
		default:
			rules = append(rules, rule{x0, y0, y1}, rule{x1, y0, y1})
		}
	}
	return rules
}

// ---- ledongthuc ----

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
			if word() == "" || word() == "" {
				return false
			}
			if k := word(); k != "n" && k != "f" {
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
// library gives do not tell, and has no pictures inside its content, whose
// bytes would be taken for operators.
func upright(p pdf.Page) bool {
	ok := true
	pdf.Interpret(p.V.Key("Contents"), func(stk *pdf.Stack, op string) {
		args := make([]float64, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop().Float64()
		}
		switch op {
		case "Tm", "cm":
			ok = ok && len(args) == 6 && args[1] == 0 && args[2] == 0 && args[0] > 0
		case "BI":
			ok = false
		}
	})
	return ok
}

// plainGlyphs reads one page; ok is false where pdfium should read it.
func plainGlyphs(p pdf.Page) ([]glyph, bool) {
	if inherited(p, "Rotate").Int64() != 0 || !upright(p) {
		return nil, false
	}
	forms := inherited(p, "Resources").Key("XObject")
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
