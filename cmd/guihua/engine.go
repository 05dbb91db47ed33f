package main

import (
	"context"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// An engine is the extractor and the dictionaries it stands on.
type engine struct {
	reading   corpus.Options
	segmenter *segment.Segmenter
	extractor *extract.Extractor
}

func openEngine(userDicts []string, reading corpus.Options) (*engine, error) {
	s, err := segment.Open(segment.Options{UserDict: userDicts})
	if err != nil {
		return nil, err
	}
	return &engine{reading, s, extract.New(s)}, nil
}

func (e *engine) close() { e.segmenter.Close() }

// A dictionaryError means that no document can be extracted.
type dictionaryError struct{ error }

// document makes a document of the bytes of an input. The dictionaries load in
// the background while the first is read; only one that needs words waits.
func (e *engine) document(ctx context.Context, name string, b []byte) (*extract.Document, error) {
	e.segmenter.Load()
	src, err := e.reading.Open(ctx, name, b)
	if err != nil {
		return nil, err
	}
	d, err := e.extractor.Extract(ctx, src)
	// Without its words it would look like a document, and be none.
	if err := e.segmenter.Err(); err != nil {
		return nil, dictionaryError{err}
	}
	return d, err
}
