package reuse

import (
	"unicode"
	"unicode/utf8"

	"guihua/extract/wordlist"
)

var formulaWords = wordlist.NewBeginnings(wordlist.Lines(wordlist.Read(vocab, "vocab/formula.txt")))

// isFormula says whether half of the letters of a passage are words of the guiding
// formula.
func isFormula(text string) bool {
	letters, formula := 0, 0
	for len(text) > 0 {
		w := formulaWords.Of(text)
		formula += lettersOf(w)
		letters += lettersOf(w)
		if w == "" {
			r, n := utf8.DecodeRuneInString(text)
			letters += lettersOf(string(r))
			text = text[n:]
		}
		text = text[len(w):]
	}
	return 2*formula >= letters && letters > 0
}

func lettersOf(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
