package corpus

import (
	"os/exec"
	"strconv"
)

// withChildren makes the end of cmd the end of every program it has started:
// soffice is only a starter.
func withChildren(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		if err := exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run(); err != nil {
			return cmd.Process.Kill()
		}
		return nil
	}
}
