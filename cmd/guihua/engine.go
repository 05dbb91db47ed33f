package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// An engine is the extractor and the dictionaries it stands on. These load in
// the background, while the first file is read.
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

// document makes a document of the bytes of an input. A panic is an error of
// this document: a batch goes on.
func (e *engine) document(ctx context.Context, name string, b []byte) (doc *extract.Document, err error) {
	defer func() {
		if v := recover(); v != nil {
			doc, err = nil, fmt.Errorf("internal error: %v in %s (please report)", v, panicSite())
		}
	}()
	src, err := e.reading.Open(ctx, name, b)
	if err != nil {
		return nil, err
	}
	if err := e.segmenter.Wait(); err != nil {
		return nil, dictionaryError{err}
	}
	return e.extractor.Extract(src), nil
}

// panicSite names the function and line that panicked, for bug reports. It
// must be called by the deferred function that recovers.
func panicSite() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf("%s:%d", frame.Function, frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}
