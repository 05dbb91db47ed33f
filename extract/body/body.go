// Package body tells which body a name of a responsibility clause stands for:
//
//	省工信厅, 省工业和信息化厅, after 省发展改革委 also 工业和信息化厅
//
// are the 省工业和信息化厅, a department of a province in the field of the
// 工业和信息化部. What it knows are the lines of vocab/bodies.tsv; a name that is
// not among them stays as it is printed.
package body

import "guihua/extract/place"

// A Body is what is known of one name.
type Body struct {
	// Canonical is the full name with the level or place it is printed with:
	// 省发展改革委 is 省发展和改革委员会, 河北证监局 is
	// 中国证券监督管理委员会河北监管局. A level that the list leaves out is restored
	// (省发展改革委、教育厅: 省教育厅), a bracket behind the name is not part of it.
	// A name that is not known stays as printed.
	Canonical string

	Level     Level
	LevelFrom Source // what tells the level; List and Document are inferred

	// Place and Code are the division the body is of: the one it names, else the
	// document's own or one that is above it, if it is of the printed level (省财政厅
	// in a city's plan is of its province). Both are empty where that is not known;
	// Code is empty, too, where GB/T 2260 does not have the place.
	Place, Code string

	// Counterpart is the central body of the same field, for following one line of
	// work (条线) over the levels: 市教育局 has 教育部, and so has 教育部 itself. A body
	// of the past has the central body of its time. Merged bodies have several,
	// parted by 、. "" where there is none.
	Counterpart string

	// Successor is the central body of the field today, where the counterpart, or
	// the central body itself, is no more: 银保监会 has 国家金融监督管理总局.
	Successor string

	// Also is the second name of a body that has two: 市商务局（市招商局）.
	Also string

	Kind  Kind
	Known bool // found in the vocabulary

	// Rule says how the name was read, and Entry what it was found under: the name
	// of a line of the vocabulary, the full name that fields make, or the place.
	Rule  Rule
	Entry string
}

// A Rule says how a name was read.
type Rule string

// The ways to read a name.
const (
	ByEntry   Rule = "entry"   // a line of the vocabulary has it
	ByFields  Rule = "fields"  // put together from several fields: 县发展改革和民政局
	ByPlace   Rule = "place"   // a division or a zone named alone, or what its name makes of it
	InGeneral Rule = "general" // no body by name: 有关部门
	Unlisted  Rule = "none"
)

// A Level is the level of government a body belongs to.
type Level string

// The levels. Those of GB/T 2260 are named as in package place: a body of a
// 直辖市 is of the level of provinces, of 北京's 海淀区 of that of counties.
const (
	Nation   Level = "nation"
	Province Level = "province"
	City     Level = "city"
	County   Level = "county"
	Township Level = "township"
)

// A Source says what something was told from.
type Source string

// The sources of a level, the surest first.
const (
	Printed  Source = "printed"  // the name says it: 省财政厅, 财政部
	Named    Source = "place"    // the place it names: 河北证监局
	List     Source = "list"     // another name of the list: 省发展改革委、教育厅
	Document Source = "document" // the document's own place
)

// A Kind says what sort of body it is.
type Kind string

// The kinds of bodies.
const (
	Department   Kind = "department"   // 政府部门
	Party        Kind = "party"        // 党委机构, 纪委监委
	Government   Kind = "government"   // 政府本身: 市人民政府, 管委会, a place named alone
	Central      Kind = "central"      // 中央垂直管理: branches of the centre in a place
	Mass         Kind = "mass"         // 群团
	Judicial     Kind = "judicial"     // 法院, 检察院
	Congress     Kind = "congress"     // 人大, 政协
	Institution  Kind = "institution"  // 事业单位, 高校, 科研院所
	Enterprise   Kind = "enterprise"   // 企业, 银行
	Association  Kind = "association"  // 协会, 商会
	Coordination Kind = "coordination" // 议事协调机构: 领导小组, 指挥部, 专班 and their offices
	Generic      Kind = "generic"      // 泛称: 有关部门, 各县（市、区）政府
	Unknown      Kind = ""
)

// lineKinds are those a line of the vocabulary can have.
var lineKinds = map[Kind]bool{
	Department: true, Party: true, Government: true, Central: true, Mass: true, Judicial: true, Congress: true,
	Institution: true, Enterprise: true, Association: true, Coordination: true,
}

// Country is the home of documents of the central government.
var Country = place.Division{Code: "000000", Name: "全国"}
