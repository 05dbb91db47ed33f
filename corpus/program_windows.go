package corpus

import (
	"os/exec"
	"strconv"
	"syscall"
)

// withChildren makes the end of cmd the end of every program it has started, and
// keeps it from opening a window.
func withChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	cmd.Cancel = func() error {
		if exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run() == nil {
			return nil
		}
		return cmd.Process.Kill()
	}
}
