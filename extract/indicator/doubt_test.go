package indicator

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// count makes a Count of a key as String writes it.
func count(key string, n int) Count {
	parts := strings.Split(key, "|")
	return Count{Key{Name: parts[0], Unit: parts[1], Basis: Basis{Kind: Kind(parts[2])}}, n}
}

func TestDoubtful(t *testing.T) {
	counts := []Count{
		count("知识产权服务品牌机构|家|level", 3),
		count("知识产权品牌服务机构|家|level", 1),
		count("知识产权质押融资登记额|元|level", 2),
		count("知识产权质押登记额|元|level", 5),
		count("专利授权量|件|level", 2),
		count("发明专利授权量|件|level", 2),
		count("空气质量优良天数比例|%|level", 2),
		count("空气质量优良天数占比|%|level", 1),
		// One name, but another unit or basis, is no doubt; nor are short and unlike names.
		count("知识产权质押登记额|元|added", 1),
		count("森林覆盖率|%|level", 1),
		count("森林蓄积量|立方米|level", 1),
		count("油菜种植机械化率|%|level", 1),
		count("油菜收获机械化率|%|level", 1),
		count("出口额|元|level", 1),
		count("进口额|元|level", 1),
	}
	var got []string
	for _, p := range Doubtful(counts) {
		got = append(got, fmt.Sprintf("%s %s/%s %s/%s", p.Reason, p.A.Name, p.B.Name, p.InA, p.InB))
	}
	want := []string{
		"order 知识产权服务品牌机构/知识产权品牌服务机构 服务品牌/品牌服务",
		"inserted 知识产权质押登记额/知识产权质押融资登记额 /融资",
		"replaced 空气质量优良天数比例/空气质量优良天数占比 比例/占比",
		"inserted 专利授权量/发明专利授权量 /发明",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// many are n keys of one unit, made of the words of the field: most names share
// words with thousands of others.
func many(n int) []Count {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("企业 专利 知识产权 产业 机构 平台 省级 国家级 农业 数字 绿色 智能 制造 服务 中心 示范 基地 工业 互联网 创新 研发 技术 人才 养老 教育 医疗 文化 旅游 湿地 森林 水利 灌溉 仓储 物流 港口 铁路 公路 电网 储能 光伏")
	seen := map[string]bool{}
	var out []Count
	for len(out) < n {
		name := ""
		for range 3 + r.IntN(3) {
			name += words[r.IntN(len(words))]
		}
		if !seen[name] {
			seen[name] = true
			out = append(out, count(name+"|个|level", 1))
		}
	}
	return out
}

// TestDoubtfulMany holds 50,000 keys to seconds: to compare each with each would take
// minutes.
func TestDoubtfulMany(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	counts := many(50000)
	begin := time.Now()
	Doubtful(counts)
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("%v", took)
	}
}

func TestDoubtfulIsCapped(t *testing.T) {
	var counts []Count
	for i := range 2000 {
		name := string(rune('一'+i)) + string(rune('丁'+i*3)) + "湿地" + string(rune('七'+i*2))
		counts = append(counts, count(name+"修复面积|亩|level", 2), count(name+"生态修复面积|亩|level", 1))
	}
	if got := len(Doubtful(counts)); got != MaxPairs {
		t.Errorf("%d pairs of 2000", got)
	}
}

func BenchmarkDoubtful(b *testing.B) {
	counts := many(50000)
	for b.Loop() {
		Doubtful(counts)
	}
}
