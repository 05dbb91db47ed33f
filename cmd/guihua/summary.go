package main

import (
	"fmt"
	"io"
	"time"

	"guihua/cmd/guihua/batch"
)

// failure is one line, whatever the file is called.
func failure(r batch.Result) string {
	reason := r.Record.Reason // of an earlier run
	if r.Err != nil {
		reason = batch.Cause(r.Err).Error()
	}
	return oneLine(r.Label() + ": " + reason)
}

// A summary closes a batch.
type summary struct {
	start time.Time
	total int // inputs there were when the batch began

	read    int // inputs the batch has come to
	known   int // of them up to date
	failed  int
	fixed   int      // with corrections of people in effect
	again   int      // of these failed in an earlier run and not tried again
	failing []string // the first mostFailures of them, as they were shown

	tasks, targets, clauses, warnings int

	tally batch.Tally
}

const (
	screenful    = 20 // documents; a failure among more may have scrolled away
	mostFailures = 20 // shown again in the summary
)

func (s *summary) add(r batch.Result) {
	s.read++
	if r.Known {
		s.known++
	}
	if r.Err != nil || r.Record.Status == batch.Failed {
		s.failed++
		if r.Known {
			s.again++
		}
		if len(s.failing) < mostFailures {
			s.failing = append(s.failing, failure(r))
		}
		return
	}
	if r.Record.Corrected > 0 {
		s.fixed++
	}
	s.tasks += r.Record.Tasks
	s.targets += r.Record.Targets
	s.clauses += r.Record.Clauses
	s.warnings += r.Record.Warnings
}

func (s *summary) print(w io.Writer) {
	list := func(head string, lines []string, all int) {
		fmt.Fprintln(w, head)
		for _, line := range lines {
			fmt.Fprintf(w, "  %s\n", line)
		}
		if more := all - len(lines); more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
	if s.failed > 0 && (s.read > screenful || s.again > 0) {
		list("failed:", s.failing, s.failed)
	}
	if s.tally.Gone > 0 {
		head := "no longer there, their outputs are kept (--prune removes them):"
		if s.tally.Pruned {
			head = "no longer there, their outputs are removed:"
		}
		list(head, s.tally.Removed, s.tally.Gone)
	}
	fmt.Fprintf(w, "%s in %.1f s", plural(s.read, "document"), time.Since(s.start).Seconds())
	if s.known > 0 {
		fmt.Fprintf(w, ", %d up to date", s.known-s.again)
	}
	if s.fixed > 0 {
		fmt.Fprintf(w, ", %d corrected", s.fixed)
	}
	if s.failed > 0 {
		fmt.Fprintf(w, ", %d failed", s.failed)
	}
	if s.again > 0 {
		fmt.Fprintf(w, " (%d before, not tried again without --retry-failed)", s.again)
	}
	if s.tally.Stopped {
		fmt.Fprintf(w, ", stopped with %d not read", max(0, s.total-s.read))
	}
	fmt.Fprintf(w, "\n%s, %s, %s, %s\n",
		plural(s.tasks, "task"),
		plural(s.targets, "target"),
		plural(s.clauses, "responsibility clause"),
		plural(s.warnings, "warning"))
}

// plural is a count with its noun: 1 box, 2 boxes.
func plural(n int, noun string) string {
	switch {
	case n == 1:
	case noun[len(noun)-1] == 'x':
		noun += "es"
	default:
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
