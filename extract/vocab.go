package extract

import (
	"embed"
	"sort"
	"strings"
	"sync"
)

//go:embed vocab/*.txt
var vocabFiles embed.FS

// A vocabulary is the word lists the rules share. They live in vocab/*.txt,
// words parted by blanks, # before a comment.
type vocabulary struct {
	unitEnds []string // ends of the names of bodies
	adverbs  []string // words around what is counted, longest first
	verbs    []string // verbs of doing that precede what is counted, longest first
	words    []string // goals in words: 稳步增长, 全省前列, longest first
}

var loadVocabulary = sync.OnceValue(func() *vocabulary {
	return &vocabulary{
		unitEnds: wordList("units"),
		adverbs:  longestFirst(wordList("adverbs")),
		verbs:    longestFirst(wordList("verbs")),
		words:    longestFirst(wordList("goals")),
	}
})

func wordList(name string) []string {
	b, err := vocabFiles.ReadFile("vocab/" + name + ".txt")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.Fields(line)...)
		}
	}
	return out
}

func longestFirst(words []string) []string {
	sort.SliceStable(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
	return words
}

// prefixOf returns the word of list that rs begins with at i, "" if none does.
// list is longest first.
func prefixOf(list []string, rs []rune, i int) string {
	for _, w := range list {
		k := i
		ok := true
		for _, r := range w {
			if k >= len(rs) || rs[k] != r {
				ok = false
				break
			}
			k++
		}
		if ok {
			return w
		}
	}
	return ""
}
