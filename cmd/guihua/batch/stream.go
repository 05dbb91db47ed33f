package batch

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"os"

	"guihua/extract"
)

// streamWindow is how many documents per worker may wait for a slow earlier
// one: they are held in memory.
const streamWindow = 2

// A Stream writes documents one after the other, in the order of the inputs:
// to a file, which has its name only when it is complete, or to standard
// output.
type Stream struct {
	Options
	name    string
	encode  func(*extract.Document) []byte
	out     *bufio.Writer
	file    *wholeFile // nil for standard output
	stopped bool
	fatal   error
}

// Stdout returns a stream of one document, as in a folder, to standard output.
func Stdout(o Options) *Stream {
	return &Stream{Options: o, name: "standard output", encode: extract.Encode, out: bufio.NewWriter(os.Stdout)}
}

// OpenLines begins a stream of JSON Lines, one document each: to a file, or to
// standard output where the name is Stdin. Its error is one line that names the
// file.
func OpenLines(name string, o Options) (*Stream, error) { return openLines(osDisk{}, name, o) }

func openLines(d disk, name string, o Options) (*Stream, error) {
	if name == Stdin {
		s := Stdout(o)
		s.encode = extract.EncodeLine
		return s, nil
	}
	f, err := create(d, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, Cause(err))
	}
	return &Stream{Options: o, name: name, encode: extract.EncodeLine, out: bufio.NewWriter(f), file: f}, nil
}

// Extract makes the documents of the inputs, writes them, and yields what became
// of every input in order. When ctx ends, or after a Fatal error, no more are
// begun, and those in hand are finished.
func (s *Stream) Extract(ctx context.Context, inputs *Inputs, wait func(Input), work Work) iter.Seq[Result] {
	type made struct {
		Result
		data []byte
	}
	return func(yield func(Result) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		inHand := context.WithoutCancel(ctx)
		all := inOrder(ctx, s.Jobs, streamWindow*s.Jobs, inputs.All(), wait, func(in Input) made {
			r := Result{Input: in, Err: in.err}
			if r.Err != nil {
				return made{r, nil}
			}
			b, err := readFile(osDisk{}, in.Path, s.Reading)
			if err != nil {
				r.Err = err
				return made{r, nil}
			}
			doc, err := work(inHand, in.name(), b)
			if err != nil {
				r.Err = err
				return made{r, nil}
			}
			r.Record.describe(doc)
			return made{r, s.encode(doc)}
		})
		for m := range all {
			if _, err := s.out.Write(m.data); err != nil && m.Err == nil {
				m.Err = Fatal{fmt.Errorf("%s: %w", s.name, Cause(err))}
			}
			if s.fatal == nil && isFatal(m.Err) {
				s.fatal = m.Err
				stop()
			}
			if !yield(m.Result) {
				s.stopped = true
				return
			}
		}
		s.stopped = ctx.Err() != nil
	}
}

// Close gives the file its name, also after an interrupt: it then holds what
// was done, in whole lines. After a Fatal error, which it returns, there is no
// file.
func (s *Stream) Close() (Tally, error) {
	t := Tally{Stopped: s.stopped}
	err := s.fatal
	if err == nil {
		if err = s.out.Flush(); err != nil {
			err = fmt.Errorf("%s: %w", s.name, Cause(err))
		}
	}
	switch {
	case s.file == nil:
	case err != nil:
		s.file.drop()
	default:
		if err = s.file.finish(); err != nil {
			err = fmt.Errorf("%s: %w", s.name, Cause(err))
		}
	}
	return t, err
}
