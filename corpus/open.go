package corpus

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"guihua/corpus/pattern"
)

// Open reads a document with the default limits and without OCR; see
// Options.Open.
func Open(name string, b []byte) (*Source, error) {
	return Options{OCR: OCRNever}.Open(context.Background(), name, b)
}

// Open reads a document. Its format is told from its content, never from its
// name; the name only goes into the result.
//
// Plain text comes as Format "txt" with the IANA name of its encoding and one
// Line per printed line, blank ones included. A PDF comes as Format "pdf", an
// OFD as "ofd" and a picture of pages as "image": they have Pages, and every Line
// has its page and its box. A web page comes as "html", or "mhtml" where a
// browser saved all of it in one file: a Line per line that a browser shows,
// those outside the document with Out. Other formats have one Line per
// paragraph, and tables have a TableCell.
//
// Damage that leaves the text readable is a Warning. An error means that
// nothing was read; it is one line that says what the file is and what to do,
// without the name, which the caller puts before it.
//
// No reader outlives its time: one that does not end is left behind, and the
// document is an error.
func (o Options) Open(ctx context.Context, name string, b []byte) (*Source, error) {
	j := o.job(ctx)
	if err := o.TooBig(int64(len(b))); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	s := &Source{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: len(b)}
	read, err := readerOf(b)
	if err != nil {
		return nil, err
	}
	if err := j.isolate(func() error {
		if err := read(j, s, b); err != nil {
			return &ReadError{Format: s.Format, Reader: s.Reader, Err: err}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return s, nil
}

// A ReadError is the error of a reader, with what it knew of the file by then;
// see Source.
type ReadError struct {
	Format, Reader string
	Err            error
}

func (e *ReadError) Error() string { return e.Err.Error() }
func (e *ReadError) Unwrap() error { return e.Err }

// A reader fills s from the bytes of a file.
type reader func(j *job, s *Source, b []byte) error

// readerOf tells the format of a file from its content.
func readerOf(b []byte) (reader, error) {
	switch {
	case isPDF(b):
		return readPDF, nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return readerOfZip(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return readerOfOLE(b)
	case bytes.HasPrefix(b, []byte("{\\rtf")):
		return readOffice("rtf"), nil
	case isImage(b):
		return readImage, nil
	}
	for _, m := range magics {
		if len(b) >= m.at && bytes.HasPrefix(b[m.at:], []byte(m.magic)) {
			return nil, errors.New(m.advice)
		}
	}
	return readText, nil
}

// isolate runs a reader. What it does wrong is an error of this document: a
// panic, or not ending in time.
func (j *job) isolate(read func() error) error {
	defer j.start()()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				done <- fmt.Errorf("damaged in a way its reader does not understand (%.80v): open it and save it anew", x)
			}
		}()
		done <- read()
	}()
	select {
	case err := <-done:
		if err != nil && j.ctx.Err() != nil {
			return context.Cause(j.ctx) // whatever it made of being stopped
		}
		return err
	case <-j.ctx.Done():
		return context.Cause(j.ctx)
	}
}

var (
	errEmpty  = errors.New("empty file")
	errOutput = errors.New("the JSON of an extracted document, not a document")
)

// readText fills s from a file of text: plain text, or the source of a web page.
func readText(j *job, s *Source, b []byte) error {
	d, err := decodeMarked(b)
	if err != nil {
		return err
	}
	if strings.TrimFunc(d.text, isEmptySign) == "" {
		return errEmpty
	}
	switch kind, err := sniffMarkup(d.text); {
	case err != nil:
		return err
	case kind == "mhtml":
		return readMHTML(j, s, b)
	case kind == "html":
		s.Format, s.Encoding = kind, d.encoding
		s.Warnings = append(s.Warnings, d.warnings()...)
		return j.readHTML(s, d.text)
	}
	if t := strings.TrimSpace(d.text); strings.HasPrefix(t, "{") && strings.Contains(t[:min(len(t), 80)], `"schema": "guihua/`) {
		return errOutput
	}
	if tooManyControls(d.text) {
		return errBinary
	}
	s.Format, s.Encoding = "txt", d.encoding
	s.Warnings = append(s.Warnings, d.warnings()...)
	controls := 0
	for line := range splitLines(d.text) {
		clean, n := dropControls(line)
		controls += n
		s.Lines = append(s.Lines, Line{Text: clean})
	}
	if controls > 0 {
		s.Warnings = append(s.Warnings, controlWarning(controls))
	}
	return nil
}

func controlWarning(n int) Warning {
	return Warning{Code: "control_characters", Message: plural(n, "control character") + " removed"}
}

// plural is "1 place", "2 places".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// isEmptySign reports characters an empty file may consist of.
func isEmptySign(r rune) bool {
	return r <= ' ' || r == 0x7f || r == 0x85 || r == 0xa0 || r == 0xfeff || r == 0x3000 ||
		r >= 0x2000 && r <= 0x200b || r == 0x2028 || r == 0x2029
}

// splitLines yields the lines of s without their ends: LF, CRLF, CR, and the
// signs that end a line in other tools (VT and U+2028 are soft line breaks of
// word processors, NEL of mainframes, a form feed ends a page). An end after
// the last line does not begin another one.
func splitLines(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for s != "" {
			i := strings.IndexAny(s, "\n\r\v\f\u0085\u2028\u2029")
			if i < 0 {
				yield(s)
				return
			}
			line := s[:i]
			_, n := utf8.DecodeRuneInString(s[i:])
			if strings.HasPrefix(s[i:], "\r\n") {
				n = 2
			}
			s = s[i+n:]
			if !yield(line) {
				return
			}
		}
	}
}

// isControl reports the characters that have no place in a line of text.
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// dropControls returns line without control characters, and their number.
func dropControls(line string) (string, int) {
	n := 0
	clean := strings.Map(func(r rune) rune {
		if isControl(r) {
			n++
			return -1
		}
		return r
	}, line)
	return clean, n
}

// tooManyControls reports whether a decoded file is no text at all: text with
// some stray control characters is text, one in ten is a program's data.
func tooManyControls(s string) bool {
	controls, n := 0, 0
	for _, r := range s {
		n++
		if isControl(r) && !strings.ContainsRune("\n\r\v\f", r) {
			controls++
		}
	}
	return controls*10 > n
}

var errBinary = errors.New("unknown file format: not read, save the text as .txt or PDF")

// isPDF reports whether b is a PDF. Its header may stand behind some junk (a
// mail header, a byte order mark), which readers accept in the first 1024
// bytes; a text that merely speaks of "%PDF-" has no objects.
func isPDF(b []byte) bool {
	i := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-"))
	return i == 0 || i > 0 && bytes.Contains(b, []byte(" obj")) && bytes.Contains(b, []byte("endobj"))
}

// magics are the first bytes of formats that are no text, with what a person
// can do about them.
var magics = []struct {
	at            int
	magic, advice string
}{
	{4, "ftyphei", otherImage},
	{4, "ftypmif", otherImage},
	{0, "AT&TFORM", otherImage},
	{0, "\x1f\x8b", archive},
	{0, "BZh", archive},
	{0, "7z\xbc\xaf\x27\x1c", archive},
	{0, "Rar!\x1a", archive},
	{0, "\xfd7zXZ\x00", archive},
	{0, "\x28\xb5\x2f\xfd", archive},
	{257, "ustar", archive},
	{0, "PK\x05\x06", archive},
	{0, "CAJ\x00", cajDocument},
	{0, "KDH ", cajDocument},
	{0, "HN\x05", cajDocument},
	{0, "\x7fELF", "program: not a document"},
	{0, "MZ\x90", "program: not a document"},
	{0, "SQLite format 3\x00", "database: not a document"},
}

const (
	otherImage  = "image of a kind that can't be read: save it as PNG, JPEG or PDF"
	archive     = "compressed archive: unpack it first"
	cajDocument = "CAJ document: not read yet, save it as PDF or .txt"
)

// readerOfZip tells the office formats that are zip archives by what they hold.
func readerOfZip(b []byte) (reader, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, errors.New("damaged zip file (cut off while loading?): get it again")
	}
	for _, f := range z.File {
		switch name := f.Name; {
		case strings.HasPrefix(name, "word/"):
			return readDOCX, nil
		case strings.HasPrefix(name, "xl/"):
			return nil, errors.New("XLSX workbook: not read yet, save it as PDF or .txt")
		case strings.HasPrefix(name, "ppt/"):
			return nil, errors.New("PPTX slides: not read yet, save them as PDF or .txt")
		case name == "OFD.xml":
			return readOFD, nil
		case name == "mimetype" && f.UncompressedSize64 < 200:
			if r, err := f.Open(); err == nil {
				kind, _ := io.ReadAll(io.LimitReader(r, 200))
				r.Close()
				if bytes.Contains(kind, []byte("opendocument.text")) {
					return readOffice("odt"), nil
				}
				if bytes.Contains(kind, []byte("opendocument")) {
					return nil, errors.New("OpenDocument file: not read yet, save it as PDF or .txt")
				}
				if bytes.Contains(kind, []byte("epub")) {
					return nil, errors.New("EPUB book: not read yet, save it as PDF or .txt")
				}
			}
		}
	}
	if holdsDOCX(z) {
		return readDOCX, nil
	}
	return nil, errors.New(archive)
}

// readerOfOLE tells the old office formats by the names of their streams, which
// stand in the file as UTF-16.
func readerOfOLE(b []byte) (reader, error) {
	has := func(name string) bool {
		var wide []byte
		for _, c := range []byte(name) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(b, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return nil, errors.New("office document locked with a password: open it and save a copy without one")
	case has("WordDocument"):
		return readOffice("doc"), nil
	case has("Workbook"), has("Book\x00"):
		return nil, errors.New("old Excel workbook (.xls, .et): not read yet, save it as PDF or .txt")
	case has("PowerPoint Document"):
		return nil, errors.New("old PowerPoint slides (.ppt): not read yet, save them as PDF or .txt")
	}
	return nil, errors.New("old office document: not read yet, save it as PDF or .txt")
}

// Only the frame of a page makes a page: text copied out of one may have some
// tags left and is still text. The frame has to be the first thing in the
// file, after comments and an XML declaration, or to begin a line near it
// (some servers print a message before the page).
var (
	htmlFirst = pattern.MustCompile(`(?is)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|title|meta|link|script|style)[\s>]`)
	htmlNear  = pattern.MustCompile(`(?im)^\s*<(!doctype\s+html|html[\s>]|head>|body[\s>])`)
	mimeFirst = pattern.MustCompile(`(?is)^\s*(from|mime-version|content-type|date|subject):.*?multipart/related`)
)

// sniffMarkup says whether text is the source of a page, "html", or a page that
// a browser saved with all its pictures, "mhtml"; "" is plain text.
func sniffMarkup(text string) (kind string, err error) {
	head := text
	if len(head) > 2048 {
		head = head[:2048]
	}
	head = strings.TrimLeft(head, "\ufeff")
	switch {
	case mimeFirst.MatchString(head):
		return "mhtml", nil
	case htmlFirst.MatchString(head), htmlNear.MatchString(head):
		return "html", nil
	case mostlyTags(text):
		return "html", nil
	case strings.HasPrefix(strings.TrimSpace(head), "<?xml"):
		return "", errors.New("XML file: not read yet, save the text as .txt")
	}
	return "", nil
}

// mostlyTags reports whether text is a piece of a page's source without its
// frame: twenty tags, and a tenth of all characters in tags. Text copied out
// of a page stays far below that. A text that only holds tables in HTML, as
// programs that read scans write them, is text.
func mostlyTags(text string) bool {
	tags, inside := 0, 0
	page := strings.HasPrefix(strings.TrimSpace(text), "<")
	for rest := text; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		end := strings.IndexAny(rest[:min(len(rest), 2000)], "<>")
		if end < 1 || rest[end] != '>' {
			continue
		}
		name := strings.TrimPrefix(rest[:end], "/")
		if !page && tableTag.MatchString(name) {
			rest = rest[end+1:]
			continue
		}
		if name != "" && (name[0]|0x20) >= 'a' && (name[0]|0x20) <= 'z' {
			tags++
			inside += utf8.RuneCountInString(rest[:end]) + 2
		}
		rest = rest[end+1:]
	}
	return tags >= 20 && inside*10 >= utf8.RuneCountInString(text)
}

var tableTag = pattern.MustCompile(`(?i)^(?:table|thead|tbody|tr|td|th|html|body|br)\b`)
