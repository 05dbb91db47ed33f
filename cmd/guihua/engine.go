package main

import (
	"context"
	"runtime"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// An engine is the extractor and the dictionaries it stands on.
type engine struct {
	reading   corpus.Options
	segmenter *segment.Segmenter
	extractor *extract.Extractor
	explains  bool // documents keep the reasons of their records
}

func openEngine(userDicts []string, reading corpus.Options) (*engine, error) {
	s, err := segment.Open(segment.Options{UserDict: userDicts})
	if err != nil {
		return nil, err
	}
	runtime.KeepAlive(ballast)
	return &engine{reading: reading, segmenter: s, extractor: extract.New(s)}, nil
}

func (e *engine) close() { e.segmenter.Close() }

// ballast makes the garbage collector wait until there is something to collect:
// it starts when the memory in use has doubled, and what is in use between two
// documents is next to nothing. It is never written to, so that it takes
// addresses and no memory.
var ballast = make([]byte, 96<<20)

// versions are what documents of the engine depend on; options says which
// flags differ from their defaults.
func (e *engine) versions(options string) batch.Versions {
	return batch.Versions{
		Program:    programVersion(),
		Rules:      rulesVersion(),
		Dictionary: e.segmenter.Version(),
		Options:    options,
	}
}

// document makes a document of the bytes of an input. The dictionaries load in
// the background while the first is read; only one that needs words waits.
func (e *engine) document(ctx context.Context, name string, b []byte) (*extract.Document, error) {
	e.segmenter.Load()
	src, err := e.reading.Open(ctx, name, b)
	if err != nil {
		return nil, err
	}
	run := e.extractor.Extract
	if e.explains {
		run = e.extractor.Explain
	}
	d, err := run(ctx, src)
	// Without its words it would look like a document, and be none. That is
	// no matter of this document.
	if err := e.segmenter.Err(); err != nil {
		return nil, batch.Fatal{Err: err}
	}
	return d, err
}
