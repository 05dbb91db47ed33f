//go:build cgo

package segment

import (
	"fmt"
	"os"
	"strings"

	"github.com/yanyiwu/gojieba"

	"guihua/segment/jieba"
)

// Name says what splits text into words.
const Name = "gojieba " + jiebaVersion + " (C++)"

// newJieba hands jieba the files, which must have been verified just before:
// what jieba does about damaged ones is to abort the process.
func newJieba(files unpacked) (s splitter, err error) {
	defer func() {
		// gojieba panics where a file has gone since.
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	// No path may be left out: gojieba would put one in its place that was
	// compiled in and is only right on the machine that built the program.
	// User words are added afterwards, not by file: jieba would split the
	// name of that file at | and ; and abort when it finds no such files.
	return cpp{gojieba.NewJieba(files.dictPath, files.hmmPath, os.DevNull, files.linePath, files.linePath)}, nil
}

// cpp is the C++ code.
type cpp struct{ *gojieba.Jieba }

func (c cpp) Tag(s string) []jieba.Token            { return tokens(c.Jieba.Tag(s), s) }
func (c cpp) Add(word string, freq int, tag string) { c.AddWordEx(word, freq, tag) }
func (c cpp) Whole(word string) bool                { return len(c.Cut(word, true)) == 1 }

// tokens returns nothing unless the words of tagged, "word/tag" each and none
// empty, are s when joined.
func tokens(tagged []string, s string) []jieba.Token {
	res := make([]jieba.Token, 0, len(tagged))
	for _, wt := range tagged {
		slash := strings.LastIndexByte(wt, '/')
		if slash <= 0 || !strings.HasPrefix(s, wt[:slash]) {
			return nil
		}
		res = append(res, jieba.Token{Len: slash, Tag: wt[slash+1:]})
		s = s[slash:]
	}
	if s != "" {
		return nil
	}
	return res
}
