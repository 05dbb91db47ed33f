package golden

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// webText is what "save as text" makes of a web page: one line per block, the
// cells of a table row parted by tabs, nothing left out but scripts and styles.
func webText(page []byte) (string, error) {
	if bytes.Contains(bytes.ToLower(page[:min(len(page), 4096)]), []byte("charset=gb")) {
		utf8, err := simplifiedchinese.GB18030.NewDecoder().Bytes(page)
		if err != nil {
			return "", err
		}
		page = utf8
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	var walk func(n *html.Node, cell bool)
	walk = func(n *html.Node, cell bool) {
		if n.Type == html.TextNode {
			b.WriteString(strings.Join(strings.FieldsFunc(n.Data, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " "))
			return
		}
		end := ""
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template:
			return
		case atom.Td, atom.Th:
			// A cell of data stays on its row's line, a cell that holds the page does not.
			cell, end = len(inner(n)) < 1500, "\t"
		case atom.Tr:
			cell, end = false, "\n"
		case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Table, atom.Section, atom.Article, atom.Header,
			atom.Footer, atom.Nav, atom.Dl, atom.Dd, atom.Dt, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if end = "\n"; cell {
				end = " "
			}
		}
		if end == "\n" && n.DataAtom != atom.Br && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteString("\n")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, cell)
		}
		b.WriteString(end)
	}
	walk(root, false)
	var lines []string
	for line := range strings.Lines(b.String()) {
		line = strings.Trim(line, "\n \u00a0\u3000")
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// inner is the text of n.
func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
