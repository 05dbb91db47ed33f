package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"guihua/cmd/guihua/batch"
	"guihua/cmd/guihua/export"
	"guihua/extract/body"
	"guihua/extract/tables"
)

// tableOptions are what commands that write tables have in common.
type tableOptions struct {
	out       string
	formats   []string
	bom       bool
	jobs      int
	userDicts []string
	quiet     bool
}

// addFlags adds those of tables that are made with words.
func (o *tableOptions) addFlags(f *pflag.FlagSet) {
	o.addTableFlags(f)
	f.StringArrayVar(&o.userDicts, "user-dict", nil, "add the words of `FILE` to the dictionary, as for extract (repeatable)")
}

func (o *tableOptions) addTableFlags(f *pflag.FlagSet) {
	f.SortFlags = false
	f.StringVarP(&o.out, "output", "o", "", "`folder` for the tables, made if needed; files of an earlier run are replaced,\nthose of formats not asked for stay")
	f.StringSliceVarP(&o.formats, "format", "f", []string{"csv"}, "one or more of `FORMATS`: "+strings.Join(export.Formats(), ", "))
	f.BoolVar(&o.bom, "bom", false, "begin CSV files with a byte order mark, so that Excel opens them by a\ndouble click with their Chinese intact")
	f.IntVarP(&o.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "lay out `N` documents at the same time")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary; errors are still shown")
}

func (o *tableOptions) check(args []string) error {
	switch {
	case len(args) == 0:
		return usagef("no input: name the folder that guihua extract wrote, or its JSON files")
	case o.out == "":
		return usagef("where to? -o DIR")
	case o.jobs < 1:
		return usagef("--jobs must be at least 1")
	case len(o.formats) == 0:
		return usagef("--format needs one or more of %s", strings.Join(export.Formats(), ", "))
	}
	for i, f := range o.formats {
		o.formats[i] = strings.TrimSpace(f)
		if !slices.Contains(export.Formats(), o.formats[i]) {
			return usagef("--format %s: must be one or more of %s", f, strings.Join(export.Formats(), ", "))
		}
	}
	return nil
}

func newTables() *cobra.Command {
	var (
		o          tableOptions
		bodies     []string
		dictionary bool
	)
	cmd := &cobra.Command{
		Use:   "tables OUT -o DIR",
		Short: "Turn extracted documents into tables for R, Python, Stata, Excel and SQL",
		Long: `Tables lays the documents that guihua extract wrote to OUT out as flat tables:

` + tableList(tables.All) + `
Every row has the document (doc_id), the place in it (node_id, page, span) and
the words it comes from (quote). --dictionary prints what each column means.

OUT is the output folder of extract, one or several of its JSON files, or a file
it wrote with --jsonl. A file that can't be read is reported, and the others are
laid out.`,
		Example: `  guihua tables out/ -o tables/
  guihua tables out/ -o tables/ --format csv --bom
  guihua tables out/ -o tables/ --format xlsx,sqlite,parquet
  guihua tables --dictionary > dictionary.md`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if dictionary {
				_, err := os.Stdout.WriteString(tables.Dictionary(tables.All))
				return err
			}
			if err := o.check(args); err != nil {
				return err
			}
			corpus := &tables.Corpus{Bodies: body.Default()}
			for _, name := range bodies {
				if err := readBodies(corpus, name); err != nil {
					return fmt.Errorf("%s: %w", name, batch.Cause(err))
				}
			}
			return o.layOut(cmd.Context(), args, tables.All, corpus, func(d *tables.Doc) func() {
				return func() { corpus.Add(d) }
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringArrayVar(&bodies, "bodies", nil, "know the bodies of `FILE` too, in the format of extract/body/vocab/bodies.tsv;\nthey go before those that are built in (repeatable)")
	cmd.Flags().BoolVar(&dictionary, "dictionary", false, "print the data dictionary of all tables and write none")
	return cmd
}

// readBodies adds the bodies of the file called name.
func readBodies(c *tables.Corpus, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	c.Bodies, err = c.Bodies.With(file)
	return err
}

// tableList names tables, one a line.
func tableList(ts []tables.Table) string {
	var s strings.Builder
	for _, t := range ts {
		fmt.Fprintf(&s, "  %-17s %s\n", t.Name, strings.Join(wrap(t.Meaning, 60), "\n"+strings.Repeat(" ", 20)))
	}
	return s.String()
}
