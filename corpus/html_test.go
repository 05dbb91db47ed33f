package corpus

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// The pages of testdata/html; what they are is said in testdata/make-html.sh.
func TestHTMLSamples(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "html", "*.html"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Open(path, b)
			if err != nil {
				t.Fatal(err)
			}
			checkLines(t, path, s)
			text := cleaned(t, s)
			checkText(t, s, text)
			got := fmt.Sprintf("%s %s\ntitle %s\npublished %s\n\n%s\n%s", s.Format, s.Encoding, s.Title, s.Published, dumpLines(s.Lines), dumpText(text))
			wantPath := strings.TrimSuffix(path, ".html") + ".want"
			if *updateClean {
				if err := os.WriteFile(wantPath, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(wantPath)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// What is the source of a page, and what encoding it is in.
func TestOpenHTML(t *testing.T) {
	const name = "青禾县人民政府关于印发规划的通知"
	gbk, big5 := encode(t, simplifiedchinese.GBK, name), encode(t, traditionalchinese.Big5, "青禾縣人民政府關於印發規劃的通知")
	tests := []struct{ name, in, format, encoding, want string }{
		{"page", "<!DOCTYPE html>\n<html><body>" + name + "</body></html>", "html", "UTF-8", name},
		{"page of 1999", "\r\n<HTML><HEAD><TITLE>青禾县</TITLE>" + name, "html", "UTF-8", name},
		{"page after comments", "<!-- saved -->\n<!-- from --><html lang=\"zh\"><p>" + name, "html", "UTF-8", name},
		{"XHTML page", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><p>" + name, "html", "UTF-8", name},
		{"page after a message", "Warning: invented in line 3\n<!doctype html><p>" + name, "html", "UTF-8", "Warning: invented in line 3\n" + name},
		{"piece of a page", strings.Repeat("<p class=\"a\">青禾县</p>\n", 20), "html", "UTF-8", strings.TrimSpace(strings.Repeat("青禾县\n", 20))},
		{"GBK", "<html><p>" + gbk, "html", "GB18030", name},
		{"said to be GB2312", "<html><meta charset=gb2312><p>" + gbk, "html", "GB18030", name},
		{"said to be UTF-8, is GBK", "<html><meta charset=\"utf-8\"><p>" + gbk, "html", "GB18030", name},
		{"said to be GBK, is UTF-8", "<html><meta charset=\"gbk\"><p>" + name, "html", "UTF-8", name},
		{"Big5", "<html><meta charset=big5><p>" + big5, "html", "Big5", "青禾縣人民政府關於印發規劃的通知"},
		{"said to be Big5, is GBK", "<html><meta charset=big5><p>" + gbk, "html", "GB18030", name},
		// Two characters are no evidence: both readings are Chinese.
		{"too short to tell, GBK", "<html><meta http-equiv='Content-Type' content='text/html; charset=GB2312'><p>" + encode(t, simplifiedchinese.GBK, "联通"), "html", "GB18030", "联通"},
		{"too short to tell, Big5", "<html><meta charset=\"Big5\"><p>" + encode(t, traditionalchinese.Big5, "囍"), "html", "Big5", "囍"},
		{"UTF-16", "\xff\xfe" + wide("<html><p>abc"), "html", "UTF-16LE", "abc"},
		{"entities", "<html><p>&#38738;&#x79be;&#21439;&nbsp;&lt;1&gt;&amp;", "html", "UTF-8", "青禾县\u00a0<1>&"},
	}
	for _, tt := range tests {
		s, err := Open("a.txt", []byte(tt.in))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := strings.Join(texts(s.Lines), "\n"); s.Format != tt.format || s.Encoding != tt.encoding || got != tt.want || len(odd(s.Warnings)) > 0 {
			t.Errorf("%s: %s %s %q %v", tt.name, s.Format, s.Encoding, got, s.Warnings)
		}
	}
}

// odd are the warnings of a page but for the one that it is short, as pages in
// tests are.
func odd(all []Warning) []Warning {
	return slices.DeleteFunc(slices.Clone(all), func(w Warning) bool { return w.Code == "little_text" })
}

func TestLittleText(t *testing.T) {
	for text, want := range map[string]bool{"您访问的页面不存在": true, strings.Repeat("青禾县人民政府", 15): false} {
		s, err := Open("a.html", []byte("<html><title>青禾县</title><p>"+text))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(s.Warnings) == 1 && s.Warnings[0].Code == "little_text"; got != want {
			t.Errorf("%s: %v", text, s.Warnings)
		}
	}
}

func TestOpenHTMLWarnings(t *testing.T) {
	s, err := Open("a.html", []byte("<html><p>青禾县\x01人民政府\xff关于印发规划的通知"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Warning{
		{Code: "invalid_bytes", Message: "bytes that are no UTF-8 text in 1 place, read as �"},
		{Code: "control_characters", Message: "1 control character removed"},
	}
	if d := cmp.Diff(want, odd(s.Warnings)); d != "" {
		t.Error(d)
	}
}

// What a browser shows of a piece of a page, line by line.
func TestHTMLLines(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"blocks", "<p>一<p>二<div>三</div>四<h2>五</h2><section>六<p>七</section>", "一|二|三|四|五|六|七"},
		{"inline", "<p>一<span>二</span><b>三</b><a>四</a><font>五", "一二三四五"},
		{"unclosed and crossed", "<b><p>一</b>二</i><p><u>三</p>四", "一二|三|四"},
		{"breaks", "一<br>二<br/><br>三<hr>四", "一|二|三|四"},
		{"blank paragraphs are none", "<p>一</p><p>&nbsp;</p><p></p><p>二</p>", "一|二"},
		{"indents", "<p>　　一<p>&nbsp;&nbsp;二<p>  \n 三", "　　一|\u00a0\u00a0二|三"},
		{"blanks", "<p> a \t b\n c </p><p>甲 乙</p>", "a b c|甲 乙"},
		{"a line of the source ends", "<p>推动高质\n\t量发展，\r\n到<b>\n2025</b>年 \n底", "推动高质量发展，到 2025年底"},
		{"verbatim", "<pre>\n一  二\n\n三</pre><p style='white-space: pre-wrap'>四\n五", "一  二|三|四|五"},
		{"hidden", "一<p style='color:red; DISPLAY : none !important'>x</p><p hidden>x</p><i aria-hidden=true>x</i><p style='visibility:hidden'>x</p>二", "一二"},
		{"unseen", "<style>x</style><script>x</script><template>x</template><noscript>x</noscript><svg><text>x</text></svg><!-- x -->一", "一"},
		{"script in a sentence", "<p>一<script>document.write('<p>x</p>')</script>二", "一二"},
		{"style decides", "<div><span style='display:block'>一</span>二<div style='display:inline-block'>三</div>四", "一|二三四"},
		{"notes", "<p>m<sup>2</sup>、CO<sub>2</sub>", "m2、CO2"},
		{"ruby and edits", "<p>一<ins>二</ins><del>三</del>", "一二三"},
		{"list", "<ol><li>一<li><p>二</p><p>三</p><li></li><li>四</ol>五", "1. 一|2. 二|三|4. 四|五"},
		{"list from", "<ol start=3 type=i><li>一<li value=9>二<li>三</ol>", "iii. 一|ix. 二|x. 三"},
		{"list down", "<ol reversed><li>一<li>二</ol>", "2. 一|1. 二"},
		{"list in Chinese", "<ol style='list-style-type:cjk-ideographic' start=10><li>一<li>二</ol>", "十、一|十一、二"},
		{"list without numbers", "<ol style='list-style: none'><li>一</ol><ul><li>二</ul>", "一|二"},
		{"list with typed numbers", "<ol><li><p>（一）甲。</p><li><p>（二）乙。</p></ol>", "（一）甲。|（二）乙。"},
		{"list in a list", "<ol><li><ol type=A><li>一<li>二</ol><li>三</ol>", "1. A. 一|B. 二|2. 三"},
		{"fields", "<table><tr><td>索引号<td>A1<td>发布日期<td>2024-05-06</table><p>一", "索引号：A1 (page_chrome)|发布日期：2024-05-06 (page_chrome)|一"},
		{"fields in lists", "<ul><li><b>发文字号：</b>青政发〔2024〕1号</li><li>成文日期<p>2024年5月1日</p></ul><article>一，二。三四五六七八九十甲</article>", "发文字号：青政发〔2024〕1号 (page_chrome)|成文日期：2024年5月1日 (page_chrome)|一，二。三四五六七八九十甲"},
	}
	for _, tt := range tests {
		checkPage(t, tt.name, "<html><body>"+tt.in, tt.want)
	}
}

// checkPage opens the source of a page and compares its lines, parted by |.
func checkPage(t *testing.T, name, source, want string) {
	t.Helper()
	s, err := Open("a.html", []byte(source))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if got := strings.ReplaceAll(strings.TrimSuffix(dumpLines(s.Lines), "\n"), "\n", "|"); got != want {
		t.Errorf("%s:\n%q, want\n%q", name, got, want)
	}
	checkText(t, s, cleaned(t, s))
}

func TestHTMLTables(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"spans", "<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁",
			"表1(0,0)2x1 甲|表1(0,1)1x2 乙|表1(1,1) 丙|表1(1,2) 丁"},
		{"order of the groups, caption above", "<tfoot><tr><td>合计<td>3</tfoot><caption>表</caption><tbody><tr><td>甲<td>1</tbody><thead><tr><th>项<th>数</thead>",
			"表|表1(0,0) 项|表1(0,1) 数|表1(1,0) 甲|表1(1,1) 1|表1(2,0) 合计|表1(2,1) 3"},
		{"a span ends with its group", "<thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td rowspan=0>丙<td>丁<tr><td>戊</tbody>",
			"表1(0,0) 甲|表1(0,1) 乙|表1(1,0)2x1 丙|表1(1,1) 丁|表1(2,1) 戊"},
		{"a span ends with the table", "<tr><td colspan=1000>甲<tr><td>乙<td>丙<tr><td>丁<td>戊",
			"表1(0,0)1x2 甲|表1(1,0) 乙|表1(1,1) 丙|表1(2,0) 丁|表1(2,1) 戊"},
		{"lines and breaks", "<tr><td>甲<br>乙<td><p>丙</p><p>丁</p><tr><td>戊<td>己",
			"表1(0,0) 甲|表1(0,0) 乙|表1(0,1) 丙|表1(0,1) 丁|表1(1,0) 戊|表1(1,1) 己"},
		{"hidden rows and cells", "<tr style='display:none'><td>x<td>x<tr><td>甲<td hidden>x<td>乙<tr><td>丙<td>丁",
			"表1(0,0) 甲|表1(0,1) 乙|表1(1,0) 丙|表1(1,1) 丁"},
		{"table in a cell", "<tr><td>甲<td>乙<tr><td>丙丙丙丙丙丙丙丙<td><table><tr><td>丁<td>戊<tr><td>己</table>",
			"表1(0,0) 甲|表1(0,1) 乙|表1(1,0) 丙丙丙丙丙丙丙丙|表1(1,1) 丁 戊|表1(1,1) 己"},
		{"table in a frame", "<tr><td>页头<td>x<tr><td>栏目<td><table><tr><td>甲一二三<td>乙一二三<tr><td>丙一二三<td>丁一二三</table>",
			"页头|x|栏目|表1(0,0) 甲一二三|表1(0,1) 乙一二三|表1(1,0) 丙一二三|表1(1,1) 丁一二三"},
		{"more columns than a grid has", "<tr><td colspan=1000>甲<td>乙<td>丙<tr><td>丁<td>戊<td>己", "甲|乙|丙|丁|戊|己"},
		{"a row of buttons", "<tr><td>甲<td>乙<tr><td><button>改</button><td><button>删</button><tr><td>丙<td>丁",
			"表1(0,0) 甲|表1(0,1) 乙|表1(1,0) 改 (page_chrome)|表1(1,1) 删 (page_chrome)|表1(2,0) 丙|表1(2,1) 丁"},
		{"box", "<tr><td>专栏1<br>甲<tr><td>乙", "表1(0,0) 专栏1|表1(0,0) 甲|表1(1,0) 乙"},
		{"header with names of fields", "<tr><td>文号<td>发布日期<td>标题<tr><td>青政发〔2024〕1号<td>2024-05-06<td>规划",
			"表1(0,0) 文号|表1(0,1) 发布日期|表1(0,2) 标题|表1(1,0) 青政发〔2024〕1号|表1(1,1) 2024-05-06|表1(1,2) 规划"},
	}
	for _, tt := range tests {
		checkPage(t, tt.name, "<html><body><table>"+tt.in+"</table>", tt.want)
	}
}

// What of a page is the document.
func TestHTMLDocument(t *testing.T) {
	const (
		head = "<title>青禾县水利发展规划_青禾县人民政府网</title><div>青禾县人民政府网</div><ul><li><a href=/>首页</a></ul>"
		body = "<p>为推动水利发展，制定本规划。</p><p>一、目标</p><p>到2030年，新建水库3座。</p>"
		foot = "<div>主办单位：青禾县人民政府</div>"
		// As it comes out.
		headOut = "青禾县人民政府网 (page_chrome)|首页 (page_chrome)|"
		bodyOut = "为推动水利发展，制定本规划。|一、目标|到2030年，新建水库3座。"
		footOut = "|主办单位：青禾县人民政府 (page_chrome)"
	)
	tests := []struct{ name, in, want string }{
		{"container", head + "<div id=zoom>" + body + "</div>" + foot, headOut + bodyOut + footOut},
		{"no container", head + "<div><div class=abc>" + body + "</div></div>" + foot, headOut + bodyOut + footOut},
		{"title above it", head + "<h1>青禾县水利<br>发展规划</h1><p>青水发〔2024〕3号</p><p>发布时间：2024-05-06</p><div id=zoom>" + body + "</div>",
			headOut + "青禾县水利|发展规划|青水发〔2024〕3号|发布时间：2024-05-06 (page_chrome)|" + bodyOut},
		{"title said again", head + "<h1>青禾县水利发展规划</h1><div id=zoom><p>青禾县水利</p><p>发展规划</p>" + body + "</div>",
			headOut + "青禾县水利发展规划 (page_chrome)|青禾县水利|发展规划|" + bodyOut},
		{"title that no tag marks", head + "<div>青禾县水利发展规划</div><div id=zoom>" + body + "</div>", headOut + "青禾县水利发展规划|" + bodyOut},
		{"when it was passed", head + "<h1>青禾县水利发展规划</h1><p>（2024年5月1日青禾县第一次会议通过）</p><div id=zoom>" + body + "</div>",
			headOut + "青禾县水利发展规划|（2024年5月1日青禾县第一次会议通过）|" + bodyOut},
		{"signature below it", head + "<div id=zoom>" + body + "</div><div>青禾县水利局</div><div>2024年5月6日</div>" + foot,
			headOut + bodyOut + "|青禾县水利局|2024年5月6日" + footOut},
		{"no second signature", head + "<div id=zoom>" + body + "<p>青禾县水利局<br>2024年5月6日</div><div>青禾县人民政府</div>" + foot,
			headOut + bodyOut + "|青禾县水利局|2024年5月6日|青禾县人民政府 (page_chrome)" + footOut},
		{"attachments below it", head + "<div id=zoom>" + body + "</div><div>扫一扫</div><div>附件：<a href=1.doc>1.水库名录.doc</a><br><a href=2.pdf>2.分布图</a></div><a href=3>其他</a>",
			headOut + bodyOut + "|扫一扫 (page_chrome)|附件：1.水库名录.doc|2.分布图|其他 (page_chrome)"},
		{"two containers", head + "<div class=TRS_Editor>" + body + "</div><div>下一件</div><div class=TRS_Editor><p>第二件文件，也要一并写完。</p></div>" + foot,
			headOut + bodyOut + "|下一件 (page_chrome)|第二件文件，也要一并写完。" + footOut},
		{"container that holds little", head + "<div><div id=zoom><p>为推动水利发展，制定本规划。</p></div><p>一、目标</p><p>到2030年，新建水库3座，改造灌区12处，新增灌溉面积5万亩。</p></div>" + foot,
			headOut + "为推动水利发展，制定本规划。|一、目标|到2030年，新建水库3座，改造灌区12处，新增灌溉面积5万亩。" + footOut},
		{"headings outside the container", "<div><div id=zoom>" + strings.Repeat("<p>为推动水利发展，制定本规划。</p>", 9) + "</div><p>一、目标</p><p>二、任务</p><p>三、保障</p></div>",
			strings.Repeat("为推动水利发展，制定本规划。|", 9) + "一、目标|二、任务|三、保障"},
		{"forms in it", head + "<div id=zoom><button>打印</button>" + body + "<select><option>大<option>小</select></div>", headOut + "打印 (page_chrome)|" + bodyOut + "|大 (page_chrome)|小 (page_chrome)"},
		{"menu beside it", head + "<table><tr><td>栏目<br>公报<td>" + strings.Repeat(body, 50) + "</table>", headOut + "栏目 (page_chrome)|公报 (page_chrome)|" + strings.TrimSuffix(strings.Repeat(bodyOut+"|", 50), "|")},
		{"only links", "<ul><li><a href=1>规划一</a><li><a href=2>规划二</a></ul>", "规划一|规划二"},
		{"hidden until a script shows it", head + "<div style='display:none' id=zoom>" + strings.Repeat("<p>为推动水利发展，制定本规划。</p>", 90) + "</div>",
			headOut + strings.TrimSuffix(strings.Repeat("为推动水利发展，制定本规划。|", 90), "|")},
	}
	for _, tt := range tests {
		checkPage(t, tt.name, "<html>"+tt.in, tt.want)
	}
}

func TestHTMLHead(t *testing.T) {
	tests := []struct{ in, title, published string }{
		{"<title>青禾县规划</title>", "青禾县规划", ""},
		{"<title>青禾县规划（2021-2025年） - 通知公告 - 青禾县</title>", "青禾县规划（2021-2025年）", ""},
		{"<title>青禾县|规划纲要</title><meta name=ArticleTitle content='青禾县\n规划'>", "青禾县 规划", ""},
		{"<meta name=PubDate content='2025-06-17 15:022025-06-17 15:07'>", "", "2025-06-17"},
		{"<meta name=publishdate content='2024年5月6日'>", "", "2024-05-06"},
		{"<meta property='article:published_time' content='2026-02-05T08:00:00+08:00'><meta name=firstpublishedtime content='2026-02-03-10:00:00'>", "", "2026-02-03"},
		{"<meta name=PubDate content='{{date}}'><meta name=keywords content='2024-05-06'>", "", ""},
		{"<meta name=PubDate content='2024-13-41'>", "", ""},
	}
	for _, tt := range tests {
		s, err := Open("a.html", []byte("<html><head>"+tt.in+"</head><p>一"))
		if err != nil || s.Title != tt.title || s.Published != tt.published {
			t.Errorf("%s: %q %q %v", tt.in, s.Title, s.Published, err)
		}
	}
}

func TestOpenMHTML(t *testing.T) {
	const page = "<html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/html; charset=3Dgbk\"></head><p>=C7=E0=BA=CC=CF=D8=\r\n=B9=E6=BB=AE</html>"
	head := "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?=E9=9D=92?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x--\"\r\n\r\n"
	part := func(kind, coding, body string) string {
		return "----x--\r\nContent-Type: " + kind + "\r\nContent-Transfer-Encoding: " + coding + "\r\nContent-Location: http://invented.example/\r\n\r\n" + body + "\r\n"
	}
	b64 := base64.StdEncoding.EncodeToString([]byte("<html><p>青禾县规划"))
	css := part("text/css", "8bit", "p{color:red}")
	const end = "----x----\r\n"
	tests := []struct{ name, in, encoding, want string }{
		{"quoted", head + part("text/html", "quoted-printable", page) + css + end, "GB18030", "青禾县规划"},
		{"encoding in the header", head + part("text/html; charset=\"gb2312\"", "quoted-printable", "<p>=C1=AA=CD=A8") + end, "GB18030", "联通"},
		{"behind a style sheet", head + css + part("text/html; charset=\"utf-8\"", "base64", b64) + end, "UTF-8", "青禾县规划"},
		{"as it is", head + part("text/html", "8bit", "<p>青禾县规划") + end, "UTF-8", "青禾县规划"},
		{"cut off", head + part("text/html", "8bit", "<p>青禾县规划"), "UTF-8", "青禾县规划"},
		{"parts in a part", head + "----x--\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>青禾县规划\r\n--y--\r\n" + end, "UTF-8", "青禾县规划"},
		{"no page", head + css + end, "", ""},
		{"no parts", head, "", ""},
	}
	for _, tt := range tests {
		s, err := Open("a.mhtml", []byte(tt.in))
		if tt.want == "" {
			if !errors.Is(err, errNoPage) {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		if err != nil || s.Format != "mhtml" || s.Encoding != tt.encoding || strings.Join(texts(s.Lines), "|") != tt.want {
			t.Errorf("%s: %v %+v", tt.name, err, s)
		}
	}
}

// hostilePages are pages made to take long, some n bytes of them.
func hostilePages(n int) map[string]string {
	many := func(s string) string { return strings.Repeat(s, n/len(s)) }
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	deep := func(open, in, close string) string {
		return many(strings.Repeat(open, 60) + in + strings.Repeat(close, 60))
	}
	return map[string]string{
		"one line":                "<p>" + many("青禾县，规划。"),
		"paragraphs":              many("<p>青禾县规划，今年完成。"),
		"text in pieces":          many("青</x>"),
		"ignored tags":            many("青<body><tr>"),
		"nesting":                 many("<div>青"),
		"open type":               many("<p><font size=1><b><i>青"),
		"open links":              many("<a href=x>青"),
		"tables in tables":        deep("<table><tr><td>青<td>", "青", "</table>"),
		"open tables":             many("<table>青"),
		"spans":                   "<table>" + many("<tr><td rowspan=65000 colspan=1000>青<td rowspan=9999>青"),
		"one row":                 "<table>" + many("<td>青"),
		"attributes":              "<p " + numbered("a%d=1 ") + ">青",
		"attributes of body":      numbered("<body a%d=1>") + "青",
		"style":                   "<p style='" + many("color:red;") + "'>青",
		"open comment":            "<p>青<!--" + many("<!-- <p>"),
		"comments":                many("青<!-- -->"),
		"zeros":                   many("\x00青"),
		"lists":                   many("<ol reversed><li>青"),
		"lists in lists":          deep("<ol><li>青", "青", "</ol>"),
		"containers":              deep("<div class=zoom>青，禾。县规划一二三四五六七", "青", "</div>"),
		"containers side by side": many("<div class=zoom>青，禾。县规划一二三四五六七</div>"),
		"titles":                  many("<h1>青禾县规划</h1>") + "<div id=zoom>青，禾。县规划一二三四五六七</div>",
		"fields":                  many("<p>索引号</p>"),
		"headings":                many("<div>一、青禾县规划</div>"),
		"breaks":                  many("<br>") + "青，禾。县规划一二三四五六七",
	}
}

// Reading takes time in proportion to the page, whatever is in it.
func TestHTMLHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	o := Options{OCR: OCRNever, MaxTime: 20 * time.Second} // all take below one on an idle machine
	for name, page := range hostilePages(1 << 20) {
		s, err := o.Open(t.Context(), "x", []byte("<html>"+page))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(s.Lines) == 0 {
			t.Errorf("%s: no lines", name)
		}
	}
}

// A page whose tags are nested too deeply is text, and says so.
func TestHTMLNesting(t *testing.T) {
	s, err := Open("x", []byte("<html><head><title>x</title><script>x</script></head>"+strings.Repeat("<div>", 600)+"<p>青禾县<b>规划</b>&lt;试行&gt;</p><table><tr><td>甲</td><td>乙</table>"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"青禾县规划<试行>", "甲", "乙"}, texts(s.Lines)); d != "" {
		t.Error(d)
	}
	if w := odd(s.Warnings); len(w) != 1 || w[0].Code != "page_structure_lost" {
		t.Errorf("%+v", s.Warnings)
	}
}

func FuzzHTML(f *testing.F) {
	paths, _ := filepath.Glob(filepath.Join("testdata", "html", "*.html"))
	for _, path := range paths {
		if b, err := os.ReadFile(path); err == nil {
			f.Add(b)
		}
	}
	for _, page := range hostilePages(400) {
		f.Add([]byte(page))
	}
	f.Add([]byte("<table><tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙</table><ol start=3><li>丁</ol><pre>戊\n己</pre>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<14 {
			return // long ones only slow it down
		}
		s, err := Options{OCR: OCRNever, MaxTime: 5 * time.Second}.Open(t.Context(), "x", append([]byte("<html>"), b...))
		if err != nil {
			if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "damaged in a way") || errors.Is(err, errTooLong) {
				t.Errorf("%q", err)
			}
			return
		}
		checkLines(t, "x", s)
		cells := map[[3]int]TableCell{}
		for i, l := range s.Lines {
			c := l.Cell
			if inkIn(l.Text) == 0 {
				t.Errorf("line %d is blank", i+1)
			}
			if c.Table == 0 {
				continue
			}
			if c.Row < 0 || c.Col < 0 || c.Rows < 1 || c.Cols < 1 || c.Col+c.Cols > maxColumns || l.Out != "" && l.Out != whyChrome {
				t.Errorf("line %d: %+v", i+1, l)
			}
			place := [3]int{c.Table, c.Row, c.Col}
			if was, ok := cells[place]; ok && was != c {
				t.Errorf("line %d: %+v and %+v are in one place", i+1, was, c)
			}
			cells[place] = c
		}
		checkText(t, s, cleaned(t, s))
	})
}
