package correction_test

import (
	"testing"

	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/correction"
)

// Corrected and deleted records have no explanation afterwards, all others keep
// theirs, and the document that corrections are applied to keeps all.
func TestUnexplained(t *testing.T) {
	src, err := corpus.Open("a.txt", []byte("澜川市湿地保护规划（2026—2030年）\n一、主要任务\n（一）建设观测站。到2028年，建成观测站6座，栈道3条。（市林业局负责）\n"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := extract.New(nil).Explain(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Targets) != 2 {
		t.Fatalf("%d targets", len(doc.Targets))
	}
	value := "8"
	now := doc.Targets[0]
	now.Value = &value
	out, outcomes := correction.Apply(doc, of(doc,
		correct(doc, correction.Targets, doc.Targets[0], now),
		correct(doc, correction.Responsibilities, doc.Responsibilities[0], nil),
	), nil)
	for _, o := range outcomes {
		if !o.InEffect() {
			t.Fatal(o.String())
		}
	}
	count := func(d *extract.Document) map[string]int {
		n := map[string]int{}
		for _, e := range d.Explanations {
			n[e.Record]++
		}
		return n
	}
	had, has := count(doc), count(out)
	if had["targets"] != 2 || had["responsibilities"] != 1 {
		t.Errorf("the document has %v", had)
	}
	if has["targets"] != 1 || has["responsibilities"] != 0 || has["outline"] != had["outline"] || has["tasks"] != had["tasks"] || has["document"] != 1 {
		t.Errorf("%v before, %v after", had, has)
	}
	for _, e := range out.Explanations {
		if e.Record == "targets" && *e.Span != doc.Targets[1].Span {
			t.Errorf("the explanation left is of %v", *e.Span)
		}
	}
}
