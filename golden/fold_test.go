package golden

import (
	"math"
	"strings"
	"testing"
)

// Values of Python's difflib.SequenceMatcher(None, a, b, autojunk=False).ratio().
func TestRatio(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{
		{"", "", 1},
		{"甲", "", 0},
		{"甲乙丙", "甲乙丙", 1},
		{"甲乙丙丁", "乙丙丁戊", 0.75},
		{"abcabba", "cbabac", 0.46153846153846156},
		{"每万人口观鸟站拥有量", "每万人观鸟站数量", 0.7777777777777778},
		{"湿地面积", "湿地总面积", 0.8888888888888888},
		{"新增观鸟站数量", "观鸟站新增数量", 0.7142857142857143},
		{"aaaa", "aa", 0.6666666666666666},
		{"aabbaabb", "bbaabbaa", 0.75},
		{"甲乙甲乙甲", "乙甲乙甲乙", 0.8},
		{"森林覆盖率", "森林蓄积量", 0.4},
		{"qabxcd", "abycdf", 0.6666666666666666},
		{"private Thread currentThread;", "private volatile Thread currentThread;", 0.8656716417910447},
		{"𠀀𠀁甲", "甲𠀀𠀁", 0.6666666666666666},
		// Long enough for autojunk, which must stay off.
		{strings.Repeat("x", 300) + "y", "y" + strings.Repeat("x", 250), 0.9057971014492754},
		{strings.Repeat("ab", 150) + "c", "c" + strings.Repeat("ba", 150), 0.9933554817275747},
	}
	for _, test := range tests {
		if got := ratio(test.a, test.b); math.Abs(got-test.want) > 1e-15 {
			t.Errorf("ratio(%.20q, %.20q) = %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

// Values of Python's repr(round(float(v), 6)).
func TestFoldNumber(t *testing.T) {
	for v, want := range map[string]string{
		"8.50": "8.5", "8": "8.0", "1e16": "1e+16", "1e15": "1000000000000000.0", "0.00001": "1e-05", "0.0000004": "0.0",
		"-0": "-0.0", "1_000": "1000.0", "１２.5": "12.5", "٣": "3.0", "inf": "inf", "-Infinity": "-inf", "nan": "nan",
		"2.0000005": "2.000001", "1234567890123456789": "1.2345678901234568e+18", " 7 ": "7.0",
		"0x10": "0x10", "1__0": "1__0", "_1": "_1", "约 三，": "约三,", // no numbers
	} {
		if got := foldNumber(&v); got == nil || *got != want {
			t.Errorf("foldNumber(%q) = %s, want %s", v, repr(got), want)
		}
	}
	if got := foldNumber(nil); got != nil {
		t.Errorf("foldNumber(nil) = %q", *got)
	}
	empty := ""
	if got := foldNumber(&empty); got != nil {
		t.Errorf("foldNumber of an empty string = %q", *got)
	}
}

func TestAlike(t *testing.T) {
	p := func(s string) *string { return &s }
	tests := []struct {
		a, b *string
		want bool
	}{
		{nil, nil, true},
		{nil, p(""), true},
		{nil, p("湿地"), false},
		{p("湿地面积"), p("全市湿地面积"), true},
		{p("湿 地（面积）"), p("湿地(面积)。"), true},
		{p("甲乙丙丁"), p("乙丙丁戊"), true},
		{p("甲乙丙丁"), p("乙丙戊己"), false},
	}
	for _, test := range tests {
		if got := alike(test.a, test.b); got != test.want {
			t.Errorf("alike(%s, %s) = %v", repr(test.a), repr(test.b), got)
		}
	}
}

func TestRepr(t *testing.T) {
	none := (*string)(nil)
	s := func(s string) *string { return &s }
	tests := []struct {
		x    item
		want string
	}{
		{none, "None"},
		{nil, "None"},
		{tuple{s("三/(一)"), 1, none}, "('三/(一)', 1, None)"},
		{tuple{tuple{s("x")}}, "(('x',),)"},
		{tuple{}, "()"},
		{s(`it's`), `"it's"`},
		{s(`"it's"`), `'"it\'s"'`},
		{s("a\\b\n\t\r\x00\u3000\u200b𠀀\U000e0001"), `'a\\b\n\t\r\x00\u3000\u200b𠀀\U000e0001'`},
	}
	for _, test := range tests {
		if got := repr(test.x); got != test.want {
			t.Errorf("repr = %s, want %s", got, test.want)
		}
	}
	if got := reprList([]string{"a.txt", "b'.txt"}); got != `['a.txt', "b'.txt"]` {
		t.Errorf("reprList = %s", got)
	}
}
