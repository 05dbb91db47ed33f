package segment

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
)

// Sources are the files of this package, for fingerprints.
//
//go:embed *.go jieba/*.go
var Sources embed.FS

//go:embed jieba.dict.utf8.gz
var dictGz []byte

//go:embed hmm_model.utf8.gz
var hmmGz []byte

// gunzip unpacks gz to its size, so that nothing grows on the way.
func gunzip(gz []byte, size int) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Grow(size + bytes.MinRead)
	_, err = io.Copy(&b, r)
	return b.Bytes(), err
}
