package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Old documents of Word and WPS, RTF and OpenDocument are turned into DOCX by
// LibreOffice, where it is installed, and read by readDOCX. It knows thirty
// years of these formats; nothing that could be linked into a program comes
// near it.

// officeTime is how long LibreOffice may take for one document. A plan takes it
// two seconds, so that one that hangs must not keep others from their turn.
const officeTime = 90 * time.Second

// offices has a place for each LibreOffice that may run at a time: each takes a
// core and some hundred megabytes.
var offices = make(chan struct{}, runtime.GOMAXPROCS(0))

// officeFormats are the formats read by LibreOffice, with what a person knows
// them as.
var officeFormats = map[string]string{
	"doc": "old Word or WPS document (.doc, .wps)",
	"rtf": "RTF document",
	"odt": "OpenDocument text (.odt)",
}

// readOffice returns the reader of one of officeFormats.
func readOffice(format string) reader {
	return func(j *job, s *Source, b []byte) error {
		s.Format = format
		program := findOffice()
		if program == "" {
			return fmt.Errorf("%s: needs LibreOffice (Debian: apt-get install libreoffice-writer; Windows, macOS: https://www.libreoffice.org) or save it as .docx", officeFormats[format])
		}
		// Whatever readDOCX takes the file for that LibreOffice has made of it.
		defer func() { s.Format, s.Reader = format, "libreoffice" }()
		docx, err := j.toDOCX(program, format, b)
		if err != nil {
			return err
		}
		if err := readDOCX(j, s, docx); err != nil {
			// What is wrong is wrong with the document as a person knows it.
			if rest, ok := strings.CutPrefix(err.Error(), "DOCX document"); ok {
				return errors.New(officeFormats[format] + rest)
			}
			return err
		}
		return nil
	}
}

// findOffice returns the program of LibreOffice, "" where there is none.
func findOffice() string {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	for _, path := range officePlaces() {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
	}
	return ""
}

// officePlaces are where LibreOffice is installed without being on the path.
func officePlaces() []string {
	switch runtime.GOOS {
	case "windows":
		var places []string
		for _, dir := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)")} {
			if dir != "" {
				places = append(places, filepath.Join(dir, "LibreOffice", "program", "soffice.com"))
			}
		}
		return places
	case "darwin":
		const app = "Applications/LibreOffice.app/Contents/MacOS/soffice"
		return []string{"/" + app, filepath.Join(os.Getenv("HOME"), app)}
	}
	return nil
}

// officeProfile are the settings LibreOffice is started with: no macros and no
// other active content, nothing fetched from elsewhere (a document may link to
// pictures and to other documents; whatever is tried in spite of it goes to a
// proxy that does not exist), no questions.
const officeProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
`

// toDOCX has LibreOffice turn a document into DOCX. Everything it writes is in
// a folder of its own, which is gone afterwards, its settings too: a document
// leaves nothing behind for the next one.
func (j *job) toDOCX(program, format string, b []byte) ([]byte, error) {
	select {
	case offices <- struct{}{}:
		defer func() { <-offices }()
	case <-j.ctx.Done():
		return nil, j.ctx.Err()
	}
	dir, err := os.MkdirTemp("", "guihua-office-")
	if err != nil {
		return nil, fmt.Errorf("no temporary folder for LibreOffice: %w", err)
	}
	defer os.RemoveAll(dir)
	in, user, out := filepath.Join(dir, "in."+format), filepath.Join(dir, "profile", "user"), filepath.Join(dir, "out")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return nil, fmt.Errorf("no temporary folder for LibreOffice: %w", err)
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{in, b}, {filepath.Join(user, "registrymodifications.xcu"), []byte(officeProfile)}} {
		if err := os.WriteFile(f.name, f.data, 0o600); err != nil {
			return nil, fmt.Errorf("no room for LibreOffice to work: %w", err)
		}
	}
	ctx, cancel := context.WithTimeout(j.ctx, officeTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
		"-env:UserInstallation="+fileURL(filepath.Join(dir, "profile")),
		"--convert-to", "docx:MS Word 2007 XML", "--outdir", out, in)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir)
	cmd.WaitDelay = 5 * time.Second
	withChildren(cmd)
	err = cmd.Run()
	switch {
	case j.ctx.Err() != nil:
		return nil, j.ctx.Err()
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s: LibreOffice takes too long to open it: open it and save it as .docx", officeFormats[format])
	}
	docx, openErr := readBounded(filepath.Join(out, "in.docx"), j.MaxBytes)
	if err != nil || openErr != nil {
		return nil, fmt.Errorf("%s that LibreOffice can't open (damaged, or locked with a password): open it and save it as .docx", officeFormats[format])
	}
	return docx, nil
}

// readBounded reads a file of no more than n bytes.
func readBounded(name string, n int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, n+1))
	if err == nil && int64(len(b)) > n {
		err = errDocxTooBig
	}
	return b, err
}

// fileURL is the address of a file: file:///C:/Temp/a for C:\Temp\a.
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
