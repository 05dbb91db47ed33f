package corpus

import (
	"strings"

	"guihua/corpus/pattern"
)

// Lines of a web page that are not the document, as they come along when a
// page is copied into a text file. Each pattern is a whole line.
var chromeLines = []*pattern.Pattern{
	pattern.MustCompile(`^(您|你)?(现在|当前|所在)?的?(所在)?位置\s*[:：].*`),
	pattern.MustCompile(`^首页\s*[>＞»/\-|].*`),
	pattern.MustCompile(`^\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?(\s*\d{1,2}:\d{2}(:\d{2})?)?\s*[·|]?\s*(信息)?(来源|作者|字体|浏览)\s*[:：].*`),
	pattern.MustCompile(`^.{0,20}\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}(:\d{2})?\s*[·|]?\s*(来源|作者|字体|浏览).*`),
	pattern.MustCompile(`^\[?\s*(我要纠错|返回顶部|关闭窗口|打印本页)\s*\]?$`),
	pattern.MustCompile(`^(信息|文章|文件)?(来源|出处)\s*[:：].{0,60}$`),
	pattern.MustCompile(`^[\[【]?(发布|发表|更新|生成|印发)?(时间|日期)[\]】]?\s*[:：]?\s*\d{4}.{0,60}$`),
	pattern.MustCompile(`^[【\[]?\s*(字体|字号)(大小)?\s*[:：]?.{0,24}$`),
	pattern.MustCompile(`^(浏览|阅读|点击|访问)(量|次数|数)?\s*[:：].{0,16}$`),
	pattern.MustCompile(`^[【\[]?\s*(打印|关闭|收藏|分享|返回顶部|返回|字体|大|中|小|本页|本文|窗口|此页|[|\s　【】\[\]])+(到)?\s*[】\]]?$`),
	pattern.MustCompile(`^(相关(解读|链接|文件|附件|阅读|政策|稿件)|政策解读|解读链接|部门解读|图解|一图读懂|点击查看|上一篇|下一篇|附件下载)\s*[:：]?.*`),
	pattern.MustCompile(`^(责任编辑|编辑|作者|审核|校对|监制|主办单位|主办|承办单位|版权所有|网站标识码)\s*[:：]?.{0,60}$`),
	pattern.MustCompile(`^.{0,60}(ICP备|公网安备|网安备|版权所有|网站标识码).{0,60}$`),
	pattern.MustCompile(`^(扫一扫|分享到|分享|手机扫|微信扫|扫码|取消收藏|PDF格式下载|公报PDF|繁体|简体|无障碍|X)\s*[:：]?.{0,40}$`),
	pattern.MustCompile(`^原文链接\s*[:：].*`),
	pattern.MustCompile(`^【法宝引证码】.*`),
	pattern.MustCompile(`^https?://\S+$`),
	pattern.MustCompile(`^[\[【]?(索\s*引\s*号|主题分类|发布机构|发文机构|公开方式|信息分类|有\s*效\s*性|主\s*题\s*词|信息索引号|公文种类|实施日期|废止日期|文件来源|联合发文单位|文件有效性)[\]】]?\s*[:：]?.{0,60}$`),
}

// pageLabel is a label of a web page's head alone on its line, with its value
// on the next: 发布日期：
var pageLabel = pattern.MustCompile(`^[\[【]?\s*(索\s*引\s*号|主题分类|发布机构|发文机关|发文机构|成文日期|发布日期|发布时间|公开日期|生效日期|标\s*题|发文字号|文\s*号|主\s*题\s*词|公文种类|信息来源|来源|有效性|公开方式)\s*[\]】]?\s*[:：]?$`)

// bracketLabel is a line of a page's head with its label in brackets.
var bracketLabel = pattern.MustCompile(`^[\[【](主题分类|发文机构|联合发文单位|实施日期|成文日期|发文字号|废止日期|发布日期|有效性|文件来源|索引号|发布机构|文号|标题|主题词|公开方式)[\]】]`)

// pageDate is a date as pages print it, not as documents sign.
var pageDate = pattern.MustCompile(`^\d{4}([-/.]\d{1,2}){2}(\s+\d{1,2}:\d{2}(:\d{2})?)?$`)

// footStart begins what a page prints below the document.
var footStart = pattern.MustCompile(`^(公报PDF|分享(到)?\s*[:：]?|相关(解读|稿件|阅读|链接|文件|新闻|政策)\s*[:：]?|扫一扫.*|\[?\s*我要纠错\s*\]?|文件下载[：:]?.*|—*\s*END\s*—*|【?\s*免责声明.*|主办(单位)?\s*[:：].*|版权所有.*|您访问的链接.*|网站地图|关于我们.*|联系我们.*|打印本页|【?打印(本页|此页)?】?.*|关闭窗口|上一篇.*|下一篇.*|←\s*上一篇.*|返回.{0,8}(列表|顶部)|责任编辑.*|浏览(量|次数)\s*[:：]?.*|Copyright.*|Produced By.*|政策解读|部门解读.*|附件下载.*|明白卡|微信|微博|发布)$`)

// titleLine ends the name of a document.
var titleLine = pattern.MustCompile(`(通知|意见|方案|规划|计划|措施|举措|办法|纲要|决定|公告|要点|建议|条例|规定|细则|政策|指引|批复|函)([（(〔][^（）()]{1,20}[）)〕])?$`)

// markChrome marks page chrome above the first and below the last heading;
// between them nothing is chrome.
func (c *cleaner) markChrome() {
	c.markFrontMatter()
	first, last := len(c.ls), -1
	for i := range c.ls {
		Alive(c.ctx)
		if l := &c.ls[i]; l.out == "" && !l.blank() && l.grid == 0 {
			if lab, ok := ParseLabel(l.text); ok && len(l.text) > lab.Len {
				first, last = min(first, i), i
			}
		}
	}
	if last < 0 {
		first, last = len(c.ls), len(c.ls)
	}
	fields := c.markFields(first)
	if c.markPageLines(first, last) || fields {
		c.markHead(first)
	}
	c.markFoot(last)
}

// markFrontMatter marks the --- … --- block that site generators put above a page.
func (c *cleaner) markFrontMatter() {
	i := 0
	for i < len(c.ls) && c.ls[i].blank() {
		i++
	}
	if i == len(c.ls) {
		return
	}
	if s := c.ls[i].str(); frontMatter.MatchString(s) { // all on one line
		c.ls[i].out = whyChrome
		return
	} else if s != "---" {
		return
	}
	for k := i + 1; k < len(c.ls) && k < i+30; k++ {
		if strings.HasPrefix(c.ls[k].str(), "---") {
			for ; i <= k; i++ {
				c.ls[i].out = whyChrome
			}
			return
		}
	}
}

var frontMatter = pattern.MustCompile(`^---\s.*\b(?:layout|title|date)\s*:.*---$`)

// markPageLines marks the lines outside the document that are chrome by
// themselves and says whether there are any. A line above the document that
// repeats the last step of the breadcrumb trail is chrome too.
func (c *cleaner) markPageLines(first, last int) (web bool) {
	var crumbs []string
	value := false // the line before was a label without its value
	for i := range c.ls {
		Alive(c.ctx)
		l := &c.ls[i]
		if l.blank() || l.out != "" || l.grid > 0 || l.tab || i >= first && i <= last {
			continue
		}
		s := l.str()
		switch {
		case pageLabel.MatchString(s) && i < first:
			l.out, value = whyChrome, true
			continue
		case value && len(l.text) <= 80 && !titleLine.MatchString(s) && !strings.Contains(s, "关于"):
			l.out = whyChrome
		case pageDate.MatchString(s) && i < first:
			l.out = whyChrome
		case i < first && (strings.Count(s, ">") >= 2 || strings.Count(s, "＞") >= 2) && !strings.ContainsRune(s, '。'), i < first && bracketLabel.MatchString(s):
			l.out = whyChrome
			if bracketLabel.FindString(s) == "" {
				crumbs = steps(s)
			}
		case len(l.text) <= 100:
			for _, re := range chromeLines {
				if re.MatchString(s) {
					l.out = whyChrome
					if strings.ContainsAny(s, ">＞»") {
						crumbs = steps(s)
					}
					break
				}
			}
			if l.out == "" && i < first && len(crumbs) > 0 && s == crumbs[len(crumbs)-1] {
				l.out = whyChrome
			}
		}
		value = false
		web = web || l.out != "" && i < first
	}
	return web
}

// steps are the steps of a breadcrumb trail.
func steps(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(">＞»:：/ ", r) })
}

// markHead marks the navigation above the title of a web page: short lines up
// to the first line that reads as a document's name.
func (c *cleaner) markHead(first int) {
	title := -1
	for i := 0; i < first && i < len(c.ls); i++ {
		if l := &c.ls[i]; l.out == "" && len(l.text) >= 8 && (titleLine.MatchString(l.str()) || strings.Contains(l.str(), "关于")) {
			title = i
			break
		}
	}
	// A title on several lines begins with the issuer's name or 关于.
	for i := 0; i < title; i++ {
		l := &c.ls[i]
		s := squeeze(l.text)
		if l.blank() || l.out != "" || l.grid > 0 || len(l.text) > 60 || officialLine.MatchString(s) || i >= title-8 && bodyName.MatchString(s) {
			continue
		}
		l.out = whyChrome
	}
}

// officialLine is a line above a title that belongs to the document: its
// number, its letterhead, the issuer's name.
var officialLine = pattern.MustCompile(`〔\d{4}〕|\[\d{4}\]|（\d{4}）\d+号|.{5,}文件$`)

// bodyName ends the name of an issuer.
var bodyName = pattern.MustCompile(`(人民政府|委员会|办公室|办公厅|厅|局|省委|市委|县委|区委|国务院|法院|检察院)$`)

// markFoot marks everything from the first line of a page's foot on.
func (c *cleaner) markFoot(last int) {
	if last < 0 || last >= len(c.ls) {
		return
	}
	foot := -1
	for i := last + 1; i < len(c.ls); i++ {
		l := &c.ls[i]
		if l.blank() || len(l.text) > 60 {
			continue
		}
		s := l.str()
		if startWords.MatchString(s) && l.out == "" && foot < 0 {
			continue
		}
		if footStart.MatchString(s) {
			foot = i
			break
		}
	}
	if foot < 0 {
		return
	}
	for i := foot; i < len(c.ls); i++ {
		l := &c.ls[i]
		if annexStart.MatchString(l.str()) || l.tab || l.grid > 0 {
			return // a document goes on below the buttons
		}
		if !l.blank() && l.out == "" {
			l.out = whyChrome
		}
	}
}

var annexStart = pattern.MustCompile(`^附\s*件\s*[0-9一二三四五六七八九十]{0,2}\s*$`)
