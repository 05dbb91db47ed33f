package extract

import (
	"strings"

	"guihua/corpus/pattern"
)

// references records each distinct 《…》 that names a document, at its first
// place, with the number printed right after it. Newspapers and the short
// forms a text gives its documents （以下简称《条例》） are not recorded.
func (d *doc) references() {
	byTitle := map[string]int{}
	short := d.shortForms()
	for i := 0; i < len(d.rs); i++ {
		if d.rs[i] != '《' {
			continue
		}
		end := i + int(d.match[i])
		if end == i || end-i > 160 {
			continue // not closed: matchMarks has warned of it
		}
		start, stop := d.trim(i+1, end)
		title := d.str(start, stop)
		key := foldPunct(title)
		i = end
		if title == "" || strings.ContainsRune(title, '\n') && stop-start > 80 || short[key] || hasAnySuffix(title, periodicals) {
			continue
		}
		if _, bare := bareTitles[key]; bare {
			continue
		}
		if periodicalBehind.MatchString(d.str(end+1, min(len(d.rs), end+4))) {
			continue
		}
		number := d.numberAfter(end + 1)
		if k, ok := byTitle[key]; ok {
			if r := &d.out.References[k]; r.Number == nil && number != nil {
				r.Number = number
				d.kept(d.why.references, k).note("number", *number, "reference/number-later", "", Span{start, stop})
			}
			continue
		}
		byTitle[key] = len(d.out.References)
		d.out.References = append(d.out.References, Reference{Title: title, Number: number, Page: d.page(start), Span: Span{start, stop}})
		why := d.reasons()
		d.keep(&d.why.references, why)
		why.note("title", title, "reference/title-marks", "《》", Span{start, stop})
		if number != nil {
			at := end + 1
			if isOpen(d.rs[at]) {
				at++
			}
			why.note("number", *number, "reference/number-behind", *number, Span{at, at + runeLen(*number)})
		}
	}
}

var numberBehind = pattern.MustCompile(`^[（(]?([\p{Han}]{1,14}[〔\[（(【](?:19|20)\d{2}[〕\]）)】]\s*第?\d{1,4}号)`)

// numberAfter returns the 发文字号 printed from position i on.
func (d *doc) numberAfter(i int) *string {
	if m := numberBehind.FindStringSubmatch(d.str(min(i, len(d.rs)), min(i+40, len(d.rs)))); m != nil {
		return &m[1]
	}
	return nil
}

var shortForm = pattern.MustCompile(`(?:以下|下文|下)(?:统|并)?(?:简称|称)(?:为)?[“"：:]?《([^《》]{1,20})》`)

// shortForms returns the names the text gives its documents for short.
func (d *doc) shortForms() map[string]bool {
	out := map[string]bool{}
	for i := range d.paras {
		s := d.text(&d.paras[i])
		if !strings.Contains(s, "《") {
			continue
		}
		for _, m := range shortForm.FindAllStringSubmatch(s, -1) {
			out[foldPunct(m[1])] = true
		}
	}
	return out
}

// bareTitles are kinds of documents alone, which refer back to one named
// before.
var bareTitles = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range titleWords {
		m[w] = true
	}
	return m
}()

var periodicalBehind = pattern.MustCompile(`^(?:杂志|报纸|期刊|月刊|周刊)`)

var periodicals = []string{"日报", "晚报", "时报", "早报", "晨报", "商报", "周报", "周刊", "杂志", "新闻联播", "电视台"}
