package extract

import (
	"bytes"
	"encoding/json"
)

// Encode returns d as JSON that people and line tools can read: each key of the
// document, each record and each item, measure and row of a record on a line
// of its own, Chinese and <>& as they are, a newline at the end.
func Encode(d *Document) []byte {
	return append(breakLines(marshal(d)), '\n')
}

// EncodeLine returns d as JSON in one line, with a newline at the end.
func EncodeLine(d *Document) []byte { return append(marshal(d), '\n') }

// broken are the lists inside a record that get a line per element.
var broken = map[string]bool{"items": true, "measures": true, "rows": true}

// breakLines breaks compact JSON of an object into lines.
func breakLines(data []byte) []byte {
	var b bytes.Buffer
	writeObject(&b, data, "", func(key string) bool { return key != "period" })
	return b.Bytes()
}

// writeObject writes an object with each key on a line of its own, and the
// elements of the lists breaks names on theirs.
func writeObject(b *bytes.Buffer, data []byte, indent string, breaks func(key string) bool) {
	b.WriteString("{\n")
	each := pairs(data)
	for i, p := range each {
		b.WriteString(indent)
		b.Write(marshal(p.key))
		b.WriteString(": ")
		writeValue(b, p.value, indent, breaks(p.key))
		if i < len(each)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(indent + "}")
}

// writeValue writes a list, where it is to be broken, with an element per
// line; an object with its broken lists inside it; all else as it is.
func writeValue(b *bytes.Buffer, data []byte, indent string, breakList bool) {
	switch {
	case data[0] == '[' && breakList && string(data) != "[]":
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil {
			panic(err) // it is our own JSON
		}
		b.WriteString("[\n")
		for i, x := range list {
			b.WriteString(indent + "  ")
			writeValue(b, x, indent+"  ", false)
			if i < len(list)-1 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
		}
		b.WriteString(indent + "]")
	case data[0] == '{':
		b.WriteByte('{')
		for i, p := range pairs(data) {
			if i > 0 {
				b.WriteString(", ")
			}
			b.Write(marshal(p.key))
			b.WriteString(": ")
			writeValue(b, p.value, indent, broken[p.key])
		}
		b.WriteByte('}')
	default:
		b.Write(data)
	}
}

type pair struct {
	key   string
	value json.RawMessage
}

// pairs reads an object in the order of its keys.
func pairs(data []byte) []pair {
	dec := json.NewDecoder(bytes.NewReader(data))
	var list []pair
	if _, err := dec.Token(); err != nil {
		panic(err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			panic(err)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			panic(err)
		}
		list = append(list, pair{key.(string), value})
	}
	return list
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
