package extract_test

import (
	"os"
	"path/filepath"
	"testing"

	"guihua/corpus"
	"guihua/extract"
)

// benchSources opens the samples; bytes is the length of their text.
func benchSources(b *testing.B) (sources []*corpus.Source, bytes int64) {
	b.Helper()
	dir := filepath.Join("..", "corpus", "samples")
	entries, err := os.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); ext != ".txt" && ext != ".pdf" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			b.Fatal(err)
		}
		src, err := corpus.Open(e.Name(), data)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, src)
		for _, l := range src.Lines {
			bytes += int64(len(l.Text)) + 1
		}
	}
	if len(sources) == 0 {
		b.Fatalf("no samples in %s", dir)
	}
	return sources, bytes
}

// BenchmarkExtract extracts all samples one after the other; opening them is
// not counted, Clean is. "words" asks the segmenter, "no words" has none.
func BenchmarkExtract(b *testing.B) {
	withWords, err := extractor()
	if err != nil {
		b.Fatal(err)
	}
	sources, bytes := benchSources(b)
	for _, with := range []struct {
		name string
		x    *extract.Extractor
	}{{"words", withWords}, {"no words", extract.New(noWords{})}} {
		b.Run(with.name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				for _, src := range sources {
					with.x.Extract(src)
				}
			}
		})
	}
	b.Run("clean only", func(b *testing.B) {
		b.SetBytes(bytes)
		b.ReportAllocs()
		for b.Loop() {
			for _, src := range sources {
				corpus.Clean(src)
			}
		}
	})
}
