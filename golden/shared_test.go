package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// shared returns a path inside the folder of real documents, their gold and
// score.py, which is no part of the project: $GUIHUA_SHARED, else ../../shared.
// Without it the test is skipped.
func shared(t *testing.T, elem ...string) string {
	t.Helper()
	root := os.Getenv("GUIHUA_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s: set GUIHUA_SHARED to the folder that holds it", filepath.Join(elem...))
	}
	return path
}
