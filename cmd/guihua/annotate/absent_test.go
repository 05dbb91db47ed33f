package annotate

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/correction"
)

// compared is what comes of annotations of a document, with and without
// --deletions.
func compared(t *testing.T, d *extract.Document, a *Annotations) (made, deleted []string, lines []string) {
	t.Helper()
	all, lines := Compare(d, a)
	for _, c := range all {
		made = append(made, said(t, c))
	}
	whole := *a
	whole.Deletions = true
	all, _ = Compare(d, &whole)
	for _, c := range all {
		deleted = append(deleted, said(t, c))
	}
	return made, deleted, lines
}

// TestNothingCame: a document that came back without an entity was not emptied by
// somebody, unless one says so.
func TestNothingCame(t *testing.T) {
	docs := map[string]*extract.Document{"wide.txt": wide(t)}
	for _, tool := range tools {
		path := cameBack(t, tool.name, exported(t, tool.name, "", docs))
		switch tool.name {
		case brat.name:
			rewrite(t, filepath.Join(path, "wide.txt.ann"), `(?s)^.*$`, "")
		case doccano.name:
			rewrite(t, path, `"entities":\[.*?\],"relations":\[.*?\]`, `"entities":[],"relations":[]`)
		default:
			rewrite(t, path, `("annotations":\[\{"result":)\[.*?\](,"was_cancelled")`, "$1[]$2")
		}
		f, _, lines := imported(t, tool.name, path, docs)
		if len(f.Documents) > 0 || len(lines) != 1 || !strings.HasSuffix(lines[0], "no entity came back: its 16 are not taken for deleted; with --deletions they are") {
			t.Errorf("%s: %s\n%q", tool.name, correction.Encode(f), lines)
		}
		m := Importer{Format: tool.name, Deletions: true, Say: func(string) {}, Open: func(id string) (*extract.Document, string, error) { return docs[id], id, nil }}
		if f, _ := m.Read(path); len(f.Documents) != 1 || len(f.Documents[0].Corrections) != 9 {
			t.Errorf("%s: asked for, %s", tool.name, correction.Encode(f))
		}
	}
}

// rewrite replaces what a pattern finds in a file.
func rewrite(t *testing.T, name, find, by string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	re := regexp.MustCompile(find)
	if !re.Match(b) {
		t.Fatalf("%s is not in\n%s", find, b)
	}
	if err := os.WriteFile(name, re.ReplaceAll(b, []byte(by)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestOverlapsDropped: what a project without overlapping spans drops is not
// deleted; what is missing where it would have room is.
func TestOverlapsDropped(t *testing.T) {
	doc := wide(t)
	flat := func() *Annotations {
		a := Of("wide.txt", doc)
		end := -1
		a.Entities = slices.DeleteFunc(a.Entities, func(e Entity) bool {
			if e.Span[0] < end {
				return true
			}
			end = e.Span[1]
			return false
		})
		a.Relations = nil
		return a
	}
	made, deleted, lines := compared(t, doc, flat())
	if len(made) > 0 || len(lines) != 1 || !strings.HasPrefix(lines[0], "10 that overlap others did not come back, ") {
		t.Errorf("%q\n%q", made, lines)
	}
	if len(deleted) != 5 {
		t.Errorf("asked for: %q", deleted)
	}
	a := flat()
	a.Entities = slices.DeleteFunc(a.Entities, func(e Entity) bool { return e.Label == Box })
	if made, _, _ := compared(t, doc, a); !slices.Equal(made, []string{"boxes 数字工程: deleted"}) {
		t.Errorf("a box gone: %q", made)
	}
	// Where overlapping ones come back, one that is missing was deleted.
	a = Of("wide.txt", doc)
	a.Entities = slices.DeleteFunc(a.Entities, func(e Entity) bool { return e.Words == "3个" })
	if made, _, _ := compared(t, doc, a); !slices.Equal(made, []string{"targets 3个: deleted"}) {
		t.Errorf("a target gone: %q", made)
	}
}

// TestBratFingerprint: facts of a .ann that lost an entity, or all that tells which
// records it is of, revert no correction made since.
func TestBratFingerprint(t *testing.T) {
	docs := map[string]*extract.Document{"wide.txt": wide(t)}
	dir := exported(t, brat.name, "", docs)
	name := filepath.Join(dir, "wide.txt.ann")
	since := wide(t)
	value := "96"
	since.Targets[0].Value = &value
	now := map[string]*extract.Document{"wide.txt": since}

	e := openBratEditor(t, name)
	e.remove(Heading, "建设数据底座")
	e.save()
	f, _, lines := imported(t, brat.name, dir, now)
	var made []string
	for _, c := range f.Documents[0].Corrections {
		made = append(made, said(t, c))
	}
	if !slices.Equal(made, []string{"outline 建设数据底座: deleted"}) || len(lines) != 2 || !strings.Contains(lines[0], "its records have changed since it was exported") {
		t.Errorf("%q\n%q", made, lines)
	}
	e = openBratEditor(t, name)
	e.drop(func(f []string) bool { return f[1] == bratRecords })
	e.save()
	_, _, lines = imported(t, brat.name, dir, now)
	if len(lines) != 2 || !strings.Contains(lines[0], "what tells whether its records are those exported is gone from the file: ") {
		t.Errorf("without its notes: %q", lines)
	}
}

// TestNewRole: a second label on a unit is its new role, and what this makes of the
// others is said.
func TestNewRole(t *testing.T) {
	doc := wide(t)
	units := doc.Responsibilities[0].Units
	for i := range units {
		units[i].Role = extract.Joint
	}
	docs := map[string]*extract.Document{"wide.txt": doc}
	dir := exported(t, brat.name, "", docs)
	e := openBratEditor(t, filepath.Join(dir, "wide.txt.ann"))
	e.add(UnitLead, "县发展改革委")
	e.save()
	f, _, lines := imported(t, brat.name, dir, docs)
	if len(f.Documents) != 1 || len(f.Documents[0].Corrections) != 1 {
		t.Fatalf("%s", correction.Encode(f))
	}
	if got := said(t, f.Documents[0].Corrections[0]); got != "responsibilities （𠮷川县数据局牵头…: 县发展改革委 joint → lead, 𠮷川县数据局 joint → support, 𡌛头镇人民政府 joint → support" {
		t.Error(got)
	}
	if !strings.Contains(string(f.Documents[0].Corrections[0].New), `"units":[{"name":"𠮷川县数据局",`) || strings.Count(string(f.Documents[0].Corrections[0].New), `"role"`) != 3 {
		t.Errorf("%s", f.Documents[0].Corrections[0].New)
	}
	if want := `a lead is named in it now, so that "𠮷川县数据局", "𡌛头镇人民政府", joint before, count as support`; !strings.Contains(strings.Join(lines, "\n"), want) {
		t.Errorf("%q", lines)
	}
	out, outcomes := correction.Apply(doc, f.Documents, nil)
	if len(outcomes) != 1 || !outcomes[0].InEffect() || len(out.Responsibilities[0].Units) != 3 {
		t.Errorf("%+v", outcomes)
	}
}

// TestBratSavedByWindows: a .txt with CRLF and a mark at its beginning, with offsets
// as exported and as brat counts them there.
func TestBratSavedByWindows(t *testing.T) {
	docs := map[string]*extract.Document{"wide.txt": wide(t)}
	dir := exported(t, brat.name, "", docs)
	txt, ann := filepath.Join(dir, "wide.txt.txt"), filepath.Join(dir, "wide.txt.ann")
	for _, mark := range []string{"", "\ufeff"} {
		rewrite(t, txt, `(?s)^.*$`, mark+strings.ReplaceAll(wideText, "\n", "\r\n"))
		if f, _, lines := imported(t, brat.name, dir, docs); len(f.Documents) > 0 || len(lines) > 0 {
			t.Errorf("offsets as exported: %s\n%q", correction.Encode(f), lines)
		}
		before, err := os.ReadFile(ann)
		if err != nil {
			t.Fatal(err)
		}
		e := openBratEditor(t, ann)
		had := e.lines
		e.lines = nil
		for _, line := range had { // counted anew, in the text as it is now
			f := strings.SplitN(line, "\t", 3)
			if f[0][0] == 'T' {
				label, _, _ := strings.Cut(f[1], " ")
				words := f[2]
				if label == Task {
					words = strings.ReplaceAll(words, "。 ", "。\r\n")
				}
				line = f[0] + "\t" + e.head(label, words) + "\t" + f[2]
			}
			e.lines = append(e.lines, line)
		}
		e.add(Reference, "𡌛头镇办法")
		e.save()
		f, _, lines := imported(t, brat.name, dir, docs)
		if len(f.Documents) != 1 || len(f.Documents[0].Corrections) != 1 || f.Documents[0].Corrections[0].Words != "𡌛头镇办法" {
			t.Errorf("offsets of the file: %s\n%q", correction.Encode(f), lines)
		}
		if err := os.WriteFile(ann, before, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
