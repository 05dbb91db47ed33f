package corpus

import (
	"context"
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
	switch v := recover().(type) {
	case nil:
	case stopped:
		*err = v.cause
	default:
		*err = fmt.Errorf("internal error: %v in %s (please report)", v, panicSite())
	}
}

// Alive is for the loops of a function that defers Recover: where ctx has ended
// it ends that function, whose error is then the cause of ctx. Rules are many
// and deep, and none has another error to hand up. It costs some nanoseconds.
func Alive(ctx context.Context) {
	if ctx.Err() != nil {
		panic(stopped{context.Cause(ctx)})
	}
}

// stopped is what Alive panics with.
type stopped struct{ cause error }

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
