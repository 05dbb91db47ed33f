package corpus

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cellTexts are the rows of a grid; ^ is a place that belongs to the cell above.
func cellTexts(t *Text, g Grid) []string {
	var rows []string
	for _, r := range g.Rows {
		var cells []string
		for _, c := range r {
			s := t.Slice(c.Start, c.End)
			if c.Above {
				s += "^"
			}
			cells = append(cells, s)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

// A table over two pages, its cells merged over rows, its header printed
// twice, a row cut by the page end: testdata/make-tables.sh.
func TestDrawnTable(t *testing.T) {
	s, err := Open("tables.pdf", readFixture(t, "tables.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	text := cleaned(t, s)
	if len(text.Tables) != 2 || len(text.Tables[1].Rows) != 0 {
		t.Fatalf("%d tables", len(text.Tables))
	}
	rows := cellTexts(text, text.Tables[0])
	long := rows[5]
	rows[5] = "3"
	want := []string{
		"序号|工作任务|具体措施|牵头单位|配合单位|完成时限",
		"1|健全湿地资源调查监测体系|完善调查监测制度，统一调查标准和技术规程，每三年开展一次湿地资源调查，每年更新湿地资源数据库。|县林业局|县水利局、县自然资源局|2024年12月底前",
		"^|^|建设湿地监测站点12处，推进监测数据共享。|^|市生态环境局桐岭分局|长期坚持",
		"2|实施退化湿地修复|修复退化湿地3000亩，恢复水系连通18公里，种植水生植物50万株。|县林业局、县水利局|县财政局|2025年底前",
		"^|^|开展湿地外来物种治理，清理面积不少于800亩。|^|^|2026年底前",
		"3",
		"4|加强执法监督|建立湿地保护联合执法机制，每季度开展一次专项检查。|县林业局||长期坚持",
		"5|完善生态补偿机制|制定湿地生态补偿办法，补偿标准不低于每亩每年50元。|县财政局|县林业局|2025年6月底前",
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Error(d)
	}
	cells := strings.Split(long, "|")
	if len(cells) != 6 || !strings.HasSuffix(cells[2], "第九类湿地由所在乡镇编制一湿一策方案，报县林业局审定后实施；防止过度人工干预。") || cells[3] != "县林业局" {
		t.Errorf("the row cut by the page end: %q", long)
	}
	// What stands around it are whole sentences.
	for _, w := range []string{"\n各责任单位要对照任务分工表，细化工作措施，逐项抓好落实。\n桐岭县湿地保护重点任务分工表\n", "\n三、保障措施\n（一）强化资金保障。县财政每年安排湿地保护专项资金500万元。（县财政局、县林业局负责）"} {
		if !strings.Contains(string(text.Runes), w) {
			t.Errorf("not in the text: %q", w)
		}
	}
	if i := slices.IndexFunc(text.LeftOut, func(l LeftOut) bool { return l.Why == whyHeader }); i < 0 || text.LeftOut[i].Chars != 22 {
		t.Errorf("left out: %v", text.LeftOut)
	}
}

// h and v are a level and an upright line.
func h(y, x0, x1 float64) stroke { return stroke{x0: x0, y0: y, x1: x1, y1: y} }
func v(x, y0, y1 float64) stroke { return stroke{x0: x, y0: y0, x1: x, y1: y1} }

func TestFindGrids(t *testing.T) {
	tests := []struct {
		name string
		in   []stroke
		want []drawnCell // of the only table; none where there is no table
	}{
		{"two by two", []stroke{h(100, 50, 250), h(120, 50, 250), h(140, 50, 250), v(50, 100, 140), v(150, 100, 140), v(250, 100, 140)},
			[]drawnCell{{row: 0, col: 0, rows: 1, cols: 1}, {row: 0, col: 1, rows: 1, cols: 1}, {row: 1, col: 0, rows: 1, cols: 1}, {row: 1, col: 1, rows: 1, cols: 1}}},
		{"a cell over two rows", []stroke{h(100, 50, 250), h(120, 150, 250), h(140, 50, 250), v(50, 100, 140), v(150, 100, 140), v(250, 100, 140)},
			[]drawnCell{{row: 0, col: 0, rows: 2, cols: 1}, {row: 0, col: 1, rows: 1, cols: 1}, {row: 1, col: 1, rows: 1, cols: 1}}},
		{"open at the sides", []stroke{h(100, 50, 250), h(120, 50, 250), h(140, 50, 250), v(150, 100, 140)},
			[]drawnCell{{row: 0, col: 0, rows: 1, cols: 1}, {row: 0, col: 1, rows: 1, cols: 1}, {row: 1, col: 0, rows: 1, cols: 1}, {row: 1, col: 1, rows: 1, cols: 1}}},
		{"sides drawn in pieces, double lines", []stroke{h(100, 50, 150), h(100, 150.5, 250), h(101, 50, 250), h(120, 50, 250), v(50, 100, 110), v(50, 110, 120), v(150, 100, 120), v(151, 100, 120), v(250, 100, 120)},
			[]drawnCell{{row: 0, col: 0, rows: 1, cols: 1}, {row: 0, col: 1, rows: 1, cols: 1}}},
		{"a frame of one column", []stroke{h(100, 50, 250), h(120, 50, 250), h(140, 50, 250), v(50, 100, 140), v(250, 100, 140)}, nil},
		{"underlines", []stroke{h(100, 50, 250), h(120, 60, 180)}, nil},
		{"a line of a balloon to a bar in the margin", []stroke{v(538, 100, 160), h(110, 300, 543), h(130, 350, 543), h(150, 390, 543)}, nil},
		{"shading only", []stroke{{50, 100, 50, 140, true}, {250, 100, 250, 140, true}, h(100, 50, 250), h(140, 50, 250)}, nil},
	}
	for _, tt := range tests {
		var got []drawnCell
		gs := findGrids(tt.in)
		for _, g := range gs {
			g.lines(nil, 1) // puts the cells in order
			got = append(got, g.cells...)
		}
		if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(drawnCell{})); d != "" || len(gs) > 1 {
			t.Errorf("%s: %d tables: %s", tt.name, len(gs), d)
		}
	}
}

// Tables that HTML and DOCX declare, without pages.
func TestDeclaredTable(t *testing.T) {
	cell := func(table, row, col, rows, cols int, text string) Line {
		return Line{Text: text, Cell: TableCell{table, row, col, rows, cols}}
	}
	long := strings.Repeat("坚持生态优先、系统治理，健全湿地保护长效机制。", 30)
	tests := []struct {
		name  string
		in    []Line
		table []string
		text  string
	}{
		{"blank cells and rows, a chapter that spans", []Line{
			cell(1, 0, 0, 1, 1, "任务"), cell(1, 0, 1, 1, 1, "责任单位"), cell(1, 0, 2, 1, 1, "时限"),
			cell(1, 2, 0, 1, 3, "一、调查监测"),
			cell(1, 3, 0, 2, 1, "开展"), cell(1, 3, 0, 2, 1, "调查"), cell(1, 3, 1, 2, 1, "县林业局"),
			cell(1, 4, 2, 1, 1, "长期"),
		}, []string{"任务|责任单位|时限", "一、调查监测", "开展调查|县林业局|", "^|^|长期"}, ""},
		{"a 专栏 is a frame", []Line{cell(1, 0, 0, 1, 1, "专栏1 湿地保护工程"), cell(1, 1, 0, 1, 1, "湿地公园。新建1处。")}, nil, "专栏1湿地保护工程\n湿地公园。新建1处。"},
		{"a page laid out with a table", []Line{cell(1, 0, 0, 1, 1, "导航"), cell(1, 1, 1, 1, 1, long), cell(1, 1, 0, 1, 1, "首页")}, nil, "导航\n" + long + "\n首页"},
		{"fields of a page's head", []Line{cell(1, 0, 0, 1, 1, "索引号："), cell(1, 0, 1, 1, 1, "K-1"), cell(1, 1, 0, 1, 1, "发布机构："), cell(1, 1, 1, 1, 1, "县林业局")}, nil, ""},
	}
	for _, tt := range tests {
		text := cleaned(t, &Source{Lines: tt.in})
		var got []string
		for _, g := range text.Tables {
			got = append(got, cellTexts(text, g)...)
		}
		if d := cmp.Diff(tt.table, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
		if tt.text != "" && string(text.Runes) != tt.text {
			t.Errorf("%s: %q", tt.name, string(text.Runes))
		}
	}
}
