package tables

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guihua/extract"
	"guihua/extract/place"
)

// A region is a place that a document names in one of its parts.
type region struct {
	role  string
	words string         // what names it, a cell or the name of a body
	place *place.Mention // nil where the words name none
	at    where
}

var regions = define("regions", "a place a document names: the one it is for, those of its issuers and recipients, those that a row of a task table says do it (责任地市)",
	func(d *Doc) iter.Seq[region] { return slices.Values(d.regions()) },
	func(_ *Doc, r region) where { return r.at },
	slices.Concat(
		[]column[region]{
			text("role", "document: the place it is for; issuer, recipient: named by a 发文机关 or 主送机关; measure: does a row of a task table", "measure", "document.region, document.issuers, document.recipients, tasks.measures.regions", func(r region) any { return r.role }).coded(),
			text("words", "the whole of the cell or of the body's name", "石家庄、唐山市，雄安新区", "document.issuers, document.recipients, tasks.measures.regions", func(r region) any { return r.words }),
			text("name_printed", "the words that name the place; none where the words of a cell name none", "石家庄", "found in the words", func(r region) any { return r.get(func(m *place.Mention) string { return m.Text }) }),
			text("name", "its name, completed by GB/T 2260 (石家庄 is 石家庄市); one of the past stays", "石家庄市", "GB/T 2260", func(r region) any { return r.get(func(m *place.Mention) string { return m.Name }) }).coded(),
			text("code", "its code by GB/T 2260, revision 201904; text. None for what is no division (functional, group, general), for what is in no table, and where several places have the name", "130100", "GB/T 2260", func(r region) any { return r.get(func(m *place.Mention) string { return m.Code }) }).coded(),
			levelColumn("level", func(r region) string {
				if r.place == nil {
					return ""
				}
				return r.place.Code
			}),
			text("kind", "division: of GB/T 2260; functional: 新区, 开发区 and the like; group: 长三角; general: 各设区市; unknown: has the form of a place and is in no table", "division", "found in the words", func(r region) any { return r.get(func(m *place.Mention) string { return string(m.Kind) }) }).coded(),
			text("name_revision", "last revision of GB/T 2260 that has the name, where it is one of the past", "201012", "GB/T 2260", func(r region) any { return r.get(func(m *place.Mention) string { return m.Revision }) }).coded(),
		},
		divisionColumns(func(r region) string {
			if r.place == nil {
				return ""
			}
			return r.place.Code + r.place.Within // one of them is empty
		}),
	)...,
)

func (r region) get(field func(*place.Mention) string) any {
	if r.place == nil {
		return nil
	}
	return filled(field(r.place))
}

// divisionColumns are the province, the city and the county of the division with
// a code, each as far as there is one: those it lies in and itself. For any
// table; "" is no code.
func divisionColumns[R any](code func(R) string) []column[R] {
	at := func(level place.Level, field func(place.Division) string) func(R) any {
		return func(r R) any {
			for v, ok := place.Lookup(code(r)); ok; v, ok = v.Parent() {
				if v.Level() == level {
					return field(v)
				}
			}
			return nil
		}
	}
	name := func(v place.Division) string { return v.Name }
	number := func(v place.Division) string { return v.Code }
	return []column[R]{
		text("province", "province (省, 自治区, 直辖市) that it is or lies in, where that is known; of areas without a code too", "河北省", "the code", at(place.Province, name)).coded(),
		text("province_code", "its code by GB/T 2260", "130000", "the code", at(place.Province, number)).coded(),
		text("city", "city (地级市, 州, 地区, 盟) that it is or lies in; none in a 直辖市 and for 省直辖县级市", "石家庄市", "the code", at(place.City, name)).coded(),
		text("city_code", "its code by GB/T 2260", "130100", "the code", at(place.City, number)).coded(),
		text("county", "county (县, 县级市, 市辖区) that it is or lies in", "长安区", "the code", at(place.County, name)).coded(),
		text("county_code", "its code by GB/T 2260", "130102", "the code", at(place.County, number)).coded(),
	}
}

// levelColumn is the level of the division with a code. For any table.
func levelColumn[R any](name string, code func(R) string) column[R] {
	return text(name, "province, city (地级) or county (县级), by the code; districts of 直辖市 are county", "city", "the code", func(r R) any {
		v, ok := place.Lookup(code(r))
		if !ok {
			return nil
		}
		return string(v.Level())
	}).coded()
}

// home is the division a document is for, its zero value where that has no code.
func (d *Doc) home() place.Division {
	if code := d.notice().Region.Code; code != nil {
		v, _ := place.Lookup(*code)
		return v
	}
	return place.Division{}
}

func (d *Doc) regions() []region {
	out := d.ownRegion()
	home := d.home()
	for _, part := range []struct {
		role  string
		names []string
	}{{"issuer", d.notice().Issuers}, {"recipient", d.notice().Recipients}} {
		for _, name := range part.names {
			for _, m := range place.In(name, home) {
				out = append(out, region{part.role, name, &m, where{quote: &m.Text}})
			}
		}
	}
	rows := d.tableRows()
	for t := range each(d.Tasks) {
		for m := range each(t.Measures) {
			if m.Regions != nil {
				out = append(out, d.measureRegions(t, m, home, rows)...)
			}
		}
	}
	return out
}

// ownRegion is the place the document is for.
func (d *Doc) ownRegion() []region {
	r := d.notice().Region
	if r.Name == nil {
		return nil
	}
	m := place.Mention{Text: *r.Name, Name: *r.Name, Kind: place.Unknown}
	if v := d.home(); v.Code != "" {
		m.Code, m.Level, m.Kind = v.Code, v.Level(), place.Administrative
	}
	return []region{{"document", *r.Name, &m, where{quote: r.Name}}}
}

// measureRegions are the places that the 责任地市 cell of a measure names, with
// their words in the cell; where the cell is not found the words are the
// measure's.
func (d *Doc) measureRegions(t *extract.Task, m *extract.Measure, home place.Division, rows []tableRow) []region {
	cell := where{node: &t.ID, span: &m.Span, page: t.Page}
	start := -1
	if span, page, ok := regionCell(rows, m); ok && d.str(span[0], span[1]) == *m.Regions {
		start = span[0]
		cell = where{node: &t.ID, span: &span, page: page}
	}
	found := place.In(*m.Regions, home)
	if len(found) == 0 {
		return []region{{"measure", *m.Regions, nil, cell}}
	}
	var out []region
	for _, p := range found {
		at := cell
		if start >= 0 {
			at.span = &extract.Span{start + p.Start, start + p.Start + utf8.RuneCountInString(p.Text)}
		}
		out = append(out, region{"measure", *m.Regions, &p, at})
	}
	return out
}

// A tableRow is a row of a table with the places of its cells.
type tableRow struct {
	table *extract.Table
	cells []extract.Span
	texts []string
}

// regionCell is the place of the cell that a measure's regions are from: in the
// measure's row, or above it in a column that is blank from there on. Of two
// columns that say the same it is neither.
func regionCell(rows []tableRow, m *extract.Measure) (span extract.Span, page *int, ok bool) {
	i := slices.IndexFunc(rows, func(r tableRow) bool { return slices.Contains(r.cells, m.Span) })
	if i < 0 {
		return span, nil, false
	}
	for c := range rows[i].table.Header {
		k := i
		for rows[k].blank(c) && k > 0 && rows[k-1].table == rows[i].table && len(rows[k-1].cells) > 1 {
			k--
		}
		if rows[k].blank(c) || rows[k].texts[c] != *m.Regions || rows[k].cells[c] == m.Span {
			continue
		}
		if ok {
			return span, nil, false
		}
		span, page, ok = rows[k].cells[c], rows[k].table.Page, true
	}
	return span, page, ok
}

// blank says whether the row has nothing in column c; rows may end before.
func (r *tableRow) blank(c int) bool { return c >= len(r.texts) || r.texts[c] == "" }

// tableRows locates the cells of all tables: header and rows of a table, cell
// after cell without white space, are the words of its span.
func (d *Doc) tableRows() []tableRow {
	var out []tableRow
	for t := range each(d.Tables) {
		words := []rune(d.str(t.Span[0], t.Span[1]))
		at, rows, ok := 0, []tableRow{}, true
		locate := func(cells []string) {
			row := tableRow{table: t, texts: cells}
			for _, c := range cells {
				var span extract.Span
				if span, at, ok = nextWords(words, at, c, ok); ok {
					row.cells = append(row.cells, extract.Span{t.Span[0] + span[0], t.Span[0] + span[1]})
				}
			}
			rows = append(rows, row)
		}
		locate(t.Header)
		for _, cells := range t.Rows {
			locate(cells)
		}
		if ok {
			out = append(out, rows[1:]...)
		}
	}
	return out
}

// nextWords is where s stands in words at position from, white space not
// counted, and where what follows begins. ok is false where something else
// stands there, or was before.
func nextWords(words []rune, from int, s string, before bool) (span extract.Span, next int, ok bool) {
	next = from
	skip := func() {
		for next < len(words) && unicode.IsSpace(words[next]) {
			next++
		}
	}
	if !before {
		return span, next, false
	}
	first := true
	for _, c := range strings.Join(strings.Fields(s), "") {
		skip()
		if next == len(words) || words[next] != c {
			return span, next, false
		}
		if first {
			span[0], first = next, false
		}
		next++
		span[1] = next
	}
	return span, next, true
}
