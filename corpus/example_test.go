package corpus_test

import (
	"context"
	"fmt"
	"log"

	"guihua/corpus"
)

// A notice as somebody has copied it: wrapped lines, a page number, stray
// blanks.
const notice = `岫川市节水规划

一、总体要求
（一）指导思想。坚持节水优先，把节约用水贯穿于经济社会发展
和群众生产生活全过程，健全用水管理制度，推进 节水 型社会
建设，促进水资源可持续利用。
（二）主要目标。到2027年，全市用水总量控制在四亿立方米以
内，万元工业增加值用水量持续下降，再生水利用率不断提高，
节水意识深入人心，节水成为全社会的自觉行动。
— 1 —
`

// From the bytes of a file to its paragraphs.
func Example() {
	ctx := context.Background()
	src, err := corpus.Options{OCR: corpus.OCRNever}.Open(ctx, "notices/notice.txt", []byte(notice))
	if err != nil {
		log.Fatal(err) // one line: what the file is and what to do
	}
	fmt.Println(src.Format, src.Encoding, len(src.Lines), "lines")

	text, err := corpus.Clean(ctx, src)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range text.Paras {
		fmt.Println(text.Slice(p.Start, p.End))
	}
	for _, l := range text.LeftOut {
		fmt.Println("left out:", l.Chars, "characters,", l.Why)
	}
	// Output:
	// txt UTF-8 10 lines
	// 岫川市节水规划
	// 一、总体要求
	// （一）指导思想。坚持节水优先，把节约用水贯穿于经济社会发展和群众生产生活全过程，健全用水管理制度，推进节水型社会建设，促进水资源可持续利用。
	// （二）主要目标。到2027年，全市用水总量控制在四亿立方米以内，万元工业增加值用水量持续下降，再生水利用率不断提高，节水意识深入人心，节水成为全社会的自觉行动。
	// left out: 3 characters, page_number
}
