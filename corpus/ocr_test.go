package corpus

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/tiff"
)

// A fakeOCR reads the same of every picture.
type fakeOCR struct {
	text       string // lines parted by |
	confidence float64
	err        error
	read       atomic.Int32
}

func (f *fakeOCR) String() string { return "invented 1.0, chi_sim" }

func (f *fakeOCR) recognise(ctx context.Context, p picture) ([]glyph, float64, error) {
	f.read.Add(1)
	if f.err != nil {
		return nil, 0, f.err
	}
	return typeset(f.text), f.confidence, nil
}

// typeset are the glyphs of lines parted by |, one below the other.
func typeset(text string) []glyph {
	var glyphs []glyph
	for n, line := range strings.Split(text, "|") {
		x := 90.0
		for _, r := range line {
			glyphs = append(glyphs, glyph{r: r, x0: x, x1: x + 16*advance(r), y: 100 + 28*float64(n), size: 16})
			x += 16 * advance(r)
		}
	}
	return glyphs
}

// with is a job whose pictures are read by engine.
func with(ocr OCR, engine recogniser, err error) *job {
	j := Options{OCR: ocr}.job(context.Background())
	j.engine = func() (recogniser, error) { return engine, err }
	return j
}

func codes(s *Source) []string {
	var out []string
	for _, w := range s.Warnings {
		out = append(out, fmt.Sprintf("%d %s", w.Page, w.Code))
	}
	return out
}

const sense = "青禾县人民政府关于印发规划的通知|现将规划印发给你们，请认真贯彻执行。"

func TestOCROfPDF(t *testing.T) {
	missing := errors.New("tesseract is not installed (how)")
	tests := []struct {
		name, file string
		ocr        OCR
		engine     *fakeOCR
		missing    error
		err        string // of the document
		reader     string
		codes      []string
		read       int32
	}{
		{name: "scan", file: "scan.pdf", ocr: OCRAuto, engine: &fakeOCR{text: sense, confidence: 91},
			reader: "invented", codes: []string{"1 ocr_text"}, read: 2},
		{name: "noise", file: "noise.pdf", ocr: OCRAuto, engine: &fakeOCR{text: sense, confidence: 91},
			reader: "invented", codes: []string{"1 ocr_text"}, read: 2},
		{name: "text", file: "plain.pdf", ocr: OCRAuto, engine: &fakeOCR{text: sense, confidence: 91}, reader: "ledongthuc"},
		{name: "every page", file: "plain.pdf", ocr: OCRAlways, engine: &fakeOCR{text: sense, confidence: 91},
			reader: "invented", codes: []string{"1 ocr_text"}, read: 2},
		{name: "every page, in vain", file: "plain.pdf", ocr: OCRAlways, engine: &fakeOCR{text: "｜｜", confidence: 20}, reader: "ledongthuc", read: 2},
		{name: "empty page", file: "emptypage.pdf", ocr: OCRAuto, engine: &fakeOCR{text: sense, confidence: 91},
			reader: "ledongthuc", codes: []string{"2 page_without_text"}},
		{name: "empty page, no tesseract", file: "emptypage.pdf", ocr: OCRAuto, missing: missing,
			reader: "ledongthuc", codes: []string{"2 page_without_text"}},
		{name: "switched off", file: "scan.pdf", ocr: OCRNever, engine: &fakeOCR{text: sense, confidence: 91},
			err: "PDF without a text layer (scan, 2 pages): needs OCR, which is switched off (--ocr auto)"},
		{name: "no tesseract", file: "scan.pdf", ocr: OCRAuto, missing: missing,
			err: "PDF without a text layer (scan, 2 pages): needs OCR, and tesseract is not installed (how)"},
		{name: "noise, no tesseract", file: "noise.pdf", ocr: OCRAuto, missing: missing,
			err: "PDF text layer is unreadable (characters without meaning, 2 pages): needs OCR, and tesseract is not installed (how)"},
		{name: "every page, no tesseract", file: "plain.pdf", ocr: OCRAlways, missing: missing,
			err: "needs OCR, and tesseract is not installed (how)"},
		{name: "unsure", file: "scan.pdf", ocr: OCRAuto, engine: &fakeOCR{text: sense, confidence: 30},
			err: "PDF without a text layer (scan, 2 pages): OCR finds no Chinese text in it (invented 1.0, chi_sim)", read: 2},
		{name: "always the same character", file: "noise.pdf", ocr: OCRAuto, engine: &fakeOCR{text: strings.Repeat("口", 60), confidence: 91},
			err: "PDF text layer is unreadable (characters without meaning, 2 pages): OCR finds no Chinese text in it (invented 1.0, chi_sim)", read: 2},
		{name: "fails", file: "scan.pdf", ocr: OCRAuto, engine: &fakeOCR{err: errors.New("tesseract failed")},
			err: "PDF without a text layer (scan, 2 pages): tesseract failed", read: 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &Source{}
			err := readPDF(with(tt.ocr, tt.engine, tt.missing), s, readFixture(t, tt.file))
			if tt.engine != nil && tt.engine.read.Load() != tt.read {
				t.Errorf("%d pictures recognised, want %d", tt.engine.read.Load(), tt.read)
			}
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("%v, want %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if s.Reader != tt.reader || !cmp.Equal(codes(s), tt.codes) {
				t.Errorf("by %s, %q; want by %s, %q", s.Reader, codes(s), tt.reader, tt.codes)
			}
			if tt.reader == "invented" {
				if d := cmp.Diff(strings.Split(sense+"|"+sense, "|"), texts(s.Lines)); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

// Which pages of a document are recognised, and what is kept of them.
func TestOCROfPages(t *testing.T) {
	text := strings.Repeat("全县生产总值达到一百亿元，", 4)
	faulty := strings.Repeat("全县生n产总w值达到|一|百|亿|元，", 4)
	pages := []pdfPage{
		{glyphs: typeset(text)},
		{scan: true},
		{scan: true, glyphs: typeset("— 3 —")},              // stamped on a scan
		{scan: true, hidden: true, glyphs: typeset(text)},   // someone's OCR, well done
		{scan: true, hidden: true, glyphs: typeset(faulty)}, // and badly
		{problem: "page is damaged and could not be read"},
		{}, // nothing is on it
		{glyphs: typeset(strings.Repeat("\ue000鼗\ue001", 20))}, // a font without meaning
		{glyphs: typeset(text)},
	}
	engine := &fakeOCR{text: sense, confidence: 91}
	s := &Source{Format: "pdf", Reader: "pdfium"}
	var drawn []int
	err := s.fill(with(OCRAuto, engine, nil), pages, func(need []int, each func(int, picture, error) error) error {
		for _, i := range need {
			drawn = append(drawn, i)
			p := blotted()
			if i == 6 {
				p = picture{}
			}
			if err := each(i, p, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int{1, 2, 4, 6, 7}, drawn); d != "" {
		t.Error(d)
	}
	if s.Reader != "pdfium, invented" {
		t.Error(s.Reader)
	}
	want := []string{
		"2 text of pages 2–3 recognised from pictures (invented 1.0, chi_sim, mean confidence 91): expect wrong characters",
		"5 text of page 5 recognised from pictures (invented 1.0, chi_sim, mean confidence 91): expect wrong characters",
		"8 text of page 8 recognised from pictures (invented 1.0, chi_sim, mean confidence 91): expect wrong characters",
		"4 text of page 4 is what someone's OCR has read from a scan: expect wrong characters",
		"5 text that someone's OCR has read from the scan of page 5 is not used: it was recognised anew",
		"6 page is damaged and could not be read",
		"7 page without text (an empty page, a picture or a scan)",
	}
	var got []string
	for _, w := range s.Warnings {
		got = append(got, fmt.Sprintf("%d %s", w.Page, w.Message))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// blotted is a picture with something on it.
func blotted() picture {
	m := image.NewGray(image.Rect(0, 0, 8, 8))
	m.Pix[0] = 255
	return picture{m, 150}
}

// A document's time ends its OCR, and OCR prolongs the usual time.
func TestOCRTime(t *testing.T) {
	slow := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	limit := 100 * time.Millisecond
	if raceDetector {
		limit = 5 * time.Second // enough to draw the pages: see FuzzPDF
	}
	j := Options{OCR: OCRAuto, MaxTime: limit}.job(context.Background())
	j.engine = func() (recogniser, error) { return slowOCR(slow), nil }
	s := &Source{}
	b := readFixture(t, "scan.pdf")
	if err := j.isolate(func() error { return readPDF(j, s, b) }); err != errTooLong {
		t.Errorf("%v, want %v", err, errTooLong)
	}
	j = Options{}.job(context.Background())
	err := j.isolate(func() error {
		before := j.until
		j.grant(time.Hour)
		if d := j.until.Sub(before); d != time.Hour {
			t.Errorf("%v more", d)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

type slowOCR func(context.Context) error

func (slowOCR) String() string { return "slow" }

func (f slowOCR) recognise(ctx context.Context, _ picture) ([]glyph, float64, error) {
	return nil, 0, f(ctx)
}

func TestParseTSV(t *testing.T) {
	const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
	rows := []string{
		"1\t1\t0\t0\t0\t0\t0\t0\t1240\t1754\t-1\t",
		"5\t1\t1\t1\t1\t1\t200\t100\t90\t30\t96.5\t总体",
		"5\t1\t1\t1\t1\t2\t262\t98\t60\t44\t90\t要求", // its box begins inside of the one before
		"5\t1\t1\t1\t1\t3\t322\t122\t10\t8\t50\t`",
		"5\t1\t1\t1\t1\t4\t340\t101\t30\t29\t95\t一",
		"5\t1\t2\t1\t1\t1\t200\t150\t15\t24\t91\t4.",
		"5\t1\t2\t1\t1\t2\t222\t150\t10\t24\t91\t0",
		"5\t1\t2\t1\t1\t3\t240\t148\t0\t0\t91\t空", // no box
		"broken\tline",
	}
	glyphs, confidence := parseTSV([]byte(head+strings.Join(rows, "\n")), 0.48)
	lines := linesOf(glyphs, nil)
	if d := cmp.Diff([]string{"总体要求、一", "4.0"}, texts(lines)); d != "" {
		t.Fatal(d)
	}
	if want := (96.5*2 + 90*2 + 50 + 95 + 91*3) / 9; confidence < want-0.01 || confidence > want+0.01 {
		t.Errorf("confidence %v, want %v", confidence, want)
	}
	for _, g := range glyphs[:6] {
		if g.size != glyphs[0].size || g.y != glyphs[0].y {
			t.Errorf("%c: size %v, y %v in a line of %v, %v", g.r, g.size, g.y, glyphs[0].size, glyphs[0].y)
		}
	}
	if b := lines[0].Box; b.X0 != 96 || b.X1 < 177 || b.X1 > 178 || b.Y0 > 48 || b.Y1 < 62 {
		t.Errorf("%+v", b)
	}
	if g, c := parseTSV(nil, 1); g != nil || c != 0 {
		t.Error(g, c)
	}
}

func FuzzParseTSV(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t200\t100\t90\t30\t96.5\t总体\n5\t1\t1\t1\t1\t2\t-9\t98\t60\t44\tNaN\t要求")
	f.Fuzz(func(t *testing.T, tsv string) {
		glyphs, _ := parseTSV([]byte(tsv), 0.48)
		for _, l := range linesOf(glyphs, nil) {
			if strings.ContainsFunc(l.Text, isControl) {
				t.Errorf("%q", l.Text)
			}
		}
	})
}

// installed is the real program, where there is one.
func installed(t *testing.T) recogniser {
	t.Helper()
	engine, err := findTesseract()
	if err != nil {
		t.Skip("no OCR to test: ", err)
	}
	return engine
}

// What a picture of the notice says, by the real program.
func TestTesseract(t *testing.T) {
	installed(t)
	scan := readFixture(t, "ocrscan.pdf")
	var page image.Image
	err := drawPdfium(context.Background(), scan, []int{0}, func(_ int, p picture, err error) error {
		page = p.gray
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"pdf": scan, "png": encodeImage(t, page, "png"), "jpeg, turned": turnedJPEG(t, page), "tiff of two": twice(t, page)}
	for name, b := range files {
		if testing.Short() && name != "pdf" {
			continue
		}
		s, err := Options{OCR: OCRAuto}.Open(context.Background(), "x", b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkLines(t, name, s)
		text := cleaned(t, s)
		checkText(t, s, text)
		pages := 1
		if name == "tiff of two" {
			pages = 2
		}
		if s.Reader != "tesseract" || s.Pages != pages || !cmp.Equal(codes(s), []string{"1 ocr_text"}) {
			t.Errorf("%s: by %s, %d pages, %q", name, s.Reader, s.Pages, codes(s))
		}
		got := squeeze(text.Runes)
		found := 0
		for _, n := range notice {
			if strings.Contains(strings.NewReplacer("，", ",", "：", ":").Replace(got), strings.NewReplacer("，", ",", "：", ":").Replace(n.text)) {
				found++
			}
		}
		if found < len(notice)/2 { // each line may have a wrong character
			t.Errorf("%s: %d of %d lines of the notice in %s", name, found, len(notice), got)
		}
	}
}

func encodeImage(t testing.TB, m image.Image, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, m)
	case "jpeg":
		err = jpeg.Encode(&b, m, nil)
	case "tiff":
		err = tiff.Encode(&b, m, &tiff.Options{Compression: tiff.Deflate})
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turnedJPEG is a page as a phone stores it: on its side, with a note of that.
func turnedJPEG(t testing.TB, m image.Image) []byte {
	size := m.Bounds().Size()
	side := image.NewGray(image.Rect(0, 0, size.Y, size.X))
	for y := range size.Y {
		for x := range size.X {
			side.Set(y, size.X-1-x, m.At(x, y))
		}
	}
	b := encodeImage(t, side, "jpeg")
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	app1 := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append([]byte("\xff\xd8"), app1...), b[2:]...)
}

// twice is a TIFF whose directory is followed by a copy of itself.
func twice(t testing.TB, m image.Image) []byte {
	b := encodeImage(t, m, "tiff")
	at := binary.LittleEndian.Uint32(b[4:])
	n := uint32(binary.LittleEndian.Uint16(b[at:]))
	end := at + 2 + 12*n
	copied := append([]byte{}, b[at:end+4]...)
	if len(b)%2 != 0 {
		b = append(b, 0)
	}
	binary.LittleEndian.PutUint32(b[end:], uint32(len(b)))
	return append(b, copied...)
}

func TestImageErrors(t *testing.T) {
	small := image.NewGray(image.Rect(0, 0, 60, 80))
	small.SetGray(9, 9, color.Gray{255})
	ok := encodeImage(t, small, "png")
	huge := bytes.Clone(ok)
	binary.BigEndian.PutUint32(huge[16:], 50000)
	binary.BigEndian.PutUint32(huge[20:], 50000)
	// The sum of the header's bytes is checked before its size is told.
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	loop := encodeImage(t, small, "tiff")
	at := binary.LittleEndian.Uint32(loop[4:])
	binary.LittleEndian.PutUint32(loop[at+2+12*uint32(binary.LittleEndian.Uint16(loop[at:])):], at)
	tests := []struct {
		name string
		ocr  OCR
		b    []byte
		want string
	}{
		{"switched off", OCRNever, ok, "image: needs OCR, which is switched off (--ocr auto)"},
		{"nothing read", OCRAuto, ok, "image: OCR finds no Chinese text in it (invented 1.0, chi_sim)"},
		{"cut", OCRAuto, ok[:40], "image: " + errImage.Error()},
		{"too big", OCRAuto, huge, "image: 50000 × 50000 pixels are too many, make it smaller than 100 megapixels"},
		{"TIFF in a circle", OCRAuto, loop, "image: OCR finds no Chinese text in it (invented 1.0, chi_sim)"},
		{"TIFF of nothing", OCRAuto, []byte("II*\x00\xff\xff\xff\xff"), "image: " + errImage.Error()},
	}
	for _, tt := range tests {
		s := &Source{}
		err := readImage(with(tt.ocr, &fakeOCR{}, nil), s, tt.b)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func FuzzImage(f *testing.F) {
	m := image.NewGray(image.Rect(0, 0, 6, 8))
	for _, format := range []string{"png", "jpeg", "tiff"} {
		f.Add(encodeImage(f, m, format))
	}
	f.Add(turnedJPEG(f, m))
	f.Add(twice(f, m))
	f.Fuzz(func(t *testing.T, b []byte) {
		if !isImage(b) {
			return
		}
		j := with(OCRAuto, &fakeOCR{text: sense, confidence: 90}, nil)
		j.MaxExpanded = 1 << 20
		s := &Source{}
		if err := j.isolate(func() error { return readImage(j, s, b) }); err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		checkLines(t, "x", s)
	})
}

// A seal goes and leaves what it was stamped on; a letterhead stays.
func TestSeals(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 1240, 1754))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	red, black := color.RGBA{220, 40, 50, 255}, color.RGBA{20, 20, 20, 255}
	for x := range 900 { // a rule and long letters
		for y := range 60 {
			if x%110 < 90 {
				m.SetRGBA(170+x, 200+y, red)
			}
		}
	}
	ring := func(cx, cy, r int) {
		for y := -r; y <= r; y++ {
			for x := -r; x <= r; x++ {
				if d := x*x + y*y; d <= r*r && d >= (r-6)*(r-6) || d < 40*40 {
					m.SetRGBA(cx+x, cy+y, red)
				}
			}
		}
	}
	ring(800, 1300, 124) // 4.2 cm
	for x := range 200 {
		m.SetRGBA(700+x, 1300, black)
	}
	got := ink(m, 150)
	if v := got.GrayAt(200, 230).Y; v > 120 {
		t.Errorf("the letterhead is %d light", v)
	}
	if v := got.GrayAt(800, 1320).Y; v < 200 {
		t.Errorf("the seal is %d dark", v)
	}
	if v := got.GrayAt(800, 1300).Y; v > 40 {
		t.Errorf("what is below the seal is %d light", v)
	}
}
