// Package segment splits Chinese text into words with part of speech and offsets.
//
// The work is done by jieba: by its C++ code (gojieba) where cgo is on, else by
// the package segment/jieba, which does the same in Go. Its dictionary and its
// model for unknown words are inside the program; a dictionary of this field,
// guihua.dict.txt, is added to them, and after it any that the user names.
package segment

//go:generate go run gen.go

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"guihua/segment/jieba"
)

// A Word is one word of a text: Text is the code points [Start, End) of it.
// Tag is jieba's part-of-speech tag (ICTCLAS set: n noun, v verb, m numeral …);
// x stands for punctuation, white space and words jieba does not know.
type Word struct {
	Text       string
	Tag        string
	Start, End int
}

// Options say where dictionaries are. The zero value is ready to use.
type Options struct {
	// UserDict are paths of further user dictionaries, in the format of
	// guihua.dict.txt. Where two give the same word the later one counts.
	UserDict []string

	// CacheDir is where jieba's own dictionary (5.6 MB) is unpacked to and
	// found again, because the C++ code only reads files; it is made if need be.
	// Empty means guihua in os.UserCacheDir. Where it cannot be written a
	// temporary directory is used instead, which costs 0.1 s at every start.
	// Without cgo nothing is unpacked.
	CacheDir string
}

// A Segmenter holds one dictionary, loaded when it is first needed: 140 MB with
// cgo, 30 MB without. Open one for the whole process and share it, all its methods
// may be called from several goroutines.
type Segmenter struct {
	version  string
	entries  []entry
	cacheDir string

	begin sync.Once
	there chan struct{} // closed when jieba's files are there, or won't be
	ready chan struct{} // closed when loading has ended, well or not
	temp  bool          // a directory is removed after loading; known when there is closed

	mu     sync.RWMutex // held for reading while jieba works, for writing to free it
	jieba  splitter
	closed bool
	err    error // why loading failed
}

// A splitter is jieba: newJieba makes the one there is in this build.
type splitter interface {
	// Tag returns the words of s, which must be UTF-8, or nothing where it fails.
	Tag(s string) []jieba.Token
	// Add makes word a word, or changes its frequency and part of speech. No
	// other method may be at work.
	Add(word string, freq int, tag string)
	// Whole reports whether word comes out as one.
	Whole(word string) bool
	// Free gives the memory back that the garbage collector doesn't know of.
	Free()
}

// Open checks the user dictionaries and returns, in a few milliseconds. Jieba's
// dictionary is loaded when the first Tag needs it, which then waits for most of a
// second (see Load).
//
// A user dictionary that cannot be read or has malformed lines is an error that
// names file, line and cause (at most ten of them, one per line).
func Open(o Options) (*Segmenter, error) {
	entries, err := loadEntries(o.UserDict)
	if err != nil {
		return nil, err
	}
	return &Segmenter{version: version(entries), entries: entries, cacheDir: o.CacheDir,
		there: make(chan struct{}), ready: make(chan struct{})}, nil
}

// Load begins to load the dictionary, if nobody has, and returns at once: what
// needs words soon calls it before it does something else.
func (s *Segmenter) Load() { s.begin.Do(func() { go s.load() }) }

// load runs once, in its own goroutine.
func (s *Segmenter) load() {
	defer close(s.ready)
	files, err := unpack(s.cacheDir)
	defer files.remove() // jieba reads its files only while it loads
	s.temp = files.temp != ""
	close(s.there)
	var j splitter
	if err == nil {
		j, err = loadWords(files, s.entries)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	if s.closed && j != nil {
		j.Free()
		return
	}
	s.jieba = j
}

// loadWords returns a jieba that knows all words.
func loadWords(files unpacked, entries []entry) (splitter, error) {
	known := make(chan map[string]int, 1)
	go func() { known <- knownFreq(files.dict, entries) }()
	j, err := newJieba(files)
	if err != nil {
		return nil, fmt.Errorf("segment: load dictionary: %w", err)
	}
	addWords(j, entries, <-known)
	return j, nil
}

// addWords adds user words to jieba. A word without a frequency keeps the one it
// has in jieba's dictionary (known), or gets the lowest one; where it would still
// be split when it stands alone, that is raised until it isn't.
func addWords(j splitter, entries []entry, known map[string]int) {
	for _, e := range entries {
		freq := e.freq
		if freq == 0 {
			freq = max(known[e.word], lowFreq)
		}
		j.Add(e.word, freq, e.tag)
	}
	// Only now: what a word is split into depends on all the others.
	for _, e := range entries {
		if e.freq > 0 {
			continue
		}
		for freq := max(known[e.word], lowFreq); freq < maxFreq && !j.Whole(e.word); {
			freq = min(4*freq, maxFreq)
			j.Add(e.word, freq, e.tag)
		}
	}
}

// Wait returns when the dictionary is loaded, which it begins if nobody has. Its
// error means that no text can be split: with cgo the dictionary could be unpacked
// neither to the cache directory nor to a temporary one, or was taken away before
// it was read.
func (s *Segmenter) Wait() error {
	s.Load()
	<-s.ready
	return s.Err()
}

// Err returns the error of Wait, without waiting: nil where the dictionary is not
// loaded yet. After Tag it says whether its words are any.
func (s *Segmenter) Err() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.err
}

// Tag splits text into words. No character is ever lost: the Text of all words
// one after the other is text, Start of the first is 0 and of every other the
// End of the one before. Offsets count code points; a byte that is no valid
// UTF-8 counts as one, as in a range loop. Empty text gives no words.
//
// White space is always a word of its own per character. Full-width digits and
// letters are read as their ASCII forms but stay as they are in Text. A number
// takes a full stop after it along ("1.", "3.5"), a percent sign not.
//
// The first Tag waits until the dictionary is loaded. After Close, or where Err
// gives an error from then on, every character is a word with tag x.
func (s *Segmenter) Tag(text string) []Word {
	if text == "" {
		return nil
	}
	s.Load()
	<-s.ready
	// Jieba's memory must not be freed while it works. The lock also keeps
	// its finalizer away, since it is reached through s.
	s.mu.RLock()
	defer s.mu.RUnlock()
	tag := func(string) []jieba.Token { return nil }
	if s.jieba != nil {
		tag = s.jieba.Tag
	}
	return words(text, tag)
}

// words splits text with tag, or into characters where that gives no words or
// such as are not the text.
func words(text string, tag func(string) []jieba.Token) []Word {
	folded := fold(text) // as many code points as text
	same := folded == text
	res := make([]Word, 0, len(text)/5+1)
	pos, off := 0, 0 // in text: bytes, code points

	add := func(n, size int, tag string) { // n code points, size bytes of folded
		end := pos + size
		if !same {
			end = pos
			for range n {
				_, w := utf8.DecodeRuneInString(text[end:])
				end += w
			}
		}
		res = append(res, Word{Text: text[pos:end], Tag: tag, Start: off, End: off + n})
		pos, off = end, off+n
	}

	for folded != "" {
		chunk := folded[:chunkLen(folded)]
		folded = folded[len(chunk):]
		if tokens := tag(chunk); covers(tokens, chunk) {
			for _, t := range tokens {
				word := chunk[:t.Len]
				chunk = chunk[t.Len:]
				add(utf8.RuneCountInString(word), t.Len, fixTag(word, t.Tag))
			}
			continue
		}
		for i, r := range chunk {
			add(1, sizeAt(chunk, i, r), "x")
		}
	}
	return res
}

// fixTag returns the tag of a word, given jieba's: its rule for numbers and Latin
// letters never looks at words of one character, which all get x.
func fixTag(word, tag string) string {
	if len(word) == 1 && tag == "x" {
		switch c := word[0]; {
		case '0' <= c && c <= '9':
			return "m"
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			return "eng"
		}
	}
	return tag
}

// sizeAt is the number of bytes of the code point r at s[i:], 1 for a bad byte.
func sizeAt(s string, i int, r rune) int {
	if r == utf8.RuneError {
		_, n := utf8.DecodeRuneInString(s[i:])
		return n
	}
	return utf8.RuneLen(r)
}

// covers reports whether tokens, none of them empty, are s from end to end and
// part no character.
func covers(tokens []jieba.Token, s string) bool {
	for _, t := range tokens {
		if t.Len <= 0 || t.Len > len(s) || t.Len < len(s) && !utf8.RuneStart(s[t.Len]) {
			return false
		}
		s = s[t.Len:]
	}
	return s == ""
}

// Close frees the dictionary. It may be called more than once and while others
// are in Tag. It waits neither for loading nor for the memory to be freed, which
// takes a tenth of a second, so that a program can end; only where the dictionary
// had to be unpacked to a temporary directory it waits until that is removed.
func (s *Segmenter) Close() {
	s.begin.Do(func() { // nothing will be loaded any more
		close(s.there)
		close(s.ready)
	})
	s.mu.Lock()
	s.closed = true
	j := s.jieba
	s.jieba = nil
	s.mu.Unlock()
	if j != nil {
		go j.Free()
	}
	// A program that ends now would leave the directory behind.
	if <-s.there; s.temp {
		<-s.ready
	}
}

// Version is a short hash (12 hexadecimal digits) over all dictionaries in use:
// jieba's, the built-in user dictionary and those of Options, and over Name.
// Comments, order and line endings of user dictionaries don't count.
func (s *Segmenter) Version() string { return s.version }

func version(entries []entry) string {
	h := sha256.New()
	fmt.Fprintln(h, Name, dictFileSum, hmmFileSum)
	for _, e := range entries {
		fmt.Fprintln(h, e.word, e.freq, e.tag)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6])
}

// errJoin is errors.Join of at most ten errors.
func errJoin(errs []error) error {
	const most = 10
	if n := len(errs) - most; n > 0 {
		errs = append(errs[:most:most], fmt.Errorf("and %d more malformed lines", n))
	}
	return errors.Join(errs...)
}
