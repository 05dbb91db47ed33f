package corpus

import "encoding/xml"

// A docxStyle is what this reader needs of a style.
type docxStyle struct {
	id      string
	basedOn string
	num     int // -1 where the style does not say
	level   int // -1 where the style does not say
	vanish  *bool
}

// A styleSheet holds the styles of a document.
type styleSheet struct {
	byID map[string]*docxStyle
	base string // style of paragraphs that name none
}

// maxStyleChain is how many styles may be based on each other. Word allows
// eleven; a loop ends here too.
const maxStyleChain = 50

// read reads word/styles.xml.
func (s *styleSheet) read(p *xmlPart) error {
	s.byID = map[string]*docxStyle{}
	return p.each(func(root xml.StartElement) error {
		return p.each(func(e xml.StartElement) error {
			if e.Name.Space != "w" || e.Name.Local != "style" {
				return nil
			}
			st := &docxStyle{id: xmlAttr(e, "styleId"), num: -1, level: -1}
			if _, ok := s.byID[st.id]; !ok {
				s.byID[st.id] = st
			}
			if d := xmlAttr(e, "default"); xmlAttr(e, "type") == "paragraph" && d != "" && d != "0" && d != "false" && d != "off" {
				s.base = st.id
			}
			return p.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "basedOn":
					st.basedOn = xmlAttr(e, "val")
				case "pPr":
					return p.each(func(e xml.StartElement) error {
						if e.Name.Local == "numPr" {
							return readNumPr(p, &st.num, &st.level)
						}
						return nil
					})
				case "rPr":
					return p.each(func(e xml.StartElement) error {
						if e.Name.Local == "vanish" {
							on := xmlOn(e)
							st.vanish = &on
						}
						return nil
					})
				}
				return nil
			})
		})
	})
}

// readNumPr reads which num and which level a paragraph or a style has.
func readNumPr(p *xmlPart, num, level *int) error {
	return p.each(func(e xml.StartElement) error {
		n, ok := xmlNumber(e, "val")
		switch {
		case !ok:
		case e.Name.Local == "numId":
			*num = n
		case e.Name.Local == "ilvl":
			*level = n
		}
		return nil
	})
}

// chain yields a style and those it is based on, the style itself first.
func (s *styleSheet) chain(id string) func(yield func(*docxStyle) bool) {
	return func(yield func(*docxStyle) bool) {
		for range maxStyleChain {
			st := s.byID[id]
			if st == nil || !yield(st) {
				return
			}
			id = st.basedOn
		}
	}
}

// paragraph is the style of a paragraph that names id.
func (s *styleSheet) paragraph(id string) string {
	if s.byID[id] == nil {
		return s.base
	}
	return id
}

// hides says whether a style hides its text.
func (s *styleSheet) hides(id string) bool {
	for st := range s.chain(id) {
		if st.vanish != nil {
			return *st.vanish
		}
	}
	return false
}
