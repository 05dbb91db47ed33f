// Package segment splits Chinese text into words with part of speech and offsets.
//
// The work is done by jieba (the C++ code of gojieba, so cgo is needed). Its
// dictionary and its model for unknown words are inside the program and are
// unpacked into a cache directory; a dictionary of this field, guihua.dict.txt,
// is added to them, and after it any that the user names.
package segment

//go:generate go run gen.go

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yanyiwu/gojieba"
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
	// found again; it is made if need be. Empty means guihua in
	// os.UserCacheDir. Where it cannot be written a temporary directory is
	// used instead, which costs 0.1 s at every start.
	CacheDir string
}

// A Segmenter holds one loaded dictionary, about 140 MB: open one for the whole
// process and share it, all its methods may be called from several goroutines.
type Segmenter struct {
	version string
	ready   chan struct{} // closed when loading has ended, well or not

	mu     sync.RWMutex // held for reading while jieba works, for writing to free it
	jieba  *gojieba.Jieba
	closed bool
	err    error  // why loading failed
	temp   string // directory to remove after loading
}

// Open checks the user dictionaries, unpacks jieba's own where that was not yet
// done, and returns. The dictionary is then loaded in the background, which
// takes most of a second; the first Tag waits for it.
//
// A user dictionary that cannot be read or has malformed lines is an error that
// names file, line and cause (at most ten of them, one per line), and so is a
// jieba dictionary that can be unpacked neither to the cache directory nor to a
// temporary one.
func Open(o Options) (*Segmenter, error) {
	entries, err := loadEntries(o.UserDict)
	if err != nil {
		return nil, err
	}
	files, err := unpack(o.CacheDir)
	if err != nil {
		return nil, err
	}
	s := &Segmenter{version: version(entries), ready: make(chan struct{}), temp: files.temp}
	go s.load(files, entries)
	return s, nil
}

// load runs once, in its own goroutine.
func (s *Segmenter) load(files unpacked, entries []entry) {
	defer close(s.ready)
	jieba, err := newJieba(files)
	if files.temp != "" {
		os.RemoveAll(files.temp) // jieba reads its files only while it loads
	}
	if err == nil {
		addWords(jieba, entries, files.dict)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	if s.closed && jieba != nil {
		jieba.Free()
		return
	}
	s.jieba = jieba
}

// newJieba hands jieba the files, which must have been verified just before:
// what jieba does about damaged ones is to abort the process.
func newJieba(files unpacked) (j *gojieba.Jieba, err error) {
	defer func() {
		// gojieba panics where a file has gone since.
		if p := recover(); p != nil {
			err = fmt.Errorf("segment: load dictionary: %v", p)
		}
	}()
	// No path may be left out: gojieba would put one in its place that was
	// compiled in and is only right on the machine that built the program.
	// User words are added afterwards, not by file: jieba would split the
	// name of that file at | and ; and abort when it finds no such files.
	return gojieba.NewJieba(files.dictPath, files.hmmPath, os.DevNull, files.linePath, files.linePath), nil
}

// addWords adds user words to jieba. A word without a frequency keeps the one it
// has in jieba's dictionary, or gets the lowest one; where it would still be
// split when it stands alone, that is raised until it isn't.
func addWords(j *gojieba.Jieba, entries []entry, dict []byte) {
	known := knownFreq(dict, entries)
	for _, e := range entries {
		freq := e.freq
		if freq == 0 {
			freq = max(known[e.word], lowFreq)
		}
		j.AddWordEx(e.word, freq, e.tag)
	}
	// Only now: what a word is split into depends on all the others.
	for _, e := range entries {
		if e.freq > 0 {
			continue
		}
		for freq := max(known[e.word], lowFreq); freq < maxFreq && len(j.Cut(e.word, true)) != 1; {
			freq = min(4*freq, maxFreq)
			j.AddWordEx(e.word, freq, e.tag)
		}
	}
}

// Wait returns when the dictionary is loaded. Its error, the only one after a
// good Open, means that the unpacked files were taken away in between.
func (s *Segmenter) Wait() error {
	<-s.ready
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
// After Close, or where Wait gives an error, every character is a word with tag
// x.
func (s *Segmenter) Tag(text string) []Word {
	if text == "" {
		return nil
	}
	<-s.ready
	// Jieba's memory must not be freed while it works. The lock also keeps
	// its finalizer away, since it is reached through s.
	s.mu.RLock()
	defer s.mu.RUnlock()
	var tag func(string) []string
	if s.jieba != nil {
		tag = s.jieba.Tag
	}
	return words(text, tag)
}

// words splits text with tag, which returns "word/tag" strings, or into
// characters where tag is nil.
func words(text string, tag func(string) []string) []Word {
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
		if tagged := tag; tagged != nil {
			if ws := tagged(chunk); covers(ws, chunk) {
				for _, wt := range ws {
					slash := strings.LastIndexByte(wt, '/')
					add(utf8.RuneCountInString(wt[:slash]), slash, fixTag(wt[:slash], wt[slash+1:]))
				}
				continue
			}
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

// covers reports whether the words of tagged, "word/tag" each and none empty,
// are s when joined.
func covers(tagged []string, s string) bool {
	for _, wt := range tagged {
		slash := strings.LastIndexByte(wt, '/')
		if slash <= 0 || !strings.HasPrefix(s, wt[:slash]) {
			return false
		}
		s = s[slash:]
	}
	return s == ""
}

// Close frees the dictionary. It may be called more than once and while others
// are in Tag; it does not wait for loading.
func (s *Segmenter) Close() {
	s.mu.Lock()
	s.closed = true
	jieba := s.jieba
	s.jieba = nil
	s.mu.Unlock()
	if jieba != nil {
		jieba.Free()
	}
	if s.temp != "" {
		<-s.ready // a process that ends now would leave the directory behind
	}
}

// Version is a short hash (12 hexadecimal digits) over all dictionaries in use:
// jieba's, the built-in user dictionary and those of Options. Comments, order and
// line endings of user dictionaries don't count.
func (s *Segmenter) Version() string { return s.version }

func version(entries []entry) string {
	h := sha256.New()
	fmt.Fprintln(h, jiebaVersion, dictFileSum, hmmFileSum)
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
