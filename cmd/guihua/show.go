package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"guihua/cmd/guihua/batch"
	"guihua/corpus"
	"guihua/extract"
)

func newShow() *cobra.Command {
	var (
		noColor   bool
		userDicts []string
		reading   readingOptions
	)
	cmd := &cobra.Command{
		Use:   "show FILE",
		Short: "Show one document's records in the terminal",
		Long: `Show prints what was found in one document for reading: the notice data
(公文要素), then the outline as a tree with the responsible units (牵头 lead,
配合 support, 责任 joint) and the targets (目标) under each task, 专栏 boxes and
tables where they stand, and at the end the counts and warnings. What people have
corrected is marked 已校正.

FILE is a document, which is extracted on the fly, or a JSON file that guihua
extract wrote. Lines are as wide as the terminal or $COLUMNS, 80 columns
otherwise; colours need a terminal and can be turned off with NO_COLOR=1.`,
		Example: `  guihua show 实施方案.pdf
  guihua show out/2021/a.txt.json | less
  COLUMNS=120 guihua show 规划.txt > 规划.outline.txt`,
		Args: needs("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := reading.options()
			if err != nil {
				return err
			}
			doc, err := load(cmd.Context(), args[0], userDicts, opt)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], batch.Cause(err))
			}
			p := newPage(os.Stdout, !noColor)
			p.document(doc)
			return p.w.Flush()
		},
	}
	cmd.Flags().BoolVar(&noColor, "no-color", false, "no colours")
	cmd.Flags().StringArrayVar(&userDicts, "user-dict", nil, "add the words of `FILE` to the dictionary (repeatable)")
	reading.addFlags(cmd.Flags())
	return cmd
}

// load reads a document that was extracted before, or extracts one now.
func load(ctx context.Context, name string, userDicts []string, reading corpus.Options) (*extract.Document, error) {
	b, err := batch.ReadFile(name, reading)
	if err != nil {
		return nil, err
	}
	if isJSON(b) {
		return extract.Decode(b)
	}
	e, err := openEngine(userDicts, reading)
	if err != nil {
		return nil, err
	}
	defer e.close()
	if name == batch.Stdin {
		name = "stdin"
	}
	return e.document(ctx, filepath.Base(name), b)
}

func isJSON(b []byte) bool {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff")))
	return bytes.HasPrefix(b, []byte("{"))
}

func (p *page) document(doc *extract.Document) {
	p.notice(doc)
	for _, b := range grow(doc).children {
		p.blank()
		p.branch(b, 0)
	}
	p.blank()
	p.closing(doc)
}

// notice prints the notice data, leaving out what the document does not say.
func (p *page) notice(doc *extract.Document) {
	n, src := doc.Document, doc.Source
	p.put(0, "", plain, marked(cmp.Or(deref(n.Title), deref(n.NoticeTitle), src.Name), n.Corrected), bold)
	fact := func(label, text string) {
		if text != "" {
			p.put(2, label+"  ", faint, text, plain)
		}
	}
	if n.Title != nil {
		fact("通知标题", deref(n.NoticeTitle))
	}
	fact("发文字号", deref(n.Number))
	fact("发文机关", strings.Join(n.Issuers, "、"))
	fact("主送机关", strings.Join(n.Recipients, "、"))
	fact("成文日期", deref(n.Issued))
	fact("发布日期", deref(n.Published))
	if n.Period != nil {
		fact("规划期间", fmt.Sprintf("%d–%d年", n.Period[0], n.Period[1]))
	}
	fact("行政区划", strings.TrimSpace(deref(n.Region.Name)+" "+deref(n.Region.Code)))
	fact("文件种类", deref(n.Kind))
	source := []string{src.Name, src.Format}
	if src.Encoding != nil {
		source = append(source, *src.Encoding)
	}
	source = append(source, plural(src.Bytes, "byte"))
	if src.Pages != nil {
		source = append(source, plural(*src.Pages, "page"))
	}
	fact("原始文件", strings.Join(source, ", "))
}

func (p *page) branch(b *branch, indent int) {
	label, title := b.label, b.title
	if b.note != "" {
		title = strings.TrimSpace(title + " [" + b.note + "]")
	}
	// 三、 and （一） bring their own space, 1. and 专栏1 don't.
	if label != "" && title != "" && !strings.HasSuffix(label, "、") && !strings.HasSuffix(label, "）") {
		label += " "
	}
	p.put(indent, label, b.style, title, b.style)
	indent += 2
	for _, r := range b.rows {
		s := plain
		if r.label == "目标" {
			s = green
		}
		p.put(indent, r.label+"  ", faint, r.text, s)
	}
	for _, c := range b.children {
		p.branch(c, indent)
	}
}

func (p *page) closing(doc *extract.Document) {
	p.put(0, "", plain, strings.Join([]string{
		plural(len(doc.Outline), "heading"),
		plural(len(doc.Tasks), "task"),
		plural(len(doc.Responsibilities), "responsibility clause"),
		plural(len(doc.Targets), "target"),
		plural(len(doc.Achievements), "achievement"),
		plural(len(doc.Boxes), "box"),
		plural(len(doc.Tables), "table"),
		plural(len(doc.References), "reference"),
	}, ", "), plain)
	if c := doc.Coverage; c.SourceChars > 0 {
		text := fmt.Sprintf("%d of %d characters kept", c.KeptChars, c.SourceChars)
		sep := "; left out: "
		for _, l := range c.LeftOut {
			text += fmt.Sprintf("%s%s %d", sep, l.Why, l.Chars)
			sep = ", "
		}
		p.put(0, "", plain, text, plain)
	}
	if c := doc.Corrected; c != nil {
		text := fmt.Sprintf("corrected by people: %d changed, %d added, %d deleted", c.Changed, c.Added, c.Deleted)
		if c.Reviewed {
			text += "; read and found right (reviewed)"
		}
		p.put(0, "", plain, text, plain)
	}
	p.put(0, "", plain, plural(len(doc.Warnings), "warning"), plain)
	words := []rune(doc.Text)
	for _, w := range doc.Warnings {
		text := w.Message
		if w.Page != nil {
			text += fmt.Sprintf(" (page %d)", *w.Page)
		}
		if w.Span != nil {
			text += " " + quote(words, *w.Span)
		}
		p.put(2, w.Code+"  ", yellow, text, plain)
	}
}

// quote is the words of a span in 「」, cut where they are long.
func quote(text []rune, s extract.Span) string {
	const most = 24
	start := min(max(s[0], 0), len(text))
	end := min(max(s[1], start), len(text))
	if end-start > most {
		return "「" + string(text[start:start+most]) + "…」"
	}
	return "「" + string(text[start:end]) + "」"
}
