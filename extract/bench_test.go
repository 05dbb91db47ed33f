package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// benchSources opens the texts and PDFs of the folders, of folders with real
// documents only the texts; bytes is the length of their text.
func benchSources(b *testing.B, exts string, dirs ...string) (sources []*corpus.Source, bytes int64) {
	b.Helper()
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			b.Skipf("no documents: %v", err)
		}
		for _, e := range entries {
			if ext := filepath.Ext(e.Name()); ext == "" || !strings.Contains(exts, ext) {
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
	}
	if len(sources) == 0 {
		b.Fatalf("no documents in %s", dirs)
	}
	return sources, bytes
}

// BenchmarkExtract extracts all samples one after the other; opening them is
// not counted, Clean is. "words" asks the segmenter, "no words" has none.
// Samples have a target or a clause in every second sentence.
func BenchmarkExtract(b *testing.B) {
	sources, bytes := benchSources(b, ".txt .pdf", filepath.Join("..", "corpus", "samples"))
	benchmark(b, sources, bytes)
}

// BenchmarkExtractReal does the same with real texts.
func BenchmarkExtractReal(b *testing.B) {
	sources, bytes := realTexts(b)
	benchmark(b, sources, bytes)
}

// realTexts opens the texts among the real documents.
func realTexts(b *testing.B) (sources []*corpus.Source, bytes int64) {
	b.Helper()
	shared := os.Getenv("GUIHUA_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	return benchSources(b, ".txt", filepath.Join(shared, "corpus"), filepath.Join(shared, "wild"))
}

func benchmark(b *testing.B, sources []*corpus.Source, bytes int64) {
	withWords, err := extractor()
	if err != nil {
		b.Fatal(err)
	}
	for _, with := range []struct {
		name string
		f    func(*corpus.Source)
	}{
		{"words", func(s *corpus.Source) { extracted(b, withWords, s) }},
		{"no words", func(s *corpus.Source) { extracted(b, withoutWords, s) }},
		{"clean only", func(s *corpus.Source) { corpus.Clean(b.Context(), s) }},
	} {
		b.Run(with.name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			with.f(sources[0]) // loads the dictionary
			for b.Loop() {
				for _, src := range sources {
					with.f(src)
				}
			}
		})
	}
}

// BenchmarkWordsAgainstJieba extracts real texts with words, cleaning included,
// and tags the words of their clean text with the segmenter alone, in turns:
// ratio is the segmenter's time over that of the extraction. It is above 1 where
// the rules ask for few words.
func BenchmarkWordsAgainstJieba(b *testing.B) {
	x, err := extractor()
	if err != nil {
		b.Fatal(err)
	}
	tagger, err := segment.Open(segment.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer tagger.Close()
	if err := tagger.Wait(); err != nil {
		b.Fatal(err)
	}
	sources, bytes := realTexts(b)
	extracted(b, x, sources[0]) // loads the dictionary
	b.SetBytes(bytes)
	var words, all time.Duration
	for b.Loop() {
		for _, src := range sources {
			start := time.Now()
			d := extracted(b, x, src)
			done := time.Now()
			tagger.Tag(d.Text)
			all, words = all+done.Sub(start), words+time.Since(done)
		}
	}
	b.ReportMetric(words.Seconds()/all.Seconds(), "ratio")
}

// BenchmarkLength extracts a sample again and again as one document of the length
// given, without words: the MB/s must not fall.
func BenchmarkLength(b *testing.B) {
	sample, err := os.ReadFile(filepath.Join("..", "corpus", "samples", "yihang-shishi-fangan.txt"))
	if err != nil {
		b.Fatal(err)
	}
	for _, length := range []struct {
		name  string
		bytes int
	}{{"10 KB", 10e3}, {"100 KB", 100e3}, {"1 MB", 1e6}, {"5 MB", 5e6}} {
		b.Run(length.name, func(b *testing.B) {
			text := strings.Repeat(string(sample), length.bytes/len(sample)+1)[:length.bytes]
			src, err := corpus.Open("long.txt", []byte(strings.ToValidUTF8(text, "")))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(length.bytes))
			for b.Loop() {
				extracted(b, withoutWords, src)
			}
		})
	}
}

var withoutWords = extract.New(noWords{})
