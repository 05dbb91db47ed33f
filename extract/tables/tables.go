package tables

// All are the tables, in the order they are read: what a document is, what it
// sets out to do, who does it, by which figures, on what grounds.
var All = []Table{
	documents,
	outline,
	tasks,
	measures,
	boxes,
	targets,
	responsibilities,
	unitEdges,
	cells,
	regions,
	citations,
	warnings,
}
