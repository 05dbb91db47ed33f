package tables

import (
	_ "embed"
	"iter"
	"slices"
	"sort"
	"strings"
	"unicode"

	"guihua/corpus/pattern"
	"guihua/extract"
	"guihua/extract/citing"
	"guihua/extract/place"
)

// A citation is a cited document and how it is cited at its first place.
type citation struct {
	*extract.Reference
	d        *Doc
	verb     string
	relation string
}

var citations = define("citations", "a document cited in 《》, once for each title, at its first place",
	func(d *Doc) iter.Seq[citation] {
		return func(yield func(citation) bool) {
			text := []rune(d.Text)
			for r := range each(d.References) {
				verb, relation := citing.How(text, r.Span)
				switch {
				case d.isOwn(r.Title) && approved.MatchString(verb):
					relation = "issues"
				case verb == "" && d.underGrounds(r.Span[0]):
					verb, relation = "依据", "basis"
				}
				if !yield(citation{r, d, verb, relation}) {
					return
				}
			}
		}
	},
	func(d *Doc, c citation) where {
		return where{node: d.headingBefore(c.Span[0]), span: &c.Span, page: c.Page}
	},
	text("cited_title", "its title, without 《》", "知识产权强国建设纲要（2021—2035年）", "references.title", func(c citation) any { return c.Title }),
	text("cited_number", "发文字号 printed behind it", "国办发〔2013〕88号", "references.number", func(c citation) any { return opt(c.Number) }),
	text("cited_kind", "its 文种, the end of its title; brackets behind it do not count", "纲要", "references.title", func(c citation) any { return filled(citing.Kind(c.Title)) }).coded(),
	text("inner_title", "title of what a notice issues, where the title is that of the notice: 关于印发〈…〉的通知", "澜川市防火办法", "references.title", func(c citation) any {
		if inner := citing.Inner(c.Title); inner != c.Title {
			return inner
		}
		return nil
	}),
	text("verb", "the words that say how it is cited; of a list the one in front of all", "贯彻落实", "the words around 《》", func(c citation) any { return filled(c.verb) }).coded(),
	text("relation", "basis (根据), implements (落实), issues (印发), drafts (制定, 出台: done or to be done, as the chapter tells), amends (修订), repeals (废止), signs (签订), refers (参照 and any other way)", "implements", "the verb", func(c citation) any { return c.relation }).coded(),
	boolean("is_own", "it is the document itself", "false", "document.title, document.notice_title", func(c citation) any { return c.d.isOwn(c.Title) }),
	text("cited_doc_id", "doc_id of the cited document, where one of the documents laid out has this number or title; none where several have it. A title that names no place or body is taken only for one of the same place or a place above", "2021/b.txt", "titles and numbers of all documents", func(c citation) any { return filled(c.d.cited(c.Reference)) }),
	correctedColumn("references", func(c citation) bool { return c.Corrected }),
)

// approved is how a notice says that what it issues may be issued: 《A》已经市政府
// 常务会议审议通过.
var approved = pattern.MustCompile(`^(?:通过|同意|批准)$`)

// lastHeading is the last heading that begins before a position, nil for none.
func (d *Doc) lastHeading(at int) *extract.Node {
	i := sort.Search(len(d.Outline), func(i int) bool { return d.Outline[i].Span[0] > at })
	if i == 0 {
		return nil
	}
	return &d.Outline[i-1]
}

func (d *Doc) headingBefore(at int) *string {
	if n := d.lastHeading(at); n != nil {
		return &n.ID
	}
	return nil
}

// underGrounds says whether a position is under a heading that lists what the
// plan rests on: 编制依据.
func (d *Doc) underGrounds(at int) bool {
	n := d.lastHeading(at)
	return n != nil && strings.HasSuffix(n.Title, "依据")
}

// fold leaves what tells titles and numbers apart: letters and digits, those of
// full width as those of half width, ○ and 〇 as one.
func fold(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '○':
			r = '〇'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〇' {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// keys are what a document is known by: its titles, that of what it issues.
func (d *Doc) keys() []string {
	var out []string
	for _, t := range []*string{d.notice().Title, d.notice().NoticeTitle} {
		if t == nil {
			continue
		}
		for _, s := range []string{*t, citing.Inner(*t)} {
			if k := fold(s); k != "" && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// isOwn says whether a title is the document's.
func (d *Doc) isOwn(title string) bool {
	own := d.keys()
	return slices.Contains(own, fold(title)) || slices.Contains(own, fold(citing.Inner(title)))
}

// titles are the documents of a corpus by what they are known by.
type titles struct {
	named    map[string][]known
	numbered map[string][]known
	first    map[string]string // of those with one identity
}

type known struct{ id, region string }

func (t *titles) add(d *Doc) {
	if t.named == nil {
		t.named, t.numbered, t.first = map[string][]known{}, map[string][]known{}, map[string]string{}
	}
	if key := d.identity(); key != "" {
		if t.first[key] != "" {
			return // a copy stands for the first
		}
		t.first[key] = d.ID
	}
	k := known{id: d.ID, region: d.home().Code}
	for _, key := range d.keys() {
		t.named[key] = append(t.named[key], k)
	}
	if n := d.notice().Number; n != nil {
		t.numbered[fold(*n)] = append(t.numbered[fold(*n)], k)
	}
}

// identity is what two files of one notice share: title, place, and number or
// date. It is empty where the document does not have them.
func (d *Doc) identity() string {
	n := d.notice()
	title := n.Title
	if title == nil {
		title = n.NoticeTitle
	}
	edition := n.Number
	if edition == nil {
		edition = n.Issued
	}
	if title == nil || edition == nil {
		return "" // two editions may have one title
	}
	key := fold(*title) + "|" + fold(*edition)
	if n.Region.Name != nil {
		key += "|" + *n.Region.Name
	}
	return key
}

// copyOf is the id of the document that d is a copy of, empty for none.
func (t *titles) copyOf(d *Doc) string {
	if first := t.first[d.identity()]; first != d.ID {
		return first
	}
	return ""
}

// cited is the id of the document that r names, empty where none of the corpus
// or more than one may be meant.
func (d *Doc) cited(r *extract.Reference) string {
	if d.isOwn(r.Title) {
		return d.ID
	}
	c := &d.Corpus.titles
	if r.Number != nil {
		switch list := c.numbered[fold(*r.Number)]; len(list) {
		case 0:
		case 1:
			return list[0].id
		default:
			return ""
		}
	}
	for _, title := range []string{r.Title, citing.Inner(r.Title)} {
		list := c.named[fold(title)]
		if !namesSource(title) {
			list = slices.DeleteFunc(slices.Clone(list), func(k known) bool { return !d.under(k.region) })
		}
		if len(list) == 1 {
			return list[0].id
		}
	}
	return ""
}

// namesSource says whether a title names the place or the body it is from.
func namesSource(title string) bool {
	return len(place.In(title, place.Division{})) > 0 || ofTheCentre.MatchString(title)
}

var ofTheCentre = pattern.MustCompile(`^(?:中共中央|国务院|中华人民共和国|全国|国家|[“"]?十[一二三四五六七八九]五[”"]?国家)`)

// under says whether the document's place is, or lies in, the division with a
// code.
func (d *Doc) under(code string) bool {
	for v, ok := d.home(), d.home().Code != ""; ok; v, ok = v.Parent() {
		if v.Code == code {
			return true
		}
	}
	return false
}
