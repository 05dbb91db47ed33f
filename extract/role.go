package extract

import (
	"strings"

	"guihua/corpus"
	"guihua/corpus/pattern"
)

// Words in the title of a chapter or section that tell its role. The first
// list that matches wins: 总体思路与发展目标 is general before it is goals.
var roleWords = []struct {
	role  Role
	words []string
}{
	{RoleGeneral, strings.Fields(`总体要求 指导思想 基本原则 总体思路 发展思路 基本思路 总则 工作原则 发展原则 总体部署 总体考虑 重要意义 战略定位 功能定位 基本要求 指导方针 工作思路 编制依据 发展定位 活动主题`)},
	{RoleSchedule, strings.Fields(`时间安排 实施步骤 工作步骤 进度安排 实施时间 时间进度 工作进度 步骤安排 方法步骤 阶段安排 实施阶段 推进计划 实施进度 时间步骤 推进步骤 行动步骤 活动时间`)},
	{RoleSafeguards, strings.Fields(`保障措施 组织实施 组织保障 工作要求 有关要求 相关要求 实施保障 保障机制 工作保障 规划实施 推进机制 支撑保障 政策保障 组织领导 附则`)},
	{RoleGoals, strings.Fields(`发展目标 主要目标 总体目标 工作目标 行动目标 目标任务 建设目标 战略目标 阶段目标 重点目标 目标要求 预期目标 主要指标 奋斗目标 规划目标 总目标 年度目标 任务目标 创建目标 试点目标 考核目标 整治目标`)},
	{RoleBackground, strings.Fields(`规划基础 发展基础 发展现状 现状 形势 规划背景 发展背景 发展环境 面临环境 战略态势 回顾 主要成效 取得成效 存在问题 现实基础 发展成就 发展形势 面临形势 形势要求 发展态势 机遇和挑战 机遇与挑战 关键时期 重大成就 历史性成就 历史方位 承前启后 发展成效 工作基础 建设基础 基本情况 基础条件 主要成就 发展回顾 主要问题 发展优势 工作背景 编制背景`)},
}

// roleWord finds the words of each list of roleWords.
var roleWord = func() (ps []*pattern.Pattern) {
	for _, r := range roleWords {
		ps = append(ps, pattern.MustCompile(strings.Join(r.words, "|")))
	}
	return ps
}()

// ordering begins titles that give an order: 优化发展环境 is a task although
// 发展环境 alone is background.
var ordering = pattern.MustCompile(`^(?:优化|强化|加强|加快|推进|推动|深化|提升|提高|完善|健全|构建|打造|营造|改善|落实|严格|建立|建设|实施|开展|培育|壮大|夯实|激发|扩大|促进|聚焦|围绕|明确|着力|大力|全面|积极|切实|持续|突出|深入|纵深|全力|扎实|高水平|高标准|高质量|全方位|更好|加力|支持|鼓励|引导|拓展|发展|创新|统筹|保障|增强|做[好大强优])`)

// titleRole returns the role a title tells and the word that tells it, or "".
func titleRole(title string) (role Role, word string) {
	for i, r := range roleWords {
		word := roleWord[i].FindString(title)
		if word != "" && (r.role == RoleSafeguards || !ordering.MatchString(title) || hasAnyPrefix(title, r.words)) {
			return r.role, word
		}
	}
	return "", ""
}

// plays settles the role of n by a rule; at are the words that were its evidence.
func (n *node) plays(role Role, rule, entry string, at Span) {
	n.role = role
	n.why.note("role", string(role), rule, entry, at)
}

func hasAnyPrefix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasPrefix(s, x) {
			return true
		}
	}
	return false
}

// setRoles gives every node its role: chapters by their title, their parts by
// inheritance, sections that state goals by their own title, attachments as
// annex whatever their titles.
func (d *doc) setRoles() {
	for _, n := range d.nodes {
		if n.parent == nil {
			n.part.chapter = max(n.part.chapter, n.para)
		}
	}
	for _, n := range d.nodes {
		own, word := titleRole(d.str(n.title[0], n.title[1]))
		if n.untitled || n.label.Kind == corpus.Article && n.title[1]-n.title[0] > 12 {
			own = "" // a sentence, whose words tell nothing
		}
		switch {
		case n.part.annex:
			n.plays(RoleAnnex, "role/attachment", "", Span{})
			continue
		case n.part.rules:
			n.plays(RoleGeneral, "role/supplement", "附则", Span{})
			continue
		case n.parent == nil:
			d.chapterRole(n, own, word)
			continue
		}
		n.plays(n.parent.role, "role/inherited", n.parent.id, n.parent.title)
		told := d.toldByParts(n)
		switch {
		case exactly(d.str(n.title[0], n.title[1])) && own != "":
			n.plays(own, "role/whole-title", word, n.title)
		case n.role == RoleGeneral && own != "" && own != RoleSafeguards:
			n.plays(own, "role/section-of-general", word, n.title)
		case n.role == RoleTasks && n.parent.parent == nil && (own == RoleGoals || own == RoleGeneral || own == RoleSchedule) && !d.isTaskTitle(n):
			n.plays(own, "role/section-of-tasks", word, n.title)
		case n.role == RoleBackground && (own == RoleGoals || own == RoleGeneral):
			n.plays(own, "role/section-of-background", word, n.title)
		case (n.role == RoleTasks || n.role == RoleGeneral) && told != "":
			n.plays(told, "role/parts", "", n.title)
		}
	}
}

// wholeTitles tell the role of a chapter only where its title is nothing else.
var wholeTitles = []struct {
	role  Role
	title *pattern.Pattern
}{
	{RoleGeneral, pattern.MustCompile(`^(?:适用(?:范围|对象|原则|情形|条件)(?:[及和与].{2,4})?|名词解释)$`)},
	{RoleSafeguards, pattern.MustCompile(`^(?:组织机构|职责分工|工作机制|其他(?:相关|有关)?(?:规定|事项)|几点要求|监督考核|健全实施机制)$`)},
}

// exactly says whether a title is nothing but the words that tell a role:
// 发展基础, 主要目标.
func exactly(title string) bool {
	for _, r := range roleWords {
		for _, w := range r.words {
			if title == w {
				return true
			}
		}
	}
	return false
}

// chapterRole settles a chapter's role by its title; where the title tells none,
// by the titles of its parts: a chapter made of 发展基础, 指导思想 and 发展目标 is
// general whatever it calls itself.
func (d *doc) chapterRole(n *node, own Role, word string) {
	title := d.str(n.title[0], n.title[1])
	if own != "" {
		n.plays(own, "role/chapter", word, n.title)
		return
	}
	for _, w := range wholeTitles {
		if w.title.MatchString(title) {
			n.plays(w.role, "role/whole-title", title, n.title)
			return
		}
	}
	if r := d.toldByParts(n); r != "" {
		n.plays(r, "role/parts", "", n.title)
		return
	}
	if m := safeguarding.FindString(title); m != "" && n.para == n.part.chapter {
		n.plays(RoleSafeguards, "role/last-chapter", m, n.title)
		return
	}
	n.plays(RoleTasks, "role/rest", "", n.title)
}

// safeguarding are titles of a last chapter that is about how the plan is
// carried out.
var safeguarding = pattern.MustCompile(`保障$|保障(?:措施|机制|支撑|工作|实施|落实|规划)|奋斗$|落实.{0,4}责任|抓好.{0,6}落实|狠抓落实|确保.{0,10}落实|组织机构|督促|督导|工作机制$|统筹(?:协调|调度|推进)$|组织领导$|组织推进$`)

// toldByParts is the role most parts of n tell by their titles, "" where they
// tell none: general, or background where all of them are.
func (d *doc) toldByParts(n *node) Role {
	told, back, goals := 0, 0, 0
	for _, c := range n.children {
		r, _ := titleRole(d.str(c.title[0], c.title[1]))
		if r == "" {
			r = d.toldByParts(c)
		}
		switch r {
		case RoleBackground:
			back++
			told++
		case RoleGoals:
			goals++
			told++
		case RoleGeneral:
			told++
		}
	}
	switch {
	case told == 0 || told*2 <= len(n.children):
		return ""
	case back == len(n.children):
		return RoleBackground
	case goals == len(n.children):
		return RoleGoals
	}
	return RoleGeneral
}

// isTaskTitle says whether a section's title is an order although it holds a
// word such as 目标: 落实目标任务.
func (d *doc) isTaskTitle(n *node) bool {
	return n.title[1]-n.title[0] > 8
}
