package stock

import (
	"slices"
	"testing"
)

// The program of a text makes that text; joints, raw bytes, cuts and
// repetitions do what they say.
func TestText(t *testing.T) {
	text := "一、目标\n\n到2030年，建成30座。（市水务局）\n"
	s := New([]string{text}, []string{"辉石站"})
	if got := s.Text(s.Program(text)); got != text {
		t.Errorf("%q, want %q", got, text)
	}
	station := s.Program("辉石站")
	for _, test := range []struct {
		program []byte
		want    string
	}{
		{nil, ""},
		{station, "辉石站"},
		{slices.Concat(station, []byte{joint + 5, again}), "辉石站，辉石站"},
		{slices.Concat(station, []byte{cut + 1}), "辉"},
		{slices.Concat(station, []byte{cut + 3, cut}), ""},
		{slices.Concat([]byte{raw + 1}, []byte("渠岸"), station), "渠岸辉石站"},
		{[]byte{raw, 0xff, 'a', 0xff}, "�a�"},
		{[]byte{raw + 7, 'a'}, "a"},
		{[]byte{0xdf}, s.pieces[0xdf00%len(s.pieces)]},
	} {
		if got := s.Text(test.program); got != test.want {
			t.Errorf("% x makes %q, want %q", test.program, got, test.want)
		}
	}
	for _, piece := range []string{"到2030年，建成30座", "建成30座", "市水务局"} {
		if _, ok := s.at[piece]; !ok {
			t.Errorf("no piece %q", piece)
		}
	}
}

func TestLines(t *testing.T) {
	if got := Lines("\x00甲\x7f\r\n\t乙\u2028丙\x0b\n丁"); !slices.Equal(got, []string{"甲", "\t乙", "丙", "", "丁"}) {
		t.Errorf("%q", got)
	}
}
