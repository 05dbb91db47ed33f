package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRestoreLabels(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"lost", "青禾县方案|一总体要求|坚持生态优先。|二重点任务|一批项目开工，二期工程建成。|三、保障措施", "青禾县方案|一、总体要求|坚持生态优先。|二、重点任务|一批项目开工，二期工程建成。|三、保障措施"},
		{"twice", "一、总体要求|二、、重点任务", "一、总体要求|二、重点任务"},
		{"no sequence", "一总体要求|二重点任务", "一总体要求|二重点任务"},
		{"nothing is missing", "一、总体要求|一批项目开工|二、重点任务", "一、总体要求|一批项目开工|二、重点任务"},
		{"one of two", "一总体要求|一批项目开工|二、重点任务", "一总体要求|一批项目开工|二、重点任务"},
		{"behind its place", "二、重点任务|一总体要求", "二、重点任务|一总体要求"},
		{"counts anew", "一、总则|二任务|三、附则|一、总则|二、、任务", "一、总则|二任务|三、附则|一、总则|二、、任务"},
		{"a sentence", "一批项目开工建设，青禾县|二、重点任务", "一批项目开工建设，青禾县|二、重点任务"},
	}
	for _, tt := range tests {
		s := &Source{}
		for line := range strings.SplitSeq(tt.in, "|") {
			s.Lines = append(s.Lines, Line{Text: line, Page: 1})
		}
		before := tt.in
		n := s.restoreLabels([]pdfPage{{confidence: 90}})
		if d := cmp.Diff(strings.Split(tt.want, "|"), texts(s.Lines)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
		if (n > 0) != (tt.want != before) {
			t.Errorf("%s: %d changed", tt.name, n)
		}
		// A text layer is left as it is.
		for i := range s.Lines {
			s.Lines[i].Text = strings.Split(tt.in, "|")[i]
		}
		if n := s.restoreLabels([]pdfPage{{}}); n != 0 {
			t.Errorf("%s: %d changed in a text layer", tt.name, n)
		}
	}
}

func TestRestoreCloses(t *testing.T) {
	for in, want := range map[string]string{
		"推进“互联网+政务?服务":  "推进“互联网+政务”服务",
		"印发《青禾县方案?的通知":  "印发《青禾县方案》的通知",
		"推进“互联网+政务”服务?": "推进“互联网+政务”服务?",
		"是否可行?":         "是否可行?",
		"打造“一县一品。如何推进？": "打造“一县一品。如何推进？",
		"《甲?与《乙》、“丙？等":  "《甲》与《乙》、“丙”等",
	} {
		s := &Source{Lines: []Line{{Text: in, Page: 1}}}
		if n := s.restoreCloses([]pdfPage{{confidence: 90}}); s.Lines[0].Text != want || (n > 0) != (in != want) {
			t.Errorf("%s: %s, %d changed", in, s.Lines[0].Text, n)
		}
		s.Lines[0].Text = in
		if s.restoreCloses([]pdfPage{{}}); s.Lines[0].Text != in {
			t.Errorf("%s: changed in a text layer", in)
		}
	}
}
