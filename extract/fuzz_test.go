package extract_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guihua/corpus"
	"guihua/extract"
	"guihua/golden"
	"guihua/golden/stock"
	"guihua/segment"
)

// Fuzzing asks one question of every document: does its output keep the
// promises of golden.Check, and is it the same twice? FuzzExtract asks it of
// any text; a target per rule asks it of documents made of the cases and words
// of that rule, see stock. The words of the segmenter do not matter to the
// answer, and without them it comes many times as fast; FuzzWords has them.
//
// A document that fails is printed: it becomes a case of its archive, without
// the file that Go writes to testdata/fuzz, whose bytes mean something else as
// soon as a case is added.

func FuzzOutline(f *testing.F)    { fuzzRule(f, withoutWords, "outline") }
func FuzzNotice(f *testing.F)     { fuzzRule(f, withoutWords, "notice") }
func FuzzTasks(f *testing.F)      { fuzzRule(f, withoutWords, "tasks") } // and boxes
func FuzzClauses(f *testing.F)    { fuzzRule(f, withoutWords, "clauses") }
func FuzzReferences(f *testing.F) { fuzzRule(f, withoutWords, "references") }
func FuzzTables(f *testing.F)     { fuzzRule(f, withoutWords, "tables") } // and glued cells
func FuzzQuantities(f *testing.F) { fuzzRule(f, withoutWords, "quantities") }

func FuzzWords(f *testing.F) {
	x, err := extractor()
	if err != nil {
		f.Fatal(err)
	}
	fuzzRule(f, x, "outline", "notice", "tasks", "clauses", "references", "tables", "quantities")
}

// fuzzRule makes documents of the cases of archives.
func fuzzRule(f *testing.F, x *extract.Extractor, archives ...string) {
	texts := caseTexts(f, archives...)
	s := stock.New(texts, vocabulary(f))
	for i, text := range texts {
		// As many seeds of several archives as of one: each is run at the start.
		if text := strings.TrimSuffix(text, "\n"); i%len(archives) == 0 && s.Text(s.Program(text)) == text { // short enough
			f.Add(s.Program(text))
		}
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		keepsPromises(t, x, textSource(stock.Lines(s.Text(program))))
	})
}

// FuzzExtract takes any text. Seeds are the cases.
func FuzzExtract(f *testing.F) {
	for _, text := range caseTexts(f, "outline", "notice", "tasks", "clauses", "references", "tables", "quantities") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > stock.MaxText {
			return // a sentence of thousands of numbers takes seconds
		}
		keepsPromises(t, withoutWords, textSource(stock.Lines(strings.ToValidUTF8(text, "�"))))
	})
}

// FuzzSource takes sources as readers make them: pages, positions, cells,
// lines that are left out. Where odd is not zero the source is none that a
// reader makes; then nothing is asked but an output.
func FuzzSource(f *testing.F) {
	texts := caseTexts(f, "outline", "notice", "tasks", "tables")
	s := stock.New(texts, nil)
	for i, text := range texts {
		if i%9 == 0 {
			f.Add(s.Program(strings.TrimSuffix(text, "\n")), []byte{byte(i)}, uint8(0))
			f.Add(s.Program(strings.TrimSuffix(text, "\n")), []byte(text[:min(len(text), 40)]), uint8(i/9))
		}
	}
	f.Fuzz(func(t *testing.T, program, layout []byte, odd uint8) {
		src := textSource(stock.Lines(s.Text(program)))
		lay(src, layout)
		if odd == 0 {
			keepsPromises(t, withoutWords, src)
			return
		}
		spoil(src, layout, odd)
		defer logSource(t, src)
		data := extract.Encode(extracted(t, withoutWords, src))
		if !json.Valid(data) {
			t.Errorf("no JSON: %s", data)
		}
	})
}

// FuzzEncode writes documents that hold any words: JSON in lines, out of which
// comes the same document.
func FuzzEncode(f *testing.F) {
	f.Add("一、目标\n<&>\"\\ \u2028", "{\"rows\": [", 3, true)
	f.Fuzz(func(t *testing.T, a, b string, n int, on bool) {
		a, b = strings.ToValidUTF8(a, "�"), strings.ToValidUTF8(b, "�")
		d := &extract.Document{
			Schema: a, Source: extract.Source{Name: b, Bytes: n}, Text: a,
			Document:         extract.Notice{Title: &a, Issuers: []string{b, a}, Recipients: []string{}, Period: &[2]int{n, -n}},
			Outline:          []extract.Node{{ID: a, Title: b, Page: &n}, {}},
			Tasks:            []extract.Task{{Text: &b, Measures: []extract.Measure{{Text: a, Regions: &b}, {}}}, {Measures: []extract.Measure{}}},
			Boxes:            []extract.Box{{Title: b, Items: []extract.BoxItem{{Title: a, Text: b}}}},
			Responsibilities: []extract.Responsibility{{Raw: a, Units: []extract.Unit{{Name: b, Canonical: &a}}, Open: on}},
			Targets:          []extract.Target{{Raw: b, Value: &a, Baseline: &extract.Baseline{Value: b}, Support: on}},
			Achievements:     []extract.Achievement{},
			References:       []extract.Reference{{Title: a, Span: extract.Span{n, n}}},
			Tables:           []extract.Table{{Header: []string{a, ""}, Rows: [][]string{{b}, {}, {a, b}}}},
			Warnings:         []extract.Warning{{Code: b, Span: &extract.Span{n, 0}}},
			Coverage:         extract.Coverage{LeftOut: []extract.LeftOut{{Why: a, Chars: n}}},
		}
		data, back := extract.Encode(d), new(extract.Document)
		if err := json.Unmarshal(data, back); err != nil || !reflect.DeepEqual(d, back) {
			t.Errorf("%v, %+v comes out of\n%s", err, back, data)
		}
		if last := len(data) - 1; data[last] != '\n' || data[last-1] != '}' {
			t.Errorf("it ends with %q", data[last-1:])
		}
	})
}

// lay gives the lines of src a layout, two bytes for each, and pages where the
// first byte is odd.
func lay(src *corpus.Source, layout []byte) {
	paged := len(layout) > 0 && layout[0]&1 == 1
	page, table, x, y := 1, 0, 0.0, 0.0
	cell := corpus.TableCell{}
	lines := src.Lines[:0:0]
	for i, l := range src.Lines {
		var a, b byte
		if len(layout) > 2*i+2 {
			a, b = layout[2*i+1], layout[2*i+2]
		}
		rows, cols := 1+int(b>>2&3), 1+int(b>>4&3)
		switch {
		case a&7 == 1: // another table
			table++
			cell = corpus.TableCell{Table: table, Rows: rows, Cols: cols}
		case a&7 == 2 && cell.Table > 0: // the next cell
			cell.Col, cell.Rows, cell.Cols = cell.Col+cell.Cols, rows, cols
		case a&7 == 3 && cell.Table > 0: // the next row
			cell.Row, cell.Col, cell.Rows, cell.Cols = cell.Row+1, 0, rows, cols
		case a&7 == 4: // no table any more
			cell = corpus.TableCell{}
		case a&7 == 5:
			l.Out = "page_chrome"
		case a&7 == 6:
			page, y = page+1, 0
		}
		l.Cell = cell
		if paged {
			// Readers of pages give no blank lines, and every line its box.
			if l.Text = strings.TrimSpace(l.Text); l.Text == "" {
				continue
			}
			x, y = float64(40+10*(a>>3)), y+float64(b&31)
			l.Page, l.Box = page, corpus.Box{X0: x, Y0: y, X1: x + float64(12*len([]rune(l.Text))), Y1: y + 12}
		}
		lines = append(lines, l)
	}
	src.Lines = lines
	if paged {
		src.Format, src.Encoding, src.Pages = "pdf", "", page
	}
}

// spoil makes of src what no reader makes.
func spoil(src *corpus.Source, layout []byte, odd uint8) {
	at := func(i int) int {
		if len(layout) == 0 {
			return i
		}
		return int(int8(layout[i%len(layout)]))
	}
	for i := range src.Lines {
		l := &src.Lines[i]
		if odd&1 != 0 {
			l.Text = strings.NewReplacer("一", "\n", "、", "\x00", "。", "\xff\xfe", "（", "\r").Replace(l.Text)
		}
		if odd&2 != 0 {
			l.Page, src.Pages = at(i), at(0)
		}
		if odd&4 != 0 {
			l.Cell = corpus.TableCell{Table: at(i), Row: at(i + 1), Col: at(i + 2), Rows: at(i + 3), Cols: at(i + 4)}
		}
		if odd&8 != 0 {
			l.Box = corpus.Box{X0: float64(at(i)), Y0: math.Inf(at(i)), X1: math.NaN(), Y1: float64(at(i + 1))}
		}
		if odd&16 != 0 {
			l.Out = strings.Repeat("x", max(0, at(i)))
		}
	}
	if odd&32 != 0 {
		src.Frames = []corpus.Frame{{}, {Edges: []float64{math.NaN(), float64(at(0)), -1}}}
	}
	if odd&64 != 0 {
		src.Lines = append(src.Lines, corpus.Line{}, corpus.Line{Text: strings.Repeat("\u200b\ufeff\u00ad", 3)})
	}
	if odd&128 != 0 {
		src.Title, src.Published, src.Warnings = "\xff规划", "昨天", []corpus.Warning{{Page: -1}}
	}
}

// keepsPromises extracts src twice: no error, no promise broken, the same
// output, and a reader of the JSON gets the document back.
func keepsPromises(t *testing.T, x *extract.Extractor, src *corpus.Source) {
	t.Helper()
	defer logSource(t, src)
	d := extracted(t, x, src)
	checkPromises(t, d)
	if again := extracted(t, x, src); !reflect.DeepEqual(d, again) {
		t.Errorf("the second output differs from the first:\n%s", golden.Diff(d, again))
	}
	data := extract.Encode(d)
	back := new(extract.Document)
	if err := json.Unmarshal(data, back); err != nil {
		t.Errorf("%v in %s", err, data)
	} else if !reflect.DeepEqual(d, back) {
		t.Errorf("read back from its JSON it is another document:\n%s", golden.Diff(d, back))
	}
}

// logSource prints the source of a test that has failed.
func logSource(t *testing.T, src *corpus.Source) {
	if !t.Failed() {
		return
	}
	var b strings.Builder
	for _, l := range src.Lines {
		b.WriteString(l.Text + "\n")
	}
	t.Logf("the document, %+q:\n%s", b.String(), b.String())
	if plain := textSource(strings.Split(b.String(), "\n")); src.Pages > 0 || !reflect.DeepEqual(src.Lines, plain.Lines[:len(src.Lines)]) {
		t.Logf("its lines: %+v", src.Lines)
	}
}

// textSource makes a source of lines as corpus.Open does of plain text.
func textSource(lines []string) *corpus.Source {
	src := &corpus.Source{Name: "case.txt", SHA256: strings.Repeat("0", 64), Format: "txt", Encoding: "UTF-8"}
	for _, line := range lines {
		src.Lines = append(src.Lines, corpus.Line{Text: line})
		src.Bytes += len(line) + 1
	}
	return src
}

// caseTexts are the texts of the cases of archives.
func caseTexts(tb testing.TB, archives ...string) []string {
	tb.Helper()
	var texts []string
	for _, name := range archives {
		a, err := txtar.ParseFile(filepath.Join("testdata", "cases", name+".txt"))
		if err != nil {
			tb.Fatal(err)
		}
		cases, err := archiveCases(a)
		if err != nil {
			tb.Fatal(err)
		}
		for _, c := range cases {
			texts = append(texts, c.text)
		}
	}
	if len(texts) == 0 {
		tb.Fatalf("no cases in %q", archives)
	}
	return texts
}

// vocabulary is the words that the rules share.
func vocabulary(tb testing.TB) []string {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join("vocab", "*.txt"))
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no vocabulary: %v", err)
	}
	var words []string
	for _, path := range append(paths, filepath.Join("quantity", "vocab", "measures.txt")) {
		b, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if !strings.HasPrefix(line, "#") {
				words = append(words, strings.Fields(line)...)
			}
		}
	}
	return words
}

// noWords is a Tagger that finds no words.
type noWords struct{}

func (noWords) Tag(string) []segment.Word { return nil }
