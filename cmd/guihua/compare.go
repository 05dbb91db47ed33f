package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

type compareOptions struct {
	tableOptions
	reading readingOptions
}

func newCompare() *cobra.Command {
	var (
		o          compareOptions
		dictionary bool
	)
	cmd := &cobra.Command{
		Use:   "compare SUPERIOR SUBORDINATE… -o DIR",
		Short: "Tell what subordinate plans made of a superior one",
		Long: `Compare finds for every task and item of a 专栏 of a superior plan (a province's)
what it became in a subordinate one (a city's): the same, adapted, in part, merged,
split, dropped; and what is new there. Targets and responsible units are paired as
well. It writes tables, a page for the browser (compare.html), and every comparison
with the evidence of each decision as JSON (comparisons/NAME.json):

` + tableList(comparedTables()) + `
--dictionary prints what each column means.

SUPERIOR is one document, a SUBORDINATE one or several: JSON that guihua extract
wrote, a folder of it or a file of lines, or documents as extract reads them and
folders of these, which are then extracted on the way. In a folder that holds JSON
of guihua extract nothing else is read. The superior plan among the subordinate ones
is left out.

Plans are called (doc_id) by their path below the deepest folder that holds all that
is named: with out/province.txt.json and out/cities/ they are province.txt and
cities/a.txt, as in guihua tables out/. A note in the summary, and in the table
comparisons, says which plan has next to nothing in common with the superior one, is
of no lower level, or of a place that is no part of the superior's.

A subordinate plan that can't be read is reported, and the others are compared: the
exit code is then 2. The files appear together when all is done; those of an earlier
run are replaced, and comparisons of plans that are no longer named go. Ctrl-C leaves
all as it was.`,
		Example: `  guihua compare 省规划.pdf 市方案.docx -o comparison/
  guihua compare out/province.txt.json out/cities/ -o comparison/ --format xlsx,csv
  guihua compare --dictionary > dictionary.md`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if dictionary {
				_, err := os.Stdout.WriteString(tables.Dictionary(comparedTables()))
				return err
			}
			return o.run(cmd.Context(), args)
		},
	}
	f := cmd.Flags()
	o.tableOptions.addFlags(f)
	f.Lookup("output").Usage = "`folder` for what is written, made if needed; files of an earlier run are\nreplaced, those of formats not asked for stay"
	f.Lookup("jobs").Usage = "compare `N` plans at the same time"
	o.reading.addFlags(f)
	f.BoolVar(&dictionary, "dictionary", false, "print the data dictionary of all tables and write none")
	return cmd
}

// comparedTables are the descriptions of all that compare writes.
func comparedTables() []tables.Table {
	return append(tables.DescribeCompared(), tables.DescribeMatrix())
}

func (o *compareOptions) run(ctx context.Context, args []string) error {
	if len(args) == 1 {
		return usagef("compare it with what? name one or more subordinate plans behind it")
	}
	if len(args) == 0 {
		return usagef("no input: name the superior plan, then the subordinate ones")
	}
	if err := o.check(args); err != nil {
		return err
	}
	reading, err := o.reading.options()
	if err != nil {
		return err
	}
	engine, err := openEngine(o.userDicts, reading)
	if err != nil {
		return err
	}
	defer engine.close()
	runtime.KeepAlive(ballast)
	below := batch.CommonFolder(args)
	superior, err := readSuperior(ctx, engine, args[0], below, o.out)
	if err != nil {
		return err
	}
	return o.compare(ctx, engine, superior, &batch.Plans{Names: args[1:], Below: below, Out: o.out})
}

// readSuperior reads the plan that all others are compared with.
func readSuperior(ctx context.Context, e *engine, name, below, out string) (*tables.Doc, error) {
	plans := &batch.Plans{Names: []string{name}, Below: below, Out: out}
	if n := plans.Count(); n != 1 {
		return nil, usagef("%s: holds %d documents; the superior plan is one, named first", name, n)
	}
	for p := range plans.All() {
		d, err := p.Document(ctx, e.reading, e.document)
		if ctx.Err() != nil {
			return nil, exitInterrupted
		}
		if err != nil {
			return nil, errors.New(oneLine(p.Label() + ": " + batch.Cause(err).Error()))
		}
		return &tables.Doc{Document: d, ID: p.ID, Corpus: &tables.Corpus{}}, nil
	}
	return nil, fmt.Errorf("%s: is no longer there", name)
}

// comparedLine says in one line what became of a superior plan.
func comparedLine(s *totals) string {
	var parts []string
	for _, r := range relationsShown {
		parts = append(parts, fmt.Sprintf("%d %s", s.relations[r], r))
	}
	return strings.Join(parts, ", ") + fmt.Sprintf("; targets %d raised, %d lowered", s.raised, s.lowered)
}
