// Command bare loads jieba's dictionary and splits one sentence, which is the
// least that a program with jieba in it can do:
//
//	bare DICTIONARY MODEL LINE
//
// LINE is a file of one line, in place of dictionaries that guihua does not
// use either. BenchmarkOneDocument compares guihua with it.
package main

import (
	"fmt"
	"os"

	"github.com/yanyiwu/gojieba"
)

func main() {
	j := gojieba.NewJieba(os.Args[1], os.Args[2], os.DevNull, os.Args[3], os.Args[3])
	defer j.Free()
	fmt.Println(j.Tag("建设数据底座"))
}
