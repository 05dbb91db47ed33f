package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
)

type extractOptions struct {
	out       string
	lines     string
	lists     []string
	stdinName string
	jobs      int
	userDicts []string
	quiet     bool
	explain   string
	reading   readingOptions

	force, retryFailed, prune bool
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

OUT/manifest.jsonl says what became of every input. A second run does only what
is new or has changed, or was made by another version of guihua; documents that
failed are tried again when they have changed, or with --retry-failed. Inputs
that are no longer there are reported; their outputs stay unless --prune is given.
What people have corrected (guihua apply) is put into effect again, and what no
longer fits is told of.

A document that can't be read is reported on standard error, in the manifest and
in OUT/failures.tsv, and the others go on. Ctrl-C lets the documents in hand
finish, a second one stops at once; either way nothing is left half-written, and
the next run goes on from there.

With --explain ID nothing is written: why a record of one document is what it is
is printed, step by step, with the rule that decided and the words that were its
evidence. ID is a place as in the JSON (一/（二）, 专栏1/2, 表1/3: everything there),
the number of a record in its list (targets/12, from 1) or notice. It is about the program's own reading, whatever
corrections say. --explain all
keeps the reasons of every record in the JSON, where guihua report shows them;
--explain rules prints the names of all rules.

The exit code is 0 when every input has its output, 2 when some have not, 130
after Ctrl-C.`,
		Example: `  guihua extract notices/ -o out/
  guihua extract notices/ -o out/ --retry-failed
  guihua extract 规划.pdf 实施方案.txt -o out/ --user-dict 单位简称.txt
  find notices -name '*方案*' | guihua extract --list - -o out/
  guihua extract notices/ --jsonl all.jsonl
  guihua extract 通知.txt | jq '.tasks[].title'
  guihua extract 通知.txt --explain 二/（三）`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false // the ones most needed first
	f.StringVarP(&o.out, "output", "o", "", "`folder` for the JSON files, made if needed")
	f.StringVar(&o.lines, "jsonl", "", "write all documents to one `FILE` instead, one line of JSON each (- for\nstandard output)")
	f.StringArrayVar(&o.lists, "list", nil, "read more inputs from `FILE`, one path per line, relative to the\ncurrent folder; # begins a comment line (repeatable, - for standard input)")
	f.StringVar(&o.stdinName, "stdin-name", "stdin", "name of the document on standard input")
	f.IntVarP(&o.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "read `N` documents at the same time")
	f.BoolVar(&o.force, "force", false, "extract what is up to date as well, and replace outputs that were made\nfrom another file of the same name")
	f.BoolVar(&o.retryFailed, "retry-failed", false, "try again what failed in an earlier run")
	f.BoolVar(&o.prune, "prune", false, "remove the outputs of inputs that are no longer in the folders named")
	f.StringArrayVar(&o.userDicts, "user-dict", nil, "add the words of `FILE` to the dictionary, one per line as\n'word tag' or 'word frequency tag' (repeatable)")
	f.StringVar(&o.explain, "explain", "", "print why the record `ID` of one document is what it is; all: keep the\nreasons of all records in the JSON; rules: print the rules")
	o.reading.addFlags(f)
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary; errors are still shown")
	return cmd
}

// A target is where the documents of a batch go.
type target interface {
	Extract(ctx context.Context, inputs *batch.Inputs, wait func(batch.Input), work batch.Work) iter.Seq[batch.Result]
	Close() (batch.Tally, error)
}

func (o *extractOptions) run(cmd *cobra.Command, args []string) error {
	if o.jobs < 1 {
		return usagef("--jobs must be at least 1")
	}
	reading, err := o.reading.options()
	if err != nil {
		return err
	}
	if err := o.checkExplain(args, cmd.Flags().Changed("explain")); err != nil {
		return err
	}
	switch o.explain {
	case "", explainAll:
	case explainRules:
		printRules(cmd.OutOrStdout())
		return nil
	default:
		return o.explainOne(cmd.Context(), args[0], reading)
	}
	inputs, err := o.inputs(args)
	if err != nil {
		return err
	}
	engine, err := openEngine(o.userDicts, reading)
	if err != nil {
		return err
	}
	defer engine.close()
	engine.explains = o.explain == explainAll
	target, total, err := o.target(inputs, engine)
	if err != nil {
		return err
	}
	return o.batch(cmd.Context(), engine, target, inputs, total)
}

// inputs are the documents to read, as far as the command line says.
func (o *extractOptions) inputs(args []string) (*batch.Inputs, error) {
	if !filepath.IsLocal(o.stdinName) {
		return nil, usagef("--stdin-name %q must be a relative path that stays inside the output folder", o.stdinName)
	}
	for _, list := range o.lists {
		names, err := batch.ReadList(list)
		if err != nil {
			return nil, err
		}
		args = append(args, names...)
	}
	if len(args) == 0 {
		return nil, usagef("no input: name files or folders, - for standard input, or a --list")
	}
	return &batch.Inputs{Names: args, StdinName: o.stdinName, Out: o.out}, nil
}

// changed names the flags that outputs depend on and that are not at their
// defaults.
func (o *extractOptions) changed() string {
	options := o.reading.changed()
	if o.explain == explainAll {
		options = strings.TrimSpace(options + " --explain all")
	}
	return options
}

// target opens where the documents go, and counts them.
func (o *extractOptions) target(inputs *batch.Inputs, e *engine) (target, int, error) {
	b := batch.Options{
		Jobs: o.jobs, Reading: e.reading, Versions: e.versions(o.changed()),
		Force: o.force, RetryFailed: o.retryFailed, Prune: o.prune,
	}
	switch {
	case o.out != "" && o.lines != "":
		return nil, 0, usagef("-o and --jsonl: one of them")
	case o.out == "" && (o.force || o.retryFailed || o.prune):
		return nil, 0, usagef("--force, --retry-failed and --prune are for output folders: -o OUT")
	case o.lines != "":
		s, err := batch.OpenLines(o.lines, b)
		return s, inputs.Count(), err
	case o.out == "":
		if n := inputs.Count(); n > 1 {
			return nil, 0, usagef("%d documents need a folder for their JSON: -o OUT", n)
		}
		return batch.Stdout(b), 1, nil
	}
	f, err := batch.OpenFolder(o.out, b)
	if err != nil {
		return nil, 0, err
	}
	inputs.FoldCase = f.FoldsCase()
	if !o.quiet {
		if f.Resumed {
			fmt.Fprintf(os.Stderr, "%s: the last run did not end; going on from where it stopped\n", o.out)
		}
		if f.Damaged > 0 {
			fmt.Fprintf(os.Stderr, "%s: %s of the manifest can't be read; what they say is done again\n", o.out, plural(f.Damaged, "line"))
		}
	}
	return f, inputs.Count(), nil
}

// batch reads the inputs and reports on them in their order.
func (o *extractOptions) batch(ctx context.Context, engine *engine, to target, inputs *batch.Inputs, total int) error {
	// On standard output a bar would mix with the JSON on one terminal.
	toStdout := o.out == "" && (o.lines == "" || o.lines == batch.Stdin)
	progress := newProgress("", total, o.quiet || toStdout)
	sum := &summary{start: time.Now(), total: total}
	for r := range to.Extract(ctx, inputs, func(in batch.Input) { progress.wait(in.Label()) }, engine.document) {
		sum.add(r)
		if _, fatal := errors.AsType[batch.Fatal](r.Err); r.Err != nil && !fatal {
			progress.say(failure(r))
		}
		for _, note := range r.Notes {
			progress.say(oneLine(r.Label() + ": " + note))
		}
		progress.step()
	}
	tally, err := to.Close()
	progress.end()
	sum.tally = tally
	if !o.quiet {
		sum.print(os.Stderr)
	}
	switch {
	case err != nil:
		return err
	case tally.Stopped:
		return exitInterrupted
	case sum.failed > 0:
		return exitTrouble
	}
	return nil
}
