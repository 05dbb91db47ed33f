package sidebyside

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"guihua/cmd/guihua/webpage"
	"guihua/extract/compare"
)

// An overview is what is said of all comparisons together. It holds what its
// pictures need of each, nothing of their words.
type overview struct {
	superior compare.Plan
	items    []itemRow // of the superior plan, in its order
	byKey    map[itemKey]int
	rows     []summaryRow
	levels   levelTally
}

// An itemKey tells the items of a plan apart: several may have one ID.
type itemKey struct {
	kind  compare.ItemKind
	id    string
	start int
}

type itemRow struct{ ID, Title string }

// A summaryRow is a subordinate plan in the list of all.
type summaryRow struct {
	ID, Title, Region string
	Issued, Level     string
	Summary           compare.Summary
	Link              link
	Paired            int // items of the superior plan that have a counterpart

	// The means of the overlaps of the pairs, in both directions.
	overlap, overlapBack float64

	cells   []relationAt // by item of the superior plan
	isNew   int          // items
	firstly int          // the pair of the first of them
}

// A relationAt is what became of an item, and the first pair that says so.
type relationAt struct {
	relation compare.Relation // "" where the comparison has no pair for it
	pair     int
}

// learn reads a comparison; it may be called for several at once, what it returns
// for one after the other.
func (o *overview) learn(c *compare.Comparison) func() {
	row := summaryRow{
		ID: c.Subordinate.ID, Title: titleOf(c.Subordinate), Level: string(c.Subordinate.Level), Summary: c.Summary,
	}
	row.Region, row.Issued = wordsOf(c.Subordinate.Region.Name), wordsOf(c.Subordinate.Issued)
	row.pair(c.Pairs)
	type cell struct {
		key  itemKey
		item itemRow
		at   relationAt
	}
	var cells []cell
	for i, p := range c.Pairs {
		if p.Superior == nil {
			if row.isNew == 0 {
				row.firstly = i
			}
			row.isNew++
			continue
		}
		cells = append(cells, cell{
			itemKey{p.Superior.Kind, p.Superior.ID, p.Superior.Span[0]},
			itemRow{p.Superior.ID, p.Superior.Title}, relationAt{p.Relation, i},
		})
	}
	points := pointsOf(c)
	return func() {
		o.superior = c.Superior
		if o.byKey == nil {
			o.byKey = map[itemKey]int{}
		}
		for _, x := range cells {
			n, ok := o.byKey[x.key]
			if !ok {
				n = len(o.items)
				o.byKey[x.key] = n
				o.items = append(o.items, x.item)
			}
			for len(row.cells) <= n {
				row.cells = append(row.cells, relationAt{})
			}
			if cell := &row.cells[n]; cell.relation == "" {
				*cell = x.at
			} else {
				cell.relation = compare.Split // whatever else its parts are
			}
		}
		o.rows = append(o.rows, row)
		o.levels.add(points)
	}
}

// pair counts the items that have a counterpart, and takes the means of the overlaps.
func (r *summaryRow) pair(pairs []compare.Pair) {
	seen := map[*compare.Item]bool{}
	n := 0
	for _, p := range pairs {
		if p.Superior == nil || p.Subordinate == nil {
			continue
		}
		seen[p.Superior] = true
		n++
		if p.Overlap != nil {
			r.overlap += *p.Overlap
		}
		if p.OverlapBack != nil {
			r.overlapBack += *p.OverlapBack
		}
	}
	r.Paired = len(seen)
	r.overlap /= float64(max(n, 1))
	r.overlapBack /= float64(max(n, 1))
}

// leastOverlap is the mean overlap below which pairs are too few and too unlike for
// one plan to have been made of the other. Plans about other things stay below it by
// far, the pairs they have are alike in their titles and common words.
const leastOverlap = 0.05

// Apart says whether the plan has next to nothing in common with the superior one:
// what it has not taken over says nothing of it then.
func (r summaryRow) Apart() bool { return max(r.overlap, r.overlapBack) < leastOverlap }

// A figure is a cell of the list.
type figure struct {
	webpage.Label
	Class, Words string
	Order        float64 // what its column is sorted by
}

// Figures are the cells of a row behind its bar, the same ones of every row.
func (r summaryRow) Figures() []figure {
	count := func(zh, en string, n int) figure {
		return figure{webpage.Words(zh, en), "", fmt.Sprint(n), float64(n)}
	}
	overlap := figure{webpage.Words("平均重合", "mean overlap"), "overlap", fmt.Sprintf("%.0f%%", 100*r.overlap), r.overlap}
	if r.Paired == 0 {
		overlap.Words, overlap.Order = "–", -1
	}
	paired := count("已配对", "paired", r.Paired)
	paired.Class, paired.Words = "paired", fmt.Sprintf("%d / %d", r.Paired, r.Summary.Items)
	out := []figure{paired, overlap}
	for _, l := range relations {
		out = append(out, count(l.Name.Zh, l.Name.En, r.Summary.Relations[l.Relation]))
	}
	return append(out,
		count("目标提高", "targets raised", r.Summary.Raised), count("目标降低", "targets lowered", r.Summary.Lowered),
		count("目标未采纳", "targets dropped", r.Summary.TargetsDropped), count("目标新增", "targets new", r.Summary.TargetsNew))
}

// columns are the heads of the list.
func columns() []webpage.Label {
	out := []webpage.Label{webpage.Words("下级规划", "Subordinate plan"), webpage.Words("任务去向", "What became of the tasks")}
	for _, f := range (summaryRow{}).Figures() {
		out = append(out, f.Label)
	}
	return out
}

// wordsOf is what stands in a document, "" for nothing.
func wordsOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Bars are the shares of relations as parts of a bar 100 long, of the superior's
// items only.
func (r summaryRow) Bars() []share {
	var out []share
	x := webpage.Px(0)
	for _, l := range relations {
		if n := r.Summary.Relations[l.Relation]; n > 0 && l.Relation != compare.NewHere && r.Summary.Items > 0 {
			width := webpage.Px(100*n) / webpage.Px(r.Summary.Items)
			out = append(out, share{l, x, width})
			x += width
		}
	}
	return out
}

// A share is a part of a bar.
type share struct {
	Look     relationLook
	X, Width webpage.Px
}

// A relationLook is how a relation is named and shown: by a letter too, for print
// and for those who don't tell the colours apart.
type relationLook struct {
	Relation compare.Relation
	Name     webpage.Label
	Letter   webpage.Label
	Fill     string
	Ink      string
}

// relations are all relations, the closest first. The colours are those of Okabe
// and Ito, made lighter, which the colour-blind tell apart.
var relations = []relationLook{
	{compare.Same, webpage.Words("照搬", "same"), webpage.Words("同", "S"), "#009e73", "#fff"},
	{compare.Adapted, webpage.Words("改写", "adapted"), webpage.Words("改", "A"), "#0072b2", "#fff"},
	{compare.Partial, webpage.Words("删减", "partial"), webpage.Words("减", "P"), "#f0c24b", "#000"},
	{compare.Merged, webpage.Words("合并", "merged"), webpage.Words("并", "M"), "#9ad0f0", "#000"},
	{compare.Split, webpage.Words("拆分", "split"), webpage.Words("拆", "T"), "#dcb0cb", "#000"},
	{compare.Dropped, webpage.Words("未采纳", "dropped"), webpage.Words("缺", "D"), "#fff", "#000"},
	{compare.NewHere, webpage.Words("新增", "new"), webpage.Words("新", "N"), "#d55e00", "#fff"},
}

func lookOf(r compare.Relation) relationLook {
	for _, l := range relations {
		if l.Relation == r {
			return l
		}
	}
	return relationLook{Relation: r, Name: webpage.Words(string(r), string(r)), Letter: webpage.Words("?", "?"), Fill: "#fff", Ink: "#000"}
}

// A link leads to a comparison of the set.
type link struct {
	Number int    // in the index of the page
	ID     string // of the subordinate plan
	Page   string // file of its own, "" where it is in this one
}

// To is the address of a record of the comparison: #a.txt/pairs/3, with the page
// in front where it is another one. For "" it is that of the comparison.
func (l link) To(key string) string {
	// html/template would take what stands before a colon for a scheme.
	to := "#" + strings.ReplaceAll(url.PathEscape(l.ID), ":", "%3A")
	switch {
	case key != "":
		to += "/" + key
	case l.Page != "":
		to = "" // the page has no other
	}
	return l.Page + to
}

// A superiorRow is the superior plan above the list.
type superiorRow struct{ ID, Title, Region, Issued string }

func (o *overview) above() superiorRow {
	p := o.superior
	return superiorRow{p.ID, titleOf(p), wordsOf(p.Region.Name), wordsOf(p.Issued)}
}

var overviewTemplate = template.Must(template.ParseFS(files, "page/overview.html", "page/plots.html"))

// html is the section of the overview.
func (o *overview) html(entries []entry) (template.HTML, error) {
	rows := make([]summaryRow, len(o.rows))
	links := map[string]link{}
	for i, e := range entries {
		links[e.ID] = link{i, e.ID, e.Page}
	}
	for i, r := range o.rows {
		rows[i] = r
		rows[i].Link = links[r.ID]
	}
	var plots template.HTML
	for _, p := range append(matrixPlots(o.items, rows), o.levels.plot(links)) {
		html, err := p.HTML(overviewTemplate)
		if err != nil {
			return "", err
		}
		plots += html
	}
	var b bytes.Buffer
	err := overviewTemplate.ExecuteTemplate(&b, "overview", struct {
		Superior superiorRow
		Rows     []summaryRow
		Apart    bool // some of them
		Columns  []webpage.Label
		Plots    template.HTML
	}{o.above(), rows, slices.ContainsFunc(rows, summaryRow.Apart), columns(), plots})
	return template.HTML(b.String()), err
}
