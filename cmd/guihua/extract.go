package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"guihua/extract"
)

type extractOptions struct {
	out       string
	lists     []string
	stdinName string
	jobs      int
	userDicts []string
	quiet     bool
	reading   readingOptions
}

func newExtract() *cobra.Command {
	var o extractOptions
	cmd := &cobra.Command{
		Use:   "extract [INPUT…] -o OUT",
		Short: "Extract documents into one JSON file each",
		Long: `Extract reads documents and writes one JSON file per document.

An input is a file, a folder (read with its subfolders; hidden files and the
output folder are left out) or - for standard input. The JSON of
notices/2021/a.txt is OUT/2021/a.txt.json when the folder notices was named,
OUT/a.txt.json when the file itself was. Without -o the JSON of a single document
goes to standard output.

A document that can't be read is reported on standard error and the others go
on. The exit code is 0 when all were read, 2 when something could not be read.`,
		Example: `  guihua extract notices/ -o out/
  guihua extract 规划.pdf 实施方案.txt -o out/ --user-dict 单位简称.txt
  find notices -name '*方案*' | guihua extract --list - -o out/
  guihua extract 通知.txt | jq '.tasks[].title'`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false // the ones most needed first
	f.StringVarP(&o.out, "output", "o", "", "`folder` for the JSON files, made if needed")
	f.StringArrayVar(&o.lists, "list", nil, "read more inputs from `FILE`, one path per line, relative to the\ncurrent folder; # begins a comment line (repeatable, - for standard input)")
	f.StringVar(&o.stdinName, "stdin-name", "stdin", "name of the document on standard input")
	f.IntVarP(&o.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "read `N` documents at the same time")
	f.StringArrayVar(&o.userDicts, "user-dict", nil, "add the words of `FILE` to the dictionary, one per line as\n'word tag' or 'word frequency tag' (repeatable)")
	o.reading.addFlags(f)
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary; errors are still shown")
	return cmd
}

func (o *extractOptions) run(cmd *cobra.Command, args []string) error {
	if o.jobs < 1 {
		return usagef("--jobs must be at least 1")
	}
	reading, err := o.reading.options()
	if err != nil {
		return err
	}
	inputs, err := o.inputs(args)
	if err != nil {
		return err
	}
	if o.out == "" && len(inputs) > 1 {
		return usagef("%d documents need a folder for their JSON: -o OUT", len(inputs))
	}
	if o.out != "" {
		if err := os.MkdirAll(o.out, 0o777); err != nil {
			return fmt.Errorf("%s: %w", o.out, cause(err))
		}
	}

	engine, err := openEngine(o.userDicts, reading)
	if err != nil {
		return err
	}
	defer engine.close()

	sum, err := o.batch(cmd.Context(), engine, inputs)
	if err != nil {
		return err
	}
	if !o.quiet {
		sum.print(os.Stderr)
	}
	if sum.failed > 0 || sum.unread > 0 {
		return exitTrouble
	}
	return nil
}

// batch reads the inputs and reports on them in their order. Its error is one
// that no document can escape; those of single documents are in the summary.
func (o *extractOptions) batch(ctx context.Context, engine *engine, inputs []input) (*summary, error) {
	progress := o.progress(inputs)
	defer progress.end()
	sum := &summary{start: time.Now()}
	// An interrupt begins no more documents and finishes those in hand.
	inHand := context.WithoutCancel(ctx)
	for r := range inOrder(ctx, o.jobs, inputs, func(in input) result { return o.document(inHand, engine, in) }) {
		if err, ok := errors.AsType[dictionaryError](r.err); ok {
			return nil, err
		}
		sum.add(r)
		if r.err != nil {
			progress.say(r.failure())
		}
		progress.step()
	}
	sum.unread = len(inputs) - sum.documents
	return sum, nil
}

// inputs lists the documents to read.
func (o *extractOptions) inputs(args []string) ([]input, error) {
	if !filepath.IsLocal(o.stdinName) {
		return nil, usagef("--stdin-name %q must be a relative path that stays inside the output folder", o.stdinName)
	}
	for _, list := range o.lists {
		names, err := readList(list)
		if err != nil {
			return nil, err
		}
		args = append(args, names...)
	}
	if len(args) == 0 {
		return nil, usagef("no input: name files or folders, - for standard input, or a --list")
	}
	l := inputList{stdinName: o.stdinName, taken: map[string]string{}}
	if o.out != "" {
		// An error means there is nothing there to leave out, or shows itself
		// when the folder is made.
		l.out, _ = os.Stat(o.out)
	}
	for _, name := range args {
		l.named(name)
	}
	return l.inputs, nil
}

// document reads, extracts and writes one document.
func (o *extractOptions) document(ctx context.Context, engine *engine, in input) result {
	b, err := in.read(engine.reading)
	if err != nil {
		return result{name: in.name, err: err}
	}
	doc, err := engine.document(ctx, in.rel, b)
	if err != nil {
		return result{name: in.name, err: err}
	}
	if o.out == "" {
		_, err = os.Stdout.Write(extract.Encode(doc))
	} else {
		err = writeDocument(filepath.Join(o.out, filepath.FromSlash(outputName(in.rel))), doc)
	}
	return result{name: in.name, err: err, counts: countsOf(doc)}
}
