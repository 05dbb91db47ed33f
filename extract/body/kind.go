package body

import (
	"strings"

	"guihua/extract/place"
)

// endsByKind are the ends that tell the kind of a body the vocabulary does not
// have, in the order they are asked.
var endsByKind = []struct {
	kind Kind
	ends []string
}{
	{Central, []string{"监管组", "监管分局", "监管支局", "海关", "税务局", "税务分局", "边检总站", "边检站", "人民银行"}},
	{Enterprise, []string{"公司", "集团", "银行", "企业", "农商行", "联社", "控股"}},
	{Coordination, []string{"领导小组", "领导小组办公室", "领导小组办", "指挥部", "指挥部办公室", "专班", "专班办公室", "联席会议", "联席会议办公室", "工作组", "协调机制", "指挥机构", "协同办", "协调小组", "委员会办公室", "攻坚办", "先行区建设办公室", "专班办"}},
	{Judicial, []string{"人民法院", "人民检察院", "法院", "检察院"}},
	{Government, []string{"人民政府", "政府", "管委会", "管理委员会", "执委会", "办事处", "街道办", "街道"}},
	{Government, zoneNames},
	{Association, []string{"协会", "商会", "学会", "联合会", "促进会", "研究会", "联盟", "基金会", "总会"}},
	{Mass, []string{"团委", "妇联", "工会"}},
	{Institution, []string{"中心", "研究院", "研究所", "科学院", "大学", "学院", "医院", "学校", "实验室", "图书馆", "博物馆", "出版社", "电视台", "党校", "总队", "支队", "大队", "总站", "站", "馆", "院", "所", "报社", "服务部", "管理部"}},
	{Party, []string{"党委", "工委", "党组", "党工委"}},
	{Department, []string{"厅", "局", "委员会", "委", "办公室", "办", "部", "署", "处", "科", "股"}},
}

// kindOf tells the kind of a body by the end of its name.
func kindOf(s string) Kind {
	if word := printedLevel(s); word != "" && strings.HasPrefix(s[len(word):], "委") && !strings.HasPrefix(s[len(word):], "委员会") && !seemsLevel(s) {
		return Party // 市委改革办: an organ of the party committee
	}
	for _, k := range endsByKind {
		if hasAnySuffix(s, k.ends...) {
			return k.kind
		}
	}
	return Unknown
}

// zoneNames end the names of zones that are named as responsible themselves.
var zoneNames = []string{"开发区", "经开区", "高新区", "新区", "示范区", "合作区", "保税区", "自贸区", "试验区", "园区"}

// zoneEnds end the names of governments of zones in full, in short, and in full
// once more.
var zoneEnds = []struct{ printed, full string }{
	{"管理委员会", "管理委员会"}, {"管委会", "管理委员会"}, {"管委", "管理委员会"}, {"执委会", "执行委员会"}, {"执行委员会", "执行委员会"},
}

// zone says whether a name is the government of a zone: 开发区管委会.
func zone(s string) bool { return zoneInFull(s) != "" }

// zonePlace is the division that the name of a zone holds, or that the zone of
// this name lies in: 临空经济区(廊坊)管委会, 雄安新区管委会.
func zonePlace(s string) (place.Division, bool) {
	for _, m := range place.In(s, place.Division{}) {
		if d, ok := place.Lookup(m.Code + m.Within); ok { // one of them is empty
			return d, true
		}
	}
	return place.Division{}, false
}

// zoneInFull is the full name of the government of a zone, "" where s is none.
func zoneInFull(s string) string {
	for _, e := range zoneEnds {
		if t, ok := strings.CutSuffix(s, e.printed); ok && t != "" {
			return t + e.full
		}
	}
	return ""
}
