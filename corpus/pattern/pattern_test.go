package pattern

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// exprs have every shape that is looked at before regexp is asked: anchored at
// either end or only in one alternative, with and without a limit, with
// anything first, empty.
var exprs = []string{
	`牵头|主责|负责`,
	`^(?:各|有关|相关)|成员单位$`,
	`^\p{Han}{1,6}?(?:省|自治区|市)`,
	`(?:、|，)?(?:按职责(?:分工)?负责|负责落实|负责)$`,
	`[，。]?(?:以下(?:各项)?均.*|不(?:单独|重复)?列出.*)$`,
	`^.{0,6}(ICP备|公网安备).{0,6}$`,
	`[\p{Han}]{1,14}[〔\[（]\s*(?:19|20)\d{2}\s*[〕\]）]\s*第?\d{1,4}号`,
	`(?:牵头|责任|配合){1,2}(?:单位|部门)(?:及分工)?(?:[：:]|为|是)|责任人[：:]`,
	`20\d\d年.*(基期|现状)|^(基期|现状)值?`,
	`(?:^|[^加高])到20\d\d年|力争`,
	`([一二三]、)?`,
	`(?i)abc|def$`,
	`\bpage\b`,
	`(函|通知)([（(][^（）()]{1,20}[）)])?$`,
	`(?:为|至|到)*(?:达到|达|为|到)+$`,
	`^$`,
	`^附\s*件\s*([0-9]{1,2})?\s*[：:]?\s*(.*)$|^附$`,
	`[0-9][0-9.]*`,
	`(a|ab)(c|bcd)(d*)`,
	`(?s)^.{2}负责`,
	`(?m)^一|负责$`,
	`负责.{2}\z`,
	`年\d{1,2}月|𠀀.`,
}

var texts = []string{
	"", "负", "负责", "市财政局牵头，市教育局负责", "由市政府负责解释", "各区、各县成员单位", "按职责分工负责", "、负责",
	"以下均需落实，不再列出", "京ICP备12号", "京政发〔2021〕12号文，国发〔2020〕3号", "（牵头单位：市经信局；配合部门为市财政局）责任人：张三",
	"2020年实际基期2025年", "基期值", "提高到2025年", "到2025年", "一、二、三、", "xABCdef", "see page 3", "关于某事的通知（试行）", "复函", "至到达到为到",
	"附件1：任务清单", "附", "6.6910.7市", "abcd", "x负责", "第二行\n一、负责\n一", "浙江省杭州市", "𠀀𠀁年12月\xff\xfe负责ab", "\xff", "负责\xe7",
}

// A pattern answers every question as regexp does.
func TestLikeRegexp(t *testing.T) {
	for _, expr := range exprs {
		p, re := MustCompile(expr), regexp.MustCompile(expr)
		for _, a := range texts {
			for _, b := range texts {
				alike(t, p, re, a+b)
			}
		}
	}
}

// Every piece of a text that has all the words of the expressions.
func TestPieces(t *testing.T) {
	rs := []rune(strings.Join(texts, ""))
	for _, expr := range exprs {
		p, re := MustCompile(expr), regexp.MustCompile(expr)
		for i := range rs {
			for _, n := range []int{1, 2, 3, 7, 20} {
				alike(t, p, re, string(rs[i:min(len(rs), i+n)]))
			}
		}
	}
}

func FuzzLikeRegexp(f *testing.F) {
	for i, s := range texts {
		f.Add(exprs[i%len(exprs)], s)
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		re, err := regexp.Compile(expr)
		if err != nil || len(expr) > 60 || len(s) > 200 || strings.Contains(expr, "00") {
			return // x{900} is right too, but slow
		}
		alike(t, MustCompile(expr), re, s)
	})
}

// before is where the character begins that ends at end, the length of s where
// end is negative.
func before(s string, end int) int {
	if end < 0 {
		return len(s)
	}
	_, n := utf8.DecodeLastRuneInString(s[:end])
	return end - n
}

func alike(t *testing.T, p *Pattern, re *regexp.Regexp, s string) {
	t.Helper()
	if end := p.FirstEnd(s); end >= 0 && !re.MatchString(s[:end]) || end != 0 && re.MatchString(s[:before(s, end)]) {
		t.Errorf("%s.FirstEnd(%q) = %d", p, s, end)
	}
	for _, q := range []struct {
		name      string
		got, want any
	}{
		{"MatchString", p.MatchString(s), re.MatchString(s)},
		{"FindString", p.FindString(s), re.FindString(s)},
		{"FindStringIndex", p.FindStringIndex(s), re.FindStringIndex(s)},
		{"FindStringSubmatch", p.FindStringSubmatch(s), re.FindStringSubmatch(s)},
		{"FindStringSubmatchIndex", p.FindStringSubmatchIndex(s), re.FindStringSubmatchIndex(s)},
		{"FindAllStringIndex", p.FindAllStringIndex(s, -1), re.FindAllStringIndex(s, -1)},
		{"FindAllStringSubmatchIndex", p.FindAllStringSubmatchIndex(s, 2), re.FindAllStringSubmatchIndex(s, 2)},
		{"FindAllStringSubmatch", p.FindAllStringSubmatch(s, -1), re.FindAllStringSubmatch(s, -1)},
		{"ReplaceAllString", p.ReplaceAllString(s, "<$1>"), re.ReplaceAllString(s, "<$1>")},
		{"Split", p.Split(s, -1), re.Split(s, -1)},
	} {
		if !reflect.DeepEqual(q.got, q.want) {
			t.Errorf("%s.%s(%q) = %#v, regexp says %#v", p, q.name, s, q.got, q.want)
		}
	}
}
