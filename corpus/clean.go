package corpus

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
)

// Reasons for leaving characters out of the clean text.
const (
	whyPageNumber  = "page_number"
	whyRunningHead = "running_head"
	whyChrome      = "page_chrome"
	whyMarkup      = "markup"
	whyDoubled     = "doubled_at_page_break"
	whyComment     = "margin_comment"
)

// Clean undoes the layout of src: page numbers, running heads and the chrome
// of web pages go, wrapped lines are joined, stray blanks inside Chinese go,
// flattened tables become grids. The wording is never changed.
func Clean(src *Source) *Text {
	c := &cleaner{src: src, out: &Text{}, left: map[string]int{}}
	c.readLines()
	c.findListed()
	c.markPageNumbers()
	c.markRunningHeads()
	c.markComments()
	c.markChrome()
	c.findMargins()
	c.findGrids()
	c.build()
	for why, n := range c.left {
		c.out.LeftOut = append(c.out.LeftOut, LeftOut{why, n})
	}
	sort.Slice(c.out.LeftOut, func(i, j int) bool { return c.out.LeftOut[i].Why < c.out.LeftOut[j].Why })
	return c.out
}

type cleaner struct {
	src  *Source
	out  *Text
	left map[string]int
	ls   []line
	wrap bool // lines end at a margin, not at paragraphs
	// Where positions are known, in points:
	em    float64      // size of the body's type; 0 without positions
	pitch float64      // from line to line
	edges [][2]float64 // left and right edge of each line's column, once asked for
}

// A line is a source line, or a part of one where a wide run of blanks
// stands for a line break.
type line struct {
	text   []rune // without leading and trailing blanks
	cols   []int  // column in the source line of each rune
	src    int
	indent int // display columns of leading blanks
	width  int // display columns of text
	tab    bool
	out    string // why it is left out, or ""
	hard   bool   // a break before it is certain
	grid   int    // index of its grid + 1
	row    int
	col    int
}

func (l *line) blank() bool { return len(l.text) == 0 }

// readLines trims every line, takes markdown marks out and splits one-line
// documents and lines whose wide runs of blanks stand for line breaks.
func (c *cleaner) readLines() {
	full, chars := 0, 0
	for _, l := range c.src.Lines {
		n := inkChars([]rune(l.Text))
		c.out.SourceChars += n
		chars += n
		if n > 0 {
			full++
		}
	}
	// A notice kept in one database field has lost its line breaks: every
	// blank between Chinese characters stands for one.
	oneLine := full <= 3 && chars > 400
	for i, l := range c.src.Lines {
		rs := []rune(l.Text)
		ln := line{src: i, tab: len(rs) > 0 && rs[0] == '\t'}
		start := 0
		for start < len(rs) && isBlank(rs[start]) {
			ln.indent += columns(rs[start])
			start++
		}
		end := len(rs)
		for end > start && isBlank(rs[end-1]) {
			end--
		}
		for j := start; j < end; j++ {
			ln.text = append(ln.text, rs[j])
			ln.cols = append(ln.cols, j)
		}
		c.dropMarkup(&ln)
		for _, part := range splitLine(ln, oneLine) {
			c.ls = append(c.ls, splitGlued(part)...)
		}
	}
	for i := range c.ls {
		for _, r := range c.ls[i].text {
			c.ls[i].width += columns(r)
		}
	}
}

// commentRemains are ends of HTML comments that a copy of a page leaves.
var commentRemains = regexp.MustCompile(`^(?:begin|end)?\s*-->|(?:begin|end)?\s*-->$|<!--.*?-->`)

// dropMarkup takes markdown remains out of l: # before a heading, ** around
// words, as left by programs that read scans.
func (c *cleaner) dropMarkup(l *line) {
	var drop []bool
	mark := func(i int) {
		if drop == nil {
			drop = make([]bool, len(l.text))
		}
		drop[i] = true
		c.left[whyMarkup]++
	}
	for _, m := range commentRemains.FindAllStringIndex(string(l.text), -1) {
		a, b := len([]rune(string(l.text)[:m[0]])), len([]rune(string(l.text)[:m[1]]))
		for i := a; i < b; i++ {
			if !isBlank(l.text[i]) {
				mark(i)
			}
		}
	}
	hashes := 0
	for hashes < len(l.text) && l.text[hashes] == '#' {
		hashes++
	}
	if hashes > 0 && hashes <= 6 && hashes < len(l.text) && (isBlank(l.text[hashes]) || unicode.Is(unicode.Han, l.text[hashes])) {
		for i := range hashes {
			mark(i)
		}
	}
	for i := 0; i+1 < len(l.text); i++ {
		if l.text[i] == '*' && l.text[i+1] == '*' && !(i+2 < len(l.text) && l.text[i+2] == '*') && !(i > 0 && l.text[i-1] == '*' && drop == nil) {
			mark(i)
			mark(i + 1)
			i++
		}
	}
	if drop == nil {
		return
	}
	k := 0
	for i := range l.text {
		if drop[i] || k == 0 && isBlank(l.text[i]) {
			continue
		}
		l.text[k], l.cols[k] = l.text[i], l.cols[i]
		k++
	}
	l.text, l.cols = l.text[:k], l.cols[:k]
}

// splitLine splits l where blanks inside it stand for line breaks.
func splitLine(l line, oneLine bool) []line {
	var out []line
	start, open := 0, 0
	cut := func(from, to int) {
		p := l
		p.text, p.cols = l.text[from:to:to], l.cols[from:to:to]
		if len(out) > 0 {
			p.hard, p.indent, p.tab = true, 0, false
		}
		out = append(out, p)
	}
	for i := 0; i < len(l.text); i++ {
		switch r := l.text[i]; {
		case strings.ContainsRune("《（(“〔", r):
			open++
		case strings.ContainsRune("》）)”〕", r):
			open = max(0, open-1)
		}
		if !isBlank(l.text[i]) {
			continue
		}
		j, cols := i, 0
		for j < len(l.text) && isBlank(l.text[j]) {
			cols += columns(l.text[j])
			j++
		}
		prev, next := l.text[i-1], l.text[j]
		switch {
		case oneLine && open == 0 && (prev > 0x2000 || next > 0x2000):
			cut(start, i)
			start = j
		case cols >= 6 && endsSentence(l.text[start:i]) && j-start >= 8 && len(l.text)-j >= 8:
			cut(start, i)
			start = j
		}
		i = j - 1
	}
	cut(start, len(l.text))
	return out
}

// gluedLabel is a heading number right behind the clause that closes a
// paragraph, where a copy lost the line break: …等按职责分工负责)四、实施….
var gluedLabel = regexp.MustCompile(`(?:负责|落实|配合|(?:责任|牵头|配合)(?:单位|部门)[：:][^（）()。]{2,200})[)）]((?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9０-９]{1,2}[.．])\p{Han})`)

// splitGlued splits l before heading numbers glued to a closing clause.
func splitGlued(l line) []line {
	var out []line
	for {
		m := gluedLabel.FindStringSubmatchIndex(string(l.text))
		if m == nil {
			return append(out, l)
		}
		at := len([]rune(string(l.text)[:m[2]]))
		head := l
		head.text, head.cols = l.text[:at:at], l.cols[:at:at]
		out = append(out, head)
		l.text, l.cols = l.text[at:], l.cols[at:]
		l.hard, l.indent, l.tab = true, 0, false
	}
}

var (
	dashNumber = regexp.MustCompile(`^[-—–－―─·•]{1,3}\s*\d{1,4}\s*[-—–－―─·•]{1,3}$`)
	pageOf     = regexp.MustCompile(`^(第\s*\d{1,4}\s*页([,，/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(\s*of\s*\d{1,4})?)$`)
	bareNumber = regexp.MustCompile(`^\d{1,3}$`)
)

// markPageNumbers marks lines such as —9—, - 12 -, 第3页 共10页. A bare number is a
// page number only in a series: at least three of them, each one more than
// the one before it.
func (c *cleaner) markPageNumbers() {
	type bare struct{ line, n int }
	var run, best []bare
	for i := range c.ls {
		l := &c.ls[i]
		if l.blank() || len(l.text) > 24 || l.tab || l.grid > 0 {
			continue
		}
		s := fold(l.text)
		switch {
		case dashNumber.MatchString(s), pageOf.MatchString(s):
			l.out = whyPageNumber
		case bareNumber.MatchString(s):
			n, _ := parseDigits([]rune(s))
			if len(run) == 0 || n != run[len(run)-1].n+1 {
				run = nil
			}
			run = append(run, bare{i, n})
			if len(run) > len(best) {
				best = run
			}
		}
	}
	if len(best) >= 3 {
		for _, b := range best {
			c.ls[b.line].out = whyPageNumber
		}
	}
}

// markRunningHeads marks lines that stand at the top or the foot of at least
// half of the pages, numbers in them not compared.
func (c *cleaner) markRunningHeads() {
	if c.src.Pages < 4 {
		return
	}
	digits := regexp.MustCompile(`\d+`)
	places := map[string][]int{}
	page := func(i int) int { return c.src.Lines[c.ls[i].src].Page }
	note := func(i int) {
		key := digits.ReplaceAllString(squeeze(c.ls[i].text), "#")
		places[key] = append(places[key], i)
	}
	var live []int
	for i := range c.ls {
		if !c.ls[i].blank() && c.ls[i].out == "" {
			live = append(live, i)
		}
	}
	for k, i := range live {
		first := k == 0 || page(live[k-1]) != page(i)
		last := k == len(live)-1 || page(live[k+1]) != page(i)
		if first || last {
			note(i)
		}
	}
	for _, is := range places {
		if len(is) >= 3 && len(is)*2 >= c.src.Pages {
			for _, i := range is {
				c.ls[i].out = whyRunningHead
			}
		}
	}
}

// comment begins a balloon a word processor prints in the margin for a change
// or a remark: 删除[张三]:….
var comment = regexp.MustCompile(`^(?:删除|插入|批注|设置格式|带格式的?|格式)\s*[\[［【（(][^\]］】）)]{1,12}[\]］】）)]`)

// markComments marks balloons in the margin, with the lines that go on below
// their first at the same place.
func (c *cleaner) markComments() {
	x := -1.0
	for i := range c.ls {
		l, b := &c.ls[i], c.box(i)
		if l.blank() || l.out != "" || b.X1 <= b.X0 {
			continue
		}
		switch {
		case comment.MatchString(string(l.text)):
			l.out, x = whyComment, b.X0
		case x >= 0 && abs(b.X0-x) < 3:
			l.out = whyComment
		case b.X0 < x-3:
			// The body goes on beside the balloons.
		default:
			x = -1
		}
	}
}

// findMargins decides whether lines end at a margin (wrapped text) and, where
// positions are known, how big the body's type is and how far its lines stand
// apart.
func (c *cleaner) findMargins() {
	first, last := c.bodyLines()
	long, open := 0, 0
	var em, pitch []float64
	prev := -1
	for i := range c.ls {
		l := &c.ls[i]
		if l.blank() || l.out != "" || l.tab {
			continue
		}
		if b := c.box(i); b.X1 > b.X0 {
			if len(l.text) >= 18 { // running text, not cells or titles
				em = append(em, b.Y1-b.Y0)
			}
			if prev >= 0 && len(l.text) >= 18 && c.page(prev) == c.page(i) && b.Y0 > c.box(prev).Y0 {
				pitch = append(pitch, b.Y0-c.box(prev).Y0)
			}
			prev = i
		}
		if l.width >= 36 && i >= first && i <= last {
			long++
			if l.width <= 120 && !endsSentence(l.text) {
				open++
			}
		}
	}
	c.wrap = long >= 6 && open*2 > long
	if prev >= 0 {
		if len(em) == 0 {
			em = []float64{12}
		}
		c.wrap = true
		c.em = max(quantile(em, 0.5), 4)
		c.pitch = 2 * c.em
		if len(pitch) > 0 {
			c.pitch = quantile(pitch, 0.5)
		}
		c.edges = make([][2]float64, len(c.ls))
	}
}

// bodyLines returns the first and the last line with a heading number, or all
// lines where there is none: page chrome is no guide to how text is set.
func (c *cleaner) bodyLines() (first, last int) {
	first, last = -1, -1
	for i := range c.ls {
		if l := &c.ls[i]; l.out == "" && !l.blank() {
			if _, ok := ParseLabel(l.text); ok {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
	}
	if last <= first {
		return 0, len(c.ls)
	}
	return first, last
}

func quantile(v []float64, q float64) float64 {
	s := append([]float64(nil), v...)
	sort.Float64s(s)
	return s[int(q*float64(len(s)-1))]
}

// edge returns the left and right edge of the column line i stands in: of the
// lines of its page in type of its size that it stands above or below. A page
// with few of them takes its neighbours' too.
func (c *cleaner) edge(i int) (x0, x1 float64) {
	if e := c.edges[i]; e[1] > 0 {
		return e[0], e[1]
	}
	b := c.box(i)
	var left, right []float64
	look := func(k int) {
		l, x := &c.ls[k], c.box(k)
		if l.blank() || l.out != "" || l.grid > 0 || x.X1 <= x.X0 || !alike(x.Y1-x.Y0, b.Y1-b.Y0, 0.15) || x.X0 >= b.X1 || x.X1 <= b.X0 {
			return
		}
		left, right = append(left, x.X0), append(right, x.X1)
	}
	page := c.page(i)
	lo, hi := i, i
	for lo > 0 && c.page(lo-1) == page {
		lo--
	}
	for hi+1 < len(c.ls) && c.page(hi+1) == page {
		hi++
	}
	for k := lo; k <= hi; k++ {
		look(k)
	}
	if len(left) < 5 {
		for k := max(0, lo-40); k < lo; k++ {
			look(k)
		}
		for k := hi + 1; k < min(len(c.ls), hi+41); k++ {
			look(k)
		}
	}
	x0, x1 = quantile(left, 0.1), quantile(right, 0.9)
	c.edges[i] = [2]float64{x0, x1}
	return x0, x1
}

// alike says whether a and b differ by no more than the share tol.
func alike(a, b, tol float64) bool { return abs(a-b) <= tol*max(a, b) }

// full says whether line i reaches the right margin, so that its sentence may
// go on in the next line. Without positions the margin is the widest line
// near it: boxes are set in smaller type than the body.
func (c *cleaner) full(i int) bool {
	l := &c.ls[i]
	if b := c.box(i); b.X1 > b.X0 {
		_, x1 := c.edge(i)
		return b.X1 > x1-2.2*(b.Y1-b.Y0)
	}
	margin := 0
	for k := max(0, i-8); k < min(len(c.ls), i+9); k++ {
		if n := &c.ls[k]; n.out == "" && !n.tab {
			margin = max(margin, n.width+n.indent)
		}
	}
	return l.width+l.indent >= margin-9
}

// indented says whether line i begins further right than the body.
func (c *cleaner) indented(i int) bool {
	l := &c.ls[i]
	if b := c.box(i); b.X1 > b.X0 {
		x0, _ := c.edge(i)
		return b.X0 > x0+1.2*(b.Y1-b.Y0)
	}
	return l.indent >= 3 || l.indent == 2 && !c.wrap
}

// display says whether line i is set in type bigger than the body's.
func (c *cleaner) display(i int) bool {
	b := c.box(i)
	return b.X1 > b.X0 && b.Y1-b.Y0 > 1.15*c.em
}

func (c *cleaner) centered(i int) bool {
	b := c.box(i)
	if b.X1 <= b.X0 {
		return false
	}
	x0, x1 := c.edge(i)
	return c.display(i) || b.X0 > x0+2.5*c.em && b.X1 < x1-2*c.em && abs((b.X0-x0)-(x1-b.X1)) < 2*c.em
}

// placed decides by their places whether two lines can be of one paragraph:
// 0 no, 1 yes, -1 where the places do not tell. Lines of different size or far
// apart are not; lines of a title are when they have one middle.
func (c *cleaner) placed(last, i int) int {
	a, b := c.box(last), c.box(i)
	if a.X1 <= a.X0 || b.X1 <= b.X0 {
		return -1
	}
	size := a.Y1 - a.Y0
	if !alike(size, b.Y1-b.Y0, 0.15) {
		return 0
	}
	near := c.page(last) != c.page(i) || b.Y0 < a.Y0 || b.Y0-a.Y0 < 1.6*max(c.pitch, 1.3*size)
	if !near {
		return 0
	}
	if c.display(last) {
		s := string(c.ls[last].text)
		middle := abs((a.X0+a.X1)/2-(b.X0+b.X1)/2) < 1.2*size
		if c.page(last) == c.page(i) && middle && !titleLine.MatchString(s) && !officialLine.MatchString(s) && !bodyName.MatchString(s) {
			return 1
		}
		return 0
	}
	return -1
}

// build joins the lines into paragraphs and writes the text.
func (c *cleaner) build() {
	t := c.out
	last := -1    // last line written
	blanks := 0   // blank or left-out lines since then
	paraLine := 0 // first line of the open paragraph
	open := false
	flush := func() {
		if open {
			t.Paras[len(t.Paras)-1].End = len(t.Runes)
			open = false
		}
	}
	for i := range c.ls {
		l := &c.ls[i]
		switch {
		case l.out != "":
			n := inkChars(l.text)
			c.left[l.out] += n
			if l.out == whyChrome {
				t.Chrome = append(t.Chrome, string(l.text))
			}
			blanks++
			continue
		case l.grid > 0:
			flush()
			c.writeCell(l)
			last = -1
			continue
		case l.blank():
			blanks++
			continue
		}
		if open && c.joins(t.Runes[t.Paras[len(t.Paras)-1].Start:], paraLine, last, i, blanks) {
			if d := doubled(t.Runes, l.text); d > 0 && blanks > 0 {
				c.left[whyDoubled] += inkChars(l.text[:d])
				l.text, l.cols = l.text[d:], l.cols[d:]
			}
		} else {
			flush()
			if len(t.Runes) > 0 {
				c.put('\n', Place{-1, 0})
			}
			t.Paras = append(t.Paras, Para{Start: len(t.Runes), Page: c.src.Lines[l.src].Page, Table: -1, Centered: c.centered(i)})
			open, paraLine = true, i
		}
		c.writeLine(l)
		last, blanks = i, 0
	}
	flush()
}

func (c *cleaner) put(r rune, p Place) {
	c.out.Runes = append(c.out.Runes, r)
	c.out.origin = append(c.out.origin, p)
}

// writeLine appends the words of l. Blanks stay only between words of
// alphabetic script; between two lines of such words one is put in.
func (c *cleaner) writeLine(l *line) {
	start := c.out.Paras[len(c.out.Paras)-1].Start
	if n := len(c.out.Runes); n > start && isWord(c.out.Runes[n-1]) && isWord(l.text[0]) {
		c.put(' ', Place{-1, 0})
	}
	for j := 0; j < len(l.text); j++ {
		if !isBlank(l.text[j]) {
			c.put(l.text[j], Place{l.src, l.cols[j]})
			continue
		}
		k := j
		for k < len(l.text) && isBlank(l.text[k]) {
			k++
		}
		if n := len(c.out.Runes); n > start && k < len(l.text) && isLatin(c.out.Runes[n-1]) && isLatin(l.text[k]) {
			c.put(' ', Place{l.src, l.cols[j]})
		}
		j = k - 1
	}
}

// isLatin says whether r is part of a word written with blanks around it.
func isLatin(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(`.,;:!?()'"&+-/@_%`, r))
}

// isWord says whether r is a letter of an alphabet: a line break between two
// of them stood for a blank. (2021- / 2035年) had none.
func isWord(r rune) bool { return r < 0x2000 && unicode.IsLetter(r) }

// joins says whether line i goes on with the paragraph written so far, whose
// last line is line last.
func (c *cleaner) joins(para []rune, paraLine, last, i, blanks int) bool {
	a, b := &c.ls[last], &c.ls[i]
	if b.hard {
		return false
	}
	positions := c.em > 0
	if positions {
		switch c.placed(last, i) {
		case 0:
			return false
		case 1:
			return true
		}
	}
	s := startOf(b.text)
	if s == strongStart {
		return false
	}
	if open := openSince(para); open > 0 && open < 60 && s != weakStart {
		return true
	}
	if s == weakStart && (!c.wrap || !c.full(last) || endsSentence(para) || c.indented(i) && positions) {
		return false
	}
	end := para[len(para)-1]
	heading := isHeading(para)
	if heading && len(b.text) <= 3 && allHan(b.text) && unicode.Is(unicode.Han, end) {
		return true // the last characters of a title that ran over its line
	}
	switch {
	case strings.ContainsRune("。！？!?", end) || endsSentence(para):
		if !c.wrap || !c.full(last) || c.indented(i) || endsClause(para) {
			return false
		}
		return !heading || !strings.ContainsRune("。", end)
	case strings.ContainsRune("；;：:", end):
		if !c.wrap {
			return false
		}
		return c.full(last) && !c.indented(i)
	case strings.ContainsRune("，、,“（(《〔—-", end):
		return true
	}
	if c.wrap {
		if positions {
			return c.full(last) && !c.indented(i) && !c.centered(last)
		}
		if c.full(last) {
			return !c.indented(i)
		}
		return !heading && bodyLike(para)
	}
	// Paragraphs stand on lines of their own; only a page break in the middle
	// of a sentence leaves one without its end.
	return !heading && !a.hard && bodyLike(para) && !c.indented(i) && !endsClause(para)
}

// bodyLike says whether para is running text that has not ended: it has a
// full stop before its last words, or commas and some length.
func bodyLike(para []rune) bool {
	s := string(para)
	if strings.ContainsRune(s, '。') {
		return len(para) >= 12
	}
	return len(para) >= 40 && strings.ContainsAny(s, "，,") && !strings.ContainsAny(s, "0123456789")
}

// isHeading says whether para so far is a heading on a line of its own.
func isHeading(para []rune) bool {
	l, ok := ParseLabel(para)
	if !ok {
		return false
	}
	rest := strings.TrimSuffix(string(para[l.Len:]), "。")
	return len(para)-l.Len <= 45 && !strings.ContainsAny(rest, "。；;")
}

type lineStart int

const (
	plainStart  lineStart = iota
	weakStart             // looks like a label, but wrapped numbers do too
	strongStart           // begins a paragraph wherever it stands
)

var startWords = regexp.MustCompile(`^(专\s*栏\s*[0-9０-９一二三四五六七八九十]|附\s*件\s*[0-9０-９一二三四五六七八九十]{0,2}\s*[:：]|附\s*件\s*[0-9]{0,2}$|抄\s*送|附$|附件\s*[0-9]{1,2}[-—][0-9]{1,2}|[（(]此件|[（(]信息公开|联\s*系\s*人|主\s*送|——|--\S)`)

func startOf(rs []rune) lineStart {
	if l, ok := ParseLabel(rs); ok {
		if l.Kind == Digit || l.Kind == DigitParen || l.Kind == Circled || l.Kind == Article {
			return weakStart
		}
		return strongStart
	}
	if startWords.MatchString(string(rs[:min(len(rs), 24)])) {
		return strongStart
	}
	return plainStart
}

// openSince returns how many code points ago a bracket or 《 was opened that is
// still open at the end of rs, 0 if none is.
func openSince(rs []rune) int {
	at := make([]int, 0, 4)
	for i, r := range rs {
		switch r {
		case '《', '（', '(', '〔', '〈':
			at = append(at, i)
		case '》', '）', ')', '〕', '〉':
			if len(at) > 0 {
				at = at[:len(at)-1]
			}
		case '。':
			at = at[:0]
		}
	}
	if len(at) == 0 {
		return 0
	}
	return len(rs) - at[len(at)-1]
}

// endsSentence says whether rs ends with a full stop or with a bracket or
// quotation mark closed behind one, or with a clause in brackets.
func endsSentence(rs []rune) bool {
	i := len(rs) - 1
	for i >= 0 && (isBlank(rs[i]) || rs[i] == '*') {
		i--
	}
	if i < 0 {
		return false
	}
	switch rs[i] {
	case '。', '！', '？', '!', '?', '；', ';', '：', ':':
		return true
	case '）', ')', '〕', ']', '］', '”', '》', '"':
		return i > 0 && strings.ContainsRune("。！？", rs[i-1]) || endsClause(rs[:i+1])
	}
	return false
}

// endsClause says whether rs ends with a bracket that names who does the
// work, which closes a paragraph: （…负责）, （责任单位：…）, （省委宣传部）.
func endsClause(rs []rune) bool {
	n := len(rs)
	if n < 4 || !strings.ContainsRune("）)〕]］】", rs[n-1]) {
		return false
	}
	depth := 0
	for i := n - 1; i >= 0 && n-i < 400; i-- {
		switch rs[i] {
		case '）', ')', '〕', ']', '］', '】':
			depth++
		case '（', '(', '〔', '[', '［', '【':
			depth--
			if depth == 0 {
				in := string(rs[i+1 : n-1])
				return i == 0 || strings.ContainsRune("。；！？”）)", rs[i-1]) ||
					strings.HasSuffix(in, "负责") || strings.HasSuffix(in, "落实") || strings.HasSuffix(in, "配合") || strings.Contains(in, "单位")
			}
		}
	}
	return false
}

// doubled returns how many characters at the start of next repeat the end of
// text: a page break that cut a word may print its last characters again
// (…交流合作 / 作,加快…).
func doubled(text, next []rune) int {
	if len(text) == 0 || len(next) < 2 {
		return 0
	}
	for n := min(6, len(next)-1, len(text)); n >= 1; n-- {
		if string(text[len(text)-n:]) != string(next[:n]) || !allHan(next[:n]) {
			continue
		}
		if n >= 3 || strings.ContainsRune("，,、。；;", next[n]) {
			return n
		}
	}
	return 0
}

func allHan(rs []rune) bool {
	for _, r := range rs {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// columns returns the display columns of r: two for East Asian wide
// characters and full-width forms.
func columns(r rune) int {
	switch {
	case r < 0x1100:
		return 1
	case r >= 0x2010 && r <= 0x2027, r == '\u3000':
		return 2
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x20000:
		return 2
	}
	return 1
}

// squeeze returns rs without white space.
func squeeze(rs []rune) string {
	var b strings.Builder
	for _, r := range rs {
		if !isBlank(r) && !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
