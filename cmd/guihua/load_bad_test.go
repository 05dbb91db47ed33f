package main

import (
	"archive/zip"
	"bytes"
	"math/rand/v2"
	"runtime"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// A badInput is one way in which a file is not what it should be.
type badInput struct {
	kind string // "bad: " is put before it
	ext  string // of the name, which may be all that is wrong
	must outcome
	make func(m *loadMaker, r *rand.Rand) []byte
}

// badInputs take turns, so that a load has about as many of each.
var badInputs = []badInput{
	{"empty", ".txt", mustFail, func(*loadMaker, *rand.Rand) []byte { return nil }},
	{"blanks only", ".txt", mustFail, func(_ *loadMaker, r *rand.Rand) []byte {
		return []byte(strings.Repeat("　\r\n", 1+r.IntN(500)))
	}},
	{"zero bytes", ".txt", mustFail, func(_ *loadMaker, r *rand.Rand) []byte { return make([]byte, 1+r.IntN(9000)) }},
	{"PDF cut off", ".pdf", mayFail, func(m *loadMaker, r *rand.Rand) []byte { return cut(r, m.pdf) }},
	{"PDF of noise", ".pdf", mustFail, func(_ *loadMaker, r *rand.Rand) []byte { return noise(r, "%PDF-1.7\n", 20_000) }},
	{"DOCX cut off", ".docx", mustFail, func(m *loadMaker, r *rand.Rand) []byte {
		return cut(r, m.asDOCX(string(m.notice(r, 6<<10))))
	}},
	{"OFD cut off", ".ofd", mustFail, func(m *loadMaker, r *rand.Rand) []byte { return cut(r, m.ofd) }},
	{"OFD with changed bytes", ".ofd", mayFail, func(m *loadMaker, r *rand.Rand) []byte { return damage(r, m.ofd) }},
	{"ZIP of noise", ".docx", mustFail, func(_ *loadMaker, r *rand.Rand) []byte { return noise(r, "PK\x03\x04", 20_000) }},
	{"ZIP of texts", ".zip", mustFail, func(m *loadMaker, r *rand.Rand) []byte {
		return zipOf("通知.txt", string(m.notice(r, 3<<10)))
	}},
	{"XLSX", ".xlsx", mustFail, func(*loadMaker, *rand.Rand) []byte {
		return zipOf("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>")
	}},
	{"old Office file of noise", ".doc", mustFail, func(_ *loadMaker, r *rand.Rand) []byte {
		return noise(r, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 20_000)
	}},
	{"picture of noise (PNG)", ".png", mustFail, func(_ *loadMaker, r *rand.Rand) []byte {
		return noise(r, "\x89PNG\r\n\x1a\n", 20_000)
	}},
	{"picture of noise (JPEG)", ".jpg", mustFail, func(_ *loadMaker, r *rand.Rand) []byte {
		return noise(r, "\xff\xd8\xff\xe0\x00\x10JFIF\x00", 20_000)
	}},
	{"program (ELF)", ".txt", mustFail, func(_ *loadMaker, r *rand.Rand) []byte { return noise(r, "\x7fELF\x02\x01\x01", 50_000) }},
	{"noise", ".txt", mayFail, func(_ *loadMaker, r *rand.Rand) []byte { return noise(r, "", 20_000) }},
	{"text with invalid UTF-8", ".txt", mustRead, func(m *loadMaker, r *rand.Rand) []byte {
		b := m.notice(r, 8<<10)
		for range 5 {
			b[len(b)/2+r.IntN(len(b)/2)] = 0xff
		}
		return b
	}},
	{"UTF-16 with half a character", ".txt", mayFail, func(m *loadMaker, r *rand.Rand) []byte {
		b := encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), m.notice(r, 6<<10))
		return b[:len(b)-1]
	}},
	{"web page cut off", ".html", mayFail, func(m *loadMaker, r *rand.Rand) []byte {
		return cut(r, m.asHTML(string(m.notice(r, 6<<10))))
	}},
	{"web page without text", ".html", mustFail, func(*loadMaker, *rand.Rand) []byte {
		return []byte("<!DOCTYPE html><html><head><script>location = '/';</script></head><body></body></html>")
	}},
	{"web page of 20,000 open tags", ".html", mayFail, func(_ *loadMaker, r *rand.Rand) []byte {
		return []byte("<html><body>" + strings.Repeat("<div><b>", 10_000) + "通知")
	}},
	{"MHTML cut off", ".mht", mayFail, func(_ *loadMaker, r *rand.Rand) []byte {
		return []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGh0bWw+")
	}},
	{"name with a line end", "\n通知.txt", mustRead, aNotice},
	{"name that is no UTF-8", "\xcd\xa8\xd6\xaa.txt", mustRead, aNotice},
	{"name with blanks and marks", " - 'a' \"b\" $c; *.txt ", mustRead, aNotice},
	{"name without an ending", "", mustRead, aNotice},
	{"name of another format", ".pdf", mustRead, aNotice},
	// The name of its JSON has more than the 255 bytes a name may have.
	{"name too long for its JSON", strings.Repeat("长", 81) + ".txt", mayFail, aNotice},
}

// longLine is what one of ten thousand is instead: 5 MB of text in one line.
// It is the largest document of all, and stands in every load of 1,000 and more
// that is not limited in size.
var longLine = badInput{"line of 5 MB", ".txt", mustRead, func(m *loadMaker, r *rand.Rand) []byte {
	return bytes.ReplaceAll(m.notice(r, 5<<20), []byte("\n"), nil)
}}

const longLineEvery, firstLongLine = 10_000, 507

func aNotice(m *loadMaker, r *rand.Rand) []byte { return m.notice(r, 4<<10) }

// bad is document i of a plan, the nth bad one.
func (m *loadMaker) bad(r *rand.Rand, i, n int) loadDocument {
	in := badInputs[n%len(badInputs)]
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		// They refuse such names.
		for strings.HasPrefix(in.kind, "name ") {
			in = pick(r, badInputs...)
		}
	}
	if i%longLineEvery == firstLongLine && m.plan.largest == 0 {
		in = longLine
	}
	d := loadDocument{name: in.ext, kind: "bad: " + in.kind, must: in.must, bytes: in.make(m, r)}
	if in.must == mustRead {
		d.text = len(d.bytes)
	}
	return d
}

// cut returns a part of b from its beginning.
func cut(r *rand.Rand, b []byte) []byte { return b[:len(b)/10+r.IntN(len(b)*8/10)] }

// damage returns b with some other bytes in its first half.
func damage(r *rand.Rand, b []byte) []byte {
	b = bytes.Clone(b)
	for range 20 {
		b[100+r.IntN(len(b)/2)] = byte(r.Uint32())
	}
	return b
}

// noise is at most size random bytes behind the first of a format.
func noise(r *rand.Rand, magic string, size int) []byte {
	b := []byte(magic)
	for range 100 + r.IntN(size) {
		b = append(b, byte(r.Uint32()))
	}
	return b
}

// zipOf makes an archive of names and contents.
func zipOf(files ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		check(err)
		_, err = f.Write([]byte(files[i+1]))
		check(err)
	}
	check(w.Close())
	return b.Bytes()
}
