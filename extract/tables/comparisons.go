package tables

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/compare"
)

// planSides are the columns of a plan for both sides of a comparison.
func planSides(make func(name, meaning, example, from string, value func(c *Compared) any) column[*Compared], name, meaning, example, from string, value func(p *compare.Plan) any) []column[*Compared] {
	return both(make, name, meaning, example, from,
		func(c *Compared) *compare.Plan { return &c.Comparison.Superior },
		func(c *Compared) *compare.Plan { return &c.Comparison.Subordinate }, value)
}

var comparisons = defineCompared("comparisons", "a subordinate plan: what it made of the superior plan, counted",
	func(c *Compared) iter.Seq[*Compared] { return slices.Values([]*Compared{c}) },
	slices.Concat(
		planSides(text[*Compared], "title", "its title", "云岭省冷链物流发展规划 → 澜川市冷链物流发展实施方案", "title", func(p *compare.Plan) any { return opt(p.Title) }),
		planSides(text[*Compared], "issued", "成文日期, YYYY-MM-DD", "2024-01-12 → 2024-05-23", "issued", func(p *compare.Plan) any { return opt(p.Issued) }),
		allCoded(planSides(text[*Compared], "region", "the place it is for", "云岭省 → 澜川市", "region.name", func(p *compare.Plan) any { return opt(p.Region.Name) })),
		allCoded(planSides(text[*Compared], "region_code", "its code by GB/T 2260; text, so that no zero is lost", "130000 → 131000", "region.code", func(p *compare.Plan) any { return opt(p.Region.Code) })),
		allCoded(planSides(text[*Compared], "level", "nation, province, city or county", "province → city", "level", func(p *compare.Plan) any { return filled(string(p.Level)) })),
		planSides(text[*Compared], "source_sha256", "SHA-256 of the file it was read from", "9f86d0… → 60303a…", "sha256", func(p *compare.Plan) any { return p.SHA256 }),
		[]column[*Compared]{
			text("matrix_table", "the table matrix, or the part of it, that has a column for this plan", "matrix", "counted", func(c *Compared) any { return filled(c.Part) }).coded(),
			text("matrix_column", "its column there", "澜川市", "made of region or doc_id", func(c *Compared) any { return filled(c.Column) }),
			integer("n_items", "tasks and items of 专栏 of the superior plan", "61", "summary.items", func(c *Compared) any { return c.Summary.Items }),
			integer("n_subordinate_items", "those of the subordinate plan, which may be more than there are values of subordinate_id in the table pairs: items whose label is printed twice share an id", "58", "summary.subordinate_items", func(c *Compared) any { return c.Summary.SubordinateItems }),
		},
		relationColumns(),
		outcomeColumns(),
		[]column[*Compared]{
			integer("n_targets_raised", "rows of the table target_pairs whose ambition is raised"+rowsCounted, "5", "summary.raised", func(c *Compared) any { return c.Summary.Raised }),
			integer("n_targets_lowered", "rows of the table target_pairs whose ambition is lowered"+rowsCounted, "2", "summary.lowered", func(c *Compared) any { return c.Summary.Lowered }),
			integer("n_targets_dropped", "targets of the superior plan without an answer: rows of the table target_pairs whose relation is dropped"+rowsCounted, "6", "summary.targets_dropped", func(c *Compared) any { return c.Summary.TargetsDropped }),
			integer("n_targets_new", "targets the superior plan does not have: rows of the table target_pairs whose relation is new"+rowsCounted, "3", "summary.targets_new", func(c *Compared) any { return c.Summary.TargetsNew }),
		},
		unitColumns(),
		likenessColumns,
	)...,
)

// rowsCounted is the filter by which rows of target_pairs are counted.
const rowsCounted = ", where again and support are both false"

// likenessColumns tell how much the plans have to do with each other.
var likenessColumns = []column[*Compared]{
	number("share_paired", "share of the superior plan's items that have a counterpart, from 0 to 1; none where it has no items", "0.95", "summary.paired", func(c *Compared) any { return shareOf(c.Summary.Paired, c.Summary.Items) }),
	number("share_subordinate_paired", "share of the subordinate plan's items that have one", "0.98", "summary.subordinate_paired", func(c *Compared) any { return shareOf(c.Summary.SubordinatePaired, c.Summary.SubordinateItems) }),
	number("mean_overlap", "mean of overlap in the table pairs; near 0 where the plans have hardly a word in common", "0.61", "summary.mean_overlap", func(c *Compared) any { return opt(c.Summary.MeanOverlap) }),
	number("mean_overlap_back", "mean of overlap_back in the table pairs", "0.55", "summary.mean_overlap_back", func(c *Compared) any { return opt(c.Summary.MeanOverlapBack) }),
	text("notes", "what to know before the figures are used, joined by ；: no_superior_items, no_subordinate_items (nothing to compare was found there), little_in_common (next to no items are pairs and they share next to no words), level_not_below (the subordinate plan is of the same level or a higher one), place_apart (its place is no part of the superior's)", "place_apart", "notes.code", func(c *Compared) any {
		var codes []string
		for _, n := range c.Notes {
			codes = append(codes, n.Code)
		}
		return list(codes)
	}).coded(),
}

func shareOf(n, of int) any {
	if of == 0 {
		return nil
	}
	return float64(n) / float64(of)
}

// relationColumns count items by what became of them.
func relationColumns() (columns []column[*Compared]) {
	for _, r := range []struct {
		relation      compare.Relation
		number, share string // examples
	}{{compare.Same, "9", "0.15"}, {compare.Adapted, "24", "0.39"}, {compare.Partial, "18", "0.30"}, {compare.Merged, "4", "0.07"}, {compare.Split, "2", "0.03"}, {compare.Dropped, "4", "0.07"}, {compare.NewHere, "3", "0.05"}} {
		plan, once := "superior", ", each counted once, as in its first row there"
		if r.relation == compare.NewHere {
			plan, once = "subordinate", ""
		}
		columns = append(columns,
			integer("n_"+string(r.relation), "items of the "+plan+" plan whose relation in the table pairs is "+string(r.relation)+once, r.number, "summary.relations", func(c *Compared) any { return c.Summary.Relations[r.relation] }),
			number("share_"+string(r.relation), "their share of the "+plan+" plan's items; none where it has no items", r.share, "summary.shares", func(c *Compared) any {
				if n := c.Summary.Items; n == 0 && r.relation != compare.NewHere || c.Summary.SubordinateItems == 0 && r.relation == compare.NewHere {
					return nil
				}
				return c.Summary.Shares[r.relation]
			}))
	}
	return columns
}

// outcomeColumns count pairs of targets by how their values compare.
func outcomeColumns() (columns []column[*Compared]) {
	for _, o := range []struct {
		name    string
		outcome compare.Outcome
		example string
	}{{"higher", compare.Higher, "3"}, {"lower", compare.Lower, "1"}, {"same", compare.Equal, "6"}, {"scaled", compare.ScaledTotal, "4"}, {"not_comparable", compare.NotComparable, "2"}} {
		columns = append(columns, integer("n_targets_"+o.name, "rows of the table target_pairs whose outcome is "+string(o.outcome)+rowsCounted, o.example, "summary.targets", func(c *Compared) any { return c.Summary.Targets[o.outcome] }))
	}
	return columns
}

// unitColumns count pairs of bodies by how they answer each other.
func unitColumns() (columns []column[*Compared]) {
	for _, u := range []struct {
		name     string
		relation compare.UnitRelation
	}{{"same", compare.SameBody}, {"branch", compare.Branch}, {"other", compare.OtherBody}, {"missing", compare.UnitMissing}, {"added", compare.UnitAdded}} {
		columns = append(columns, integer("n_units_"+u.name, "rows of the table unit_pairs with the relation "+string(u.relation), "20", "unit_pairs.relation", func(c *Compared) any {
			n := 0
			for _, p := range c.Units {
				if p.Relation == u.relation {
					n++
				}
			}
			return n
		}))
	}
	return columns
}

// matrixPart is how many subordinate plans a matrix has columns for: SQLite takes
// 2,000 columns, and a spreadsheet is no longer read with more.
const matrixPart = 1000

// A Matrix has a row for every item of the superior plan and a column for every
// subordinate plan, whose values are relations. Where there are more than 1,000 it
// is parted: matrix, matrix_2, matrix_3 …
type Matrix struct {
	superior *Doc
	rows     []matrixRow
	byItem   map[matrixKey]int
	plans    []matrixPlan
	taken    map[string]bool // names of columns, in lower case
}

type matrixRow struct {
	item      compare.Item
	relations [][]compare.Relation // by plan; more than one where it has several counterparts of different kinds
}

type matrixKey struct {
	id   string
	span extract.Span
}

type matrixPlan struct{ id, title, column string }

// NewMatrix returns an empty matrix of what became of a superior plan.
func NewMatrix(superior *Doc) *Matrix {
	m := &Matrix{superior: superior, byItem: map[matrixKey]int{}, taken: map[string]bool{}}
	for _, c := range matrixColumns {
		m.taken[c.Name] = true
	}
	return m
}

// Add takes in a comparison and says in it which column it has.
func (m *Matrix) Add(c *Compared) {
	n := len(m.plans)
	c.Column = m.columnFor(&c.Comparison.Subordinate)
	c.Part = partName(n / matrixPart)
	m.plans = append(m.plans, matrixPlan{c.key(), orEmpty(c.Comparison.Subordinate.Title), c.Column})
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Superior == nil {
			continue
		}
		k := matrixKey{p.Superior.ID, p.Superior.Span}
		row, ok := m.byItem[k]
		if !ok {
			row = len(m.rows)
			m.byItem[k] = row
			m.rows = append(m.rows, matrixRow{item: *p.Superior})
		}
		r := &m.rows[row]
		for len(r.relations) <= n {
			r.relations = append(r.relations, nil)
		}
		if !slices.Contains(r.relations[n], p.Relation) {
			r.relations[n] = append(r.relations[n], p.Relation)
		}
	}
}

// columnFor is the name of the column of a plan: its place, else its id, letters
// and digits alone, 32 at most, which is what Stata takes; a number behind it where
// another has it.
func (m *Matrix) columnFor(p *compare.Plan) string {
	name := orEmpty(p.Region.Name)
	if name == "" {
		name = p.ID
	}
	base := columnName(name)
	for n := 1; ; n++ {
		name := base
		if n > 1 {
			end := "_" + strconv.Itoa(n)
			name = cutRunes(base, longestColumn-len(end)) + end
		}
		if key := strings.ToLower(name); !m.taken[key] {
			m.taken[key] = true
			return name
		}
	}
}

const longestColumn = 32

func columnName(name string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, name), "_")
	if name == "" || unicode.IsDigit([]rune(name)[0]) {
		name = "d" + name
	}
	return cutRunes(name, longestColumn)
}

func cutRunes(s string, most int) string {
	rs := []rune(s)
	return string(rs[:min(len(rs), most)])
}

func partName(part int) string {
	if part == 0 {
		return matrixName
	}
	return fmt.Sprintf("%s_%d", matrixName, part+1)
}

const (
	matrixName    = "matrix"
	matrixMeaning = "a task or item of a 专栏 of the superior plan, with a column for every subordinate plan whose value is the relation: what became of it there. The table pairs has the same in long form"
)

var matrixColumns = []Column{
	{Name: "doc_id", Type: Text, Coded: true, Meaning: "the superior plan", Example: "province.txt", From: "as in the other tables"},
	{Name: "row_id", Type: Integer, Meaning: "number of the row, from 1; with doc_id the key of the table", Example: "17", From: "counted"},
	{Name: "node_id", Type: Text, Meaning: "id of the item in the superior plan; superior_id in the table pairs", Example: "三/（一）/1", From: "pairs.superior.id"},
	{Name: "kind", Type: Text, Coded: true, Meaning: "task or box_item", Example: "task", From: "pairs.superior.kind"},
	{Name: "title", Type: Text, Meaning: "its title", Example: "建设骨干基地", From: "pairs.superior.title"},
	{Name: "chapter", Type: Text, Meaning: "title of its chapter", Example: "主要任务", From: "outline"},
	{Name: "page", Type: Integer, Unit: "page from 1", Meaning: "page of the source, where it has pages", Example: "7", From: "pairs.superior.page"},
}

// DescribeMatrix is the description of a matrix whose subordinate plans are not yet
// known.
func DescribeMatrix() Table {
	return Table{Name: matrixName, Meaning: matrixMeaning + ". More than 1,000 plans are parted into matrix, matrix_2 …", Columns: append(slices.Clip(matrixColumns),
		matrixColumn("…", "a subordinate plan: the column is called by its place, else by its doc_id, signs replaced by _; the table comparisons says which is whose (matrix_column)"))}
}

func matrixColumn(name, of string) Column {
	return Column{Name: name, Type: Text, Coded: true, Meaning: "what became of the item in " + of, Example: "adapted", From: "pairs.relation; several joined by ；"}
}

// Tables are the descriptions of the matrix and its parts.
func (m *Matrix) Tables() (ts []Table) {
	for part := 0; part == 0 || part*matrixPart < len(m.plans); part++ {
		t := Table{Name: partName(part), Meaning: matrixMeaning, Columns: slices.Clone(matrixColumns)}
		for _, p := range m.part(part) {
			of := p.id
			if p.title != "" {
				of += ", " + p.title
			}
			t.Columns = append(t.Columns, matrixColumn(p.column, of))
		}
		ts = append(ts, t)
	}
	return ts
}

func (m *Matrix) part(part int) []matrixPlan {
	return m.plans[part*matrixPart : min(len(m.plans), (part+1)*matrixPart)]
}

// Rows yields the rows of a part of the matrix, by its place in Tables.
func (m *Matrix) Rows(part int) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i := range m.rows {
			r := &m.rows[i]
			x := &r.item
			row := []any{m.superior.ID, i + 1, x.ID, string(x.Kind), x.Title, m.superior.chapterOf(x.ID), opt(x.Page)}
			for k := range m.part(part) {
				if n := part*matrixPart + k; n < len(r.relations) {
					row = append(row, listOf(r.relations[n]))
				} else {
					row = append(row, nil)
				}
			}
			if !yield(row) {
				return
			}
		}
	}
}
