package batch

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/correction"
)

// Files of an output folder beside the documents. The hidden ones are there
// only while a run is at work, or after one that was killed.
const (
	manifestName = "manifest.jsonl"
	failuresName = "failures.tsv"
	journalName  = ".guihua-journal"
	lockName     = ".guihua-lock"
)

// Options say how a batch is run.
type Options struct {
	Jobs        int // documents at the same time
	Reading     corpus.Options
	Versions    Versions
	Force       bool // do again what is up to date, and replace what came from another input
	RetryFailed bool // do again what has failed before
	Prune       bool // remove the outputs of inputs that are no longer there
}

// A Work makes the document of the bytes of an input. A Fatal error ends the
// batch.
type Work func(ctx context.Context, name string, b []byte) (*extract.Document, error)

// A Fatal error is one that every other document would meet too.
type Fatal struct{ Err error }

func (e Fatal) Error() string { return e.Err.Error() }
func (e Fatal) Unwrap() error { return e.Err }

func isFatal(err error) bool {
	_, ok := errors.AsType[Fatal](err)
	return ok
}

// A Result is how one input came out.
type Result struct {
	Input
	Record Record
	Err    error    // why it failed, where that was in this run
	Notes  []string // of corrections that are not in effect, a line each
	Known  bool     // its record is of an earlier run: there was nothing to do
}

// A Folder is an output folder at work: documents, a manifest of what became of
// every input, and a list of failures. While it is open no other process can
// open it.
//
// What is done is written to a journal at once, and all of it to the manifest
// when the folder is closed. So a run that is killed loses only the documents
// that it had in hand.
type Folder struct {
	Options
	Resumed bool // the run before did not end; this one goes on from there
	Damaged int  // lines of the manifest that could not be read

	dir      string
	disk     disk
	lock     *flock.Flock
	history  *history
	store    *correction.Store
	adopted  bool // the store has lines that its file lacks; held by mu
	manifest *report
	failures *report
	inputs   *Inputs

	mu      sync.Mutex // held to write the journal and to find records
	journal sink

	rewritten map[string]*Record // of outputs that were corrected, by name

	stopped bool  // not all inputs were read
	fatal   error // why, where it was no interrupt
}

// OpenFolder opens an output folder, which is made if need be. Its error is one
// line that names the folder.
func OpenFolder(dir string, o Options) (*Folder, error) { return openFolder(osDisk{}, dir, o) }

func openFolder(d disk, dir string, o Options) (_ *Folder, err error) {
	f := &Folder{Options: o, dir: dir, disk: d}
	defer func() {
		if err != nil {
			f.release()
			err = fmt.Errorf("%s: %w", dir, Cause(err))
		}
	}()
	if err := d.MkdirAll(dir); err != nil {
		return nil, err
	}
	if f.lock, err = lockFolder(f.path(lockName)); err != nil {
		return nil, err
	}
	if info, err := os.Stat(f.path(journalName)); err == nil {
		f.Resumed = info.Size() > 0
		f.sweep()
	}
	if f.history, err = readHistory(f.path(manifestName), f.path(journalName)); err != nil {
		return nil, err
	}
	f.Damaged = f.history.damaged
	if f.store, err = readStore(d, f.path(storeName)); err != nil {
		return nil, err
	}
	if f.journal, err = d.Append(f.path(journalName)); err != nil {
		return nil, err
	}
	if f.Resumed { // its last line may have been cut off
		if _, err := f.journal.Write([]byte("\n")); err != nil {
			return nil, err
		}
	}
	if f.manifest, err = newReport(d, f.path(manifestName)); err != nil {
		return nil, err
	}
	if f.failures, err = newReport(d, f.path(failuresName)); err != nil {
		return nil, err
	}
	f.failures.write([]byte(failuresHead))
	return f, nil
}

func (f *Folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// lockFolder locks a file until it is released, which happens by itself when
// the process ends in any way. Where the file system knows no locks there is
// none.
func lockFolder(name string) (*flock.Flock, error) {
	for {
		lock := flock.New(name)
		switch ok, err := lock.TryLock(); {
		case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.EROFS):
			return nil, err
		case err == nil && !ok:
			lock.Close()
			return nil, errors.New("another guihua is writing to this folder")
		}
		// A process that ended just now may have removed the file that is
		// locked here, so that the next one would lock another.
		if _, err := os.Stat(name); err == nil {
			return lock, nil
		}
		lock.Close()
	}
}

// FoldsCase reports whether the folder takes a.txt and A.txt for the same file.
func (f *Folder) FoldsCase() bool {
	_, err := os.Stat(f.path(strings.ToUpper(lockName)))
	return err == nil
}

// sweep removes what a killed run has left half-written.
func (f *Folder) sweep() {
	filepath.WalkDir(f.dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && isTemp(e.Name()) {
			f.disk.Remove(name)
		}
		return nil
	})
}

// resultWindow is how many results may wait for a slow earlier one. They are
// small here, the documents are written.
const resultWindow = 4096

// Extract makes the documents of the inputs that are new, have changed, or were
// made by another version, writes them below the folder, and yields what became
// of every input in order. When ctx ends, or after a Fatal error, no more are
// begun, and those in hand are finished.
func (f *Folder) Extract(ctx context.Context, inputs *Inputs, wait func(Input), work Work) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		f.inputs = inputs
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		inHand := context.WithoutCancel(ctx)
		results := inOrder(ctx, f.Jobs, resultWindow, inputs.All(), wait, func(in Input) Result {
			r := f.one(inHand, in, work)
			if isFatal(r.Err) { // here, not below: others may have run far ahead by then
				stop()
			}
			return r
		})
		for r := range results {
			if f.fatal == nil && isFatal(r.Err) {
				f.fatal = r.Err
			}
			f.manifest.write(r.Record.line())
			f.failed(&r.Record)
			if !yield(r) {
				f.stopped = true
				return
			}
		}
		f.stopped = ctx.Err() != nil
	}
}

// one does what there is to do for one input.
func (f *Folder) one(ctx context.Context, in Input, work Work) Result {
	r := Result{Input: in, Record: Record{Schema: ManifestID, Input: in.Label(), Versions: f.Versions}}
	rec := &r.Record
	if in.err != nil {
		r.Err = in.err
		rec.Status, rec.Reason = Failed, reason(r.Err)
		return r
	}
	began := time.Now()
	rec.Name = in.name()
	if root := f.inputs.Names[in.root]; root != in.Path {
		rec.Folder = validName(root)
	}
	before := f.known(rec.Name)
	b, err := readFile(f.disk, in.Path, f.Reading)
	if err == nil {
		sum := sha256.Sum256(b)
		rec.SHA256, rec.Bytes = hex.EncodeToString(sum[:]), int64(len(b))
		rec.Corrections = f.adopt(rec.Name, rec.SHA256)
		if before != nil && f.upToDate(before, rec) {
			before.Input, before.Folder = rec.Input, rec.Folder
			r.Record, r.Known = *before, true
			return r
		}
		err = f.write(ctx, b, before, &r, work)
	}
	rec.Seconds = float64(time.Since(began).Milliseconds()) / 1000
	if r.Err = err; err != nil {
		rec.Status, rec.Reason = Failed, reason(err)
		if before != nil && before.Output != "" && f.has(before.Output) {
			rec.Output = before.Output
			rec.Reason += " (" + before.Output + " is of an earlier version of it)"
		}
	}
	if err := f.note(rec); err != nil && r.Err == nil {
		// Its output is there all the same.
		r.Err = Fatal{fmt.Errorf("%s: %w", f.path(journalName), Cause(err))}
	}
	return r
}

// write makes the document and its file, and completes the record. What it
// can't blame on the document is tried again by the next run: such a record has
// no checksum.
func (f *Folder) write(ctx context.Context, b []byte, before *Record, r *Result, work Work) error {
	in, rec := r.Input, &r.Record
	sum := rec.SHA256
	rec.SHA256 = ""
	output := outputName(in.Rel)
	if other, err := f.another(before, in); err != nil {
		return err
	} else if other != "" {
		return fmt.Errorf("its output %s was made from %s; use another -o, or --force to replace it", validName(output), other)
	}
	doc, err := work(ctx, rec.Name, b)
	if err != nil {
		if e, ok := errors.AsType[*corpus.ReadError](err); ok {
			rec.Format, rec.Reader = e.Format, e.Reader
		}
		if _, ok := errors.AsType[Fatal](err); !ok {
			rec.SHA256 = sum
		}
		return err
	}
	doc, r.Notes = f.correct(rec.Name, doc)
	data := extract.Encode(doc)
	if err := writeWhole(f.disk, f.path(output), data); err != nil {
		if isFull(err) {
			return Fatal{fmt.Errorf("%s: %w; what is written is kept: make room and run again", f.path(output), Cause(err))}
		}
		return err
	}
	rec.describe(doc)
	rec.SHA256 = sum
	rec.Output, rec.OutputBytes = validName(output), int64(len(data))
	return nil
}

// describe notes what is said of a document.
func (r *Record) describe(doc *extract.Document) {
	r.Status = OK
	if len(doc.Warnings) > 0 {
		r.Status = Warned
	}
	r.Format = doc.Source.Format
	if doc.Source.Reader != nil {
		r.Reader = *doc.Source.Reader
	}
	r.Corrected = 0
	if c := doc.Corrected; c != nil {
		r.Corrected = c.Changed + c.Added + c.Deleted
	}
	r.Tasks, r.Targets, r.Clauses, r.Warnings = len(doc.Tasks), len(doc.Targets), len(doc.Responsibilities), len(doc.Warnings)
}

// known returns the record of a name from earlier runs, nil where there is
// none, and notes that its input is still there.
func (f *Folder) known(name string) *Record {
	f.mu.Lock()
	defer f.mu.Unlock()
	e, r := f.history.find(name)
	if e != nil {
		e.seen = true
	}
	return r
}

// upToDate reports whether there is nothing to do for an input.
func (f *Folder) upToDate(before, now *Record) bool {
	if f.Force || before.SHA256 != now.SHA256 || before.Corrections != now.Corrections || !before.agree(now.Versions) {
		return false
	}
	if before.Status == Failed {
		return !f.RetryFailed
	}
	info, err := os.Stat(f.outputPath(before.Output))
	// A file of another length was cut off by a power failure, or is no
	// longer ours.
	return err == nil && info.Size() == before.OutputBytes
}

// outputPath is where the output of a record lies. A manifest that someone has
// changed leads nowhere else.
func (f *Folder) outputPath(output string) string {
	output = filepath.FromSlash(output)
	if !filepath.IsLocal(output) {
		return f.path(tempPrefix + tempSuffix) // where there is never anything
	}
	name := filepath.Join(f.dir, output)
	if raw := rawName(name); raw != name {
		if _, err := os.Lstat(name); err != nil {
			return raw
		}
	}
	return name
}

func (f *Folder) has(output string) bool {
	_, err := os.Stat(f.outputPath(output))
	return err == nil
}

// another names the file that an input's output was made from, where that is
// not this input and still there: one of two documents of the same name would
// be lost.
func (f *Folder) another(before *Record, in Input) (string, error) {
	if f.Force || before == nil || before.Output == "" || in.Path == Stdin {
		return "", nil
	}
	old, err := os.Stat(before.Input)
	if err != nil || !f.has(before.Output) {
		return "", nil // moved, or gone
	}
	now, err := os.Stat(in.Path)
	if err != nil || os.SameFile(old, now) {
		return "", err
	}
	return before.Input, nil
}

// note writes a record to the journal.
func (f *Folder) note(rec *Record) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := f.journal.Write(rec.line())
	return err
}

// A Tally is what is to be said of a batch when it is over.
type Tally struct {
	Stopped bool     // not all inputs were read
	Removed []string // the first names of inputs that are no longer there
	Gone    int      // how many these are
	Pruned  bool     // their outputs were removed
}

// mostNames is how many names a Tally holds.
const mostNames = 20

// Close completes the manifest and gives the folder free. Its error is the Fatal
// one that ended the batch, or says why the manifest could not be written; the
// journal then keeps what was done, and the next run goes on from it.
func (f *Folder) Close() (t Tally, err error) {
	defer f.release()
	t.Stopped = f.stopped
	for r := range f.history.unseen() {
		if now := f.rewritten[r.Name]; now != nil {
			r = now
		}
		if f.isGone(r) {
			if t.Gone++; t.Gone <= mostNames {
				t.Removed = append(t.Removed, r.Input)
			}
			if f.Prune {
				t.Pruned = true
				f.prune(r.Output)
				continue
			}
		}
		f.manifest.write(r.line())
		f.failed(r)
	}
	if f.adopted {
		if e := f.KeepCorrections(); e != nil && f.fatal == nil {
			f.fatal = e
		}
	}
	f.history.close() // Windows replaces and removes no file that is open
	err = f.fatal
	if e := f.finish(); e != nil && err == nil {
		err = fmt.Errorf("%s: %w", f.path(manifestName), Cause(e))
	}
	return t, err
}

// isGone reports whether the input of an earlier run was looked for in this one
// and not found.
func (f *Folder) isGone(r *Record) bool {
	if f.stopped || f.inputs == nil || r.Folder == "" {
		return false
	}
	for i, name := range f.inputs.Names {
		if filepath.Clean(validName(name)) == filepath.Clean(r.Folder) {
			return !f.inputs.unlisted[i]
		}
	}
	return false
}

// prune removes an output and the folders that are empty without it.
func (f *Folder) prune(output string) {
	if output == "" {
		return
	}
	name := f.outputPath(output)
	f.disk.Remove(name)
	for dir := filepath.Dir(name); dir != filepath.Clean(f.dir); dir = filepath.Dir(dir) {
		if os.Remove(dir) != nil { // not empty
			return
		}
	}
}

// finish replaces the manifest and the list of failures by those of this run.
func (f *Folder) finish() error {
	journal := f.journal
	f.journal = nil
	if err := journal.Close(); err != nil {
		return err
	}
	// A folder that no run has made has no manifest, and gets none by corrections.
	if f.manifest.lines > 0 || f.inputs != nil {
		if err := f.manifest.finish(); err != nil {
			return err
		}
		f.manifest = nil
	}
	if f.failures.lines > 1 {
		if err := f.failures.finish(); err != nil {
			return err
		}
		f.failures = nil
	} else if err := f.disk.Remove(f.path(failuresName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return f.disk.Remove(f.path(journalName))
}

// release lets go of everything, whatever has been opened.
func (f *Folder) release() {
	for _, r := range []*report{f.manifest, f.failures} {
		if r != nil {
			r.drop()
		}
	}
	if f.journal != nil {
		f.journal.Close()
	}
	if f.history != nil {
		f.history.close()
	}
	if f.lock != nil {
		unlock(f.lock)
	}
}

// unlock gives a folder free and removes the file that was locked.
func unlock(lock *flock.Flock) {
	// Removed first: who opens it now would lock a file that is gone.
	if runtime.GOOS != "windows" {
		os.Remove(lock.Path())
	}
	lock.Close()
	if runtime.GOOS == "windows" {
		os.Remove(lock.Path())
	}
}

// A report is a whole file that is written line by line.
type report struct {
	*wholeFile
	w     *bufio.Writer
	lines int
	err   error // the first one; nothing is written after it
}

func newReport(d disk, name string) (*report, error) {
	f, err := create(d, name)
	if err != nil {
		return nil, err
	}
	return &report{wholeFile: f, w: bufio.NewWriter(f)}, nil
}

func (r *report) write(line []byte) {
	if r.err == nil {
		_, r.err = r.w.Write(line)
		r.lines++
	}
}

func (r *report) finish() error {
	if r.err == nil {
		r.err = r.w.Flush()
	}
	if r.err == nil {
		r.err = r.Sync()
	}
	if r.err != nil {
		r.drop()
		return r.err
	}
	return r.wholeFile.finish()
}

// failuresHead begins the list of failures: a byte order mark, without which
// Excel shows Chinese as garbage, and the names of the columns.
const failuresHead = "\ufeffinput\treason\tname\tformat\treader\tbytes\tsha256\n"

// failed adds a record to the list of failures if it is one.
func (f *Folder) failed(r *Record) {
	if r.Status == Failed {
		f.failures.write(fmt.Appendf(nil, "%s\t%s\t%s\t%s\t%s\t%d\t%s\n", cell(r.Input), cell(r.Reason), cell(r.Name), r.Format, r.Reader, r.Bytes, r.SHA256))
	}
}

// cell escapes what would end a cell of a TSV file.
var cell = strings.NewReplacer("\t", `\t`, "\n", `\n`, "\r", `\r`).Replace

// reason says an error in one line, without the name in front.
func reason(err error) string {
	return strings.Join(strings.Fields(Cause(err).Error()), " ")
}

// isFull reports that there is no more room for any file.
func isFull(err error) bool {
	const windowsDiskFull = syscall.Errno(112)
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull)
}
