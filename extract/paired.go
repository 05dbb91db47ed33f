package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/quantity"
)

// paired gives each amount of a 分别 list its own of as many receivers: 对首次突破
// 10亿元、5亿元的企业，分别给予50万元、30万元; 对新认定的省、市级平台，分别奖励….
// The list may stand in the name itself or between it and the giving. It
// returns "" where the receivers cannot be told apart.
func (d *doc) paired(c *sentenceContext, q quantity.Quantity, lo int, base string) string {
	if c.end-c.start > 2000 { // no sentence of people
		return ""
	}
	i, run := d.placeInRun(c, q)
	if run < 2 {
		return ""
	}
	if name := distribute(base, i, run); name != "" {
		return name
	}
	// 对甲企业，年收入首次达到1亿元、2亿元的，分别给予…
	for _, s := range d.split(c.start, lo, "，,") {
		if name := distribute(strings.TrimRight(d.str(s[0], s[1]), "的，"), i, run); name != "" && quantities.MatchString(name) {
			if strings.Contains(name, base) {
				return name
			}
			return base + name
		}
	}
	return ""
}

var quantities = pattern.MustCompile(`[0-9０-９]`)

// placeInRun returns the place of q among the amounts that 、 joins to it
// behind 分别 or a verb of giving, and how many they are; 0, 0 where q stands alone.
func (d *doc) placeInRun(c *sentenceContext, q quantity.Quantity) (i, run int) {
	qs := c.scanned
	at := -1
	for k := range qs {
		if qs[k].Num == q.Num {
			at = k
		}
	}
	if at < 0 {
		return 0, 0
	}
	joined := func(a, b quantity.Quantity) bool {
		return a.Unit == b.Unit && b.Start-a.End <= 4 && strings.ContainsAny(d.str(a.End, b.Start), "、和及")
	}
	first, last := at, at
	for first > 0 && joined(qs[first-1], qs[first]) {
		first--
	}
	for last+1 < len(qs) && joined(qs[last], qs[last+1]) {
		last++
	}
	if first == last {
		return 0, 0
	}
	return at - first, last - first + 1
}

// distribute returns item i of a name that lists run things with common words
// around them, those words given to it: 获得国家级、省级认定的企业 and 1 is
// 获得省级认定的企业. It returns "" where the name is no such list.
func distribute(name string, i, run int) string {
	items := listItems(name, run)
	if items == nil {
		return ""
	}
	last := items[run-1]
	// Only the numbers differ: what stands before the first and behind the last
	// belongs to all.
	if a, b := numberIn.FindStringIndex(items[0]), numberIn.FindStringIndex(last); a != nil && b != nil && a[1] == len(items[0]) {
		if n := numberIn.FindString(items[i]); n != "" {
			return items[0][:a[0]] + n + last[b[1]:]
		}
	}
	// 省、市级平台: the level differs.
	if head, tail := levelEnd.FindStringIndex(items[0]), levelStart.FindStringIndex(last); head != nil && tail != nil {
		level := items[i]
		switch {
		case i == 0:
			level = items[0][head[0]:]
		case i == run-1:
			level = last[:tail[1]]
		}
		if strings.HasSuffix(last[:tail[1]], "级") && !strings.HasSuffix(level, "级") {
			level += "级"
		}
		return items[0][:head[0]] + level + last[tail[1]:]
	}
	// “甲奖”“乙奖”的企业: the quoted names differ.
	if a, b := strings.IndexRune(items[0], '“'), strings.LastIndex(last, "”"); a >= 0 && b >= 0 && strings.HasSuffix(items[0], "”") && strings.HasPrefix(last, "“") {
		core := items[i]
		switch {
		case i == 0:
			core = items[0][a:]
		case i == run-1:
			core = last[:b+len("”")]
		}
		return items[0][:a] + core + last[b+len("”"):]
	}
	// 制定国际标准、国家标准的企业: as many characters, the last one alike.
	if b := strings.Index(last, "的"); b > 0 {
		core, first := []rune(last[:b]), []rune(items[0])
		if n := len(core); len(first) > n && first[len(first)-1] == core[n-1] {
			front := string(first[:len(first)-n])
			if i == 0 {
				return items[0] + last[b:]
			}
			if i < run-1 {
				return front + items[i] + last[b:]
			}
			return front + last
		}
	}
	// 支柱产业、特色产业集群: the last goes on behind the word all end with.
	if first := []rune(items[0]); len(first) >= 2 {
		end := string(first[len(first)-2:])
		if k := strings.Index(last, end); k >= 0 && k+len(end) < len(last) && i < run-1 && strings.HasSuffix(items[i], end) {
			return items[i] + last[k+len(end):]
		}
	}
	return items[i]
}

// listItems parts a name into run items, nil where it has another number of
// them.
func listItems(name string, run int) []string {
	for _, sep := range []*pattern.Pattern{splitNames, splitMarks, betweenQuotes} {
		items := sep.Split(name, -1)
		if sep == betweenQuotes {
			for k := range items {
				if k > 0 {
					items[k] = "“" + items[k]
				}
				if k < len(items)-1 {
					items[k] += "”"
				}
			}
		}
		if len(items) == run {
			return items
		}
	}
	return nil
}

var (
	splitNames    = pattern.MustCompile(`、|和|以及|及`)
	splitMarks    = pattern.MustCompile(`、`)
	betweenQuotes = pattern.MustCompile(`”“|”、“`)
	numberIn      = pattern.MustCompile(`[0-9０-９.．]+\s*[十百千万亿]*(?:元|%|家|人|个|名|强)?(?:以上)?`)
	levelEnd      = pattern.MustCompile(`(?:国家|全国|省|市|县|区|部|自治区)级?$`)
	levelStart    = pattern.MustCompile(`^(?:国家|全国|全省|全市|省|市|县|区|部)级?`)
)
