package reuse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/extract/wordlist"
)

var (
	formulaList  = wordlist.Lines(wordlist.Read(vocab, "vocab/formula_names.txt"))
	formulaNames = wordlist.NewBeginnings(formulaList)
	formulaWords = wordlist.NewBeginnings(append(wordlist.Lines(wordlist.Read(vocab, "vocab/formula.txt")), formulaList...))
)

// A formulaClause is words of a passage up to a mark.
type formulaClause struct {
	letters, formula int  // formula are those of words of the formula
	names            int  // what it names of the formula
	means            bool // 以…为…: it goes on with the formula where that stands around it
}

// isFormula says whether half of the letters of a passage belong to the guiding
// formula. Where a sentence names two things of it and more, the clauses that name one
// belong to it as a whole, one clause between two of them, and those of the form
// 以高质量发展为主题. In other sentences, its words.
func isFormula(text string) bool {
	letters, formula := 0, 0
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。！？!?；;\n", r) }) {
		var clauses []formulaClause
		named := map[string]bool{}
		for _, s := range strings.FieldsFunc(sentence, func(r rune) bool { return strings.ContainsRune("，,：:", r) }) {
			clauses = append(clauses, readFormula(s, named))
		}
		for i, c := range clauses {
			letters += c.letters
			between := i > 0 && i+1 < len(clauses) && clauses[i-1].names > 0 && clauses[i+1].names > 0
			if len(named) >= 2 && (c.names > 0 || c.means || between) {
				formula += c.letters
			} else {
				formula += c.formula
			}
		}
	}
	return 2*formula >= letters && letters > 0
}

// readFormula counts a clause, and adds what it names to named.
func readFormula(s string, named map[string]bool) formulaClause {
	var c formulaClause
	_, behind, begins := strings.Cut(s, "以")
	c.means = begins && strings.HasPrefix(strings.TrimPrefix(s, "坚持"), "以") && strings.Contains(behind, "为")
	for len(s) > 0 {
		if name := formulaNames.Of(s); name != "" {
			named[name] = true
			c.names++
		}
		w := formulaWords.Of(s)
		if w == "" {
			r, n := utf8.DecodeRuneInString(s)
			c.letters += lettersOf(string(r))
			s = s[n:]
			continue
		}
		c.letters += lettersOf(w)
		c.formula += lettersOf(w)
		s = s[len(w):]
	}
	return c
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
