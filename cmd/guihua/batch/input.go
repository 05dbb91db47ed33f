package batch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"guihua/corpus"
)

// Stdin is how standard input is written on the command line.
const Stdin = "-"

// An Input is one document to read, or the reason why it can't be.
type Input struct {
	Path string // to open, as the user would type it; Stdin for standard input
	Rel  string // path below the folder named on the command line, with slashes

	root int   // which of the names given it belongs to
	err  error // why it can't be read
}

// name is Rel where it has to be valid UTF-8: in the JSON. Bytes that are none
// (names unpacked from old GBK archives) are written \xb9.
func (in Input) name() string { return validName(in.Rel) }

// Label names the input in messages.
func (in Input) Label() string { return validName(in.Path) }

func validName(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02x`, s[i])
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// rawName undoes validName. Of a name that had such signs from the start it
// makes another one.
func rawName(s string) string {
	var b strings.Builder
	for s != "" {
		if len(s) >= 4 && s[:2] == `\x` {
			if c, err := hex.DecodeString(s[2:4]); err == nil {
				b.Write(c)
				s = s[4:]
				continue
			}
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}

// Inputs are the documents of files and folders, in the order they were named
// and folders in the order of their file names. Whatever is wrong with one of
// them becomes an input with an error, so that it is reported in its place. The
// file system is read as the loop over All goes on: nothing is kept of a
// document but what tells two of one name apart.
type Inputs struct {
	Names     []string // files, folders or Stdin
	StdinName string   // what standard input is called
	Out       string   // the output folder, never read; empty if there is none
	FoldCase  bool     // the output folder takes a.txt and A.txt for the same

	// After a loop over All: the folders of Names that could not be listed
	// whole, so that what is not found in them may still be there.
	unlisted map[int]bool
}

// All yields the inputs. An empty folder is an error of its name.
func (l *Inputs) All() iter.Seq[Input] {
	return func(yield func(Input) bool) {
		w := &walk{Inputs: l, yield: yield, taken: map[[16]byte]int32{}}
		l.unlisted = map[int]bool{}
		if l.Out != "" {
			// An error means there is nothing there to leave out, or shows
			// itself when the folder is made.
			w.out, _ = os.Stat(l.Out)
		}
		for i, name := range l.Names {
			if w.root = i; !w.named(name) {
				return
			}
		}
	}
}

// Count returns how many inputs All will yield if nothing changes in between.
func (l *Inputs) Count() int { return count(l.All()) }

func count[T any](list iter.Seq[T]) int {
	n := 0
	for range list {
		n++
	}
	return n
}

// A walk is one loop over the inputs. Its methods return false when the loop
// was left.
type walk struct {
	*Inputs
	yield func(Input) bool
	out   fs.FileInfo
	root  int
	found int
	// The name given that has taken an output name, by the hash of it: a
	// hundred thousand names would be megabytes.
	taken map[[16]byte]int32
}

// named yields what a name on the command line or in a list stands for.
func (w *walk) named(name string) bool {
	if name == Stdin {
		return w.document(Stdin, filepath.ToSlash(w.StdinName))
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return w.fail(name, err)
	case !info.IsDir():
		return w.document(name, filepath.Base(name))
	case w.isOut(info):
		return w.fail(name, errors.New("is the output folder; choose another one with -o"))
	}
	w.found = 0
	if !w.folder(name, "", []fs.FileInfo{info}) {
		return false
	}
	if w.found == 0 {
		return w.fail(name, errors.New("no documents in this folder"))
	}
	return true
}

// folder yields the documents of a folder, below being its path relative to the
// folder the user named. Links are followed; above holds the folders on the way
// here, and a link back to one of them is a loop.
func (w *walk) folder(name, below string, above []fs.FileInfo) bool {
	entries, err := os.ReadDir(name)
	if err != nil && !w.fail(name, err) {
		return false
	}
	for _, entry := range entries {
		if isHidden(entry.Name()) {
			continue
		}
		file, rel := filepath.Join(name, entry.Name()), path.Join(below, entry.Name())
		mode := entry.Type()
		if mode.IsRegular() {
			if !isOutput(file) && !w.document(file, rel) {
				return false
			}
			continue
		}
		// A folder or a link.
		info, err := os.Stat(file)
		switch {
		case err != nil:
			if !w.fail(file, err) {
				return false
			}
		case info.IsDir():
			if !w.isOut(info) && !isAmong(info, above) &&
				!w.folder(file, rel, append(above[:len(above):len(above)], info)) {
				return false
			}
		case info.Mode().IsRegular() && !isOutput(file):
			if !w.document(file, rel) {
				return false
			}
		}
	}
	return true
}

// document yields one document. Two documents with one output name are an
// error of the second: which of them a researcher wants is not for us to guess.
func (w *walk) document(file, rel string) bool {
	key := rel
	if w.FoldCase {
		key = strings.ToLower(key)
	}
	sum := sha256.Sum256([]byte(key))
	if first, ok := w.taken[[16]byte(sum[:])]; ok {
		by := w.Names[first]
		if info, err := os.Stat(by); err == nil && info.IsDir() {
			by = filepath.Join(by, filepath.FromSlash(rel))
		}
		return w.fail(file, fmt.Errorf("its output %s is taken by %s; name their common folder or use another -o", outputName(validName(rel)), validName(by)))
	}
	w.taken[[16]byte(sum[:])] = int32(w.root)
	w.found++
	return w.yield(Input{Path: file, Rel: rel, root: w.root})
}

func (w *walk) fail(name string, err error) bool {
	w.found++
	w.unlisted[w.root] = true
	return w.yield(Input{Path: name, root: w.root, err: err})
}

func (w *walk) isOut(info fs.FileInfo) bool {
	return w.out != nil && os.SameFile(w.out, info)
}

func isAmong(info fs.FileInfo, infos []fs.FileInfo) bool {
	for _, other := range infos {
		if os.SameFile(info, other) {
			return true
		}
	}
	return false
}

// isHidden reports files a researcher doesn't see either: dot files and the
// lock files office programs leave beside an open document.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// isOutput reports what an earlier run wrote: with . as the folder, the
// outputs of another run stand among the documents.
func isOutput(file string) bool {
	var mark string
	switch filepath.Ext(file) {
	case ".json", ".jsonl":
		mark = `"guihua/` // of the schema, the first key
	case ".tsv":
		if filepath.Base(file) != failuresName {
			return false
		}
		mark = failuresHead
	default:
		return false
	}
	return bytes.Contains(headOf(file), []byte(mark))
}

// headOf is how a file begins, nothing where it can't be read: reading it as a
// document will say why. Of a pipe it takes nothing: who reads it later would
// lack that, and nobody may be writing to it.
func headOf(file string) []byte {
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close()
	head := make([]byte, 128)
	n, _ := io.ReadFull(f, head)
	return head[:n]
}

// outputName is the path of a document's JSON below the output folder.
func outputName(rel string) string { return rel + ".json" }

// ReadList reads a list of inputs, one per line. Lists come from spreadsheets
// and Windows editors as often as from find: a BOM, CRLF, blank lines and
// # comments are fine. Errors name the list.
func ReadList(name string) ([]string, error) {
	b, err := ReadFile(name, corpus.Defaults)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, Cause(err))
	}
	var names []string
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line != "" && !strings.HasPrefix(line, "#") {
			names = append(names, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: lists no documents", name)
	}
	return names, nil
}

// ReadFile returns the bytes of a file, of standard input for Stdin, unless
// they are more than the limit.
func ReadFile(name string, opt corpus.Options) ([]byte, error) {
	return readFile(osDisk{}, name, opt)
}

var errChanging = errors.New("changes while it is read; run again when it is no longer written to")

func readFile(d disk, name string, opt corpus.Options) ([]byte, error) {
	var f source = os.Stdin
	if name != Stdin {
		var err error
		if f, err = d.Open(name); err != nil {
			return nil, err
		}
		defer f.Close()
	}
	before, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if before.Mode().IsRegular() {
		if err := opt.TooBig(before.Size()); err != nil {
			return nil, err
		}
	}
	// What is no regular file, or grows, says only at its end how long it is.
	limit := opt.MaxBytes
	if limit <= 0 {
		limit = corpus.Defaults.MaxBytes
	}
	var buf bytes.Buffer
	if before.Mode().IsRegular() {
		buf.Grow(int(before.Size()) + bytes.MinRead)
	}
	if _, err := buf.ReadFrom(io.LimitReader(f, limit+1)); err != nil {
		return nil, err
	}
	b := buf.Bytes()
	if err := opt.TooBig(int64(len(b))); err != nil {
		return nil, err
	}
	if before.Mode().IsRegular() && name != Stdin {
		// What is copied here just now would be a document cut short.
		after, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if after.Size() != int64(len(b)) || before.Size() != after.Size() || !before.ModTime().Equal(after.ModTime()) {
			return nil, errChanging
		}
	}
	return b, nil
}

// Cause is an error without the path and operation the os package put around
// it: messages begin with the name of the document anyway.
func Cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
