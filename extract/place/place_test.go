package place

import "testing"

func TestParent(t *testing.T) {
	for _, c := range []struct {
		code   string
		level  Level
		parent string // "" for none
	}{
		{"110000", Province, ""},
		{"110105", County, "110000"}, // districts of 直辖市
		{"130100", City, "130000"},
		{"130102", County, "130100"},
		{"130181", County, "130100"}, // 县级市 run by a city
		{"310230", County, "310000"},
		{"419001", County, "410000"}, // 省直辖县级行政区划
		{"429004", County, "420000"},
		{"429021", County, "420000"},
		{"441900", City, "440000"}, // a city without counties
		{"469007", County, "460000"},
		{"500103", County, "500000"},
		{"500229", County, "500000"},
		{"542121", County, "542100"}, // both of an older revision
		{"622901", County, "622900"},
		{"659001", County, "650000"},
		{"810000", Province, ""},
	} {
		v, ok := Lookup(c.code)
		if !ok {
			t.Errorf("%s is missing", c.code)
			continue
		}
		if got := v.Level(); got != c.level {
			t.Errorf("%s: level %s, want %s", c.code, got, c.level)
		}
		parent, ok := v.Parent()
		if ok != (c.parent != "") || parent.Code != c.parent {
			t.Errorf("%s: parent %q, want %q", c.code, parent.Code, c.parent)
		}
	}
	for _, code := range []string{"", "1", "130", "999999", "130199"} {
		if v, ok := Lookup(code); ok {
			t.Errorf("%q is %s", code, v.Name)
		}
	}
	if v, ok := (Division{}).Parent(); ok {
		t.Errorf("the parent of nothing is %s", v.Name)
	}
}

// Every division leads up to a province of the table.
func TestParentsEnd(t *testing.T) {
	for _, v := range divisions() {
		top := v
		for n := 0; ; n++ {
			up, ok := top.Parent()
			if !ok || n > 2 {
				break
			}
			if up.Level() != Province && up.Level() != City {
				t.Errorf("%s %s: its parent is %s %s", top.Code, top.Name, up.Code, up.Name)
			}
			top = up
		}
		if top.Level() != Province {
			t.Errorf("%s %s ends at %s %s", v.Code, v.Name, top.Code, top.Name)
		}
	}
}

func TestNewestName(t *testing.T) {
	for code, name := range map[string]string{"420600": "襄阳市", "150206": "白云鄂博矿区", "371202": "莱城区"} {
		if v, _ := Lookup(code); v.Name != name {
			t.Errorf("%s is %q, want %s", code, v.Name, name)
		}
	}
}

func TestNamed(t *testing.T) {
	for s, code := range map[string]string{
		"浙江省杭州市人民政府": "330100",
		"杭州市":        "330100",
		"济源产城融合示范区":  "419001",
		"恩施州人民政府":    "422800",
		"吉林省吉林市":     "220200",
		"北京市朝阳区":     "110105",
		"南京东路街道":     "",
		"澜川市发展改革委":   "",
		"合作社":        "", // 合作市
		"":           "",
	} {
		if _, got := Named(s); got != code {
			t.Errorf("%s: %q, want %q", s, got, code)
		}
	}
}

func TestPrinted(t *testing.T) {
	for s, want := range map[string]string{
		"甲省乙宁市丙川县人民政府": "丙川县",
		"澜川市养老服务规划":    "澜川市",
		"关于建设的意见":      "",
	} {
		if got := Printed(s); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}
