package corpus

import "testing"

// One label, many forms, and what only looks like one.
func TestParseLabel(t *testing.T) {
	labels := []struct {
		kind   LabelKind
		number int
		text   string
		forms  []string // what stands before the title 规划
	}{
		{Han, 1, "一、", []string{"一、", " 一、", "　　一、", "一、 ", "一 、", "一.", "一．"}},
		{Han, 12, "十二、", []string{"十二、", "十二、　"}},
		{Han, 21, "二十一、", []string{"二十一、"}},
		{HanParen, 3, "（三）", []string{"（三）", "(三)", "（三)", "(三）", "( 三 )", "（三） ", "（三）、", "﹙三﹚"}},
		{HanParen, 15, "（十五）", []string{"（十五）", "(十五) "}},
		{Digit, 1, "1.", []string{"1.", "1．", " 1. ", "１．", "１."}},
		{Digit, 18, "18.", []string{"18.", "18．", "１８．"}},
		{Digit, 2, "2、", []string{"2、", "２、"}},
		{DigitParen, 1, "（1）", []string{"（1）", "(1)", "1）", "1)", "（１）", "( 1 ) "}},
		{Circled, 2, "②", []string{"②", "② "}},
		{Circled, 20, "⑳", []string{"⑳"}},
		{Chapter, 1, "第一章", []string{"第一章 ", "第一章　", "第一章："}},
		{SectionL, 2, "第二节", []string{"第二节 ", "第二节　"}},
		{Article, 10, "第十条", []string{"第十条 ", "第十条　"}},
		{Article, 12, "第12条", []string{"第12条 ", "第１２条　"}},
		{Part, 3, "第三部分", []string{"第三部分 ", "第三部分："}},
		{Part, 1, "第一篇", []string{"第一篇 "}},
	}
	for _, want := range labels {
		for _, form := range want.forms {
			rs := []rune(form + "规划")
			got, ok := ParseLabel(rs)
			if !ok || got.Kind != want.kind || got.Number != want.number || got.Text != want.text {
				t.Errorf("ParseLabel(%q) = %+v, %v, want %v %d %q", string(rs), got, ok, want.kind, want.number, want.text)
				continue
			}
			if title := string(rs[got.Len:]); title != "规划" {
				t.Errorf("ParseLabel(%q): the title is %q", string(rs), title)
			}
		}
	}
}

// A year, a quantity or a quotation mark right behind a number does not hide
// the label.
func TestParseLabelBefore(t *testing.T) {
	for s, title := range map[string]string{
		"1.2025年底前完成摸底": "2025年底前完成摸底",
		"3.“一网通办”":      "“一网通办”",
		"（一）2026年，新建管网": "2026年，新建管网",
		"二、5G网络建设":      "5G网络建设",
		"（二）《条例》宣传":     "《条例》宣传",
		"一、":            "",
		"（一）":           "",
		"1.":            "",
	} {
		l, ok := ParseLabel([]rune(s))
		if !ok || string([]rune(s)[l.Len:]) != title {
			t.Errorf("ParseLabel(%q) = %+v, %v, want the title %q", s, l, ok, title)
		}
	}
}

func TestParseLabelRejects(t *testing.T) {
	for _, s := range []string{
		"", " ", "规划", "、规划", "（）规划", "（", "第", "第一", "1", "一",
		"1.65万件", "1.2公里", "3.5%", "12.5亿元", "2025.12", "2025年12月", "2025-2030年", "2025、2026年", // decimals, dates, ranges
		"1、2号楼", "1%", "1.%", "1—3月", "10:30", "0.规划", "100.规划", "123、规划",
		"（含分支机构）", "（以下简称规划）", "（市、区）", "（2025）规划", "（2021—2025年）", "（试行）", "（一期）",
		"一是规划", "一方面", "一体化", "十四五规划", "百年规划", "二〇二五年",
		"第一章的规定", "第三条和第五条", "第一批名单", "第二届博览会", "第三方机构", "第一时间", "第十四个五年规划", "第一、规划", "第二部署",
		"一、二级保护区", "三、四季度", "一、二、三产业融合", // lists of ordinals
	} {
		if l, ok := ParseLabel([]rune(s)); ok {
			t.Errorf("ParseLabel(%q) = %+v", s, l)
		}
	}
}

func TestParseHanNumber(t *testing.T) {
	for s, want := range map[string]int{
		"〇": 0, "零": 0, "一": 1, "九": 9, "十": 10, "十一": 11, "十九": 19, "二十": 20, "二十一": 21, "九十九": 99,
		"一百": 100, "一百零二": 102, "一百〇二": 102, "一百一十": 110, "一百一十二": 112, "二百三十四": 234,
	} {
		if n, ok := ParseHanNumber([]rune(s)); !ok || n != want {
			t.Errorf("ParseHanNumber(%q) = %d, %v, want %d", s, n, ok, want)
		}
	}
	for _, s := range []string{"", "个", "一个", "两", "壹", "1", "十二、", "一千", "a", " 一", "三一", "一二三", "十十", "百", "零零", "二〇二五"} {
		if n, ok := ParseHanNumber([]rune(s)); ok {
			t.Errorf("ParseHanNumber(%q) = %d", s, n)
		}
	}
}
