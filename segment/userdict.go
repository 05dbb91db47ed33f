package segment

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

//go:embed guihua.dict.txt
var builtin []byte

const builtinName = "guihua.dict.txt"

const (
	lowFreq    = 3          // what most words of jieba's dictionary have
	maxFreq    = 60_000_000 // about the sum of all in jieba's dictionary
	maxWordLen = 64         // code points
	maxTagLen  = 8
)

// An entry is one word of a user dictionary.
type entry struct {
	word string // folded
	freq int    // 0 where none is given
	tag  string
}

// loadEntries returns the words of the built-in user dictionary and of those at
// paths, each word once, in the order of code points.
func loadEntries(paths []string) ([]entry, error) {
	all, err := parseDict(builtinName, builtin)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			errs = append(errs, fmt.Errorf("user dictionary: %w", err))
			continue
		}
		es, err := parseDict(path, data)
		if err != nil {
			errs = append(errs, err)
		}
		all = append(all, es...)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	// Later ones count: sorted stably and backwards, they come first.
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b entry) int { return strings.Compare(a.word, b.word) })
	return slices.CompactFunc(all, func(a, b entry) bool { return a.word == b.word }), nil
}

// parseDict reads a user dictionary: UTF-8 with or without byte order mark, one
// "word tag" or "word frequency tag" per line, separated by spaces or tabs;
// blank lines and lines that begin with # are skipped. Errors begin with
// "name:line: ". name is only used for them.
//
// Nothing that fails here may reach jieba: it takes a frequency without tag for
// the tag, reads a frequency that is no number as 0, which makes a word of
// infinite weight, and a word that is no UTF-8 as an empty one.
func parseDict(name string, data []byte) ([]entry, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var entries []entry
	var errs []error
	n := 0
	for line := range bytes.Lines(data) {
		n++
		e, err := parseLine(strings.TrimRight(string(line), "\r\n"))
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, n, err))
		case e.word != "":
			entries = append(entries, e)
		}
	}
	return entries, errJoin(errs)
}

// parseLine reads one line; a line without a word gives the zero entry.
func parseLine(line string) (entry, error) {
	if !utf8.ValidString(line) {
		return entry{}, errors.New("not UTF-8 (save the file as UTF-8)")
	}
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' })
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return entry{}, nil
	}
	word, freq, tag := fields[0], 0, fields[len(fields)-1]
	switch len(fields) {
	case 1:
		return entry{}, fmt.Errorf("%s: no part-of-speech tag (want: word tag, or: word frequency tag)", quote(word))
	case 2:
	case 3:
		var err error
		if freq, err = strconv.Atoi(fields[1]); err != nil || freq < 1 || freq > maxFreq {
			return entry{}, fmt.Errorf("%s: frequency %s is not a number from 1 to %d (a word cannot contain a space)", quote(word), quote(fields[1]), maxFreq)
		}
	default:
		return entry{}, fmt.Errorf("%s: %d columns, want 2 or 3 (a word cannot contain a space)", quote(word), len(fields))
	}
	if err := checkWord(word); err != nil {
		return entry{}, err
	}
	if err := checkTag(tag); err != nil {
		return entry{}, fmt.Errorf("%s: %w", quote(word), err)
	}
	return entry{fold(word), freq, tag}, nil
}

func checkWord(word string) error {
	if n := utf8.RuneCountInString(word); n > maxWordLen {
		return fmt.Errorf("%s: word of %d characters, at most %d are allowed", quote(word), n, maxWordLen)
	}
	for _, r := range word {
		if blank(r) {
			return fmt.Errorf("%s: word contains white space or an invisible character (%U)", quote(word), r)
		}
		if strings.ContainsRune(separators, r) {
			return fmt.Errorf("%s: word contains %c, at which text is always split", quote(word), r)
		}
	}
	return nil
}

func checkTag(tag string) error {
	for i, r := range tag {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if i >= maxTagLen || !letter && (i == 0 || !isDigit(r)) {
			return fmt.Errorf("%s is not a part-of-speech tag (letters such as n, nt, vn; at most %d)", quote(tag), maxTagLen)
		}
	}
	return nil
}

// quote shows s in an error, cut where it is long.
func quote(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}

// knownFreq returns the frequencies that those entries without one have in dict,
// the content of jieba's dictionary.
func knownFreq(dict []byte, entries []entry) map[string]int {
	known := make(map[string]int, len(entries))
	for _, e := range entries {
		if e.freq == 0 {
			known[e.word] = 0
		}
	}
	for line := range bytes.Lines(dict) {
		word, rest, _ := bytes.Cut(line, []byte(" "))
		if _, ok := known[string(word)]; ok {
			freq, _, _ := bytes.Cut(rest, []byte(" "))
			known[string(word)], _ = strconv.Atoi(string(freq))
		}
	}
	return known
}
