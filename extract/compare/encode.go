package compare

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"guihua/extract"
)

// Encode returns c as JSON that people and line tools can read: a key of the
// comparison, a pair, and what follows it on a line of its own, Chinese and <>& as
// they are, a newline at the end. The same comparison gives the same bytes.
func Encode(c *Comparison) []byte { return extract.EncodeLines(c) }

// Decode reads what Encode has written.
func Decode(data []byte) (*Comparison, error) {
	c := &Comparison{}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), c); err != nil {
		return nil, fmt.Errorf("is no comparison: %w", err)
	}
	if c.Schema == "" {
		return nil, errors.New("is no comparison: it has no schema")
	}
	if c.Schema != SchemaID {
		return nil, fmt.Errorf("has schema %q, not %s", c.Schema, SchemaID)
	}
	return c, nil
}
