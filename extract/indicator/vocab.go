package indicator

import (
	"embed"
	"guihua/extract/wordlist"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed vocab/*.txt
var vocabFiles embed.FS

func lines(name string) []string {
	return wordlist.Lines(wordlist.Read(vocabFiles, "vocab/"+name+".txt"))
}

func wordsOf(name string) func() wordlist.Beginnings {
	return sync.OnceValue(func() wordlist.Beginnings {
		var words []string
		for _, line := range lines(name) {
			for _, w := range strings.Fields(line) {
				words = append(words, fold(w))
			}
		}
		return wordlist.NewBeginnings(words)
	})
}

var (
	lead  = wordsOf("lead")
	heads = wordsOf("heads")
	flows = wordsOf("flows")
	kinds = wordsOf("telling")
)

// equals are forms that are one: form to the one that is shown.
type equals struct {
	shown map[string]string
	forms wordlist.Beginnings
	first wordlist.Beginnings // forms that count only at the beginning
	whole bool                // forms are whole names
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
	e.forms, e.first = wordlist.NewBeginnings(forms), wordlist.NewBeginnings(first)
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
		w := e.forms.Of(name[i:])
		if i == 0 {
			if f := e.first.Of(name); len(f) > len(w) {
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
		words := strings.Fields(before)
		out = append(out, counted{shown: words[0], words: wordlist.Set(words), ends: strings.Fields(after)})
	}
	return out
})
