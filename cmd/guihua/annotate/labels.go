package annotate

import "guihua/extract"

// The labels of entities. A unit's role is in its label, since doccano knows no
// attributes.
const (
	Heading     = "heading"
	Task        = "task" // its text; its title where it has none
	Box         = "box"  // the title of a 专栏
	BoxItem     = "box_item"
	Clause      = "clause"
	UnitLead    = "unit_lead"
	UnitSupport = "unit_support"
	UnitJoint   = "unit_joint"
	Target      = "target"
	Indicator   = "indicator" // of a target or achievement, where its words stand before it in the sentence
	Achievement = "achievement"
	Reference   = "reference"
)

// The types of relations.
const (
	UnitOf       = "unit_of"       // from a unit to its clause
	HasIndicator = "has_indicator" // from a target or achievement to its indicator
)

// A group is labels that an entity can change between and remain the same.
type group int

const (
	noGroup group = iota
	headings
	tasks
	boxes
	items
	clauses
	units
	quantities
	indicators
	references
)

// A label as tools show it. Colours are light, for black words on them.
type label struct {
	name, chinese, colour string
	group                 group
}

// Labels are all labels, from the large runs of text to the small ones.
var labels = []label{
	{Heading, "标题", "#c9daf8", headings},
	{Task, "任务", "#e8eef7", tasks},
	{Box, "专栏", "#d9d2e9", boxes},
	{BoxItem, "专栏条目", "#ece6f5", items},
	{Clause, "责任条款", "#fff2cc", clauses},
	{UnitLead, "牵头单位", "#f6b26b", units},
	{UnitSupport, "配合单位", "#ffd966", units},
	{UnitJoint, "责任单位", "#f9cb9c", units},
	{Target, "目标", "#93c47d", quantities},
	{Indicator, "指标", "#d9ead3", indicators},
	{Achievement, "成效", "#a2c4c9", quantities},
	{Reference, "引用文件", "#ead1dc", references},
}

// A relation as tools show it.
type relation struct {
	name, chinese string
	from, to      []string // labels
	colour        string
}

var relations = []relation{
	{UnitOf, "单位属于条款", []string{UnitLead, UnitSupport, UnitJoint}, []string{Clause}, "#b45f06"},
	{HasIndicator, "目标的指标", []string{Target, Achievement}, []string{Indicator}, "#38761d"},
}

// groupOf is noGroup for what is no label.
func groupOf(name string) group {
	for _, l := range labels {
		if l.name == name {
			return l.group
		}
	}
	return noGroup
}

// rank is a label's place among the labels.
func rank(name string) int {
	for i, l := range labels {
		if l.name == name {
			return i
		}
	}
	return len(labels)
}

var roleLabels = map[extract.UnitRole]string{extract.Lead: UnitLead, extract.Support: UnitSupport, extract.Joint: UnitJoint}

func roleOf(label string) extract.UnitRole {
	for role, l := range roleLabels {
		if l == label {
			return role
		}
	}
	return ""
}
