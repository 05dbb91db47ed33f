package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// dumpLines writes lines as they are read: the cell before it where it stands
// in one (table.row.column, and rows x columns where it spans some), the reason
// behind it where it is left out.
func dumpLines(ls []Line) string {
	var b strings.Builder
	for _, l := range ls {
		if c := l.Cell; c.Table > 0 {
			fmt.Fprintf(&b, "%d.%d.%d", c.Table, c.Row, c.Col)
			if c.Rows > 1 || c.Cols > 1 {
				fmt.Fprintf(&b, " %dx%d", c.Rows, c.Cols)
			}
			b.WriteString(" | ")
		}
		b.WriteString(l.Text)
		if l.Out != "" {
			fmt.Fprintf(&b, " (%s)", l.Out)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestDump(t *testing.T) {
	fs, _ := filepath.Glob("testdata/docx/*.docx")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		s, err := Open(f, b)
		fmt.Println("==", f, err)
		if err == nil {
			fmt.Print(dumpLines(s.Lines), s.Warnings, "\n")
		}
	}
}
