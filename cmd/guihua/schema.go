package main

import (
	"os"

	"github.com/spf13/cobra"

	"guihua/extract"
	"guihua/extract/compare"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [comparison]",
		Short: "Print the JSON Schema of the output",
		Long: `Schema prints the JSON Schema (2020-12) that every JSON file written by
guihua extract follows; schema comparison that of guihua compare. Its descriptions
say what each key means.`,
		Example: `  guihua schema > document.schema.json
  guihua schema comparison > comparison.schema.json
  guihua schema | jq '."$defs" | keys'`,
		RunE: func(_ *cobra.Command, args []string) error {
			schema := extract.SchemaJSON
			switch {
			case len(args) == 1 && args[0] == "comparison":
				schema = compare.SchemaJSON
			case len(args) > 0:
				return usagef("schema takes no arguments, or comparison")
			}
			_, err := os.Stdout.Write(schema)
			return err
		},
	}
}
