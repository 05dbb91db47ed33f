//go:build cgo

package segment

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/yanyiwu/gojieba"

	"guihua/segment/jieba"
)

// loadPure loads what a build without cgo loads.
func loadPure(tb testing.TB, entries []entry) *jieba.Jieba {
	tb.Helper()
	dict, err := gunzip(dictGz, dictFileSize)
	if err != nil {
		tb.Fatal(err)
	}
	hmm, err := gunzip(hmmGz, hmmFileSize)
	if err != nil {
		tb.Fatal(err)
	}
	j, err := jieba.New(dict, hmm)
	if err != nil {
		tb.Fatal(err)
	}
	addWords(free{j}, entries, knownFreq(dict, entries))
	return j
}

type free struct{ *jieba.Jieba }

func (free) Free() {}

// builtinEntries are the words of guihua.dict.txt.
func builtinEntries(tb testing.TB) []entry {
	tb.Helper()
	entries, err := loadEntries(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return entries
}

// same fails the test unless the C++ code and the package jieba give the same
// words and tags.
func same(t *testing.T, pure *jieba.Jieba, text string) (n int) {
	t.Helper()
	got, want := words(text, pure.Tag), shared.Tag(text)
	check(t, text, got)
	for i := range got {
		if i >= len(want) || got[i] != want[i] {
			i0 := max(0, i-3)
			t.Fatalf("pure Go gives %q, the C++ code %q", dump(got[i0:min(i+3, len(got))]), dump(want[i0:min(i+3, len(want))]))
		}
	}
	return len(got)
}

// Without cgo the words are the same.
func TestPureGoIsJieba(t *testing.T) {
	pure := loadPure(t, builtinEntries(t))
	for _, test := range tagTests {
		same(t, pure, test.in)
	}
	same(t, pure, sample)
	paths, _ := filepath.Glob("../corpus/samples/*.txt")
	if len(paths) == 0 {
		t.Error("no samples")
	}
	root := os.Getenv("GUIHUA_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	real, _ := filepath.Glob(filepath.Join(root, "*", "*.txt"))
	if len(real) == 0 {
		t.Logf("no real documents in %s: samples only", root)
	}
	n := 0
	for _, path := range append(paths, real...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		n += same(t, pure, string(data)) // of those in other encodings it makes noise, which does as well
	}
	t.Logf("%d words of %d documents", n, len(paths)+len(real))

	// Words in no order, and characters: what unknown words are made of.
	dict, err := gunzip(dictGz, dictFileSize)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(dict), "\n")
	rng := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range 200_000 {
		word, _, _ := strings.Cut(lines[rng.IntN(len(lines))], " ")
		runes := []rune(word)
		switch rng.IntN(12) {
		case 0:
			b.WriteString("，")
		case 1:
			b.WriteRune(rune(0x20 + rng.IntN(0x5f)))
		case 2, 3, 4, 5:
			b.WriteString(word)
		default:
			if len(runes) > 0 {
				b.WriteRune(runes[rng.IntN(len(runes))])
			}
		}
	}
	same(t, pure, b.String())
}

func FuzzPureGoIsJieba(f *testing.F) {
	pure := loadPure(f, builtinEntries(f))
	for _, test := range tagTests {
		f.Add(test.in)
	}
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) { same(t, pure, text) })
}

func TestTokens(t *testing.T) {
	const text = "规划1/"
	for _, test := range []struct {
		tagged []string
		want   []jieba.Token
	}{
		{[]string{"规划/n", "1/m", "//x"}, []jieba.Token{{Len: 6, Tag: "n"}, {Len: 1, Tag: "m"}, {Len: 1, Tag: "x"}}},
		{nil, nil},
		{[]string{""}, nil},
		{[]string{"/n"}, nil},
		{[]string{"规划"}, nil},
		{[]string{"规划/n", "1/m"}, nil},
		{[]string{"规划/n", "/x", "1/m", "//x"}, nil},
		{[]string{"规/n", "规/n", "1/m", "//x"}, nil},
		{[]string{"规划/n", "1/m", "//x", "1/m"}, nil},
	} {
		if got := tokens(test.tagged, text); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: got %v, want %v", test.tagged, got, test.want)
		}
	}
}

// The C++ code beside the package jieba, in one run.
func BenchmarkTagPureGo(b *testing.B) {
	text := strings.Repeat(sample, 100)
	pure := loadPure(b, builtinEntries(b))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		words(text, pure.Tag)
	}
}

func BenchmarkLoadPureGo(b *testing.B) {
	entries := builtinEntries(b)
	for b.Loop() {
		loadPure(b, entries)
	}
}

// What NewJieba of gojieba takes by itself: the least that BenchmarkLoad can.
func BenchmarkLoadBare(b *testing.B) {
	files, err := unpack(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		j := gojieba.NewJieba(files.dictPath, files.hmmPath, os.DevNull, files.linePath, files.linePath)
		b.StopTimer()
		j.Free()
		b.StartTimer()
	}
}
