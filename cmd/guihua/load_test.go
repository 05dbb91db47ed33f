package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// A loadPlan says which documents makeLoad writes. The same plan gives the same
// bytes under the same names.
type loadPlan struct {
	documents int
	seed      uint64

	// even asks for documents of 8 to 12 KB of plain UTF-8 and nothing bad:
	// where times are compared, every document must cost about the same.
	even bool

	// badEvery is one in how many documents that is a bad input; 0 stands for
	// one in 50.
	badEvery int

	// largest is the most UTF-8 bytes of a document, 0 for no limit. Without
	// one a document in a thousand has 2 MB.
	largest int
}

// A testLoad is a folder of documents made for a test. What it holds is known, so
// that what a batch says of it can be checked.
type testLoad struct {
	dir   string
	files []loadFile // in the order they were made
}

// A loadFile is one document of a load.
type loadFile struct {
	name string // path below the folder, with slashes
	kind string // "txt, GB18030", "bad: empty", …
	must outcome
	text int // UTF-8 bytes of the text it was made of; 0 for bad input
}

// An outcome is what has to become of a document.
type outcome int

const (
	mustRead outcome = iota
	mustFail
	mayFail // what is left of it may be read, or not
)

// text is the number of UTF-8 bytes of text in all documents.
func (l *testLoad) text() (n int64) {
	for _, f := range l.files {
		n += int64(f.text)
	}
	return n
}

// kinds lists what the load holds, kind and number, by kind.
func (l *testLoad) kinds() string {
	counts := map[string]int{}
	for _, f := range l.files {
		counts[f.kind]++
	}
	var b strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%7d  %s\n", counts[kind], kind)
	}
	return b.String()
}

// makeLoad writes documents below dir, which it makes: notices put together
// from the samples with other places, numbers and years, chapters and tasks
// left out, repeated and in another order, in all formats and encodings of the
// samples; and bad inputs.
func makeLoad(dir string, plan loadPlan) (*testLoad, error) {
	m, err := newLoadMaker(plan)
	if err != nil {
		return nil, err
	}
	l := &testLoad{dir: dir, files: make([]loadFile, plan.documents)}
	workers := runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			// A worker makes whole folders, none of which is another's.
			for leaf := w; leaf*leafSize < plan.documents && errs[w] == nil; leaf += workers {
				errs[w] = m.fill(l, leaf)
			}
		})
	}
	wg.Wait()
	return l, errors.Join(errs...)
}

// mustLoad is makeLoad in a temporary folder.
func mustLoad(tb testing.TB, plan loadPlan) *testLoad {
	tb.Helper()
	l, err := makeLoad(filepath.Join(tb.TempDir(), "通知"), plan)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

const leafSize = 100 // documents in one folder

// leafName is the path of a folder of documents: place and year, and for every
// third one more level.
func leafName(leaf int) string {
	name := path.Join(placeName(leaf/12)+"市", strconv.Itoa(2015+leaf%12)+"年")
	if leaf%3 == 0 {
		name = path.Join(name, "规划计划")
	}
	return name
}

// fill makes the documents of one folder.
func (m *loadMaker) fill(l *testLoad, leaf int) error {
	below := leafName(leaf)
	if err := os.MkdirAll(filepath.Join(l.dir, filepath.FromSlash(below)), 0o777); err != nil {
		return err
	}
	first := leaf * leafSize
	for i := first; i < min(first+leafSize, len(l.files)); i++ {
		d := m.document(i)
		f := loadFile{path.Join(below, d.name), d.kind, d.must, d.text}
		if err := os.WriteFile(filepath.Join(l.dir, filepath.FromSlash(f.name)), d.bytes, 0o666); err != nil {
			return err
		}
		l.files[i] = f
	}
	return nil
}

// A loadMaker makes the documents of a plan; it may be used by several
// goroutines.
type loadMaker struct {
	plan    loadPlan
	samples []*loadSample
	html    [2]string // of the web page, what stands before and behind the notice
	docx    *zip.Reader
	ofd     []byte
	pdf     []byte
	formed  int // UTF-8 bytes of text in ofd, and in pdf
}

func newLoadMaker(plan loadPlan) (*loadMaker, error) {
	m := &loadMaker{plan: plan}
	dir := filepath.Join("..", "..", "corpus", "samples")
	for _, name := range []string{
		"cangyan_gongyesheji_niandu_2026.txt", "lanchuan_yanglao_guihua_web.txt", "lanping_shidi_zhuanfa.txt", "qinghe_shuzi_xiangcun.txt",
		"ruogan-cuoshi-gb18030.txt", "wunian-guihua-ocr.txt", "yihang-shishi-fangan.txt", "yunling_lenglian_guihua_pdf.txt",
	} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if strings.Contains(name, "gb18030") {
			if b, err = simplifiedchinese.GB18030.NewDecoder().Bytes(b); err != nil {
				return nil, err
			}
		}
		if strings.HasPrefix(name, "qinghe") {
			m.formed = len(b)
		}
		s := parseSample(string(b))
		if len(s.chapters) < 3 {
			return nil, fmt.Errorf("%s: no chapters to put in another order", name)
		}
		m.samples = append(m.samples, s)
	}
	page, err := os.ReadFile(filepath.Join(dir, "qinghe_shuzi_xiangcun.html"))
	if err != nil {
		return nil, err
	}
	const begin, end = `<div class="TRS_Editor">`, `</div>` + "\n" + `<div class="share">`
	before, rest, ok := strings.Cut(string(page), begin)
	_, behind, also := strings.Cut(rest, end)
	if !ok || !also {
		return nil, errors.New("the web page among the samples has no " + begin + "…" + end)
	}
	m.html = [2]string{before + begin + "\n", end + behind}
	docx, err := os.ReadFile(filepath.Join(dir, "qinghe_shuzi_xiangcun.docx"))
	if err == nil {
		m.docx, err = zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	}
	if err == nil {
		m.ofd, err = os.ReadFile(filepath.Join(dir, "qinghe_shuzi_xiangcun.ofd"))
	}
	if err == nil {
		m.pdf, err = os.ReadFile(filepath.Join(dir, "qinghe_shuzi_xiangcun.pdf"))
	}
	return m, err
}

// A loadDocument is a file of a load before it is written.
type loadDocument struct {
	name, kind string
	must       outcome
	text       int
	bytes      []byte
}

// The places of what is rare are fixed, so that a load of a thousand holds the
// same share of it, and the same largest documents, as one of a hundred
// thousand: otherwise peaks of memory could not be compared.
const (
	// The two largest of a thousand are neighbours, which two workers have in
	// hand at the same time.
	largeEvery, firstLarge = 1000, 500
	large                  = 2 << 20

	pdfEvery = 250 // a PDF costs as much as fifty texts
)

// document makes document i of the plan.
func (m *loadMaker) document(i int) loadDocument {
	r := rand.New(rand.NewPCG(m.plan.seed, uint64(i)))
	if m.plan.even {
		text := m.notice(r, 8<<10+r.IntN(4<<10))
		return loadDocument{fmt.Sprintf("%06d.txt", i), "txt, UTF-8", mustRead, len(text), text}
	}
	if every := cmp.Or(m.plan.badEvery, 50); i%every == 7%every {
		d := m.bad(r, i, i/every)
		d.name = fmt.Sprintf("%06d", i) + d.name
		return d
	}
	size := m.size(r)
	if n := i % largeEvery; n == firstLarge || n == firstLarge+1 {
		size = m.limited(large)
	}
	name := fmt.Sprintf("%06d%s市%s", i, placeName(r.IntN(places)), pick(r, "发展规划", "实施方案", "行动计划", "工作要点", "若干措施", "通知"))
	if i%pdfEvery == 11 {
		// A comment behind the end makes it another file.
		return loadDocument{name + ".pdf", "pdf", mustRead, m.formed, fmt.Appendf(slices.Clip(m.pdf), "%% %d\n", i)}
	}
	switch n := r.IntN(100); {
	case n < 2:
		return loadDocument{name + ".ofd", "ofd", mustRead, m.formed, zipComment(m.ofd, strconv.Itoa(i))}
	case n < 8:
		text := m.notice(r, size)
		return loadDocument{name + ".docx", "docx", mustRead, len(text), m.asDOCX(string(text))}
	case n < 18:
		text := m.notice(r, size)
		return loadDocument{name + pick(r, ".html", ".htm", ".shtml"), "html", mustRead, len(text), m.asHTML(string(text))}
	}
	text := m.notice(r, size)
	d := loadDocument{name: name + ".txt", must: mustRead, text: len(text)}
	if r.IntN(3) == 0 {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	charset := charsets[pickIndex(r, 60, 5, 24, 8, 3)]
	d.kind, d.bytes = "txt, "+charset.name, encode(charset.Encoding, text)
	return d
}

// size is the length of a document in UTF-8 bytes: most are short.
func (m *loadMaker) size(r *rand.Rand) int {
	ranges := [][2]int{{2 << 10, 8 << 10}, {8 << 10, 25 << 10}, {25 << 10, 70 << 10}, {70 << 10, 200 << 10}}
	span := ranges[pickIndex(r, 70, 23, 6, 1)]
	return m.limited(span[0] + r.IntN(span[1]-span[0]))
}

func (m *loadMaker) limited(size int) int {
	if m.plan.largest > 0 {
		return min(size, m.plan.largest)
	}
	return size
}

var charsets = []struct {
	name string
	encoding.Encoding
}{
	{"UTF-8", unicode.UTF8},
	{"UTF-8 with a byte order mark", unicode.UTF8BOM},
	{"GB18030", simplifiedchinese.GB18030},
	{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
}

// encode panics where a charset has no such character: the samples have been
// chosen so that it has.
func encode(e encoding.Encoding, text []byte) []byte {
	b, err := e.NewEncoder().Bytes(text)
	if err != nil {
		panic(err)
	}
	return b
}

func (m *loadMaker) asHTML(text string) []byte {
	b := make([]byte, 0, 2*len(text))
	b = append(b, m.html[0]...)
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			b = append(append(append(b, "<p>"...), html.EscapeString(line)...), "</p>\n"...)
		}
	}
	return append(b, m.html[1]...)
}

// asDOCX is the sample with other paragraphs.
func (m *loadMaker) asDOCX(text string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range m.docx.File {
		if f.Name != "word/document.xml" {
			check(w.Copy(f))
			continue
		}
		part, err := w.Create(f.Name)
		check(err)
		io.WriteString(part, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+
			`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
		for line := range strings.Lines(text) {
			if line = strings.TrimRight(line, "\n"); line != "" {
				io.WriteString(part, `<w:p><w:r><w:t xml:space="preserve">`+html.EscapeString(line)+`</w:t></w:r></w:p>`)
			}
		}
		_, err = io.WriteString(part, `</w:body></w:document>`)
		check(err)
	}
	check(w.Close())
	return b.Bytes()
}

// check is for writing to memory, which does not fail.
func check(err error) {
	if err != nil {
		panic(err)
	}
}

// zipComment returns a zip archive without a comment with one.
func zipComment(archive []byte, comment string) []byte {
	n := len(archive) - 2
	b := append(slices.Clip(archive[:n]), byte(len(comment)), byte(len(comment)>>8))
	return append(b, comment...)
}

// A loadSample is the text of a sample, taken apart.
type loadSample struct {
	sep      string // between lines; a blank where all is one line
	head     []loadLine
	chapters []loadChapter // the last one stays the last
}

type loadChapter struct {
	lines  []loadLine // heading and what stands before the first task
	groups [][]loadLine
}

// A loadLine is a line without its label, which is numbered anew.
type loadLine struct {
	before string // blanks and marks in front of the label
	label  labelForm
	behind string // what ends the label
	parts  []loadPart
}

type labelForm int

const (
	noLabel      labelForm = iota
	chapterLabel           // 一、
	groupLabel             // （一）
	itemLabel              // 1.
)

// A loadPart is a piece of a line: words, or what is put in their place.
type loadPart struct {
	form partForm
	text string
	n    int // number of the place, year
}

type partForm int

const (
	words partForm = iota
	place
	year
	month
	day
	number
)

var (
	chapterLine = regexp.MustCompile(`^([\s　]*(?:# )?)[一二三四五六七八九十]+(、)`)
	groupLine   = regexp.MustCompile(`^([\s　]*(?:# )?)[（(][一二三四五六七八九十]+([）)])`)
	itemLine    = regexp.MustCompile(`^([\s　]*(?:# )?)\d{1,2}([.．、])(?:[^0-9]|$)`)

	// What changes from document to document. A digit behind one of the words
	// of fixed belongs to a name.
	variable = regexp.MustCompile(`青禾|云溪|澜川|云岭|岚屏|沧砚|栖霖|桐岭|岚水|岫川|霁原|沅屏|\d+`)
	fixed    = regexp.MustCompile(`(?:专栏|附件|表|图|第)$`)
)

func parseSample(text string) *loadSample {
	s := &loadSample{sep: "\n"}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Count(text, "\n") < 2 {
		s.sep = " "
	}
	var first labelForm // what the tasks of this chapter begin with
	for line := range strings.SplitSeq(strings.TrimSpace(text), s.sep) {
		l := parseLoadLine(line)
		switch {
		case l.label == chapterLabel:
			s.chapters = append(s.chapters, loadChapter{lines: []loadLine{l}})
			first = noLabel
			continue
		case len(s.chapters) == 0:
			s.head = append(s.head, parseUnlabelled(line))
			continue
		}
		c := &s.chapters[len(s.chapters)-1]
		if first == noLabel {
			first = l.label
		}
		switch {
		case l.label != noLabel && l.label == first:
			c.groups = append(c.groups, []loadLine{l})
		case len(c.groups) > 0:
			last := &c.groups[len(c.groups)-1]
			*last = append(*last, l)
		default:
			c.lines = append(c.lines, l)
		}
	}
	return s
}

func parseLoadLine(line string) loadLine {
	for label, re := range map[labelForm]*regexp.Regexp{chapterLabel: chapterLine, groupLabel: groupLine, itemLabel: itemLine} {
		if m := re.FindStringSubmatchIndex(line); m != nil {
			l := parseUnlabelled(line[m[5]:])
			l.before, l.label, l.behind = line[:m[3]], label, line[m[4]:m[5]]
			return l
		}
	}
	return parseUnlabelled(line)
}

func parseUnlabelled(line string) (l loadLine) {
	done := 0
	put := func(part loadPart, start, end int) {
		l.parts = append(l.parts, loadPart{text: line[done:start]}, part)
		done = end
	}
	for _, m := range variable.FindAllStringIndex(line, -1) {
		word, rest := line[m[0]:m[1]], line[m[1]:]
		n, err := strconv.Atoi(word)
		switch {
		case word[0] > '9':
			put(loadPart{place, word, slices.Index(samplePlaces, word)}, m[0], m[1])
		case err != nil || word[0] == '0' || strings.HasPrefix(rest, "G") || fixed.MatchString(line[:m[0]]):
		case len(word) == 4 && n >= 1990 && n < 2100:
			put(loadPart{year, word, n}, m[0], m[1])
		case strings.HasPrefix(rest, "月"):
			put(loadPart{month, word, n}, m[0], m[1])
		case strings.HasPrefix(rest, "日"):
			put(loadPart{day, word, n}, m[0], m[1])
		default:
			put(loadPart{number, word, n}, m[0], m[1])
		}
	}
	l.parts = append(l.parts, loadPart{text: line[done:]})
	return l
}

var samplePlaces = strings.Split(strings.TrimSuffix(variable.String(), `|\d+`), "|")

// A noticeWriter writes one notice.
type noticeWriter struct {
	*rand.Rand
	b      []byte
	sep    string
	place  int    // of the first place; the others follow it
	years  int    // added to every year
	labels [4]int // the last number of every form
}

// notice writes a notice of about size UTF-8 bytes.
func (m *loadMaker) notice(r *rand.Rand, size int) []byte {
	s := m.samples[r.IntN(len(m.samples))]
	w := &noticeWriter{Rand: r, b: make([]byte, 0, size+size/4+4<<10), sep: s.sep, place: r.IntN(places), years: r.IntN(12) - 7}
	w.lines(s.head)
	middle, last := s.chapters[:len(s.chapters)-1], s.chapters[len(s.chapters)-1]
	// A short one does not come as far as the last chapter.
	whole := size > 6<<10
	for len(w.b) < size {
		for _, c := range r.Perm(len(middle)) {
			if r.IntN(6) > 0 {
				w.chapter(middle[c], size)
			}
			if len(w.b) >= size {
				break
			}
		}
	}
	if whole {
		w.chapter(last, size+4<<10)
	}
	return w.b
}

// chapter writes a chapter, no more groups of it than size has room for.
func (w *noticeWriter) chapter(c loadChapter, size int) {
	w.lines(c.lines)
	for _, g := range w.Perm(len(c.groups)) {
		if len(w.b) >= size {
			return
		}
		for range pickIndex(w.Rand, 15, 80, 5) { // left out, or twice
			w.lines(c.groups[g])
		}
	}
}

func (w *noticeWriter) lines(lines []loadLine) {
	for _, l := range lines {
		w.line(l)
		w.b = append(w.b, w.sep...)
	}
}

func (w *noticeWriter) line(l loadLine) {
	w.b = append(w.b, l.before...)
	if l.label != noLabel {
		w.labels[l.label]++
		clear(w.labels[l.label+1:])
	}
	switch n := w.labels[l.label]; l.label {
	case chapterLabel:
		w.b = append(w.b, hanNumber(n)...)
	case groupLabel:
		w.b = append(append(w.b, cmp.Or(map[string]string{")": "("}[l.behind], "（")...), hanNumber(n)...)
	case itemLabel:
		w.b = strconv.AppendInt(w.b, int64(n), 10)
	}
	w.b = append(w.b, l.behind...)
	for _, p := range l.parts {
		switch p.form {
		case words:
			w.b = append(w.b, p.text...)
		case place:
			w.b = append(w.b, placeName(w.place+p.n)...)
		case year:
			w.b = strconv.AppendInt(w.b, int64(p.n+w.years), 10)
		case month:
			w.b = strconv.AppendInt(w.b, int64(1+w.IntN(12)), 10)
		case day:
			w.b = strconv.AppendInt(w.b, int64(1+w.IntN(28)), 10)
		case number:
			w.b = append(w.b, byte('1'+w.IntN(9)))
			for range len(p.text) - 1 {
				w.b = append(w.b, byte('0'+w.IntN(10)))
			}
		}
	}
}

// hanNumber writes a number from 1 to 9999: 一, 十二, 一百零五.
func hanNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	var b []rune
	zero := false
	for _, unit := range []struct {
		size int
		name string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.size % 10
		if d == 0 {
			zero = len(b) > 0
			continue
		}
		if zero {
			b, zero = append(b, '零'), false
		}
		if d != 1 || unit.size != 10 || len(b) > 0 { // 十二, but 一百一十二
			b = append(b, digits[d])
		}
		b = append(b, []rune(unit.name)...)
	}
	return string(b)
}

// places is the number of names of places there are.
const places = 256

// placeName is the invented name of place i, two characters like those of the
// samples.
func placeName(i int) string {
	const first, second = "霁岚沧栖澜桐蘅珩岫沅芷筠砚漪暄棠", "禾霖屏汀岫砚原蘅渚陌樨岑坞溆翎榆"
	i %= places
	return first[i/16*3:][:3] + second[i%16*3:][:3]
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// pickIndex returns an index, each as often as its weight says.
func pickIndex(r *rand.Rand, weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := r.IntN(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return 0
}
