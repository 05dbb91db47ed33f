package golden

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"guihua/extract"
)

// One document says the same whatever form it comes in: the records of each
// form against those of the first.
func TestForms(t *testing.T) {
	t.Run("samples", func(t *testing.T) {
		const name = "qinghe_shuzi_xiangcun" // corpus/testdata/make-forms.sh
		var forms []string
		for _, ext := range []string{".txt", ".html", ".docx", ".pdf", ".ofd"} {
			forms = append(forms, filepath.Join(samplesDir, name+ext))
		}
		sameRecords(t, forms, 1)
	})
	t.Run("real", func(t *testing.T) {
		wild := shared(t, "wild")
		sameRecords(t, []string{filepath.Join(wild, "002_chongqing_xiaofei.html"), filepath.Join(wild, "045_chongqing_xiaofei.pdf")}, 0.95)
	})
}

// sameRecords checks that the documents at paths agree with the first in at
// least floor of each kind of record, by F1.
func sameRecords(t *testing.T, paths []string, floor float64) {
	t.Helper()
	var first map[string]map[string]bool
	for _, path := range paths {
		d, err := extractFile(t, path, filepath.Base(path))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		records := recordsOf(d)
		if first == nil {
			first = records
			continue
		}
		for kind, want := range first {
			c := Count{Gold: len(want), Out: len(records[kind])}
			for r := range records[kind] {
				if want[r] {
					c.Hit++
				}
			}
			_, _, f1 := c.PRF()
			t.Logf("%s %s: F1 %.3f of %d", filepath.Ext(path), kind, f1, len(want))
			if f1 < floor || len(want) == 0 {
				t.Errorf("%s: %s agree with %s by %.3f, want %.2f", path, kind, filepath.Base(paths[0]), f1, floor)
			}
		}
	}
}

// recordsOf are the records of a document as words, white space left out.
func recordsOf(d *extract.Document) map[string]map[string]bool {
	all := map[string]map[string]bool{"outline": {}, "tasks": {}, "clauses": {}, "targets": {}}
	put := func(kind string, parts ...any) {
		all[kind][strings.Join(strings.Fields(fmt.Sprintln(parts...)), "")] = true
	}
	for _, n := range d.Outline {
		put("outline", n.ID, n.Title, n.Role)
	}
	for _, x := range d.Tasks {
		text := ""
		if x.Text != nil {
			text = *x.Text
		}
		for _, m := range x.Measures {
			text += " " + m.Text
		}
		put("tasks", x.ID, x.Title, text)
	}
	for _, r := range d.Responsibilities {
		put("clauses", r.At, r.Raw)
		for _, u := range r.Units {
			put("clauses", r.At, u.Name, u.Role)
		}
	}
	for _, x := range d.Targets {
		put("targets", x.At, x.Raw)
	}
	return all
}
