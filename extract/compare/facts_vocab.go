package compare

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"guihua/extract/wordlist"
)

//go:embed vocab/ratios.txt vocab/groups.txt vocab/ranks.txt vocab/trends.txt vocab/towards.txt vocab/wider.txt vocab/managed.tsv
var factFiles embed.FS

// A factWords is the vocabulary of targets and units, each list explained at the
// head of its file.
type factWords struct {
	ratioUnits, countUnits map[string]bool
	ratioBegins, ratioEnds []string
	groups, ranks          [][]string
	trends, towards        map[string][]string // up, down
	wider                  []string
	managed                map[string]string // the central body that manages another
}

var facts = sync.OnceValue(func() *factWords {
	rows := func(name string) map[string][]string {
		out := map[string][]string{}
		for _, row := range wordlist.Rows(wordlist.Read(factFiles, "vocab/"+name)) {
			out[row[0]] = wordlist.LongestFirst(strings.Fields(row[1]))
		}
		return out
	}
	lines := func(name string) (out [][]string) {
		for _, line := range wordlist.Lines(wordlist.Read(factFiles, "vocab/"+name)) {
			out = append(out, wordlist.LongestFirst(strings.Fields(line)))
		}
		return out
	}
	ratios := rows("ratios.txt")
	managed := map[string]string{}
	for _, row := range wordlist.Rows(wordlist.Read(factFiles, "vocab/managed.tsv")) {
		managed[row[0]] = row[1]
	}
	return &factWords{
		managed:    managed,
		ratioUnits: wordlist.Set(ratios["unit"]), countUnits: wordlist.Set(ratios["count"]), ratioBegins: ratios["begins"], ratioEnds: ratios["ends"],
		groups: lines("groups.txt"), ranks: lines("ranks.txt"),
		trends: rows("trends.txt"), towards: rows("towards.txt"),
		wider: wordlist.Words(wordlist.Read(factFiles, "vocab/wider.txt")),
	}
})

func hasSuffixOf(s string, ends []string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(s, e) })
}

func hasPrefixOf(s string, starts []string) bool {
	return slices.ContainsFunc(starts, func(b string) bool { return strings.HasPrefix(s, b) })
}

func containsOf(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
