package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract"
)

// What --explain takes beside ids.
const (
	explainAll   = "all"    // keep the reasons of everything in the JSON
	explainRules = "rules"  // print the rules themselves
	explainHead  = "notice" // the notice data
)

// checkExplain says what is wrong with --explain, where it was asked for, among the
// other flags.
func (o *extractOptions) checkExplain(args []string, asked bool) error {
	switch {
	case asked && strings.TrimSpace(o.explain) == "":
		return usagef("--explain needs an ID: a place (一/（二）), a number (targets/12), notice, all or rules")
	case o.explain == "" || o.explain == explainAll:
		return nil
	case o.out != "" || o.lines != "":
		return usagef("--explain %s prints to standard output; -o and --jsonl keep reasons with --explain all", o.explain)
	case o.explain == explainRules && len(args)+len(o.lists) > 0:
		return usagef("--explain rules takes no input: it prints what rules there are")
	case o.explain != explainRules && (len(args) != 1 || len(o.lists) > 0):
		return usagef("--explain %s needs exactly one document", o.explain)
	}
	return nil
}

// explainOne prints the reasons of what an id names in one document.
func (o *extractOptions) explainOne(ctx context.Context, name string, reading corpus.Options) error {
	doc, err := o.explained(ctx, name, reading)
	if err != nil {
		return fmt.Errorf("%s: %w", name, batch.Cause(err))
	}
	found, err := reasonsOf(doc, o.explain)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p := newPage(os.Stdout, true)
	p.explanations(doc, found)
	return p.w.Flush()
}

func (o *extractOptions) explained(ctx context.Context, name string, reading corpus.Options) (*extract.Document, error) {
	b, err := batch.ReadFile(name, reading)
	if err != nil {
		return nil, err
	}
	e, err := openEngine(o.userDicts, reading)
	if err != nil {
		return nil, err
	}
	defer e.close()
	e.explains = true
	if name == batch.Stdin {
		name = o.stdinName
	}
	return e.document(ctx, filepath.Base(name), b)
}

// printRules prints the names of all rules and what explanations say of them.
func printRules(w io.Writer) {
	wide := 0
	for _, r := range extract.Rules() {
		wide = max(wide, len(r.Name))
	}
	said := strings.NewReplacer("{entry}", "…", "{words}", "…", "{is}", "…")
	for _, r := range extract.Rules() {
		fmt.Fprintf(w, "%-*s  %s\n", wide, r.Name, said.Replace(r.Why))
	}
}

// A reason is an explanation with its number in its list, from 1.
type reason struct {
	extract.Explanation
	number int // 0 of the notice data and of an item of a 专栏
}

// id names the reason for --explain: 一/（二）, 专栏1, targets/12, notice.
func (r *reason) id() string {
	switch {
	case r.Record == "document":
		return explainHead
	case r.number == 0:
		return r.At
	case r.Record == "boxes":
		return "专栏" + r.At
	case r.At == "":
		return fmt.Sprintf("%s/%d", r.Record, r.number)
	}
	return r.At
}

// numbered gives the explanations of a document their numbers.
func numbered(doc *extract.Document) []reason {
	count := map[string]int{}
	out := make([]reason, len(doc.Explanations))
	for i, e := range doc.Explanations {
		out[i].Explanation = e
		if item := e.Record == "boxes" && strings.Contains(e.At, "/"); !item && e.Record != "document" {
			count[e.Record]++
			out[i].number = count[e.Record]
		}
	}
	return out
}

// reasonsOf are the explanations that id names, in the order of the text. The
// error names ids near one that names nothing.
func reasonsOf(doc *extract.Document, id string) ([]reason, error) {
	all := numbered(doc)
	id = wideBrackets.Replace(strings.TrimSpace(id))
	if id == "document" { // as the JSON calls it
		id = explainHead
	}
	list, no, _ := strings.Cut(id, "/")
	n, err := strconv.Atoi(no)
	isNumber := err == nil
	last := 0 // of the list
	var found []reason
	for _, r := range all {
		if isNumber && r.Record == list && r.number > 0 {
			last = r.number
			if r.number == n {
				return []reason{r}, nil
			}
			continue
		}
		if r.id() == id {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b reason) int { return cmp.Compare(start(a), start(b)) })
	switch {
	case len(found) > 0:
		return found, nil
	case last > 0:
		return nil, fmt.Errorf("there is no %s, the last one is %s/%d", id, list, last)
	}
	return nil, fmt.Errorf("nothing is at %s; %s", id, near(all, id))
}

// wideBrackets gives an id typed by hand the brackets of ids.
var wideBrackets = strings.NewReplacer("(", "（", ")", "）")

func start(r reason) int {
	if r.Span == nil {
		return -1
	}
	return r.Span[0]
}

// near says which ids begin like id, or how ids look where none does.
func near(all []reason, id string) string {
	const most = 5
	for up := id; up != ""; up, _ = cutLast(up) {
		var ids []string
		for _, r := range all {
			if x := r.id(); strings.HasPrefix(x, up) && !slices.Contains(ids, x) && len(ids) < most {
				ids = append(ids, x)
			}
		}
		if len(ids) > 0 {
			return "near it are " + strings.Join(ids, ", ")
		}
	}
	return "ids are places as in the JSON (一/（二）, 专栏1/2, 表1/3), numbers of records (targets/12) and notice"
}

// explanations prints reasons: each record with its words, and below it a line
// for each step, what it is about in a column of its own. What a record shares
// with one above it, its paragraph and the heading it stands under, is not said
// again.
func (p *page) explanations(doc *extract.Document, all []reason) {
	text := []rune(doc.Text)
	said := map[string]bool{}
	for i, r := range all {
		if i > 0 {
			p.blank()
		}
		p.put(0, r.head()+"  ", bold, r.words(text), plain)
		steps := slices.DeleteFunc(byUnit(r.Steps), func(s extract.Step) bool {
			kind, _, _ := strings.Cut(s.Rule, "/")
			line := fmt.Sprintln(s.About, s.Is, s.Why)
			again := said[line] && slices.Contains([]string{"paragraph", "title", "role", "at"}, kind)
			said[line] = true
			return again
		})
		column := 0
		for _, s := range steps {
			about, _ := ofUnit(s)
			column = max(column, wide.StringWidth(about))
		}
		last := ""
		for _, s := range steps {
			about, unit := ofUnit(s)
			if unit != last {
				p.put(2, "", plain, unit, plain)
			}
			last = unit
			indent := 2
			if unit != "" {
				indent = 4
			}
			pad := strings.Repeat(" ", column-wide.StringWidth(about)+2)
			p.put(indent, about+pad, faint, stepText(text, s), plain)
		}
	}
}

// ofUnit parts what a step is about from the name of the unit it is of, "" where
// it is of none.
func ofUnit(s extract.Step) (about, unit string) {
	about, unit, _ = strings.Cut(s.About, " of ")
	return about, unit
}

// head names the record and where it is.
func (r *reason) head() string {
	id := r.id()
	if r.number == 0 {
		return id
	}
	number := fmt.Sprintf("%s/%d", r.Record, r.number)
	if id == number {
		return number
	}
	return number + " at " + id
}

// words are the record's own.
func (r *reason) words(text []rune) string {
	if r.Span == nil {
		return ""
	}
	return quote(text, *r.Span)
}

// byUnit puts the steps about one unit of a clause together, behind those about
// all of it.
func byUnit(steps []extract.Step) []extract.Step {
	first := map[string]int{}
	for i, s := range steps {
		_, unit := ofUnit(s)
		if _, known := first[unit]; !known {
			first[unit] = i
		}
	}
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(a, b extract.Step) int {
		_, x := ofUnit(a)
		_, y := ofUnit(b)
		if (x == "") != (y == "") {
			return cmp.Compare(len(x), len(y))
		}
		return cmp.Compare(first[x], first[y])
	})
	return steps
}

// stepText says a step in a line: what was decided, why, the words that were the
// evidence, where the sentence does not hold them, and the rule's name.
func stepText(text []rune, s extract.Step) string {
	line := s.Is + " – " + s.Why
	if s.Span != nil {
		words := strings.Join(strings.Fields(string(text[s.Span[0]:s.Span[1]])), " ")
		if !strings.Contains(line, words) && !strings.Contains(line, "…") {
			line += " " + quote(text, *s.Span)
		}
	}
	return line + " [" + s.Rule + "]"
}
