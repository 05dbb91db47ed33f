package main

import (
	"io"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"guihua/corpus"
)

// readingOptions are the flags that say how documents are read.
type readingOptions struct {
	ocr                  string
	maxSize, maxExpanded int64 // MB
	limits               corpus.Options
}

func (o *readingOptions) addFlags(f *pflag.FlagSet) {
	d := corpus.Defaults
	f.StringVar(&o.ocr, "ocr", string(d.OCR), "recognise characters in scans with tesseract: auto (where a page has no\nreadable text), never or always")
	f.Int64Var(&o.maxSize, "max-size", d.MaxBytes>>20, "refuse files of more than `MB` megabytes")
	f.Int64Var(&o.maxExpanded, "max-expanded", d.MaxExpanded>>20, "refuse compressed files that unfold to more than `MB` megabytes")
	f.IntVar(&o.limits.MaxPages, "max-pages", d.MaxPages, "refuse documents of more than `N` pages")
	f.DurationVar(&o.limits.MaxTime, "max-time", 0, "give a document up after `TIME`, e.g. 90s or 10m (default 3m, and 30s more\nfor each page that goes through OCR)")
}

// options checks the flags.
func (o *readingOptions) options() (corpus.Options, error) {
	opt := o.limits
	opt.OCR = corpus.OCR(o.ocr)
	if !slices.Contains([]corpus.OCR{corpus.OCRAuto, corpus.OCRNever, corpus.OCRAlways}, opt.OCR) {
		return opt, usagef("--ocr %s: must be auto, never or always", o.ocr)
	}
	if o.maxSize < 1 || o.maxExpanded < 1 || opt.MaxPages < 1 || opt.MaxTime < 0 {
		return opt, usagef("--max-size, --max-expanded and --max-pages must be at least 1, --max-time not negative")
	}
	opt.MaxBytes, opt.MaxExpanded = o.maxSize<<20, o.maxExpanded<<20
	return opt, nil
}

// readFile returns the bytes of a file, standard input for stdin, unless they
// are more than the limit.
func readFile(name string, opt corpus.Options) ([]byte, error) {
	f := os.Stdin
	if name != stdin {
		var err error
		if f, err = os.Open(name); err != nil {
			return nil, err
		}
		defer f.Close()
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Mode().IsRegular() {
		if err := opt.TooBig(info.Size()); err != nil {
			return nil, err
		}
	}
	// What is no regular file, or grows, says only at its end how long it is.
	limit := opt.MaxBytes
	if limit <= 0 {
		limit = corpus.Defaults.MaxBytes
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	return b, opt.TooBig(int64(len(b)))
}
