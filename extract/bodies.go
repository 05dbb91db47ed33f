package extract

import (
	"cmp"
	"strings"

	"guihua/corpus"
	"guihua/extract/body"
	"guihua/extract/place"
)

// Home is the place whose bodies a list may leave out: the document's own, or
// body.Country for one of the central government. It is zero where it is not
// known.
func (d *Document) Home() place.Division {
	if len(d.Document.Issuers) > 0 {
		if b := body.Resolve(d.Document.Issuers[:1], place.Division{})[0]; b.Known && b.Level == body.Nation {
			return body.Country
		}
	}
	home := place.Division{}
	if d.Document.Region.Name != nil {
		home.Name = *d.Document.Region.Name
	}
	if d.Document.Region.Code != nil {
		home.Code = *d.Document.Region.Code
	}
	if home.Name != "" {
		return home
	}
	var lists [][]string
	for i := range d.Responsibilities {
		lists = append(lists, d.Responsibilities[i].Names())
	}
	if body.Default().OfCentre(lists...) {
		return body.Country
	}
	return home
}

// HomeLevel is the level of government a document is for, "" where it does not tell. A
// place that GB/T 2260 does not have has the level its name ends with.
func (d *Document) HomeLevel() body.Level {
	home := d.Home()
	if home == body.Country {
		return body.Nation
	}
	if v, ok := place.Lookup(home.Code); ok {
		return body.Level(v.Level())
	}
	switch {
	case strings.HasSuffix(home.Name, "省"), strings.HasSuffix(home.Name, "自治区"):
		return body.Province
	case strings.HasSuffix(home.Name, "市"), strings.HasSuffix(home.Name, "自治州"), strings.HasSuffix(home.Name, "盟"):
		return body.City
	case strings.HasSuffix(home.Name, "县"), strings.HasSuffix(home.Name, "区"), strings.HasSuffix(home.Name, "旗"):
		return body.County
	}
	return ""
}

// Names are the names of the units as printed.
func (r *Responsibility) Names() []string {
	names := make([]string, len(r.Units))
	for i, u := range r.Units {
		names[i] = u.Name
	}
	return names
}

// Resolve gives the units of r that have no full name the one they stand for,
// home being that of the document. What is not known and has no level restored
// stays without.
func (r *Responsibility) Resolve(home place.Division) { r.resolve(home, nil) }

// resolve is Resolve that notes why.
func (r *Responsibility) resolve(home place.Division, why *reasons) {
	for k, b := range body.Resolve(r.Names(), home) {
		u := &r.Units[k]
		if u.Canonical != nil {
			continue
		}
		why.noteUnit(u.Name, "body", cmp.Or(b.Entry, u.Name), bodyRules[b.Rule], b.Entry, Span{})
		if rule := levelRules[b.LevelFrom]; rule != "" {
			why.noteUnit(u.Name, "level", string(b.Level), rule, "", Span{})
		}
		if b.Known || b.LevelFrom == body.List {
			u.Canonical = ptr(b.Canonical)
			why.noteUnit(u.Name, "canonical", b.Canonical, "body/canonical", "", Span{})
		} else {
			why.noteUnit(u.Name, "canonical", "null", "body/not-settled", "", Span{})
		}
	}
}

// bodies says which body each unit is.
func (d *doc) bodies() {
	home := d.out.Home()
	for i := range d.out.Responsibilities {
		corpus.Alive(d.ctx)
		d.out.Responsibilities[i].resolve(home, d.kept(d.why.responsibilities, i))
	}
}

// What explanations call the ways to read a name and to tell its level.
var (
	bodyRules = map[body.Rule]string{
		body.ByEntry: "body/entry", body.ByFields: "body/fields", body.ByPlace: "body/place", body.InGeneral: "body/in-general", body.Unlisted: "body/unlisted",
	}
	levelRules = map[body.Source]string{
		body.Printed: "body/level-printed", body.Named: "body/level-of-place", body.List: "body/level-of-list", body.Document: "body/level-of-document",
	}
)
