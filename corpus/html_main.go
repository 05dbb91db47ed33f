package corpus

import (
	"slices"
	"strconv"
	"strings"

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
	for _, name := range strings.Fields(`trs_editor trs_editor_view trs_ueditor ucap-content pages_content zoom zoomcon
		vsb_content v_news_content bt_content article-content article_content articlecontent articlebody content-article
		content_article news_content news-content newscontent detail-content detail_content xxgk_content info_content
		con_text main_text text_content artical_content js_content infocontent conzoom wzcon fontzoom`) {
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

// sum adds the weights up.
func (p *page) sum() {
	p.sums = make([]int, len(p.lines)+1)
	for i := range p.lines {
		p.sums[i+1] = p.sums[i] + p.lines[i].weigh()
	}
}

// weight is the weight of all lines.
func (p *page) weight() int { return p.sums[len(p.lines)] }

func (p *page) weightOf(e extent) int {
	end := min(e.end, len(p.lines))
	return p.sums[max(end, 0)] - p.sums[min(e.from, end)]
}

// markDocument finds the document and leaves the other lines out.
func (p *page) markDocument(root *html.Node) {
	keep := make([]bool, len(p.lines))
	parts := p.documentParts(root)
	first, last := len(p.lines), 0
	for _, e := range parts {
		for i := e.from; i < min(e.end, len(keep)); i++ {
			keep[i] = true
			first, last = min(first, i), max(last, i+1)
		}
	}
	if first < last {
		p.keepTitle(keep, first)
		p.keepEnd(keep, last)
	}
	tables := map[int]int{}
	for i := range p.lines {
		l := &p.lines[i]
		if !keep[i] {
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
	p.joinFields()
}

// documentParts are the lines of the document: of one container as a rule.
func (p *page) documentParts(root *html.Node) []extent {
	whole := extent{0, len(p.lines)}
	total := p.weight()
	if total == 0 {
		return []extent{whole}
	}
	var best *html.Node
	var seeds []*html.Node
	for n := range root.Descendants() {
		e, ok := p.spans[n]
		if !ok || !isContainer(n) || p.weightOf(e) == 0 {
			continue
		}
		seeds = append(seeds, n)
		// Of one inside the other the inner one, where it holds as much.
		if best == nil || p.weightOf(e) > p.weightOf(p.spans[best]) ||
			p.weightOf(e)*100 >= p.weightOf(p.spans[best])*97 && within(e, p.spans[best]) {
			best = n
		}
	}
	if best == nil || p.weightOf(p.spans[best])*10 < total*7 {
		for _, n := range p.readable(root) {
			if best == nil || p.weightOf(p.spans[n]) > p.weightOf(p.spans[best]) {
				best = n
			}
		}
	}
	if best == nil {
		return []extent{whole}
	}
	for !p.enough(p.spans[best], total) {
		up := best.Parent
		for up != nil {
			if _, ok := p.spans[up]; ok {
				break
			}
			up = up.Parent
		}
		if up == nil {
			return []extent{whole}
		}
		best = up
	}
	parts := []extent{p.spans[best]}
	for _, n := range seeds {
		e := p.spans[n]
		if !slices.ContainsFunc(parts, func(x extent) bool { return e.from < x.end && x.from < e.end }) {
			parts = append(parts, e)
		}
	}
	return parts
}

func within(a, b extent) bool { return a.from >= b.from && a.end <= b.end }

// enough says whether the lines e can be the document of a page of that weight:
// they hold three quarters of it, and few headings stand outside.
func (p *page) enough(e extent, total int) bool {
	if p.weightOf(e)*4 < total*3 {
		return false
	}
	headings := 0
	for i := range p.lines {
		if l := &p.lines[i]; (i < e.from || i >= e.end) && l.weigh() > 0 && l.labelled() {
			headings++
		}
	}
	return headings < 3
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
	annexLine  = pattern.MustCompile(`^附\s*件\s*(?:[:：]|[0-9０-９一二三四五六七八九十]{1,2}\s*(?:[:：.．、]|$|\S))`)
	fileName   = pattern.MustCompile(`(?i)\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)$`)
)

// keepTitle keeps the title, and the document's number below it, that stand
// above the container on line first, where the document has none of its own.
func (p *page) keepTitle(keep []bool, first int) {
	title := foldName(p.title)
	begin := -1
	end := -1
	for i := first - 1; i >= max(0, first-80); i-- {
		l := &p.lines[i]
		s := foldName(l.Text)
		if l.never || 2*l.linked > l.ink || len(s) < 18 {
			continue
		}
		if l.h1 || strings.Contains(title, s) {
			if begin < 0 {
				end = i + 1
			} else if i < begin-1 {
				break
			}
			begin = i
			continue
		}
		if begin >= 0 {
			break
		}
	}
	if begin < 0 {
		return
	}
	name := ""
	for _, l := range p.lines[begin:end] {
		name += foldName(l.Text)
	}
	head := ""
	for i := first; i < len(keep) && len(head) < 6000; i++ {
		if keep[i] {
			head += foldName(p.lines[i].Text)
		}
	}
	if strings.Contains(head, name) {
		return
	}
	for i := begin; i < end; i++ {
		keep[i] = true
	}
	for i := end; i < first; i++ {
		if l := &p.lines[i]; !l.never && numberLine.MatchString(strings.TrimFunc(l.Text, isBlank)) {
			keep[i] = true
		}
	}
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

// keepEnd keeps what closes a document and stands below its container: the
// signature and its date, right behind it, and the list of its attachments.
func (p *page) keepEnd(keep []bool, last int) {
	i := last
	for i < len(keep) && i < last+4 {
		l := &p.lines[i]
		s := strings.TrimFunc(l.Text, isBlank)
		if l.linked > 0 || l.never || l.ink > 40 || !dateOnly.MatchString(s) && !bodyName.MatchString(s) {
			break
		}
		keep[i] = true
		i++
	}
	list := false
	for ; i < len(keep) && i < last+40; i++ {
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
				!headField.MatchString(next.Text) && !looseField.MatchString(next.Text) {
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
