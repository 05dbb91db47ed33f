package jieba

import (
	"fmt"
	"strings"
	"testing"
)

// A dictionary of a few words, and a model in which a character begins a word
// where it is 开 and ends one where it is 尾.
const (
	dict = "规划 100 n\n规 5 v\n划 5 v\n规划局 40 nt\n局 9 n\n长 30 a\n局长 60 n\n5G基站 3 nz\n"
	hmm  = `#prob_start
-0.5 -3.14e+100 -3.14e+100 -1.5
#prob_trans
-3.14e+100 -0.5 -0.9 -3.14e+100
-0.6 -3.14e+100 -3.14e+100 -0.8
-3.14e+100 -0.3 -1.2 -3.14e+100
-0.7 -3.14e+100 -3.14e+100 -0.7

开:-1,中:-20,尾:-20
开:-20,中:-20,尾:-1
开:-20,中:-1,尾:-20
开:-9,中:-9,尾:-9
`
)

func load(t *testing.T) *Jieba {
	t.Helper()
	j, err := New([]byte(dict), []byte(hmm))
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func dump(j *Jieba, text string) string {
	var words []string
	for _, t := range j.Tag(text) {
		words = append(words, text[:t.Len]+"/"+t.Tag)
		text = text[t.Len:]
	}
	return strings.Join(append(words, text), " ")
}

func TestTag(t *testing.T) {
	j := load(t)
	for in, want := range map[string]string{
		"":        "",
		"规划局长":    "规划/n 局长/n ", // 规划局 长 is less likely
		"规划局":     "规划局/nt ",
		"规":       "规/v ",
		"规，划":     "规/v ，/x 划/v ",        // nothing is joined across a comma
		"规划。\n\t": "规划/n 。/x \n/x \t/x ", // separators are words each
		"开中尾开尾":   "开中尾/x 开尾/x ",         // unknown words, by the model
		"新1.5万":   "新/x 1.5/m 万/x ",      // digits with stops
		"a1 1a":   "a1/eng  /x 1/x a/x ", // letters take digits along, not the other way
		"5G基站":    "5G基站/nz ",
		"5G基":     "5/x G/x 基/x ",
		"𠮷规划é":    "𠮷/x 规划/n é/x ", // two and four bytes
	} {
		if got := dump(j, in); got != want {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
		if whole := strings.Count(want, "/") == 1; j.Whole(in) != whole {
			t.Errorf("Whole(%q) = %t", in, !whole)
		}
	}
}

func TestAdd(t *testing.T) {
	j := load(t)
	for _, w := range []struct {
		word string
		freq int
		tag  string
	}{{"规划局长", 20, "nr"}, {"规划", 100, "vn"}, {"局长", 2, "zz"}, {"划局", 1, "x"}} {
		j.Add(w.word, w.freq, w.tag)
	}
	for in, want := range map[string]string{
		"规划局长": "规划局长/nr ", // rarer than 规划局 and than 长, but one word
		"规划":   "规划/vn ",   // another tag
		"局长":   "局长/zz ",
		"规划局":  "规划局/nt ", // what has been there stays
		"5G基站": "5G基站/nz ",
	} {
		if got := dump(j, in); got != want {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestGuess(t *testing.T) {
	for word, want := range map[string]string{
		"1": "x", "a": "x", "。": "x", // never of one character
		"12": "m", "1.5": "m", "ab": "eng", "a1": "eng", "1年": "m", "年度": "x",
	} {
		if got := guess([]rune(word)); got != want {
			t.Errorf("guess(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestMalformed(t *testing.T) {
	lines := strings.SplitAfter(hmm, "\n")
	for _, test := range []struct{ dict, hmm, want string }{
		{"", hmm, "dictionary: no words"},
		{"规划 3 n\n规划\n", hmm, `dictionary: line 2: "规划" is not: word frequency tag`},
		{"规划 3\n", hmm, `dictionary: line 1: "规划 3" is not: word frequency tag`},
		{"规划 3 n n\n", hmm, `dictionary: line 1: "规划 3 n n" is not: word frequency tag`},
		{" 3 n\n", hmm, `dictionary: line 1: " 3 n" is not: word frequency tag`},
		{"规划 0 n\n", hmm, `dictionary: line 1: "规划 0 n": frequency "0" is not a number from 1`},
		{"规划 n 3\n", hmm, `dictionary: line 1: "规划 n 3": frequency "n" is not a number from 1`},
		{dict, "", "model: 0 lines, want 9"},
		{dict, strings.Join(lines[:len(lines)-2], ""), "model: 8 lines, want 9"},
		{dict, strings.Replace(hmm, "-1.5\n", "-1.5 1\n", 1), `model: "-0.5 -3.14e+100 -3.14e+100 -1.5 1" is not 4 numbers`},
		{dict, strings.Replace(hmm, "-1.5\n", "x\n", 1), `strconv.ParseFloat: parsing "x": invalid syntax`},
		{dict, strings.Replace(hmm, "中:-1,", "中间:-1,", 1), `model: "中间:-1" is not character:number`},
		{dict, strings.Replace(hmm, "中:-1,", "中,", 1), `model: "中" is not character:number`},
	} {
		_, err := New([]byte(test.dict), []byte(test.hmm))
		if err == nil || err.Error() != test.want {
			t.Errorf("got %v\nwant %s", err, test.want)
		}
	}
}

func ExampleJieba_Tag() {
	j, err := New([]byte(dict), []byte(hmm))
	if err != nil {
		panic(err)
	}
	text := "规划局长"
	for _, t := range j.Tag(text) {
		fmt.Println(text[:t.Len], t.Tag)
		text = text[t.Len:]
	}
	// Output:
	// 规划 n
	// 局长 n
}
