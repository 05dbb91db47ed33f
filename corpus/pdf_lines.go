package corpus

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

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
// by side (columns, cells of a table whose lines are not drawn) comes as one
// Line each; a drawn table has cells, whose tables are numbered from 1, and
// frames says how they are drawn.
func (p *pdfPage) lines() (lines []Line, frames []Frame) {
	sides := p.sides()
	glyphs := dropDoubles(p.glyphs)
	grids := findGrids(p.strokes)
	rest := glyphs
	if len(grids) > 0 {
		rest = grids.take(glyphs)
	}
	lines = linesOf(rest, sides)
	for _, g := range grids {
		cells := g.lines(sides, len(frames)+1)
		if len(cells) == 0 {
			continue
		}
		at := g.place(lines)
		lines = slices.Insert(lines, at, cells...)
		frames = append(frames, g.frame())
	}
	return lines, frames
}

// linesOf are the lines that glyphs make.
func linesOf(glyphs []glyph, sides []stroke) []Line {
	var lines []Line
	for _, r := range readingOrder(joinRuns(makeRuns(glyphs, sides), sides)) {
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

// maxDoubles bounds what is compared at one place, where hostile pages pile up
// all they have.
const maxDoubles = 16

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
			if len(seen[k]) < maxDoubles {
				seen[k] = append(seen[k], g)
			}
		}
		out = append(out, g)
	}
	return out
}

// cut reports whether one of the sides stands between x0 and x1 at height y.
func cut(sides []stroke, x0, x1, y, size float64) bool {
	mid := y - 0.35*size
	for _, r := range sides {
		if r.x0 > x0-0.2*size && r.x0 < x1+0.2*size && r.y0 < mid && mid < r.y1 {
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
func makeRuns(glyphs []glyph, sides []stroke) []*run {
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
			if sameBaseline(l, g) && g.x0 > l.x0-0.1*em && gap < 3*em && !(gap > 0.2*em && cut(sides, l.x1, g.x0, g.y, em)) {
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

// maxBeside bounds the runs looked at beside one another. A page has some
// hundreds in the height of a line at most, a hostile one has all of them there.
const maxBeside = 1000

// joinRuns joins runs that continue each other on one baseline though they
// were drawn at different times: many programs draw the digits of a line
// after its characters. The gap allowed is smaller than between neighbours in
// the drawing order, so that cells and columns stay apart.
func joinRuns(runs []*run, sides []stroke) []*run {
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
				if b.first().y-a.first().y > tallest || j-i > maxBeside {
					break
				}
				if gone[b] || !continues(a, b, sides) && !fills(a, b) && !fills(b, a) {
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
func continues(a, b *run, sides []stroke) bool {
	left, right := a, b
	if b.x0() < a.x0() {
		left, right = b, a
	}
	l, r := left.last(), right.first()
	em := max(l.size, r.size)
	gap := r.x0 - l.x1
	return sameBaseline(l, r) && gap > -0.6*em && gap < 0.9*em && !cut(sides, l.x1, r.x0, r.y, em)
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
