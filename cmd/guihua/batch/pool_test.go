package batch

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// numbers are inputs; the earlier ones take longer.
func numbers(n int) []int {
	in := make([]int, n)
	for i := range in {
		in[i] = i
	}
	return in
}

// nobody does not care what is waited for.
func nobody(int) {}

func TestInOrder(t *testing.T) {
	for _, jobs := range []int{1, 3, 100} {
		var running, most atomic.Int32
		work := func(i int) int {
			now := running.Add(1)
			defer running.Add(-1)
			for {
				was := most.Load()
				if now <= was || most.CompareAndSwap(was, now) {
					break
				}
			}
			time.Sleep(time.Duration(50-i) * 50 * time.Microsecond)
			return i * 10
		}
		got := slices.Collect(inOrder(t.Context(), jobs, 64, slices.Values(numbers(50)), nobody, work))
		want := numbers(50)
		for i := range want {
			want[i] *= 10
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d jobs: got %v", jobs, got)
		}
		if int(most.Load()) > jobs {
			t.Errorf("%d jobs: %d at the same time", jobs, most.Load())
		}
	}
}

func TestInOrderLeftEarly(t *testing.T) {
	var begun, running atomic.Int32
	work := func(i int) int {
		begun.Add(1)
		running.Add(1)
		defer running.Add(-1)
		time.Sleep(time.Millisecond)
		return i
	}
	for range inOrder(t.Context(), 4, 64, slices.Values(numbers(10_000)), nobody, work) {
		break
	}
	if n := running.Load(); n != 0 {
		t.Errorf("%d still at work after the loop", n)
	}
	if n := begun.Load(); n > 64+8 {
		t.Errorf("%d begun, more than the window", n)
	}
}

func TestInOrderStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var begun atomic.Int32
	n := 0
	for range inOrder(ctx, 2, 64, slices.Values(numbers(10_000)), nobody, func(i int) int { begun.Add(1); return i }) {
		if n++; n == 5 {
			cancel()
		}
	}
	if n != int(begun.Load()) {
		t.Errorf("%d begun, %d yielded", begun.Load(), n)
	}
	if n == 10_000 {
		t.Error("went on after the context ended")
	}
}

func TestInOrderNothing(t *testing.T) {
	for range inOrder(t.Context(), 2, 64, slices.Values([]int(nil)), nobody, func(i int) int { return i }) {
		t.Error("a result without an input")
	}
}
