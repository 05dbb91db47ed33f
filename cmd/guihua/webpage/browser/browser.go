// Package browser opens pages in Chromium, without a window, as a reader does:
// from a file. It is for tests. Where Chromium is missing they are skipped, but
// not where GUIHUA_CI is set. All tests of a package share one browser, each has
// tabs of its own. Pictures are taken where GUIHUA_SCREENSHOTS names a folder for
// them.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdpinput "github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Needs stops a test that can't go on without a program.
func Needs(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("GUIHUA_CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Patience is how long a test waits for what a page does at once, on a machine
// that has much else to do.
const Patience = time.Minute

var (
	endBrowser context.CancelFunc = func() {}
	shared                        = sync.OnceValues(startBrowser)
)

// Run runs the tests of a package and ends their browser: os.Exit(browser.Run(m)).
func Run(m *testing.M) int {
	defer func() { endBrowser() }()
	return m.Run()
}

// startBrowser starts the browser that all tests share.
func startBrowser() (context.Context, error) {
	path, err := chromium()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		// Root may not use the sandbox, and the pages are our own.
		chromedp.NoSandbox,
		chromedp.WSURLReadTimeout(time.Minute),
		// One picture everywhere: no scaling, no scroll bars, greys for smoothing.
		chromedp.Flag("force-device-scale-factor", "1"),
		chromedp.Flag("disable-lcd-text", true),
		chromedp.Flag("disable-gpu", true),
	)
	all, endAll := chromedp.NewExecAllocator(context.Background(), options...)
	first, endFirst := chromedp.NewContext(all)
	endBrowser = func() { endFirst(); endAll() }
	return first, chromedp.Do(first)
}

// chromium is the path of the browser.
func chromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("chromium: %w", exec.ErrNotFound)
}

// A tab is one tab of the browser. A test fails that leaves faults in one.
type Tab struct {
	testing.TB
	ctx context.Context

	mu     sync.Mutex
	faults []string // errors of the console, exceptions, refusals of the Content Security Policy, requests to the network
}

// New opens an empty tab of the size of a desktop's window. Short runs, which
// look for races in Go, have nothing to find in a browser.
func New(t testing.TB) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser: without -short")
	}
	parent, err := shared()
	if err != nil {
		if _, missing := chromium(); missing != nil {
			Needs(t, "Chromium is not installed (Debian: apt-get install chromium)")
		}
		t.Fatal(err)
	}
	p := &Tab{TB: t}
	ctx, end := chromedp.NewContext(parent, chromedp.WithListener(p.hear))
	p.ctx = ctx
	t.Cleanup(func() {
		for _, fault := range p.TakeFaults() {
			t.Errorf("the page: %s", fault)
		}
		// What one keeps in the browser, others have too.
		_, _ = chromedp.Run(ctx, chromedp.Evaluate[int]("try { localStorage.clear() } catch {} 0"))
		end()
	})
	// A tab lives as long as the context of its first run.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	Call(p, network.Enable, network.EnableParams{})
	Call(p, log.Enable, cdp.Empty{})
	p.Size(1280, 900)
	return p
}

// Open opens a file in a new tab and waits until it is ready.
func Open(t testing.TB, file string) *Tab {
	t.Helper()
	p := New(t)
	p.Visit(file)
	return p
}

// Visit opens a file in the tab and waits until it is ready.
func (p *Tab) Visit(file string) {
	p.Helper()
	p.Do(chromedp.Navigate(FileURL(p, file)))
}

// FileURL is the address of a file: file:///C:/a%20b.html.
func FileURL(t testing.TB, file string) string {
	t.Helper()
	abs, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.ToSlash(abs)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// hear takes down what must not happen on a page.
func (p *Tab) hear(event any) {
	switch e := event.(type) {
	case *cdpruntime.EventConsoleAPICalled:
		switch e.Type {
		case cdpruntime.ConsoleAPICalledTypeError, cdpruntime.ConsoleAPICalledTypeWarning, cdpruntime.ConsoleAPICalledTypeAssert:
			var words []string
			for _, arg := range e.Args {
				words = append(words, string(arg.Value)+arg.Description)
			}
			p.fault("console.%s %s", e.Type, strings.Join(words, " "))
		}
	case *cdpruntime.EventExceptionThrown:
		what := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			what += " " + x.Description
		}
		p.fault("exception %s", what)
	case *log.EventEntryAdded:
		// Violations of the Content Security Policy are among them.
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.fault("%s %s: %s", e.Entry.Source, e.Entry.Level, e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme != "file" && u.Scheme != "data" && u.Scheme != "blob" {
			p.fault("request to the network: %s", e.Request.URL)
		}
	case *page.EventJavascriptDialogOpening:
		p.fault("dialog %s: %s", e.Type, e.Message)
		go func() {
			_, _ = chromedp.Call(p.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	}
}

func (p *Tab) fault(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// TakeFaults returns the faults there were since it was last asked.
func (p *Tab) TakeFaults() []string {
	// What came before the answer to this has been heard by then.
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	_, _ = chromedp.Run(ctx, chromedp.Evaluate[int]("1"))
	p.mu.Lock()
	defer p.mu.Unlock()
	faults := p.faults
	p.faults = nil
	return faults
}

// Do does actions and fails the test where one can't be done in time.
func (p *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	Get(p, chromedp.Steps(actions...))
}

// Get is what an action gives.
func Get[V any](p *Tab, action chromedp.Action[V]) V {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		p.Fatalf("%v; the page so far: %q", err, p.TakeFaults())
	}
	return v
}

// Call runs a command of the DevTools protocol.
func Call[P, R any](p *Tab, command cdp.Command[P, R], params P) R {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	r, err := chromedp.Call(ctx, command, params)
	if err != nil {
		p.Fatal(err)
	}
	return r
}

// Eval is what an expression of JavaScript gives, whose %s are args as literals.
func Eval[V any](p *Tab, expression string, args ...any) V {
	p.Helper()
	return Get(p, chromedp.Evaluate[V](literals(p, expression, args)))
}

func literals(t testing.TB, expression string, args []any) string {
	t.Helper()
	if len(args) == 0 {
		return expression
	}
	var texts []any
	for _, a := range args {
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	return fmt.Sprintf(expression, texts...)
}

// Until waits for an expression of JavaScript to be true.
func (p *Tab) Until(expression string, args ...any) {
	p.Helper()
	expression = literals(p, expression, args)
	for deadline := time.Now().Add(Patience); !Eval[bool](p, "!!("+expression+")"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.Fatalf("never true: %s; the page so far: %q", expression, p.TakeFaults())
		}
	}
}

// Click clicks with the mouse on the first element that a CSS selector finds,
// scrolled into view: on the middle of its first line, where it must not be covered.
func (p *Tab) Click(selector string) {
	p.Helper()
	const place = `(() => {
		const e = document.querySelector(%s);
		if (!e) return null;
		e.scrollIntoView({ block: 'center', inline: 'nearest' });
		const [box] = e.getClientRects();
		if (!box || box.width === 0) return null;
		const x = Math.min(box.left + box.width / 2, innerWidth - 1), y = box.top + box.height / 2;
		return e.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
	})()`
	p.Until(place, selector)
	at := Eval[[]float64](p, place, selector)
	p.Do(chromedp.MouseClickXY(at[0], at[1]))
}

// Keys presses keys: text, or those of package kb. A key goes down with its
// character, so that a page can keep the character from being typed, as in a window.
func (p *Tab) Keys(keys string) {
	p.Helper()
	for _, r := range keys {
		k, ok := kb.Keys[r]
		if !ok { // no key has it: an input method gives it
			Call(p, cdpinput.InsertText, cdpinput.InsertTextParams{Text: string(r)})
			continue
		}
		down := cdpinput.DispatchKeyEventParams{
			Type: cdpinput.DispatchKeyEventTypeRawKeyDown, Key: k.Key, Code: k.Code,
			WindowsVirtualKeyCode: k.Windows, NativeVirtualKeyCode: k.Native,
		}
		up := down
		up.Type = cdpinput.DispatchKeyEventTypeKeyUp
		if k.Print {
			down.Type, down.Text, down.UnmodifiedText = cdpinput.DispatchKeyEventTypeKeyDown, k.Text, k.Unmodified
		}
		Call(p, cdpinput.DispatchKeyEvent, down)
		Call(p, cdpinput.DispatchKeyEvent, up)
	}
}

// TabTo presses Tab until the element in focus fits a CSS selector.
func (p *Tab) TabTo(selector string) {
	p.Helper()
	for range 500 {
		if Eval[bool](p, "document.activeElement !== null && document.activeElement.matches(%s)", selector) {
			return
		}
		p.Keys(kb.Tab)
	}
	p.Fatalf("Tab never comes to %s", selector)
}

// Text is what is seen of the text of the first element that a CSS selector finds.
func (p *Tab) Text(selector string) string {
	p.Helper()
	p.Until("document.querySelector(%s)", selector)
	return Eval[string](p, "document.querySelector(%s).innerText", selector)
}

// Size gives the window a size in CSS pixels.
func (p *Tab) Size(width, height int64) {
	p.Helper()
	p.Do(chromedp.EmulateViewport(width, height))
}

// Screenshot takes a picture of what the window shows.
func (p *Tab) Screenshot(name string) {
	p.Helper()
	if dir := screenshots(p); dir != "" {
		p.save(filepath.Join(dir, name+".png"), Get(p, chromedp.CaptureScreenshot()))
	}
}

// ScreenshotWhole takes a picture of the whole page.
func (p *Tab) ScreenshotWhole(name string) {
	p.Helper()
	if dir := screenshots(p); dir != "" {
		p.save(filepath.Join(dir, name+".png"), Get(p, chromedp.FullScreenshot(100)))
	}
}

// screenshots is the folder for pictures, "" for none.
func screenshots(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("GUIHUA_SCREENSHOTS")
	if dir != "" {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func (p *Tab) save(path string, data []byte) {
	p.Helper()
	if err := os.WriteFile(path, data, 0o666); err != nil {
		p.Fatal(err)
	}
}

// Print prints the page on A4 and returns the text of the PDF, as pdftotext reads
// it.
func (p *Tab) Print(name string) string {
	p.Helper()
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		Needs(p.TB, "pdftotext is not installed (Debian: apt-get install poppler-utils)")
	}
	dir := screenshots(p)
	if dir == "" {
		dir = p.TempDir()
	}
	file := filepath.Join(dir, name+".pdf")
	p.save(file, Get(p, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), untagged)))
	text, err := exec.Command(pdftotext, "-layout", file, "-").Output()
	if err != nil {
		p.Fatalf("pdftotext: %v", err)
	}
	return string(text)
}

// untagged leaves the structure out of a PDF, which takes most of the time.
func untagged(p *page.PrintToPDFParams) { p.GenerateTaggedPDF = new(bool) }
