package tables

import (
	"slices"

	"guihua/extract/reuse"
)

// Reuse are the tables of passages that documents have from earlier ones.
var Reuse = []Table{reused.Table, reuseDocuments.Table, reuseEdges.Table}

// The places of the tables in Reuse.
const (
	reusedTable = iota
	reuseDocumentsTable
	reuseEdgesTable
)

// A recordTable is a table whose rows are made of records of a corpus: it has all its
// columns itself.
type recordTable[R any] struct {
	Table
	columns []column[R]
}

func defineRecords[R any](name, meaning string, columns ...column[R]) recordTable[R] {
	t := recordTable[R]{Table{Name: name, Meaning: meaning}, columns}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	return t
}

func (t *recordTable[R]) row(r R) []any {
	out := make([]any, len(t.columns))
	for i, c := range t.columns {
		out[i] = c.value(r)
	}
	return out
}

// like is one of the columns that all tables have, with how it is taken from a record.
func like[R any](columns []Column, i int, value func(r R) any) column[R] {
	return column[R]{columns[i], value}
}

// placed are the columns of words behind a row.
func placed[R any](span func(r R) (start, end, page any), quote func(r R) any) []column[R] {
	return []column[R]{
		like(placeColumns, 0, func(r R) any { start, _, _ := span(r); return start }),
		like(placeColumns, 1, func(r R) any { _, end, _ := span(r); return end }),
		like(placeColumns, 2, func(r R) any { _, _, page := span(r); return page }),
		like(placeColumns, 3, quote),
	}
}

// A passage is a row of the table reuse.
type passage struct {
	*reuse.Passage
	doc, source *reuse.Doc
	superior    any // id
	row         int
}

var reused = defineRecords("reuse", "a passage that a document has from an earlier one, the earliest of the documents that has it. It says that both have the words and which is dated earlier; both may have them from a document that is not among yours",
	slices.Concat([]column[passage]{
		like(idColumns, 0, func(p passage) any { return p.doc.ID }),
		like(idColumns, 1, func(p passage) any { return p.row }),
		like(idColumns, 2, func(p passage) any { return filled(p.Node) }),
		text("kind", "what the passage stands in: task, measure (row of a task table), box (item of a 专栏), text (any other paragraph); with --include also heading, clause, table, notice", "task", "the record", func(p passage) any { return string(p.Kind) }).coded(),
		text("chapter_role", "what the chapter is for, as in tasks", "tasks", "outline.role", func(p passage) any { return filled(p.Role) }).coded(),
		text("date", "when the document was made", "2026-06-12", "date_by", func(p passage) any { return filled(p.doc.Date) }),
		text("date_by", "what tells it: issued (成文日期), published (date of the web page), number (year of the 发文字号), period (first year planned for); the first of these that there is", "issued", "document", func(p passage) any { return filled(p.doc.DatedBy) }).coded(),
		text("source_doc", "doc_id of the earliest document that has it (or nine tenths of it)", "2026/a.txt", "compared", func(p passage) any { return p.source.ID }).coded(),
		text("source_node", "node_id of the passage there", "三/（一）/1", "compared", func(p passage) any { return filled(p.Source.Node) }),
		text("source_kind", "kind of the passage there", "task", "compared", func(p passage) any { return string(p.Source.Kind) }).coded(),
		text("source_date", "when the source was made", "2026-01-20", "source_date_by", func(p passage) any { return filled(p.source.Date) }),
		text("source_date_by", "what tells it, as date_by", "issued", "document", func(p passage) any { return filled(p.source.DatedBy) }).coded(),
		text("order", "what is known of which was first: dated (the dates say it), same date, unknown (one has no date, or only the year is known and it is the same). Only dated rows have a direction; in the others the source is the first by date or name", "dated", "date, source_date", func(p passage) any { return string(p.Order) }).coded(),
		text("match", "exact (character by character, white space aside), folded (but for names of places, words of levels and marks), edited (characters were replaced, added or cut)", "edited", "compared", func(p passage) any { return string(p.Match) }).coded(),
		integer("chars", "characters that both have, white space not counted", "86", "compared", func(p passage) any { return p.Shared }).in("characters"),
		integer("changed", "characters between them that were replaced, added or cut: of both sides the longer", "4", "compared", func(p passage) any { return p.Changed }).in("characters"),
		number("share", "chars as a share of the paragraph here (the text of a task may be several), 0 to 1", "0.92", "compared", func(p passage) any { return short(p.Share) }),
		number("source_share", "the same of the paragraph there", "0.71", "compared", func(p passage) any { return short(p.Source.Share) }),
		integer("n_documents", "documents that have its rarest run of 16 characters (fewer with a small --min-chars), these two included: high for what everyone writes", "2", "counted", func(p passage) any { return p.Documents }).in("documents"),
		boolean("formula", "half of it and more is the guiding formula that plans of one time open with (以习近平新时代中国特色社会主义思想为指导 …; a sentence that names two things of it, as “五位一体” and “四个全面”, belongs to it with the clauses around them): from the centre, whoever of your documents had it first. Leave such rows out where you count who copied", "false", "words of it", func(p passage) any { return p.Formula }),
		text("superior_doc", "doc_id of the document of the nearest place above (city, province, nation) that has it too: the way it more likely came where source_doc is not above. None where no place is known by GB/T 2260", "2026/a.txt", "compared, region_code", func(p passage) any { return p.superior }).coded(),
		integer("source_start", "where its words begin in the source's text", "1250", "compared", func(p passage) any { return p.Source.Start }).in("characters (code points) from 0"),
		integer("source_end", "where they end", "1336", "compared", func(p passage) any { return p.Source.End }).in("characters (code points)"),
		integer("source_page", "page there, where it has pages", "7", "compared", func(p passage) any { return paged(p.Source.Page) }).in("page from 1"),
		text("source_quote", "the words there", "建设田头冷藏保鲜设施", "text of the source", func(p passage) any { return p.Source.Text }),
	}, placed(
		func(p passage) (any, any, any) { return p.Start, p.End, paged(p.Page) },
		func(p passage) any { return p.Text },
	))...)

// paged is nil for no page.
func paged(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// A reuseDocument is a row of the table reuse_documents.
type reuseDocument struct {
	*reuse.Doc
	*reuseCount
	copyOf any // id
	chars  int // compared
}

// reuseCount is what is counted of a document.
type reuseCount struct {
	passages, shared, dated, sources int
	takers, taken                    int
	copyOf                           int
}

var reuseDocuments = defineRecords("reuse_documents", "a document: how much of it earlier ones have, and how much later ones have of it",
	slices.Concat([]column[reuseDocument]{
		like(idColumns, 0, func(d reuseDocument) any { return d.ID }),
		like(idColumns, 1, func(reuseDocument) any { return 1 }),
		like(idColumns, 2, func(reuseDocument) any { return nil }),
		text("region", "the place it is for", "澜川市", "document.region.name", func(d reuseDocument) any { return filled(d.Region) }).coded(),
		text("date", "when it was made", "2026-06-12", "date_by", func(d reuseDocument) any { return filled(d.Date) }),
		text("date_by", "what tells it, as in reuse", "issued", "document", func(d reuseDocument) any { return filled(d.DatedBy) }).coded(),
		text("copy_of", "doc_id of an earlier document of which nine tenths and more are the same, of the same place, number and 成文日期 or without: one notice from two sources. Its passages are not listed, and nothing is said to be from it that the other has", "2026/b.txt", "compared", func(d reuseDocument) any { return d.copyOf }),
		integer("chars", "characters that are compared: all but headings, responsibility clauses, tables and the notice", "8214", "text", func(d reuseDocument) any { return d.chars }).in("characters"),
		integer("chars_reused", "of them, what earlier documents have; passages do not overlap", "3105", "sum of reuse.chars", func(d reuseDocument) any { return d.shared }).in("characters"),
		integer("chars_reused_dated", "of these, where the dates say which was first", "3105", "sum of reuse.chars", func(d reuseDocument) any { return d.dated }).in("characters"),
		number("share_reused", "chars_reused of chars", "0.378", "computed", func(d reuseDocument) any { return short(float64(d.shared) / float64(max(d.chars, 1))) }),
		integer("n_passages", "rows of it in reuse", "41", "counted", func(d reuseDocument) any { return d.passages }),
		integer("n_sources", "documents they are from", "2", "counted", func(d reuseDocument) any { return d.sources }).in("documents"),
		integer("n_takers", "later documents that have passages from it", "9", "counted", func(d reuseDocument) any { return d.takers }).in("documents"),
		integer("chars_taken", "characters of all these passages", "12880", "counted", func(d reuseDocument) any { return d.taken }).in("characters"),
	}, placed(
		func(reuseDocument) (any, any, any) { return nil, nil, nil },
		func(d reuseDocument) any { return filled(d.Title) },
	))...)

// A reuseEdge is a row of the table reuse_edges.
type reuseEdge struct {
	doc, source                      *reuse.Doc
	order                            reuse.Order
	passages, shared, changed, exact int
	formula, formulaChars            int
	above                            int // characters that a document of a place above has too, other than the source
	row, of                          int
}

// sameLevel says whether both ends are of one level of government, nil where that is
// not known.
func (e *reuseEdge) sameLevel() any {
	if e.doc.Level == "" || e.source.Level == "" {
		return nil
	}
	return e.doc.Level == e.source.Level
}

// days are those between both ends, nil where not both have a day.
func (e *reuseEdge) days() any {
	if n, ok := e.source.DaysTo(e.doc); ok {
		return n
	}
	return nil
}

var reuseEdges = defineRecords("reuse_edges", "a document and an earlier one that it has passages from: the edges of a diffusion network, from source_doc to doc_id",
	[]column[reuseEdge]{
		like(idColumns, 0, func(e reuseEdge) any { return e.doc.ID }),
		like(idColumns, 1, func(e reuseEdge) any { return e.row }),
		text("source_doc", "doc_id of the earlier document", "2026/a.txt", "reuse.source_doc", func(e reuseEdge) any { return e.source.ID }).coded(),
		text("region", "the place of the document", "澜川市", "document.region.name", func(e reuseEdge) any { return filled(e.doc.Region) }).coded(),
		text("source_region", "the place of the earlier one", "云岭省", "document.region.name", func(e reuseEdge) any { return filled(e.source.Region) }).coded(),
		text("region_code", "its code in GB/T 2260", "530000", "document.region.code", func(e reuseEdge) any { return filled(e.doc.Code) }).coded(),
		text("source_region_code", "the code of the place of the earlier one", "530000", "document.region.code", func(e reuseEdge) any { return filled(e.source.Code) }).coded(),
		text("level", "the level of government of the document: nation, province, city, county", "city", "region, issuers", func(e reuseEdge) any { return filled(string(e.doc.Level)) }).coded(),
		text("source_level", "that of the earlier one", "province", "region, issuers", func(e reuseEdge) any { return filled(string(e.source.Level)) }).coded(),
		boolean("same_level", "both are of one level. Siblings that were made soon one after the other (days) often follow a text of the level above that is not among your documents: leave them out, or look at them, where you count who copied", "false", "level, source_level", func(e reuseEdge) any { return e.sameLevel() }),
		text("date", "when the document was made", "2026-06-12", "reuse.date", func(e reuseEdge) any { return filled(e.doc.Date) }),
		text("source_date", "when the earlier one was made", "2026-01-20", "reuse.source_date", func(e reuseEdge) any { return filled(e.source.Date) }),
		integer("days", "days from source_date to date; none where one of them is not known to the day", "143", "date, source_date", func(e reuseEdge) any { return e.days() }).in("days"),
		text("order", "what is known of which was first, as in reuse", "dated", "reuse.order", func(e reuseEdge) any { return string(e.order) }).coded(),
		integer("n_passages", "passages", "38", "counted", func(e reuseEdge) any { return e.passages }),
		integer("n_exact", "of them exact or folded", "11", "counted", func(e reuseEdge) any { return e.exact }),
		integer("n_formula", "of them the guiding formula", "0", "counted", func(e reuseEdge) any { return e.formula }),
		integer("chars", "characters of them", "2960", "sum of reuse.chars", func(e reuseEdge) any { return e.shared }).in("characters"),
		integer("changed", "characters replaced, added or cut in them", "214", "sum of reuse.changed", func(e reuseEdge) any { return e.changed }).in("characters"),
		number("share", "chars of all that is compared of the document", "0.36", "computed", func(e reuseEdge) any { return short(float64(e.shared) / float64(max(e.of, 1))) }),
		integer("chars_no_formula", "chars without those of passages that are the guiding formula", "2894", "sum of reuse.chars", func(e reuseEdge) any { return e.shared - e.formulaChars }).in("characters"),
		number("share_no_formula", "chars_no_formula of all that is compared of the document", "0.35", "computed", func(e reuseEdge) any { return short(float64(e.shared-e.formulaChars) / float64(max(e.of, 1))) }),
		integer("chars_superior", "of chars, those that a document of a place above the document's has too, which is not source_doc (reuse.superior_doc): they more likely came from there", "0", "compared, region_code", func(e reuseEdge) any { return e.above }).in("characters"),
		text("title", "title of the document", "澜川市“十五五”冷链物流发展实施方案", "document.title", func(e reuseEdge) any { return filled(e.doc.Title) }),
		text("source_title", "title of the earlier one", "云岭省“十五五”冷链物流发展规划", "document.title", func(e reuseEdge) any { return filled(e.source.Title) }),
	}...)

// A ReuseLayout makes the rows of Reuse. It holds some figures for every document.
type ReuseLayout struct {
	x    *reuse.Index
	docs []reuseCount
}

// NewReuseLayout begins the rows for the documents of x, to which no more are added.
func NewReuseLayout(x *reuse.Index) *ReuseLayout {
	return &ReuseLayout{x: x, docs: make([]reuseCount, x.Len())}
}

// Add yields the rows of what was found for a document, and the place of their table
// in Reuse. It is to be called in the order of the documents.
func (l *ReuseLayout) Add(f reuse.Found, row func(table int, row []any) error) error {
	t := &l.docs[f.Doc]
	t.copyOf = f.CopyOf
	doc := l.x.Doc(f.Doc)
	var edges []*reuseEdge
	to := map[int]*reuseEdge{}
	for i := range f.Passages {
		p := &f.Passages[i]
		source := l.x.Doc(p.Source.Doc)
		t.passages++
		t.shared += p.Shared
		if p.Order == reuse.Dated {
			t.dated += p.Shared
		}
		l.docs[p.Source.Doc].taken += p.Shared
		e := to[p.Source.Doc]
		if e == nil {
			e = &reuseEdge{doc: doc, source: source, order: p.Order, row: len(edges) + 1, of: doc.Chars}
			to[p.Source.Doc] = e
			edges = append(edges, e)
			l.docs[p.Source.Doc].takers++
			t.sources++
		}
		e.passages++
		e.shared += p.Shared
		e.changed += p.Changed
		if p.Match != reuse.Edited {
			e.exact++
		}
		if p.Formula {
			e.formula++
			e.formulaChars += p.Shared
		}
		if p.Superior >= 0 && p.Superior != p.Source.Doc {
			e.above += p.SuperiorShared
		}
		r := passage{p, doc, source, nil, i + 1}
		if p.Superior >= 0 {
			r.superior = l.x.Doc(p.Superior).ID
		}
		if err := row(reusedTable, reused.row(r)); err != nil {
			return err
		}
	}
	for _, e := range edges {
		if err := row(reuseEdgesTable, reuseEdges.row(*e)); err != nil {
			return err
		}
	}
	return nil
}

// Documents yields the rows that can only be made when all documents were added.
func (l *ReuseLayout) Documents(row func(table int, row []any) error) error {
	for i := range l.docs {
		d := reuseDocument{Doc: l.x.Doc(i), reuseCount: &l.docs[i], chars: l.x.Doc(i).Chars}
		if c := l.docs[i].copyOf; c >= 0 {
			d.copyOf = l.x.Doc(c).ID
		}
		if err := row(reuseDocumentsTable, reuseDocuments.row(d)); err != nil {
			return err
		}
	}
	return nil
}
