package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/cmd/guihua/report"
	"guihua/extract/body"
	"guihua/extract/correction"
	"guihua/extract/tables"
)

func newReport() *cobra.Command {
	p := &reportRun{}
	cmd := &cobra.Command{
		Use:   "report OUT -o FILE",
		Short: "Make a page for the browser to see, check and correct documents",
		Long: `Report makes a web page of the documents that guihua extract wrote to OUT: their
text with the records highlighted, tables of targets (目标) and responsibilities
(责任分工) that lead to their words and back, warnings, plots, and for several
documents an overview. It needs no network and no server: open the file in a
browser.

Records can be corrected in the page: a unit's role, a value, where a record
begins and ends, false and missing records. The page keeps that to itself until
"Save corrections" writes corrections.json.

A report of many documents is an overview with a page for each of them, in a
folder beside it: report.html and report_pages.

What guihua apply has put into effect is shown with what was there before, also
what is deleted, and can be taken back: where OUT is the folder, which keeps the
corrections.

OUT is the output folder of extract, one or several of its JSON files, or a file
it wrote with --jsonl. A file that can't be read is reported, and the others are
shown.`,
		Example: `  guihua report out/ -o report.html
  guihua report out/2021/a.txt.json -o a.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usagef("no input: name the folder that guihua extract wrote, or its JSON files")
			case p.path == "":
				return usagef("where to? -o report.html")
			case p.jobs < 1:
				return usagef("--jobs must be at least 1")
			}
			p.outputs = &batch.Outputs{Names: args}
			return p.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&p.path, "output", "o", "", "`file` for the report; that of an earlier run is replaced")
	f.IntVarP(&p.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "lay out `N` documents at the same time")
	f.BoolVarP(&p.quiet, "quiet", "q", false, "no progress and no summary; errors are still shown")
	return cmd
}

// A reportRun reads documents twice: first what must be known of all of them,
// then each to lay it out. No more of them is held than are worked at.
type reportRun struct {
	path  string
	jobs  int
	quiet bool

	outputs *batch.Outputs
	total   int
	corpus  *tables.Corpus
	report  *report.Report
	stores  map[string]*correction.Store // what the folders named keep of corrections
	bar     progress
	failed  map[string]bool // paths of outputs that can't be read
	trouble bool            // something else can't be read
}

func (p *reportRun) run(ctx context.Context) error {
	start := time.Now()
	runtime.KeepAlive(ballast)
	p.total = p.outputs.Count()
	p.corpus = &tables.Corpus{Bodies: body.Default()}
	p.report = report.New()
	p.failed = map[string]bool{}

	p.readStores()
	p.learn(ctx)
	switch {
	case ctx.Err() != nil:
		return exitInterrupted
	case p.report.Len() == 0:
		return exitTrouble // each has been told of
	}
	w, err := p.report.Create(p.path)
	if err != nil {
		return err
	}
	defer w.Drop()
	if err := p.write(ctx, w); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if !p.quiet {
		p.print(os.Stderr, time.Since(start))
	}
	if len(p.failed) > 0 || p.trouble {
		return exitTrouble
	}
	return nil
}

// readStores reads what the folders named keep of corrections, and tells of those
// that can't be read: their documents are shown without.
func (p *reportRun) readStores() {
	p.stores = map[string]*correction.Store{}
	for _, name := range p.outputs.Names {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			continue
		}
		s, err := batch.ReadCorrections(name)
		if err != nil {
			p.trouble = true
			fmt.Fprintln(os.Stderr, oneLine(err.Error()))
			continue
		}
		p.stores[name] = s
	}
}

// applied are the corrections in effect in a document of a folder.
func (p *reportRun) applied(out batch.Output, d *tables.Doc) []correction.Correction {
	s := p.stores[out.In]
	if s == nil || d.Document.Corrected == nil {
		return nil
	}
	return correction.InEffect(d.Document, s.For(out.ID, d.Source.SHA256))
}

func (p *reportRun) open(out batch.Output) (*tables.Doc, error) {
	doc, err := out.Document()
	if err != nil {
		return nil, err
	}
	return &tables.Doc{Document: doc, ID: out.ID, Corpus: p.corpus}, nil
}

func (p *reportRun) wait(out batch.Output) { p.bar.wait(out.Label()) }

// learn reads every document for the first time and tells of those it can't.
func (p *reportRun) learn(ctx context.Context) {
	type learned struct {
		out  batch.Output
		doc  *tables.Doc
		take func()
		err  error
	}
	work := func(out batch.Output) learned {
		d, err := p.open(out)
		if err != nil {
			return learned{out: out, err: err}
		}
		return learned{out: out, doc: d, take: p.report.Learn(d, p.applied(out, d)...)}
	}
	p.bar = newProgress("reading", p.total, p.quiet)
	defer p.bar.end()
	for r := range batch.Read(ctx, p.jobs, p.outputs, p.wait, work) {
		p.bar.step()
		if r.err != nil {
			p.failed[r.out.Path] = true
			p.bar.say(oneLine(r.out.Label() + ": " + batch.Cause(r.err).Error()))
			continue
		}
		p.corpus.Add(r.doc)
		r.take()
	}
}

// write reads every document for the second time and lays it out.
func (p *reportRun) write(ctx context.Context, w *report.Writer) error {
	type laidOut struct {
		part *report.Part
		err  error
	}
	work := func(out batch.Output) laidOut {
		if p.failed[out.Path] {
			return laidOut{}
		}
		d, err := p.open(out)
		if err != nil {
			return laidOut{err: fmt.Errorf("%s: %w", out.Label(), batch.Cause(err))}
		}
		part, err := w.Lay(d, p.applied(out, d)...)
		return laidOut{part, err}
	}
	p.bar = newProgress("writing", p.total, p.quiet)
	defer p.bar.end()
	for r := range batch.Read(ctx, p.jobs, p.outputs, p.wait, work) {
		p.bar.step()
		if r.err != nil {
			return r.err
		}
		if r.part == nil {
			continue
		}
		if err := w.Add(r.part); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return exitInterrupted
	}
	return nil
}

func (p *reportRun) print(w io.Writer, spent time.Duration) {
	fmt.Fprintf(w, "%s in %.1f s", plural(p.report.Len(), "document"), spent.Seconds())
	if n := len(p.failed); n > 0 {
		fmt.Fprintf(w, ", %d could not be read", n)
	}
	fmt.Fprintf(w, "; open %s in a browser\n", p.path)
}
