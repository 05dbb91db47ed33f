package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/cmd/guihua/export"
	"guihua/extract/reuse"
	"guihua/extract/tables"
)

func newReuse() *cobra.Command {
	var (
		o          tableOptions
		opt        reuse.Options
		include    []string
		memory     int
		dictionary bool
	)
	cmd := &cobra.Command{
		Use:   "reuse OUT -o DIR",
		Short: "Find passages that documents have from earlier ones: who copied what from whom",
		Long: `Reuse compares all documents that guihua extract wrote to OUT with each other and
writes the passages that later ones have from earlier ones:

` + tableList(tables.Reuse) + `
A passage is a run of at least --min-chars characters that two paragraphs share,
over small edits too; names of places, words of levels (省, 市, 县) and the choice
of marks make no difference. It is said to be from the earliest of your documents
that has it, by 成文日期, else the date of the web page, else the year of the
number or of the period. The column order says dated only where these dates tell
which was first. That a passage is in both is no proof that the one copied from
the other: both may have it from a document that is not among yours.

Headings, responsibility clauses, tables that are no tables of tasks, and what
every notice says (现印发给你们 …) are left out; --include takes them in. Characters
of titles in 《》 do not count towards --min-chars. A notice that is there twice,
from two sources or in two formats, is a copy_of in reuse_documents and has no
passages.

The time grows with the number of characters, the memory does not; temporary
files in DIR take about twice the size of the JSON and are removed.`,
		Example: `  guihua reuse out/ -o reuse/
  guihua reuse out/ -o reuse/ --min-chars 50 --min-share 0.5 --format xlsx
  guihua reuse out/ -o reuse/ --include heading,clause`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if dictionary {
				_, err := os.Stdout.WriteString(tables.Dictionary(tables.Reuse))
				return err
			}
			if err := o.check(args); err != nil {
				return err
			}
			for _, k := range include {
				opt.Include = append(opt.Include, reuse.Kind(strings.TrimSpace(k)))
			}
			if memory < 1 {
				return usagef("--memory must be at least 1")
			}
			if memory > math.MaxInt>>20 {
				return usagef("--memory %d: no computer has as much", memory)
			}
			opt.Jobs, opt.Memory = o.jobs, memory<<20
			if err := opt.Check(); err != nil {
				return usageError{err}
			}
			f := finding{tableOptions: &o, opt: opt, outputs: &batch.Outputs{Names: args}}
			return f.run(cmd.Context())
		},
	}
	o.addTableFlags(cmd.Flags())
	f := cmd.Flags()
	f.IntVar(&opt.MinChars, "min-chars", 30, "least characters that a passage shares with its source")
	f.Float64Var(&opt.MinShare, "min-share", 0, "least share of the later document's paragraph that they are, 0 to 1")
	f.StringSliceVar(&include, "include", nil, "compare these `KINDS` of paragraphs too: "+joinKinds(reuse.LeftOut))
	f.IntVar(&memory, "memory", 64, "hold `MB` megabytes of fingerprints, and as much of documents, at once")
	f.BoolVar(&dictionary, "dictionary", false, "print the data dictionary of these tables and write none")
	return cmd
}

func joinKinds(ks []reuse.Kind) string {
	var out []string
	for _, k := range ks {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}

// A finding is one run of reuse.
type finding struct {
	*tableOptions
	opt     reuse.Options
	outputs *batch.Outputs

	set    *export.Set // nil until there is a document
	index  *reuse.Index
	bar    progress
	failed int
	rows   []int // per table
	copies int
}

func (f *finding) run(ctx context.Context) error {
	start := time.Now()
	// What is held is large and lasts; garbage beside it is to be small.
	defer debug.SetGCPercent(debug.SetGCPercent(30))
	f.rows = make([]int, len(tables.Reuse))
	total := f.outputs.Count()
	defer func() {
		if f.index != nil {
			f.index.Close()
		}
		if f.set != nil {
			f.set.Drop()
		}
	}()
	if err := f.read(ctx, total); err != nil {
		return err
	}
	if f.set == nil {
		return exitTrouble // each has been told of
	}
	if err := f.find(ctx); err != nil {
		return err
	}
	notes, err := f.set.Close()
	if err != nil {
		return err
	}
	if !f.quiet {
		f.print(os.Stderr, notes, time.Since(start))
	}
	if f.failed > 0 {
		return exitTrouble
	}
	return nil
}

// open begins the tables. It waits for the first document: where none can be read,
// no folder is made.
func (f *finding) open() (err error) {
	if f.set, err = export.Create(f.out, f.formats, tables.Reuse, export.Options{BOM: f.bom}); err != nil {
		f.set = nil
		return err
	}
	if f.index, err = reuse.New(f.set.Temp(), f.opt); err != nil {
		return f.set.TempError(err)
	}
	return nil
}

// read reads every document once and tells of those it can't.
func (f *finding) read(ctx context.Context, total int) error {
	type read struct {
		out     batch.Output
		reading *reuse.Reading
		err     error
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work := func(out batch.Output) read {
		doc, err := out.Document()
		if err != nil {
			return read{out, nil, err}
		}
		return read{out, reuse.Read(out.ID, doc, f.opt), nil}
	}
	f.bar = newProgress("reading", total, f.quiet)
	defer f.bar.end()
	for r := range batch.Read(ctx, f.jobs, f.outputs, func(out batch.Output) { f.bar.wait(out.Label()) }, work) {
		f.bar.step()
		if r.err != nil {
			f.failed++
			f.bar.say(oneLine(r.out.Label() + ": " + batch.Cause(r.err).Error()))
			continue
		}
		if f.index == nil {
			if err := f.open(); err != nil {
				return err
			}
		}
		if err := f.index.Add(r.reading); err != nil {
			return f.set.TempError(err)
		}
	}
	if ctx.Err() != nil {
		return exitInterrupted
	}
	return nil
}

// find looks for passages and writes their rows.
func (f *finding) find(ctx context.Context) error {
	l := tables.NewReuseLayout(f.index)
	row := func(table int, row []any) error {
		f.rows[table]++
		return f.set.Row(table, row)
	}
	f.bar = newProgress("comparing", f.index.Len(), f.quiet)
	defer f.bar.end()
	for found, err := range f.index.Find(ctx) {
		switch {
		case ctx.Err() != nil:
			return exitInterrupted
		case err != nil:
			return f.set.TempError(err)
		}
		f.bar.wait(f.index.Doc(found.Doc).ID)
		f.bar.step()
		if found.CopyOf >= 0 {
			f.copies++
		}
		if err := l.Add(found, row); err != nil {
			return err
		}
	}
	return l.Documents(row)
}

func (f *finding) print(w io.Writer, notes []string, spent time.Duration) {
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	fmt.Fprintf(w, "%s in %.1f s", plural(f.index.Len(), "document"), spent.Seconds())
	if f.copies > 0 {
		fmt.Fprintf(w, ", %d of them copies of others", f.copies)
	}
	if f.failed > 0 {
		fmt.Fprintf(w, ", %d could not be read", f.failed)
	}
	fmt.Fprintf(w, "; rows in %s:\n", f.out)
	for i, t := range tables.Reuse {
		fmt.Fprintf(w, "  %-17s %d\n", t.Name, f.rows[i])
	}
}
