// Package indicator gives the indicators of targets and achievements keys, so
// that one can be followed over documents, years and levels however it is
// printed:
//
//	到2025年，全省每万人口高价值发明专利拥有量|达到|3.5件   每万人口高价值发明专利拥有量|件|当期
//	万人高价值发明专利拥有量（件）                        the same
//	GDP年均增长|6%                                   地区生产总值增速|%|每年
//	规上工业增加值|达到|500亿元                        规模以上工业增加值|元|当期
//
// A key folds how a name is written, never what it means: 规模以上, 发明, 城镇 stay.
// Two names that may be one thing all the same keep their own keys; [Doubtful]
// finds them.
package indicator

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"guihua/extract/quantity"
)

// A Record is what a document says of one quantity; the words are those of
// extract.Target, empty where it has none.
type Record struct {
	Indicator string
	Raw       string // 第6位, 120万件
	Value     string // empty for a goal in words
	Unit      string
	Measure   string // level, increase, decrease, ratio
	Bound     string // = >= <= range ~
	Baseline  string // value a goal starts from, in the unit of Value; empty for none
	Per       string // 年, 5年
	Place     string // the place the document is for, as its title prints it
}

// A Key says which series a quantity belongs to. Quantities of equal keys may be
// compared; whether they measure the same territory is for the document to say.
// Name alone is the key of looser comparisons: a total and its yearly figure.
type Key struct {
	Name  string // 规模以上工业增加值, 地区生产总值增速; empty where the record names none
	Unit  string // 件, 元, %; empty where there is none
	Basis Basis
}

// String is the key as a column shows it, name|unit|basis, - for what there is
// not: 每万人口发明专利拥有量|件|当期. It is empty where the record names no indicator.
func (k Key) String() string {
	if k.Name == "" {
		return ""
	}
	return k.Name + "|" + orDash(k.Unit) + "|" + k.Basis.words()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// A Basis says what a figure is a figure of: Kind, and Period where the words
// say over which time it is reckoned.
type Basis struct {
	Kind   Kind
	Period Period
}

// A Kind says what a figure tells of its indicator.
type Kind string

// The kinds.
const (
	Level   Kind = "level"   // 达到8.5件: its value
	Added   Kind = "added"   // 新增16个: what comes to it
	Removed Kind = "removed" // 减少500吨: what is taken from it
	Change  Kind = "change"  // 提高2个百分点: how it changes, where the name is no 增速
	Ratio   Kind = "ratio"   // 是“十二五”末的2.71倍: times its earlier value
	Rank    Kind = "rank"    // 第6位: its place among others
	Words   Kind = "words"   // 稳步增长: a goal without a figure
)

// A Period is the time a figure is reckoned over, empty where the words do not
// say: a level then is the value of its year, or at its end.
type Period string

// The periods. Every is 5年 and so on.
const (
	Unsaid     Period = ""
	Yearly     Period = "yearly"
	Cumulative Period = "cumulative" // 累计
)

// String is the basis as a column shows it: level, level_yearly, added_cumulative,
// level_5年.
func (b Basis) String() string {
	if b.Period == Unsaid {
		return string(b.Kind)
	}
	return string(b.Kind) + "_" + string(b.Period)
}

// kindWords are the kinds in a key; a level that has a period is told by it.
var kindWords = map[Kind]string{Level: "", Added: "新增", Removed: "减少", Change: "变化", Ratio: "倍数", Rank: "位次", Words: "定性"}

func (b Basis) words() string {
	s := kindWords[b.Kind]
	switch b.Period {
	case Unsaid:
		if s == "" {
			return "当期"
		}
		return s
	case Yearly:
		return "每年" + s
	case Cumulative:
		return "累计" + s
	}
	return "每" + string(b.Period) + s
}

// A Direction says which way an indicator is to move.
type Direction string

// The directions. Neither is one that the record does not tell.
const (
	Up      Direction = "up"
	Down    Direction = "down"
	Neither Direction = ""
)

// DirectionOf tells the direction from what is set: what it starts from where
// that is said, else a rise is up and a fall down, else a lower bound is up and an
// upper bound down. A rise of at most 3% says neither.
func DirectionOf(r Record) Direction {
	if d := fromBaseline(r); d != Neither {
		return d
	}
	var by, bound Direction
	switch r.Measure {
	case "increase":
		by = Up
	case "decrease":
		by = Down
	}
	switch quantity.Bound(r.Bound) {
	case quantity.AtLeast:
		bound = Up
	case quantity.AtMost:
		bound = Down
	}
	switch {
	case by == Neither:
		return bound
	case by == Up && bound == Down:
		return Neither // 涨幅不超过3%
	}
	return by // 下降15%以上 is down
}

// fromBaseline compares the value with the one it starts from, where both are of
// one kind: 由19%|降至|16%.
func fromBaseline(r Record) Direction {
	from, err1 := strconv.ParseFloat(r.Baseline, 64)
	to, err2 := strconv.ParseFloat(r.Value, 64)
	switch {
	case err1 != nil || err2 != nil || r.Measure != "level":
		return Neither
	case to > from:
		return Up
	case to < from:
		return Down
	}
	return Neither
}

// maxName is how many characters the words of an indicator have at most that gets a
// key: what is longer is a sentence.
const maxName = 100

// Of makes the key of a record.
func Of(r Record) Key {
	if utf8.RuneCountInString(r.Indicator) > maxName {
		return Key{}
	}
	n := reading{name: fold(r.Indicator), place: fold(r.Place)}
	n.read()
	k := Key{Unit: unitName(r.Unit)}
	k.Basis.Kind = n.kind(r)
	if u, per, ok := perPeriod(k.Unit); ok {
		k.Unit, n.period = u, per
	}
	switch {
	case r.Per == "年":
		n.period = Yearly
	case r.Per != "":
		n.period = Period(r.Per)
	}
	k.Basis.Period = n.period
	if k.Basis.Kind == Rank {
		k.Unit = "位"
	}
	k.Name = n.ending(k.Unit, k.Basis.Kind)
	if k.Name == "" {
		return Key{}
	}
	k.Unit = counter(k.Name, k.Unit)
	return k
}

// kind is what the figure of r tells.
func (n *reading) kind(r Record) Kind {
	percent := r.Unit == "%" || r.Unit == "个百分点" || r.Unit == "‰"
	switch {
	case r.Value == "":
		return Words
	case strings.HasPrefix(r.Raw, "第"):
		return Rank
	case r.Measure == "ratio" && r.Unit == "倍":
		return Ratio
	case r.Unit == "个百分点" && r.Measure != "level":
		return Change
	case percent && (n.moves != "" || ownChange.MatchString(n.name)):
		return Level
	case percent && (r.Measure == "increase" || r.Measure == "decrease"):
		if rate.MatchString(n.name) {
			return Change
		}
		n.moves = map[string]string{"increase": growth, "decrease": fall}[r.Measure]
		return Level
	case n.added || r.Measure == "increase" || n.moves == growth:
		return Added
	case r.Measure == "decrease" || n.moves == fall:
		return Removed
	}
	return Level
}
