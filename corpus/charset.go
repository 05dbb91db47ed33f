package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utext "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// errUnknownEncoding is what a researcher sees when no reading of the bytes
// as text makes sense.
var errUnknownEncoding = errors.New("text in an unknown encoding: open it in an editor and save it as UTF-8")

// A decoded is the text of a file and how it was found.
type decoded struct {
	text     string // without the byte order mark
	encoding string // IANA name
	invalid  int    // places that are no characters of the encoding, each a U+FFFD in text
}

var (
	utf16LE = utext.UTF16(utext.LittleEndian, utext.IgnoreBOM)
	utf16BE = utext.UTF16(utext.BigEndian, utext.IgnoreBOM)
)

// boms are the byte order marks. UTF-32 stands before UTF-16 because its
// little-endian mark begins with that of UTF-16.
var boms = []struct {
	mark, name string
	enc        encoding.Encoding // nil: UTF-8
}{
	{"\xef\xbb\xbf", "UTF-8", nil},
	{"\xff\xfe\x00\x00", "UTF-32LE", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"\x00\x00\xfe\xff", "UTF-32BE", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"\xff\xfe", "UTF-16LE", utf16LE},
	{"\xfe\xff", "UTF-16BE", utf16BE},
	{"\x84\x31\x95\x33", "GB18030", simplifiedchinese.GB18030},
}

// decode finds the encoding of a text file and decodes it. The order is: byte
// order mark, valid UTF-8, UTF-16 told by its zero bytes, UTF-8 with a few
// broken bytes, and last the double-byte encodings, where GB2312 and GBK are
// read as the GB18030 they are subsets of.
func decode(b []byte) (decoded, error) {
	for _, m := range boms {
		if rest, ok := bytes.CutPrefix(b, []byte(m.mark)); ok {
			if m.enc == nil {
				return decodeUTF8(rest), nil
			}
			return decodeWith(m.enc, m.name, rest), nil
		}
	}
	if bytes.IndexByte(b, 0) >= 0 {
		if d, ok := guessUTF16(b); ok {
			return d, nil
		}
	}
	if utf8.Valid(b) {
		if d, ok := decodeHZ(b); ok {
			return d, nil
		}
		d := decodeUTF8(b)
		// Two-byte UTF-8 sequences are ordinary GB18030 pairs as well; a few
		// words of Chinese can be valid UTF-8 by chance (the "联通" of Notepad).
		if onlyTwoByteRunes(b) {
			if g := decodeWith(simplifiedchinese.GB18030, "GB18030", b); g.invalid == 0 && commonShare(g.text) >= 0.99 {
				return g, nil
			}
		}
		return d, nil
	}
	if mostlyUTF8(b) {
		return decodeUTF8(b), nil
	}
	return decodeDoubleByte(b)
}

// warnings says what decoding could not read.
func (d decoded) warnings() []Warning {
	if d.invalid == 0 {
		return nil
	}
	return []Warning{{
		Code:    "invalid_bytes",
		Message: fmt.Sprintf("bytes that are no %s text in %s, read as �", d.encoding, plural(d.invalid, "place")),
	}}
}

// decodeMarked is decode for bytes that may be the source of a page, which
// names its encoding in a tag. The tag is often wrong: it has a say where the
// bytes can be read in its encoding nearly as well as in the one they look like.
func decodeMarked(b []byte) (decoded, error) {
	d, err := decode(b)
	m := charsetTag.FindSubmatch(b[:min(len(b), 4096)])
	if m == nil {
		return d, err
	}
	return d.orNamed(err, string(m[1]), b)
}

// charsetTag is what names the encoding of a page: <meta charset="gb2312">,
// <meta http-equiv="Content-Type" content="text/html; charset=gb2312">,
// <?xml version="1.0" encoding="gb2312"?>.
var charsetTag = regexp.MustCompile(`(?i)<(?:meta\s[^>]*charset|\?xml\s[^>]*encoding)\s*=\s*["']?\s*([a-z0-9_-]+)`)

// orNamed is d, or b decoded as what names its encoding says. Only encodings of
// two bytes a character can be mistaken for each other.
func (d decoded) orNamed(err error, name string, b []byte) (decoded, error) {
	named := decoded{encoding: "GB18030"}
	var enc encoding.Encoding = simplifiedchinese.GB18030
	switch name = strings.ToLower(name); {
	case strings.HasPrefix(name, "gb"):
	case strings.HasPrefix(name, "big5"):
		named.encoding, enc = "Big5", traditionalchinese.Big5
	default:
		return d, err
	}
	if err == nil && d.encoding != "GB18030" && d.encoding != "Big5" {
		if d.encoding != "UTF-8" || !onlyTwoByteRunes(b) {
			return d, err
		}
	}
	if d.encoding == named.encoding {
		return d, err
	}
	named = decodeWith(enc, named.encoding, b)
	if err == nil && (named.invalid > d.invalid || readingScore(named.text) < readingScore(d.text)-0.2) {
		return d, nil
	}
	return named, nil
}

// decodeUTF8 decodes UTF-8; every run of bytes that can be no character is one
// U+FFFD and counts once.
func decodeUTF8(b []byte) decoded {
	d := decoded{encoding: "UTF-8"}
	if utf8.Valid(b) {
		d.text = string(b)
		return d
	}
	var sb strings.Builder
	sb.Grow(len(b))
	broken := false
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			if !broken {
				sb.WriteRune(utf8.RuneError)
				d.invalid++
			}
			broken = true
		} else {
			sb.Write(b[:n])
			broken = false
		}
		b = b[n:]
	}
	d.text = sb.String()
	return d
}

// mostlyUTF8 reports whether b, which is not valid UTF-8, is UTF-8 with some
// damage: characters of three bytes are rare by chance in other encodings, so
// they have to be at least four for each broken place.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	broken := false
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			if !broken {
				bad++
			}
			broken = true
		case n >= 3:
			good++
			fallthrough
		default:
			broken = false
		}
		b = b[n:]
	}
	return good >= 4*bad
}

// onlyTwoByteRunes reports whether b, which is valid UTF-8, has characters of
// two bytes and none longer: Latin, Greek, Cyrillic letters but no Chinese.
func onlyTwoByteRunes(b []byte) bool {
	two := false
	for _, c := range b {
		if c >= 0xe0 {
			return false
		}
		two = two || c >= 0xc0
	}
	return two
}

// decodeWith decodes b, counting the places x/text replaces without an error.
func decodeWith(enc encoding.Encoding, name string, b []byte) decoded {
	out, err := enc.NewDecoder().Bytes(b)
	d := decoded{text: string(out), encoding: name}
	if err != nil { // the decoders used here replace; an error would be a cut tail
		d.invalid++
	}
	d.invalid += strings.Count(d.text, "\uFFFD")
	return d
}

// decodeHZ decodes HZ ("~{VPND~}"), GB2312 in seven bits from the time of
// mail and news. It is ASCII, so only its own brackets tell it.
func decodeHZ(b []byte) (decoded, bool) {
	if !bytes.Contains(b, []byte("~{")) {
		return decoded{}, false
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return decoded{}, false
		}
	}
	d := decodeWith(simplifiedchinese.HZGB2312, "HZ-GB-2312", b)
	return d, d.invalid == 0 && commonShare(d.text) >= 0.9
}

// guessUTF16 decodes UTF-16 without a byte order mark. In the right byte order
// the zero bytes are the upper halves of digits, blanks and line ends; in the
// wrong one the same text is a jumble of rare signs.
func guessUTF16(b []byte) (decoded, bool) {
	best, bestShare := decoded{}, 0.0
	for _, d := range []decoded{decodeWith(utf16LE, "UTF-16LE", b), decodeWith(utf16BE, "UTF-16BE", b)} {
		if s := plausibleShare(d.text); s > bestShare {
			best, bestShare = d, s
		}
	}
	return best, bestShare >= 0.8
}

// sampleBytes is how much of a file the detector looks at; it is plenty for
// statistics and keeps huge files fast.
const sampleBytes = 1 << 18

// decodeDoubleByte decides between GB18030, Big5 and UTF-16 without zero
// bytes. The detector has a say, but on a handful of characters it can be
// wrong, so the reading with more common Chinese characters wins.
func decodeDoubleByte(b []byte) (decoded, error) {
	sample := b[:min(len(b), sampleBytes)]
	said := chardet.Detect(sample).Encoding
	candidates := []struct {
		name string
		enc  encoding.Encoding
		said bool
	}{
		{"GB18030", simplifiedchinese.GB18030, strings.HasPrefix(said, "GB") || strings.HasPrefix(said, "HZ")},
		{"Big5", traditionalchinese.Big5, said == "Big5"},
		{"UTF-16LE", utf16LE, false},
		{"UTF-16BE", utf16BE, false},
	}
	best, bestScore := -1, 0.0
	for i, c := range candidates {
		score := readingScore(decodeWith(c.enc, c.name, sample).text)
		if c.said {
			score += 0.05 // enough to decide a draw
		}
		if best < 0 || score > bestScore {
			best, bestScore = i, score
		}
	}
	if bestScore < 0.2 {
		return decoded{}, errUnknownEncoding
	}
	return decodeWith(candidates[best].enc, candidates[best].name, b), nil
}

// readingScore tells how much a decoded text looks like Chinese: 1 where every
// character outside ASCII is an everyday one, below 0 where most are rare
// signs or not characters at all.
func readingScore(s string) float64 {
	sum, n := 0.0, 0
	for _, r := range s {
		if r < utf8.RuneSelf && r >= ' ' || r == '\n' || r == '\r' || r == '\t' {
			continue
		}
		n++
		switch {
		case everyday()[r]:
			sum++
		case commonHan()[r]:
			sum += 0.6
		case isCJKPunct(r):
			sum += 0.8
		case r < ' ', r == utf8.RuneError, unicode.Is(unicode.Co, r), unicode.Is(unicode.Cn, r):
			sum -= 2
		case unicode.Is(unicode.Han, r):
			sum -= 0.2
		default:
			sum -= 0.4
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// commonShare is the share of common Han characters and CJK punctuation among
// the characters outside ASCII; 0 where there are none.
func commonShare(s string) float64 {
	good, n := 0, 0
	for _, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		n++
		if commonHan()[r] || isCJKPunct(r) {
			good++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(good) / float64(n)
}

// plausibleShare is the share of characters one expects in a Chinese text,
// ASCII included.
func plausibleShare(s string) float64 {
	good, n := 0, 0
	for _, r := range s {
		n++
		if r >= ' ' && r < 0x7f || r == '\n' || r == '\r' || r == '\t' || r == 0xfeff || commonHan()[r] || isCJKPunct(r) {
			good++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(good) / float64(n)
}

// isCJKPunct reports punctuation and full-width forms of Chinese text.
func isCJKPunct(r rune) bool {
	return r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff5e || r >= 0x2460 && r <= 0x24ff ||
		strings.ContainsRune("—–…‘’“”·•℃％‰×〇", r)
}

// commonHan is the first level of GB2312 (3,755 characters by use) together
// with the first level of Big5 (5,401). They are taken from the encodings'
// own tables, where level one is a range of codes.
var commonHan = sync.OnceValue(func() map[rune]bool {
	set := make(map[rune]bool, 7000)
	add := func(enc encoding.Encoding, from, to byte, trails [][2]byte) {
		var codes []byte
		for lead := from; lead <= to; lead++ {
			for _, t := range trails {
				for trail := int(t[0]); trail <= int(t[1]); trail++ {
					codes = append(codes, lead, byte(trail))
				}
			}
		}
		for _, r := range decodeWith(enc, "", codes).text {
			if unicode.Is(unicode.Han, r) {
				set[r] = true
			}
		}
	}
	add(simplifiedchinese.GBK, 0xb0, 0xd7, [][2]byte{{0xa1, 0xfe}})
	add(traditionalchinese.Big5, 0xa4, 0xc6, [][2]byte{{0x40, 0x7e}, {0xa1, 0xfe}})
	return set
})

// everyday is the few hundred characters that make up most of any Chinese
// text of this kind, in both scripts.
var everyday = sync.OnceValue(func() map[rune]bool {
	const chars = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开合还因由其些然前外天政四日社义事平形相全表间样与关各重新线内数正心反明看原利比或但质气第向道变条只没结解问意建月公无系情者最立代已通并提直题党程展五果员革位入常文总次品式活设及管特件长求老基资流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被做必先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增济阶思术极交受联认六共权收证改清己美再采转更单风切教速带安场身车例真务具万每目至达走积示议声报完类八离华名确科信节话米整空元况今集传土许步群广石记需段研界林律且究观越织装影算低持众书布复容须际商非验连断深难近千周委素技备半办青省列习约支感劳便团历市何除消构府称准精值号率族维划选标存候效院查江型按格养易置层片始专状育厂京识适属包火住调满县局照参红细引该价严城乡村镇企服园环境投创融绿数网字智医疗校" +
		"這為個國們時來會發動產過說種後學經進著電裡現實體機當點從業應開還義間樣與關線內數質氣變條沒結問題無係設長頭資級圖統較將組見計別論運農幾區強決則據處隊給門規熱領東導壓濟階術極聯認權證採轉單風華確節話況傳許廣記際驗連斷難備辦約歷構稱準維劃選標養狀廠識適屬滿縣參紅細該價嚴鄉鎮務議報類離觀織裝眾書複復須團勞號層專調網醫療總員黨於對並"
	set := make(map[rune]bool, len(chars)/3)
	for _, r := range chars {
		set[r] = true
	}
	return set
})
