package extract

import (
	"strings"

	"guihua/corpus/pattern"
	"guihua/extract/place"
)

// manyIssuers is a title that names only the first of several issuers.
var manyIssuers = pattern.MustCompile(`等[0-9一二三四五六七八九十]+(?:个)?(?:部门|单位|厅局|委办局)`)

var issuerBefore = pattern.MustCompile(`^(.*?)(?:关于|印发|转发)`)

// issuedBy settles the 发文机关 by a rule.
func (d *doc) issuedBy(n *Notice, names []string, rule string, at Span) {
	n.Issuers = names
	for _, name := range names {
		d.noticeWhy.note("issuers", name, rule, "", at)
	}
}

// issuers finds the 发文机关: the names before 关于 in the title, else the
// signature above the date.
func (d *doc) issuers(f *front, n *Notice) {
	if len(n.Issuers) > 0 {
		return // named beside the date
	}
	if n.NoticeTitle != nil && !manyIssuers.MatchString(*n.NoticeTitle) {
		if m := issuerBefore.FindStringSubmatch(*n.NoticeTitle); m != nil && m[1] != "" {
			d.issuedBy(n, d.splitIssuers(m[1]), "notice/issuer-before-about", d.titleLines(f))
			return
		}
	}
	for i := range d.paras {
		if d.paras[i].kind == datePara && i > 0 {
			var names []string
			first := i
			for k := i - 1; k >= 0 && k > i-12; k-- {
				p := &d.paras[k]
				if p.kind != shortPara && p.kind != titlePara || p.kind == titlePara && !d.vocab.unitLike(d.text(p)) {
					break
				}
				names, first = append([]string{d.text(p)}, names...), k
			}
			// A name set on two lines.
			for k := 0; k+1 < len(names); k++ {
				if !d.vocab.unitLike(names[k]) || strings.HasSuffix(names[k], "工作") {
					names[k] += names[k+1]
					names = append(names[:k+1], names[k+2:]...)
					k--
				}
			}
			var issuers []string
			for _, name := range names {
				issuers = append(issuers, d.splitIssuers(strings.TrimSuffix(strings.TrimSuffix(name, "（代章）"), "(代章)"))...)
			}
			if len(names) > 0 {
				d.issuedBy(n, issuers, "notice/issuer-signature", Span{d.paras[first].Start, d.paras[i].Start})
				return
			}
		}
	}
	if n.NoticeTitle != nil {
		if m := issuerBefore.FindStringSubmatch(*n.NoticeTitle); m != nil && m[1] != "" {
			d.issuedBy(n, d.splitIssuers(manyIssuers.ReplaceAllString(m[1], "")), "notice/issuer-of-several", d.titleLines(f))
		}
	} else if n.Title != nil {
		if m := issuerBefore.FindStringSubmatch(*n.Title); m != nil && d.vocab.unitLike(m[1]) && !placeName.MatchString(m[1]) {
			d.issuedBy(n, d.splitIssuers(m[1]), "notice/issuer-of-title", Span{})
		}
	}
}

// titleLines is where the covering notice's title stands.
func (d *doc) titleLines(f *front) Span {
	if f.noticeFirst < 0 {
		return Span{}
	}
	return d.lines(f.noticeFirst, f.noticeEnd)
}

// splitIssuers parts names printed one after the other: each begins with the
// place the first begins with, or with 中共 before it.
func (d *doc) splitIssuers(s string) []string {
	if parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，, ", r) }); len(parts) > 1 {
		return parts
	}
	name, _ := place.Named(strings.TrimPrefix(s, "中共"))
	if name == "" {
		return []string{s}
	}
	var out []string
	start := 0
	for i := range s {
		if i <= start || !strings.HasPrefix(s[i:], name) && !strings.HasPrefix(s[i:], "中共") || strings.HasSuffix(s[:i], "中共") {
			continue
		}
		if d.vocab.unitLike(s[start:i]) && !placeName.MatchString(s[start:i]) {
			out = append(out, s[start:i])
			start = i
		}
	}
	return append(out, s[start:])
}
