package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"guihua/cmd/guihua/batch"
	"guihua/cmd/guihua/export"
	"guihua/extract/tables"
	"guihua/segment"
)

// A layout reads documents twice: first what must be known of all of them, then
// their rows. No more of them is held than are worked at.
type layout struct {
	*tableOptions
	tables  []tables.Table
	corpus  *tables.Corpus
	words   *segment.Segmenter
	outputs *batch.Outputs
	total   int
	bar     progress

	failed map[string]bool // paths of outputs that can't be read
	read   int             // documents
	rows   []int           // per table
}

// layOut writes the tables of the outputs names. learn is called for several
// documents at once, what it returns for one after the other, in their order.
func (o *tableOptions) layOut(ctx context.Context, names []string, ts []tables.Table, corpus *tables.Corpus, learn func(d *tables.Doc) func()) error {
	start := time.Now()
	words, err := segment.Open(segment.Options{UserDict: o.userDicts})
	if err != nil {
		return err
	}
	defer words.Close()
	words.Load()
	runtime.KeepAlive(ballast)

	outputs := &batch.Outputs{Names: names}
	l := &layout{
		tableOptions: o, tables: ts, corpus: corpus, words: words, outputs: outputs,
		total: outputs.Count(), failed: map[string]bool{}, rows: make([]int, len(ts)),
	}
	notes, err := l.run(ctx, learn)
	switch {
	case words.Err() != nil:
		return words.Err()
	case err != nil:
		return err
	case !o.quiet:
		l.print(os.Stderr, notes, time.Since(start))
	}
	if len(l.failed) > 0 {
		return exitTrouble
	}
	return nil
}

// run returns what the writers had to change of the values.
func (l *layout) run(ctx context.Context, learn func(d *tables.Doc) func()) ([]string, error) {
	l.learn(ctx, learn)
	switch {
	case ctx.Err() != nil:
		return nil, exitInterrupted
	case l.read == 0 || l.words.Err() != nil:
		return nil, exitTrouble // each has been told of
	}
	set, err := export.Create(l.out, l.formats, l.tables, export.Options{BOM: l.bom})
	if err != nil {
		return nil, err
	}
	defer set.Drop()
	if err := l.write(ctx, set); err != nil {
		return nil, err
	}
	return set.Close()
}

func (l *layout) open(out batch.Output) (*tables.Doc, error) {
	doc, err := out.Document()
	if err != nil {
		return nil, err
	}
	return &tables.Doc{Document: doc, ID: out.ID, Corpus: l.corpus, Tagger: l.words}, nil
}

func (l *layout) wait(out batch.Output) { l.bar.wait(out.Label()) }

// learn reads every document for the first time and tells of those it can't.
func (l *layout) learn(ctx context.Context, learn func(d *tables.Doc) func()) {
	type learned struct {
		out  batch.Output
		take func()
		err  error
	}
	work := func(out batch.Output) learned {
		d, err := l.open(out)
		if err != nil {
			return learned{out, nil, err}
		}
		return learned{out, learn(d), nil}
	}
	l.bar = newProgress("reading", l.total, l.quiet)
	defer l.bar.end()
	for r := range batch.Read(ctx, l.jobs, l.outputs, l.wait, work) {
		l.bar.step()
		if r.err != nil {
			l.failed[r.out.Path] = true
			l.bar.say(oneLine(r.out.Label() + ": " + batch.Cause(r.err).Error()))
			continue
		}
		r.take()
		l.read++
	}
}

// write reads every document for the second time and writes its rows.
func (l *layout) write(ctx context.Context, set *export.Set) error {
	type laidOut struct {
		rows [][][]any // per table
		err  error
	}
	work := func(out batch.Output) (r laidOut) {
		if l.failed[out.Path] {
			return r
		}
		d, err := l.open(out)
		if err != nil {
			return laidOut{err: fmt.Errorf("%s: %w", out.Label(), batch.Cause(err))}
		}
		for i := range l.tables {
			r.rows = append(r.rows, slices.Collect(l.tables[i].Rows(d)))
		}
		return r
	}
	l.bar = newProgress("writing", l.total, l.quiet)
	defer l.bar.end()
	for r := range batch.Read(ctx, l.jobs, l.outputs, l.wait, work) {
		l.bar.step()
		if r.err != nil {
			return r.err
		}
		for i, rows := range r.rows {
			l.rows[i] += len(rows)
			for _, row := range rows {
				if err := set.Row(i, row); err != nil {
					return err
				}
			}
		}
	}
	if ctx.Err() != nil {
		return exitInterrupted
	}
	return nil
}

func (l *layout) print(w io.Writer, notes []string, spent time.Duration) {
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	fmt.Fprintf(w, "%s in %.1f s", plural(l.read, "document"), spent.Seconds())
	if n := len(l.failed); n > 0 {
		fmt.Fprintf(w, ", %d could not be read", n)
	}
	fmt.Fprintf(w, "; rows in %s:\n", l.out)
	for i, t := range l.tables {
		fmt.Fprintf(w, "  %-17s %d\n", t.Name, l.rows[i])
	}
	l.printUnits(w)
}

// mostUnknown is how many names of unknown bodies are listed.
const mostUnknown = 10

// printUnits says how many of the units are bodies that are known.
func (l *layout) printUnits(w io.Writer) {
	u := &l.corpus.Units
	bodies := u.Named - u.Generic
	if bodies == 0 {
		return
	}
	fmt.Fprintf(w, "%s named, %d of them in general; of the others %d (%.1f %%) are bodies that are known\n",
		plural(u.Named, "unit"), u.Generic, u.Known, float64(u.Known)/float64(bodies)*100)
	if names, all := u.Unknown(mostUnknown); all > 0 {
		more := ""
		if all > len(names) {
			more = fmt.Sprintf(" and %d more", all-len(names))
		}
		fmt.Fprintf(w, "not known, and left as printed: %s%s\n", strings.Join(names, "、"), more)
	}
}
