package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"guihua/cmd/guihua/webpage"
)

// What the plot of indicators over documents shows at most.
const (
	mostIndicators = 10
	mostMarks      = 12 // documents of one indicator
)

// A spreadTally is the goals of several documents for the same indicator and
// year.
type spreadTally struct {
	keys  []spreadKey // in the order they come
	marks map[spreadKey][]mark
}

type spreadKey struct {
	indicator string // indicator_key
	year      int
}

// A mark is the goal of one document.
type mark struct {
	Doc, Record string
	Name, Short string // of its place
	Level       string
	Value       string
	Link        link
	X, Y        webpage.Px

	indicator string
	value     float64
}

func (s *spreadTally) add(doc document, record string, r row) {
	value, ok := r.number("value")
	key := spreadKey{r.text("indicator_key"), r.integer("year")}
	if !ok || key.indicator == "" {
		return
	}
	if s.marks == nil {
		s.marks = map[spreadKey][]mark{}
	}
	if s.marks[key] == nil {
		s.keys = append(s.keys, key)
	}
	m := mark{Doc: doc.ID, Record: record, Name: doc.Name, Level: doc.Level, Value: goalText(r), indicator: r.text("indicator_name"), value: value}
	said := func(o mark) bool { return o.Doc == m.Doc && o.Value == m.Value } // in the text and again in a table
	if !slices.ContainsFunc(s.marks[key], said) {
		s.marks[key] = append(s.marks[key], m)
	}
}

func (m mark) RowY() webpage.Px { return m.Y - 11 }

type spreadData struct {
	Groups                       []spreadGroup
	Left, Right, LabelX, ValuesX webpage.Px
}

type spreadGroup struct {
	Indicator   string
	Year        webpage.Label
	Y           webpage.Px
	Top, Bottom webpage.Px
	Marks       []mark
}

// The levels, from the centre down.
var levels = []string{"nation", "province", "city", "county", "township", ""}

func (s *spreadTally) plot(link func(doc string) link) webpage.Plot {
	const width, step = 860, 22
	p := webpage.Plot{
		ID: "plot-spread", Draw: "spread", Width: width,
		Title: webpage.Words("同一指标在各文件中的目标", "The same indicator in several documents"),
		Desc:  webpage.Words("每个指标和年份一组，组内每份文件一行，从上级到下级；标记的位置为目标值，数值写在右侧。", "A group for each indicator and year, in it a row for each document, from the centre down; the mark stands at the value, which is written at the right."),
	}
	keys := slices.DeleteFunc(slices.Clone(s.keys), func(k spreadKey) bool { return s.documents(k) < 2 })
	if len(keys) == 0 {
		p.Empty = webpage.Words("没有可画的内容：没有两份文件为同一指标、同一年份设定目标。", "Nothing to plot: no two documents set a goal for the same indicator and year.")
		return p
	}
	slices.SortStableFunc(keys, func(a, b spreadKey) int {
		return cmp.Or(s.documents(b)-s.documents(a), len(s.marks[b])-len(s.marks[a]))
	})
	p.Notes = append(p.Notes, webpage.Words("◆ 全国 ■ 省 ● 市 ▲ 县（区） ○ 其他；各组的横轴从 0 到组内最大值。", "◆ nation ■ province ● city ▲ county ○ other; the scale of each group goes from 0 to its largest value."))
	p.Notes = append(p.Notes, webpage.More(len(keys)-mostIndicators, "另有 %d 个见于多份文件的指标未画出（可按 indicator_key 查找）。", "More indicators that several documents have, not drawn (look for them by indicator_key): %d.")...)
	d := &spreadData{Left: 250, Right: 620, LabelX: 240, ValuesX: 636}
	y, dropped := webpage.Px(8), 0
	for _, k := range keys[:min(mostIndicators, len(keys))] {
		marks := slices.Clone(s.marks[k])
		slices.SortStableFunc(marks, func(a, b mark) int {
			return cmp.Or(slices.Index(levels, a.Level)-slices.Index(levels, b.Level), cmp.Compare(b.value, a.value))
		})
		if n := len(marks) - mostMarks; n > 0 {
			dropped += n
			marks = marks[:mostMarks]
		}
		g := spreadGroup{Indicator: marks[0].indicator, Y: y + 16, Top: y + 26}
		if k.year != 0 {
			g.Year = webpage.Words(fmt.Sprintf("%d 年", k.year), fmt.Sprint(k.year))
		}
		least, most := 0.0, 0.0
		for _, m := range marks {
			least, most = math.Min(least, m.value), math.Max(most, m.value)
		}
		for i := range marks {
			m := &marks[i]
			m.Y = g.Top + step/2 + webpage.Px(i*step)
			m.X = d.Left
			if most > least {
				// Halves, so that the difference of the largest numbers is one too.
				m.X += (d.Right - d.Left) * webpage.Px((m.value/2-least/2)/(most/2-least/2))
			}
			m.Short = webpage.Shorten(m.Name, 13, d.LabelX-8)
			if link != nil {
				m.Link = link(m.Doc)
			}
		}
		g.Marks, g.Bottom = marks, g.Top+webpage.Px(len(marks)*step)
		y = g.Bottom + 12
		d.Groups = append(d.Groups, g)
	}
	p.Notes = append(p.Notes, webpage.More(dropped, "每个指标最多画 12 个目标，另有 %d 个目标未画出。", "At most 12 goals of an indicator are drawn; more, not drawn: %d.")...)
	p.Height, p.Data = y, d
	return p
}

// documents counts those that have an indicator.
func (s *spreadTally) documents(k spreadKey) int {
	seen := map[string]bool{}
	for _, m := range s.marks[k] {
		seen[m.Doc] = true
	}
	return len(seen)
}
