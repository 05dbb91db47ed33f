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
// and sentences of nothing but quantities:
// a text twenty times as long must not cost much more than twenty times as much.
// What grows with the square of the length costs four hundred times as much.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts long texts")
	}
	const times, slack = 20, 5
	x := extract.New(noWords{})
	cost := func(s string) time.Duration {
		src, err := corpus.Open("long.txt", []byte(s))
		if err != nil {
			t.Fatal(err)
		}
		best := time.Hour
		for range 3 {
			start := time.Now()
			extracted(t, x, src)
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
			one, many := cost(s), cost(strings.Repeat(s, times))
			if many > one*times*slack {
				t.Errorf("%s as %s: %v, %d times as long %v", name, form, one, times, many)
			}
		}
	}
	for _, clause := range []string{"建设100家，", "到2025年达到100家，", "较2020年增长5%，"} {
		list := func(n int) string { return "一、主要目标\n" + strings.Repeat(clause, n) + "\n" }
		one, many := cost(list(200)), cost(list(200*times))
		if many > one*times*slack {
			t.Errorf("%d times %s: %v, %d times as many %v", 200, clause, one, times, many)
		}
	}
}
