package tables

import (
	"guihua/extract"
	"guihua/extract/body"
	"guihua/extract/place"
	"iter"
	"slices"
	"strconv"
	"unicode/utf8"
)

var documents = define("documents", "a document: its notice data (公文要素), where it was read from, and how much was found in it",
	func(d *Doc) iter.Seq[*Doc] { return slices.Values([]*Doc{d}) },
	func(_ *Doc, d *Doc) where {
		title := d.notice().Title
		if title == nil {
			title = d.notice().NoticeTitle
		}
		return where{span: &extract.Span{0, utf8.RuneCountInString(d.Text)}, quote: title}
	},
	slices.Concat(
		noticeColumns,
		divisionColumns(func(d *Doc) string { return d.home().Code }),
		[]column[*Doc]{
			text("level", "nation, province, city or county: of its place, or nation where a central body issues it or it is about central bodies alone", "county", "issuers, region", func(d *Doc) any { return d.level() }).coded(),
			text("issuer_level", "level of the first 发文机关", "county", "vocabulary of bodies", func(d *Doc) any { return d.issuerLevel() }).coded(),
			text("copy_of", "doc_id of the first document with the same title, place, and number or else date: the same notice from another source or in another format. Leave such rows out where documents are counted", "2021/a.txt", "titles of all documents", func(d *Doc) any { return filled(d.Corpus.titles.copyOf(d)) }),
		},
		[]column[*Doc]{
			text("source_name", "the file it was read from", "2021/a.txt", "source.name", func(d *Doc) any { return d.Source.Name }),
			text("source_sha256", "SHA-256 of that file", "9f86d0…", "source.sha256", func(d *Doc) any { return d.Source.SHA256 }),
			text("format", "txt, html, pdf, docx, ofd …", "pdf", "source.format", func(d *Doc) any { return d.Source.Format }).coded(),
			text("encoding", "encoding of its characters, where the format leaves it open", "GB18030", "source.encoding", func(d *Doc) any { return opt(d.Source.Encoding) }).coded(),
			text("reader", "what read it, where there is a choice", "pdfium", "source.reader", func(d *Doc) any { return opt(d.Source.Reader) }).coded(),
			integer("source_bytes", "length of the file", "73954", "source.bytes", func(d *Doc) any { return d.Source.Bytes }).in("bytes"),
			integer("source_pages", "its pages, where it has pages", "36", "source.pages", func(d *Doc) any { return opt(d.Source.Pages) }).in("pages"),
			integer("source_chars", "characters of the file, white space not counted", "24310", "coverage.source_chars", func(d *Doc) any { return d.Coverage.SourceChars }).in("characters"),
			integer("kept_chars", "of them in the text that all spans point into", "24102", "coverage.kept_chars", func(d *Doc) any { return d.Coverage.KeptChars }).in("characters"),
		},
		countColumns,
	)...,
)

var noticeColumns = []column[*Doc]{
	text("title", "title of the plan itself", "桐岭县湿地保护修复实施方案（2024—2026年）", "document.title", func(d *Doc) any { return opt(d.notice().Title) }),
	text("notice_title", "title of the notice that issues it", "桐岭县人民政府办公室关于印发…的通知", "document.notice_title", func(d *Doc) any { return opt(d.notice().NoticeTitle) }),
	text("number", "发文字号", "桐政办发〔2024〕22号", "document.number", func(d *Doc) any { return opt(d.notice().Number) }),
	text("kind", "文种 of the plan", "实施方案", "document.kind", func(d *Doc) any { return opt(d.notice().Kind) }).coded(),
	text("issuers", "发文机关, several joined by ；", "桐岭县人民政府办公室", "document.issuers", func(d *Doc) any { return list(d.notice().Issuers) }),
	text("recipients", "主送机关, several joined by ；", "各乡镇人民政府；县政府各部门", "document.recipients", func(d *Doc) any { return list(d.notice().Recipients) }),
	text("issued", "成文日期, YYYY-MM-DD", "2024-05-23", "document.issued", func(d *Doc) any { return opt(d.notice().Issued) }),
	text("published", "date on the web page, YYYY-MM-DD", "2024-05-27", "document.published", func(d *Doc) any { return opt(d.notice().Published) }),
	integer("issued_year", "year of 成文日期, where there is none of the web page", "2024", "document.issued, document.published", issuedYear).in("year"),
	integer("period_start", "first year planned for", "2024", "document.period", func(d *Doc) any { return periodYear(d, 0) }).in("year"),
	integer("period_end", "last year planned for", "2026", "document.period", func(d *Doc) any { return periodYear(d, 1) }).in("year"),
	text("region", "the place it is for", "桐岭县", "document.region.name", func(d *Doc) any { return opt(d.notice().Region.Name) }).coded(),
	text("region_code", "its code by GB/T 2260; text, so that no zero is lost", "130000", "document.region.code", func(d *Doc) any { return opt(d.notice().Region.Code) }).coded(),
}

var countColumns = []column[*Doc]{
	integer("n_outline", "headings", "48", "counted", func(d *Doc) any { return len(d.Outline) }),
	integer("n_tasks", "tasks", "21", "counted", func(d *Doc) any { return len(d.Tasks) }),
	integer("n_clauses", "responsibility clauses", "20", "counted", func(d *Doc) any { return len(d.Responsibilities) }),
	integer("n_units", "units named in them, each time", "67", "counted", func(d *Doc) any { return len(d.units()) }),
	integer("n_units_known", "of them bodies the vocabulary has", "60", "counted", func(d *Doc) any {
		return d.countUnits(func(u *named) bool { return u.Known && !u.isGeneric() })
	}),
	integer("n_units_generic", "of them named in general: 各有关部门", "3", "counted", func(d *Doc) any { return d.countUnits((*named).isGeneric) }),
	integer("n_targets", "targets, support amounts included", "34", "counted", func(d *Doc) any { return len(d.Targets) }),
	integer("n_achievements", "achievements", "12", "counted", func(d *Doc) any { return len(d.Achievements) }),
	integer("n_boxes", "专栏", "3", "counted", func(d *Doc) any { return len(d.Boxes) }),
	integer("n_citations", "cited documents", "9", "counted", func(d *Doc) any { return len(d.References) }),
	integer("n_tables", "tables as printed", "1", "counted", func(d *Doc) any { return len(d.Tables) }),
	integer("n_warnings", "places a person should look at", "4", "counted", func(d *Doc) any { return len(d.Warnings) }),
	integer("corrected", "corrections of people in effect (guihua apply): records changed, added and deleted", "0", "corrected", func(d *Doc) any {
		c := d.corrections()
		return c.Changed + c.Added + c.Deleted
	}),
	boolean("reviewed", "a person has read all of it: what stands is right, and nothing is missing", "false", "corrected.reviewed", func(d *Doc) any { return d.corrections().Reviewed }),
}

// corrections are what people have done to the document.
func (d *Doc) corrections() extract.Corrected {
	if d.Document.Corrected == nil {
		return extract.Corrected{}
	}
	return *d.Document.Corrected
}

func issuedYear(d *Doc) any {
	for _, date := range []*string{d.notice().Issued, d.notice().Published} {
		if date != nil && len(*date) >= 4 {
			if y, err := strconv.Atoi((*date)[:4]); err == nil {
				return y
			}
		}
	}
	return nil
}

func (d *Doc) level() any {
	if d.Home() == body.Country {
		return string(body.Nation)
	}
	if v, ok := place.Lookup(d.home().Code); ok {
		return string(v.Level())
	}
	return nil
}

func (d *Doc) issuerLevel() any {
	issuers := d.notice().Issuers
	if len(issuers) == 0 {
		return nil
	}
	return filled(string(body.Resolve(issuers[:1], d.Home())[0].Level))
}

func periodYear(d *Doc, i int) any {
	if p := d.notice().Period; p != nil {
		return p[i]
	}
	return nil
}

func (d *Doc) countUnits(counts func(u *named) bool) int {
	n := 0
	for u := range each(d.units()) {
		if counts(u) {
			n++
		}
	}
	return n
}
