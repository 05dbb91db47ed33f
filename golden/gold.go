package golden

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"guihua/extract"
	"guihua/extract/correction"
)

// Gold is what Score measures against, made of a document that a person has read
// and corrected: the keys of the output with the facts only, of a body its first
// and last 12 characters and its length. source is the name of the input, by
// which Score finds the output. JSON, UTF-8, a newline at the end.
//
// Of a document that nobody has read it would be the program's own homework:
// see NotGold.
func Gold(d *extract.Document, source string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(goldOf(d, source)); err != nil {
		panic(err) // strings, numbers and lists of them
	}
	return b.Bytes()
}

// NotGold reports why a document is no gold, nil where it is: someone has read all
// of it, or has corrected something and says, by rest, to have read the rest too.
func NotGold(d *extract.Document, rest bool) error {
	c := d.Corrected
	has := func(code string) bool {
		return slices.ContainsFunc(d.Warnings, func(w extract.Warning) bool { return w.Code == code })
	}
	switch {
	case has(correction.UnfitWarning):
		return errors.New("some of its corrections are not in effect (warning correction_unfit), so what was read is not what stands there: correct it anew")
	case c != nil && c.Reviewed:
		return nil
	case has(correction.OutdatedWarning):
		return errors.New("it has other records since someone has read it (warning review_outdated): read it again, and mark it as reviewed")
	case c == nil:
		return errors.New("nobody has read it, so gold made of it would only repeat the program: read it in the page of guihua report, correct what is wrong, mark it as reviewed, and put that into effect with guihua apply")
	case !rest:
		return fmt.Errorf("it has corrections (%d) and is not marked as reviewed: if you have read the rest too and found it right, say so with --corrected", c.Changed+c.Added+c.Deleted)
	}
	return nil
}

// What gold has of a document: keys and order of the gold made by hand.
type (
	gold struct {
		Source           string          `json:"source"`
		SHA256           string          `json:"sha256"`
		Document         goldNotice      `json:"document"`
		Outline          []goldHeading   `json:"outline"`
		Tasks            []goldTask      `json:"tasks"`
		Boxes            []goldBox       `json:"boxes"`
		Responsibilities []goldClause    `json:"responsibilities"`
		Targets          []goldTarget    `json:"targets"`
		Achievements     []goldReported  `json:"achievements"`
		References       []goldReference `json:"references"`
		Notes            []string        `json:"notes"`
	}
	goldNotice struct {
		Title       *string        `json:"title"`
		NoticeTitle *string        `json:"notice_title"`
		Number      *string        `json:"number"`
		Issuers     []string       `json:"issuers"`
		Recipients  []string       `json:"recipients"`
		Issued      *string        `json:"issued"`
		Published   *string        `json:"published"`
		Period      *[2]int        `json:"period"`
		Region      extract.Region `json:"region"`
		Kind        *string        `json:"kind"`
	}
	goldHeading struct {
		ID    string       `json:"id"`
		Label string       `json:"label"`
		Title string       `json:"title"`
		Role  extract.Role `json:"role"`
	}
	goldTask struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		*goldPassage
		Measures []goldMeasure `json:"measures,omitempty"`
	}
	goldMeasure struct {
		goldPassage
		Regions *string `json:"regions"`
	}
	goldPassage struct {
		Head  string `json:"text_head"`
		Tail  string `json:"text_tail"`
		Chars int    `json:"text_chars"`
	}
	goldBox struct {
		Number *int       `json:"number"`
		Title  string     `json:"title"`
		Within *string    `json:"within"`
		Items  []goldItem `json:"items"`
	}
	goldItem struct {
		Title string `json:"title"`
		goldPassage
	}
	goldClause struct {
		At    string     `json:"at"`
		Raw   string     `json:"raw"`
		Units []goldUnit `json:"units"`
		Open  bool       `json:"open"`
		Due   *string    `json:"due,omitempty"`
	}
	goldUnit struct {
		Name string           `json:"name"`
		Role extract.UnitRole `json:"role"`
	}
	goldFigure struct {
		At        string               `json:"at"`
		Indicator *string              `json:"indicator"`
		Raw       string               `json:"raw"`
		Value     *string              `json:"value"`
		ValueMax  *string              `json:"value_max"`
		Unit      *string              `json:"unit"`
		Bound     *extract.Bound       `json:"bound"`
		Measure   *extract.MeasureKind `json:"measure"`
	}
	goldTarget struct {
		goldFigure
		By       *string           `json:"by"`
		Per      *string           `json:"per,omitempty"`
		Baseline *extract.Baseline `json:"baseline"`
		Support  bool              `json:"support,omitempty"`
	}
	goldReported struct {
		goldFigure
		AsOf     *string           `json:"as_of"`
		Baseline *extract.Baseline `json:"baseline"` // null: they have none
	}
	goldReference struct {
		Title  string  `json:"title"`
		Number *string `json:"number"`
	}
)

func goldOf(d *extract.Document, source string) gold {
	n := d.Document
	g := gold{
		Source: source, SHA256: d.Source.SHA256,
		Document: goldNotice{n.Title, n.NoticeTitle, n.Number, n.Issuers, n.Recipients, n.Issued, n.Published, n.Period, n.Region, n.Kind},
		Outline:  []goldHeading{}, Tasks: []goldTask{}, Boxes: []goldBox{}, Responsibilities: []goldClause{},
		Targets: []goldTarget{}, Achievements: []goldReported{}, References: []goldReference{}, Notes: goldNotes(d),
	}
	for _, x := range d.Outline {
		g.Outline = append(g.Outline, goldHeading{x.ID, x.Label, x.Title, x.Role})
	}
	for _, x := range d.Tasks {
		t := goldTask{ID: x.ID, Title: x.Title}
		if x.Text != nil {
			t.goldPassage = new(bodyOf(*x.Text))
		}
		for _, m := range x.Measures {
			t.Measures = append(t.Measures, goldMeasure{bodyOf(m.Text), m.Regions})
		}
		g.Tasks = append(g.Tasks, t)
	}
	for _, x := range d.Boxes {
		b := goldBox{x.Number, x.Title, x.Within, []goldItem{}}
		for _, i := range x.Items {
			b.Items = append(b.Items, goldItem{i.Title, bodyOf(i.Text)})
		}
		g.Boxes = append(g.Boxes, b)
	}
	for _, x := range d.Responsibilities {
		c := goldClause{x.At, x.Raw, []goldUnit{}, x.Open, x.Due}
		for _, u := range x.Units {
			c.Units = append(c.Units, goldUnit{u.Name, u.Role})
		}
		g.Responsibilities = append(g.Responsibilities, c)
	}
	for _, x := range d.Targets {
		f := goldFigure{x.At, x.Indicator, x.Raw, x.Value, x.ValueMax, x.Unit, x.Bound, x.Measure}
		g.Targets = append(g.Targets, goldTarget{f, x.By, x.Per, x.Baseline, x.Support})
	}
	for _, x := range d.Achievements {
		f := goldFigure{x.At, x.Indicator, x.Raw, x.Value, x.ValueMax, x.Unit, x.Bound, x.Measure}
		g.Achievements = append(g.Achievements, goldReported{goldFigure: f, AsOf: x.AsOf})
	}
	for _, x := range d.References {
		g.References = append(g.References, goldReference{x.Title, x.Number})
	}
	return g
}

// bodyOf is what gold keeps of a body. ** is Markdown's, and no part of it.
func bodyOf(text string) goldPassage {
	s := []rune(squeeze(strings.ReplaceAll(text, "**", "")))
	return goldPassage{string(s[:min(12, len(s))]), string(s[max(0, len(s)-12):]), len(s)}
}

// goldNotes say where the gold comes from.
func goldNotes(d *extract.Document) []string {
	c := extract.Corrected{}
	if d.Corrected != nil {
		c = *d.Corrected
	}
	note := fmt.Sprintf("Made of the program's output with the corrections of a reader: %d changed, %d added, %d deleted.", c.Changed, c.Added, c.Deleted)
	return []string{note}
}
