package compare

// unitPairs tells which body of one plan does the work of which of the other; pairs
// are those of their items.
func unitPairs(superior, subordinate *Side, pairs []Pair) []UnitPair {
	return []UnitPair{}
}
