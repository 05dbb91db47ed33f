package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"guihua/cmd/guihua/batch"
	"guihua/cmd/guihua/export"
	"guihua/cmd/guihua/sidebyside"
	"guihua/corpus"
	"guihua/extract"
	"guihua/extract/compare"
	"guihua/extract/tables"
)

// comparisonsFolder holds the JSON of comparisons, in the output folder.
const comparisonsFolder = "comparisons"

// A comparison is one subordinate plan at work: compared, left out or failed.
type comparison struct {
	plan     batch.Plan
	compared *tables.Compared
	rows     [][][]any // per table
	data     []byte    // JSON
	document []byte    // of the subordinate plan, JSON
	learn    func()
	file     string // its name
	superior bool   // it is the superior plan itself
	err      error
}

// A comparing compares plans with one superior plan. Of a subordinate plan nothing
// is held when its rows are written: they go to a file until the columns of the
// matrix are known, which stands in the workbook and the database beside them.
type comparing struct {
	*compareOptions
	engine   *engine
	superior *tables.Doc
	comparer *compare.Comparer
	side     *compare.Side
	stage    *batch.Stage
	matrix   *tables.Matrix
	spool    *spool
	page     *sidebyside.Set
	files    []string // of comparisons
	bar      progress

	lines  []string // of the summary
	total  totals
	rows   []int // per table
	read   int
	failed int
}

// totals are summaries of comparisons, added up.
type totals struct {
	relations       map[compare.Relation]int
	raised, lowered int
	notes           map[string]int // plans that have it, by code
}

func (t *totals) add(c *compare.Comparison) {
	if t.relations == nil {
		t.relations, t.notes = map[compare.Relation]int{}, map[string]int{}
	}
	s := &c.Summary
	for _, n := range c.Notes {
		t.notes[n.Code]++
	}
	for r, n := range s.Relations {
		t.relations[r] += n
	}
	t.raised += s.Raised
	t.lowered += s.Lowered
}

var relationsShown = []compare.Relation{compare.Same, compare.Adapted, compare.Partial, compare.Merged, compare.Split, compare.Dropped, compare.NewHere}

func (o *compareOptions) compare(ctx context.Context, e *engine, superior *tables.Doc, plans *batch.Plans) error {
	start := time.Now()
	names, err := export.Files(o.formats, comparedTables())
	if err != nil {
		return err
	}
	names = append(names, pageFile)
	c := &comparing{compareOptions: o, engine: e, superior: superior, matrix: tables.NewMatrix(superior), page: sidebyside.New(superior.Document), rows: make([]int, len(tables.ComparedAll))}
	if c.stage, err = batch.OpenStage(o.out, names); err != nil {
		return err
	}
	defer c.stage.Drop()
	c.comparer = compare.New(e.segmenter)
	e.segmenter.Load()
	c.side = c.comparer.Read(superior.ID, superior.Document)
	if err := e.segmenter.Err(); err != nil {
		return err
	}
	if c.spool, err = newSpool(c.stage); err != nil {
		return err
	}
	defer c.spool.close()
	if err := c.all(ctx, plans); err != nil {
		return err
	}
	notes, err := c.write(ctx)
	if err != nil {
		return err
	}
	if !o.quiet {
		c.print(os.Stderr, notes, time.Since(start))
	}
	if c.failed > 0 {
		return exitTrouble
	}
	return nil
}

// all compares every plan, and keeps the rows on the stage.
func (c *comparing) all(ctx context.Context, plans *batch.Plans) error {
	c.bar = newProgress("", plans.Count(), c.quiet)
	defer c.bar.end()
	inHand := context.WithoutCancel(ctx)
	work := func(p batch.Plan) comparison { return c.one(inHand, p) }
	for r := range batch.ReadPlans(ctx, c.jobs, plans, func(p batch.Plan) { c.bar.wait(p.Label()) }, work) {
		c.bar.step()
		if fatal, ok := errors.AsType[batch.Fatal](r.err); ok {
			return fatal.Err
		}
		switch {
		case r.err != nil:
			c.failed++
			c.bar.say(oneLine(r.plan.Label() + ": " + batch.Cause(r.err).Error()))
		case r.superior:
			if !c.quiet {
				c.bar.say(oneLine(r.plan.Label() + ": is the superior plan; left out"))
			}
		default:
			if err := c.take(&r); err != nil {
				return err
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return exitInterrupted
	case c.read == 0 && c.failed == 0:
		return errors.New("there is no subordinate plan beside the superior one")
	case c.read == 0:
		return exitTrouble // each has been told of
	}
	return nil
}

// one compares one plan.
func (c *comparing) one(ctx context.Context, p batch.Plan) (r comparison) {
	r.plan = p
	defer corpus.Recover(&r.err)
	d, err := p.Document(ctx, c.engine.reading, c.engine.document)
	if err != nil {
		r.err = err
		return r
	}
	if d.Source.SHA256 == c.superior.Source.SHA256 && d.Source.SHA256 != "" {
		r.superior = true
		return r
	}
	if r.file, r.err = batch.PlanFile(p.ID); r.err != nil {
		return r
	}
	r.file = comparisonsFolder + "/" + r.file
	cmp := c.comparer.Compare(c.side, c.comparer.Read(p.ID, d))
	if err := c.engine.segmenter.Err(); err != nil {
		r.err = batch.Fatal{Err: err}
		return r
	}
	r.data, r.document = compare.Encode(cmp), extract.EncodeLine(d)
	r.learn = c.page.Learn(cmp, d)
	r.compared = &tables.Compared{
		Comparison:  cmp,
		Superior:    &tables.Doc{Document: c.superior.Document, ID: c.superior.ID, Corpus: c.superior.Corpus},
		Subordinate: &tables.Doc{Document: d, ID: p.ID, Corpus: c.superior.Corpus},
	}
	for i := range tables.ComparedAll[1:] {
		r.rows = append(r.rows, slices.Collect(tables.ComparedAll[i+1].Rows(r.compared)))
	}
	return r
}

// take writes what came of one plan.
func (c *comparing) take(r *comparison) error {
	c.matrix.Add(r.compared)
	// The first table tells the plan's column of the matrix, which is known now.
	rows := append([][][]any{slices.Collect(tables.ComparedAll[0].Rows(r.compared))}, r.rows...)
	for i := range rows {
		c.rows[i] += len(rows[i])
		for _, row := range rows[i] {
			if err := c.spool.add(i, row); err != nil {
				return err
			}
		}
	}
	if err := c.create(r.file, r.data); err != nil {
		return err
	}
	if err := c.create(c.documentFile(len(c.files)), r.document); err != nil {
		return err
	}
	r.learn()
	c.files = append(c.files, r.file)
	c.read++
	s := &totals{}
	s.add(r.compared.Comparison)
	c.total.add(r.compared.Comparison)
	if c.read <= mostCompared {
		c.lines = append(c.lines, r.plan.ID+": "+comparedLine(s))
		for _, n := range r.compared.Notes {
			c.lines = append(c.lines, r.plan.ID+": note: "+n.Message)
		}
	}
	return nil
}

// documentFile is where the nth subordinate plan is kept on the stage for the page,
// which is made when all comparisons are known. It does not outlive the stage.
func (c *comparing) documentFile(n int) string { return fmt.Sprintf("documents/%d.json", n) }

// create writes a file on the stage.
func (c *comparing) create(name string, data []byte) error {
	f, err := c.stage.Create(name)
	if err == nil {
		_, err = f.Write(data)
		if e := f.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		return c.stage.Error(name, err)
	}
	return nil
}

// write makes the tables of the rows kept, and gives all files their names.
func (c *comparing) write(ctx context.Context) (notes []string, err error) {
	ts := append(tables.DescribeCompared(), c.matrix.Tables()...)
	set, err := export.CreateIn(c.stage, c.formats, ts, export.Options{BOM: c.bom})
	if err != nil {
		return nil, err
	}
	if err := c.fill(ctx, set); err != nil {
		set.Abandon()
		return nil, err
	}
	files, stale, notes, err := set.Complete()
	if err != nil {
		return nil, err
	}
	files = append(files, c.files...)
	pages, old, err := c.writePage(ctx)
	if err != nil {
		return nil, err
	}
	files = append(files, pages...)
	stale = slices.Concat(stale, old, c.stale(files))
	if ctx.Err() != nil {
		return nil, exitInterrupted
	}
	return notes, c.stage.Finish(files, stale...)
}

// pageFile is the page for the browser.
const pageFile = "compare.html"

// writePage lays the comparisons out as a page, and returns the names of its files
// and those of an earlier run that are to go.
func (c *comparing) writePage(ctx context.Context) (names, stale []string, err error) {
	w, err := c.page.CreateIn(c.stage, filepath.Join(c.out, pageFile))
	if err != nil {
		return nil, nil, err
	}
	for i, file := range c.files {
		if ctx.Err() != nil {
			err = exitInterrupted
		} else {
			err = c.lay(w, file, c.documentFile(i))
		}
		if err != nil {
			w.Abandon()
			return nil, nil, err
		}
	}
	return w.Complete()
}

// lay lays out one comparison as it is kept on the stage.
func (c *comparing) lay(w *sidebyside.Writer, file, document string) error {
	data, err := os.ReadFile(c.stage.Path(file))
	if err != nil {
		return c.stage.Error(file, err)
	}
	cmp, err := compare.Decode(data)
	if err != nil {
		return c.stage.Error(file, err)
	}
	if data, err = os.ReadFile(c.stage.Path(document)); err != nil {
		return c.stage.Error(document, err)
	}
	d, err := extract.Decode(data)
	if err != nil {
		return c.stage.Error(document, err)
	}
	part, err := w.Lay(cmp, d)
	if err != nil {
		return err
	}
	return w.Add(part)
}

func (c *comparing) fill(ctx context.Context, set *export.Set) error {
	if err := c.spool.each(func(table int, row []any) error {
		if ctx.Err() != nil {
			return exitInterrupted
		}
		return set.Row(table, row)
	}); err != nil {
		return err
	}
	for part := range c.matrix.Tables() {
		for row := range c.matrix.Rows(part) {
			if err := set.Row(len(tables.ComparedAll)+part, row); err != nil {
				return err
			}
		}
	}
	return nil
}

var matrixPart = regexp.MustCompile(`^matrix_[0-9]+\.[a-z]+$`)

// stale are the files of an earlier run that this one has none for: comparisons and
// parts of the matrix.
func (c *comparing) stale(files []string) []string {
	old := batch.Comparisons(c.out, comparisonsFolder)
	if entries, err := os.ReadDir(c.out); err == nil || !errors.Is(err, fs.ErrNotExist) {
		for _, e := range entries {
			if matrixPart.MatchString(e.Name()) {
				old = append(old, e.Name())
			}
		}
	}
	now := map[string]bool{}
	for _, f := range files {
		now[f] = true
	}
	return slices.DeleteFunc(old, func(f string) bool { return now[filepath.ToSlash(f)] })
}

// mostCompared is how many plans the summary has a line for.
const mostCompared = 20

func (c *comparing) print(w io.Writer, notes []string, spent time.Duration) {
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	if c.read <= mostCompared {
		for _, line := range c.lines {
			fmt.Fprintln(w, oneLine(line))
		}
	} else {
		fmt.Fprintln(w, "all together: "+comparedLine(&c.total))
		for _, code := range compare.NoteCodes {
			if n := c.total.notes[code]; n > 0 {
				fmt.Fprintf(w, "note: %s: %s (notes in the table comparisons)\n", code, plural(n, "plan"))
			}
		}
	}
	fmt.Fprintf(w, "%s compared in %.1f s", plural(c.read, "plan"), spent.Seconds())
	if c.failed > 0 {
		fmt.Fprintf(w, ", %d could not be read", c.failed)
	}
	var rows []string
	for i := range tables.ComparedAll {
		rows = append(rows, fmt.Sprintf("%s %d", tables.ComparedAll[i].Name, c.rows[i]))
	}
	fmt.Fprintf(w, "; rows in %s: %s\n", c.out, strings.Join(rows, ", "))
	fmt.Fprintf(w, "open %s in a browser\n", filepath.Join(c.out, pageFile))
}

// A spool keeps rows in a file of the stage.
type spool struct {
	name  string
	stage *batch.Stage
	file  *os.File
	buf   *bufio.Writer
}

func newSpool(stage *batch.Stage) (*spool, error) {
	s := &spool{name: "rows.jsonl", stage: stage}
	var err error
	if s.file, err = os.Create(stage.Path(s.name)); err != nil {
		return nil, stage.Error(s.name, err)
	}
	s.buf = bufio.NewWriterSize(s.file, 64<<10)
	return s, nil
}

// A spooled row has its table in front.
func (s *spool) add(table int, row []any) error {
	line, err := json.Marshal(append([]any{table}, row...))
	if err == nil {
		_, err = s.buf.Write(append(line, '\n'))
	}
	if err != nil {
		return s.stage.Error(s.name, err)
	}
	return nil
}

// each yields the rows as they were added.
func (s *spool) each(take func(table int, row []any) error) error {
	err := s.buf.Flush()
	if err == nil {
		_, err = s.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return s.stage.Error(s.name, err)
	}
	lines := bufio.NewReaderSize(s.file, 64<<10)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return s.stage.Error(s.name, err)
		}
		table, row, err := rowOf(line)
		if err != nil {
			return s.stage.Error(s.name, err)
		}
		if err := take(table, row); err != nil {
			return err
		}
	}
}

// rowOf reads a row. JSON has one kind of number: the column says which it is.
func rowOf(line []byte) (table int, row []any, err error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&row); err != nil {
		return 0, nil, err
	}
	n, err := row[0].(json.Number).Int64()
	if err != nil {
		return 0, nil, err
	}
	table, row = int(n), row[1:]
	for i, c := range tables.ComparedAll[table].Columns {
		number, ok := row[i].(json.Number)
		if !ok {
			continue
		}
		if c.Type == tables.Integer {
			n, err := number.Int64()
			if err != nil {
				return 0, nil, err
			}
			row[i] = int(n)
			continue
		}
		if row[i], err = number.Float64(); err != nil {
			return 0, nil, err
		}
	}
	return table, row, nil
}

func (s *spool) close() { s.file.Close() }
