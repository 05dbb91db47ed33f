package golden

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guihua/extract"
	"guihua/extract/correction"
)

// Diff tells two outputs of the same document apart, record by record, one
// line each, grouped by kind in the order of the output:
//
//   - targets 三/（一）/1 3.5件 …       only a has it
//   - targets 三/（一）/1 3.7件 …       only b has it
//     ~ tasks 三/（二） text: …推动企「业」→「业们」加快发…
//     ~ outline 三/（二）: span moved
//
// Records are known by id or place, not by position; only the fields that
// differ are shown, long ones around the difference. A span is looked at where
// nothing else of its record differs, and counts as moved when it no longer
// follows the text. Equal documents give the empty string.
func Diff(a, b *extract.Document) string {
	text, places := diffTexts(a.Text, b.Text)
	runes := [2][]rune{[]rune(a.Text), []rune(b.Text)}
	moved := func(s, u *extract.Span) bool {
		if s == nil || u == nil {
			return (s == nil) != (u == nil)
		}
		if a.Text == b.Text {
			return *s != *u
		}
		start, end := places.place(s[0]), places.place(s[1]-1)+1
		if start < 0 || end < 1 || s[0] >= s[1] {
			// The place itself is gone or changed: the words must tell. What
			// lies outside the text has none.
			return !slices.Equal(s[:], u[:]) && !slices.Equal(slice(runes[0], s[0], s[1]), slice(runes[1], u[0], u[1]))
		}
		return start != u[0] || end != u[1]
	}
	var lines []string
	groupsA, groupsB := groups(a), groups(b)
	for i := range groupsA {
		lines = append(lines, diffGroup(groupsA[i], groupsB[i], moved)...)
	}
	lines = append(lines, text...)
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// A group is the records of one kind.
type group struct {
	kind    string
	records []record
}

// A record is what Diff compares: known by its key among the records of its
// kind, shown by its name.
type record struct {
	key    string
	name   string
	fields []field
	span   *extract.Span
}

type field struct {
	name  string
	value *string // nil is null
}

func (r record) equalFields(o record) bool {
	return slices.EqualFunc(r.fields, o.fields, func(x, y field) bool { return sameValue(x.value, y.value) })
}

func sameValue(a, b *string) bool { return (a == nil) == (b == nil) && deref(a) == deref(b) }

// summary shows a record that only one side has.
func (r record) summary() string {
	s := r.name
	for _, f := range r.fields {
		if f.value != nil && *f.value != "" && f.name != "page" {
			v := []rune(*f.value)
			short := oneLine(v[:min(len(v), shortRunes)])
			if len(v) > shortRunes {
				short += "…"
			}
			s += " " + f.name + "=" + short
		}
	}
	return strings.TrimSpace(s)
}

// diffGroup pairs the records of one kind by key, equal ones first, and writes
// what differs in reading order.
func diffGroup(a, b group, moved func(s, u *extract.Span) bool) []string {
	pair := make([]int, len(a.records)) // index in b, -1 for none
	taken := make([]bool, len(b.records))
	byKey := map[string][]int{}
	for j, r := range b.records {
		byKey[r.key] = append(byKey[r.key], j)
	}
	for i := range pair {
		pair[i] = -1
	}
	for _, fits := range []func(r, o record) bool{
		func(r, o record) bool { return r.equalFields(o) && !moved(r.span, o.span) },
		record.equalFields,
		func(r, o record) bool { return true },
	} {
		for i, r := range a.records {
			if pair[i] >= 0 {
				continue
			}
			for _, j := range byKey[r.key] {
				if !taken[j] && fits(r, b.records[j]) {
					pair[i], taken[j] = j, true
					break
				}
			}
		}
	}
	var lines []string
	next, last := 0, -1
	added := func(until int) {
		for ; next < until; next++ {
			if !taken[next] {
				lines = append(lines, "+ "+a.kind+" "+b.records[next].summary())
			}
		}
	}
	for i, r := range a.records {
		j := pair[i]
		if j < 0 {
			lines = append(lines, "- "+a.kind+" "+r.summary())
			continue
		}
		added(j)
		lines = append(lines, diffRecord(a.kind, r, b.records[j], moved)...)
		if j < last {
			lines = append(lines, fmt.Sprintf("~ %s %s: order moved, now before %s", a.kind, r.name, b.records[last].name))
		}
		last = max(last, j)
	}
	added(len(b.records))
	return lines
}

func diffRecord(kind string, a, b record, moved func(s, u *extract.Span) bool) []string {
	head := strings.TrimSpace("~ " + kind + " " + a.name)
	var lines []string
	for i, f := range a.fields {
		g := b.fields[i]
		if sameValue(f.value, g.value) {
			continue
		}
		change := ""
		switch {
		case f.value == nil:
			change = "null→「" + shorten([]rune(*g.value)) + "」"
		case g.value == nil:
			change = "「" + shorten([]rune(*f.value)) + "」→null"
		default:
			change = showChange(*f.value, *g.value)
		}
		lines = append(lines, head+" "+f.name+": "+change)
	}
	if len(lines) == 0 && moved(a.span, b.span) {
		lines = append(lines, fmt.Sprintf("%s: span moved %s→%s", head, showSpan(a.span), showSpan(b.span)))
	}
	return lines
}

func showSpan(s *extract.Span) string {
	if s == nil {
		return "null"
	}
	return fmt.Sprintf("[%d,%d)", s[0], s[1])
}

// groups lists everything of d but its text. The kinds are the same for every
// document, and so are the fields of one kind.
func groups(d *extract.Document) []group {
	var list []group
	add := func(kind string, records ...record) { list = append(list, group{kind, numbered(records)}) }
	s := func(name, value string) field { return field{name, &value} }
	p := func(name string, value *string) field { return field{name, value} }
	num := func(name string, value *int) field {
		if value == nil {
			return field{name, nil}
		}
		return s(name, strconv.Itoa(*value))
	}
	yes := func(name string, value bool) field { return s(name, strconv.FormatBool(value)) }
	mark := func(corrected bool) field { // of a person: there or not
		if !corrected {
			return field{"corrected", nil}
		}
		return yes("corrected", true)
	}

	add("schema", record{fields: []field{s("version", d.Schema)}})
	add("source", record{fields: []field{
		s("name", d.Source.Name), s("sha256", d.Source.SHA256), s("format", d.Source.Format), p("encoding", d.Source.Encoding),
		num("bytes", &d.Source.Bytes), num("pages", d.Source.Pages), p("reader", d.Source.Reader),
	}})
	n := d.Document
	var period *string
	if n.Period != nil {
		years := fmt.Sprintf("%d–%d", n.Period[0], n.Period[1])
		period = &years
	}
	add("document", record{fields: []field{
		p("title", n.Title), p("notice_title", n.NoticeTitle), p("number", n.Number), s("issuers", listed(n.Issuers)),
		s("recipients", listed(n.Recipients)), p("issued", n.Issued), p("published", n.Published), p("period", period),
		p("region name", n.Region.Name), p("region code", n.Region.Code), p("kind", n.Kind), mark(n.Corrected),
	}})

	var people *string
	if c := d.Corrected; c != nil {
		text := fmt.Sprintf("%d changed, %d added, %d deleted, reviewed: %t", c.Changed, c.Added, c.Deleted, c.Reviewed)
		people = &text
	}
	add("corrected", record{fields: []field{p("by people", people)}})

	var outline, tasks, measures, boxes, items []record
	for _, x := range d.Outline {
		outline = append(outline, record{x.ID, x.ID, []field{s("label", x.Label), s("title", x.Title), s("role", string(x.Role)), num("page", x.Page), mark(x.Corrected)}, &x.Span})
	}
	for _, x := range d.Tasks {
		tasks = append(tasks, record{x.ID, x.ID, []field{s("title", x.Title), p("text", x.Text), num("page", x.Page), mark(x.Corrected)}, &x.Span})
		for i, m := range x.Measures {
			id := fmt.Sprintf("%s #%d", x.ID, i+1)
			measures = append(measures, record{id, id, []field{s("text", m.Text), p("regions", m.Regions)}, &m.Span})
		}
	}
	for _, x := range d.Boxes {
		id := "专栏"
		if x.Number != nil {
			id += strconv.Itoa(*x.Number)
		}
		boxes = append(boxes, record{id, id, []field{s("title", x.Title), p("within", x.Within), num("page", x.Page), mark(x.Corrected)}, &x.Span})
		for i, y := range x.Items {
			id := fmt.Sprintf("%s/%d", id, i+1)
			items = append(items, record{id, id, []field{s("title", y.Title), s("text", y.Text)}, &y.Span})
		}
	}
	add("outline", outline...)
	add("tasks", tasks...)
	add("measures", measures...)
	add("boxes", boxes...)
	add("box items", items...)

	var responsibilities, targets, achievements []record
	for _, x := range d.Responsibilities {
		var units []string
		for _, u := range x.Units {
			name := u.Name + " " + string(u.Role)
			if u.Canonical != nil && *u.Canonical != u.Name {
				name += " (" + *u.Canonical + ")"
			}
			if u.Canonical == nil {
				name += " (null)"
			}
			units = append(units, name)
		}
		responsibilities = append(responsibilities, record{x.At + " " + x.Raw, x.At + " " + x.Raw, []field{
			s("units", listed(units)), yes("open", x.Open), p("due", x.Due), num("page", x.Page), mark(x.Corrected),
		}, &x.Span})
	}
	for _, x := range d.Targets {
		var from *string
		if x.Baseline != nil {
			value := x.Baseline.Value
			if x.Baseline.AsOf != nil {
				value += " (" + *x.Baseline.AsOf + ")"
			}
			from = &value
		}
		targets = append(targets, record{x.At + " " + x.Raw, x.At + " " + x.Raw, []field{
			p("indicator", x.Indicator), p("value", x.Value), p("value_max", x.ValueMax), p("unit", x.Unit), p("bound", (*string)(x.Bound)),
			p("measure", (*string)(x.Measure)), p("by", x.By), p("per", x.Per), p("baseline", from), yes("support", x.Support), num("page", x.Page), mark(x.Corrected),
		}, &x.Span})
	}
	for _, x := range d.Achievements {
		achievements = append(achievements, record{x.At + " " + x.Raw, x.At + " " + x.Raw, []field{
			p("indicator", x.Indicator), p("value", x.Value), p("value_max", x.ValueMax), p("unit", x.Unit), p("bound", (*string)(x.Bound)),
			p("measure", (*string)(x.Measure)), p("as_of", x.AsOf), num("page", x.Page), mark(x.Corrected),
		}, &x.Span})
	}
	add("responsibilities", responsibilities...)
	add("targets", targets...)
	add("achievements", achievements...)

	var references, tables, rows, warnings, left []record
	for _, x := range d.References {
		references = append(references, record{x.Title, "《" + x.Title + "》", []field{p("number", x.Number), num("page", x.Page), mark(x.Corrected)}, &x.Span})
	}
	for _, x := range d.Tables {
		tables = append(tables, record{x.ID, x.ID, []field{p("caption", x.Caption), p("within", x.Within), s("header", listed(x.Header)), num("page", x.Page)}, &x.Span})
		for i, cells := range x.Rows {
			// A row is known by its first words: a row put in before it must
			// not make all that follow look changed.
			id := fmt.Sprintf("%s/%d", x.ID, i+1)
			for _, c := range cells {
				if c != "" {
					id = x.ID + " " + c
					break
				}
			}
			rows = append(rows, record{id, id, []field{s("cells", listed(cells))}, nil})
		}
	}
	for _, x := range d.Warnings {
		warnings = append(warnings, record{x.Code + " " + x.Message, x.Code + " " + x.Message, []field{num("page", x.Page)}, x.Span})
	}
	for _, x := range d.Coverage.LeftOut {
		left = append(left, record{x.Why, x.Why, []field{num("chars", &x.Chars)}, nil})
	}
	add("references", references...)
	add("tables", tables...)
	add("table rows", rows...)
	add("warnings", warnings...)
	add("coverage", record{fields: []field{num("source_chars", &d.Coverage.SourceChars), num("kept_chars", &d.Coverage.KeptChars)}})
	add("left out", left...)
	return list
}

// numbered tells records of the same name apart in what is shown: the second
// is #2. Their key stays the same, so that any of them can be paired.
func numbered(records []record) []record {
	seen := map[string]int{}
	for i, r := range records {
		seen[r.key]++
		if n := seen[r.key]; n > 1 {
			records[i].name = fmt.Sprintf("%s #%d", r.name, n)
		}
	}
	return records
}

func listed(list []string) string { return strings.Join(list, " | ") }

// DiffDirs compares the outputs (*.json) of two folders and those below, by
// path: files only one of them has, Diff of the changed ones, and a closing
// line with counts. A file that is no document is an error that names it.
func DiffDirs(a, b string) (string, error) {
	listA, err := jsonFiles(a)
	if err != nil {
		return "", err
	}
	listB, err := jsonFiles(b)
	if err != nil {
		return "", err
	}
	inA, inB := map[string]bool{}, map[string]bool{}
	for _, name := range listA {
		inA[name] = true
	}
	for _, name := range listB {
		inB[name] = true
	}
	all := append(listA, listB...)
	slices.Sort(all)
	all = slices.Compact(all)
	var s strings.Builder
	equal, changed, onlyA, onlyB := 0, 0, 0, 0
	for _, name := range all {
		switch {
		case !inB[name]:
			fmt.Fprintf(&s, "- %s only in %s\n", name, a)
			onlyA++
		case !inA[name]:
			fmt.Fprintf(&s, "+ %s only in %s\n", name, b)
			onlyB++
		default:
			d, err := diffFiles(filepath.Join(a, filepath.FromSlash(name)), filepath.Join(b, filepath.FromSlash(name)))
			if err != nil {
				return "", err
			}
			if d == "" {
				equal++
				continue
			}
			changed++
			fmt.Fprintf(&s, "~ %s\n  %s\n", name, strings.ReplaceAll(strings.TrimSuffix(d, "\n"), "\n", "\n  "))
		}
	}
	fmt.Fprintf(&s, "%d documents: %d equal, %d changed, %d only in %s, %d only in %s\n", len(all), equal, changed, onlyA, a, onlyB, b)
	return s.String(), nil
}

// jsonFiles lists the *.json below dir, sorted, with forward slashes. Corrections
// that someone keeps there are no outputs.
func jsonFiles(dir string) ([]string, error) {
	var list []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		head, err := headOf(path)
		if err != nil || correction.Begins(head) {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		list = append(list, filepath.ToSlash(rel))
		return err
	})
	return list, err
}

// headOf is how a file begins.
func headOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 128)
	n, err := io.ReadFull(f, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return head[:n], err
}

func diffFiles(a, b string) (string, error) {
	dataA, err := os.ReadFile(a)
	if err != nil {
		return "", err
	}
	dataB, err := os.ReadFile(b)
	if err != nil {
		return "", err
	}
	if bytes.Equal(dataA, dataB) {
		return "", nil
	}
	docA, err := extract.Decode(dataA)
	if err != nil {
		return "", fmt.Errorf("%s: %w", a, err)
	}
	docB, err := extract.Decode(dataB)
	if err != nil {
		return "", fmt.Errorf("%s: %w", b, err)
	}
	return Diff(docA, docB), nil
}
