package report

import (
	"fmt"
	"maps"
	"slices"

	"guihua/cmd/guihua/webpage"
)

// A yearTally counts figures by kind and year, 0 for none.
type yearTally map[int]map[string]int

// The kinds of figures that are counted. A baseline is part of its goal.
var figureKinds = []string{"goal", "support", "achievement"}

// kindLooks are the kinds as the plot names and shows them, in the same order.
var kindLooks = []lookLabel{{solid, webpage.Words("目标", "goals")}, {dashed, webpage.Words("扶持金额", "amounts of support")}, {hollow, webpage.Words("已有成效", "reported as reached")}}

func (y *yearTally) add(r row) {
	kind := r.text("kind")
	if !slices.Contains(figureKinds, kind) {
		return
	}
	if *y == nil {
		*y = yearTally{}
	}
	year := r.integer("year")
	if (*y)[year] == nil {
		(*y)[year] = map[string]int{}
	}
	(*y)[year][kind]++
}

// mostYears is how many columns are drawn.
const mostYears = 24

type columnsData struct {
	Columns                  []yearColumn
	Ticks                    []tick
	Left, Right, Top, Bottom webpage.Px
	Legend                   []legendItem
}

func (d *columnsData) TickX() webpage.Px { return d.Left - 8 }
func (d *columnsData) AxisY() webpage.Px { return d.Top - 14 }
func (d *columnsData) YearY() webpage.Px { return d.Bottom + 18 }

type yearColumn struct {
	Year   int // 0 is none
	Middle webpage.Px
	TotalY webpage.Px
	All    int
	Counts []count
	Parts  []part
}

// A count is how many there are of something.
type count struct {
	Label webpage.Label
	N     int
}

func (y yearTally) plot() webpage.Plot {
	p := webpage.Plot{
		ID: "plot-years", Draw: "columns", Width: 560, Height: 296,
		Title: webpage.Words("按年份的目标", "Targets by year"),
		Desc:  webpage.Words("每年一根柱，高度为该年要达到或已达到的数量目标数，按种类分段。", "A column for each year, as high as there are figures for it, in parts by kind."),
		Notes: []webpage.Label{webpage.Words("目标按完成年份计，成效按所述年份计。", "Goals stand at the year they are to be reached by, what is reported as reached at its own.")},
	}
	if len(y) == 0 {
		p.Empty = webpage.Words("没有可画的内容：没有目标，也没有成效数字。", "Nothing to plot: there are no targets and no figures reported as reached.")
		return p
	}
	years := y.years()
	dropped := 0
	if n := len(years) - mostYears; n > 0 {
		for _, year := range years[:n] {
			for _, c := range y[year] {
				dropped += c
			}
		}
		years = years[n:]
	}
	p.Notes = append(p.Notes, webpage.More(dropped, "更早年份的 %d 个数字未画出。", "Figures of earlier years, not drawn: %d.")...)
	most := 1
	for _, year := range years {
		all := 0
		for _, n := range y[year] {
			all += n
		}
		most = max(most, all)
	}
	d := &columnsData{Left: 56, Right: 550, Top: 52, Bottom: 270, Legend: legend(56, 14, kindLooks...)}
	axis := ticks(most)
	scale := (d.Bottom - d.Top) / webpage.Px(axis[len(axis)-1])
	for _, n := range axis {
		d.Ticks = append(d.Ticks, tick{d.Bottom - webpage.Px(n)*scale, fmt.Sprint(n)})
	}
	step := (d.Right - d.Left) / webpage.Px(len(years))
	width := min(step*0.7, 48)
	for at, year := range years {
		c := yearColumn{Year: year, Middle: d.Left + step*(webpage.Px(at)+0.5)}
		top := d.Bottom
		for i, kind := range figureKinds {
			n := y[year][kind]
			if n == 0 {
				continue
			}
			top -= webpage.Px(n) * scale
			c.Parts = append(c.Parts, part{kindLooks[i].Look, c.Middle - width/2, top, width, webpage.Px(n) * scale})
			c.Counts = append(c.Counts, count{kindLooks[i].Label, n})
			c.All += n
		}
		c.TotalY = top - 5
		d.Columns = append(d.Columns, c)
	}
	p.Data = d
	return p
}

// years are those to be drawn, in order, without gaps where they lie close; what
// has no year stands last.
func (y yearTally) years() []int {
	years := slices.Sorted(maps.Keys(y))
	none := years[0] == 0
	if none {
		years = years[1:]
	}
	if n := len(years); n > 0 && years[n-1]-years[0] < mostYears-1 {
		first, last := years[0], years[n-1]
		years = nil
		for year := first; year <= last; year++ {
			years = append(years, year)
		}
	}
	if none {
		years = append(years, 0)
	}
	return years
}
