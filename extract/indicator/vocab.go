package indicator

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed vocab/*.txt
var vocabFiles embed.FS

// lines are the lines of a word list that are no comments.
func lines(name string) []string {
	b, err := vocabFiles.ReadFile("vocab/" + name + ".txt")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// A wordSet finds the longest of its words that a text begins with.
type wordSet map[rune][]string

func newWordSet(words []string) wordSet {
	s := wordSet{}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		s[r] = append(s[r], w)
	}
	for _, list := range s {
		slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return s
}

func (s wordSet) prefix(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	for _, w := range s[r] {
		if strings.HasPrefix(text, w) {
			return w
		}
	}
	return ""
}

func (s wordSet) begins(text string) bool { return s.prefix(text) != "" }

func wordSetOf(name string) func() wordSet {
	return sync.OnceValue(func() wordSet {
		var words []string
		for _, line := range lines(name) {
			for _, w := range strings.Fields(line) {
				words = append(words, fold(w))
			}
		}
		return newWordSet(words)
	})
}

var (
	lead  = wordSetOf("lead")
	heads = wordSetOf("heads")
	flows = wordSetOf("flows")
	kinds = wordSetOf("telling")
)

// equals are forms that are one: form to the one that is shown.
type equals struct {
	shown map[string]string
	forms wordSet
	first wordSet // forms that count only at the beginning
	whole bool    // forms are whole names
}

// readEquals reads a list of equals: shown = form = form.
func readEquals(name string, whole bool) *equals {
	e := &equals{shown: map[string]string{}, whole: whole}
	var forms, first []string
	for _, line := range lines(name) {
		parts := strings.Split(line, " = ")
		to, _ := strings.CutPrefix(fold(parts[0]), "^")
		for _, form := range parts {
			form, begin := strings.CutPrefix(fold(form), "^")
			e.shown[form] = to
			if begin {
				first = append(first, form)
			} else {
				forms = append(forms, form)
			}
		}
	}
	e.forms, e.first = newWordSet(forms), newWordSet(first)
	return e
}

// replace gives name the forms that are shown.
func (e *equals) replace(name string) string {
	if e.whole {
		if to, ok := e.shown[name]; ok {
			return to
		}
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		w := e.forms.prefix(name[i:])
		if i == 0 {
			if f := e.first.prefix(name); len(f) > len(w) {
				w = f
			}
		}
		if w == "" {
			_, n := utf8.DecodeRuneInString(name[i:])
			w = name[i : i+n]
			b.WriteString(w)
		} else {
			b.WriteString(e.shown[w])
		}
		i += len(w)
	}
	return b.String()
}

var (
	words = sync.OnceValue(func() *equals { return readEquals("words", false) })
	names = sync.OnceValue(func() *equals { return readEquals("names", true) })
)

// A counted is a line of counters.txt.
type counted struct {
	shown string
	words map[string]bool
	ends  []string
}

var counters = sync.OnceValue(func() []counted {
	var out []counted
	for _, line := range lines("counters") {
		before, after, ok := strings.Cut(line, " : ")
		if !ok {
			panic("vocab/counters.txt: no : in " + line) // embedded: its test says so first
		}
		c := counted{words: map[string]bool{}, ends: strings.Fields(after)}
		for _, w := range strings.Fields(before) {
			c.words[w] = true
		}
		c.shown = strings.Fields(before)[0]
		out = append(out, c)
	}
	return out
})
