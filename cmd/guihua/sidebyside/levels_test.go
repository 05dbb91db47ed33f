package sidebyside

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"guihua/corpus"
	"guihua/extract"
)

// Three plans of one trade, invented: what the country, a province and two of its
// cities want of cold stores.
var levelPlans = []struct{ name, text string }{
	{"国家.txt", `国务院办公厅关于印发“十五五”冷链仓储发展规划的通知
国办发〔2026〕8号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
《“十五五”冷链仓储发展规划》已经国务院同意，现印发给你们，请认真贯彻执行。
国务院办公厅
2026年3月2日
“十五五”冷链仓储发展规划
一、发展目标
到2030年，全国冷库总容量达到9000万吨，果蔬冷链流通率达到40%，产地冷库使用率达到65%。
二、主要任务
（一）建设骨干冷库。在主要产区布局骨干冷库，完善装卸和分拣设施，推动冷库向产地延伸。到2030年，全国冷库总容量达到9000万吨。
（二）推广节能设备。推广使用节能制冷机组，淘汰高耗能设备，建立设备能效评价制度。
`},
	{"云岭.txt", `云岭省人民政府办公厅关于印发云岭省“十五五”冷链仓储发展规划的通知
云政办发〔2026〕21号
各市、州人民政府，省直各部门：
《云岭省“十五五”冷链仓储发展规划》已经省人民政府同意，现印发给你们，请认真贯彻执行。
云岭省人民政府办公厅
2026年6月10日
云岭省“十五五”冷链仓储发展规划
一、发展目标
到2030年，全省冷库总容量达到450万吨，果蔬冷链流通率达到42%，产地冷库使用率达到60%。
二、主要任务
（一）建设骨干冷库。在云东产区布局骨干冷库，完善装卸和分拣设施，推动冷库向产地延伸。到2030年，全省冷库总容量达到450万吨。
（二）推广节能设备。推广使用节能制冷机组，建立设备能效评价制度。
`},
	{"澜川.txt", `澜川市人民政府办公室关于印发澜川市“十五五”冷链仓储发展规划的通知
澜政办发〔2026〕33号
各县（市、区）人民政府，市直各部门：
《澜川市“十五五”冷链仓储发展规划》已经市人民政府同意，现印发给你们，请认真贯彻执行。
澜川市人民政府办公室
2026年9月1日
澜川市“十五五”冷链仓储发展规划
一、发展目标
到2030年，全市冷库总容量达到60万吨，果蔬冷链流通率达到45%。
二、主要任务
（一）建设骨干冷库。在澜川高新区布局骨干冷库，完善装卸和分拣设施，推动冷库向产地延伸。到2030年，全市冷库总容量达到60万吨。
（二）推广节能设备。推广使用节能制冷机组，淘汰高耗能设备。
`},
	{"石埠.txt", `石埠市人民政府办公室关于印发石埠市“十五五”冷链仓储发展规划的通知
石政办发〔2026〕12号
各县（市、区）人民政府，市直各部门：
《石埠市“十五五”冷链仓储发展规划》已经市人民政府同意，现印发给你们，请认真贯彻执行。
石埠市人民政府办公室
2026年9月8日
石埠市“十五五”冷链仓储发展规划
一、发展目标
到2030年，全市冷库总容量达到35万吨，果蔬冷链流通率达到38%。
二、主要任务
（一）建设骨干冷库。在石埠港布局骨干冷库，推动冷库向产地延伸。到2030年，全市冷库总容量达到35万吨。
`},
}

// levelSet are the plans above: the country's, and what became of it.
func levelSet(t testing.TB) (superior *extract.Document, subs []subordinate) {
	t.Helper()
	w, err := words()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*extract.Document
	var ids []string
	for _, p := range levelPlans {
		src, err := corpus.Defaults.Open(context.Background(), p.name, []byte(p.text))
		if err != nil {
			t.Fatal(err)
		}
		d, err := extract.New(w).Extract(context.Background(), src)
		if err != nil {
			t.Fatal(err)
		}
		docs, ids = append(docs, d), append(ids, p.name)
	}
	return docs[0], comparedWith(t, docs[0], ids[1:], docs[1:]...)
}

// TestLevels draws the targets that stand at three levels, and no others: the use
// of stores has none in the cities.
func TestLevels(t *testing.T) {
	above, subs := levelSet(t)
	if got := []string{string(subs[0].cmp.Superior.Level), string(subs[0].cmp.Subordinate.Level), string(subs[2].cmp.Subordinate.Level)}; strings.Join(got, " ") != "nation province city" {
		t.Fatalf("levels %v", got)
	}
	page := read(t, write(t, filepath.Join(t.TempDir(), "c.html"), above, subs...))
	_, plot, ok := strings.Cut(page, `id="plot-levels"`)
	if !ok {
		t.Fatal("no picture of levels")
	}
	plot, _, _ = strings.Cut(plot, "</figure>")
	panels := strings.Split(plot, `class="level-panel"`)[1:]
	if len(panels) != 2 {
		t.Fatalf("%d panels, want 2: %s", len(panels), plot)
	}
	point := regexp.MustCompile(`data-level="(\w+)"><title>([^<]*)</title><circle class="plot-hit" cx="([\d.]+)" cy="([\d.]+)"`)
	for _, p := range panels {
		var got []string
		places := map[string]string{}
		for _, m := range point.FindAllStringSubmatch(p, -1) {
			got = append(got, m[1]+" "+m[2])
			if x, ok := places[m[1]]; ok && x != m[3] {
				t.Errorf("points of %s stand at %s and %s", m[1], x, m[3])
			}
			places[m[1]] = m[3]
		}
		want := "nation 全国：9000万吨|province 云岭省：450万吨|city 澜川市：60万吨|city 石埠市：35万吨"
		if strings.Contains(p, "流通率") {
			want = "nation 全国：40%|province 云岭省：42%|city 澜川市：45%|city 石埠市：38%"
		}
		if strings.Join(got, "|") != want {
			t.Errorf("points %q, want %q", got, want)
		}
		if lines := strings.Count(p, `stroke-width="1.5"/>`) - len(got); lines != 3 {
			t.Errorf("%d lines, want one from the superior to each plan", lines)
		}
	}
	if !strings.Contains(plot, "（5%）") || !strings.Contains(plot, "每份规划只与它比较") {
		t.Error("the shares of totals, or what lines mean, is not said")
	}
}

// TestLevelsNeedThree has nothing to draw of two levels.
func TestLevelsNeedThree(t *testing.T) {
	above, subs := levelSet(t)
	page := read(t, write(t, filepath.Join(t.TempDir(), "c.html"), above, subs[1:]...))
	_, plot, _ := strings.Cut(page, `id="plot-levels"`)
	if plot, _, _ = strings.Cut(plot, "</figure>"); strings.Contains(plot, "<svg") || !strings.Contains(plot, "没有可画的内容") {
		t.Errorf("two levels are drawn: %s", plot)
	}
}
