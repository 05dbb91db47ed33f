package corpus

import (
	"context"
	"errors"
	"fmt"
	"math"
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

	engine   func() (recogniser, error) // what recognises characters
	fixed    bool                       // MaxTime is a wish, not the default
	deadline time.Time                  // when clock ends ctx
	clock    *time.Timer
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

var errTooLong = errors.New("takes too long to read (--max-time)")

// extend gives the document more time, unless its time was given.
func (j *job) extend(more time.Duration) {
	if !j.fixed && j.clock != nil {
		j.deadline = j.deadline.Add(more)
		j.clock.Reset(time.Until(j.deadline))
	}
}

// unfold counts n bytes that a compressed part of the file has unfolded to, and
// returns an error once they are too many or the time is up.
func (j *job) unfold(n int64) error {
	if j.expanded += n; j.expanded > j.MaxExpanded {
		return fmt.Errorf("unfolds to more than %d MB (--max-expanded): not read", j.MaxExpanded>>20)
	}
	return j.ctx.Err()
}

// room is how many bytes may still be unfolded.
func (j *job) room() int64 { return max(0, min(j.MaxExpanded-j.expanded, math.MaxInt64-1)) }
