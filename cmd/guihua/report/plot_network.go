package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/layout"
	"gonum.org/v1/gonum/spatial/r2"

	"guihua/cmd/guihua/webpage"
)

// What the network shows at most.
const (
	mostNodes = 40
	mostLines = 110
)

// An edgeTally adds up the tasks that two units share. Of the relations of
// unit_edges it keeps those of a clause with work of their own: one leads and the
// other supports, or both carry it out.
type edgeTally struct {
	weights map[edgeKey]int
	keys    []edgeKey // in the order they come
	other   int       // pairs in other relations: both support, or in different clauses
}

type edgeKey struct {
	from, to unitName
	directed bool // from leads, to supports
}

func (e *edgeTally) add(r row) {
	switch r.text("relation") {
	case "lead_support", "joint", "co_lead":
	default:
		e.other++
		return
	}
	key := edgeKey{unitName{r.text("from_place"), r.text("from_unit")}, unitName{r.text("to_place"), r.text("to_unit")}, r.is("directed")}
	if e.weights == nil {
		e.weights = map[edgeKey]int{}
	}
	if _, ok := e.weights[key]; !ok {
		e.keys = append(e.keys, key)
	}
	e.weights[key] += r.integer("weight")
}

type networkData struct {
	Nodes []node
	Lines []line
}

// A node is a unit.
type node struct {
	Unit, Name, Short string
	Picks             bool // a click leads to its clauses: in the plot of one document
	Tasks             int  // shared with others, each as often as it is shared
	X, Y, R           webpage.Px
	LabelY            webpage.Px

	name  unitName
	width webpage.Px // of the label
}

// A line joins two units.
type line struct {
	From, To string
	Directed bool
	Tasks    int
	Path     string
	Head     string // points of the arrow's head, "" for none
	Width    webpage.Px
}

func (e *edgeTally) plot(one bool) webpage.Plot {
	const width, height, top = 860, 640, 40
	p := webpage.Plot{
		ID: "plot-network", Draw: "network", Width: width, Height: height,
		Title: webpage.Words("责任单位网络", "Network of units"),
		Desc:  webpage.Words("每个单位一个点，共同承担任务的单位之间连线：箭头从牵头单位指向配合单位，虚线为共同负责。", "A dot for each unit; lines between units that share tasks: arrows from the unit that leads to the one that supports, dashed lines between units that carry a task out jointly."),
	}
	if len(e.keys) == 0 {
		p.Empty = webpage.Words("没有可画的内容：没有两个单位一起牵头、配合或共同负责一项任务。", "Nothing to plot: no two units lead, support or carry out a task together.")
		return p
	}
	nodes, keys := e.strongest()
	for i := range nodes {
		nodes[i].Picks = one
	}
	at := map[unitName]int{}
	for i := range nodes {
		at[nodes[i].name] = i
	}
	p.Notes = append(p.Notes, webpage.Words("线越粗，共同承担的任务越多；点越大，合作越多。", "The thicker a line, the more tasks are shared; the larger a dot, the more work with others."))
	p.Notes = append(p.Notes, webpage.More(e.count()-len(nodes), "另有 %d 个合作较少的单位未画出。", "More units, which share fewer tasks, not drawn: %d.")...)
	p.Notes = append(p.Notes, webpage.More(len(e.keys)-len(keys), "另有 %d 条较弱的连线未画出。", "Weaker lines, not drawn: %d.")...)
	p.Notes = append(p.Notes, webpage.More(e.other, "同为配合单位或分属不同条款的 %d 对关系未画出（见表 unit_edges）。", "Pairs of units that both support, or stand in different clauses, not drawn (see the table unit_edges): %d.")...)
	e.place(nodes, keys, at, width, height-top)
	for i := range nodes {
		nodes[i].Y += top
		nodes[i].LabelY = nodes[i].Y + nodes[i].R + 13
	}
	d := &networkData{Nodes: nodes}
	most := 1
	for _, k := range keys {
		most = max(most, e.weights[k])
	}
	for _, k := range keys {
		a, b := nodes[at[k.from]], nodes[at[k.to]]
		l := line{From: a.Name, To: b.Name, Directed: k.directed, Tasks: e.weights[k], Width: webpage.Px(0.8 + 4*math.Sqrt(float64(e.weights[k])/float64(most)))}
		l.draw(a, b)
		d.Lines = append(d.Lines, l)
	}
	p.Data = d
	return p
}

// count is how many units there are.
func (e *edgeTally) count() int {
	seen := map[unitName]bool{}
	for _, k := range e.keys {
		seen[k.from], seen[k.to] = true, true
	}
	return len(seen)
}

// strongest are the lines with the most shared tasks, as many as can be told apart,
// and their units in the order of these lines.
func (e *edgeTally) strongest() (nodes []node, keys []edgeKey) {
	sorted := slices.Clone(e.keys)
	slices.SortStableFunc(sorted, func(a, b edgeKey) int { return e.weights[b] - e.weights[a] })
	tasks := map[unitName]int{}
	var names []unitName
	for _, k := range sorted {
		var fresh []unitName
		for _, n := range []unitName{k.from, k.to} {
			if _, ok := tasks[n]; !ok {
				fresh = append(fresh, n)
			}
		}
		if len(keys) == mostLines || len(names)+len(fresh) > mostNodes {
			continue
		}
		names, keys = append(names, fresh...), append(keys, k)
		tasks[k.from] += e.weights[k]
		tasks[k.to] += e.weights[k]
	}
	most := 1
	for _, n := range tasks {
		most = max(most, n)
	}
	named := shown(names)
	for _, n := range names {
		short := webpage.Shorten(named[n], 12, 144)
		nodes = append(nodes, node{
			Unit: n.Name, Name: named[n], Short: short, Tasks: tasks[n],
			R: webpage.Px(4 + 8*math.Sqrt(float64(tasks[n])/float64(most))), name: n, width: webpage.TextWidth(short, 12),
		})
	}
	return nodes, keys
}

// place gives the nodes their places in a field: those that share tasks near to
// each other, by the heuristic of Eades (Congressus Numerantium 42, 1984), then
// so that no label lies on another. The same nodes and keys give the same places.
func (e *edgeTally) place(nodes []node, keys []edgeKey, at map[unitName]int, width, height webpage.Px) {
	g := newSprings(len(nodes))
	sum := make([]float64, len(nodes))
	for _, k := range keys {
		sum[at[k.from]] += float64(e.weights[k])
		sum[at[k.to]] += float64(e.weights[k])
	}
	for _, k := range keys {
		i, j := int64(at[k.from]), int64(at[k.to])
		w := 2 * float64(e.weights[k]) / math.Sqrt(sum[i]*sum[j])
		g.pull[i][j] += w
		g.pull[j][i] += w
	}
	g.join()
	eades := layout.EadesR2{Updates: 200, Repulsion: 1, Rate: 0.1, Theta: 0.1, Src: rand.NewPCG(1, 1)}
	for o := layout.NewOptimizerR2(g, eades.Update); o.Update(); {
		for i := range nodes {
			v := o.Coord2(int64(i))
			nodes[i].X, nodes[i].Y = webpage.Px(v.X), webpage.Px(v.Y)
		}
	}
	fit(nodes, width, height)
	spread(nodes, width, height)
}

// springs is a graph with its nodes in order, unlike those of package simple, and
// a hub, the last node, that holds all together, so that parts without lines
// between them stay near each other.
type springs struct {
	pull       [][]float64    // how strongly nodes are pulled together
	neighbours [][]graph.Node // set by join
}

const hubPull = 0.15

func newSprings(n int) *springs {
	g := &springs{pull: make([][]float64, n+1)}
	for i := range g.pull {
		g.pull[i] = make([]float64, n+1)
	}
	for i := range n {
		g.pull[i][n], g.pull[n][i] = hubPull, hubPull
	}
	return g
}

// join makes neighbours of the nodes that are pulled together.
func (g *springs) join() {
	g.neighbours = make([][]graph.Node, len(g.pull))
	for i, row := range g.pull {
		for j, w := range row {
			if w > 0 && i != j {
				g.neighbours[i] = append(g.neighbours[i], vertex(j))
			}
		}
	}
}

func (g *springs) Node(id int64) graph.Node {
	if id < 0 || id >= int64(len(g.pull)) {
		return nil
	}
	return vertex(id)
}

func (g *springs) Nodes() graph.Nodes {
	out := make([]graph.Node, len(g.pull))
	for i := range out {
		out[i] = vertex(i)
	}
	return iterator.NewOrderedNodes(out)
}

func (g *springs) From(id int64) graph.Nodes { return iterator.NewOrderedNodes(g.neighbours[id]) }

func (g *springs) HasEdgeBetween(x, y int64) bool { return x != y && g.pull[x][y] > 0 }

func (g *springs) Edge(x, y int64) graph.Edge {
	if e := g.WeightedEdge(x, y); e != nil {
		return e
	}
	return nil
}

func (g *springs) WeightedEdge(x, y int64) graph.WeightedEdge {
	if !g.HasEdgeBetween(x, y) {
		return nil
	}
	return spring{vertex(x), vertex(y), g.pull[x][y]}
}

func (g *springs) Weight(x, y int64) (float64, bool) { return g.pull[x][y], g.HasEdgeBetween(x, y) }

type vertex int64

func (v vertex) ID() int64 { return int64(v) }

type spring struct {
	from, to vertex
	weight   float64
}

func (s spring) From() graph.Node         { return s.from }
func (s spring) To() graph.Node           { return s.to }
func (s spring) ReversedEdge() graph.Edge { return spring{s.to, s.from, s.weight} }
func (s spring) Weight() float64          { return s.weight }

// fit stretches the places of nodes over the field.
func fit(nodes []node, width, height webpage.Px) {
	least, most := r2.Vec{X: math.Inf(1), Y: math.Inf(1)}, r2.Vec{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, n := range nodes {
		least.X, most.X = min(least.X, float64(n.X)), max(most.X, float64(n.X))
		least.Y, most.Y = min(least.Y, float64(n.Y)), max(most.Y, float64(n.Y))
	}
	over := func(x, from, to float64, length webpage.Px) webpage.Px {
		if !(to-from > 1e-9) || math.IsInf(to-from, 0) { // one place, or none that is a number
			return length / 2
		}
		return length * webpage.Px((x-from)/(to-from))
	}
	for i := range nodes {
		n := &nodes[i]
		n.X, n.Y = over(float64(n.X), least.X, most.X, width), over(float64(n.Y), least.Y, most.Y, height)
		n.keepIn(width, height)
	}
}

// spread moves nodes apart until no node or label lies on another, or for as long
// as it is worth while.
func spread(nodes []node, width, height webpage.Px) {
	for range 1000 {
		moved := false
		for i := range nodes {
			for j := range i {
				moved = apart(&nodes[i], &nodes[j]) || moved
			}
		}
		for i := range nodes {
			nodes[i].keepIn(width, height)
		}
		if !moved {
			return
		}
	}
}

// box is what a node takes up with its label, around its place.
func (n *node) box() (left, right, above, below webpage.Px) {
	half := max(n.width/2, n.R) + 3
	return half, half, n.R + 2, n.R + 18
}

// keepIn moves the node into the field.
func (n *node) keepIn(width, height webpage.Px) {
	left, right, above, below := n.box()
	n.X = min(max(n.X, left), width-right)
	n.Y = min(max(n.Y, above), height-below)
}

// apart moves two nodes away from each other where they overlap, half the way
// each, in the direction that is shorter; and a little in the other one, so that a
// row of nodes between two sides of the field does not push to and fro for ever.
func apart(a, b *node) bool {
	if a.X > b.X {
		a, b = b, a
	}
	up, down := a, b
	if a.Y > b.Y {
		up, down = b, a
	}
	_, right, _, _ := a.box()
	left, _, _, _ := b.box()
	_, _, _, below := up.box()
	_, _, above, _ := down.box()
	x, y := a.X+right-(b.X-left), up.Y+below-(down.Y-above)
	if x <= 0 || y <= 0 {
		return false
	}
	dx, dy := x/2, y/16
	if y < x {
		dx, dy = x/32, y/2
	}
	a.X -= dx
	b.X += dx
	up.Y -= dy
	down.Y += dy
	return true
}

// draw is the way from the rim of one node to that of another. A line with a
// direction is bent, so that there and back are two.
func (l *line) draw(a, b node) {
	from, to := r2.Vec{X: float64(a.X), Y: float64(a.Y)}, r2.Vec{X: float64(b.X), Y: float64(b.Y)}
	way := r2.Sub(to, from)
	length := r2.Norm(way)
	if length < 1 {
		return // one on the other
	}
	middle := r2.Scale(0.5, r2.Add(from, to))
	if l.Directed {
		middle = r2.Add(middle, r2.Scale(0.1, r2.Vec{X: -way.Y, Y: way.X}))
	}
	towards := func(at r2.Vec, far float64) r2.Vec {
		return r2.Add(at, r2.Scale(math.Min(far, length/3), r2.Unit(r2.Sub(middle, at))))
	}
	start, end := towards(from, float64(a.R)+1), towards(to, float64(b.R)+2)
	if l.Directed {
		tip, size := end, 5+float64(l.Width)
		end = towards(to, float64(b.R)+2+size)
		side := r2.Scale(size/2, r2.Unit(r2.Sub(tip, end)))
		side = r2.Vec{X: -side.Y, Y: side.X}
		l.Head = point(tip) + " " + point(r2.Add(end, side)) + " " + point(r2.Sub(end, side))
	}
	l.Path = "M" + point(start) + "Q" + point(middle) + " " + point(end)
}

func point(v r2.Vec) string { return fmt.Sprintf("%v,%v", webpage.Px(v.X), webpage.Px(v.Y)) }
