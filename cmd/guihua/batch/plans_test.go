package batch

import (
	"strings"
	"testing"
)

// What no file can be called costs that plan, not the run.
func TestPlanFile(t *testing.T) {
	for _, id := range []string{"a.txt", "2021/规划.txt", strings.Repeat("长", 83) + "/" + strings.Repeat("长", 83)} {
		if name, err := PlanFile(id); err != nil || name != id+".json" {
			t.Errorf("%q: %q, %v", id, name, err)
		}
	}
	for _, id := range []string{"a\x00b", "../../evil", "/abs/evil", strings.Repeat("长", 84), strings.Repeat("长", 86) + "/a"} {
		if name, err := PlanFile(id); err == nil || strings.ContainsAny(err.Error(), "\x00\n") {
			t.Errorf("%q: %q, %v", id, name, err)
		}
	}
}
