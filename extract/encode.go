package extract

import (
	"bytes"
	"encoding/json"
)

// Encode returns d as JSON that people and line tools can read: each key of the
// document, each record and each item, measure and row of a record on a line
// of its own, Chinese and <>& as they are, a newline at the end.
func Encode(d *Document) []byte { return EncodeLines(d) }

// EncodeLines returns what is written as a JSON object as Encode does a document.
func EncodeLines(v any) []byte { return append(breakLines(marshal(v)), '\n') }

// EncodeLine returns d as JSON in one line, with a newline at the end.
func EncodeLine(d *Document) []byte { return append(marshal(d), '\n') }

// broken are the lists inside a record that get a line per element.
var broken = map[string]bool{"items": true, "measures": true, "rows": true}

// breakLines breaks compact JSON of an object, our own, into lines.
func breakLines(data []byte) []byte {
	b := breaker{in: data, out: make([]byte, 0, len(data)+len(data)/4)}
	b.lines()
	return b.out
}

// A breaker copies JSON and puts white space into it on the way.
type breaker struct {
	in, out []byte
}

// lines copies an object with each key on a line of its own, and the elements
// of its lists on theirs.
func (b *breaker) lines() {
	b.copy(1)
	for b.in[0] != '}' {
		if b.in[0] == ',' {
			b.copy(1)
		}
		b.write("\n")
		b.key()
		b.value("", true)
	}
	b.write("\n")
	b.copy(1)
}

// value copies a list, where it is to be broken, with an element per line; an
// object with its broken lists inside it; all else as it is.
func (b *breaker) value(indent string, breakList bool) {
	switch {
	case b.in[0] == '[' && breakList && b.in[1] != ']':
		b.copy(1)
		for b.in[0] != ']' {
			if b.in[0] == ',' {
				b.copy(1)
			}
			b.write("\n" + indent + "  ")
			b.value(indent+"  ", false)
		}
		b.write("\n" + indent)
		b.copy(1)
	case b.in[0] == '{':
		b.copy(1)
		for b.in[0] != '}' {
			if b.in[0] == ',' {
				b.copy(1)
				b.write(" ")
			}
			b.value(indent, broken[b.key()])
		}
		b.copy(1)
	default:
		b.copy(length(b.in))
	}
}

// key copies a key and its colon, and returns the key; ours need no escapes.
func (b *breaker) key() string {
	n := length(b.in)
	name := b.in[1 : n-1]
	b.copy(n + 1)
	b.write(" ")
	return string(name)
}

func (b *breaker) copy(n int)     { b.out, b.in = append(b.out, b.in[:n]...), b.in[n:] }
func (b *breaker) write(s string) { b.out = append(b.out, s...) }

// length is how many bytes the value takes that JSON begins with.
func length(json []byte) int {
	for i, depth := 0, 0; ; {
		switch json[i] {
		case '"':
			for i++; json[i] != '"'; i++ {
				if json[i] == '\\' {
					i++
				}
			}
			i++
		case '[', '{':
			depth++
			i++
		case ']', '}':
			depth--
			i++
		default:
			i++
			if depth > 0 {
				continue
			}
			for json[i] != ',' && json[i] != ']' && json[i] != '}' { // a number or a word
				i++
			}
		}
		if depth == 0 {
			return i
		}
	}
}

func marshal(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // our own types always encode
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}
