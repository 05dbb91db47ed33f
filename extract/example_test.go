package extract_test

import (
	"context"
	"fmt"
	"log"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// From the bytes of a file to its tasks and who does them.
func Example() {
	words, err := segment.Open(segment.Options{}) // once for all documents
	if err != nil {
		log.Fatal(err)
	}
	defer words.Close()
	x := extract.New(words)

	ctx := context.Background()
	data := []byte("岫川市节水规划\n一、重点任务\n（一）更新老旧管网。到2027年，改造供水干管120公里。（市水务局牵头，市财政局配合）\n")
	src, err := corpus.Options{}.Open(ctx, "plans/water.txt", data)
	if err != nil {
		log.Fatal(err)
	}
	doc, err := x.Extract(ctx, src)
	if err != nil {
		log.Fatal(err)
	}

	for _, task := range doc.Tasks {
		fmt.Println(task.ID, task.Title)
		for _, r := range doc.Responsibilities {
			for _, u := range r.Units {
				if r.At == task.ID {
					fmt.Println(" ", u.Role, u.Name)
				}
			}
		}
		for _, t := range doc.Targets {
			if t.At == task.ID {
				fmt.Println(" ", *t.Indicator, *t.Bound, *t.Value, *t.Unit, "by", *t.By)
			}
		}
	}
	// A span is in code points of the text, without white space the words of its record.
	text := []rune(doc.Text)
	span := doc.Responsibilities[0].Span
	fmt.Println(string(text[span[0]:span[1]]))
	// Output:
	// 一/（一） 更新老旧管网
	//   lead 市水务局
	//   support 市财政局
	//   供水干管 = 120 公里 by 2027
	// （市水务局牵头，市财政局配合）
}
