package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"guihua/extract"
	"guihua/golden"
)

// A verdict is what became of a load.
type verdict struct {
	ok, warned, failed int
	kinds              map[string]*kindVerdict
	lost               []string // what is wrong, one line each, the first mostLost
	wrong              int      // how many these are
}

// A kindVerdict counts the documents of one kind.
type kindVerdict struct {
	tried, failed int
	reason        string // of one that failed
}

const mostLost = 20

func (v *verdict) bad(format string, args ...any) {
	if v.wrong++; v.wrong <= mostLost {
		v.lost = append(v.lost, fmt.Sprintf(format, args...))
	}
}

// err is nil where every document is where it must be.
func (v *verdict) err() error {
	if v.wrong == 0 {
		return nil
	}
	return fmt.Errorf("%s\n(%d in all)", strings.Join(v.lost, "\n"), v.wrong)
}

// verify compares what a batch left in its output folder with what the load is
// known to hold: of every document there is its JSON, which keeps every
// promise, or a failure with a reason, never both and never neither.
func verify(l *testLoad, out string) *verdict {
	v := &verdict{kinds: map[string]*kindVerdict{}}
	records, err := readManifest(l, out)
	if err != nil {
		v.bad("%v", err)
		return v
	}
	failures, err := readFailures(out)
	if err != nil {
		v.bad("%v", err)
		return v
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(l.files); i += workers {
				f := l.files[i]
				rec, known := records[shownName(f.name)]
				problems := verifyFile(l, out, f, rec, known, failures)
				mu.Lock()
				v.count(f, rec)
				for _, p := range problems {
					v.bad("%q (%s): %s", f.name, f.kind, p)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(records) != len(l.files) {
		v.bad("the manifest has %d records of %d documents", len(records), len(l.files))
	}
	if len(failures) != v.failed {
		v.bad("failures.tsv has %d lines, the manifest %d failures", len(failures), v.failed)
	}
	v.nothingElse(out)
	return v
}

func (v *verdict) count(f loadFile, rec manifestRecord) {
	k := v.kinds[f.kind]
	if k == nil {
		k = &kindVerdict{}
		v.kinds[f.kind] = k
	}
	k.tried++
	switch rec.Status {
	case "ok":
		v.ok++
	case "warned":
		v.warned++
	case "failed":
		v.failed++
		k.failed++
		k.reason = rec.Reason
	}
}

// nothingElse looks for files that belong to no document.
func (v *verdict) nothingElse(out string) {
	documents := 0
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		switch rel, _ := filepath.Rel(out, name); {
		case err != nil:
			return err
		case e.IsDir(), rel == "manifest.jsonl", rel == "failures.tsv":
		case strings.HasSuffix(rel, ".json") && !strings.HasPrefix(e.Name(), "."):
			documents++
		default:
			v.bad("%q was left behind", rel)
		}
		return nil
	})
	if err != nil {
		v.bad("%v", err)
	}
	if documents != v.ok+v.warned {
		v.bad("%d JSON files, the manifest says %d", documents, v.ok+v.warned)
	}
}

// verifyFile returns what is wrong with what became of one document.
func verifyFile(l *testLoad, out string, f loadFile, rec manifestRecord, known bool, failures map[string]string) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if !known {
		bad("not in the manifest")
		return problems
	}
	input, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(f.name)))
	sum := ""
	if err == nil {
		s := sha256.Sum256(input)
		sum = hex.EncodeToString(s[:])
	}
	output, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(f.name)+".json"))
	reason, failed := failures[shownName(f.name)]
	switch rec.Status {
	case "failed":
		switch {
		case f.must == mustRead:
			bad("failed: %s", rec.Reason)
		case err == nil:
			bad("failed, and has an output")
		case rec.Reason == "", !failed, reason != rec.Reason:
			bad("reason %q, in failures.tsv %q", rec.Reason, reason)
		}
		return problems
	case "ok", "warned":
	default:
		bad("status %q", rec.Status)
		return problems
	}
	if f.must == mustFail {
		bad("was read")
	}
	if failed {
		bad("was read, and is in failures.tsv")
	}
	if err != nil {
		bad("has no output: %v", errors.Unwrap(err))
		return problems
	}
	if rec.SHA256 != sum || rec.Bytes != int64(len(input)) {
		bad("has %d bytes and SHA-256 %s, the manifest says %d and %s", len(input), sum, rec.Bytes, rec.SHA256)
	}
	doc, broken := readOutput(output)
	for _, b := range broken {
		bad("%s", b)
	}
	if doc == nil {
		return problems
	}
	if doc.Source.SHA256 != sum || doc.Source.Name != shownName(f.name) {
		bad("the output is that of %q with SHA-256 %s", doc.Source.Name, doc.Source.SHA256)
	}
	if (len(doc.Warnings) > 0) != (rec.Status == "warned") {
		bad("%d warnings, status %q", len(doc.Warnings), rec.Status)
	}
	return problems
}

// readOutput reads the JSON of a document and says which promises it breaks.
func readOutput(b []byte) (doc *extract.Document, broken []string) {
	doc = &extract.Document{}
	if err := json.Unmarshal(b, doc); err != nil {
		return nil, []string{err.Error()}
	}
	return doc, golden.Check(doc)
}

// A manifestRecord is what a test asks of a line of the manifest.
type manifestRecord struct {
	Name   string `json:"name"`
	Input  string `json:"input"`
	Status string `json:"status"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Reason string `json:"reason"`
}

// readManifest reads the manifest of an output folder, by name. Two records of
// a name are an error.
func readManifest(l *testLoad, out string) (map[string]manifestRecord, error) {
	f, err := os.Open(filepath.Join(out, "manifest.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records := make(map[string]manifestRecord, len(l.files))
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var rec manifestRecord
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			return nil, fmt.Errorf("manifest.jsonl:%d: %w", n, err)
		}
		if rec.Name == "" { // what could not be opened is no document
			rec.Name = strings.TrimPrefix(filepath.ToSlash(rec.Input), filepath.ToSlash(l.dir)+"/")
		}
		if _, twice := records[rec.Name]; twice {
			return nil, fmt.Errorf("manifest.jsonl:%d: a second record of %q", n, rec.Name)
		}
		records[rec.Name] = rec
	}
	return records, lines.Err()
}

// readFailures reads the reasons in failures.tsv, by name.
func readFailures(out string) (map[string]string, error) {
	b, err := os.ReadFile(filepath.Join(out, "failures.tsv"))
	if err != nil {
		return nil, err
	}
	head, rest, _ := strings.Cut(string(bytes.TrimPrefix(b, []byte("\ufeff"))), "\n")
	columns := strings.Split(head, "\t")
	name, reason := slices.Index(columns, "name"), slices.Index(columns, "reason")
	if name < 0 || reason < 0 {
		return nil, fmt.Errorf("failures.tsv has the columns %q", columns)
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r")
	failures := map[string]string{}
	for line := range strings.Lines(rest) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != len(columns) {
			return nil, fmt.Errorf("failures.tsv: %d cells of %d in %q", len(cells), len(columns), line)
		}
		failures[unescape.Replace(cells[name])] = cells[reason]
	}
	return failures, nil
}

// shownName is a name as it stands in JSON, which can't hold bytes that are no
// UTF-8: these are written \xcd.
func shownName(name string) string {
	var b strings.Builder
	for name != "" {
		r, n := utf8.DecodeRuneInString(name)
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02x`, name[0])
		} else {
			b.WriteString(name[:n])
		}
		name = name[n:]
	}
	return b.String()
}

// badKinds is a table of the bad inputs, in Markdown: kind, how many were
// tried, how many of these were read and refused, one of the reasons.
func (v *verdict) badKinds() string {
	var b strings.Builder
	b.WriteString("| bad input | tried | read | refused | reason given |\n|---|---|---|---|---|\n")
	sum := kindVerdict{}
	for _, kind := range slices.Sorted(maps.Keys(v.kinds)) {
		name, bad := strings.CutPrefix(kind, "bad: ")
		if !bad {
			continue
		}
		k := v.kinds[kind]
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %s |\n", name, k.tried, k.tried-k.failed, k.failed, k.reason)
		sum.tried += k.tried
		sum.failed += k.failed
	}
	fmt.Fprintf(&b, "| **all** | %d | %d | %d | |\n", sum.tried, sum.tried-sum.failed, sum.failed)
	return b.String()
}
