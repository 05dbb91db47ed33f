package main

import (
	"context"
	"iter"
	"sync"
)

// window is how many results per worker may wait for a slow earlier one. They
// are small (documents are written by the workers), so it can be generous.
const window = 32

// inOrder calls work on every input, at most jobs at a time, and yields the
// results in the order of the inputs. It reads no further ahead than the
// window. When ctx ends no new work begins, and what has begun is still
// yielded. No work is running any more when the loop over it has ended, however
// it was left.
func inOrder[I, R any](ctx context.Context, jobs int, inputs []I, work func(I) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer cancel()

		// One buffered channel per input, queued in order: a worker leaves its
		// result there and goes on, the loop below waits for each in turn.
		results := make(chan chan R, window*jobs)
		running.Go(func() {
			defer close(results)
			slots := make(chan struct{}, jobs)
			for _, in := range inputs {
				result := make(chan R, 1)
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				select {
				case results <- result:
				case <-ctx.Done():
					return
				}
				running.Go(func() {
					result <- work(in)
					<-slots
				})
			}
		})
		for result := range results {
			if !yield(<-result) {
				return
			}
		}
	}
}
