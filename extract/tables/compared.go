package tables

import (
	"iter"
	"slices"
	"strings"

	"guihua/extract"
	"guihua/extract/compare"
)

// A Compared is a comparison about to be laid out, with the two plans it is of. It
// may not be used by several goroutines at once, nor may the two.
type Compared struct {
	*compare.Comparison
	Superior    *Doc
	Subordinate *Doc
	// Column and Part are where the subordinate plan stands in the matrix.
	Column string
	Part   string
}

func (c *Compared) key() string { return c.Comparison.Subordinate.ID }

// A ComparedTable is a table whose rows are made of a comparison.
type ComparedTable struct {
	Table
	rows func(c *Compared) iter.Seq[[]any]
}

// Rows yields the rows of one comparison, as Table.Rows does those of a document.
func (t *ComparedTable) Rows(c *Compared) iter.Seq[[]any] { return t.rows(c) }

// ComparedAll are the tables of a comparison; a Matrix of all of them goes beside.
var ComparedAll = []ComparedTable{comparisons, pairs, changes, targetPairs, unitPairs}

// DescribeCompared are the descriptions of the tables of comparisons.
func DescribeCompared() []Table {
	var ts []Table
	for _, t := range ComparedAll {
		ts = append(ts, t.Table)
	}
	return ts
}

// defineCompared makes a table of what records returns for a comparison. To the
// columns of its own it adds doc_id, row_id and superior_doc in front.
func defineCompared[R any](name, meaning string, records func(c *Compared) iter.Seq[R], columns ...column[R]) ComparedTable {
	t := ComparedTable{Table: Table{Name: name, Meaning: meaning, Columns: slices.Clone(comparedColumns)}}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	t.rows = laid(records, columns,
		func(c *Compared, _ R) []any { return []any{c.Comparison.Superior.ID} },
		func(*Compared, R) []any { return nil })
	return t
}

var comparedColumns = []Column{
	{Name: "doc_id", Type: Text, Coded: true, Meaning: "the subordinate plan; the same as in the tables of guihua tables, where these are made of the deepest folder that holds all that was compared", Example: "cities/a.txt", From: "path of the file below that folder, without .json"},
	{Name: "row_id", Type: Integer, Meaning: "number of the row within the comparison, from 1; with doc_id the key of the table", Example: "17", From: "counted"},
	{Name: "superior_doc", Type: Text, Coded: true, Meaning: "the superior plan", Example: "province.txt", From: "as doc_id"},
}

// both are two columns, of the superior's side and of the subordinate's; an example
// of the two parted by " → " has one for each.
func both[R, S any](make func(name, meaning, example, from string, value func(r R) any) column[R], name, meaning, example, from string, superior, subordinate func(r R) *S, value func(s *S) any) []column[R] {
	above, below, two := strings.Cut(example, " → ")
	if !two {
		below = above
	}
	side := func(of func(r R) *S) func(r R) any {
		return func(r R) any {
			if s := of(r); s != nil {
				return value(s)
			}
			return nil
		}
	}
	return []column[R]{
		make("superior_"+name, "superior plan: "+meaning, above, from, side(superior)),
		make("subordinate_"+name, "subordinate plan: "+meaning, below, from, side(subordinate)),
	}
}

func inUnit[R any](unit string, columns []column[R]) []column[R] {
	for i := range columns {
		columns[i].Unit = unit
	}
	return columns
}

func allCoded[R any](columns []column[R]) []column[R] {
	for i := range columns {
		columns[i].Coded = true
	}
	return columns
}

// A pair is one of a comparison, with its number there.
type pair struct {
	*compare.Pair
	row int
	of  *Compared
}

func (c *Compared) pairs() iter.Seq[pair] {
	return func(yield func(pair) bool) {
		for i := range c.Pairs {
			if !yield(pair{&c.Pairs[i], i + 1, c}) {
				return
			}
		}
	}
}

// An item is a side of a pair, and the plan it is of.
type item struct {
	*compare.Item
	doc *Doc
}

func (p pair) superior() *item {
	if p.Pair.Superior == nil {
		return nil
	}
	return &item{p.Pair.Superior, p.of.Superior}
}

func (p pair) subordinate() *item {
	if p.Pair.Subordinate == nil {
		return nil
	}
	return &item{p.Pair.Subordinate, p.of.Subordinate}
}

// kind is that of the superior's item, else of the other.
func (p pair) kind() any {
	if p.Pair.Superior != nil {
		return string(p.Pair.Superior.Kind)
	}
	return string(p.Pair.Subordinate.Kind)
}

const relationMeaning = "same: only places, levels and level verbs differ; adapted: a local measure, body, figure or list is put in or added, weighing 15 % of what is cut or more; partial: measures are cut, what local is added weighs less; merged, split: one row for each counterpart; dropped: no counterpart; new: the superior plan has none"

var pairs = defineCompared("pairs", "a task or item of a 专栏 of the superior plan and what it became; dropped where the subordinate plan has none, new where the superior plan has none",
	(*Compared).pairs,
	slices.Concat(
		[]column[pair]{
			text("kind", "task or box_item, of the superior's side where there is one", "task", "pairs.superior.kind", pair.kind).coded(),
		},
		both(text[pair], "id", "id of the item; where a plan prints a label twice (warning repeated_label) two items share it, and superior_start, subordinate_start tell them apart", "四/（一）/1 → 三/（二）/1", "pairs: id", pair.superior, pair.subordinate, func(x *item) any { return x.ID }),
		both(text[pair], "title", "its title", "建设骨干基地 → 建设冷链集散中心", "pairs: title", pair.superior, pair.subordinate, func(x *item) any { return x.Title }),
		both(text[pair], "chapter", "title of its chapter; of an item of a 专栏 that of the chapter the 专栏 stands in", "主要任务", "outline", pair.superior, pair.subordinate, (*item).chapter),
		[]column[pair]{
			text("relation", relationMeaning, "adapted", "pairs.relation", func(p pair) any { return string(p.Relation) }).coded(),
			text("or_relations", "other relations that a careful reader might choose, the likeliest first, joined by ；", "partial", "pairs.or", func(p pair) any { return listOf(p.Or) }),
			number("overlap", "share of the superior item's text (runs of eight characters) that stands in the subordinate's, from 0 to 1", "0.61", "pairs.overlap", func(p pair) any { return opt(p.Overlap) }),
			number("overlap_back", "share of the subordinate item's text that stands in the superior's", "0.55", "pairs.overlap_back", func(p pair) any { return opt(p.OverlapBack) }),
			number("title_similarity", "likeness of the titles, places and levels folded, from 0 to 1", "0.9", "pairs.title_similarity", func(p pair) any { return opt(p.TitleSimilarity) }),
			integer("n_cut", "passages of the superior item that the other does not have", "3", "pairs.cut", func(p pair) any { return len(p.Cut) }),
			integer("n_cut_counted", "of them those that were weighed when the relation was decided", "1", "pairs.cut.counts", func(p pair) any { return counting(p.Cut) }),
			integer("n_added", "passages of the subordinate item that the other does not have", "2", "pairs.added", func(p pair) any { return len(p.Added) }),
			integer("n_added_counted", "of them those that were weighed", "1", "pairs.added.counts", func(p pair) any { return counting(p.Added) }),
			text("cut_words", "the words of the passages cut that were weighed, joined by ；", "健全冷链标准体系", "superior's text[pairs.cut.span]", func(p pair) any { return p.of.Superior.wordsOf(p.Cut) }),
			text("added_words", "the words of the passages added that were weighed, joined by ；", "建设澜川冷链中心", "subordinate's text[pairs.added.span]", func(p pair) any { return p.of.Subordinate.wordsOf(p.Added) }),
			text("evidence", "why these two are a pair, then why the relation is what it is, joined by ；", "titles are the same", "pairs.evidence.why", func(p pair) any { return reasons(p.Evidence) }),
		},
		inUnit("characters (code points) from 0", both(integer[pair], "start", "where its text begins", "1250", "pairs: span", pair.superior, pair.subordinate, func(x *item) any { return x.Span[0] })),
		inUnit("characters (code points)", both(integer[pair], "end", "where its text ends", "1420", "pairs: span", pair.superior, pair.subordinate, func(x *item) any { return x.Span[1] })),
		inUnit("page from 1", both(integer[pair], "page", "page of the source, where it has pages", "7", "pairs: page", pair.superior, pair.subordinate, func(x *item) any { return opt(x.Page) })),
	)...,
)

// chapter is the title of the topmost heading above the item.
func (x *item) chapter() any { return x.doc.chapterOf(x.ID) }

func (d *Doc) chapterOf(id string) any {
	for b := range each(d.Boxes) {
		for i := range b.Items {
			if *(boxItem{b, &b.Items[i], i + 1}.id()) == id {
				if b.Within == nil {
					return nil
				}
				id = *b.Within
			}
		}
	}
	top, _, _ := strings.Cut(id, "/")
	if n := d.index().nodes[top]; n != nil {
		return n.Title
	}
	return nil
}

func counting(changes []compare.Change) int {
	n := 0
	for _, c := range changes {
		if c.Counts {
			n++
		}
	}
	return n
}

func (d *Doc) wordsOf(changes []compare.Change) any {
	var words []string
	for _, c := range changes {
		if c.Counts {
			words = append(words, d.str(c.Span[0], c.Span[1]))
		}
	}
	return list(words)
}

func reasons(evidence []compare.Evidence) any {
	var why []string
	for _, e := range evidence {
		why = append(why, e.Why)
	}
	return list(why)
}

func listOf[S ~string](values []S) any {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return list(out)
}

// A change is a passage of one side of a pair that the other does not have.
type change struct {
	pair
	compare.Change
	added bool
}

func (c *Compared) changes() iter.Seq[change] {
	return func(yield func(change) bool) {
		for p := range c.pairs() {
			for _, x := range p.Cut {
				if !yield(change{p, x, false}) {
					return
				}
			}
			for _, x := range p.Added {
				if !yield(change{p, x, true}) {
					return
				}
			}
		}
	}
}

// docs are the plan that has the words, and the other.
func (x change) docs() (here, there *Doc) {
	if x.added {
		return x.of.Subordinate, x.of.Superior
	}
	return x.of.Superior, x.of.Subordinate
}

var changes = defineCompared("changes", "a passage of one item of a pair that the other does not have: cut of the superior's, or added by the subordinate",
	(*Compared).changes,
	slices.Concat(
		[]column[change]{
			integer("pair_row", "row_id of its pair in the table pairs", "12", "counted", func(x change) any { return x.row }),
		},
		both(text[change], "id", "id of the item; with the place (span_start) it tells items apart that share a label", "四/（一）/1 → 三/（二）/1", "pairs: id", func(x change) *item { return x.superior() }, func(x change) *item { return x.subordinate() }, func(i *item) any { return i.ID }),
		[]column[change]{
			text("relation", "relation of the pair", "adapted", "pairs.relation", func(x change) any { return string(x.Relation) }).coded(),
			text("side", "cut: words of the superior plan; added: words of the subordinate plan", "cut", "pairs.cut, pairs.added", func(x change) any {
				if x.added {
					return "added"
				}
				return "cut"
			}).coded(),
			text("kind", "measure: a clause with a verb and an object of its own; cited: 《…》; body; figure; list: members of an enumeration; verb; words: others; level: level words and level verbs (全省 → 全市, 制定 → 落实); place: the place's own name", "measure", "kind", func(x change) any { return string(x.Kind) }).coded(),
			boolean("counts", "it was weighed when the relation was decided", "true", "counts", func(x change) any { return x.Counts }),
			text("words", "the words", "健全冷链标准体系", "text[span]", func(x change) any {
				here, _ := x.docs()
				return here.str(x.Span[0], x.Span[1])
			}),
			text("with_words", "the words of the other plan in their place, none where nothing stands there", "落实冷链标准", "text[with]", func(x change) any {
				if x.With == nil {
					return nil
				}
				_, there := x.docs()
				return there.str(x.With[0], x.With[1])
			}),
			integer("span_start", "where the words begin in the text of their plan", "1250", "span", func(x change) any { return x.Span[0] }).in("characters (code points) from 0"),
			integer("span_end", "where they end", "1262", "span", func(x change) any { return x.Span[1] }).in("characters (code points)"),
			integer("with_start", "where the words in their place begin in the text of the other plan", "1250", "with", func(x change) any { return bound(x.With, 0) }).in("characters (code points) from 0"),
			integer("with_end", "where they end", "1262", "with", func(x change) any { return bound(x.With, 1) }).in("characters (code points)"),
		},
	)...,
)

// A targetPair is one of a comparison, its sides as rows of the table targets.
type targetPair struct {
	*compare.TargetPair
	superior, subordinate *figure
}

func (c *Compared) targetPairs() iter.Seq[targetPair] {
	side := func(d *Doc, t *extract.Target) *figure {
		if t == nil {
			return nil
		}
		f := d.goal(t)
		return &f
	}
	return func(yield func(targetPair) bool) {
		for t := range each(c.Targets) {
			if !yield(targetPair{t, side(c.Superior, t.Superior), side(c.Subordinate, t.Subordinate)}) {
				return
			}
		}
	}
}

// figures are the columns of a figure for both sides.
func figures(make func(name, meaning, example, from string, value func(t targetPair) any) column[targetPair], name, meaning, example, from string, value func(f *figure) any) []column[targetPair] {
	return both(make, name, meaning, example, from, func(t targetPair) *figure { return t.superior }, func(t targetPair) *figure { return t.subordinate }, value)
}

// begins are the columns of what a goal starts from, for both sides.
func begins(make func(name, meaning, example, from string, value func(t targetPair) any) column[targetPair], name, meaning, example, key string, value func(s *compare.Start) any) []column[targetPair] {
	return both(make, name, meaning, example, "target_pairs: superior_start, subordinate_start: "+key,
		func(t targetPair) *compare.Start { return t.SuperiorStart },
		func(t targetPair) *compare.Start { return t.SubordinateStart }, value)
}

var targetPairs = defineCompared("target_pairs", "a target of the superior plan and the one that answers it; dropped or new where there is only one. A target that the other plan states several times has a row for each",
	(*Compared).targetPairs,
	slices.Concat(
		figures(text[targetPair], "id", "place of the target (node_id)", "二/（三） → 二", "target_pairs: at", func(f *figure) any { return filled(f.at) }),
		figures(text[targetPair], "indicator", "what is counted, as printed", "全省冷库总容量 → 全市冷库总容量", "target_pairs: indicator", func(f *figure) any { return opt(f.indicator) }),
		figures(text[targetPair], "indicator_key", "one for an indicator however it is printed, as in the table targets", "冷库总容量|立方米|当期", "made of indicator, unit, measure and per", func(f *figure) any { return filled(f.key.String()) }),
		figures(number[targetPair], "value", "the figure in base units; the lower end of a range", "7200000 → 950000", "target_pairs: value", func(f *figure) any { return decimal(f.value) }),
		figures(number[targetPair], "value_max", "upper end of a range", "7500000 → 980000", "target_pairs: value_max", func(f *figure) any { return decimal(f.valueMax) }),
		allCoded(figures(text[targetPair], "unit", "unit of value", "立方米", "target_pairs: unit", func(f *figure) any { return opt(f.unit) })),
		allCoded(figures(text[targetPair], "bound", "exact, at_least, at_most, range or about", "at_least", "target_pairs: bound", func(f *figure) any { return f.boundName() })),
		inUnit("year", figures(integer[targetPair], "year", "year it is to be reached by", "2025 → 2027", "target_pairs: by", func(f *figure) any { return year(f.year) })),
		begins(number[targetPair], "baseline_value", "what the goal starts from, in base units; the figure that why gives", "5200000 → 610000", "value", func(s *compare.Start) any { return decimal(&s.Value) }),
		inUnit("year", begins(integer[targetPair], "baseline_year", "year of the baseline", "2020", "year", func(s *compare.Start) any { return year(s.Year) })),
		allCoded(begins(text[targetPair], "baseline_from", "what tells the baseline: target (it stands beside the target), restated (beside another statement of the same goal), achievement (the plan reports it as reached, elsewhere; the latest before the target's year)", "target → achievement", "from", func(s *compare.Start) any { return string(s.From) })),
		begins(text[targetPair], "baseline_id", "place (node_id) of the words that tell the baseline", "二/（三） → 一/（一）", "at", func(s *compare.Start) any { return filled(s.At) }),
		[]column[targetPair]{
			text("relation", "same indicator; broader: the subordinate's counts more (企业 → 企事业单位); narrower: it counts less; dropped; new", "same indicator", "target_pairs.relation", func(t targetPair) any { return string(t.Relation) }).coded(),
			text("outcome", "how the subordinate's value compares: higher, lower, same, scaled total (a total of the whole and one of its part: only the share can be told), not comparable", "scaled total", "target_pairs.outcome", func(t targetPair) any { return str(t.Outcome) }).coded(),
			text("ambition", "what that means for what is aimed at: raised, lowered, same; none where it can't be told", "raised", "target_pairs.ambition", func(t targetPair) any { return opt(t.Ambition) }).coded(),
			number("share", "subordinate's value by the superior's, of totals", "0.12", "target_pairs.share", func(t targetPair) any { return opt(t.Share) }),
			boolean("again", "a row before it says the same, of the same indicator, year and value. The table comparisons (n_targets_…) counts rows where again and support are both false", "false", "target_pairs.again", func(t targetPair) any { return t.Again }),
			boolean("support", "an amount that is offered as support (给予…补助, 奖励), in either plan, and no goal: not counted in the table comparisons either", "false", "target_pairs: support", func(t targetPair) any { return t.Support() }),
			text("why", "the reason of the outcome", "both are shares of the same whole", "target_pairs.why", func(t targetPair) any { return filled(t.Why) }),
			text("evidence", "why these two are a pair, joined by ；", "the same indicator in paired tasks", "target_pairs.evidence.why", func(t targetPair) any { return reasons(t.Evidence) }),
		},
		figures(text[targetPair], "words", "its words", "达到720万立方米 → 达到95万立方米", "target_pairs: raw", func(f *figure) any { return f.raw }),
		inUnit("characters (code points) from 0", figures(integer[targetPair], "start", "where the words begin", "1250", "target_pairs: span", func(f *figure) any { return f.span[0] })),
		inUnit("characters (code points)", figures(integer[targetPair], "end", "where they end", "1262", "target_pairs: span", func(f *figure) any { return f.span[1] })),
		inUnit("page from 1", figures(integer[targetPair], "page", "page of the source, where it has pages", "7", "target_pairs: page", func(f *figure) any { return opt(f.page) })),
	)...,
)

// unitSides are the columns of a body for both sides.
func unitSides(make func(name, meaning, example, from string, value func(u *compare.UnitPair) any) column[*compare.UnitPair], name, meaning, example, from string, value func(s *compare.UnitSide) any) []column[*compare.UnitPair] {
	return both(make, name, meaning, example, from,
		func(u *compare.UnitPair) *compare.UnitSide { return u.Superior },
		func(u *compare.UnitPair) *compare.UnitSide { return u.Subordinate }, value)
}

var unitPairs = defineCompared("unit_pairs", "a body of the superior plan and the one that does its work in the subordinate plan; missing or added where there is only one. A body whose work is with several has several rows",
	func(c *Compared) iter.Seq[*compare.UnitPair] { return each(c.Units) },
	slices.Concat(
		unitSides(text[*compare.UnitPair], "unit", "the body, as printed most often", "省市场监管局 → 市市场监管局", "unit_pairs: name", func(s *compare.UnitSide) any { return s.Name }),
		unitSides(text[*compare.UnitPair], "canonical", "its full name", "省市场监督管理局 → 市市场监督管理局", "unit_pairs: canonical", func(s *compare.UnitSide) any { return opt(s.Canonical) }),
		[]column[*compare.UnitPair]{
			text("relation", "same body: the body of the same name, a level below or, where the places have nothing to do with each other, elsewhere (evidence: a counterpart elsewhere; the table comparisons: place_apart in notes); branch: 垂直管理; other body: its work is with a body of another name; missing: the subordinate plan names none; added: the superior plan names none", "same body", "unit_pairs.relation", func(u *compare.UnitPair) any { return string(u.Relation) }).coded(),
			integer("together", "pairs of items whose clauses name both", "9", "unit_pairs.together", func(u *compare.UnitPair) any { return u.Together }),
		},
		unitSides(integer[*compare.UnitPair], "clauses", "responsibility clauses that name it", "12", "unit_pairs: clauses", func(s *compare.UnitSide) any { return s.Clauses }),
		unitSides(integer[*compare.UnitPair], "paired", "of them those at items that have a counterpart", "11", "unit_pairs: paired", func(s *compare.UnitSide) any { return s.Paired }),
		unitSides(integer[*compare.UnitPair], "led", "of them those that name it as lead", "4", "unit_pairs: led", func(s *compare.UnitSide) any { return s.Led }),
		[]column[*compare.UnitPair]{
			text("evidence", "why these two are a pair, joined by ；", "named together in 9 of 9", "unit_pairs.evidence.why", func(u *compare.UnitPair) any { return reasons(u.Evidence) }),
		},
	)...,
)
