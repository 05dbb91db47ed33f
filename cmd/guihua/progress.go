package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows how far a batch has come. It is used from one goroutine, in
// the order of the inputs.
type progress interface {
	wait(label string) // the document waited for
	step()             // it is done
	say(line string)   // show a line of its own
	end()              // the batch is over, even if not all is done
}

// newProgress chooses what suits where standard error goes: a bar on a terminal,
// now and then a line in a log, nothing where nobody wants it. phase names what is
// done of several things, "" where it is the only one.
func newProgress(phase string, total int, quiet bool) progress {
	switch {
	case quiet || total == 0: // progressbar can't count to zero
		return noProgress{os.Stderr}
	case term.IsTerminal(int(os.Stderr.Fd())):
		return newBar(os.Stderr, total)
	}
	return &logProgress{w: os.Stderr, phase: phase, total: total, start: time.Now(), last: time.Now()}
}

// noProgress only says what must be said.
type noProgress struct{ w io.Writer }

func (p noProgress) wait(string)     {}
func (p noProgress) step()           {}
func (p noProgress) say(line string) { fmt.Fprintln(p.w, line) }
func (p noProgress) end()            {}

// A bar shows documents done, rate, time left and the document the batch waits
// for.
type bar struct {
	*progressbar.ProgressBar
	w *os.File
}

const barWidth = 20

func newBar(w *os.File, total int) *bar {
	b := &bar{w: w}
	b.ProgressBar = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetWidth(barWidth),
		progressbar.OptionSetTheme(progressbar.ThemeASCII), // █ is two columns wide in Chinese terminals
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("doc"),
		progressbar.OptionShowDescriptionAtLineEnd(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	return b
}

// wait shows the first document at once, where there would be no bar to see
// until it is done.
func (b *bar) wait(label string) {
	b.Describe(b.fitting(label))
	if b.State().CurrentNum == 0 {
		b.RenderBlank()
	}
}

// More may have come since they were counted, and the bar takes no more.
func (b *bar) step() {
	if b.State().CurrentNum < b.GetMax64() {
		b.Add(1)
	}
}

func (b *bar) say(line string) {
	b.Clear()
	fmt.Fprintln(b.w, line)
}

func (b *bar) end() { b.Clear() }

// fitting is the name of a document, cut to what the line has room for: one
// that wraps can't be drawn over.
func (b *bar) fitting(name string) string {
	cols, _, err := term.GetSize(int(b.w.Fd()))
	if err != nil || cols <= 0 {
		cols = defaultWidth
	}
	// The bar itself gives way on a narrow terminal, the numbers don't.
	room := cols - len(" 100% || (1000/1000, 100 doc/min) [1m10s:1m10s]  ")
	room = max(room-barWidth, min(room, 12))
	if room < 4 {
		return ""
	}
	name = oneLine(name)
	if over := wide.StringWidth(name) - room; over > 0 {
		name = wide.TruncateLeft(name, over+wide.RuneWidth('…'), "…")
	}
	return name
}

// A logProgress writes a line for every tenth of the documents, and at least
// every half minute where documents take long.
type logProgress struct {
	w           io.Writer
	phase       string
	total, done int
	start, last time.Time
}

const logEvery = 30 * time.Second

func (p *logProgress) step() {
	tenths := p.done * 10 / p.total
	p.done++
	if p.done >= p.total { // the summary follows
		return
	}
	if p.done*10/p.total == tenths && time.Since(p.last) < logEvery {
		return
	}
	p.last = time.Now()
	if p.phase != "" {
		fmt.Fprintf(p.w, "%s: ", p.phase)
	}
	fmt.Fprintf(p.w, "%d of %d documents (%d %%)", p.done, p.total, p.done*100/p.total)
	if spent := time.Since(p.start); spent > 5*time.Second {
		left := spent / time.Duration(p.done) * time.Duration(p.total-p.done)
		fmt.Fprintf(p.w, ", about %s left", left.Round(time.Second))
	}
	fmt.Fprintln(p.w)
}

func (p *logProgress) wait(string) {}

func (p *logProgress) say(line string) { fmt.Fprintln(p.w, line) }
func (p *logProgress) end()            {}
