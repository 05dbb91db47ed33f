package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guihua/corpus"
	"guihua/extract"
)

// TestLinear extracts samples and the same repeated, as lines and as one line,
// and sentences and paragraphs of one form of words repeated:
// a text twenty times as long must not cost much more than twenty times as much.
// What grows with the square of the length costs four hundred times as much.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts long texts")
	}
	const times, slack = 20, 5
	x := extract.New(noWords{})
	// A busy machine takes more from what runs longer, so the short text is
	// extracted as often as the long one is longer.
	cost := func(s string, n int) time.Duration {
		src, err := corpus.Open("long.txt", []byte(s))
		if err != nil {
			t.Fatal(err)
		}
		best := time.Hour
		for range 3 {
			start := time.Now()
			for range n {
				extracted(t, x, src)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	for _, name := range []string{"lanchuan_yanglao_guihua_web.txt", "yihang-shishi-fangan.txt", "lanping_shidi_zhuanfa.txt"} {
		b, err := os.ReadFile(filepath.Join("..", "corpus", "samples", name))
		if err != nil {
			t.Fatal(err)
		}
		for form, s := range map[string]string{
			"lines":         string(b),
			"one line":      strings.ReplaceAll(string(b), "\n", ""),
			"open brackets": strings.NewReplacer("）", "", ")", "", "》", "").Replace(string(b)),
		} {
			one, many := cost(s, times), cost(strings.Repeat(s, times), 1)
			if many > one*slack {
				t.Errorf("%s as %s: %d times %v, as long a text %v", name, form, times, one, many)
			}
		}
	}
	for _, clause := range []string{
		"建设100家，", "到2025年达到100家，", "较2020年增长5%，",
		// Sentences of nothing but quantities, offers and brackets that stay open.
		"100万元、", "30%，", "各1家、", "翻一番", "增长5%、8%、", "给予10万元补贴，", "疏浚河道，由（市水务局牵头，市财政局",
		// Paragraphs of them, and clauses of as many paragraphs.
		"建设100家。\n", "疏浚河道。（责任单位：市水务局）\n", "1\t2\t3\n", "| 1 | 2 |\n",
	} {
		list := func(n int) string { return "一、主要目标\n" + strings.Repeat(clause, n) + "\n" }
		one, many := cost(list(200), times), cost(list(200*times), 1)
		if many > one*slack {
			t.Errorf("%q: %d times %d of them %v, as many in one text %v", clause, times, 200, one, many)
		}
	}
}
