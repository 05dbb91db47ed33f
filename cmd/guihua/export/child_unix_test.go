//go:build unix

package export

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// limitFiles lets no file of this process grow beyond so many bytes: a write
// that would do so fails, as on a full disk.
func limitFiles(bytes uint64) error {
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: bytes})
}

// BenchmarkRows writes rows of twelve columns, a hundred per document, in every
// format and in all together, each in a process of its own. The memory must not
// grow with their number. The words are made at random, which is the worst there
// is for the index of SQLite:
//
//	go test ./cmd/guihua/export -run '^$' -bench Rows -benchtime 1x
func BenchmarkRows(b *testing.B) {
	for _, format := range append(Formats(), strings.Join(Formats(), ",")) {
		for _, rows := range []int{100_000, 1_000_000} {
			b.Run(fmt.Sprint(format, "/", rows), func(b *testing.B) {
				var took time.Duration
				var peak, size int64
				rounds := 0
				for b.Loop() {
					dir := b.TempDir()
					cmd := childCommand(b, dir, format, rows)
					began := time.Now()
					if out, err := cmd.CombinedOutput(); err != nil {
						b.Fatalf("%v\n%s", err, out)
					}
					took += time.Since(began)
					rounds++
					kilobytes := int64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
					if runtime.GOOS == "darwin" {
						kilobytes >>= 10
					}
					peak = max(peak, kilobytes)
					size = 0
					for _, name := range listed(b, dir) {
						info, err := os.Stat(filepath.Join(dir, name))
						if err != nil {
							b.Fatal(err)
						}
						size += info.Size()
					}
				}
				b.ReportMetric(float64(rows*rounds)/took.Seconds(), "rows/s")
				b.ReportMetric(float64(peak)/1024, "peak-MB")
				b.ReportMetric(float64(size)/1e6, "MB")
			})
		}
	}
}
