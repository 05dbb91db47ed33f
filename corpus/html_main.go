package corpus

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"guihua/corpus/pattern"
)

// Which part of a page is the document: the container that the software of
// government sites puts it in, where the page has one; else the one that
// readability finds, which is made for pages of any kind. Whichever it is has to
// hold most of the page's running text, or a bigger one is taken; and what
// belongs to a document is looked for above and below it.

// containers are ids and classes of the element that holds a document, in small
// letters: of the site systems of TRS, UCAP (gov.cn), Hanweb and Visual SiteBuilder,
// and habits that many share.
var containers = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(`trs_editor trs_editor_view trs_ueditor ucap-content pages_content
		vsb_content v_news_content bt_content zoom zoomcon article-content article_content articlecontent
		news-content news_content newscontent detail-content detail_content js_content`) {
		set[name] = true
	}
	return set
}()

// isContainer says whether n is named like the container of a document.
func isContainer(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if n.DataAtom == atom.Article || attr(n, "itemprop") == "articleBody" {
		return true
	}
	if containers[strings.ToLower(attr(n, "id"))] {
		return true
	}
	for name := range strings.FieldsSeq(attr(n, "class")) {
		if containers[strings.ToLower(name)] {
			return true
		}
	}
	return false
}

// weigh is how much of l reads as a document: its characters where it is running
// text, a heading or a cell of a table, and no link.
func (l *pageLine) weigh() int {
	switch {
	case l.never, 2*l.linked > l.ink:
		return 0
	case l.Cell.Table > 0, l.ink >= 12 && strings.ContainsAny(l.Text, "。；，"), l.labelled():
		return l.ink
	}
	return 0
}

// labelled says whether l begins with a heading number.
func (l *pageLine) labelled() bool {
	head := l.Text
	if len(head) > 90 {
		head = strings.ToValidUTF8(head[:90], "")
	}
	rs := []rune(head)
	label, ok := ParseLabel(rs)
	return ok && label.Kind <= HanParen && len(rs) > label.Len
}

// sum adds weights and headings up.
func (p *page) sum() {
	p.sums, p.heads = make([]int, len(p.lines)+1), make([]int, len(p.lines)+1)
	for i := range p.lines {
		k, head := p.lines[i].weigh(), 0
		if k > 0 && p.lines[i].labelled() {
			head = 1
		}
		p.sums[i+1], p.heads[i+1] = p.sums[i]+k, p.heads[i]+head
	}
}

// weight is the weight of all lines.
func (p *page) weight() int { return p.weightOf(p.whole()) }

func (p *page) weightOf(e extent) int { return p.sums[e.end] - p.sums[e.from] }

func (p *page) whole() extent { return extent{0, len(p.lines)} }

// markDocument finds the document and leaves the other lines out.
func (p *page) markDocument(root *html.Node) {
	keep := make([]bool, len(p.lines))
	var seeds []extent // of elements named like the container of a document
	var best *html.Node
	for n := range root.Descendants() {
		e, ok := p.spans[n]
		if !ok || !isContainer(n) || p.weightOf(e) == 0 {
			continue
		}
		seeds = append(seeds, e)
		// Of one inside the other the inner one, where it holds as much.
		if k := p.weightOf(e) * 100; best == nil || k > p.weightOf(p.spans[best])*100 ||
			k >= p.weightOf(p.spans[best])*97 && within(e, p.spans[best]) {
			best = n
		}
	}
	// A page may hold several documents, or one in several parts.
	var parts []extent
	if best != nil {
		parts = apart(append([]extent{p.spans[best]}, seeds...))
	}
	if !p.enough(parts) {
		parts = apart(append([]extent{p.widen(root, best)}, parts...))
	}
	last := 0
	for _, e := range parts {
		for i := e.from; i < e.end; i++ {
			keep[i] = true
		}
		last = max(last, e.end)
	}
	p.keepTitle(keep, slices.Index(keep, true))
	p.keepEnd(keep, last)
	p.leaveOut(keep)
	p.joinFields()
}

// apart drops the extents that share lines with one before them.
func apart(all []extent) []extent {
	var parts []extent
	for _, e := range all {
		if !slices.ContainsFunc(parts, func(x extent) bool { return e.from < x.end && x.from < e.end }) {
			if parts = append(parts, e); len(parts) == maxParts {
				break
			}
		}
	}
	return parts
}

// maxParts bounds the containers of a page.
const maxParts = 50

// widen returns the lines of the document of a page whose containers, the
// biggest of them best, do not hold it: those of the element that readability
// finds, or of a bigger one, until they are enough.
func (p *page) widen(root, best *html.Node) extent {
	if p.weight() == 0 {
		return p.whole()
	}
	for _, n := range p.readable(root) {
		if best == nil || p.weightOf(p.spans[n]) > p.weightOf(p.spans[best]) {
			best = n
		}
	}
	for n := best; n != nil; n = n.Parent {
		if e, ok := p.spans[n]; ok && p.enough([]extent{e}) {
			return p.spans[p.column(n)]
		}
	}
	return p.whole()
}

// enough says whether the lines of parts can be the document: they hold three
// quarters of the page's weight, and few headings stand outside.
func (p *page) enough(parts []extent) bool {
	weight, heads := p.weight(), p.heads[len(p.lines)] // outside
	for _, e := range parts {
		weight -= p.weightOf(e)
		heads -= p.heads[e.end] - p.heads[e.from]
	}
	return len(parts) > 0 && weight*4 <= p.weight() && heads < 3
}

// column goes down from n to the part of the page's frame that holds the
// document: a part of the body, or a cell that has menus beside it.
func (p *page) column(n *html.Node) *html.Node {
	found, weight := n, p.weightOf(p.spans[n])
	for n != nil && frames[n.DataAtom] {
		var inner *html.Node
		full := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			e, ok := p.spans[c]
			if !ok || e.from == e.end {
				continue
			}
			full++
			if p.weightOf(e)*100 >= weight*97 {
				inner = c
			}
		}
		if inner != nil && (n.DataAtom == atom.Body || n.DataAtom == atom.Tr && full > 1 && p.lines[p.spans[inner].from].Cell.Table == 0) {
			found = inner
		}
		n = inner
	}
	return found
}

// frames are the elements that old pages are laid out with.
var frames = atoms(atom.Html, atom.Body, atom.Center, atom.Form, atom.Table, atom.Tbody, atom.Tr, atom.Td)

func within(a, b extent) bool { return a.from >= b.from && a.end <= b.end }

// leaveOut marks the lines that are not kept.
func (p *page) leaveOut(keep []bool) {
	tables := map[int]int{} // their numbers, once those outside the document are none
	for i := range p.lines {
		l := &p.lines[i]
		if !keep[i] {
			// The lists around a document are menus, whose style sheets take the
			// numbers away.
			l.Text = strings.Replace(l.Text, l.marker, "", 1)
			l.Cell = TableCell{}
		}
		if !keep[i] || l.never {
			l.Out = whyChrome
		}
		if t := l.Cell.Table; t > 0 {
			if tables[t] == 0 {
				tables[t] = len(tables) + 1
			}
			l.Cell.Table = tables[t]
		}
	}
}

// Bounds of the pages that readability is asked about; its time grows faster
// than the page.
const (
	maxReadableElements = 20000
	maxReadableChars    = 1 << 20
)

// readable is the elements that readability takes for the article of the page,
// the most important first; none where it has no answer.
func (p *page) readable(root *html.Node) []*html.Node {
	var nodes []*html.Node
	size := 0
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			size += len(n.Data)
		} else if n.Type == html.ElementNode {
			nodes = append(nodes, n)
		}
	}
	if len(nodes) > maxReadableElements || size > maxReadableChars {
		return nil
	}
	// It gives back a changed copy of the tree; a mark on every element tells
	// which one it was.
	const mark = "data-guihua"
	for i, n := range nodes {
		n.Attr = append(n.Attr, html.Attribute{Key: mark, Val: strconv.Itoa(i)})
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	article, err := parser.ParseDocument(root, nil)
	for _, n := range nodes {
		n.Attr = n.Attr[:len(n.Attr)-1]
	}
	if err != nil || article.Node == nil {
		return nil
	}
	var found []*html.Node
	var look func(n *html.Node, depth int)
	look = func(n *html.Node, depth int) {
		if i, err := strconv.Atoi(attr(n, mark)); err == nil && i >= 0 && i < len(nodes) {
			if _, ok := p.spans[nodes[i]]; ok {
				found = append(found, nodes[i])
			}
			return
		}
		for c := n.FirstChild; c != nil && depth < 4; c = c.NextSibling {
			look(c, depth+1)
		}
	}
	look(article.Node, 0)
	return found
}

// Marks of a document around its container.
var (
	numberLine = pattern.MustCompile(`^[^\s，。：]{1,14}[〔\[［(（【](?:19|20)\d{2}[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*号$`)
	passedLine = pattern.MustCompile(`^[（(].{0,60}日.{0,60}(?:通过|批准|修订|修正|公布|发布|施行)[）)]$`)
	annexLine  = pattern.MustCompile(`^附\s*件\s*(?:[:：]|[0-9０-９一二三四五六七八九十]{1,2}\s*(?:[:：.．、]|$|\S))`)
	fileName   = pattern.MustCompile(`(?i)\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)$`)
)

// keepTitle keeps the title, and the document's number below it, that stand
// above the document, which begins on line first and has none of its own.
func (p *page) keepTitle(keep []bool, first int) {
	said := foldName(p.title)
	isTitle := func(i int) bool {
		l := &p.lines[i]
		s := foldName(l.Text)
		return !l.never && 2*l.linked <= l.ink && l.ink <= 120 && (l.h1 || utf8.RuneCountInString(s) >= 6 && strings.Contains(said, s))
	}
	end := first
	for end > max(0, first-80) && !isTitle(end-1) {
		end--
	}
	begin := end
	for begin > max(0, end-8) && isTitle(begin-1) {
		begin--
	}
	if begin == end {
		return
	}
	name, h1 := "", false
	for _, l := range p.lines[begin:end] {
		name += foldName(l.Text)
		h1 = h1 || l.h1
	}
	if !h1 && 2*len(name) < len(said) || p.begins(keep, first, name) {
		return // a part of it, such as the site's name, or said again
	}
	for i := begin; i < end; i++ {
		keep[i] = true
	}
	for i := end; i < first; i++ {
		s := strings.TrimFunc(p.lines[i].Text, isBlank)
		if !p.lines[i].never && (numberLine.MatchString(s) || passedLine.MatchString(s)) {
			keep[i] = true
		}
	}
}

// begins says whether one of the first lines that are kept from line first on
// begins with name, which may be set on several lines.
func (p *page) begins(keep []bool, first int, name string) bool {
	var head []string
	for i := first; i < len(keep) && len(head) < 20; i++ {
		if keep[i] {
			head = append(head, foldName(p.lines[i].Text))
		}
	}
	for i := range head {
		if strings.HasPrefix(strings.Join(head[i:min(i+8, len(head))], ""), name) {
			return true
		}
	}
	return false
}

// foldName is s without white space and the punctuation that sites change in
// titles.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) || strings.ContainsRune("\n\r\"'“”‘’《》<>〈〉()（）—-－–：:，,、", r) {
			return -1
		}
		return r
	}, s)
}

// keepEnd keeps what closes a document and stands below it, from line last on:
// the signature and its date, where the document has none, and the list of its
// attachments.
func (p *page) keepEnd(keep []bool, last int) {
	plain := func(i int) string {
		if l := &p.lines[i]; l.linked == 0 && !l.never && l.ink <= 40 {
			return strings.TrimFunc(l.Text, isBlank)
		}
		return ""
	}
	signed := func(i int) bool { s := plain(i); return bodyName.MatchString(s) && !strings.ContainsAny(s, "：:") }
	i := last
	for i < min(len(keep), last+6) && signed(i) {
		i++
	}
	dated := i > last && i < len(keep) && dateOnly.MatchString(plain(i))
	for k := max(0, last-8); k < last; k++ {
		dated = dated && !dateOnly.MatchString(plain(k))
	}
	if dated {
		for k := last; k <= i; k++ {
			keep[k] = true
		}
		last = i + 1
	}
	list := false
	for i := last; i < min(len(keep), last+40); i++ {
		l := &p.lines[i]
		s := strings.TrimFunc(l.Text, isBlank)
		switch {
		case l.never || l.ink > 200:
		case annexLine.MatchString(s):
			keep[i], list = true, true
		case list && (l.file || fileName.MatchString(s)):
			keep[i] = true
		default:
			list = false
		}
	}
}

// joinFields puts the name and the value of a field of the page's head together
// that stand on two lines.
func (p *page) joinFields() {
	out := p.lines[:0]
	for i := 0; i < len(p.lines); i++ {
		l := p.lines[i]
		if i+1 < len(p.lines) && l.Out != "" && l.linked == 0 && l.ink <= 12 && p.lines[i+1].Out != "" {
			s, next := strings.TrimFunc(l.Text, isBlank), &p.lines[i+1]
			if name := headField.FindString(s); name != "" && len(name) == len(s) && next.ink <= 80 &&
				!headField.MatchString(next.Text) && !looseField.MatchString(next.Text) && !strings.ContainsAny(next.Text, "[【") {
				if !strings.ContainsAny(s, ":：") {
					s += "："
				}
				l.Text = s + strings.TrimFunc(next.Text, isBlank)
				i++
			}
		}
		out = append(out, l)
	}
	p.lines = out
}
