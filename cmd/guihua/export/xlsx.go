package export

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"guihua/cmd/guihua/batch"
	"guihua/extract/tables"
)

const xlsxName = "guihua.xlsx"

// What a worksheet holds at most.
const (
	xlsxRows = excelize.TotalRows
	xlsxText = excelize.TotalCellChars // UTF-16 code units in a cell
	// Not Excel's: the part of a ZIP archive that a worksheet is must stay below
	// 4 GiB, or Excel takes it for damaged as archive/zip writes it.
	xlsxBytes = 3 << 30
)

// An xlsxFile is an Excel workbook: a worksheet per table, with a heading that
// stays in sight and filters, and one for the dictionary. Numbers are numbers and
// booleans booleans; text is text, so no cell is a formula.
type xlsxFile struct {
	stage  *batch.Stage
	file   *excelize.File
	bold   int // style of headings
	tables []tables.Table
	sheets [][]*sheet // per table; more than one where it is long
	cells  []any
	out    []string // what notes returns
	cut    int      // texts cut off
	lost   int      // control characters
	rows   int      // of a worksheet, at most
}

// A sheet is a worksheet that is being written.
type sheet struct {
	name  string
	w     *excelize.StreamWriter
	rows  int // with the heading
	bytes int // of text
}

// mostCuts is how many texts that were cut off are named one by one.
const mostCuts = 20

func openXLSX(st *batch.Stage, ts []tables.Table, o Options) (_ writer, err error) {
	x := &xlsxFile{stage: st, tables: ts, sheets: make([][]*sheet, len(ts)), rows: cmp.Or(o.sheetRows, xlsxRows)}
	x.file = excelize.NewFile(excelize.Options{TmpDir: st.Path("")})
	defer func() {
		if err != nil {
			x.drop()
			err = st.Error(xlsxName, err)
		}
	}()
	if err := x.file.SetDocProps(&excelize.DocProperties{Creator: "guihua"}); err != nil {
		return nil, err
	}
	if x.bold, err = x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	if err := x.file.SetSheetName("Sheet1", sheetName(ts[0].Name, 1)); err != nil {
		return nil, err
	}
	for i := range ts {
		if err := x.addSheet(i); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// sheetName is the name of the nth worksheet of a table. Excel allows 31
// characters.
func sheetName(table string, n int) string {
	end := ""
	if n > 1 {
		end = fmt.Sprintf(" (%d)", n)
	}
	return table[:min(len(table), excelize.MaxSheetNameLength-len(end))] + end
}

// addSheet begins a worksheet of a table, behind those it has.
func (x *xlsxFile) addSheet(table int) error {
	n := len(x.sheets[table]) + 1
	s := &sheet{name: sheetName(x.tables[table].Name, n)}
	if _, err := x.file.NewSheet(s.name); err != nil {
		return err
	}
	if n > 1 && table+1 < len(x.tables) {
		if err := x.file.MoveSheet(s.name, x.sheets[table+1][0].name); err != nil {
			return err
		}
	}
	var err error
	if s.w, err = x.file.NewStreamWriter(s.name); err != nil {
		return err
	}
	if err := s.w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var heading []any
	for _, c := range x.tables[table].Columns {
		heading = append(heading, excelize.Cell{StyleID: x.bold, Value: c.Name})
	}
	// From the last to the first: excelize puts each before those there are, and
	// the standard (ECMA-376, 18.3.1.17) has them in the order of the columns.
	for i, c := range slices.Backward(x.tables[table].Columns) {
		if err := s.w.SetColWidth(i+1, i+1, width(c)); err != nil {
			return err
		}
	}
	x.sheets[table] = append(x.sheets[table], s)
	return s.add(heading)
}

func (s *sheet) add(cells []any) error {
	s.rows++
	return s.w.SetRow(fmt.Sprint("A", s.rows), cells)
}

// width is the width of a column, in characters: room for its name and the
// button of the filter, and for what its values are like.
func width(c tables.Column) float64 {
	w := 12
	switch {
	case c.Name == "doc_id":
		w = 32
	case c.Type == tables.Text && c.Coded:
		w = 16
	case c.Type == tables.Text && strings.HasSuffix(c.Name, "_id"):
		w = 20
	case c.Type == tables.Text:
		w = 44
	}
	return float64(max(w, len(c.Name)+4))
}

func (x *xlsxFile) row(table int, row []any) error {
	sheets := x.sheets[table]
	s := sheets[len(sheets)-1]
	if s.rows >= x.rows || s.bytes >= xlsxBytes {
		if err := x.addSheet(table); err != nil {
			return x.stage.Error(xlsxName, err)
		}
		sheets = x.sheets[table]
		s = sheets[len(sheets)-1]
	}
	x.cells = append(x.cells[:0], row...)
	for i, v := range x.cells {
		if text, ok := v.(string); ok {
			x.cells[i] = x.text(text, table, row, i)
			s.bytes += len(text)
		}
		s.bytes += len(`<c r="AA1048576" t="inlineStr"><is><t></t></is></c>`)
	}
	if err := s.add(x.cells); err != nil {
		return x.stage.Error(xlsxName, err)
	}
	return nil
}

// text is what a cell can hold of a text.
func (x *xlsxFile) text(text string, table int, row []any, column int) any {
	for _, r := range text {
		if !inXML(r) { // excelize writes U+FFFD
			x.lost++
		}
	}
	if len(text) <= xlsxText {
		return text
	}
	kept := cutUTF16(text, xlsxText)
	if len(kept) == len(text) {
		return text
	}
	x.cut++
	if x.cut <= mostCuts {
		x.out = append(x.out, fmt.Sprintf("%s: %s, column %s: only the first %d of %d characters: a cell of Excel holds no more",
			xlsxName, place(x.tables[table], row), x.tables[table].Columns[column].Name, utf8.RuneCountInString(kept), utf8.RuneCountInString(text)))
	}
	return kept
}

// place names a row of a table.
func place(t tables.Table, row []any) string {
	if t.Columns[0].Name == "doc_id" && t.Columns[1].Name == "row_id" {
		return fmt.Sprintf("%s, %v, row %v", t.Name, row[0], row[1])
	}
	return t.Name
}

// inXML reports whether XML 1.0 can hold a character.
func inXML(r rune) bool {
	return r >= 0x20 && r != 0xfffe && r != 0xffff || r == '\t' || r == '\n' || r == '\r'
}

// cutUTF16 is the longest beginning of a text that has at most so many UTF-16
// code units.
func cutUTF16(text string, most int) string {
	for i, r := range text {
		if most -= utf16.RuneLen(r); most < 0 {
			return text[:i]
		}
	}
	return text
}

func (x *xlsxFile) close() error {
	if err := x.finish(); err != nil {
		return x.stage.Error(xlsxName, err)
	}
	for i, sheets := range x.sheets {
		if n := len(sheets); n > 1 {
			x.out = append(x.out, fmt.Sprintf("%s: the rows of %s go on in the sheet %s: a sheet of Excel holds no more", xlsxName, x.tables[i].Name, sheets[n-1].name))
		}
	}
	if x.cut > mostCuts {
		x.out = append(x.out, fmt.Sprintf("%s: %s more were cut off", xlsxName, plural(x.cut-mostCuts, "text")))
	}
	if x.lost > 0 {
		x.out = append(x.out, fmt.Sprintf("%s: %s that Excel can't hold became U+FFFD", xlsxName, plural(x.lost, "control character")))
	}
	return nil
}

func (x *xlsxFile) finish() error {
	for t, sheets := range x.sheets {
		last, err := excelize.ColumnNumberToName(len(x.tables[t].Columns))
		if err != nil {
			return err
		}
		for _, s := range sheets {
			if err := x.file.AutoFilter(s.name, fmt.Sprintf("A1:%s%d", last, s.rows), nil); err != nil {
				return err
			}
			if err := s.w.Flush(); err != nil {
				return err
			}
		}
	}
	// Through a file: excelize would hold the archive in memory, and puts the
	// worksheets into it in another order every time.
	const unsorted = "unsorted.zip"
	f, err := os.Create(x.stage.Path(unsorted))
	if err != nil {
		return err
	}
	defer f.Close()
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(f) })
	if err := x.file.Write(io.Discard); err != nil {
		return err
	}
	if err := x.file.Close(); err != nil { // room for what comes
		return err
	}
	out, err := x.stage.Create(xlsxName)
	if err != nil {
		return err
	}
	err = sortZip(out, f)
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}

// sortZip writes the files of an archive in the order of their names.
func sortZip(out io.Writer, in *os.File) error {
	info, err := in.Stat()
	if err != nil {
		return err
	}
	r, err := zip.NewReader(in, info.Size())
	if err != nil {
		return err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	w := zip.NewWriter(out)
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			return err
		}
	}
	return w.Close()
}

func (x *xlsxFile) drop() { x.file.Close() }

func (x *xlsxFile) notes() []string { return x.out }
