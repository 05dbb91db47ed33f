package report

import (
	"math"
	"strconv"
	"strings"

	"guihua/cmd/guihua/webpage"
)

// mostPairs is how many goals with baselines are drawn.
const mostPairs = 60

// A pairList is goals with what they start from.
type pairList struct {
	pairs   []pair
	changes int // goals that are a change (增加…, 降低…), which have no place beside what they start from
}

// A pair is a goal and its baseline, in one unit.
type pair struct {
	Record             string // key of the target on the page: targets/17
	Name, Short        string
	Baseline, Target   string // as people write them
	BaselineX, TargetX webpage.Px
	Y                  webpage.Px

	percent          bool
	baseline, target float64
}

// add takes in a goal that has a baseline.
func (l *pairList) add(record string, r row) {
	baseline, ok := r.number("baseline_value")
	target, ok2 := r.number("value")
	if !ok || !ok2 {
		return
	}
	if m := r.text("measure"); m == "increase" || m == "decrease" {
		l.changes++
		return
	}
	unit := r.text("unit")
	p := pair{
		Record: record, Name: r.text("indicator"), baseline: baseline, target: target,
		percent:  strings.ContainsAny(unit, "%％‰") || unit == "个百分点",
		Baseline: quantityText(numberText(baseline), "", unit, "", "") + inYear(r.integer("baseline_year")),
		Target:   goalText(r) + inYear(r.integer("year")),
	}
	l.pairs = append(l.pairs, p)
}

func (p pair) RowY() webpage.Px { return p.Y - 13 }
func (p pair) Values() string   { return p.Baseline + " → " + p.Target }

type pairsData struct {
	Groups          []pairGroup
	Left, Right     webpage.Px
	LabelX, ValuesX webpage.Px
}

// A pairGroup is pairs on one scale.
type pairGroup struct {
	Title       webpage.Label
	Y           webpage.Px
	Top, Bottom webpage.Px
	Ticks       []tick
	Pairs       []pair
}

func (g pairGroup) TickY() webpage.Px { return g.Bottom + 16 }

func (l *pairList) plot() webpage.Plot {
	const width, step = 860, 26
	p := webpage.Plot{
		ID: "plot-baselines", Draw: "pairs", Width: width,
		Title: webpage.Words("基期值与目标值", "Baseline against target"),
		Desc:  webpage.Words("每个指标一行：空心圆为基期值，实心菱形为目标值，两个数值写在右侧。", "A row for each indicator: the hollow circle is the baseline, the solid diamond the target; both values stand at the right."),
	}
	if len(l.pairs) == 0 {
		p.Empty = webpage.Words("没有可画的内容：没有同时写明基期值和目标值的指标。", "Nothing to plot: no indicator has both a baseline and a target.")
		return p
	}
	p.Notes = append(p.Notes, webpage.More(len(l.pairs)-mostPairs, "另有 %d 个指标未画出。", "More indicators, not drawn: %d.")...)
	p.Notes = append(p.Notes, webpage.More(l.changes, "%d 个以增减幅度表述的目标不与基期值比较，未画出。", "Goals that are changes, not comparable with their baselines and not drawn: %d.")...)
	d := &pairsData{Left: 250, Right: 560, LabelX: 240, ValuesX: 576}
	y := webpage.Px(34)
	drawn := l.pairs[:min(mostPairs, len(l.pairs))]
	for _, percent := range []bool{true, false} {
		g := pairGroup{Title: webpage.Words("其他指标（两值中较大者为 100）", "Other indicators (the larger of the two is 100)")}
		if percent {
			g.Title = webpage.Words("百分比", "Percentages")
		}
		for _, pair := range drawn {
			if pair.percent == percent {
				g.Pairs = append(g.Pairs, pair)
			}
		}
		if len(g.Pairs) == 0 {
			continue
		}
		g.Y = y + 14
		g.Top = g.Y + 12
		g.scale(d.Left, d.Right)
		for i := range g.Pairs {
			q := &g.Pairs[i]
			q.Y = g.Top + step/2 + webpage.Px(i*step)
			q.Short = webpage.Shorten(q.Name, 13, d.LabelX-8)
		}
		g.Bottom = g.Top + webpage.Px(len(g.Pairs)*step)
		y = g.Bottom + 36
		d.Groups = append(d.Groups, g)
	}
	p.Height, p.Data = y, d
	return p
}

// scale gives the values of a group their places: percentages from 0 to 100 or
// what is most, others each on a scale of its own, from 0 to the larger of the two.
func (g *pairGroup) scale(left, right webpage.Px) {
	least, most := 0.0, 1.0
	of := func(p pair) float64 { return math.Max(math.Abs(p.baseline), math.Abs(p.target)) }
	if g.Pairs[0].percent {
		most = 100
		of = func(pair) float64 { return 1 }
	}
	share := func(x float64, p pair) float64 {
		if all := of(p); all > 0 {
			return x / all
		}
		return 0 // both are 0
	}
	for _, p := range g.Pairs {
		for _, x := range []float64{p.baseline, p.target} {
			least, most = math.Min(least, share(x, p)), math.Max(most, share(x, p))
		}
	}
	place := func(x float64) webpage.Px { return left + (right-left)*webpage.Px(x/(most-least)-least/(most-least)) }
	for i := range g.Pairs {
		p := &g.Pairs[i]
		p.BaselineX, p.TargetX = place(share(p.baseline, *p)), place(share(p.target, *p))
	}
	for i := range 5 {
		// In this order no step of the largest numbers is infinite.
		x := least*(1-float64(i)/4) + most*(float64(i)/4)
		text := strconv.FormatFloat(x*100, 'f', 0, 64)
		if g.Pairs[0].percent {
			text = strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0") + "%"
		}
		g.Ticks = append(g.Ticks, tick{place(x), text})
	}
}
