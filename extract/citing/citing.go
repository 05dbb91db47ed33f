// Package citing reads how a document cites another: the verb that stands with
// its title, and what that verb says of the two.
//
//	依据《云岭省防火条例》，制定本办法      依据, basis
//	贯彻落实《云岭省防火条例》              贯彻落实, implements
//
// The verbs are those of vocab/citing.tsv.
package citing

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"guihua/corpus/pattern"
	"guihua/extract/wordlist"
)

//go:embed vocab/citing.tsv
var citingFile string

//go:embed vocab/kinds.txt
var kindsFile string

// citingVerbs are the relations of the verbs in front of 《.
var citingVerbs = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, row := range wordlist.Rows(citingFile) {
		for _, v := range strings.Fields(row[1]) {
			m[v] = row[0]
		}
	}
	return m
})

// longestVerb is the number of characters of the longest of them.
const longestVerb = 4

// titleKinds are the kinds of documents, longest first.
var titleKinds = sync.OnceValue(func() []string { return wordlist.LongestFirst(wordlist.Words(kindsFile)) })

// Kind is the kind of document a title ends with.
func Kind(title string) string {
	for s := ""; s != title; {
		s = title
		title = strings.TrimRight(bracketBehind.ReplaceAllString(title, ""), "》〉>”\" 　")
	}
	for _, k := range titleKinds() {
		if strings.HasSuffix(title, k) {
			return k
		}
	}
	return ""
}

var bracketBehind = pattern.MustCompile(`[（(【〔\[][^（）()【】〔〕\[\]]*[）)】〕\]]$`)

// Inner is what a notice issues, by its title; other titles stay.
//
//	关于印发〈澜川市防火办法〉的通知 → 澜川市防火办法
func Inner(title string) string {
	if m := issuing.FindStringSubmatch(title); m != nil {
		return strings.Trim(m[1], "《》〈〉<>＜＞")
	}
	return title
}

var issuing = pattern.MustCompile(`(?:关于)?(?:印发|转发|发布|下发|公布|批转)(?:了)?([《〈<＜].+[》〉>＞]|.+)的(?:通知|公告|通告|令)$`)

// How reads how the document whose title stands at span is cited: by the
// verb in front of the list of titles it stands in, or by the words behind the
// list. relation is refers where no words say more; verb may be empty.
//
//	依据《A》《B》，制定      依据, basis
//	落实国务院印发的《A》     落实, implements: what has 的 behind it only describes
//	现将《A》印发给你们      印发, issues
//	《A》同时废止            废止, repeals
func How(text []rune, span [2]int) (verb, relation string) {
	start, end := listStart(text, span[0]), listEnd(text, span[1])
	before := string(text[segmentStart(text, start):start])
	behind := string(text[end:sentenceEnd(text, end)])
	object := objectMark.MatchString(before)
	if !object {
		verb, relation = frontVerb(before)
	}
	light := verb == "" || relation == "implements" && lightVerb.MatchString(verb)
	switch {
	case repealed.MatchString(behind):
		return repealed.FindStringSubmatch(behind)[1], "repeals"
	case (relation == "drafts" || relation == "issues") && carrying.MatchString(behind):
		return verb, "implements"
	case light || object:
		if m := drafted.FindStringSubmatch(behind); m != nil && furthers.MatchString(before) {
			return m[1], "drafts"
		}
		if m := amended.FindStringSubmatch(behind); m != nil {
			return m[1], "amends"
		}
		if m := taken.FindStringSubmatch(behind); m != nil && object {
			return m[1], "refers"
		}
		if m := issued.FindStringSubmatch(behind); m != nil && (object || verb == "" && finished.MatchString(behind)) {
			return m[1], "issues"
		}
	}
	if verb != "" {
		return verb, relation
	}
	if m := groundsBefore.FindStringSubmatch(string(text[max(0, start-12):start])); m != nil {
		return m[1], "basis"
	}
	if m := asBasis.FindStringSubmatch(behind); m != nil && strings.HasSuffix(strings.TrimSpace(before), "以") {
		return "以…为" + m[1], "basis"
	}
	if m := passed.FindStringSubmatch(behind); m != nil {
		return m[1], "refers"
	}
	if m := carriedOut.FindStringSubmatch(behind); m != nil {
		return m[1], "implements"
	}
	if m := states.FindStringSubmatch(behind); m != nil {
		return m[1], "refers"
	}
	return "", "refers"
}

var (
	// lightVerb leaves what is done to the noun behind the title: 推进《A》的修订.
	lightVerb = pattern.MustCompile(`^(?:推进|推动)$`)
	// furthers says that what is named behind the title is to be done:
	// 推动《A》|出台, 做好《A》|编制工作; not 在《A》|出台后.
	furthers = pattern.MustCompile(`(?:推进|推动|做好|加快|完成|启动|开展|抓好|组织)\p{Han}{0,8}$`)
	drafted  = pattern.MustCompile(`^[^，,。；《]{0,6}?(制定|制订|出台|立法|编制|起草|颁布)`)
	// carrying is a document that carries out the cited one: 制定《A》|实施细则.
	carrying = pattern.MustCompile(`^的?[^，,。；《]{0,4}?(?:实施|配套|贯彻)[^，,。；《]{0,4}?(?:细则|办法|方案|意见|措施|政策|规定|文件|条例)`)
	// objectMark puts the object in front of its verb.
	objectMark = pattern.MustCompile(`(?:现将|将|把|对|对于)\s*$`)
	taken      = pattern.MustCompile(`^[^，,。；《]{0,8}?(纳入|列入|作为)`)
	repealed   = pattern.MustCompile(`^[^，,。；《（(]{0,10}?(废止|停止执行|失效)`)
	amended    = pattern.MustCompile(`^[^，,。；《]{0,10}?(修订|修改|修正|修编|完善)`)
	issued     = pattern.MustCompile(`(印发|转发|下发|公布|发布)`)
	// finished is said of a document that a notice issues.
	finished = pattern.MustCompile(`^[^。；《]{0,60}?(?:现予以?|现|予以|随文)(?:印发|转发|下发|公布|发布)`)
	passed   = pattern.MustCompile(`^已?经[^。；《]{0,60}?(通过|同意|批准)`)
	// groundsBefore begins a list: 编制依据包括：.
	groundsBefore = pattern.MustCompile(`(依据|根据)(?:主要)?(?:包括|有|为|如下)?[：:]\s*(?:(?:[0-9]+|[（(]?[一二三四五六七八九十0-9]+[）)])[.．、]?\s*)?$`)
	asBasis       = pattern.MustCompile(`^[^，,。；《]{0,4}?为(?:[^，,。；《]{0,6}?)(指导|依据|遵循|统领|引领|纲领|基础|准绳)`)
	carriedOut    = pattern.MustCompile(`^[^，,。；《]{0,14}?(贯彻落实|贯彻执行|宣传贯彻|贯彻|宣贯|落实|执行)`)
	states        = pattern.MustCompile(`^(?:等[^，,。；《]{0,8}?)?[^，,。；《的]{0,6}?(精神|要求|规定|明确|提出|指出|部署)`)
)

// frontVerb is the last verb of the words in front of a title, with the verbs
// joined to it, whose first tells the relation.
func frontVerb(before string) (verb, relation string) {
	rs := []rune(strings.TrimSpace(before))
	type token struct{ start, end int }
	var tokens []token
	for i := 0; i < len(rs); i++ {
		if n := verbAt(rs, i); n > 0 {
			tokens = append(tokens, token{i, i + n})
			i += n - 1
		}
	}
	for k := len(tokens) - 1; k >= 0; k-- {
		t, first := tokens[k], k
		for first > 0 && joined.MatchString(string(rs[tokens[first-1].end:tokens[first].start])) {
			first--
		}
		switch behind := string(rs[t.end:]); {
		case dates.MatchString(behind):
			return "", ""
		case describes.MatchString(behind):
			k = first
			continue
		}
		// 通过全面学习|宣传贯彻: what is done counts, not how.
		for first < k && citingVerbs()[string(rs[tokens[first].start:tokens[first].end])] == "refers" {
			first++
		}
		from := tokens[first]
		return string(rs[from.start:t.end]), citingVerbs()[string(rs[from.start:from.end])]
	}
	return "", ""
}

var (
	// describes follows a verb that only describes what is cited: 印发|的.
	describes = pattern.MustCompile(`^了?的`)
	// dates follows a verb that tells a time, and nothing in front of it is said
	// of what is cited: 自发布|之日起至.
	dates = pattern.MustCompile(`^(?:之日|之前|之后)`)
	// joined stands between two verbs of one object: 编制|并|发布.
	joined = pattern.MustCompile(`^(?:并|和|、|及|与|或|，|了)?(?:认真|全面|深入|有效|积极|切实|扎实|严格|大力|及时|组织|抓好|正式|联合|尽快|修改)?$`)
	// noVerb is a word that begins like a verb: 实施方案, 按时.
	noVerb = pattern.MustCompile(`^(?:实施(?:方案|意见|办法|细则|情况|单位|主体|路径)|执行(?:力|机制|情况|标准)|落实情况|推进(?:会|情况|机制)|发布会|宣传部|推进(?:办|委|组)|按(?:时|期|需|比例|规定|要求|程序|年|月|季)|通过(?:率|加强|建立|开展|实施|推动)|编制单位|见(?:效|证|义|习|面)|完善的|达到(?:[0-9]|全))`)
)

// verbAt is the length of the longest verb at i, 0 for none. 见 and 凭 stand
// right in front of what they name.
func verbAt(rs []rune, i int) int {
	if noVerb.MatchString(string(rs[i:min(len(rs), i+6)])) {
		return 0
	}
	for n := min(longestVerb, len(rs)-i); n > 0; n-- {
		w := string(rs[i : i+n])
		if citingVerbs()[w] == "" {
			continue
		}
		if n == 1 && w != "按" && i+n != len(rs) {
			return 0
		}
		return n
	}
	return 0
}

// listStart is the place of the 《 of the first of the titles that the one at
// title is listed with: 《A》、《B》和省政府《C》, numbers behind them not counted.
func listStart(text []rune, title int) int {
	start := skipBack(text, title, "《 \u3000")
	for {
		i := skipBack(text, skipBody(text, start), "、，,和与及以 \u3000\n")
		if i == start && (i == 0 || !closesTitle(text[i-1])) {
			return start
		}
		if k := openingBack(text, i, '（', '）', '(', ')'); k < i {
			i = k
		}
		if i == 0 || text[i-1] != '》' {
			return start
		}
		k := openingBack(text, i, '《', '》')
		if k == i {
			return start
		}
		start = k
	}
}

// skipBody goes back from i over the name of the body a title is of, where it
// stands in a list: 《A》、|省政府《B》. Words with a verb of citing are none.
func skipBody(text []rune, i int) int {
	k := i
	for k > 0 && i-k < 20 && unicode.Is(unicode.Han, text[k-1]) && !strings.ContainsRune("和与及", text[k-1]) {
		k--
	}
	if k == 0 || k == i || !strings.ContainsRune("、和与及", text[k-1]) {
		return i
	}
	if verb, _ := frontVerb(string(text[k:i])); verb != "" {
		return i
	}
	return k
}

func closesTitle(c rune) bool { return c == '》' || c == '）' || c == ')' }

// skipBack goes back from i over characters of set.
func skipBack(text []rune, i int, set string) int {
	for i > 0 && strings.ContainsRune(set, text[i-1]) {
		i--
	}
	return i
}

// openingBack is where the bracket opens that closes right before i, i where none
// does or it is longer than a title. brackets are pairs.
func openingBack(text []rune, i int, brackets ...rune) int {
	if i == 0 {
		return i
	}
	depth := 0
	for k := i - 1; k >= 0 && i-k < 160; k-- {
		switch at := slices.Index(brackets, text[k]); {
		case at < 0:
		case at%2 == 1:
			depth++
		default:
			depth--
		}
		if depth == 0 {
			if k == i-1 {
				return i // no bracket
			}
			return k
		}
	}
	return i
}

// listEnd is the place behind the 》 of the last of the titles listed with the
// one that ends at title, and behind the number after it.
func listEnd(text []rune, title int) int {
	end := title
	for end < len(text) && strings.ContainsRune("》 \u3000\n", text[end]) {
		end++
	}
	for {
		end = closing(text, end, '（', '）')
		end = closing(text, end, '(', ')')
		i := end
		for i < len(text) && strings.ContainsRune("、和与及以 \u3000", text[i]) {
			i++
		}
		k := closing(text, i, '《', '》')
		if k == i {
			return end
		}
		end = k
	}
}

// closing is the place behind the bracket that opens at i, i where none does.
func closing(text []rune, i int, opens, closes rune) int {
	if i >= len(text) || text[i] != opens {
		return i
	}
	depth := 0
	for k := i; k < len(text) && k-i < 160; k++ {
		switch text[k] {
		case opens:
			depth++
		case closes:
			depth--
		}
		if depth == 0 {
			return k + 1
		}
	}
	return i
}

// segmentStart is where the part of the sentence begins that ends at i.
func segmentStart(text []rune, i int) int {
	start := i
	for start > 0 && i-start < 60 && !strings.ContainsRune("。；;！？\n，,：:（(《》", text[start-1]) {
		start--
	}
	return start
}

// sentenceEnd is where the sentence ends that goes on at i.
func sentenceEnd(text []rune, i int) int {
	end := i
	for end < len(text) && end-i < 80 && !strings.ContainsRune("。；;！？\n", text[end]) {
		end++
	}
	return end
}
