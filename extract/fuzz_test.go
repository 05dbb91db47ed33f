package extract_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guihua/extract"
	"guihua/segment"
)

// FuzzExtract takes any text: no panic, every span grounded, every character
// accounted for. The words of the segmenter do not matter to that; without
// them it is many times as fast. Seeds are the cases.
func FuzzExtract(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil || len(paths) == 0 {
		f.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		cases, err := archiveCases(a)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range cases {
			f.Add(c.text)
		}
	}
	x := extract.New(noWords{})
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return // a sentence of thousands of numbers takes seconds
		}
		text = strings.ToValidUTF8(text, "�")
		// Open ends a line at each of these, so none is inside one.
		text = strings.NewReplacer("\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
		checkPromises(t, extracted(t, x, openText(text)))
	})
}

// noWords is a Tagger that finds no words.
type noWords struct{}

func (noWords) Tag(string) []segment.Word { return nil }
