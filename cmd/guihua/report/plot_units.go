package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"guihua/cmd/guihua/webpage"
)

// mostUnits is how many units the plot of tasks per unit shows.
const mostUnits = 20

// A unitName is a body: those of one name in several places are several.
type unitName struct{ Place, Name string }

// A unitTally counts the tasks of every unit. Units named in general
// (各有关部门) are counted apart, they stand for no one.
type unitTally struct {
	names   []unitName                     // in the order they come
	tasks   map[unitName]map[string]string // role by task
	generic int
}

// The roles of a unit in a task, the weightiest first: a task that names a unit
// twice counts once, with the first of these.
var unitRoles = []string{"lead", "joint", "support"}

func (u *unitTally) add(doc document, r row) {
	if r.text("kind") == "generic" {
		u.generic++
		return
	}
	if u.tasks == nil {
		u.tasks = map[unitName]map[string]string{}
	}
	name := unitName{r.text("place"), r.text("canonical")}
	if u.tasks[name] == nil {
		u.tasks[name] = map[string]string{}
		u.names = append(u.names, name)
	}
	task := doc.ID + "\n" + r.text("node_id")
	if r.text("node_id") == "" { // before the first heading each clause stands alone
		task += fmt.Sprint("\n", r.integer("clause"))
	}
	role := r.text("role")
	if before, ok := u.tasks[name][task]; !ok || slices.Index(unitRoles, role) < slices.Index(unitRoles, before) {
		u.tasks[name][task] = role
	}
}

// shown are the names of units as the reader needs them: with the place where
// two bear the same name.
func shown(names []unitName) map[unitName]string {
	places := map[string]int{}
	for _, n := range names {
		places[n.Name]++
	}
	out := map[unitName]string{}
	for _, n := range names {
		out[n] = n.Name
		if places[n.Name] > 1 && n.Place != "" && !strings.HasPrefix(n.Name, n.Place) {
			out[n] += "（" + n.Place + "）"
		}
	}
	return out
}

// A bar is a unit with its tasks.
type bar struct {
	Unit         string // canonical
	Picks        bool   // a click leads to its clauses: in the plot of one document
	Name, Short  string
	Lead, Joint  int
	Support, All int
	Y, LabelX    webpage.Px
	Middle       webpage.Px // of the bar, for text
	Parts        []part
	TotalX       webpage.Px
}

type barsData struct {
	Bars   []bar
	Ticks  []tick
	Top    webpage.Px
	Bottom webpage.Px
	Left   webpage.Px
	Legend []legendItem
}

func (d *barsData) TickY() webpage.Px { return d.Bottom + 16 }
func (d *barsData) AxisY() webpage.Px { return d.Bottom + 32 }

// A tick is a place on an axis.
type tick struct {
	At    webpage.Px
	Label string
}

// roleLooks are the roles as plots name and show them, in the order of unitRoles.
var roleLooks = []lookLabel{{solid, webpage.Words("牵头", "lead")}, {dashed, webpage.Words("共同负责", "joint")}, {hollow, webpage.Words("配合", "support")}}

func (u *unitTally) plot(docs int, one bool) webpage.Plot {
	p := webpage.Plot{
		ID: "plot-units", Draw: "bars", Width: 560,
		Title: webpage.Words("各单位承担的任务", "Tasks per unit"),
		Desc:  webpage.Words("每个单位一条横条，长度为任务数，按牵头、共同负责、配合分段。", "A bar for each unit, as long as it has tasks, in parts: lead, joint, support."),
	}
	if !one {
		p.Title = webpage.Words(fmt.Sprintf("各单位承担的任务（%d 份文件）", docs), fmt.Sprintf("Tasks per unit (%d documents)", docs))
	}
	if len(u.names) == 0 {
		p.Empty = webpage.Words("没有可画的内容：没有点名的责任单位。", "Nothing to plot: no responsible unit is named.")
		return p
	}
	p.Notes = append(p.Notes, webpage.Words("任务含专栏项目和任务表的行；一项任务中多次出现的单位只计一次，以牵头为先。", "Tasks include items of boxes (专栏) and rows of task tables; a unit named twice in a task counts once, as lead before joint before support."))
	names := shown(u.names)
	bars := make([]bar, 0, len(u.names))
	for _, n := range u.names {
		b := bar{Unit: n.Name, Name: names[n], Picks: one}
		for _, role := range u.tasks[n] {
			switch role {
			case "lead":
				b.Lead++
			case "joint":
				b.Joint++
			default:
				b.Support++
			}
		}
		b.All = b.Lead + b.Joint + b.Support
		bars = append(bars, b)
	}
	slices.SortStableFunc(bars, func(a, b bar) int { return cmp.Or(b.All-a.All, b.Lead-a.Lead) })
	p.Notes = append(p.Notes, webpage.More(len(bars)-mostUnits, "另有 %d 个单位未画出。", "More units, not drawn: %d.")...)
	p.Notes = append(p.Notes, webpage.More(u.generic, "“各有关部门”一类的泛称（%d 次）不计。", "Units named in general (各有关部门), not counted: %d.")...)
	bars = bars[:min(mostUnits, len(bars))]
	const left, right, top, step = 200, 520, 44, 26
	d := &barsData{Left: left, Top: top, Bottom: top + webpage.Px(step*len(bars)), Legend: legend(left, 14, roleLooks...)}
	axis := ticks(bars[0].All)
	scale := webpage.Px(right-left) / webpage.Px(axis[len(axis)-1])
	for _, x := range axis {
		d.Ticks = append(d.Ticks, tick{left + webpage.Px(x)*scale, fmt.Sprint(x)})
	}
	for i := range bars {
		b := &bars[i]
		b.Y, b.LabelX = d.Top+webpage.Px(step*i), left-8
		b.Middle = b.Y + step/2
		b.Short = webpage.Shorten(b.Name, 13, left-16)
		x := webpage.Px(left)
		for i, n := range []int{b.Lead, b.Joint, b.Support} {
			if n > 0 {
				b.Parts = append(b.Parts, part{roleLooks[i].Look, x, b.Y + 4, webpage.Px(n) * scale, step - 8})
				x += webpage.Px(n) * scale
			}
		}
		b.TotalX = x + 6
	}
	d.Bars = bars
	p.Height, p.Data = d.Bottom+40, d
	return p
}
