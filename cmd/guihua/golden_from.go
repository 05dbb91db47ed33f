package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/extract"
	"guihua/golden"
)

func newFrom() *cobra.Command {
	f := from{}
	cmd := &cobra.Command{
		Use:   "from OUT",
		Short: "Make gold of documents that were read and corrected",
		Long: `From makes gold of documents that a person has read, so that guihua golden score
tells what a later version of guihua reads otherwise: your documents become your
tests.

OUT is the output folder of extract or one or several of its JSON files. Gold is
made of those that are marked as reviewed: someone has read all of it in the page
of guihua report, corrected what was wrong, and put that into effect with guihua
apply. Nobody else knows that the rest is right, and gold of what nobody has read
would only say that the program does what it does: a document without a person's
work is an error, or is left out where its folder was named.

A document that has corrections and is not marked as reviewed needs --corrected:
with it you say that you have read its other records too and found them right, and
that none is missing. A record that is wrong in the gold makes the right reading of
a later version a mistake.

NAME.gold.json goes into the folder of -o; of one document it goes to standard
output without -o. Gold that is there stays, unless --force is given. The exit code
is 2 when a document named has no gold in the end.`,
		Example: `  guihua golden from out/ -o gold/
  guihua golden from out/a.txt.json --corrected -o gold/
  guihua golden score gold/ out/ --fail-under tasks=1`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("%s takes the folder that guihua extract wrote, or its JSON files", cmd.CommandPath())
			}
			f.stdout = cmd.OutOrStdout()
			return f.run(args)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVarP(&f.out, "output", "o", "", "`folder` for the gold, made if needed")
	cmd.Flags().BoolVar(&f.rest, "corrected", false, "take documents with corrections that are not marked as reviewed too: you\nhave read the rest of them and found it right")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace gold that is there")
	return cmd
}

// A from makes gold.
type from struct {
	out         string
	rest, force bool
	stdout      io.Writer

	failed, unread int
	made           []made
}

// A made is the gold of one document.
type made struct {
	label, name string // of the output, and of the file of gold
	data        []byte
}

func (f *from) run(names []string) error {
	single := len(names) == 1
	for _, name := range names {
		info, err := os.Stat(name)
		folder := err == nil && info.IsDir()
		single = single && !folder
		for o := range (&batch.Outputs{Names: []string{name}}).All() {
			f.one(o, folder)
		}
	}
	switch {
	case f.out == "" && !single:
		return usagef("gold of several documents needs a folder: -o DIR")
	case f.made == nil && f.failed == 0:
		return fmt.Errorf("no gold: none of %s is reviewed or corrected; read some in the page of guihua report, correct what is wrong, mark them as reviewed, and put that into effect with guihua apply", plural(f.unread, "document"))
	case f.out == "":
		for _, g := range f.made {
			if _, err := f.stdout.Write(g.data); err != nil {
				return err
			}
		}
	default:
		if err := f.write(); err != nil {
			return err
		}
		fmt.Fprintf(f.stdout, "%s: gold of %s\n", filepath.Clean(f.out), plural(len(f.made), "document"))
	}
	if f.unread > 0 {
		fmt.Fprintf(os.Stderr, "left out, nobody has read them: %s\n", plural(f.unread, "document"))
	}
	if f.failed > 0 {
		return exitTrouble
	}
	return nil
}

func (f *from) fail(label string, err error) {
	f.failed++
	fmt.Fprintln(os.Stderr, oneLine(label+": "+batch.Cause(err).Error()))
}

// one makes the gold of one output.
func (f *from) one(o batch.Output, inFolder bool) {
	d, err := o.Document()
	if err == nil {
		if err = golden.NotGold(d, f.rest); err != nil && inFolder && d.Corrected == nil {
			f.unread++
			return
		}
	}
	if err != nil {
		f.fail(o.Label(), err)
		return
	}
	source := o.ID
	if !inFolder {
		source = sourceOf(o, d)
	}
	// Score looks for gold in one folder, not below it.
	name := strings.ReplaceAll(source, "/", "_") + ".gold.json"
	for _, g := range f.made {
		if g.name == name {
			f.fail(o.Label(), fmt.Errorf("its gold %s is that of %s; write them to two folders", name, g.label))
			return
		}
	}
	f.made = append(f.made, made{o.Label(), name, golden.Gold(d, source)})
}

// sourceOf is the path of an output below its output folder, without .json, by
// which score finds it: the name of its source, unless the file has another name.
func sourceOf(o batch.Output, d *extract.Document) string {
	if strings.HasSuffix("/"+filepath.ToSlash(o.Path), "/"+d.Source.Name+".json") {
		return d.Source.Name
	}
	return o.ID
}

// write writes the gold; what is there stays, unless it is to be replaced.
func (f *from) write() error {
	kept := f.made[:0]
	for _, g := range f.made {
		path := filepath.Join(f.out, g.name)
		if _, err := os.Lstat(path); err == nil && !f.force {
			f.fail(g.label, fmt.Errorf("%s is there, and may be someone's work; --force replaces it", path))
			continue
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			f.fail(g.label, err)
			continue
		}
		kept = append(kept, g)
	}
	if f.made = kept; len(kept) == 0 {
		return nil
	}
	names := make([]string, len(kept))
	for i, g := range kept {
		names[i] = g.name
	}
	stage, err := batch.OpenStage(f.out, names)
	if err != nil {
		return err
	}
	defer stage.Drop()
	for _, g := range kept {
		file, err := stage.Create(g.name)
		if err != nil {
			return stage.Error(g.name, err)
		}
		_, err = file.Write(g.data)
		if e := file.Close(); err == nil {
			err = e
		}
		if err != nil {
			return stage.Error(g.name, err)
		}
	}
	return stage.Finish(names)
}
