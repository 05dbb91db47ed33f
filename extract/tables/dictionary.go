package tables

import (
	"fmt"
	"strings"
)

// Dictionary is the data dictionary of tables as Markdown: what a row of each is,
// and of every column its type, unit, meaning, an example and where it comes
// from.
func Dictionary(ts []Table) string {
	var s strings.Builder
	for i, t := range ts {
		if i > 0 {
			s.WriteByte('\n')
		}
		fmt.Fprintf(&s, "## %s\n\nOne row: %s.\n\n| column | type | unit | meaning | example | from |\n|---|---|---|---|---|---|\n", t.Name, t.Meaning)
		for _, c := range t.Columns {
			fmt.Fprintf(&s, "| %s | %s | %s | %s | %s | %s |\n", c.Name, c.Type, c.Unit, inCell(c.Meaning), inCell(c.Example), inCell(c.From))
		}
	}
	return s.String()
}

// inCell is s as a cell of a Markdown table.
func inCell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
