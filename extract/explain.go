package extract

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"guihua/corpus"
)

// reasons are the steps on the way to a record, in the order they were taken.
// The code that decides something notes it there and then, in one line; nothing
// is worked out afterwards. nil is where nobody asked: nothing is kept and
// nothing is built, so that notes take their words from the text as they are and
// leave the sentence to the rule, see [Rules].
type reasons struct {
	steps []Step
}

// reasons is a list of reasons to be filled, nil where nobody asked.
func (d *doc) reasons() *reasons {
	if !d.explains {
		return nil
	}
	return new(reasons)
}

// note adds a step: what it is about, what that was decided to be, and by which
// rule. entry is the vocabulary entry or the form that fired, "" for none; at are
// the words that were the evidence, empty for none. Without entry the words that
// the rule's pattern finds there are both.
func (r *reasons) note(about, is, rule, entry string, at Span) {
	if r == nil {
		return
	}
	s := Step{About: about, Is: is, Rule: rule}
	if entry != "" {
		s.Entry = &entry
	}
	if at[1] > at[0] {
		s.Span = &at
	}
	r.steps = append(r.steps, s)
}

// noteUnit is note about a unit of a clause.
func (r *reasons) noteUnit(name, about, is, rule, entry string, at Span) {
	if r != nil {
		r.note(about+" of "+name, is, rule, entry, at)
	}
}

// ofUnit adds the steps to the role of a unit.
func (r *reasons) ofUnit(name string, why *reasons) {
	if r == nil || why == nil {
		return
	}
	for _, s := range why.steps {
		s.About += " of " + name
		r.steps = append(r.steps, s)
	}
}

// add adds the steps of others, and returns r.
func (r *reasons) add(others *reasons) *reasons {
	if r != nil && others != nil {
		r.steps = append(r.steps, others.steps...)
	}
	return r
}

// of adds the steps of others as ones about something else.
func (r *reasons) of(about string, others *reasons) {
	if r == nil || others == nil {
		return
	}
	for _, s := range others.steps {
		s.About = about
		r.steps = append(r.steps, s)
	}
}

// copy is r to go on with by itself.
func (r *reasons) copy() *reasons {
	if r == nil {
		return nil
	}
	return &reasons{slices.Clone(r.steps)}
}

// about are the steps of r that are about one of those things.
func (r *reasons) about(things ...string) *reasons {
	if r == nil {
		return nil
	}
	out := new(reasons)
	for _, s := range r.steps {
		if slices.Contains(things, s.About) {
			out.steps = append(out.steps, s)
		}
	}
	return out
}

// whys are the reasons of the lists of a document whose records are in no other
// list while they are made: as many as records, none where nobody asked.
type whys struct {
	tasks, responsibilities, targets, achievements, references, tables []*reasons
}

// keep adds the reasons of a record that was added to its list.
func (d *doc) keep(list *[]*reasons, why *reasons) {
	if d.explains {
		*list = append(*list, why)
	}
}

// kept are the reasons of record i, nil where nobody asked.
func (d *doc) kept(list []*reasons, i int) *reasons {
	if !d.explains {
		return nil
	}
	return list[i]
}

// explain writes the reasons of every record, list by list in the order of the
// document: the k-th explanation of a list is about its k-th record, except that
// a 专栏 is followed by its items.
func (d *doc) explain() {
	d.out.Explanations = []Explanation{}
	e := explainer{d: d, text: d.rs}
	e.write("document", "", nil, e.noticeSteps())
	for i, r := range d.out.Outline {
		n := d.nodes[i]
		e.record("outline", r.ID, r.Span, n.why.add(n.part.why))
	}
	for i, r := range d.out.Tasks {
		e.record("tasks", r.ID, r.Span, d.why.tasks[i])
	}
	for i, r := range d.out.Boxes {
		number := ""
		if r.Number != nil {
			number = strconv.Itoa(*r.Number)
		}
		e.record("boxes", number, r.Span, d.boxes[i].why)
		for k, it := range r.Items {
			e.record("boxes", fmt.Sprintf("专栏%s/%d", number, k+1), it.Span, d.boxes[i].items[k].why)
		}
	}
	for i, r := range d.out.Responsibilities {
		e.record("responsibilities", r.At, r.Span, d.why.responsibilities[i])
	}
	for i, r := range d.out.Targets {
		e.record("targets", r.At, r.Span, d.why.targets[i])
	}
	for i, r := range d.out.Achievements {
		e.record("achievements", r.At, r.Span, d.why.achievements[i])
	}
	for i, r := range d.out.References {
		e.record("references", "", r.Span, d.why.references[i])
	}
	for i, r := range d.out.Tables {
		e.record("tables", r.ID, r.Span, d.why.tables[i])
	}
}

// An explainer makes sentences of steps.
type explainer struct {
	d    *doc
	text []rune
}

// record writes the reasons of a record, those of its paragraph first, where they
// are not there already: a task is what its heading is.
func (e *explainer) record(list, at string, span Span, why *reasons) {
	all := new(reasons)
	if p := e.paragraph(span[0]); p != nil && len(why.about("paragraph").steps) == 0 {
		all.add(p.why)
	}
	e.write(list, at, &span, all.add(why))
}

// noticeSteps are the reasons of the notice data, in front of the first that was
// read from a line those of its kind.
func (e *explainer) noticeSteps() *reasons {
	all, seen := new(reasons), map[*para]bool{}
	for _, s := range e.d.noticeWhy.steps {
		if s.Span != nil {
			if p := e.paragraph(s.Span[0]); p != nil && !seen[p] {
				seen[p] = true
				all.add(p.why)
			}
		}
		all.steps = append(all.steps, s)
	}
	return all
}

// paragraph is the one that position i stands in.
func (e *explainer) paragraph(i int) *para {
	paras := e.d.paras
	k := sort.Search(len(paras), func(k int) bool { return paras[k].End > i })
	if k == len(paras) {
		return nil
	}
	return &paras[k]
}

func (e *explainer) write(list, at string, span *Span, why *reasons) {
	corpus.Alive(e.d.ctx)
	x := Explanation{Record: list, At: at, Span: span, Steps: []Step{}}
	said := map[string]bool{}
	last := map[string]int{}
	for i, s := range why.steps {
		last[s.About] = i
	}
	for i, s := range why.steps {
		if r := ruleNamed[s.Rule]; r != nil && r.first && last[s.About] != i {
			continue
		}
		s = e.step(s)
		if line := fmt.Sprintln(s.About, s.Is, s.Why); !said[line] { // decided twice, to the same end
			said[line] = true
			x.Steps = append(x.Steps, s)
		}
	}
	e.d.out.Explanations = append(e.d.out.Explanations, x)
}

// step completes a step: the words that its rule's pattern finds in its span,
// and its sentence.
func (e *explainer) step(s Step) Step {
	rule, known := ruleNamed[s.Rule]
	if !known {
		panic("no rule is named " + s.Rule)
	}
	if s.Span != nil && s.Entry == nil && rule.form != nil {
		at := *s.Span
		words := string(e.text[at[0]:at[1]])
		if loc := rule.form.FindStringIndex(words); loc != nil && loc[1] > loc[0] {
			from := at[0] + runeLen(words[:loc[0]])
			found := words[loc[0]:loc[1]]
			s.Entry, s.Span = &found, &Span{from, from + runeLen(found)}
		}
	}
	words := ""
	if s.Span != nil {
		words = e.words(*s.Span)
	}
	entry := words
	if s.Entry != nil {
		entry = cut([]rune(*s.Entry))
	}
	if s.Is == "" {
		s.Is = words
	}
	s.Why = strings.NewReplacer("{entry}", entry, "{words}", words, "{is}", cut([]rune(s.Is))).Replace(rule.Why)
	return s
}

func (e *explainer) words(s Span) string { return cut(e.text[s[0]:s[1]]) }

// cut is the words on one line, shortened in the middle where they are long.
func cut(words []rune) string {
	const most = 40
	words = []rune(strings.Join(strings.Fields(string(words)), " "))
	if len(words) > most {
		return string(words[:most/2]) + "…" + string(words[len(words)-most/4:])
	}
	return string(words)
}
