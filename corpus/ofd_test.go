package corpus

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOpenOFD(t *testing.T) {
	s, err := Open("notice.ofd", readFixture(t, "notice.ofd"))
	if err != nil {
		t.Fatal(err)
	}
	checkLines(t, "notice.ofd", s)
	checkText(t, s, cleaned(t, s))
	var first, second, out []Line
	for _, l := range s.Lines {
		switch {
		case l.Out != "":
			out = append(out, l)
		case l.Page == 1:
			first = append(first, l)
		default:
			second = append(second, l)
		}
	}
	if s.Format != "ofd" || s.Pages != 2 || len(first) != len(notice)+1 {
		t.Fatalf("%s, %d pages, %q", s.Format, s.Pages, texts(first))
	}
	if first[0].Text != "青禾县规划汇编" { // of the template
		t.Errorf("running head: %+v", first[0])
	}
	checkNotice(t, first[1:])
	want := []string{"青禾县规划汇编", "指标名称", "单位", "目标值", "森林覆盖", "率", "百分比", "60", "新建步道", "公里", "12", "— 2 —"}
	if d := cmp.Diff(want, texts(second)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"收文专用"}, texts(out)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"1 turned_text"}, codes(s)); d != "" {
		t.Error(d)
	}
}

func TestOFDOfSingleCharacters(t *testing.T) {
	s, err := Open("single.ofd", readFixture(t, "single.ofd"))
	if err != nil {
		t.Fatal(err)
	}
	checkNotice(t, s.Lines)
	if len(s.Lines) != len(notice) || s.Pages != 1 || s.Warnings != nil {
		t.Errorf("%d pages, %q, %v", s.Pages, texts(s.Lines), s.Warnings)
	}
}

// ofdOf is an OFD of pages with these objects; a file replaces or adds one of
// the archive, name=content.
func ofdOf(pages []string, files ...string) []byte {
	all := map[string]string{"OFD.xml": `<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>`}
	list := ""
	for i, p := range pages {
		list += fmt.Sprintf(`<Page ID="%d" BaseLoc="P%d.xml"/>`, i+1, i)
		all[fmt.Sprintf("Doc_0/P%d.xml", i)] = `<Page><Content><Layer>` + p + `</Layer></Content></Page>`
	}
	all["Doc_0/Document.xml"] = `<Document><CommonData><DocumentRes>Res.xml</DocumentRes></CommonData><Pages>` + list + `</Pages></Document>`
	for _, f := range files {
		name, content, _ := strings.Cut(f, "=")
		all[name] = content
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := []string{"OFD.xml"}
	for n := range all {
		if n != "OFD.xml" {
			names = append(names, n)
		}
	}
	slices.Sort(names[1:])
	for _, n := range names {
		if all[n] != "-" {
			w, _ := z.Create(n)
			io.WriteString(w, all[n])
		}
	}
	z.Close()
	return b.Bytes()
}

// ofdLine is a string on an OFD's page, in millimetres.
func ofdLine(x, y float64, extra, text string) string {
	return fmt.Sprintf(`<TextObject Boundary="%g %g 100 10" Size="5"%s><TextCode X="0" Y="5">%s</TextCode></TextObject>`, x, y, extra, text)
}

func TestOFDPlaces(t *testing.T) {
	body := ofdLine(20, 50, "", "全县生产总值达到一百亿元，")
	tests := []struct {
		name  string
		pages []string
		files []string
		want  []string
		codes []string
	}{
		{"several documents", []string{body}, []string{
			"OFD.xml=<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody><DocBody><DocRoot>Doc_1/Document.xml</DocRoot></DocBody></OFD>",
			"Doc_1/Document.xml=<Document><Pages><Page BaseLoc='../Doc_0/P0.xml'/></Pages></Document>",
		}, []string{"全县生产总值达到一百亿元，", "全县生产总值达到一百亿元，"}, nil},
		{"upside down and sideways", []string{
			`<TextObject Boundary="100 60 50 50" CTM="-1 0 0 -1 0 0" Size="5"><TextCode X="0" Y="0">倒着的一行字</TextCode></TextObject>`,
			`<TextObject Boundary="100 60 50 50" CTM="0 1 -1 0 0 0" Size="5"><TextCode X="0" Y="0">转向右的第一行</TextCode><TextCode X="0" Y="8">第二行</TextCode></TextObject>`,
			`<TextObject Boundary="100 90 50 50" CTM="0 -1 1 0 0 0" Size="5"><TextCode X="0" Y="0">转向左的第一行</TextCode><TextCode X="0" Y="8">第二行</TextCode></TextObject>`,
		}, nil, []string{"倒着的一行字", "转向右的第一行", "第二行", "转向左的第一行", "第二行"}, nil},
		{"a damaged page", []string{body, "<TextObject"}, nil, []string{"全县生产总值达到一百亿元，"}, []string{"2 page_unreadable"}},
		{"a missing page", []string{body, body}, []string{"Doc_0/P1.xml=-"}, []string{"全县生产总值达到一百亿元，"}, []string{"2 page_unreadable"}},
		{"an empty page", []string{body, ""}, nil, []string{"全县生产总值达到一百亿元，"}, []string{"2 page_without_text"}},
		{"invisible text", []string{body + ofdLine(20, 80, ` Alpha="0"`, "无人看见")}, nil, []string{"全县生产总值达到一百亿元，"}, nil},
		{"text off the page", []string{body + ofdLine(20, 400, "", "页外")}, nil, []string{"全县生产总值达到一百亿元，"}, nil},
		{"a drawing used on the page", []string{body + `<CompositeObject Boundary="20 90 50 10" ResourceID="7"/>`}, []string{
			"Doc_0/Res.xml=<Res><CompositeGraphicUnits><CompositeGraphicUnit ID='7'><Content>" + ofdLine(0, 0, "", "图中的字") + "<CompositeObject ResourceID='7'/></Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>",
		}, []string{"全县生产总值达到一百亿元，", "图中的字"}, nil},
		{"someone's OCR", []string{`<ImageObject Boundary="0 0 210 297" ResourceID="8"/>` + ofdLine(20, 50, ` Alpha="0"`, "全县生产总值达到一百亿元，")}, []string{
			"Doc_0/Res.xml=<Res BaseLoc='Res'><MultiMedias><MultiMedia ID='8'><MediaFile>a.jpg</MediaFile></MultiMedia></MultiMedias></Res>",
		}, []string{"全县生产总值达到一百亿元，"}, []string{"1 ocr_layer"}},
	}
	for _, tt := range tests {
		s, err := Open("x", ofdOf(tt.pages, tt.files...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		checkLines(t, tt.name, s)
		if d := cmp.Diff(tt.want, texts(s.Lines)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
		if d := cmp.Diff(tt.codes, codes(s)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

func TestOFDErrors(t *testing.T) {
	body := ofdLine(20, 50, "", "全县生产总值达到一百亿元，")
	locked := ofdOf([]string{body})
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1 // the flag of the first file in the directory
	bomb := ofdOf([]string{strings.Repeat(" ", 40<<20) + body})
	deep := strings.Repeat("<PageBlock>", 100_000) + strings.Repeat("</PageBlock>", 100_000)
	tests := []struct {
		name string
		b    []byte
		o    Options
		want string
	}{
		{"no document", ofdOf(nil, "Doc_0/Document.xml=-"), Options{}, errOFDDamaged.Error()},
		{"no pages", ofdOf(nil), Options{}, errOFDDamaged.Error()},
		{"no XML", ofdOf([]string{body}, "OFD.xml=青禾县"), Options{}, errOFDDamaged.Error()},
		{"a page that does not end", ofdOf([]string{"<TextObject>"}), Options{}, errOFDDamaged.Error()},
		{"a way out", ofdOf([]string{body}, "OFD.xml=<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"), Options{}, errOFDDamaged.Error()},
		{"encrypted zip", locked, Options{}, errOFDLocked.Error()},
		{"encrypted", ofdOf([]string{body}, "Encryptions.xml=<x/>"), Options{}, errOFDLocked.Error()},
		{"too many pages", ofdOf([]string{body, body}), Options{MaxPages: 1}, "OFD of more pages than --max-pages allows (1)"},
		{"a part that unfolds", bomb, Options{}, errOFDTooBig.Error()},
		{"all that unfolds", ofdOf([]string{body}), Options{MaxExpanded: 100}, "unfolds to more than 0 MB (limit: --max-expanded)"},
		{"deep", ofdOf([]string{deep}), Options{}, errOFDDamaged.Error()},
		{"curves alone", ofdOf([]string{`<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`}), Options{OCR: OCRNever},
			"OFD without a text layer (scan, 1 page): needs OCR, which is switched off (--ocr auto)"},
	}
	for _, tt := range tests {
		_, err := tt.o.Open(context.Background(), "x", tt.b)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// A page that is a picture goes the way of a scan.
func TestOFDScan(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 210, 297))
	m.Pix[77] = 255
	b := ofdOf([]string{`<ImageObject Boundary="0 0 210 297" ResourceID="8"/>`}, "Doc_0/Res/a.png="+string(encodeImage(t, m, "png")),
		"Doc_0/Res.xml=<Res BaseLoc='Res'><MultiMedias><MultiMedia ID='8'><MediaFile>a.png</MediaFile></MultiMedia></MultiMedias></Res>")
	s := &Source{}
	if err := readOFD(with(OCRAuto, &fakeOCR{text: sense, confidence: 90}, nil), s, b); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(sense, "|"), texts(s.Lines)); d != "" {
		t.Error(d)
	}
	if s.Reader != "invented" || !cmp.Equal(codes(s), []string{"1 ocr_text"}) {
		t.Errorf("by %s, %q", s.Reader, codes(s))
	}
	s = &Source{}
	b = ofdOf([]string{`<PathObject/>`})
	want := "OFD without a text layer (scan, 1 page): " + errNoPicture.Error()
	if err := readOFD(with(OCRAuto, &fakeOCR{}, nil), s, b); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestDeltas(t *testing.T) {
	tests := []struct {
		in   string
		n    int
		want []float64
	}{
		{"", 5, nil},
		{"5 5.5", 5, []float64{5, 5.5}},
		{"g 3 5 2", 5, []float64{5, 5, 5, 2}},
		{"g 2000000000 5", 3, []float64{5, 5, 5}},
		{"g -1 5 2", 3, []float64{2}},
		{"1 g 2", 3, []float64{1}},
		{"1 NaN 2", 3, []float64{1}},
	}
	for _, tt := range tests {
		if got := deltas(tt.in, tt.n); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestSegments(t *testing.T) {
	path := func(data string) *element {
		return &element{children: []*element{{name: "AbbreviatedData", text: data}}}
	}
	tests := []struct {
		data string
		want []segment
	}{
		{"M 0 0 L 25.4 0 L 25.4 25.4 C", []segment{{10, 20, 82, 20}, {82, 20, 82, 92}, {82, 92, 10, 20}}},
		{"M 0 0 B 1 1 2 2 0 25.4 L 25.4 25.4", []segment{{10, 92, 82, 92}}},
		{"M 0 0 L 25.4", nil},
		{"X 0 0", nil},
		{"", nil},
	}
	m := matrix{a: 1, d: 1, e: 10 / millimetre, f: 20 / millimetre}
	for _, tt := range tests {
		got := segments(path(tt.data), m)
		same := slices.EqualFunc(got, tt.want, func(a, b segment) bool {
			near := func(x, y float64) bool { return math.Abs(x-y) < 1e-6 }
			return near(a.x0, b.x0) && near(a.y0, b.y0) && near(a.x1, b.x1) && near(a.y1, b.y1)
		})
		if !same {
			t.Errorf("%q: %v, want %v", tt.data, got, tt.want)
		}
	}
}

// Time grows with what there is to read, however it is put on the page.
func TestBigOFD(t *testing.T) {
	if testing.Short() {
		t.Skip("reads several OFDs of some MB")
	}
	tests := map[string]func(n int) []string{ // pages of n characters in all
		"pages": func(n int) (pages []string) {
			for range n / 2000 {
				var b strings.Builder
				for i := range 200 {
					b.WriteString(ofdLine(20, 10+float64(i), "", "全县总值达到一百亿元"))
				}
				pages = append(pages, b.String())
			}
			return pages
		},
		"one line": func(n int) []string {
			var b strings.Builder
			for i := range n {
				x := float64(i*7919%n) * 200 / float64(n)
				fmt.Fprintf(&b, `<TextObject Boundary="%g 50 9 9" Size="0.002"><TextCode X="0" Y="0">县</TextCode></TextObject>`, x)
			}
			return []string{b.String()}
		},
		"one place": func(n int) []string {
			return []string{`<TextObject Boundary="50 50 9 9" Size="0.001"><TextCode X="0" Y="0" DeltaX="g 9999999 0.00001">` +
				strings.Repeat("县", n) + `</TextCode></TextObject>`}
		},
	}
	for name, pages := range tests {
		took := func(n int) time.Duration {
			start := time.Now()
			if _, err := Open("x", ofdOf(pages(n))); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return time.Since(start)
		}
		small, big := took(6_000), took(48_000)
		t.Logf("%s: %v, eight times as much %v", name, small, big)
		if big > 24*small+time.Second {
			t.Errorf("%s: %v, eight times as much %v", name, small, big)
		}
	}
}

// The content of a page; whole archives are among the seeds of FuzzOpen.
func FuzzOFD(f *testing.F) {
	f.Add(ofdLine(20, 50, ` CTM="0 1 -1 0 0 0" HScale="0.5"`, "全县生产总值"), "M 0 0 L 25 0 B 1 1 2 2 3 3 C", "g 3 5 2")
	f.Add("<PageBlock>"+ofdLine(20, 50, ` CharDirection="90"`, "全县 12.5%\x7f")+"</PageBlock>", "S 1 1 L 0 9e9", "g 99999999999 1 -4")
	f.Fuzz(func(t *testing.T, content, path, delta string) {
		text := strings.Replace(ofdLine(20, 80, "", "达到一百亿元"), "<TextCode", `<TextCode DeltaX="`+delta+`"`, 1)
		b := ofdOf([]string{content + text + "<PathObject><AbbreviatedData>" + path + "</AbbreviatedData></PathObject>"})
		s := &Source{}
		j := Options{OCR: OCRNever, MaxExpanded: 8 << 20}.job(context.Background())
		if err := readOFD(j, s, b); err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		checkLines(t, "x", s)
		checkText(t, s, cleaned(t, s))
	})
}
