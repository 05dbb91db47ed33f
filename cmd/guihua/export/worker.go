package export

// A worker lets a writer work beside the others and beside who makes the rows:
// SQLite takes longer than all of them together.
type worker struct {
	w      writer
	rows   chan tableRow
	all    bool          // no more rows will come
	drop   chan struct{} // closed where there is nothing to complete
	failed chan struct{} // closed when err is set before all rows were written
	ended  chan struct{}
	err    error
}

type tableRow struct {
	table int
	row   []any
}

// rowsAhead is how many rows may wait for a slow writer. Their texts may be parts
// of whole documents, which they then hold in memory.
const rowsAhead = 64

func startWorker(w writer) *worker {
	k := &worker{
		w: w, rows: make(chan tableRow, rowsAhead),
		drop: make(chan struct{}), failed: make(chan struct{}), ended: make(chan struct{}),
	}
	go func() {
		defer close(k.ended)
		k.work()
	}()
	return k
}

func (k *worker) work() {
	for r := range k.rows {
		if k.dropped() {
			return
		}
		if k.err = k.w.row(r.table, r.row); k.err != nil {
			close(k.failed)
			return
		}
	}
	if !k.dropped() {
		k.err = k.w.close()
	}
}

func (k *worker) dropped() bool {
	select {
	case <-k.drop:
		return true
	default:
		return false
	}
}

// add hands over a row, which nobody changes from then on. Its error is that of
// an earlier one.
func (k *worker) add(table int, row []any) error {
	select {
	case k.rows <- tableRow{table, row}:
		return nil
	case <-k.failed:
		return k.err
	}
}

// complete lets the worker complete its files; wait returns when it has.
func (k *worker) complete() {
	if !k.all {
		k.all = true
		close(k.rows)
	}
}

func (k *worker) wait() error {
	<-k.ended
	return k.err
}

// abandon lets go of the files.
func (k *worker) abandon() {
	close(k.drop)
	k.complete()
	<-k.ended
	k.w.drop()
}
