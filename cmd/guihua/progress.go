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
	step()           // one more document is done
	say(line string) // show a line of its own
	end()            // the batch is over, even if not all is done
}

// progress chooses what suits where standard error goes: a bar on a terminal,
// now and then a line in a log, nothing where nobody wants it.
func (o *extractOptions) progress(inputs []input) progress {
	switch {
	case o.quiet || len(inputs) == 0: // progressbar can't count to zero
		return noProgress{os.Stderr}
	case o.out == "":
		return noProgress{os.Stderr} // a bar would mix with the JSON on one terminal
	case term.IsTerminal(int(os.Stderr.Fd())):
		return newBar(os.Stderr, inputs)
	}
	return &logProgress{w: os.Stderr, total: len(inputs), start: time.Now(), last: time.Now()}
}

// noProgress only says what must be said.
type noProgress struct{ w io.Writer }

func (p noProgress) step()           {}
func (p noProgress) say(line string) { fmt.Fprintln(p.w, line) }
func (p noProgress) end()            {}

// A bar shows documents done, rate, time left and the document the batch waits
// for.
type bar struct {
	*progressbar.ProgressBar
	w      *os.File
	inputs []input
	done   int
}

const barWidth = 20

func newBar(w *os.File, inputs []input) *bar {
	b := &bar{w: w, inputs: inputs}
	b.ProgressBar = progressbar.NewOptions(len(inputs),
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetWidth(barWidth),
		progressbar.OptionSetTheme(progressbar.ThemeASCII), // █ is two columns wide in Chinese terminals
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("doc"),
		progressbar.OptionSetDescription(b.current()),
		progressbar.OptionShowDescriptionAtLineEnd(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(true),
	)
	return b
}

func (b *bar) step() {
	b.done++
	b.Describe(b.current())
	b.Add(1)
}

func (b *bar) say(line string) {
	b.Clear()
	fmt.Fprintln(b.w, line)
}

func (b *bar) end() { b.Clear() }

// current is the name of the document the batch waits for, cut to what the line
// has room for: one that wraps can't be drawn over.
func (b *bar) current() string {
	if b.done == len(b.inputs) {
		return ""
	}
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
	name := oneLine(b.inputs[b.done].name)
	if over := wide.StringWidth(name) - room; over > 0 {
		name = wide.TruncateLeft(name, over+wide.RuneWidth('…'), "…")
	}
	return name
}

// A logProgress writes a line for every tenth of the documents, and at least
// every half minute where documents take long.
type logProgress struct {
	w           io.Writer
	total, done int
	start, last time.Time
}

const logEvery = 30 * time.Second

func (p *logProgress) step() {
	tenths := p.done * 10 / p.total
	p.done++
	if p.done == p.total { // the summary follows
		return
	}
	if p.done*10/p.total == tenths && time.Since(p.last) < logEvery {
		return
	}
	p.last = time.Now()
	fmt.Fprintf(p.w, "%d of %d documents (%d %%)", p.done, p.total, p.done*100/p.total)
	if spent := time.Since(p.start); spent > 5*time.Second {
		left := spent / time.Duration(p.done) * time.Duration(p.total-p.done)
		fmt.Fprintf(p.w, ", about %s left", left.Round(time.Second))
	}
	fmt.Fprintln(p.w)
}

func (p *logProgress) say(line string) { fmt.Fprintln(p.w, line) }
func (p *logProgress) end()            {}
