//go:build !cgo

package segment

import "guihua/segment/jieba"

// Name says what splits text into words.
const Name = "pure Go (dictionary of gojieba " + jiebaVersion + ")"

// unpacked is what jieba reads. There are no files here.
type unpacked struct {
	dict, hmm []byte
	temp      string // always empty
}

func (unpacked) remove() {}

func unpack(string) (u unpacked, err error) {
	if u.dict, err = gunzip(dictGz, dictFileSize); err == nil {
		u.hmm, err = gunzip(hmmGz, hmmFileSize)
	}
	return u, err
}

func newJieba(u unpacked) (splitter, error) {
	j, err := jieba.New(u.dict, u.hmm)
	if err != nil {
		return nil, err
	}
	return pure{j}, nil
}

type pure struct{ *jieba.Jieba }

func (pure) Free() {}
