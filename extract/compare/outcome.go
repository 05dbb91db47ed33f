package compare

import (
	"fmt"
	"strconv"
	"strings"

	"guihua/extract"
	"guihua/extract/indicator"
	"guihua/extract/place"
)

// A territory says how the places of two plans lie to each other.
type territory int

// The territories.
const (
	unknownPlaces territory = iota // not known
	samePlace                      // one place: a plan and its revision, a province and its departments
	partOf                         // the subordinate's is part of the superior's
	apart                          // neither is part of the other
)

// territoryOf decides by code, then by name and level: where a place has no code,
// one of a lower level is taken for a part.
func territoryOf(superior, subordinate *Side) territory {
	a, b := superior.home, subordinate.home
	switch {
	case a.Name == "" || b.Name == "":
		return unknownPlaces
	case a.Code != "" && a.Code == b.Code || a.Name == b.Name:
		return samePlace
	case superior.Level == "nation":
		return partOf
	case subordinate.Level == "nation":
		return apart
	}
	if a.Code != "" && b.Code != "" {
		for d, ok := b.Parent(); ok; d, ok = d.Parent() {
			if d.Code == a.Code {
				return partOf
			}
		}
		return apart
	}
	if v, ok := place.Lookup(b.Code); ok { // a zone, or a place that the table does not have, above one it has
		if p, ok := v.Parent(); ok && p.Name == a.Name {
			return partOf
		}
	}
	ranks := map[string]int{"province": 1, "city": 2, "county": 3}
	x, y := ranks[string(superior.Level)], ranks[string(subordinate.Level)]
	switch {
	case x == 0 || y == 0:
		return unknownPlaces
	case x < y:
		return partOf
	}
	return apart
}

// isRatio says whether a figure compares between a whole and its part: shares, rates,
// figures per head, properties, by ratios.txt. Any other is a total.
func isRatio(k indicator.Key) bool {
	switch {
	case k.Basis.Kind == indicator.Ratio, k.Basis.Kind == indicator.Change:
		return true
	case facts().ratioUnits[k.Unit], strings.Contains(k.Unit, "/"):
		return true
	}
	return hasPrefixOf(k.Name, facts().ratioBegins) || !facts().countUnits[k.Unit] && hasSuffixOf(k.Name, facts().ratioEnds)
}

// A verdict is how the values of two statements compare.
type verdict struct {
	outcome Outcome
	share   *float64
	why     string
	values  bool // the figures were compared as they are
}

// compareValues tells how the value of b, of the subordinate plan, compares with that
// of a. What can't be compared is told in this order: words, units, what the figures
// are figures of, places, years, bounds.
func compareValues(a, b *statement, lie territory) verdict {
	no := func(format string, args ...any) verdict {
		return verdict{outcome: NotComparable, why: fmt.Sprintf(format, args...)}
	}
	both := fmt.Sprintf("%s → %s", shown(a), shown(b))
	switch {
	case a.Value == nil && b.Value == nil:
		return compareWords(a.Raw, b.Raw)
	case a.Value == nil:
		return no("%s: the superior plan has words, the subordinate a figure", both)
	case b.Value == nil:
		return no("%s: the superior plan has a figure, the subordinate words", both)
	case a.key.Unit != b.key.Unit:
		return no("%s: one is in %s, the other in %s", both, orNone(a.key.Unit), orNone(b.key.Unit))
	case !sameBasis(a.key.Basis, b.key.Basis):
		return no("%s: one tells %s, the other %s", both, told(a.key.Basis), told(b.key.Basis))
	case a.key.Basis.Kind == indicator.Rank:
		return compareRanks(a, b, lie)
	}
	if total := !isRatio(a.key) && !isRatio(b.key) && !a.Support && !b.Support; total && lie != samePlace {
		return scaled(a, b, lie, both)
	}
	if !sameYear(a, b) {
		return no("%s: the superior's is for %s, the subordinate's for %s", both, *a.By, *b.By)
	}
	return direct(a, b, both)
}

func orNone(unit string) string {
	if unit == "" {
		return "no unit"
	}
	return unit
}

// sameBasis says whether figures of two bases can be compared: a level at the end of
// a time and the sum over it are one (达到, 累计达到).
func sameBasis(a, b indicator.Basis) bool {
	fold := func(p indicator.Period) indicator.Period {
		if p == indicator.Cumulative {
			return indicator.Unsaid
		}
		return p
	}
	return a.Kind == b.Kind && fold(a.Period) == fold(b.Period)
}

// told says what a figure of a basis tells.
func told(b indicator.Basis) string {
	s := map[indicator.Kind]string{
		indicator.Level: "what is reached", indicator.Added: "what is added", indicator.Removed: "what is taken away",
		indicator.Change: "a change", indicator.Ratio: "a multiple", indicator.Rank: "a rank", indicator.Words: "words",
	}[b.Kind]
	switch b.Period {
	case indicator.Unsaid:
	case indicator.Yearly:
		s += " each year"
	case indicator.Cumulative:
		s += " in all"
	default:
		s += " every " + string(b.Period)
	}
	return s
}

// scaled compares totals of two places.
func scaled(a, b *statement, lie territory, both string) verdict {
	switch {
	case lie == apart:
		return verdict{outcome: NotComparable, why: both + ": totals of two places, and the subordinate's is no part of the superior's"}
	case lie == unknownPlaces:
		return verdict{outcome: NotComparable, why: both + ": totals, and the places of the plans are not known"}
	case !sameYear(a, b):
		return verdict{outcome: NotComparable, why: fmt.Sprintf("%s: totals of a whole and of a part of it, the superior's for %s, the subordinate's for %s", both, *a.By, *b.By)}
	}
	v := verdict{outcome: ScaledTotal, why: both + ": totals of a whole and of a part of it"}
	x, y := number(a.Value), number(b.Value)
	if a.ValueMax != nil || b.ValueMax != nil {
		v.why += "; a range has no one share"
		return v
	}
	if x > 0 {
		share := y / x
		v.share = &share
		switch {
		case share == 1:
			v.why += "; the part is to reach as much as the whole"
		case share > 1:
			v.why += fmt.Sprintf("; the part's is %s times the whole's, so that they may not count the same", plain(share))
		default:
			v.why += fmt.Sprintf(", %s%% of the superior's", plain(100*share))
		}
	}
	return v
}

// plain is a number with three digits that count.
func plain(f float64) string { return strconv.FormatFloat(f, 'g', 3, 64) }

func number(s *string) float64 {
	f, _ := strconv.ParseFloat(said(s), 64)
	return f
}

// direct compares figures as they are. Of ranges both ends must lie the same way.
func direct(a, b *statement, both string) verdict {
	low, high := number(a.Value), number(b.Value)
	lowEnd, highEnd := low, high
	if a.ValueMax != nil {
		lowEnd = number(a.ValueMax)
	}
	if b.ValueMax != nil {
		highEnd = number(b.ValueMax)
	}
	v := verdict{values: true}
	switch {
	case against(a.Bound, b.Bound):
		return verdict{outcome: NotComparable, why: both + ": one is a floor, the other a ceiling"}
	case low == high && lowEnd == highEnd:
		v.outcome, v.why = Equal, both+": the same figure"
		if said(a.Bound) != said(b.Bound) {
			v.why += fmt.Sprintf(", bound %s and %s", orEqual(a.Bound), orEqual(b.Bound))
		}
	case a.ValueMax != nil && b.ValueMax == nil && high >= low && high <= lowEnd:
		return verdict{outcome: NotComparable, why: both + ": the figure lies in the superior's range"}
	case b.ValueMax != nil && a.ValueMax == nil && low >= high && low <= highEnd:
		return verdict{outcome: NotComparable, why: both + ": the superior's figure lies in the range"}
	case high >= low && highEnd >= lowEnd:
		v.outcome, v.why = Higher, both+": higher"
	case high <= low && highEnd <= lowEnd:
		v.outcome, v.why = Lower, both+": lower"
	default:
		return verdict{outcome: NotComparable, why: both + ": one range holds the other"}
	}
	return v
}

func against(a, b *extract.Bound) bool {
	x, y := said(a), said(b)
	return x == extract.AtLeast && y == extract.AtMost || x == extract.AtMost && y == extract.AtLeast
}

func orEqual(b *extract.Bound) string {
	if b == nil {
		return string(extract.Equal)
	}
	return string(*b)
}

// compareRanks compares places among others (第6位): those of one place only, and the
// smaller number is the higher place.
func compareRanks(a, b *statement, lie territory) verdict {
	both := fmt.Sprintf("%s → %s", shown(a), shown(b))
	if lie != samePlace {
		return verdict{outcome: NotComparable, why: both + ": each is a rank among others of its level"}
	}
	if !sameYear(a, b) {
		return verdict{outcome: NotComparable, why: fmt.Sprintf("%s: the superior's is for %s, the subordinate's for %s", both, *a.By, *b.By)}
	}
	x, y := number(a.Value), number(b.Value)
	v := verdict{values: true}
	switch {
	case y < x:
		v.outcome, v.why = Higher, both+": a higher rank"
	case y > x:
		v.outcome, v.why = Lower, both+": a lower rank"
	default:
		v.outcome, v.why = Equal, both+": the same rank"
	}
	return v
}

// compareWords compares goals without a figure. They have no order: they are the
// same, or they don't compare. A rank names those it is among.
func compareWords(a, b string) verdict {
	both := fmt.Sprintf("%s → %s", a, b)
	if x, y := foldWords(a), foldWords(b); x == y {
		return verdict{outcome: Equal, why: both + ": the same words"}
	}
	x, y := groupOf(a), groupOf(b)
	switch {
	case x >= 0 && y >= 0 && x != y:
		v := verdict{outcome: NotComparable, why: both + ": ranks among different ones, the subordinate's among fewer"}
		if y < x {
			v.why = both + ": ranks among different ones, the subordinate's among more"
		}
		return v
	case x >= 0 && x == y && rankOf(a) >= 0 && rankOf(a) == rankOf(b):
		return verdict{outcome: Equal, why: both + ": words that mean one rank among the same"}
	}
	for _, way := range []string{"up", "down"} {
		if containsOf(a, facts().trends[way]) && containsOf(b, facts().trends[way]) && pace(a) == pace(b) {
			return verdict{outcome: Equal, why: both + ": words that mean one"}
		}
	}
	return verdict{outcome: NotComparable, why: both + ": words without an order"}
}

func foldWords(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" 　\n的“”\"", r) {
			return -1
		}
		return r
	}, s)
}

func groupOf(s string) int { return lineWith(s, facts().groups) }
func rankOf(s string) int  { return lineWith(s, facts().ranks) }

// lineWith is the number of the first line that has one of the words of s, -1 for
// none.
func lineWith(s string, lines [][]string) int {
	for i, words := range lines {
		if containsOf(s, words) {
			return i
		}
	}
	return -1
}

// pace is what words of a trend say besides it: 稳步|增长.
func pace(s string) string {
	for _, words := range facts().trends {
		for _, w := range words {
			s = strings.ReplaceAll(s, w, "")
		}
	}
	return foldWords(s)
}

// shown is the value of a statement as a sentence prints it: its own words where they
// have the unit (10.7万件), else made of value and unit (of a cell of a table).
func shown(st *statement) string {
	unit := said(st.Unit)
	if st.Value == nil || unit == "" || strings.Contains(st.Raw, unit) {
		return strings.Join(strings.Fields(st.Raw), "")
	}
	s := inWords(*st.Value)
	if st.ValueMax != nil {
		s += "—" + inWords(*st.ValueMax)
	}
	return s + unit
}

// inWords is a number with 万 or 亿 as plans print it: 107000 is 10.7万.
func inWords(value string) string {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	switch {
	case f >= 1e8:
		return strconv.FormatFloat(f/1e8, 'f', -1, 64) + "亿"
	case f >= 1e4:
		return strconv.FormatFloat(f/1e4, 'f', -1, 64) + "万"
	}
	return value
}
