package sidebyside

import (
	"cmp"
	"fmt"

	"guihua/cmd/guihua/webpage"
	"guihua/extract/compare"
)

// What pictures of the matrix show at most: more plans stand in another picture
// below, those beyond mostColumns in none.
const (
	columnsOfMatrix = 30
	mostColumns     = 150

	columnWidth webpage.Px = 110 // of the name of a plan
)

// A matrixCell is what became of a task in a plan.
type matrixCell struct {
	relationLook
	X, Y, TextX, TextY webpage.Px
	Title              webpage.Label
	To                 string
	Count              int // items, 0 for a letter
}

type matrixColumn struct {
	Name, Short string
	X           webpage.Px
	To          string
}

type matrixLine struct {
	Name, Short string
	Y, Middle   webpage.Px
	Cells       []matrixCell
}

type matrixData struct {
	Columns      []matrixColumn
	Lines        []matrixLine
	Legend       []matrixCell
	HeadY, Right webpage.Px
	LabelX       webpage.Px
}

// matrixPlots draw what became of each item of the superior plan in each plan.
func matrixPlots(items []itemRow, rows []summaryRow) []webpage.Plot {
	var out []webpage.Plot
	shown := rows[:min(len(rows), mostColumns)]
	for from := 0; from < len(shown); from += columnsOfMatrix {
		p := matrixPlot(items, shown[from:min(from+columnsOfMatrix, len(shown))])
		p.ID = fmt.Sprintf("plot-matrix-%d", from/columnsOfMatrix+1)
		if len(shown) > columnsOfMatrix {
			to := min(from+columnsOfMatrix, len(shown))
			p.Title.Zh += fmt.Sprintf("（第 %d–%d 份）", from+1, to)
			p.Title.En += fmt.Sprintf(" (plans %d–%d)", from+1, to)
		}
		out = append(out, p)
	}
	if len(out) > 0 {
		last := &out[len(out)-1]
		last.Notes = append(last.Notes, webpage.More(len(rows)-mostColumns, "另有 %d 份规划未画出（见表）。", "More plans, not drawn (see the table): %d.")...)
	}
	return out
}

// columnName is what a column of the matrix is called.
func columnName(r summaryRow) string { return cmp.Or(r.Region, r.Title) }

func matrixPlot(items []itemRow, rows []summaryRow) webpage.Plot {
	const left, cell, line = 300, 26, 22
	longest := webpage.Px(0)
	for i := range rows {
		longest = max(longest, webpage.TextWidth(columnName(rows[i]), 12))
	}
	top := 40 + min(longest, columnWidth)*0.87 // names stand at 60 degrees
	d := &matrixData{HeadY: top - 8, LabelX: left - 8, Right: left + webpage.Px(cell*len(rows))}
	x := webpage.Px(8)
	for _, l := range relations {
		d.Legend = append(d.Legend, matrixCell{relationLook: l, X: x, Y: 4, TextX: x + cell/2, TextY: 15})
		x += 48 + max(webpage.TextWidth(l.Name.Zh, 13), webpage.TextWidth(l.Name.En, 13)*1.15)
	}
	for i, r := range rows {
		name := columnName(r)
		d.Columns = append(d.Columns, matrixColumn{name + "：" + r.Title, webpage.Shorten(name, 12, columnWidth), left + webpage.Px(cell*i) + cell/2 + 4, r.Link.To("")})
	}
	for n, item := range append(append([]itemRow{}, items...), itemRow{}) {
		m := matrixLine{Name: item.ID + " " + item.Title, Y: top + webpage.Px(line*n)}
		m.Middle, m.Short = m.Y+line/2, webpage.Shorten(m.Name, 12, left-16)
		for i, r := range rows {
			c := matrixCell{X: left + webpage.Px(cell*i), Y: m.Y}
			c.TextX, c.TextY = c.X+cell/2, m.Middle
			switch at := (relationAt{}); {
			case n == len(items):
				m.Short = ""
				c.relationLook, c.Count, at.pair = lookOf(compare.NewHere), r.isNew, r.firstly
				if r.isNew == 0 {
					continue
				}
				c.To = r.Link.To(fmt.Sprintf("pairs/%d", at.pair))
				c.Title = webpage.Words(fmt.Sprintf("%s：新增 %d 项", r.Title, r.isNew), fmt.Sprintf("%s: new %d", r.Title, r.isNew))
			case n < len(r.cells) && r.cells[n].relation != "":
				at = r.cells[n]
				c.relationLook = lookOf(at.relation)
				c.To = r.Link.To(fmt.Sprintf("pairs/%d", at.pair))
				c.Title = webpage.Words(item.ID+" → "+r.Title+"："+c.Name.Zh, item.ID+" → "+r.Title+": "+c.Name.En)
			default:
				continue
			}
			m.Cells = append(m.Cells, c)
		}
		d.Lines = append(d.Lines, m)
	}
	width := max(d.Right+90, x)
	return webpage.Plot{
		Draw: "matrix", Width: width, Height: top + webpage.Px(line*(len(items)+1)) + 8, Data: d,
		Title: webpage.Words("各项任务在各规划中的去向", "What became of each task in each plan"),
		Desc:  webpage.Words("每行一项上级任务，每列一份下级规划；格子的颜色和字表示关系。", "A row for each task of the superior plan, a column for each subordinate plan; colour and letter of a cell say the relation."),
		Notes: []webpage.Label{webpage.Words("最后一行为下级规划新增的任务数。点击格子查看该项对照。", "The last row counts the tasks that are new in a plan. A click on a cell leads to the pair.")},
	}
}
