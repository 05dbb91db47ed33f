package corpus

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// openDOCX opens a fixture.
func openDOCX(t testing.TB, name string) *Source {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "docx", name))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// The fixtures, line by line; NAME.want is what a reader of the printed
// document sees. testdata/make-docx.sh says what each is for.
func TestDOCX(t *testing.T) {
	for _, name := range []string{"numbering", "styles", "formats", "table", "revisions", "parts", "strict", "xiangcun-shuju-fangan"} {
		t.Run(name, func(t *testing.T) {
			s := openDOCX(t, name+".docx")
			want, err := os.ReadFile(filepath.Join("testdata", "docx", name+".want"))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(dumpLines(s.Lines), "\n")); d != "" {
				t.Error(d)
			}
			if s.Format != "docx" || s.Reader != "" || s.Encoding != "" || s.Pages != 0 || s.Warnings != nil {
				t.Errorf("%s %s %s %d %v", s.Format, s.Reader, s.Encoding, s.Pages, s.Warnings)
			}
			checkText(t, s, cleaned(t, s))
		})
	}
}

// The text of the sample plan: every number of a heading is computed, the
// deleted words are gone, the table is a grid.
func TestDOCXText(t *testing.T) {
	const want = `青禾县乡村数据资源开发利用实施方案¶
（2024—2026年）¶
为贯彻落实省、市关于数字乡村建设的部署，推动乡村数据资源开发利用，结合我县实际，制定本方案。¶
一、总体要求¶
（一）指导思想。坚持以数据赋能乡村振兴为主线，打通数据堵点，培育数据应用，让农民分享数据红利。¶
（二）工作目标。到2026年，建成县级乡村数据资源平台1个，归集数据目录800项以上，行政村数据服务点覆盖率达到95%，培育数据应用企业30家。¶
二、重点任务¶
（一）夯实数据基础¶
1.摸清数据底数。开展乡村数据资源普查，编制数据资源目录。（县数据局牵头，县农业农村局、各乡镇配合）¶
2.建设县级平台。依托政务云建设乡村数据资源平台，2025年6月底前上线运行。（责任单位：县数据局、县财政局）¶
（二）拓展数据应用¶
1.发展智慧农业。在云溪镇、桐岭乡建设智慧农业示范基地5个，推广农机数据监测终端2000台。（县农业农村局负责）¶
2.便利农村金融。推动涉农信用数据共享，涉农信用贷款余额年均增长15%以上。（牵头单位：县金融办；配合单位：县农业农村局、各银行机构）¶
专栏1乡村数据重点工程¶
1.数据普查工程。覆盖全县126个行政村。¶
2.平台建设工程。建成“一库三应用”。¶
3.服务点工程。新建村级数据服务点80个。¶
三、保障措施¶
（一）加强组织领导。成立县乡村数据工作专班，由县政府分管领导任组长，办公室设在县数据局。¶
（二）强化资金保障。县财政每年安排专项资金600万元。¶
（三）严格安全管理。落实数据分类分级保护制度，严防数据泄露。¶
附件：重点任务分工表¶
附件¶
重点任务分工表¶
表1.0 | 序号 | 类别 | 工作任务 | 责任单位 | 完成时限 |
表1.1 | 1 | 数据基础 | 开展乡村数据资源普查，编制数据资源目录 | 县数据局县农业农村局 | 2024年12月 |
表1.2 | 2 |  | 建设乡村数据资源平台 | 县数据局、县财政局 | 2025年6月 |
表1.3 | 3 | 数据应用 | 建设智慧农业示范基地5个 | 县农业农村局 | 2026年12月 |
表1.4 | 4 |  | 推广农机数据监测终端2000台 |  | 2026年6月 |
表1.5 | 注：责任单位中列第一位的为牵头单位。 |
平台名称以县机构编制部门批复为准。¶
left out: deleted_revision 14
left out: margin_comment 9
left out: page_number 3
left out: running_head 17
`
	if d := cmp.Diff(want, dumpText(cleaned(t, openDOCX(t, "xiangcun-shuju-fangan.docx")))); d != "" {
		t.Error(d)
	}
}

func TestNumeral(t *testing.T) {
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 0, "零"},
		{"chineseCounting", 20, "二十"},
		{"chineseCounting", 99, "九十九"},
		{"chineseCounting", 120, "一二○"},
		{"chineseCountingThousand", 21, "二十一"},
		{"chineseCountingThousand", 100, "一百"},
		{"chineseCountingThousand", 110, "一百一十"},
		{"chineseCountingThousand", 111, "一百一十一"},
		{"chineseCountingThousand", 205, "二百零五"},
		{"chineseCountingThousand", 1001, "一千零一"},
		{"chineseCountingThousand", 1010, "一千零一十"},
		{"chineseCountingThousand", 20300, "二万零三百"},
		{"chineseLegalSimplified", 30, "叁拾"},
		{"chineseLegalSimplified", 111, "壹佰壹拾壹"},
		{"ideographLegalTraditional", 26, "貳拾陸"},
		{"japaneseCounting", 21, "二十一"},
		{"japaneseCounting", 1111, "千百十一"},
		{"japaneseCounting", 12000, "一万二千"},
		{"ideographDigital", 20, "二〇"},
		{"ideographTraditional", 3, "丙"},
		{"ideographZodiacTraditional", 13, "丙子"},
		{"decimalZero", 9, "09"},
		{"decimalZero", 10, "10"},
		{"decimalEnclosedCircle", 20, "⑳"},
		{"decimalEnclosedCircle", 21, "21"},
		{"decimalEnclosedCircle", 0, "0"},
		{"ideographEnclosedCircle", 10, "㈩"},
		{"lowerLetter", 27, "aa"},
		{"lowerLetter", 781, "781"},
		{"upperRoman", 1994, "MCMXCIV"},
		{"upperRoman", 40000, "40000"},
		{"chineseCounting", -1, "-1"},
		{"invented", 5, "5"},
		{"", 5, "5"},
		{"none", 5, ""},
		{"bullet", 5, ""},
	}
	for _, tt := range tests {
		if got := numeral(tt.n, tt.format); got != tt.want {
			t.Errorf("%d as %s is %s, want %s", tt.n, tt.format, got, tt.want)
		}
	}
	// What Word counts, ParseHanNumber reads.
	for n := 1; n < 1000; n++ {
		if got, ok := ParseHanNumber([]rune(numeral(n, "chineseCountingThousand"))); got != n || !ok {
			t.Errorf("%s is read as %d", numeral(n, "chineseCountingThousand"), got)
		}
	}
}

const docxNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// docxOf makes a document of its body, or of further parts: a name, then its
// content.
func docxOf(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	rels := ""
	parts = append([]string{"word/document.xml", `<w:document ` + docxNS + `><w:body>` + body + `</w:body></w:document>`}, parts...)
	for i := 0; i < len(parts); i += 2 {
		kind := strings.TrimSuffix(filepath.Base(parts[i]), ".xml")
		rels += `<Relationship Id="` + kind + `" Type="/` + kind + `" Target="` + filepath.Base(parts[i]) + `"/>`
	}
	return zipped(t, append(parts, "word/_rels/document.xml.rels", `<Relationships>`+rels+`</Relationships>`)...)
}

// zipped makes a zip of files: a name, then its content.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func numberingOf(lists string) string {
	return `<w:numbering ` + docxNS + `>` + lists + `</w:numbering>`
}

func para(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }

func numbered(num, level int, s string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, num, s)
}

// Odd documents that are read all the same.
func TestDOCXOdd(t *testing.T) {
	const one = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	wideText, err := utf16LE.NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?><w:document ` + docxNS + `><w:body>` + para("甲") + `</w:body></w:document>`)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		in   []byte
		want string
	}{
		{"UTF-16", zipped(t, "word/document.xml", "\xff\xfe"+wideText), "甲\n"},
		{"a num before its list", docxOf(t, numbered(1, 0, "甲"), "word/numbering.xml", numberingOf(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`+one[:strings.Index(one, "<w:num ")])), "1.甲\n"},
		{"levels that are none", docxOf(t, numbered(1, 9, "甲")+numbered(1, -7, "乙")+numbered(1, 3, "丙"), "word/numbering.xml", numberingOf(one)), "甲\n1.乙\n丙\n"},
		{"per cent that is no number", docxOf(t, numbered(1, 0, "甲"), "word/numbering.xml", numberingOf(strings.ReplaceAll(one, "%1.", "%0%%1%2%"))), "%0%1%甲\n"},
		{"styles in a loop", docxOf(t, `<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`,
			"word/styles.xml", `<w:styles `+docxNS+`><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`), "甲\n"},
		{"lists in a loop", docxOf(t, numbered(1, 0, "甲"),
			"word/numbering.xml", numberingOf(`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="B"/><w:styleLink w:val="A"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/><w:styleLink w:val="B"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)), "甲\n"},
		{"a field that never ends", docxOf(t, `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:t>不显示</w:t></w:r></w:p>`+para("甲")), "\n甲\n"},
		{"ends without a beginning", docxOf(t, `<w:p><w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t></w:r></w:p>`), "甲\n"},
		{"line ends of other tools", docxOf(t, para("甲\u2028乙\u0085丙\x7f丁\n戊")), "甲\n乙\n丙丁 戊\n"},
		{"huge spans", docxOf(t, `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/><w:vMerge w:val="restart"/></w:tcPr>`+para("甲")+`</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-1"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`), "表1(0,0)2x1 甲\n"},
		{"a merged cell without a first one", docxOf(t, `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>`+para("甲")+`</w:tc></w:tr></w:tbl>`), "表1(0,0) 甲\n"},
		{"a drawing that refers to itself", docxOf(t, `<w:p xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"><w:r><d:relIds dm="data"/><w:t>甲</w:t></w:r></w:p>`,
			"word/data.xml", `<d:x xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:t>县领导小组</a:t></a:p><d:relIds dm="data"/></d:x>`), "甲\n县领导小组\n"},
		{"names that point elsewhere", docxOf(t, para("甲"), "../../etc/numbering.xml", "<x/>", "/word/styles.xml", "<x/>", `..\evil.xml`, "<x/>"), "甲\n"},
	}
	for _, tt := range tests {
		s, err := Open("x", tt.in)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if d := cmp.Diff(tt.want, dumpLines(s.Lines)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
		checkLines(t, tt.name, s)
		checkText(t, s, cleaned(t, s))
	}
}

// What cannot be read is one line; what is damaged in part is a warning.
func TestDOCXDamaged(t *testing.T) {
	document := func(content string) []byte { return zipped(t, "word/document.xml", content) }
	const open = `<w:document ` + docxNS + `><w:body>`
	tests := []struct {
		name string
		in   []byte
		want string // of the error or the warning
	}{
		{"nothing in it", document(""), "DOCX document without text"},
		{"no words", docxOf(t, para(" ")+"<w:p/>"), "DOCX document without text"},
		{"no text part", zipped(t, "word/styles.xml", "<x/>"), "DOCX document is damaged"},
		{"other XML", document("<html/>"), "DOCX document is damaged"},
		{"cut off", document(open + para("青禾县") + "<w:p><w:r>"), "the document is damaged"},
		{"cut off at once", document(open + "<w:p"), "DOCX document is damaged"},
		{"own entities", document(`<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>` + open + para("&c;") + `</w:body></w:document>`), "DOCX document is damaged"},
		{"files as entities", document(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>` + open + para("&b;") + `</w:body></w:document>`), "DOCX document is damaged"},
		{"deep", document(open + strings.Repeat("<w:sdt>", 2000) + strings.Repeat("</w:sdt>", 2000) + "</w:body></w:document>"), "DOCX document has elements nested too deeply"},
		{"damaged numbering", docxOf(t, para("青禾县"), "word/numbering.xml", "<w:numbering><w:abs"), "numbering.xml inside the document is damaged"},
		{"another format inside", docxOf(t, para("青禾县")+`<w:altChunk/>`), "a part of the document is a file of another format"},
	}
	for _, tt := range tests {
		s, err := Open("named.docx", tt.in)
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case len(s.Warnings) == 1:
			got = s.Warnings[0].Message
		}
		if !strings.HasPrefix(got, tt.want) || strings.Contains(got, "\n") || strings.Contains(got, "named") {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A small file that unfolds to a big one is stopped on the way.
func TestDOCXBomb(t *testing.T) {
	zeros := strings.Repeat(" ", 8<<20)
	for name, b := range map[string][]byte{
		"text":      docxOf(t, para("青禾县")+zeros),
		"styles":    docxOf(t, para("青禾县"), "word/styles.xml", zeros),
		"numbering": docxOf(t, para("青禾县"), "word/numbering.xml", zeros),
		"comments":  docxOf(t, para("青禾县"), "word/comments.xml", zeros),
	} {
		if len(b) > 100_000 {
			t.Fatalf("%s: %d bytes", name, len(b))
		}
		_, err := Options{MaxExpanded: 4 << 20}.Open(context.Background(), "x", b)
		if err == nil || !strings.HasPrefix(err.Error(), "unfolds to more than 4 MB") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Labels make text too: those of a long list could be longer than the file.
	list := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="` + strings.Repeat("长", 5000) + `"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	s, err := Open("x", docxOf(t, strings.Repeat(numbered(1, 0, "甲"), 10), "word/numbering.xml", numberingOf(list)))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Lines[9].Text); n > 300 {
		t.Errorf("%d bytes in a line", n)
	}
	_, err = Open("x", docxOf(t, para("甲")+strings.Repeat("<w:p/>", maxDocxLines)))
	if !errors.Is(err, errDocxTooBig) {
		t.Errorf("%d lines: %v", maxDocxLines+1, err)
	}
}

// Twice as much takes about twice as long, whatever it is much of.
func TestDOCXLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	row := func(cells string) string { return "<w:tr>" + cells + "</w:tr>" }
	cell := func(props, words string) string {
		return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + para(words) + "</w:tc>"
	}
	levels := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>`
	for name, make := range map[string]func(n int) []byte{
		"paragraphs": func(n int) []byte {
			return docxOf(t, strings.Repeat(numbered(1, 0, "推动高质量发展。"), n), "word/numbering.xml", numberingOf(levels+`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`))
		},
		"one line": func(n int) []byte { return docxOf(t, para(strings.Repeat("推动高质量发展，", n*10))) },
		"runs": func(n int) []byte {
			return docxOf(t, "<w:p>"+strings.Repeat("<w:r><w:t>推动</w:t></w:r>", n)+"</w:p>")
		},
		"deleted marks": func(n int) []byte {
			return docxOf(t, strings.Repeat(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>推动</w:t></w:r></w:p>`, n))
		},
		"merged rows": func(n int) []byte {
			return docxOf(t, "<w:tbl>"+row(cell(`<w:vMerge w:val="restart"/>`, "甲")+cell("", "乙"))+strings.Repeat(row(cell("<w:vMerge/>", "")+cell("", "丙")), n/4)+"</w:tbl>")
		},
		"cells in a row": func(n int) []byte {
			return docxOf(t, "<w:tbl>"+row(strings.Repeat(cell(`<w:gridSpan w:val="500"/>`, "甲"), n/4))+"</w:tbl>")
		},
		"lines in a cell": func(n int) []byte {
			return docxOf(t, "<w:tbl>"+row("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>"+strings.Repeat(para("甲"), n/4)+"</w:tc>"+strings.Repeat(cell("", "乙"), 40))+strings.Repeat(row(cell("<w:vMerge/>", "")+strings.Repeat(cell("", "丙"), 40)), 500)+"</w:tbl>")
		},
		"nums": func(n int) []byte {
			var b, nums strings.Builder
			for i := range n {
				fmt.Fprintf(&nums, `<w:num w:numId="%d"><w:abstractNumId w:val="0"/></w:num>`, i+1)
				b.WriteString(numbered(i+1, 0, "甲"))
			}
			return docxOf(t, b.String(), "word/numbering.xml", numberingOf(levels+nums.String()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				b := make(n)
				best := time.Hour // of three: the machine may have other work
				for range 3 {
					runtime.GC()
					start := time.Now()
					s, err := Open("x", b)
					if err != nil {
						t.Fatal(err)
					}
					cleaned(t, s)
					best = min(best, time.Since(start))
				}
				return best
			}
			small, big := took(5_000), took(40_000)
			t.Logf("5,000: %v, 40,000: %v", small, big)
			if big > 25*small && big > time.Second {
				t.Errorf("5,000 take %v, 40,000 take %v", small, big)
			}
		})
	}
}

// FuzzDOCX reads any text and any numbering of a document, and any zip.
func FuzzDOCX(f *testing.F) {
	part := func(z *zip.Reader, name string) []byte {
		r, err := z.Open(name)
		if err != nil {
			return nil
		}
		defer r.Close()
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			f.Fatal(err)
		}
		return b.Bytes()
	}
	names, _ := filepath.Glob(filepath.Join("testdata", "docx", "*.docx"))
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(part(z, "word/document.xml"), part(z, "word/numbering.xml"), []byte(nil))
		f.Add([]byte(nil), []byte(nil), b)
	}
	f.Fuzz(func(t *testing.T, document, numbering, whole []byte) {
		if len(document)+len(numbering)+len(whole) > 1<<16 {
			return // the longest seeds are shorter; long ones only slow it down
		}
		if len(whole) == 0 {
			whole = zipped(t, "word/document.xml", string(document), "word/numbering.xml", string(numbering),
				"word/_rels/document.xml.rels", `<Relationships><Relationship Id="a" Type="/numbering" Target="numbering.xml"/></Relationships>`)
		}
		s := &Source{Name: "x", Bytes: len(whole)}
		j := Options{MaxExpanded: 16 << 20, OCR: OCRNever}.job(context.Background())
		if err := readDOCX(j, s, whole); err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		checkLines(t, "x", s)
		checkCells(t, s)
		checkText(t, s, cleaned(t, s))
	})
}

// checkCells checks what Source promises of tables: the lines of one follow
// each other, numbered in their order, and what is left out stands in none.
func checkCells(t testing.TB, s *Source) {
	t.Helper()
	last := 0
	for i, l := range s.Lines {
		c := l.Cell
		if c.Table == 0 {
			if c != (TableCell{}) {
				t.Errorf("line %d: %+v", i, c)
			}
			continue
		}
		if c.Table < last || c.Table > last+1 || c.Table == last && s.Lines[i-1].Cell.Table != last {
			t.Errorf("line %d is in table %d after %d", i, c.Table, last)
		}
		last = c.Table
		if c.Row < 0 || c.Col < 0 || c.Rows < 1 || c.Cols < 1 || l.Out != "" || inkIn(l.Text) == 0 {
			t.Errorf("line %d: %+v", i, l)
		}
	}
}

// The real documents have words, and no number of a heading in their files is
// lost: the shared folder has them.
func TestDOCXShared(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(shared(t), "wild", "*.docx"))
	if err != nil || len(names) == 0 {
		t.Skip("no DOCX in the shared folder")
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(filepath.Base(name), b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkCells(t, s)
		labels := 0
		for _, l := range s.Lines {
			if _, ok := ParseLabel([]rune(l.Text)); ok {
				labels++
			}
		}
		if labels < 5 || slices.ContainsFunc(s.Warnings, func(w Warning) bool { return w.Code != "" }) {
			t.Errorf("%s: %d labels, warnings %v", name, labels, s.Warnings)
		}
	}
}
