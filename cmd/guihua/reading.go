package main

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"guihua/corpus"
)

// readingOptions are the flags that say how documents are read.
type readingOptions struct {
	ocr                  string
	maxSize, maxExpanded int64 // MB
	limits               corpus.Options
	flags                *pflag.FlagSet // these alone
}

func (o *readingOptions) addFlags(to *pflag.FlagSet) {
	d := corpus.Defaults
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.SortFlags = false
	f.StringVar(&o.ocr, "ocr", string(d.OCR), "recognise characters in scans with tesseract: auto (where a page has no\nreadable text), never or always")
	f.Int64Var(&o.maxSize, "max-size", d.MaxBytes>>20, "refuse files of more than `MB` megabytes")
	f.Int64Var(&o.maxExpanded, "max-expanded", d.MaxExpanded>>20, "refuse compressed files that unfold to more than `MB` megabytes")
	f.IntVar(&o.limits.MaxPages, "max-pages", d.MaxPages, "refuse documents of more than `N` pages")
	f.DurationVar(&o.limits.MaxTime, "max-time", 0, "give a document up after `TIME`, e.g. 90s or 10m (default 3m, and 30s more\nfor each page that goes through OCR)")
	to.AddFlagSet(f)
	o.flags = f
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

// changed names the flags that are not at their defaults: documents read with
// others may have come out differently.
func (o *readingOptions) changed() string {
	var all []string
	o.flags.VisitAll(func(f *pflag.Flag) {
		if f.Value.String() != f.DefValue {
			all = append(all, "--"+f.Name+" "+f.Value.String())
		}
	})
	return strings.Join(all, " ")
}
