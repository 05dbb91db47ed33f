package compare

import (
	"fmt"

	"guihua/extract/body"
)

// Codes of notes.
const (
	NoSuperiorItems    = "no_superior_items"    // no tasks or items of a 专栏 were found in the superior plan
	NoSubordinateItems = "no_subordinate_items" // nor in the subordinate one: all is dropped
	LittleInCommon     = "little_in_common"     // next to no items are pairs, and those share next to no words
	LevelNotBelow      = "level_not_below"      // the subordinate plan is of the same level, or of a higher one
	PlaceApart         = "place_apart"          // its place is no part of the superior's
)

// NoteCodes are the codes, in the order of the notes of a comparison. A code never
// changes.
var NoteCodes = []string{NoSuperiorItems, NoSubordinateItems, LittleInCommon, LevelNotBelow, PlaceApart}

// notes tells what makes the figures of a comparison mean less than they seem to. None
// is an error: a reader may compare what he likes.
func notes(superior, subordinate *Side, c *Comparison) []Note {
	out := []Note{}
	note := func(code, format string, args ...any) {
		out = append(out, Note{code, fmt.Sprintf(format, args...)})
	}
	s := &c.Summary
	switch {
	case s.Items == 0:
		note(NoSuperiorItems, "no tasks or items of a 专栏 were found in the superior plan")
	case s.SubordinateItems == 0:
		note(NoSubordinateItems, "no tasks or items of a 专栏 were found in the subordinate plan, so that all items are dropped")
	case unlike(c):
		note(LittleInCommon, "the plans have next to nothing in common: %d of %d items have a counterpart, and few words of theirs are in both", s.Paired, s.Items)
	}
	if a, b := rankOfLevel[superior.Level], rankOfLevel[subordinate.Level]; a > 0 && b > 0 && b <= a {
		note(LevelNotBelow, "the subordinate plan is of no lower level (%s) than the superior one (%s)", subordinate.Level, superior.Level)
	}
	if territoryOf(superior, subordinate) == apart {
		note(PlaceApart, "%s is no part of %s", subordinate.home.Name, superior.home.Name)
	}
	return out
}

var rankOfLevel = map[body.Level]int{body.Nation: 1, body.Province: 2, body.City: 3, body.County: 4}

// A plan that follows another has a counterpart for more than fewPaired of the items
// of the shorter one, or more than fewWords of the words of one of them are in both.
// Of 62 plans for other things compared with one of 61 items none had as much, two for
// the same thing in other provinces had pairs for half of theirs.
const (
	fewPaired = 0.2
	fewWords  = 0.02
)

// unlike says whether plans have next to nothing in common.
func unlike(c *Comparison) bool {
	s := &c.Summary
	there, back := 0.0, 0.0
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.Overlap != nil {
			there += *p.Overlap
		}
		if p := &c.Pairs[i]; p.OverlapBack != nil {
			back += *p.OverlapBack
		}
	}
	share := max(float64(s.Paired)/float64(s.Items), float64(s.SubordinatePaired)/float64(s.SubordinateItems))
	words := max(there/float64(s.Items), back/float64(s.SubordinateItems))
	return share <= fewPaired && words <= fewWords
}
