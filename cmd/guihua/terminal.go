package main

import (
	"bufio"
	"os"
	"runtime"
	"strconv"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

const (
	defaultWidth = 80
	leastWidth   = 40 // narrower, Chinese text becomes a column of words
)

// wide measures text for a terminal. Characters whose width is ambiguous, like
// “ ” and —, count as two columns, as in Chinese terminals; in others a line
// ends a little early, which does no harm.
var wide = &runewidth.Condition{EastAsianWidth: true, StrictEmojiNeutral: true}

// A page prints text no wider than a terminal.
type page struct {
	w     *bufio.Writer
	width int
	color bool
}

func newPage(f *os.File, color bool) *page {
	return &page{
		w:     bufio.NewWriter(f),
		width: max(terminalWidth(f), leastWidth),
		color: color && wantsColor(f),
	}
}

// terminalWidth is $COLUMNS or else what the terminal says.
func terminalWidth(f *os.File) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
		return n
	}
	return defaultWidth
}

// wantsColor follows https://no-color.org. The old Windows console shows
// escape sequences as they are; only Windows Terminal sets WT_SESSION.
func wantsColor(f *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" &&
		(runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != "") &&
		term.IsTerminal(int(f.Fd()))
}

// A style is the parameter of an SGR escape sequence.
type style string

const (
	plain  style = ""
	bold   style = "1"
	faint  style = "2"
	green  style = "32"
	yellow style = "33"
	cyan   style = "36"
)

func (p *page) paint(s style, text string) string {
	if !p.color || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// put prints a label and a text that hangs behind it when it wraps.
func (p *page) put(indent int, label string, ls style, text string, ts style) {
	label = oneLine(label)
	// A deep tree on a narrow terminal still leaves room for words.
	indent = min(indent, p.width/3)
	hang := indent + wide.StringWidth(label)
	p.w.WriteString(strings.Repeat(" ", indent))
	p.w.WriteString(p.paint(ls, label))
	for i, line := range wrap(oneLine(text), p.width-hang) {
		if i > 0 {
			p.w.WriteString("\n" + strings.Repeat(" ", hang))
		}
		p.w.WriteString(p.paint(ts, line))
	}
	p.w.WriteByte('\n')
}

func (p *page) blank() { p.w.WriteByte('\n') }

// oneLine makes line ends spaces and takes out what a terminal would obey.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// wrap breaks text into lines of at most width columns, where the Unicode line
// breaking rules allow it: between most Chinese characters, but not before
// ，。） and not inside numbers. What has no such place is cut.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	end := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, used = "", 0
	}
	state := -1
	for text != "" {
		var word string
		word, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		// Spaces after a word may stand outside the line.
		if used > 0 && used+wide.StringWidth(strings.TrimRight(word, " ")) > width {
			end()
		}
		for wide.StringWidth(strings.TrimRight(word, " ")) > width {
			head := wide.Truncate(word, width, "")
			if head == "" { // a wide character on a line one column wide
				break
			}
			line, word = head, word[len(head):]
			end()
		}
		line += word
		used += wide.StringWidth(word)
	}
	if line != "" || len(lines) == 0 {
		end()
	}
	return lines
}
