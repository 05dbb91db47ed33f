package batch

import (
	"context"
	"iter"
	"sync"
)

// A waited is called with the input the loop over a pool waits for next.
type waited[I any] func(I)

// inOrder calls work on every input, at most jobs at a time, and yields the
// results in the order of the inputs. At most window results wait for a slow
// earlier one, and inputs are asked for no further ahead. When ctx ends no new
// work begins, and what has begun is still yielded. No work is running any more
// when the loop over it has ended, however it was left.
func inOrder[I, R any](ctx context.Context, jobs, window int, inputs iter.Seq[I], wait waited[I], work func(I) R) iter.Seq[R] {
	type queued struct {
		in     I
		result chan R
	}
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer cancel()

		// One buffered channel per input, queued in order: a worker leaves its
		// result there and goes on, the loop below waits for each in turn.
		queue := make(chan queued, window)
		running.Go(func() {
			defer close(queue)
			slots := make(chan struct{}, jobs)
			for in := range inputs {
				q := queued{in, make(chan R, 1)}
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				select {
				case queue <- q:
				case <-ctx.Done():
					return
				}
				running.Go(func() {
					q.result <- work(q.in)
					<-slots
				})
			}
		})
		for q := range queue {
			wait(q.in)
			if !yield(<-q.result) {
				return
			}
		}
	}
}
