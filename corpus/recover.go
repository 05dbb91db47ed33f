package corpus

import (
	"fmt"
	"runtime"
	"strings"
)

// Recover makes a panic the error of the function that defers it, so that a
// mistake of ours costs one document and never a batch:
//
//	defer corpus.Recover(&err)
//
// The error names the function and line that panicked, for reports.
func Recover(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("internal error: %v in %s (please report)", v, panicSite())
	}
}

// panicSite names the function and line that panicked. It must be called while
// the panic is being recovered from.
func panicSite() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf("%s:%d", frame.Function, frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}
