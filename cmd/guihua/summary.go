package main

import (
	"fmt"
	"io"
	"time"

	"guihua/extract"
)

// A result is what the batch keeps of a document once it is written.
type result struct {
	name   string
	counts counts
	err    error
}

// failure is one line, whatever the file is called.
func (r result) failure() string { return oneLine(fmt.Sprintf("%s: %v", r.name, cause(r.err))) }

// counts are the numbers of a document's records that the summary shows.
type counts struct{ tasks, targets, clauses, warnings int }

func countsOf(doc *extract.Document) counts {
	return counts{
		tasks:    len(doc.Tasks),
		targets:  len(doc.Targets),
		clauses:  len(doc.Responsibilities),
		warnings: len(doc.Warnings),
	}
}

// A summary closes a batch.
type summary struct {
	start     time.Time
	documents int
	unread    int // not begun when the run was stopped
	counts    counts
	failed    int
	failures  []string // the first mostFailures of them, as they were shown
}

const (
	screenful    = 20 // documents; a failure among more may have scrolled away
	mostFailures = 20 // shown again in the summary
)

func (s *summary) add(r result) {
	s.documents++
	if r.err != nil {
		s.failed++
		if len(s.failures) < mostFailures {
			s.failures = append(s.failures, r.failure())
		}
		return
	}
	s.counts.tasks += r.counts.tasks
	s.counts.targets += r.counts.targets
	s.counts.clauses += r.counts.clauses
	s.counts.warnings += r.counts.warnings
}

func (s *summary) print(w io.Writer) {
	if s.documents > screenful && s.failed > 0 {
		fmt.Fprintln(w, "failed:")
		for _, line := range s.failures {
			fmt.Fprintf(w, "  %s\n", line)
		}
		if more := s.failed - len(s.failures); more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
	fmt.Fprintf(w, "%s in %.1f s", plural(s.documents, "document"), time.Since(s.start).Seconds())
	if s.failed > 0 {
		fmt.Fprintf(w, ", %d failed", s.failed)
	}
	if s.unread > 0 {
		fmt.Fprintf(w, ", stopped with %d not read", s.unread)
	}
	fmt.Fprintf(w, "\n%s, %s, %s, %s\n",
		plural(s.counts.tasks, "task"),
		plural(s.counts.targets, "target"),
		plural(s.counts.clauses, "responsibility clause"),
		plural(s.counts.warnings, "warning"))
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
