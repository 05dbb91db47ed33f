package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// What tesseract may take for one page. A page of text takes it one to four
// seconds; pictures it can find no end to are given up.
const (
	pageTimeLimit = time.Minute
	maxTSV        = 16 << 20 // bytes it may write about a page
)

const installTesseract = `Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-chi-sim; ` +
	`macOS: brew install tesseract tesseract-lang; Windows: the installer of UB Mannheim, with "Chinese (Simplified)"`

// A tesseract is the installed program, as findTesseract found it.
type tesseract struct{ path, version string }

// findTesseract looks for the program and its Chinese once per process. The
// error says how to install what is missing.
var findTesseract = sync.OnceValues(func() (recogniser, error) {
	path, err := tesseractPath()
	if err != nil {
		return nil, errors.New("tesseract is not installed (" + installTesseract + ")")
	}
	ctx, cancel := context.WithTimeout(context.Background(), pageTimeLimit)
	defer cancel()
	ask := func(flag string) string {
		out, _ := command(ctx, path, flag).CombinedOutput() // some versions answer on stderr
		return string(out)
	}
	version := "of unknown version"
	if f := strings.Fields(ask("--version")); len(f) > 1 && f[0] == "tesseract" {
		version = strings.TrimPrefix(f[1], "v")
	}
	if !slices.Contains(strings.Fields(ask("--list-langs")), "chi_sim") {
		return nil, errors.New("tesseract is installed without Chinese, chi_sim (" + installTesseract + ")")
	}
	return tesseract{path, version}, nil
})

// tesseractPath is the program on the PATH, or where its installer for Windows
// puts it, which adds nothing to the PATH.
func tesseractPath() (string, error) {
	path, err := exec.LookPath("tesseract")
	if err == nil || runtime.GOOS != "windows" {
		return path, err
	}
	for _, root := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)"), filepath.Join(os.Getenv("LocalAppData"), "Programs")} {
		if root != "" {
			if path, err := exec.LookPath(filepath.Join(root, "Tesseract-OCR", "tesseract.exe")); err == nil {
				return path, nil
			}
		}
	}
	return "", err
}

func (t tesseract) String() string { return "tesseract " + t.version + ", chi_sim" }

// ocrSlots has room for one tesseract per core, over all documents: each takes
// a core to itself.
var ocrSlots = sync.OnceValue(func() chan struct{} { return make(chan struct{}, max(1, runtime.GOMAXPROCS(0))) })

// recognise runs tesseract on one picture. The picture goes in and the words
// come out through pipes; no file is written.
func (t tesseract) recognise(ctx context.Context, p picture) ([]glyph, float64, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeLimit)
	defer cancel()
	// Page segmentation 3 finds columns and blocks. Taking a page for one block
	// (6) made a tenth less mistakes on plain pages and mixes columns up. With
	// English beside chi_sim, which has Latin letters and digits too, there were
	// more. Words of little confidence stay: they are wrong, but leaving them
	// out made the text worse.
	cmd := command(ctx, t.path, "stdin", "stdout", "--dpi", strconv.Itoa(int(math.Round(p.dpi))),
		"--psm", "3", "-l", "chi_sim", "-c", "tessedit_create_tsv=1")
	// Its threads wait for each other: with one it is several times faster.
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = p.pgm()
	out := &bounded{max: maxTSV}
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		switch {
		case ctx.Err() != nil:
			return nil, 0, fmt.Errorf("tesseract did not end within %v", pageTimeLimit)
		case out.Len() >= maxTSV:
			return nil, 0, errors.New("tesseract finds more words than a page can have")
		}
		return nil, 0, fmt.Errorf("tesseract failed (%w)", oneLine(err))
	}
	glyphs, confidence := parseTSV(out.Bytes(), 72/p.dpi)
	return glyphs, confidence, nil
}

// command is a program that is killed with all it started once ctx is done.
func command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	withChildren(cmd)
	cmd.WaitDelay = time.Second
	return cmd
}

// A bounded is a buffer that takes only so much.
type bounded struct {
	bytes.Buffer
	max int
}

func (b *bounded) Write(p []byte) (int, error) {
	n, _ := b.Buffer.Write(p[:min(len(p), b.max-b.Len())])
	if n < len(p) {
		return n, errors.New("too much output")
	}
	return n, nil
}

// pgm is the picture as a file of the simplest format there is.
func (p picture) pgm() *bytes.Buffer {
	size := p.gray.Rect.Size()
	b := bytes.NewBuffer(make([]byte, 0, size.X*size.Y+32))
	fmt.Fprintf(b, "P5\n%d %d\n255\n", size.X, size.Y)
	for y := range size.Y {
		at := p.gray.PixOffset(p.gray.Rect.Min.X, p.gray.Rect.Min.Y+y)
		b.Write(p.gray.Pix[at : at+size.X])
	}
	return b
}

// An ocrWord is a word as tesseract reports it, in pixels. A Chinese word is
// one or a few characters, with no regard to real words.
type ocrWord struct {
	text       string
	line       [3]int // block, paragraph, line
	box        image.Rectangle
	confidence float64
}

// parseTSV makes glyphs of tesseract's table of words, in points, and returns
// the mean confidence of their characters, 0 to 100.
func parseTSV(tsv []byte, points float64) ([]glyph, float64) {
	var words []ocrWord
	sc := bufio.NewScanner(bytes.NewReader(tsv))
	sc.Buffer(nil, maxTSV)
	for sc.Scan() {
		// level page block par line word left top width height conf text
		f := strings.Split(sc.Text(), "\t")
		if len(f) < 12 || f[0] != "5" {
			continue
		}
		var n [11]int
		for i := range 10 {
			n[i], _ = strconv.Atoi(f[i])
		}
		w := ocrWord{text: strings.TrimSpace(f[11]), line: [3]int{n[2], n[3], n[4]},
			box: image.Rect(n[6], n[7], n[6]+n[8], n[7]+n[9])}
		w.confidence, _ = strconv.ParseFloat(f[10], 64)
		if w.text != "" && utf8.ValidString(w.text) && !w.box.Empty() {
			words = append(words, w)
		}
	}
	var glyphs []glyph
	sure, chars := 0.0, 0
	usual := 0.0
	if hs := heights(words); len(hs) > 0 {
		usual = quantile(hs, 0.5)
	}
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].line == words[0].line {
			n++
		}
		glyphs = append(glyphs, lineGlyphs(words[:n], usual, points)...)
		for _, w := range words[:n] {
			c := utf8.RuneCountInString(w.text)
			sure += w.confidence * float64(c)
			chars += c
		}
		words = words[n:]
	}
	if chars == 0 {
		return nil, 0
	}
	return glyphs, sure / float64(chars)
}

// heights are the heights of the words that have a Chinese character.
func heights(words []ocrWord) []float64 {
	var hs []float64
	for _, w := range words {
		if strings.ContainsFunc(w.text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			hs = append(hs, float64(w.box.Dy()))
		}
	}
	return hs
}

// inkHeight is the height of Chinese characters as printed, in em: they leave
// some of their square blank, above and below alike.
const inkHeight = 0.9

// lowMarks are signs that no Chinese text has and that tesseract reads for 、,
// which headings and lists depend on. A full stop may be 、 or 。, so it stays.
var lowMarks = strings.NewReplacer("`", "、", "\\", "、")

// lineGlyphs makes glyphs of one line. All have one size and one baseline,
// whatever the boxes of single words: a 一 is flat and a 、 stands low. A line
// nearly as high as most of the page has their size, so that sizes do not waver
// from line to line.
func lineGlyphs(words []ocrWord, usual, points float64) []glyph {
	high := 0.0
	if hs := heights(words); len(hs) > 0 {
		high = quantile(hs, 0.25) // boxes are too high more often than too low
	} else {
		for _, w := range words { // figures and Latin letters are lower
			high = max(high, float64(w.box.Dy())*1.25)
		}
	}
	if math.Abs(high-usual) < 0.25*usual {
		high = usual
	}
	size := high / inkHeight * points
	var bottoms []float64
	for _, w := range words {
		if math.Abs(float64(w.box.Dy())-high) < 0.3*high {
			bottoms = append(bottoms, float64(w.box.Max.Y))
		}
	}
	if len(bottoms) == 0 {
		for _, w := range words {
			bottoms = append(bottoms, float64(w.box.Max.Y))
		}
	}
	// The square of a character reaches 0.12 em below the baseline.
	y := quantile(bottoms, 0.5)*points - (0.12-(1-inkHeight)/2)*size
	// Boxes of neighbours overlap where characters touch, some by half a line.
	for i := 1; i < len(words); i++ {
		a, b := &words[i-1].box, &words[i].box
		switch {
		case b.Min.X >= a.Max.X:
		case b.Min.X > a.Min.X:
			a.Max.X = b.Min.X
		default:
			b.Min.X = min(a.Max.X, b.Max.X-1)
		}
	}
	var glyphs []glyph
	for _, w := range words {
		w.text = lowMarks.Replace(w.text)
		total := 0.0
		for _, r := range w.text {
			total += advance(r)
		}
		x0, width := float64(w.box.Min.X)*points, float64(w.box.Dx())*points/total
		for _, r := range w.text {
			x1 := x0 + advance(r)*width
			// A gap is a blank behind a letter only: 0. 5 is a number.
			glyphs = append(glyphs, glyph{r: r, x0: x0, x1: x1, y: y, size: size, guess: !unicode.IsLetter(r)})
			x0 = x1
		}
	}
	return glyphs
}
