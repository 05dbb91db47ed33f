package annotate

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
)

// lineOf is a line of doccano.jsonl of wide, with something replaced.
func lineOf(t *testing.T, replace ...string) string {
	t.Helper()
	dir := exported(t, doccano.name, "", map[string]*extract.Document{"wide.txt": wide(t)})
	b, err := os.ReadFile(filepath.Join(dir, doccanoFile))
	if err != nil {
		t.Fatal(err)
	}
	line := string(b)
	for i := 0; i < len(replace); i += 2 {
		re := regexp.MustCompile(replace[i])
		if !re.MatchString(line) {
			t.Fatalf("%s is not in\n%s", replace[i], line)
		}
		line = re.ReplaceAllString(line, replace[i+1])
	}
	return line
}

// importFile is what an import of a file with this content makes and says; the
// name of the file is left out of the lines.
func importFile(t *testing.T, format, name, content string) (made []string, tally Tally, lines []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	f, tally, lines := imported(t, format, path, map[string]*extract.Document{"wide.txt": wide(t)})
	for _, d := range f.Documents {
		for _, c := range d.Corrections {
			made = append(made, said(t, c))
		}
	}
	lines = slices.DeleteFunc(lines, func(line string) bool { return strings.Contains(line, "not taken for deleted") }) // see TestKept
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], path, name)
	}
	return made, tally, lines
}

// TestRefused: what can't be taken is told of, in a line with file, document and
// entity; the rest is taken, and nothing that may only have become unreadable
// counts as deleted.
func TestRefused(t *testing.T) {
	same := lineOf(t)
	for _, c := range []struct {
		name, content string
		lines         []string
		made          []string
	}{
		{"an unknown label", lineOf(t, `"label":"target",("start_offset":\d+,"end_offset":\d+)`, `"label":"goal",$1`), []string{
			`a.jsonl: wide.txt: entity 5: there is no label "goal"`,
			`a.jsonl: wide.txt: entity 16: there is no label "goal"`,
			`a.jsonl: wide.txt: relation has_indicator from 5 to 4: does not lead from a target or achievement to an indicator`,
			`a.jsonl: wide.txt: relation has_indicator from 16 to 15: does not lead from a target or achievement to an indicator`,
		}, nil},
		{"offsets outside, and a reference that is gone", lineOf(t, `("id":5,.*?"end_offset":)\d+`, "${1}999", `\{"id":8,.*?\},`, ""), []string{
			`a.jsonl: wide.txt: entity 5: [65, 999) are no offsets of a text of 195`,
			`a.jsonl: wide.txt: relation has_indicator from 5 to 4: does not lead from a target or achievement to an indicator`,
		}, []string{"references 𠮷川县“十五五”规划: deleted"}},
		{"negative offsets", lineOf(t, `("id":14,.*?"start_offset":)\d+`, "${1}-3"), []string{`a.jsonl: wide.txt: entity 14: [-3, 162) are no offsets of a text of 195`}, nil},
		{"inside a character", lineOf(t, `("id":10,.*?"start_offset":)\d+`, "${1}1"), []string{
			`a.jsonl: wide.txt: entity 10: [1, 119) are no offsets of a text of 195`,
			`a.jsonl: wide.txt: relation unit_of from 10 to 9: does not lead from a unit to a clause`,
		}, nil},
		{"a text for a number", lineOf(t, `("id":14,.*?"start_offset":)\d+`, `$1"x"`), []string{`a.jsonl: wide.txt: entity 14: start_offset can't be of type string`}, nil},
		{"no offsets", lineOf(t, `("id":14,.*?)"start_offset":\d+,`, `$1`), []string{`a.jsonl: wide.txt: entity 14: has no offsets`}, nil},
		{"another text", lineOf(t, "机房12个", "机房13个"), []string{`a.jsonl: wide.txt: its text has changed since it was exported (at 75 of 184 code points: "3个。依据《𠮷川县“十五", now "2个。依据《𠮷川县“十五"); export it again`}, nil},
		{"another source", lineOf(t, `"sha256":"a+"`, `"sha256":"b"`), []string{`a.jsonl: wide.txt: was made of another version of the source since it was exported; its text is the same`}, nil},
		{"twice", same + same, []string{`a.jsonl: wide.txt: is there a second time; the first counts`}, nil},
		{"another document", lineOf(t, "wide.txt", "b.txt"), []string{`a.jsonl: b.txt: is none of the documents`}, nil},
		{"no id", lineOf(t, `"guihua_id":"wide.txt",`, ""), []string{`a.jsonl:1: has no guihua_id, which guihua annotations export gives every document`}, nil},
		{"no text", `{"guihua_id":"wide.txt"}` + "\n\n" + same, []string{`a.jsonl:1: has no text`}, nil},
		{"another unit", lineOf(t, `"utf-16"`, `"byte"`), []string{`a.jsonl:1: has offset_unit "byte", which is neither utf-16 nor code-point`}, nil},
		{"cut off", same[:200], []string{`a.jsonl:1: ends in the middle: cut off?`}, nil},
		{"no JSON", "text\n" + same, []string{`a.jsonl:1: line 1 column 2: invalid character 'e' in literal true (expecting 'r')`}, nil},
		{"an unknown relation", lineOf(t, `"type":"unit_of"`, `"type":"of"`), []string{
			`a.jsonl: wide.txt: relation from 10 to 9: there is no type "of"`,
			`a.jsonl: wide.txt: relation from 11 to 9: there is no type "of"`,
			`a.jsonl: wide.txt: relation from 12 to 9: there is no type "of"`,
		}, nil},
		{"a relation to nothing", lineOf(t, `("from_id":12,"to_id":)9`, "${1}99"), []string{
			`a.jsonl: wide.txt: relation unit_of from 12 to 99: does not lead from a unit to a clause`,
		}, nil},
		{"no relations", lineOf(t, `"relations":\[.*?\]`, `"relations":[]`), []string{
			`a.jsonl: wide.txt: no relation came back, as from a project without relations: units belong to the clause they stand in, indicators stay with their targets`,
		}, nil},
		{"a project without relations", lineOf(t, `,"relations":\[.*?\]`, ``, `"entities"`, `"label"`, `\{"id":\d+,"label":("\w+"),"start_offset":(\d+),"end_offset":(\d+)\}`, "[$2,$3,$1]"), nil, nil},
		{"half a tuple", lineOf(t, `,"relations":\[.*?\]`, ``, `"entities"`, `"label"`, `\{"id":\d+,"label":("\w+"),"start_offset":(\d+),"end_offset":(\d+)\}`, "[$2,$3]"), nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			made, tally, lines := importFile(t, doccano.name, "a.jsonl", c.content)
			if c.name == "half a tuple" {
				if len(made) > 0 || len(lines) != 16 || lines[0] != "a.jsonl: wide.txt: entity number 1: is not start, end and label" {
					t.Errorf("%q, %q", made, lines)
				}
				return
			}
			if d := cmp.Diff(c.lines, lines, cmpEmpty); d != "" {
				t.Errorf("lines (- want, + said):\n%s", d)
			}
			if d := cmp.Diff(c.made, made, cmpEmpty); d != "" {
				t.Errorf("corrections (- want, + made):\n%s", d)
			}
			if trouble := len(c.lines) > 0 && c.name != "another source"; tally.Trouble != trouble {
				t.Errorf("trouble: %v", tally.Trouble)
			}
		})
	}
}

// TestKept: what is missing where an entity can't be read is named.
func TestKept(t *testing.T) {
	doc := wide(t)
	for _, c := range []struct {
		label string // of an entity with wrong offsets
		want  string
	}{
		{Target, `not taken for deleted, since entities can't be read: target "95%以上", target "3个", achievement "12个"`},
		{UnitJoint, `not taken for deleted, since entities can't be read: unit_lead "𠮷川县数据局", unit_support "县发展改革委", unit_support "𡌛头镇人民政府"`},
		{"goal", `not taken for deleted, since entities can't be read: heading "建设数据底座", task "在𡌛头镇📈建设cafe` + "́" + `数据中心，\t𡌛头镇数据中…", box "数字工程", box_item "建设基地3个。", unit_lead "𠮷川县数据局" and 6 more`},
	} {
		a := Of("wide.txt", doc)
		a.Entities = slices.DeleteFunc(a.Entities, func(e Entity) bool {
			g := groupOf(c.label)
			return groupOf(e.Label) == g || g == noGroup && e.ID != "T1" && e.Label != Clause
		})
		a.Relations = nil
		a.Entities = append(a.Entities, Entity{ID: "x", Label: c.label, Span: extract.Span{-1, 2}})
		made, lines := Compare(doc, a)
		if len(made) > 0 || !slices.Contains(lines, c.want) {
			t.Errorf("%s: %d corrections, %q", c.label, len(made), lines)
		}
	}
}

var cmpEmpty = cmp.Transformer("", func(s []string) string { return strings.Join(s, "\n") })

// TestStudio: what only Label Studio has.
func TestStudio(t *testing.T) {
	start := strings.Index(wideText, "95%以上")
	before := wideText[:start]
	region := func(start int, words string) string {
		return fmt.Sprintf(`{"id":"r","type":"labels","from_name":"label","to_name":"text","value":{"start":%d,"end":%d,"text":%q,"labels":["target"]}}`, start, start+len([]rune(words)), words)
	}
	points := len([]rune(before))
	wide := len(newRuler(before, UTF16).wide)
	task := func(annotations string) string {
		return fmt.Sprintf(`{"data":{"text":%s,"guihua_id":"wide.txt"},"annotations":[%s]}`, encode(wideText), annotations)
	}
	gone := "targets 3个: deleted"
	for _, c := range []struct {
		name, content string
		has           string // a correction
		lines         []string
		untouched     int
	}{
		{"the last annotation", "[" + task(`{"result":[]},{"result":[`+region(points, "95%以上")+`]},{"was_cancelled":true,"result":[]}`) + "]", gone, []string{`x.json: wide.txt: has 2 annotations: the last one counts`}, 0},
		{"the newest annotation", "[" + task(`{"updated_at":"2026-02-01T08:00:00Z","result":[`+region(points, "95%以上")+`]},{"updated_at":"2026-01-31T09:00:00Z","result":[]}`) + "]", gone, []string{`x.json: wide.txt: has 2 annotations: the one changed last, at 2026-02-01T08:00:00Z, counts`}, 0},
		{"the ground truth", "[" + task(`{"ground_truth":true,"updated_at":"2026-02-01T08:00:00Z","result":[`+region(points, "95%以上")+`]},{"updated_at":"2026-03-01T08:00:00Z","result":[]}`) + "]", gone, []string{`x.json: wide.txt: has 2 annotations: the one marked as ground truth counts`}, 0},
		{"offsets of an old version", "\ufeff[" + task(`{"result":[`+region(points+wide, "95%以上")+`]}`) + "]", gone, nil, 0},
		{"other words", "[" + task(`{"result":[`+region(points, "96%以上")+`]}`) + "]", "", []string{`x.json: wide.txt: entity r: its words are "96%以上", but at [60, 65) stands "95%以上"`}, 0},
		{"none", "[" + task("") + "," + task(`{"was_cancelled":true,"result":[]}`) + "]", "", nil, 2},
		{"no list", task(""), "", []string{"x.json: is no list of tasks; export the project as JSON"}, 0},
		{"cut off", "[" + task("") + ",", "", []string{"x.json: ends in the middle: cut off?"}, 1},
		{"no data", `[{"id":1}]`, "", []string{"x.json: task 1: has no guihua_id in its data, which guihua annotations export gives every document"}, 0},
		{"wrong types", "[" + task(`{"result":[{"id":{},"type":"labels","value":{"start":"a"}},{"id":"q","type":"labels","value":{"start":1,"end":2}},7]}`) + "]", "", []string{
			"x.json: wide.txt: entity : start can't be of type string",
			"x.json: wide.txt: entity q: has no label",
			"x.json: wide.txt: result 3: it can't be of type number",
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			made, tally, lines := importFile(t, labelStudio.name, "x.json", c.content)
			if tally.Untouched != c.untouched {
				t.Errorf("%d without an annotation", tally.Untouched)
			}
			if d := cmp.Diff(c.lines, lines, cmpEmpty); d != "" {
				t.Errorf("lines (- want, + said):\n%s", d)
			}
			if all := strings.Join(made, "\n"); !strings.Contains(all, c.has) || c.has == "" && strings.Contains(all, "targets") || strings.Contains(all, "targets 95%以上: deleted") {
				t.Errorf("corrections\n%s", all)
			}
		})
	}
}

// TestBrat: what only brat has.
func TestBrat(t *testing.T) {
	docs := map[string]*extract.Document{"wide.txt": wide(t)}
	dir := exported(t, brat.name, "", docs)
	name := filepath.Join(dir, "wide.txt.ann")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, add, line string }{
		{"a discontinuous entity", "T90\ttarget 0 1;5 6\t𠮷字", "entity T90: words stand between its fragments; a record is one run of text"},
		{"fragments in disorder", "T90\ttarget 5 6;0 1\t字𠮷", "entity T90: words stand between its fragments; a record is one run of text"},
		{"other words", "T90\ttarget 0 1\t吉", `entity T90: its words are "吉", but at [0, 1) stands "𠮷"`},
		{"no offsets", "T90\ttarget a 1\t𠮷", `entity T90: "a 1" are no offsets`},
		{"huge offsets", "T90\ttarget 0 99999999999999999999999\t𠮷", `entity T90: "0 99999999999999999999999" are no offsets`},
		{"outside", "T90\ttarget 0 9999\t𠮷", "entity T90: [0, 9999) are no offsets of a text of 184"},
		{"an event and an equivalence", "E1\ttarget:T1\n*\tEquiv T1 T2\nN1\tReference T1 Wiki:1\tx\nA1\tNegated T1\n\njunk\n#99\tAnnotatorNotes R1\tof a relation", ""},
		{"half a relation", "R90\tunit_of Arg1:T10", `relation R90: "unit_of Arg1:T10" is not TYPE Arg1:ID Arg2:ID`},
		{"a note in words", "#90\tAnnotatorNotes T5\tplease check", `facts of entity T5: "please check" is not key=value`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(name, append(b, c.add+"\r\n"...), 0o666); err != nil {
				t.Fatal(err)
			}
			f, _, lines := imported(t, brat.name, dir, docs)
			want := []string{name + ": wide.txt: " + c.line}
			if c.line == "" {
				want = nil
			}
			if d := cmp.Diff(want, lines, cmpEmpty); d != "" {
				t.Errorf("lines (- want, + said):\n%s", d)
			}
			if len(f.Documents) > 0 {
				t.Errorf("corrections\n%s", correction.Encode(f))
			}
		})
	}
	// A file alone, and one without its text.
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for a, err := range Read(brat.name, name) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	if want := strings.TrimSuffix(filepath.ToSlash(name), ".ann"); len(ids) != 1 || ids[0] != want {
		t.Errorf("read %v, want %s", ids, want)
	}
	os.Remove(strings.TrimSuffix(name, ".ann") + ".txt")
	_, _, lines := imported(t, brat.name, dir, docs)
	if want := name + ": the .txt file is not beside it: "; len(lines) != 1 || !strings.HasPrefix(lines[0], want) {
		t.Errorf("%v, want %s", lines, want)
	}
}

// TestFactsOnOneLine: facts that a note would tear come back whole.
func TestFactsOnOneLine(t *testing.T) {
	for _, facts := range [][]Fact{
		{{"a", "1"}},
		{{"bound", ">="}, {"bound", "="}, {"unit", "%"}},
		{{"a", "x; b=2"}, {"b", `"`}, {"c", "x\ny"}, {"d", "z"}},
	} {
		a := &Annotations{}
		line := joinFacts(facts)
		if got := a.parseFacts("T1", splitFacts(line)); cmp.Diff(facts, got) != "" || strings.Contains(line, "\n") {
			t.Errorf("%q are %v again, want %v", line, got, facts)
		}
	}
}
