package deed

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"guihua/segment"
)

var segmenter = sync.OnceValues(func() (*segment.Segmenter, error) { return segment.Open(segment.Options{}) })

// read is the deed of a sentence and its parts, - for none.
func read(t testing.TB, sentence string) (d Deed, verb, object, action string) {
	t.Helper()
	s, err := segmenter()
	if err != nil {
		t.Fatal(err)
	}
	d = Of(sentence, s.Tag(sentence))
	rs := []rune(sentence)
	words := func(part *Span) string {
		if part == nil {
			return "-"
		}
		if part[0] < 0 || part[0] >= part[1] || part[1] > len(rs) {
			t.Fatalf("%q: a part from %d to %d", sentence, part[0], part[1])
		}
		return string(rs[part[0]:part[1]])
	}
	return d, words(d.Verb), words(d.Object), words(d.Action)
}

// cases are the lines of testdata/cases.txt: verb, object, sentence.
func cases(t testing.TB) [][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			t.Fatalf("%q is no case", line)
		}
		out = append(out, parts)
	}
	return out
}

func TestOf(t *testing.T) {
	n := 0
	for _, c := range cases(t) {
		n++
		if _, verb, object, _ := read(t, c[2]); verb != c[0] || object != c[1] {
			t.Errorf("%s\n\tgot  %s | %s\n\twant %s | %s", c[2], verb, object, c[0], c[1])
		}
	}
	if n < 40 {
		t.Errorf("only %d sentences were read", n)
	}
}

// TestAction reads what those who are supported are to do, and how many clauses
// there are; - where nobody is named, or what stands behind is no plain verb.
func TestAction(t *testing.T) {
	for _, line := range []string{
		"企业 | 牵头组建创新联合体 | 1 | 支持企业牵头组建创新联合体。",
		"高校、社会组织 | 开展维权援助工作 | 1 | 鼓励高校、社会组织开展维权援助工作。",
		"有条件的县（市、区） | 设立服务机构 | 2 | 鼓励有条件的县（市、区）设立服务机构，完善网络。",
		"区县 | 设置春假 | 1 | 鼓励区县结合实际探索设置春假。",
		"金融机构 | 加大信贷投放并降低费率 | 1 | 引导金融机构加大信贷投放并降低费率。",
		"金融机构 | - | 1 | 鼓励金融机构在风险可控的前提下加大信贷投放。",
		"新型研发机构建设 | - | 1 | 支持新型研发机构建设。",
		"训练基地 | - | 1 | 推动训练基地扩容升级。",
		"算力中心 | - | 1 | 引导算力中心运营主体通过绿证交易用绿电。",
		"组建创新联合体 | - | 1 | 支持组建创新联合体。",
		"骨干企业 | - | 2 | 培育骨干企业，支持企业开展研发。",
		"台账（含水质，水量） | - | 3 | 建立台账（含水质，水量），每年投入1,000万元：专款专用。",
	} {
		want := strings.Split(line, " | ")
		d, _, object, action := read(t, want[3])
		if got := []string{object, action, strconv.Itoa(d.Clauses), want[3]}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestLong: a text without marks is one sentence, read in no time.
func TestLong(t *testing.T) {
	if _, verb, object, _ := read(t, strings.Repeat("建设湿地和", 20000)); verb != "-" || object != "-" {
		t.Errorf("%s, %.40s", verb, object)
	}
}

// TestCut reads what is left of the cases wherever they are cut.
func TestCut(t *testing.T) {
	for _, c := range cases(t) {
		rs := []rune(c[2])
		for n := range rs {
			read(t, string(rs[:n]))
			read(t, string(rs[n:]))
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c[2])
	}
	f.Fuzz(func(t *testing.T, sentence string) {
		if utf8.ValidString(sentence) { // documents are
			read(t, sentence)
		}
	})
}
