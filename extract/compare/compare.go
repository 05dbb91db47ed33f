// Package compare tells what a subordinate plan made of its superior one: which
// task became which, what was added and cut, how targets and responsible bodies
// answer each other.
//
//	c := compare.New(words)
//	province := c.Read("province", a)    // once, for any number of subordinate plans
//	city := c.Read("city", b)
//	cmp := c.Compare(province, city)
//
// Nothing is decided by one threshold: every relation carries the evidence it was
// decided by, and what else the evidence would bear.
package compare

import (
	"guihua/extract"
	"guihua/extract/body"
	"guihua/segment"
)

// SchemaID names the version of the format every Comparison follows.
const SchemaID = "guihua/comparison/v1"

// A Comparison is what a subordinate plan made of a superior one, in the order it
// is written as JSON. Lists are never nil, absent facts are nil. Spans are code
// points of the text of the plan they are said to be of.
type Comparison struct {
	Schema      string       `json:"schema"`
	Superior    Plan         `json:"superior"`
	Subordinate Plan         `json:"subordinate"`
	Pairs       []Pair       `json:"pairs"`        // in the order of the superior plan; what is new stands behind what it follows in the subordinate
	Targets     []TargetPair `json:"target_pairs"` // likewise
	Units       []UnitPair   `json:"unit_pairs"`   // most often named first
	Summary     Summary      `json:"summary"`
	Notes       []Note       `json:"notes"` // what to know before a figure of it is used; none of most
}

// A Note says in one sentence what a reader should know of a comparison as a whole.
type Note struct {
	Code    string `json:"code"` // one of NoteCodes, which stay
	Message string `json:"message"`
}

// A Plan says which document a side of a comparison is.
type Plan struct {
	ID     string         `json:"id"` // unique among the documents compared together
	Source string         `json:"source"`
	SHA256 string         `json:"sha256"`
	Title  *string        `json:"title"`
	Issued *string        `json:"issued"` // YYYY-MM-DD
	Region extract.Region `json:"region"`
	Level  body.Level     `json:"level"` // nation, province, city, county; "" where the document does not tell
}

// ItemKind says what an item is.
type ItemKind string

// The kinds of items.
const (
	TaskItem ItemKind = "task"
	BoxEntry ItemKind = "box_item"
)

// An Item is a task or an item of a 专栏, the unit that plans are compared by.
type Item struct {
	Kind  ItemKind     `json:"kind"`
	ID    string       `json:"id"` // 三/（一）/1, 专栏1/2
	Title string       `json:"title"`
	Span  extract.Span `json:"span"` // of its body: the words compared, or the title where there are no others
	Page  *int         `json:"page"`
}

// A Relation is what became of an item.
type Relation string

// The relations of items.
const (
	Same    Relation = "same"    // every measure is there and nothing is added: only places, levels, level verbs (制定 → 落实) differ, or edits without effect; never where a figure, date, document, body, bound or negation was changed (relation/turned)
	Adapted Relation = "adapted" // a local measure, body, figure, list or agreement is put in the place of the superior's, or added to it, and is no small part of what changed: it weighs LocalShare of what is cut, or more
	Partial Relation = "partial" // measures are cut, and what local is added, if anything, weighs less beside them
	Merged  Relation = "merged"  // it became one item together with others: a row for each of them
	Split   Relation = "split"   // it became several items: a row for each of them
	Dropped Relation = "dropped" // the subordinate plan has no item for it
	NewHere Relation = "new"     // the superior plan has no item for it
)

// A Pair is an item of the superior plan and the item it became.
type Pair struct {
	Superior    *Item    `json:"superior"`    // nil: new
	Subordinate *Item    `json:"subordinate"` // nil: dropped
	Relation    Relation `json:"relation"`
	// Or are other relations that a careful reader might choose, the likeliest first.
	// Dropped is one of them where little speaks for the pair.
	Or []Relation `json:"or"`
	// Overlap is the share of the distinct character 8-grams of the superior's body
	// that the subordinate's has, white space left out, punctuation folded, place
	// names as they are; OverlapBack is the share of the subordinate's that the
	// superior's has. nil where there is no counterpart, or no 8-gram.
	Overlap         *float64   `json:"overlap"`
	OverlapBack     *float64   `json:"overlap_back"`
	TitleSimilarity *float64   `json:"title_similarity"` // 0 to 1, places and levels folded; nil where there is no counterpart
	Cut             []Change   `json:"cut"`              // words of the superior's body that this one counterpart has not, in reading order
	Added           []Change   `json:"added"`            // likewise of the subordinate's
	Evidence        []Evidence `json:"evidence"`         // first why these two are a pair, then why the relation is what it is
}

// ChangeKind says what words were cut or added.
type ChangeKind string

// The kinds of changes, those that weigh most first.
const (
	MeasureChange ChangeKind = "measure" // a clause with a verb and an object of its own
	CitedChange   ChangeKind = "cited"   // a law, plan or agreement: 《…》
	BodyChange    ChangeKind = "body"    // a body, firm, park or the like by its name
	FigureChange  ChangeKind = "figure"  // a number
	ListChange    ChangeKind = "list"    // members of an enumeration
	VerbChange    ChangeKind = "verb"    // a verb that changes what is done: 探索 → 建立
	WordsChange   ChangeKind = "words"   // other words, without effect on what is done
	LevelChange   ChangeKind = "level"   // level words and level verbs: 全省 → 全市, 制定 → 落实
	PlaceChange   ChangeKind = "place"   // the place's own name
)

// A Change is words of a body that the other side does not have.
type Change struct {
	Span   extract.Span  `json:"span"`
	Kind   ChangeKind    `json:"kind"`
	Counts bool          `json:"counts"` // it was weighed when the relation was decided, or turns the meaning of the item (relation/turned)
	With   *extract.Span `json:"with"`   // the words of the other side in its place; nil for none
}

// Evidence is one reason of a decision.
type Evidence struct {
	About       string        `json:"about"` // pair, relation, comparison …
	Rule        string        `json:"rule"`  // by a name that stays: pair/title, relation/measures_cut
	Superior    *extract.Span `json:"superior"`
	Subordinate *extract.Span `json:"subordinate"`
	Why         string        `json:"why"` // one sentence for a person, with its figures
}

// TargetRelation is how two targets answer each other.
type TargetRelation string

// The relations of targets.
const (
	SameIndicator TargetRelation = "same indicator"
	Broader       TargetRelation = "broader"  // the subordinate's counts more: 企业 → 企事业单位
	Narrower      TargetRelation = "narrower" // the subordinate's counts less
	TargetDropped TargetRelation = "dropped"
	TargetNew     TargetRelation = "new"
)

// An Outcome says how the values of a pair of targets compare.
type Outcome string

// The outcomes.
const (
	Higher        Outcome = "higher"
	Lower         Outcome = "lower"
	Equal         Outcome = "same"
	ScaledTotal   Outcome = "scaled total"   // a total of the whole and one of a part of it: only the share can be told
	NotComparable Outcome = "not comparable" // different units, bases, years or territory; words without an order
)

// A TargetPair is a target of the superior plan and the one that answers it. A
// superior target stands in as many pairs as the subordinate plan states it: each
// statement of the subordinate plan once, with the superior's at the corresponding
// place, else with that among its goals. A statement of the superior plan that only
// repeats one that is answered has no pair of its own. Amounts offered as support
// are pairs too; Support of the target tells them.
type TargetPair struct {
	Superior    *extract.Target `json:"superior"`
	Subordinate *extract.Target `json:"subordinate"`
	Relation    TargetRelation  `json:"relation"`
	Outcome     *Outcome        `json:"outcome"` // nil where one side is missing
	// Ambition says what the outcome means for what is aimed at: raised or lowered,
	// where the plans tell which way the figure is to move (损耗率降至8%以下: less is
	// more), same where the outcome is. It may be told of figures for different years,
	// which don't compare: as much or more by an earlier year is raised.
	Ambition *string  `json:"ambition"` // raised, lowered, same; nil where it can't be told
	Share    *float64 `json:"share"`    // subordinate's value by superior's, of totals
	Again    bool     `json:"again"`    // a pair before it says the same, of the same indicator, year and value
	// SuperiorStart and SubordinateStart are what the goals start from, by the plan's own
	// words; nil where it does not tell, or there is no target.
	SuperiorStart    *Start     `json:"superior_start"`
	SubordinateStart *Start     `json:"subordinate_start"`
	Why              string     `json:"why"` // the reason of the outcome, one sentence
	Evidence         []Evidence `json:"evidence"`
}

// A Start is what a goal starts from.
type Start struct {
	Value string       `json:"value"` // in base units, as of the target
	Year  *string      `json:"year"`
	From  StartFrom    `json:"from"`
	At    string       `json:"at"`   // place of the words that tell
	Span  extract.Span `json:"span"` // of them: those of a target, or of an achievement

	words string // as a sentence prints the value
}

// StartFrom says what told a start.
type StartFrom string

// What tells a start.
const (
	FromTarget      StartFrom = "target"      // the target has its baseline beside it
	FromRestated    StartFrom = "restated"    // another statement of the same goal has it
	FromAchievement StartFrom = "achievement" // the plan reports it as reached, elsewhere
)

// UnitRelation is how two bodies answer each other.
type UnitRelation string

// The relations of units.
const (
	SameBody    UnitRelation = "same body"  // the body of the same name, a level below (省教育厅 → 市教育局) or, where the places are apart, elsewhere: evidence unit/elsewhere
	Branch      UnitRelation = "branch"     // 垂直管理: 中国证监会云岭监管局 and the like
	OtherBody   UnitRelation = "other body" // its work is with a body of another name: 省林草局 → 市自然资源和规划局
	UnitMissing UnitRelation = "missing"    // the subordinate plan names none
	UnitAdded   UnitRelation = "added"      // the superior plan names none
)

// A UnitPair is a body of the superior plan and the one that does its work in the
// subordinate plan. A body whose work is with several stands in several pairs.
type UnitPair struct {
	Superior    *UnitSide    `json:"superior"`
	Subordinate *UnitSide    `json:"subordinate"`
	Relation    UnitRelation `json:"relation"`
	Together    int          `json:"together"` // pairs of items whose clauses name both
	Evidence    []Evidence   `json:"evidence"`
}

// A UnitSide is a body as one plan names it.
type UnitSide struct {
	Name      string  `json:"name"`      // as printed most often, with the level that the list leaves out
	Canonical *string `json:"canonical"` // as in extract.Unit
	Clauses   int     `json:"clauses"`   // that name it
	Paired    int     `json:"paired"`    // of them, at items that have a counterpart
	Led       int     `json:"led"`       // of them, as lead
}

// A Summary counts a comparison. Shares are of the superior's items, but for NewHere,
// which is of the subordinate's; nil where there are none.
type Summary struct {
	Items            int                  `json:"items"`             // of the superior plan
	SubordinateItems int                  `json:"subordinate_items"` // of the subordinate plan
	Relations        map[Relation]int     `json:"relations"`         // items; one that was split counts once
	Shares           map[Relation]float64 `json:"shares"`
	Targets          map[Outcome]int      `json:"targets"` // pairs, by outcome
	Raised           int                  `json:"raised"`
	Lowered          int                  `json:"lowered"`
	TargetsDropped   int                  `json:"targets_dropped"`
	TargetsNew       int                  `json:"targets_new"`
	// How much the plans have to do with each other: items of either that have a
	// counterpart, and the means of the overlaps of the pairs; nil where there are none.
	Paired            int      `json:"paired"`
	SubordinatePaired int      `json:"subordinate_paired"`
	MeanOverlap       *float64 `json:"mean_overlap"`
	MeanOverlapBack   *float64 `json:"mean_overlap_back"`
}

// A Tagger splits text into words; *segment.Segmenter is one.
type Tagger interface {
	Tag(text string) []segment.Word
}

// A Comparer compares plans. It may be used by several goroutines at once.
type Comparer struct{ words Tagger }

// New returns a Comparer that splits text with words.
func New(words Tagger) *Comparer { return &Comparer{words} }

// Compare tells what subordinate made of superior. The same plans give the same
// comparison.
func (c *Comparer) Compare(superior, subordinate *Side) *Comparison {
	cmp := &Comparison{Schema: SchemaID, Superior: superior.Plan, Subordinate: subordinate.Plan}
	cmp.Pairs = pairs(superior, subordinate)
	cmp.Targets = targetPairs(superior, subordinate, cmp.Pairs)
	cmp.Units = unitPairs(superior, subordinate, cmp.Pairs)
	cmp.Summary = summarize(superior, subordinate, cmp)
	cmp.Notes = notes(superior, subordinate, cmp)
	return cmp
}
