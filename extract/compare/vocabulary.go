package compare

import (
	"embed"
	"strings"
	"sync"

	"guihua/extract/wordlist"
)

//go:embed vocab
var vocabFiles embed.FS

// A vocabulary is what vocab/words.txt has, by the kind of word.
type vocabulary struct {
	kinds map[string]map[string]bool
	ends  map[string][]string // bodies, facilities and slogan, the longest first
}

func (v *vocabulary) is(kind, word string) bool { return v.kinds[kind][word] }

// endsAs says whether word ends as those of a kind do.
func (v *vocabulary) endsAs(kind, word string) bool {
	for _, e := range v.ends[kind] {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{kinds: map[string]map[string]bool{}, ends: map[string][]string{}}
	for _, line := range wordlist.Lines(wordlist.Read(vocabFiles, "vocab/words.txt")) {
		kind, list, _ := strings.Cut(line, ":")
		v.kinds[kind] = wordlist.Set(strings.Fields(list))
		v.ends[kind] = wordlist.LongestFirst(strings.Fields(list))
	}
	return v
})
