package compare

import (
	"slices"
	"testing"

	"guihua/extract"
)

// Plans that should not be compared are, with a note that says why not.
func TestNotes(t *testing.T) {
	store := made{"建设冷库", "建设产地冷库，完善冷库管护制度，支持农村集体经济组织建设产地冷藏保鲜设施。"}
	dance := made{"组织广场舞", "组织广场舞展演，评选优秀舞蹈队，每年举办一次展演。"}
	road := made{"修缮古道", "修缮云岭古道，铺设青石路面，恢复沿线驿站。"}
	for _, test := range []struct {
		name                  string
		region, other         string
		superior, subordinate []made
		want                  []string
	}{
		{"a city's plan that follows", "云岭省", "澜川市", []made{store, road}, []made{store}, nil},
		{"another city's", "河北省", "洛阳市", []made{store}, []made{store}, []string{PlaceApart}},
		{"its city's, by code", "河南省", "洛阳市", []made{store}, []made{store}, nil},
		{"another province's", "河北省", "河南省", []made{store}, []made{store}, []string{LevelNotBelow, PlaceApart}},
		{"the wrong way round", "洛阳市", "河南省", []made{store}, []made{store}, []string{LevelNotBelow, PlaceApart}},
		{"of one place", "云岭省", "云岭省", []made{store}, []made{store}, []string{LevelNotBelow}},
		{"places that are not known", "", "", []made{store}, []made{store}, nil},
		{"for another thing", "云岭省", "澜川市", []made{store, road}, []made{dance}, []string{LittleInCommon}},
		{"nothing there", "云岭省", "澜川市", []made{store}, nil, []string{NoSubordinateItems}},
		{"nothing to follow", "云岭省", "澜川市", nil, []made{store}, []string{NoSuperiorItems}},
	} {
		c := comparer(t)
		read := func(region string, items []made) *Side {
			d := plan(region, items...)
			d.Document.Region.Code = codeOf(region)
			return c.Read("", d)
		}
		var got []string
		for _, n := range c.Compare(read(test.region, test.superior), read(test.other, test.subordinate)).Notes {
			got = append(got, n.Code)
			if n.Message == "" || !slices.Contains(NoteCodes, n.Code) {
				t.Errorf("%s: %+v", test.name, n)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// codeOf is the code of the real places of these tests, nil of the invented.
func codeOf(region string) *string {
	if code, ok := map[string]string{"河北省": "130000", "河南省": "410000", "洛阳市": "410300"}[region]; ok {
		return &code
	}
	return nil
}

// A body of another province is a counterpart there, and none below.
func TestUnitsElsewhere(t *testing.T) {
	for _, test := range []struct {
		superior, subordinate string
		want                  bool
	}{{"云岭省", "澜川市", false}, {"河南省", "洛阳市", false}, {"河北省", "洛阳市", true}, {"河北省", "河南省", true}} {
		a, b := placed(test.superior), placed(test.subordinate)
		for _, s := range []*Side{a, b} {
			s.Document.Document.Region.Code = codeOf(*s.Document.Document.Region.Name)
			s.home = s.Home()
		}
		addClause(t, a, "任务1: 省教育厅、省科学院")
		addClause(t, b, "任务1: 市教育局")
		for _, p := range unitPairs(a, b, nil) {
			got := slices.ContainsFunc(p.Evidence, func(e Evidence) bool { return e.Rule == "unit/elsewhere" })
			if want := test.want && p.Relation == SameBody; got != want {
				t.Errorf("%s, %s: %s says elsewhere: %v", test.superior, test.subordinate, p.Relation, got)
			}
		}
	}
}

// What a goal starts from says where it is from, and is what the reason gives.
func TestStarts(t *testing.T) {
	a, b := placed("云岭省"), placed("澜川市")
	for _, l := range []string{
		"背景 | 果蔬冷链流通率 | 30% | 2025 | achieved=1",
		"背景 | 果蔬冷链流通率 | 26% | 2023 | achieved=1",
		"目标 | 果蔬冷链流通率 | 35% | 2030",
		"目标 | 肉类冷链流通率 | 72% | 2030 | base=60@2025",
		"任务1 | 肉类冷链流通率 | 72% | 2030",
		"目标 | 冷藏车保有量 | 900辆 | 2030",
	} {
		addTarget(t, a, l)
	}
	for _, l := range []string{"目标 | 果蔬冷链流通率 | 33% | 2030 | base=21@2025", "任务1 | 肉类冷链流通率 | 75% | 2030", "目标 | 冷藏车保有量 | 80辆 | 2030"} {
		addTarget(t, b, l)
	}
	print := func(s *Start) string {
		if s == nil {
			return "-"
		}
		return s.Value + " " + *s.Year + " " + string(s.From) + " " + s.At
	}
	got := map[string]string{}
	sure := 1.0
	for _, p := range targetPairs(a, b, []Pair{{Superior: &Item{ID: "任务1"}, Subordinate: &Item{ID: "任务1"}, TitleSimilarity: &sure}}) {
		if p.Superior != nil {
			got[*p.Superior.Indicator+" "+p.Superior.At] = print(p.SuperiorStart) + ", " + print(p.SubordinateStart)
		}
		if s := p.SuperiorStart; s != nil && s.From == FromAchievement && a.str(s.Span) != "30%" {
			t.Errorf("the span is of %q", a.str(s.Span))
		}
	}
	for at, want := range map[string]string{
		"果蔬冷链流通率 目标":  "30 2025 achievement 背景, 21 2025 target 目标",
		"肉类冷链流通率 任务1": "60 2025 restated 目标, -",
		"冷藏车保有量 目标":   "-, -",
	} {
		if got[at] != want {
			t.Errorf("%s: %q, want %q", at, got[at], want)
		}
	}
}

func (s *Side) str(span extract.Span) string { return string(s.runes[span[0]:span[1]]) }
