package main

import (
	"os"

	"github.com/spf13/cobra"

	"guihua/extract"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the output",
		Long: `Schema prints the JSON Schema (2020-12) that every JSON file written by
guihua extract follows. Its descriptions say what each key means.`,
		Example: `  guihua schema > document.schema.json
  guihua schema | jq '."$defs" | keys'`,
		Args: needs(),
		RunE: func(*cobra.Command, []string) error {
			_, err := os.Stdout.Write(extract.SchemaJSON)
			return err
		},
	}
}
