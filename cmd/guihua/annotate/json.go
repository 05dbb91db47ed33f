package annotate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// encode is JSON with Chinese and <>& as they are, in one line without its end.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // our own types
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// idText is an id that a tool has written, as a number or as a text; "" where it
// is neither.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil && s != "" {
		return s
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

// plain says without Go's names that a value in JSON is of another type than it
// has to be: start_offset can't be a string.
func plain(err error) error {
	t, ok := errors.AsType[*json.UnmarshalTypeError](err)
	if !ok {
		return err
	}
	name := "it"
	if t.Field != "" {
		name = t.Field
	}
	return fmt.Errorf("%s can't be of type %s", name, t.Value)
}
