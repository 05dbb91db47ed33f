//go:build !cgo

package main

import _ "embed"

// Words are split by jieba, which is C++. Without a C compiler Go turns cgo off
// by itself, and the build would end in "undefined: gojieba.NewJieba". There is
// no such file as the one below: the go command stops before it compiles
// anything, and says what it looked for.
//
//go:embed "guihua needs a C++ compiler and CGO_ENABLED=1 (Debian and Ubuntu, apt-get install g++; macOS, xcode-select --install; Windows, MSYS2 with mingw-w64-x86_64-gcc)"
var _ string
