package segment_test

import (
	"fmt"
	"log"

	"guihua/segment"
)

func Example() {
	seg, err := segment.Open(segment.Options{}) // UserDict: []string{"my.txt"}
	if err != nil {
		log.Fatal(err)
	}
	defer seg.Close()
	for _, w := range seg.Tag("有效注册商标量突破２．５万件") {
		fmt.Println(w.Start, w.End, w.Tag, w.Text)
	}
	// Output:
	// 0 7 n 有效注册商标量
	// 7 9 v 突破
	// 9 12 m ２．５
	// 12 14 q 万件
}
