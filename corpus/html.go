package corpus

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"guihua/corpus/pattern"
)

// A web page is read the way a browser shows it: what a reader of the page sees
// becomes lines (html_lines.go) and its tables cells (html_table.go). Then the
// part that is the document is looked for (html_main.go); everything else keeps
// its place among the lines with Out = page_chrome, where the rules for the
// dates and numbers of a page's head find it.

var errNoText = errors.New("web page without text (a script loads it?): open it in a browser, select the text and save it as .txt")

// readHTML fills s from the source of a page.
func (j *job) readHTML(s *Source, source string) error {
	p, err := j.readPage(source)
	if err != nil {
		return err
	}
	if len(p.lines) == 0 {
		return errNoText
	}
	s.Title, s.Published = p.title, p.published
	s.Lines = make([]Line, len(p.lines))
	for i := range p.lines {
		s.Lines[i] = p.lines[i].Line
	}
	if ink := keptInk(s.Lines); ink < littleText {
		s.Warnings = append(s.Warnings, Warning{
			Code:    "little_text",
			Message: fmt.Sprintf("the page holds %s of text: it may be an error page, or a script loads the text", plural(ink, "character")),
		})
	}
	if p.flat {
		s.Warnings = append(s.Warnings, Warning{
			Code:    "page_structure_lost",
			Message: "tags nested too deeply: read as text alone, without tables, and the page's own lines may stand among the document's",
		})
	}
	if p.controls > 0 {
		s.Warnings = append(s.Warnings, controlWarning(p.controls))
	}
	return nil
}

// littleText is fewer characters than a notice has.
const littleText = 100

// keptInk counts the characters of lines that are not left out, white space not
// counted.
func keptInk(lines []Line) int {
	n := 0
	for _, l := range lines {
		if l.Out == "" {
			n += inkIn(l.Text)
		}
	}
	return n
}

// readPage reads the source of a page into lines, those outside the document
// marked.
func (j *job) readPage(source string) (*page, error) {
	source = tame(source)
	root, err := html.Parse(strings.NewReader(source))
	if err != nil { // more than 512 elements inside each other
		return flatPage(source), j.ctx.Err()
	}
	p := newPage(root, false)
	if p.weight() < 200 {
		// Some sites hide the document and let a script show it.
		if all := newPage(root, true); all.weight() > 1000 {
			p = all
		}
	}
	p.readHead(root)
	if err := j.ctx.Err(); err != nil {
		return nil, err
	}
	p.markDocument(root)
	return p, j.ctx.Err()
}

// A page is what a browser shows of a page's source.
type page struct {
	lines []pageLine
	spans map[*html.Node]extent // the lines of each element
	// sums[i] is the weight of lines [0, i), heads[i] how many are headings.
	sums, heads []int

	title     string // as the head says it: ArticleTitle, or <title>
	published string // as the head says it: 2006-01-02
	controls  int    // control characters removed
	flat      bool   // read without its structure
}

// tame takes out of a page's source what no reader of the page sees and what
// makes parsers slow: scripts, styles and comments, and elements that only
// change the type, which HTML has a parser open again in every paragraph until
// they are closed. A comment parts long runs of text, which the parser would
// put together piece by piece.
func tame(source string) string {
	var b strings.Builder
	b.Grow(len(source))
	z := html.NewTokenizer(strings.NewReader(source))
	frames := 0 // <html> and <body> seen
	run := 0    // bytes of text since the last comment
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(raw)
			run += len(raw)
			continue
		case html.CommentToken:
			continue
		case html.DoctypeToken:
			b.Write(raw)
			continue
		}
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		switch tag {
		case atom.Script, atom.Style:
			if kind != html.EndTagToken {
				z.Next() // what it holds
			}
			continue
		case atom.Html, atom.Body:
			if frames++; frames > 8 { // each is compared with the first
				continue
			}
		}
		if run > 1<<12 && !holdsRaw[tag] {
			b.WriteString("<!---->")
			run = 0
		}
		if !typeface[tag] {
			b.Write(raw)
			continue
		}
		at := 1
		if kind == html.EndTagToken {
			at = 2
		}
		b.Write(raw[:at])
		b.WriteString("span")
		b.Write(raw[at+len(name):])
	}
}

// holdsRaw are elements whose text is not read for tags.
var holdsRaw = atoms(atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Iframe, atom.Noembed, atom.Noframes,
	atom.Noscript, atom.Plaintext, atom.Xmp)

// typeface are the elements that HTML calls formatting, but for links.
var typeface = atoms(atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small,
	atom.Strike, atom.Strong, atom.Tt, atom.U)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}

// flatPage reads the text of a page whose tags are nested too deeply to make a
// tree of: every tag of a block ends the line.
func flatPage(source string) *page {
	w := &pageWriter{page: &page{flat: true}}
	z := html.NewTokenizer(strings.NewReader(source))
	var skip atom.Atom // the element that is open and shows no text
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			w.endLine()
			return w.page
		case html.TextToken:
			if skip == 0 {
				w.text(html.UnescapeString(string(z.Raw())), false)
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case tag == skip:
				skip = 0
			case skip == 0 && unseen[tag] && kind == html.StartTagToken:
				skip = tag
			case blocks[tag] || tag == atom.Br || tag == atom.Td || tag == atom.Th:
				w.endLine()
			}
		}
	}
}

// readHead reads what the head of the page says of the document.
func (p *page) readHead(root *html.Node) {
	named, property := map[string]string{}, ""
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Title:
			if p.title == "" && n.Namespace == "" && n.FirstChild != nil {
				p.title = withoutSite(cleanLine(n.FirstChild.Data))
			}
		case atom.Meta:
			if property = attr(n, "name"); property == "" {
				property = attr(n, "property")
			}
			if key := strings.ToLower(strings.TrimSpace(property)); len(key) < 40 && named[key] == "" {
				named[key] = attr(n, "content")
			}
		}
	}
	for _, key := range [...]string{"articletitle", "og:title"} {
		if s := cleanLine(named[key]); s != "" {
			p.title = s
			break
		}
	}
	// 《政府网站发展指引》 has the first; the others are those of site software.
	for _, key := range [...]string{"pubdate", "publishdate", "publish_date", "publishtime", "firstpublishedtime", "article:published_time", "releasedate", "og:release_date"} {
		if m := headDate.FindStringSubmatch(named[key]); m != nil {
			p.published = m[1] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[3])
			break
		}
	}
}

// withoutSite is the longest part of a page's title: sites put their names and
// those of columns before or behind it, parted by a stroke.
func withoutSite(s string) string {
	longest, rest := "", s
	for rest != "" {
		part := rest
		if loc := titleStroke.FindStringIndex(rest); loc != nil {
			part, rest = rest[:loc[0]], rest[loc[1]:]
		} else {
			rest = ""
		}
		if len(part) > len(longest) {
			longest = part
		}
	}
	return strings.TrimSpace(longest)
}

// titleStroke is no dash between years, nor the 一 of a number.
var titleStroke = pattern.MustCompile(`\s*[_|｜]+\s*|\s+[-–—]+\s+|--+`)

var headDate = pattern.MustCompile(`((?:19|20)\d{2})[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])`)

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// cleanLine is s as one line of text.
func cleanLine(s string) string {
	s, _ = dropControls(strings.Join(strings.Fields(s), " "))
	return s
}

// attr is the value of an attribute of n, "" where it has none.
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key && n.Attr[i].Namespace == "" {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}
