package export

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

// parquetGroup bounds the rows of a row group, which are held in memory: so many,
// or so many bytes of values.
const (
	parquetGroupRows  = 122_880 // what DuckDB reads at a time
	parquetGroupBytes = 16 << 20
)

// parquetFiles are Parquet files, one per table, compressed with zstd: INT64,
// DOUBLE, BOOLEAN and STRING columns that may be null, in the order of the
// table. Their metadata say what they mean, under guihua.table and
// guihua.column.NAME.
type parquetFiles struct {
	stage *batch.Stage
	files []*parquetFile
}

type parquetFile struct {
	name string
	file io.WriteCloser // nil when it is closed
	buf  *bufio.Writer
	w    *parquet.Writer
	row  []parquet.Row // one of them

	rows, bytes int // of the row group in hand
}

func openParquet(st *batch.Stage, ts []tables.Table, _ Options) (writer, error) {
	p := &parquetFiles{stage: st}
	for i, name := range filePerTable(".parquet")(ts) {
		f, err := st.Create(name)
		if err != nil {
			p.drop()
			return nil, st.Error(name, err)
		}
		buf := bufio.NewWriterSize(f, 64<<10)
		p.files = append(p.files, &parquetFile{
			name: name, file: f, buf: buf, row: make([]parquet.Row, 1),
			w: parquet.NewWriter(buf, parquetOptions(ts[i])...),
		})
	}
	return p, nil
}

func parquetOptions(t tables.Table) []parquet.WriterOption {
	options := []parquet.WriterOption{
		parquetSchema(t),
		parquet.CreatedBy("guihua", "", ""),
		// The encodings every reader knows; the pages are compressed anyhow.
		parquet.DataPageVersion(1),
		parquet.DefaultEncodingFor(parquet.ByteArray, &parquet.Plain),
		parquet.KeyValueMetadata("guihua.table", t.Meaning),
	}
	for _, c := range t.Columns {
		meaning := c.Meaning
		if c.Unit != "" {
			meaning += " (" + c.Unit + ")"
		}
		options = append(options, parquet.KeyValueMetadata("guihua.column."+c.Name, meaning))
	}
	return options
}

// parquetSchema makes the schema of a struct type, whose fields keep their order;
// those of a parquet.Group are sorted by name.
func parquetSchema(t tables.Table) *parquet.Schema {
	types := map[tables.Type]any{tables.Text: "", tables.Integer: int64(0), tables.Number: float64(0), tables.Boolean: false}
	var fields []reflect.StructField
	for i, c := range t.Columns {
		tag := c.Name + ",optional,zstd"
		if c.Coded && c.Type == tables.Text {
			tag += ",dict"
		}
		fields = append(fields, reflect.StructField{
			Name: "F" + strconv.Itoa(i),
			Type: reflect.TypeOf(types[c.Type]),
			Tag:  reflect.StructTag(fmt.Sprintf("parquet:%q", tag)),
		})
	}
	return parquet.NewSchema(t.Name, parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

func (p *parquetFiles) row(table int, row []any) error {
	f := p.files[table]
	if err := f.write(row); err != nil {
		return p.stage.Error(f.name, err)
	}
	return nil
}

func (f *parquetFile) write(row []any) error {
	values := f.row[0][:0]
	for i, v := range row {
		value, size := parquetValue(v)
		level := 1
		if v == nil {
			level = 0
		}
		values = append(values, value.Level(0, level, i))
		f.bytes += size
	}
	f.row[0] = values
	if _, err := f.w.WriteRows(f.row); err != nil {
		return err
	}
	if f.rows++; f.rows < parquetGroupRows && f.bytes < parquetGroupBytes {
		return nil
	}
	f.rows, f.bytes = 0, 0
	return f.w.Flush()
}

// parquetValue is a value and about how many bytes it takes in memory.
func parquetValue(v any) (parquet.Value, int) {
	switch v := v.(type) {
	case string:
		return parquet.ByteArrayValue([]byte(v)), 8 + len(v)
	case int:
		return parquet.Int64Value(int64(v)), 8
	case float64:
		return parquet.DoubleValue(v), 8
	case bool:
		return parquet.BooleanValue(v), 1
	}
	return parquet.NullValue(), 1
}

func (p *parquetFiles) close() error {
	for _, f := range p.files {
		err := f.w.Close()
		if err == nil {
			err = f.buf.Flush()
		}
		if e := f.file.Close(); err == nil {
			err = e
		}
		f.file = nil
		if err != nil {
			return p.stage.Error(f.name, err)
		}
	}
	return nil
}

func (p *parquetFiles) drop() {
	for _, f := range p.files {
		if f.file != nil {
			f.file.Close()
		}
	}
}

func (p *parquetFiles) notes() []string { return nil }
