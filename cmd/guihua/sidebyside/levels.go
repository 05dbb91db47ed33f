package sidebyside

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/body"
	"guihua/extract/compare"
)

// What the picture of targets over levels shows at most.
const (
	mostPanels = 24 // indicators
	mostPoints = 16 // plans of one indicator
)

// levelNames are the levels of government from the centre down, as axes name them.
var levelNames = []struct {
	level string
	label webpage.Label
}{
	{"nation", webpage.Words("国家", "nation")}, {"province", webpage.Words("省", "province")},
	{"city", webpage.Words("市", "city")}, {"county", webpage.Words("县（区）", "county")},
}

func levelIndex(level string) int {
	for i, l := range levelNames {
		if l.level == level {
			return i
		}
	}
	return -1
}

// A point is the target of one plan.
type point struct {
	ID, Place, Level string
	Record           int // of target_pairs; -1 for the superior plan's own
	Value            float64
	Text             string
	Unit             string
	Share            *float64 // of the superior's value
	Other            bool     // it counts more, or less, than the superior's indicator
}

// An answer is a target of the superior plan with that of one subordinate plan.
type answer struct {
	key       string
	indicator string
	superior  point
	point     point
}

// pointsOf are the targets of a comparison that can be drawn together: both are
// numbers of one unit, and comparable.
func pointsOf(c *compare.Comparison) (out []answer) {
	seen := map[string]bool{}
	for i, t := range c.Targets {
		if t.Again || t.Superior == nil || t.Subordinate == nil || t.Outcome == nil || *t.Outcome == compare.NotComparable {
			continue
		}
		above, ok := pointOf(c.Superior, t.Superior, -1)
		below, ok2 := pointOf(c.Subordinate, t.Subordinate, i)
		if !ok || !ok2 || above.Unit != below.Unit || levelIndex(above.Level) < 0 || levelIndex(below.Level) < 0 {
			continue
		}
		below.Share = t.Share
		below.Other = t.Relation != compare.SameIndicator
		key := fmt.Sprint(t.Superior.Span, t.Superior.Raw)
		if seen[key] { // the plan states it again
			continue
		}
		seen[key] = true
		name := ""
		if t.Superior.Indicator != nil {
			name = *t.Superior.Indicator
		}
		if year := t.Superior.By; year != nil {
			name += "（" + *year + "）"
		}
		out = append(out, answer{key, name, above, below})
	}
	return out
}

func pointOf(p compare.Plan, t *extract.Target, record int) (point, bool) {
	q := point{ID: p.ID, Place: titleOf(p), Level: string(p.Level), Record: record, Text: t.Raw}
	switch {
	case q.Level == string(body.Nation):
		q.Place = "全国"
	case p.Region.Name != nil:
		q.Place = *p.Region.Name
	}
	if t.Value == nil {
		return q, false
	}
	if t.Unit != nil {
		q.Unit = *t.Unit
	}
	v, err := strconv.ParseFloat(*t.Value, 64)
	q.Value = v
	bound := ""
	if t.Bound != nil {
		bound = map[string]string{">=": "≥", "<=": "≤", "~": "~"}[string(*t.Bound)]
	}
	number, power := webpage.Large(*t.Value)
	q.Text = bound + number + power + q.Unit
	return q, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// valueLabel is a value as an axis shows it.
func valueLabel(x float64, unit string) string {
	number, power := webpage.Large(strconv.FormatFloat(x, 'f', -1, 64))
	return number + power + unit
}

// A levelTally is what several plans set for the indicators of the superior one.
type levelTally struct {
	keys    []string // in the order they come
	answers map[string][]answer
}

func (l *levelTally) add(list []answer) {
	for _, a := range list {
		if l.answers == nil {
			l.answers = map[string][]answer{}
		}
		if l.answers[a.key] == nil {
			l.keys = append(l.keys, a.key)
		}
		l.answers[a.key] = append(l.answers[a.key], a)
	}
}

// levels is at how many levels an indicator has a target.
func (l *levelTally) levels(key string) int {
	found := map[string]bool{l.answers[key][0].superior.Level: true}
	for _, a := range l.answers[key] {
		found[a.point.Level] = true
	}
	return len(found)
}

type panel struct {
	Name, Short   string
	Unit          string
	X, Y, Width   webpage.Px
	Top, Bottom   webpage.Px
	Left, Right   webpage.Px
	Axis          []panelLevel
	AxisY, TitleY webpage.Px
	Points        []panelPoint
	Lines         []panelLine
	Ticks         []panelTick
	TickX         webpage.Px
}

type panelTick struct {
	Y     webpage.Px
	Label string
}

type panelLevel struct {
	X     webpage.Px
	Label webpage.Label
}

type panelPoint struct {
	point
	X, Y, TextX, TextY webpage.Px
	Anchor             string
	Label              string
	To                 string
}

type panelLine struct {
	X1, Y1, X2, Y2 webpage.Px
	Other          bool
}

type panelsData struct{ Panels []panel }

// plot draws the indicators that have targets at three levels or more.
func (l *levelTally) plot(links map[string]link) webpage.Plot {
	const width, height, across = 430, 250, 2
	p := webpage.Plot{
		ID: "plot-levels", Draw: "levels", Width: width * across,
		Title: webpage.Words("同一目标在各级规划中的数值", "A target over the levels of government"),
		Desc:  webpage.Words("每个指标一幅小图：横轴为国家、省、市、县，纵轴从 0 开始；每点为一份规划的目标值。", "A panel for each indicator: levels from the nation down along the x axis, values from 0 along the y axis; each point is the target of a plan."),
	}
	keys := slices.DeleteFunc(slices.Clone(l.keys), func(k string) bool { return l.levels(k) < 3 })
	if len(keys) == 0 {
		p.Empty = webpage.Words("没有可画的内容：没有一个指标在三级规划中都有可比的目标值。", "Nothing to plot: no indicator has comparable targets at three levels.")
		return p
	}
	slices.SortStableFunc(keys, func(a, b string) int {
		return cmp.Or(l.levels(b)-l.levels(a), len(l.answers[b])-len(l.answers[a]))
	})
	p.Notes = append(p.Notes,
		webpage.Words("连线从被比较的上级规划出发：每份规划只与它比较，各下级规划之间没有互相比较。", "Lines begin at the superior plan: each plan is compared with it alone, the others not with each other."),
		webpage.Words("总量旁的百分数是占上级目标的份额；空心点的统计口径比上级宽或窄。百分率的图纵轴都是 0–100%，总量的图各有各的纵轴。", "A percentage beside a total is its share of the superior’s; a hollow point counts more or less than the superior’s indicator. Panels of percentages go from 0 to 100 %, those of totals have scales of their own."))
	p.Notes = append(p.Notes, webpage.More(len(keys)-mostPanels, "另有 %d 个指标未画出。", "More indicators, not drawn: %d.")...)
	keys = keys[:min(mostPanels, len(keys))]
	d := &panelsData{}
	dropped := 0
	for i, k := range keys {
		answers := l.answers[k]
		if n := len(answers) - mostPoints; n > 0 {
			dropped += n
			answers = answers[:mostPoints]
		}
		d.Panels = append(d.Panels, panelOf(answers, links, webpage.Px(i%across)*width, webpage.Px(i/across)*height, width, height))
	}
	p.Notes = append(p.Notes, webpage.More(dropped, "每个指标最多画 16 份规划，另有 %d 个目标未画出。", "At most 16 plans of an indicator are drawn; more, not drawn: %d.")...)
	p.Height, p.Data = webpage.Px((len(keys)+across-1)/across)*height, d
	return p
}

// panelOf draws one indicator in a rectangle.
func panelOf(answers []answer, links map[string]link, x, y, width, height webpage.Px) panel {
	first := answers[0].superior
	q := panel{Name: answers[0].indicator, Unit: first.Unit, X: x, Y: y, Width: width}
	q.Short = webpage.Shorten(q.Name, 13, width-24)
	q.TitleY, q.Top, q.Bottom, q.Left, q.Right = 18, 44, height-36, 64, width-150
	q.AxisY = q.Bottom + 18
	points := []point{first}
	for _, a := range answers {
		points = append(points, a.point)
	}
	var used []int
	least, most := 0.0, 0.0
	for _, p := range points {
		if n := levelIndex(p.Level); !slices.Contains(used, n) {
			used = append(used, n)
		}
		least, most = math.Min(least, p.Value), math.Max(most, p.Value)
	}
	if first.Unit == "%" && most <= 100 {
		most = 100 // shares have one scale in all panels
	}
	q.TickX = q.Left - 14
	q.Ticks = []panelTick{{q.Bottom, valueLabel(least, first.Unit)}, {q.Top, valueLabel(most, first.Unit)}}
	slices.Sort(used)
	at := map[string]webpage.Px{}
	for i, n := range used {
		at[levelNames[n].level] = q.Left
		if len(used) > 1 {
			at[levelNames[n].level] += (q.Right - q.Left) * webpage.Px(i) / webpage.Px(len(used)-1)
		}
		q.Axis = append(q.Axis, panelLevel{at[levelNames[n].level], levelNames[n].label})
	}
	var lastLabel = map[string][]webpage.Px{}
	for i, p := range points {
		z := panelPoint{point: p, X: at[p.Level], Y: q.Bottom, Label: p.Text}
		if most > least {
			// Halves, so that the difference of the largest numbers is one too.
			z.Y -= (q.Bottom - q.Top) * webpage.Px((p.Value/2-least/2)/(most/2-least/2))
		}
		if p.Share != nil {
			z.Label += fmt.Sprintf("（%.3g%%）", 100**p.Share)
		}
		if i > 0 {
			z.Label = webpage.Shorten(p.Place, 11, 60) + " " + z.Label
			z.To = links[p.ID].To(fmt.Sprintf("targets/%d", p.Record))
			q.Lines = append(q.Lines, panelLine{q.Points[0].X, q.Points[0].Y, z.X, z.Y, p.Other})
		} else {
			z.Label = webpage.Shorten(p.Place, 11, 60) + " " + z.Label
		}
		z.Label = webpage.Shorten(z.Label, 11, 150)
		z.TextX, z.TextY = z.X+9, z.Y-7
		for free := false; !free; { // labels of one level stand apart
			free = true
			for _, other := range lastLabel[p.Level] {
				if math.Abs(float64(other-z.TextY)) < 12 {
					z.TextY, free = other-12, false
				}
			}
		}
		lastLabel[p.Level] = append(lastLabel[p.Level], z.TextY)
		q.Points = append(q.Points, z)
	}
	return q
}
