// Package extract turns one official document into records: notice data,
// outline, tasks, 专栏 boxes, responsibility clauses, targets, achievements,
// references, tables, warnings and coverage.
//
// A document goes through three packages. segment knows the words, and is
// opened once for all documents; corpus opens the file:
//
//	words, err := segment.Open(segment.Options{})
//	…
//	defer words.Close()
//	x := extract.New(words)
//
//	src, err := corpus.Options{}.Open(ctx, name, data) // for every document
//	…
//	doc, err := x.Extract(ctx, src)
//	…
//	os.Stdout.Write(extract.Encode(doc))
//
// The records follow [SchemaJSON], which [Validate] checks; their words are
// found by span in Document.Text. What an output promises beyond the schema is
// golden.Check.
package extract

import "guihua/extract/quantity"

// SchemaID names the version of the output contract every Document follows.
const SchemaID = "guihua/document/v1"

// A Span is a half-open range [start, end) of Unicode code points of
// Document.Text. The words it covers, without white space, equal the value it
// grounds without white space.
type Span [2]int

// A Document is everything extracted from one input, in the order it is
// written as JSON. Lists are never nil, absent facts are nil.
type Document struct {
	Schema           string           `json:"schema"`
	Source           Source           `json:"source"`
	Document         Notice           `json:"document"`
	Outline          []Node           `json:"outline"`
	Tasks            []Task           `json:"tasks"`
	Boxes            []Box            `json:"boxes"`
	Responsibilities []Responsibility `json:"responsibilities"`
	Targets          []Target         `json:"targets"`
	Achievements     []Achievement    `json:"achievements"`
	References       []Reference      `json:"references"`
	Tables           []Table          `json:"tables"`
	Warnings         []Warning        `json:"warnings"`
	Coverage         Coverage         `json:"coverage"`
	Corrected        *Corrected       `json:"corrected,omitempty"`    // nil where no person has been at it
	Explanations     []Explanation    `json:"explanations,omitempty"` // only where asked for
	Text             string           `json:"text"`
}

// Corrected says what people have done to a document since it was extracted.
type Corrected struct {
	Reviewed bool `json:"reviewed"` // someone has read all of it: what stands is right, what is missing is not there
	Changed  int  `json:"changed"`  // records, the notice data one of them; they carry the mark corrected,
	Added    int  `json:"added"`    // as do these
	Deleted  int  `json:"deleted"`
}

// An Explanation says why a record is what it is. The first one is about the
// notice data; the others stand list by list in the order of the document, one
// for each record, that of a 专栏 followed by those of its items. Records that
// people corrected have none.
type Explanation struct {
	Record string `json:"record"` // the key its record stands under: tasks, targets …
	At     string `json:"at"`     // id or at of the record; the number of a 专栏, 专栏1/2 of its items; "" where it has none
	Span   *Span  `json:"span"`   // of the record; nil for the notice data
	Steps  []Step `json:"steps"`  // in the order they were decided
}

// A Step is one decision on the way to a record.
type Step struct {
	About string  `json:"about"` // what was decided: paragraph, level, role, unit, indicator, value, by …
	Is    string  `json:"is"`    // how: heading, lead, 2025 …
	Rule  string  `json:"rule"`  // the rule that decided it, by a name that stays: clause/labelled
	Entry *string `json:"entry"` // the vocabulary entry or the form that fired, nil where there is none
	Span  *Span   `json:"span"`  // the words that were the evidence, nil where they are no words
	Why   string  `json:"why"`   // one sentence for a person
}

// Source says where the words came from.
type Source struct {
	Name     string  `json:"name"`
	SHA256   string  `json:"sha256"`
	Format   string  `json:"format"`   // txt, pdf, html, docx …
	Encoding *string `json:"encoding"` // IANA name; nil where the format fixes it
	Bytes    int     `json:"bytes"`
	Pages    *int    `json:"pages"`  // nil where the source has no pages
	Reader   *string `json:"reader"` // what read it, where a format has several readers
}

// Notice is the notice data (公文要素, GB/T 9704—2012) of a document.
type Notice struct {
	Title       *string  `json:"title"`        // the plan's own title
	NoticeTitle *string  `json:"notice_title"` // the covering notice's title
	Number      *string  `json:"number"`       // 发文字号, e.g. 冀政字〔2021〕66号
	Issuers     []string `json:"issuers"`      // 发文机关
	Recipients  []string `json:"recipients"`   // 主送机关
	Issued      *string  `json:"issued"`       // 成文日期, YYYY-MM-DD
	Published   *string  `json:"published"`    // the web page's date, YYYY-MM-DD
	Period      *[2]int  `json:"period"`       // first and last year
	Region      Region   `json:"region"`
	Kind        *string  `json:"kind"`                // 文种 of the plan: 规划, 实施方案, 意见 …
	Corrected   bool     `json:"corrected,omitempty"` // by a person
}

// Region is an administrative division by GB/T 2260.
type Region struct {
	Name *string `json:"name"`
	Code *string `json:"code"` // six digits
}

// Role says what a part of a document is for; chapters pass it on to their parts.
type Role string

// The roles of OUTPUT.md.
const (
	RoleBackground Role = "background"
	RoleGeneral    Role = "general"
	RoleGoals      Role = "goals"
	RoleTasks      Role = "tasks"
	RoleSchedule   Role = "schedule"
	RoleSafeguards Role = "safeguards"
	RoleAnnex      Role = "annex"
)

// A Node is one numbered heading. Its span covers the title.
type Node struct {
	ID        string `json:"id"`    // labels joined by /: 三/（一）/1
	Label     string `json:"label"` // as printed, brackets normalised to full width: 三、 （一） 1.
	Title     string `json:"title"`
	Role      Role   `json:"role"`
	Page      *int   `json:"page"`
	Span      Span   `json:"span"`
	Corrected bool   `json:"corrected,omitempty"` // by a person
}

// A Task is a leaf of the outline in a tasks or safeguards chapter, or a row
// of an attached task table. Its span covers the text, or the title where
// there is no text.
type Task struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Text      *string   `json:"text"` // body up to the closing responsibility clause; nil for table rows
	Page      *int      `json:"page"`
	Span      Span      `json:"span"`
	Measures  []Measure `json:"measures"`
	Corrected bool      `json:"corrected,omitempty"` // by a person
}

// A Measure is one row of a task table. Its span covers the text.
type Measure struct {
	Text    string  `json:"text"`
	Regions *string `json:"regions"` // 责任地市 cell; a blank cell continues the one above; -- is nil
	Span    Span    `json:"span"`
}

// A Box is a 专栏. Its span covers the title.
type Box struct {
	Number    *int      `json:"number"`
	Title     string    `json:"title"`
	Within    *string   `json:"within"` // id of the outline node it follows
	Page      *int      `json:"page"`
	Span      Span      `json:"span"`
	Items     []BoxItem `json:"items"`
	Corrected bool      `json:"corrected,omitempty"` // by a person
}

// A BoxItem is one paragraph of a 专栏. Its span covers the text, or the title
// where there is no text.
type BoxItem struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	Span  Span   `json:"span"`
}

// UnitRole is the part a unit plays in a responsibility clause.
type UnitRole string

// The unit roles of OUTPUT.md.
const (
	Lead    UnitRole = "lead"    // 牵头
	Support UnitRole = "support" // named after a lead, or 配合, 参加, 落实
	Joint   UnitRole = "joint"   // no lead is named
)

// A Responsibility is one clause or table cell that says who does the work.
// Its span covers raw.
type Responsibility struct {
	At        string  `json:"at"` // task id, 专栏1/2 or 表1/3
	Raw       string  `json:"raw"`
	Units     []Unit  `json:"units"`
	Open      bool    `json:"open"` // the list ends with 等
	Due       *string `json:"due"`  // a deadline inside the clause, as printed
	Page      *int    `json:"page"`
	Span      Span    `json:"span"`
	Corrected bool    `json:"corrected,omitempty"` // by a person
}

// A Unit is one responsible body.
type Unit struct {
	Name      string   `json:"name"`      // as printed
	Canonical *string  `json:"canonical"` // full name with its level: 省工信厅 is 省工业和信息化厅; nil where the body is not known
	Role      UnitRole `json:"role"`
}

// Bound says how a value limits its indicator.
type Bound = quantity.Bound

// The bounds of OUTPUT.md.
const (
	Equal   = quantity.Equal
	AtLeast = quantity.AtLeast
	AtMost  = quantity.AtMost
	Range   = quantity.Range
	About   = quantity.About
)

// MeasureKind says what a value counts.
type MeasureKind string

// The measures of OUTPUT.md.
const (
	Level    MeasureKind = "level"
	Increase MeasureKind = "increase"
	Decrease MeasureKind = "decrease"
	Ratio    MeasureKind = "ratio"
)

// A Target is a quantity set to be reached or done. Its span covers raw.
type Target struct {
	At        string       `json:"at"`
	Indicator *string      `json:"indicator"`
	Raw       string       `json:"raw"`
	Value     *string      `json:"value"`     // plain decimal in base units; nil for a goal in words
	ValueMax  *string      `json:"value_max"` // upper end of a range
	Unit      *string      `json:"unit"`
	Bound     *Bound       `json:"bound"`
	Measure   *MeasureKind `json:"measure"`
	By        *string      `json:"by"`  // year, e.g. 2025
	Per       *string      `json:"per"` // 年 where it is yearly, 5年 where it is for every five years
	Baseline  *Baseline    `json:"baseline"`
	Support   bool         `json:"support"` // an amount offered as support
	Page      *int         `json:"page"`
	Span      Span         `json:"span"`
	Corrected bool         `json:"corrected,omitempty"` // by a person
}

// A Baseline is the value a target starts from.
type Baseline struct {
	Value string  `json:"value"`
	AsOf  *string `json:"as_of"` // year
}

// An Achievement is a quantity reported as reached. Its span covers raw.
type Achievement struct {
	At        string       `json:"at"`
	Indicator *string      `json:"indicator"`
	Raw       string       `json:"raw"`
	Value     *string      `json:"value"`
	ValueMax  *string      `json:"value_max"`
	Unit      *string      `json:"unit"`
	Bound     *Bound       `json:"bound"`
	Measure   *MeasureKind `json:"measure"`
	AsOf      *string      `json:"as_of"` // year
	Page      *int         `json:"page"`
	Span      Span         `json:"span"`
	Corrected bool         `json:"corrected,omitempty"` // by a person
}

// A Reference is a cited document, once per distinct title. Its span covers
// the title without 《》 at its first place.
type Reference struct {
	Title     string  `json:"title"`
	Number    *string `json:"number"` // 发文字号 printed after it
	Page      *int    `json:"page"`
	Span      Span    `json:"span"`
	Corrected bool    `json:"corrected,omitempty"` // by a person
}

// A Table is a grid of cells as printed: an empty cell is "", nothing is
// copied from a merged neighbour. Its span covers header and rows, not the
// caption; the cells joined equal the words of the span.
type Table struct {
	ID      string     `json:"id"` // 表1, 附件/表1
	Caption *string    `json:"caption"`
	Within  *string    `json:"within"` // id of the outline node it follows
	Header  []string   `json:"header"`
	Rows    [][]string `json:"rows"`
	Page    *int       `json:"page"`
	Span    Span       `json:"span"`
}

// A Warning is something a person should look at. Code is stable.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Page    *int   `json:"page"`
	Span    *Span  `json:"span"` // nil where there is no place in the text
}

// Coverage accounts for the source's characters, white space not counted.
// SourceChars = KeptChars + the sum of LeftOut.
type Coverage struct {
	SourceChars int       `json:"source_chars"`
	KeptChars   int       `json:"kept_chars"`
	LeftOut     []LeftOut `json:"left_out"`
}

// LeftOut counts the characters left out for one reason.
type LeftOut struct {
	Why   string `json:"why"`
	Chars int    `json:"chars"`
}
