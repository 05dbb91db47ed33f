package report

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"guihua/cmd/guihua/webpage"
	"guihua/extract/tables"
)

// A gathering is what the plots of one document, or of several together, show.
// Its rows are those of guihua tables. The zero value is empty and ready.
type gathering struct {
	docs   int
	copies int // documents left out: each is one that was added already
	units  unitTally
	edges  edgeTally
	years  yearTally
	pairs  pairList
	spread spreadTally
}

// A facts is what plots need of a document. It is made for several documents at
// once and gathered for one after the other.
type facts struct {
	units, edges, figures []row
}

func factsOf(d *tables.Doc) facts {
	return facts{
		slices.Collect(rowsOf("responsibilities", d)),
		slices.Collect(rowsOf("unit_edges", d)),
		slices.Collect(rowsOf("targets", d)),
	}
}

// add takes in one document.
func (g *gathering) add(doc document, f facts) {
	if doc.CopyOf != "" {
		g.copies++
		return
	}
	g.docs++
	for _, r := range f.units {
		g.units.add(doc, r)
	}
	for _, r := range f.edges {
		g.edges.add(r)
	}
	record := -1 // of Document.Targets
	for _, r := range f.figures {
		kind := r.text("kind")
		if kind == "goal" || kind == "support" {
			record++
		}
		g.years.add(r)
		if kind == "goal" {
			at := fmt.Sprintf("targets/%d", record)
			g.pairs.add(at, r)
			g.spread.add(doc, at, r)
		}
	}
}

// plots draws what was gathered: for one document its baselines and targets, for
// several what they set for the same indicators, each with a link to the
// document. No links means one document.
func (g *gathering) plots(link func(doc string) link) (template.HTML, error) {
	one := link == nil
	drawn := []webpage.Plot{g.units.plot(g.docs, one), g.edges.plot(one), g.years.plot()}
	if one {
		drawn = append(drawn, g.pairs.plot())
	} else {
		drawn = append(drawn, g.spread.plot(link))
	}
	var out strings.Builder
	for _, p := range drawn {
		p.Notes = append(p.Notes, webpage.Words("图按保存在文件中的记录绘制，不含页面上尚未写回的更正。", "Plots show the records as they are in the files, without corrections that are not applied yet."))
		p.Notes = append(p.Notes, webpage.More(g.copies, "%d 份副本不计。", "Copies of other documents, left out: %d.")...)
		html, err := p.HTML(plotTemplates)
		if err != nil {
			return "", err
		}
		out.WriteString(string(html))
	}
	return template.HTML(out.String()), nil
}

// A document is what plots of several documents tell of one.
type document struct {
	ID     string
	Name   string // its place, else its title, else its id
	Level  string // nation, province, city, county; "" where it is not known
	CopyOf string // the first document that is the same
}

func documentOf(d *tables.Doc) document {
	doc := document{ID: d.ID, Name: d.ID}
	for r := range rowsOf("documents", d) {
		for _, column := range []string{"region", "title", "notice_title"} {
			if name := r.text(column); name != "" {
				doc.Name = name
				break
			}
		}
		doc.Level, doc.CopyOf = r.text("level"), r.text("copy_of")
	}
	return doc
}

var plotTemplates = template.Must(template.ParseFS(files, "page/plots.html"))

// A look is how a part of a plot is drawn: told apart without colours too.
type look string

const (
	solid  look = "solid"
	dashed look = "dashed" // lighter, with a dashed rim
	hollow look = "hollow"
)

// A part is a rectangle of a plot.
type part struct {
	Look                look
	X, Y, Width, Height webpage.Px
}

// A legendItem says what a look stands for.
type legendItem struct {
	Look  look
	Label webpage.Label
	X, Y  webpage.Px
}

// A named look.
type lookLabel struct {
	Look  look
	Label webpage.Label
}

// legend lays out names of looks in a row from x.
func legend(x, y webpage.Px, looks ...lookLabel) []legendItem {
	var out []legendItem
	for _, l := range looks {
		out = append(out, legendItem{l.Look, l.Label, x, y})
		x += 40 + max(webpage.TextWidth(l.Label.Zh, 13), webpage.TextWidth(l.Label.En, 13))
	}
	return out
}

// ticks are whole numbers for an axis from 0 that goes to most: 0, the step, twice
// the step and so on, five steps at most, the last no smaller than most.
func ticks(most int) []int {
	for scale := 1; ; scale *= 10 {
		for _, m := range []int{1, 2, 5} {
			if step := m * scale; step*5 >= most {
				out := []int{0}
				for x := step; ; x += step {
					out = append(out, x)
					if x >= most {
						return out
					}
				}
			}
		}
	}
}
