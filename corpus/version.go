package corpus

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

//go:embed *.go pattern/*.go
var sources embed.FS

// Version is a short hash (12 hexadecimal digits) over the code of this package:
// programs with the same one read the same file alike. Libraries it reads with
// don't count.
var Version = sync.OnceValue(func() string { return HashSources(sources) })

// HashSources returns a short hash over the files of a package, tests left out.
func HashSources(files fs.FS, more ...string) string {
	h := sha256.New()
	fmt.Fprintln(h, more)
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := files.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		fmt.Fprintln(h, name)
		_, err = io.Copy(h, f)
		return err
	})
	if err != nil {
		panic(err) // the files are in the program
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6])
}
