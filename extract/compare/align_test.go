package compare

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/corpus"
	"guihua/extract"
)

// rows are the pairs of a comparison in short: superior id, subordinate id, relation.
func rows(c *Comparison) (out []string) {
	id := func(x *Item) string {
		if x == nil {
			return "-"
		}
		return x.ID
	}
	for _, p := range c.Pairs {
		out = append(out, fmt.Sprintf("%s %s %s", id(p.Superior), id(p.Subordinate), p.Relation))
	}
	return out
}

// compared compares two documents and asks Check.
func compared(t testing.TB, c *Comparer, a, b *extract.Document) *Comparison {
	t.Helper()
	got := c.Compare(c.Read("a", a), c.Read("b", b))
	for _, broken := range Check(got, a, b) {
		t.Error(broken)
	}
	return got
}

func wantRows(t *testing.T, got *Comparison, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, rows(got)); d != "" {
		t.Errorf("pairs (-want +got):\n%s", d)
	}
}

// extracted is a document of text.
func extracted(t testing.TB, name string, data []byte) *extract.Document {
	t.Helper()
	src, err := corpus.Defaults.Open(context.Background(), name, data)
	if err != nil {
		t.Fatal(err)
	}
	w, err := testWords()
	if err != nil {
		t.Fatal(err)
	}
	d, err := extract.New(w).Extract(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// samples are the sample documents that can be read without other programs.
func samples(t testing.TB) map[string][]byte {
	files, _ := filepath.Glob("../../corpus/samples/*")
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if n := filepath.Base(f); !strings.HasSuffix(n, ".pdf") && !strings.HasSuffix(n, ".ofd") {
			out[n] = data
		}
	}
	if len(out) < 5 {
		t.Fatalf("only %d samples", len(out))
	}
	return out
}

// TestSamplePair is the pair by reading: tasks in other chapters, a box item that
// became a task, a chapter that was not taken over.
func TestSamplePair(t *testing.T) {
	all := samples(t)
	const province, city = "yunling_lenglian_guihua_pdf.txt", "lanchuan_lenglian_fangan.txt"
	got := compared(t, comparer(t), extracted(t, province, all[province]), extracted(t, city, all[city]))
	var pairs []string
	for _, p := range got.Pairs {
		switch {
		case p.Subordinate == nil:
			pairs = append(pairs, p.Superior.ID+" -")
		case p.Superior == nil:
			pairs = append(pairs, "- "+p.Subordinate.ID)
		default:
			pairs = append(pairs, p.Superior.ID+" "+p.Subordinate.ID)
		}
	}
	if d := cmp.Diff([]string{
		"三/（一）/1 三/（一）/1", "三/（一）/2 三/（一）/2", "三/（二） 三/（一）/3",
		"专栏1/1 -", "专栏1/2 -", "专栏1/3 -",
		"四/（一）/1 三/（二）/1", "四/（一）/2 三/（二）/2", "四/（二） -", "四/（三） 三/（二）/3",
		"五/（一） -", "五/（二）/1 三/（三）/1", "五/（二）/2 三/（三）/2", "专栏2/1 -", "专栏2/2 三/（三）/3",
		"六/（一） -", "六/（二） -", "专栏3/1 专栏1/1", "专栏3/2 -", "- 专栏1/2",
		"七/（一） 四/（一）", "七/（二） 四/（二）", "七/（三） -", "七/（四） 四/（三）",
	}, pairs); d != "" {
		t.Errorf("pairs (-want +got):\n%s", d)
	}
}

// TestItself: a plan made itself of itself.
func TestItself(t *testing.T) {
	c := comparer(t)
	for name, data := range samples(t) {
		d := extracted(t, name, data)
		for i, p := range compared(t, c, d, d).Pairs {
			if p.Relation != Same || len(p.Or)+len(p.Cut)+len(p.Added) > 0 || p.Superior.ID != p.Subordinate.ID {
				t.Errorf("%s: pair %d: %s with %s is %s or %v, %d cut, %d added", name, i, p.Superior.ID, p.Subordinate.ID, p.Relation, p.Or, len(p.Cut), len(p.Added))
			}
			if p.Overlap != nil && *p.Overlap != 1 {
				t.Errorf("%s: pair %d overlaps by %v", name, i, *p.Overlap)
			}
		}
	}
}

// exchanges make the words of a province those of a city.
var exchanges = strings.NewReplacer(
	"云岭省", "澜川市", "云岭", "澜川", "清河省", "澜川市", "我省", "我市", "全省", "全市", "省级", "市级", "省委", "市委", "省政府", "市政府",
	"省农业农村厅", "市农业农村局", "省财政厅", "市财政局", "省直", "市直", "全县", "全市", "我县", "我市", "县级", "市级", "省人民政府", "市人民政府",
	"农业强省", "农业强市", "消费大省", "消费大市")

// TestExchanged: a plan with the names of its place and its level exchanged is the same.
func TestExchanged(t *testing.T) {
	c := comparer(t)
	changed := 0
	for name, data := range samples(t) {
		if !strings.HasSuffix(name, ".txt") || strings.Contains(name, "gb18030") {
			continue
		}
		a, b := extracted(t, name, data), extracted(t, name, []byte(exchanges.Replace(string(data))))
		if a.Text != b.Text {
			changed++
		}
		for i, p := range compared(t, c, a, b).Pairs {
			if p.Relation != Same {
				t.Errorf("%s: pair %d is %s: %v", name, i, p.Relation, p.Evidence[len(p.Evidence)-1])
			}
		}
	}
	if changed < 3 {
		t.Errorf("only %d samples were changed", changed)
	}
}

// TestEmpty: a plan without items drops all, and of it all is new.
func TestEmpty(t *testing.T) {
	c := comparer(t)
	none, some := plan("澜川市"), plan("云岭省", one, two)
	wantRows(t, compared(t, c, some, none), "一/（1） - dropped", "一/（2） - dropped")
	wantRows(t, compared(t, c, none, some), "- 一/（1） new", "- 一/（2） new")
	wantRows(t, compared(t, c, none, none))
}

var (
	one   = made{"建设预冷设施", "支持农民合作社建设通风贮藏库和预冷车间，配套分级清洗设备，推行所有权、使用权分置运营。"}
	two   = made{"推广移动冷库", "推广移动预冷车和车载冷柜，鼓励企业开展跨区流动服务，将移动冷藏装备纳入农机购置补贴。"}
	three = made{"强化医药冷链", "落实疫苗、血液制品全程温控要求，完善偏远乡镇疫苗末端配送条件，严防脱温混储。"}
	four  = made{"培养专业人才", "支持职业院校开设冷链专业，推行现代学徒制，将制冷工纳入紧缺工种目录。"}
	five  = made{"完善金融支持", "鼓励保险机构开发货损险，综合运用贷款贴息和以奖代补，引导社会资本投入仓单质押。"}
)

func join(title string, list ...made) made {
	m := made{title: title}
	for _, x := range list {
		m.text += x.text
	}
	return m
}

// TestMerged: what two items say stands in one.
func TestMerged(t *testing.T) {
	got := compared(t, comparer(t), plan("云岭省", one, two, three, four), plan("澜川市", join("建设预冷设施和移动冷库", one, two), three, four))
	wantRows(t, got, "一/（1） 一/（1） merged", "一/（2） 一/（1） merged", "一/（3） 一/（2） same", "一/（4） 一/（3） same")
}

// TestSplit: what one item says stands in two.
func TestSplit(t *testing.T) {
	got := compared(t, comparer(t), plan("云岭省", one, join("强化医药冷链和专业人才", three, four), five), plan("澜川市", one, three, four, five))
	wantRows(t, got, "一/（1） 一/（1） same", "一/（2） 一/（2） split", "一/（2） 一/（3） split", "一/（3） 一/（4） same")
}

// TestNotMerged: words that every item has make nothing one.
func TestNotMerged(t *testing.T) {
	all := "各地各部门要提高认识，加强领导，细化措施，压实责任，确保各项任务落到实处。"
	a := plan("云岭省", made{one.title, one.text + all}, made{two.title, two.text + all}, made{three.title, three.text + all})
	b := plan("澜川市", made{one.title, one.text + all}, made{three.title, three.text + all})
	wantRows(t, compared(t, comparer(t), a, b), "一/（1） 一/（1） same", "一/（2） - dropped", "一/（3） 一/（2） same")
}

// TestTwice: what the superior plan says twice is found once; the other is not said to
// have gone into the same.
func TestTwice(t *testing.T) {
	a := plan("云岭省", one, made{"夯实产地基础", one.text}, three)
	wantRows(t, compared(t, comparer(t), a, plan("澜川市", one, three)), "一/（1） 一/（1） same", "一/（2） - dropped", "一/（3） 一/（2） same")
}

// TestOrder: what stands elsewhere is found; the ids are others.
func TestOrder(t *testing.T) {
	got := compared(t, comparer(t), plan("云岭省", one, two, three, four, five), plan("澜川市", two, three, four, one))
	wantRows(t, got, "一/（1） 一/（4） same", "一/（2） 一/（1） same", "一/（3） 一/（2） same", "一/（4） 一/（3） same", "一/（5） - dropped")
	if !slices.ContainsFunc(got.Pairs[0].Evidence, func(e Evidence) bool { return e.Rule == "pair/crossed" }) {
		t.Errorf("the pair that crosses the others does not say so: %v", got.Pairs[0].Evidence)
	}
}

// TestUnlike: plans of other things are no pairs, whatever their ids and headings.
func TestUnlike(t *testing.T) {
	a := plan("云岭省", one, two, three)
	b := plan("澜川市",
		made{"发展老年助餐", "依托社区食堂开设老年餐桌，对高龄老人送餐上门，建立就餐评价机制。"},
		made{"保护湿地鸟类", "划定候鸟越冬保护范围，清理外来植物，设置观鸟步道和巡护站点。"})
	wantRows(t, compared(t, comparer(t), a, b), "一/（1） - dropped", "一/（2） - dropped", "一/（3） - dropped", "- 一/（1） new", "- 一/（2） new")
}

// TestTitlesAlone: two items of one title are told apart by what they say.
func TestTitlesAlone(t *testing.T) {
	a := plan("云岭省", made{"重点工程", one.text}, made{"重点工程", two.text})
	b := plan("澜川市", made{"重点工程", two.text}, made{"重点工程", one.text}, made{"重点工程", three.text})
	got := compared(t, comparer(t), a, b)
	for _, p := range got.Pairs {
		if p.Superior != nil && p.Subordinate != nil && p.Relation != Same {
			t.Errorf("%s with %s is %s", p.Superior.ID, p.Subordinate.ID, p.Relation)
		}
	}
}

// TestBoxes: an item of a 专栏 that became a task, and the other way round.
func TestBoxes(t *testing.T) {
	c := comparer(t)
	a := plan("云岭省", one, two)
	number := 1
	from := len([]rune(a.Text))
	a.Text += three.text + "\n"
	a.Boxes = []extract.Box{{Number: &number, Title: "安全工程", Items: []extract.BoxItem{{Title: three.title, Text: three.text, Span: extract.Span{from, from + len([]rune(three.text))}}}}}
	b := plan("澜川市", one, three, two)
	wantRows(t, compared(t, c, a, b), "一/（1） 一/（1） same", "一/（2） 一/（3） same", "专栏1/1 一/（2） same")
	wantRows(t, compared(t, c, b, a), "一/（1） 一/（1） same", "一/（2） 专栏1/1 same", "一/（3） 一/（2） same")
}

// TestRows: the measures of a task table are its body, and no change goes from one
// into the next.
func TestRows(t *testing.T) {
	c := comparer(t)
	table := plan("云岭省", join(one.title, one, two))
	task := &table.Tasks[0]
	at := task.Span[0] + len([]rune(one.text))
	task.Text = nil
	task.Measures = []extract.Measure{{Text: one.text, Span: extract.Span{task.Span[0], at}}, {Text: two.text, Span: extract.Span{at, task.Span[1]}}}
	got := compared(t, c, table, plan("澜川市", one))
	if p := got.Pairs[0]; p.Relation != Partial || len(p.Cut) == 0 || p.Cut[0].Span[0] < at {
		t.Errorf("%s, cut %v; the second measure at %d is gone", p.Relation, p.Cut, at)
	}
}

// TestTogether: one superior side for many, at once, gives the bytes it gives alone.
func TestTogether(t *testing.T) {
	all := samples(t)
	c := comparer(t)
	superior := c.Read("province", extracted(t, "a.txt", all["yunling_lenglian_guihua_pdf.txt"]))
	subordinate := c.Read("city", extracted(t, "b.txt", all["lanchuan_lenglian_fangan.txt"]))
	want, err := json.Marshal(c.Compare(superior, subordinate))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := json.Marshal(New(c.words).Compare(superior, subordinate))
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("another comparison: %v", err)
			}
		})
	}
	group.Wait()
}

// FuzzCompare makes two plans of the sentences of the cases, cut and put together
// anew, and asks Check; what is made of a plan itself is the same.
func FuzzCompare(f *testing.F) {
	sentences := strings.FieldsFunc(one.text+two.text+three.text+four.text+five.text+"到2030年，接入率达到95%以上。落实《云岭省冷链管理办法》。支持“最先一公里”（产地）设施。省市场监管局，全市，各县（市、区）。一\n。，《》“（",
		func(r rune) bool { return r == '。' })
	f.Add([]byte{1, 2, 3, 0, 4, 5, 6}, []byte{1, 2, 0, 3, 4})
	f.Add([]byte{}, []byte{9, 250, 251, 0, 0, 7})
	f.Add([]byte("冷链物流"), []byte("冷链\xff物流"))
	make := func(program []byte) *extract.Document {
		var items []made
		var x made
		for i, p := range program[:min(len(program), 200)] {
			if p == 0 || i == 0 {
				if i > 0 {
					items = append(items, x)
				}
				x = made{title: sentences[(i*7+int(p))%len(sentences)]}
			}
			s := []rune(sentences[int(p)%len(sentences)])
			if p > 128 {
				s = s[int(p-128)%len(s):]
			}
			x.text += string(s) + []string{"。", "，", "、", ""}[i%4]
		}
		if len(program) > 0 {
			items = append(items, x)
		}
		return plan("云岭省", items...)
	}
	c := comparer(f)
	f.Fuzz(func(t *testing.T, p, q []byte) {
		a, b := make(p), make(q)
		compared(t, c, a, b)
		for _, x := range compared(t, c, a, a).Pairs {
			if x.Relation != Same {
				t.Errorf("of itself: %v", rows(compared(t, c, a, a)))
			}
		}
	})
}

// TestParagraphs: a task of several matters, each a paragraph with a label, is split
// into tasks with those for titles though nothing else of it stays.
func TestParagraphs(t *testing.T) {
	province := plan("云岭省",
		made{"发展便民的数字服务", "围绕群众所需，推动数字技术应用。\n数字养老。建设老年人照料档案，研发跌倒报警设备，培训护理员使用终端。\n数字教育。建设乡村学校云课堂，推广电子书包，评价课堂效果。"},
		made{"建设数字农场", "推广大棚温湿度传感，培育种植能手，建设数字农场示范点。"})
	city := plan("兰川市",
		made{"数字养老", "在八个街道为独居老人装报警设备，护理员凭终端上门。"},
		made{"数字教育", "十二所学校用上云课堂，为教师配发电子书包。"},
		made{"数字农场", "在河湾镇建两个数字农场，大棚装传感设备。"})
	got := compared(t, comparer(t), province, city)
	wantRows(t, got, "一/（1） 一/（1） split", "一/（1） 一/（2） split", "一/（2） 一/（3） adapted")
}

// TestFaint: little but what its title names speaks for a pair of plans about the
// same; it is given and said to be weak. Plans about different things have none.
func TestFaint(t *testing.T) {
	province := plan("云岭省",
		made{"打造公共平台", "为游船企业办理港口登记、保险和检验，解决船员签证、游船维修和码头补给中的问题，组织企业参加展会。"},
		made{"提升游船品质", "更新游船客舱，培训游船讲解员，制定游船服务规范。"},
		made{"保护游船水域", "清理游船航道，监测游船水域水质，禁止游船排污。"})
	city := plan("兰川市",
		made{"提升游船品质", "更新游船客舱，培训游船讲解员，落实游船服务规范。"},
		made{"保护游船水域", "清理游船航道，监测游船水域水质。"},
		made{"码头服务", "对码头企业的船员给予补贴，每年不超过五十万元，由街道受理申请、公示结果，审计部门抽查资金去向。"})
	city.Outline[0].Title = "扶持措施"
	got := compared(t, comparer(t), province, city)
	var faint []string
	for _, p := range got.Pairs {
		if slices.Contains(p.Or, Dropped) {
			faint = append(faint, p.Superior.ID+" "+p.Subordinate.ID)
			if !slices.ContainsFunc(p.Evidence, func(e Evidence) bool { return e.Rule == "pair/faint" }) {
				t.Errorf("no evidence that it is weak: %+v", p.Evidence)
			}
		}
	}
	if d := cmp.Diff([]string{"一/（1） 一/（3）"}, faint); d != "" {
		t.Errorf("weak pairs (-want +got):\n%s", d)
	}
	other := plan("兰川市",
		made{"加强宣传推广", "通过报纸宣传校车安全知识，推广典型经验。"},
		made{"码头扶持", "对校车驾驶员培训给予补贴。"},
		made{"加强校车检验", "校车每半年检验一次，建立校车档案。"})
	for _, p := range compared(t, comparer(t), province, other).Pairs {
		if p.Superior != nil && p.Subordinate != nil {
			t.Errorf("%s and %s of plans about different things", p.Superior.Title, p.Subordinate.Title)
		}
	}
}

// BenchmarkCompare compares plans of 60,000 characters, words known: made of the
// sample, each copy of it with other names of what it is about.
func BenchmarkCompare(b *testing.B) {
	all := samples(b)
	c := comparer(b)
	long := func(name string) *Side {
		var text strings.Builder
		for i := 0; text.Len() < 3*60_000; i++ {
			part := strings.NewReplacer("冷链", fmt.Sprintf("%c链", '甲'+rune(i)), "冷库", fmt.Sprintf("%c库", '甲'+rune(i)), "三、", fmt.Sprintf("%s、", []string{"十三", "二十三", "三十三", "四十三", "五十三", "六十三", "七十三", "八十三", "九十三"}[i%9])).Replace(string(all[name]))
			text.WriteString(part)
		}
		return c.Read(name, extracted(b, name, []byte(text.String())))
	}
	x, y := long("yunling_lenglian_guihua_pdf.txt"), long("lanchuan_lenglian_fangan.txt")
	for b.Loop() {
		c.Compare(x, y)
	}
	b.ReportMetric(float64(len(x.items)), "items")
	b.ReportMetric(float64(len(x.runes)), "characters")
}
