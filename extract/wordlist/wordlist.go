// Package wordlist reads the vocabulary of the rules: text files that people
// edit, embedded in the program. A line that begins with # is a comment.
package wordlist

import (
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// Read is the text of a file that is embedded, and so can't be missing.
func Read(files fs.FS, name string) string {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Lines are the lines of a file that hold something, without white space around
// them.
func Lines(file string) []string {
	var out []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// Words are the words of a file, parted by white space.
func Words(file string) []string {
	var out []string
	for _, line := range Lines(file) {
		out = append(out, strings.Fields(line)...)
	}
	return out
}

// Rows are the lines of a file, each parted at its tabs.
func Rows(file string) [][]string {
	var out [][]string
	for _, line := range Lines(file) {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

// Set says of every word that it is among words.
func Set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// LongestFirst sorts words by their length; those of one length stay in order.
func LongestFirst(words []string) []string {
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

// Beginnings are words by their first character, the longest first.
type Beginnings map[rune][]string

// NewBeginnings returns the beginnings that words are.
func NewBeginnings(words []string) Beginnings {
	b := Beginnings{}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b[r] = append(b[r], w)
	}
	for _, list := range b {
		LongestFirst(list)
	}
	return b
}

// Of is the longest of the words that text begins with, "" where it begins with
// none.
func (b Beginnings) Of(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	for _, w := range b[r] {
		if strings.HasPrefix(text, w) {
			return w
		}
	}
	return ""
}

// Ends says whether text ends with one of the words.
func (b Beginnings) Ends(text string) bool {
	for i, r := range text {
		if slices.Contains(b[r], text[i:]) {
			return true
		}
	}
	return false
}
