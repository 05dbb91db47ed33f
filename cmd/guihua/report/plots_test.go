package report

import (
	"encoding/xml"
	"fmt"
	"html/template"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"guihua/cmd/guihua/webpage"
	"guihua/extract"
	"guihua/extract/tables"
)

func str(s string) *string { return &s }

// laidOut are documents as Docs of one corpus.
func laidOut(in ...input) []*tables.Doc {
	corpus := &tables.Corpus{}
	var docs []*tables.Doc
	for _, i := range in {
		d := &tables.Doc{Document: i.doc, ID: i.id, Corpus: corpus}
		corpus.Add(d)
		docs = append(docs, d)
	}
	return docs
}

// gathered are the plots of documents before they are drawn.
func gathered(in ...input) *gathering {
	g := &gathering{}
	for _, d := range laidOut(in...) {
		g.add(documentOf(d), factsOf(d))
	}
	return g
}

func drawn(t testing.TB, g *gathering) string {
	t.Helper()
	links := func(string) link { return link{} }
	if g.docs == 1 {
		links = nil
	}
	html, err := g.plots(links)
	if err != nil {
		t.Fatal(err)
	}
	return string(html)
}

// clauses is a document whose clauses are written 单位:role,单位:role at 一、二、….
func clauses(lists ...string) *extract.Document {
	d := &extract.Document{Text: "正文"}
	for i, list := range lists {
		r := extract.Responsibility{At: fmt.Sprint(i), Raw: "正文", Span: extract.Span{0, 2}}
		for unit := range strings.SplitSeq(list, ",") {
			name, role, _ := strings.Cut(unit, ":")
			r.Units = append(r.Units, extract.Unit{Name: name, Role: extract.UnitRole(role)})
		}
		d.Responsibilities = append(d.Responsibilities, r)
	}
	return d
}

// goals is a document of goals written indicator|value|unit|by|baseline.
func goals(lines ...string) *extract.Document {
	d := &extract.Document{Text: "正文"}
	for _, l := range lines {
		f := strings.Split(l, "|")
		g := extract.Target{At: "一", Indicator: &f[0], Raw: "正文", Value: &f[1], Unit: &f[2], Span: extract.Span{0, 2}}
		if f[3] != "" {
			g.By = &f[3]
		}
		if f[4] != "" {
			g.Baseline = &extract.Baseline{Value: f[4]}
		}
		d.Targets = append(d.Targets, g)
	}
	return d
}

func TestTasksPerUnit(t *testing.T) {
	g := gathered(input{"a", clauses("甲局:lead,乙局:support", "甲局:joint,乙局:joint,丙局:joint", "乙局:lead,甲局:support", "各有关部门:joint")})
	// The same task names 丁局 twice: as support, then as lead.
	r := g.units
	if r.generic != 1 {
		t.Errorf("%d units named in general, want 1", r.generic)
	}
	got := bars(t, r.plot(1, true))
	if want := "甲局 1 1 1, 乙局 1 1 1, 丙局 0 1 0"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	d := clauses("丁局:support,戊局:lead", "丁局:lead")
	d.Responsibilities[1].At = d.Responsibilities[0].At
	if got, want := bars(t, gathered(input{"a", d}).units.plot(1, true)), "丁局 1 0 0, 戊局 1 0 0"; got != want {
		t.Errorf("named twice in a task: got %s, want %s", got, want)
	}
	d.Responsibilities[0].At, d.Responsibilities[1].At = "", ""
	if got, want := bars(t, gathered(input{"a", d}).units.plot(1, true)), "丁局 1 0 1, 戊局 1 0 0"; got != want {
		t.Errorf("before the first heading: got %s, want %s", got, want)
	}

	var lists []string
	for i := range 23 {
		for range 23 - i {
			lists = append(lists, fmt.Sprintf("第%02d局:lead", i))
		}
	}
	p := gathered(input{"a", clauses(lists...)}).units.plot(1, true)
	b := p.Data.(*barsData).Bars
	if len(b) != 20 || b[0].Name != "第00局" || b[0].All != 23 || b[19].All != 4 {
		t.Errorf("the 20 units with the most tasks are not shown: %d, %+v", len(b), b[0])
	}
	if !says(p, "另有 3 个单位未画出。") {
		t.Errorf("it does not say how many more there are: %v", p.Notes)
	}
}

func bars(t *testing.T, p webpage.Plot) string {
	t.Helper()
	d, ok := p.Data.(*barsData)
	if !ok {
		t.Fatalf("nothing is drawn: %+v", p)
	}
	var out []string
	for _, b := range d.Bars {
		out = append(out, fmt.Sprint(b.Name, " ", b.Lead, " ", b.Joint, " ", b.Support))
	}
	return strings.Join(out, ", ")
}

func says(p webpage.Plot, note string) bool {
	for _, n := range p.Notes {
		if n.Zh == note {
			return true
		}
	}
	return false
}

func TestUnitsOfSeveralPlaces(t *testing.T) {
	in := func(id, region string) input {
		d := clauses("省财政厅:lead,省教育厅:support")
		d.Document.Region.Name = &region
		return input{id, d}
	}
	got := bars(t, gathered(in("a", "河北省"), in("b", "山西省"), in("c", "河北省")).units.plot(3, false))
	if want := "省财政厅（河北省） 2 0 0, 省教育厅（河北省） 0 0 2, 省财政厅（山西省） 1 0 0, 省教育厅（山西省） 0 0 1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestUnitNetwork(t *testing.T) {
	g := gathered(input{"a", clauses("甲局:lead,乙局:support,丙局:support", "甲局:lead,乙局:support", "丙局:joint,丁局:joint")})
	p := g.edges.plot(true)
	d := p.Data.(*networkData)
	var lines []string
	for _, l := range d.Lines {
		lines = append(lines, fmt.Sprint(l.From, " ", l.To, " ", l.Directed, " ", l.Tasks))
		if l.Directed != (l.Head != "") {
			t.Errorf("%s–%s: directed %v, head %q", l.From, l.To, l.Directed, l.Head)
		}
	}
	if got, want := strings.Join(lines, ", "), "甲局 乙局 true 2, 甲局 丙局 true 1, 丁局 丙局 false 1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !(d.Lines[0].Width > d.Lines[1].Width) {
		t.Error("more tasks are no thicker line")
	}
	if !says(p, "同为配合单位或分属不同条款的 1 对关系未画出（见表 unit_edges）。") {
		t.Errorf("it does not say what is left out: %v", p.Notes)
	}

	// A large one: what is drawn, and that no label lies on another.
	var lists []string
	for i := range 60 {
		lists = append(lists, fmt.Sprintf("第%02d管理委员会办公室:lead,第%02d管理委员会办公室:support,第%02d管理委员会办公室:support", i, (i*7+1)%60, (i*11+3)%60))
	}
	g = gathered(input{"a", clauses(lists...)})
	p = g.edges.plot(true)
	d = p.Data.(*networkData)
	if len(d.Nodes) > mostNodes || len(d.Lines) > mostLines || len(d.Nodes) < mostNodes-1 {
		t.Errorf("%d nodes and %d lines are drawn", len(d.Nodes), len(d.Lines))
	}
	if !says(p, fmt.Sprintf("另有 %d 个合作较少的单位未画出。", 60-len(d.Nodes))) {
		t.Errorf("it does not say how many units are left out: %v", p.Notes)
	}
	for i, a := range d.Nodes {
		left, right, above, below := a.box()
		if a.X-left < -0.01 || a.X+right > p.Width+0.01 || a.Y-above < -0.01 || a.Y+below > p.Height+0.01 {
			t.Errorf("%s is not in the drawing: %v %v", a.Name, a.X, a.Y)
		}
		for _, b := range d.Nodes[:i] {
			x, y := math.Abs(float64(a.X-b.X)), math.Abs(float64(a.Y-b.Y))
			if x < float64(a.width+b.width)/2 && y < 14 {
				t.Errorf("%s lies on %s: %v %v, %v %v", a.Name, b.Name, a.X, a.Y, b.X, b.Y)
			}
		}
	}
	if drawn(t, g) != drawn(t, gathered(input{"a", clauses(lists...)})) {
		t.Error("the same rows give other bytes")
	}
}

func TestTargetsByYear(t *testing.T) {
	d := goals("甲|1|个|2025|", "乙|2|个|2025|1", "丙|3|个|2028|", "丁|4|个||")
	d.Targets[2].Support = true
	d.Achievements = []extract.Achievement{{Indicator: str("戊"), Raw: "正文", Value: str("5"), AsOf: str("2024"), Span: extract.Span{0, 2}}}
	p := gathered(input{"a", d}).years.plot()
	var got []string
	for _, c := range p.Data.(*columnsData).Columns {
		s := fmt.Sprint(c.Year, ":", c.All)
		for _, n := range c.Counts {
			s += fmt.Sprint(" ", n.Label.En, " ", n.N)
		}
		got = append(got, s)
	}
	want := "2024:1 reported as reached 1, 2025:2 goals 2, 2026:0, 2027:0, 2028:1 amounts of support 1, 0:1 goals 1"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}

	// Years far apart leave out those between; of too many the latest are drawn.
	var lines []string
	for y := range 30 {
		lines = append(lines, fmt.Sprintf("甲|1|个|%d|", 1000+100*y))
	}
	p = gathered(input{"a", goals(lines...)}).years.plot()
	columns := p.Data.(*columnsData).Columns
	if len(columns) != mostYears || columns[mostYears-1].Year != 3900 || !says(p, "更早年份的 6 个数字未画出。") {
		t.Errorf("%d columns up to %d; %v", len(columns), columns[len(columns)-1].Year, p.Notes)
	}
}

func TestBaselines(t *testing.T) {
	d := goals("床位|42|张|2030|36.5", "占比|70|%|2030|58", "投入|850000000|元|2030|0", "倒退|-5|个|2030|-10", "增量|5|个|2030|2", "无基期|5|个|2030|", "都是零|0|个|2030|0")
	increase := extract.Increase
	d.Targets[4].Measure = &increase
	d.Targets[0].Baseline.AsOf = str("2025")
	p := gathered(input{"a", d}).pairs.plot()
	var got []string
	for _, g := range p.Data.(*pairsData).Groups {
		for _, q := range g.Pairs {
			got = append(got, fmt.Sprintf("%s %s %s %s", g.Title.En, q.Record, q.Name, q.Values()))
			for _, x := range []webpage.Px{q.BaselineX, q.TargetX} {
				if !(x >= 249.9 && x <= 560.1) {
					t.Errorf("%s stands at %v", q.Name, x)
				}
			}
		}
	}
	want := []string{
		"Percentages targets/1 占比 58% → 70%（2030）",
		"Other indicators (the larger of the two is 100) targets/0 床位 36.5张（2025） → 42张（2030）",
		"Other indicators (the larger of the two is 100) targets/2 投入 0元 → 8.5亿元（2030）",
		"Other indicators (the larger of the two is 100) targets/3 倒退 -10个 → -5个（2030）",
		"Other indicators (the larger of the two is 100) targets/6 都是零 0个 → 0个（2030）",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !says(p, "1 个以增减幅度表述的目标不与基期值比较，未画出。") {
		t.Errorf("it does not say what is left out: %v", p.Notes)
	}
	q := p.Data.(*pairsData).Groups[1].Pairs[0]
	if !(q.BaselineX < q.TargetX) {
		t.Errorf("36.5 stands at %v, 42 at %v", q.BaselineX, q.TargetX)
	}
}

func TestSpread(t *testing.T) {
	in := func(id, region, code, value string) input {
		d := goals("森林覆盖率|"+value+"|%|2025|", "只见于"+id+"|1|个|2025|")
		d.Document.Region = extract.Region{Name: &region, Code: &code}
		d.Document.Title, d.Document.Number = str(region+"规划"), str(id)
		return input{id, d}
	}
	b := in("b", "石家庄市", "130100", "45")
	b.doc.Targets = append(b.doc.Targets, b.doc.Targets[0], b.doc.Targets[0]) // said three times, once with another value
	b.doc.Targets[3].Value = str("46")
	twice := in("b", "石家庄市", "130100", "45") // the same notice from another source
	twice.id = "c"
	p := gathered(in("a", "正定县", "130123", "38"), b, twice, in("d", "河北省", "130000", "36.5")).spread.plot(func(doc string) link { return link{ID: doc, Page: doc + ".html"} })
	d := p.Data.(*spreadData)
	if len(d.Groups) != 1 {
		t.Fatalf("%d indicators, want the one that several documents have: %+v", len(d.Groups), d.Groups)
	}
	var got []string
	for _, m := range d.Groups[0].Marks {
		got = append(got, fmt.Sprint(m.Name, " ", m.Level, " ", m.Value, " ", m.Link.To(m.Record)))
	}
	want := "河北省 province 36.5% d.html#d/targets/0, 石家庄市 city 46% b.html#b/targets/3, 石家庄市 city 45% b.html#b/targets/0, 正定县 county 38% a.html#a/targets/0"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
	if m := d.Groups[0].Marks; m[1].X != d.Right || !(m[0].X > d.Left && m[0].X < m[2].X) {
		t.Errorf("the marks stand at %v %v %v", m[0].X, m[1].X, m[2].X)
	}
}

// TestHostileFigures draws what no extraction gives, but a file may hold: nothing
// of it may become NaN or markup, and the drawing stays well-formed.
func TestHostileFigures(t *testing.T) {
	values := []string{"NaN", "Inf", "-Inf", "1e308", "-1e308", "1e-320", "0", "-0", "", "x", "99999999999999999999999999999999", "0x10", "<b>"}
	var lines []string
	for _, v := range values {
		for _, b := range values {
			lines = append(lines, "<script>alert(1)</script>|"+v+"|\"><img src=x onerror=alert(1)>|2025|"+b, "占比|"+v+"|%|9999|"+b)
		}
	}
	d := goals(lines...)
	d.Responsibilities = clauses("<script>alert(1)</script>:lead,'\"><img onerror=x>:support,]]>:nonsense,\u2028:joint,:joint", "javascript:alert(1):lead").Responsibilities
	for name, g := range map[string]*gathering{"one": gathered(input{"a", d}), "two": gathered(input{"a", d}, input{"<b>", d})} {
		html := drawn(t, g)
		if bad := regexp.MustCompile(`<[^<]*(NaN|Inf)|<script|<img|<b>`).FindString(withoutText(t, html)); bad != "" {
			t.Errorf("%s: there is %q in the drawing", name, bad)
		}
	}
}

// withoutText is the markup of a drawing, with the attributes that hold numbers:
// it must be well-formed.
func withoutText(t *testing.T, html string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<x>" + html + "</x>"))
	d.Entity = xml.HTMLEntity
	var out strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out.String()
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok {
			out.WriteString("<" + e.Name.Local)
			for _, a := range e.Attr {
				if !strings.HasPrefix(a.Name.Local, "data-") {
					out.WriteString(" " + a.Name.Local + "=" + template.HTMLEscapeString(a.Value))
				}
			}
			out.WriteString(">")
		}
	}
}

func TestEmptyPlots(t *testing.T) {
	for _, n := range []int{1, 2} {
		in := []input{{"a", &extract.Document{}}, {"b", &extract.Document{}}}[:n]
		html := drawn(t, gathered(in...))
		if got := strings.Count(html, "没有可画的内容："); got != 4*2 { // shown, and in data-zh
			t.Errorf("%d documents of nothing: %d of 4 plots say that there is nothing to plot", n, got/2)
		}
		if strings.Contains(html, "<svg") {
			t.Errorf("%d documents of nothing are drawn", n)
		}
	}
}

func TestQuantityText(t *testing.T) {
	for _, c := range []struct{ value, most, unit, bound, per, want string }{
		{"850000000", "", "元", "at_least", "", "≥8.5亿元"},
		{"950000", "", "立方米", "exact", "", "95万立方米"},
		{"9999", "", "个", "", "", "9999个"},
		{"12345", "", "个", "", "年", "1.2345万个/年"},
		{"-25000", "", "吨", "", "", "-2.5万吨"},
		{"10", "15", "家", "range", "", "10–15家"},
		{"10000", "150000", "家", "range", "", "1–15万家"},
		{"9000", "15000", "家", "range", "", "9000–1.5万家"},
		{"0.5", "", "%", "at_most", "", "≤0.5%"},
		{"123456789012.5", "", "元", "about", "", "~1234.567890125亿元"},
		{"1e9", "", "元", "", "", "1e9元"},
	} {
		if got := quantityText(c.value, c.most, c.unit, c.bound, c.per); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestTicks(t *testing.T) {
	for most, want := range map[int]string{0: "[0 1]", 1: "[0 1]", 5: "[0 1 2 3 4 5]", 6: "[0 2 4 6]", 25: "[0 5 10 15 20 25]", 26: "[0 10 20 30]", 164: "[0 50 100 150 200]"} {
		if got := fmt.Sprint(ticks(most)); got != want {
			t.Errorf("%d: %s, want %s", most, got, want)
		}
	}
}
