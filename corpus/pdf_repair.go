package corpus

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// What is looked for in the bytes of a PDF. Objects are found
// by how they begin, as every program that repairs PDFs does: what should say
// where they stand is what is broken.
var (
	objectNumber = regexp.MustCompile(`(?:^|[^\d])(\d{1,7})\s+\d{1,5}\s+$`)
	typeCatalog  = regexp.MustCompile(`/Type\s*/Catalog\b`)
	typePage     = regexp.MustCompile(`/Type\s*/Page\b`)
	typeObjects  = regexp.MustCompile(`/Type\s*/ObjStm\b`)
	catalogPages = regexp.MustCompile(`/Pages\s+(\d{1,7})\s`)
	firstObject  = regexp.MustCompile(`/First\s+(\d{1,7})\b`)
	filters      = regexp.MustCompile(`/Filter\s*(?:\[\s*)?((?:/FlateDecode\s*){1,2})(?:\]|[/>])`)
	noText       = regexp.MustCompile(`/(?:Image|FontFile\d?|Length1|Type1C|CIDFontType0C|OpenType)\b`)
)

// What a repair may take: the objects of a file of several thousand pages.
const (
	maxRepairObjects = 1 << 20
	maxRepairBytes   = 32 << 20 // that objects kept in streams unfold to
)

// A pdfObject is an object as it stands in a file, up to the next one.
type pdfObject struct {
	number int
	head   []byte // without the stream
	stream []byte // as stored, with whatever follows it; nil without a stream
}

// pdfObjects yields the objects of b in the order of the file.
func pdfObjects(b []byte) func(yield func(pdfObject) bool) {
	return func(yield func(pdfObject) bool) {
		_, body, number := nextObject(b)
		for range maxRepairObjects {
			if number < 0 {
				return
			}
			o := pdfObject{number: number}
			o.head, body, number = nextObject(body)
			if i := bytes.Index(o.head, []byte("stream")); i >= 0 {
				data, ok := bytes.CutPrefix(o.head[i+len("stream"):], []byte("\r\n"))
				if !ok {
					data, ok = bytes.CutPrefix(data, []byte("\n"))
				}
				if ok {
					o.head, o.stream = o.head[:i], data
				}
			}
			if !yield(o) {
				return
			}
		}
	}
}

// nextObject looks for the beginning of an object, "12 0 obj": what stands
// before it and behind it, and its number, -1 where there is none.
func nextObject(b []byte) (before, behind []byte, number int) {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte("obj"))
		if i < 0 {
			return b, nil, -1
		}
		at := from + i
		from = at + len("obj")
		if m := objectNumber.FindSubmatchIndex(b[max(0, at-20):at]); m != nil {
			m0 := max(0, at-20)
			number, _ = strconv.Atoi(string(b[m0+m[2] : m0+m[3]])) // seven digits at most
			return b[:m0+m[2]], b[from:], number
		}
	}
}

// unfold writes the data of a Flate stream to w, as far as it is sound and no
// more than limit bytes. sound is false where it breaks off or its checksum is
// wrong. It fails where the file unfolds to more than it may.
func (o pdfObject) unfold(j *job, w io.Writer, limit int64) (sound bool, err error) {
	m := filters.FindSubmatch(o.head)
	if m == nil {
		return true, nil
	}
	var r io.Reader = bytes.NewReader(o.stream)
	for range strings.Count(string(m[1]), "/") {
		z, err := zlib.NewReader(r)
		if err != nil {
			return false, nil
		}
		r = z
	}
	buf := make([]byte, 32<<10)
	for limit > 0 {
		n, err := r.Read(buf[:min(limit, int64(len(buf)))])
		if _, err := w.Write(buf[:n]); err != nil {
			return false, err
		}
		limit -= int64(n)
		if err := j.unfold(int64(n)); err != nil {
			return false, err
		}
		if err != nil {
			return err == io.EOF, nil
		}
	}
	return true, nil
}

// encrypted reports whether the streams of a PDF can't be read from outside.
func encrypted(b []byte) bool {
	return bytes.Contains(b, []byte("/Encrypt")) || bytes.Contains(b, []byte("/Filter /Standard")) || bytes.Contains(b, []byte("/Filter/Standard"))
}

// checkPDF looks over the streams of a PDF that can hold text. It reports
// whether they are sound, which readers do not: of a page whose stream is
// damaged they return what stands before the damage. It fails where they unfold
// to more than they may.
func checkPDF(j *job, b []byte) (sound bool, err error) {
	if encrypted(b) {
		return true, nil
	}
	sound = true
	for o := range pdfObjects(b) {
		if o.stream == nil || noText.Match(o.head) {
			continue
		}
		ok, err := o.unfold(j, io.Discard, j.room()+1)
		if err != nil {
			return false, err
		}
		sound = sound && ok
	}
	return sound, nil
}

// repairPDF returns b with what a PDF loses that was cut off while it was
// loaded, and that pdfium can't do without: the trailer, which names the
// document's root; the root and the list of pages; and objects that stand in
// streams and are found through a table at the end. It returns nil where there
// is nothing to go by. Encrypted files lose their key with the trailer.
func repairPDF(j *job, b []byte) []byte {
	if encrypted(b) {
		return nil
	}
	// The remains of a trailer would swallow a new one.
	end := len(b)
	if i := bytes.LastIndex(b, []byte("endobj")); i >= 0 {
		if _, _, n := nextObject(b[i+len("endobj"):]); n < 0 {
			end = i + len("endobj")
		}
	}
	seen := map[int]bool{}
	root, tree, highest := 0, 0, 0
	var pages []int
	note := func(number int, head []byte) {
		highest = max(highest, number)
		switch {
		case typeCatalog.Match(head):
			root, tree = number, 0
			if m := catalogPages.FindSubmatch(head); m != nil {
				tree, _ = strconv.Atoi(string(m[1]))
			}
		case typePage.Match(head) && !seen[number]:
			pages = append(pages, number)
		}
		seen[number] = true
	}
	var packed []pdfObject
	for o := range pdfObjects(b[:end]) {
		note(o.number, o.head)
		if o.stream != nil && typeObjects.Match(o.head) {
			packed = append(packed, o)
		}
	}
	out := bytes.Clone(b[:end])
	if end == len(b) { // cut inside an object
		out = append(out, "\nendstream\nendobj"...)
	}
	for room := int64(maxRepairBytes); len(packed) > 0; packed = packed[1:] {
		var data bytes.Buffer
		if _, err := packed[0].unfold(j, &data, room); err != nil {
			return nil
		}
		room -= int64(data.Len())
		for _, o := range unpack(packed[0].head, data.Bytes()) {
			if !seen[o.number] { // an object of its own is a later version
				note(o.number, o.head)
				out = fmt.Appendf(out, "\n%d 0 obj\n%s\nendobj", o.number, o.head)
			}
		}
	}
	if root == 0 || !seen[tree] {
		if len(pages) == 0 {
			return nil
		}
		tree, root = highest+1, highest+2
		out = fmt.Appendf(out, "\n%d 0 obj\n<< /Type /Pages /Count %d /Kids [", tree, len(pages))
		for _, p := range pages {
			out = fmt.Appendf(out, " %d 0 R", p)
		}
		out = fmt.Appendf(out, " ] >>\nendobj\n%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj", root, tree)
	}
	return fmt.Appendf(out, "\ntrailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n0\n%%%%EOF\n", highest+3, root)
}

// unpack returns the objects in the data of an object stream, which begins with
// pairs of their numbers and places.
func unpack(head, data []byte) []pdfObject {
	const maxPairs = 1 << 20 // bytes
	m := firstObject.FindSubmatch(head)
	if m == nil {
		return nil
	}
	first, _ := strconv.Atoi(string(m[1]))
	if first > min(len(data), maxPairs) {
		return nil
	}
	var objects []pdfObject
	pairs, data := bytes.Fields(data[:first]), data[first:]
	for i := 0; i+1 < len(pairs); i += 2 {
		number, err1 := strconv.Atoi(string(pairs[i]))
		start, err2 := strconv.Atoi(string(pairs[i+1]))
		end := len(data)
		if i+3 < len(pairs) {
			end, _ = strconv.Atoi(string(pairs[i+3]))
		}
		if err1 != nil || err2 != nil || number < 1 || number > 9999999 || start < 0 || end < start || end > len(data) {
			break // the rest is cut off
		}
		objects = append(objects, pdfObject{number: number, head: data[start:end]})
	}
	return objects
}
