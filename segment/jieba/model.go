package jieba

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The states of the hidden Markov model: where in a word a character stands.
const (
	begin = iota
	end
	middle
	single
	states
)

// impossible is the logarithm of a probability that is as good as none.
const impossible = -3.14e+100

// A model says where words begin and end that no dictionary has. All its numbers
// are logarithms of probabilities.
type model struct {
	start [states]float64
	trans [states][states]float64 // from, to
	emit  map[rune][states]float64
}

// parseModel reads cppjieba's hmm_model.utf8: apart from blank lines and those
// that begin with #, one line of starts, four of transitions, and one per state
// of "character:number" parted by commas.
func parseModel(data []byte) (*model, error) {
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 1+2*states {
		return nil, fmt.Errorf("model: %d lines, want %d", len(lines), 1+2*states)
	}
	m := &model{emit: make(map[rune][states]float64, 8000)}
	var errs []error
	numbers := func(line string) (nums [states]float64) {
		fields := strings.Fields(line)
		if len(fields) != states {
			errs = append(errs, fmt.Errorf("model: %.40q is not %d numbers", line, states))
			return nums
		}
		for i, f := range fields {
			var err error
			nums[i], err = strconv.ParseFloat(f, 64)
			errs = append(errs, err)
		}
		return nums
	}
	m.start = numbers(lines[0])
	for i := range m.trans {
		m.trans[i] = numbers(lines[1+i])
	}
	for i, line := range lines[1+states:] {
		for pair := range strings.SplitSeq(line, ",") {
			char, num, _ := strings.Cut(pair, ":")
			r, n := utf8.DecodeRuneInString(char)
			p, err := strconv.ParseFloat(num, 64)
			if n == 0 || n != len(char) || err != nil {
				errs = append(errs, fmt.Errorf("model: %.40q is not character:number", pair))
				continue
			}
			e, ok := m.emit[r]
			if !ok {
				e = unseen
			}
			e[i] = p
			m.emit[r] = e
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return m, nil
}

// unseen are the numbers of a character that the model does not know.
var unseen = [states]float64{impossible, impossible, impossible, impossible}

func (m *model) of(r rune) [states]float64 {
	if e, ok := m.emit[r]; ok {
		return e
	}
	return unseen
}

// A viterbi is the memory of split, for one use after the other: for every
// character and state the likeliest state before it.
type viterbi [][states]int8

// split gives the words of run to word, one after the other.
func (m *model) split(run []rune, before *viterbi, word func([]rune)) {
	if len(run) == 0 {
		return
	}
	*before = (*before)[:0]
	weight := m.start
	for s, e := range m.of(run[0]) {
		weight[s] += e
	}
	*before = append(*before, [states]int8{})
	for _, r := range run[1:] {
		var next [states]float64
		var from [states]int8
		for s, e := range m.of(r) {
			// Where no way is better than impossible, cppjieba takes the state
			// end to come before.
			next[s], from[s] = impossible, end
			for p := range weight {
				if w := weight[p] + m.trans[p][s] + e; w > next[s] {
					next[s], from[s] = w, int8(p)
				}
			}
		}
		weight = next
		*before = append(*before, from)
	}
	state := int8(end)
	if weight[single] > weight[end] {
		state = single
	}
	// The states from the end to the beginning, in the place of the ways.
	for i := len(run) - 1; i >= 0; i-- {
		state, (*before)[i][0] = (*before)[i][state], state
	}
	from := 0
	for i := range run {
		if s := (*before)[i][0]; s == end || s == single {
			word(run[from : i+1])
			from = i + 1
		}
	}
}
