//go:build cgo

package segment

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Jieba also wants a file of inverse document frequencies and one of stop words,
// both for finding keywords, which is not used here. Each needs one line.
const (
	lineName = "line.utf8"
	lineText = "规划 1.0\n"
)

// unpacked tells where the files for jieba are.
type unpacked struct {
	dictPath, hmmPath, linePath string
	dict                        []byte // content of dictPath
	temp                        string // directory to remove after use, or empty
}

func (u unpacked) remove() {
	if u.temp != "" {
		os.RemoveAll(u.temp)
	}
}

// unpack makes sure that the files for jieba are in a directory of their own
// below cacheDir, or if that can't be done in a new temporary directory, and that
// they are whole.
func unpack(cacheDir string) (unpacked, error) {
	files, err := unpackCache(cacheDir)
	if err == nil {
		return files, nil
	}
	cacheErr := fmt.Errorf("cache directory: %w", err)
	temp, err := os.MkdirTemp("", "guihua-jieba-")
	if err == nil {
		if files, err = unpackTo(temp); err == nil {
			files.temp = temp
			return files, nil
		}
		os.RemoveAll(temp)
	}
	return unpacked{}, fmt.Errorf("segment: cannot unpack the dictionary (5.6 MB): %w",
		errors.Join(cacheErr, fmt.Errorf("temporary directory: %w", err)))
}

func unpackCache(dir string) (unpacked, error) {
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return unpacked{}, err
		}
		dir = filepath.Join(user, "guihua")
	}
	// Programs with other dictionaries must not overwrite each other's. The
	// path is absolute because jieba loads later, perhaps from elsewhere.
	dir, err := filepath.Abs(filepath.Join(dir, "jieba-"+dictFileSum[:8]+hmmFileSum[:8]))
	if err != nil {
		return unpacked{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return unpacked{}, err
	}
	return unpackTo(dir)
}

func unpackTo(dir string) (files unpacked, err error) {
	files = unpacked{
		dictPath: filepath.Join(dir, dictFileName),
		hmmPath:  filepath.Join(dir, hmmFileName),
		linePath: filepath.Join(dir, lineName),
	}
	if files.dict, err = ensure(files.dictPath, dictFileSize, dictFileSum, func() ([]byte, error) { return gunzip(dictGz, dictFileSize) }); err != nil {
		return unpacked{}, err
	}
	if _, err = ensure(files.hmmPath, hmmFileSize, hmmFileSum, func() ([]byte, error) { return gunzip(hmmGz, hmmFileSize) }); err != nil {
		return unpacked{}, err
	}
	line := []byte(lineText)
	if _, err = ensure(files.linePath, len(line), sum(line), func() ([]byte, error) { return line, nil }); err != nil {
		return unpacked{}, err
	}
	return files, nil
}

// ensure returns the content of the file at path, which it writes anew unless it
// has the given size and SHA-256. The file as it then is on disk is verified
// again: a full disk or another process may have had their way with it.
func ensure(path string, size int, want string, content func() ([]byte, error)) ([]byte, error) {
	data, err := verify(path, size, want)
	if err == nil {
		return data, nil
	}
	if data, err = content(); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	if err = replace(path, data); err != nil {
		// On some systems a file that another process is just reading can't be
		// replaced; if that process has made it whole, all is well.
		if data, e := verify(path, size, want); e == nil {
			return data, nil
		}
		return nil, err
	}
	return verify(path, size, want)
}

// verify returns the content of the file at path if it is a regular file of that
// size and SHA-256.
func verify(path string, size int, want string) ([]byte, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !fi.Mode().IsRegular() || fi.Size() != int64(size) {
		return nil, fmt.Errorf("%s: not a file of %d bytes", path, size)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if sum(data) != want {
		return nil, fmt.Errorf("%s: damaged", path)
	}
	return data, nil
}

// replace puts a file with this content at path in one step, so that no other
// process ever sees a part of it.
func replace(path string, data []byte) error {
	removeStale(path)
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// removeStale removes what killed processes left of replace: files so old that
// nobody can be writing them.
func removeStale(path string) {
	dir, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, d := range dir {
		if !strings.HasPrefix(d.Name(), filepath.Base(path)+".") || !strings.HasSuffix(d.Name(), ".tmp") {
			continue
		}
		if fi, err := d.Info(); err == nil && time.Since(fi.ModTime()) > time.Hour {
			os.Remove(filepath.Join(filepath.Dir(path), d.Name()))
		}
	}
}

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }
