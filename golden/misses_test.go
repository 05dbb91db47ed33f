package golden

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

// A knownMiss is a line of known_misses.txt: kind, tab, the miss as
// Miss.String writes it, tab, the reason. Blank lines and # are skipped.
type knownMiss struct {
	line               int
	kind, miss, reason string
}

// readKnownMisses reads the list; no file is an empty one.
func readKnownMisses(path string, kinds []string) ([]knownMiss, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []knownMiss
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 3 || slices.Contains(parts, "") {
			return nil, fmt.Errorf("%s:%d: not kind, tab, miss, tab, reason", path, n)
		}
		if !slices.Contains(kinds, parts[0]) {
			return nil, fmt.Errorf("%s:%d: unknown kind %q", path, n, parts[0])
		}
		list = append(list, knownMiss{n, parts[0], parts[1], parts[2]})
	}
	return list, scan.Err()
}

// checkKnownMisses returns a line for every miss that is not listed and for
// every listed one that does not happen. A miss that happens twice is listed
// twice.
func checkKnownMisses(misses []Miss, known []knownMiss) []string {
	var lines []string
	left := slices.Clone(known)
	for _, m := range misses {
		i := slices.IndexFunc(left, func(k knownMiss) bool { return k.kind == m.Kind && k.miss == m.String() })
		if i < 0 {
			lines = append(lines, fmt.Sprintf("%s: %s", m.Kind, m))
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, k := range left {
		lines = append(lines, fmt.Sprintf("known misses, line %d: no longer missed, take it out: %s: %s", k.line, k.kind, k.miss))
	}
	return lines
}

func TestKnownMisses(t *testing.T) {
	dir := files(t, map[string]string{
		"good.txt":  "# kind, miss, reason\n\noutline\t- a.txt ('二', '任务')\tthe label is torn\ntargets\t+ a.txt ('一', '1.0', None, '个')\ta year read as a count\n",
		"short.txt": "outline\t- a.txt ('二', '任务')\n",
		"kind.txt":  "outlines\t- a.txt ('二', '任务')\twhy\n",
	})
	known, err := readKnownMisses(dir+"/good.txt", Kinds())
	if err != nil {
		t.Fatal(err)
	}
	misses := []Miss{
		{Source: "a.txt", Kind: "outline", Item: "('二', '任务')"},
		{Source: "a.txt", Kind: "outline", Item: "('二', '任务')", Extra: true},
	}
	want := []string{
		"outline: + a.txt ('二', '任务')",
		"known misses, line 4: no longer missed, take it out: targets: + a.txt ('一', '1.0', None, '个')",
	}
	if got := checkKnownMisses(misses, known); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, name := range []string{"short.txt", "kind.txt"} {
		if _, err := readKnownMisses(dir+"/"+name, Kinds()); err == nil || !strings.Contains(err.Error(), name+":1: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if list, err := readKnownMisses(dir+"/absent.txt", Kinds()); err != nil || list != nil {
		t.Errorf("no file: %v, %v", list, err)
	}
}
