package compare

// targetPairs tells how the targets of two plans answer each other; pairs are those
// of their items.
func targetPairs(superior, subordinate *Side, pairs []Pair) []TargetPair {
	return []TargetPair{}
}
