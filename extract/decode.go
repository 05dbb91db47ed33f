package extract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Decode reads the JSON of one document, as Encode and EncodeLine write it, and
// nothing else: keys it doesn't know are an error, as is anything behind the
// document, a span that is none of its text and a figure that is no number. A byte
// order mark is no part of it.
func Decode(data []byte) (*Document, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	d := new(Document)
	err := dec.Decode(d)
	// What is well-formed is read to its end, whatever is wrong with it: a file of
	// something else is best told by its schema.
	if _, broken := errors.AsType[*json.SyntaxError](err); !broken && !isCut(err) && d.Schema != SchemaID {
		return nil, fmt.Errorf("has schema %q, not %s", d.Schema, SchemaID)
	}
	if err != nil {
		return nil, Located(err, data)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something stands behind the document")
	}
	if err := checkDecoded(d); err != nil {
		return nil, err
	}
	return d, nil
}

// Located is an error of encoding/json with the line and column (bytes, from 1)
// of data it is about, where it tells.
func Located(err error, data []byte) error {
	if isCut(err) {
		return errors.New("ends in the middle: cut off?")
	}
	offset := int64(0)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = syntax.Offset
	} else if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = wrong.Offset
		err = fmt.Errorf("%s: no %s can stand there", cmp.Or(wrong.Field, "the whole"), wrong.Value)
	} else {
		return err
	}
	before := data[:min(len(data), int(offset))]
	line := bytes.Count(before, []byte("\n")) + 1
	return fmt.Errorf("line %d column %d: %w", line, len(before)-bytes.LastIndexByte(before, '\n')-1, err)
}

// isCut reports that JSON ends before it is whole.
func isCut(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }
