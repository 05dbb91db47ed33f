package tables

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"guihua/extract"
	"guihua/extract/indicator"
)

// A figure is a target, the baseline of one, an amount of support or an
// achievement.
type figure struct {
	*index
	kind             string
	at               string
	indicator        *string
	raw              string
	value, valueMax  *string
	unit             *string
	bound            *extract.Bound
	measure          *extract.MeasureKind
	year             *string
	per              *string
	baseline         *extract.Baseline
	page             *int
	span             extract.Span
	key              indicator.Key
	direction        indicator.Direction
	doubtful, inside bool // inside a table
	corrected        bool
}

// The kinds of figures.
const (
	goalFigure        = "goal"
	baselineFigure    = "baseline"
	supportFigure     = "support"
	achievementFigure = "achievement"
)

var targets = define("targets", "a figure: a goal, the baseline it starts from, an amount offered as support, or what is reported as reached",
	(*Doc).figures,
	func(_ *Doc, f figure) where { return where{node: &f.at, span: &f.span, page: f.page} },
	slices.Concat(
		[]column[figure]{
			text("kind", "goal: set to be reached; baseline: what a goal starts from, with the words of the goal; support: an amount offered (补助, 奖励); achievement: reported as reached", "goal", "targets, targets.baseline, targets.support, achievements", func(f figure) any { return f.kind }).coded(),
			text("indicator", "what is counted, as printed", "全省每万人口高价值发明专利拥有量", "targets.indicator", func(f figure) any { return opt(f.indicator) }),
			text("indicator_key", "one for an indicator however it is printed, name|unit|basis, to group by over documents and years", "每万人口高价值发明专利拥有量|件|当期", "made of indicator, unit, measure and per", func(f figure) any { return filled(f.key.String()) }),
			text("indicator_name", "the name in the key: without place, time and unit, well-known short forms resolved", "每万人口高价值发明专利拥有量", "made of indicator", func(f figure) any { return filled(f.key.Name) }),
			text("unit", "unit of value, without 万 and 亿; as in the document's JSON, the key may have another measure word", "件", "targets.unit", func(f figure) any { return opt(f.unit) }).coded(),
			text("direction", "up or down, which way a goal is to move: by the baseline where there is one, else by measure (increase, decrease), else by bound: at_least is up, at_most down. A ceiling that is raised without its old value reads as down: check it", "up", "baseline, measure, bound", func(f figure) any { return filled(string(f.direction)) }).coded(),
			text("basis", "what the figure tells: level, added (新增), removed, change (in 个百分点), ratio (倍), rank (第6位), words (no figure); with _yearly, _cumulative or _5年 where it is reckoned over a time", "level", "made of indicator, measure and per", func(f figure) any { return f.basis() }).coded(),
			number("value", "the figure in base units: 120万件 is 1200000; the lower end of a range; none for a goal in words", "3.5", "targets.value", func(f figure) any { return decimal(f.value) }),
			text("value_text", "value digit for digit", "3.5", "targets.value", func(f figure) any { return opt(f.value) }),
			number("value_max", "upper end of a range", "10", "targets.value_max", func(f figure) any { return decimal(f.valueMax) }),
			text("value_max_text", "value_max digit for digit", "10", "targets.value_max", func(f figure) any { return opt(f.valueMax) }),
			text("bound", "exact, at_least (以上, 不少于), at_most (以内, 不超过), range or about (左右); = >= <= range ~ in the JSON, which spreadsheets would take for formulas", "at_least", "targets.bound", func(f figure) any { return f.boundName() }).coded(),
			text("measure", "level, increase, decrease or ratio", "level", "targets.measure", func(f figure) any { return str(f.measure) }).coded(),
			integer("year", "year it is to be reached by, or that it is reported for", "2025", "targets.by, achievements.as_of, baseline.as_of", func(f figure) any { return year(f.year) }).in("year"),
			text("year_text", "the same as text, as it stands in the JSON", "2025", "targets.by, achievements.as_of, baseline.as_of", func(f figure) any { return opt(f.year) }),
			text("per", "年 where it is for every year, 5年 for every five", "年", "targets.per", func(f figure) any { return opt(f.per) }).coded(),
			number("baseline_value", "what a goal starts from; it is also a row of its own", "1.65", "targets.baseline.value", func(f figure) any { return f.base(func(b *extract.Baseline) any { return decimal(&b.Value) }) }),
			integer("baseline_year", "year of baseline_value", "2020", "targets.baseline.as_of", func(f figure) any { return f.base(func(b *extract.Baseline) any { return year(b.AsOf) }) }).in("year"),
			boolean("in_table", "it stands in a table of the document", "false", "targets.at", func(f figure) any { return f.inside }),
			boolean("indicator_doubtful", "a warning says that these may be the wrong words for what is counted", "false", "warnings, code indicator_doubtful, at the figure's span", func(f figure) any { return f.doubtful }),
			text("heading", "title of the task, box item or innermost heading it stands under", "发展目标", "outline, tasks, boxes", func(f figure) any { return f.heading(f.at) }),
		},
		pathColumns(func(f figure) (*index, string) { return f.index, f.at }),
		[]column[figure]{correctedColumn("targets, achievements", func(f figure) bool { return f.corrected })},
	)...,
)

// figures yields the goals, each before its baseline, then the achievements.
func (d *Doc) figures() iter.Seq[figure] {
	return func(yield func(figure) bool) {
		for t := range each(d.Targets) {
			f := d.goal(t)
			if !yield(f) || t.Baseline != nil && !yield(d.baseline(f)) {
				return
			}
		}
		for a := range each(d.Achievements) {
			if !yield(d.achievement(a)) {
				return
			}
		}
	}
}

func (d *Doc) goal(t *extract.Target) figure {
	f := figure{index: d.index(), kind: goalFigure, at: t.At, indicator: t.Indicator, raw: t.Raw, value: t.Value, valueMax: t.ValueMax,
		unit: t.Unit, bound: t.Bound, measure: t.Measure, year: t.By, per: t.Per, baseline: t.Baseline, page: t.Page, span: t.Span, corrected: t.Corrected}
	if t.Support {
		f.kind = supportFigure
	}
	r := d.settle(&f)
	if f.kind == goalFigure {
		f.direction = indicator.DirectionOf(r)
	}
	return f
}

// baseline is the row of what goal f starts from. Where the goal is a change and its
// indicator none (增加1个, from 2), it is a level.
func (d *Doc) baseline(f figure) figure {
	b := f
	b.kind, b.value, b.valueMax, b.bound, b.baseline, b.direction = baselineFigure, &f.baseline.Value, nil, nil, nil, indicator.Neither
	b.year = f.baseline.AsOf
	if named := strings.HasSuffix(f.key.Name, "增速") || strings.HasSuffix(f.key.Name, "降幅"); !named {
		level := extract.Level
		b.measure = &level
	}
	d.settle(&b)
	return b
}

func (d *Doc) achievement(a *extract.Achievement) figure {
	f := figure{index: d.index(), kind: achievementFigure, at: a.At, indicator: a.Indicator, raw: a.Raw, value: a.Value, valueMax: a.ValueMax,
		unit: a.Unit, bound: a.Bound, measure: a.Measure, year: a.AsOf, page: a.Page, span: a.Span, corrected: a.Corrected}
	d.settle(&f)
	return f
}

// settle gives f its key and what else is made of the rest, and returns what the key
// was made of.
func (d *Doc) settle(f *figure) indicator.Record {
	r := indicator.Record{
		Indicator: orEmpty(f.indicator), Raw: f.raw, Value: orEmpty(f.value), Unit: orEmpty(f.unit),
		Measure: string(orEmpty(f.measure)), Bound: string(orEmpty(f.bound)), Per: orEmpty(f.per), Place: orEmpty(d.notice().Region.Name),
	}
	if f.baseline != nil {
		r.Baseline = f.baseline.Value
	}
	f.key = indicator.Of(r)
	f.doubtful = d.doubtful(f)
	f.inside = inTable(f.at)
	return r
}

// doubtfulIndicator is the code of the warnings that tell which indicators of a
// sentence may be the wrong words. Their span goes from the first such figure to the
// last, their message names each by its words: 10家: no words name it; 5个: ….
const doubtfulIndicator = "indicator_doubtful"

func (d *Doc) doubtful(f *figure) bool {
	words := "; " + d.str(f.span[0], f.span[1]) + ": "
	for _, w := range f.doubts {
		if w.Span[0] <= f.span[0] && f.span[1] <= w.Span[1] && strings.Contains("; "+w.Message, words) {
			return true
		}
	}
	return false
}

// inTable says whether a place is a row of a table: 表1/3, 附件1/表1/3.
func inTable(at string) bool {
	for label := range strings.SplitSeq(at, "/") {
		if strings.HasPrefix(label, "表") {
			return true
		}
	}
	return false
}

func (f figure) boundName() any {
	if f.bound == nil {
		return nil
	}
	switch *f.bound {
	case extract.Equal:
		return "exact"
	case extract.AtLeast:
		return "at_least"
	case extract.AtMost:
		return "at_most"
	case extract.About:
		return "about"
	}
	return string(*f.bound)
}

func (f figure) basis() any {
	if f.key.Name == "" {
		return nil
	}
	return f.key.Basis.String()
}

func (f figure) base(value func(b *extract.Baseline) any) any {
	if f.baseline == nil {
		return nil
	}
	return value(f.baseline)
}

// decimal is the number a plain decimal string stands for.
func decimal(s *string) any {
	if s == nil {
		return nil
	}
	v, err := strconv.ParseFloat(*s, 64)
	if err != nil {
		return nil
	}
	return v
}

// year is a year of four digits.
func year(s *string) any {
	if s == nil || len(*s) != 4 {
		return nil
	}
	y, err := strconv.Atoi(*s)
	if err != nil {
		return nil
	}
	return y
}

// str is the text of a word that is a type of its own.
func str[S ~string](s *S) any {
	if s == nil {
		return nil
	}
	return string(*s)
}

func orEmpty[S ~string](s *S) S {
	if s == nil {
		return ""
	}
	return *s
}
