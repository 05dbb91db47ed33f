package batch

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// noWords is a tagger that finds no words: the batch does not depend on them,
// and a dictionary takes a second to load.
type noWords struct{}

func (noWords) Tag(string) []segment.Word { return nil }

// plain makes documents without a dictionary.
func plain(ctx context.Context, name string, b []byte) (*extract.Document, error) {
	src, err := corpus.Options{OCR: corpus.OCRNever}.Open(ctx, name, b)
	if err != nil {
		return nil, err
	}
	return extract.New(noWords{}).Extract(ctx, src)
}

var testOptions = Options{Jobs: 2, Versions: Versions{Program: "test", Rules: "1", Dictionary: "2"}}

// notices writes n invented notices of different lengths, every tenth of them
// unreadable, and returns their folder.
func notices(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		var text strings.Builder
		if i%10 != 9 {
			fmt.Fprintf(&text, "云溪市第%d号实施方案\n一、主要任务\n", i)
			for j := range 3 + i%7*3 {
				fmt.Fprintf(&text, "%d.建设第%d个服务中心。建成中心%d个，到2030年达到%d个以上。（市民政局牵头，市财政局配合）\n", j+1, j, i, i+j)
			}
		}
		name := filepath.Join(dir, fmt.Sprintf("第%d批", i%3), fmt.Sprintf("%03d.txt", i))
		put(t, name, text.String())
	}
	return dir
}

func put(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// A run is what became of a batch.
type run struct {
	tally   Tally
	results []Result
	err     error // of opening or closing the folder
}

// extractTo runs a batch over the files and folders named.
func extractTo(ctx context.Context, d disk, out string, o Options, names ...string) run {
	f, err := openFolder(d, out, o)
	if err != nil {
		return run{err: err}
	}
	var r run
	inputs := &Inputs{Names: names, Out: out, FoldCase: f.FoldsCase()}
	for result := range f.Extract(ctx, inputs, func(Input) {}, plain) {
		r.results = append(r.results, result)
	}
	r.tally, r.err = f.Close()
	return r
}

// known lists the inputs there was nothing to do for.
func (r run) known() map[string]bool {
	names := map[string]bool{}
	for _, x := range r.results {
		if x.Known {
			names[x.Rel] = true
		}
	}
	return names
}

// tree returns the files below a folder, the seconds of the manifest taken out.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = seconds.ReplaceAllString(string(b), "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var seconds = regexp.MustCompile(`,"seconds":[0-9.]+`)

// reference is what an undisturbed run over a folder leaves.
func reference(t testing.TB, in string) map[string]string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	if r := extractTo(t.Context(), osDisk{}, out, testOptions, in); r.err != nil {
		t.Fatal(r.err)
	}
	return tree(t, out)
}

// checkWhole reports every file of an output folder that is neither as in the
// reference, nor as in one of those before, nor hidden: a whole manifest of
// fewer documents is whole too.
func checkWhole(t testing.TB, when string, got map[string]string, ok ...map[string]string) {
	t.Helper()
	for name, data := range got {
		switch base := filepath.Base(name); {
		case strings.HasPrefix(base, ".guihua-"):
			continue
		case base == manifestName:
			for line := range bytes.Lines([]byte(data)) {
				if _, ok := parse(line); !ok || !bytes.HasSuffix(line, []byte("\n")) {
					t.Errorf("%s: a line of the manifest is cut: %s", when, line)
				}
			}
			continue
		case base == failuresName && strings.HasPrefix(data, failuresHead) && strings.HasSuffix(data, "\n"):
			continue
		}
		if !slices.ContainsFunc(ok, func(ref map[string]string) bool { return ref[name] == data }) {
			t.Errorf("%s: %s is not whole: %d bytes", when, name, len(data))
		}
	}
}

// A second run finds everything up to date; one that was stopped goes on.
func TestStoppedAndAgain(t *testing.T) {
	const all = 300 // more than are under way when the loop comes to the seventh
	in, out := notices(t, all), filepath.Join(t.TempDir(), "out")
	want := reference(t, in)

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	f, err := OpenFolder(out, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range f.Extract(ctx, &Inputs{Names: []string{in}, Out: out}, func(Input) {}, plain) {
		if n++; n == 7 {
			stop()
		}
	}
	if _, err := OpenFolder(out, testOptions); err == nil || !strings.Contains(err.Error(), "another guihua is writing") {
		t.Errorf("a second run may write to the folder: %v", err)
	}
	tally, err := f.Close()
	if err != nil || !tally.Stopped || n == all {
		t.Fatalf("%+v, %v after %d documents", tally, err, n)
	}
	got := tree(t, out)
	checkWhole(t, "stopped", got, want)
	if _, ok := got[manifestName]; !ok || got[journalName] != "" || got[lockName] != "" {
		t.Errorf("stopped: %v", slices.Sorted(maps.Keys(got)))
	}

	r := extractTo(t.Context(), osDisk{}, out, testOptions, in)
	if r.err != nil || r.tally.Stopped || len(r.known()) != n {
		t.Errorf("%d were done, the next run knows %d: %v", n, len(r.known()), r.err)
	}
	if d := cmp.Diff(want, tree(t, out)); d != "" {
		t.Error(d)
	}
	if r := extractTo(t.Context(), osDisk{}, out, testOptions, in); len(r.known()) != all {
		t.Errorf("a run with nothing to do knows %d of %d", len(r.known()), all)
	}
}

// A file that grows while it is read is not taken for a document.
func TestChangesWhileRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.txt")
	put(t, name, "云溪市数字经济发展规划\n")
	d := &growing{name: name}
	if _, err := readFile(d, name, corpus.Options{}); err != errChanging {
		t.Errorf("got %v", err)
	}
	if b, err := readFile(osDisk{}, name, corpus.Options{}); err != nil || !strings.HasSuffix(string(b), "一、\n") {
		t.Errorf("got %q, %v", b, err)
	}
}

// growing appends to the file as soon as it is open.
type growing struct {
	osDisk
	name string
}

func (d *growing) Open(name string) (source, error) {
	f, err := d.osDisk.Open(name)
	if err != nil {
		return nil, err
	}
	return &growingFile{f, d.name}, nil
}

type growingFile struct {
	source
	name string
}

func (f *growingFile) Read(p []byte) (int, error) {
	if f.name != "" {
		g, err := os.OpenFile(f.name, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return 0, err
		}
		g.WriteString("一、\n")
		g.Close()
		f.name = ""
	}
	return f.source.Read(p)
}

func TestRawName(t *testing.T) {
	for _, name := range []string{"a.txt", "通知.txt", "\xb9\xa6.txt", "规\xb9划\xff", "\xb9"} {
		if got := rawName(validName(name)); got != name {
			t.Errorf("%q came back as %q", name, got)
		}
	}
	if got := validName("规\xb9"); got != `规\xb9` {
		t.Errorf("got %q", got)
	}
}

// Where the output folder takes a.txt and A.txt for the same file, one of them
// is an error.
func TestFoldCase(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "1", "a.txt"), "云溪市规划\n")
	put(t, filepath.Join(dir, "2", "A.txt"), "青禾县规划\n")
	for fold, want := range map[bool]int{false: 0, true: 1} {
		errs := 0
		for in := range (&Inputs{Names: []string{filepath.Join(dir, "1"), filepath.Join(dir, "2")}, FoldCase: fold}).All() {
			if in.err != nil {
				errs++
			}
		}
		if errs != want {
			t.Errorf("fold %v: %d errors", fold, errs)
		}
	}
}
