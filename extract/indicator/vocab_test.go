package indicator

import (
	"strings"
	"testing"
)

// TestEquals: a form stands once, the one that is shown stays as it is, and whole
// names are written as words.txt leaves them, else none is ever found.
func TestEquals(t *testing.T) {
	for _, name := range []string{"words", "names"} {
		seen := map[string]string{}
		e := readEquals(name, name == "names")
		for _, line := range lines(name) {
			for _, form := range strings.Split(line, " = ") {
				form := fold(form)
				if other, ok := seen[form]; ok {
					t.Errorf("%s.txt: %s stands in %q and in %q", name, form, other, line)
				}
				seen[form] = line
				form = strings.TrimPrefix(form, "^")
				if name == "names" && words().replace(form) != form {
					t.Errorf("names.txt: %s comes as %s out of words.txt", form, words().replace(form))
				}
				if shown := e.shown[form]; e.replace(shown) != shown {
					t.Errorf("%s.txt: %s becomes %s", name, shown, e.replace(shown))
				}
			}
		}
	}
}

// TestWordLists: no word stands twice in a list.
func TestWordLists(t *testing.T) {
	for _, name := range []string{"lead", "heads", "flows", "telling"} {
		seen := map[string]bool{}
		for _, line := range lines(name) {
			for _, w := range strings.Fields(line) {
				if seen[w] {
					t.Errorf("%s.txt: %s stands twice", name, w)
				}
				seen[w] = true
			}
		}
	}
	if len(counters()) == 0 {
		t.Error("counters.txt has no line")
	}
}
