package corpus

import (
	"context"
	"errors"
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
	whyUnreadable  = "unreadable_page"
	whyHeader      = "repeated_table_header"
	whyDeleted     = "deleted_revision"
	whyHidden      = "hidden_text"
	whyRuby        = "ruby_text"
)

// cleaning in the order its steps run: what is left out is marked before lines
// are joined and tables made of what remains.
var cleaning = []func(c *cleaner){
	(*cleaner).readLines,
	(*cleaner).findListed,
	(*cleaner).markPageNumbers,
	(*cleaner).markRunningHeads,
	(*cleaner).markComments,
	(*cleaner).joinFrames,
	(*cleaner).markChrome,
	(*cleaner).findMargins,
	(*cleaner).findGrids,
	(*cleaner).build,
}

// Clean undoes the layout of src: page numbers, running heads and the chrome
// of web pages go, wrapped lines are joined, stray blanks inside Chinese go,
// flattened tables become grids. The wording is never changed, nor is src.
//
// Content is no error. One is the cause of ctx, where that ended before the
// text was done, or a mistake of ours, which begins with "internal error", or
// that of a caller without a src.
func Clean(ctx context.Context, src *Source) (t *Text, err error) {
	defer Recover(&err)
	if src == nil {
		return nil, errNoSource
	}
	c := &cleaner{ctx: ctx, src: src, out: &Text{}, left: map[string]int{}, parted: map[int]int{}}
	for _, step := range cleaning {
		Alive(ctx)
		step(c)
	}
	for why, n := range c.left {
		if n > 0 { // a reader may leave out blank lines
			c.out.LeftOut = append(c.out.LeftOut, LeftOut{why, n})
		}
	}
	sort.Slice(c.out.LeftOut, func(i, j int) bool { return c.out.LeftOut[i].Why < c.out.LeftOut[j].Why })
	return c.out, nil
}

var errNoSource = errors.New("no source to clean: Open has returned an error")

type cleaner struct {
	ctx  context.Context // ends the cleaning: see Alive
	src  *Source
	out  *Text
	left map[string]int
	row  int // of the cell written last
	// The last part of a grid that something else parts, by its number.
	parted map[int]int
	ls     []line
	wrap   bool // lines end at a margin, not at paragraphs
	marks  marks
	// Tables that the source declares or draws, in its order.
	frames []frame
	// Where positions are known, in points:
	em    float64      // size of the body's type; 0 without positions
	pitch float64      // from line to line
	edges [][2]float64 // left and right edge of each line's column, once asked for
}

// A line is a source line, or a part of one where a wide run of blanks
// stands for a line break.
type line struct {
	text   []rune  // without leading and trailing blanks
	words  string  // text, once asked for
	cols   []int32 // column in the source line of each rune
	src    int
	indent int // display columns of leading blanks
	width  int // display columns of text
	tab    bool
	out    string // why it is left out, or ""
	has    contents
	hard   bool // a break before it is certain
	field  bool // it is a field of a web page's head: see fields.go
	grid   int  // index of its grid + 1
	row    int
	col    int
	above  bool // its place belongs to the cell above, which spans rows
}

func (l *line) blank() bool { return len(l.text) == 0 }

// str returns the text of l.
func (l *line) str() string {
	if l.words == "" {
		l.words = string(l.text)
	}
	return l.words
}

// is says whether the text of l is s.
func (l *line) is(s string) bool {
	return len(l.text) <= len(s) && l.str() == s
}

// set changes the text of l.
func (l *line) set(text []rune, cols []int32) { l.text, l.words, l.cols = text, "", cols }

// build joins the lines into paragraphs and writes the text.
func (c *cleaner) build() {
	t := c.out
	size := 0
	for i := range c.ls {
		size += len(c.ls[i].text) + 1
	}
	t.Runes, t.origin = make([]rune, 0, size), make([]place, 0, size)
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
		Alive(c.ctx)
		l := &c.ls[i]
		if l.out != "" {
			c.left[l.out] += inkChars(l.text)
			if l.out == whyChrome {
				t.Chrome = append(t.Chrome, l.str())
			}
			l.set(nil, nil)
		}
		switch {
		case l.grid > 0: // a cell that is left out keeps its place
			flush()
			c.writeCell(l)
			last = -1
			continue
		case l.blank(), l.out != "":
			blanks++
			continue
		}
		if open && c.joins(t.Runes[t.Paras[len(t.Paras)-1].Start:], paraLine, last, i, blanks) {
			if blanks > 0 {
				if d := doubled(t.Runes, l.text); d > 0 {
					c.left[whyDoubled] += inkChars(l.text[:d])
					l.set(l.text[d:], l.cols[d:])
				}
			}
		} else {
			flush()
			if len(t.Paras) > 0 {
				c.put('\n', place{-1, 0})
			}
			t.Paras = append(t.Paras, Para{Start: len(t.Runes), Page: c.src.Lines[l.src].Page, Table: -1, Centered: c.centered(i)})
			open, paraLine = true, i
		}
		c.writeLine(l)
		last, blanks = i, 0
	}
	flush()
}

func (c *cleaner) put(r rune, p place) {
	c.out.Runes = append(c.out.Runes, r)
	c.out.origin = append(c.out.origin, p)
}

// writeLine appends the words of l. Blanks stay only between words of
// alphabetic script; between two lines of such words one is put in.
func (c *cleaner) writeLine(l *line) {
	start := c.out.Paras[len(c.out.Paras)-1].Start
	if n := len(c.out.Runes); n > start && isWord(c.out.Runes[n-1]) && isWord(l.text[0]) {
		c.put(' ', place{-1, 0})
	}
	src := int32(l.src)
	for j := 0; j < len(l.text); j++ {
		k := j
		for ; k < len(l.text) && !isBlank(l.text[k]); k++ {
			at := place{src, l.cols[k]}
			if at.col < 0 {
				at = place{-1, 0}
			}
			c.out.origin = append(c.out.origin, at)
		}
		if k > j {
			c.out.Runes = append(c.out.Runes, l.text[j:k]...)
			j = k - 1
			continue
		}
		for k < len(l.text) && isBlank(l.text[k]) {
			k++
		}
		if n := len(c.out.Runes); n > start && k < len(l.text) && isLatin(c.out.Runes[n-1]) && isLatin(l.text[k]) {
			c.put(' ', place{src, l.cols[j]})
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
