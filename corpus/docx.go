package corpus

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Bounds of a document; they are above what Word can open.
const (
	maxDocxLines = 500_000
	maxDocxText  = 64 << 20 // bytes of text
)

var (
	errDocxDamaged = errors.New("DOCX document is damaged or cut off: get it again, or open it and save it anew")
	errDocxEmpty   = errors.New("DOCX document without text (empty, or pictures of pages): save it as PDF if it has pictures of pages")
	errDocxTooBig  = errors.New("DOCX document is too big: split it, or save its text as .txt")
)

// A docx is a document of Word or WPS (ISO/IEC 29500 WordprocessingML, in its
// transitional or strict form) while it is read.
type docx struct {
	j     *job
	s     *Source
	files map[string]*zip.File
	rels  map[string]docxRelation // of the main part, by id
	kinds map[string]string       // parts it refers to, by kind: the first of each
	limit error                   // why unfolding had to stop

	styles  styleSheet
	lists   docxNumbering
	ignored map[string]bool // namespaces that readers who do not know them skip

	out    string      // why what is read now is left out, or ""
	mute   bool        // what is read now is not numbered
	run    docxRun     // the open run
	fields []docxField // the open fields
	cells  int         // cells open, one in another
	tables int
	lines  int
	size   int // bytes of text
	notes  []noteRef
	heads  []string        // parts with running heads
	taken  map[string]bool // parts that are read once, however often they are referred to
	parted bool            // part of the document is in another format
	ctrl   int             // control characters removed
}

// A docxRelation is what a part refers to.
type docxRelation struct{ kind, target string }

// A noteRef is a place in the text that a footnote or an endnote belongs to.
type noteRef struct {
	kind string // footnotes, endnotes
	id   string
	out  string
}

// readDOCX fills s from a document of Word or WPS. A line is a paragraph, or a
// part of one up to a line break; automatic numbers stand at its head as they
// are printed. Footnotes and endnotes are the last lines of the text. Left out,
// but counted, are running heads, comments, hidden text and what a tracked
// change has deleted.
func readDOCX(j *job, s *Source, b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return errDocxDamaged
	}
	d := &docx{j: j, s: s, files: map[string]*zip.File{}, taken: map[string]bool{}}
	for _, f := range z.File {
		if _, twice := d.files[f.Name]; !twice {
			d.files[f.Name] = f // never written anywhere, so its name can do no harm
		}
	}
	s.Format = "docx"
	main := d.mainPart()
	d.rels, d.kinds = d.relations(main)
	d.side("styles", d.styles.read)
	d.side("numbering", d.lists.read)
	body := &docxFlow{}
	err = d.part(main, func(p *xmlPart) error { return d.document(p, body) })
	d.flush(body)
	s.Lines = body.lines
	if err != nil {
		if d.fatal(err) != nil {
			return d.fatal(err)
		}
		if !hasInk(s.Lines) {
			return errDocxDamaged
		}
		s.Warnings = append(s.Warnings, Warning{Code: "document_damaged", Message: "the document is damaged: its text ends where the damage begins"})
	}
	d.out, d.fields = "", nil
	d.readNotes()
	d.readHeads()
	d.readComments()
	if d.limit != nil {
		return d.limit
	}
	if !hasInk(s.Lines) {
		return errDocxEmpty
	}
	if d.parted {
		s.Warnings = append(s.Warnings, Warning{Code: "part_unreadable", Message: "a part of the document is a file of another format inside it and is not read"})
	}
	if d.ctrl > 0 {
		s.Warnings = append(s.Warnings, controlWarning(d.ctrl))
	}
	return nil
}

// hasInk says whether lines have words.
func hasInk(lines []Line) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { return inkIn(l.Text) > 0 })
}

// fatal returns err if it ends the reading of the whole document: a limit, not
// damage of one part.
func (d *docx) fatal(err error) error {
	switch {
	case d.limit != nil:
		return d.limit
	case errors.Is(err, errXMLDepth):
		return errors.New("DOCX document has " + errXMLDepth.Error() + ": open it and save it anew")
	}
	return nil
}

// An unfolding counts what a part unfolds to.
type unfolding struct {
	d *docx
	r io.Reader
}

func (u *unfolding) Read(b []byte) (int, error) {
	if u.d.limit != nil {
		return 0, u.d.limit
	}
	n, err := u.r.Read(b)
	if over := u.d.j.unfold(int64(n)); over != nil {
		u.d.limit = over
		return 0, over
	}
	return n, err
}

var errNoPart = errors.New("no such part")

// part reads the part of a name.
func (d *docx) part(name string, read func(p *xmlPart) error) error {
	f := d.files[name]
	if f == nil {
		return errNoPart
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return read(newXMLPart(&unfolding{d, r}))
}

// side reads the part that the main part refers to as kind, if there is one.
// Damage there does not fail the document.
func (d *docx) side(kind string, read func(p *xmlPart) error) {
	d.try(d.kinds[kind], read)
}

// try reads a part; where it is damaged that is a warning.
func (d *docx) try(name string, read func(p *xmlPart) error) {
	err := d.part(name, read)
	if err == nil || err == errNoPart || d.limit != nil {
		return
	}
	if d.fatal(err) != nil {
		d.limit = d.fatal(err)
		return
	}
	d.s.Warnings = append(d.s.Warnings, Warning{Code: "part_unreadable", Message: path.Base(name) + " inside the document is damaged and was not read to its end"})
}

// mainPart finds the part that holds the text: the package says which, or its
// list of contents.
func (d *docx) mainPart() string {
	if _, kinds := d.relations(""); d.files[kinds["officeDocument"]] != nil {
		return kinds["officeDocument"]
	}
	main := ""
	_ = d.part(contentTypes, func(p *xmlPart) (err error) { // damaged: the usual name
		main, err = mainByType(p)
		return err
	})
	if d.files[main] == nil {
		return "word/document.xml"
	}
	return main
}

const contentTypes = "[Content_Types].xml"

// mainByType reads the list of contents of a package and returns which part is
// a document of Word, "" for none.
func mainByType(p *xmlPart) (main string, err error) {
	err = p.each(func(root xml.StartElement) error {
		return p.each(func(e xml.StartElement) error {
			if main == "" && isMainType(xmlAttr(e, "ContentType")) {
				main = strings.TrimPrefix(xmlAttr(e, "PartName"), "/")
			}
			return nil
		})
	})
	return main, err
}

// isMainType reports the content types of documents and templates, with and
// without macros.
func isMainType(kind string) bool {
	return strings.HasSuffix(kind, ".main+xml") && (strings.Contains(kind, "wordprocessingml") || strings.Contains(kind, "ms-word"))
}

// holdsDOCX says whether a zip is a document although its parts are not where
// Word puts them: its list of contents says so.
func holdsDOCX(z *zip.Reader) bool {
	for _, f := range z.File {
		if f.Name != contentTypes {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return false
		}
		defer r.Close()
		main, _ := mainByType(newXMLPart(io.LimitReader(r, 1<<20)))
		return main != ""
	}
	return false
}

// relations reads what a part refers to, by the id it uses and by kind; "" is
// the package.
func (d *docx) relations(part string) (byID map[string]docxRelation, byKind map[string]string) {
	byID, byKind = map[string]docxRelation{}, map[string]string{}
	dir, file := path.Split(part)
	_ = d.part(dir+"_rels/"+file+".rels", func(p *xmlPart) error { // damaged: what was read so far
		return p.each(func(root xml.StartElement) error {
			return p.each(func(e xml.StartElement) error {
				id, target := xmlAttr(e, "Id"), xmlAttr(e, "Target")
				if _, twice := byID[id]; twice || xmlAttr(e, "TargetMode") == "External" {
					return nil
				}
				if !strings.HasPrefix(target, "/") {
					target = path.Join(dir, target)
				}
				r := docxRelation{path.Base(xmlAttr(e, "Type")), strings.TrimPrefix(target, "/")}
				byID[id] = r
				if byKind[r.kind] == "" {
					byKind[r.kind] = r.target
				}
				return nil
			})
		})
	})
	return byID, byKind
}

// document reads the main part.
func (d *docx) document(p *xmlPart, f *docxFlow) error {
	return p.each(func(root xml.StartElement) error {
		if root.Name.Space != "w" || root.Name.Local != "document" {
			return errDocxDamaged
		}
		d.ignored = ignorable(root)
		return p.each(func(e xml.StartElement) error {
			if e.Name.Local != "body" {
				return nil
			}
			return d.blocks(p, f)
		})
	})
}

// ignorable returns the namespaces of extensions that a reader who does not
// know them skips. Those of Word itself are known here as far as they hold
// text.
func ignorable(root xml.StartElement) map[string]bool {
	spaces := map[string]string{}
	prefixes := ""
	for _, a := range root.Attr {
		switch {
		case a.Name.Space == "xmlns":
			spaces[a.Name.Local] = a.Value
		case a.Name.Local == "Ignorable":
			prefixes = a.Value
		}
	}
	skip := map[string]bool{}
	for _, prefix := range strings.Fields(prefixes) {
		if space := spaces[prefix]; !strings.HasPrefix(space, "http://schemas.microsoft.com/office/") && xmlNamespaces[space] == "" {
			skip[space] = true
		}
	}
	return skip
}

// readNotes appends the footnotes and then the endnotes, in the order of the
// text. A note without its place in the text is not printed.
func (d *docx) readNotes() {
	for _, kind := range []string{"footnotes", "endnotes"} {
		wanted := map[string]int{}
		var refs []noteRef
		for _, r := range d.notes {
			if _, twice := wanted[r.id]; r.kind == kind && !twice {
				wanted[r.id] = len(refs)
				refs = append(refs, r)
			}
		}
		if len(refs) == 0 {
			continue
		}
		notes := make([][]Line, len(refs))
		d.side(kind, func(p *xmlPart) error {
			return p.each(func(root xml.StartElement) error {
				return p.each(func(e xml.StartElement) error {
					i, ok := wanted[xmlAttr(e, "id")]
					if !ok || notes[i] != nil {
						return nil
					}
					f := &docxFlow{}
					err := d.blocks(p, f)
					d.flush(f)
					notes[i] = f.lines
					return err
				})
			})
		})
		for i, lines := range notes {
			if refs[i].out != "" {
				lines = d.leftOut(lines, refs[i].out)
			}
			d.s.Lines = append(d.s.Lines, lines...)
		}
	}
}

// readHeads appends the running heads and feet, left out.
func (d *docx) readHeads() {
	d.mute = true
	for _, name := range d.heads {
		f := &docxFlow{}
		d.try(name, func(p *xmlPart) error {
			return p.each(func(root xml.StartElement) error { return d.blocks(p, f) })
		})
		d.flush(f)
		d.s.Lines = append(d.s.Lines, d.leftOut(f.lines, whyRunningHead)...)
	}
}

// readComments appends the comments in the margin, left out.
func (d *docx) readComments() {
	d.mute = true
	f := &docxFlow{}
	d.side("comments", func(p *xmlPart) error {
		return p.each(func(root xml.StartElement) error {
			return p.each(func(e xml.StartElement) error { return d.blocks(p, f) })
		})
	})
	d.flush(f)
	d.s.Lines = append(d.s.Lines, d.leftOut(f.lines, whyComment)...)
}

// leftOut gives the lines with words a reason, where they have none yet. They
// stand in no table any more.
func (d *docx) leftOut(lines []Line, why string) []Line {
	for i := range lines {
		lines[i].Cell = TableCell{}
		if lines[i].Out == "" {
			lines[i].Out = why
		}
	}
	return slices.DeleteFunc(lines, func(l Line) bool { return inkIn(l.Text) == 0 })
}
