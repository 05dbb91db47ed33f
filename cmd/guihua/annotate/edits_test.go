package annotate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
)

// An editor changes a tool's own file as its page would. It knows nothing of the
// package: it finds words in the text and counts for itself.
type editor interface {
	move(label, words, to string)                       // other words
	relabel(label, words, to string)                    //
	remove(label, words string)                         // with its relations
	add(label, words string)                            //
	relate(kind, label, words, toLabel, toWords string) //
	unrelate(kind, label, words string)                 //
	fact(label, words, line string) bool                // sets key=value, "key=" for none; false where the tool has none
	save()
}

// A jsonEditor changes doccano.jsonl or an export of Label Studio.
type jsonEditor struct {
	t      *testing.T
	name   string
	studio bool
	tasks  []map[string]any
	next   int
}

func (e *jsonEditor) count(s string) float64 {
	if e.studio {
		return float64(utf8.RuneCountInString(s))
	}
	return float64(len(utf16.Encode([]rune(s))))
}

func openEditor(t *testing.T, format, path string) editor {
	switch format {
	case brat.name:
		return openBratEditor(t, filepath.Join(path, "wide.txt.ann"))
	case doccano.name:
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list := "[" + strings.Join(strings.Split(strings.TrimSpace(string(b)), "\n"), ",") + "]"
		if err := os.WriteFile(path+".list", []byte(list), 0o666); err != nil {
			t.Fatal(err)
		}
		e := &jsonEditor{t: t, name: path, next: 1000}
		readJSON(t, path+".list", &e.tasks)
		return e
	}
	e := &jsonEditor{t: t, name: path, studio: true, next: 1000}
	readJSON(t, path, &e.tasks)
	return e
}

func (e *jsonEditor) save() {
	if e.studio {
		writeJSON(e.t, e.name, e.tasks)
		return
	}
	var s strings.Builder
	for _, task := range e.tasks {
		s.Write(encode(task))
		s.WriteByte('\n')
	}
	if err := os.WriteFile(e.name, []byte(s.String()), 0o666); err != nil {
		e.t.Fatal(err)
	}
}

// entities is the list of entities and, for doccano, the one of relations.
func (e *jsonEditor) lists() (entities, relations *[]any, set func()) {
	task := e.tasks[0]
	if e.studio {
		a := task["annotations"].([]any)[0].(map[string]any)
		all := a["result"].([]any)
		return &all, &all, func() { a["result"] = all }
	}
	x, y := task["entities"].([]any), task["relations"].([]any)
	return &x, &y, func() { task["entities"], task["relations"] = x, y }
}

func (e *jsonEditor) text() string {
	if e.studio {
		return e.tasks[0]["data"].(map[string]any)["text"].(string)
	}
	return e.tasks[0]["text"].(string)
}

// at is where words stand, the first place, in the tool's unit.
func (e *jsonEditor) at(words string) (start, end float64) {
	before, _, ok := strings.Cut(e.text(), words)
	if !ok {
		e.t.Fatalf("%q is not in the text", words)
	}
	return e.count(before), e.count(before) + e.count(words)
}

// get is the entity of a label at words.
func (e *jsonEditor) get(label, words string) map[string]any {
	start, end := e.at(words)
	entities, _, _ := e.lists()
	for _, x := range *entities {
		x := x.(map[string]any)
		if e.studio {
			if v, _ := x["value"].(map[string]any); x["type"] == "labels" && v["start"] == start && v["end"] == end && v["labels"].([]any)[0] == label {
				return x
			}
		} else if x["label"] == label && x["start_offset"] == start && x["end_offset"] == end {
			return x
		}
	}
	e.t.Fatalf("no %s %q", label, words)
	return nil
}

func (e *jsonEditor) put(x map[string]any, words string) {
	start, end := e.at(words)
	if e.studio {
		v := x["value"].(map[string]any)
		v["start"], v["end"], v["text"] = start, end, words
	} else {
		x["start_offset"], x["end_offset"] = start, end
	}
}

func (e *jsonEditor) move(label, words, to string) { e.put(e.get(label, words), to) }

func (e *jsonEditor) relabel(label, words, to string) {
	if x := e.get(label, words); e.studio {
		x["value"].(map[string]any)["labels"] = []any{to}
	} else {
		x["label"] = to
	}
}

// without keeps of a list what is not so.
func without(list []any, is func(x map[string]any) bool) (left []any) {
	left = []any{}
	for _, x := range list {
		if !is(x.(map[string]any)) {
			left = append(left, x)
		}
	}
	return left
}

func (e *jsonEditor) remove(label, words string) {
	id := e.get(label, words)["id"]
	entities, relations, set := e.lists()
	*entities = without(*entities, func(x map[string]any) bool { return x["id"] == id })
	*relations = without(*relations, func(x map[string]any) bool { return x["from_id"] == id || x["to_id"] == id })
	set()
}

func (e *jsonEditor) add(label, words string) {
	e.next++
	x := map[string]any{"id": float64(e.next), "label": label}
	if e.studio {
		x = map[string]any{"id": fmt.Sprint("n", e.next), "type": "labels", "from_name": "label", "to_name": "text", "value": map[string]any{"labels": []any{label}}}
	}
	e.put(x, words)
	entities, _, set := e.lists()
	*entities = append(*entities, x)
	set()
}

func (e *jsonEditor) relate(kind, label, words, toLabel, toWords string) {
	x := map[string]any{"from_id": e.get(label, words)["id"], "to_id": e.get(toLabel, toWords)["id"]}
	if e.studio {
		x["type"], x["labels"], x["direction"] = "relation", []any{kind}, "right"
	} else {
		e.next++
		x["type"], x["id"] = kind, float64(e.next)
	}
	_, relations, set := e.lists()
	*relations = append(*relations, x)
	set()
}

func (e *jsonEditor) unrelate(kind, label, words string) {
	id := e.get(label, words)["id"]
	_, relations, set := e.lists()
	*relations = without(*relations, func(x map[string]any) bool {
		if e.studio {
			return x["type"] == "relation" && x["from_id"] == id && x["labels"].([]any)[0] == kind
		}
		return x["type"] == kind && x["from_id"] == id
	})
	set()
}

func (e *jsonEditor) fact(label, words, line string) bool {
	if !e.studio {
		return false
	}
	id := e.get(label, words)["id"]
	entities, _, _ := e.lists()
	key, value, _ := strings.Cut(line, "=")
	for _, x := range *entities {
		x := x.(map[string]any)
		if x["id"] != id || x["type"] != "textarea" {
			continue
		}
		v := x["value"].(map[string]any)
		lines := []any{}
		for _, l := range v["text"].([]any) {
			if !strings.HasPrefix(l.(string), key+"=") {
				lines = append(lines, l)
			}
		}
		if value != "" {
			lines = append(lines, line)
		}
		v["text"] = lines
		return true
	}
	e.t.Fatalf("%s %q has no facts", label, words)
	return false
}

// A bratEditor changes a .ann file.
type bratEditor struct {
	t          *testing.T
	name, text string
	lines      []string
	next       int
}

func openBratEditor(t *testing.T, name string) *bratEditor {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(strings.TrimSuffix(name, ".ann") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return &bratEditor{t: t, name: name, text: string(text), lines: strings.Split(strings.TrimSpace(string(b)), "\n"), next: 1000}
}

func (e *bratEditor) save() {
	if err := os.WriteFile(e.name, []byte(strings.Join(e.lines, "\n")+"\n"), 0o666); err != nil {
		e.t.Fatal(err)
	}
}

// head is what stands between the tabs of the line of an entity.
func (e *bratEditor) head(label, words string) string {
	before, _, ok := strings.Cut(e.text, words)
	if !ok {
		e.t.Fatalf("%q is not in the text", words)
	}
	at := utf8.RuneCountInString(before)
	var parts []string
	for line := range strings.SplitSeq(words, "\n") {
		n := utf8.RuneCountInString(line)
		parts = append(parts, fmt.Sprintf("%d %d", at, at+n))
		at += n + 1
	}
	return label + " " + strings.Join(parts, ";")
}

func (e *bratEditor) get(label, words string) (i int, id string) {
	for i, line := range e.lines {
		if f := strings.Split(line, "\t"); f[0][0] == 'T' && f[1] == e.head(label, words) {
			return i, f[0]
		}
	}
	e.t.Fatalf("no %s %q", label, words)
	return 0, ""
}

func (e *bratEditor) put(id, label, words string) string {
	return id + "\t" + e.head(label, words) + "\t" + strings.ReplaceAll(words, "\n", " ")
}

func (e *bratEditor) move(label, words, to string) {
	i, id := e.get(label, words)
	e.lines[i] = e.put(id, label, to)
}

func (e *bratEditor) relabel(label, words, to string) {
	i, id := e.get(label, words)
	e.lines[i] = e.put(id, to, words)
}

func (e *bratEditor) drop(is func(f []string) bool) {
	var left []string
	for _, line := range e.lines {
		if !is(strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == ' ' })) {
			left = append(left, line)
		}
	}
	e.lines = left
}

func (e *bratEditor) remove(label, words string) {
	_, id := e.get(label, words)
	e.drop(func(f []string) bool {
		return f[0] == id || f[0][0] == '#' && f[2] == id || f[0][0] == 'R' && (f[2] == "Arg1:"+id || f[3] == "Arg2:"+id)
	})
}

func (e *bratEditor) add(label, words string) {
	e.next++
	e.lines = append(e.lines, e.put("T"+strconv.Itoa(e.next), label, words))
}

func (e *bratEditor) relate(kind, label, words, toLabel, toWords string) {
	e.next++
	_, from := e.get(label, words)
	_, to := e.get(toLabel, toWords)
	e.lines = append(e.lines, fmt.Sprintf("R%d\t%s Arg1:%s Arg2:%s", e.next, kind, from, to))
}

func (e *bratEditor) unrelate(kind, label, words string) {
	_, id := e.get(label, words)
	e.drop(func(f []string) bool { return f[0][0] == 'R' && f[1] == kind && f[2] == "Arg1:"+id })
}

func (e *bratEditor) fact(label, words, line string) bool {
	_, id := e.get(label, words)
	key, value, _ := strings.Cut(line, "=")
	for i, l := range e.lines {
		head, note, _ := strings.Cut(l, bratNote+" "+id+"\t")
		if note == "" {
			continue
		}
		var facts []string
		for f := range strings.SplitSeq(note, "; ") {
			if !strings.HasPrefix(f, key+"=") {
				facts = append(facts, f)
			}
		}
		if value != "" {
			facts = append(facts, line)
		}
		e.lines[i] = head + bratNote + " " + id + "\t" + strings.Join(facts, "; ")
		return true
	}
	e.t.Fatalf("%s %q has no facts", label, words)
	return false
}

// An edit is what someone does on a tool's page, and what comes of it.
type edit struct {
	name  string
	do    func(e editor) bool // false where the tool can't
	want  []string            // corrections: kind, words, then what differs
	lines []string            // what is said
}

func yes(f func(e editor)) func(e editor) bool { return func(e editor) bool { f(e); return true } }

const clauseWords = "（𠮷川县数据局牵头，县发展改革委、𡌛头镇人民政府配合）"

var edits = []edit{
	{
		name: "boundary of a target",
		do:   yes(func(e editor) { e.move(Target, "95%以上", "95%") }),
		want: []string{`targets 95%以上: bound ">=" → "=", raw "95%以上" → "95%", span`},
	},
	{
		name: "boundary of a task over a line break",
		do: yes(func(e editor) {
			first := strings.Split(wideText, "\n")[3]
			e.move(Task, first+"\n第二段继续说明。", first+"\n第二段继续")
		}),
		want: []string{"tasks 在𡌛头镇📈…: span, text \"在𡌛头镇📈…\" → \"在𡌛头镇📈…\""},
	},
	{
		name: "boundary of a heading, of a 专栏 and its item",
		do: yes(func(e editor) {
			e.move(Heading, "建设数据底座", "数据底座")
			e.move(Box, "数字工程", "专栏1 数字工程")
			e.move(BoxItem, "建设基地3个。", "建设基地3个")
		}),
		want: []string{
			`outline 建设数据底座: span, title "建设数据底座" → "数据底座"`,
			`boxes 数字工程: items, span, title "数字工程" → "专栏1 数字工程"`,
		},
	},
	{
		name: "boundary of a reference, with its marks",
		do: yes(func(e editor) {
			e.move(Reference, "𠮷川县“十五五”规划", "《𠮷川县“十五五”规划》推进")
		}),
		want: []string{`references 𠮷川县“十五五”规划: span, title "𠮷川县“十五五”规划" → "《𠮷川县“十五五”规划》推进"`},
	},
	{
		name: "role of a unit",
		do:   yes(func(e editor) { e.relabel(UnitSupport, "县发展改革委", UnitLead) }),
		want: []string{`responsibilities （𠮷川县数据局牵头…: 县发展改革委 support → lead`},
	},
	{
		name: "no lead any more",
		do:   yes(func(e editor) { e.relabel(UnitLead, "𠮷川县数据局", UnitSupport) }),
		want: []string{`responsibilities （𠮷川县数据局牵头…: 𠮷川县数据局 lead → support`},
	},
	{
		name: "a joint unit beside a lead",
		do:   yes(func(e editor) { e.relabel(UnitSupport, "𡌛头镇人民政府", UnitJoint) }),
		want: []string{}, lines: []string{`beside a lead "𡌛头镇人民政府" is no joint unit; it counts as support`},
	},
	{
		name: "a unit is none",
		do:   yes(func(e editor) { e.remove(UnitSupport, "县发展改革委") }),
		want: []string{`responsibilities （𠮷川县数据局牵头…: -县发展改革委`},
	},
	{
		name: "name of a unit",
		do:   yes(func(e editor) { e.move(UnitSupport, "𡌛头镇人民政府", "𡌛头镇人民") }),
		want: []string{`responsibilities （𠮷川县数据局牵头…: +𡌛头镇人民 support, -𡌛头镇人民政府`},
	},
	{
		name: "a clause is none, and its units go with it",
		do:   yes(func(e editor) { e.remove(Clause, clauseWords) }),
		want: []string{`responsibilities （𠮷川县数据局牵头…: deleted`},
	},
	{
		name: "records are none",
		do: yes(func(e editor) {
			e.remove(Target, "3个")
			e.remove(Achievement, "12个")
			e.remove(Reference, "𠮷川县“十五五”规划")
			e.remove(BoxItem, "建设基地3个。")
		}),
		want: []string{
			`boxes 数字工程: items`,
			`targets 3个: deleted`,
			`achievements 12个: deleted`,
			`references 𠮷川县“十五五”规划: deleted`,
		},
	},
	{
		name: "a target is reported",
		do:   yes(func(e editor) { e.relabel(Target, "95%以上", Achievement) }),
		want: []string{
			`targets 95%以上: deleted`,
			`achievements 95%以上: added {"at":"一/（一）","indicator":"数据中心覆盖率","raw":"95%以上","value":"95","value_max":null,"unit":"%","bound":">=","measure":"level","as_of":"2030","page":null}`,
		},
	},
	{
		name: "boundary of an indicator",
		do:   yes(func(e editor) { e.move(Indicator, "数据中心覆盖率", "𡌛头镇数据中心覆盖率") }),
		want: []string{`targets 95%以上: indicator "数据中心覆盖率" → "𡌛头镇数据中心覆盖率"`},
	},
	{
		name: "another indicator",
		do: yes(func(e editor) {
			e.unrelate(HasIndicator, Achievement, "12个")
			e.remove(Indicator, "机房")
			e.add(Indicator, "𠮷川县已建成机房")
			e.relate(HasIndicator, Achievement, "12个", Indicator, "𠮷川县已建成机房")
		}),
		want: []string{`achievements 12个: indicator "机房" → "𠮷川县已建成机房"`},
	},
	{
		name: "an indicator of no target",
		do:   yes(func(e editor) { e.unrelate(HasIndicator, Achievement, "12个") }),
		want: []string{`achievements 12个: indicator "机房" → null`},
	},
	{
		name: "a new target with its indicator",
		do: yes(func(e editor) {
			e.add(Target, "8座")
			e.add(Indicator, "水库")
			e.relate(HasIndicator, Target, "8座", Indicator, "水库")
		}),
		want: []string{`targets 8座: added {"at":"一/（一）","indicator":"水库","raw":"8座","value":"8","value_max":null,"unit":"座","bound":"=","measure":"level","by":null,"per":null,"baseline":null,"support":false,"page":null}`},
	},
	{
		name: "a new clause with its unit",
		do: yes(func(e editor) {
			e.add(Clause, "（县水利局负责）")
			e.add(UnitJoint, "县水利局")
			e.relate(UnitOf, UnitJoint, "县水利局", Clause, "（县水利局负责）")
		}),
		want: []string{`responsibilities （县水利局负责）: added {"at":"一/（一）","raw":"（县水利局负责）","units":[{"name":"县水利局","canonical":"县水利局","role":"joint"}],"open":false,"due":null,"page":null}`},
	},
	{
		name: "a new reference, with its marks, and one that is cited already",
		do: yes(func(e editor) {
			e.add(Reference, "《𡌛头镇办法》")
			e.add(Reference, "《𠮷川县“十五五”规划》")
		}),
		want: []string{
			`references 𡌛头镇办法: added {"title":"𡌛头镇办法","number":null,"page":null}`,
		},
		lines: []string{`"𠮷川县“十五五”规划" is cited already; a document is one reference, at its first place`},
	},
	{
		name: "a unit that stands in no clause",
		do:   yes(func(e editor) { e.add(UnitLead, "县水利局") }),
		want: []string{}, lines: []string{`the unit "县水利局" stands in no clause`},
	},
	{
		name: "a heading that is new",
		do:   yes(func(e editor) { e.add(Heading, "智慧农业") }),
		want: []string{}, lines: []string{`a new heading needs its number, which the words "智慧农业" don't say; add it in the report`},
	},
	{
		name: "a second task",
		do:   yes(func(e editor) { e.add(Task, "另建水库8座。") }),
		want: []string{}, lines: []string{`the heading 一/（一） has a task already; move its end instead of adding "另建水库8座。"`},
	},
	{
		name: "a new item of a 专栏",
		do:   yes(func(e editor) { e.add(BoxItem, "🏭结束语写明") }),
		want: []string{`boxes 数字工程: items`},
	},
	{
		name: "white space at the ends",
		do:   yes(func(e editor) { e.move(Box, "数字工程", " 数字工程") }),
		want: []string{},
	},
	{
		name: "facts",
		do: func(e editor) bool {
			return e.fact(Target, "95%以上", "value=96.5") && e.fact(Target, "95%以上", "by=") && e.fact(Target, "95%以上", "baseline.value=61") &&
				e.fact(Target, "3个", "support=true") && e.fact(Heading, "建设数据底座", "role=safeguards") && e.fact(Clause, clauseWords, "due=继续")
		},
		want: []string{
			`outline 建设数据底座: role "tasks" → "safeguards"`,
			`responsibilities （𠮷川县数据局牵头…: due null → "继续"`,
			`targets 95%以上: baseline {"as_of":"2025","value":"60"} → {"as_of":"2025","value":"61"}, by "2030" → null, value "95" → "96.5"`,
			`targets 3个: support false → true`,
		},
	},
	{
		name: "facts that can't be",
		do: func(e editor) bool {
			return e.fact(Target, "95%以上", "value=many") && e.fact(Target, "3个", "valeu=4")
		},
		want: []string{},
		lines: []string{
			`value: 'many' does not match pattern '^-?[0-9]+(\\.[0-9]+)?$'`,
			`valeu=4: there is no such fact; it can have at, indicator, value, value_max, unit, bound, measure, by, per, baseline.value, baseline.as_of, support`,
		},
	},
	{
		name: "half a range",
		do:   func(e editor) bool { return e.fact(Target, "3个", "value_max=5") },
		want: []string{}, lines: []string{`value_max needs bound=range, and bound=range a value_max`},
	},
}

// TestEdits plants edits in each tool's own file.
func TestEdits(t *testing.T) {
	docs := map[string]*extract.Document{"wide.txt": wide(t)}
	for _, tool := range tools {
		if cannot := editAll(t, tool.name, docs); tool.name == doccano.name != (cannot > 0) {
			t.Errorf("%s can't do %d of the edits", tool.name, cannot)
		}
	}
}

func editAll(t *testing.T, format string, docs map[string]*extract.Document) (cannot int) {
	for _, x := range edits {
		t.Run(format+"/"+x.name, func(t *testing.T) {
			path := cameBack(t, format, exported(t, format, "", docs))
			e := openEditor(t, format, path)
			if !x.do(e) {
				cannot++
				return
			}
			e.save()
			f, _, lines := imported(t, format, path, docs)
			got := []string{}
			for _, d := range f.Documents {
				for _, c := range d.Corrections {
					got = append(got, said(t, c))
				}
			}
			if d := cmp.Diff(x.want, got); d != "" {
				t.Errorf("corrections (- want, + made):\n%s", d)
			}
			var said []string
			for _, line := range lines {
				if !strings.Contains(line, "outside the BMP") {
					said = append(said, regexp.MustCompile(`^.*: wide\.txt: entity \S+: `).ReplaceAllString(line, ""))
				}
			}
			if d := cmp.Diff(x.lines, said); d != "" {
				t.Errorf("lines (- want, + said):\n%s", d)
			}
			if got := strings.Contains(strings.Join(lines, "\n"), "outside the BMP"); got != (format == brat.name && len(x.want) > 0) {
				t.Errorf("said of characters outside the BMP: %v", lines)
			}
		})
	}
	return cannot
}

// said is what a correction changes, shortly.
func said(t *testing.T, c correction.Correction) string {
	t.Helper()
	name := c.Words
	if r := []rune(name); len(r) > 14 {
		name = string(r[:9]) + "…"
		if strings.HasPrefix(name, "在") {
			name = string(r[:5]) + "…"
		}
	}
	head := string(c.Record) + " " + name + ": "
	old, new := map[string]any{}, map[string]any{}
	switch {
	case string(c.New) == "null":
		return head + "deleted"
	case string(c.Old) == "null":
		return head + "added " + regexp.MustCompile(`,"span":\[\d+,\d+\]`).ReplaceAllString(string(c.New), "")
	}
	decode(t, c.Old, &old)
	decode(t, c.New, &new)
	var parts []string
	for _, k := range sortedKeys(new) {
		a, b := string(encode(old[k])), string(encode(new[k]))
		switch {
		case a == b:
		case k == "span" || k == "items":
			parts = append(parts, k)
		case k == "units":
			parts = append(parts, unitChanges(old[k].([]any), new[k].([]any))...)
		default:
			parts = append(parts, k+" "+trimmed(a)+" → "+trimmed(b))
		}
	}
	return head + strings.Join(parts, ", ")
}

func trimmed(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:6]) + `…"`
	}
	return s
}

func unitChanges(old, new []any) (parts []string) {
	roles := func(units []any) map[string]any {
		m := map[string]any{}
		for _, u := range units {
			u := u.(map[string]any)
			m[u["name"].(string)] = u["role"]
		}
		return m
	}
	a, b := roles(old), roles(new)
	for _, name := range sortedKeys(b) {
		if was, ok := a[name]; !ok {
			parts = append(parts, fmt.Sprintf("+%s %s", name, b[name]))
		} else if was != b[name] {
			parts = append(parts, fmt.Sprintf("%s %s → %s", name, was, b[name]))
		}
	}
	for _, name := range sortedKeys(a) {
		if _, ok := b[name]; !ok {
			parts = append(parts, "-"+name)
		}
	}
	return parts
}

func decode(t *testing.T, raw []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
}
