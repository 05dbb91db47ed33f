package corpus

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"guihua/corpus/pattern"
)

// A pageLine is a line as a browser shows it, with what tells the document from
// the page around it.
type pageLine struct {
	Line
	ink    int    // characters, white space not counted
	linked int    // of these, in links
	h1     bool   // in the page's heading
	file   bool   // a link to a file
	marker string // number of the list item that it begins with
	never  bool   // navigation, a form, or a field of the page's head
}

// An extent is the lines [from, end) of an element. The first and the last may
// be shared with its neighbours, where it begins or ends inside a line.
type extent struct{ from, end int }

// A pageWriter goes through the tree of a page in its order and writes lines.
type pageWriter struct {
	*page
	all bool               // what a browser hides is written too
	ink map[*html.Node]int // of cells, once asked for

	open   pageLine // the line being written
	buf    strings.Builder
	last   rune   // of buf
	blank  bool   // white space was read and not written yet
	wraps  bool   // a line of the source ended in it
	marker string // number of a list item, not written yet

	// Where the walk is: the cell, and how many elements of a kind are open.
	cell                           TableCell
	tables                         int // so far
	links, files, h1s, nevers, pre int
	lists                          []pageList
	silent                         bool // no extents are taken
}

// newPage makes the lines of the tree of a page; with all, also those that a
// browser does not show.
func newPage(root *html.Node, all bool) *page {
	w := &pageWriter{page: &page{spans: map[*html.Node]extent{}}, all: all, ink: map[*html.Node]int{}}
	w.children(root)
	w.endLine()
	w.sum()
	return w.page
}

// Elements by what a browser does with them.
var (
	// unseen show nothing of what they hold.
	unseen = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Iframe, atom.Object,
		atom.Noembed, atom.Noframes, atom.Audio, atom.Video, atom.Canvas, atom.Svg, atom.Datalist)
	// blocks stand on lines of their own.
	blocks = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption,
		atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset,
		atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu,
		atom.Nav, atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Select,
		atom.Summary, atom.Table, atom.Textarea, atom.Tr, atom.Ul, atom.Xmp)
	// tools are never part of a document.
	tools = atoms(atom.Nav, atom.Button, atom.Select, atom.Option, atom.Textarea)
	// verbatim keep their line breaks.
	verbatim = atoms(atom.Pre, atom.Listing, atom.Plaintext, atom.Xmp, atom.Textarea)
)

// fileLink is the address of a file that a page offers.
var fileLink = pattern.MustCompile(`(?i)\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z|jpe?g|png)(?:[?#].*)?$`)

func (w *pageWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *pageWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, w.pre > 0)
		return
	case html.ElementNode:
	default:
		return
	}
	if unseen[n.DataAtom] || n.DataAtom == atom.Head {
		return
	}
	st := styleOf(n)
	if st.hidden && !w.all {
		return
	}
	if n.DataAtom == atom.Br {
		w.endLine()
		return
	}
	block := st.block || blocks[n.DataAtom] && !st.inline
	if block {
		w.endLine()
	}
	defer w.enter(n, st)()
	from := len(w.lines)
	switch n.DataAtom {
	case atom.Table:
		w.table(n)
	case atom.Td, atom.Th: // of a table inside a cell
		w.blank = true
		w.children(n)
	case atom.Li:
		w.item(n, st)
	default:
		w.children(n)
	}
	if block {
		w.endLine()
	}
	w.cover(n, from)
}

// cover takes down that the lines from line from on are those of n.
func (w *pageWriter) cover(n *html.Node, from int) {
	if w.silent {
		return
	}
	e := extent{from, len(w.lines)}
	if w.open.ink > 0 {
		e.end++
	}
	w.spans[n] = e
}

// enter counts what kind of element is open, until the function it returns is
// called.
func (w *pageWriter) enter(n *html.Node, st pageStyle) (leave func()) {
	var counts [4]*int
	k := 0
	count := func(p *int) {
		*p++
		counts[k] = p
		k++
	}
	switch tag := n.DataAtom; {
	case tag == atom.A && hasAttr(n, "href"):
		count(&w.links)
		if fileLink.MatchString(attr(n, "href")) {
			count(&w.files)
		}
	case tag == atom.H1:
		count(&w.h1s)
	case tools[tag]:
		count(&w.nevers)
	case tag == atom.Ol, tag == atom.Ul, tag == atom.Menu, tag == atom.Dir:
		w.lists = append(w.lists, listOf(n, st))
	}
	if st.pre || verbatim[n.DataAtom] {
		count(&w.pre)
	}
	depth := len(w.lists)
	return func() {
		for _, p := range counts[:k] {
			*p--
		}
		switch n.DataAtom {
		case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
			w.lists = w.lists[:depth-1]
		}
	}
}

// text writes text of the page. White space is one blank, and none at the
// beginning and the end of a line; where the source's line ends between two
// Chinese characters there is none at all, which is how CSS Text 3 has it.
func (w *pageWriter) text(s string, pre bool) {
	for _, r := range s {
		switch {
		case r == '\u0085', r == '\u2028', r == '\u2029', pre && r == '\n':
			w.endLine()
		case r == ' ', r == '\t', r == '\n', r == '\r', r == '\f':
			if pre {
				w.put(r)
				break
			}
			w.blank = true
			w.wraps = w.wraps || r == '\n' || r == '\r'
		case isControl(r):
			w.controls++
		default:
			w.put(r)
		}
	}
}

func (w *pageWriter) put(r rune) {
	if w.blank {
		if w.buf.Len() > 0 && !(w.wraps && columns(w.last) == 2 && columns(r) == 2) {
			w.buf.WriteByte(' ')
		}
		w.blank, w.wraps = false, false
	}
	if !isBlank(r) && !unicode.IsSpace(r) {
		if w.marker != "" {
			w.open.ink += inkIn(w.marker)
			w.open.marker = w.marker
			w.buf.WriteString(w.marker)
			w.marker = ""
		}
		w.open.ink++
		if w.links > 0 {
			w.open.linked++
		}
		w.open.file = w.open.file || w.files > 0
		w.open.h1 = w.open.h1 || w.h1s > 0
	} else if r == '\r' || r == '\f' {
		r = ' '
	}
	w.buf.WriteRune(r)
	w.last = r
}

// endLine ends the open line; one without words is none.
func (w *pageWriter) endLine() {
	if w.open.ink > 0 {
		w.open.Text = strings.TrimRightFunc(w.buf.String(), isBlank)
		w.open.Cell = w.cell
		w.open.never = w.nevers > 0
		w.lines = append(w.lines, w.open)
		w.open = pageLine{}
	}
	w.buf.Reset()
	w.blank, w.wraps = false, false
}

// A pageStyle is what an element's style says of how it is shown. Style sheets are
// not read: a saved page seldom has them.
type pageStyle struct {
	hidden, block, inline, pre bool
	list                       string // list-style-type
}

func styleOf(n *html.Node) (st pageStyle) {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			st.hidden = st.hidden || a.Val != "until-found"
		case "aria-hidden":
			st.hidden = st.hidden || a.Val == "true"
		case "style":
			for rule := range strings.SplitSeq(strings.ToLower(a.Val), ";") {
				st.rule(rule)
			}
		}
	}
	return st
}

func (st *pageStyle) rule(rule string) {
	name, value, _ := strings.Cut(rule, ":")
	value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
	switch strings.TrimSpace(name) {
	case "display":
		switch {
		case value == "none":
			st.hidden = true
		case strings.HasPrefix(value, "inline"):
			st.inline = true
		case value == "block", value == "flex", value == "grid", value == "list-item":
			st.block = true
		}
	case "visibility":
		st.hidden = st.hidden || value == "hidden"
	case "white-space":
		st.pre = strings.HasPrefix(value, "pre")
	case "list-style-type", "list-style":
		st.list, _, _ = strings.Cut(value, " ")
	}
}

// A pageList is an open <ol> or <ul>.
type pageList struct {
	style   string // as CSS calls it; "none" prints no numbers
	n, step int    // number of the next item
}

// listOf begins the list n. Its items get the numbers that a browser prints
// before them, unless they have some that were typed: then the style sheet
// takes the others away.
func listOf(n *html.Node, st pageStyle) pageList {
	l := pageList{style: "none", n: 1, step: 1}
	if n.DataAtom != atom.Ol || typedNumbers(n) {
		return l
	}
	l.style = "decimal"
	if t := attr(n, "type"); t != "" {
		l.style = t
	}
	if st.list != "" {
		l.style = st.list
	}
	if hasAttr(n, "reversed") {
		l.n, l.step = 0, -1
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				l.n++
			}
		}
	}
	if k, err := strconv.Atoi(strings.TrimSpace(attr(n, "start"))); err == nil {
		l.n = k
	}
	return l
}

// typedNumbers says whether the first items of a list begin with heading
// numbers of their own, or are the fields of a page's head.
func typedNumbers(n *html.Node) bool {
	items := 0
	for c := n.FirstChild; c != nil && items < 3; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			continue
		}
		items++
		seen := 0
		for d := range c.Descendants() {
			if seen++; seen > 20 {
				break
			}
			if words := strings.TrimSpace(d.Data); d.Type == html.TextNode && words != "" {
				words = words[:min(len(words), 64)]
				if _, ok := ParseLabel([]rune(words)); ok || bracketLabel.MatchString(words) {
					return true
				}
				break
			}
		}
	}
	return false
}

// item writes a list item.
func (w *pageWriter) item(n *html.Node, st pageStyle) {
	before := w.marker
	if k := len(w.lists); k > 0 {
		l := &w.lists[k-1]
		if v, err := strconv.Atoi(strings.TrimSpace(attr(n, "value"))); err == nil {
			l.n = v
		}
		if st.list != "none" {
			w.marker += itemNumber(l.n, l.style)
		}
		l.n += l.step
	}
	w.children(n)
	w.endLine()
	if w.marker != "" {
		w.marker = before // an item without words shows no number
	}
}

// itemNumber is n as a browser prints it before an item of a list.
func itemNumber(n int, style string) string {
	switch style {
	case "none", "disc", "circle", "square":
		return ""
	case "a", "lower-alpha", "lower-latin":
		return itemLetters(n, 'a') + ". "
	case "A", "upper-alpha", "upper-latin":
		return itemLetters(n, 'A') + ". "
	case "i", "lower-roman":
		return itemRoman(n, "lowerRoman") + ". "
	case "I", "upper-roman":
		return itemRoman(n, "upperRoman") + ". "
	case "cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal":
		if n > 0 && n < 100 {
			return numeral(n, "chineseCountingThousand") + "、"
		}
	}
	return strconv.Itoa(n) + ". "
}

// itemLetters counts a, b, … z, aa, ab.
func itemLetters(n int, first byte) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	var b []byte
	for ; n > 0; n = (n - 1) / 26 {
		b = append(b, first+byte((n-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

// itemRoman is a Roman number; browsers, unlike Word, stop at 3999.
func itemRoman(n int, format string) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	return numeral(n, format)
}
