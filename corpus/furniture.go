package corpus

import "guihua/corpus/pattern"

var (
	dashNumber = pattern.MustCompile(`^[-—–－―─·•一]{1,3}\s*\d{1,4}\s*[-—–－―─·•一]{1,3}$`) // OCR reads the dashes as 一
	pageOf     = pattern.MustCompile(`^(第\s*\d{1,4}\s*页([,，/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(\s*of\s*\d{1,4})?)$`)
	digits     = pattern.MustCompile(`\d+`)
	bareNumber = pattern.MustCompile(`^\d{1,3}$`)
)

// markPageNumbers marks lines such as —9—, - 12 -, 第3页 共10页. A bare number is a
// page number only in a series: at least three of them, each one more than
// the one before it.
func (c *cleaner) markPageNumbers() {
	type bare struct{ line, n int }
	var run, best []bare
	for i := range c.ls {
		Alive(c.ctx)
		l := &c.ls[i]
		if l.blank() || len(l.text) > 24 || l.tab || l.grid > 0 {
			continue
		}
		s := fold(l.text)
		switch {
		case dashNumber.MatchString(s), pageOf.MatchString(s):
			l.out = whyPageNumber
		case bareNumber.MatchString(s):
			n, _ := parseDigits([]rune(s))
			if len(run) == 0 || n != run[len(run)-1].n+1 {
				run = nil
			}
			run = append(run, bare{i, n})
			if len(run) > len(best) {
				best = run
			}
		}
	}
	if len(best) >= 3 {
		for _, b := range best {
			c.ls[b.line].out = whyPageNumber
		}
	}
}

// markRunningHeads marks lines that stand at the top or the foot of at least
// half of the pages, numbers in them not compared.
func (c *cleaner) markRunningHeads() {
	if c.src.Pages < 4 {
		return
	}
	places := map[string][]int{}
	page := func(i int) int { return c.src.Lines[c.ls[i].src].Page }
	note := func(i int) {
		key := digits.ReplaceAllString(squeeze(c.ls[i].text), "#")
		places[key] = append(places[key], i)
	}
	var live []int
	for i := range c.ls {
		Alive(c.ctx)
		if !c.ls[i].blank() && c.ls[i].out == "" && c.ls[i].grid == 0 {
			live = append(live, i)
		}
	}
	for k, i := range live {
		first := k == 0 || page(live[k-1]) != page(i)
		last := k == len(live)-1 || page(live[k+1]) != page(i)
		if first || last {
			note(i)
		}
	}
	for _, is := range places {
		if len(is) >= 3 && len(is)*2 >= c.src.Pages {
			for _, i := range is {
				c.ls[i].out = whyRunningHead
			}
		}
	}
}

// comment begins a balloon a word processor prints in the margin for a change
// or a remark: 删除[张三]:….
var comment = pattern.MustCompile(`^(?:删除|插入|批注|设置格式|带格式的?|格式)\s*[\[［【（(][^\]］】）)]{1,12}[\]］】）)]`)

// markComments marks balloons in the margin, with the lines that go on below
// their first at the same place.
func (c *cleaner) markComments() {
	x := -1.0
	for i := range c.ls {
		l, b := &c.ls[i], c.box(i)
		if l.blank() || l.out != "" || b.X1 <= b.X0 {
			continue
		}
		switch {
		case comment.MatchString(l.str()):
			l.out, x = whyComment, b.X0
		case x >= 0 && abs(b.X0-x) < 3:
			l.out = whyComment
		case b.X0 < x-3:
			// The body goes on beside the balloons.
		default:
			x = -1
		}
	}
}
