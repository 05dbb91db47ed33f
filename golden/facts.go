package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"guihua/extract"
	"math/big"
	"os"
	"strings"
)

// facts is what scoring reads of a gold file or an output. Gold has no spans
// and no text, and keeps the ends and the length of a body instead of the
// body; both are read leniently, other keys are ignored.
type facts struct {
	source           string           // gold only: name of the input
	Document         notice           `json:"document"`
	Outline          []heading        `json:"outline"`
	Tasks            []passage        `json:"tasks"`
	Boxes            []box            `json:"boxes"`
	Responsibilities []responsibility `json:"responsibilities"`
	Targets          []quantity       `json:"targets"`
	Achievements     []quantity       `json:"achievements"`
	References       []reference      `json:"references"`
	Text             scalar           `json:"text"`
	Tables           []place          `json:"tables"`
	Warnings         []place          `json:"warnings"`
}

// A place is where a table or a warning stands.
type place struct {
	ID   scalar `json:"id"`
	Span []int  `json:"span"`
}

type notice struct {
	Title       scalar   `json:"title"`
	NoticeTitle scalar   `json:"notice_title"`
	Number      scalar   `json:"number"`
	Issuers     []scalar `json:"issuers"`
	Recipients  []scalar `json:"recipients"`
	Issued      scalar   `json:"issued"`
	Published   scalar   `json:"published"`
	Period      []scalar `json:"period"`
	Region      *region  `json:"region"`
	Kind        scalar   `json:"kind"`
}

type region struct {
	Code scalar `json:"code"`
}

type heading struct {
	ID    scalar `json:"id"`
	Title scalar `json:"title"`
	Role  scalar `json:"role"`
	Span  []int  `json:"span"`
}

type box struct {
	Number scalar    `json:"number"`
	Title  scalar    `json:"title"`
	Items  []passage `json:"items"`
	Span   []int     `json:"span"`
}

type responsibility struct {
	At    scalar `json:"at"`
	Raw   scalar `json:"raw"`
	Units []unit `json:"units"`
	Span  []int  `json:"span"`
}

type unit struct {
	Name scalar `json:"name"`
	Role scalar `json:"role"`
}

type quantity struct {
	At        scalar    `json:"at"`
	Indicator scalar    `json:"indicator"`
	Raw       scalar    `json:"raw"`
	Value     scalar    `json:"value"`
	ValueMax  scalar    `json:"value_max"`
	Unit      scalar    `json:"unit"`
	Bound     scalar    `json:"bound"`
	Measure   scalar    `json:"measure"`
	By        scalar    `json:"by"`
	Baseline  *baseline `json:"baseline"`
	Span      []int     `json:"span"`
}

type baseline struct {
	Value scalar `json:"value"`
	AsOf  scalar `json:"as_of"`
}

type reference struct {
	Title scalar `json:"title"`
	Span  []int  `json:"span"`
}

// A passage is a task, a measure or a box item: something with a body.
type passage struct {
	ID       scalar
	Title    scalar
	Text     scalar
	Head     scalar         // gold: first 12 characters of the body
	Tail     scalar         // gold: last 12
	Chars    int            // gold: length
	Lengths  map[string]int // gold: text_chars_…, other lengths it accepts
	Alts     []passage      // gold: other readings it accepts
	Span     []int
	Measures []passage
	has      map[string]bool
}

func (p *passage) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	*p = passage{Lengths: map[string]int{}, has: map[string]bool{}}
	for key, raw := range fields {
		p.has[key] = true
		var err error
		switch {
		case key == "id":
			err = json.Unmarshal(raw, &p.ID)
		case key == "title":
			err = json.Unmarshal(raw, &p.Title)
		case key == "text":
			err = json.Unmarshal(raw, &p.Text)
		case key == "text_head":
			err = json.Unmarshal(raw, &p.Head)
		case key == "text_tail":
			err = json.Unmarshal(raw, &p.Tail)
		case key == "text_chars":
			err = json.Unmarshal(raw, &p.Chars) // null is 0
		case strings.HasPrefix(key, "text_chars_"):
			var n int
			if json.Unmarshal(raw, &n) == nil && string(raw) != "null" { // a remark beside a length is no length
				p.Lengths[key] = n
			}
		case key == "span":
			err = json.Unmarshal(raw, &p.Span)
		case key == "measures":
			err = json.Unmarshal(raw, &p.Measures)
		case key == "alt":
			p.Alts, err = readAlts(raw)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

// readAlts reads one other reading or a list of them; a note in words is none.
func readAlts(raw json.RawMessage) ([]passage, error) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	var alts []passage
	for _, x := range list {
		if !bytes.HasPrefix(bytes.TrimSpace(x), []byte("{")) {
			continue
		}
		var p passage
		if err := json.Unmarshal(x, &p); err != nil {
			return nil, err
		}
		alts = append(alts, p)
	}
	return alts, nil
}

// with returns p with what alt says in its place.
func (p passage) with(alt passage) passage {
	q := p
	q.has, q.Lengths = map[string]bool{}, map[string]int{}
	for _, from := range []passage{p, alt} {
		for key := range from.has {
			q.has[key] = true
		}
		for key, n := range from.Lengths {
			q.Lengths[key] = n
		}
	}
	if alt.has["title"] {
		q.Title = alt.Title
	}
	if alt.has["text"] {
		q.Text = alt.Text
	}
	if alt.has["text_head"] {
		q.Head = alt.Head
	}
	if alt.has["text_tail"] {
		q.Tail = alt.Tail
	}
	if alt.has["text_chars"] {
		q.Chars = alt.Chars
	}
	return q
}

// body returns the first and last 12 characters and the length of p's body,
// folded.
func (p passage) body() (head, tail string, chars int) {
	if p.Head.s != nil || p.has["text_chars"] {
		return deref(fold(p.Head.s)), deref(fold(p.Tail.s)), p.Chars
	}
	text := []rune(deref(fold(p.Text.s)))
	return string(text[:min(12, len(text))]), string(text[max(0, len(text)-12):]), len(text)
}

// A scalar is a JSON string, number or null, as Python's str() writes it.
type scalar struct {
	s      *string
	number bool
}

func (x *scalar) UnmarshalJSON(data []byte) error {
	*x = scalar{}
	switch {
	case string(data) == "null":
		return nil
	case data[0] == '"':
		return json.Unmarshal(data, &x.s)
	case data[0] == '-' || '0' <= data[0] && data[0] <= '9':
		s := string(data)
		if strings.ContainsAny(s, ".eE") {
			f, ok := parsePythonFloat(s)
			if !ok {
				return fmt.Errorf("number %s", s)
			}
			s = reprFloat(f)
		}
		x.s, x.number = &s, true
		return nil
	}
	return fmt.Errorf("%.20s is no string, number or null", data)
}

// given reports whether x is something to compare: neither null nor empty
// nor, as Python sees it, the number 0.
func (x scalar) given() bool {
	return x.s != nil && *x.s != "" && !(x.number && strings.Trim(*x.s, "-0.") == "")
}

// integer writes what Python's int() makes of x.
func (x scalar) integer() (item, error) {
	if x.s != nil {
		if n, ok := new(big.Int).SetString(strings.TrimSpace(*x.s), 10); ok && n.IsInt64() {
			return int(n.Int64()), nil
		}
	}
	return nil, fmt.Errorf("period: %s is no year", repr(x.s))
}

// readFacts reads a gold file or an output. The error names the file.
func readFacts(path string, gold bool) (*facts, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d := new(facts)
	if err := json.Unmarshal(data, d); err != nil {
		return nil, fmt.Errorf("%s: %w", path, extract.Located(err, data))
	}
	if gold {
		var head struct {
			Source string `json:"source"`
		}
		if err := json.Unmarshal(data, &head); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if head.Source == "" {
			return nil, fmt.Errorf("%s: no source: it must name the input", path)
		}
		d.source = head.Source
	}
	if err := d.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

// check reports a record without the key it is matched by.
func (d *facts) check() error {
	for i, x := range d.Outline {
		if x.ID.s == nil {
			return fmt.Errorf("outline[%d] has no id", i)
		}
	}
	for i, x := range d.Tasks {
		if x.ID.s == nil {
			return fmt.Errorf("tasks[%d] has no id", i)
		}
	}
	for i, x := range d.Responsibilities {
		if x.At.s == nil || x.Raw.s == nil {
			return fmt.Errorf("responsibilities[%d] has no at or no raw", i)
		}
		for j, u := range x.Units {
			if u.Name.s == nil {
				return fmt.Errorf("responsibilities[%d].units[%d] has no name", i, j)
			}
		}
	}
	for i, x := range append(d.Targets[:len(d.Targets):len(d.Targets)], d.Achievements...) {
		if x.At.s == nil && i < len(d.Targets) {
			return fmt.Errorf("targets[%d] has no at", i)
		}
		if x.At.s == nil {
			return fmt.Errorf("achievements[%d] has no at", i-len(d.Targets))
		}
	}
	for i, y := range d.Document.Period {
		if _, err := y.integer(); err != nil {
			return fmt.Errorf("document.period[%d]: %w", i, err)
		}
	}
	return nil
}

// keepBody drops what stands in attachments and tables.
func (d *facts) keepBody() {
	annex := func(places ...scalar) bool {
		for _, p := range places {
			if p.given() {
				return strings.HasPrefix(*p.s, "附") || strings.HasPrefix(*p.s, "表")
			}
		}
		return false
	}
	d.Outline = without(d.Outline, func(x heading) bool { return annex(x.ID) })
	d.Tasks = without(d.Tasks, func(x passage) bool { return annex(x.ID) })
	d.Responsibilities = without(d.Responsibilities, func(x responsibility) bool { return annex(x.At) })
	d.Targets = without(d.Targets, func(x quantity) bool { return annex(x.At) })
	d.Achievements = without(d.Achievements, func(x quantity) bool { return annex(x.At) })
}

func without[T any](list []T, drop func(T) bool) []T {
	var kept []T
	for _, x := range list {
		if !drop(x) {
			kept = append(kept, x)
		}
	}
	return kept
}
