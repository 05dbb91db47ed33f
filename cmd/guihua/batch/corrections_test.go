package batch

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guihua/extract"
	"guihua/extract/correction"
	"guihua/golden"
)

// corrected puts a correction of the title of each document of out into effect,
// as guihua apply does, and returns how far it came.
func corrected(d disk, out string) error {
	f, err := openFolder(d, out, Options{})
	if err != nil {
		return err
	}
	outputs := &Outputs{Names: []string{out}}
	var docs []*extract.Document
	var of []Output
	for o := range outputs.All() {
		doc, err := o.Document()
		if err != nil {
			f.Close()
			return err
		}
		doc, kept, _ := correction.Take(doc, f.Corrections().For(o.ID, doc.Source.SHA256), titled(doc), golden.Check)
		f.Corrections().Replace(o.ID, kept)
		docs, of = append(docs, doc), append(of, o)
	}
	err = f.KeepCorrections()
	for i := range docs {
		if err == nil {
			err = f.Rewrite(of[i], docs[i])
		}
	}
	if _, e := f.Close(); err == nil {
		err = e
	}
	return err
}

// titled is a correction of the title of a document.
func titled(d *extract.Document) correction.Document {
	new := d.Document
	title := "更正后的标题"
	new.Title = &title
	js := func(n extract.Notice) json.RawMessage {
		b, err := json.Marshal(n)
		if err != nil {
			panic(err)
		}
		return b
	}
	return correction.Document{ID: d.Source.Name, SHA256: d.Source.SHA256, Corrections: []correction.Correction{
		{Record: correction.Notice, Old: js(d.Document), New: js(new)},
	}}
}

// corrections are kept over every kind of run, and make out of date just what
// they concern.
func TestCorrectionsKept(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	for i, name := range []string{"a.txt", "b/c.txt"} {
		put(t, filepath.Join(in, name), fmt.Sprintf("云溪市第%d号规划\n一、重点任务\n（一）建设中心。建成中心。\n", i))
	}
	run := func(o Options) run {
		t.Helper()
		r := extractTo(t.Context(), osDisk{}, out, o, in)
		if r.err != nil {
			t.Fatal(r.err)
		}
		return r
	}
	run(testOptions)
	if err := corrected(osDisk{}, out); err != nil {
		t.Fatal(err)
	}
	want := tree(t, out)
	if !strings.Contains(want["b/c.txt.json"], "更正后的标题") || !strings.Contains(want[manifestName], `"corrected":1`) {
		t.Fatalf("%v", want)
	}
	if r := run(testOptions); len(r.known()) != 2 {
		t.Errorf("up to date: %v", r.known())
	}
	o := testOptions
	o.Force = true
	run(o)
	o = testOptions
	o.Versions.Rules += "+"
	if r := run(o); len(r.known()) != 0 {
		t.Errorf("with other rules up to date: %v", r.known())
	}
	delete(want, manifestName)
	got := tree(t, out)
	delete(got, manifestName)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the corrections are not kept (- want, + got):\n%s", d)
	}

	// A store that is another one makes its documents out of date, and no others.
	name := filepath.Join(out, storeName)
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	put(t, name, first+"\n")
	if r := run(o); len(r.known()) != 1 || !r.known()["a.txt"] {
		t.Errorf("up to date: %v", r.known())
	}
	if got := tree(t, out); strings.Contains(got["b/c.txt.json"], "更正") || !strings.Contains(got["a.txt.json"], "更正") {
		t.Errorf("%v", got)
	}

	// What no longer fits is told of, and stays.
	put(t, filepath.Join(in, "a.txt"), "青禾县通知\n一、重点任务\n（一）建设中心。\n")
	r := run(o)
	if i := slices.IndexFunc(r.results, func(r Result) bool { return len(r.Notes) == 1 && r.Rel == "a.txt" }); i < 0 {
		t.Errorf("nobody was told: %+v", r.results)
	}
	if got := tree(t, out); !strings.Contains(got["a.txt.json"], correction.UnfitWarning) || got[storeName] != first+"\n" {
		t.Errorf("%v", got)
	}
	put(t, name, "{")
	if r := extractTo(t.Context(), osDisk{}, out, o, in); r.err == nil || !strings.Contains(r.err.Error(), storeName+": line 1: ") {
		t.Errorf("a store that can't be read: %v", r.err)
	}
}

// TestCorrectionFaults lets every operation on the file system fail in turn while
// corrections are put into effect. Whatever fails, it is told of, the corrections
// kept and the outputs are whole, each as before or as it is to be; and the next
// run completes the folder.
func TestCorrectionFaults(t *testing.T) {
	in, before := t.TempDir(), t.TempDir()
	for i, name := range []string{"a.txt", "b/c.txt", "b/d.txt"} {
		put(t, filepath.Join(in, name), fmt.Sprintf("云溪市第%d号规划\n一、重点任务\n（一）建设中心。建成中心。\n", i))
	}
	put(t, filepath.Join(in, "empty.txt"), "") // so that there is a list of failures
	o := testOptions
	o.Jobs = 1
	extractTo(t.Context(), osDisk{}, before, o, in)
	after := t.TempDir()
	if err := os.CopyFS(after, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
	if err := corrected(osDisk{}, after); err != nil {
		t.Fatal(err)
	}
	old, want := tree(t, before), tree(t, after)
	tried := 0
	faults := []error{syscall.ENOSPC, syscall.EACCES}
	if testing.Short() {
		faults = faults[:1]
	}
	for _, fault := range faults {
		for _, goesOn := range []bool{false, true} {
			for k := 0; ; k++ {
				out := filepath.Join(t.TempDir(), "out")
				if err := os.CopyFS(out, os.DirFS(before)); err != nil {
					t.Fatal(err)
				}
				d := &faultyDisk{at: k, goesOn: goesOn, fault: fault}
				err := corrected(d, out)
				if d.met == "" {
					break
				}
				tried++
				when := fmt.Sprintf("%v, operation %d (%s), goes on: %v", fault, k, d.met, goesOn)
				if err == nil {
					t.Errorf("%s: nobody was told", when)
				}
				got := tree(t, out)
				checkWhole(t, when, got, old, want)
				if strings.Contains(got["a.txt.json"]+got["b/d.txt.json"], "更正") && got[storeName] != want[storeName] {
					t.Errorf("%s: an output is corrected, and the corrections are not kept", when)
				}
				if err := corrected(osDisk{}, out); err != nil {
					t.Errorf("%s: the next run: %v", when, err)
				}
				if d := cmp.Diff(inAnyOrder(want), inAnyOrder(tree(t, out))); d != "" {
					t.Fatalf("%s: the next run leaves\n%s", when, d)
				}
				if r := extractTo(t.Context(), osDisk{}, out, o, in); len(r.known()) != 4 {
					t.Errorf("%s: up to date afterwards: %v", when, r.known())
				}
			}
		}
	}
	if tried < 20*len(faults) {
		t.Errorf("%d faults were tried", tried)
	}
}

// inAnyOrder is a tree with the lines of its manifest sorted: those of a run that
// did not end come first.
func inAnyOrder(tree map[string]string) map[string]string {
	lines := strings.Split(tree[manifestName], "\n")
	slices.Sort(lines)
	tree = maps.Clone(tree)
	tree[manifestName] = strings.Join(lines, "\n")
	return tree
}

// TestCorrectionsKilled kills the putting into effect of corrections at random
// moments. What is there is whole, no output is corrected whose correction is not
// kept, and the next one completes the folder.
func TestCorrectionsKilled(t *testing.T) {
	const docs = 12
	rounds := docs
	if testing.Short() {
		rounds = 4
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, before := notices(t, docs), t.TempDir()
	extractTo(t.Context(), osDisk{}, before, testOptions, in)
	after := t.TempDir()
	if err := os.CopyFS(after, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
	if err := corrected(osDisk{}, after); err != nil {
		t.Fatal(err)
	}
	old, want := tree(t, before), tree(t, after)
	some := 0
	for round := range rounds {
		out := filepath.Join(t.TempDir(), "out")
		if err := os.CopyFS(out, os.DirFS(before)); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "GUIHUA_BATCH_CORRECT="+out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		// Just when so many outputs are written, of every number once.
		for running := true; running; {
			select {
			case <-ended:
				running = false
			case <-time.After(time.Millisecond / 4):
				if n := rewritten(t, out, old); n > round || n == 0 && round == 0 {
					cmd.Process.Kill()
					<-ended
					running = false
				}
			}
		}
		n := rewritten(t, out, old)
		if n > 0 && n < docs {
			some++
		}
		got := tree(t, out)
		checkWhole(t, fmt.Sprintf("killed after %d", n), got, old, want)
		if n > 0 && got[storeName] != want[storeName] {
			t.Errorf("killed after %d: outputs are corrected, and the corrections are not kept", n)
		}
		if err := corrected(osDisk{}, out); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(inAnyOrder(want), inAnyOrder(tree(t, out))); d != "" {
			t.Fatalf("killed after %d: the next run leaves\n%s", n, d)
		}
	}
	t.Logf("%d of %d were killed amid the outputs", some, rounds)
	if some == 0 {
		t.Error("none was killed amid the outputs")
	}
}

// rewritten counts the outputs that are others than they were.
func rewritten(t *testing.T, out string, old map[string]string) int {
	t.Helper()
	n := 0
	for o := range (&Outputs{Names: []string{out}}).All() {
		info, err := os.Stat(o.Path)
		if err == nil && info.Size() != int64(len(old[o.ID+".json"])) {
			n++
		}
	}
	return n
}

// A file that is renamed takes its corrections along, to its next version too; one
// that was read is said to have been.
func TestCorrectionsRenamed(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	const text = "云溪市规划\n一、重点任务\n（一）建设中心。建成中心3个。\n"
	put(t, filepath.Join(in, "a.txt"), text)
	run := func() run {
		t.Helper()
		r := extractTo(t.Context(), osDisk{}, out, testOptions, in)
		if r.err != nil {
			t.Fatal(r.err)
		}
		return r
	}
	run()
	if err := corrected(osDisk{}, out); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(in, "a.txt"), filepath.Join(in, "b.txt")); err != nil {
		t.Fatal(err)
	}
	run()
	store := tree(t, out)[storeName]
	if !strings.Contains(tree(t, out)["b.txt.json"], "更正后的标题") || !strings.Contains(store, `"id":"b.txt"`) {
		t.Fatalf("renamed: %s", store)
	}
	if r := run(); len(r.known()) != 1 {
		t.Errorf("up to date: %v", r.known())
	}
	put(t, filepath.Join(out, storeName), strings.ReplaceAll(store, `"reviewed":false`, `"reviewed":true`))
	put(t, filepath.Join(in, "b.txt"), text+"补充一段。\n")
	r := run()
	if got := tree(t, out)["b.txt.json"]; !strings.Contains(got, "更正后的标题") || !strings.Contains(got, correction.OutdatedWarning) {
		t.Errorf("the next version: %s", got)
	}
	if !strings.Contains(fmt.Sprint(r), "read all of another version") {
		t.Errorf("nobody is told that it was read: %v", r)
	}
}

// A corrections.json that lies among the documents is none of them.
func TestCorrectionsAreNoOutput(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.txt.json"), string(extract.Encode(&extract.Document{})))
	put(t, filepath.Join(dir, "corrections.json"), string(correction.Encode(&correction.File{Schema: correction.SchemaID})))
	var ids []string
	for o := range (&Outputs{Names: []string{dir}}).All() {
		ids = append(ids, o.ID)
	}
	if d := cmp.Diff([]string{"a.txt"}, ids); d != "" {
		t.Error(d)
	}
}
