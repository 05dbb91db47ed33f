package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"guihua/corpus"
	"guihua/extract"
)

// A Plan is one document to compare: extracted before, or still to be.
type Plan struct {
	ID   string // path below the folder that Plans has, without the .json of an output, with slashes
	Path string // of the file, as the user would type it

	output *Output
	input  *Input
}

// Label names the plan in messages.
func (p Plan) Label() string { return validName(p.Path) }

// Document reads the document, or makes it with work of what was not extracted
// before.
func (p Plan) Document(ctx context.Context, reading corpus.Options, work Work) (*extract.Document, error) {
	if p.output != nil {
		return p.output.Document()
	}
	if p.input.err != nil {
		return nil, p.input.err
	}
	b, err := readFile(osDisk{}, p.input.Path, reading)
	if err != nil {
		return nil, err
	}
	return work(ctx, p.input.name(), b)
}

// Plans are documents that were extracted before and such that were not, told
// apart by their content: a file that begins as the JSON of guihua extract does is
// one, or a line of it each. Of a folder that holds such JSON it alone is taken;
// all others are read as guihua extract reads them.
type Plans struct {
	Names []string
	Out   string // the output folder, never read
	Below string // folder that IDs are paths below; "" for each that is named, or holds a file that is
}

// CommonFolder is the deepest folder that holds all that is named, "" where there is
// none below the root. Files of lines, which say themselves what their documents are
// called, and what is not there don't count.
func CommonFolder(names []string) string {
	common := ""
	for _, name := range names {
		dir, ok := folderOf(name)
		if !ok {
			continue
		}
		if common == "" {
			common = dir
		}
		for common != dir && !strings.HasPrefix(dir, strings.TrimSuffix(common, string(filepath.Separator))+string(filepath.Separator)) {
			up := filepath.Dir(common)
			if up == common { // another volume
				return ""
			}
			common = up
		}
	}
	if common == filepath.Dir(common) || common == "" {
		return ""
	}
	return common
}

// folderOf is the folder called name, or that the file is in, as an absolute path.
func folderOf(name string) (string, bool) {
	info, err := os.Stat(name)
	if err != nil || filepath.Ext(name) == ".jsonl" && !info.IsDir() {
		return "", false
	}
	dir, err := filepath.Abs(name)
	if err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	return dir, err == nil
}

// below is what the IDs of what is named begin with.
func (l *Plans) below(name string) string {
	dir, ok := folderOf(name)
	if l.Below == "" || !ok {
		return ""
	}
	rel, err := filepath.Rel(l.Below, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// All yields the plans. A folder without any is an error of its name, so is a
// second plan of one ID.
func (l *Plans) All() iter.Seq[Plan] {
	return func(yield func(Plan) bool) {
		taken := map[string]string{}
		once := func(p Plan) bool {
			if p.ID == "" { // of what can't be read
				return yield(p)
			}
			if first, ok := taken[p.ID]; ok {
				p.output = &Output{Path: p.Path, err: fmt.Errorf("its name %s is that of %s; name their common folder", p.ID, first)}
				p.ID = ""
			} else {
				taken[p.ID] = p.Label()
			}
			return yield(p)
		}
		for _, name := range l.Names {
			if !l.named(name, once) {
				return
			}
		}
	}
}

// Count returns how many plans All will yield if nothing changes in between.
func (l *Plans) Count() int { return count(l.All()) }

func (l *Plans) named(name string, next func(Plan) bool) bool {
	below := l.below(name)
	yield := func(p Plan) bool {
		if p.ID != "" && below != "" {
			p.ID = path.Join(validName(below), p.ID)
		}
		return next(p)
	}
	outputs := func() bool {
		return outputsOf(name, func(o Output) bool {
			if o.In != "" && isComparison(o.Path) { // an earlier run's, among its documents
				return true
			}
			return yield(Plan{ID: o.ID, Path: o.Path, output: &o})
		})
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return yield(Plan{Path: name, output: &Output{Path: name, err: err}})
	case info.IsDir() && holdsOutputs(name), !info.IsDir() && isDocument(name):
		return outputs()
	case !info.IsDir() && isOutput(name):
		return yield(Plan{Path: name, output: &Output{Path: name, err: errors.New("is no document of guihua extract, but another file that guihua wrote")}})
	}
	in := Inputs{Names: []string{name}, Out: l.Out}
	for i := range in.All() {
		if !yield(Plan{ID: i.name(), Path: i.Path, input: &i}) {
			return false
		}
	}
	return true
}

// holdsOutputs says whether a folder holds JSON of guihua extract.
func holdsOutputs(dir string) bool {
	found := false
	outputsIn(dir, "", func(o Output) bool {
		found = found || isDocument(o.Path)
		return !found
	})
	return found
}

// isDocument says whether a file begins as a document that guihua extract wrote.
func isDocument(file string) bool {
	return bytes.Contains(headOf(file), []byte(`"guihua/document/`))
}

// isComparison says the same of guihua compare.
func isComparison(file string) bool {
	return bytes.Contains(headOf(file), []byte(`"guihua/comparison/`))
}

// maxName is how many bytes the name of a file may have on usual file systems.
const maxName = 255

// PlanFile is the name of a file for what is made of a plan, with slashes. An ID that
// is none, as a line of JSON may have it, is an error.
func PlanFile(id string) (string, error) {
	name := rawName(id) + ".json"
	refused := strings.ContainsRune(name, 0)
	for part := range strings.SplitSeq(name, "/") {
		refused = refused || len(part) > maxName
	}
	if refused || !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("its name %q is none for a file", id)
	}
	return name, nil
}

// Comparisons are the comparisons that lie in a folder, by their names in it with
// slashes.
func Comparisons(dir, below string) (names []string) {
	outputsIn(filepath.Join(dir, below), below, func(o Output) bool {
		if o.err == nil && isComparison(o.Path) {
			names = append(names, rawName(o.ID)+".json")
		}
		return true
	})
	return names
}

// ReadPlans calls work on every plan, at most jobs at a time, and yields what comes
// of it in the order of the plans; wait is told which one the loop waits for. When
// ctx ends no new one is begun.
func ReadPlans[R any](ctx context.Context, jobs int, plans *Plans, wait func(Plan), work func(Plan) R) iter.Seq[R] {
	return inOrder(ctx, jobs, streamWindow*jobs, plans.All(), wait, work)
}
