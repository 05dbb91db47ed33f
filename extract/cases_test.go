package extract_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"guihua/corpus"
	"guihua/extract"
	"guihua/golden"
	"guihua/segment"
)

var update = flag.Bool("update", false, "write the .want of testdata/cases from what the extractor does now; read the diff line by line, a wrong .want is worse than none")

// extractor is loaded once: the dictionary takes most of a second.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	tagger, err := segment.Open(segment.Options{})
	if err != nil {
		return nil, err
	}
	return extract.New(tagger), nil
})

// A case is one small document of an archive and what must come of it.
//
//	name.in      a whole document
//	name.EXT     a fragment; EXT.frame stands in front of it
//	name.want    the records of the kinds the archive is about
//	name.miss    instead of .want: # and the reason why it is not reached yet,
//	             then the right records
type testCase struct {
	name   string
	text   string
	want   string
	reason string // of a miss; empty for a .want
	file   int    // index of the .want or .miss in the archive, -1 if there is none
}

// archiveCases reads the cases of an archive in its order.
func archiveCases(a *txtar.Archive) ([]testCase, error) {
	frames, seen := map[string]string{}, map[string]int{}
	var cases []testCase
	for _, f := range a.Files {
		if ext := filepath.Ext(f.Name); ext == ".frame" {
			frames[strings.TrimSuffix(f.Name, ext)] = string(f.Data)
		}
	}
	for i, f := range a.Files {
		ext := filepath.Ext(f.Name)
		name, kind := strings.TrimSuffix(f.Name, ext), strings.TrimPrefix(ext, ".")
		switch kind {
		case "frame":
		case "want", "miss":
			k, ok := seen[name]
			if !ok {
				return nil, fmt.Errorf("%s stands before its text", f.Name)
			}
			c := &cases[k]
			if c.file >= 0 {
				return nil, fmt.Errorf("%s: %s has a second .want or .miss", f.Name, name)
			}
			c.file, c.want = i, string(f.Data)
			if kind == "miss" {
				first, rest, _ := strings.Cut(c.want, "\n")
				reason, ok := strings.CutPrefix(first, "# ")
				if !ok || strings.TrimSpace(reason) == "" {
					return nil, fmt.Errorf("%s: the first line must be # and the reason", f.Name)
				}
				c.reason, c.want = reason, rest
			}
		default:
			frame, ok := frames[kind]
			if !ok && kind != "in" {
				return nil, fmt.Errorf("%s: no %s.frame", f.Name, kind)
			}
			if _, ok := seen[name]; ok {
				return nil, fmt.Errorf("%s: a second case of this name", f.Name)
			}
			seen[name] = len(cases)
			cases = append(cases, testCase{name: name, text: frame + string(f.Data), file: -1})
		}
	}
	return cases, nil
}

// openText makes a source of text as corpus.Open does, without its checks for
// files that are no text.
func openText(text string) *corpus.Source {
	return textSource(strings.Split(strings.TrimSuffix(text, "\n"), "\n"))
}

// The cases of testdata/cases are small invented documents. Their .want were
// written by reading; -update is for changes of many at once, whose diff is
// read line by line.
func TestCases(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		base := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(base, func(t *testing.T) {
			dump, ok := dumps[base]
			if !ok {
				t.Fatalf("no dump for %s", path)
			}
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			cases, err := archiveCases(a)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			added := map[string][]byte{} // the .want of cases without one
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) {
					d := extracted(t, x, openText(c.text))
					checkPromises(t, d)
					var b strings.Builder
					dump(&b, d)
					got := b.String()
					switch {
					case c.reason != "" && got == c.want:
						t.Errorf("%s: %s.miss is right now: rename it to %s.want and take its reason out", path, c.name, c.name)
					case c.reason != "" || c.file >= 0 && got == c.want:
					case *update && c.file >= 0:
						a.Files[c.file].Data = []byte(got)
					case *update:
						added[c.name] = []byte(got)
					case c.file < 0:
						t.Errorf("%s: no %s.want; it gives\n%s", path, c.name, got)
					default:
						t.Errorf("%s: %s (- want, + got)\n%s", path, c.name, lineDiff(c.want, got))
					}
				})
			}
			if !*update {
				return
			}
			for i := len(a.Files) - 1; i >= 0; i-- {
				name := strings.TrimSuffix(a.Files[i].Name, filepath.Ext(a.Files[i].Name))
				if data, ok := added[name]; ok && filepath.Ext(a.Files[i].Name) != ".frame" {
					rest := append([]txtar.File{{Name: name + ".want", Data: data}}, a.Files[i+1:]...)
					a.Files = append(a.Files[:i+1:i+1], rest...)
				}
			}
			if out := txtar.Format(a); !bytes.Equal(out, readFile(t, path)) {
				if err := os.WriteFile(path, out, 0o666); err != nil {
					t.Fatal(err)
				}
				t.Logf("%s is rewritten: read its diff line by line", path)
			}
		})
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// extracted is what x makes of src.
func extracted(t testing.TB, x *extract.Extractor, src *corpus.Source) *extract.Document {
	t.Helper()
	d, err := x.Extract(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checkPromises fails where d breaks one of the promises of every output.
func checkPromises(t testing.TB, d *extract.Document) {
	t.Helper()
	for _, s := range golden.Check(d) {
		t.Error(s)
	}
}

// dumps write the records an archive is about, one per line; "nothing" where
// there are none.
var dumps = map[string]func(*strings.Builder, *extract.Document){
	"clauses":    dumpClauses,
	"quantities": dumpQuantities,
	"outline":    dumpOutline,
	"tasks":      dumpTasks,
	"notice":     dumpNotice,
	"tables":     dumpTables,
	"references": dumpReferences,
}

// nothing writes "nothing" where the dump is empty.
func nothing(b *strings.Builder) {
	if b.Len() == 0 {
		b.WriteString("nothing\n")
	}
}

// dumpClauses: 一/（一） （市商务局牵头，澜川海关、市财政局等配合，6月底前完成） lead 市商务局 | support 澜川海关 + 市财政局 [open] [due 6月底前]
func dumpClauses(b *strings.Builder, d *extract.Document) {
	clauseLines(b, d)
	dumpWarnings(b, d, "clause")
	nothing(b)
}

func clauseLines(b *strings.Builder, d *extract.Document) {
	for _, r := range d.Responsibilities {
		fmt.Fprintf(b, "%s %s", r.At, r.Raw)
		role := extract.UnitRole("")
		for i, u := range r.Units {
			switch {
			case u.Role != role && i > 0:
				fmt.Fprintf(b, " | %s %s", u.Role, u.Name)
			case u.Role != role:
				fmt.Fprintf(b, " %s %s", u.Role, u.Name)
			default:
				fmt.Fprintf(b, " + %s", u.Name)
			}
			if u.Canonical != nil && *u.Canonical != u.Name {
				fmt.Fprintf(b, "=%s", *u.Canonical)
			}
			role = u.Role
		}
		if r.Open {
			b.WriteString(" [open]")
		}
		if r.Due != nil {
			fmt.Fprintf(b, " [due %s]", *r.Due)
		}
		b.WriteString("\n")
	}
}

// dumpQuantities: 一/（一） target 冷库库容 | 不少于30万立方米 | >= 300000 立方米 | level | by 2027 | per 年 | support | base 120000 (2024)
func dumpQuantities(b *strings.Builder, d *extract.Document) {
	quantityLines(b, d)
	dumpWarnings(b, d, "indicator")
	nothing(b)
}

func quantityLines(b *strings.Builder, d *extract.Document) {
	str := func(s *string) string {
		if s == nil {
			return "?"
		}
		return *s
	}
	line := func(kind, at string, indicator *string, raw string, value, max, unit *string, bound *extract.Bound, measure *extract.MeasureKind, extra ...string) {
		fmt.Fprintf(b, "%s %s %s | %s |", at, kind, str(indicator), raw)
		switch {
		case value == nil && bound == nil && unit == nil:
			b.WriteString(" in words")
		case max != nil:
			fmt.Fprintf(b, " %s..%s", str(value), *max)
		case bound != nil:
			fmt.Fprintf(b, " %s %s", *bound, str(value))
		default:
			fmt.Fprintf(b, " ? %s", str(value))
		}
		if unit != nil {
			fmt.Fprintf(b, " %s", *unit)
		}
		if measure != nil {
			fmt.Fprintf(b, " | %s", *measure)
		}
		for _, e := range extra {
			if e != "" {
				fmt.Fprintf(b, " | %s", e)
			}
		}
		b.WriteString("\n")
	}
	for _, r := range d.Targets {
		var by, per, support, base string
		if r.By != nil {
			by = "by " + *r.By
		}
		if r.Per != nil {
			per = "per " + *r.Per
		}
		if r.Support {
			support = "support"
		}
		if r.Baseline != nil {
			base = "base " + r.Baseline.Value
			if r.Baseline.AsOf != nil {
				base += " (" + *r.Baseline.AsOf + ")"
			}
		}
		line("target", r.At, r.Indicator, r.Raw, r.Value, r.ValueMax, r.Unit, r.Bound, r.Measure, by, per, support, base)
	}
	for _, r := range d.Achievements {
		asOf := ""
		if r.AsOf != nil {
			asOf = "as of " + *r.AsOf
		}
		line("achievement", r.At, r.Indicator, r.Raw, r.Value, r.ValueMax, r.Unit, r.Bound, r.Measure, asOf)
	}
}

// dumpOutline: id [role] title
func dumpOutline(b *strings.Builder, d *extract.Document) {
	for _, n := range d.Outline {
		fmt.Fprintf(b, "%s [%s] %s\n", n.ID, n.Role, n.Title)
	}
	dumpWarnings(b, d, "numbering", "repeated")
	nothing(b)
}

// dumpTasks: id | title | text, shortened in the middle; - measure @ regions
func dumpTasks(b *strings.Builder, d *extract.Document) {
	taskLines(b, d)
	for _, x := range d.Boxes {
		b.WriteString("专栏")
		if x.Number != nil {
			fmt.Fprintf(b, "%d", *x.Number)
		}
		fmt.Fprintf(b, " %s", x.Title)
		if x.Within != nil {
			fmt.Fprintf(b, " in %s", *x.Within)
		}
		b.WriteString("\n")
		for _, it := range x.Items {
			fmt.Fprintf(b, "  - %s | %s\n", it.Title, shorten(it.Text))
		}
	}
	dumpWarnings(b, d, "box", "title", "text")
	nothing(b)
}

func taskLines(b *strings.Builder, d *extract.Document) {
	for _, r := range d.Tasks {
		fmt.Fprintf(b, "%s | %s |", r.ID, r.Title)
		if r.Text != nil {
			fmt.Fprintf(b, " %s", shorten(*r.Text))
		}
		b.WriteString("\n")
		for _, m := range r.Measures {
			fmt.Fprintf(b, "  - %s", shorten(m.Text))
			if m.Regions != nil {
				fmt.Fprintf(b, " @ %s", *m.Regions)
			}
			b.WriteString("\n")
		}
	}
}

// shorten cuts the middle out of s and shows line breaks as ¶.
func shorten(s string) string {
	rs := []rune(strings.ReplaceAll(s, "\n", "¶"))
	if len(rs) <= 40 {
		return string(rs)
	}
	return fmt.Sprintf("%s…%s (%d)", string(rs[:16]), string(rs[len(rs)-16:]), len(rs))
}

// dumpNotice: key: value, for what is there
func dumpNotice(b *strings.Builder, d *extract.Document) {
	n := d.Document
	str := func(key string, v *string) {
		if v != nil {
			fmt.Fprintf(b, "%s: %s\n", key, *v)
		}
	}
	list := func(key string, v []string) {
		if len(v) > 0 {
			fmt.Fprintf(b, "%s: %s\n", key, strings.Join(v, " | "))
		}
	}
	str("title", n.Title)
	str("notice title", n.NoticeTitle)
	str("number", n.Number)
	list("issuers", n.Issuers)
	list("recipients", n.Recipients)
	str("issued", n.Issued)
	str("published", n.Published)
	if n.Period != nil {
		fmt.Fprintf(b, "period: %d-%d\n", n.Period[0], n.Period[1])
	}
	str("region", n.Region.Name)
	str("code", n.Region.Code)
	str("kind", n.Kind)
	dumpWarnings(b, d, "region")
	nothing(b)
}

// dumpTables: the tables, and everything read from their rows
func dumpTables(b *strings.Builder, d *extract.Document) {
	for _, g := range d.Tables {
		b.WriteString(g.ID)
		if g.Caption != nil {
			fmt.Fprintf(b, " %s", *g.Caption)
		}
		if g.Within != nil {
			fmt.Fprintf(b, " in %s", *g.Within)
		}
		b.WriteString("\n")
		for _, row := range append([][]string{g.Header}, g.Rows...) {
			fmt.Fprintf(b, "  %s\n", strings.ReplaceAll(strings.Join(row, " | "), "\n", "¶"))
		}
	}
	taskLines(b, d)
	clauseLines(b, d)
	quantityLines(b, d)
	dumpWarnings(b, d, "table", "glued", "clause", "repeated")
	nothing(b)
}

// dumpReferences: title | number
func dumpReferences(b *strings.Builder, d *extract.Document) {
	for _, r := range d.References {
		b.WriteString(r.Title)
		if r.Number != nil {
			fmt.Fprintf(b, " | %s", *r.Number)
		}
		b.WriteString("\n")
	}
	dumpWarnings(b, d, "unclosed")
	nothing(b)
}

// dumpWarnings writes the warnings whose code begins with one of the words:
// warning code: the words they stand at. The message is free to change.
func dumpWarnings(b *strings.Builder, d *extract.Document, codes ...string) {
	rs := []rune(d.Text)
	for _, w := range d.Warnings {
		for _, code := range codes {
			if !strings.HasPrefix(w.Code, code) {
				continue
			}
			fmt.Fprintf(b, "warning %s", w.Code)
			if w.Span != nil {
				fmt.Fprintf(b, ": %s", strings.ReplaceAll(string(rs[w.Span[0]:w.Span[1]]), "\n", "¶"))
			}
			b.WriteString("\n")
		}
	}
}

// lineDiff shows what must go (-) and what is new (+) between two dumps.
func lineDiff(want, got string) string {
	a, b := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	// common[i][j] is the length of the longest common list of lines of a[i:], b[j:].
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out strings.Builder
	put := func(mark, line string) {
		if line != "" {
			out.WriteString(mark + strings.TrimSuffix(line, "\n") + "\n")
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			put("  ", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			put("- ", a[i])
			i++
		default:
			put("+ ", b[j])
			j++
		}
	}
	return out.String()
}

// The harness itself: what an archive may hold, and what its mistakes are.
func TestArchiveCases(t *testing.T) {
	good := "-- g.frame --\n一、目标\n-- a.in --\nx\n-- a.want --\ny\n-- b.g --\nx\n-- b.miss --\n# why\ny\n"
	cases, err := archiveCases(txtar.Parse([]byte(good)))
	if err != nil || len(cases) != 2 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	if c := cases[0]; c.text != "x\n" || c.want != "y\n" || c.reason != "" {
		t.Errorf("%+v", c)
	}
	if c := cases[1]; c.text != "一、目标\nx\n" || c.want != "y\n" || c.reason != "why" {
		t.Errorf("%+v", c)
	}
	for _, bad := range []string{
		"-- a.want --\ny\n",
		"-- a.in --\nx\n-- a.want --\ny\n-- a.miss --\n# why\ny\n",
		"-- a.in --\nx\n-- a.miss --\ny\n",
		"-- a.in --\nx\n-- a.in --\nx\n",
		"-- a.g --\nx\n",
	} {
		if _, err := archiveCases(txtar.Parse([]byte(bad))); err == nil {
			t.Errorf("no error for\n%s", bad)
		}
	}
	if got, want := lineDiff("a\nb\nc\n", "a\nx\nc\nd\n"), "  a\n- b\n+ x\n  c\n+ d\n"; got != want {
		t.Errorf("lineDiff = %q, want %q", got, want)
	}
}
