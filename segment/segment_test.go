package segment

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"guihua/segment/jieba"
)

// One Segmenter for all tests, as in the program: each takes up to 140 MB.
var shared *Segmenter

func TestMain(m *testing.M) {
	if dir := os.Getenv("SEGMENT_TEST_CHILD"); dir != "" {
		os.Exit(child(dir))
	}
	dir, err := os.MkdirTemp("", "segment-test-")
	if err == nil {
		os.Setenv("XDG_CACHE_HOME", dir) // for those that use the default
		if shared, err = Open(Options{CacheDir: dir}); err == nil {
			err = shared.Wait()
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	shared.Close()
	os.RemoveAll(dir)
	os.Exit(code)
}

// check fails the test unless words are text, end to end.
func check(t *testing.T, text string, words []Word) {
	t.Helper()
	pos, off := 0, 0
	for i, w := range words {
		n := utf8.RuneCountInString(w.Text)
		if w.Text == "" || w.Tag == "" || w.Start != off || w.End != off+n {
			t.Fatalf("word %d of %.80q is %+v, want one that starts at %d", i, text, w, off)
		}
		if !strings.HasPrefix(text[pos:], w.Text) {
			t.Fatalf("word %d of %.80q is %+v, but the text goes on %.20q", i, text, w, text[pos:])
		}
		pos, off = pos+len(w.Text), off+n
	}
	if pos != len(text) {
		t.Fatalf("%d of %d bytes of %.80q are missing at the end", len(text)-pos, len(text), text)
	}
}

func dump(words []Word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text + "/" + w.Tag)
	}
	return b.String()
}

var tagTests = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"indicator", "每万人口高价值发明专利拥有量达到8.5件", "每万人口高价值发明专利拥有量/n 达到/v 8.5/m 件/q"},
	{"one digit", "新建3个、5G基站8座A", "新建/v 3/m 个/q 、/x 5G基站/n 8/m 座/q A/eng"},
	{"percent", "研发投入强度提高到2.5%。", "研发投入强度/n 提高/v 到/v 2.5/m %/x 。/x"},
	{"units", "（省发展改革委、市市场监督管理局牵头）", "（/x 省发展改革委/nt 、/x 市市场监督管理局/nt 牵头/v ）/x"},
	{"full-width number", "２０２３年增长３．５％", "２０２３/m 年/m 增长/v ３．５/m ％/x"},
	{"full-width letters", "ＰＣＴ专利申请量", "ＰＣＴ专利申请量/n"},
	{"full-width stop after a label", "１．加强培训", "１/m ．/x 加强培训/v"},
	{"full-width stop between words", "规划．建设", "规划/n ．/x 建设/vn"},
	{"slashes", "a/b//x", "a/eng //x b/eng //x //x x/eng"},
	{"slash in a word", "件/万人", "件/万人/q"},
	{"white space only", " \t\n\r\n　", " /x \t/x \n/x \r/x \n/x 　/x"},
	{"ideographic space", "发　展　规划", "发/v 　/x 展/v 　/x 规划/n"},
	{"CRLF", "规划\r\n建设", "规划/n \r/x \n/x 建设/vn"},
	{"invalid", "规划\xff\xe8建设\xa0", "规划/n \xff/x \xe8/x 建设/vn \xa0/x"},
	{"only invalid", "\xff\xfe", "\xff/x \xfe/x"},
	{"surrogate", "规\xed\xa0\x80划", "规/n \xed/x \xa0/x \x80/x 划/v"},
	{"NUL", "规划\x00建设", "规划/n \x00/x 建设/vn"},
	{"replacement character", "规划\ufffd建设", "规划/n \ufffd/x 建设/vn"},
	{"astral", "𠮷林省𪚥", "𠮷/x 林/ng 省/n 𪚥/x"},
	{"byte order mark", "\ufeff规划", "\ufeff/x 规划/n"},
	{"line separator, no-break space", "规\u2028划\u00a0", "规/n \u2028/x 划/v \u00a0/x"},
}

func TestTag(t *testing.T) {
	for _, test := range tagTests {
		t.Run(test.name, func(t *testing.T) {
			words := shared.Tag(test.in)
			check(t, test.in, words)
			if got := dump(words); got != test.want {
				t.Errorf("Tag(%q)\n got %q\nwant %q", test.in, got, test.want)
			}
		})
	}
}

// Whatever character stands between two words, none is lost.
func TestTagEveryCharacter(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	var b strings.Builder
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if r == 0x30000 {
			r = 0xe0000 // nothing to be seen between
		}
		if r > 0xe1000 {
			break
		}
		if utf8.ValidRune(r) {
			b.WriteRune(r)
			b.WriteString("规")
		}
	}
	text := b.String()
	check(t, text, shared.Tag(text))
}

func TestTagLong(t *testing.T) {
	for _, unit := range []string{"知识产权强市建设", "1", "　", "a１", "\xff", "𠮷", "规划，", "规划\n"} {
		text := strings.Repeat(unit, 2*maxChunk/len(unit)+1)
		check(t, text, shared.Tag(text))
	}
}

// Cutting a long text after separators changes nothing.
func TestChunksChangeNothing(t *testing.T) {
	text := strings.Repeat(sample, 3*maxChunk/len(sample))
	if chunkLen(text) == len(text) {
		t.Fatal("text too short")
	}
	var want []string
	for _, line := range strings.SplitAfter(text, "\n") {
		for _, w := range shared.Tag(line) {
			want = append(want, w.Text+"/"+w.Tag)
		}
	}
	words := shared.Tag(text)
	check(t, text, words)
	if len(words) != len(want) {
		t.Fatalf("%d words, want %d", len(words), len(want))
	}
	for i, w := range words {
		if w.Text+"/"+w.Tag != want[i] {
			t.Fatalf("word %d is %v, want %s", i, w, want[i])
		}
	}
}

// What jieba might return one day must not lose text either.
func TestBadTagger(t *testing.T) {
	for _, bad := range [][]int{nil, {}, {0}, {-3, 11}, {6}, {6, 0, 2}, {5, 3}, {6, 1, 2}, {9}} { // 规划1 and a blank are 8 bytes
		var tokens []jieba.Token
		for _, n := range bad {
			tokens = append(tokens, jieba.Token{Len: n, Tag: "n"})
		}
		got := words("规划１\xff", func(string) []jieba.Token { return tokens })
		check(t, "规划１\xff", got)
		if want := "规/x 划/x １/x \xff/x"; dump(got) != want {
			t.Errorf("%v: got %q, want %q", bad, dump(got), want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":              "",
		"规划 a\t\n":      "规划 a\t\n",
		"２０，Ａｚ":         "20，Az",
		"１．２．":          "1.2．",
		"1．２":           "1.2",
		"a．2":           "a．2",
		"\r\v\x00\x7f　": "     ",
		"\xff规\xe8\xa7": " 规  ",
		"\ufffd":        "\ufffd",
	} {
		got := fold(in)
		if got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(in) {
			t.Errorf("fold(%q) has another number of code points", in)
		}
	}
}

func TestTagConcurrently(t *testing.T) {
	want := dump(shared.Tag(sample))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if got := dump(shared.Tag(sample)); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestClose(t *testing.T) {
	cache := t.TempDir()

	// Before loading, and meanwhile.
	for _, load := range []bool{false, true} {
		s, err := Open(Options{CacheDir: cache})
		if err != nil {
			t.Fatal(err)
		}
		if load {
			s.Load()
		}
		s.Close()
		if got, want := dump(s.Tag("规划")), "规/x 划/x"; got != want {
			t.Errorf("closed, loading %t: got %q, want %q", load, got, want)
		}
		if err := s.Wait(); err != nil {
			t.Errorf("closed, loading %t: %v", load, err)
		}
	}

	// While in use.
	s, err := Open(Options{CacheDir: cache})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	begun := make(chan bool, 2)
	for range 2 {
		wg.Go(func() {
			for i := range 50 {
				check(t, sample, s.Tag(sample))
				if i == 0 {
					begun <- true
				}
			}
		})
	}
	<-begun
	s.Close()
	s.Close()
	wg.Wait()
	runtime.GC() // finalizers
	if got, want := dump(s.Tag("规划")), "规/x 划/x"; got != want {
		t.Errorf("closed: got %q, want %q", got, want)
	}
	if s.Version() == "" || s.Wait() != nil {
		t.Errorf("closed: version %q, error %v", s.Version(), s.Wait())
	}
}

func TestUserDict(t *testing.T) {
	dir := t.TempDir()
	// Names at which jieba would split a list of files; words that it would
	// take for something else.
	one, two := filepath.Join(dir, "a|b;c.txt"), filepath.Join(dir, "two.txt")
	writeFile(t, one, "\ufeff# 词典\r\n\r\n青山绿水工程 nz\r\n创新 zz\r\n亩 aa\r\n的地 bb\r\n")
	writeFile(t, two, "规划纲要５Ｇ篇 3 cc\n青山绿水工程 dd\n")
	s, err := Open(Options{UserDict: []string{one, two}, CacheDir: filepath.Join(dir, "c|d;e")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for in, want := range map[string]string{
		"实施青山绿水工程":    "实施/v 青山绿水工程/dd", // the later dictionary counts
		"技术创新":        "技术创新/l",         // the retagged word keeps its weight
		"创新":          "创新/zz",
		"3亩":          "3/m 亩/aa",
		"的地":          "的地/bb", // two very common words
		"规划纲要5G篇":     "规划纲要5G篇/cc",
		"规划纲要５G篇，放管服": "规划纲要５G篇/cc ，/x 放管服/n",
	} {
		if got := dump(s.Tag(in)); got != want {
			t.Errorf("Tag(%q) = %q, want %q", in, got, want)
		}
	}
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
	if s.Version() == shared.Version() {
		t.Errorf("version %s does not depend on user dictionaries", s.Version())
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Several processes that find the same empty cache.
func TestProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	cache := t.TempDir()
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "SEGMENT_TEST_CHILD="+cache)
			if out, err := cmd.CombinedOutput(); err != nil || string(out) != "放管服/n 改革/vn" {
				t.Errorf("error %v, output %q", err, out)
			}
		})
	}
	wg.Wait()
}

// child is what the processes of TestProcesses do.
func child(cache string) int {
	s, err := Open(Options{CacheDir: cache})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Print(dump(s.Tag("放管服，改革")[:1]), " ", dump(s.Tag("改革")))
	s.Close()
	return 0
}

func FuzzTag(f *testing.F) {
	for _, test := range tagTests {
		f.Add(test.in)
	}
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) {
		words := shared.Tag(text)
		check(t, text, words)
		if again := shared.Tag(text); dump(again) != dump(words) {
			t.Errorf("Tag(%q) is %q, and then %q", text, dump(words), dump(again))
		}
	})
}

// fold keeps every code point at its place and gives jieba only what it can
// read: UTF-8 without NUL.
func FuzzFold(f *testing.F) {
	for _, test := range tagTests {
		f.Add(test.in)
	}
	f.Add("２．５％\x00\xff．\u200b\xe4\xb8")
	f.Fuzz(func(t *testing.T, text string) {
		folded := fold(text)
		if utf8.RuneCountInString(folded) != utf8.RuneCountInString(text) || !utf8.ValidString(folded) || strings.ContainsRune(folded, 0) {
			t.Errorf("fold(%q) = %q", text, folded)
		}
		if again := fold(folded); again != folded {
			t.Errorf("fold(%q) = %q, folded again %q", text, folded, again)
		}
		for rest := folded; rest != ""; {
			n := chunkLen(rest)
			if n <= 0 || n > len(rest) || n > maxChunk || n < len(rest) && !utf8.RuneStart(rest[n]) {
				t.Fatalf("chunkLen of %d bytes is %d", len(rest), n)
			}
			rest = rest[n:]
		}
	})
}

const sample = `二、主要目标
（一）到２０２５年，知识产权强市建设取得明显成效，每万人口高价值发明专利拥有量达到8.5件，有效注册商标量突破2.5万件，研发投入强度提高到2.3%以上。
　　1.完善知识产权保护体系。健全行政执法、司法保护、仲裁调解、行业自律相衔接的工作机制，深入推进“双随机、一公开”监管。（市市场监管局牵头，市公安局、市中级人民法院、各旗区人民政府按职责分工负责）
`

func BenchmarkTag(b *testing.B) {
	text := strings.Repeat(sample, 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		shared.Tag(text)
	}
}

func BenchmarkTagParagraph(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		shared.Tag(sample)
	}
}

// Until the first words are there, the dictionary being unpacked already.
func BenchmarkLoad(b *testing.B) {
	cache := b.TempDir()
	for b.Loop() {
		s, err := Open(Options{CacheDir: cache})
		if err == nil {
			err = s.Wait()
		}
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
