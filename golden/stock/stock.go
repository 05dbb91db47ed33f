// Package stock makes documents for fuzzing. Bytes at random are hardly ever a
// document; here they choose among the lines, sentences, clauses and words of
// the cases of a rule, put marks and line breaks between them, cut them off in
// the middle and, now and then, are words themselves. So a fuzzer starts where
// the rule does its work and leaves it step by step.
package stock

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Stock is what the documents of one fuzz target are made of. Its pieces
// have an order, and a program names them by it: where the cases change, so
// does the meaning of a program. What a fuzzer finds is therefore kept as the
// text that it made, a case, and not as a program.
type Stock struct {
	pieces []string
	at     map[string]int
}

// MaxText is the length in bytes behind which a document gets no more pieces.
const MaxText = 1 << 12

// joints stand between pieces; a program has one byte for each.
var joints = [16]string{"\n", "\n", "\n\t", "\t", "    ", "，", "、", "。", "；", "：", "（", "）", "《", "》", "“", "”"}

// The first byte of an instruction. Below joint it is the high half of the
// number of a piece, whose low half follows.
const (
	joint = 0xe0 // + which
	raw   = 0xf0 // + a third of the bytes that follow as they are, less one
	cut   = 0xf8 // + the characters taken off the end, less one
	again = 0xfc // the piece before once more
)

// general pieces belong to every stock: numbers, and what headings, tables,
// boxes and clauses begin with.
var general = strings.Fields(`一、 二、 三、 （一） （二） （三） 1. 2. 3. （1） （2） ① ② 第一章 第二章 第一节 第一条 第二条 —— ( ) [ ] " ' < > 【 】 〔2026〕 - — ~ ～ … . ． * # | / % ％ ‰
	0 1 9 10 1.65 3.7 1.653.7 2020 2025 2025年 2026年3月5日 “十五五” 近 约 不少于 以上 以内 左右 至 到 和 等 各 第 万 亿 十 百分之 年底前
	专栏1 专栏 专栏二 表1 表1-1 附件 附件1 附件： 附表 目录 序号 指标 单位 属性 责任单位 责任单位： 牵头单位： 配合单位： 牵头 负责 配合 按职责分工负责 下同 备注： 注：1.`)

// New makes a stock of texts and of words that belong to no text.
func New(texts, words []string) *Stock {
	s := &Stock{at: map[string]int{}}
	for _, t := range texts {
		for line := range strings.SplitSeq(t, "\n") {
			s.add(line)
			for _, ends := range []string{"。；！\t", "，、：。；\t", "（）《》“”〔〕()，、。；：\t"} {
				for piece := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(ends, r) }) {
					s.add(piece)
				}
			}
		}
	}
	for _, w := range general {
		s.add(w)
	}
	for _, w := range words {
		s.add(w)
	}
	return s
}

// add puts a piece into the stock where there is room and it is no blank.
func (s *Stock) add(piece string) {
	if _, known := s.at[piece]; known || len(s.pieces) == joint<<8 || strings.TrimFunc(piece, unicode.IsSpace) == "" {
		return
	}
	s.at[piece] = len(s.pieces)
	s.pieces = append(s.pieces, piece)
}

// Program is the program that makes text, one of the texts of the stock: a
// seed.
func (s *Stock) Program(text string) []byte {
	var p []byte
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			p = append(p, joint)
		}
		if n, ok := s.at[line]; ok {
			p = append(p, byte(n>>8), byte(n))
		}
	}
	return p
}

// Text is what a program makes, valid UTF-8 of little more than MaxText
// bytes. Any bytes are a program.
func (s *Stock) Text(program []byte) string {
	var b []byte
	last := ""
	for p := program; len(p) > 0 && len(b) < MaxText; {
		op := p[0]
		p = p[1:]
		switch {
		case op < joint:
			n := int(op) << 8
			if len(p) > 0 {
				n += int(p[0])
				p = p[1:]
			}
			last = s.pieces[n%len(s.pieces)]
			b = append(b, last...)
		case op < raw:
			b = append(b, joints[op-joint]...)
		case op < cut:
			n := min(3*int(op-raw+1), len(p))
			b = append(b, p[:n]...)
			p = p[n:]
		case op < again:
			for range op - cut + 1 {
				_, n := utf8.DecodeLastRune(b)
				b = b[:len(b)-n]
			}
		default:
			b = append(b, last...)
		}
	}
	return strings.ToValidUTF8(string(b), "�")
}

// Lines parts a text into lines where corpus.Open does, and takes control
// characters out of them as it does.
func Lines(text string) []string {
	return strings.Split(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, lineEnds.Replace(text)), "\n")
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
