package extract_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

const plan = "云溪市数字经济发展规划\n一、主要目标\n到2027年，建设小微湿地8处，新增服务网点30个。\n"

// A panic in one document is an error that says where, and no more than that.
func TestExtractPanic(t *testing.T) {
	doc, err := extract.New(panics{}).Extract(t.Context(), openText(plan))
	if doc != nil || err == nil {
		t.Fatalf("got %v, %v", doc, err)
	}
	for _, want := range []string{"internal error: no words today in guihua/extract_test.panics.Tag:", "(please report)"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

type panics struct{}

func (panics) Tag(string) []segment.Word { panic("no words today") }

// Whoever stops an extraction gets the reason back, and no half document.
func TestExtractStopped(t *testing.T) {
	reason := errors.New("the lamp went out")
	ctx, stop := context.WithCancelCause(t.Context())
	stop(reason)
	if doc, err := extract.New(noWords{}).Extract(ctx, openText(plan)); doc != nil || err != reason {
		t.Errorf("got %v, %v", doc, err)
	}
}

// A context that ends in the middle of a long document ends its extraction at
// once, in whatever step or rule that is: after less than a fifth of what all
// of it takes. On an idle machine it is less than a tenth nearly always, and a wrong
// place takes far longer.
func TestExtractStopsAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts long texts")
	}
	sample := func(name string) string {
		return string(readFile(t, filepath.Join("..", "corpus", "samples", name)))
	}
	for form, text := range map[string]string{
		"web page": strings.Repeat(sample("lanchuan_yanglao_guihua_web.txt"), 60),
		"plan":     strings.Repeat(sample("yihang-shishi-fangan.txt"), 300),
		"one line": strings.ReplaceAll(strings.Repeat(sample("lanping_shidi_zhuanfa.txt"), 150), "\n", ""),
		"tables":   strings.Repeat(strings.Join(caseTexts(t, "tables"), "\n"), 40),
	} {
		src := openText(text)
		whole := time.Hour
		for range 3 {
			start := time.Now()
			extracted(t, withoutWords, src)
			whole = min(whole, time.Since(start))
		}
		const steps = 10
		for step := range steps {
			took := time.Hour // from the end of the context on, at its best: the machine may be busy
			for try := 0; try < 5 && took > whole/5; try++ {
				ctx, stop := context.WithCancel(t.Context())
				ended := make(chan time.Time, 1)
				timer := time.AfterFunc(whole*time.Duration(step)/steps, func() { ended <- time.Now(); stop() })
				doc, err := withoutWords.Extract(ctx, src)
				returned := time.Now()
				if timer.Stop() { // it was done before
					stop()
					took = 0
					break
				}
				if err != nil && (doc != nil || err != context.Canceled) {
					t.Fatalf("%s: got %v, %v", form, doc, err)
				}
				took = min(took, returned.Sub(<-ended))
			}
			if took > whole/5 {
				t.Errorf("%s: ended after %d/%d of %v, it goes on for %v", form, step, steps, whole, took)
			}
		}
	}
}

// Sources that nobody would make, and an extractor without words, are no
// reason to panic.
func TestExtractNothing(t *testing.T) {
	for _, x := range []*extract.Extractor{withoutWords, extract.New(nil)} {
		if doc, err := x.Extract(t.Context(), nil); doc != nil || err == nil || strings.Contains(err.Error(), "internal") {
			t.Errorf("nil: got %v, %v", doc, err)
		}
		nowhere := openText("指标\n2027年\n冷库\n30座\n冷藏车\n20辆\n")
		for i := range nowhere.Lines {
			nowhere.Lines[i].Cell = corpus.TableCell{Table: 1, Row: i / 2, Col: i % 2}
		}
		nowhere.Lines[5].Cell.Col = -77
		headless := openText("序号\t任务\t单位\n1\t建设冷库\t市商务局\n2\t更新车辆\t市交通局\n3\t培育企业\t市财政局\n")
		headless.Lines[0].Out = "page_chrome"
		parted := openText("序号\t任务\t单位\n1\t建设冷库\t市商务局\n<table><tr><td>任务</td><td>措施</td></tr><tr><td>甲</td><td>乙</td></tr></table>\t二\t三\n2\t更新车辆\t市交通局\n3\t培育企业\t市财政局\n")
		for _, src := range []*corpus.Source{nowhere, headless, parted, {}, {Pages: 3}, {Lines: []corpus.Line{{}}}, {Lines: make([]corpus.Line, 9), Frames: make([]corpus.Frame, 2)}, openText(""), openText(plan)} {
			doc, err := x.Extract(t.Context(), src)
			if err != nil {
				t.Errorf("%+v: %v", src, err)
			} else if src.Name != "" { // the schema wants a name
				checkPromises(t, doc)
			}
		}
	}
}
