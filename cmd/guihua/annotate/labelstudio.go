package annotate

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"guihua/cmd/guihua/batch"
	"guihua/extract"
)

// labelStudio reads tasks with predictions (labelstud.io/guide/predictions) and
// exports tasks with annotations as JSON (labelstud.io/guide/task_format): a list
// of tasks, in whose data is the text, and results of type labels, of type
// textarea for a region's facts, which has the region's id, and of type relation.
// A project needs the labelling configuration, which is exported too.
//
// Offsets are code points: charsToCodePoints in selection-tools.js of its editor
// turns the browser's UTF-16 code units into them ("in python and other modern
// tools"), and its test "NER - Emoji - Text" says so. In old versions they were
// UTF-16 code units (label-studio issues 1008 and 1347, pull request 1559);
// regions have their text, which tells which it was. Some versions before pull
// request 6135 draw regions behind an emoji in the wrong place, and save them
// right.
//
// Without the style in the configuration spaces are trimmed in what is shown
// (labelstud.io/tags/text).
var labelStudio = tool{
	name:   "label-studio",
	units:  []Unit{CodePoints, UTF16},
	files:  []string{studioTasks, studioConfig},
	create: createStudio,
	read:   readStudio,
}

const (
	studioTasks  = "label_studio_tasks.json"
	studioConfig = "label_studio_config.xml"

	// Names of the configuration.
	studioLabels = "label"
	studioFacts  = "facts"
	studioText   = "text"
)

type studioTask struct {
	Data        studioData         `json:"data"`
	Predictions []studioPrediction `json:"predictions"`
}

type studioData struct {
	Text    string `json:"text"`
	ID      string `json:"guihua_id"`
	SHA256  string `json:"sha256"`
	Records string `json:"records"`
	Unit    Unit   `json:"offset_unit"`
}

type studioPrediction struct {
	Model  string         `json:"model_version"`
	Result []studioResult `json:"result"`
}

// A studioResult is a region, the facts of one, or a relation.
type studioResult struct {
	ID        string       `json:"id,omitempty"`
	FromName  string       `json:"from_name,omitempty"`
	ToName    string       `json:"to_name,omitempty"`
	Type      string       `json:"type"`
	Value     *studioValue `json:"value,omitempty"`
	From      string       `json:"from_id,omitempty"`
	To        string       `json:"to_id,omitempty"`
	Direction string       `json:"direction,omitempty"`
	Labels    []string     `json:"labels,omitempty"`
}

type studioValue struct {
	Start  int      `json:"start"`
	End    int      `json:"end"`
	Text   any      `json:"text"` // of a region, or the lines of its facts
	Labels []string `json:"labels,omitempty"`
}

type studioWriter struct {
	tasks *stageFile
	unit  Unit
	n     int
}

func createStudio(st *batch.Stage, u Unit) (writer, error) {
	if err := writeFile(st, studioConfig, []byte(studioXML())); err != nil {
		return nil, err
	}
	f, err := openFile(st, studioTasks)
	if err != nil {
		return nil, err
	}
	return &studioWriter{tasks: f, unit: u}, nil
}

// studioXML is the labelling configuration. A label's value is what results hold,
// html what its button shows.
func studioXML() string {
	var s strings.Builder
	s.WriteString("<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n  <Relations>\n")
	for _, r := range relations {
		fmt.Fprintf(&s, "    <Relation value=%s background=%s/>\n", attribute(r.name), attribute(r.colour))
	}
	fmt.Fprintf(&s, "  </Relations>\n  <Labels name=%s toName=%s>\n", attribute(studioLabels), attribute(studioText))
	for _, l := range labels {
		fmt.Fprintf(&s, "    <Label value=%s html=%s background=%s/>\n", attribute(l.name), attribute(l.chinese+" "+l.name), attribute(l.colour))
	}
	fmt.Fprintf(&s, "  </Labels>\n  <Text name=%s value=\"$text\" granularity=\"symbol\" saveTextResult=\"yes\"/>\n", attribute(studioText))
	fmt.Fprintf(&s, "  <TextArea name=%s toName=%s perRegion=\"true\" editable=\"true\" placeholder=\"value=98\"/>\n</View>\n", attribute(studioFacts), attribute(studioText))
	return s.String()
}

func attribute(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	b.WriteByte('"')
	return b.String()
}

func (w *studioWriter) add(a *Annotations) error {
	r := newRuler(a.Text, w.unit)
	results := []studioResult{}
	for _, e := range a.Entities {
		start, end := r.units(e.Span[0]), r.units(e.Span[1])
		results = append(results, studioResult{
			ID: e.ID, FromName: studioLabels, ToName: studioText, Type: "labels",
			Value: &studioValue{Start: start, End: end, Text: e.Words, Labels: []string{e.Label}},
		})
		if len(e.Facts) > 0 {
			results = append(results, studioResult{
				ID: e.ID, FromName: studioFacts, ToName: studioText, Type: "textarea",
				Value: &studioValue{Start: start, End: end, Text: factLines(e.Facts)},
			})
		}
	}
	for _, l := range a.Relations {
		results = append(results, studioResult{Type: "relation", From: l.From, To: l.To, Direction: "right", Labels: []string{l.Type}})
	}
	front := ",\n"
	if w.n == 0 {
		front = "[\n"
	}
	w.n++
	task := encode(studioTask{
		Data:        studioData{a.Text, a.ID, a.SHA256, a.Records, w.unit},
		Predictions: []studioPrediction{{"guihua", results}},
	})
	return w.tasks.write(append([]byte(front), task...))
}

func (w *studioWriter) close() ([]string, error) {
	end := "\n]\n"
	if w.n == 0 {
		end = "[]\n"
	}
	if err := w.tasks.write([]byte(end)); err != nil {
		return nil, err
	}
	return nil, w.tasks.close()
}

func (w *studioWriter) drop() { w.tasks.drop() }

// factLines are facts as people write them: key=value.
func factLines(facts []Fact) []string {
	lines := []string{}
	for _, f := range facts {
		lines = append(lines, f.Key+"="+f.Value)
	}
	return lines
}

// readStudio reads exports of a project as JSON, task by task.
func readStudio(path string) iter.Seq2[*Annotations, error] {
	return readFiles(path, ".json", func(name string, yield func(*Annotations, error) bool) bool {
		f, err := os.Open(name)
		if err != nil {
			return yield(nil, fileError(name, err))
		}
		defer f.Close()
		in := bufio.NewReaderSize(f, 1<<20)
		if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
			in.Discard(3)
		}
		dec := json.NewDecoder(in)
		if t, err := dec.Token(); err != nil || t != json.Delim('[') {
			if err == nil || err == io.EOF {
				err = errors.New("is no list of tasks; export the project as JSON")
			}
			return yield(nil, fileError(name, extract.Located(err, nil)))
		}
		for n := 1; dec.More(); n++ {
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return yield(nil, fileError(name, extract.Located(err, nil)))
			}
			a, err := studioDocument(raw)
			if err != nil {
				err = fileError(fmt.Sprintf("%s: task %d", name, n), err)
			}
			if !yield(a, err) {
				return false
			}
		}
		if _, err := dec.Token(); err != nil {
			return yield(nil, fileError(name, extract.Located(err, nil)))
		}
		return true
	})
}

// errUntouched says that nobody has annotated a document.
var errUntouched = errors.New("has no annotation yet")

// A studioAnnotation is what one person made of a task.
type studioAnnotation struct {
	Cancelled bool              `json:"was_cancelled"`
	Truth     bool              `json:"ground_truth"`
	Updated   string            `json:"updated_at"` // in UTC, so that texts compare as times do
	Result    []json.RawMessage `json:"result"`
}

// chosen is the annotation that counts: the ground truth, else the one changed
// last, else the last in the list, nil where all were cancelled. The line says
// which of several it is.
func chosen(all []studioAnnotation) (best *studioAnnotation, line string) {
	n, why := 0, ""
	for i := range all {
		x := &all[i]
		if x.Cancelled {
			continue
		}
		n++
		if best == nil || x.Truth && !best.Truth || x.Truth == best.Truth && x.Updated >= best.Updated {
			best = x
		}
	}
	if n < 2 {
		return best, ""
	}
	switch {
	case best.Truth:
		why = "the one marked as ground truth"
	case best.Updated != "":
		why = "the one changed last, at " + best.Updated + ","
	default:
		why = "the last one"
	}
	return best, fmt.Sprintf("has %d annotations: %s counts", n, why)
}

// studioDocument reads a task and the annotation of it that counts.
func studioDocument(raw []byte) (*Annotations, error) {
	var task struct {
		Data struct {
			Text    *string `json:"text"`
			ID      string  `json:"guihua_id"`
			SHA256  string  `json:"sha256"`
			Records string  `json:"records"`
			Unit    Unit    `json:"offset_unit"`
		} `json:"data"`
		Annotations []studioAnnotation `json:"annotations"`
	}
	if err := json.Unmarshal(raw, &task); err != nil {
		return nil, plain(err)
	}
	switch {
	case task.Data.ID == "":
		return nil, errors.New("has no guihua_id in its data, which guihua annotations export gives every document")
	case task.Data.Text == nil:
		return nil, errors.New("has no text in its data")
	}
	a := &Annotations{ID: task.Data.ID, SHA256: task.Data.SHA256, Records: task.Data.Records, Text: *task.Data.Text}
	x, line := chosen(task.Annotations)
	if x == nil {
		return nil, fmt.Errorf("%s: %w", task.Data.ID, errUntouched)
	}
	if line != "" {
		a.Remarks = append(a.Remarks, line)
	}
	a.studioResults(task.Data.Unit, x.Result)
	return a, nil
}

// A studioRegion is an entity before its offsets are known to be right.
type studioRegion struct {
	Entity
	start, end int
}

func (a *Annotations) studioResults(u Unit, results []json.RawMessage) {
	var regions []studioRegion
	facts := map[string][]Fact{}
	for n, raw := range results {
		var x struct {
			ID     json.RawMessage `json:"id"`
			From   string          `json:"from_name"`
			Type   string          `json:"type"`
			Value  json.RawMessage `json:"value"`
			FromID json.RawMessage `json:"from_id"`
			ToID   json.RawMessage `json:"to_id"`
			Labels []string        `json:"labels"`
		}
		if err := json.Unmarshal(raw, &x); err != nil {
			a.lost("", "result %d: %v", n+1, plain(err))
			continue
		}
		id := idText(x.ID)
		switch x.Type {
		case "labels":
			regions = append(regions, a.studioRegion(id, x.Value)...)
		case "textarea":
			var v struct {
				Text json.RawMessage `json:"text"`
			}
			var lines []string
			err := json.Unmarshal(x.Value, &v)
			if err == nil && json.Unmarshal(v.Text, &lines) != nil {
				var line string
				err = json.Unmarshal(v.Text, &line)
				lines = strings.Split(line, "\n")
			}
			if err != nil {
				a.problem("facts of entity %s: %v", id, plain(err))
				continue
			}
			facts[id] = a.parseFacts(id, lines)
		case "relation":
			for _, kind := range x.Labels {
				a.Relations = append(a.Relations, Relation{kind, idText(x.FromID), idText(x.ToID)})
			}
		}
	}
	r := newRuler(a.Text, a.studioUnit(u, regions))
	for _, e := range regions {
		e.Facts = facts[e.ID]
		a.entity(r, e.Entity, e.start, e.end)
	}
}

// studioRegion reads a region, which is an entity for each of its labels.
func (a *Annotations) studioRegion(id string, value json.RawMessage) (all []studioRegion) {
	var v struct {
		Start  *int     `json:"start"`
		End    *int     `json:"end"`
		Text   string   `json:"text"`
		Labels []string `json:"labels"`
	}
	err := json.Unmarshal(value, &v)
	switch {
	case err != nil:
	case v.Start == nil || v.End == nil:
		err = errors.New("has no offsets")
	case len(v.Labels) == 0:
		err = errors.New("has no label")
	}
	if err != nil {
		a.lost("", "entity %s: %v", id, plain(err))
		return nil
	}
	for _, l := range v.Labels {
		all = append(all, studioRegion{Entity{ID: id, Label: l, Words: v.Text}, *v.Start, *v.End})
	}
	return all
}

// studioUnit is what the offsets of regions count: code points, or what the
// export counted in, but for those of old versions, whose regions have other
// words there.
func (a *Annotations) studioUnit(exported Unit, regions []studioRegion) Unit {
	if exported != UTF16 {
		exported = CodePoints
	}
	if len(newRuler(a.Text, UTF16).wide) == 0 {
		return exported
	}
	text := []rune(a.Text)
	fits := func(u Unit) (n int) {
		r := newRuler(a.Text, u)
		for _, e := range regions {
			if s, ok := r.span(e.start, e.end); ok && squeeze(e.Words) == squeeze(string(text[s[0]:s[1]])) {
				n++
			}
		}
		return n
	}
	other := UTF16
	if exported == UTF16 {
		other = CodePoints
	}
	if fits(other) > fits(exported) {
		return other
	}
	return exported
}

// parseFacts reads lines key=value; none of them where one can't be read, or
// where there is none.
func (a *Annotations) parseFacts(id string, lines []string) (facts []Fact) {
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			a.problem("facts of entity %s: %q is not key=value", id, line)
			return nil
		}
		facts = append(facts, Fact{strings.TrimSpace(key), strings.TrimSpace(value)})
	}
	return facts
}
