package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/annotate"
	"guihua/cmd/guihua/batch"
	"guihua/extract"
	"guihua/extract/correction"
)

func newAnnotations() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "annotations",
		Short: "Hand documents to doccano, Label Studio or brat, and take changes back",
		Long: `Annotations hands what guihua extract found to an annotation tool (export), and
makes a file of corrections of what people changed there (import), which guihua
apply puts into effect.`,
		Example: `  guihua annotations export out/ -o doccano/ --format doccano
  guihua annotations import all.jsonl out/ -o corrections.json --format doccano
  guihua apply corrections.json out/`,
		Args: needs(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAnnotationsExport(), newAnnotationsImport())
	return cmd
}

// labelsHelp is what both directions have in common.
const labelsHelp = `The labels: heading (标题), task (任务: its text), box (专栏, its title), box_item,
clause (责任条款), unit_lead (牵头), unit_support (配合), unit_joint (责任单位),
target (目标), indicator (指标), achievement (成效), reference (引用文件). Relations lead
from a unit to its clause (unit_of) and from a target or achievement to its
indicator (has_indicator).`

// checkFormat checks --format.
func checkFormat(format string) error {
	if format == "" || !slices.Contains(annotate.Formats(), format) {
		return usagef("--format %s: must be one of %s", format, strings.Join(annotate.Formats(), ", "))
	}
	return nil
}

type annotationsExport struct {
	out, format, offsets string
	jobs                 int
	quiet                bool
}

func newAnnotationsExport() *cobra.Command {
	o := annotationsExport{}
	cmd := &cobra.Command{
		Use:   "export OUT -o DIR --format FORMAT",
		Short: "Write documents with their records as files of an annotation tool",
		Long: `Export writes the documents that guihua extract wrote to OUT, with their records
as labelled runs of text, into files of an annotation tool:

  doccano       doccano.jsonl, and the types of its labels and relations. Project:
                Sequence Labeling with "Allow overlapping spans" and "Use relation
                labeling", without "Count grapheme clusters as one character"; file
                format JSONL(Relation)
  label-studio  label_studio_tasks.json with predictions, and the labelling
                configuration, label_studio_config.xml
  brat          a .txt and a .ann per document, and the configuration; DIR is a
                folder below brat's data folder

` + labelsHelp + ` Values, years and the like stand with
their record as key=value in Label Studio (a text area) and brat (a note).

OUT is the output folder of extract, one or several of its JSON files, or a file
it wrote with --jsonl.`,
		Example: `  guihua annotations export out/ -o doccano/ --format doccano
  guihua annotations export out/ -o studio/ --format label-studio
  guihua annotations export out/ -o brat/data/plans/ --format brat`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(args); err != nil {
				return err
			}
			return o.run(cmd.Context(), args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.out, "output", "o", "", "`folder` for the files, made if needed; those of an earlier export are replaced,\nbut not .ann files that have changed")
	f.StringVarP(&o.format, "format", "f", "", "one of "+strings.Join(annotate.Formats(), ", ")+" (`FORMAT`)")
	f.StringVar(&o.offsets, "offsets", "", "count offsets in `UNIT`: code-point as Python does, or utf-16 as JavaScript\ndoes (default what the tool itself counts)")
	f.IntVarP(&o.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "read `N` documents at the same time")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary; errors are still shown")
	return cmd
}

func (o *annotationsExport) check(args []string) error {
	switch {
	case len(args) == 0:
		return usagef("no input: name the folder that guihua extract wrote, or its JSON files")
	case o.out == "":
		return usagef("where to? -o DIR")
	case o.jobs < 1:
		return usagef("--jobs must be at least 1")
	}
	if err := checkFormat(o.format); err != nil {
		return err
	}
	if units := annotate.Units(o.format); o.offsets != "" && !slices.Contains(units, annotate.Unit(o.offsets)) {
		return usagef("--offsets %s: %s counts in %s", o.offsets, o.format, joined(units, " or "))
	}
	return nil
}

func joined[S ~string](all []S, sep string) string {
	var s []string
	for _, x := range all {
		s = append(s, string(x))
	}
	return strings.Join(s, sep)
}

func (o *annotationsExport) run(ctx context.Context, names []string) error {
	var files *annotate.Export
	defer func() {
		if files != nil {
			files.Drop()
		}
	}()
	written := 0
	// The folder is made when there is a document for it.
	add := func(a *annotate.Annotations) (err error) {
		if files == nil {
			if files, err = annotate.Create(o.out, o.format, annotate.Unit(o.offsets)); err != nil {
				return err
			}
		}
		written++
		return files.Add(a)
	}
	failed, err := o.each(ctx, names, add)
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return exitInterrupted
	case written == 0:
		return exitTrouble // each has been told of
	}
	notes, err := files.Close()
	if err != nil {
		return err
	}
	if !o.quiet {
		for _, n := range notes {
			fmt.Fprintln(os.Stderr, n)
		}
		fmt.Fprintf(os.Stderr, "%s for %s in %s", plural(written, "document"), o.format, o.out)
		if failed > 0 {
			fmt.Fprintf(os.Stderr, ", %d could not be read", failed)
		}
		fmt.Fprintln(os.Stderr)
	}
	if failed > 0 {
		return exitTrouble
	}
	return nil
}

// each gives the documents of the outputs names to add, in their order, and tells
// of those that can't be read.
func (o *annotationsExport) each(ctx context.Context, names []string, add func(*annotate.Annotations) error) (failed int, err error) {
	outputs := &batch.Outputs{Names: names}
	type made struct {
		out batch.Output
		a   *annotate.Annotations
		err error
	}
	work := func(out batch.Output) made {
		doc, err := out.Document()
		if err != nil {
			return made{out, nil, err}
		}
		return made{out, annotate.Of(out.ID, doc), nil}
	}
	bar := newProgress("", outputs.Count(), o.quiet)
	defer bar.end()
	for m := range batch.Read(ctx, o.jobs, outputs, func(out batch.Output) { bar.wait(out.Label()) }, work) {
		bar.step()
		if m.err != nil {
			failed++
			bar.say(oneLine(m.out.Label() + ": " + batch.Cause(m.err).Error()))
			continue
		}
		if err := add(m.a); err != nil {
			return failed, err
		}
	}
	return failed, nil
}

type annotationsImport struct {
	out, format string
	reviewed    bool
	deletions   bool
	quiet       bool
}

func newAnnotationsImport() *cobra.Command {
	o := annotationsImport{}
	cmd := &cobra.Command{
		Use:   "import FILE OUT -o CORRECTIONS --format FORMAT",
		Short: "Make corrections of what people changed in an annotation tool",
		Long: `Import compares what people changed in an annotation tool with the documents in
OUT, the folder that guihua extract wrote, and writes the difference as a file of
corrections. OUT itself stays as it is: guihua apply puts corrections into effect.

FILE is what the tool exports, or a folder of such files:

  doccano       the JSONL file of "Export dataset"
  label-studio  the export as JSON (not JSON-MIN); of several annotations of a task
                counts the ground truth, else the one changed last
  brat          the folder with the .ann and .txt files

A moved boundary, another label, another relation and another key=value change a
record; what is gone is deleted, what is new is added with what its words say.
Not taken for deleted is, without --deletions, what overlaps an entity that came
back where no overlapping ones did, as from a project that allows none, and all of
a document that came back without any entity.
` + labelsHelp + `

What can't be taken is told of in a line with file, document and entity, and the
rest is taken. A document whose text has changed since the export is left out.`,
		Example: `  guihua annotations import all.jsonl out/ -o corrections.json --format doccano
  guihua annotations import brat/data/plans/ out/ -o corrections.json --format brat
  guihua apply corrections.json out/`,
		Args: needs("FILE", "OUT"),
		RunE: func(_ *cobra.Command, args []string) error {
			if o.out == "" {
				return usagef("where to? -o CORRECTIONS")
			}
			if err := checkFormat(o.format); err != nil {
				return err
			}
			return o.run(args[0], args[1])
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.out, "output", "o", "", "`file` for the corrections; an earlier one is replaced")
	f.StringVarP(&o.format, "format", "f", "", "one of "+strings.Join(annotate.Formats(), ", ")+" (`FORMAT`)")
	f.BoolVar(&o.reviewed, "reviewed", false, "people have read all of every document that came back: what stands is right,\nand nothing is missing")
	f.BoolVar(&o.deletions, "deletions", false, "what did not come back was deleted, also where the tool may not have shown it")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no summary; errors are still shown")
	return cmd
}

func (o *annotationsImport) run(from, out string) error {
	docs, err := indexOutputs(out)
	if err != nil {
		return err
	}
	m := annotate.Importer{
		Format: o.format, Reviewed: o.reviewed, Deletions: o.deletions, Open: docs.open,
		Say: func(line string) { fmt.Fprintln(os.Stderr, oneLine(line)) },
	}
	file, t := m.Read(from)
	if t.Documents == 0 && t.Trouble {
		return exitTrouble // each has been told of
	}
	if err := writeCorrections(o.out, file); err != nil {
		return err
	}
	if !o.quiet {
		n := 0
		for _, d := range file.Documents {
			n += len(d.Corrections)
		}
		fmt.Fprintf(os.Stderr, "%s of %s in %s; %s came back", plural(n, "correction"), plural(t.Changed, "document"), o.out, plural(t.Documents, "document"))
		if t.Untouched > 0 {
			fmt.Fprintf(os.Stderr, ", %d without an annotation", t.Untouched)
		}
		fmt.Fprintln(os.Stderr)
	}
	if t.Trouble {
		return exitTrouble
	}
	return nil
}

// documents are outputs by their ID.
type documents map[string]batch.Output

// indexOutputs finds the documents of a folder, which are read when asked for.
func indexOutputs(out string) (documents, error) {
	if filepath.Ext(out) == ".jsonl" {
		return nil, fmt.Errorf("%s: corrections are of the documents in a folder; extract with -o", out)
	}
	docs := documents{}
	for o := range (&batch.Outputs{Names: []string{out}}).All() {
		if o.ID == "" {
			_, err := o.Document()
			return nil, fmt.Errorf("%s: %w", o.Label(), batch.Cause(err))
		}
		docs[o.ID] = o
	}
	return docs, nil
}

// open finds a document by its ID, or by a path that ends in one.
func (d documents) open(id string) (*extract.Document, string, error) {
	for tail := id; ; {
		if out, ok := d[tail]; ok {
			doc, err := out.Document()
			if err != nil {
				err = fmt.Errorf("%s: %w", out.Label(), batch.Cause(err))
			}
			return doc, tail, err
		}
		_, rest, ok := strings.Cut(tail, "/")
		if !ok {
			return nil, "", errors.New("is none of the documents; was it exported from another folder?")
		}
		tail = rest
	}
}

// writeCorrections writes a file of corrections, whole or not at all.
func writeCorrections(name string, f *correction.File) error {
	dir, base := filepath.Split(name)
	st, err := batch.OpenStage(filepath.Clean(dir), []string{base})
	if err != nil {
		return err
	}
	defer st.Drop()
	w, err := st.Create(base)
	if err != nil {
		return st.Error(base, err)
	}
	_, err = w.Write(correction.Encode(f))
	if e := w.Close(); err == nil {
		err = e
	}
	if err != nil {
		return st.Error(base, err)
	}
	return st.Finish([]string{base})
}
