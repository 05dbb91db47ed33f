//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the most memory a process had, in bytes. Linux counts what its
// parent had when it was started as well: a test that asks must itself be small.
func peakMemory(s *os.ProcessState) int64 {
	return maxrss(s.SysUsage().(*syscall.Rusage))
}

// ownPeak is the most memory this process had, in bytes.
func ownPeak() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return maxrss(&u)
}

func maxrss(u *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10 // Linux and the BSDs count in kilobytes
}
