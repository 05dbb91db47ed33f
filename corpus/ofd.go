package corpus

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"
)

// OFD (GB/T 33190—2016) is the page format of Chinese offices: a zip of XML
// files that say, as a PDF does, which character stands where. OFD.xml names
// documents, a document its pages, a page its objects, in millimetres from the
// top left.

// Limits of one part of an OFD; a page of text has a few thousand elements.
const (
	maxOFDPart  = 32 << 20   // bytes of one XML file
	maxOFDDepth = 64         // elements inside of elements
	maxOFDSteps = 50_000_000 // elements looked at, over all pages
)

var (
	errOFDDamaged = errors.New("OFD is damaged or not complete: get it again, or save it as PDF")
	errOFDLocked  = errors.New("OFD is encrypted: open it and save a copy without protection, or as PDF")
	errOFDTooBig  = errors.New("OFD is too big: split it, or save it as PDF")
	errNoPicture  = errors.New("there is no picture of the page to recognise, save it as PDF")
)

// millimetre is one in points.
const millimetre = 72 / 25.4

// readOFD fills s from an OFD, all its documents in order. Signatures and seals
// are not looked at. What annotations say is left out of the text and counted.
func readOFD(j *job, s *Source, b []byte) error {
	s.Format = "ofd"
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return errOFDDamaged
	}
	r := &ofdReader{job: j, files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.ToLower(path.Clean(strings.ReplaceAll(f.Name, `\`, "/")))
		if f.Flags&1 != 0 || strings.HasPrefix(name, "encryption") {
			return errOFDLocked
		}
		if r.files[name] == nil {
			r.files[name] = f
		}
	}
	if err := r.read(); err != nil {
		return err
	}
	if err := s.fill(j, r.pages, r.draw); err != nil {
		return err
	}
	s.Lines = append(s.Lines, r.notes...)
	slices.SortStableFunc(s.Lines, func(a, b Line) int { return cmp.Compare(a.Page, b.Page) })
	return nil
}

type ofdReader struct {
	*job
	files  map[string]*zip.File // by clean name in small letters
	pages  []pdfPage
	views  []ofdView // of each page
	notes  []Line    // the text of annotations
	glyphs int
	steps  int
}

// An ofdView is what there is to see on a page besides its text.
type ofdView struct {
	scan  string  // file of the picture that covers it
	width float64 // of the page, in points
	empty bool    // nothing is drawn on it
}

// An element is one of an XML file, with its text, by its name without the
// namespace.
type element struct {
	name     string
	attrs    []xml.Attr
	text     string
	children []*element
}

func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child is the element at the end of a path of names; an empty one where there
// is none.
func (e *element) child(names ...string) *element {
next:
	for _, name := range names {
		for _, c := range e.children {
			if c.name == name {
				e = c
				continue next
			}
		}
		return &element{}
	}
	return e
}

// resolve is where loc, written in file, points to. Nothing outside of the
// archive can be meant; path.Join of a rooted path does not leave it.
func resolve(file, loc string) string {
	loc = strings.ReplaceAll(strings.TrimSpace(loc), `\`, "/")
	if !strings.HasPrefix(loc, "/") {
		loc = path.Join("/", path.Dir(file), loc)
	}
	return strings.ToLower(strings.TrimPrefix(path.Clean(loc), "/"))
}

// bytes reads a file of the archive.
func (r *ofdReader) bytes(name string, most int64) ([]byte, error) {
	f := r.files[name]
	if f == nil {
		return nil, errOFDDamaged
	}
	rc, err := f.Open()
	if err != nil {
		return nil, errOFDDamaged
	}
	defer rc.Close()
	room := min(most, r.room())
	b, err := io.ReadAll(io.LimitReader(rc, room+1))
	if err := r.unfold(int64(len(b))); err != nil {
		return nil, err
	}
	switch {
	case int64(len(b)) > room:
		return nil, errOFDTooBig
	case err != nil:
		return nil, errOFDDamaged
	}
	return b, nil
}

// parse reads an XML file of the archive.
func (r *ofdReader) parse(name string) (*element, error) {
	b, err := r.bytes(name, maxOFDPart)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.CharsetReader = charset.NewReaderLabel
	root := &element{}
	open := []*element{root}
	text := [][]byte{nil} // of the open elements
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, errOFDDamaged
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if len(open) > maxOFDDepth {
				return nil, errOFDDamaged
			}
			if r.steps++; r.steps > maxOFDSteps {
				return nil, errOFDTooBig
			}
			e := &element{name: t.Name.Local, attrs: t.Attr}
			top.children = append(top.children, e)
			open, text = append(open, e), append(text, nil)
		case xml.EndElement:
			// Blanks are characters with a place of their own, line ends are not.
			top.text = strings.Trim(string(text[len(text)-1]), "\r\n\t")
			open, text = open[:len(open)-1], text[:len(text)-1]
		case xml.CharData:
			text[len(text)-1] = append(text[len(text)-1], t...)
		}
	}
	if len(root.children) == 0 {
		return nil, errOFDDamaged
	}
	return root.children[0], nil
}

// read reads all pages of all documents.
func (r *ofdReader) read() error {
	top, err := r.parse("ofd.xml")
	if err != nil {
		return err
	}
	for _, body := range top.children {
		if root := body.child("DocRoot").text; body.name == "DocBody" && root != "" {
			if err := r.document(resolve("", root)); err != nil {
				return err
			}
		}
	}
	bad := 0
	for _, p := range r.pages {
		if p.problem != "" {
			bad++
		}
	}
	if bad == len(r.pages) {
		return errOFDDamaged
	}
	return nil
}

// An ofdDocument is one document of an OFD.
type ofdDocument struct {
	*ofdReader
	box       [4]float64 // of pages that do not say their own
	templates map[string]string
	parsed    map[string]*element // of templates, nil where damaged
	media     map[string]string   // files of pictures by ID
	units     map[string]*element // drawings used on several pages, by ID
}

func (r *ofdReader) document(file string) error {
	root, err := r.parse(file)
	if err != nil {
		return err
	}
	d := &ofdDocument{ofdReader: r, templates: map[string]string{}, parsed: map[string]*element{},
		media: map[string]string{}, units: map[string]*element{}}
	common := root.child("CommonData")
	d.box = [4]float64{0, 0, 210, 297}
	numbers(common.child("PageArea", "PhysicalBox").text, d.box[:])
	for _, c := range common.children {
		switch c.name {
		case "TemplatePage":
			d.templates[c.attr("ID")] = resolve(file, c.attr("BaseLoc"))
		case "PublicRes", "DocumentRes":
			d.resources(resolve(file, c.text))
		}
	}
	index := map[string]int{} // pages by ID
	for _, c := range root.child("Pages").children {
		if c.name != "Page" {
			continue
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if len(r.pages) >= r.MaxPages {
			return fmt.Errorf("OFD of more pages than --max-pages allows (%d)", r.MaxPages)
		}
		index[c.attr("ID")] = len(r.pages)
		p, view, err := d.page(resolve(file, c.attr("BaseLoc")))
		if err != nil {
			if !errors.Is(err, errOFDDamaged) {
				return err
			}
			p = pdfPage{problem: "page is damaged and could not be read"}
		}
		r.pages, r.views = append(r.pages, p), append(r.views, view)
	}
	return d.annotations(file, root, index)
}

// resources notes the pictures and drawings of a resource file. A damaged one
// costs what it holds, no text.
func (d *ofdDocument) resources(file string) {
	root, err := d.parse(file)
	if err != nil {
		return
	}
	base := path.Join(path.Dir(file), strings.ReplaceAll(root.attr("BaseLoc"), `\`, "/"), "x")
	for _, list := range root.children {
		for _, c := range list.children {
			switch c.name {
			case "MultiMedia":
				d.media[c.attr("ID")] = resolve(base, c.child("MediaFile").text)
			case "CompositeGraphicUnit":
				d.units[c.attr("ID")] = c
			}
		}
	}
}

// page reads one page: the templates behind it, its layers, the templates in
// front of it.
func (d *ofdDocument) page(file string) (pdfPage, ofdView, error) {
	root, err := d.parse(file)
	if err != nil {
		return pdfPage{}, ofdView{}, err
	}
	c := &canvas{doc: d, box: d.box}
	numbers(root.child("Area", "PhysicalBox").text, c.box[:])
	if !(c.box[2] > 0 && c.box[3] > 0) {
		return pdfPage{}, ofdView{}, errOFDDamaged
	}
	var behind, front []*element
	for _, t := range root.children {
		if t.name != "Template" {
			continue
		}
		e, err := d.template(t.attr("TemplateID"))
		if err != nil {
			return pdfPage{}, ofdView{}, err
		}
		if t.attr("ZOrder") == "Foreground" {
			front = append(front, e)
		} else {
			behind = append(behind, e)
		}
	}
	for _, e := range slices.Concat(behind, []*element{root.child("Content")}, front) {
		if err := c.draw(e, identity, 0); err != nil {
			return pdfPage{}, ofdView{}, err
		}
	}
	return c.page(), ofdView{scan: c.scan, width: c.box[2] * millimetre, empty: !c.drawn}, nil
}

// template is the content of a template page; nil for one that can't be read.
func (d *ofdDocument) template(id string) (*element, error) {
	file, ok := d.templates[id]
	if !ok {
		return &element{}, nil
	}
	if e := d.parsed[file]; e != nil {
		return e, nil
	}
	e := &element{}
	root, err := d.parse(file)
	switch {
	case err == nil:
		e = root.child("Content")
	case !errors.Is(err, errOFDDamaged):
		return nil, err
	}
	d.parsed[file] = e
	return e, nil
}

// annotations notes the text of annotations: remarks, stamps, watermarks.
func (d *ofdDocument) annotations(file string, root *element, index map[string]int) error {
	loc := root.child("Annotations").text
	if loc == "" {
		return nil
	}
	list := resolve(file, loc)
	annots, err := d.parse(list)
	if err != nil {
		return tolerate(err)
	}
	for _, p := range annots.children {
		n, ok := index[p.attr("PageID")]
		if !ok {
			continue
		}
		notes, err := d.parse(resolve(list, p.child("FileLoc").text))
		if err := tolerate(err); err != nil {
			return err
		}
		if notes == nil {
			continue
		}
		for _, a := range notes.children {
			look := a.child("Appearance")
			words, _ := dropControls(strings.TrimSpace(strings.Join(strings.Fields(textIn(look)), " ")))
			if inkIn(words) == 0 {
				continue
			}
			v := [4]float64{0, 0, d.box[2], d.box[3]}
			numbers(look.attr("Boundary"), v[:])
			box := Box{v[0] * millimetre, v[1] * millimetre, (v[0] + v[2]) * millimetre, (v[1] + v[3]) * millimetre}
			d.notes = append(d.notes, Line{Text: words, Page: n + 1, Box: box, Out: whyComment})
		}
	}
	return nil
}

// textIn is the text of all strings in e.
func textIn(e *element) string {
	if e.name == "TextCode" {
		return e.text
	}
	var b strings.Builder
	for _, c := range e.children {
		b.WriteString(textIn(c))
	}
	return b.String()
}

// tolerate lets damage of what is no text pass, but no limit.
func tolerate(err error) error {
	if errors.Is(err, errOFDDamaged) {
		return nil
	}
	return err
}

// draw is a drawer of the pages that are pictures.
func (r *ofdReader) draw(need []int, each func(int, picture, error) error) error {
	for _, i := range need {
		p, err := picture{}, error(nil)
		switch view := r.views[i]; {
		case view.scan != "":
			var b []byte
			if b, err = r.bytes(view.scan, r.MaxBytes); err == nil {
				p, err = decodeImage(r.job, b, exifOrientation(b), view.width)
			}
		case !view.empty:
			err = errNoPicture
		}
		if err := each(i, p, err); err != nil {
			return err
		}
	}
	return nil
}

// A canvas collects what is drawn on one page.
type canvas struct {
	doc           *ofdDocument
	box           [4]float64 // of the page: x, y, width, height in millimetres
	glyphs        []turnedGlyph
	strokes       []segment
	scan          string // file of the picture that covers the page
	hidden, shown int    // characters
	units         int    // drawings that the pen is inside of
	drawn         bool   // there is something on the page
}

// A turnedGlyph is a glyph in points on the page, not yet turned upright.
type turnedGlyph struct {
	r             rune
	x, y          float64 // the pen
	width, size   float64
	angle         float64 // clockwise, in quarters
	guess, hidden bool
}

// A segment is a straight stroke, in points.
type segment struct{ x0, y0, x1, y1 float64 }

// draw draws the objects in e, which m maps to the page.
func (c *canvas) draw(e *element, m matrix, depth int) error {
	if depth > maxOFDDepth {
		return errOFDDamaged
	}
	for _, o := range e.children {
		if c.doc.steps++; c.doc.steps > maxOFDSteps {
			return errOFDTooBig
		}
		switch o.name {
		case "Layer", "PageBlock", "Content":
			if err := c.draw(o, m, depth+1); err != nil {
				return err
			}
		case "TextObject":
			if err := c.text(o, placed(o).then(m)); err != nil {
				return err
			}
		case "PathObject":
			c.drawn = true
			if len(c.strokes) < maxObjects {
				c.strokes = append(c.strokes, segments(o, placed(o).then(m))...)
			}
		case "ImageObject":
			c.drawn = true
			c.image(o, placed(o).then(m))
		case "CompositeObject":
			// A drawing may use others, and those it again: four deep is more
			// than any office program goes.
			if unit := c.doc.units[o.attr("ResourceID")]; unit != nil && c.units < 4 {
				c.units++
				err := c.draw(unit.child("Content"), placed(o).then(m), depth+1)
				c.units--
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// placed maps the coordinates inside of an object to those around it.
func placed(o *element) matrix {
	m := identity
	var v [6]float64
	if numbers(o.attr("CTM"), v[:]) {
		m = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
	}
	var box [4]float64
	if numbers(o.attr("Boundary"), box[:]) {
		m.e, m.f = m.e+box[0], m.f+box[1]
	}
	return m
}

// numbers reads the numbers of s into v; false where they are not as many or
// no numbers at all.
func numbers(s string, v []float64) bool {
	f := strings.Fields(s)
	if len(f) < len(v) {
		return false
	}
	var got [6]float64
	for i := range v {
		x, err := strconv.ParseFloat(f[i], 64)
		if err != nil || math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
		got[i] = x
	}
	copy(v, got[:])
	return true
}

func number(s string, missing float64) float64 {
	var v [1]float64
	if !numbers(s, v[:]) {
		return missing
	}
	return v[0]
}

// text reads a text object: strings whose characters stand DeltaX and DeltaY
// apart.
func (c *canvas) text(o *element, m matrix) error {
	size := number(o.attr("Size"), 0)
	if !(size > 0) {
		return nil
	}
	hidden := o.attr("Visible") == "false" || o.attr("Alpha") == "0" || o.attr("Fill") == "false" && o.attr("Stroke") != "true"
	across := math.Hypot(m.a, m.b) * millimetre
	em := size * math.Hypot(m.c, m.d) * millimetre
	wide := size * number(o.attr("HScale"), 1)
	angle := math.Atan2(m.b, m.a)/(math.Pi/2) + number(o.attr("CharDirection"), 0)/90
	if !(em > 0 && em < 1e5 && across > 0) {
		return nil
	}
	if w := wide * across; !(w > 0.01 && w < 1e5) {
		wide = size // an HScale of 0 is a mistake: the words are there
	}
	x, y := 0.0, 0.0
	for _, t := range o.children {
		if t.name != "TextCode" {
			continue
		}
		rs := []rune(t.text)
		if c.doc.glyphs += len(rs); c.doc.glyphs > maxPDFGlyphs {
			return errOFDTooBig
		}
		x, y = number(t.attr("X"), x), number(t.attr("Y"), y)
		dx, dy := deltas(t.attr("DeltaX"), len(rs)), deltas(t.attr("DeltaY"), len(rs))
		u, v := x, y
		for i, r := range rs {
			g := turnedGlyph{r: r, size: em, angle: angle, width: advance(r) * wide * across, guess: true, hidden: hidden}
			g.x, g.y = m.apply(u, v)
			g.x, g.y = (g.x-c.box[0])*millimetre, (g.y-c.box[1])*millimetre
			switch {
			case i < len(dx):
				// How far the pen goes is how wide the character is, unless it
				// jumps.
				if w := dx[i] * across; w > 0.3*g.width && w < 1.5*g.width {
					g.width, g.guess = w, false
				}
				u += dx[i]
			case i >= len(dy):
				u += advance(r) * wide
			}
			if i < len(dy) {
				v += dy[i]
			}
			c.add(g)
		}
	}
	return nil
}

func (c *canvas) add(g turnedGlyph) {
	if !(g.x >= -g.size && g.x <= c.box[2]*millimetre && g.y >= 0 && g.y <= c.box[3]*millimetre+g.size) {
		return
	}
	if g.hidden {
		c.hidden++
	} else {
		c.shown++
	}
	c.drawn = true
	c.glyphs = append(c.glyphs, g)
}

// deltas reads distances between the characters of a string of n: numbers, of
// which "g 3 5.6" is 5.6 three times.
func deltas(s string, n int) []float64 {
	var out []float64
	f := strings.Fields(s)
	for i := 0; i < len(f) && len(out) < n; i++ {
		times, v := 1, f[i]
		if f[i] == "g" && i+2 < len(f) {
			k, err := strconv.Atoi(f[i+1])
			if err != nil {
				return out
			}
			times, v = min(k, n-len(out)), f[i+2]
			i += 2
		}
		var d [1]float64
		if !numbers(v, d[:]) {
			return out
		}
		for range times {
			out = append(out, d[0])
		}
	}
	return out
}

// image notes a picture that covers most of the page, and hides what was drawn
// before it.
func (c *canvas) image(o *element, m matrix) {
	file := c.doc.media[o.attr("ResourceID")]
	if file == "" || o.attr("Visible") == "false" {
		return
	}
	var box [4]float64
	if !numbers(o.attr("Boundary"), box[:]) {
		return
	}
	w := min(box[0]+box[2], c.box[0]+c.box[2]) - max(box[0], c.box[0])
	h := min(box[1]+box[3], c.box[1]+c.box[3]) - max(box[1], c.box[1])
	if !(w > 0 && h > 0 && w*h > 0.6*c.box[2]*c.box[3]) {
		return
	}
	c.scan = file
	if alpha := number(o.attr("Alpha"), 255); alpha > 200 && path.Ext(file) != ".png" && path.Ext(file) != ".gif" { // these may let the page through
		c.hidden, c.shown = c.hidden+c.shown, 0
		for i := range c.glyphs {
			c.glyphs[i].hidden = true
		}
	}
}

// segments are the straight strokes of a path, in points. Curves are none.
func segments(o *element, m matrix) []segment {
	var out []segment
	f := strings.Fields(o.child("AbbreviatedData").text)
	var x, y, startX, startY float64 // the pen, and where its figure began
	line := func(u, v float64) {
		a, b := m.apply(x, y)
		p, q := m.apply(u, v)
		out = append(out, segment{a * millimetre, b * millimetre, p * millimetre, q * millimetre})
		x, y = u, v
	}
	// How many numbers each command has; the pen ends at the last two.
	args := map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
	for i := 0; i < len(f) && len(out) < maxObjects; {
		n, ok := args[f[i]]
		if !ok {
			return out
		}
		if f[i] == "C" {
			line(startX, startY)
			i++
			continue
		}
		if i+n >= len(f) {
			return out
		}
		var to [2]float64
		if !numbers(f[i+n-1]+" "+f[i+n], to[:]) {
			return out
		}
		switch f[i] {
		case "L":
			line(to[0], to[1])
		case "S", "M":
			startX, startY = to[0], to[1]
			fallthrough
		default:
			x, y = to[0], to[1]
		}
		i += n + 1
	}
	return out
}

// page is what was drawn, turned the way most of its text stands.
func (c *canvas) page() pdfPage {
	p := pdfPage{scan: c.scan != ""}
	p.hidden = p.scan && c.hidden > c.shown
	w, h := c.box[2]*millimetre, c.box[3]*millimetre
	var count [4]int
	quarter := func(g turnedGlyph) (int, bool) {
		turn := math.Round(g.angle)
		return int(turn) & 3, math.Abs(g.angle-turn) <= 0.06
	}
	for _, g := range c.glyphs {
		if k, level := quarter(g); level {
			count[k]++
		}
	}
	turn := 0
	for k, n := range count {
		if n > count[turn] {
			turn = k
		}
	}
	upright := func(x, y float64) (float64, float64) {
		switch turn {
		case 1:
			return y, w - x
		case 2:
			return w - x, h - y
		case 3:
			return h - y, x
		}
		return x, y
	}
	for _, g := range c.glyphs {
		if g.hidden && !p.hidden {
			continue // on no picture: nobody sees it
		}
		if k, level := quarter(g); !level || k != turn {
			p.turned++
			continue
		}
		x, y := upright(g.x, g.y)
		p.glyphs = append(p.glyphs, glyph{r: g.r, x0: x, x1: x + g.width, y: y, size: g.size, guess: g.guess})
	}
	for _, s := range c.strokes {
		ax, ay := upright(s.x0-c.box[0]*millimetre, s.y0-c.box[1]*millimetre)
		bx, by := upright(s.x1-c.box[0]*millimetre, s.y1-c.box[1]*millimetre)
		if line, ok := strokeOf(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)); ok {
			p.strokes = append(p.strokes, line)
		}
	}
	return p
}
