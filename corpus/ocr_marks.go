package corpus

import (
	"strings"
	"unicode"
)

// What OCR gets wrong most is punctuation. Two kinds of it decide what a document
// says, and the document itself tells what they were.
//
// OCR drops the 、 behind the number of a chapter, which is small and stands
// low, and with it the chapter and the place of everything below it. The
// document's own sequence tells where: where 三、 follows and 一、 and 二、 do
// not, a short line that begins with 一 is the heading.

// maxChapters is more than a plan has; beyond it a number is something else.
const maxChapters = 40

// restoreLabels puts the 、 back into the lines of pages that were recognised
// from pictures, and takes one out that was read twice. It returns how many
// lines it changed.
func (s *Source) restoreLabels(pages []pdfPage) int {
	read := func(i int) bool { return recognised(pages, s.Lines[i].Page) }
	changed := 0
	at := map[int]int{} // the line of each chapter
	last := 0           // the highest chapter
	for i := range s.Lines {
		rs := []rune(s.Lines[i].Text)
		label, ok := ParseLabel(rs)
		if !ok || label.Kind != Han {
			continue
		}
		if label.Number <= last {
			return changed // an attachment counts anew: what is missing where is not to be told
		}
		last = label.Number
		at[last] = i
		if rest := rs[label.Len:]; read(i) && len(rest) > 0 && rest[0] == '、' {
			s.Lines[i].Text = string(rs[:label.Len]) + string(rest[1:])
			changed++
		}
	}
	if last > maxChapters {
		return changed
	}
	from := 0 // behind the chapter before
	for n := 1; n <= last; n++ {
		if i, ok := at[n]; ok {
			from = i + 1
			continue
		}
		end := len(s.Lines) // the chapter behind
		for m := n + 1; m <= last; m++ {
			if i, ok := at[m]; ok {
				end = i
				break
			}
		}
		found := -1
		for i := from; i < end; i++ {
			if !read(i) || !lacksMark(s.Lines[i].Text, n) {
				continue
			}
			if found >= 0 {
				found = -1 // one of two: left as they are
				break
			}
			found = i
		}
		if found < 0 {
			continue
		}
		rs := []rune(s.Lines[found].Text)
		k, _ := cutHanNumber(rs)
		s.Lines[found].Text = string(rs[:k]) + "、" + string(rs[k:])
		changed++
		from = found + 1
	}
	return changed
}

// restoreCloses puts back the ” and 》 that OCR has read as a question mark,
// which plans have no use for: one that follows “ or 《 on its line with nothing
// that closes between them. It returns how many it changed.
func (s *Source) restoreCloses(pages []pdfPage) int {
	changed := 0
	for i := range s.Lines {
		l := &s.Lines[i]
		if !recognised(pages, l.Page) || !strings.ContainsAny(l.Text, "?？") {
			continue
		}
		rs := []rune(l.Text)
		var close rune // of the mark that is open
		for k, r := range rs {
			switch r {
			case '“':
				close = '”'
			case '《':
				close = '》'
			case close, '。', '；':
				close = 0
			case '?', '？':
				if close != 0 {
					rs[k], close = close, 0
					changed++
				}
			}
		}
		l.Text = string(rs)
	}
	return changed
}

// recognised says whether the text of page n, from 1 on, comes from OCR.
func recognised(pages []pdfPage, n int) bool {
	return n >= 1 && n <= len(pages) && pages[n-1].confidence > 0
}

// lacksMark says whether a line is the heading of chapter n but for its mark:
// the number, and a few characters without punctuation.
func lacksMark(text string, n int) bool {
	rs := []rune(text)
	k, v := cutHanNumber(rs)
	if v != n || len(rs)-k < 2 || len(rs)-k > 20 {
		return false
	}
	for _, r := range rs[k:] {
		if !unicode.Is(unicode.Han, r) && !strings.ContainsRune("“”《》+", r) {
			return false
		}
	}
	return true
}

// cutHanNumber returns how many code points the number takes that rs begins
// with, and the number, 0 for none.
func cutHanNumber(rs []rune) (k, n int) {
	for k < len(rs) && isHanDigit(rs[k]) {
		k++
	}
	n, ok := ParseHanNumber(rs[:k])
	if !ok {
		return 0, 0
	}
	return k, n
}
