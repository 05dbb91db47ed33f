package corpus

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withoutOffice makes LibreOffice as good as not installed.
func withoutOffice(t testing.TB) {
	t.Helper()
	t.Setenv("PATH", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("ProgramFiles", "")
	t.Setenv("ProgramFiles(x86)", "")
	if at := findOffice(); at != "" {
		t.Skipf("LibreOffice stands at %s whatever the path is", at)
	}
}

// The old formats, through LibreOffice: the numbers of the headings, which are
// in none of the files as text, and the table come out as of a DOCX.
func TestOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	if findOffice() == "" {
		t.Skip("LibreOffice is not installed")
	}
	const want = `云溪新区发展规划
一、总体要求
（一）指导思想
二、重点任务
（一）建设湿地
表1(0,0) 工作任务
表1(0,1) 责任单位
表1(1,0)2x1 种植树木
表1(1,1) 县林业局
表1(2,1) 云溪镇

`
	for _, format := range []string{"doc", "rtf", "odt"} {
		t.Run(format, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			b, err := os.ReadFile(filepath.Join("testdata", "docx", "old."+format))
			if err != nil {
				t.Fatal(err)
			}
			s, err := Open("named.pdf", b)
			if err != nil {
				t.Fatal(err)
			}
			if s.Format != format || s.Reader != "libreoffice" || s.Bytes != len(b) {
				t.Errorf("%s read by %q", s.Format, s.Reader)
			}
			if d := cmp.Diff(want, dumpLines(s.Lines)); d != "" {
				t.Error(d)
			}
			checkText(t, s, cleaned(t, s))
			if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "guihua-office-*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	t.Run("damaged", func(t *testing.T) {
		b, err := os.ReadFile(filepath.Join("testdata", "docx", "old.doc"))
		if err != nil {
			t.Fatal(err)
		}
		clear(b[600:4000])
		if _, err := Open("x", b); err == nil || !strings.HasPrefix(err.Error(), "old Word or WPS document (.doc, .wps)") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v", err)
		}
	})
}

func TestOfficeMissing(t *testing.T) {
	withoutOffice(t)
	_, err := Open("x", []byte(`{\rtf1 }`))
	const want = "RTF document: needs LibreOffice (Debian: apt-get install libreoffice-writer; Windows, macOS: https://www.libreoffice.org) or save it as .docx"
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

func TestFileURL(t *testing.T) {
	tests := map[string]string{"/tmp/a b": "file:///tmp/a%20b"}
	if runtime.GOOS == "windows" {
		tests = map[string]string{`C:\Temp\a b`: "file:///C:/Temp/a%20b"}
	}
	for in, want := range tests {
		if got := fileURL(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
