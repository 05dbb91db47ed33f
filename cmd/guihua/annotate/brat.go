package annotate

import (
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract"
)

// brat reads NAME.txt and NAME.ann in a folder (a collection) with its
// configuration, brat.nlplab.org/standoff.html and configuration.html. Lines of
// .ann are T for an entity, R for a relation, # for a note, and what an entity's
// words don't say stands in a note of type AnnotatorNotes, which people can
// change. A .ann is a line per annotation, so an entity over a line break is
// several fragments, "0 3;4 9", whose words are joined by a space
// (DISCONT_SEP in server/src/annotation.py).
//
// Offsets of its files are code points of the .txt: the server is Python and
// checks text[start:end] (TextAnnotations in annotation.py). Its page counts
// UTF-16 code units, so that what it shows and makes behind a character outside
// the BMP is a place off (brat issue 1115); nothing in the file tells.
var brat = tool{
	name:      "brat",
	units:     []Unit{CodePoints},
	files:     []string{"annotation.conf", "visual.conf", "tools.conf"},
	create:    createBrat,
	read:      readBrat,
	pageUTF16: true,
	live:      true,
}

// The types of notes. brat keeps no line of .ann that is no annotation, and
// deletes the notes of an entity with it: Annotations.Records stands in a note on
// every entity.
const (
	bratNote    = "AnnotatorNotes"
	bratRecords = "guihua_records"
)

type bratWriter struct {
	stage *batch.Stage
	names []string
}

func createBrat(st *batch.Stage, _ Unit) (writer, error) {
	for _, f := range [][2]string{
		{"annotation.conf", bratTypes()},
		{"visual.conf", bratLooks()},
		// A line of the page is a paragraph of the author.
		{"tools.conf", "[options]\nTokens\ttokenizer:whitespace\nSentences\tsplitter:newline\nValidation\tvalidate:none\nAnnotation-log\tlogfile:<NONE>\n"},
	} {
		if err := writeFile(st, f[0], []byte(f[1])); err != nil {
			return nil, err
		}
	}
	return &bratWriter{stage: st}, nil
}

// bratTypes is annotation.conf, whose four sections must be there.
func bratTypes() string {
	var s strings.Builder
	s.WriteString("[entities]\n")
	for _, l := range labels {
		s.WriteString(l.name + "\n")
	}
	s.WriteString("\n[relations]\n")
	for _, r := range relations {
		fmt.Fprintf(&s, "%s\tArg1:%s, Arg2:%s\n", r.name, strings.Join(r.from, "|"), strings.Join(r.to, "|"))
	}
	s.WriteString("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n")
	return s.String()
}

// bratLooks is visual.conf, where names may be Chinese.
func bratLooks() string {
	var s strings.Builder
	s.WriteString("[labels]\n")
	for _, l := range labels {
		fmt.Fprintf(&s, "%s | %s | %s\n", l.name, l.chinese+" "+l.name, l.chinese)
	}
	for _, r := range relations {
		fmt.Fprintf(&s, "%s | %s\n", r.name, r.chinese)
	}
	s.WriteString("\n[drawing]\nSPAN_DEFAULT\tfgColor:black, borderColor:darken\n")
	for _, l := range labels {
		fmt.Fprintf(&s, "%s\tbgColor:%s\n", l.name, l.colour)
	}
	for _, r := range relations {
		fmt.Fprintf(&s, "%s\tcolor:%s\n", r.name, r.colour)
	}
	return s.String()
}

func (w *bratWriter) add(a *Annotations) error {
	if !filepath.IsLocal(filepath.FromSlash(a.ID)) {
		return fmt.Errorf("%s: no file below the output folder can have this name", a.ID)
	}
	for _, f := range [][2]string{{".txt", a.Text}, {".ann", bratLines(a)}} {
		name := a.ID + f[0]
		if err := writeFile(w.stage, name, []byte(f[1])); err != nil {
			return err
		}
		w.names = append(w.names, name)
	}
	return nil
}

func (w *bratWriter) close() ([]string, error) { return w.names, nil }
func (w *bratWriter) drop()                    {}

// bratLines is the .ann file of a document.
func bratLines(a *Annotations) string {
	var s strings.Builder
	text := []rune(a.Text)
	notes := 0
	for _, e := range a.Entities {
		var spans, words []string
		for _, f := range fragments(text, e.Span) {
			spans = append(spans, fmt.Sprintf("%d %d", f[0], f[1]))
			words = append(words, string(text[f[0]:f[1]]))
		}
		fmt.Fprintf(&s, "%s\t%s %s\t%s\n", e.ID, e.Label, strings.Join(spans, ";"), strings.Join(words, " "))
		if len(e.Facts) > 0 {
			notes++
			fmt.Fprintf(&s, "#%d\t%s %s\t%s\n", notes, bratNote, e.ID, joinFacts(e.Facts))
		}
		notes++
		fmt.Fprintf(&s, "#%d\t%s %s\t%s\n", notes, bratRecords, e.ID, a.Records)
	}
	for i, r := range a.Relations {
		fmt.Fprintf(&s, "R%d\t%s Arg1:%s Arg2:%s\n", i+1, r.Type, r.From, r.To)
	}
	return s.String()
}

// fragments are the parts of a span between line breaks, those that any version
// of Python takes for one.
func fragments(text []rune, s extract.Span) (all []extract.Span) {
	from := s[0]
	for i := s[0]; i <= s[1]; i++ {
		if i < s[1] && !strings.ContainsRune("\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029", text[i]) {
			continue
		}
		if from < i {
			all = append(all, extract.Span{from, i})
		}
		from = i + 1
	}
	return all
}

// joinFacts is facts in one line: key=value; key=value. A value that this would
// tear is quoted.
func joinFacts(facts []Fact) string {
	lines := factLines(facts)
	for i, f := range facts {
		if strings.ContainsAny(f.Value, ";\"\n\r") {
			lines[i] = f.Key + "=" + strconv.Quote(f.Value)
		}
	}
	return strings.Join(lines, "; ")
}

// splitFacts is the lines that joinFacts has joined.
func splitFacts(note string) (lines []string) {
	for note != "" {
		key, rest, ok := strings.Cut(note, "=")
		if quoted, err := strconv.QuotedPrefix(rest); ok && err == nil && !strings.Contains(key, ";") {
			if value, err := strconv.Unquote(quoted); err == nil {
				lines = append(lines, key+"="+value)
				_, note, _ = strings.Cut(rest[len(quoted):], ";")
				continue
			}
		}
		var line string
		line, note, _ = strings.Cut(note, ";")
		lines = append(lines, line)
	}
	return lines
}

// readBrat reads .ann files, each with the .txt beside it.
func readBrat(root string) iter.Seq2[*Annotations, error] {
	return readFiles(root, ".ann", func(name string, yield func(*Annotations, error) bool) bool {
		id, err := filepath.Rel(root, name)
		if err != nil || id == "." {
			id = name
		}
		a, err := bratDocument(name)
		if err != nil {
			return yield(nil, fileError(name, err))
		}
		a.ID = strings.TrimSuffix(path.Clean(filepath.ToSlash(id)), ".ann")
		return yield(a, nil)
	})
}

func bratDocument(name string) (*Annotations, error) {
	ann, err := batch.ReadFile(name, corpus.Options{MaxBytes: maxLine})
	if err != nil {
		return nil, err
	}
	text, err := batch.ReadFile(strings.TrimSuffix(name, ".ann")+".txt", corpus.Options{MaxBytes: maxLine})
	if err != nil {
		if _, missing := os.Stat(strings.TrimSuffix(name, ".ann") + ".txt"); os.IsNotExist(missing) {
			return nil, fmt.Errorf("the .txt file is not beside it: %w", fs.ErrNotExist)
		}
		return nil, err
	}
	return parseBrat(string(ann), string(text)), nil
}

// parseBrat reads a .ann file. Windows may have saved the .txt with a mark at its
// beginning and CRLF. brat counts both as characters (it opens the file with
// codecs.open, which translates no line ends), while a .ann made before counts
// the text as it was exported: the count counts that more entities' words agree
// with, that of the export in doubt.
func parseBrat(ann, text string) *Annotations {
	exported := strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	a := parseLines(ann, exported)
	if exported == text {
		return a
	}
	saved := parseLines(ann, text)
	if saved.agreeing() <= a.agreeing() {
		return a
	}
	at := make([]int, 0, len(text)+1) // places in exported of those in text
	n := 0
	runes := []rune(text)
	for i, r := range runes {
		at = append(at, n)
		if !(r == '\ufeff' && i == 0) && !(r == '\r' && i+1 < len(runes) && runes[i+1] == '\n') {
			n++
		}
	}
	at = append(at, n)
	for i, e := range saved.Entities {
		saved.Entities[i].Span = extract.Span{at[e.Span[0]], at[e.Span[1]]}
	}
	saved.Text = exported
	return saved
}

// agreeing counts the entities whose words stand at their place.
func (a *Annotations) agreeing() (n int) {
	text := []rune(a.Text)
	for _, e := range a.Entities {
		if squeeze(e.Words) == squeeze(string(text[e.Span[0]:e.Span[1]])) {
			n++
		}
	}
	return n
}

// parseLines reads the lines of a .ann file. What is neither entity, relation nor
// note is passed over: nothing of ours.
func parseLines(ann, text string) *Annotations {
	a := &Annotations{Text: text}
	p := bratParser{a: a, text: []rune(text), at: map[string]int{}, facts: map[string][]Fact{}}
	for line := range strings.SplitSeq(strings.TrimPrefix(ann, "\ufeff"), "\n") {
		p.line(strings.TrimSuffix(line, "\r"))
	}
	for id, facts := range p.facts {
		if i, ok := p.at[id]; ok {
			a.Entities[i].Facts = facts
		}
	}
	return a
}

type bratParser struct {
	a     *Annotations
	text  []rune
	at    map[string]int // entities by id
	facts map[string][]Fact

	records string // of the notes so far
}

func (p *bratParser) line(line string) {
	id, rest, _ := strings.Cut(line, "\t")
	head, tail, _ := strings.Cut(rest, "\t")
	switch {
	case strings.HasPrefix(id, "T"):
		p.entity(id, head, tail)
	case strings.HasPrefix(id, "R"):
		f := strings.Fields(head)
		if len(f) != 3 {
			p.a.problem("relation %s: %q is not TYPE Arg1:ID Arg2:ID", id, head)
			return
		}
		ends := [2]string{}
		for _, arg := range f[1:] {
			switch role, to, _ := strings.Cut(arg, ":"); role {
			case "Arg1":
				ends[0] = to
			case "Arg2":
				ends[1] = to
			}
		}
		p.a.Relations = append(p.a.Relations, Relation{f[0], ends[0], ends[1]})
	case strings.HasPrefix(id, "#"):
		switch kind, to, _ := strings.Cut(head, " "); {
		case kind == bratRecords:
			if p.a.Records = tail; p.records != "" && p.records != tail {
				p.a.Records = "of several exports"
			}
			p.records = p.a.Records
		case kind == bratNote && strings.HasPrefix(to, "T"):
			p.facts[to] = p.a.parseFacts(to, splitFacts(tail))
		}
	}
}

// entity reads LABEL START END;START END and the words.
func (p *bratParser) entity(id, head, words string) {
	label, offsets, _ := strings.Cut(head, " ")
	var spans []extract.Span
	for part := range strings.SplitSeq(offsets, ";") {
		s := extract.Span{}
		f := strings.Fields(part)
		if len(f) != 2 {
			p.a.lost(label, "entity %s: %q are no offsets", id, offsets)
			return
		}
		for i := range f {
			n, err := strconv.Atoi(f[i])
			if err != nil {
				p.a.lost(label, "entity %s: %q are no offsets", id, offsets)
				return
			}
			s[i] = n
		}
		if s[0] < 0 || s[0] >= s[1] || s[1] > len(p.text) {
			p.a.lost(label, "entity %s: [%d, %d) are no offsets of a text of %d", id, s[0], s[1], len(p.text))
			return
		}
		if n := len(spans); n > 0 && (s[0] < spans[n-1][1] || squeeze(string(p.text[spans[n-1][1]:s[0]])) != "") {
			p.a.lost(label, "entity %s: words stand between its fragments; a record is one run of text", id)
			return
		}
		spans = append(spans, s)
	}
	p.at[id] = len(p.a.Entities)
	p.a.Entities = append(p.a.Entities, Entity{ID: id, Label: label, Span: extract.Span{spans[0][0], spans[len(spans)-1][1]}, Words: words})
}
