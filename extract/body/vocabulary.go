package body

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed vocab/bodies.tsv
var bodies string

// A Vocabulary is the bodies that are known by name. It is not changed once it
// is loaded and may be used by several goroutines at once.
type Vocabulary struct {
	central map[string]form   // whole names: 国家发展改革委
	local   map[string]form   // what follows a level or a place: 发展改革委, 证监局
	branch  map[string]form   // head * tail, of branches that name the central body: 人行*中心支行
	heads   map[rune][]string // heads of branches by their first character, longest first
	fields  map[string]*line  // stems of departments, for merged bodies: 发展改革, 科技
}

// A line is one body, or one kind of local body, of the vocabulary.
type line struct {
	which, name        string
	ends, others       []string
	kind               Kind
	central, successor string
}

// A form is one way to write the body of a line.
type form struct {
	of   *line
	head string // what goes before the level or place in full: 国家税务总局
	full string // what follows it in full: 税务局; * in it is the level or place once more
}

// Default is the vocabulary that is built in, vocab/bodies.tsv.
var Default = sync.OnceValue(func() *Vocabulary {
	v, err := Load(strings.NewReader(bodies))
	if err != nil {
		panic(err) // embedded, and loaded by every test
	}
	return v
})

// Load reads a vocabulary in the format that vocab/bodies.tsv explains at its
// head. An error is one line that names the line of the file and the cause.
func Load(r io.Reader) (*Vocabulary, error) { return load(new(Vocabulary), r) }

// With returns a vocabulary that knows what r holds, in the format of Load, and
// behind it what v knows: a form that stands in both means that of r.
func (v *Vocabulary) With(r io.Reader) (*Vocabulary, error) {
	own, err := Load(r)
	if err != nil {
		return nil, err
	}
	for _, m := range []struct{ to, from map[string]form }{{own.central, v.central}, {own.local, v.local}, {own.branch, v.branch}} {
		for k, f := range m.from {
			if _, ok := m.to[k]; !ok {
				m.to[k] = f
			}
		}
	}
	for k, l := range v.fields {
		if _, ok := own.fields[k]; !ok {
			own.fields[k] = l
		}
	}
	own.listHeads()
	return own, nil
}

func load(v *Vocabulary, r io.Reader) (*Vocabulary, error) {
	v.central, v.local, v.branch = map[string]form{}, map[string]form{}, map[string]form{}
	v.fields = map[string]*line{}
	var lines []*line
	numbers := map[string]int{}
	in := bufio.NewScanner(r)
	for no := 1; in.Scan(); no++ {
		s := strings.TrimRight(strings.TrimPrefix(in.Text(), "\ufeff"), "\r\t ")
		if s == "" || s[0] == '#' {
			continue
		}
		if !utf8.ValidString(s) {
			return nil, fmt.Errorf("line %d: not UTF-8", no)
		}
		l, err := parseLine(s)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", no, err)
		}
		key := strings.Join([]string{l.which, l.name, strings.Join(l.ends, " ")}, "\t")
		if first, ok := numbers[key]; ok {
			return nil, fmt.Errorf("line %d: %s stands on line %d already", no, l.name, first)
		}
		numbers[key] = no
		lines = append(lines, l)
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	for _, l := range lines {
		v.addFull(l)
	}
	for _, l := range lines {
		v.addOthers(l)
	}
	v.listHeads()
	return v, nil
}

// parseLine reads the fields of one line.
func parseLine(s string) (*line, error) {
	f := strings.Split(s, "\t")
	if len(f) < 5 || len(f) > 7 {
		return nil, fmt.Errorf("%d fields, want 5 to 7 parted by tabs", len(f))
	}
	f = append(f, "", "")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	l := &line{which: f[0], name: f[1], others: strings.Fields(f[3]), kind: Kind(f[4]), central: f[5], successor: f[6]}
	if f[2] != "-" {
		l.ends = strings.Fields(f[2])
	}
	switch {
	case l.name == "":
		return nil, fmt.Errorf("no name")
	case l.which != "中央" && l.which != "地方" && l.which != "分支" && l.which != "简字":
		return nil, fmt.Errorf("the first field is %q, want 中央, 地方, 分支 or 简字", l.which)
	case !lineKinds[l.kind]:
		return nil, fmt.Errorf("%s is of the kind %q, which is none", l.name, f[4])
	case l.ends != nil && l.which != "地方":
		return nil, fmt.Errorf("%s: only 地方 has ends", l.name)
	}
	for _, p := range append(l.others, l.name) {
		if l.which == "分支" && strings.Count(p, "*") != 1 {
			return nil, fmt.Errorf("%s: needs one * for the place", p)
		}
	}
	return l, nil
}

// addFull enters the full names of l.
func (v *Vocabulary) addFull(l *line) {
	switch l.which {
	case "中央":
		add(v.central, l.name, form{of: l, full: l.name})
	case "地方":
		for _, n := range l.names() {
			add(v.local, n, form{of: l, full: n})
		}
	case "分支":
		v.addBranch(l, l.name)
	}
}

// addOthers enters the other forms of l, which never mean what is the full name
// of another line.
func (v *Vocabulary) addOthers(l *line) {
	switch l.which {
	case "中央":
		for _, o := range append([]string{l.name}, l.others...) {
			for _, s := range spellings(o) {
				add(v.central, s, form{of: l, full: l.name})
				add(v.central, shortEnd(s), form{of: l, full: l.name})
			}
		}
	case "地方":
		v.addLocal(l)
	case "分支":
		for _, o := range append([]string{l.name}, l.others...) {
			for _, s := range spellings(o) {
				v.addBranch(l, s)
			}
		}
	case "简字":
		if v.fields[l.name] == nil {
			v.fields[l.name] = l
		}
	}
}

func (v *Vocabulary) addLocal(l *line) {
	if l.ends == nil {
		for _, o := range append([]string{l.name}, l.others...) {
			for _, s := range spellings(o) {
				add(v.local, s, form{of: l, full: l.name})
				add(v.local, shortEnd(s), form{of: l, full: l.name})
			}
		}
		return
	}
	for _, o := range append([]string{l.name}, l.others...) {
		if whole, ok := strings.CutPrefix(o, "="); ok {
			add(v.local, whole, form{of: l, full: l.name + l.endOf(whole)})
			continue
		}
		for _, s := range spellings(o) {
			for i, end := range l.ends {
				f := form{of: l, full: l.names()[i]}
				add(v.local, s+end, f)
				add(v.local, s+shortEnd(end), f)
				if end == "局" && l.kind == Department {
					add(v.local, s+"分局", form{of: l, full: l.name + "分局"})
				}
			}
			if l.kind == Department && v.fields[s] == nil {
				v.fields[s] = l
			}
		}
	}
}

// counterpart is the central body of the field of l. Organs of the centre are
// their own, so that a line of work has one name at all levels.
func (l *line) counterpart() string {
	if l.central == "" && l.which == "中央" && l.kind != Enterprise && l.kind != Association {
		return l.name
	}
	return l.central
}

// names are the full names of a local line, one for each end.
func (l *line) names() []string {
	if l.ends == nil {
		return []string{l.name}
	}
	out := make([]string, len(l.ends))
	for i, end := range l.ends {
		out[i] = l.name + end
	}
	return out
}

// endOf is the end of l that whole, one of its other forms, has itself, long or
// short; the first end where it has none.
func (l *line) endOf(whole string) string {
	for _, end := range l.ends {
		if strings.HasSuffix(whole, end) || strings.HasSuffix(whole, shortEnd(end)) {
			return end
		}
	}
	return l.ends[0]
}

// addBranch enters one form of a branch: head, * for the place, tail.
func (v *Vocabulary) addBranch(l *line, pattern string) {
	head, full, _ := strings.Cut(l.name, "*")
	f := form{of: l, head: head, full: full}
	if tail, ok := strings.CutPrefix(pattern, "*"); ok {
		add(v.local, tail, f)
		return
	}
	add(v.branch, pattern, f)
}

// add enters a form unless it means something already.
func add(m map[string]form, s string, f form) {
	if _, ok := m[s]; !ok {
		m[s] = f
	}
}

func (v *Vocabulary) listHeads() {
	v.heads = map[rune][]string{}
	seen := map[string]bool{}
	for p := range v.branch {
		head, _, _ := strings.Cut(p, "*")
		if !seen[head] {
			seen[head] = true
			r, _ := utf8.DecodeRuneInString(head)
			v.heads[r] = append(v.heads[r], head)
		}
	}
	for _, list := range v.heads {
		sort.Slice(list, func(i, j int) bool {
			return len(list[i]) > len(list[j]) || len(list[i]) == len(list[j]) && list[i] < list[j]
		})
	}
}

// spellings are the ways officials write a name in full: with 和, without, with
// 与, and 监管 for 监督管理.
func spellings(name string) []string {
	out := []string{name}
	if strings.Contains(name, "和") && !strings.HasPrefix(name, "和") {
		out = append(out, strings.ReplaceAll(name, "和", ""), strings.ReplaceAll(name, "和", "与"))
	}
	for _, s := range out {
		if t := strings.ReplaceAll(s, "监督管理", "监管"); t != s {
			out = append(out, t)
		}
	}
	return out
}

// shortEnd is s with 委 for 委员会 and 办 for 办公室 at its end.
func shortEnd(s string) string {
	if t, ok := strings.CutSuffix(s, "委员会"); ok {
		return t + "委"
	}
	if t, ok := strings.CutSuffix(s, "办公室"); ok {
		return t + "办"
	}
	return s
}
