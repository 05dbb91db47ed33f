package main

import (
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var largest = flag.Int("largest", 10_000, "BenchmarkBatch: leave out batches of more documents than this (100000 is the largest)")

// BenchmarkBatch extracts documents of all kinds with two workers and says how
// fast that is and what memory it takes at most, which must not grow with
// their number. The largest takes minutes, and 20 GB in the temporary folder:
//
//	go test ./cmd/guihua -run '^$' -bench Batch -benchtime 1x -largest 100000 -timeout 1h
func BenchmarkBatch(b *testing.B) {
	p := builtProgram(b)
	for _, n := range []int{1000, 10_000, 100_000} {
		if n > *largest {
			continue
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := mustLoad(b, loadPlan{documents: n, seed: 1})
			var took time.Duration
			var peak int64
			rounds := 0
			for b.Loop() {
				r := p.fresh(b, l, 2)
				took += r.took
				peak = max(peak, r.peak)
				rounds++
			}
			if peak <= ownPeak() {
				b.Fatalf("the program took no more memory than this test (%d MB), so what it took can't be told", ownPeak()>>20)
			}
			seconds := took.Seconds() / float64(rounds)
			b.ReportMetric(float64(n)/seconds, "documents/s")
			b.ReportMetric(float64(l.text())/seconds/1e6, "MB/s")
			b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
		})
	}
}

// fresh runs a batch into a folder that is new, and removed afterwards.
func (p *program) fresh(b *testing.B, l *testLoad, jobs int) ran {
	b.Helper()
	out := filepath.Join(b.TempDir(), "out")
	r := p.batch(b, l, out, jobs)
	if err := os.RemoveAll(out); err != nil {
		b.Fatal(err)
	}
	return r
}

// start is how long the program takes for one sentence: loading dictionaries,
// and everything else that is done once.
func (p *program) start(b *testing.B) time.Duration {
	b.Helper()
	cmd := p.command("extract", "-")
	cmd.Stdin = strings.NewReader(oneSentence)
	return runCommand(b, cmd).took
}

// without takes the start off a whole run. It stops the benchmark where there
// is little else in the run: the machine is too busy to tell.
func without(b *testing.B, start, whole time.Duration) time.Duration {
	b.Helper()
	if whole < 2*start {
		b.Fatalf("starting took %v, the whole run %v: too busy to measure", start, whole)
	}
	return whole - start
}

// rounds is how often two things are measured in turn: the machine may be busy
// with something else in one of them.
const rounds = 3

func best(rounds int, f func() time.Duration) time.Duration {
	least := f()
	for range rounds - 1 {
		least = min(least, f())
	}
	return least
}

// BenchmarkWorkers reports how much faster two cores are than one, with a worker
// for each. Loading the dictionary is a part of both.
func BenchmarkWorkers(b *testing.B) {
	two := builtProgram(b)
	one := *two
	one.env = append(slices.Clip(two.env), "GOMAXPROCS=1")
	l := mustLoad(b, loadPlan{documents: 6000, seed: 2, even: true})
	for b.Loop() {
		var tookOne, tookTwo time.Duration // the best
		for range rounds {
			t := one.fresh(b, l, 1).took
			tookOne = min(t, cmp.Or(tookOne, t))
			t = two.fresh(b, l, 2).took
			tookTwo = min(t, cmp.Or(tookTwo, t))
		}
		b.ReportMetric(tookOne.Seconds()/tookTwo.Seconds(), "ratio")
	}
}

// BenchmarkCostPerDocument reports what a document of 10,000 costs over what one
// of 1,000 does, starting the program left out of both.
func BenchmarkCostPerDocument(b *testing.B) {
	p := builtProgram(b)
	few := mustLoad(b, loadPlan{documents: 1000, seed: 3, even: true})
	many := mustLoad(b, loadPlan{documents: 10_000, seed: 3, even: true})
	for b.Loop() {
		start := best(rounds, func() time.Duration { return p.start(b) })
		cost := func(l *testLoad, rounds int) float64 {
			took := best(rounds, func() time.Duration { return p.fresh(b, l, 2).took })
			return without(b, start, took).Seconds() / float64(len(l.files))
		}
		perFew, perMany := cost(few, rounds), cost(many, 1)
		b.ReportMetric(perMany/perFew, "ratio")
		b.ReportMetric(perMany*1000, "ms/document")
	}
}

// BenchmarkOneDocument reports what a user waits for one short document over
// what a program takes that only loads the same dictionary into jieba and
// splits one sentence.
func BenchmarkOneDocument(b *testing.B) {
	p := builtProgram(b)
	dir := b.TempDir()
	small := filepath.Join(dir, "small.txt")
	if err := os.WriteFile(small, []byte(oneSentence), 0o666); err != nil {
		b.Fatal(err)
	}
	bare := goBuild(b, "bare", "./testdata/bare")
	dictionary, model := gunzipped(b, dir, "jieba.dict.utf8"), gunzipped(b, dir, "hmm_model.utf8")
	line := filepath.Join(dir, "line.utf8")
	if err := os.WriteFile(line, []byte("规划 1.0\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	const times = 10 // of less than a second
	for b.Loop() {
		var guihua, jieba time.Duration
		for range times {
			r := p.run(b, "extract", small, "-o", filepath.Join(b.TempDir(), "out"), "-q")
			if r.code != 0 {
				b.Fatal(r.stderr)
			}
			guihua = min(r.took, cmp.Or(guihua, r.took))
			r = runCommand(b, exec.Command(bare, dictionary, model, line))
			if r.code != 0 {
				b.Fatal(r.stderr)
			}
			jieba = min(r.took, cmp.Or(jieba, r.took))
		}
		b.ReportMetric(guihua.Seconds()/jieba.Seconds(), "ratio")
		b.ReportMetric(float64(guihua.Milliseconds()), "ms")
		b.ReportMetric(float64(jieba.Milliseconds()), "jieba-ms")
	}
}

// gunzipped unpacks a dictionary of the segment package.
func gunzipped(b *testing.B, dir, name string) string {
	b.Helper()
	f, err := os.Open(filepath.Join("..", "..", "segment", name+".gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var data []byte
	r, err := gzip.NewReader(f)
	if err == nil {
		data, err = io.ReadAll(r)
	}
	path := filepath.Join(dir, name)
	if err == nil {
		err = os.WriteFile(path, data, 0o666)
	}
	if err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkAgainstPython reports how much faster guihua is, on one core, than a
// script of forty lines with jieba for Python that does a tenth of its work.
// Loading dictionaries is left out of both: of the script by its own clock, of
// guihua by what it takes for one sentence.
func BenchmarkAgainstPython(b *testing.B) {
	python := pythonWithJieba(b)
	p := builtProgram(b)
	l := mustLoad(b, loadPlan{documents: 400, seed: 4, even: true})
	const oneCore = "GOMAXPROCS=1"
	p.env = append(p.env, oneCore)
	for b.Loop() {
		var start, guihua, script time.Duration
		for range rounds {
			t := p.start(b)
			start = min(t, cmp.Or(start, t))
			t = p.fresh(b, l, 1).took
			guihua = min(t, cmp.Or(guihua, t))
			t = baseline(b, python, l)
			script = min(t, cmp.Or(script, t))
		}
		guihua = without(b, start, guihua)
		megabytes := float64(l.text()) / 1e6
		b.ReportMetric(script.Seconds()/guihua.Seconds(), "ratio")
		b.ReportMetric(megabytes/guihua.Seconds(), "MB/s")
		b.ReportMetric(megabytes/script.Seconds(), "python-MB/s")
	}
}

// pythonWithJieba finds a Python that has jieba: the first of the path often is
// not the one that the system installs packages for.
func pythonWithJieba(b *testing.B) string {
	b.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import jieba.posseg").Run() == nil {
			return python
		}
	}
	b.Skip("no Python with jieba: apt-get install python3-jieba")
	return ""
}

// baseline runs the script on a load and returns the time it says it took.
func baseline(b *testing.B, python string, l *testLoad) time.Duration {
	b.Helper()
	cmd := exec.Command(python, filepath.Join("testdata", "baseline.py"), l.dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	var seconds float64
	var texts, words int
	if _, err := fmt.Sscanf(string(out), "%f seconds, %d texts, %d words", &seconds, &texts, &words); err != nil || texts != len(l.files) || words == 0 {
		b.Fatalf("%s: %v", out, err)
	}
	b.Logf("%s %s", python, strings.TrimSpace(string(out)))
	return time.Duration(seconds * float64(time.Second))
}
