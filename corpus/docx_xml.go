package corpus

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	utext "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxXMLDepth is how deep elements may stand in each other. Word itself stays
// below a hundred, a table in a table in a text box included.
const maxXMLDepth = 1000

var errXMLDepth = errors.New("elements nested too deeply")

// An xmlPart reads one XML part of a document, element by element. Entities
// that the part defines itself are an error, so that none can be a bomb.
type xmlPart struct {
	d     *xml.Decoder
	level int // elements open
}

// newXMLPart reads XML in UTF-8, or in UTF-16 with a byte order mark, which are
// the two encodings the format allows.
func newXMLPart(r io.Reader) *xmlPart {
	d := xml.NewDecoder(transform.NewReader(r, utext.BOMOverride(utext.UTF8.NewDecoder())))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil // decoded already
		}
		return nil, errors.New("XML in " + strconv.Quote(label))
	}
	return &xmlPart{d: d}
}

// xmlNamespaces are the short names of the namespaces the reader knows, in the
// transitional and in the strict form of the format.
var xmlNamespaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":   "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":               "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  "mc",
	"http://schemas.openxmlformats.org/drawingml/2006/main":        "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                    "a",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":     "dgm",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                 "dgm",
	"urn:schemas-microsoft-com:vml":                                "v",
}

// token returns the next token. The namespace of an element is given by its
// short name.
func (p *xmlPart) token() (xml.Token, error) {
	t, err := p.d.Token()
	if err != nil {
		return nil, err
	}
	switch e := t.(type) {
	case xml.StartElement:
		if p.level++; p.level > maxXMLDepth {
			return nil, errXMLDepth
		}
		if short, ok := xmlNamespaces[e.Name.Space]; ok {
			e.Name.Space = short
		}
		return e, nil
	case xml.EndElement:
		p.level--
	}
	return t, nil
}

// each calls f for every element inside the open one, up to its end; before
// the first element is open, for the root. What f leaves unread of an element
// is skipped.
func (p *xmlPart) each(f func(e xml.StartElement) error) error {
	open := p.level
	for {
		t, err := p.token()
		if err == io.EOF && open == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if err := f(e); err != nil {
				return err
			}
			for p.level > open {
				if _, err := p.token(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			return nil
		}
	}
}

// text returns the characters of the open element, up to its end.
func (p *xmlPart) text() (string, error) {
	var b strings.Builder
	open := p.level
	for {
		t, err := p.token()
		if err != nil {
			return "", err
		}
		switch c := t.(type) {
		case xml.CharData:
			if p.level == open {
				b.Write(c)
			}
		case xml.EndElement:
			if p.level < open {
				return b.String(), nil
			}
		}
	}
}

// xmlAttr returns an attribute by its local name, "" where it is missing: the
// parts this reader reads have no two of the same name on one element that
// both matter.
func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// xmlNumber returns an attribute as a number; ok is false where there is none.
func xmlNumber(e xml.StartElement, name string) (n int, ok bool) {
	n, err := strconv.Atoi(strings.TrimSpace(xmlAttr(e, name)))
	return n, err == nil
}

// xmlOn reads a property that is on or off: present is on, but for val="0".
func xmlOn(e xml.StartElement) bool {
	switch strings.TrimSpace(xmlAttr(e, "val")) {
	case "0", "false", "off":
		return false
	}
	return true
}
