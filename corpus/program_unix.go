//go:build unix

package corpus

import (
	"os/exec"
	"syscall"
)

// withChildren makes the end of cmd the end of every program it has started:
// soffice is only a starter.
func withChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
