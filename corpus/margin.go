package corpus

import (
	"sort"
)

// findMargins decides whether lines end at a margin (wrapped text) and, where
// positions are known, how big the body's type is and how far its lines stand
// apart.
func (c *cleaner) findMargins() {
	first, last := c.bodyLines()
	long, open := 0, 0
	var em, pitch []float64
	prev := -1
	for i := range c.ls {
		Alive(c.ctx)
		l := &c.ls[i]
		if l.blank() || l.out != "" || l.tab || l.grid > 0 {
			continue
		}
		if b := c.box(i); b.X1 > b.X0 {
			if len(l.text) >= 18 { // running text, not cells or titles
				em = append(em, b.Y1-b.Y0)
			}
			if prev >= 0 && len(l.text) >= 18 && c.page(prev) == c.page(i) && b.Y0 > c.box(prev).Y0 {
				pitch = append(pitch, b.Y0-c.box(prev).Y0)
			}
			prev = i
		}
		if l.width >= 36 && i >= first && i <= last {
			long++
			if l.width <= 120 && !endsSentence(l.text) {
				open++
			}
		}
	}
	c.wrap = long >= 6 && open*2 > long
	if prev >= 0 {
		if len(em) == 0 {
			em = []float64{12}
		}
		c.wrap = true
		c.em = max(quantile(em, 0.5), 4)
		c.pitch = 2 * c.em
		if len(pitch) > 0 {
			c.pitch = quantile(pitch, 0.5)
		}
		c.edges = make([][2]float64, len(c.ls))
	}
}

// bodyLines returns the first and the last line with a heading number, or all
// lines where there is none: page chrome is no guide to how text is set.
func (c *cleaner) bodyLines() (first, last int) {
	first, last = -1, -1
	for i := range c.ls {
		if l := &c.ls[i]; l.out == "" && !l.blank() {
			if lab, ok := ParseLabel(l.text); ok && len(l.text) > lab.Len {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
	}
	if last <= first {
		return 0, len(c.ls)
	}
	return first, last
}

func quantile(v []float64, q float64) float64 {
	s := append([]float64(nil), v...)
	sort.Float64s(s)
	return s[int(q*float64(len(s)-1))]
}

// edge returns the left and right edge of the column line i stands in: of the
// lines of its page in type of its size that it stands above or below. A page
// with few of them takes its neighbours' too.
func (c *cleaner) edge(i int) (x0, x1 float64) {
	if e := c.edges[i]; e[1] > 0 {
		return e[0], e[1]
	}
	b := c.box(i)
	var left, right []float64
	look := func(k int) {
		l, x := &c.ls[k], c.box(k)
		if l.blank() || l.out != "" || l.grid > 0 || x.X1 <= x.X0 || !alike(x.Y1-x.Y0, b.Y1-b.Y0, 0.15) || x.X0 >= b.X1 || x.X1 <= b.X0 {
			return
		}
		left, right = append(left, x.X0), append(right, x.X1)
	}
	page := c.page(i)
	lo, hi := i, i
	for lo > 0 && c.page(lo-1) == page {
		lo--
	}
	for hi+1 < len(c.ls) && c.page(hi+1) == page {
		hi++
	}
	for k := lo; k <= hi; k++ {
		look(k)
	}
	if len(left) < 5 {
		for k := max(0, lo-40); k < lo; k++ {
			look(k)
		}
		for k := hi + 1; k < min(len(c.ls), hi+41); k++ {
			look(k)
		}
	}
	x0, x1 = quantile(left, 0.1), quantile(right, 0.9)
	c.edges[i] = [2]float64{x0, x1}
	return x0, x1
}

// alike says whether a and b differ by no more than the share tol.
func alike(a, b, tol float64) bool { return abs(a-b) <= tol*max(a, b) }

// full says whether line i reaches the right margin, so that its sentence may
// go on in the next line. Without positions the margin is the widest line
// near it: boxes are set in smaller type than the body.
func (c *cleaner) full(i int) bool {
	l := &c.ls[i]
	if b := c.box(i); b.X1 > b.X0 {
		_, x1 := c.edge(i)
		return b.X1 > x1-2.2*(b.Y1-b.Y0)
	}
	margin := 0
	for k := max(0, i-8); k < min(len(c.ls), i+9); k++ {
		if n := &c.ls[k]; n.out == "" && !n.tab {
			margin = max(margin, n.width+n.indent)
		}
	}
	return l.width+l.indent >= margin-9
}

// indented says whether line i begins further right than the body.
func (c *cleaner) indented(i int) bool {
	l := &c.ls[i]
	if b := c.box(i); b.X1 > b.X0 {
		x0, _ := c.edge(i)
		return b.X0 > x0+1.2*(b.Y1-b.Y0)
	}
	return l.indent >= 3 || l.indent == 2 && !c.wrap
}

// display says whether line i is set in type bigger than the body's.
func (c *cleaner) display(i int) bool {
	b := c.box(i)
	return b.X1 > b.X0 && b.Y1-b.Y0 > 1.15*c.em
}

func (c *cleaner) centered(i int) bool {
	b := c.box(i)
	if b.X1 <= b.X0 {
		return false
	}
	x0, x1 := c.edge(i)
	return c.display(i) || b.X0 > x0+2.5*c.em && b.X1 < x1-2*c.em && abs((b.X0-x0)-(x1-b.X1)) < 2*c.em
}

// placed decides by their places whether two lines can be of one paragraph:
// 0 no, 1 yes, -1 where the places do not tell. Lines of different size or far
// apart are not; lines of a title are when they have one middle.
func (c *cleaner) placed(last, i int) int {
	a, b := c.box(last), c.box(i)
	if a.X1 <= a.X0 || b.X1 <= b.X0 {
		return -1
	}
	size := a.Y1 - a.Y0
	if !alike(size, b.Y1-b.Y0, 0.15) {
		return 0
	}
	near := c.page(last) != c.page(i) || b.Y0 < a.Y0 || b.Y0-a.Y0 < 1.6*max(c.pitch, 1.3*size)
	if !near {
		return 0
	}
	if c.display(last) {
		s := c.ls[last].str()
		middle := abs((a.X0+a.X1)/2-(b.X0+b.X1)/2) < 1.2*size
		if c.page(last) == c.page(i) && middle && !titleLine.MatchString(s) && !officialLine.MatchString(s) && !bodyName.MatchString(s) {
			return 1
		}
		return 0
	}
	return -1
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
