package main

import (
	"strings"
	"testing"

	"guihua/corpus"
)

// A panic in one document is an error that says where, and no more than that.
func TestDocumentPanic(t *testing.T) {
	e, err := openEngine(nil, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	e.extractor = nil
	doc, err := e.document(t.Context(), "a.txt", []byte("云溪市数字经济发展规划\n一、重点任务\n"))
	if doc != nil || err == nil {
		t.Fatalf("got %v, %v", doc, err)
	}
	msg := err.Error()
	for _, want := range []string{"internal error: ", "nil pointer", " in guihua/extract.", "(please report)"} {
		if !strings.Contains(msg, want) {
			t.Errorf("%q does not say %q", msg, want)
		}
	}
}
