package reuse

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"math"
	"runtime"
	"slices"
	"sync"

	"guihua/extract"
	"guihua/extract/body"
)

// An Index is a corpus in which passages are looked for.
type Index struct {
	opt    Options
	memory int
	dir    string
	spool  *spool
	prints *sorter // hash; document, place
	docs   []Doc
	rank   []int32
	above  [][]string // codes of the places above each document's, the nearest first
}

// New begins an index whose temporary files lie in dir. The options must be ones
// that Check has nothing against.
func New(dir string, o Options) (*Index, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	x := &Index{opt: o, memory: o.Memory, dir: dir}
	if x.memory == 0 {
		x.memory = defaultMemory
	}
	var err error
	if x.spool, err = openSpool(dir); err != nil {
		return nil, err
	}
	x.prints = newSorter(dir, "fingerprints", x.memory)
	return x, nil
}

// Close removes the temporary files.
func (x *Index) Close() {
	x.spool.close()
	x.prints.close()
}

// A Reading is a document made ready to be added.
type Reading struct {
	doc    Doc
	packed []byte
	prints []print
	above  []string
}

type print struct {
	hash uint64
	at   uint32
}

// Read makes a document ready for an index with the same options; id is its name.
func Read(id string, d *extract.Document, o Options) *Reading {
	l := &laid{}
	us, s, rs := units(d, func(k Kind) bool { return !slices.Contains(LeftOut, k) || slices.Contains(o.Include, k) })
	l.units, l.symbols, l.text = us, *s, rs
	r := &Reading{doc: docOf(id, d)}
	var sum []byte
	for _, u := range us {
		r.doc.Chars += int(u.chars)
		winnow(s.sym[u.from:u.to], o.gram(), o.window(), func(hash uint64, at int) {
			r.prints = append(r.prints, print{hash, uint32(int(u.from) + at)})
		})
		for i := u.from; i < u.to; i++ {
			for _, c := range rs[s.start[i]:s.end(int(i))] {
				sum = binary.LittleEndian.AppendUint32(sum, uint32(c))
			}
		}
	}
	r.doc.sum = sha256.Sum256(sum)
	r.packed = l.pack()
	if home := d.Home(); home.Code != "" && home.Code != body.Country.Code {
		for v, ok := home.Parent(); ok; v, ok = v.Parent() {
			r.above = append(r.above, v.Code)
		}
		r.above = append(r.above, body.Country.Code)
		r.doc.Code = home.Code
	} else if home.Code != "" {
		r.doc.Code = home.Code
	}
	return r
}

func docOf(id string, d *extract.Document) Doc {
	n := &d.Document
	doc := Doc{ID: id, Level: d.HomeLevel(), copyOf: -1}
	for _, t := range []*string{n.Title, n.NoticeTitle} {
		if t != nil && doc.Title == "" {
			doc.Title = *t
		}
	}
	doc.Date, doc.DatedBy = dateOf(n)
	if n.Region.Name != nil {
		doc.Region = *n.Region.Name
	}
	if n.Number != nil {
		doc.number = *n.Number
	}
	if n.Issued != nil {
		doc.issued = *n.Issued
	}
	return doc
}

// Add takes in a document. Its number is how many were added before it.
func (x *Index) Add(r *Reading) error {
	n := uint64(len(x.docs))
	var err error
	if r.doc.at, r.doc.end, err = x.spool.add(r.packed); err != nil {
		return err
	}
	x.docs = append(x.docs, r.doc)
	x.above = append(x.above, r.above)
	for _, p := range r.prints {
		if err := x.prints.add(record{p.hash, n<<32 | uint64(p.at)}); err != nil {
			return err
		}
	}
	return nil
}

// Doc is what is told of the document of a number.
func (x *Index) Doc(n int) *Doc { return &x.docs[n] }

// Len is how many documents there are.
func (x *Index) Len() int { return len(x.docs) }

// Find looks for passages and yields what it finds for every document, in the order
// they were added. Nothing may be added any more. It ends with the error of ctx
// where that ends, and with that of a temporary file.
func (x *Index) Find(ctx context.Context) iter.Seq2[Found, error] {
	return func(yield func(Found, error) bool) {
		x.rank = rank(x.docs)
		markCopies(x.docs, x.rank)
		links := newSorter(x.dir, "links", x.memory)
		defer links.close()
		if err := x.link(ctx, links); err != nil {
			yield(Found{}, err)
			return
		}
		x.prints.close()
		f := &finder{Index: x, shelf: newShelf(x.spool, x.docs, x.memory)}
		f.find(ctx, links, yield)
	}
}

const (
	// earliest is how many of the earliest documents that have a fingerprint a later
	// one is compared with. More than one, because the earliest may have no more than
	// the fingerprint.
	earliest = 4
	// repeats is how often a fingerprint counts in one document, and repeatsThere how
	// many of its places there are looked at: rows of a table may repeat one a thousand
	// times.
	repeats      = 16
	repeatsThere = 4
	// shared stands in a link for the number of documents that share a fingerprint.
	shared = math.MaxUint32
)

// link writes what leads from fingerprints of documents to the same ones of earlier
// documents: document and place; earlier document and place. One more link for each
// says how many documents share the fingerprint.
func (x *Index) link(ctx context.Context, links *sorter) error {
	var g group
	emit := func() error { return g.link(x, links) }
	n := 0
	for r, err := range x.prints.sorted() {
		if err != nil {
			return err
		}
		if n++; n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if r[0] != g.hash {
			if err := emit(); err != nil {
				return err
			}
			g.hash, g.posts = r[0], g.posts[:0]
		}
		doc := int(r[1] >> 32)
		if x.docs[doc].copyOf >= 0 {
			continue
		}
		if k := len(g.posts); k >= repeats && g.posts[k-repeats].doc == doc {
			continue
		}
		g.posts = append(g.posts, post{doc, uint32(r[1])})
	}
	return emit()
}

// A group is the documents that share a fingerprint.
type group struct {
	hash   uint64
	posts  []post
	firsts []int          // of posts: the first place in each document, by time
	byCode map[string]int // of places: the earliest of firsts
}

type post struct {
	doc int
	at  uint32
}

func (g *group) link(x *Index, links *sorter) error {
	if len(g.posts) < 2 || g.posts[0].doc == g.posts[len(g.posts)-1].doc {
		return nil
	}
	slices.SortStableFunc(g.posts, func(a, b post) int { return int(x.rank[a.doc]) - int(x.rank[b.doc]) })
	g.firsts = g.firsts[:0]
	if g.byCode == nil {
		g.byCode = map[string]int{}
	}
	clear(g.byCode)
	for i, p := range g.posts {
		if n := len(g.firsts); n == 0 || g.posts[g.firsts[n-1]].doc != p.doc {
			g.firsts = append(g.firsts, i)
			if code := x.docs[p.doc].Code; code != "" {
				if _, ok := g.byCode[code]; !ok {
					g.byCode[code] = n
				}
			}
		}
	}
	later := -1 // of firsts
	for _, p := range g.posts {
		if later < 0 || g.posts[g.firsts[later]].doc != p.doc {
			later++
		}
		if later == 0 {
			continue
		}
		from := uint64(p.doc)<<32 | uint64(p.at)
		to := func(e int) error {
			first := g.firsts[e]
			for _, s := range g.posts[first:min(first+repeatsThere, g.firsts[e+1])] {
				if err := links.add(record{from, uint64(s.doc)<<32 | uint64(s.at)}); err != nil {
					return err
				}
			}
			return nil
		}
		near := min(later, earliest)
		for e := range near {
			if err := to(e); err != nil {
				return err
			}
		}
		if later-1 >= near {
			if err := to(later - 1); err != nil {
				return err
			}
		}
		for _, code := range x.above[p.doc] {
			if e, ok := g.byCode[code]; ok && e >= near && e < later-1 {
				if err := to(e); err != nil {
					return err
				}
			}
		}
		if err := links.add(record{from, shared<<32 | uint64(len(g.firsts))}); err != nil {
			return err
		}
	}
	return nil
}

// A finder finds the passages of documents by their links.
type finder struct {
	*Index
	shelf *shelf
}

// atOnce is how many documents per worker are compared before their passages are
// handed on.
const atOnce = 8

// find yields what is found for every document in turn. Several are compared at the
// same time, those of one turn.
func (f *finder) find(ctx context.Context, links *sorter, yield func(Found, error) bool) {
	next, stop := iter.Pull2(links.sorted())
	defer stop()
	r, err, more := next()
	jobs := max(f.opt.Jobs, 1)
	for doc := 0; doc < len(f.docs); {
		var turn [][]record
		first := doc
		for ; doc < len(f.docs) && len(turn) < jobs*atOnce; doc++ {
			var of []record
			for ; more && err == nil && int(r[0]>>32) == doc; r, err, more = next() {
				of = append(of, r)
			}
			turn = append(turn, of)
		}
		if err != nil || ctx.Err() != nil {
			if err == nil {
				err = ctx.Err()
			}
			yield(Found{}, err)
			return
		}
		for _, r := range f.turn(jobs, first, turn) {
			if !yield(r.Found, r.err) || r.err != nil {
				return
			}
		}
	}
}

type result struct {
	Found
	err error
}

func (f *finder) turn(jobs, first int, links [][]record) []result {
	out := make([]result, len(links))
	todo := make(chan int)
	var wg sync.WaitGroup
	for range min(jobs, len(links), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range todo {
				out[i].Found, out[i].err = f.document(first+i, links[i])
			}
		})
	}
	for i := range links {
		todo <- i
	}
	close(todo)
	wg.Wait()
	return out
}

// isAbove says whether a document is of a place above that of another one.
func (x *Index) isAbove(doc, of int) bool {
	return x.docs[doc].Code != "" && slices.Contains(x.above[of], x.docs[doc].Code)
}

// depth is how far a place is above that of a document: the nearest is 0.
func (x *Index) depth(doc, of int) int { return slices.Index(x.above[of], x.docs[doc].Code) }
