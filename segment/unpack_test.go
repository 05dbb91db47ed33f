//go:build cgo

package segment

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yanyiwu/gojieba"
)

// The embedded files are those of the gojieba that is linked; if not, go generate.
func TestEmbeddedIsModules(t *testing.T) {
	dir := filepath.Dir(gojieba.DICT_PATH) // right where the program was built without -trimpath
	if _, err := os.Stat(dir); err != nil {
		out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yanyiwu/gojieba").Output()
		if err != nil || len(strings.TrimSpace(string(out))) == 0 {
			t.Skip("the source of gojieba is not here")
		}
		dir = filepath.Join(strings.TrimSpace(string(out)), "deps", "cppjieba", "dict")
	}
	if !strings.Contains(dir, "gojieba@"+jiebaVersion+string(filepath.Separator)) {
		t.Errorf("made from gojieba %s, linked is that in %s", jiebaVersion, dir)
	}
	for name, want := range map[string]string{dictFileName: dictFileSum, hmmFileName: hmmFileSum} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if sum(data) != want {
			t.Errorf("%s: module has SHA-256 %s, embedded is %s", name, sum(data), want)
		}
	}
}

// good fails the test unless everything that jieba would read is whole.
func good(t *testing.T, files unpacked) {
	t.Helper()
	for _, f := range []struct {
		path, sum string
		size      int
	}{{files.dictPath, dictFileSum, dictFileSize}, {files.hmmPath, hmmFileSum, hmmFileSize}, {files.linePath, sum([]byte(lineText)), len(lineText)}} {
		if _, err := verify(f.path, f.size, f.sum); err != nil {
			t.Error(err)
		}
	}
	if sum(files.dict) != dictFileSum {
		t.Error("content of the dictionary is not that of the file")
	}
	entries, err := os.ReadDir(filepath.Dir(files.dictPath))
	if err != nil || len(entries) != 3 {
		t.Errorf("directory has %v, error %v; want three files", entries, err)
	}
}

// A damaged file in the cache would make jieba abort the process, so it is
// written anew, whatever is wrong with it.
func TestUnpackDamaged(t *testing.T) {
	cache := t.TempDir()
	files, err := unpack(cache)
	if err != nil {
		t.Fatal(err)
	}
	good(t, files)
	before, _ := os.Stat(files.dictPath)
	if files, err = unpack(cache); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(files.dictPath); !os.SameFile(before, after) {
		t.Error("a good file was written again")
	}

	for name, damage := range map[string]func(path string) error{
		"missing":   os.Remove,
		"empty":     func(p string) error { return os.Truncate(p, 0) },
		"truncated": func(p string) error { return os.Truncate(p, 5) },
		"longer": func(p string) error {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			return os.WriteFile(p, append(data, "\n\n"...), 0o644)
		},
		"one byte": func(p string) error {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			data[len(data)/2] ^= 1
			return os.WriteFile(p, data, 0o644)
		},
		"dangling link": func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return os.Symlink(p+".gone", p)
		},
	} {
		for _, path := range []string{files.dictPath, files.hmmPath, files.linePath} {
			if err := damage(path); err != nil {
				t.Fatal(name, err)
			}
			got, err := unpack(cache)
			if err != nil || got.temp != "" {
				t.Fatalf("%s %s: error %v, temporary directory %q", name, path, err, got.temp)
			}
			good(t, got)
		}
	}

	// And all the way through.
	os.Truncate(files.dictPath, 1000)
	os.Truncate(files.hmmPath, 1000)
	os.Truncate(files.linePath, 0)
	s, err := Open(Options{CacheDir: cache})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, want := dump(s.Tag("规划")), "规划/n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnpackStale(t *testing.T) {
	cache := t.TempDir()
	files, err := unpack(cache)
	if err != nil {
		t.Fatal(err)
	}
	old, recent := files.dictPath+".1.tmp", files.dictPath+".2.tmp"
	writeFile(t, old, "x")
	writeFile(t, recent, "x")
	hours := time.Now().Add(-3 * time.Hour)
	os.Chtimes(old, hours, hours)
	os.Remove(files.dictPath)
	if _, err := unpack(cache); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("what a killed process left was not removed")
	}
	if _, err := os.Stat(recent); err != nil {
		t.Error("what another process may be writing was removed")
	}
}

// A cache directory that can't be written (here: below a file, which stops the
// superuser too) is replaced by a temporary one, which is gone after loading.
func TestUnpackFallback(t *testing.T) {
	dir := t.TempDir()
	temp := filepath.Join(dir, "temp")
	if err := os.Mkdir(temp, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temp)
	file := filepath.Join(dir, "file")
	writeFile(t, file, "")

	s, err := Open(Options{CacheDir: filepath.Join(file, "cache")})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dump(s.Tag("规划")), "规划/n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s.Close()
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left in the temporary directory: %v", left)
	}

	// A directory stands where a file should be.
	cache := filepath.Join(dir, "cache")
	files, err := unpack(cache)
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(files.hmmPath)
	os.Mkdir(files.hmmPath, 0o755)
	if files, err = unpack(cache); err != nil || files.temp == "" {
		t.Errorf("temporary directory %q, error %v", files.temp, err)
	} else {
		good(t, files)
	}

	// No home directory.
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	if files, err = unpack(""); err != nil {
		t.Error(err)
	}

	t.Setenv("TMPDIR", filepath.Join(file, "temp"))
	if s, err = Open(Options{CacheDir: filepath.Join(file, "cache")}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Err(); err != nil {
		t.Errorf("error before anything was loaded: %v", err)
	}
	if got, want := dump(s.Tag("规划")), "规/x 划/x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, want := range []string{"cannot unpack the dictionary", "cache directory: ", "temporary directory: "} {
		if err := s.Err(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
	if s.Wait() != s.Err() {
		t.Errorf("Wait says %v, Err %v", s.Wait(), s.Err())
	}
}

func TestDefaultCacheDir(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("HOME", dir)
	files, err := unpack("")
	if err != nil {
		t.Fatal(err)
	}
	user, _ := os.UserCacheDir()
	if want := filepath.Join(user, "guihua"); filepath.Dir(filepath.Dir(files.dictPath)) != want {
		t.Errorf("unpacked to %s, want below %s", files.dictPath, want)
	}
}

// A file that goes away after it was verified is an error, not the end.
func TestLoadMissing(t *testing.T) {
	files, err := unpack(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(files.hmmPath)
	if _, err := loadWords(files, nil); err == nil || !strings.Contains(err.Error(), hmmFileName) {
		t.Errorf("error %v, want one that names %s", err, hmmFileName)
	}
}

func TestUnpackConcurrently(t *testing.T) {
	cache := t.TempDir()
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			files, err := unpack(cache)
			if err != nil || files.temp != "" {
				t.Errorf("temporary directory %q, error %v", files.temp, err)
			}
		})
	}
	wg.Wait()
	files, err := unpack(cache)
	if err != nil {
		t.Fatal(err)
	}
	good(t, files)
}

func TestAllPathsGiven(t *testing.T) {
	// newJieba must give all five paths; an empty one would be filled in by
	// gojieba with one that only exists where the program was built.
	files, err := unpack(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{files.dictPath, files.hmmPath, files.linePath, os.DevNull} {
		if path == "" || !filepath.IsAbs(path) {
			t.Errorf("path %q is not absolute", path)
		}
	}
}

// What loading does before jieba reads its files.
func BenchmarkVerify(b *testing.B) {
	cache := b.TempDir()
	for b.Loop() {
		if _, err := unpack(cache); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		if _, err := unpack(b.TempDir()); err != nil {
			b.Fatal(err)
		}
	}
}
