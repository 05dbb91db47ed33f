package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

// csvFiles are CSV files as RFC 4180 has them: UTF-8, commas, records that end in
// CR LF, fields with commas, quotation marks or line breaks in quotation marks.
// Line breaks inside a field stay what they are. Booleans are TRUE and FALSE,
// which Excel, R and pandas all take for booleans. No value is an empty field, and
// so is the empty text: CSV can't tell them apart. The text NA is that text; R and
// pandas take it for no value unless told otherwise (na.strings = "" in R,
// keep_default_na=False, na_values=[""] in pandas).
type csvFiles struct {
	*lineFiles
	buf    bytes.Buffer
	w      *csv.Writer // to buf
	fields []string
	marked []int // per table: cells that Excel would have run
	tables []tables.Table
}

func openCSV(st *batch.Stage, ts []tables.Table, o Options) (writer, error) {
	l, err := openLines(st, filePerTable(".csv")(ts))
	if err != nil {
		return nil, err
	}
	c := &csvFiles{lineFiles: l, marked: make([]int, len(ts)), tables: ts}
	c.w = csv.NewWriter(&c.buf)
	l.line = c.line
	for i, t := range ts {
		var head []byte
		if o.BOM {
			head = append(head, "\ufeff"...)
		}
		c.fields = c.fields[:0]
		for _, col := range t.Columns {
			c.fields = append(c.fields, col.Name)
		}
		if err := c.write(i, c.record(head)); err != nil {
			c.drop()
			return nil, err
		}
	}
	return c, nil
}

func (c *csvFiles) line(b []byte, table int, row []any) []byte {
	c.fields = c.fields[:0]
	for _, v := range row {
		field := ""
		switch v := v.(type) {
		case string:
			field = v
			if runs(v) {
				field = "'" + v
				c.marked[table]++
			}
		case int:
			field = strconv.Itoa(v)
		case float64:
			field = string(appendNumber(nil, v))
		case bool:
			field = strings.ToUpper(strconv.FormatBool(v))
		}
		c.fields = append(c.fields, field)
	}
	return c.record(b)
}

// record appends the fields. csv.Writer itself would end records with CR LF only
// together with every line break inside a field.
func (c *csvFiles) record(b []byte) []byte {
	c.buf.Reset()
	if err := c.w.Write(c.fields); err != nil {
		panic(err) // to a buffer, with a comma
	}
	c.w.Flush()
	return append(append(b, bytes.TrimSuffix(c.buf.Bytes(), []byte("\n"))...), "\r\n"...)
}

// runs reports whether Excel, which does not ask what a CSV file means, would
// take a text for a formula: it begins with one of the characters that OWASP's
// page on CSV injection names. A number is harmless, and so is a line of dashes,
// with which authors fill a cell that has no value. Such a text gets an
// apostrophe in front, as that page advises.
func runs(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	switch first {
	case '=', '@', '＝', '＠', '\t', '\r', '\n':
		return true
	case '+', '-', '＋', '－':
		return !isNumber(text[size:]) && strings.Trim(text, "+-＋－") != ""
	}
	return false
}

// isNumber reports whether a text is digits, with a point in between or a percent
// sign behind: 5, 0.5, 5%.
func isNumber(text string) bool {
	whole, fraction, point := strings.Cut(strings.TrimSuffix(text, "%"), ".")
	return isDigits(whole) && (!point || isDigits(fraction))
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

func (c *csvFiles) notes() []string {
	var notes []string
	for i, n := range c.marked {
		if n > 0 {
			notes = append(notes, fmt.Sprintf("%s: %s that Excel would run as formulas begin with an apostrophe there, only there", c.files[i].name, plural(n, "cell")))
		}
	}
	return notes
}
