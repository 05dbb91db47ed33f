package extract_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"guihua/corpus"
	"guihua/extract"
	"guihua/segment"
)

// silentEnv names the file to which a child of TestSilent writes how many
// documents it extracted.
const silentEnv = "GUIHUA_TEST_SILENT"

// A child of TestSilent runs no test: the testing package prints its result.
func TestMain(m *testing.M) {
	if path := os.Getenv(silentEnv); path != "" {
		n, err := extractEverything()
		if err == nil {
			err = os.WriteFile(path, []byte(strconv.Itoa(n)), 0o666)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Whoever uses these packages owns standard output and standard error: nothing
// is written there, neither by Go nor by the C++ of jieba, which logs what it
// does not understand, nor by a program that a reader starts. So a process of
// its own reads all samples, fixtures, hostile files and crashers, and bytes
// that are no text.
func TestSilent(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every file of the tests")
	}
	count := filepath.Join(t.TempDir(), "count")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), silentEnv+"="+count)
	var stdout, stderr bytes.Buffer
	child.Stdout, child.Stderr = &stdout, &stderr
	if err := child.Run(); err != nil {
		t.Errorf("the child: %v", err)
	}
	if stdout.Len() > 0 {
		t.Errorf("standard output: %.2000q", stdout.String())
	}
	if stderr.Len() > 0 {
		t.Errorf("standard error: %.2000q", stderr.String())
	}
	if n, err := strconv.Atoi(string(readFile(t, count))); err != nil || n < 100 {
		t.Errorf("only %d documents extracted, %v", n, err)
	}
}

// extractEverything extracts what can be opened of all files that the tests
// have, and of bytes that are no text.
func extractEverything() (documents int, err error) {
	tagger, err := segment.Open(segment.Options{})
	if err != nil {
		return 0, err
	}
	defer tagger.Close()
	x := extract.New(tagger)
	ctx := context.Background()
	extractBytes := func(b []byte) error {
		src, err := corpus.Options{OCR: corpus.OCRNever, MaxTime: 3 * time.Second}.Open(ctx, "x", b)
		if err != nil {
			return nil // an error is for the caller to show
		}
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second) // some are made to be slow
		defer cancel()
		if _, err := x.Extract(ctx, src); err != nil && ctx.Err() == nil {
			return err
		}
		documents++
		return nil
	}
	for _, dir := range []string{filepath.Join("..", "corpus"), "testdata", filepath.Join("..", "segment"), filepath.Join("..", "golden", "testdata")} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if err := extractBytes(b); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			return nil
		})
		if err != nil {
			return documents, err
		}
	}
	// No reader hands these over; a caller may.
	noText := []string{"", "\x00", "一、\x00目标", "\xff\xfe\xfd建设30家\xff", "\xed\xa0\x80", strings.Repeat("\xf0\x9f", 100), "一、目标\n\r\n\x1a", "\U0010ffff市", "到2027年建成\xe4\xb8"}
	for _, s := range noText {
		if err := extractBytes([]byte(s)); err != nil {
			return documents, fmt.Errorf("%q: %w", s, err)
		}
		if _, err := x.Extract(ctx, textSource([]string{"一、目标", s, "（一）建设" + s + "。" + s})); err != nil {
			return documents, fmt.Errorf("%q: %w", s, err)
		}
		tagger.Tag(s)
		documents++
	}
	return documents, nil
}
