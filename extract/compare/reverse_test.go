package compare

import (
	"regexp"
	"testing"
)

// TestReversed: a word or figure that turns the meaning is never the same, in long items
// no more than in short ones; what only writes it otherwise is.
func TestReversed(t *testing.T) {
	c := comparer(t)
	const long = "围绕生产环节完善工作机制，组织合作社开展业务培训。依托批发市场布设分拨点，改善装卸条件。引导运输企业更新车辆，加装温度记录设备。整理各环节作业规程，编印操作手册。"
	for _, k := range []struct {
		a, b string
		same bool
	}{
		{"不得新建冷库。", "新建冷库。", false},
		{"允许新建冷库。", "禁止新建冷库。", false},
		{"冷库应当配备设施。", "冷库可以配备设施。", false},
		{"产量增长5%以上。", "产量增长5%以下。", false},
		{"产量增长5%。", "产量下降5%。", false},
		{"产量增长-5%。", "产量增长5%。", false},
		{"建设两家示范企业。", "建设一家示范企业。", false},
		{"建设冷库3000座。", "建设冷库30000座。", false},
		{"公布第一批名单。", "公布第十批名单。", false},
		{"每半年通报情况。", "每年通报情况。", false},
		{"2026年底前完成。", "2028年底前完成。", false},
		{"执行《冷链管理办法》。", "执行《海洋管理办法》。", false},
		{"由省级财政承担费用。", "由县级财政承担费用。", false},
		{"由省级财政承担费用。", "由市级财政承担费用。", true},
		{"建设1家示范企业。", "建设一家示范企业。", true},
		{"建设冷库三千座。", "建设冷库3000座。", true},
		{"发展苹果、梨、桃、葡萄产业。", "发展葡萄、桃、梨、苹果产业。", true},
	} {
		for _, more := range []string{"推进冷链物流体系建设。", long} {
			p := onlyPair(t, c, plan("云岭省", made{"推进冷链发展", k.a + more}), plan("澜川市", made{"推进冷链发展", k.b + more}))
			if same := p.Relation == Same || len(p.Or) > 0 && p.Or[0] == Same; same != k.same {
				t.Errorf("%s → %s: %s or %v", k.a, k.b, p.Relation, p.Or)
			}
		}
	}
}

// TestReversedSamples plants a negation in every item of the sample plans.
func TestReversedSamples(t *testing.T) {
	c := comparer(t)
	verb := regexp.MustCompile(`(建立|开展|推动|完善|支持|建设)`)
	n := 0
	for name, data := range samples(t) {
		a := extracted(t, name, data)
		for _, task := range a.Tasks {
			if task.Text == nil {
				continue
			}
			at := verb.FindStringIndex(*task.Text)
			if at == nil {
				continue
			}
			n++
			turned := (*task.Text)[:at[0]] + "不" + (*task.Text)[at[0]:]
			p := onlyPair(t, c, plan("澜川市", made{"推进冷链发展", *task.Text}), plan("澜川市", made{"推进冷链发展", turned}))
			if p.Relation == Same {
				t.Errorf("%s: %s is the same with 不", name, task.ID)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d items", n)
	}
}
