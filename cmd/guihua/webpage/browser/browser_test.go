package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

// TestTabHears sees that the tests would notice what they are to notice.
func TestTabHears(t *testing.T) {
	file := filepath.Join(t.TempDir(), "坏 page #1.html")
	if err := os.WriteFile(file, []byte(`<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-AAAA'">
<body><script>window.ran = 1</script><p>正文</p></body>`), 0o666); err != nil {
		t.Fatal(err)
	}
	p := Open(t, file)
	if ran := Eval[bool](p, "window.ran === 1"); ran {
		t.Error("the policy did not hold")
	}
	if got := p.Text("p"); got != "正文" {
		t.Errorf("the text is %q", got)
	}
	heard := func(want string) {
		t.Helper()
		for deadline := time.Now().Add(Patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
			if faults := strings.Join(p.TakeFaults(), "\n"); strings.Contains(faults, want) {
				return
			}
		}
		t.Errorf("not heard: %s", want)
	}
	heard("Content Security Policy")
	Eval[int](p, `setTimeout(() => { throw new Error("thrown") }, 0)`)
	heard("exception")
	Eval[int](p, `console.error("an error"), 0`)
	heard("console.error \"an error\"")
	Eval[int](p, `new Image().src = "http://127.0.0.1:9/a.png", 0`)
	heard("request to the network: http://127.0.0.1:9/a.png")
	Eval[int](p, `setTimeout(() => alert("boo")), 0`)
	heard("dialog alert: boo")
	p.TakeFaults()
}
