package tables

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"

	"guihua/extract"
	"guihua/extract/deed"
)

// A sentence is one of a task's text, or of a measure of a row of a task table.
type sentence struct {
	*index
	task    *extract.Task
	number  int // in the task, from 1
	measure int // in the row, from 1; 0 in a text
	regions *string
	page    *int
	span    extract.Span
	deed    deed.Deed // in code points of the document
	doc     *Doc
}

var measures = define("measures", "a sentence of a task's text, or of a measure in a row of a task table, with the verb and the object of its first main clause",
	(*Doc).sentences,
	func(_ *Doc, s sentence) where { return where{node: &s.task.ID, span: &s.span, page: s.page} },
	slices.Concat(
		[]column[sentence]{
			integer("sentence", "number of the sentence in its task, from 1", "2", "counted", func(s sentence) any { return s.number }),
			integer("measure", "number of the measure in the row of a task table, from 1; none in a text", "1", "counted", func(s sentence) any {
				if s.measure == 0 {
					return nil
				}
				return s.measure
			}),
			text("verb", "what the body that speaks does, without words that say only how: 推进 in 加快推进…建设, 支持 in 支持企业开展…; later verbs of the sentence are not read (clauses says how many clauses it has); none where that is not sure", "建设", "words and their tags by jieba, read by rules", func(s sentence) any { return s.words(s.deed.Verb) }).coded(),
			text("object", "what it is done to, without numbers in front; with 支持, 鼓励 and the like who or what is supported; with 给予, 发放 and the like what is given, without its receiver; none where that is not sure", "小微湿地", "words and their tags by jieba, read by rules", func(s sentence) any { return s.words(s.deed.Object) }),
			text("action", "what the one is to do whom the object of 支持, 鼓励, 引导 and the like names (with 禁止 not to do), up to the comma; none with other verbs, where the object names nobody, and where it is not sure", "牵头组建创新联合体", "words and their tags by jieba, read by rules", func(s sentence) any { return s.words(s.deed.Action) }),
			integer("verb_start", "where the verb begins in the document's text", "1250", "read by rules", func(s sentence) any { return bound(s.deed.Verb, 0) }).in("characters (code points) from 0"),
			integer("verb_end", "where it ends", "1252", "read by rules", func(s sentence) any { return bound(s.deed.Verb, 1) }).in("characters (code points)"),
			integer("object_start", "where the object begins in the document's text", "1252", "read by rules", func(s sentence) any { return bound(s.deed.Object, 0) }).in("characters (code points) from 0"),
			integer("object_end", "where it ends", "1256", "read by rules", func(s sentence) any { return bound(s.deed.Object, 1) }).in("characters (code points)"),
			integer("action_start", "where the action begins in the document's text", "1256", "read by rules", func(s sentence) any { return bound(s.deed.Action, 0) }).in("characters (code points) from 0"),
			integer("action_end", "where it ends", "1265", "read by rules", func(s sentence) any { return bound(s.deed.Action, 1) }).in("characters (code points)"),
			integer("clauses", "number of clauses between the commas, colons and semicolons outside brackets; only the first main clause is read for verb, object and action", "3", "counted", func(s sentence) any { return s.deed.Clauses }).in("clauses"),
			integer("chars", "length of the sentence, white space not counted", "34", "text[span]", func(s sentence) any { return s.chars() }).in("characters"),
			text("task_title", "heading of its task", "建设小微湿地", "tasks.title", func(s sentence) any { return s.task.Title }),
			text("regions", "responsible places of the measure, as its row prints them", "各县（市、区）", "tasks.measures.regions", func(s sentence) any { return opt(s.regions) }),
		},
		pathColumns(func(s sentence) (*index, string) { return s.index, s.task.ID }),
	)...,
)

func (s sentence) words(part *deed.Span) any {
	if part == nil {
		return nil
	}
	return s.doc.str(part[0], part[1])
}

func bound[S ~[2]int](s *S, i int) any {
	if s == nil {
		return nil
	}
	return (*s)[i]
}

func (s sentence) chars() int {
	n := 0
	for _, r := range s.doc.str(s.span[0], s.span[1]) {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// sentences yields those of all tasks.
func (d *Doc) sentences() iter.Seq[sentence] {
	return func(yield func(sentence) bool) {
		for t := range each(d.Tasks) {
			n := 0
			read := func(whole extract.Span, measure int, regions *string) bool {
				for _, span := range d.sentencesIn(whole, d.index().clauses[t.ID]) {
					n++
					s := sentence{d.index(), t, n, measure, regions, t.Page, span, d.deed(span), d}
					if !yield(s) {
						return false
					}
				}
				return true
			}
			if t.Text != nil && !read(t.Span, 0, nil) {
				return
			}
			for i, m := range t.Measures {
				if !read(m.Span, i+1, m.Regions) {
					return
				}
			}
		}
	}
}

// deed reads the sentence at span.
func (d *Doc) deed(span extract.Span) deed.Deed {
	text := d.str(span[0], span[1])
	found := deed.Of(text, d.Tagger.Tag(text))
	for _, part := range []*deed.Span{found.Verb, found.Object, found.Action} {
		if part != nil {
			part[0], part[1] = part[0]+span[0], part[1]+span[0]
		}
	}
	return found
}

// sentencesIn parts a span of the text at the marks that end sentences (。；！？) and
// at line ends, and around responsibility clauses, which are no sentences. Marks in
// brackets and quotation marks end none; no bracket goes on over the end of a line.
func (d *Doc) sentencesIn(whole extract.Span, clauses []*extract.Responsibility) []extract.Span {
	rs := []rune(d.str(whole[0], whole[1]))
	skip := d.clausesIn(whole, clauses)
	var out []extract.Span
	start, depth := 0, 0
	end := func(i int) {
		if s := trimmed(rs, start, i); s[1] > s[0] {
			out = append(out, extract.Span{whole[0] + s[0], whole[0] + s[1]})
		}
		start = i
	}
	for i := 0; i < len(rs); i++ {
		if len(skip) > 0 && i == skip[0][0] {
			end(i)
			i = skip[0][1] - 1
			start, depth, skip = skip[0][1], 0, skip[1:]
			continue
		}
		switch r := rs[i]; {
		case r == '\n':
			end(i)
			depth = 0
		case deed.Nesting(r) != 0:
			depth = max(0, depth+deed.Nesting(r))
		case depth == 0 && strings.ContainsRune("。；！？;!?", r):
			end(i + 1)
		}
	}
	end(len(rs))
	return out
}

// clausesIn are the spans of clauses within whole, with the bracket around each,
// counted from its start.
func (d *Doc) clausesIn(whole extract.Span, clauses []*extract.Responsibility) []extract.Span {
	var out []extract.Span
	for _, r := range clauses {
		s := r.Span
		if s[0] < whole[0] || s[1] > whole[1] {
			continue
		}
		if s[0] > whole[0] && strings.Contains("（(〔[【", d.str(s[0]-1, s[0])) {
			s[0]--
		}
		if s[1] < whole[1] && strings.Contains("）)〕]】", d.str(s[1], s[1]+1)) {
			s[1]++
		}
		out = append(out, extract.Span{s[0] - whole[0], s[1] - whole[0]})
	}
	slices.SortFunc(out, func(a, b extract.Span) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	end := 0
	return slices.DeleteFunc(out, func(s extract.Span) bool {
		overlaps := s[0] < end
		end = max(end, s[1])
		return overlaps
	})
}

// trimmed is [start, end) without white space and marks that are left around it, nothing
// where it has no letter.
func trimmed(rs []rune, start, end int) extract.Span {
	for start < end && (unicode.IsSpace(rs[start]) || strings.ContainsRune("。；;，,", rs[start])) {
		start++
	}
	for end > start && unicode.IsSpace(rs[end-1]) {
		end--
	}
	if !slices.ContainsFunc(rs[start:end], unicode.IsLetter) {
		return extract.Span{start, start}
	}
	return extract.Span{start, end}
}
