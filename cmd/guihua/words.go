package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract/tables"
)

func newWords() *cobra.Command {
	var (
		o     tableOptions
		stops []string
		top   int
	)
	cmd := &cobra.Command{
		Use:   "words OUT -o DIR",
		Short: "Count words and find the keywords of documents and tasks",
		Long: `Words splits the documents that guihua extract wrote to OUT into words with
jieba and writes two tables:

` + tableList(tables.Words) + `
Words of one character, numerals, pronouns and function words don't count, nor
do those of the stop list: words that nearly every plan is written with (推进,
加强, 工作, 机制 …). The weight is TF-IDF: how often a word stands in a document,
by how few of all documents have it; for a task, by how few of all tasks.

A word that is split in the wrong place belongs into a --user-dict, one that
says nothing into a list of --stop-words.`,
		Example: `  guihua words out/ -o words/
  guihua words out/ -o words/ --format xlsx --top 10
  guihua words out/ -o words/ --user-dict 本省词语.txt --stop-words 停用词.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(args); err != nil {
				return err
			}
			if top < 0 {
				return usagef("--top must not be negative")
			}
			corpus := &tables.Corpus{Filter: tables.NewWordFilter(), Top: top}
			for _, name := range stops {
				if err := readStops(corpus.Filter, name); err != nil {
					return fmt.Errorf("%s: %w", name, batch.Cause(err))
				}
			}
			return o.layOut(cmd.Context(), args, tables.Words, corpus, func(d *tables.Doc) func() {
				w := d.CountWords()
				return func() { corpus.AddWords(w) }
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().IntVar(&top, "top", 20, "keep the `N` heaviest words of every document and task in the table\nkeywords; 0 keeps all")
	cmd.Flags().StringArrayVar(&stops, "stop-words", nil, "leave out the words of `FILE` too, parted by blanks or line ends; # begins\na comment (repeatable)")
	return cmd
}

func readStops(f *tables.WordFilter, name string) error {
	b, err := batch.ReadFile(name, corpus.Defaults)
	if err != nil {
		return err
	}
	return f.AddStops(bytes.NewReader(b))
}
