package extract

import (
	"embed"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"guihua/extract/wordlist"
)

//go:embed vocab/*.txt
var vocabFiles embed.FS

// A vocabulary is the word lists the rules share. They live in vocab/*.txt,
// words parted by blanks, # before a comment.
type vocabulary struct {
	unitEnds endings  // of the names of bodies
	adverbs  []string // words around what is counted, for prefixOf
	verbs    []string // verbs of doing that precede what is counted, for prefixOf
	words    []string // goals in words: 稳步增长, 全省前列, longest first
	goals    []string // the same, for prefixOf
}

var loadVocabulary = sync.OnceValue(func() *vocabulary {
	return &vocabulary{
		unitEnds: newEndings(wordList("units")),
		adverbs:  byBeginning(wordList("adverbs")),
		verbs:    byBeginning(wordList("verbs")),
		words:    wordlist.LongestFirst(wordList("goals")),
		goals:    byBeginning(wordList("goals")),
	}
})

func wordList(name string) []string {
	return wordlist.Words(wordlist.Read(vocabFiles, "vocab/"+name+".txt"))
}

// byBeginning puts words in the order prefixOf reads: words that begin with one
// character together, the longest of them first.
func byBeginning(words []string) []string {
	wordlist.LongestFirst(words)
	sort.SliceStable(words, func(i, j int) bool { return beginning(words[i]) < beginning(words[j]) })
	return words
}

func beginning(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// prefixOf returns the longest word of list that rs begins with at i, "" if
// none does. list is in the order of byBeginning.
func prefixOf(list []string, rs []rune, i int) string {
	if i >= len(rs) {
		return ""
	}
	at := sort.Search(len(list), func(k int) bool { return beginning(list[k]) >= rs[i] })
	for _, w := range list[at:] {
		if beginning(w) != rs[i] {
			break
		}
		if beginsWith(rs[i:], w) {
			return w
		}
	}
	return ""
}

func beginsWith(rs []rune, w string) bool {
	k := 0
	for _, r := range w {
		if k >= len(rs) || rs[k] != r {
			return false
		}
		k++
	}
	return true
}

// endings are ends of words, by their last character.
type endings map[rune][]string

func newEndings(words []string) endings {
	e := endings{}
	for _, w := range words {
		r, _ := utf8.DecodeLastRuneInString(w)
		e[r] = append(e[r], w)
	}
	return e
}

// of says whether s ends with one of e.
func (e endings) of(s string) bool { return e.end(s) != "" }

// end is the one of e that s ends with, the first of several; "" for none.
func (e endings) end(s string) string {
	r, _ := utf8.DecodeLastRuneInString(s)
	for _, w := range e[r] {
		if strings.HasSuffix(s, w) {
			return w
		}
	}
	return ""
}
