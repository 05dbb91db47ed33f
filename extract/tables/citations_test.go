package tables_test

import (
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
)

// cites is a document of a place that cites titles in its text.
func cites(id, code string, title *string, text string, names ...string) *tables.Doc {
	d := &tables.Doc{ID: id, Document: &extract.Document{Text: text}, Corpus: new(tables.Corpus)}
	d.Document.Document.Title = title
	if code != "" {
		d.Document.Document.Region.Code = &code
	}
	for _, name := range names {
		span := spanOf(text, "《"+name+"》")
		d.References = append(d.References, extract.Reference{Title: name, Span: extract.Span{span[0] + 1, span[1] - 1}})
	}
	return d
}

func TestGroundsHeading(t *testing.T) {
	text := "二、编制依据\n《防洪法》\n三、范围\n《水法》另行解释。"
	d := cites("a", "", nil, text, "防洪法", "水法")
	d.Outline = []extract.Node{{ID: "二", Title: "编制依据", Span: spanOf(text, "编制依据")}, {ID: "三", Title: "范围", Span: spanOf(text, "范围")}}
	equalRows(t, layOut(t, d, "citations", "node_id", "cited_title", "verb", "relation"), "二|防洪法|依据|basis", "三|水法||refers")
}

// TestOwn: a notice that only says that its plan was passed issues it.
func TestOwn(t *testing.T) {
	title := "澜川市防火办法（试行）"
	d := cites("a", "", &title, "《澜川市防火办法(试行)》已经市政府常务会议审议通过，请认真落实。依据《防火法》", "澜川市防火办法(试行)", "防火法")
	equalRows(t, layOut(t, d, "citations", "verb", "relation", "is_own", "cited_doc_id"), "通过|issues|true|a", "依据|basis|false|")
}

// TestCitedDoc has a corpus of documents, whose titles and numbers are cited.
func TestCitedDoc(t *testing.T) {
	c := new(tables.Corpus)
	add := func(id, code, title, notice, number string) {
		d := cites(id, code, &title, "")
		if notice != "" {
			d.Document.Document.NoticeTitle = &notice
		}
		if number != "" {
			d.Document.Document.Number = &number
		}
		c.Add(d)
	}
	add("plan", "130000", "河北省“十四五”湿地规划", "河北省人民政府关于印发《河北省“十四五”湿地规划》的通知", "冀政字〔2021〕66号")
	add("law", "", "中华人民共和国湿地法", "", "")
	add("twice1", "130000", "河北省湿地办法", "", "")
	add("twice2", "130000", "河北省湿地办法", "", "")
	add("copy1", "130000", "河北省湿地规程", "", "冀政字〔2020〕9号")
	add("copy2", "130000", "河北省湿地规程", "", "冀政字[2020]9号")
	add("general", "130000", "关于保护湿地的意见", "", "")
	add("elsewhere", "370000", "关于湿地修复的意见", "", "")
	number, unknown := "冀政字[2021]66号", "冀政字〔2021〕67号"
	for title, want := range map[string]string{
		"河北省“十四五”湿地规划":                 "plan",
		"河北省\"十四五\"湿地规划":               "plan",
		"河北省人民政府关于印发〈河北省“十四五”湿地规划〉的通知": "plan",
		"关于印发〈河北省“十四五”湿地规划〉的通知":        "plan",
		"河北省“十五五”湿地规划":                 "", // another edition
		"中华人民共和国湿地法":                   "law",
		"河北省湿地办法":                      "",      // several
		"河北省湿地规程":                      "copy1", // the second is a copy
		"关于保护湿地的意见":                    "general",
		"关于湿地修复的意见":                    "", // of another province
	} {
		d := cites("citing", "130100", nil, "根据《"+title+"》", title)
		d.Corpus = c
		if got := layOut(t, d, "citations", "cited_doc_id")[0]; got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	for n, want := range map[*string]string{&number: "plan", &unknown: ""} {
		d := cites("citing", "130100", nil, "根据《湿地规划》", "湿地规划")
		d.References[0].Number, d.Corpus = n, c
		if got := layOut(t, d, "citations", "cited_doc_id")[0]; got != want {
			t.Errorf("%s: %q, want %q", *n, got, want)
		}
	}
}
