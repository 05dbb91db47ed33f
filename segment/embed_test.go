package segment

import (
	"crypto/sha256"
	"fmt"
	"testing"
)

func TestEmbedded(t *testing.T) {
	for _, f := range []struct {
		gz   []byte
		size int
		sum  string
	}{{dictGz, dictFileSize, dictFileSum}, {hmmGz, hmmFileSize, hmmFileSum}} {
		data, err := gunzip(f.gz, f.size)
		if err != nil || len(data) != f.size || fmt.Sprintf("%x", sha256.Sum256(data)) != f.sum {
			t.Errorf("%d bytes, SHA-256 %s, error %v; want %d bytes, %s", len(data), fmt.Sprintf("%x", sha256.Sum256(data)), err, f.size, f.sum)
		}
	}
}
