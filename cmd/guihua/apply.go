package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

func newApply() *cobra.Command {
	var dryRun, drop bool
	cmd := &cobra.Command{
		Use:   "apply CORRECTIONS… OUT",
		Short: "Put what was corrected in a report into the extracted documents",
		Long: `Apply takes the corrections.json that the page of guihua report saves, or several
of them, and puts them into effect in the JSON files of OUT, the output folder of
guihua extract. It prints what is changed, added and deleted.

A document is found by the checksum of its source, else by its name. What a person
has changed or added there carries the mark corrected; the document counts it.

OUT/corrections.jsonl keeps the corrections, so that every later run of extract
puts them into effect again: with other rules, with --force, and in a new version
of the source as long as the words they point at are unchanged there, and tell their
place where they stand several times. A correction is the keys of a record that it
changes; all others stay what the document says. One that restores the record as
it was removes the earlier correction.

Where two people have changed one key of a record to two values, or one has deleted
what the other has changed, neither having seen the other's, the first to be
applied stays, and the second is refused: contradicts an earlier correction.

A correction does not fit where its words can't be found any more, and is refused
where the document would break its format with it (guihua schema): a target at a
heading that is not there, a unit that its clause does not name. Both are told of,
with the reason; the others go through, and nothing is written of the one refused.
Corrections that OUT keeps and that no longer fit stay there until --drop-unfit
removes them. A file that extract --jsonl wrote has no corrections, and gets none.

The exit code is 0 when all corrections are in effect, 2 when some are not.`,
		Example: `  guihua apply corrections.json out/
  guihua apply corrections.json "corrections (1).json" out/ --dry-run
  guihua apply --drop-unfit out/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 && !(drop && len(args) == 1) {
				return usagef("%s takes one or more files of corrections and the output folder of extract", cmd.CommandPath())
			}
			a := &apply{dir: args[len(args)-1], dryRun: dryRun, drop: drop, out: cmd.OutOrStdout()}
			return a.run(cmd.Context(), args[:len(args)-1])
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be done, and write nothing")
	cmd.Flags().BoolVar(&drop, "drop-unfit", false, "remove the corrections of OUT that are not in effect; no file of corrections\nis needed then")
	return cmd
}

// An apply puts files of corrections into effect in an output folder.
type apply struct {
	dir    string
	dryRun bool
	drop   bool // the corrections kept that are not in effect
	out    io.Writer

	store  *correction.Store
	folder *batch.Folder // nil for a dry run

	documents, effective, trouble int // documents corrected, corrections in effect, what could not be done
}

// A job is the corrections of one output, in the order they were given.
type job struct {
	batch.Output
	sha256      string // of its source
	kept        []correction.Kept
	corrections []correction.Document
}

// atATime is how many corrected documents are held before they are written: what
// folder and outputs say must not differ by more after a power failure.
const atATime = 64

func (a *apply) run(ctx context.Context, files []string) error {
	if info, err := os.Stat(a.dir); err != nil {
		return fmt.Errorf("%s: %w", a.dir, batch.Cause(err))
	} else if !info.IsDir() {
		return usagef("%s is no folder: the output folder of extract comes last", a.dir)
	}
	jobs, err := a.jobs(files)
	if err != nil {
		return err
	}
	if err := a.open(); err != nil {
		return err
	}
	// Now, before the corrections of one are taken for those of its copies.
	for _, j := range jobs {
		j.kept = a.store.For(j.ID, j.sha256)
	}
	jobs = slices.DeleteFunc(jobs, func(j *job) bool {
		return j.corrections == nil && !(a.drop && len(j.kept) > 0)
	})
	for chunk := range slices.Chunk(jobs, atATime) {
		if err = a.chunk(chunk); err != nil || ctx.Err() != nil {
			break
		}
	}
	if a.folder != nil {
		if _, e := a.folder.Close(); err == nil {
			err = e
		}
	}
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return exitInterrupted
	}
	a.print()
	if a.trouble > 0 {
		return exitTrouble
	}
	return nil
}

// open locks the folder; a dry run looks only.
func (a *apply) open() (err error) {
	if a.dryRun {
		a.store, err = batch.ReadCorrections(a.dir)
		return err
	}
	if a.folder, err = batch.OpenFolder(a.dir, batch.Options{}); err == nil {
		a.store = a.folder.Corrections()
	}
	return err
}

// jobs are the outputs, with the corrections that are for them. Each file is read
// before anything is done.
func (a *apply) jobs(files []string) ([]*job, error) {
	var jobs []*job
	outputs := &batch.Outputs{Names: []string{a.dir}}
	bySource, byID := map[string][]*job{}, map[string]*job{}
	for o := range outputs.All() {
		// What is no document has no source, and gets no corrections.
		source, err := o.Source()
		if err != nil {
			continue
		}
		j := &job{Output: o, sha256: source.SHA256}
		jobs = append(jobs, j)
		bySource[source.SHA256] = append(bySource[source.SHA256], j)
		byID[o.ID] = j
	}
	for _, name := range files {
		b, err := batch.ReadFile(name, corpus.Defaults)
		var f *correction.File
		if err == nil {
			f, err = correction.Decode(b)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, batch.Cause(err))
		}
		for _, d := range f.Documents {
			found := bySource[d.SHA256]
			if j := byID[d.ID]; len(found) == 0 && j != nil {
				found = []*job{j}
			}
			if len(found) == 0 {
				a.tell(name, fmt.Sprintf("%s is not in %s", d.ID, a.dir))
			}
			for _, j := range found {
				j.corrections = append(j.corrections, d)
			}
		}
	}
	return jobs, nil
}

// tell says what could not be done.
func (a *apply) tell(name, why string) {
	a.trouble++
	fmt.Fprintln(os.Stderr, oneLine(name+": "+why))
}

// chunk corrects documents and writes them. The corrections are kept first: an
// output that lacks them is made again by the next run of extract.
func (a *apply) chunk(jobs []*job) error {
	docs := make([]*extract.Document, len(jobs))
	for i, j := range jobs {
		doc, err := j.Document()
		if err != nil {
			a.tell(j.Label(), batch.Cause(err).Error())
			continue
		}
		docs[i] = a.correct(j, doc)
	}
	if a.dryRun {
		return nil
	}
	if err := a.folder.KeepCorrections(); err != nil {
		return err
	}
	for i, j := range jobs {
		if docs[i] == nil {
			continue
		}
		if err := a.folder.Rewrite(j.Output, docs[i]); err != nil {
			return err
		}
	}
	return nil
}

// correct puts the corrections of one document into effect and says what they do.
func (a *apply) correct(j *job, doc *extract.Document) *extract.Document {
	kept := j.kept
	var all []correction.Outcome
	for _, d := range j.corrections {
		var outcomes []correction.Outcome
		doc, kept, outcomes = correction.Take(doc, kept, d, golden.CheckCorrected)
		all = append(all, outcomes...)
		if d.Reviewed && d.SHA256 != doc.Source.SHA256 {
			a.tell(j.ID, "another version of it was read: it is not marked as reviewed")
		}
	}
	a.documents++
	if j.corrections != nil {
		a.report(j, doc, all)
	}
	if a.drop {
		var dropped []correction.Outcome
		doc, kept, dropped = correction.Drop(doc, kept, golden.CheckCorrected)
		for i := range dropped {
			fmt.Fprintln(a.out, oneLine(fmt.Sprintf("%s: dropped %s", j.ID, dropped[i].String())))
		}
	}
	a.store.Replace(j.ID, kept)
	return doc
}

// report prints what became of the corrections of a document.
func (a *apply) report(j *job, doc *extract.Document, outcomes []correction.Outcome) {
	id := j.ID
	var counts []string
	for _, e := range []correction.Effect{correction.Changed, correction.Added, correction.Deleted} {
		if n := count(outcomes, func(o *correction.Outcome) bool { return o.Effect == e && !o.Already }); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, e))
		}
	}
	if n := count(outcomes, func(o *correction.Outcome) bool { return o.InEffect() && o.Already }); n > 0 {
		counts = append(counts, fmt.Sprintf("%d there before", n))
	}
	if n := count(outcomes, func(o *correction.Outcome) bool { return !o.InEffect() }); n > 0 {
		counts = append(counts, fmt.Sprintf("%d not in effect", n))
	}
	switch last := j.corrections[len(j.corrections)-1]; {
	case doc.Corrected != nil && doc.Corrected.Reviewed:
		counts = append(counts, "reviewed")
	case last.Unreviewed && last.SHA256 == doc.Source.SHA256:
		counts = append(counts, "not reviewed any more")
	}
	if counts == nil {
		counts = []string{"no corrections"}
	}
	fmt.Fprintln(a.out, oneLine(id+": "+strings.Join(counts, ", ")))
	for i := range outcomes {
		o := &outcomes[i]
		switch {
		case o.Effect == correction.Unfit:
			a.tell(id, o.Name()+" does not fit: "+o.Why)
		case o.Effect == correction.Refused:
			a.tell(id, o.Name()+" is refused: "+o.Why)
		default:
			a.effective++
			if !o.Already {
				fmt.Fprintln(a.out, oneLine(fmt.Sprintf("  %-8s %s%s", o.Effect, o.Name(), changes(o))))
			}
		}
	}
}

func count(outcomes []correction.Outcome, is func(o *correction.Outcome) bool) int {
	n := 0
	for i := range outcomes {
		if is(&outcomes[i]) {
			n++
		}
	}
	return n
}

// changes says in which keys the new record differs: value 8 → 9.
func changes(o *correction.Outcome) string {
	const most = 40 // characters of a value
	var parts []string
	for _, c := range o.Changes() {
		old, new := []rune(c.Old), []rune(c.New)
		for _, r := range []*[]rune{&old, &new} {
			if len(*r) > most {
				*r = append((*r)[:most:most], '…')
			}
		}
		parts = append(parts, c.Key+" "+string(old)+" → "+string(new))
	}
	if parts == nil {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

func (a *apply) print() {
	fmt.Fprintf(a.out, "%s, %s in effect", plural(a.documents, "document"), plural(a.effective, "correction"))
	if a.dryRun {
		fmt.Fprint(a.out, "; a dry run, nothing is written")
	}
	fmt.Fprintln(a.out)
}
