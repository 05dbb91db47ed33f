package extract

import "guihua/segment"

// tag returns the words of [start, end). Offsets count from start.
func (d *doc) tag(start, end int) []segment.Word {
	if d.tagger == nil || start >= end {
		return nil
	}
	return d.tagger.Tag(d.str(start, end))
}
