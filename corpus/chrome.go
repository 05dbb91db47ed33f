package corpus

import (
	"regexp"
	"strings"
)

// Lines of a web page that are not the document, as they come along when a
// page is copied into a text file. Each pattern is a whole line.
var chromeLines = []*regexp.Regexp{
	regexp.MustCompile(`^(您|你)?(现在|当前|所在)?的?(所在)?位置\s*[:：].*`),
	regexp.MustCompile(`^首页\s*[>＞»/\-|].*`),
	regexp.MustCompile(`^\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?(\s*\d{1,2}:\d{2}(:\d{2})?)?\s*(信息)?(来源|作者|字体|浏览)\s*[:：].*`),
	regexp.MustCompile(`^(信息|文章)?(来源|出处)\s*[:：].{0,60}$`),
	regexp.MustCompile(`^(发布|发表|更新|成文|生成)?(时间|日期)\s*[:：]\s*\d{4}.{0,60}$`),
	regexp.MustCompile(`^[【\[]?\s*(字体|字号)(大小)?\s*[:：]?.{0,24}$`),
	regexp.MustCompile(`^(浏览|阅读|点击|访问)(量|次数|数)?\s*[:：].{0,16}$`),
	regexp.MustCompile(`^[【\[]?\s*(打印|关闭|收藏|分享|返回顶部|返回|字体|大|中|小|本页|本文|窗口|此页|[|\s　【】\[\]])+(到)?\s*[】\]]?$`),
	regexp.MustCompile(`^(相关(解读|链接|文件|附件|阅读|政策|稿件)|政策解读|解读链接|图解|一图读懂|上一篇|下一篇|附件下载)\s*[:：].*`),
	regexp.MustCompile(`^(责任编辑|编辑|作者|审核|校对|监制|主办单位|承办单位|版权所有|网站标识码).{0,60}$`),
	regexp.MustCompile(`^.{0,60}(ICP备|公网安备|网安备|版权所有|网站标识码).{0,60}$`),
	regexp.MustCompile(`^(扫一扫|分享到|手机扫|微信扫).{0,40}$`),
	regexp.MustCompile(`^原文链接\s*[:：].*`),
	regexp.MustCompile(`^【法宝引证码】.*`),
	regexp.MustCompile(`^https?://\S+$`),
	regexp.MustCompile(`^(索\s*引\s*号|主题分类|发布机构|公开方式|信息分类|有\s*效\s*性|主题词|信息索引号|公文种类)\s*[:：].{0,60}$`),
}

// markChrome marks page chrome above the first and below the last heading;
// between them nothing is chrome. A line above the document that repeats the
// last step of the breadcrumb trail is chrome too.
func (c *cleaner) markChrome() {
	first, last := len(c.ls), -1
	for i := range c.ls {
		if l := &c.ls[i]; l.out == "" && !l.blank() {
			if _, ok := ParseLabel(l.text); ok || len(l.text) > 120 {
				first, last = min(first, i), i
			}
		}
	}
	var crumbs []string
	for i := range c.ls {
		l := &c.ls[i]
		if l.blank() || l.out != "" || i >= first && i <= last || len(l.text) > 100 {
			continue
		}
		s := string(l.text)
		for _, re := range chromeLines {
			if re.MatchString(s) {
				l.out = whyChrome
				if strings.ContainsAny(s, ">＞»") {
					crumbs = strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(">＞»:：/ ", r) })
				}
				break
			}
		}
		if l.out == "" && i < first && len(crumbs) > 0 && s == crumbs[len(crumbs)-1] {
			l.out = whyChrome
		}
	}
}
