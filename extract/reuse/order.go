package reuse

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"guihua/corpus/pattern"
	"guihua/extract"
)

// yearOfNumber is the year of a 发文字号: 冀政字〔2021〕66号.
var yearOfNumber = pattern.MustCompile(`[〔\[［（(【]((?:19|20)[0-9][0-9])[〕\]］）)】]`)

// dateOf is when a document was made and what tells it: 成文日期, else the date of
// the web page, else the year of its number, else the first year it plans for.
func dateOf(n *extract.Notice) (date, by string) {
	switch {
	case n.Issued != nil && isDate(*n.Issued):
		return *n.Issued, "issued"
	case n.Published != nil && isDate(*n.Published):
		return *n.Published, "published"
	}
	if n.Number != nil {
		if m := yearOfNumber.FindStringSubmatch(*n.Number); m != nil {
			return m[1], "number"
		}
	}
	if n.Period != nil && isYear(n.Period[0]) {
		return fmt.Sprint(n.Period[0]), "period"
	}
	return "", ""
}

// isDate says whether s is a day as the format writes it, of a year like those of
// numbers: what is none would stand before or behind all others, and be told as dated.
func isDate(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && isYear(t.Year())
}

func isYear(y int) bool { return 1900 <= y && y < 2100 }

// rank is the place of every document in time. Where dates do not tell, a year
// stands behind the dates of it, no date behind all, and then the names decide, so
// that the order is the same whatever comes first.
func rank(docs []Doc) []int32 {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	key := func(d *Doc) string { return cmp.Or(d.Date, "9999") + "~" }
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(
			strings.Compare(key(&docs[a]), key(&docs[b])),
			strings.Compare(docs[a].ID, docs[b].ID),
			cmp.Compare(a, b))
	})
	out := make([]int32, len(docs))
	for i, d := range order {
		out[d] = int32(i)
	}
	return out
}

// order says what is known of which of two documents is earlier.
func order(earlier, later *Doc) Order {
	a, b := earlier.Date, later.Date
	n := min(len(a), len(b))
	switch {
	case n == 0:
		return Unknown
	case a == b && n > len("2021"):
		return SameDate
	case a[:n] == b[:n]:
		return Unknown
	}
	return Dated
}

// sameNotice says whether nothing speaks against two documents of the same words
// being one: place, number and date are the same or not known. Another place, or
// another edition, is reuse.
func sameNotice(a, b *Doc) bool {
	same := func(x, y string) bool { return x == "" || y == "" || x == y }
	return same(a.Region, b.Region) && same(a.number, b.number) && same(a.issued, b.issued)
}

// markCopies finds documents that are one, word by word, and marks all but the
// earliest.
func markCopies(docs []Doc, rank []int32) {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(bytes.Compare(docs[a].sum[:], docs[b].sum[:]), cmp.Compare(rank[a], rank[b]))
	})
	for i, n := 0, 0; i < len(order); i = n {
		for n = i + 1; n < len(order) && docs[order[n]].sum == docs[order[i]].sum; n++ {
		}
		first := order[i]
		if docs[first].Chars == 0 {
			continue
		}
		for _, d := range order[i+1 : n] {
			if sameNotice(&docs[first], &docs[d]) {
				docs[d].copyOf = first
			}
		}
	}
}

func median(a []int) int {
	slices.Sort(a)
	return a[len(a)/2]
}
