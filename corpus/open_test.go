package corpus

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// texts are the lines' texts.
func texts(lines []Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

// dumpLines writes lines one below the other: before one in a table its cell,
// 表1(0,2), or 表1(0,2)2x1 where it spans two rows; behind one that is left out
// the reason.
func dumpLines(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		if c := l.Cell; c.Table > 0 {
			fmt.Fprintf(&b, "表%d(%d,%d)", c.Table, c.Row, c.Col)
			if c.Rows > 1 || c.Cols > 1 {
				fmt.Fprintf(&b, "%dx%d", c.Rows, c.Cols)
			}
			b.WriteByte(' ')
		}
		b.WriteString(l.Text)
		if l.Out != "" {
			fmt.Fprintf(&b, " (%s)", l.Out)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestOpenText(t *testing.T) {
	const text = "\ufeff青禾县规划\n\n一、总则\r\n（一）范围\r二、任务\u2028三、保障\v四、附则\f附件\n"
	s, err := Open("a.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"青禾县规划", "", "一、总则", "（一）范围", "二、任务", "三、保障", "四、附则", "附件"}
	if d := cmp.Diff(want, texts(s.Lines)); d != "" {
		t.Error(d)
	}
	if s.Name != "a.txt" || s.Format != "txt" || s.Encoding != "UTF-8" || s.Reader != "" ||
		s.Pages != 0 || s.Bytes != len(text) || len(s.SHA256) != 64 || s.Warnings != nil {
		t.Errorf("%+v", s)
	}
	for _, l := range s.Lines {
		if l.Page != 0 || l.Box != (Box{}) {
			t.Errorf("text line with a place: %+v", l)
		}
	}
}

func TestOpenWarnings(t *testing.T) {
	s, err := Open("a.txt", []byte("青禾县\x00人民政府\x01\n现将规划\xff印发给你们\t请认真贯彻执行。\n森林覆盖率达到百分之六十以上\x1a"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"青禾县人民政府", "现将规划\ufffd印发给你们\t请认真贯彻执行。", "森林覆盖率达到百分之六十以上"}, texts(s.Lines)); d != "" {
		t.Error(d)
	}
	want := []Warning{
		{Code: "invalid_bytes", Message: "bytes that are no UTF-8 text in 1 place, read as �"},
		{Code: "control_characters", Message: "3 control characters removed"},
	}
	if d := cmp.Diff(want, s.Warnings); d != "" {
		t.Error(d)
	}
}

func zipOf(names ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		name, content, _ := strings.Cut(n, "=")
		w, _ := z.Create(name)
		w.Write([]byte(content))
	}
	z.Close()
	return b.String()
}

// wide is s as the UTF-16 in the directory of an old office document.
func wide(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

func TestOpenOtherFormats(t *testing.T) {
	withoutOffice(t)
	const ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00\x00"
	tests := []struct{ name, in, want string }{
		{"nothing", "", "empty file"},
		{"blanks", " \r\n\t\u3000\n", "empty file"},
		{"a mark only", "\ufeff", "empty file"},
		{"UTF-16 mark only", "\xff\xfe", "empty file"},
		{"zeros", strings.Repeat("\x00", 64), "empty file"},
		{"page without text", "<!DOCTYPE html>\n<html><body><script>load('青禾县')</script></body></html>", "web page without text"},
		{"piece of a page without text", strings.Repeat("<p class=\"a\"></p>\n", 30), "web page without text"},
		{"MHTML", "From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "saved web page (MHTML) without a page"},
		{"XML", "<?xml version=\"1.0\"?><plan>青禾县</plan>", "XML file"},
		{"DOCX", zipOf("[Content_Types].xml=", "word/document.xml="), "DOCX document without text"},
		{"DOCX at another place", zipOf("[Content_Types].xml=<Types><Override PartName=\"/a.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>", "a.xml="), "DOCX document without text"},
		{"XLSX", zipOf("[Content_Types].xml=", "xl/workbook.xml="), "XLSX workbook"},
		{"PPTX", zipOf("ppt/presentation.xml="), "PPTX slides"},
		{"OFD", zipOf("OFD.xml=", "Doc_0/Document.xml="), "OFD is damaged"},
		{"ODT", zipOf("mimetype=application/vnd.oasis.opendocument.text"), "OpenDocument text (.odt): needs LibreOffice"},
		{"ODS", zipOf("mimetype=application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument file"},
		{"EPUB", zipOf("mimetype=application/epub+zip"), "EPUB book"},
		{"zip", zipOf("a.txt=青禾县"), "compressed archive"},
		{"cut zip", zipOf("a.txt=青禾县")[:40], "damaged zip file"},
		{"DOC", ole + wide("WordDocument"), "old Word or WPS document (.doc, .wps): needs LibreOffice"},
		{"locked", ole + wide("EncryptedPackage"), "office document locked with a password"},
		{"XLS", ole + wide("Workbook"), "old Excel workbook"},
		{"PPT", ole + wide("PowerPoint Document"), "old PowerPoint slides"},
		{"OLE", ole, "old office document"},
		{"RTF", "{\\rtf1\\ansi", "RTF document: needs LibreOffice"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF", "image"},
		{"PNG", "\x89PNG\r\n\x1a\n", "image"},
		{"GIF", "GIF89a\x01", "image"},
		{"TIFF", "II*\x00\x08", "image"},
		{"BMP", "BM\x36\x00\x00\x00\x00\x00", "image"},
		{"HEIC", "\x00\x00\x00\x18ftypheic", "image of a kind that can't be read"},
		{"WEBP", "RIFF\x10\x00\x00\x00WEBPVP8 ", "image"},
		{"gzip", "\x1f\x8b\x08\x00", "compressed archive"},
		{"RAR", "Rar!\x1a\x07\x00", "compressed archive"},
		{"7z", "7z\xbc\xaf\x27\x1c", "compressed archive"},
		{"CAJ", "CAJ\x00\x01", "CAJ document"},
		{"program", "\x7fELF\x02\x01", "program"},
		{"data", "\x01\x02\x03\x04\x05\x06abc\x00\x01\x02", "unknown file format"},
	}
	for _, tt := range tests {
		s, err := Open("named.txt", []byte(tt.in))
		if err == nil {
			t.Errorf("%s: read as %s %s", tt.name, s.Format, s.Encoding)
			continue
		}
		msg := err.Error()
		if !strings.HasPrefix(msg, tt.want) || strings.Contains(msg, "\n") || strings.Contains(msg, "named") {
			t.Errorf("%s: %q, want it to begin with %q", tt.name, msg, tt.want)
		}
	}
}

// What only looks like another format is text.
func TestOpenTextWithMarkup(t *testing.T) {
	for _, in := range []string{
		"青禾县规划<br>第一章<p>总则</p>",
		"<p>青禾县规划</p>\n<b>一、总则</b>",
		"关于<html>标签的说明",
		"文件开头写有%PDF-1.4字样的说明",
		"PK赛规则",
		"BM 方案\n一、总则",
		"{\n\"规划\": 1}",
		"GIF 图片的说明",
	} {
		s, err := Open("a.pdf", []byte(in))
		if err != nil || s.Format != "txt" {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// shared is the folder of documents that are not part of the repository.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("GUIHUA_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no folder of real documents: set GUIHUA_SHARED (%v)", err)
	}
	return dir
}

// Every real document is read, or refused in one line.
func TestOpenShared(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and the same without the race detector: whole runs have it")
	}
	dir := shared(t)
	var files []string
	for _, sub := range []string{"corpus", "wild"} {
		found, err := filepath.Glob(filepath.Join(dir, sub, "*"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	read := map[string]int{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(filepath.Base(f), b)
		ext := filepath.Ext(f)
		if err != nil {
			if strings.Contains(err.Error(), "\n") || ext == ".txt" {
				t.Errorf("%s: %v", f, err)
			}
			continue
		}
		read[s.Format+s.Encoding+s.Reader]++
		if (s.Format == "pdf") != (ext == ".pdf") || (s.Format == "html") != (ext == ".html") {
			t.Errorf("%s: read as %s", f, s.Format)
		}
		checkLines(t, f, s)
	}
	t.Logf("%d files, read %v", len(files), read)
}

// checkLines checks what holds for every source.
func checkLines(t *testing.T, name string, s *Source) {
	t.Helper()
	page := 0
	for i, l := range s.Lines {
		if strings.ContainsFunc(l.Text, func(r rune) bool { return isControl(r) || r == '\u2028' }) {
			t.Errorf("%s: line %d has a control character: %q", name, i+1, l.Text)
		}
		if s.Pages == 0 {
			continue
		}
		if l.Page < page || l.Page > s.Pages {
			t.Errorf("%s: line %d is on page %d of %d, after page %d", name, i+1, l.Page, s.Pages, page)
		}
		page = l.Page
		if !(l.Box.X1 > l.Box.X0 && l.Box.Y1 > l.Box.Y0) || l.Text != strings.TrimSpace(l.Text) || l.Text == "" && l.Cell.Table == 0 {
			t.Errorf("%s: page %d: bad line %+v", name, l.Page, l)
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, s := range slices.Concat(simplified, traditional) {
		f.Add([]byte(s))
	}
	f.Add([]byte(encode(f, simplifiedchinese.GB18030, simplified[6])))
	// PDFs have a target of their own; here they would take all of the time.
	ofds, _ := filepath.Glob("testdata/*.ofd")
	pages, _ := filepath.Glob("testdata/html/*.html")
	for _, name := range slices.Concat(ofds, pages) {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(b)
		}
	}
	withoutOffice(f) // it would take seconds for each
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Open("x", b)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		if s.Bytes != len(b) || s.Format == "" {
			t.Errorf("%+v", s)
		}
		checkLines(t, "x", s)
	})
}
