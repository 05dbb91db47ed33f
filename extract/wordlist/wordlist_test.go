package wordlist

import (
	"reflect"
	"testing"
)

const file = "# a comment\r\n规划 方案\r\n\r\n  实施方案\t意见  \n"

func TestRead(t *testing.T) {
	for _, c := range []struct{ got, want any }{
		{Lines(file), []string{"规划 方案", "实施方案\t意见"}},
		{Words(file), []string{"规划", "方案", "实施方案", "意见"}},
		{Rows(file), [][]string{{"规划 方案"}, {"实施方案", "意见"}}},
		{LongestFirst(Words(file)), []string{"实施方案", "规划", "方案", "意见"}},
		{Set([]string{"意见"}), map[string]bool{"意见": true}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestBeginnings(t *testing.T) {
	b := NewBeginnings([]string{"方案", "方", "方案草案"})
	for text, want := range map[string]string{"方案草案的": "方案草案", "方案草": "方案", "方法": "方", "案": "", "": ""} {
		if got := b.Of(text); got != want {
			t.Errorf("%q begins with %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"实施方案": true, "地方": true, "方案草": false, "": false} {
		if got := b.Ends(text); got != want {
			t.Errorf("%q ends with one: %v, want %v", text, got, want)
		}
	}
}
