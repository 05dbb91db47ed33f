package corpus

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The invented notice of testdata/make-pdfs.sh: left edge, baseline and size
// as drawn.
var notice = []struct {
	x, y, size float64
	text       string
}{
	{172, 120, 22, "青禾县人民政府关于印发"},
	{150, 150, 22, "云溪新区发展规划的通知"},
	{90, 210, 16, "各乡镇人民政府，县政府各部门："},
	{122, 240, 16, "现将《云溪新区发展规划》印发给你们，请认真"},
	{90, 268, 16, "贯彻执行。到2025年，全县生产总值达到120亿元，"},
	{90, 296, 16, "森林覆盖率达到60%以上。"},
	{122, 324, 16, "一、总体要求"},
	{122, 352, 16, "（一）指导思想。坚持稳中求进，推动高质量发展"},
	{90, 380, 16, "取得新进展。"},
	{330, 440, 16, "青禾县人民政府"},
	{340, 468, 16, "2021年3月8日"},
}

func readFixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkNotice checks that lines begin with the notice at its places.
func checkNotice(t *testing.T, lines []Line) {
	t.Helper()
	if len(lines) < len(notice) {
		t.Fatalf("%d lines, want %d at least: %q", len(lines), len(notice), texts(lines))
	}
	for i, w := range notice {
		l := lines[i]
		near := func(a, b float64) bool { return math.Abs(a-b) < 0.5 }
		if l.Text != w.text || l.Page != 1 || !near(l.Box.X0, w.x) ||
			!near(l.Box.Y0, w.y-0.88*w.size) || !near(l.Box.Y1, w.y+0.12*w.size) {
			t.Errorf("line %d: got %+v, want %+v", i+1, l, w)
		}
	}
}

func TestOpenPDF(t *testing.T) {
	tests := []struct {
		name, reader string
		more         int // lines after the notice
		warnings     []string
	}{
		{"plain.pdf", "ledongthuc", 4, nil},
		{"order.pdf", "ledongthuc", 1, nil},
		{"radicals.pdf", "ledongthuc", 0, nil},
		{"cropped.pdf", "ledongthuc", 0, nil},
		{"ucs2.pdf", "ledongthuc", 0, nil},
		{"emptypage.pdf", "ledongthuc", 0, []string{"page_without_text"}},
		{"doubled.pdf", "pdfium", 0, nil},
		{"gbk.pdf", "pdfium", 0, nil},
		{"single.pdf", "pdfium", 0, nil},
		{"form.pdf", "pdfium", 0, nil},
		{"sideways.pdf", "pdfium", 0, nil},
		{"watermark.pdf", "pdfium", 0, []string{"turned_text"}},
		{"layer.pdf", "pdfium", 0, []string{"ocr_layer"}},
		{"under.pdf", "pdfium", 0, []string{"ocr_layer"}},
		{"objects.pdf", "pdfium", 4, nil},
		{"readable.pdf", "pdfium", 4, nil},
		{"junk.pdf", "pdfium", 4, nil},
		{"prevloop.pdf", "pdfium", 4, []string{"pdf_repaired"}},
		{"treeloop.pdf", "pdfium", 4, []string{"pdf_repaired"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Open(tt.name, readFixture(t, tt.name))
			if err != nil {
				t.Fatal(err)
			}
			checkNotice(t, s.Lines)
			checkLines(t, tt.name, s)
			if s.Format != "pdf" || s.Encoding != "" || s.Reader != tt.reader || len(s.Lines) != len(notice)+tt.more {
				t.Errorf("%s by %q, %d lines: %q", s.Format, s.Reader, len(s.Lines), texts(s.Lines))
			}
			var codes []string
			for _, w := range s.Warnings {
				codes = append(codes, w.Code)
			}
			if d := cmp.Diff(tt.warnings, codes); d != "" {
				t.Error(d)
			}
		})
	}
}

// What ledongthuc reads of the fixtures, pdfium reads the same way.
func TestReadersAgree(t *testing.T) {
	for _, name := range []string{"plain.pdf", "order.pdf", "radicals.pdf", "cropped.pdf", "ucs2.pdf", "emptypage.pdf"} {
		b := readFixture(t, name)
		one, ok := readLedongthuc(t.Context(), b)
		if !ok {
			t.Errorf("%s: not read by ledongthuc", name)
			continue
		}
		two, _, err := readPdfium(Options{}.job(t.Context()), b)
		if err != nil || len(one) != len(two) {
			t.Errorf("%s: %d and %d pages, %v", name, len(one), len(two), err)
			continue
		}
		for i := range one {
			a, _ := one[i].lines()
			b, _ := two[i].lines()
			if d := cmp.Diff(texts(a), texts(b)); d != "" {
				t.Errorf("%s page %d: %s", name, i+1, d)
			}
		}
	}
}

func TestOpenPDFErrors(t *testing.T) {
	tests := []struct{ name, want string }{
		{"scan.pdf", "PDF without a text layer (scan, 2 pages): needs OCR, which is switched off (--ocr auto)"},
		{"noise.pdf", "PDF text layer is unreadable (characters without meaning, 2 pages): needs OCR, which is switched off (--ocr auto)"},
		{"locked.pdf", errPDFPassword.Error()},
		{"cut.pdf", errPDFDamaged.Error()},
	}
	for _, tt := range tests {
		_, err := Open(tt.name, readFixture(t, tt.name))
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Columns are read one after the other, between the title and the page number.
func TestColumns(t *testing.T) {
	s, err := Open("columns.pdf", readFixture(t, "columns.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"青禾县基本情况",
		"青禾县位于云溪河上游，全县", "面积一千二百平方公里，下辖", "九个乡镇。近年来县里坚持绿", "色发展。",
		"云溪新区是青禾县的新城，规", "划面积八十平方公里。新区建", "设分为三期，第一期到二〇二", "三年完成。",
		"— 1 —",
	}
	if d := cmp.Diff(want, texts(s.Lines)); d != "" {
		t.Error(d)
	}
}

// Cells that touch are told apart by the rule between them.
func TestTable(t *testing.T) {
	s, err := Open("table.pdf", readFixture(t, "table.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"指标名称", "单位", "目标值", "森林覆盖", "率", "百分比", "60", "新建步道", "公里", "12"}
	if d := cmp.Diff(want, texts(s.Lines)); d != "" {
		t.Error(d)
	}
}

func TestFoldRadical(t *testing.T) {
	for in, want := range map[rune]rune{
		'⼗': '十', '⼈': '人', '⿕': '龠', '⺠': '民', '⻓': '长', '⻳': '龟', '⻅': '见', '\uf9f4': '林',
		'①': '①', '％': '％', '（': '（', '十': '十', 'Ａ': 'Ａ', 'a': 'a', '㎡': '㎡', '\ue000': '\ue000',
	} {
		if got := foldRadical(in); got != want {
			t.Errorf("%c %U: got %c %U, want %c", in, in, got, got, want)
		}
	}
	for r, f := range radicals() {
		if r < 0x2e80 || r > 0x2ef3 || f >= 0x2e80 && f <= 0x2fd5 {
			t.Errorf("%U folds to %U", r, f)
		}
	}
}

// A file whose table asks for more room than any file has is not for
// ledongthuc, which would take it.
func TestPlainStructure(t *testing.T) {
	good := string(readFixture(t, "plain.pdf"))
	if !plainStructure([]byte(good)) {
		t.Error("plain.pdf is not plain")
	}
	for name, bad := range map[string]string{
		"far object":  strings.Replace(good, "xref\n0 ", "xref\n4000000000 ", 1),
		"many":        strings.Replace(good, "xref\n0 ", "xref\n0 9", 1),
		"no table":    strings.Replace(good, "\nxref\n", "\nyref\n", 1),
		"encrypted":   strings.Replace(good, "/Root", "/Encrypt 1 0 R /Root", 1),
		"cut":         good[:len(good)-10],
		"not a table": strings.Replace(good, "\ntrailer", "\n% xref 1\ntrailer", 1),
	} {
		if plainStructure([]byte(bad)) {
			t.Errorf("%s: taken for plain", name)
		}
	}
}

// Truncated anywhere, a PDF is read or refused.
func TestTruncatedPDF(t *testing.T) {
	b := readFixture(t, "plain.pdf")
	for n := 5; n < len(b); n += len(b) / 12 {
		if s, err := Open("x", b[:n]); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%d bytes: %v %v", n, s, err)
		}
	}
}

func TestConcurrent(t *testing.T) {
	names := []string{"gbk.pdf", "form.pdf", "single.pdf", "sideways.pdf"}
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			s, err := Open("x", readFixture(t, names[i%len(names)]))
			if err != nil {
				t.Error(err)
				return
			}
			checkNotice(t, s.Lines)
		})
	}
	wg.Wait()
}

// What stands on a page whose characters have no meaning is left out, and said
// to be: no record is made of noise.
func TestNoisyPage(t *testing.T) {
	text := strings.Repeat("全县生产总值达到一百亿元，", 8)
	pages := []pdfPage{{glyphs: typeset(text)}, {glyphs: typeset(strings.Repeat("\ue000鼗\ue001", 20))}, {glyphs: typeset(text)}}
	s := &Source{Format: "pdf"}
	if err := s.fill(with(OCRNever, nil, nil), pages, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"2 page_unreadable"}, codes(s)); d != "" {
		t.Error(d)
	}
	c := cleaned(t, s)
	if got := string(c.Runes); strings.Contains(got, "鼗") || !strings.Contains(got, "生产总值") {
		t.Errorf("%q", got)
	}
	if d := cmp.Diff([]LeftOut{{whyUnreadable, 60}}, c.LeftOut); d != "" {
		t.Error(d)
	}
}
