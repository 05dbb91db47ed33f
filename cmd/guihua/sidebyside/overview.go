package sidebyside

import (
	"bytes"
	"html/template"
	"net/url"
	"strings"

	"guihua/cmd/guihua/webpage"
	"guihua/extract/compare"
)

// An overview is what is said of all comparisons together. It holds what its
// pictures need of each, nothing of their words.
type overview struct {
	items  []itemRow // of the superior plan, in its order
	byKey  map[itemKey]int
	rows   []summaryRow
	levels levelTally
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
	Level             string
	Summary           compare.Summary
	Link              link

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
	if c.Subordinate.Region.Name != nil {
		row.Region = *c.Subordinate.Region.Name
	}
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
			if row.cells[n].relation == "" {
				row.cells[n] = x.at
			}
		}
		o.rows = append(o.rows, row)
		o.levels.add(points)
	}
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

// Of is how many items have a relation.
func (r summaryRow) Of(l relationLook) int { return r.Summary.Relations[l.Relation] }

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
		Rows      []summaryRow
		Relations []relationLook
		Plots     template.HTML
	}{rows, relations, plots})
	return template.HTML(b.String()), err
}
