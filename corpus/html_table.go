package corpus

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"guihua/corpus/pattern"
)

// A table of a page is one of three things: a grid, whose lines get cells; a
// frame that the page or the document is laid out with, whose cells are text one
// after the other; or the fields of the page's head,
//
//	索引号 | 113/2025-00012 | 发布机构 | 青禾县人民政府
//
// each of which becomes a line 索引号：113/2025-00012 outside the document.
type tableUse int

const (
	gridUse   tableUse = iota
	frameUse           // Clean knows it for a frame: a 专栏, columns of a signature
	unwrapUse          // it holds a document or tables
	fieldsUse
)

// maxGhosts bounds the columns of a table before those that no cell begins in
// are taken out. One with more is no grid.
const maxGhosts = 200

// A pageTable is a table of a page, laid out.
type pageTable struct {
	captions []*html.Node
	rows     []tableRow
	cols     int
	wide     bool // it has more than maxGhosts columns
	nested   bool
}

type tableRow struct {
	node  *html.Node
	cells []tableCell
}

type tableCell struct {
	node            *html.Node
	col, rows, cols int
	ink             int
}

// table writes a table.
func (w *pageWriter) table(n *html.Node) {
	t := w.layOut(n)
	for _, c := range t.captions {
		w.walk(c)
	}
	if w.cell.Table > 0 { // in a cell of another
		for _, r := range t.rows {
			w.endLine()
			for _, c := range r.cells {
				w.walk(c.node)
			}
		}
		w.endLine()
		return
	}
	use := w.useOf(&t)
	if use == gridUse || use == frameUse {
		w.tables++
	}
	for i, r := range t.rows {
		from := len(w.lines)
		if use == fieldsUse {
			w.fields(r)
		} else {
			for _, c := range r.cells {
				if use != unwrapUse {
					w.cell = TableCell{Table: w.tables, Row: i, Col: c.col, Rows: c.rows, Cols: c.cols}
				}
				at := len(w.lines)
				w.children(c.node)
				w.endLine()
				w.cover(c.node, at)
			}
			w.cell = TableCell{}
		}
		w.cover(r.node, from)
		if group := r.node.Parent; group != n {
			w.cover(group, min(from, w.first(group, from)))
		}
	}
}

// first is the first line known of n.
func (w *pageWriter) first(n *html.Node, from int) int {
	if e, ok := w.spans[n]; ok {
		return e.from
	}
	return from
}

// layOut finds the rows of a table in the order in which a browser shows them,
// and the places of their cells. A span ends with the table, its row group and
// where another cell is; columns in which no cell begins are none.
func (w *pageWriter) layOut(table *html.Node) (t pageTable) {
	var head, body, foot [][]*html.Node
	var loose []*html.Node // rows outside a group
	shut := func() {
		if len(loose) > 0 {
			body, loose = append(body, loose), nil
		}
	}
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || !w.all && styleOf(c).hidden {
			continue
		}
		switch c.DataAtom {
		case atom.Caption:
			t.captions = append(t.captions, c)
		case atom.Tr:
			loose = append(loose, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			shut()
			var rows []*html.Node
			for r := c.FirstChild; r != nil; r = r.NextSibling {
				if r.DataAtom == atom.Tr && (w.all || !styleOf(r).hidden) {
					rows = append(rows, r)
				}
			}
			switch {
			case c.DataAtom == atom.Thead && len(head) == 0:
				head = append(head, rows)
			case c.DataAtom == atom.Tfoot && len(foot) == 0:
				foot = append(foot, rows)
			default:
				body = append(body, rows)
			}
		}
	}
	shut()
	begins := [maxGhosts + 1]bool{}
	for _, group := range slices.Concat(head, body, foot) {
		var busy []int // by column, the row of the group from which on it is free
		for i, n := range group {
			row := tableRow{node: n}
			col := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom != atom.Td && c.DataAtom != atom.Th || !w.all && styleOf(c).hidden {
					continue
				}
				for col < len(busy) && busy[col] > i {
					col++
				}
				cell := tableCell{node: c, col: min(col, maxGhosts), rows: min(spanOf(c, "rowspan"), len(group)-i), ink: w.inkOf(c)}
				if cell.rows == 0 {
					cell.rows = len(group) - i
				}
				begins[cell.col] = true
				t.wide = t.wide || col >= maxGhosts
				for range max(1, spanOf(c, "colspan")) {
					if col >= maxGhosts || col < len(busy) && busy[col] > i {
						break
					}
					if col == len(busy) {
						busy = append(busy, 0)
					}
					busy[col] = i + cell.rows
					col++
				}
				cell.cols = max(1, col-cell.col)
				row.cells = append(row.cells, cell)
			}
			t.rows = append(t.rows, row)
		}
	}
	var place [maxGhosts + 2]int // where a column is once the others are taken out
	for col, ok := range begins {
		place[col+1] = place[col]
		if ok {
			place[col+1]++
		}
	}
	t.cols = place[maxGhosts+1]
	for i := range t.rows {
		for k := range t.rows[i].cells {
			c := &t.rows[i].cells[k]
			c.cols = max(1, place[min(c.col+c.cols, maxGhosts+1)]-place[c.col])
			c.col = place[c.col]
		}
	}
	t.nested = holdsTable(table)
	return t
}

func holdsTable(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

// spanOf is a span as the page says it; 0 where it is to reach to the end.
func spanOf(n *html.Node, key string) int {
	k, err := strconv.Atoi(strings.TrimSpace(attr(n, key)))
	if err != nil || k < 0 || k == 0 && key == "colspan" {
		return 1
	}
	return min(k, 1<<16)
}

// inkOf counts the characters that n shows, white space not counted.
func (w *pageWriter) inkOf(n *html.Node) int {
	if n.Type == html.TextNode {
		return inkIn(n.Data)
	}
	if n.Type != html.ElementNode || unseen[n.DataAtom] || !w.all && styleOf(n).hidden {
		return 0
	}
	cell := n.DataAtom == atom.Td || n.DataAtom == atom.Th
	if k, ok := w.ink[n]; ok && cell {
		return k
	}
	k := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		k += w.inkOf(c)
	}
	if cell {
		w.ink[n] = k
	}
	return k
}

// useOf says what a table is.
func (w *pageWriter) useOf(t *pageTable) tableUse {
	all, biggest := 0, tableCell{}
	var cols [maxGhosts + 1]bool
	rows, columns := 0, 0
	for _, r := range t.rows {
		any := false
		for _, c := range r.cells {
			if c.ink == 0 {
				continue
			}
			any = true
			all += c.ink
			if c.ink > biggest.ink {
				biggest = c
			}
			if !cols[c.col] {
				cols[c.col] = true
				columns++
			}
		}
		if any {
			rows++
		}
	}
	switch {
	case biggest.ink < 400 && w.areFields(t):
		return fieldsUse
	case t.wide, t.cols > maxColumns, biggest.ink*5 > all*3 && (biggest.ink > 1500 || holdsTable(biggest.node)):
		return unwrapUse
	case t.nested && w.inkInTables(t)*2 > all:
		return unwrapUse
	case rows < 2 || columns < 2:
		if t.nested || all > 1500 {
			return unwrapUse
		}
		return frameUse
	}
	return gridUse
}

// inkInTables counts the characters of the tables inside the cells of t.
func (w *pageWriter) inkInTables(t *pageTable) int {
	k := 0
	for _, r := range t.rows {
		for _, c := range r.cells {
			k += w.inkOfTables(c.node)
		}
	}
	return k
}

func (w *pageWriter) inkOfTables(n *html.Node) int {
	k := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table {
			k += w.inkOf(c)
		} else {
			k += w.inkOfTables(c)
		}
	}
	return k
}

// headField is a cell with the name of a field, with or without its value;
// looseField may be a word of a document too.
var (
	headField  = pattern.MustCompile(`^[\[【]?` + sp + `(?:` + fieldName + `|` + pageFields + `)` + sp + `[\]】]?` + sp + `(?:[:：]|$)`)
	looseField = pattern.MustCompile(`^[\[【]?` + sp + `(?:` + looseName + `|组配分类|所属机构)` + sp + `[\]】]?` + sp + `(?:[:：]|$)`)
)

const pageFields = `发布单位|发文单位|制发机关|责任部门|公开责任部门|成文时间|发文时间|公开时间|生成日期|生成时间|失效时间|有效期|公开范围|公开时限|` +
	`信息名称|文件名称|公文名称|文件编号|统一编号|规范性文件编号|服务对象分类|组配分类|信息类别|所属主题|载体类型|体` + sp + `裁`

// areFields says whether t is the fields of the page's head: two of its cells
// and two in five of all are names of fields, most with a value beside them or
// in them. A table whose header has such names has them side by side.
func (w *pageWriter) areFields(t *pageTable) bool {
	full, sure, loose, valued := 0, 0, 0, 0
	for _, r := range t.rows {
		named := false
		for _, c := range r.cells {
			if c.ink == 0 {
				continue
			}
			full++
			s := ""
			if c.ink < 120 {
				s = strings.TrimSpace(wordsOf(c.node))
			}
			switch name := headField.FindString(s); {
			case name != "":
				sure++
				named = len(name) == len(s)
				if !named {
					valued++
				}
			case looseField.MatchString(s):
				loose++
				named = true
			default:
				if named {
					valued++
				}
				named = false
			}
		}
	}
	names := sure + loose
	return sure >= 2 && names*5 >= full*2 && valued*2 >= names
}

// wordsOf is the text of n, white space as it is.
func wordsOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// fields writes a row of fields.
func (w *pageWriter) fields(r tableRow) {
	var name, value []string
	flush := func() {
		if s := strings.Join(append(name, value...), ""); s != "" {
			w.lines = append(w.lines, pageLine{Line: Line{Text: s}, ink: inkIn(s), never: true})
		}
		name, value = nil, nil
	}
	silent := w.silent
	w.silent = true
	for _, c := range r.cells {
		from := len(w.lines)
		w.children(c.node)
		w.endLine()
		var words []string
		for _, l := range w.lines[from:] {
			words = append(words, strings.TrimFunc(l.Text, isBlank))
		}
		w.lines = w.lines[:from]
		s := strings.Join(words, " ")
		switch {
		case s == "":
		case headField.MatchString(s), looseField.MatchString(s):
			flush()
			if !strings.ContainsAny(s, ":：") {
				s += "："
			}
			name = []string{s}
		case len(value) > 0:
			value = append(value, " ", s)
		default:
			value = []string{s}
		}
	}
	flush()
	w.silent = silent
}
