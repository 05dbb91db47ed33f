package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

// lineFiles are files of one table each that are written line by line.
type lineFiles struct {
	stage *batch.Stage
	files []lineFile
	line  func(b []byte, table int, row []any) []byte // appends a row to b
	buf   []byte
}

type lineFile struct {
	name string
	w    *bufio.Writer
	file io.WriteCloser
}

func openLines(st *batch.Stage, names []string) (*lineFiles, error) {
	l := &lineFiles{stage: st}
	for _, name := range names {
		f, err := st.Create(name)
		if err != nil {
			l.drop()
			return nil, l.stage.Error(name, err)
		}
		l.files = append(l.files, lineFile{name, bufio.NewWriterSize(f, 64<<10), f})
	}
	return l, nil
}

func (l *lineFiles) row(table int, row []any) error {
	l.buf = l.line(l.buf[:0], table, row)
	return l.write(table, l.buf)
}

func (l *lineFiles) write(table int, b []byte) error {
	if _, err := l.files[table].w.Write(b); err != nil {
		return l.stage.Error(l.files[table].name, err)
	}
	return nil
}

func (l *lineFiles) close() error {
	for i := range l.files {
		f := &l.files[i]
		err := f.w.Flush()
		if e := f.file.Close(); err == nil {
			err = e
		}
		f.file = nil
		if err != nil {
			return l.stage.Error(f.name, err)
		}
	}
	return nil
}

func (l *lineFiles) drop() {
	for _, f := range l.files {
		if f.file != nil {
			f.file.Close()
		}
	}
}

func (l *lineFiles) notes() []string { return nil }

// openJSONL writes JSON Lines, a file per table: an object per row, its keys in
// the order of the columns, null where there is no value.
func openJSONL(st *batch.Stage, ts []tables.Table, _ Options) (writer, error) {
	l, err := openLines(st, filePerTable(".jsonl")(ts))
	if err != nil {
		return nil, err
	}
	keys := make([][]string, len(ts)) // with what stands in front of them
	for i, t := range ts {
		for j, c := range t.Columns {
			front := `,"`
			if j == 0 {
				front = `{"`
			}
			keys[i] = append(keys[i], front+c.Name+`":`)
		}
	}
	var quoted bytes.Buffer
	enc := json.NewEncoder(&quoted)
	enc.SetEscapeHTML(false)
	l.line = func(b []byte, table int, row []any) []byte {
		for i, v := range row {
			b = append(b, keys[table][i]...)
			switch v := v.(type) {
			case nil:
				b = append(b, "null"...)
			case string:
				quoted.Reset()
				if err := enc.Encode(v); err != nil {
					panic(err) // a string
				}
				b = append(b, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
			case int:
				b = strconv.AppendInt(b, int64(v), 10)
			case float64:
				b = appendNumber(b, v)
			case bool:
				b = strconv.AppendBool(b, v)
			}
		}
		return append(b, "}\n"...)
	}
	return l, nil
}

// appendNumber writes a number with as many digits as tell it from every other,
// as JavaScript does: with an exponent only from 1e21 on and below 1e-6.
func appendNumber(b []byte, v float64) []byte {
	if a := max(v, -v); a != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}
