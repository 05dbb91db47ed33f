package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		name  string
		text  string
		width int
		want  []string
	}{
		{"empty", "", 10, []string{""}},
		{"short", "云溪市", 10, []string{"云溪市"}},
		{"full line", "云溪市政府", 10, []string{"云溪市政府"}},
		{"between characters", "云溪市人民政府", 10, []string{"云溪市人民", "政府"}},
		{"no stop at the start of a line", "云溪市政府，各区", 10, []string{"云溪市政", "府，各区"}},
		{"no opening bracket at the end", "云溪市政（青禾县）", 10, []string{"云溪市政", "（青禾县）"}},
		{"numbers stay whole", "投入增长12.5%以上", 12, []string{"投入增长", "12.5%以上"}},
		{"words of Latin letters", "建设5G network of 云溪", 11, []string{"建设5G", "network of", "云溪"}},
		{"quotation marks count as two", "“十四五”期", 10, []string{"“十四", "五”期"}},
		{"longer than a line", "https://example.org/a/b", 10, []string{"https://", "example.or", "g/a/b"}},
		{"wider than the line", "云溪", 1, []string{"云", "溪"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := wrap(tt.text, tt.width)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
			if squeeze(strings.Join(got, "")) != squeeze(tt.text) {
				t.Errorf("characters lost: %q", got)
			}
		})
	}
}

func TestOneLine(t *testing.T) {
	if got := oneLine("云溪\n市\x1b[31m\t通知\r"); got != "云溪 市[31m 通知" {
		t.Errorf("got %q", got)
	}
}
