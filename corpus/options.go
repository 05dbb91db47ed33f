package corpus

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"
)

// Options bound what reading one document may take, and say when characters in
// pictures are recognised. A zero field is its default.
type Options struct {
	OCR         OCR           // default OCRAuto
	MaxBytes    int64         // of the file; default 256 MiB
	MaxPages    int           // default 3000
	MaxExpanded int64         // bytes that a compressed file may unfold to; default 512 MiB
	MaxTime     time.Duration // for reading, OCR included; default 3 minutes and, with OCR, 30 seconds a page
}

// TooBig is the error for a file of size bytes, nil where it may be read.
func (o Options) TooBig(size int64) error {
	limit := o.MaxBytes
	if limit <= 0 {
		limit = Defaults.MaxBytes
	}
	if size <= limit {
		return nil
	}
	return fmt.Errorf("file of more than %d MB (limit: --max-size)", limit>>20)
}

// OCR says when the characters of a page are recognised from its picture.
type OCR string

// The values of OCR.
const (
	OCRAuto   OCR = "auto"   // where a page has no text layer or one without meaning
	OCRNever  OCR = "never"  // such a document is an error, such a page a warning
	OCRAlways OCR = "always" // every page that can be turned into a picture
)

// Defaults are the limits that hold where none is given. No honest plan or
// notice comes near them; they keep a hostile or broken file from taking the
// machine.
var Defaults = Options{
	OCR:         OCRAuto,
	MaxBytes:    256 << 20,
	MaxPages:    3000,
	MaxExpanded: 512 << 20,
	MaxTime:     3 * time.Minute,
}

// A job is the reading of one document.
type job struct {
	ctx context.Context
	Options
	expanded int64 // bytes unfolded so far

	engine func() (recogniser, error) // what recognises characters

	mu    sync.Mutex
	timer *time.Timer // ends ctx
	until time.Time
	fixed bool // the limit of time was given
}

func (o Options) job(ctx context.Context) *job {
	if o.OCR == "" {
		o.OCR = Defaults.OCR
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = Defaults.MaxBytes
	}
	if o.MaxPages <= 0 {
		o.MaxPages = Defaults.MaxPages
	}
	if o.MaxExpanded <= 0 {
		o.MaxExpanded = Defaults.MaxExpanded
	}
	fixed := o.MaxTime > 0
	if !fixed {
		o.MaxTime = Defaults.MaxTime
	}
	return &job{ctx: ctx, Options: o, engine: findTesseract, fixed: fixed}
}

// start begins to count the time of a job; ctx ends with errTooLong when it is
// up, or with the cause of the one it came from.
func (j *job) start() (stop func()) {
	ctx, cancel := context.WithCancelCause(j.ctx)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ctx, j.until = ctx, time.Now().Add(j.MaxTime)
	j.timer = time.AfterFunc(j.MaxTime, func() { cancel(errTooLong) })
	return func() {
		j.timer.Stop()
		cancel(nil)
	}
}

// grant allows more time for work that is known to take long, unless a limit
// was given.
func (j *job) grant(d time.Duration) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.fixed && j.timer != nil && j.timer.Stop() { // not up yet
		j.until = j.until.Add(d)
		j.timer.Reset(time.Until(j.until))
	}
}

var errTooLong = errors.New("takes too long to read (limit: --max-time)")

// unfold counts n bytes that a compressed part of the file has unfolded to, and
// returns an error once they are too many or the time is up.
func (j *job) unfold(n int64) error {
	if j.expanded += n; j.expanded > j.MaxExpanded {
		return fmt.Errorf("unfolds to more than %d MB (limit: --max-expanded)", j.MaxExpanded>>20)
	}
	return context.Cause(j.ctx)
}

// room is how many bytes may still be unfolded.
func (j *job) room() int64 { return max(0, min(j.MaxExpanded-j.expanded, math.MaxInt64-1)) }
