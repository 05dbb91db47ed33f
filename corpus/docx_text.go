package corpus

import (
	"encoding/xml"
	"slices"
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

// A docxFlow is a place where paragraphs follow each other: the body, a cell, a
// text box, a note.
type docxFlow struct {
	lines []Line
	open  *docxPara // its mark is deleted or hidden: it goes on with the next one
}

// A docxPara is one that is being read.
type docxPara struct {
	style      string
	num, level int // -1 where it does not say
	mark       paraMark
	text       strings.Builder // \n is a line break
	labelled   bool
	out        []leftText
	boxes      []Line // text boxes that are fixed to it
}

// A paraMark is what became of the end of a paragraph.
type paraMark int

const (
	markShown   paraMark = iota
	markHidden           // the next paragraph goes on in its line
	markDeleted          // so it does, and its properties hold for both
)

// leftText is text of a paragraph that is left out.
type leftText struct {
	why  string
	text strings.Builder
}

// A docxRun is a piece of text with the same properties.
type docxRun struct {
	vanish *bool
	style  string
	font   string
}

// A docxField shows its result, not its instruction: { PAGE } is a 3.
type docxField struct {
	instruction strings.Builder
	result      bool // its result is being read
}

// Elements with properties only: no text is looked for inside them.
var docxProps = map[string]bool{
	"sdtPr": true, "sdtEndPr": true, "smartTagPr": true, "customXmlPr": true, "tblPr": true, "tblPrEx": true, "trPr": true,
	"tcPr": true, "rubyPr": true, "sectPrChange": true, "pPrChange": true, "rPrChange": true, "delInstrText": true,
}

// blocks reads the paragraphs and tables inside the open element.
func (d *docx) blocks(p *xmlPart, f *docxFlow) error {
	return p.each(func(e xml.StartElement) error { return d.block(p, e, f) })
}

func (d *docx) block(p *xmlPart, e xml.StartElement, f *docxFlow) error {
	if d.ignored[e.Name.Space] {
		return nil
	}
	if e.Name.Space == "mc" {
		return d.compat(p, e, func(e xml.StartElement) error { return d.block(p, e, f) })
	}
	if e.Name.Space == "w" {
		switch e.Name.Local {
		case "p":
			return d.paragraph(p, f)
		case "tbl":
			d.flush(f)
			return d.table(p, f)
		case "sectPr":
			return d.section(p)
		case "altChunk":
			d.parted = true
			return nil
		case "del", "moveFrom":
			return d.without(whyDeleted, func() error { return d.blocks(p, f) })
		}
		if docxProps[e.Name.Local] {
			return nil
		}
	}
	return d.blocks(p, f) // sdt, customXml, ins and the like hold blocks
}

// compat reads the first of several forms of the same thing that mc offers;
// the last one, Fallback, is for readers who know none of the others. Here all
// are known as far as they hold text.
func (d *docx) compat(p *xmlPart, e xml.StartElement, f func(e xml.StartElement) error) error {
	if e.Name.Local != "AlternateContent" {
		return p.each(f)
	}
	return firstForm(p, f)
}

// firstForm reads the first form inside an AlternateContent.
func firstForm(p *xmlPart, f func(e xml.StartElement) error) error {
	taken := false
	return p.each(func(e xml.StartElement) error {
		if taken || e.Name.Local != "Choice" && e.Name.Local != "Fallback" {
			return nil
		}
		taken = true
		return p.each(f)
	})
}

// without reads something that is left out.
func (d *docx) without(why string, read func() error) error {
	before := d.out
	if d.out == "" {
		d.out = why
	}
	err := read()
	d.out = before
	return err
}

// section notes which running heads a section has.
func (d *docx) section(p *xmlPart) error {
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "headerReference", "footerReference":
			if r, ok := d.rels[xmlAttr(e, "id")]; ok && !d.taken[r.target] {
				d.taken[r.target] = true
				d.heads = append(d.heads, r.target)
			}
		}
		return nil
	})
}

// paragraph reads a paragraph.
func (d *docx) paragraph(p *xmlPart, f *docxFlow) error {
	para := f.open
	f.open = nil
	if para == nil {
		para = &docxPara{}
	}
	para.style, para.num, para.level, para.mark = "", -1, -1, markShown
	d.run = docxRun{}
	err := p.each(func(e xml.StartElement) error {
		if e.Name.Space == "w" && e.Name.Local == "pPr" {
			return d.paragraphProps(p, para)
		}
		return d.inline(p, e, para)
	})
	// An instruction may go on in the next paragraph, but one that never ends
	// must not swallow the document.
	for i := range d.fields {
		d.fields[i].result = true
	}
	switch {
	case para.mark == markHidden && para.text.Len() > 0:
		d.label(para)
		f.open = para
	case para.mark != markShown:
		f.open = para
	default:
		d.close(f, para, d.cells == 0)
	}
	return err
}

func (d *docx) paragraphProps(p *xmlPart, para *docxPara) error {
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			para.style = xmlAttr(e, "val")
		case "numPr":
			return readNumPr(p, &para.num, &para.level)
		case "sectPr":
			return d.section(p)
		case "rPr":
			return p.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "del", "moveFrom":
					para.mark = markDeleted
				case "vanish", "specVanish":
					if xmlOn(e) && para.mark == markShown {
						para.mark = markHidden
					}
				}
				return nil
			})
		}
		return nil
	})
}

// inline reads an element inside a paragraph.
func (d *docx) inline(p *xmlPart, e xml.StartElement, para *docxPara) error {
	inside := func(e xml.StartElement) error { return d.inline(p, e, para) }
	switch {
	case d.ignored[e.Name.Space]:
		return nil
	case e.Name.Space == "mc":
		return d.compat(p, e, inside)
	case e.Name.Space == "v" && e.Name.Local == "textpath":
		// Letters bent to a shape, as the names of issuers are on letterheads.
		para.boxes = append(para.boxes, d.linesOf(xmlAttr(e, "string"), d.out)...)
		return nil
	case e.Name.Space == "m" && e.Name.Local == "r":
		return d.inRun(p, inside)
	case e.Name.Space == "m" && e.Name.Local == "t", e.Name.Space == "a" && e.Name.Local == "t":
		return d.words(p, e, para)
	case e.Name.Space == "a" && e.Name.Local == "p":
		return d.drawn(p, para)
	case e.Name.Space == "dgm" && e.Name.Local == "relIds":
		if part := d.rels[xmlAttr(e, "dm")].target; !d.taken[part] {
			d.taken[part] = true // it may refer to itself
			d.try(part, func(p *xmlPart) error {
				return p.each(func(e xml.StartElement) error { return d.inline(p, e, para) })
			})
		}
		return nil
	case e.Name.Space != "w":
		return p.each(inside)
	case docxProps[e.Name.Local]:
		return nil
	}
	switch e.Name.Local {
	case "r":
		return d.inRun(p, inside)
	case "rPr":
		return d.runProps(p)
	case "t", "delText":
		return d.words(p, e, para)
	case "tab", "ptab":
		d.put(para, "\t")
	case "br", "cr":
		d.put(para, "\n")
	case "noBreakHyphen":
		d.put(para, "-")
	case "sym":
		if r, ok := symbolOf(xmlAttr(e, "font"), xmlAttr(e, "char")); ok {
			d.put(para, string(r))
		}
	case "del", "moveFrom":
		return d.without(whyDeleted, func() error { return p.each(inside) })
	case "rt":
		return d.without(whyRuby, func() error { return p.each(inside) })
	case "fldChar":
		d.fieldChar(xmlAttr(e, "fldCharType"), para)
	case "instrText":
		if n := len(d.fields); n > 0 && !d.fields[n-1].result {
			s, err := p.text()
			if f := &d.fields[n-1].instruction; f.Len() < 1000 {
				f.WriteString(s)
			}
			return err
		}
	case "footnoteReference", "endnoteReference":
		kind := strings.TrimSuffix(e.Name.Local, "Reference") + "s"
		d.notes = append(d.notes, noteRef{kind, xmlAttr(e, "id"), d.reason(para)})
	case "txbxContent":
		return d.box(p, para)
	default:
		return p.each(inside)
	}
	return nil
}

func (d *docx) inRun(p *xmlPart, inside func(e xml.StartElement) error) error {
	before := d.run
	d.run = docxRun{}
	err := p.each(inside)
	d.run = before
	return err
}

func (d *docx) runProps(p *xmlPart) error {
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "vanish":
			on := xmlOn(e)
			d.run.vanish = &on
		case "rStyle":
			d.run.style = xmlAttr(e, "val")
		case "rFonts":
			d.run.font = xmlAttr(e, "ascii")
			if d.run.font == "" {
				d.run.font = xmlAttr(e, "hAnsi")
			}
		}
		return nil
	})
}

// words reads a t.
func (d *docx) words(p *xmlPart, e xml.StartElement, para *docxPara) error {
	s, err := p.text()
	if xmlAttr(e, "space") != "preserve" {
		s = strings.Trim(s, " \t\r\n")
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r':
			return ' '
		case r >= 0xf000 && r <= 0xf0ff:
			return symbolIn(d.run.font, r)
		}
		return r
	}, s)
	d.put(para, s)
	return err
}

// reason is why the open run is left out, "" if it is not.
func (d *docx) reason(para *docxPara) string {
	if d.out != "" {
		return d.out
	}
	r := &d.run
	switch {
	case r.vanish != nil && !*r.vanish:
		return ""
	case r.vanish != nil, r.style != "" && d.styles.hides(r.style), d.styles.hides(d.styles.paragraph(para.style)):
		return whyHidden
	}
	return ""
}

// put adds words to a paragraph. The instruction of a field is not shown.
func (d *docx) put(para *docxPara, s string) {
	for i := range d.fields {
		if !d.fields[i].result {
			return
		}
	}
	why := d.reason(para)
	if why == "" {
		para.text.WriteString(s)
		return
	}
	if n := len(para.out); n == 0 || para.out[n-1].why != why {
		para.out = append(para.out, leftText{why: why})
	}
	para.out[len(para.out)-1].text.WriteString(s)
}

func (d *docx) fieldChar(kind string, para *docxPara) {
	n := len(d.fields)
	switch {
	case kind == "begin" && n < maxXMLDepth:
		d.fields = append(d.fields, docxField{})
	case kind == "separate" && n > 0:
		d.fields[n-1].result = true
	case kind == "end" && n > 0:
		instruction, shown := d.fields[n-1].instruction.String(), d.fields[n-1].result
		d.fields = d.fields[:n-1]
		if m := circled.FindStringSubmatch(instruction); m != nil && !shown {
			d.put(para, encircle(m[1]))
		}
	}
}

// circled is the field that Word makes of a character in a circle, which has no
// result: { EQ \o\ac(○,1) }.
var circled = pattern.MustCompile(`(?i)^\s*eq\s*\\o\s*\\ac\s*\([^,，()]*[,，]\s*([^,，()\\]{1,4}?)\s*\)`)

// encircle is s in a circle where there is such a sign, else s.
func encircle(s string) string {
	if n, ok := parseDigits([]rune(s)); ok {
		return numeral(n, "decimalEnclosedCircle")
	}
	if i := slices.Index([]rune("一二三四五六七八九十"), []rune(s)[0]); i >= 0 && utf8.RuneCountInString(s) == 1 {
		return string('㊀' + rune(i))
	}
	return s
}

// box reads a text box that is fixed to a paragraph.
func (d *docx) box(p *xmlPart, para *docxPara) error {
	before, fields := d.run, d.fields
	f := &docxFlow{}
	read := func() error {
		err := d.blocks(p, f)
		d.flush(f)
		return err
	}
	d.fields = nil
	var err error
	if why := d.reason(para); why != "" {
		err = d.without(why, read)
	} else {
		err = read()
	}
	d.run, d.fields = before, fields
	para.boxes = append(para.boxes, slices.DeleteFunc(f.lines, func(l Line) bool { return inkIn(l.Text) == 0 })...)
	return err
}

// drawn reads a paragraph of a drawing, as in a chart of an organisation. It is
// a line of its own.
func (d *docx) drawn(p *xmlPart, para *docxPara) error {
	inner := &docxPara{style: para.style}
	err := p.each(func(e xml.StartElement) error { return d.inline(p, e, inner) })
	para.boxes = append(para.boxes, d.linesOf(inner.text.String(), "")...)
	for i := range inner.out {
		para.boxes = append(para.boxes, d.linesOf(inner.out[i].text.String(), inner.out[i].why)...)
	}
	para.boxes = append(para.boxes, inner.boxes...)
	return err
}

// label counts a paragraph that is numbered and puts its label at its head.
func (d *docx) label(para *docxPara) {
	if para.labelled || d.out != "" || d.mute {
		return
	}
	num, at := d.listOf(para)
	if num == nil {
		return
	}
	label, level := num.next(at)
	if label == "" {
		return
	}
	para.labelled = true
	text := strings.TrimLeftFunc(para.text.String(), isBlank)
	para.text.Reset()
	para.text.WriteString(label)
	last, _ := utf8.DecodeLastRuneInString(label)
	if first, _ := utf8.DecodeRuneInString(text); level.apart && isLatin(last) && isLatin(first) {
		// 1. 5G基站 is no 1.5 of anything.
		para.text.WriteByte(' ')
	}
	para.text.WriteString(text)
}

// listOf returns the num and the level of a paragraph, nil where it has none.
// What the paragraph does not say its style does; num 0 is none.
func (d *docx) listOf(para *docxPara) (num *docxNum, at int) {
	style := d.styles.paragraph(para.style)
	id, at := para.num, para.level
	if id < 0 {
		for st := range d.styles.chain(style) {
			if st.num >= 0 {
				id = st.num
				break
			}
		}
	} else if at < 0 {
		at = 0
	}
	if id <= 0 {
		return nil, 0
	}
	if num = d.lists.num(id, &d.styles); num == nil {
		return nil, 0
	}
	if at < 0 {
		// The level that belongs to the style; what the style itself says of its
		// level counts only where there is none.
		for st := range d.styles.chain(style) {
			own, ok := num.levelOf(st.id)
			if ok || st.level >= 0 {
				at = st.level
				if ok {
					at = own
				}
				break
			}
		}
	}
	if at = max(at, 0); at >= listLevels {
		return nil, 0
	}
	return num, at
}

// close ends a paragraph. One without words is a blank line, if it is to have
// one.
func (d *docx) close(f *docxFlow, para *docxPara, blank bool) {
	d.label(para)
	text := para.text.String()
	if text == "" && blank && d.out == "" && len(para.out) == 0 {
		f.lines = append(f.lines, Line{})
		d.lines++
	}
	f.lines = append(f.lines, d.linesOf(text, "")...)
	for i := range para.out {
		f.lines = append(f.lines, d.linesOf(strings.ReplaceAll(para.out[i].text.String(), "\n", " "), para.out[i].why)...)
	}
	f.lines = append(f.lines, para.boxes...)
	if d.limit == nil && (d.lines > maxDocxLines || d.size > maxDocxText) {
		d.limit = errDocxTooBig
	}
}

// flush ends the open paragraph of a flow: nothing follows that it could go on
// with. If no words are left of it, it is gone and does not count.
func (d *docx) flush(f *docxFlow) {
	if para := f.open; para != nil {
		f.open = nil
		para.labelled = para.labelled || para.text.Len() == 0
		d.close(f, para, false)
	}
}

// linesOf makes lines of text. Tabs at the head of a line are its indent.
func (d *docx) linesOf(text, why string) []Line {
	var out []Line
	for line := range splitLines(text) {
		clean, n := dropControls(strings.TrimLeft(line, "\t"))
		d.ctrl += n
		if why != "" && inkIn(clean) == 0 {
			continue
		}
		d.size += len(clean)
		d.lines++
		out = append(out, Line{Text: clean, Out: why})
	}
	return out
}
