package annotate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// wideText has characters outside the BMP before and inside records: of CJK
// extension B, emoji; combining marks and a tab too. A task goes over a line
// break.
const wideText = "𠮷川县数字乡村实施方案📜\n" +
	"一、重点任务\n" +
	"（一）建设数据底座\n" +
	"在𡌛头镇📈建设cafe\u0301数据中心，\t𡌛头镇数据中心覆盖率达到95%以上，𠮷川县已建成机房12个。依据《𠮷川县“十五五”规划》推进。\n" +
	"第二段继续说明。（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府配合）\n" +
	"专栏1 数字工程\n" +
	"智慧农业：建设基地3个。\n" +
	"🏭结束语写明《𡌛头镇办法》，另建水库8座。（县水利局负责）\n"

// find is the span of the n-th place of words in a text.
func findIn(tb testing.TB, text, words string, n int) extract.Span {
	tb.Helper()
	from := 0
	for ; ; n-- {
		i := strings.Index(text[from:], words)
		if i < 0 {
			tb.Fatalf("%q is not in the text", words)
		}
		if n == 0 {
			start := utf8.RuneCountInString(text[:from+i])
			return extract.Span{start, start + utf8.RuneCountInString(words)}
		}
		from += i + len(words)
	}
}

func ptr[T any](v T) *T { return &v }

// wide is a document of wideText. The words behind its 专栏 are no records yet.
func wide(tb testing.TB) *extract.Document {
	tb.Helper()
	at := func(words string) extract.Span { return findIn(tb, wideText, words, 0) }
	body := "在𡌛头镇" + strings.Split(strings.SplitAfter(wideText, "在𡌛头镇")[1], "（𠮷川县数据局")[0]
	level, least, same := extract.Level, extract.AtLeast, extract.Equal
	d := &extract.Document{
		Schema:   extract.SchemaID,
		Source:   extract.Source{Name: "wide.txt", SHA256: strings.Repeat("a", 64), Format: "txt"},
		Document: extract.Notice{Issuers: []string{}, Recipients: []string{}},
		Outline: []extract.Node{
			{ID: "一", Label: "一、", Title: "重点任务", Role: extract.RoleTasks, Span: at("重点任务")},
			{ID: "一/（一）", Label: "（一）", Title: "建设数据底座", Role: extract.RoleTasks, Span: at("建设数据底座")},
		},
		Tasks: []extract.Task{{ID: "一/（一）", Title: "建设数据底座", Text: &body, Span: at(body), Measures: []extract.Measure{}}},
		Boxes: []extract.Box{{Number: ptr(1), Title: "数字工程", Within: ptr("一/（一）"), Span: at("数字工程"), Items: []extract.BoxItem{
			{Title: "智慧农业", Text: "建设基地3个。", Span: at("建设基地3个。")},
		}}},
		Responsibilities: []extract.Responsibility{{
			At: "一/（一）", Raw: "（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府配合）", Span: at("（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府配合）"),
			Units: []extract.Unit{{Name: "𠮷川县数据局", Role: extract.Lead}, {Name: "县发展改革委", Canonical: ptr("县发展和改革委员会"), Role: extract.Support}, {Name: "𡌛头镇人民政府", Role: extract.Support}},
		}},
		Targets: []extract.Target{
			{At: "一/（一）", Indicator: ptr("数据中心覆盖率"), Raw: "95%以上", Value: ptr("95"), Unit: ptr("%"), Bound: &least, Measure: &level, By: ptr("2030"), Baseline: &extract.Baseline{Value: "60", AsOf: ptr("2025")}, Span: at("95%以上")},
			{At: "专栏1/1", Indicator: ptr("基地"), Raw: "3个", Value: ptr("3"), Unit: ptr("个"), Bound: &same, Measure: &level, Span: at("3个")},
		},
		Achievements: []extract.Achievement{{At: "一/（一）", Indicator: ptr("机房"), Raw: "12个", Value: ptr("12"), Unit: ptr("个"), Bound: &same, Measure: &level, Span: at("12个")}},
		References:   []extract.Reference{{Title: "𠮷川县“十五五”规划", Span: at("𠮷川县“十五五”规划")}},
		Tables:       []extract.Table{}, Warnings: []extract.Warning{},
		Text: wideText,
	}
	n := utf8.RuneCountInString(squeeze(wideText))
	d.Coverage = extract.Coverage{SourceChars: n, KeptChars: n, LeftOut: []extract.LeftOut{}}
	if broken := golden.Check(d); len(broken) > 0 {
		tb.Fatalf("the document breaks its promises:\n%s", strings.Join(broken, "\n"))
	}
	return d
}

// documents are wide, in a folder below, and the samples.
func documents(tb testing.TB) map[string]*extract.Document {
	tb.Helper()
	docs := map[string]*extract.Document{"2026/wide.txt": wide(tb)}
	files, err := filepath.Glob("../../../golden/testdata/samples/*.json")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no samples: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		d, err := extract.Decode(b)
		if err != nil {
			tb.Fatalf("%s: %v", name, err)
		}
		docs[strings.TrimSuffix(filepath.Base(name), ".json")] = d
	}
	return docs
}

// exported is a folder with documents in a format.
func exported(tb testing.TB, format string, u Unit, docs map[string]*extract.Document) string {
	tb.Helper()
	dir := tb.TempDir()
	if err := exportTo(dir, format, u, docs); err != nil {
		tb.Fatal(err)
	}
	return dir
}

func exportTo(dir, format string, u Unit, docs map[string]*extract.Document) error {
	e, err := Create(dir, format, u)
	if err != nil {
		return err
	}
	defer e.Drop()
	for _, id := range sortedKeys(docs) {
		if err := e.Add(Of(id, docs[id])); err != nil {
			return err
		}
	}
	_, err = e.Close()
	return err
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// cameBack is what people give to an import: the path, of a folder or a file. A
// task of Label Studio is one only with annotations.
func cameBack(tb testing.TB, format, dir string) string {
	tb.Helper()
	switch format {
	case doccano.name:
		return filepath.Join(dir, doccanoFile)
	case brat.name:
		return dir
	}
	name := filepath.Join(dir, "export.json")
	var all []map[string]any
	readJSON(tb, filepath.Join(dir, studioTasks), &all)
	for _, task := range all {
		task["annotations"] = []any{map[string]any{"was_cancelled": false, "result": task["predictions"].([]any)[0].(map[string]any)["result"]}}
	}
	writeJSON(tb, name, all)
	return name
}

func readJSON(tb testing.TB, name string, v any) {
	tb.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
}

func writeJSON(tb testing.TB, name string, v any) {
	tb.Helper()
	if err := os.WriteFile(name, append(encode(v), '\n'), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// imported is what an import makes and says.
func imported(tb testing.TB, format, path string, docs map[string]*extract.Document) (*correction.File, Tally, []string) {
	tb.Helper()
	lines := []string{}
	m := Importer{Format: format, Say: func(line string) { lines = append(lines, line) }, Open: func(id string) (*extract.Document, string, error) {
		if d, ok := docs[id]; ok {
			return d, id, nil
		}
		return nil, "", fmt.Errorf("is none of the documents")
	}}
	f, t := m.Read(path)
	return f, t, lines
}

// TestRoundTrip: what nobody has changed makes no corrections.
func TestRoundTrip(t *testing.T) {
	docs := documents(t)
	for _, tool := range tools {
		for _, u := range tool.units {
			t.Run(tool.name+"/"+string(u), func(t *testing.T) {
				path := cameBack(t, tool.name, exported(t, tool.name, u, docs))
				f, tally, lines := imported(t, tool.name, path, docs)
				if len(f.Documents) > 0 || len(lines) > 0 || tally.Trouble {
					t.Errorf("corrections %s\nand %s", correction.Encode(f), strings.Join(lines, "\n"))
				}
				if tally.Documents != len(docs) {
					t.Errorf("%d documents of %d came back", tally.Documents, len(docs))
				}
			})
		}
	}
}

// TestSameBytes: an export over an earlier one changes nothing.
func TestSameBytes(t *testing.T) {
	docs := documents(t)
	for _, tool := range tools {
		dir := exported(t, tool.name, "", docs)
		first := content(t, dir)
		if err := exportTo(dir, tool.name, "", docs); err != nil {
			t.Errorf("%s: %v", tool.name, err)
		}
		if d := cmp.Diff(first, content(t, dir)); d != "" {
			t.Errorf("%s: not the same the second time (- once, + twice):\n%s", tool.name, d)
		}
	}
}

func content(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		files[name] = string(b)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// TestSpared: brat's files hold what people annotated; an export leaves them.
func TestSpared(t *testing.T) {
	docs := map[string]*extract.Document{"wide.txt": wide(t)}
	dir := exported(t, brat.name, "", docs)
	name := filepath.Join(dir, "wide.txt.ann")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := string(b) + "T99\ttarget 0 1\t𠮷\n"
	if err := os.WriteFile(name, []byte(changed), 0o666); err != nil {
		t.Fatal(err)
	}
	err = exportTo(dir, brat.name, "", docs)
	if want := name + ": is there already and differs"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
	if got := content(t, dir); got[name] != changed || len(got) != 5 {
		t.Errorf("it leaves %v", sortedKeys(got))
	}
}

// TestOf: what is shown of a document.
func TestOf(t *testing.T) {
	a := Of("wide.txt", wide(t))
	var got []string
	at := map[string]Entity{}
	for _, e := range a.Entities {
		at[e.ID] = e
		got = append(got, e.Label+" "+short(e.Words)+" "+strings.Join(factLines(e.Facts), "; "))
	}
	for _, r := range a.Relations {
		got = append(got, fmt.Sprintf("%s %s → %s", r.Type, at[r.From].Words, short(at[r.To].Words)))
	}
	want := []string{
		`heading "重点任务" id=一; label=一、; role=tasks`,
		`heading "建设数据底座" id=一/（一）; label=（一）; role=tasks`,
		"task \"在𡌛头镇📈建设cafe\u0301数据中心，\\t𡌛头镇数据中…\" id=一/（一）; title=建设数据底座",
		`indicator "数据中心覆盖率" `,
		`target "95%以上" at=一/（一）; value=95; unit=%; bound=>=; measure=level; by=2030; baseline.value=60; baseline.as_of=2025`,
		`indicator "机房" `,
		`achievement "12个" at=一/（一）; value=12; unit=个; bound==; measure=level`,
		`reference "𠮷川县“十五五”规划" `,
		`clause "（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府…" at=一/（一）`,
		`unit_lead "𠮷川县数据局" `,
		`unit_support "县发展改革委" canonical=县发展和改革委员会`,
		`unit_support "𡌛头镇人民政府" `,
		`box "数字工程" number=1; within=一/（一）`,
		`box_item "建设基地3个。" title=智慧农业`,
		`indicator "基地" `,
		`target "3个" at=专栏1/1; value=3; unit=个; bound==; measure=level`,
		`unit_of 𠮷川县数据局 → "（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府…"`,
		`unit_of 县发展改革委 → "（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府…"`,
		`unit_of 𡌛头镇人民政府 → "（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府…"`,
		`has_indicator 95%以上 → "数据中心覆盖率"`,
		`has_indicator 3个 → "基地"`,
		`has_indicator 12个 → "机房"`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(- want, + got):\n%s", d)
	}
}

// TestRuler counts a text in both units.
func TestRuler(t *testing.T) {
	text := "a𠮷b📈📈c"
	r := newRuler(text, UTF16)
	for point, unit := range []int{0, 1, 3, 4, 6, 8, 9} {
		if got := r.units(point); got != unit {
			t.Errorf("code point %d begins at %d, want %d", point, got, unit)
		}
		if got, ok := r.point(unit); got != point || !ok {
			t.Errorf("unit %d is code point %d, %v, want %d", unit, got, ok, point)
		}
	}
	for _, unit := range []int{-1, 2, 5, 7, 10, 1 << 40} {
		if got, ok := r.point(unit); ok {
			t.Errorf("unit %d is code point %d", unit, got)
		}
	}
}
