package extract

import (
	"embed"
	"sync"

	"guihua/corpus"
	"guihua/segment"
)

//go:embed *.go wordlist/*.go body/*.go body/vocab place/*.go place/vocab quantity/*.go quantity/vocab vocab schema.json
var sources embed.FS

// Version is a short hash (12 hexadecimal digits) over the rules, their
// vocabularies and the code that reads documents and finds words: programs with
// the same one, the same libraries and the same dictionary make the same records
// of a file.
var Version = sync.OnceValue(func() string {
	return corpus.HashSources(sources, corpus.Version(), corpus.HashSources(segment.Sources))
})
