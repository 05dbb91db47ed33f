// Package segment splits Chinese text into words with part of speech and offsets.
package segment

// A Word is one word of a text: Text is the code points [Start, End) of it.
// Tag is jieba's part-of-speech tag (ICTCLAS set: n noun, v verb, m numeral …).
type Word struct {
	Text       string
	Tag        string
	Start, End int
}
