package segment

import (
	"bytes"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestParseDict(t *testing.T) {
	const text = "\ufeff# comment\r\n\r\n  # another\n放管服 n\n\t研发投入强度\t 120   n \r\n５Ｇ基站 n\nA/B n\n#tag n\n最后 v1"
	got, err := parseDict("x", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []entry{{"放管服", 0, "n"}, {"研发投入强度", 120, "n"}, {"5G基站", 0, "n"}, {"A/B", 0, "n"}, {"最后", 0, "v1"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestParseDictErrors(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"放管服", `"放管服": no part-of-speech tag (want: word tag, or: word frequency tag)`},
		{"放管服 5", `"放管服": "5" is not a part-of-speech tag (letters such as n, nt, vn; at most 8)`},
		{"放管服 n/v", `"放管服": "n/v" is not a part-of-speech tag (letters such as n, nt, vn; at most 8)`},
		{"放管服 名词", `"放管服": "名词" is not a part-of-speech tag (letters such as n, nt, vn; at most 8)`},
		{"放管服 abcdefghi", `"放管服": "abcdefghi" is not a part-of-speech tag (letters such as n, nt, vn; at most 8)`},
		{"放 管服 n", `"放": frequency "管服" is not a number from 1 to 60000000 (a word cannot contain a space)`},
		{"放管服 0 n", `"放管服": frequency "0" is not a number from 1 to 60000000 (a word cannot contain a space)`},
		{"放管服 -3 n", `"放管服": frequency "-3" is not a number from 1 to 60000000 (a word cannot contain a space)`},
		{"放管服 3.5 n", `"放管服": frequency "3.5" is not a number from 1 to 60000000 (a word cannot contain a space)`},
		{"放管服 99999999999999999999 n", `"放管服": frequency "99999999999999999999" is not a number from 1 to 60000000 (a word cannot contain a space)`},
		{"放 管 服 3 n", `"放": 5 columns, want 2 or 3 (a word cannot contain a space)`},
		{"放管服　n", `"放管服\u3000n": no part-of-speech tag (want: word tag, or: word frequency tag)`},
		{"放　管服 n", `"放\u3000管服": word contains white space or an invisible character (U+3000)`},
		{"放\u200b管服 n", `"放\u200b管服": word contains white space or an invisible character (U+200B)`},
		{"放\x00管服 n", `"放\x00管服": word contains white space or an invisible character (U+0000)`},
		{"放管服，改革 n", `"放管服，改革": word contains ，, at which text is always split`},
		{"放\xff管服 n", `not UTF-8 (save the file as UTF-8)`},
		{strings.Repeat("服", 65) + " n", `"服服服服服服服服服服服服服服服服服服服服…": word of 65 characters, at most 64 are allowed`},
	} {
		_, err := parseDict("my.txt", []byte("# 1\n好 n\n"+test.line+"\r\n好 n\n"))
		if err == nil || err.Error() != "my.txt:3: "+test.want {
			t.Errorf("%q\n got %v\nwant my.txt:3: %s", test.line, err, test.want)
		}
	}
	if _, err := parseDict("x", []byte(strings.Repeat("服", 64)+" n")); err != nil {
		t.Error(err)
	}
	_, err := parseDict("x", []byte(strings.Repeat("服\n", 13)))
	if got := strings.Split(err.Error(), "\n"); len(got) != 11 || got[10] != "and 3 more malformed lines" {
		t.Errorf("13 malformed lines: %q", got)
	}
}

// Errors in user dictionaries come from Open, all files in one.
func TestOpenUserDictErrors(t *testing.T) {
	dir := t.TempDir()
	bad, utf16 := filepath.Join(dir, "bad.txt"), filepath.Join(dir, "utf16.txt")
	writeFile(t, bad, "好 n\n放管服\n")
	writeFile(t, utf16, "\xff\xfe>e\n\x00")
	missing := filepath.Join(dir, "missing.txt")
	s, err := Open(Options{UserDict: []string{bad, missing, dir, utf16}, CacheDir: dir})
	if err == nil {
		s.Close()
		t.Fatal("no error")
	}
	for _, want := range []string{bad + ":2: ", "missing.txt: no such file", "user dictionary: read " + dir, utf16 + ":1: not UTF-8"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%v", want, err)
		}
	}
}

func TestVersion(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) []entry {
		path := filepath.Join(dir, name)
		writeFile(t, path, text)
		es, err := loadEntries([]string{path})
		if err != nil {
			t.Fatal(err)
		}
		return es
	}
	a := version(file("a", "青山 n\n绿水 5 n\n"))
	if b := version(file("b", "\ufeff# x\r\n绿水 5 n\r\n青山 n")); a != b {
		t.Errorf("same words give versions %s and %s", a, b)
	}
	if b := version(file("c", "青山 n\n绿水 6 n\n")); a == b {
		t.Errorf("another frequency gives the same version %s", a)
	}
	if b := version(file("d", "")); b != shared.Version() || len(b) != 12 {
		t.Errorf("an empty dictionary gives version %s, none gives %s", b, shared.Version())
	}
}

// Every word of guihua.dict.txt must be worth its line: there once, not what
// jieba has anyway, and found as one word with that tag.
func TestBuiltin(t *testing.T) {
	entries, err := parseDict(builtinName, builtin)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) < 300 {
		t.Errorf("only %d words", len(entries))
	}
	dict, err := gunzip(dictGz, dictFileSize)
	if err != nil {
		t.Fatal(err)
	}
	jieba := map[string]string{}
	for line := range bytes.Lines(dict) {
		f := bytes.Fields(line)
		jieba[string(f[0])] = string(f[2])
	}
	seen := map[string]bool{}
	for _, e := range entries {
		if seen[e.word] {
			t.Errorf("%s: stands twice", e.word)
		}
		seen[e.word] = true
		if e.freq == 0 && jieba[e.word] == e.tag {
			t.Errorf("%s: jieba has it with tag %s, leave it out", e.word, e.tag)
		}
		words := shared.Tag(e.word)
		if len(words) != 1 || words[0].Tag != e.tag {
			t.Errorf("%s %s: comes out as %s", e.word, e.tag, dump(words))
		}
	}
}

// Words of guihua.dict.txt must not bite into their neighbours.
func TestBuiltinBoundaries(t *testing.T) {
	for _, want := range []string{
		"纳入 规划", "网上 办理", "10 人 以上 规模", "提高 到位率", "做 优势产业", "发展 规模", "产业园区", "建设 好 学校",
		"各级党委", "提升 市场 竞争力", "新建 3 条 道路", "快 办理", "全面 深化改革",
		"人民法院", "地方 财政", "公共场所", "规上工业企业 研发投入强度", "推动 知识产权 转化运用", "市 直属单位",
		"县城 建设", "市区 人口", "区域 发展", "省会 城市", "保持稳定", "达到 85%", "占比 超过 一半",
	} {
		var got []string
		for _, w := range shared.Tag(strings.ReplaceAll(want, " ", "")) {
			got = append(got, w.Text)
		}
		if got := strings.ReplaceAll(strings.Join(got, " "), "85 %", "85%"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func FuzzParseDict(f *testing.F) {
	f.Add([]byte("# x\n放管服 n\n放管服 3 n\n"))
	f.Add([]byte("放\xff 3 n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, _ := parseDict("x", data)
		for _, e := range entries {
			// What jieba relies on.
			if e.word == "" || e.tag == "" || e.freq < 0 || strings.ContainsAny(e.word+e.tag, " \t\r\n\x00") || fold(e.word) != e.word {
				t.Errorf("%+v", e)
			}
		}
	})
}
