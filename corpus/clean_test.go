package corpus

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guihua/golden/stock"
)

var updateClean = flag.Bool("update", false, "write the .want of testdata/clean from what Clean does now; read the diff line by line")

// cleanSource makes a source of the lines of a case. A line <page> begins the
// next page; a document with one has pages.
func cleanSource(text string) *Source {
	src := &Source{Name: "case.txt", Format: "txt", Encoding: "UTF-8", Bytes: len(text)}
	page := 0
	if strings.Contains("\n"+text, "\n<page>\n") {
		page, src.Pages = 1, 1
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "<page>" && page > 0 {
			page++
			src.Pages = page
			continue
		}
		src.Lines = append(src.Lines, Line{Text: line, Page: page})
	}
	return src
}

// dumpText writes a text: every paragraph on a line of its own, closed by ¶
// because blanks matter; a table's row behind its table, cells parted by |;
// what was left out and why.
func dumpText(t *Text) string {
	var b strings.Builder
	for _, p := range t.Paras {
		if p.Page > 1 {
			fmt.Fprintf(&b, "p%d ", p.Page)
		}
		if p.Table >= 0 {
			fmt.Fprintf(&b, "表%d.%d", p.Table+1, p.Row)
			for _, c := range t.Tables[p.Table].Rows[p.Row] {
				fmt.Fprintf(&b, " | %s", t.Slice(c.Start, c.End))
			}
			b.WriteString(" |\n")
			continue
		}
		fmt.Fprintf(&b, "%s¶\n", t.Slice(p.Start, p.End))
	}
	for _, l := range t.LeftOut {
		fmt.Fprintf(&b, "left out: %s %d\n", l.Why, l.Chars)
	}
	return b.String()
}

// The cases of testdata/clean: NAME.in becomes NAME.want. NAME.miss stands
// instead of .want where the right text is not reached yet: # and the reason,
// then the right text.
func TestClean(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "clean", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			before := txtar.Format(a)
			for i := 0; i+1 < len(a.Files); i += 2 {
				name, isIn := strings.CutSuffix(a.Files[i].Name, ".in")
				wantFile := &a.Files[i+1]
				miss := wantFile.Name == name+".miss"
				if !isIn || !miss && wantFile.Name != name+".want" {
					t.Fatalf("%s: after %s comes %s", path, a.Files[i].Name, wantFile.Name)
				}
				t.Run(name, func(t *testing.T) {
					src := cleanSource(string(a.Files[i].Data))
					text := cleaned(t, src)
					checkText(t, src, text)
					got, want := dumpText(text), string(wantFile.Data)
					if miss {
						reason, rest, _ := strings.Cut(want, "\n")
						if !strings.HasPrefix(reason, "# ") {
							t.Fatalf("%s: %s.miss begins without # and a reason", path, name)
						}
						if got == rest {
							t.Errorf("%s: %s.miss is right now: rename it to %s.want and take its reason out", path, name, name)
						}
						return
					}
					switch {
					case got == want:
					case *updateClean:
						wantFile.Data = []byte(got)
					default:
						t.Errorf("%s: %s: want\n%sgot\n%s", path, name, want, got)
					}
				})
			}
			if len(a.Files)%2 != 0 {
				t.Errorf("%s: %s has no .want", path, a.Files[len(a.Files)-1].Name)
			}
			if out := txtar.Format(a); *updateClean && !bytes.Equal(out, before) {
				if err := os.WriteFile(path, out, 0o666); err != nil {
					t.Fatal(err)
				}
				t.Logf("%s is rewritten: read its diff line by line", path)
			}
		})
	}
}

// checkText checks what Clean promises of every text: each character of the
// source is kept or counted as left out, a kept one stands where its origin
// says, none is used twice, and paragraphs, rows and cells tile the text.
func checkText(t testing.TB, src *Source, text *Text) {
	t.Helper()
	source := 0
	lines := make([][]rune, len(src.Lines))
	for i, l := range src.Lines {
		lines[i] = []rune(l.Text)
		source += inkChars(lines[i])
	}
	out := 0
	for i, l := range text.LeftOut {
		if l.Chars <= 0 || i > 0 && text.LeftOut[i-1].Why >= l.Why {
			t.Errorf("left out: %v", text.LeftOut)
		}
		out += l.Chars
	}
	if kept := inkChars(text.Runes); text.SourceChars != source || kept+out != source {
		t.Errorf("%d characters in the source, SourceChars %d, %d kept, %d left out", source, text.SourceChars, kept, out)
	}
	if len(text.origin) != len(text.Runes) {
		t.Fatalf("%d characters, %d origins", len(text.Runes), len(text.origin))
	}
	used := map[Place]bool{}
	for i, r := range text.Runes {
		p := text.Origin(i)
		if p.Line < 0 {
			// A separator, or what an entity of an HTML table stands for.
			if r != '\n' && r != '\t' && r != ' ' && !strings.Contains(sourceText(src), "&") {
				t.Errorf("character %d, %q, comes from nowhere", i, r)
			}
			continue
		}
		if p.Line >= len(lines) || p.Col < 0 || p.Col >= len(lines[p.Line]) {
			t.Errorf("character %d, %q: origin %v is no place", i, r, p)
			continue
		}
		if from := lines[p.Line][p.Col]; from != r && !(r == ' ' && isBlank(from)) {
			t.Errorf("character %d, %q: its origin %v has %q", i, r, p, from)
		}
		if used[p] {
			t.Errorf("character %d, %q: %v is used twice", i, r, p)
		}
		used[p] = true
	}
	pos := 0
	for i, p := range text.Paras {
		if i > 0 {
			if pos >= len(text.Runes) || text.Runes[pos] != '\n' {
				t.Errorf("paragraph %d: no newline before it", i)
			}
			pos++
		}
		if p.Start != pos || p.End < p.Start || p.End > len(text.Runes) || p.Table < 0 && p.End == p.Start {
			t.Fatalf("paragraph %d is [%d, %d), %d expected", i, p.Start, p.End, pos)
		}
		for _, r := range text.Runes[p.Start:p.End] {
			if r == '\n' {
				t.Errorf("paragraph %d has a newline", i)
			}
		}
		if p.Table >= 0 {
			if p.Table >= len(text.Tables) || p.Row < 0 || p.Row >= len(text.Tables[p.Table].Rows) {
				t.Fatalf("paragraph %d is row %d of table %d", i, p.Row, p.Table)
			}
			at := p.Start
			for k, c := range text.Tables[p.Table].Rows[p.Row] {
				if k > 0 {
					at++
				}
				if c.Start != at || c.End < c.Start || c.End > p.End {
					t.Errorf("paragraph %d: cell %d is [%d, %d), %d expected", i, k, c.Start, c.End, at)
				}
				at = c.End
			}
		}
		pos = p.End
	}
	if pos != len(text.Runes) {
		t.Errorf("the paragraphs end at %d of %d", pos, len(text.Runes))
	}
}

// The samples keep the same promises.
func TestCleanSamples(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("samples", "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if ext := filepath.Ext(path); ext != ".txt" && ext != ".pdf" {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			src, err := Open(path, b)
			if err != nil {
				t.Fatal(err)
			}
			checkText(t, src, cleaned(t, src))
		})
	}
}

// Signs without width (U+200B, U+FEFF) are white space: neither kept nor counted.
func TestCleanZeroWidth(t *testing.T) {
	src := cleanSource("将\u200b规划\ufeff印发。\n")
	text := cleaned(t, src)
	if inkChars(text.Runes) != text.SourceChars || len(text.LeftOut) > 0 {
		t.Errorf("%d of %d characters kept, %v left out", inkChars(text.Runes), text.SourceChars, text.LeftOut)
	}
}

// sourceText is the text of all lines of src.
func sourceText(src *Source) string {
	var b strings.Builder
	for _, l := range src.Lines {
		b.WriteString(l.Text)
	}
	return b.String()
}

// cleaned is what Clean makes of src.
func cleaned(t testing.TB, src *Source) *Text {
	t.Helper()
	text, err := Clean(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// FuzzClean is checkText on anything; the cases are its seeds.
func FuzzClean(f *testing.F) {
	for _, text := range cleanCases(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return // the longest seeds are shorter; long ones only slow it down
		}
		src := cleanSource(strings.Join(stock.Lines(strings.ToValidUTF8(text, "�")), "\n"))
		checkText(t, src, cleaned(t, src))
	})
}

// FuzzCleanCases is checkText on texts made of the cases.
func FuzzCleanCases(f *testing.F) {
	texts := cleanCases(f)
	s := stock.New(texts, nil)
	for _, text := range texts {
		f.Add(s.Program(strings.TrimSuffix(text, "\n")))
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		src := cleanSource(strings.Join(stock.Lines(s.Text(program)), "\n"))
		text := cleaned(t, src)
		checkText(t, src, text)
		if again := cleaned(t, src); !reflect.DeepEqual(text, again) {
			t.Errorf("cleaned again it is %q, not %q", string(again.Runes), string(text.Runes))
		}
		if t.Failed() {
			t.Logf("the text: %q", sourceText(src))
		}
	})
}

// cleanCases are the texts of testdata/clean.
func cleanCases(tb testing.TB) (texts []string) {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "clean", "*.txt"))
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".in") {
				texts = append(texts, string(file.Data))
			}
		}
	}
	return texts
}

// Letters that are longer or shorter in lower case stand before a tag.
func TestTagIn(t *testing.T) {
	for s, want := range map[string]int{"<table>": 0, "\u212a值<TABLE>": 6, "İ\xff<x<Table border=1>": 5, "<tabl": -1, "table": -1} {
		if got := tagIn(s, "<table"); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}
