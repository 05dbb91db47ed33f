package corpus

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // formats that image.Decode knows
	_ "image/jpeg"
	_ "image/png"
	"math"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

// A picture is a page in gray, as OCR takes it.
type picture struct {
	gray *image.Gray
	dpi  float64
}

const (
	// ocrDPI is the resolution of pictures for OCR. On real pages 150 made fewer
	// mistakes than 200 and 300 (3.0, 4.2 and 3.3 in a hundred characters of the
	// longest), and took two thirds of the time of 300.
	ocrDPI = 150
	// maxOCRPixels is a page of A2 at that resolution.
	maxOCRPixels = 10_000_000
	// maxPixels bounds a picture as it comes; it unfolds to four bytes for
	// each, a few hundred megabytes.
	maxPixels = 100_000_000
)

// dpiFor is the resolution for a page of so many points: ocrDPI, or less where
// the page is bigger than any paper.
func dpiFor(width, height float64) float64 {
	return min(ocrDPI, 72*math.Sqrt(maxOCRPixels/max(1, width*height)))
}

// pictureOf makes the picture of a page of an image, which is to be turned as
// EXIF says. The page is wide points wide, or as wide as A4 where that is 0:
// whoever takes a photograph does not say how big the paper was. The image is
// scaled down, never up.
func pictureOf(m image.Image, orientation int, wide float64) picture {
	size := m.Bounds().Size()
	across, down := size.X, size.Y // as one reads it
	if orientation > 4 {
		across, down = down, across
	}
	switch {
	case wide > 0:
	case across > down:
		wide = 842
	default:
		wide = 595
	}
	dpi := float64(across) * 72 / wide
	want := min(dpi, dpiFor(wide, wide*float64(down)/float64(across)))
	scale := func(n int) int { return max(1, int(float64(n)*want/dpi)) }
	return picture{ink(turn(shrink(m, scale(size.X), scale(size.Y)), orientation), want), want}
}

// turn turns or mirrors m by one of the eight orientations of EXIF.
func turn(m *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	to := image.Rect(0, 0, w, h)
	if orientation > 4 {
		to = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(to)
	for y := range to.Dy() {
		for x := range to.Dx() {
			u, v := x, y
			switch orientation {
			case 2:
				u = w - 1 - x
			case 3:
				u, v = w-1-x, h-1-y
			case 4:
				v = h - 1 - y
			case 5:
				u, v = y, x
			case 6: // a quarter to the right: how phones are mostly held
				u, v = y, h-1-x
			case 7:
				u, v = w-1-y, h-1-x
			case 8:
				u, v = w-1-y, x
			}
			out.SetRGBA(x, y, m.RGBAAt(u, v))
		}
	}
	return out
}

// shrink scales m to w × h pixels, each the mean of those it covers, on a white
// ground.
func shrink(m image.Image, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	b := m.Bounds()
	at := func(x, y int) (r, g, b, a uint32) { return m.At(x, y).RGBA() }
	if m, ok := m.(image.RGBA64Image); ok { // without an allocation each
		at = func(x, y int) (r, g, b, a uint32) {
			c := m.RGBA64At(x, y)
			return uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A)
		}
	}
	for y := range h {
		y0 := b.Min.Y + y*b.Dy()/h
		y1 := max(y0+1, b.Min.Y+(y+1)*b.Dy()/h)
		for x := range w {
			x0 := b.Min.X + x*b.Dx()/w
			x1 := max(x0+1, b.Min.X+(x+1)*b.Dx()/w)
			var sr, sg, sb, n uint64
			for v := y0; v < y1; v++ {
				for u := x0; u < x1; u++ {
					r, g, b, a := at(u, v)
					white := 0xffff - a
					sr, sg, sb, n = sr+uint64(r+white), sg+uint64(g+white), sb+uint64(b+white), n+1
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(sr / n >> 8), uint8(sg / n >> 8), uint8(sb / n >> 8), 0xff})
		}
	}
	return out
}

// blank reports whether nothing is to be seen on a picture.
func (p picture) blank() bool {
	low, high := uint8(255), uint8(0)
	for _, v := range p.gray.Pix {
		low, high = min(low, v), max(high, v)
	}
	return high-low < 32
}

// ink makes gray of a page in colours. Seals go: they are stamped in red over
// the name and the date of whoever signs, and OCR can read neither what they
// cover nor themselves. All other red stays, above all letterheads.
func ink(m *image.RGBA, dpi float64) *image.Gray {
	size := m.Rect.Size()
	out := image.NewGray(m.Rect)
	seals := findSeals(m, dpi)
	for y := range size.Y {
		row := m.Pix[y*m.Stride:]
		for x := range size.X {
			r, g, b := row[4*x], row[4*x+1], row[4*x+2]
			v := (299*uint32(r) + 587*uint32(g) + 114*uint32(b)) / 1000
			if isRed(r, g, b) && seals.hold(x, y) {
				v = uint32(r) // red ink is as light as paper here, and black is black
			}
			a := uint32(row[4*x+3]) // of what is drawn over nothing; paper is white
			out.Pix[y*out.Stride+x] = uint8((v*a + 255*(255-a)) / 255)
		}
	}
	return out
}

// isRed reports the red of stamps and letterheads, faint copies of it and the
// brown where it covers black.
func isRed(r, g, b uint8) bool {
	return int(r)-max(int(g), int(b)) > 30
}

// seals are the places of stamps on a page, in cells of side pixels.
type seals struct {
	side   int
	places []image.Rectangle
}

func (s seals) hold(x, y int) bool {
	p := image.Pt(x/s.side, y/s.side)
	for _, r := range s.places {
		if p.In(r) {
			return true
		}
	}
	return false
}

// findSeals finds the stamps of a page: red in one piece, round or nearly so,
// three to six centimetres high. An official seal is 4.2 to 5 cm wide;
// letterheads are long, and their single characters are smaller. Red is in one
// piece where less than two millimetres part it.
func findSeals(m *image.RGBA, dpi float64) seals {
	size := m.Rect.Size()
	side := max(1, int(dpi*2/25.4))
	wide, high := (size.X+side-1)/side, (size.Y+side-1)/side
	red := make([]int, wide*high)
	for y := range size.Y {
		row := m.Pix[y*m.Stride:]
		for x := range size.X {
			if isRed(row[4*x], row[4*x+1], row[4*x+2]) {
				red[y/side*wide+x/side]++
			}
		}
	}
	s := seals{side: side}
	least := max(1, side*side/25)
	for i := range red {
		if red[i] < least {
			continue
		}
		// All cells that touch, from this one on.
		box := image.Rectangle{}
		todo := []int{i}
		red[i] = 0
		for len(todo) > 0 {
			c := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := c%wide, c/wide
			box = box.Union(image.Rect(x, y, x+1, y+1))
			for v := max(0, y-1); v <= min(high-1, y+1); v++ {
				for u := max(0, x-1); u <= min(wide-1, x+1); u++ {
					if n := v*wide + u; red[n] >= least {
						red[n] = 0
						todo = append(todo, n)
					}
				}
			}
		}
		w, h := box.Dx()*2, box.Dy()*2 // in millimetres
		if w >= 30 && w <= 60 && h >= 30 && h <= 60 && w*2 <= h*3 && h*2 <= w*3 {
			s.places = append(s.places, box.Inset(-1))
		}
	}
	return s
}

// isImage reports whether b is an image of a kind that is read.
func isImage(b []byte) bool {
	for _, magic := range []string{"\xff\xd8\xff", "\x89PNG\r\n", "GIF87a", "GIF89a", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(b, []byte(magic)) {
			return true
		}
	}
	return bytes.HasPrefix(b, []byte("RIFF")) && len(b) >= 12 && string(b[8:12]) == "WEBP" ||
		bytes.HasPrefix(b, []byte("BM")) && bytes.IndexByte(b[:min(len(b), 32)], 0) >= 0
}

// readImage fills s from a photographed or scanned page, or from a TIFF of
// several.
func readImage(j *job, s *Source, b []byte) error {
	s.Format = "image"
	order, first := tiffHeader(b)
	if order == nil {
		orientation := exifOrientation(b)
		return s.fill(j, make([]pdfPage, 1), func(_ []int, each func(int, picture, error) error) error {
			p, err := decodeImage(j, b, orientation, 0)
			return each(0, p, err)
		})
	}
	pages := tiffPages(b, order, first, j.MaxPages)
	if len(pages) == 0 {
		return fmt.Errorf("image: %w", errImage)
	}
	if len(pages) > j.MaxPages {
		return fmt.Errorf("image of more pages than --max-pages allows (%d)", j.MaxPages)
	}
	b = bytes.Clone(b)
	return s.fill(j, make([]pdfPage, len(pages)), func(need []int, each func(int, picture, error) error) error {
		for _, i := range need {
			order.PutUint32(b[4:], pages[i].at) // a reader of TIFF reads what it finds there
			p, err := decodeImage(j, b, pages[i].orientation, 0)
			if err := each(i, p, err); err != nil {
				return err
			}
		}
		return nil
	})
}

var errImage = errors.New("damaged or of a kind that can't be read, save it as PNG or JPEG")

// decodeImage reads one image, unless it is bigger than any page; see pictureOf.
func decodeImage(j *job, b []byte, orientation int, wide float64) (picture, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return picture{}, errImage
	}
	if c.Width > maxPixels/c.Height {
		return picture{}, fmt.Errorf("%d × %d pixels are too many, make it smaller than %d megapixels", c.Width, c.Height, maxPixels/1_000_000)
	}
	if err := j.unfold(int64(c.Width) * int64(c.Height)); err != nil {
		return picture{}, err
	}
	m, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return picture{}, errImage
	}
	return pictureOf(m, orientation, wide), nil
}

// tiffHeader returns the byte order of a TIFF and where its first directory
// is; nil for other files.
func tiffHeader(b []byte) (order binary.ByteOrder, first uint32) {
	switch {
	case len(b) < 8:
		return nil, 0
	case string(b[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(b[:4]) == "MM\x00*":
		order = binary.BigEndian
	default:
		return nil, 0
	}
	return order, order.Uint32(b[4:])
}

// A tiffPage is one directory of a TIFF.
type tiffPage struct {
	at          uint32
	orientation int
}

// tiffPages follows the chain of directories of a TIFF up to one more than
// most. Smaller copies of a page (thumbnails) are left out.
func tiffPages(b []byte, order binary.ByteOrder, at uint32, most int) []tiffPage {
	var pages []tiffPage
	seen := map[uint32]bool{}
	for at != 0 && !seen[at] && len(pages) <= most && len(seen) <= 2*most {
		seen[at] = true
		p, small := tiffPage{at: at, orientation: 1}, false
		next, ok := tiffTags(b, order, at, func(tag, value uint32) {
			switch tag {
			case 254: // NewSubfileType
				small = value&1 != 0
			case 274:
				p.orientation = int(value)
			}
		})
		if !ok {
			break
		}
		if !small {
			pages = append(pages, p)
		}
		at = next
	}
	return pages
}

// tiffTags calls each with the numbers of the directory at at, and returns
// where the next directory is.
func tiffTags(b []byte, order binary.ByteOrder, at uint32, each func(tag, value uint32)) (next uint32, ok bool) {
	if int64(at)+2 > int64(len(b)) {
		return 0, false
	}
	n := int(order.Uint16(b[at:]))
	dir := b[at+2:]
	if len(dir) < 12*n {
		return 0, false
	}
	for i := range n {
		e := dir[12*i:]
		switch order.Uint16(e[2:]) {
		case 3:
			each(uint32(order.Uint16(e)), uint32(order.Uint16(e[8:])))
		case 4:
			each(uint32(order.Uint16(e)), order.Uint32(e[8:]))
		}
	}
	if rest := dir[12*n:]; len(rest) >= 4 {
		next = order.Uint32(rest)
	}
	return next, true
}

// exifOrientation is how a JPEG says that it is to be turned: 1 is as it is.
// It is in a little TIFF inside of the segment APP1.
func exifOrientation(b []byte) int {
	orientation := 1
	if !bytes.HasPrefix(b, []byte("\xff\xd8")) {
		return orientation
	}
	for b = b[2:]; len(b) >= 4 && b[0] == 0xff && b[1] != 0xda; {
		n := int(binary.BigEndian.Uint16(b[2:])) + 2
		if n < 4 || n > len(b) {
			break
		}
		if exif, ok := bytes.CutPrefix(b[4:n], []byte("Exif\x00\x00")); ok && b[1] == 0xe1 {
			if order, first := tiffHeader(exif); order != nil {
				tiffTags(exif, order, first, func(tag, value uint32) {
					if tag == 274 {
						orientation = int(value)
					}
				})
			}
			break
		}
		b = b[n:]
	}
	return orientation
}
