package corpus

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utext "golang.org/x/text/encoding/unicode"
)

// Invented sentences, from a word to a paragraph.
var simplified = []string{
	"青禾县人民政府关于印发",
	"现将规划印发给你们",
	"云溪新区发展规划",
	"（一）建设青禾湖湿地公园",
	"到2025年，森林覆盖率达到60%以上。",
	"责任单位：县林业局",
	"二、重点任务\n（一）建设青禾湖湿地公园。新建步道12公里，种植树木3万株。\n（县林业局、云溪镇负责）\n",
}

var traditional = []string{
	"青禾縣人民政府關於印發",
	"現將規劃印發給你們",
	"雲溪新區發展規劃",
	"（一）建設青禾湖濕地公園",
	"到2025年，森林覆蓋率達到60%以上。",
	"責任單位：縣林業局",
	"二、重點任務\n（一）建設青禾湖濕地公園。新建步道12公里，種植樹木3萬株。\n（縣林業局、雲溪鎮負責）\n",
}

func encode(t testing.TB, enc encoding.Encoding, s string) string {
	t.Helper()
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return out
}

func TestDecode(t *testing.T) {
	type form struct {
		name string
		enc  encoding.Encoding
		bom  string
		want string
	}
	le, be := utext.UTF16(utext.LittleEndian, utext.IgnoreBOM), utext.UTF16(utext.BigEndian, utext.IgnoreBOM)
	unicodes := []form{
		{"UTF-8", encoding.Nop, "", "UTF-8"},
		{"UTF-8 with mark", encoding.Nop, "\xef\xbb\xbf", "UTF-8"},
		{"UTF-16LE", le, "", "UTF-16LE"},
		{"UTF-16LE with mark", le, "\xff\xfe", "UTF-16LE"},
		{"UTF-16BE", be, "", "UTF-16BE"},
		{"UTF-16BE with mark", be, "\xfe\xff", "UTF-16BE"},
		{"GB18030", simplifiedchinese.GB18030, "", "GB18030"},
		{"GB18030 with mark", simplifiedchinese.GB18030, "\x84\x31\x95\x33", "GB18030"},
	}
	run := func(texts []string, forms []form) {
		for _, f := range forms {
			for _, text := range texts {
				d, err := decode([]byte(f.bom + encode(t, f.enc, text)))
				if err != nil || d.text != text || d.encoding != f.want || d.invalid != 0 {
					t.Errorf("%s %q: got %q as %s, %d invalid, %v", f.name, text, d.text, d.encoding, d.invalid, err)
				}
			}
		}
	}
	run(simplified, append(unicodes,
		form{"GBK", simplifiedchinese.GBK, "", "GB18030"},
		form{"HZ", simplifiedchinese.HZGB2312, "", "HZ-GB-2312"}))
	run(traditional, append(unicodes,
		form{"GBK", simplifiedchinese.GBK, "", "GB18030"},
		form{"Big5", traditionalchinese.Big5, "", "Big5"}))
}

func TestDecodeASCII(t *testing.T) {
	for _, s := range []string{"plain text", "a ~{ brace ~} or two", "x"} {
		if d, err := decode([]byte(s)); err != nil || d.text != s || d.encoding != "UTF-8" {
			t.Errorf("%q: got %q as %s, %v", s, d.text, d.encoding, err)
		}
	}
}

// Characters that only GB18030 can say, beside ones of GB2312.
func TestDecodeFourBytes(t *testing.T) {
	const text = "云溪镇㐀村𠮷家组，全县人民政府重点建设任务"
	d, err := decode([]byte(encode(t, simplifiedchinese.GB18030, text)))
	if err != nil || d.text != text || d.encoding != "GB18030" {
		t.Errorf("got %q as %s, %v", d.text, d.encoding, err)
	}
}

func TestDecodeBroken(t *testing.T) {
	long := simplified[6]
	gb := encode(t, simplifiedchinese.GB18030, long)
	tests := []struct {
		name, in, encoding string
		invalid            int
		text               string
	}{
		{"UTF-8, one byte gone", long[:7] + long[8:], "UTF-8", 1, ""},
		{"UTF-8, stray byte", long[:6] + "\xff" + long[6:], "UTF-8", 1, long[:6] + "\ufffd" + long[6:]},
		{"UTF-8, cut at the end", long + "县"[:2], "UTF-8", 1, long + "\ufffd"},
		{"UTF-8, two places", "\x80" + long + "\xc3", "UTF-8", 2, "\ufffd" + long + "\ufffd"},
		{"GB18030, stray byte", gb[:19] + "\xff" + gb[19:], "GB18030", 1, ""},
		{"GB18030, cut at the end", gb + "\xc7", "GB18030", 1, long + "\ufffd"},
	}
	for _, tt := range tests {
		d, err := decode([]byte(tt.in))
		if err != nil || d.encoding != tt.encoding || d.invalid != tt.invalid || tt.text != "" && d.text != tt.text {
			t.Errorf("%s: got %q as %s, %d invalid, %v", tt.name, d.text, d.encoding, d.invalid, err)
		}
	}
}

// A replacement character that the author wrote is no damage.
func TestDecodeReplacementCharacter(t *testing.T) {
	const text = "编号\ufffd不明"
	if d, err := decode([]byte(text)); err != nil || d.invalid != 0 || d.text != text {
		t.Errorf("got %q, %d invalid, %v", d.text, d.invalid, err)
	}
}

func TestDecodeNoText(t *testing.T) {
	var noise strings.Builder
	x := uint32(7)
	for range 4000 {
		x = x*1664525 + 1013904223
		noise.WriteByte(byte(x>>24) | 0x80)
	}
	if d, err := decode([]byte(noise.String())); err == nil {
		t.Errorf("noise read as %s: %.60q", d.encoding, d.text)
	}
}
