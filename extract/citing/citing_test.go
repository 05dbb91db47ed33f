package citing

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestHow reads testdata/cases.txt: words, a title they cite, the verb, the
// relation and the kind of the title, - for none.
func TestHow(t *testing.T) {
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for k, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		before, _, ok := strings.Cut(f[0], "《"+f[1]+"》")
		if len(f) != 5 || !ok {
			t.Fatalf("line %d: %q", k+1, line)
		}
		n++
		start := utf8.RuneCountInString(before) + 1
		verb, relation := How([]rune(f[0]), [2]int{start, start + utf8.RuneCountInString(f[1])})
		got, want := verb+"|"+relation+"|"+Kind(f[1]), strings.ReplaceAll(f[2]+"|"+f[3]+"|"+f[4], "-", "")
		if got != want {
			t.Errorf("line %d: %s\n\tgot  %s\n\twant %s", k+1, f[0], got, want)
		}
	}
	if n < 40 {
		t.Errorf("only %d cases", n)
	}
}
